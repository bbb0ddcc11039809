"""The tone of a text, and what counting can and cannot tell of it: a sentiment lexicon, loaded words, hedges, density.

The loaded words are those of the table `coding/reference`. What each of them does, and the lists of hedges and boosters,
lie in `data/tone/`, for everyone to read and to change.
"""

import html
import re
from collections import Counter
from functools import cache, lru_cache

import numpy as np
import pandas as pd

from . import chance, corpus, plots
from .corpus import BadInput, check_units, need_list, need_table, need_text
from .rules.sentences import count_words
from .saying import any_alone

# ---------------------------------------------------------------- a sentiment lexicon


RULES = ["nltk", "original"]


def sentiment(text: str, rules: str = "nltk") -> dict[str, float]:
    """VADER's four numbers for a text: `neg`, `neu` and `pos` are shares that add up to 1, `compound` goes from -1 to 1.

    `rules` "nltk" are those of NLTK's program. "original" are those of its authors' own, the package vaderSentiment, from
    which NLTK's was made, and which went on: there, among other things, `no` turns round the score of the words after it.
    Both have the same list of words, which comes with that package; nothing is downloaded. A text without words gets four
    times 0. Refuses, with a `BadInput`, what is no text, other rules, and a computer on which a package is missing.

    Hutto and Gilbert (2014), VADER: a parsimonious rule-based model for sentiment analysis of social media text.
    """
    if not isinstance(rules, str) or rules not in RULES:
        raise BadInput(f'The rules can be "nltk" or "original", not {rules!r}.')
    need_text(text)
    return dict(_scores(_analyser(rules), text))


@lru_cache(maxsize=1024)  # a lesson looks at the same units in a table and in a figure
def _scores(analyser, text):
    return analyser.polarity_scores(text)


def sentiment_words(text):
    """The words of a text that VADER's lexicon knows, in order: `word, score`; a score from -4 to 4, before any rule.

    The rules come after that: a negation before a word turns its score, `very` strengthens it, what follows `but` counts
    more. A text without such a word has a `compound` of 0. Refuses what `sentiment` does.
    """
    from nltk.sentiment.vader import SentiText

    need_text(text)
    analyser = _analyser("nltk")
    rules = analyser.constants
    words = SentiText(text, rules.PUNC_LIST, rules.REGEX_REMOVE_PUNCTUATION).words_and_emoticons
    rows = [
        (word, analyser.lexicon[word.lower()])
        for word, following in zip(words, [*words[1:], ""])
        if word.lower() in analyser.lexicon and (word.lower(), following.lower()) != ("kind", "of")
    ]
    return pd.DataFrame(rows, columns=["word", "score"])


@cache
def _analyser(rules):
    try:
        from vaderSentiment import vaderSentiment as original

        if rules == "original":
            return original.SentimentIntensityAnalyzer()
        from nltk.sentiment import vader

        analyser = vader.SentimentIntensityAnalyzer.__new__(vader.SentimentIntensityAnalyzer)
    except (ImportError, OSError):
        what = "install what requirements.txt lists (pip install -r requirements.txt)."
        raise BadInput(f"VADER is not installed: {what}") from None
    # NLTK would look for the list among its own downloads, and it opens no file in a folder that others may write to.
    analyser.lexicon, analyser.constants = _analyser("original").lexicon, vader.VaderConstants()
    return analyser


# ---------------------------------------------------------------- loaded words

# What a loaded word does. The first that fits holds, so that the same kind of word is called the same in every source.
DOES = {
    "distance": "holds a word at arm's length, by marks or by so-called",
    "presuppose": "puts what is disputed, or a need or a burden, as if it were settled",
    "mock": "makes somebody look foolish, small or insincere",
    "label": "names somebody or something by a judging noun or adjective",
    "praise": "says that something is good, great or proven",
    "blame": "says that something is bad, or that somebody is at fault",
}
_VIEWS = [f"{side}'s view of what Kosovo is" for side in ("Pristina", "Belgrade")]
AGAINST = ["Pristina or Albanians", "Belgrade or Serbs", *_VIEWS, "both sides", "neither"]  # what a loaded word judges


