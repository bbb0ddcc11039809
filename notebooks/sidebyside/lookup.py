"""What a student judges and looks up: first verdicts, a sheet to take to the open web, and what comes back (lessons 09 and 10).

A student's file is `data/mine/record/<reader>.csv`, a row for a claim: `claim`, a row of the ledger or a unit without one;
`verdict`, the first; `who`, `others` and `evidence`, what was found to the three questions of lateral reading; `address`, where; and
`now`, the verdict after that. Nothing here judges a word of it.
"""

import html
import re

import pandas as pd

from . import corpus, files
from .corpus import BadInput, listing, load_table, load_units, nearest, one_of
from .display import unit_id
from .evidence_rows import show_rows
from .files import printed
from .output import say
from .reading_files import NOBODY, words_of
from .record import VERDICTS, rows_of

QUESTIONS = {"who": "Who is behind it?", "others": "What do others say?", "evidence": "What is the evidence?"}
# How each is asked on the sheet.
ASKED = {
    "who": "Who wrote it, who owns the page, and what would they like to be true? Ask another page about them, not their own.",
    "others": "Two pages of other owners. Do they have words of their own, or the same words? The same words are one witness.",
    "evidence": "The document itself: its date, its words, the sentence before and the sentence after.",
}
COLUMNS = ["claim", "verdict", *QUESTIONS, "address", "now"]


# ---------------------------------------------------------------- a student's file


def keep(verdicts, reader="me"):
    """Keep verdicts of one's own, before the ledger's are seen: of a table `claim, verdict`, each row that is filled in.

    Of a blank table nothing is kept, and nothing said. `reader` is the name to keep them under. The first verdict on a claim stays;
    another one is kept beside it, as what is said now. Refuses, with a `BadInput`, what is no such table, a claim that is not
    there, and a verdict that is none of `VERDICTS`.
    """
    if not isinstance(verdicts, pd.DataFrame) or not {"claim", "verdict"} <= set(verdicts.columns):
        raise BadInput("Verdicts are kept from a table with the columns claim and verdict.")
    rows = {
        _claim(claim): one_of(verdict, list(VERDICTS), "verdict")
        for claim, verdict in zip(verdicts["claim"], verdicts["verdict"])
        if words_of(verdict, "a verdict")
    }
    if not rows:
        return
    file, where, stays = *_file(reader), []

    def changed(table):
        for claim, verdict in rows.items():
            first, now = _kept(table, claim, "verdict"), _kept(table, claim, "now")
            if first not in ("", verdict):
                stays.append(f"Your first verdict on {claim} stays: {first}. Beside it is what you say now: {verdict}.")
            changes = {"now" if first else "verdict": verdict} if verdict != (now or first) else {}
            table = _with(table, claim, changes)
        return table

    told = files.rewrite(file, _loaded, changed, "verdict", "table of verdicts")
    say("\n".join([f"Kept in {where}: your verdict on {listing(rows)}. {NOBODY}", *stays, *told]))


def found(claim, who=None, others=None, evidence=None, address=None, now=None, reader="me"):
    """Keep what was found on a claim (`"D01-1"`, or a unit that has none in the ledger), and the verdict on it now.

    The three questions are those of `QUESTIONS`; `address` is where it was found, `now` one of `VERDICTS`. What is blank leaves
    what was kept before as it is. Refuses, with a `BadInput`, a claim or verdict that is not there, and what is no text.
    """
    given = {"who": who, "others": others, "evidence": evidence, "address": address, "now": now}
    given = {what: text for what, words in given.items() if (text := words_of(words, f"`{what}`"))}
    if not given:
        asked = [f"`{what}`: {question}" for what, question in QUESTIONS.items()]
        return say("\n".join(["Nothing is kept yet. Put what you found where the dots are.", *asked]))
    claim = _claim(claim)
    if "now" in given:
        given["now"] = one_of(given["now"], list(VERDICTS), "verdict")
    file, where = _file(reader)
    told = files.rewrite(file, _loaded, lambda table: _with(table, claim, given), "finding", "table of verdicts")
    blank = [f"Still open is `{what}`: {question}" for what, question in QUESTIONS.items() if what not in given]
    say("\n".join([f"Kept in {where}: what you found on {claim}. {NOBODY}", *blank, *told]))


