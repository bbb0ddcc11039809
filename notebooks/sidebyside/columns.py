"""Texts beside each other, with the wording that they share marked and lettered."""

import html
import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from . import cards, output, page
from .corpus import (
    BadInput,
    cells,
    check_units,
    kind_of,
    listing,
    load_sources,
    load_units,
    need_table,
    need_whole,
    one_source,
    read_text,
)
from .display import no_such_unit, unit_id
from .rules.shared_wording import WORD, shared_runs
from .texts import in_margin, set_plain, set_rich

COLUMNS = "display:flex;flex-wrap:wrap;gap:1.2em 1.8em"  # the last alone in its row has the room that is left
ID = re.compile(r"[A-Za-z]{1,4}\W*\d{1,7}|[A-E]:L\d{1,3}")  # of a unit: A02, c 13, AA104; of a line without units: B:L6


class Column(NamedTuple):
    name: str
    text: str
    paragraphs: list  # of (start, end) in the text
    ids: dict  # where a unit starts in the text: its id
    gaps: list  # where in the text two units follow each other that do not in their source
    around: dict  # for a paragraph, by its number: the rows of the whole paragraph that it is taken from
    card: object = None  # the row of a card, whose words are ours: nothing in them is marked as shared


def beside(*texts, n: int | None = 5, context: bool = False, units: pd.DataFrame | None = None) -> None:
    """Show texts beside each other, with each run of `n` or more words that two of them share marked and lettered.

    Each of `texts` is a column: a source by its letter, a unit by its id, a list of ids, a card of a document (`"DOC-03"`),
    or any text; or, for several at
    once and with names of their own, a dictionary `{name: text}`. What is shared is what `compare.shared_runs` finds. The
    same words have the same letter in each text, and where a third text has only a part of a run, that part has a letter
    of its own; with `n=None` nothing is marked. With `context`, the paragraph of each unit is there to be opened. `units` is
    a table of units of one's own.

    Refuses, with a `BadInput`, fewer than two texts, an id that is not there, and what is neither id nor text.
    """
    table = known_units(units)
    given = []
    for item in texts:
        given += item.items() if isinstance(item, Mapping) else [(None, item)]
    if len(given) < 2:
        how_many = "only one was given" if given else "none was given"
        raise BadInput(f'Beside each other stand two texts or more, and {how_many}: `beside("A", "D")`.')
    columns = [column(name, item, number, table) for number, (name, item) in enumerate(given, start=1)]
    texts = [column for column in columns if column.card is None]
    if n is not None:
        n = need_whole(n, 1, "How many words a run must have (n)")
    of_texts = iter([[]] * len(texts) if n is None or len(texts) < 2 else _lettered(texts, n))
    marks = [next(of_texts) if column.card is None else [] for column in columns]
    plain, rich = set_columns(columns, marks, context)
    key = f"Runs of {n} words or more that stand in more than one of these texts are marked; the same letter, the same words."
    key = key if any(marks) else f"No {n} words in a row stand in more than one of these texts."
    key = "" if n is None or len(texts) < 2 else key
    output.show_both(
        f"{plain}\n\n{key}".rstrip(),
        f'<div class="mathjax_ignore" style="line-height:1.6;overflow-wrap:break-word">{rich}'
        f'<div style="margin:0.8em 0"><small>{key}</small></div></div>',
    )


def set_columns(columns, marks, context):
    """Columns beside each other, as words alone (one after another) and as HTML; `marks` are those of each column."""
    return plain_columns(columns, marks, context), rich_columns(columns, marks, context)


def plain_columns(columns, marks, context):
    """Columns as words alone, one after another."""
    plain = []
    for column, its_marks in zip(columns, marks):
        plain.append(column.name)
        if column.card is not None:
            plain += [cards.plain(column.card), ""]
            continue
        for number, place in enumerate(column.paragraphs):
            entries = set_plain(column.text, place, its_marks, column.ids)
            plain += [in_margin(*entry) for entry in entries] if column.ids else ["", in_margin("", entries[0][1], 0)]
            if context and number in column.around:
                text, ids = _joined(column.around[number])
                words = " ".join(f"{label} {words}" for label, words in set_plain(text, (0, len(text)), [], ids))
                plain.append(in_margin("", f"{_paragraph_of(entries)}: {words}"))
        if not column.paragraphs:
            plain.append("(no words)")
        plain.append("")
    return "\n".join(plain[:-1])


