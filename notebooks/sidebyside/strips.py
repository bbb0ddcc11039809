"""Where a word stands: how often each text has it, and a look at it in strips as long as the texts (lesson 02)."""

import re
from dataclasses import dataclass

import pandas as pd

from . import chance, corpus, plots
from . import desk as desk_of_codes
from .contexts import concordance
from .corpus import BadInput, check_units, listing, need_text, one_source, shortened
from .output import in_html, say
from .rules.sentences import is_word, tokens

MOST_TEXTS = 30  # strips in one figure
MOST_IDS = 6  # of a text, named in the sentence below the figure
ROWS_OF_IDS = 3  # above a strip

# In inches: the figure, where the strips begin, how far the longest goes, how tall they are, and a row of ids above them.
_WIDE, _LEFT, _RIGHT, _STRIP, _ROW, _LETTER = 9.5, 0.55, 9.0, 0.32, 0.17, 0.078


def spread(units, patterns):
    """How often each source has each pattern, and how often for its length: `source, words`, then two columns a pattern.

    `units` and `patterns` as for `concordance`; each pattern has its count and, beside it, the rate in 1,000 words.
    """
    patterns = [patterns] if isinstance(patterns, str) else patterns
    table = pd.DataFrame({"words": _sizes(units).groupby(units["source"]).sum()})
    for pattern in patterns:
        counts = concordance(units, pattern)["source"].value_counts()
        table[pattern] = counts.reindex(table.index, fill_value=0)
        table[f"{pattern} per 1,000"] = (1000 * table[pattern] / table["words"]).round(1)
    return table


def _sizes(units):
    """How many words each unit has."""
    return units["text"].map(_size)


def _size(text):
    return sum(map(is_word, tokens(text)))


# ---------------------------------------------------------------- a look at a word


@dataclass(frozen=True)
class Found:
    """Where a word stands: the length of each text, its uses as `(words that come before, unit id)`, and what chance did.

    `silent` has each text that never says it, with the number of shuffles in which it had none; it is empty if none has it.
    """

    word: str
    lengths: dict
    uses: dict
    silent: dict


def look(word=None, guess=None, units=None):
    """Look where a word stands in each text, and how much silence chance allows. Without a word, open a box to type one into.

    `word` is read as in `words.concordance`: a word (peace), with a star for any ending (recogni*), or a regular expression.
    The figure has a strip for each text, all on one scale: a strip is as long as its text in words (`words.tokens` without the
    marks), and a line across it stands after as many words as come before the use. Above it are the ids of the units, as many as
    there is room for, and at its end is the number of uses. In a text that never says the word stands in how many of 1,000
    shuffles of all the words it had none (`chance.scattered`): many means that its silence may be chance.
    `guess` are the letters of the texts that, you think, never say it ("C", "A D", or "none"); the sentence below the figure
    puts them beside what was found. `units` are those of your own texts, with the columns `id, source, text`; without them, the
    five sources are looked at. Nothing is returned. Where there are no widgets, a sentence says how to call it with a word.

    Refuses, with a `BadInput` of one sentence, what `words.concordance` refuses, a guess that names no text, texts without a
    word, and more than 30 texts.

    The strips are those of a dispersion plot, as in Bird, Klein and Loper (2009), Natural language processing with Python; the
    shuffle is a permutation test, after Fisher (1935), The design of experiments.
    """
    units = corpus.load_units() if units is None else units
    if word is not None:
        found = find(word, units)
        _present(found, _sentence(found, guess))
        return
    _texts_of(units)  # refused before the box opens
    if desk_of_codes.live():
        _open(units)
    else:
        say('The box works in JupyterLab only. Here, `words.look("peace")` looks for a word.')


def find(word, units):
    """Where a word stands in the texts of a table of units: what `look` draws, as a `Found`. Refuses as `look` does."""
    need_text(word, "word", "peace")
    check_units(units)
    _texts_of(units)
    hits = concordance(units, word, width=int(units["text"].str.len().max()))
    sizes = _sizes(units)
    lengths = sizes.groupby(units["source"], sort=False).sum().to_dict()
    if not sum(lengths.values()):
        raise BadInput("There is no word in these texts: give units with some text in them.")
    before = dict(zip(units["id"], sizes.groupby(units["source"]).cumsum() - sizes))
    uses = {text: [] for text in lengths}
    for unit, text, left in hits[["id", "source", "left"]].to_numpy().tolist():
        uses[text].append((int(before[unit]) + _size(left), unit))
    return Found(word.strip(), lengths, uses, _silent(lengths, uses))


