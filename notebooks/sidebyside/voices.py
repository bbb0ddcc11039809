"""Who speaks in a text: quotations, reported speech, and how many words each voice gets (lesson 03).

The saying-verbs lie in `data/voices/saying_verbs.csv`, for everyone to read and to change (see `saying`).
"""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

import pandas as pd

from . import plots
from .corpus import cells, check_units, load_table, load_units, need_text, read_text
from .rules import DAYS_AND_MONTHS
from .rules.letters import UPPER
from .rules.matching import squeezed, words_of
from .rules.quotations import Quotation, read_voices
from .rules.sentences import folded
from .saying import LEANS, attribution_patterns, grammar, saying_verbs  # noqa: F401

# ---------------------------------------------------------------- who says it


def quotations(text: str, patterns=None) -> pd.DataFrame:
    """The quotations of `text`, in order: `start, end, text, kind, speaker, verb`, one row each.

    `text` is what stands between the marks, from the character `start` up to `end`; `text[start:end]` gives it back.
    A quotation over several paragraphs is one row, with all that stands between. Marks inside a quotation are part of it.

    Where it begins and ends:
    1. A mark opens after a space, a bracket or a dash and closes before a space or a stop; curly marks say it themselves.
    2. ' and ’ are quotation marks only in pairs, and never inside a word, before letters left out (’tis, the ’90s), or,
       if a likelier end follows, after a word in s (workers’ rights).
    3. A quotation that is not closed goes on in the next paragraph if that is opened again.
    4. If a mark is missing, the quotation ends before its saying-verb, or before the next mark, or with the paragraph.
    Who says it (`speaker`, as the text names it, a pronoun as it stands; `verb`, the word that brings it in):
    5. By the patterns of `attribution_patterns` (or only those whose names are in `patterns`): behind the quotation at once, or in
       front of it in its sentence, or set off behind its sentence. Of two in front, the one that says what the other says counts:
       in *Lind said the report found it “mad”*, Lind. Whom others criticise is never given their words.
    6. Nowhere in its sentence, and the sentence is all quotation: the speaker of the quotation just before; or whom the sentence
       before is about; or the name on a line of its own before it.
    7. Where these do not tell, nobody: no name is better than a wrong one.
    Its kind:
    8. "multi": more than one sentence. "direct": a sentence, with a capital, set off from the writer's words.
    9. "partial": a piece in the writer's own sentence, which somebody is said to have said, or of more than six words.
    10. "scare": the same, short, with nobody who says it: distance, irony, or the title of a work.
    `speaker` and `verb` are empty where the text does not give them near by.

    Made for English news; it refuses only what is not a text. The rules are ours.
    """
    need_text(text)
    patterns = None if patterns is None else tuple(patterns)
    return _table(read_voices(text, grammar(patterns), reports=False)[0], Quotation._fields)


def _table(rows, columns):
    table = pd.DataFrame(rows, columns=columns)
    return table if rows else table.astype({"start": "int64", "end": "int64"})


# ---------------------------------------------------------------- reported speech


def reported(units):
    """What is reported without quotation marks: `id, source, speaker, verb, leans, start, end`, one row for each cue.

    `units` has the columns `id, source, text`, in order, and may have `line` and `role`. `verb` is the cue, a verb (said), a noun
    (warning) or an adjective (adamant); it stands in the text of the unit from the character `start` up to `end`. `leans` is what it does
    to the reader (see `LEANS`); of a cue that is not in `saying_verbs`, "neutral". `speaker` is found by the patterns of
    `attribution_patterns`, and empty where nobody is named, or nothing has been said yet (is expected to say: no row at all).
    Not counted: cues inside quotation marks, and those of which all that is said stands between marks. English only.
    """
    check_units(units)
    rows = []
    for _, its_units, starts, _, told in _stretches(units):
        for report in told:
            at = bisect_right(starts, report.start) - 1
            unit, start, end = its_units[at], report.start - starts[at], report.end - starts[at]
            rows.append((unit.id, unit.source, report.speaker, unit.text[start:end], report.leans, start, end))
    return _table(rows, ["id", "source", "speaker", "verb", "leans", "start", "end"])


