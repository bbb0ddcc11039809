"""Wording that texts share, found in any texts."""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from numbers import Integral

import numpy as np
import pandas as pd

from ..corpus import BadInput, in_words, kind_of, need_column, need_whole
from ..output import say

_SHARED = ["first", "second", "words", "text", "first_start", "first_end", "second_start", "second_end"]
_MOST_RUNS = 5_000_000
_MOST_OF_THEM = 1_000_000  # runs that are given where there are more than those
_MOST_TEXT = 1_000_000_000  # characters; ten thousand times the same word in two texts make half of it
_AT_ONCE = 2_000_000  # pairs of places looked at together, to hold memory down

# Initials (U.S.), or a run of letters and figures, with accents that are marks of their own; apostrophes and hyphens inside it.
_PART = r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*"
WORD = re.compile(rf"(?:[^\W\d_]\.){{2,}}|{_PART}(?:['’‐‑-]{_PART})*")


def shared_runs(texts, n: int = 5, leave_out: Callable | None = None) -> pd.DataFrame:
    """Every run of `n` or more words that two texts share, one row each, with its place in both.

    `texts` is `{name: text}`, a column of texts with the names in its index, or a table with `id` (or `source`) and
    `text`. Gives `first, second` (the names, in the order given), `words` (how many), `text` (as it stands in the
    first), and `first_start, first_end, second_start, second_end`: offsets in characters into each text. The longest
    come first, then in the order of the texts and of the places. With none, the table is empty.

    A word is a run of letters and figures, with the apostrophes and hyphens inside it. Capitals, marks, line breaks
    and the form of an apostrophe do not count; accents do. A run goes on to the left and to the right as far as both
    texts agree, so a part of it is not given again at the same two places. Other places are other rows: a phrase that
    stands once in one text and three times in the other is three rows, and where a text repeats itself word for word
    (very, very, very) each way of laying it beside the other is a row. Nothing is looked for inside one text.

    `leave_out` is a function from a text to a table with `start, end`, such as `voices.quotations`: those stretches
    are set aside, and no run goes across them.

    Refuses, with a `BadInput`, what are not texts, fewer than two, a name given twice, an `n` that is not a whole number
    from 1, and a `leave_out` that gives no such table. Texts that share more runs than can be held (five million, or
    1,000,000,000 characters of them), such as thousands of copies of one article, give the longest, a million at most: all
    those from some length on, and one sentence says from which; where these are too many as well, those of the first texts.

    Every run of exactly n words gets a number (Broder 1997 calls them shingles), the same where the words are. Two places
    with one number and different words before them begin a shared run, with different words behind them end one; so
    time grows with the words that are given and the runs that are found, and not with the pairs of texts.
    """
    names, texts = _texts(texts, n)
    read = _numbered(texts, leave_out)
    n = min(n, len(read[0]) + 1)  # no run has more words than all texts
    try:
        return _run_table(names, texts, read, _found(read, n, _MOST_RUNS, _MOST_TEXT))
    except _TooMany:
        return _longest_runs(names, texts, read, n)


class _TooMany(Exception):
    """There are more shared runs than a computer can hold."""


def _longest_runs(names, texts, read, n):
    """The longest runs, a million at most, after a sentence on what is left out."""
    words, text_of, *places = read
    many = len(texts)

    def found(least, taken):
        kept = text_of < taken
        return _found(
            (words[kept], text_of[kept], *(column[kept] for column in places)), least, _MOST_OF_THEM, _MOST_TEXT // 5
        )

    def how_many(least, taken):
        try:
            return len(found(least, taken)[0])
        except _TooMany:
            return math.inf

    # The fewest words with which all runs can be held: by doubling, and then between the last two.
    low, high = n - 1, n
    while how_many(high, many) == math.inf:
        low, high = high, 2 * high
    low, high = _narrowed(low, high, lambda least: how_many(least, many) < math.inf)
    too_many = f"These texts share too many runs of {n} words for all of them to be held."
    if how_many(high, many):
        say(f"{too_many} The longest are given, all those of {high:,} words or more; shorter ones are left out.")
        return _run_table(names, texts, read, found(high, many))
    # The longest are too many too, and all of one length, as in copies of one text: those of the first texts.
    _, taken = _narrowed(-many, -1, lambda taken: how_many(low, -taken) < math.inf)
    if taken == -1:
        raise BadInput(
            "These texts repeat themselves too often for their shared runs to be held: take shorter texts, or a larger n."
        )
    say(f"{too_many} Those of {low:,} words between the first {-taken:,} texts are given; shorter ones, and those of the other "
        f"{many + taken:,} texts, are left out.")  # fmt: skip
    return _run_table(names, texts, read, found(low, -taken))


def _narrowed(low, high, holds):
    """The two neighbouring whole numbers between which something begins to hold."""
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return low, high


