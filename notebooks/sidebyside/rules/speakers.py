"""The words of a sentence, one letter for the kind of each, and the phrases in it that name who speaks.

What is looked for is written as a pattern over those letters. The words of each kind, the saying-verbs and the patterns of attribution
are data, and are passed in as a `Grammar`; see `saying.grammar`.

    N name  w word  z word in -s  # number  p pronoun  d determiner  y his, her  u one, others  x nobody, this  e in -ed  g in -ing
    b be  h have  m will, did  a adverb  D time  S saying-verb  G saying-verb in -ing  P its participle after be  V another finite verb
    f of  F from  R for  T to  B by  A as  i other prepositions that can stand in a phrase  I the others  & and  j but, or  o when
    t that, whether  r who, which  s ’s  - a dash or & in a name  Q a quotation that is a sentence  q one that is a piece
"""

import re
from typing import NamedTuple

from .letters import UPPER

QUOTE, DASHES = "“…”", "-–—―‒"
_ADDED = r"[’'](?:s|re|ve|d|ll|m)(?![^\W_])"  # she’s, Lind’s
SHORT = sorted(
    "Mr Mrs Ms Dr Prof Sen Rep Gov Gen Col Lt Maj Capt Sgt Rev Hon St Sr Jr vs No Jan Feb Mar Apr Aug Sept Sep Oct Nov Dec"
    " Cpl Cmdr Adm Supt Insp Pres Mt Ft Msgr Fr Sec Inc Ltd Co Corp".split()
)
TOKEN = re.compile(
    rf"(?=[{UPPER}])(?:(?:[{UPPER}]\.){{2,}}|(?:{'|'.join(SHORT)}|(?<![^\W_]).)\.(?=\s*[\w,]))|[^\W_]+(?:(?!{_ADDED})[’'&._-][^\W_]+)*|{_ADDED}|[^\w\s]"
)


class Grammar(NamedTuple):
    sets: dict  # {kind: its words}
    needs: dict  # {form: the words of which one has to follow; with ~ not at once}
    patterns: dict  # {kind of cue: [Pattern, …]}
    cues: dict  # {noun or adjective of saying: which kind of cue it is}
    seen: tuple  # ((inside a sentence, where it opens), the same in a headline): `Looks`


class Words(NamedTuple):
    """The words of a sentence: for each thing that is known of them, a list with one entry for each word."""

    text: str  # the whole text
    lower: list  # the word in small letters
    kinds: str  # a letter for each word
    back: str  # the same from the end
    leans: list  # what it does as a saying-verb
    places: list  # where it starts and ends in the text
    quotes: list  # which words are quotations
    grammar: Grammar
    shared: dict  # what `shared` has found


def words_of(text, start, end, spans, grammar, lowered=False):
    """The `Words` of a part of a text, each quotation as one; in a headline in capitals (`lowered`), verbs and small words are known all the same."""
    looks, places, quotes, seen = [], [], [], grammar.seen[lowered]
    for span in [*spans, None]:
        opens = True
        for found in TOKEN.finditer(text, start, span.left if span else end):
            look = seen[opens][found[0]]
            opens = look[3]
            if opens is None:  # a sign
                look, opens = (look[0], _sign(text, found, looks[-1] if looks else ("-", "-")), "", False), False
            looks.append(look)
            places.append(found.span())
        if span:
            quotes.append(len(looks))
            looks.append((QUOTE, "Q" if is_sentence(text[span.start : span.end]) else "q", "", True))
            places.append((span.start, span.end))
            if text[span.end - 1] == "," and text[span.right : span.right + 1] != ",":
                looks.append((",", ",", "", False))
                places.append((span.end - 1, span.end))
            start = span.right
    lower, kinds, leans, _ = map(list, zip(*looks)) if looks else ([], [], [], [])
    kinds = _at_work(lower, kinds, leans, grammar)
    return Words(text, lower, kinds, kinds[::-1], leans, places, quotes, grammar, {})


