"""Where texts agree, clash and go quiet: the table of stances, wording that is shared, silences, and what each could know.

The collection's tables are `propositions`, `stances` and `timeline`; three invented texts lie in `data/compare/`.
"""

import math
import re
import textwrap
import unicodedata
import warnings
from collections.abc import Mapping
from datetime import date
from itertools import combinations, pairwise
from numbers import Integral, Real

import numpy as np
import pandas as pd

from . import plots
from .corpus import BadInput, check_units, count_words, kind_of, listing, load_table, nearest, read_text
from .display import say, show

# ---------------------------------------------------------------- stances

# What a source can do with a proposition.
STANCES = {
    "asserts": "says it in its own voice",
    "presupposes": "takes it for granted",
    "attributes": "gives it as somebody else's",
    "hedges": "says it weakly, in part or only obliquely",
    "denies": "says the opposite, or clearly implies it",
    "contradicts-itself": "says it, and says or implies the opposite",
    "silent": "does not take it up",
}

# The same in a word or two, for the rows that open and for the figure.
IN_A_WORD = dict(zip(STANCES, ["says", "assumes", "reports", "half-says", "denies", "says both", "·"]))

AFFIRMS = ("asserts", "presupposes")
SPEAKS = tuple(stance for stance in STANCES if stance != "silent")


def matrix(stances=None):
    """What each source does with each proposition: one row a `pid`, one column a source, in each cell a word of `STANCES`.

    `stances` is a table with `pid, source, stance`, one row a cell; without it, the collection's own. The rows keep its
    order. Refuses, with a `BadInput`, what is no such table, a word that is not in `STANCES`, and a cell that is there
    twice or is missing.
    """
    table = load_table("stances") if stances is None else stances
    _check_table(table, ["pid", "source", "stance"], "stances")
    for stance in table["stance"]:
        _check_stance(stance, STANCES)
    twice = table[table.duplicated(["pid", "source"])]
    if len(twice):
        raise BadInput(f"{twice['pid'].iloc[0]} has two rows for the source {twice['source'].iloc[0]}: leave one of them out.")
    cells = table.pivot(index="pid", columns="source", values="stance").reindex(table["pid"].unique())
    for pid, row in cells[cells.isna().any(axis="columns")].iterrows():
        raise BadInput(f"{pid} has no row for the source {row.index[row.isna()][0]}: each proposition needs a stance for each source.")
    return cells.rename_axis(index="pid", columns=None)


def where(about=None, **sources):
    """The propositions that fit: `pid, text`, then a column a source with its stance.

    `about` is a word or phrase, or the beginning of one, to be found in the topic or the text, in capitals or not.
    Each keyword names a source and what it does: a word of `STANCES`, "affirms" (asserts or presupposes), "speaks"
    (anything but silent), or a list of these, any of which will do. All that is asked for has to hold.

        where(A="affirms", C="denies")
        where("mediation", D="silent")

    With no proposition that fits, the table is empty. Refuses, with a `BadInput` that names the nearest, a source or a
    stance that does not exist, and an `about` that is no text.
    """
    cells = matrix()
    table = _about(about).merge(cells, left_on="pid", right_index=True)
    for source, wanted in sources.items():
        table = table[table[_source(source, cells)].isin(_wanted(wanted))]
    return table.drop(columns="topic").reset_index(drop=True)


def clashes(first, second):
    """The propositions that one source affirms and the other denies: `pid, text`, a column for each of the two, `units`.

    To affirm is to assert or to presuppose. `units` are the ids that show it, those of `first` before those of
    `second`, with a space between. Refuses, with a `BadInput`, a source that does not exist, and twice the same.
    """
    cells = matrix()
    first, second = _source(first, cells), _source(second, cells)
    if first == second:
        raise BadInput(f"A clash takes two sources, and both are {first}: name another one.")
    table = where()
    here, there = table[first], table[second]
    clash = here.isin(AFFIRMS) & there.eq("denies") | here.eq("denies") & there.isin(AFFIRMS)
    table = table.loc[clash, ["pid", "text", first, second]].reset_index(drop=True)
    return table.assign(units=[" ".join(units_of(pid, first) + units_of(pid, second)) for pid in table["pid"]])


