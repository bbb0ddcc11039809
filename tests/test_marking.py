"""The nbgrader course made from the lessons: as files, and, where nbgrader is installed, marked, wholly right and blank.

What else students may hand in is in test_marking_cheats.py. Without nbgrader the second half is skipped, unless REQUIRE_NBGRADER is set.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pandas as pd
import pytest
import rules
from marks import (
    LESSONS,
    QUESTIONS,
    answered,
    asked,
    finish,
    grader,
    need_nbgrader,
    release,
    scores,
    source,
    start,
    submit,
)
from sidebyside import claims, exercises, grading, lookup, marking, marking_safety
from sidebyside.corpus import DATA, BadInput
from sidebyside.exercises.kinds import BLANK as NOT_ANSWERED

COURSE = [sys.executable, str(rules.ROOT / "notebooks" / "sidebyside")]

# -- the course, as files --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made") / "course"
    marking.write(folder)
    return folder


def test_every_lesson_is_an_assignment(made):
    assert {path.relative_to(made / "source").as_posix() for path in (made / "source").rglob("*.ipynb")} == {
        f"{name}/{name}.ipynb" for name in LESSONS
    }
    assert sorted(path.name for path in made.iterdir()) == ["README.md", "nbgrader_config.py", "source"]


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_lesson_is_all_there_and_each_exercise_is_followed_by_its_mark(made, lesson):
    notebook, own = source(made, lesson), LESSONS[lesson]
    nbformat.validate(notebook)
    assert [cell.id for cell in notebook.cells if re.match("mark-|read-critique$", cell.id)] == [
        grader(cell)["grade_id"] for cell in notebook.cells if grader(cell).get("locked")
    ]
    kept = [cell for cell in notebook.cells if not grader(cell).get("locked")]
    assert [cell.id for cell in kept] == [cell.id for cell in own.cells]
    for cell, before in zip(kept, own.cells):
        end = "\n### BEGIN SOLUTION\n### END SOLUTION" if before.id in {cell.id for cell in asked(own).values()} else ""
        assert cell.source == before.source + end
        assert not cell.get("outputs")
    cells = {cell.id: n for n, cell in enumerate(notebook.cells)}
    names = list(exercises.named_questions(str(int(lesson[:2]))))
    assert list(asked(own)) == names
    for name in names:
        variable = rules.re.search(r'check\("[\d.]+", (\w+)\)', asked(own)[name].source)[1]
        locked = notebook.cells[cells[f"ex-{name}"] + 1]
        assert locked.id == f"mark-{name}" and locked.source.endswith(f'\nmarking.hand_in("{name}", {variable})')
    points = [grader(cell)["points"] for cell in notebook.cells if grader(cell).get("grade")]
    assert points == [1] * len(names)


def test_the_metadata_are_those_that_nbgrader_knows(made):
    for lesson in LESSONS:
        found = [grader(cell) for cell in source(made, lesson).cells if grader(cell)]
        assert len({data["grade_id"] for data in found}) == len(found)
        for data in found:
            assert (
                set(data) - {"points"} == {"schema_version", "grade_id", "grade", "solution", "locked", "task"}
                and data["schema_version"] == 3
            )
            assert ("points" in data) == (data["grade"] or data["task"]) and data["grade"] + data["solution"] + data[
                "task"
            ] == 1
            assert data["locked"] != data["solution"] and rules.re.fullmatch(r"[\w-]+", data["grade_id"])


def test_the_critique_has_points_that_a_reader_gives(made):
    tasks = {lesson: [cell for cell in source(made, lesson).cells if grader(cell).get("task")] for lesson in LESSONS}
    assert {lesson for lesson, cells in tasks.items() if cells} == {"10_critique"}
    (task,) = tasks["10_critique"]
    rubric = pd.read_csv(DATA / "critique" / "rubric.csv")
    assert grader(task)["points"] == len(rubric) and all(text in task.source for text in rubric.to_numpy().flat)
    assert "Write into the comment which rows got a point." in task.source


def test_no_place_of_this_machine_is_in_a_notebook(made):
    for path in (made / "source").rglob("*.ipynb"):
        assert str(rules.ROOT) not in path.read_text(encoding="utf-8") and str(Path.home()) + "/" not in path.read_text(
            encoding="utf-8"
        )


def test_in_the_course_itself_the_way_to_the_lessons_is_no_place_of_this_machine():
    assert marking._seen_from(DATA / "mine" / "marking") == "../../../notebooks"
    assert str(rules.ROOT) not in marking._pages(DATA / "mine" / "marking")["nbgrader_config.py"].decode()


def test_a_lesson_stays_as_it_was():
    before = nbformat.writes(LESSONS["00_start"])
    marking.for_marking(LESSONS["00_start"])
    assert nbformat.writes(LESSONS["00_start"]) == before


# -- written all or nothing, and never over anything -------------------------------------------------------------------


def state(folder):
    return {
        path.relative_to(folder): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def course(made, tmp_path):
    return shutil.copytree(made, tmp_path / "course")


def test_a_second_call_leaves_all_as_it_is(course, capsys):
    (course / "gradebook.db").write_text("marks")
    before = state(course)
    marking.write(course)
    assert state(course) == before
    assert "Nothing to do" in capsys.readouterr().out


def _change(folder):
    (folder / "source" / "02_words" / "02_words.ipynb").write_text("{}")


def _change_config(folder):
    (folder / "nbgrader_config.py").write_text("c = get_config()")


def _remove(folder):
    shutil.rmtree(folder / "source" / "02_words")


def _something_else(folder):
    shutil.rmtree(folder / "source")
    (folder / "nbgrader_config.py").rename(folder / "notes.txt")


@pytest.mark.parametrize(
    "change, says",
    [
        (_change, "02_words.ipynb is not as it would be written"),
        (_change_config, "nbgrader_config.py is not as it would be written"),
        (_remove, "has other things in it"),
        (_something_else, "has other things in it"),
    ],
)
def test_nothing_is_written_over_what_a_teacher_changed(course, change, says):
    change(course)
    before = state(course)
    with pytest.raises(BadInput, match=says):
        marking.write(course)
    assert state(course) == before


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "course").write_text("mine")
    with pytest.raises(BadInput, match="course is a file"):
        marking.write(tmp_path / "course")
    with pytest.raises(BadInput, match="not written"):
        marking.write(tmp_path / "course" / "deeper")
    assert (tmp_path / "course").read_text() == "mine"


def test_an_empty_folder_will_do(tmp_path):
    (tmp_path / "course").mkdir()
    marking.write(tmp_path / "course")
    assert (tmp_path / "course" / "nbgrader_config.py").is_file()


def test_a_course_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(BadInput, match="No space left on device"):
        marking.write(tmp_path / "course")
    assert list(tmp_path.iterdir()) == []


def run(*words, folder):
    return subprocess.run([*COURSE, *words], cwd=folder, capture_output=True, text=True, encoding="utf-8")


def test_the_command(tmp_path):
    done = run("marking", "my course", folder=tmp_path)
    assert done.returncode == 0 and done.stderr == ""
    for word in (
        "generate_assignment 01_page",
        "submitted/NAME/01_page/01_page.ipynb",
        "autograde 01_page",
        "autograde 01_page --student NAME --force",
        "generate_feedback 01_page",
        "nbgrader export",
        "Needs Manual Grade",
        "solution",
        "your rights",
    ):
        assert word in done.stdout
    _change(tmp_path / "my course")
    refused = run("marking", "my course", folder=tmp_path)
    assert refused.returncode == 1 and refused.stderr.count("\n") == 1 and "02_words.ipynb" in refused.stderr
    assert refused.stdout.strip() == done.stdout.partition("\n")[2].strip()


def test_of_a_folder_that_is_no_course_no_steps_are_said(tmp_path, capsys):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(BadInput, match="has other things in it"):
        marking.write(tmp_path)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("words, code", [((), 0), (("mark",), 1)])
def test_without_a_word_or_with_a_wrong_one_the_commands_are_named(tmp_path, words, code):
    done = run(*words, folder=tmp_path)
    told = done.stderr if code else done.stdout
    assert (
        done.returncode == code
        and told.count(".venv/bin/python notebooks/sidebyside") == 3
        and r".venv\Scripts\python" in told
    )
    assert list(tmp_path.iterdir()) == []


# Each begins as one types it, from the folder of the marking course.
STEPS = [
    ".venv/bin/python -m pip install -r ",
    ".venv/bin/nbgrader generate_assignment ",
    ".venv/bin/nbgrader autograde ",
    ".venv/bin/jupyter lab --config=",
    ".venv/bin/nbgrader generate_feedback ",
    ".venv/bin/nbgrader export",
]


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """The course as if it lay in another folder, with a .venv in it."""
    course = tmp_path / "the course"
    (course / "notebooks").mkdir(parents=True)
    monkeypatch.setattr("sidebyside.corpus.NOTEBOOKS", course / "notebooks")
    monkeypatch.setattr(sys, "executable", str(course / ".venv" / "bin" / "python"))
    return course


@pytest.mark.skipif(os.name == "nt", reason="as it is typed elsewhere")
def test_the_steps_are_typed_as_they_stand(elsewhere, tmp_path):
    steps = marking._next(elsewhere / "data" / "mine" / "marking")
    assert f"cd '{elsewhere}/data/mine/marking'\n" in steps
    for step in STEPS:
        assert f" ../../../{step}" in steps
    assert (
        "-r ../../../.locked/marking.txt\n" in steps
        and "--config=../../../.jupyter/lab.py --ServerApp.root_dir=.\n" in steps
    )
    steps = marking._next(tmp_path / "marking")
    assert (
        f" '{elsewhere}/.venv/bin/nbgrader' autograde 01_page\n" in steps
        and f"--config='{elsewhere}/.jupyter/lab.py'" in steps
    )
    assert len(steps.splitlines()) < 45 and "{" not in steps


def test_in_powershell_a_program_with_a_space_in_its_place_is_called(monkeypatch):
    monkeypatch.setattr(marking, "os", type("os", (), {"name": "nt"}))
    assert marking._typed(Path("a b/nbgrader"), program=True) == f'& "{Path("a b/nbgrader")}"'
    assert (marking._typed(Path("a b")), marking._typed(Path("ab"), program=True)) == ('"a b"', "ab")


# -- what is handed in is judged as `check` does ------------------------------------------------------------------------


def judged(name, answer):
    """The mark of an answer after its way out of the student's kernel."""
    return marking.mark(
        name, [{"output_type": "display_data", "metadata": {"side_by_side": grading._as_data(name, answer)}}]
    )