def loaded(coding, units):
    """Every loaded span of a coding, in the order of the units: `unit_id, source, span, does, against`, one row a span.

    `coding` has `id, loaded_span`, spans set apart by ` | `, as `coding/reference`. `does` is a key of `DOES`, and `against`
    one of `AGAINST`, read from `data/tone/loaded.csv`, which was made by hand for the reference: one reader's judgement. For
    a span that is not in that table both are empty. Refuses other tables, with a `BadInput`.
    """
    need_table(coding, ["id", "loaded_span"], "coding", '`load_table("coding/reference")`')
    check_units(units)
    columns = ["unit_id", "span", "does", "against"]
    table = corpus.read_table("tone/loaded.csv", columns, {"does": DOES, "against": AGAINST})
    known = {(row.unit_id, row.span): (row.does, row.against) for row in table.itertuples()}
    spans = dict(zip(coding["id"], coding["loaded_span"]))
    rows = [
        (unit, source, span, *known.get((unit, span), ("", "")))
        for unit, source in zip(units["id"], units["source"])
        for span in str(spans.get(unit, "")).split(" | ")
        if span
    ]
    return pd.DataFrame(rows, columns=["unit_id", "source", "span", "does", "against"])


def found_by_others(loaded, units):
    """How many loaded words of the *other* sources stand in each unit: `id, source, found`, in the order of the units.

    `loaded` is a table as `loaded` gives it. This tests a list made of some texts on one that was not used to make it. Capitals
    do not matter. Refuses other tables, with a `BadInput`.
    """
    need_table(loaded, ["source", "span"], "loaded words", "`loaded(coding, units)`")
    check_units(units)
    found = pd.Series(0, index=units.index)
    for source, own in units.groupby("source"):
        spans = loaded.loc[loaded["source"] != source, "span"].str.lower().drop_duplicates()
        if len(spans):
            any_span = re.compile(rf"\b(?:{'|'.join(map(re.escape, spans))})\b")
            found[own.index] = [len(any_span.findall(text.lower())) for text in own["text"].tolist()]
    return units[["id", "source"]].assign(found=found)


# ---------------------------------------------------------------- hedges and boosters


def words_of_tone():
    """The course's own lists of hedges and boosters: `kind, word, note`, as in `data/tone/hedges.txt` and `boosters.txt`.

    A `#` in a word stands for a number. `note` says in what other sense a word is used; it may be empty.
    """
    rows = []
    for kind in ("hedge", "booster"):
        for line in corpus.read_text(f"tone/{kind}s.txt").splitlines():
            word, _, note = line.partition("\t")
            rows += [(kind, word, note)] if word.strip() else []
    return pd.DataFrame(rows, columns=["kind", "word", "note"])


def hedges(units):
    """Every hedge and booster in the units, by list: `id, source, kind, word, left, right`, in the order of the text.

    `kind` is "hedge" or "booster", `word` is as it stands there, `left` and `right` are up to 40 characters on its sides.
    A word with a capital counts only where a sentence begins, and there `May` not before a number: so the month, and a name,
    is no hedge; nor is *could not*. The price: a headline with capitals throughout has none either. In what sense a word is meant the rule
    cannot see. Where two of the list overlap (`not clear`, `clear`) the first counts, or the longer. Refuses other tables.
    """
    check_units(units)
    words = words_of_tone()
    listed = tuple(zip(*corpus.cells(words, "word", "kind")))
    return _hedges_once(*corpus.cells(units, "id", "source", "text"), listed).copy()


