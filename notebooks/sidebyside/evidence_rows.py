"""Evidence that opens: tables in which each row with unit ids opens into the sentences themselves, side by side."""

import html
from collections import Counter

import pandas as pd

from . import output
from .columns import column, known_units, plain_columns, rich_columns
from .corpus import BadInput, kind_of, listing, load_table
from .output import say
from .stances import IN_A_WORD, STANCES, clashing, where
from .texts import in_margin

IDS = ("units", "unit_ids", "unit_id")  # the columns that have the ids of units, in the tables of this course

PROSE = 30  # characters, on average, from which a cell needs no name before it to be understood

LINE = "border-bottom:1px solid rgba(128,128,128,0.6)"
ROW = "display:inline-flex;flex-wrap:wrap;vertical-align:top;width:94%"  # beside the triangle that opens it

# The look of a chip tells the stances apart without colour.
LOOKS = {
    "asserts": "background:rgba(0,114,178,0.45)",
    "presupposes": "background:rgba(0,114,178,0.18)",
    "attributes": "border:1px solid",
    "hedges": "border:2px dashed",
    "denies": "background:#000000;color:#ffffff;border:1px solid",
    "contradicts-itself": "border:3px double",
}


def show_rows(table, ids=None, inside=(), context=True, units=None):
    """Show a table as rows that open: closed, the cells of a row, and opened, the sentences that it rests on, side by side.

    `table` has a column with unit ids, several in a cell with a space between: the one named `ids`, or else `units`,
    `unit_ids` or `unit_id`; the last, with one id a row, is the first cell that is shown. Opened, a row has one column for
    each source, and below them the cells of the columns that are named in `inside`; with `context` the paragraph of each
    unit is there to be opened as well. A row with neither does not open. `units` is a table of units of one's own.

    Refuses, with a `BadInput`, what is no such table, and a column or an id that is not there.
    """
    if not isinstance(table, pd.DataFrame):
        raise BadInput(f"Rows that open need a table with a column of unit ids, not {kind_of(table)}.")
    ids = ids or next((name for name in IDS if name in table.columns), None)
    if ids not in table.columns:
        lacks = f'no column "{ids}"' if ids else "no column units"
        raise BadInput(f'The table has {lacks}: say which of its columns has the unit ids, as in ids="unit_id".')
    units, inside = known_units(units), [inside] if isinstance(inside, str) else list(inside)
    if missing := [name for name in inside if name not in table.columns]:
        raise BadInput(
            f'The table has no column "{missing[0]}" to stand inside the rows. It has {listing(table.columns)}.'
        )
    others = [name for name in table.columns if name != ids and name not in inside]
    others = ["unit_id", *others] if ids == "unit_id" else others  # one unit a row: its id stands first
    if not others:
        raise BadInput(f"The table has no other column than {ids}: there is nothing to show of a row that is closed.")
    if table.empty:
        say("The table has no rows.")
        return
    lengths = {name: table[name].astype(str).str.len() for name in others}
    prose = [name for name in others[1:] if lengths[name].mean() >= PROSE]
    unnamed = [others[0], max(prose, key=lambda name: lengths[name].sum(), default=None), ""]
    names = {name: "" if name in unnamed else f"{_said(name)}: " for name in others}
    widths = {name: _width(len(names[name]) + lengths[name].max()) for name in others}
    rows = []  # each as words, as HTML, and what it opens into: (heading, ids) for each column, and what is told below them
    for cells in table.to_dict("records"):
        shown = {name: str(cells[name]) or ("–" if names[name] else "") for name in others}
        plain = " · ".join(f"{names[name]}{shown[name]}" for name in others)
        rich = ""
        for name in others:
            words = html.escape(shown[name])
            words = f"<b>{words}</b>" if name == others[0] else f"<small>{html.escape(names[name])}</small>{words}"
            rich += f'<span style="{widths[name]}">{words}</span> '  # with a space, or who only hears it hears one long word
        below = [(_said(name), str(cells[name])) for name in inside if str(cells[name]).strip()]
        rows.append(
            (plain, f'<span style="{ROW};gap:0 1.2em">{rich}</span>', _by_source(str(cells[ids]), units), below)
        )
    _show(rows, units, context)


def _said(name):
    return str(name).replace("_", " ")


def show_counts(table, by, ids=None, order=None, units=None):
    """Show how often each value of a column stands in a table, source by source, as rows that open into the units behind it.

    `table` and `ids` as for `show_rows`: a row of the table is of the source of its first unit. `by` is the column; its values
    come in the order of `order`, or as they come up, and one that no row has is left out. Refuses what `show_rows` does.
    """
    if not isinstance(table, pd.DataFrame) or by not in table.columns:
        what = kind_of(table) if not isinstance(table, pd.DataFrame) else f"one with {listing(table.columns)}"
        raise BadInput(f'To be counted by "{by}", the rows have to stand in a table with that column, not in {what}.')
    ids = ids or next((name for name in IDS if name in table.columns), None)
    if ids not in table.columns:
        return show_rows(table, ids)  # which says what is missing
    known, rows = known_units(units), []
    for value in dict.fromkeys(table[by] if order is None else order):
        by_row = [_by_source(str(cell), known) for cell in table.loc[table[by] == value, ids]]
        counts = Counter(groups[0][0] for groups in by_row if groups)
        found = dict.fromkeys(unit for groups in by_row for _, group in groups for unit in group.split())
        if by_row:
            said = ", ".join(f"{source} {count}" for source, count in sorted(counts.items()))
            rows.append((_said(value), len(by_row), said, " ".join(sorted(found))))
    show_rows(pd.DataFrame(rows, columns=[_said(by), "all", "", "units"]), context=False, units=units)


