"""What nbgrader runs and shows of a submission: no process outlives it, no output is without end, none of its markup is trusted.

The cleaning itself is bleach's, which nbconvert brings. What was handed in stays as it is: this is done to nbgrader's copy.
"""

import ctypes
import html
import json
import os
import re
import secrets
import shutil
import signal
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from . import corpus
from .corpus import BadInput

OF_A_CELL, OF_ALL = 1_000_000, 5_000_000  # characters shown; the lessons' fullest cell has 235,000, a figure
WRITTEN = 1_000_000  # characters in the cells of a submission; the longest lesson has 30,000
# Characters in one piece, but for its pictures; what is longer, or deeper, is shown as plain text. bleach takes a time that grows with
# how deep a page is; the lessons' longest has 236,000 characters.
AS_A_PAGE, AS_A_FLAT_PAGE, FLAT, AS_MARKDOWN = 60_000, 400_000, 40, 20_000
AS_TEXT, LINES = 100_000, 1000

ABOUT = f"""# Before you run what students wrote

`nbgrader autograde` runs each submission on your machine, with the rights of your account.

**What is done about it.** The points are worked out in nbgrader's own process, from the answers as plain data. A submission runs in
a copy of the course in which `data/mine` is empty. Every process that it began is ended with it. What it shows is cut, and the page
says so: after {OF_A_CELL:,} characters in a cell, or {OF_ALL:,} in all. In the pages that you read, in Formgrader and as feedback,
nothing that a student wrote is run or loaded. The file in `submitted` stays as it was handed in.

**What it can still do while it runs.** It can write into `gradebook.db`, and so give points for other lessons or to others. It can
read, change and delete all that your account can: your files, this course, other submissions. It can use the network. It can end
nbgrader, and then leave a process behind. So keep a copy of `gradebook.db` from before, look twice at a score that surprises you,
and if you do not know your students well, mark in one of these two places.

## In another account

On Linux. Once, close your own files to others, make an account, and go there:

    chmod 700 ~
    sudo useradd --create-home --shell /bin/bash marker
    sudo -iu marker

There, install a copy of the course as its README says, and do all the steps of marking. A submission then reaches the files of that
account alone (the gradebook is one of them), and the network. To run it without a network, where your Linux lets users do so, put
this in front of the command of step 4:

    unshare --map-root-user --net sh -c 'ip link set lo up && exec "$@"' sh

## In a container

With Docker. (We could not try this one.) In the folder of the whole course, once:

    docker run --rm --user "$(id -u):$(id -g)" --env HOME=/tmp --volume "$PWD:/course" --workdir /course python:3.12 \
      sh -c "python -m venv data/mine/container && data/mine/container/bin/pip install -r requirements.txt -r tests/requirements-marking.txt"

Then, for each lesson, instead of step 4, if the course of nbgrader is in `data/mine/marking`:

    docker run --rm --network none --memory 4g --pids-limit 300 --user "$(id -u):$(id -g)" --env HOME=/tmp --volume "$PWD:/course" \
      --workdir /course/data/mine/marking python:3.12 ../container/bin/nbgrader autograde 01_page

A submission then reaches the folder of the course alone (the gradebook is in it), and no network. All other steps stay as they are.
"""

# ---------------------------------------------------------------- places and processes


@contextmanager
def copy_of_the_course(submission):
    """Let a kernel that is started now find a copy of the course, without `data/mine`. Gives the place of a copy of a submission."""
    before = os.environ.get("PYTHONPATH")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        corpus.copy_course(folder)
        shutil.copytree(submission, Path(folder, "submission"), symlinks=True)
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(Path(folder, "notebooks")), before]))
        try:
            yield str(Path(folder, "submission"))
        finally:
            os.environ.pop("PYTHONPATH")
            if before is not None:
                os.environ["PYTHONPATH"] = before


@contextmanager
def nothing_left_running():
    """At the end, end every process that was begun meanwhile, by whatever this process began, however it hides.

    Linux gives this process the orphans among its descendants; elsewhere they are known by a mark in their environment.
    """
    mark = f"SIDE_BY_SIDE_RUN_{secrets.token_hex(8)}"
    _adopt_orphans(True)
    before = set(_descendants(mark))
    os.environ[mark] = "1"
    try:
        yield
    finally:
        del os.environ[mark]
        left = _end(mark, before)
        _adopt_orphans(False)
        if left:
            raise BadInput(
                f"It left processes behind that could not be ended. End them by hand: {', '.join(map(str, left))}."
            )


