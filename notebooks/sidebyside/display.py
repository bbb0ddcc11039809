"""What a reader sees: units in their place, and short replies, safe and readable without colour."""

import html
import re
import time
from collections.abc import Iterable

import pandas as pd

from . import cards, output
from .corpus import BadInput, check_units, kind_of, listing, load_table, load_units, nearest, need_table, need_whole
from .output import say

pd.set_option("display.html.use_mathjax", False)  # in a table of pandas too, $5 and $7 are sums and no formula

UNIT = re.compile(r"^([A-Za-z])\W*(\d{1,3})$")
OWN_UNIT = re.compile(r"^([A-Za-z]{1,4})\W*([0-9]{1,7})$")  # of a class's own texts: F03, AA12, G1204


def show(*ids, mark: str | Iterable[str] = (), around: int = 1, units: pd.DataFrame | None = None) -> None:
    """Show units in their place in the source, with the unit before and the unit after.

    `ids` are unit ids (`"C13"`; `"c 13"` is understood), or lists of them. `mark` is a word or phrase, or several,
    to be set off where a unit has it. `around` is how many units to show on either side. `units` is a table of units
    in the shape of `corpus.load_units()`, such as `intake.read_folder` gives; without it, the five sources' are shown.
    An id such as `"DOC-03"` shows a card of `documents`, after the units: what a document says, in the course's words.
    An id that does not exist is answered by a sentence that names the nearest one, or for a table that was given, the
    sources that it has; the others are still shown. Refuses, with a `BadInput`, what is no table of units, and an
    `around` that is not a whole number from 0.
    """
    around = need_whole(around, 0, "How many units to show on either side (around)")
    given = units is not None
    units = _own_units(units) if given else load_units()
    rows = list(units[["id", "source", "line", "role", "text"]].itertuples(index=False))
    position, of_source = {row.id: n for n, row in enumerate(rows)}, {}  # the first and the last of each source
    for n, row in enumerate(rows):
        of_source[row.source] = of_source.get(row.source, (n,))[0], n
    marks = [] if mark is None else [mark] if isinstance(mark, str) or not hasattr(mark, "__iter__") else mark
    marks = [text for text in map(str, marks) if text]
    stretches, asked_cards = [], []  # of positions: (first, last, those asked for)
    wanted_ids = list(_flat(ids))
    for wanted in wanted_ids:
        if cards.card_id(wanted):
            try:
                asked_cards.append(cards.card(wanted))
            except BadInput as no_card:
                say(str(no_card))
            continue
        unit = own_id(wanted, position) if given else unit_id(wanted)
        if unit not in position:
            say(
                no_such_unit(wanted, units["id"], units["source"])
                if given
                else no_such_unit(wanted, units["id"]) + _whose(unit)
            )
            continue
        n = position[unit]
        source = rows[n].source
        first, last = max(n - around, of_source[source][0]), min(n + around, of_source[source][1])
        if stretches and stretches[-1][0] <= first <= stretches[-1][1] + 1 and source == rows[stretches[-1][0]].source:
            stretches[-1] = (stretches[-1][0], max(last, stretches[-1][1]), stretches[-1][2] | {n})
        else:
            stretches.append((first, last, {n}))
    if not wanted_ids:
        say('No unit was asked for: name one, such as `show("C13")`.')
    for first, last, asked in stretches:
        _show_stretch(enumerate(rows[first : last + 1], first), asked, marks)
    for card in asked_cards:
        output.show_both(cards.plain(card), f'<div style="max-width: 48em">{cards.rich(card)}</div>')


def _own_units(units):
    check_units(units)
    need_table(units, ["line", "role"], "units", "`read_folder` or `load_units`")
    return units.sort_values("source", key=lambda column: column.map({s: n for n, s in enumerate(column.unique())}),
                             kind="stable", ignore_index=True)  # fmt: skip


def _whose(unit):
    found = OWN_UNIT.match(unit)
    if not found or found[1].upper() in list("ABCDE"):  # not a part of it: AB is a source of its own
        return ""
    return " For a text of your own, give its table of units too, as in `units=units`."


def _show_stretch(rows, asked, marks):
    plain, rich = [], []
    for n, unit in rows:
        place = f"{unit.id} · line {unit.line} · {unit.role}"
        if n in asked:
            plain.append(f"> {place}\n>     {_marked(unit.text, marks, str, '**', '**')}")
            rich.append(
                '<div style="border-left: 4px solid; padding: 0.2em 0.8em; margin: 0.2em 0">'
                f"<small><b>▶ {html.escape(place)}</b></small><br>"
                f"{_marked(unit.text, marks, html.escape, '<mark><b><u>', '</u></b></mark>')}</div>"
            )
        else:
            plain.append(f"  {place}\n      {unit.text}")
            rich.append(
                '<div style="padding: 0.1em 1em; font-size: 90%">'
                f"<small>{html.escape(place)}</small><br>{html.escape(unit.text)}</div>"
            )
    output.show_both("\n".join(plain), f'<div style="max-width: 48em; margin: 0.4em 0">{"".join(rich)}</div>')


