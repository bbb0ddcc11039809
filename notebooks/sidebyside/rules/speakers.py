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
from .quotation_marks import NO_STOP

QUOTE = "“…”"
_ADDED = r"[’'](?:s|re|ve|d|ll|m)(?![^\W_])"  # she’s, Lind’s
_SHORT = "|".join(sorted(NO_STOP | {"Inc", "Ltd", "Co", "Corp"}))
TOKEN = re.compile(
    rf"(?=[{UPPER}])(?:(?:[{UPPER}]\.){{2,}}|(?:{_SHORT}|(?<![^\W_])[{UPPER}])\.(?=\s*[\w,]))|[^\W_]+(?:(?!{_ADDED})[’'&._-][^\W_]+)*|{_ADDED}|[^\w\s]"
)


class Grammar(NamedTuple):
    letters: dict  # {word: the letter of its kind}
    sets: dict  # {kind: its words}
    leans: dict  # {form of a saying-verb: what it does to the reader}
    needs: dict  # {form: the words of which one has to follow; with ~ not at once}
    patterns: dict  # {kind of cue: [Pattern, …]}
    cues: dict  # {noun or adjective of saying: which kind of cue it is}
    seen: dict  # what was looked up


class Word(NamedTuple):
    text: str
    lower: str
    start: int
    end: int
    leans: str


class Tagged(NamedTuple):
    words: list
    kinds: str  # a letter for each word
    back: str  # the same from the end


def tag(words, kinds, grammar):
    """The words with their last letters: which of those that can be verbs are at work as verbs is seen from what is around them."""
    kinds = [*kinds, "."]
    for n, word in enumerate(words):
        kind = kinds[n]
        if word.leans and kind not in "Qq":
            if _is_saying(words, kinds, n, grammar):
                ing = word.lower.endswith("ing")
                passive = _BE.search("".join(kinds[max(0, n - 6) : n]))
                by = [following.lower for following in words[n + 1 : n + 2]] == ["by"]
                if not ing and (passive or by) and _PARTICIPLE.search(word.lower):
                    kinds[n] = "P"
                else:
                    kinds[n] = "G" if ing and not passive else "S"
                continue
        if kind == "N" and kinds[n + 1] in "dyp" and word.lower.endswith("ing") and (n == 0 or kinds[n - 1] in ".!?…"):
            kinds[n] = "g"  # Opening the case, Lind said
        if kind in "ev":
            before = kinds[n - 1 - (kinds[n - 1] == "a" and n > 1 and kinds[n - 2] in "dy")] if n else "."
            alone = before in _NO_SUBJECT
            kinds[n] = "e" if before in "bP" or alone and kind == "e" else "w" if alone else "V"
    kinds = "".join(kinds[:-1])
    return Tagged(words, kinds, kinds[::-1])


_NEAR = re.compile("[^.;:,]{0,3}[Qq]")
_NO_SUBJECT = "dysiIFRTBf."
_BE = re.compile(r"b[abDe]*$")
_PARTICIPLE = re.compile(r"(?:ed|en|id|ld|ught|und|ung|wn|rn|ut|ade|eld)$")


def words_of(text, start, end, grammar, lowered=False):
    """`(words, letters)` of a stretch of text; in a headline in capitals (`lowered`), verbs and small words are known all the same."""
    words, kinds, opening = [], [], True
    seen = [grammar.seen.setdefault((opens, lowered), {}) for opens in (False, True)]
    for found in TOKEN.finditer(text, start, end):
        word, known = found[0], seen[opening].get(found[0])
        if known is None:
            known = seen[opening][word] = _look_up(word, opening, lowered, grammar)
        lower, kind, leans = known
        if kind == "?":
            kind = _sign(text, found, kinds, words)
        words.append(Word(word, lower, *found.span(), leans))
        kinds.append(kind)
        opening = kind in ".!?…:"
    return words, kinds


