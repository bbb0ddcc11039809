"""Marking with nbgrader: a course made from the lessons, and the points of each exercise.

A student's code can change whatever is in its own kernel, `check` too. So no mark is worked out there. A locked cell after each
exercise hands the answer in, as plain data; nbgrader's own process, in which nothing of a student's is run, judges it, as `check`
does in the lesson. One point for an answer that is right, none for any other.

What this cannot stop: a right answer is a right answer, wherever it comes from. `solution` prints one, and a notebook can hand in
what its author never wrote. Marks should rest on reading, too. And what a student wrote is run with the rights of whoever marks:
while it runs, it could change files, the gradebook too. `marking_safety.ABOUT` says so to the teacher, and what to do.

What nbgrader expects of a notebook: its metadata, version 3, and its scores, as in nbgrader 0.9.6.
"""

import copy
import os
import re
import shlex
import shutil
import sys
import tempfile
from pathlib import Path

from . import browser, corpus, exercises, files, marking_safety
from .corpus import BadInput, read_table
from .grading import OWN, PUT_BACK, call_it_the_lesson, cell_metadata, configure, hand_in, mark, refuse_its_place  # noqa: F401

CHECK = re.compile(r'^check\("(\d+\.\d+)", (\w+)\)$', re.MULTILINE)
CONFIG = '''"""Side by Side as a course of nbgrader: run the commands in this folder. Yours to change."""

import os
import sys
from pathlib import Path

here = Path(__file__).resolve().parent
notebooks = (here / {place!r}).resolve()  # where the course has its lessons, as seen from here
if not (notebooks / "sidebyside").is_dir():
    sys.exit("The course is not where nbgrader_config.py says: write its notebooks folder into the line `notebooks = ...`.")

# Lessons find the teacher's copy of the course, before any folder that a student hands in.
paths = [str(notebooks), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
os.environ["PYTHONPATH"] = os.pathsep.join(dict.fromkeys(paths))
sys.path.insert(0, str(notebooks))
# nbgrader calls a program that is installed beside it, which may not be on the PATH.
programs = [str(Path(sys.executable).parent), *os.environ.get("PATH", "").split(os.pathsep)]
os.environ["PATH"] = os.pathsep.join(dict.fromkeys(programs))

from sidebyside import marking

c = get_config()
c.CourseDirectory.course_id = "side_by_side"
c.ClearSolutions.code_stub = {{"python": ""}}  # a released exercise keeps its dots
c.ClearSolutions.text_stub = ""
marking.configure(c, here)
'''

NEXT = """
What to do next, in a terminal. Steps 1 to 6 are for each lesson, here 01_page; 7 is done once.

   cd {folder}
   {python} -m pip install -r {requirements}
installs nbgrader, which the course does without; once is enough.

1. {nbgrader} generate_assignment 01_page
   makes release/01_page/01_page.ipynb, without solutions.
2. Give that file to the students. Each puts it into the notebooks folder of his or her own copy of the course, in place of
   the lesson's, and keeps a copy of that if it has answers: there it finds `sidebyside`. They answer, save, and hand the file
   in. The ordinary file of the lesson, handed in, is marked too.
3. Put each file into submitted/NAME/01_page/01_page.ipynb, with a NAME for each student. It must be called exactly so. One that
   is not, such as "01_page (1).ipynb", is given that name in step 4 if no other notebook lies beside it.
4. {nbgrader} autograde 01_page
   runs each notebook and gives 1 point for each exercise that is right, 0 for any other; step 5 shows the scores. Some seconds
   for each; a notebook whose cells never end takes half a minute for each of them, and about ten minutes at most. One that ends
   its kernel is named, and is not marked. What was marked before is passed over. If NAME hands in again (points that you gave by
   hand are kept):
   {nbgrader} autograde 01_page --student NAME --force
5. {jupyter} lab --config={lab} --ServerApp.root_dir=.
   then Nbgrader > Formgrader (a yellow box about the exchange does not matter). There you see the scores, read, and comment. For
   the critique of lesson 10, you alone give the points, so that a machine gives at most half of that lesson's: Manual Grading >
   10_critique > 10_critique > Submission. Points are saved when you leave the field.
6. {nbgrader} generate_feedback 01_page
   makes feedback/NAME/01_page/01_page.html, one page for each student. After any change, the same with --force.
7. {nbgrader} export
   writes grades.csv. There, 0.0 also means not handed in, not marked, or not yet read: look at Needs Manual Grade in Formgrader
   first.

What the points are worth: nbgrader works them out apart from the student's notebook, from the answers that it hands in. It can
hand in a right answer that its author never wrote, and anyone can ask for the solution. Where an exercise asks for a text, the
point is for the evidence, not for the reasoning. So read, too.

Autograding runs what the students wrote, with your rights, on your machine. While it runs, it could change the gradebook and your
files, and use the network. README.md in that folder says what is done about it, and how to mark in another account or container.
"""


