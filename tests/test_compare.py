"""Lesson 05's module: the stances against their table, shared runs against the naive way, silences, and what could be known."""

import csv
import json
import math
import random
import re
import subprocess
import sys
import textwrap
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sidebyside import compare, corpus, page, voices, words
from sidebyside.corpus import BadInput
from sidebyside.rules import sentences, shared_wording

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
UNITS = corpus.load_units()
PROPOSITIONS = {row["pid"]: row for row in csv.DictReader((corpus.DATA / "propositions.csv").open(encoding="utf-8"))}
CELLS = {
    (row["pid"], row["source"]): row for row in csv.DictReader((corpus.DATA / "stances.csv").open(encoding="utf-8"))
}


def refused(function, *arguments, **options):
    """What it says of input that it cannot use: one sentence."""
    with pytest.raises(BadInput) as raised:
        function(*arguments, **options)
    said = str(raised.value)
    assert "\n" not in said and "Error" not in said
    return said


# -- stances -----------------------------------------------------------------------------------------------------------


def test_every_stance_of_the_table_has_a_meaning_and_a_word_of_its_own():
    assert set(compare.STANCES) == {row["stance"] for row in CELLS.values()}
    assert list(compare.IN_A_WORD) == list(compare.STANCES) and len(set(compare.IN_A_WORD.values())) == 7


def test_the_matrix_is_the_table():
    cells = compare.matrix()
    assert list(cells) == list("ABCDE") and list(cells.index) == list(PROPOSITIONS)
    assert {(pid, source): cells.loc[pid, source] for pid in cells.index for source in cells} == {
        k: row["stance"] for k, row in CELLS.items()
    }


def test_a_matrix_of_ones_own():
    own = pd.DataFrame([("Q2", "x", "denies"), ("Q1", "x", "silent"), ("Q1", "y", "asserts"), ("Q2", "y", "hedges")],
                       columns=["pid", "source", "stance"])  # fmt: skip
    cells = compare.matrix(own)
    assert cells.to_dict("index") == {"Q2": {"x": "denies", "y": "hedges"}, "Q1": {"x": "silent", "y": "asserts"}}
    assert list(cells.index) == ["Q2", "Q1"]
    assert "Q2 has no row for the source y" in refused(compare.matrix, own.head(3))
    assert "Q1 has two rows for the source x" in refused(compare.matrix, pd.concat([own, own.iloc[[1]]]))
    assert 'Did you mean "denies"' in refused(compare.matrix, own.replace("denies", "deny"))
    assert "no column stance" in refused(compare.matrix, own[["pid", "source"]])
    assert "not a list" in refused(compare.matrix, [1])


def by_hand(wanted):
    return [
        pid
        for pid in PROPOSITIONS
        if all(CELLS[pid, source]["stance"] in stances for source, stances in wanted.items())
    ]


AFFIRMS = ["asserts", "presupposes"]


def test_where_finds_what_was_asked_for():
    assert list(compare.where()) == ["pid", "text", *"ABCDE"] and len(compare.where()) == len(PROPOSITIONS)
    assert (
        list(compare.where(A="affirms", C="denies")["pid"])
        == by_hand({"A": AFFIRMS, "C": ["denies"]})
        == ["P02", "P60"]
    )
    assert list(compare.where(D="silent")["pid"]) == by_hand({"D": ["silent"]})
    assert list(compare.where(E=["hedges", "denies"])["pid"]) == by_hand({"E": ["hedges", "denies"]})
    assert list(compare.where(B="speaks", C=("affirms", "denies"))["pid"]) == [
        pid for pid in by_hand({"C": [*AFFIRMS, "denies"]}) if CELLS[pid, "B"]["stance"] != "silent"
    ]
    row = compare.where(A="contradicts-itself").iloc[0]
    assert row["text"] == PROPOSITIONS["P05"]["text"] and [row[s] for s in "ABCDE"] == [
        CELLS["P05", s]["stance"] for s in "ABCDE"
    ]


def test_a_subject_is_looked_for_in_topic_and_text_at_the_beginning_of_words():
    topic = [pid for pid, row in PROPOSITIONS.items() if row["topic"] == "mediation"]
    assert set(topic) <= set(compare.where("mediation")["pid"])
    nato = [pid for pid, row in PROPOSITIONS.items() if "NATO" in row["text"]]
    assert list(compare.where("nato")["pid"]) == nato and nato
    assert compare.where("ato").empty  # inside a word
    assert len(compare.where("recogni")) > len(compare.where("recognition "))
    assert list(compare.where("white   HOUSE")["pid"]) == [
        pid for pid, row in PROPOSITIONS.items() if "White House" in row["text"]
    ]
    assert list(compare.where(" p04 ")["pid"]) == ["P04"] and compare.where("P99").empty
    assert list(compare.where("Kosovo’s Prime")["pid"]) == ["P52"]
    assert compare.where("zebra").empty and list(compare.where("zebra")) == ["pid", "text", *"ABCDE"]


@pytest.mark.parametrize(
    "about, sources, said",
    [
        (None, {"A": "affirm"}, 'Did you mean "affirms"'),
        (None, {"A": "denys"}, 'Did you mean "denies"'),
        (None, {"A": 3}, '"3" is nothing that a source does'),
        (None, {"A": ["denies", None]}, '"None" is nothing'),
        (None, {"F": "denies"}, "sources are A, B, C, D and E."),
        (7, {}, "not a whole number"),
        (" ", {}, "not an empty text"),
    ],
)
def test_where_refuses_what_it_does_not_know(about, sources, said):
    assert said in refused(compare.where, about, **sources)


