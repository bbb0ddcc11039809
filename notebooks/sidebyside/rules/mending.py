"""What copying did to the letters of a text, put right: letters read in the wrong alphabet, codes of web pages, letters in two signs,
ligatures, signs that cannot be seen, and words broken by a hyphen at the end of a line.

Each mend needs a clue that a sound text does not give, and is told with its number.
"""

import html.entities
import re
import unicodedata
from itertools import pairwise, takewhile


def garbled_mended(text):
    """`(text, notes)`: UTF-8 that was read as Windows-1252 or Windows-1250 (“cafÃ©”, “VuÄ‡iÄ‡”) read anew.

    A note is `(sentence, the same of many texts)`, as in all of this module. A sign such as Ä before a closing quotation mark may be
    meant: it is mended only beside others that cannot be.
    """
    places, example = 0, ""
    for _ in range(3):  # it can happen more than once to a text
        if not any(sign in text for sign in "ÂÃÄÅÆËÎÏÐÑâðĂĹĎĐŃđ"):
            break
        mended = max((_read_anew(text, *page) for page in _PAGES), key=lambda found: found[1])
        if not mended[1]:
            break
        text, found, one = mended
        places, example = max(places, found), example or one
    if not places:
        return text, []
    of_all = "Letters that had been read in a wrong encoding were put right"
    return text, [(f"{of_all}, in {_places(places)}, such as {example}.", f"{of_all}.")]


def mended(text):
    """`(text, notes)`: all the other mends. The text has line ends of one kind."""
    notes = []
    if "&" in text:
        text = _entities(text, notes)
    if not text.isascii() and _TO_MEND.search(text):
        text = _signs(text, notes)
    if any(hyphen in text for hyphen in ("-\n", "- \n", "‐\n", "‐ \n")):
        text = _breaks(text, notes)
    return text, notes


def _places(number):
    return "1 place" if number == 1 else f"{number:,} places"


def _were(number, one, many):
    return f"1 {one} was" if number == 1 else f"{number:,} {many} were"


# ---------------------------------------------------------------- letters in a wrong encoding


def _page(name):
    """Which byte each sign of a code page is, and what a letter of UTF-8 looks like in it."""
    byte_of = {}
    for byte in range(0x80, 0x100):
        try:
            byte_of[bytes([byte]).decode(name)] = byte
        except UnicodeDecodeError:
            byte_of[chr(byte)] = byte  # as browsers read what the page has not
    for byte in range(0x80, 0xA0):
        byte_of.setdefault(chr(byte), byte)  # or as Latin-1
    signs = dict.fromkeys(byte_of.values(), "")
    for sign, byte in byte_of.items():
        signs[byte] += re.escape(sign)
    goes_on = "[" + "".join(signs[byte] for byte in range(0x80, 0xC0)) + "]"
    # Of two bytes: Latin, Greek, Cyrillic. Of three, and four: marks such as “, and small pictures.
    two, three, four = (
        "".join(map(signs.get, lead)) for lead in (b"\xc2\xc3\xc4\xc5\xc6\xcb\xce\xcf\xd0\xd1", b"\xe2", b"\xf0")
    )
    pattern = f"[{two}]{goes_on}|[{three}]{goes_on}{{2}}|[{four}]{goes_on}{{3}}|[{three}]€(?![^\\s])"
    return re.compile(pattern), byte_of


_PAGES = [_page("cp1252"), _page("cp1250")]
_AFTER_A_LETTER = set("‘’“”…–—«»›™°\xa0")  # what may follow a letter that is meant
_PLAUSIBLE = re.compile(
    "[\x80-\u017fƒˆˇ˘˙˛˜˝ʼ\u0386-\u03ce\u0400-\u045f\u0490\u0491\u2000-\u206f€№™−\u2190-\u27bf\U0001f000-\U0001faff]"
)


def _read_anew(text, pattern, byte_of):
    """The text mended by one page, how often, and one place of it."""

    def anew(found):
        piece = found[0]
        if piece == "â€":
            return "”"  # its third sign was lost, since no page has it
        try:
            sign = bytes(byte_of[letter] for letter in piece).decode("utf-8")
        except UnicodeDecodeError:
            return None
        return sign if _PLAUSIBLE.fullmatch(sign) else None

    def is_sure(found):
        piece, before, after = found[0], text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        may_be_meant = (
            len(piece) == 2 and piece[1] in _AFTER_A_LETTER and piece not in ("Â\xa0", "Â°") and not after.isalpha()
        )
        return before.islower() or not may_be_meant and not before.isupper()

    places = [(found, sign) for found in pattern.finditer(text) if (sign := anew(found)) is not None]
    surely = next(((found, sign) for found, sign in places if is_sure(found)), None)
    if surely is None:
        return text, 0, ""
    parts, end = [], 0
    for found, sign in places:
        parts += [text[end : found.start()], sign]
        end = found.end()
    shown = f"“{''.join(s if s.isprintable() else '�' for s in surely[0][0])}” for {surely[1]}"
    return "".join([*parts, text[end:]]), len(places), shown


