"""The handouts: nothing lost or added on the way from a notebook, nothing loaded, nobody's file touched, and readable by all."""

import json
import os
import re
import shutil
from pathlib import Path

import nbformat
import pytest
import rules
from bs4 import BeautifulSoup

from sidebyside import corpus, exercises, handouts
from sidebyside.corpus import BadInput

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
PATHS = {path.stem: path for path in rules.NOTEBOOKS}
ODD = "<script>alert(1)</script> & \"<b>\""


def stored(name):
    return json.loads(PATHS[name].read_text(encoding="utf-8"))["cells"]


def source(cell):
    return "".join(cell["source"])


def squeezed(text):
    return " ".join(text.split())


def exercise(cell):
    found = re.search(r'^check\("([\d.]+)"', source(cell), re.M) if cell["cell_type"] == "code" else None
    return found and found[1]


def soup_of(text):
    return BeautifulSoup(re.sub(r"base64,[\w+/=]+", "base64,", text), "html.parser")  # a picture takes long to read


PAGES = {}


def made(name, version):
    """The page of a notebook of the course, without answers: made once."""
    if (name, version) not in PAGES:
        text = handouts.page(nbformat.read(PATHS[name], as_version=4), name, version, list(PATHS))
        PAGES[name, version] = text, soup_of(text)
    return PAGES[name, version]


def small_course(folder, name="01_page"):
    """A course of one lesson, a notebook without exercises and one for the teacher; gives its folder of notebooks."""
    ours = folder / "notebooks"
    ours.mkdir(parents=True)
    shutil.copytree(NOTEBOOKS / "sidebyside", ours / "sidebyside", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PATHS[name], ours)
    new = nbformat.v4
    odd = new.new_output("stream", text=ODD)
    picture = new.new_output("display_data", {"image/png": "iVBORw0KGgo="}, metadata={"image/png": {"alt": ODD}})
    rows = "<thead><tr><th></th><th>n</th></tr></thead><tr><th>A</th><td>1</td></tr>"
    table = new.new_output("display_data", {"text/html": f"<table>{rows}</table>"})
    cells = [
        new.new_markdown_cell("Before any title."), new.new_markdown_cell("### Too deep\n\n# First\n\n# Second\n\n### First"),
        new.new_markdown_cell("[lesson](01_page.ipynb#x) [file](../data/README.md) [web](https://example.org/) ![plan](a.png)"),
        new.new_code_cell("print('odd')", outputs=[odd, picture, table]),
    ]  # fmt: skip
    nbformat.write(new.new_notebook(cells=cells), ours / "98_plain.ipynb")
    nbformat.write(new.new_notebook(cells=[new.new_markdown_cell("# For teachers\n\nAll answers.")]), ours / "for_teachers.ipynb")
    return ours


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """What `write` makes of the small course: `(the folder of pages, what was printed)`."""
    folder = tmp_path_factory.mktemp("small")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(handouts, "NOTEBOOKS", small_course(folder))
        printed = []
        patch.setattr("builtins.print", lambda *words, **_: printed.append(" ".join(map(str, words))))
        handouts.write(folder / "out")
    return folder / "out", printed


# ------------------------------------------------------------- reading and study


@pytest.mark.parametrize("name", PATHS)
def test_study_has_every_line_of_code_in_order(name):
    _, soup = made(name, "study")
    shown = [block.get_text().strip() for block in soup.select(".code pre")]
    assert shown == [source(cell).strip() for cell in stored(name) if cell["cell_type"] == "code"]


@pytest.mark.parametrize("name", PATHS)
def test_reading_has_no_code_and_a_place_for_each_answer(name):
    _, soup = made(name, "reading")
    assert not soup.select(".code")
    text = squeezed(soup.main.get_text())
    prose = squeezed(" ".join(source(cell) for cell in stored(name) if cell["cell_type"] == "markdown"))
    for cell in stored(name):
        for line in source(cell).splitlines() if cell["cell_type"] == "code" else []:
            line = squeezed(line)
            assert len(line) < 20 or line not in text or line in prose or not re.search(r"[()=]", line), line
    spaces = [space.p.get_text().partition(" ")[0] for space in soup.select(".answer")]
    assert spaces == [exercise(cell) for cell in stored(name) if exercise(cell)]
    assert all(space.select(".line, table") for space in soup.select(".answer"))


