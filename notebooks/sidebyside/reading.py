"""First readings: a text is marked and answered before anything is asked of it, and what was written comes back later.

At the reading desk, or from a plain cell, a reader marks units and says what they believe now, where they stopped, and what they
would want to know. It is kept as it was written (`reading_files`), shown beside what the reader writes later, and, for a class,
put together in the margin of the text. Nothing here judges a word of it.
"""

import html

import pandas as pd

from . import corpus, output, texts
from . import desk as desk_of_codes
from .corpus import BadInput, listing, units_read
from .display import show_table
from .output import in_html, say
from .reading_files import (
    ANSWERS,
    LATER,
    MARKS,
    NOTE,
    OWN,
    QUESTIONS,
    class_readings,
    heard,
    ids_of,
    keep,
    kept,
    later,
    named,
    of,
    source_of,
    time_of,
    unit_of,
    words_of,
)

NOBODY = "Nobody judges this."
BLANK = "Nothing is kept yet. Put your words where the dots are, between quotation marks."

# ---------------------------------------------------------------- from a plain cell


def first(source, believe=None, stopped=None, know=None, reader="me", folder=None, units=None):
    """Keep a first reading of a text: what you believe now, the unit at which you stopped and why, what you would want to know.

    `reader` is the name to keep it under; in a class each takes their own. What is blank is not written. Nothing is judged.
    `units` are those of texts of your own. Refuses, with a `BadInput`, a source that is not there, what is no text, and to change
    a first answer beside which a later one stands.
    """
    mine, given = kept(reader, folder, units), {"believe": believe, "stopped": stopped, "know": know}
    source = source_of(source, mine.units)
    words = {what: text for what in given if (text := words_of(given[what], f"`{what}`"))}
    if not words:
        return say("\n".join([BLANK, *(f"`{what}`: {QUESTIONS[what]}" for what in given)]))
    there = of(mine.readings, source)
    if later(mine.readings, source) and any(there.get(what, text) != text for what, text in words.items()):
        raise BadInput(f"What you wrote first on {source} stays as it is, since you have written a later line beside it: "
                       f'`reading.now("{source}", believe="…")` keeps what you think now.')  # fmt: skip
    unit = named(words.get("stopped", ""), source, mine.units)
    rows = [(source, unit if what == "stopped" else "", "first", what, text) for what, text in words.items()]
    remarks, before = keep(mine.file, mine.units, *rows)
    if "stopped" in words and not unit:
        remarks.append(
            f"`stopped` names no unit of {source}: with an id, such as {ids_of(source, mine.units)[0]}, it finds its place."
        )
    blank = [what for what, text in given.items() if text is not None and what not in words]
    remarks += [f"Still blank is `{what}`: {QUESTIONS[what]}" for what in blank]
    _say_kept(source, [ANSWERS[what] for what in words], mine, remarks, before)


def guess(source, words=None, reader="me", folder=None, units=None):
    """Keep what you expect of a text before you read it; it comes back with your first reading. Refuses what `first` does."""
    mine = kept(reader, folder, units)
    source, words = source_of(source, mine.units), words_of(words, "what you expect")
    if not words:
        return say(f"{BLANK} What do you expect of {source}?")
    _say_kept(source, [ANSWERS["guess"]], mine, *keep(mine.file, mine.units, (source, "", "before", "guess", words)))


def mark(unit, *marks, note=None, take_back=False, reader="me", folder=None, units=None):
    """Mark a unit with one or more of `MARKS`, or with words of your own, and add a note if you like.

    `take_back=True` takes these back. Refuses, with a `BadInput`, a unit that is not there, no mark at all, and what is no text.
    """
    mine = kept(reader, folder, units)
    choose = f"The marks are {', '.join(f'`{name}`' for name in MARKS)}, and words of your own."
    if unit is ... or (... in marks or note is ...) and not any(isinstance(text, str) for text in (*marks, note)):
        return say(
            f'Nothing is kept yet. Put a unit and a mark in: `reading.mark("A02", "I object", note="…")`. {choose}'
        )
    unit = unit_of(unit, mine.units)
    source = mine.units.loc[mine.units["id"] == unit, "source"].iloc[0]
    rows, in_own_words = {}, [text for text in of(mine.readings, source, unit=unit).get(OWN, "").split("; ") if text]
    for text in filter(None, (words_of(given, "a mark") for given in marks)):
        plain = text.lower().replace("’", "'")
        known_mark = next((name for name in MARKS if name.lower() == plain), None)
        if not known_mark:
            in_own_words = [earlier for earlier in in_own_words if earlier != text] + [text] * (not take_back)
        rows[known_mark or OWN] = ("" if take_back else "yes") if known_mark else "; ".join(in_own_words)
    if text := words_of(note, "the note"):
        rows[NOTE] = "" if take_back else text
    if not rows:
        raise BadInput(f'Say how you mark {unit}, as in `reading.mark("{unit}", "I object")`. {choose}')
    remarks, before = keep(
        mine.file, mine.units, *((source, unit, "first", what, words) for what, words in rows.items())
    )
    before.pop(OWN, None)  # they are still there, beside the new ones
    names = {OWN: "words of your own", NOTE: "a note"}
    _say_kept(unit, [names.get(what, f"“{what}”") for what in rows], mine, remarks, before, taken_back=take_back)


