"""Cards: what a paragraph of a document says, in the course's own words, with a look that no unit has.

The table is `data/documents.csv`. A card's words are ours and no quotation; only its phrase is the document's.
"""

import html
import re

from .corpus import BadInput, load_table

CARD = re.compile(r"doc\W*(\d{1,3})", re.IGNORECASE)
LETTER = "DOC"  # no text of a class's own is called that: DOC03 would be a sentence and a card

# How a paragraph was seen.
SEEN = {
    "official": "on a page of the body or publisher itself",
    "agency": "with a news agency or a broadcaster",
    "reprint": "in a copy of the text elsewhere",
    "secondary": "in a report about it",
    "not seen": "not at all",
}


def card_id(given):
    """The id of the card that is meant (`doc 3` is DOC-03), or nothing if what was given is no card's."""
    found = CARD.fullmatch(given.strip()) if isinstance(given, str) else None
    return f"{LETTER}-{int(found[1]):02d}" if found else None


def card(given):
    """The row of `documents` that an id means; refuses, with a `BadInput` that says which there are, any other."""
    table = load_table("documents")
    rows = {row.id: row for row in table.itertuples()}
    if card_id(given) not in rows:
        raise BadInput(
            f"There is no card {card_id(given)}: the cards run from {table['id'][0]} to {table['id'].iloc[-1]}."
        )
    return rows[card_id(given)]


def _parts(row):
    place = " · ".join(filter(None, [row.id, row.document, row.paragraph, row.date]))
    whose = "" if row.seen == "not seen" else "In our words, no quotation:"
    return place, whose, f"Seen: {SEEN[row.seen]}."


def plain(row):
    """A card as words alone."""
    place, whose, seen = _parts(row)
    lines = [f"▤ {place}", "    " + f"{whose} {row.says}".strip()]
    lines += [f"    Its own words: “{row.phrase}”"] if row.phrase else []
    return "\n".join([*lines, f"    {seen} To open: {row.where}"])


def rich(row):
    """A card as HTML."""
    place, whose, seen = _parts(row)
    own = f"<div>Its own words: <q>{html.escape(row.phrase)}</q></div>" if row.phrase else ""
    return (
        '<div style="border: 2px dashed; border-radius: 0.5em; padding: 0.3em 0.8em; margin: 0.4em 0; overflow-wrap: anywhere">'
        f"<small><b>▤ {html.escape(place)}</b></small><div><b>{whose}</b> {html.escape(row.says)}</div>{own}"
        f"<details><summary>{html.escape(seen)} Its address</summary>{html.escape(row.where)}</details></div>"
    )
