"""The five sources, their units, and every table read off them.

The files live in `data/`, beside `notebooks/`; `data/README.md` says what each of them is.
"""

import difflib
import hashlib
from pathlib import Path

import pandas as pd

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


def load_table(name):
    """A table of `data/` by its name, as a DataFrame: text as text, line and offset columns as whole numbers.

    Nothing is missing in it: an empty field is an empty text. Refuses, with a `BadInput` that names the file
    and says how to restore it, a name that is no table and a file that is missing or damaged.
    """
    if name not in TABLES:
        raise BadInput(f'There is no table "{name}". Did you mean "{nearest(name, TABLES)}"?')
    columns = TABLES[name].split()
    try:
        table = pd.read_csv(DATA / f"{name}.csv", keep_default_na=False, encoding="utf-8", dtype=NUMBERS)
    except FileNotFoundError:
        raise BadInput(f"The file data/{name}.csv is missing. {_restore(f'{name}.csv')}") from None
    except (OSError, ValueError):  # not UTF-8, not a table, nothing in it, or not to be read at all
        raise BadInput(f"The file data/{name}.csv is damaged. {_restore(f'{name}.csv')}") from None
    missing = [column for column in columns if column not in table.columns]
    if missing or table.empty:
        what = f"its column {missing[0]} is missing" if missing else "it has no rows"
        raise BadInput(f"The file data/{name}.csv is damaged: {what}. {_restore(f'{name}.csv')}")
    return table


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
    name = f"sources/{source}.txt"
    try:
        text = (DATA / name).read_bytes()
        whole = hashlib.sha256(text).hexdigest() == _digests()[name]
    except FileNotFoundError:
        raise BadInput(f"The file data/{name} is missing. {_restore(name)}") from None
    except (OSError, KeyError):
        whole = False
    if not whole:
        raise BadInput(f"The file data/{name} is damaged: it is not as it was received. {_restore(name)}")
    return text.decode("utf-8")


def _digests():
    """The fingerprint of each source, by its file's name."""
    try:
        rows = (DATA / "SHA256SUMS").read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        raise BadInput(f"The file data/SHA256SUMS is missing or damaged. {_restore('SHA256SUMS')}") from None
    return {name: digest for digest, _, name in (row.partition("  ") for row in rows)}


def _restore(files):
    return (
        f"To restore it, run this in the collection's folder: git checkout -- data/{files}"
        " (or take the file from a fresh copy of the collection)."
    )
