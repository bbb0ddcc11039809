"""What the record says of a unit: the ledger, the agency report behind A, other copies, and what became of predictions.

Everything here gives away what lesson 09 finds out. The tables are described in the second half of `data/README.md`.
"""

import re
import textwrap

import pandas as pd

from . import plots
from .corpus import BadInput, load_table, load_units, nearest, one_of, one_source, read_table
from .display import no_such_unit, show, unit_id
from .output import say

# ---------------------------------------------------------------- from a unit to its rows

# The tables that speak of units, and the columns in which a row names its own.
RECORD = {
    "ledger": ["unit_id", "claim"],
    "wire": ["unit_id"],
    "predictions": ["unit_id", "prediction"],
    "outside_checks": ["unit_ids"],
}
_NAMED = re.compile(r"\b([A-E])(\d\d)(?:-[A-E](\d\d))?\b")


def _about(name):
    """A table, and for each row the units that it is about: its own, and those that its claim names (`D05-D12`)."""
    table = load_table(name)
    return table, [
        {
            f"{source}{n:02d}"
            for source, first, last in _NAMED.findall(" ".join(words))
            for n in range(int(first), int(last or first) + 1)
        }
        for words in table[RECORD[name]].to_numpy()
    ]


def _reached(*names):
    """The units that these tables have a row on."""
    return {unit for name in names for units in _about(name)[1] for unit in units}


def rows_of(unit):
    """What the record has on one unit: a dictionary of the tables of `RECORD`, each with the rows on it, perhaps none.

    A row is on its own unit and on those that its claim names (D05-1 is on D05 to D12). Refuses an id that is none.
    """
    known, wanted = list(load_units()["id"]), unit_id(unit)
    if wanted not in known:
        raise BadInput(no_such_unit(unit, known))
    rows = {}
    for name in RECORD:
        table, about = _about(name)
        rows[name] = table[[wanted in units for units in about]].reset_index(drop=True)
    return rows


def of_unit(unit):
    """Show a unit in its place and then every row of the record on it: ledger, wire, predictions, outside checks."""
    rows = rows_of(unit)
    show(unit, around=0)
    for row in rows["ledger"].itertuples():
        known = {"yes": "could be known that day", "no": "could not be known that day"}[row.known_at_time]
        cards = f"Cards of documents, for `show`: {row.documents}\n" if row.documents else ""
        say(
            f"{row.claim}\nRecord: {row.record}\nVerdict: {row.verdict}. {row.why}\n"
            f"Document to open ({row.reference_type}): {row.reference}\n"
            f"{cards}Confidence: {row.confidence}; {known}.",
            lead=f"ledger {row.claim_id}:",
        )
    for row in rows["wire"].itertuples():
        say(
            f"{row.change}. Here: {_words(row, 'A')}. In the agency's text: {_words(row, 'wire')}.\n"
            f"Likely from: {row.likely_from}.\n{row.what_it_does}",
            lead="wire:",
        )
    for row in rows["predictions"].itertuples():
        say(
            f"{row.prediction} (horizon: {row.horizon})\nBy the end of 2024: {row.outcome}. {row.what_happened}\n"
            f"Confidence: {row.confidence}.",
            lead=f"prediction in {row.unit_id}:",
        )
    for row in rows["outside_checks"].itertuples():
        say(
            f"The text: {row.what_the_text_has}\nAnother copy: {row.what_the_outside_record_has}\n"
            f"Bears on: {row.bearing}.\nSeen at: {row.url}",
            lead=f"outside check {row.oid}:",
        )
    if all(table.empty for table in rows.values()):
        say(
            f"The record has no row on {unit_id(unit)}. That says nothing about the unit: "
            f"{len(_reached(*RECORD))} of the {len(load_units())} units have one."
        )


def documents(on=None):
    """The cards of documents, as in `data/README.md`, or those that bear on a claim (`"A02-2"`) or on a day (`"1999-06-10"`).

    `says` is in the course's words and no quotation; `phrase`, where there is one, is the document's. Refuses what no row is.
    """
    table = load_table("documents")
    if on is None:
        return table
    known = [*load_table("ledger")["claim_id"], *load_table("timeline")["date"]]
    wanted = str(on).strip()
    if wanted not in known:
        raise BadInput(f'No row of the record is "{wanted[:20]}". Did you mean {nearest(wanted, known)}?')
    return table[[wanted in rows.split() for rows in table["rows"]]].reset_index(drop=True)


def reveal():
    """What the five texts are: `id, title, outlet_found, date_found, what_it_is`; what was not found is empty."""
    return load_table("sources")[["id", "title", "outlet_found", "date_found", "what_it_is"]]


# ---------------------------------------------------------------- A, and the agency report behind it


