"""The five sources, their units, and every table read off them.

The files live in `data/`, beside `notebooks/`; `data/README.md` says what each of them is.
"""

import codecs
import difflib
import hashlib
import io
import os
import re
from functools import cache, lru_cache
from itertools import count
from pathlib import Path

import pandas as pd

DATA = Path(__file__).resolve().parents[2] / "data"

# Every table of the collection, with its columns in order.
TABLES = {
    "sources": "id original_file title author_stated date_stated outlet_stated outlet_found date_found what_it_is",
    "anatomy": "source line role note",
    "sentences": "id source line start end role text",
    "dating": "source unit_id_or_line clue implies earliest latest outside_knowledge_needed confidence",
    "quotations": "qid source unit_ids text kind speaker speaker_as_named cue note",
    "reported": "rid source unit_id speaker cue content_paraphrase note",
    "mentions": "unit_id entity_id text head descriptor start end note",
    "mentions_offunit": "source line entity_id text head descriptor note",
    "entities": "id label type note",
    "propositions": "pid text topic checkable central_for",
    "stances": "pid source stance unit_ids note",
    "inconsistencies": "iid sources unit_ids kind explanation",
    "ledger": "claim_id source unit_id claim record verdict why reference reference_type confidence known_at_time",
    "predictions": "unit_id prediction horizon what_happened outcome confidence",
    "timeline": "date event kind reference relevant_to",
    "people": "name role_at_the_time side appears_in note",
    "wire": "unit_id change words_here words_in_wire likely_from what_it_does",
    "outside_checks": "oid source unit_ids what_the_text_has what_the_outside_record_has url bearing",
    "glossary": "term lesson meaning",
    "coding/reference": "id kind voice certainty frame loaded loaded_span",
    "coding/first_pass": "id kind voice certainty frame loaded loaded_span",
    "coding/second_pass": "id kind voice certainty frame loaded loaded_span",
    "coding/settled": "id variable first_pass second_pass reference why",
    "names/war": "unit_id words actor actor_kind verb acted_on put_as note",
    "names/passives": "unit_id participle agent",
    "frames/functions": "source function answer unit_ids words",
    "tone/loaded": "unit_id span does",
}

# Columns of whole numbers; every other column is text.
NUMBERS = dict.fromkeys(["line", "start", "end", "lesson"], "int64")


class BadInput(ValueError):
    """Something that was put in cannot be used; the message says what, and what to do about it.

    A notebook shows the message alone, without the trail of code that led to it.
    """

    def _render_traceback_(self):
        return [f"{type(self).__name__}: {self}"]


def nearest(wanted, known):
    """The entry of `known` that is spelled most like `wanted`, or the first if none is like it."""
    known = list(known)
    return next(iter(difflib.get_close_matches(str(wanted), known, n=1, cutoff=0)), known[0])


def kind_of(value):
    """What a value is, in plain words, for a sentence to a person."""
    names = {
        "str": "a text", "bytes": "bytes", "int": "a whole number", "float": "a number", "bool": "True or False",
        "list": "a list", "tuple": "a list in round brackets", "set": "a set", "dict": "a dictionary", "Counter": "a Counter",
        "function": "a function", "DataFrame": "a table", "Series": "a column of a table", "NoneType": "nothing",
    }
    return names.get(type(value).__name__, f"something of the type {type(value).__name__}")


def listing(names):
    """Names as a sentence has them: A, B and C."""
    names = list(map(str, names))
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def check_units(units):
    """Refuse, in one sentence, what is no table of units with `id`, `source` and a text in each row."""
    if not isinstance(units, pd.DataFrame):
        raise BadInput(f"The units have to be a table with the columns id, source and text, not {kind_of(units)}.")
    missing = [column for column in ("id", "source", "text") if column not in units.columns]
    if missing:
        raise BadInput(f"The units have no column {missing[0]}: a table with id, source and text is expected.")
    for unit_id, text in zip(units["id"], units["text"]):
        if not isinstance(text, str):
            raise BadInput(f"The unit {unit_id} has {kind_of(text)} where its text should be.")


def folded(text):
    """The words of a text without their marks and capitals, for comparing."""
    return re.sub(r"[\W_]+", " ", text).strip().lower()


