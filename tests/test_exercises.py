"""Every exercise solved in its place, left blank, and got wrong in each way that was foreseen; and `check` fed anything."""

import dataclasses
import math
import re
import shutil
import signal
import sys
from decimal import Decimal
from itertools import product
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jupyter_client.manager import start_new_kernel
from sidebyside import check, corpus, exercises, hint, known, solution
from sidebyside.exercises import kinds
from test_data import forget

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
QUESTIONS = exercises.named_questions()
LESSONS = sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))


def test_every_lesson_has_its_questions_and_no_other():
    assert [path.stem for path in LESSONS] == [
        f"{int(number):02}_{module}" for number, module in exercises.LESSONS.items()
    ]
    assert [number.partition(".")[0] for number in exercises.all_questions()] == [
        number for number in exercises.LESSONS for _ in exercises.named_questions(number)
    ]


def test_a_name_is_a_few_plain_words_and_names_one_exercise():
    names = [name for number in exercises.LESSONS for name in exercises.named_questions(number)]
    assert len(set(names)) == len(names)
    assert [
        name
        for name in names
        if not re.fullmatch(r"[a-z]+(-[a-z0-9]+){1,4}", name) or len(name) > 25 or name.endswith("-ask")
    ] == []


def test_a_number_and_a_name_lead_to_each_other():
    for number, name in zip(exercises.all_questions(), QUESTIONS, strict=True):
        assert exercises.number_of(name) == number and exercises.name_of(number) == name
        assert exercises.all_questions()[number] is QUESTIONS[name]
    assert (
        exercises.number_of("never-asked")
        is exercises.name_of("5.99")
        is exercises.name_of("77.1")
        is exercises.name_of("")
        is None
    )


@pytest.mark.parametrize("given", ["6.3", "who-began", " who-began\n"])
def test_a_name_does_as_well_as_a_number_and_the_number_is_shown(given, capsys):
    exercises._hints_given.clear()
    for call, words in [
        (check, "○ 6.3 · Not answered yet."),
        (hint, "→ 6.3 · Hint 1"),
        (hint, "→ 6.3 · Hint 2"),
        (solution, "→ 6.3 · One solution."),
    ]:
        call(given)
        assert capsys.readouterr().out.startswith(words)


def test_a_name_that_is_misspelt_is_told_the_nearest(capsys):
    check("who-begun", 1)
    assert capsys.readouterr().out == 'There is no exercise "who-begun". Did you mean "who-began"?\n'


# ------------------------------------------------------------- in their place


def run(client, code):
    """What a piece of code shows, as words."""
    shown = []

    def take(message):
        content = message["content"]
        if message["msg_type"] == "error":
            shown.append("\n".join(content["traceback"]))
        shown.append(content.get("data", {}).get("text/plain", "") + content.get("text", ""))

    client.execute_interactive(code, output_hook=take, timeout=60)
    return "".join(shown)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_every_exercise_in_its_place(path):
    manager, client = start_new_kernel(cwd=str(NOTEBOOKS))
    met = []
    try:
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type != "code":
                continue
            _, found, name = cell.source.rpartition('\ncheck("')
            if not found:
                assert "Traceback" not in run(client, cell.source)
                continue
            name = name.partition('"')[0]
            question = exercises.all_questions()[name]
            call = cell.source[cell.source.index('check("') :]
            met.append(exercises.name_of(name))
            replies = [run(client, f"{code}\n{call}") for code, _ in question.foreseen]
            for (code, words), reply in zip(question.foreseen, replies):
                assert reply.startswith(f"✗ {name} · "), (code, reply)
                assert words in reply, (code, reply)
            assert len(set(replies)) == len(replies), f"{name}: two foreseen answers get the same reply"
            assert run(client, cell.source).startswith(f"○ {name} · Not answered yet.")
            for code, reason in question.defensible:
                reply = run(client, f"{code}\n{call}")
                assert reply.startswith(f"◐ {name} · Defensible. Our ") and reason in reply, (code, reply)
                assert f'objection("{name}", ' in reply
            assert run(client, f"{question.solved}\n{call}").startswith((f"✓ {name} · ", f"● {name} · "))
            assert f"✗ {name}" not in run(client, f'hint("{name}")') + run(client, f'solution("{name}")')
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    assert met == list(exercises.named_questions(str(int(path.name[:2]))))


# ------------------------------------------------------------- replies


def test_a_question_has_all_it_needs(case):
    for name, question in QUESTIONS.items():
        with case(name):
            assert question.foreseen and question.hints and question.because and question.expects
            for code, reply in question.foreseen:
                assert code and reply
            # A hint that is the answer is no hint.
            answer = question.solved.partition(" = ")[2]
            assert answer == "" or all(answer not in text for text in question.hints)


def test_hints_come_one_at_a_time_and_round_again(case, capsys):
    exercises._hints_given.clear()
    for name, question in QUESTIONS.items():
        with case(name):
            hints = question.hints
            for turn in range(2 * len(hints)):
                hint(name)
                shown = capsys.readouterr().out
                assert f"Hint {turn % len(hints) + 1} of {len(hints)}." in shown
                assert hints[turn % len(hints)] in shown


@pytest.mark.parametrize("call", [check, hint, solution])
@pytest.mark.parametrize(
    "name, nearest",
    [("1.33", "1.3"), ("01.3", "1.3"), ("2", "2."), ("19.1", "1"), ("", "0."), (None, ""), (1.31, "1.3")],
)
def test_a_name_that_is_none_is_told_the_nearest(call, name, nearest, capsys):
    call(name)
    shown = capsys.readouterr().out
    assert shown.startswith("There is no exercise") and "Did you mean" in shown and nearest in shown
    assert shown.count("\n") == 1


def test_a_number_does_for_a_name(capsys):
    check(0.1, 13)
    assert capsys.readouterr().out.startswith("✓ 0.1 · Right.")