def test_an_answer_on_paper_has_the_room_that_it_needs():
    spaces = {space.p.get_text().split()[0]: space for name in ("01_page", "04_claims", "10_critique")
              for space in made(name, "reading")[1].select(".answer")}  # fmt: skip
    assert "at least 25 words" in spaces["1.8"].p.get_text() and "at least 120 words" in spaces["10.7"].p.get_text()
    assert len(spaces["10.7"].select(".line")) > len(spaces["1.8"].select(".line")) > len(spaces["1.2"].select(".line")) > 0
    rows = [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in spaces["4.3"].find_all("tr")]
    assert rows == [["id", "kind", "words"]] + [[unit, "", ""] for unit in ("B13", "C10", "C21", "C53", "D10", "E07")]
    rows = [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in spaces["1.5"].find_all("tr")]
    assert rows == [["source", "title", "author", "date"]] + [[letter, "", "", ""] for letter in "ABCDE"]


@pytest.mark.parametrize("name", PATHS)
@pytest.mark.parametrize("version", ["reading", "study"])
def test_nothing_of_the_text_or_of_the_results_is_lost(name, version):
    _, soup = made(name, version)
    for hidden in soup.select(".wide"):
        hidden.insert_before(" ")
    shown = squeezed(soup.main.get_text(" "))
    words = set(re.findall(r"\w+", shown))
    for cell in stored(name):
        if cell["cell_type"] == "markdown":
            prose = re.sub(r"[_*`]", " ", re.sub(r"\]\([^)]*\)", "]", source(cell)))
            assert set(re.findall(r"\w+", prose)) <= set(re.findall(r"\w+", shown.replace("_", " "))), cell["id"]
            continue
        for output in [] if version == "reading" and exercise(cell) else cell["outputs"]:
            data = output.get("data", {})
            if "text/html" in data:
                rich = soup_of("".join(data["text/html"]))
                [style.decompose() for style in rich("style")]
                assert set(re.findall(r"\w+", rich.get_text(" "))) <= words, cell["id"]
            elif "image/png" not in data:
                text = "".join(data.get("text/plain", output.get("text", "")))
                assert squeezed(text) in shown or squeezed(text) in squeezed(soup.main.get_text()), cell["id"]


@pytest.mark.parametrize("name", PATHS)
def test_figures_keep_their_alternative_text_and_have_it_below_once(name):
    wanted = [output["metadata"]["image/png"]["alt"] for cell in stored(name) if cell["cell_type"] == "code"
              for output in cell["outputs"] if "image/png" in output.get("data", {})]  # fmt: skip
    for version in ("reading", "study"):
        _, soup = made(name, version)
        assert [picture["alt"] for picture in soup("img")] == wanted
        assert [caption.get_text() for caption in soup("figcaption")] == wanted


# ------------------------------------------------------------- every page


