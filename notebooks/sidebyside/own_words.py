"""The words of texts of one's own: wording that two share, words that mark one, and words of tone."""

import re
from collections import Counter
from functools import cache, lru_cache

import numpy as np
import pandas as pd

from . import corpus
from .corpus import BadInput, check_units, need_whole, one_source, shortened
from .display import progress
from .evidence_rows import show_rows
from .output import say
from .own_voices import as_found, joined, quotations
from .rules.sentences import count_words, is_word, tokens
from .rules.shared_wording import shared_runs
from .saying import grammar, leans_of_forms, saying_verbs
from .tone import hedges
from .words import keyness_of_counts

MOST_ROWS = 12

# ---------------------------------------------------------------- shared wording


def shared(units, n=7):
    """The wording that two sources share outside quotations: `first, second, words, in_first, in_second, text, units`, the longest
    runs first.

    A run has `n` words or more (`compare.shared_runs`, lesson 05). What somebody is quoted with is set aside first, since two texts
    that quote one person did not copy each other: all `quotations` but scare quotes, and no run goes across them. `in_first` and
    `in_second` are the units in which a run stands, `units` both. `text` is as in the first. Shared wording can come from a common
    source or from copying. With one source alone the table is empty. Refuses what is no table of units, an `n` that is no whole
    number from 1, and texts with too many runs.
    """
    check_units(units)
    spoken = quotations(units)
    spoken = spoken[spoken["kind"] != "scare"]
    lines = units["line"] if "line" in units.columns else pd.Series(range(len(units)))
    find = _shared_once if isinstance(n, int) else _shared_once.__wrapped__  # `shared_runs` refuses what is no number
    cells = (
        tuple(column.tolist())
        for column in (units["id"], units["source"], lines, units["text"], spoken["units"], spoken["quotation"])
    )
    return find(*cells, n).copy()


