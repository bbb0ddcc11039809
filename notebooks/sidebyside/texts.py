"""A source to be read: whole, as a page, with the ids of its units in the margin; and how words are set on any such page."""

import html
import re
import textwrap
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import groupby, pairwise
from numbers import Integral
from typing import NamedTuple

import pandas as pd

from . import output
from .corpus import (
    BadInput,
    check_units,
    kind_of,
    listing,
    load_sources,
    load_table,
    load_units,
    need_table,
    one_source,
)
from .display import no_such_unit, unit_id
from .output import in_html
from .rules.sentences import count_words

PACE = 120  # words a minute, of a reader for whom English is a second language
SITTING = 700  # words, about, that are read at once: a longer source comes in parts
WIDE = 70  # characters in a line of plain text, the margin with the ids among them

# A tint below letters that keep their colour in a light and in a dark theme, as those of <mark> do not; the line is for print.
MARK = "background:rgba(0,114,178,0.25)"
# A label hangs in the margin of the line in which its words begin: it stands with the first of them in what no line is broken in.
# Two that begin in one line stand beside each other, so after a short stretch the next has a place of its own.
GLUE = "white-space:nowrap"
MARGIN = "position:absolute;left:{left}em;padding-top:{down}em;font:0.75em/2.1 sans-serif"
SHORT = 90  # characters: after more, the next stretch begins in another line

# How a line of a page looks, by its role: the room around it, and its letters.
LOOKS = {
    "headline": ("0 0 0.7em", "font-size:1.5em;line-height:1.25;font-weight:bold"),
    "standfirst": ("0 0 1.1em", "font-weight:bold"),
    "heading": ("1.4em 0 0.4em", "font-size:1.1em;font-weight:bold"),
    "list": ("0 0 0.4em", ""),
    "table": ("0 0 0.3em", ""),
    "markup": ("0 0 0.3em", ""),
    "": ("0 0 0.9em", ""),
}
CLOSE = ("list", "table", "markup")  # lines that stand close to the next of their kind, and are not parted from it


class Line(NamedTuple):
    number: int  # in the source, from 1
    text: str
    role: str  # as in `data/anatomy.csv`; empty where nobody said, as in a text of one's own
    units: dict  # where a unit starts in the text: its id
    words: int  # in its units


# ---------------------------------------------------------------- a source as a page


def read(
    source: str | None = None,
    part: int | None = None,
    as_received: bool = False,
    mark: str | Iterable[str] = (),
    notes: dict[str, str] | None = None,
    units: pd.DataFrame | None = None,
    sources: pd.DataFrame | None = None,
) -> None:
    """Show a source whole, from its first line to its last, as a page to be read, with the unit ids in its margin.

    `source` is its letter. A long one comes in parts of about 700 words, cut between paragraphs: `part` is 1, 2, …, and
    without it the first is shown. Words stand as they were received, and so do lists, tables and what is broken. What is
    not the article is folded, to be opened in its place. With `as_received` nothing is folded, all lines look alike, and
    one without units has its number in the margin (L16). `mark` is a word or phrase, or several, to be set off. `notes`
    is a dictionary from unit ids to short texts that are set beside the units. `units` and `sources` are tables in the
    shapes of `corpus.load_units()` and `corpus.load_sources()`, such as `intake.read_folder` gives.

    Refuses, with a `BadInput`, a source or part that is not there, notes on no unit, and tables that do not fit.
    """
    given = units is not None or sources is not None
    units, sources = checked_tables(units, sources) if given else (load_units(), load_sources())
    source = _letter(source, units, given)
    parts = parts_of(lines_of(source, units, sources, given))
    part = part_number(part, source, len(parts))
    marks = [mark] if isinstance(mark, str) else [str(word) for word in mark or ()]
    notes = _notes(notes, units["id"])
    call = f'read("{source}"{{}}{", units=units, sources=sources" if given else ""})'
    head = _head(source, *sources.loc[sources["id"] == source, "title"], parts, part)
    plain, rich, before = [head], [f'<div style="margin:0 0 1.2em">{html.escape(head, quote=False)}</div>'], ""

    def folded(line):
        return not (line.units or line.role == "markup" or as_received)

    for is_folded, group in groupby(parts[part - 1], folded):
        lines, blocks = list(group), []
        for line in lines:
            blocks.append(_block(line, marks, notes, as_received or is_folded))
            close = line.role in CLOSE and before in CLOSE and not as_received
            plain += [] if is_folded else ["" if close else "\n", "\n", _plain(line, marks, notes, as_received)]
            before = line.role
        if is_folded:
            roles = list(dict.fromkeys(line.role.replace("-", " ") for line in lines if line.role))
            sentence = f"not the article: {len(lines)} line{'' if len(lines) == 1 else 's'}{f' ({listing(roles)})' if roles else ''}"
            here = call.format(f"{f', part={part}' if part > 1 else ''}, as_received=True")
            plain.append("\n\n" + in_margin("", f"[{sentence}; {here} shows {'it' if len(lines) == 1 else 'them'}]", 0))
            blocks = [
                f'<details style="margin:0 0 0.9em"><summary><small>{sentence}</small></summary>',
                *blocks,
                "</details>",
            ]
        rich += blocks
    if part < len(parts):
        sentence = f"This was part {part} of {len(parts)}. `{call.format(f', part={part + 1}')}` goes on."
        plain.append(f"\n\n{sentence}")
        rich.append(f'<div style="margin:1.2em 0 0">{in_html(sentence)}</div>')
    style = "padding-left:3.4em;max-width:50em;line-height:1.6;overflow-wrap:break-word"
    output.show_both("".join(plain), f'<div class="mathjax_ignore" style="{style}">{"".join(rich)}</div>')


