"""The quotations of any text, what is reported without marks, and who says each; see `voices.quotations` and `voices.reported`."""

import re
from typing import NamedTuple

from .attribution import cues
from .quotation_marks import paragraphs_of, spans_of
from .speakers import QUOTE, Word, is_finite, is_saying, phrase_after, phrase_before, words_of


class Quotation(NamedTuple):
    start: int
    end: int
    text: str
    kind: str
    speaker: str
    verb: str


class Report(NamedTuple):
    start: int
    end: int
    speaker: str
    leans: str


class _Sentence(NamedTuple):
    words: list  # of `Word`; a quotation is one of them
    spans: list  # for each of its quotations, the place among the words and its `_Span`
    cues: list
    block: int


def find_quotations(text, grammar):
    """The rows of `voices.quotations`, as a list: to make a table of each of many texts takes longer than to find them."""
    return read_voices(text, grammar, reports=False)[0]


def read_voices(text, grammar, reports=True):
    """`(quotations, reports)` of a text, as lists."""
    paragraphs = list(paragraphs_of(text))
    spans = spans_of(text, paragraphs, grammar.leans)
    rows, told, before = [], [], None
    for sentence in _sentences(text, paragraphs, spans, grammar, reports):
        used = set()
        for n in range(len(sentence.spans)):
            row, cue = _row(text, sentence, n, rows, before, grammar)
            rows.append(row)
            if cue and row.kind in ("direct", "multi"):
                used.add(cue)
        if reports:
            told += _reports(text, sentence, used, grammar)
        before = sentence
    return rows, told


# ---------------------------------------------------------------- sentences


def _sentences(text, paragraphs, spans, grammar, everything):
    """The sentences of a text, each quotation in them one word; only those near a quotation if not `everything` is asked for."""
    blocks, number, at = [], 0, 0
    while number < len(paragraphs):
        own, last = [], number
        while at < len(spans) and spans[at].para == last:
            own.append(spans[at])
            last = spans[at].last_para
            at += 1
        colon = last == number and text[paragraphs[last][1] - 1] == ":"
        if colon and at < len(spans) and spans[at].left == paragraphs[min(last + 1, len(paragraphs) - 1)][0]:
            continue_at = last + 1  # X said:, and the quotation in the next line
            while at < len(spans) and spans[at].para == continue_at:
                own.append(spans[at])
                continue_at = spans[at].last_para
                at += 1
            last = continue_at
        blocks.append((number, last, own))
        number = last + 1
    for place, (first, last, own) in enumerate(blocks):
        near = own or place + 1 < len(blocks) and blocks[place + 1][2] or place and blocks[place - 1][2]
        if not (everything or near):
            continue
        words, start = [], paragraphs[first][0]
        stamp = _STAMP.match(text, start, paragraphs[first][1])
        start = stamp.end() if stamp else start
        lowered = (
            _is_title(text[start : paragraphs[last][1]])
            if last == first and paragraphs[first][1] - start < 200
            else False
        )
        for span in own:
            words += _continued(words, text, start, span.left, grammar, lowered)
            words.append(Word(QUOTE, _look(text, span), span.start, span.end, QUOTE, ""))
            start = span.right
        words += _continued(words, text, start, paragraphs[last][1], grammar, lowered)
        begin = 0
        spans_left = iter(own)
        for end in _cuts(words, text, grammar):
            part = words[begin:end]
            its = [(n, next(spans_left)) for n, word in enumerate(part) if word.kind == QUOTE]
            if everything or its or near:
                yield _Sentence(part, its, cues(part, grammar), place)
            begin = end


_STAMP = re.compile(r"(?:\d{1,2}[.:]\d\d(?:\s?[ap]\.?m\.?)?|\d{1,3}(?:\+\d+)?['’])\s+", re.IGNORECASE)  # of a live blog


def _look(text, span):
    """ "whole" where a quotation looks like a sentence of its own, else "piece"."""
    quote = text[span.start : span.end]
    letter = next((c for c in quote if c.isalnum()), "a")
    several = " " in quote or quote[-1] in ",.!?…"
    return "whole" if several and (letter.isupper() or letter.isdigit()) and not _is_title(quote) else "piece"


