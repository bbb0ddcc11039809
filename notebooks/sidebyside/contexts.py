"""A word in all its places: each use with what stands on either side of it (lesson 02)."""

import re
import warnings

import pandas as pd

from .corpus import BadInput, check_units, nearest, need_table, need_text, need_whole
from .rules.sentences import accents

_HIT_COLUMNS = ["id", "source", "left", "hit", "right"]
_SORTS = ["left", "right"]
_FAR = 200  # characters on either side that sorting looks at


def concordance(units: pd.DataFrame, pattern: str, width: int = 40, sort: str | None = None) -> pd.DataFrame:
    """Every place where `pattern` is found in `units`, each with its context: `id, source, left, hit, right`.

    `units` has the columns `id, source, text`, as `corpus.load_units()` gives them. `left` and `right` are the up to
    `width` characters beside the hit in the same unit, empty where it begins or ends there. Line breaks and tabs are
    shown as spaces; nothing else is changed and no hit is left out. With no hit the table is empty.

    A pattern of letters, figures, spaces, hyphens, apostrophes and * is read as concordancers do: whole words, in
    capitals or not, * for any letters or none (recogni*), a space for any white space, one apostrophe for the other.
    So are dotted initials (U.S.). Anything else is a regular expression of Python's `re`, capitals or not.

    The order is that of the text. With `sort` "left" it is that of the word next on the left, then the one before
    it, and so on; with "right", of the words on the right; capitals and punctuation do not count.

    Refuses, with a `BadInput` of one sentence, an empty or wrong pattern or one that finds only empty places, a `width`
    that is not a whole number from 0, a `sort` that is neither, and units that lack a column or a text.
    """
    check_units(units)
    need_whole(width, 0, "The width, in characters,")
    if sort is not None and sort not in _SORTS:
        meant = nearest(sort, _SORTS)
        raise BadInput(f'The sort can be "left", "right" or None, not {sort!r}: did you mean "{meant}"?')
    find = _reading(pattern, units["text"]).finditer
    rows, keys, empty = [], [], 0
    for unit_id, source, text in zip(units["id"], units["source"], units["text"]):
        for match in find(text):
            start, end = match.span()
            if start == end:
                empty += 1
                continue
            left, right = text[max(0, start - width) : start], text[end : end + width]
            rows.append((unit_id, source, _one_line(left), _one_line(match[0]), _one_line(right)))
            if sort == "left":
                keys.append("\n".join(reversed(_sort_words(text[max(0, start - _FAR) : start]))))
            elif sort == "right":
                keys.append("\n".join(_sort_words(text[end : end + _FAR])))
    if empty and not rows:
        raise BadInput(f'The pattern "{pattern}" finds only empty places here: name at least one letter to look for.')
    if sort:
        rows = [rows[place] for place in sorted(range(len(rows)), key=keys.__getitem__)]
    return pd.DataFrame(rows, columns=_HIT_COLUMNS)


def kwic(hits):
    """The hits of `concordance` as one text to print: a line each, the hits in brackets, one below the other.

    A line has the id, the context on the left, the hit and the context on the right. "No hits." if there are none.
    Refuses what is not a table with those columns.
    """
    need_table(hits, _HIT_COLUMNS, "hits", "concordance(units, pattern)")
    if hits.empty:
        return "No hits."
    names = hits["id"].astype(str)
    id_width, left_width = names.str.len().max(), hits["left"].str.len().max()
    return "\n".join(
        f"{name:<{id_width}}  {left:>{left_width}}[{hit}]{right}".rstrip()
        for name, left, hit, right in zip(names, hits["left"], hits["hit"], hits["right"])
    )


def _reading(pattern, texts):
    """The pattern as a compiled regular expression; `texts` tell which accents are marks of their own there."""
    need_text(pattern, "pattern", "recogni*")
    pattern = pattern if pattern.strip() else ""
    if not pattern:
        raise BadInput('The pattern is empty: write a word to look for, such as "peace" or "recogni*".')
    marks = accents(pattern)
    plain = _DOTTED.sub("", pattern)
    if all(c.isalnum() or c in " -'’*" or c in marks for c in plain):
        if not pattern.isascii():
            marks = accents("".join(set().union(*texts)))
        return re.compile(_whole_words(pattern.strip(), marks))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        place = min(error.pos or 0, len(pattern) - 1)
        piece, mark = pattern[place : place + 10], "(" if pattern[place].isalnum() else pattern[place]
        raise BadInput(
            f'The pattern "{pattern}" is no regular expression: {error.msg}, at character {place + 1}, '
            f'"{piece}"; a mark that stands for itself needs a backslash before it, as in \\{mark}.'
        ) from None
    except (OverflowError, RecursionError):
        raise BadInput(
            "The pattern is no regular expression that can be used: a number in it is too large"
            " or its brackets are too deep, so write a shorter one."
        ) from None


def _whole_words(pattern, marks):
    """What a reader types, as a regular expression."""
    pattern = re.sub(r"\*+", "*", pattern)
    letter = rf"[\w{marks}]"
    if pattern == "*":
        return rf"{letter}+"
    pieces = pattern.split("*")
    pieces = [re.sub("['’]", "['’]", re.sub(r"(\\ )+", r"\\s+", re.escape(piece))) for piece in pieces]
    # Each * stops at the first place where the next piece fits, and stays there, since what was seen ahead is then taken
    # as it is; only the last one may have to go on.
    rest = "".join(rf"(?=(?P<to{n}>{letter}*?{piece}))(?P=to{n})" for n, piece in enumerate(pieces[1:-1]))
    rest += rf"{letter}*{pieces[-1]}" if len(pieces) > 1 else ""
    rest += rf"(?!{letter})" if pattern[-1] not in "-'’" else ""
    first = pattern[0]
    if first.isalnum():  # naming the first letter in both cases lets the search leap from one to the next
        first = "[" + "".join({first} | {c for c in (first.lower(), first.upper()) if len(c) == 1}) + "]"
        return rf"{first}(?<!{letter}{first})(?i:{pieces[0][1:]}{rest})"
    opening = rf"(?<!{letter})" if first == "*" else ""
    return rf"(?i:{opening}{pieces[0]}{rest})"


_DOTTED = re.compile(r"(?<![^\W_])(?:[^\W\d_]\.){2,}")  # U.S. means itself
_CONTROL = re.compile(r"\r\n|[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SORT_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def _one_line(text):
    return _CONTROL.sub(" ", text)


def _sort_words(text):
    return [word.replace("’", "'") for word in _SORT_WORD.findall(text.casefold())]
