"""The five sources, their units, and every table read off them.

The files live in `data/`, beside `notebooks/`; `data/README.md` says what each of them is.
"""

import difflib
import io
from functools import cache
from numbers import Real
from pathlib import Path

import pandas as pd

from . import known
from .output import say

DATA = Path(__file__).resolve().parents[2] / "data"

# Every table of the collection, with its columns in order.
TABLES = {
    "sources": "id original_file title author_stated date_stated outlet_stated outlet_found date_found what_it_is",
    "anatomy": "source line role note",
    "sentences": "id source line start end role text",
    "dating": "source unit_id_or_line clue implies earliest latest outside_knowledge_needed confidence",
    "quotations": "qid source unit_ids text kind speaker speaker_as_named cue note",
    "reported": "rid source unit_id speaker cue content_paraphrase note",
    "mentions": "unit_id entity_id text head descriptor start end note",
    "mentions_offunit": "source line entity_id text head descriptor note",
    "entities": "id label type note",
    "propositions": "pid text topic checkable central_for",
    "stances": "pid source stance unit_ids note",
    "inconsistencies": "iid sources unit_ids kind explanation",
    "ledger": "claim_id source unit_id claim record verdict why reference reference_type confidence known_at_time",
    "predictions": "unit_id prediction horizon what_happened outcome confidence",
    "timeline": "date event kind reference relevant_to",
    "people": "name role_at_the_time side appears_in note",
    "wire": "unit_id change words_here words_in_wire likely_from what_it_does",
    "outside_checks": "oid source unit_ids what_the_text_has what_the_outside_record_has url bearing",
    "glossary": "term lesson meaning",
    "coding/reference": "id kind voice certainty frame loaded loaded_span",
    "coding/first_pass": "id kind voice certainty frame loaded loaded_span",
    "coding/second_pass": "id kind voice certainty frame loaded loaded_span",
    "coding/settled": "id variable first_pass second_pass reference why",
    "names/war": "unit_id words actor actor_kind verb acted_on put_as note",
    "names/passives": "unit_id participle agent",
    "frames/functions": "source function answer unit_ids words",
    "tone/loaded": "unit_id span does",
}

# Columns of whole numbers; every other column is text.
NUMBERS = dict.fromkeys(["line", "start", "end", "lesson"], "int64")


class BadInput(ValueError):
    """Something that was put in cannot be used; the message says what, and what to do about it.

    A notebook shows the message alone, without the trail of code that led to it.
    """

    def _render_traceback_(self):
        return [f"{type(self).__name__}: {self}"]


def nearest(wanted, known):
    """The entry of `known` that is spelled most like `wanted`, or the first if none is like it."""
    known = list(known)
    return next(iter(difflib.get_close_matches(str(wanted), known, n=1, cutoff=0)), known[0])


def kind_of(value):
    """What a value is, in plain words, for a sentence to a person."""
    names = {
        "str": "a text", "bytes": "bytes", "int": "a whole number", "float": "a number", "bool": "True or False",
        "list": "a list", "tuple": "a list in round brackets", "set": "a set", "dict": "a dictionary", "Counter": "a Counter",
        "function": "a function", "DataFrame": "a table", "Series": "a column of a table", "NoneType": "nothing",
    }
    return names.get(type(value).__name__, f"something of the type {type(value).__name__}")


def listing(names):
    """Names as a sentence has them: A, B and C."""
    names = list(map(str, names))
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def check_units(units):
    """Refuse, in one sentence, what is no table of units with `id`, `source` and a text in each row."""
    if not isinstance(units, pd.DataFrame):
        raise BadInput(f"The units have to be a table with the columns id, source and text, not {kind_of(units)}.")
    missing = [column for column in ("id", "source", "text") if column not in units.columns]
    if missing:
        raise BadInput(f"The units have no column {missing[0]}: a table with id, source and text is expected.")
    for unit_id, text in zip(units["id"], units["text"]):
        if not isinstance(text, str):
            raise BadInput(f"The unit {unit_id} has {kind_of(text)} where its text should be.")


def load_table(name):
    """A table of `data/` by its name, as a DataFrame: text as text, line and offset columns as whole numbers.

    Nothing is missing in it: an empty field is an empty text. Refuses, with a `BadInput` that names the file
    and says how to restore it, a name that is no table and a file that is missing or damaged.
    """
    if name not in TABLES:
        raise BadInput(f'There is no table "{name}". Did you mean "{nearest(name, TABLES)}"?')
    return read_table(f"{name}.csv", TABLES[name].split())


