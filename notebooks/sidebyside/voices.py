"""Who speaks in a text: quotations, reported speech, and how many words each voice gets (lesson 03).

The saying-verbs lie in `data/voices/saying_verbs.csv`, for everyone to read and to change.
"""

import re
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

import pandas as pd

from . import plots
from .corpus import BadInput, check_units, folded, kind_of, load_table, read_table, read_text

# What a saying-verb does to the reader. See `saying_verbs`.
LEANS = {
    "neutral": "says only that it was said",
    "vouches": "lets it pass for true",
    "doubts": "keeps a distance from it",
    "heats": "adds force or alarm",
    "admits": "makes a confession of it",
    "commits": "makes a promise of it",
    "urges": "makes a demand of it",
    "judges": "makes a verdict of it, for or against",
    "mind": "looks into a head, where nobody can check",
}


def saying_verbs():
    """The saying-verbs of the course: `verb, forms, leans, note`, one row each; `note` may be empty.

    `verb` is the base form, `forms` all its forms with spaces between, `leans` one of the keys of `LEANS`.
    Refuses, with a `BadInput` that names the file, a list that is missing or damaged.
    """
    return _verbs().copy()


@cache
def _verbs():
    return read_table("voices/saying_verbs.csv", ["verb", "forms", "leans", "note"], closed={"leans": LEANS})


@cache
def _leans():
    """What each form of each verb does to the reader."""
    return {form: row.leans for row in _verbs().itertuples() for form in row.forms.split()}


# ---------------------------------------------------------------- quotation marks

# Each mark that can open a quotation, with those that can close it; both straight and curly, since texts mix them.
_CLOSED_BY = {
    "“": "”\"", '"': "\"”", "„": "“”\"", "”": "”", "«": "»", "»": "«", "``": "''\"", "''": "''",
    "‘": "’'", "'": "'’", "‚": "‘’'", "‹": "›", "›": "‹",
}  # fmt: skip
_SINGLE = "‘'’‚‹›"
_MARKS = re.compile(r"[\"“”„«»‘’‚‹›'`](?:(?<=`)`|(?<=')'(?!'))?")
# After these an apostrophe stands for letters or figures left out: ’tis, ’em, the ’90s, since ’99.
_LEFT_OUT = re.compile(r"(?:tis|twas|twere|twill|em|til|till|cause|cos|bout|n|neath|gainst|ere|\d\ds|\d\d(?=[.,;)]|$))\b")
_INCHES = re.compile(r".?\d['’]\d\d?\Z", re.DOTALL)  # 6'2"
_LINES = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]*[^\s][^\n\r\x0b\x0c\x85\u2028\u2029]*")
_STOP = re.compile(r"[.!?…]+[)\]*’'\"”»]*(?=\s|$)")
_NO_STOP = set(
    "Mr Mrs Ms Dr Prof Sen Rep Gov Gen Col Lt Maj Capt Sgt Rev Hon St Sr Jr vs No Jan Feb Mar Apr Aug Sept Sep Oct Nov Dec"
    " Cpl Cmdr Adm Supt Insp Pres Mt Ft Msgr Fr Sec".split()
)


class _Mark(NamedTuple):
    start: int
    end: int
    char: str
    opens: bool
    closes: bool
    strong: bool  # a single mark that can hardly be an apostrophe


def _paragraphs(text):
    """Where each paragraph starts and ends: a line, or lines that were broken only to fit a width."""
    block = []
    for line in _LINES.finditer(text):
        start, end = line.span()
        if block:
            gap = text[block[-1][1] : start]
            if len(gap.replace("\r\n", "\n")) > 1:
                yield from _unwrapped(text, block)
                block = []
        block.append((start, end))
    yield from _unwrapped(text, block)


def _unwrapped(text, block):
    longest = max((end - start for start, end in block), default=0)
    if len(block) < 2 or not 40 <= longest <= 120:
        yield from block
        return
    first = block[0][0]
    for (start, end), (following, its_end) in zip(block, block[1:]):
        word = text[following:its_end].split(None, 1)[0]
        if end - start + 1 + len(word) <= longest:  # there was room for it: the writer broke the line here
            yield first, end
            first = following
    yield first, block[-1][1]


def _marks(text, start, end):
    """The quotation marks of a paragraph, and which way each can face."""
    found = []
    for mark in _MARKS.finditer(text, start, end):
        char = mark[0]
        if char == '"' and _INCHES.match(text, max(start, mark.start() - 4), mark.start()):
            continue
        before = text[mark.start() - 1] if mark.start() > start else " "
        after = text[mark.end()] if mark.end() < end else " "
        if char == "`" or char in "'’" and before.isalnum() and after.isalnum():
            continue
        space_before = before.isspace() or before in "([{—–/-…" or before in _CLOSED_BY
        space_after = after.isspace() or after in ".,;:!?)]}—–/-…" or after in _CLOSED_BY
        strong = False
        if char in "‘'‚":
            opens = space_before and not after.isspace() and not (char != "‚" and _LEFT_OUT.match(text, mark.end()))
            closes = char != "‚" and not before.isspace() and space_after and before not in "([{"
            strong = closes and (before in ",.!?;…—–-" or after in ".,;:!?")
        elif char == "’":
            opens, closes = False, not before.isspace() and not after.isalnum()
            strong = closes and (before in ",.!?;…—–-" or after in ".,;:!?")
        elif char in "“„``‹":
            opens, closes = char != "“" or space_before or not space_after, char == "“" and not before.isspace() and space_after
        elif char == "”":
            opens, closes = before.isspace() and after.isalnum(), True
        elif char in "«»›":
            opens, closes = char == "«" or before.isspace() and after.isalnum(), True
        else:  # straight
            opens = space_before and not after.isspace() or before in ",.;:!?" and after.isalnum()
            closes = not before.isspace() and before not in "([{" and space_after
            if not opens and not closes:
                opens, closes = before.isspace(), True
        found.append(_Mark(mark.start(), mark.end(), char, opens, closes, strong))
    return found


class _Span(NamedTuple):
    start: int  # of the words between the marks
    end: int
    left: int  # of the marks themselves
    right: int
    para: int
    last_para: int


