"""Each lesson as pages to read or to print: without its code, with it, solved for the teacher, and as sheets for pens.

A page is one file of HTML that loads nothing, from the network or from elsewhere, and opens by a double click. nbconvert makes
HTML of the Markdown, as in JupyterLab; what a cell put out is taken from the notebook as it is stored, and for the solved pages
from a run with the answers put in. The pages are made after the WCAG 2.2: landmarks, headings in order, tables with headers.
"""

import copy
import hashlib
import os
import re
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from . import browser, corpus, files
from .corpus import BadInput
from .handout_pages import CHECK, VERSIONS, index, page, question_of

# ---------------------------------------------------------------- all of them


def write(folder):
    """Write all handouts into a folder: `reading/`, `study/`, `solved/` and `paper/` with the pages, and `index.html`.

    A notebook without exercises has no solved page. One without a number is for the teacher: its only page is in `solved/`.
    The pages in `paper/` are made from for_teachers.ipynb (see `on_paper`). A student's own copies (my_01_page.ipynb) are
    passed over. Pages of an earlier run are replaced, and each page is written whole or not at all. Prints a line for each step.
    Refuses, with a `BadInput`, a folder that holds anything but our own unchanged pages (before anything is written), and
    a notebook that cannot be read or run.
    """
    browser.refuse("Handouts")
    folder = Path(folder)
    earlier = _earlier_pages(folder)
    notebooks = {
        path.stem: _read(path) for path in sorted(corpus.NOTEBOOKS.glob("*.ipynb")) if not path.name.startswith("my_")
    }
    lessons = [name for name in notebooks if name[:2].isdigit()]
    solvable = [name for name in notebooks if name not in lessons or _names(notebooks[name])]
    teachers = notebooks.get("for_teachers")
    sheets = {name: found for name in lessons if teachers and (found := on_paper(teachers, name[:2]))}
    if teachers:
        notebooks["for_teachers"] = _without_sheets(teachers, sheets)
    pages = {"reading": lessons, "study": lessons, "solved": solvable, "paper": list(sheets)}
    written = []

    def put(version, name, notebook):
        written.append(folder / version / f"{name}.html")
        files.write_page(written[-1], _signed(page(notebook, name, version, pages[version])))

    for name in lessons:
        put("reading", name, notebooks[name])
        put("study", name, notebooks[name])
    print(f"reading, study: {len(lessons)} lessons", flush=True)
    for name, notebook in sheets.items():
        put("paper", name, notebook)
    print(f"paper: {len(sheets)} lessons", flush=True)
    with tempfile.TemporaryDirectory() as course, ThreadPoolExecutor(2) as two_at_a_time:
        corpus.copy_course(course)
        solved = two_at_a_time.map(lambda name: solve(notebooks[name], name, Path(course) / "notebooks"), solvable)
        for name, notebook in zip(solvable, solved):
            put("solved", name, notebook)
            print(f"solved: {name}", flush=True)
    written.append(folder / "index.html")
    files.write_page(written[-1], _signed(index(notebooks, pages)))
    for old in set(earlier) - set(written):
        old.unlink(missing_ok=True)
    size = sum(path.stat().st_size for path in written) / 1e6
    print(f"{len(written)} pages are written, {size:.1f} MB. Begin with index.html.")


def solve(notebook, name, folder):
    """A copy of the notebook with the checker's own solution in each exercise, run in `folder` (see `corpus.copy_course`).

    A notebook without exercises is given back as it is. Refuses, with a `BadInput`, one in which a cell fails.
    """
    if not _names(notebook):
        return notebook
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellControlSignal, DeadKernelError

    notebook = nbformat.from_dict(notebook)
    for cell in notebook.cells:
        if question := question_of(cell):
            cell.source = f"{question.solved}\n{cell.source[CHECK.search(cell.source).start() :]}"
    env = {
        key: value for key, value in os.environ.items() if key != "MPLBACKEND"
    }  # it would change what a figure cell puts out
    client = NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(folder)}})
    client.extra_arguments = ["--IPKernelApp.log_level=ERROR"]  # a warning of each kernel says nothing to a teacher
    try:
        client.execute(env=env)
    except (CellControlSignal, DeadKernelError) as failed:
        why = getattr(failed, "evalue", "") or type(failed).__name__
        told = f"{name}.ipynb could not be run ({why}). Open it in JupyterLab, run all cells, and mend what fails."
        raise BadInput(told) from None
    return notebook


