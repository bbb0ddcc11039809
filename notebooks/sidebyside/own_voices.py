"""Who speaks in texts of one's own: as the rule of lesson 03 finds it, and as a reader corrects it.

Corrections are kept in `data/mine/speakers.csv`: `source, id, quotation, speaker`, one row for a quotation. They go by its words, so
that they hold when the text is edited and its ids change.
"""

import re
from functools import lru_cache

import pandas as pd

from . import corpus, files, voices
from .corpus import BadInput, check_units, listing, one_source, shortened
from .display import no_such_unit, own_id, progress, unit_id
from .evidence_rows import show_rows
from .output import say
from .rules.sentences import folded

COLUMNS = ["source", "id", "quotation", "speaker"]
NOBODY, NOT_NAMED = "nobody", "not named"
MOST_ROWS = 40
LONGEST = 60  # characters of a name

# ---------------------------------------------------------------- what the rule finds


def as_found(units):
    """The tables `voices.quoted` and `voices.reported` of all units; of many texts once only: to find them takes longest."""
    return _by_rule(units)[:2]


def _by_rule(units):
    """The same, and the table of `quotations` in which nothing is corrected."""
    check_units(units)
    ids, sources, texts = (tuple(units[column].tolist()) for column in ("id", "source", "text"))
    lines = tuple(units["line"].tolist()) if "line" in units.columns else tuple(range(len(units)))
    roles = tuple(units["role"].tolist()) if "role" in units.columns else ("",) * len(units)
    find = _found_in_all if len(set(sources)) > 1 else _found_in_one
    return find(ids, sources, lines, roles, texts)