def now(source, believe=None, because=None, lesson=None, reader="me", folder=None, units=None):
    """Keep what you believe now of a text, and what changed it or why it stays, beside what you wrote first. Nothing is judged.

    `lesson` is the number of the lesson in which you write: each has a line of its own. Refuses what `first` does.
    """
    mine, given, when = kept(reader, folder, units), {"believe": believe, "because": because}, time_of(lesson)
    source = source_of(source, mine.units)
    words = {what: text for what in given if (text := words_of(given[what], f"`{what}`"))}
    if not words:
        return say("\n".join([BLANK, *(f"`{what}`: {LATER[what]}" for what in given)]))
    remarks, before = keep(mine.file, mine.units, *((source, "", when, what, text) for what, text in words.items()))
    _say_kept(f"{source}, beside what you wrote first", [ANSWERS[what] for what in words], mine, remarks, before)


def _say_kept(about, what, mine, remarks, before, taken_back=False):
    lead = f"{'Taken back from' if taken_back else 'Kept in'} {mine.where} ({about}): {listing(what)}."
    remarks = [*remarks, *mine.problems]
    old = [f"Before, you had written: “{words}”" for words in before.values()]
    say("\n".join([lead if taken_back else f"{lead} {NOBODY}", *old, *remarks]))


# ---------------------------------------------------------------- and again


def again(source=None, lesson=None, reader="me", folder=None, units=None):
    """Show what you wrote after reading a text, and ask what you would write now; without a source, of all texts.

    In JupyterLab lines to write in stand below it; elsewhere a sentence says how to keep a later line. It is kept beside the
    first, under the number of the `lesson`. Nothing is written before you write.
    """
    mine, when = kept(reader, folder, units), time_of(lesson)
    sources = mine.units["source"].unique().tolist() if source is None else [source_of(source, mine.units)]
    for text in mine.problems:
        say(text)
    there = [name for name in sources if (mine.readings["source"] == name).any()]
    if not there:
        what = "readings" if source is None else f"reading of {sources[0]}"
        return say(f"Nothing is kept of your first {what} under the name {mine.file.stem}. "
                   f'`reading.desk("{sources[0]}")` keeps what you believe after a text, and then it stands here.')  # fmt: skip
    if source is None:
        _all_texts(mine.readings, there)
        ask = "Which of these first lines would you write again? What changed the others?"
    else:
        _one_text(mine.readings, there[0], mine.units)
        ask = "Would you write the first line again? Change it, or say why it stays."
    if desk_of_codes.live():
        say(ask)
        _later_lines(mine, there, when)
    else:
        number = "" if lesson is None else f", lesson={int(lesson)}"
        say(f'{ask} `reading.now("{there[0]}", believe="…", because="…"{number})` keeps it beside the first.')


def _one_text(readings, source, units):
    parts, leads = [], {"before": f"Before reading {source}", "first": f"After reading {source}", "later": "Later"}
    for when in ["before", "first", *later(readings, source)]:
        if (said := of(readings, source, when)) or when == "first":
            lead = f"{leads.get(when, f'In {when}')}, you wrote{':' if said else ' no answer.'}"
            parts.append(
                (lead, [("want to know" if what == "know" else what, f"“{words}”") for what, words in said.items()])
            )
    marked = [
        (unit, _marks_in_words(said)) for unit in ids_of(source, units) if (said := of(readings, source, unit=unit))
    ]
    lead = f"You marked {len(marked)} unit{'' if len(marked) == 1 else 's'}:" if marked else "You marked no unit."
    _show_parts([*parts, (lead, marked)])


