"""The answer, handed in as plain data by a student's kernel, and the mark, worked out in nbgrader's own process."""

import ast
import copy
import html
import json
import os
import re
import sys
import warnings
from numbers import Real
from pathlib import Path

import pandas as pd

from . import corpus, exercises, marking_safety
from .corpus import BadInput
from .exercises.kinds import BLANK, EARNS, Reply
from .output import in_html, say

LONGEST = 100_000  # characters of an answer; the longest that a person writes has a few thousand


# ---------------------------------------------------------------- the course


def refuse_its_place(folder):
    found = [sign for sign in "?%*[" if sign in str(folder)]
    if found:
        raise BadInput(
            f"In a folder with {found[0]} in its path, nbgrader finds nothing or keeps its gradebook elsewhere: {folder}. "
            "Give it another place; that may be outside of the course."
        )


def cell_metadata(grade_id, grade=False, solution=False, locked=False, task=False, points=None):
    metadata = {
        "schema_version": 3,
        "grade_id": grade_id,
        "grade": grade,
        "solution": solution,
        "locked": locked,
        "task": task,
    }
    return metadata if points is None else {**metadata, "points": points}


# ---------------------------------------------------------------- the answer, handed in


def hand_in(name, answer=...):
    """Put an answer, as plain data, where nbgrader finds it. This is no mark: the number is 0 until nbgrader's own process judges it.

    Only for nbgrader's `validate`, which marks nothing, is it judged here.
    """
    from IPython.display import display

    mode = os.environ.get("NBGRADER_EXECUTION")
    if mode == "validate":
        reply = exercises.judge(exercises.named_questions()[name], answer)
        say(reply.text, f"{exercises.number_of(name)} · {reply.lead}")
        return float(reply.outcome in EARNS)
    told = f"{exercises.number_of(name)} · This cell hands in your answer when your teacher marks the notebook. It shows no mark here."
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

    exercises.judge(exercises.named_questions()[name], tried)
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
    question = exercises.named_questions()[name]
    reply = exercises.judge(question, answer)
    if reply.outcome in EARNS and _is_the_courses(question, answer):
        reply = reply._replace(text=f"{reply.text} {OWN}")
    return float(reply.outcome in EARNS), reply


def _is_the_courses(question, answer):
    """Whether a text is the one that `solution` shows, but for its spaces. One of a few words, or copied ones, can only be that."""
    if type(answer) is not str or len(answer.split()) < 10 or not question.because.startswith(exercises.ONE_OF_MANY):
        return False
    return answer.split() == ast.literal_eval(question.solved.partition("=")[2].strip()).split()


def _shown(name, points, reply, put_back=False):
    """A mark as the one output of its cell: nbgrader reads the number, a person the page."""
    import nbformat

    text = f"{reply.text} {PUT_BACK}" if put_back else reply.text
    page = f"<div><b>{exercises.number_of(name)} · {points:.0f} of 1 point · {html.escape(reply.lead)}</b> {in_html(text)}</div>"
    return nbformat.v4.new_output("execute_result", {"text/plain": repr(points), "text/html": page}, execution_count=1)


ALLOWED = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
HEAD_OF_FEEDBACK = (
    f"""{{% macro mathjax(url='') %}}<meta http-equiv="Content-Security-Policy" content="{ALLOWED}">{{% endmacro %}}"""
)


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

    try:
        refuse_its_place(folder)
    except BadInput as refused:
        sys.exit(str(refused))  # where nbgrader's commands would show a traceback
    exercises.named_questions()  # read before anything of a student's is run

    class SetRight(NbGraderPreprocessor):
        """What a cell counts for is as the teacher's gradebook has it, and a locked cell that is gone is put back."""

        def preprocess(self, notebook, resources):
            known = resources["nbgrader"]
            if set(known["student"]) & set('<>"'):  # Formgrader would take it for markup
                raise BadInput(
                    f"A folder in submitted is called {known['student']}: rename it, without < > and quotation marks."
                )
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
    c.Autograde.sanitize_preprocessors = instead(
        preprocessors.ClearOutput, [preprocessors.ClearOutput, SetRight], first
    ) + [CleanWritten]
    c.Autograde.autograde_preprocessors = instead(preprocessors.Execute, [ExecuteInBounds, Judge, CleanShown], then)
    c.Autograde.pre_convert_hook = call_it_the_lesson
    c.GenerateFeedback.exporter_class = Page
    warnings.filterwarnings("ignore", category=SAWarning)  # nbgrader's own, several for each notebook
    if zmq.has("curve"):
        c.KernelManager.transport_encryption = "auto"  # without it, each kernel warns


def call_it_the_lesson(assignment, notebooks, **_):
    """Give the one notebook of a submission the name of its lesson, which "01_page (1).ipynb" has not; not another lesson's."""
    path = Path(notebooks[0])
    others = {lesson.stem for lesson in corpus.NOTEBOOKS.glob("[0-9][0-9]_*.ipynb")} - {assignment}
    if len(notebooks) == 1 and path.stem != assignment and not any(other in path.stem for other in others):
        notebooks[0] = str(path.rename(path.with_name(f"{assignment}.ipynb")))


def _name(cell):
    """The name of the exercise for which a cell hands in the answer, such as who-began, if it does."""
    found = re.fullmatch(r"mark-(.+)", str(cell.metadata.get("nbgrader", {}).get("grade_id", "")))
    return found[1] if found and found[1] in exercises.named_questions() else None


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
        before = [n for n, other in enumerate(cells) if _asks(other, _name(cell))]
    else:
        marks = {name for name, source in sources.items() if source.source.endswith(", my_critique)")}
        before = [n for n, other in enumerate(cells) if other.metadata.get("nbgrader", {}).get("grade_id") in marks]
    return before[-1] + 1 if before else len(cells)


def _asks(cell, name):
    """Whether a cell asks that exercise: by its own name or, where it has none (a copy, an older notebook), by the number."""
    if cell.cell_type != "code":
        return False
    if cell.get("id") in {f"ex-{known}" for known in exercises.named_questions()}:
        return cell.id == f"ex-{name}"
    return f'check("{exercises.number_of(name)}"' in cell.source


def _as_in_source(name, points, solutions, tasks, sources):
    cell = sources[name]
    grade = name in points and name not in tasks
    metadata = cell_metadata(name, grade, name in solutions, cell.locked, name in tasks, points.get(name))
    return {**metadata, "cell_type": cell.cell_type, "checksum": cell.checksum}