def test_clashes_are_those_of_the_table_either_way():
    for first, second in combinations("ABCDE", 2):
        table = compare.clashes(first, second)
        wanted = [
            pid for pid in PROPOSITIONS
            for one, other in [(CELLS[pid, first], CELLS[pid, second])]
            if one["stance"] in AFFIRMS and other["stance"] == "denies" or one["stance"] == "denies" and other["stance"] in AFFIRMS
        ]  # fmt: skip
        assert list(table) == ["pid", "text", first, second, "units"] and list(table["pid"]) == wanted
        assert list(compare.clashes(second, first)["pid"]) == wanted
        for row in table.to_dict("records"):
            both = (
                row["units"].split(),
                CELLS[row["pid"], first]["unit_ids"].split() + CELLS[row["pid"], second]["unit_ids"].split(),
            )
            assert both[0] == both[1] and {unit[0] for unit in both[0]} == {first, second}
    assert "both are A" in refused(compare.clashes, "A", "a")
    assert 'no source "X"' in refused(compare.clashes, "A", "X")


def test_who_is_silent():
    table = compare.silent("israel").set_index("pid")
    assert table.loc["P41", "silent"] == "A B C E"
    assert all(
        row.silent.split() == [s for s in "ABCDE" if CELLS[row.Index, s]["stance"] == "silent"]
        for row in table.itertuples()
    )
    assert "" in set(compare.silent()["silent"]) and len(compare.silent()) == len(PROPOSITIONS)


def test_every_cell_leads_to_its_units():
    known = set(UNITS["id"])
    for (pid, source), row in CELLS.items():
        ids = compare.units_of(pid, source)
        assert ids == row["unit_ids"].split() and set(ids) <= known
        assert bool(ids) == (row["stance"] != "silent")
    assert compare.units_of(" p-2", "a") == compare.units_of(2, "A") == CELLS["P02", "A"]["unit_ids"].split()


@pytest.mark.parametrize("pid, source, said", [("P99", "A", f"run from P01 to P{len(PROPOSITIONS)}"), ("x", "A", "Did you mean P"), ("P01", "Z", "the sources are A"),
                                               (None, "A", "no proposition"), ("P01", None, "not by nothing")])  # fmt: skip
def test_no_such_cell(pid, source, said):
    assert said in refused(compare.units_of, pid, source)


# -- the figure of the stances -----------------------------------------------------------------------------------------


def stance_of(patches):
    """What the look of one cell says: its patches, the latter above the former."""
    from matplotlib.colors import to_hex

    faces = [to_hex(patch.get_facecolor()) for patch in patches]
    dashed = patches[0].get_linestyle() not in ("solid", "-")
    looks = {
        ("#0072b2",): "asserts",
        ("#8cc0dc",): "presupposes",
        ("#000000",): "denies",
        ("#0072b2", "#000000"): "contradicts-itself",
    }
    return looks[tuple(faces)] if faces != ["#ffffff"] else "hedges" if dashed else "attributes"


def test_the_figure_has_each_cell_and_marks_each_clash(drawn):
    compare.draw_matrix()
    [(fig, sentence)] = drawn
    ax = fig.axes[0]
    heads = [(*text.get_position(), text.get_text()) for text in ax.texts if text.get_text() in list("ABCDE")]
    rows = {text.get_text().removeprefix("≠ "): text for text in ax.texts if text.get_text()[-3:] in PROPOSITIONS}
    assert sorted(rows) == list(PROPOSITIONS)
    cells = {}
    for patch in ax.patches:
        if patch.get_y() < max(text.get_position()[1] for text in rows.values()):  # and not in the key
            cells.setdefault((round(patch.get_x(), 3), round(patch.get_y(), 3)), []).append(patch)
    places = [(x + 0.14, y + 0.085, stance_of(patches)) for (x, y), patches in cells.items()]
    places += [(x, y, "silent") for line in ax.lines for x, y in zip(*line.get_data())]
    seen = {}
    for x, y, stance in places:
        near = [
            pid
            for pid, text in rows.items()
            if 0 < x - text.get_position()[0] < 2 and abs(text.get_position()[1] - y) < 0.05
        ]
        if near:
            [pid], source = near, min(heads, key=lambda head: abs(head[0] - x))[2]
            assert (pid, source) not in seen
            seen[pid, source] = stance
    assert seen == {key: row["stance"] for key, row in CELLS.items()}
    stances = {pid: [CELLS[pid, source]["stance"] for source in "ABCDE"] for pid in PROPOSITIONS}
    clash = [pid for pid, row in stances.items() if "denies" in row and set(row) & set(AFFIRMS)]
    assert [pid for pid in PROPOSITIONS if rows[pid].get_text().startswith("≠ ")] == clash
    assert (
        f"Of the {5 * len(PROPOSITIONS)} cells of {len(PROPOSITIONS)} propositions, {sum(row.count('silent') for row in stances.values())} are silent (A "
        in sentence
    )
    assert (
        f"On {sum(row.count('silent') < 4 for row in stances.values())} propositions two sources or more speak, on "
        in sentence
    )
    all_speak = [pid for pid, row in stances.items() if "silent" not in row]
    none = [pid for pid, row in stances.items() if set(row) == {"silent"}]
    assert f", on {len(all_speak)} all of them ({', '.join(all_speak)}), and on {len(none)} none. " in sentence
    assert f"another denies on {len(clash)}: {', '.join(clash)}." in sentence
    inside(fig)


def test_the_figure_stands_by_subject_and_is_no_taller_than_a_panel(drawn):
    compare.draw_matrix()
    [(fig, _)] = drawn
    texts = {text.get_text(): text.get_position() for text in fig.axes[0].texts}
    for subject, pids in pd.DataFrame(PROPOSITIONS.values()).groupby("topic")["pid"]:
        x, y = texts[subject.capitalize()]
        tops = [texts.get(pid) or texts[f"≠ {pid}"] for pid in pids]
        assert all(0 < below - y < 0.22 * len(tops) + 0.3 and 0 < right - x < 1 for right, below in tops)
    assert fig.get_figheight() <= 6