def _at_work(lower, kinds, leans, grammar):
    """The last letters of the words: which of those that can be verbs are at work as verbs is seen from what is around them."""
    kinds.append(".")
    for n, (kind, lean) in enumerate(zip(kinds, leans)):
        if not lean and kind not in "evN":
            continue
        if lean and _is_saying(lower, kinds, n, grammar):
            ing = lower[n].endswith("ing")
            passive = _BE.search("".join(kinds[max(0, n - 6) : n]))
            if not ing and (passive or lower[n + 1 : n + 2] == ["by"]) and _PARTICIPLE.search(lower[n]):
                kinds[n] = "P"
            else:
                kinds[n] = "G" if ing and not passive else "S"
        elif kind == "N" and kinds[n + 1] in "dyp" and lower[n].endswith("ing") and (n == 0 or kinds[n - 1] in ".!?…"):
            kinds[n] = "g"  # Opening the case, Lind said
        elif kind in "ev":
            before = kinds[n - 1 - (kinds[n - 1] == "a" and n > 1 and kinds[n - 2] in "dy")] if n else "."
            alone = before in _NO_SUBJECT
            kinds[n] = "e" if before in "bP" or alone and kind == "e" else "w" if alone else "V"
    return "".join(kinds[:-1])


_NEAR, _NEAR_WHOLE = re.compile("[^.;:,]{0,3}[Qq]"), re.compile("[^.;:,]{0,3}Q")
_NO_SUBJECT = "dysiIFRTBf."
_BE = re.compile(r"b[abDe]*$")
_PARTICIPLE = re.compile(r"(?:ed|en|id|ld|ught|und|ung|wn|rn|ut|ade|eld)$")


def is_sentence(quote):
    """Whether a quotation looks like a sentence of its own."""
    return begins_large(quote) and (" " in quote or quote[-1] in ",.!?…") and not is_title(quote)


def begins_large(quote):
    """Whether its first letter is a capital, or a figure."""
    first = next(filter(str.isalnum, quote), "a")
    return first.isupper() or first.isdigit()


def is_title(words):
    """Whether it is written like a title: several words, each long one with a capital, and no stop."""
    if not words.rstrip(" ,’”'\"")[-1:].isalnum():
        return False
    parts = words.split()
    return len(parts) > 1 and not any(part[0].islower() for part in parts if len(part) > 3)


class Looks(dict):
    """What can be told of a word from itself, once it was asked for.

    `(in small letters, its letter, what it does as a saying-verb, whether what follows opens a sentence)`; the last is None for a sign.
    """

    def __init__(self, opens, lowered, letters, leans):
        self.opens, self.lowered, self.letters, self.leans = opens, lowered, letters, leans

    def __missing__(self, word):
        lower = word.lower()
        leans = self.leans.get(lower, "") if self.opens or self.lowered or word == lower else ""
        kind = self._letter(word, lower, leans)
        self[word] = lower, kind, leans, None if kind == "*" else kind in ".!?…:"
        return self[word]

    def _letter(self, word, lower, leans):
        kind, first = self.letters.get(lower), word[0]
        if not first.isalnum():
            return word if word in ".,;:!?…()" else "*"
        if first.isupper() and not leans and not (self.opens and lower == "according"):
            if not kind or not self.lowered and (kind in "ev" or kind in "ambhuw" and not self.opens):
                return "N"
        ending = len(lower) > 3 and (_ENDINGS.get(lower[-3:]) or _ENDINGS.get(lower[-2:]))
        plural = lower[-1] == "s" and lower[-2:-1] not in "su'’"
        return kind or ("#" if first.isdigit() else ending or ("z" if plural else "w"))


_ENDINGS = {"ed": "e", "ing": "g", "ly": "a", "n't": "m", "n’t": "m"}


