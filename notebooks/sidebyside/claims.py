"""What a text asks to be believed: the codebook, codings of units by it, and how far two or more of them agree.

The five sources' own codings are the tables `coding/reference`, `coding/first_pass` and `coding/second_pass`;
those of a class lie in `data/mine/coding/`, one file a coder.
"""

import re
from collections.abc import Iterable, Set
from functools import cache
from numbers import Number
from pathlib import Path

import numpy as np
import pandas as pd

from . import chance, corpus, files, plots
from .corpus import BadInput, is_blank, kind_of, listing, nearest, need_column, need_list, need_table, shortened
from .display import no_such_unit, unit_id
from .moved import by_sentence

# ---------------------------------------------------------------- agreement


def agreement(first, second):
    """The share of units to which two coders gave the same code, from 0 to 1; takes and refuses what `kappa` does."""
    first_codes, second_codes, _ = _pairs(first, second)
    return float((first_codes == second_codes).mean())


def kappa(first: Iterable, second: Iterable) -> float:
    """Cohen's kappa of two codings of the same units: 1 for full agreement, 0 for what chance would give.

    `first` and `second` are two lists (or columns of a table) of codes, the same unit at the same place in both. A unit
    that either coder left blank (None, not a number, ..., or an empty text) is left out. Chance is that of two coders
    who give each code as often as these do, but blindly. Gives a number, below 0 for less agreement than chance.

    Refuses, with a `BadInput` of one sentence, what is no list, two lists of unequal length or of the same units in
    another order, no unit that both have coded, texts mixed with numbers, and one code for everything, where chance
    alone is full agreement and kappa is not defined.

    Cohen (1960), A coefficient of agreement for nominal scales.
    """
    first_codes, second_codes, codes = _pairs(first, second)
    here, there = (np.bincount(coded, minlength=len(codes)) / len(coded) for coded in (first_codes, second_codes))
    expected = here @ there
    if expected == 1:
        raise BadInput(
            f'Both coders gave the code "{codes[first_codes[0]]}" to every unit: chance alone would agree as well, so kappa is not defined.'
        )
    return float(((first_codes == second_codes).mean() - expected) / (1 - expected))


def kappas_again(first, second):
    """Kappa of the same units drawn again (`chance.drawn_again`), a number a round; `chance.middle` of them is the interval of kappa.

    A round in which every unit has one code has no kappa, and is left out. Takes what `kappa` does, and refuses what cannot be compared.
    """
    first_codes, second_codes, codes = _pairs(first, second)
    size, cells = len(codes), len(codes) ** 2
    rounds = chance.drawn_again(first_codes * size + second_codes)
    counts = np.bincount((rounds + cells * np.arange(len(rounds))[:, None]).ravel(), minlength=cells * len(rounds))
    shares = counts.reshape(-1, size, size) / len(first_codes)
    shares = shares[np.diagonal(shares, axis1=1, axis2=2).max(axis=1) < 1]
    expected = (shares.sum(axis=1) * shares.sum(axis=2)).sum(axis=1)
    return (np.trace(shares, axis1=1, axis2=2) - expected) / (1 - expected)


def agreement_table(first, second):
    """How often each code of one coder met each code of the other: a square table of counts.

    The first coder's codes are in the rows and the second's in the columns, all of them in both, in order; so the
    units on which they agree are on the diagonal. Takes, leaves out and refuses what `kappa` does, but one code for
    everything is a table too.
    """
    first_codes, second_codes, codes = _pairs(first, second)
    counts = np.bincount(first_codes * len(codes) + second_codes, minlength=len(codes) ** 2).reshape(len(codes), -1)
    used = [n for n in range(len(codes)) if counts[n].any() or counts[:, n].any()]
    used.sort(key=lambda n: codes[n] if isinstance(codes[n], (str, Number)) else str(codes[n]))
    names = [codes[n] for n in used]
    table = pd.DataFrame(counts[np.ix_(used, used)], index=names, columns=names)
    return table.rename_axis(index="first", columns="second")


