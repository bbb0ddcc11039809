"""What each source calls the parties, the people and the places, and how the five tell one war.

The namings rest on the tables `mentions`, `mentions_offunit` and `entities`, and the war on `names/war`, all made by
hand. Passives and acts are found by rule, with lists in `data/names/` for everyone to read and to change.
"""

import json
import re
import textwrap
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pandas as pd

from . import corpus, plots
from .corpus import BadInput, kind_of, nearest
from .display import no_such_unit, unit_id

SOURCES = "ABCDE"

# ---------------------------------------------------------------- namings

HOW = ("bare", "described", "description")


def namings(entity=None, nested=False):
    """Every naming in the units, in order: `unit_id, source, entity_id, text, head, descriptor, how`.

    `entity` is an id of the table `entities`, or its label, or a list of them; without one, all are given. `how` is read off
    two columns: "bare" has a name (`head`) and nothing else, "described" a name and describing words (`descriptor`),
    "description" describing words and no name. So a title makes a naming "described", and a capital that stands for its
    authorities (`capitals`) is "bare". A naming inside a longer one of those asked for is left out unless `nested` is true,
    so that no stretch of text counts twice: of all namings these are 45, and of those of one entity none.

    Refuses, with a `BadInput`, an id that is not in the table, and names the nearest.
    """
    table = corpus.load_table("mentions")
    table = table[table["entity_id"].isin(_entities(entity))]
    if not nested:
        table = table[~_inside(table)]
    table = table.assign(source=table["unit_id"].str[0], how=[_how(*pair) for pair in zip(table["head"], table["descriptor"])])
    return table[["unit_id", "source", "entity_id", "text", "head", "descriptor", "how"]].reset_index(drop=True)


def _how(head, descriptor):
    return "description" if not head else "described" if descriptor else "bare"


# The parties' own names for themselves and their capitals are understood too.
_OWN_WORDS = {"kosova": "kosovo", "srbija": "serbia", "prishtina": "pristina", "priština": "pristina", "beograd": "belgrade"}


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
    for one in ids:
        name = str(one).strip().lower()
        if name not in known:
            raise BadInput(f'Nobody and nothing has the id "{str(one)[:40]}". Did you mean "{known[nearest(name, known)]}"?')
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
    folded = table["text"].str.lower()
    counts = pd.crosstab(folded, table["source"]).reindex(columns=list(SOURCES), fill_value=0)
    counts.insert(0, "form", table.groupby(folded)["text"].first())
    place = {form: n for n, form in enumerate(folded.drop_duplicates())}  # equally frequent forms stay in order of the texts
    order = sorted(counts.index, key=lambda form: (-counts.loc[form, list(SOURCES)].sum(), place[form]))
    counts.columns.name = None
    return counts.loc[order].reset_index(drop=True)


def units_of(entity, form, source=None, nested=False):
    """The ids of the units that have a form of an entity, in order, one id for each naming: for `show`.

    A unit that has the form twice is there twice. `source` keeps those of one source; there may be none.
    Refuses, with a `BadInput` that names the nearest, a form that no source has, and a letter that is no source.
    """
    table = namings(entity, nested)
    folded = table["text"].str.lower()
    if str(form).lower() not in set(folded):
        meant = nearest(form, table["text"].drop_duplicates())
        raise BadInput(f'No source has the form "{str(form)[:60]}". Did you mean "{meant}"?')
    if source is not None and source not in tuple(SOURCES):
        raise BadInput(f'There is no source "{str(source)[:20]}": give one of the letters A to E.')
    own = table[folded == str(form).lower()]
    return list(own.loc[own["source"].isin([source] if source else list(SOURCES)), "unit_id"])


