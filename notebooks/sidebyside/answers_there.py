"""What a student has written, as it lies in the folder of the course: in notebooks, as last saved, and in
`data/mine`.

`data/cells.txt` has, of each cell of the course, the digest by which it is known to be as it came. What differs is
the student's: an answer to an exercise, another cell that was changed, or a cell that was added. Of a notebook that
is no lesson, all is.
"""

import json
import os
import re
from functools import lru_cache
from pathlib import Path

from . import corpus, exercises, files
from .answers_file import CHANGED, EXERCISE, FILE, ID, OWN, TYPES, Piece, digest
from .corpus import BadInput, shortened
from .files import printed

CELLS = "cells.txt"  # in data/
LARGEST = 300_000  # characters of a cell or a file
LARGEST_OF_ALL = (
    1_200_000  # of all together: a link that holds more than two million signs does not work in every browser
)
LARGEST_NOTEBOOK = 100_000_000  # bytes, its pictures among them
TEACHERS = (
    "answers",
    "class",
    "handouts",
    "marking",
    "container",
)  # folders of data/mine that are no student's own writing
ENDINGS = (".csv", ".txt")
CHECK = re.compile(r"""^check\(\s*["']([^"']+)["']""", re.MULTILINE)


# ---------------------------------------------------------------- notebooks


def as_they_came():
    """The digests of the cells of the course: `{notebook: {id of a cell: digest}}`. Refuses a list that is missing or
    damaged."""
    return _parsed(corpus.read_text(CELLS))


@lru_cache(maxsize=2)
def _parsed(text):
    found = {}
    for line in text.splitlines():
        notebook, cell, known = line.split()
        found.setdefault(notebook, {})[cell] = known
    return found


def notebooks():
    """The notebooks beside the lessons, the student's own among them, ordered by name: `{name without ending: path}`."""
    return {
        path.stem: path for path in files.listed(corpus.NOTEBOOKS) if path.suffix == ".ipynb" and is_safe(path.name)
    }


def read_notebook(path):
    """A notebook as it is stored, all of it. Refuses, with a `BadInput`, a link and what is no notebook."""
    name = printed(path.name)
    try:
        if path.is_symlink() or not path.is_file():
            raise BadInput(f"{name} is a link or a folder, and no notebook: it is left as it is.")
        if path.stat().st_size > LARGEST_NOTEBOOK:
            raise BadInput(f"{name} is too large to be read: clear its outputs, and save it.")
        notebook = json.loads(path.read_bytes().decode("utf-8"))
        for cell in notebook["cells"]:
            if cell["cell_type"] not in TYPES or not isinstance(text_of(cell), str):
                raise ValueError
    except OSError as failed:
        raise BadInput(f"{name} cannot be opened ({files.reason(failed)}).") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BadInput(f"{name} cannot be read as a notebook: it is left as it is.") from None
    return notebook


def text_of(cell):
    return cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])


def ids_of(cells, known):
    """The id of each cell. One that has none, as in an old notebook, is known by its text or its exercise, or by its
    place."""
    found = [cell.get("id") for cell in cells]
    found = [one if isinstance(one, str) and re.fullmatch(ID, one) else None for one in found]
    by_digest = {known[one]: one for one in reversed(known) if one not in found}
    for place, cell in enumerate(cells):
        if found[place] is None:
            exercise = asked(cell)
            likely = [by_digest.get(digest(text_of(cell))), f"ex-{exercise}" if exercise else None, f"cell-{place + 1}"]
            found[place] = next(one for one in likely if one and (one not in found or one.startswith("cell-")))
    return found


def asked(cell):
    """The name of the exercise that a cell checks, or None."""
    called = CHECK.search(text_of(cell)) if cell["cell_type"] == "code" else None
    if not called:
        return None
    return called[1] if exercises.number_of(called[1]) else exercises.name_of(called[1])