def _texts_of(units):
    check_units(units)
    texts = list(dict.fromkeys(units["source"]))
    if not texts:
        raise BadInput("There is no text to look in: the table of units is empty.")
    if len(texts) > MOST_TEXTS:
        raise BadInput(
            f"These are {len(texts)} texts, and {MOST_TEXTS} have room in the figure: give the units of fewer."
        )
    return texts


def _silent(lengths, uses):
    """`{text: in how many shuffles it had no use}` for the texts that have none; empty if no text has any."""
    every, never = sum(map(len, uses.values())), [text for text in uses if not uses[text]]
    if not every or not never:
        return {}
    number = {text: n for n, text in enumerate(lengths)}
    of_each_word = [number[text] for text, words in lengths.items() for _ in range(words)]
    falls = chance.scattered(of_each_word, min(every, len(of_each_word)))  # a pattern can find several in one word
    return {text: int((falls != number[text]).all(axis=1).sum()) for text in never}


def _sentence(found, guess=None):
    """What the figure shows, in words."""
    never = [text for text in found.uses if not found.uses[text]]
    told = []
    for text, uses in found.uses.items():
        ids = list(dict.fromkeys(unit for _, unit in uses))
        more = ", …" if len(ids) > MOST_IDS else ""
        told.append(f"{text} {len(uses)} ({', '.join(ids[:MOST_IDS])}{more})" if uses else f"{text} none")
    said = [f"Uses of “{shortened(found.word, 60)}”, in strips as long as the texts: {', '.join(told)}."]
    if found.silent:
        (first, times), *others = found.silent.items()
        more = "".join(f", {text} in {n:,}" for text, n in others)
        said.append(
            f"All the words were shuffled {chance.ROUNDS:,} times: {first} had none in {times:,} of the shuffles{more}."
        )
    elif never:
        said.append("No text has it, so there is nothing to shuffle.")
    if guess is not None:
        guessed = _guessed(guess, found.lengths)
        said.append(
            f"Your guess: {listing(guessed, MOST_TEXTS) or 'none'}. Never there: {listing(never, MOST_TEXTS) or 'none'}."
        )
    return " ".join(said)


def _guessed(guess, texts):
    need_text(guess, "guess", "C")
    letters = [] if guess.strip().lower() == "none" else re.findall(r"[^\s,;.+&/]+", guess)
    guessed = {
        one_source(letter, texts, ' For no text, write "none".') for letter in letters if letter.lower() != "and"
    }
    return [text for text in texts if text in guessed]


# ---------------------------------------------------------------- the figure


@plots.in_one_style
def _present(found, sentence):
    plots.present(_drawn(found), sentence)


@plots.in_one_style
def _as_page(found, sentence):
    return plots.as_page(_drawn(found), sentence)


def _drawn(found):
    longest = max(found.lengths.values())
    scale = (_RIGHT - _LEFT) / longest
    labels = {text: _placed(uses, scale) for text, uses in found.uses.items()}
    tall = {text: 0.22 + _STRIP + _ROW * (1 + max((row for *_, row in labels[text]), default=-1)) for text in labels}
    fig, ax = plots.sheet(_WIDE, 0.6 + sum(tall.values()) + 0.75)
    ax.text(_LEFT, 0.35, f"Where “{shortened(found.word, 60)}” stands", fontsize=14, fontweight="bold", va="center")
    top = 0.55
    for text, words in found.lengths.items():
        bottom = top + tall[text]
        _strip(ax, text, words, bottom, scale, found, labels[text])
        top = bottom
    _ruler(ax, top + 0.16, longest, scale)
    return fig


