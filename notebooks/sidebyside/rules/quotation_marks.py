"""Where quotations begin and end, in any text."""

import re
from itertools import accumulate
from typing import NamedTuple

from .letters import UPPER

# Each mark that can open a quotation, with those that can close it; both straight and curly, since texts mix them.
_CLOSED_BY = {
    "“": "”\"", '"': "\"”", "„": "“”\"", "”": "”", "«": "»", "»": "«", "``": "''\"", "''": "''",
    "‘": "’'", "'": "'’", "‚": "‘’'", "‹": "›", "›": "‹",
}  # fmt: skip
SINGLE = "‘'’‚‹›"
# But not don’t. With all that it can begin with in one class, most letters are passed over quickly.
_MARKS = re.compile(r"[\"“”„«»‘’‚‹›'`](?:(?<=`)`|(?<=')'(?!')|(?<!`)(?!(?<=[^\W_]['’])[^\W_]))")
# After these an apostrophe stands for letters or figures left out: ’tis, ’em, the ’90s, since ’99.
_LEFT_OUT = re.compile(
    r"(?:tis|twas|twere|twill|em|til|till|cause|cos|bout|n|neath|gainst|ere|\d\ds|\d\d(?=[.,;)]|$))\b"
)
_INCHES = re.compile(r".?\d['’]\d\d?\Z", re.DOTALL)  # 6'2"
STOP = re.compile(r"(?<![.!?…])[.!?…]+[)\]*’'\"”»]*(?=\s|$)")


class _Mark(NamedTuple):
    start: int
    end: int
    char: str
    opens: bool
    closes: bool
    strong: bool  # a single mark that can hardly be an apostrophe


def paragraphs_of(text):
    """Where each paragraph starts and ends: a line, or lines that were broken only to fit a width."""
    block, at = [], 0
    for line in text.splitlines(keepends=True):
        if line.isspace():
            yield from _unwrapped(text, block)
            block = []
        else:
            block.append((at, at + len(line.splitlines()[0])))
        at += len(line)
    yield from _unwrapped(text, block)


def _unwrapped(text, block):
    longest = len(block) > 1 and max(end - start for start, end in block)
    if not 40 <= longest <= 120:
        yield from block
        return
    first = block[0][0]
    for (start, end), (following, its_end) in zip(block, block[1:]):
        word = text[following:its_end].split(None, 1)[0]
        if end - start + 1 + len(word) <= longest:  # there was room for it: the writer broke the line here
            yield first, end
            first = following
    yield first, block[-1][1]


def marks_of(text, start, end):
    """The quotation marks of a paragraph, and which way each can face."""
    found = []
    for mark in _MARKS.finditer(text, start, end):
        char, (left, right) = mark[0], mark.span()
        if char == '"' and _INCHES.match(text, max(start, left - 4), left):
            continue
        before = text[left - 1] if left > start else " "
        after = text[right] if right < end else " "
        space_before = before.isspace() or before in "([{—–/-…" or before in _CLOSED_BY
        space_after = after.isspace() or after in ".,;:!?)]}—–/-…" or after in _CLOSED_BY
        if char in "‘'‚":
            opens = space_before and not after.isspace() and not (char != "‚" and _LEFT_OUT.match(text, right))
            closes = char != "‚" and not before.isspace() and space_after and before not in "([{"
        elif char == "’":
            opens, closes = False, not before.isspace() and not after.isalnum()
        elif char in "“„``‹":
            opens = char != "“" or space_before or not space_after
            closes = char == "“" and not before.isspace() and space_after
        elif char in "”«»›":
            opens, closes = char == "«" or before.isspace() and after.isalnum(), True
        else:  # straight
            opens = space_before and not after.isspace() or before in ",.;:!?" and after.isalnum()
            closes = not before.isspace() and before not in "([{" and space_after
            if not opens and not closes:
                opens, closes = before.isspace(), True
        strong = char in "‘'‚’" and closes and (before in ",.!?;…—–-" or after in ".,;:!?")
        found.append(_Mark(left, right, char, opens, closes, strong))
    return found


class _Span(NamedTuple):
    start: int  # of the words between the marks
    end: int
    left: int  # of the marks themselves
    right: int
    para: int
    last_para: int


def spans_of(text, paragraphs, verbs):
    """Every quotation: the words between its marks, in order. Marks inside a quotation are part of it.

    `verbs` are the forms of saying-verbs, by one of which an end or a beginning is found where a mark is missing.
    """
    spans = []
    # A quotation that runs over, the paragraph it began in, and the last one known to be its own.
    open_mark = since = home = None

    def add(mark, end, right, last):
        start = mark.end
        start += len(text[start:end]) - len(text[start:end].lstrip())  # « mots »: the spaces belong to the marks
        end = start + len(text[start:end].rstrip())
        if end > start:
            spans.append(_Span(start, end, mark.start, right, since if open_mark else last, last))

    for number, (start, end) in enumerate(paragraphs):
        marks, at = marks_of(text, start, end), 0
        if not (marks or open_mark):
            continue
        balance = _balance(marks)
        if open_mark:
            first = next((m for m in marks if m.opens or m.char not in SINGLE), None)
            if first is None and open_mark.char not in SINGLE and number - home < 12:
                continue  # no mark in it: the next one decides
            if first is not None and _runs_on(text, start, open_mark, first, number - home):
                again = marks[0].char == open_mark.char and marks[0].opens
                at, close = _close(text, marks, balance, int(again), open_mark, start, end, verbs)
                home = number
            else:
                close = (paragraphs[home][1],) * 2
            if close:
                add(open_mark, *close, home)
                open_mark = None
        while at < len(marks) and not open_mark:
            mark = marks[at]
            if mark.opens:
                after, close = _close(text, marks, balance, at + 1, mark, mark.end, end, verbs)
                if close:
                    add(mark, *close, number)
                elif mark.char not in SINGLE or at == 0 and mark.char == "‘" and not text[start : mark.start].strip():
                    open_mark, since, home = mark, number, number
                at = after
            else:
                begin = _lost_start(text, spans, mark, start, end, verbs)
                if begin is not None:
                    add(_Mark(begin, begin, mark.char, True, False, False), mark.start, mark.end, number)
                at += 1
    if open_mark:
        add(open_mark, paragraphs[home][1], paragraphs[home][1], home)
    return spans


