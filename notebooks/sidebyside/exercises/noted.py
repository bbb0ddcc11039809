"""What `check` replied, noted in the student's own file, and never what the student typed.

`data/mine/checks.csv` has `n, exercise, outcome, mistake`, a row for each reply that differs from the last on that
exercise: its place in time (a count, no clock), the name of the exercise, the outcome, and the name of the foreseen
mistake that was met, if one was. It is written where a person works, in a session of Jupyter; not in a test, nor
where work is marked.
"""

import os
import re
from functools import cache

from .. import browser, corpus, files
from .kinds import BLANK, WRONG

FILE = "checks.csv"  # in data/mine
FIRST = "n,exercise,outcome,mistake\n"
FEWEST = 6  # words in the name of a mistake


@cache
def mistakes(question):
    """The mistakes that a question foresees, by name: `{name: (what a student might type, words of the reply to it)}`.

    A name is the beginning of what is replied, with hyphens: six words, or as many as tell it from the others.
    """
    every = [(code, words, re.findall("[a-z0-9]+", words.lower())) for code, words in question.foreseen]
    found = {}
    for code, words, parts in every:
        others = [other for _, text, other in every if text != words]
        most = next(
            (n for n in range(FEWEST, len(parts)) if parts[:n] not in [other[:n] for other in others]), len(parts)
        )
        found.setdefault("-".join(parts[:most]), (code, words))
    return found


def mistake_met(question, reply):
    """The name of the foreseen mistake to which this is the reply, or an empty text."""
    if reply.outcome != WRONG:
        return ""
    met = {
        name: (reply.text.find(words), -len(words))
        for name, (_, words) in mistakes(question).items()
        if words in reply.text
    }
    return min(met, key=met.get, default="")  # where it has the words of two, the first in the reply, or the longer


def note(name, question, reply):
    """Note a reply to an answer that was not blank. Whatever stands in the way, nobody hears of it: an answer was
    checked."""
    if reply.outcome == BLANK or "NBGRADER_EXECUTION" in os.environ or not of_a_person():
        return
    try:
        path, first = corpus.DATA / "mine" / FILE, FIRST.encode("utf-8")
        data = path.read_bytes() if path.is_file() else first
        said = f",{name},{reply.outcome},{mistake_met(question, reply)}\n"
        last = data.rfind(f",{name},".encode("utf-8"))
        is_new = last < 0 or not data.startswith(said.encode("utf-8"), last)
        if is_new and data.startswith(first) and data.endswith(b"\n"):  # else somebody else's program has saved it
            lines = data.count(b"\n")
            files.add_line(path, f"{lines}{said}", FIRST)
    except Exception:  # such as a table that is damaged: the mistakes that it would tell of are not known
        return


def of_a_person():
    """Whether this runs in a notebook that somebody has opened: Jupyter's server then names it, and a browser has no
    other."""
    return bool(os.environ.get("JPY_SESSION_NAME")) or browser.IS_HERE
