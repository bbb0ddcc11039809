"""The files of a student: one way to read them and one to write them, by which nothing is lost.

What is there and cannot be read is refused in one sentence with its name, and never counts as absent. Whoever would write in its
place keeps it aside first (`keep_aside`). A file is written whole or not at all (`write`), and two sessions that change the same
one wait for each other (`alone`).
"""

import csv
import io
import os
import re
import secrets
import stat
import time
import unicodedata
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

import pandas as pd

from . import browser
from .corpus import BadInput, kind_of, shortened
from .decoding import decoded, is_guess
from .locks import hold

LARGEST = 2_000_000  # bytes; the reference coding has eight thousand


# ---------------------------------------------------------------- reading


def listed(folder):
    """What lies in a student's folder, ordered by name; nothing if there is no such folder. Refuses one that cannot be opened."""
    try:
        return sorted(folder.iterdir())
    except FileNotFoundError:
        if not os.path.islink(folder):
            return []
        why = "a link that leads nowhere"
    except NotADirectoryError:
        why = "no folder"
    except OSError as failed:
        raise BadInput(f"The folder {printed(folder.name)} cannot be opened ({reason(failed)}).") from None
    raise BadInput(f"{printed(folder.name)} is {why}: give it another name, and make a folder of that name.")


def read_text(path, ending, largest=LARGEST, what="text"):
    """The text of a student's file, every line end as one, and a sentence if its letters may be wrong, or an empty text.

    Read are UTF-8, with or without its mark, UTF-16, and the usual code pages. Refuses, with a `BadInput` that begins with its name,
    a link, a folder, another ending, more than `largest` bytes, what cannot be opened, an empty file, and what is no text.
    """
    name, kind = printed(path.name), "CSV" if ending == ".csv" else "plain text"
    try:
        if path.is_symlink():
            raise BadInput(f"{name}: This is a link to another place: put the file itself here.")
        if not path.is_file() or path.suffix.lower() != ending:  # a pipe would keep us waiting for ever
            raise BadInput(
                f"{name}: This is no {kind.split()[-1]} file: save the {what} as {kind}, with the ending {ending}."
            )
        with open(path, "rb") as file:
            data = file.read(largest + 1)
    except OSError as failed:
        raise BadInput(f"{name}: This file cannot be opened ({reason(failed)}): close it in other programs, and see whether you "
                       "may read it.") from None  # fmt: skip
    if len(data) > largest:
        raise BadInput(f"{name}: This is far too large for a {what} (over {largest:,} bytes).")
    try:
        text, remark = decoded(data)
    except BadInput as refused:
        raise BadInput(f"{name}: {refused}") from None
    if not text.strip():
        raise BadInput(f"{name}: This file is empty.")
    if re.search("[\0-\x08\x0e-\x1a]", text) or data.startswith(b"PK\3\4"):
        raise BadInput(f"{name}: This is no text: save the {what} as {kind} in UTF-8.")
    return text.replace("\r\n", "\n").replace("\r", "\n"), f"{name}: {remark}" if is_guess(remark) else ""


def read_csv(path, needs, largest=LARGEST, what="table"):
    """The table in a student's CSV file, all of it as texts, and a sentence if its letters may be wrong, or an empty text.

    Commas, semicolons and tabs are understood, a first line such as `sep=;`, quotation marks round fields, and the encodings of
    `read_text`. Headings are in small letters; a column or row with nothing in it is left out; one without a heading is called
    by its place ("column 4"). Refuses what `read_text` does, a file without a column of those in `needs`, the same column twice,
    a row with more fields than the first line, and quotation marks that do not fit.
    """
    name = printed(path.name)
    text, remark = read_text(path, ".csv", largest, what)
    declared = re.match(r'\s*"?sep=(.)"?[,;\t]*\n', text)
    text = text[declared.end() :] if declared else text
    first = re.sub(r'"[^"]*"', "", text.lstrip().partition("\n")[0])
    separator = declared[1] if declared else max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        heading, *rows = [row for row in reader if any(map(str.strip, row))] or [[""]]
    except (ValueError, csv.Error):
        raise BadInput(f"{name}: This cannot be read as a table: look at line {reader.line_num}, where a quotation mark may have "
                       "no pair, or save the file again as CSV.") from None  # fmt: skip
    heading = [" ".join(title.split()).lower() for title in heading]
    for row in rows:
        if any(map(str.strip, row[len(heading) :])):
            beginning = shortened(separator.join(row))
            raise BadInput(f'{name}: The row that begins with "{beginning}" has more fields than the first line.')
    wide = len(heading)
    rows = [(row + [""] * wide)[:wide] for row in rows]
    heading = [title or f"column {n}" for n, title in enumerate(heading, start=1)]
    if not set(needs.split()) <= set(heading):
        lacking = next(title for title in needs.split() if title not in heading)
        raise BadInput(
            f"{name}: The first line has no column {lacking}: keep the first line as it was when the file was made."
        )
    twice = next((title for n, title in enumerate(heading) if title in heading[:n]), None)
    if twice:
        raise BadInput(f"{name}: The first line has the same column twice: {shortened(twice)}.")
    table = pd.DataFrame(rows, columns=heading, dtype=str)
    unnamed = [title for title in heading if title.startswith("column ") and not table[title].str.strip().any()]
    return table.drop(columns=unnamed), remark


