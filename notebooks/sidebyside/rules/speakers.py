"""Who speaks in a sentence: its words and their kinds, the phrases that name somebody, and the patterns of attribution.

The kinds, the saying-verbs and the patterns are data, and are passed in as a `Grammar`; see `saying.grammar`.
"""

import re
from typing import NamedTuple

from .quotation_marks import NO_STOP

# A word, with its inner marks (O’Neill, al-Sayed) or dots (U.S., J.R.) and without what is added to it (she’s, Lind’s).
_ADDED = r"[’'](?:s|re|ve|d|ll|m)(?![^\W_])"
TOKEN = re.compile(
    rf"(?:[A-Z]\.){{2,}}|(?:{'|'.join(sorted(NO_STOP | {'Inc', 'Ltd', 'Co', 'Corp'}))}|(?<![^\W_])[A-Z])\.(?=\s*[\w,])"
    rf"|[^\W_]+(?:(?!{_ADDED})[’'&._-][^\W_]+)*|{_ADDED}|[^\w\s]"
)
QUOTE = "“…”"
_DASHES = "–—―‒-"
_NAMING = frozenset(("name", "word", "number", "ed", "ing", "of", "-"))  # what can stand inside a phrase that names
_BESIDE = frozenset("of for at in from to with on against behind between near under about by".split())
_FURTHEST = 24  # how many words a phrase, or what is put in beside it, can have


class Grammar(NamedTuple):
    kinds: dict  # {word: the first of its kinds}
    sets: dict  # {kind: all words of it}
    leans: dict  # {form of a saying-verb: what it does to the reader}
    needs: dict  # {form: the words of which one has to follow}
    patterns: tuple  # of `Pattern`


class Pattern(NamedTuple):
    name: str
    cue: str  # the kind of word that it is about
    left: tuple  # what stands before it, the nearest first
    right: tuple


class Word(NamedTuple):
    text: str
    lower: str
    start: int
    end: int
    kind: str
    leans: str


class Cue(NamedTuple):
    first: int  # the words by which something is brought in
    last: int
    who: tuple  # the first and last word of what names the speaker, or None
    pattern: str
    leans: str
    told: bool  # false where it has not been said: will say, is expected to say, did not say


def words_of(text, start, end, grammar, lowered=False):
    """The words of a stretch of text; in a headline in capitals (`lowered`), verbs and small words are known in spite of them."""
    kinds, leans, words = grammar.kinds, grammar.leans, []
    for found in TOKEN.finditer(text, start, end):
        word = found[0]
        lower = word.lower()
        first = word[0]
        kind = kinds.get(lower)
        if first in "’'" and len(word) > 1:
            kind = "be" if words and words[-1].kind in ("pronoun", "nobody") or word[1:] != "s" else "of"
        elif first in "’'" and words and words[-1].lower[-1] == "s" and text[found.end() : found.end() + 1] == " ":
            kind = "of"  # the tourists’ captain
        elif not first.isalnum():
            kind = "-" if first == "&" or first in _DASHES + "/" and _inside(text, found) else (
                "–" if first in _DASHES else first)  # fmt: skip
        elif first.isupper() and not lowered and (kind is None or words and kind not in _SMALL) and not (
            (lower in leans or lower == "according") and (not words or words[-1].kind in _OPENING)
        ):  # fmt: skip
            kind = "name"
        elif kind is None:
            kind = _by_shape(lower, first)
            if kind == "word" and lower[-3:] in ("n't", "n’t"):
                kind = "helps"
        leaning = leans.get(lower, "") if word == lower or lowered or not words or words[-1].kind in _OPENING else ""
        words.append(Word(word, lower, found.start(), found.end(), kind, leaning))
    return words


_OPENING = frozenset(".!?…:") | {QUOTE}
_SMALL = frozenset(
    ("determiner", "pronoun", "nobody", "preposition", "joins", "opens a clause", "relative", "be", "time")
)


def _inside(text, found):
    return text[found.start() - 1 : found.start()].isalnum() and text[found.end() : found.end() + 1].isalnum()