# ---------------------------------------------------------------- the course


def write(folder):
    """Make an nbgrader course in `folder`, and say what to do next: `nbgrader_config.py`, a `README.md`
    on what a submission could do, and `source/LESSON/LESSON.ipynb` for each lesson that has exercises.

    Files are written all or none, into a folder that is new or empty. Called again, it leaves a folder alone that has all of them
    as they were, whatever lies beside them. Refuses, with a `BadInput`, a folder with anything else in it; of a course that was
    changed, it says all the same what to do next. Needs no nbgrader.
    """
    browser.refuse("Courses for marking")
    folder = Path(folder).absolute()
    refuse_its_place(folder)
    pages = _pages(folder)
    here = {path: folder / path for path in pages}
    if all(path.is_file() and path.read_bytes() == pages[name] for name, path in here.items()):
        print(f"Nothing to do: the {len(pages) - 2} lessons are in {folder} already.")
    else:
        try:
            _refuse_what_is_there(folder, here, pages)
        except BadInput:
            if here["nbgrader_config.py"].is_file():
                print(_next(folder))  # a course that was changed is still a course
            raise
        _write_all(folder, pages)
        print(f"Written into {folder}: README.md, nbgrader_config.py, and {len(pages) - 2} lessons in source.")
    print(_next(folder))


def _next(folder):
    course, programs = corpus.NOTEBOOKS.parent, Path(sys.executable).parent
    return NEXT.format(
        folder=_typed(folder),
        python=_typed(Path(sys.executable), folder, program=True),
        nbgrader=_typed(programs / "nbgrader", folder, program=True),
        jupyter=_typed(programs / "jupyter", folder, program=True),
        requirements=_typed(course / ".locked" / "marking.txt", folder),
        lab=_typed(course / ".jupyter" / "lab.py", folder),
    )


def _typed(path, folder=None, program=False):
    """A path as one types it in a terminal: as seen from `folder`, if both lie in the course."""
    course = corpus.NOTEBOOKS.parent
    path = path.parent.resolve() / path.name if folder else path  # a program in .venv may be a link to another place
    if folder and folder.resolve().is_relative_to(course) and path.is_relative_to(course):
        path = Path(os.path.relpath(path, folder.resolve()))
    if os.name != "nt":
        return shlex.quote(str(path))
    return f'{"& " if program else ""}"{path}"' if " " in str(path) else str(path)


def _refuse_what_is_there(folder, here, pages):
    if folder.exists() and not folder.is_dir():
        raise BadInput(f"{folder.name} is a file: name a folder that is new or empty.")
    changed = [
        name
        for name, path in here.items()
        if path.exists() and (not path.is_file() or path.read_bytes() != pages[name])
    ]
    if changed:
        raise BadInput(
            f"In {folder.name}, {changed[0]} is not as it would be written now: "
            "nothing was written; name a folder that is new or empty."
        )
    if folder.exists() and any(folder.iterdir()):
        raise BadInput(
            f"The folder {folder.name} has other things in it: nothing was written; name a folder that is new or empty."
        )