def _look_up(word, opening, lowered, grammar):
    """`(in small letters, its letter, what it does as a saying-verb)` of a word, as far as can be told from the word itself."""
    lower, first = word.lower(), word[0]
    kind, leans = grammar.letters.get(lower), ""
    if not first.isalnum():
        return lower, word if word in ".,;:!?…()" else "?", leans
    if opening or lowered or word == lower:
        leans = grammar.leans.get(lower, "")
    if first.isupper() and not leans and not (opening and lower == "according"):
        if kind is None or not lowered and (kind in "ev" or kind in "ambhuw" and not opening):
            return lower, "N", leans
    if kind is None:
        ending = _ENDINGS.get(lower[-3:] if len(lower) > 3 else "") or _ENDINGS.get(
            lower[-2:] if len(lower) > 3 else ""
        )
        kind = "#" if first.isdigit() else ending or "w"
        kind = "z" if kind == "w" and lower[-1] == "s" and lower[-2:-1] not in "su'’" else kind
    return lower, kind, leans


_ENDINGS = {"ed": "e", "ing": "g", "ly": "a", "n't": "m", "n’t": "m"}


def _sign(text, found, kinds, words):
    sign = found[0]
    if len(sign) > 1:
        return "b" if sign[1:] != "s" or kinds and kinds[-1] in "pxt" else "s"
    before, after = text[max(found.start() - 1, 0)], text[found.end() : found.end() + 1]
    if sign in "’'" and words and words[-1].lower[-1] == "s" and after == " ":
        return "s"  # the tourists’ captain
    if sign == "&" or sign in "-–—/" and before.isalnum() and after.isalnum():
        return "-"
    return "–" if sign in "-–—―‒" else "*"


def _is_saying(words, kinds, n, grammar):
    """Whether the word is a saying-verb at work, and not a noun (the claims) or an adjective (the declared winner)."""
    word, sets = words[n], grammar.sets
    before = kinds[n - 1] if n else "."
    after, following = kinds[n + 1], words[n + 1].lower if n + 1 < len(words) else ""
    if before == "a" and n > 1 and kinds[n - 2] in "dys" and words[n - 1].lower.endswith("ly"):
        return False
    if before in "dysiIFRBfA" and not (before in "iIFRBfA" and word.lower.endswith("ing")):
        return False
    if before == "u" and (not word.lower.endswith("ed") or after in "wN"):
        return False
    needed = grammar.needs.get(word.lower)
    ends = after in "Qq" or after in ".,A" and needed and "that" in needed
    if needed and not ends and following != "that" and not _NEAR.match("".join(kinds[n + 1 : n + 5])):
        near = {following} | {f"~{word.lower}" for word in words[n + 1 : n + 6]}
        if needed.isdisjoint(near):
            return False
    if word.lower not in sets["also a noun"]:
        return True
    if before in "prxambhT":
        return True
    if before not in "NwzeQq," or n == 0 or before == "," and after == "N":
        return False  # a 64-page report; for the court, counsel Duncan Lee
    if after in "dypuxQqt" or before in "Nw" and re.search("[Qq]", "".join(kinds[n + 1 : n + 6])):
        return True
    k = n - 1
    while k >= 0 and kinds[k] in "Nwz#":
        k -= 1
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


def phrase_after(tagged, first, grammar):
    """The phrase that names somebody and begins with the word `first`: `(first, last)`, or None."""
    found = _PHRASE.match(tagged.kinds, first)
    if not found:
        return None
    last = found.end() - 1
    if tagged.kinds[first : last + 1].endswith("Nz") and tagged.words[last].lower not in grammar.sets["people"]:
        last -= 1  # Lind remains
    return _named(tagged, first, last, grammar)


