"""The exercises: `check` an answer, ask for a `hint`, see the `solution`.

The questions of each lesson are in the module named after it, in order, each under a name such as `who-began`; `kinds` says how
each kind of answer is judged. The name stays as it is; the number, such as 6.3, is that of the lesson and the place in it today.
"""

import importlib
import sys

from .. import output
from ..corpus import BadInput, changed, listing, nearest
from ..output import STATES, say
from .kinds import BLANK, DEFENSIBLE, ONE_OF_MANY, Reply, almost, not_answered  # noqa: F401
from .noted import note
from .plain import TooMuch, plain

# Lesson number -> module of its questions, and of what the lesson uses: the name of the notebook without its number.
MODULES = "start page words voices claims compare names frames tone record critique own_sources"
LESSONS = {str(number): module for number, module in enumerate(MODULES.split())}

_hints_given = {}  # question -> how many
_outcomes = {}  # number of an exercise -> how it was last answered in this session


def check(name: str = "", answer=...) -> None:
    """Say of an answer that it is not there yet, not yet right (and what is off), right (and why it matters), or defensible (our
    reference says otherwise, and why); of an open task, that the evidence was found (and what was not judged).

    `name` is the number of the exercise, such as `"6.3"`, or its name, such as `"who-began"`; the reply shows the number. Whatever
    the answer is, `check` only ever replies; a table of the course that is damaged is named. What it replied, and never what was
    typed, is noted in `data/mine/checks.csv` (see `noted`).
    """
    number, question = _find(name)
    if question is None:
        return
    try:
        reply = judge(question, answer)
    except BadInput as damage:  # of a table of the course, and not the student's doing
        say(str(damage), f"{number} · Not checked.", BLANK)
        return
    except Exception:
        if not changed:
            raise
        say(
            f"This exercise cannot be checked while data/{listing(changed)} is changed as it is.",
            f"{number} · Not checked.",
            BLANK,
        )
        return
    _outcomes[number] = reply.outcome
    note(name_of(number), question, reply)
    text = f"{reply.text}\n{KEEP.format(number=number)}" if reply.outcome == DEFENSIBLE else reply.text
    say(text, f"{number} · {reply.lead}", reply.outcome)


KEEP = 'If you hold to your answer, keep your reason: `objection("{number}", "because …")`.'


def judge(question, answer):
    """The `Reply` to an answer: its outcome, the words it begins with, and the text.

    Only what comes of the student's own object is taken for an answer that cannot be read: it is made into plain data first.
    Refuses, with a `BadInput` that names the file, if the exercise needs a table that is damaged.
    """
    try:
        answer = plain(answer)
    except TooMuch as too_much:
        return almost(f"{too_much} {question.expects}")
    if not_answered(answer):
        return Reply(BLANK, "Not answered yet.", question.expects)
    return question.judge(answer)


def hint(name: str = "") -> None:
    """Give the next hint of an exercise: each call one more, and after the last the first again."""
    number, question = _find(name)
    if question is not None:
        given = _hints_given.get(question, 0)
        _hints_given[question] = (given + 1) % len(question.hints)
        say(question.hints[given], f"{number} · Hint {given + 1} of {len(question.hints)}.", "hint or solution")


def solution(name: str = "") -> None:
    """Show an answer that is right, with the reasoning that leads to it."""
    number, question = _find(name)
    if question is not None:
        code = "\n".join(f"`{line}`" for line in question.solved.splitlines())
        say(f"{code}\n{question.because}", f"{number} · One solution.\n", "hint or solution")


def solutions(lesson):
    """Show the solution of every exercise of a lesson, given by its number: 5 or "05"."""
    for number in _of_lesson(lesson):
        solution(number)


def answered(lesson):
    """Show how each exercise of a lesson, given by its number, was last answered in this session: ○ not yet, ✗ not yet right,
    ✓ right, ● evidence found, ◐ defensible."""
    numbers = _of_lesson(lesson)
    if not numbers:
        return
    told = []  # the look of each, and its words
    for number in numbers:
        outcome = _outcomes.get(number, BLANK)
        symbol, look = STATES[outcome]
        told.append((look, f"{symbol} {number} {outcome}"))
    chips = [f'<span style="{look}; padding: 0.2em 0.6em">{words}</span>' for look, words in told]
    opening = "The exercises of this lesson, as you answered them last:"
    output.show_both(
        "\n".join([opening, *(words for _, words in told)]),
        f'<p style="margin: 0.4em 0">{opening}</p>'
        f'<div style="display: flex; flex-wrap: wrap; gap: 0.4em; line-height: 1.5">{"".join(chips)}</div>',
    )


def _of_lesson(given):
    """The numbers of the exercises of a lesson; none, after a sentence, if there is no such lesson."""
    lesson = _in_a_line(given)
    number = lesson.lstrip("0") or "0"
    if number in LESSONS:
        return list(_numbered(number))
    say(f'There is no lesson "{lesson[:20]}": they have the numbers {", ".join(LESSONS)}.')
    return []


def all_questions():
    """Every question of the course by its number, such as 6.3, in order."""
    return {number: question for lesson in LESSONS for number, (_, question) in _numbered(lesson).items()}


def named_questions(lesson=None):
    """Every question of the course, or of a lesson (given by its number, "6"), by its name, such as who-began, in order."""
    return {
        name: question for number in ([lesson] if lesson else LESSONS) for name, question in _numbered(number).values()
    }


def number_of(name):
    """The number that the exercise of that name has today, or None."""
    read_first = sorted(LESSONS, key=lambda lesson: _home(lesson) not in sys.modules)  # to read another takes a time
    return next(
        (number for lesson in read_first for number, (known, _) in _numbered(lesson).items() if known == name), None
    )


def name_of(number):
    """The name of the exercise that has that number today, or None."""
    lesson = number.partition(".")[0]
    return _numbered(lesson).get(number, [None])[0] if lesson in LESSONS else None


def _home(lesson):
    """The module that has the questions of a lesson."""
    return f"{__name__}.{LESSONS[lesson]}"


def _numbered(lesson):
    """The exercises of a lesson, each `(name, question)`, by their numbers."""
    questions = importlib.import_module(_home(lesson)).QUESTIONS
    return {f"{lesson}.{place}": exercise for place, exercise in enumerate(questions.items(), start=1)}


def _find(given):
    """The number and the question of what was given as a number or a name; or neither, after a sentence that names the nearest."""
    wanted = _in_a_line(given)
    lesson = wanted.partition(".")[0].lstrip("0") or "0"
    known = _numbered(lesson) if lesson in LESSONS else {}
    if wanted in known:
        return wanted, known[wanted][1]
    if number := number_of(wanted):
        return number, _numbered(number.partition(".")[0])[number][1]
    likely = list(known) or [*all_questions(), *named_questions()]
    say(f'There is no exercise "{wanted[:20]}". Did you mean "{nearest(wanted, likely)}"?')
    return None, None


def _in_a_line(given):
    """What was given as the number or the name of an exercise, or the number of a lesson, in one line, whatever it is."""
    try:
        return " ".join(str(plain(given)).split())
    except TooMuch:
        return "something very long"
