"""By what words somebody's words are brought in: each place of a sentence held against the patterns of attribution."""

from .speakers import (
    GROUP,
    beside,
    inserted,
    QUOTE,
    Cue,
    is_finite,
    is_saying,
    phrase_after,
    phrase_before,
    shared,
    subject,
)

_GAP = 9  # how many words … can stand for
_STOPS = frozenset((".", "!", "?", "…", ";", ",", "–", "relative", "opens a clause"))
_NOT_YET = frozenset(
    "will may might shall should must can could won't can't cannot couldn't mightn't mustn't shouldn't".split()
)
_NOT = frozenset(
    "not never isn't wasn't aren't weren't didn't don't doesn't hasn't haven't hadn't wouldn't nor".split()
)
_OWN = frozenset("own only first last latest final main recent public earlier original repeated famous".split())
_THAT = frozenset("that whether if how why".split())


def cues(words, grammar):
    """The cues of a sentence, in order: where something is brought in, and who is said to say it."""
    found = []
    for n, word in enumerate(words):
        kind = _cue_kind(words, n, grammar)
        if kind:
            for pattern in grammar.patterns[kind]:
                cue = _fits(words, n, pattern, grammar)
                if cue:
                    found.append(cue)
                    break
    return found


def _cue_kind(words, n, grammar):
    """Which of the cues in the patterns a word can be, or nothing."""
    word = words[n]
    kind = word.kind
    lower = word.lower
    if kind in _NO_CUE:
        return None
    if lower == "according" or lower == "words" and n + 1 < len(words) and words[n + 1].lower == "of":
        return lower
    if word.leans and is_saying(words, n, grammar):
        if kind == "ing":
            return None if n and words[n - 1].kind in GROUP and _be_before(words, n) is None else (
                "SAY" if _be_before(words, n) is not None else "SAYING")  # fmt: skip
        if _is_participle(lower) and (_be_before(words, n) is not None or _by_follows(words, n)):
            return "SAID"
        return "SAY"
    if lower in grammar.sets["noun"]:
        return "CLAIM"
    if kind == ":" or kind == "–":
        return kind
    if lower in grammar.sets["adjective"] and _be_before(words, n) is not None:
        return "SURE"
    if is_finite(words, n, grammar) and (not word.leans or kind in ("ed", "past")):
        return "VERB"
    return None


_NO_CUE = frozenset(
    ("determiner", "pronoun", "preposition", "joins", "name", "number", "time", "relative", "be", "have", ",", QUOTE)
)


def _is_participle(lower):
    return lower.endswith(("ed", "en", "id", "ld", "ught", "und", "ung", "wn", "rn", "ut", "ade", "eld"))


def _be_before(words, n):
    """The place of the form of be that a participle or adjective belongs to, or None."""
    k = n - 1
    while k >= 0 and n - k < 6 and (words[k].kind in ("adverb", "time") or words[k].lower in ("being", "been")):
        if words[k].kind == "be":
            return k
        k -= 1
    return k if k >= 0 and (words[k].kind == "be" or words[k].lower in ("got", "gets", "get")) else None


def _by_follows(words, n):
    return n + 1 < len(words) and words[n + 1].lower == "by" and n and words[n - 1].kind != "pronoun"


def _fits(words, n, pattern, grammar):
    """The cue at a word if what stands on both sides of it is as the pattern says, or None."""
    who, first, last, begins = None, n, n, n
    if pattern.cue == "SAYING":
        who = _of_saying(words, n, grammar)
    k = n - 1
    for part in pattern.left:
        if part == "WHO":
            who = subject(words, n, 0, grammar) if pattern.cue in ("SAY", "VERB", ":") else (
                phrase_before(words, k, 0, grammar) if k >= 0 else None)  # fmt: skip
            if (
                who
                and "that" in pattern.right
                and not words[n].leans
                and pattern.cue == "VERB"
                and not _says_that(words, n, who)
            ):
                return None
            if who is None or pattern.cue == ":" and (who[0] > 1 or _verb_between(words, who[0], n, grammar)):
                return None
            if (
                QUOTE in pattern.left
                and who[1] + 1 < n
                and words[who[1] + 1].kind == "relative"
                and words[k].kind != ","
            ):
                return None
            k = who[0] - 1
        elif part == "BE":
            k = _be_before(words, n)
            if k is None:
                return None
            first, k = n, k - 1
            while k >= 0 and words[k].kind in GROUP:
                k -= 1
        else:
            while (
                k >= 0
                and words[k].kind == ","
                and part != ","
                or k > 0
                and words[k].lower in _OWN
                and pattern.cue == "CLAIM"
            ):
                k -= 1
            if part == "^":
                if k >= 0 and words[k].kind != "number":
                    return None
                continue
            if k < 0 or not _is(words[k], part):
                return None
            if part == QUOTE and not words[n].leans and words[k].lower != "whole":
                return None
            if part in ("his",):
                who = (k, k)
            if part == "," and pattern.cue == "SAY" and inserted(words, k, 0, grammar):
                return None
            k -= 1
    if pattern.cue == "CLAIM" and pattern.left and not _with_content(words, n, grammar):
        return None
    k, gap = n + 1, False
    for part in pattern.right:
        if part == "…":
            gap = True
            continue
        if gap:
            k = _across(words, k, part, grammar)
            gap = False
            if k is None:
                return None
        if part == "WHO":
            while k < len(words) and words[k].kind in ("adverb", "time"):
                k += 1
            who = phrase_after(words, k, len(words), grammar) if k < len(words) else None
            if who is None:
                return None
            if pattern.cue in ("SAY", "VERB"):
                who = who[0], beside(words, who[1], len(words), grammar)
            k = who[1] + 1
        else:
            while (
                k < len(words)
                and words[k].kind in ("adverb", "time", ",")
                and part not in (",", ":")
                and words[k].kind != part
            ):
                k += 1
            if k >= len(words) or not _is(words[k], part):
                return None
            if pattern.name == "claim of" and not _of_something(words, n, grammar):
                return None
            if part in ("to", "of") and pattern.cue in ("according", "words"):
                last = k
            k += 1
    return Cue(first, last, who, pattern.name, words[n].leans, _told(words, n, grammar))


