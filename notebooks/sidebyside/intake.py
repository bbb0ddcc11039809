"""Texts of one's own, on the way in: a folder of files made into sources and units."""

import hashlib
import os
import re
from collections import Counter
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from . import cards, corpus, files, moved, page, words
from .corpus import BadInput, kind_of, listing
from .display import progress
from .files import printed
from .output import say
from .rules import mending, page_lines
from .rules.sentences import count_words

# ---------------------------------------------------------------- texts of one's own

LARGEST = 1_000_000  # bytes: a hundred long articles in one
MANY = 12  # messages of one kind; more are summed up
TITLE = (20, 150)  # words, and characters, that a first line may have and be a title
ENGLISH = 0.2  # of the words are function words, at least, if a text is to count as English; see `read_folder`
ENOUGH = 40  # words, for saying what a text is written in
BEGINNING = 5_000  # characters that are looked at for that

EMPTY = "This file is empty: put the text of an article in it, or delete it."
WEB_PAGE = "This is the code of a web page: open the page, copy the words of the article, and save those as plain text."
NOTHING_LEFT = (
    "Every line of this text looks like a site's own, a byline or a caption, and it is not used: see `page.roles`."
)
LEFT_OUT = "`own_sources.left_out(sources, units)` shows each line with the clue."
NO_ENGLISH = (
    "This text does not look like English. What goes by English words finds little in it, and that says nothing of the text: "
    "take its file out of the folder, and bring one that was written in English."
)

