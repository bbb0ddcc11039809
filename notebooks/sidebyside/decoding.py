"""The bytes of a file as a text: which encoding they are in, known for certain or told by the letters that come out.

UTF-8 and UTF-16 are known by their form. In an older code page one byte is one letter, and which one depends on the page: E8 is è in
Western Europe, č in the languages of Central Europe, и in Cyrillic. Each page is tried with the letters of the languages that were
written in it, and the one is taken under which the text looks least strange.
"""

import codecs
import re
from collections import Counter
from contextlib import suppress

from .corpus import BadInput

_MARKS_OF_ORDER = [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
                   (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")]  # fmt: skip
_GUESSED = "This file is not in UTF-8 and was read as {}: if letters look wrong, save it again in UTF-8."
_NAMES = {"cp1252": "Windows-1252", "cp1250": "Windows-1250", "iso8859_2": "ISO-8859-2", "cp1251": "Windows-1251",
          "iso8859_5": "ISO-8859-5", "koi8_r": "KOI8-R", "mac_roman": "Mac Roman"}  # fmt: skip

_SOUTH_SLAVIC = "čćšžđ"
_CYRILLIC = ["абвгдђежзијклљмнњопрстћуфхцчџш", "абвгдежзијклљмнњопрстуфхцчџшѓѕќ", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
             "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"]  # fmt: skip
_WESTERN = ["äöüß", "éèêëàâçîïôûùœ", "ëç", "áéíóúñü", "ãõáâàçéêíóôú", "èàòùìé", "æøåäöé", "áðéíóúýþæö"]
# The pages with the letters, beside those from A to Z, of each language; of two that fit as well the first is taken.
_TRIED = [
    *(("cp1252", letters) for letters in _WESTERN),
    ("cp1250", _SOUTH_SLAVIC), ("iso8859_2", _SOUTH_SLAVIC), ("cp1251", _CYRILLIC[0]),
    *((page, letters) for letters in ["áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "ąćęłńóśźż", "áéíóöőúüű", "ăâîşţ"]
      for page in ("cp1250", "iso8859_2")),
    *((page, letters) for page in ("cp1251", "iso8859_5", "koi8_r") for letters in _CYRILLIC),
    *(("mac_roman", letters) for letters in _WESTERN),
]  # fmt: skip
_IN_LOAN_WORDS = set("éöüäëç")
_ODD = re.compile(r".(?:È[a-z]|è[aeiouk])|iæ\W", re.DOTALL)  # what č and ć become in Windows-1252, and no language has


def decoded(data):
    """The text of a file's bytes, and a sentence on how it was read, empty for UTF-8; refuses what is in no usual encoding."""
    with suppress(UnicodeDecodeError):
        for mark, encoding in _MARKS_OF_ORDER:
            if data.startswith(mark):
                text = data.decode(encoding).removeprefix("\ufeff")
                return text, "" if encoding == "utf-8" else f"This file is in {encoding.upper()}, and was read as that."
        unmarked = _unmarked_utf16(data)
        if unmarked:
            return data.decode(unmarked), "This file is in UTF-16, and was read as that."
        return data.decode("utf-8"), ""
    page = _code_page(data)
    with suppress(UnicodeDecodeError):
        return data.decode(page), _GUESSED.format(_NAMES[page])
    raise BadInput("This file is neither in UTF-8 nor in Windows-1252: save it again as plain text in UTF-8.")


def is_guess(remark):
    """Whether a sentence of `decoded` says that letters may be wrong."""
    return remark.startswith(_GUESSED.split("{")[0])


def _unmarked_utf16(data):
    """The order of bytes of a text in UTF-16 without a mark, or an empty text for anything else."""
    for encoding, high, low in (("utf-16-le", data[1::2], data[::2]), ("utf-16-be", data[::2], data[1::2])):
        # The upper half of each character is nought for spaces, commas and line ends, and one of a few in any one script.
        zeros = high.count(0)
        if len(data) % 2 == 0 and 0 not in low and zeros > 2 and 10 * zeros > len(high) and len(set(high)) < 8:
            with suppress(UnicodeDecodeError):
                data.decode(encoding)
                return encoding
    return ""


def _code_page(data):
    """The code page under which a text looks best; Windows-1252 if it looks strange under each of them."""
    threes = Counter(re.findall(rb"(?=(.[\x80-\xff].))", b" " + data + b" ", re.DOTALL))
    best, points, known = "cp1252", 0.4 * sum(threes.values()), {}
    for page, letters in _TRIED:
        if page not in known:
            known[page] = [(three.decode(page, "replace"), times) for three, times in threes.items()]
        found = sum(times * _points(three, letters, page) for three, times in known[page])
        if found > points:
            best, points = page, found
    return best


def _points(three, letters, page):
    """How well a sign stands between its neighbours, if a language has these letters: 1 for a letter in place, -5 for what does not
    print."""
    before, sign, after = three
    if sign.isalpha():
        if sign.isupper() and before.islower():
            return -3
        if letters in _CYRILLIC and any(beside.isascii() and beside.isalpha() for beside in (before, after)):
            return -3
        if page == "cp1252" and _ODD.fullmatch(three):
            return -1
        if sign.lower() in letters:
            alone = not any(beside.isascii() and beside.isalpha() for beside in (before, after))
            return 1 if sign.islower() else 0 if letters in _CYRILLIC else 0.4 if alone else 1
        return 0 if sign in _IN_LOAN_WORDS else -2
    if sign in "“„‘‚«" and after.isalnum() and not before.isalnum():
        return 1
    if sign in "”“’‘»…" and not before.isspace() and (sign == "’" or not after.isalnum()):
        return 1
    if sign in "–—" and before.isspace() == after.isspace():
        return 1
    if sign in "“”„‘’‚«»…–—\xa0€£§°©®™·•":
        return -3 if before.islower() and after.islower() else 0
    return -2 if sign.isprintable() and sign != "�" else -5
