"""How long a lesson takes, worked out from its words and its exercises: the minutes in its header, in the README, and in the plan for teachers.

    python tests/minutes.py [notebooks/01_page.ipynb ...]     (default: every lesson)

What stands open on the page is read at 120 words a minute, by somebody who reads English as a second language: prose, texts, and
what cells show as shipped. What is folded is not counted, nor numbers, nor code, which is read with the sentence above it. To read
the question of an exercise belongs to the exercise, which takes as long as its kind.
"""

import re
import sys
from pathlib import Path

import nbformat
from bs4 import BeautifulSoup

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "notebooks"))

from sidebyside import exercises

WORDS_A_MINUTE = 120
FOR_EXERCISES = {
    "choice": 2,
    "number": 3,
    "ids": 4,
    "span": 4,
    "codes": 5,
    "table": 5,
    "function": 6,
    "evidence": 8,
    "page": 16,
}
OTHER = {
    "one-more-word": "number",
    "new-headline": "span",
    "noun-to-verb": "table",
    "silent-word": "span",
    "write-a-critique": "page",
}  # the only ones of their kind, and what each is like
OWN_TEXTS = {"11": 8}  # minutes for three short texts that the class brings
MOST = {
    "00": 30,
    "01": 65,
    "02": 60,
    "03": 60,
    "04": 85,
    "05": 75,
    "06": 60,
    "07": 60,
    "08": 60,
    "09": 75,
    "10": 90,
    "11": 75,
}
TIME = re.compile(r"(?<=\*\*Time\*\* \| )\d+( minutes reading.*?, )\d+(?= minutes exercises)")
QUESTION = re.compile(r"^>.*", re.M)  # the block of an exercise
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
        if cell.cell_type == "markdown":
            words += len(WORD.findall(visible(QUESTION.sub("", cell.source))))
        elif not re.search(r"^check\(", cell.source, re.M):
            words += sum(len(WORD.findall(text)) for text in shown(cell))
    practice = 0
    for name, question in exercises.named_questions(number.lstrip("0") or "0").items():
        kind = question.judge.__qualname__.partition(".")[0]
        practice += FOR_EXERCISES[OTHER.get(name, kind)]
    return round(words / WORDS_A_MINUTE) + OWN_TEXTS.get(number, 0), practice


def timed(header, reading, practice):
    """The header of a lesson with these minutes in it."""
    return TIME.sub(rf"{reading}\g<1>{practice}", header)


def mapped(readme, paths):
    """The README with the minutes of these lessons in its map."""
    for path in paths:
        if path.name[:2].isdigit():
            taken = sum(minutes(nbformat.read(path, as_version=4), path.name[:2]))
            readme = re.sub(rf"(\(notebooks/{path.name}\) \|.*\| )\d+(?= minutes)", rf"\g<1>{taken}", readme)
    return readme


if __name__ == "__main__":
    for path in sys.argv[1:] or sorted(Path(__file__).resolve().parent.parent.glob("notebooks/[0-9][0-9]_*.ipynb")):
        number = Path(path).name[:2]
        reading, practice = minutes(nbformat.read(path, as_version=4), number)
        print(
            f"{Path(path).name}: {reading} minutes reading, {practice} minutes exercises, {reading + practice} in all"
        )
