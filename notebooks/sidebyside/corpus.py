"""The five sources, their units, and every table read off them.

The files live in `data/`, beside `notebooks/`; `data/README.md` says what each of them is.
"""

import difflib
import io
import re
import shutil
from collections.abc import Mapping
from functools import cache, lru_cache
from numbers import Integral, Real
from pathlib import Path

import pandas as pd

from . import known
from .output import say

NOTEBOOKS = Path(__file__).resolve().parents[1]
DATA = NOTEBOOKS.parent / "data"

# Every table of the collection, with its columns in order.
TABLES = {
    "sources": "id original_file title author_stated date_stated outlet_stated outlet_found date_found what_it_is",
    "anatomy": "source line role note",
    "sentences": "id source line start end role text",
    "dating": "source unit_id_or_line clue implies earliest latest outside_knowledge_needed confidence",
    "quotations": "qid source unit_ids text kind speaker speaker_as_named cue note",
    "reported": "rid source unit_id speaker cue content_paraphrase note",
    "mentions": "unit_id entity_id text head descriptor clause start end note",
    "mentions_offunit": "source line entity_id text head descriptor note",
    "entities": "id label type note",
    "propositions": "pid text topic checkable central_for",
    "stances": "pid source stance unit_ids note",
    "inconsistencies": "iid sources unit_ids kind explanation",
    "ledger": "claim_id source unit_id claim record verdict why reference reference_type confidence known_at_time documents",
    "predictions": "unit_id prediction horizon what_happened outcome confidence",
    "timeline": "date event kind reference relevant_to",
    "people": "name role_at_the_time side appears_in note",
    "wire": "unit_id change words_here words_in_wire likely_from what_it_does",
    "outside_checks": "oid source unit_ids what_the_text_has what_the_outside_record_has url bearing",
    "documents": "id document paragraph date where says phrase rows seen",
    "glossary": "term lesson meaning",
    "objections": "id about objection held_by answer outcome where",
    "coding/reference": "id kind voice certainty frame loaded loaded_span",
    "coding/first_pass": "id kind voice certainty frame loaded loaded_span",
    "coding/second_pass": "id kind voice certainty frame loaded loaded_span",
    "coding/settled": "id variable first_pass second_pass reference why",
    "names/war": "unit_id words actor actor_kind verb acted_on put_as note",
    "names/passives": "unit_id participle agent",
    "frames/functions": "source function answer unit_ids words",
    "tone/loaded": "unit_id span does against",
    "tone/loaded_before": "unit_id span does",
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
        "str": "a text",
        "bytes": "bytes",
        "int": "a whole number",
        "float": "a number",
        "bool": "True or False",
        "list": "a list",
        "tuple": "a list in round brackets",
        "set": "a set",
        "dict": "a dictionary",
        "Counter": "a Counter",
        "function": "a function",
        "DataFrame": "a table",
        "Series": "a column of a table",
        "NoneType": "nothing",
    }
    return names.get(type(value).__name__, f"something of the type {type(value).__name__}")


def listing(names, most=None):
    """Names as a sentence has them: A, B and C; of more than `most` of them the first three and the last."""
    names = list(map(str, names))
    if most and len(names) > most:
        return f"{', '.join(names[:3])} and so on to {names[-1]}"
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


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
        table = _parsed(text).copy()
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


@lru_cache(maxsize=64)  # a lesson reads some tables ten times
def _parsed(text):
    return pd.read_csv(io.StringIO(text), keep_default_na=False, dtype=NUMBERS)


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
        say(
            f"The file data/{file} was changed since it came with the course, and is used as it is now: numbers can differ from the lessons."
        )
    return known.plain(data)


changed = []  # files of `data/` that were found changed in this session


def damaged(file, how="it cannot be read"):
    """The refusal of a file of `data/` that is there but not as it should be."""
    return BadInput(f"The file data/{file} is damaged: {how}. {_restore(file)}")


def load_sources() -> pd.DataFrame:
    """The five sources: `id, title, author, date, outlet, text`, one row each, ordered by `id`.

    Title, author, date and outlet are as the page itself states them, and empty where it states none;
    `text` is the whole file as it was received, with everything that came along.
    """
    table = load_table("sources")
    table["text"] = [_read_source(source) for source in table["id"]]
    table = table.rename(columns={f"{name}_stated": name for name in ("author", "date", "outlet")})
    return table[["id", "title", "author", "date", "outlet", "text"]]


def load_units() -> pd.DataFrame:
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


def copy_course(folder):
    """Copy notebooks and data into a folder where they can be run, but not `data/mine`, which is a class's own."""
    half_written = "*.pyc.*"
    passed_over = shutil.ignore_patterns(".ipynb_checkpoints", half_written)
    shutil.copytree(NOTEBOOKS, Path(folder, "notebooks"), ignore=passed_over)
    shutil.copytree(DATA, Path(folder, "data"), ignore=shutil.ignore_patterns("mine"))


# ---------------------------------------------------------------- what is put in: refused in one sentence, and the same everywhere


def need_text(text, what="", example=""):
    """Refuse what is no text. `what` and `example` name what it should be: the word, such as "peace"."""
    if not isinstance(text, str):
        needed = (
            f'The {what} has to be a text, such as "{example}"'
            if what
            else "A text is expected here, as one string in quotation marks"
        )
        raise BadInput(f"{needed}, not {kind_of(text)}.")


