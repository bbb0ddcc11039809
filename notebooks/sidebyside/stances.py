"""What each source does with each proposition: the collection's table, and one that a student fills in."""

import difflib
import os
import re
from collections import Counter
from pathlib import Path

import pandas as pd

from . import corpus, files, moved
from .corpus import BadInput, check_units, in_words, kind_of, load_table, load_units, nearest, need_table, one_source
from .display import unit_id
from .files import printed
from .output import say

# ---------------------------------------------------------------- stances

# What a source can do with a proposition.
STANCES = {
    "asserts": "says it in its own voice",
    "presupposes": "takes it for granted",
    "attributes": "gives it as somebody else's",
    "hedges": "says it weakly, in part or only obliquely",
    "denies": "says the opposite, or clearly implies it",
    "contradicts-itself": "says it, and says or implies the opposite",
    "silent": "does not take it up",
}

# The same in a word or two, for the rows that open and for the figure.
IN_A_WORD = dict(zip(STANCES, ["says", "assumes", "reports", "half-says", "denies", "says both", "silent"]))

REPORTED = (
    "attributes-no",
    "attributes-both",
)  # in a table of one's own: what somebody else denies, or some affirm and some deny

AFFIRMS = ("asserts", "presupposes")
SPEAKS = tuple(stance for stance in STANCES if stance != "silent")


def matrix(stances=None):
    """What each source does with each proposition: one row a `pid`, one column a source, in each cell a word of `STANCES`.

    `stances` is a table with `pid, source, stance`, one row a cell; without it, the collection's own. The rows keep its
    order. Refuses, with a `BadInput`, what is no such table, a word that is not in `STANCES`, and a cell that is there
    twice or is missing.
    """
    table = load_table("stances") if stances is None else stances
    need_table(table, ["pid", "source", "stance"], "stances")
    table = table.assign(stance=table["stance"].replace(dict.fromkeys(REPORTED, "attributes")))
    for stance in table["stance"]:
        _check_stance(stance, STANCES)
    twice = table[table.duplicated(["pid", "source"])]
    if len(twice):
        raise BadInput(
            f"{twice['pid'].iloc[0]} has two rows for the source {twice['source'].iloc[0]}: leave one of them out."
        )
    cells = table.pivot(index="pid", columns="source", values="stance").reindex(table["pid"].unique())
    for pid, row in cells[cells.isna().any(axis="columns")].iterrows():
        raise BadInput(
            f"{pid} has no row for the source {row.index[row.isna()][0]}: each proposition needs a stance for each source."
        )
    return cells.rename_axis(index="pid", columns=None)


def where(about=None, **sources):
    """The propositions that fit: `pid, text`, then a column a source with its stance.

    `about` is the id of one, such as P04, or a word or phrase, or the beginning of one, to be found in the topic or the text, in capitals or not.
    Each keyword names a source and what it does: a word of `STANCES`, "affirms" (asserts or presupposes), "speaks"
    (anything but silent), or a list of these, any of which will do. All that is asked for has to hold.

        where(A="affirms", C="denies")
        where("mediation", D="silent")

    With no proposition that fits, the table is empty. Refuses, with a `BadInput` that names the nearest, a source or a
    stance that does not exist, and an `about` that is no text.
    """
    cells = matrix()
    table = on_subject(about).merge(cells, left_on="pid", right_index=True)
    for source, wanted in sources.items():
        table = table[table[one_source(source, cells)].isin(_wanted(wanted))]
    return table.drop(columns="topic").reset_index(drop=True)


def clashes(first, second):
    """The propositions that one source affirms and the other denies: `pid, text`, a column for each of the two, `units`.

    To affirm is to assert or to presuppose. `units` are the ids that show it, those of `first` before those of
    `second`, with a space between. Refuses, with a `BadInput`, a source that does not exist, and twice the same.
    """
    cells = matrix()
    first, second = one_source(first, cells), one_source(second, cells)
    if first == second:
        raise BadInput(f"A clash takes two sources, and both are {first}: name another one.")
    table = where()
    table = table.loc[opposed(table[first], table[second]), ["pid", "text", first, second]].reset_index(drop=True)
    units = load_table("stances").set_index(["pid", "source"])["unit_ids"].str.split()
    return table.assign(units=[" ".join(units[pid, first] + units[pid, second]) for pid in table["pid"]])


def opposed(here, there):
    """Whether one affirms what the other denies, for each row of two columns of stances."""
    return here.isin(AFFIRMS) & there.eq("denies") | here.eq("denies") & there.isin(AFFIRMS)


def clashing():
    """The ids of the propositions that one source affirms and another denies, as a list in the order of the table."""
    cells = matrix()
    return list(cells.index[cells.isin(AFFIRMS).any(axis="columns") & cells.eq("denies").any(axis="columns")])


