"""An exercise that is added, moved or taken out changes numbers, and no name."""

import json
import re
import shutil
import subprocess
import sys
import uuid

import nbformat
import pytest
import rules
from nbformat.v4 import new_code_cell, new_markdown_cell
from renumber import renumber
from sidebyside import exercises
from sidebyside.exercises import compare

LESSON, TEACHERS = "05_compare.ipynb", "for_teachers.ipynb"
NAMES = list(compare.QUESTIONS)
IN_ITS_MIDDLE = f'    "{NAMES[3]}": '  # the new question stands before this one

QUESTION = """    "first-word": choice(
        "begins_with",
        {"a": "Serbia", "b": "Russia"},
        "b",
        why="It is what all five speak of.",
        wrong={"a": "Read the five again. Which country is in each?"},
        hints=["Look at the first words."],
        because="Russia stands in each of them.",
    ),
"""
ASKED = (
    "> **Exercise first-word.** Which country do they all name? See exercises 5.3 to 5.5; 5.4 in 100 is no exercise."
)
ANSWER = 'begins_with = ...\n\ncheck("first-word", begins_with)\n# hint("first-word")\n# solution("first-word")'
# What the course calls its cells, and nbgrader its grades.
IDS = """
import json, nbformat, sys
sys.path.insert(0, "notebooks")
from pathlib import Path
from sidebyside import marking
made = [(path.stem, nbformat.read(path, as_version=4)) for path in sorted(Path("notebooks").glob("[0-9]*.ipynb"))]
graded = {stem: marking.for_marking(notebook) for stem, notebook in made}
print(json.dumps([
    {stem: [cell.id for cell in notebook.cells] for stem, notebook in made},
    {stem: [cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata] for stem, notebook in graded.items()},
]))
"""