def _of_saying(words, n, grammar):
    """Who is meant by a saying-verb in -ing: the subject of the verb before it, or the name that stands before it."""
    k = n - 1
    while k >= 0 and words[k].kind == "adverb":
        k -= 1
    if k < 0:
        return _opening(words, n, grammar)
    if words[k].lower == "as" and k:  # quoted Lind as saying; Lind was quoted as saying
        k -= 1
        if words[k].kind not in ("ed", "past"):
            return phrase_before(words, k, 0, grammar)
    if words[k].kind in ("ed", "past"):  # was overheard saying
        return subject(words, k, 0, grammar)
    if words[k].kind in ("name", "word", "pronoun"):
        return phrase_before(words, k, 0, grammar)
    return (
        shared(words, k, 0, grammar) or _opening(words, n, grammar)
        if words[k].kind in (",", "joins", "–", "preposition")
        else None
    )


def _opening(words, n, grammar):
    """The subject that comes behind a comma: Calling it “mad”, Lind left."""
    comma = next((m for m in range(n, len(words)) if words[m].kind == ","), None)
    return phrase_after(words, comma + 1, len(words), grammar) if n < 3 and comma and comma + 1 < len(words) else None


def _says_that(words, n, who):
    """Whether an unlisted verb before "that" can be one of saying: he grumbles that; not: the countries that, reflects ideas that."""
    if n + 1 >= len(words):
        return False
    after = words[n + 1]
    if words[n].kind == "word" and words[who[0]].kind == "determiner":
        return False
    return after.lower == "that" or after.kind in ("preposition", "time", "adverb")


def _with_content(words, n, grammar):
    """Whether what is said follows a noun that is a report only then: their view that, his message was."""
    if words[n].lower not in grammar.sets["needs a that"]:
        return True
    return any(w.lower in ("that", "to") or w.kind in (QUOTE, ":", "be") for w in words[n + 1 : n + 4])


def _of_something(words, n, grammar):
    """Whether "of" says what was said (claims of fraud), and not by whom (the claims of the winner)."""
    after = words[n + 2] if n + 2 < len(words) else words[n]
    return after.kind in ("word", "ing", "ed", "number", QUOTE) or after.lower in ("a", "an") if (
        words[n].lower not in grammar.sets["needs a that"] or words[n].lower == "reports") else False  # fmt: skip


def _verb_between(words, first, last, grammar):
    return any(words[n].kind in ("be", "have", "helps") or is_finite(words, n, grammar) for n in range(first, last))


def _is(word, part):
    return (
        word.kind == part
        or word.lower == part
        or part == "that"
        and word.lower in _THAT
        or part == "’s"
        and word.kind == "of"
        or (part == "his" and word.lower in ("his", "her", "their", "its", "my", "our"))
    )


def _across(words, k, part, grammar):
    """The place of the next word of a pattern across a gap in which no other clause begins, or None."""
    for n in range(k, min(len(words), k + _GAP)):
        if _is(words[n], part):
            return n
        if words[n].kind in _STOPS or n > k and is_finite(words, n, grammar) or words[n].kind in (QUOTE, ":"):
            return None
    return None


def _told(words, n, grammar):
    """Whether it has been said: not that it will be, may be or was not."""
    k = n - 1
    if k > 0 and words[k].lower == "to":
        return words[k - 1].lower in grammar.sets["told to"]
    while (
        k >= 0
        and n - k < 8
        and (words[k].kind in GROUP or words[k].lower == "to" or words[k].lower in grammar.sets["later"])
    ):
        lower = words[k].lower.replace("’", "'")
        if lower in _NOT_YET or lower in _NOT or lower in grammar.sets["later"] or lower == "'ll":
            return False
        k -= 1
    return True
