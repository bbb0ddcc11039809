"""What a notebook's file must be, and what a lesson must hold. Each rule gives a sentence for each thing that is wrong.

    python tests/rules.py [notebooks/01_page.ipynb ...]     (default: every notebook)

For whoever edits a lesson: it says in a second what the tests would say of it. Nothing is run.
"""

import ast
import re
import sys
from pathlib import Path

import nbformat
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "notebooks"))

from minutes import MOST, minutes, timed
from sidebyside import corpus, exercises
from strict import pictures, pixels

ROOT = Path(__file__).resolve().parent.parent
LESSONS = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
NOTEBOOKS = [*LESSONS, ROOT / "notebooks" / "for_teachers.ipynb"]  # and not a student's own copies beside them

FIELDS = ["Question", "You will be able to", "Time", "Before this", "Data", "Libraries"]
CLOSING = ["What you have learned", "What this method cannot show", "To talk about"]
CHECK = re.compile(r'^check\("([^"]*)"', re.M)
UNIT = re.compile(r"\b[A-E]\d\d\b")

# An exercise in prose, by its number or its name: **Exercise 5.4.**, exercises 5.4 to 5.6; for teachers also - **5.4** and
# whatever stands in a plan. A number in any other place, such as a share of 0.8, is no exercise.
EXERCISE = r"(?<![\w.-])(?:\d{1,2}\.\d{1,2}(?!\.?\d)|[a-z]+(?:-[a-z0-9]+)+)"
TAKEN_OUT = "(taken out)"  # what tests/refresh.py leaves in the place of one that is gone
MENTIONED = re.compile(rf"\b[Ee]xercises? {EXERCISE}(?:(?:, | and | or | to |–){EXERCISE})*")
MENTIONED_TO_TEACHERS = {"wrong": re.compile(rf"^- \*\*{EXERCISE}", re.M), "plan": re.compile(r"^\|.*$", re.M)}


def read(path):
    return nbformat.v4.reads(path.read_text(encoding="utf-8"))


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def prose(notebook):
    return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def texts(cell):
    """Every text that the cell put out, as a notebook stores it; of a picture in a page, not its bytes."""
    for output in cell.outputs:
        yield output.get("text", "")
        data = output.get("data", {}).items()
        yield from (re.sub(r"(?<=;base64,)[^\"]*", "", value) for kind, value in data if kind.startswith("text/"))


def exercises_of(cell):
    """The names of the exercises that a code cell asks (one, or none), which it has by number."""
    return [exercises.name_of(number) or number for number in CHECK.findall(cell.source)]


def exercise_names(notebook):
    return [name for cell in code_cells(notebook) for name in exercises_of(cell)]


def mentions(cell):
    """The exercises that a cell of prose mentions, each as the match of its number or name, in order."""
    part, _, lesson = cell.id.partition("-")
    places = [(MENTIONED, r"[\d.]+")]
    if part in MENTIONED_TO_TEACHERS and lesson.isdigit():
        places.append((MENTIONED_TO_TEACHERS[part], rf"{int(lesson)}\.\d+"))  # a plan speaks of its own lesson
    known, met = exercises.named_questions(), {}
    for pattern, number in places:
        for found in pattern.finditer(cell.source):
            for one in re.compile(EXERCISE).finditer(cell.source, found.start(), found.end()):
                if one[0] in known or re.fullmatch(number, one[0]):
                    met[one.span()] = one
    return [met[span] for span in sorted(met)]


def unmarked_exercises(cell):
    """Numbers of a lesson's own exercises that stand bare in the teacher's cells on it: nobody could tell them from a share."""
    lesson = re.fullmatch(r"[a-z]+-(\d\d)", cell.id)
    spans = {found.span() for found in mentions(cell)}
    for found in re.finditer(EXERCISE, cell.source) if lesson else ():
        if (
            found.span() not in spans
            and found[0] in exercises.all_questions()
            and int(found[0].partition(".")[0]) == int(lesson[1])
        ):
            yield found[0]


# -- rules for every notebook: (its name, the notebook) -> complaints ------------------------------------------------


def file_format(name, notebook):
    if (notebook.nbformat, notebook.nbformat_minor) != (4, 5):
        yield f"is nbformat {notebook.nbformat}.{notebook.nbformat_minor}, not 4.5"
    for error in nbformat.validator.iter_validate(notebook):
        yield f"is not a valid notebook: {error.message}"
    if notebook.metadata.get("kernelspec", {}).get("name") != "python3":
        yield "its kernel is not python3"
    if set(notebook.metadata) != {"kernelspec", "language_info"} or set(notebook.metadata.language_info) != {"name"}:
        yield "its metadata hold more than the kernel and the language: run tests/refresh.py"


