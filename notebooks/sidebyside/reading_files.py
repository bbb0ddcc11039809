"""What readers kept of the texts they read, in their files: one for each reader, for oneself and for a class put together.

A reader's file is `data/mine/reading/<reader>.csv`: `source, id, when, what, words`, one row for one thing that was said. `what`
is a mark (its `words` are *yes*), *in my words* or *note*, of a unit; or *believe*, *stopped* and *know*, the three answers on a
text, *guess*, what was expected of it, and *because*, the reason for a later line. `when` is *before*, *first*, *again* (marks of
a second reading), *later*, or the lesson in which a later line was written. For texts of one's own, `sentence` has the sentence that was marked: a mark goes with it
if the text is changed.
"""

import re
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from . import corpus, files
from .corpus import BadInput, kind_of, listing, one_source, units_read
from .display import no_such_unit, own_id, unit_id
from .files import printed
from .moved import by_sentence

MARKS = {  # each with how a class hears of it
    "I could check this": "could check this",
    "somebody's view": "called it somebody's view",
    "I object": "objected",
    "I do not understand": "did not understand",
}
OWN, NOTE = "in my words", "note"
QUESTIONS = {
    "believe": "What do you believe now that you did not believe before?",
    "stopped": "At which unit did you stop, and why?",
    "know": "What would you want to know?",
}
LATER = {"believe": "What would you write now?", "because": "What changed it, or why does it stay?"}
ANSWERS = {  # on a whole text, each with what it says
    "guess": "what you expect",
    "believe": "what you believe",
    "stopped": "where you stopped",
    "know": "what you want to know",
    "because": "what changed it, or why it stays",
}
COLUMNS = ["source", "id", "when", "what", "words"]
NOBODY = "Nobody judges this."
LONGEST = 5_000  # characters in one answer or note


class Kept(NamedTuple):
    file: Path
    where: str  # how a sentence names it
    units: pd.DataFrame  # those that are read
    readings: pd.DataFrame  # what counts: COLUMNS
    problems: list  # of sentences


# ---------------------------------------------------------------- a reader's file


def reading_folder():
    """Where first readings are kept: `data/mine/reading`. It need not be there."""
    return corpus.DATA / "mine" / "reading"


def kept(reader="me", folder=None, units=None):
    """What a reader has kept, and where. Nothing is written.

    `units` are those that are read: the five sources', if none are given; rows on other texts are left out.
    """
    units = units_read(units)
    file = files.file_of(reader, reading_folder() if folder is None else folder, "reader")
    where = f"data/mine/reading/{file.name}" if file.parent == reading_folder() else printed(file.name)
    table, remark, unusable = _loaded(file)
    if unusable:
        remark = f"{unusable} It will be kept as {files.aside(file).name} when you write something, and a new {file.name} begun."
    readings, problems = _counted(table, units)
    return Kept(file, where, units, readings, [text for text in (remark, *problems) if text])


def _loaded(file):
    return files.loaded(file, _read, COLUMNS)


def _read(file):
    return files.read_csv(file, " ".join(COLUMNS), what="reading")


def _counted(table, units):
    """The rows of a file that count, and a sentence on each that should and does not."""
    table, problems = _as_now(table, units)
    ids, sources, rows = set(units["id"]), set(units["source"]), {}
    for given in table[COLUMNS].itertuples(index=False):
        row = given._replace(**{name: text.strip() for name, text in given._asdict().items()})
        row = row._replace(id=own_id(row.id), when=row.when or "first")
        place = _place(row.source, row.id, row.when, row.what)
        if row.source not in sources or not row.words:
            continue
        if place[1] and row.id not in ids:
            problems.append(f"{no_such_unit(given.id, units['id'])} What was said of it is left out.")
        elif place in rows:
            problems.append(f"{row.id or row.source} has two rows for {row.what}; the first counts.")
        else:
            rows[place] = row
    return pd.DataFrame(list(rows.values()), columns=COLUMNS), problems