def alpha(codings: pd.DataFrame) -> float:
    """Krippendorff's alpha for codes without an order (nominal): 1 for full agreement, 0 for what chance would give.

    `codings` is a table with units in rows and coders in columns; any number of coders; a blank (None, not a number,
    ..., or an empty text) is a code that is missing. A unit with fewer than two codes says nothing about agreement
    and is left out. Gives a number, below 0 for less agreement than chance.

    Refuses, with a `BadInput` of one sentence, what is no table, a column `id` (the ids go into the index), fewer than
    two coders, no unit or only one that two coders have coded, texts mixed with numbers, and one code for everything,
    where alpha is not defined.

    Krippendorff (2011), Computing Krippendorff's alpha-reliability, section C. It is counted in time that grows with
    the number of cells; `AnnotationTask` of `nltk.metrics` gives the same number where neither refuses.
    """
    if not isinstance(codings, pd.DataFrame):
        raise BadInput(
            f"The codings have to be a table with the units in rows and the coders in columns, not {kind_of(codings)}."
        )
    if "id" in codings.columns:
        raise BadInput('The column "id" names the units and is no coder: use codings.set_index("id").')
    if codings.shape[1] < 2:
        raise BadInput("Agreement takes two coders or more: the table needs a column for each of them.")
    codes, names = _codes(codings.to_numpy(dtype=object).ravel())
    unit = np.repeat(np.arange(len(codings)), codings.shape[1])[codes >= 0]
    codes = codes[codes >= 0]
    if not codes.size:
        raise BadInput("There is no code in the table: every cell is blank.")
    in_unit = np.bincount(unit)
    kept = in_unit[unit] > 1
    unit, codes = unit[kept], codes[kept]
    if len(units := np.unique(unit)) < 2:
        few = f"Only one unit ({codings.index[units[0]]})" if len(units) else "No unit"
        raise BadInput(f"{few} was coded by two coders or more: alpha needs at least two such units.")
    used = np.bincount(codes)
    if (used > 0).sum() == 1:
        raise BadInput(
            f'Everything that counts here has the code "{names[codes[0]]}": where nothing differs, alpha is not defined.'
        )
    # Each unit counts with its ordered pairs of equal codes, shared out so that each of its codes weighs 1.
    cell, _ = pd.factorize(unit * len(names) + codes)
    alike = np.bincount(cell)[cell] - 1
    observed = (alike / (in_unit[unit] - 1)).sum()
    size = len(codes)
    expected = (used.astype(float) * (used - 1)).sum() / (size - 1)
    return float((observed - expected) / (size - expected))


def _pairs(first, second):
    """The codes of the units that both have coded, as two arrays of places in the third thing given, a list of codes."""
    both = [_listed(given, which) for given, which in ((first, "first"), (second, "second"))]
    if len(both[0]) != len(both[1]):
        raise BadInput(
            f"The first coding has {len(both[0])} codes and the second {len(both[1])}: they have to be of the same units."
        )
    if isinstance(first, pd.Series) and isinstance(second, pd.Series) and not first.index.equals(second.index):
        if first.index.is_unique and set(first.index) == set(second.index):
            raise BadInput(
                "The two codings have their units in different orders: bring them into one table first, with merge."
            )
    codes, names = _codes(np.concatenate(both))
    first_codes, second_codes = codes[: len(both[0])], codes[len(both[0]) :]
    kept = (first_codes >= 0) & (second_codes >= 0)
    if not kept.any():
        raise BadInput("There is no unit that both have coded: nothing can be compared.")
    return first_codes[kept], second_codes[kept], names


def _listed(given, which):
    given = need_list(given, f"The {which} coding", "codes, one a unit", no_order=(Set,))
    listed = np.empty(len(given), dtype=object)
    listed[:] = given
    return listed


