"""The exercises: `check` an answer, ask for a `hint`, see the `solution`.

The questions of each lesson are in the module named after it; `kinds` says how each kind of answer is judged.
"""

import importlib

from ..corpus import nearest
from ..display import say
from .kinds import BLANK, RIGHT, Reply, almost, is_blank

# Lesson number -> module of its questions.
LESSONS = {
    "0": "start", "1": "page", "2": "words", "3": "voices", "4": "claims", "5": "compare",
    "6": "names", "7": "frames", "8": "tone", "9": "record", "10": "critique", "11": "own_sources",
}

_hints_given = {}


def check(name="", answer=...):
    """Say of an answer that it is not there yet, not yet right (and what is off), or right (and why it matters).

    `name` is the number of the exercise, such as `"1.3"`. Whatever the answer is, `check` only ever replies.
    """
    question = _find(name)
    if question is not None:
        reply = judge(question, answer)
        symbol = {RIGHT: "✓", BLANK: "○"}.get(reply.outcome, "✗")
        say(reply.text, f"{str(name).strip()} · {reply.lead}", symbol)


def judge(question, answer):
    """The `Reply` to an answer: its outcome, the words it begins with, and the text."""
    try:
        if is_blank(answer):
            return Reply(BLANK, "Not answered yet.", question.expects)
        return question.judge(answer)
    except Exception:  # an answer so odd that even looking at it fails
        return almost(f"I cannot read this answer. {question.expects}")


def hint(name=""):
    """Give the next hint of an exercise: each call one more, and after the last the first again."""
    question = _find(name)
    if question is not None:
        given = _hints_given.get(question, 0)
        _hints_given[question] = (given + 1) % len(question.hints)
        say(question.hints[given], f"{str(name).strip()} · Hint {given + 1} of {len(question.hints)}.", "→")


def solution(name=""):
    """Show an answer that is right, with the reasoning that leads to it."""
    question = _find(name)
    if question is not None:
        code = "\n".join(f"`{line}`" for line in question.solved.splitlines())
        say(f"{code}\n{question.because}", f"{str(name).strip()} · One solution.\n", "→")


def solutions(lesson):
    """Show the solution of every exercise of a lesson, given by its number: 5 or "05"."""
    number = str(lesson).strip().lstrip("0") or "0"
    if number not in LESSONS:
        say(f'There is no lesson "{str(lesson)[:20]}": they have the numbers {", ".join(LESSONS)}.')
        return
    for name in _lesson(number):
        solution(name)


def all_questions():
    """Every question of the course by its number, in order."""
    return {name: question for number in LESSONS for name, question in _lesson(number).items()}


def _lesson(number):
    return importlib.import_module(f"{__name__}.{LESSONS[number]}").QUESTIONS


def _find(name):
    """The question of that number, or nothing, after a sentence that names the nearest."""
    wanted = str(name).strip()
    lesson = wanted.partition(".")[0].lstrip("0") or "0"
    if lesson in LESSONS and wanted in _lesson(lesson):
        return _lesson(lesson)[wanted]
    known = list(_lesson(lesson)) if lesson in LESSONS else list(all_questions())
    say(f'There is no exercise "{wanted[:20]}". Did you mean "{nearest(wanted, known)}"?')
