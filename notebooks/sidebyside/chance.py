"""What would chance do? Shuffle, or draw again, a thousand times, and see where the real figure lies (lessons 02 to 05, 07 and 08)."""

from functools import lru_cache

import numpy as np

from . import plots
from .corpus import BadInput

ROUNDS = 1_000
SEED = 1999  # of all rounds: whoever runs a cell gets the same numbers
MOST = 20_000_000  # values in all rounds together, which are kept at once
MOST_KEPT = 1_000_000  # those of which the order is kept for the next time


def shuffled(values, size=None, rounds=ROUNDS):
    """The same values in another order, `rounds` times: an array with a row a round, as long as `values`, or `size` values long.

    `values` is a list or column of any kind (codes, sources, numbers). Each round keeps how often each value is there and
    changes only where: what is still seen in it, chance alone can make. A test by shuffling is called a permutation test.
    With `size`, each round has the first so many of the shuffled values: as many are dealt as from a pack of cards. The seed is
    fixed, so that the rounds are the same each time. Refuses no values, a size that is no whole number from 1 to their number, and
    too many.

    Fisher (1935), The design of experiments; here by Monte Carlo, as in Dwass (1957).
    """
    given = _values(values, len(values), rounds)
    if size is None:
        orders = _orders if len(given) * rounds <= MOST_KEPT else _orders.__wrapped__
        return given[orders(len(given), rounds)]
    if isinstance(size, bool) or not isinstance(size, (int, np.integer)) or not 1 <= size <= len(values):
        raise BadInput("The size says how many are dealt in a round: a whole number, from 1 to the number of values.")
    dealt = _dealt if size * rounds <= MOST_KEPT else _dealt.__wrapped__
    return given[dealt(len(given), int(size), rounds)]


@lru_cache(maxsize=4)
def _orders(size, rounds):
    """The places of so many values in each round: those of as many other values are the same."""
    return np.random.default_rng(SEED).permuted(np.tile(np.arange(size, dtype=np.int32), (rounds, 1)), axis=1)


@lru_cache(maxsize=4)
def _dealt(values, size, rounds):
    """The places of the first so many of so many values that are shuffled: those behind them need no order."""
    order = np.tile(np.arange(values, dtype=np.min_scalar_type(values)), (rounds, 1))
    each, chance = np.arange(rounds), np.random.default_rng(SEED)
    for place in range(size):
        other = chance.integers(place, values, rounds)
        order[each, other], order[each, place] = order[each, place], order[each, other]
    return order[:, :size].copy()


def drawn_again(values, size=None, rounds=ROUNDS):
    """Values drawn from `values`, each put back before the next is drawn, `rounds` times: an array with a row a round.

    Without `size`, each round draws as many as there are: how much a figure changes from round to round is how much it owes to
    which units happen to be there (a bootstrap). With `size`, it draws that many: `drawn_again(sources, size=9)` puts nine uses
    of a word on words of any source. The seed is fixed. Refuses no values, a size that is no whole number from 1, and too many.

    Efron (1979), Bootstrap methods: another look at the jackknife.
    """
    size = len(values) if size is None else size
    if isinstance(size, bool) or not isinstance(size, (int, np.integer)) or size < 1:
        raise BadInput("The size says how many are drawn in a round: a whole number, 1 or more.")
    given = _values(values, size, rounds)
    return given[np.random.default_rng(SEED).integers(len(given), size=(rounds, size))]


def scattered(texts, uses, rounds=ROUNDS):
    """In which text each use of a word falls when all words are shuffled: an array with a row a round, a column a use.

    `texts` names for each word of a collection the text that it is from; `uses` is how many of them are the word that is looked
    for. Each text keeps its length, and each use falls on any word as likely as on any other. Of very long texts the words are
    drawn instead, each put back before the next, which there comes to the same. Refuses no words, more uses than words, and too
    many.

    Fisher (1935), The design of experiments.
    """
    if isinstance(uses, bool) or not isinstance(uses, (int, np.integer)) or not 1 <= uses <= len(texts):
        raise BadInput("The uses are a whole number, from 1 to the number of words.")
    return drawn_again(texts, uses, rounds) if len(texts) * rounds > MOST else shuffled(texts, uses, rounds)


def _values(values, size, rounds):
    given = np.asarray(values)
    if given.ndim != 1 or not len(given):
        raise BadInput(
            "Chance needs some values to shuffle or to draw from: give a list or a column that is not empty."
        )
    if isinstance(rounds, bool) or not isinstance(rounds, (int, np.integer)) or rounds < 1:
        raise BadInput("The rounds are a whole number, 1 or more.")
    if size * rounds > MOST:
        raise BadInput(f"{rounds:,} rounds of {size:,} values are too many to keep at once: ask for fewer rounds.")
    return given


def middle(results):
    """Where the middle 95 in 100 of some results lie: `(low, high)`. Of `drawn_again`, this is the interval of a figure."""
    low, high = np.quantile(_values(results, 1, 1).astype(float), [0.025, 0.975])
    return float(low), float(high)


def as_far(results, seen):
    """In how many of the results chance came as far as the figure `seen`, or further, on the side on which it lies: a whole number."""
    results = _values(results, 1, 1).astype(float)
    return int(min((results >= seen - 1e-12).sum(), (results <= seen + 1e-12).sum()))


@plots.in_one_style
def draw(results, seen, what, itself=False):
    """Draw what chance did, and where the real figure `seen` lies: a dot-wide bar for each result, as high as rounds that had it.

    `results` has a number a round; `what` says in a few words what is counted. The sentence gives the middle 95 in 100, the
    figure, and how many rounds came as far. That last is left out with `itself=True`: of values that were drawn again from
    themselves, half the rounds come as far, and it says nothing.
    """
    results = _values(results, 1, 1).astype(float)
    (low, high), far = middle(results), as_far(results, seen)
    fig, ax = plots.figure(9, 2.9)
    fig.subplots_adjust(left=0.04, right=0.96, top=0.8, bottom=0.19)
    ends = min(results.min(), seen), max(results.max(), seen)
    edges = _edges(results, *ends)
    heights, _ = np.histogram(results, edges)
    ax.stairs(heights, edges, fill=True, color="#B8B8B8", linewidth=0)
    ax.vlines(edges, 0, heights.max(), color="white", linewidth=0.8)  # all bars are one shape: this sets them apart
    ax.axvline(seen, color="black", linewidth=2.5)
    left_half = seen < sum(ends) / 2
    ax.annotate(f"seen: {_number(seen)}", (seen, 0.86), xycoords=("data", "axes fraction"), xytext=(6 if left_half else -6, 0),
                textcoords="offset points", ha="left" if left_half else "right", fontweight="bold")  # fmt: skip
    ax.set_yticks([])
    ax.xaxis.get_major_locator().set_params(integer=bool((results == results.round()).all()))
    ax.spines["left"].set_visible(False)
    ax.set_title(f"{what}, in {len(results):,} rounds of chance")
    plots.present(
        fig,
        f"{what}, in {len(results):,} rounds of chance: 95 in 100 lie between {_number(low)} and {_number(high)}. "
        f"Seen: {_number(seen)}." + ("" if itself else f" Chance came as far in {far:,} of {len(results):,} rounds."),
    )


def _edges(results, low, high):
    """The edges of the bars: of whole numbers a bar each, where these are not too many; else forty."""
    if (results == results.round()).all() and high - low < 60:
        return np.arange(np.floor(low) - 0.5, np.ceil(high) + 1.5)
    wide = (high - low or 1) / 40
    return np.arange(low - wide, high + 2 * wide, wide)


def _number(value):
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:.2f}"
