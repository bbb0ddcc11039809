"""What a teacher runs, in the folder of the course:

    .venv/bin/python notebooks/sidebyside handouts [FOLDER]   each lesson as pages, to read or print, and solved
    .venv/bin/python notebooks/sidebyside marking [FOLDER]    an nbgrader course made from the lessons

On Windows, in PowerShell: .venv\\Scripts\\python notebooks\\sidebyside handouts

Without a FOLDER, they go into data/mine/handouts and data/mine/marking, which are never part of the collection.

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

sys.path[0] = str(Path(__file__).resolve().parent.parent)  # the folder of the package, so that it is found by its name

from sidebyside.corpus import DATA, BadInput

COMMANDS = ("handouts", "marking")


def main(command="", folder=None, *more):
    if command in ("", "-h", "--help"):
        return print(__doc__)
    if command not in COMMANDS or more:
        return __doc__
    try:
        importlib.import_module(f"sidebyside.{command}").write(Path(folder) if folder else DATA / "mine" / command)
    except BadInput as refused:
        return str(refused)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
