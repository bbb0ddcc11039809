"""Side by Side: reading five news texts against one another.

`show`, `show_table`, `check`, `hint`, `solution` and `glossary` are what every lesson uses; the modules are named after the lessons.
"""

from . import python

python.check()  # before anything that an old Python cannot read

from .display import glossary, show, show_table
from .exercises import check, hint, solution

__all__ = ["check", "glossary", "hint", "show", "show_table", "solution"]