def to_write(questions, lines=3):
    """Show questions with lines to write on below each, for paper."""
    line = '<div style="border-bottom:1px solid rgba(128,128,128,0.9);line-height:2.2">&nbsp;</div>'
    rich = "".join(f'<p style="margin:1em 0 0">{html.escape(text)}</p>{line * lines}' for text in questions)
    plain = "\n".join(f"{text}\n{('_' * WIDE + chr(10)) * lines}" for text in questions)
    output.show_both(plain, f'<div style="max-width:46em">{rich}</div>')


def checked_tables(units, sources):
    """A class's own tables, of which each unit stands where its row says."""
    if units is None or sources is None:
        missing = "units" if units is None else "sources"
        raise BadInput(
            f"A text of your own needs both its tables, units=units and sources=sources, and {missing} is missing."
        )
    check_units(units)
    need_table(units, ["line", "start", "end", "role"], "units", "`read_folder`")
    need_table(sources, ["id", "title", "text"], "sources", "`read_folder`")
    if not sources["id"].is_unique:
        twice = sources.loc[sources["id"].duplicated(), "id"].iloc[0]
        raise BadInput(f"The sources have {twice} twice: give each its own letter.")
    lines = {source: text.split("\n") for source, text in zip(sources["id"], sources["text"])}
    for unit in units.itertuples():
        there = lines.get(unit.source, [])[unit.line - 1 : unit.line]
        if not there or there[0][unit.start : unit.end] != unit.text:
            sentence = f"The unit {unit.id} does not stand in its source where its row says"
            raise BadInput(f"{sentence}: give both tables as one `read_folder` gave them.")
    return units, sources


def _letter(given, units, of_a_class):
    if given is None:
        raise BadInput('Say which source you want to read, by its letter: `read("A")`.')
    unit = unit_id(given) if isinstance(given, str) else ""
    of = units.loc[units["id"] == unit, "source"].tolist()
    if of:
        raise BadInput(
            f'{unit} is a unit: `show("{unit}")` shows it in its place, and `read("{of[0]}")` all of {of[0]}.'
        )
    more = "" if of_a_class else " For a text of your own, give its tables too: units=units, sources=sources."
    return one_source(given, units["source"], more)


