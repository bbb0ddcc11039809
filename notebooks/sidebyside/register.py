"""Objections: put down, kept, gathered from a class, and, in the register of the course, answered.

A student's file is `data/mine/objections/<reader>.csv`: `about, words, sentence, date`, one row for one objection. `about` is what
it is about: an exercise by its name, which stays when its number changes, a unit, the id of a row, the day of an event, the name of
a lesson or of a table. `sentence` has the sentence of a unit of one's own texts, so that an objection goes with it when the text is
edited. `data/objections.csv` is the register: what has been objected to the course, what is answered, and what was changed.
"""

import json
import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from . import corpus, exercises, files
from .corpus import BadInput, listing, load_table, nearest, units_read
from .display import OWN_UNIT, UNIT, no_such_unit, show_table, unit_id
from .exercises.plain import TooMuch, plain
from .files import printed
from .moved import by_sentence, own_id
from .output import say
from .reading_files import words_of

COLUMNS = ["about", "words", "sentence", "date"]
OUTCOMES = ["mended", "changed otherwise", "kept", "open"]
# The tables with rows that an objection can name, each with the column of its ids and what a reply calls such a row.
ROWS = {
    "propositions": ("pid", "{}, a proposition"),
    "ledger": ("claim_id", "{} of the ledger"),
    "quotations": ("qid", "{}, a quotation"),
    "reported": ("rid", "{}, a report"),
    "inconsistencies": ("iid", "{}, an inconsistency"),
    "objections": ("id", "{} of the register"),
    "timeline": ("date", "{} in the timeline"),
    "documents": ("id", "{}, a card of a document"),
    "entities": ("id", "{} in the table of names"),
}
KINDS = (
    "An objection is about a unit, an exercise, a row with an id (such as A02-2 or P12), an event by its day (1999-01-15), a table "
    "or a lesson."
)
FEWEST = 4  # words of an objection that says what is claimed
FEW = 3  # answers of the register that a reply shows; `objections` shows them all, and folds more than these


class Thing(NamedTuple):
    about: str  # as it is kept
    told: str  # as a sentence has it
    sentence: str = ""  # of a unit of one's own texts


# ---------------------------------------------------------------- what an objection can be about


def things(units=None):
    """What an objection can be about, by how it is kept: `{about: Thing}`. `units` are those of texts of one's own."""
    own = [] if units is None else units_read(units).itertuples()
    found = {unit.id: Thing(unit.id, unit.id, unit.text) for unit in own}
    told = {name: f"exercise {exercises.number_of(name)} ({name})" for name in exercises.named_questions()}
    told |= {unit: unit for unit in corpus.load_units()["id"]}
    for table, (column, words) in ROWS.items():
        told |= {str(row): words.format(row) for row in load_table(table)[column]}
    told |= {name: f"the table {name}" for name in corpus.TABLES}
    told |= {name: f"lesson {int(number):02d}" for number, name in exercises.LESSONS.items()}
    return {about: Thing(about, words) for about, words in told.items()} | found


def thing(given, known):
    """The `Thing` that somebody names, by a number such as 3.1 or 06, too; refuses what there is not, and names the nearest."""
    try:
        wanted = " ".join(str(plain(given)).split())
    except TooMuch:
        wanted = "something very long"
    stem = re.sub(r"\.(csv|ipynb)$", "", wanted.lower()).removeprefix("lesson ").removeprefix("exercise ").strip()
    lesson = re.fullmatch(r"(\d{1,2})(?:_\w+)?", stem)
    number = str(int(lesson[1])) if lesson else ""
    meant = [wanted, wanted.upper(), unit_id(wanted), own_id(wanted), stem, stem.replace(" ", "-")]
    meant += [exercises.name_of(stem), exercises.LESSONS.get(number)]
    found = next((known[about] for about in meant if about in known), None)
    if found is None:
        if not wanted.strip(".…"):
            raise BadInput(f'Nothing is kept yet. Say what your objection is about: `objection("C29", "…")`. {KINDS}')
        if UNIT.match(wanted) and wanted[0].upper() in "ABCDE":
            raise BadInput(no_such_unit(wanted, corpus.load_units()["id"]))
        close = nearest(wanted[:40], [*known, *exercises.all_questions()])
        own = " For a text of your own give its units too: units=units." if OWN_UNIT.match(wanted) else ""
        raise BadInput(f'There is nothing called "{wanted[:20]}" here. Did you mean "{close}"? {KINDS}{own}')
    return found