def reason(failed):
    """What an `OSError` says, in a few words."""
    return failed.strerror or type(failed).__name__


# ---------------------------------------------------------------- names


def printed(name, longest=60):
    """A file's name as a sentence can have it: in one line, and with nothing that does not print."""
    name = "".join(character if character.isprintable() else " " if character.isspace() else "�" for character in name)
    return name if len(name) <= longest else f"{name[: longest - 20]}…{name[-19:]}"


def escaped(name):
    """A file's name as any file can hold it: bytes that are no text as figures (`\\udcff`). `unescaped` gives the name back."""
    return name.replace("\\", "\\\\").encode("utf-8", "backslashreplace").decode("utf-8")


def unescaped(text):
    """The name of a file that `escaped` wrote."""
    return re.sub(r"\\(\\|u(d[89a-f][0-9a-f]{2}))", lambda code: chr(int(code[2], 16)) if code[2] else "\\", text)


_COPY = r"(?:(?:another |\d+\w\w )?copy|kopie|kopi|kopja|kopia|kopija|kopje|копија|копия|copie|copia|cópia|kópia|másolat|kopyası)"
# How a browser, a system or a program that keeps folders in step names a second file of the same name as the `original`.
_SURELY_COPIES = [
    r"(?P<original>.+?) ?\(\d+\)",  # ana (1): a download
    rf"(?P<original>.+?)(?: [-–—] {_COPY}| ?\({_COPY}\))(?: ?\(?\d+\)?)?",  # ana - Copy (2), ana (kopja)
    r"(?:copy(?: \(?\d+\)?)? of|kopie von|kopia e|copie de|copia de|copia di) (?P<original>.+)",
    r"(?P<original>.+?) ?\([^()]*(?:conflict|konflikt|conflit|конфликт)[^()]*\)(?: ?\(?\d+\)?)?",  # Dropbox, Nextcloud
    r"(?P<original>.+?)(?:\.sync-conflict-|_conflict-)[-\w]+",  # Syncthing, ownCloud
]
# So a person may be called as well: a copy only of a file that lies beside it.
_PERHAPS_COPIES = [
    rf"(?P<original>.+?)[-_ ]{_COPY}(?:[-_ ]?\d+)?",  # ana-kopija, ana copy 2
    r"(?P<original>.+?)-(?-i:(?:DESKTOP|LAPTOP|PC|WIN|MACBOOK|IMAC)[-A-Z0-9]*)",  # OneDrive adds the name of the computer
    r"(?P<original>.+?) [2-9]",  # iCloud
]


def plain(stem):
    """A name in which capitals, and the two ways to write an accent, make no difference."""
    return unicodedata.normalize("NFC", stem).strip().casefold()


def copy_of(stem, stems):
    """Whose copy a file is, by its name without the ending: the name of the file that it was copied from, or None.

    `stems` are the names of all the files in the folder. A name that a person may have too (ana-kopija) is a copy only of a file
    that is among them.
    """
    for pattern in _SURELY_COPIES:
        found = re.fullmatch(pattern, stem, re.IGNORECASE)
        if found:
            return copy_of(found["original"], stems) or found["original"]  # ana (1) - Copy
    known = {plain(other) for other in stems}
    for pattern in _PERHAPS_COPIES:
        found = re.fullmatch(pattern, stem, re.IGNORECASE)
        if found and plain(found["original"]) in known:
            return found["original"]
    return None