_COUNTED = re.compile(
    r"['’]s(?!\w)|(?:(?:[^\W\d_]{1,2}\.){2,}|[^\W_]+)"
    r"(?:(?:(?!['’]s(?!\w))['’_-]|(?<=\d)[.,:–](?=\d)|(?<=[^\W\d_])\.(?=[a-z]{2}))(?:(?:[^\W\d_]{1,2}\.){2,}|[^\W_]+))*",
    re.IGNORECASE,
)


@lru_cache(maxsize=100_000)  # several tables of a lesson count the same sentences
def count_words(text):
    """How many words a text has, as lesson 02 counts them: ’s is a word of its own; U.S. and 50,000 are one each."""
    return len(_COUNTED.findall(text))


def load_table(name):
    """A table of `data/` by its name, as a DataFrame: text as text, line and offset columns as whole numbers.

    Nothing is missing in it: an empty field is an empty text. Refuses, with a `BadInput` that names the file
    and says how to restore it, a name that is no table and a file that is missing or damaged.
    """
    if name not in TABLES:
        raise BadInput(f'There is no table "{name}". Did you mean "{nearest(name, TABLES)}"?')
    return read_table(f"{name}.csv", TABLES[name].split())


def read_table(file, columns, closed=None):
    """A file of `data/` as a DataFrame that has at least these columns and one row; refuses it as `load_table` does.

    `closed` maps a column to the values that it may have, and a table with any other is refused as damaged too.
    """
    text = read_text(file)
    try:
        table = pd.read_csv(io.StringIO(text), keep_default_na=False, dtype=NUMBERS)
    except ValueError:  # not a table, or nothing in it
        raise damaged(file) from None
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise damaged(file, f"its column {missing[0]} is missing")
    if table.empty:
        raise damaged(file, "it has no rows")
    for column, values in (closed or {}).items():
        unknown = set(table[column]) - set(values)
        if unknown:
            raise damaged(file, f'it has "{min(unknown)}" under {column}, which is none of {", ".join(values)}')
    return table


def read_text(file):
    """The text of a file of `data/`; refuses one that is missing, or is no text in UTF-8."""
    try:
        return (DATA / file).read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise BadInput(f"The file data/{file} is missing. {_restore(file)}") from None
    except (OSError, UnicodeDecodeError):
        raise damaged(file) from None


def free_path(folder, stem, ending):
    """A path in the folder that nothing has yet: the name, or the name with -2, -3 … behind it."""
    names = (f"{stem}-{number}{ending}" if number > 1 else f"{stem}{ending}" for number in count(1))
    return next(folder / free for free in names if not os.path.lexists(folder / free))