def sides(answers):
    """Whose answer each source gives to claims on which two sides differ: `source`, a column a side, `shown_in`, `units`.

    `answers` has for each claim the side that says yes to it, and the side that says no, such as
    `{"P02": ("Belgrade", "Pristina")}`. A source gives the answer of the first if it asserts or presupposes the claim, and that of
    the second if it denies it; whatever else it does counts for neither. `shown_in` is how many of its units show that, and `units`
    are their ids. Refuses, with a `BadInput`, a claim that does not exist, and answers in another form.
    """
    if not isinstance(answers, dict) or not answers:
        raise BadInput(f"The answers have to be a dictionary with a claim or more, not {kind_of(answers)}.")
    for pair in answers.values():
        if not isinstance(pair, tuple) or len(set(pair)) != 2 or not all(isinstance(side, str) for side in pair):
            raise BadInput(
                'For each claim name the side that says yes and the side that says no: ("Belgrade", "Pristina").'
            )
    cells, many = matrix(), load_units()["source"].value_counts()
    answers = {_pid(pid, cells.index): pair for pid, pair in answers.items()}
    names = sorted({side for pair in answers.values() for side in pair})
    rows = []
    for source in cells:
        given = {side: [] for side in names}
        for pid, (yes, no) in answers.items():
            if side := yes if cells.loc[pid, source] in AFFIRMS else no if cells.loc[pid, source] == "denies" else None:
                given[side].append(pid)
        found = sorted({unit for pids in given.values() for pid in pids for unit in units_of(pid, source)})
        counts = [f"{len(pids)} of {len(answers)}" + f" ({', '.join(pids)})" * bool(pids) for pids in given.values()]
        rows.append((source, *counts, f"{len(found)} of {many[source]} units", " ".join(found)))
    return pd.DataFrame(rows, columns=["source", *names, "shown_in", "units"])


def silent(about=None):
    """Who says nothing of a subject: `pid, text, silent`, one row for each proposition on it.

    `about` as for `where`. `silent` has the letters of the sources with a space between; empty if all of them speak.
    """
    table = where(about)
    letters = list(matrix())
    quiet = [" ".join(source for source in letters if row[source] == "silent") for row in table.to_dict("records")]
    return table[["pid", "text"]].assign(silent=quiet)


def units_of(pid, source):
    """The ids of the units that show what a source does with a proposition, as a list; empty if it is silent.

    Refuses, with a `BadInput`, a proposition or a source that does not exist.
    """
    return _cell(pid, source)["unit_ids"].split()


def _cell(pid, source):
    table = load_table("stances")
    pid = _pid(pid, table["pid"].unique())
    source = one_source(source, sorted(table["source"].unique()))
    return table[(table["pid"] == pid) & (table["source"] == source)].iloc[0]


def _pid(given, known):
    """The id of a proposition that a text or number means: `"p7"`, `"P-07"` and 7 all mean P07."""
    given = in_words(given)
    found = re.fullmatch(r"[Pp]?\W*(\d{1,3})", given)
    pid = f"P{int(found[1]):02d}" if found else given[:20]
    if pid in known:
        return pid
    if found:
        raise BadInput(f"There is no proposition {pid}: they run from {known[0]} to {known[-1]}.")
    raise BadInput(
        f'There is no proposition "{pid}": an id is the letter P and two digits. Did you mean {nearest(pid, known)}?'
    )


def _wanted(given):
    """The stances that an answer to "what does it do?" stands for."""
    names = [given] if isinstance(given, str) or not hasattr(given, "__iter__") else list(given)
    groups = {**{stance: (stance,) for stance in STANCES}, "affirms": AFFIRMS, "speaks": SPEAKS}
    names = [name.strip().lower() if isinstance(name, str) else name for name in names]
    for name in names:
        _check_stance(name, groups)
    return {stance for name in names for stance in groups[name]}


def _check_stance(given, known):
    if not isinstance(given, str) or given not in known:
        word = in_words(given)[:30]
        raise BadInput(f'"{word}" is nothing that a source does here. Did you mean "{nearest(word, known)}"?')


def on_subject(about):
    """The propositions on a subject, or the one of that id: `pid, text, topic`."""
    table = load_table("propositions")[["pid", "text", "topic"]]
    if about is None:
        return table
    if not isinstance(about, str) or not about.strip():
        what = "an empty text" if isinstance(about, str) else kind_of(about)
        raise BadInput(f'The subject has to be a word or phrase, such as "mediation", not {what}.')
    if (one := table["pid"] == about.strip().upper()).any():
        return table[one]
    words = r"\s+".join(re.sub("['’]", "['’]", re.escape(word)) for word in about.split())
    found = re.compile(r"(?<!\w)" + words, re.IGNORECASE).search
    return table[[bool(found(topic) or found(text)) for topic, text in zip(table["topic"], table["text"])]]