def _by_shape(lower, first):
    if first.isdigit():
        return "number"
    if lower.endswith("ly") and len(lower) > 4:
        return "adverb"
    if lower.endswith("ed") and len(lower) > 4:
        return "ed"
    return "ing" if lower.endswith("ing") and len(lower) > 5 else "word"


# ---------------------------------------------------------------- verbs


def is_saying(words, n, grammar):
    """Whether the word is a saying-verb at work, and not a noun (the claims) or an adjective (the declared winner)."""
    word = words[n]
    if not word.leans:
        return False
    before = words[n - 1] if n else None
    if before and before.kind == "adverb" and n > 1 and words[n - 2].kind in ("determiner", "of"):
        return False
    if before and before.lower != "to" and (
        before.kind in ("determiner", "of") or before.kind == "preposition" and word.kind != "ing"
    ):  # fmt: skip
        after = words[n + 1].kind if n + 1 < len(words) else "."
        if not (before.lower in grammar.sets["somebody"] and word.kind == "ed" and after not in ("word", "name")):
            return before.lower == "that" and word.lower[-1] in "sd" and word.lower not in grammar.sets["also a noun"]
    if word.lower in grammar.needs and not _has(words, n, grammar.needs[word.lower]):
        after = words[n + 1] if n + 1 < len(words) else None
        if not (after is None or after.kind in (QUOTE, ".", ",") or after.lower in ("that", "as")):
            return False
    if word.lower in grammar.sets["also a noun"]:
        after = words[n + 1] if n + 1 < len(words) else None
        if before is None:
            return False
        if before.kind in ("pronoun", "relative", "adverb", "helps") or before.lower == "to":
            return True
        if after is None or before.kind not in ("name", "word", QUOTE, ",", "number"):
            return False
        if after.kind in ("determiner", "pronoun", "nobody", QUOTE) or after.lower in ("that", "whether", "how", "why"):
            return True
        bare = before.kind in ("name", QUOTE, ",") and not _has_determiner(words, n - 1)
        return bare and after.kind in ("name", "word", "adverb", ":", ",")
    return True


def _has_determiner(words, n):
    while n >= 0 and words[n].kind in ("name", "word", "number"):
        n -= 1
    return n >= 0 and words[n].kind in ("determiner", "preposition")


def _has(words, n, needed):
    near = {word.lower for word in words[n + 1 : n + 2]} | {f"~{word.lower}" for word in words[n + 1 : n + 6]}
    return not needed.isdisjoint(near)


def is_finite(words, n, grammar):
    """Whether the word looks like a finite verb, whichever it is; a rough guess, for places where a verb of saying stands."""
    word = words[n]
    if not word.text.islower() or word.lower in grammar.sets["no verb"]:
        return False
    before = words[n - 1] if n else None
    if word.leans and is_saying(words, n, grammar) and word.kind != "ing":
        return True
    if before and before.kind in ("determiner", "of", "be", "preposition"):
        return False
    if word.kind in ("past", "ed"):
        return True
    if word.kind != "word" or not word.lower.endswith("s") or word.lower[-2:-1] in "su'’" or before is None:
        return False
    if word.lower in grammar.sets["people"]:
        return False
    return before.kind in ("name", "adverb", "relative", QUOTE, "number") or (
        before.lower in ("he", "she", "it", "who") or before.kind == "word" and not before.lower.endswith("s")
    )


# ---------------------------------------------------------------- phrases that name somebody


