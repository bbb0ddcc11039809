"""Who speaks in a text: quotations, reported speech, and how many words each voice gets (lesson 03).

The saying-verbs lie in `data/voices/saying_verbs.csv`, for everyone to read and to change (see `saying`).
"""

import re
from functools import lru_cache

import pandas as pd

from . import plots
from .corpus import check_units, load_table, need_text, read_text
from .rules.quotations import Quotation, find_quotations, read_voices
from .rules.sentences import folded
from .saying import LEANS, grammar, patterns, saying_verbs  # noqa: F401

# ---------------------------------------------------------------- who says it


def quotations(text: str) -> pd.DataFrame:
    """The quotations of `text`, in order: `start, end, text, kind, speaker, verb`, one row each.

    `text` is what stands between the marks, from the character `start` up to `end`; `text[start:end]` gives it back.
    A quotation over several paragraphs is one row, with all that stands between. Marks inside a quotation are part of it.

    Where it begins and ends:
    1. A mark opens after a space, a bracket or a dash and closes before a space or a stop; curly marks say it themselves.
    2. ' and ’ are quotation marks only in pairs, and never inside a word, before letters left out (’tis, the ’90s), or,
       if a likelier end follows, after a word in s (workers’ rights).
    3. A quotation that is not closed goes on in the next paragraph if that is opened again.
    4. If a mark is missing, the quotation ends before its saying-verb, or before the next mark, or with the paragraph.
    Who says it (`speaker`, as the text names it; `verb`, as it stands there):
    5. After it: said X; X said; according to X; behind a comma, a question mark or no mark at all, and at once.
    6. Before it in its sentence: the last saying-verb, and the name in front of that; "and insisted" and "insisting" have
       the name of the verb before. X: will do without a verb. A verb after "the" (the declared winner) says nothing.
    7. Nowhere in its sentence, and the sentence is all quotation: the speaker of the quotation just before, with no verb;
       or whom the sentence before is about.
    Its kind:
    8. "multi": more than one sentence. "direct": a sentence, with a capital, set off from the writer's words.
    9. "partial": a piece in the writer's own sentence, which somebody is said to have said; or a label of some words that
       the writer says a thing is (X is the “…” for Y), with nobody named.
    10. "scare": the same with nobody who says it: distance, irony, or the title of a work.
    `speaker` and `verb` are empty where the text does not give them near by. A pronoun is left as it is.

    Made for English news; it refuses only what is not a text. The rules are ours.
    """
    need_text(text)
    return pd.DataFrame(find_quotations(text, grammar()), columns=Quotation._fields).astype(
        {"start": "int64", "end": "int64"}
    )


# ---------------------------------------------------------------- reported speech


def reported(units):
    """What is reported without quotation marks: `id, source, speaker, verb, leans, start, end`, one row a saying-verb.

    `units` has the columns `id, source, text`, in order, and may have `line` and `role`. `verb` stands in the text of the
    unit from the character `start` up to `end`; `leans` is what it does to the reader (see `LEANS`); `speaker` is the name in
    front of it, or behind "by", and empty where none is found. Not counted: verbs inside quotation marks, those that
    introduce a whole quoted sentence, nouns (the claim) and adjectives (the declared winner). English only.
    It knows the verbs of `saying_verbs` and no others: a report in a noun (his warning, the invitation) is missed.
    """
    check_units(units)
    rows = []
    for _, places, _, told in _stretches(units):
        at = 0
        for report in told:
            while at + 1 < len(places) and places[at + 1][1] <= report.start:
                at += 1
            unit, place = places[at]
            verb = unit.text[report.start - place : report.end - place]
            rows.append(
                (unit.id, unit.source, report.speaker, verb, report.leans, report.start - place, report.end - place)
            )
    return pd.DataFrame(rows, columns=["id", "source", "speaker", "verb", "leans", "start", "end"]).astype(
        {"start": "int64", "end": "int64"}
    )


def _stretches(units):
    """For each source its units as one text, the place of each unit in that text, and its quotations, as a list."""
    columns = [column for column in ("id", "source", "text", "line", "role") if column in units.columns]
    return _stretches_once(tuple(columns), *(tuple(units[column].tolist()) for column in columns))


@lru_cache(maxsize=1)  # a lesson asks for quotations, reports and words of the same units, one after the other
def _stretches_once(columns, *cells):
    table = pd.DataFrame(dict(zip(columns, cells)), dtype=object).dropna(subset="source")
    sources = {}
    for unit in table.itertuples():
        sources.setdefault(unit.source, []).append(unit)
    found = []
    for its_units in sources.values():
        parts, places, at, line = [], [], 0, None
        for unit in its_units:
            if parts:
                gap = "\n\n" if getattr(unit, "line", None) != line else " "
                gap = gap if hasattr(unit, "line") else "\n"
                parts.append(gap)
                at += len(gap)
            places.append((unit, at))
            parts.append(unit.text)
            at += len(unit.text)
            line = getattr(unit, "line", None)
        text = "".join(parts)
        found.append((text, places, *read_voices(text, grammar())))
    return found