def test_an_answer_is_judged_as_in_the_lesson(case):
    for name, question in QUESTIONS.items():
        with case(name):
            variable = rules.re.search(r"^def (\w+)", question.solved, rules.re.M) or rules.re.search(
                r"\w+", question.solved
            )
            variable = variable[variable.lastindex or 0]
            for points, code in [(1.0, question.solved), *[(0.0, code) for code, _ in question.foreseen]]:
                names = {"pd": pd}
                exec(code, names)
                mark, reply = judged(name, names[variable])
                assert mark == points and type(mark) is float, code
                judged_there = exercises.judge(question, names[variable])
                own = f" {marking.OWN}" if points and "one answer among many" in question.because else ""
                assert reply == judged_there._replace(text=judged_there.text + own)
            assert (
                judged(name, ...)[0]
                == judged(name, [...])[0]
                == judged(name, "")[0]
                == judged(name, lambda *_: ...)[0]
                == 0.0
            )


def test_an_exercise_as_the_lesson_left_it_gets_no_point(case):
    for name in QUESTIONS:
        with case(name):
            (cell,) = [cells[name] for lesson in LESSONS.values() for cells in [asked(lesson)] if name in cells]
            names = {"pd": pd, "lookup": lookup}  # which keeps nothing of a blank
            exec(cell.source[: cell.source.index('check("')], names)
            variable = rules.re.search(r'check\("[\d.]+", (\w+)\)', cell.source)[1]
            mark, reply = judged(name, names[variable])
            assert mark == 0.0 and reply.outcome == NOT_ANSWERED


