"""The rules for notebooks hold, and each rule finds what it is there to find."""

import copy
import re

import nbformat
import pytest
import rules
from minutes import mapped
from sidebyside import voices

PAGE = rules.ROOT / "notebooks" / "01_page.ipynb"


def test_the_lessons_begin_with_the_start():
    assert rules.LESSONS[0].name == "00_start.ipynb"
    assert [path.name[:2] for path in rules.LESSONS] == [f"{n:02}" for n in range(len(rules.LESSONS))]


@pytest.mark.parametrize("path", rules.NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook(path):
    assert rules.complaints(path.stem, rules.read(path)) == []


def test_every_question_is_asked_once():
    asked = [name for path in rules.NOTEBOOKS for name in rules.exercise_names(rules.read(path))]
    assert asked == list(rules.exercises.named_questions())


def test_ids_and_quotations_in_the_exercises():
    assert list(rules.in_questions()) == []


# -- each rule bites: a sound lesson, spoiled in one way, and a part of what must be said of it ------------------------


def code(notebook, n=0):
    return rules.code_cells(notebook)[n]


def exercise(notebook):
    return next(cell for cell in rules.code_cells(notebook) if rules.CHECK.search(cell.source))


def asked(notebook):
    return next(cell for cell in notebook.cells if "**Exercise 1.1.**" in cell.source)


def figure(notebook):
    return next(cell for cell in rules.code_cells(notebook) if rules.pictures(cell.outputs))


def shows(page, **more):
    """Put a page in the place of the first figure."""
    data = {"text/html": page, "text/plain": "<Figure: …>"}
    return lambda notebook: figure(notebook).update(outputs=[nbformat.v4.new_output("display_data", data, **more)])


def prints(text, **more):
    return lambda notebook: code(notebook).outputs.append(nbformat.v4.new_output("stream", text=text, **more))


def puts_out(page):
    data = {"text/html": page, "text/plain": "x"}
    return lambda notebook: code(notebook).outputs.append(nbformat.v4.new_output("display_data", data=data))


def says(text):
    return lambda notebook: notebook.cells[1].update(source=text)


def replaced(old, new):
    """Replace words in every cell."""

    def spoil(notebook):
        assert any(old in cell.source for cell in notebook.cells), old
        for cell in notebook.cells:
            cell.source = cell.source.replace(old, new)

    return spoil


WHITE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mP4//8/AAX+Av4N70a4AAAAAElFTkSuQmCC"

SPOILED = [
    (lambda n: n.update(nbformat_minor=4), "is nbformat 4.4"),
    (lambda n: n.cells[0].update(cell_type="prose"), "is not a valid notebook"),
    (lambda n: n.metadata.kernelspec.update(name="ir"), "kernel is not python3"),
    (lambda n: n.metadata.language_info.update(version="3.11.7"), "metadata hold more"),
    (lambda n: n.cells[2].update(id="4f3a91bc"), "cell id '4f3a91bc'"),
    (lambda n: n.cells[2].update(id="4f3a91bc-6a01-4a6e-9d0e-1c2d3e4f5a6b"), "is not words"),
    (lambda n: n.cells[2].update(id=n.cells[1].id), "is there 2 times"),
    (lambda n: code(n, 3).update(execution_count=None), "its number is None, not 4"),
    (lambda n: code(n, 3).update(execution_count=9), "its number is 9, not 4"),
    (lambda n: code(n).update(source=" "), "an empty cell"),
    (lambda n: code(n).metadata.update(tags=["nbval-skip"]), "it has metadata (tags)"),
    (lambda n: code(n).update(source="# NBVAL_IGNORE_OUTPUT\n1"), "tells nbval to look away"),
    (lambda n: code(n).update(source="x = 1\n" * 21), "21 lines of code"),
    (lambda n: code(n).update(source="1;"), "a semicolon at the end"),
    (lambda n: code(n).outputs.append(nbformat.v4.new_output("error", ename="NameError")), "an error, NameError"),
    (prints("careful", name="stderr"), "output on stderr"),
    (prints("UserWarning: careful"), "a warning in its output"),
    (prints("<Axes at 0x7f3a11e0>"), "an object's address"),
    (prints("read /home/ana/data/A.txt"), "a path of this machine"),
    (prints("np.float64(1.5)"), "a number as NumPy shows it"),
    (prints("line\n" * 61), "output of 61 lines"),
    (prints("<line>\n" * 61), "output of 61 lines"),
    (puts_out("<table>" + "<tr><td>x</td></tr>" * 61 + "</table>"), "output of 61 lines"),
    (puts_out('<details><summary style="x">x</summary></details>' * 61), "output of 61 lines"),
    (shows(f'<img alt="five words that say much" src="data:image/png;base64,{WHITE}">'), "a blank picture"),
    (shows(f'<img src="data:image/png;base64,{WHITE}"> a caption'), "a picture without alternative text"),
    (shows(f'<img alt="five words that say much" src="data:image/png;base64,{WHITE}">'), "a picture with no words beside it"),
    (says("see [the data](../data/nothing.csv)"), "a link to ../data/nothing.csv"),
    (says("see [below](#Nowhere)"), "a link to #Nowhere"),
    (says("as A99 says"), "there is no unit A99"),
    (says("it is “wholly invented”"), "“wholly invented” is not in any source"),
    (says("it is “religious … wholly invented” throughout"), "“wholly invented” is not in any source"),
    (says("it is “religious belief” (A02)"), "“religious belief” is not in A02"),
    (says("it is “religious belief” (B, line 1)"), "“religious belief” is not in B, line 1"),
    (replaced("# 01 · ", "# 1: "), 'does not begin with a title "# 01 · …"'),
    (replaced("**Before this**", "**Before**"), "the fields of its header are"),
    (replaced("minutes reading", "pages"), "its time is not given"),
    (says("word " * 600), "its time is not what its words and exercises take"),
    (replaced("anatomy.csv", "anatomie.csv"), "names data/anatomie.csv, which is not in data/"),
    (replaced("pandas, matplotlib", "pandas, matplotlib, torch"), "names torch, which nothing asks for"),
    (lambda n: code(n).update(source="import scipy.stats"), "imports scipy, which its header does not name"),
    (replaced("## What this method cannot show", "## Limits"), "does not close with"),
    (replaced("\n3. ", "\n"), "does not end in three questions"),
    (lambda n: n.update(cells=n.cells[:40]), "40 cells, not 50 to 80"),
    (lambda n: n.cells[1].update(source="word " * 2301), "words of prose, not 1,500 to 2,300"),
    (says("word " * 9000), "are the most that a reader is asked for"),
    (lambda n: n.cells.remove(exercise(n)), "its exercises are recall-by-hand, one-more-word"),
    (lambda n: n.cells.extend([exercise(n)] * 9), "exercises, not 5 to 8"),
    (lambda n: exercise(n).update(id="first-exercise"), 'first-exercise: check("1.1") and the id of its cell do not agree'),
    (replaced('# hint("1.1")', ""), 'the line # hint("1.1") is missing'),
    (replaced('# solution("1.1")', '# solution("1.2")'), 'the line # solution("1.1") is missing'),
    (lambda n: exercise(n).update(outputs=[]), "exercise 1.1 is not blank as stored"),
    (lambda n: exercise(n).update(source=exercise(n).source.replace("...", "1")), "exercise 1.1 is not blank as stored"),
    (replaced('check("1.1"', 'check("1.9"'), 'ex-made-by-the-site: check("1.9") and the id of its cell do not agree'),
    (replaced('check("1.1"', 'check("made-by-the-site"'), 'check("made-by-the-site") and the id of its cell do not agree'),
    (replaced("**Exercise 1.1.**", "**Exercise.**"), "exercise 1.1 is not asked in the prose"),
    (replaced("> **Exercise 1.1.**", "**Exercise 1.1.**"), "exercise 1.1 is not asked in a block"),
    (lambda n: asked(n).update(source=asked(n).source + "\n\nAnd one word more."), "exercise 1.1 is not asked in a block"),
    (replaced('answered("01")', 'answered("02")'), 'its last code cell is not answered("01")'),
    (replaced("](02_words.ipynb)", "](03_voices.ipynb)"), "a link to the next lesson, 02_words.ipynb"),
    (says("as in exercises 1.2 to 1.9"), "there is no exercise 1.9"),
    (says("as in exercise (taken out)"), "it speaks of an exercise that was taken out"),
    (lambda n: n.cells[1].update(id="paper-01", source="read 1.4 aloud"), "paper-01: write exercise 1.4, or the number otherwise"),
]  # fmt: skip


@pytest.mark.parametrize("spoil, complaint", SPOILED, ids=[complaint for _, complaint in SPOILED])
def test_a_spoiled_lesson_is_found(spoil, complaint):
    lesson = rules.read(PAGE)
    before = rules.complaints(PAGE.stem, lesson)
    spoiled = copy.deepcopy(lesson)
    spoil(spoiled)
    assert any(complaint in wrong for wrong in rules.complaints(PAGE.stem, spoiled))
    assert not any(complaint in wrong for wrong in before)


@pytest.mark.parametrize(
    "sound",
    [
        "it is “religious belief” (C13)",
        "“clings to the\n same … belief”, as it says",
        "“religious belief” (in C13 and elsewhere)",
        "“Copy to clipboard” (B, line 9)",
        "the pattern `“nothing of the kind”`",
        "see A02–A05",
    ],
)
def test_sound_evidence_passes(sound):
    assert list(rules.wrong_evidence(sound)) == []


# -- the README ------------------------------------------------------------------------------------------------------

README = (rules.ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("section", ["Run it", "Test it"])
def test_the_readme_gives_one_command(section):
    text = re.split(r"^## ", README, flags=re.M)
    (text,) = [part for part in text if part.startswith(f"{section}\n")]
    (block,) = re.findall(r"^```\w*\n(.*?)^```", text, re.M | re.S)
    assert len(block.splitlines()) == 1


@pytest.mark.parametrize("path", ["README.md", "data/README.md", ".github/CONTRIBUTING.md"])
def test_links_lead_somewhere(path):
    text = (rules.ROOT / path).read_text(encoding="utf-8")
    anchors = {
        re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", text, re.M)
    }
    assert list(rules.broken_links(text, (rules.ROOT / path).parent, anchors)) == []


def test_the_readme_maps_every_notebook():
    assert set(re.findall(r"\(notebooks/(\w+\.ipynb)\)", README)) == {path.name for path in rules.NOTEBOOKS}


def test_the_map_has_the_minutes_that_each_lesson_takes():
    assert (
        mapped(README, rules.LESSONS) == README
        and mapped(README.replace(" minutes |", "9 minutes |"), rules.LESSONS) == README
    )


def test_nothing_else_is_visible_at_the_top():
    visible = {path.name for path in rules.ROOT.iterdir() if not path.name.startswith(".")}
    assert visible == {"README.md", "requirements.txt", "data", "notebooks", "tests"}


def test_each_term_of_the_glossary_is_explained_in_bold_in_its_lesson():
    terms = rules.corpus.load_table("glossary")
    assert terms["term"].is_unique
    told = {int(path.name[:2]): rules.prose(rules.read(path)).lower() for path in rules.LESSONS}
    assert [row.term for row in terms.itertuples() if f"**{row.term.lower()}" not in told[row.lesson]] == []


def test_what_the_guide_names_is_there():
    guide = (rules.ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")
    package = rules.ROOT / "notebooks" / "sidebyside"
    places = [rules.ROOT, rules.ROOT / "notebooks", package, package / "exercises", rules.ROOT / "tests"]
    named = set(re.findall(r"(?<![\w/.])[\w/]+\.(?:py|csv|md|ipynb)\b", guide)) - {"tests/test_NAME.py"}
    assert (
        len(named) > 10
        and [name for name in sorted(named) if not any((place / name).exists() for place in places)] == []
    )
    kinds = re.findall(r"`(\w+)`", guide.partition("kind of question takes (")[2].partition(")")[0])
    assert kinds and all(hasattr(rules.exercises.kinds, kind) for kind in kinds)
    verbs = guide.partition("**A saying-verb**")[2].partition("**Never**")[0]
    assert all(f"`{leaning}`" in verbs for leaning in voices.LEANS)