def _sign(text, found, before):
    """The letter of a sign; `before` is what is known of the word in front of it."""
    sign, (lower, kind, *_) = found[0], before
    if len(sign) > 1:
        return "b" if sign[1:] != "s" or kind in "pxt" else "s"
    left, right = text[max(found.start() - 1, 0)], text[found.end() : found.end() + 1]
    if sign in "’'" and lower[-1] == "s" and right == " ":
        return "s"  # the tourists’ captain
    if sign == "&" or sign in "-–—/" and left.isalnum() and right.isalnum():
        return "-"
    return "–" if sign in DASHES else "*"


def _is_saying(lower, kinds, n, grammar):
    """Whether the word is a saying-verb at work, and not a noun (the claims) or an adjective (the declared winner)."""
    word, before = lower[n], kinds[n - 1] if n else "."
    after, following = kinds[n + 1], lower[n + 1] if n + 1 < len(lower) else ""
    if before == "a" and n > 1 and kinds[n - 2] in "dys" and lower[n - 1].endswith("ly"):
        return False
    if before in "dys" or before in "iIFRBfA" and not word.endswith("ing"):
        return False
    if before == "u" and (not word.endswith("ed") or after in "wN"):
        return False
    needed = grammar.needs.get(word)
    near = _NEAR_WHOLE if needed == {"that"} else _NEAR  # underlined “poet”: a word, and nobody says it
    ends = after in ".,A" and needed and "that" in needed
    if needed and not ends and following != "that" and not near.match("".join(kinds[n + 1 : n + 5])):
        if needed.isdisjoint({following, *(f"~{near}" for near in lower[n + 1 : n + 6])}):
            return False
    if word not in grammar.sets["also a noun"] or before in "prxambhT":
        return True
    if before not in "NwzeQq," or n == 0 or before == "," and after == "N":
        return False  # a 64-page report; for the court, counsel Duncan Lee
    if after in "dypuxQqt" or before in "Nw" and re.search("[Qq]", "".join(kinds[n + 1 : n + 6])):
        return True
    k = len("".join(kinds[:n]).rstrip("Nwz#")) - 1
    if kinds[k] == "d" and kinds[k - 1 : k] == [","] and before == "N" and after in ".,":
        return True  # …, the Courier reports.
    return before in "NQq," and (k < 0 or kinds[k] not in "dyiIFRTBf") and after in "Nwza:,"


# ---------------------------------------------------------------- phrases that name somebody

_HEAD = "[Nwz#]"
_CORE = rf"(?!g)[dyu#]{{0,3}}(?:a(?=[wegNz]))?(?:[Nwze#\-sq]|(?<!N)g){{0,11}}{_HEAD}"
_PHRASE = re.compile(
    rf"p|u(?![wN])(?:f{_CORE})?|{_CORE}(?:(?:[fR]|,?dA|(?<=[wz])[iF](?=N)|(?<=N)&(?=[Ndy])|(?<=[wz])&(?=[dy])){_CORE})*"
)
_CORE_BACK = rf"(?:{_HEAD}|a(?=d))(?:[Nwzeg#\-s]|a(?=[dys])|(?<=s)D|q(?=[dywNe])){{0,11}}[dyu]{{0,2}}"
_PHRASE_BACK = re.compile(
    rf"p|u(?![dwN])|{_CORE_BACK}(?:(?:Ad,?(?={_HEAD})|[fFRTBi](?={_HEAD})|(?<=N)&(?=N)|(?<=[dy])&(?=[Nwz])){_CORE_BACK})*"
)
_ADJUNCT = re.compile("(?:^|,)[iIFTB]$")
_BESIDE = re.compile(rf"(?:,#(?=[,.]|$)|,(?=[dywzN])(?:{_PHRASE.pattern})(?=[,.:;!?–(QqrAS]|$)|\([^()]{{1,6}}\))*")


def phrase_after(words, first):
    """The phrase that names somebody and begins with the word `first`: `(first, last)`, or None."""
    found = _PHRASE.match(words.kinds, first)
    if not found:
        return None
    last = found.end() - 1
    if words.kinds[first : last + 1].endswith("Nz") and words.lower[last] not in words.grammar.sets["people"]:
        last -= 1  # Lind remains
    return _named(words, first, last)