def pieces_of(path, known):
    """What is a student's in a notebook; `known` are the digests of its cells as they came, none of a notebook that
    is no lesson."""
    cells = read_notebook(path)["cells"]
    prose = "\n".join(text_of(cell) for cell in cells if cell["cell_type"] == "markdown")
    before = ""
    for cell, own in zip(cells, ids_of(cells, known)):
        text, kind = text_of(cell), cell["cell_type"]
        called = CHECK.search(text) if kind == "code" and own.startswith("ex-") and known else None
        if known.get(own) == digest(text) or own not in known and not text.strip():
            pass
        elif called or kind == "code" and own.startswith("ex-") and own in known:
            name = own.removeprefix("ex-")
            number = called[1] if called and re.fullmatch(r"[\d.]+", called[1]) else exercises.number_of(name) or ""
            yield Piece(
                EXERCISE, path.stem, text, name, kind, known.get(own, ""), number=number, title=_asks(number, prose)
            )
        elif own in known:
            yield Piece(CHANGED, path.stem, text, own, kind, known[own])
        else:
            yield Piece(OWN, path.stem, text, own, kind, after=before)
        before = own if own in known or text.strip() else before


def _asks(number, prose):
    """The beginning of what an exercise asks, as it stands in its lesson."""
    found = re.search(rf"\*\*Exercise {re.escape(number)}\.\*\* *([^\n]+)", prose) if number else None
    return shortened(re.sub("[*`]", "", found[1]), 70) if found else ""


# ---------------------------------------------------------------- data/mine


def is_safe(name):
    """Whether a name can be that of a file or a folder on any system, and leads nowhere else."""
    plain = name == name.strip() and name.isprintable() and not set(name) & set('/\\:*?"<>|')
    return plain and 0 < len(name) <= 100 and name[0] not in ".~" and name[-1] != "." and not files.is_reserved(name)


def place_in_mine(home):
    """The path in `data/mine` of a file that is named as a file of answers names it, or None if it may not be written
    there."""
    parts = home.split("/")
    if len(parts) > 3 or not all(map(is_safe, parts)) or parts[0] in TEACHERS or not home.lower().endswith(ENDINGS):
        return None
    return Path(corpus.DATA, "mine", *parts)


def is_linked(path):
    """Whether a path below `data/mine` leads through a link, and so perhaps out of it."""
    mine = corpus.DATA / "mine"
    return any(step.is_symlink() for step in (path, *path.parents) if mine in step.parents)


def files_of_mine():
    """The files of `data/mine` that a student wrote, ordered by place: `({place with slashes: path}, places left
    out)`."""
    mine, found, out = corpus.DATA / "mine", {}, []
    for folder, below, names in os.walk(mine):
        here = Path(folder)
        below[:] = sorted(name for name in below if name[0] != "." and not (here == mine and name in TEACHERS))
        for name in sorted(names):
            path = here / name
            home = path.relative_to(mine).as_posix()
            if name[0] in ".~" or name.endswith((".before.csv", ".html")):  # made by the course, and can be made again
                continue
            if place_in_mine(home) is None or is_linked(path) or not path.is_file():
                out.append(printed(home))
            else:
                found[home] = path
        out += [printed((here / name).relative_to(mine).as_posix()) for name in below if (here / name).is_symlink()]
    return dict(sorted(found.items())), out


def text_in(path):
    """The bytes of a file as a text from which they can be had again, every one."""
    return path.read_bytes().decode("utf-8", "surrogateescape")


def bytes_of(text):
    """The bytes that `text_in` made a text of."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a character that stands for no byte: nothing that `text_in` gives
        return text.encode("utf-8", "replace")


# ---------------------------------------------------------------- all of it


def gathered():
    """All that a student has written: `(pieces, problems)`, the problems as sentences."""
    known, pieces, problems = as_they_came(), [], []
    for name, path in notebooks().items():
        try:
            pieces += pieces_of(path, known.get(name, {}))
        except BadInput as refused:
            problems.append(str(refused))
    found, out = files_of_mine()
    for home, path in found.items():
        try:
            if path.stat().st_size > LARGEST:
                out.append(home)
            else:
                pieces.append(Piece(FILE, home, text_in(path)))
        except OSError as failed:
            problems.append(f"data/mine/{home} cannot be opened ({files.reason(failed)}).")
    room, kept = LARGEST_OF_ALL, set()
    for number, piece in sorted(enumerate(pieces), key=lambda pair: (pair[1].kind == FILE, len(pair[1].text))):
        size = len(piece.text.encode("utf-8", "backslashreplace"))
        if size <= min(room, LARGEST):
            room -= size
            kept.add(number)
        else:
            out.append(piece.told.removeprefix("data/mine/"))
    if out:
        left = corpus.listing(out, 8)
        problems.append(
            f"Not in it, since it is too large, a link, or no text: {left}. "
            "Take a copy of the folder data/mine for these."
        )
    return [piece for number, piece in enumerate(pieces) if number in kept], problems
