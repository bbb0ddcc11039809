"""What a submission may run and show: its processes end with it, its outputs are cut, its markup does nothing on a teacher's page.

The last part needs nbgrader, and is skipped without it, unless REQUIRE_NBGRADER is set.
"""

import html
import json
import os
import subprocess
import sys
from html.parser import HTMLParser

import nbformat
import psutil
import pytest
import rules
from marks import LESSONS, QUESTIONS, answered, finish, need_nbgrader, release, scores, source, start, submit
from nbconvert.filters.markdown_mistune import markdown2html_mistune
from sidebyside import marking
from sidebyside import marking_safety as safety
from sidebyside.corpus import BadInput
from traitlets.config import Config

# -- markup ------------------------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """The tags of a page with their attributes, its words, and what in it would do something of a student's, each with EVIL in it."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.words, self.live, self.inside = [], "", [], None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.inside = tag
        self.tags.append((tag, sorted((name, tidy(value)) for name, value in attributes)))
        if tag in ("iframe", "svg", "math", "object", "embed", "base", "form", "template", "foreignobject"):
            self.live.append(tag)
        for name, value in attributes:
            value = "".join((value or "").split()).lower()
            own = name == "onclick" and value.startswith("toggle_name(")  # Formgrader's
            if (name.startswith("on") and not own) or value.startswith(("javascript:", "vbscript:", "data:text", "data:image/svg")) or (
                "evil" in value and name not in ("alt", "title")):  # fmt: skip
                self.live.append(f"{tag} {name}={value[:60]}")

    def handle_endtag(self, tag):
        self.inside = None

    def handle_data(self, data):
        if self.inside in ("script", "style", "title") and "EVIL" in data:
            self.live.append(f"{self.inside}: {data[:60]}")
        self.words += data


def tidy(value):
    return "; ".join(
        part.strip() for part in (value or "").replace(":", ": ").replace(":  ", ": ").split(";") if part.strip()
    )


EVIL = """<img src=x onerror="document.title='EVIL'">"""
MARKUP = [
    EVIL, "<script>document.title='EVIL'</script>", "<script src=//EVIL></script>", "<scr<script>ipt>document.title='EVIL'</scr</script>ipt>",
    "<a href='javascript:EVIL'>a</a>", "<a href=' java\tscript:EVIL'>a</a>", "<a href='&#106;avascript:EVIL'>a</a>", "<a href='EVIL.html'>a</a>",
    "<a href='data:text/html,EVIL'>a</a>", "<svg onload=EVIL><script>EVIL</script></svg>", "<svg><style><img src=x onerror=EVIL></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=EVIL>", "<iframe srcdoc='EVIL'></iframe>", "<object data=EVIL></object>",
    "<embed src=EVIL>", "<form action=EVIL><button formaction='javascript:EVIL'>b</button></form>", "<base href=//EVIL>", "<link rel=stylesheet href=//EVIL>",
    "<meta http-equiv=refresh content='0;url=//EVIL'>", "<style>@import '//EVIL'</style>", "<b style='background-image:url(//EVIL)'>b</b>",
    "<b style='border: 1px solid; background-color:\\75rl(//EVIL)'>b</b>", "<img src='//EVIL/x.png'>", "<img src='data:image/svg+xml;base64,EVIL'>",
    "<img srcset='//EVIL 2x' src=x>", "<b id=EVIL name=EVIL class=EVIL data-link=EVIL>b</b>", "<details ontoggle=EVIL open>d</details>",
    "<noscript><p title='</noscript><img src=x onerror=EVIL>'>", "<!--><img src=x onerror=EVIL>-->", "<template><img src=x onerror=EVIL></template>",
    "<textarea></textarea><input autofocus onfocus=EVIL>", "</div></div></div><b onclick=EVIL>out", "<body onload=EVIL>", "<xmp><img src=x onerror=EVIL></xmp>",
]  # fmt: skip


