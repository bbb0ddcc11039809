"""What students may hand in, marked by nbgrader: no trick gives a point, and no change of the file; what is right keeps its point.

Skipped without nbgrader, unless REQUIRE_NBGRADER is set.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pandas as pd
import pytest
import rules
from marks import LESSONS, QUESTIONS, answered, finish, grader, release, scores, source, start, submit
from sidebyside import exercises, marking
from sidebyside.corpus import DATA
from sidebyside.exercises.kinds import RIGHT

NBGRADER = Path(sys.executable).with_name("nbgrader.exe" if os.name == "nt" else "nbgrader")


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    return release(tmp_path_factory.mktemp("released") / "course", ["00_start", "01_page", "10_critique"])


WRONG = {"fewest-units": "fewest = 14", "who-is-unnamed": 'unnamed = {"A02"}'}
ALL_RIGHT = {name: QUESTIONS[name].solved for name in WRONG}
SAYS_RIGHT = (
    "from sidebyside.exercises.kinds import Reply, RIGHT\nalways = lambda *_, **__: Reply(RIGHT, 'Right.', 'Yes.')\n"
)

# What a student may try in a cell before the answers, all of them wrong: none of it gives a point.
TRICKS = {
    "check-redefined": "def check(*_):\n    return 2.0",
    "check-patched": "import sidebyside.exercises as e\nsidebyside = e\ne.check = lambda *_: 1.0",
    "judge-patched": SAYS_RIGHT
    + "import sidebyside.exercises as e, sidebyside.grading as m\ne.judge = m.exercises.judge = always",
    "questions-patched": SAYS_RIGHT
    + "import sidebyside.exercises as e\nfor q in e.all_questions().values():\n    object.__setattr__(q, 'judge', always)",
    "mark-patched": "import sidebyside.marking as m\nm.mark = lambda *_: (1.0, None)\nm.hand_in = lambda *_: 1.0",
    "handed-in-nothing": "import sidebyside.marking as m\nm.hand_in = lambda *_: None",
    "prints-a-score": "import sidebyside.marking as m\nfrom IPython.display import display\nm.hand_in = lambda *_: [print(1.0), display(1.0)] and 1.0",
    "float-shadowed": "float = int = bool = repr = lambda *_: 1.0",
    "equal-to-all": "import builtins, math\nmath.isclose = lambda *_, **__: True\nbuiltins.abs = lambda *_: 0\nbuiltins.set = lambda *_: frozenset()",
    "modules-played-with": "import sys, types\nm = types.ModuleType('sidebyside.marking')\nm.hand_in = lambda *_: 1.0\nimport sidebyside\nsidebyside.marking = sys.modules['sidebyside.marking'] = m",
    "environment-changed": "import os\nos.environ['NBGRADER_EXECUTION'] = 'validate'\nos.environ['PYTHONPATH'] = '.'",
    "cell-rewritten": "get_ipython().input_transformers_post.append(lambda lines: ['1.0\\n'] if 'hand_in' in ''.join(lines) else lines)",
}


def first(notebook, code):
    notebook.cells.insert(1, nbformat.v4.new_code_cell(code, id="trick"))
    return notebook


def marks(notebook):
    return [cell for cell in notebook.cells if grader(cell).get("grade")]


def pasted(notebook):
    for cell in marks(notebook):
        cell.execution_count, cell.outputs = (
            9,
            [nbformat.v4.new_output("execute_result", {"text/plain": "1.0"}, execution_count=9)],
        )


def edited(notebook):
    for cell in marks(notebook):
        cell.source = "1.0"


def unlocked(notebook):
    edited(notebook)
    for cell in marks(notebook):
        cell.metadata["nbgrader"].update(locked=False, solution=True, points=100)


def not_code(notebook):
    for cell in marks(notebook):
        cell.cell_type, cell.source = "markdown", "1.0"
        del cell["outputs"], cell["execution_count"]


def deleted(notebook):
    notebook.cells = [cell for cell in notebook.cells if not grader(cell).get("grade")]


def exercise_deleted(notebook):
    notebook.cells = [cell for cell in notebook.cells if cell.id not in ("ex-fewest-units", "mark-fewest-units")]


def no_metadata(notebook):
    for cell in notebook.cells:
        cell.metadata.pop("nbgrader", None)


def renamed(notebook):
    for cell, other in zip(marks(notebook), ("mark-who-is-unnamed", "mark-fewest-units")):
        cell.metadata["nbgrader"]["grade_id"] = other


def odd_metadata(notebook):
    for cell, data in zip(
        notebook.cells,
        [
            "mark-fewest-units",
            ["mark-fewest-units"],
            {"grade_id": ["mark-fewest-units"]},
            {"grade_id": "mark-9-9", "grade": True},
            {"grade_id": "ex-fewest-units", "points": "x"},
        ],
    ):
        cell.metadata["nbgrader"] = data


def duplicated(notebook):
    extra = [
        nbformat.from_dict({**json.loads(json.dumps(cell)), "id": f"again-{n}", "source": "1.0"})
        for n, cell in enumerate(marks(notebook))
    ]
    notebook.cells = (
        extra
        + notebook.cells
        + [nbformat.from_dict({**cell, "id": f"more-{n}"}) for n, cell in enumerate(json.loads(json.dumps(extra)))]
    )


# What may be done to a file in which the first answer is wrong and the second right: (change, points for each).
TAMPERED = {
    "pasted": (pasted, 0, 1),
    "edited": (edited, 0, 1),
    "unlocked": (unlocked, 0, 1),
    "not-code": (not_code, 0, 1),
    "deleted": (deleted, 0, 1),
    "exercise-deleted": (exercise_deleted, 0, 1),
    "no-metadata": (no_metadata, 0, 1),
    "renamed": (renamed, 0, 0),
    "odd-metadata": (odd_metadata, 0, 1),
    "duplicated": (duplicated, 0, 1),
}

FORGED = "import json\nfrom sidebyside import grading\ngrading._as_data = lambda name, answer: json.dumps(13 if name == 'fewest-units' else ['A01', 'C01', 'E01'])"


@pytest.fixture(scope="module")
def tried(released, tmp_path_factory):
    """Lesson 00 as many students hand it in: the points for 0.1 and 0.2, those that were expected, and what nbgrader could not mark."""
    expected = {}
    folders = [shutil.copytree(released, tmp_path_factory.mktemp("tried") / "course") for _ in range(2)]
    todo = [[], []]

    def hand_in(student, notebook, points):
        half = len(expected) % 2
        expected[student] = points
        todo[half].append(["autograde", "00_start", student])
        return submit(folders[half], student, "00_start", notebook)

    def lesson(answers):
        return answered(source(released, "00_start", "release"), answers)

    for name, code in TRICKS.items():
        hand_in(name, first(lesson(WRONG), code), [0, 0])
    for name, (change, *points) in TAMPERED.items():
        notebook = lesson({"fewest-units": WRONG["fewest-units"], "who-is-unnamed": ALL_RIGHT["who-is-unnamed"]})
        change(notebook)
        hand_in(name, notebook, points)
    hand_in("the-lesson-itself", answered(nbformat.from_dict(LESSONS["00_start"]), ALL_RIGHT), [1, 1])
    hand_in(
        "one-stops", lesson({"fewest-units": "fewest = 1 / 0", "who-is-unnamed": ALL_RIGHT["who-is-unnamed"]}), [0, 1]
    )
    hand_in("forged", first(lesson(WRONG), FORGED), [1, 1])
    # a package of the student's own, not found before the teacher's (2), or put before it and of no use (0)
    for points, notebook in ((2, lesson(ALL_RIGHT)), (0, first(lesson(WRONG), "import sys\nsys.path.insert(0, '.')"))):
        own = hand_in(f"own-package-{points}", notebook, [points / 2] * 2).parent / "sidebyside"
        own.mkdir()
        for name in ("__init__.py", "marking.py"):
            (own / name).write_text(
                "check = show = hint = solution = show_table = glossary = hand_in = lambda *_: 1.0\n"
            )
    hand_in("kernel-killed", first(lesson(ALL_RIGHT), "import os\nos._exit(1)"), [])
    processes = [start(*each) for each in zip(folders, todo)]
    failed = {place: log for process in processes for place, log in finish(process).items()}
    got = {
        student: [cells[name] for name in ("mark-fewest-units", "mark-who-is-unnamed") if name in cells]
        for folder in folders
        for student, (_, cells) in scores(folder, "00_start").items()
    }
    return got, expected, failed


@pytest.mark.parametrize("trick", TRICKS)
def test_no_trick_gives_a_point(tried, trick):
    got, expected, failed = tried
    assert got[trick] == [0, 0] and f"00_start/{trick}" not in failed


@pytest.mark.parametrize("student", TAMPERED)
def test_a_file_that_was_tampered_with_is_marked_by_its_answers(tried, student):
    got, expected, failed = tried
    assert got[student] == expected[student] and f"00_start/{student}" not in failed


@pytest.mark.parametrize("student", ["the-lesson-itself", "one-stops", "own-package-0", "own-package-2"])
def test_other_submissions(tried, student):
    got, expected, failed = tried
    assert got[student] == expected[student] and f"00_start/{student}" not in failed


def test_a_right_answer_that_was_forged_is_a_right_answer(tried):
    """What no program can tell apart, and the course says so."""
    assert tried[0]["forged"] == [1, 1]


def test_a_submission_that_ends_its_kernel_gets_nothing_and_holds_up_no_other(tried):
    got, _, failed = tried
    assert not any(got["kernel-killed"])
    assert set(failed) == {"00_start/kernel-killed"}


def html_of(folder, student, lesson):
    notebook = nbformat.read(folder / "autograded" / student / lesson / f"{lesson}.ipynb", as_version=4)
    return {cell.id: cell.outputs[0].data["text/html"] for cell in notebook.cells if cell.id.startswith("mark-")}


def test_the_ordinary_file_of_a_lesson_is_marked_and_points_given_by_hand_outlive_a_second_hand_in(released, tmp_path):
    from nbgrader.api import Gradebook

    folder = shutil.copytree(released, tmp_path / "course")
    answers = {name: QUESTIONS[name].solved for name in ("name-the-parts", "write-a-critique")}
    path = submit(folder, "eva maria", "10_critique", answered(nbformat.from_dict(LESSONS["10_critique"]), answers))
    assert finish(start(folder, [["autograde", "10_critique", "eva maria"]])) == {}
    assert scores(folder, "10_critique")["eva maria"][0] == 2
    shown = html_of(folder, "eva maria", "10_critique")
    assert [name for name, text in shown.items() if marking.OWN in text] == ["mark-write-a-critique"] and not any(
        marking.PUT_BACK in text for text in shown.values()
    )
    marked = [
        cell.id
        for cell in nbformat.read(
            folder / "autograded" / "eva maria" / "10_critique" / "10_critique.ipynb", as_version=4
        ).cells
    ]
    assert marked == [cell.id for cell in source(released, "10_critique").cells]
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        grade = gradebook.find_grade("read-critique", "10_critique", "10_critique", "eva maria")
        assert grade.needs_manual_grade
        grade.manual_score, grade.needs_manual_grade = 3, False
        gradebook.db.commit()
    path.unlink()
    nbformat.write(
        answered(nbformat.from_dict(LESSONS["10_critique"]), {"name-the-parts": answers["name-the-parts"]}), path
    )
    assert finish(start(folder, [["autograde", "10_critique", "eva maria"]])) == {}
    assert scores(folder, "10_critique")["eva maria"][0] == 1 + 3


def test_partly_right_by_nbgraders_own_commands(released, tmp_path):
    folder = shutil.copytree(released, tmp_path / "course")
    answers = {
        name: QUESTIONS[name].solved for name in ("made-by-the-site", "ends-like-a-sentence", "what-pages-state")
    }
    answers |= {
        "recall-by-hand": "recall_in_percent = 1 / 0",
        "one-more-word": "one_more_word = undefined",
        "limits-from-clues": QUESTIONS["limits-from-clues"].foreseen[0][0],
        "who-is-checkable": QUESTIONS["who-is-checkable"].foreseen[0][0],
    }
    notebook = answered(source(folder, "01_page", "release"), answers)
    next(cell for cell in notebook.cells if cell.id == "mark-recall-by-hand").source = "1.0"
    notebook.cells.append(
        nbformat.v4.new_code_cell(
            "from sidebyside import corpus\n(corpus.DATA / 'mine' / 'left behind').mkdir(parents=True)\nprint(corpus.DATA)",
            id="saves",
        )
    )
    path = submit(folder, "ana", "01_page", notebook)
    path.rename(path.with_name("01_page (1).ipynb"))

    def run(*command):
        done = subprocess.run([NBGRADER, *command], cwd=folder, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == 0, done.stderr
        assert "SAWarning" not in done.stderr and "encryption" not in done.stderr

    run("autograde", "01_page")
    (place,) = [
        cell.outputs[0].text.strip() for cell in source(folder, "01_page", "autograded/ana").cells if cell.id == "saves"
    ]
    assert Path(place) != DATA and not Path(place).exists() and not (DATA / "mine" / "left behind").exists()
    assert [name for name, text in html_of(folder, "ana", "01_page").items() if marking.PUT_BACK in text] == [
        "mark-recall-by-hand"
    ]
    assert scores(folder, "01_page")["ana"][0] == 3
    assert {cell for cell, mark in scores(folder, "01_page")["ana"][1].items() if mark} == {
        "mark-made-by-the-site",
        "mark-ends-like-a-sentence",
        "mark-what-pages-state",
    }
    run("generate_feedback", "01_page")
    page = (folder / "feedback" / "ana" / "01_page" / "01_page.html").read_text(encoding="utf-8")
    assert not rules.re.search(r"<(script|link|img)[^>]*(src|href)=.?http", page)
    assert page.count("1 of 1 point") == 3 and page.count("0 of 1 point") == 4
    assert (
        exercises.judge(QUESTIONS["made-by-the-site"], "5 min read").outcome == RIGHT
        and exercises.judge(QUESTIONS["made-by-the-site"], "5 min read").text in page
    )
    run("export")
    table = pd.read_csv(folder / "grades.csv")
    ana = table[(table["student_id"] == "ana") & (table["assignment"] == "01_page")]
    assert ana[["score", "max_score"]].to_numpy().tolist() == [[3, 7]]
