"""The kinds of question, and how an answer to each is judged.

Every kind is a function that takes the name of the student's variable, the right answer, `why` (what is said to a
right answer) and the replies to the mistakes that can be foreseen, and gives a `Question`. What is judged is plain data,
as `plain.plain` makes it of anything.
"""

import math
import re
from dataclasses import dataclass
from numbers import Real
from typing import Callable, NamedTuple

import pandas as pd

from ..corpus import is_blank, kind_of, load_units, shortened
from ..display import no_such_unit, unit_id
from ..rules.sentences import folded
from .steps import Stopped, call_each

# The ids of all units, written out so that a lesson need not load them to know its questions.
ALL = {
    f"{source}{n:02d}"
    for source, last in (("A", 13), ("B", 28), ("C", 90), ("D", 17), ("E", 41))
    for n in range(1, last + 1)
}

BLANK, WRONG, RIGHT = "not answered yet", "not yet right", "right"
FOUND, DEFENSIBLE = (
    "evidence found",
    "defensible",
)  # of an open task, and of an answer that differs from ours with reason
EARNS = (RIGHT, FOUND, DEFENSIBLE)  # the point in marking


ONE_OF_MANY = "It is one answer among many."  # said of the solution of a text that only a person can judge


class Reply(NamedTuple):
    outcome: str  # one of the five above
    lead: str  # how the reply begins, so that the outcome never rests on colour
    text: str


@dataclass(frozen=True, eq=False)
class Question:
    expects: str  # said to a blank: what an answer looks like
    judge: Callable  # from an answer that is not blank to a Reply
    solution: Callable  # gives what a student would type for a right answer, down to the line with `check`
    because: str  # the reasoning that leads to it
    hints: tuple
    mistakes: Callable  # gives (what a student might type, words of the reply to it) for each that is foreseen
    arguable: Callable = tuple  # gives the same for each answer that is defensible

    # Both are worked out only when asked for, so that a lesson need not wait for them.
    @property
    def solved(self):
        return self.solution()

    @property
    def foreseen(self):
        return tuple(self.mistakes())

    @property
    def defensible(self):
        return tuple(self.arguable())


def right(text):
    return Reply(RIGHT, "Right.", text)


def found(lead, text):
    """The reply to an open answer whose evidence was found; `text` says what was not judged."""
    return Reply(FOUND, lead, text)


def defensible(reason, ours="Our reference says otherwise."):
    """The reply to an answer that a careful reader could defend against ours; `reason` says what speaks for each."""
    return Reply(DEFENSIBLE, f"Defensible. {ours}", reason)


def not_yet(text):
    return Reply(WRONG, "Not yet.", text)


def almost(text):
    """The reply to an answer of the wrong form: it may be right in substance."""
    return Reply(WRONG, "Almost.", text)


def not_answered(answer):
    """Whether an answer is still as the lesson left it, dots and all, or empty of anything to judge."""
    if isinstance(answer, (set, frozenset, list, tuple)):
        return any(item is ... for item in answer)
    if isinstance(answer, pd.DataFrame):
        return any(item is ... for item in answer.to_numpy().flat)
    return answer is ... or answer is None or isinstance(answer, str) and is_blank(answer)


def choice(variable, options, answer, why, wrong, because, hints, may=()):
    """One letter out of several. `options` maps each letter to what it stands for, `wrong` each wrong letter to its reply,
    `may` each letter that can be defended to the reason."""
    may = dict(may)
    letters = ", ".join(f'"{letter}"' for letter in options)

    def judge(given):
        if not isinstance(given, str):
            return almost(
                f"Give one letter, one of {letters}, with quotation marks around it; this is {kind_of(given)}."
            )
        letter = given.strip().strip(".()").lower()
        if letter == answer:
            return right(why)
        if letter in may:
            return defensible(may[letter])
        if letter in wrong:
            return not_yet(wrong[letter])
        return almost(f"The choices are {letters}, and this is none of them.")

    return Question(
        f'Put one letter where the dots are: one of {letters}. For example {variable} = "{next(iter(options))}".',
        judge,
        lambda: f'{variable} = "{answer}"',
        because,
        tuple(hints),
        lambda: [(f'{variable} = "{letter}"', reply) for letter, reply in wrong.items()],
        lambda: [(f'{variable} = "{letter}"', reason) for letter, reason in may.items()],
    )