def test_markup_does_nothing():
    for markup in MARKUP:
        page = Page(safety.inert(markup))
        assert page.live == [], markup
        assert {"input", "button", "textarea", "meta", "link", "style", "script"}.isdisjoint(
            tag for tag, _ in page.tags
        ), markup


def test_markdown_does_nothing():
    for markup in [*MARKUP, "[a](javascript:EVIL)", "[a]( JaVaScRiPt:EVIL)", "<javascript:EVIL>", "![a](//EVIL)", "![a](x\" onerror=\"EVIL)", "[a]: javascript:EVIL\n\n[a]",
                   "```html\n" + EVIL + "\n```", "`" + EVIL + "`", "$$" + EVIL + "$$", "\\begin{a}" + EVIL + "\\end{a}", "a|b\n-|-\n" + EVIL + "|c"]:  # fmt: skip
        for before in ("", "words\n\n", "- ", "> ", "<div>\n\n", "```\n\n"):
            cell = nbformat.v4.new_markdown_cell(before + markup)
            assert Page(markdown2html_mistune(safety._from_markdown(cell))).live == [], before + markup


def test_a_picture_in_a_text_stays_and_nothing_else_that_is_attached():
    given = {
        "a.png": {"image/png": "iVBO"},
        "b.png": {'image/png" onerror="EVIL': "iVBO"},
        "c.png": {"text/html": "EVIL"},
    }
    cell = nbformat.v4.new_markdown_cell(
        "![a](attachment:a.png) ![b](attachment:b.png) ![c](attachment:c.png)", attachments=given
    )
    page = Page(safety._from_markdown(cell))
    assert page.live == [] and [dict(found).get("src") for tag, found in page.tags if tag == "img"] == [
        tidy("data:image/png;base64,iVBO"),
        None,
        None,
    ]
    for odd in (None, [], {"a.png": None}, {"a.png": {}}):
        cell.attachments = odd
        assert "attachment:a.png" in safety._from_markdown(cell)


def test_nothing_is_put_over_anything_else():
    for style in (
        "position: fixed",
        "margin: -9em",
        "margin: -.5em",
        "display: none",
        "transform: none",
        "float: left",
        "margin: calc(1px - 9em)",
    ):
        assert Page(safety.inert(f'<b style="{style}">1 of 1 point</b>')).tags[1] in [
            ("b", []),
            ("b", [("style", "")]),
        ], style


def test_what_the_course_shows_goes_on_looking_as_it_did():
    for lesson in LESSONS.values():
        for cell in rules.code_cells(lesson):
            for output in cell.outputs:
                kept = safety._clean_output(output)
                for kind in set(output.get("data", {})) - {"text/html"}:
                    assert kept.data[kind] == output.data[kind] and kept.metadata.get(kind) == output.metadata.get(
                        kind
                    ), cell.id
                if "text/html" in output.get("data", {}):
                    shown, was = (
                        Page(kept.data["text/html"]),
                        Page(rules.re.sub("(?s)<style.*?</style>", "", output.data["text/html"])),
                    )
                    assert (shown.tags[1:], shown.words) == (was.tags, was.words), cell.id


def test_the_text_of_a_lesson_reads_as_it_did():
    for lesson in LESSONS.values():
        for cell in [cell for cell in lesson.cells if cell.cell_type == "markdown"]:
            shown, was = (
                Page(markdown2html_mistune(safety._from_markdown(cell))),
                Page(markdown2html_mistune(cell.source)),
            )
            assert shown.words.split() == was.words.replace("¶", " ").split(), cell.id
            plain = [(tag, found) for tag, found in was.tags if ("class", "anchor-link") not in found]
            assert [tag for tag, _ in shown.tags[1:]] == [tag for tag, _ in plain], cell.id


