"""Lesson 08's module: VADER as NLTK has it, lists and tables held to the texts, figures against their data."""

import os
import random
import re
import shutil
import socket
import subprocess
import sys
from importlib.util import find_spec

import nbformat
import nltk
import numpy as np
import pandas as pd
import pytest
from nltk.sentiment.vader import SentimentIntensityAnalyzer
from sidebyside import chance, corpus, record, tone
from sidebyside.corpus import BadInput
from sidebyside.exercises.tone import QUESTIONS

UNITS, REFERENCE = corpus.load_units(), corpus.load_table("coding/reference")
TEXTS = dict(zip(UNITS["id"], UNITS["text"]))
CODED = REFERENCE.set_index("id")
LESSON = corpus.DATA.parent / "notebooks" / "08_tone.ipynb"


@pytest.fixture(scope="module")
def by_nltk():
    """NLTK's analyser by itself, given the lexicon's lines by hand."""
    lexicon = open(
        f"{find_spec('vaderSentiment').submodule_search_locations[0]}/vader_lexicon.txt", encoding="utf-8"
    ).read()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nltk.data, "load", lambda file: lexicon)
        return SentimentIntensityAnalyzer()


def units(*texts):
    return pd.DataFrame({"id": [f"X{n:02d}" for n in range(1, len(texts) + 1)], "source": "X", "text": texts})


# -- sentiment ---------------------------------------------------------------------------------------------------------


def test_sentiment_is_that_of_nltk_on_every_unit(by_nltk):
    for text in TEXTS.values():
        assert tone.sentiment(text) == by_nltk.polarity_scores(text)


def test_sentiment_is_that_of_nltk_on_any_text(by_nltk):
    chance = random.Random(8)
    words = sorted(by_nltk.lexicon)[::9] + "not never very but kind of least WAR Peace! don't ... ?? :) at".split() * 20
    for _ in range(200):
        text = " ".join(chance.choices(words, k=chance.randint(0, 25)))
        assert tone.sentiment(text) == by_nltk.polarity_scores(text)


def test_sentiment_needs_no_network(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    tone._analyser.cache_clear()
    assert tone.sentiment("peace")["compound"] > 0 > tone.sentiment("war")["compound"]


@pytest.mark.parametrize("missing", ["vaderSentiment", "nltk.sentiment"])
def test_a_missing_package_is_said_in_a_sentence(monkeypatch, missing):
    tone._analyser.cache_clear()
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(BadInput, match="not installed: install what requirements.txt lists"):
        tone.sentiment("peace")
    monkeypatch.undo()
    assert tone.sentiment("peace")["compound"] > 0  # a refusal is not kept


def test_a_folder_that_others_may_write_to_is_read(tmp_path):
    """As an ordinary user's is with umask 002, and one that a third account owns: NLTK would open no file there."""
    lent = tmp_path / "vaderSentiment"
    shutil.copytree(find_spec("vaderSentiment").submodule_search_locations[0], lent)
    for path in [tmp_path, lent, *lent.iterdir()]:
        path.chmod(0o777)
    code = "import vaderSentiment; from sidebyside import tone; print(vaderSentiment.__path__, tone.sentiment('peace')['compound'])"
    path = os.pathsep.join([str(tmp_path), str(corpus.DATA.parent / "notebooks")])
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True
    )
    assert done.stdout.split() == [f"['{lent}']", str(tone.sentiment("peace")["compound"])], done.stderr