def _stretches(units):
    """For each source its text, its units and where each starts in that text, its quotations, and what it reports without marks."""
    return _stretches_once(*_cells(units))


def _cells(units):
    columns = tuple(column for column in ("id", "source", "text", "line", "role") if column in units.columns)
    return columns, *cells(units, *columns)


@lru_cache(maxsize=1)  # a lesson asks for quotations, reports and words of the same units, one after the other
def _stretches_once(columns, *cells):
    table = pd.DataFrame(dict(zip(columns, cells)), dtype=object).dropna(subset="source")
    sources = {}
    for unit in table.itertuples():
        sources.setdefault(unit.source, []).append(unit)
    found = []
    for its_units in sources.values():
        parts, starts, at, line = [], [], 0, None
        for unit in its_units:
            its_line = getattr(unit, "line", None)
            gap = "" if not parts else "\n" if "line" not in columns else " " if its_line == line else "\n\n"
            starts.append(at + len(gap))
            parts.append(gap + unit.text)
            at, line = at + len(parts[-1]), its_line
        text = "".join(parts)
        found.append((text, its_units, starts, *read_voices(text, grammar())))
    return found


# ---------------------------------------------------------------- words by voice


def quoted(units):
    """The quotations of every source, with the units they stand in: `source, ids, text, kind, speaker, verb, voice, words`.

    `units` as for `reported`; `ids` are unit ids with spaces between. `voice` is the speaker under one name in all of a source: the
    surname, or the whole phrase if it has none (the minister) or is a body (Home Office). Of a pronoun it is the one person named
    before it in its paragraph, or, where that names nobody, in the paragraph before; if they are none or several, or the one was
    "she" before, "he (?)". "not named" if nobody is, empty for scare quotes. `words` are stretches between spaces with a letter or
    figure in them.
    """
    check_units(units)
    return _quoted_once(*_cells(units)).copy()


@lru_cache(maxsize=1)
def _quoted_once(columns, *cells):
    rows = []
    for text, its_units, starts, found, told in _stretches_once(columns, *cells):
        names = {_voice(name) for name in [*(row.speaker for row in [*found, *told]), *_FULL_NAME.findall(text)]}
        names = sorted(names - {"", *DAYS_AND_MONTHS}, key=len, reverse=True)
        any_name = "|".join(map(re.escape, names)) or "(?!)"
        called = {}  # {a person: "he" or "she"}: who was the one is not the other
        surnames = re.compile(rf"\b(?:(Mr|Mrs|Ms|Miss)\.?\s)?({any_name})\b")
        for row in found:
            its_own = its_units[bisect_right(starts, row.start) - 1 : bisect_left(starts, row.end)]
            ids = " ".join(unit.id for unit in its_own)
            voice = "" if row.kind == "scare" else "not named"
            if row.speaker:
                voice = _voice(row.speaker) or _person(text, row, surnames, called) or f"{row.speaker} (?)"
            words = sum(any(map(str.isalnum, word)) for word in row.text.split())
            rows.append((its_own[0].source, ids, row.text, row.kind, row.speaker, row.verb, voice, words))
    return pd.DataFrame(rows, columns=["source", "ids", "text", "kind", "speaker", "verb", "voice", "words"])


PRONOUNS = frozenset("he she they we i it you his her their its".split())
_WORD = rf"[{UPPER}][^\W\d_]+(?:-[{UPPER}][^\W\d_]+)?"
_FULL_NAME = re.compile(
    rf"(?<!in )(?<!at )(?<!from )(?<!to )(?<!of )(?<!near )(?<![{UPPER}][\w.])\b(?!The\b|In\b|A\b){_WORD}"
    rf"(?:\s(?:[{UPPER}]\.\s)?{_WORD}){{1,3}}\b|\b(?:Mr|Mrs|Ms|Miss|Dr)\.?\s{_WORD}"
)
_NO_SURNAME = re.compile(r" and |(?:^|\s)[a-z]+\s(?:of|for|at|from|with)\s")  # the mayor of Tor
_UNFIT = dict.fromkeys(["he", "his"], ("Mrs", "Ms", "Miss")) | dict.fromkeys(["she", "her"], ("Mr",))  # titles