def _as_now(table, units):
    """`moved.by_sentence` of a file; an answer stays where its sentence is gone, and names no unit then."""
    is_answer = table["what"].str.strip().isin(ANSWERS)
    marks, told = by_sentence(table[~is_answer], units, "mark")
    answers = by_sentence(table[is_answer], units)[0]
    gone = table[is_answer].drop(answers.index).assign(id="")
    return pd.concat([marks, answers, gone]).sort_index(), told


def _place(source, unit, when, what):
    """What a row is about: of answers on a whole text there is one, whatever unit it names."""
    return source, "" if what in ANSWERS else unit, when, what


def keep(file, units, *rows):
    """Put down rows of `COLUMNS`, or take one back by empty words: `(told, before)`.

    `told` is a list of sentences on what else was done; `before` has the words, by `what`, in whose place others were put. The
    file is read again first, while no other session can write it, and what else it has stays. Refuses what cannot be written.
    """
    before = {}

    def changed(table):
        for row in rows:
            table = _with(table, dict(zip(COLUMNS, row)), units, before)
        return table

    return files.rewrite(file, _loaded, changed, "answer", "reading"), before


def _with(table, row, units, before):
    place = _place(*list(row.values())[:4])
    if row["id"] and row["source"] not in list("ABCDE"):  # ids of one's own texts change when the text is edited
        row["sentence"] = "".join(units.loc[units["id"] == row["id"], "text"])
    now = _as_now(table, units)[0]
    places = [
        _place(*(text.strip() for text in (source, own_id(unit), when or "first", what)))
        for source, unit, when, what in now[COLUMNS[:4]].itertuples(index=False)
    ]
    there = [index for index, other in zip(now.index, places) if other == place][:1]
    if there and row["words"] and row["words"] != (old := table.loc[there[0], "words"].strip()) and old:
        before[row["what"]] = old
    if not row["words"]:
        return table.drop(there)
    row = {name: files.no_formula(text) for name, text in row.items()}
    table = table.reindex(columns=list(dict.fromkeys([*table.columns, *row])), fill_value="")
    if not there:
        return pd.concat([table, pd.DataFrame([row])], ignore_index=True).fillna("")
    table.loc[there[0], list(row)] = list(row.values())
    return table


# ---------------------------------------------------------------- what it says


def of(readings, source, when="first", unit=""):
    """What was said of a unit, or with no unit of the whole text: `{what: words}`; `readings` has the `COLUMNS` alone."""
    return {
        what: words
        for *place, what, words in readings.to_numpy().tolist()
        if place == [source, unit or place[1], when] and (what in ANSWERS) != bool(unit)
    }


def marks_in_words(first, again):
    """The marks, words and notes on a unit, in one line: those of a first reading, then of a second, each as `of` gives them."""
    lines = []
    for said, lead in ((first, ""), (again, "again: ")):
        if said:
            marks = ", ".join([*(mark for mark in MARKS if mark in said), *([said[OWN]] if OWN in said else [])])
            lines.append(lead + ". ".join(filter(None, [marks, f"“{said[NOTE]}”" if NOTE in said else ""])))
    return "; ".join(lines)


def later(readings, source):
    """The times at which something later was written on a text: *later* first, then by lessons."""

    def place(when):
        lesson = re.fullmatch(r"lesson (\d+(?:\.\d)?)", when)
        return when != "later", float(lesson[1]) if lesson else 100, when

    times = set(readings.loc[readings["source"] == source, "when"]) - {"before", "first", "again"}
    return sorted(times, key=place)


def now_at(readings, source, words, units):
    """Where the sentence stands now at which a reader stopped, in words, if the text was changed since; or an empty text."""
    there = readings[(readings["source"] == source) & (readings["what"] == "stopped")]["id"]
    then, now = named(words, source, units), "".join(there)
    return "" if then == now else f" (now {now})" if now else " (that sentence is no longer in the text)"


def named(words, source, units):
    """The first unit of the source that is named in an answer, or an empty text."""
    own = set(ids_of(source, units))
    found = map(own_id, re.findall(r"(?<!\w)[A-Za-z]{1,4}[ -]?\d{1,7}(?!\w)", words))
    return next((unit for unit in found if unit in own), "")