def _marked(text, marks, escape, opening, closing):
    if not marks:
        return escape(text)
    whole_words = r"(?<!\w)(" + "|".join(re.escape(m) for m in marks) + r")(?!\w)"
    pieces = re.split(whole_words, text, flags=re.IGNORECASE)
    return "".join(f"{opening}{escape(p)}{closing}" if n % 2 else escape(p) for n, p in enumerate(pieces))


def unit_id(text):
    """The unit id that a text means (`"c13"`, `" C 13 "` and `"C-13"` all mean `C13`), or the text as it is."""
    found = UNIT.match(str(text).strip())
    return f"{found[1].upper()}{int(found[2]):02d}" if found else str(text).strip()


def own_id(given, known=()):
    """The unit id that is meant in a class's own texts (`f3` is F03, `aa12` is AA12), or the text as it is, or is `known`."""
    text = str(given).strip()
    found = OWN_UNIT.match(text)
    return text if text in known or not found else f"{found[1].upper()}{int(found[2]):02d}"


def no_such_unit(wanted, known, sources=None):
    """A sentence that says that a unit does not exist, and which one may have been meant.

    With the `sources` of the known ones, as a table that was given has them, it says instead which sources those are.
    """
    known = list(known)
    short = sources is None and all(map(UNIT.match, known))  # not so AA01 and F1204, which a class's own texts can have
    unit = unit_id(wanted) if short else own_id(wanted, known)
    found = OWN_UNIT.match(unit)
    source = (found[1] if found else unit).upper()
    homes = [k.rstrip("0123456789") for k in known] if sources is None else list(sources)
    of_source = [k for k, home in zip(known, homes) if home == source]
    unit = unit[:20]
    swapped = unit[: len(source)] + unit[len(source) :][::-1]
    if of_source and not found:
        return f"{source} is a source, not a unit: its units run from {of_source[0]} to {of_source[-1]}."
    if sources is None and swapped in known:
        return f"There is no unit {unit}. Did you mean {swapped}?"
    if of_source and (not short or UNIT.match(unit)):
        return f"There is no unit {unit}: the units of source {source} run from {of_source[0]} to {of_source[-1]}."
    if sources is None:
        looks = "a letter and two digits" if short else "a letter or more, and two digits or more"
        return f'There is no unit "{unit}". A unit id is {looks}. Did you mean {nearest(unit, known)}?'
    if not homes:
        return f'There is no unit "{unit}": the table of units that was given is empty.'
    return f'There is no unit "{unit}". The units that were given are of source {listing(dict.fromkeys(homes), 8)}.'


# What a column is called above a table that is there to be read, where its name in the code would not do; else _ is a space.
HEADINGS = {
    "pid": "number", "oid": "number", "claim_id": "number", "entity_id": "who or what", "unit_id": "unit", "unit_ids": "units",
    "unit_id_or_line": "unit or line", "words_here": "words in this text", "words_in_wire": "words in the agency's report",
    "per_100": "per 100 words", "g2": "G²",
}  # fmt: skip
NUMBER = re.compile(r"[+−-]?\d[\d,]*(\.\d+)?%?")


