"""What is known of the files of `data/`: whether one is as it came, was changed by somebody, or is cut or broken.

`data/SHA256SUMS` has a fingerprint of each file, and in the comment before it the number of its lines. A file that has its
fingerprint is not looked into. Any other is changed, and works, unless it can be seen that it is damaged:

- it is not in UTF-8, is empty, or has the marks that git leaves where a merge was not finished;
- it is cut: more than a tenth of its lines are gone (and more than one, if it has five), or its last line breaks off;
- as a table, its rows have not all as many fields, a quotation mark is left open, an id stands twice or names nothing.

The five sources may not be changed at all. `python tests/sums.py` makes what is there now the known.
"""

import csv
import hashlib
import io
import re
from functools import lru_cache

SUMS = "SHA256SUMS"
CHANGED = "changed"

# Columns of ids, and the table whose first column has them.
_HOMES = {
    "unit_id": "sentences.csv",
    "unit_ids": "sentences.csv",
    "entity_id": "entities.csv",
    "pid": "propositions.csv",
}
# Tables with a row for each unit, and those whose first column is an id that stands once.
_CODINGS = [f"coding/{name}.csv" for name in ("reference", "first_pass", "second_pass")]
_IDS = {"id", "qid", "rid", "iid", "oid", "claim_id", "term"}


def finding(folder, file, data):
    """What is to be said of a file of `folder` that has these bytes: nothing, `CHANGED`, or how it is damaged, and of which file."""
    sums = folder / SUMS
    try:
        stat = sums.stat()
        listed = _listed(sums, stat.st_mtime_ns, stat.st_size)
    except OSError:
        return ("it is missing", SUMS) if file.startswith("sources/") else _looked_into(folder, file, data, 0)
    if file not in listed:
        return f"it does not list {file}", SUMS
    digest, lines = listed[file]
    if hashlib.sha256(data).hexdigest() == digest:
        return None
    if file.startswith("sources/"):
        return "it is not as it was received", file
    return _looked_into(folder, file, data, lines)


@lru_cache(maxsize=8)
def _listed(path, *_):
    """The fingerprint and the number of lines of each file that is listed; the rest of the arguments say when to read it again."""
    text = path.read_bytes().decode("utf-8", "replace")
    found = re.findall(r"^# ([0-9]+) lines?\r?\n([0-9a-f]{64})  (\S+)\r?$", text, re.MULTILINE)
    return {file: (digest, int(lines)) for lines, digest, file in found}


@lru_cache(maxsize=256)
def _looked_into(folder, file, data, lines):
    try:
        text = plain(data)
    except UnicodeDecodeError:
        return "it is not in UTF-8", file
    how = _cut(text, lines) or (_no_table(text) or _astray(folder, file, text) if file.endswith(".csv") else None)
    return (how, file) if how else (CHANGED, file)


def plain(data):
    """The text of a file, without what some programs put in when they save: a mark at the beginning, Windows' line ends."""
    return data.decode("utf-8-sig").replace("\r\n", "\n")


def _cut(text, lines):
    there = text.removesuffix("\n").split("\n")
    if not text.strip():
        return "it is empty"
    if re.search(r"^(?:<{7}|={7}|>{7})(?: |$)", text, re.MULTILINE):
        return "it has the marks of a merge that was not finished, such as <<<<<<<"
    if lines - len(there) > max(lines / 10, lines > 4):
        return f"it has {len(there)} line{'' if len(there) == 1 else 's'} of {lines}"
    if not text.endswith("\n") and len(there) <= lines:  # with more, somebody wrote something behind the last one
        return "its last line breaks off"
    return None


def _no_table(text):
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        wide = len(next(rows))
        for row in rows:
            if len(row) != wide:
                return f"line {rows.line_num} has {len(row)} field{'' if len(row) == 1 else 's'}, and the first line has {wide}"
    except csv.Error:
        return f"a quotation mark in it is wrong, in line {rows.line_num} or before"
    return None


def _astray(folder, file, text):
    """An id of a table that stands twice, is missing, or names nothing that there is."""
    header, *rows = csv.reader(io.StringIO(text))
    if header[0] in _IDS or file == "propositions.csv":
        ids = [row[0] for row in rows]
        twice = next((one for n, one in enumerate(ids) if one in ids[:n]), None)
        if twice is not None:
            return f"{twice} stands twice under {header[0]}"
    for place, column in enumerate(header):
        known = _first_column(folder / _HOMES[column]) if column in _HOMES and file != _HOMES[column] else ()
        named = (item for row in rows for item in row[place].split() if ":" not in item)  # B:L56 is a line
        lost = next((item for item in named if item not in known), None) if known else None
        if lost:
            return f"it has {lost} under {column}, which is not in {_HOMES[column]}"
    if file in (*_CODINGS, "sentences.csv"):
        known = _first_column(folder / ("sentences.csv" if file in _CODINGS else _CODINGS[0]))
        missing = sorted(known - {row[0] for row in rows}) or sorted({row[0] for row in rows} - known) if known else []
        if missing:
            return f"{missing[0]} is in only one of sentences.csv and the codings"
    return None


def _first_column(path):
    try:
        return {row[0] for row in csv.reader(io.StringIO(plain(path.read_bytes()))) if row}
    except (OSError, ValueError, csv.Error):
        return set()
