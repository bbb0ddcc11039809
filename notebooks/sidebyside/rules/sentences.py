"""Sentences and words of any text, by rule; `words` passes in the abbreviations and the words that open a sentence."""

import re
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise

from ..corpus import need_text


def folded(text):
    """The words of a text without their marks and capitals, for comparing."""
    return re.sub(r"[\W_]+", " ", text).strip().lower()


_PART = r"(?: (?:[^\W\d_]{1,2}\.){2,} | [^\W_]+ )"  # of a word: initials, or letters and figures
_COUNTED = re.compile(
    rf"""
    ['’]s (?!\w)
    | {_PART}
      (?: (?: (?!['’]s(?!\w)) ['’_-]          # doesn’t, EU-led
            | (?<=\d) [.,:–] (?=\d)            # 50,000
            | (?<=[^\W\d_]) \. (?=[a-z]{{2}})   # example.com
          ) {_PART} )*
    """,
    re.IGNORECASE | re.VERBOSE,
)


@lru_cache(maxsize=100_000)  # several tables of a lesson count the same sentences
def count_words(text):
    """How many words a text has, as lesson 02 counts them: ’s is a word of its own; U.S. and 50,000 are one each."""
    return len(_COUNTED.findall(text))


# ---------------------------------------------------------------- sentences

_LINE_END = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_NO_SPACE = "。！？｡।॥"  # stops of scripts that need no space, and no capital, after them
_STOP = ".!?…‽⁇⁈⁉؟۔։።" + _NO_SPACE

# A place where a sentence may end: a stop with what closes after it, or the end of a line; then all the white space.
# (The marks ++ and *+ never give back what they took, so that a long run of marks is read only once. They stand after
# single characters only: round a group, and so does (?>…), they make Python 3.11.0 to 3.11.4 find the wrong places.)
_MARK = re.compile(
    rf"""
    ( (?P<stop> [{_STOP}{_LINE_END}:;=]
        (?: (?<=[{_LINE_END}]) | (?<=[{_STOP}]) [{_STOP}]*+ | (?<=[\s\w!?][:;=]) -?[)(DP]+ (?=\s|$) ) )  # a line, a stop, a smiley :)
      (?P<close> (?<![{_LINE_END}]) ["'”’»›)\]}}」』）】》〉*_\u200b\u2060\ufeff]*+
        (?: [ ]? (?: \[ (?:\d{{1,3}}|[a-z]|citation[ ]needed) \] | [¹²³⁰⁴-⁹] ) )*  # [3]
        (?: [ ]? [:;=]-?[)(DP]+ (?=\s|$) )? | )
    )
    (?P<space> \s*+ )
    """,
    re.VERBOSE,
)
_LINE = re.compile(rf"[^{_LINE_END}]*+(?:\r\n|[{_LINE_END}]|$)")
_BEFORE_LETTER = re.compile(
    r"(?:\[(?:\.\.\.|…)\]\s*|-{1,3}\s|>+\s?)?[“‘\"'«‹„(\[{「『（¿¡$€£¥#@*_•·⁃\u2600-\u27bf\ufe0f\U0001f300-\U0001faff]*+\s?"
)
_WORD_START = re.compile(r"[\s“”‘\"'«‹„(\[{<>—–/-]")
_LETTERS = re.compile(r"[^\W\d_]++(?!\.)")
_CAPITAL_INSIDE = re.compile(r"[a-z]{1,3}[-’']?[A-Z]")  # iPhone, al-Qaida
_ENUMERATOR = re.compile(
    r"(?:^|[:;]\s)(?:[(*•⁃-]?\s?|(?:Section|Chapter|Part|Step|Rule|Article|Lesson|Unit|Day)\s)"
    r"(?:\d{1,2}(?:\.\d{1,2})*|[^\W\d_]|[ivxIVX]{1,4})$"
)
_ITEM = re.compile(r"(^[ \t]*+|:\s|(?<=\s))(?:[•⁃]|(\d{1,2}|[a-z])(\.\)|[.)])(?=\s[“\"'(]?[A-Z]))", re.MULTILINE)
# A capital that is no initial: plan B, posted on X, you and I.
_LETTER = re.compile(
    r"(?:\b(?i:plan|vitamin|group|grade|type|class|team|section|part|point|option|room|gate|platform|hepatitis|exhibit"
    r"|appendix|category|level|zone|block|wing|generation|gen|ward|list|size)\s[A-Za-z]|\b(?:on|to|via)\sX|(?:^|\s)[a-z’-]+,?\sI)$"
)
_SMALL_NEXT = re.compile(r"(?<=[a-z]{5}\.)\s+[a-z]|(?<![\w.(])i(?=['’\s])|\A\W*[a-z]")
_LARGE_NEXT = re.compile(r"(?<=[.!?])\s+[A-Z]|\A\W*[A-Z]")
_SMALL = re.compile(r"[^\W\d_]+")
_STUCK = re.compile(r"(?!(?:Com|Org|Net|Gov|Edu)\b)[A-Z][a-z]+(?=[\s,;:!?’')]|\.(?!\w)|$)")  # cold.Waiters
_NUMBER = re.compile(r"\d|(?!I\b)[IVXLC]+\b")
_CLOCK_NEXT = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September"
    r"|October|November|December|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec"
    r"|[A-Z]{2,4}T|ET|CT|MT|PT|UTC|Eastern|Central|Mountain|Pacific|Greenwich|[A-Z]\w+ [Tt]ime)\b(?!['’])"
)
_TIME_ALONE = re.compile(r"[“‘\"']?(?:At|By|From|Since|Until|Around|About|Before|After)\s[\d:.]+\s?\w\.\w")


