"""The teachers' notebook keeps step with the lessons: every exercise, every heading, and the minutes of each plan."""

import re

import pytest
import rules

from sidebyside import exercises

NOTEBOOK = rules.read(rules.ROOT / "notebooks" / "for_teachers.ipynb")
CELLS = {cell.id: cell for cell in NOTEBOOK.cells}
LESSONS = {path.stem[:2]: rules.read(path) for path in rules.LESSONS}
PARTS = ["lesson", "plan", "prepare", "wrong", "talk", "paper", "solutions"]


def headings(lesson):
    return {title.strip() for title in re.findall(r"^#+ (.+)$", rules.prose(lesson), re.M)}


def numbers(lesson):
    """The numbers of the exercises of a lesson ("05")."""
    return [exercises.number_of(name) for name in exercises.named_questions(str(int(lesson)))]


def rows(plan):
    """The rows of a plan: from, to, what, where."""
    found = re.findall(r"^\| *(\d+)[–-](\d+) *\|(.*)\|(.*)\| *$", plan, re.M)
    return [(int(start), int(end), what, where) for start, end, what, where in found]


def test_every_lesson_has_all_its_parts_in_order():
    wanted = [f"{part}-{number}" for number in LESSONS for part in PARTS]
    assert [cell.id for cell in NOTEBOOK.cells if cell.id in wanted] == wanted


@pytest.mark.parametrize("number", LESSONS)
def test_a_plan_takes_the_time_of_the_lesson_without_a_gap(number):
    plan = rows(CELLS[f"plan-{number}"].source)
    reading, practice = map(int, re.findall(r"(\d+) minutes", rules.prose(LESSONS[number]).split("**Time**")[1])[:2])
    assert plan[0][0] == 0 and plan[-1][1] == reading + practice
    assert all(before[1] == after[0] for before, after in zip(plan, plan[1:]))


@pytest.mark.parametrize("number", LESSONS)
def test_a_plan_names_headings_and_exercises_that_are_there(number):
    plan = rows(CELLS[f"plan-{number}"].source)
    known, questions = headings(LESSONS[number]), numbers(number)
    for *_, where in plan:
        named = [title for title in re.findall(r"\*([^*]+)\*", where.replace("**", ""))]
        assert [title for title in named if title not in known] == [], where
        assert set(re.findall(r"\b\d{1,2}\.\d\b", where)) <= set(questions), where


@pytest.mark.parametrize("number", LESSONS)
def test_wrong_answers_are_of_exercises_that_are_there(number):
    named = re.findall(r"^- \*\*([\d.]+)\*\*", CELLS[f"wrong-{number}"].source, re.M)
    asked = numbers(number)
    assert named and sorted(set(named), key=asked.index) == named


@pytest.mark.parametrize("number", LESSONS)
def test_every_solution_is_shown(number):
    shown = "\n".join(rules.texts(CELLS[f"solutions-{number}"]))
    for name in numbers(number):
        assert f"{name} · One solution." in shown and exercises.all_questions()[name].because in shown


@pytest.mark.parametrize("number", LESSONS)
def test_there_are_sheets_to_print_for_a_room_without_computers(number):
    assert any(cell_id.startswith(f"print-{number}-") for cell_id in CELLS)
    minutes = [(int(a), int(b)) for a, b in re.findall(r"^- (\d+)[–-](\d+)", CELLS[f"paper-{number}"].source, re.M)]
    assert minutes[0][0] == 0 and minutes[-1][1] == 40 and all(one[1] == two[0] for one, two in zip(minutes, minutes[1:]))


def test_solutions_of_a_lesson_that_is_none(capsys):
    exercises.solutions("77")
    assert capsys.readouterr().out.startswith('There is no lesson "77": they have the numbers 0, 1, 2')
