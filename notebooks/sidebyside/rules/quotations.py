"""The quotations of any text, and who says each; see `voices.quotations`."""

import re
from typing import NamedTuple

from . import DAYS_AND_MONTHS
from .quotation_marks import NO_STOP, STOP, paragraphs_of, spans_of
from .speakers import (
    BREAKS,
    DETERMINERS,
    HELPERS,
    INVERTS_NOT,
    PREPOSITIONS,
    PRONOUNS,
    STARTERS,
    gather,
    is_content,
    is_verb,
    name_after,
    subject,
    subject_of,
    words_of,
)


class _Said(NamedTuple):
    speaker: str
    verb: str


def _stops(text, start, end):
    """Where sentences end in a stretch of text."""
    found = []
    for stop in STOP.finditer(text, start, end):
        word = _LAST_WORD.search(text, max(start, stop.start() - 12), stop.start())
        if (
            text[stop.start()] == "."
            and word
            and (word[0] in NO_STOP or "." in word[0] or len(word[0]) == 1 and word[0].isupper())
        ):
            continue
        following = _NEXT.match(text, stop.end(), end)
        if not (following and following[0][-1].islower()):
            found.append(stop.end())
    return found


_LAST_WORD = re.compile(r"[^\W_][\w.]*\Z")
_NEXT = re.compile(r"\s*\w")


def _said(text, tokens, name, verb):
    speaker = text[tokens[name[0]].start : tokens[name[1]].end] if name else ""
    return _Said(speaker, verb)


def _verb_text(tokens, n):
    return f"{tokens[n].text} it" if tokens[n].text in ("put", "puts") else tokens[n].text


def _from_left(text, tokens, earlier):
    """Who says what follows, by the words before it in the sentence; `earlier` is the last speaker in that sentence."""
    verbs = []
    for n, token in enumerate(tokens[:-1]):
        if token.text.lower() == "according" and tokens[n + 1].text == "to":
            name = name_after(tokens, n + 1, surely=True, beside_it=False)
            if name:
                return _said(text, tokens, name, "according to" if token.text[0] == "a" else "According to")
        if token.text == "words" and tokens[n + 1].text == "of":
            name = name_after(tokens, n + 1, surely=True)
            if name:
                return _said(text, tokens, name, "in the words of")
    verbs = [n for n in range(len(tokens)) if is_verb(tokens, n)]
    while len(verbs) > 1 and is_content(tokens, verbs):
        verbs.pop()
    if verbs:
        name = subject_of(tokens, verbs)
        if name:
            return _said(text, tokens, name, _verb_text(tokens, verbs[-1]))
        name = name_after(tokens, verbs[-1]) if tokens[verbs[-1]].text not in INVERTS_NOT else None
        if name and len(tokens) - name[1] <= 2:
            return _said(text, tokens, name, _verb_text(tokens, verbs[-1]))
        return _Said(earlier, _verb_text(tokens, verbs[-1]))
    if len(tokens) > 2 and tokens[-1].text == ":" and tokens[-3].text == "@":
        return _Said(text[tokens[-3].start : tokens[-2].end], "")
    if tokens and tokens[-1].text == ":" and len(tokens) <= 12 and not any(t.text in HELPERS for t in tokens):
        name = gather(tokens, len(tokens) - 2)
        if name and tokens[name[0]].text[0].isupper():
            return _said(text, tokens, name, "")
    return None


def _from_right(text, span, tokens, sentence):
    """Who said what stands before, by the words that follow it at once."""
    if not tokens:
        return None
    ends = text[span.end - 1]
    comma = ends == "," or tokens[0].text == ","
    first = 0
    while first < len(tokens) and not tokens[first].text[0].isalnum():
        first += 1
    if first >= len(tokens):
        return None
    if tokens[first].text.lower() == "according" and first + 1 < len(tokens) and tokens[first + 1].text == "to":
        name = name_after(tokens, first + 1, surely=True)
        return _said(text, tokens, name, "according to") if name else None
    if tokens[0].text in "—–-" and sentence:
        name = gather(tokens, _run(tokens, first), first)
        if (
            name
            and tokens[name[0]].text[0].isupper()
            and not any(is_verb(tokens, n) for n in range(first, len(tokens)))
        ):
            return _said(text, tokens, name, "")
    verb = next(
        (n for n in range(first, min(len(tokens), first + 30)) if is_verb(tokens, n) or n == first and tokens[n].leans),
        None,
    )
    if verb is None:
        return None
    if verb == first and tokens[verb].text not in INVERTS_NOT:
        name = name_after(tokens, verb, surely=True)
        if name and (comma or sentence):
            return _said(text, tokens, name, _verb_text(tokens, verb))
        return None
    if not comma and not (sentence and ends != "."):
        return None
    name = subject(tokens, verb, first)
    if not name or name == "before" or tokens[name[0]].text in ("Nobody", "No", "None"):
        return None
    if not comma and name[0] > first + 1:
        return None
    if not comma and ends not in "?!…—–-" and name[0] > first:
        return None
    return _said(text, tokens, name, _verb_text(tokens, verb))