# ---------------------------------------------------------------- a table of stances of one's own


def empty_matrix(propositions, sources):
    """A table of stances to be filled in: `pid, proposition`, and a blank column for each source.

    `propositions` are texts, at least one, or a table with `text` (and `pid`, if it has ids of its own; else P01, P02 …).
    `sources` is a table with `id`, or a list of ids. Refuses, with a `BadInput`, anything else, a proposition without words,
    and an id that is there twice.
    """
    if isinstance(propositions, pd.DataFrame) and "text" in propositions.columns:
        texts = list(propositions["text"])
        pids = list(propositions["pid"]) if "pid" in propositions.columns else None
    elif isinstance(propositions, (list, tuple, pd.Series)):
        texts, pids = list(propositions), None
    else:
        raise BadInput(
            f'The propositions have to be a list, such as ["The bridge is safe."], not {kind_of(propositions)}.'
        )
    letters = sources["id"] if isinstance(sources, pd.DataFrame) and "id" in sources.columns else sources
    if (
        isinstance(letters, (str, pd.DataFrame))
        or not isinstance(letters, (list, tuple, pd.Series))
        or not len(letters)
    ):
        raise BadInput(
            f'The sources have to be a table with a column id, or a list such as ["F", "G"], not {kind_of(sources)}.'
        )
    for text in texts:
        if not isinstance(text, str) or not re.search(r"\w", text):
            raise BadInput("Each proposition has to be a sentence with words in it.")
    if not texts:
        raise BadInput("There is no proposition yet: write one sentence or more that a text can agree with or deny.")
    pids = [f"P{n:02d}" for n in range(1, len(texts) + 1)] if pids is None else [str(pid) for pid in pids]
    columns = ["pid", "proposition", *map(str, letters)]
    for names in (pids, columns):
        twice = [name for name, number in Counter(names).items() if number > 1]
        if twice:
            raise BadInput(f"{twice[0]} is there twice: each proposition and each source needs a name of its own.")
    rows = [[pid, " ".join(text.split()), *[""] * (len(columns) - 2)] for pid, text in zip(pids, texts)]
    return pd.DataFrame(rows, columns=columns)


def save_matrix(propositions, sources, name="matrix"):
    """Save an `empty_matrix` in `data/mine` as a CSV for any spreadsheet, say how to fill it in; never over another file (matrix-2.csv)."""
    table = empty_matrix(propositions, sources)
    path = _write_csv(table.assign(proposition=table["proposition"].map(files.no_formula)), name)
    say(
        "Open it in a spreadsheet or a text editor. Put a stance and units into each cell, and save it as CSV. Then "
        f'`own_sources.show_filled("{path.stem}", units)` shows it.'
    )


def save_as_csv(table, name):
    """Write a table into `data/mine` for any spreadsheet, never over another file, and say so."""
    _write_csv(table, name)


def _write_csv(table, name):
    path = files.free_path(corpus.DATA / "mine", _matrix_name(name), ".csv")
    files.write_page(path, "\ufeff" + table.to_csv(index=False, lineterminator="\r\n"))  # both for Excel
    say(f"Written: data/mine/{path.name}")
    return path


def _matrix_name(name):
    stem = files.stem_of(name, ".csv", "table", "matrix")
    if f"{stem}.csv".lower() in moved.OURS:
        raise BadInput(f"The course keeps a file of its own as {stem}.csv: give the table another name.")
    return stem


