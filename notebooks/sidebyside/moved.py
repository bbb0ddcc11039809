"""Texts of one's own that are edited: what was said of a sentence goes with it to the id that it has now.

The ids of a text count its sentences, so that a new one shifts those behind it. `data/mine/units.csv` has the sentences as they
were when the texts were last read, as `file, id, text`: by it `keep_up` moves the ids in codings and tables of stances. A coding
from the desk has its sentences in it, and `by_sentence` goes by those, wherever the file comes from.
"""

import csv
import io
import os
import re
from contextlib import ExitStack
from difflib import SequenceMatcher
from functools import lru_cache

from . import corpus, files
from .corpus import BadInput, listing
from .display import OWN_UNIT, own_id
from .files import printed
from .rules.sentences import folded

LARGEST = 200_000_000  # bytes of units.csv; of 5,000 texts of 400 words it has 14 million
OURS = ("units.csv", "letters.csv", "speakers.csv")  # files of data/mine that the course itself keeps
LONGEST = 10_000  # characters that are kept of a sentence
CANNOT = (
    "The letters and the sentences of the texts could not be kept in data/mine: do not add files once you have begun to code, "
    "and do not change them."
)


@lru_cache(maxsize=100_000)
def same_words(text):
    """What two sentences have to share to count as the same: their words, without marks and capitals."""
    return folded(text) or text.strip()


def first_words(text):
    """A sentence's beginning, to know it by."""
    text = " ".join(str(text).split())
    return f"“{text if len(text) <= 40 else text[:39] + '…'}”"


# ---------------------------------------------------------------- a coding with its sentences


def by_sentence(table, units, what="code"):
    """A coding in which each row has the id that its `sentence` has in these units, and a list of sentences on what that changed.

    Capitals and marks make no difference; the sentences call a row a `what`. A row whose sentence is no longer in its text is left out; one with an id that no unit
    has is as it was, and so is a table without a column `sentence`.
    """
    if "sentence" not in table.columns or "text" not in units.columns:
        return table, []
    now = dict(zip(units["id"], units["text"]))
    ids, moved, lost = [], 0, []
    for given, sentence in zip(table["id"], table["sentence"]):
        unit, words = own_id(given), same_words(sentence) if isinstance(sentence, str) else ""
        if words and unit in now and same_words(now[unit]) != words:
            letters, number = _parted(unit)
            same = [other for other in _places(tuple(now.items())).get(words, []) if _parted(other)[0] == letters]
            given = min(
                same, key=lambda other: abs(_parted(other)[1] - number), default=None
            )  # of several, the nearest
            moved += given is not None
            if given is None:
                lost.append(f"{unit} {first_words(sentence)}")
        ids.append(given)
    if not moved and not lost:
        return table, []
    told = []
    if moved:
        told.append(
            f"{moved} {what}{' has' if moved == 1 else 's have'} another id here than in the file: "
            f"the text was changed, and what was said of a sentence goes with it."
        )
    if lost:
        told.append(f"No longer in the text, so that what was said of it is left out: {_some(lost)}.")
    return table.assign(id=ids)[[given is not None for given in ids]], told


@lru_cache(maxsize=2)
def _places(units):
    places = {}
    for unit, text in units:
        places.setdefault(same_words(text), []).append(unit)
    return places


def _parted(unit):
    letters = unit.rstrip("0123456789")
    return letters, int(unit[len(letters) :] or 0)


def _some(lost):
    return listing(lost) if len(lost) <= 12 else f"{', '.join(lost[:12])} and {len(lost) - 12} more"


# ---------------------------------------------------------------- what was read before


def folder():
    """Where the files of a student lie: `data/mine`. It need not be there."""
    return corpus.DATA / "mine"


def remembered():
    """The sentences as they were when the texts were last read: a list of `(file, id, text)`, in the order of the texts.

    A file that is there and cannot be read is a refusal.
    """
    path = folder() / "units.csv"
    if not os.path.lexists(path):
        return []
    return files.read_csv(path, "file id text", LARGEST)[0][["file", "id", "text"]].to_numpy().tolist()