class Hostile:
    """Anything that can go wrong when it is looked at does."""

    def _fail(self, *_):
        raise RuntimeError("no")

    __eq__ = __repr__ = __str__ = __iter__ = __len__ = __bool__ = __float__ = __call__ = __getitem__ = _fail
    __hash__ = __contains__ = __lt__ = __abs__ = __getattr__ = _fail


class DataFrame:
    """It only has the name of a table."""


class Liar(str):
    def strip(self, *_):
        raise ValueError("not me")


def endless():
    return endless()


ODD = [
    Hostile(),
    [Hostile()],
    {"a": Hostile()},
    DataFrame(),
    DataFrame,
    Hostile,
    Liar("A02"),
    endless,
    print,
    len,
    exit,
    lambda *_: 1 / 0,
    math.nan,
    math.inf,
    10**400,
    2**63,
    -(2**63) - 1,
    np.uint8(3),
    Decimal("1"),
    np.float64(7),
    np.int64(7),
    np.array([["A02"]]),
    np.array(["A02", "E01"]),
    b"A02",
    1j,
    pd.Series(["A02"]),
    pd.DataFrame(),
    pd.DataFrame({"source": list("ABCDE")}),
    pd.DataFrame({"source": [[1], {}, None, ..., 3]}),
    range(10**9),
    iter([]),
    (x for x in "AB"),
    "A" * 100_000,
    "(A02" * 1000,
    "\ud800",
    "<script>alert(1)</script>",
    [[...]],
    {None},
    type,
    object(),
]

ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.binary()
    | st.integers(0, len(ODD) - 1).map(lambda place: ODD[place])
    | st.sampled_from(["A02", "b3", "E99", "“Peace Accord” (D01)", ..., "...", "embed"]),
    lambda inner: (
        st.lists(inner)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(), inner)
        | st.frozensets(st.text() | st.integers())
        | inner.map(lambda value: lambda *_: value)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize("name", QUESTIONS)
@settings(max_examples=60)
@given(answer=ANYTHING)
def test_check_replies_to_anything(name, answer):
    _one_reply(name, answer)


def test_check_replies_to_odd_things(case):
    for name, place in product(QUESTIONS, range(len(ODD))):
        with case(name, f"ODD[{place}]"):
            _one_reply(name, ODD[place])


def _one_reply(name, answer):
    reply = exercises.judge(QUESTIONS[name], answer)
    assert reply.outcome in (kinds.BLANK, kinds.WRONG, *kinds.EARNS)
    assert reply.lead and 0 < len(reply.text) < 3000
    assert (reply.lead == "Not answered yet.") == (reply.outcome == kinds.BLANK)


BLANKS = [..., None, "", "...", "…", {...}, [...], ("A02", ...)]


def test_a_blank_is_a_blank(case):
    for name, blank in product(QUESTIONS, BLANKS):
        with case(name, blank):
            assert exercises.judge(QUESTIONS[name], blank).outcome == kinds.BLANK


def test_what_a_student_wrote_is_never_markup(monkeypatch):
    shown = []
    monkeypatch.setattr("sidebyside.output.show_both", lambda plain, rich: shown.append(rich))
    for name in QUESTIONS:
        for answer in [
            "<img src=x onerror=alert(1)>",
            {"<b>A02</b>"},
            lambda *_: "<i>x</i>",
            "A02 “<u>x</u>” E01 " * 9,
        ]:
            check(name, answer)
    hint("<b>")
    assert shown and not any(tag in rich for rich in shown for tag in ["<img", "<b>A02", "<i>", "<u>x", '<b>"'])


# ------------------------------------------------------------- kinds


def reply_to(name, answer):
    return exercises.judge(QUESTIONS[name], answer)


def test_ids_are_read_in_any_usual_form():
    for answer in [
        ["A01", "C01", "E01"],
        ("a1", "c01", " E 01 "),
        np.array(["A-01", "C1", "E01"]),
        pd.Series(["A01", "C01", "E01"]),
    ]:
        assert reply_to("who-is-unnamed", answer).outcome == kinds.RIGHT


def test_a_set_says_in_which_way_it_is_off_and_counts_nothing():
    answer = set(re.findall(r"[A-E]\d\d", QUESTIONS["who-is-unnamed"].solved))
    for mine, told in [
        ({"A01", "A05", "C07"}, "Something in it does not belong here, and something is missing."),
        (answer - {max(answer)}, "All that you have belongs here, but there is more."),
        (answer | {"C07"}, "Nothing is missing, but something in it does not belong here."),
    ]:
        assert reply_to("who-is-unnamed", mine).text.startswith(told)


def test_what_can_be_defended_is_not_said_to_be_there_or_to_belong():
    """D03 may be left out of 8.1, and E21 added: of neither is more said than that."""
    for mine, told in [
        ({"C18", "C34", "C20"}, "Something in it does not belong here."),
        ({"C18", "C34", "A02"}, "Something in it does not belong here."),
        ({"C18", "D03", "E21"}, "Something is missing."),
        ({"C18", "C34", "D03", "B12"}, "Nothing is missing, but something in it does not belong here."),
    ]:
        assert reply_to("loaded-units", mine).text.startswith(told)


def test_a_reply_of_lesson_08_meets_the_mistake():
    for name, mine, told in [
        ("loaded-units", {"C18", "C34", "D03", "C20"}, "it is what the unit says"),
        ("counted-as-meant", {"C04"}, "a speaker is quoted. Speakers judge as well"),
        ("counted-as-meant", {"C04", "D09", "B07"}, "the program counts a war"),
        ("pairs-of-six", 0.63, "rounded up"),
        ("pairs-of-six", 5, "a share of 0.625."),
    ]:
        assert told in reply_to(name, mine).text, (name, mine)
    own_words = corpus.load_table("coding/reference").set_index("id")["voice"]
    assert own_words["D09"] == "quoted" != own_words["C04"]  # the one that is meant, of the two that can be missing


def test_no_hint_of_8_5_names_the_units():
    question = QUESTIONS["tone-or-judgement"]
    assert not re.search(r"\b[A-E]\d\d\b", " ".join(question.hints))


REASON = "So could it be read."