# ---------------------------------------------------------------- codes of web pages

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# A cell of a table with only a code in it, or a line of a program: there, the code may be what the text is about.
_CELL = re.compile(r"(?:^|[|\t])[ ]*&#?\w+;[ ]*(?:[|\t]|$)")
_CODE = re.compile(r"`|[{}]|</?[a-z]|==|\)\s*;")


def _entities(text, notes):
    made, left, lines = [], 0, text.split("\n")
    for n, line in enumerate(lines):
        if "&" not in line or not (codes := len(_ENTITY.findall(line))):
            continue
        if "“&" in line or '"&' in line or _CELL.search(line) or _CODE.search(_ENTITY.sub("", line)):
            left += codes
            continue
        lines[n] = _ENTITY.sub(
            lambda found: _sign(found[0], []), _ENTITY.sub(lambda found: _sign(found[0], made), line)
        )
    if made:
        told = f"read as {'the sign that it stands' if len(made) == 1 else 'the signs that they stand'} for"
        notes.append((f"{_were(len(made), 'code of a web page', 'codes of web pages')} {told}, such as {made[0]}.",
                      "Codes of web pages, such as &amp;, were read as the signs that they stand for."))  # fmt: skip
    if left:
        of_all = "Codes such as &amp; were left as they are in lines that look like a table or a program"
        notes.append((f"{of_all} ({left:,}).", f"{of_all}."))
    return "\n".join(lines)


def _sign(code, made):
    """The sign that a code stands for; one that breaks a line or does not print is a space, and what is no code stays."""
    if code[1] != "#" and code[1:] not in html.entities.html5:
        return code
    made.append(code)
    sign = html.unescape(code)
    return sign if sign.isprintable() or sign in "\xa0\xad\u200b\u200c\u200d" else " "


# ---------------------------------------------------------------- letters in two signs, ligatures, what cannot be seen