@lru_cache(maxsize=1, typed=True)  # nor is True or 7.0 one
def _shared_once(ids, sources, lines, texts, spoken_in, spoken, n):
    units = pd.DataFrame({"id": ids, "source": sources, "line": lines, "text": texts}).dropna(subset="source")
    groups = dict(list(units.groupby("source", sort=False)))
    columns = ["first", "second", "words", "in_first", "in_second", "text", "units"]
    if len(groups) < 2:
        return pd.DataFrame(columns=columns)
    # Where each unit starts in its source, and that of each source if all stood one after the other.
    wholes, ids_in_order, starts, sizes, begins, at = {}, [], [], [], {}, 0
    for source, its_units in groups.items():
        begins[source], parts, last = at, [], None
        for unit, line, text in zip(its_units["id"], its_units["line"], its_units["text"]):
            if parts:
                parts.append(" " if line == last else "\n\n")
                at += len(parts[-1])
            ids_in_order.append(str(unit))
            starts.append(at)
            sizes.append(len(text))
            parts.append(text)
            at, last = at + len(text), line
        wholes[source] = "".join(parts)
    starts, place_of = np.array(starts), {unit: place for place, unit in enumerate(ids_in_order)}
    owners = np.repeat(list(groups), [len(its_units) for its_units in groups.values()])
    aside = {whole: [] for whole in wholes.values()}
    for in_units, text in zip(spoken_in, spoken):
        first, last = (place_of[unit] for unit in (in_units.split()[0], in_units.split()[-1]))
        source = owners[first]
        begin, end = (starts[place] - begins[source] for place in (first, last))
        end += sizes[last]
        place = wholes[source].find(text, begin, end)
        if place >= 0:
            aside[wholes[source]].append((place, place + len(text)))
        elif hit := re.compile(r"\s+".join(map(re.escape, text.split()))).search(
            wholes[source], begin, end
        ):  # over lines
            aside[wholes[source]].append(hit.span())
    runs = shared_runs(wholes, n, lambda text: pd.DataFrame(aside[text], columns=["start", "end"], dtype=int))

    def within(source, start, end):
        begin = source.map(begins).to_numpy()
        first = np.searchsorted(starts, begin + start, side="right") - 1
        last = np.searchsorted(starts, begin + end - 1, side="right")
        place, which = np.unique(first * (len(starts) + 1) + last, return_inverse=True)
        named = [" ".join(ids_in_order[n // (len(starts) + 1) : n % (len(starts) + 1)]) for n in place]
        return np.array(named, dtype=object)[which].tolist()

    runs["in_first"] = within(runs["first"], runs["first_start"], runs["first_end"])
    runs["in_second"] = within(runs["second"], runs["second_start"], runs["second_end"])
    which, texts = pd.factorize(runs["text"])
    runs["text"] = np.array([" ".join(text.split()) for text in texts], dtype=object)[which].tolist()
    runs["units"] = [f"{here} {there}" for here, there in zip(runs["in_first"], runs["in_second"])]
    return runs[columns]


def show_shared(units, n=7):
    """Show `shared` as rows that open into both texts, the longest first, after a sentence on the quotations that were set aside."""
    runs, spoken = shared(units, n), quotations(units)
    spoken = spoken[spoken["kind"] != "scare"]
    aside = f"{len(spoken):,} quotations with {spoken['words'].sum():,} words were set aside first."
    if runs.empty:
        return say(f"{aside} Outside them no {n} words in a row stand in two of these texts.")
    more = f" The longest {MOST_ROWS} are here." if len(runs) > MOST_ROWS else ""
    say(
        f"{aside} Outside them two texts share {n} words or more in a row in {len(runs):,} place{'' if len(runs) == 1 else 's'}.{more}"
    )
    rows = runs.head(MOST_ROWS)
    both = rows["first"] + " and " + rows["second"]
    show_rows(rows.assign(texts=both)[["texts", "words", "text", "units"]], units=units)


# ---------------------------------------------------------------- words that mark one text


def marked(units, source, top=10):
    """The words that mark one source against all the others together: `word, here, there, g2, log_ratio, units`, the most
    marked first.

    `here` and `there` are counts, `g2` and `log_ratio` as in `words.keyness` (lesson 07). Words are in small letters; marks,
    figures, the ending ’s and words with a single use are left out, so there may be fewer than `top`. `units` are those of the
    source that have the word. Refuses, with a `BadInput`, a source that is not there, a single source, and a `top` that is no
    whole number from 1.
    """
    check_units(units)
    source = one_source(source, units["source"])
    need_whole(top, 1, "top")
    if units["source"].nunique() < 2:
        raise BadInput(
            f"{source} is the only source here: words mark a text only against another, so put a second one beside it."
        )
    return _marked_once(source, *corpus.cells(units, "id", "source", "text")).head(top).copy()


@lru_cache(maxsize=MOST_ROWS)  # the dossiers ask for them again
def _marked_once(source, ids, sources, texts):
    here, places = Counter(), {}
    for unit, its, text in zip(ids, sources, texts):
        if its == source:
            found = _in_small_letters(Counter(tokens(text)))
            here.update(found)
            for word in found:
                places.setdefault(word, {})[str(unit)] = None
    there = _words_once(texts) - here
    if not here or not there:
        raise BadInput("There are no words to compare: the source, or all the others, have none.")
    table = keyness_of_counts(here, there).rename(columns={"target": "here", "reference": "there"})
    table = table[(table["here"] > 1) & (table["g2"] > 0)]
    table = table[~table["word"].str.fullmatch(r"[\d\W_]+")]
    return table.assign(units=[" ".join(places[word]) for word in table["word"].tolist()]).reset_index(drop=True)


def show_marked(units, top=3, looks=3):
    """Show the words that mark each source against all the others, as many for each, as rows that open into their sentences.

    A row opens into the first sentences that have the word, `looks` at most. Of more than twelve sources the first twelve are
    shown. Refuses what `marked` does.
    """
    sources = list(dict.fromkeys(units["source"]))[:12]
    rows = pd.concat([marked(units, source, top).assign(source=source) for source in sources], ignore_index=True)
    units_shown = [" ".join(ids.split()[:looks]) for ids in rows["units"]]
    rows = rows.assign(elsewhere=rows["there"], G2=rows["g2"].round(1), units=units_shown)
    show_rows(
        rows[["source", "word", "here", "elsewhere", "G2", "units"]].rename(columns={"G2": "G²"}),
        context=False,
        units=units,
    )


@lru_cache(maxsize=1)
def _words_once(texts):
    """How often each word stands in all texts together."""
    counts = Counter()
    for text in progress(texts, "words"):
        counts.update(tokens(text))
    return _in_small_letters(counts)


def _in_small_letters(counts):
    found = Counter()
    for word, number in counts.items():
        if is_word(word) and word[0] not in "'’":
            found[word.lower()] += number
    return found


# ---------------------------------------------------------------- words of tone

TONE = {
    "hedge": "a word of the list data/tone/hedges.txt",
    "booster": "a word of the list data/tone/boosters.txt",
    "distance": "words held at a distance: by marks with no speaker (lesson 03), by a word of data/own_sources/distance.txt, by what X calls",
    "leaning verb": "a saying-verb that says more than said, by data/voices/saying_verbs.csv, with something said",
}
# What X calls …, what is known as …, as they call it.
_CALLED = re.compile(
    r"\bwhat(?:\s[\w.’'-]+){1,5}?\s(?:calls?|called|terms?|termed|dubs|dubbed|labels|labell?ed|describes?\sas|described\sas|known\sas)\b(?!\s(?:for|on|at|off)\b)"
    r"|\bas\s(?:he|she|they|it|[\w’'-]+)\s(?:calls?|called|terms?|termed)\s(?:it|them|him|her)\b", re.I
)  # fmt: skip
_MARKS_BEHIND = re.compile(r"\s*(?:it\s)?[“\"‘„«]([^“”\"’»]+)")
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_SAID_NEXT = re.compile(  # right behind the verb: a quotation, a clause, or what somebody is charged with
    rf"\s*,?\s*[:“\"‘]|\s+(?:on\s{_DAY}\s)?(?:that|whether|how|why|against|of|for|on(?!\s{_DAY})|upon|there|having)\b"
    r"|\s+(?:the|this|that|these|those|his|her|their)\spoints?\b"
    r"|(?:\s+[\w’'-]+){0,3}?\s+(?:charges?|claims?|allegations?|accusations?|wrongdoing|responsibility|involvement|guilt)\b"
    r"|(?:\s+[\w’'-]+){1,4}?\s+[“\"]", re.I
)  # fmt: skip
_WORD_OF_CLAUSE = r"(?:\s+(?!(?:but|and|or|while|because|when|after|before|since|as|so|who|which)\b)[\w’'-]+)"
_CLAUSE_NEXT = re.compile(  # the verb of a clause, before the sentence goes on to something else
    rf"{_WORD_OF_CLAUSE}{{1,8}}?\s+(?:is|are|was|were|has|had|have|will|would|can|could|may|might|must|should|did|does|do|cannot|\w+n[’']t)\b"
)
_SAID_BEFORE = re.compile(
    r"(?:[,”\"’]|\bas)\s+(?!(?:but|and|or|who|which|while)\b)(?:[\w’'-]+\s+){1,5}$", re.I
)  # The toll, Okafor (claimed); as Okafor (claimed)
_TO_NEXT = re.compile(  # what somebody promises to do, or is to do; not where they are asked to come: to a meeting
    rf"{_WORD_OF_CLAUSE}{{0,4}}?\s+to\s+(?!(?:an?|the|this|that|these|those|his|her|its|their|our)\b|[A-Z\d])"
)
_PROPOSED = re.compile(  # what somebody welcomes or rejects in words
    r"(?:\s+[\w’'-]+){0,3}?\s+(?:plans?|proposals?|offers?|ideas?|demands?|requests?|calls?|criticism|suggestions?)\b", re.I
)  # fmt: skip
_OF_A_NOUN = re.compile(r"\b(?:an?|the|this|that|his|her|its|their|our|my|no|[\w-]+[’']s)\s$", re.I)


@cache
def _distance_words():
    """A pattern of the words that hold a thing at a distance."""
    lines = corpus.read_text("own_sources/distance.txt").splitlines()
    listed = [line.partition("\t")[0] for line in lines if line.strip()]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, listed))})(?!\sto\b)(?![\w-])", re.I)


