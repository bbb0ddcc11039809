"""What a page is made of, and when it was written (lesson 01)."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

import pandas as pd

from . import corpus, plots
from .corpus import check_units, need_table
from .rules import line_clues, page_lines

# What the lines of a page are, in three groups; the roles are those of `data/anatomy.csv`.
GROUPS = {
    "the article": ["headline", "standfirst", "heading", "body", "list", "table"],
    "about the article": ["byline", "caption", "credit"],
    "put there by the site": ["site-furniture", "related-links", "markup"],
}

VISITOR_WORDS = ["advertisement", "click", "newsletter", "share this", "sign up", "subscribe", "you might also like"]
LINK_LABELS = [
    "you might also like",
    "related",
    "read more",
    "read next",
    "read also",
    "more on",
    "more from",
    "recommended",
]


def lines(sources):
    """Every line of the sources that is not empty: `source, line, text`, lines counted from 1.

    `sources` has the columns `id` and `text`. Nothing is cleaned.
    """
    return pd.DataFrame(
        [
            (source, number, line)
            for source, text in zip(sources["id"].tolist(), sources["text"].tolist())
            for number, line in enumerate(text.split("\n"), start=1)
            if line.strip()
        ],
        columns=["source", "line", "text"],
    )


def furniture(lines, visitor_words=VISITOR_WORDS):
    """Which lines were put there by the site and not by a writer: True or False, one for each row of `lines`.

    `lines` has the columns `source, line, text`, in order. Three rules: the line has no letter in it; a word in it
    begins with one of `visitor_words`, capitals or not; it is the label of a list of links, or it stands below one, with nothing but
    such lines between, and does not end in a full stop. English only. `roles` asks more of a line.
    """
    visitor = re.compile(r"\b(?:" + "|".join(map(re.escape, visitor_words)) + ")", re.IGNORECASE)
    label = re.compile(rf"(?:{'|'.join(LINK_LABELS)})\b[^.!?]*$", re.IGNORECASE)
    marks, below = [], None
    for source, text in zip(lines["source"].tolist(), lines["text"].tolist()):
        is_label = bool(label.match(text))
        is_link = below == source and not text.rstrip().endswith((".", ".”", '."'))
        below = source if is_label or is_link else None
        no_letter = not any(map(str.isalpha, text))
        marks.append(is_label or is_link or no_letter or bool(visitor.search(text)))
    return pd.Series(marks, index=lines.index, dtype=bool)


@cache
def page_words():
    """What `data/page/page_words.csv` has, made ready for `rules.page_lines.roles`."""
    file = "page/page_words.csv"
    table = corpus.read_table(file, ["kind", "words"], {"kind": WORDS})
    words = table["words"].str.strip().where(table["kind"] == "agency", table["words"].str.strip().str.lower())
    phrases = words[words != ""].groupby(table["kind"]).agg(list).to_dict()
    lacking = next((kind for kind in WORDS if kind not in phrases), None)
    if lacking:
        raise corpus.damaged(file, f"it has no words of the kind {lacking}")
    return line_clues.Words(phrases)


WORDS = "label opening inside links subjects button beside written worked date picture agency".split()


def roles(lines):
    """What each line of a page is, by rule, and by which clue: `role, why`, one row for each of `lines`, both empty for the article.

    `lines` has the columns `source, line, text`, in order, as from the function of that name. The roles are those of
    `data/anatomy.csv`: byline (who wrote it, or when), caption, credit, related-links, site-furniture, markup. A line is taken for one
    of these only by a clue of its own, or of its place: below a label such as *Related* it looks like a title, above the article it
    is a menu, it is the head of several pages, it repeats words of the article, or it stands behind the end. The words are in
    `data/page/page_words.csv`: English ones, and a few of the languages of the region. The rule is ours.
    """
    found = _roles_once(*corpus.cells(lines, "source", "line", "text"))
    return pd.DataFrame(found, columns=["role", "why"], index=lines.index)


@lru_cache(maxsize=1)  # lesson 11 asks for those of its texts twice
def _roles_once(sources, numbers, texts):
    found = []
    lines = pd.DataFrame({"source": sources, "line": numbers, "text": texts})
    for _, page in lines.groupby("source", sort=False):
        found += page_lines.roles(page["text"].tolist(), page["line"].tolist(), page_words())
    return found


def left_out(sources, units):
    """The lines of texts in which no unit stands, each with the clue by which it was left out: `source, line, role, why, text`.

    Lines that are empty are passed over. Role and clue are those of `roles`, and empty where the rule gives none: then a person left
    the line out. `sources` has `id, text`, `units` has `id, source, line, text`. Refuses other tables.
    """
    need_table(sources, ["id", "text"], "sources")
    check_units(units)
    need_table(units, ["line"], "units", "`read_folder`")
    all_lines = lines(sources)
    used = set(zip(units["source"].tolist(), units["line"].tolist()))
    out = [place not in used for place in zip(all_lines["source"].tolist(), all_lines["line"].tolist())]
    table = all_lines.join(roles(all_lines))[out]
    return table[["source", "line", "role", "why", "text"]].reset_index(drop=True)


class Score(NamedTuple):
    precision: float  # of what was found, how much was wanted
    recall: float  # of what was wanted, how much was found
    extra: list  # found and not wanted
    missed: list  # wanted and not found


def score(found, wanted):
    """Precision and recall of what a method found, against a hand-made answer; both are any collections of labels.

    Precision is not a number (nan) where nothing was found, recall where nothing was wanted.
    """
    found, wanted = set(found), set(wanted)
    hits = len(found & wanted)
    return Score(
        hits / len(found) if found else float("nan"),
        hits / len(wanted) if wanted else float("nan"),
        sorted(found - wanted),
        sorted(wanted - found),
    )


def interval(clues):
    """The days that all clues allow: `(earliest, latest)`, written `2020-06-18`; empty where no clue sets a limit.

    `clues` has the columns `earliest` and `latest`, in the same form. Days in this form sort as text.
    """
    earliest = max(clues["earliest"], default="")
    latest = min((day for day in clues["latest"] if day), default="")
    return earliest, latest


def intervals(clues):
    """For each source the days it can have been written, `source, earliest, latest, days`.

    `clues` has the columns `source, earliest, latest`. `days` counts both ends; it is missing where an end is open.
    """
    table = pd.DataFrame(
        [(source, *interval(clues_of_it)) for source, clues_of_it in clues.groupby("source")],
        columns=["source", "earliest", "latest"],
    )
    first, last = pd.to_datetime(table["earliest"]), pd.to_datetime(table["latest"])
    return table.assign(days=((last - first).dt.days + 1).astype("Int64"))


@plots.in_one_style
def draw_intervals(wide, narrow):
    """Draw the days each source can have been written: a pale bar for `wide`, a full one for `narrow`.

    Both are tables of `intervals`, the first from the pages alone and the second with what was looked up besides.
    """
    import matplotlib.dates as mdates

    fig, ax = plots.figure(9.5, 4.2)
    for row, (pale, full) in enumerate(zip(wide.itertuples(), narrow.itertuples())):
        colour = plots.colour(pale.source)
        for bar, height, strength in ((pale, 0.62, 0.3), (full, 0.34, 1)):
            first = mdates.datestr2num(bar.earliest)
            # The outline keeps a bar of one day visible among eight years.
            ax.barh(row, bar.days, left=first, height=height, color=colour, alpha=strength)
            ax.barh(row, bar.days, left=first, height=height, fill=False, edgecolor=plots.outline(colour), linewidth=2)
        end = mdates.datestr2num(max(pale.latest, full.latest))
        ax.annotate(_days(full), (end, row), (10, 0), textcoords="offset points", va="center")
    ax.set_yticks(range(len(wide)), wide["source"], fontsize=18, fontweight="bold")
    ax.invert_yaxis()
    ax.xaxis_date()
    years = pd.to_datetime([*wide["earliest"], *wide["latest"]]).year
    ax.set_xticks(
        [pd.Timestamp(year, 1, 1) for year in range(years.min(), years.max() + 1)],
        labels=range(years.min(), years.max() + 1),
    )
    first, last = ax.get_xlim()
    ax.set_xlim(first - 60, last + 0.28 * (last - first))  # room for the dates beside the bars
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    ax.set_title("When can each article have been written?")
    ax.set_xlabel("pale: from the page and common knowledge · full: with what was looked up or compared")
    widest = wide.loc[wide["days"].idxmax()]
    plots.present(
        fig,
        f"With what was looked up, these days are possible: {_sentence(narrow)}. From the pages alone, source "
        f"{widest.source} has the widest interval: {widest.days:,} days.",
    )


def _days(row):
    first, last = pd.Timestamp(row.earliest), pd.Timestamp(row.latest)
    if first == last:
        return f"{first.day} {first:%B %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {last:%B %Y}"
    end = f"{last.day} {last:%b %Y}"
    return f"{first.day} {first:%b %Y} – {end}"


def _sentence(table):
    days = [f"{row.days:,} day{'' if row.days == 1 else 's'}" for row in table.itertuples()]
    return "; ".join(f"source {row.source}, {_days(row)} ({count})" for row, count in zip(table.itertuples(), days))


def makeup(lines, anatomy):
    """How many words of each page are the article, are about it, and were put there by the site.

    `lines` as from `lines`, `anatomy` with `source, line, role`. Gives one row a source, one column a group, in words.
    """
    both = lines.merge(anatomy, on=["source", "line"])
    both = both.assign(words=both["text"].str.split().str.len(), group=both["role"].map(_group))
    return both.pivot_table(index="source", columns="group", values="words", aggfunc="sum", fill_value=0)[list(GROUPS)]


def _group(role):
    return next(name for name, roles in GROUPS.items() if role in roles)


def blocks(lines, anatomy):
    """Each line as a block of its page: `source, line, role, look, column, top, height`.

    `height` is the line's share of the characters of its page, `top` where it begins, from 1 at the top to 0 at the
    bottom; `column` is the middle of its page's column. `look` is "body", or the group of the line's role.
    """
    both = lines.merge(anatomy, on=["source", "line"])
    size = both["text"].str.len()
    pages = size.groupby(both["source"])
    height = size / pages.transform("sum")
    return both[["source", "line", "role"]].assign(
        look=both["role"].map(lambda role: role if role == "body" else _group(role)),
        column=1.5 * pages.ngroup(),
        top=1 - height.groupby(both["source"]).cumsum() + height,
        height=height,
    )


# How a block looks: the colour (of its source, if none is given), its strength, its hatching, its edge.
LOOKS = {
    "body": (None, 1, None, "white"),
    "the article": (None, 0.55, None, "black"),
    "about the article": ("#D9D9D9", 1, None, "black"),
    "put there by the site": ("white", 1, "xxxx", "black"),
}


@plots.in_one_style
def draw_page(lines, anatomy):
    """Draw each page from its first line to its last: a column in which a line is a block as tall as its text is long."""
    from matplotlib.collections import PolyCollection  # one for many blocks: a bar for each takes half a second longer

    fig, ax = plots.figure(9.5, 5.5)
    fig.subplots_adjust(bottom=0.02)  # nothing stands below the numbers of words
    table = blocks(lines, anatomy)
    for look, (colour, strength, hatch, edge) in LOOKS.items():
        same_look = table[table["look"] == look]
        corners = [
            [(x - 0.35, top), (x + 0.35, top), (x + 0.35, top - height), (x - 0.35, top - height)]
            for x, top, height in same_look[["column", "top", "height"]].to_numpy()
        ]
        colours = [colour or plots.colour(source) for source in same_look["source"]]
        ax.add_collection(
            PolyCollection(corners, facecolors=colours, edgecolors=edge, alpha=strength, hatch=hatch, linewidths=0.8)
        )
    for (source, column), page in table.groupby(["source", "column"]):
        _label_roles(ax, page)
        words = lines.loc[lines["source"] == source, "text"].str.split().str.len().sum()
        ax.text(column, -0.03, f"{words:,} words", ha="center", va="top")
        ax.text(column, 1.02, source, ha="center", fontsize=20, fontweight="bold")
    ax.set_xlim(-0.5, column + 1)
    ax.set_ylim(-0.08, 1.1)
    ax.axis("off")
    ax.set_title("What five pages are made of, from top to bottom", pad=24)
    key = (
        "colour: the article (paler: headlines, headings, lists, tables) · grey: about the article · crossed: the site"
    )
    ax.text(0, 1, key, transform=ax.transAxes, va="bottom", fontsize=10.5)
    shares = makeup(lines, anatomy)
    site = (100 * shares["put there by the site"] / shares.sum(axis="columns")).round()
    site_shares = ", ".join(f"{share:.0f} % in {source}" for source, share in site.items())
    plots.present(fig, f"Of the words on each page, the site put there {site_shares}.")


def _label_roles(ax, page):
    """Write beside each run of neighbours of one role what they are, if the run is tall enough to be seen."""
    runs, y = (page["role"] != page["role"].shift()).cumsum(), 2.0
    for _, run in page.groupby(runs):
        first = run.iloc[0]
        height = run["height"].sum()
        least = 0.025 if first["role"] == "headline" else 0.014  # a headline is known by its place
        if height > least and first["role"] != "body":
            y = min(first["top"] - height / 2, y - 0.04)  # below the words of the run before, and clear of them
            ax.text(first["column"] + 0.39, y, first["role"].replace("-", " "), va="center", fontsize=9)