@cache
def _says(verbs):
    """A name and one of the verbs, with what may stand between them."""
    return re.compile(
        rf"""
        (?P<first>[A-Z][\w.’'-]*+)
        (?: \s (?: [A-Z][\w.’'-]*+ | of | the | de | van | von | bin | al-\w+ | (?<=['’]s\s) [a-z]+ ) ){{0,7}}
        (?: , [^,.!?\n]{{1,80}}, )?
        \s (?: {"|".join(sorted(verbs))} ) \b
        (?! \s (?: that | he | she | it | they | his | her | its | their ) \b )
        """,
        re.VERBOSE,
    )


def split_sentences(text, kinds, openers, verbs):
    """What `words.sentences` gives; `kinds` maps abbreviations to their kinds, `openers` open a sentence, `verbs` are those of saying."""
    found, items = [], _items(text)
    start = block = len(text) - len(text.lstrip())
    width, wrapped = 0, None  # `wrapped` is found out at the first line end of a block
    item = next(items, None)
    for mark in _MARK.finditer(text, start):
        while item is not None and item < mark.start():
            if item > start:
                found.append(text[start:item].rstrip())
                start = item
            item = next(items, None)
        after = mark.end()
        _, stop, _, space = mark.groups()
        lines = 0 if space == " " and not stop.isspace() else len((stop + space + "x").splitlines()) - 1
        if lines == 1 and wrapped is None:
            wrapped = _is_wrapped(text, block, width)
            width = wrapped or width
        if lines > 1:
            ends = True
            block, wrapped = after, None
        elif lines == 1 and not wrapped and (not _in_lower_case(text, after) or _in_lower_case(text, block)):
            ends = True
        else:
            ends = not stop.isspace() and _ends_here(text, start, mark, kinds, openers, verbs)
        if ends:
            found.append(text[start : mark.end(1)].rstrip())
            start = after
    for place in [item, *items]:
        if place is not None and place > start:
            found.append(text[start:place].rstrip())
            start = place
    if start < len(text):
        found.append(text[start:].rstrip())
    return found


def _items(text):
    """Where the second and each later item of a list within a line begins: 2) after 1), b. after a., and any other •."""
    if not any(mark in text for mark in (" 2. ", " 2) ", " 2.) ", " b. ", " b) ", " •", " ⁃")):
        return
    due = None
    for item in _ITEM.finditer(text):
        lead, label, mark = item.groups()
        first = lead or item.start() == 0 or text[item.start() - 1] in _LINE_END
        if label is None:
            if not first:
                yield item.start()
        elif (label, mark) == due or first and label in "1a":
            if (label, mark) == due:
                yield item.end(1)
            due = str(int(label) + 1) if label.isdigit() else chr(ord(label) + 1), mark


