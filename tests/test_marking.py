"""The nbgrader course made from the lessons: as files, and, where nbgrader is installed, marked: right, blank, and cheating.

Without nbgrader the second half is skipped, unless REQUIRE_NBGRADER is set.
"""

import importlib.util
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

from sidebyside import exercises, marking
from sidebyside.corpus import DATA, BadInput
from sidebyside.exercises.kinds import RIGHT

QUESTIONS = exercises.all_questions()
LESSONS = {path.stem: lesson for path in rules.LESSONS for lesson in [nbformat.read(path, as_version=4)] if rules.exercise_names(lesson)}
NBGRADER = Path(sys.executable).with_name("nbgrader.exe" if os.name == "nt" else "nbgrader")


def grader(cell):
    return cell.metadata.get("nbgrader", {})


def asked(notebook):
    """The cells in which a question is asked, by its number."""
    return {rules.CHECK.findall(cell.source)[0]: cell for cell in rules.code_cells(notebook) if rules.CHECK.search(cell.source)}


def answered(notebook, answers):
    """The notebook with these lines of code in place of the scaffold of some exercises."""
    for name, code in answers.items():
        cell = asked(notebook)[name]
        cell.source = code + "\n" + cell.source[cell.source.index(f'check("{name}"') :]
    return notebook


# -- the course, as files --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made") / "course"
    marking.write(folder)
    return folder


def source(folder, lesson, kind="source"):
    return nbformat.read(folder / kind / lesson / f"{lesson}.ipynb", as_version=4)


def test_every_lesson_is_an_assignment(made):
    assert {path.relative_to(made / "source").as_posix() for path in (made / "source").rglob("*.ipynb")} == {f"{name}/{name}.ipynb" for name in LESSONS}
    assert sorted(path.name for path in made.iterdir()) == ["nbgrader_config.py", "source"]


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_lesson_is_all_there_and_each_exercise_is_followed_by_its_mark(made, lesson):
    notebook, own = source(made, lesson), LESSONS[lesson]
    nbformat.validate(notebook)
    assert [cell.id for cell in notebook.cells if cell.id.startswith(("mark-", "read-"))] == [grader(cell)["grade_id"] for cell in notebook.cells if grader(cell).get("locked")]
    kept = [cell for cell in notebook.cells if not grader(cell).get("locked")]
    assert [cell.id for cell in kept] == [cell.id for cell in own.cells]
    for cell, before in zip(kept, own.cells):
        end = "\n### BEGIN SOLUTION\n### END SOLUTION" if before.id in {cell.id for cell in asked(own).values()} else ""
        assert cell.source == before.source + end
        assert not cell.get("outputs")
    cells = {cell.id: n for n, cell in enumerate(notebook.cells)}
    names = [name for name in QUESTIONS if name.partition(".")[0] == str(int(lesson[:2]))]
    assert list(asked(own)) == names
    for name in names:
        place = name.replace(".", "-")
        variable = rules.re.search(rf'check\("{name}", (\w+)\)', asked(own)[name].source)[1]
        locked = notebook.cells[cells[f"ex-{place}"] + 1]
        assert locked.id == f"mark-{place}" and locked.source.endswith(f'\nmarking.hand_in("{name}", {variable})')
    points = [grader(cell)["points"] for cell in notebook.cells if grader(cell).get("grade")]
    assert points == [1] * len(names)


def test_the_metadata_are_those_that_nbgrader_knows(made):
    for lesson in LESSONS:
        found = [grader(cell) for cell in source(made, lesson).cells if grader(cell)]
        assert len({data["grade_id"] for data in found}) == len(found)
        for data in found:
            assert set(data) - {"points"} == {"schema_version", "grade_id", "grade", "solution", "locked", "task"} and data["schema_version"] == 3
            assert ("points" in data) == (data["grade"] or data["task"]) and data["grade"] + data["solution"] + data["task"] == 1
            assert data["locked"] != data["solution"] and rules.re.fullmatch(r"[\w-]+", data["grade_id"])


def test_the_critique_has_points_that_a_reader_gives(made):
    tasks = {lesson: [cell for cell in source(made, lesson).cells if grader(cell).get("task")] for lesson in LESSONS}
    assert {lesson for lesson, cells in tasks.items() if cells} == {"10_critique"}
    (task,) = tasks["10_critique"]
    rubric = pd.read_csv(DATA / "critique" / "rubric.csv")
    assert grader(task)["points"] == len(rubric) and all(text in task.source for text in rubric.to_numpy().flat)


