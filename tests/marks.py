"""What test_marking.py and test_marking_cheats.py both need: lessons as students hand them in, and nbgrader run on them.

They are two files, so that two workers share them.
"""

import importlib.util
import json
import os
import subprocess
import sys

import nbformat
import pytest
import rules
from sidebyside import exercises, marking

QUESTIONS = exercises.named_questions()
LESSONS = {
    path.stem: lesson
    for path in rules.LESSONS
    for lesson in [nbformat.read(path, as_version=4)]
    if rules.exercise_names(lesson)
}


def grader(cell):
    return cell.metadata.get("nbgrader", {})


def asked(notebook):
    """The cells in which a question is asked, by its name."""
    return {name: cell for cell in rules.code_cells(notebook) for name in rules.exercises_of(cell)}


def answered(notebook, answers):
    """The notebook with these lines of code in place of the scaffold of some exercises."""
    for name, code in answers.items():
        cell = asked(notebook)[name]
        cell.source = code + "\n" + cell.source[cell.source.index('check("') :]
    return notebook


def source(folder, lesson, kind="source"):
    return nbformat.read(folder / kind / lesson / f"{lesson}.ipynb", as_version=4)


def need_nbgrader():
    if importlib.util.find_spec("nbgrader") is None:
        reason = "no nbgrader: pip install -r .locked/marking.txt to see the lessons marked"
        pytest.fail(reason) if os.environ.get("REQUIRE_NBGRADER") else pytest.skip(reason)


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
        failed.setdefault("/".join(arguments), (done.get("log") or "") + (done.get("error") or ""))
print(json.dumps(failed))
"""


def start(folder, todo):
    return subprocess.Popen(
        [sys.executable, "-c", MARK, json.dumps(todo)],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def finish(process):
    out, err = process.communicate(timeout=900)
    assert process.returncode == 0, err
    return json.loads(out.splitlines()[-1])


def release(folder, lessons):
    """A new course in `folder`, with these lessons released."""
    need_nbgrader()
    marking.write(folder)
    assert finish(start(folder, [["generate_assignment", lesson] for lesson in lessons])) == {}
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
        return {
            student: (
                submission.score,
                {grade.name: grade.auto_score for notebook in submission.notebooks for grade in notebook.grades},
            )
            for student, submission in submissions.items()
        }
