"""What kind of matter a text says this is: a frame's four jobs, coded frames with their intervals, words that mark a source.

What each source says of problem, cause, judgement and remedy is the table `frames/functions.csv`; the frames of the units
are the variable "frame" of the codings in `coding/`.
"""

import html
import math
import re
from functools import cache
from numbers import Real
from statistics import NormalDist

import numpy as np
import pandas as pd

from . import chance, plots
from .corpus import (
    TABLES,
    BadInput,
    check_units,
    is_blank,
    kind_of,
    listing,
    nearest,
    need_table,
    need_tokens,
    need_whole,
    one_source,
    read_table,
)
from .words import log_likelihood

# ---------------------------------------------------------------- the four jobs of a frame

FUNCTIONS = ["problem", "cause", "judgement", "remedy"]


def functions():
    """What each source names as problem, cause, judgement and remedy: `source, function, answer, unit_ids, words`.

    One row for each source and function. `unit_ids` are separated by a space; `words` are taken from those units
    letter by letter and separated by " | ". Both may be an empty text where `answer` says that the text gives none.
    Refuses, with a `BadInput` that names the file, a table that is missing or damaged.

    Entman (1993), Framing: toward clarification of a fractured paradigm. The answers are one reading among others.
    """
    return _functions().copy()


@cache
def _functions():
    return read_table("frames/functions.csv", TABLES["frames/functions"].split(), closed={"function": FUNCTIONS})


def entman(source):
    """The four rows of one source, from problem to remedy, in the columns of `functions`; refuses an unknown source."""
    table = functions()
    rows = table[table["source"] == one_source(source, table["source"])]
    return rows.sort_values("function", key=lambda names: names.map(FUNCTIONS.index), kind="stable").reset_index(
        drop=True
    )


# ---------------------------------------------------------------- shares, and how far they can be trusted

# The values of the codebook's variable "frame", in its order; each has the words that `by_words` goes by. A star stands
# for any ending. They come from the codebook's own definitions, and were not fitted to any coding.
FRAME_WORDS = {
    "economy": "econom* trade* job* invest* loan* transport* infrastructure develop* corrupt* business* growth market*",
    "law": "sovereign* recogni* legal* illegal* law* treaty treaties court* member* right rights secession* independence veto*",
    "security": "war wars violen* army armies militar* peacekeep* allian* nato threat* strateg* secur* weapon* troop*",
    "rivalry": "rival* compet* lead leads leading win* block* sidelin* influence* battl* power powers ambition*",
    "achievement": "breakthrough* historic achiev* success* succeed* fail* feat triumph* milestone* victor* landmark*",
    "identity": "people* ethnic* religio* memor* national* identit* cultur* language* muslim* christian* albanian* serbs",
    "process": "meet* invit* mediat* talk* dialogue* negotiat* diploma* summit* visit* letter* envoy* conference*",
}
FRAMES = [*FRAME_WORDS, "none"]

_Z = NormalDist().inv_cdf(0.975)  # 1.96: 95 in 100 of a bell curve lie within as many standard errors


def wilson(count, of):
    """The 95 % interval of a share, by Wilson's score: `(low, high)`, two numbers from 0 to 1.

    `count` of `of` units have something. The interval holds each true share with which such a count would be no surprise:
    count / of lies within 1.96 of that share's standard errors. It never leaves 0 to 1, and 0 of 10 has one as well.
    Refuses, with a `BadInput`, what is no whole number, a count below 0 or above `of`, and an `of` of 0.

    Wilson (1927), Probable inference, the law of succession, and statistical inference.
    """
    for name, value in (("count", count), ("of", of)):
        if not _is_number(value) or value % 1 != 0:  # so are nan and infinity
            raise BadInput(f"{name} has to be a whole number of units, not {_number_or_kind(value)}.")
    count, of = int(count), int(of)
    if of < 1:
        raise BadInput(f"of has to be 1 or more, not {of}: a share of nothing is not defined.")
    if not 0 <= count <= of:
        raise BadInput(f"count has to lie between 0 and of ({of}), not be {count}.")
    middle = (count + _Z**2 / 2) / (of + _Z**2)
    reach = _Z / (of + _Z**2) * math.sqrt(count * (of - count) / of + _Z**2 / 4)
    low = 0.0 if count == 0 else middle - reach  # rounding would leave a trace
    high = 1.0 if count == of else middle + reach
    return low, high


def _number_or_kind(value):
    return str(value) if _is_number(value) else kind_of(value)


