"""The reading desk: a text as a page on which one unit at a time is marked, and the questions at its end.

It is made of widgets alone, each unit one that hears when it is clicked; what is chosen or written is kept at once, in a reader's
file (`reading_files`).
"""

import html
from functools import cache

from . import corpus, texts
from . import desk as desk_of_codes
from .corpus import BadInput
from .output import in_html, say
from .reading_files import (
    ANSWERS,
    LATER,
    MARKS,
    NOBODY,
    NOTE,
    OWN,
    QUESTIONS,
    keep,
    kept,
    later,
    marks_in_words,
    named,
    of,
    source_of,
    words_of,
)

# Keys inside the text: on, back, and the marks by their numbers. All they do, the mouse, the buttons and the boxes do as well.
_KEYS = (
    "const page = this.closest('.reading-page'), desk = page.closest('.reading-desk');"
    " page.setAttribute('role', 'region'); page.setAttribute('aria-label', 'the text');"
    " const look = tries => { const here = page.querySelector('.here .unit');"
    " if (!here) return tries && setTimeout(look, 100, tries - 1);"
    " const box = page.getBoundingClientRect(), place = here.getBoundingClientRect();"
    " if (place.top < box.top || place.bottom > box.bottom) page.scrollTop += place.top - box.top - page.clientHeight / 4 };"
    " look(50);"
    " page.onkeydown = key => { const way = { ArrowDown: 'next-unit', Enter: 'next-unit', ArrowUp: 'previous-unit' }[key.key],"
    " box = desk.querySelectorAll('.reading-marks input[type=checkbox]')[key.key - 1];"
    " if (key.ctrlKey || key.altKey || key.metaKey || key.shiftKey || !(way || box)) return;"
    " key.preventDefault(); (box || desk.querySelector('.' + way)).click() }"
)
_LOOK = """<style>
.reading-desk .reading-page { display: block; max-height: min(24em, 45vh); overflow: auto; resize: vertical; border: 1px solid }
.reading-desk .reading-page { position: relative; line-height: 1.6; padding: 0.6em 0.8em 3em 4.6em }
.reading-desk .reading-page:focus { outline: 3px solid currentColor; outline-offset: 1px }
.reading-desk .line { display: flex; flex-wrap: wrap; column-gap: 1.5em; align-items: flex-start; overflow: visible }
.reading-desk .line > .words { display: block; position: relative; flex: 1 1 18em; max-width: 36em; overflow: visible }
.reading-desk .words, .reading-desk .words label { white-space: pre-wrap; overflow-wrap: anywhere }
.reading-desk .words .widget-checkbox, .reading-desk .words .widget-checkbox label { display: inline; margin: 0; padding: 0 }
.reading-desk .words .widget-checkbox, .reading-desk .words .widget-checkbox label { position: static; width: auto }
.reading-desk .words .widget-checkbox, .reading-desk .words .widget-checkbox * { font-size: inherit; line-height: inherit }
.reading-desk .words input { display: none }
.reading-desk .words .unit { cursor: pointer }
.reading-desk .here .unit { outline: 2px solid; outline-offset: 1px; background: rgba(0, 114, 178, 0.25) }
.reading-desk .line > .beside { flex: 0 1 12em; margin: 0; font-size: 0.85em }
.reading-desk .told { border-left: 4px double; padding-left: 0.6em }
.reading-desk .heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
.reading-desk .reading-status { min-height: 2em }
.reading-desk .reading-marks .widget-hbox { flex-wrap: wrap }
.reading-desk .reading-marks .widget-checkbox, .reading-desk .reading-marks label { width: auto; overflow: visible }
.reading-desk .reading-marks .widget-checkbox { margin: 0.1em 1.4em 0.1em 2px }
.reading-desk .reading-marks .widget-text { flex: 1 1 14em; margin-right: 1.2em }
.reading-desk .reading-marks .widget-textarea { flex: 3 1 20em }
</style>"""