def read_table(file, columns, closed=None):
    """A file of `data/` as a DataFrame that has at least these columns and one row; refuses it as `load_table` does.

    `closed` maps a column to the values that it may have, and a table with any other is refused as damaged too.
    """
    text = read_text(file)
    try:
        table = pd.read_csv(io.StringIO(text), keep_default_na=False, dtype=NUMBERS)
    except ValueError:  # not a table, or nothing in it
        raise damaged(file) from None
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise damaged(file, f"its column {missing[0]} is missing")
    if table.empty:
        raise damaged(file, "it has no rows")
    for column, values in (closed or {}).items():
        unknown = set(table[column]) - set(values)
        if unknown:
            raise damaged(file, f'it has "{min(unknown)}" under {column}, which is none of {", ".join(values)}')
    return table


def read_text(file):
    """The text of a file of `data/`: the one door by which all of them come in.

    Refuses one that is missing or damaged, as `known` can tell. One that somebody changed is used, and said to be changed,
    once in a session.
    """
    try:
        data = (DATA / file).read_bytes()
    except FileNotFoundError:
        raise BadInput(f"The file data/{file} is missing. {_restore(file)}") from None
    except OSError:
        raise damaged(file) from None
    found = known.finding(DATA, file, data)
    if found and found[0] != known.CHANGED:
        raise damaged(found[1], found[0])
    if found and file not in changed:
        changed.append(file)
        say(f"The file data/{file} was changed since it came with the course, and is used as it is now: numbers can differ from the lessons.")
    return known.plain(data)


changed = []  # files of `data/` that were found changed in this session


def damaged(file, how="it cannot be read"):
    """The refusal of a file of `data/` that is there but not as it should be."""
    return BadInput(f"The file data/{file} is damaged: {how}. {_restore(file)}")


def load_sources():
    """The five sources: `id, title, author, date, outlet, text`, one row each, ordered by `id`.

    Title, author, date and outlet are as the page itself states them, and empty where it states none;
    `text` is the whole file as it was received, with everything that came along.
    """
    table = load_table("sources")
    stated = table[["id", "title"]].assign(
        author=table["author_stated"], date=table["date_stated"], outlet=table["outlet_stated"]
    )
    return stated.assign(text=[_read_source(source) for source in stated["id"]])


def load_units():
    """The units of the five sources, in order: `id, source, line, start, end, role, text`.

    A unit is a sentence, headline, standfirst, heading, list item or table row. `line` counts the lines of the
    source from 1; `text` stands in that line from the character `start` up to `end`, counted from 0.
    Refuses a table that no longer agrees with the sources.
    """
    return _units(DATA).copy()


@cache
def _units(folder):
    units = load_table("sentences")
    lines = {source: _read_source(source).split("\n") for source in units["source"].unique()}
    for unit in units.itertuples():
        there = lines[unit.source][unit.line - 1 : unit.line]
        if not there or there[0][unit.start : unit.end] != unit.text:
            raise BadInput(
                f"Unit {unit.id} no longer stands where data/sentences.csv puts it in data/sources/{unit.source}.txt. "
                + _restore(f"sentences.csv data/sources/{unit.source}.txt")
            )
    return units


def _read_source(source):
    return read_text(f"sources/{source}.txt")


def _restore(files):
    return (
        f"To restore it, run this in the collection's folder: git checkout -- data/{files}"
        " (or take the file from a fresh copy of the collection)."
    )


# ---------------------------------------------------------------- stances


def need_table(table, columns, what):
    if not isinstance(table, pd.DataFrame):
        raise BadInput(f"The {what} have to be a table with the columns {listing(columns)}, not {kind_of(table)}.")
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise BadInput(f"The {what} have no column {missing[0]}: a table with {listing(columns)} is expected.")
    for column in columns:
        need_column(table, column, what)


def need_column(table, column, what, names=("id", "pid", "source")):
    """Refuse a column that is there twice, and, where it has names in it, one in which something else stands."""
    if isinstance(table[column], pd.DataFrame):
        raise BadInput(f"The {what} have two columns {column}: leave one of them out.")
    odd = next((value for value in table[column] if column in names and not isinstance(value, (str, Real))), None)
    if odd is not None:
        raise BadInput(f"The {what} have {kind_of(odd)} under {column}, where a name is expected.")


def in_words(given):
    """What was given, in one short line; of what is no text and no number only what it is."""
    if isinstance(given, str):
        return " ".join(given.split())[:60]
    try:
        return repr(given)[:60] if given is None or isinstance(given, Real) else kind_of(given)
    except ValueError:  # a number of more digits than Python writes
        return "a number far too large"


# ---------------------------------------------------------------- sentences


def need_text(text):
    if not isinstance(text, str):
        raise BadInput(f"A text is expected here, as one string in quotation marks, not {kind_of(text)}.")
