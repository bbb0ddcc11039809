"""What each source calls the parties, the people and the places, and how the five tell one war.

The namings rest on the tables `mentions`, `mentions_offunit` and `entities`, and the war on `names/war`, all made by
hand. Passives are found by rule, with lists in `data/names/` for everyone to read and to change.
"""

import re
import textwrap
import unicodedata
from collections import Counter
from functools import cache

import pandas as pd

from . import corpus, plots
from .corpus import BadInput, kind_of, nearest, need_table, need_text, one_source
from .own_naming import own_naming, own_pages  # noqa: F401
from .rules.passives import PassiveWords, find_passives
from .war import ACTOR_KINDS, draw_war, war  # noqa: F401

SOURCES = "ABCDE"


# ---------------------------------------------------------------- namings

HOW = ("bare", "described", "description")


def namings(entity=None, nested=False):
    """Every naming in the units, in order: `unit_id, source, entity_id, text, head, descriptor, form, how`.

    `entity` is an id of the table `entities`, or its label, or a list of them; without one, all are given. `form` is the
    naming with the relative clause that follows it, if one does ("Serbia, which …"), as both stand in the unit. `how` is
    "bare" for a name (`head`) and nothing else, "described" for a name and describing words (`descriptor`, or such a clause),
    "description" for describing words and no name. So a title makes a naming "described", and a capital that stands for its
    authorities (`capitals`) is "bare". A naming inside a longer one of those asked for is left out unless `nested` is true,
    so that no stretch of text counts twice: of all namings these are 45, and of those of one entity none.

    Refuses, with a `BadInput`, an id that is not in the table, and names the nearest.
    """
    table = corpus.load_table("mentions")
    table = table[table["entity_id"].isin(_entities(entity))]
    if not nested:
        table = table[~_inside(table)]
    units = corpus.load_units()
    texts = dict(zip(units["id"], units["text"]))
    spans = table["text"], table["start"], table["end"], table["clause"]
    table = table.assign(
        source=table["unit_id"].str[0],
        form=[_with_its_clause(texts[unit], *span) for unit, *span in zip(table["unit_id"], *spans)],
        how=list(map(_how, table["head"], table["descriptor"], table["clause"])),
    )
    columns = ["unit_id", "source", "entity_id", "text", "head", "descriptor", "form", "how"]
    return table[columns].reset_index(drop=True)


def _with_its_clause(unit, naming, start, end, clause):
    return unit[start : unit.index(clause, end) + len(clause)] if clause else naming


def _how(head, descriptor, clause):
    return "description" if not head else "described" if descriptor or clause else "bare"


# The parties' own names for themselves and their capitals are understood too.
_OWN_WORDS = {
    "kosova": "kosovo",
    "srbija": "serbia",
    "prishtina": "pristina",
    "priština": "pristina",
    "beograd": "belgrade",
}


def _entities(wanted):
    """The ids asked for, each of them in the table `entities`; a label is taken for its id."""
    table = corpus.load_table("entities")
    if wanted is None:
        return list(table["id"])
    known = dict(zip(table["label"].str.lower(), table["id"])) | _OWN_WORDS | dict(zip(table["id"], table["id"]))
    ids = [wanted] if isinstance(wanted, str) else wanted
    if not isinstance(ids, (list, tuple, set, pd.Series)) or not len(ids):
        raise BadInput(f'Give the id of what is named, like "kosovo", or a list of ids, not {kind_of(wanted)}.')
    found = []
    for entity in ids:
        name = str(entity).strip().lower()
        if name not in known:
            raise BadInput(
                f'Nobody and nothing has the id "{str(entity)[:40]}". Did you mean "{known[nearest(name, known)]}"?'
            )
        found.append(known[name])
    return found


def _inside(table):
    """For each row, whether its stretch lies inside that of another row of its unit."""
    spans = list(zip(table["start"], table["end"]))
    units = {}
    for unit, span in zip(table["unit_id"], spans):
        units.setdefault(unit, []).append(span)
    inside = [
        any(first <= start and end <= last and (first, last) != (start, end) for first, last in units[unit])
        for unit, (start, end) in zip(table["unit_id"], spans)
    ]
    return pd.Series(inside, index=table.index, dtype=bool)


