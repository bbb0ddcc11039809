"""Lesson 07's module: the four jobs of a frame, shares and their interval, words that mark a source, and the figures."""

import math
import re
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from sidebyside import chance, claims, corpus, exercises, frames, plots, words
from sidebyside.corpus import BadInput

UNITS = corpus.load_units()
TEXT = dict(zip(UNITS["id"], UNITS["text"]))
REFERENCE = corpus.load_table("coding/reference")


def refused(call, said):
    """The call is refused by one short sentence that says this."""
    with pytest.raises(BadInput) as error:
        call()
    assert said in str(error.value) and "\n" not in str(error.value) and len(str(error.value)) < 200


def tokens_of(sources):
    texts = UNITS.loc[UNITS["source"].isin(list(sources)), "text"]
    return [token.lower() for text in texts for token in words.tokens(text) if words.is_word(token)]


# -- the four jobs of a frame ------------------------------------------------------------------------------------------


def test_each_source_has_its_four_rows_with_words_from_its_units():
    table = frames.functions()
    assert sorted(zip(table["source"], table["function"])) == sorted((s, f) for s in "ABCDE" for f in frames.FUNCTIONS)
    for row in table.itertuples():
        ids, quoted = row.unit_ids.split(), [part for part in row.words.split(" | ") if part]
        where = (row.source, row.function)
        assert row.answer.strip() and len(ids) == len(set(ids)) and bool(ids) == bool(quoted), where
        assert all(TEXT[unit] and unit[0] == row.source for unit in ids), where
        for part in quoted:
            assert any(part in TEXT[unit] for unit in ids), (where, part)
        for unit in ids:
            assert any(part in TEXT[unit] for part in quoted), (where, unit)


def test_the_table_given_is_ones_own():
    table = frames.functions()
    table["answer"] = "changed"
    assert "changed" not in set(frames.functions()["answer"])


MADE = """source,function,answer,unit_ids,words
A,remedy,None is given.,,
A,problem,<b>Talks</b>,A08 A02,have made little progress | stalled talks
A,cause,It says none.,,
A,judgement,It is <i>so-called</i>.,A07,so-called
"""


@pytest.fixture
def made(monkeypatch, tmp_path):
    """A made-up table in place of the course's own; the rest of the data as it is."""
    read = corpus.read_text
    monkeypatch.setattr(corpus, "read_text", lambda file: MADE if file == "frames/functions.csv" else read(file))
    frames._functions.cache_clear()
    yield
    frames._functions.cache_clear()


def test_the_rows_of_a_source_come_in_order(made):
    assert frames.entman(" a ")["function"].tolist() == frames.FUNCTIONS
    assert list(frames.entman("A")) == ["source", "function", "answer", "unit_ids", "words"]


def test_an_unknown_source_is_one_sentence():
    refused(lambda: frames.entman("F"), 'no source "F": the sources are A, B, C, D and E')
    refused(lambda: frames.entman(3), "not by a whole number")


def test_a_damaged_table_is_named(monkeypatch):
    frames._functions.cache_clear()
    monkeypatch.setattr(corpus, "read_text", lambda file: MADE.replace("remedy", "cure"))
    with pytest.raises(BadInput, match='data/frames/functions.csv is damaged: it has "cure" under function'):
        frames.functions()
    frames._functions.cache_clear()


# -- the interval ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "count, of, low, high",
    [
        (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0000, 0.1611), (1, 29, 0.0061, 0.1718),  # Newcombe 1998
        (0, 10, 0.0000, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0000),  # proportion_confint of statsmodels
    ],
)  # fmt: skip
def test_wilson_of_values_in_print(count, of, low, high):
    assert tuple(round(end, 4) for end in frames.wilson(count, of)) == (low, high)


