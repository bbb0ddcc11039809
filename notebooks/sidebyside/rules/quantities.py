"""Numbers and what they are numbers of, found in any English text: 300 people, €2.5m, 30 to 96 million."""

import re
from typing import NamedTuple

from . import DAYS_AND_MONTHS


class Quantity(NamedTuple):
    start: int  # in the text, with what makes it rough: about 300 people
    end: int
    low: float
    high: float  # the same as `low`, but for a range
    thing: str  # what it is a number of, as one of them is called: person, euro; empty where no noun is found


_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[’'][^\W\d_]+)*|[^\w\s]|_")
_ONES = dict(zip("two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
                 " nineteen".split(), range(2, 20)))  # fmt: skip
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10)))
_WORDS = {"one": 1, **_ONES, **_TENS}
_TIMES = {"dozen": 12, "hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SHORT = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
_SIGNS = {"€": "euro", "$": "dollar", "£": "pound", "¥": "yen"}
_ROUGH = frozenset("about around some roughly nearly almost over under approximately".split())
_ROUGH_TWO = {("more", "than"), ("less", "than"), ("fewer", "than"), ("at", "least"), ("at", "most"), ("up", "to")}
_NO_NUMBER = frozenset("st nd rd th am pm a.m p.m g".split())  # 21st, 3pm
_NUMBERED = frozenset(
    "no number article section resolution chapter page room route line bus flight highway road street type".split()
)
_DAYS = frozenset(word.lower() for word in DAYS_AND_MONTHS)
_MONTHS = frozenset("january february march april may june july august september october november december jan feb mar apr jun jul aug"
                    " sep sept oct nov dec".split())  # fmt: skip
_PERSONS = frozenset("man woman boy girl child person widow pensioner".split())
_AT_TIMES = frozenset("in since from by until till of before after during and to".split()) | _MONTHS
_BEFORE_TIMES = frozenset("at since until till by before after from".split())
# What ends a noun phrase, in small letters.
_ENDS = frozenset(
    "a an the this that these those and or but nor in on at to for from with by about into over under after before during since until"
    " between against through across near per than as if when while where who which whose whom is are was were be been being has have"
    " had will would can could may might must shall should do does did not no he she it they we i you there here his her its their our"
    " ago away apart later earlier more less each every all both said says out up down off so then now still also already only".split()
)
_PLURALS = {"people": "person", "persons": "person", "men": "man", "women": "woman", "children": "child", "feet": "foot", "lives": "life",
            "crises": "crisis", "wives": "wife", "knives": "knife", "thieves": "thief", "shelves": "shelf", "halves": "half"}  # fmt: skip
_AS_THEY_ARE = frozenset(
    "police staff crew dead injured wounded missing aircraft fish sheep percent euro km kg cm mm mph kmh".split()
)
_YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")
_NO_PLURAL = re.compile(r".*(?:ss|us|is|['’]\w*)|news|politics|economics|athletics|always|perhaps|.{1,2}")


def find_quantities(text):
    """Every number in a text that counts or measures something, in order: a list of `Quantity`.

    A number is of figures or words (300, three hundred, a dozen, 2.5m), with its sign (€, %) and what makes it rough (about, more
    than); 30 to 96 million, between 30 and 96 and 30–96 are one, with both ends. What it is of is the first plural behind it (40
    striking bus drivers: driver), or behind "of the"; money is of its coin, and % of "per cent". Left out: dates, years, times of day,
    ages, scores, ordinals, numbers that are part of a name (Resolution 1244), *one*, and numbers that are none (hundreds of). The
    comma parts thousands and the point the decimals, as in English. A rule of ours.
    """
    tokens = [(found[0], found.start(), found.end()) for found in _TOKEN.finditer(text)]
    lower = [token.lower() for token, *_ in tokens]
    found, n = [], 0
    while n < len(tokens):
        number = _number(tokens, lower, n)
        if number is None:
            n += 1
            continue
        value, last, sign, times = number
        low, high, to = value, value, _range(tokens, lower, last)
        if to is not None:
            other, last, other_sign, other_times = to
            if times == 1 and other_times > 1 and value < other / other_times:
                low = value * other_times
            high, sign = other, sign or other_sign
            if high < low or _YEAR.fullmatch(tokens[n][0]) and 1000 < high < 2100:  # a score, or 1998-1999
                n = last + 1
                continue
        first = n - (n > 0 and tokens[n - 1][0] in _SIGNS)
        if sign or not _is_no_count(tokens, lower, n, last, text):
            thing, end = (sign, last) if sign else _noun(tokens, lower, last + 1)
            first = _rough(lower, first, to is not None)
            if not (value == 1 and to is None and not sign and lower[n] == "one") and thing is not None:
                found.append(Quantity(tokens[first][1], tokens[max(end, last)][2], low, high, thing))
        n = last + 1
    return found


def _number(tokens, lower, n):
    """The number that begins with the token n: `(value, its last token, its sign, by what it is multiplied)`, or None."""
    word, start, end = tokens[n]
    sign = _SIGNS.get(tokens[n - 1][0], "") if n and tokens[n - 1][2] == start else ""
    if word[0].isdecimal():
        try:
            value = float(
                word.replace(",", "")
                if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|[^,]+", word)
                else word.replace(",", ".")
            )
        except ValueError:  # 3.5.1
            return None
        if n + 1 < len(tokens) and tokens[n + 1][1] == end and tokens[n + 1][0].isalpha():
            joined = lower[n + 1]
            if joined in _SHORT and (sign or joined in ("mn", "bn", "tn")):
                return value * _SHORT[joined], n + 1, sign, _SHORT[joined]
    elif lower[n] in _WORDS:
        value, n = _in_words(lower, tokens, n)
    elif lower[n] in _TIMES and n and lower[n - 1] in ("a", "an"):
        return _TIMES[lower[n]], n, sign, _TIMES[lower[n]]
    else:
        return None
    times = 1
    while n + 1 < len(tokens) and lower[n + 1] in _TIMES:
        n, times = n + 1, times * _TIMES[lower[n + 1]]
        value *= _TIMES[lower[n]]
        more = n + 1 + (n + 2 < len(tokens) and lower[n + 1] == "and")
        if (
            times < 1e6 and more < len(tokens) and lower[more] in _WORDS and lower[n] in ("hundred", "thousand")
        ):  # three hundred and fifty
            rest, n = _in_words(lower, tokens, more)
            if n + 1 < len(tokens) and lower[n + 1] == "hundred":
                rest, n = rest * 100, n + 1
            value += rest
            break
    if lower[n + 1 : n + 4] == ["and", "a", "half"]:
        value, n = value + times / 2, n + 3
    if n + 1 < len(tokens) and tokens[n + 1][0] == "%":
        return value, n + 1, "per cent", times
    if n + 2 < len(tokens) and lower[n + 1] == "per" and lower[n + 2] == "cent":
        return value, n + 2, "per cent", times
    if n + 1 < len(tokens) and lower[n + 1] == "percent":
        return value, n + 1, "per cent", times
    return value, n, sign, times


def _in_words(lower, tokens, n):
    """A number below a hundred in words, with its last token: twenty-three."""
    value = _WORDS[lower[n]]
    if lower[n] in _TENS and n + 2 < len(tokens) and tokens[n + 1][0] in "-‐" and _WORDS.get(lower[n + 2], 10) < 10:
        return value + _WORDS[lower[n + 2]], n + 2
    return value, n


def _range(tokens, lower, last):
    """The number at the other end of a range, or None."""
    n = last + 1
    if n + 1 >= len(tokens) or not (lower[n] in ("to", "or") or lower[n] in "-–—" or lower[n] == "and"):
        return None
    if lower[n] == "and" and "between" not in lower[max(0, last - 4) : last]:
        return None
    n += 1 + (tokens[n + 1][0] in _SIGNS)
    return _number(tokens, lower, n) if n < len(tokens) else None


def _rough(lower, first, is_range):
    """The token with which the number begins, with what makes it rough."""
    if first > 1 and (lower[first - 2], lower[first - 1]) in _ROUGH_TWO:
        return first - 2
    before = lower[first - 1] if first else ""
    return first - (before in _ROUGH or before in ("a", "an") or before == "between" and is_range)


def _is_no_count(tokens, lower, n, last, text):
    """Whether a number is a date, a year, a time, an age, a score, an ordinal or part of a name."""
    word, start, _ = tokens[n]
    before, after = lower[n - 1] if n else "", lower[last + 1] if last + 1 < len(tokens) else ""
    close = last + 1 < len(tokens) and tokens[last + 1][1] == tokens[last][2]  # no space between
    if (
        before in _MONTHS
        or after in _MONTHS
        or after == "of"
        and lower[last + 2 : last + 3]
        and lower[last + 2] in _MONTHS
    ):
        return True
    if re.fullmatch(r"[0-2]?[0-9][.][0-5][0-9]", word) and (
        n == 0 or word[0] == "0" or "\n" in text[tokens[n - 1][2] : start]
    ):
        return True  # 17.12, as a live blog begins a line
    if re.fullmatch(r"(?:[01]?\d|2[0-3])[.][0-5]\d", word) and before in _BEFORE_TIMES and after not in ("to", "per"):
        if n == last and not _noun(tokens, lower, last + 1)[0]:
            return True  # the boat at 23.30
    joined = close and (after in ":/" or tokens[last + 1][0].isalpha() and len(after) > 2)
    if after in _NO_NUMBER or after == "o" or joined:
        return True
    if after in ("a", "p") and lower[last + 2 : last + 4] == [".", "m"]:
        return True
    if n and tokens[n - 1][2] == start and before in ":/.-–’'" and before:  # 10:30, 3-2, the ’90s
        return True
    if close and after in "-–" and lower[last + 2 : last + 3] and lower[last + 2][0].isdecimal():
        return True
    if close and after in "-‐" and lower[last + 2 : last + 3] == ["year"] and lower[last + 4 : last + 5] == ["old"]:
        return True
    if after in ("year", "years") and lower[last + 2 : last + 3] == ["old"]:
        return True
    if (
        before == ","
        and after in (",", ".", ")")
        and word.isdecimal()
        and len(word) < 4
        and n > 1
        and tokens[n - 2][0][0].isupper()
    ):
        return True  # Okafor, 54, …
    if before in ("aged", "age") or before in _NUMBERED or before == "#":
        return True
    if before == "of" and n > 1 and lower[n - 2] in _PERSONS:  # a woman of 67
        return True
    if before in _BEFORE_TIMES and not _noun(tokens, lower, last + 1)[0]:
        value = _WORDS.get(lower[n]) or (int(word) if word.isdecimal() and len(word) < 3 else 99)
        if value <= 24 and n == last and after != "to":  # at four
            return True
    if _YEAR.fullmatch(word) and last == n:
        return before in _AT_TIMES or not after[:1].isalpha() or after in _ENDS or not _noun(tokens, lower, last + 1)[0]
    if n and tokens[n - 1][0][0].isupper() and before not in _DAYS and tokens[n - 1][0].isalpha() and word.isdecimal():
        opens = n == 1 or tokens[n - 2][0] in '.!?“"‘:'
        return not opens and not _noun(tokens, lower, last + 1)[0]
    return False


def _noun(tokens, lower, n):
    """What a number before the token n is a number of, and the last token of that; an empty text where no noun is found."""
    if (
        n < len(tokens) and tokens[n][0] in "-‐" and n + 1 < len(tokens) and tokens[n + 1][0].isalpha()
    ):  # a two-day strike
        return singular(lower[n + 1]), n + 1
    last = n - 1
    if n < len(tokens) and lower[n] == "of":
        n += 1
        while n < len(tokens) and lower[n] in (
            "the",
            "its",
            "their",
            "his",
            "her",
            "these",
            "those",
            "our",
            "more",
            "than",
        ):
            n += 1
        if n < len(tokens) and (inner := _number(tokens, lower, n)):
            n = inner[1] + 1
    for place in range(n, min(n + 6, len(tokens))):
        word = lower[place]
        if not word[0].isalpha() or word in _ENDS and not (word == "more" and place == n):
            break
        if singular(word) != word or word in _AS_THEY_ARE:
            return singular(word), place
    if lower[n - 1] in ("1", "one") and n < len(tokens) and lower[n][0].isalpha() and lower[n] not in _ENDS:
        return lower[n], n
    return "", last


def singular(word):
    """What one of them is called: drivers are each a driver."""
    if word in _PLURALS:
        return _PLURALS[word]
    if word in _AS_THEY_ARE or not word.endswith("s") or _NO_PLURAL.fullmatch(word):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if re.search(r"(?:ch|sh|ss|x|zz)es$", word) else word[:-1]