def descriptors(entity):
    """The namings of an entity that have describing words: `source, unit_id, text, descriptor`, in order.

    Those without a name are among them. Takes and refuses what `namings` does.
    """
    table = namings(entity)
    return table.loc[table["how"] != "bare", ["source", "unit_id", "text", "descriptor"]].reset_index(drop=True)


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
        for source, own in table[table["entity_id"] == person.id].groupby("source"):
            beside = captions[(captions["entity_id"] == person.id) & (captions["source"] == source)]
            row = {"entity_id": person.id, "label": person.label, "source": source, "mentions": len(own)}
            row["first"] = own["text"].iloc[0]
            sorts = {sort: list(own.loc[own["sort"] == sort, "unit_id"]) for sort in _SORTS}
            row |= {sort: len(units) for sort, units in sorts.items()}
            row["titles"] = "; ".join(dict.fromkeys(filter(None, own["title"])))
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
    return counts.reset_index().sort_values(["total", "city", "stands_for"], ascending=[False, True, True], ignore_index=True)


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
    for entity, own in words.groupby("entity_id", sort=False):
        several = [one for one in own["folded"].unique() if any(_same_word(one, other) for other in own["folded"].unique())]
        for (_, source), part in own[own["folded"].isin(several)].groupby(["folded", "source"]):
            rows.append((entity, part["spelling"].iloc[0], source, len(part), " ".join(part["where"])))
    return pd.DataFrame(rows, columns=["entity_id", "spelling", "source", "count", "where"])