def test_a_text_too_long_or_too_deep_for_a_page_is_shown_as_it_was_written():
    for text in ("<b>" * 10_000 + "x", "> " * 9_000 + "x", "* " * 9_000 + "x"):
        page = Page(safety._from_markdown(nbformat.v4.new_markdown_cell(text)))
        assert page.live == [] and page.words.strip()
    for page in ("<b>x</b>" * 60_000, "<b>x" * 20_000, "<b>x</i>" * 10_000):
        output = nbformat.v4.new_output("display_data", {"text/html": page, "text/plain": "words"})
        assert dict(safety._clean_output(output).data) == {"text/plain": "words"}


ODD_OUTPUTS = [
    {"output_type": "display_data", "data": {"application/javascript": "EVIL"}, "metadata": {}},
    {
        "output_type": "display_data",
        "data": {"image/png": 'A" onerror="EVIL', "image/svg+xml": "<svg onload=EVIL>"},
        "metadata": {},
    },
    {
        "output_type": "display_data",
        "data": {"application/vnd.jupyter.widget-view+json": {"model_id": "</script><script>EVIL"}},
        "metadata": {},
    },
    {"output_type": "display_data", "data": {"text/html": "<b>b</b>"}, "metadata": {"text/html": {"isolated": True}}},
    {
        "output_type": "display_data",
        "data": {"image/png": "iVBO"},
        "metadata": {"image/png": {"width": "1 onerror=EVIL", "alt": ["EVIL"], "unconfined": "EVIL"}},
    },
    {"output_type": "execute_result", "data": None, "metadata": None, "execution_count": "EVIL"},
    {"output_type": "stream", "name": "EVIL", "text": None},
    {"output_type": "error", "ename": ["EVIL"], "evalue": {"EVIL": 1}, "traceback": None},
    {"output_type": "EVIL", "data": {"text/latex": "EVIL"}},
]


def test_of_each_output_what_a_page_can_show_safely_stays():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")])
    notebook.cells[0].outputs = nbformat.from_dict(ODD_OUTPUTS)
    notebook.cells[0].metadata = nbformat.from_dict({"tags": ["EVIL"], "nbgrader": {"grade": False}})
    notebook.cells[0].execution_count = "EVIL"
    notebook.metadata = nbformat.from_dict({"title": "EVIL", "widgets": {"EVIL": 1}, "language_info": {"name": "EVIL"}})
    safety.clean_what_is_shown(notebook)
    nbformat.validate(notebook)
    (cell,) = notebook.cells
    assert [set(output.get("data", {})) for output in cell.outputs] == [{"text/plain"}] * 3 + [
        {"text/html"},
        {"image/png"},
        {"text/plain"},
        set(),
        set(),
        {"text/plain"},
    ]
    assert cell.outputs[0].data["text/plain"] == "[Left out: application/javascript]" and not any(
        output.get("metadata") for output in cell.outputs if "image/png" not in output.get("data", {})
    )
    assert (
        cell.outputs[4].metadata == {"image/png": {}}
        and dict(cell.metadata) == {"nbgrader": {"grade": False}}
        and "EVIL" not in json.dumps(notebook.metadata)
    )


# -- how much is shown ---------------------------------------------------------------------------------------------------


def shown(*messages, cells=1):
    """How many messages of each cell were kept, and what the cell says of the rest."""
    room, told, kept = safety.Room(), [], []
    for index in range(cells):
        cell = nbformat.v4.new_code_cell("1")
        kept.append([room.fits(message, cell, index) for message in messages])
        told.append("".join(output.text for output in cell.outputs))
    return kept, told


def test_one_line_without_end_is_cut_and_said():
    kept, (told,) = shown({"name": "stdout", "text": "x" * 10_000_000}, {"name": "stdout", "text": "after"})
    assert kept == [[False, False]] and told.startswith("x" * 2000) and "10,000,1" in told and len(told) < 3000


def test_many_outputs_and_odd_metadata_are_cut():
    for message in (
        {"data": {"text/plain": "1"}},
        {"data": {}, "metadata": {"x": "y" * 1000}},
        {"data": {"image/png": "A" * 10_000}},
    ):
        (kept,), (told,) = shown(*[message] * 20_000)
        assert 0 < sum(kept) * len(json.dumps(message)) <= safety.OF_A_CELL and told.count("Left out from here on") == 1