def phrase_before(tagged, last, grammar):
    """The phrase that names somebody and ends with the word `last`: `(first, last)`, or None."""
    size = len(tagged.kinds)
    found = _PHRASE_BACK.match(tagged.back, size - 1 - last) if last >= 0 else None
    if not found:
        return None
    first, kinds = size - found.end(), tagged.kinds
    if kinds[first] == "N" and first < last and _ADJUNCT.search(kinds[max(0, first - 2) : first]):
        first += 1  # In Washington Lind said
    return _named(tagged, first, last, grammar)


def _named(tagged, first, last, grammar):
    """The phrase if it can name somebody who speaks, or None."""
    kinds = tagged.kinds
    if first == last:
        word, kind = tagged.words[first].lower, kinds[first]
        plural = kind == "z" and len(word) > 5 or word in grammar.sets["people"]
        headline = kind in "wz" and kinds[-1] not in ".!?…:;,Qq"  # where any noun can speak: jury hears
        return (first, last) if kind in "pNu" or plural or headline else None
    return (first, last)


def with_what_stands_beside(tagged, phrase):
    """The phrase with ", director of Y", ", 45" or "(CEAS)"."""
    return phrase[0], _BESIDE.match(tagged.kinds, phrase[1] + 1).end() - 1


# ---------------------------------------------------------------- subjects

_GROUP_BACK = re.compile("(?:[bhm]|D+i?|a(?!d)|u(?=[Nwz]))*")  # has, on Friday, often said
GROUP = "abhmD"  # what can stand between a subject and its verb: has often said
_CLAUSE = re.compile(r"[;:Q]|–[&j]|,[&j](?=[Npdy])|,o(?=[Npdy])|[SVp]t")
_OPENER = re.compile(r"(?:[j&aD*]|(?<=[j&aD]),)*")


def subject(tagged, verb, grammar, low=0):
    """The phrase that is the subject of a verb: `(first, last)`, or None."""
    words, kinds = tagged.words, tagged.kinds
    size = len(kinds)
    k = size - 1 - _GROUP_BACK.match(tagged.back, size - verb, size - low).end()
    if k > low and kinds[k] == "T":  # is expected to say, went on to say; but not: asked the mayor to say
        k -= 1
        while k > low and kinds[k] == "a" and words[k].lower not in grammar.sets["told to"]:
            k -= 1
        rules = kinds[k] in "SPVe" or words[k].lower in grammar.sets["later"] | grammar.sets["told to"]
        return subject(tagged, k, grammar, low) if rules else None
    if k < low:
        return None
    if kinds[k] == "r" or kinds[k] == "t" and k > low and kinds[k - 1] in "Nwz":
        k -= 1
        if k < low or kinds[k] in "fFRTBiI":
            return None
        return _owner_of_clause(tagged, k - (kinds[k] == ","), grammar)
    if kinds[k] in ",)–":
        return _behind(tagged, k, grammar, low)
    if kinds[k] in "&j":
        return shared(tagged, k, grammar, low)
    found = phrase_before(tagged, k, grammar)
    tail = found[0] - 1 if found else k
    hangs = kinds[tail] in "IiFRTBf" or kinds[tail] in "gG" and kinds[tail - 1] not in "dyw"
    if (
        tail > low
        and hangs
        and "r" not in kinds[max(low, tail - 16) : tail]
        and words[tail].lower not in grammar.sets["opens a clause too"]
    ):
        found = _in_front(tagged, tail, grammar, low)
    found = found and _outside(tagged, found, grammar, low)
    return found


def _in_front(tagged, tail, grammar, low):
    """The phrase that a clause begins with, if all after it hangs on it: the man accused of a row over a hedge said."""
    found = phrase_after(tagged, clause(tagged, tail, low), grammar)
    return found if found and _HANGS_ON.fullmatch(tagged.kinds, found[1] + 1, tail + 1) else None


_HANGS_ON = re.compile(r"(?:[^SVPbhmtropx&j,;:Qq]|[SVP](?=[fBiIFRTA]))*")