class Hostile:
    def __getattr__(self, name):
        raise RuntimeError(name)

    def __repr__(self):
        raise RuntimeError


class Str(str):
    def __str__(self):
        return "never"


@pytest.mark.parametrize(
    "answer",
    [
        Hostile(),
        [Hostile()],
        {"a": 1},
        object,
        print,
        lambda: 1,
        lambda *_: Hostile(),
        float("nan"),
        10**5000,
        b"A",
        "\ud800",
        "x" * 200_000,
        range(10**9),
        iter([]),
        pd.DataFrame({"source": [Hostile()]}),
        pd.DataFrame([[1, 2]], columns=["id", "id"]),
    ],
    ids=lambda answer: type(answer).__name__,
)
def test_odd_answers_get_no_point_and_break_nothing(answer):
    for name in QUESTIONS:
        mark, reply = judged(name, answer)
        assert mark == 0.0 and reply.text


def test_numbers_and_sets_of_every_make_are_handed_in():
    import numpy as np

    assert [judged("recall-by-hand", share)[0] for share in (71, 71.0, np.int64(71), np.float32(71))] == [1.0] * 4
    units = ["A01", "C01", "E01"]
    assert [
        judged("who-is-unnamed", ids)[0]
        for ids in (set(units), tuple(units), np.array(units), pd.Series(units), pd.Index(units), list(map(Str, units)))
    ] == [1.0] * 6


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "null",
        "[" * 90_000,
        '{"set": [[1]]}',
        '{"columns": 3, "rows": 1}',
        '{"calls": 5}',
        '{"calls": [["[]", 3]]}',
        '{"calls": [[[], {"stops": 1}]]}',
        "1" * 200_000,
        None,
        7,
    ],
)
def test_what_a_student_forged_breaks_nothing(forged):
    for name in (
        "fewest-units",
        "who-is-unnamed",
        "ends-like-a-sentence",
        "what-pages-state",
        "who-is-checkable",
        "code-the-kind",
    ):
        mark, reply = marking.mark(name, [{"metadata": {"side_by_side": forged}}])
        assert mark == 0.0 and reply.text