def test_the_whole_is_cut_and_an_answer_is_still_handed_in():
    message = {"data": {"image/png": "A" * 900_000}}
    kept, told = shown(message, cells=9)
    assert (
        [len(cell) for cell in kept] == [1] * 9
        and sum(map(sum, kept)) == 5
        and all("whole notebook" in text for text in told[5:])
    )
    room, cell = safety.Room(), nbformat.v4.new_code_cell("1")
    room.all = safety.OF_ALL
    assert room.fits({"metadata": {"side_by_side": "1" * 100_000}}, cell, 0, answer=True) and not room.fits(
        {"text": "x"}, cell, 1
    )


def test_a_submission_as_long_as_a_book_is_named():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x" * 2_000_000)])
    with pytest.raises(BadInput, match="1,000,000 characters"):
        safety.clean_what_is_written(notebook)


class Kernel:
    """In place of nbgrader's own, so that the clock can be set."""

    def preprocess_cell(self, cell, resources, index):
        cell.outputs = ["run"]
        return cell, resources

    def preprocess(self, notebook, resources):
        self.seconds = lambda: self.clock
        for self.clock, cell in zip((0, 590, 599.5, 601, 900), notebook.cells):
            cell.metadata.limit = self.timeout_func(cell)
            self.preprocess_cell(cell, resources, 0)
        return notebook, resources


def test_after_ten_minutes_only_answers_are_handed_in(tmp_path):
    class InBounds(safety.InBounds, Kernel):
        holds_an_answer = staticmethod(lambda cell: cell.source == "answer")

    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in ("1", "1", "1", "1", "answer")]
    )
    (tmp_path / "x.ipynb").write_text("as it was before it ran")
    kernel = InBounds()
    kernel.preprocess(notebook, {"metadata": {"path": str(tmp_path)}, "unique_key": "x"})
    assert kernel.iopub_timeout == 30 and not (tmp_path / "x.ipynb").exists()
    assert [cell.metadata.limit for cell in notebook.cells] == [30, 10, 1, 1, 1]
    assert [cell.outputs == ["run"] for cell in notebook.cells] == [
        True,
        True,
        True,
        False,
        True,
    ] and "Not run" in notebook.cells[3].outputs[0].text


# -- processes -------------------------------------------------------------------------------------------------------------

STAY = "import time; time.sleep(600)"
FORK = "import os, signal\nif os.fork() == 0:\n    "
LEFT = {
    "child": "import subprocess, sys; subprocess.Popen([sys.executable, '-c', STAY])",
    "session": "import subprocess, sys; subprocess.Popen([sys.executable, '-c', STAY], start_new_session=True)",
    "no-environment": "import os, subprocess, sys; subprocess.Popen([sys.executable, '-c', STAY], start_new_session=True, "
    "env={name: os.environ[name] for name in ['LD_LIBRARY_PATH'] if name in os.environ})",  # some Pythons need it to start
    "nohup": "import os, shlex, sys; os.system('nohup ' + shlex.join([sys.executable, '-c', STAY]) + ' >/dev/null 2>&1 &')",
    "daemon": FORK + "os.setsid()\n    if os.fork() == 0: exec(STAY)\n    os._exit(0)",
    "stops-for-nothing": FORK + "[signal.signal(number, signal.SIG_IGN) for number in (1, 2, 15)]\n    exec(STAY)",
    "one-after-the-other": FORK + "while True:\n        if os.fork(): os._exit(0)\n        os.setsid()",
}
ANYWHERE = ("child", "session")  # where orphans cannot be adopted, the mark in the environment tells