def _found(read, n, most, most_text):
    """The runs of n words or more, in order: the first word of each in both texts, the last ones, and how many words.

    Stops with `_TooMany` if there are more than `most`, or more different characters in them than `most_text`.
    """
    words, text_of, starts, ends = read
    windows = _windows(words, n)
    places = _in_two_texts(windows, text_of)
    group, size = windows[places], len(words)
    # A run stays at one distance between its places, so the beginnings and the ends there take turns.
    begins = _turning_points(group, words[places - 1], places, text_of, most)
    finishes = _turning_points(group, words[places + n], places, text_of, most)
    here, apart = begins % size, begins // size
    last = finishes % size + n - 1
    there, count = here + apart, last - here + 1
    order = np.lexsort((there, here, text_of[there], text_of[here], -count))
    here, there, last, apart, count = (column[order] for column in (here, there, last, apart, count))
    different = ~pd.DataFrame({"start": here, "end": last}).duplicated().to_numpy()
    if (ends[last] - starts[here])[different].sum() > most_text:
        raise _TooMany
    return here, there, last, last + apart, count


def _run_table(names, texts, read, found):
    _, text_of, starts, ends = read
    here, there, last, last_there, count = found
    names = np.array([*names, None], dtype=object)  # the None keeps NumPy from reading names as anything but objects
    return pd.DataFrame(
        {
            "first": names[text_of[here]],
            "second": names[text_of[there]],
            "words": count,
            "text": _slices(texts, text_of[here], starts[here], ends[last]),
            "first_start": starts[here],
            "first_end": ends[last],
            "second_start": starts[there],
            "second_end": ends[last_there],
        },
        columns=_SHARED,
    )


def overlap(texts, n=5, leave_out=None):
    """How much of its wording each pair of texts has in common: `first, second, shared, containment`, one row a pair.

    Takes and refuses what `shared_runs` does. `shared` is how many different runs of exactly `n` words stand in both,
    `containment` their share, from 0 to 1, among those of the text that has fewer of them; it is missing (not a number)
    if that text has none. In the order of the texts.

    Broder (1997), On the resemblance and containment of documents.
    """
    names, texts = _texts(texts, n)
    words, text_of, starts, ends = _numbered(texts, leave_out)
    n = min(n, len(words) + 1)
    windows = _windows(words, n)
    gaps = np.append(0, np.cumsum(starts == ends))  # a gap has no length
    whole = np.flatnonzero(gaps[n:] == gaps[: len(windows)])
    many = len(texts)
    once = pd.unique(windows[whole] * many + text_of[whole])  # a run counts once in a text
    group, text = once // many, once % many
    sizes = np.bincount(text, minlength=many)
    common = np.bincount(group, minlength=1)[group] > 1
    group, text = group[common], text[common]
    shared = np.zeros(many * many, dtype=np.int64)
    for here, there in _pairs(group, text):
        shared += np.bincount(
            np.minimum(text[here], text[there]) * many + np.maximum(text[here], text[there]), minlength=many * many
        )
    first, second = np.triu_indices(many, 1)
    shared, smaller = shared[first * many + second], np.minimum(sizes[first], sizes[second])
    names = np.array([*names, None], dtype=object)
    containment = np.where(smaller > 0, shared / np.maximum(smaller, 1), np.nan)
    return pd.DataFrame({"first": names[first], "second": names[second], "shared": shared, "containment": containment})


def _texts(given, n):
    """The names and the texts, as two lists; refuses what is neither, and a wrong `n`."""
    need_whole(n, 1, "How many words a run must have (n)")
    if isinstance(given, pd.DataFrame):
        column = next((name for name in ("id", "source") if name in given.columns), None)
        if column is None or "text" not in given.columns:
            raise BadInput("A table of texts needs a column id (or source) and a column text.")
        need_column(given, column, "texts", ())
        need_column(given, "text", "texts")
        names, texts = list(given[column]), list(given["text"])
    elif isinstance(given, (Mapping, pd.Series)):
        names, texts = list(given.keys()), list(given.values() if isinstance(given, Mapping) else given)
    else:
        raise BadInput(
            f"The texts have to be a dictionary {{name: text}} or a table with id and text, not {kind_of(given)}."
        )
    for name, text in zip(names, texts):
        try:
            hash(name)
        except TypeError:
            raise BadInput(f"A text has {kind_of(name)} for its name: give it a text or a number.") from None
        if not isinstance(text, str):
            raise BadInput(f'The text "{name}" is {kind_of(text)}: a text is expected there.')
    if len(texts) < 2:
        raise BadInput(f"It takes two texts to share words, and there {'is one' if texts else 'are none'}.")
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise BadInput(f'Two texts have the name "{twice}": give each its own.')
    return names, texts