@lru_cache(maxsize=1)  # lesson 11 shows them and puts them into the dossiers
def _hedges_once(ids, sources, texts, words):
    kinds = dict(words)
    patterns = _by_first_word(kinds)
    rows = []
    for unit, source, text in zip(ids, sources, texts):
        for hit in _listed(text, patterns):
            left, right = text[max(hit.start() - 40, 0) : hit.start()], text[hit.end() : hit.end() + 40]
            capital = hit[0][0].isupper() and not hit[0].startswith("I ")
            if capital and (not _opens_sentence(left) or hit[0] == "May" and re.match(r"\W*\d", right)):
                continue
            if hit[0].lower() == "could" and re.match(r"\s+not\b", right):  # the boat could not sail
                continue
            kind = kinds[re.sub(r"\d.*", "#", hit[0].lower())]
            rows.append((unit, source, kind, hit[0], left, right))
    return pd.DataFrame(rows, columns=["id", "source", "kind", "word", "left", "right"])


def _by_first_word(words):
    """For each word that begins entries of a list, a pattern of these, the longest first; under "0" those that begin with a number.

    One pattern of all entries would be tried at every word of a text, and takes ten times as long.
    """
    beginnings = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        first = _WORD.match(word.replace("#", "0"))
        beginnings.setdefault(_key(first[0]) if first else "", []).append(
            re.escape(word).replace(r"\#", r"\d(?:[\d,.]*\d)?")
        )
    return {first: re.compile(rf"(?:{'|'.join(entries)})\b", re.I) for first, entries in beginnings.items()}


_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\b\d")


def _key(word):
    return "0" if word[0].isdecimal() else word.lower()


def _listed(text, patterns):
    """Every place in the text where an entry of the list stands, from the left, none inside another."""
    if patterns.keys().isdisjoint(_WORD.findall(text.lower())) and not _NUMBER.search(text):
        return
    end = 0
    for word in _WORD.finditer(text):
        pattern = patterns.get(_key(word[0]))
        hit = pattern and word.start() >= end and pattern.match(text, word.start())
        if hit:
            end = hit.end()
            yield hit


def _opens_sentence(before):
    """Whether what stands before a word ends a sentence, or is nothing but marks."""
    return not re.search(r"\w", before) or bool(re.search(r"(?:[.!?:|][\"”’)]*\s+|\n\W*)[\"“‘(-]*$", before))


def measured(units, loaded):
    """What each measure of this lesson says of each unit: one row a unit, by id, and one column a measure, a number.

    VADER's `compound` by both programs, its size without the sign, how many hedges and boosters, how many loaded words of the
    other sources (`found_by_others`), and the plain number of words. Refuses other tables.
    """
    hits, texts = hedges(units), units.set_index("id")["text"]
    scores = {rules: [sentiment(text, rules)["compound"] for text in texts] for rules in RULES}
    listed = {kind: hits[hits["kind"] == kind].groupby("id").size() for kind in ("hedge", "booster")}
    return pd.DataFrame(
        {
            "VADER by NLTK": scores["nltk"],
            "VADER by its authors": scores["original"],
            "VADER by NLTK, without the sign": np.abs(scores["nltk"]),
            "hedges": listed["hedge"].reindex(texts.index, fill_value=0),
            "boosters": listed["booster"].reindex(texts.index, fill_value=0),
            "loaded words of the other texts": found_by_others(loaded, units)["found"].to_numpy(),
            "number of words": [count_words(text) for text in texts],
        },
        index=texts.index,
    )


# ---------------------------------------------------------------- how far two measures go together


def spearman(first, second):
    """Spearman's rank correlation of two lists of numbers: 1 if they rise together, -1 if one falls, near 0 if unrelated.

    Equal numbers share the mean of their ranks. Refuses lists of unequal length, fewer than two pairs, a list in which
    all is equal, and what is no number. Spearman (1904), The proof and measurement of association between two things.
    """
    first, second = (_numbers(given) for given in (first, second))
    if len(first) != len(second):
        raise BadInput(
            f"The first list has {len(first)} numbers and the second {len(second)}: they have to be of the same things."
        )
    if min(first.nunique(), second.nunique()) < 2:
        raise BadInput("A correlation needs at least two different numbers in each list.")
    return float(np.corrcoef(first.rank(), second.rank())[0, 1])


