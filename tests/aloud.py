"""A lesson as a screen reader reads it out: what is stored, in its order, as words. `python tests/aloud.py notebooks/05_compare.ipynb`"""

import re
import sys
from pathlib import Path

import nbformat
from bs4 import BeautifulSoup

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "notebooks"))
from sidebyside.handout_pages import _markdown  # noqa: E402 (the one way from Markdown to HTML)

HEADING = re.compile("^h[1-6]$")
BLOCKS = ["p", "div", "li", "pre", "blockquote", "caption", "figcaption", "dt", "dd"]


def aloud(notebook, folded=True):
    """The lines that are read out. What opens is told by its summary, and with `folded` by what is inside it too."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            yield from spoken(soup(_markdown(cell.source)), folded)
        for output in cell.get("outputs", []):
            yield from spoken(shown(output), folded)


def soup(text):
    return BeautifulSoup(re.sub(r"base64,[\w+/=]+", "base64,", text), "html.parser")  # a picture takes long to read


def shown(output):
    """An output as a tree of HTML; words alone are one block."""
    data = output.get("data", {})
    if "text/html" in data:
        return soup("".join(data["text/html"]))
    plain = BeautifulSoup("<pre></pre>", "html.parser")
    plain.pre.string = "".join(data.get("text/plain", output.get("text", "")))
    return plain


def spoken(part, folded=True):
    """The lines of one part of a page, with what a screen reader adds: what is a heading, a figure, a table, and what opens."""
    words = ""
    for inside in part.children:
        name = inside.name
        if name is None:
            words += str(inside)
            continue
        if name == "style":
            continue
        own = []
        if name and HEADING.match(name):
            own = [f"heading {name[1]}: {_words(inside)}"]
        elif name == "img":
            own = [f"figure: {inside.get('alt', 'WITHOUT WORDS')}"]
        elif name == "table":
            own = list(_table(inside))
        elif name == "details":
            summary = inside.find("summary", recursive=False)
            own = [f"opens: {_words(summary) if summary else 'WITHOUT WORDS'}"]
            if folded and summary:
                summary.extract()
                own += [f"  {line}" for line in spoken(inside, folded)]
                inside.insert(0, summary)
        elif name in BLOCKS or inside.find(["table", "img", "details", *BLOCKS]):
            own = list(spoken(inside, folded))
            own = [f"- {line}" for line in own[:1]] + own[1:] if name == "li" else own
        elif name == "br":
            words += "\n"
            continue
        else:
            words += _words(inside, strip=False)
            continue
        yield from _lines(words)
        words = ""
        yield from own
    yield from _lines(words)


def _table(table):
    """Each cell with the header of its column before it, as a reader hears it who moves along a row."""
    caption = table.find("caption")
    yield f"table{': ' + _words(caption) if caption else ''}"
    rows = table.find_all("tr")
    above = zip(*([_words(cell) for cell in row.find_all(["td", "th"])] for row in table.select("thead tr")))
    heads = [" ".join(filter(None, cells)) for cells in above]  # pandas has the name of the rows in a second line
    for row in rows:
        if row.find_parent("thead"):
            continue
        cells = row.find_all(["td", "th"])
        yield "  " + "; ".join(f"{head}: {_words(cell)}" if head else _words(cell) for head, cell in zip(heads, cells))
    yield "end of table"


def _words(part, strip=True):
    text = re.sub(r"\s+", " ", part.get_text())
    return text.strip() if strip else text


def _lines(words):
    return [line for line in (re.sub(r"\s+", " ", line).strip() for line in words.split("\n")) if line]


if __name__ == "__main__":
    for path in sys.argv[1:]:
        print("\n".join(aloud(nbformat.read(path, as_version=4))))
