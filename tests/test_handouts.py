"""The handouts: nothing lost or added on the way from a notebook, nothing loaded, nobody's file touched, and readable by all."""

import os
import re
import shutil
from functools import cache
from pathlib import Path

import nbformat
import pytest
import rules
from bs4 import BeautifulSoup
from sidebyside import corpus, exercises, handouts, reading_files
from sidebyside.corpus import BadInput
from strict import pictures
from test_browser import axe, browser  # noqa: F401 (a fixture)

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
PATHS = {path.stem: path for path in rules.NOTEBOOKS}
LESSONS = [name for name in PATHS if name[:2].isdigit()]
ODD = '<script>alert(1)</script> & "<b>"'


@cache
def notebook(name):
    return nbformat.read(PATHS[name], as_version=4)


def stored(name):
    return notebook(name).cells


def source(cell):
    return cell["source"]


def sheets(number):
    """The cells of the notebook for teachers that make the sheets of a lesson."""
    return [cell for cell in stored("for_teachers") if cell["id"].startswith(f"print-{number}") and cell["outputs"]]


def squeezed(text):
    return " ".join(text.split())


def exercise(cell):
    found = re.search(r'^check\("([\d.]+)"', source(cell), re.M) if cell["cell_type"] == "code" else None
    return found and found[1]


def soup_of(text):
    return BeautifulSoup(re.sub(r"base64,[\w+/=]+", "base64,", text), "html.parser")  # a picture takes long to read


def without_sheets():
    return [cell for cell in stored("for_teachers") if not cell["id"].startswith("print-")]


@cache
def made(name, version):
    """The page of a notebook of the course, without answers, as `(text, soup)`: made once, and not to be changed."""
    book = handouts.on_paper(notebook("for_teachers"), name[:2]) if version == "paper" else notebook(name)
    if name == "for_teachers":
        book = nbformat.v4.new_notebook(cells=without_sheets())
    text = handouts.page(book, name, version, LESSONS)
    return text, soup_of(text)


@cache
def shown_in(name, version):
    """The text of a page, with a space between its parts and as it stands."""
    main = made(name, version)[1].main
    return squeezed(main.get_text(" ")), squeezed(main.get_text())


def words_in(text):
    return set(re.findall(r"\w+", text))


def small_course(folder, name="00_start"):
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
        new.new_markdown_cell("[lesson](00_start.ipynb#x) [file](../data/README.md) [web](https://example.org/) ![plan](a.png)"),
        new.new_code_cell("print('odd')", outputs=[odd, picture, table]),
    ]  # fmt: skip
    nbformat.write(new.new_notebook(cells=cells), ours / "98_plain.ipynb")
    texts = new.new_output("stream", text=f"A01  {ODD}\n\nB02 last")
    cells = [
        new.new_markdown_cell("# For teachers\n\nAll answers."),
        new.new_markdown_cell("### 00 · On paper\n\nCut and sort.", id="paper-00"),
        new.new_code_cell("print('first')", id="print-00-first", outputs=[texts]),
        new.new_code_cell("print('second')", id="print-00-second", outputs=[picture, table]),
        new.new_code_cell("not_run()", id="print-00-third"),
        new.new_markdown_cell("### 01 · On paper", id="paper-01"),
        new.new_code_cell("print('nowhere')", id="print-01-nowhere", outputs=[odd]),
        new.new_markdown_cell("### 98 · On paper\n\nOnly talk.", id="paper-98"),
    ]  # fmt: skip
    nbformat.write(new.new_notebook(cells=cells), ours / "for_teachers.ipynb")
    return ours


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """What `write` makes of the small course: `(the folder of pages, what was printed)`."""
    folder = tmp_path_factory.mktemp("small")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(corpus, "NOTEBOOKS", small_course(folder))
        printed = []
        patch.setattr("builtins.print", lambda *words, **_: printed.append(" ".join(map(str, words))))
        handouts.write(folder / "out")
    return folder / "out", printed