def part_number(given, source, many):
    """Which of the parts of a source is meant, from 1; without a number the first. Refuses a part that it does not have."""
    if given is None:
        return 1
    if isinstance(given, bool) or not isinstance(given, Integral) or not 1 <= given <= many:
        several = f"{source} has {many} parts: part=1 to part={many}"
        has = several if many > 1 else f"{source} is short and has one part: leave out part"
        raise BadInput(f"{has}, not {str(given)[:20]}.")
    return int(given)


def _notes(given, known):
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise BadInput(f'The notes have to be a dictionary, such as {{"E08": "I stopped here"}}, not {kind_of(given)}.')
    notes = {unit_id(unit): note for unit, note in given.items()}
    known = set(known)
    for unit, note in notes.items():
        if unit not in known:
            raise BadInput(f"The notes cannot be placed. {no_such_unit(unit, sorted(known))}")
        if not isinstance(note, str):
            raise BadInput(f"The note on {unit} is {kind_of(note)}: a short text is expected.")
    return notes


def lines_of(source, units, sources, of_a_class):
    """The lines of a source that are not empty."""
    [text] = sources.loc[sources["id"] == source, "text"]
    of_line = {}
    for unit in units[units["source"] == source].itertuples():
        of_line.setdefault(unit.line, []).append(unit)
    roles = {line: own[0].role for line, own in of_line.items()}
    if not of_a_class:
        anatomy = load_table("anatomy")
        roles = dict(anatomy.loc[anatomy["source"] == source, ["line", "role"]].itertuples(index=False))
    lines = []
    for number, line in enumerate(text.split("\n"), start=1):
        own = of_line.get(number, [])
        starts, words = {unit.start: unit.id for unit in own}, sum(count_words(unit.text) for unit in own)
        if line.strip():
            lines.append(Line(number, line, roles.get(number, ""), starts, words))
    return lines


def parts_of(lines):
    """The lines in parts of nearly the same length: no paragraph is cut, and no heading or item parted from the next line."""
    places, before, words = [], [], 0  # where a part can begin, and how many words there are before each line
    for line, last in zip(lines, [None, *lines]):
        together = last and (last.role in ("headline", "heading") or last.role in CLOSE and line.role in CLOSE)
        places += [len(before)] if words and line.units and not together else []
        before.append(words)
        words += line.words
    many = min(max(1, round(words / SITTING)), len(places) + 1)
    cuts, low = [0], 0
    for number in range(1, many):
        allowed = range(low, len(places) - many + number + 1)
        best = min(allowed, key=lambda n: abs(before[places[n]] - words * number / many))
        cuts.append(places[best])
        low = best + 1
    return [lines[start:end] for start, end in zip(cuts, [*cuts[1:], None])]


def _head(source, title, parts, part):
    lines = parts[part - 1]
    words, total = (sum(line.words for line in some) for some in (lines, [line for some in parts for line in some]))
    titled = any(line.role == "headline" for line in lines)
    name = "" if titled else f" · “{title}”" if title else " · no title was received"
    time = f"about {max(1, round(words / PACE))} minute{'s' if words >= 1.5 * PACE else ''} at {PACE} words a minute"
    if len(parts) == 1:
        return f"Source {source}{name} · {words:,} words, {time}"
    return f"Source {source}{name} · part {part} of {len(parts)} · {words:,} of {total:,} words, {time}"


def _labels(line, alike):
    """What stands in the margin, by its place in the line: the ids of its units, or where lines are all alike, its number."""
    return line.units if line.units or not alike else {0: f"L{line.number}"}


def _block(line, marks, notes, alike):
    """A line as a block of a page, with what is noted on its units beside it."""
    room, letters = LOOKS[""] if alike else LOOKS.get(line.role, LOOKS[""])
    words = set_rich(line.text, (0, len(line.text)), found(line.text, marks), _labels(line, alike), MARGIN, letters)
    block = f'<div style="position:relative;margin:{room};max-width:33em;white-space:pre-wrap">{words}</div>'
    noted = [html.escape(f"{unit}: {notes[unit]}") for unit in line.units.values() if unit in notes]
    if not noted:
        return block
    side = "flex:0 1 11em;align-self:flex-start;border-left:4px double;padding-left:0.6em;font-size:0.85em"
    return (
        f'<div style="display:flex;flex-wrap:wrap;column-gap:1.5em"><div style="flex:1 1 18em;max-width:33em">{block}</div>'
        f'<div style="{side}">{"<br>".join(noted)}</div></div>'
    )