def number(variable, answer, why, wrong, because, hints, what="a number", tolerance=0, may=()):
    """A number, right within `tolerance`. `answer` is computed when asked for; `wrong` maps numbers to their replies, `may` those
    that can be defended to the reason. A number that is small beside the answer must be met as much more closely."""
    may = dict(may)

    def nearest(given, replies):
        value = min(replies, key=lambda value: abs(given - value), default=None)
        if value is not None and abs(given - value) <= tolerance * min(1, abs(value / (float(answer()) or 1))):
            return replies[value]

    def judge(given):
        if isinstance(given, bool) or not isinstance(given, Real):
            marks = ", without quotation marks around it" if isinstance(given, str) else ""
            return almost(f"Give {what}{marks}; this is {kind_of(given)}. {_about_commas(given)}".strip())
        try:
            given = float(given)  # a whole number of Pandas has no room for a large one
        except OverflowError:
            given = math.inf
        if not math.isfinite(given):
            return almost(f"Give {what}; this one has no end or is not a number.")
        if abs(given - float(answer())) <= tolerance:
            return right(why)
        if reason := nearest(given, may):
            return defensible(reason)
        if reply := nearest(given, wrong):
            return not_yet(reply)
        return not_yet(f"{given:,.6g} is too {'low' if given < answer() else 'high'}. {hints[0]}")

    return Question(
        f"Put {what} where the dots are, without quotation marks.",
        judge,
        lambda: f"{variable} = {answer()}",
        because,
        tuple(hints),
        lambda: [(f"{variable} = {value}", reply) for value, reply in wrong.items()],
        lambda: [(f"{variable} = {value}", reason) for value, reason in may.items()],
    )


def _about_commas(given):
    """A sentence for a number that was typed with a comma, as in 2,5 or 1,000; else nothing."""
    if isinstance(given, str) and re.fullmatch(r"\s*\d+,\d+\s*%?\s*", given):
        return "And write a point where you write a comma: 2.5, and 1000 without any mark."
    if isinstance(given, (list, tuple)) and len(given) == 2 and all(isinstance(part, Real) for part in given):
        return "To Python a comma stands between two numbers: write 2.5 with a point, and 1000 without any mark."
    return ""