def test_the_courses_own_text_is_named_as_such_and_keeps_its_point():
    names = {}
    exec(QUESTIONS["write-a-critique"].solved, names)
    text = names["my_critique"]
    for own, answer in [
        (True, text),
        (True, "\n " + text.replace(" ", "  ")),
        (False, text + " So I read it."),
        (False, text.replace("B makes", "B has made")),
    ]:
        points, reply = judged("write-a-critique", answer)
        assert points == 1.0 and reply.text.endswith(marking.OWN) == own
    assert "own answer" not in judged("made-by-the-site", "5 min read")[1].text


def test_only_what_was_handed_in_counts():
    score = nbformat.v4.new_output("execute_result", {"text/plain": "1.0"}, execution_count=1)
    assert marking.mark("fewest-units", [score])[0] == 0.0
    assert "Not handed in" in marking.mark("fewest-units", [])[1].lead


def test_a_reply_is_never_markup():
    shown = grading._shown("fewest-units", 0.0, exercises.kinds.not_yet("<img src=x> `a<b`"))
    assert (
        shown.data["text/plain"] == "0.0"
        and "<img" not in shown.data["text/html"]
        and "<code>a&lt;b</code>" in shown.data["text/html"]
    )


def test_a_cell_that_was_put_back_is_named_as_such():
    said = [
        grading._shown("fewest-units", 1.0, exercises.kinds.right("Yes."), put_back).data["text/html"]
        for put_back in (True, False)
    ]
    assert [marking.PUT_BACK in text for text in said] == [True, False]


class Cell:
    """A cell, as nbgrader's gradebook has it."""

    def __init__(self, cell):
        self.name, self.source, self.cell_type, self.checksum = cell.id, cell.source, cell.cell_type, "0"
        self.locked, self.max_score = grader(cell)["locked"], grader(cell).get("points")


