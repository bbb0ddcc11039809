"""What a text is about, by counting: sentences, tokens, concordance, dispersion, and the words that mark one text.

The word lists that the rules use lie in `data/words/`, one entry a line, for everyone to read and to change.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from numbers import Real
from typing import NamedTuple

import numpy as np
import pandas as pd

from .contexts import concordance, kwic  # noqa: F401
from .corpus import BadInput, damaged, need_list, need_text, need_tokens, read_table, read_text
from .rules.sentences import is_word, split_sentences, tokens  # noqa: F401
from .saying import saying_forms
from .strips import look, spread  # noqa: F401

# ---------------------------------------------------------------- the word lists

# What an abbreviation is decides whether its stop can also end a sentence. See `sentences`.
KINDS = "title link number clock date place firm rank".split()


def abbreviations():
    """The abbreviations that `sentences` knows: `abbreviation, kind, note`, one row each, none missing.

    `abbreviation` is written with its stop. `kind` says what follows it:
    "title" a name (Dr.); "link" the rest of the phrase (vs.); "number" a number (No.); "clock" nothing, or a day or a
    time zone (p.m.); "date" a number (Sept.); "place", "firm", "rank" anything (U.S., Inc., Jr.).
    Refuses, with a `BadInput` that names the file, a list that is missing or damaged.
    """
    return _abbreviations().copy()


def function_words():
    """The small words of English that hold a sentence together (the, of, and, he, was), as a frozenset in lower case.

    Words with an apostrophe are there with both marks: don’t and don't.
    Refuses, with a `BadInput` that names the file, a list that is missing or damaged.
    """
    return _function_words()


@cache
def _abbreviations():
    return read_table("words/abbreviations.csv", ["abbreviation", "kind", "note"], closed={"kind": KINDS})


@cache
def _kinds():
    table = _abbreviations()
    return dict(zip(table["abbreviation"], table["kind"]))


@cache
def _function_words():
    words = _word_list("function_words.txt")
    return frozenset(words) | {word.replace("’", "'") for word in words}


@cache
def openers():
    return frozenset(_word_list("sentence_openers.txt"))


def _word_list(name):
    file = f"words/{name}"
    words = [line.strip() for line in read_text(file).split("\n") if line.strip()]
    if not words or not all(is_word(word) and " " not in word for word in words):
        raise damaged(file, "it should have one word on each line")
    return words


# ---------------------------------------------------------------- sentences


def sentences(text: str) -> list[str]:
    """The sentences of `text`, as a list of strings in order.

    Headings, list items and table rows that stand on a line of their own are sentences too. Only the white space
    between sentences is left out; every other character is kept, unchanged. A text with nothing in it gives [].

    A sentence ends at the end of a line, unless the next line begins in lower case or the lines were broken only to
    fit a width (see `_is_wrapped`); a blank line always ends it. Within a line it ends at a stop, with the quotation
    marks and brackets that close after it, if the next word has a capital, a figure or no case at all, except
    - after an abbreviation of `data/words/abbreviations.csv` or initials (W., J.K.; but not plan B): unless the next
      word is in `data/words/sentence_openers.txt` (a title or e.g., never; p.m., at any capital that is no day, month
      or time zone; No., at any word that is no number);
    - after a stop with no space after it, in what may be an address (example.com, but not: cold.Waiters);
    - after a number or letter that counts the items of a list (1. or b.);
    - after ?” or !” if a name and a verb of saying come next;
    - after dots that stand for words left out ( . . . or [...]), unless an opener comes next.

    The mark of a footnote, as in [3], and a smiley belong to the sentence before. 2) after 1), b. after a. and a • begin a
    new one. Before a small letter it ends too, if the word before is no abbreviation and the next is in the list of openers,
    or if the writer often begins without a capital.

    It is made for English news and letters. Other scripts are split at their own stops. Refuses what is not a text.
    """
    need_text(text)
    return split_sentences(text, _kinds(), openers(), saying_forms())


def boundaries(split, lines):
    """Where a splitter sees one sentence end and the next begin: a set of `(source, line, start)`.

    `split` is a function from a text to a list of its pieces, `lines` has the columns `source, line, text`. `start`
    is where in its line a piece begins, in characters from 0; the first piece of a line is left out.
    """
    found = set()
    for row in lines.itertuples():
        end = 0
        for piece in split(row.text):
            start = row.text.index(piece, end)
            end = start + len(piece)
            if start > 0:
                found.add((row.source, row.line, start))
    return found


def unseen():
    """Passages on which no rule was tuned, a row for each sentence: `source, line, start, kind, text`.

    A passage is a line of the source U, its sentences joined by one space; `start` is where in it the sentence begins,
    in characters from 0; `kind` says what is difficult in the passage. Invented, in `data/words/unseen_sentences.txt`.
    """
    rows = []
    for line, passage in enumerate(read_text("words/unseen_sentences.txt").split("\n----\n"), start=1):
        kind, *sentences = passage.strip().split("\n")
        start = 0
        for sentence in sentences:
            rows.append(("U", line, start, kind.lstrip("# "), sentence))
            start += len(sentence) + 1
    return pd.DataFrame(rows, columns=["source", "line", "start", "kind", "text"])


# ---------------------------------------------------------------- dispersion


class Dispersion(NamedTuple):
    """How unevenly a word is spread: `dp` from 0 (even) to nearly 1 (all in one small part), and `dp_norm`."""

    dp: float
    dp_norm: float


def dispersion(parts: Iterable[list[str]], word: str) -> Dispersion:
    """How unevenly `word` is spread over the parts of a collection: `Dispersion(dp, dp_norm)`, two floats.

    `parts` is a list of token lists, such as one for each source; a token has to be the word exactly.
    dp is half the sum of |share of all tokens - share of the word's uses| over the parts: 0 if each part has as much of
    the word as its length lets expect, near 1 if a small part has it all. dp_norm is dp divided by 1 - the smallest
    share, so that it can reach 1. Empty parts are set aside. Both are nan for a word that is in no part; with
    a single part dp is 0 and dp_norm, which would be 0/0, is nan. Refuses texts in place of token lists.

    Gries (2008), Dispersions and adjusted frequencies in corpora; normalised as corrected by Lijffijt and Gries (2012).
    """
    need_text(word, "word", "peace")
    sizes, uses = [], []
    for part in need_list(parts, "The collection", "token lists", ": use tokens(text) on each"):
        if part := need_tokens(part, "Each part", empty=True):
            sizes.append(len(part))
            uses.append(part.count(word))
    if not sum(uses):
        return Dispersion(math.nan, math.nan)
    expected = np.array(sizes) / sum(sizes)
    observed = np.array(uses) / sum(uses)
    dp = float(abs(expected - observed).sum() / 2)
    return Dispersion(dp, dp / float(1 - expected.min()) if len(sizes) > 1 else math.nan)


# ---------------------------------------------------------------- words that mark a text


def keyness(target: list[str], reference: list[str]) -> pd.DataFrame:
    """Which words mark one text against another: `word, target, reference, g2, log_ratio`, the most marked word first.

    Both are lists of tokens, as `tokens(text)` gives them; no token is changed or left out. In the table, `target` and
    `reference` are counts. `g2` is the log-likelihood of the four-cell table (word or not, here or there): how sure it
    is that the rates differ; negative where the word is rarer in the target. A cell of zero adds nothing to it. `log_ratio`
    is how large the difference is: how many times the rate doubles from reference to target, with half a use
    in place of none. Sorted by g2 from the highest, then by word.
    Refuses, with a `BadInput`, a text in place of a token list, and an empty list.

    Dunning (1993), Accurate methods for the statistics of surprise and coincidence; log ratio after Hardie (2014).
    """
    return keyness_of_counts(_count(target, "target"), _count(reference, "reference"))


def keyness_of_counts(target: Counter, reference: Counter) -> pd.DataFrame:
    """The table of `keyness` for words that are counted already: how often each is in the target, and in the reference."""
    words, a, b = _side_by_side(target, reference)
    g2 = log_likelihood(a, b, total_a := a.sum(), total_b := b.sum())
    log_ratio = np.log2(np.where(a > 0, a, 0.5) / total_a) - np.log2(np.where(b > 0, b, 0.5) / total_b)
    table = pd.DataFrame({"word": words, "target": a, "reference": b, "g2": g2, "log_ratio": log_ratio})
    return _highest_first(table, "g2")


def log_likelihood(a, b, total_a, total_b):
    """The G² of counts `a` among `total_a` tokens and `b` among `total_b`, as in `keyness`: negative where the word is rarer in the first."""
    g2 = np.zeros(len(a))
    for here, there in ((a, b), (total_a - a, total_b - b)):
        for count, total in ((here, total_a), (there, total_b)):
            expected = (here + there) * (total / (total_a + total_b))
            g2 += 2 * count * np.log(np.where(count > 0, count, 1) / np.where(count > 0, expected, 1))
    return np.maximum(g2, 0) * np.sign(a * total_b - b * total_a) + 0.0  # rounding can leave a trace below 0


def log_odds(target: list[str], reference: list[str], prior=None) -> pd.DataFrame:
    """Which words mark one text against another, with a prior: `word, target, reference, log_odds, z`, highest z first.

    Both are lists of tokens; `target` and `reference` are counts. `log_odds` is the difference of the logarithms of the
    word's odds here and there, each after the prior's counts are added: what rests on few words is drawn towards 0.
    `z` is that difference in standard errors; beyond about 2 either way it is more than chance. Sorted by z, then word.
    `prior` is a token list, or a count for each word (a Counter or dictionary), or one number to add to the count of
    every word; without it, the counts of both lists together. The prior's words that are in neither list add to its
    size, but have no row. Only a vocabulary of a single word gives nan.
    Refuses, with a `BadInput`, a text in place of a token list, an empty list, and a prior that lacks a word.

    Monroe, Colaresi and Quinn (2008), Fightin' Words, section 3.5.1: the informative Dirichlet prior.
    """
    words, a, b = _side_by_side(_count(target, "target"), _count(reference, "reference"))
    added, all_added = _prior_counts(prior, words, a + b)
    with np.errstate(divide="ignore", invalid="ignore"):
        odds_a = (a + added) / (a.sum() + all_added - a - added)
        odds_b = (b + added) / (b.sum() + all_added - b - added)
        difference = np.log(odds_a) - np.log(odds_b)
    z = difference / np.sqrt(1 / (a + added) + 1 / (b + added))
    table = pd.DataFrame({"word": words, "target": a, "reference": b, "log_odds": difference, "z": z})
    return _highest_first(table, "z")


def _side_by_side(here, there):
    """All words that are counted in alphabetical order, and how often each is in the first and in the second."""
    words = sorted(here.keys() | there.keys())
    return words, np.array([here.get(word, 0) for word in words]), np.array([there.get(word, 0) for word in words])


def _count(words, name):
    words = need_tokens(words, f"The {name}")
    try:
        counts = Counter(words)
    except TypeError:
        counts = {None: 1}  # a list of lists: refused below
    if not all(isinstance(word, str) for word in counts):
        raise BadInput(f"The {name} has something in it that is not a text: make the list with tokens(text).")
    return counts


def _prior_counts(prior, words, both):
    """What the prior adds to each word, and to all words together."""
    if prior is None:
        return both, both.sum()
    if isinstance(prior, Real) and not isinstance(prior, bool):
        if not 0 < prior < math.inf:
            raise BadInput(f"A prior that is one number has to be more than 0, not {prior}.")
        return np.full(len(words), float(prior)), prior * len(words)
    counts = prior if isinstance(prior, Mapping) else _count(prior, "prior")
    missing = [word for word in words if word not in counts]
    if missing:
        raise BadInput(
            f'The prior lacks {len(missing)} of the {len(words)} words, "{missing[0]}" among them:'
            " every word needs a count."
        )
    for word, count in counts.items():
        if isinstance(count, bool) or not isinstance(count, Real) or not 0 < count < math.inf:
            raise BadInput(f'The prior has {count!r} for "{word}": every count has to be a number above 0.')
    return np.array([float(counts[word]) for word in words]), float(sum(counts.values()))


def _highest_first(table, column):
    order = np.argsort(-table[column].to_numpy(), kind="stable")  # the words are in order already
    return table.iloc[order].reset_index(drop=True)