# ---------------------------------------------------------------- a student's file


def objections_folder():
    """Where objections are kept: `data/mine/objections`. It need not be there."""
    return corpus.DATA / "mine" / "objections"


def _file(reader, folder):
    """A reader's file, and how a sentence names it."""
    file = files.file_of(reader, objections_folder() if folder is None else Path(folder), "reader")
    return file, f"data/mine/objections/{file.name}" if file.parent == objections_folder() else printed(file.name)


def _loaded(file):
    return files.loaded(file, _read, COLUMNS)


def _read(file):
    table, remark = files.read_csv(file, "about words", what="list of objections")
    return table.reindex(columns=list(dict.fromkeys([*COLUMNS, *table.columns])), fill_value=""), remark


def _counted(table, known, units):
    """The rows of a file that say something, `COLUMNS` and `told`, and a sentence on each that names nothing that there is."""
    rows, problems = [], []
    if units is not None:
        table, problems = by_sentence(table.assign(id=table["about"]), units, "objection")
        table = table.assign(about=table["id"])
    for row in table[COLUMNS].itertuples(index=False):
        about, words, sentence, day = map(str.strip, row)
        if not words:
            continue
        try:
            what = Thing(own_id(about), own_id(about), sentence) if sentence else thing(about, known)
        except BadInput as refused:
            problems.append(f"{str(refused).partition(f' {KINDS}')[0]} It is kept as it is.")
            what = Thing(about, about)
        if (what.about, words) not in [tuple(other[:2]) for other in rows]:
            rows.append((what.about, words, sentence, day, what.told))
    return pd.DataFrame(rows, columns=[*COLUMNS, "told"], dtype=str), problems


def _without(table, what, words):
    """A file's table without the rows that have these words on this thing, and how many these were."""
    same = [
        own_id(about) == own_id(what.about) and bool(sentence.strip()) == bool(what.sentence) and text.strip() == words
        for about, text, sentence in table[["about", "words", "sentence"]].itertuples(index=False)
    ]
    return table[[not it for it in same]], sum(same)


def objection(about="", words=..., take_back=False, reader="me", folder=None, units=None) -> None:
    """Keep an objection to something in the course, and show what the register has on the same thing.

    `about` is a unit (`"C29"`), an exercise (`"3.1"` or its name), a row by its id (`"A02-2"`, `"P12"`), an event by its day, a
    table or a lesson (`"06"`). `words` is the objection, as a text. It is kept under the name `reader`; in a class each takes their
    own. `take_back=True` takes away one that has these words. `units` are those of texts of your own.

    Whatever is put in, `objection` only replies, as `check` does: also where nothing can be written, as when work is marked.
    """
    try:
        _keep(about, words, take_back, reader, folder, units)
    except BadInput as refused:
        say(str(refused))


def _keep(about, words, take_back, reader, folder, units):
    known = things(units)
    what = thing(about, known)
    try:
        words = words_of(plain(words), "your objection")
    except TooMuch as too_much:
        raise BadInput(f"Shorten your objection. {too_much}") from None
    if not words:
        raise BadInput(
            f"Nothing is kept yet. Write your objection to {what.told} between quotation marks, in a sentence or two."
        )
    file, where = _file(reader, folder)
    there = []

    def changed(table):
        rest, same = _without(table, what, words)
        there.append(same)
        if take_back:
            return rest
        row = {
            "about": what.about,
            "words": files.no_formula(words),
            "sentence": what.sentence,
            "date": date.today().isoformat(),
        }
        return table if same else pd.concat([table, pd.DataFrame([row])], ignore_index=True).fillna("")

    if take_back and not _without(_loaded(file)[0], what, words)[1]:
        raise BadInput(f"There is no such objection to {what.told} in {where}: to take one back, give its very words.")
    told = files.rewrite(file, _loaded, changed, "objection", "list of objections")
    if take_back:
        lead = f"Taken back from {where}: your objection to {what.told}."
    elif there[-1]:
        lead = f"This objection to {what.told} was kept before, in {where}."
    else:
        lead = f"Kept in {where}: your objection to {what.told}."
    if not take_back and len(re.findall(r"\w+", words)) < FEWEST:
        lead += " So short, it cannot be answered: say in a sentence what you claim, why, and which unit shows it."
    say("\n".join([lead, *told, *([] if take_back else _answers(what))]))


