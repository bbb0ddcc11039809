'''Marking with nbgrader: a course made from the lessons, and the points of each exercise.

A student's code can change whatever is in its own kernel, `check` too. So no mark is worked out there. A locked cell after each
exercise hands the answer in, as plain data; nbgrader's own process, in which nothing of a student's is run, judges it, as `check`
does in the lesson. One point for an answer that is right, none for any other.

What this cannot stop: a right answer is a right answer, wherever it comes from. `solution` prints one, and a notebook can hand in
what its author never wrote. Marks should rest on reading, too. And what a student wrote is run with the rights of whoever marks:
while it runs, it could change files, the gradebook too. `marking_safety.ABOUT` says so to the teacher, and what to do.

What nbgrader expects of a notebook: its metadata, version 3, and its scores, as in nbgrader 0.9.6.
'''

import ast
import copy
import html
import json
import os
import re
import shlex
import shutil
import sys
import tempfile
import warnings
from numbers import Real
from pathlib import Path

from . import exercises
from .corpus import BadInput, read_table
from .display import in_html, say
from .exercises.kinds import BLANK, RIGHT, Reply

NOTEBOOKS = Path(__file__).resolve().parents[1]
CHECK = re.compile(r'^check\("(\d+\.\d+)", (\w+)\)$', re.MULTILINE)
LONGEST = 100_000  # characters of an answer; the longest that a person writes has a few thousand

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
    folder = Path(folder).absolute()
    _refuse_its_place(folder)
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
    course, programs = NOTEBOOKS.parent, Path(sys.executable).parent
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
    course = NOTEBOOKS.parent
    path = path.parent.resolve() / path.name if folder else path  # a program in .venv may be a link to another place
    if folder and folder.resolve().is_relative_to(course) and path.is_relative_to(course):
        path = Path(os.path.relpath(path, folder.resolve()))
    if os.name != "nt":
        return shlex.quote(str(path))
    return f'{"& " if program else ""}"{path}"' if " " in str(path) else str(path)


def _refuse_its_place(folder):
    found = [sign for sign in "?%*[" if sign in str(folder)]
    if found:
        raise BadInput(f"In a folder with {found[0]} in its path, nbgrader finds nothing or keeps its gradebook elsewhere: {folder}. "
                       "Give it another place; that may be outside of the course.")


def _refuse_what_is_there(folder, here, pages):
    if folder.exists() and not folder.is_dir():
        raise BadInput(f"{folder.name} is a file: name a folder that is new or empty.")
    changed = [name for name, path in here.items() if path.exists() and (not path.is_file() or path.read_bytes() != pages[name])]
    if changed:
        raise BadInput(f"In {folder.name}, {changed[0]} is not as it would be written now: "
                       "nothing was written; name a folder that is new or empty.")
    if folder.exists() and any(folder.iterdir()):
        raise BadInput(f"The folder {folder.name} has other things in it: "
                       "nothing was written; name a folder that is new or empty.")


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
        why = failed.strerror or type(failed).__name__
        raise BadInput(f"{folder.name} was not written ({why}): name another folder.") from None


def _pages(folder):
    """What is to be in the folder: the bytes of each file, by its place."""
    import nbformat

    from . import marking_safety

    pages = {"nbgrader_config.py": CONFIG.format(place=_seen_from(folder)).encode(), "README.md": marking_safety.ABOUT.encode()}
    for path in sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb")):
        notebook = for_marking(nbformat.read(path, as_version=4))
        if any("nbgrader" in cell.metadata for cell in notebook.cells):
            pages[f"source/{path.stem}/{path.name}"] = (nbformat.writes(notebook) + "\n").encode()
    return pages


def _seen_from(folder):
    """The way from the folder to the lessons, if it lies in the course, and else their whole place."""
    if folder.resolve().is_relative_to(NOTEBOOKS.parent):
        return Path(os.path.relpath(NOTEBOOKS, folder.resolve())).as_posix()
    return NOTEBOOKS.as_posix()


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
        name, variable = asked.groups()
        place = name.replace(".", "-")
        cell.metadata["nbgrader"] = _metadata(f"ex-{place}", solution=True)
        # nbgrader empties an exercise without such marks; what stands between them is taken out
        cell.source += "\n### BEGIN SOLUTION\n### END SOLUTION"
        locked = nbformat.v4.new_code_cell(HAND_IN.format(name=name, variable=variable), id=f"mark-{place}")
        locked.metadata["nbgrader"] = _metadata(f"mark-{place}", grade=True, locked=True, points=1)
        made.cells.append(locked)
        if variable == "my_critique":
            rubric = read_table("critique/rubric.csv", ["criterion", "question", "weak", "good"])
            task = nbformat.v4.new_markdown_cell(_task(rubric), id="read-critique")
            task.metadata["nbgrader"] = _metadata("read-critique", task=True, locked=True, points=len(rubric))
            made.cells.append(task)
    return made