def _run(tokens, first):
    """The last token of the stretch that begins here and has no mark in it."""
    n = first
    while n + 1 < len(tokens) and tokens[n + 1].text[0].isalnum():
        n += 1
    return n


def _by_the_way(text, tokens):
    """Who says the sentence, by words set off in it (…, the minister said, …), or None."""
    for verb in range(1, len(tokens)):
        if is_verb(tokens, verb):
            name = subject(tokens, verb)
            if name and name != "before" and name[0] and tokens[name[0] - 1].text == ",":
                return _said(text, tokens, name, _verb_text(tokens, verb))
    for n in range(len(tokens) - 1):
        if tokens[n].text == "according" and tokens[n + 1].text == "to":
            name = name_after(tokens, n + 1, surely=True)
            return _said(text, tokens, name, "according to") if name else None
    return None


def _lead_in(text, tokens):
    """Whom the sentence before a quotation is about, if it begins with a person or has a saying-verb."""
    verbs = [n for n in range(len(tokens)) if is_verb(tokens, n)]
    if verbs:
        name = subject_of(tokens, verbs)
        return text[tokens[name[0]].start : tokens[name[1]].end] if name else ""
    if not tokens or tokens[0].text.lower() in STARTERS | PREPOSITIONS:
        return ""
    if tokens[0].text.lower() in ("he", "she", "they"):
        return tokens[0].text
    n = 0
    while n < len(tokens) and (
        tokens[n].text[0].isupper() and tokens[n].text not in DAYS_AND_MONTHS or tokens[n].text == "." and n
    ):
        n += 1
    if (
        n >= 2
        or n == 1
        and tokens[0].text.lower() not in DETERMINERS | PRONOUNS | BREAKS
        and len(tokens) > 1
        and tokens[1].text.islower()
    ):
        return text[tokens[0].start : tokens[n - 1].end]
    return ""


class Quotation(NamedTuple):
    start: int
    end: int
    text: str
    kind: str
    speaker: str
    verb: str


def find_quotations(text, leans):
    """The rows of `voices.quotations`, as a list: to make a table of each of many texts takes longer than to find them."""
    paragraphs = list(paragraphs_of(text))
    spans = spans_of(text, paragraphs, leans)
    rows = []
    for n in range(len(spans)):
        rows.append(Quotation(*_row(text, paragraphs, spans, n, rows, leans)))
    return rows


_NEAR = 400  # how many characters on either side are searched for a speaker