def cell_ids(name, notebook):
    ids = [cell.get("id", "") for cell in notebook.cells]
    for given in ids:
        if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", given) or re.fullmatch(r"[0-9a-f]{8}(-.*)?", given):
            yield f"cell id {given!r} is not words in lower case with hyphens between"
        if ids.count(given) > 1:
            yield f"cell id {given!r} is there {ids.count(given)} times"


def runs(name, notebook):
    for count, cell in enumerate(code_cells(notebook), start=1):
        if not cell.source.strip():
            yield f"{cell.id}: an empty cell"
        if cell.execution_count != count:
            yield f"{cell.id}: its number is {cell.execution_count}, not {count}: run tests/refresh.py"


def nothing_silenced(name, notebook):
    for cell in notebook.cells:
        if cell.metadata:
            yield f"{cell.id}: it has metadata ({', '.join(cell.metadata)})"
        if cell.cell_type == "code" and re.search(r"nbval|PYTEST_VALIDATE", cell.source, re.I):
            yield f"{cell.id}: a comment tells nbval to look away"


def short_code(name, notebook):
    for cell in code_cells(notebook):
        lines = [line for line in cell.source.splitlines() if line.strip()]
        if len(lines) > 20:
            yield f"{cell.id}: {len(lines)} lines of code, more than 20"
        if lines and lines[-1].rstrip().endswith(";"):
            yield f"{cell.id}: a semicolon at the end"


UNWANTED = {
    "an object's address": r"\bat 0x[0-9a-f]+|0x[0-9a-f]{6,}",
    "a path of this machine": r"/(?:home|root|tmp|Users|usr)/|[A-Z]:\\|site-packages|ipykernel",
    "a warning": r"\w+Warning\b",
    "a number as NumPy shows it": r"\bnp\.\w+\(",
    "an error": r"Traceback \(most recent call last\)",
}


def clean_outputs(name, notebook):
    for cell in code_cells(notebook):
        for output in cell.outputs:
            if output.output_type == "error":
                yield f"{cell.id}: an error, {output.ename}"
            if output.get("name") == "stderr":
                yield f"{cell.id}: output on stderr"
        for text in texts(cell):
            yield from (f"{cell.id}: {what} in its output" for what, bad in UNWANTED.items() if re.search(bad, text))
        for output in cell.outputs:
            if (lines := lines_seen(output)) > 60:
                yield f"{cell.id}: output of {lines} lines, more than 60"


def lines_seen(output):
    """How many lines an output has on the screen: of words alone each, of a page the rows of its tables and those that open.

    The words that stand beside a page are not seen. A text that is to be read is as long as it is.
    """
    data = output.get("data", {})
    if page := data.get("text/html"):
        return len(re.findall("<tr|<summary style=", page))
    text = output.get("text") or data.get("text/plain", "")
    return len(text.strip().splitlines())


def figures(name, notebook):
    for cell in code_cells(notebook):
        for picture in pictures(cell.outputs):
            if pixels(picture.png).std() < 5:
                yield f"{cell.id}: a blank picture"
            if len(picture.alt.split()) < 5:
                yield f"{cell.id}: a picture without alternative text"
            beside = " ".join(re.sub(r"<[^>]+>", " ", text) for text in texts(cell) if not text.startswith("<Figure"))
            if not beside.strip():
                yield f"{cell.id}: a picture with no words beside it"


def links(name, notebook):
    headings = re.findall(r"^#+ +(.+?) *$", prose(notebook), re.M)
    anchors = {heading.replace(" ", "-") for heading in headings}
    yield from broken_links(prose(notebook), ROOT / "notebooks", anchors)


def broken_links(text, folder, anchors):
    for target in re.findall(r"\]\(<?([^)>\s]+)", text):
        path, _, anchor = target.partition("#")
        if re.match(r"[a-z]+:", target):
            continue  # another site: the tests ask nobody
        if path and not (folder / path).exists():
            yield f"a link to {path}, which is not there"
        elif not path and anchor not in anchors:
            yield f"a link to #{anchor}, which is no heading here"


def evidence(name, notebook):
    yield from wrong_evidence(prose(notebook))


def exercises_mentioned(name, notebook):
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for found in mentions(cell):
                if found[0] not in exercises.all_questions():
                    yield f"{cell.id}: there is no exercise {found[0]}"
            yield from (
                f"{cell.id}: write exercise {number}, or the number otherwise" for number in unmarked_exercises(cell)
            )
            if TAKEN_OUT in cell.source:
                yield f"{cell.id}: it speaks of an exercise that was taken out: mend the line"


