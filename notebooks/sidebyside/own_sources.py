"""What lesson 11 does with texts of one's own: the methods of the other lessons, put together, by rule and for any number of
texts.

Nothing in it rests on a reading by hand, so that every table can be made for any texts, and each of them has the mistakes that
the other lessons have shown.
"""

import re
from collections import Counter
from functools import cache

import numpy as np
import pandas as pd

from . import corpus, files, words
from .corpus import BadInput, check_units, kind_of, listing, need_table, need_whole, one_source, units_read
from .display import progress
from .evidence_rows import show_rows
from .intake import LEFT_OUT, collection, folder  # noqa: F401
from .output import say
from .own_numbers import numbers, numbers_by_thing, show_numbers  # noqa: F401
from .own_voices import correct, joined, quotations, show_speakers, spoken, words_by_voice  # noqa: F401
from .own_words import TONE, distances, leaning_verbs, marked, shared, show_marked, show_shared, tone_words  # noqa: F401
from .page import GROUPS, left_out, lines
from .paste_box import paste  # noqa: F401
from .rules.page_lines import header
from .rules.proper_names import NameWords, find_names, names_once
from .rules.sentences import count_words
from .stances import AFFIRMS, empty_matrix, propositions_of, read_matrix, save_as_csv, save_matrix  # noqa: F401

# ---------------------------------------------------------------- names of people, places and bodies


def proper_names(units):
    """The names in each source: `name, source, count, units`, a row for a name and source, the most frequent of a source first.

    `units` has the columns `id, source, text`; in the result they are the ids that have the name, with spaces between. A name
    is a run of words with capitals, with small words inside it (University of Belgrade, Maria de los Santos). It may be of a
    person, place or body; peoples and their adjectives count too (Serbs, Russian), as in the course's own table, and so does a
    ship or a cup: capitals do not say what is named. No name are days and months, titles (President Thaci gives Thaci, so that
    it can be counted with Thaci alone), and articles (the United Nations gives United Nations). "and" always parts two names.

    Where a capital says nothing, the other units decide. The first word of a sentence is left out if it is a small word, or
    stands in the texts more often without a capital, or is never seen with one elsewhere and is an everyday word (of the list
    `everyday_words.txt`, with or without an ending; in texts that are not English every such word is left out). In a
    unit with capitals nearly throughout and no full stop, as headlines are, a word counts only if it is a name elsewhere.
    KOSOVO counts as Kosovo, if that is there. In texts of a few lines much is missed, since little stands elsewhere.

    In a script without capitals (Arabic, Chinese) nothing is found; in German every noun is. It does not know that Vucic and
    Aleksandar Vucic are one man. Refuses what is no table of units. The rule is ours: `score_names` says how well it does.
    """
    cells = _cells(units)
    find = names_once if len(set(cells[1])) > 20 else names_once.__wrapped__  # of a few texts it is quick
    return find(*cells, _name_words()).copy()


NAME_WORDS = ["body", "title", "before title", "surname", "opening", "never"]


@cache
def _name_words():
    """What `data/own_sources/name_words.csv` and `everyday_words.txt` have, and the small words of lesson 02."""
    table = corpus.read_table("own_sources/name_words.csv", ["word", "kind"], {"kind": NAME_WORDS})
    small = words.function_words() | {word.lower() for word in words.openers()}
    everyday = frozenset(corpus.read_text("own_sources/everyday_words.txt").split())
    return NameWords(
        frozenset(small), everyday, *(frozenset(table.loc[table["kind"] == kind, "word"]) for kind in NAME_WORDS)
    )


def _cells(units):
    """What the tables are made of, so that one is made only once of the same: lesson 11 asks for most of them twice."""
    check_units(units)
    return corpus.cells(units, "id", "source", "text")


def wanted_names(units=None):
    """The names that the course's table has in the five texts: `id, source, name`, one row for each naming, in the order of the
    table.

    They are the `head` of each row of `mentions.csv` that has a capital in it, and stands inside no longer one: Kosovo, of
    "Kosovo leader"; Hashim Thaci, of "President Hashim Thaci". `units` may be a part of the collection's units; without it,
    all.
    """
    units = units_read(units)
    table = corpus.load_table("mentions")
    source_of, spans_of = dict(zip(units["id"].tolist(), units["source"].tolist())), {}
    for unit, start, text, head in zip(*(table[column].tolist() for column in ("unit_id", "start", "text", "head"))):
        if unit in source_of and re.search("[A-Z]", head):
            start += text.index(head)
            spans_of.setdefault(unit, set()).add((start, start + len(head), head))
    rows = [
        (unit, source_of[unit], head)
        for unit, spans in sorted(spans_of.items())
        for start, end, head in sorted(spans)
        if sum(first <= start and end <= last for first, last, _ in spans) == 1  # in no other than itself
    ]
    return pd.DataFrame(rows, columns=["id", "source", "name"])