HAND_IN = """# When your teacher marks this notebook, this cell hands in your answer. It cannot be changed.
from sidebyside import marking

marking.hand_in("{name}", {variable})"""


def _metadata(grade_id, grade=False, solution=False, locked=False, task=False, points=None):
    metadata = {"schema_version": 3, "grade_id": grade_id, "grade": grade, "solution": solution, "locked": locked, "task": task}
    return metadata if points is None else {**metadata, "points": points}


def _task(rubric):
    rows = "\n".join(f"| {row.criterion} | {row.question} | {row.weak} | {row.good} |" for row in rubric.itertuples())
    return (
        "**For your teacher to read: the critique.** Whether its evidence holds was checked above. "
        "What it is worth, only a reader can say: up to one point for each row. "
        f"Write into the comment which rows got a point.\n\n| | | no point | a point |\n|---|---|---|---|\n{rows}"
    )


# ---------------------------------------------------------------- the answer, handed in


def hand_in(name, answer=...):
    """Put an answer, as plain data, where nbgrader finds it. This is no mark: the number is 0 until nbgrader's own process judges it.

    Only for nbgrader's `validate`, which marks nothing, is it judged here.
    """
    from IPython.display import display

    mode = os.environ.get("NBGRADER_EXECUTION")
    if mode == "validate":
        reply = exercises.judge(exercises.all_questions()[name], answer)
        say(reply.text, f"{name} · {reply.lead}")
        return float(reply.outcome == RIGHT)
    told = f"{name} · This cell hands in your answer when your teacher marks the notebook. It shows no mark here."
    if not mode:
        return say(told)
    display({"text/plain": told}, metadata={"side_by_side": _as_data(name, answer)}, raw=True)
    return 0.0


def _as_data(name, answer):
    try:
        return json.dumps(_calls(name, answer) if callable(answer) else _packed(answer))
    except Exception:  # an answer so odd that even looking at it fails
        return json.dumps({"odd": True})


def _packed(value):
    """An answer as plain data, which can be judged elsewhere without running anything of the student's."""
    kind = type(value).__name__
    if value is ...:
        return {"dots": True}
    if value is None or type(value) in (str, bool, int, float):
        return value
    if isinstance(value, Real):  # the numbers of NumPy are Python's afterwards
        return _packed(value.item() if hasattr(value, "item") else float(value))
    if isinstance(value, str):
        return str.__str__(value)
    if kind == "DataFrame":
        rows = value.astype(object).to_numpy().tolist()
        return {"columns": [_packed(column) for column in value.columns], "rows": [_packed(row) for row in rows]}
    if kind in ("set", "frozenset"):
        return {"set": sorted(map(_packed, value), key=repr)}
    if kind in ("Series", "Index", "ndarray"):
        return _packed(value.tolist())
    if kind in ("list", "tuple"):
        return list(map(_packed, value))
    return {"odd": kind}


def _unpacked(data):
    if isinstance(data, list):
        return [_unpacked(item) for item in data]
    if not isinstance(data, dict):
        return data
    if "dots" in data:
        return ...
    if "set" in data:
        return set(_unpacked(data["set"]))
    if "columns" in data:
        import pandas as pd

        return pd.DataFrame(_unpacked(data["rows"]), columns=_unpacked(data["columns"]), dtype=object)
    if "calls" in data:
        return _replayed({key: result for key, result in data["calls"]})
    return object()


def _calls(name, function):
    """What a student's function gives back for each call with which its exercise tries it."""
    calls = {}

    def tried(*arguments):
        key = json.dumps(_packed(arguments))
        try:
            result = function(*copy.deepcopy(arguments))
            calls[key] = {"gives": _packed(result)}
            return result
        except BaseException as problem:
            calls[key] = {"stops": [type(problem).__name__, str(problem)[:200]]}
            raise

    exercises.judge(exercises.all_questions()[name], tried)
    return {"calls": list(calls.items())}


def _replayed(calls):
    """A function that gives back what the student's gave, and does nothing else."""

    def function(*arguments):
        result = calls[json.dumps(_packed(arguments))]
        if "stops" in result:
            kind, message = result["stops"]
            raise type(kind, (Exception,), {})(message)
        return _unpacked(result["gives"])

    return function


