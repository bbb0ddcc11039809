"""Side by Side: reading five news texts against one another.

`read`, `beside`, `show`, `show_table`, `check`, `hint`, `solution` and `glossary` are what every lesson uses; the modules are
named after the lessons.
"""

from .columns import beside
from .display import glossary, show, show_table
from .exercises import check, hint, solution
from .texts import read

__all__ = ["beside", "check", "glossary", "hint", "read", "show", "show_table", "solution"]