# The `compound` of NLTK's program and of the package vaderSentiment 3.3.2, read off both by themselves.
TWO_VADERS = """
 0.1779 -0.3412 | There is no hope.
 0.4404  0.4404 | There is hope.
 0.2500 -0.3875 | They signed no agreement.
 0.5093 -0.6755 | No good will come of it, no peace!
 0.6908  0.7735 | No matter who wins, nobody trusts them.
-0.8519 -0.0139 | They fear no war, nor a bad peace.
-0.2235  0.7013 | Without a doubt, an excellent idea.
 0.8230  0.7702 | He was never so happy.
 0.7942  0.7366 | He was never this happy.
 0.0000  0.0000 | A “great” deal?!
 0.0000  0.6249 | (great)
 0.4310  0.4310 | The deal is, to say the least, bad.
 0.4310  0.4310 | It is the least bad of all.
-0.5106 -0.5563 | This is a total failure.
 0.4588  0.4033 | It is a slight improvement.
-0.2755 -0.2755 | He did NOT agree.
-0.3412 -0.3412 | NOTHING good came of it.
 0.0129  0.0129 | The talks were good, but the end was bad, but good.
 0.3400  0.7579 | They won 😁 and we lost 💔
-0.2732  0.0772 | A kiss of death for the talks
 0.6908  0.6908 | Yeah right, peace.
 0.7579  0.0765 | Good people, good talks, good deal, but no trust.
-0.6732 -0.6732 | VERY bad
 0.8885  0.8885 | It is peace, peace, peace.
-0.0762 -0.0762 | They do not lack support.
 0.0000 -0.1759 | 'Peace,' she said; 'war!'
-0.2732 -0.0191 | C14
-0.3612  0.2349 | C35
 0.1280 -0.3089 | C63
 0.4939  0.5413 | D03
 0.8573  0.8568 | D05
 0.3306  0.2716 | D07
 0.4588  0.5070 | E40
"""


def test_two_programs_of_one_name_give_two_scores():
    for line in TWO_VADERS.strip().splitlines():
        numbers, text = line.split(" | ")
        text = TEXTS.get(text, text)
        found = [tone.sentiment(text, rules=rules)["compound"] for rules in tone.RULES]
        assert found == [float(number) for number in numbers.split()], line
    assert list(tone.RULES) == ["nltk", "original"]


def test_they_part_in_seven_units_and_in_two_by_sign():
    two = {unit: [tone.sentiment(text, rules)["compound"] for rules in tone.RULES] for unit, text in TEXTS.items()}
    assert [unit for unit, (one, other) in two.items() if one != other] == "C14 C35 C63 D03 D05 D07 E40".split()
    assert [unit for unit, (one, other) in two.items() if one * other < 0] == ["C35", "C63"]


@pytest.mark.parametrize("rules", ["NLTK", None, 1, ["nltk"], ("nltk", "original")])
def test_other_rules_are_refused(rules):
    with pytest.raises(BadInput, match='^The rules can be "nltk" or "original", not .+[.]$'):
        tone.sentiment("peace", rules)


@pytest.mark.parametrize("call", [tone.sentiment, tone.sentiment_words, tone.density_of])
@pytest.mark.parametrize("given", [None, 5, b"peace", ["peace"], float("nan")])
def test_what_is_no_text_is_refused(call, given):
    with pytest.raises(BadInput, match="A text is expected here.*, not "):
        call(given)


def test_sentiment_words_are_those_that_count(by_nltk):
    for text in TEXTS.values():
        words = tone.sentiment_words(text)
        assert [by_nltk.lexicon[word.lower()] for word in words["word"]] == list(words["score"])
        scores = tone.sentiment(text)
        assert words.empty == (scores["neg"] == scores["pos"] == 0)
        at = -1
        for word in words["word"]:
            at = text.index(word, at + 1)
    assert list(tone.sentiment_words(TEXTS["A02"])["word"]) == ["supporter", "support", "obstacle", "stalled"]
    assert list(tone.sentiment_words(TEXTS["B21"])["word"]) == ["great"]  # and not the "kind" of "kind of"
    assert list(tone.sentiment_words("").columns) == ["word", "score"]


# -- loaded words ------------------------------------------------------------------------------------------------------


