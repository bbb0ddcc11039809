"""Files of a student's beside the lessons, with the names of things that Python or the course needs, tried in real kernels."""

import os
import shutil
import subprocess
import sys

import pytest
import rules
from jupyter_client.manager import start_new_kernel
from test_exercises import run

TAKEN = "has a name that Python or this course needs for something of its own: give it another name, such as my_"
FIRST_CELL = """from sidebyside import check, corpus, page, tone
import pandas as pd
sizes = corpus.load_units().groupby("source").size()
check("0.1", sizes.min())"""


@pytest.fixture
def beside(tmp_path):
    """A copy of the course, to put files into its folder of lessons."""
    for name in ("notebooks", "data", ".jupyter"):
        shutil.copytree(
            rules.ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("*.ipynb", "mine", "workspaces")
        )
    return tmp_path / "notebooks"


def shown(folder, **more):
    manager, client = start_new_kernel(cwd=str(folder), env={**os.environ, **more})
    try:
        return run(client, FIRST_CELL)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


@pytest.mark.parametrize("name", ["pandas", "numpy", "matplotlib"])
def test_a_file_that_stands_in_for_what_the_course_needs_is_named_in_one_sentence(beside, name):
    (beside / f"{name}.py").write_text("x = 1")
    assert (
        shown(beside) == f"Shadowed: {name}.py in the folder notebooks {TAKEN}{name}.py, and choose Kernel ▸ Restart."
    )


def test_every_lesson_asks_the_course_before_anything_else_that_such_a_file_could_be():
    for path in rules.LESSONS:
        imports = [
            line.split()[1]
            for cell in rules.code_cells(rules.read(path))
            for line in cell.source.splitlines()
            if line.startswith(("import ", "from "))
        ]
        first = next(name for name in imports if name.partition(".")[0] not in sys.stdlib_module_names)
        assert first == "sidebyside", path.name


def test_a_file_that_does_no_harm_yet_is_named_and_the_lesson_works(beside):
    (beside / "random.py").write_text("x = 1")
    (beside / "csv.py").write_text("x = 1")
    said = shown(beside)
    assert "csv.py and random.py in the folder notebooks have names that Python or this course needs" in said
    assert said.count("Restart") == 1 and "✓ 0.1 · Right." in said


def test_under_the_settings_of_the_course_no_such_file_does_harm(beside, monkeypatch):
    for name in ("pandas", "numpy", "matplotlib", "nltk", "re", "random", "csv", "html", "enum", "sidebyside"):
        (beside / f"{name}.py").write_text("raise SystemExit('not the real thing')")
    monkeypatch.setenv("JUPYTER_PATH", str(beside.parent / ".jupyter"))  # as .jupyter/lab.py sets it
    said = shown(beside)
    assert "csv.py, enum.py, html.py, matplotlib.py, nltk.py, numpy.py, pandas.py, random.py and re.py" in said
    assert "✓ 0.1 · Right." in said and "Error" not in said


def test_without_such_a_file_nothing_is_said(beside, monkeypatch):
    (beside / "my_random.py").write_text("x = 1")
    assert shown(beside).startswith("✓ 0.1 · Right.")
    monkeypatch.setenv("JUPYTER_PATH", str(beside.parent / ".jupyter"))
    assert shown(beside).startswith("✓ 0.1 · Right.")


def test_the_commands_of_a_teacher_run_beside_such_files(beside):
    for name in ("random", "csv", "html", "pandas", "nltk"):
        (beside / f"{name}.py").write_text("raise SystemExit('not the real thing')")
    ran = subprocess.run([sys.executable, "notebooks/sidebyside"], cwd=beside.parent, capture_output=True, text=True)
    assert ran.returncode == 0 and "What a teacher runs" in ran.stdout and TAKEN.split(" a name")[0] not in ran.stderr
    assert "csv.py, html.py, nltk.py, pandas.py and random.py in the folder notebooks have names" in ran.stdout