# What a file is that begins so, whatever it is called.
_STARTS = [
    (rb"%PDF-", "a PDF"),
    (rb"PK\x03\x04", "a Word or other packed file"),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file"),
    (rb"\{\\rtf", "a file in Rich Text Format"),
    (rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP|II\*\x00|MM\x00\*", "an image"),
]
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_CONTROLS = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f]")
_WEB_PAGE = re.compile(
    r"""
    \s*+
    (?: (?: <!-- (?: [^-]++ | -(?!->) )* --> | <\?xml [^>]*+ > ) \s*+ )*
    < (?: !doctype\s | (?: html | head | body | script | meta ) [\s>] )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SAVED_PAGE = re.compile(r"\s*(?:From: <Saved by|MIME-Version:)", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|div|span|a|li|ul|h[1-6]|br|img|script|td|tr|section|article)(?:\s[^<>]{0,500})?/?>", re.IGNORECASE
)
_KEEP = re.compile(r"^\+ (?=\S)", re.MULTILINE)
_NO_TITLE_ENDS = tuple(".,;:。．।۔։")


def read_folder(path: str | os.PathLike, letters: dict[str, str] | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The texts of a folder, as `(sources, units)` in the shapes of `load_sources()` and `load_units()`.

    Every file in the folder itself whose name ends in .txt is one source; hidden files are passed over. In the order
    of their names (2.txt before 10.txt) the texts that can be used are given the letters F, G, … Z, AA, AB, …, which
    the five sources do not have. A file that is added in between would move the letters after it: `letters`, a dictionary
    from file names to letters, keeps those that were given, and new files are put into it with the next ones that are free.
    Unit ids have the letter and at least two digits: F01, F100, AA12.

    `sources`: a text may begin with lines such as `Title: …`, `Kind: …` (report, opinion), `Author: …`, `Date: …`,
    `Outlet: …`, which are taken as given; what is not given there is empty. Without such a line `title` is the first line, if that has
    at most 20 words and 150 characters, no full stop at its end, and text after it; or else the file's name without .txt.
    `text` is the file's, with every kind of line end made the same, other control characters as spaces, a line end
    inside a sentence (lines broken to fit a width) as a space, with what is left out of a sentence (the head and foot of a page) put
    behind it, so that each unit stands in one line, from `start` to `end`, and what
    copying did to its letters mended: words broken by a hyphen at the end of a line, ligatures, accents apart from their letters,
    signs that cannot be seen, codes of web pages, letters read in a wrong encoding. Each kind of mend is said, with its number.
    `units`: the title that is given, and the sentences of `words.sentences` in the lines of the article. What `page.roles` takes for
    a byline, a date, a caption, a credit, or the site's own, is left out, and said: `page.left_out` has these lines with the clue for
    each. A line that begins with `+ ` is kept as the article's, without that sign. `role` is "headline" in the title and in a first line that looks like one, and "body" elsewhere. Of the 189 units of the
    five sources, put in a folder as they are, 186 come out with the same words in the same place; the other three are in line 35 of E,
    where a space is missing.

    What is wrong with a file is said in one sentence with its name, and the other files are used. Not used: what is no
    plain text, a web page's code, an empty file, one without a letter in it, one of more than 1,000,000 bytes, a link,
    and a text that is there already. UTF-8 and UTF-16 are read; of another file it is told by its letters in which of the usual code
    pages it is (`decoding`), and said which was taken. A text of 40 words or more is said not to look English if less than a fifth
    of the words in its first 5,000 characters are function words (the five have .25 to .43, passages in ten other languages .00 to
    .13); and so is a shorter one, if less than half of its words are in plain Latin letters.

    Refuses, with a `BadInput`, what is no folder, and a folder without a text that can be used.
    """
    where, entries = _entries(path)
    notes, texts, first = [], {}, {}
    for entry in entries:
        name = printed(entry.name)
        try:
            one = _as_text(_bytes(entry))
            same = hashlib.sha256(" ".join(one.body.split()).encode("utf-8")).digest()
            if same in first:
                told = "This is the same text as {}, and is not used."
                raise _NotUsed(told.format(first[same]), told.format("another"))
        except _NotUsed as refused:
            notes.append((name, *refused.args))
            continue
        first[same] = name
        texts[entry.name] = one
        notes += [(name, *note) for note in one.notes]

    letters = {} if letters is None else letters
    taken = set(letters.values())
    free = (letter for letter in map(_letter, count()) if letter not in {*taken, cards.LETTER})
    sources, units, files = [], [], {}
    for name, one in progress(texts.items(), "files"):
        try:
            text, own, _, more = _units_of(one)
        except _NotUsed as refused:
            notes.append((printed(name), *refused.args))
            continue
        letter = letters[name] if name in letters else letters.setdefault(name, next(free))
        heading = text.split("\n")[own[0][0] - 1].strip() if own[0][3] == "headline" else ""
        title = one.given.get("title") or heading or printed(name[: -len(".txt")])
        sources.append(
            (letter, title, *(one.given.get(what, "") for what in ("kind", "author", "date", "outlet")), text)
        )
        units += [(f"{letter}{n:02d}", letter, *unit) for n, unit in enumerate(own, start=1)]
        files[letter] = f"{letter} ({printed(name)})"
        notes += [(printed(name), *note) for note in more]

    for sentence in _summed_up(notes):
        say(sentence)
    if not sources:
        raise BadInput(
            f"There is no text to use in {where}: "
            "put articles there, each as plain text (UTF-8) in a file of its own with the ending .txt."
        )
    order = {letter: (len(letter), letter) for letter in files}  # Z before AA
    sources.sort(key=lambda row: order[row[0]])
    units.sort(key=lambda row: order[row[1]])
    say(_what_was_read([files[letter] for letter, *_ in sources]))
    return (
        pd.DataFrame(sources, columns=["id", "title", "kind", "author", "date", "outlet", "text"]),
        pd.DataFrame(units, columns=["id", "source", "line", "start", "end", "role", "text"]),
    )


class _Text(NamedTuple):
    """A text as it was read."""

    text: str
    body: str  # the same with the lines that were given at its head blanked
    given: dict  # what these lines give, by name
    title: tuple | None  # the unit of its title, if that is given
    notes: list  # what is to be said of it: a sentence, and one that holds for all of its kind
    keep: set  # the places of lines that a reader keeps as the article's


class _NotUsed(Exception):
    """A file cannot be used: a sentence about this one, and one that holds for all of its kind."""

    def __init__(self, sentence, of_all=None):
        super().__init__(sentence, of_all or sentence)


def _entries(path):
    """The folder's name for a sentence, and what lies in it, hidden files left out, sorted as a reader would."""
    if not isinstance(path, (str, os.PathLike)):
        raise BadInput(f"The folder has to be named in quotation marks, not by {kind_of(path)}.")
    folder = Path(os.fsdecode(path))
    inside = folder.is_relative_to(corpus.DATA.parent)  # then it is named without what is above it on this machine
    where = printed(folder.relative_to(corpus.DATA.parent).as_posix() if inside else str(folder), 200)
    try:
        with os.scandir(os.path.expanduser(folder)) as found:
            entries = [entry for entry in found if not entry.name.startswith((".", "~"))]
    except NotADirectoryError:
        raise BadInput(f"{where} is a file: name the folder that it lies in.") from None
    except (FileNotFoundError, ValueError):  # a name with a NUL in it is a ValueError
        raise BadInput(f"There is no folder {where}: make it, and put articles there as .txt files.") from None
    except OSError as failed:
        raise BadInput(f"The folder {where} cannot be opened ({files.reason(failed)}).") from None
    return where, sorted(entries, key=lambda entry: _natural(entry.name))


def _natural(name):
    pieces = re.split(r"([0-9]+)", name.casefold())
    return [int(piece) if n % 2 else piece for n, piece in enumerate(pieces)], name


def _letter(number):
    """F for 0, G for 1, … Z, AA, AB, …"""
    number += 6
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _as_text(data):
    """The text of a file's bytes, line ends made one and its letters mended; refuses what is no text and one with nothing in it."""
    for start, what in _STARTS:
        if re.match(start, data, re.DOTALL):
            raise _NotUsed(f"This is {what} and no plain text: copy the article's words into a plain text file.")
    try:
        text, remark = files.decoded(data)
    except BadInput as refused:
        raise _NotUsed(str(refused)) from None
    notes = [(remark, remark)] if remark else []
    text, mended = mending.garbled_mended(text)
    if any(end in text for end in "\r\v\f\x85\u2028\u2029"):
        text = _LINE_ENDS.sub("\n", text)
    controls = len(_CONTROLS.findall(text))
    if "\0" in text or controls > len(text) / 100 + 3:
        raise _NotUsed("This is no plain text: save the article as plain text in UTF-8.")
    if controls:
        text = _CONTROLS.sub(" ", text)
        notes.append(("Characters that do not print were read as spaces.",) * 2)
    tags = len(_TAG.findall(text)) if "<" in text else 0
    if _WEB_PAGE.match(text) or _SAVED_PAGE.match(text) or tags and 100 * tags > 3 * len(text.split()) + 500:
        raise _NotUsed(WEB_PAGE)
    text, more = mending.mended(text)
    return _with_header(text, notes + mended + more)


def _with_header(text, notes):
    keep = {place for place, line in enumerate(text.split("\n")) if _KEEP.match(line)}
    text = _KEEP.sub("  ", text)  # as long as it was
    lines = text.split("\n")
    given = page_lines.header(lines)
    body = _blanked(text, {place + 1 for place, _ in given.values()})
    if not body.strip():
        raise _NotUsed(EMPTY)
    if not any(map(str.isalpha, body)):
        raise _NotUsed("There is no sentence in this file, not even a letter: put the text of an article in it.")
    place, title = given.get("title", (0, ""))
    if title:
        start = lines[place].index(title, lines[place].index(":") + 1)
        unit = (place + 1, start, start + len(title), "headline", title)
    return _Text(text, body, {name: value for name, (_, value) in given.items()}, unit if title else None, notes, keep)


def _bytes(entry):
    try:
        if entry.is_symlink():
            raise _NotUsed("This is a link to another place, and links are not followed: put the file itself here.")
        if entry.is_dir():
            raise _NotUsed("This is a folder, and folders inside are not read: put its texts beside it.")
        if not entry.name.lower().endswith(".txt"):
            raise _NotUsed("Only files with the ending .txt are read: save an article as plain text, with that ending.")
        if not entry.is_file():  # a pipe would keep us waiting for ever
            raise _NotUsed("This is no ordinary file: put the text of an article there as a plain text file.")
        with open(entry.path, "rb") as file:
            data = file.read(LARGEST + 1)
    except OSError:
        raise _NotUsed(
            "This file cannot be opened: see whether it is still there and whether you may read it."
        ) from None
    if len(data) > LARGEST:
        raise _NotUsed(
            f"This file is too large for an article (over {LARGEST:,} bytes): put each article in a file of its own."
        )
    return data


def _blanked(text, numbers):
    """The text with lines of these numbers as spaces, so that what is left stays where it was."""
    if not numbers:
        return text
    return "\n".join(" " * len(line) if n in numbers else line for n, line in enumerate(text.split("\n"), start=1))


def _units_of(one):
    """The text with no line end inside a sentence, its units as `(line, start, end, role, text)`, the lines that were left out as
    `(line, role, why, text)`, and notes; refuses a text of which nothing is kept."""
    whole = one.text.split("\n")
    places = [n for n, line in enumerate(whole) if line.strip()]
    roles = page_lines.roles([whole[n] for n in places], [n + 1 for n in places], page.page_words())
    found = {n: role for n, role in zip(places, roles) if role != page_lines.ARTICLE and n not in one.keep}
    out = [(n + 1, *role, whole[n]) for n, role in found.items()]
    given = {place for place, _ in page_lines.header(whole).values()}
    rows = mending.unbroken(whole, {n: found.get(n, ("", ""))[1] in page_lines.PAGE_MARKS for n in {*found, *given}})
    kept = "\n".join(" " * len(line) if is_out else line for line, is_out in rows)
    text, units = _text_units("\n".join(line for line, _ in rows), kept, words.sentences(kept))
    if not units:
        raise _NotUsed(NOTHING_LEFT)
    above = sum(row[2] == page_lines.GIVEN for row in out)
    out = [row for row in out if row[2] != page_lines.GIVEN]
    notes = [*_of_left_out(out, above), *_of_language(kept, words.function_words())]
    return text, [one.title, *units] if one.title else units, out, notes


def _of_left_out(out, above):
    if out:
        roles = ", ".join(f"{role} {number}" for role, number in Counter(role for _, role, *_ in out).items())
        were = "1 line was" if len(out) == 1 else f"{len(out):,} lines were"
        beside = f", beside {above} that you gave at its head" if above else ""
        yield (
            f"{were} left out as no part of the article ({roles}){beside}: {LEFT_OUT}",
            f"Lines were left out: {LEFT_OUT}",
        )


def _of_language(kept, small_words):
    runs = re.findall(r"[^\W\d_]+", " ".join(kept.split())[:BEGINNING].lower())
    few = sum(map(small_words.__contains__, runs)) < ENGLISH * len(runs)
    if few and (len(runs) >= ENOUGH or sum(map(str.isascii, runs)) < len(runs) / 2):
        yield NO_ENGLISH, NO_ENGLISH


def read_one(data):
    """What `read_folder` makes of a file with these bytes: `(units, lines left out, sentences to be said)`.

    Units are `(line, start, end, role, text)`, lines `(line, role, why, text)`. Refuses, with a `BadInput`, what it would not use.
    """
    try:
        one = _as_text(data)
        _, units, out, more = _units_of(one)
    except _NotUsed as refused:
        raise BadInput(refused.args[0]) from None
    return units, out, [sentence for sentence, _ in [*one.notes, *more]]


def _text_units(text, kept, sentences):
    """The text with no line end inside a sentence, and its units as `(line, start, end, role, text)`."""
    whole, units, end, line, line_start = [], [], 0, 1, 0
    for sentence in sentences:
        start = kept.index(sentence, end)
        between = kept.count("\n", end, start)
        if between:
            line, line_start = line + between, kept.rindex("\n", end, start) + 1
        one_line = sentence.replace("\n", " ")
        whole += [text[end:start], one_line]
        end = start + len(sentence)
        units.append([line, start - line_start, end - line_start, "body", one_line])
    if units:
        first = next(row for row in kept.split("\n") if row.strip()).strip()
        line = [unit for unit in units if unit[0] == units[0][0]]
        short = count_words(first) <= TITLE[0] and len(first) <= TITLE[1]
        if (
            short
            and not first.endswith(_NO_TITLE_ENDS)
            and len(line) < len(units)
            and line[-1][2] - line[0][1] == len(first)
        ):
            for unit in line:
                unit[3] = "headline"
    return "".join([*whole, text[end:]]), [tuple(unit) for unit in units]


def _summed_up(notes):
    """One sentence for each note, or one for many of a kind; the kinds in the order in which they came up."""
    kinds = {}
    for name, sentence, of_all in notes:
        kinds.setdefault(of_all, []).append((name, sentence))
    for of_all, found in kinds.items():
        if len(found) <= MANY:
            yield from (f"{name}: {sentence}" for name, sentence in found)
        else:
            names = ", ".join(name for name, _ in found[:3])
            yield f"{names} and {len(found) - 3:,} more, each of them: {of_all}"


def _what_was_read(files):
    if len(files) == 1:
        return f"One text was read: {files[0]}. Comparing needs two: put another beside it."
    named = listing(files, MANY)
    return f"{len(files):,} texts were read: {named}."


# ---------------------------------------------------------------- the texts


def folder():
    """Where the texts of a class lie: `data/mine/texts`. It need not be there."""
    return corpus.DATA / "mine" / "texts"


def collection():
    """The texts of a class, or the five: `(sources, units)`, in the shapes of `corpus.load_sources` and `load_units`.

    It takes what `intake.read_folder` can use of `data/mine/texts`. Each file keeps its letter, whatever is added later: they are
    kept in `data/mine/letters.csv`. If a text was edited, what was said of its sentences goes with them: see `moved.keep_up`. If there
    is no `.txt` file, or none that can be used, one sentence says so and where to put texts, and the five sources are given.
    Refuses, with a `BadInput`, when what was coded cannot be kept with its text.
    """
    try:
        there = [
            path.name for path in files.listed(folder()) if path.suffix.lower() == ".txt" and path.name[0] not in ".~"
        ]
    except BadInput as refused:
        say(str(refused))
        there = []
    if there:
        letters = _letters(there)
        known = dict(letters)
        try:
            found = read_folder(folder(), letters)
        except BadInput:  # it has said of each file what is wrong with it
            pass
        else:
            _remember(letters, known, found[1])
            return found
    what = "No text in data/mine/texts could be used" if there else "There is no text of your own yet"
    say(f"{what}, so the five sources are shown. Put two or more .txt files into data/mine/texts and run this again.")
    return corpus.load_sources(), corpus.load_units()


def _letters(there):
    """The letter of each file that was read before: what was coded under it has to stay its own.

    They are those of `letters.csv`; if that is not there or cannot be used, those of `units.csv`. A letter that somebody coded under
    and that is in neither is given to no file: `letters.csv` has it beside a name that no file has.
    """
    path = folder().with_name("letters.csv")
    given, lost = [], ""
    if os.path.lexists(path):
        try:
            table, _ = files.read_csv(path, "file letter")
            given = list(zip(map(files.unescaped, table["file"]), table["letter"].str.strip()))
        except BadInput as refused:
            try:
                lost = files.keep_aside(path).name
            except OSError as failed:
                raise BadInput(
                    f"{refused} It cannot be kept under another name either ({files.reason(failed)}): move it away."
                ) from None
            say(f"{refused} It is kept as {lost}; no code goes to another text.")
    if not {file for file, _ in given}.issuperset(there):
        try:
            given += [(files.unescaped(file), unit.rstrip("0123456789")) for file, unit, _ in moved.remembered()]
        except BadInput:  # it is said, and kept, when the units are
            pass
    letters, taken = {}, set()
    for file, letter in given:
        if (
            file
            and file not in letters
            and letter not in {*taken, cards.LETTER}
            and re.fullmatch("[F-Z]|[A-Z]{2,4}", letter)
        ):
            letters[file] = letter
            taken.add(letter)
    if lost:
        coded = {unit.rstrip("0123456789") for unit in moved.ids_in_use()}
        letters |= {f"(of {letter} there is no file)": letter for letter in sorted(coded - taken - set("ABCDE"))}
    gone = {files.plain(file): file for file in letters.keys() - set(there)}
    for name in there:  # a name that was written on a Mac has its accents apart
        if name not in letters and files.plain(name) in gone:
            letters[name] = letters.pop(gone.pop(files.plain(name)))
    return letters


def _remember(letters, known, units):
    """Keep the letters of the files and the sentences of the texts, and say what was done to the codes of a text that was edited."""
    told = moved.keep_up(units, {letter: file for file, letter in letters.items()})
    path = folder().with_name("letters.csv")
    if letters != known or not path.exists():
        table = pd.DataFrame({"file": list(map(files.escaped, letters)), "letter": list(letters.values())})
        try:
            files.write_page(path, table.to_csv(index=False))
        except BadInput:
            told.append(moved.CANNOT)
    for sentence in dict.fromkeys(told):
        say(sentence)