def test_loaded_spans_are_those_of_the_reference():
    table = tone.loaded(REFERENCE, UNITS)
    spans = {unit: spans.split(" | ") for unit, spans in zip(REFERENCE["id"], REFERENCE["loaded_span"]) if spans}
    wanted = [(unit, span) for unit in spans for span in spans[unit]]
    assert list(zip(table["unit_id"], table["span"])) == wanted
    assert all(span in TEXTS[unit] for unit, span in wanted)
    assert (table["source"] == table["unit_id"].str[0]).all()
    assert set(table["does"]) == set(tone.DOES)  # each is used, and no span is without one
    by_hand = corpus.read_table("tone/loaded.csv", ["unit_id", "span", "does"])
    assert list(zip(by_hand["unit_id"], by_hand["span"])) == wanted


def test_the_same_word_does_the_same_whoever_it_is_about():
    table = tone.loaded(REFERENCE, UNITS)
    assert (table.groupby(table["span"].str.lower())["does"].nunique() == 1).all()
    assert table["span"].duplicated().any()


def test_a_judging_word_counts_whoever_is_quoted():
    """Jeremic's *problematic* as Trump's *tragic*; what tells how violent something was is in neither B23 nor D09."""
    spans = CODED["loaded_span"].str.split(" | ", regex=False)
    assert "deeply problematic" in spans["C73"] and "tragic" in spans["D09"]
    assert "violent" in TEXTS["B23"] and "violent" in TEXTS["D09"]
    assert "bloody" in spans["A07"] and "bloody" in spans["D02"]  # which has a plainer word, violent
    assert not any("violent" in span for own in spans for span in own)


def cell(name):
    return next(cell for cell in nbformat.read(LESSON, 4).cells if cell.id == name)


def test_against_whom_every_loaded_word_is():
    """One rule for the whole table: marks as any word, all that a side is freed of, and every word for what Kosovo is."""
    table = tone.loaded(REFERENCE, UNITS)
    against = dict(zip(zip(table["unit_id"], table["span"]), table["against"]))
    pristina, belgrade, pristina_is, belgrade_is, both, neither = tone.AGAINST
    assert set(against.values()) == set(tone.AGAINST)
    for place, side in {
        ("A02", "“independent”"): pristina_is,
        ("C06", "“compensating”"): belgrade,
        ("A07", "settler"): pristina,
        ("C73", "deeply problematic"): pristina,
        ("C38", "Relieving"): belgrade,
        ("C54", "freed from political dependence"): belgrade,
        ("C58", "Relieved of the need"): belgrade,
        ("C90", "liberating a country"): belgrade_is,
        ("C37", "legitimate"): neither,
        ("C70", "easily fills"): neither,
        ("C04", "pretends"): both,
    }.items():
        assert against[place] == side, place
    status = set(record.status_words()[["unit_id", "words"]].itertuples(index=False, name=None))
    its = {place for place, side in against.items() if side in (pristina_is, belgrade_is)}
    assert its == status | {("C03", "bitterly departed")}


def test_what_the_lesson_says_of_the_sides():
    table, words = tone.loaded(REFERENCE, UNITS), tone.density(UNITS).set_index("source")["words"]
    pristina, belgrade, *_, neither = tone.AGAINST
    count = table.groupby(["against", "source"]).size()
    assert dict(count[pristina]) == {"A": count[pristina, "A"], "C": 1} and set(count[belgrade].index) == {"C"}
    assert count[belgrade, "C"] > count[pristina, "A"]
    assert count[pristina, "A"] / words["A"] > count[belgrade, "C"] / words["C"]
    aimed = table[(table["against"] != neither) & table["source"].isin(["B", "D", "E"])]
    assert set(aimed["against"]) == {"Belgrade's view of what Kosovo is"}
    mocked = set(table.loc[(table["does"] == "mock"), "against"])
    assert not [side for side in mocked if side.startswith("Pristina")] and "both sides" in mocked


def test_the_lesson_shows_every_loaded_word():
    """Each side with all its words, and the whole table at the end, where a remembered word is looked for."""
    shown = {}
    for name in ("aimed", "at-first-back"):
        plain = "".join(output.data["text/plain"] for output in cell(name).outputs if "data" in output)
        shown[name] = " ".join(plain.split())
    for row in tone.loaded(REFERENCE, UNITS).itertuples():
        assert f"{row.span} ({row.unit_id}, {row.does})" in shown["aimed"], row
        assert f"{row.span} ({row.unit_id})" in shown["at-first-back"], row