def phrase_before(words, last, low, grammar):
    """The phrase that names somebody and ends with the word `last`: `(first, last)`, or None."""
    n = last
    while n >= low and last - n < _FURTHEST:
        word = words[n]
        if word.kind == "determiner" or word.kind == "pronoun" and n == last:
            n -= 1
            if n >= low and words[n].kind == "determiner":
                continue
            if not _attached(words, n, low):
                break
            n -= 1
        elif word.kind in ("past", "ed") and n > low and words[n - 1].kind in ("name", "word", "pronoun", "number"):
            break
        elif word.leans and n < last and word.text.islower() and is_saying(words, n, grammar):
            break
        elif word.kind in _NAMING:
            n -= 1
        elif word.kind == "past" and n > low and words[n - 1].kind == "determiner":
            n -= 1
        elif word.kind == "adverb" and low < n and words[n - 1].kind in ("determiner", "of"):
            n -= 1
        elif (
            word.kind == QUOTE
            and word.lower == "piece"
            and low < n < last
            and words[n - 1].kind in ("determiner", "word", "name", "ed")
        ):
            n -= 1  # the “independent” republic
        elif word.kind == "time" and n < last and words[n + 1].kind == "of":  # that morning’s Courier
            n -= 1
        elif word.kind == "preposition" and n < last and _attached(words, n, low):
            n -= 1
        elif word.lower in ("and", "&") and low < n < last and _joins(words, n):
            n -= 1
        else:
            break
    first = n + 1
    if first < last and n >= low and words[n].kind == "preposition" and words[first].kind == "name" and (
        n == low or words[n - 1].kind == ","
    ):  # In Washington Lind said  # fmt: skip
        first += 1
    return _named(words, first, last, grammar)


def _attached(words, n, low):
    """Whether this preposition belongs to a phrase (the head of the union), and does not open the sentence (in May the union)."""
    return n > low and words[n].lower in _BESIDE and words[n - 1].kind in ("name", "word", "number")


def _joins(words, n):
    """Whether this `and` joins two that are named (Smith and Jones; the mayor and the council)."""
    return n + 1 < len(words) and (
        words[n - 1].kind in ("name", "word") and words[n + 1].kind in ("name", "determiner")
        and (words[n - 1].kind == "name" or words[n + 1].kind == "determiner")
    )  # fmt: skip


def phrase_after(words, first, high, grammar):
    """The phrase that names somebody and begins with the word `first`: `(first, last)`, or None."""
    n, named = first, False
    while n < high and n - first < _FURTHEST:
        word = words[n]
        if word.kind == "pronoun" and n == first:
            n += 1
            break
        if (
            word.kind == "determiner"
            and not named
            or word.kind in ("name", "number")
            or word.kind in ("of", "-")
            and named
        ):
            named = named or word.kind == "name"
        elif word.kind in ("word", "ed", "ing", "past") or word.kind == "adverb" and n > first and not named:
            if n > first and word.text.islower() and (
                word.leans and is_saying(words, n, grammar) and word.kind != "ing"
                or word.kind in ("past", "ed") and words[n - 1].kind in ("name", "word")
                or word.kind == "ing" and words[n - 1].kind == "name"
                or named and is_finite(words, n, grammar)
            ):  # fmt: skip
                break
            named = named or word.kind == "word"
        elif word.kind == "preposition" and named and n + 1 < high and _goes_on(words, n):
            named = False
        elif word.lower in ("and", "&") and named and n + 1 < high and _joins(words, n):
            named = False
        else:
            break
        n += 1
    while n > first and words[n - 1].kind in ("preposition", "adverb", "joins", "-"):
        n -= 1
    return _named(words, first, n - 1, grammar)


def _goes_on(words, n):
    if words[n].lower in ("of", "for"):
        return words[n + 1].kind in ("name", "determiner", "word", "number")
    return (
        words[n].lower in ("at", "from", "in", "with") and words[n + 1].kind == "name" and words[n - 1].kind == "word"
    )


def _named(words, first, last, grammar):
    """The phrase if it can name somebody who speaks, or None."""
    while first <= last and (words[first].kind in ("adverb", "time", "-") or words[first].lower in ("and", "of")):
        first += 1
    if first < last and words[first].kind == "number" and re.match(r"\d\d?[.:]\d\d$", words[first].text):  # a live blog
        first += 1
    if (
        first > last
        or words[last].kind in ("determiner", "time", "preposition")
        and words[last].lower not in grammar.sets["somebody"]
    ):
        return None
    if words[first].lower in ("which", "who", "there", "what", "nobody", "nothing"):
        return None
    if first == last:
        word, sets = words[first], grammar.sets
        plural = word.lower.endswith("s") and not word.lower.endswith("ss") and len(word.lower) > 5
        if not (word.kind in ("pronoun", "name") or plural and word.kind == "word" or word.lower in sets["people"]
                or word.lower in sets["somebody"] or word.kind == "word" and words[-1].kind not in _STOP_SIGNS):  # fmt: skip
            return None  # in a headline, any noun can speak (jury hears)
        if word.lower in sets["time"] or word.lower in ("it", "i") and word.kind == "name":
            return None
    return first, last


