"""Where texts agree, clash and go quiet: the table of stances, wording that is shared, silences, and what each could know.

The collection's tables are `propositions`, `stances` and `timeline`; three invented texts lie in `data/compare/`.
"""

import math
import re
import textwrap
import warnings
from collections import Counter
from datetime import date
from itertools import combinations, pairwise
from numbers import Real

import numpy as np
import pandas as pd

from . import plots
from .corpus import BadInput, check_units, in_words, kind_of, load_table, need_column, need_table, read_text
from .rules.sentences import count_words
from .rules.shared_wording import overlap, shared_runs  # noqa: F401
from .stances import IN_A_WORD, STANCES, clashes, clashing, matrix, sides, silent, units_of, where  # noqa: F401

# ---------------------------------------------------------------- the figure of the stances

# In inches: a cell, a subject's heading, what is above and below the blocks, and how far one block stands from the next.
_WIDE, _HIGH, _HEADING, _ABOVE, _BELOW, _APART = 0.33, 0.195, 0.31, 0.88, 0.55, 2.38
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
    clash, dots = clashing(), []
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


def _mark(ax, left, top, stance):
    """Draw what a source does with a proposition, or give the place of its silence, to be drawn with all others at once."""
    from matplotlib.patches import Rectangle

    if stance == "silent":
        return [(left + _WIDE / 2, top + _HIGH / 2)]
    face, edge, line = _LOOKS[stance]
    x, y, wide, high = left + 0.025, top + 0.025, _WIDE - 0.05, _HIGH - 0.05
    ax.add_artist(Rectangle((x, y), wide, high, facecolor=face, edgecolor=edge, linewidth=1.2, linestyle=line))
    if stance == "contradicts-itself":
        ax.add_artist(Rectangle((x, y), wide / 2, high, facecolor="black", edgecolor="black", linewidth=1.2))
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
    all_speak = list(cells.index[spoken == cells.shape[1]])
    return (
        f"Of the {cells.size} cells of {len(cells)} propositions, {quiet.to_numpy().sum()} are "
        f"silent ({', '.join(f'{source} {count}' for source, count in quiet.sum().items())}). On {(spoken > 1).sum()} propositions "
        f"two sources or more speak, on {len(all_speak)} all of them ({', '.join(all_speak)}), and on {(spoken == 0).sum()} none. "
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
    `source, words, uses, expected, chance_of_none`, one row a source: `expected` are the uses it would have at the rate of
    all the others together, and `chance_of_none`, from 0 to 1, is that of none at all (`chance_of_silence`).
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
    return table.assign(expected=rate * table["words"] / 1000, chance_of_none=chance)


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


# In inches: where the days begin and end, how far one source stands from the next, and what is above them, for the numbers.
_LEFT, _RIGHT, _LINE, _NUMBERS = 2.1, 9.3, 0.46, 0.72


@plots.in_one_style
def draw_timeline(intervals, events):
    """Draw when each source can have been written, and the events around it, numbered in order of date.

    If many of the days are close together, the months of them are drawn once more, larger, with what falls in them.
    Takes and refuses what `known` does; a `label` should be a few words.
    """
    table = known(intervals, events)
    if table.empty or intervals.empty:
        raise BadInput("There is nothing to draw: choose one event or more, and one source or more.")
    stated = [*table["date"], *filter(_stated, [*intervals["earliest"], *intervals["latest"]])]
    years = range(int(min(stated)[:4]), int(max(stated)[:4]) + 2)
    whole = (f"{years[0]}-01-01", f"{years[-1]}-01-01")
    closer = _crowded(stated, whole)
    numbered = list(enumerate(table["date"], start=1))
    rows = list(intervals.itertuples())
    near = [row for row in rows if closer and _meets(row, closer)]
    labels = [
        textwrap.wrap(f"{_written(row.date)}: {row.label}", 44, break_long_words=False) for row in table.itertuples()
    ]
    half = -(-len(labels) // 2)
    columns = [labels[:half], labels[half:]]
    tallest = max(sum(0.2 * len(lines) + 0.08 for lines in column) for column in columns)
    wide, high = 1 + _LINE * len(rows), _NUMBERS + _LINE * len(near) + 1
    fig, ax = _titled(
        9.6, 0.85 + wide + high * bool(closer) + 0.35 + tallest, "When was it written, and what had happened by then?"
    )
    every = -(-len(years) // 14)
    bottom = _panel(ax, 0.63, whole, rows, numbered, {f"{year}-01-01": year for year in years[::every]})
    if closer:
        _shade(ax, [_across(day, whole) for day in closer], bottom - 0.1 - _LINE * len(rows), bottom)
        ax.text(
            0.2, bottom + 0.62, f"The grey part, larger: {_months(closer)}", fontsize=12, fontweight="bold", va="center"
        )
        inside = [(number, day) for number, day in numbered if closer[0] <= day < closer[1]]
        days = {str(day.date()): f"1 {day:%b}" for day in pd.date_range(*closer, freq="MS")}
        above = bottom + 0.86
        bottom = _panel(ax, above, closer, near, inside, days)
        _shade(ax, (_LEFT, _RIGHT), bottom - 0.1 - _LINE * len(near), bottom)
    number = 0
    for x, column in zip((0.55, 5.3), columns):
        y = bottom + 0.68
        for lines in column:
            number += 1
            ax.text(x - 0.08, y, number, fontsize=11, fontweight="bold", ha="right")
            for line in lines:
                ax.text(x, y, line, fontsize=11)
                y += 0.2
            y += 0.08
    sentence = _timeline_sentence(table, list(intervals["source"]))
    plots.present(fig, f"{sentence} Larger: {_months(closer)}." if closer else sentence)


def _crowded(stated, whole):
    """The months to be drawn larger: from the first to the last stated day of the year that has the most; None if there is no need.

    As two days, that on which they begin and that on which they are over.
    """
    year, many = max(Counter(day[:4] for day in stated).items(), key=lambda item: (item[1], item[0]))
    first, last = (end([day for day in stated if day[:4] == year]) for end in (min, max))
    months = f"{first[:7]}-01", str((pd.Timestamp(last) + pd.offsets.MonthBegin(1)).date())
    squeezed = 3 * (_day(months[1]) - _day(months[0])) < _day(whole[1]) - _day(whole[0])
    return months if many > 2 and squeezed else None


def _meets(row, window):
    begun = not _stated(row.earliest) or row.earliest < window[1]
    return begun and (not _stated(row.latest) or row.latest >= window[0])


def _months(window):
    first, last = pd.Timestamp(window[0]), pd.Timestamp(window[1]) - pd.Timedelta(days=1)
    return f"{first:%B} {first.year}" if first.month == last.month else f"{first:%B} to {last:%B} {last.year}"


def _across(day, window, days=0):
    """How far from the left a day stands that is drawn in a window of days, or so many days after it."""
    first, last = map(_day, window)
    return _LEFT + (_RIGHT - _LEFT) * (_day(day) + days - first) / (last - first)


def _panel(ax, above, window, rows, numbered, ticks):
    """Draw a window of days: the numbers of its events, a bar for each source, and a line with ticks, whose height is given back."""
    top = above + _NUMBERS
    floor = top + _LINE * len(rows) + 0.1
    places = [_across(day, window) for _, day in numbered]
    for (number, _), x, place in zip(numbered, places, _spread(places, _LEFT, _RIGHT) if places else []):
        ax.plot([place, x, x], [above + 0.27, top - 0.15, floor], color="black", linewidth=1, zorder=0)
        ax.text(place, above + 0.13, number, fontsize=11, fontweight="bold", ha="center", va="center")
    for n, row in enumerate(rows):
        _bar(ax, row, top + n * _LINE + _LINE / 2, window)
    ax.plot([_LEFT, _RIGHT], [floor] * 2, color="black", linewidth=1)
    for day, said in ticks.items():
        ax.plot([_across(day, window)] * 2, [floor, floor + 0.07], color="black", linewidth=1)
        ax.text(_across(day, window), floor + 0.2, said, fontsize=11, ha="center", va="center")
    return floor


def _shade(ax, across, top, floor):
    ax.fill_between(across, top, floor, color="#ECECEC", linewidth=0, zorder=-1)


def _day(day):
    return pd.Timestamp(day).toordinal()


def _written(day):
    day = pd.Timestamp(day)
    return f"{day.day} {day:%b} {day.year}"


def _bar(ax, row, y, window):
    from matplotlib.patches import Rectangle

    start = _across(row.earliest, window) if _stated(row.earliest) else _LEFT
    end = _across(row.latest, window, 1) if _stated(row.latest) else _RIGHT
    start, end = max(start, _LEFT), min(end, _RIGHT)
    colour = plots.colour(row.source)
    # The outline keeps a bar of one day to be seen among years.
    ax.add_artist(
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