def test_one_rule_takes_every_word_for_what_kosovo_is():
    """Whichever way it leans, unless the unit says it as its claim or one cannot tell who is meant."""
    kind = re.compile(r"\b(?:country|countries|nations?|states?|republic|province)\b", re.I)
    table = tone.loaded(REFERENCE, UNITS)
    for row in corpus.load_table("mentions").itertuples():
        if row.entity_id in ("kosovo", "pair") and kind.search(row.text):
            left_out = re.search("predicate|ambiguous|unspecified", row.note)
            spans = table.loc[(table["unit_id"] == row.unit_id) & (table["does"] == "presuppose"), "span"]
            word = kind.search(row.text).group()
            assert bool(left_out) != any(word in span and span in TEXTS[row.unit_id] for span in spans), row
    for unit in ("B23", "C37", "C42", "E24"):  # what the codebook leaves out, the lesson names and shows
        assert unit in cell("quarrel-see").source and f'"{unit}"' in cell("quarrel-shown").source
    six = [("A02", "PRISTINA, Serbia"), ("B19", "former province"), ("C03", "former province"), ("D02", "two nations")]
    six += [("D16", "country of Kosovo"), ("E03", "two nations")]
    assert set(six) <= set(zip(table["unit_id"], table["span"]))
    before = corpus.load_table("tone/loaded_before")
    assert [pair in set(zip(before["unit_id"], before["span"])) for pair in six] == [True] + [False] * 5


def test_what_the_table_was_at_first_differs_only_as_the_lesson_says():
    was = {(r.unit_id, r.span): r.does for r in corpus.load_table("tone/loaded_before").itertuples()}
    now = {(r.unit_id, r.span): r.does for r in tone.loaded(REFERENCE, UNITS).itertuples()}
    assert set(was) < set(now)
    changed = {key for key in now if was.get(key) != now[key]}
    assert changed - set(was) >= {("C73", "deeply problematic")}
    assert {now[key] for key in changed - {("C73", "deeply problematic")}} == {"presuppose"}
    assert {span for _, span in changed & set(was)} == {"settler", "heavy burden", "burden", "bitterly departed"}


def test_what_the_lesson_says_of_its_numbers():
    """The prose has "no text more than half", "all five", and bands of chance for the AUC."""
    loaded = tone.loaded(REFERENCE, UNITS)
    assert set(loaded.loc[loaded["does"] == "presuppose", "source"]) == set("ABCDE")
    assert set(loaded.loc[loaded["does"].isin(["mock", "label"]), "source"]) == {"C"}
    by_others, known = tone.found_by_others(loaded, UNITS), set(loaded["unit_id"])
    found = set(by_others.loc[by_others["found"] > 0, "id"])
    assert found < known  # none that is not loaded
    for source in "ABCDE":
        here = {unit for unit in known if unit[0] == source}
        assert len(found & here) <= len(here) / 2
    codings = [corpus.load_table(f"coding/{which}")["loaded"] for which in ("reference", "first_pass", "second_pass")]
    measured, inside = tone.measured(UNITS, loaded), {}
    for name, values in measured.items():
        bands = [chance.middle(tone.auc_by_chance(values, labels)) for labels in codings]
        inside[name] = [low <= tone.auc(values, labels) <= high for labels, (low, high) in zip(codings, bands)]
    for name in ("VADER by NLTK", "VADER by its authors", "hedges", "boosters"):
        assert all(inside.pop(name)), name
    assert inside["loaded words of the other texts"] == [False, True, True]
    assert inside["number of words"] == [False] * 3
    assert inside["VADER by NLTK, without the sign"] == [True, False, False]
    vader = measured["VADER by NLTK"]
    rounds = tone.auc_by_chance(vader, CODED["loaded"])
    assert 0.45 < (rounds > tone.auc(vader, CODED["loaded"])).mean() < 0.55  # about half of the rounds lie above


