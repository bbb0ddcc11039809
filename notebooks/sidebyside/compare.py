"""Where texts agree, clash and go quiet: the table of stances, wording that is shared, silences, and what each could know.

The collection's tables are `propositions`, `stances` and `timeline`; three invented texts lie in `data/compare/`.
"""

import math
import re
import textwrap
import warnings
from datetime import date
from itertools import combinations, pairwise
from numbers import Real

import numpy as np
import pandas as pd

from . import plots
from .corpus import BadInput, check_units, in_words, kind_of, load_table, need_column, need_table, read_text
from .rules.sentences import count_words
from .rules.shared_wording import overlap, shared_runs  # noqa: F401
from .stances import AFFIRMS, IN_A_WORD, STANCES, clashes, matrix, silent, units_of, where  # noqa: F401

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
    subjects = [(subject, list(on_it["pid"])) for subject, on_it in table.groupby("topic", sort=False)]
    blocks = _in_blocks(subjects)
    height = _ABOVE + max(map(_tall, blocks)) + _BELOW
    fig, ax = _titled(_APART * _BLOCKS + 0.1, height, "What does each source do with each proposition?")
    clash, dots = _clashing(cells), []
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
                    dots += _mark(ax, left + n * _WIDE, top, stance)
                top += _HIGH
    dots += _draw_key(ax, fig.get_figheight() - 0.4)
    ax.plot(*zip(*dots), marker="o", linestyle="", markersize=2, color=plots.GREY)
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
    dots, left = [], 0.2
    for stance, words in {**IN_A_WORD, "silent": "silent"}.items():
        dots += _mark(ax, left, top, stance)
        ax.text(left + _WIDE + 0.04, top + _HIGH / 2, words, fontsize=11, va="center_baseline")
        left += _WIDE + 0.24 + 0.085 * len(words)
    ax.text(left, top + _HIGH / 2, "≠ a clash", fontsize=11, va="center_baseline")
    return dots


def _matrix_sentence(cells, clash):
    quiet = cells.eq("silent")
    spoken = (~quiet).sum(axis="columns")
    return (
        f"Of the {cells.size} cells of {len(cells)} propositions, {quiet.to_numpy().sum()} are "
        f"silent ({', '.join(f'{source} {count}' for source, count in quiet.sum().items())}). On {(spoken > 1).sum()} propositions "
        f"two sources or more speak, and on {(spoken == cells.shape[1]).sum()} all of them. "
        f"One source affirms what another denies on {len(clash)}: {', '.join(clash)}."
    )


# ---------------------------------------------------------------- silence and chance


def chance_of_silence(rate, words):
    """The chance, from 0 to 1, that a text of so many `words` has no use of a word that has `rate` uses in 1,000 words.

    It is exp(-rate x words / 1000), as for things that fall at random and one by one (Poisson). Real words come in
    bunches, so a silence by chance is likelier than this says. Refuses what is not a number from 0.
    """
    for given, what in ((rate, "rate (uses in 1,000 words)"), (words, "number of words")):
        if isinstance(given, bool) or not isinstance(given, Real) or not 0 <= given < math.inf:
            raise BadInput(f"The {what} has to be a number, 0 or more, not {in_words(given)}.")
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
        need_column(units, column, "units")
    find = _pattern(pattern).finditer
    counted = units.assign(
        words=[count_words(text) for text in units["text"]],
        uses=[sum(bool(hit[0]) for hit in find(text)) for text in units["text"]],
    )
    table = counted.groupby("source", as_index=False)[["words", "uses"]].sum()
    others = table[["words", "uses"]].sum() - table[["words", "uses"]]
    if len(table) < 2 or (others["words"] == 0).any():
        raise BadInput(
            "A silence is measured against other sources: the units have to be of two sources or more, with words in them."
        )
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
        raise BadInput(
            f'The pattern "{pattern[:60]}" is no regular expression: {getattr(error, "msg", "it is too large")}.'
        ) from None


# ---------------------------------------------------------------- what a text could know


def known(intervals, events):
    """What each source could know of: `date, label`, then a column a source, one row an event, in order of date.

    `intervals` has `source, earliest, latest` (as `page.intervals` gives them; an empty end is open), `events` has
    `date, label`; dates as in 2020-09-04. "could know": the event is before the first day on which the source can have
    been written. "could not know": it is after the last. "cannot be told": in between, those days included. An event
    that a text could know need not have been known to its writer. Refuses, with a `BadInput`, other tables and dates.
    """
    need_table(intervals, ["source", "earliest", "latest"], "intervals")
    need_table(events, ["date", "label"], "events")
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
        raise BadInput(f'"{in_words(day)}" is no date: write it as year-month-day, such as 2020-09-04.')


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

    labels = [
        textwrap.wrap(f"{_written(row.date)}: {row.label}", 44, break_long_words=False) for row in table.itertuples()
    ]
    half = -(-len(labels) // 2)
    columns = [labels[:half], labels[half:]]
    floor = top + line * len(intervals) + 0.1
    tallest = max(sum(0.2 * len(lines) + 0.08 for lines in column) for column in columns)
    fig, ax = _titled(9.6, floor + 0.75 + tallest, "When was it written, and what had happened by then?")
    for number, day, place in zip(
        range(1, len(table) + 1), table["date"], _spread([across(day) for day in table["date"]], left, right)
    ):
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
    ax.add_patch(
        Rectangle(
            (start, y - 0.15),
            end - start,
            0.3,
            facecolor=colour,
            edgecolor=plots.outline(colour),
            linewidth=3,
            joinstyle="miter",
        )
    )
    ax.text(0.35, y, row.source, fontsize=18, fontweight="bold", ha="center", va="center")
    days = [_written(day) if _stated(day) else "open" for day in (row.earliest, row.latest)]
    ax.text(
        0.6, y, days[0] if days[0] == days[1] else f"{days[0]} –\n{days[1]}", fontsize=10, va="center", linespacing=1.1
    )


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
    by_source = []
    for source in sources:
        parts = []
        for knowing, words in (
            ("could know", "known by then"),
            ("could not know", "not yet"),
            ("cannot be told", "uncertain"),
        ):
            numbers = [n for n, value in enumerate(table[source], start=1) if value == knowing]
            if numbers:
                parts.append(f"{_ranges(numbers)} {words}")
        by_source.append(f"for {source} {', '.join(parts)}")
    events = "; ".join(f"{n} is {row.date}, {row.label}" for n, row in enumerate(table.itertuples(), start=1))
    return f"The events: {events}. By number: {'; '.join(by_source)}."


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
