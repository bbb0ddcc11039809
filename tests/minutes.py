"""How long a lesson takes, worked out from its words and its exercises: the minutes in its header, and in the plan for teachers.

    python tests/minutes.py [notebooks/01_page.ipynb ...]     (default: every lesson)

What stands open on the page is read at 120 words a minute, by somebody who reads English as a second language: prose, texts, and
what cells show as shipped. What is folded is not counted, nor numbers, nor code, which is read with the sentence above it.
"""

import re
import sys
from pathlib import Path

import nbformat
from bs4 import BeautifulSoup

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "notebooks"))

from sidebyside import exercises

WORDS_A_MINUTE = 120
FOR_EXERCISES = {"choice": 2, "number": 3, "ids": 4, "span": 4, "codes": 5, "table": 5, "function": 6, "evidence": 8}
OTHER = {
    "one-more-word": "number",
    "new-headline": "span",
    "silent-word": "span",
}  # the only ones of their kind, and what each is like
OWN_TEXTS = {"11": 8}  # minutes for three short texts that the class brings
TIME = re.compile(r"(?<=\*\*Time\*\* \| )\d+( minutes reading.*?, )\d+(?= minutes exercises)")
WORD = re.compile(r"[^\W\d_][\w'’.-]*")


def visible(html):
    """The text of a page as it opens: what is folded is not there, but for the line that unfolds it."""
    page = BeautifulSoup(html, "html.parser")
    for folded in page.find_all(["details", "style"]):
        folded.replace_with(folded.summary.get_text(" ") if folded.summary else "")
    return page.get_text(" ")


def shown(cell):
    """What the outputs of a cell say to whoever reads the page."""
    for output in cell.get("outputs", []):
        data = output.get("data", {})
        yield (
            visible(data["text/html"]) if "text/html" in data else data.get("text/plain", "") or output.get("text", "")
        )


def minutes(notebook, number):
    """Minutes of reading and of exercises, for the lesson of that number, such as "05"."""
    words = 0
    for cell in notebook.cells:
        read = [visible(cell.source)] if cell.cell_type == "markdown" else shown(cell)
        words += sum(len(WORD.findall(text)) for text in read)
    practice = 0
    for name, question in exercises.named_questions(number.lstrip("0") or "0").items():
        kind = question.judge.__qualname__.partition(".")[0]
        practice += FOR_EXERCISES[OTHER.get(name, kind)]
    return round(words / WORDS_A_MINUTE) + OWN_TEXTS.get(number, 0), practice


def timed(notebook, name):
    """The header of that notebook with the minutes that its lesson takes; the teachers' has none."""
    header = notebook.cells[0].source
    if not name[:2].isdigit():
        return header
    reading, practice = minutes(notebook, name[:2])
    return TIME.sub(rf"{reading}\g<1>{practice}", header)


if __name__ == "__main__":
    for path in sys.argv[1:] or sorted(Path(__file__).resolve().parent.parent.glob("notebooks/[0-9][0-9]_*.ipynb")):
        number = Path(path).name[:2]
        reading, practice = minutes(nbformat.read(path, as_version=4), number)
        print(
            f"{Path(path).name}: {reading} minutes reading, {practice} minutes exercises, {reading + practice} in all"
        )
