"""Each lesson in a real JupyterLab, started as the README starts it, in a real browser: run, answered wrongly and rightly.

Needs Chromium or Google Chrome on this machine, and is skipped without one, unless REQUIRE_BROWSER is set. It works on a
copy of the course, and leaves a picture of each lesson in tests/screenshots/.
"""

import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlparse
from urllib.request import Request, urlopen

import nbformat
import pytest
import rules
from playwright.sync_api import expect, sync_playwright

BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]
BROWSERS += [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
]
QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SCREENSHOTS = rules.ROOT / "tests" / "screenshots"
PATIENCE = 90_000  # milliseconds, for whatever is waited for


def readme_command():
    """What the README's `Run it` ends with: the start of JupyterLab."""
    section = (rules.ROOT / "README.md").read_text(encoding="utf-8").partition("## Run it")[2]
    command = re.search(r"^```\w*\n(.+)\n```", section, re.M)[1]
    return shlex.split(command.rpartition("&&")[2])


@pytest.fixture(scope="module")
def browser():
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        reason = "no browser: install Chromium or Google Chrome to see each lesson tried in a real JupyterLab"
        pytest.fail(reason) if os.environ.get("REQUIRE_BROWSER") else pytest.skip(reason)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=found, args=QUIET)


@pytest.fixture(scope="module")
def lab(browser, tmp_path_factory):
    """The address of a JupyterLab as a new student has it, and the file where each attempt to call outside is noted."""
    folder = tmp_path_factory.mktemp("student")
    shutil.copytree(
        rules.ROOT,
        folder / "course",
        ignore=shutil.ignore_patterns(".git", ".venv", "workspaces", "screenshots", "kernel-ipc-*"),
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program, *arguments = readme_command()
    command = [str(Path(sys.executable).with_name(Path(program).name)), *arguments]
    command += [
        "--no-browser",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        "--IdentityProvider.token=open",
    ]
    own = {
        name: str(folder / name)
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    }
    env = os.environ | own | {"REFUSED": str(folder / "refused")}
    with open(folder / "log", "w") as log:
        server = subprocess.Popen(command, cwd=folder / "course", env=env, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            urlopen(f"{address}/api/status?token=open").close()
            break
        except OSError:
            assert server.poll() is None, (folder / "log").read_text()
            time.sleep(0.2)
    yield address, folder / "refused"
    server.terminate()
    server.wait(30)


def open_lab(page, address):
    """Open JupyterLab and wait for its kernel; on a busy machine the page sometimes never asks for one, and is opened again."""
    ready = page.locator("#jp-bottom-panel")
    for patience in (30_000, 30_000, PATIENCE):
        page.goto(address)
        try:
            return expect(ready).to_contain_text("Python 3 (ipykernel) | Idle", timeout=patience)
        except AssertionError:
            if patience == PATIENCE:
                raise


def choose(page, menu, item):
    page.locator(".lm-MenuBar-itemLabel", has_text=re.compile(f"^{menu}$")).click()
    page.locator(".lm-Menu-itemLabel", has_text=re.compile(f"^{item}$")).click()


def tab_to(page, place):
    """Press Tab until a place has the focus."""
    for _ in range(20):
        page.keyboard.press("Tab")
        if place.evaluate("place => place === document.activeElement"):
            break
    expect(place).to_be_focused()


def said_to(page, cell, code):
    """Run a piece of code in the place of what a cell has; gives what the cell shows."""
    cell.locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(code)
    page.keyboard.press("Shift+Enter")
    return cell.locator(".jp-OutputArea-output")


def answer(page, cell, code):
    """Put an answer in place of the dots and run the cell."""
    kept = cell.locator(".cm-line").all_inner_texts()
    kept = kept[next(n for n, line in enumerate(kept) if line.startswith("check(")) :]
    said_to(page, cell, "\n".join([code, *kept]))


def run_and_answer(page, notebook, path, patience=PATIENCE):
    """Run a lesson that is open, and answer its first exercise wrongly and rightly; gives the cell of that exercise."""
    lesson = rules.read(path)
    prompts = notebook.locator(".jp-CodeCell .jp-InputPrompt")
    choose(page, "Edit", "Clear Outputs of All Cells")
    expect(prompts).to_have_text(["[ ]:"] * len(rules.code_cells(lesson)), timeout=patience)
    choose(page, "Run", "Run All Cells")
    expect(prompts).to_have_text([f"[{n}]:" for n in range(1, len(rules.code_cells(lesson)) + 1)], timeout=patience)
    for kind in ("error", "stderr"):
        expect(notebook.locator(f'[data-mime-type="application/vnd.jupyter.{kind}"]')).to_have_count(0)
    drawn = rules.pictures([output for cell in rules.code_cells(lesson) for output in cell.outputs])
    expect(notebook.locator(".jp-OutputArea-output img")).to_have_count(len(drawn))

    name = rules.exercises.number_of(rules.exercise_names(lesson)[0])
    question = rules.exercises.all_questions()[name]
    cell = notebook.locator(".jp-CodeCell", has_text=f'check("{name}"')
    output = cell.locator(".jp-OutputArea-output")
    expect(output).to_contain_text(f"{name} · Not answered yet.")
    wrong, words = question.foreseen[0]
    answer(page, cell, wrong)
    expect(output).to_contain_text(words.replace("`", ""), timeout=patience)
    expect(output).not_to_contain_text("Right.")
    answer(page, cell, question.solved)
    expect(output).to_contain_text(f"{name} · Right.", timeout=patience)
    return cell


@pytest.mark.parametrize("path", rules.LESSONS, ids=lambda path: path.stem)
def test_lesson(lab, browser, path):
    address, refused = lab
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda opened: asked.append(opened.url))

    # The bare address opens the first lesson; a workspace of its own keeps the others apart.
    here = "/" if path is rules.LESSONS[0] else f"/lab/workspaces/{path.stem}/tree/notebooks/{path.name}"
    open_lab(page, f"{address}{here}?token=open")
    notebook = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    expect(page.locator(".jp-mod-current .lm-TabBar-tabLabel")).to_have_text(path.name, timeout=PATIENCE)

    run_and_answer(page, notebook, path)
    assert page.locator(".jp-Dialog, .Toastify__toast").count() == 0
    assert {urlparse(url).hostname for url in asked if not url.startswith(("data:", "blob:"))} == {"127.0.0.1"}
    assert not refused.exists(), refused.read_text()
    SCREENSHOTS.mkdir(exist_ok=True)
    height = notebook.locator(".jp-WindowedPanel-outer").evaluate("panel => panel.scrollHeight")
    page.set_viewport_size({"width": 1280, "height": min(height, 16_000)})  # the whole lesson in one picture
    notebook.screenshot(path=SCREENSHOTS / f"{path.stem}.png")
    page.close()


def test_work_is_taken_along_and_brought_back(lab, browser, tmp_path):
    address, refused = lab
    course = refused.parent / "course"
    lessons = {course / "notebooks" / path.name: path.read_bytes() for path in rules.LESSONS[:2]}
    name, start = "answers-me.txt", course / "notebooks" / "00_start.ipynb"
    for path, stored in lessons.items():  # without what other tests have left
        path.write_bytes(stored)
    shutil.rmtree(course / "data" / "mine", ignore_errors=True)
    page = browser.new_page(accept_downloads=True)
    page.set_default_timeout(PATIENCE)
    notebook = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")

    def opened_at(lesson, workspace):
        open_lab(page, f"{address}/lab/workspaces/{workspace}/tree/notebooks/{lesson}.ipynb?token=open")
        first = notebook.locator(".jp-CodeCell").first
        said = said_to(page, first, "from sidebyside import answers, check, objection; print('ready')")
        expect(said).to_contain_text("ready", timeout=PATIENCE)
        return first

    # Written, saved and downloaded.
    opened_at("00_start", "along")
    exercise = notebook.locator(".jp-CodeCell", has_text='check("0.1"')
    expect(said_to(page, exercise, 'fewest = 13\ncheck("0.1", fewest)')).to_contain_text(
        "0.1 · Right.", timeout=PATIENCE
    )
    choose(page, "File", "Save Notebook")
    expect(page.locator(".jp-mod-current.jp-mod-dirty")).to_have_count(0, timeout=PATIENCE)
    own = notebook.locator(".jp-CodeCell", has_text="answers()").last
    expect(said_to(page, own, "answers()")).to_contain_text(f"Download {name}", timeout=PATIENCE)
    with page.expect_download() as download:
        own.locator("a[download]").click()
    assert download.value.suggested_filename == name
    download.value.save_as(tmp_path / name)
    assert "| fewest = 13\n" in (tmp_path / name).read_text(encoding="utf-8")
    page.close()

    # On another machine: the lesson as it came, and the file beside it. The kernel of the lesson still runs.
    start.write_bytes(lessons[start])
    shutil.rmtree(course / "data" / "mine")
    shutil.copy(tmp_path / name, course / "notebooks")
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    notebook = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    first = opened_at("01_page", "back")
    told = said_to(page, first, f'from sidebyside import answers; answers("{name}")')
    expect(told).to_contain_text("Open as well, and so left as it is: 00_start.ipynb.", timeout=PATIENCE)
    assert start.read_bytes() == lessons[start]
    for session in json.load(urlopen(f"{address}/api/sessions?token=open")):
        if session["path"].endswith("00_start.ipynb"):
            urlopen(Request(f"{address}/api/sessions/{session['id']}?token=open", method="DELETE")).close()
    said_to(page, first, f'from sidebyside import answers; answers("{name}") # again')
    expect(told).to_contain_text("Put in: 1 answer", timeout=PATIENCE)
    expect(told).not_to_contain_text("Open as well")
    opened_at("00_start", "there")
    exercise = notebook.locator(".jp-CodeCell", has_text='check("0.1"')
    assert exercise.locator(".cm-line").all_inner_texts() == ["fewest = 13", 'check("0.1", fewest)']
    assert (course / "data" / "mine" / "checks.csv").read_text().endswith("1,fewest-units,right,\n")
    closed(page, address)
    for path, stored in lessons.items():  # and nothing for the next
        path.write_bytes(stored)


def test_sums_in_dollars_stay_text(lab, browser):
    address, refused = lab
    sums = "$5 million to Kosovo and $7 million to Serbia"
    lines = [
        f"import pandas as pd; from IPython.display import HTML; from sidebyside import corpus, display, show, show_table; sums = '{sums}'",
        "display.say(sums); show_table(pd.DataFrame({'sums': [sums]}))",
        "show('F01', units=corpus.load_units().head(1).assign(id='F01', source='F', text=sums))",
        "pd.DataFrame({'sums': [sums]})",
        "HTML(f'<p>{sums}</p>')",  # and this is what would become of it
    ]
    notebook = nbformat.v4.new_notebook(metadata=rules.read(rules.LESSONS[0]).metadata)  # with its kernel
    notebook.cells = [nbformat.v4.new_code_cell(line) for line in lines]
    nbformat.write(notebook, refused.parent / "course" / "notebooks" / "dollars.ipynb")
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    open_lab(page, f"{address}/lab/workspaces/dollars/tree/notebooks/dollars.ipynb?token=open")
    choose(page, "Run", "Run All Cells")
    cells = page.locator(".jp-CodeCell")
    expect(cells.nth(4).locator("mjx-container")).to_have_count(1, timeout=PATIENCE)
    for cell, times in ((1, 2), (2, 1), (3, 1)):
        shown = cells.nth(cell).locator(".jp-RenderedHTMLCommon")
        expect(shown).to_have_count(times)
        assert all(sums in text for text in shown.all_inner_texts())
        assert shown.locator("mjx-container").count() == 0
    page.close()


# ---------------------------------------------------------------- for everybody to read: as stored, untrusted, nothing run

OURS = ".jp-RenderedHTMLCommon, .jp-RenderedImage, .jp-RenderedText"  # outputs and Markdown; the rest of the page is JupyterLab's


def axe():
    """The text of axe-core, from the file or the folder node_modules that the variable AXE names."""
    place = Path(os.environ.get("AXE", ""))
    found = next((path for path in (place, place / "axe-core" / "axe.min.js") if path.is_file()), None)
    if not found:
        reason = "no axe: npm install axe-core@4.14.1 somewhere, and put the path of its node_modules into AXE"
        pytest.fail(reason) if os.environ.get("REQUIRE_BROWSER") else pytest.skip(reason)
    return found.read_text(encoding="utf-8")


def opened(browser, address, name, width=1280):
    """A page with a lesson as it is stored, tall enough to have all of it in view, some rows of each output opened."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.set_default_timeout(PATIENCE)
    page.goto(f"{address}/lab/workspaces/look-{name}-{width}/tree/notebooks/{name}.ipynb?token=open")
    expect(page.locator(".jp-mod-current .lm-TabBar-tabLabel")).to_have_text(f"{name}.ipynb", timeout=PATIENCE)
    notebook = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    lesson = rules.read(rules.ROOT / "notebooks" / f"{name}.ipynb")
    stored = sum(len(cell.outputs) for cell in rules.code_cells(lesson))
    expect(notebook.locator(".jp-OutputArea-output")).to_have_count(stored, timeout=PATIENCE)
    expect(notebook.locator(".jp-MarkdownCell")).to_have_count(len(lesson.cells) - len(rules.code_cells(lesson)))
    notebook.evaluate("""all => all.querySelectorAll('.jp-OutputArea-output').forEach(
        output => [...output.querySelectorAll('details')].slice(0, 4).forEach(row => row.open = true))""")
    height = notebook.locator(".jp-WindowedPanel-outer").evaluate("panel => panel.scrollHeight")
    page.set_viewport_size({"width": width, "height": height + 200})
    page.add_style_tag(
        content="body { height: 100vh }"
    )  # JupyterLab's body has no height, and axe takes all in it for unseen
    return page


def closed(page, address):
    """Close a page, and end the kernels that JupyterLab began for it."""
    page.close()
    for session in json.load(urlopen(f"{address}/api/sessions?token=open")):
        urlopen(Request(f"{address}/api/sessions/{session['id']}?token=open", method="DELETE")).close()


def themed(address, name):
    setting = json.dumps({"raw": json.dumps({"theme": f"JupyterLab {name}"})}).encode()
    where = f"{address}/lab/api/settings/@jupyterlab/apputils-extension:themes?token=open"
    urlopen(Request(where, data=setting, method="PUT")).close()


def faults(page):
    """What axe finds serious or critical in what is ours, and how many pieces of text it has measured for contrast."""
    return page.evaluate(
        """async ours => {
        const here = ours.split(', ').map(part => `.jp-NotebookPanel:not(.lm-mod-hidden) ${part}`),
            found = await axe.run({include: here}, {resultTypes: ['violations', 'passes']}),
            bad = found.violations.filter(rule => ['serious', 'critical'].includes(rule.impact))
                .flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 200)}`));
        return [bad, found.passes.find(rule => rule.id == 'color-contrast')?.nodes.length ?? 0] }""",
        OURS,
    )


def too_wide(page):
    """What of ours runs out of its column."""
    return page.locator(f".jp-NotebookPanel:not(.lm-mod-hidden) :is({OURS})").evaluate_all("""all => all.flatMap(
        ours => [ours, ...ours.querySelectorAll('table, img, details, div, pre')]
            .filter(part => part.getBoundingClientRect().right > ours.getBoundingClientRect().right + 1
                || part == ours && ours.scrollWidth > ours.clientWidth + 1)
            .map(part => `${part.tagName}: ${part.textContent.slice(0, 80)}`))""")


LOOKED_AT = [(path.stem, "Light") for path in rules.NOTEBOOKS] + [("01_page", "Dark"), ("05_compare", "Dark")]


@pytest.mark.parametrize("name, theme", LOOKED_AT)
def test_everybody_can_read_a_lesson_as_it_is_stored(lab, browser, name, theme):
    script, (address, _) = axe(), lab
    themed(address, theme)
    try:
        page = opened(browser, address, name)
        page.evaluate(script)
        assert page.evaluate("document.body.dataset.jpThemeName") == f"JupyterLab {theme}"
        bad, seen = faults(page)
        assert not bad and seen > 100
        without = "picture => !picture.alt.trim()"
        pictures = page.locator(
            ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-OutputArea-output img, .jp-RenderedMarkdown img"
        )
        assert not pictures.evaluate_all(f"all => all.filter({without}).length")
        height = page.viewport_size["height"]
        assert not too_wide(page)
        page.set_viewport_size({"width": 1024, "height": height})
        page.keyboard.press("ControlOrMeta+b")  # JupyterLab itself hides the list of files where it opens so narrow
        page.locator(".jp-FileBrowser").wait_for(state="hidden")
        assert not too_wide(page), "at 1024 pixels"
        if name == "00_start":  # axe is awake
            page.locator(".jp-OutputArea-output.jp-RenderedHTMLCommon").first.evaluate(
                "output => output.innerHTML += '<p style=color:#888>pale</p><img src=data:,>'")  # fmt: skip
            assert {fault.partition(":")[0] for fault in faults(page)[0]} == {"color-contrast", "image-alt"}
    finally:
        themed(address, "Light")
    closed(page, address)
