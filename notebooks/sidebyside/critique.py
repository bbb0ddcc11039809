"""A critique that another reader can check: what a text cites, quotes and leaves unsupported, and a page to hand on.

Beside it a dossier for each source, drawn from the tables of the collection, a rubric, two model critiques and a flawed one.
"""

import html
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pandas as pd

from . import corpus, files, voices, words
from .corpus import BadInput, kind_of, load_table, load_units, one_source, read_table, read_text, shortened, units_read
from .display import show_table
from .files import printed
from .output import say
from .page import interval
from .rules.citing import find_mentions, find_quotations
from .rules.evidence import known_of
from .rules.matching import GAP, book_of, plain_word, squeezed
from .rules.review import HOLDS as HOLDS  # of a review: what asks for nothing
from .rules.review import at_fault as at_fault  # and what cannot stay
from .rules.review import look_over, rows_of
from .rules.sentences import count_words
from .saying import saying_verbs
from .stances import IN_A_WORD, STANCES, opposed

# ---------------------------------------------------------------- the review


def known(units=None):
    """What a text is held against: units, by default those of the five sources, whose quotations and their speakers are known too."""
    if units is None or units.reset_index(drop=True)[["id", "text"]].equals(load_units()[["id", "text"]]):
        return _five(corpus.DATA)
    return known_of(units, **_of_any_text())


def _of_any_text():
    documents = load_table("documents")
    return {
        "small": frozenset(words.function_words()),
        "titles": tuple(read_text("critique/titles.txt").split("\n")),
        "cards": dict(zip(documents["id"], documents["phrase"])),
    }


@cache
def _five(folder):
    quotations, people = load_table("quotations"), {}
    for name in [*load_table("people")["name"], *quotations["speaker"]]:
        parts = [word for word in map(plain_word, re.findall(r"[^\W_]+", name)) if len(word) > 2]
        people |= dict.fromkeys(parts, name.partition(" (")[0])
    spoken = tuple(
        (tuple(row.unit_ids.split()), squeezed(row.text), row.speaker) for row in quotations.itertuples() if row.speaker
    )
    table = saying_verbs()
    sure = table[~table["leans"].isin(["mind", "judges"]) & ~table["verb"].isin(OF_ANOTHER)]
    verbs = frozenset(" ".join(sure["forms"]).split())
    return known_of(
        load_units(), spoken=spoken, heard=voices.heard(people), people=people, verbs=verbs, **_of_any_text()
    )


# Whoever does one of these may do it to the words of somebody else, as whoever judges them does.
OF_ANOTHER = (
    "acknowledge agree answer blast comment confirm hint imply lash mention note observe post protest read recall refer reply respond scold slam"
).split()


def review(text: str, units: pd.DataFrame | None = None) -> pd.DataFrame:
    """What a critique cites, quotes and leaves unsupported: `finding, where, what, advice`, as a reader would ask it.

    `units` has `id, source, text`; without it, the five sources. First, in the order of the text: one row for each different id or
    range, each quotation, and each word of judgement (the first place counts). Then, of the whole: the sentences that have neither
    id nor quotation, the sources that are used, and what no program can judge. The findings in `HOLDS` ask for nothing.

    A quotation is looked for by its letters and figures: marks, spaces, accents and capitals never decide whether it stands. Up to two
    words altered, or one in six, are recognised and shown. It is held to the id right behind it or before it, else to those of its
    sentence; and, in the five sources, to the person who speaks there, where a sentence says plainly who does.

    A text that is still `...` or empty has one row. Refuses, with a `BadInput`, what is no text and no table of units.
    """
    if units is not None:
        units_read(units)
    if text is ... or text is None or isinstance(text, str) and not text.strip(" .…\n\t"):
        return rows_of(
            [(0, "nothing written", "", "There is nothing to read yet: write your critique between the marks.")]
        )
    if not isinstance(text, str):
        raise BadInput(f"A critique has to be a text between three quotation marks, not {kind_of(text)}.")
    return look_over(text, known(units), read_text("critique/verdict_words.txt").split("\n"))


def show_review(text, units=None):
    """Show what `review` finds: how much of the evidence stands, then each finding but the ids that exist. What is no text gets one sentence."""
    try:
        table = review(text, units)
    except BadInput as refused:
        say(str(refused))
        return
    found = Counter(table["finding"])
    ids = found["id exists"] + found["no such id"]
    quoted = sum(
        n for finding, n in found.items() if finding.startswith(("quotation", "words altered", "another speaker"))
    )
    say(
        f"{found['id exists']} of {ids} ids exist; {found['quotation holds']} of {quoted} quotations hold as they stand. Below is what a "
        "reader would ask, from the beginning to the end, and then of the whole.",
        lead="Review.",
    )
    show_table(table[table["finding"] != "id exists"])