_IN_TWO = re.compile("[^\\W\\d_][\u0300-\u036f]+")
_LIGATURES = dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", "ff fi fl ffi ffl st st".split()))
_LIGATURE = re.compile(f"[{''.join(_LIGATURES)}]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_NO_SPACES = "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff"  # Thai and others, in which a sign without width parts words
_SOFT_BREAK = re.compile(r"(?<=[^\W\d_])\xad(?=[ \t]*\n[ \t]*[^\W_])")
_UNSEEN = re.compile(f"[\xad\u2060\ufeff]|(?<![{_NO_SPACES}])\u200b(?![{_NO_SPACES}])")
_JOINERS = re.compile(
    "(?<=[a-zA-Z\u00c0-\u052f\\s])[\u200c\u200d]|^[\u200c\u200d]"
)  # letters of other scripts need them
_DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


_TO_MEND = re.compile("[\u0300-\u036fﬀ-ﬆ\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def _signs(text, notes):
    if any("\u0300" <= sign <= "\u036f" for sign in set(text)):
        made = []
        text = _IN_TWO.sub(lambda found: _composed(found[0], made), text)
        if made:
            told = "written as two signs, a letter and its accent, and made one"
            notes.append((f"{_were(len(made), 'letter', 'letters')} {told}.", f"Letters were {told}."))
    text, ligatures = _LIGATURE.subn(lambda found: _LIGATURES[found[0]], text)
    if ligatures:
        notes.append(
            (
                f"{_were(ligatures, 'ligature', 'ligatures')} parted into letters, such as ﬁ.",
                "Ligatures were parted into letters.",
            )
        )
    text = _SOFT_BREAK.sub("-", text)
    text, unseen = _UNSEEN.subn("", text)
    text, more = _JOINERS.subn("", text)
    unseen += more
    if not _RIGHT_TO_LEFT.search(text):
        text, more = _DIRECTIONS.subn("", text)
        unseen += more
    if unseen:
        told = "taken out, as soft hyphens are"
        notes.append((f"{_were(unseen, 'sign that cannot be seen', 'signs that cannot be seen')} {told}.",
                      f"Signs that cannot be seen were {told}."))  # fmt: skip
    return text


def _composed(piece, made):
    one = unicodedata.normalize("NFC", piece)
    if one != piece:
        made.append(one)
    return one


# ---------------------------------------------------------------- words and sentences broken at the end of a line

# A part of a word, the hyphen that ends its line, and what the next line begins with.
_BREAK = re.compile(
    r"(?<![^\W_])(?P<left>[^\W_]++)[-‐][ \t]*\n[ \t]*(?P<right>[^\W_]+)(?P<rest>[^\s]*)(?P<space>[ \t]*)"
)
_NOT_A_HALF = {"and", "or", "to", "nor", "und", "i", "ili", "dhe", "ose"}  # pre- and post-war
_FIRST = set(
    "well self half two three four five six seven eight nine twenty thirty forty fifty sixty seventy eighty ninety vice".split()
)
_SECOND = set("known called based backed funded sponsored owned term scale range profile level class speaking style related elect"
              " friendly minded sighted lasting standing reaching ranking awaited free".split())  # fmt: skip
_BEFORE_A_WORD = set(
    "non anti pro ex pre post mid semi co cross inter multi peace cease news all far high low long short full".split()
)
_PAIRS = {
    ("so", "called"),
    ("left", "wing"),
    ("right", "wing"),
    ("by", "election"),
    ("by", "elections"),
    ("cease", "fire"),
}
_ENDINGS = re.compile(
    "(?:teen|ty|th|ths|fold|some|ing|ings|er|ers|est|ed|ly|s|es|ness|ish|ment|tion|ion|age|al|less|ful|ves)"
)


def _breaks(text, notes):
    words = set(re.findall(r"[^\W_]+(?:-[^\W_]+)*", _BREAK.sub(" ", text).lower()))
    joined = kept = end = 0
    parts = []
    for found in _BREAK.finditer(text):
        left, right, gap = found["left"], found["right"], text[end : found.start()]
        if right.lower() in _NOT_A_HALF:
            continue
        hyphen = _has_hyphen(left, right, words, text[found.start() - 1 : found.start()])
        joined, kept = joined + (not hyphen), kept + hyphen
        word = f"{left}{'-' * hyphen}{right}{found['rest']}"
        # The line end goes behind the word, or before it, so that each line keeps its number and no line comes to be empty.
        if text[found.end() : found.end() + 1] not in ("", "\n"):
            word += "\n"
        elif gap[gap.rfind("\n") + 1 : gap.rfind(" ") + 1].strip():
            gap = "\n".join(gap.rsplit(" ", 1))
        parts += [gap, word]
        end = found.end()
    if joined:
        told = "broken by a hyphen at the end of a line and joined"
        also = f"; {_were(kept, 'other', 'others')} joined with the hyphen kept" if kept else ""
        notes.append((f"{_were(joined, 'word', 'words')} {told}{also}.", f"Words were {told}."))
    elif kept:
        told = "joined across the end of a line, with the hyphen kept"
        notes.append((f"{_were(kept, 'word', 'words')} {told}.", f"Words were {told}."))
    return "".join([*parts, text[end:]])


def _has_hyphen(left, right, words, before):
    """Whether the hyphen at the end of a line belongs to the word, by the word itself, its parts, or the rest of the text."""
    if before == "-" or not (left.isalpha() and right[0].islower()) or left.isupper() and len(left) > 1:
        return True
    first, second = left.lower(), right.lower()
    if f"{first}-{second}" in words:
        return True
    if f"{first}{second}" in words or _ENDINGS.fullmatch(second):
        return False
    if (first, second) in _PAIRS or len(second) > 2 and first in _FIRST:
        return True
    return len(first) > 3 and second in _SECOND or first in _BEFORE_A_WORD and len(second) > 3 and second in words


_OPEN_END = re.compile('[^.!?…:’”“"»)\\]][’”“"»)\\]]*$')


NARROW = 20  # signs, at least, in a line that was broken to fit a width


def unbroken(lines, left_out):
    """Lines that were broken to fit a width, or by what the site put between, made whole: `[(line, whether it is left out)]`, in order.

    `left_out` has the places of the lines that are not the article, each with whether it is of the head or foot of a page: those
    within a sentence are put behind it. A width is known by two lines or more that break before a small letter.
    """
    article = [n not in left_out and line.strip() != "" for n, line in enumerate(lines)] + [False]
    opens = [article[n] and bool(_OPEN_END.search(line.rstrip()[-4:])) for n, line in enumerate(lines)]
    small = [line.lstrip()[:1].islower() for line in lines]
    sure = sorted(
        len(lines[n])
        for n in range(len(lines))
        if opens[n] and article[n + 1] and small[n + 1] and len(lines[n]) >= NARROW
    )
    width = 0.75 * sure[len(sure) // 2] if len(sure) > 1 else float("inf")
    broken = {n for n, line in enumerate(lines) if opens[n] and len(line) >= width}
    order, apart, n = [], set(), 0
    while n < len(lines):
        order.append(n)
        gap = list(takewhile(lambda k: not article[k], range(n + 1, len(lines)))) if opens[n] else []
        after = n + len(gap) + 1
        of_pages = n in broken and any(map(left_out.get, gap))
        if not left_out.keys().isdisjoint(gap) and article[after] and (small[after] or of_pages):
            apart.add(n)
            n = after
            while article[n + 1] and opens[n]:
                order.append(n)
                n += 1
            order += [n, *gap]
        n += 1
    title = next((n for n in order if article[n]), None)
    rows, out = [], []
    for before, n in pairwise([None, *order]):
        follows = before is not None and article[n] and (before in apart or n == before + 1 and before in broken)
        if follows and (small[n] or before != title and lines[n].lstrip()[0] not in "•·-–—*"):
            if small[n] and rows[-1][-1].endswith("-"):  # a word, too
                rows[-1][-1] = rows[-1][-1][:-1] + lines[n]
            else:
                rows[-1].append(lines[n])
        else:
            rows.append([lines[n]])
            out.append(n in left_out)
    return [(" ".join(parts), is_out) for parts, is_out in zip(rows, out)]