# ------------------------------------------------------------- reading and study


@pytest.mark.parametrize("name", LESSONS)
def test_study_has_every_line_of_code_in_order(name):
    _, soup = made(name, "study")
    shown = [block.get_text().strip() for block in soup.select(".code pre")]
    assert shown == [source(cell).strip() for cell in stored(name) if cell["cell_type"] == "code"]


@pytest.mark.parametrize("name", LESSONS)
def test_reading_has_no_code_and_a_place_for_each_answer(name):
    _, soup = made(name, "reading")
    assert not soup.select(".code")
    _, text = shown_in(name, "reading")
    prose = squeezed(" ".join(source(cell) for cell in stored(name) if cell["cell_type"] == "markdown"))
    for cell in stored(name):
        for line in source(cell).splitlines() if cell["cell_type"] == "code" else []:
            line = squeezed(line)
            assert len(line) < 20 or line not in text or line in prose or not re.search(r"[()=]", line), line
    spaces = [space.p.get_text().partition(" ")[0] for space in soup.select(".answer")]
    assert spaces == [exercise(cell) for cell in stored(name) if exercise(cell)]
    assert all(space.select(".line, table") for space in soup.select(".answer"))


def test_an_answer_on_paper_has_the_room_that_it_needs():
    spaces = {exercises.name_of(space.p.get_text().split()[0]): space for name in ("01_page", "04_claims", "10_critique")
              for space in made(name, "reading")[1].select(".answer")}  # fmt: skip
    assert (
        "at least 25 words" in spaces["who-is-checkable"].p.get_text()
        and "at least 120 words" in spaces["write-a-critique"].p.get_text()
    )
    assert (
        len(spaces["write-a-critique"].select(".line"))
        > len(spaces["who-is-checkable"].select(".line"))
        > len(spaces["recall-by-hand"].select(".line"))
        > 0
    )
    rows = [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in spaces["code-the-kind"].find_all("tr")]
    assert rows == [["id", "kind", "words"]] + [[unit, "", ""] for unit in ("B13", "C10", "C21", "C53", "D10", "E07")]
    rows = [
        [cell.get_text() for cell in row.find_all(["th", "td"])] for row in spaces["what-pages-state"].find_all("tr")
    ]
    assert rows == [["source", "title", "author", "date"]] + [[letter, "", "", ""] for letter in "ABCDE"]


@pytest.mark.parametrize("name, version", [*((name, version) for name in LESSONS for version in ("reading", "study", "paper")),
                                           ("for_teachers", "solved")])  # fmt: skip
def test_nothing_of_the_text_or_of_the_results_is_lost(name, version):
    shown, unbroken = shown_in(name, version)
    words, words_of_prose = words_in(shown) | words_in(unbroken), words_in(shown.replace("_", " "))
    cells = stored(name) if name != "for_teachers" else without_sheets()
    if version == "paper":
        plan = next(cell for cell in stored("for_teachers") if cell["id"] == f"paper-{name[:2]}")
        cells = [plan, *sheets(name[:2])]
    for cell in cells:
        if cell["cell_type"] == "markdown":
            prose = re.sub(r"[_*`]", " ", re.sub(r"\]\([^)]*\)", "]", source(cell)))
            assert words_in(prose) <= words_of_prose, cell["id"]
            continue
        for output in [] if version == "reading" and exercise(cell) else cell["outputs"]:
            data = output.get("data", {})
            if "text/html" in data:
                rich = soup_of("".join(data["text/html"]))
                [style.decompose() for style in rich("style")]
                if version == "paper":  # of the place of a unit only the id is kept there
                    [place.replace_with(place.get_text().split(" · ")[0]) for place in rich("small")]
                assert words_in(rich.get_text(" ")) <= words, cell["id"]
            elif "image/png" not in data:
                text = "".join(data.get("text/plain", output.get("text", "")))
                assert squeezed(text) in shown or squeezed(text) in unbroken, cell["id"]