def keep_up(units, names):
    """Move the ids in codings and tables of stances with the sentences of texts that were edited, and remember the texts as now.

    `units` are those of all texts that can be used, `names` the name of the file for each letter. Changed are the files of
    `data/mine/own_coding` and the tables with a column pid in `data/mine`; each is kept beside as it was (ana.kept-1.csv).
    Gives a list of sentences on what was done, mostly empty. Refuses, with a `BadInput`, when it cannot be done, and then nothing
    was changed.
    """
    named = {source: files.escaped(names.get(source, "")) for source in units["source"].unique()}
    now = [
        (named[source], unit, text[:LONGEST]) for source, unit, text in zip(units["source"], units["id"], units["text"])
    ]
    path, page, told, moves = folder() / "units.csv", _page([("file", "id", "text"), *now]), [], {}
    try:
        if _is_up_to_date(path, page, named):
            return []
        with ExitStack() as held:
            held.enter_context(files.alone(path))
            try:
                before = remembered()
            except BadInput as refused:
                before = []
                told = [f"{refused} It is kept as {files.keep_aside(path).name}. "
                        "If you changed a text that was coded before, look through its codes."]  # fmt: skip
            moves = _all_moves(before, now)
            gone = [row for row in before if _parted(row[1])[0] not in named]  # a file may come back
            changes = _changes(moves, {unit: text for _, unit, text in before}, names, held, told)
            _write_all([*changes, (path, None, page + _page(gone))])
    except OSError as failed:
        if not moves and not _edited(now):
            return [*told, CANNOT]
        raise BadInput(
            "A text was changed since it was last read, and its codes have to go with it, but a file of data/mine cannot be "
            f"written ({files.reason(failed)}). Nothing was changed: close these files in other programs, and run this again."
        ) from None
    return told


def _is_up_to_date(path, page, named):
    """Whether the file has these texts as they are, and behind them none but texts that are gone."""
    data = path.read_bytes() if path.is_file() else b""
    if not data.startswith(page) or data == page:
        return data == page
    try:
        return page + _page(row for row in remembered() if _parted(row[1])[0] not in named) == data
    except BadInput:
        return False


def _page(rows):
    page = io.StringIO()
    csv.writer(page, lineterminator="\n").writerows(rows)
    return page.getvalue().encode("utf-8", "backslashreplace")


def _edited(now):
    """Whether a text has other sentences than when it was last read, and something may have been said of them."""
    try:
        return bool(_all_moves(remembered(), now) and _carriers())
    except BadInput:
        return False


def _all_moves(before, now):
    """For each old id that is no longer that of its sentence, the new one, or None where the sentence is gone."""
    old, new = {}, {}
    for texts, rows in ((old, before), (new, now)):
        for _, unit, text in rows:
            texts.setdefault(_parted(unit)[0], []).append((unit, text))
    return {unit: there for source in old if source in new for unit, there in _moves(old[source], new[source]).items()}


def _moves(old, new):
    if old == new:
        return {}
    one, other = [same_words(text) for _, text in old], [same_words(text) for _, text in new]
    if one == other:
        return {}
    start = next((n for n, (here, there) in enumerate(zip(one, other)) if here != there), min(len(one), len(other)))
    pairs = {}
    if (
        max(len(one), len(other)) - start < 20_000
    ):  # else it would take minutes, and sentences that are there once are enough
        for block in SequenceMatcher(None, one[start:], other[start:]).get_matching_blocks():
            pairs |= {start + block.a + n: start + block.b + n for n in range(block.size)}
    taken, free = set(pairs.values()), {}
    for n in reversed(range(start, len(new))):  # sentences that stand in another order now
        if n not in taken:
            free.setdefault(other[n], []).append(n)
    for n in range(start, len(old)):
        if n not in pairs and free.get(one[n]):
            pairs[n] = free[one[n]].pop()
    where = {old[n][0]: new[pairs[n]][0] if n in pairs else None for n in range(start, len(old))}
    return {unit: there for unit, there in where.items() if there != unit}


# ---------------------------------------------------------------- the files that have ids


def _carriers():
    """The files of a student that may have ids of texts of one's own in them."""
    codings, others = files.listed(folder() / "own_coding"), files.listed(folder())
    found = [path for path in [*codings, *others] if path.suffix.lower() == ".csv" and not files.is_aside(path)]
    return [path for path in found if path.name not in OURS]


def _is_coding(path, table):
    return "id" in table.columns and path.parent != folder()