def _continued(words, text, start, end, grammar, lowered):
    return words_of(text, start, end, grammar, lowered)


def _is_title(words):
    """Whether it is written like a title: several words, each long one with a capital, and no stop."""
    parts = words.split()
    return len(parts) > 1 and words.rstrip()[-1].isalnum() and all(not w[0].islower() for w in parts if len(w) > 3)


_ENDS = frozenset(".!?…")


def _cuts(words, text, grammar):
    """Where the sentences end among the words."""
    for n in range(len(words) - 1):
        word, following = words[n], words[n + 1]
        if following.text[0].islower() or following.kind in _ENDS or following.kind in ",;)]":
            continue
        if word.kind in _ENDS:
            if text[word.end : word.end + 1].isspace() or following.kind == QUOTE:
                yield n + 1
        elif word.kind in ")]" and n and words[n - 1].kind in _ENDS:
            yield n + 1
        elif word.kind == QUOTE and _last(text, word) in _ENDS and following.kind not in ("–", "(", ":"):
            if not _tagline(words, n + 1, _last(text, word), grammar):
                yield n + 1
        elif (
            word.text[-1] == "."
            and len(word.text) > 3
            and following.kind in ("determiner", "pronoun")
            and following.text[0].isupper()
        ):
            yield n + 1  # in the U.S. The president
    yield len(words)


def _last(text, word):
    return text[word.start : word.end].rstrip("’'”\"»)")[-1:]


def _tagline(words, first, mark, grammar):
    """Whether what follows a quotation that ends like a sentence only says who speaks: “No toll.” Okafor said."""
    who = phrase_after(words, first, min(len(words), first + 20), grammar)
    if who is None:
        return False
    n = who[1] + 1
    while n < len(words) and words[n].kind in ("adverb", "have"):
        n += 1
    if n >= len(words) or not is_finite(words, n, grammar):
        return False
    after = n + 1
    while after < len(words) and words[after].kind in ("adverb", "time"):
        after += 1
    ends = after >= len(words) or words[after].kind in _ENDS or words[after].kind == QUOTE
    listed = bool(words[n].leans)
    return ends and (listed or mark in "?!…" and words[n].kind in ("ed", "past")) or mark in "?!…" and listed


# ---------------------------------------------------------------- one quotation

_AFTER = ("verb and name after", "name and verb after", "dash and name")


def _row(text, sentence, n, rows, previous, grammar):
    """`(Quotation, its cue)`."""
    words, at, span = sentence.words, sentence.spans[n][0], sentence.spans[n][1]
    quote = text[span.start : span.end]
    first = sentence.spans[n - 1][0] + 1 if n else 0
    before, after = words[first:at], words[at + 1 :]
    while after and after[-1].kind in _ENDS:
        after = after[:-1]
    earlier = rows[-1] if n else None

    letter = next((c for c in quote if c.isalnum()), "")
    capital = letter.isupper() or letter.isdigit() or quote[:1] in "….["
    several = len(quote.split()) > 1
    last = _last(text, words[at]) or quote[-1]
    lead = words[at - 1] if at else None
    says = lead and lead.leans and lead.leans != "judges" and is_saying(words, at - 1, grammar)
    built_in = bool(before) and lead.kind not in _SIGNS and not says
    closed = (
        last in ".!?,…—–-"
        or bool(after)
        and after[0].kind in ",.!?"
        or at + 1 < len(words)
        and words[at + 1].kind in _ENDS
    )
    inner = _stops(text, span.start, span.end)
    right = _right(words, at, sentence.cues, last, capital or not before)
    left = _left(words, at, sentence.cues)
    split = (
        earlier and earlier.kind in ("direct", "multi") and text[sentence.spans[n - 1][1].end - 1] in ",?!—–-" and left
    )
    title = lead and lead.kind == "," and at > 1 and not words[at - 2].leans and _is_title(quote)
    whole = (
        not built_in
        and not title
        and bool(
            capital
            and (several or last in ".!?,…")
            and (closed or lead and lead.kind in ",:" or right or left and before)
            or split
            or not before
            and right
            or lead
            and lead.kind == ":"
            and several
            or not before
            and not after
            and several
        )
    )
    kind = "multi" if inner and (whole or left or right) else "direct" if whole else "partial"

    cue, speaker = None, ""
    if whole or kind == "multi":
        cue = right if last in ",?!—–-" and right else left or right
        if cue is None and not before and not after:
            speaker = _goes_on(text, sentence, rows, previous) or _lead(text, previous, sentence, grammar)
        elif cue is None and (before or after) and not (lead and lead.kind == ":") and not inner:
            kind = "partial"
    if kind == "partial":
        cue = left or right or _set_off(words, at, sentence.cues)
        if cue and cue is left and built_in and _is_title(quote) and cue.leans != "judges":
            cue, kind = None, "scare"
        elif cue is None and earlier and earlier.kind == "partial" and earlier.verb and len(before) < 8:
            return Quotation(span.start, span.end, quote, kind, earlier.speaker, earlier.verb), None
        elif cue is None and not (several and _is_label(before, after)):
            kind = "partial" if len(quote.split()) > 6 and not _is_title(quote) else "scare"
    verb = ""
    if cue:
        speaker = _text(text, words, cue.who) if cue.who else ""
        verb = "" if cue.pattern in ("name and colon", "dash and name") else _verb(text, words, cue)
    return Quotation(span.start, span.end, quote, kind, speaker, verb), cue