def file_of(name, folder, who):
    """The file in a folder that has a person's name, ana.csv; it need not be there yet. `who` is what a refusal calls the person.

    Capitals do not count in a name, and spaces become hyphens. Refuses, with a `BadInput`, a name that is empty, longer
    than 40 letters, or has anything in it but letters, figures, spaces, hyphens and underscores.
    """
    if not isinstance(name, str):
        raise BadInput(f"The {who}'s name has to be a text, not {kind_of(name)}.")
    stem = re.sub(r"\s+", "-", unicodedata.normalize("NFC", name).strip().lower())
    if not stem:
        raise BadInput(f'The desk needs a name to save your work under: write it between the marks, as in {who}="ana".')
    if len(stem) > 40:
        raise BadInput(f"A {who}'s name has 40 letters at most; this one has {len(stem)}.")
    fits = all(sign in "-_" or unicodedata.category(sign)[0] in "LMN" for sign in stem) and stem[0] not in "-_"
    if not fits or is_reserved(stem):
        raise BadInput(f'"{name}" cannot be the name of a file: use letters, figures, spaces and hyphens.')
    return Path(folder) / f"{stem}.csv"


def is_reserved(name):
    """Whether Windows keeps the name of a file for itself, whatever its ending."""
    return bool(re.fullmatch(r"(con|prn|aux|nul|com\d|lpt\d)", name.partition(".")[0], re.I))


def with_names(there):
    """Each file with the name of its person, and whether it is a copy by its name: the copies come after the others."""
    stems, names, copies = [file.stem for file in there], {}, []

    def named(stem):
        return names.setdefault(plain(stem), printed(escaped(unicodedata.normalize("NFC", stem)), 255))

    for file in there:
        original = copy_of(file.stem, stems)
        if original is None:
            yield file, named(file.stem), False
        else:
            copies.append((file, original))
    for file, original in copies:
        yield file, named(original), True


def of_a_class(folder, read, what, part):
    """What each person's file in a folder holds: `({person: {place: value}}, problems)`, a copy of another's file apart.

    `read` gives of a file `{place: value}` and a list of sentences. `problems` are sentences, each with the name of the file: what
    cannot be read, what `read` has to say, and copies. `what` is what a file is, a coding, and `part` what is in it, a code.
    """
    found, problems = {}, []
    try:
        there = [file for file in listed(folder) if not is_aside(file)]
    except BadInput as refused:
        there, problems = [], [str(refused)]
    for file, person, is_copy in with_names(there):
        name = printed(file.name)
        try:
            here, told = read(file)
        except BadInput as refused:
            here, told = {}, [str(refused)]
        if here and person in found:
            told = [_as_copy(here, *found[person], part)]
        elif here:
            found[person] = here, name
            told += [
                f"By its name a copy; it counts as the {what} of {person}, since there is none of that name to be used."
            ] * is_copy
        problems += [text if text.startswith(f"{name}: ") else f"{name}: {text}" for text in told]
    return {person: here for person, (here, _) in found.items()}, problems


def _as_copy(here, counted, name, part):
    differ = sum(here.get(place) != counted.get(place) for place in here.keys() | counted.keys())
    if not differ:
        return f"This is a copy of {name} with the same {part}s, and is not counted."
    return (f"This looks like a copy of {name} and is not counted, but {differ} {f'{part} differs' if differ == 1 else f'{part}s differ'}: "
            f"put into {name} what is to count, and delete this one; if it is another person's, give it that person's name.")  # fmt: skip


# ---------------------------------------------------------------- writing


def free_path(folder, stem, ending):
    """A path in the folder that nothing has yet: the name, or the name with -2, -3 … behind it."""
    names = (f"{stem}-{number}{ending}" if number > 1 else f"{stem}{ending}" for number in count(1))
    return next(folder / free for free in names if not os.path.lexists(folder / free))


def stem_of(name, ending, what, example):
    """The name that somebody gives a file, without its ending; refuses what is no short name that any file can have."""
    stem = name.strip().removesuffix(ending) if isinstance(name, str) else ""
    if not re.fullmatch(r"\w[\w -]{0,39}", stem):
        raise BadInput(
            f'The {what} needs a name of letters, figures, spaces and hyphens, 40 at most, such as "{example}".'
        )
    return stem


def aside(path):
    """A name beside a file under which nothing is kept yet: ana.kept-1.csv."""
    names = (path.with_name(f"{path.stem}.kept-{number}{path.suffix}") for number in count(1))
    return next(free for free in names if not os.path.lexists(free))


def is_aside(path):
    """Whether a file is one that was kept, or is in the making: no file that a student made."""
    return path.name.startswith((".", "~")) or bool(re.search(r"\.(before|kept-\d+)\.csv$", path.name))


def keep_aside(path):
    """Give what lies at a path another name, so that nothing is written over it; gives the new path."""
    kept = aside(path)
    os.rename(path, kept)
    return kept