def _person(text, row, surnames, called):
    """The one person whom a pronoun can mean: named before it in its paragraph or, if that names nobody, in the one before."""
    pronoun = row.speaker.lower()
    unfit = _UNFIT.get(pronoun)
    if unfit is None:
        return ""
    end = row.start
    for _ in range(2):
        start = max(text.rfind("\n", 0, end), end - 5000) + 1
        named = {found[2] for found in surnames.finditer(text, start, end) if found[1] not in unfit}
        if named:
            name = named.pop() if len(named) == 1 else ""
            kind = "he" if pronoun in ("he", "his") else "she"
            return name if called.setdefault(name, kind) == kind else ""
        end = len(text[:start].rstrip()) if start > 1 else 0
    return ""


def _voice(speaker):
    """The surname in what a text calls a speaker, the phrase itself if it has none, or nothing for a pronoun."""
    name, *beside = (part.strip() for part in re.split(r"[,(–—]", speaker))
    if name and beside and not name.split()[-1][0].isupper() and _FULL_NAME.fullmatch(beside[0]):
        name = beside[0]  # its mayor, Mara Lind
    words, sets = name.split(), grammar().sets
    while len(words) > 1 and words[-1].lower().rstrip(".") in sets["suffix"]:
        words.pop()
    if not words or len(words) == 1 and name.lower() in PRONOUNS:
        return ""
    if words[-1].lower() in sets["body"] or not words[-1][0].isupper() or _NO_SURNAME.search(name):
        return name
    first = len(words) - 1
    while first and words[first - 1] in ("von", "van", "de", "der", "den", "di", "da", "la", "al"):
        first -= 1
    return " ".join(words[first:])


def words_by_voice(units, told=None):
    """Who has how many words in each source: `source, voice, kind, words, quotations, by_pronoun`, one row a voice.

    `units` as for `reported`. `kind` is "narrator": words that no saying-verb shares a unit with; "reporting": the narrator's
    words in units that have one, by `reported` (all of the unit outside quotation marks, so that this is the most
    that can be meant by reported speech), or by `told`, the ids of units that somebody found by reading; "quoted": words inside quotation marks, by `voice` as in `quoted`. Scare quotes
    count as the narrator's. `quotations` counts marks, `by_pronoun` the words whose speaker is only a pronoun (he said).
    The words of a source add up to all words of its units.
    """
    spoken, told = quoted(units), set(reported(units)["id"] if told is None else told)
    rows = []
    for text, its_units, starts, found, _ in _stretches(units):
        source = its_units[0].source
        mine = spoken[(spoken["source"] == source) & (spoken["kind"] != "scare")]
        marks = iter([(row.start, row.end) for row in found if row.kind != "scare"])
        start, end = next(marks, (len(text), len(text)))
        counts = {"narrator": 0, "reporting": 0}
        for unit, place in zip(its_units, starts):
            for word in re.finditer(r"[^\W_]\S*", unit.text):
                at = place + word.start()
                while at >= end:
                    start, end = next(marks, (len(text), len(text) + 1))
                if at < start:
                    counts["reporting" if unit.id in told else "narrator"] += 1
        rows.append((source, "narrator", "narrator", counts["narrator"], 0, 0))
        rows.append((source, "narrator, reporting others", "reporting", counts["reporting"], 0, 0))
        quoted_words = {}
        for voice, speaker, words in zip(*(mine[column].tolist() for column in ("voice", "speaker", "words"))):
            own = quoted_words.setdefault(voice, [0, 0, 0])
            own[0] += words
            own[1] += 1
            own[2] += words if speaker.lower() in PRONOUNS else 0
        rows += sorted(
            ((source, voice, "quoted", *own) for voice, own in quoted_words.items()), key=lambda row: -row[3]
        )
    return pd.DataFrame(rows, columns=["source", "voice", "kind", "words", "quotations", "by_pronoun"])