def _same_word(one, other):
    if one == other:
        return False
    one, other = _letters(one), _letters(other)
    return one == other or (len(one) == len(other) >= 5 and sum(a != b for a, b in zip(one, other)) == 1)


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
    words = [_beside(own) for _, own in blocks]
    heights = [max(-(-len(own) // _ACROSS) * _SIDE, len(lines) * _LINE, 0.5) + 0.3 for (_, own), lines in zip(blocks, words)]
    fig, ax = plots.sheet(9.5, sum(heights) + 1.35)
    for n, line in enumerate(textwrap.wrap(f"How each source names {label}", 60)[:2]):
        ax.text(0.3, 0.35 + 0.27 * n, line, fontsize=14, fontweight="bold", va="center")
    top = 0.85
    for (source, own), lines, height in zip(blocks, words, heights):
        colour = plots.colour(source)
        ax.text(0.3, top + 0.22, source, fontsize=26, fontweight="bold", color=colour, va="center")
        ax.text(1.02, top + 0.22, len(own), fontsize=14, ha="right", va="center", color="black" if len(own) else plots.GREY)
        for n, how in enumerate(own["how"]):
            _naming_square(ax, 1.25 + n % _ACROSS * _SIDE, top + 0.09 + n // _ACROSS * _SIDE, how, colour)
        for n, line in enumerate(lines):
            ax.text(4.65, top + 0.22 + n * _LINE, line, fontsize=10.5, va="center")
        top += height
    _naming_key(ax, top + 0.1)
    plots.present(fig, _namings_sentence(label, table))


def _beside(own):
    """The describing namings of one source as lines of words, each distinct one once, with its units; no more than fit."""
    lines, described = [], own[own["how"] != "bare"]
    different = list(described.groupby(described["text"].str.lower(), sort=False))
    for n, (_, same) in enumerate(different):
        entry = f"{' '.join(same['unit_id'])} {same['text'].iloc[0]}"
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
    ax.add_patch(Rectangle((x, y), 0.21, 0.21, facecolor=face, edgecolor=colour, linewidth=1.8, hatch=hatch))


def _naming_key(ax, y):
    x = 0.3
    for how, words in zip(HOW, ("a name alone", "a name with describing words", "a description, no name")):
        _naming_square(ax, x, y, how, plots.GREY)
        ax.text(x + 0.3, y + 0.11, words, fontsize=10.5, va="center")
        x += 0.5 + 0.082 * len(words)
    ax.text(x, y + 0.11, "one square is one naming", fontsize=10.5, va="center")


def _namings_sentence(label, table):
    told = []
    for source, own in table.groupby("source"):
        counts = [f"{(own['how'] == how).sum()} {words}" for how, words in zip(HOW, ("a name alone", "a name with describing words", "a description without a name"))]
        told.append(f"{len(own)} in {source} ({', '.join(counts)})")
    silent = [source for source in SOURCES if source not in set(table["source"])]
    return f"Namings of {label}: {'; '.join(told)}{'; none in ' + ', '.join(silent) if silent else ''}."


# ---------------------------------------------------------------- one war

# The kinds of actor, as they are written for a reader: Kosovo and Serbia are parties here, and no finding on status.
ACTOR_KINDS = {"person": "person", "institution": "party or institution", "event": "event", "nobody": "nobody"}


def war():
    """The units that look back at the war of 1998-99 or its violence, and the acts that they tell, a row an act.

    Gives `unit_id, source, words, actor, actor_kind, verb, acted_on, put_as, note`, in order, the main act of a unit first.
    `words` are those that look back; they, `actor`, `verb` and `acted_on` stand in the unit just so, `…` marks words left
    out, and what is empty the sentence does not give. `actor_kind` is "person" (one or more people), "institution"
    (a party, a state or an alliance; it says nothing of status), "event" (what happens or is made: a war, an agreement) or
    "nobody". `put_as` says whether the act is a "verb" or a "noun", or "none" is told. Whom the words mean is our reading.
    """
    closed = {"actor_kind": ACTOR_KINDS, "put_as": ("verb", "noun", "none")}
    table = corpus.read_table("names/war.csv", corpus.TABLES["names/war"].split(), closed)
    table.insert(1, "source", table["unit_id"].str[0])
    return table


# For the three columns of the figure: where each begins and how wide it is, in inches, and the letters in a line of it.
_BOXES = {"actor": (1.5, 2.6, 21), "verb": (4.22, 2.3, 14), "acted_on": (6.64, 2.6, 21)}


@plots.in_one_style
def draw_war(ids=("A07", "B23", "B24", "C53", "D02", "E28")):
    """Draw the first act that `war` has for each of these units: who acts, does what, to whom, in the words of the source.

    A dashed box is empty: the sentence has nobody or nothing there. Where all three are, the words that look back stand
    below. Takes unit ids as `show` does, and draws them in the order of the sources. Refuses, with a `BadInput`, a unit
    that does not exist or that `war` does not have.
    """
    acts = war().drop_duplicates("unit_id")
    acts = acts[acts["unit_id"].isin(_war_ids(ids, list(acts["unit_id"])))]
    rows = acts.to_dict("records")
    wrapped = [{name: textwrap.wrap(row[name], letters) for name, (_, _, letters) in _BOXES.items()} for row in rows]
    tall = [max(0.25 * max(map(len, cells.values())) + 0.5, 0.78) for cells in wrapped]
    empty = [not any(cells.values()) for cells in wrapped]
    below = [0.3 if nothing else 0 for nothing in empty]
    fig, ax = plots.sheet(9.5, sum(tall) + sum(below) + 0.24 * len(acts) + 1.55)
    heading = "One war, told five ways" if acts["source"].nunique() == 5 else "One war, as it is told"
    ax.text(0.25, 0.4, heading, fontsize=18, fontweight="bold", va="center")
    for name, words in zip(_BOXES, ("who acts", "does what", "to whom")):
        ax.text(_BOXES[name][0] + 0.05, 0.9, words, fontsize=14, fontweight="bold", va="center", color="#404040")
    top, before = 1.15, None
    for row, cells, height, nothing, more in zip(acts.itertuples(), wrapped, tall, empty, below):
        colour = plots.colour(row.source)
        if row.source != before:
            if before:
                ax.plot([0.25, 9.25], [top - 0.12] * 2, color="#BBBBBB", linewidth=0.8)
            ax.text(0.25, top + height / 2, row.source, fontsize=30, fontweight="bold", color=colour, va="center")
        ax.text(0.82, top + height / 2, row.unit_id, fontsize=11, color="#404040", va="center")
        for name, lines in cells.items():
            _war_box(ax, name, lines, top, height, colour)
        ax.text(1.6, top + 0.15, ACTOR_KINDS[row.actor_kind], fontsize=9.5, style="italic", va="center", color="#404040")
        if nothing:
            words = f"it looks back in the words “{row.words}”"
            ax.text(1.55, top + height + 0.17, words, fontsize=11, style="italic", va="center")
        before, top = row.source, top + height + more + 0.24
    key = "dashed: the sentence has nobody or nothing there · the words are the source's own, … marks words left out"
    ax.text(0.25, top + 0.08, key, fontsize=10, va="center", color="#404040")
    plots.present(fig, _war_sentence(acts))


def _war_ids(ids, known):
    ids = [ids] if isinstance(ids, str) else ids
    if not isinstance(ids, (list, tuple, set, pd.Series)) or not len(ids):
        raise BadInput(f'Give unit ids, like draw_war(["A07", "D02"]), not {kind_of(ids)}.')
    found = {unit_id(one) for one in ids}
    units = set(corpus.load_units()["id"])
    for one in sorted(found - set(known)):
        if one not in units:
            raise BadInput(no_such_unit(one, sorted(units)))
        raise BadInput(f"The table of the war has no act from {one}: it has {', '.join(known)}.")
    return found


def _war_box(ax, name, lines, top, height, colour):
    """One of the three boxes of an act: the middle one is an arrow that points from the first to the last."""
    from matplotlib.colors import to_rgba
    from matplotlib.patches import Polygon

    left, wide, _ = _BOXES[name]
    right, bottom, tip = left + wide, top + height, 0.3 if name == "verb" else 0
    corners = [(left, top), (right - tip, top), (right, (top + bottom) / 2), (right - tip, bottom), (left, bottom)]
    if lines:
        face, edge, line = to_rgba(colour, 0.45 if name == "verb" else 0.15), colour, "-"
    else:
        face, edge, line = "white", plots.GREY, (0, (4, 3))
    ax.add_patch(Polygon(corners, facecolor=face, edgecolor=edge, linestyle=line, linewidth=2))
    middle = (top + bottom) / 2 + (0.08 if name == "actor" else 0)  # the kind of actor stands above the words
    ax.text((left + right - tip) / 2, middle, "\n".join(lines), ha="center", va="center", fontsize=13, linespacing=1.25,
            fontweight="bold" if name == "verb" else "normal")


def _war_sentence(acts):
    told = []
    for kind, words in ACTOR_KINDS.items():
        own = list(acts.loc[acts["actor_kind"] == kind, "unit_id"])
        words = {"nobody": "nobody", "event": "an event"}.get(kind, f"a {words}")
        told.append(f"{words} in {len(own)} ({', '.join(own)})" if own else f"{words} in none")
    return f"Who acts, in the {len(acts)} unit{'' if len(acts) == 1 else 's'} drawn: {', '.join(told[:-1])} and {told[-1]}."


# ---------------------------------------------------------------- passives

_BE = "am is are was were be been being get gets got gotten getting isn't aren't wasn't weren't".split()
_BETWEEN = """not never also already now still just even soon often ever yet once twice later first then only almost rather well again
    always all both being""".split()
_GOT = "married divorced lost used stuck rid started dressed left going done".split()  # with got these are no passives
_WORD = r"[^\W\d_]+"
_CLAUSE_ENDS = re.compile(r"[,;:—–()]|\b(?:but|because|although|while|if|until|unless|after|before|since|when|where|which|who|that)\b")
_PHRASE_ENDS = re.compile(r"\b(?:with|in|on|by|at|to|during|against|from|over|for|as|into)\b|[.!?]")


def passives(text):
    """Every passive of an English text: `start, end, text, participle, agent`, one row each, in order.

    A passive is a form of be or get and a past participle: a word in -ed, or one of `participles.txt`. Between them may stand
    adverbs, a phrase in commas and, in a question, the subject: "was told", "has never been offered", "was the bridge
    closed?". Participles that follow at once are passives too ("was arrested and charged"). `text` stands in the given text
    from `start` up to `end`. `agent` has the words of a by-phrase that can name who did it, up to the next phrase; it is
    empty where there is none, or where it names a time, a measure, a way or a deed ("by Friday", "by 5 %", "by hand", "by bombing").

    Left out: words that are no participles (`not_participles.txt`), and states, unless an agent is named (`states.csv`: is tired, is
    opposed to). Not found, on purpose: participles without be ("plans endorsed by officials"), headlines that leave be out, and
    forms shortened with 's, which can be is or has. It reads words and not meanings. Refuses what is no text.

    After the rule in many grammar checkers: a form of be, adverbs, a participle; the lists in `data/names/` are our own.
    """
    if not isinstance(text, str):
        raise BadInput(f"A text is needed to look for passives in, not {kind_of(text)}.")
    rows = [(start, end, text[start:end], participle, agent) for start, end, participle, agent in _passives(text)]
    return pd.DataFrame(rows, columns=["start", "end", "text", "participle", "agent"]).astype({"start": "int64", "end": "int64"})


def passives_of(units):
    """The passives of each unit: `id, source, participle, agent`, in order. `units` has the columns `id, source, text`."""
    corpus.check_units(units)
    rows = [
        (unit.id, unit.source, participle, agent) for unit in units.itertuples() for _, _, participle, agent in _passives(unit.text)
    ]
    return pd.DataFrame(rows, columns=["id", "source", "participle", "agent"])


def _passives(text):
    """`(start, end, participle, agent)` of each passive."""
    passive, participle, by, no_agent = _passive_patterns()
    for found in passive.finditer(text):
        for part in participle.finditer(text, found.start("first"), found.end()):
            if part[0].lower() not in _BETWEEN:
                agent = by.match(text, part.end())
                agent = "" if agent is None or no_agent.match(agent[1]) else _first_phrase(agent[1])
                if agent or not _is_state(part[0].lower(), text[part.end() :][:20], found[0].lower()):
                    start = found.start() if part.start() == found.start("first") else part.start()
                    yield start, part.end(), part[0], agent


def _first_phrase(text):
    """The words up to the first word that begins another phrase or clause."""
    return _PHRASE_ENDS.split(_CLAUSE_ENDS.split(text)[0])[0].strip()


@cache
def _passive_patterns():
    """A passive, a participle, a by-phrase, and the beginning of a by-phrase that names nobody."""
    participle = rf"\b(?:{_WORD}-)?(?:{_WORD}ed|{_either(_lines('participles.txt'))})\b"
    between = rf"(?:{_WORD}ly|{_either(_BETWEEN)})"
    asked = rf"(?:(?-i:Is|Are|Was|Were)|\b(?:how|when|where|why|what|who|nor|then)\s(?:is|are|was|were))(?:n['’]t)?(?:\s{_WORD}){{1,4}}?"
    be = rf"(?<!\bthere\s)\b(?:{_either(_BE)}|(?<=we['’])re|(?<=they['’])re|(?<=you['’])re|{asked})"
    more = rf"(?:(?:,|,?\s(?:and|or))\s(?:{between}\s)?{participle}(?!\s(?:the|an?|to|that|him|her|his|its|their)\b))*"
    passive = rf"{be}(?:\s{between}|,[^,.;]{{2,40}},)*\s[“‘\"']?(?P<first>{participle}){more}"
    by = r"(?:\s(?!by\b)[^\s,.;:!?]+){0,4}?\sby\s([^,.;:!?()]+)"
    nobody, times = ([line for line in _lines("by_nobody.txt") if line.startswith("the ") is wanted] for wanted in (False, True))
    times = _either(line.removeprefix("the ") for line in times)
    no_agent = rf"[\d$€£]|(?!(?:king|\w*thing)\b){_WORD}ing\b|(?:{_either(nobody)}|(?:the|an?)\s(?:{times}))\b"
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in (passive, participle, by, no_agent))


def _is_state(participle, after, be):
    if participle in _lines("not_participles.txt") or (be.startswith("g") and participle in _GOT):
        return True
    return any(re.match(rf"\s{word}\b" if word else "", after) for word in _states().get(participle, []))


@cache
def _states():
    """`{participle: the words before which it is a state}`; an empty text stands for all."""
    table = corpus.read_table("names/states.csv", ["word", "before"])
    return {word: before.split() or [""] for word, before in zip(table["word"], table["before"])}


@cache
def _lines(name):
    return [line for line in corpus.read_text(f"names/{name}").splitlines() if line]


def _either(words):
    return "|".join(re.escape(word).replace("'", "['’]") for word in sorted(words, key=len, reverse=True))


def judged_passives(judged):
    """What a reader judged beside what the rule finds: `text, judged, found, with_agent, found_with_agent`, a row a sentence.

    `judged` has a row for each sentence: `text`, `participles` (those of the passives without an agent, with spaces between) and
    `with_agent` (how many passives name one). In the table, `judged` and `found` are participles in small letters, with
    spaces between; the last two are numbers. Refuses what is no table with these columns.
    """
    for column in ("text", "participles", "with_agent"):
        if not isinstance(judged, pd.DataFrame) or column not in judged.columns:
            raise BadInput(f"The judged sentences have to be a table with the columns text, participles and with_agent, and {column} is missing.")
    rows = []
    for row in judged.itertuples():
        found = [(participle.lower(), agent) for _, _, participle, agent in _passives(row.text)]
        without = [participle for participle, agent in found if not agent]
        rows.append((row.text, row.participles.lower(), " ".join(without), int(row.with_agent), len(found) - len(without)))
    return pd.DataFrame(rows, columns=["text", "judged", "found", "with_agent", "found_with_agent"])


def score_passives(judged):
    """How well `passives` finds the passives that a reader judged: `passive, found, judged, right, precision, recall, f1`.

    Takes and refuses what `judged_passives` does. The first row is for the passives without an agent, where right is the same
    participle in the same sentence; the second for those with one, where numbers are compared. The last three are from 0 to 1.
    """
    table = judged_passives(judged)
    found, known = table["found"].str.split().map(Counter), table["judged"].str.split().map(Counter)
    right = [one & other for one, other in zip(found, known)]
    without = [sum(counts.total() for counts in column) for column in (found, known, right)]
    named = [table["found_with_agent"], table["with_agent"], table[["found_with_agent", "with_agent"]].min(axis="columns")]
    score = pd.DataFrame([without, [int(column.sum()) for column in named]], columns=["found", "judged", "right"])
    score.insert(0, "passive", ["without an agent", "with an agent"])
    score["precision"], score["recall"] = score["right"] / score["found"], score["right"] / score["judged"]
    return score.assign(f1=2 * score["right"] / (score["found"] + score["judged"]))


# ---------------------------------------------------------------- who does what to whom

_HELPERS = re.compile(r"(?:\s(?:has|have|had|will|would|can|could|may|might|must|should|do|does|did|is|are|was|were|be|been|not|never|also|\w+ly))+$")


def acts(text):
    """Who does what to whom, by a simple rule: `actor, verb, acted_on`, one row an act, in order.

    The text is cut into clauses at marks and at words such as but, after or which. In each, the first verb of
    `act_verbs.csv` is the act; what stands before it is the actor, and what follows, up to a word such as in, with or by, is
    acted on. After a form of be the two change places, and the actor is what stands after by, or nobody: an empty text.

    The rule is naive on purpose, and is shown failing. It takes the whole clause before the verb for one actor, does not know
    what which or it stands for, and misses every verb that is not in its list. Refuses what is no text.
    """
    if not isinstance(text, str):
        raise BadInput(f"A text is needed to look for acts in, not {kind_of(text)}.")
    rows = []
    for clause in _CLAUSE_ENDS.split(text):
        verb = _act_pattern().search(clause)
        if verb:
            before, after = clause[: verb.start()].rstrip(), clause[verb.end() :]
            helper = _HELPERS.search(f" {before}")
            actor = before[: len(before) - len(helper[0])].strip() if helper else before.strip()
            acted_on = _first_phrase(after)
            if helper and re.search(r"\b(?:is|are|was|were|be|been)\b", helper[0]):
                by = re.match(r"\sby\s(.+)", after)
                actor, acted_on = (_first_phrase(by[1]) if by else ""), actor
            rows.append((actor, verb[0], acted_on))
    return pd.DataFrame(rows, columns=["actor", "verb", "acted_on"])


@cache
def _act_pattern():
    table = corpus.read_table("names/act_verbs.csv", ["verb", "forms"])
    return re.compile(rf"(?<!\bto )(?<!\bthe )(?<!\ba )\b(?:{_either(' '.join(table['forms']).split())})\b")


# ---------------------------------------------------------------- this collection's own names

# What to look for in pages: the words for a form, and its pattern. Each party, and each order, gets the same patterns.
_PAIRS = (("Kosovo", "Serbia"), ("Pristina", "Belgrade"))
_JOINED = {"{} and {}": r"\band\b", "{} or {}": r"\b(?:n?or)\b", "{}–{}": r"[-–—/]"}
_ALONE = r"(?<!Republic of )\b{}\b(?! and Metohija)"


def _own_patterns():
    spelled = {"Pristina": r"(?:Pristina|Prishtin[aë]|Priština)"}
    patterns = {}
    for pair in _PAIRS:
        for one, other in (pair, pair[::-1]):
            for form, joiner in _JOINED.items():
                first, second = (rf"\b{spelled.get(name, name)}\b(?:['’]s?)?" for name in (one, other))
                patterns[form.format(one, other)] = rf"{first}\s*{joiner}\s*{second}"
    patterns |= {f"{name}, with nothing added": _ALONE.format(name) for name in ("Kosovo", "Serbia")}
    patterns |= {name: rf"\b{name}\b" for name in ("Republic of Kosovo", "Republic of Serbia", "Kosovo and Metohija", "Kosova")}
    patterns |= {"Kosovar or Kosovan": r"\bKosova[rn]s?\b", "Serbian": r"\bSerbians?\b"}
    patterns |= {name: rf"\b{name}\b" for name in ("Pristina", "Prishtina", "Priština", "Belgrade")}
    patterns |= {"both sides, the parties": r"\b(?:(?:both|two) (?:sides|parties)|the parties)\b"}
    patterns |= {"both countries, nations or states": r"\b(?:both|two) (?:countries|nations|states)\b"}
    return patterns | {"province": r"\bprovinces?\b", "country": r"\bcountr(?:y|ies)\b", "nation": r"\b(?<!United )nations?\b"}


def own_naming(texts):
    """How pages name the parties: `form, count, where`, one row for each form that is looked for, those never found too.

    `texts` is a dictionary from a name to a text, as `own_pages` gives it; `where` lists the names of those that have the
    form. Capitals count in names and not in other words. In "Kosovo and Serbia" both names count again among those
    with nothing added; a word like "country" counts whatever country is meant. So read before you conclude.

    Refuses, with a `BadInput`, what is no dictionary of texts.
    """
    if not isinstance(texts, dict) or not texts:
        raise BadInput(f"Give a dictionary of pages, from a name to a text, as own_pages() makes it, not {kind_of(texts)}.")
    for name, text in texts.items():
        if not isinstance(text, str):
            raise BadInput(f'The page "{str(name)[:40]}" has {kind_of(text)} where its text should be.')
    rows = []
    for form, pattern in _own_patterns().items():
        flags = 0 if re.search("[A-Z]", form) else re.IGNORECASE
        counts = {str(name): len(re.findall(pattern, " ".join(text.split()), flags)) for name, text in texts.items()}
        rows.append((form, sum(counts.values()), ", ".join(sorted(name for name, count in counts.items() if count))))
    return pd.DataFrame(rows, columns=["form", "count", "where"])


def own_pages(before=6):
    """The prose of this collection's lessons with a number below `before`: a dictionary from each name to its text, in order.

    It is the Markdown of a notebook without its marks of emphasis, its code and what stands in curly quotation marks, since
    these are mostly words of the sources. Refuses, with a `BadInput`, a notebook that cannot be read, and no whole number.
    """
    if not isinstance(before, int):
        raise BadInput(f"Give the number of the first lesson to leave out, like own_pages(before=6), not {kind_of(before)}.")
    pages = {}
    for file in sorted(Path(corpus.DATA.parent, "notebooks").glob("[0-9][0-9]_*.ipynb")):
        if int(file.name[:2]) < before:
            pages[file.stem] = _prose(file)
    return pages


def _prose(file):
    try:
        cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
        text = "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    except (OSError, ValueError, KeyError, TypeError):
        raise BadInput(
            f"The notebook {file.name} cannot be read. To restore it, run this in the collection's folder: "
            f"git checkout -- notebooks/{file.name}"
        ) from None
    text = re.sub(r"```.*?```|`[^`]*`", " ", text, flags=re.DOTALL)
    return re.sub(r"“[^”]*”", " ", text).replace("*", "").replace("\\", "")
