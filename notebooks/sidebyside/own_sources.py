"""What lesson 11 does with texts of one's own: the methods of the other lessons, put together, by rule and for any number of
texts.

This is the one module that uses those of other lessons; it imports them where they are needed. Nothing in it rests on a reading
by hand, so that every table can be made for any texts, and each of them has the mistakes that the other lessons have shown.
"""

import difflib
import os
import re
import time
import unicodedata
from collections import Counter
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from . import corpus, files, moved, plots
from .corpus import BadInput, check_units, count_words, kind_of, nearest, printed
from .display import say, show_table, unit_id

# ---------------------------------------------------------------- the texts


def folder():
    """Where the texts of a class lie: `data/mine/texts`. It need not be there."""
    return corpus.DATA / "mine" / "texts"


def collection():
    """The texts of a class, or the five: `(sources, units)`, in the shapes of `corpus.load_sources` and `load_units`.

    It takes what `corpus.read_folder` can use of `data/mine/texts`. Each file keeps its letter, whatever is added later: they are
    kept in `data/mine/letters.csv`. If a text was edited, what was said of its sentences goes with them: see `moved.keep_up`. If there
    is no `.txt` file, or none that can be used, one sentence says so and where to put texts, and the five sources are given.
    Refuses, with a `BadInput`, when what was coded cannot be kept with its text.
    """
    try:
        there = [path.name for path in files.listed(folder()) if path.suffix.lower() == ".txt" and path.name[0] not in ".~"]
    except BadInput as refused:
        say(str(refused))
        there = []
    if there:
        letters = _letters(there)
        known = dict(letters)
        try:
            found = corpus.read_folder(folder(), letters)
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
                raise BadInput(f"{refused} It cannot be kept under another name either ({files.reason(failed)}): move it away.") from None
            say(f"{refused} It is kept as {lost}; no code goes to another text.")
    if not {file for file, _ in given}.issuperset(there):
        try:
            given += [(files.unescaped(file), unit.rstrip("0123456789")) for file, unit, _ in moved.remembered()]
        except BadInput:  # it is said, and kept, when the units are
            pass
    letters, taken = {}, set()
    for file, letter in given:
        if file and file not in letters and letter not in taken and re.fullmatch("[F-Z]|[A-Z]{2,4}", letter):
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


