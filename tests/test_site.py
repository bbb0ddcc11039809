"""The course as a site that runs in a browser with nothing installed: its refusals; every lesson in its Python; five in Chromium.

What runs the lessons needs Node.js, and parts that are not installed with the other tests': `python tests/pyodide.py FOLDER` gets them,
and PYODIDE=FOLDER names them. Without them it is skipped, unless REQUIRE_SITE is set.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from importlib import util
from pathlib import Path
from urllib.parse import urlparse
from urllib.request import urlopen

import pytest
import rules
import strict
from playwright.sync_api import expect
from sidebyside import browser as in_browser
from sidebyside import corpus, exercises, handouts, marking, site
from sidebyside.corpus import BadInput
from test_browser import BROWSERS, PATIENCE, QUIET, browser, choose, run_and_answer  # noqa: F401

LONG = 4 * PATIENCE  # to fetch Python and run a whole lesson, on a busy machine

# What Pyodide shows in another way than is stored, by lesson and cell, and why.
OTHERWISE = {
    ("00_start", "imports"): "it says besides where work lies",
    ("10_critique", "course-register"): "the page for teachers, and so its headings, is not in the site",
    # Of a text that is still blank: IPython there is older, and takes dots that begin a cell's second line for a prompt.
    ("08_tone", "at-first-back"): "a blank text is shown without its dots",
    ("10_critique", "first-beside"): "a blank text is shown without its dots",
}


def parts():
    """The folder of parts that PYODIDE names, with all that is needed beside it."""
    lacking = [
        ("PYODIDE", bool(os.environ.get("PYODIDE"))),
        ("Node.js", shutil.which("node")),
        ("JupyterLite", util.find_spec("jupyterlite_pyodide_kernel")),
    ]
    lacking = [what for what, there in lacking if not there]
    if lacking:
        reason = (
            f"no {' and no '.join(lacking)}: see in tests/pyodide.py how to get the parts of the site, to have it tried"
        )
        pytest.fail(reason) if os.environ.get("REQUIRE_SITE") else pytest.skip(reason)
    return Path(os.environ["PYODIDE"])


def command(*arguments, **environment):
    return subprocess.run([sys.executable, "notebooks/sidebyside", "site", *map(str, arguments)], cwd=rules.ROOT,
                          env=os.environ | environment, capture_output=True, text=True)  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A site with a Python of its own, and what the command said."""
    here, folder = parts(), tmp_path_factory.mktemp("site") / "site"
    done = command(folder, "--pyodide", here / "pyodide", PIP_NO_INDEX="1", PIP_FIND_LINKS=str(here / "wheels"))
    assert done.returncode == 0, done.stderr
    return folder, done.stdout


# ---------------------------------------------------------------- the command


def test_nothing_is_written_where_other_things_lie(tmp_path, monkeypatch):
    (tmp_path / "mine.txt").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path)
    for folder, words in (
        (tmp_path, "other things"),
        (tmp_path / "mine.txt", "no folder"),
        (tmp_path / "link", "no folder"),
    ):
        with pytest.raises(BadInput, match=words):
            site.write(folder)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "mine.txt"]


def test_a_site_that_was_changed_is_left_alone(tmp_path, monkeypatch):
    built = []
    monkeypatch.setattr(site, "_refuse_other_versions", lambda: built.append("asked"))
    monkeypatch.setattr(site, "fetched", lambda folder: [])

    def put(work, wheels, python):
        (work / "made").mkdir()
        (work / "made" / "index.html").write_text(f"{len(built)}")
        return work / "made"

    monkeypatch.setattr(site, "_built", put)
    folder = tmp_path / "new" / "site"
    site.write(folder)
    site.write(folder)  # its own work, as it was: made anew
    assert (folder / "index.html").read_text() == "2"
    for name in ("index.html", "notes.txt"):
        (folder / name).write_text("by hand")
        with pytest.raises(BadInput, match="changed since"):
            site.write(folder)
        assert (folder / name).read_text() == "by hand"
        (folder / name).write_text("2")
        (folder / "notes.txt").unlink(missing_ok=True)
    site.write(folder)
    assert [path.name for path in folder.parent.iterdir()] == ["site"]  # and nothing half made