def phrase_before(words, last):
    """The phrase that names somebody and ends with the word `last`: `(first, last)`, or None."""
    size = len(words.kinds)
    found = _PHRASE_BACK.match(words.back, size - 1 - last) if last >= 0 else None
    if not found:
        return None
    first, kinds = size - found.end(), words.kinds
    if kinds[first] == "N" and first < last and _ADJUNCT.search(kinds[max(0, first - 2) : first]):
        first += 1  # In Washington Lind said
    return _named(words, first, last)


def _named(words, first, last):
    """The phrase if it can name somebody who speaks, or None."""
    word, kind = words.lower[first], words.kinds[first]
    plural = kind == "z" and len(word) > 5 or word in words.grammar.sets["people"]
    headline = kind in "wz" and words.kinds[-1] not in ".!…:;,Qq"  # where any noun can speak: jury hears
    return (first, last) if first < last or kind in "pNu" or plural or headline else None


def widened(words, phrase):
    """The phrase with ", director of Y", ", 45" or "(CEAS)"."""
    return phrase[0], _BESIDE.match(words.kinds, phrase[1] + 1).end() - 1


# ---------------------------------------------------------------- subjects

_GROUP_BACK = re.compile("(?:[bhm]|D+i?|a(?!d)|u(?=[Nwz]))*")  # has, on Friday, often said
GROUP = "abhmD"  # what can stand between a subject and its verb: has often said
_CLAUSE = re.compile(r"[;:Q]|–[&j]|,[&j](?=[Npdy])|,o(?=[Npdy])|[SVp]t")
_OPENER = re.compile(r"(?:[j&aD*]|(?<=[j&aD]),)*")


def subject(words, verb, low=0):
    """The phrase that is the subject of a verb: `(first, last)`, or None."""
    lower, kinds = words.lower, words.kinds
    size = len(kinds)
    k = size - 1 - _GROUP_BACK.match(words.back, size - verb, size - low).end()
    if k > low and kinds[k] == "T":  # is expected to say, went on to say; but not: asked the mayor to say
        k -= 1
        while k > low and kinds[k] == "a" and lower[k] not in words.grammar.sets["told to"]:
            k -= 1
        rules = kinds[k] in "SPVe" or lower[k] in words.grammar.sets["later"] | words.grammar.sets["told to"]
        return subject(words, k, low) if rules else None
    if k < low:
        return None
    if kinds[k] == "r" or kinds[k] == "t" and k > low and kinds[k - 1] in "Nwz":
        k -= 1
        if k < low or kinds[k] in "fFRTBiI":
            return None
        return _owner_of_clause(words, k - (kinds[k] == ","))
    if kinds[k] in ",)–":
        return _behind(words, k, low)
    if kinds[k] in "&j":
        return shared(words, k, low)
    found = phrase_before(words, k)
    tail = found[0] - 1 if found else k
    hangs = kinds[tail] in "IiFRTBf" or kinds[tail] in "gG" and kinds[tail - 1] not in "dyw"
    hangs = hangs and lower[tail] not in words.grammar.sets["opens a clause too"]
    if tail > low and hangs and "r" not in kinds[max(low, tail - 16) : tail]:
        found = _in_front(words, tail, low)
    return found and _outside(words, found, low)


def _in_front(words, tail, low):
    """The phrase that a clause begins with, if all after it hangs on it: the man accused of a row over a hedge said."""
    found = phrase_after(words, clause(words, tail, low))
    return found if found and _HANGS_ON.fullmatch(words.kinds, found[1] + 1, tail + 1) else None


_HANGS_ON = re.compile(r"(?:[^SVPbhmtropx&j,;:Qq]|[SVP](?=[fBiIFRTA]))*")