def wire(step=1):
    """How A differs from the agency report, in the order of A: a row for each difference listed; small ones are left out.

    Step 1 sets A beside the report alone: `unit_id, change, words_here, words_in_wire, what_it_does`, the last without
    its clauses on the Portuguese version. Step 2 puts that version in between: `what_it_does` in full, and `likely_from`.
    Words are empty where there are none, or where they were not seen or are not quoted. Refuses any other step.
    """
    if type(step) is not int or step not in (1, 2):
        raise BadInput(
            "There are two steps: 1 for A beside the agency report, 2 with the Portuguese version in between."
        )
    table = load_table("wire")
    columns = ["unit_id", "change", "words_here", "words_in_wire", "what_it_does"]
    if step == 2:
        return table[[*columns, "likely_from"]]
    return table[columns].assign(what_it_does=table["what_it_does"].map(_without_third_text))


def _without_third_text(text):
    """The sentences of a text without the clauses that speak of the Portuguese version."""
    kept = []
    for sentence in re.split(r"(?<=[.]) ", text):
        clauses = [
            part for part in re.split(r"(?<=[;:]) ", sentence) if not re.search("portuguese|translation", part, re.I)
        ]
        kept += [" ".join(clauses).rstrip(".;:") + "."] if clauses else []
    return " ".join(kept)


_CHANGES = {"headline": "H", "added": "+", "cut": "–", "changed": "≠"}


@plots.in_one_style
def draw_wire(step=1):
    """Draw each difference of `wire(step)` as a row: the agency's words, the change, and A's words in a box.

    In step 1 every box is filled. In step 2 a filled box is A's own, probably or for sure; a hatched one is explained by
    translation; one with a broken edge is not known. What it is stands beside it too.
    """
    from matplotlib.patches import Rectangle

    table = wire(step)
    cells = [
        (textwrap.wrap(_words(row, "wire"), 29), textwrap.wrap(_words(row, "A"), 33)) for row in table.itertuples()
    ]
    heights = [0.19 * max(map(len, pair)) + 0.16 for pair in cells]  # inches
    width, tall = 9.4, sum(heights) + 1.35
    fig, ax = plots.sheet(width, tall)
    titles = [
        f"A beside the agency report: {len(table)} of the differences",
        "The same, with the Portuguese version in between",
    ]
    ax.text(0.15, 0.3, titles[step - 1], fontsize=14, fontweight="bold", va="center")
    columns = {"unit": 0.15, "the agency’s words": 0.75, "change": 3.45, "A’s words": 4.75, "likely from": 7.85}
    for words, x in list(columns.items())[: 3 + step]:
        ax.text(x, 0.75, words, fontsize=11, fontweight="bold", va="center")
    y = 1.0
    for row, (there, here), height in zip(table.itertuples(), cells, heights):
        middle, origin = y + height / 2, getattr(row, "likely_from", "this text")
        translated, of_a = origin.startswith("translation"), origin.startswith("this text")
        ax.add_artist(
            Rectangle(
                (4.65, y + 0.03),
                3.1,
                height - 0.06,
                gid=origin,
                facecolor=plots.colour("A") if of_a else "white",
                edgecolor=plots.colour("A") if of_a else "#b8b8b8" if translated else "black",
                hatch="///" if translated else None,
                linestyle="-" if of_a or translated else "--",
            )
        )
        behind = {"facecolor": "white", "edgecolor": "none", "pad": 1} if translated else None
        ax.text(
            4.75,
            middle,
            "\n".join(here),
            fontsize=10.5,
            va="center",
            color="white" if of_a else "black",
            bbox=behind,
            linespacing=1.15,
        )
        ax.text(0.15, middle, row.unit_id, fontsize=10.5, va="center", fontweight="bold")
        ax.text(0.75, middle, "\n".join(there), fontsize=10.5, va="center", linespacing=1.15)
        ax.text(3.45, middle, f"{_CHANGES[row.change]}  {row.change}", fontsize=10.5, va="center")
        if step == 2:
            ax.text(7.85, middle, origin.replace(", ", ",\n"), fontsize=10, va="center", linespacing=1.1)
        y += height
    ax.text(0.15, y + 0.18, "Words in round brackets are ours.", fontsize=10, va="center", color=plots.GREY)
    plots.present(fig, _wire_sentence(table))


_WITHOUT_WORDS = {
    "added": "(nothing)",
    "cut": "(sentences, not quoted here)",
    "headline": "(its own headline)",
    "changed": "(not seen)",
}


def _words(row, side):
    """The words of a difference on one side, or in brackets why there are none."""
    if side == "A":
        return row.words_here or ("(the headline as a whole)" if row.change == "headline" else "(nothing)")
    return row.words_in_wire or _WITHOUT_WORDS[row.change]


def _wire_sentence(table):
    changes = list(table["change"])
    opening = (
        f"The table lists {len(table)} differences between A and the agency report: words are changed in "
        f"{changes.count('changed')}, added in {changes.count('added')} and cut in {changes.count('cut')}; "
        f"{changes.count('headline')} is the headline."
    )
    if "likely_from" not in table:
        return f"{opening} Beside that report alone, each of them looks like editing."
    origins = list(table["likely_from"])
    translation, of_a = origins.count("translation"), origins.count("this text")
    return (
        f"{opening} Translation seems to explain {translation}, and probably {origins.count('translation, probably')} more; "
        f"{of_a} seem to be A's own, and probably {origins.count('this text, probably')} more; "
        f"for {origins.count('not known')} it is not known. The Portuguese version was seen in part only."
    )