def unseen_names():
    """Sixty invented sentences of news, twelve articles of five: `(units, wanted)`, tables as `score_names` takes them.

    They are in `data/own_sources/unseen_names.csv`; their names were judged before the rule was written. It has been changed
    since, and finds more of them now.
    """
    table = corpus.read_table("own_sources/unseen_names.csv", ["article", "text", "names", "kind"])
    number = table.groupby("article", sort=False).cumcount() + 1
    ids = [f"{article}-{n}" for article, n in zip(table["article"], number)]
    units = pd.DataFrame({"id": ids, "source": table["article"], "text": table["text"]})
    cells = zip(units["id"], units["source"], table["names"])
    rows = [(unit, source, name) for unit, source, names in cells for name in names.split(" | ") if name]
    return units, pd.DataFrame(rows, columns=["id", "source", "name"])


def score_names(units=None, wanted=None):
    """How well `proper_names` does: `source, wanted, found, right, precision, recall, extra, missed`, a row a source and one
    for all.

    Without arguments, on the five, against `wanted_names`; `score_names(*unseen_names())` is on sentences that it was not first made
    with. The same name in the same unit is right, capitals apart, and counts as often as it stands there. `precision` and
    `recall` are shares from 0 to 1, missing (not a number) where there is nothing. `extra` and `missed` have the unit and the
    name, separated by ` | `.
    """
    units = units_read(units)
    wanted = wanted_names(units) if wanted is None else wanted
    known = Counter(zip(wanted["id"].tolist(), wanted["source"].tolist(), wanted["name"].str.lower().tolist()))
    found = Counter((unit, source, name.lower()) for unit, source, name, _ in find_names(*_cells(units), _name_words()))
    rows = []
    for source in [*dict.fromkeys(units["source"]), "all"]:
        here, there = ({key: n for key, n in counts.items() if source in ("all", key[1])} for counts in (found, known))
        right = sum(min(n, there.get(key, 0)) for key, n in here.items())
        extra, missed = ([f"{unit} {name}" for (unit, _, name), n in these.items() if n > those.get((unit, _, name), 0)]
                         for these, those in ((here, there), (there, here)))  # fmt: skip
        of, most = sum(here.values()), sum(there.values())
        shares = right / of if of else np.nan, right / most if most else np.nan
        rows.append((source, most, of, right, *shares, " | ".join(extra), " | ".join(missed)))
    return pd.DataFrame(rows, columns="source wanted found right precision recall extra missed".split())


# ---------------------------------------------------------------- what each page is made of


_SOURCE_COLUMNS = ["id", "title", "text"]


def _without_head(text):
    """A text without the lines that a reader gave at its head (*Kind: …*), each other line in its place; of the title its words stay."""
    rows = text.split("\n")
    for name, (place, value) in header(rows).items():
        rows[place] = value if name == "title" else ""
    return "\n".join(rows)


def makeup(sources, units):
    """What each page is made of: one row a source, in order, counted in lines and words.

    `source, title`; `units`, `words` (of the units); `lines` (those that are not empty), `left_out_lines` (no unit stands in
    them: `left_out` has each, with the clue), `furniture_lines` (of these, the ones that `page.roles` calls the site's),
    `left_out_words`, and `left_out_in_100`, in per cent of all words of the page. Lines that a reader gave at the head of a file, such
    as *Kind: …*, are no part of the page. `sources` has `id, title, text`, `units` has `id, source, line, text`. Words are counted as in
    lesson 02. Refuses other tables.
    """
    need_table(sources, _SOURCE_COLUMNS, "sources")
    sources = sources.assign(text=[_without_head(text) for text in sources["text"]])
    check_units(units)
    need_table(units, ["line"], "units", "`read_folder`")
    table, out = lines(sources), left_out(sources, units)
    in_units, on_page = Counter(), Counter()
    for source, text in zip(units["source"].tolist(), units["text"].tolist()):
        in_units[source] += count_words(text)
    for source, text in progress(list(zip(table["source"].tolist(), table["text"].tolist())), "lines"):
        on_page[source] += count_words(text)
    of_site = out["role"].isin(GROUPS["put there by the site"])
    counted = {
        "units": Counter(units["source"].tolist()),
        "words": in_units,
        "lines": Counter(table["source"].tolist()),
        "left_out_lines": Counter(out["source"].tolist()),
        "furniture_lines": Counter(out.loc[of_site, "source"].tolist()),
        "page": on_page,
    }
    made = sources[["id", "title"]].rename(columns={"id": "source"}).reset_index(drop=True)
    for column, numbers_of in counted.items():
        made[column] = np.array([numbers_of[source] for source in made["source"].tolist()], dtype="int64")
    made["left_out_words"] = (made["page"] - made["words"]).clip(lower=0)
    made["left_out_in_100"] = (100 * made["left_out_words"] / made["page"].where(made["page"] > 0)).fillna(0).round(1)
    return made.drop(columns="page")