def show_stances(about=None, context=True, clashes=False):
    """Show what each source does with each proposition, as rows that open into the sentences of the sources that speak.

    `about` as for `compare.where`, `context` as for `show_rows`; with `clashes`, only claims that clash. Closed, a row has the claim, and for each source a word:
    says, assumes, reports, half-says, denies, says both or silent. ≠ and "a clash" stand before a claim that one
    source affirms and another denies. Below the sentences stand our notes, which say what decided the coding. Refuses, with a `BadInput`, a subject that no claim is on.
    """
    table, opposed = where(about), clashing()
    if table.empty:
        raise BadInput(f'No proposition has a word that begins with "{str(about)[:30]}".')
    if clashes and (table := table[table["pid"].isin(opposed)]).empty:
        raise BadInput("No claim on this subject clashes: leave out clashes=True to see them all.")
    known = load_table("stances").set_index(["pid", "source"])
    evidence, notes = known["unit_ids"], known["note"]
    sources = [name for name in table.columns if name not in ("pid", "text")]
    rows = []
    for claim in table.to_dict("records"):
        stances = {source: claim[source] for source in sources}
        clash = claim["pid"] in opposed
        said = {source: f"{source} {IN_A_WORD[stance]}" for source, stance in stances.items()}
        number = f"<b>≠ {claim['pid']}</b> <small>(a clash)</small>" if clash else f"<b>{claim['pid']}</b>"
        chips = " ".join(_chip(source, stance) for source, stance in stances.items())
        rich = (
            f'<span style="{ROW};gap:0.2em 1em">'
            f'<span style="flex:1 1 18em">{number} {html.escape(claim["text"])}</span> '
            f'<span style="display:flex;flex-wrap:wrap;gap:0.2em">{chips}</span></span>'
        )
        speak = [(said[source], evidence[claim["pid"], source]) for source in sources if evidence[claim["pid"], source]]
        below = [
            (f"our note on {source}", notes[claim["pid"], source]) for source in sources if notes[claim["pid"], source]
        ]
        rows.append(
            (f"{'≠ ' * bool(clash)}{claim['pid']} · {claim['text']} · {', '.join(said.values())}", rich, speak, below)
        )
    _show(rows, known_units(None), context)


def _chip(source, stance):
    word, look = IN_A_WORD[stance], LOOKS.get(stance)
    meaning = html.escape(f"{source}: {STANCES[stance]}")
    chip = f'<span style="padding:0 0.3em;{look}">{word}</span>' if look else f"<small>{word}</small>"
    return f'<span title="{meaning}" style="min-width:6.4em;white-space:nowrap"><small>{source}</small> {chip}</span>'


def _width(longest):
    """The width of a cell, the same in each row: as wide as its words if they are few, and else what room there is."""
    return (
        f"flex:0 0 {max(3, round(0.7 * longest))}em;white-space:nowrap"
        if longest <= 24
        else "flex:1 1 14em;min-width:0"
    )


def _by_source(ids, units):
    """The ids of a cell, as (source, its ids), in the order in which the sources come up."""
    if not ids.strip():
        return []
    groups = {}
    for unit in column(None, ids.split(), 1, units).ids.values():
        groups.setdefault(units[0][unit].source, []).append(unit)
    return [(source, " ".join(its_ids)) for source, its_ids in groups.items()]


def _show(rows, units, context):
    plain, rich = [], []
    for words, closed, speak, below in rows:
        plain.append(in_margin("", f"▸ {words}", 0))
        if not speak and not below:
            rich.append(f'<div style="{LINE};padding:0.3em 0 0.3em 1em">{closed}</div>')
            plain.append("")
            continue
        inside = ""
        if speak:
            sides = [
                column(heading, ids.split(), number, units) for number, (heading, ids) in enumerate(speak, start=1)
            ]
            no_marks = [[]] * len(sides)
            plain.append(plain_columns(sides, no_marks, context=False))  # paragraphs would bury the rest
            inside = rich_columns(sides, no_marks, context)
        plain += [""] if speak and below else []
        for name, text in below:
            plain.append(in_margin("", f"{name}: {text}"))
            inside += f'<div style="margin:0.4em 0;max-width:46em"><small><b>{html.escape(name)}:</b></small> {html.escape(text)}</div>'
        plain.append("")
        rich.append(
            f'<details style="{LINE}"><summary style="padding:0.3em 0">{closed}</summary>'
            f'<div style="margin:0.4em 0 1em 1em">{inside}</div></details>'
        )
    style = "line-height:1.6;max-width:70em;overflow-wrap:break-word"
    output.show_both("\n".join(plain).strip(), f'<div class="mathjax_ignore" style="{style}">{"".join(rich)}</div>')