def _codes(values):
    """Each value as a place in the list of different values, -1 where it is blank; and that list."""
    try:
        codes, names = pd.factorize(values)
    except TypeError:
        raise BadInput("A code has to be a single word or number, and one of these is a list of several.") from None
    blank = np.array([is_blank(name) for name in names], dtype=bool)
    known = [name for name, empty in zip(names, blank) if not empty]
    if len({isinstance(name, str) for name in known}) > 1:
        word, number = (next(n for n in known if isinstance(n, str) is wanted) for wanted in (True, False))
        raise BadInput(
            f'Some codes are texts ("{word}") and others are not ({number}): write them all in the same way.'
        )
    places = np.append(np.where(blank, -1, np.cumsum(~blank) - 1), -1)  # the last is for -1, a missing value
    return places[codes], known


# ---------------------------------------------------------------- the codebook


def codebook():
    """The codebook as a table, one row a value: `variable, question, value, meaning`, none missing.

    `question` is what the variable asks of a unit. All of it is read from `data/coding/codebook.md`, so that whoever
    changes the rules changes them for the desk and the checks as well.
    Refuses, with a `BadInput` that names the file, one that is missing or has no such lists in it.
    """
    return _codebook().copy()


@cache
def _codebook():
    file = "coding/codebook.md"
    rows = []
    for part in re.split(r"^## ", corpus.read_text(file), flags=re.M)[1:]:
        heading = re.match(r"(\w+): (.+)\n", part)
        if not heading:
            continue
        values = re.findall(r"^\| `(\w+)` \| (.+?) \|", part, flags=re.M)
        if not values:  # a question of yes or no is put as a sentence
            said = " ".join(part.split())
            values = re.findall(r"`(\w+)` if ([^:]+)", said) + [
                (no, "otherwise") for no in re.findall(r"Otherwise `(\w+)`", said)
            ]
        rows += [(heading[1], heading[2], value, meaning) for value, meaning in values]
    table = pd.DataFrame(rows, columns=["variable", "question", "value", "meaning"])
    missing = [name for name in VARIABLES if (table["variable"] == name).sum() < 2]
    if missing:
        raise corpus.damaged(file, f"the values of {missing[0]} are not to be found in it")
    return table


VARIABLES = ["kind", "voice", "certainty", "frame", "loaded"]


def _values(codebook_values=None):
    """`{variable: its values}`, from a codebook's table, from a dictionary, or from the course's own codebook."""
    if codebook_values is None:
        codebook_values = _codebook()
    if isinstance(codebook_values, pd.DataFrame):
        return {name: list(part["value"]) for name, part in codebook_values.groupby("variable", sort=False)}
    return {name: list(values) for name, values in codebook_values.items()}


# ---------------------------------------------------------------- codings of one's own


def check_codings(table, units, codebook_values=None, blanks=True):
    """What of a student's coding can be used, and what is wrong with the rest: `(good, problems)`.

    `table` has a column `id` and one or more of the codebook's variables; other columns are left out. `units` has the
    columns `id` and `source`. `codebook_values` is a table as `codebook` gives it or `{variable: values}`; without it,
    the course's own. `good` has `id` and the variables: each unit once, in the table's order, ids and values as they
    should be written, and an empty text where there is no code that counts. `problems` is a list of sentences: an id
    that does not exist, a row twice (the first counts), a value that is not in the list, a column that is no variable,
    and, unless `blanks` is False, for each variable the units that have no code yet.

    A column `sentence`, which the desk writes for texts of one's own, says which sentence each row is about: where a text was changed,
    a code goes with its sentence to the id that it has now, and without it is left out; both are said.

    Refuses, with a `BadInput`, what is no table, and a table without a column `id` or without any variable.
    """
    values = _values(codebook_values)
    need_table(table, ["id"], "coding", names=())
    for name in table.columns:
        need_column(table, name, "coding", ())
    variables = [name for name in values if name in table.columns]
    if not variables:
        raise BadInput(f"The coding has none of the columns {', '.join(values)}: there is nothing in it to count.")
    problems = [
        f'"{shortened(name)}" is no variable of the codebook (did you mean {nearest(name, values)}?), and is left out.'
        for name in table.columns
        if name not in {"id", "loaded_span", "note", "sentence", *values, *units.columns}
    ]
    table, moved = by_sentence(table, units)
    problems += moved
    known = set(units["id"])
    rows, blank = {}, {name: [] for name in variables}
    again = {}
    for given, *codes in table[["id", *variables]].itertuples(index=False, name=None):
        unit = unit_id(given)
        if is_blank(given):
            if not all(map(is_blank, codes)):
                problems.append("A row has codes but no id, and is left out.")
        elif unit not in known:
            problems.append(no_such_unit(given, units["id"]))
        elif unit in rows:
            again[unit] = again.get(unit, 1) + 1
        else:
            row = rows[unit] = {"id": unit}
            for name, code in zip(variables, codes):
                row[name] = "" if is_blank(code) else _value(code, values[name])
                if is_blank(code):
                    blank[name].append(unit)
                elif not row[name]:
                    meant = nearest(str(code).lower(), values[name])
                    problems.append(
                        f'{unit} has "{shortened(code)}" as {name}, which is not in the list: did you mean {meant}?'
                    )
    problems += [
        f"{unit} is there {'twice' if n == 2 else f'{n} times'}; the first row counts." for unit, n in again.items()
    ]
    if blanks:
        problems += [f"No {name} yet for {_some(ids)}." for name, ids in blank.items() if ids]
    return pd.DataFrame(list(rows.values()), columns=["id", *variables]), problems


