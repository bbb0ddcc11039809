"""By what words somebody's words are brought in: each place of a sentence held against the table of patterns."""

import re
from typing import NamedTuple

from .speakers import GROUP, QUOTE, clause, inserted, phrase_after, phrase_before, shared, subject, widened


class Pattern(NamedTuple):
    name: str
    cue: str  # the kind of word that it is about
    who: str  # where WHO stands: "left", "right" or nowhere
    left: re.Pattern  # what stands before the cue, or before WHO, from the end
    right: re.Pattern
    quoted: tuple  # whether a quotation stands before the cue, and behind it


class Cue(NamedTuple):
    first: int  # the words by which something is brought in
    last: int
    who: tuple  # the first and last word of what names the speaker, or None
    pattern: str
    leans: str
    told: bool  # false where it has not been said: will say, is expected to say, did not say


# What the words of a pattern stand for among the letters of `speakers`.
_PARTS = {QUOTE: "[aD,:]*[Qq]", "that": "[aD]*t(?!D)", "as": "A", "to": "T", "of": "f", "by": "[aD]*B", "from": "[aD]*F", "…": "[^.!?;,–roAQq:tSVPbhm]{0,8}?",
          "WHO": "[aD]*", "BE": "[abhmDe]*b", "’s": "w{0,2}s", "his": "w{0,2}y", ",": ",", ":": "[aD,]*:", "^": "#?$"}  # fmt: skip
CUES = "SAY SAID SAYING VERB CLAIM SURE according words : –".split()


def pattern(name, written):
    """A row of the table as a `Pattern`."""
    parts = written.split()
    at = next(n for n, part in enumerate(parts) if part in CUES)
    left, right = parts[:at][::-1], parts[at + 1 :]
    who = "left" if "WHO" in left else "right" if "WHO" in right else ""
    left = left[left.index("WHO") + 1 :] if who == "left" else left
    left = "".join(_PARTS[part] for part in left).replace(_PARTS[QUOTE], ",*[Qq]")
    quoted = QUOTE in parts[:at], QUOTE in right
    return Pattern(name, parts[at], who, re.compile(left), re.compile("".join(_PARTS[part] for part in right)), quoted)


def cues(words):
    """The cues of a sentence, in order: where something is brought in, and who is said to say it."""
    found, lower, kinds, grammar = [], words.lower, words.kinds, words.grammar
    quotes = words.quotes or [len(kinds), -1]
    for n, kind in enumerate(kinds):
        cue = kind in "wazeg" and grammar.cues.get(lower[n]) or _OF_LETTER.get(kind)
        if not cue:
            continue
        if cue == "words" and not (n > 1 and lower[n - 2] == "in" and kinds[n + 1 : n + 2] == "f"):
            cue = "CLAIM"
        who = ()  # not looked for yet
        for row in grammar.patterns.get((cue, quotes[0] < n, quotes[-1] > n), ()):
            right = row.right.match(kinds, n + 1)
            if right and row.who == "left" and who == ():
                who = _LEFT.get(row.cue, subject)(words, n)
            fits = right and _fits(words, n, row, right, who)
            if fits:
                found.append(fits)
                break
    return found


_OF_LETTER = {"S": "SAY", "P": "SAID", "G": "SAYING", "V": "VERB", "z": "VERB", ":": ":", "–": "–"}
_BEFORE_SAYING = ("in", "before", "after", "without", "by")


def _fits(words, n, row, right, who):
    """The cue at a word if what stands on both sides of it is as the pattern says, or None."""
    kinds, lower, leans, size = words.kinds, words.lower, words.leans, len(words.kinds)
    last, k = n, n - 1
    if row.who == "left":
        if not (who and _allowed(words, n, row, right, who)):
            return None
        k = who[0] - 1
    elif row.cue == "SAYING":
        if n and kinds[n - 1] == "u" or kinds[n - 1 : n] != "A" and kinds[n + 1 : n + 2] in (",", "."):
            return None  # anyone saying so; Moss SC, defending, rose
        if n and kinds[n - 1] in "ifRIFT" and lower[n - 1] not in _BEFORE_SAYING:
            return None  # too busy for saying
        who = _of_saying(words, n)
    else:
        who = None
    left = row.left.match(words.back, size - 1 - k)
    right_verb = row.who == "right" and row.cue in ("SAY", "VERB")
    if not left or right_verb and kinds[n - 1 : n] == "," and inserted(words, n - 1):
        return None  # Lind, who called it “mad”, denied the charge
    if left[0][-1:] == "q" and not leans[n]:
        return None  # any verb, only beside a whole sentence
    if row.who == "right":
        who = phrase_after(words, right.end())
        if who is None:
            return None
        of = kinds.find("f", who[0], who[1])
        if row.cue == "SAID" and of > 0 and kinds[of - 1] == "N":  # accused by Lind of theft
            who = who[0], of - 1
        if row.name == "set off behind" and kinds[who[1] + 1 : who[1] + 2] in tuple("qQVzbhmSB"):
            return None  # Clerk leaves, says tax “mad”
        if right_verb:
            who = widened(words, who)
        last = n + 1 if row.cue in ("according", "words") else n
    elif left[0][-1:] == "y":
        who = (size - left.end(),) * 2
    if row.cue == "CLAIM" and not _says_something(words, n, row):
        return None
    return Cue(n, last, who, row.name, leans[n], _told(words, n))