def again(reader="me"):
    """Show what a student said and found, claim by claim, beside the ledger's verdict, as rows that open.

    Closed, a row has the claim and the verdicts, the student's and the ledger's; opened, the unit, what was found, and
    the ledger's record and reason. Nothing is written.
    """
    file, where = _file(reader)
    table, remark, unusable = _loaded(file)
    rows, problems = _counted(table)
    for text in filter(None, [remark, unusable, *problems]):
        say(text)
    if rows.empty:
        return say(f"Nothing is kept under the name {printed(reader)}: in lesson 09 `lookup.keep` keeps "
                   "first verdicts, and `lookup.found` what you found.")  # fmt: skip
    ours = load_table("ledger").set_index("claim_id")[["claim", "verdict", "record", "why"]]
    rows = rows.join(ours.add_prefix("our_"), on="claim").fillna("")
    texts = load_units().set_index("id")["text"]
    shown = pd.DataFrame(
        {
            "unit_id": rows["claim"].str[:3],
            "claim": rows["our_claim"].where(rows["our_claim"] != "", rows["claim"].map(texts)),
            "you": [", now ".join(filter(None, pair)) for pair in zip(rows["verdict"], rows["now"])],
            "the ledger": rows["our_verdict"].replace("", "has no row"),
            **{question.rstrip("?"): rows[what] for what, question in QUESTIONS.items()},
            "where you found it": rows["address"],
            "the record, by the ledger": rows["our_record"],
            "the ledger's reason": rows["our_why"],
        }
    )
    show_rows(shown, inside=list(shown.columns[4:]), context=False)


def _mine():
    return corpus.DATA / "mine"


def _file(reader):
    file = files.file_of(reader, _mine() / "record", "reader")
    return file, f"data/mine/record/{file.name}"


def _loaded(file):
    return files.loaded(file, lambda path: files.read_csv(path, "claim", what="table of verdicts"), COLUMNS)


def _counted(table):
    """The rows of a file that count, all as texts, and a sentence on each that should and does not."""
    rows, problems = {}, []
    for given in table.reindex(columns=COLUMNS, fill_value="").to_dict("records"):
        try:
            given = {what: words.strip() for what, words in given.items()}
            claim = _claim(given["claim"])
            for what in ("verdict", "now"):
                given[what] = given[what] and one_of(given[what], list(VERDICTS), "verdict")
        except BadInput as refused:
            problems.append(f"{refused} That row is left out.")
            continue
        if claim in rows:
            problems.append(f"{claim} has two rows; the first counts.")
        rows.setdefault(claim, {**given, "claim": claim})
    return pd.DataFrame(list(rows.values()), columns=COLUMNS), problems


def _of_claim(table, claim):
    return table.index[[str(given).strip().upper() == claim for given in table["claim"]]][:1]


def _kept(table, claim, what):
    return "".join(table.reindex(columns=[what], fill_value="").loc[_of_claim(table, claim), what]).strip().lower()


def _with(table, claim, given):
    given = {what: files.no_formula(words) for what, words in given.items()}
    table = table.reindex(columns=list(dict.fromkeys([*table.columns, *COLUMNS])), fill_value="")
    there = _of_claim(table, claim)
    if there.empty:
        return pd.concat([table, pd.DataFrame([{"claim": claim, **given}])], ignore_index=True).fillna("")
    table.loc[there[0], list(given)] = list(given.values())
    return table


def _claim(given):
    """The row of the ledger that is meant, or the unit, if it has none; refuses what is neither, and a unit with several."""
    known, wanted = list(load_table("ledger")["claim_id"]), str(given).strip().upper()
    if wanted in known:
        return wanted
    if "-" in wanted:
        raise BadInput(f'The ledger has no claim "{wanted[:20]}". Did you mean {nearest(wanted, known)}?')
    of_unit = list(rows_of(wanted)["ledger"]["claim_id"])
    if len(of_unit) > 1:
        raise BadInput(
            f"The ledger has several claims on {unit_id(wanted)}: {listing(of_unit)}. Say which one you mean."
        )
    return of_unit[0] if of_unit else unit_id(wanted)


# ---------------------------------------------------------------- a sheet to take to the open web

# What to look for, by the kind of document, and where none is named.
LOOK_FOR = {
    "UN resolution": "The paragraph itself, and the one before and after it; who voted how.",
    "court opinion": "The question that was put, the answer, and what the court says it does not decide.",
    "parliament record": "The text that was adopted, its date, and the vote.",
    "treaty/agreement text": "Who signed, what the text calls itself, and whether it was in force that day.",
    "statistics office": "What was counted, when, by whom, and what was left out.",
    "official statement": "The words themselves, their date, and whether the other side tells it the same way.",
    "reference work": "Where its figures come from, and who gives others.",
    "reputable reporting": "A second report that is no copy of the first; who is quoted, and the date.",
}
NO_DOCUMENT = "Who could know this, and where is it written? If it is a judgement: by what measure?"