def _value(code, values):
    """The value that a code means, capitals and spaces apart, or an empty text."""
    code = str(code).strip().lower()
    return code if code in values else ""


def _some(ids):
    return listing(ids) if len(ids) <= 6 else f"{', '.join(ids[:5])} and {len(ids) - 5} more units"


def class_table(codings, reference=None):
    """How far the coders of a class agree with the reference and with each other: `variable, coder, units, agreement`.

    `codings` is as `read_codings` gives it, `reference` a coding with `id` and the variables. A row for each coder and variable:
    the share of `units` in which the code is the reference's; none without a reference. Where two coders or more have two units in
    common, one more row has Krippendorff's alpha of them all in place of the share. Without codings the table is empty.
    """
    rows = []
    for variable, coded in codings.groupby("variable", sort=False):
        table = coded.pivot(index="id", columns="coder", values="value")
        for coder in table if reference is not None else ():
            codes = table[coder].dropna()
            known = reference.set_index("id")[variable]
            rows.append((variable, coder, len(codes), agreement(codes, known[codes.index])))
        shared = table[table.notna().sum(axis="columns") > 1]
        if len(shared) > 1 and shared.stack().nunique() > 1:
            rows.append((variable, f"alpha of {table.shape[1]} coders", len(shared), alpha(table)))
    return pd.DataFrame(rows, columns=["variable", "coder", "units", "agreement"]).round({"agreement": 2})


def splits(codings):
    """Where the coders of a class differ: `variable, unit_id, codes`, a row a unit, the most divided first.

    `codings` is as `read_codings` gives it. `codes` says who gave which code (record: ana, cem · value: ben), that of most coders
    first. A unit of one coder alone, or with one code, is not there.
    """
    of_unit, rows = {}, []
    for variable, unit, code, coder in zip(*corpus.cells(codings, "variable", "id", "value", "coder")):
        of_unit.setdefault((variable, unit), {}).setdefault(code, []).append(coder)
    for (variable, unit), who in of_unit.items():
        by_most = sorted(who, key=lambda code: -len(who[code]))
        if len(who) > 1:
            said = " · ".join(f"{code}: {', '.join(who[code])}" for code in by_most)
            rows.append((len(who[by_most[0]]) / sum(map(len, who.values())), variable, unit, said))
    rows.sort(key=lambda row: row[0])
    return pd.DataFrame([row[1:] for row in rows], columns=["variable", "unit_id", "codes"])


def coding_folder():
    """Where the codings of a class lie: `data/mine/coding`. It need not be there."""
    return corpus.DATA / "mine" / "coding"