def inside(fig):
    """Nothing that is written is cut off or smaller than nine points, and the picture is not too wide."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    canvas = FigureCanvasAgg(fig)
    canvas.draw()
    width, height = canvas.get_width_height()
    assert width <= 1000
    boxes = []
    for text in fig.axes[0].texts:
        box = text.get_window_extent()
        assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width and box.y1 <= height, text.get_text()
        assert text.get_fontsize() >= 9
        boxes.append((box, text.get_text()))
    for (one, a), (other, b) in combinations(boxes, 2):
        assert one.x1 <= other.x0 or other.x1 <= one.x0 or one.y1 <= other.y0 or other.y1 <= one.y0, (a, b)


def test_looks_are_told_apart_in_grey():
    from matplotlib.colors import to_rgb

    def light(colour):
        parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour)]
        return sum(part * weight for part, weight in zip(parts, (0.2126, 0.7152, 0.0722)))

    lights = sorted(light(compare._LOOKS[stance][0]) for stance in ("asserts", "presupposes", "attributes", "denies"))
    assert all((lighter + 0.05) / (darker + 0.05) > 1.8 for darker, lighter in zip(lights, lights[1:]))
    assert compare._LOOKS["attributes"][2] != compare._LOOKS["hedges"][2]


# -- shared runs -------------------------------------------------------------------------------------------------------


def naive(texts, n):
    """Every maximal run of two lists of words, by going along every diagonal."""
    rows = set()
    for (a, one), (b, other) in combinations(texts.items(), 2):
        one, other = one.split(), other.split()
        for i in range(len(one)):
            for j in range(len(other)):
                if one[i] == other[j] and not (i and j and one[i - 1] == other[j - 1]):
                    k = 0
                    while i + k < len(one) and j + k < len(other) and one[i + k] == other[j + k]:
                        k += 1
                    if k >= n:
                        rows.add((a, b, k, i, j))
    return rows


def found(texts, n, **options):
    """The same of `shared_runs`, for texts whose words are one letter long and one space apart."""
    table = compare.shared_runs(texts, n, **options)
    for row in table.itertuples():
        one, other = (
            texts[row.first][row.first_start : row.first_end],
            texts[row.second][row.second_start : row.second_end],
        )
        assert row.text == one == other and len(one.split()) == row.words
    rows = [(r.first, r.second, r.words, r.first_start // 2, r.second_start // 2) for r in table.itertuples()]
    assert len(set(rows)) == len(rows) and list(table["words"]) == sorted(table["words"], reverse=True)
    return set(rows)


made = st.integers(1, 4).flatmap(
    lambda size: st.lists(st.text("abcd"[:size], max_size=14).map(" ".join), min_size=2, max_size=5)
)


@settings(max_examples=150)
@given(made, st.integers(1, 7))
def test_shared_runs_are_those_of_the_naive_way(texts, n):
    texts = {f"t{place}": text for place, text in enumerate(texts)}
    assert found(texts, n) == naive(texts, n)


@settings(max_examples=100)
@given(made, st.integers(1, 5))
def test_overlap_is_that_of_sets(texts, n):
    texts = {f"t{place}": text for place, text in enumerate(texts)}
    sets = {
        name: {tuple(w[i : i + n]) for i in range(len(w) - n + 1)}
        for name, w in ((k, v.split()) for k, v in texts.items())
    }
    for row, (a, b) in zip(compare.overlap(texts, n).itertuples(index=False), combinations(texts, 2), strict=True):
        shared, smaller = len(sets[a] & sets[b]), min(len(sets[a]), len(sets[b]))
        assert row[:3] == (a, b, shared)
        assert math.isnan(row.containment) if smaller == 0 else math.isclose(row.containment, shared / smaller)


def test_longer_made_up_texts_too():
    chance = random.Random(5)
    texts = {f"t{k}": " ".join(chance.choices("abcdefgh", k=120)) for k in range(6)}
    texts["copy"] = texts["t2"][40:120] + texts["t4"][10:90]
    for n in (1, 2, 3, 5, 9, 200):
        assert found(texts, n) == naive(texts, n)


@settings(max_examples=100)
@given(made, st.integers(1, 4), st.lists(st.tuples(st.integers(0, 28), st.integers(0, 12)), max_size=3))
def test_no_run_crosses_what_is_left_out(texts, n, stretches):
    texts = {f"t{place}": text for place, text in enumerate(texts)}
    stretches = [(start, start + length) for start, length in stretches]

    def leave_out(text):
        return pd.DataFrame(stretches, columns=["start", "end"])

    # The naive way: a word that touches a stretch becomes one that is nowhere else, and so does an empty stretch.
    def cut(text, name):
        words = text.split()
        out = []
        for k, word in enumerate(words):
            if any(start < 2 * k + 1 and end > 2 * k for start, end in stretches):
                words[k] = f"({name}{k})"
            out.append(words[k])
        return " ".join(out)

    inner = [(s, e) for s, e in stretches if s == e or s % 2 and e <= s + 1]
    if not inner:  # stretches without a letter part two words, which the naive way has no place for
        assert found(texts, n, leave_out=leave_out) == naive({name: cut(text, name) for name, text in texts.items()}, n)


def test_a_stretch_without_words_parts_its_neighbours_as_well():
    texts = {"x": "one two three four", "y": "one two three four"}
    table = compare.shared_runs(texts, 2, lambda text: pd.DataFrame({"start": [7], "end": [7]}))
    assert list(table["text"]) == ["one two", "three four"]


def test_capitals_marks_and_apostrophes_do_not_count_and_accents_do():
    texts = {
        "x": "“It’s THE well-known café,” he\n\nsaid – twice.",
        "y": "and it's the Well-known\u2011ish; it's the well-known cafe\u0301 he said twice",
    }
    [row] = compare.shared_runs(texts, 5).to_dict("records")
    assert row["text"] == "It’s THE well-known café,” he\n\nsaid – twice" and row["words"] == 7
    assert texts["y"][row["second_start"] : row["second_end"]] == "it's the well-known cafe\u0301 he said twice"
    assert compare.shared_runs({"x": "a cafe there", "y": "a café there"}, 2).empty
    assert compare.shared_runs({"x": "Ärger im Café", "y": "ärger im CAFÉ"}, 3)["words"].tolist() == [3]


def test_the_order_and_the_kinds_of_input():
    texts = {"y": "a b c d e x p q r", "x": "p q r z a b c d e", "w": "p q r"}
    table = compare.shared_runs(texts, 3)
    assert table[["first", "second", "words"]].to_numpy().tolist() == [
        ["y", "x", 5],
        ["y", "x", 3],
        ["y", "w", 3],
        ["x", "w", 3],
    ]
    frame = pd.DataFrame({"id": list(texts), "source": "s", "text": texts.values()})
    for same in (
        pd.Series(texts),
        frame,
        frame.drop(columns="source"),
        frame.drop(columns="source").rename(columns={"id": "source"}),
    ):
        pd.testing.assert_frame_equal(compare.shared_runs(same, 3), table)
        assert len(compare.overlap(same, 3)) == 3
    for name in ("words", "first_start", "first_end", "second_start", "second_end"):
        assert table[name].dtype == compare.shared_runs({"x": "", "y": ""})[name].dtype == "int64"
    assert list(compare.shared_runs({1: "a b c", 2: "a b c"}, 3)["first"]) == [1]


@pytest.mark.parametrize("function", [compare.shared_runs, compare.overlap])
@pytest.mark.parametrize(
    "texts, options, said",
    [
        ("a b", {}, "not a text"),
        (["a", "b"], {}, "not a list"),
        ({"x": "a", "y": 3}, {}, '"y" is a whole number'),
        ({"x": "a", "y": None}, {}, '"y" is nothing'),
        ({"x": "a"}, {}, "there is one"),
        ({}, {}, "there are none"),
        (pd.Series(["a", "b"], index=["x", "x"]), {}, 'the name "x"'),
        (pd.DataFrame({"text": ["a", "b"]}), {}, "needs a column id"),
        ({"x": "a", "y": "b"}, {"n": 0}, "1 or more, not 0"),
        ({"x": "a", "y": "b"}, {"n": 2.0}, "not 2.0"),
        ({"x": "a", "y": "b"}, {"n": True}, "not True"),
        ({"x": "a", "y": "b"}, {"leave_out": "quotations"}, "not a text"),
        ({"x": "a", "y": "b"}, {"leave_out": str.split}, "it gave a list"),
    ],
)
def test_what_are_no_texts_is_refused(function, texts, options, said):
    assert said in refused(function, texts, **options)


def in_a_process_of_its_own(code):
    """What code prints that takes much memory, which this process would keep."""
    code = "from sidebyside import compare\n" + textwrap.dedent(code)
    done = subprocess.run([sys.executable, "-c", code], cwd=NOTEBOOKS, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_texts_that_repeat_themselves_do_not_hang():
    table = compare.shared_runs({"x": "no " * 5_000, "y": "no " * 5_000}, 5)
    assert (
        len(table) == 2 * (5_000 - 5) + 1 and table["words"].max() == 5_000
    )  # one row for each way to lay them side by side
    done = in_a_process_of_its_own("""
        longest = compare.shared_runs({"x": "no " * 100_000, "y": "no " * 100_000})
        some = compare.shared_runs({n: "a b c " * 3_000 + "b a " * 3000 for n in "xyz"}, 1)
        print(longest["words"].max(), longest["text"].map(len).sum(), len(some))
    """)
    most, letters, some = map(int, done.split()[-3:])
    assert most == 100_000 and letters < 2_100 * 300_000 and 0 < some <= 1_000_000


def test_boilerplate_is_no_trap():
    chance = random.Random(3)

    def texts(count, boiler=""):
        return {
            k: " ".join(f"w{int(chance.paretovariate(0.6)) % 20_000}" for _ in range(400)) + boiler
            for k in range(count)
        }

    common = texts(200, " . " + " ".join(f"same{k}" for k in range(300)))
    table = compare.shared_runs(common, 20)
    assert len(table) == 200 * 199 // 2 and table["words"].between(300, 310).all()


def test_the_three_invented_texts_are_what_they_are_said_to_be():
    texts = compare.origins()
    assert list(texts) == ["notice", "rewriting", "report"]
    assert all(130 <= len(text.split()) <= 170 for text in texts.values())
    with_quotations = compare.shared_runs(texts)
    pairs = with_quotations.groupby(["first", "second"])["text"].agg(list)
    quoted = {voices.quotations(text)["text"].iloc[0].rstrip(",") for text in texts.values()}
    assert len(quoted) == 1 and 12 <= len(next(iter(quoted)).split()) <= 20
    assert len(pairs) == 3 and pairs["notice", "report"] == pairs["rewriting", "report"] == list(quoted)
    without = compare.shared_runs(texts, leave_out=voices.quotations)
    assert set(zip(without["first"], without["second"])) == {("notice", "rewriting")}
    assert len(without) >= 4 and without["words"].between(5, 12).all()
    shares = compare.overlap(texts, leave_out=voices.quotations)["containment"]
    assert shares.iloc[0] > 0.2 and list(shares[1:]) == [0, 0]


def test_what_the_five_sources_share_is_little():
    sources = corpus.load_sources().set_index("id")["text"]
    table = compare.shared_runs(sources)
    assert len(table) == 5 and table["words"].max() == 5
    assert len(compare.shared_runs(sources, leave_out=voices.quotations)) == 3
    for row in table.itertuples():
        one, other = (
            sources[row.first][row.first_start : row.first_end],
            sources[row.second][row.second_start : row.second_end],
        )
        assert one == row.text and sentences.folded(one) == sentences.folded(other)


# -- silence and chance ------------------------------------------------------------------------------------------------


def test_the_chance_of_silence():
    assert math.isclose(compare.chance_of_silence(2, 500), 0.36787944117144233)  # one use expected: 1/e
    assert compare.chance_of_silence(0, 500) == compare.chance_of_silence(2, 0) == 1
    for rate, length in ((-1, 5), (5, -1), ("2", 5), (2, None), (math.nan, 5), (2, math.inf), (True, 5)):
        assert "has to be a number, 0 or more" in refused(compare.chance_of_silence, rate, length)


def test_silences_are_those_counted_another_way():
    table = compare.silences(r"\bpeace", UNITS)
    assert list(table) == ["source", "words", "uses", "expected", "chance_of_none"]
    spread = words.spread(UNITS, ["peace*"])
    assert dict(zip(table["source"], table["words"])) == spread["words"].to_dict()
    assert dict(zip(table["source"], table["uses"])) == spread["peace*"].to_dict()
    for row in table.itertuples():
        others = spread.drop(row.source)
        expected = others["peace*"].sum() / others["words"].sum() * row.words
        assert math.isclose(row.expected, expected) and math.isclose(row.chance_of_none, math.exp(-expected))
    assert compare.silences("zebra", UNITS)["chance_of_none"].tolist() == [1] * 5
    assert compare.silences("PEACE|x*", UNITS)["uses"].equals(compare.silences("peace|x+", UNITS)["uses"])


@pytest.mark.parametrize("pattern, units, said", [("", UNITS, "an empty text"), (3, UNITS, "a whole number"), ("(", UNITS, "no regular expression"),
                                                  ("a", "x", "not a text"), ("a", UNITS[UNITS["source"] == "A"], "two sources"),
                                                  ("a", UNITS.head(0), "two sources")])  # fmt: skip
def test_what_cannot_be_counted_is_refused(pattern, units, said):
    assert said in refused(compare.silences, pattern, units)


# -- what a text could know --------------------------------------------------------------------------------------------

CLUES = corpus.load_table("dating").query("unit_id_or_line != 'INTERVAL'")
DAYS = page.intervals(CLUES)
EVENTS = pd.DataFrame([("2020-09-04", "two papers signed"), ("2008-02-17", "independence declared"), ("2020-09-09", "the very day of D"),
                       ("2020-09-10", "a day later"), ("2022-12-15", "an application"), ("2024-11-05", "an election")],
                      columns=["date", "label"])  # fmt: skip


def test_what_each_source_could_know():
    table = compare.known(DAYS, EVENTS)
    assert list(table) == ["date", "label", *"ABCDE"] and list(table["date"]) == sorted(EVENTS["date"])
    told = {"could know": "k", "could not know": "n", "cannot be told": "?"}
    assert {source: "".join(map(told.get, table[source])) for source in "ABCDE"} == {
        "A": "knnnnn", "B": "knnnnn", "C": "k?nnnn", "D": "kk?nnn", "E": "kkkk??",
    }  # fmt: skip
    open_ended = pd.DataFrame({"source": ["x"], "earliest": [""], "latest": ["2020-09-05"]})
    assert list(compare.known(open_ended, EVENTS)["x"]) == ["cannot be told"] * 2 + ["could not know"] * 4


@pytest.mark.parametrize(
    "intervals, events, said",
    [
        ([], EVENTS, "not a list"),
        (DAYS, "x", "not a text"),
        (DAYS, EVENTS[["date"]], "no column label"),
        (DAYS, EVENTS.assign(date="4 Sept 2020"), '"4 Sept 2020" is no date'),
        (DAYS, EVENTS.assign(date="2020-02-30"), '"2020-02-30" is no date'),
        (DAYS.assign(latest=3), EVENTS, '"3" is no date'),
    ],
)
def test_what_is_no_timeline_is_refused(intervals, events, said, drawn):
    assert said in refused(compare.known, intervals, events)
    assert said in refused(compare.draw_timeline, intervals, events) and not drawn


def test_an_empty_timeline_is_not_drawn(drawn):
    assert "nothing to draw" in refused(compare.draw_timeline, DAYS, EVENTS.head(0)) and not drawn


def test_the_timeline_has_each_bar_and_each_event(drawn):
    from datetime import date

    compare.draw_timeline(DAYS, EVENTS)
    [(fig, sentence)] = drawn
    ax = fig.axes[0]
    years = [
        (int(t.get_text()), t.get_position()[0])
        for t in ax.texts
        if t.get_text().isdigit() and int(t.get_text()) > 1900
    ]
    (first, x0), (last, x1) = years[0], years[-1]

    def place(day, start=f"{first}-01-01", end=f"{last}-01-01"):
        day, start, end = (date.fromisoformat(day).toordinal() for day in (day, start, end))
        return x0 + (x1 - x0) * (day - start) / (end - start)

    # All years, then the months of 2020 in which most of the days are: what falls in these only, and larger.
    larger = ("2020-06-01", "2020-10-01")
    bars = sorted(ax.patches, key=lambda bar: bar.get_y())
    rows = [(row, ()) for row in DAYS.itertuples()] + [
        (row, larger) for row in DAYS.itertuples() if row.source in "BCD"
    ]
    for bar, (row, window) in zip(bars, rows, strict=True):
        assert math.isclose(bar.get_x(), place(row.earliest, *window), abs_tol=1e-6) and bar.get_linewidth() >= 2
        day = place("2020-07-02", *window) - place("2020-07-01", *window)
        assert math.isclose(bar.get_width(), row.days * day, abs_tol=1e-6)
    upright = [line.get_xdata()[-1] for line in ax.lines if line.get_ydata()[-1] - line.get_ydata()[0] > 1]
    inside_it = [day for day in EVENTS["date"] if larger[0] <= day < larger[1]]
    assert inside_it and upright == pytest.approx(
        [place(day) for day in sorted(EVENTS["date"])] + [place(day, *larger) for day in sorted(inside_it)]
    )
    assert sentence.endswith(" Larger: June to September 2020.")
    assert "The grey part, larger: June to September 2020" in [text.get_text() for text in ax.texts]
    written = " ".join(" ".join(text.get_text().split()) for text in ax.texts)
    assert all(label in written for label in EVENTS["label"]) and "17 Feb 2008: independence declared" in written
    assert "for C 1 known by then, 3 to 6 not yet, 2 uncertain;" in sentence
    assert "for E 1 to 4 known by then, 5 and 6 uncertain." in sentence
    inside(fig)


def test_a_timeline_in_which_nothing_is_crowded_is_drawn_once(drawn):
    far = pd.DataFrame({"date": ["2001-03-01", "2009-12-31"], "label": ["one", "other"]})
    for open_ended in (DAYS.head(1), DAYS.head(1).assign(earliest="", latest="")):
        compare.draw_timeline(open_ended, far)
    year = pd.DataFrame({"date": ["2020-01-05", "2020-06-01", "2020-12-31"], "label": list("abc")})
    compare.draw_timeline(DAYS.iloc[1:4], year)
    for fig, sentence in drawn:
        assert "larger" not in sentence.lower() and "larger" not in " ".join(t.get_text() for t in fig.axes[0].texts)
        inside(fig)


def test_many_events_on_one_day_are_still_told_apart(drawn):
    compare.draw_timeline(
        DAYS,
        pd.DataFrame({"date": ["2020-09-04"] * 12 + ["2025-01-01"] * 4, "label": [f"event {k}" for k in range(16)]}),
    )
    inside(drawn[0][0])


NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()


def prose(lesson, cell):
    notebook = json.loads(next(NOTEBOOKS.glob(f"{lesson}_*.ipynb")).read_text(encoding="utf-8"))
    return " ".join("".join(each["source"]) for each in notebook["cells"] if each["id"] == cell)


def test_the_numbers_in_the_prose_of_05_are_those_of_the_tables():
    many, stances = len(PROPOSITIONS), compare.matrix()
    clash = [pid for pid, row in stances.iterrows() if "denies" in set(row) and set(row) & set(AFFIRMS)]
    clashing = NUMBERS[len(clash)]
    assert f"before {clashing} claims" in prose("05", "matrix-see") and f"the {clashing} clashes" in prose(
        "05", "clashes-why"
    )
    agreed = [pid for pid, row in stances.iterrows() if not {"silent", "denies"} & set(row)]
    assert agreed == ["P17"] == list(compare.where("made little progress")["pid"])
    assert "Only on P17 do all five speak, and none denies it" in prose("05", "matrix-see")
    learned = prose("05", "learned")
    assert f"in {clashing} rows of {many} one text denies" in learned and f"Not all of the {clashing} " in learned
    from sidebyside.exercises import named_questions

    hints = named_questions("5")["clashes-of-c-and-d"]
    assert "no proposition" not in str(hints.judge({f"P{many:02d}"}))


def test_the_serbs_of_kosovo_are_asked_for_and_an_end_that_is_not_one_end_is_no_clash():
    about = [
        pid for pid, row in PROPOSITIONS.items() if re.search("Serbs", row["text"]) and row["topic"] != "civilians"
    ]
    assert about == ["P57", "P58", "P59"]
    assert all((CELLS[pid, s]["stance"] == "silent") == (s != "C") for pid in about for s in "ABCDE")
    assert {u for pid in about for u in CELLS[pid, "C"]["unit_ids"].split()} == {"C53", "C58", "C77"}
    # Who names them at all: a unit that does, of another source, would have to be in the stances.
    assert {unit[0] for unit, text in zip(UNITS["id"], UNITS["text"]) if re.search(r"Kosovo(?:’s)? Serbs", text)} == {
        "C"
    }
    assert CELLS["P12", "C"]["stance"] == "silent" and "P12" not in set(compare.clashes("B", "C")["pid"])


def test_who_harmed_civilians_is_asked_of_each_who_did_and_what_no_text_takes_up_is_said_with_numbers():
    harm = {pid: row["text"] for pid, row in PROPOSITIONS.items() if row["topic"] == "civilians"}
    silent = [pid for pid in PROPOSITIONS if all(CELLS[pid, s]["stance"] == "silent" for s in "ABCDE")]
    assert silent == [*harm, "P66"] and list(compare.where("civilians")["pid"]) == list(harm)
    for doer, pids in [("Yugoslav and Serbian forces", 2), ("KLA", 2), ("NATO", 1)]:
        assert sum(doer in text for text in harm.values()) == pids
    causes = [pid for pid, row in PROPOSITIONS.items() if "helped to bring about the war" in row["text"]]
    assert causes == ["P55", "P66"]  # an uprising, and the state
    assert f"On {NUMBERS[len(silent)]} propositions all five" in prose("05", "silent-all")
    assert f"{NUMBERS[len(harm)]} of these".capitalize() in prose("05", "silent-all") and "P66" in prose(
        "05", "silence-words"
    )
    said = prose("05", "silent-all-see")
    told = " ".join(row.event for row in corpus.load_table("timeline").itertuples())
    assert all(pid in said for pid in harm)
    # A number for each people that was killed, or for none; for each that was driven out, with who did it.
    for number in ("8,676 Albanian", "1,196 Serb", "445 other", "more than 850,000", "230,000"):
        assert number in said and number in told
    assert "Where all are silent, comparing shows nothing" in said


STATUS = {"P02": ("Belgrade", "Pristina"), "P04": ("Pristina", "Belgrade"), "P60": ("Belgrade", "Pristina")}


def test_whose_answer_each_text_gives_is_found_by_one_test_for_all():
    table = compare.sides(STATUS).set_index("source")
    assert list(table) == ["Belgrade", "Pristina", "shown_in", "units"] and list(table.index) == list("ABCDE")
    for source in "ABCDE":
        given, shown = {"Belgrade": [], "Pristina": []}, set()
        for pid, (yes, no) in STATUS.items():
            stance = CELLS[pid, source]["stance"]
            if stance in [*AFFIRMS, "denies"]:
                given[no if stance == "denies" else yes].append(pid)
                shown |= set(CELLS[pid, source]["unit_ids"].split())
        for side, pids in given.items():
            assert table.loc[source, side] == f"{len(pids)} of 3" + (f" ({', '.join(pids)})" if pids else "")
        assert table.loc[source, "units"].split() == sorted(shown)
        assert table.loc[source, "shown_in"] == f"{len(shown)} of {(UNITS['source'] == source).sum()} units"
    turned = {pid: (no, yes) for pid, (yes, no) in STATUS.items()}
    there = compare.sides(turned).set_index("source")
    assert list(there["Belgrade"]) == list(table["Pristina"]) and list(there["Pristina"]) == list(table["Belgrade"])


@pytest.mark.parametrize(
    "answers, said",
    [
        ({}, "a claim or more"),
        (["P02"], "a claim or more, not a list"),
        ({"P02": "Belgrade"}, "the side that says yes"),
        ({"P02": ("Belgrade", "Belgrade")}, "the side that says yes"),
        ({"P02": ("Belgrade", 5)}, "the side that says yes"),
        ({"P99": ("Belgrade", "Pristina")}, "no proposition P99"),
    ],
)
def test_sides_refuses_what_it_cannot_use(answers, said):
    assert said in refused(compare.sides, answers)


def test_the_lesson_says_whose_case_each_text_carries_as_the_table_has_it():
    # The three claims are not chosen by hand: all that is on status, and that no document settles.
    assert {pid for pid, row in PROPOSITIONS.items() if (row["topic"], row["checkable"]) == ("status", "no")} == set(
        STATUS
    )
    table, said = compare.sides(STATUS).set_index("source"), prose("05", "sides-see")
    counts = {side: [int(cell[0]) for cell in table[side]] for side in ("Belgrade", "Pristina")}
    assert counts == {"Belgrade": [3, 0, 0, 0, 0], "Pristina": [0, 1, 3, 2, 2]}
    assert "A gives Belgrade's answer to all three" in said and "C gives Pristina's to all three" in said
    assert "D and E give Pristina's to two" in said and "B gives Pristina's to one" in said
    assert "one text gives Belgrade's answer and four give Pristina's, in whole or in part" in prose("05", "learned")
    assert "None is a voice of Kosovo or of Serbia that speaks to its own readers" in prose("05", "readers-see")
    # No outlet is placed while the others are not.
    assert "seat" not in prose("05", "readers-see") + prose("09", "reveal-see")
    # What a text only reports is not its own voice.
    reported = {row["unit_id"] for row in csv.DictReader((corpus.DATA / "reported.csv").open(encoding="utf-8"))}
    assert "E08" in reported and not any("E08" in CELLS[pid, "E"]["unit_ids"] for pid in ("P04", "P53", "P60"))


def test_what_the_lesson_says_of_dates_is_so_in_the_intervals_of_lesson_01():
    days = page.intervals(corpus.load_table("dating")).set_index("source")
    assert [source for source in days.index if days.loc[source, "earliest"] > "2020-09-04"] == ["D", "E"]
    assert list(days.loc["C", ["earliest", "latest"]]) == ["2020-08-31", "2020-09-04"] and "up to four days" in prose(
        "05", "clash-in-time-see"
    )


def test_the_row_that_is_filled_in_is_that_of_the_table():
    from sidebyside.exercises import named_questions
    from sidebyside.stances import IN_A_WORD

    question = named_questions("5")["fill-the-row"]
    units = ["A02", "B19 B23", "C90", "D16", "E03"]
    own = [IN_A_WORD[CELLS["P04", cell[0]]["stance"]] for cell in units]
    assert all(set(cell.split()) <= set(CELLS["P04", cell[0]]["unit_ids"].split()) for cell in units)
    assert question.judge(pd.DataFrame({"units": units, "does": own})).outcome == "right"
    assert (
        question.judge(
            pd.DataFrame({"units": units, "does": ["denies", "assumes", "says", "says", "half-says"]})
        ).outcome
        == "defensible"
    )
    for wrong in ("reports", "silent", "says", "says both"):
        assert question.judge(pd.DataFrame({"units": units, "does": [wrong] * 5})).outcome == "not yet right"


def test_the_exercise_has_the_clashes_of_the_table():
    from sidebyside.exercises.compare import CLASHES

    assert set(compare.clashes("C", "D")["pid"]) == CLASHES


# ---------------------------------------------------------------- more shared runs than can be held


def near_duplicates(many, words=60, seed=7):
    """So many texts that differ from one another in two words each."""
    chosen = np.random.default_rng(seed)
    one = [f"w{n}" for n in range(words)]
    texts = {}
    for name in range(many):
        own = list(one)
        for place in chosen.integers(0, words, 2):
            own[place] = f"own{name}"
        texts[f"t{name}"] = " ".join(own)
    return texts


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(shared_wording, "_MOST_RUNS", 400)
    monkeypatch.setattr(shared_wording, "_MOST_OF_THEM", 100)


def test_of_too_many_runs_the_longest_are_given_and_the_rest_is_said(few, capsys, monkeypatch):
    texts = near_duplicates(25)
    longest = compare.shared_runs(texts, 5)
    said = capsys.readouterr().out
    monkeypatch.undo()
    everything = compare.shared_runs(texts, 5)
    assert len(everything) > 400 and capsys.readouterr().out == ""
    least = int(re.search(r"all those of ([0-9,]+) words or more; shorter ones are left out", said)[1])
    assert 50 < len(longest) <= 100 and said.count("\n") == 1
    pd.testing.assert_frame_equal(longest, everything[everything["words"] >= least].reset_index(drop=True))
    assert (everything["words"] >= least - 1).sum() > 100  # and one word less would have been too many


def test_of_too_many_copies_of_one_text_those_of_the_first_are_given(few, capsys):
    runs = compare.shared_runs({f"t{n}": "one and the same text of eight words" for n in range(40)}, 5)
    assert (
        "Those of 8 words between the first 14 texts are given; shorter ones, and those of the other 26 texts, are left out"
        in capsys.readouterr().out
    )
    assert (
        len(runs) == 14 * 13 // 2
        and set(runs["words"]) == {8}
        and set(runs["first"]) | set(runs["second"]) == {f"t{n}" for n in range(14)}
    )


def test_what_is_held_of_too_many_runs_is_bounded():
    done = in_a_process_of_its_own("""
        import tracemalloc
        texts = {f"t{n}": "one and the same text of eight words" for n in range(3_200)}  # 5,118,400 pairs
        tracemalloc.start()
        runs = compare.shared_runs(texts)
        print(len(runs), tracemalloc.get_traced_memory()[1])
    """)
    assert "Those of 8 words between the first 1,414 texts" in done
    runs, peak = map(int, done.split()[-2:])
    assert runs == 1414 * 1413 // 2 and peak < 600_000_000


def test_texts_that_cannot_be_held_two_at_a_time_are_refused(monkeypatch):
    monkeypatch.setattr(shared_wording, "_MOST_TEXT", 50)
    assert "repeat themselves too often" in refused(
        compare.shared_runs, {"x": "no more of this " * 9, "y": "no more of this " * 9}
    )


# ---------------------------------------------------------------- odd arguments are answered in a sentence

TWO = {"a": "x y z a b c", "b": "x y z a b c"}
STANCE_ROWS = corpus.load_table("stances")
NINE = pd.DataFrame({"source": ["A"], "earliest": ["2020-01-01"], "latest": ["2021-01-01"]})


def left(**columns):
    return lambda text: pd.DataFrame(columns)


@pytest.mark.parametrize(
    "function, arguments, said",
    [
        (compare.matrix, [STANCE_ROWS.assign(pid=[["x"]] * len(STANCE_ROWS))], "a list under pid"),
        (compare.matrix, [STANCE_ROWS.assign(stance=pd.NA)], "nothing that a source does"),
        (compare.matrix, [pd.concat([STANCE_ROWS] * 2, axis=1)], "two columns pid"),
        (compare.units_of, [STANCE_ROWS, "A"], 'no proposition "a table"'),
        (compare.clashes, ["A", STANCE_ROWS], "not by a table"),
        (compare.units_of, ["P01", 10**5000], "not by a whole number"),
        (compare.shared_runs, [{"a": "x", "b": "y"}, STANCE_ROWS], "1 or more, not a table"),
        (compare.overlap, [pd.DataFrame({"id": [["a"], ["b"]], "text": ["x y", "x y"]})], "has a list for its name"),
        (compare.shared_runs, [pd.DataFrame([["A", "A", "x"]], columns=["id", "id", "text"])], "two columns id"),
        (compare.shared_runs, [TWO, 2, left(start=[None], end=[2])], "not None"),
        (compare.shared_runs, [TWO, 2, left(start=["x"], end=[2])], "places in the text, not x"),
        (compare.overlap, [TWO, 2, left(start=[1.5], end=[2])], "places in the text, not 1.5"),
        (compare.chance_of_silence, [1, STANCE_ROWS], "0 or more, not a table"),
        (compare.silences, ["peace", UNITS.assign(source=[["x"]] * len(UNITS))], "a list under source"),
        (compare.silences, ["peace", pd.concat([UNITS] * 2, axis=1)], "two columns"),
        (
            compare.known,
            [NINE.assign(source="date"), pd.DataFrame({"date": ["2020-01-01"], "label": ["x"]})],
            "cannot be called date",
        ),
        (
            compare.known,
            [NINE.assign(source=[["A"]]), pd.DataFrame({"date": ["2020-01-01"], "label": ["x"]})],
            "a list under source",
        ),
        (
            compare.draw_timeline,
            [NINE, pd.DataFrame({"date": ["0000-01-01"], "label": ["x"]})],
            '"0000-01-01" is no date',
        ),
        (
            compare.draw_timeline,
            [NINE, pd.DataFrame({"date": ["9999-12-31"], "label": ["x"]})],
            '"9999-12-31" is no date',
        ),
        (compare.draw_timeline, [NINE, pd.DataFrame({"date": [STANCE_ROWS], "label": ["x"]})], '"a table" is no date'),
    ],
)
def test_odd_arguments_are_answered_in_a_sentence(function, arguments, said):
    assert said in refused(function, *arguments)


def test_numbers_without_measure_are_numbers():
    assert compare.shared_runs(TWO, 10**400).empty and compare.shared_runs(TWO, 2, left(start=[0], end=[10**30])).empty
    assert compare.chance_of_silence(10**400, 1) == 0
