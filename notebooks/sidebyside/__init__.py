"""Side by Side: reading five news texts against one another.

`read`, `beside`, the functions that begin with `show`, `check`, `hint`, `solution`, `objection`, `objections`, `answers` and `glossary` are what
every lesson uses; the modules are named after the lessons.
"""

from . import python

python.check()  # before anything that an old Python cannot read
python.collect_less_often()
python.leave_at_once()
python.forgive_a_space()

from . import shadows

shadows.names_taken()  # before anything that such a file could stand in for

from .answers import answers
from .columns import beside
from .display import glossary, show, show_table
from .evidence_rows import show_counts, show_rows, show_stances
from .exercises import answered, check, hint, solution
from .register import objection, objections
from .texts import read

shadows.tell()

__all__ = [
    "answered", "answers", "beside", "check", "glossary", "hint", "objection", "objections", "read", "show", "show_counts", "show_rows",
    "show_stances", "show_table", "solution",
]  # fmt: skip
