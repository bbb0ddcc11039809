"""One file with all that a student wrote: how it is written, and how it is read again, whoever made it.

It is plain text, to be opened in any editor. A line that begins with `===` opens a notebook or a file of `data/mine`,
one with `---` a cell of that notebook; a line that begins with `|` is what the student wrote, as it stands; one that
begins with `:` has a line between quotation marks, since it holds signs that a program on the way could lose. All
other lines are for the reader. The last begins with `=== end`, so that a file that was cut off is known by it. What
is read is text and nothing else: it is never run.
"""

import hashlib
import json
import re
from itertools import groupby
from typing import NamedTuple

from . import files
from .corpus import BadInput

FIRST = "SIDE BY SIDE · MY ANSWERS · 1"  # the number is that of this form
LARGEST = 4_000_000  # bytes of a file that is read
MOST = 5_000  # cells and files in it
NOTEBOOK, FILE, EXERCISE, CHANGED, OWN = "notebook", "file", "exercise", "changed", "own"
TYPES = ("code", "markdown", "raw")
TOP = """\
Here is what one reader wrote in the course Side by Side. Lines that begin with | are the reader's own.
To bring it back, put this file beside the lessons, and in a cell of any lesson run: from sidebyside import answers
and then, with the name that this file has: answers("{name}")
"""
LOST = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]|\\s$")
ID = r"[A-Za-z0-9_-]{1,64}"
CELL = re.compile(
    rf"--- (?:exercise (?P<exercise>{ID}) · [\d.]*|cell (?P<changed>{ID})|own (?P<own>{ID}) after (?P<after>{ID}|the top))"
    rf" · (?P<type>{'|'.join(TYPES)})(?: · (?P<of>[0-9a-f]{{12}}))?(?: · .*)?"
)


class Piece(NamedTuple):
    kind: str  # EXERCISE, CHANGED or OWN of a cell, or FILE
    home: str  # the name of a notebook, without its ending, or the place of a file in data/mine, with slashes
    text: str
    name: str = ""  # of an exercise its name, of another cell its id
    type: str = "code"
    of: str = ""  # the digest of the cell of the course as it was before it was changed
    after: str = ""  # of an OWN cell: the id of the cell before it
    number: str = ""  # of an exercise, as it was when the file was made
    title: str = ""  # what an exercise asks, in a few words

    @property
    def id(self):
        return f"ex-{self.name}" if self.kind == EXERCISE else self.name

    @property
    def told(self):
        """What a sentence calls it."""
        if self.kind == FILE:
            return f"data/mine/{files.printed(self.home)}"
        return {EXERCISE: f"exercise {self.name}", CHANGED: f"the cell {self.name}"}.get(
            self.kind, f"your cell {self.name}"
        )


def digest(text):
    """By what a cell of the course is known to be as it came."""
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:12]


# ---------------------------------------------------------------- writing


def written(pieces, name, remarks=()):
    """The text of a file that holds these pieces, cells by their notebooks, in order. `remarks` are told to the
    reader."""
    lines = [FIRST, "", *TOP.format(name=name).splitlines(), *remarks]
    for (kind, home), group in groupby(
        pieces, key=lambda piece: (FILE if piece.kind == FILE else NOTEBOOK, piece.home)
    ):
        lines += ["", f"=== {kind} {home}"]
        for piece in group:
            if kind == NOTEBOOK:
                lines += ["", _head(piece)]
            lines += map(_line, piece.text.split("\n"))
    text = "\n".join([*lines, "", ""])
    return f"{text}=== end {digest(text)}\n"


def _head(piece):
    what = {
        EXERCISE: f"exercise {piece.name} · {piece.number}",
        CHANGED: f"cell {piece.name}",
        OWN: f"own {piece.name} after {piece.after or 'the top'}",
    }[piece.kind]
    return " · ".join(filter(None, [f"--- {what}", piece.type, piece.of, piece.title]))


def _line(text):
    return f": {json.dumps(text)}" if LOST.search(text) else f"| {text}".rstrip()


# ---------------------------------------------------------------- reading


def read(path):
    """The pieces in a file, and a list of sentences on how it was read. Refuses, with a `BadInput`, what is no such
    file."""
    text, remark = files.read_text(path, ".txt", LARGEST, "file of answers")
    name, lines = files.printed(path.name), text.split("\n")
    if lines[0].strip() != FIRST:
        newer = lines[0].startswith(FIRST[:-1])
        raise BadInput(
            f"{name}: This file is of a newer form: bring the course up to date first."
            if newer
            else f"{name}: This is no file of answers: answers() makes one, and it begins with {FIRST}."
        )
    end = next((n for n in range(len(lines) - 1, 0, -1) if lines[n].startswith("=== end")), None)
    if end is None:
        raise BadInput(f"{name}: The end of this file is missing: download it again, or take another copy.")
    told = [remark] * bool(remark)
    if lines[end].split()[2:] != [digest("\n".join([*lines[:end], ""]))]:
        told.append(f"{name} was changed since it was made, and is used as it is now.")
    found = []  # pieces, each with its lines
    place = ("", "")
    for number, line in enumerate(lines[1:end], start=2):
        try:
            if line.startswith("=== "):
                place = _place(line)
                found += [(Piece(*place, ""), [])] * (place[0] == FILE)
            elif line.startswith("--- "):
                found.append((_cell(line, *place), []))
            elif line.startswith(("|", ":")):
                found[-1][1].append(_said(line))
        except (ValueError, IndexError):
            raise BadInput(f"{name}: Line {number} of this file is damaged: take another copy of it.") from None
        if len(found) > MOST:
            raise BadInput(f"{name}: This file has more than {MOST:,} parts: it was not made by answers().")
    return [piece._replace(text="\n".join(said)) for piece, said in found], told


def _place(line):
    kind, _, home = line[4:].partition(" ")
    if kind not in (NOTEBOOK, FILE) or not home.strip():
        raise ValueError
    return kind, home.strip()


def _cell(line, kind, home):
    found = CELL.fullmatch(line)
    if kind != NOTEBOOK or not found:
        raise ValueError
    kind = next(kind for kind in (EXERCISE, CHANGED, OWN) if found[kind])
    after = "" if found["after"] in (None, "the top") else found["after"]
    return Piece(kind, home, "", found[kind], found["type"], found["of"] or "", after)


def _said(line):
    if line[0] == "|":
        return line[1:].removeprefix(" ")
    text = json.loads(line[1:]) if line[1:].lstrip().startswith('"') else None
    if not isinstance(text, str):
        raise ValueError
    return text