def _spans(text, paragraphs):
    """Every quotation: the words between its marks, in order. Marks inside a quotation are part of it."""
    spans = []
    open_mark = since = home = None  # a quotation that runs over, the paragraph it began in, and the last one known to be its own

    def add(mark, end, right, last):
        start = mark.end
        while start < end and text[start].isspace():  # « mots »: the spaces belong to the marks
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if end > start:
            spans.append(_Span(start, end, mark.start, right, since if open_mark else last, last))

    for number, (start, end) in enumerate(paragraphs):
        marks = _marks(text, start, end)
        balance = _balance(marks)
        at = 0
        if open_mark:
            mark = open_mark
            if not any(m.opens or m.char not in _SINGLE for m in marks) and number - home < 12 and mark.char not in _SINGLE:
                continue  # no mark in it: the next one decides
            if not _runs_on(text, marks, start, mark, number - home):
                last_end = paragraphs[home][1]
                add(mark, last_end, last_end, home)
                open_mark = None
            else:
                at, close = _close(text, marks, balance, 1 if marks[0].char == mark.char and marks[0].opens else 0, mark, start, end)
                home = number
                if close:
                    add(mark, *close, number)
                    open_mark = None
        while at < len(marks) and not open_mark:
            mark = marks[at]
            if mark.opens:
                after, close = _close(text, marks, balance, at + 1, mark, mark.end, end)
                if close:
                    add(mark, *close, number)
                elif mark.char not in _SINGLE or not text[start : mark.start].strip() and mark.char == "‘":
                    open_mark, since, home = mark, number, number
                    continue
                at = after
            else:
                begin = _lost_start(text, spans, mark, start, end)
                if begin is not None:
                    add(_Mark(begin, begin, mark.char, True, False, False), mark.start, mark.end, number)
                at += 1
    if open_mark:
        add(open_mark, paragraphs[home][1], paragraphs[home][1], home)
    return spans


def _balance(marks):
    """For each place among the marks, how many more double marks close than open from there on."""
    weights = (0 if m.char in _SINGLE else m.closes - (m.opens and not m.closes) for m in reversed(marks))
    return list(accumulate(weights, initial=0))[::-1]


def _runs_on(text, marks, start, mark, further):
    """Whether a quotation that was not closed goes on in this paragraph: it is opened again, or its first mark can only close."""
    first = next((m for m in marks if m.opens or m.char not in _SINGLE), None)
    if first is None:
        return False
    if first.opens and first.char == mark.char:
        return further == 1 and first is marks[0] and not text[start : first.start].strip()
    return mark.char not in _SINGLE and first.closes and not first.opens and first.char in _CLOSED_BY[mark.char]


def _close(text, marks, balance, at, mark, start, end):
    """Where an open quotation closes: `(next mark, (end of its words, end of its mark))`, or None in place of the pair."""
    wanted, depth = _CLOSED_BY[mark.char], 0
    if mark.char in _SINGLE:
        close = _close_single(marks, at, wanted)
        return (at, None) if close is None else (close + 1, (marks[close].start, marks[close].end))
    for n in range(at, len(marks)):
        other = marks[n]
        if other.char in _SINGLE:
            continue
        if other.closes and other.char in wanted:
            if depth == 0:
                return n + 1, (other.start, other.end)
            depth -= 1
        elif other.opens and (other.char == mark.char or other.char in "“\""):
            if balance[n + 1] >= depth + 2:  # both will be closed: one quotation inside the other
                depth += 1
            else:
                lost = _lost_end(text, start, other.start)
                return n, (lost, lost)
    said = _ATTRIBUTION.search(text, start, end)
    fragment = text[mark.end : mark.end + 1].islower() and text[max(mark.start - 2, 0) : max(mark.start - 1, 0)].isalnum()
    if said or fragment:
        stop = _STOP.search(text, start, end)
        lost = said.start() + 1 if said else stop.end() if stop else end
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
        if mark.char not in _SINGLE:
            doubles += 1
        elif mark.closes and mark.char in wanted and doubles % 2 == 0:
            if mark.strong:
                return n
            maybe = n if maybe is None else maybe
        elif mark.opens and doubles % 2 == 0 and maybe is not None:
            return maybe
    return maybe


def _lost_start(text, spans, mark, start, end):
    """Where a quotation starts whose opening mark is missing, or None: a saying-verb has to follow its end."""
    if text[mark.start - 1] not in ",?!" or mark.char in _SINGLE or not _SAYS_SO.match(text, mark.end, min(end, mark.end + 80)):
        return None
    begin = max(start, spans[-1].right if spans else start)
    if begin > start:
        stop = _STOP.search(text, begin, mark.start)
        begin = stop.end() if stop else begin
    while begin < mark.start and text[begin].isspace():
        begin += 1
    return begin


def _lost_end(text, start, before):
    """Where a quotation ends whose closing mark is missing: before its saying-verb, or at the last stop before the next mark."""
    said = _ATTRIBUTION.search(text, start, before)
    if said:
        return said.start() + 1
    last = None
    for last in _STOP.finditer(text, start, before):
        pass
    return last.end() if last else before


# What may follow a quotation whose marks are not complete.
_SAID = r"(?:said|says|added|adds|told|tells|wrote|writes|asked|insisted|warned|stated|explained|continued)"
_NAME = r"(?:[Hh]e|[Ss]he|[Tt]hey|I|[Tt]he\s[a-z]+|(?:[A-Z][\w’'-]*\.?\s){0,4}?[A-Z][\w’'-]*)"
_SAYS_SO = re.compile(rf",?\s+(?:{_SAID}\b|{_NAME}\s{_SAID}\b)")
_ATTRIBUTION = re.compile(rf"[,?!]\s+(?:{_SAID}\s+{_NAME}|{_NAME}\s{_SAID}\b)")


# ---------------------------------------------------------------- who says it

