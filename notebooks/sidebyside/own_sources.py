"""What lesson 11 does with texts of one's own: the methods of the other lessons, put together, by rule and for any number of
texts.

Nothing in it rests on a reading by hand, so that every table can be made for any texts, and each of them has the mistakes that
the other lessons have shown.
"""

from collections import Counter
from functools import cache, lru_cache

import numpy as np
import pandas as pd

from . import corpus, plots, words
from .corpus import BadInput, check_units, need_table, need_whole, one_source, units_read
from .display import progress
from .intake import collection, folder  # noqa: F401
from .page import GROUPS, left_out, lines
from .paste_box import paste  # noqa: F401
from .rules.proper_names import NameWords, find_names, names_once
from .rules.sentences import count_words, is_word, tokens
from .rules.shared_wording import shared_runs
from .stances import empty_matrix, read_matrix, save_matrix, show_matrix  # noqa: F401
from .tone import hedges
from .voices import quoted, reported
from .words import keyness

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
    return tuple(tuple(units[column].tolist()) for column in ("id", "source", "text"))


def wanted_names(units=None):
    """The names that the course's table has in the five texts: `id, source, name`, one row for each naming, in the order of the
    table.

    They are the `head` of each row of `mentions.csv` that has a capital in it, and stands inside no longer one: Kosovo, of
    "Kosovo leader"; Hashim Thaci, of "President Hashim Thaci". `units` may be a part of the collection's units; without it,
    all.
    """
    units = units_read(units)
    table = corpus.load_table("mentions")
    heads = set()
    for row in table[table["head"].str.contains("[A-Z]")].itertuples():
        start = row.start + row.text.index(row.head)
        heads.add((row.unit_id, start, start + len(row.head), row.head))
    source_of = dict(zip(units["id"], units["source"]))
    outer = [
        head
        for head in heads
        if not any(o[0] == head[0] and o != head and o[1] <= head[1] and head[2] <= o[2] for o in heads)
    ]
    rows = [(unit, source_of[unit], name) for unit, _, _, name in sorted(outer) if unit in source_of]
    return pd.DataFrame(rows, columns=["id", "source", "name"])


def unseen_names():
    """Sixty invented sentences of news, twelve articles of five: `(units, wanted)`, tables as `score_names` takes them.

    They are in `data/own_sources/unseen_names.csv`; their names were judged before the rule was written, and it was not changed
    after.
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

    Without arguments, on the five, against `wanted_names`; `score_names(*unseen_names())` is on sentences that it was not made
    with. The same name in the same unit is right, capitals apart, and counts as often as it stands there. `precision` and
    `recall` are shares from 0 to 1, missing (not a number) where there is nothing. `extra` and `missed` have the unit and the
    name, separated by ` | `.
    """
    units = units_read(units)
    wanted = wanted_names(units) if wanted is None else wanted
    known = Counter(zip(wanted["id"], wanted["source"], wanted["name"].str.lower()))
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


def makeup(sources, units):
    """What each page is made of: one row a source, in order, counted in lines and words.

    `source, title`; `units`, `words` (of the units); `lines` (those that are not empty), `left_out_lines` (no unit stands in
    them: `left_out` has each, with the clue), `furniture_lines` (of these, the ones that `page.roles` calls the site's),
    `left_out_words`, and `left_out_share`, in per cent of all words of the page. `sources` has `id, title, text`, `units` has
    `id, source, line, text`. Words are counted as in lesson 02. Refuses other tables.
    """
    need_table(sources, _SOURCE_COLUMNS, "sources")
    check_units(units)
    need_table(units, ["line"], "units", "`read_folder`")
    table = lines(sources)
    table["words"] = [count_words(text) for text in progress(table["text"], "lines")]
    out = left_out(sources, units)
    places = pd.MultiIndex.from_frame(table[["source", "line"]])
    table["out"] = places.isin(pd.MultiIndex.from_frame(out[["source", "line"]]))
    of_site = out[out["role"].isin(GROUPS["put there by the site"])]
    table["furniture"] = places.isin(pd.MultiIndex.from_frame(of_site[["source", "line"]]))
    page = table.groupby("source").agg(
        lines=("line", "size"),
        left_out_lines=("out", "sum"),
        furniture_lines=("furniture", "sum"),
        page=("words", "sum"),
    )
    in_units = (
        units.assign(words=units["text"].map(count_words))
        .groupby("source")
        .agg(units=("id", "size"), words=("words", "sum"))
    )
    made = sources[["id", "title"]].rename(columns={"id": "source"}).join(in_units, on="source").join(page, on="source")
    numbers = ["units", "words", *page.columns]
    made[numbers] = made[numbers].fillna(0).astype("int64")
    made["left_out_words"] = (made["page"] - made["words"]).clip(lower=0)
    made["left_out_share"] = (100 * made["left_out_words"] / made["page"].where(made["page"] > 0)).fillna(0).round(1)
    return made.drop(columns="page").reset_index(drop=True)


