"""One war told five ways: what the units say of the war of 1998-99, and who acts in them."""

import textwrap

import pandas as pd

from . import corpus, plots
from .corpus import BadInput, kind_of
from .display import no_such_unit, unit_id

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
    for name, words in zip(_BOXES, ("who or what acts", "does what", "to whom")):
        ax.text(_BOXES[name][0] + 0.05, 0.9, words, fontsize=14, fontweight="bold", va="center", color="#404040")
    top, before = 1.15, None
    for row, cells, height, nothing, more in zip(acts.itertuples(), wrapped, tall, empty, below):
        colour = plots.colour(row.source)
        if row.source != before:
            if before:
                ax.plot([0.25, 9.25], [top - 0.12] * 2, color="#BBBBBB", linewidth=0.8)
            ax.text(0.25, top + height / 2, row.source, fontsize=30, fontweight="bold", va="center")
        ax.text(0.82, top + height / 2, row.unit_id, fontsize=11, color="#404040", va="center")
        for name, lines in cells.items():
            _war_box(ax, name, lines, top, height, colour)
        ax.text(
            1.6, top + 0.15, ACTOR_KINDS[row.actor_kind], fontsize=9.5, style="italic", va="center", color="#404040"
        )
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
        face, edge, line = to_rgba(colour, 0.45 if name == "verb" else 0.15), plots.outline(colour), "-"
    else:
        face, edge, line = "white", plots.GREY, (0, (4, 3))
    ax.add_artist(Polygon(corners, facecolor=face, edgecolor=edge, linestyle=line, linewidth=2))
    middle = (top + bottom) / 2 + (0.08 if name == "actor" else 0)  # the kind of actor stands above the words
    ax.text(
        (left + right - tip) / 2,
        middle,
        "\n".join(lines),
        ha="center",
        va="center",
        fontsize=13,
        linespacing=1.25,
        fontweight="bold" if name == "verb" else "normal",
    )


def _war_sentence(acts):
    told = []
    for kind, words in ACTOR_KINDS.items():
        own = list(acts.loc[acts["actor_kind"] == kind, "unit_id"])
        words = {"nobody": "nobody", "event": "an event"}.get(kind, f"a {words}")
        told.append(f"{words} in {len(own)} ({', '.join(own)})" if own else f"{words} in none")
    units = f"{len(acts)} unit{'' if len(acts) == 1 else 's'}"
    table = war()
    people = table[(table["actor_kind"] == "person") & (table["put_as"] == "noun")]
    people = people[people["unit_id"].isin(acts["unit_id"])]
    beside = "".join(f" In {row.unit_id} people act with a noun: “{row.actor}”." for row in people.itertuples())
    return f"The first actor, in the {units} drawn: {', '.join(told[:-1])} and {told[-1]}.{beside}"