def _is_number(value):
    return isinstance(value, Real) and not isinstance(value, (bool, np.bool_))


def shares(coding, units, none=False):
    """How much of each source has each frame: `source, frame, count, of, share, low, high`, sources and then frames in order.

    `coding` has the columns `id, frame`, `units` has `id, source, text`. Every source has a row for every frame, with a
    count of 0 too. `of` counts the source's units with a frame: those coded "none" (headings, lines that make no claim)
    say nothing of the matter, so they are left out. With `none=True` they count in `of` and have a row of their own.
    A unit that is not coded, or coded blank, is left out, and so is a source without any unit to count. `share` is
    count / of; `low` and `high` are its 95 % interval by `wilson`. All three are from 0 to 1.

    The interval is that of units drawn by chance, each apart from the others. These are no sample: they are all there is
    of the text, and a sentence has the frame of the one before more often than chance would have it. So it does not say
    what the source would write next. It says how little a share of 13 units can carry: two shares whose intervals overlap
    widely are not to be told as a difference. For units that hang together it is too narrow, if anything.

    Refuses, with a `BadInput`, what is no such table, a unit coded twice, a frame that the codebook does not have, and
    a coding of none of these units.
    """
    both = _coded(coding, units)
    names = FRAMES if none else FRAMES[:-1]
    both = both[both["frame"].isin(names)]
    if both.empty:
        raise BadInput("None of these units has a frame in the coding: are the ids in the two tables the same?")
    counts = both.groupby(["source", "frame"]).size()
    sizes = both["source"].value_counts()
    rows = []
    for source in dict.fromkeys(units["source"]):
        of = int(sizes.get(source, 0))
        for frame in names if of else []:
            count = int(counts.get((source, frame), 0))
            rows.append((source, frame, count, of, count / of, *wilson(count, of)))
    return pd.DataFrame(rows, columns=["source", "frame", "count", "of", "share", "low", "high"])


def _coded(coding, units):
    """The units that have a frame in the coding, "none" among them: `id, source, frame`, in the order of the units."""
    check_units(units)
    need_table(coding, ["id", "frame"], "coding", names=())
    filled = coding.loc[[not is_blank(frame) for frame in coding["frame"]], ["id", "frame"]]
    for unit, frame in zip(filled["id"], filled["frame"]):
        if frame not in FRAMES:
            meant = nearest(frame, FRAMES)
            raise BadInput(
                f'{unit} has the frame "{str(frame)[:40]}", which is not in the codebook: did you mean {meant}?'
            )
    if filled["id"].duplicated().any():
        twice = filled.loc[filled["id"].duplicated(), "id"].iloc[0]
        raise BadInput(f"The coding has {twice} twice: leave one of the two rows out.")
    return units[["id", "source"]].merge(filled, on="id")


def show_shares(coding, units):
    """Show the table of `shares`: a block for each source, in it a line for each frame, the most frequent first: a mark and its interval.

    Takes and refuses what `shares` does. The numbers on the right are the units with that frame and all that count.
    """
    table = shares(coding, units)
    page, plain = "", []
    for source, rows in table.groupby("source", sort=False):
        rows = rows.sort_values("count", ascending=False, kind="stable")
        name = f"{html.escape(source)} ({rows['of'].iloc[0]} units)"
        lines = "".join(_share(row, plots.colour(source)) for row in rows.itertuples())
        scale = "".join(f"<small>{at}</small>" for at in ("0", "50", "100 %"))
        page += (
            f'<div style="{_BLOCK}"><b>{name}</b>{lines}<div style="display:flex">'
            f'<span style="flex:0 0 7em;margin-right:0.5em"></span><span style="flex:1 1 0;display:flex;justify-content:space-between">{scale}</span>'
            '<small style="flex:0 0 5em;margin-left:0.6em"></small></div></div>'
        )
        found = [f"{row.frame} {row.count} of {row.of} ({row.low:.0%} to {row.high:.0%})" for row in rows.itertuples()]
        plain.append(f"{source} ({rows['of'].iloc[0]} units) · {' · '.join(found)}")
    key = (
        "mark: the share counted · bar: its 95 % interval · Units coded “none” are left out. "
        "A cautious rule: a frame leads clearly if its bar parts from the next one’s."
    )
    page += f'<div style="{_BLOCK}"></div>' * (len(plain) % 2)  # so that the last is no wider than the others
    page = f'<div style="display:flex;flex-wrap:wrap">{page}</div>'
    plots.show_page("Which frame does each source have most?", key, page, plain, _shares_sentence(table))