def read_codings(folder=None, units=None):
    """Every coder's file of a folder, `data/mine/coding` if none is named: `(codings, problems)`.

    A coder's file is a CSV with the coder's name for its name, a column `id`, and one or more of the codebook's
    variables. `codings` has `coder, id, variable, value`, one row for each code that counts, ordered as the files and then
    as in each. `problems` is a list of sentences, each with the name of the file: what cannot be read, and what
    `check_codings` has to say. A copy of a coder's file, such as "ana (1).csv", is no other coder: the file that it is a copy of
    counts, and one sentence says whether they differ. `units` are those that were coded: the five sources', if none are given.
    Without the folder, or with nothing in it, both are empty. Nothing is written.
    """
    folder = coding_folder() if folder is None else Path(folder)
    units = corpus.units_read(units)

    def codes(file):
        table, remark = read_coding(file)
        good, wrong = check_codings(table, units)
        found = {
            (row["id"], name): row[name] for row in good.to_dict("records") for name in good.columns[1:] if row[name]
        }
        return found, [remark, *wrong] if remark else wrong

    found, problems = files.of_a_class(folder, codes, "coding", "code")
    rows = [(coder, *place, value) for coder, values in found.items() for place, value in values.items()]
    return pd.DataFrame(rows, columns=["coder", "id", "variable", "value"]), problems


def read_coding(file):
    """A coder's file as a table of texts, and a sentence on how it was read, mostly empty: as `files.read_csv`, with a column `id`."""
    return files.read_csv(file, "id", what="coding")


# ---------------------------------------------------------------- a rule of keywords

# What a rule without understanding goes by. The first value with one of its words in the unit is given.
KIND_WORDS = {
    "prescription": "should must need needs ought urgent necessary",
    "prediction": "will would may might could likely",
    "cause": "because cause causes due reason therefore thus",
    "value": "good bad great important crucial vital historic futile",
}
CERTAINTY_WORDS = {
    "hedged": "may might could likely perhaps possibly potential reportedly",
    "boosted": "clearly undoubtedly certainly obviously truly never always",
}


def keyword_rule(units):
    """A coding by keywords alone, to be measured against the reference: `id, kind, certainty`, one row a unit.

    A heading makes no claim (`none` in both). Otherwise the kind is the first of `KIND_WORDS` that has a word in the
    unit, or `record`; the certainty the first of `CERTAINTY_WORDS`, or `plain`. Whole words, in capitals or not.
    `units` has the columns `id, role, text`.
    """
    table = units[["id"]].reset_index(drop=True)
    for name, words, otherwise in (("kind", KIND_WORDS, "record"), ("certainty", CERTAINTY_WORDS, "plain")):
        patterns = {value: re.compile(rf"\b(?:{'|'.join(known.split())})\b", re.I) for value, known in words.items()}
        table[name] = [
            "none"
            if role == "heading"
            else next((value for value, found in patterns.items() if found.search(text)), otherwise)
            for role, text in zip(units["role"], units["text"])
        ]
    return table


# ---------------------------------------------------------------- the figure

TALL = 5  # squares in a column of a block
_STEP = TALL + 1.5  # from one source to the next