class Gradebook:
    def __init__(self, notebook):
        kinds = {
            kind: [Cell(cell) for cell in notebook.cells if grader(cell).get(kind)]
            for kind in ("grade", "solution", "task")
        }
        self.grade_cells, self.solution_cells, self.task_cells = kinds.values()
        self.source_cells = [cell for cells in kinds.values() for cell in cells]


def put_back(notebook):
    return {
        grader(cell)["grade_id"] for cell in notebook.cells if cell.metadata.get("side_by_side") == marking.PUT_BACK
    }


def test_in_an_ordinary_lesson_each_mark_stands_after_its_exercise_and_the_rubric_after_the_critique():
    made, own = marking.for_marking(LESSONS["10_critique"]), nbformat.from_dict(LESSONS["10_critique"])
    grading._set_right(own, Gradebook(made))
    assert [cell.id for cell in own.cells] == [cell.id for cell in made.cells]
    assert put_back(own) == set()


def test_a_locked_cell_that_was_changed_or_taken_away_is_known():
    made = marking.for_marking(LESSONS["10_critique"])
    for cell in made.cells:
        cell.source = cell.source.removesuffix("\n### BEGIN SOLUTION\n### END SOLUTION")
    gradebook = Gradebook(made)
    as_it_was = nbformat.from_dict(made)
    grading._set_right(as_it_was, gradebook)
    assert put_back(as_it_was) == set()
    for cell in made.cells:
        cell.metadata["side_by_side"] = marking.PUT_BACK  # as a student may write it
        if cell.id == "mark-word-in-the-source":
            cell.source = "1.0"
    made.cells = [cell for cell in made.cells if cell.id not in ("mark-write-a-critique", "read-critique")]
    grading._set_right(made, gradebook)
    assert put_back(made) == {"mark-word-in-the-source", "mark-write-a-critique", "read-critique"}
    assert [cell.id for cell in made.cells] == [cell.id for cell in as_it_was.cells]


@pytest.mark.parametrize(
    "files, becomes",
    [
        (["01_page (1).ipynb"], ["01_page.ipynb"]),
        (["my_01_page.ipynb"], ["01_page.ipynb"]),
        (["homework.ipynb"], ["01_page.ipynb"]),
        (["01_page.ipynb"], ["01_page.ipynb"]),
        (["01_page.ipynb", "notes.ipynb"], ["01_page.ipynb", "notes.ipynb"]),
        (["a.ipynb", "b.ipynb"], ["a.ipynb", "b.ipynb"]),
        (["02_words (1).ipynb"], ["02_words (1).ipynb"]),
    ],
)
def test_the_one_notebook_is_called_as_the_lesson(tmp_path, files, becomes):
    notebooks = [str(tmp_path / file) for file in files]
    for file in files:
        (tmp_path / file).write_text(file)
    marking.call_it_the_lesson(assignment="01_page", student="*", notebooks=notebooks)
    assert notebooks == [str(tmp_path / file) for file in becomes]
    assert [(tmp_path / file).read_text() for file in becomes] == files and len(list(tmp_path.iterdir())) == len(files)


def test_what_is_run_finds_a_copy_of_the_course_in_which_nothing_is_saved(tmp_path, monkeypatch):
    shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("mine"))
    (tmp_path / "data" / "mine" / "coding").mkdir(parents=True)
    shutil.copy(DATA / "coding" / "reference.csv", tmp_path / "data" / "mine" / "coding" / "ana.csv")
    monkeypatch.setattr("sidebyside.corpus.DATA", tmp_path / "data")
    (tmp_path / "handed in").mkdir()
    look = "from sidebyside import claims, corpus; print(corpus.DATA); print(len(corpus.load_units()), len(claims.read_codings()[0])); (corpus.DATA / 'mine').mkdir()"
    for before in (str(rules.ROOT / "notebooks"), None):
        monkeypatch.setenv("PYTHONPATH", before) if before else monkeypatch.delenv("PYTHONPATH")
        with marking_safety.copy_of_the_course(tmp_path / "handed in"):
            done = subprocess.run(
                [sys.executable, "-c", look], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8"
            )
        place, counted = done.stdout.splitlines()
        assert counted == f"{len(claims.corpus.load_units())} 0" and not Path(place).exists()
        assert os.environ.get("PYTHONPATH") == before
    with pytest.raises(KeyError), marking_safety.copy_of_the_course(tmp_path / "handed in"):
        raise KeyError
    assert "PYTHONPATH" not in os.environ