# ---------------------------------------------------------------- the dossier

KINDS = ("record", "cause", "prediction", "value", "prescription")
FRAMES = ("process", "law", "rivalry", "security", "economy", "achievement", "identity")


def dossier(source):
    """What the tables of the collection have on one source, in the same order for each: `aspect, finding, units`.

    `units` are ids with a space between: those that the finding rests on. Counts are counts of what was coded by
    written rules, and no score. The last rows tell of the record. Refuses, with a `BadInput`, a source that does not exist.
    """
    units = load_units()
    source = one_source(source, units["source"])
    own = units[units["source"] == source]
    coding = load_table("coding/reference").set_index("id").loc[own["id"]]
    total = len(own)

    def of(table):
        rows = load_table(table)
        return rows[rows["source"] == source]

    def joined(cells):
        named = set(" ".join(cells).split())
        return " ".join(unit for unit in own["id"] if unit in named)

    def coded(column, value):
        ids = coding.index[coding[column] == value]
        return f"{len(ids)} of {total} units", " ".join(ids)

    dates = of("dating")
    clues = dates[dates["unit_id_or_line"] != "INTERVAL"]  # that row was found by looking elsewhere
    earliest, latest = interval(clues)
    rows = [
        ("date, by clues in the text", f"{earliest or 'open'} to {latest or 'open'}", joined(clues["unit_id_or_line"])),
        (
            "length",
            f"{total} units, {sum(map(count_words, own['text'])):,} words",
            f"{own['id'].iloc[0]} {own['id'].iloc[-1]}",
        ),
    ]
    quoted, reported = of("quotations"), of("reported")
    scare, quoted = quoted[quoted["kind"] == "scare"], quoted[quoted["kind"] != "scare"]
    rows += [
        ("quoted", _counted(quoted["speaker"].replace("", "no speaker named")), joined(quoted["unit_ids"])),
        ("words in marks of distance", _listed(scare["text"]), joined(scare["unit_ids"])),
        ("reported without marks", _counted(reported["speaker"]), joined(reported["unit_id"])),
    ]
    rows += [(f"kind of claim: {kind}", *coded("kind", kind)) for kind in KINDS]
    rows += [(f"put as {certainty}", *coded("certainty", certainty)) for certainty in ("hedged", "boosted")]
    rows += [(f"frame: {frame}", *coded("frame", frame)) for frame in FRAMES]
    spans = _loaded_spans(own.set_index("id")["text"], coding["loaded_span"], quoted)
    for label, inside in (("loaded words", False), ("loaded words of those it quotes", True)):
        its = [(unit, span) for unit, span, within in spans if within == inside]
        ids = list(dict.fromkeys(unit for unit, _ in its))
        such = _listed(list(dict.fromkeys(span for _, span in its))[:5])
        rows.append((label, f"in {len(ids)} of {total} units, such as {such}" if its else "none", " ".join(ids)))
    mentions = load_table("mentions")
    mentions = mentions[mentions["unit_id"].isin(own["id"])]
    for entity, label in (("kosovo", "Kosovo"), ("serbia", "Serbia"), ("pair", "the two together")):
        named = mentions[mentions["entity_id"] == entity]
        rows.append((f"names for {label}", _counted(named["text"]), joined(named["unit_id"])))
    stances = of("stances")
    for stance in STANCES:
        taken = stances[stances["stance"] == stance]
        told = stance if IN_A_WORD[stance] == stance else f"{stance} ({IN_A_WORD[stance]})"
        rows.append((f"propositions: {told}", f"{len(taken)} of {len(stances)}", joined(taken["unit_ids"])))
    told, ids = _clashes(load_table("stances"), source)
    rows.append(("clashes: propositions that one affirms and another denies", told, joined(ids)))
    found = load_table("inconsistencies")
    found = found[[source in sources.split() for sources in found["sources"]]]
    rows.append(("inconsistencies", _counted(found["kind"]), joined(found["unit_ids"])))
    ledger = of("ledger")
    for verdict in sorted(load_table("ledger")["verdict"].unique()):
        looked = ledger[ledger["verdict"] == verdict]
        rows.append(
            (
                f"looked up: {verdict}",
                f"{len(looked)} of {len(ledger)} rows of the ledger"
                + (f": {', '.join(looked['claim_id'])}" if len(looked) else ""),
                joined(looked["unit_id"]),
            )
        )
    return pd.DataFrame(rows, columns=["aspect", "finding", "units"])