# ---------------------------------------------------------------- the register


def on(about, register=None):
    """The rows of the register on one thing: on a unit also those on its rows in the ledger, on a lesson or a
    table all that it has, on a row of the register that row; those that name the thing itself come first.
    """
    register = load_table("objections") if register is None else register
    lesson = next((number for number, name in exercises.LESSONS.items() if name == about), None)
    own = set(exercises.named_questions(lesson)) | {about} if lesson else {about}

    def meets(named, where):
        named = named.split()
        of_unit = any(re.fullmatch(rf"{re.escape(about)}-\d", name) for name in named)
        seen = f"{int(lesson):02d}_{about} " if lesson else f"{about}.csv " if about in corpus.TABLES else None
        return (
            bool(own & set(named))
            or of_unit
            or (seen is not None and any(place.startswith(seen) for place in where.split("; ")))
        )

    rows = register[[row.id == about or meets(row.about, row.where) for row in register.itertuples()]]
    other = [about not in (row.id, *row.about.split()) for row in rows.itertuples()]
    return rows.assign(other=other).sort_values("other", kind="stable").drop(columns="other")


def _answers(what):
    """What the register has on a thing, in lines of a reply."""
    rows = on(what.about) if not what.sentence else []
    if not len(rows):
        return ["The register of the course has nothing on this yet: yours is the first."] if not what.sentence else []
    lines = [
        f"{'Others have objected here' if n == 0 else 'And'}: {row.objection} ({row.id}) Our answer: {row.answer} "
        f"Outcome: {row.outcome}."
        for n, row in enumerate(rows.head(FEW).itertuples())
    ]
    more = len(rows) - FEW
    return [*lines, *([f'`objections("{what.about}")` shows {more} more.'] if more > 0 else [])]


def objections(about=None, reader="me", folder=None, units=None) -> None:
    """Show what you have objected, and what the register has on a thing or on all of a lesson; without either, all that is yours.

    `about` is what `objection` takes: `objections("C29")`, `objections("06")`. Refuses, in a sentence, what there is not.
    """
    try:
        known = things(units)
        file, where = _file(reader, folder)
        table, remark, unusable = _loaded(file)
        mine, problems = _counted(table, known, units)
        for text in filter(None, (remark, unusable, *problems)):
            say(text)
        if about is None:
            _show_mine(mine, f"Your objections, in {where}")
            return say(f"The register of the course has {len(load_table('objections'))} objections with their answers: "
                       '`objections("06")` shows those on lesson 06.')  # fmt: skip
        what = thing(about, known)
    except BadInput as refused:
        return say(str(refused))
    lesson = exercises.LESSONS.items()
    of_it = {
        what.about,
        *(name for number, own in lesson if own == what.about for name in exercises.named_questions(number)),
    }
    mine = mine[mine["about"].isin(of_it) & ((mine["sentence"] != "") == bool(what.sentence))]
    if len(mine):
        _show_mine(mine, f"Your objections to {what.told}")
    rows = on(what.about) if not what.sentence else load_table("objections").head(0)
    if rows.empty:
        return say(f'The register has nothing on {what.told} yet. `objection("{what.about}", "…")` keeps yours.')
    caption = f"The register on {what.told}"
    folded = f"{caption}: {len(rows)} objections, with their answers" if len(rows) > FEW else ""
    told = rows["about"].map(
        lambda about: "; ".join(known[name].told if name in known else name for name in about.split())
    )
    show_table(
        rows.assign(about=told, where=rows["where"].map(_place))[_SHOWN],
        caption="" if folded else caption,
        folded=folded,
    )


_SHOWN = ["id", "about", "objection", "held_by", "answer", "outcome", "where"]


def _show_mine(mine, caption):
    if mine.empty:
        return say('You have kept no objection yet. `objection("C29", "…")` keeps one, to whatever you name.')
    show_table(mine.assign(about=mine["told"])[["about", "words"]], caption=caption)


