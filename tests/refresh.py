"""Run notebooks from the top and store what they print, with nothing of this machine in the file.

    python tests/refresh.py [notebooks/01_page.ipynb ...]     (default: all of them)

For whoever edits a lesson: change the cells, run this, and read the difference before you commit it. The minutes in its header are
worked out anew (`minutes.py`). Where exercises were added,
moved or taken out, their numbers are written anew first, in all notebooks, and those that this changes are run too, and the one
for teachers; after a lesson whose prose others count, so are those that count it. A file of `data/` that was changed is to be made
the known one first (`sums.py`).
"""

import os
import sys
from pathlib import Path

import nbformat
from executed import execute
from minutes import mapped, minutes, timed
from renumber import renumber
from rules import NOTEBOOKS
from sums import DATA, store, sums


def refresh(path):
    notebook = nbformat.read(path, as_version=4)
    execute(notebook, path.parent, coalesce_streams=True)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        cell.metadata = {key: value for key, value in cell.metadata.items() if key == "tags"}
        for output in cell.get("outputs", []):  # a stored widget has no kernel to live in: its text stays
            output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)
    if path.name[:2].isdigit():  # the teachers' is no lesson
        notebook.cells[0].source = timed(notebook.cells[0].source, *minutes(notebook, path.name[:2]))
    nbformat.validate(notebook)
    nbformat.write(notebook, path)


def those_that_count(paths):
    """The lessons that show a count of the course's own prose, if these notebooks are in it: those before lesson 06."""
    counting = [path for path in NOTEBOOKS if "own_pages(" in path.read_text(encoding="utf-8")]
    return counting if any(path.name < "06" for path in paths) else []


if __name__ == "__main__":
    os.environ.pop("MPLBACKEND", None)  # a figure cell shows something else under another backend
    if sums().encode("utf-8") != (DATA / "SHA256SUMS").read_bytes():
        sys.exit("A file in data/ was changed: run tests/sums.py first, or each lesson will say so.")
    asked = [Path(name).resolve() for name in sys.argv[1:]] or NOTEBOOKS
    changed = renumber([*NOTEBOOKS, *(path for path in asked if path not in NOTEBOOKS)])
    store()  # the cells as they are from now on
    teachers = NOTEBOOKS[-1]  # it shows every solution, and comes last
    others = dict.fromkeys(path for path in [*asked, *changed] if path != teachers)
    for path in dict.fromkeys([*others, *those_that_count(others), teachers]):
        refresh(path)
        print(f"{path.name}: stored")
    store()  # with the minutes in their headers
    readme = DATA.parent / "README.md"
    readme.write_text(mapped(readme.read_text(encoding="utf-8"), NOTEBOOKS), encoding="utf-8")
