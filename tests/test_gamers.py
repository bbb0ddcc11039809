"""Players who read nothing, at every exercise with a right answer: none of them may pass more than a third.

One gives always the same; one takes the longest, or all that there is; one has three tries and learns from the replies. Open
questions, where evidence is looked at, are not counted. `pytest -s tests/test_gamers.py` prints the scores.
"""

import inspect
import re
from functools import cache
from typing import NamedTuple

import pandas as pd
import pytest
from rules import LESSONS, exercises_of, read, texts
from sidebyside import exercises
from sidebyside.exercises import kinds

QUESTIONS = exercises.named_questions()
CLOSED = ("choice", "ids", "number", "span", "table", "function")
ID = re.compile(r"\b[A-Z]\d\d\b")


class Asked(NamedTuple):
    """What a player sees of an exercise without reading: what it asks in words, and the cells around it."""

    name: str
    kind: str  # of CLOSED
    ask: str  # the block that asks
    stub: str  # the cell that is to be filled in
    ids: list  # that the ask names; if it names none, those of the cell it speaks of
    options: dict  # letter -> what it stands for
    inside: dict  # what an answer may be made of: the passage, the values of a table, its key


@cache
def closed():
    return [asked for path in LESSONS for asked in _asked(read(path)) if asked.kind in CLOSED]


def _asked(notebook):
    before = []
    for cell in notebook.cells:
        for name in exercises_of(cell) if cell.cell_type == "code" else ():
            judge = _of_a_kind(QUESTIONS[name].judge)
            inside = inspect.getclosurevars(judge).nonlocals
            marked = f"**Exercise {exercises.number_of(name)}.**"
            place = next(n for n, other in enumerate(before) if marked in other.source)
            ask = before[place].source.partition(marked)[2]
            near = shown(before[place:]) or shown(before[:place])[-1:]
            yield Asked(
                name,
                judge.__qualname__.partition(".")[0],
                ask,
                cell.source.partition("\ncheck(")[0],
                _ids(ask, *(other.source for other in near), *(text for other in near for text in texts(other))),
                _options(ask, inside),
                inside,
            )
        before.append(cell)


def _of_a_kind(judge):
    """The judge that a kind of question made; a lesson's own may stand before it, and hand on to it."""
    held = [thing for thing in inspect.getclosurevars(judge).globals.values() if isinstance(thing, kinds.Question)]
    return _of_a_kind(held[0].judge) if held else judge


def shown(cells):
    """The cells of code that ask nothing."""
    return [cell for cell in cells if cell.cell_type == "code" and not exercises_of(cell)]


def _options(ask, inside):
    """The letters of a choice, each with its words in the ask; where the letter is all that is said, with itself."""
    told = dict(re.findall(r'^> - `"([a-z])"`: (.+)$', ask, re.M))
    return told or {letter: letter for letter in re.findall("[a-z]", inside.get("letters", ""))}


def _ids(*places):
    """The ids in the first of these texts that has more than two, in order."""
    found = [list(dict.fromkeys(ID.findall(text))) for text in places]
    return next((ids for ids in found if len(ids) > 2), max(found, key=len))


def passes(asked, answer):
    return exercises.judge(QUESTIONS[asked.name], answer).outcome in kinds.EARNS


def said(asked, answer):
    return exercises.judge(QUESTIONS[asked.name], answer).text


def table(asked, value):
    """The table of an exercise with one value in every cell that is to be filled in."""
    names = {"pd": pd}
    exec(QUESTIONS[asked.name].solved, names)
    frame = next(thing for thing in names.values() if isinstance(thing, pd.DataFrame)).astype(object)
    frame.loc[:, [column for column in frame.columns if column != asked.inside["key"]]] = value
    return frame


def written(asked, code):
    """The function of an exercise with this code after its `return`; as it was left where that is no code."""
    names = {}
    try:
        exec(asked.stub.replace("...", code), names)
    except SyntaxError:
        exec(asked.stub, names)
    return [thing for name, thing in names.items() if name != "__builtins__"][-1]


# ------------------------------------------------------------- the players: what each types, try by try


def always(place):
    """The first, second … of whatever there is to choose from, each time."""

    def tries(asked):
        if asked.kind == "choice":
            yield "abcd"[place]
        elif asked.kind == "ids":
            yield set(asked.ids[place : place + 1])
        elif asked.kind == "number":
            yield [0, 1, 10, 50][place]
        elif asked.kind == "span":
            yield asked.inside["text"]().split()[place]
        elif asked.kind == "table":
            yield table(asked, asked.inside["values"][place % len(asked.inside["values"])])
        else:
            yield written(asked, ["True", "False", "0", "[]"][place])

    return tries


