"""The quotations of any text, what it reports without marks, and who says each; see `voices.quotations` and `voices.reported`."""

import re
from functools import cached_property
from typing import NamedTuple

from .attribution import cues
from .letters import UPPER
from .quotation_marks import paragraphs_of, spans_of
from .speakers import DASHES, SHORT, begins_large, is_title, phrase_after, words_of


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


class _Sentence:
    """A sentence; a quotation in it is one word. Its words are looked for when somebody asks: for many, nobody does."""

    def __init__(self, block, *given):
        self.block, self._given = block, given  # the number of its paragraph
        _, self.start, _, self.spans, *_ = given

    @cached_property
    def words(self):
        return words_of(*self._given)

    @cached_property
    def cues(self):
        return cues(self.words)


def read_voices(text, grammar, reports=True):
    """`(quotations, reports)` of a text, as lists: to make a table of each of many texts takes longer than to find them."""
    rows, told, before = [], [], None
    for sentence in _sentences(text, grammar, reports):
        used = set()
        for n in range(len(sentence.spans)):
            row, cue = _row(sentence, n, rows, before)
            rows.append(row)
            if row.kind in ("direct", "multi"):
                used.add(cue)
        if before and before.spans and not rows[-1].speaker and _POINTS_BACK.match(text, sentence.start):
            rows[-1] = _said_behind(sentence.words, sentence.cues, rows[-1])
        if reports:
            told += _reports(sentence.words, sentence.cues, used)
        before = sentence
    return rows, told


# ---------------------------------------------------------------- sentences


def _sentences(text, grammar, everything):
    """The sentences of a text; unless `everything` is asked for, only those of paragraphs with a quotation, or beside one."""
    paragraphs = list(paragraphs_of(text))
    blocks = _blocks(text, paragraphs, spans_of(text, paragraphs, grammar.sets["saying"]))
    for place, (start, end, spans) in enumerate(blocks):
        if not (everything or spans):  # only the name above a quotation, and what points back to one
            below = blocks[place + 1] if end - start < 150 and place + 1 < len(blocks) else (0, 0, ())
            above = blocks[place - 1][2] if place and _POINTS_BACK.match(text, start) else ()
            if not above and not (below[2] and below[2][0].left == below[0]):
                continue
        stamp = _STAMP.match(text, start, end)
        start = stamp.end() if stamp else start
        lowered = end - start < 200 and "\n" not in text[start:end] and is_title(text[start:end])
        own, first = [], start
        for n, span in enumerate([*spans, None]):
            for cut in _cuts(text, first, span.left if span else end):
                if cut < end:
                    yield _Sentence(place, text, start, cut, own, grammar, lowered)
                    own, start = [], cut
            if span:
                own.append(span)
                first = span.right
                if len(own) == _MOST or _ends_with(text, spans, n, end, grammar):
                    yield _Sentence(place, text, start, first, own, grammar, lowered)
                    own, start = [], first
        yield _Sentence(place, text, start, end, own, grammar, lowered)


_POINTS_BACK = re.compile(r"\s*Th(?:at|is)\b")
_STAMP = re.compile(r"(?:\d{1,2}[.:]\d\d(?:\s?[ap]\.?m\.?)?|\d{1,3}(?:\+\d+)?['’])\s+", re.IGNORECASE)  # of a live blog


def _blocks(text, paragraphs, spans):
    """`[(start, end, quotations)]`: paragraphs, in one where a quotation runs over them, or where one ends with X said: before it."""
    blocks, at, number = [], 0, 0
    while number < len(paragraphs):
        own, last = [], number
        while at < len(spans) and spans[at].para <= last + 1:
            below = spans[at].para == last + 1 and spans[at].left == paragraphs[last + 1][0]
            if not (spans[at].para == last or not own and below and text[paragraphs[last][1] - 1] == ":"):
                break
            own.append(spans[at])
            last, at = spans[at].last_para, at + 1
        if own and own[-1].right == paragraphs[last][1] and last + 1 < len(paragraphs):
            last += bool(_DASH_AND_NAME.match(text, paragraphs[last + 1][0]))  # – Mara Lind, on a line of its own
        blocks.append((paragraphs[number][0], paragraphs[last][1], own))
        number = last + 1
    return blocks