@plots.in_one_style
def draw_claims(coding, units):
    """Draw each unit as a square: a row of blocks for each source, a block for each kind of claim, with its count.

    `coding` has `id, kind, certainty`, `units` has `id, source`. A white square is hedged, one in colour put plainly,
    a black one boosted; a small dot makes no claim. In a block they go down and then to the right: those put plainly,
    then the hedged and the boosted, each in the order of the text.
    """
    both = units[["id", "source"]].merge(coding[["id", "kind", "certainty"]], on="id")
    kinds = [kind for kind in _values()["kind"] if (both["kind"] == kind).any()]
    sources = list(dict.fromkeys(both["source"]))
    counts = pd.crosstab(both["source"], both["kind"]).reindex(index=sources, columns=kinds, fill_value=0)
    names = ["no claim" if kind == "none" else kind for kind in kinds]
    left = [0.0]
    for kind, name in zip(kinds, names):
        left.append(left[-1] + max(-(-int(counts[kind].max()) // TALL) + 1.9, 0.56 * len(name) + 0.9))
    bottom = -_STEP * len(sources)
    inches = 0.225  # a square's side
    fig, ax = plots.figure(inches * (left[-1] + 5), inches * (5.3 - bottom))
    fig.subplots_adjust(left=0, right=1, bottom=0, top=1 - 2 * inches / fig.get_figheight())
    squares, both = [], both.sort_values("certainty", key=lambda column: column.map(_ORDER), kind="stable")
    for row, source in enumerate(sources):
        top, its_units, colour = -_STEP * row, both[both["source"] == source], plots.colour(source)
        ax.text(-1.2, top - 1.5, source, ha="right", va="center", fontsize=26, fontweight="bold")
        ax.text(-1.2, top - 3.6, f"{len(its_units)} units", ha="right", va="center", fontsize=12)
        for kind, start in zip(kinds, left):
            block = its_units.loc[its_units["kind"] == kind, "certainty"].tolist()
            squares += [(start + n // TALL, top - n % TALL, certainty, colour) for n, certainty in enumerate(block)]
            most = len(block) == counts.loc[source].max()
            ax.text(
                start + -(-len(block) // TALL) + (0.2 if len(block) else 0), top - 0.5, len(block), va="center", fontsize=14,
                fontweight="bold" if most else "normal", color="black" if len(block) else plots.GREY,
            )  # fmt: skip
    for name, start in zip(names, left):
        ax.text(start, 0.7, name, fontsize=13, fontweight="bold")
    _draw_squares(ax, squares + _key(ax, bottom))
    ax.set_xlim(-5, left[-1])
    ax.set_ylim(bottom - 1.3, 2)
    ax.set_aspect("equal")
    ax.axis("off")
    ax.set_title("What kind of claim is each unit, and how surely is it put?", x=1.5 / (left[-1] + 5))
    plots.present(fig, _claims_sentence(both, counts))


_ORDER = {"plain": 0, "hedged": 1, "boosted": 2, "none": 3}


def _draw_squares(ax, squares):
    """Draw all squares at once, and the dots; each is (left, top, certainty, colour)."""
    from matplotlib.collections import PolyCollection

    corners, faces, edges, dots = [], [], [], []
    for x, y, certainty, colour in squares:
        if certainty == "none":
            dots.append((x + 0.5, y - 0.5, plots.outline(colour)))
        else:
            corners.append([(x + 0.1, y - 0.9), (x + 0.9, y - 0.9), (x + 0.9, y - 0.1), (x + 0.1, y - 0.1)])
            faces.append({"hedged": "white", "plain": colour, "boosted": "black"}[certainty])
            edges.append(plots.outline(colour))
    ax.add_collection(PolyCollection(corners, facecolors=faces, edgecolors=edges, linewidths=2, joinstyle="miter"))
    x, y, colours = zip(*dots)
    ax.scatter(x, y, s=25, c=colours, linewidths=1)


def _key(ax, y):
    """Write what the squares mean, and give the squares to be drawn beside the words."""
    x, squares = 0.0, []
    known = {"hedged": "hedged", "plain": "put plainly", "boosted": "boosted", "none": "makes no claim"}
    for certainty, words in known.items():
        squares.append((x, y, certainty, plots.GREY))
        ax.text(x + 1.3, y - 0.5, words, va="center", fontsize=12)
        x += 3.2 + 0.45 * len(words)
    ax.text(x, y - 0.5, "one square is one unit", va="center", fontsize=12)
    return squares


def _claims_sentence(both, counts):
    most = {}
    for source, row in counts.iterrows():
        names = " and ".join("no claim" if kind == "none" else kind for kind in row.index[row == row.max()])
        most.setdefault(names, []).append(f"{source} ({row.max()} of {row.sum()})")
    most_frequent = "; ".join(f"{names} in {listing(sources)}" for names, sources in most.items())
    sure = []
    for certainty in ("hedged", "boosted"):
        sizes = both.loc[both["certainty"] == certainty, "source"].value_counts()
        sure.append(f"{certainty} are " + ", ".join(f"{sizes.get(source, 0)} in {source}" for source in counts.index))
    return f"The most frequent kind is {most_frequent}. Of the units, {'; '.join(sure)}."