_HOW = (
    "A click chooses a sentence; the keys work on the one in the frame. From the keyboard, Tab leads from this cell into the text:"
    " there ↓ and ↑ go on and back, and 1 to 4 put a mark. Tab leads on to the marks, the note, the buttons and the questions,"
    " and Escape out, back to the cell. Each time something is kept, a line below the buttons says so: “Kept: …”."
    " If it stays silent, nothing is kept: choose Run ▸ Run All Cells in the menu."
)


def desk(source, part=None, reader="me", folder=None, units=None, sources=None, again=False):
    """Open a reading desk: the text as a page with one unit in focus, marks and a note for it, and at its end three questions.

    What is chosen or written is kept at once, under the name `reader`, and found again. A long source comes in parts, as with
    `read`. For a text of your own give its tables, `units` and `sources`. With `again=True` marks and notes are kept as those of
    a second reading, beside the first, and answers that are there stay as they are. Nothing is written before the first choice,
    nothing is judged, and nothing is returned. A click chooses a unit; in the text ↓ and ↑ go on and back, and 1 to 4 mark; the
    Tab key leads to everything else, and Escape out of the desk.

    Where there are no widgets, a sentence says how to keep the same from a cell. Refuses, with a `BadInput`, a source or a part
    that is not there, and a name that cannot be a file's.
    """
    given = units is not None or sources is not None
    units, sources = texts.checked_tables(units, sources) if given else (corpus.load_units(), corpus.load_sources())
    mine, source = kept(reader, folder, units), source_of(source, units)
    parts = texts.parts_of(texts.lines_of(source, units, sources, given))
    part = texts.part_number(part, source, len(parts))
    ids = [unit for line in parts[part - 1] for unit in line.units.values()]
    if desk_of_codes.live():
        what = f"source {source}" + (f", part {part} of {len(parts)}" if len(parts) > 1 else "") + f", {len(ids)} units"
        goes_on = (
            f'This is part {part} of {len(parts)}. `reading.desk("{source}", part={part + 1})` goes on.'
            if part < len(parts)
            else ""
        )
        what = f"A reading desk for {what}. Run this cell in JupyterLab to open it."
        _open(mine, source, parts[part - 1], ids, goes_on, "again" if again else "first", what)
    else:
        own = ", units=units" if given else ""
        say(f'The reading desk works in JupyterLab only. Here, `reading.mark("{ids[0]}", "I object", note="…"{", again=True" if again else ""}{own})` keeps a mark, and '
            f'`reading.first("{source}", believe="…", stopped="…", know="…"{own})` what you answer at the end.')  # fmt: skip


