"""The exercises: `check` an answer, ask for a `hint`, see the `solution`.

The questions of each lesson are in the module named after it; `kinds` says how each kind of answer is judged.
"""

import importlib

from .. import output
from ..corpus import BadInput, changed, listing, nearest
from ..output import STATES, say
from .kinds import BLANK, Reply, almost, is_blank
from .plain import TooMuch, plain

# Lesson number -> module of its questions.
LESSONS = {
    "0": "start", "1": "page", "2": "words", "3": "voices", "4": "claims", "5": "compare",
    "6": "names", "7": "frames", "8": "tone", "9": "record", "10": "critique", "11": "own_sources",
}

_hints_given = {}  # question -> how many
_outcomes = {}  # number of an exercise -> how it was last answered in this session


def check(name="", answer=...):
    """Say of an answer that it is not there yet, not yet right (and what is off), or right (and why it matters).

    `name` is the number of the exercise, such as `"1.3"`. Whatever the answer is, `check` only ever replies; a table of the
    course that is damaged is named.
    """
    question = _find(name)
    if question is None:
        return
    name = _name(name)
    try:
        reply = judge(question, answer)
    except BadInput as damage:  # of a table of the course, and not the student's doing
        say(str(damage), f"{name} · Not checked.", BLANK)
        return
    except Exception:
        if not changed:
            raise
        say(f"This exercise cannot be checked while data/{listing(changed)} is changed as it is.", f"{name} · Not checked.", BLANK)
        return
    _outcomes[name] = reply.outcome
    say(reply.text, f"{name} · {reply.lead}", reply.outcome)


def judge(question, answer):
    """The `Reply` to an answer: its outcome, the words it begins with, and the text.

    Only what comes of the student's own object is taken for an answer that cannot be read: it is made into plain data first.
    Refuses, with a `BadInput` that names the file, if the exercise needs a table that is damaged.
    """
    try:
        answer = plain(answer)
    except TooMuch as too_much:
        return almost(f"{too_much} {question.expects}")
    if is_blank(answer):
        return Reply(BLANK, "Not answered yet.", question.expects)
    return question.judge(answer)


def hint(name=""):
    """Give the next hint of an exercise: each call one more, and after the last the first again."""
    question = _find(name)
    if question is not None:
        given = _hints_given.get(question, 0)
        _hints_given[question] = (given + 1) % len(question.hints)
        say(question.hints[given], f"{str(name).strip()} · Hint {given + 1} of {len(question.hints)}.", "hint or solution")


def solution(name=""):
    """Show an answer that is right, with the reasoning that leads to it."""
    question = _find(name)
    if question is not None:
        code = "\n".join(f"`{line}`" for line in question.solved.splitlines())
        say(f"{code}\n{question.because}", f"{str(name).strip()} · One solution.\n", "hint or solution")


def solutions(lesson):
    """Show the solution of every exercise of a lesson, given by its number: 5 or "05"."""
    for name in _of_lesson(lesson):
        solution(name)


def answered(lesson):
    """Show how each exercise of a lesson, given by its number, was last answered in this session: ○ not yet, ✗ not yet right, ✓ right."""
    names = _of_lesson(lesson)
    if not names:
        return
    outcomes = {name: _outcomes.get(name, BLANK) for name in names}
    told = {name: f"{STATES[outcome][0]} {name} {outcome}" for name, outcome in outcomes.items()}
    chips = [f'<span style="{STATES[outcome][1]}; padding: 0.2em 0.6em">{told[name]}</span>' for name, outcome in outcomes.items()]
    output.show_both(
        "\n".join(["The exercises of this lesson:", *told.values()]),
        '<p style="margin: 0.4em 0">The exercises of this lesson:</p>'
        f'<div style="display: flex; flex-wrap: wrap; gap: 0.4em; line-height: 1.5">{"".join(chips)}</div>',
    )


def _of_lesson(given):
    """The questions of a lesson by their numbers; none, after a sentence, if there is no such lesson."""
    lesson = _name(given)
    number = lesson.lstrip("0") or "0"
    if number in LESSONS:
        return _lesson(number)
    say(f'There is no lesson "{lesson[:20]}": they have the numbers {", ".join(LESSONS)}.')
    return {}


def all_questions():
    """Every question of the course by its number, in order."""
    return {name: question for number in LESSONS for name, question in _lesson(number).items()}


def _lesson(number):
    return importlib.import_module(f"{__name__}.{LESSONS[number]}").QUESTIONS


def _find(name):
    """The question of that number, or nothing, after a sentence that names the nearest."""
    wanted = _name(name)
    lesson = wanted.partition(".")[0].lstrip("0") or "0"
    if lesson in LESSONS and wanted in _lesson(lesson):
        return _lesson(lesson)[wanted]
    known = list(_lesson(lesson)) if lesson in LESSONS else list(all_questions())
    say(f'There is no exercise "{wanted[:20]}". Did you mean "{nearest(wanted, known)}"?')


def _name(given):
    """What was given as a number of an exercise or a lesson, in one line, whatever it is."""
    try:
        return " ".join(str(plain(given)).split())
    except TooMuch:
        return "something very long"