def _row(text, paragraphs, spans, n, rows, leans):
    span, words = spans[n], text[spans[n].start : spans[n].end]
    earlier = spans[n - 1] if n and spans[n - 1].last_para == span.para else None
    later = spans[n + 1] if n + 1 < len(spans) and spans[n + 1].para == span.last_para else None
    left_start = max(earlier.right if earlier else paragraphs[span.para][0], span.left - _NEAR)
    right_end = min(later.left if later else paragraphs[span.last_para][1], span.right + _NEAR)

    ends = _stops(text, left_start, span.left)
    before = words_of(text, ends[-1] if ends else left_start, span.left, leans)
    for place in range(len(before) - 2, -1, -1):  # a dateline: PRISTINA – The leader …
        if before[place].text in "–—-" and before[place + 1].text in ("The", "A", "An"):
            before = before[place + 1 :]
            break
    said_before = rows[-1] if rows else None
    same_sentence = bool(earlier) and not ends
    if same_sentence and text[earlier.end - 1] in ".!?" and (not before or before[0].text[0].isupper()):
        same_sentence = False
    if not before and not earlier and span.para and text[paragraphs[span.para - 1][1] - 1] == ":":  # X said: / "…"
        start, end = paragraphs[span.para - 1]
        start = max(start, end - _NEAR)
        before = words_of(text, (_stops(text, start, end) or [start])[-1], end, leans)
    stops = _stops(text, span.right, right_end)
    after = words_of(text, span.right, stops[0] if stops else right_end, leans)
    while after and after[-1].text in ".!?":
        after.pop()

    letters = next((c for c in words if c.isalnum()), "")
    capital = letters.isupper() or letters.isdigit() or words[:1] in "….["
    several = len(words.split()) > 1
    last = words.rstrip("’'”\"»)")[-1:] or words[-1]
    lead = before[-1].text if before else ""
    built_in = lead[:1].isalnum() and not (is_verb(before, len(before) - 1) and before[-1].leans != "judges")
    closed = last in ".!?,…—–-" or text[span.right : span.right + 1] in (",", ".", "!", "?")
    inner = [end for end in _stops(text, span.start, span.end) if any(map(str.isalnum, text[end : span.end]))]

    right = _from_right(text, span, after, sentence=capital or not before)
    if not right and last in ".!?…" and after and after[0].text[0].isupper():
        after = []  # a new sentence
    left = _from_left(text, before, said_before[4] if same_sentence else "") if before else None
    split = same_sentence and said_before[3] in ("direct", "multi") and text[earlier.end - 1] in ",?!—–-" and left
    sentence = not built_in and (
        capital
        and (several or last in ".!?,…")
        and (closed or lead in (",", ":") or bool(right) or bool(left) and bool(lead))
        or split
        or not before
        and right
        or lead == ":"
        and several
        or not before
        and not after
        and several
    )
    if inner and (sentence or left or right):
        kind = "multi"
    elif sentence:
        kind = "multi" if inner else "direct"
    else:
        kind = "partial"

    if kind != "partial":
        said = right if last in ",?!—–-" and right else left or right
        if not said and not before and not after:
            said = _goes_on(text, spans, n, rows, paragraphs) or _Said(_lead(text, left_start, ends, leans), "")
        elif not said and (before or after) and lead != ":":
            kind = "multi" if inner else "scare" if before or not several else kind
        said = said or _Said("", "")
    else:
        said = left or right
        if left and built_in and _is_title(words) and leans.get(left.verb) != "judges":
            said = None
        elif not said and same_sentence and said_before[3] == "partial" and said_before[5]:
            said = _Said(said_before[4], said_before[5])
        elif not said:
            said = _by_the_way(text, after)
        if not said:
            kind = "partial" if several and _is_label(before, after) else "scare"
            said = _Said("", "")
    return span.start, span.end, words, kind, said.speaker, said.verb


def _goes_on(text, spans, n, rows, paragraphs):
    """The speaker of the quotation just before, if only the end of its sentence stands between."""
    if not n or not rows[-1][4] or rows[-1][3] == "scare" or rows[-1][5].startswith("ask"):
        return None
    before, span = spans[n - 1], spans[n]
    if span.para - before.last_para > 1 or span.left - before.right > _NEAR:
        return None
    if span.para != before.last_para and text[before.end - 1] == "?":
        return None
    return _Said(rows[-1][4], "") if len(_stops(text, before.right, span.left)) <= 1 else None


def _lead(text, left_start, ends, leans):
    if not ends:
        return ""
    start = ends[-2] if len(ends) > 1 else left_start
    return _lead_in(text, words_of(text, start, ends[-1], leans))


def _is_title(words):
    """Whether it is written like the title of a work: several words, each long one with a capital."""
    parts = words.split()
    return len(parts) > 1 and words[-1].isalnum() and all(not w[0].islower() for w in parts if len(w) > 3)


def _is_label(before, after):
    """Whether a label is put on a thing: it is (now) the “…” for something."""
    if len(before) < 3 or before[-1].text not in ("the", "a", "an") or not after:
        return False
    verb = before[-3] if before[-2].text in ("now", "still", "already", "also", "then") else before[-2]
    return verb.text in ("is", "was", "are", "were", "became", "remains") and after[0].text in ("for", "of", "in", "to")
