"""First readings: a text is marked and answered before anything is asked of it, and what was written comes back later.

At the reading desk, or from a plain cell, a reader marks units and says what they believe now, where they stopped, and what they
would want to know. It is kept as it was written (`reading_files`), shown beside what the reader writes later, and, for a class,
put together in the margin of the text. Nothing here judges a word of it.
"""

import html

import pandas as pd

from . import corpus, output, texts
from .corpus import BadInput, listing, units_read
from .desk import live
from .display import show_table
from .output import say
from .reading_desk import desk, later_lines  # noqa: F401 (the desk is opened as `reading.desk`)
from .reading_files import (
    ANSWERS,
    LATER,
    MARKS,
    NOBODY,
    NOTE,
    OWN,
    QUESTIONS,
    class_readings,
    heard,
    ids_of,
    keep,
    kept,
    later,
    marks_in_words,
    named,
    now_at,
    of,
    source_of,
    time_of,
    unit_of,
    words_of,
)

NO_FIRST_LINE = "You wrote no first line on what you believe. What would you write now?"
BLANK = "Nothing is kept yet. Put your words where the dots are, between quotation marks."

# ---------------------------------------------------------------- from a plain cell


def _own(units):
    """What a call that is printed needs besides, for texts of one's own."""
    return "" if units is None else ", units=units"


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
                       f'`reading.now("{source}", believe="…"{_own(units)})` keeps what you think now.')  # fmt: skip
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


def mark(unit, *marks, note=None, take_back=False, again=False, reader="me", folder=None, units=None):
    """Mark a unit with one or more of `MARKS`, or with words of your own, and add a note if you like.

    `take_back=True` takes these back. With `again=True` they are kept as those of a second reading, beside the first. Refuses,
    with a `BadInput`, a unit that is not there, no mark at all, and what is no text.
    """
    mine, when = kept(reader, folder, units), "again" if again else "first"
    choose = f"The marks are {', '.join(f'`{name}`' for name in MARKS)}, and words of your own."
    if unit is ... or (... in marks or note is ...) and not any(isinstance(text, str) for text in (*marks, note)):
        return say(
            f'Nothing is kept yet. Put a unit and a mark in: `reading.mark("{mine.units["id"].iloc[1]}", "I object", note="…"{_own(units)})`. {choose}'
        )
    unit = unit_of(unit, mine.units)
    source = mine.units.loc[mine.units["id"] == unit, "source"].iloc[0]
    rows, in_own_words = {}, [text for text in of(mine.readings, source, when, unit).get(OWN, "").split("; ") if text]
    for text in filter(None, (words_of(given, "a mark") for given in marks)):
        plain = text.lower().replace("’", "'")
        known_mark = next((name for name in MARKS if name.lower() == plain), None)
        if not known_mark:
            in_own_words = [earlier for earlier in in_own_words if earlier != text] + [text] * (not take_back)
        rows[known_mark or OWN] = ("" if take_back else "yes") if known_mark else "; ".join(in_own_words)
    if text := words_of(note, "the note"):
        rows[NOTE] = "" if take_back else text
    if not rows:
        raise BadInput(f'Say how you mark {unit}, as in `reading.mark("{unit}", "I object"{_own(units)})`. {choose}')
    remarks, before = keep(mine.file, mine.units, *((source, unit, when, what, words) for what, words in rows.items()))
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
    first = ", beside what you wrote first" if of(mine.readings, source) else ""
    _say_kept(f"{source}{first}", [ANSWERS[what] for what in words], mine, remarks, before)


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
    every, when = units_read(units), time_of(lesson)
    sources = every["source"].unique().tolist() if source is None else [source_of(source, every)]
    mine = kept(reader, folder, every[every["source"].isin(sources)])  # what is said of other texts stands with them
    for text in mine.problems:
        say(text)
    there = [name for name in sources if (mine.readings["source"] == name).any()]
    if not there:
        what = "readings" if source is None else f"reading of {sources[0]}"
        tables = "" if units is None else ", units=units, sources=sources"
        return say(f"Nothing is kept of your first {what} under the name {mine.file.stem}. "
                   f'`reading.desk("{sources[0]}"{tables})` keeps what you believe after a text, and then it stands here.')  # fmt: skip
    if source is None:
        _all_texts(mine.readings, there)
        ask = "Which of these first lines would you write again? What changed the others?"
    else:
        _one_text(mine.readings, there[0], mine.units)
        wrote = "believe" in of(mine.readings, there[0])
        ask = "Would you write the first line again? Change it, or say why it stays." if wrote else NO_FIRST_LINE
    if live():
        say(ask)
        later_lines(mine, there, when)
    else:
        number = "" if lesson is None else f", lesson={float(lesson):g}"
        name = "" if mine.file.stem == "me" else f', reader="{mine.file.stem}"'
        say(
            f'{ask} `reading.now("{there[0]}", believe="…", because="…"{number}{name}{_own(units)})` keeps it beside the first.'
        )


def _one_text(readings, source, units):
    parts, leads = [], {"before": f"Before reading {source}", "first": f"After reading {source}", "later": "Later"}
    for when in ["before", "first", *later(readings, source)]:
        if (said := of(readings, source, when)) or when == "first":
            lead = f"{leads.get(when, f'In {when}')}, you wrote{':' if said else ' no answer.'}"
            at = {what: now_at(readings, source, words, units) for what, words in said.items() if what == "stopped"}
            lines = [
                ("want to know" if what == "know" else what, f"“{words}”{at.get(what, '')}")
                for what, words in said.items()
            ]
            parts.append((lead, lines))
    said = {unit: [of(readings, source, when, unit) for when in ("first", "again")] for unit in ids_of(source, units)}
    marked = [(unit, marks_in_words(*both)) for unit, both in said.items() if any(both)]
    lead = f"You marked {len(marked)} unit{'' if len(marked) == 1 else 's'}:" if marked else "You marked no unit."
    _show_parts([*parts, (lead, marked)])


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
    if (part or 1) == len(_parts(source)):
        texts.to_write(QUESTIONS.values())


def so_far(source, part, reader="me", folder=None):
    """Fold away how each paragraph of the parts before this one begins, with the marks of the reader there: for a new sitting.

    Refuses, with a `BadInput`, a source or part that is not there.
    """
    mine = kept(reader, folder)
    source = source_of(source, mine.units)
    parts, text = _parts(source), mine.units.set_index("id")["text"]
    rows = []
    for line in [line for early in parts[: texts.part_number(part, source, len(parts)) - 1] for line in early]:
        ids = list(line.units.values())
        said = {unit: [of(mine.readings, source, when, unit) for when in ("first", "again")] for unit in ids}
        rows += [(unit, text[unit]) for unit in ids[:1]]
        rows += [(f"you at {unit}", marks_in_words(*both)) for unit, both in said.items() if any(both)]
    if not rows:
        return say(f"Nothing of {source} lies before this part: it is the first.")
    _show_parts([(f"{source} so far: how each paragraph begins, and what you marked", rows)], range(1))


def _parts(source):
    return texts.parts_of(texts.lines_of(source, corpus.load_units(), corpus.load_sources(), of_a_class=False))


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
        table = overview(readings, every)
        show_table(table)
        return say(
            f'`reading.together("{table["text"].iloc[0]}")` shows the text with this in its margin, and what its readers wrote.'
        )
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


def overview(readings, units):
    """How many have read each text, at which units they stopped, and at which their marks differ; `readings` as `class_readings` has them."""
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
    columns = ["text", "readers", "where they stopped", "where their marks differ"]
    return pd.DataFrame(rows, columns=columns).sort_values("text", ignore_index=True)