NOTEBOOK_RULES = [
    file_format, cell_ids, runs, nothing_silenced, short_code, clean_outputs, figures, links, evidence, exercises_mentioned,
]  # fmt: skip


# -- ids and quotations ----------------------------------------------------------------------------------------------


def folded(text):
    """Text with any white space as one space, and any quotation mark or apostrophe as one sign."""
    return re.sub(r"[“”„‘’'\"`]", "'", " ".join(text.split()))


SOURCES = {row.id: row.text for row in corpus.load_sources().itertuples()}
UNITS = {row.id: row.text for row in corpus.load_units().itertuples()}
EVERYTHING = folded(" ".join(SOURCES.values()))


def wrong_evidence(text, given=""):
    """Unit ids that do not exist, and words between “ and ” that are not exactly so in a source.

    Words left out are marked with … (or ...). Where unit ids or a line follow in brackets, as in “vague” (C24, C25)
    or “Comments” (B, line 10), the words must be there and not just anywhere. What is code is not looked at, nor is
    what was `given`: a reply may repeat a student's mistake.
    """
    yield from (
        f"there is no unit {found}" for found in sorted(set(UNIT.findall(text)) - set(UNITS)) if found not in given
    )
    prose_only = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.S)
    for words, place in re.findall(r"“([^“”]+)”[,.;:]?(?: *\(([^()]*)\))?", prose_only):
        for piece in re.split(r"\[…\]|…|\.\.\.", words):
            if folded(piece) not in cited(place) and folded(piece) not in folded(given):
                yield f"“{piece.strip()}” is not in {place or 'any source'}"


def cited(place):
    """The text of what a bracket names: units, a line of a source, or (if neither) all that there is."""
    if ids := [found for found in UNIT.findall(place) if found in UNITS]:
        return folded(" ".join(UNITS[found] for found in ids))
    if line := re.search(r"\b([A-E]),? line (\d+)", place):
        return folded(SOURCES[line[1]].split("\n")[int(line[2]) - 1])
    return EVERYTHING


def replies(question):
    """What the exercise has to say: `(text, the code it replies to)`, the latter empty where it speaks by itself."""
    yield from ((text, "") for text in (question.expects, question.because, question.solved, *question.hints))
    for code in (question.solved, *(code for code, _ in (*question.foreseen, *question.defensible))):
        names = {"pd": pd}
        exec(code, names)
        yield question.judge(list(names.values())[-1]).text, code


# -- rules for lessons -----------------------------------------------------------------------------------------------


def header_fields(notebook):
    """`{field: what it says}` of the table or list in the first cell."""
    rows = re.findall(r"^[|\-* ]*\*\*([^*]+?):?\*\*[ |:—–-]*(.*?)[ |]*$", notebook.cells[0].source, re.M)
    return {field: said for field, said in rows}


def header(name, notebook):
    first = notebook.cells[0].source
    if notebook.cells[0].cell_type != "markdown" or not re.match(rf"# {name[:2]} · \S", first):
        yield f'does not begin with a title "# {name[:2]} · …"'
    fields = header_fields(notebook)
    if list(fields) != FIELDS:
        yield f"the fields of its header are {', '.join(fields) or 'missing'}, not {', '.join(FIELDS)}"
    yield from (f"the field {field} is empty" for field, said in fields.items() if not said)
    if not re.search(r"\d+ min.*reading.*\d+ min.*exercises", fields.get("Time", "")):
        yield "its time is not given as minutes of reading and of exercises"
    files = re.findall(r"`([^`]+)`", fields.get("Data", ""))
    if not files:
        yield "its header names no data"
    yield from (f"its header names {file}, which is not in data/" for file in files if not in_data(file))
    yield from wrong_libraries(notebook, {part.strip(" `") for part in fields.get("Libraries", "").split(",")})


def time(name, notebook):
    taken, first, most = minutes(notebook, name[:2]), notebook.cells[0].source, MOST.get(name[:2])
    if timed(first, *taken) != first:
        yield f"its time is not what its words and exercises take, {taken}: run tests/refresh.py"
    if most and sum(taken) > most:
        yield f"it takes {sum(taken)} minutes, and {most} are the most that a reader is asked for"


def in_data(file):
    return (ROOT / "data" / file.removeprefix("data/")).exists()


def wrong_libraries(notebook, named):
    trees = [node for cell in code_cells(notebook) for node in ast.walk(ast.parse(cell.source))]
    imported = {alias.name for node in trees if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module for node in trees if isinstance(node, ast.ImportFrom)}
    imported = {module.partition(".")[0] for module in imported} - sys.stdlib_module_names - {"sidebyside"}
    required = set(re.findall(r"^[\w-]+", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.M))
    yield from (f"imports {module}, which its header does not name" for module in sorted(imported - named))
    yield from (
        f"its header names {library}, which nothing asks for" for library in sorted(named - imported - required)
    )