def write(path, data):
    """Write bytes to a file, whole or not at all: beside its place first, down to the disk, and then into its place.

    A new file is for those for whom the user's other files are; one that was there keeps who may read it. An `OSError` says what
    failed, and then the file is as it was.
    """
    unfinished = path.with_name(f".{path.stem[:20]}.{secrets.token_hex(4)}.tmp")
    there = os.lstat(path).st_mode if os.path.lexists(path) else 0
    old = stat.S_IMODE(there) if stat.S_ISREG(there) else 0
    if old and not old & 0o222:
        raise PermissionError(13, "the file is read-only")
    if browser.IS_HERE and old and path.suffix == ".ipynb":
        # There a lesson that is renamed into its place, or empty for a moment, is none any more; spaces at its end say nothing.
        with open(path, "r+b") as out:
            out.write(data.ljust(path.stat().st_size))
        return
    try:
        with open(unfinished, "wb") as out:
            if old:
                os.chmod(unfinished, old)
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        os.replace(unfinished, path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def add_line(path, line, first, most=1_000_000):
    """Add a line to a file, which a new one begins with `first`; not to a link, nor to one of more than `most` bytes.

    It is one short write, so that nobody need wait for the disk. Gives whether it was done.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink() or path.exists() and not path.is_file():  # a pipe would keep us waiting
            return False
        with open(path, "ab") as out:
            if (size := out.tell()) < most:
                out.write((line if size else first + line).encode("utf-8"))
            return size < most
    except OSError:
        return False


def no_formula(text):
    """A text for a cell, with a space in front where a spreadsheet would take it for a formula."""
    return f" {text}" if text[:1] in set("=+-@") else text


def write_page(path, page):
    """Write a page of a student's, whole or not at all; refuses a place where nothing can be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, page.encode("utf-8", "backslashreplace"))
    except OSError as failed:
        raise BadInput(f"{printed(path.name)} was not written ({reason(failed)}).") from None


# ---------------------------------------------------------------- two sessions

PATIENCE = 20  # seconds; a save takes thousandths of one


@contextmanager
def alone(path):
    """Have a file for oneself, from before it is read until it is written: another session that wants it waits.

    The lock is the system's, on a hidden file beside it that is there only so long; a program that dies lets go of it. Where there
    are no locks, as in a browser, there is no other session. Refuses a file that another keeps longer than `PATIENCE`.
    """
    lock, until = path.with_name(f".{path.name}.lock"), time.monotonic() + PATIENCE
    while (handle := hold(lock)) is None:
        if time.monotonic() > until:
            raise BadInput(
                f"{printed(path.name)} is in use by another session of this course: close that one, and try again."
            )
        time.sleep(0.005)
    try:
        yield
    finally:
        # There nobody can delete what is open, or it comes back when it is closed; elsewhere it is deleted before it is let go.
        if os.name == "nt" or browser.IS_HERE:
            os.close(handle)
            with suppress(OSError):
                os.unlink(lock)
        else:
            with suppress(OSError):
                os.unlink(lock)
            os.close(handle)


# ---------------------------------------------------------------- a file that is read, changed and saved

_put_by = set()  # the files whose beginnings were put by in this session: once is enough


def loaded(file, read, columns):
    """The table in a student's file, a sentence on how it was read, and one on why it cannot be used; the sentences may be empty.

    `read` is what reads it. Where there is no file, or none that can be used, the table has the `columns` and no rows.
    """
    nothing = pd.DataFrame(columns=columns, dtype=str)
    if not os.path.lexists(file):
        return nothing, "", ""
    try:
        return *read(file), ""
    except BadInput as refused:
        return nothing, "", str(refused)


def rewrite(file, load, change, saved, what):
    """Save a student's file as `change` makes its table; gives a list of sentences on what else was done.

    The file is read again first, by `load`, while no other session can write it, so that nothing is lost that was saved elsewhere in
    between; what was there when this session began stays beside it, and so does what cannot be used. `saved` and `what` name what is
    saved and what the file is. Refuses, with a `BadInput`, when nothing can be written.
    """
    sentences = []
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with alone(file):
            table, remark, unusable = load(file)
            if unusable:
                kept = keep_aside(file)
                sentences.append(f"The old {file.name} was no {what} that can be used: it is kept as {kept.name}.")
            elif remark:  # its letters may have been read wrongly
                kept = aside(file)
                write(kept, file.read_bytes())
                sentences.append(f"The old {file.name} was not in UTF-8: as it was, it is kept as {kept.name}.")
            elif file.exists() and file not in _put_by:
                write(file.with_suffix(".before.csv"), file.read_bytes())
            write(file, change(table).to_csv(index=False, lineterminator="\n").encode("utf-8"))
            _put_by.add(file)
    except OSError as failed:
        raise BadInput(f"This {saved} was not saved: {file.name} cannot be written ({reason(failed)}).") from None
    return sentences