def read_matrix(name, units):
    """A table of stances that was filled in: `(stances, problems)`.

    `name` is that of a file in `data/mine`, with or without `.csv`, or a `Path` to a file elsewhere. A cell has a stance and the
    units that show it (`asserts F03 F07`, `asserts F03-F06`), or `silent`; blank is not read yet. Of what somebody else
    says, `attributes` is a yes, `attributes-no` a denial, and `attributes-both` the two. `stances` has
    `pid, source, stance, unit_ids`, one row for each good cell, in the order of the file, and can be given to
    `compare.matrix` when no cell is blank. `problems` is a list of sentences, one for each bad cell, column or row, and one
    that counts the blank cells. Capitals make no difference. Refuses, with a `BadInput`, a file that is not
    there, and what `files.read_csv` does; a column pid is needed.
    """
    check_units(units)
    table, remark = _filled(name)
    heading, rows = list(table), table.to_numpy().tolist()
    known = {str(unit).lower(): (str(unit), source) for unit, source in zip(units["id"], units["source"])}
    sources = {str(source).lower(): str(source) for source in units["source"]}
    columns = {n: sources[title] for n, title in enumerate(heading) if title in sources}
    problems = [remark] if remark else []
    problems += [f'The column "{title[:30]}" is no source of these units, and is left out.'
                for title in heading if title not in sources and title not in ("pid", "proposition", "")]  # fmt: skip
    problems += [f"The source {source} has no column." for source in sources.values() if source not in columns.values()]
    good, blank, seen = [], 0, set()
    for row in rows:
        pid = row[heading.index("pid")].strip()
        if not pid or pid in seen:
            problems.append(
                f"{pid} is there twice; the first row counts." if pid else "A row has no pid, and is left out."
            )
            continue
        seen.add(pid)
        for n, source in columns.items():
            words = re.findall(r"[^\s,;|]+", row[n])
            if not words:
                blank += 1
                continue
            stance, ids, wrong = _filled_cell(words, source, known, [*STANCES, *REPORTED])
            if wrong:
                problems.append(f"{pid[:20]}, {source}: {wrong}")
            else:
                good.append((pid, source, stance, " ".join(ids)))
    if blank:
        problems.append(f"{blank} of {len(seen) * len(columns)} cells {'is' if blank == 1 else 'are'} still blank.")
    return pd.DataFrame(good, columns=["pid", "source", "stance", "unit_ids"], dtype=object), problems


def _filled(name):
    """A file of stances as a table of texts, and a sentence on how it was read."""
    path = name if isinstance(name, Path) else corpus.DATA / "mine" / f"{_matrix_name(name)}.csv"
    if not os.path.lexists(path):
        how = "save_matrix(propositions, sources) makes one in data/mine."
        raise BadInput(f"There is no file {printed(path.name)} in {printed(path.parent.name)}: {how}")
    return files.read_csv(path, "pid", what="table of stances")


def propositions_of(name, units):
    """What a file of stances asks of which sources: `pid, proposition`, and a blank column for each source, as `empty_matrix` gives it.

    `name` and `units` as for `read_matrix`. A file without a column proposition gives a table without one. Refuses what
    `read_matrix` does.
    """
    table, _ = _filled(name)
    table = table.assign(pid=table["pid"].str.strip()).query("pid != ''").drop_duplicates("pid").reset_index(drop=True)
    if "proposition" in table:
        table["proposition"] = [" ".join(text.split()) for text in table["proposition"]]
    sources = {str(source).lower(): str(source) for source in units["source"]}
    asked = table[[name for name in ("pid", "proposition") if name in table]]
    return asked.assign(**{sources[name]: "" for name in table if name in sources})


def _filled_cell(words, source, known, stances):
    """What a cell says: `(stance, ids, what is wrong)`; the last is empty if nothing is."""
    words = [part for word in words for part in _run_of_ids(word)]
    looks = [bool(re.fullmatch(r"[^\W\d_]+\W?\d+\W?", word)) for word in words]
    stance = "-".join(word.lower().strip(".:()") for word, is_id in zip(words, looks) if not is_id)
    given = [word.strip(".:()") for word, is_id in zip(words, looks) if is_id]
    ids = []
    for word in given:
        unit = known.get(word.lower()) or known.get(unit_id(word).lower())
        if unit is None:
            ends = [name for name, its in known.values() if its == source]
            return "", [], f"there is no unit {word[:20]}: the units of {source} run from {ends[0]} to {ends[-1]}."
        if unit[1] != source:
            return "", [], f"{unit[0]} is a unit of {unit[1]}, not of {source}."
        ids.append(unit[0])
    if not stance:
        return "", [], f'{ids[0]} stands there without a stance: write for example "asserts {ids[0]}".'
    if stance not in stances:
        close = difflib.get_close_matches(stance, stances, n=1)
        meant = f"did you mean {close[0]}?" if close else f"the stances are {corpus.listing(stances)}."
        return "", [], f'"{stance[:30]}" is no stance: {meant}'
    if stance == "silent" and ids:
        return "", [], f"a source that is silent has no unit, and {ids[0]} is named: leave out one or the other."
    if stance != "silent" and not ids:
        return "", [], f'"{stance}" needs the id of a unit that shows it.'
    return stance, list(dict.fromkeys(ids)), ""


def _run_of_ids(word):
    """The ids that F03-F06 stands for; any other word alone."""
    run = re.fullmatch(r"([^\W\d_]+)(\d+)[-–](?:\1)?(\d+)[.,;]?", word, re.IGNORECASE)
    if not run or not 0 < int(run[3]) - int(run[2]) < 100:
        return [word]
    return [f"{run[1]}{number:02d}" for number in range(int(run[2]), int(run[3]) + 1)]