def test_the_two_programs_part_where_the_lesson_says():
    both = {unit: [tone.sentiment(text, rules)["compound"] for rules in tone.RULES] for unit, text in TEXTS.items()}
    assert sum(abs(nltk - own) > 1e-9 for nltk, own in both.values()) == 7
    assert {unit for unit, (nltk, own) in both.items() if (nltk > 0) != (own > 0)} == {"C35", "C63"}
    assert [tone.sentiment("There is no hope.", rules)["compound"] > 0 for rules in tone.RULES] == [True, False]


def test_what_the_exercises_take_for_loaded():
    loaded = tone.loaded(REFERENCE, UNITS)
    assert [CODED.loc[unit, "loaded"] for unit in ("A02", "B12", "B14", "C18", "D09", "E35")] == [
        *("yes", "no", "no", "yes", "yes", "yes")
    ]
    for unit, shared in {"C04": {"pretends"}, "C18": {"happily"}, "B07": set(), "D09": {"tragic", "failed"}}.items():
        counted = set(tone.sentiment_words(TEXTS[unit])["word"])
        assert counted & set(loaded.loc[loaded["unit_id"] == unit, "span"]) == shared, unit


def test_no_hint_speaks_of_a_cell_where_there_is_a_table_to_open():
    for name, question in QUESTIONS.items():
        assert not [hint for hint in question.hints if "Run the cell" in hint], name


def test_a_list_is_not_tested_on_the_text_it_was_made_of():
    own = units("Both countries pretend.", "The two countries met.")
    own["source"] = ["F", "G"]
    words = pd.DataFrame([("F", "pretend"), ("F", "countries"), ("G", "both countries")], columns=["source", "span"])
    assert tone.found_by_others(words, own)["found"].tolist() == [1, 1]
    assert tone.found_by_others(words[:0], own)["found"].tolist() == [0, 0]
    with pytest.raises(BadInput, match="source and span|no column span"):
        tone.found_by_others(words[["source"]], own)


def test_loaded_takes_another_coding():
    own = pd.DataFrame({"id": ["A02", "C02"], "loaded_span": ["stalled", "underwhelming"]})
    assert tone.loaded(own, UNITS).to_numpy().tolist() == [
        ["A02", "A", "stalled", "", ""],
        ["C02", "C", "underwhelming", "blame", "neither"],
    ]
    assert tone.loaded(own, UNITS[UNITS["source"] == "B"]).empty


@pytest.mark.parametrize("coding", [None, "reference", REFERENCE[["id", "loaded"]], []])
def test_what_is_no_coding_is_refused(coding):
    with pytest.raises(BadInput, match="The coding has (to be a table with the columns id and|no column) loaded_span"):
        tone.loaded(coding, UNITS)


# -- hedges and boosters -----------------------------------------------------------------------------------------------


def test_the_lists_are_clean():
    words = tone.words_of_tone()
    assert not words["word"].duplicated().any()
    assert (words["word"] == words["word"].str.lower().str.strip()).all()
    assert words["kind"].value_counts().between(40, 80).all()


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Theresa May said in May that the talks may fail.", ["may"]),
        ("May 4 is the day. May they succeed!", ["May"]),
        ("The mayor is unlikely to come.", ["unlikely"]),
        ("It is not clear whether he agrees.", ["not clear"]),
        ("“Perhaps,” he said. I think so.", ["Perhaps", "I think"]),
        ("Some 300 people spoke about some 40 of them, about war.", ["Some 300", "some 40"]),
        ("It is about 50,000.", ["about 50,000"]),
        ("The boat could not sail, and could be late.", ["could"]),
        ("| Leaders | Perhaps |", ["Perhaps"]),
        ("", []),
    ],
)
def test_hedges_by_function(text, expected):
    assert list(tone.hedges(units(text))["word"]) == expected