MOST_BARS = 12


@plots.in_one_style
def draw_makeup(table):
    """Draw a table of `makeup`: a bar a source, its units in colour and what was left out hatched, as long as they have words.

    Only the first twelve are drawn; the sentence says how many are not. Refuses, with a `BadInput`, another table.
    """
    columns = {"source", "units", "words", "left_out_words"}
    if not isinstance(table, pd.DataFrame) or not columns <= set(table.columns) or table.empty:
        raise BadInput("This is not a table of what pages are made of: make it with makeup(sources, units).")
    drawn = table.head(MOST_BARS)
    high = 1.15 + 0.5 * len(drawn)
    fig, ax = plots.sheet(9.6, high)
    ax.text(0.2, 0.3, "What was read of each page, and what was left out", fontsize=15, fontweight="bold", va="center")
    ax.text(0.2, 0.65, "in words · full colour: the units · hatched: left out", fontsize=11, va="center")
    left = 0.45 + 0.17 * max(len(str(source)) for source in drawn["source"])
    inch = 5.6 / max((drawn["words"] + drawn["left_out_words"]).max(), 1)
    counts = []
    for n, row in enumerate(drawn.itertuples()):
        y, wide = 1.15 + 0.5 * n, row.words * inch
        colour, end = plots.colour(row.source), left + (row.words + row.left_out_words) * inch
        ax.text(0.2, y, row.source, fontsize=16, fontweight="bold", va="center")
        ax.barh(y, wide, left=left, height=0.3, color=colour, edgecolor="black", linewidth=0.8)
        if row.left_out_words:
            ax.barh(y, end - left - wide, left=left + wide, height=0.3, color="white", edgecolor="black", linewidth=0.8,
                    hatch="////")  # fmt: skip
        ax.text(
            end + 0.1,
            y,
            f"{row.words:,} in {row.units:,} units · {row.left_out_words:,} left out",
            fontsize=11,
            va="center",
        )
        counts.append(f"{row.source} {row.words:,} and {row.left_out_words:,}")
    ax.set_xlim(0, 9.6)
    ax.set_ylim(high, 0)
    rest = len(table) - len(drawn)
    more = f" {rest:,} more {'source is' if rest == 1 else 'sources are'} not drawn." if rest else ""
    plots.present(fig, f"Words in the units, and words left out: {'; '.join(counts)}.{more}")


# ---------------------------------------------------------------- who is quoted


def spoken(units):
    """Who is quoted in each source: `source, speaker, quotations, words, units`, the speaker of most words first.

    By the rule of lesson 03 (`voices.quoted`): a speaker is a surname, or the phrase that the text has; "not named" where the
    rule finds nobody. Scare quotes are left out. `units` are the ids in which the quotations stand. Refuses what is no table of
    units.
    """
    table, _ = _voices(units)
    groups = {}
    for row in table[table["kind"] != "scare"].itertuples():
        groups.setdefault((row.source, row.voice), []).append(row)
    rows = [
        (*group, len(quotations), sum(row.words for row in quotations), _joined(row.ids for row in quotations))
        for group, quotations in groups.items()
    ]
    order = {source: n for n, source in enumerate(dict.fromkeys(units["source"]))}
    rows.sort(key=lambda row: (order[row[0]], -row[3]))
    return pd.DataFrame(rows, columns=["source", "speaker", "quotations", "words", "units"])