def closing(name, notebook):
    wanted = CLOSING if name[:2] != "00" else [CLOSING[0], CLOSING[2]]
    text = prose(notebook)
    if re.findall(r"^## (.+)$", text, re.M)[-len(wanted) :] != wanted:
        yield f"does not close with {', '.join(wanted)}"
    questions = re.findall(r"^(\d+)\. .*\?", text.partition(f"## {CLOSING[2]}")[2], re.M)
    if questions != ["1", "2", "3"]:
        yield "does not end in three questions to talk about, numbered"
    if not any(cell.source == f'answered("{name[:2]}")' for cell in code_cells(notebook)[-1:]):
        yield f'its last code cell is not answered("{name[:2]}")'
    if (following := following_lesson(name)) and not re.search(NEXT.format(re.escape(following)), text):
        yield f"does not end in a link to the next lesson, {following}"


NEXT = r"\n\n\*\*Next:\*\* \[[^\]\n]+\]\({}\)\s*\Z"


def following_lesson(name):
    """The file of the lesson after this one; empty after the last."""
    names = [path.name for path in LESSONS]
    return next((after for before, after in zip(names, names[1:]) if before[:2] == name[:2]), "")


def length(name, notebook):
    if name[:2] == "00":
        return
    written = re.sub(
        NEXT.format(r"[^)\n]+"), "", prose(notebook)
    )  # the link to the next lesson is not the lesson's own
    words = sum(any(sign.isalnum() for sign in word) for word in written.split())
    if not 50 <= len(notebook.cells) <= 80:
        yield f"{len(notebook.cells)} cells, not 50 to 80"
    if not 1500 <= words <= 2300:
        yield f"{words} words of prose, not 1,500 to 2,300"


def exercise_cells(name, notebook):
    names, lesson = exercise_names(notebook), int(name[:2])
    asked = list(exercises.named_questions(str(lesson))) if str(lesson) in exercises.LESSONS else []
    if names != asked:
        yield f"its exercises are {', '.join(names) or 'none'}, and the questions of its module are {', '.join(asked) or 'none'}"
    if not (len(names) == 2 if lesson == 0 else 5 <= len(names) <= 8):
        yield f"{len(names)} exercises, not {'2' if lesson == 0 else '5 to 8'}"
    for cell in code_cells(notebook):
        for number, exercise in zip(CHECK.findall(cell.source), exercises_of(cell)):
            if cell.id != f"ex-{exercise}" or number not in exercises.all_questions():
                yield f'{cell.id}: check("{number}") and the id of its cell do not agree: run tests/refresh.py'
            for line in (f'# hint("{number}")', f'# solution("{number}")'):
                if line not in cell.source.splitlines():
                    yield f"{cell.id}: the line {line} is missing"
            if "..." not in cell.source or not any("Not answered yet" in text for text in texts(cell)):
                yield f"{cell.id}: exercise {number} is not blank as stored"
            if '"""..."""' in cell.source:
                yield f"{cell.id}: a text that ends with a quotation mark breaks the three after it: put the dots on a line of their own"
            if f"**Exercise {number}.**" not in prose(notebook):
                yield f"exercise {number} is not asked in the prose"
            elif not any(
                re.search(rf"^> \*\*Exercise {number}\.\*\*[^\n]*(\n>[^\n]*)*\Z", other.source, re.M)
                for other in notebook.cells
            ):
                yield f"exercise {number} is not asked in a block at the end of its cell, each line after a >"


LESSON_RULES = [header, time, closing, length, exercise_cells]


def complaints(name, notebook):
    """Everything that is wrong with a notebook of that name (its file's, without the ending)."""
    rules = NOTEBOOK_RULES + (LESSON_RULES if re.match(r"\d\d_", name) else [])
    return [f"{rule.__name__}: {wrong}" for rule in rules for wrong in rule(name, notebook)]


def in_questions():
    """What is wrong with the ids and quotations in the replies, hints and solutions of the exercises."""
    for name, question in exercises.all_questions().items():
        for text, given in replies(question):
            yield from (f"exercise {name}: {wrong}" for wrong in wrong_evidence(text, given))


if __name__ == "__main__":
    for path in [Path(name) for name in sys.argv[1:]] or NOTEBOOKS:
        print("\n    ".join([f"{path.name}:", *(complaints(path.stem, read(path)) or ["nothing is wrong"])]))
    print("\n    ".join(["exercises:", *(list(in_questions()) or ["nothing is wrong"])]))