@pytest.mark.parametrize("kind", LEFT)
@pytest.mark.skipif(os.name == "nt", reason="these are ways of Unix")
def test_no_process_is_left(kind):
    if sys.platform != "linux" and kind not in ANYWHERE:
        pytest.skip("only Linux gives a process the orphans among its descendants")
    before = subprocess.Popen([sys.executable, "-c", STAY])
    try:
        with safety.nothing_left_running():
            subprocess.run([sys.executable, "-c", f"STAY = {STAY!r}\n{LEFT[kind]}"], check=True)
            assert len(psutil.Process().children(recursive=True)) > 1 or sys.platform != "linux"
        assert [process.pid for process in psutil.Process().children(recursive=True)] == [before.pid]
        assert before.poll() is None
    finally:
        before.kill()
        before.wait()


def test_a_process_is_ended_when_the_run_fails_too():
    with pytest.raises(KeyError), safety.nothing_left_running():
        left = subprocess.Popen([sys.executable, "-c", STAY])
        raise KeyError
    assert not psutil.pid_exists(left.pid) and not any(name.startswith("SIDE_BY_SIDE_RUN") for name in os.environ)


def test_one_that_cannot_be_ended_is_named(monkeypatch):
    monkeypatch.setattr(psutil.Process, "kill", lambda self: None)
    monkeypatch.setattr(safety.os, "kill", lambda *_: None)
    monkeypatch.setattr(psutil, "wait_procs", lambda *_, **__: None)
    left = None
    with pytest.raises(BadInput, match="End them by hand: "), safety.nothing_left_running():
        left = subprocess.Popen([sys.executable, "-c", STAY])
    monkeypatch.undo()
    left.kill()
    left.wait()


# -- where a course may lie ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a?b", "a%20b", "a[b]", "a*b"])
def test_a_place_that_nbgrader_cannot_use_is_refused(tmp_path, name):
    with pytest.raises(BadInput, match=rules.re.escape(f"with {rules.re.search('[?%*[]', name)[0]} in its path")):
        marking.write(tmp_path / name / "course")
    assert list(tmp_path.iterdir()) == []


def test_a_course_that_was_moved_to_such_a_place_says_so(tmp_path):
    need_nbgrader()
    with pytest.raises(SystemExit, match="with % in its path"):
        marking.configure(Config(), tmp_path / "100%")


# -- all of it, by nbgrader ---------------------------------------------------------------------------------------------------


# where the marked notebook will be written, something that whoever writes to it waits for, for ever
PIPE = """import os
marked = os.readlink(f"/proc/{os.getppid()}/cwd") + "/autograded/eve/00_start/00_start.ipynb"
os.remove(marked)
os.mkfifo(marked)"""


