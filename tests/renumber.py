"""The numbers of the exercises, written into the notebooks from their names.

An exercise is known by its name, in `exercises/` and in the id of its cell, `ex-who-began`. Its number is that of the lesson and
the place in it, and is written wherever a reader meets it: `check("6.3", …)`, `**Exercise 6.3.**`, the plans and the wrong answers
in for_teachers. A new exercise is called by its name in all these places, until it gets its number here.
"""

import re

import nbformat
import rules
from rules import CHECK, EXERCISE, TAKEN_OUT, exercises, mentions

CALL = re.compile(rf'^((?:# )?(?:check|hint|solution)\(")({EXERCISE})(?=")', re.M)
BY_CHANCE = re.compile(r"[0-9a-f]{8}(-.*)?")  # the id that JupyterLab gives a new cell


def renumber(paths):
    """Bring numbers and names into step in these notebooks, and print each line that changes; gives the paths of those that did.

    Refuses, before anything is written, a cell of an exercise that has no name, or one that `exercises/` does not have.
    """
    notebooks = {path: nbformat.read(path, as_version=4) for path in paths}
    before = {path: nbformat.writes(notebook) for path, notebook in notebooks.items()}
    moved = {}
    for path, notebook in notebooks.items():
        moved |= _moves(path, notebook)
    for path, notebook in notebooks.items():
        for cell in notebook.cells:
            old = cell.source
            cell.source = _code(cell) if cell.cell_type == "code" else _prose(cell, moved)
            for was, now in zip(old.split("\n"), cell.source.split("\n"), strict=True):
                if was != now:
                    print(f"{path.name}, {cell.id}: {was}\n    is now {now}")
        _name_cells(notebook)
    changed = [path for path, notebook in notebooks.items() if nbformat.writes(notebook) != before[path]]
    for path in changed:
        nbformat.write(notebooks[path], path)
    return changed


def _moves(path, notebook):
    """What each number of a lesson, as it stands in its notebook, is now: another number, the same, or that it was taken out.

    Gives the cell of each exercise its name as its id.
    """
    lesson, moves = path.stem[:2].lstrip("0") or "0", {}
    if lesson not in exercises.LESSONS:
        return {}
    known = exercises.named_questions(lesson)
    for cell in rules.code_cells(notebook):
        for called in CHECK.findall(cell.source):
            name = called if called in known else _name_in_id(cell)
            if name not in known:
                raise SystemExit(
                    f'{path.name}: no exercise of exercises/{exercises.LESSONS[lesson]}.py belongs to the cell with check("{called}"). '
                    "If it is new, or has a new name, write the name there in place of the number. If it was taken out, take out the cell too."
                )
            cell.id = f"ex-{name}"
            if called != name:
                moves[called] = exercises.number_of(name)
    last = max((int(number.partition(".")[2]) for number in moves), default=0)
    gone = {f"{lesson}.{place}": TAKEN_OUT for place in range(1, last)}
    return gone | moves


def _name_in_id(cell):
    return cell.id.removeprefix("ex-") if cell.id.startswith("ex-") else ""


def _code(cell):
    """The code of a cell; if it asks an exercise, with its number of today."""
    number = exercises.number_of(_name_in_id(cell))
    return CALL.sub(rf"\g<1>{number}", cell.source) if number and CHECK.search(cell.source) else cell.source


def _prose(cell, moved):
    """The text of a cell, with the number of today wherever it speaks of an exercise. Any other number is left as it is."""
    text, mentioned = cell.source, mentions(cell)
    for found in reversed(mentioned):
        number = exercises.number_of(found[0]) or moved.get(found[0], found[0])
        text = text[: found.start()] + number + text[found.end() :]
    return text


def _name_cells(notebook):
    """Give a cell that JupyterLab called by chance an id of words: that of the exercise it asks, or of the cell before it."""
    ids = {cell.id for cell in notebook.cells}
    for above, cell in zip([None, *notebook.cells], notebook.cells):
        if not BY_CHANCE.fullmatch(cell.id):
            continue
        asked = re.search(rf"\*\*Exercise ({EXERCISE})", cell.source) if cell.cell_type == "markdown" else None
        before = (
            re.sub(r"^ex-(.*)", r"\1-see", above.id) if above else "header"
        )  # a cell that asks nothing is not called ex-
        first = f"ex-{exercises.name_of(asked[1])}-ask" if asked else before
        cell.id = next(name for name in [first, *(f"{first}-{n}" for n in range(2, 100))] if name not in ids)
        ids.add(cell.id)