def test_of_two_words_the_longer_counts(monkeypatch):
    own = pd.DataFrame([("booster", "very", ""), ("hedge", "very likely", "")], columns=["kind", "word", "note"])
    monkeypatch.setattr(tone, "words_of_tone", lambda: own)
    hits = tone.hedges(units("This is very likely, and very good."))
    assert hits[["kind", "word"]].to_numpy().tolist() == [["hedge", "very likely"], ["booster", "very"]]


def test_hedges_stand_in_their_units():
    for row in tone.hedges(UNITS).itertuples():
        assert row.left + row.word + row.right in TEXTS[row.id] and row.source == row.id[0]


# How far the lists go on the collection. They were written by somebody who had read it: on another text they do worse.
@pytest.mark.parametrize(
    "kind, code, both, found, coded", [("hedge", "hedged", 27, 36, 27), ("booster", "boosted", 12, 23, 16)]
)
def test_the_lists_against_the_reference(kind, code, both, found, coded):
    hits = tone.hedges(UNITS)
    by_list, by_hand = set(hits.loc[hits["kind"] == kind, "id"]), set(CODED.index[CODED["certainty"] == code])
    assert (len(by_list & by_hand), len(by_list), len(by_hand)) == (both, found, coded)


def test_a_hedge_in_form_only():
    hits = tone.hedges(UNITS).set_index("id")
    assert (
        hits.loc["B08", "word"] == "possible" and CODED.loc["B08", "certainty"] == "boosted"
    )  # "in every possible way"


# -- two measures ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "first, second, expected",
    [
        ([1, 2, 3, 4, 5], [5, 6, 7, 8, 7], 0.8207826816681233),  # as scipy.stats.spearmanr has it
        (
            [106, 100, 86, 101, 99, 103, 97, 113, 112, 110],
            [7, 27, 2, 50, 28, 29, 20, 12, 6, 17],
            -29 / 165,
        ),  # IQ and TV
        ([1, 2, 3], [10, 20, 900], 1),
        ([1, 2, 3], [3, 2, 1], -1),
        ([0, 0, 1, 1], [True, True, False, False], -1),
    ],
)
def test_spearman(first, second, expected):
    assert tone.spearman(first, second) == pytest.approx(expected)
    assert tone.spearman(second, first) == pytest.approx(expected)


def test_auc_is_the_share_of_pairs():
    chance = random.Random(3)
    for _ in range(20):
        scores, labels = [chance.randint(0, 6) for _ in range(30)], ["yes", "no", *chance.choices(["yes", "no"], k=28)]
        pairs = [(s, t) for s, a in zip(scores, labels) for t, b in zip(scores, labels) if a == "yes" and b == "no"]
        assert tone.auc(scores, labels) == pytest.approx(
            np.mean([1.0 if s > t else 0.5 if s == t else 0.0 for s, t in pairs])
        )
    assert tone.auc([1, 2, 3], [False, True, True]) == 1
    assert tone.auc(pd.Series([5, 5], index=[3, 4]), np.array([True, False])) == 0.5


def test_auc_by_chance_is_that_of_shuffled_scores():
    scores, labels = [1, 1, 2, 5, 9, 4, 4, 8], ["yes", "no", "no", "yes", "yes", "no", "no", "yes"]
    by_chance = tone.auc_by_chance(scores, labels)
    wanted = [tone.auc(list(row), labels) for row in chance.shuffled(pd.Series(scores).rank())]
    assert by_chance == pytest.approx(wanted)
    assert abs(by_chance.mean() - 0.5) < 0.05 and len(tone.auc_by_chance(scores, labels, rounds=7)) == 7