_TOKEN = re.compile(r"[^\W_]+(?:[’'&._-][^\W_]+)*|[^\w\s]")
_ABBREVIATED = _NO_STOP | {"Inc", "Ltd", "Co", "Corp"}
# A name ends at one of these ...
_BREAKS = set(
    "that but as because when while if whether where which who whom whose since though although then so than or yet until"
    " unless how what why after before and".split()
)
# ... and, after the verb, at one of these as well.
_AFTER_NAME = _BREAKS | set(
    "in on at during from by with through via to about into outside inside following amid last this yesterday today tomorrow"
    " earlier later recently adding speaking referring calling citing noting describing explaining warning not is was were"
    " are had has have will would could exclusively".split()
)
_BEFORE_VERB = set(
    "has have had was were is are be been being also once later then never often again just still now since already"
    " earlier first even have would will could might may can did do does to as himself herself each both all jokingly"
    " yesterday today previously long".split()
)
_HELPERS = set(
    "is was are were be been has have had will would could can may might did does do went came took began started appeared"
    " seemed tried wanted wants refused declined used gave got made makes kept keeps keep".split()
)
_PREPOSITIONS = set("in on at after before during for from with by since under to of amid following speaking asked when".split())
_STARTERS = set("as but and so yet or meanwhile however ironically instead still then later earlier asked".split())
_DETERMINERS = set("the a an his her their its our my your this that these those no any some such same".split())
_PRONOUNS = set("he she they we i it you".split())
_PEOPLE = set(
    "police officials officers prosecutors critics analysts experts residents ministers lawyers witnesses activists"
    " campaigners researchers scientists authorities organisers organizers supporters opponents doctors teachers parents"
    " diplomats sources lawmakers investigators neighbours neighbors observers economists government".split()
)
_DAYS = set(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September"
    " October November December".split()
)
_INVERTS_NOT = set("tell tells told telling call calls called calling accuse accused accuses describe described".split())
_NEEDS = {"put": "it", "puts": "it", "putting": "it", "refers": "to", "referred": "to", "referring": "to", "point": "to out", "points": "to out",
          "pointed": "to out", "pointing": "to out", "read": ": ,", "reads": ": ,", "reading": ": ,", "lashed": "out", "lashes": "out", "lashing": "out"}  # fmt: skip


class _Word(NamedTuple):
    text: str
    start: int
    end: int


def _words_of(text, start, end):
    return [_Word(m[0], m.start(), m.end()) for m in _TOKEN.finditer(text, start, end)]


def _is_verb(tokens, n):
    """Whether the token is a saying-verb at work, and not a noun (the claims) or an adjective (the declared winner)."""
    word = tokens[n].text
    if word not in _leans():
        return False
    before = tokens[n - 1].text.lower() if n else ""
    if before.endswith("ly") and n > 1:
        before = tokens[n - 2].text.lower() if tokens[n - 2].text.lower() in _DETERMINERS else before
    if before in _DETERMINERS or before.endswith(("’s", "'s", "s’", "s'")):
        return False
    after = tokens[n + 1].text.lower() if n + 1 < len(tokens) else ""
    need = _NEEDS.get(word)
    if need and after not in need.split() and (after or not word.startswith("read")):
        return False
    if before in ("of", "for", "in", "with", "on", "more", "its", "new") and not word.endswith("ing"):
        return False
    if word in _NOUNS:  # Balkan states, peace talks and demands: a verb only with something to say
        return after in _AFTER_NOUNLIKE or before in _PRONOUNS or before in ("who", "also", "not")
    return True


_NOUNS = set(
    "states claims calls demands reports notes offers comments orders points requests appeals shows reports answers posts"
    " report comment claim demand offer order point request appeal show answer post state note call brand brands label labels"
    " rule rules doubt doubts fear fears hope hopes think feel tweet tweets pledge pledges promise promises threat praise"
    " protest protests welcome blame joke quip boast advocate advocates refuse hail".split()
)
_AFTER_NOUNLIKE = set("that the a an it he she they him her them there his their for on out , : is no “".split())


def _gather(tokens, last, first=0):
    """The name phrase that ends with the token `last`: `(first token, last token)`, or None."""
    n = last
    while n >= first:
        word = tokens[n].text
        lower = word.lower()
        if not word[0].isalnum():
            if word == "." and n and (tokens[n - 1].text in _ABBREVIATED or len(tokens[n - 1].text) == 1 or "." in tokens[n - 1].text):
                n -= 1
                continue
            if word in "’'-&/":
                n -= 1
                continue
            break
        if lower == "and" and n > first and _joins(tokens, n, last, first):
            n -= 1
            continue
        if lower in _BREAKS and not (lower == "as" and n == last) or lower in ("quoted", "cited"):
            break
        if n < last and word.islower() and _is_verb(tokens, n) and word.endswith(("ed", "aid", "ays", "old", "ing", "rote")):
            break
        n -= 1
    return _trim(tokens, n + 1, last)


def _joins(tokens, n, last, first):
    """Whether this `and` joins two names (Smith and Jones said)."""
    return tokens[n - 1].text[:1].isupper() and n < last and (tokens[n + 1].text[:1].isupper() or tokens[n + 1].text in _DETERMINERS)


def _trim(tokens, first, last):
    """A name phrase without what does not belong to it, or None if no name is left."""
    while first <= last and (tokens[first].text.lower() in _STARTERS or not tokens[first].text[0].isalnum()):
        first += 1
    while first < last and tokens[first].text.replace(".", "").isdigit() and tokens[first + 1].text[0].isupper():  # the time in a live blog
        first += 1
    while first < last and tokens[first].text.endswith("ly") and tokens[first + 1].text != "’":
        first += 1
    if last - first >= 2 and tokens[first].text.lower() == "it" and tokens[first + 1].text in ("was", "is"):
        first += 2
    for n in range(first + 1, last + 1):
        if tokens[n].text in _HELPERS:
            last = n - 1
            break
        if tokens[n].text in ("on", "in", "at", "late", "earlier", "later", "this", "last", "yesterday", "today", "told") and (
            tokens[n].text not in ("in", "at") or n == last or tokens[n + 1].text in ("a", "an", "his", "her")
        ):
            last = n - 1
            break
    while last >= first and (tokens[last].text.lower() in _BEFORE_VERB or tokens[last].text in _DAYS):
        last -= 1
    if first > last or tokens[first].text in _HELPERS:
        return None
    if tokens[first].text.lower() in _PREPOSITIONS:  # In Washington Thaci said: the name is what comes last
        n = last
        while n > first and (tokens[n].text[0].isupper() or not tokens[n].text[0].isalnum()):
            n -= 1
        if tokens[n].text.lower() in _DETERMINERS:
            n -= 1
        while n > first + 1 and tokens[n].text.islower() and tokens[n - 1].text.lower() in _DETERMINERS:
            n -= 2
        first = n + 1
        if first > last:
            return None
    if last - first > 16:
        n = last
        while n > first and tokens[n - 1].text[0].isupper():
            n -= 1
        first = n
    return (first, last) if _names_someone(tokens, first, last) else None