def silent(about=None):
    """Who says nothing of a subject: `pid, text, silent`, one row for each proposition on it.

    `about` as for `where`. `silent` has the letters of the sources with a space between; empty if all of them speak.
    """
    table = where(about)
    letters = list(matrix())
    quiet = [" ".join(source for source in letters if row[source] == "silent") for row in table.to_dict("records")]
    return table[["pid", "text"]].assign(silent=quiet)


def units_of(pid, source):
    """The ids of the units that show what a source does with a proposition, as a list; empty if it is silent.

    Refuses, with a `BadInput`, a proposition or a source that does not exist.
    """
    return _cell(pid, source)["unit_ids"].split()


def show_cell(pid, source):
    """Show what stands behind a cell: the proposition, what the source does with it and why we say so, and its units.

    A proposition or a source that does not exist is answered by one sentence.
    """
    try:
        cell = _cell(pid, source)
    except BadInput as refused:
        say(str(refused))
        return
    text = load_table("propositions").set_index("pid").loc[cell["pid"], "text"]
    note = f"\nNote: {cell['note']}" if cell["note"] else ""
    ids = cell["unit_ids"].split()
    if not ids:
        say(f"{text}\n{cell['source']} is silent: no unit of {cell['source']} takes it up.{note}", lead=cell["pid"])
        return
    say(f"{text}\n{cell['source']} {_doing(cell['stance'])}: {STANCES[cell['stance']]}.{note}", lead=cell["pid"])
    show(*ids)


def _doing(stance):
    return stance.replace("-", " ")


def _cell(pid, source):
    table = load_table("stances")
    pid = _pid(pid, table["pid"].unique())
    source = _source(source, sorted(table["source"].unique()))
    return table[(table["pid"] == pid) & (table["source"] == source)].iloc[0]


def _pid(given, known):
    """The id of a proposition that a text or number means: `"p7"`, `"P-07"` and 7 all mean P07."""
    given = _in_words(given)
    found = re.fullmatch(r"[Pp]?\W*(\d{1,3})", given)
    pid = f"P{int(found[1]):02d}" if found else given[:20]
    if pid in known:
        return pid
    if found:
        raise BadInput(f"There is no proposition {pid}: they run from {known[0]} to {known[-1]}.")
    raise BadInput(f'There is no proposition "{pid}": an id is the letter P and two digits. Did you mean {nearest(pid, known)}?')


def _source(given, known):
    known = list(known)
    name = _in_words(given)
    found = name if name in known else name.upper()
    if found not in known:
        raise BadInput(f'There is no source "{name[:20]}": the sources are {listing(known)}. Did you mean {nearest(found, known)}?')
    return found


def _in_words(given):
    """What was given, in one short line; of what is no text and no number only what it is."""
    if isinstance(given, str):
        return " ".join(given.split())[:60]
    try:
        return repr(given)[:60] if given is None or isinstance(given, Real) else kind_of(given)
    except ValueError:  # a number of more digits than Python writes
        return "a number far too large"


def _wanted(given):
    """The stances that an answer to "what does it do?" stands for."""
    names = [given] if isinstance(given, str) or not hasattr(given, "__iter__") else list(given)
    groups = {**{stance: (stance,) for stance in STANCES}, "affirms": AFFIRMS, "speaks": SPEAKS}
    names = [name.strip().lower() if isinstance(name, str) else name for name in names]
    for name in names:
        _check_stance(name, groups)
    return {stance for name in names for stance in groups[name]}


def _check_stance(given, known):
    if not isinstance(given, str) or given not in known:
        told = _in_words(given)[:30]
        raise BadInput(f'"{told}" is nothing that a source does here. Did you mean "{nearest(told, known)}"?')


def _about(about):
    """The propositions on a subject: `pid, text, topic`."""
    table = load_table("propositions")[["pid", "text", "topic"]]
    if about is None:
        return table
    if not isinstance(about, str) or not about.strip():
        what = "an empty text" if isinstance(about, str) else kind_of(about)
        raise BadInput(f'The subject has to be a word or phrase, such as "mediation", not {what}.')
    words = r"\s+".join(re.sub("['’]", "['’]", re.escape(word)) for word in about.split())
    found = re.compile(r"(?<!\w)" + words, re.IGNORECASE).search
    return table[[bool(found(topic) or found(text)) for topic, text in zip(table["topic"], table["text"])]]