def progress(things, what):
    """Give the things one by one; in a notebook, show a bar once they have taken longer than 1.5 seconds.

    `things` is a list or other collection, `what` says in a word or two what is done. What is fast, and what runs outside a
    notebook, shows nothing.
    """
    things = list(things)
    bar, start, step = None, time.monotonic(), max(1, len(things) // 100)  # each step is a message to the browser
    for number, thing in enumerate(things):
        if bar and number % step == 0:
            bar.value = number
        elif bar is None and number and time.monotonic() - start > 1.5:
            bar = _bar(what, len(things), number)
        yield thing
    if bar:
        bar.value = len(things)
        _cleared(bar)


def _bar(what, most, done):
    """A bar of ipywidgets, shown; or False outside a notebook, or where it cannot be shown."""
    from IPython import get_ipython
    from IPython.display import display

    if getattr(get_ipython(), "kernel", None) is None:
        return False
    try:
        from ipywidgets import IntProgress
    except ImportError:
        return False
    bar = IntProgress(value=done, max=most, description=str(what))
    bar.place = display(bar, display_id=True)
    return bar


def _cleared(bar):
    """Take a bar away, so that a notebook that is saved has no dead widget in it."""
    bar.close()
    place = getattr(bar, "place", None)
    if place:
        place.update({"text/plain": ""}, raw=True)


# ---------------------------------------------------------------- names of people, places and bodies

_UPPER = "".join(chr(n) for n in range(0x10000) if chr(n).isupper())
# A word with a capital; initials keep their points; al-Nahda and d'Arc begin small.
_CAPITAL = rf"(?:(?:[{_UPPER}]\.)+|(?:[a-z]{{1,2}}[-'’])?[{_UPPER}]\w*(?:['’‐-]\w+)*)"
_SMALL = "of the|of|the|de la|de los|de las|de|del|der|da|dos|do|du|di|la|le|van der|van den|van|von|bin|ibn|für|on|for"
_CAPITALS = re.compile(rf"(?<!\w){_CAPITAL}")
_RUN = re.compile(rf"(?<!\w){_CAPITAL}(?:(?:\s(?:{_SMALL}))?\s{_CAPITAL})*")
_COMPOUND = re.compile(rf"(?<!\w)[{_UPPER}]\w+(?:-[{_UPPER}]\w+)+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_OWNER = re.compile(r"['’][sS]?$")
_LED = re.compile(r"[-‐](?:\w*ed|\w*ing|wide|style|era|born|run|made|majority|free|friendly|like)$")  # EU-led, NATO-backed
_STARTS = re.compile(r"(?:^|[.!?…:|•]['\"”’)\]]*\s+|[“‘«„\"(\[]|(?:^|\s)')[\W_]*$")
_STOPPED = re.compile(r"\.\W*$")
_SHORTENED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Sen|Rep|Gov|Lt|Col|Capt|Sgt|Rev|[^\W\d_])\.\s+$")
# After these a small word can be part of a name: the Council on Foreign Relations, the Supreme Court of Canada.
_BODIES = set("""
    Agency Alliance Assembly Association Bank Board Bureau Centre Center Chamber Church College Commission Committee
    Conference Congress Council Court Department Federation Foundation Fund House Institute Kingdom Ministry Movement Museum
    Office Organisation Organization Parliament Party Programme Program Republic School Society Tribunal Union University
""".split())
_TITLES = set("""
    Mr Mrs Ms Miss Dr Prof Professor Sir Dame Lord Lady President Vice-President Minister Premier Chancellor Secretary
    Ambassador Envoy Senator Governor Mayor King Queen Prince Princess Emperor Sheikh Sultan Pope Cardinal Archbishop Bishop
    Father Sister Captain Colonel Major Lieutenant Sergeant Admiral Marshal Judge Justice Prosecutor Spokesman Spokeswoman
    Spokesperson Chairman Chairwoman Chair Director Chief Congressman Congresswoman Representative Commissioner
""".split())
_BEFORE_TITLE = set("""
    Prime Foreign Interior Defence Defense Economy Finance Deputy Vice Former Justice Health Chief Acting
""".split())
_DATES = set("""
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September
    October November December
""".split())


def proper_names(units):
    """The names in each source: `name, source, count, units`, a row for a name and source, the most frequent of a source first.

    `units` has the columns `id, source, text`; in the result they are the ids that have the name, with spaces between. A name
    is a run of words with capitals, with small words inside it (University of Belgrade, Maria de los Santos). It may be of a
    person, place or body; peoples and their adjectives count too (Serbs, Russian), as in the course's own table, and so does a
    ship or a cup: capitals do not say what is named. No name are days and months, titles (President Thaci gives Thaci, so that
    it can be counted with Thaci alone), and articles (the United Nations gives United Nations). "and" always parts two names.

    Where a capital says nothing, the other units decide. The first word of a sentence is left out if it is a small word, or
    stands in the texts more often without a capital, or is never seen with one elsewhere and is not followed by another. In a
    unit with capitals nearly throughout and no full stop, as headlines are, a word counts only if it is a name elsewhere.
    KOSOVO counts as Kosovo, if that is there. In texts of a few lines much is missed, since little stands elsewhere.

    In a script without capitals (Arabic, Chinese) nothing is found; in German every noun is. It does not know that Vucic and
    Aleksandar Vucic are one man. Refuses what is no table of units. The rule is ours: `score_names` says how well it does.
    """
    cells = _cells(units)
    find = _names_once if len(set(cells[1])) > 20 else _names_once.__wrapped__  # of a few texts it is quick
    return find(*cells).copy()


def _cells(units):
    """What the tables are made of, so that one is made only once of the same: lesson 11 asks for most of them twice."""
    check_units(units)
    return tuple(tuple(units[column].tolist()) for column in ("id", "source", "text"))


@lru_cache(maxsize=1)
def _names_once(ids, sources, texts):
    found, places = Counter(), {}
    for unit, source, name, _ in _names(ids, sources, texts):
        found[source, name] += 1
        places.setdefault((source, name), {})[unit] = None
    rows = [(name, source, number, " ".join(map(str, places[source, name]))) for (source, name), number in found.items()]
    order = {source: n for n, source in enumerate(dict.fromkeys(sources))}
    rows.sort(key=lambda row: (order[row[1]], -row[2]))  # of equals, the first in the text
    return pd.DataFrame(rows, columns=["name", "source", "count", "units"])


def _names(ids, sources, texts):
    """Every name: `(unit, source, name, start)`, in the order of the text."""
    from .words import _openers, function_words

    small = function_words() | {word.lower() for word in _openers()}
    texts = [unicodedata.normalize("NFC", text) for text in texts]
    plain, middle = Counter(), Counter()  # words without a capital; words with one where no sentence begins
    headline, all_runs = [], []
    for text in progress(texts, "words"):
        words = _WORD.findall(text)
        runs = list(_RUN.finditer(text))
        all_runs.append(runs)
        headline.append(not _STOPPED.search(text) and _is_headline(words))
        if not headline[-1]:
            plain.update(words)
            for run in runs:
                for word in _CAPITALS.findall(run[0])[_begins(text, run.start()) :]:
                    middle[_bare(word)] += 1
    known = {word.upper(): word for word, number in middle.items() if not word.isupper() and number >= plain[word.lower()]}
    known |= {word: word for word in middle if word.isupper() and len(word) > 1 and word not in known}

    def apart(compound):  # Kosovo-Serbia is two names if both stand alone elsewhere
        return compound[0].replace("-", "–") if all(middle[word] for word in compound[0].split("-")) else compound[0]

    for unit, source, text, title, runs in progress(zip(ids, sources, texts, headline, all_runs), "names"):
        parted = _COMPOUND.sub(apart, text) if "-" in text else text
        if parted != text:
            text, runs = parted, _RUN.finditer(parted)
        for run in runs:
            for words in _parts(run, _begins(text, run.start()), small, known if title else None):
                name = _name(words, plain, middle, small, known)
                if name:
                    yield unit, source, name, run.start() + words[0][1]


def _is_headline(words):
    """Whether words without a full stop have capitals nearly throughout, so that these say nothing."""
    long = [word[0] for word in words[1:] if len(word) > 3]
    return len(long) > 1 and len(words) > 3 and sum(map(str.isupper, long)) > 0.7 * len(long)


def _begins(text, place):
    before = text[max(place - 20, 0) : place]
    return bool(_STARTS.search(before)) and not _SHORTENED.search(before)


@lru_cache(maxsize=10_000)
def _bare(word):
    """A word without the ending of an owner, or of an adjective made with it: EU's and EU-led give EU."""
    return _LED.sub("", _OWNER.sub("", word))


def _parts(run, first, small, known):
    """A run cut at what is part of no name: lists of `(word, place in the run, whether it may only open a sentence, small words
    before)`.
    """
    part, end = [], 0
    for match in _CAPITALS.finditer(run[0]):
        between, word = run[0][end : match.start()].strip(), _bare(match[0])
        end = match.end()
        doubtful = between in ("on", "for", "of", "of the")
        joined = part and (not doubtful or part[-1][0] in _BODIES or len(part) == 1 and between.startswith("of"))
        if part and not joined:
            yield part
            part = []
        title = word.split("-")[0] in _TITLES or word in _BEFORE_TITLE and _title_next(run[0][end : end + 40])
        title = title and not (part and joined and between)  # the Court of Justice, the Office of the President
        date = word in _DATES and not (word in ("May", "April", "June") and part and not between)  # Theresa May
        is_small = word == "I" or word.lower() in small and not word.isupper()
        if title or date or is_small or (known is not None and word.upper() not in known):
            if part:
                yield part
            part = []
        else:
            part.append((word, match.start(), first and match.start() == 0, between if part else ""))
            if len(word) < len(match[0]):  # what follows an owner is another name
                yield part
                part = []
    if part:
        yield part


def _title_next(after):
    return after.split()[:1] and _bare(after.split()[0]) in _TITLES


def _name(words, plain, middle, small, known):
    """The words as a name, or an empty text; a first word that only opens the sentence is left out."""
    word, _, opens, _ = words[0]
    unknown = opens and not middle[word]
    if len(words) == 1:
        if middle[word] < plain[word.lower()] or unknown and not (word.isupper() and len(word) > 1):
            return ""
    elif opens and (middle[word] < plain[word.lower()] or unknown and word.endswith("ing")):
        del words[0]
        return _name(words, plain, middle, small, known)
    pieces = []
    for n, (word, _, _, between) in enumerate(words):
        usual = known.get(word, word) if len(word) > 3 and word.isupper() else word
        pieces += ([between] if between and n else []) + [usual]
    return " ".join(pieces)


def wanted_names(units=None):
    """The names that the course's table has in the five texts: `id, source, name`, one row for each naming, in the order of the
    table.

    They are the `head` of each row of `mentions.csv` that has a capital in it, and stands inside no longer one: Kosovo, of
    "Kosovo leader"; Hashim Thaci, of "President Hashim Thaci". `units` may be a part of the collection's units; without it,
    all.
    """
    units = corpus.load_units() if units is None else units
    check_units(units)
    table = corpus.load_table("mentions")
    heads = set()
    for row in table[table["head"].str.contains("[A-Z]")].itertuples():
        start = row.start + row.text.index(row.head)
        heads.add((row.unit_id, start, start + len(row.head), row.head))
    own = dict(zip(units["id"], units["source"]))
    outer = [one for one in heads if not any(o[0] == one[0] and o != one and o[1] <= one[1] and one[2] <= o[2] for o in heads)]
    rows = [(unit, own[unit], name) for unit, _, _, name in sorted(outer) if unit in own]
    return pd.DataFrame(rows, columns=["id", "source", "name"])


def unseen_names():
    """Sixty invented sentences of news, twelve articles of five: `(units, wanted)`, tables as `score_names` takes them.

    They are in `data/own_sources/unseen_names.csv`; their names were judged before the rule was written, and it was not changed
    after.
    """
    table = corpus.read_table("own_sources/unseen_names.csv", ["article", "text", "names", "kind"])
    number = table.groupby("article", sort=False).cumcount() + 1
    ids = [f"{article}-{n}" for article, n in zip(table["article"], number)]
    units = pd.DataFrame({"id": ids, "source": table["article"], "text": table["text"]})
    cells = zip(units["id"], units["source"], table["names"])
    rows = [(unit, source, name) for unit, source, names in cells for name in names.split(" | ") if name]
    return units, pd.DataFrame(rows, columns=["id", "source", "name"])


def score_names(units=None, wanted=None):
    """How well `proper_names` does: `source, wanted, found, right, precision, recall, extra, missed`, a row a source and one
    for all.

    Without arguments, on the five, against `wanted_names`; `score_names(*unseen_names())` is on sentences that it was not made
    with. The same name in the same unit is right, capitals apart, and counts as often as it stands there. `precision` and
    `recall` are shares from 0 to 1, missing (not a number) where there is nothing. `extra` and `missed` have the unit and the
    name, separated by ` | `.
    """
    units = corpus.load_units() if units is None else units
    wanted = wanted_names(units) if wanted is None else wanted
    known = Counter(zip(wanted["id"], wanted["source"], wanted["name"].str.lower()))
    found = Counter((unit, source, name.lower()) for unit, source, name, _ in _names(*_cells(units)))
    rows = []
    for source in [*dict.fromkeys(units["source"]), "all"]:
        here, there = ({key: n for key, n in counts.items() if source in ("all", key[1])} for counts in (found, known))
        right = sum(min(n, there.get(key, 0)) for key, n in here.items())
        extra, missed = ([f"{unit} {name}" for (unit, _, name), n in one.items() if n > other.get((unit, _, name), 0)]
                         for one, other in ((here, there), (there, here)))  # fmt: skip
        of, most = sum(here.values()), sum(there.values())
        shares = right / of if of else np.nan, right / most if most else np.nan
        rows.append((source, most, of, right, *shares, " | ".join(extra), " | ".join(missed)))
    return pd.DataFrame(rows, columns="source wanted found right precision recall extra missed".split())


# ---------------------------------------------------------------- what each page is made of


def makeup(sources, units):
    """What each page is made of: one row a source, in order, counted in lines and words.

    `source, title`; `units`, `words` (of the units); `lines` (those that are not empty), `left_out_lines` (no unit stands in
    them), `furniture_lines` (of these, the ones that lesson 01's rule calls the site's), `left_out_words`, and
    `left_out_share`, in per cent of all words of the page. `sources` has `id, title, text`, `units` has `id, source, line,
    text`. Words are counted as in lesson 02. Refuses other tables.
    """
    from .page import furniture, lines

    _check_sources(sources)
    check_units(units)
    if "line" not in units.columns:
        raise BadInput("The units have no column line: take the units that came with these sources.")
    table = lines(sources)
    table["words"] = [count_words(text) for text in progress(table["text"], "lines")]
    used = set(zip(units["source"], units["line"]))
    table["out"] = [place not in used for place in zip(table["source"], table["line"])]
    table["furniture"] = table["out"] & furniture(table)
    page = table.groupby("source").agg(
        lines=("line", "size"), left_out_lines=("out", "sum"), furniture_lines=("furniture", "sum"), page=("words", "sum")
    )
    own = units.assign(words=units["text"].map(count_words)).groupby("source").agg(units=("id", "size"), words=("words", "sum"))
    made = sources[["id", "title"]].rename(columns={"id": "source"}).join(own, on="source").join(page, on="source")
    numbers = ["units", "words", *page.columns]
    made[numbers] = made[numbers].fillna(0).astype("int64")
    made["left_out_words"] = (made["page"] - made["words"]).clip(lower=0)
    made["left_out_share"] = (100 * made["left_out_words"] / made["page"].where(made["page"] > 0)).fillna(0).round(1)
    return made.drop(columns="page").reset_index(drop=True)


MOST_BARS = 12


def draw_makeup(table):
    """Draw a table of `makeup`: a bar a source, its units in colour and what was left out hatched, as long as they have words.

    Only the first twelve are drawn; the sentence says how many are not. Refuses, with a `BadInput`, another table.
    """
    columns = {"source", "units", "words", "left_out_words"}
    if not isinstance(table, pd.DataFrame) or not columns <= set(table.columns) or table.empty:
        raise BadInput("This is not a table of what pages are made of: make it with makeup(sources, units).")
    drawn = table.head(MOST_BARS)
    high = 1.15 + 0.5 * len(drawn)
    fig, ax = plots.sheet(9.6, high)
    ax.text(0.2, 0.3, "What was read of each page, and what was left out", fontsize=15, fontweight="bold", va="center")
    ax.text(0.2, 0.65, "in words · full colour: the units · hatched: left out", fontsize=11, va="center")
    left = 0.45 + 0.17 * max(len(str(source)) for source in drawn["source"])
    inch = 5.6 / max((drawn["words"] + drawn["left_out_words"]).max(), 1)
    told = []
    for n, row in enumerate(drawn.itertuples()):
        y, wide = 1.15 + 0.5 * n, row.words * inch
        colour, end = plots.colour(row.source), left + (row.words + row.left_out_words) * inch
        ax.text(0.2, y, row.source, fontsize=16, fontweight="bold", va="center", color=colour)
        ax.barh(y, wide, left=left, height=0.3, color=colour, edgecolor="black", linewidth=0.8)
        if row.left_out_words:
            ax.barh(y, end - left - wide, left=left + wide, height=0.3, color="white", edgecolor="black", linewidth=0.8,
                    hatch="////")  # fmt: skip
        ax.text(end + 0.1, y, f"{row.words:,} in {row.units:,} units · {row.left_out_words:,} left out", fontsize=11, va="center")
        told.append(f"{row.source} {row.words:,} and {row.left_out_words:,}")
    ax.set_xlim(0, 9.6)
    ax.set_ylim(high, 0)
    rest = len(table) - len(drawn)
    more = f" {rest:,} more {'source is' if rest == 1 else 'sources are'} not drawn." if rest else ""
    plots.present(fig, f"Words in the units, and words left out: {'; '.join(told)}.{more}")


def _check_sources(sources):
    if not isinstance(sources, pd.DataFrame) or not {"id", "title", "text"} <= set(sources.columns):
        what = "a table without one of them" if isinstance(sources, pd.DataFrame) else kind_of(sources)
        raise BadInput(f"The sources have to be a table with the columns id, title and text, not {what}.")


# ---------------------------------------------------------------- who is quoted


def spoken(units):
    """Who is quoted in each source: `source, speaker, quotations, words, units`, the speaker of most words first.

    By the rule of lesson 03 (`voices.quoted`): a speaker is a surname, or the phrase that the text has; "not named" where the
    rule finds nobody. Scare quotes are left out. `units` are the ids in which the quotations stand. Refuses what is no table of
    units.
    """
    table, _ = _voices(units)
    groups = {}
    for row in table[table["kind"] != "scare"].itertuples():
        groups.setdefault((row.source, row.voice), []).append(row)
    rows = [(*group, len(own), sum(row.words for row in own), _joined(row.ids for row in own)) for group, own in groups.items()]
    order = {source: n for n, source in enumerate(dict.fromkeys(units["source"]))}
    rows.sort(key=lambda row: (order[row[0]], -row[3]))
    return pd.DataFrame(rows, columns=["source", "speaker", "quotations", "words", "units"])


def _voices(units):
    """The tables `voices.quoted` and `voices.reported` of all units; of many texts once only: to find them takes longest."""
    ids, sources, texts = _cells(units)
    lines = tuple(units["line"].tolist()) if "line" in units.columns else tuple(range(len(units)))
    roles = tuple(units["role"].tolist()) if "role" in units.columns else ("",) * len(units)
    find = _voices_once if len(set(sources)) > 1 else _voices_once.__wrapped__  # one text does not push out those of all
    return find(ids, sources, lines, roles, texts)


@lru_cache(maxsize=1)
def _voices_once(ids, sources, lines, roles, texts):
    from .voices import quoted, reported

    units = pd.DataFrame({"id": ids, "source": sources, "line": lines, "role": roles, "text": texts})
    number = {source: n // 20 for n, source in enumerate(units["source"].unique())}  # twenty at a time, so that a bar can go on
    own = units.groupby(units["source"].map(number).rename("part"), sort=False)
    parts = [(quoted(part), reported(part)) for _, part in progress(own, "voices")] or [(quoted(units), reported(units))]
    return tuple(pd.concat(tables, ignore_index=True) for tables in zip(*parts))


def _joined(cells):
    """All ids of some cells, each once, in order of their first place."""
    return " ".join(dict.fromkeys(" ".join(map(str, cells)).split()))


# ---------------------------------------------------------------- shared wording


def shared(units, n=7):
    """The wording that two sources share: `first, second, words, in_first, in_second, text`, the longest runs first.

    A run has `n` words or more (`compare.shared_runs`, lesson 05); `in_first` and `in_second` are the units in which it stands,
    with spaces between. `text` is as in the first. Shared wording can come from a common source, from copying, or from quoting
    the same words. With one source alone the table is empty. Refuses what is no table of units, an `n` that is no whole number
    from 1, and texts with too many runs.
    """
    find = _shared_once if isinstance(n, int) else _shared_once.__wrapped__  # `shared_runs` refuses what is no number
    return find(*_cells(units), n).copy()


@lru_cache(maxsize=1, typed=True)  # nor is True or 7.0 one
def _shared_once(ids, sources, texts, n):
    from .compare import shared_runs

    units = pd.DataFrame({"source": sources, "text": texts}).dropna(subset="source")
    groups = {source: own for source, own in units.groupby("source", sort=False)["text"]}
    columns = ["first", "second", "words", "in_first", "in_second", "text"]
    if len(groups) < 2:
        return pd.DataFrame(columns=columns)
    runs = shared_runs({source: "\n\n".join(own) for source, own in groups.items()}, n)
    # Where each unit starts, and each source, if all texts stood one after the other.
    own_ids = [str(ids[n]) for own in groups.values() for n in own.index]
    sizes = [own.str.len().to_numpy() + 2 for own in groups.values()]
    starts = np.cumsum([0, *np.concatenate(sizes)])[:-1]
    begins = np.cumsum([0, *map(sum, sizes)])[:-1]

    def within(source, start, end):
        begin = begins[pd.Index(groups).get_indexer(source)]
        first = np.searchsorted(starts, begin + start, side="right") - 1
        last = np.searchsorted(starts, begin + end - 1, side="right")
        place, which = np.unique(first * (len(starts) + 1) + last, return_inverse=True)
        named = [" ".join(own_ids[n // (len(starts) + 1) : n % (len(starts) + 1)]) for n in place]
        return np.array(named, dtype=object)[which].tolist()

    runs["in_first"] = within(runs["first"], runs["first_start"], runs["first_end"])
    runs["in_second"] = within(runs["second"], runs["second_start"], runs["second_end"])
    which, texts = pd.factorize(runs["text"])
    runs["text"] = np.array([" ".join(text.split()) for text in texts], dtype=object)[which].tolist()
    return runs[columns]


# ---------------------------------------------------------------- words that mark one text


def marked(units, source, top=10):
    """The words that mark one source against all the others together: `word, here, there, g2, log_ratio, units`, the most
    marked first.

    `here` and `there` are counts, `g2` and `log_ratio` as in `words.keyness` (lesson 07). Words are in small letters; marks,
    figures, the ending ’s and words with a single use are left out, so there may be fewer than `top`. `units` are those of the
    source that have the word. Refuses, with a `BadInput`, a source that is not there, a single source, and a `top` that is no
    whole number from 1.
    """
    from .words import keyness, tokens

    source = _known_source(source, units)
    if isinstance(top, bool) or not isinstance(top, int) or top < 1:
        raise BadInput(f"top has to be a whole number from 1, such as 10, not {top!r}.")
    if units["source"].nunique() < 2:
        raise BadInput(f"{source} is the only source here: words mark a text only against another, so put a second one beside it.")
    here, places = Counter(), {}
    for unit, its, text in zip(units["id"], units["source"], units["text"]):
        if its == source:
            found = _in_small_letters(Counter(tokens(text)))
            here += found
            for word in found:
                places.setdefault(word, {})[str(unit)] = None
    there = _words_once(tuple(units["text"])) - here
    if not here or not there:
        raise BadInput("There are no words to compare: the source, or all the others, have none.")
    table = keyness(here.elements(), there.elements()).rename(columns={"target": "here", "reference": "there"})
    table = table[(table["here"] > 1) & (table["g2"] > 0) & ~table["word"].str.fullmatch(r"[\d\W_]+")]
    table = table.head(top).reset_index(drop=True)
    return table.assign(units=[" ".join(places[word]) for word in table["word"]])


@lru_cache(maxsize=1)
def _words_once(texts):
    """How often each word stands in all texts together."""
    from .words import tokens

    counts = Counter()
    for text in progress(texts, "words"):
        counts.update(tokens(text))
    return _in_small_letters(counts)


def _in_small_letters(counts):
    from .words import is_word

    found = Counter()
    for word, number in counts.items():
        if is_word(word) and word[0] not in "'’":
            found[word.lower()] += number
    return found


def _known_source(source, units):
    check_units(units)
    known = list(dict.fromkeys(units["source"]))
    name = str(source).strip()
    name = name if name in known else name.upper()
    if name not in known:
        near = f" Did you mean {nearest(name, known)}?" if known else ""
        raise BadInput(f'There is no source "{str(source).strip()[:20]}" in these units.{near}')
    return name


# ---------------------------------------------------------------- words of tone

TONE = {
    "hedge": "a word of the list data/tone/hedges.txt",
    "booster": "a word of the list data/tone/boosters.txt",
    "distance": "words held at a distance by quotation marks, with no speaker (lesson 03)",
    "leaning verb": "a saying-verb that says more than said, by data/voices/saying_verbs.csv",
}


def tone_words(units):
    """Words of tone that a rule can find: `source, what, count, per_100, words, units`, four rows a source.

    `what` is a key of `TONE`; `per_100` is per 100 words of the source, `words` the most frequent ones. Loaded words as such
    are not among them: no list knows which word is loaded (lesson 08), and that coding was by hand. What stands in for them are
    two things on the page, marks of distance and verbs that lean; neither proves a tone. English only. Refuses what is no table
    of units.
    """
    from .tone import hedges

    listed, (quoted, told) = hedges(units), _voices(units)
    scare, leaning = quoted[quoted["kind"] == "scare"], told[told["leans"] != "neutral"]
    hits = [
        *zip(listed["source"], listed["kind"], listed["word"].str.lower(), listed["id"]),
        *((source, "distance", text, ids) for source, text, ids in zip(scare["source"], scare["text"], scare["ids"])),
        *((source, "leaning verb", verb, unit) for source, verb, unit in zip(leaning["source"], leaning["verb"].str.lower(), leaning["id"])),
    ]
    found = {}
    for source, what, word, unit in hits:
        found.setdefault((source, what), []).append((word, unit))
    rows = []
    for source, texts in progress(units.groupby("source", sort=False)["text"], "words"):
        size = sum(map(count_words, texts))
        for what in TONE:
            own = found.get((source, what), [])
            words = ", ".join(word for word, _ in Counter(word for word, _ in own).most_common(5))
            ids = _joined(unit for _, unit in own)
            rows.append((source, what, len(own), round(100 * len(own) / size, 2) if size else 0.0, words, ids))
    return pd.DataFrame(rows, columns=["source", "what", "count", "per_100", "words", "units"])


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
        raise BadInput(f'The propositions have to be a list, such as ["The bridge is safe."], not {kind_of(propositions)}.')
    letters = sources["id"] if isinstance(sources, pd.DataFrame) and "id" in sources.columns else sources
    if isinstance(letters, (str, pd.DataFrame)) or not isinstance(letters, (list, tuple, pd.Series)) or not len(letters):
        raise BadInput(f'The sources have to be a table with a column id, or a list such as ["F", "G"], not {kind_of(sources)}.')
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
    """Save an `empty_matrix` in `data/mine` as a CSV for any spreadsheet, and give its path; never over another file
    (matrix-2.csv).
    """
    table = empty_matrix(propositions, sources)
    path = files.free_path(corpus.DATA / "mine", _matrix_name(name), ".csv")
    # A spreadsheet takes a text that begins with one of these for a formula.
    table["proposition"] = [f" {text}" if text[0] in "=+-@" else text for text in table["proposition"]]
    files.write_page(path, "\ufeff" + table.to_csv(index=False, lineterminator="\r\n"))  # both for Excel
    say(f"Written: data/mine/{path.name}")
    return path


def _matrix_name(name):
    stem = name.strip().removesuffix(".csv") if isinstance(name, str) else ""
    if not re.fullmatch(r"\w[\w -]{0,39}", stem):
        raise BadInput('The table needs a name of letters, figures, spaces and hyphens, 40 at most, such as "matrix".')
    if f"{stem}.csv".lower() in moved.OURS:
        raise BadInput(f"The course keeps a file of its own as {stem}.csv: give the table another name.")
    return stem


def read_matrix(name, units):
    """A table of stances that was filled in: `(stances, problems)`.

    `name` is that of a file in `data/mine`, with or without `.csv`, or a `Path` to a file elsewhere. A cell has a stance and the
    units that show it (`asserts F03 F07`, `asserts F03-F06`), or `silent`; blank is not read yet. `stances` has
    `pid, source, stance, unit_ids`, one row for each good cell, in the order of the file, and can be given to
    `compare.matrix` when no cell is blank. `problems` is a list of sentences, one for each bad cell, column or row, and one
    that counts the blank cells. Capitals make no difference. Refuses, with a `BadInput`, a file that is not
    there, and what `files.read_csv` does; a column pid is needed.
    """
    from .compare import STANCES

    check_units(units)
    path = name if isinstance(name, Path) else corpus.DATA / "mine" / f"{_matrix_name(name)}.csv"
    if not os.path.lexists(path):
        told = "save_matrix(propositions, sources) makes one in data/mine."
        raise BadInput(f"There is no file {printed(path.name)} in {printed(path.parent.name)}: {told}")
    table, remark = files.read_csv(path, "pid", what="table of stances")
    heading, rows = list(table), table.to_numpy().tolist()
    own = {str(unit).lower(): (str(unit), source) for unit, source in zip(units["id"], units["source"])}
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
            problems.append(f"{pid} is there twice; the first row counts." if pid else "A row has no pid, and is left out.")
            continue
        seen.add(pid)
        for n, source in columns.items():
            words = re.findall(r"[^\s,;|]+", row[n])
            if not words:
                blank += 1
                continue
            stance, ids, wrong = _cell(words, source, own, STANCES)
            if wrong:
                problems.append(f"{pid[:20]}, {source}: {wrong}")
            else:
                good.append((pid, source, stance, " ".join(ids)))
    if blank:
        problems.append(f"{blank} of {len(seen) * len(columns)} cells {'is' if blank == 1 else 'are'} still blank.")
    return pd.DataFrame(good, columns=["pid", "source", "stance", "unit_ids"], dtype=object), problems


def _cell(words, source, own, stances):
    """What a cell says: `(stance, ids, what is wrong)`; the last is empty if nothing is."""
    words = [one for word in words for one in _run_of_ids(word)]
    looks = [bool(re.fullmatch(r"[^\W\d_]+\W?\d+\W?", word)) for word in words]
    stance = "-".join(word.lower().strip(".:()") for word, is_id in zip(words, looks) if not is_id)
    given = [word.strip(".:()") for word, is_id in zip(words, looks) if is_id]
    ids = []
    for word in given:
        unit = own.get(word.lower()) or own.get(unit_id(word).lower())
        if unit is None:
            ends = [name for name, its in own.values() if its == source]
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


def show_matrix(stances, propositions=None):
    """Show stances as a table to read: a row a proposition, a column a source, in each cell the stance and its units.

    `stances` as `read_matrix` gives them; `propositions` is a table with `pid, proposition`, as `empty_matrix` gives it. A cell
    that is not there says "not read yet". Refuses, with a `BadInput`, what is no such table, and one without rows.
    """
    columns = ["pid", "source", "stance", "unit_ids"]
    if not isinstance(stances, pd.DataFrame) or not set(columns) <= set(stances.columns) or stances.empty:
        raise BadInput("There are no stances to show: fill in the table that save_matrix wrote, and read it with read_matrix.")
    cells = {(pid, source): f"{stance} {ids}".strip() for pid, source, stance, ids in stances[columns].itertuples(index=False)}
    texts = {}
    if isinstance(propositions, pd.DataFrame) and {"pid", "proposition"} <= set(propositions.columns):
        texts = dict(zip(propositions["pid"], propositions["proposition"]))
    table = pd.DataFrame({"pid": list(dict.fromkeys([*texts, *stances["pid"]]))})
    if texts:
        table["proposition"] = [texts.get(pid, "") for pid in table["pid"]]
    for source in sorted(set(stances["source"]), key=lambda source: (len(source), source)):
        table[source] = [cells.get((pid, source), "not read yet") for pid in table["pid"]]
    show_table(table)


# ---------------------------------------------------------------- one source on a page


def dossier(source, sources, units):
    """What the rules of the course find in one source, in the same order for each: `aspect, finding, units`.

    Each finding names its method, and none of them is a judgement. `units` are ids with spaces between, empty where the finding
    rests on none. `sources` and `units` as from `collection`. Refuses, with a `BadInput`, a source that is not there, and other
    tables.
    """
    _check_sources(sources)
    source = _known_source(source, units)
    own = units[units["source"] == source]
    page = makeup(sources[sources["id"] == source], own)
    rows = [("length", f"{sum(map(count_words, own['text'])):,} words in {len(own):,} units (counted)", _ends(own["id"]))]
    for row in page.itertuples():
        left_out = f"{row.left_out_words:,} words left out, {row.left_out_share} % of the page"
        rows.append(("page", f"{left_out}; {row.furniture_lines} lines are the site's (by the rule of lesson 01)", ""))
    voices = spoken(own)
    told = _told(f"{row.speaker} {row.words} words" for row in voices.head(6).itertuples())
    rows.append(("quoted", f"{told} (by the rule of lesson 03)", _joined(voices["units"])))
    for row in tone_words(own).itertuples():
        told = f"{row.count}, {row.per_100} in 100 words" + (f": {row.words}" if row.words else "")
        aspect, method = _ASPECTS[row.what]
        rows.append((aspect, f"{told} ({method})", row.units))
    named = proper_names(units)
    named = named[named["source"] == source].head(6)
    told = _told(f"{row.name} {row.count}" for row in named.itertuples(index=False))
    rows.append(("names most frequent", f"{told} (runs of capitals, by rule)", _joined(named["units"])))
    if all(any(map(count_words, texts)) for texts in (own["text"], units.loc[units["source"] != source, "text"])):
        words = marked(units, source)
        told = _told(f"{row.word} {row.here}" for row in words.itertuples())
        method = "against all other sources, by the log-likelihood of lesson 07"
        rows.append(("words that mark it", f"{told} ({method})", _joined(words["units"])))
    if units["source"].nunique() > 1:
        runs = _shared_once(*_cells(units), 7)
        first, second = runs[runs["first"] == source], runs[runs["second"] == source]
        others = Counter([*first["second"], *second["first"]])
        told = _told(f"with {other} {number} run{'' if number == 1 else 's'}" for other, number in others.most_common(6))
        ids = set(_joined([*first["in_first"], *second["in_second"]]).split())
        in_order = " ".join(unit for unit in map(str, own["id"]) if unit in ids)
        rows.append(("wording shared", f"{told} (seven words or more, by the rule of lesson 05)", in_order))
    return pd.DataFrame(rows, columns=["aspect", "finding", "units"], dtype=object)


_ASPECTS = {
    "hedge": ("hedges", "by a list of lesson 08"),
    "booster": ("boosters", "by a list of lesson 08"),
    "distance": ("words held at a distance by marks", "by the rule of lesson 03"),
    "leaning verb": ("verbs that lean", "by the rule and a list of lesson 03"),
}


def _told(parts):
    return ", ".join(parts) or "none"


def _ends(ids):
    ids = list(map(str, ids))
    return " ".join(dict.fromkeys([ids[0], ids[-1]]))