def _plain(line, marks, notes, alike):
    lines = []
    for label, words in set_plain(line.text, (0, len(line.text)), found(line.text, marks), _labels(line, alike)):
        lines.append(in_margin(label, words))
        if label in notes:
            lines.append(in_margin("", f"[{label}: {notes[label]}]"))
    return "\n".join(lines)


# ---------------------------------------------------------------- how words are set


def found(text, marks):
    """Where words or phrases stand in a text, as marks: (start, end, no letter)."""
    if not any(marks):
        return []
    words = "|".join(re.escape(word) for word in marks if word)
    return [(*hit.span(), "") for hit in re.finditer(rf"(?<!\w)(?:{words})(?!\w)", text, re.IGNORECASE)]


def _pieces(text, place, marks, labels):
    """A stretch of a text, cut at labels and at both ends of marks: label, words, letter of the mark or None; with where each begins."""
    start, end = place
    marks = [
        (max(first, start), min(last, end), letter) for first, last, letter in marks if first < end and last > start
    ]
    cuts = {start, end, *(at for at in labels if start <= at < end), *(at for mark in marks for at in mark[:2])}
    for first, last in pairwise(sorted(cuts)):
        yield (
            first,
            labels.get(first, ""),
            text[first:last],
            next((letter for a, b, letter in marks if a <= first < b), None),
        )


def set_rich(text, place, marks, labels, margin="", letters=""):
    """A stretch of a text as HTML: `marks` are (start, end, letter), `labels` stand before their place or in the `margin`."""
    parts, places = [], places_in_margin(labels)
    for at, label, words, letter in _pieces(text, place, marks, labels):
        if label and margin:
            first, words = first_word(words)
            left, down = places[at]
            label = f'<span style="{margin.format(left=left, down=down)}">{html.escape(label)} </span>'
            parts.append(
                f'<span style="{GLUE}">{label}{_set(first, letter if not words else letter and "", letters)}</span>'
            )
        elif label:
            parts.append(f"<small><b>{html.escape(label)}</b></small> ")
        if words or not (label and margin):
            parts.append(_set(words, letter, letters))
    return "".join(parts)


def _set(words, letter, letters):
    words = html.escape(words, quote=False)
    if letter is not None:
        words = f'<u style="{MARK}">{words}</u>' + (
            f'<sup style="line-height:0"><b>&nbsp;{letter}</b></sup>' if letter else ""
        )
    return f'<span style="{letters}">{words}</span>' if letters else words


def first_word(words):
    """The beginning of a text in which no line is broken, and the rest."""
    first = re.match(r"\s*\S{0,20}", words)[0]
    return first, words[len(first) :]


def places_in_margin(labels):
    """For each start of a label how far left and how far down it stands, in widths of its own letters."""
    places, number, before = {}, 0, None
    for start in sorted(labels):
        number = number + 1 if before is not None and start - before < SHORT else 0
        places[start] = (-4.5 + 2.2 * (number % 2), 0.8 * (number // 2 % 2))
        before = start
    return places


def set_plain(text, place, marks, labels):
    """The same as words alone: each label with what stands from there to the next, marks as `[a: …]` or `**…**`."""
    entries = [["", ""]]
    for _, label, words, letter in _pieces(text, place, marks, labels):
        if label:
            entries.append([label, ""])
        entries[-1][1] += words if letter is None else f"[{letter}: {words}]" if letter else f"**{words}**"
    return [(label, words) for label, words in entries if words.strip()]


@lru_cache(maxsize=1024)  # a sentence stands in each table that rests on it
def in_margin(label, words, width=5):
    """Words in lines of at most 70 characters, the label in a margin before the first; no word is broken."""
    width = max(width, len(label) + 1) if label else width
    options = {"initial_indent": label.ljust(width), "subsequent_indent": " " * width}
    return textwrap.fill(words.strip(), WIDE, **options, break_long_words=False, break_on_hyphens=False)