_DASH_AND_NAME = re.compile(rf"[{DASHES}]\s?[{UPPER}]")
_SHORT = ("|".join(word for word in SHORT if len(word) == size) for size in {*map(len, SHORT)})
_NO_END = r"(?<!\b[A-Z]\.)" + "".join(rf"(?<!\b(?:{words})\.)" for words in _SHORT)  # U.S. and Mr.
_STOP = re.compile(rf"[.!…](?=\s+[^\sa-z.!?…,;)]|\s*\Z){_NO_END}\s*")
_LONGEST, _MOST = 2000, 50  # letters without a stop, and quotations: a sentence that does not end is cut


def _cuts(text, start, end):
    """Where sentences end in a part of a text without quotations."""
    for stop in [*_STOP.finditer(text, start, end), None]:
        place = stop.end() if stop else end
        yield from range(start + _LONGEST, place, _LONGEST)
        if stop:
            yield place
        start = place


def _ends_with(text, spans, n, end, grammar):
    """Whether a sentence ends with a quotation: it ends like one, and what follows does not only say who speaks (“No toll.” Okafor said)."""
    last, at = _last(text[spans[n].start : spans[n].end]), _NEXT.match(text, spans[n].right).end()
    if last not in ".!?…" or at >= end or text[at].islower() or text[at] in ".!?…,;)(:" + DASHES:
        return False
    end = min(end, at + 70)  # nobody takes longer to say it
    words = words_of(text, at, end, [span for span in spans[n + 1 : n + 9] if span.right <= end], grammar)
    who = phrase_after(words, 0)
    found = who and _TAGLINE.match(words.kinds, who[1] + 1)
    if not found:
        return True
    asked, ends = last in "?!…", bool(found["ends"])
    return not ((asked or ends or found.end() == len(words.kinds)) if found["verb"] == "S" else asked and ends)


_NEXT = re.compile(r"\s*")


def _last(quote):
    return quote.rstrip("’'”\"»)")[-1:] or "-"


_TAGLINE = re.compile(r"[ah]*(?P<verb>[SV])[aD]*(?P<ends>[.!?…Q,]?)")


# ---------------------------------------------------------------- one quotation