def forms(entity, nested=False):
    """Each form of naming an entity, and how often each source has it: `form, A, B, C, D, E`, the most frequent first.

    Forms that differ only in capitals are one, written as it is met first. Takes and refuses what `namings` does;
    `units_of` gives the units behind each number.
    """
    table = namings(entity, nested)
    folded = table["form"].str.lower()
    counts = pd.crosstab(folded, table["source"]).reindex(columns=list(SOURCES), fill_value=0)
    counts.insert(0, "form", table.groupby(folded)["form"].first())
    place = {
        form: n for n, form in enumerate(folded.drop_duplicates())
    }  # equally frequent forms stay in order of the texts
    order = sorted(counts.index, key=lambda form: (-counts.loc[form, list(SOURCES)].sum(), place[form]))
    counts.columns.name = None
    return counts.loc[order].reset_index(drop=True)


def units_of(entity, form, source=None, nested=False):
    """The ids of the units that have a form of an entity, in order, one id for each naming: for `show`.

    A unit that has the form twice is there twice. `source` keeps those of one source; there may be none.
    Refuses, with a `BadInput` that names the nearest, a form that no source has, and a letter that is no source.
    """
    table = namings(entity, nested)
    folded = table["form"].str.lower()
    if str(form).lower() not in set(folded):
        meant = nearest(form, table["form"].drop_duplicates())
        raise BadInput(f'No source has the form "{str(form)[:60]}". Did you mean "{meant}"?')
    wanted = list(SOURCES) if source is None else [one_source(source, SOURCES)]
    return list(table.loc[(folded == str(form).lower()) & table["source"].isin(wanted), "unit_id"])


# ---------------------------------------------------------------- titles

# The words that count as a title; in capitals or not, and only as whole words.
TITLES = (
    "Prime Minister",
    "Premier",
    "President",
    "Foreign Minister",
    "Secretary-General",
    "Special Envoy",
    "envoy",
    "ambassador",
    "director",
    "leader",
)


def title(words):
    """The title in some words, as `TITLES` writes it, or an empty text.

    The last one is given: in "US President Trump's envoy", said of Grenell, "President" is the title of somebody else.
    """
    found = re.findall(rf"\b(?:{'|'.join(TITLES)})\b", str(words), re.IGNORECASE)
    return next((known for known in TITLES if found and known.lower() == found[-1].lower()), "")


def titles():
    """Titles given and withheld: one row for each person and source, in the order of the table `entities`.

    Gives `entity_id, label, source, mentions`; `first`, the first naming; `titles`, those used in the units; and `captions`,
    the namings in the captions, with their lines. Each of the `mentions` is one of four, counted and with its units
    (`units_with_title` and so on; a unit with two is there twice): `with_title` has name and title, `title_only` a
    title and no name, `bare` a name alone, and `otherwise` is described without a title. A title is one of `TITLES`.
    Groups ("the leaders of Serbia and Kosovo") are left out.
    """
    entities = corpus.load_table("entities")
    people = entities[(entities["type"] == "person") & ~entities["note"].str.contains("collective")]
    table = namings(list(people["id"]), nested=True)
    table["title"] = table["descriptor"].map(title)
    table["sort"] = [_kind_of_naming(row) for row in table.itertuples()]
    captions = corpus.load_table("mentions_offunit")
    rows = []
    for person in people.itertuples():
        for source, its_namings in table[table["entity_id"] == person.id].groupby("source"):
            beside = captions[(captions["entity_id"] == person.id) & (captions["source"] == source)]
            row = {"entity_id": person.id, "label": person.label, "source": source, "mentions": len(its_namings)}
            row["first"] = its_namings["text"].iloc[0]
            found = list(zip(its_namings["sort"].tolist(), its_namings["unit_id"].tolist()))
            sorts = {sort: [unit for one, unit in found if one == sort] for sort in _SORTS}
            row |= {sort: len(units) for sort, units in sorts.items()}
            row["titles"] = "; ".join(dict.fromkeys(filter(None, its_namings["title"])))
            row |= {f"units_{sort}": " ".join(units) for sort, units in sorts.items()}
            row["captions"] = "; ".join(f"{text} (L{line})" for line, text in zip(beside["line"], beside["text"]))
            rows.append(row)
    return pd.DataFrame(rows)


_SORTS = ("with_title", "title_only", "bare", "otherwise")


def _kind_of_naming(row):
    if row.title:
        return "with_title" if row.head else "title_only"
    return "bare" if row.how == "bare" else "otherwise"