def show_dossier(source):
    """Show the dossier of a source: the rows that have something, with the first six ids of each, then the names of those that have
    nothing. What is no source is met with one sentence."""
    try:
        table = dossier(source)
    except BadInput as refused:
        say(str(refused))
        return
    empty = table["finding"].str.fullmatch(r"none|0 of .*")
    show_table(table[~empty], most_ids=6)
    say(f"{'; '.join(table.loc[empty, 'aspect'])}.", lead="Nothing was found for:")
    say(
        "These are counts of what a language model coded by written rules, and no score: a long text has more of everything, and the "
        "claims that were looked up were chosen, not drawn by lot. A proposition, such as P04, is a claim that was put to all five texts (lesson 05). "
        f'`show_table(critique.dossier("{table["units"].iloc[0][0]}"))` has every id.'
    )


def _loaded_spans(texts, spans, quotations):
    """Each loaded span: `(unit, span, whether it stands inside the marks of somebody who is quoted)`, by its place in the text."""
    inside = set()
    for ids, quotation in zip(quotations["unit_ids"].str.split(), quotations["text"]):
        places = [(unit, at) for unit in ids for at in range(len(texts[unit]) + 1)]  # with the space between two units
        start = " ".join(texts[ids]).find(quotation)
        inside.update(places[start : start + len(quotation)])
    return [
        (unit, span, (unit, texts[unit].find(span)) in inside)
        for unit, cell in spans.items()
        for span in filter(None, cell.split(" | "))
    ]


def _clashes(stances, source):
    """The propositions on which another source says the opposite, with its letter, and the units of this one."""
    pairs = stances[stances["source"] == source].merge(stances, on="pid", suffixes=("", "_other"))
    pairs = pairs[opposed(pairs["stance"], pairs["stance_other"])]
    others = pairs.groupby("pid", sort=False)["source_other"].agg(" ".join)
    return "; ".join(f"{pid} with {letters}" for pid, letters in others.items()) or "none", pairs["unit_ids"]


def _counted(column):
    counts = sorted(Counter(column).items(), key=lambda item: (-item[1], item[0]))
    return "; ".join(f"{name} {n}" for name, n in counts) or "none"


def _listed(texts):
    return "; ".join(f"“{text.strip('“”')}”" for text in texts) or "none"


# ---------------------------------------------------------------- rubric, models, peers


def rubric():
    """What a critique is judged by, for a person to use: `criterion, question, weak, good`."""
    return read_table("critique/rubric.csv", ["criterion", "question", "weak", "good"])


def model(source):
    """A model critique as a text: of source "A" or of source "C", the same tests put to both; open to criticism itself."""
    name = str(source).strip().upper()
    if name not in ("A", "C"):
        raise BadInput(f'There is a model critique of A and one of C, and none of "{shortened(name, 20)}".')
    return read_text(f"critique/model_{name}.txt")


def flawed():
    """A critique with many mistakes in it, as a text: for mending."""
    return read_text("critique/flawed.txt")


def peer_form():
    """The questions for reading another's critique: `step, question, answer_with`."""
    return read_table("critique/peer_form.csv", ["step", "question", "answer_with"])


TOO_LARGE = 200_000  # bytes


def critique_folder():
    """Where critiques, and other texts, lie that are handed on. It need not be there."""
    return corpus.DATA / "mine" / "critiques"


def read_peers(folder=None):
    """The critiques in a folder, `data/mine/critiques` if none is named: `author, text, problems`, ordered by file name.

    A critique is a text file, with its author's name for its name and the ending .txt. One that cannot be used has an
    empty text and one sentence under `problems`; so has one, with its text, that was not in UTF-8. Pages from `export`, readers' answers
    and hidden files are passed over.
    """
    folder = critique_folder() if folder is None else Path(folder)
    rows = []
    try:
        there = files.listed(folder)
    except BadInput as refused:
        there, rows = [], [(printed(folder.name), "", str(refused))]
    for file in there:
        if files.is_aside(file) or file.suffix.lower() in (".html", ".csv"):
            continue
        try:
            rows.append((printed(file.stem), *files.read_text(file, ".txt", TOO_LARGE, "critique")))
        except BadInput as refused:
            rows.append((printed(file.stem), "", str(refused)))
    return pd.DataFrame(rows, columns=["author", "text", "problems"], dtype=object)