def handed_in(notebook):
    """Lesson 00, right, with all that a student could do to it."""
    code, text = nbformat.v4.new_code_cell, nbformat.v4.new_markdown_cell
    notebook.cells[1:1] = [
        *[text(markup) for markup in MARKUP], text("[a](javascript:EVIL) ![a](attachment:a.png)", attachments={"a.png": {'image/png" onerror="EVIL': "A"}}),
        nbformat.v4.new_raw_cell(EVIL, metadata={"raw_mimetype": "text/html"}),
        code(f"from IPython.display import HTML, SVG, Javascript, Markdown, display\nfor markup in {MARKUP!r}: display(HTML(markup), Markdown(markup))"),
        code("display(Javascript('EVIL'), SVG('<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"EVIL\"/>'))"),
        code(f"for output in {[output for output in ODD_OUTPUTS if output['output_type'] == 'display_data']!r}: display(output['data'], metadata=output['metadata'], raw=True)"),
        code("import ipywidgets\nipywidgets.HTML('EVIL')"), code("print('x' * 30_000_000)"), code("raise Exception('y' * 3_000_000)", metadata={"tags": ["'\">" + EVIL], "magics_language": "'>" + EVIL}),
        code("open('EVIL.html', 'w').write('EVIL')"), text("half of a character: HALF"), code("print('\\ud83d')\ndisplay({'text/html': '\\ud83d'}, raw=True)"),
        code(PIPE),
        code("import subprocess, sys\nleft = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'], start_new_session=True, env={})\nprint(left.pid)", id="left"),
    ]  # fmt: skip
    notebook.metadata.update(
        title="</title>" + EVIL,
        widgets={"application/vnd.jupyter.widget-state+json": {"EVIL": "</script>"}},
        language_info={"name": "python", "pygments_lexer": "'>" + EVIL},
    )
    return notebook


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course in which eve handed in all of that, and somebody with an odd name a lesson as it is, and what could not be marked."""
    folder = release(tmp_path_factory.mktemp("safety") / "course", ["00_start"])
    lesson = answered(
        source(folder, "00_start", "release"),
        {name: QUESTIONS[name].solved for name in ("fewest-units", "who-is-unnamed")},
    )
    name = "<b>ana" if os.name != "nt" else "ana"
    submit(folder, name, "00_start", lesson)
    path = submit(folder, "eve", "00_start", handed_in(nbformat.from_dict(lesson)))
    path.write_text(path.read_text(encoding="utf-8").replace("HALF", "\\ud83d"), encoding="utf-8")
    before = path.read_bytes()
    failed = finish(
        start(
            folder,
            [
                ["autograde", "00_start", "eve"],
                ["autograde", "00_start", name],
                ["generate_feedback", "00_start", "eve"],
            ],
        )
    )
    assert path.read_bytes() == before
    assert path.read_bytes() == before
    return folder, failed


def marked_of_eve(folder):
    return folder / "autograded" / "eve" / "00_start" / "00_start.ipynb"


def test_what_was_handed_in_is_marked_all_the_same(course):
    folder, failed = course
    assert "00_start/eve" not in failed, failed["00_start/eve"]
    assert scores(folder, "00_start")["eve"][0] == 2


def test_what_was_marked_is_small_and_lies_alone(course):
    path = marked_of_eve(course[0])
    assert path.stat().st_size < 1_000_000 and path.read_text(encoding="utf-8").count("Left out from here on") == 2
    assert [other.name for other in path.parent.iterdir()] == [path.name]


def test_the_process_that_was_left_is_gone(course):
    (pid,) = [
        int(cell.outputs[0].text)
        for cell in nbformat.read(marked_of_eve(course[0]), as_version=4).cells
        if cell.id == "left"
    ]
    assert not psutil.pid_exists(pid) or STAY not in psutil.Process(pid).cmdline()


def test_nothing_runs_in_the_page_of_feedback(course):
    page = (course[0] / "feedback" / "eve" / "00_start" / "00_start.html").read_text(encoding="utf-8")
    assert Page(page).live == [] and "EVIL" in Page(page).words
    assert page.index("Content-Security-Policy") < page.index("notebook-container")


def test_nothing_runs_in_formgrader(course):
    need_nbgrader()
    from nbconvert.exporters import HTMLExporter
    from nbgrader.server_extensions.formgrader.handlers import template_path

    exporter = HTMLExporter(
        config=Config(HTMLExporter={"template_name": "formgrade", "extra_template_basedirs": [template_path]})
    )
    known = {"index": 0, "total": 1, "base_url": "", "notebook_id": "00_start", "student": "eve"}
    page = Page(exporter.from_filename(str(marked_of_eve(course[0])), resources=known)[0])
    assert page.live == [] and "EVIL" in page.words
    before = Page(
        exporter.from_filename(str(course[0] / "release" / "00_start" / "00_start.ipynb"), resources=known)[0]
    )
    assert [sum(tag == "script" for tag, _ in each.tags) for each in (page, before)] == [
        sum(tag == "script" for tag, _ in before.tags)
    ] * 2


@pytest.mark.skipif(os.name == "nt", reason="no such name can be given there")
def test_a_name_that_is_markup_is_refused(course):
    folder, failed = course
    assert list(failed) == ["00_start/<b>ana"] and "called <b>ana: rename it" in html.unescape(
        failed["00_start/<b>ana"]
    )
    assert not (folder / "autograded" / "<b>ana").exists()
