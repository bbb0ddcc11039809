"""Files beside a lesson that have the name of something that Python or the course itself needs: pandas.py, random.py.

Python takes such a file for the thing. Nothing else of the course can be loaded before this has been looked for.
"""

import sys
from importlib.machinery import PathFinder
from pathlib import Path

from .output import say

NEEDED = {
    "pandas",
    "numpy",
    "matplotlib",
    "nltk",
    "vaderSentiment",
    "ipywidgets",
    "IPython",
    "ipykernel",
    "dateutil",
    "PIL",
}

_COURSE = Path(__file__).resolve().parent


class Shadowed(ImportError):
    """A file of the student's stands where something that the course needs should; a notebook shows the sentence alone."""

    def _render_traceback_(self):
        return [f"{type(self).__name__}: {self}"]


def names_taken():
    """The files in the folder of the lesson whose names Python or the course needs for itself, in order.

    Refuses, with a `Shadowed` that names it, one that Python has taken, or would take, for the real thing.
    """
    found = []
    for folder in _folders():
        for path in sorted(folder.glob("*.py")) + sorted(path.parent for path in folder.glob("*/__init__.py")):
            if path.stem in NEEDED or path.stem in sys.stdlib_module_names:
                found.append(path)
                if _is_taken_for(path):
                    raise Shadowed(_told([path]))
    return found


def tell():
    """Name such files in a sentence, or raise it if nothing works with them."""
    found = names_taken()
    if found:
        say(_told(found))


def _folders():
    """Where the lesson is, and the folder of the lessons, which is the same but for a copy elsewhere."""
    try:
        here = Path.cwd()
    except OSError:  # it was deleted
        return [_COURSE.parent]
    return dict.fromkeys([here, _COURSE.parent] if {"", str(here)} & set(sys.path) else [_COURSE.parent])


def _is_taken_for(path):
    module = sys.modules.get(path.stem)
    if module is None:
        try:
            spec = PathFinder.find_spec(path.stem)
        except Exception:  # whatever the file does to whoever asks
            return True
        origin = getattr(spec, "origin", None)
    else:
        origin = getattr(module, "__file__", None)
    return bool(origin) and path.resolve() in (Path(origin).resolve(), Path(origin).resolve().parent)


def _told(paths):
    names = [f"{path.name}{'' if path.suffix else '/'}" for path in paths]
    several = len(names) > 1
    return (
        f"{' and '.join(filter(None, [', '.join(names[:-1]), names[-1]]))} in the folder {paths[0].parent.name} "
        f"{'have names' if several else 'has a name'} that Python or this course needs for something of its own: "
        f"give {'them other names' if several else 'it another name'}, such as my_{names[0].rstrip('/')}, and choose Kernel ▸ Restart."
    )