# ---------------------------------------------------------------- words by voice


def quoted(units):
    """The quotations of every source, with the units they stand in: `source, ids, text, kind, speaker, verb, voice, words`.

    `units` as for `reported`; `ids` are unit ids with spaces between. `voice` is the speaker under one name in all of a
    source: the surname, or the whole phrase if it has none (the minister). A pronoun gets the voice last named in a quotation of
    that source. "not named" if nobody is, empty for scare quotes. `words` are stretches between spaces with a letter or
    figure in them.
    """
    check_units(units)
    rows = []
    for text, places, found, _ in _stretches(units):
        source, at, voice = places[0][0].source, 0, ""
        for row in found:
            while at + 1 < len(places) and places[at + 1][1] <= row.start:
                at += 1
            ids = []
            for unit, place in places[at:]:
                if place >= row.end:
                    break
                ids.append(unit.id)
            if row.kind == "scare":
                speaking = ""
            elif not row.speaker:
                speaking = "not named"
            else:
                speaking = _voice(row.speaker) or voice or row.speaker
                voice = speaking if speaking.lower() not in _PRONOUNS else voice
            rows.append((source, " ".join(ids), row.text, row.kind, row.speaker, row.verb, speaking, _count(row.text)))
    return pd.DataFrame(rows, columns=["source", "ids", "text", "kind", "speaker", "verb", "voice", "words"])


_PRONOUNS = frozenset("he she they we i it you".split())


def _count(text):
    return sum(any(map(str.isalnum, word)) for word in text.split())


def _voice(speaker):
    """The surname in what a text calls a speaker, the phrase itself if it has none, or nothing for a pronoun."""
    name = re.split(r"[,(]", speaker)[0].strip()
    words = name.split()
    if len(words) == 1 and name.lower() in _PRONOUNS:
        return ""
    if (
        " and " in name
        or not words
        or re.search(r"(?:^|\s)[a-z]+\s(?:of|for|at|from|with)\s", name)
        or not words[-1][0].isupper()
    ):
        return name
    return words[-1]


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
    for text, places, found, _ in _stretches(units):
        source = places[0][0].source
        mine = spoken[(spoken["source"] == source) & (spoken["kind"] != "scare")]
        marks = iter([(row.start, row.end) for row in found if row.kind != "scare"])
        start, end = next(marks, (len(text), len(text)))
        counts = {"narrator": 0, "reporting": 0}
        for unit, place in places:
            for word in re.finditer(r"\S+", unit.text):
                letter = next((n for n, c in enumerate(word[0]) if c.isalnum()), None)
                if letter is None:
                    continue
                at = place + word.start() + letter
                while at >= end:
                    start, end = next(marks, (len(text), len(text) + 1))
                if at < start:
                    counts["reporting" if unit.id in told else "narrator"] += 1
        rows.append((source, "narrator", "narrator", counts["narrator"], 0, 0))
        rows.append((source, "narrator, reporting others", "reporting", counts["reporting"], 0, 0))
        voices = [
            (
                source,
                voice,
                "quoted",
                int(its_rows["words"].sum()),
                len(its_rows),
                int(its_rows.loc[its_rows["speaker"].str.lower().isin(_PRONOUNS), "words"].sum()),
            )
            for voice, its_rows in mine.groupby("voice", sort=False)
        ]
        rows += sorted(voices, key=lambda row: -row[3])
    return pd.DataFrame(rows, columns=["source", "voice", "kind", "words", "quotations", "by_pronoun"])