def ids(
    variable,
    answer,
    why,
    because,
    hints,
    extra=(),
    missing=(),
    wrong=(),
    known=None,
    example='{"A02", "D02"}',
    what="unit ids",
    may_add=(),
    may_lack=(),
    may=(),
):
    """A set of unit ids. A reply may belong to a whole wrong set (`wrong`), or to one id that is there and should
    not be (`extra`), or is not there and should be (`missing`). `may_add` and `may_lack` give, for each id that a careful reader
    could add to the answer or leave out of it, the reason; `may` does so for a whole set. `known` gives the ids there are: by default all units."""
    answer, extra, missing, may_add, may_lack = set(answer), dict(extra), dict(missing), dict(may_add), dict(may_lack)
    wrong, may = ({frozenset(given): reply for given, reply in dict(replies).items()} for replies in (wrong, may))
    expects = f"Put {what} where the dots are, each between quotation marks, for example `{example}`."

    def judge(given):
        if isinstance(given, str):
            found = list(dict.fromkeys(map(unit_id, re.findall(r"[A-Za-z]\d\d\b", given))))[:9]
            form = "{" + ", ".join(f'"{item}"' for item in found) + "}" if found else example
            return almost(f"Give a set, with braces around it, so that there can be several ids: `{form}`.")
        if isinstance(given, (set, frozenset, list, tuple, dict)) and not given:
            return not_yet(f"Your set is empty, and something belongs in it. {wrong.get(frozenset(), expects)}")
        if not isinstance(given, (set, frozenset, list, tuple)):
            return almost(f"Give a set of unit ids, for example `{example}`; this is {kind_of(given)}.")
        given = list(given)
        if not all(isinstance(item, str) for item in given):
            return almost(f"Each id stands between quotation marks, for example `{example}`.")
        all_ids = set(known() if known else load_units()["id"])
        given = {unit_id(item) for item in given}
        for item in sorted(given - all_ids):
            if re.fullmatch(r"(?:[A-Z]\d\d){2,9}", item):
                return almost(f"Two ids have run together in {item}: put a comma between them.")
            if "," in item:
                return almost("Each id stands between quotation marks of its own, with a comma between them.")
            if known:
                return not_yet(f"{item[:20]} is none of {what}: they run from {min(all_ids)} to {max(all_ids)}.")
            if re.fullmatch(r"(?:[F-Z]|[A-Z]{2,4})\d{2,5}", item):  # the nearest of the five might be the answer
                return not_yet(
                    f"{item} is none of the five's: their letters are A to E. From F on come texts of your own."
                )
            return not_yet(no_such_unit(item, sorted(all_ids)))
        if given == answer:
            return right(why)
        if frozenset(given) in may:
            return defensible(may[frozenset(given)])
        if frozenset(given) in wrong:
            return not_yet(wrong[frozenset(given)])
        too_many, too_few = sorted(given - answer - set(may_add)), sorted(answer - given - set(may_lack))
        if not too_many and not too_few:
            reasons = [may_add[item] for item in sorted(given - answer)] + [
                may_lack[item] for item in sorted(answer - given)
            ]
            return defensible(" ".join(reasons))
        told = [extra[item] for item in too_many if item in extra][:1]
        told = told or [missing[item] for item in too_few if item in missing][:1]
        way = "This is not the one." if len(answer) == len(given) == 1 else _direction(given, answer, too_many, too_few)
        return not_yet(" ".join([way, *told]))

    def typed(given):
        return f"{variable} = " + ("{" + ", ".join(f'"{item}"' for item in sorted(given)) + "}" if given else "set()")

    return Question(
        expects,
        judge,
        lambda: typed(answer),
        because,
        tuple(hints),
        lambda: [
            *[(typed(given), reply) for given, reply in wrong.items()],
            *[(typed(answer | {item}), reply) for item, reply in extra.items()],
            *[(typed(answer - {item}), reply) for item, reply in missing.items()],
        ],
        lambda: [
            *[(typed(given), reason) for given, reason in may.items()],
            *[(typed(answer | {item}), reason) for item, reason in may_add.items()],
            *[(typed(answer - {item}), reason) for item, reason in may_lack.items()],
        ],
    )


def _direction(given, answer, too_many, too_few):
    """In which way a set is off, what can be defended left aside. How many are right is not said: one could solve it by trying each id."""
    if too_many and too_few:
        return "Something in it does not belong here, and something is missing."
    if too_few:
        return "All that you have belongs here, but there is more." if given <= answer else "Something is missing."
    return f"{'Nothing is missing, but something' if answer <= given else 'Something'} in it does not belong here."