def _ends_here(text, start, mark, kinds, openers, verbs):
    """Whether the sentence that begins at `start` ends at this stop."""
    after, (_, stop, closing, space) = mark.end(), mark.groups()
    if after == len(text) or stop[-1] in _NO_SPACE:
        return True
    letter = after if text[after].isalnum() else _BEFORE_LETTER.match(text, after).end()
    if not text[letter : letter + 1].isalnum() or not space and not text[letter].isupper():
        return False
    before = text[max(start, mark.start() - 24) : mark.start()].rstrip()
    if not any(map(str.isalnum, before)):  # nothing said yet: a mark on its own opens the sentence
        return False
    quoted = closing != "" and any(quote in closing for quote in "\"”'’»")
    if _in_lower_case(text, after) or _in_lower_case(text, letter):
        quoted = quoted or closing.startswith((")", "]"))
        return not quoted and _ends_before_small(text, letter, before, stop, kinds, openers)
    following = _LETTERS.match(text, letter)
    opener = following is not None and following[0] in openers
    kind = _kind(before, stop, kinds)
    if not space:
        return kind is None and _is_stuck(text, letter, before, opener)
    if stop[-1] in "!?…" or stop.endswith(".."):
        if quoted:
            speaker = _says(verbs).match(text, letter)
            if speaker and letter == after and (speaker["first"] == "I" or speaker["first"] not in openers):
                return False
        if stop in ("...", "…", ".."):
            left_out = before[-1] in "[(" or text[mark.start() - 1].isspace()
            return opener if left_out else True
        return opener if kind else True
    if before[-1] == "." and stop == ".":  # dots with spaces between them: the fourth is a full stop
        return opener or before.endswith(". . .")
    if (len(before) < 16 or ":" in before or ";" in before) and _ENUMERATOR.search(before):
        return False
    return kind is None or _ends_after(kind, text, start, mark, letter, opener)


def _ends_after(kind, text, start, mark, letter, opener):
    """Whether a sentence ends after an abbreviation of this kind."""
    if kind in ("title", "link") or text[mark.end()] == "-":  # LEEDS, Fla. - The bridge
        return False
    if kind == "number":
        return not _NUMBER.match(text, letter)
    if text[letter].isdigit():
        return False
    if kind == "clock":
        before = text[start : mark.start()] if mark.start() - start <= 24 else ""
        return not _TIME_ALONE.fullmatch(before) and not _CLOCK_NEXT.match(text, letter)  # At 6 p.m. Serbia agreed.
    return opener


def _ends_before_small(text, letter, before, stop, kinds, openers):
    """Whether a sentence ends though the next word is in lower case, as where a writer uses no capitals."""
    last = before.split()[-1].rstrip("\"”’'»")
    if _kind(before, stop, kinds) or _ENUMERATOR.search(before) or stop[-1] == "…" or stop.endswith(".."):
        return False
    if stop != ".":
        return len(stop) > 1 and stop[-1] in "!?" or _without_capitals(text)
    opener = _SMALL.match(text, letter)[0].capitalize() in openers
    if last[-3:].isalpha():
        return opener or len(last) > 4 or _without_capitals(text)
    return last[-1:].isdigit() and len(last) > 2 and opener


@lru_cache(maxsize=1)
def _without_capitals(text):
    """Whether the writer of a text often begins a sentence with a small letter."""
    return 4 * len(_SMALL_NEXT.findall(text)) > len(_LARGE_NEXT.findall(text))


def _is_stuck(text, letter, before, opener):
    """Whether two sentences stand here without a space between them, and no address or name of a file: cold.Waiters"""
    last = _WORD_START.split(before)[-1]
    if opener and (last[-2:].isalpha() and last[-2:].islower() or len(last) > 1 and last[-2:].isdigit()):
        return True
    return (
        last.isalpha() and last[1:].islower() and len(last) > 2 and last != "www" and bool(_STUCK.match(text, letter))
    )


