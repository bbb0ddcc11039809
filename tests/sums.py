"""Make what is in `data/` now the known: its fingerprints and numbers of lines, in `data/SHA256SUMS`; and the cells of the
notebooks as they came, in `data/cells.txt`, by which `answers()` tells what a student wrote.

    python tests/sums.py

For whoever changed or added a file there: without it, the course says that the file was changed, and refuses one that is much shorter.
The five sources are never made new: their fingerprints are those of the files as they were received.
"""

import hashlib
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "notebooks"))

from sidebyside.answers_file import digest

DATA = Path(__file__).resolve().parent.parent / "data"


def sums(data=DATA):
    """What `SHA256SUMS` should be: each file of `data/` but its description and what is a student's own."""
    listed = (data / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    received = dict(reversed(line.split("  ")) for line in listed if "  sources/" in line)
    told = []
    for path in sorted(data.rglob("*")):
        file = path.relative_to(data).as_posix()
        if (
            not path.is_file()
            or file in ("SHA256SUMS", "README.md")
            or path.name.startswith(".")
            or file.startswith("mine/")
        ):
            continue
        there = path.read_bytes()
        lines = len(there.removesuffix(b"\n").split(b"\n"))
        digest = received.get(file) or hashlib.sha256(there).hexdigest()
        told.append(f"# {lines} line{'' if lines == 1 else 's'}\n{digest}  {file}\n")
    return "".join(told)


def cells(notebooks=DATA.parent / "notebooks"):
    """What `cells.txt` should be: of each cell of the course its notebook, its id, and the digest of what it says."""
    told = []
    for path in [*sorted(notebooks.glob("[0-9][0-9]_*.ipynb")), notebooks / "for_teachers.ipynb"]:
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            told.append(f"{path.stem} {cell['id']} {digest(''.join(cell['source']))}\n")
    return "".join(told)


def store():
    (DATA / "cells.txt").write_bytes(cells().encode("utf-8"))
    (DATA / "SHA256SUMS").write_bytes(sums().encode("utf-8"))


if __name__ == "__main__":
    store()
    print("data/cells.txt, data/SHA256SUMS: stored")