# ---------------------------------------------------------------- capitals, spellings, datelines


def capitals():
    """The capitals and seats of power that stand for authorities in some unit, wherever a unit names them.

    Gives `entity_id, source, unit_id, text, as_place, note`, in order: `entity_id` is who is meant (Moscow is filed under
    russia; the city of Belgrade under belgrade), `as_place` whether the city or building itself is. It rests on the
    notes of the table `mentions`, where a name that stands for an authority is a metonym. Names inside longer ones count.
    """
    table = corpus.load_table("mentions")
    table["as_place"] = ~table["note"].str.contains(r"\bmetonym\b")
    stand_in = set(table.loc[~table["as_place"], "text"].str.lower())
    table = table[table["text"].str.lower().isin(stand_in)].assign(source=lambda rows: rows["unit_id"].str[0])
    return table[["entity_id", "source", "unit_id", "text", "as_place", "note"]].reset_index(drop=True)


def capital_counts():
    """The rows of `capitals`, counted: `city, stands_for, A, B, C, D, E, total`, the most frequent first.

    `stands_for` is the label of the authorities, or "the place itself".
    """
    labels = corpus.load_table("entities").set_index("id")["label"]
    table = capitals()
    city = table["text"].map(lambda text: text.title() if text.isupper() else text).rename("city")
    meant = table["entity_id"].map(labels).mask(table["as_place"], "the place itself").rename("stands_for")
    counts = pd.crosstab([city, meant], table["source"]).reindex(columns=list(SOURCES), fill_value=0)
    counts.columns.name = None
    counts["total"] = counts.sum(axis="columns")
    return counts.reset_index().sort_values(
        ["total", "city", "stands_for"], ascending=[False, True, True], ignore_index=True
    )


def spellings():
    """Names that are spelled in more than one way: `entity_id, spelling, source, count, where`.

    Two words of the same entity's names are two spellings of one if they have the same letters once accents and dots
    are off (Vucic, Vučić), or as many letters, five or more, of which one differs (Sergei, Sergey). Capitals make no
    difference (PRISTINA), and a short form is no spelling (US, United States). Captions and links count too: `where` has
    the unit ids and, for these, the lines (B:L3), a place twice where the word is there twice.
    """
    units, beside = corpus.load_table("mentions"), corpus.load_table("mentions_offunit")
    units = units.assign(source=units["unit_id"].str[0], where=units["unit_id"])
    beside = beside.assign(where=beside["source"] + ":L" + beside["line"].astype(str))
    table = pd.concat([units, beside])[["entity_id", "head", "source", "where"]]
    words = table.assign(spelling=table["head"].str.split()).explode("spelling").dropna(subset="spelling")
    words["spelling"] = words["spelling"].str.strip("(),;")
    words["folded"] = words["spelling"].str.lower()
    rows = []
    for entity, its_words in words.groupby("entity_id", sort=False):
        forms = its_words["folded"].unique()
        several = [form for form in forms if any(_same_word(form, another) for another in forms)]
        if not several:
            continue
        for (_, source), part in its_words[its_words["folded"].isin(several)].groupby(["folded", "source"]):
            rows.append((entity, part["spelling"].iloc[0], source, len(part), " ".join(part["where"])))
    return pd.DataFrame(rows, columns=["entity_id", "spelling", "source", "count", "where"])


def _same_word(first, second):
    if first == second:
        return False
    first, second = _letters(first), _letters(second)
    return first == second or (len(first) == len(second) >= 5 and sum(a != b for a, b in zip(first, second)) == 1)


@cache
def _letters(word):
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if letter.isalpha())


_DATELINE = re.compile(r"([A-Z][A-Z .'-]+[A-Z](?:, [A-Z][\w.]*(?: [A-Z][\w.]*)*)?)\s+[–—-]\s")


def datelines():
    """The datelines, as they stand in the files: `source, line, text`. A source without one is not in the table.

    A dateline opens a line: a place in capitals, perhaps a comma and a country, then a dash.
    """
    rows = []
    for source in corpus.load_sources().itertuples():
        for line, text in enumerate(source.text.split("\n"), 1):
            if found := _DATELINE.match(text):
                rows.append((source.id, line, found[1]))
    return pd.DataFrame(rows, columns=["source", "line", "text"])


# ---------------------------------------------------------------- the figure of namings