def python(folder, *arguments):
    done = subprocess.run([sys.executable, *arguments], cwd=folder, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


def edited(path, change):
    """Change the cells of a notebook in a file."""
    notebook = nbformat.read(path, as_version=4)
    change(notebook)
    nbformat.write(notebook, path)


def at(notebook, cell_id):
    return next(n for n, cell in enumerate(notebook.cells) if cell.id == cell_id)


def add_cells(notebook):
    """As JupyterLab does, which gives a cell an id by chance."""
    place = at(notebook, f"ex-{NAMES[3]}-ask")
    notebook.cells[place:place] = [
        new_markdown_cell(ASKED, id=str(uuid.uuid4())),
        new_code_cell(ANSWER, id=str(uuid.uuid4())),
    ]


def test_an_exercise_is_added_in_two_files_and_no_other_has_another_name(tmp_path):
    for folder in ("notebooks", "tests", "data"):
        shutil.copytree(rules.ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", "mine"))
    for file in ("requirements.txt", "README.md"):
        shutil.copy(rules.ROOT / file, tmp_path)
    cells, grades = json.loads(python(tmp_path, "-c", IDS))

    module = tmp_path / "notebooks" / "sidebyside" / "exercises" / "compare.py"
    module.write_text(
        module.read_text(encoding="utf-8").replace(IN_ITS_MIDDLE, QUESTION + IN_ITS_MIDDLE), encoding="utf-8"
    )
    edited(tmp_path / "notebooks" / LESSON, add_cells)
    told = python(tmp_path, "tests/refresh.py", f"notebooks/{LESSON}")
    assert told.endswith(
        f"{LESSON}: stored\n06_names.ipynb: stored\n11_own_sources.ipynb: stored\n{TEACHERS}: stored\n"
    )

    place = cells["05_compare"].index(f"ex-{NAMES[3]}-ask")
    cells["05_compare"][place:place] = ["ex-first-word-ask", "ex-first-word"]
    place = grades["05_compare"].index(f"ex-{NAMES[3]}")
    grades["05_compare"][place:place] = ["ex-first-word", "mark-first-word"]
    assert json.loads(python(tmp_path, "-c", IDS)) == [cells, grades]

    lesson = nbformat.read(tmp_path / "notebooks" / LESSON, as_version=4)
    assert lesson.cells[at(lesson, "ex-first-word-ask")].source == (
        "> **Exercise 5.4.** Which country do they all name? See exercises 5.3 to 5.6; 5.4 in 100 is no exercise."
    )
    asked = [
        re.search('check\\("(.*?)"', lesson.cells[at(lesson, f"ex-{name}")].source)[1]
        for name in (NAMES[2], "first-word", *NAMES[3:])
    ]
    assert asked == ["5.3", "5.4", "5.5", "5.6", "5.7", "5.8", "5.9"]
    # Everything agrees. Only, lesson 05 had eight exercises, and nearly all the words that a lesson may have.
    said = python(tmp_path, "tests/rules.py", f"notebooks/{LESSON}", f"notebooks/{TEACHERS}")
    said = re.sub(r"    length: \d+ words of prose, not [\d,]+ to [\d,]+\n", "", said)
    sound = "nothing is wrong"
    assert (
        said
        == f"""{LESSON}:\n    exercise_cells: 9 exercises, not 5 to 8
{TEACHERS}:\n    {sound}\nexercises:\n    {sound}\n"""
    )
    # The two lessons that count the prose of this one count the new words as well.
    ran = (LESSON, "06_names.ipynb", "11_own_sources.ipynb", TEACHERS)
    for path in rules.NOTEBOOKS:
        assert path.name in ran or path.read_bytes() == (tmp_path / "notebooks" / path.name).read_bytes(), path.name


# -- in the same process: what is written where ------------------------------------------------------------------------


@pytest.fixture
def pair(tmp_path):
    """The lesson and the teacher's notebook, as files to be changed."""
    return [shutil.copy(rules.ROOT / "notebooks" / name, tmp_path / name) for name in (LESSON, TEACHERS)]


@pytest.fixture
def asks(monkeypatch):
    """Lets the lesson have these of its questions, in this order."""
    return lambda names: monkeypatch.setattr(
        compare, "QUESTIONS", {name: compare.QUESTIONS.get(name, compare.QUESTIONS[NAMES[0]]) for name in names}
    )


def lines(path):
    notebook = nbformat.read(path, as_version=4)
    return {(cell.id, n): line for cell in notebook.cells for n, line in enumerate(cell.source.split("\n"))}


def changes(path, before):
    return {cell: (before[cell], line) for cell, line in lines(path).items() if before[cell] != line}


def test_nothing_changes_where_nothing_was_moved(pair, capsys):
    before = [path.read_bytes() for path in pair]
    assert renumber(pair) == [] and [path.read_bytes() for path in pair] == before and capsys.readouterr().out == ""


def test_two_that_change_places_change_numbers_wherever_they_are_spoken_of(pair, asks, capsys):
    old = [lines(path) for path in pair]
    asks([*NAMES[:4], NAMES[5], NAMES[4], *NAMES[6:]])
    assert renumber(pair) == pair
    swap = {"5.5": "5.6", "5.6": "5.5"}
    found = [changes(path, before) for path, before in zip(pair, old)]
    for was, now in [pairs for changed in found for pairs in changed.values()]:
        assert now == re.sub(r"\b5\.[56]\b", lambda number: swap[number[0]], was)
    spoken = [{cell for (cell, _), line in before.items() if re.search(r"\b5\.[56]\b", line)} for before in old]
    assert {f"ex-{NAMES[4]}", f"ex-{NAMES[5]}"} < {cell for cell, _ in found[0]} <= spoken[0]
    assert {cell for cell, _ in found[1]} == {"plan-05", "wrong-05"} <= spoken[1]
    told = capsys.readouterr().out
    assert all(f"{was}\n    is now {now}" in told for changed in found for was, now in changed.values())
    assert told.count("is now") == sum(map(len, found))


def test_one_that_is_taken_out_is_said_to_be_where_it_was_spoken_of(pair, asks):
    gone = NAMES[6]
    asks([name for name in NAMES if name != gone])
    with pytest.raises(
        SystemExit, match=r'no exercise of exercises/compare\.py belongs to the cell with check\("5\.7"\)'
    ):
        renumber(pair)
    (after,) = [line.partition(" — ")[2] for line in lines(pair[1]).values() if line.startswith("- **5.8** — ")]
    edited(pair[0], lambda notebook: notebook.update(cells=[cell for cell in notebook.cells if gone not in cell.id]))
    renumber(pair)
    teachers = nbformat.read(pair[1], as_version=4)
    cells = {cell.id: cell for cell in teachers.cells}
    assert "\n- **(taken out)** — " in cells["wrong-05"].source and f"\n- **5.7** — {after}" in cells["wrong-05"].source
    assert "*: (taken out) |" in cells["plan-05"].source and "*: 5.7 |" in cells["plan-05"].source
    said = list(rules.exercises_mentioned("for_teachers", teachers))
    assert said == [
        f"{cell}: it speaks of an exercise that was taken out: mend the line" for cell in ("plan-05", "wrong-05")
    ]


def test_a_lesson_with_the_first_numbers_leaves_shares_alone(tmp_path, monkeypatch):
    path = tmp_path / "00_start.ipynb"
    shutil.copy(rules.ROOT / "notebooks" / "00_start.ipynb", path)
    text = "A share of 0.1 and one of 0.2; **0.2** of it; see exercises 0.1 and 0.2, and 0.1 again. Exercise 0.25 is none. 10.1, 0.1.2"
    edited(path, lambda notebook: notebook.cells[1].update(source=text))
    questions = exercises.start.QUESTIONS
    monkeypatch.setattr(exercises.start, "QUESTIONS", dict(reversed(questions.items())))
    renumber([path])
    assert nbformat.read(path, as_version=4).cells[1].source == text.replace(
        "exercises 0.1 and 0.2", "exercises 0.2 and 0.1"
    )


@pytest.mark.parametrize(
    "cell, text, numbers",
    [
        (
            "any",
            "**Exercise 5.4.** A rate of 5.5, as in exercise 4.3; exercises 5.1, 5.2 and 5.3",
            ["5.4", "4.3", "5.1", "5.2", "5.3"],
        ),
        ("any", "- **5.4** — it is 5.4\n| 5.5 |", []),
        ("wrong-05", "- **5.4** — 5.5; ask: how is 5.5 found?\n- **4.3**", ["5.4"]),
        ("plan-05", "| 0–9 | 5.1 in pairs, 0.8 and 4.2 | 5.2 to 5.4 |\n\n5.6", ["5.1", "5.2", "5.4"]),
        ("paper-02", "Compare: 6.1, 8.5, 0.0, 2.9 and 2.5.", []),
        ("any", "exercises who-began and self-made; who-began", ["who-began"]),
    ],
)
def test_what_is_taken_for_an_exercise(cell, text, numbers):
    assert [found[0] for found in rules.mentions(new_markdown_cell(text, id=cell))] == numbers


def test_a_new_cell_gets_an_id_of_words(pair):
    edited(pair[0], lambda notebook: notebook.cells.insert(2, new_markdown_cell("New.", id=str(uuid.uuid4()))))
    above = nbformat.read(pair[0], as_version=4).cells[1].id
    renumber(pair)
    assert nbformat.read(pair[0], as_version=4).cells[2].id == f"{above}-2"


def test_a_new_cell_that_asks_nothing_is_not_named_as_if_it_did(pair):
    after = at(nbformat.read(pair[0], as_version=4), f"ex-{NAMES[3]}") + 1
    edited(pair[0], lambda notebook: notebook.cells.insert(after, new_markdown_cell("New.", id=str(uuid.uuid4()))))
    renumber(pair)
    assert nbformat.read(pair[0], as_version=4).cells[after].id == f"{NAMES[3]}-see"