@pytest.mark.parametrize("name", LESSONS)
def test_a_question_and_the_place_for_its_answer_are_one_block(name):
    _, soup = made(name, "reading")
    together = 0
    for block in soup.select(".exercise"):
        number = block.select_one(".answer p").get_text().split()[0]
        together += 1
        assert block.get_text().strip().startswith(f"Exercise {number}.") and len(block.select(".answer")) == 1
        assert not block.find(["h2", "h3", "img"]) and len(block.get_text()) < 1500
    assert together >= len(soup.select(".answer")) / 2
    marks = re.findall(r"Exercise (\d+\.\d+)\.|(\d+\.\d+) · Your answer", shown_in(name, "reading")[0])
    wanted = [exercise(cell) for cell in stored(name) if exercise(cell)]
    assert [asked or given for asked, given in marks] == [
        number for number in wanted for _ in "qa"
    ]  # the order is kept


@pytest.mark.parametrize("name", LESSONS)
def test_figures_keep_their_alternative_text_and_have_it_below_once(name):
    wanted = [
        picture.alt for cell in stored(name) if cell["cell_type"] == "code" for picture in pictures(cell["outputs"])
    ]
    for version in ("reading", "study"):
        _, soup = made(name, version)
        assert [picture["alt"] for picture in soup("img")] == wanted
        assert [caption.get_text() for caption in soup("figcaption")] == wanted


def test_prose_is_set_as_text_and_columns_stay_columns():
    def set_as(text):
        cell = nbformat.v4.new_code_cell("x", outputs=[nbformat.v4.new_output("stream", text=text)])
        soup = soup_of(handouts.page(nbformat.v4.new_notebook(cells=[cell]), "01_x", "reading")).select_one(".output")
        return soup.find("pre") and soup.pre.get("class", ["columns"])[0], [
            line.get_text() for line in soup.select(".prose p")
        ]

    title, long = "Footbridge closed", "Many people cross the bridge every day. " * 4
    assert set_as(f"-- notice\n{title}\n\n{long}\n") == (None, ["-- notice", title, long])
    assert set_as(f"A01  {long}\nA02  short") == (None, [f"A01  {long}", "A02  short"])
    assert set_as("One <b>.\n\nTwo.") == (None, ["One <b>.", "Two."])
    assert set_as("words   rate   of a thousand words in each\n\n   12    1.5   and so on, to the end") == (
        "columns",
        [],
    )
    assert set_as("short") == ("broken", [])


# ------------------------------------------------------------- on paper


@pytest.mark.parametrize("name", LESSONS)
def test_paper_has_the_plan_and_each_sheet_and_no_code(name):
    _, soup = made(name, "paper")
    assert soup.h1.get_text() == f"{name[:2]} · On paper" and not soup.select(".code, .answer")
    cells, shown = sheets(name[:2]), soup.select(".sheet")
    assert len(shown) == len(cells)
    assert [sheet.h2.get_text() for sheet in shown] == [f"{name[:2]} · Sheet {n}" for n in range(1, len(cells) + 1)]
    for cell, sheet in zip(cells, shown):
        places = [
            unit
            for output in cell["outputs"]
            for unit in re.findall(r"(?:▶ )?([A-E]\d\d) · line", "".join(output.get("data", {}).get("text/html", "")))
        ]
        bold = [unit.get_text() for unit in sheet("b")]
        assert not places or bold[: len(places)] == places and "· line" not in sheet.get_text(), cell["id"]
        for unit in sheet("b"):
            assert re.fullmatch(r"[A-E]\d\d", unit.get_text()) is None or not unit.previous_sibling, cell[
                "id"
            ]  # in front