def _names_someone(tokens, first, last):
    words = [t.text for t in tokens[first : last + 1]]
    if words[0].lower() in _PRONOUNS:
        return words[0].lower() != "it" or len(words) == 1
    if len(words) == 1:
        plural = words[0].endswith("s") and not words[0].endswith("ss") and len(words[0]) > 5
        return words[0][0].isupper() and words[0] not in _DAYS or plural or words[0] in _PEOPLE or words[0].lower() in ("one", "another", "many", "some", "others")
    return True


def _subject(tokens, verb, first=0):
    """The name phrase in front of a verb: `(first token, last token)`, or None; "before" if it is that of an earlier verb."""
    n = verb - 1
    while n >= first and (tokens[n].text.lower() in _BEFORE_VERB or tokens[n].text.endswith("ly")):
        n -= 1
    if n < first:
        return None
    word = tokens[n].text.lower()
    if tokens[verb].text.endswith("ing") and (n == verb - 1 and word in (",", "and", "before", "after", "by", "while", "in", "—", "–")):
        return "before"
    if word in ("and", "but", "or", "then"):
        return "before"
    if word in ("who", "which", "that"):
        n -= 1
        if n >= first and tokens[n].text == ",":
            n -= 1
        return _gather(tokens, n, first) if n >= first else None
    if word in (",", ")", "—", "–"):  # X, director of Y, said
        opening = {")": "("}.get(word, word)
        m = n - 1
        while m > first and tokens[m].text != opening:
            m -= 1
        inside = tokens[m + 1].text.lower() if m + 1 < n else ""
        if tokens[m].text == opening and m > first and inside not in ("and", "but"):
            while m - 2 > first and tokens[m - 2].text == "," and tokens[m - 1].text.isdigit():
                m -= 2
            name = _gather(tokens, m - 1, first)
            if name:
                return name[0], n - 1 if word != ")" else n
        return _gather(tokens, n - 1, first)
    if tokens[verb - 1].text.lower() == "to" and n == verb - 2 or tokens[n].text in _HELPERS:
        n = verb - 1
    return _gather(tokens, n, first)


def _name_after(tokens, verb, own=False, beside_it=True):
    """The name phrase behind a verb (said X, director of Y): `(first token, last token)`, or None."""
    n = first = verb + 1
    while n < len(tokens):
        word = tokens[n].text
        lower = word.lower()
        if not word[0].isalnum():
            if word == "." and (tokens[n - 1].text in _ABBREVIATED or len(tokens[n - 1].text) == 1) and n + 1 < len(tokens):
                n += 1
                continue
            if word in "’'-&/":
                n += 1
                continue
            break
        if lower in _AFTER_NAME and not (lower == "and" and n > first and n + 1 < len(tokens) and _joins(tokens, n, n + 1, first)):
            break
        if word in _DAYS or n > first and word.islower() and word in _leans() and _is_verb(tokens, n) and word.endswith(("ed", "aid")):
            break
        n += 1
    last = n - 1
    if last < first or last - first > 16 or not _names_someone(tokens, first, last):
        return None
    if tokens[first].text in ("that", "it", "there", "this", "no", "not", "nothing", "more") or tokens[first].text.endswith("ing"):
        return None
    if tokens[first].text.islower() and tokens[first].text not in _DETERMINERS | _PRONOUNS | _PEOPLE | {"one", "another"}:
        if not any(t.text[0].isupper() for t in tokens[first : last + 1]) and not own:
            return None
    # What stands beside the name, up to the next comma: ", director of Y", ", 45", "(CEAS)".
    while beside_it and n + 1 < len(tokens) and tokens[n].text in ",(":
        beside = tokens[n + 1].text
        if tokens[n].text == "," and (
            beside.lower() in _AFTER_NAME or beside.endswith("ing") or beside in _PRONOUNS or beside in _leans() or beside.endswith("ly")
        ):
            break
        m = n + 1
        while m < len(tokens) and (tokens[m].text[0].isalnum() or tokens[m].text in "’'-&/" or _dot_inside(tokens, m)):
            if tokens[m].text in _HELPERS or tokens[m].text in ("who", "which", "adding", "after", "when", "during", "on", "as"):
                break
            m += 1
        if m == n + 1:
            break
        if tokens[n].text == "(":
            if m < len(tokens) and tokens[m].text == ")":
                m += 1
            else:
                break
        n, last = m, m - 1
    return first, last


def _dot_inside(tokens, n):
    return tokens[n].text == "." and n + 1 < len(tokens) and (tokens[n - 1].text in _ABBREVIATED or len(tokens[n - 1].text) == 1)


class _Said(NamedTuple):
    speaker: str
    verb: str


def _stops(text, start, end):
    """Where sentences end in a stretch of text."""
    found = []
    for stop in _STOP.finditer(text, start, end):
        word = _LAST_WORD.search(text, max(start, stop.start() - 12), stop.start())
        if text[stop.start()] == "." and word and (word[0] in _NO_STOP or "." in word[0] or len(word[0]) == 1 and word[0].isupper()):
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
            name = _name_after(tokens, n + 1, own=True, beside_it=False)
            if name:
                return _said(text, tokens, name, "according to" if token.text[0] == "a" else "According to")
        if token.text == "words" and tokens[n + 1].text == "of":
            name = _name_after(tokens, n + 1, own=True)
            if name:
                return _said(text, tokens, name, "in the words of")
    verbs = [n for n in range(len(tokens)) if _is_verb(tokens, n)]
    while len(verbs) > 1 and _is_content(tokens, verbs):
        verbs.pop()
    if verbs:
        name = _subject_of(tokens, verbs)
        if name:
            return _said(text, tokens, name, _verb_text(tokens, verbs[-1]))
        name = _name_after(tokens, verbs[-1]) if tokens[verbs[-1]].text not in _INVERTS_NOT else None
        if name and len(tokens) - name[1] <= 2:
            return _said(text, tokens, name, _verb_text(tokens, verbs[-1]))
        return _Said(earlier, _verb_text(tokens, verbs[-1]))
    if len(tokens) > 2 and tokens[-1].text == ":" and tokens[-3].text == "@":
        return _Said(text[tokens[-3].start : tokens[-2].end], "")
    if tokens and tokens[-1].text == ":" and len(tokens) <= 12 and not any(t.text in _HELPERS for t in tokens):
        name = _gather(tokens, len(tokens) - 2)
        if name and tokens[name[0]].text[0].isupper():
            return _said(text, tokens, name, "")
    return None


