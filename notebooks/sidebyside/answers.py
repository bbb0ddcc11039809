"""All that a student has written, in one small file to take along; and back again, on another machine or after an
update.

`answers()` reads the notebooks of the course, as they were last saved, and `data/mine/`, and shows a link that
downloads one file. `answers("that file")` brings it back. What is there and different is kept, and named;
`replace=True` puts the file's version in its place, and the old one aside, in `data/mine/answers/`. Exercises are
known by their names: an update that moves one loses nothing.
"""

import base64
import html
import os
from collections import Counter
from pathlib import Path

from . import answers_file, corpus, exercises, files, output
from .answers_back import BESIDE, DIFFERS, GONE, HELD, MERGED, PUT, REFUSED, SAME, bring_back, open_notebooks
from .answers_file import CHANGED, EXERCISE, FILE, OWN
from .answers_there import CHECK, asked, gathered, notebooks, read_notebook, text_of
from .corpus import BadInput, is_blank, kind_of, listing
from .files import printed
from .output import say

NAMED = 12  # things that a sentence names one by one
NOTHING = (
    "Nothing of yours is here yet. Once you have answered an exercise and saved the lesson (Ctrl + S), `answers()` gives "
    "you all that you wrote, as one file to take along."
)
CLOSE = "choose File ▸ Close and Shut Down Notebook…"
ABOUT_THE_LINK = "The link holds all of it. Does it do nothing? Run this cell again. Clear this output before you hand the notebook on."


def answers(file=None, replace=False, look=False, reader="me") -> None:
    """Show a link that downloads all that you have written in the course, as one file; or, with its name, bring such
    a file back.

    `reader` is the name that the file gets: `answers(reader="ana")` makes answers-ana.txt. It is a text that any
    editor opens: your answers by exercise, other cells that you changed or added, and what lies in `data/mine`. Put
    it beside the lessons on another machine, or after an update, and `answers("answers-ana.txt")` puts everything
    back. Nothing is written over: what is there and different stays, and is named, unless you say `replace=True`;
    then the old version is kept in `data/mine/answers`. With `look=True` it only says what it would do.

    Nothing in the file is run. Whatever is put in, `answers` only replies, as `check` does.
    """
    try:
        return _take_along(reader) if file is None else _back(_found(file), replace is True, look is True)
    except BadInput as refused:
        say(str(refused))


# ---------------------------------------------------------------- to take along


def taken_along(reader="me"):
    """The file of a student, to be saved or sent on: `(its name, its text, pieces, problems)`."""
    name = f"answers-{files.file_of(reader, '', 'reader').stem}.txt"
    pieces, problems = gathered()
    return name, answers_file.written(pieces, name, problems), pieces, problems


def _take_along(reader):
    name, text, pieces, problems = taken_along(reader)
    problems += _unsaved()
    if not pieces:
        return say("\n".join([*problems, NOTHING]))
    data = text.encode("utf-8", "replace")
    told = "\n".join(
        [
            f"In {name}: {_counted(pieces, True)}, from the notebooks as they were last saved (Ctrl + S saves).",
            *problems,
        ]
    )
    how = f'To bring it back, put it beside the lessons, and run answers("{name}").'
    size = f"{max(1, round(len(data) / 1000)):,} KB"
    href = f"data:text/plain;charset=utf-8;base64,{base64.b64encode(data).decode('ascii')}"
    link = f'<a download="{html.escape(name)}" href="{href}"><b>Download {html.escape(name)}</b></a> ({size})'
    style = "border-left: 4px solid; padding: 0.4em 0.8em 0.1em; margin: 0.2em 0; max-width: 46em; line-height: 1.5"
    rich = "".join(
        f'<p style="margin: 0 0 0.4em">{part}</p>'
        for part in (output.in_html(told), link, *map(html.escape, (how, ABOUT_THE_LINK)))
    )
    output.show_both(f"{told}\nDownload {name} ({size})\n{how}", f'<div style="{style}">{rich}</div>')


def _counted(pieces, lessons=False):
    """What there is, in words; with `lessons`, in which."""
    homes = dict.fromkeys(piece.home[:2] for piece in pieces if piece.kind == EXERCISE)
    counts = Counter(piece.kind for piece in pieces)
    where = f" (lesson{'' if len(homes) == 1 else 's'} {listing(homes, 4)})" if lessons else ""
    words = {
        EXERCISE: ("answer", where),
        CHANGED: ("cell", " of the course that you changed"),
        OWN: ("cell", " of your own"),
        FILE: ("file", " of data/mine"),
    }
    counted = ((counts[kind], *in_words) for kind, in_words in words.items() if counts[kind])
    return listing(f"{count} {what}{'' if count == 1 else 's'}{more}" for count, what, more in counted)