def test_paper_of_the_small_course(small):
    folder, printed = small
    soup = soup_of((folder / "paper" / "00_start.html").read_text(encoding="utf-8"))
    first, second = soup.select(".sheet")  # a cell that was not run makes no sheet
    assert (
        soup.h1.get_text() == "00 · On paper"
        and "Cut and sort." in soup.main.get_text()
        and "print(" not in soup.get_text()
    )
    assert [line.get_text() for line in first.select(".prose p")] == [f"A01  {ODD}", "B02 last"]
    assert [unit.get_text() for unit in first("b")] == ["A01", "B02"]
    assert second.img["alt"] == ODD and second.table and not soup("script")
    plain = soup_of((folder / "paper" / "98_plain.html").read_text(encoding="utf-8"))
    assert "Only talk." in plain.main.get_text() and not plain.select(".sheet")
    assert "paper: 2 lessons" in printed
    solved = soup_of((folder / "solved" / "for_teachers.html").read_text(encoding="utf-8"))
    assert not solved.select(".code") and not solved("img") and "Cut and sort." in solved.main.get_text()
    links = [link["href"] for link in solved.main("a")]
    assert links == ["../paper/00_start.html", "../paper/98_plain.html"]


def test_a_course_without_plans_has_no_paper():
    bare = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("x", id="paper-01")])
    assert handouts.on_paper(bare, "02") is None and len(handouts.on_paper(bare, "01").cells) == 1


def test_a_column_to_be_filled_in_is_a_grid_and_an_address_can_be_broken():
    def table(last):
        rows = f"<tr><td>A01</td><td>undocs.org/S/RES/1160(1998)</td><td>{last}</td></tr>"
        rich = f"<table><thead><tr><th>id</th><th>seen</th><th>yours</th></tr></thead><tbody>{rows}</tbody></table>"
        output = nbformat.v4.new_output("display_data", {"text/html": rich})
        cells = [nbformat.v4.new_markdown_cell("# x"), nbformat.v4.new_code_cell("x", outputs=[output])]
        book = nbformat.v4.new_notebook(cells=cells)
        return soup_of(handouts.page(book, "01_x", "paper")).select_one(".sheet table")

    assert table("")["class"] == ["grid"] and not table("full").get("class")
    assert table("").b.get_text() == "A01" and len(table("")("wbr")) == 3
    assert "undocs.org/S/RES/1160(1998)" in table("").get_text()


# ------------------------------------------------------------- every page


def wrong_with(text, soup=None):
    """What would stop a page from opening offline, or a screen reader from making sense of it."""
    soup = soup or soup_of(text)
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
        if not headers or any(
            header.get("scope") not in ("col", "row") or not header.get_text(strip=True) for header in headers
        ):
            yield f"a table without headers: {table.get_text()[:50]}"
        if table.parent.get("tabindex") != "0" or not table.parent.get("aria-label"):
            yield "a table that cannot be moved from the keyboard"
    if re.search(r"/(?:home|root|tmp|Users)/|site-packages|Traceback", soup.get_text()):
        yield "something of the machine"


@pytest.mark.parametrize("name", LESSONS)
@pytest.mark.parametrize("version", ["reading", "study", "paper"])
def test_a_page_stands_alone_and_has_an_order(name, version):
    assert not list(wrong_with(*made(name, version)))


def test_the_pages_of_the_small_course_too(small):
    folder, _ = small
    pages = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}
    assert sorted(pages) == ["index.html", "paper/00_start.html", "paper/98_plain.html", "reading/00_start.html",
                             "reading/98_plain.html", "solved/00_start.html", "solved/for_teachers.html",
                             "study/00_start.html", "study/98_plain.html"]  # fmt: skip
    assert {name: list(wrong_with(text)) for name, text in pages.items()} == dict.fromkeys(pages, [])
    links = {link["href"] for link in soup_of(pages["index.html"])("a")} - {"#main"}
    assert links == set(pages) - {"index.html"}
    for name, text in pages.items():
        for link in soup_of(text)("a", href=re.compile(r"^[^#]+\.html")):
            assert ((folder / name).parent / link["href"].partition("#")[0]).is_file(), (name, link)