def _adopt_orphans(yes):
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(36, int(yes), 0, 0, 0)  # PR_SET_CHILD_SUBREAPER


def _descendants(mark):
    """The processes below this one, and those with the mark in their environment."""
    import psutil

    found = psutil.Process().children(recursive=True)
    for process in psutil.process_iter():
        try:
            if process not in found and mark in process.environ():
                found.append(process)
        except (psutil.Error, OSError):  # somebody else's, or gone meanwhile
            pass
    return found


def _end(mark, before):
    """End all that is new, and what that began meanwhile. Gives the ids of those that go on all the same."""
    import psutil

    _end_own_children({process.pid for process in before})
    for _ in range(50):
        new = [process for process in _descendants(mark) if process not in before]
        if not new:
            return []
        for process in new:
            try:
                process.kill()
            except psutil.Error:
                pass
        psutil.wait_procs(new, timeout=1)
    return [process.pid for process in new]


def _end_own_children(before):
    """End what this process has adopted, faster than one that begins another and goes can do it: Linux has them in a list."""
    with suppress(OSError):
        for _ in range(20_000):
            lists = [thread.joinpath("children").read_bytes() for thread in Path("/proc/self/task").iterdir()]
            new = [pid for pid in map(int, b" ".join(lists).split()) if pid not in before]
            if not new:
                return
            for pid in new:
                with suppress(OSError):
                    os.kill(pid, signal.SIGKILL)
                with suppress(OSError):
                    os.waitpid(pid, os.WNOHANG)


class InBounds:
    """For nbgrader's `Execute`: run a submission in a copy of the course, for so long, until so much is shown, and nothing after it."""

    def preprocess(self, notebook, resources, *more):
        self.shown, self.begun, place = Room(), time.monotonic(), resources["metadata"]["path"]
        self.iopub_timeout = A_CELL  # what shows too much takes a slow machine longer than nbclient's four seconds
        self.timeout_func = lambda cell: max(1, min(A_CELL, ALL_CELLS - self.seconds()))
        with copy_of_the_course(place) as resources["metadata"]["path"], nothing_left_running():
            notebook, resources = super().preprocess(notebook, resources, *more)
        resources["metadata"]["path"] = place
        Path(place, f"{resources['unique_key']}.ipynb").unlink(missing_ok=True)  # or what was put there in its place
        return notebook, resources

    def seconds(self):
        return time.monotonic() - self.begun

    def preprocess_cell(self, cell, resources, index):
        import nbformat

        if cell.cell_type == "code" and self.seconds() > ALL_CELLS and not self.holds_an_answer(cell):
            cell.outputs = [
                nbformat.v4.new_output(
                    "stream", text=f"[Not run: the notebook took {ALL_CELLS // 60} minutes up to here.]"
                )
            ]
            return cell, resources
        return super().preprocess_cell(cell, resources, index)

    def process_message(self, message, cell, index):
        content, kind, answer = message["content"], message["msg_type"], bool(self.holds_an_answer(cell))
        if kind.startswith("comm"):  # what widgets tell each other is shown nowhere
            return None
        if kind in ("stream", "error", "display_data", "update_display_data", "execute_result"):
            handed = isinstance(content.get("metadata"), dict) and "side_by_side" in content["metadata"]
            if (answer and not handed) or not self.shown.fits(
                content, cell, index, answer
            ):  # there, the mark will stand
                return None
        return super().process_message(message, cell, index)


A_CELL, ALL_CELLS = 30, 600  # seconds; a lesson takes less than a minute

# ---------------------------------------------------------------- how much is shown


class Room:
    """How much a submission has shown. `fits` is asked of each message of its kernel, before it is kept."""

    def __init__(self):
        self.cells, self.all, self.full = {}, 0, set()

    def fits(self, content, cell, index, answer=False):
        """Whether a message is taken. If not, nothing more of its cell is, and one more output says so.

        An answer that is handed in has room in its own cell, however much the others show.
        """
        import nbformat

        if index in self.full:
            return False
        size = 100 + len(json.dumps(content, default=str))  # many small ones take room, too
        if size <= min(OF_A_CELL - self.cells.get(index, 0), OF_ALL if answer else OF_ALL - self.all):
            self.cells[index] = self.cells.get(index, 0) + size
            self.all += 0 if answer else size
            return True
        self.full.add(index)
        start = content["text"][:2000] + "\n" if isinstance(content.get("text"), str) else ""
        cell.outputs.append(nbformat.v4.new_output("stream", text=f"{start}{LEFT_OUT.format(size=size)}\n"))
        return False