def test_what_is_missing_is_named_in_one_sentence(tmp_path, monkeypatch):
    def lacks(_):
        raise site.metadata.PackageNotFoundError

    for version, words in ((lacks, "it is not installed"), (lambda _: "9.9", "9.9 is installed")):
        monkeypatch.setattr(site.metadata, "version", version)
        with pytest.raises(BadInput, match=rf"{words}: \S+ -m pip install -r .locked/site.txt$"):
            site.write(tmp_path / "site")
    monkeypatch.setattr(site, "_refuse_other_versions", lambda: None)
    with pytest.raises(BadInput, match="has no Pyodide that can be read: unpack there"):
        site.write(tmp_path / "site", tmp_path / "nowhere")
    lock = tmp_path / "pyodide-lock.json"
    lock.write_text(json.dumps({"info": {"version": "0.1"}, "packages": {}}))
    with pytest.raises(BadInput, match="has Pyodide 0.1, and the site needs 0.27.7"):
        site.write(tmp_path / "site", tmp_path)
    packages = {name: {"depends": [], "file_name": f"{name}.whl", "sha256": "0" * 64} for name in site.THEIRS}
    lock.write_text(json.dumps({"info": {"version": site.PYODIDE}, "packages": packages}))
    for name in [*site.CORE[:4], "regex.whl"]:
        with pytest.raises(
            BadInput, match=f"has no {site.CORE[0] if name == 'regex.whl' else name} as Pyodide"
        ) as refused:
            if name == "regex.whl":
                (tmp_path / site.CORE[0]).unlink()
            site.write(tmp_path / "site", tmp_path)
        assert "\n" not in str(refused.value)
        (tmp_path / name).write_text("")
    assert not (tmp_path / "site").exists()


def test_each_package_of_the_site_is_pinned_for_all():
    assert set(site.OURS) <= site._locked("run").keys() and all(
        "--hash=sha256:" in site._locked("run")[name] for name in site.OURS
    )
    assert not {"jupyterlite-core", "jupyterlite-pyodide-kernel"} & site._locked("run").keys()


def test_in_a_browser_it_is_said_where_work_lies_and_what_cannot_be_made(tmp_path, monkeypatch):
    said = []
    monkeypatch.setattr(in_browser, "say", said.append)
    in_browser.note()
    assert said == []
    monkeypatch.setattr(in_browser, "IS_HERE", True)
    in_browser.note()
    assert "lies in this browser, on this machine, and nowhere else" in said[0] and "along" in said[0]
    for make in (handouts, marking, site):
        with pytest.raises(BadInput, match="cannot be made in a browser: install the course"):
            make.write(tmp_path / "new")
    assert not (tmp_path / "new").exists()


# ---------------------------------------------------------------- the site itself


def test_the_site_is_small_and_has_what_it_needs_and_nobodys_work(made):
    folder, told = made
    there = [path for path in folder.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in there) < 90e6
    for words in (f"{len(there)} files", "http.server", "https", "Browsers refuse", "the site itself"):
        assert words in told, told
    course = {path.relative_to(folder / "files").as_posix() for path in there if path.is_relative_to(folder / "files")}
    lessons = {f"notebooks/{path.name}" for path in rules.LESSONS}
    package = {path.relative_to(rules.ROOT).as_posix() for path in (corpus.NOTEBOOKS / "sidebyside").rglob("*.py")}
    data = {path.relative_to(rules.ROOT).as_posix() for path in corpus.DATA.rglob("*") if path.is_file()}
    data = {name for name in data if not name.startswith("data/mine/")}
    assert course == lessons | package | data
    settings = json.loads((folder / "jupyter-lite.json").read_text())["jupyter-config-data"]
    wanted = json.loads((rules.ROOT / ".jupyter" / "overrides.json").read_text())
    assert settings["settingsOverrides"] == wanted
    assert {extension["name"] for extension in settings["federated_extensions"]} == {site.KERNEL, site.WIDGETS}
    assert "00_start.ipynb" in (folder / "index.html").read_text()
    assert not list(folder.rglob("*provisa*"))


# ---------------------------------------------------------------- every lesson in the site's Python, under Node


def of_exercise(cell):
    """The exercise of a cell answered wrongly and rightly: its name, the words that each reply has, and the code."""
    for name in rules.exercises_of(cell):
        question = exercises.named_questions()[name]
        check = cell.source[rules.CHECK.search(cell.source).start() :]
        wrong, words = question.foreseen[0]
        yield name, words.replace("`", ""), f"{wrong}\n{check}"
        yield name, "", f"{question.solved}\n{check}"