def _balance(marks):
    """For each place among the marks, how many more double marks close than open from there on."""
    weights = (0 if m.char in SINGLE else m.closes - (m.opens and not m.closes) for m in reversed(marks))
    return list(accumulate(weights, initial=0))[::-1]


def _runs_on(text, start, mark, first, further):
    """Whether a quotation that was not closed goes on in this paragraph: it is opened again, or its first mark can only close."""
    if first.opens and first.char == mark.char:
        return further == 1 and not text[start : first.start].strip()
    return mark.char not in SINGLE and first.closes and not first.opens and first.char in _CLOSED_BY[mark.char]


def _close(text, marks, balance, at, mark, start, end, verbs):
    """Where an open quotation closes: `(next mark, (end of its words, end of its mark))`, or None in place of the pair."""
    wanted, depth = _CLOSED_BY[mark.char], 0
    if mark.char in SINGLE:
        close = _close_single(marks, at, wanted)
        return (at, None) if close is None else (close + 1, (marks[close].start, marks[close].end))
    for n in range(at, len(marks)):
        following = marks[n]
        if following.char in SINGLE:
            continue
        if following.closes and following.char in wanted:
            if depth == 0:
                return n + 1, (following.start, following.end)
            depth -= 1
        elif following.opens and (following.char == mark.char or following.char in '“"'):
            if balance[n + 1] >= depth + 2:  # both will be closed: one quotation inside the other
                depth += 1
            else:
                lost = _lost_end(text, start, following.start, verbs)
                return n, (lost, lost)
    said = _said_after(text, start, end, verbs)
    small = text[mark.end : mark.end + 1].islower()
    if said or small and text[max(mark.start - 2, 0) : max(mark.start - 1, 0)].isalnum():
        stop = STOP.search(text, start, end)
        lost = said or (stop.end() if stop else end)
        return len(marks), (lost, lost)
    return len(marks), None


def _close_single(marks, at, wanted):
    """Which of the marks closes a single quotation, or None if none does before the paragraph ends.

    A mark after a word and before a space can be the apostrophe of workers’ rights: it is taken for that if the next
    single mark can only be an end.
    """
    doubles, maybe = 0, None
    for n in range(at, min(len(marks), at + 60)):
        mark = marks[n]
        if mark.char not in SINGLE:
            doubles += 1
        elif mark.closes and mark.char in wanted and doubles % 2 == 0:
            if mark.strong:
                return n
            maybe = n if maybe is None else maybe
        elif mark.opens and doubles % 2 == 0 and maybe is not None:
            return maybe
    return maybe


def _lost_start(text, spans, mark, start, end, verbs):
    """Where a quotation starts whose opening mark is missing, or None: a saying-verb has to follow its end."""
    if text[mark.start - 1] not in ",?!" or mark.char in SINGLE:
        return None
    if not _says_at_once(text, mark.end, min(end, mark.end + 80), verbs):
        return None
    begin = max(start, spans[-1].right if spans else start)
    if begin > start:
        stop = STOP.search(text, begin, mark.start)
        begin = stop.end() if stop else begin
    return begin + len(text[begin : mark.start]) - len(text[begin : mark.start].lstrip())


def _lost_end(text, start, before, verbs):
    """Where a quotation ends whose closing mark is missing: before its saying-verb, or at the last stop before the next mark."""
    said = _said_after(text, start, before, verbs)
    return said or max((stop.end() for stop in STOP.finditer(text, start, before)), default=before)


# What may follow a quotation whose marks are not complete: he said, said the minister.
_WHO = r"[Hh]e|[Ss]he|[Tt]hey|I|[Tt]he\s[a-z]+"
_NAME = rf"(?:(?:{_WHO})\s|(?:[{UPPER}][\w’'-]*\.?\s){{1,5}}?(?<!\.\s))"  # with the space behind it
_SAYS_AT_ONCE = re.compile(rf",?\s+{_NAME}?([a-z]\w*)")
_SAYS = re.compile(rf"[,?!]\s+(?:([a-z]\w*)\s+(?:{_WHO}|[{UPPER}])|{_NAME}([a-z]\w*))")


def _says_at_once(text, start, end, verbs):
    """Whether what stands there begins with somebody who says so."""
    said = _SAYS_AT_ONCE.match(text, start, end)
    return bool(said) and said[1] in verbs


def _said_after(text, start, end, verbs):
    """Where somebody is first said to say so, behind a comma, or ? or !: the place behind that, or None."""
    return next((said.start() + 1 for said in _SAYS.finditer(text, start, end) if said[said.lastindex] in verbs), None)