def _check_table(table, columns, what):
    if not isinstance(table, pd.DataFrame):
        raise BadInput(f"The {what} have to be a table with the columns {listing(columns)}, not {kind_of(table)}.")
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise BadInput(f"The {what} have no column {missing[0]}: a table with {listing(columns)} is expected.")
    for column in columns:
        _check_column(table, column, what)


def _check_column(table, column, what, names=("id", "pid", "source")):
    """Refuse a column that is there twice, and, where it has names in it, one in which something else stands."""
    if isinstance(table[column], pd.DataFrame):
        raise BadInput(f"The {what} have two columns {column}: leave one of them out.")
    odd = next((value for value in table[column] if column in names and not isinstance(value, (str, Real))), None)
    if odd is not None:
        raise BadInput(f"The {what} have {kind_of(odd)} under {column}, where a name is expected.")


# ---------------------------------------------------------------- the figure of the stances

# In inches: a cell, a subject's heading, what is above and below the blocks, and how far one block stands from the next.
_WIDE, _HIGH, _HEADING, _ABOVE, _BELOW, _APART = 0.33, 0.22, 0.31, 0.88, 0.55, 2.38
_BLOCKS = 4

# How a stance looks, in grey too: dark is against, blue is for, an edge alone is something less. Face, edge, line.
_LOOKS = {
    "asserts": ("#0072B2", "#0072B2", "-"),
    "presupposes": ("#8CC0DC", "#8CC0DC", "-"),
    "attributes": ("white", "black", "-"),
    "hedges": ("white", "black", (0, (1.5, 1))),
    "denies": ("black", "black", "-"),
    "contradicts-itself": ("#0072B2", "black", "-"),
}


@plots.in_one_style
def draw_matrix():
    """Draw the table of stances small, to be seen from afar: a row a proposition, a column a source, its look the stance.

    The propositions stand by subject, each under its heading; ≠ is before those that one source affirms and another denies.
    """
    table, cells = load_table("propositions")[["pid", "topic"]], matrix()
    subjects = [(subject, list(own["pid"])) for subject, own in table.groupby("topic", sort=False)]
    blocks = _in_blocks(subjects)
    height = _ABOVE + max(map(_tall, blocks)) + _BELOW
    fig, ax = _titled(_APART * _BLOCKS + 0.1, height, "What does each source do with each proposition?")
    clash, silent = _clashing(cells), []
    for number, block in enumerate(blocks):
        left, top = _APART * number + 0.72, _ABOVE
        for n, source in enumerate(cells):
            place = left + (n + 0.5) * _WIDE
            ax.text(place, top - 0.18, source, fontsize=15, fontweight="bold", ha="center", va="center")
        for subject, pids in block:
            ax.text(left - 0.52, top + 0.19, subject.capitalize(), fontsize=11, fontweight="bold", va="center")
            top += _HEADING
            for pid in pids:
                label = f"≠ {pid}" if pid in clash else pid
                ax.text(left - 0.05, top + _HIGH / 2, label, fontsize=9, ha="right", va="center_baseline")
                for n, stance in enumerate(cells.loc[pid]):
                    silent += _mark(ax, left + n * _WIDE, top, stance)
                top += _HIGH
    silent += _draw_key(ax, fig.get_figheight() - 0.4)
    ax.plot(*zip(*silent), marker="o", linestyle="", markersize=2, color=plots.GREY)
    plots.present(fig, _matrix_sentence(cells, clash))


def _titled(width, height, title):
    fig, ax = plots.sheet(width, height)
    ax.text(0.2, 0.3, title, fontsize=15, fontweight="bold", va="center")
    return fig, ax


def _tall(block):
    return sum(_HEADING + _HIGH * len(pids) for _, pids in block)


def _in_blocks(subjects):
    """The subjects in their order, in blocks of which the tallest is as low as can be."""
    cuts = [(0, *inner, len(subjects)) for inner in combinations(range(1, len(subjects)), _BLOCKS - 1)]
    return min(([subjects[a:b] for a, b in pairwise(cut)] for cut in cuts), key=lambda blocks: max(map(_tall, blocks)))


