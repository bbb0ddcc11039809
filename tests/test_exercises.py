"""Every exercise solved in its place, left blank, and got wrong in each way that was foreseen; and `check` fed anything."""

import math
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

from sidebyside import check, exercises, hint, solution
from sidebyside.exercises import kinds

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
QUESTIONS = exercises.all_questions()
LESSONS = sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))


def test_every_lesson_has_its_questions_and_no_other():
    numbers = {str(int(path.name[:2])) for path in LESSONS if path.name[:2].isdigit()}
    assert numbers == set(exercises.LESSONS)
    for number in numbers:
        assert all(name.startswith(f"{number}.") for name in exercises._lesson(number))


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
            question = QUESTIONS[name]
            call = cell.source[cell.source.index('check("') :]
            met.append(name)
            replies = [run(client, f"{code}\n{call}") for code, _ in question.foreseen]
            for (code, words), reply in zip(question.foreseen, replies):
                assert reply.startswith(f"✗ {name} · "), (code, reply)
                assert words in reply, (code, reply)
            assert len(set(replies)) == len(replies), f"{name}: two foreseen answers get the same reply"
            assert run(client, cell.source).startswith(f"○ {name} · Not answered yet.")
            assert run(client, f"{question.solved}\n{call}").startswith(f"✓ {name} · ")
            assert f"✗ {name}" not in run(client, f'hint("{name}")') + run(client, f'solution("{name}")')
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    assert met == list(exercises._lesson(str(int(path.name[:2]))))


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
@pytest.mark.parametrize("name, nearest", [("1.33", "1.3"), ("01.3", "1.3"), ("2", "2."), ("19.1", "1"), ("", "0."), (None, ""), (1.31, "1.3")])
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
    Hostile(), [Hostile()], {"a": Hostile()}, DataFrame(), DataFrame, Hostile, Liar("A02"), endless, print, len, exit, lambda *_: 1 / 0,
    math.nan, math.inf, 10**400, Decimal("1"), np.float64(7), np.int64(7), np.array([["A02"]]), np.array(["A02", "E01"]), b"A02", 1j,
    pd.Series(["A02"]), pd.DataFrame(), pd.DataFrame({"source": list("ABCDE")}), pd.DataFrame({"source": [[1], {}, None, ..., 3]}),
    range(10**9), iter([]), (x for x in "AB"), "A" * 100_000, "(A02" * 1000, "\ud800", "<script>alert(1)</script>", [[...]], {None}, type, object(),
]

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.integers(0, len(ODD) - 1).map(lambda place: ODD[place])
    | st.sampled_from(["A02", "b3", "E99", "“Peace Accord” (D01)", ..., "...", "embed"]),
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text(), inner)
    | st.frozensets(st.text() | st.integers()) | inner.map(lambda value: lambda *_: value),
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
    assert reply.outcome in (kinds.BLANK, kinds.WRONG, kinds.RIGHT)
    assert reply.lead and 0 < len(reply.text) < 3000
    assert (reply.lead == "Not answered yet.") == (reply.outcome == kinds.BLANK)


BLANKS = [..., None, "", "...", "…", {...}, [...], ("A02", ...)]


def test_a_blank_is_a_blank(case):
    for name, blank in product(QUESTIONS, BLANKS):
        with case(name, blank):
            assert exercises.judge(QUESTIONS[name], blank).outcome == kinds.BLANK


def test_what_a_student_wrote_is_never_markup(monkeypatch):
    shown = []
    monkeypatch.setattr("sidebyside.display.show_both", lambda plain, rich: shown.append(rich))
    for name in QUESTIONS:
        for answer in ["<img src=x onerror=alert(1)>", {"<b>A02</b>"}, lambda *_: "<i>x</i>", "A02 “<u>x</u>” E01 " * 9]:
            check(name, answer)
    hint("<b>")
    assert shown and not any(tag in rich for rich in shown for tag in ["<img", "<b>A02", "<i>", "<u>x", "<b>\""])


# ------------------------------------------------------------- kinds


def reply_to(name, answer):
    return exercises.judge(QUESTIONS[name], answer)


def test_ids_are_read_in_any_usual_form():
    for answer in [["A01", "C01", "E01"], ("a1", "c01", " E 01 "), np.array(["A-01", "C1", "E01"]), pd.Series(["A01", "C01", "E01"])]:
        assert reply_to("0.2", answer).outcome == kinds.RIGHT


def test_a_set_says_how_many_are_missing_and_extra():
    text = reply_to("0.2", {"A01", "A05", "C07"}).text
    assert text.startswith("1 of your 3 belongs here, 2 do not, 2 are missing.")


def test_one_id_as_a_text_is_told_the_form():
    assert '`{"A01"}`' in reply_to("0.2", "A01").text


def test_an_id_that_does_not_exist_is_told_the_nearest():
    assert reply_to("0.2", {"B32"}).text == "There is no unit B32. Did you mean B23?"
    assert "from A01 to A13" in reply_to("0.2", {"A14"}).text


def test_numbers_of_every_make_are_numbers():
    assert all(reply_to("1.6", seven).outcome == kinds.RIGHT for seven in (7, 7.0, np.int64(7), np.float32(7)))
    assert "quotation marks" in reply_to("1.6", "7").text
    assert "True or False" in reply_to("1.6", True).text
    assert "3 is too low" in reply_to("1.6", 3).text and "30 is too high" in reply_to("1.6", 30).text


def test_a_span_that_is_nearly_copied_is_said_to_be_nearly_copied():
    assert reply_to("1.1", "5 Min  read").lead == "Almost."
    assert "not stand in the passage" in reply_to("1.1", "five minutes").text


def test_a_function_is_shown_its_first_failing_case():
    text = reply_to("1.4", lambda line: line.endswith((".", "!"))).text
    assert text.startswith("`ends_like_a_sentence('in the region at this stage.\"')` gives `False`, and should give `True`.")
    assert reply_to("1.4", lambda line, more: True).text.count("TypeError") == 1
    assert reply_to("1.4", True).text.endswith("this is True or False.")


def test_a_function_may_give_back_numbers_of_every_make():
    assert reply_to("2.3", lambda count, size: np.float64(1000 * count / size)).outcome == kinds.RIGHT


def test_a_table_says_how_many_cells_are_right():
    states = pd.DataFrame({"source": list("ABCDE"), "title": "yes", "author": "no", "date": "no"})
    text = reply_to("1.5", states).text
    assert text.startswith("11 of 15 cells are right.")
    assert "name each of A, B, C, D, E once" in reply_to("1.5", states.head(3)).text
    assert "columns source, title, author, date" in reply_to("1.5", states.drop(columns="date")).text


def test_a_table_may_stand_in_any_order():
    states = QUESTIONS["1.5"].solved
    names = {"pd": pd}
    exec(states, names)
    assert reply_to("1.5", names["states"].iloc[::-1]).outcome == kinds.RIGHT


def test_evidence_is_checked_and_the_judgement_left_to_the_reader():
    names = {}
    exec(QUESTIONS["2.8"].solved, names)
    reply = reply_to("2.8", names["peace_in_b_and_d"])
    assert reply.outcome == kinds.RIGHT and "for you or your teacher to judge" in reply.text and "One answer, to compare" in reply.text


def test_a_question_may_not_be_answered_with_its_own_model_of_nothing():
    assert reply_to("2.8", "peace " * 40).outcome == kinds.WRONG
    assert reply_to("2.8", "word " * 40 + "(B25) (D01)").outcome == kinds.WRONG