def _is_content(tokens, verbs):
    """Whether the last verb is in what the one before it says: Brady said he felt, Russia said it would respond."""
    before, last = verbs[-2], verbs[-1]
    between = {t.text.lower() for t in tokens[before + 1 : last]}
    if between & {",", "and", "but", "or", ";", "who", "what"} or last - before < 2 or tokens[before].text.endswith("ing"):
        return False
    return bool(between & {"would", "will", "could", "can", "may", "might", "must", "should", "he", "she", "they", "it"}) or _leans()[tokens[last].text] == "mind"


def _subject_of(tokens, verbs):
    """The name phrase of the last of the verbs; where it has none of its own (and insisted, adding), of one before it."""
    for place in range(len(verbs) - 1, -1, -1):
        verb = verbs[place]
        name = _subject(tokens, verb)
        if name == "before":
            continue
        if name is None and tokens[verb].text.endswith("ing") and tokens[verb - 1].text == "as" and verb >= 2:  # quoted him as saying
            quoted = next((n for n in range(verb - 2, -1, -1) if tokens[n].text in ("quoted", "cited", "quotes")), None)
            if quoted is not None:
                return _gather(tokens, verb - 2, quoted + 1) or _subject(tokens, quoted)
        return name
    for n, token in enumerate(tokens[: verbs[0]]):  # no verb has one: the name that the sentence begins with
        did = token.text.islower() and token.text.endswith("ed") and tokens[n + 1].text in _DETERMINERS
        if n and (did or token.text in _HELPERS or not token.text[0].isalnum() and token.text not in ".’'-&"):
            name = _gather(tokens, n - 1)
            if name:
                return name
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
        name = _name_after(tokens, first + 1, own=True)
        return _said(text, tokens, name, "according to") if name else None
    if tokens[0].text in "—–-" and sentence:
        name = _gather(tokens, _run(tokens, first), first)
        if name and tokens[name[0]].text[0].isupper() and not any(_is_verb(tokens, n) for n in range(first, len(tokens))):
            return _said(text, tokens, name, "")
    verb = next((n for n in range(first, min(len(tokens), first + 30)) if _is_verb(tokens, n) or n == first and tokens[n].text in _leans()), None)
    if verb is None:
        return None
    if verb == first and tokens[verb].text not in _INVERTS_NOT:
        name = _name_after(tokens, verb, own=True)
        if name and (comma or sentence):
            return _said(text, tokens, name, _verb_text(tokens, verb))
        return None
    if not comma and not (sentence and ends != "."):
        return None
    name = _subject(tokens, verb, first)
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
        if _is_verb(tokens, verb):
            name = _subject(tokens, verb)
            if name and name != "before" and name[0] and tokens[name[0] - 1].text == ",":
                return _said(text, tokens, name, _verb_text(tokens, verb))
    for n in range(len(tokens) - 1):
        if tokens[n].text == "according" and tokens[n + 1].text == "to":
            name = _name_after(tokens, n + 1, own=True)
            return _said(text, tokens, name, "according to") if name else None
    return None


def _lead_in(text, tokens):
    """Whom the sentence before a quotation is about, if it begins with a person or has a saying-verb."""
    verbs = [n for n in range(len(tokens)) if _is_verb(tokens, n)]
    if verbs:
        name = _subject_of(tokens, verbs)
        return text[tokens[name[0]].start : tokens[name[1]].end] if name else ""
    if not tokens or tokens[0].text.lower() in _STARTERS | _PREPOSITIONS:
        return ""
    if tokens[0].text.lower() in ("he", "she", "they"):
        return tokens[0].text
    n = 0
    while n < len(tokens) and (tokens[n].text[0].isupper() and tokens[n].text not in _DAYS or tokens[n].text == "." and n):
        n += 1
    if n >= 2 or n == 1 and tokens[0].text.lower() not in _DETERMINERS | _PRONOUNS | _BREAKS and len(tokens) > 1 and tokens[1].text.islower():
        return text[tokens[0].start : tokens[n - 1].end]
    return ""


def quotations(text):
    """The quotations of `text`, in order: `start, end, text, kind, speaker, verb`, one row each.

    `text` is what stands between the marks, from the character `start` up to `end`; `text[start:end]` gives it back.
    A quotation over several paragraphs is one row, with all that stands between. Marks inside a quotation are part of it.

    Where it begins and ends:
    1. A mark opens after a space, a bracket or a dash and closes before a space or a stop; curly marks say it themselves.
    2. ' and ’ are quotation marks only in pairs, and never inside a word, before letters left out (’tis, the ’90s), or,
       if a likelier end follows, after a word in s (workers’ rights).
    3. A quotation that is not closed goes on in the next paragraph if that is opened again.
    4. If a mark is missing, the quotation ends before its saying-verb, or before the next mark, or with the paragraph.
    Who says it (`speaker`, as the text names it; `verb`, as it stands there):
    5. After it: said X; X said; according to X; behind a comma, a question mark or no mark at all, and at once.
    6. Before it in its sentence: the last saying-verb, and the name in front of that; "and insisted" and "insisting" have
       the name of the verb before. X: will do without a verb. A verb after "the" (the declared winner) says nothing.
    7. Nowhere in its sentence, and the sentence is all quotation: the speaker of the quotation just before, with no verb;
       or whom the sentence before is about.
    Its kind:
    8. "multi": more than one sentence. "direct": a sentence, with a capital, set off from the writer's words.
    9. "partial": a piece in the writer's own sentence, which somebody is said to have said; or a label of some words that
       the writer says a thing is (X is the “…” for Y), with nobody named.
    10. "scare": the same with nobody who says it: distance, irony, or the title of a work.
    `speaker` and `verb` are empty where the text does not give them near by. A pronoun is left as it is.

    Made for English news; it refuses only what is not a text. The rules are ours.
    """
    if not isinstance(text, str):
        raise BadInput(f"A text is expected here, as one string in quotation marks, not {kind_of(text)}.")
    return pd.DataFrame(_quotations(text), columns=_Quotation._fields).astype({"start": "int64", "end": "int64"})