def wrong_with(text):
    """What would stop a page from opening offline, or a screen reader from making sense of it."""
    soup = soup_of(text)
    for tag in soup(["script", "link", "iframe", "object", "embed", "base", "form", "video", "audio"]):
        yield f"a {tag.name}"
    for tag in soup(True):
        if not tag.get("src", "data:").startswith("data:") or tag.get("srcset"):
            yield f"loads {tag.get('src')[:80]}"
        yield from (f"has {key}" for key in tag.attrs if key.startswith("on"))
        if tag.get("href", "").startswith("#") and not soup.find(id=tag["href"][1:]):
            yield f"a link to {tag['href']}, which is not there"
    for style in [*(tag.get_text() for tag in soup("style")), *(tag["style"] for tag in soup(style=True))]:
        if re.search(r"url\(|@import", style):
            yield "a style that loads something"
    if "default-src 'none'" not in text or soup.html.get("lang") != "en" or not soup.title.get_text(strip=True):
        yield "no policy, language or title"
    if len(soup("main")) != 1 or len(soup("h1")) != 1 or soup.find("a").get("href") != "#main":
        yield "not one main part, one h1, and a way to it"
    levels = [int(heading.name[1]) for heading in soup(re.compile("^h[1-6]$"))]
    if levels[0] != 1 or any(after > before + 1 for before, after in zip(levels, levels[1:])):
        yield f"headings out of order: {levels}"
    ids = [tag["id"] for tag in soup(id=True)]
    yield from (f"the id {given} twice" for given in set(ids) if ids.count(given) > 1)
    for table in soup("table"):
        headers = table("th")
        if not headers or any(header.get("scope") not in ("col", "row") or not header.get_text(strip=True) for header in headers):
            yield f"a table without headers: {table.get_text()[:50]}"
        if table.parent.get("tabindex") != "0" or not table.parent.get("aria-label"):
            yield "a table that cannot be moved from the keyboard"
    if re.search(r"/(?:home|root|tmp|Users)/|site-packages|Traceback", soup.get_text()):
        yield "something of the machine"


@pytest.mark.parametrize("name", PATHS)
@pytest.mark.parametrize("version", ["reading", "study"])
def test_a_page_stands_alone_and_has_an_order(name, version):
    assert not list(wrong_with(made(name, version)[0]))


def test_the_pages_of_the_small_course_too(small):
    folder, _ = small
    pages = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}
    assert sorted(pages) == ["index.html", "reading/01_page.html", "reading/98_plain.html", "solved/01_page.html",
                             "solved/for_teachers.html", "study/01_page.html", "study/98_plain.html"]  # fmt: skip
    assert {name: list(wrong_with(text)) for name, text in pages.items()} == dict.fromkeys(pages, [])
    links = {link["href"] for link in soup_of(pages["index.html"])("a")} - {"#main"}
    assert links == set(pages) - {"index.html"}
    for name, text in pages.items():
        for link in soup_of(text)("a", href=re.compile(r"^[^#]+\.html")):
            assert ((folder / name).parent / link["href"].partition("#")[0]).is_file(), (name, link)


def test_what_is_wrong_with_a_page_is_seen():
    good = made("00_start", "study")[0]
    for bad in ["<img src='http://x/y.png'>", "<h5>x</h5>", "<script></script>", "<table><td>1</td></table>", "/home/a"]:
        assert list(wrong_with(good.replace("</main>", f"{bad}</main>"))), bad
    for needed in ['lang="en"', "default-src"]:
        assert list(wrong_with(good.replace(needed, "", 1))), needed


def test_an_output_or_a_description_is_never_markup(small):
    soup = soup_of((small[0] / "study" / "98_plain.html").read_text(encoding="utf-8"))
    assert not soup("script") and not soup("b")
    assert soup.img["alt"] == ODD and ODD in soup.select_one(".output pre").get_text()


def test_headings_and_links_are_mended(small):
    soup = soup_of((small[0] / "reading" / "98_plain.html").read_text(encoding="utf-8"))
    headings = [f"{heading.name} {heading.get_text()} #{heading['id']}" for heading in soup(["h1", "h2", "h3", "h4"])]
    assert headings[:3] == ["h1 98 plain #98-plain", "h2 Too deep #Too-deep", "h2 First #First"]
    assert headings[3:] == ["h2 Second #Second", "h3 First #First-2"]
    links = {link.get_text(): link["href"] for link in soup.main("a")}
    assert links == {"lesson": "01_page.html#x", "web": "https://example.org/"}
    assert "file" in soup.main.get_text() and "plan" in soup.main.get_text()