# ---------------------------------------------------------------- the mark, in nbgrader's own process

OWN = "This is the course's own answer, word for word."
PUT_BACK = "The locked cell had been changed and was put back."


def mark(name, outputs):
    """The point for an exercise, 1.0 or 0.0, and the `Reply`, from the outputs of the locked cell that handed it in."""
    handed = [output.get("metadata", {}).get("side_by_side") for output in outputs]
    handed = [text for text in handed if isinstance(text, str)]
    if not handed:
        return 0.0, Reply(BLANK, "Not handed in.", "The cell above stopped too early, or the name in it was changed.")
    if len(handed[-1]) > LONGEST:
        return 0.0, Reply(BLANK, "Not handed in.", "The answer is too long to be one.")
    try:
        answer = _unpacked(json.loads(handed[-1]))
    except Exception:  # written by the student's code: it may be anything
        answer = object()
    question = exercises.all_questions()[name]
    reply = exercises.judge(question, answer)
    if reply.outcome == RIGHT and _is_the_courses(question, answer):
        reply = reply._replace(text=f"{reply.text} {OWN}")
    return float(reply.outcome == RIGHT), reply


def _is_the_courses(question, answer):
    """Whether a text is the one that `solution` shows, but for its spaces. One of a few words can only be that."""
    if type(answer) is not str or len(answer.split()) < 10:
        return False
    return answer.split() == ast.literal_eval(question.solved.partition("=")[2].strip()).split()


def _shown(name, points, reply, put_back=False):
    """A mark as the one output of its cell: nbgrader reads the number, a person the page."""
    import nbformat

    text = f"{reply.text} {PUT_BACK}" if put_back else reply.text
    page = f"<div><b>{name} · {points:.0f} of 1 point · {html.escape(reply.lead)}</b> {in_html(text)}</div>"
    return nbformat.v4.new_output("execute_result", {"text/plain": repr(points), "text/html": page}, execution_count=1)


ALLOWED = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
HEAD_OF_FEEDBACK = f"""{{% macro mathjax(url='') %}}<meta http-equiv="Content-Security-Policy" content="{ALLOWED}">{{% endmacro %}}"""


def configure(c, folder):
    """Tell nbgrader, through its configuration `c`, to trust no cell of a submission and to judge answers in its own process.

    Each submission runs in a copy of the course, in which nobody has saved anything; what that does to keep it in bounds is in
    `marking_safety`. Warnings of nbgrader's own are kept quiet. `folder` is the course of nbgrader.
    """
    import zmq
    from jinja2 import DictLoader
    from nbconvert import HTMLExporter
    from nbgrader import preprocessors
    from nbgrader.api import Gradebook
    from nbgrader.converters import Autograde
    from nbgrader.preprocessors import NbGraderPreprocessor
    from sqlalchemy.exc import SAWarning

    from . import marking_safety

    try:
        _refuse_its_place(folder)
    except BadInput as refused:
        sys.exit(str(refused))  # where nbgrader's commands would show a traceback
    exercises.all_questions()  # read before anything of a student's is run

    class SetRight(NbGraderPreprocessor):
        """What a cell counts for is as the teacher's gradebook has it, and a locked cell that is gone is put back."""

        def preprocess(self, notebook, resources):
            known = resources["nbgrader"]
            if set(known["student"]) & set('<>"'):  # Formgrader would take it for markup
                raise BadInput(f"A folder in submitted is called {known['student']}: rename it, without < > and quotation marks.")
            with Gradebook(known["db_url"]) as gradebook:
                _set_right(notebook, gradebook.find_notebook(known["notebook"], known["assignment"]))
            return notebook, resources

    class CleanWritten(NbGraderPreprocessor):
        def preprocess(self, notebook, resources):
            marking_safety.clean_what_is_written(notebook)
            return notebook, resources

    class ExecuteInBounds(marking_safety.InBounds, preprocessors.Execute):
        holds_an_answer = staticmethod(_name)

    class Judge(NbGraderPreprocessor):
        def preprocess_cell(self, cell, resources, index):
            name = _name(cell)
            if name:
                cell.outputs = [_shown(name, *mark(name, cell.outputs), cell.metadata.get("side_by_side") == PUT_BACK)]
            return cell, resources

    class CleanShown(NbGraderPreprocessor):
        def preprocess(self, notebook, resources):
            marking_safety.clean_what_is_shown(notebook)
            return notebook, resources

    class Page(HTMLExporter):
        """A page of feedback loads nothing from anywhere, and runs nothing: the lessons have no formulas."""

        extra_loaders = [DictLoader({"mathjax.html.j2": HEAD_OF_FEEDBACK})]

    def instead(step, own, steps):
        return [each for one in steps for each in (own if one is step else [one])]

    first, then = Autograde.sanitize_preprocessors.default(), Autograde.autograde_preprocessors.default()
    c.Autograde.sanitize_preprocessors = instead(preprocessors.ClearOutput, [preprocessors.ClearOutput, SetRight], first) + [CleanWritten]
    c.Autograde.autograde_preprocessors = instead(preprocessors.Execute, [ExecuteInBounds, Judge, CleanShown], then)
    c.Autograde.pre_convert_hook = call_it_the_lesson
    c.GenerateFeedback.exporter_class = Page
    warnings.filterwarnings("ignore", category=SAWarning)  # nbgrader's own, several for each notebook
    if zmq.has("curve"):
        c.KernelManager.transport_encryption = "auto"  # without it, each kernel warns