# ---------------------------------------------------------------- the ledger

# What a verdict means, in the order of the dictionary. A verdict judges the claim as worded, not the writer.
VERDICTS = {
    "supported": "the record bears it out, perhaps with a small correction",
    "partly": "some of it is borne out, or it needs a correction that matters",
    "contradicted": "the record says otherwise",
    "disputed": "states, courts, parties or experts hold opposed positions",
    "not-settled-then": "nobody could know on the day; what came later is not held against the text",
    "cannot-be-checked": "no document was found, or none is named",
}


def ledger(source=None, verdict=None, known=None):
    """The ledger, or the rows of one source, of one verdict of `VERDICTS`, or with `known_at_time` as `known` (`"yes"`, `"no"`).

    Columns as in `data/README.md`. `known` asks whether a reader could have known the record, not the later outcome, on
    the day. Refuses, in a sentence, a source, verdict or answer that is none.
    """
    table = load_table("ledger")
    for column, value, choices in [
        ("source", source, list("ABCDE")),
        ("verdict", verdict, list(VERDICTS)),
        ("known_at_time", known, ["yes", "no"]),
    ]:
        if value is not None:
            table = table[
                table[column] == (one_source(value, choices) if column == "source" else one_of(value, choices, column))
            ]
    return table.reset_index(drop=True)


def verdicts():
    """How often each verdict was given, by source, and how closely each source was looked at.

    Columns: `source, units, units_looked_at, rows, rows_per_10_units`, then a count for each verdict. A unit was looked at
    if a row is on it (see `rows_of`).

    This is no league table. Somebody chose which claims to look up, and looked at some sources much more closely than at
    others; a text that claims little that can be checked cannot be contradicted; one row may be a date and the next a war;
    and `disputed` says that people disagree, not that the text is wrong.
    """
    table, units, looked_at = load_table("ledger"), load_units(), _reached("ledger")
    counts = pd.crosstab(table["source"], table["verdict"]).reindex(columns=list(VERDICTS), fill_value=0)
    by_source = pd.DataFrame(
        {
            "units": units["source"].value_counts(),
            "units_looked_at": units[units["id"].isin(looked_at)]["source"].value_counts(),
            "rows": table["source"].value_counts(),
        }
    )
    by_source["rows_per_10_units"] = (10 * by_source["rows"] / by_source["units"]).round(1)
    by_source = by_source.join(counts).sort_index().rename_axis("source").reset_index()
    return by_source.rename_axis(columns=None)


def looks():
    """How closely each source was looked at, in a sentence, to stand beside whatever could be read as a comparison."""
    rates = ", ".join(f"{row.source} {row.rows_per_10_units}" for row in verdicts().itertuples())
    return f"Rows of the ledger for ten units: {rates}. The more closely a text is looked at, the more is found in it."


# The ledger's rows on words that decide the question of status in passing, each with the unit and the words.
STATUS_ROWS = {
    ("A02", "PRISTINA, Serbia"): "A02-1",
    ("B19", "former province"): "B19-3",
    ("C03", "former province"): "C03-1",
    ("D02", "two nations"): "D02-1",
    ("D16", "country of Kosovo"): "D16-2",
    ("E03", "two nations"): "E03-1",
}
_STATUS = r", Serbia$|independent”|former province|countr(?:y|ies)|\bstates?\b|\bnations?\b"


def status_words():
    """One rule for all: the words that settle the question of status in passing: `unit_id, words, claim_id, claim, verdict`.

    They are those of `data/tone/loaded.csv` that say of Kosovo that it is a state, or a part of Serbia, in the order of the units.
    `claim_id`, `claim` and `verdict` are of the row that the ledger has on them, and empty where it has none.
    """
    loaded = read_table("tone/loaded.csv", ["unit_id", "span", "does"])
    table = loaded.loc[loaded["span"].str.contains(_STATUS), ["unit_id", "span"]].rename(columns={"span": "words"})
    table["claim_id"] = [STATUS_ROWS.get(place, "") for place in zip(table["unit_id"], table["words"])]
    of_row = load_table("ledger").set_index("claim_id")[["claim", "verdict"]]
    return table.join(of_row, on="claim_id").fillna("").reset_index(drop=True)


# ---------------------------------------------------------------- predictions

OUTCOMES = ["came true", "partly", "did not", "condition never met", "open"]


def predictions(source=None, outcome=True):
    """What the texts foresee: `unit_id, source, prediction, horizon, what_happened, outcome, confidence`.

    With `outcome=False` the first four columns alone, so that a reader can ask what was reasonable on the day before
    hindsight answers. Outcomes are those by the end of 2024. Refuses a source that is none.
    """
    table = load_table("predictions")
    table.insert(1, "source", table["unit_id"].str[0])
    if source is not None:
        table = table[table["source"] == one_source(source, "ABCDE")].reset_index(drop=True)
    return table if outcome else table[["unit_id", "source", "prediction", "horizon"]]