def sheet(*claims):
    """What to look up: `claim_id, claim, open, look_for, addresses`, a row for each claim, with the addresses of its cards.

    Takes rows of the ledger (`"D01-1"`), units, for all the claims that the ledger has on them, and lists of these. A unit without a
    claim has a row with its own words, in quotation marks, and no document is named. Verdicts are left out, so that whoever looks
    can come to another. Refuses an empty list and an id that is none.
    """
    wanted = [one for given in claims for one in (given if isinstance(given, list | tuple | pd.Series) else [given])]
    if not wanted:
        raise BadInput('A sheet needs claims or units: give their ids, as in sheet("D01-1", "C78").')
    ledger, texts = load_table("ledger").set_index("claim_id"), load_units().set_index("id")["text"]
    cards, rows = load_table("documents").set_index("id")["where"], {}
    for one in map(str, wanted):
        of_it = [_claim(one)] if "-" in one else list(rows_of(one)["ledger"]["claim_id"])
        for claim in of_it or [unit_id(one)]:
            if claim not in ledger.index:
                rows[claim] = (claim, f"“{texts[claim]}”", "(none named)", NO_DOCUMENT, "")
                continue
            row = ledger.loc[claim]
            where = dict.fromkeys(part for card in row["documents"].split() for part in cards[card].split(" ; "))
            rows[claim] = (claim, row["claim"], row["reference"], LOOK_FOR[row["reference_type"]], " ".join(where))
    return pd.DataFrame(list(rows.values()), columns=["claim_id", "claim", "open", "look_for", "addresses"])


def take(*claims, name="questions"):
    """Save a sheet as a page, in `data/mine`, to print or to open where there is a network, and say its name.

    `claims` as for `sheet`. A page has for each claim the unit, the addresses, lines for what one expects and for the three
    questions, and the line that brings the answers back. It is written whole or not at all, and never over another file.
    """
    rows = sheet(*claims)
    path = files.free_path(_mine(), files.stem_of(name, ".html", "sheet", "questions"), ".html")
    files.write_page(path, _page(rows.to_dict("records")))
    say(f"Written: data/mine/{path.name}. Open it in a browser, or print it.")


_STYLE = (
    "body { max-width: 46em; margin: 1em auto; padding: 0 1em; font: 1rem/1.5 sans-serif } "
    "section { break-before: page } section:first-of-type { break-before: auto } a, code { overflow-wrap: anywhere } "
    "blockquote { margin: 0.5em 0; padding-left: 0.8em; border-left: 4px solid } "
    ".lines { height: 5.5em; border: 1px solid #808080; margin: 0.2em 0 0.8em }"
)


def _page(rows):
    texts, sections = load_units().set_index("id")["text"], []
    for row in rows:
        unit, told = row["claim_id"][:3], {key: html.escape(words) for key, words in row.items()}
        links = [html.escape(address) for address in row["addresses"].split() if re.match("https?://", address)]
        lines = {
            "Before you look: what do you expect, and what would change your mind?": "",
            **{question: ASKED[what] for what, question in QUESTIONS.items()},
            "Which addresses, and on which day?": "A page may change tomorrow.",
            "Your verdict now:": html.escape(", ".join(VERDICTS)),
        }
        boxes = [f"<p><b>{asked}</b> {more}</p><div class='lines'></div>" for asked, more in lines.items()]
        call = f'lookup.found("{row["claim_id"]}", who="", others="", evidence="", address="", now="")'
        sections.append(
            f"<section><h2>{told['claim_id']}</h2><blockquote>{html.escape(texts[unit])} ({unit})</blockquote>"
            f"<p><b>The claim:</b> {told['claim']}</p><p><b>Document to open:</b> {told['open']}</p>"
            + ("<ul>" + "".join(f'<li><a href="{link}">{link}</a></li>' for link in links) + "</ul>" if links else "")
            + f"<p><b>Look for:</b> {told['look_for']}</p>{''.join(boxes)}"
            f"<p>Back in the notebook: <code>{html.escape(call)}</code></p></section>"
        )
    head = f'<head><meta charset="utf-8"><title>Questions to look up</title><style>{_STYLE}</style></head>'
    return f'<!DOCTYPE html>\n<html lang="en">{head}\n<body><h1>Questions to look up</h1>\n{"".join(sections)}</body></html>\n'