def rich_columns(columns, marks, context):
    """Columns beside each other, as HTML."""
    rich = []
    for column, its_marks in zip(columns, marks):
        line = "solid" if column.card is None else "dashed"
        name = f'<div style="font-weight:bold;border-bottom:3px {line}">{html.escape(column.name)}</div>'
        rich.append(f'<div style="flex:1 1 12em;min-width:0;max-width:34em">{name}')
        if column.card is not None:
            rich.append(f"{cards.rich(column.card)}</div>")
            continue
        for number, place in enumerate(column.paragraphs):
            rich.append(f'<div style="margin:0.6em 0">{set_rich(column.text, place, its_marks, column.ids)}</div>')
            if context and number in column.around:
                text, ids = _joined(column.around[number])
                said = _paragraph_of(set_plain(column.text, place, its_marks, column.ids))
                inside = set_rich(text, (0, len(text)), [], ids)
                rich.append(f"<details><summary><small>{said}</small></summary>{inside}</details>")
        if not column.paragraphs:
            rich.append("<div>(no words)</div>")
        rich.append("</div>")
    return f'<div style="{COLUMNS};max-width:{34 * len(columns)}em">{"".join(rich)}</div>'


def _paragraph_of(entries):
    """What opens a paragraph is called by its unit: among many such links, each says where it leads."""
    return f"the paragraph of {next(label for label, _ in entries if label)}"


def known_units(units):
    """What ids mean: `(rows, lines)`, the row of each id, and for each source the rows of each line by its number.

    The ids are those of a class's own units, of the units of the five sources, and of their lines without units (`B:L6`).
    """
    rows, of_line = _of_the_five(tuple(read_text(f"sources/{source}.txt") for source in "ABCDE"))
    if units is None:
        return rows, of_line
    check_units(units)
    need_table(units, ["line", "start", "end"], "units", "`read_folder`")
    (own_rows, of_own_line), own = _by_id_and_line(units), set(units["source"].tolist())
    return (
        own_rows | {unit: row for unit, row in rows.items() if row.source not in own},
        of_own_line | {source: lines for source, lines in of_line.items() if source not in own},
    )


@lru_cache(maxsize=1)  # for as long as the sources are the same: each table whose rows open asks for it
def _of_the_five(_):
    five, lines = load_units(), page.lines(load_sources())
    lines = lines[~lines.set_index(["source", "line"]).index.isin(five.set_index(["source", "line"]).index)]
    lines = lines.assign(id=lines["source"] + ":L" + lines["line"].astype(str), start=0, end=lines["text"].str.len())
    return _by_id_and_line(pd.concat([five, lines], ignore_index=True))


class Row(NamedTuple):
    Index: int  # in its table
    id: str
    source: str
    line: int
    start: int
    end: int
    text: str


def _by_id_and_line(table):
    return _rows_once(tuple(table.index), *cells(table, *Row._fields[1:]))


@lru_cache(maxsize=1)  # all that a lesson shows is mostly of the same units
def _rows_once(*columns):
    rows, of_line = {}, {}
    for row in map(Row, *columns):
        rows[row.id] = row
        of_line.setdefault(row.source, {}).setdefault(row.line, []).append(row)
    return rows, of_line


def _rows(text, units):
    """The paragraphs that an id means, or several ids, each a list of rows of units; None for a text that is none.

    A source is all of its lines with units, a unit a paragraph of its own.
    """
    rows, of_line = units
    text = text.strip()
    if len(text) < 9:
        of_source = [line for line in of_line.get(text.upper(), {}).values() if ":" not in line[0].id]
        if of_source:
            return of_source
    ids = [text] if ID.fullmatch(text) else text.replace(",", " ").split()
    if not ids or not all(map(ID.fullmatch, ids)):
        if re.fullmatch("[A-Za-z]{1,2}", text):
            one_source(text, of_line)
        return None
    if any(map(cards.card_id, ids)):
        raise BadInput('A card has a column of its own: `beside("A09", "DOC-44")`.')
    ids = [unit if unit in rows else unit_id(unit) for unit in ids]
    wrong = next((unit for unit in ids if unit not in rows), None)
    if wrong:
        raise BadInput(no_such_unit(wrong, [unit for unit in rows if ":" not in unit]))
    return [[rows[unit]] for unit in ids]


