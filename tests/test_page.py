"""Lesson 01's module: lines, the filter, precision and recall, intervals, and the two figures against their data."""

import math

import pandas as pd
import pytest
from sidebyside import corpus, page, plots

SOURCES = corpus.load_sources()
LINES = page.lines(SOURCES)
ANATOMY = corpus.load_table("anatomy")
DATING = corpus.load_table("dating")
CLUES = DATING[DATING["unit_id_or_line"] != "INTERVAL"]
LOOKED_UP = CLUES["outside_knowledge_needed"].str.match("yes|comparison|partly")


def test_lines_are_the_raw_lines_with_their_numbers():
    assert LINES[["source", "line"]].equals(ANATOMY[["source", "line"]])
    for row in LINES.itertuples():
        text = (corpus.DATA / "sources" / f"{row.source}.txt").read_bytes().decode("utf-8")
        assert text.split("\n")[row.line - 1] == row.text


def test_every_role_is_in_one_group():
    roles = [role for group in page.GROUPS.values() for role in group]
    assert sorted(roles) == sorted(set(ANATOMY["role"]))


def test_the_filter_loses_no_line_of_an_article():
    site = ANATOMY["role"].isin(page.GROUPS["put there by the site"])
    found = page.furniture(LINES)
    assert not (found & ~site).any()
    assert LINES.loc[site & ~found, "text"].str.startswith("Copy/paste").tolist() == [True]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("|---|---|", True),
        ("* * *", True),
        ("Subscribe to our newsletter", True),
        ("SHARE THIS", True),
        ("You might also like", True),
        ("Shared interests were discussed.", False),
        ("Copyright AP", False),
        ("Lavrov's comments were clear.", False),
        ("2019 г.", False),
    ],
)
def test_the_filter_reads_words_and_not_letters(text, expected):
    assert page.furniture(pd.DataFrame({"source": ["X"], "line": [1], "text": [text]})).tolist() == [expected]


def test_a_label_of_links_counts_for_its_own_source_only():
    lines = pd.DataFrame(
        {"source": list("XXXY"), "line": [1, 2, 3, 1], "text": ["Text.", "Read more", "A title", "A title"]}
    )
    assert page.furniture(lines).tolist() == [False, True, True, False]


def test_precision_and_recall():
    assert page.score("abcd", "cde") == (0.5, 2 / 3, ["a", "b"], ["e"])
    assert page.score(["x", "x"], ["x"])[:2] == (1, 1)
    nothing = page.score([], ["x"])
    assert math.isnan(nothing.precision) and nothing.recall == 0
    assert math.isnan(page.score("x", "").recall)


def test_an_interval_is_what_all_clues_allow():
    clues = pd.DataFrame({"earliest": ["2020-01-05", "", "2020-02-01"], "latest": ["", "2020-03-09", "2020-02-10"]})
    assert page.interval(clues) == ("2020-02-01", "2020-02-10")
    assert page.interval(clues.head(1)) == ("2020-01-05", "")
    table = page.intervals(clues.assign(source="X"))
    assert table.to_dict("records") == [{"source": "X", "earliest": "2020-02-01", "latest": "2020-02-10", "days": 10}]
    assert page.intervals(clues.head(1).assign(source="X"))["days"].isna().all()


def test_words_are_counted_once_and_all():
    table = page.makeup(LINES, ANATOMY)
    assert table.sum().sum() == sum(len(text.split()) for text in SOURCES["text"])
    assert table.loc["C", "put there by the site"] == 0


def test_the_bars_of_the_intervals_are_those_of_the_clues(drawn):
    import matplotlib.dates as mdates

    page.draw_intervals(page.intervals(CLUES[~LOOKED_UP]), page.intervals(CLUES))
    [(fig, sentence)] = drawn
    bars = [patch for patch in fig.axes[0].patches]
    for row, source in enumerate("ABCDE"):
        for strength, clues in ((0.3, CLUES[~LOOKED_UP]), (1, CLUES)):
            own = clues[clues["source"] == source]
            first, last = max(own["earliest"]), min(own.loc[own["latest"] != "", "latest"])
            # By another route: the calendar, not the table.
            days = (pd.Timestamp(last).toordinal() - pd.Timestamp(first).toordinal()) + 1
            mine = [
                b
                for b in bars
                if abs(b.get_y() + b.get_height() / 2 - row) < 0.01 and b.get_x() == mdates.datestr2num(first)
            ]
            assert any(b.get_width() == days for b in mine), source
    assert (
        "source B can be of 18–24 June 2020 (7 days)" in sentence
        and "source D can be of 9 September 2020 (1 day)" in sentence
    )


def test_the_labels_of_a_page_are_clear_of_each_other_and_a_byline_has_one(drawn):
    page.draw_page(LINES, ANATOMY)
    [(fig, _)] = drawn
    fig.canvas.draw()
    labels = [text for text in fig.axes[0].texts if text.get_text().replace(" ", "-") in set(ANATOMY["role"])]
    assert "byline" in [text.get_text() for text in labels if 4 < text.get_position()[0] < 6]  # beside D
    boxes = [text.get_window_extent() for text in labels]
    assert not [(one, two) for n, one in enumerate(boxes) for two in boxes[:n] if one.overlaps(two)]


def test_the_blocks_of_a_page_are_as_tall_as_its_lines_are_long(drawn):
    page.draw_page(LINES, ANATOMY)
    [(fig, sentence)] = drawn
    corners = [
        (path.get_extents(), drawn.get_hatch()) for drawn in fig.axes[0].collections for path in drawn.get_paths()
    ]
    assert len(corners) == len(LINES)
    for (source, own), column in zip(LINES.groupby("source"), [0, 1.5, 3, 4.5, 6]):
        mine = [(box, hatch) for box, hatch in corners if abs((box.x0 + box.x1) / 2 - column) < 0.01]
        mine.sort(key=lambda drawn: -drawn[0].y1)  # from the top of the page
        assert [round(box.height, 6) for box, _ in mine] == [
            round(len(t) / sum(map(len, own["text"])), 6) for t in own["text"]
        ]
        assert abs(mine[-1][0].y0) < 1e-9
        assert [bool(hatch) for _, hatch in mine] == ANATOMY.loc[own.index, "role"].isin(
            page.GROUPS["put there by the site"]
        ).tolist()
    assert "0 % in C" in sentence


def test_a_source_keeps_its_colour():
    assert [plots.colour(source) for source in "ABCDE"] == list(plots.COLOURS.values())
    assert plots.colour("mine") in plots.SPARE and plots.colour("mine") == plots.colour("mine")