def _marks_in_words(said):
    """The marks, words and note on a unit, in one line."""
    marks = ", ".join([*(mark for mark in MARKS if mark in said), *([said[OWN]] if OWN in said else [])])
    return ". ".join(filter(None, [marks, f"“{said[NOTE]}”" if NOTE in said else ""]))


def _all_texts(readings, sources):
    rows = [
        {"text": source, "after reading it": of(readings, source).get("believe", "(no answer)")} for source in sources
    ]
    for row in rows:
        for when in later(readings, row["text"]):
            said = of(readings, row["text"], when)
            row[when] = " Because: ".join(
                [said.get("believe", "(as it was)"), *([said["because"]] if "because" in said else [])]
            )
    table = pd.DataFrame(rows).fillna("")
    times = sorted(table.columns[2:], key=lambda when: (when != "later", len(when), when))
    show_table(table[["text", "after reading it", *times]])


def _show_parts(parts, folded=range(0)):
    """Show leads, each with lines below it, `(name, words)`; the parts whose numbers are in `folded` are there to be opened."""
    plain, rich = [], []
    for number, (lead, lines) in enumerate(parts):
        plain += [lead, *(f"    {name}: {words}" if name else f"    {words}" for name, words in lines)]
        rows = ""
        for name, words in lines:
            name = f"<b>{html.escape(name)}</b>: " if name else ""
            rows += f'<div style="margin:0.3em 0 0.3em 1.5em;white-space:pre-wrap">{name}{html.escape(words)}</div>'
        if number in folded:
            rich.append(f"<details><summary>{html.escape(lead)}</summary>{rows}</details>")
        else:
            rich.append(f'<div style="margin:0.7em 0">{html.escape(lead)}{rows}</div>')
    style = "max-width:48em;line-height:1.5;overflow-wrap:anywhere"
    output.show_both("\n".join(plain), f'<div class="mathjax_ignore" style="{style}">{"".join(rich)}</div>')


def sheet(source, part=None):
    """Show a text of the five, or a part of it, to be read on paper, and at its end the three questions with lines to write on."""
    texts.read(source, part=part)
    many = len(texts.parts_of(texts.lines_of(source, corpus.load_units(), corpus.load_sources(), of_a_class=False)))
    if (part or 1) == many:
        texts.to_write(QUESTIONS.values())


# ---------------------------------------------------------------- the desk

# Keys inside the text: on, back, and the marks by their numbers. All they do, the buttons and boxes do as well.
_KEYS = (
    "const page = this.closest('.widget-html-content'), desk = page.closest('.reading-desk'),"
    " here = page.querySelector('.words u'); page.tabIndex = 0;"
    " page.setAttribute('role', 'region'); page.setAttribute('aria-label', 'the text');"
    " page.scrollTop += here.getBoundingClientRect().top - page.getBoundingClientRect().top - page.clientHeight / 4;"
    " page.onkeydown = key => { const way = { ArrowDown: 'next-unit', Enter: 'next-unit', ArrowUp: 'previous-unit' }[key.key],"
    " box = desk.querySelectorAll('.reading-marks input[type=checkbox]')[key.key - 1];"
    " if (key.ctrlKey || key.altKey || key.metaKey || key.shiftKey || !(way || box)) return;"
    " key.preventDefault(); (box || desk.querySelector('.' + way)).click() }"
)
_LOOK = """<style>
.reading-page > .widget-html-content { max-height: min(24em, 45vh); overflow: auto; resize: vertical; border: 1px solid }
.reading-desk .reading-page > .widget-html-content { line-height: 1.6; padding: 0.6em 0.8em 3em 4.6em }
.reading-page > .widget-html-content:focus { outline: 3px solid currentColor; outline-offset: 1px }
.reading-desk .line { display: flex; flex-wrap: wrap; column-gap: 1.5em }
.reading-desk .line > .words { flex: 1 1 18em; max-width: 36em; white-space: pre-wrap }
.reading-desk .line > .told { flex: 0 1 12em; align-self: flex-start; border-left: 4px double }
.reading-desk .line > .told { padding-left: 0.6em; font-size: 0.85em }
.reading-desk .words u { text-decoration: none; outline: 2px solid; outline-offset: 1px }
.reading-desk .heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
.reading-desk .reading-marks .widget-hbox { flex-wrap: wrap }
.reading-desk .widget-checkbox, .reading-desk .widget-checkbox label { width: auto; overflow: visible }
.reading-desk .widget-checkbox { margin: 0.1em 1.4em 0.1em 2px }
.reading-desk .widget-text, .reading-desk .widget-textarea { flex-direction: column; width: auto; max-width: 44em; height: auto }
.reading-desk .widget-text > *, .reading-desk .widget-textarea > * { flex: none; width: 100% }
.reading-desk .widget-text label, .reading-desk .widget-textarea label { height: auto; text-align: left; white-space: normal }
.reading-desk input[type=text], .reading-desk textarea { font: inherit; line-height: 1.4 }
.reading-desk .reading-marks .widget-text { flex: 1 1 14em; margin-right: 1.2em }
.reading-desk .reading-marks .widget-textarea { flex: 3 1 20em }
.reading-desk input:focus, .reading-desk textarea:focus { outline: 3px solid currentColor !important; outline-offset: 1px }
</style>"""