ANSWERS = ["step", "question", "answer"]


def keep(text, name):
    """Keep a text in `data/mine/critiques` for another reader: NAME.txt, and beside it NAME.csv with the questions of the peer form.

    Any text will do, an answer to an exercise too. Nothing is written over: a second text of the name becomes NAME-2. Says where it
    lies. Refuses, with a `BadInput`, what is no text, an empty one, and a name that no file can have.
    """
    if not isinstance(text, str) or not text.strip(" .…\n\t"):
        raise BadInput("There is nothing to keep yet: give your text, between three quotation marks.")
    stem = files.stem_of(name, ".txt", "text", "ana 3 7")
    path = files.free_path(critique_folder(), stem, ".txt")
    files.write_page(path, text)
    blank = peer_form().assign(answer="")[ANSWERS]
    files.write_page(files.free_path(path.parent, path.stem, ".csv"), blank.to_csv(index=False, lineterminator="\n"))
    say(
        f"Kept: data/mine/critiques/{path.name}. Another reader answers the eight questions there: "
        f'`critique.answer("{path.stem}", 1, "…")`, and so on; `critique.show_answers("{path.stem}")` shows all of them.'
    )


def answers(name):
    """What a reader has answered about a text that was kept under a name: `step, question, answer`. The text stands beside it.

    Refuses, with a `BadInput`, a name under which nothing is kept, and a file that cannot be used.
    """
    file = critique_folder() / f"{files.stem_of(name, '.txt', 'text', 'ana 3 7')}.csv"
    table, _, unusable = files.loaded(file, _read_answers, ANSWERS)
    if unusable or not file.exists():
        raise BadInput(
            unusable
            or f'Nothing is kept under the name {shortened(name, 40)}: `critique.keep(text, "ana")` keeps a text.'
        )
    return table


def show_answers(name):
    """Show what a reader has answered about a text that was kept, each answer in full beside its question. A name under which
    nothing is kept gets one sentence."""
    try:
        show_table(answers(name))
    except BadInput as refused:
        say(str(refused))


def _read_answers(file):
    table, remark = files.read_csv(file, "step answer", TOO_LARGE, "answers")
    form = peer_form().assign(step=lambda form: form["step"].astype(str))[["step", "question"]]
    given = table.assign(step=table["step"].str.strip()).drop_duplicates("step", keep="last")[["step", "answer"]]
    return form.merge(given, on="step", how="left").fillna({"answer": ""}), remark


def answer(name, step, words):
    """Answer one question of the peer form about a text that was kept: `step` is 1 to 8, `words` the answer. An older answer to it
    is written over. Refuses, with a `BadInput`, a name under which nothing is kept, another step, and what is no text."""
    table = answers(name)
    if str(step) not in set(table["step"]):
        raise BadInput(f"The questions have the numbers 1 to {len(table)}.")
    if not isinstance(words, str) or not words.strip():
        raise BadInput(f"An answer has to be a text between quotation marks, not {kind_of(words)}.")
    file = critique_folder() / f"{files.stem_of(name, '.txt', 'text', 'ana 3 7')}.csv"
    files.rewrite(
        file,
        lambda file: files.loaded(file, _read_answers, ANSWERS),
        lambda table: table.assign(answer=table["answer"].mask(table["step"] == str(step), " ".join(words.split()))),
        "answer",
        "file of answers",
    )
    say(f"Saved beside {file.stem}.txt: the answer to question {step}.")