def _row(sentence, n, rows, previous):
    """`(Quotation, its cue)`."""
    words, kinds, leans, at = sentence.words, sentence.words.kinds, sentence.words.leans, sentence.words.quotes[n]
    quote, lead = _text(words, (at, at)), kinds[at - 1 : at]
    before = kinds[words.quotes[n - 1] + 1 if n else 0 : at]
    after = kinds[at + 1 :].rstrip(".!?…")
    before = "" if before in ("j", "&") else before
    last, several, capital = _last(quote), " " in quote, begins_large(quote) or quote[0] in "….["
    says = lead == "S" and leans[at - 1] != "judges"
    built_in = bool(before) and lead not in ",:;–(.!?…Qq*" and not says
    title = lead == "," and at > 1 and not leans[at - 2] and is_title(quote)
    stop = _INNER.search(quote)
    inner = stop and any(map(str.isalnum, quote[stop.end() :]))
    front = [cue for cue in sentence.cues if cue.last < at]
    behind = [cue for cue in sentence.cues if cue.first > at and cue.who]
    left, right = _left(words, at, front), _right(kinds, at, behind, last, capital or not before)
    goes_on = n and rows[-1].kind in ("direct", "multi") and rows[-1].text[-1] in ",?!—–-" and left
    closed = last in ".!?,…—–-" or kinds[at + 1 : at + 2] in tuple(".!?,")
    whole = not built_in and not title and (
        capital and (several or last in ".!?,…") and (closed or lead in (",", ":") or right or left and before)
        or goes_on
        or not before and (right or not after and several)
        or lead == ":" and several
    )  # fmt: skip
    kind = "multi" if inner and (whole or left or right) else "direct" if whole else "partial"
    cue, speaker, verb = None, "", ""
    if kind != "partial":
        cue = right if last in ",?!—–-" and right else left or right
        if not cue and not before and not after and (last in ".!?…,—–-" or at + 1 < len(kinds)):
            speaker = _goes_on(sentence, rows, previous, n) or _lead(previous, sentence)
        elif not cue and lead != ":" and not inner:
            kind = "partial"
    if kind == "partial":
        set_off = _set_off(kinds, behind)
        as_said = set_off and kinds[at + 1 : at + 3] == ",A" and set_off.who[0] == at + 3  # “mad”, as Lind put it
        cue = set_off if as_said else left or right or set_off
        label = (built_in or title) and is_title(quote) and cue is left and cue and cue.leans != "judges"
        if label or not cue and not (several and _LABEL.search(before) and after[:1] in ("f", "R", "i", "T")):
            kind, cue = "partial" if len(quote.split()) > 6 and not is_title(quote) else "scare", None
        if not cue and not before and kinds[at] == "Q" and not inner:  # “It was a night of fear” and broken doors
            speaker = _goes_on(sentence, rows, previous, n)
            kind = "partial" if speaker else kind
    if cue:
        speaker = _text(words, cue.who)
        verb = "" if cue.pattern in ("name and colon", "dash and name") else _verb(words, cue)
    return Quotation(*words.places[at], quote, kind, speaker, verb), cue


_INNER = re.compile(rf"[.!?…](?=[.!?…]*[)\]’'\"”»]*\s+[^\sa-z]){_NO_END}")
_LABEL = re.compile("b[aD]?d$")  # it is (now) the “…” for something


def _text(words, phrase):
    return words.text[words.places[phrase[0]][0] : words.places[phrase[1]][1]] if phrase else ""


def _verb(words, cue):
    first, last, lower = cue.first, cue.last, words.lower
    if lower[last] in ("put", "puts") and lower[last + 1 : last + 2] == ["it"]:
        last += 1
    while lower[cue.last] == "of" and first and lower[first - 1] in ("the", "in"):
        first -= 1
    return _text(words, (first, last))


def _right(kinds, at, behind, last, whole):
    """The first cue behind a quotation, if it stands there at once."""
    if not behind:
        return None
    cue, after = behind[0], len(kinds) - len(kinds[at + 1 :].lstrip(","))
    apart, comma = min(cue.first, cue.who[0]) - after, last == "," or after > at + 1
    said = apart < 2 and (comma or whole and (last not in ".," or apart == 0))
    fits = {
        "verb and name after": said,
        "name and verb after": said,
        "dash and name": whole and apart < 2,
        "according to": apart == 0,
        "set off behind": comma and apart == 0,
        "-ing behind a comma": comma and apart == 0,
    }
    return cue if fits.get(cue.pattern) else None


def _left(words, at, front):
    """The cue in front of a quotation that governs it: the last one that is not itself in what another one says."""
    kinds, n = words.kinds, len(front) - 1
    if not front or words.lower[at - 1] == "so-called" or _OTHER_CLAUSE.search(kinds[front[n].last + 1 : at - 1]):
        return None
    who = front[n].who
    if who and who[0] > front[n].last and re.match(",?r", kinds[who[1] + 1 : at]):
        return None  # said Lind, who owns a “farm”
    while n and (front[n].who is None or _is_inside(words, front[n - 1], front[n], at)):
        n -= 1
    return front[n]


_OTHER_CLAUSE = re.compile(r";|,[&jo](?=[Ndpyu].)")  # with nobody who speaks