@pytest.mark.parametrize(
    "call, first, second, said",
    [
        (tone.spearman, [1, 2], [1], "2 numbers and the second 1"),
        (tone.spearman, [1, 1], [1, 2], "at least two different"),
        (tone.spearman, "12", [1, 2], "not a text"),
        (tone.spearman, [1, "peace"], [1, 2], "something in it is none"),
        (tone.spearman, [1, None], [1, 2], "something in it is none"),
        (tone.spearman, 5, [1], "not a whole number"),
        (tone.auc, [1, 2], ["yes", "maybe"], 'a list of "yes" and "no"'),
        (tone.auc, [1, 2], None, 'a list of "yes" and "no"'),
        (tone.auc, [1, 2], ["yes"], "2 scores and 1 labels"),
        (tone.auc, [1, 2], ["no", "no"], "both labels"),
        (tone.auc, [], [], "both labels"),
    ],
)
def test_what_cannot_be_measured_is_refused(call, first, second, said):
    with pytest.raises(BadInput, match=said):
        call(first, second)


# What the lesson says: neither the score, nor its size, nor the hedges tell the loaded units from the others.
def test_how_little_the_scores_tell():
    compound = pd.Series([tone.sentiment(text)["compound"] for text in TEXTS.values()])
    hits = tone.hedges(UNITS)
    hedged = hits[hits["kind"] == "hedge"].groupby("id").size().reindex(UNITS["id"], fill_value=0)
    loaded = CODED["loaded"].reindex(UNITS["id"])
    told = [(tone.spearman(x, loaded == "yes"), tone.auc(x, loaded)) for x in (compound, compound.abs(), hedged)]
    assert [(round(rho, 2), round(area, 2)) for rho, area in told] == [(-0.0, 0.5), (0.12, 0.57), (-0.03, 0.49)]


# -- density -----------------------------------------------------------------------------------------------------------


def by_rule():
    return pd.concat([tone.density_of("\n".join(own["text"]), source) for source, own in UNITS.groupby("source")])


def test_density_by_hand_on_a_small_text():
    text = 'Premier Anders Tolvik met 12 guests in Port Ansgar on Monday, 9 May 2011. "We agree," Tolvik said. In all, two came.'
    row = tone.density_of(text, "small").iloc[0]
    assert row["words"] == 22
    assert row[tone.MEASURES].tolist() == [3, 2, 2, 1, 1]  # Monday and the 9th of May are two; "In" is no name
    assert row["per_100"] == 100 * (3 + 2 + 2 + 1) / 22


def test_density_counts_the_tables():
    table = tone.density(UNITS).set_index("source")
    assert list(table.index) == list("ABCDE")
    mentions, quoted, told = (corpus.load_table(name) for name in ("mentions", "quotations", "reported"))
    for source, row in table.iterrows():
        own = [
            m
            for m in mentions.to_dict("records")
            if m["unit_id"][0] == source and m["head"] and "nested" not in m["note"]
        ]
        marks = [q for q in quoted.to_dict("records") if q["source"] == source and q["kind"] != "scare"]
        named = [r for r in told.to_dict("records") if r["source"] == source and r["speaker"][0] != "("]
        assert row[["names", "quotations", "attributions"]].tolist() == [len(own), len(marks), len(named) + len(marks)]
    part = tone.density(UNITS[UNITS["id"] == "B10"])
    assert part[tone.MEASURES].to_numpy().tolist() == [[2, 0, 1, 0, 0]]


def test_the_rule_beside_the_tables():
    rule, table = by_rule().set_index("source"), tone.density(UNITS).set_index("source")
    assert (rule[["words", "numbers", "dates"]] == table[["words", "numbers", "dates"]]).all(axis=None)
    names = rule["names"] / table["names"]
    assert names[list("ABCD")].between(1, 1.25).all()
    assert names["E"] > 2
    extra = {  # capitals in lists and tables are taken for names
        role: tone.density_of(" ".join(own["text"]))["names"][0] - tone.density(own)["names"][0]
        for role, own in UNITS[UNITS["source"] == "E"].groupby("role")
    }
    assert extra["list"] + extra["table"] > sum(extra.values()) / 2 > 2 * (extra["heading"] + extra["headline"])
    (d, e), (c, own) = rule.loc[["D", "E"], "per_100"], table.loc[["C", "E"], "per_100"]
    assert round(e / d, 1) == 0.8 and round(own / c, 1) == 0.5  # four fifths of the next, and half of the next
    assert (rule["per_100"].drop("E") >= d).all() and (table["per_100"].drop("E") >= c).all()
    assert (rule["attributions"] < 0.65 * table["attributions"]).all()  # most is ascribed without one of these verbs