LEFT_OUT = (
    "[Left out from here on: this cell, or the whole notebook, shows too much. What came next had {size:,} characters.]"
)

# ---------------------------------------------------------------- markup

TAGS = {
    "a", "b", "blockquote", "br", "caption", "code", "dd", "del", "details", "div", "dl", "dt", "em", "figcaption", "figure",
    "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "li", "mark", "ol", "p", "pre", "q", "s", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
STYLES = [
    "background-color", "border", "border-bottom", "border-left", "border-right", "border-top", "color", "font-size", "font-style",
    "font-weight", "line-height", "margin", "margin-left", "max-width", "overflow-wrap", "padding", "text-align", "text-decoration",
    "vertical-align", "white-space",
]  # fmt: skip
PICTURE = re.compile(r"data:image/(png|jpeg|gif);base64,[A-Za-z0-9+/=\s]*")
ADDRESS = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
PLAIN_STYLE = re.compile(
    r"(?!.*-\s*[\d.])[\w\s%#.,;:-]*", re.DOTALL
)  # no url(), no escapes, nothing moved over something else


@cache
def _own_styles():
    """The styles that the lessons' own outputs have, as they are stored: columns, ids in the margin."""
    pages = [lesson.read_text(encoding="utf-8") for lesson in corpus.NOTEBOOKS.glob("[0-9][0-9]_*.ipynb")]
    return {html.unescape(style) for page in pages for style in re.findall(r'style=\\"([^"\\]*)\\"', page)}


def _properties(style):
    return {part.partition(":")[0].strip() for part in style.split(";") if part.strip()}


@cache
def _allowed_properties():
    return {*STYLES, *(name for style in _own_styles() for name in _properties(style))}


LOOKS = {"dataframe", "mathjax_ignore", "tex2jax_ignore"}  # what a table looks like, and that dollar sums stay text


def _attribute(tag, name, value):
    """Whether an attribute stays. No id, name, data- or class but for `LOOKS`: Formgrader's own scripts go by them."""
    if name == "style":
        return value in _own_styles() or PLAIN_STYLE.fullmatch(value) is not None and _properties(value) <= set(STYLES)
    if (tag, name) == ("a", "href"):
        return ADDRESS.match(value) is not None
    if (tag, name) == ("img", "src"):
        return PICTURE.fullmatch(value) is not None
    if name in ("colspan", "rowspan", "width", "height", "start", "border"):
        return re.fullmatch(r"\d{1,4}", value) is not None
    return (
        name in ("title", "alt", "lang", "dir")
        or name == "scope"
        and value in ("row", "col")
        or name == "class"
        and set(value.split()) <= LOOKS
    )


def inert(markup):
    """A page, or a piece of one, in which nothing runs, nothing is loaded, and nothing is put over anything else."""
    import bleach
    from bleach.css_sanitizer import CSSSanitizer

    markup = re.sub(r"(?is)<(style|script)\b.*?(</\1\s*>|$)", "", markup)  # bleach would show what is in them
    clean = bleach.clean(markup, tags=TAGS, attributes=_attribute, protocols={"http", "https", "mailto", "data"}, strip=True,
                         css_sanitizer=CSSSanitizer(allowed_css_properties=_allowed_properties()))  # fmt: skip
    return f'<div class="tex2jax_ignore mathjax_ignore">{clean}</div>'  # dollar sums stay text


def _is_a_page(markup):
    """Whether markup is short enough to be cleaned, or at least flat: a closing tag counts only for the last that is open."""
    markup = PICTURE.sub("", markup)
    if len(markup) > AS_A_FLAT_PAGE:
        return False
    opened, deepest = [], 0
    for closing, tag in re.findall(r"<(/?)([A-Za-z][^\s/>]*)", markup):
        if not closing and tag.lower() not in ("br", "hr", "img"):
            opened.append(tag)
        elif opened and opened[-1] == tag:
            opened.pop()
        deepest = max(deepest, len(opened))
    return len(markup) <= AS_A_PAGE or deepest <= FLAT


def _plain(text):
    return f"<pre>{html.escape(text)}</pre>"


def _from_markdown(cell):
    """A Markdown cell as one line of HTML, which Markdown leaves as it is."""
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    pictures = cell.get("attachments")
    try:
        if len(cell.source) > AS_MARKDOWN:
            raise ValueError
        pictures = pictures if isinstance(pictures, dict) else {}
        renderer = IPythonRenderer(escape=False, exclude_anchor_links=True, attachments=pictures)
        page = inert(MarkdownWithMath(renderer=renderer).render(cell.source))
    except (Exception, RecursionError):  # nbconvert would stop at it as well
        page = inert(_plain(cell.source))
    return page.replace("\r", "").replace("\n", "&#10;")


def clean_what_is_written(notebook):
    """Make Markdown and raw cells inert, and leave out all metadata that marking does not need."""
    if sum(len(cell.source) for cell in notebook.cells) > WRITTEN:
        raise BadInput(
            f"Its cells have more than {WRITTEN:,} characters: that is no lesson. Look at the file yourself."
        )
    for cell in notebook.cells:
        cell.source = _writable(cell.source)
        if cell.cell_type == "raw":
            cell.cell_type, cell.source = "markdown", inert(_plain(cell.source)).replace("\n", "&#10;")
        elif cell.cell_type == "markdown":
            cell.source = _from_markdown(cell)
        cell.pop("attachments", None)
        if not re.fullmatch(r"[\w-]{1,64}", str(cell.get("id", "")), re.ASCII):
            cell.id = secrets.token_hex(4)
    _clean_metadata(notebook)


def clean_what_is_shown(notebook):
    """Make the outputs of code cells inert. Of each kind of output, what a page can show safely stays."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [_clean_output(output) for output in cell.outputs]
            if type(cell.execution_count) is not int:
                cell.execution_count = None
    _clean_metadata(notebook)


def _clean_metadata(notebook):
    import nbformat

    for cell in notebook.cells:
        kept = [key for key in ("nbgrader", "side_by_side") if key in cell.metadata]
        cell.metadata = nbformat.from_dict({key: cell.metadata[key] for key in kept})
    kept = (
        {"kernelspec": notebook.metadata.kernelspec} if "kernelspec" in notebook.metadata else {}
    )  # nbgrader put in the teacher's
    notebook.metadata = nbformat.from_dict({**kept, "language_info": {"name": "python", "pygments_lexer": "ipython3"}})


def _clean_output(output):
    import nbformat

    new, kind = nbformat.v4.new_output, output.output_type
    if kind == "stream":
        return new(
            "stream", name="stderr" if output.get("name") == "stderr" else "stdout", text=_text(output.get("text"))
        )
    if kind == "error":
        lines = [_text(line, AS_TEXT // 10) for line in list(output.get("traceback") or [])[:LINES]]
        return new(
            "error", ename=_text(output.get("ename"), LINES), evalue=_text(output.get("evalue")), traceback=lines
        )
    data = output.get("data") if isinstance(output.get("data"), dict) else {}
    kept = {"text/plain": _text(data["text/plain"])} if "text/plain" in data else {}
    for picture in ("image/png", "image/jpeg"):
        if PICTURE.fullmatch(f"data:{picture};base64,{data.get(picture, '?')}"):
            kept[picture] = data[picture]
    if "text/html" in data and _is_a_page(str(data["text/html"])):
        kept["text/html"] = inert(_writable(str(data["text/html"])))
    elif "text/markdown" in data:
        kept["text/html"] = _from_markdown(nbformat.v4.new_markdown_cell(_writable(str(data["text/markdown"]))))
    if not kept:
        kept["text/plain"] = f"[Left out: {_text(', '.join(map(str, data)), LINES)}]"
    said = {picture: _of_a_picture(output.get("metadata"), picture) for picture in kept if picture.startswith("image/")}
    more = {"execution_count": 1} if kind == "execute_result" else {}
    return new(kind if more else "display_data", kept, metadata=said, **more)


def _of_a_picture(metadata, kind):
    """What a figure says of itself: the sentence for who cannot see it, and its size."""
    said = metadata.get(kind) if isinstance(metadata, dict) else None
    said = said if isinstance(said, dict) else {}
    sizes = {key: said[key] for key in ("width", "height") if type(said.get(key)) is int}
    return {**sizes, "alt": _text(said["alt"], LINES)} if isinstance(said.get("alt"), str) else sizes


def _text(value, most=AS_TEXT):
    text = _writable(str(value))
    return text if len(text) <= most else f"{text[:most]}\n[{len(text) - most:,} more characters are left out.]"


def _writable(text):
    """The text without halves of characters, which no file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