@plots.in_one_style
def draw_voices(table):
    """Draw whose words a source is made of: a bar a source, from the quoted (full) over reports (hatched) to the narrator (pale)."""
    sources = list(dict.fromkeys(table["source"]))
    fig, ax = plots.figure(9.5, 1 + 1.05 * len(sources))
    fig.subplots_adjust(bottom=0.02, top=1 - 0.75 / (1 + 1.05 * len(sources)))
    shares = []
    for row, source in enumerate(sources):
        its_rows = table[table["source"] == source]
        total, colour, left = its_rows["words"].sum(), plots.colour(source), 0
        spoken = its_rows[its_rows["kind"] == "quoted"]
        parts = [(n, "quoted") for n in spoken["words"]] + [
            (its_rows.loc[its_rows["kind"] == k, "words"].sum(), k) for k in ("reporting", "narrator")
        ]
        for words, kind in parts:
            width = 100 * words / total if total else 0
            look = {"quoted": {"alpha": 1}, "reporting": {"alpha": 0.55, "hatch": "////"}, "narrator": {"alpha": 0.22}}[
                kind
            ]
            ax.barh(
                row,
                width,
                left=left,
                height=0.5,
                color=colour,
                edgecolor="white" if kind == "quoted" else "black",
                linewidth=1.2,
                **look,
            )
            if kind != "quoted" and width > 7:
                box = {"facecolor": "white", "edgecolor": "none", "pad": 1.5} if kind == "reporting" else None
                ax.text(left + width / 2, row, f"{words:,}", ha="center", va="center", fontsize=12, bbox=box)
            left += width
        names = " · ".join(f"{voice} {words:,}" for voice, words in zip(spoken["voice"], spoken["words"])) or "nobody"
        ax.text(0, row + 0.31, f"quoted: {names}", va="top", fontsize=12)
        ax.text(101, row, f"{total:,} words", va="center", fontsize=11)
        share = 100 * spoken["words"].sum() / total if total else 0
        shares.append(f"{source} {share:.0f} % ({names})")
    ax.set_yticks(range(len(sources)), sources, fontsize=20, fontweight="bold")
    ax.set_xlim(0, 114)
    ax.set_ylim(len(sources) - 0.4, -0.5)
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.tick_params(length=0)
    ax.set_xticks([])
    ax.set_title("Whose words are these?", pad=24)
    key = "full colour: inside quotation marks · hatched: the narrator, in sentences that report somebody · pale: the narrator"
    ax.text(0, 1, key, transform=ax.transAxes, va="bottom", fontsize=10.5)
    plots.present(fig, f"Words inside quotation marks, by speaker: {'; '.join(shares)}.")


def people(quoted):
    """The persons whom each source names: `source, person, named, words_quoted`, the most often named first.

    `named` is how often `mentions.csv` has the person in that source, by name or office; `words_quoted` how many of
    the person's words `quoted` has between marks, matched by the last name. Persons without any name keep their office.
    """
    entities = (
        load_table("entities")
        .query("type == 'person' and not label.str.contains('jointly|unspecified')")
        .set_index("id")["label"]
    )
    mentions = load_table("mentions").query("entity_id in @entities.index")
    table = mentions.assign(
        source=mentions["unit_id"].str[0], person=mentions["entity_id"].map(entities).str.split("/").str[-1]
    )
    table = table.groupby(["source", "person"]).size().reset_index(name="named")
    spoken = quoted.groupby(["source", "voice"])["words"].sum()
    table["words_quoted"] = [spoken.get((row.source, row.person.split()[-1]), 0) for row in table.itertuples()]
    return table.sort_values(["source", "named", "person"], ascending=[True, False, True], ignore_index=True)


# ---------------------------------------------------------------- articles on which nobody tuned


def unseen():
    """Articles on which no rule was tuned, a row for each quotation: `article, about, text, kind, speaker, verb, words`.

    `text` is the whole article, the same in each of its rows; `words` are those between the marks, or the first and the
    last three of them with … between. `speaker` is empty where the article names nobody. Invented, with a language
    model that had not seen the rules, in `data/voices/unseen_quotations.txt`.
    """
    rows = []
    for article, part in enumerate(read_text("voices/unseen_quotations.txt").split("\n====\n"), start=1):
        body, _, quotations = part.strip("\n").partition("\n--\n")
        about, _, text = body.partition("\n")
        for line in quotations.split("\n"):
            kind, speaker, verb, words = (piece.strip() for piece in line.split("|", 3))
            rows.append((article, about.lstrip("# "), text, kind, speaker, verb, words))
    return pd.DataFrame(rows, columns=["article", "about", "text", "kind", "speaker", "verb", "words"])


def score_unseen(extract):
    """How an extractor does on the unseen articles: one row for each of `unseen()`, with `found, kind_found, speaker_right`.

    `extract` is a function from a text to a table with `text, kind, speaker`, such as `quotations`. A quotation is found
    if its words agree, marks and capitals aside; the speaker is right if one of the two names is inside the other.
    """
    table = unseen()
    rows = []
    for text, wanted in table.groupby("text", sort=False):
        left = [(folded(row.text), folded(row.speaker), row.kind) for row in extract(text).itertuples()]
        for row in wanted.itertuples():
            first, _, last = (folded(part) for part in row.words.partition(" … "))
            hit = next(
                (n for n, (words, *_) in enumerate(left) if words.startswith(first) and words.endswith(last or first)),
                None,
            )
            _, speaker, kind = left.pop(hit) if hit is not None else ("", "", "")
            wanted_speaker = folded(row.speaker)
            agree = bool(speaker) and (speaker in wanted_speaker or wanted_speaker in speaker)
            rows.append((row.Index, hit is not None, kind, agree))
    scored = pd.DataFrame(rows, columns=["row", "found", "kind_found", "speaker_right"]).set_index("row")
    return table.drop(columns="text").join(scored)