_SIGNS = frozenset(",:;–(.!?…") | {QUOTE}


def _text(text, words, phrase):
    return text[words[phrase[0]].start : words[phrase[1]].end]


def _verb(text, words, cue):
    first, last = cue.first, cue.last
    if words[first].lower in ("put", "puts") and last + 1 < len(words) and words[last + 1].lower == "it":
        last += 1
    if words[first].lower == "words" and last > first:
        while first and words[first - 1].lower in ("the", "in"):
            first -= 1
    return text[words[first].start : words[last].end]


def _stops(text, start, end):
    """Where sentences end inside a quotation, but for its own end."""
    return [1 for stop in _INNER.finditer(text, start, end) if any(map(str.isalnum, text[stop.end() : end]))]


_INNER = re.compile(
    r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St|vs))(?<!\b(?:Mrs|Sen|Gen|Rev))[.!?…]+[)\]’'\"”»]*(?=\s+[^\sa-z])"
)


def _right(words, at, found, last, whole):
    """The cue that stands behind a quotation at once."""
    k = at + 1
    comma = last == "," or k < len(words) and words[k].kind == ","
    while k < len(words) and words[k].kind == ",":
        k += 1
    for cue in found:
        if cue.first < k:
            continue
        begins = min(cue.first, cue.who[0]) if cue.who else cue.first
        if begins > k + 1:
            return None
        if cue.pattern == "according to":
            return cue if cue.first == k else None
        if cue.pattern == "dash and name":
            return cue if whole else None
        if cue.pattern == "-ing behind a comma" and comma and begins == k and cue.who:  # Lind was quoted as saying
            return cue
        if cue.pattern in _AFTER and cue.who and (comma or whole and (last not in ".," or begins == k)):
            return cue
        return cue if cue.pattern == "set off behind" and cue.first == k and comma else None
    return None


def _left(words, at, found):
    """The cue in front of a quotation that governs it: the last one that is not itself in what another one says."""
    before = [cue for cue in found if cue.last < at]
    if not before:
        return None
    n = len(before) - 1
    if _closed(words, before[n].last + 1, at):
        return None
    while n and (before[n].who is None or _inside(words, before[n - 1], before[n], at)):
        n -= 1
    return before[n]


def _closed(words, first, at):
    """Whether another clause, with nobody who speaks, begins between a cue and a quotation."""
    for n in range(first, at - 1):
        if words[n].kind == ";" or words[n].kind == "," and words[n + 1].lower in ("and", "but", "while", "whereas") and n + 2 < at and (
            words[n + 2].kind in ("name", "determiner", "pronoun")
        ):  # fmt: skip
            return True
    return False