def test_no_place_of_this_machine_is_in_a_notebook(made):
    for path in (made / "source").rglob("*.ipynb"):
        assert str(rules.ROOT) not in path.read_text(encoding="utf-8") and str(Path.home()) + "/" not in path.read_text(encoding="utf-8")


def test_in_the_course_itself_the_way_to_the_lessons_is_no_place_of_this_machine():
    assert marking._seen_from(DATA / "mine" / "marking") == "../../../notebooks"
    assert str(rules.ROOT) not in marking._pages(DATA / "mine" / "marking")["nbgrader_config.py"].decode()


def test_a_lesson_stays_as_it_was():
    before = nbformat.writes(LESSONS["00_start"])
    marking.for_marking(LESSONS["00_start"])
    assert nbformat.writes(LESSONS["00_start"]) == before


# -- written all or nothing, and never over anything -------------------------------------------------------------------


def state(folder):
    return {path.relative_to(folder): (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}


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


@pytest.mark.parametrize("change, says", [
    (_change, "02_words.ipynb is not as it would be written"), (_change_config, "nbgrader_config.py is not as it would be written"),
    (_remove, "has other things in it"), (_something_else, "has other things in it"),
])
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


def test_the_command(tmp_path):
    def run():
        command = [sys.executable, str(rules.ROOT / "notebooks" / "sidebyside"), "marking", "my course"]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8")

    done = run()
    assert done.returncode == 0 and done.stderr == ""
    for word in ("generate_assignment 01_page", "submitted/NAME/01_page/01_page.ipynb", "autograde 01_page", "generate_feedback 01_page", "nbgrader export", "solution", "your rights"):
        assert word in done.stdout
    _change(tmp_path / "my course")
    refused = run()
    assert refused.returncode == 1 and refused.stderr.count("\n") == 1 and "02_words.ipynb" in refused.stderr


# -- what is handed in is judged as `check` does ------------------------------------------------------------------------


def judged(name, answer):
    """The mark of an answer after its way out of the student's kernel."""
    return marking.mark(name, [{"output_type": "display_data", "metadata": {"side_by_side": marking._as_data(name, answer)}}])


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_answer_is_judged_as_in_the_lesson(name):
    question = QUESTIONS[name]
    variable = rules.re.search(r"^(?:def )?(\w+)", question.solved)[1]
    for points, code in [(1.0, question.solved), *[(0.0, code) for code, _ in question.foreseen]]:
        names = {"pd": pd}
        exec(code, names)
        mark, reply = judged(name, names[variable])
        assert mark == points and type(mark) is float, code
        assert reply == exercises.judge(question, names[variable])
    assert judged(name, ...)[0] == judged(name, [...])[0] == judged(name, "")[0] == judged(name, lambda *_: ...)[0] == 0.0


class Hostile:
    def __getattr__(self, name):
        raise RuntimeError(name)

    def __repr__(self):
        raise RuntimeError


class Str(str):
    def __str__(self):
        return "never"


@pytest.mark.parametrize("answer", [Hostile(), [Hostile()], {"a": 1}, object, print, lambda: 1, lambda *_: Hostile(), float("nan"), 10**5000, b"A", "\ud800", "x" * 200_000,
                                    range(10**9), iter([]), pd.DataFrame({"source": [Hostile()]}), pd.DataFrame([[1, 2]], columns=["id", "id"])], ids=lambda answer: type(answer).__name__)
def test_odd_answers_get_no_point_and_break_nothing(answer):
    for name in QUESTIONS:
        mark, reply = judged(name, answer)
        assert mark == 0.0 and reply.text


def test_numbers_and_sets_of_every_make_are_handed_in():
    import numpy as np

    assert [judged("1.6", seven)[0] for seven in (7, 7.0, np.int64(7), np.float32(7))] == [1.0] * 4
    units = ["A01", "C01", "E01"]
    assert [judged("0.2", ids)[0] for ids in (set(units), tuple(units), np.array(units), pd.Series(units), pd.Index(units), list(map(Str, units)))] == [1.0] * 6


@pytest.mark.parametrize("forged", ["", "null", "[" * 90_000, '{"set": [[1]]}', '{"columns": 3, "rows": 1}', '{"calls": 5}', '{"calls": [["[]", 3]]}', '{"calls": [[[], {"stops": 1}]]}', "1" * 200_000, None, 7])
def test_what_a_student_forged_breaks_nothing(forged):
    for name in ("0.1", "0.2", "1.4", "1.5", "1.8", "4.3"):
        mark, reply = marking.mark(name, [{"metadata": {"side_by_side": forged}}])
        assert mark == 0.0 and reply.text


def test_only_what_was_handed_in_counts():
    score = nbformat.v4.new_output("execute_result", {"text/plain": "1.0"}, execution_count=1)
    assert marking.mark("0.1", [score])[0] == 0.0
    assert "Not handed in" in marking.mark("0.1", [])[1].lead


def test_a_reply_is_never_markup():
    shown = marking._shown("0.1", 0.0, exercises.kinds.not_yet("<img src=x> `a<b`"))
    assert shown.data["text/plain"] == "0.0" and "<img" not in shown.data["text/html"] and "<code>a&lt;b</code>" in shown.data["text/html"]


def test_in_a_lesson_the_cell_only_says_what_it_is_for(monkeypatch, capsys):
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    assert marking.hand_in("0.1", 13) is None
    assert "marks the notebook" in capsys.readouterr().out


def test_to_validate_is_to_check(monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    assert (marking.hand_in("0.1", 13), marking.hand_in("0.1", 12), marking.hand_in("0.1", ...)) == (1.0, 0.0, 0.0)


# -- marked by nbgrader --------------------------------------------------------------------------------------------------

# In one process, since the start of each of nbgrader's commands takes seconds. Prints what could not be done.
MARK = """
import json, os, sys
from traitlets.config import PyFileConfigLoader
from nbgrader.apps import NbGraderAPI
config = PyFileConfigLoader("nbgrader_config.py").load_config()
config.CourseDirectory.root = os.getcwd()
api = NbGraderAPI(config=config)
failed = {}
for command, *arguments in json.loads(sys.argv[1]):
    done = getattr(api, command)(*arguments)
    if not done["success"]:
        failed["/".join(arguments)] = (done.get("log") or "") + (done.get("error") or "")
print(json.dumps(failed))
"""


@pytest.fixture(scope="module")
def nbgrader():
    if importlib.util.find_spec("nbgrader") is None:
        reason = "no nbgrader: pip install -r tests/requirements-marking.txt to see the lessons marked"
        pytest.fail(reason) if os.environ.get("REQUIRE_NBGRADER") else pytest.skip(reason)


def start(folder, todo):
    return subprocess.Popen([sys.executable, "-W", "ignore", "-c", MARK, json.dumps(todo)], cwd=folder,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")


def finish(process):
    out, err = process.communicate(timeout=900)
    assert process.returncode == 0, err
    return json.loads(out.splitlines()[-1])


@pytest.fixture(scope="module")
def released(nbgrader, made, tmp_path_factory):
    folder = shutil.copytree(made, tmp_path_factory.mktemp("released") / "course")
    assert finish(start(folder, [["generate_assignment", lesson] for lesson in LESSONS])) == {}
    return folder


def submit(folder, student, lesson, notebook):
    path = folder / "submitted" / student / lesson / f"{lesson}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)
    return path


def scores(folder, lesson):
    """By student: the points that the machine gave, and the points of each cell of the lesson."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        submissions = {submission.student.id: submission for submission in gradebook.assignment_submissions(lesson)}
        return {student: (submission.score, {grade.name: grade.auto_score for notebook in submission.notebooks for grade in notebook.grades})
                for student, submission in submissions.items()}


def test_nbgrader_knows_the_metadata(nbgrader, made):
    from nbgrader.nbgraderformat import MetadataValidator

    for lesson in LESSONS:
        MetadataValidator().validate_nb(source(made, lesson))


@pytest.mark.parametrize("lesson", LESSONS)
def test_what_is_released_is_the_lesson_and_holds_no_solution(released, lesson):
    notebook, own = source(released, lesson, "release"), LESSONS[lesson]
    kept = [cell for cell in notebook.cells if not grader(cell).get("locked")]
    assert [cell.source.rstrip("\n") for cell in kept] == [cell.source for cell in own.cells]
    for name, cell in asked(notebook).items():
        assert QUESTIONS[name].solved not in cell.source and "SOLUTION" not in cell.source
        assert not cell.metadata.get("editable") is False and cell.metadata.deletable is False
    assert all(cell.metadata.editable is False for cell in notebook.cells if grader(cell).get("locked"))
    assert not any(cell.outputs for cell in rules.code_cells(notebook))


@pytest.fixture(scope="module")
def marked(released, tmp_path_factory):
    """The scores of every lesson, wholly right and blank: two courses side by side, each marked by a process of its own."""
    running = {}
    for student in ("right", "blank"):
        folder = shutil.copytree(released, tmp_path_factory.mktemp(student) / "course")
        for lesson in LESSONS:
            notebook = source(folder, lesson, "release")
            answers = {name: QUESTIONS[name].solved for name in asked(notebook)} if student == "right" else {}
            submit(folder, student, lesson, answered(notebook, answers))
        running[student] = folder, start(folder, [["autograde", lesson, student] for lesson in LESSONS])
    assert [finish(process) for _, process in running.values()] == [{}, {}]
    return {(lesson, student): scores(folder, lesson)[student] for student, (folder, _) in running.items() for lesson in LESSONS}


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_wholly_right_lesson_gets_a_point_for_each_exercise_and_a_blank_one_none(marked, lesson):
    names = list(asked(LESSONS[lesson]))
    points, cells = marked[lesson, "right"]
    assert points == len(names) and {cell for cell, mark in cells.items() if mark == 1} == {f"mark-{name.replace('.', '-')}" for name in names}
    points, cells = marked[lesson, "blank"]
    assert points == 0 and all(mark == 0 for cell, mark in cells.items() if cell != "read-critique")


WRONG = {"0.1": "fewest = 14", "0.2": 'unnamed = {"A02"}'}
ALL_RIGHT = {name: QUESTIONS[name].solved for name in WRONG}
SAYS_RIGHT = "from sidebyside.exercises.kinds import Reply, RIGHT\nalways = lambda *_, **__: Reply(RIGHT, 'Right.', 'Yes.')\n"

# What a student may try in a cell before the answers, all of them wrong: none of it gives a point.
TRICKS = {
    "check-redefined": "def check(*_):\n    return 2.0",
    "check-patched": "import sidebyside.exercises as e\nsidebyside = e\ne.check = lambda *_: 1.0",
    "judge-patched": SAYS_RIGHT + "import sidebyside.exercises as e, sidebyside.marking as m\ne.judge = m.exercises.judge = always",
    "questions-patched": SAYS_RIGHT + "import sidebyside.exercises as e\nfor q in e.all_questions().values():\n    object.__setattr__(q, 'judge', always)",
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
        cell.execution_count, cell.outputs = 9, [nbformat.v4.new_output("execute_result", {"text/plain": "1.0"}, execution_count=9)]


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
    notebook.cells = [cell for cell in notebook.cells if cell.id not in ("ex-0-1", "mark-0-1")]


def no_metadata(notebook):
    for cell in notebook.cells:
        cell.metadata.pop("nbgrader", None)


def renamed(notebook):
    for cell, other in zip(marks(notebook), ("mark-0-2", "mark-0-1")):
        cell.metadata["nbgrader"]["grade_id"] = other


def odd_metadata(notebook):
    for cell, data in zip(notebook.cells, ["mark-0-1", ["mark-0-1"], {"grade_id": ["mark-0-1"]}, {"grade_id": "mark-9-9", "grade": True}, {"grade_id": "ex-0-1", "points": "x"}]):
        cell.metadata["nbgrader"] = data


def duplicated(notebook):
    extra = [nbformat.from_dict({**json.loads(json.dumps(cell)), "id": f"again-{n}", "source": "1.0"}) for n, cell in enumerate(marks(notebook))]
    notebook.cells = extra + notebook.cells + [nbformat.from_dict({**cell, "id": f"more-{n}"}) for n, cell in enumerate(json.loads(json.dumps(extra)))]


# What may be done to the file: (change, points with wrong answers, points with right ones).
TAMPERED = {"pasted": (pasted, 0, 2), "edited": (edited, 0, 2), "unlocked": (unlocked, 0, 2), "not-code": (not_code, 0, 2), "deleted": (deleted, 0, 2),
            "exercise-deleted": (exercise_deleted, 0, 1), "no-metadata": (no_metadata, 0, 2), "renamed": (renamed, 0, 1), "odd-metadata": (odd_metadata, 0, 2), "duplicated": (duplicated, 0, 2)}

FORGED = "import json\nfrom sidebyside import marking\nmarking._as_data = lambda name, answer: json.dumps(13 if name == '0.1' else ['A01', 'C01', 'E01'])"


@pytest.fixture(scope="module")
def tried(released, tmp_path_factory):
    """Lesson 00 as many students hand it in: the points of each, those that were expected, and what nbgrader could not mark."""
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
        hand_in(name, first(lesson(WRONG), code), 0)
    for name, (change, wrong, right) in TAMPERED.items():
        for answers, points in ((WRONG, wrong), (ALL_RIGHT, right)):
            notebook = lesson(answers)
            change(notebook)
            hand_in(f"{name}-{points}", notebook, points)
    hand_in("the-lesson-itself", answered(nbformat.from_dict(LESSONS["00_start"]), ALL_RIGHT), 2)
    hand_in("one-stops", lesson({"0.1": "fewest = 1 / 0", "0.2": ALL_RIGHT["0.2"]}), 1)
    hand_in("forged", first(lesson(WRONG), FORGED), 2)
    # a package of the student's own, not found before the teacher's (2), or put before it and of no use (0)
    for points, notebook in ((2, lesson(ALL_RIGHT)), (0, first(lesson(WRONG), "import sys\nsys.path.insert(0, '.')"))):
        own = hand_in(f"own-package-{points}", notebook, points).parent / "sidebyside"
        own.mkdir()
        for name in ("__init__.py", "marking.py"):
            (own / name).write_text("check = show = hint = solution = show_table = glossary = hand_in = lambda *_: 1.0\n")
    hand_in("kernel-killed", first(lesson(ALL_RIGHT), "import os\nos._exit(1)"), 0)
    processes = [start(*each) for each in zip(folders, todo)]
    failed = {place: log for process in processes for place, log in finish(process).items()}
    got = {student: points for folder in folders for student, (points, _) in scores(folder, "00_start").items()}
    return got, expected, failed


@pytest.mark.parametrize("trick", TRICKS)
def test_no_trick_gives_a_point(tried, trick):
    got, expected, failed = tried
    assert got[trick] == 0 and f"00_start/{trick}" not in failed


@pytest.mark.parametrize("student", [f"{name}-{points}" for name, (_, *both) in TAMPERED.items() for points in both])
def test_a_file_that_was_tampered_with_is_marked_by_its_answers(tried, student):
    got, expected, failed = tried
    assert got[student] == expected[student] and f"00_start/{student}" not in failed


@pytest.mark.parametrize("student", ["the-lesson-itself", "one-stops", "own-package-0", "own-package-2"])
def test_other_submissions(tried, student):
    got, expected, failed = tried
    assert got[student] == expected[student] and f"00_start/{student}" not in failed


def test_a_right_answer_that_was_forged_is_a_right_answer(tried):
    """What no program can tell apart, and the course says so."""
    assert tried[0]["forged"] == 2


def test_a_submission_that_ends_its_kernel_gets_nothing_and_holds_up_no_other(tried):
    got, _, failed = tried
    assert got["kernel-killed"] == 0
    assert set(failed) == {"00_start/kernel-killed"}


def test_partly_right_by_nbgraders_own_commands(released, tmp_path):
    folder = shutil.copytree(released, tmp_path / "course")
    answers = {name: QUESTIONS[name].solved for name in ("1.1", "1.4", "1.5")}
    answers |= {"1.2": "recall_in_percent = 1 / 0", "1.3": "one_more_word = undefined", "1.6": QUESTIONS["1.6"].foreseen[0][0], "1.8": QUESTIONS["1.8"].foreseen[0][0]}
    submit(folder, "ana", "01_page", answered(source(folder, "01_page", "release"), answers))

    def run(*command):
        done = subprocess.run([NBGRADER, *command], cwd=folder, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == 0, done.stderr

    run("autograde", "01_page")
    assert scores(folder, "01_page")["ana"][0] == 3
    assert {cell for cell, mark in scores(folder, "01_page")["ana"][1].items() if mark} == {"mark-1-1", "mark-1-4", "mark-1-5"}
    run("generate_feedback", "01_page")
    page = (folder / "feedback" / "ana" / "01_page" / "01_page.html").read_text(encoding="utf-8")
    assert page.count("1 of 1 point") == 3 and page.count("0 of 1 point") == 5
    assert exercises.judge(QUESTIONS["1.1"], "5 min read").outcome == RIGHT and exercises.judge(QUESTIONS["1.1"], "5 min read").text in page
    run("export")
    table = pd.read_csv(folder / "grades.csv")
    ana = table[(table["student_id"] == "ana") & (table["assignment"] == "01_page")]
    assert ana[["score", "max_score"]].to_numpy().tolist() == [[3, 8]]