def desk(source, part=None, reader="me", folder=None, units=None, sources=None):
    """Open a reading desk: the text as a page with one unit in focus, marks and a note for it, and at its end three questions.

    What is chosen or written is kept at once, under the name `reader`, and found again. A long source comes in parts, as with
    `read`. For a text of your own give its tables, `units` and `sources`. Nothing is written before the first choice, nothing is
    judged, and nothing is returned. In the text ↓ and ↑ go on and back, and 1 to 4 mark; the Tab key leads to everything else.

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
        _open(mine, source, parts[part - 1], ids, goes_on, what)
    else:
        say(f'The reading desk works in JupyterLab only. Here, `reading.mark("{ids[0]}", "I object", note="…")` keeps a mark, and '
            f'`reading.first("{source}", believe="…", stopped="…", know="…")` what you answer at the end.')  # fmt: skip


def _open(mine, source, lines, ids, goes_on, what):
    import ipywidgets as widgets

    said = {unit: of(mine.readings, source, unit=unit) for unit in ["", *ids]}  # "" is the whole text
    its_units = mine.units[mine.units["source"] == source].set_index("id")
    marked = [unit for unit in ids if said[unit]]
    at, boxes, answers = {"unit": marked[-1] if marked else ids[0]}, {}, []
    page, place, status, marks = widgets.HTML(), widgets.HTML(), widgets.HTML(), widgets.VBox()
    following, before = (widgets.Button(description=text) for text in ("Next unit", "Previous unit"))
    for widget, name in (
        (page, "reading-page"),
        (marks, "reading-marks"),
        (following, "next-unit"),
        (before, "previous-unit"),
    ):
        widget.add_class(name)

    def put_down(unit, what, words, name):
        _put_down(mine, status, said[unit], (source, unit, "first", what, words), name)
        if unit:
            page.value = _page(lines, its_units, at["unit"], said)

    def turn_to(unit, *sentences):
        at["unit"] = unit
        if unit not in boxes:  # each unit has boxes of its own, so that nothing typed in haste is kept for the next one
            boxes[unit] = _boxes(unit, said[unit], put_down)
        marks.children = boxes[unit]
        page.value = _page(lines, its_units, unit, said)
        where = f"<b>▶ {html.escape(unit)}</b> · unit {ids.index(unit) + 1} of {len(ids)}"
        read_out = f'<span class="heard">: {html.escape(its_units.loc[unit, "text"])}</span>'
        place.value = f'<div role="status" class="mathjax_ignore">{where}{read_out}</div>'
        status.value = _status(*sentences)

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

    following.on_click(lambda _: go(1))
    before.on_click(lambda _: go(-1))
    found = [f"What you kept before was found in {mine.where}."] if said[""] or marked else []
    fixed = bool(later(mine.readings, source))
    for name, question in {} if goes_on else QUESTIONS.items():
        answers.append(widgets.Textarea(said[""].get(name, ""), description=question, rows=2, disabled=fixed))
        answers[-1].observe(lambda change, name=name: put_down("", name, change["new"], ANSWERS[name]), names="value")
    end = f"Kept in {mine.where}. {NOBODY} It comes back later."
    if fixed:
        end = "You have written a later line on this text: what you wrote first stays as it is."
    how = (
        "In the text, ↓ and ↑ go on and back, and 1 to 4 put a mark. Tab leads to the marks, the note and the buttons."
    )
    turn_to(at["unit"], *mine.problems, *found)
    row = widgets.HBox([following, before])
    parts = [_small(how), page, place, marks, row, status, *answers, _small(goes_on or end)]
    desk_of_codes.show_desk(parts, what, _LOOK, "reading-desk")


def _small(text):
    import ipywidgets as widgets

    return widgets.HTML(f"<small>{in_html(text)}</small>")


def _boxes(unit, said, put_down):
    import ipywidgets as widgets

    marks = [
        widgets.Checkbox(mark in said, description=f"{number} · {mark}", indent=False)
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
    return [widgets.HBox(marks), widgets.HBox([free_words, note])]


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


def _page(lines, its_units, here, said):
    """A text as a page, the unit in focus marked, and beside each paragraph what was said of its units; everything is escaped."""
    blocks = []
    for line in lines:
        if not line.units and line.role != "markup":
            continue  # what is not the article
        room, letters = texts.LOOKS.get(line.role, texts.LOOKS[""])
        focus = [(its_units.loc[here, "start"], its_units.loc[here, "end"], "")] if here in line.units.values() else []
        words = texts.set_rich(line.text, (0, len(line.text)), focus, line.units, texts.MARGIN, letters)
        noted = [
            f"<div><b>{html.escape(unit)}</b> {html.escape(_marks_in_words(said[unit]))}</div>"
            for unit in line.units.values()
            if said[unit]
        ]
        noted = f'<div class="told">{"".join(noted)}</div>' if noted else ""
        blocks.append(f'<div class="line" style="margin:{room}"><div class="words">{words}</div>{noted}</div>')
    return f'<div class="mathjax_ignore">{"".join(blocks)}</div><style onload="{_KEYS}"></style>'


def _later_lines(mine, sources, when):
    """Lines to write in for each text: what one would write now, and why."""
    import ipywidgets as widgets

    status, lines = widgets.HTML(_status()), []
    for source in sources:
        said = of(mine.readings, source, when)
        for what, question in LATER.items():
            lines.append(widgets.Textarea(said.get(what, ""), description=f"{source}: {question}", rows=2))
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


# ---------------------------------------------------------------- a class


def together(source=None, part=None, folder=None, names=False, units=None, sources=None):
    """Show what a class kept of a text: in its margin where readers stopped and how they marked, below it what they wrote.

    The files are those of `data/mine/reading`, or of `folder`, one for each reader. Without a source, a table says of each text
    how many have read it, where they stopped and where their marks differ. `names=True` says who wrote what; without it nobody is
    named. Nobody is ranked: what was written is in alphabetical order. For texts of one's own give `units` and `sources`.
    """
    every = units_read(units)
    readings, problems = class_readings(folder, every)
    for text in problems:
        say(text)
    if readings.empty:
        return say(
            "No reading is here yet. Put the files of the class into data/mine/reading, one for each, such as ana.csv."
        )
    if source is None:
        return _overview(readings, every)
    source = source_of(source, every)
    its_readings = readings[readings["source"] == source]
    there, readers = heard(its_readings, ids_of(source, every), names), its_readings["reader"].nunique()
    texts.read(source, part=part, notes={unit: line for unit, (line, _) in there.items()}, units=units, sources=sources)
    lead = f"{readers} reader{'' if readers == 1 else 's'} of {source}. A ≠ says that two of them marked a unit differently."
    written = [(f"{unit} · {line}", lines) for unit, (line, lines) in there.items() if lines]
    answers = []
    asked = [("guess", "Before reading: what do you expect?"), *QUESTIONS.items()]
    for what, question in [*asked, *((what, f"Later: {question}") for what, question in LATER.items())]:
        rows = its_readings[
            (its_readings["what"] == what)
            & (~its_readings["when"].isin(["before", "first"]) == question.startswith("Later"))
        ]
        lines = [(row.reader if names else "", f"“{row.words}”") for row in rows.itertuples()]
        answers += [(question, sorted(lines, key=lambda line: (line[0], line[1].casefold())))] if lines else []
    _show_parts([(lead, []), *written, *answers], range(1, len(written) + 1))


def _overview(readings, units):
    rows = []
    for source, its_readings in readings.groupby("source", sort=False):
        lines = {unit: line for unit, (line, _) in heard(its_readings, ids_of(source, units)).items()}
        stopped = [unit for unit, line in lines.items() if "stopped here" in line]
        parted = [unit for unit, line in lines.items() if line.startswith("≠")]
        rows.append(
            (
                source,
                its_readings["reader"].nunique(),
                " ".join(stopped) or "at no unit",
                " ".join(parted) or "at no unit",
            )
        )
    table = pd.DataFrame(
        rows, columns=["text", "readers", "where they stopped", "where their marks differ"]
    ).sort_values("text")
    show_table(table)
    say(
        f'`reading.together("{table["text"].iloc[0]}")` shows the text with this in its margin, and what its readers wrote.'
    )