_BLOCK = "flex:1 1 21em;max-width:28em;margin:0.6em 1em 0 0"


def _share(row, colour):
    low, share, high = (100 * number for number in (row.low, row.share, row.high))
    look = f"background-color:{colour};line-height:0.8"
    bar = (
        f'<span style="width:{low:.2f}%"></span><span style="width:{share - low:.2f}%;{look}"></span>'
        f'<span style="width:{high - share:.2f}%;{look};border-left:4px solid">&nbsp;</span>'
    )
    return (
        f'<div style="display:flex;align-items:center"><span style="flex:0 0 7em;text-align:right;margin-right:0.5em">{row.frame}</span> '
        f'<span style="flex:1 1 0;display:flex;border-left:1px solid #808080;border-right:1px solid #808080">{bar}</span> '
        f'<small style="flex:0 0 5em;margin-left:0.6em">{row.count} of {row.of}</small></div>'
    )


def _shares_sentence(table):
    leading, apart = [], []
    for source, its_shares in table.groupby("source", sort=False):
        most = its_shares[its_shares["count"] == its_shares["count"].max()]
        rest = its_shares.drop(most.index)
        leading.append(
            f"{listing(list(most['frame']))} in {source} ({_in_words(most.iloc[0])}; next {_in_words(rest.loc[rest['count'].idxmax()])})"
        )
        if len(most) == 1 and most["low"].iloc[0] > rest["high"][rest["count"].idxmax()]:
            apart.append(source)
    if not apart:
        parted = "in no source does its interval part from the runner-up’s"
    elif len(apart) == len(leading):
        parted = "its interval parts from the runner-up’s in every source"
    else:
        parted = f"its interval parts from the runner-up’s in {listing(apart)} alone"
    return f"The frame with the most units is {'; '.join(leading)}; {parted}."


def _in_words(row):
    return f"{row['count']} of {row['of']}, {row['low']:.0%} to {row['high']:.0%}"


# ---------------------------------------------------------------- words that mark a source


_SCORES = {"g2": "G²: the larger, the rarer by chance alone", "z": "z, the difference in standard errors"}
_BEYOND = {"g2": _Z**2, "z": _Z}  # what a single word passes once in forty times if the rates do not differ


def _top(top):
    if not _is_number(top) or top % 1 != 0 or top < 1:
        raise BadInput(f"top has to be a whole number, 1 or more, not {_number_or_kind(top)}.")
    return int(top)


def _score(table, which):
    """The column of a table by which its words are ordered: g2 or z."""
    if not isinstance(table, pd.DataFrame):
        raise BadInput(f"{which} has to be what keyness or log_odds gives, not {kind_of(table)}.")
    found = [name for name in _SCORES if name in table.columns]
    if "word" not in table.columns or len(found) != 1:
        raise BadInput(f"{which} has to have the columns word and either g2 or z: make it with keyness or log_odds.")
    if table["word"].duplicated().any() or not pd.api.types.is_numeric_dtype(table[found[0]]):
        raise BadInput(
            f"{which} has to have each word once, and a number under {found[0]}: make it with keyness or log_odds."
        )
    return found[0]


@plots.in_one_style
def draw_words(table, source, top=10):
    """Draw the words that mark a source most: how far each goes by G² or z, and how often it is in the target and elsewhere.

    `table` is what `keyness` or `log_odds` gives with the source as the target. The dashed line (a G² of 3.84, a z of 1.96)
    is what a single word passes about once in forty times if the rates do not differ: of a thousand words looked at, some
    25 would. For a word with few uses that is a rough guide, and with a strong prior fewer pass.
    Refuses another table, one without a word that marks the target, and a `top` below 1.
    """
    score, top = _score(table, "The table"), _top(top)
    need_table(table, ["target", "reference"], "table", "keyness or log_odds")
    marked = table[table[score] > 0].sort_values([score, "word"], ascending=[False, True])
    if marked.empty:
        raise BadInput("No word of this table marks the target: there is nothing to draw.")
    first, colour, line = marked.head(top), plots.colour(source), _BEYOND[score]
    fig, ax = plots.figure(8, 1.4 + 0.36 * (len(first) + 1))
    for y, row in enumerate(first.itertuples()):
        value = getattr(row, score)
        ax.hlines(y, 0, value, color=plots.outline(colour), linewidth=4)
        ax.plot(value, y, marker="o", markersize=10, color=colour, markeredgecolor="black")
        ax.text(
            1.06, y, f"{row.target} : {row.reference}", transform=ax.get_yaxis_transform(), ha="center", va="center"
        )
    ax.axvline(line, color=plots.GREY, linestyle="--", linewidth=1.5, zorder=0)
    far = 1.06 * max(first[score].max(), line)
    ax.text(line, len(first) - 0.1, "  beyond this line: a surprise, for a single word  ", color="#595959", fontsize=10.5,
            ha="left" if line < far / 2 else "right", va="center")  # fmt: skip
    ax.set_yticks(
        range(len(first)), [word if len(word) <= 18 else f"{word[:17]}…" for word in first["word"]], fontsize=12
    )
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(len(first) + 0.4, -0.6)
    ax.set_xlim(0, far)
    ax.set_xlabel(_SCORES[score])
    inches = fig.get_figheight()
    fig.subplots_adjust(left=0.25, right=0.88, bottom=0.62 / inches, top=1 - 0.45 / inches)
    ax.set_title(f"Words that mark {source}, with their uses in {source} : elsewhere", x=-0.35)
    plots.present(fig, _words_sentence(marked, first, source, score, line))