_ACROSS = 12  # squares in a line
_SIDE = 0.26  # inches from one square to the next
_LINE = 0.2  # inches from one line of words to the next
_MOST = 9  # lines of words beside a source's squares


@plots.in_one_style
def draw_namings(entity):
    """Draw each naming of an entity as a square, a row a source, in the order of the text; beside it the describing words.

    Full is a name alone, pale a name with describing words, hatched a description without a name (`namings`). Takes one id,
    and refuses what `namings` does.
    """
    if not isinstance(entity, str):
        raise BadInput(f'One entity is drawn at a time: give its id, like "kosovo", not {kind_of(entity)}.')
    [entity] = _entities(entity)
    table = namings(entity)
    label = corpus.load_table("entities").set_index("id").loc[entity, "label"]
    blocks = [(source, table[table["source"] == source]) for source in SOURCES]
    words = [_beside(rows) for _, rows in blocks]
    heights = [
        max(-(-len(rows) // _ACROSS) * _SIDE, len(lines) * _LINE, 0.5) + 0.3 for (_, rows), lines in zip(blocks, words)
    ]
    fig, ax = plots.sheet(9.5, sum(heights) + 1.35)
    for n, line in enumerate(textwrap.wrap(f"How each source names {label}", 60)[:2]):
        ax.text(0.3, 0.35 + 0.27 * n, line, fontsize=14, fontweight="bold", va="center")
    top = 0.85
    for (source, rows), lines, height in zip(blocks, words, heights):
        colour = plots.colour(source)
        ax.text(0.3, top + 0.22, source, fontsize=26, fontweight="bold", va="center")
        ax.text(
            1.02,
            top + 0.22,
            len(rows),
            fontsize=14,
            ha="right",
            va="center",
            color="black" if len(rows) else plots.GREY,
        )
        for n, how in enumerate(rows["how"]):
            _naming_square(ax, 1.25 + n % _ACROSS * _SIDE, top + 0.09 + n // _ACROSS * _SIDE, how, colour)
        for n, line in enumerate(lines):
            ax.text(4.65, top + 0.22 + n * _LINE, line, fontsize=10.5, va="center")
        top += height
    _naming_key(ax, top + 0.1)
    plots.present(fig, _namings_sentence(label, table))


def _beside(namings_of_it):
    """The describing namings of one source as lines of words, each distinct one once, with its units; no more than fit."""
    lines, described = [], namings_of_it[namings_of_it["how"] != "bare"]
    different = list(described.groupby(described["form"].str.lower(), sort=False))
    for n, (_, same) in enumerate(different):
        entry = f"{' '.join(same['unit_id'])} {same['form'].iloc[0]}"
        entry = textwrap.wrap(entry, 54, subsequent_indent="      ", break_on_hyphens=False)
        if len(lines) + len(entry) > _MOST - (n + 1 < len(different)):
            return [*lines, f"and {len(different) - n} more"]
        lines += entry
    return lines


def _naming_square(ax, x, y, how, colour):
    from matplotlib.colors import to_rgba
    from matplotlib.patches import Rectangle

    face = {"bare": colour, "described": to_rgba(colour, 0.25), "description": "white"}[how]
    hatch = "/////" if how == "description" else None
    ax.add_artist(
        Rectangle((x, y), 0.21, 0.21, facecolor=face, edgecolor=plots.outline(colour), linewidth=1.8, hatch=hatch)
    )


def _naming_key(ax, y):
    x = 0.3
    for how, words in zip(HOW, ("a name alone", "a name with describing words", "a description, no name")):
        _naming_square(ax, x, y, how, plots.GREY)
        ax.text(x + 0.3, y + 0.11, words, fontsize=10.5, va="center")
        x += 0.5 + 0.082 * len(words)
    ax.text(x, y + 0.11, "one square is one naming", fontsize=10.5, va="center")


def _namings_sentence(label, table):
    by_source = []
    for source, its_namings in table.groupby("source"):
        counts = [
            f"{(its_namings['how'] == how).sum()} {words}"
            for how, words in zip(HOW, ("a name alone", "a name with describing words", "a description without a name"))
        ]
        by_source.append(f"{len(its_namings)} in {source} ({', '.join(counts)})")
    silent = [source for source in SOURCES if source not in set(table["source"])]
    return f"Namings of {label}: {'; '.join(by_source)}{'; none in ' + ', '.join(silent) if silent else ''}."


# ---------------------------------------------------------------- passives


def passives(text):
    """Every passive of an English text: `start, end, text, participle, agent`, one row each, in order.

    A passive is a form of be or get and a past participle: a word in -ed, or one of `participles.txt`. Between them may stand
    adverbs and other small words, a phrase in commas and, in a question, the subject: "was told", "has never been offered",
    "was the bridge closed?". Participles that follow at once are passives too ("was arrested and charged"), and farther off
    those that can be no past tense, or have an agent ("were saved by a boat and flown home"). `text` stands in the given text
    from `start` up to `end`. `agent` has the words of a by-phrase that can name who did it, up to the next phrase; it is
    empty where there is none, or where it names a time, a measure, a way or a deed ("by Friday", "by 5 %", "by hand", "by bombing").

    Left out: words that are no participles (`not_participles.txt`), and states, unless an agent is named (`states.csv`: is tired, is
    opposed to; and words such as unarmed and left-handed). Not found, on purpose: participles without be ("plans endorsed by officials"), headlines that leave be out, and
    forms shortened with 's, which can be is or has. It reads words and not meanings. Refuses what is no text.

    After the rule in many grammar checkers: a form of be, adverbs, a participle; the lists in `data/names/` are our own.
    """
    need_text(text)
    rows = [
        (start, end, text[start:end], participle, agent)
        for start, end, participle, agent in find_passives(text, _passive_words())
    ]
    return pd.DataFrame(rows, columns=["start", "end", "text", "participle", "agent"]).astype(
        {"start": "int64", "end": "int64"}
    )


def passives_of(units):
    """The passives of each unit: `id, source, participle, agent`, in order. `units` has the columns `id, source, text`."""
    corpus.check_units(units)
    words = _passive_words()
    rows = [
        (unit.id, unit.source, *found[2:]) for unit in units.itertuples() for found in find_passives(unit.text, words)
    ]
    return pd.DataFrame(rows, columns=["id", "source", "participle", "agent"])


@cache
def _passive_words():
    table = corpus.read_table("names/states.csv", ["word", "before"])
    states = {word: before.split() or [""] for word, before in zip(table["word"], table["before"])}
    lists = [corpus.read_text(f"names/{name}.txt") for name in ("participles", "by_nobody", "not_participles")]
    return PassiveWords(*(tuple(filter(None, words.splitlines())) for words in lists), states)


def judged_passives(judged):
    """What a reader judged beside what the rule finds: `text, judged, found, with_agent, found_with_agent`, a row a sentence.

    `judged` has a row for each sentence: `text`, `participles` (those of the passives without an agent, with spaces between) and
    `with_agent` (how many passives name one). In the table, `judged` and `found` are participles in small letters, with
    spaces between; the last two are numbers. Refuses what is no table with these columns.
    """
    need_table(judged, ["text", "participles", "with_agent"], "judged sentences")
    rows = []
    for row in judged.itertuples():
        found = [(participle.lower(), agent) for _, _, participle, agent in find_passives(row.text, _passive_words())]
        without = [participle for participle, agent in found if not agent]
        agents = int(row.with_agent), len(found) - len(without)
        rows.append((row.text, row.participles.lower(), " ".join(without), *agents))
    return pd.DataFrame(rows, columns=["text", "judged", "found", "with_agent", "found_with_agent"])


def score_passives(judged):
    """How well `passives` finds the passives that a reader judged: `passive, found, judged, right, precision, recall, f1`.

    Takes and refuses what `judged_passives` does. The first row is for the passives without an agent, where right is the same
    participle in the same sentence; the second for those with one, where numbers are compared. The last three are from 0 to 1.
    """
    table = judged_passives(judged)
    found, known = table["found"].str.split().map(Counter), table["judged"].str.split().map(Counter)
    right = [here & there for here, there in zip(found, known)]
    without = [sum(counts.total() for counts in column) for column in (found, known, right)]
    named = [
        table["found_with_agent"],
        table["with_agent"],
        table[["found_with_agent", "with_agent"]].min(axis="columns"),
    ]
    score = pd.DataFrame([without, [int(column.sum()) for column in named]], columns=["found", "judged", "right"])
    score.insert(0, "passive", ["without an agent", "with an agent"])
    score["precision"], score["recall"] = score["right"] / score["found"], score["right"] / score["judged"]
    return score.assign(f1=2 * score["right"] / (score["found"] + score["judged"]))