def test_what_is_wrong_with_a_page_is_seen():
    good = handouts.page(nbformat.v4.new_notebook(), "01_x", "study")
    assert not list(wrong_with(good))
    for bad in [
        "<img src='http://x/y.png'>",
        "<h5>x</h5>",
        "<script></script>",
        "<table><td>1</td></table>",
        "/home/a",
    ]:
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
    assert links == {"lesson": "00_start.html#x", "web": "https://example.org/"}
    assert "file" in soup.main.get_text() and "plan" in soup.main.get_text()


@pytest.mark.parametrize("name", ["05_compare", "09_record"])
def test_what_is_folded_is_open_but_for_the_paragraph_of_a_unit(name):
    text, soup = made(name, "reading")
    rows = [row for row in soup.main.find_all("details") if not row.find_parent("details")]
    paragraphs = [row for row in soup.main.find_all("details") if row.find_parent("details")]
    assert len(rows) > 15 and all(row.has_attr("open") for row in rows)
    assert all(re.fullmatch(r"the paragraph of [A-E]\d\d", row.summary.get_text()) for row in paragraphs)
    assert not any(row.has_attr("open") for row in paragraphs)
    assert "details details { display: none }" in text.split("@media print")[1]


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
    soup = soup_of((folder / "solved" / "00_start.html").read_text(encoding="utf-8"))
    names = [exercise(cell) for cell in stored("00_start") if exercise(cell)]
    text = soup.main.get_text()
    assert len(names) == 2 and re.findall(r"✓ (\d+\.\d+) · ", text) == names
    assert not re.search(r"[✗○] \d", text)
    code = [block.get_text() for block in soup.select(".code pre")]
    reasons = [squeezed(reason.get_text()).partition(". ")[0] for reason in soup.select(".because")]
    assert reasons == [f"The reasoning to {name}" for name in names]
    for name in names:
        question = exercises.all_questions()[name]
        assert any(question.solved in block and f'check("{name}"' in block for block in code)
        assert squeezed(question.because.replace("`", "")) in squeezed(text)
    assert "solved: 00_start" in printed and "solved: 98_plain" not in printed


def test_a_run_sees_nothing_of_a_class(tmp_path, monkeypatch):
    data = tmp_path / "data"
    (data / "mine").mkdir(parents=True)
    (data / "mine" / "ana.csv").write_text("secret")
    (data / "sources.csv").write_text("x")
    monkeypatch.setattr(corpus, "DATA", data)
    corpus.copy_course(tmp_path / "copy")
    assert [path.name for path in (tmp_path / "copy" / "data").iterdir()] == ["sources.csv"]
    assert (tmp_path / "copy" / "notebooks" / "sidebyside" / "handouts.py").exists()


def test_a_cell_that_fails_is_said(tmp_path):
    new = nbformat.v4
    cells = [
        new.new_code_cell(code)
        for code in ("from sidebyside import check", 'fewest = ...\ncheck("0.1", fewest)', "1 / 0")
    ]
    broken = new.new_notebook(cells=cells)
    with pytest.raises(BadInput, match=r"^07_x\.ipynb could not be run \(division by zero\)\. Open it"):
        handouts.solve(broken, "07_x", NOTEBOOKS)
    assert "fewest = ..." in broken.cells[1].source


# ------------------------------------------------------------- whose file it is


@pytest.fixture
def tiny(tmp_path, monkeypatch):
    """A course that is written at once: nothing in it is run."""
    monkeypatch.setattr(corpus, "NOTEBOOKS", tmp_path / "notebooks")
    small_course(tmp_path)
    (tmp_path / "notebooks" / "00_start.ipynb").unlink()
    return tmp_path / "out"