def _clashing(cells):
    """The propositions that one source affirms and another denies."""
    affirmed, denied = cells.isin(AFFIRMS).any(axis="columns"), cells.eq("denies").any(axis="columns")
    return sorted(cells.index[affirmed & denied])


def _mark(ax, left, top, stance):
    """Draw what a source does with a proposition, or give the place of its silence, to be drawn with all others at once."""
    from matplotlib.patches import Rectangle

    if stance == "silent":
        return [(left + _WIDE / 2, top + _HIGH / 2)]
    face, edge, line = _LOOKS[stance]
    x, y, wide, high = left + 0.025, top + 0.025, _WIDE - 0.05, _HIGH - 0.05
    ax.add_patch(Rectangle((x, y), wide, high, facecolor=face, edgecolor=edge, linewidth=1.2, linestyle=line))
    if stance == "contradicts-itself":
        ax.add_patch(Rectangle((x, y), wide / 2, high, facecolor="black", edgecolor="black", linewidth=1.2))
    return []


def _draw_key(ax, top):
    silent, left = [], 0.2
    for stance, words in {**IN_A_WORD, "silent": "silent"}.items():
        silent += _mark(ax, left, top, stance)
        ax.text(left + _WIDE + 0.04, top + _HIGH / 2, words, fontsize=11, va="center_baseline")
        left += _WIDE + 0.24 + 0.085 * len(words)
    ax.text(left, top + _HIGH / 2, "≠ a clash", fontsize=11, va="center_baseline")
    return silent


def _matrix_sentence(cells, clash):
    quiet = cells.eq("silent")
    spoken = (~quiet).sum(axis="columns")
    return (
        f"Of the {cells.size} cells of {len(cells)} propositions, {quiet.to_numpy().sum()} are "
        f"silent ({', '.join(f'{source} {count}' for source, count in quiet.sum().items())}). On {(spoken > 1).sum()} propositions "
        f"two sources or more speak, and on {(spoken == cells.shape[1]).sum()} all of them. "
        f"One source affirms what another denies on {len(clash)}: {', '.join(clash)}."
    )


# ---------------------------------------------------------------- shared wording

_SHARED = ["first", "second", "words", "text", "first_start", "first_end", "second_start", "second_end"]
_MOST_RUNS = 5_000_000
_MOST_OF_THEM = 1_000_000  # runs that are given where there are more than those
_MOST_TEXT = 1_000_000_000  # characters; ten thousand times the same word in two texts make half of it
_AT_ONCE = 2_000_000  # pairs of places looked at together, to hold memory down

# Initials (U.S.), or a run of letters and figures, with accents that are marks of their own; apostrophes and hyphens inside it.
_PART = r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*"
_WORD = re.compile(rf"(?:[^\W\d_]\.){{2,}}|{_PART}(?:['’‐‑-]{_PART})*")