def column(name, item, number, units):
    """What was given for one column, in a form to be set; without a name it has those of its sources, or its number."""
    if cards.card_id(item):
        row = cards.card(item)
        return Column(str(name or "a card of a document"), row.says, [], {}, [], {}, row)
    if isinstance(item, str):
        paragraphs = _rows(item, units)
        if paragraphs is None:
            places = [found.span() for found in re.finditer(r"(?s)\S.*?(?=\s*(?:\n\s*\n|\Z))", item)]
            return Column(str(name or f"text {number}"), item, places, {}, [], {})
    else:
        if not isinstance(item, (list, tuple, pd.Series)) or not len(item):
            what = "an empty list" if hasattr(item, "__len__") and not len(item) else kind_of(item)
            raise BadInput(f"A column is a unit id, a source letter, a text, or a list of ids, and not {what}.")
        paragraphs = []
        for unit in item:
            rows = _rows(unit, units) if isinstance(unit, str) else None
            if rows is None:
                what = f'"{unit[:20]}"' if isinstance(unit, str) else str(unit)[:20]
                raise BadInput(f"A list has to hold ids of units between quotation marks, and {what} is none.")
            paragraphs += rows
    text, places, ids, gaps, around, last = "", [], {}, [], {}, None
    for rows, after in zip(paragraphs, [*paragraphs[1:], None]):
        text += "\n\n" if text else ""
        words, starts = _joined(rows)
        gaps += [len(text)] if last and (last.source, last.Index + 1) != (rows[0].source, rows[0].Index) else []
        ids |= {len(text) + start: unit for start, unit in starts.items()}
        places.append((len(text), len(text) + len(words)))
        text, last = text + words, rows[-1]
        of = units[1][last.source][last.line]
        ends = not after or (after[0].source, after[0].line) != (last.source, last.line)
        if ends and not {row.id for row in of} <= set(ids.values()):
            around[len(places) - 1] = of
    sources = dict.fromkeys(rows[0].source for rows in paragraphs)
    return Column(str(name or listing(sources)), text, places, ids, gaps, around)


def _joined(rows):
    """Units of one line as they stand in it, and where in that text each begins."""
    text, ids, last = "", {}, None
    for row in rows:
        text += " " if last and row.start > last.end else ""
        ids[len(text)] = row.id
        text, last = text + row.text, row
    return text, ids


def _lettered(columns, n):
    """What is shared, for each column as (start, end, letter), in order; none overlaps another.

    A word of one text and the word at its place in a run of another are one. Two neighbours are in one mark if, wherever
    one of them is shared, the other is as well: so a mark ends where a third text leaves the run.
    """
    texts = {place: column.text for place, column in enumerate(columns)}
    gaps = {column.text: column.gaps for column in columns}
    runs = shared_runs(texts, n, lambda text: pd.DataFrame({"start": gaps[text], "end": gaps[text]}, dtype=int))
    words = [[word.span() for word in WORD.finditer(text)] for text in texts.values()]
    number = [{start: k for k, (start, _) in enumerate(spans)} for spans in words]
    first_of = {}  # a shared word, by its text and number, and one before it that it is one with; the first is one with itself

    def first(word):
        while first_of.setdefault(word, word) != word:
            first_of[word] = word = first_of[first_of[word]]  # so that the way is half as long the next time
        return word

    for run in runs.itertuples():
        here, there = number[run.first][run.first_start], number[run.second][run.second_start]
        for step in range(run.words):
            earlier, later = sorted([first((run.first, here + step)), first((run.second, there + step))])
            first_of[later] = earlier
    rows, after, before = [], defaultdict(set), defaultdict(set)
    for place, column in enumerate(columns):
        row = [(*span, first((place, k)) if (place, k) in first_of else None) for k, span in enumerate(words[place])]
        rows.append(sorted([*row, *((gap, gap, None) for gap in column.gaps)], key=lambda item: item[:2]))
        for left, right in pairwise([None, *(word for *_, word in rows[-1]), None]):
            after[left].add(right)
            before[right].add(left)
    letters, marks = {}, []
    for row in rows:
        found, last = [], None
        for start, end, word in row:
            if word and last and after[last] == {word} and before[word] == {last}:
                found[-1][1] = end
            elif word:
                found.append([start, end, letters.setdefault(word, _letter(len(letters)))])
            last = word
        marks.append(found)
    return marks


def _letter(number):
    """a for 0, b for 1, … z, aa, ab, …"""
    before, last = divmod(number, 26)
    return (_letter(before - 1) if before else "") + chr(ord("a") + last)