# ---------------------------------------------------------------- the page

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 1.1em/1.5 Georgia, serif; max-width: 42em; margin: 2em auto; padding: 0 1em; color: #111; background: #fff }}
h1, h2 {{ line-height: 1.2 }}
.note {{ border-left: 3px solid #555; padding-left: 0.8em }}
:target, mark {{ background: #fff3b0; color: inherit }}
mark {{ border-bottom: 2px solid #555 }}
</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


def export(text, file, units=None, title="A critique"):
    """Write a critique as a page of its own, and say where it lies: each id leads to a note, with the unit in full.

    In a note the words that the critique quotes are marked, and a link leads back to where it is cited first.

    `file` is a name, for a page in `data/mine/critiques`, or a path. The page is written whole or not at all, never over
    another (`-2`, `-3` … is added to the name), and needs nothing from the network. What is in the text is shown as it
    was typed: nothing in it counts as markup. Refuses, with a `BadInput`, what is no text, an empty text, a name that no
    file can have, and a place where nothing can be written.
    """
    units = units_read(units)
    if not isinstance(text, str) or not text.strip(" .…\n\t"):
        raise BadInput("There is nothing to export yet: give the text of your critique, between three quotation marks.")
    path = _free(file)
    title = " ".join(str(title).split())
    mentions = find_mentions(text, units)
    page = _PAGE.format(title=_plain(title), body=_body(text, units, title, mentions))
    files.write_page(path, page)
    root = corpus.DATA.parent
    say(f"Written: {path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name}")
    unknown = sum(bool(mention.wrong) for mention in mentions)
    if unknown:
        say(
            f"{unknown} {'id has' if unknown == 1 else 'ids have'} no note, since no unit is called so. For texts of your own, give units=units."
        )


def _free(file):
    """A path that no file has yet, ending in .html."""
    path = Path(file) if isinstance(file, (str, Path)) else Path()
    stem = path.name.removesuffix(".html").strip()
    if not re.fullmatch(r"[\w][\w .-]{0,59}", stem) or stem.endswith("."):
        raise BadInput(
            'The page needs a name of letters, figures, spaces and hyphens, 60 at most, such as "my critique".'
        )
    folder = critique_folder() if path.parent == Path() else path.parent
    return files.free_path(folder, stem, ".html")


def _body(text, units, title, mentions):
    pieces, at, first = [], 0, {}  # unit -> the number of the first mention that has it
    for number, mention in enumerate(mentions, start=1):
        if mention.ids:
            link = f'<a href="#{_anchor(mention.ids[0])}" id="place-{number}">{_plain(mention.words)}</a>'
            pieces += [_plain(text[at : mention.start]), link]
            at = mention.end
            for unit in mention.ids:
                first.setdefault(unit, number)
    quoted = [phrase for _, _, phrase in find_quotations(text, book_of(units))[0]]
    paragraphs = re.split(r"\n\s*\n", "".join([*pieces, _plain(text[at:])]))
    told = [f"<p>{' '.join(paragraph.split())}</p>" for paragraph in paragraphs if paragraph.strip()]
    parts = [f"<h1>{_plain(title)}</h1>", *told, "<h2>The units, in full</h2>"]
    for unit in units[units["id"].astype(str).isin(first)].to_dict("records"):
        place = f"source {unit['source']}" + (
            f" · line {unit['line']} · {unit['role']}" if {"line", "role"} <= set(unit) else ""
        )
        parts.append(
            f'<p class="note" id="{_anchor(unit["id"])}"><b>{_plain(str(unit["id"]))}</b> {_plain(f"· {place}")}<br>'
            f"{_with_marks(' '.join(unit['text'].split()), quoted)} "
            f'<a href="#place-{first[str(unit["id"])]}">Back to the text</a></p>'
        )
    return "\n".join([*parts, *_documents_of(text)])


def _documents_of(text):
    """The cards of documents that a text cites, for the end of its page."""
    ids = re.findall(r"\bDOC-\d\d\b", text)
    if not ids:
        return []
    table = load_table("documents")
    cited = table[table["id"].isin(ids)]
    return ["<h2>The documents, in the course's words</h2>"] * bool(len(cited)) + [
        f'<p class="note"><b>{row.id}</b> {_plain(" · ".join(filter(None, ["", row.document, row.paragraph, row.date])))}<br>'
        f"{_plain(row.says)}{_plain(row.phrase and f' In its words: “{row.phrase}”.')}<br>To open: {_plain(row.where)}</p>"
        for row in cited.itertuples()
    ]


def _with_marks(text, quoted):
    """The text of a unit, in which what is quoted from it, marks and spaces apart, is marked."""
    between = r"[\W_]*"
    words = {between.join(re.findall(r"[^\W_]", piece)) for phrase in quoted for piece in GAP.split(phrase)} - {""}
    if not words:
        return _plain(text)
    found = re.split(rf"(?<!\w)({'|'.join(sorted(words, key=len, reverse=True))})(?!\w)", text, flags=re.IGNORECASE)
    return "".join(f"<mark>{_plain(part)}</mark>" if n % 2 else _plain(part) for n, part in enumerate(found))


def _plain(text):
    """A text in which nothing is markup."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return html.escape(text)


def _anchor(unit):
    return "note-" + re.sub(r"\W", "-", str(unit))