_STOP_SIGNS = frozenset(".!?…:;,") | {QUOTE}


def beside(words, last, high, grammar):
    """The last word of a name with what stands beside it: ", director of Y", ", 45", "(CEAS)"."""
    n = last + 1
    while n + 1 < high and words[n].kind in ",(":
        following = words[n + 1]
        if words[n].kind == "(":
            close = next((m for m in range(n + 1, min(high, n + 7)) if words[m].kind == ")"), None)
            if close is None:
                break
            last, n = close, close + 1
            continue
        if following.kind == "number":
            m = n + 1
        elif (
            following.kind in ("determiner", "name")
            or following.kind == "word"
            and not is_saying(words, n + 1, grammar)
        ):
            phrase = phrase_after(words, n + 1, high, grammar)
            if (
                phrase is None or is_finite(words, phrase[1] + 1, grammar)
                if phrase and phrase[1] + 1 < high
                else phrase is None
            ):
                break
            m = phrase[1]
        else:
            break
        last, n = m, m + 1
    return last


GROUP = frozenset(
    ("adverb", "be", "have", "helps", "time")
)  # what can stand between a subject and its verb: has often said


def subject(words, verb, low, grammar):
    """The phrase in front of a verb: `(first, last)`, None, or the place of an earlier verb that has the same subject."""
    k = verb - 1
    while k >= low and (
        words[k].kind in GROUP or words[k].lower in ("each", "both", "all") and k < verb and words[k - 1].kind == "name"
    ):
        k -= 1
    if k > low and words[k].lower == "to":  # is expected to say, went on to say; but not: asked the mayor to say
        k -= 1
        while k > low and words[k].kind == "adverb":
            k -= 1
        ruled = (
            is_finite(words, k, grammar) or words[k].lower in grammar.sets["later"] or words[k].kind in ("ed", "past")
        )
        return subject(words, k, low, grammar) if ruled or words[k].lower in grammar.sets["told to"] else None
    if k < low:
        return None
    word = words[k]
    if word.kind == "relative" or word.lower == "that" and k > low and words[k - 1].kind in ("name", "word"):
        k -= 1
        if word.lower == "which" and k >= low and words[k].kind == "preposition":
            return None
        if k >= low and words[k].kind == ",":
            k -= 1
        return phrase_before(words, k, low, grammar) if k >= low else None
    if word.kind in (",", ")", "–"):
        return _behind(words, k, low, grammar)
    if word.kind in ("joins",) and word.lower != "&":
        return shared(words, k, low, grammar)
    found = phrase_before(words, k, low, grammar)
    if found:
        found = _outside(words, found, low, grammar)
    if (
        found and words[found[0]].kind == "number" and found[0] > low and words[found[0] - 1].kind == ","
    ):  # Lind, 47, said
        return _behind(words, k, low, grammar) or found
    return found


def _outside(words, found, low, grammar):
    """Whom a relative clause without commas belongs to, if the phrase is the end of one: the man who was shot in the leg said."""
    verbs = is_finite(words, found[0], grammar) and found[0] < found[1]
    for n in range(found[0] - 1, max(low, found[0] - 16) - 1, -1):
        word = words[n]
        if word.kind in (",", ";", ":", QUOTE, "joins") or word.kind == "opens a clause" and word.lower != "that":
            return found
        if word.lower in ("who", "which", "that") and n > low and words[n - 1].kind in ("name", "word", "number"):
            if verbs and (
                word.lower != "that"
                or not words[n - 1].leans
                and words[n + 1].kind not in ("determiner", "name", "pronoun")
            ):
                return phrase_before(words, n - 1, low, grammar)
            return found
        verbs = verbs or word.kind in ("be", "have", "helps", "past", "ed") or is_finite(words, n, grammar)
    return found