def test_code_has_colours_with_contrast():
    def light(colour):
        parts = [int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4)]
        parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    style = made("00_start", "study")[1].style.get_text()
    ground = light(re.findall(r"^\.code \{[^}]*background: #(\w{6});", style, re.M)[-1])
    colours = re.findall(r"^\.code \.\w+ \{[^}]*(?<!-)color: #(\w{6})", style, re.M)
    assert len(colours) > 20 and min((ground + 0.05) / (light(colour) + 0.05) for colour in colours) >= 4.5


# ------------------------------------------------------------- solved


def test_solved_answers_every_exercise_and_gives_the_reasoning(small):
    folder, printed = small
    soup = soup_of((folder / "solved" / "01_page.html").read_text(encoding="utf-8"))
    names = [exercise(cell) for cell in stored("01_page") if exercise(cell)]
    text = soup.main.get_text()
    assert len(names) == 8 and re.findall(r"✓ (\d+\.\d+) · ", text) == names
    assert not re.search(r"[✗○] \d", text)
    code = [block.get_text() for block in soup.select(".code pre")]
    reasons = [squeezed(reason.get_text()).partition(". ")[0] for reason in soup.select(".because")]
    assert reasons == [f"The reasoning to {name}" for name in names]
    for name in names:
        question = exercises.all_questions()[name]
        assert any(question.solved in block and f'check("{name}"' in block for block in code)
        assert squeezed(question.because.replace("`", "")) in squeezed(text)
    assert "solved: 01_page" in printed and "solved: 98_plain" not in printed


def test_a_run_sees_nothing_of_a_class(tmp_path, monkeypatch):
    data = tmp_path / "data"
    (data / "mine").mkdir(parents=True)
    (data / "mine" / "ana.csv").write_text("secret")
    (data / "sources.csv").write_text("x")
    monkeypatch.setattr(corpus, "DATA", data)
    handouts.copy_course(tmp_path / "copy")
    assert [path.name for path in (tmp_path / "copy" / "data").iterdir()] == ["sources.csv"]
    assert (tmp_path / "copy" / "notebooks" / "sidebyside" / "handouts.py").exists()


def test_a_cell_that_fails_is_said(tmp_path):
    new = nbformat.v4
    cells = [new.new_code_cell(code) for code in ("from sidebyside import check", 'fewest = ...\ncheck("0.1", fewest)', "1 / 0")]
    broken = new.new_notebook(cells=cells)
    with pytest.raises(BadInput, match=r"^07_x\.ipynb could not be run \(division by zero\)\. Open it"):
        handouts.solve(broken, "07_x", NOTEBOOKS)
    assert "fewest = ..." in broken.cells[1].source


# ------------------------------------------------------------- whose file it is


@pytest.fixture
def tiny(tmp_path, monkeypatch):
    """A course that is written at once: nothing in it is run."""
    monkeypatch.setattr(handouts, "NOTEBOOKS", tmp_path / "notebooks")
    small_course(tmp_path)
    (tmp_path / "notebooks" / "01_page.ipynb").unlink()
    return tmp_path / "out"