class _Quotation(NamedTuple):
    start: int
    end: int
    text: str
    kind: str
    speaker: str
    verb: str


def _quotations(text):
    """The rows of `quotations`, as a list: to make a table of each of many texts takes longer than to find them."""
    paragraphs = list(_paragraphs(text))
    spans = _spans(text, paragraphs)
    rows = []
    for n in range(len(spans)):
        rows.append(_Quotation(*_row(text, paragraphs, spans, n, rows)))
    return rows


_NEAR = 400  # how many characters on either side are searched for a speaker


def _row(text, paragraphs, spans, n, rows):
    span, words = spans[n], text[spans[n].start : spans[n].end]
    earlier = spans[n - 1] if n and spans[n - 1].last_para == span.para else None
    later = spans[n + 1] if n + 1 < len(spans) and spans[n + 1].para == span.last_para else None
    left_start = max(earlier.right if earlier else paragraphs[span.para][0], span.left - _NEAR)
    right_end = min(later.left if later else paragraphs[span.last_para][1], span.right + _NEAR)

    ends = _stops(text, left_start, span.left)
    before = _words_of(text, ends[-1] if ends else left_start, span.left)
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
        before = _words_of(text, (_stops(text, start, end) or [start])[-1], end)
    stops = _stops(text, span.right, right_end)
    after = _words_of(text, span.right, stops[0] if stops else right_end)
    while after and after[-1].text in ".!?":
        after.pop()

    letters = next((c for c in words if c.isalnum()), "")
    capital = letters.isupper() or letters.isdigit() or words[:1] in "….["
    several = len(words.split()) > 1
    last = words.rstrip("’'”\"»)")[-1:] or words[-1]
    lead = before[-1].text if before else ""
    built_in = lead[:1].isalnum() and not (_is_verb(before, len(before) - 1) and _leans()[lead] != "judges")
    closed = last in ".!?,…—–-" or text[span.right : span.right + 1] in (",", ".", "!", "?")
    inner = [end for end in _stops(text, span.start, span.end) if any(map(str.isalnum, text[end : span.end]))]

    right = _from_right(text, span, after, sentence=capital or not before)
    if not right and last in ".!?…" and after and after[0].text[0].isupper():
        after = []  # a new sentence
    left = _from_left(text, before, said_before[4] if same_sentence else "") if before else None
    split = same_sentence and said_before[3] in ("direct", "multi") and text[earlier.end - 1] in ",?!—–-" and left
    sentence = not built_in and (
        capital and (several or last in ".!?,…") and (closed or lead in (",", ":") or bool(right) or bool(left) and bool(lead))
        or split
        or not before and right
        or lead == ":" and several
        or not before and not after and several
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
            said = _goes_on(text, spans, n, rows, paragraphs) or _Said(_lead(text, earlier, left_start, ends), "")
        elif not said and (before or after) and lead != ":":
            kind = "multi" if inner else "scare" if before or not several else kind
        said = said or _Said("", "")
    else:
        said = left or right
        if left and built_in and _is_title(words) and _leans().get(left.verb) != "judges":
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


def _lead(text, earlier, left_start, ends):
    if not ends:
        return ""
    start = ends[-2] if len(ends) > 1 else left_start
    return _lead_in(text, _words_of(text, start, ends[-1]))


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


# ---------------------------------------------------------------- reported speech


def reported(units):
    """What is reported without quotation marks: `id, source, speaker, verb, leans, start, end`, one row a saying-verb.

    `units` has the columns `id, source, text`, in order, and may have `line` and `role`. `verb` stands in the text of the
    unit from the character `start` up to `end`; `leans` is what it does to the reader (see `LEANS`); `speaker` is the name in
    front of it, or behind "by", and empty where none is found. Not counted: verbs inside quotation marks, those that
    introduce a whole quoted sentence, nouns (the claim) and adjectives (the declared winner). English only.
    It knows the verbs of `saying_verbs` and no others: a report in a noun (his warning, the invitation) is missed.
    """
    check_units(units)
    leans, rows = _leans(), []
    known = {*leans, "according"}
    for text, own, quoted in _stretches(units):
        inside = [(row.start, row.end, row.kind in ("direct", "multi")) for row in quoted]
        used = {_cue_place(text, row) for row in quoted if row.kind in ("direct", "multi") and row.verb}
        next_quote = 0
        for unit, place in own:
            if known.isdisjoint(_TOKEN.findall(unit.text.lower())):  # no verb in it: most of the work is spared
                continue
            end = place + len(unit.text)
            while next_quote < len(inside) and inside[next_quote][1] <= place:
                next_quote += 1
            spans = []
            for n in range(next_quote, len(inside)):
                if inside[n][0] >= end:
                    break
                spans.append(inside[n])
            # A whole quoted sentence is passed over; words built into the sentence stay, as part of its names.
            tokens = _words_of(text, place, end)
            if spans:
                tokens = [t for t in tokens if not any(a <= t.start < b and whole for a, b, whole in spans)]
            tokens = _lowered([t for t in tokens if t.text not in "“”\"«»„"], getattr(unit, "role", ""))
            verbs = [
                n for n, t in enumerate(tokens)
                if t.text.lower() in known and (_is_verb(tokens, n) or _according(tokens, n)) and t.text not in _ONLY_QUOTES
                and not any(a <= t.start < b for a, b, _ in spans)
            ]  # fmt: skip
            for m, n in enumerate(verbs):
                if tokens[n].start in used:
                    continue
                last = tokens[n + 1].end if _according(tokens, n) else tokens[n].end
                rows.append(
                    (unit.id, unit.source, _speaker(text, tokens, verbs[: m + 1]), text[tokens[n].start : last],
                     leans.get(tokens[n].text, "neutral"), tokens[n].start - place, last - place)
                )  # fmt: skip
    return pd.DataFrame(rows, columns=["id", "source", "speaker", "verb", "leans", "start", "end"]).astype({"start": "int64", "end": "int64"})


# Saying-verbs only beside a quotation: everything else can continue, too.
_ONLY_QUOTES = set("continue continues continued continuing read reads reading cry cries cried crying".split())


def _lowered(tokens, role):
    """The tokens with a verb's capital taken away where it says nothing: in a headline, and where a list item begins."""
    return [
        t._replace(text=t.text.lower())
        if (role == "headline" and n or t.text.endswith("ing") and (not n or tokens[n - 1].text in ":-")) and t.text.lower() in _leans()
        else t
        for n, t in enumerate(tokens)
    ]


def _according(tokens, n):
    return tokens[n].text.lower() == "according" and n + 1 < len(tokens) and tokens[n + 1].text == "to"


def _speaker(text, tokens, verbs):
    n = verbs[-1]
    after = tokens[n + 1].text if n + 1 < len(tokens) else ""
    name = None
    if _according(tokens, n) or after == "by":
        name = _name_after(tokens, n + 1, own=True)
    elif not tokens[n].text.endswith("ly"):
        name = _subject_of(tokens, verbs)
    return text[tokens[name[0]].start : tokens[name[1]].end] if name else ""


def _cue_place(text, row):
    """Where the saying-verb of a quotation stands: the nearest place that has it."""
    after, before = text.find(row.verb, row.end), text.rfind(row.verb, 0, row.start)
    if after < 0 or before >= 0 and row.start - before < after - row.end:
        return before
    return after


def _stretches(units):
    """For each source its units as one text, the place of each unit in that text, and its quotations, as a list."""
    columns = [column for column in ("id", "source", "text", "line", "role") if column in units.columns]
    return _stretches_once(tuple(columns), *(tuple(units[column].tolist()) for column in columns))


@lru_cache(maxsize=1)  # a lesson asks for quotations, reports and words of the same units, one after the other
def _stretches_once(columns, *cells):
    table = pd.DataFrame(dict(zip(columns, cells)), dtype=object).dropna(subset="source")
    sources = {}
    for unit in table.itertuples():
        sources.setdefault(unit.source, []).append(unit)
    found = []
    for own in sources.values():
        parts, places, at, line = [], [], 0, None
        for unit in own:
            if parts:
                gap = "\n\n" if getattr(unit, "line", None) != line else " "
                gap = gap if hasattr(unit, "line") else "\n"
                parts.append(gap)
                at += len(gap)
            places.append((unit, at))
            parts.append(unit.text)
            at += len(unit.text)
            line = getattr(unit, "line", None)
        text = "".join(parts)
        found.append((text, places, _quotations(text)))
    return found


# ---------------------------------------------------------------- words by voice


def quoted(units):
    """The quotations of every source, with the units they stand in: `source, ids, text, kind, speaker, verb, voice, words`.

    `units` as for `reported`; `ids` are unit ids with spaces between. `voice` is the speaker under one name in all of a
    source: the surname, or the whole phrase if it has none (the minister). A pronoun gets the voice last named in a quotation of
    that source. "not named" if nobody is, empty for scare quotes. `words` are stretches between spaces with a letter or
    figure in them.
    """
    check_units(units)
    rows = []
    for text, own, found in _stretches(units):
        source, at, voice = own[0][0].source, 0, ""
        for row in found:
            while at + 1 < len(own) and own[at + 1][1] <= row.start:
                at += 1
            ids = []
            for unit, place in own[at:]:
                if place >= row.end:
                    break
                ids.append(unit.id)
            if row.kind == "scare":
                own_voice = ""
            elif not row.speaker:
                own_voice = "not named"
            else:
                own_voice = _voice(row.speaker) or voice or row.speaker
                voice = own_voice if own_voice.lower() not in _PRONOUNS else voice
            rows.append((source, " ".join(ids), row.text, row.kind, row.speaker, row.verb, own_voice, _count(row.text)))
    return pd.DataFrame(rows, columns=["source", "ids", "text", "kind", "speaker", "verb", "voice", "words"])


def _count(text):
    return sum(any(map(str.isalnum, word)) for word in text.split())


def _voice(speaker):
    """The surname in what a text calls a speaker, the phrase itself if it has none, or nothing for a pronoun."""
    name = re.split(r"[,(]", speaker)[0].strip()
    words = name.split()
    if len(words) == 1 and name.lower() in _PRONOUNS:
        return ""
    if " and " in name or not words or re.search(r"(?:^|\s)[a-z]+\s(?:of|for|at|from|with)\s", name) or not words[-1][0].isupper():
        return name
    return words[-1]


def words_by_voice(units, told=None):
    """Who has how many words in each source: `source, voice, kind, words, quotations, by_pronoun`, one row a voice.

    `units` as for `reported`. `kind` is "narrator": words that no saying-verb shares a unit with; "reporting": the narrator's
    words in units that have one, by `reported` (all of the unit outside quotation marks, so that this is the most
    that can be meant by reported speech), or by `told`, the ids of units that somebody found by reading; "quoted": words inside quotation marks, by `voice` as in `quoted`. Scare quotes
    count as the narrator's. `quotations` counts marks, `by_pronoun` the words whose speaker is only a pronoun (he said).
    The words of a source add up to all words of its units.
    """
    spoken, told = quoted(units), set(reported(units)["id"] if told is None else told)
    rows = []
    for text, own, found in _stretches(units):
        source = own[0][0].source
        mine = spoken[(spoken["source"] == source) & (spoken["kind"] != "scare")]
        marks = iter([(row.start, row.end) for row in found if row.kind != "scare"])
        start, end = next(marks, (len(text), len(text)))
        counts = {"narrator": 0, "reporting": 0}
        for unit, place in own:
            for word in re.finditer(r"\S+", unit.text):
                letter = next((n for n, c in enumerate(word[0]) if c.isalnum()), None)
                if letter is None:
                    continue
                at = place + word.start() + letter
                while at >= end:
                    start, end = next(marks, (len(text), len(text) + 1))
                if at < start:
                    counts["reporting" if unit.id in told else "narrator"] += 1
        rows.append((source, "narrator", "narrator", counts["narrator"], 0, 0))
        rows.append((source, "narrator, reporting others", "reporting", counts["reporting"], 0, 0))
        voices = [
            (source, voice, "quoted", int(own["words"].sum()), len(own), int(own.loc[own["speaker"].str.lower().isin(_PRONOUNS), "words"].sum()))
            for voice, own in mine.groupby("voice", sort=False)
        ]
        rows += sorted(voices, key=lambda row: -row[3])
    return pd.DataFrame(rows, columns=["source", "voice", "kind", "words", "quotations", "by_pronoun"])


@plots.in_one_style
def draw_voices(table):
    """Draw whose words a source is made of: a bar a source, from the quoted (full) over reports (hatched) to the narrator (pale)."""
    sources = list(dict.fromkeys(table["source"]))
    fig, ax = plots.figure(9.5, 1 + 1.05 * len(sources))
    fig.subplots_adjust(bottom=0.02, top=1 - 0.75 / (1 + 1.05 * len(sources)))
    told = []
    for row, source in enumerate(sources):
        own = table[table["source"] == source]
        total, colour, left = own["words"].sum(), plots.colour(source), 0
        spoken = own[own["kind"] == "quoted"]
        parts = [(n, "quoted") for n in spoken["words"]] + [(own.loc[own["kind"] == k, "words"].sum(), k) for k in ("reporting", "narrator")]
        for words, kind in parts:
            width = 100 * words / total if total else 0
            look = {"quoted": {"alpha": 1}, "reporting": {"alpha": 0.55, "hatch": "////"}, "narrator": {"alpha": 0.22}}[kind]
            ax.barh(row, width, left=left, height=0.5, color=colour, edgecolor="white" if kind == "quoted" else "black", linewidth=1.2, **look)
            if kind != "quoted" and width > 7:
                box = {"facecolor": "white", "edgecolor": "none", "pad": 1.5} if kind == "reporting" else None
                ax.text(left + width / 2, row, f"{words:,}", ha="center", va="center", fontsize=12, bbox=box)
            left += width
        names = " · ".join(f"{voice} {words:,}" for voice, words in zip(spoken["voice"], spoken["words"])) or "nobody"
        ax.text(0, row + 0.31, f"quoted: {names}", va="top", fontsize=12)
        ax.text(101, row, f"{total:,} words", va="center", fontsize=11)
        share = 100 * spoken["words"].sum() / total if total else 0
        told.append(f"{source} {share:.0f} % ({names})")
    ax.set_yticks(range(len(sources)), sources, fontsize=20, fontweight="bold")
    for tick, source in zip(ax.get_yticklabels(), sources):
        tick.set_color(plots.colour(source))
    ax.set_xlim(0, 114)
    ax.set_ylim(len(sources) - 0.4, -0.5)
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.tick_params(length=0)
    ax.set_xticks([])
    ax.set_title("Whose words are these?", pad=24)
    key = "full colour: inside quotation marks · hatched: the narrator, in sentences that report somebody · pale: the narrator"
    ax.text(0, 1, key, transform=ax.transAxes, va="bottom", fontsize=10.5)
    plots.present(fig, f"Words inside quotation marks, by speaker: {'; '.join(told)}.")


def people(quoted):
    """The persons whom each source names: `source, person, named, words_quoted`, the most often named first.

    `named` is how often `mentions.csv` has the person in that source, by name or office; `words_quoted` how many of
    the person's words `quoted` has between marks, matched by the last name. Persons without any name keep their office.
    """
    entities = load_table("entities").query("type == 'person' and not label.str.contains('jointly|unspecified')").set_index("id")["label"]
    mentions = load_table("mentions").query("entity_id in @entities.index")
    table = mentions.assign(source=mentions["unit_id"].str[0], person=mentions["entity_id"].map(entities).str.split("/").str[-1])
    table = table.groupby(["source", "person"]).size().reset_index(name="named")
    spoken = quoted.groupby(["source", "voice"])["words"].sum()
    table["words_quoted"] = [spoken.get((row.source, row.person.split()[-1]), 0) for row in table.itertuples()]
    return table.sort_values(["source", "named", "person"], ascending=[True, False, True], ignore_index=True)


# ---------------------------------------------------------------- articles on which nobody tuned


def unseen():
    """Articles on which no rule was tuned, a row for each quotation: `article, about, text, kind, speaker, verb, words`.

    `text` is the whole article, the same in each of its rows; `words` are those between the marks, or the first and the
    last three of them with … between. `speaker` is empty where the article names nobody. Invented, with a language
    model that had not seen the rules, in `data/voices/unseen_quotations.txt`.
    """
    rows = []
    for article, part in enumerate(read_text("voices/unseen_quotations.txt").split("\n====\n"), start=1):
        body, _, quotations = part.strip("\n").partition("\n--\n")
        about, _, text = body.partition("\n")
        for line in quotations.split("\n"):
            kind, speaker, verb, words = (piece.strip() for piece in line.split("|", 3))
            rows.append((article, about.lstrip("# "), text, kind, speaker, verb, words))
    return pd.DataFrame(rows, columns=["article", "about", "text", "kind", "speaker", "verb", "words"])


def score_unseen(extract):
    """How an extractor does on the unseen articles: one row for each of `unseen()`, with `found, kind_found, speaker_right`.

    `extract` is a function from a text to a table with `text, kind, speaker`, such as `quotations`. A quotation is found
    if its words agree, marks and capitals aside; the speaker is right if one of the two names is inside the other.
    """
    table = unseen()
    rows = []
    for text, wanted in table.groupby("text", sort=False):
        left = [(folded(row.text), folded(row.speaker), row.kind) for row in extract(text).itertuples()]
        for row in wanted.itertuples():
            first, _, last = (folded(part) for part in row.words.partition(" … "))
            hit = next((n for n, (words, *_) in enumerate(left) if words.startswith(first) and words.endswith(last or first)), None)
            _, speaker, kind = left.pop(hit) if hit is not None else ("", "", "")
            wanted_speaker = folded(row.speaker)
            agree = bool(speaker) and (speaker in wanted_speaker or wanted_speaker in speaker)
            rows.append((row.Index, hit is not None, kind, agree))
    scored = pd.DataFrame(rows, columns=["row", "found", "kind_found", "speaker_right"]).set_index("row")
    return table.drop(columns="text").join(scored)