# ---------------------------------------------------------------- one source on a page, and all side by side


WORDS_IN_A_RUN = 5  # as lesson 11 shows them


def dossier(source, sources, units):
    """What the rules of the course find in one source, in the same order for each: `aspect, finding, units`.

    Each finding names its method, and none of them is a judgement. `units` are ids with spaces between, empty where the finding
    rests on none. Speakers are those of `quotations`, with what was corrected. `sources` and `units` as from `collection`. Refuses,
    with a `BadInput`, a source that is not there, and other tables.
    """
    need_table(sources, _SOURCE_COLUMNS, "sources")
    check_units(units)
    source = one_source(source, units["source"])
    return _written(source, units, _tables([source], sources, units))


def _tables(wanted, sources, units):
    """The tables of which the dossiers of the wanted sources are written, by the function that gives them."""
    theirs = units[units["source"].isin(wanted)]
    tables = {find: find(theirs) for find in (spoken, tone_words, numbers)}
    tables[makeup] = makeup(sources[sources["id"].isin(wanted)], theirs)
    tables[proper_names] = proper_names(units)  # a name is known by where else it stands
    tables[shared] = shared(units, WORDS_IN_A_RUN) if units["source"].nunique() > 1 else None
    return tables


def _written(source, units, tables):
    its_units = units[units["source"] == source]
    size = sum(map(count_words, its_units["text"].tolist()))
    runs = tables[shared]
    tables = {find: table[table["source"] == source] for find, table in tables.items() if find is not shared}
    rows = [("length", f"{size:,} words in {len(its_units):,} units (counted)", _ends(its_units["id"]))]
    for row in tables[makeup].itertuples():
        whole = f"{row.left_out_lines} whole line{'' if row.left_out_lines == 1 else 's'}"
        left_out = f"{row.left_out_words:,} words left out, {row.left_out_in_100} % of the page; {whole}"
        rows.append(("page", f"{left_out} (by the rule of `page.roles`: {LEFT_OUT[:-1]})", ""))
    said = tables[spoken]
    finding = _listed(f"{speaker} {number} words" for speaker, number in zip(said["speaker"].head(6), said["words"]))
    rows.append(("quoted", f"{finding} (by the rule of lesson 03, and as corrected)", joined(said["units"])))
    for row in tables[tone_words].itertuples():
        finding = f"{row.count}, {row.per_100} in 100 words" + (f": {row.words}" if row.words else "")
        aspect, method = _ASPECTS[row.what]
        rows.append((aspect, f"{finding} ({method})", row.units))
    counted = tables[numbers]
    finding = _listed([f"{len(counted)} in all", *dict.fromkeys(counted.loc[counted["thing"] != "", "number"].head(6))])
    rows.append(("numbers", f"{finding} (by rule, without dates)", joined(counted["unit"])))
    named = tables[proper_names].head(6)
    finding = _listed(f"{name} {number}" for name, number in zip(named["name"], named["count"]))
    rows.append(("names most frequent", f"{finding} (runs of capitals, by rule)", joined(named["units"])))
    texts = its_units["text"], units.loc[units["source"] != source, "text"]
    if all(any(map(count_words, these.tolist())) for these in texts):
        marks = marked(units, source)
        finding = _listed(f"{word} {number}" for word, number in zip(marks["word"], marks["here"]))
        method = "against all other sources, by the log-likelihood of lesson 07"
        rows.append(("words that mark it", f"{finding} ({method})", joined(marks["units"])))
    if runs is not None:
        first, second = runs[runs["first"] == source], runs[runs["second"] == source]
        others = Counter([*first["second"], *second["first"]])
        finding = _listed(
            f"with {other} {number} run{'' if number == 1 else 's'}" for other, number in others.most_common(6)
        )
        ids = set(joined([*first["in_first"], *second["in_second"]]).split())
        in_order = " ".join(unit for unit in map(str, its_units["id"]) if unit in ids)
        rows.append(
            (
                "wording shared",
                f"{finding} ({WORDS_IN_A_RUN} words or more in a row outside quotations, by the rule of lesson 05)",
                in_order,
            )
        )
    return pd.DataFrame(rows, columns=["aspect", "finding", "units"], dtype=object)


_ASPECTS = {
    "hedge": ("hedges", "by a list of lesson 08"),
    "booster": ("boosters", "by a list of lesson 08"),
    "distance": ("words held at a distance", "by marks, by a list, and by what X calls"),
    "leaning verb": ("verbs that lean", "by the rule and a list of lesson 03"),
}


def _listed(parts):
    return ", ".join(parts) or "none"