def test_the_empty_text_passes_for_full():
    text = tone.empty()
    row = tone.density_of(text).iloc[0]
    assert 180 <= row["words"] <= 220
    assert row["per_100"] > max(by_rule()["per_100"].max(), tone.density(UNITS)["per_100"].max())
    assert row["quotations"] and row["names"] and row["numbers"] and row["dates"]
    known = {word for head in corpus.load_table("mentions")["head"] for word in re.findall(r"\w{4,}", head)}
    titles = {"President", "Minister", "Premier", "Council", "Conference"}
    assert not (known - titles) & set(re.findall(r"\w+", text))  # nobody of the five sources is in it


def test_density_refuses():
    with pytest.raises(BadInput, match="The unit X01 is not in the tables"):
        tone.density(units("Peace."))
    with pytest.raises(BadInput, match="no word"):
        tone.density_of(" … ")


# -- the figures -------------------------------------------------------------------------------------------------------


def test_each_unit_has_a_square_at_its_score(paged):
    tone.show_sentiment(UNITS, REFERENCE)
    [(plain, rich)] = paged
    scores = {unit: tone.sentiment(text)["compound"] for unit, text in TEXTS.items()}
    for source, strip in zip(
        "ABCDE", re.findall(r"<div style=\"display:flex;align-items:flex-end.*?</div>", rich), strict=True
    ):
        heaps = strip.split('<span style="flex:1 1 0')[1:]
        assert len(heaps) == 45
        for column, heap in enumerate(heaps, start=-22):
            own = [
                CODED.loc[unit, "loaded"]
                for unit, score in scores.items()
                if unit[0] == source and round(score / 0.045) == column
            ]
            assert (heap.count("border:2px solid"), heap.count("border:1px solid")) == (
                own.count("yes"),
                own.count("no"),
            )
    assert f"189 units, {sum(CODED['loaded'] == 'yes')} of them loaded" in rich
    assert "A · 13 units · the lowest A07 (-0.77) · the highest A06 (0.82)" in plain
    assert plain.endswith("The lowest is D09 (-0.88) and the highest E35 (0.99).")


def test_the_bars_of_density_have_every_number(paged):
    table = pd.concat([tone.density(UNITS), tone.density_of(tone.empty(), "<invented>")])
    tone.show_density(table)
    [(plain, rich)] = paged
    rates = [[100 * count / words for count, words in zip(table[name], table["words"])] for name in tone.MEASURES]
    rates.append(list(table["per_100"]))
    shown = re.findall(r"width:([\d.]+)em[^>]*>&nbsp;</span> ([\d.]+)</td>", rich)
    by_line = [(rate, max(block)) for line in zip(*rates) for rate, block in zip(line, rates)]
    assert [float(width) for width, _ in shown] == pytest.approx(
        [3.6 * rate / most for rate, most in by_line], abs=0.01
    )
    assert [said for _, said in shown] == [f"{rate:.1f}" for rate, _ in by_line]
    assert "&lt;invented&gt;</th>" in rich and "names <invented> (13.2) and E (5.2)" in plain


def test_figures_refuse():
    with pytest.raises(BadInput, match="no unit in this table"):
        tone.show_sentiment(UNITS.head(0), REFERENCE)
    for given in (None, UNITS, tone.density(UNITS).head(0)):
        with pytest.raises(BadInput, match="not a table of density"):
            tone.show_density(given)


def test_a_score_that_somebody_changes_is_not_kept():
    scores = tone.sentiment("I love it")
    scores["compound"] = 9
    assert tone.sentiment("I love it")["compound"] != 9