def _voices(units):
    """The tables `voices.quoted` and `voices.reported` of all units; of many texts once only: to find them takes longest."""
    ids, sources, texts = _cells(units)
    lines = tuple(units["line"].tolist()) if "line" in units.columns else tuple(range(len(units)))
    roles = tuple(units["role"].tolist()) if "role" in units.columns else ("",) * len(units)
    find = (
        _voices_once if len(set(sources)) > 1 else _voices_once.__wrapped__
    )  # one text does not push out those of all
    return find(ids, sources, lines, roles, texts)


@lru_cache(maxsize=1)
def _voices_once(ids, sources, lines, roles, texts):
    units = pd.DataFrame({"id": ids, "source": sources, "line": lines, "role": roles, "text": texts})
    number = {
        source: n // 20 for n, source in enumerate(units["source"].unique())
    }  # twenty at a time, so that a bar can go on
    by_twenty = units.groupby(units["source"].map(number).rename("part"), sort=False)
    parts = [(quoted(part), reported(part)) for _, part in progress(by_twenty, "voices")] or [
        (quoted(units), reported(units))
    ]
    return tuple(pd.concat(tables, ignore_index=True) for tables in zip(*parts))


def _joined(cells):
    """All ids of some cells, each once, in order of their first place."""
    return " ".join(dict.fromkeys(" ".join(map(str, cells)).split()))


# ---------------------------------------------------------------- shared wording


def shared(units, n=7):
    """The wording that two sources share: `first, second, words, in_first, in_second, text`, the longest runs first.

    A run has `n` words or more (`compare.shared_runs`, lesson 05); `in_first` and `in_second` are the units in which it stands,
    with spaces between. `text` is as in the first. Shared wording can come from a common source, from copying, or from quoting
    the same words. With one source alone the table is empty. Refuses what is no table of units, an `n` that is no whole number
    from 1, and texts with too many runs.
    """
    find = _shared_once if isinstance(n, int) else _shared_once.__wrapped__  # `shared_runs` refuses what is no number
    return find(*_cells(units), n).copy()


