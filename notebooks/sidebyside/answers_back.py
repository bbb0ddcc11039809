"""A file of answers brought back into the notebooks and into `data/mine`: nothing is written over unasked.

First all is worked out, then the old version of what is to be replaced is put aside, and then each file is written
whole or not at all. A notebook that is open is left, and named: Jupyter holds it in memory, and would save over what
is put into its file.
"""

import hashlib
import io
import json
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from . import answers_file, browser, corpus, exercises, files
from .answers_file import CHANGED, EXERCISE, FILE, OWN, Piece, digest
from .answers_there import (
    CHECK,
    as_they_came,
    bytes_of,
    ids_of,
    is_linked,
    is_safe,
    notebooks,
    place_in_mine,
    read_notebook,
    text_in,
    text_of,
)  # fmt: skip
from .corpus import BadInput
from .exercises import noted
from .files import printed

PUT, SAME, MERGED = "put in", "there already", "put together with what was there"
BESIDE, GONE = "put beside a cell that the course has changed", "put at the end, since its exercise is gone"
DIFFERS, HELD, REFUSED = "left out, since something else stands there", "left out, since it is open", "left out"


MOST_NEW = 20  # notebooks that a file can make


class Book(NamedTuple):
    """A notebook while answers are put into it."""

    path: Path
    notebook: dict
    ids: list  # of its cells
    seen: str  # by what it is known whether somebody has saved it since it was read
    known: dict  # the digests of its cells as they came


class Step(NamedTuple):
    piece: Piece
    what: str  # one of the above
    where: str  # the notebook, without its ending, or the file


# ---------------------------------------------------------------- all of it


def bring_back(pieces, replace=False, look=False):
    """Put the pieces of a file back: `(steps, kept, problems)`.

    `steps` say of each piece what became of it, `kept` is the path of the file with the old version of what was
    replaced, or None. With `look`, nothing is written. Refuses, with a `BadInput`, to replace anything if the old
    version cannot be put aside.
    """
    known = as_they_came()
    books, problems = _books(known)
    old, steps, new_files = [], [], {}
    held = open_notebooks()
    for piece in pieces:
        if piece.kind == FILE:
            what = _into_mine(piece, replace, old, new_files)
            steps.append(Step(piece, what, piece.told))
        else:
            steps.append(_into_books(piece, replace, old, books, known, held))
    if look:
        return steps, None, problems
    changed = {step.where for step in steps if step.piece.kind != FILE and step.what in (PUT, BESIDE, GONE)}
    kept = _put_aside(old) if old else None
    failed = {}
    for name in sorted(changed):
        failed[name] = _written(books[name].path, _stored(books[name].notebook), books[name].seen)
    for home, (text, seen) in new_files.items():
        failed[f"data/mine/{printed(home)}"] = _written(place_in_mine(home), bytes_of(text), seen)
    problems += [f"{name} was not written ({why})." for name, why in failed.items() if why]
    return [step for step in steps if not failed.get(step.where)], kept, problems


def _put_aside(old):
    path = files.free_path(corpus.DATA / "mine" / "answers", "kept", ".txt")
    remark = f'It is the old version of what was replaced: answers("{path.name}", replace=True)'
    files.write_page(path, answers_file.written(old, path.name, [remark]))
    return path


def _written(path, data, seen):
    """Write a file, if nobody else has since it was `seen`; gives why not, or an empty text."""
    try:
        if _state(path) != seen:
            return "it was saved at the same time: run this again"
        path.parent.mkdir(parents=True, exist_ok=True)
        files.write(path, data)
    except OSError as failed:
        return files.reason(failed)
    return ""