def span(variable, text, answer, why, wrong, because, hints, may=()):
    """Words copied exactly out of what `text` gives when asked. `wrong` maps other stretches of it to their replies, `may` those
    that can be defended to the reason."""
    may = dict(may)

    def judge(given):
        if not isinstance(given, str):
            return almost(f"Give the words themselves, between quotation marks; this is {kind_of(given)}.")
        copied = given.strip()
        if copied == answer:
            return right(why)
        if copied in may:
            return defensible(may[copied])
        if copied in wrong:
            return not_yet(wrong[copied])
        if copied not in text():
            if folded(copied) in folded(text()):
                return almost(
                    "The words are there, but not exactly so: look at capitals, spaces and marks, or copy and paste."
                )
            return not_yet(
                "These words do not stand in the passage in this form. Copy and paste them, and change nothing."
            )
        if answer in copied:
            return not_yet("What is asked for is in there, but more than it as well. Take away what does not belong.")
        if copied in answer:
            return not_yet("This is part of it. What stands next to it in the passage belongs to it too.")
        return not_yet(f"These words stand in the passage, but they are not what is asked for. {hints[0]}")

    return Question(
        "Put the words where the dots are, between quotation marks, copied exactly.",
        judge,
        lambda: f"{variable} = {_quoted(answer)}",
        because,
        tuple(hints),
        lambda: [(f"{variable} = {_quoted(copied)}", reply) for copied, reply in wrong.items()],
        lambda: [(f"{variable} = {_quoted(copied)}", reason) for copied, reason in may.items()],
    )


# What is said where `in` was written the wrong way round.
THE_OTHER_WAY_ROUND = (
    "Ask it the other way round: what you look for stands before `in`, and where you look stands after it."
)


def function(name, cases, solved, why, wrong, because, hints, tells=()):
    """A function that the student writes. `cases` are (arguments, expected, reply if it differs), the reply a text
    or a function of what was given back; the first that fails is shown. `wrong` are (what a student might write, words of the reply to it).
    `tells` are (arguments, what a mistake makes of them, the reply to it), for a mistake that the first case does not tell from others."""

    def judge(given):
        if not callable(given):
            return almost(f"Give the function itself, `{name}`, without brackets after it; this is {kind_of(given)}.")
        results = call_each(given, [arguments for arguments, _, _ in [*cases, *tells]])
        told = [reply for (_, made, reply), result in zip(tells, results[len(cases) :]) if _same(result, made)]
        if all(result is None or result is ... for result in results):
            return Reply(
                BLANK, "Not answered yet.", f"`{name}` gives nothing back. Write its result after the word `return`."
            )
        for (arguments, expected, reply), result in zip(cases, results):
            call = f"`{name}({', '.join(map(repr, arguments))})`"
            if isinstance(result, Stopped) and result.endless:
                return not_yet(
                    f"{call} does not come to an end: it was stopped. Look for a loop that goes on for ever."
                )
            if isinstance(result, Stopped) and not result.kind:
                return not_yet(f"What {call} gives is too much. {result.message}")
            if isinstance(result, Stopped) and result.kind == "NameError":
                reply = "Python knows no such name. Is it spelled as in the line with `def`, or is it a text that needs quotation marks?"
            reply = reply(result) if callable(reply) else reply
            if told and arguments == cases[0][0]:
                reply = told[0]
            if isinstance(result, Stopped):
                return not_yet(f"{call} stopped with {result.kind}: {result.message}. {reply}")
            if isinstance(result, str) != isinstance(expected, str) or isinstance(result, bool) != isinstance(
                expected, bool
            ):
                return almost(f"{call} gives {kind_of(result)}, and should give {kind_of(expected)}. {reply}")
            if isinstance(expected, Real) and (commas := _about_commas(result)):
                return almost(f"{call} gives `{_given(result)}`, two numbers. {commas}")
            if not _same(result, expected):
                return not_yet(f"{call} gives `{_given(result)}`, and should give `{_given(expected)}`. {reply}")
        return right(why)

    return Question(
        f"Write the function `{name}`: put what it gives back where the dots are, after the word `return`.",
        judge,
        lambda: solved,
        because,
        tuple(hints),
        lambda: wrong,
    )


def by_number(otherwise, told, digits):
    """A reply to what a function gave back: the one of `told` that belongs to that number, or another."""
    return lambda result: told.get(round(result, digits), otherwise) if isinstance(result, (int, float)) else otherwise