def need_table(table, columns, what, maker="", names=("id", "pid", "source")):
    """Refuse what is no table with these columns, each once, and in those that have `names` in them anything else.

    `what` is what the table has in it: the units, the coding. `maker` says what makes such a table: read_folder.
    """
    have = "have" if what.endswith("s") else "has"
    if not isinstance(table, pd.DataFrame):
        made = f", as {maker} gives it" if maker else ""
        raise BadInput(
            f"The {what} {have} to be a table with the columns {listing(columns)}{made}, not {kind_of(table)}."
        )
    missing = next((column for column in columns if column not in table.columns), None)
    if missing:
        expected = f"a table such as {maker} gives" if maker else f"a table with {listing(columns)}"
        raise BadInput(f"The {what} {have} no column {missing}: {expected} is expected.")
    for column in columns:
        need_column(table, column, what, names)


def need_column(table, column, what, names=("id", "pid", "source")):
    """Refuse a column that is there twice, and, where it has names in it, one in which something else stands."""
    have = "have" if what.endswith("s") else "has"
    if isinstance(table[column], pd.DataFrame):
        raise BadInput(f"The {what} {have} two columns {column}: leave one of them out.")
    for value in table[column] if column in names else ():
        if not isinstance(value, (str, Real)):
            raise BadInput(f"The {what} {have} {kind_of(value)} under {column}, where a name is expected.")


def cells(table, *columns):
    """The cells of some columns of a table, a tuple a column: what is made of them is made once, and kept."""
    return tuple(tuple(table[column].tolist()) for column in columns)


def check_units(units):
    """Refuse what is no table of units with `id`, `source` and a text in each row."""
    need_table(units, ["id", "source", "text"], "units", names=())
    for unit_id, text in zip(units["id"].tolist(), units["text"].tolist()):
        if not isinstance(text, str):
            raise BadInput(f"The unit {unit_id} has {kind_of(text)} where its text should be.")


def units_read(units):
    """The units that are read: those given, or the five sources'."""
    if units is None:
        return load_units()
    check_units(units)
    return units


def need_list(given, what, of, how="", no_order=()):
    """What was given, as a list; refuses a text, a table and a dictionary, what has no things in it, and the types of `no_order`."""
    if isinstance(given, (str, bytes, Mapping, pd.DataFrame, *no_order)) or not hasattr(given, "__iter__"):
        raise BadInput(f"{what} has to be a list of {of}, not {kind_of(given)}{how}.")
    return given if isinstance(given, (list, tuple)) else list(given)


def need_tokens(given, what, empty=False):
    """What was given, as a list of tokens; refuses what is none, and an empty one unless `empty` is true."""
    given = need_list(given, what, "tokens", ": use tokens(text)")
    if not given and not empty:
        raise BadInput(f"{what} is an empty list: give it the words of a text with tokens(text).")
    return given


def need_whole(number, least, what):
    """Refuse what is no whole number from `least`."""
    if isinstance(number, bool) or not isinstance(number, Integral) or number < least:
        told = repr(number[:40]) if isinstance(number, str) else in_words(number)
        raise BadInput(f"{what} has to be a whole number, {least} or more, not {told}.")
    return int(number)


def one_of(given, choices, what):
    """The one of the `choices` that is meant, capitals and spaces apart; refuses any other."""
    need_text(given, what, choices[0])
    meant = {choice.lower(): choice for choice in choices}.get(given.strip().lower())
    if meant is None:
        raise BadInput(f'There is no {what} "{given[:40]}": choose one of {", ".join(choices)}.')
    return meant


def one_source(given, sources, more=""):
    """The one of the `sources` that is meant, capitals and spaces apart; refuses any other, and then says `more`."""
    known = list(map(str, dict.fromkeys(sources)))
    if not isinstance(given, str):
        raise BadInput(
            f'A source is named by its letter between quotation marks, such as "A", not by {kind_of(given)}.'
        )
    name = " ".join(given.split())
    found = name if name in known else name.upper()
    if found not in known:
        there = f": the sources are {listing(known, 8)}" if known else ""
        raise BadInput(f'There is no source "{name[:20]}"{there}.{more}')
    return found


def is_blank(value):
    """Whether a cell or a line is as it was before anybody wrote there: dots, white space, or nothing."""
    if isinstance(value, str):
        return not value.strip(" \t\r\n\xa0.…")
    return value is ... or pd.api.types.is_scalar(value) and bool(pd.isna(value))


def shortened(text, longest=30):
    """A text in one line, cut between two words where it is longer; a word that is half of it or more is cut itself."""
    text = " ".join(str(text).encode("utf-8", "replace").decode("utf-8").split())
    if len(text) <= longest:
        return text
    whole = text[:longest].rpartition(" ")[0]
    return (whole if len(whole) >= longest // 2 else text[: longest - 1]) + "…"


def excerpt(text, start, end, room=30):
    """What stands from `start` to `end` in a text, in one line, with whole words of about `room` characters on each side."""
    before, after = text[:start], text[end:]
    cut = before[-room:] if len(before) <= room else before[-room:].partition(" ")[2]
    rest = re.match(r"\S*", after)[0]  # to the end of the word
    rest = rest if len(rest) <= room else rest[:room]
    more = after if len(after) <= room else after[:room].rpartition(" ")[0]
    rest = more if len(more) > len(rest) else rest
    words = " ".join(f"{cut}{text[start:end]}{rest}".split())
    return f"{'…' * (len(cut) < len(before))}{words}{'…' * (len(rest) < len(after))}"


def in_words(given):
    """What was given, in one short line; of what is no text and no number only what it is."""
    if isinstance(given, str):
        return " ".join(given.split())[:60]
    try:
        return repr(given)[:60] if given is None or isinstance(given, Real) else kind_of(given)
    except ValueError:  # a number of more digits than Python writes
        return "a number far too large"
