"""What a student hands to `check`, made into plain data before anybody looks at it.

An answer can be anything: an object whose `==` lies, whose `len` never ends, a table of a million rows. None of its own
methods is ever called. Texts, numbers and lists are read as Python's own, whatever they call themselves; of everything
else only the name of its type is kept, in a stand-in. So whatever goes wrong later is not the student's doing, and is not hidden.
"""

import math
from fractions import Fraction
from types import EllipsisType, NoneType

import numpy as np
import pandas as pd

LONGEST = 20_000  # characters: some 3,000 words
MOST = 10_000  # texts, numbers and cells, all together
DEEPEST = 20  # lists in lists

_name_of = type.__dict__["__name__"].__get__  # what a class says of itself could be a method of the student's
_module_of = type.__dict__["__module__"].__get__


class TooMuch(Exception):
    """An answer holds more than an answer can; the message says so."""


def plain(answer):
    """An answer as plain data, in copies: texts, numbers, lists, sets, dictionaries and one table; raises `TooMuch`.

    What can be called is a stand-in that calls it. NumPy's and pandas's columns are lists, and a number without an end, or
    too large for a float, is infinite.
    """
    return _Reader().read(answer)


class _Reader:
    def __init__(self):
        self.characters, self.items = LONGEST, MOST

    def read(self, value, depth=0):
        kind = type(value)
        self.items -= 1
        if self.items < 0:
            raise TooMuch(f"This has more than {MOST:,} things in it, and no answer here needs so many.")
        if depth > DEEPEST:
            raise TooMuch("These are lists in lists in lists: an answer here needs no more than a list of lists.")
        if issubclass(kind, str):
            return self._text(value)
        if kind in (EllipsisType, NoneType, bool):
            return value
        if issubclass(kind, int):
            return _number(int.__int__(value))
        if issubclass(kind, float):
            return float.__float__(value)
        if kind is Fraction or _own(kind, "numpy") and issubclass(kind, (np.integer, np.floating, np.bool_)):
            return bool(value) if kind is np.bool_ else _number(int(value) if issubclass(kind, np.integer) else value)
        for base in (list, tuple, set, frozenset):
            if issubclass(kind, base):
                self._room(base.__len__(value))
                return base([self.read(item, depth + 1) for item in base.__iter__(value)])
        if issubclass(kind, dict):
            self._room(2 * dict.__len__(value))
            return {self.read(key, depth + 1): self.read(item, depth + 1) for key, item in dict.items(value)}
        if kind is pd.DataFrame and not depth:
            return self._table(value)
        if kind in (pd.Series, np.ndarray) or issubclass(kind, pd.Index) and _own(kind, "pandas"):
            self._room(value.size)
            return self.read(value.tolist(), depth)
        return _stand_in(kind, value)

    def _text(self, value):
        size = str.__len__(value)
        self.characters -= size
        if self.characters < 0:
            raise TooMuch(
                f"This is longer than an answer can be: {LONGEST:,} characters are read, and it has {size:,} or more."
            )
        # A copy, in which half a character (a lone surrogate), which nothing could show, is a question mark.
        return str.encode(value, "utf-8", "replace").decode("utf-8")

    def _room(self, items):
        if items > self.items:
            raise TooMuch(f"This has {items:,} things in it, and no answer here needs more than {MOST:,}.")

    def _table(self, value):
        self._room(value.size)
        columns = [self.read(value.iloc[:, place].tolist(), 1) for place in range(value.shape[1])]
        table = pd.DataFrame(dict(enumerate(columns)), index=range(value.shape[0]), dtype=object)
        table.columns = pd.Index([self.read(name, 1) for name in value.columns], dtype=object, tupleize_cols=False)
        return table


def _own(kind, library):
    module = _module_of(kind)
    return isinstance(module, str) and module.partition(".")[0] == library


def _number(value):
    try:
        number = float(value)
    except OverflowError:
        return math.inf
    return value if type(value) is int else number


def _stand_in(kind, value):
    """Something that has nothing of a student's object but its type's name, and that it can be called, if it can."""
    name = "".join(sign for sign in _name_of(kind) if sign.isprintable())[:40]
    own = {"__call__": staticmethod(lambda *arguments: value(*arguments))} if callable(value) else {}
    return type(name or "object", (), own | {"__repr__": lambda _: f"<{name}>"})()