def auc(scores, labels):
    """How often a thing labelled "yes" scores higher than one labelled "no", over all such pairs; ties count a half.

    1 is perfect, 0.5 is a coin, below 0.5 the score goes the other way. `labels` are "yes" and "no", or True and False.
    Refuses lists of unequal length, other labels, and one label only.
    Hanley and McNeil (1982), The meaning and use of the area under a receiver operating characteristic curve.
    """
    ranks, is_yes = _ranks(scores, labels)
    return float(_areas(ranks[is_yes].sum(), is_yes))


def auc_by_chance(scores, labels, rounds=chance.ROUNDS):
    """The `auc` of the same scores when they are shuffled, an array with a number a round: what chance alone can reach.

    `chance.middle` of it is where 95 in 100 rounds lie. Takes and refuses what `auc` and `chance.shuffled` do.
    """
    ranks, is_yes = _ranks(scores, labels)
    return _areas(chance.shuffled(ranks, rounds=rounds)[:, is_yes].sum(axis=1), is_yes)


def _areas(sums, is_yes):
    """From the sum of the ranks of those labelled "yes" (or many such sums) to the share of pairs."""
    yes = is_yes.sum()
    return (sums - yes * (yes + 1) / 2) / (yes * (~is_yes).sum())


def _ranks(scores, labels):
    scores = _numbers(scores)
    try:
        is_yes = np.array([{"yes": True, "no": False, True: True, False: False}[label] for label in labels], dtype=bool)
    except (KeyError, TypeError):
        raise BadInput('The labels have to be a list of "yes" and "no", or of True and False.') from None
    if len(scores) != len(is_yes):
        raise BadInput(f"There are {len(scores)} scores and {len(is_yes)} labels: they have to be of the same things.")
    if is_yes.all() or not is_yes.any():
        raise BadInput('There have to be both labels, "yes" and "no": otherwise there is nothing to tell apart.')
    return scores.rank().to_numpy(), is_yes


def _numbers(given):
    given = need_list(given, "This", "numbers", no_order=(set,))
    try:
        numbers = pd.Series(given, dtype=float)
    except (TypeError, ValueError):
        numbers = pd.Series([np.nan])
    if numbers.isna().any():
        raise BadInput("This has to be a list of numbers, and something in it is none.")
    return numbers


# ---------------------------------------------------------------- how much a text says

MEASURES = ["names", "numbers", "dates", "quotations", "attributions"]
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_YEAR = r"(?:1[5-9]|20)\d\d(?:[-–]\d{2,4})?"
DATE = re.compile(rf"(?=[A-Z\d])\b(?:{_DAY}|(?:\d\d? )?{_MONTH}(?: \d\d?\b)?(?:,? {_YEAR})?|{_YEAR})\b")
_IN_WORDS = (
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty ninety "
    "dozen hundred thousand million billion"
)
NUMBER = re.compile(rf"\b(?:\d[\d,.]*|(?:{_IN_WORDS.replace(' ', '|')})\b)")  # in small letters
_CAPITAL = r"(?:(?:[A-Z]\.)+|[A-ZČĆĐŠŽ][\w’'-]*)"
NAME = re.compile(rf"{_CAPITAL}(?: {_CAPITAL})*")


def density(units):
    """How much each source says: `source, words, names, numbers, dates, quotations, attributions, per_100`, counts.

    `names` are namings with a name in them (`mentions`, those inside a longer one left out; a name used twice counts twice).
    `quotations` are those of the table without scare quotes. `attributions` are the rows of `reported` that name somebody,
    and these quotations. `numbers` (in digits or words; `one` left out) and `dates` (years, months with their days, days
    of the week) are found by rule. `per_100` is names, numbers, dates and attributions together per 100 words.

    `units` are units of the collection; refuses others, for which there are no such tables: take `density_of`.
    """
    check_units(units)
    strange = sorted(set(units["id"]) - set(corpus.load_units()["id"]))
    if strange:
        raise BadInput(
            f"The unit {strange[0]} is not in the tables made by hand: for texts of your own use density_of(text)."
        )
    rows = []
    for source, its_units in units.groupby("source", sort=False):
        ids, text = set(its_units["id"].tolist()), "\n".join(its_units["text"].tolist())
        dates, numbers = _dates_and_numbers(text)
        names, quotations, attributed = (sum(found[unit] for unit in ids) for found in _by_hand())
        rows.append(_density_row(source, text, [names, numbers, dates, quotations, attributed + quotations]))
    return pd.DataFrame(rows, columns=["source", "words", *MEASURES, "per_100"])