def _place(where):
    """Where something can be seen, as a reader finds it: a cell of a lesson by the heading that it stands under."""
    told = []
    for place in where.split("; "):
        home, _, what = place.partition(" ")
        if home == "exercise":
            place = f"exercise {exercises.number_of(what) or what}"
        elif heading := _heading(home, what):
            lesson = f"lesson {home[:2]}" if home[:2].isdigit() else home.replace("_", " ")
            place = f"{lesson}, “{heading}”"
        elif home == "for_teachers":  # which is not where the course runs in a browser
            place = "for teachers"
        told.append(place)
    return "; ".join(dict.fromkeys(told))


def _heading(notebook, cell):
    """The heading above a cell of a notebook, or an empty text where it cannot be found."""
    try:
        page = Path(corpus.DATA.parent, "notebooks", f"{notebook}.ipynb").read_text(encoding="utf-8")
        cells = json.loads(page)["cells"]
    except (OSError, ValueError, KeyError):
        return ""
    heading = ""
    for one in cells:
        text = "".join(one["source"]) if one["cell_type"] == "markdown" else ""
        heading = next(iter(re.findall(r"^#+ (.+)$", text, re.MULTILINE)), heading)
        if one.get("id") == cell:
            return heading.replace("*", "")
    return ""


# ---------------------------------------------------------------- a class


def class_objections(folder=None, units=None):
    """Every student's file of a folder, `data/mine/objections` if none is named: `(objections, problems)`.

    `objections` has `reader`, the `COLUMNS` and `told`. `problems` is a list of sentences, each with the name of the file: what
    cannot be used, and copies such as "ana (1).csv", which are not counted beside the file that they are a copy of.
    """
    folder, known = objections_folder() if folder is None else Path(folder), things(units)

    def said(file):
        table, remark = _read(file)
        counted, told = _counted(table, known, units)
        return {tuple(row): "yes" for row in counted.itertuples(index=False)}, [*filter(None, [remark]), *told]

    found, problems = files.of_a_class(folder, said, "list of objections", "objection")
    rows = [(reader, *row) for reader, own in found.items() for row in own]
    table = pd.DataFrame(rows, columns=["reader", *COLUMNS, "told"], dtype=str)
    order = {about: number for number, about in enumerate(known)}
    place = table["about"].map(order).fillna(len(order))
    return table.assign(place=place).sort_values(["place", "about", "reader"], kind="stable", ignore_index=True).drop(
        columns="place"
    ), problems


def by_thing(folder, names, units=None):
    """What a class objected, with the rows of the register on the same thing: `about, reader, words, register`, the reader only with
    `names`; and the sentences of `class_objections`."""
    table, problems = class_objections(folder, units)
    register = load_table("objections")
    on_it = {about: " ".join(on(about, register)["id"]) for about in table["about"].unique()}
    table = table.assign(register=["" if row.sentence else on_it[row.about] for row in table.itertuples()])
    shown = table.assign(about=table["told"])[["about", "reader", "words", "register"]]
    return (shown if names else shown.drop(columns="reader")), problems


def _told(folder, names, units):
    table, problems = by_thing(folder, names, units)
    for text in problems:
        say(text)
    return table


def together(folder=None, names=True, units=None):
    """Show what a class objected, thing by thing: who said what, and which rows of the register are on the same thing.

    The files are those of `data/mine/objections`, or of `folder`, one for each student. With `names=False` nobody is named.
    """
    table = _told(folder, names, units)
    if table.empty:
        return say(
            "No objection is here yet. Put the files of the class into data/mine/objections, one for each, such as ana.csv."
        )
    show_table(table, caption=f"{len(table)} objection{'' if len(table) == 1 else 's'}, to {table['about'].nunique()} "
                              f"thing{'' if table['about'].nunique() == 1 else 's'}")  # fmt: skip


def save(name="objections", folder=None, names=False, units=None):
    """Save what a class objected in one file, to send on, and say where it lies; never over another file (objections-2.csv).

    It lies in `data/mine`, and any spreadsheet opens it. Nobody is named in it, unless with `names=True`.
    """
    table = _told(folder, names, units)
    if table.empty:
        raise BadInput("There is no objection to save: put the files of the class into data/mine/objections first.")
    path = files.free_path(corpus.DATA / "mine", files.stem_of(name, ".csv", "file", "objections"), ".csv")
    files.write_page(
        path, "\ufeff" + table.map(files.no_formula).to_csv(index=False, lineterminator="\r\n")
    )  # both for Excel
    say(f"Written: data/mine/{path.name}, with {listing(table.columns)}. It can be sent on as it is.")