def _write_all(folder, pages):
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        try:
            for name, page in pages.items():
                (unfinished / name).parent.mkdir(parents=True, exist_ok=True)
                (unfinished / name).write_bytes(page)
            unfinished.chmod(0o755)
            if folder.exists():
                folder.rmdir()  # it is empty
            os.replace(unfinished, folder)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    except OSError as failed:
        raise BadInput(f"{folder.name} was not written ({files.reason(failed)}): name another folder.") from None


def _pages(folder):
    """What is to be in the folder: the bytes of each file, by its place."""
    import nbformat

    pages = {
        "nbgrader_config.py": CONFIG.format(place=_seen_from(folder)).encode(),
        "README.md": marking_safety.ABOUT.encode(),
    }
    for path in sorted(corpus.NOTEBOOKS.glob("[0-9][0-9]_*.ipynb")):
        notebook = for_marking(nbformat.read(path, as_version=4))
        if any("nbgrader" in cell.metadata for cell in notebook.cells):
            pages[f"source/{path.stem}/{path.name}"] = (nbformat.writes(notebook) + "\n").encode()
    return pages


def _seen_from(folder):
    """The way from the folder to the lessons, if it lies in the course, and else their whole place."""
    if folder.resolve().is_relative_to(corpus.NOTEBOOKS.parent):
        return Path(os.path.relpath(corpus.NOTEBOOKS, folder.resolve())).as_posix()
    return corpus.NOTEBOOKS.as_posix()


def for_marking(notebook):
    """A lesson as nbgrader's source: each exercise as it is, and after it a locked cell, for one point.

    Where a lesson ends in a critique, a last cell has points for its reasoning, one for each row of the rubric, given by hand.
    The lesson itself stays as it was; what it shows is left out.
    """
    import nbformat

    made = copy.deepcopy(notebook)
    made.cells = []
    for cell in copy.deepcopy(notebook.cells):
        made.cells.append(cell)
        if cell.cell_type != "code":
            continue
        cell.outputs, cell.execution_count = [], None
        asked = CHECK.search(cell.source)
        if not asked:
            continue
        number, variable = asked.groups()
        name = exercises.name_of(number)
        cell.metadata["nbgrader"] = cell_metadata(f"ex-{name}", solution=True)
        # nbgrader empties an exercise without such marks; what stands between them is taken out
        cell.source += "\n### BEGIN SOLUTION\n### END SOLUTION"
        locked = nbformat.v4.new_code_cell(HAND_IN.format(name=name, variable=variable), id=f"mark-{name}")
        locked.metadata["nbgrader"] = cell_metadata(f"mark-{name}", grade=True, locked=True, points=1)
        made.cells.append(locked)
        if variable == "my_critique":
            rubric = read_table("critique/rubric.csv", ["criterion", "question", "weak", "good"])
            task = nbformat.v4.new_markdown_cell(_task(rubric), id="read-critique")
            task.metadata["nbgrader"] = cell_metadata("read-critique", task=True, locked=True, points=len(rubric))
            made.cells.append(task)
    return made


HAND_IN = """# When your teacher marks this notebook, this cell hands in your answer. It cannot be changed.
from sidebyside import marking

marking.hand_in("{name}", {variable})"""


def _task(rubric):
    rows = "\n".join(f"| {row.criterion} | {row.question} | {row.weak} | {row.good} |" for row in rubric.itertuples())
    return (
        "**For your teacher to read: the critique.** Whether its evidence holds was checked above. "
        "What it is worth, only a reader can say: up to one point for each row. "
        f"Write into the comment which rows got a point.\n\n| | | no point | a point |\n|---|---|---|---|\n{rows}"
    )