@cache
def _other_senses():
    """The forms of the saying-verbs that are no attribution with a bare thing behind them."""
    others = set(corpus.read_table("own_sources/other_senses.csv", ["verb", "other sense"])["verb"])
    verbs = saying_verbs()
    return frozenset(" ".join(verbs.loc[verbs["verb"].isin(others), "forms"]).split())


def distances(units):
    """Words by which a text holds a thing at a distance: `source, word, units`: so-called, alleged, what the mayor calls; and scare
    quotes, with what was corrected. A so-called "consultation" is held at a distance once.

    The words are those of `data/own_sources/distance.txt`; *alleged* where it is a verb (they alleged that) is none. English only.
    """
    listed = _distance_words()
    _, reports = as_found(units)
    verbs = set(zip(reports["id"].tolist(), reports["start"].tolist()))
    rows, marked_so = [], set()
    for unit, source, text in zip(*corpus.cells(units, "id", "source", "text")):
        hits = [*listed.finditer(text), *(_CALLED.finditer(text) if "call" in text or "what" in text.lower() else ())]
        hits = [hit for hit in hits if (unit, hit.start()) not in verbs]
        rows += [(source, " ".join(hit[0].lower().split()), unit) for hit in hits]
        marked_so |= {(unit, behind[1]) for hit in hits if (behind := _MARKS_BEHIND.match(text, hit.end()))}
    spoken = quotations(units)
    scare = spoken.loc[spoken["kind"] == "scare", ["source", "quotation", "units"]]
    rows += (row for row in _rows(scare) if (row[2], row[1]) not in marked_so)
    order = {unit: place for place, unit in enumerate(units["id"])}
    rows.sort(key=lambda row: order[row[2].partition(" ")[0]])
    return pd.DataFrame(rows, columns=["source", "word", "units"])