@lru_cache(maxsize=1, typed=True)  # nor is True or 7.0 one
def _shared_once(ids, sources, texts, n):
    units = pd.DataFrame({"source": sources, "text": texts}).dropna(subset="source")
    groups = {source: its_texts for source, its_texts in units.groupby("source", sort=False)["text"]}
    columns = ["first", "second", "words", "in_first", "in_second", "text"]
    if len(groups) < 2:
        return pd.DataFrame(columns=columns)
    runs = shared_runs({source: "\n\n".join(its_texts) for source, its_texts in groups.items()}, n)
    # Where each unit starts, and each source, if all texts stood one after the other.
    ids_in_order = [str(ids[n]) for its_texts in groups.values() for n in its_texts.index]
    sizes = [its_texts.str.len().to_numpy() + 2 for its_texts in groups.values()]
    starts = np.cumsum([0, *np.concatenate(sizes)])[:-1]
    begins = np.cumsum([0, *map(sum, sizes)])[:-1]

    def within(source, start, end):
        begin = begins[pd.Index(groups).get_indexer(source)]
        first = np.searchsorted(starts, begin + start, side="right") - 1
        last = np.searchsorted(starts, begin + end - 1, side="right")
        place, which = np.unique(first * (len(starts) + 1) + last, return_inverse=True)
        named = [" ".join(ids_in_order[n // (len(starts) + 1) : n % (len(starts) + 1)]) for n in place]
        return np.array(named, dtype=object)[which].tolist()

    runs["in_first"] = within(runs["first"], runs["first_start"], runs["first_end"])
    runs["in_second"] = within(runs["second"], runs["second_start"], runs["second_end"])
    which, texts = pd.factorize(runs["text"])
    runs["text"] = np.array([" ".join(text.split()) for text in texts], dtype=object)[which].tolist()
    return runs[columns]


# ---------------------------------------------------------------- words that mark one text


def marked(units, source, top=10):
    """The words that mark one source against all the others together: `word, here, there, g2, log_ratio, units`, the most
    marked first.

    `here` and `there` are counts, `g2` and `log_ratio` as in `words.keyness` (lesson 07). Words are in small letters; marks,
    figures, the ending ’s and words with a single use are left out, so there may be fewer than `top`. `units` are those of the
    source that have the word. Refuses, with a `BadInput`, a source that is not there, a single source, and a `top` that is no
    whole number from 1.
    """
    check_units(units)
    source = one_source(source, units["source"])
    need_whole(top, 1, "top")
    if units["source"].nunique() < 2:
        raise BadInput(
            f"{source} is the only source here: words mark a text only against another, so put a second one beside it."
        )
    here, places = Counter(), {}
    for unit, its, text in zip(units["id"], units["source"], units["text"]):
        if its == source:
            found = _in_small_letters(Counter(tokens(text)))
            here += found
            for word in found:
                places.setdefault(word, {})[str(unit)] = None
    there = _words_once(tuple(units["text"])) - here
    if not here or not there:
        raise BadInput("There are no words to compare: the source, or all the others, have none.")
    table = keyness(here.elements(), there.elements()).rename(columns={"target": "here", "reference": "there"})
    table = table[(table["here"] > 1) & (table["g2"] > 0) & ~table["word"].str.fullmatch(r"[\d\W_]+")]
    table = table.head(top).reset_index(drop=True)
    return table.assign(units=[" ".join(places[word]) for word in table["word"]])


@lru_cache(maxsize=1)
def _words_once(texts):
    """How often each word stands in all texts together."""
    counts = Counter()
    for text in progress(texts, "words"):
        counts.update(tokens(text))
    return _in_small_letters(counts)


def _in_small_letters(counts):
    found = Counter()
    for word, number in counts.items():
        if is_word(word) and word[0] not in "'’":
            found[word.lower()] += number
    return found


# ---------------------------------------------------------------- words of tone

TONE = {
    "hedge": "a word of the list data/tone/hedges.txt",
    "booster": "a word of the list data/tone/boosters.txt",
    "distance": "words held at a distance by quotation marks, with no speaker (lesson 03)",
    "leaning verb": "a saying-verb that says more than said, by data/voices/saying_verbs.csv",
}


def tone_words(units):
    """Words of tone that a rule can find: `source, what, count, per_100, words, units`, four rows a source.

    `what` is a key of `TONE`; `per_100` is per 100 words of the source, `words` the most frequent ones. Loaded words as such
    are not among them: no list knows which word is loaded (lesson 08), and that coding was by hand. What stands in for them are
    two things on the page, marks of distance and verbs that lean; neither proves a tone. English only. Refuses what is no table
    of units.
    """
    listed, (quoted, reports) = hedges(units), _voices(units)
    scare, leaning = quoted[quoted["kind"] == "scare"], reports[reports["leans"] != "neutral"]
    hits = [
        *zip(listed["source"], listed["kind"], listed["word"].str.lower(), listed["id"]),
        *((source, "distance", text, ids) for source, text, ids in zip(scare["source"], scare["text"], scare["ids"])),
        *(
            (source, "leaning verb", verb, unit)
            for source, verb, unit in zip(leaning["source"], leaning["verb"].str.lower(), leaning["id"])
        ),
    ]
    found = {}
    for source, what, word, unit in hits:
        found.setdefault((source, what), []).append((word, unit))
    rows = []
    for source, texts in progress(units.groupby("source", sort=False)["text"], "words"):
        size = sum(map(count_words, texts))
        for what in TONE:
            uses = found.get((source, what), [])
            words = ", ".join(word for word, _ in Counter(word for word, _ in uses).most_common(5))
            ids = _joined(unit for _, unit in uses)
            rows.append((source, what, len(uses), round(100 * len(uses) / size, 2) if size else 0.0, words, ids))
    return pd.DataFrame(rows, columns=["source", "what", "count", "per_100", "words", "units"])


# ---------------------------------------------------------------- one source on a page


def dossier(source, sources, units):
    """What the rules of the course find in one source, in the same order for each: `aspect, finding, units`.

    Each finding names its method, and none of them is a judgement. `units` are ids with spaces between, empty where the finding
    rests on none. `sources` and `units` as from `collection`. Refuses, with a `BadInput`, a source that is not there, and other
    tables.
    """
    need_table(sources, _SOURCE_COLUMNS, "sources")
    check_units(units)
    source = one_source(source, units["source"])
    its_units = units[units["source"] == source]
    page = makeup(sources[sources["id"] == source], its_units)
    rows = [
        (
            "length",
            f"{sum(map(count_words, its_units['text'])):,} words in {len(its_units):,} units (counted)",
            _ends(its_units["id"]),
        )
    ]
    for row in page.itertuples():
        left_out = f"{row.left_out_words:,} words left out, {row.left_out_share} % of the page"
        rows.append(
            ("page", f"{left_out}; {row.furniture_lines} lines are the site's (by the rule of `page.roles`)", "")
        )
    voices = spoken(its_units)
    finding = _listed(f"{row.speaker} {row.words} words" for row in voices.head(6).itertuples())
    rows.append(("quoted", f"{finding} (by the rule of lesson 03)", _joined(voices["units"])))
    for row in tone_words(its_units).itertuples():
        finding = f"{row.count}, {row.per_100} in 100 words" + (f": {row.words}" if row.words else "")
        aspect, method = _ASPECTS[row.what]
        rows.append((aspect, f"{finding} ({method})", row.units))
    named = proper_names(units)
    named = named[named["source"] == source].head(6)
    finding = _listed(f"{row.name} {row.count}" for row in named.itertuples(index=False))
    rows.append(("names most frequent", f"{finding} (runs of capitals, by rule)", _joined(named["units"])))
    if all(any(map(count_words, texts)) for texts in (its_units["text"], units.loc[units["source"] != source, "text"])):
        marks = marked(units, source)
        finding = _listed(f"{row.word} {row.here}" for row in marks.itertuples())
        method = "against all other sources, by the log-likelihood of lesson 07"
        rows.append(("words that mark it", f"{finding} ({method})", _joined(marks["units"])))
    if units["source"].nunique() > 1:
        runs = _shared_once(*_cells(units), 7)
        first, second = runs[runs["first"] == source], runs[runs["second"] == source]
        others = Counter([*first["second"], *second["first"]])
        finding = _listed(
            f"with {partner} {number} run{'' if number == 1 else 's'}" for partner, number in others.most_common(6)
        )
        ids = set(_joined([*first["in_first"], *second["in_second"]]).split())
        in_order = " ".join(unit for unit in map(str, its_units["id"]) if unit in ids)
        rows.append(("wording shared", f"{finding} (seven words or more, by the rule of lesson 05)", in_order))
    return pd.DataFrame(rows, columns=["aspect", "finding", "units"], dtype=object)


_ASPECTS = {
    "hedge": ("hedges", "by a list of lesson 08"),
    "booster": ("boosters", "by a list of lesson 08"),
    "distance": ("words held at a distance by marks", "by the rule of lesson 03"),
    "leaning verb": ("verbs that lean", "by the rule and a list of lesson 03"),
}


def _listed(parts):
    return ", ".join(parts) or "none"


def _ends(ids):
    ids = list(map(str, ids))
    return " ".join(dict.fromkeys([ids[0], ids[-1]]))