def _kind(before, stop, kinds):
    """The kind of abbreviation that ends here, "initials" if it is that, or None for any other word."""
    word = _WORD_START.split(before)[-1]
    if not word:
        return None
    kind = kinds.get(word + stop)
    if kind is None and len(word) > 1 and not word.islower():  # SEN. for Sen., Op. for op.
        kind = kinds.get(word.capitalize() + stop) if word.isupper() else None
        small = kinds.get(word.lower() + stop)
        kind = kind or (small if small == "number" or small == "link" and not word.isupper() else None)
    if kind and not (len(word) == 1 and (before[-2:-1] in ("-", "–", "/") or _LETTER.search(before))):  # not in a-b
        return kind
    if len(word) > 1 and "." not in word:
        return None
    letters = word.split(".")
    single = all(len(letter) == 1 and letter.isalpha() for letter in letters)
    if stop != "." or not single or len(letters) == 1 and (word.islower() or _LETTER.search(before)):
        return None
    return "initials"


def _in_lower_case(text, place):
    """Whether the word that begins here is in lower case throughout its start: not so iPhone or al-Qaida."""
    return text[place : place + 1].islower() and not _CAPITAL_INSIDE.match(text, place)


def _is_wrapped(text, start, width):
    """The width to which the lines of the block from `start` were broken, or 0 if they end where the writer wished.

    They were broken to fit if there are three or more, the longest of 40 to 120 characters, and most are full (the
    first word of the next would not have fitted within the longest), and those that are not end in a stop.
    For a block of two lines the width of an earlier block has to serve: `width`, or 0 if there is none.
    """
    longest = count = 0
    for count, line in enumerate(_block_lines(text, start), 1):
        longest = max(longest, len(line))
        if longest > 120:
            return 0
    if count < 3:
        longest = max(longest, width)
    if longest < 40 or count < 3 and not width:
        return 0
    full = 0
    for line, following in pairwise(_block_lines(text, start)):
        if len(line) + 1 + len(following.split(None, 1)[0]) > longest:
            full += 1
        elif not line.rstrip("\"'”’»)]*_").endswith(tuple(_STOP)):
            return 0
    return longest if 2 * full > count - 1 else 0


def _block_lines(text, start):
    """The lines from `start` to the next blank line, one by one, so that a long text is not held twice."""
    for line in _LINE.finditer(text, start):
        line = line[0].rstrip()
        if not line:
            return
        yield line


# ---------------------------------------------------------------- tokens


def tokens(text: str) -> list[str]:
    """The words, numbers and punctuation marks of `text`, as a list of strings in order.

    Every character but white space is in exactly one token, unchanged. A word is a run of letters and figures, with
    what belongs inside it: apostrophes (doesn’t), hyphens (EU-led, 1998-99), the points of initials (U.S., p.m.) and
    of web addresses (example.com), and the marks of a number (50,000, 3.5, 10:30, 1998–99). The ending ’s is a token
    of its own (Kosovo + ’s, it + ’s). The stop after any other abbreviation is a mark like others (Dr + .), and so
    are € and %. Where a space is missing after initials, they are parted from the word: U.S. + Assistance. Two or
    more dots or hyphens in a row are one mark. Letters keep the accents and vowel signs that are written as marks of
    their own; Chinese, Japanese and Thai, which put no space between words, come in whole runs.
    Refuses what is not a text.
    """
    need_text(text)
    return _token_pattern(accents(text)).findall(text)


def is_word(token):
    """Whether a token has a letter or a figure in it, and is no mere punctuation mark. Refuses what is not a text."""
    need_text(token)
    return any(map(str.isalnum, token))


def accents(text):
    """The accents, vowel signs and invisible joiners of `text`: to Python they are no letters, to a reader they are."""
    if text.isascii():
        return ""
    joiners = "\u00ad\u200c\u200d\u2060"
    return "".join(sorted(c for c in set(text) if unicodedata.category(c)[0] == "M" or c in joiners))


@cache
def _token_pattern(marks):
    run = r"[^\W_]++" + (rf"(?:[{marks}]++[^\W_]*+)*" if marks else "")
    initials = r"(?:[^\W\d_]{1,2}\.){2,}"
    part = rf"(?:{initials}|{run})"
    ending = r"['’][sS](?!\w)"
    inside = rf"(?:(?!{ending})['’׳״·_‐‑-]|(?<=\d)[.,:–٫٬](?=\d)|(?<=[^\W\d_])\.(?=[a-z]{{2}}))"
    single = rf"\S[{marks}]*" if marks else r"\S"
    return re.compile(rf"{part}(?:{inside}{part})*|(?<=[\w.{marks}]){ending}|\.{{2,}}|-{{2,}}|{single}")