def write_page(path, page):
    """Write a page of a student's, whole or not at all; refuses a place where nothing can be written."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(page.encode("utf-8"))
        os.replace(unfinished, path)
    except OSError as failed:
        unfinished.unlink(missing_ok=True)
        raise BadInput(f"{path.name} was not written ({failed.strerror or type(failed).__name__}).") from None


def damaged(file, how="it cannot be read"):
    """The refusal of a file of `data/` that is there but not as it should be."""
    return BadInput(f"The file data/{file} is damaged: {how}. {_restore(file)}")


def load_sources():
    """The five sources: `id, title, author, date, outlet, text`, one row each, ordered by `id`.

    Title, author, date and outlet are as the page itself states them, and empty where it states none;
    `text` is the whole file as it was received, with everything that came along.
    """
    table = load_table("sources")
    stated = table[["id", "title"]].assign(
        author=table["author_stated"], date=table["date_stated"], outlet=table["outlet_stated"]
    )
    return stated.assign(text=[_read_source(source) for source in stated["id"]])


def load_units():
    """The units of the five sources, in order: `id, source, line, start, end, role, text`.

    A unit is a sentence, headline, standfirst, heading, list item or table row. `line` counts the lines of the
    source from 1; `text` stands in that line from the character `start` up to `end`, counted from 0.
    Refuses a table that no longer agrees with the sources.
    """
    return _units(DATA).copy()


@cache
def _units(folder):
    units = load_table("sentences")
    lines = {source: _read_source(source).split("\n") for source in units["source"].unique()}
    for unit in units.itertuples():
        there = lines[unit.source][unit.line - 1 : unit.line]
        if not there or there[0][unit.start : unit.end] != unit.text:
            raise BadInput(
                f"Unit {unit.id} no longer stands where data/sentences.csv puts it in data/sources/{unit.source}.txt. "
                + _restore(f"sentences.csv data/sources/{unit.source}.txt")
            )
    return units


def _read_source(source):
    file = f"sources/{source}.txt"
    text = read_text(file)
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    if f"{digest}  {file}" not in read_text("SHA256SUMS").split("\n"):
        raise damaged(file, "it is not as it was received")
    return text


def _restore(files):
    return (
        f"To restore it, run this in the collection's folder: git checkout -- data/{files}"
        " (or take the file from a fresh copy of the collection)."
    )


# ---------------------------------------------------------------- texts of one's own

LARGEST = 1_000_000  # bytes: a hundred long articles in one
MANY = 12  # messages of one kind; more are summed up
TITLE = (20, 150)  # words, and characters, that a first line may have and be a title
ENGLISH = 0.2  # of the words are function words, at least, if a text is to count as English; see `read_folder`
ENOUGH = 40  # words, for saying what a text is written in
BEGINNING = 5_000  # characters that are looked at for that

EMPTY = "This file is empty: put the text of an article in it, or delete it."
WEB_PAGE = "This is the code of a web page: open the page, copy the words of the article, and save those as plain text."
WINDOWS = "This file is not in UTF-8 and was read as Windows-1252: if letters look wrong, save it again in UTF-8."
NOTHING_LEFT = "Nothing is left of this text without the lines that look like a site's, and it is not used: see `page.furniture`."
CUT_SHORT = (
    "More than a third of this text looks like a site's own lines and is left out: "
    "if it is not, delete labels such as “Read more”, from which on all is left out."
)
NO_ENGLISH = "This text does not look like English: what goes by English words, in lessons 01 to 08, will find little in it."

# What a file is that begins so, whatever it is called.
_STARTS = [
    (rb"%PDF-", "a PDF"),
    (rb"PK\x03\x04", "a Word or other packed file"),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file"),
    (rb"\{\\rtf", "a file in Rich Text Format"),
    (rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP|II\*\x00|MM\x00\*", "an image"),
]
_MARKS_OF_ORDER = [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
                   (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")]  # fmt: skip
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_CONTROLS = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f]")
_WEB_PAGE = re.compile(
    r"(?i)\s*+(?:(?:<!--(?:[^-]++|-(?!->))*-->|<\?xml[^>]*+>)\s*+)*<(?:!doctype\s|(?:html|head|body|script|meta)[\s>])"
)
_SAVED_PAGE = re.compile(r"\s*(?:From: <Saved by|MIME-Version:)", re.IGNORECASE)
_TAG = re.compile(r"</?(?:p|div|span|a|li|ul|h[1-6]|br|img|script|td|tr|section|article)(?:\s[^<>]{0,500})?/?>", re.IGNORECASE)
_HEADER = re.compile(r"\s*(title|author|date|outlet)\s*:(.*)", re.IGNORECASE)
_NO_TITLE_ENDS = tuple(".,;:。．।۔։")


def read_folder(path, letters=None):
    """The texts of a folder, as `(sources, units)` in the shapes of `load_sources()` and `load_units()`.

    Every file in the folder itself whose name ends in .txt is one source; hidden files are passed over. In the order
    of their names (2.txt before 10.txt) the texts that can be used are given the letters F, G, … Z, AA, AB, …, which
    the five sources do not have. A file that is added in between would move the letters after it: `letters`, a dictionary
    from file names to letters, keeps those that were given, and new files are put into it with the next ones that are free.
    Unit ids have the letter and at least two digits: F01, F100, AA12.

    `sources`: a text may begin with lines such as `Title: …`, `Author: …`, `Date: …`, `Outlet: …`, which are taken as
    given and are no units; what is not given there is empty. Without such a line `title` is the first line, if that has
    at most 20 words and 150 characters, no full stop at its end, and text after it; or else the file's name without .txt.
    `text` is the file's, with every kind of line end made the same, other control characters as spaces, and a line end
    inside a sentence (lines broken to fit a width) as a space, so that each unit stands in one line, from `start` to `end`.
    `units`: the sentences of `words.sentences` in the lines that `page.furniture` does not call the site's. `role` is
    "headline" in that first line, and "body" elsewhere. Of the 189 units of the five sources, put in a
    folder as they are, 186 come out with the same words in the same place, and 11 other units besides: captions, bylines
    and credits, which a person left out, and the end of a line of E in which a space is missing.

    What is wrong with a file is said in one sentence with its name, and the other files are used. Not used: what is no
    plain text, a web page's code, an empty file, one without a letter in it, one of more than 1,000,000 bytes, a link,
    and a text that is there already. UTF-8, and UTF-16 with its mark, are read; what is neither is read as Windows-1252,
    and said to be. A text of 40 words or more is said not to look English if less than a fifth of the words in its first
    5,000 characters are function words (the five have .25 to .43, passages in ten other languages .00 to .13); and so is a
    shorter one, if less than half of its words are in plain Latin letters.

    Refuses, with a `BadInput`, what is no folder, and a folder without a text that can be used.
    """
    from . import page, words
    from .display import say
    from .own_sources import progress

    where, entries = _entries(path)
    notes, texts, given, first = [], {}, {}, {}
    for entry in entries:
        name = _printed(entry.name)
        try:
            text, remarks = _plain_text(entry)
            given[entry.name], body = _header(text)
            same = hashlib.sha256(" ".join(body.split()).encode("utf-8")).digest()
            if same in first:
                told = "This is the same text as {}, and is not used."
                raise _NotUsed(told.format(first[same]), told.format("another"))
        except _NotUsed as refused:
            notes.append((name, *refused.args))
            continue
        first[same] = name
        texts[entry.name] = (text, body)
        notes += [(name, remark, remark) for remark in remarks]

    bodies = pd.DataFrame({"id": range(len(texts)), "text": [body for _, body in texts.values()]})
    lines = page.lines(bodies)
    site = lines[page.furniture(lines)]
    left_out = {number: set(own) for number, own in site.groupby("source")["line"]}
    letters = {} if letters is None else letters
    taken = set(letters.values())
    free = (letter for letter in map(_letter, count()) if letter not in taken)
    sources, units, files = [], [], {}
    for number, (name, (text, body)) in enumerate(progress(texts.items(), "files")):
        kept = _blanked(body, left_out.get(number, ()))
        text, own = _text_units(text, kept, words.sentences(kept))
        if not own:
            notes.append((_printed(name), NOTHING_LEFT, NOTHING_LEFT))
            continue
        letter = letters[name] if name in letters else letters.setdefault(name, next(free))
        headline = own[0][4] if own[0][3] == "headline" else ""
        heading = text.split("\n")[own[0][0] - 1].strip() if headline else ""
        stated = given[name]
        title = stated.get("title") or heading or _printed(name[: -len(".txt")])
        sources.append((letter, title, stated.get("author", ""), stated.get("date", ""), stated.get("outlet", ""), text))
        units += [(f"{letter}{n:02d}", letter, *unit) for n, unit in enumerate(own, start=1)]
        files[letter] = f"{letter} ({_printed(name)})"
        notes += _about(_printed(name), body, kept, words.function_words())

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
        pd.DataFrame(sources, columns=["id", "title", "author", "date", "outlet", "text"]),
        pd.DataFrame(units, columns=["id", "source", "line", "start", "end", "role", "text"]),
    )


class _NotUsed(Exception):
    """A file cannot be used: a sentence about this one, and one that holds for all of its kind."""

    def __init__(self, sentence, of_all=None):
        super().__init__(sentence, of_all or sentence)


def _entries(path):
    """The folder's name for a sentence, and what lies in it, hidden files left out, sorted as a reader would."""
    if not isinstance(path, (str, os.PathLike)):
        raise BadInput(f"The folder has to be named in quotation marks, not by {kind_of(path)}.")
    folder = Path(os.fsdecode(path))
    inside = folder.is_relative_to(DATA.parent)  # then it is named without what is above it on this machine
    where = _printed(folder.relative_to(DATA.parent).as_posix() if inside else str(folder), 200)
    try:
        with os.scandir(os.path.expanduser(folder)) as found:
            entries = [entry for entry in found if not entry.name.startswith((".", "~"))]
    except NotADirectoryError:
        raise BadInput(f"{where} is a file: name the folder that it lies in.") from None
    except (FileNotFoundError, ValueError):  # a name with a NUL in it is a ValueError
        raise BadInput(f"There is no folder {where}: make it, and put articles there as .txt files.") from None
    except OSError as failed:
        raise BadInput(f"The folder {where} cannot be opened ({failed.strerror or type(failed).__name__}).") from None
    return where, sorted(entries, key=lambda entry: _natural(entry.name))