def _is_inside(words, outer, inner, at):
    """Whether a cue stands in what the one before it says: Lind said the report found that it was “mad”."""
    between = words.kinds[outer.last + 1 : inner.first]
    if outer.pattern in ("done by nobody", "according to") or not between:
        return False
    if outer.pattern == "-ing behind a comma":
        return not inner.leans
    if outer.who and words.kinds[outer.who[0] - 1 : outer.who[0]] in ("o", "A") or re.search("[,;&jr]", between):
        return False  # when Lind complained, she would ask
    if inner.leans in ("mind", "") or "m" in between:
        return True
    if inner.leans != "judges" and inner.who and words.kinds[inner.who[0]] in "dy":
        return True  # Lind said the claims raised “questions”
    return at - inner.last > 3 and "p" in between  # not: whether she had read it before she called it “mad”


def _set_off(kinds, behind):
    """The cue behind the clause that a quotation stands in: Costs will “explode”, said Mara Lind; …, Mara Lind said."""
    for cue in behind:
        begins, ends = min(cue.first, cue.who[0]), kinds[cue.last + 1 : cue.last + 2] or "."
        apart = cue.pattern == "subject and saying-verb" and kinds[begins - 1] in ",A" and ends in ",.!?…DiIFTfBa"
        if apart or cue.pattern in ("set off behind", "according to"):
            return cue
    return None


def _goes_on(sentence, rows, previous, n):
    """The speaker of the quotation just before, if only the end of its sentence stands between."""
    if n or not rows or rows[-1].kind in ("scare", "partial") or rows[-1].verb.startswith("ask"):
        return ""
    apart = sentence.block - previous.block if previous and previous.spans else 2
    return "" if apart > 1 or apart and rows[-1].text[-1] == "?" else rows[-1].speaker


def _lead(previous, sentence):
    """Whom the sentence before a quotation is about, if it begins with a person or says that somebody says something."""
    if previous is None or previous.spans:
        return ""
    words, kinds, apart = previous.words, previous.words.kinds, sentence.block - previous.block
    if apart:
        line = apart == 1 and _NAME_LINE.match(kinds)
        return _text(words, (0, line.end(1) - 1)) if line else ""
    named = [cue for cue in previous.cues if cue.who and cue.told]
    if named:
        return _text(words, named[0].who)
    who = _BEGINS.match(kinds) and words.lower[0] not in ("it", "i") and phrase_after(previous.words, 0)
    return _text(words, who) if who and kinds[who[1] + 1 : who[1] + 2] in tuple("SVzbhm") else ""


_BEGINS = re.compile("[Np]")
_NAME_LINE = re.compile(r"(N[N-]{1,3})(?:,[^bhmS.!?…:]{1,10})$")  # Gwen Attlee, 66, retired postmistress


def _said_behind(words, its_cues, row):
    """The quotation with whom the next sentence names for it: That is the blunt message from Mara Lind."""
    by = next((cue for cue in its_cues if cue.who and cue.pattern.startswith("claim")), None)
    if not by or not re.match("[xt][bs]", words.kinds):
        return row
    return row._replace(speaker=_text(words, by.who), verb=_verb(words, by))


# ---------------------------------------------------------------- reported speech


def _reports(words, its_cues, used):
    for cue in its_cues:
        if cue not in used and cue.told and cue.pattern not in ("name and colon", "dash and name") and not (
            words.lower[cue.first] in words.grammar.sets["only at marks"] or _ALL_QUOTED.match(words.kinds, cue.last + 1)
        ):  # fmt: skip
            start, end = words.places[cue.first][0], words.places[cue.last][1]
            yield Report(start, end, _text(words, cue.who), cue.leans or "neutral")


_ALL_QUOTED = re.compile(r"[,t]*[Qq](?:[.,;!?…&j]|$)")  # said “no”, said that “nobody knows”