CASES = {
    "endless": [
        "from sidebyside import check, exercises\nexercises.steps.call_each(lambda: [0 for _ in iter(int, 1)], [[]])[0].endless",
        "def turning():\n    while True:\n        pass\nexercises.steps.call_each(turning, [[]])[0].endless",
        "def deep(x):\n    return deep(x)\nexercises.steps.call_each(deep, [[1]])[0].kind",
    ],
    "teachers": [
        "from sidebyside import handouts\nhandouts.write('new')",
        "from sidebyside import marking\nmarking.write('new')",
    ],
    "note": ["from sidebyside import browser\nbrowser.note()"],
}


@pytest.fixture(scope="module")
def ran(made, tmp_path_factory):
    """What each cell put out in the site's Python: `{lesson: [(cell, what it put out)]}`, its exercises, and the cases."""
    folder, work = made[0], tmp_path_factory.mktemp("node")
    lessons = {path.stem: rules.code_cells(rules.read(path)) for path in rules.LESSONS}
    jobs = {}
    for name, cells in lessons.items():
        jobs[name] = [cell.source for cell in cells]
        jobs[f"{name} answered"] = jobs[name][:1] + [code for cell in cells for *_, code in of_exercise(cell)]
    jobs |= CASES
    names, running = sorted(jobs), []
    for half in (0, 1):
        mine = work / f"{half}"
        shutil.copytree(folder / "files", mine / "course")
        (mine / "job.json").write_text(
            json.dumps({name: jobs[name] for name in names if int(name[:2].isdigit() and name[1]) % 2 == half})
        )
        node = [
            "node",
            Path(__file__).with_name("site_run.mjs"),
            folder,
            mine / "course",
            mine / "job.json",
            mine / "answer.json",
        ]
        with open(mine / "log", "w") as log:
            running.append((mine, subprocess.Popen(node, stdout=log, stderr=log)))
    found = {}
    for mine, process in running:
        assert process.wait(1200) == 0, (mine / "log").read_text()[-3000:]
        answer = json.loads((mine / "answer.json").read_text())
        found |= answer["ran"]
        print(f"Python began in {answer['began']:.1f} s")
    for name in lessons:
        print(f"{name}: {sum(cell['seconds'] for cell in found[name]):.1f} s")
    return lessons, {name: [cell["outputs"] for cell in cells] for name, cells in found.items()}


def shown(outputs):
    """What a reader sees of a cell's outputs: a picture by its words, and a widget by its own."""
    found = []
    for output in outputs:
        if output["output_type"] == "stream":
            if found and found[-1][0] == output["name"]:
                found[-1] = (output["name"], found[-1][1] + output["text"])
            else:
                found.append((output["name"], output["text"]))
        elif output["output_type"] == "error":
            found.append(("error", f"{output['ename']}: {output['evalue']}"))
        else:
            for kind, text in sorted(output["data"].items()):
                if kind.startswith("text/"):
                    found.append((kind, strict.BYTES.sub(r"\1", text)))
                elif kind.startswith("image/"):
                    found.append((kind, ""))
    return found


def test_every_lesson_shows_what_is_stored(ran):
    lessons, found = ran
    other, seen = {}, 0
    for name, cells in lessons.items():
        for cell, outputs in zip(cells, found[name], strict=True):
            seen += bool(cell.outputs)
            stored, now = shown(cell.outputs), shown(outputs)
            if stored != now:
                first = next((pair for pair in zip([*stored, None], [*now, None]) if pair[0] != pair[1]))
                other[name, cell.id] = first
    assert seen > 250
    assert not {key: what for key, what in other.items() if key not in OTHERWISE}
    assert other.keys() == OTHERWISE.keys()


def test_every_exercise_is_answered_there_as_it_is_here(ran):
    lessons, found = ran
    wrong, seen = [], 0
    for name, cells in lessons.items():
        asked = [asked for cell in cells for asked in of_exercise(cell)]
        for (exercise, words, _), outputs in zip(asked, found[f"{name} answered"][1:], strict=True):
            text = "".join(output.get("data", {}).get("text/plain", "") for output in outputs)
            right = text.startswith(("✓", "●"))
            seen += 1
            if words.replace("`", "") not in text.replace("`", "") or right == bool(words):
                wrong.append((exercise, text[:200] or outputs))
    assert seen == 2 * len(exercises.named_questions()) and not wrong


