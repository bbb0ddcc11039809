"""The numbers of texts of one's own: what each text counts, side by side for the same thing."""

from collections import Counter
from functools import lru_cache

import pandas as pd

from .corpus import check_units, need_text, shortened
from .display import progress
from .evidence_rows import show_rows
from .output import say
from .rules.quantities import find_quantities, singular

MOST_ROWS = 20
MOST_THINGS = 12
UNSAID = 20  # from here on a number without a noun is taken for another of what was counted just before
_LENGTHS_OF_TIME = frozenset(
    "time year month week day hour minute second decade century".split()
)  # of everything: these come last


def numbers(units):
    """Every number that counts or measures something: `unit, source, number, thing, low, high`, in the order of the texts.

    `number` is as it stands there (about 300 people), `thing` what it is a number of, as one is called (person, euro); empty where
    no noun is found; a number from 20 has then the thing of the one before it, if that stands in the same sentence or in the one before (600
    people, and by others 1,500). `low` and `high` differ for a range (30 to 96 million). Dates, years, times, ages, scores and *one* are left
    out; what else the rule does, `rules.quantities.find_quantities` says. English only. Refuses what is no table of units.
    """
    check_units(units)
    return _numbers_once(*(tuple(units[column].tolist()) for column in ("id", "source", "text"))).copy()


@lru_cache(maxsize=1)  # the dossiers ask for them again
def _numbers_once(ids, sources, texts):
    rows, last, now = (
        [],
        ("", ""),
        ("", ""),
    )  # the source and thing of the last number in the unit before, and in this one
    for unit, source, text in progress(list(zip(ids, sources, texts)), "numbers"):
        last, now = now, (source, "")
        for one in find_quantities(text):
            thing = one.thing
            if not thing and one.low >= UNSAID:  # about 600 people; the organisers say 1,500
                thing = now[1] or (last[1] if last[0] == source else "")
            now = (source, thing or now[1])
            rows.append((unit, source, " ".join(text[one.start : one.end].split()), thing, one.low, one.high))
    return pd.DataFrame(rows, columns=["unit", "source", "number", "thing", "low", "high"])


def numbers_by_thing(units, about=None):
    """The numbers of two texts or more for one thing, side by side: `thing, agree, texts, said, units`.

    `agree` is "=" where one number is in all of these texts, and "≠" where no number is in all. `texts` is how many of them there are, `said` what
    each says (F: about 300; G: 340, 20). Those that differ come first, those of most texts before the others, lengths of time at
    the end. With `about`, a word, only the numbers of that thing are given, those of one text too. A thing that one text calls otherwise (victims, dead)
    is another row, and the same word may mean two things: read the sentences. Refuses what is no table of units, and an `about` that
    is no text.
    """
    table = numbers(units)
    if about is not None:
        need_text(about, "thing", "people")
        table = table[table["thing"] == singular(about.strip().lower())]
    rows = []
    for thing, own in _by_thing(table):
        by_source = {}
        for one in own:
            by_source.setdefault(one.source, []).append(one)
        if len(by_source) < 2 and about is None:
            continue
        said = {source: list(dict.fromkeys(one.number for one in its)) for source, its in by_source.items()}
        in_all = set.intersection(*({(one.low, one.high) for one in its} for its in by_source.values()))
        agree = "" if len(said) < 2 else "=" if in_all else "≠"
        words = "; ".join(f"{source}: {', '.join(numbers)}" for source, numbers in said.items())
        rows.append(
            (_many(thing, own), agree, len(said), words, " ".join(dict.fromkeys(str(one.unit) for one in own)), thing)
        )
    rows.sort(key=lambda row: (row[5] in _LENGTHS_OF_TIME, row[1] == "=", -row[2]))
    return pd.DataFrame([row[:5] for row in rows], columns=["thing", "agree", "texts", "said", "units"])


def _by_thing(table):
    """Each thing, with the rows of its numbers."""
    found = {}
    for row in table[table["thing"] != ""].dropna(subset="source").itertuples():
        found.setdefault(row.thing, []).append(row)
    return found.items()


def _many(thing, own):
    """What they are called in most of the places where the noun stands behind the number."""
    last = Counter(one.number.split()[-1] for one in own)
    return next((word for word, _ in last.most_common() if singular(word.lower()) == thing), thing)


def show_numbers(units, about=None):
    """Show `numbers_by_thing` as rows that open into the sentences of the texts, and say what is not in it."""
    table, every = numbers_by_thing(units, about), numbers(units)
    if table.empty:
        what = f'is of "{shortened(about)}"' if about is not None else "is of the same thing in two texts"
        say(f"{len(every):,} numbers were found, and none {what}.")
    else:
        rows = table.head(MOST_ROWS)
        things = (rows["agree"] + " " + rows["thing"]).str.strip()
        said = [shortened(text, 160) for text in rows["said"]]
        show_rows(pd.DataFrame({"thing": things, "said": said, "units": rows["units"]}), units=units)
    if about is None and not table.empty:
        more = f" The first {MOST_ROWS} of {len(table):,} rows are shown." if len(table) > MOST_ROWS else ""
        alone = every[~every["unit"].isin(set(" ".join(table["units"]).split()))]
        of_one = [
            f"{_many(thing, own)} ({own[0].source})"
            for thing, own in _by_thing(every)
            if len({one.source for one in own}) == 1
        ]
        if of_one:
            rest = f" and {len(of_one) - MOST_THINGS} more" if len(of_one) > MOST_THINGS else ""
            more += f" Counted in one text alone: {', '.join(of_one[:MOST_THINGS])}{rest}."
        say(
            f"{len(alone):,} of {len(every):,} numbers stand in sentences that are not here: their thing is named in one text, or not at all.{more}"
        )