def shared_runs(texts, n=5, leave_out=None):
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
        return _found((words[kept], text_of[kept], *(column[kept] for column in places)), least, _MOST_OF_THEM, _MOST_TEXT // 5)

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
    told = f"These texts share too many runs of {n} words for all of them to be held."
    if how_many(high, many):
        say(f"{told} The longest are given, all those of {high:,} words or more; shorter ones are left out.")
        return _run_table(names, texts, read, found(high, many))
    # The longest are too many too, and all of one length, as in copies of one text: those of the first texts.
    _, taken = _narrowed(-many, -1, lambda taken: how_many(low, -taken) < math.inf)
    if taken == -1:
        raise BadInput("These texts repeat themselves too often for their shared runs to be held: take shorter texts, or a larger n.")
    say(f"{told} Those of {low:,} words between the first {-taken:,} texts are given; shorter ones, and those of the other "
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
        shared += np.bincount(np.minimum(text[here], text[there]) * many + np.maximum(text[here], text[there]), minlength=many * many)
    first, second = np.triu_indices(many, 1)
    shared, smaller = shared[first * many + second], np.minimum(sizes[first], sizes[second])
    names = np.array([*names, None], dtype=object)
    containment = np.where(smaller > 0, shared / np.maximum(smaller, 1), np.nan)
    return pd.DataFrame({"first": names[first], "second": names[second], "shared": shared, "containment": containment})


def _texts(given, n):
    """The names and the texts, as two lists; refuses what is neither, and a wrong `n`."""
    if isinstance(n, bool) or not isinstance(n, Integral) or n < 1:
        raise BadInput(f"n is how many words a run must have: a whole number from 1, not {_in_words(n)}.")
    if isinstance(given, pd.DataFrame):
        column = next((name for name in ("id", "source") if name in given.columns), None)
        if column is None or "text" not in given.columns:
            raise BadInput("A table of texts needs a column id (or source) and a column text.")
        _check_column(given, column, "texts", ())
        _check_column(given, "text", "texts")
        names, texts = list(given[column]), list(given["text"])
    elif isinstance(given, (Mapping, pd.Series)):
        names, texts = list(given.keys()), list(given.values() if isinstance(given, Mapping) else given)
    else:
        raise BadInput(f"The texts have to be a dictionary {{name: text}} or a table with id and text, not {kind_of(given)}.")
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
        own, places = [-1], [(0, 0)]
        for start, end in _pieces(text, leave_out):
            written = _WORD.findall(text, start, end)
            for form in dict.fromkeys(written):
                if form not in forms:
                    forms[form] = numbers.setdefault(_plain(form), len(numbers))
            own += [*map(forms.__getitem__, written), -1]
            places += [*(word.span() for word in _WORD.finditer(text, start, end)), (end, end)]
        words.append(np.array(own))
        spans.append(np.array(places))
        sizes.append(len(own))
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
        raise BadInput(f"leave_out has to be a function from a text to a table with start and end, not {kind_of(leave_out)}.")
    table = leave_out(text)
    if not isinstance(table, pd.DataFrame) or not {"start", "end"} <= set(table.columns):
        raise BadInput(f"leave_out has to give a table with the columns start and end; it gave {kind_of(table)}.")
    for column in ("start", "end"):
        _check_column(table, column, "stretches to leave out")
        for value in table[column]:
            if isinstance(value, bool) or not isinstance(value, Integral):
                raise BadInput(f"leave_out has to give whole numbers under {column}, places in the text, not {_in_words(value)}.")
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


# ---------------------------------------------------------------- silence and chance


def chance_of_silence(rate, words):
    """The chance, from 0 to 1, that a text of so many `words` has no use of a word that has `rate` uses in 1,000 words.

    It is exp(-rate x words / 1000), as for things that fall at random and one by one (Poisson). Real words come in
    bunches, so a silence by chance is likelier than this says. Refuses what is not a number from 0.
    """
    for given, what in ((rate, "rate (uses in 1,000 words)"), (words, "number of words")):
        if isinstance(given, bool) or not isinstance(given, Real) or not 0 <= given < math.inf:
            raise BadInput(f"The {what} has to be a number, 0 or more, not {_in_words(given)}.")
    try:
        return math.exp(-rate * words / 1000)
    except OverflowError:
        return 0.0


def silences(pattern, units):
    """How often each source uses a word, and whether a short text could have missed it by chance.

    `pattern` is a regular expression, in capitals or not; `units` has the columns `id, source, text`. Gives
    `source, words, uses, expected, chance`, one row a source: `expected` are the uses it would have at the rate of all
    the others together, and `chance`, from 0 to 1, is that of none at all (`chance_of_silence`).
    A word is counted as lesson 02 counts it. Refuses, with a `BadInput`, a pattern that is empty or wrong, units that
    are no such table, and fewer than two sources with words.
    """
    check_units(units)
    for column in ("source", "text", *({"words", "uses"} & set(units.columns))):
        _check_column(units, column, "units")
    find = _pattern(pattern).finditer
    own = units.assign(
        words=[count_words(text) for text in units["text"]],
        uses=[sum(bool(hit[0]) for hit in find(text)) for text in units["text"]],
    )
    table = own.groupby("source", as_index=False)[["words", "uses"]].sum()
    others = table[["words", "uses"]].sum() - table[["words", "uses"]]
    if len(table) < 2 or (others["words"] == 0).any():
        raise BadInput("A silence is measured against other sources: the units have to be of two sources or more, with words in them.")
    rate = 1000 * others["uses"] / others["words"]
    chance = [chance_of_silence(float(r), int(words)) for r, words in zip(rate, table["words"])]
    return table.assign(expected=rate * table["words"] / 1000, chance=chance)


def _pattern(pattern):
    if not isinstance(pattern, str) or not pattern.strip():
        what = "an empty text" if isinstance(pattern, str) else kind_of(pattern)
        raise BadInput(f'The pattern has to be a regular expression, such as r"\\bpeace", not {what}.')
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return re.compile(pattern, re.IGNORECASE)
    except (re.error, OverflowError, RecursionError) as error:
        raise BadInput(f'The pattern "{pattern[:60]}" is no regular expression: {getattr(error, "msg", "it is too large")}.') from None


# ---------------------------------------------------------------- what a text could know


def known(intervals, events):
    """What each source could know of: `date, label`, then a column a source, one row an event, in order of date.

    `intervals` has `source, earliest, latest` (as `page.intervals` gives them; an empty end is open), `events` has
    `date, label`; dates as in 2020-09-04. "could know": the event is before the first day on which the source can have
    been written. "could not know": it is after the last. "cannot be told": in between, those days included. An event
    that a text could know need not have been known to its writer. Refuses, with a `BadInput`, other tables and dates.
    """
    _check_table(intervals, ["source", "earliest", "latest"], "intervals")
    _check_table(events, ["date", "label"], "events")
    for day in (*events["date"], *filter(_stated, intervals["earliest"]), *filter(_stated, intervals["latest"])):
        _check_day(day)
    events = events[["date", "label"]].sort_values("date", kind="stable", ignore_index=True)
    if set(intervals["source"]) & {"date", "label"}:
        raise BadInput("A source cannot be called date or label here: those are columns of the table.")
    for row in intervals.itertuples():
        events[row.source] = [_knowing(day, row) for day in events["date"]]
    return events


def _knowing(day, row):
    if _stated(row.earliest) and day < row.earliest:
        return "could know"
    return "could not know" if _stated(row.latest) and day > row.latest else "cannot be told"


def _stated(day):
    return isinstance(day, str) and day != "" or not isinstance(day, str) and not pd.isna(day)


def _check_day(day):
    if not isinstance(day, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day) or not _is_day(day):
        raise BadInput(f'"{_in_words(day)}" is no date: write it as year-month-day, such as 2020-09-04.')


def _is_day(day):
    try:
        return date.fromisoformat(day).year < 9999  # a figure goes on to the year after
    except ValueError:
        return False


@plots.in_one_style
def draw_timeline(intervals, events):
    """Draw when each source can have been written, and the events around it, numbered in order of date.

    Takes and refuses what `known` does; a `label` should be a few words.
    """
    table = known(intervals, events)
    if table.empty or intervals.empty:
        raise BadInput("There is nothing to draw: choose one event or more, and one source or more.")
    stated = [*table["date"], *filter(_stated, [*intervals["earliest"], *intervals["latest"]])]
    years = range(int(min(stated)[:4]), int(max(stated)[:4]) + 2)
    first, last = _day(f"{years[0]}-01-01"), _day(f"{years[-1]}-01-01")
    left, right, top, line = 2.1, 9.3, 1.35, 0.52  # inches

    def across(day, days=0):
        return left + (right - left) * (_day(day) + days - first) / (last - first)

    labels = [textwrap.wrap(f"{_written(row.date)}: {row.label}", 44, break_long_words=False) for row in table.itertuples()]
    half = -(-len(labels) // 2)
    columns = [labels[:half], labels[half:]]
    floor = top + line * len(intervals) + 0.1
    tallest = max(sum(0.2 * len(lines) + 0.08 for lines in column) for column in columns)
    fig, ax = _titled(9.6, floor + 0.75 + tallest, "When was it written, and what had happened by then?")
    for number, day, place in zip(range(1, len(table) + 1), table["date"], _spread([across(day) for day in table["date"]], left, right)):
        ax.plot([across(day)] * 2, [top - 0.15, floor], color="black", linewidth=1, zorder=0)
        ax.plot([place, across(day)], [0.9, top - 0.15], color="black", linewidth=1)
        ax.text(place, 0.76, number, fontsize=11, fontweight="bold", ha="center", va="center")
    for n, row in enumerate(intervals.itertuples()):
        _bar(ax, row, top + n * line + line / 2, across, (left, right))
    ax.plot([left, right], [floor] * 2, color="black", linewidth=1)
    every = -(-len(years) // 14)
    for year in years[::every]:
        ax.plot([across(f"{year}-01-01")] * 2, [floor, floor + 0.07], color="black", linewidth=1)
        ax.text(across(f"{year}-01-01"), floor + 0.2, year, fontsize=11, ha="center", va="center")
    number = 0
    for x, column in zip((0.55, 5.3), columns):
        y = floor + 0.55
        for lines in column:
            number += 1
            ax.text(x - 0.08, y, number, fontsize=11, fontweight="bold", ha="right", va="top")
            ax.text(x, y, "\n".join(lines), fontsize=11, va="top", linespacing=1.1)
            y += 0.2 * len(lines) + 0.08
    plots.present(fig, _timeline_sentence(table, list(intervals["source"])))


def _day(day):
    return pd.Timestamp(day).toordinal()


def _written(day):
    day = pd.Timestamp(day)
    return f"{day.day} {day:%b} {day.year}"


def _bar(ax, row, y, across, edges):
    from matplotlib.patches import Rectangle

    start = across(row.earliest) if _stated(row.earliest) else edges[0]
    end = across(row.latest, 1) if _stated(row.latest) else edges[1]
    colour = plots.colour(row.source)
    # The outline keeps a bar of one day to be seen among years.
    ax.add_patch(Rectangle((start, y - 0.15), end - start, 0.3, facecolor=colour, edgecolor=colour, linewidth=3, joinstyle="miter"))
    ax.text(0.35, y, row.source, fontsize=18, fontweight="bold", ha="center", va="center", color=colour)
    days = [_written(day) if _stated(day) else "open" for day in (row.earliest, row.latest)]
    ax.text(0.6, y, days[0] if days[0] == days[1] else f"{days[0]} –\n{days[1]}", fontsize=10, va="center", linespacing=1.1)


def _spread(places, left, right, gap=0.27):
    """Places for numbers near those given, in order, and far enough apart to be read."""
    gap = min(gap, (right - left) / max(1, len(places) - 1))
    wanted = np.array(places) - gap * np.arange(len(places))
    # What would overlap shares its middle: neighbours are joined until their middles are in order.
    groups = []
    for value in wanted:
        groups.append([value])
        while len(groups) > 1 and np.mean(groups[-2]) > np.mean(groups[-1]):
            groups[-2:] = [groups[-2] + groups[-1]]
    middle = np.concatenate([[np.mean(group)] * len(group) for group in groups])
    return np.clip(middle, left, right - gap * (len(places) - 1)) + gap * np.arange(len(places))


def _timeline_sentence(table, sources):
    told = []
    for source in sources:
        parts = []
        for knowing, words in (("could know", "known by then"), ("could not know", "not yet"), ("cannot be told", "uncertain")):
            numbers = [n for n, value in enumerate(table[source], start=1) if value == knowing]
            if numbers:
                parts.append(f"{_ranges(numbers)} {words}")
        told.append(f"for {source} {', '.join(parts)}")
    events = "; ".join(f"{n} is {row.date}, {row.label}" for n, row in enumerate(table.itertuples(), start=1))
    return f"The events: {events}. By number: {'; '.join(told)}."


def _ranges(numbers):
    """Whole numbers in words for a sentence: 1 to 4, 6."""
    runs = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(a) if a == b else f"{a} and {b}" if b == a + 1 else f"{a} to {b}" for a, b in runs)


# ---------------------------------------------------------------- three texts of known origin


def origins():
    """Three invented texts on one matter: `{"notice": ..., "rewriting": ..., "report": ...}`.

    A notice of a town's office, a newspaper item made from that notice, and a report by somebody who went to see. All
    three quote the same sentence. Refuses, with a `BadInput` that names the file, one that is missing.
    """
    return {name: read_text(f"compare/{name}.txt") for name in ("notice", "rewriting", "report")}
