"""The saying-verbs of the course: one list, `data/voices/saying_verbs.csv`, for everyone to read and to change.

Whoever changes it changes what a quotation, a report, the end of a sentence and an attribution are taken to be.
"""

import re
from functools import cache
from itertools import product

from .corpus import read_table
from .rules.attribution import pattern
from .rules.speakers import Grammar, Looks

# What a saying-verb does to the reader. See `saying_verbs`.
LEANS = {
    "neutral": "says that it was said, or how it sounded",
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
    verbs = _verbs()
    return {
        form: lean for forms, lean in zip(verbs["forms"].tolist(), verbs["leans"].tolist()) for form in forms.split()
    }


def attribution_patterns():
    """The patterns by which news gives words to somebody: `name, pattern, example, speaker`, one row each, in the order they are tried.

    WHO is a phrase that names somebody, “…” a quotation, SAY a saying-verb, VERB any word that looks like a finite verb, SAYING the
    -ing form and SAID the participle of a saying-verb, BE a form of *be*, CLAIM a noun for what is said (warning), SURE an adjective
    (adamant), … some words of the same clause; words in small letters and signs stand for themselves.
    """
    return read_table("voices/patterns.csv", ["name", "pattern", "example", "speaker"])


@cache
def grammar(names=None):
    """What the rules for speakers need: the kinds of words, the saying-verbs, and the patterns (those with the `names`, or all)."""
    if names is None:
        return _whole_grammar()
    its_own = {cue: [one for one in found if one.name in names] for cue, found in _whole_grammar().patterns.items()}
    return _whole_grammar()._replace(patterns={cue: found for cue, found in its_own.items() if found})


@cache
def _whole_grammar():
    table = read_table("voices/words.csv", ["kind", "letter", "words", "note"])
    sets = {row.kind: frozenset(row.words.split()) for row in table.itertuples()} | {"saying": saying_forms()}
    letters = {}
    for row in table.itertuples():
        for word in row.words.split() if row.letter else ():
            letters.setdefault(word, row.letter)
    needs, by_cue = {}, {}
    forms = {verb: forms.split() for verb, forms in zip(_verbs()["verb"].tolist(), _verbs()["forms"].tolist())}
    for verb, _, words in (pair.partition(":") for pair in sets["only with"]):
        needs |= dict.fromkeys(forms.get(verb, ()), frozenset(words.split("/")))
    for row in attribution_patterns().itertuples():
        found = pattern(row.name, row.pattern)
        for cue in ("VERB", "SAY") if found.cue == "VERB" else (found.cue,):  # a saying-verb is a verb
            for quoted in product((True, False), repeat=2):  # before it, and behind it
                if quoted >= found.quoted and quoted[1] >= found.quoted[1]:
                    by_cue.setdefault((cue, *quoted), []).append(found)
    cues = {"according": "according"}
    for kind, cue in (("adjective", "SURE"), ("noun", "CLAIM"), ("in the words of", "words")):
        cues |= dict.fromkeys(sets[kind], cue)
    leans = leans_of_forms()
    seen = tuple(tuple(Looks(opens, lowered, letters, leans) for opens in (False, True)) for lowered in (False, True))
    return Grammar(sets, needs, by_cue, cues, seen)


@cache
def saying_forms():
    """All forms of all verbs."""
    return frozenset(leans_of_forms())


@cache
def any_alone():
    """A pattern for a form that is an attribution wherever it stands, in a text in small letters."""
    forms = " ".join(_verbs()["alone"]).lower().split()
    return re.compile(rf"\b(?:{'|'.join(forms)}|pointed to|according to)\b")