def test_what_a_browser_needs_to_be_told(ran):
    found = {name: [shown(outputs) for outputs in ran[1][name]] for name in CASES}
    assert found["endless"] == [[("text/plain", text)] for text in ("True", "True", "'RecursionError'")]
    for ((kind, text),) in found["teachers"]:
        assert kind == "error" and "cannot be made in a browser" in text
    assert "lies in this browser" in dict(found["note"][0])["text/plain"]


# ---------------------------------------------------------------- five lessons in Chromium, with nothing else to call

# A first reading, an objection and a critique, kept and exported; and what of it lies there, with no lock left behind.
KEPT = """from sidebyside import critique, objection, reading
reading.first("D", believe="That the matter is settled.", stopped="D05", know="Who signed?", reader="me")
objection("D05", "This unit says less than it seems to.")
critique.show_review(critique.model("A"))
critique.keep(critique.model("A"), "ana")
critique.export(critique.model("A"), "ana")
from pathlib import Path
print(*sorted(path.relative_to("../data/mine").as_posix() for path in Path("../data/mine").rglob("*") if path.is_file()))"""
LIE_THERE = "critiques/ana.csv critiques/ana.html critiques/ana.txt objections/me.csv reading/me.csv"

OFFLINE = [*QUIET, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]


@contextmanager
def served(folder, told):
    """The address of a site that is served as the command says."""
    words = re.search(r"-m (http\.server) 8000 (--bind 127\.0\.0\.1 --directory) ", told)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", words[1], str(port), *words[2].split(), folder]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(100):
        try:
            urlopen(f"http://127.0.0.1:{port}").close()
            break
        except OSError:
            time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(30)


@contextmanager
def visit(browser, profile, address):  # noqa: F811
    """A page and the address of the site, in a browser whose work lies in `profile`, and which asks for nothing outside."""
    program, asked = next(filter(None, map(shutil.which, BROWSERS))), []
    context = browser.browser_type.launch_persistent_context(
        profile, executable_path=program, args=OFFLINE, viewport={"width": 1280, "height": 900}
    )
    context.set_default_timeout(PATIENCE)
    context.on("request", lambda request: asked.append(request.url))
    try:
        yield context.pages[0], address
    finally:
        context.close()
    outside = [url for url in asked if not url.startswith((address, "data:", "blob:", "about:", "chrome"))]
    assert asked and not outside


@pytest.fixture(scope="module")
def student(made, browser, tmp_path_factory):  # noqa: F811
    """Opens the site in a browser of its own, as a student does who comes back: `with student() as (page, address)`."""
    profile = tmp_path_factory.mktemp("profile")
    with served(*made) as address:
        yield lambda: visit(browser, profile, address)


def opened(page, address, path):
    """A lesson that is open, and its cells by what their code begins with."""
    page.goto(f"{address}/lab/index.html?path=notebooks/{path.name}" if path is not rules.LESSONS[0] else address)
    expect(page.locator(".jp-mod-current .lm-TabBar-tabLabel")).to_have_text(path.name, timeout=PATIENCE)
    notebook = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    expect(notebook.locator(".jp-CodeCell")).to_have_count(len(rules.code_cells(rules.read(path))), timeout=PATIENCE)
    return notebook


def awake(page):
    """Wait for Python: a cell that is run before a page has asked for one is not run at all, as in any JupyterLab."""
    expect(page.locator("#jp-bottom-panel")).to_contain_text("Idle", timeout=LONG)


def saved(page):
    """Save the lesson, and wait until its tab no longer says that something is not."""
    page.keyboard.press("Control+s")
    expect(page.locator(".lm-TabBar-tab.lm-mod-current.jp-mod-dirty, .lm-mod-current .jp-mod-dirty")).to_have_count(0)
    page.wait_for_timeout(2000)