def _numbered(texts, leave_out):
    """The words of all texts in one row, as numbers, with the text of each and where in it the word starts and ends.

    Between two texts, and where something is left out, stands a number that is nowhere else, so that no run crosses it.
    """
    numbers, forms = {}, {}  # of a word as compared, and of a word as written
    words, spans, sizes = [], [], []
    for text in texts:
        its_words, places = [-1], [(0, 0)]
        for start, end in _pieces(text, leave_out):
            written = WORD.findall(text, start, end)
            for form in dict.fromkeys(written):
                if form not in forms:
                    forms[form] = numbers.setdefault(_plain(form), len(numbers))
            its_words += [*map(forms.__getitem__, written), -1]
            places += [*(word.span() for word in WORD.finditer(text, start, end)), (end, end)]
        words.append(np.array(its_words))
        spans.append(np.array(places))
        sizes.append(len(its_words))
    words = np.concatenate(words)
    gaps = np.flatnonzero(words < 0)
    words[gaps] = len(numbers) + np.arange(len(gaps))
    starts, ends = np.concatenate(spans).T.copy()
    return words, np.repeat(np.arange(len(texts)), sizes), starts, ends


def _plain(word):
    """A word as it is compared: without capitals, one apostrophe and one hyphen for all, an accent and its letter as one sign."""
    return unicodedata.normalize("NFC", re.sub("[‐‑]", "-", word.lower().replace("’", "'")))


def _pieces(text, leave_out):
    """The stretches of a text that are not left out, as `(start, end)`."""
    if leave_out is None:
        return [(0, len(text))]
    if not callable(leave_out):
        raise BadInput(
            f"leave_out has to be a function from a text to a table with start and end, not {kind_of(leave_out)}."
        )
    table = leave_out(text)
    if not isinstance(table, pd.DataFrame) or not {"start", "end"} <= set(table.columns):
        raise BadInput(f"leave_out has to give a table with the columns start and end; it gave {kind_of(table)}.")
    for column in ("start", "end"):
        need_column(table, column, "stretches to leave out")
        for value in table[column]:
            if isinstance(value, bool) or not isinstance(value, Integral):
                raise BadInput(
                    f"leave_out has to give whole numbers under {column}, places in the text, not {in_words(value)}."
                )
    pieces, at = [], 0
    for start, end in sorted(zip(table["start"].tolist(), table["end"].tolist())):
        if start >= at:
            pieces.append((at, min(start, len(text))))
        at = min(max(at, end), len(text))
    return [*pieces, (at, len(text))]


def _windows(words, n):
    """A number for each place, the same for two places from which the same n words go on.

    Runs of n words are put together from two shorter ones, so that n hardly matters and equal numbers are equal words.
    """
    numbers, length = pd.factorize(words)[0], 1
    while length < n and len(numbers):
        step = min(length, n - length)
        pair = numbers[:-step] * (len(numbers) + 1) + numbers[step:]
        numbers, length = pd.factorize(pair)[0], length + step
    return numbers


def _in_two_texts(windows, text_of):
    """The places whose n words stand in another text as well."""
    size = windows.max(initial=-1) + 1
    text_of = text_of[: len(windows)]
    lowest, highest = np.full(size, len(text_of) + 1), np.full(size, -1)
    np.minimum.at(lowest, windows, text_of)
    np.maximum.at(highest, windows, text_of)
    return np.flatnonzero((lowest < highest)[windows])


def _pairs(group, kind):
    """Every two members of a group that are of different kinds, as two arrays of places, some millions at a time."""
    order = np.lexsort((kind, group))
    group, kind = group[order], kind[order]
    place = np.arange(len(order))
    new_group = np.append(group[1:] != group[:-1], True)[: len(order)]
    new_kind = new_group | np.append(kind[1:] != kind[:-1], True)[: len(order)]
    group_end, kind_end = (place[new][np.searchsorted(place[new], place)] + 1 for new in (new_group, new_kind))
    partners = group_end - kind_end  # all behind its own kind
    done = np.cumsum(partners)
    low = 0
    while low < len(order):
        high = max(low + 1, np.searchsorted(done, (done[low - 1] if low else 0) + _AT_ONCE, side="right"))
        counts = partners[low:high]
        before = np.cumsum(counts) - counts
        here = np.repeat(place[low:high], counts)
        there = np.arange(len(here)) + np.repeat(kind_end[low:high] - before, counts)
        yield order[here], order[there]
        low = high


def _turning_points(group, neighbour, places, text_of, most):
    """Where a shared run begins (or ends): the pairs of places in two texts with the same n words and different neighbours.

    Each pair is one number, distance times size plus the first place, in order. Stops with `_TooMany` at more than `most`.
    """
    size, found, total = len(text_of), [np.empty(0, dtype=np.int64)], 0
    for here, there in _pairs(group, neighbour):
        here, there = places[here], places[there]
        two = text_of[here] != text_of[there]
        here, there = np.minimum(here[two], there[two]), np.maximum(here[two], there[two])
        found.append((there - here) * size + here)
        total += len(here)
        if total > most:
            raise _TooMany
    return np.sort(np.concatenate(found))


def _slices(texts, text, start, end):
    """`texts[text][start:end]` for each row, each different one made only once."""
    keys = pd.DataFrame({"text": text, "start": start, "end": end})
    row = keys.groupby(["text", "start", "end"], sort=False).ngroup().to_numpy()
    different = keys[~keys.duplicated()]
    cut = [texts[t][s:e] for t, s, e in different.itertuples(index=False)]
    return np.array([*cut, None], dtype=object)[row]
