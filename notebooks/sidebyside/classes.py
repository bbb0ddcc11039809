"""The answers of a class in one table: which exercises stand, which foreseen mistakes were met, and what to ask about
them.

A teacher puts the files that `answers()` makes into one folder, one for each student. Read are what `check` replied,
the first readings and the objections; nothing in a file is ever run, and nobody is named or ranked unless it is asked
for.
"""

import html
import re
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from . import answers_file, corpus, exercises, files, reading, reading_files, register
from .answers_back import table_of
from .answers_file import EXERCISE, FILE, Piece
from .answers_there import bytes_of, place_in_mine
from .corpus import BadInput, shortened
from .display import show_table
from .exercises import noted
from .exercises.kinds import BLANK, DEFENSIBLE, FOUND, RIGHT, WRONG
from .exercises.plain import plain
from .handout_pages import frame
from .output import STATES, say

UNCHECKED = "written, not checked"
STATES_SHOWN = (RIGHT, FOUND, DEFENSIBLE, WRONG, UNCHECKED, BLANK)
LONGEST = 220  # characters of a reply in the table


# ---------------------------------------------------------------- the files of a class


def class_folder():
    """Where the files of a class lie: `data/mine/class`. It need not be there."""
    return corpus.DATA / "mine" / "class"


def read_class(folder=None):
    """The files of answers in a folder, `data/mine/class` if none is named: `(students, problems)`.

    `students` has by name, which is that of the file, `{(kind, home, name): text}`. `problems` are sentences, each
    with the name of the file: what cannot be used, and copies such as "answers-ana (1).txt", which are not counted
    beside the file they are a copy of.
    """

    def read(file):
        pieces, told = answers_file.read(file)
        return {(piece.kind, piece.home, piece.name): piece.text for piece in pieces}, told

    found, problems = files.of_a_class(
        class_folder() if folder is None else Path(folder), read, "file of answers", "part"
    )
    short = {person: person.removeprefix("answers-") or person for person in found}
    unique = {person: name if list(short.values()).count(name) == 1 else person for person, name in short.items()}
    return {unique[person]: parts for person, parts in found.items()}, problems


@contextmanager
def _as_files(students, kind):
    """A folder, for a time, with the files of `data/mine/KIND` of all students, each named after its student."""
    with tempfile.TemporaryDirectory() as place:
        for student, parts in students.items():
            of_kind = {
                home: text for (what, home, _), text in parts.items() if what == FILE and home.startswith(f"{kind}/")
            }
            for home, text in of_kind.items():
                stem = Path(home).stem
                name = student if len(of_kind) == 1 or stem == "me" else f"{student}-{stem}"
                if place_in_mine(home) and home.endswith(".csv") and ".kept-" not in home:
                    files.write(Path(place, f"{name}.csv"), bytes_of(text))
        yield Path(place)


# ---------------------------------------------------------------- what was replied


def replies(students):
    """What `check` replied to each student: `(student, exercise, outcome, mistakes)`, and a list of sentences on what
    cannot be read.

    `outcome` is that of the last reply, or that an answer is written and was not checked; exercises left blank are
    not in it. `mistakes` are the names of the foreseen ones that the student met on the way, with spaces between.
    """
    rows, problems, known = [], [], exercises.named_questions()
    for student, parts in students.items():
        found = {name: [UNCHECKED, []] for kind, _, name in parts if kind == EXERCISE and name in known}
        text = parts.get((FILE, noted.FILE, ""))
        table = table_of(text, ["exercise", "outcome", "mistake"]) if text else None
        if text and table is None:
            problems.append(
                f"What check replied to {student} cannot be read ({noted.FILE} in the file), and is not counted."
            )
        for row in table.itertuples() if table is not None else ():
            if row.exercise in known and row.outcome in STATES:
                told = found.setdefault(row.exercise, ["", []])
                told[0] = row.outcome
                told[1] += [row.mistake] * (row.outcome == WRONG and row.mistake not in ("", *told[1]))
        rows += [(student, name, outcome, " ".join(met)) for name, (outcome, met) in found.items()]
    return pd.DataFrame(rows, columns=["student", "exercise", "outcome", "mistakes"]), problems


def by_exercise(table, students, names=False, lesson=None):
    """How many students have which reply, for each exercise of the lessons that anybody has begun; with `names`, who."""
    rows, begun = [], {exercises.number_of(name).partition(".")[0] for name in table["exercise"]}
    for number, name in _in_order(lesson):
        if number.partition(".")[0] not in begun:
            continue
        said = dict(table.loc[table["exercise"] == name, ["student", "outcome"]].itertuples(index=False))
        who = {state: sorted(one for one in students if said.get(one, BLANK) == state) for state in STATES_SHOWN}
        rows.append(
            [f"{number} {name}", *(", ".join(some) if names else str(len(some) or "") for some in who.values())]
        )
    heads = [f"{STATES[state][0]} {state}" if state in STATES else state for state in STATES_SHOWN]
    shown = pd.DataFrame(rows, columns=["exercise", *heads])
    return shown if shown[UNCHECKED].any() else shown.drop(columns=UNCHECKED)


def by_mistake(table, names=False, lesson=None):
    """Which foreseen mistakes were met, by how many students, and what `check` says to each: a question to ask in
    class."""
    rows = []
    for number, name in _in_order(lesson):
        met = {}
        for row in table[table["exercise"] == name].itertuples():
            for mistake in row.mistakes.split():
                met.setdefault(mistake, []).append(row.student)
        for mistake, who in sorted(met.items(), key=lambda pair: (-len(pair[1]), pair[0])):
            rows.append((number, str(len(who)), ", ".join(sorted(who)), _said_to(name, mistake)))
    shown = pd.DataFrame(rows, columns=["exercise", "students", "who", "what check says to it"])
    return shown if names else shown.drop(columns="who")