def _outside(tagged, found, grammar, low):
    """Whom a relative clause without commas belongs to, if the phrase is the end of one: the man who was shot in the leg said."""
    kinds, start = tagged.kinds, max(low, found[0] - 16)
    before = re.search(r"(?<=[Nwz#])([rt])([^,;:Qq&joArt]*)$", kinds[start : found[0]])
    if not before:
        return found
    inside = before[2] + kinds[found[0] : found[1]]
    if before[1] == "t" and (inside[:1] in "dyNpu" or tagged.words[start + before.start()].lower != "that"):
        return found
    if not re.search(r"[bhmVSPe]|^z", inside):
        return found
    return _owner_of_clause(tagged, start + before.start() - 1, grammar)


def _owner_of_clause(tagged, last, grammar):
    """Whom "who" or "which" is said of: what ends there, and of a long phrase the last name alone."""
    found = phrase_before(tagged, last, grammar)
    if found and last - found[0] > 6:
        core = re.match("N[N-]*", tagged.back[len(tagged.kinds) - 1 - last :])
        return _named(tagged, last + 1 - core.end(), last, grammar) if core else None
    return found


def _behind(tagged, k, grammar, low):
    """The subject of a verb that stands behind a comma, a bracket or a dash: X, 47, who runs the union of clerks and nurses, said."""
    kinds = tagged.kinds
    if kinds[k] != ",":
        opening = kinds.rfind("(" if kinds[k] == ")" else "–", low, k)
        return phrase_before(tagged, opening - 1, grammar) if opening > low else None
    found = inserted(tagged, k, grammar, low)
    name = _NAME_BESIDE.match(tagged.back, len(kinds) - 1 - k)
    if name and (found is None or "N" not in kinds[found[0] : found[1] + 1]):
        return k - len(name[1]), k - 1  # a clerk at the bank, Mara Lind, said
    if found:
        return found
    start = clause(tagged, k, low)
    found = phrase_after(tagged, start, grammar)
    rises = found and kinds[start] in "Npdyu" and found[1] + 1 < k and kinds[found[1] + 1] in "SVPz" + GROUP
    return found if rises else None  # Lind rose, smiled, said no


def inserted(tagged, k, grammar, low=0):
    """The phrase that all up to the comma at `k` is put in beside (Lind, the mayor of Tor, who left,), or None."""
    kinds, start = tagged.kinds, clause(tagged, k, low)
    for _ in range(3):
        found = phrase_after(tagged, start, grammar)
        if found:
            comma = _LOOSE.match(kinds, found[1] + 1, k).end()
            if comma < k and kinds[comma] in ",(–" and not _OWN_VERB.match(_PARTICIPLES.sub(",e", kinds[comma:k])):
                return with_what_stands_beside(tagged, found) if comma == found[1] + 1 else found
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


def clause(tagged, k, low=0):
    """Where the clause begins that the word stands in."""
    start = max(low, k - 60)
    for found in _CLAUSE.finditer(tagged.kinds, start, k):
        start = found.end()
    return _OPENER.match(tagged.kinds, start, k).end()


def shared(tagged, k, grammar, low=0):
    """The subject that a verb behind "and" or "," has from a verb before it: Lind rose and said; Lind said it was late, adding."""
    start = max(low, k - 60)
    for found in re.finditer(r"[;:]|[jo](?=[Npdy])", tagged.kinds[start:k]):
        if found[0] in ";:" or tagged.words[start + found.start()].lower in ("but", "while", "whereas"):
            low = start + found.end()
    for wanted in "S", "SVbhmz":  # first a verb of saying, then any verb
        for n in range(k - 1, max(low, start) - 1, -1):
            noun = n and tagged.kinds[n - 1] in "dy&j" or tagged.kinds[n + 1 : n + 2] == "B"
            if tagged.kinds[n] in wanted and not noun:
                found = subject(tagged, n, grammar, low)
                if found:
                    return found
    return None