def show_table(table, most_ids=None, caption="", folded=""):
    """Show a table that is there to be read: every text in full, with headings in words, numbers set from the right, no row numbers.

    With `most_ids`, the ids in a column `units` are cut after so many, and the cell says how many more there are. A `caption` stands
    above the table. With a sentence in `folded`, only that is seen at first, and opens the table. What is missing is shown as nothing. Refuses, with a `BadInput`, what is no table, and a `most_ids` that is no
    whole number from 1 or finds no such column.
    """
    if not isinstance(table, pd.DataFrame):
        raise BadInput(f"A table is expected here, such as load_sources() gives, not {kind_of(table)}.")
    if most_ids is not None:
        most_ids = need_whole(most_ids, 1, "How many ids to show (most_ids)")
        if "units" not in table.columns:
            raise BadInput("This table has no column units, in which most_ids could cut the ids: leave most_ids out.")
        ids = [str(cell).split() for cell in table["units"]]
        short = [
            in_cell if len(in_cell) <= most_ids else [*in_cell[:most_ids], f"and {len(in_cell) - most_ids} more"]
            for in_cell in ids
        ]
        table = table.assign(units=[" ".join(in_cell) for in_cell in short])
    headings = [HEADINGS.get(str(name), str(name).replace("_", " ")) for name in table.columns]
    rows = [list(map(_in_words, cells)) for cells in table.itertuples(index=False, name=None)]
    looks = [_look_of_cells(cells) for cells in zip(*rows)] or ["text-align: left"] * len(headings)
    plain = [" · ".join(f"{name}: {cell}" for name, cell in zip(headings, cells)) for cells in rows]
    above = (
        f'<caption style="text-align: left; padding: 0.3em">{html.escape(str(caption))}</caption>' if caption else ""
    )

    def row(tag, looks, cells):
        return "".join(f'<{tag} style="{look}">{html.escape(cell)}</{tag[:2]}>' for look, cell in zip(looks, cells))

    head = row('th scope="col"', [look.partition("; white-space")[0] for look in looks], headings)
    body = "".join(f"<tr>{row('td', looks, cells)}</tr>" for cells in rows)
    if not rows:
        plain, body = ["no rows"], f'<tr><td colspan="{len(headings)}" style="text-align: left">no rows</td></tr>'
    page = f'<table style="max-width: 100%; margin-left: 0">{above}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    if folded:
        page = f"<details><summary>{html.escape(str(folded))}</summary>{page}</details>"
    output.show_both("\n".join([*filter(None, map(str, (folded, caption))), *plain]), page)


def _in_words(cell):
    return "" if pd.api.types.is_scalar(cell) and pd.isna(cell) else str(cell)


def _look_of_cells(cells):
    """How a column is set: numbers from the right, ids and dates in one piece, and what has a very long word may be broken in it."""
    filled = [cell for cell in cells if cell]
    look = f"text-align: {'right' if filled and all(map(NUMBER.fullmatch, filled)) else 'left'}; vertical-align: top; line-height: 1.4"
    if all(re.fullmatch(r"\S{1,20}", cell) for cell in filled):
        return f"{look}; white-space: nowrap"
    return f"{look}; overflow-wrap: anywhere" if re.search(r"\S{21}", " ".join(cells)) else look


def glossary(term=None):
    """Say what a term of the course means and which lesson explains it, or, without a term, list them all."""
    terms = load_table("glossary").set_index("term")
    if term is None:
        say("Terms explained in this course: " + ", ".join(terms.index) + ".")
    elif not isinstance(term, str):
        say(
            f'A term is expected here, between quotation marks, such as glossary("{terms.index[0]}"), not {kind_of(term)}.'
        )
    elif term in terms.index:
        say(f"{term}: {terms.loc[term, 'meaning']} (lesson {terms.loc[term, 'lesson']:02d})")
    else:
        say(f'The glossary has no "{term[:40]}". Did you mean "{nearest(term, terms.index)}"?')


def _flat(ids):
    for item in ids:
        if isinstance(item, str):
            several = re.findall(r"DOC-\d+|[A-Za-z]{1,3}\d{1,4}", item)  # as a table has them: F08 F09 F29
            yield from several if len(several) > 1 else [item]
        elif not hasattr(item, "__iter__"):
            yield item
        else:
            yield from _flat(item)


# ---------------------------------------------------------------- the texts


def progress(things, what):
    """Give the things one by one; in a notebook, show a bar once they have taken longer than 1.5 seconds.

    `things` is a list or other collection, `what` says in a word or two what is done. What is fast, and what runs outside a
    notebook, shows nothing.
    """
    things = list(things)
    bar, start, step = None, time.monotonic(), max(1, len(things) // 100)  # each step is a message to the browser
    for number, thing in enumerate(things):
        if bar and number % step == 0:
            bar.value = number
        elif bar is None and number and time.monotonic() - start > 1.5:
            bar = _bar(what, len(things), number)
        yield thing
    if bar:
        bar.value = len(things)
        _cleared(bar)


def _bar(what, most, done):
    """A bar of ipywidgets, shown; or False outside a notebook, or where it cannot be shown."""
    from IPython import get_ipython
    from IPython.display import display

    if getattr(get_ipython(), "kernel", None) is None:
        return False
    try:
        from ipywidgets import IntProgress
    except ImportError:
        return False
    bar = IntProgress(value=done, max=most, description=str(what))
    bar.place = display(bar, display_id=True)
    return bar


def _cleared(bar):
    """Take a bar away, so that a notebook that is saved has no dead widget in it."""
    bar.close()
    place = getattr(bar, "place", None)
    if place:
        place.update({"text/plain": ""}, raw=True)