def snapshot(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_second_run_replaces_the_first(tiny):
    handouts.write(tiny)
    first = snapshot(tiny)
    (handouts.NOTEBOOKS / "98_plain.ipynb").rename(handouts.NOTEBOOKS / "97_plain.ipynb")
    handouts.write(tiny)
    assert {path.name for path in snapshot(tiny)} == {"97_plain.html", "for_teachers.html", "index.html"}
    (handouts.NOTEBOOKS / "97_plain.ipynb").rename(handouts.NOTEBOOKS / "98_plain.ipynb")
    handouts.write(tiny)
    assert snapshot(tiny) == first


@pytest.mark.parametrize("place", ["notes.txt", "reading/notes.html", "reading/mine/a.html", "extra/x.html", ".hidden"])
def test_a_folder_with_anything_else_is_refused(tiny, place):
    handouts.write(tiny)
    (tiny / place).parent.mkdir(parents=True, exist_ok=True)
    (tiny / place).write_text("mine")
    before = snapshot(tiny)
    with pytest.raises(BadInput, match=r"^The folder out holds .*Nothing was written: give the name of a new folder"):
        handouts.write(tiny)
    assert snapshot(tiny) == before


def test_a_page_that_somebody_changed_is_kept(tiny):
    handouts.write(tiny)
    page = tiny / "study" / "98_plain.html"
    page.write_text(page.read_text(encoding="utf-8").replace("Second", "My own"), encoding="utf-8")
    with pytest.raises(BadInput, match="holds study/98_plain.html, which is not a handout or was changed since"):
        handouts.write(tiny)
    assert "My own" in page.read_text(encoding="utf-8")


def test_no_folder_and_a_link(tiny, tmp_path):
    tiny.write_text("a file")
    with pytest.raises(BadInput, match="^out is a file, and the handouts need a folder"):
        handouts.write(tiny)
    tiny.unlink()
    handouts.write(tiny)
    (tiny / "study").rename(tmp_path / "elsewhere")
    os.symlink(tmp_path / "elsewhere", tiny / "study")
    with pytest.raises(BadInput, match="holds study, which"):
        handouts.write(tiny)


@pytest.mark.parametrize("text", ["", "no notebook", "[]", "{}", '{"nbformat": 4}'])
def test_what_is_no_notebook_is_named(tiny, text):
    (handouts.NOTEBOOKS / "05_bad.ipynb").write_text(text)
    with pytest.raises(BadInput, match=r"^05_bad\.ipynb cannot be read as a notebook\."):
        handouts.write(tiny)
    assert not tiny.exists()


# ------------------------------------------------------------- in a browser, by axe


@pytest.fixture(scope="module")
def axe():
    """The text of axe-core, from the file or the folder node_modules that the variable AXE names."""
    place = Path(os.environ.get("AXE", ""))
    found = next((path for path in (place, place / "axe-core" / "axe.min.js") if path.is_file()), None)
    if not found:
        reason = "no axe: npm install axe-core@4.14.1 somewhere, and put the path of its node_modules into AXE"
        pytest.fail(reason) if os.environ.get("REQUIRE_BROWSER") else pytest.skip(reason)
    return found.read_text(encoding="utf-8")


def test_axe_finds_nothing_on_any_page(axe, tmp_path):
    from playwright.sync_api import sync_playwright
    from test_browser import BROWSERS, QUIET

    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        reason = "no browser: install Chromium or Google Chrome"
        pytest.fail(reason) if os.environ.get("REQUIRE_BROWSER") else pytest.skip(reason)
    handouts.write(tmp_path / "all")
    wrong, asked = {}, set()
    with sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=found, args=QUIET).new_page()
        page.on("request", lambda request: asked.add(request.url) if not request.url.startswith(("file:", "data:")) else None)

        def violations():
            page.evaluate(axe)
            return [f"{rule['id']} ({rule['impact']}): {rule['nodes'][0]['html'][:150]}"
                    for rule in page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]]  # fmt: skip

        for path in sorted((tmp_path / "all").rglob("*.html")):
            name = path.relative_to(tmp_path / "all").as_posix()
            page.set_viewport_size({"width": 390, "height": 844})
            page.goto(path.as_uri())
            if page.evaluate("document.scrollingElement.scrollWidth > innerWidth"):
                wrong[f"{name}, on a telephone"] = "wider than the screen"
            if complaints := violations():
                wrong[name] = complaints
            if name.startswith("solved") and not name.startswith("solved/for"):
                text = page.locator("main").inner_text()
                asked_for = [exercise(cell) for cell in stored(path.stem) if exercise(cell)]
                assert re.findall(r"✓ (\d+\.\d+) ·", text) == asked_for and not re.search(r"[✗○] \d+\.\d+ ·", text), name
        page.evaluate("document.querySelector('main').innerHTML += '<img src=data:,><p style=color:#ccc>pale</p>'")
        assert {"image-alt", "color-contrast"} <= {complaint.partition(" ")[0] for complaint in violations()}  # axe is awake
    assert not wrong and not asked