def ids_in_use():
    """The ids that stand in a student's codings of own texts and tables of stances; what cannot be read is passed over."""
    found = set()
    for path in _carriers():
        try:
            table = files.read_csv(path, "")[0]
        except BadInput:
            continue
        found |= set(map(own_id, table["id"])) if _is_coding(path, table) else set()
        if "pid" in table.columns:
            filled = [title for title in table.columns if table[title].str.strip().any()]
            found |= {f"{title.upper()}01" for title in filled if re.fullmatch("[a-z]{1,2}", title)}
    return {unit for unit in found if OWN_UNIT.match(unit)}


def _changes(moves, texts, names, held, told):
    """What is to be written: `(path, name to keep it under, bytes)` for each file that changes; sentences are added to `told`."""

    def edited(ids):
        return listing(dict.fromkeys(printed(names.get(_parted(unit)[0], "a text")) for unit in ids))

    changes = []
    for path in _carriers() if moves else []:
        name = printed(path.name)
        held.enter_context(files.alone(path))
        try:
            table, _ = files.read_csv(path, "")
        except BadInput as refused:
            told.append(f"{refused} Ids in it may be wrong now, since {edited(moves)} was changed.")
            continue
        if "pid" in table.columns:
            moved, lost = _move_in_cells(table, moves)
            data = "\ufeff" + table.to_csv(
                index=False, lineterminator="\r\n"
            )  # both for Excel, as `own_sources.save_matrix`
        elif _is_coding(path, table):
            table, moved, lost = _move_rows(table, moves, texts)
            data = table.to_csv(index=False, lineterminator="\n")
        else:
            continue
        if not moved and not lost:
            continue
        kept = files.aside(path)
        changes.append((path, kept, data.encode("utf-8")))
        parts = []
        if moved:
            parts.append(f"{len(moved)} {'entry' if len(moved) == 1 else 'entries'} went with the sentences to new ids")
        if lost:
            gone = _some([f"{unit} {first_words(texts[unit])}" for unit in lost])
            parts.append(f"no longer in the text, so that what was said of it is in {kept.name} only: {gone}")
        what = edited([*moved, *lost])
        told.append(f"{what} was changed: in {name}, {'; '.join(parts)}. As it was, the file is kept as {kept.name}.")
    return changes


def _move_rows(table, moves, texts):
    """A coding with its ids moved, the old ids of those rows, and those whose sentences are gone; their rows are left out."""
    ids, moved, lost = [], [], []
    sentences = table["sentence"] if "sentence" in table.columns else [""] * len(table)
    for given, sentence in zip(table["id"], sentences):
        unit = own_id(given)
        if unit in moves and (not sentence.strip() or same_words(sentence) == same_words(texts[unit])):
            given = moves[unit]
            (lost if given is None else moved).append(unit)
        ids.append(given)
    return table.assign(id=ids)[[given is not None for given in ids]], moved, list(dict.fromkeys(lost))


def _move_in_cells(table, moves):
    """Move the ids in the cells of a table of stances; gives the old ids of these, and the old ids whose sentences are gone."""
    moved, lost = [], []
    sources = {_parted(unit)[0] for unit in moves}

    def placed(match):
        first, last = int(match[2]), int(match[3] or match[2])
        ids = [f"{match[1].upper()}{n:02d}" for n in range(first, last + 1)] if 0 <= last - first < 100 else []
        if not any(unit in moves for unit in ids):
            return match[0]
        for unit in ids:
            if unit in moves:
                (lost if moves[unit] is None else moved).append(unit)
        return " ".join(filter(None, (moves.get(unit, unit) for unit in ids)))

    for title in list(table.columns):
        source = title.upper()
        if source in sources:
            run = re.compile(rf"\b({source})-?(\d+)(?:[-–](?:{source})?(\d+))?\b", re.IGNORECASE)
            table[title] = [run.sub(placed, cell).strip() for cell in table[title]]
    table.columns = [title.upper() if re.fullmatch("[a-z]{1,2}", title) else title for title in table.columns]
    return moved, list(dict.fromkeys(lost))


def _write_all(changes):
    """Write all the files or none: `(path, name to keep it under as it was, bytes)` each."""
    done = []
    try:
        for path, kept, _ in changes:
            if kept:
                files.write(kept, path.read_bytes())
        for path, kept, data in changes:
            files.write(path, data)
            done.append((path, kept))
    except BaseException:
        for path, kept in done:
            files.write(path, kept.read_bytes())
        for _, kept, _ in changes:
            if kept:
                kept.unlink(missing_ok=True)
        raise