def _read(path):
    import nbformat

    try:
        notebook = nbformat.read(path, as_version=4)
        return notebook if notebook.cells else nbformat.v4.new_notebook()
    except (OSError, ValueError, AttributeError, KeyError, TypeError, nbformat.validator.ValidationError):
        raise BadInput(
            f"{path.name} cannot be read as a notebook. Restore it, or take it out of the folder notebooks."
        ) from None


def _names(notebook):
    return [CHECK.search(cell.source)[1] for cell in notebook.cells if question_of(cell)]


# ---------------------------------------------------------------- on paper


def on_paper(teachers, number):
    """What `teachers`, the notebook for the teacher, has for lesson `number` ("05") without computers, as a notebook; or None.

    Its first cell is the Markdown cell with the id `paper-05`, and the rest are the code cells whose ids begin with `print-05`.
    """
    plan = next(
        (cell for cell in teachers.cells if cell.get("id") == f"paper-{number}" and cell.cell_type == "markdown"), None
    )
    if plan is None:
        return None
    import nbformat

    title = nbformat.v4.new_markdown_cell(re.sub(r"\A#+ ", "# ", plan.source))
    sheets = [cell for cell in teachers.cells if cell.cell_type == "code" and _sheet(cell) == number and cell.outputs]
    return nbformat.v4.new_notebook(cells=[title, *sheets])


def _sheet(cell):
    """The number of the lesson for which a cell makes a sheet, or None."""
    found = re.match(r"print-(\d\d)(?!\d)", cell.get("id", ""))
    return found and found[1]


def _without_sheets(teachers, sheets):
    """The notebook for the teacher without the cells that make sheets, which are long, and with links to their pages."""
    teachers = copy.deepcopy(teachers)
    teachers.cells = [cell for cell in teachers.cells if not _sheet(cell)]
    for cell in teachers.cells:
        for name in sheets:
            if cell.get("id") == f"paper-{name[:2]}":
                cell.source += f"\n\n[To print: lesson {name[:2]} on paper](../paper/{name}.html)"
    return teachers


# ---------------------------------------------------------------- whose file it is


def _signed(text):
    """A page with its own digest as a last line, by which the next run knows that nobody has changed it."""
    return f"{text}<!-- Side by Side, handout {hashlib.sha256(text.encode('utf-8')).hexdigest()} -->\n"


def _is_ours(path):
    text = path.read_bytes().decode("utf-8", "replace")
    return _signed(text[: text.rfind("<!-- Side by Side, handout ")]) == text


def _earlier_pages(folder):
    """The pages that an earlier run left; refuses a folder in which there is anything else."""
    found = []
    try:
        if os.path.lexists(folder) and not folder.is_dir():
            raise BadInput(f"{folder.name} is a file, and the handouts need a folder: give the name of a new one.")
        for path in sorted(folder.rglob("*")) if folder.exists() else []:
            place = path.relative_to(folder)
            if path.is_dir() and not path.is_symlink() and place.as_posix() in VERSIONS or path.name == ".DS_Store":
                continue
            expected = (
                place.as_posix() == "index.html" or place.parent.as_posix() in VERSIONS and path.suffix == ".html"
            )
            if not expected or path.is_symlink() or not path.is_file() or not _is_ours(path):
                raise BadInput(
                    f"The folder {folder.resolve().name} holds {place.as_posix()}, which is not a handout or was changed since. "
                    "Nothing was written: give the name of a new folder, or move the file."
                )
            found.append(path)
    except OSError as failed:
        raise BadInput(
            f"The folder {folder.name} cannot be read ({failed.strerror or type(failed).__name__})."
        ) from None
    return found