def _allowed(words, n, row, right, who):
    """Whether a subject that was found can be that of the pattern."""
    kinds = words.kinds
    if row.cue == "SURE":
        return "b" in kinds[who[1] : n]
    if row.quoted[0] and not _UP_TO_VERB.fullmatch(kinds[who[1] + 1 : n]):
        return False  # “…”, the man who said; “…”, she asked the girls and boys
    if row.name == "set off in the middle" and kinds[n] == "z" and kinds[who[0]] not in "Np":
        return False  # both men, casual labourers, rose
    if kinds[n] != "S":
        last = right.end() - 1
        if row.name == "subject and verb at the marks" and right[0][-1] == "q" and "," not in right[0]:
            start, end = words.places[last]
            return end - start >= 25  # not: wore the “coat”
        if row.name == "subject and verb as the marks":
            return kinds[n + 1] != "A"  # not: served as “consul”
        if row.name == "subject and verb that":
            # he grumbled that, he grumbled on Friday that; not: the countries that, reflects ideas that, admires how
            clause_of_that = words.lower[last] == "that" and kinds[last + 1 : last + 2] not in tuple("bhmSVza")
            return kinds[n + 1] in "tifFTIaD" and clause_of_that
    return True


_UP_TO_VERB = re.compile(r"(?:[iI]?[abhmDu])*|[,(–](?:.*[,)–])?[abhmD]*")


def _alone(words, n):
    """Who stands before a colon, with nothing else in front and no verb: Jess Amadi, at the harbour: “…”"""
    start = clause(words, n)
    found = phrase_after(words, start)
    return found if found and re.match(r"(?:[,(][^SVPbhm]*)?:", words.kinds[found[1] + 1 :]) else None


def _owner(words, n):
    """Whose claim it is: Lind’s own claim."""
    return phrase_before(words, n - 2) if n > 1 and words.kinds[n - 1] == "s" else None


_LEFT = {":": _alone, "CLAIM": _owner}


def _of_saying(words, n):
    """Who is meant by a saying-verb in -ing: the subject of the verb before it, or the name that stands before it."""
    kinds = words.kinds
    k = len(kinds[:n].rstrip("a")) - 1
    if k > 0 and kinds[k] == "A":  # quoted Lind as saying; Lind was quoted as saying
        k -= 1
    if k >= 0 and kinds[k] in "Nwzp":
        return phrase_before(words, k)
    found = shared(words, k) if k >= 0 else None
    if not found and k > 0 and kinds[k] == ",":  # Lind, calling it “mad”, left
        found = phrase_before(words, k - 1)
        found = found if found and found[0] == clause(words, k) else None
    return found


def _says_something(words, n, row):
    """Whether a noun says what was said: their view that, claims of fraud; not: the view, the claims of the winner."""
    lower = words.lower[n]
    needs = lower in words.grammar.sets["needs a that"] and not (lower == "words" and row.name == "his claim")
    if row.name == "claim of":
        some = re.match("f[wzge#Qq]", words.kinds[n + 1 :]) or words.lower[n + 2 : n + 3] in (["a"], ["an"])
        return (lower == "reports" or not needs) and bool(some)
    return row.who == "right" or not needs or bool(re.match(r"[^.,;]{0,2}[tQq:b]", words.kinds[n + 1 :]))


def _told(words, n):
    """Whether it has been said: not that it will be, may be or was not."""
    lower, kinds, sets = words.lower, words.kinds, words.grammar.sets
    if kinds[n + 1 : n + 2] == "x" and lower[n + 1] in ("nothing", "no-one", "none"):
        return False
    if words.leans[n] == "mind" and kinds[n : n + 2] == "PT":
        return False  # is expected to leave
    k = len(kinds[:n].rstrip(GROUP)) - 1
    if not sets["not said"].isdisjoint(word.replace("’", "'") for word in lower[k + 1 : n]):
        return False
    return k < 1 or kinds[k] != "T" or lower[k - 1] in sets["told to"]