def _in_order(lesson):
    return [
        (number, exercises.name_of(number))
        for number in exercises.all_questions()
        if lesson in (None, number.partition(".")[0])
    ]


def _said_to(exercise, mistake):
    """The reply to a foreseen mistake, as our own example of it gets it; of one that is no longer foreseen, its name."""
    question = exercises.named_questions()[exercise]
    code, words = noted.mistakes(question).get(mistake, ("", mistake.replace("-", " ")))
    if code:
        names = {"pd": pd}
        exec(code, names)  # a line of the course's own questions, as in `exercises/`; nothing of a student's
        words = question.judge(plain(list(names.values())[-1])).text
    return shortened(words.replace("`", ""), LONGEST)


# ---------------------------------------------------------------- all of it


def class_answers(folder=None, about=None, names=False, page=None):
    """Show the answers of a class together, from the files that `answers()` made, one for each student, in `folder`.

    Without a `folder`, those in `data/mine/class` are read. Shown are: for each exercise, how many have which reply;
    which foreseen mistakes were met, by how many, and what `check` says to them; where readers stopped and parted;
    objections. `about` is a lesson ("06"), for its exercises alone, or a text ("A"), to be shown with what the class
    marked in its margin. `names=True` says who; without it nobody is named. `page="class 7"` saves the tables as a
    page to print, in `data/mine`, and says its name. A file that cannot be used is named in a sentence. Refuses,
    with a `BadInput`, an `about` that is neither.
    """
    lesson, source = _meant(about)
    students, problems = read_class(folder)
    table, unreadable = replies(students)
    if not students:
        problems.append(
            "No file of answers is here yet: put those of the class into data/mine/class, one for each student. In any "
            "lesson, `answers()` gives a student the file."
        )
    for text in [*problems, *unreadable]:
        say(text)
    if not students:
        return None
    if source:
        with _as_files(students, "reading") as place:
            return reading.together(source, folder=place, names=names)
    tables = [
        (
            f"Replies to {len(students)} student{'' if len(students) == 1 else 's'}",
            by_exercise(table, students, names, lesson),
        ),
        ("Foreseen mistakes, each met by how many", by_mistake(table, names, lesson)),
        *([] if lesson else _read_and_objected(students, names)),
    ]
    tables = [(caption, shown) for caption, shown in tables if len(shown)]
    if page is not None:
        return _save(tables, page)
    for caption, shown in tables:
        show_table(shown, caption=caption)
    return None


def _meant(about):
    """The lesson or the text that is meant."""
    if about is None:
        return None, None
    text = str(about).strip()
    if text.upper() in list("ABCDE"):
        return None, text.upper()
    if re.fullmatch(r"\d{1,2}", text) and str(int(text)) in exercises.LESSONS:
        return str(int(text)), None
    raise BadInput(
        f'Say what you want to see by a lesson, such as "06", or by a text, such as "A", and not by {text[:20]}.'
    )


def _read_and_objected(students, names):
    with _as_files(students, "reading") as place:
        readings, problems = reading_files.class_readings(place)
    with _as_files(students, "objections") as place:
        objected, more = register.by_thing(place, names)
    for text in problems + more:
        say(text)
    return [("First readings", reading.overview(readings, corpus.load_units())), ("Objections", objected)]


def _save(tables, name):
    path = files.free_path(corpus.DATA / "mine", files.stem_of(name, ".html", "page", "class 7"), ".html")
    parts = []
    for caption, table in tables:
        with pd.option_context("display.max_colwidth", None):
            parts.append(
                f"<h2>{html.escape(caption)}</h2>{table.to_html(index=False, border=0)}"
            )  # it escapes what stands in the cells
    files.write_page(path, frame("The answers of a class", "", f"<h1>The answers of a class</h1>{''.join(parts)}"))
    say(f"Written: data/mine/{path.name}. Open it, and print it.")


# ---------------------------------------------------------------- an example


def example(folder):
    """Write the files of three made-up students into a folder, to see what `class_answers` shows."""
    for number, student in enumerate(("one", "two", "three")):
        rows = []
        for place, (name, question) in enumerate(exercises.named_questions("0").items()):
            foreseen = list(noted.mistakes(question))
            rows += [(name, WRONG, foreseen[place])] if number else []
            rows += [(name, RIGHT, "")] if number < 2 else [(name, WRONG, foreseen[-1])]
        checks = pd.DataFrame(
            [(n, *row) for n, row in enumerate(rows, start=1)], columns=["n", "exercise", "outcome", "mistake"]
        )
        marked = [
            ("A", "A02", "first", "I object", "yes"),
            ("A", ("A05", "A07", "A07")[number], "first", "stopped", "Who says so?"),
        ]
        read = pd.DataFrame(marked, columns=reading_files.COLUMNS)
        objected = pd.DataFrame([("kosovo", "A footnote would be fairer.")] * (number == 1), columns=["about", "words"])
        there = {noted.FILE: checks, "reading/me.csv": read, "objections/me.csv": objected}
        pieces = [
            Piece(FILE, home, table.to_csv(index=False, lineterminator="\n"))
            for home, table in there.items()
            if len(table)
        ]
        name = f"answers-{student}.txt"
        files.write_page(Path(folder, name), answers_file.written(pieces, name))