def _unsaved():
    """A sentence if an answer was run in this session that no notebook has, as it was last saved."""
    from IPython import get_ipython

    shell = get_ipython()
    run = {}
    for code in getattr(getattr(shell, "history_manager", None), "input_hist_raw", []):
        cell = {"cell_type": "code", "source": code}
        if CHECK.search(code) and asked(cell):
            run[asked(cell)] = code.strip()
    saved = set()
    for path in notebooks().values() if run else []:
        try:
            saved |= {text_of(cell).strip() for cell in read_notebook(path)["cells"]}
        except BadInput:
            continue
    missing = [name for name, code in run.items() if code not in saved]
    if not missing:
        return []
    one = listing(map(exercises.number_of, missing), 8)
    return [f"As you last ran it, your answer to {one} is not in it: press Ctrl + S, and run this again."]


# ---------------------------------------------------------------- and back


def _lesson(home):
    return f"lesson {home[:2]}" if home[:2].isdigit() else printed(home)


def _found(given):
    """The path of a file that somebody names; refuses what there is not."""
    if not isinstance(given, (str, Path)) or is_blank(str(given)):
        raise BadInput(f'Name the file that answers() made, as in answers("answers-me.txt"); this is {kind_of(given)}.')
    name = str(given).strip()
    mine = corpus.DATA / "mine"
    for folder in (Path(), corpus.NOTEBOOKS, corpus.DATA.parent, mine, mine / "answers"):
        for ending in ("", ".txt"):
            try:
                if os.path.lexists(path := folder / f"{name}{ending}"):
                    return path
            except (OSError, ValueError):  # a name that no file can have
                continue
    raise BadInput(
        f"There is no file {printed(name)} here: drag it from your computer into the list of files on the left, beside "
        "the lessons, and run this again."
    )


def _back(path, replace, look):
    pieces, told = answers_file.read(path)
    steps, kept, problems = bring_back(pieces, replace, look)
    name = printed(path.name)
    by = {
        what: [step for step in steps if step.what == what]
        for what in (PUT, SAME, MERGED, BESIDE, GONE, DIFFERS, HELD, REFUSED)
    }
    lead = f"{name} holds {_counted(pieces, lessons=True) or 'nothing'}."
    lines = [lead, *told, *["Nothing is written yet. This is what would be done, without look=True:"] * look]
    if by[PUT] or by[MERGED]:
        lines.append(f"Put in: {_counted([step.piece for step in by[PUT] + by[MERGED]])}.")
    if by[MERGED]:
        lines.append(f"Put together with what was there, row by row: {_things(by[MERGED])}.")
    if by[SAME]:
        lines.append(f"There already: {_counted([step.piece for step in by[SAME]])}.")
    if by[BESIDE]:
        lines.append(
            f"The course has changed these cells since, so that yours stand below them: {_things(by[BESIDE])}."
        )
    if by[GONE]:
        lines.append(f"No longer in the course, so that yours stand at the end: {_things(by[GONE])}.")
    if by[DIFFERS]:
        lines.append(
            f"Something else stands there, and stays: {_things(by[DIFFERS])}. "
            f'`answers("{name}", replace=True)` puts the version of the file in its place, and keeps the old one.'
        )
    if kept:
        lines.append(
            f"The old version is kept in data/mine/answers/{kept.name}: "
            f'`answers("{kept.name}", replace=True)` brings it back.'
        )
    if by[REFUSED]:
        lines.append(
            f"Left out, since it has no place here: {_things(by[REFUSED])}. It is in the file, to be read there."
        )
    lines += [*problems, *_about_open(by[HELD], name)]
    new = sorted({step.where for step in steps if step.piece.kind != FILE and step.what in (PUT, BESIDE, GONE)})
    if new and not look:
        lines.append(
            "If one of these is open, choose File ▸ Reload Notebook from Disk in it before you write there: "
            f"{listing(new, 8)}."
        )
    say("\n".join(lines))


def _things(steps):
    """What some steps are about, in words."""
    told = list(map(_thing, steps))
    return listing(told if len(told) <= NAMED else [*told[:NAMED], f"{len(told) - NAMED} more"])


def _thing(step):
    if step.piece.kind == FILE:
        return step.piece.told
    number = exercises.number_of(step.piece.name) if step.piece.kind == EXERCISE else None
    return f"{f'exercise {number} ({step.piece.name})' if number else step.piece.told} in {_lesson(step.where)}"


def _about_open(held, name):
    """What is to be closed first, by name."""
    homes, here = list(dict.fromkeys(step.where for step in held)), open_notebooks()[:1]
    others, lines = [home for home in homes if home not in here], []
    if set(here) & set(homes):
        missing = _counted([step.piece for step in held if step.where in here])
        lines.append(
            f"{here[0]}.ipynb is the lesson you are in, and Jupyter would save over what is put into it: {CLOSE}, open "
            f'another lesson, and run answers("{name}") there. It puts in what is still missing: {missing}.'
        )
    if others:
        missing = _counted([step.piece for step in held if step.where in others])
        lines.append(
            f"Open as well, and so left as it is: {listing(f'{home}.ipynb' for home in others)}. There {CLOSE}, and run "
            f"this again: {missing} will then be put in."
        )
    return lines