def put_files(page, files):
    """Put texts into the folder that the list of files shows, by an upload."""
    with page.expect_file_chooser() as chooser:
        page.locator(
            ".jp-FileBrowser .jp-ToolbarButton", has=page.locator('[data-icon="ui-components:file-upload"]')
        ).click()
    chooser.value.set_files(files)
    expect(page.locator(".jp-DirListing-itemText", has_text=".txt")).to_have_count(len(files))


def put_texts(page, folder):
    """Put two texts into data/mine/texts by the list of files, as lesson 11 says: two folders made, and an upload."""
    listed = page.locator(".jp-DirListing-item .jp-DirListing-itemText")
    page.locator(".jp-BreadCrumbs-home").click()
    listed.filter(has_text=re.compile("^data$")).dblclick()
    for name in ("mine", "texts"):
        expect(listed.filter(has_text=re.compile("^(sources|texts)$"))).to_have_count(int(name == "mine"))
        page.locator('.jp-FileBrowser [data-command="filebrowser:create-new-directory"]').first.click()
        page.locator(".jp-DirListing-editor").fill(name)
        page.keyboard.press("Enter")
        listed.filter(has_text=re.compile(f"^{name}$")).dblclick()
    texts = {"bridge.txt": "The bridge is closed\n\nThe mayor said on Monday that the bridge is closed.\n",
             "river.txt": "A river without a bridge\n\nNobody asked the people, said a man in the cafe.\n"}  # fmt: skip
    for name, text in texts.items():
        (folder / name).write_text(text)
    put_files(page, [folder / name for name in texts])


@pytest.mark.parametrize("number", ["00", "01", "04", "08", "11"])
def test_a_lesson_is_run_answered_left_and_found_again(student, number, tmp_path):
    path = next(path for path in rules.LESSONS if path.name.startswith(number))
    name = rules.exercise_names(rules.read(path))[0]
    own = {"04": "desk.desk(units", "11": "own_sources.collection()"}.get(number)
    with student() as (page, address):
        notebook = opened(page, address, path)
        awake(page)
        run_and_answer(page, notebook, path, LONG)
        if number == "00":
            expect(notebook.locator(".jp-CodeCell").first).to_contain_text("What you write lies in this browser")
        if number == "04":
            desk = notebook.locator(".jp-CodeCell", has_text=own)
            desk.locator("select").first.select_option(index=2)
            expect(desk).to_contain_text("Saved: ", timeout=PATIENCE)
        if number == "01":
            cell = notebook.locator(".jp-CodeCell", has_text='reading.first("D"')
            cell.locator(".cm-content").click()
            page.keyboard.press("ControlOrMeta+a")
            page.keyboard.insert_text(KEPT)
            page.keyboard.press("Control+Enter")
            expect(cell.locator(".jp-OutputArea-output").last).to_contain_text(LIE_THERE, timeout=LONG)
        saved(page)
        if number == "11":
            put_texts(page, tmp_path)
        assert page.locator(".jp-Dialog, .Toastify__toast").count() == 0
    with student() as (page, address):
        notebook = opened(page, address, path)
        cell = notebook.locator(".jp-CodeCell", has_text=f'check("{exercises.number_of(name)}"')
        expect(cell).to_contain_text(exercises.named_questions()[name].solved.splitlines()[0])
        expect(cell.locator(".jp-OutputArea-output")).to_contain_text("Right.")
        if own:  # what the course keeps is found by another session of Python
            awake(page)
            choose(page, "Run", "Run All Cells")
            words = {
                "04": "Codings saved as me.csv were found.",
                "11": "2 texts were read: F (bridge.txt) and G (river.txt).",
            }
            expect(notebook.locator(".jp-CodeCell", has_text=own)).to_contain_text(words[number], timeout=LONG)


def test_keys_stay_in_a_desk_and_in_a_box_and_a_page_that_is_loaded_again_shows_its_lesson(student):
    lesson = next(path for path in rules.LESSONS if path.name.startswith("02"))
    with student() as (page, address):
        notebook = opened(page, address, lesson)
        awake(page)
        choose(page, "Run", "Run All Cells")
        last = notebook.locator(".jp-CodeCell .jp-InputPrompt").last
        expect(last).to_have_text(f"[{len(rules.code_cells(rules.read(lesson)))}]:", timeout=LONG)
        cells = notebook.locator(".jp-Cell .cm-content")
        before = cells.all_inner_texts()
        notebook.locator(".reading-page").first.focus()
        for key in ("ArrowDown", "ArrowDown", "1", "ArrowDown", "2"):
            page.keyboard.press(key)
            page.wait_for_timeout(700)
        expect(notebook.locator(".reading-status").first).to_contain_text("somebody's view", timeout=PATIENCE)
        word = page.get_by_label("A word, or its beginning", exact=False).last
        word.click()
        page.keyboard.type("NATO")
        page.keyboard.press("Enter")
        expect(notebook.locator('img[alt*="NATO"]')).to_have_count(1, timeout=LONG)
        assert cells.all_inner_texts() == before
        saved(page)
        page.reload()
        expect(page.locator(".lm-TabBar-tabLabel", has_text=lesson.name)).to_have_count(1, timeout=LONG)


