"""Lesson 00: the first half-hour is one; what stands open of the war, and what is folded below it; what comes before the first text."""

import re

import pytest
import rules
from bs4 import BeautifulSoup
from minutes import minutes, visible
from sidebyside import corpus

LESSON = rules.read(rules.LESSONS[0])
CELLS = {cell.id: cell for cell in LESSON.cells}


@pytest.mark.parametrize("number, most", [("00", 30), ("02", 60)])
def test_a_lesson_takes_no_longer_than_it_may(number, most):
    lesson = next(path for path in rules.LESSONS if path.name.startswith(number))
    assert sum(minutes(rules.read(lesson), number)) <= most


def test_six_rows_of_the_war_stand_open_and_all_are_there_to_be_opened():
    few, every = (output.data["text/html"] for output in CELLS["war"].outputs)
    events = corpus.load_table("timeline")
    wanted = events[(events["date"] < "2001") | (events["kind"] == "war")]
    assert few.count("<tr") == 1 + 6 and every.count("<tr") == 1 + len(wanted)
    folded = visible(every).strip()
    assert folded.startswith(f"All {len(wanted)} rows: every event to the end of 2000") and len(folded) < 120
    dates = [row.find("td").get_text() for row in BeautifulSoup(every, "html.parser").find_all("tr")[1:]]
    assert dates == list(wanted["date"])


def test_the_open_rows_have_both_who_were_driven_out_each_doer_and_the_total():
    text = visible(CELLS["war"].outputs[0].data["text/html"])
    for doer in (
        "Yugoslav and Serbian forces expel",
        "Yugoslav and Serbian forces kill",
        "NATO strikes",
        "by acts of the KLA",
        "Members of the KLA and other Albanians kill",
    ):
        assert doer in text
    for number in (
        "850,000 Albanians",
        "210,000 people",
        "6,200 Albanian civilians",
        "143 Serbs and other civilians",
        "13,535 people",
    ):
        assert number in text
    assert "As above" not in text  # the row above is not shown
    said = CELLS["subject"].source
    assert (
        "Five count such people" in said
        and "by Yugoslav and Serbian forces, by the KLA and other Albanians, and by NATO's bombs" in said
    )


def test_before_the_first_text_it_is_said_that_some_words_hurt_and_the_first_in_its_place_is_not_a07():
    first = next(
        n for n, cell in enumerate(LESSON.cells) if cell.cell_type == "code" and cell.source.startswith("show(")
    )
    assert "To show them is not to share them." in LESSON.cells[first - 1].source
    assert "A07" not in " ".join(cell.source for cell in rules.code_cells(LESSON))


def test_it_says_what_it_has_to_on_status_names_and_objecting():
    told = rules.prose(LESSON)
    for sentence in (
        "is Kosovo a state?",
        "takes no position",
        "People of every community were killed",
        "Any beginning is a choice",
    ):
        assert sentence in told
    assert (
        re.search(r"Kosovo and Metohija.*Republic of Kosovo.*1244.*Kosovo\\\*", told)
        and 'objection("00", ...)' in CELLS["object-own"].source
    )
    words = sum(any(sign.isalnum() for sign in word) for word in told.split())
    assert 1_500 <= words <= 1_800