def _strip(ax, text, words, bottom, scale, found, labels):
    """One text: its strip, a line for each use, the ids above, and at its end the number of uses or, in it, what chance did."""
    from matplotlib.patches import Rectangle

    colour, upper, middle = plots.outline(plots.colour(text)), bottom - _STRIP, bottom - _STRIP / 2
    end = _LEFT + words * scale
    ax.add_artist(Rectangle((_LEFT, upper), words * scale, _STRIP, facecolor="#E8E8E8", zorder=0))
    ax.text(_LEFT - 0.33, middle, text, fontweight="bold", ha="center", va="center")
    ax.add_artist(Rectangle((_LEFT - 0.15, upper), 0.09, _STRIP, facecolor=plots.colour(text), edgecolor=colour))
    for place, _ in found.uses[text]:
        ax.plot([_LEFT + place * scale] * 2, [upper, bottom], color=colour, linewidth=2.2, solid_capstyle="butt")
    for x, at, unit, row in labels:
        y = upper - _ROW * (row + 0.55)
        ax.plot([x, x], [upper, y], color="#9A9A9A", linewidth=0.7, zorder=1)
        box = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}
        ax.text(at, y, unit, fontsize=8.5, ha="center", va="center", bbox=box, zorder=2)
    if found.uses[text]:
        ax.text(end + 0.08, middle, str(len(found.uses[text])), va="center")
    else:
        times = found.silent.get(text)
        more = "" if times is None else f" · by chance alone: {times:,} times in {chance.ROUNDS:,}"
        ax.text(_LEFT + 0.1, middle, f"never{more}", fontsize=10.5, va="center")


def _placed(uses, scale):
    """A label for each unit with a use, where it has room: `(x of the use, x of the label, id, row above the strip)`."""
    first, ends, labels = {}, [0.0] * ROWS_OF_IDS, []
    for place, unit in uses:
        first.setdefault(unit, _LEFT + place * scale)
    for unit, x in first.items():
        half = _LETTER * len(str(unit)) / 2 + 0.03
        row = next((row for row, end in enumerate(ends) if max(x, half) - half >= end), None)
        if row is not None:
            labels.append((x, max(x, half), unit, row))
            ends[row] = max(x, half) + half
    return labels


def _ruler(ax, y, longest, scale):
    """How many words it is from the beginning, below the strips."""
    step = next(step for step in (10, 50, 100, 500, 1000, 5000, 10**4, 10**5, 10**6) if longest / step <= 10)
    ax.plot([_LEFT, _LEFT + longest * scale], [y, y], color=plots.GREY, linewidth=0.8)
    for words in range(0, longest + 1, step):
        ax.plot([_LEFT + words * scale] * 2, [y, y + 0.05], color=plots.GREY, linewidth=0.8)
        ax.text(_LEFT + words * scale, y + 0.17, f"{words:,}", fontsize=9.5, ha="center", va="center")
    ax.text(_LEFT, y + 0.38, "words from the beginning", fontsize=9.5, va="center")


# ---------------------------------------------------------------- the box


def _open(units):
    import ipywidgets as widgets

    guess = widgets.Text(
        description="Your guess, if you have one: which texts never say it? (such as C, or A D, or none)"
    )
    word = widgets.Text(description="A word, or its beginning and a star, as in recogni*:", continuous_update=False)
    button = widgets.Button(description="Look", layout=widgets.Layout(align_self="flex-start"))
    status, shown = widgets.HTML(), {}

    def tell(page):
        status.value = f'<div role="status" class="mathjax_ignore">{page}</div>'

    def wanted(_):
        asked = (word.value, guess.value)
        if shown.get("asked") == asked:
            return
        shown["asked"] = asked
        try:
            found = find(word.value, units)
            tell(_as_page(found, _sentence(found, guess.value if guess.value.strip() else None)))
        except BadInput as refused:
            tell(f"<p>{in_html(str(refused))}</p>")
        word.focus()

    word.observe(wanted, names="value")
    button.on_click(wanted)
    tell("<p>Think of a word, write your guess, then the word, and press Enter.</p>")
    what = "A box to look for a word in the texts. Run this cell in JupyterLab to open it."
    desk_of_codes.show_desk([guess, word, button, status], what, "", "word-box")
