"""Each lesson read out in the order in which a screen reader reads it: what is a state, a figure or a table is said in words."""

import re

import aloud
import pytest
import rules

# Signs that a listener hears as nothing, or as a word that says nothing: each needs words beside it.
SIGNS = "✗✓○●◐≠·–▸▶→"


def trees(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            yield cell.id, aloud.soup(aloud._markdown(cell.source))
        for output in cell.get("outputs", []):
            yield cell.id, aloud.shown(output)


@pytest.mark.parametrize("path", rules.NOTEBOOKS, ids=lambda path: path.stem)
def test_what_is_seen_is_said(path):
    notebook = rules.read(path)
    for cell, tree in trees(notebook):
        for table in tree("table"):
            heads = [head for head in table("th") if head.get_text(strip=True)]
            pandas = "dataframe" in table.get("class", [])
            assert heads or table.find("thead"), cell
            if "style" in table.attrs and not pandas:  # our own
                assert all(head.get("scope") in ("col", "row") for head in table("th")), cell
        for row in tree("details"):
            assert row.summary and re.search(r"\w{3}", row.summary.get_text()), cell
            assert not re.search(r"(?<![A-Z])\.[A-Z]|[a-z][A-Z]\d\d", row.summary.get_text()), (
                cell,
                "words run into each other",
            )
        for picture in tree("img"):
            assert len(picture.get("alt", "").split()) > 5, cell
    for line in aloud.aloud(notebook):
        assert not re.fullmatch(rf"\s*(?:[-|] )?[{SIGNS}]+", line), f"a sign alone: {line}"
    assert not [line for line in aloud.aloud(notebook) if "WITHOUT WORDS" in line]


def test_lesson_05_makes_sense_to_whoever_hears_it():
    lines = list(aloud.aloud(rules.read(rules.ROOT / "notebooks" / "05_compare.ipynb")))
    row = next(line for line in lines if "P02 (a clash)" in line)
    assert row == ("opens: ≠ P02 (a clash) Kosovo's 2008 declaration of independence was illegal. "
                   "A assumes B silent C denies D silent E silent")  # fmt: skip
    at = lines.index(row)
    assert lines[at + 1] == "  A assumes" and lines[at + 2].startswith("  A02 ")  # a column is read to its end
    assert any(line.strip() == "opens: the paragraph of C71" for line in lines)
    assert any("over the river Orra will be closed to the public a from Monday" in line for line in lines)
    assert any("stance: silent; in a word: silent;" in line for line in lines)
    assert sum(line.startswith("heading 1") for line in lines) == 1
    levels = [int(line[8]) for line in lines if line.startswith("heading ")]
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:]))


def test_what_is_heard_of_a_page():
    page = """<h2>Two</h2><p>One <b>two</b></p><img alt="a figure"><details><summary>open <i>me</i></summary><div>in</div></details>
              <style>no</style><table><thead><tr><th>x</th><th>y</th></tr></thead><tr><td>1</td><td></td></tr></table><img>
              <div><div>A</div><div>a</div></div><div><div>B</div></div>"""
    assert list(aloud.spoken(aloud.soup(page))) == [
        "heading 2: Two", "One two", "figure: a figure", "opens: open me", "  in", "table", "  x: 1; y: ", "end of table",
        "figure: WITHOUT WORDS", "A", "a", "B"]  # fmt: skip