def _same(result, expected):
    if isinstance(expected, Real) and not isinstance(expected, bool):
        return isinstance(result, Real) and math.isclose(result, expected, rel_tol=1e-6, abs_tol=1e-9)
    return not isinstance(result, pd.DataFrame) and bool(result == expected)


def table(variable, answer, key, values, why, wrong, because, hints, solved, may=(), form=""):
    """A table to fill in, compared cell by cell with `answer`, a DataFrame made when asked for. `key` is the column
    that names the rows, `values` what a cell may hold. `wrong` maps (row, column, what stands there) to a reply; the first that fits is said.
    `may` maps those that can be defended to the reason. `form` says what to write where `values` are too many to be listed."""
    may = dict(may)

    def judge(given):
        expected = answer().set_index(key)
        problem = no_table(variable, given)
        if problem:
            return problem
        if key not in given.columns or set(expected.columns) - set(given.columns):
            return almost(f"The table should have the columns {', '.join([key, *expected.columns])}.")
        if sorted(map(str, given[key])) != sorted(map(str, expected.index)):
            return almost(f"The column {key} should name each of {', '.join(map(str, expected.index))} once.")
        given = given.set_index(given[key].map(str))
        for row in expected.index:
            for column in expected.columns:
                if not any(_same_cell(given.loc[str(row), column], value) for value in values):
                    allowed = form or " or ".join(
                        f'"{value}"' if isinstance(value, str) else str(value) for value in values
                    )
                    marks = "with the" if isinstance(values[0], str) else "with a capital and without"
                    return almost(f"In row {row}, column {column}, write {allowed}, {marks} quotation marks.")
        cells = [
            (row, column, given.loc[str(row), column])
            for row in expected.index
            for column in expected.columns
            if not _same_cell(given.loc[str(row), column], expected.loc[row, column])
        ]
        if not cells:
            return right(why)
        argued = [
            [reason for place, reason in may.items() if place[:2] == cell[:2] and _same_cell(cell[2], place[2])]
            for cell in cells
        ]
        if all(argued):
            return defensible(" ".join(reasons[0] for reasons in argued))
        cells = [cell for cell, reasons in zip(cells, argued) if not reasons]
        told = next(
            (
                reply
                for place, reply in wrong.items()
                for row, column, value in cells
                if place[:2] == (row, column) and _same_cell(value, place[2])
            ),
            None,
        )
        row, column, _ = cells[0]
        return not_yet(told or f"Look again at row {row}, column {column}.")

    def typed(place):
        row, column, value = place
        frame = answer()
        frame[column] = frame[column].astype(object)
        frame.loc[frame[key] == row, column] = value
        columns = ", ".join(f'"{name}": {frame[name].tolist()!r}' for name in frame.columns)
        return f"{variable} = pd.DataFrame({{{columns}}})"

    return Question(
        f"Fill in the table `{variable}`: put something in place of every `...`.",
        judge,
        lambda: solved,
        because,
        tuple(hints),
        lambda: [(typed(place), reply) for place, reply in wrong.items()],
        lambda: [(typed(place), reason) for place, reason in may.items()],
    )


def no_table(variable, given):
    if not isinstance(given, pd.DataFrame):
        return almost(f"Give the whole table `{variable}`; this is {kind_of(given)}.")
    twice = given.columns[given.columns.duplicated()]
    return (
        almost(f"The table has two columns with the name {str(twice[0])[:40]}: leave one of them out.")
        if len(twice)
        else None
    )


def _same_cell(given, expected):
    if isinstance(expected, str):
        return str(given).strip().lower() == expected.lower()
    return _same(given, expected)


def _quoted(text):
    return f'"{text}"' if '"' not in text else repr(text)


def _given(value):
    return shortened(repr(round(value, 6) if isinstance(value, float) else value), 60)