def _inside(words, outer, inner, at):
    """Whether a cue stands in what the one before it says: Lind said the report found that it was “mad”."""
    between = words[outer.last + 1 : inner.first]
    if outer.pattern in ("done by nobody", "according to") or not between:
        return False
    if outer.pattern == "-ing behind a comma":
        return not inner.leans
    if (
        outer.who
        and outer.who[0]
        and words[outer.who[0] - 1].kind == "opens a clause"
        and words[outer.who[0] - 1].lower != "that"
    ):
        return False  # when Lind complained, she would ask
    helps = any(word.kind == "helps" for word in between)
    if (
        at - inner.last <= 3 and inner.leans not in ("mind", "") and not helps
    ):  # whether she had read it before she called it “mad”
        return False
    if any(word.kind in ",;" or word.lower in ("and", "but", "or", "who", "what", "which") for word in between):
        return False
    return inner.leans in ("mind", "") or helps or any(word.lower in ("he", "she", "they", "it") for word in between)


def _set_off(words, at, found):
    """The cue behind the clause that a quotation stands in: Costs will “explode”, said Mara Lind; …, Mara Lind said."""
    for cue in found:
        if cue.first <= at or cue.who is None:
            continue
        if cue.pattern in ("set off behind", "according to"):
            return cue
        begins = min(cue.first, cue.who[0])
        after = words[cue.last + 1] if cue.last + 1 < len(words) else None
        ends = after is None or after.kind in (",", "time", "preposition", "adverb") or after.kind in _ENDS
        if cue.pattern == "subject and saying-verb" and begins and words[begins - 1].kind == "," and ends:
            return cue
    return None


def _goes_on(text, sentence, rows, previous):
    """The speaker of the quotation just before, if only the end of its sentence stands between."""
    if not rows or not rows[-1].speaker or rows[-1].kind in ("scare", "partial") or rows[-1].verb.startswith("ask"):
        return ""
    if previous is None or not previous.spans or sentence.block - previous.block > 1:
        return ""
    return "" if sentence.block != previous.block and text[rows[-1].end - 1] == "?" else rows[-1].speaker


def _lead(text, previous, sentence, grammar):
    """Whom the sentence before a quotation is about, if it begins with a person or says that somebody says something."""
    if previous is None or any(word.kind == QUOTE for word in previous.words):
        return ""
    words = previous.words
    named = [cue for cue in previous.cues if cue.who and cue.told]
    if named:
        return _text(text, words, named[0].who)
    who = phrase_after(words, 0, len(words), grammar)
    if who is None or who[1] + 1 >= len(words):
        return ""
    if words[who[0]].kind in ("name",) or words[0].lower in ("he", "she", "they"):
        if words[who[1] + 1].kind in ("be", "have", "helps") or is_finite(words, who[1] + 1, grammar):
            return _text(text, words, who)
    return ""


def _is_label(before, after):
    """Whether a label is put on a thing: it is (now) the “…” for something."""
    if len(before) < 3 or before[-1].lower not in ("the", "a", "an") or not after:
        return False
    verb = before[-3] if before[-2].kind == "adverb" else before[-2]
    return verb.lower in ("is", "was", "are", "were", "became", "remains") and after[0].lower in (
        "for",
        "of",
        "in",
        "to",
    )


# ---------------------------------------------------------------- reported speech


def _reports(text, sentence, used, grammar):
    words = sentence.words
    for cue in sentence.cues:
        if cue in used or cue.pattern in _NO_REPORT or not cue.told or _all_quoted(words, cue) or (
            words[cue.first].lower in grammar.sets["only at marks"]
        ):  # fmt: skip
            continue
        yield Report(
            words[cue.first].start,
            words[cue.last].end,
            _text(text, words, cue.who) if cue.who else "",
            cue.leans or "neutral",
        )


def _all_quoted(words, cue):
    """Whether all that is said stands between marks: said “no”, said that “nobody knows”."""
    n = cue.last + 1
    while n < len(words) and (words[n].kind == "," or words[n].lower == "that"):
        n += 1
    ends = (
        n + 1 >= len(words)
        or words[n + 1].kind in _ENDS
        or words[n + 1].kind in (",", ";")
        or words[n + 1].kind == "joins"
    )
    return n < len(words) and words[n].kind == QUOTE and ends


_NO_REPORT = ("name and colon", "dash and name")