_LOOKS = {"quoted": "full", "reporting": "dashed", "narrator": "pale"}


def show_voices(table):
    """Show whose words a source is made of: a bar a source, from the quoted (full) over reports (dashed) to the narrator (pale).

    `table` is one of `words_by_voice`.
    """
    shares, rows = [], []
    for source, its_rows in table.groupby("source", sort=False):
        total, spoken = its_rows["words"].sum(), its_rows[its_rows["kind"] == "quoted"]
        parts = [(words, "quoted") for words in spoken["words"]]
        parts += [(its_rows.loc[its_rows["kind"] == k, "words"].sum(), k) for k in ("reporting", "narrator")]
        bar = []
        for words, kind in parts:
            share = 100 * words / total if total else 0
            bar.append((share, _LOOKS[kind], f"{words:,}" if kind != "quoted" and share > 7 else ""))
        names = " · ".join(f"{voice} {words:,}" for voice, words in zip(spoken["voice"], spoken["words"])) or "nobody"
        rows.append((source, bar, f"{total:,} words", f"quoted: {names}"))
        share = 100 * spoken["words"].sum() / total if total else 0
        shares.append(f"{source} {share:.0f} % ({names})")
    key = "full colour: inside quotation marks · dashed: the narrator, in sentences that report somebody · pale: the narrator"
    plots.show_bars(
        "Whose words are these?", key, rows, f"Words inside quotation marks, by speaker: {'; '.join(shares)}."
    )


def people(quoted):
    """The persons whom each source names: `source, person, named, words_quoted`, the most often named first.

    `named` is how often `mentions.csv` has the person in that source, by name or office; `words_quoted` how many of
    the person's words `quoted` has between marks, matched by the last name. Persons without any name keep their office.
    """
    wanted = "type == 'person' and not label.str.contains('jointly|unspecified')"
    names = load_table("entities").query(wanted).set_index("id")["label"].str.split("/").str[-1]
    table = load_table("mentions").query("entity_id in @names.index")
    table = table.assign(source=table["unit_id"].str[0], person=table["entity_id"].map(names))
    table = table.groupby(["source", "person"]).size().reset_index(name="named")
    spoken = quoted.groupby(["source", "voice"])["words"].sum()
    table["words_quoted"] = [spoken.get((row.source, row.person.split()[-1]), 0) for row in table.itertuples()]
    return table.sort_values(["source", "named", "person"], ascending=[True, False, True], ignore_index=True)


# ---------------------------------------------------------------- articles on which nobody tuned


def heard(people):
    """Of each unit of the five, who may have said what in it: `{id: [(person, before)]}`; the person is None where somebody is reported without a
    name, and `before` has the letters and figures that are not his. `people` maps the plain words of a name to a person.

    Whoever is quoted in a unit, and whoever wrote it, may have said all of it. So may whoever is reported, but where *that* follows the verb,
    only from the verb on: the subject before it is the text's own.
    """
    texts = load_units().set_index("id")["text"]
    heard = {unit: [] for unit in texts.index}
    for row in load_table("quotations").itertuples():
        for unit in row.unit_ids.split():
            heard[unit].append((row.speaker, ""))
    for row in load_table("reported").itertuples():
        text, named = texts[row.unit_id], [people[word] for word in words_of(row.speaker) if word in people]
        nested = "as told by" in row.speaker
        at, before = max(text.find(row.cue), 0), ""
        if nested or re.match(r"(?:\s\w+){0,3}\sthat\b", text[at + len(row.cue) :]):
            before = squeezed(text[:at])
        for person in [None] if nested or not named else set(named):
            heard[row.unit_id].append((person, before))
    for row in load_table("people").itertuples():
        wrote = re.search(r"\bauthor of ([A-E])\b", row.role_at_the_time, re.I)
        for unit in texts.index[texts.index.str.startswith(wrote[1])] if wrote else ():
            heard[unit].append((row.name.partition(" (")[0], ""))
    return heard