def _found(ids, sources, lines, roles, texts):
    units = pd.DataFrame({"id": ids, "source": sources, "line": lines, "role": roles, "text": texts})
    # twenty at a time, so that a bar can go on
    number = {source: n // 20 for n, source in enumerate(units["source"].unique())}
    by_twenty = units.groupby(units["source"].map(number).rename("part"), sort=False)
    parts = [(voices.quoted(part), voices.reported(part)) for _, part in progress(by_twenty, "voices")]
    parts = parts or [(voices.quoted(units), voices.reported(units))]
    found, reports = (pd.concat(tables, ignore_index=True) for tables in zip(*parts))
    table = pd.DataFrame(
        {
            "unit": [ids.partition(" ")[0] for ids in found["ids"]],
            "source": found["source"],
            "speaker": found["voice"].where(found["kind"] != "scare", NOBODY),
            "quotation": [" ".join(text.split()) for text in found["text"]],
            "kind": found["kind"],
            "verb": found["verb"],
            "words": found["words"],
            "found_by": "the rule",
            "units": found["ids"],
        }
    )
    return found, reports, table


_found_in_all, _found_in_one = (
    lru_cache(maxsize=1)(_found),
    lru_cache(maxsize=1)(_found),
)  # one text pushes out no others


def joined(cells):
    """All ids of some cells, each once, in order of their first place."""
    return " ".join(dict.fromkeys(" ".join(map(str, cells)).split()))


# ---------------------------------------------------------------- and what a reader corrects


def quotations(units):
    """Every quotation, corrected: `unit, source, speaker, quotation, kind, verb, words, found_by, units`, in the order of the texts.

    `unit` is the id in which it begins, `units` all in which it stands. `speaker` is a surname or the phrase that the text has, by
    the rule of lesson 03 (`voices.quoted`): "not named" where it finds nobody, "nobody" for words that are held at a distance, or a
    title (`kind` is then "scare"). Where a reader has corrected it, `speaker` is the reader's, and `found_by` is "you" in place of
    "the rule". Refuses what is no table of units.
    """
    return _corrected(units)[0]


def _corrected(units):
    """The quotations, the speakers that the rule found, and the corrections of which the quotation is no longer there."""
    table = _by_rule(units)[2].copy()
    rule, lost, here = table["speaker"].copy(), [], set(units["source"].tolist())
    kept = [row for row in files.loaded(_file(), _read, COLUMNS)[0].itertuples() if row.source in here]
    if not kept:
        return table, rule, lost
    known = table[table["source"].isin({row.source for row in kept})]
    places = {}
    for place, source, text in zip(known.index, known["source"], known["quotation"]):
        places.setdefault((source, _words(text)), []).append(place)
    for row in kept:
        there = places.get((row.source, _words(row.quotation)), [])
        if not there:
            lost.append(row)
            continue
        place = min(there, key=lambda place: _apart(table.at[place, "unit"], own_id(row.id)))  # of several, the nearest
        was = table.at[place, "kind"]
        table.loc[place, ["speaker", "found_by"]] = row.speaker, "you"
        table.loc[place, "kind"] = "scare" if row.speaker == NOBODY else "partial" if was == "scare" else was
    return table, rule, lost


def _words(text):
    return folded(text) or text.strip()


def _apart(one, other):
    """How many units lie between two ids of one source."""
    one, other = (int(re.sub(r"\D", "", unit) or 0) for unit in (one, other))
    return abs(one - other)


def _file():
    return corpus.DATA / "mine" / "speakers.csv"


def _read(file):
    return files.read_csv(file, " ".join(COLUMNS), what="list of speakers")


_shown = {}  # the units of which speakers were shown last: a correction is of these


def show_speakers(units, source=None):
    """Show each quotation with its speaker, as rows that open into the sentence; with a `source`, those of one text.

    Of many only the first of each text are shown, as many of each, about forty in all, and a sentence says so. Corrections of which
    the quotation is no longer in the text are named; they are kept. Refuses what is no table of units, and a source that is not
    there.
    """
    table, _, lost = _corrected(units)
    _shown["units"] = units
    for text in filter(None, files.loaded(_file(), _read, COLUMNS)[1:]):
        say(text)
    if source is not None:
        source = one_source(source, units["source"])
        table = table[table["source"] == source]
    lost = [row for row in lost if source in (None, row.source)]
    if table.empty:
        say("The rule finds no quotation here: nobody speaks between marks.")
    else:
        each = max(3, MOST_ROWS // table["source"].nunique())
        rows = (
            table
            if source is not None or len(table) <= MOST_ROWS
            else table.groupby("source").head(each).head(MOST_ROWS)
        )
        rows = rows.assign(quotation=[f"“{shortened(text, 90)}”" for text in rows["quotation"]])
        show_rows(rows[["unit", "speaker", "quotation", "verb", "found_by", "units"]], units=units)
        if len(rows) < len(table):
            say(f"{len(rows)} of {len(table):,} quotations are shown, of each text {each} at most. For all of one, name it: "
                f'`own_sources.show_speakers(units, "{table["source"].iloc[0]}")`.')  # fmt: skip
    if lost:
        say(f"No longer in the text, and kept: {_named(lost)}.")


def _named(rows):
    return listing(f"“{shortened(row.quotation)}” ({row.id}, {row.speaker})" for row in rows[:12])


def correct(unit=..., quotation=..., speaker=..., units=None, take_back=False):
    """Say who speaks a quotation: `correct("F03", "No toll", "Okafor")`. It is kept, and every table of lesson 11 goes by it.

    `quotation` is its first words; marks and capitals make no difference. `speaker` is a name, "nobody" for words that nobody is
    said to say (a title, a word held at a distance), or "not named"; a first name makes no difference, so of two with one surname
    write "Lind (the father)". `take_back=True` goes back to what the rule found. `units` are
    those that `show_speakers` showed last, if none are given. Refuses, with a `BadInput`, a unit that is not there, words with which
    no quotation begins there, or more than one, and a name that is empty or longer than 60 letters.
    """
    units = _shown.get("units") if units is None else units
    if units is None:
        raise BadInput("Show the speakers first, by show_speakers(units): a correction is of a row that was shown.")
    blank = [what for what in (unit, quotation, *([] if take_back else [speaker])) if corpus.is_blank(what)]
    if blank:
        return say(
            'This cell corrects nothing yet. Put a unit, the first words and the speaker in: `own_sources.correct("F03", "No toll", "Okafor")`.'
        )
    table, rule, _ = _corrected(units)
    row = _row(unit, quotation, table, units)
    own = table["source"] == row.source
    known = [*table.loc[~own, "speaker"], *rule[own], *table.loc[own, "speaker"]]  # of one surname, the text's own
    name = NOBODY if take_back else _speaker(speaker, known)

    def changed(kept):
        same = (kept["source"] == row.source) & (kept["quotation"].map(_words) == _words(row.quotation))
        here = [place for place in kept.index[same] if _nearest(kept.at[place, "id"], row, table)]
        kept = kept.drop(here)
        if take_back:
            return kept
        new = dict(zip(COLUMNS, map(files.no_formula, (row.source, row.unit, row.quotation, name))))
        return pd.concat([kept, pd.DataFrame([new])], ignore_index=True).fillna("")

    told = files.rewrite(
        _file(), lambda file: files.loaded(file, _read, COLUMNS), changed, "correction", "list of speakers"
    )
    words, found = f"“{shortened(row.quotation)}” ({row.unit})", rule[row.Index]
    if take_back:
        say("\n".join([f"{words} is {found}’s again, as the rule found it.", *told]))
    else:
        same = "The rule had the same." if found == name else f"The rule had: {found}."
        say(
            "\n".join(
                [
                    f"Kept in data/mine/speakers.csv: {words}, {name}. {same} Run the cells below again: each table goes by it.",
                    *told,
                ]
            )
        )


def _row(unit, quotation, table, units):
    corpus.need_text(unit, "unit", "F03")
    corpus.need_text(quotation, "quotation", "No toll")
    known = set(units["id"])
    found = next((name for name in (unit.strip(), own_id(unit), unit_id(unit)) if name in known), None)
    if found is None:
        raise BadInput(no_such_unit(unit, units["id"], units["source"]))
    there = table[[found in ids.split() for ids in table["units"]]]
    words = _words(quotation)
    fits = there[[_words(text) == words for text in there["quotation"]]]
    fits = there[[_words(text).startswith(words) for text in there["quotation"]]] if fits.empty else fits
    if len(fits) == 1:
        return next(fits.itertuples())
    if len(fits) > 1:
        raise BadInput(f'Two quotations of {found} begin with "{shortened(quotation)}": give more of the words.')
    if there.empty:
        raise BadInput(f"No quotation stands in {found}: take the unit and the words from a row of the table.")
    begins = listing(f"“{shortened(text)}”" for text in there["quotation"].head(3))
    raise BadInput(
        f'No quotation of {found} begins with "{shortened(quotation)}": there {"is" if len(there) == 1 else "are"} {begins}.'
    )


def _nearest(unit, row, table):
    """Whether a correction that was made at `unit` counts for this row, of all quotations with its words."""
    same = table[(table["source"] == row.source) & (table["quotation"].map(_words) == _words(row.quotation))]
    return min(same.index, key=lambda place: _apart(table.at[place, "unit"], own_id(unit))) == row.Index


def _speaker(given, known):
    """The name to keep: as it stands in the table if it is there, capitals and first names apart."""
    corpus.need_text(given, "speaker", "Okafor")
    name = " ".join("".join(sign if sign.isprintable() else " " for sign in given).split())
    if len(name) > LONGEST:
        raise BadInput(f"A speaker's name has {LONGEST} letters at most; this one has {len(name)}.")
    whole = {speaker.casefold(): speaker for speaker in [NOBODY, NOT_NAMED, *known]}
    surnames = {speaker.split()[-1].casefold(): speaker for speaker in known if speaker[-1:].isalpha()}
    surnames = {last: speaker for last, speaker in surnames.items() if last not in ("nobody", "named")}
    return whole.get(name.casefold()) or surnames.get(name.split()[-1].casefold(), name)


# ---------------------------------------------------------------- who has how many words


def spoken(units):
    """Who is quoted in each source: `source, speaker, quotations, words, units`, the speaker of most words first.

    By the rule of lesson 03, with what was corrected (`quotations`); scare quotes are left out. `units` are the ids in which the
    quotations stand. Refuses what is no table of units.
    """
    table, groups = quotations(units), {}
    for row in table[table["kind"] != "scare"].itertuples():
        groups.setdefault((row.source, row.speaker), []).append(row)
    rows = [
        (*group, len(rows), sum(row.words for row in rows), joined(row.units for row in rows))
        for group, rows in groups.items()
    ]
    order = {source: n for n, source in enumerate(dict.fromkeys(units["source"]))}
    rows.sort(key=lambda row: (order[row[0]], -row[3]))
    return pd.DataFrame(rows, columns=["source", "speaker", "quotations", "words", "units"])


def words_by_voice(units):
    """Who has how many words in each source, as `voices.words_by_voice` gives it, with what was corrected."""
    table, by_rule = quotations(units), voices.words_by_voice(units)
    changed = set(table.loc[table["found_by"] == "you", "source"])
    if not changed:
        return by_rule
    found, reports = as_found(units)
    told, parts = set(reports["id"]), []
    for source, rows in by_rule.groupby("source", sort=False):
        if source not in changed:
            parts.append(rows)
            continue
        own = table[table["source"] == source]
        narrator = rows[rows["kind"] != "quoted"].copy()
        for place, row in own.iterrows():  # words that are quoted now and were the narrator's, or the other way round
            more = (found.at[place, "kind"] != "scare") - (row["kind"] != "scare")
            kind = "reporting" if row["unit"] in told else "narrator"
            narrator.loc[narrator["kind"] == kind, "words"] += more * row["words"]
        said = own[own["kind"] != "scare"]
        pronoun = found.loc[said.index, "speaker"].map(lambda name: name.lower() in voices.PRONOUNS) & (
            said["found_by"] == "the rule"
        )
        quoted = [
            (source, voice, "quoted", its["words"].sum(), len(its), its.loc[pronoun[its.index], "words"].sum())
            for voice, its in said.groupby("speaker", sort=False)
        ]
        parts += [narrator, pd.DataFrame(sorted(quoted, key=lambda row: -row[3]), columns=by_rule.columns)]
    return pd.concat(parts, ignore_index=True)