def test_in_a_lesson_the_cell_only_says_what_it_is_for(monkeypatch, capsys):
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    assert marking.hand_in("fewest-units", 13) is None
    assert "marks the notebook" in capsys.readouterr().out


def test_to_validate_is_to_check(monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    assert (
        marking.hand_in("fewest-units", 13),
        marking.hand_in("fewest-units", 12),
        marking.hand_in("fewest-units", ...),
    ) == (1.0, 0.0, 0.0)


# -- marked by nbgrader --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    return release(tmp_path_factory.mktemp("released") / "course", LESSONS)


def test_nbgrader_knows_the_metadata(made):
    need_nbgrader()
    from nbgrader.nbgraderformat import MetadataValidator, ValidationError

    for lesson in LESSONS:
        notebook = source(made, lesson)
        MetadataValidator().validate_nb(notebook)  # raises what is wrong
        del next(filter(None, map(grader, notebook.cells)))["grade_id"]
        with pytest.raises(ValidationError, match="grade_id"):
            MetadataValidator().validate_nb(notebook)


@pytest.mark.parametrize("lesson", LESSONS)
def test_what_is_released_is_the_lesson_and_holds_no_solution(released, lesson):
    notebook, own = source(released, lesson, "release"), LESSONS[lesson]
    kept = [cell for cell in notebook.cells if not grader(cell).get("locked")]
    assert [cell.source.rstrip("\n") for cell in kept] == [cell.source for cell in own.cells]
    for name, cell in asked(notebook).items():
        assert QUESTIONS[name].solved not in cell.source and "SOLUTION" not in cell.source
        assert cell.metadata.get("editable") is not False and cell.metadata.deletable is False
    assert all(cell.metadata.editable is False for cell in notebook.cells if grader(cell).get("locked"))
    assert not any(cell.outputs for cell in rules.code_cells(notebook))


BLANK = ("00_start", "01_page", "10_critique")


@pytest.fixture(scope="module")
def marked(released, tmp_path_factory):
    """The scores of every lesson, wholly right, and of some blank: two courses side by side, each marked by a process of its own."""
    todo = [(lesson, "right") for lesson in LESSONS] + [(lesson, "blank") for lesson in BLANK]
    running = []
    for half in (todo[::2], todo[1::2]):
        folder = shutil.copytree(released, tmp_path_factory.mktemp("marked") / "course")
        for lesson, student in half:
            notebook = source(folder, lesson, "release")
            answers = {name: QUESTIONS[name].solved for name in asked(notebook)} if student == "right" else {}
            submit(folder, student, lesson, answered(notebook, answers))
        running.append((folder, half, start(folder, [["autograde", *each] for each in half])))
    assert [finish(process) for *_, process in running] == [{}, {}]
    return {
        (lesson, student): scores(folder, lesson)[student] for folder, half, _ in running for lesson, student in half
    }


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_wholly_right_lesson_gets_a_point_for_each_exercise(marked, lesson):
    names = list(asked(LESSONS[lesson]))
    points, cells = marked[lesson, "right"]
    assert points == len(names) and {cell for cell, mark in cells.items() if mark == 1} == {
        f"mark-{name}" for name in names
    }


@pytest.mark.parametrize("lesson", BLANK)
def test_a_blank_lesson_gets_no_point(marked, lesson):
    points, cells = marked[lesson, "blank"]
    assert points == 0 and all(mark == 0 for cell, mark in cells.items() if cell != "read-critique")