def _natural(name):
    pieces = re.split(r"([0-9]+)", name.casefold())
    return [int(piece) if n % 2 else piece for n, piece in enumerate(pieces)], name


def _printed(name, longest=60):
    """A file's name as a sentence can have it: in one line, and with nothing that does not print."""
    name = "".join(character if character.isprintable() else " " if character.isspace() else "�" for character in name)
    return name if len(name) <= longest else f"{name[: longest - 20]}…{name[-19:]}"


def _letter(number):
    """F for 0, G for 1, … Z, AA, AB, …"""
    number += 6
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _plain_text(entry):
    """The text of a file, line ends made one, and what there is to remark; refuses what is no text."""
    data = _bytes(entry)
    for start, what in _STARTS:
        if re.match(start, data, re.DOTALL):
            raise _NotUsed(f"This is {what} and no plain text: copy the article's words into a plain text file.")
    text, remarks = _decoded(data)
    text = _LINE_ENDS.sub("\n", text)
    controls = len(_CONTROLS.findall(text))
    if "\0" in text or controls > len(text) / 100 + 3:
        raise _NotUsed("This is no plain text: save the article as plain text in UTF-8.")
    if controls:
        text = _CONTROLS.sub(" ", text)
        remarks.append("Characters that do not print were read as spaces.")
    if _WEB_PAGE.match(text) or _SAVED_PAGE.match(text) or 100 * len(_TAG.findall(text)) > 3 * len(text.split()) + 500:
        raise _NotUsed(WEB_PAGE)
    return text, remarks


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
        raise _NotUsed("This file cannot be opened: see whether it is still there and whether you may read it.") from None
    if len(data) > LARGEST:
        raise _NotUsed(f"This file is too large for an article (over {LARGEST:,} bytes): put each article in a file of its own.")
    return data