def call_it_the_lesson(assignment, notebooks, **_):
    """Give the one notebook of a submission the name of its lesson, which "01_page (1).ipynb" has not; not another lesson's."""
    path = Path(notebooks[0])
    others = {lesson.stem for lesson in NOTEBOOKS.glob("[0-9][0-9]_*.ipynb")} - {assignment}
    if len(notebooks) == 1 and path.stem != assignment and not any(other in path.stem for other in others):
        notebooks[0] = str(path.rename(path.with_name(f"{assignment}.ipynb")))


def _name(cell):
    """The exercise for which a cell hands in the answer, such as 1.3, if it does."""
    found = re.fullmatch(r"mark-(\d+)-(\d+)", cell.metadata.get("nbgrader", {}).get("grade_id", ""))
    name = found and f"{found[1]}.{found[2]}"
    return name if name in exercises.all_questions() else None


def _set_right(notebook, source):
    """Give the cells of a submission the metadata that their source, a row of nbgrader's gradebook, has for them."""
    import nbformat

    points = {cell.name: cell.max_score for cell in [*source.grade_cells, *source.task_cells]}
    solutions, tasks = {cell.name for cell in source.solution_cells}, {cell.name for cell in source.task_cells}
    sources = {cell.name: cell for cell in source.source_cells}
    there = set()
    for cell in reversed(notebook.cells):  # of two with one name the last one counts, as nbgrader has it
        said = cell.metadata.pop("nbgrader", None)
        cell.metadata.pop("side_by_side", None)
        name = said.get("grade_id") if isinstance(said, dict) else None
        if isinstance(name, str) and name in sources and name not in there:
            there.add(name)
            cell.metadata["nbgrader"] = _as_in_source(name, points, solutions, tasks, sources)
            if (cell.cell_type, cell.source) != (sources[name].cell_type, sources[name].source):
                cell.metadata["side_by_side"] = PUT_BACK
    released = bool(there)  # the ordinary file of a lesson has no such cells, and nobody took any away
    for name in sorted(sources, key=lambda name: (name in tasks, name)):
        if name in points and name not in there:
            new = nbformat.v4.new_code_cell if sources[name].cell_type == "code" else nbformat.v4.new_markdown_cell
            cell = new(sources[name].source, id=name)
            cell.metadata["nbgrader"] = _as_in_source(name, points, solutions, tasks, sources)
            if released:
                cell.metadata["side_by_side"] = PUT_BACK
            notebook.cells.insert(_place(cell, notebook.cells, sources), cell)


def _place(cell, cells, sources):
    """Where a cell belongs that was missing: after its exercise or, if a person marks it, after the mark of the critique."""
    if _name(cell):
        before = [n for n, other in enumerate(cells) if other.cell_type == "code" and f'check("{_name(cell)}"' in other.source]
    else:
        marks = {name for name, source in sources.items() if source.source.endswith(", my_critique)")}
        before = [n for n, other in enumerate(cells) if other.metadata.get("nbgrader", {}).get("grade_id") in marks]
    return before[-1] + 1 if before else len(cells)


def _as_in_source(name, points, solutions, tasks, sources):
    cell = sources[name]
    grade = name in points and name not in tasks
    metadata = _metadata(name, grade, name in solutions, cell.locked, name in tasks, points.get(name))
    return {**metadata, "cell_type": cell.cell_type, "checksum": cell.checksum}