def made(kind, *given, **more):
    """A question of a kind, with all that the test does not ask about filled in."""
    return kind("mine", *given, why="why", because="because", hints=["hint"], **{"wrong": {}, **more})


ARGUABLE = {
    "choice": (made(kinds.choice, {"a": "x", "b": "y", "c": "z"}, "a", wrong={"b": "no"}, may={"c": REASON}), "c", "b"),
    "number": (made(kinds.number, lambda: 74.6, tolerance=0.6, may={80: REASON}), 80, 79),
    "ids, one more": (made(kinds.ids, {"A02"}, may_add={"A03": REASON}), {"A02", "A03"}, {"A02", "A04"}),
    "ids, one less": (made(kinds.ids, {"A02", "A03"}, may_lack={"A03": REASON}), {"A02"}, {"A03"}),
    "span": (made(kinds.span, lambda: "one two three", "two", may={"three": REASON}), "three", "one"),
    "table": (
        made(kinds.table, lambda: pd.DataFrame({"source": ["A", "B"], "is": ["yes", "no"]}), "source", ["yes", "no"], solved="",
             may={("B", "is", "yes"): REASON}),
        pd.DataFrame({"source": ["A", "B"], "is": ["yes", "yes"]}),
        pd.DataFrame({"source": ["A", "B"], "is": ["no", "yes"]}),
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", ARGUABLE)
def test_what_can_be_defended_is_neither_right_nor_wrong(kind):
    question, answer, neighbour = ARGUABLE[kind]
    assert exercises.judge(question, answer) == kinds.defensible(REASON)
    assert exercises.judge(question, neighbour).outcome == kinds.WRONG
    assert [reason for _, reason in question.defensible] == [REASON]


def levels(premier_and_reportedly):
    """An answer to named-or-not, right but for what it says of E12 and of C84."""
    premier, reportedly = premier_and_reportedly.split()
    rows = [("A10", "named"), ("C72", "named"), ("C84", reportedly), ("E05", "anonymous"), ("E12", premier)]
    return pd.DataFrame(rows, columns=["id", "level"])


# Name of an exercise: pairs of an answer that can be defended, and one beside it that cannot.
ARGUED_00_03 = {
    "who-is-unnamed": [({"E01"}, {"C01", "E01"}), ({"E01"}, {"A01", "E01"}), ({"E01"}, {"E01", "D01"})],
    "made-by-the-site": [("5", "min read"), ("5 min", "5 min readSep")],
    "times-as-often": [(1.8, 1.7), (1.78, 1.9)],
    "scare-quotes": [
        ({"A02", "C06", "C13", "C29"}, {"A02", "C06", "C13", "A11"}),
        ({"A02", "C06"}, {"A02", "C13"}),
        ({"A02", "C06"}, {"A02", "C06", "C29"}),
    ],
    "named-or-not": [(levels("anonymous none"), levels("named none")), (levels("anonymous none"), levels("anonymous office"))],
}  # fmt: skip


def acts_of(change):
    return pd.DataFrame(
        [
            ("political change", change),
            ("armed uprising", "Ethnic Albanians took up arms"),
            ("bombing campaign", "NATO bombed Serbia"),
        ],
        columns=["noun", "sentence"],
    )


ARGUED_04_07 = {
    "find-predictions": [({"A12", "C47"}, {"A12", "E21"})],
    "find-hedges": [({"C49", "E26"}, {"C47", "C49", "E26"})],
    "what-survives": [({"A06", "B10", "C71", "D02"}, {"A06", "A08", "C71", "D02"})],
    "clashes-of-c-and-d": [({"P25", "P26", "P33", "P53"}, {"P26", "P33", "P34", "P35", "P53"})],
    "telling-silence": [("c", "a")],
    "who-confirms": [("c", "b")],
    "agentless-passives": [({"C60", "C75"}, {"C03", "C75"})],
    "noun-to-verb": [(acts_of("Belgrade changed its politics"), acts_of("A new time began in Belgrade"))],
    "argued-remedies": [({"C11", "C60", "C86", "E34"}, {"C11", "C60", "C61", "C86"}), ({"C86"}, {"C11", "C60"})],
}
ARGUED_08_11 = {
    "loaded-units": [
        ({"C18", "C34", "D03", "E21"}, {"B12", "C18", "C34", "D03"}),
        ({"C18", "C34"}, {"C18", "D03"}),
        ({"C18", "C34", "E21"}, {"C18", "C20", "C34"}),
    ],
    "words-of-a-alone": [({"A02", "A06", "A07"}, {"A05", "A06", "A07"})],
    "what-was-left-out": [({"A06"}, {"A10"}), ({"A07"}, {"A06", "A07"})],
    "best-three": [("c", "b")],
}


@pytest.mark.parametrize(
    "name, argued, neighbour",
    [
        (name, *pair)
        for table in sorted(key for key in globals() if key.startswith("ARGUED_"))
        for name, pairs in globals()[table].items()
        for pair in pairs
    ],
)
def test_each_lesson_s_arguable_answers(name, argued, neighbour):
    assert reply_to(name, argued).outcome == kinds.DEFENSIBLE
    assert reply_to(name, neighbour).outcome == kinds.WRONG


@pytest.mark.parametrize(
    "name, mine, told",
    [
        ("agreement-in-percent", 36 / 41, "as a part of 1"),
        ("agreement-in-percent", 0.2, "too low"),
        ("agreement-in-percent", 33 + 3 / 41 * 100, "brackets around the sum."),
        ("agreement-in-percent", 33, "both call not loaded"),
        ("agreement-in-percent", 5, "on which they differ. On how many"),
        ("agreement-by-chance", 0.76, "right as a part of 1"),
        ("agreement-by-chance", 38 / 41 * 33 / 41, "both say no, as a part of 1"),
        ("agreement-by-chance", 3 / 41 * 8 / 41, "both say yes, as a part of 1"),
        ("agreement-by-chance", 300 / 41 * 8 / 41, "both say yes, in per cent"),
        ("agreement-by-chance", 38 / 41 * 33 / 41 + 3 / 41 * 8 / 41 * 100, "brackets around the sum"),
        ("agreement-by-chance", 0.2, "too low"),
        ("agreement-by-chance", 0.5, "too low"),
        ("agreement-by-chance", 0.3, "too low"),
        ("agreement-by-chance", 88, "how often they do agree"),
    ],
)
def test_a_wrong_number_of_04_to_07_is_told_what_it_is(name, mine, told):
    reply = reply_to(name, mine)
    assert reply.outcome == kinds.WRONG and told in reply.text


OURS = {
    "political change": "not named",
    "armed uprising": "Ethnic Albanians took up arms",
    "bombing campaign": "NATO bombed Serbia",
}


@pytest.mark.parametrize(
    "noun, sentence, outcome, told",
    [
        ("political change", "Neither says who.", "RIGHT", "only a place"),
        ("political change", "It is not said who changed the politics in Belgrade", "RIGHT", "only a place"),
        (
            "armed uprising",
            "the ethnic Albanian majority rebelled, with weapons, in 1998-1999",
            "RIGHT",
            "only a place",
        ),
        ("bombing campaign", "In 1999 NATO dropped bombs on Serbia.", "RIGHT", "only a place"),
        ("bombing campaign", "NATO bombed Serbia and ended the conflict in Kosovo", "RIGHT", "only a place"),
        ("political change", "Belgrade changed.", "DEFENSIBLE", "take the city"),
        # A verb that needs no actor, and other fair verbs of the other two.
        ("political change", "Politics in Belgrade changed", "DEFENSIBLE", "no one has to make it"),
        ("political change", "Belgrade politics changed.", "DEFENSIBLE", "no one has to make it"),
        ("political change", "In Belgrade the political situation had changed.", "DEFENSIBLE", "no one has to make it"),
        ("political change", "Politics in Belgrade changed because of NATO", "WRONG", "do not make the change"),
        ("political change", "Something changed the politics in Belgrade", "WRONG", "nobody in your sentence"),
        ("political change", "Nobody is named as the maker of the political change.", "RIGHT", "only a place"),
        ("political change", "Nobody", "WRONG", "says that it was not done"),
        ("political change", "Nobody changed politics.", "WRONG", "says that it was not done"),
        ("political change", "A political change happened.", "WRONG", "still the noun `change`"),
        ("armed uprising", "The ethnic Albanian majority population rose up", "RIGHT", "in arms, it does say"),
        ("armed uprising", "The ethnic Albanian majority resisted with weapons.", "RIGHT", "only a place"),
        ("armed uprising", "The ethnic Albanian majority was fighting.", "RIGHT", "only a place"),
        ("armed uprising", "The ethnic Albanian majority voted.", "WRONG", "Is that what an uprising is?"),
        ("bombing campaign", "NATO attacked Serbia with bombs", "RIGHT", "only a place"),
        ("bombing campaign", "NATO was bombing Serbia.", "RIGHT", "only a place"),
        ("bombing campaign", "NATO started bombing Serbia.", "RIGHT", "only a place"),
        ("bombing campaign", "NATO punished Serbia.", "WRONG", "With what was it done"),
        # A doer whom no source names, on either side.
        ("political change", "Milosevic changed the constitution", "WRONG", "No unit of the five names him"),
        ("political change", "Serbian nationalists changed the law", "WRONG", "of those whom you name"),
        ("armed uprising", "The UCK, made up of ethnic Albanians, rose in arms", "WRONG", "none of the five texts"),
        ("armed uprising", "Ethnic Albanian guerrillas took up arms", "WRONG", "not in these words"),
        ("bombing campaign", "The West bombed Serbia", "WRONG", "the one who bombed"),
        # What no source says of what was done, on either side.
        ("armed uprising", "Ethnic Albanians took up arms and killed Serbs", "WRONG", "not in these words"),
        ("armed uprising", "Ethnic Albanians took up arms to defend themselves", "WRONG", "why, and what it did"),
        ("bombing campaign", "NATO illegally bombed Serbia", "WRONG", "Why it was done"),
        ("bombing campaign", "NATO bombed Serbia to protect civilians", "WRONG", "Why it was done"),
        ("bombing campaign", "NATO bombed Yugoslavia", "WRONG", "had that name then"),
        ("bombing campaign", "NATO bombs against Serbia", "WRONG", "Which verb"),
        ("political change", "banana", "WRONG", "nobody in your sentence"),
        ("armed uprising", "banana", "WRONG", "those who rose"),
        ("bombing campaign", "banana", "WRONG", "the one who bombed"),
        ("bombing campaign", " ".join(["NATO bombed Serbia"] * 9), "WRONG", "27 words"),
        ("bombing campaign", 7, "WRONG", "between quotation marks"),
        ("bombing campaign", "", "BLANK", "not named"),
    ],
)
def test_a_noun_becomes_a_sentence_only_in_the_words_of_its_unit(noun, sentence, outcome, told):
    rows = (OURS | {noun: sentence}).items()
    reply = reply_to("noun-to-verb", pd.DataFrame(rows, columns=["noun", "sentence"]))
    assert reply.outcome == getattr(kinds, outcome) and told in reply.text


def test_a_difference_without_brackets_is_told_of_brackets():
    for kappa in (lambda o, c: o - c / 1 - c, lambda o, c: (o - c) / 1 - c, lambda o, c: o - c / (1 - c)):
        assert "brackets" in reply_to("write-kappa", kappa).text


def test_whoever_tries_each_cell_of_a_table_in_turn_is_not_told_the_pair():
    """A cell has one of two values: a reply that names the two texts of a pair, and no other, would give it away."""
    for code, _ in QUESTIONS["time-and-person"].foreseen:
        names = {"pd": pd}
        exec(code, names)
        text = reply_to("time-and-person", names["tests"]).text
        assert len(set(re.findall(r"\b([ABC])\d\d\b", text))) != 2, text


def test_one_id_is_asked_for_and_one_is_taken():
    for several in ({"A02", "A06"}, {"A02", "A07"}, {"A06", "A07"}, {"A02", "A06", "A07"}, {"A06", "A10"}, set()):
        assert reply_to("what-was-left-out", several).outcome == kinds.WRONG, several
    for name in ("what-was-left-out", "where-it-stands"):
        assert reply_to(name, {"B12"}).text.startswith("This is not the one."), name


def test_each_mistake_that_lesson_10_can_foresee_is_met_by_a_reply_of_its_own():
    own = {source: [unit for unit in corpus.load_units()["id"] if unit[0] == source] for source in "AD"}
    for name, source in [("what-was-left-out", "A"), ("where-it-stands", "D")]:
        for unit in own[source]:
            assert reply_to(name, {unit}).text != "This is not the one.", (name, unit)
    table = pd.DataFrame(
        {"sentence": range(1, 6), "part": ["warrant", "claim", "limit", "evidence", "another reading"]}
    )
    for row in range(5):
        for part in set(table["part"]) - {table.loc[row, "part"]}:
            mine = table.assign(part=[part if n == row else other for n, other in enumerate(table["part"])])
            assert "Look again" not in reply_to("name-the-parts", mine).text, (row + 1, part)


def test_an_empty_set_is_said_to_be_empty_in_every_lesson():
    asked = [name for name, question in QUESTIONS.items() if question.judge.__qualname__.startswith("ids.")]
    assert len(asked) > 15
    for name in asked:
        for empty in (set(), frozenset(), [], (), {}):
            reply = reply_to(name, empty)
            assert reply.outcome == kinds.WRONG and reply.text.startswith("Your set is empty, "), (name, reply)


def test_the_verdict_words_are_met_as_they_were_looked_for():
    for mine, told in [
        (lambda text, verdicts: ["obviously"], "the one with a capital letter"),
        (lambda text, verdicts: [word for word in verdicts if f" {word} " in text.lower()], "neither has a space"),
        (lambda text, verdicts: [word for word in verdicts if word in text.lower().split()], "cut at its spaces"),
        (lambda text, verdicts: [word for word in verdicts if "word" in text.lower()], "between quotation marks"),
        (lambda text, verdicts: sorted({*verdicts} - {"clearly"}, key=text.lower().find), "in the order of the text"),
        (lambda text, verdicts: [word for word in verdict if word in text], "Python knows no such name"),  # noqa: F821
        (lambda text, verdicts: [word for word in verdicts if word in text.lower], "with its brackets"),
        (lambda text, verdicts: [word for word in verdicts if text.lower() in word], "Ask it the other way round"),
        (lambda text, verdicts: [word for word in verdicts if text in word], "Ask it the other way round"),
    ]:
        reply = reply_to("verdict-words", mine)
        assert reply.outcome == kinds.WRONG and told in reply.text and "in a list" not in reply.text, (told, reply)
    whole = reply_to(
        "verdict-words", lambda text, verdicts: [w for w in verdicts if re.search(rf"\b{w}\b", text.lower())]
    )
    assert whole.outcome == kinds.RIGHT and "It also finds" not in whole.text


def test_a_name_that_python_does_not_know_is_told_as_one_in_every_function():
    for name in FUNCTIONS:
        text = reply_to(name, lambda *_: nowhere).text  # noqa: F821
        assert text.endswith("or is it a text that needs quotation marks?"), text


PER_THOUSAND = kinds.function(
    "per_thousand", [((5, 1000), 5.0, "Five."), ((8, 320), 25.0, "More.")], "", "Right.", [], "", ["Divide."]
)


def test_a_number_with_a_comma_is_told_about_the_point():
    for mine in ["74,6", "1,000", " 12,5 % ", (74, 6), (1, 0), [0, 92]]:
        assert (
            "with a point" in (text := exercises.judge(made(kinds.number, lambda: 74.6), mine).text)
            or "write a point" in text
        ), mine


def test_a_function_with_a_comma_in_a_number_is_told_about_it():
    text = exercises.judge(PER_THOUSAND, lambda count, size: (count * 1, 0 / size)).text
    assert "write 2.5 with a point, and 1000 without any mark" in text


def test_a_part_of_one_is_met_as_closely_as_the_per_cent_of_it():
    wrong = {0.746: "Right as a part of 1.", 50: "The other half."}
    question = made(kinds.number, lambda: 74.6, tolerance=0.6, wrong=wrong)
    assert "part of 1" in exercises.judge(question, 0.75).text
    for mine in (0.2, 0.3, 0.5, 1.3):
        assert "part of 1" not in exercises.judge(question, mine).text
    assert exercises.judge(question, 50.4).text == "The other half."


def test_one_id_as_a_text_is_told_the_form():
    assert '`{"A01"}`' in reply_to("who-is-unnamed", "A01").text


def test_an_id_that_does_not_exist_is_told_the_nearest():
    assert reply_to("who-is-unnamed", {"B32"}).text == "There is no unit B32. Did you mean B23?"
    assert "from A01 to A13" in reply_to("who-is-unnamed", {"A14"}).text


def test_an_id_of_a_text_of_one_s_own_is_told_no_unit_of_the_answer():
    for mine in ("F01", "G12", "AA01"):
        told = reply_to("capitals-everywhere", {mine, "D01"}).text
        assert told.startswith(f"{mine} is none of the five's") and "E01" not in told


def test_numbers_of_every_make_are_numbers():
    assert all(
        reply_to("recall-by-hand", share).outcome == kinds.RIGHT for share in (71, 71.0, np.int64(71), np.float32(71))
    )
    assert "quotation marks" in reply_to("recall-by-hand", "71").text
    assert "True or False" in reply_to("recall-by-hand", True).text
    assert (
        "3 is too low" in reply_to("recall-by-hand", 3).text and "99 is too high" in reply_to("recall-by-hand", 99).text
    )


def test_a_span_that_is_nearly_copied_is_said_to_be_nearly_copied():
    assert reply_to("made-by-the-site", "5 Min  read").lead == "Almost."
    assert "not stand in the passage" in reply_to("made-by-the-site", "five minutes").text


def test_a_function_is_shown_its_first_failing_case():
    text = reply_to("ends-like-a-sentence", lambda line: line.endswith((".", "!"))).text
    assert text.startswith(
        "`ends_like_a_sentence('in the region at this stage.\"')` gives `False`, and should give `True`."
    )
    assert reply_to("ends-like-a-sentence", lambda line, more: True).text.count("TypeError") == 1
    assert reply_to("ends-like-a-sentence", True).text.endswith("this is True or False.")


def test_a_function_may_give_back_numbers_of_every_make():
    assert exercises.judge(PER_THOUSAND, lambda count, size: np.float64(1000 * count / size)).outcome == kinds.RIGHT


def test_a_table_says_where_to_look_and_counts_nothing():
    states = pd.DataFrame({"source": list("ABCDE"), "title": "yes", "author": "no", "date": "no"})
    assert not re.search(r"\d+ of \d+", reply_to("what-pages-state", states).text)
    assert "name each of A, B, C, D, E once" in reply_to("what-pages-state", states.head(3)).text
    assert "columns source, title, author, date" in reply_to("what-pages-state", states.drop(columns="date")).text


def test_a_table_may_stand_in_any_order():
    states = QUESTIONS["what-pages-state"].solved
    names = {"pd": pd}
    exec(states, names)
    assert reply_to("what-pages-state", names["states"].iloc[::-1]).outcome == kinds.RIGHT


def test_evidence_is_checked_and_the_judgement_left_to_the_reader():
    names = {}
    exec(QUESTIONS["peace-in-b-and-d"].solved, names)
    reply = reply_to("peace-in-b-and-d", names["peace_in_b_and_d"])
    assert (
        reply.outcome == kinds.FOUND
        and "for you, or your teacher, to judge" in reply.text
        and names["peace_in_b_and_d"] not in reply.text
    )


def test_a_question_may_not_be_answered_with_its_own_model_of_nothing():
    assert reply_to("peace-in-b-and-d", "peace " * 40).outcome == kinds.WRONG
    assert reply_to("peace-in-b-and-d", "word " * 40 + "(B25) (D01)").outcome == kinds.WRONG


# ------------------------------------------------------------- nothing poisons, hangs or kills


class Lying(Hostile):
    """Equal to everything."""

    def __eq__(self, _):
        return True

    def __hash__(self):
        return 0


class Endless(list):
    def __iter__(self):
        while True:
            yield "A01"

    def __len__(self):
        while True:
            pass


class EvilText(str):
    def strip(self, *_):
        raise GeneratorExit

    lower = __eq__ = __contains__ = __len__ = __str__ = split = strip
    __hash__ = str.__hash__


class EvilNumber(int):
    def __eq__(self, _):
        return True

    def __abs__(self):
        raise KeyboardInterrupt

    __sub__ = __rsub__ = __float__ = __lt__ = __abs__
    __hash__ = int.__hash__


class EvilSet(set):
    def __iter__(self):
        raise SystemExit

    __eq__ = __len__ = __sub__ = __iter__
    __hash__ = None


class Named(type):
    """A class that stops whoever asks for its name."""

    @property
    def __name__(cls):
        raise KeyboardInterrupt

    __module__ = __name__


class Nameless(metaclass=Named):
    @property
    def __class__(self):
        raise SystemExit


def nested(levels):
    inside = "A01"
    for _ in range(levels):
        inside = [inside]
    return inside


def itself():
    own = []
    own += [own] * 9
    return own


def frame(cells, columns=("source", "title")):
    return pd.DataFrame([cells], columns=list(columns))


@pytest.fixture(scope="module")
def hostile():
    """Answers that nobody should have to read, by what they are; made for these tests alone, since they take 200 MB."""
    return {
        "10 MB": "peace (A02) “peace” " * 500_000,
        "10 MB of marks": "“" * 10_000_000,
        "10 MB of brackets": "(" * 10_000_000,
        "as long as may be": ("“peace %d” (A02) " * 1200)[:19_990],
        "as long as may be, all quoted": " ".join(f'"{n}x"' for n in range(3_300)),
        "a million ids": ["A01"] * 1_000_000,
        "a long id": {"A" + "-" * 19_000 + "01"},
        "a million rows": pd.DataFrame({"source": range(1_000_000), "title": "yes"}),
        "a million columns": pd.Series(["A01"] * 1_000_000),
        "equal to everything": Lying(), "a set of it": {Lying()}, "endless": Endless(["A01"]), "in a list": [Endless()],
        "an evil text": EvilText("A02"), "evil ids": {EvilText("A01")}, "an evil number": EvilNumber(4444), "an evil set": EvilSet({"A01"}),
        "no name": Nameless(), "a class without a name": Nameless, "deep": nested(900), "deeper": nested(100_000), "itself": itself(),
        "a huge number": 10**5000, "minus that": -(10**5000), "not a number": [math.nan],
        "two columns of one name": frame(["A", "yes"], ["source", "source"]), "evil cells": frame([Lying(), EvilText("yes")]),
        "cells of numbers": pd.DataFrame({"id": ["B13", "C10", "C21", "C53", "D10", "E07"], "kind": 1, "words": 2.5}),
        "half a letter": "\ud800 “\udfff” (A02)", "half a letter in a set": {"\ud800"}, "names of columns": frame([1, 2], [("a", 1), EvilText("x")]),
        "a generator": (n for n in iter(int, 1)), "bytes": b"x" * 10**7, "a dictionary": {n: n for n in range(10**5)},
        "dates": pd.DataFrame({"source": pd.date_range("2020-01-01", periods=5)}), "categories": pd.Series(["A01"], dtype="category"),
    }  # fmt: skip


def test_check_replies_to_what_is_hostile(hostile, capsys):
    for name in QUESTIONS:
        for what, answer in hostile.items():
            try:
                check(name, answer)
            except BaseException as raised:
                raise AssertionError(f"{name}, {what}: {type(raised).__name__}") from raised
            said = capsys.readouterr().out
            assert said[:1] in "✗○" and f" {exercises.number_of(name)} · " in said and len(said) < 3000, (
                name,
                what,
                said[:300],
            )
            said.encode("utf-8")


@pytest.mark.parametrize("name", QUESTIONS)
def test_what_is_too_long_is_said_to_be(name, hostile):
    for what, words in [
        ("10 MB", "longer than an answer can be"),
        ("a million ids", "things in it"),
        ("a million rows", "things in it"),
    ]:
        assert words in reply_to(name, hostile[what]).text


def test_the_name_of_an_exercise_may_be_hostile_too(hostile, capsys):
    for call in (check, hint, solution):
        for name in hostile.values():
            call(name)
            assert "There is no exercise" in capsys.readouterr().out


FUNCTIONS = {name: question for name, question in QUESTIONS.items() if question.solved.startswith("def ")}


def solved(name):
    names = {"pd": pd}
    exec(QUESTIONS[name].solved, names)
    return [value for key, value in names.items() if key not in ("pd", "__builtins__")][-1]


def loop(*_):
    while True:
        pass  # noqa: E701  one line, and one instruction


def loop_that_takes_all(*_):
    while True:
        try:
            pass
        except:  # noqa: E722
            pass


def loop_in_a_list(*_):
    return [n for n in iter(int, 1)]


def loop_in_a_generator(*_):
    return all(True for _ in iter(int, 1))


def growing(*_):
    found = []
    while True:
        found.append(1)


@pytest.mark.parametrize("function", [loop, loop_that_takes_all, loop_in_a_list, loop_in_a_generator, growing])
def test_a_function_without_an_end_is_stopped_and_said_to_be(function):
    for name in FUNCTIONS:
        text = reply_to(name, function).text
        assert "does not come to an end: it was stopped" in text and text.startswith("`"), (name, text)


class Own(BaseException):
    def __str__(self):
        while True:
            pass


def raising(problem):
    def function(*_):
        raise problem

    return function


RAISED = [(KeyboardInterrupt, "KeyboardInterrupt"), (GeneratorExit, "GeneratorExit"), (SystemExit(0), "tried to leave Python"),
          (Own, "does not come to an end"), (EvilText, "TypeError"), (Hostile(), "TypeError")]  # fmt: skip


def test_whatever_a_function_raises_is_only_told():
    for problem, told in RAISED:
        for name in FUNCTIONS:
            reply = reply_to(name, raising(problem))
            assert reply.outcome == kinds.WRONG and told in reply.text, (name, told, reply)


def test_whatever_a_function_gives_back_is_judged(hostile, case):
    for what, answer in hostile.items():
        for name in FUNCTIONS:
            with case(name, what):
                assert reply_to(name, lambda *_, given=answer: given).outcome == kinds.WRONG


def test_the_stop_button_still_stops():
    def stopped(*_):
        while True:  # pressed again if it met Python cleaning up, where an exception is lost
            signal.raise_signal(signal.SIGINT)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background may ignore it
    try:
        for name in FUNCTIONS:
            with pytest.raises(KeyboardInterrupt):
                exercises.judge(QUESTIONS[name], stopped)
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_debugger_goes_on_after_a_check():
    def debugger(*_):
        return debugger

    before = sys.gettrace()
    try:
        for answer in (loop, solved("verdict-words"), raising(Own)):
            sys.settrace(debugger)
            exercises.judge(QUESTIONS["verdict-words"], answer)
            assert sys.gettrace() is debugger
    finally:
        sys.settrace(before)


def test_a_function_cannot_spoil_what_it_is_compared_with():
    def emptied(*arguments):
        for argument in arguments:
            if isinstance(argument, list):
                argument.clear()
        return []

    def keeps(text, verdicts):
        kept.append(verdicts)
        return verdicts

    kept = []
    for name in FUNCTIONS:
        reply_to(name, emptied)
    reply_to("verdict-words", keeps)
    for one in kept:
        one.append("spoilt")
    for name in FUNCTIONS:
        assert reply_to(name, solved(name)).outcome == kinds.RIGHT, name


# ------------------------------------------------------------- lessons 00 to 03


@pytest.mark.parametrize(
    "name, answers, told",
    [
        ("recall-by-hand", [71, 71.4, 10 / 14 * 100], None),
        ("recall-by-hand", [0.71, 0.714, 10 / 14], "That is the share as a fraction"),
        ("recall-by-hand", [0.625, 0.63], "the precision again, as a fraction"),
        ("recall-by-hand", [87.5, 88], "what was wanted by what was found"),
        ("recall-by-hand", [0.2, 0.5, 7.1, 70, 72], "Recall: of those that were wanted"),
        ("times-as-often", [2, 2.04, 24.5 / 12], None),
        ("times-as-often", [0.33, 0.333, 8 / 24], "You divided the counts, 8 by 24."),
        ("times-as-often", [12.4, 12.44, 12.5], "the difference of the two rates"),
        ("expected-in-a", [1, 0.98, 0.983], None),
        ("expected-in-a", [0.33, 0.327], "the length of A, in thousands"),
        ("expected-in-a", [0.3], "A has 327 words"),
        ("expected-in-a", [0.9], "It has 327: keep"),
        ("expected-in-a", [2, 1.96], "recogni*"),
    ],
)
def test_a_number_as_a_careful_student_rounds_it(name, answers, told):
    for answer in answers:
        reply = reply_to(name, answer)
        assert (reply.outcome == kinds.RIGHT) if told is None else (reply.outcome == kinds.WRONG and told in reply.text)


def test_a_silent_word_is_looked_for_in_the_texts_and_may_be_any():
    for word in ("NATO", "EU", "Russia*", " nato "):
        reply = reply_to("silent-word", word)
        assert (
            reply.outcome == kinds.RIGHT
            and reply.text.startswith("E never says")
            and "How many words did you try?" in reply.text
        )
    for word, told in [
        ("recognition", "Chance alone could do this: D never says `recognition`"),
        ("war", "C never says"),
        ("Kosovo", "Each of the five"),
        ("bridge", "None of the five"),
    ]:
        reply = reply_to("silent-word", word)
        assert reply.outcome == kinds.WRONG and told in reply.text, word
    hint = QUESTIONS["silent-word"].hints[1]  # each kind of word that it names has some that pass
    for kind, word in [("alliances", "NATO"), ("verbs", "agreed"), ("star", "agree*")]:
        assert kind in hint and reply_to("silent-word", word).outcome == kinds.RIGHT, word
    for same in ("peace", "PEACE", " peace ", "*eace"):
        assert "*peace* again" in reply_to("silent-word", same).text
    for marks in ("(a+)+b", "EU|NATO", "NATO " * 20, "*", "…"):
        assert reply_to("silent-word", marks).outcome != kinds.RIGHT, marks


def test_one_more_word_is_a_whole_word_and_is_tried_on_pages_not_seen():
    for word in ("embed", "Clipboard", "paste", "article"):
        assert "it would throw out nothing there" in reply_to("one-more-word", word).text
    assert reply_to("one-more-word", "video").outcome == kinds.RIGHT
    assert "1 line of an article, with `id not attend. In a video, he" in reply_to("one-more-word", "video").text
    for piece in ("clip", "past", "embe"):
        assert "Give the whole word" in reply_to("one-more-word", piece).text


@pytest.mark.parametrize("name, among", [
    ("who-is-unnamed", "A01 B01 C01 D01 E01"), ("dialogue-of-two", "A01 B09 B28 C11 C68 C81"), ("scare-quotes", "A11 C06 C13 C29 A02"),
    ("turns-d-round", "D02 D03 D04 D14 D15 D16"),
])  # fmt: skip
def test_a_reply_to_a_short_list_names_no_unit_to_take_away_or_add(name, among):
    among = set(among.split())
    for number in range(1, 2 ** len(among)):
        mine = {unit for place, unit in enumerate(sorted(among)) if number >> place & 1}
        reply = reply_to(name, mine)
        assert reply.outcome != kinds.WRONG or not re.findall(r"[A-E]\d\d", reply.text), mine


# ------------------------------------------------------------- a damaged table is no fault of the student's


@pytest.fixture
def copied(tmp_path, monkeypatch):
    shutil.copytree(corpus.DATA, tmp_path / "data", ignore=shutil.ignore_patterns("mine"))
    monkeypatch.setattr(corpus, "DATA", tmp_path / "data")
    monkeypatch.setattr(corpus, "changed", changed := [])
    monkeypatch.setattr(exercises, "changed", changed)
    yield tmp_path / "data"
    forget()


def test_a_right_answer_over_a_damaged_table_is_told_of_the_table(copied, monkeypatch, capsys):
    right = {name: solved(name) for name in QUESTIONS}
    read, real = {}, known.finding
    for name in QUESTIONS:
        monkeypatch.setattr(
            known,
            "finding",
            lambda folder, file, data: read.setdefault(file, set()).add(name) or real(folder, file, data),
        )
        forget()
        assert exercises.judge(QUESTIONS[name], right[name]).outcome in kinds.EARNS
    monkeypatch.setattr(known, "finding", real)
    assert {
        "sentences.csv",
        "voices/saying_verbs.csv",
        "own_sources/unseen_names.csv",
        "words/function_words.txt",
    } < set(read)
    for file, names in read.items():
        whole = (copied / file).read_bytes()
        (copied / file).write_bytes(whole[: len(whole) // 2])
        for name in names:
            forget()
            check(name, right[name])
            said = capsys.readouterr().out
            assert (
                said.startswith(f"○ {exercises.number_of(name)} · Not checked. The file data/{file} is damaged: ")
                and said.count("\n") == 1
            ), said
        (copied / file).write_bytes(whole)


def test_a_table_with_which_an_exercise_cannot_be_worked_out_is_named(copied, capsys):
    path = copied / "dating.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("\nB,", "\nA,"), encoding="utf-8")
    days = {"not_before": ["2020-06-18", "2024-04-18"], "not_after": ["2020-06-24", "none"]}
    check("limits-from-clues", pd.DataFrame({"what": ["article", "copy"]} | days))
    changed, said = capsys.readouterr().out.splitlines()
    assert changed.startswith("The file data/dating.csv was changed")
    assert said == "○ 1.6 · Not checked. This exercise cannot be checked while data/dating.csv is changed as it is."


def test_a_fault_of_our_own_is_not_hidden(monkeypatch):
    question = dataclasses.replace(QUESTIONS["recall-by-hand"], judge=lambda given: 1 / 0)
    monkeypatch.setattr(exercises, "_find", lambda name: ("1.6", question))
    with pytest.raises(ZeroDivisionError):
        check("recall-by-hand", 71)


def test_the_number_of_a_lesson_may_be_anything(hostile, capsys):
    for lesson in hostile.values():
        exercises.solutions(lesson)
        assert "There is no lesson" in capsys.readouterr().out


# ---------------------------------------------------------------- the exercises of a lesson, as last answered


def test_the_exercises_of_a_lesson_are_shown_as_last_answered(monkeypatch):
    shown = []
    monkeypatch.setattr("sidebyside.output.show_both", lambda plain, rich: shown.append((plain, rich)))
    monkeypatch.setattr(exercises, "_outcomes", {})

    def told():
        exercises.answered("05")
        plain, rich = shown.pop()
        assert all(line in rich for line in plain.splitlines())
        return plain.splitlines()[1:]

    numbers = [number for number in exercises.all_questions() if number.startswith("5.")]
    assert told() == [f"○ {number} not answered yet" for number in numbers]
    first, second = numbers[:2]
    names = {}
    exec(exercises.all_questions()[first].solved, names)
    exercises.check(first, list(names.values())[-1])
    exercises.check(second, 5)
    assert told() == [
        f"✓ {first} right",
        f"✗ {second} not yet right",
        *(f"○ {number} not answered yet" for number in numbers[2:]),
    ]
    exercises.check(first, ...)
    assert told()[0] == f"○ {first} not answered yet"
    exercises.answered("99")
    assert shown[-1][0].startswith('There is no lesson "99"')