@cache
def _by_hand():
    """How many names, quotations and reports with somebody's name the tables made by hand have in each unit."""
    mentions, quoted, attributed = (corpus.load_table(name) for name in ("mentions", "quotations", "reported"))
    named = mentions[(mentions["head"] != "") & ~mentions["note"].str.contains("nested")]
    quoted = quoted[quoted["kind"] != "scare"]
    attributed = attributed[~attributed["speaker"].str.startswith("(")]
    return Counter(named["unit_id"]), Counter(quoted["unit_ids"].str[:3]), Counter(attributed["unit_id"])


def density_of(text, name="your text"):
    """The same for any text, by rule alone: one row with the columns of `density`; `name` goes into the column `source`.

    A name is a run of words with capitals; the first word of a sentence counts only if it has a capital elsewhere too, or
    if another follows. A quotation is a pair of marks, an attribution one of the forms that stand under `alone` in the list
    of saying-verbs, or `according to`.
    So it also counts scare quotes, and words with capitals for other reasons. Refuses what is no text, or has no word.
    """
    need_text(text)
    if not re.search(r"\w", text):
        raise BadInput("There is no word in this text.")
    dates, numbers = _dates_and_numbers(text)
    quotations = len(re.findall(r"“[^“”]+”|\"[^\"]+\"", text))
    counts = [_count_names(text), numbers, dates, quotations, len(any_alone().findall(text.lower()))]
    return pd.DataFrame([_density_row(name, text, counts)])


def _density_row(source, text, counts):
    words = count_words(text)
    per_100 = 100 * (sum(counts) - counts[MEASURES.index("quotations")]) / words  # they are among the attributions
    return {"source": source, "words": words, **dict(zip(MEASURES, counts)), "per_100": per_100}


def _dates_and_numbers(text):
    without_dates, dates = DATE.subn(" ", text)
    return dates, len(NUMBER.findall(without_dates.lower()))


def _count_names(text):
    text = re.sub(rf"{_DAY}|{_MONTH}|\bI\b", "—", text)
    runs = [(run[0], _opens_sentence(text[max(run.start() - 40, 0) : run.start()])) for run in NAME.finditer(text)]
    inside = {word for run, opens in runs for word in run.split()[opens:]}
    return sum(not opens or " " in run or run in inside for run, opens in runs)


def empty():
    """A text of our own on invented talks, with names, numbers, dates and quotations, which says hardly anything."""
    return corpus.read_text("tone/empty.txt")


# ---------------------------------------------------------------- the figures

_STEP = 0.045  # of a score: units as near as this stand on one another