def _decoded(data):
    """The text of bytes, and a list of remarks on how it was read."""
    try:
        for mark, encoding in _MARKS_OF_ORDER:
            if data.startswith(mark):
                text = data.decode(encoding).removeprefix("\ufeff")
                return text, [] if encoding == "utf-8" else [f"This file is in {encoding.upper()}, and was read as that."]
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        try:
            return data.decode("cp1252"), [WINDOWS]
        except UnicodeDecodeError:
            raise _NotUsed("This file is neither in UTF-8 nor in Windows-1252: save it again as plain text in UTF-8.") from None


def _header(text):
    """What the lines at the head of a text give, and the text with those lines blanked; refuses one with nothing else."""
    given, numbers = {}, set()
    for number, line in enumerate(text.split("\n"), start=1):
        found = _HEADER.fullmatch(line)
        if found and found[1].lower() not in given:
            given[found[1].lower()] = found[2].strip()
            numbers.add(number)
        elif line.strip():
            break
    body = _blanked(text, numbers)
    if not body.strip():
        raise _NotUsed(EMPTY)
    if not any(map(str.isalpha, body)):
        raise _NotUsed("There is no sentence in this file, not even a letter: put the text of an article in it.")
    return given, body


def _blanked(text, numbers):
    """The text with lines of these numbers as spaces, so that what is left stays where it was."""
    if not numbers:
        return text
    return "\n".join(" " * len(line) if n in numbers else line for n, line in enumerate(text.split("\n"), start=1))


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
        if short and not first.endswith(_NO_TITLE_ENDS) and len(line) < len(units) and line[-1][2] - line[0][1] == len(first):
            for unit in line:
                unit[3] = "headline"
    return "".join([*whole, text[end:]]), [tuple(unit) for unit in units]


def _about(name, body, kept, small_words):
    """What a reader should know of a text that is used."""
    from .page import LINK_LABEL

    before, after = len(body.split()), len(kept.split())
    if 3 * after < 2 * before:
        numbered = enumerate(body.split("\n"), start=1)
        labels = (f": line {n}, “{line.strip()[:40]}”." for n, line in numbered if LINK_LABEL.match(line))
        yield name, CUT_SHORT.rstrip(".") + next(labels, "."), CUT_SHORT
    runs = re.findall(r"[^\W\d_]+", " ".join(kept.split())[:BEGINNING].lower())
    few = sum(run in small_words for run in runs) < ENGLISH * len(runs)
    if few and (len(runs) >= ENOUGH or sum(map(str.isascii, runs)) < len(runs) / 2):
        yield name, NO_ENGLISH, NO_ENGLISH


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
    named = listing(files) if len(files) <= MANY else f"{', '.join(files[:3])} and so on to {files[-1]}"
    return f"{len(files):,} texts were read: {named}."