def snapshot(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_second_run_replaces_the_first(tiny):
    handouts.write(tiny)
    first = snapshot(tiny)
    (corpus.NOTEBOOKS / "98_plain.ipynb").rename(corpus.NOTEBOOKS / "97_plain.ipynb")
    handouts.write(tiny)
    assert {path.name for path in snapshot(tiny)} == {"97_plain.html", "for_teachers.html", "index.html"}
    (corpus.NOTEBOOKS / "97_plain.ipynb").rename(corpus.NOTEBOOKS / "98_plain.ipynb")
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
    (corpus.NOTEBOOKS / "05_bad.ipynb").write_text(text)
    with pytest.raises(BadInput, match=r"^05_bad\.ipynb cannot be read as a notebook\."):
        handouts.write(tiny)
    assert not tiny.exists()


# ------------------------------------------------------------- in a browser, by axe


def test_axe_finds_nothing_on_any_page(browser, tmp_path):
    script = axe()
    handouts.write(tmp_path / "all")
    wrong, asked = {}, set()
    page = browser.new_page()
    page.on(
        "request", lambda request: asked.add(request.url) if not request.url.startswith(("file:", "data:")) else None
    )

    def violations():
        page.evaluate(script)
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
        if name.startswith("paper"):
            page.emulate_media(media="print")
            page.set_viewport_size({"width": 672, "height": 980})  # A4 without its margins
            small = page.evaluate("""[...document.querySelectorAll('.sheet .output *')].filter(part => part.offsetParent &&
                part.className != 'unseen' && parseFloat(getComputedStyle(part).fontSize) < 15.9 &&
                [...part.childNodes].some(inside => inside.nodeType == 3 && inside.data.trim())).length""")
            if small or page.evaluate("document.scrollingElement.scrollWidth > innerWidth"):
                wrong[f"{name}, printed"] = f"{small} parts below 12 points, or broader than the paper"
            sheets_of_it = page.locator(".sheet").count()
            if len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) <= sheets_of_it:
                wrong[f"{name}, pages"] = "a sheet does not begin on a new page"
            page.emulate_media(media="screen")
        if name.startswith("solved") and not name.startswith("solved/for"):
            text = page.locator("main").inner_text()
            asked_for = [exercise(cell) for cell in stored(path.stem) if exercise(cell)]
            assert re.findall(r"[✓●] (\d+\.\d+) ·", text) == asked_for and not re.search(r"[✗○] \d+\.\d+ ·", text), name
    page.evaluate("document.querySelector('main').innerHTML += '<img src=data:,><p style=color:#ccc>pale</p>'")
    assert {"image-alt", "color-contrast"} <= {
        complaint.partition(" ")[0] for complaint in violations()
    }  # axe is awake
    assert not wrong and not asked


@pytest.mark.parametrize(
    "name, texts", [("01_page", "AD"), ("02_words", "B"), ("03_voices", "E"), ("04_claims", "CCC")]
)
def test_paper_begins_with_the_reading_of_whole_texts(name, texts):
    _, soup = made(name, "paper")
    units, sheets = corpus.load_units(), soup.select(".sheet")
    for source in sorted(set(texts)):
        own = [sheet for sheet, letter in zip(sheets, texts) if letter == source]
        margin = [
            label.get_text(strip=True) for sheet in own for label in sheet.select('span[style*="position:absolute"]')
        ]
        assert [label for label in margin if label[0] == source] == units.loc[units["source"] == source, "id"].tolist()
        shown = squeezed(" ".join(sheet.get_text(" ") for sheet in own))
        assert all(f" {word} " in f" {shown} " for text in units.loc[units["source"] == source, "text"].head(3)
                   for word in text.split())  # fmt: skip
        asked = [line.get_text() for line in own[-1]("p")]
        assert [line for line in asked if line.endswith("?")] == list(reading_files.QUESTIONS.values())
        lines = own[-1].select('div[style*="line-height:2.2"]')
        assert len(lines) == 9
    if name == "04_claims":
        assert [bool(sheet.find(string=re.compile("The next sheet goes on"))) for sheet in sheets[:3]] == [
            True,
            True,
            False,
        ]


def test_rows_that_open_are_printed_small(browser, tmp_path):  # noqa: F811
    text, soup = made("05_compare", "reading")
    (tmp_path / "page.html").write_text(text, encoding="utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "page.html").as_uri())
    pages = len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))
    page.close()
    assert len(soup.select("details details")) > 40 and pages <= 26