def _ends(ids):
    ids = list(map(str, ids))
    return " ".join(dict.fromkeys([ids[0], ids[-1]]))


MOST_PAGES = 6


def show_dossiers(sources, units, looks=2):
    """Show the `dossier` of each source side by side: a row an aspect, which opens into as many sentences of each text.

    `looks` is that number, at most: the first sentences of each, so that no text is looked at longer than another. Of more than six
    sources the first six are shown. Refuses what `dossier` does, and a `looks` that is no whole number from 1.
    """
    need_table(sources, _SOURCE_COLUMNS, "sources")
    need_whole(looks, 1, "How many looks at each text")
    letters = sources.loc[sources["id"].isin(units["source"]), "id"].tolist()[:MOST_PAGES]
    tables = _tables(letters, sources, units)  # of all at once, which takes less than one by one
    pages = {source: _written(source, units, tables).set_index("aspect") for source in letters}
    rows = []
    for aspect in dict.fromkeys(aspect for page in pages.values() for aspect in page.index):
        found = {source: page.loc[aspect] for source, page in pages.items() if aspect in page.index}
        method = next(row["finding"].rpartition(" (")[2].rstrip(")") for row in found.values())
        said = " · ".join(f"{source}: {row['finding'].rpartition(' (')[0]}" for source, row in found.items())
        shown = " ".join(unit for row in found.values() for unit in row["units"].split()[:looks])
        rows.append({"aspect": aspect, "found": said, "method": method, "units": shown})
    show_rows(pd.DataFrame(rows), inside="method", context=False, units=units)


def show_filled(name, units, asked=None):
    """Read a table of stances that was filled in, say each slip, and show it as `show_matrix` does, with the propositions of the file.

    `name` and `units` as for `read_matrix`. `asked` is the table of `empty_matrix` that stands in the notebook: where the file has
    another proposition under the same number, or one of the two has none, a sentence says so. Refuses what these do.
    """
    stances, slips = read_matrix(name, units)
    filled = propositions_of(name, units)
    if asked is not None and "proposition" in filled:
        here, there = ({row.pid: row.proposition for row in table.itertuples()} for table in (asked, filled))
        other = [pid for pid in {**there, **here} if here.get(pid) != there.get(pid)]
        if other:
            slips.append(
                f"At {listing(other, 12)} the file and this notebook differ: the propositions of the file are shown."
            )
    for slip in slips:
        say(slip)
    show_matrix(stances, units, filled if "proposition" in filled else asked)


def show_matrix(stances, units, propositions=None):
    """Show a table of stances of one's own as rows that open into the sentences: a row a proposition, in it each source's stance.

    `stances` as `read_matrix` gives them, of these `units`; `propositions` is a table with `pid, proposition`, as `empty_matrix` gives
    it. A cell that is not there says "not read yet"; ≠ stands where one source affirms and another denies. Refuses, with a
    `BadInput`, what is no such table, and one without rows.
    """
    columns = ["pid", "source", "stance", "unit_ids"]
    if not isinstance(stances, pd.DataFrame) or not set(columns) <= set(stances.columns) or stances.empty:
        raise BadInput(
            "There are no stances to show: fill in the table that save_matrix wrote, and read it with read_matrix."
        )
    check_units(units)
    texts = {}
    if isinstance(propositions, pd.DataFrame) and {"pid", "proposition"} <= set(propositions.columns):
        texts = dict(zip(propositions["pid"], propositions["proposition"]))
    asked = propositions.columns.drop(["pid", "proposition"]) if texts else []
    letters = sorted({*stances["source"], *map(str, asked)}, key=lambda source: (len(source), source))
    rows = []
    for pid in dict.fromkeys([*texts, *stances["pid"]]):
        own = stances[stances["pid"] == pid]
        taken = dict(zip(own["source"], own["stance"]))
        clash = "denies" in taken.values() and set(AFFIRMS) & set(taken.values())
        cells = {source: taken.get(source, "not read yet") for source in letters}
        number = f"{'≠ ' if clash else ''}{pid}"
        claim = {"proposition": texts.get(pid, "")} if texts else {}
        rows.append({"number": number, **claim, **cells, "units": joined(own["unit_ids"])})
    show_rows(pd.DataFrame(rows), context=False, units=units)


# ---------------------------------------------------------------- taken elsewhere


def save_table(table, name):
    """Save a table, as any of these functions gives it, in `data/mine` as a CSV for any spreadsheet, and say where.

    It never writes over another (names-2.csv). Refuses, with a `BadInput`, what is no table, and a name that no file can have or that
    the course keeps for itself.
    """
    if not isinstance(table, pd.DataFrame):
        raise BadInput(f"A table is expected here, such as spoken(units) gives, not {kind_of(table)}.")
    return save_as_csv(table.map(lambda cell: files.no_formula(cell) if isinstance(cell, str) else cell), name)
