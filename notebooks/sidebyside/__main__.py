"""What a teacher runs, in the folder of the course:

    .venv/bin/python notebooks/sidebyside handouts [FOLDER]   each lesson as pages, to read or print, and solved
    .venv/bin/python notebooks/sidebyside marking [FOLDER]    an nbgrader course made from the lessons
    .venv/bin/python notebooks/sidebyside site [FOLDER]       a site on which the lessons run, with nothing installed

On Windows, in PowerShell: .venv\\Scripts\\python notebooks\\sidebyside handouts

Without a FOLDER, they go into data/mine/handouts, data/mine/marking and data/mine/site, which are never part of the collection.

A visitor's browser takes Python for the site from Pyodide's public address. With --pyodide FOLDER at the end, and a copy of Pyodide's
release in that FOLDER, the site has Python itself and calls nothing outside.

The word python in that place only says if this Python is too old: the commands of README.md begin with it.
"""

import importlib
import sys
from pathlib import Path

import python  # the file beside this one

try:
    python.check()  # before anything that an old Python cannot read, or that is not installed yet
except python.TooOld as refused:
    sys.exit(str(refused))
if sys.argv[1:] == ["python"]:
    sys.exit()

HERE = Path(__file__).resolve().parent
# The folder of the package, so that it is found by its name; at the end, so that no file beside the lessons stands in for another.
sys.path[:] = [folder for folder in sys.path if Path(folder).resolve() != HERE] + [str(HERE.parent)]

from sidebyside.corpus import DATA, BadInput

COMMANDS = ("handouts", "marking", "site")


def main(command="", *given):
    if command in ("", "-h", "--help"):
        return print(__doc__)
    pyodide = [given[-1]] if command == "site" and given[-2:-1] == ("--pyodide",) else []
    folder = given[: -2 * len(pyodide) or None]
    if command not in COMMANDS or len(folder) > 1 or any(name.startswith("-") for name in folder):
        return __doc__
    try:
        write = importlib.import_module(f"sidebyside.{command}").write
        write(Path(*folder) if folder else DATA / "mine" / command, *pyodide)
    except BadInput as refused:
        return str(refused)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