def leaning_verbs(units):
    """Saying-verbs that say more than *said*, where somebody is said to have said something: `source, verb, leans, id`.

    They are those of `voices.reported`, and those of whole quotations, with the unit of these that has the verb. A verb that means
    something else as well (`data/own_sources/other_senses.csv`: the team claimed the cup, the state declared independence) counts
    only if something said stands behind it: a clause, a quotation, what is demanded or charged, a plan that is rejected; or if it
    stands behind what is said. Adverbs (*reportedly*) are hedges, and nouns (*the warning*) are no verbs.
    """
    others, nouns = _other_senses(), grammar().sets["noun"]
    _, reports = as_found(units)
    leans, texts = leans_of_forms(), dict(zip(units["id"].tolist(), units["text"].tolist()))
    behind = set(zip(reports["id"], reports["start"] + reports["verb"].str.len() + 1))  # rejected claims that: a noun
    reports = reports[(reports["leans"] != "neutral") & ~reports["verb"].str.endswith("ly")]
    rows = [
        (row.source, row.verb, row.leans, row.id)
        for row in reports.itertuples()
        if not (
            row.verb.lower() in nouns
            and ((row.id, row.start) in behind or _OF_A_NOUN.search(texts[row.id], 0, row.start))
        )
        and (row.verb.lower() not in others or _says(texts[row.id], row))
    ]
    counted = Counter((unit, verb) for _, verb, _, unit in rows)
    whole = quotations(units)
    for row in whole[whole["kind"].isin(["direct", "multi"]) & (whole["verb"] != "")].itertuples():
        ids = row.units.split()
        unit = next((unit for unit in ids if row.verb in texts[unit]), ids[-1])
        lean = leans.get(row.verb.lower(), "neutral")
        # “Wait,” she crowed, “till June”: two quotations, and one verb
        if lean != "neutral" and counted[unit, row.verb] < max(1, texts[unit].count(row.verb)):
            counted[unit, row.verb] += 1
            rows.append((row.source, row.verb, lean, unit))
    order = {unit: place for place, unit in enumerate(units["id"])}
    rows.sort(key=lambda row: order[row[3]])
    return pd.DataFrame(rows, columns=["source", "verb", "leans", "id"])


def _says(text, row):
    if any(hit.start() <= row.start < hit.end() for hit in _CALLED.finditer(text)):  # that is distance
        return False
    if row.leans == "commits" and text.startswith(" for ", row.end):  # a boat is offered for emergencies
        return False
    asked = row.leans in ("urges", "commits") and _TO_NEXT.match(text, row.end)
    if asked or row.leans == "doubts" and text[row.end :].startswith(" to "):
        return True
    if _SAID_BEFORE.search(text, max(0, row.start - 80), row.start) and re.match(r"\W*$|\s*[,;]", text[row.end :]):
        return True
    return bool(
        _SAID_NEXT.match(text, row.end)
        or _CLAUSE_NEXT.match(text, row.end)
        or row.leans == "judges"
        and _PROPOSED.match(text, row.end)
    )


def _rows(table):
    """The rows of a table as bare tuples, which takes less than to give each a name."""
    return table.itertuples(index=False, name=None)


def tone_words(units):
    """Words of tone that a rule can find: `source, what, count, per_100, words, units`, four rows a source.

    `what` is a key of `TONE`; `per_100` is per 100 words of the source, `words` the five most frequent, and how many more there are. Loaded words as such
    are not among them: no list knows which word is loaded (lesson 08), and that coding was by hand. What stands in for them are
    two things on the page, words held at a distance (`distances`) and verbs that lean (`leaning_verbs`); neither proves a tone.
    English only. Refuses what is no table of units.
    """
    check_units(units)
    listed, held, leaning = hedges(units), distances(units), leaning_verbs(units)
    hits = [
        *((source, kind, word.lower(), unit) for unit, source, kind, word, *_ in _rows(listed)),
        *((source, "distance", shortened(word, 40), unit) for source, word, unit in _rows(held)),
        *((source, "leaning verb", verb.lower(), unit) for source, verb, _, unit in _rows(leaning)),
    ]
    found = {}
    for source, what, word, unit in hits:
        found.setdefault((source, what), []).append((word, unit))
    rows = []
    for source, texts in progress(units.groupby("source", sort=False)["text"], "words"):
        size = sum(map(count_words, texts.tolist()))
        for what in TONE:
            uses = found.get((source, what), [])
            often = [word for word, _ in Counter(word for word, _ in uses).most_common()]
            words = ", ".join(often[:5]) + (f" and {len(often) - 5} more" if len(often) > 5 else "")
            ids = joined(unit for _, unit in uses)
            rows.append((source, what, len(uses), round(100 * len(uses) / size, 2) if size else 0.0, words, ids))
    return pd.DataFrame(rows, columns=["source", "what", "count", "per_100", "words", "units"])