def _outside(words, found, low):
    """Whom a relative clause without commas belongs to, if the phrase is the end of one: the man who was shot in the leg said."""
    kinds, start = words.kinds, max(low, found[0] - 16)
    before = re.search(r"(?<=[Nwz#])([rt])([^,;:Qq&joArt]*)$", kinds[start : found[0]])
    if not before:
        return found
    inside = before[2] + kinds[found[0] : found[1]]
    if before[1] == "t" and (inside[:1] in "dyNpu" or words.lower[start + before.start()] != "that"):
        return found
    if not re.search(r"[bhmVSPe]|^z", inside):
        return found
    return _owner_of_clause(words, start + before.start() - 1)


def _owner_of_clause(words, last):
    """Whom "who" or "which" is said of: what ends there, and of a long phrase the last name alone."""
    found = phrase_before(words, last)
    if found and last - found[0] > 6:
        core = re.match("N[N-]*", words.back[len(words.kinds) - 1 - last :])
        return _named(words, last + 1 - core.end(), last) if core else None
    return found


def _behind(words, k, low):
    """The subject of a verb that stands behind a comma, a bracket or a dash: X, 47, who runs the union of clerks and nurses, said."""
    kinds = words.kinds
    if kinds[k] != ",":
        opening = kinds.rfind("(" if kinds[k] == ")" else "–", low, k)
        return phrase_before(words, opening - 1) if opening > low else None
    found = inserted(words, k, low)
    name = _NAME_BESIDE.match(words.back, len(kinds) - 1 - k)
    if name and (found is None or "N" not in kinds[found[0] : found[1] + 1]):
        return k - len(name[1]), k - 1  # a clerk at the bank, Mara Lind, said
    if found:
        return found
    start = clause(words, k, low)
    found = phrase_after(words, start)
    rises = found and kinds[start] in "Npdyu" and found[1] + 1 < k and kinds[found[1] + 1] in "SVPz" + GROUP
    return found if rises else None  # Lind rose, smiled, said no


def inserted(words, k, low=0):
    """The phrase that all up to the comma at `k` is put in beside (Lind, the mayor of Tor, who left,), or None."""
    kinds, start = words.kinds, clause(words, k, low)
    for _ in range(3):
        found = phrase_after(words, start)
        if found:
            comma = _LOOSE.match(kinds, found[1] + 1, k).end()
            if comma < k and kinds[comma] in ",(–" and not _OWN_VERB.match(_PARTICIPLES.sub(",e", kinds[comma:k])):
                return widened(words, found) if comma == found[1] + 1 else found
            if kinds[start] in "Npdyu":
                return None
        comma = kinds.find(",", start, k)
        if comma < 0:
            return None
        start = comma + 1
    return None


_NAME_BESIDE = re.compile(r",([N-]+N),[wzN]")
_LOOSE = re.compile(r"[ifFRTBIdyuNwz#esDg]*")
_PARTICIPLES = re.compile(",V(?=[BiIFTfRA])")  # …, signed by Moss, …
_OWN_VERB = re.compile(r"[^roA]*[bhmV]")


def clause(words, k, low=0):
    """Where the clause begins that the word stands in."""
    start = max(low, k - 60)
    for found in _CLAUSE.finditer(words.kinds, start, k):
        start = found.end()
    return _OPENER.match(words.kinds, start, k).end()


def shared(words, k, low=0):
    """The subject that a verb behind "and" or "," has from a verb before it: Lind rose and said; Lind said it was late, adding."""
    place, kinds, start, found = (k, low), words.kinds, max(low, k - 60), None
    if place in words.shared:  # in a chain of verbs each asks for all before it
        return words.shared[place]
    for sign in re.finditer(r"[;:]|[jo](?=[Npdy])", kinds[start:k]):
        if sign[0] in ";:" or words.lower[start + sign.start()] in ("but", "while", "whereas"):
            low = start + sign.end()
    verbs = [n for n in range(k - 1, max(low, start) - 1, -1) if kinds[n] in "SVbhmz" and kinds[n + 1 : n + 2] != "B"]
    for n in sorted(verbs, key=lambda n: kinds[n] != "S"):  # first those of saying
        if not found and (n == 0 or kinds[n - 1] not in "dy&j"):
            found = subject(words, n, low)
    words.shared[place] = found
    return found