def _state(path):
    """By what it is known whether a file has changed; of one that is not there, an empty text."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if os.path.lexists(path) else ""


# ---------------------------------------------------------------- notebooks


def _books(known):
    books, problems = {}, []
    for name, path in notebooks().items():
        try:
            notebook, came = read_notebook(path), known.get(name, {})
            books[name] = Book(path, notebook, ids_of(notebook["cells"], came), _state(path), came)
        except BadInput as refused:
            problems.append(str(refused))
            books[name] = None
    return books, problems


def _into_books(piece, replace, old, books, known, held):
    home = piece.home
    if piece.kind == EXERCISE:  # an update may have moved it
        home = next((name for name in [home, *books] if books.get(name) and piece.id in books[name].known), home)
    if home not in books and home in known:  # a lesson that somebody deleted: the rest of it comes with the course
        home = f"my_{home}"
    path = corpus.NOTEBOOKS / f"{home}.ipynb"
    is_new = home not in books and is_safe(path.name) and path.stem == home and not os.path.lexists(path)
    if is_new and not browser.IS_HERE:  # where a notebook that Python makes cannot be opened
        if sum(book is not None and not book.seen for book in books.values()) < MOST_NEW:
            books[home] = Book(path, _empty(), [], "", {})
    book = books.get(home)
    if book is None:
        return Step(piece, REFUSED, home)
    if home in held and not _is_there(piece, book):
        return Step(piece, HELD, home)
    return Step(piece, _fit(piece, replace, old, book), home)


def _is_there(piece, book):
    places = [book.ids.index(name) for name in (piece.id, _beside(piece.name)) if name in book.ids]
    return any(text_of(book.notebook["cells"][place]) in (piece.text, _of_today(piece)) for place in places)


def _fit(piece, replace, old, book):
    """Put a piece into the cells of its notebook, unless it would overwrite something unasked; says what became of
    it."""
    if _is_there(piece, book):
        return SAME
    text, came = _of_today(piece), book.known.get(piece.id)
    if piece.id not in book.ids:
        _insert(piece, text, book)
        return PUT if piece.kind == OWN else GONE
    cell = book.notebook["cells"][book.ids.index(piece.id)]
    there = text_of(cell)
    if digest(there) == came and piece.kind == CHANGED and piece.of != came:  # and so has the course
        mine = _fit(piece._replace(kind=OWN, name=_beside(piece.name), after=piece.name), replace, old, book)
        return BESIDE if mine == PUT else mine
    if digest(there) != came:
        if not replace:
            return DIFFERS
        old.append(piece._replace(text=there, home=book.path.stem, of=came or "", number=_called(there), title=""))
    cell["source"] = text.splitlines(keepends=True)
    if cell["cell_type"] == "code":
        cell.update(outputs=[], execution_count=None)
    return PUT


def _beside(name):
    return f"{name[:59]}-mine"


def _insert(piece, text, book):
    """A new cell, after the one that it stood after, or at the end."""
    cells, ids = book.notebook["cells"], book.ids
    if book.notebook.get("nbformat_minor", 5) < 5:  # its cells have no ids yet
        for cell, name in zip(cells, ids):
            cell["id"] = name
        book.notebook["nbformat_minor"] = 5
    at = ids.index(piece.after) + 1 if piece.after in ids else len(cells) if piece.after or piece.kind != OWN else 0
    cell = {"cell_type": piece.type, "id": piece.id, "metadata": {}, "source": text.splitlines(keepends=True)}
    cells.insert(at, cell | ({"outputs": [], "execution_count": None} if piece.type == "code" else {}))
    ids.insert(at, piece.id)


def _called(text):
    """The number by which a cell calls its exercise, or an empty text."""
    called = CHECK.search(text)
    return called[1] if called and re.fullmatch(r"\d+\.\d+", called[1]) else ""


def _of_today(piece):
    """The text of a piece; of an exercise that has another number today, with that."""
    name, was = piece.id.removeprefix("ex-"), _called(piece.text)
    number = exercises.number_of(name) if was and name != piece.id else None
    if number in (None, was):
        return piece.text
    return re.sub(rf"""((?:check|hint|solution)\(\s*["']){re.escape(was)}(?=["'])""", rf"\g<1>{number}", piece.text)


def _empty():
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    return {"cells": [], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def _stored(notebook):
    text = json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True)
    return f"{text}\n".encode("utf-8", "backslashreplace")  # half a character, as JSON writes it


# ---------------------------------------------------------------- data/mine

# What tells a row from the others, in the tables that are put together row by row; a sentence of one's own texts, too.
KEYS = {
    "reading": ["source", "id", "when", "what"],
    "coding": ["id"],
    "own_coding": ["id"],
    "objections": ["about", "words"],
    noted.FILE: ["exercise", "outcome", "mistake"],
}


def _into_mine(piece, replace, old, new_files):
    path = place_in_mine(piece.home)
    try:
        if path is None or is_linked(path) or os.path.lexists(path) and not path.is_file():
            return REFUSED
        if piece.home not in new_files and not path.exists():
            new_files[piece.home] = piece.text, ""
            return PUT
        if path.exists() and path.stat().st_size > answers_file.LARGEST:
            return REFUSED
        there, seen = new_files.get(piece.home) or (text_in(path), _state(path))
    except OSError:
        return REFUSED
    if there == piece.text:
        return SAME
    both, differ = put_together(there, piece.text, piece.home, replace)
    if differ and replace:
        old.append(piece._replace(text=there))
    if both != there:
        new_files[piece.home] = both, seen
    return DIFFERS if differ and not replace else PUT if both == piece.text else MERGED if both != there else SAME


def put_together(there, given, home, replace=False):
    """Two versions of a file as one, and how many places differ: there, what is `there` counts, or with `replace`
    what is `given`.

    Rows of a table that only one has are in it, and so is a cell that is blank in the other. What is no such table is
    one place.
    """
    key = KEYS.get(home.partition("/")[0], [])
    tables = [table_of(text, key) for text in (there, given)]
    if any(table is None for table in tables):
        return (given if replace else there), 1
    columns = list(dict.fromkeys([*tables[0].columns, *tables[1].columns]))
    key = [column for column in columns if column in (*key, "sentence")]
    mine, other = (table.reindex(columns=columns, fill_value="").to_dict("records") for table in tables)

    def place(row):
        return tuple(row[column].strip() for column in key)

    rows, differ, changed = {place(row): row for row in mine}, 0, False
    if home == noted.FILE:  # in order of time: what only the other has was before
        rows = [row for row in other if place(row) not in rows] + mine
        changed, rows = len(rows) > len(mine), [{**row, "n": str(n)} for n, row in enumerate(rows, start=1)]
    elif len(rows) < len(mine):  # a row that stands twice: nobody knows which counts
        return (given if replace else there), 1
    else:
        for row in other:
            here = rows.setdefault(place(row), row)
            changed |= here is row
            for column in columns:
                if column == "date" or row[column].strip() in ("", here[column].strip()):
                    continue
                is_blank = not here[column].strip()
                differ += not is_blank
                changed |= is_blank or replace
                here[column] = row[column] if is_blank or replace else here[column]
        rows = list(rows.values())
    return (pd.DataFrame(rows, columns=columns).to_csv(index=False, lineterminator="\n") if changed else there), differ


def table_of(text, key):
    """A text as a table with these columns, or None."""
    try:
        table = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    except (ValueError, RecursionError):
        return None
    fits = key and set(key) <= set(table.columns) and isinstance(table.index, pd.RangeIndex)
    return table if fits else None


# ---------------------------------------------------------------- what is open


def open_notebooks():
    """The notebooks that Jupyter has open, as far as can be told without asking it: that in which this runs comes
    first.

    A kernel knows by `JPY_SESSION_NAME` to which notebook it belongs. The others that run leave a file each in a
    folder of Jupyter's, as long as they do; one that the server of today has not made is of a kernel that is gone.
    """
    names = [os.environ.get("JPY_SESSION_NAME", "")]
    with suppress(ImportError, OSError, ValueError, TypeError, AttributeError):
        from jupyter_core.paths import jupyter_runtime_dir

        folder = Path(jupyter_runtime_dir())
        servers = [folder / f"jpserver-{pid}.json" for pid in (os.getppid(), os.environ.get("JPY_PARENT_PID"))]
        began = next(
            server.stat().st_mtime for server in [*servers, servers[0]] if server.exists() or server is servers[0]
        )
        for file in folder.glob("kernel-*.json"):
            if file.stat().st_mtime >= began:
                names.append(str(json.loads(file.read_text(encoding="utf-8")).get("jupyter_session", "")))
    found = [Path(name) for name in names if name.endswith(".ipynb")]
    here = os.path.realpath(corpus.NOTEBOOKS)
    return list(dict.fromkeys(path.stem for path in found if os.path.realpath(path.parent) == here))