@pytest.mark.parametrize("of", [1, 2, 13, 89, 1000])
def test_wilson_ends_where_the_count_would_begin_to_surprise(of):
    for count in {0, 1, of // 3, of // 2, of - 1, of}:
        low, high = frames.wilson(count, of)
        assert 0 <= low <= count / of <= high <= 1
        for end in {low, high} - {0.0, 1.0}:  # |share - p| is 1.96 standard errors of p itself
            away = abs(count / of - end) / math.sqrt(end * (1 - end) / of)
            assert math.isclose(away, 1.959964, rel_tol=1e-5)
        assert frames.wilson(of - count, of) == pytest.approx((1 - high, 1 - low))


def test_wilson_takes_any_whole_number():
    assert frames.wilson(np.int64(5), 10.0) == frames.wilson(5, 10)
    assert all(type(end) is float for end in frames.wilson(np.int64(5), np.float64(10)))


@pytest.mark.parametrize(
    "count, of, said",
    [
        (3, 2, "between 0 and of (2), not be 3"), (-1, 4, "not be -1"), (0, 0, "1 or more, not 0"), (0, -2, "1 or more"),
        (2.5, 4, "count has to be a whole number of units, not 2.5"), (1, 4.5, "of has to be"), (math.nan, 4, "not nan"),
        (1, math.inf, "not inf"), (True, 4, "True or False"), ("3", 4, "not a text"), (3, None, "not nothing"),
        ([1], 4, "a list"),
    ],
)  # fmt: skip
def test_what_has_no_interval_is_refused(count, of, said):
    refused(lambda: frames.wilson(count, of), said)


# -- shares ------------------------------------------------------------------------------------------------------------


def test_the_frames_are_those_of_the_codebook():
    codebook = claims.codebook()
    assert frames.FRAMES == codebook.loc[codebook["variable"] == "frame", "value"].tolist()


@pytest.mark.parametrize("none", [False, True])
def test_the_shares_are_those_counted_another_way(none):
    table = frames.shares(REFERENCE, UNITS, none=none)
    names = frames.FRAMES if none else frames.FRAMES[:-1]
    assert list(zip(table["source"], table["frame"])) == [(s, f) for s in "ABCDE" for f in names]
    codes = {
        s: [f for unit, f in zip(REFERENCE["id"], REFERENCE["frame"]) if unit[0] == s and f in names] for s in "ABCDE"
    }
    for row in table.itertuples():
        own = codes[row.source]
        assert (row.count, row.of) == (own.count(row.frame), len(own))
        assert row.share == row.count / row.of and (row.low, row.high) == frames.wilson(row.count, row.of)
    assert set(table["of"]) == ({13, 28, 90, 17, 41} if none else {13, 27, 89, 17, 32})


def coded(*rows):
    return pd.DataFrame(rows, columns=["id", "frame"])


def test_what_is_not_coded_is_left_out():
    rows = [("C01", "law"), ("C02", "none"), ("C03", ""), ("A01", "none"), ("B01", pd.NA), ("B02", ...)]
    table = frames.shares(coded(*rows), UNITS)
    assert (
        set(table["source"]) == {"C"} and table["of"].eq(1).all() and table["count"].tolist() == [0, 1, 0, 0, 0, 0, 0]
    )
    whole = frames.shares(coded(("C01", "law"), ("C02", "none"), ("A01", "none")), UNITS, none=True)
    assert whole.groupby("source")["of"].first().to_dict() == {"A": 1, "C": 2}


@pytest.mark.parametrize(
    "coding, said",
    [
        (coded(("A01", "laws")), 'A01 has the frame "laws", which is not in the codebook: did you mean law?'),
        (coded(("A01", 3)), 'the frame "3"'),
        (coded(("A01", "law"), ("A01", "law")), "A01 twice"),
        (coded(("X01", "law")), "None of these units"),
        (coded(("A01", "none")), "None of these units has a frame"),
        (coded(), "None of these units"),
        (REFERENCE.drop(columns="frame"), "no column frame"),
        (REFERENCE.drop(columns="id"), "no column id"),
        ([("A01", "law")], "not a list"),
    ],
    ids=range(9),
)
def test_what_is_no_coding_is_refused(coding, said):
    refused(lambda: frames.shares(coding, UNITS), said)
    refused(lambda: frames.show_shares(coding, UNITS), said)


def test_what_are_no_units_is_refused():
    refused(lambda: frames.shares(REFERENCE, UNITS["text"]), "The units have to be a table")


def text_boxes(fig):
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    renderer = FigureCanvasAgg(fig).get_renderer()
    fig.canvas.draw()
    texts = []
    for ax in fig.axes:
        texts += [*ax.texts, ax._left_title]
        if ax.axison:
            texts += [*ax.get_yticklabels(), ax.xaxis.label]
    return [(text.get_text(), text.get_window_extent(renderer)) for text in texts if text.get_text()]


def all_fit(fig):
    boxes = text_boxes(fig)
    width, height = fig.bbox.width, fig.bbox.height
    assert width <= 1000
    for n, (text, box) in enumerate(boxes):
        assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width and box.y1 <= height, f"{text} is cut off"
        for other, there in boxes[:n]:
            assert not box.overlaps(there), f"{text} and {other} overlap"


def test_the_bars_of_shares_have_each_point_and_interval(paged):
    frames.show_shares(REFERENCE, UNITS)
    [(plain, rich)] = paged
    table = frames.shares(REFERENCE, UNITS)
    blocks = re.split(r"<b>([A-E]) \((\d+) units\)</b>", rich)[1:]
    for source, of, block in zip(blocks[::3], blocks[1::3], blocks[2::3], strict=True):
        own = table[table["source"] == source].set_index("frame")
        lines = re.findall(r">(\w+)</span> (<span.*?)<small[^>]*>(\d+) of (\d+)</small>", block)
        assert sorted(frame for frame, *_ in lines) == sorted(own.index) and own["of"].eq(int(of)).all()
        for frame, bar, count, total in lines:
            low, to_share, to_high = map(float, re.findall(r"width:([\d.]+)%", bar))
            row = own.loc[frame]
            assert np.allclose(
                [low, low + to_share, low + to_share + to_high],
                100 * row[["low", "share", "high"]].astype(float),
                atol=0.011,
            )
            assert (int(count), int(total)) == (row["count"], row["of"]) and plots.colour(source) in bar
        counts = [int(count) for *_, count, _ in lines]
        assert counts == sorted(counts, reverse=True)
        assert f"{source} ({of} units) · {lines[0][0]} {lines[0][2]} of {of} (" in plain
    assert len(blocks) == 15


def test_the_sentence_says_who_leads_and_whether_clearly(paged):
    frames.show_shares(REFERENCE, UNITS)
    sentence = paged[0][0].splitlines()[-1]
    assert (
        "process in A (8 of 13, 36% to 82%; next 2 of 13, 4% to 42%); rivalry in B (10 of 27, 22% to 56%; next 9 of 27, "
        in sentence
    )
    apart = []
    for source in "ABCDE":
        own = [f for unit, f in zip(REFERENCE["id"], REFERENCE["frame"]) if unit[0] == source and f != "none"]
        (_, first), (_, second) = pd.Series(own).value_counts().head(2).items()
        if frames.wilson(first, len(own))[0] > frames.wilson(second, len(own))[1]:
            apart.append(source)
    assert sentence.endswith(f"its interval parts from the runner-up’s in {' and '.join(apart)} alone.") and apart == [
        "C",
        "E",
    ]


@pytest.mark.parametrize(
    "a, b, said",
    [
        (
            "law law none",
            "law economy",
            "economy and law in B (1 of 2, 9% to 91%; next 0 of 2, 0% to 66%); in no source does",
        ),
        ("law " * 12, "law " * 12, "the runner-up’s in every source"),
        ("law " * 12, "law economy", "the runner-up’s in A alone"),
    ],
)
def test_the_sentence_of_small_codings(paged, a, b, said):
    rows = [(f"{s}{n:02d}", frame) for s, text in (("A", a), ("B", b)) for n, frame in enumerate(text.split(), start=1)]
    frames.show_shares(coded(*rows), UNITS[UNITS["source"].isin(["A", "B"])])
    assert said in paged[0][0]


# -- words that mark a source ------------------------------------------------------------------------------------------


def test_words_beyond_the_line_are_those_of_keyness():
    """Each round is what `keyness` would say if the shuffled words were the texts."""
    target, reference, small = tokens_of("D"), tokens_of("ABCE"), words.function_words()
    for uses in (1, 3):
        found = frames.beyond_by_chance(target, reference, leave_out=small, uses=uses, rounds=3)
        _, codes = np.unique([*target, *reference], return_inverse=True)
        for count, deal in zip(found, chance.shuffled(codes, len(target), rounds=3)):
            here, everywhere = Counter(map(str, deal)), Counter(map(str, codes))
            table = words.keyness(here.elements(), (everywhere - here).elements())
            known = dict(zip(map(str, codes), [*target, *reference]))
            table = table[~table["word"].map(known).isin(small) & (table["g2"] > 3.8415) & (table["target"] >= uses)]
            assert count == len(table)


def test_chance_makes_as_many_key_words_as_d_has_but_not_of_three_uses():
    target, reference, small = tokens_of("D"), tokens_of("ABCE"), words.function_words()
    table = words.keyness(target, reference)
    table = table[~table["word"].isin(small) & (table["g2"] > 3.84)]
    low, high = chance.middle(frames.beyond_by_chance(target, reference, leave_out=small))
    assert low < len(table) == 79 < high
    assert (table["target"] >= 3).sum() == 10 > frames.beyond_by_chance(target, reference, small, uses=3).max()


@pytest.mark.parametrize(
    "call, said",
    [
        (lambda: frames.beyond_by_chance("a text", ["b"]), "use tokens(text)"),
        (lambda: frames.beyond_by_chance(["a"], None), "The reference has to be a list of tokens, not nothing"),
        (lambda: frames.beyond_by_chance([], ["b"]), "The target is an empty list"),
        (lambda: frames.beyond_by_chance(["a"], ["b"], uses=0), "(uses)"),
        (lambda: frames.beyond_by_chance(["a"], ["b"], rounds=0), "The rounds"),
    ],
    ids=range(5),
)
def test_what_cannot_be_dealt_is_refused(call, said):
    refused(call, said)


def scored(score="g2", **words_):
    return pd.DataFrame({"word": list(words_), score: list(words_.values())})


@pytest.mark.parametrize(
    "call, said",
    [
        (lambda: frames.draw_words("a", "C"), "not a text"),
        (lambda: frames.draw_words(scored("g2", a="high"), "C"), "a number under g2"),
        (lambda: frames.draw_words(pd.concat([scored(a=1.0)] * 2), "C"), "each word once"),
        (lambda: frames.draw_words(REFERENCE, "C"), "has to have the columns word"),
        (lambda: frames.draw_words(scored(a=1.0).assign(target=1, reference=2), "C", top=2.5), "not 2.5"),
        (lambda: frames.draw_words(scored(a=1.0), "C"), "no column target"),
        (lambda: frames.draw_words(scored(a=-1.0).assign(target=1, reference=2), "C"), "No word of this table marks"),
        (lambda: frames.draw_words(scored(a=1.0).assign(target=1, reference=2), "C", top=None), "not nothing"),
    ],
    ids=range(8),
)
def test_what_cannot_be_drawn_is_refused(call, said):
    refused(call, said)


@pytest.mark.parametrize("measure, score, line", [(words.keyness, "g2", 3.8415), (words.log_odds, "z", 1.95996)])
def test_the_figure_of_words_is_their_table(drawn, measure, score, line):
    table = measure(tokens_of("C"), tokens_of("ABDE"))
    frames.draw_words(table.sample(frac=1, random_state=1), "C", top=7)
    [(fig, sentence)] = drawn
    ax = fig.axes[0]
    best = sorted(
        (-s, w, t, r) for s, w, t, r in zip(table[score], table["word"], table["target"], table["reference"])
    )[:7]
    assert [label.get_text() for label in ax.get_yticklabels()] == [word for _, word, _, _ in best]
    ends = [bar.get_segments()[0][:, 0].tolist() for bar in ax.collections]
    assert np.allclose(ends, [[0, -s] for s, _, _, _ in best])
    dots = [float(mark.get_xdata()[0]) for mark in ax.lines if mark.get_marker() == "o"]
    assert np.allclose(dots, [-s for s, _, _, _ in best])
    assert [text.get_text() for text in ax.texts if " : " in text.get_text()] == [f"{t} : {r}" for _, _, t, r in best]
    assert all(to_hex(bar.get_colors()[0]).upper() == plots.colour("C") for bar in ax.collections)
    [dashed] = [mark for mark in ax.lines if mark.get_linestyle() == "--"]
    assert math.isclose(dashed.get_xdata()[0], line, rel_tol=1e-4)
    assert f"{best[0][1]} ({best[0][2]} : {best[0][3]})" in sentence
    assert sentence.endswith(f"above 0: {(table[score] > 0).sum()}; beyond {line:.2f}: {(table[score] > line).sum()}.")
    all_fit(fig)


def test_the_figure_of_a_single_long_word(drawn):
    frames.draw_words(words.log_odds(["recognition-and-nothing-else", "b"], ["b", "c", "b"]), "mine")
    assert "recognition-and-nothing-else (1 : 0)" in drawn[0][1]
    all_fit(drawn[0][0])


# -- the rule of keywords ----------------------------------------------------------------------------------------------


def rule(*texts):
    units = pd.DataFrame({"id": [f"X{n:02d}" for n in range(len(texts))], "source": "X", "text": texts})
    return frames.by_words(units)[["frame", "words"]].to_numpy().tolist()


def test_the_rule_is_what_it_says():
    assert rule(
        "Trade and INVESTMENTS, says the court.",
        "Russia has warned of it.",  # not war
        "A war over trade",  # as many of each: the first in the codebook's order
        "It is historical.",
        "It is historic; talks, talks.",
        "",
        "The leader leads a competition.",
        "Trade-offs of power",
    ) == [
        ["economy", "Trade | INVESTMENTS"], ["none", ""], ["economy", "trade"], ["none", ""], ["process", "talks | talks"],
        ["none", ""], ["rivalry", "leads | competition"], ["economy", "Trade"],
    ]  # fmt: skip


def test_no_word_is_in_two_lists():
    for frame, known in frames.FRAME_WORDS.items():
        for word in known.split():
            found = [name for name, pattern in frames._patterns().items() if pattern.search(word.rstrip("*"))]
            assert found == [frame], word
        assert 8 <= len(known.split()) <= 16 and len(set(known.split())) == len(known.split())


def test_the_rule_agrees_less_with_the_reference_than_a_reading_does():
    table = frames.by_words(UNITS)
    assert list(table) == ["id", "frame", "words"] and table["id"].equals(UNITS["id"])
    assert set(table["frame"]) <= set(frames.FRAMES)
    assert ((table["frame"] == "none") == (table["words"] == "")).all()
    for unit, found in zip(table["id"], table["words"]):
        assert all(word in TEXT[unit] for word in found.split(" | ")), unit
    kappa = claims.kappa(table["frame"], REFERENCE["frame"])
    passes = claims.kappa(*(corpus.load_table(f"coding/{name}")["frame"] for name in ("first_pass", "second_pass")))
    assert round(kappa, 2) == 0.44 and passes > 0.9


def test_the_rule_takes_units_only():
    refused(lambda: frames.by_words("a text"), "The units have to be a table")


# -- the numbers that the replies and the lesson know -------------------------------------------------------------------


def test_the_replies_on_b_know_the_rounds():
    coded = REFERENCE[REFERENCE["frame"] != "none"]

    def rounds(coding, source, one, other):
        drawn = chance.drawn_again(coding.loc[coding["id"].str[0] == source, "frame"])
        return (drawn == one).sum(axis=1) - (drawn == other).sum(axis=1)

    in_b = rounds(coded, "B", "rivalry", "process")
    told = {
        int((rounds(coded, "D", "achievement", "economy") > 0).sum()): "D's number",
        int((in_b < 0).sum()): "in which `process` has more",
        int((in_b >= 0).sum()): "at least as many",
        int((in_b == 0).sum()): "the same number",
        int((rounds(REFERENCE, "B", "rivalry", "process") > 0).sum()): "without a frame",
    }
    question = exercises.named_questions("7")["rivalry-ahead"]
    assert len(told) == 5 and question.judge(np.int64((in_b > 0).sum())).outcome == "right"
    for number, said in told.items():
        assert said in question.judge(number).text, number
    assert f"in {(in_b < 0).sum()} `process` has more" in question.because


def test_the_table_of_russia_is_that_of_the_words():
    names = words.spread(UNITS, ["Moscow", "Russia*", "Putin"]).loc[["A", "B", "C"]]
    names["all three"] = names[["Moscow", "Russia*", "Putin"]].sum(axis=1)
    rows = [(n, names[n].idxmax(), (names[n] / names["words"]).idxmax()) for n in ("Moscow", "Russia*", "all three")]
    answer = pd.DataFrame(rows, columns=["name", "uses", "per_1000"])
    question = exercises.named_questions("7")["who-speaks-of-russia"]
    assert question.judge(answer).outcome == "right"
    rates = (1000 * names["all three"] / names["words"]).round(1)
    assert "all three names {}, {} and {}.".format(*rates) in question.because


def test_five_units_are_all_on_which_the_codings_differ():
    codes = [
        corpus.load_table(f"coding/{name}").set_index("id")["frame"]
        for name in ("first_pass", "second_pass", "reference")
    ]
    differ = [unit for unit in UNITS["id"] if len({coding[unit] for coding in codes}) > 1]
    assert differ == ["C42", "C58", "C63", "C66", "E03"]