def test_answers_are_taken_along_and_brought_back_in_another_browser(made, browser, tmp_path):  # noqa: F811
    lesson = next(path for path in rules.LESSONS if path.name.startswith("01"))
    name = rules.exercise_names(rules.read(lesson))[0]

    def run_in_00(page, address, code):
        cell = opened(page, address, rules.LESSONS[0]).locator(".jp-CodeCell").first
        awake(page)
        cell.locator(".cm-content").click()
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.insert_text(f"from sidebyside import answers\n{code}")
        page.keyboard.press("Control+Enter")
        return cell.locator(".jp-OutputArea-output")

    file = tmp_path / "answers-me.txt"
    with served(*made) as address:
        with visit(browser, tmp_path / "one", address) as (page, _):
            notebook = opened(page, address, lesson)
            awake(page)
            run_and_answer(page, notebook, lesson, LONG)
            saved(page)
            expect(run_in_00(page, address, "answers()")).to_contain_text("1 answer (lesson 01)", timeout=LONG)
            with page.expect_download() as download:
                page.locator("a[download]").last.click()
            download.value.save_as(file)
        with visit(browser, tmp_path / "another", address) as (page, _):
            opened(page, address, rules.LESSONS[0])
            put_files(page, [file])
            told = run_in_00(page, address, f'answers("{file.name}")')
            expect(told).to_contain_text("Put in: 1 answer", timeout=LONG)
            cell = opened(page, address, lesson).locator(
                ".jp-CodeCell", has_text=f'check("{exercises.number_of(name)}"'
            )
            expect(cell).to_contain_text(exercises.named_questions()[name].solved.splitlines()[0])


def test_where_a_browser_refuses_to_run_it_one_sentence_says_so(made, browser, tmp_path):  # noqa: F811
    program = next(filter(None, map(shutil.which, BROWSERS)))
    elsewhere = [*QUIET, "--host-resolver-rules=MAP course.example 127.0.0.1"]
    with served(*made) as address:
        context = browser.browser_type.launch_persistent_context(tmp_path, executable_path=program, args=elsewhere)
        for place in (address.replace("127.0.0.1", "course.example"), (made[0] / "index.html").as_uri()):
            context.pages[0].goto(place)
            expect(context.pages[0].locator("#told")).to_contain_text("It needs an address that begins with https")
        context.close()


def test_without_a_copy_python_is_taken_from_its_own_address(browser, tmp_path):  # noqa: F811
    here, folder = parts(), tmp_path / "site"
    done = command(folder, PIP_NO_INDEX="1", PIP_FIND_LINKS=str(here / "wheels"))
    assert done.returncode == 0 and site.PUBLIC in done.stdout and not (folder / "static").exists(), done.stderr
    taken = []

    def answer(route):  # in the place of that address
        taken.append(Path(urlparse(route.request.url).path).name)
        route.fulfill(path=here / "pyodide" / taken[-1], headers={"Access-Control-Allow-Origin": "*"})

    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    page.context.route(f"{site.PUBLIC}**", answer)
    with served(folder, done.stdout) as address:
        notebook = opened(page, address, rules.LESSONS[0])
        awake(page)
        first = notebook.locator(".jp-CodeCell").first
        first.locator(".cm-content").click()
        page.keyboard.press("Control+Enter")
        expect(first).to_contain_text("What you write lies in this browser", timeout=LONG)
        page.close()
    assert {"pyodide.asm.wasm", "pyodide-lock.json"} < set(taken)
    assert not [name for name in taken if name.startswith(("pandas", "nltk"))]  # these are the course's own
