"""The course in a browser with nothing installed, where Python is Pyodide: what a student has to know there, and what cannot be done."""

import sys

from .corpus import BadInput
from .output import say

IS_HERE = sys.platform == "emscripten"


def note():
    """Say where work lies if this runs in a browser, and nothing elsewhere."""
    if IS_HERE:
        say(
            "You use this course with nothing installed. What you write lies in this browser, on this machine, and nowhere else: "
            "another browser or profile does not have it, a private window does not keep it, and whoever deletes what this "
            "browser has stored deletes it.\n`answers()` shows how to take your work along."
        )


def refuse(what):
    """Refuse, with a `BadInput`, what takes programs that a browser does not have; `what` is a plural, such as "Handouts"."""
    if IS_HERE:
        raise BadInput(
            f"{what} cannot be made in a browser: install the course, as README.md says, and make them there."
        )