def unseen(file="voices/unseen_quotations.txt"):
    """Articles on which no rule was tuned, a row for each quotation: `article, about, text, kind, speaker, verb, words`.

    `text` is the whole article, the same in each of its rows; `words` are those between the marks, or the first and the
    last few of them with … between. `speaker` is empty where the article names nobody; with = between two, either is right. In
    `voices/unseen_news.txt`, `kind` is "reported" for what is reported without marks. Invented, with language models that had not
    seen the rules.
    """
    rows = []
    for article, part in enumerate(read_text(file).split("\n====\n"), start=1):
        body, _, lines = part.strip("\n").partition("\n--\n")
        about, _, text = body.partition("\n")
        for line in filter(None, lines.split("\n")):
            what, *pieces = (piece.strip() for piece in line.split("|", 4 if line[:2] == "Q " else 3))
            kind, speaker, verb, words = pieces if what == "Q" else ("reported" if what == "R" else what, *pieces)
            row = kind, speaker.strip("-"), verb.strip("-"), words
            rows.append((article, about.lstrip("# "), text.strip("\n"), *row))
    return pd.DataFrame(rows, columns=["article", "about", "text", "kind", "speaker", "verb", "words"])


def score_unseen(extract=quotations, table=None):
    """How an extractor does on unseen articles: a row for each of `table`, with `found, kind_found, speaker_right, wrong_name`.

    `extract` is a function from a text to a table with `text, kind, speaker`, such as `quotations`; `table` is `unseen()` or another of its
    kind. A quotation is found if its words agree, marks and capitals aside, or if they are a part of one over several paragraphs; the speaker
    is right if one of the two names is inside the other; a `wrong_name` is one that is given and is not. What is "reported" is looked for by
    our rule, and found if a cue is.
    """
    table = unseen() if table is None else table
    of_text, rows = {}, []
    for row in table.itertuples():
        of_text.setdefault(row.text, []).append(row)
    for text, wanted in of_text.items():
        found = extract(text)
        left = [
            [folded(words), speaker, kind, "\n" in words]
            for words, speaker, kind in zip(found["text"], found["speaker"], found["kind"])
        ]
        told = read_voices(text, grammar())[1] if any(row.kind == "reported" for row in wanted) else []
        for row in wanted:
            if row.kind == "reported":
                near = text.find(row.words.partition(" … ")[0])
                places = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(row.verb)}(?!\w)", text)]
                place = min(places, key=lambda place: abs(place - near), default=-1)
                hit = next((r for r in told if place >= 0 and r.start < place + len(row.verb) and place < r.end), None)
                speaker, kind = (hit.speaker, "reported") if hit else ("", "")
                told = [r for r in told if r is not hit]
            else:
                first, _, last = (folded(part) for part in row.words.partition(" … "))
                hit = next((one for one in left if _agree(one, first, last or first)), None)
                _, speaker, kind, over = hit or ("", "", "", False)
                left = [one for one in left if one is not hit or over]
            names = [folded(name) for name in row.speaker.split(" = ")]
            given = folded(speaker)
            agree = bool(given and row.speaker) and any(given in name or name in given for name in names)
            rows.append((row.Index, hit is not None, kind, agree, bool(speaker) and not agree))
    columns = ["row", "found", "kind_found", "speaker_right", "wrong_name"]
    return table.drop(columns="text").join(pd.DataFrame(rows, columns=columns).set_index("row"))


def _agree(one, first, last):
    words, *_, over = one
    return first in words and last in words if over else words.startswith(first) and words.endswith(last)