def show_sentiment(units, coding):
    """Show each unit by its VADER `compound`, a heap of squares for each source: full with a thick border for one that is loaded.

    Units closer than 0.045 stand on one another. Takes and refuses what `loaded` does, and refuses a table without units.
    """
    judging = set(loaded(coding, units)["unit_id"])
    if units.empty:
        raise BadInput("There is no unit in this table: nothing can be shown.")
    table = units[["id", "source"]].assign(compound=[sentiment(text)["compound"] for text in units["text"]])
    last, page, plain = round(1 / _STEP), "", []
    for source, its_units in table.groupby("source", sort=False):
        heaps = {column: [] for column in range(-last, last + 1)}
        for unit, compound in zip(its_units["id"].tolist(), its_units["compound"].tolist()):
            heaps[round(compound / _STEP)].append(unit in judging)
        heaps = "".join(_heap(plots.colour(source), sorted(units), column == 0) for column, units in heaps.items())
        page += (
            '<div style="display:flex;align-items:flex-end;border-bottom:1px solid #808080;padding-top:0.6em">'
            f'<b style="flex:0 0 2em;font-size:1.3em">{html.escape(source)}</b>{heaps}</div>'
        )
        low, high = _ends(its_units)
        plain.append(f"{source} · {len(its_units)} units · the lowest {low} · the highest {high}")
        page += f'<div style="text-align:right"><small>lowest {low}, highest {high}</small></div>'
    scale = "".join(f"<small>{at}</small>" for at in ("−1 negative", "−0.5", "0", "0.5", "1 positive"))
    page += f'<div style="display:flex;justify-content:space-between;padding-left:2.6em">{scale}</div>'
    kinds = table["id"].isin(judging).map({True: "loaded", False: "others"})
    medians = table["compound"].groupby(kinds).median().items()
    sentence = (
        f"VADER's score of {len(table)} units, {(kinds == 'loaded').sum()} of them loaded. The median is "
        f"{' and '.join(f'{median:.2f} for the {kind}' for kind, median in medians)}. "
        f"The lowest is {' and the highest '.join(_ends(table))}."
    )
    key = "full, with a thick border: loaded in the reference coding · pale: not loaded"
    plots.show_page("VADER's score of each unit", key, page, plain, sentence)


def _heap(colour, loaded_ones, is_zero):
    look = {
        True: f"background-color:{colour};border:2px solid",
        False: f"background-color:{colour}33;border:1px solid {colour}",
    }
    squares = "".join(f'<span style="display:block;height:0.5em;margin:1px;{look[one]}"></span>' for one in loaded_ones)
    zero = ";background-color:#80808033" if is_zero else ""
    return f'<span style="flex:1 1 0;min-width:0;min-height:2em;align-self:stretch;display:flex;flex-direction:column;justify-content:flex-end{zero}">{squares}</span>'


def _ends(table):
    """The units with the lowest and the highest score, with it."""
    ends = table.sort_values("compound").iloc[[0, -1]]
    return [f"{unit} ({compound:.2f})" for unit, compound in zip(ends["id"], ends["compound"])]


def show_density(table):
    """Show a table as `density` gives it, or several put together: a column of bars for each measure and for `per_100`, a line a source.

    All in number per 100 words. Refuses, with a `BadInput`, another table.
    """
    columns = {"source", "words", *MEASURES, "per_100"}
    if not isinstance(table, pd.DataFrame) or not columns <= set(table.columns) or table.empty:
        raise BadInput("This is not a table of density: make it with density(units) or density_of(text).")
    by_source = table.set_index("source")
    rates = by_source[MEASURES].mul(100).div(by_source["words"], axis=0).assign(together=by_source["per_100"])
    most = rates.max().clip(lower=0.1)
    page = "".join(f'<th scope="col" style="text-align:left">{measure}</th>' for measure in rates.columns)
    page, plain = f"<thead><tr><td></td>{page}</tr></thead><tbody>", []
    for source, its_rates in rates.iterrows():
        colour, name = plots.colour(source) if len(source) == 1 else plots.GREY, html.escape(source)
        page += f'<tr><th scope="row" style="text-align:left;white-space:nowrap">{name}</th>'
        for measure, rate in its_rates.items():
            look = f"width:{3.6 * rate / most[measure]:.2f}em;background-color:{colour};border:1px solid {plots.outline(colour)}"
            page += f'<td style="text-align:left;white-space:nowrap"><span style="display:inline-block;{look}">&nbsp;</span> {rate:.1f}</td>'
        page += "</tr>"
        plain.append(f"{source} · {' · '.join(f'{measure} {rate:.1f}' for measure, rate in its_rates.items())}")
    said = [
        f"{name} {rate.idxmax()} ({rate.max():.1f}) and {rate.idxmin()} ({rate.min():.1f})"
        for name, rate in rates.items()
    ]
    sentence = f"Most and fewest per 100 words: {'; '.join(said)}."
    page = f"<table>{page}</tbody></table>"
    plots.show_page("How much is there in 100 words?", "", page, plain, sentence)
