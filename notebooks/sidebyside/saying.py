"""The saying-verbs of the course: one list, `data/voices/saying_verbs.csv`, for everyone to read and to change.

Whoever changes it changes what a quotation, a report, the end of a sentence and an attribution are taken to be.
"""

import re
from functools import cache

from .corpus import read_table

# What a saying-verb does to the reader. See `saying_verbs`.
LEANS = {
    "neutral": "says only that it was said",
    "vouches": "lets it pass for true",
    "doubts": "keeps a distance from it",
    "heats": "adds force or alarm",
    "admits": "makes a confession of it",
    "commits": "makes a promise of it",
    "urges": "makes a demand of it",
    "judges": "makes a verdict of it, for or against",
    "mind": "looks into a head, where nobody can check",
}


def saying_verbs():
    """The saying-verbs of the course: `verb, forms, alone, leans, note`, one row each; `alone` and `note` may be empty.

    `verb` is the base form, `forms` all its forms with spaces between, `alone` those that a simple rule takes for an attribution
    wherever they stand (said, and not claims), `leans` one of the keys of `LEANS`.
    Refuses, with a `BadInput` that names the file, a list that is missing or damaged.
    """
    return _verbs().copy()


@cache
def _verbs():
    return read_table("voices/saying_verbs.csv", ["verb", "forms", "alone", "leans", "note"], closed={"leans": LEANS})


@cache
def leans_of_forms():
    """What each form of each verb does to the reader: `{form: a key of LEANS}`."""
    return {form: row.leans for row in _verbs().itertuples() for form in row.forms.split()}


@cache
def saying_forms():
    """All forms of all verbs."""
    return frozenset(leans_of_forms())


@cache
def any_alone():
    """A pattern for a form that is an attribution wherever it stands."""
    forms = " ".join(_verbs()["alone"]).split()
    return re.compile(rf"\b(?:{'|'.join(forms)}|pointed to|according to)\b", re.I)