def _words_sentence(marked, first, source, score, line):
    words = ", ".join(f"{row.word} ({row.target} : {row.reference})" for row in first.itertuples())
    beyond = int((marked[score] > line).sum())
    name = {"g2": "G²", "z": "z"}[score]
    return (
        f"The words that mark {source} most, with their uses in {source} : elsewhere, are {words}. "
        f"Words with a {name} above 0: {len(marked)}; beyond {line:.2f}: {beyond}."
    )


def beyond_by_chance(target, reference, leave_out=(), uses=1, rounds=chance.ROUNDS):
    """How many words go beyond the dashed line of `draw_words` where chance alone decides who has them: a whole number a round.

    `target` and `reference` are lists of tokens, as for `keyness`. In each round all of them are shuffled, and as many as the target
    has are called the target. Counted are the words whose G² passes the line, with that many `uses` or more among those; not
    counted are the words in `leave_out`. Real words come in groups, so that a text always repeats some more than this: what goes
    further is not chance, and need not be a frame. Refuses texts in place of the lists, empty lists, and a number below 1.
    """
    target, reference = need_tokens(target, "The target"), need_tokens(reference, "The reference")
    uses = need_whole(uses, 1, "How many uses a word has to have (uses)")
    known, codes = np.unique([*target, *reference], return_inverse=True)
    totals, everything = np.bincount(codes), len(codes)
    beyond = {total: _least_beyond(total, len(target), everything) for total in np.unique(totals)}
    least = np.maximum([beyond[total] for total in totals], uses)
    able = (least <= totals) & ~np.isin(known, list(leave_out))  # the others need no counting
    column = np.where(able, able.cumsum(), 0)  # from 1 on; 0 for all others together
    dealt = column[chance.shuffled(codes, len(target), rounds)]
    wide = able.sum() + 1
    here = np.bincount((dealt + wide * np.arange(rounds)[:, None]).ravel(), minlength=wide * rounds)
    return (here.reshape(rounds, wide)[:, 1:] >= least[able]).sum(axis=1)


def _least_beyond(total, size, everything):
    """How many of its uses a word must have among `size` of the tokens, if it has `total` among all, for its G² to pass the line."""
    here = np.arange(total + 1)
    beyond = here[log_likelihood(here, total - here, size, everything - size) > _BEYOND["g2"]]
    return beyond[0] if len(beyond) else total + 1


# ---------------------------------------------------------------- a rule of keywords


def by_words(units):
    """A coding of the frame by keywords alone, to be measured against a reading: `id, frame, words`, one row a unit.

    A unit gets the frame of `FRAME_WORDS` that has the most words in it, each use counted; the first of them in the
    codebook's order if several have as many, and "none" if there is no word. `words` has the words that decided, as
    they stand in the text, separated by " | ". Whole words, in capitals or not. Refuses what is no table of units.
    """
    check_units(units)
    rows = []
    for unit, text in zip(units["id"], units["text"]):
        found = {frame: pattern.findall(text) for frame, pattern in _patterns().items()}
        frame = max(found, key=lambda name: len(found[name]))  # of several, the first
        rows.append((unit, frame if found[frame] else "none", " | ".join(found[frame])))
    return pd.DataFrame(rows, columns=["id", "frame", "words"])


@cache
def _patterns():
    known = {frame: "|".join(words.split()).replace("*", r"\w*") for frame, words in FRAME_WORDS.items()}
    return {frame: re.compile(rf"\b(?:{words})\b", re.I) for frame, words in known.items()}
