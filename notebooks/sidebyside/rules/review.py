"""The rows of a review: what a text cites and quotes, and what a reader would ask of it; see `critique.review`."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter

import pandas as pd

from ..corpus import shortened
from .evidence import FAULTS, LONGEST, NOT_FOUND, STANDS, examine

# What asks for nothing.
HOLDS = ("id exists", "quotation holds", "sources", "not judged")

NOT_JUDGED = (
    "Whether what you claim is true, whether the reasoning holds, and whether your choice of units is fair: "
    "no program can tell. Ask another reader. Somebody who does not agree with you is best."
)
WHAT_SHOWS = "These have no id and no quotation. What shows them? A reason, a reading or a limit may need neither."
NO_QUOTATION = "Nothing is quoted. By which exact words could a reader check what you say?"
OWN_EYES = "Your own word of judgement: what would a reader who does not share your view need to see here?"
_LABEL = re.compile(
    r"(?:(?:the|an?|my|your)\s)?(?:claims?|evidence|warrants?|reasons?|(?:an)?other readings?|limits?|counter-?argument)\s*(?:[.:\n–—-]|$)\s*", re.I
)  # fmt: skip


def look_over(text, known, verdict_words):
    """The rows of `critique.review`; `verdict_words` are those of judgement."""
    whole, seen = len(text), examine(text, known)
    end = len(seen.text)
    rows = _id_rows(seen.mentions) + [(q.start, q.finding, q.phrase, q.advice) for q in seen.quotations]
    rows += [
        (
            at,
            "mark without a pair",
            mark,
            "A mark in this paragraph has no partner, and what follows it may not have been checked. Where does the other belong?",
        )
        for at, mark in seen.loose
    ]
    rows += _verdicts(seen, verdict_words)
    rows = [row for _, row in sorted(enumerate(rows), key=lambda item: (item[1][0], item[0]))]
    rows += _bare(seen) + _sources_rows(seen, known.book)
    if whole > end:
        rows.append((end, "not read", "", f"Only the first {LONGEST:,} characters of {whole:,} were read."))
    return rows_of(rows + [(end, "not judged", "", NOT_JUDGED)], [start for start, _ in seen.sentences], end)


def rows_of(rows, starts=(), end=0):
    table = []
    for at, finding, what, advice in rows:
        where = f"sentence {max(bisect_right(starts, at), 1)}" if starts and at < end else "the whole"
        table.append((finding, where, shortened(what, 400 if finding == "nothing to show it" else 90), advice))
    return pd.DataFrame(table, columns=["finding", "where", "what", "advice"], dtype=object)


def at_fault(table):
    """The rows of a review that cannot stay as they are: an id, a quotation or a speaker is wrong."""
    wrong = [*FAULTS, *([] if set(table["finding"]) & set(STANDS) else [NOT_FOUND])]
    return table[table["finding"].isin(wrong)]


def _id_rows(mentions):
    rows, seen = [], set()
    for mention in mentions:
        name = mention.words.upper()
        if name in seen:
            continue
        seen.add(name)
        if mention.wrong:
            rows.append((mention.start, "no such id", mention.words, mention.wrong))
        elif len(mention.ids) > 8:
            rows.append(
                (
                    mention.start,
                    "wide range",
                    mention.words,
                    f"{len(mention.ids)} units: more than a reader will look up. Which of them matter?",
                )
            )
        else:
            rows.append(
                (mention.start, "id exists", mention.words, f"There: {', '.join([*mention.ids, *mention.cards])}.")
            )
    return rows


def _bare(seen):
    """The sentences without id and quotation, in one row: none is let off for its place or its label."""
    evidence = sorted([mention.start for mention in seen.mentions] + [start for start, _, _ in seen.phrases])
    bare = []
    for n, (start, end) in enumerate(seen.sentences, start=1):
        said = " ".join(seen.text[start:end].split())
        at = bisect_left(evidence, start)
        if (
            not (at < len(evidence) and evidence[at] < end)
            and said[-1:] != "?"
            and len(_LABEL.sub("", said, count=1).split()) > 2
        ):
            bare.append(f"{n}: {shortened(said, 70)}")
    if not bare:
        return []
    told = " · ".join(bare[:6]) + (f" · and {len(bare) - 6} more" if len(bare) > 6 else "")
    return [(len(seen.text), "nothing to show it", told, WHAT_SHOWS)]


def _verdicts(seen, words):
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(re.escape(w.strip()) for w in words if w.strip())})(?![\w-])", re.I)
    first = {}
    for match in pattern.finditer(seen.masked):
        first.setdefault(match[0].lower(), match.start())
    return [(at, "word of judgement", seen.text[at : at + len(word)], OWN_EYES) for word, at in first.items()]


def _sources_rows(seen, book):
    end, home = len(seen.text), book.source_of
    counts = Counter(
        source for mention in seen.mentions for source in dict.fromkeys(home[unit] for unit in mention.ids)
    )
    rows = [] if seen.phrases else [(end, "no quotation", "", NO_QUOTATION)]
    if not counts:
        return rows + [(end, "no id", "", "No unit is cited. Where could a reader look up what you say of a source?")]
    told = ", ".join(f"{source} {n}" for source, n in sorted(counts.items()))
    rows.append((end, "sources", told, "How often each source is cited. Is each of them heard on the point you make?"))
    if len(counts) == 1:
        rows.append(
            (end, "one source", told, "Only one source is cited. Would another pass the test that you put this one to?")
        )
    return rows
