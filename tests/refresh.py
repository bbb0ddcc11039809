"""Run notebooks from the top and store what they print, with nothing of this machine in the file.

    python tests/refresh.py [notebooks/01_page.ipynb ...]     (default: all of them)

For whoever edits a lesson: change the cells, run this, and read the difference before you commit it. Where exercises were added,
moved or taken out, their numbers are written anew first, in all notebooks, and those that this changes are run too, and the one
for teachers.
"""

import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from renumber import renumber
from rules import NOTEBOOKS


def refresh(path):
    notebook = nbformat.read(path, as_version=4)
    place = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, kernel_name="python3", coalesce_streams=True, resources=place).execute()
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        cell.metadata = {key: value for key, value in cell.metadata.items() if key == "tags"}
        for output in cell.get("outputs", []):  # a stored widget has no kernel to live in: its text stays
            output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)
    nbformat.validate(notebook)
    nbformat.write(notebook, path)


if __name__ == "__main__":
    os.environ.pop("MPLBACKEND", None)  # a figure cell shows something else under another backend
    asked = [Path(name).resolve() for name in sys.argv[1:]] or NOTEBOOKS
    changed = renumber([*NOTEBOOKS, *(path for path in asked if path not in NOTEBOOKS)])
    for path in dict.fromkeys([*asked, *changed, NOTEBOOKS[-1]]):  # the last, for teachers, shows every solution
        refresh(path)
        print(f"{path.name}: stored")