def ids_of(source, units):
    return units.loc[units["source"] == source, "id"].tolist()


# ---------------------------------------------------------------- what is put in


def source_of(given, units):
    """The source that somebody names, in capitals or not; refuses one that is not there."""
    there = units["source"].unique().tolist()
    return one_source(
        given, there, " For a text of your own, give its units too: units=units." if there == list("ABCDE") else ""
    )


def unit_of(given, units):
    """The unit that somebody names; refuses one that is not there."""
    there = set(units["id"])
    found = next((unit for unit in (str(given).strip(), unit_id(given), own_id(given)) if unit in there), None)
    if found is None:
        raise BadInput(no_such_unit(given, units["id"]))
    return found


def words_of(given, what):
    """What somebody wrote, as a file can hold it; empty if it is blank. Refuses what is no text, or too long."""
    if given is ... or given is None:
        return ""
    if not isinstance(given, str):
        raise BadInput(f"Write {what} as words between quotation marks; this is {kind_of(given)}.")
    text = given.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode("utf-8")
    text = "".join(sign if sign.isprintable() or sign in "\n\t\u200c\u200d" else " " for sign in text).strip()
    if len(text) > LONGEST:
        raise BadInput(
            f"Shorten {what}: it has {len(text):,} letters, and {LONGEST:,} can be kept. The last of it is not kept yet."
        )
    return text.strip("….").strip() and text


def time_of(lesson):
    """How the file names the time of a later line."""
    if lesson is None:
        return "later"
    if isinstance(lesson, bool) or not re.fullmatch(r"\d{1,2}(\.\d)?", str(lesson)):
        raise BadInput(f"The lesson is given by its number, such as lesson=5, and not as {str(lesson)[:20]}.")
    return f"lesson {float(lesson):g}"  # 9.1 and 9.2 are two times in lesson 9


# ---------------------------------------------------------------- a class


def class_readings(folder=None, units=None):
    """Every reader's file of a folder, `data/mine/reading` if none is named: `(readings, problems)`.

    `readings` has `reader` and the `COLUMNS`. `problems` is a list of sentences, each with the name of the file: what cannot be
    used, and copies such as "ana (1).csv", which are not counted beside the file that they are a copy of.
    """
    folder, units = reading_folder() if folder is None else Path(folder), units_read(units)

    def said(file):
        table, remark = _read(file)
        counted, told = _counted(table, units)
        return {tuple(place): words for *place, words in counted.itertuples(index=False)}, [
            remark,
            *told,
        ] if remark else told

    found, problems = files.of_a_class(folder, said, "reading", "answer")
    rows = [(reader, *place, words) for reader, answers in found.items() for place, words in answers.items()]
    readings = pd.DataFrame(rows, columns=["reader", *COLUMNS], dtype=str)
    return readings.sort_values("reader", kind="stable", ignore_index=True), problems


def heard(readings, ids, names=False):
    """What a class said of each unit, in the order of `ids`: `{unit: (a line for a margin, [(who or what, words)])}`.

    The line counts readers, or with `names` names them; ≠ begins it where two readers marked the unit differently.
    """
    found = {}
    for unit, rows in readings[(readings["id"] != "") & readings["when"].isin(["first", "again"])].groupby("id"):
        told = []
        for what, put in {"stopped": "stopped here", **MARKS, OWN: "used words of their own"}.items():
            who = sorted(set(rows.loc[rows["what"] == what, "reader"]))
            told += [f"{listing(who) if names else len(who)} {put}"] if who else []
        marked = rows[rows["what"].isin([*MARKS, OWN])]
        marks = marked["what"].where(marked["what"] != OWN, marked["words"]).groupby(marked["reader"]).agg(frozenset)
        line = ("≠ " if marks.nunique() > 1 else "") + ("; ".join(told) or "a note")
        written = rows[rows["what"].isin([OWN, NOTE])]
        lines = zip(written["reader"] if names else written["what"], written["words"])
        found[unit] = line, sorted(lines, key=lambda pair: (pair[0], pair[1].casefold()))
    return {unit: found[unit] for unit in ids if unit in found}