def _behind(words, k, low, grammar):
    """The subject of a verb that stands behind a comma: X, 47, who runs the union of clerks, porters and nurses, said."""
    if words[k].kind == ")":
        opening = next((m for m in range(k - 1, max(low, k - _FURTHEST) - 1, -1) if words[m].kind == "("), None)
        return phrase_before(words, opening - 1, low, grammar) if opening and opening > low else None
    if words[k].kind == "–":
        opening = next((m for m in range(k - 1, low - 1, -1) if words[m].kind == "–"), None)
        return phrase_before(words, opening - 1, low, grammar) if opening is not None and opening > low else None
    found = inserted(words, k, low, grammar)
    if found:
        return found
    start = _clause(words, k, low)
    found = phrase_after(words, start, k, grammar)
    if found and words[start].kind in ("name", "pronoun", "determiner") and found[1] + 1 < k and (
        is_finite(words, found[1] + 1, grammar) or words[found[1] + 1].kind in GROUP
    ):  # Lind rose, smiled, said no  # fmt: skip
        return found
    return None


def inserted(words, k, low, grammar):
    """The phrase that all up to the comma at `k` is put in beside (Lind, the mayor of Tor, who left,), or None."""
    start = _clause(words, k, low)
    for _ in range(3):
        found = phrase_after(words, start, k, grammar)
        if found:
            comma = found[1] + 1
            while comma < k and words[comma].kind in _LOOSE and not is_finite(words, comma, grammar):
                comma += 1
            if words[comma].kind in (",", "(", "–") and not _own_verb(words, comma, k, grammar):
                if comma == k:
                    return None
                return found[0], beside(words, found[1], k, grammar) if comma == found[1] + 1 else found[1]
            if words[start].kind in ("name", "pronoun", "determiner"):
                return None
        comma = next((m for m in range(start, k) if words[m].kind == ","), None)
        if comma is None:
            return None
        start = comma + 1
    return None


_LOOSE = frozenset(("preposition", "determiner", "name", "word", "number", "ed", "of", "time", "ing", "past"))


def _own_verb(words, first, last, grammar):
    """Whether a verb stands between that is not in a relative clause: then it is no insertion, but a clause."""
    relative = False
    for n in range(first, last):
        word = words[n]
        if word.kind in ("relative", "opens a clause"):
            relative = True
        elif not relative and (
            word.kind in ("be", "helps", "have") or word.kind == "past" and is_finite(words, n, grammar)
        ):
            return True
    return False


def _clause(words, k, low):
    """Where the clause begins that the word stands in."""
    for n in range(k - 1, max(low, k - 60) - 1, -1):
        word = words[n]
        if word.kind in (";", ":", QUOTE) or word.lower in ("but", "while", "and") and n > low and words[n - 1].kind == "," and (
            words[n + 1].kind in ("name", "pronoun", "determiner")
        ):  # fmt: skip
            return n + 1
        if word.lower == "that" and n > low and words[n - 1].leans:
            return n + 1
    start = max(low, k - 60)
    while start < k and (words[start].kind in ("joins", "adverb", "time") or words[start].kind == "," and start):
        start += 1
    return start


def shared(words, k, low, grammar):
    """The subject that a verb behind "and" or "," has from a verb before it: Lind rose and said; Lind said it was late, adding."""
    start = max(low, k - 60)
    for n in range(k - 1, start - 1, -1):
        if words[n].kind in (";", ":") or words[n].lower in ("but", "while", "whereas") and n + 1 < k and (
            words[n + 1].kind in ("name", "pronoun", "determiner")
        ):  # fmt: skip
            start = n + 1
            break
    for saying in (True, False):  # first a verb of saying, then any verb
        for n in range(k - 1, start - 1, -1):
            word = words[n]
            if (
                saying
                and not word.leans
                or word.kind == "ing"
                or n > low
                and words[n - 1].kind in ("determiner", "joins")
            ):
                continue
            if n + 1 < len(words) and words[n + 1].lower == "by":
                continue
            if not saying and word.kind in ("be", "have", "helps") or is_finite(words, n, grammar):
                found = subject(words, n, start, grammar)
                if found:
                    return found
    return None