def _open(mine, source, lines, ids, goes_on, when, what):
    import ipywidgets as widgets

    answered = of(mine.readings, source)
    both = {unit: {moment: of(mine.readings, source, moment, unit) for moment in ("first", "again")} for unit in ids}
    said = {unit: moments[when] for unit, moments in both.items()}
    its_units = mine.units[mine.units["source"] == source].set_index("id")
    marked = [unit for unit in ids if said[unit]]
    at, boxes, answers, make = {"unit": marked[-1] if marked else ids[0]}, {}, [], desk_of_codes.maker()
    chosen, beside, blocks = _page(lines, its_units)
    keys, page = widgets.HTML(f'<style onload="{_KEYS}"></style>'), widgets.VBox(tabbable=True)
    page.children = [*blocks, keys]
    place, status, marks = make(widgets.HTML), make(widgets.HTML), widgets.VBox()
    following, before = (make(widgets.Button, description=text) for text in ("Next unit", "Previous unit"))
    for widget, name in (
        (page, "reading-page"),
        (marks, "reading-marks"),
        (status, "reading-status"),
        (following, "next-unit"),
        (before, "previous-unit"),
    ):
        widget.add_class(name)

    def note_beside(unit):
        """What was said of the units of its line, beside it."""
        block, of_line = beside[unit]
        _show_beside(block, [(other, marks_in_words(*both[other].values())) for other in of_line])

    def put_down(unit, what, words, name):
        row = (source, unit, when if unit else "first", what, words)
        _put_down(mine, status, said[unit] if unit else answered, row, name)
        if unit:
            note_beside(unit)

    def turn_to(unit, *sentences):
        before, at["unit"] = at["unit"], None  # what is set below is no click
        chosen[before].remove_class("here")
        chosen[before].value = False
        chosen[unit].add_class("here")
        chosen[unit].value = True
        at["unit"] = unit
        if unit not in boxes:  # each unit has boxes of its own, so that nothing typed in haste is kept for the next one
            boxes[unit] = _boxes(unit, said[unit], put_down)
        marks.children = boxes[unit]
        keys.value = f'<style onload="{_KEYS}"></style><!-- {ids.index(unit)} -->'
        where = f"<b>▶ {html.escape(unit)}</b> · unit {ids.index(unit) + 1} of {len(ids)}"
        read_out = f'<span class="heard">: {html.escape(its_units.loc[unit, "text"])}</span>'
        place.value = f'<div role="status" class="mathjax_ignore">{where}{read_out}</div>'
        status.value = _status(*sentences)

    def clicked(unit):
        if at["unit"] is not None:
            turn_to(unit)
            page.focus()  # so that the keys are heard, on this unit

    def go(step):
        number = ids.index(at["unit"]) + step
        if 0 <= number < len(ids):
            turn_to(ids[number])
            page.focus()
        elif step < 0 or goes_on:
            status.value = _status("This is the first unit." if step < 0 else goes_on)
        else:
            status.value = _status("That was the last unit. Three questions follow.")
            answers[0].focus()

    for unit in ids:
        chosen[unit].observe(lambda _, unit=unit: clicked(unit), names="value")
        note_beside(unit)
    following.on_click(lambda _: go(1))
    before.on_click(lambda _: go(-1))
    found = [f"What you kept before was found in {mine.where}."] if answered or marked else []
    fixed = bool(later(mine.readings, source))
    for name, question in {} if goes_on else QUESTIONS.items():
        stays = fixed or when == "again" and name in answered
        answers.append(make(widgets.Textarea, answered.get(name, ""), description=question, rows=2, disabled=stays))
        answers[-1].observe(lambda change, name=name: put_down("", name, change["new"], ANSWERS[name]), names="value")
    end = f"Kept in {mine.where}. {NOBODY} It comes back later."
    if fixed:
        end = "You have written a later line on this text: what you wrote first stays as it is."
    turn_to(at["unit"], *mine.problems, *found)
    row = widgets.HBox([following, before])
    parts = [_small(_HOW), page, place, marks, row, status, *answers, _small(goes_on or end)]
    desk_of_codes.show_desk(parts, what, _LOOK, "reading-desk")


def _small(text):
    import ipywidgets as widgets

    return widgets.HTML(f"<small>{in_html(text)}</small>")


def _boxes(unit, said, put_down):
    import ipywidgets as widgets

    make = desk_of_codes.maker()
    marks = [
        make(widgets.Checkbox, mark in said, description=f"{number} · {mark}", indent=False)
        for number, mark in enumerate(MARKS, start=1)
    ]
    for mark, box in zip(MARKS, marks):
        box.observe(
            lambda change, mark=mark: put_down(unit, mark, "yes" if change["new"] else "", f"“{mark}”"), names="value"
        )
    free_words = widgets.Text(said.get(OWN, ""), description="Words of your own:")
    note = widgets.Textarea(said.get(NOTE, ""), description="A note:", rows=2)
    free_words.observe(lambda change: put_down(unit, OWN, change["new"], OWN), names="value")
    note.observe(lambda change: put_down(unit, NOTE, change["new"], NOTE), names="value")
    return [make(widgets.HBox, marks), make(widgets.HBox, [free_words, note])]


def _put_down(mine, status, said, row, name):
    """Keep what was chosen or typed, in the file and in `said`, and say so."""
    source, unit, when, what, words = row
    try:
        words = words_of(words, f"what you wrote ({name})")
        if words == said.get(what, ""):
            return
        about = named(words, source, mine.units) if what == "stopped" else unit
        remarks, _ = keep(mine.file, mine.units, (source, about, when, what, words))
    except BadInput as refused:
        status.value = _status(str(refused))
        return
    said[what] = words
    if not words:
        del said[what]
    status.value = _status(*remarks, f"{'Kept' if words else 'Taken back'}: {unit or source}, {name}.")