def all_or_longest(asked):
    if asked.kind == "choice":
        yield max(asked.options, key=lambda letter: len(asked.options[letter].replace("*", "").replace("`", "")))
    elif asked.kind == "ids":
        yield set(asked.ids)
    elif asked.kind == "number":
        yield max(map(float, re.findall(r"\d+(?:\.\d+)?", asked.ask)), default=100)
    elif asked.kind == "span":
        yield asked.inside["text"]()
    elif asked.kind == "table":
        yield table(asked, max(asked.inside["values"], key=lambda value: len(str(value))))
    else:
        first, *_ = re.findall(r"\((\w+)", asked.stub)
        yield written(asked, first)


def elimination(asked):
    """Three tries. What the reply names is changed; where it names nothing, the next thing in order."""
    yield from {
        "choice": lambda _: iter("abc"),
        "ids": _fewer_ids,
        "number": _halved,
        "span": lambda _: iter([asked.inside["text"](), *sorted(asked.inside["text"]().split(), key=len)[:-3:-1]]),
        "table": _flipped,
        "function": _from_hints,
    }[asked.kind](asked)


def _fewer_ids(asked):
    mine = list(asked.ids)
    for _ in range(3):
        yield set(mine)
        named = ID.findall(said(asked, set(mine)))
        mine = [item for item in mine if item not in named] + [item for item in named if item not in mine]
        mine = mine if named else mine[1:]


def _halved(asked):
    low, high = 0, 100
    for _ in range(3):
        number = (low + high) / 2
        yield number
        low, high = (number, high) if "too low" in said(asked, number) else (low, number)


def _flipped(asked):
    values = asked.inside["values"]
    frame, key = table(asked, values[0]), asked.inside["key"]
    cells = [(row, column) for row in frame.index for column in frame.columns if column != key]
    for turn in range(3):
        yield frame
        reply = said(asked, frame)
        named = [cell for cell in cells if re.search(rf"\b{re.escape(str(frame.loc[cell[0], key]))}\b", reply)]
        named = [cell for cell in named if cell[1] in reply] or named or cells[turn:]
        frame = frame.copy()
        frame.loc[named[0]] = values[(values.index(frame.loc[named[0]]) + 1) % len(values)]


def _from_hints(asked):
    yield written(asked, "...")
    for code in re.findall(r"`([^`]+)`", QUESTIONS[asked.name].hints[0])[:2]:
        yield written(asked, code)


PLAYERS = {
    "always a": always(0),
    "always b": always(1),
    "always c": always(2),
    "always d": always(3),
    "the longest, or all": all_or_longest,
    "elimination in three tries": elimination,
}


@pytest.mark.parametrize("player", PLAYERS)
def test_who_reads_nothing_passes_a_third_at_most(player):
    won = [asked for asked in closed() if any(passes(asked, answer) for answer in PLAYERS[player](asked))]
    score = f"{player}: {len(won)} of {len(closed())}"
    print(f"\n{score}: {', '.join(asked.name for asked in won)}")
    assert len(won) <= len(closed()) / 3, score


def test_the_players_see_what_there_is_to_choose_from():
    """They would lose too easily if they saw nothing."""
    assert {asked.kind for asked in closed()} == set(CLOSED)
    sets = [asked for asked in closed() if asked.kind == "ids"]
    seen = [asked for asked in sets if set(asked.ids) >= set(asked.inside["answer"])]
    print("\nnot seen:", *(asked.name for asked in sets if asked not in seen))
    assert len(seen) >= len(sets) * 3 / 4
    for asked in closed():
        if asked.kind == "choice":
            assert len(asked.options) == asked.inside["letters"].count(",") + 1, asked.name


# ------------------------------------------------------------- the key of the letters


LETTERS = [asked.name for asked in closed() if asked.kind == "choice"]


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_is_one_of_four_and_each_wrong_one_has_a_reply_of_its_own(name):
    asked = next(asked for asked in closed() if asked.name == name)
    inside = asked.inside
    other = {**inside["wrong"], **inside["may"]}
    assert len(asked.options) >= 4 and sorted([*other, inside["answer"]]) == sorted(asked.options)
    assert len(set(other.values())) == len(other)
    assert inside["answer"] != next(all_or_longest(asked)), "the right one is the longest"


def test_no_letter_is_right_much_more_often_than_another():
    right = [next(asked for asked in closed() if asked.name == name).inside["answer"] for name in LETTERS]
    counts = {letter: right.count(letter) for letter in "abcd"}
    print(f"\nright letters: {counts}")
    assert max(counts.values()) <= len(LETTERS) / 3 and min(counts.values()) >= len(LETTERS) / 8, counts