def _status(*sentences):
    return f'<div role="status" class="mathjax_ignore">{"".join(f"<p>{in_html(text)}</p>" for text in sentences)}</div>'


def _page(lines, its_units):
    """A text as a page of widgets: `({unit: what hears a click on it}, {unit: (the block of its line, ids of the line)}, blocks)`.

    Everything is escaped. What stands between two units goes with the first.
    """
    import ipywidgets as widgets

    chosen, beside, blocks, make = {}, {}, [], desk_of_codes.maker()
    layout = cache(widgets.Layout)
    for line in lines:
        if not line.units and line.role != "markup":
            continue  # what is not the article
        room, letters = texts.LOOKS.get(line.role, texts.LOOKS[""])
        places = texts.places_in_margin(line.units)
        starts, words = sorted(line.units), []
        for start, end in zip(starts, [*starts[1:], len(line.text)]):
            unit = line.units[start]
            before = line.text[:start] if start == starts[0] else ""
            stop = its_units.loc[unit, "end"]
            described = _of_unit(unit, before, line.text[start:stop], line.text[stop:end], places[start], letters)
            chosen[unit] = make(
                widgets.Checkbox, description=described, description_allow_html=True, indent=False, tabbable=False
            )
            words.append(chosen[unit])
        if not words:
            words.append(make(widgets.HTML, f'<div class="mathjax_ignore">{html.escape(line.text)}</div>'))
        words = make(widgets.Box, words, _dom_classes=["words"])
        blocks.append(make(widgets.Box, [words], layout=layout(margin=room), _dom_classes=["line"]))
        ids = list(line.units.values())
        beside |= {unit: (blocks[-1], ids) for unit in ids}
    return chosen, beside, blocks


def _of_unit(unit, before, words, after, place, letters):
    """A unit as it stands on the page, its id in the margin of the line in which it begins."""
    first, rest = texts.first_word(words)
    margin = texts.MARGIN.format(left=place[0], down=place[1])
    label = f'<span style="{margin}">{html.escape(unit)} </span>'
    first, rest = (f'<span style="{letters}">{html.escape(part)}</span>' if part else "" for part in (first, rest))
    words = f'<span style="{texts.GLUE}">{label}{first}</span>{rest}'
    page = f'{html.escape(before)}<span class="unit">{words}</span>{html.escape(after)}'
    return (
        f'<span class="mathjax_ignore" title="">{page}</span>'  # without a title, its markup would stand in a balloon
    )


def _show_beside(block, said):
    """Put what was said of the units of a line beside it, as a second child of its block."""
    import ipywidgets as widgets

    rows = [f"<div><b>{html.escape(unit)}</b> {html.escape(words)}</div>" for unit, words in said if words]
    words, *notes = block.children
    if rows:
        notes = notes or [widgets.HTML(_dom_classes=["beside"])]
        notes[0].value = f'<div class="told mathjax_ignore">{"".join(rows)}</div>'
    block.children = [words, *notes] if rows else [words]


def later_lines(mine, sources, when):
    """Lines to write in for each text: what one would write now, and why."""
    import ipywidgets as widgets

    status, lines, make = widgets.HTML(_status()), [], desk_of_codes.maker()
    for source in sources:
        said = of(mine.readings, source, when)
        for what, question in LATER.items():
            lines.append(make(widgets.Textarea, said.get(what, ""), description=f"{source}: {question}", rows=2))
            row = (source, "", when, what)
            lines[-1].observe(
                lambda change, said=said, row=row: _put_down(
                    mine, status, said, (*row, change["new"]), ANSWERS[row[3]]
                ),
                names="value",
            )
    parts = [*lines, status, _small(f"Kept in {mine.where}, beside what you wrote first. {NOBODY}")]
    what = "Lines to write in. Run this cell in JupyterLab to open them."
    desk_of_codes.show_desk(parts, what, _LOOK, "reading-desk")
