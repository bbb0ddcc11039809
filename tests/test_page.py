"""Lesson 01's module: lines, the filter, precision and recall, intervals, and the two figures against their data."""

import math

import pandas as pd
import pytest
from sidebyside import corpus, intake, page, plots
from sidebyside.exercises import judge, named_questions
from sidebyside.exercises.page import DAYS_OF_CLUES, LINKED

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
        ("Related claims were rejected by the court on Monday.", False),
    ],
)
def test_the_filter_reads_words_and_not_letters(text, expected):
    assert page.furniture(pd.DataFrame({"source": ["X"], "line": [1], "text": [text]})).tolist() == [expected]


def test_a_label_of_links_counts_for_its_own_source_only():
    lines = pd.DataFrame(
        {"source": list("XXXY"), "line": [1, 2, 3, 1], "text": ["Text.", "Read more", "A title", "A title"]}
    )
    assert page.furniture(lines).tolist() == [False, True, True, False]


def test_a_label_of_links_takes_titles_with_it_and_no_sentence():
    texts = [
        "Related",
        "A storm hits the coast",
        "Who pays for it?",
        "The judge ordered them to pay.",
        "What happens next",
    ]
    lines = pd.DataFrame({"source": "X", "line": range(1, 6), "text": texts})
    assert page.furniture(lines).tolist() == [True, True, True, False, False]


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
    assert "source B, 18–24 June 2020 (7 days)" in sentence and "source D, 9 September 2020 (1 day)" in sentence


def test_the_labels_of_a_page_are_clear_of_each_other_and_a_byline_has_one(drawn):
    page.draw_page(LINES, ANATOMY)
    [(fig, _)] = drawn
    fig.canvas.draw()
    labels = [text for text in fig.axes[0].texts if text.get_text().replace(" ", "-") in set(ANATOMY["role"])]
    assert "byline" in [text.get_text() for text in labels if 4 < text.get_position()[0] < 6]  # beside D
    boxes = [text.get_window_extent() for text in labels]
    assert not [(one, two) for n, one in enumerate(boxes) for two in boxes[:n] if one.overlaps(two)]


def test_each_day_that_a_clue_of_b_gives_can_be_written_and_any_other_is_told_the_form():
    own = CLUES[CLUES["source"] == "B"]
    given = {day for day in [*own["earliest"], *own["latest"]] if day}
    assert given | {"2020-06-27"} == set(DAYS_OF_CLUES)
    days = {"not_before": ["18 June 2020", LINKED], "not_after": ["2020-06-24", "none"]}
    reply = judge(named_questions("1")["limits-from-clues"], pd.DataFrame({"what": ["article", "copy"]} | days))
    assert 'write a day that a clue or the link gives, in the form "2020-03-01", or "none"' in reply.text


def test_below_the_pages_there_is_no_blank_strip(drawn):
    page.draw_page(LINES, ANATOMY)
    [(fig, _)] = drawn
    fig.canvas.draw()
    lowest = min(text.get_window_extent().y0 for text in fig.axes[0].texts)
    assert 0 <= lowest < 0.05 * fig.bbox.height


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


# -- what each line is, by rule ------------------------------------------------------------------------------------------


def by_rule(text):
    """`[(role, line)]` of each line of a page that is not the article."""
    lines = page.lines(pd.DataFrame({"id": ["X"], "text": [text]}))
    found = page.roles(lines)
    assert list(found) == ["role", "why"] and found.index.equals(lines.index)
    assert all(bool(role) == bool(why) for role, why in zip(found["role"], found["why"]))
    return [(role, line) for role, line in zip(found["role"], lines["text"]) if role]


def test_the_lines_of_the_five_that_are_no_units_are_known_with_their_roles_and_no_other():
    found = page.roles(LINES)
    ours = ANATOMY["role"].where(~ANATOMY["role"].isin(page.GROUPS["the article"]), "")
    assert found["role"].tolist() == ours.tolist()


def test_what_is_left_out_is_told_line_by_line_with_the_clue():
    table = page.left_out(SOURCES, corpus.load_units())
    assert list(table) == ["source", "line", "role", "why", "text"] and len(table) == 21
    clue = dict(zip(table["source"] + table["line"].astype(str), table["why"]))
    assert (
        clue["B6"] == "who wrote it"
        and clue["B54"] == "the label of a list of links"
        and clue["A27"] == "speaks to the visitor"
    )
    less = corpus.load_units().query("id != 'C01' and source == 'C' and line != 22")
    by_hand = page.left_out(SOURCES[SOURCES["id"] == "C"], less)
    assert by_hand[["line", "role", "why"]].to_numpy().tolist() == [[22, "", ""]]  # a person left it out
    for sources, units in ((None, less), (SOURCES, None), (SOURCES, less.drop(columns="line"))):
        with pytest.raises(corpus.BadInput):
            page.left_out(sources, units)


LONG = "The leaders met on that day, and nobody could say what they had agreed on when they left in the evening."
COURIER = f"""We use cookies to give you the best experience on our site.
Accept all
Home | News | Sport | Opinion
*Ministers leave the lake without a deal on the ferry
*Talks broke down after eleven hours over who pays for the landing.

By Mara Lind in Ohrid
Published 12 May 2024, 10:31
Updated 12 May 2024, 18:02 CET
4 min read
Share on Facebook
12 comments
The ministers of the two towns at the landing on Sunday. Photo: Ana Vale/Reuters

*{LONG}
*“We will not pay,” said Petar Cole, who led one of the two sides. “That was clear to all.”
Advertisement
*Subscribers left the Courier in large numbers, and advertisement revenue fell.

Get the best of our reporting in your inbox
Sign up for the Lake Letter, every Friday.
Enter your email address
Sign up

*Related companies have owned both ferries since the spring, a court found last year.
Read more: Why the old ferry stopped
*What happens next
*Residents can sign up for a hearing until Friday.
*By the end of the year, both towns will have paid.

(Reporting by Mara Lind; additional reporting by Jo Ash; editing by Ruth Amadi)
Mara Lind is a correspondent in Ohrid. She has covered the lake since 2009.
Tags: ferry, lake, Ohrid
Most read
1
Storm closes the pass for a third day
2
How a village lost its only road
© 2024 The Lake Courier. All rights reserved.
Privacy policy"""
HERALD = f"""WORLD
*Bridge reopens after eight years of repair
Mon 3 June 2024 05.00 BST
Last modified on Mon 3 June 2024 09.12 BST
A woman crosses the bridge, left, as workers clear the old town on Monday [Luka Penn/AFP]
*{LONG}
Listen to this article
*“It is only a bridge,” said Vera Holt, 71, who had waited since dawn.
SKIP ADVERTISEMENT
Story continues below advertisement
*{LONG}
READ MORE
The two clocks of the old town
Why nobody crosses after ten
*The works cost four times what was planned, the auditors wrote.
*Police said that 2,000 people had crossed by noon.
View comments
Follow us on Telegram
3 comments"""
DANAS = """Naslovna / Vesti / Društvo
*Most ponovo otvoren posle osam godina
Piše: Jelena Marić
12. maj 2024. 10:31
Foto: Tanjug/Marko Ilić
*Most između dve obale otvoren je u ponedeljak za pešake, osam godina pošto je zatvoren zbog radova na stubovima.
*„To je samo most“, rekla je Vera Holt, koja je čekala od zore.
Reklama
*Gradonačelnik severne obale nije došao, a njegov zamenik je rekao da ga niko nije pozvao.
Pročitajte još:
Dva sata starog grada
Komentari (3)
Izvor: Beta"""


RADIO = f"""TRANSCRIPT
Lake Morning · 5:07 AM ET
Heard on Lake Morning
*A BRIDGE WITH TWO BANKS
By Ana Lee
*ANA LEE, HOST:
*{LONG}
*LEE: And what comes now?
*COLE: {LONG}
Copyright © 2026 Lake Radio. All rights reserved."""
PORTAL = f"""Home\tNews\tSport
SR | SQ | EN
Lake Crossings
ANALYSIS
*Two Years On, the Lower Village Still Has No Water
*Officials call the agreement a model
Mara Lind | Ohrid | 11 May 2025 14:20
Share  Tweet  Pin  Print
The reservoir above the village on Monday. © Lake Crossings / V. Naum
*{LONG}
*“Nobody has refused to build it,” said Vera Holt, who heads the commission. “The money went to the wrong account.”
SEE ALSO: Mayor: “They can swim”
14:20
*“Two accounts, two governments, no pipe,” said Petar Cole.
“Nobody has refused to build it.”
Vera Holt
Vera Holt @vera_holt
*The ministry did not reply to questions by the time of publication.
Additional reporting by Jo Ash.
Dam Deal
Mara Lind
Mara Lind is a journalist based in Ohrid. She covers the lake.
About | Advertise with us | © Lake Crossings 2025"""
POST = f"""The Lake Post, Thursday 19 March 2026, page 5
Source: https://www.lakepost.example/ferry (found 19.3.)

*“It was only a ferry”
*The captain of the last boat, on the lake, the fares and what comes after both of them.
Interview: Mara Lind, The Lake Post, 19 March 2026

*Mara Lind
*Was it a good day?

*Petar Cole
*It was. {LONG}

Sponsored content
Tired of queues? Learn to row with the boat club.

*M.L.
*And now?

*P.C.
*I was told: “Wait until the spring, and then we shall see.” {LONG}

The interview was shortened and edited for clarity.
LPA/ml/jo"""
PRINTED = f"""18/03/2026, 10:12          Ferry fares rise again - Lake Post
*Ferry fares rise again
*{LONG[:60]}
*{LONG[61:]}
*The talks were held in June.1 The next will be in the
1 On the eastern bank.
Page 1 of 2
18/03/2026, 10:12          Ferry fares rise again - Lake Post
*autumn, it was said.
Page 2 of 2"""


@pytest.mark.parametrize("page_as_pasted", [COURIER, HERALD, DANAS, RADIO, PORTAL, POST, PRINTED])
def test_of_a_page_as_it_is_pasted_the_article_is_kept_and_all_else_is_left_out(page_as_pasted):
    article = [line[1:] for line in page_as_pasted.split("\n") if line.startswith("*")]
    text = page_as_pasted.replace("\n*", "\n")
    left = [line for _, line in by_rule(text)]
    assert [line for line in text.split("\n") if line and line not in left] == article


def in_the_middle(line):
    return by_rule("\n\n".join(["Leaders meet", LONG, LONG, line, LONG, LONG]))


SENTENCES = """Newsletter editors were arrested on Friday, the union said.
Recommended doses were ignored, the inquiry heard.
More on the talks was expected on Monday.
Share prices fell on Monday after the vote.
By signing up to the deal, Serbia agreed to pay.
By Monday the talks had failed.
Register to vote by Friday, officials said.
Photographs by the soldiers were shown in court.
The book has a photo by Ana Vale on its cover.
Edited by Ana Vale, the book appeared in May.
Copyright law passes
Copyright law was changed in 2019.
Updated figures show that 2,000 people left in 2019.
The minister, left alone, signed the paper.
12 people died on 3 May 2024.
Advertisement ban divides parliament
Comments that shook the town
More money for the bridge
By Land and by Water
Source: unknown, the note said, and nobody ever found out.
Don’t follow us, the sign said.
Powered by coal from the north, the plant is the largest of all.
The Lake Post, Thursday 19 March 2026, page 5
What is @vera_holt thinking
Party\tSeats\tShare
3 of the boats sank
“Wait until the spring.”
Read more: “It is gone,” she said.
Wednesday, 3 April 2019""".splitlines()
OTHERS = """caption|The mayor shakes hands with the minister, right, at the landing on Monday
caption|FILE PHOTO: The mayor speaks at a rally, May 3, 2024. REUTERS/Ana Vale/File Photo
caption|The mayor speaks at a rally in the old town. (Photo by Ana Vale/Getty Images)
caption|Photo: The bridge in the morning light.
credit|Photo: Ana Vale
credit|Photo by Ana Vale on Unsplash
credit|Ana Vale/AFP via Getty Images
credit|© Ana Vale / Reuters
byline|Reporting by Ana Vale in Ohrid; Editing by Jo Ash
byline|Ana Vale contributed to this report.
byline|Updated 12 May 2024, 10:31
byline|Last updated: May 12, 2024 at 10:31 a.m. EDT
byline|2 hours ago
related-links|Read also: The ferry that never came
related-links|READ ALSO The ferry that never came
related-links|You may also like
site-furniture|Share this articleComments
site-furniture|Don’t miss a story: get the Courier app.
site-furniture|Support our journalism with a small sum each month.
site-furniture|Copyright 2024 The Courier. All rights reserved.
site-furniture|https://example.org/news
site-furniture|Follow Ana Vale on Instagram
markup|* * *""".splitlines()


def test_a_line_in_mid_article_goes_only_by_a_clue_of_its_own(case):
    for line in SENTENCES:
        with case(line):
            assert in_the_middle(line) == []
    for row in OTHERS:
        role, line = row.split("|")
        with case(line):
            assert in_the_middle(line) == [(role, line)]


def test_a_label_in_mid_article_takes_titles_with_it_but_no_paragraph_and_none_that_is_broken_to_fit_a_width():
    below = ["Related", "Ten things to know", "Storm hits coast"]
    assert [line for _, line in by_rule("\n\n".join(["Leaders meet", LONG, *below, LONG, "A heading", LONG]))] == below
    wrapped = "The two governments agreed on Monday to build\nTirana’s new bridge over the river, which had\nbeen promised in 1999."
    assert by_rule(f"Leaders meet\n\n{LONG}\n\nRead more\n\n{wrapped}") == [("related-links", "Read more")]


def test_a_title_that_is_given_is_of_the_article_and_once_only():
    text = f"Title: Leaders meet\nAuthor: Ana Vale\n\nLeaders meet\n\n{LONG}\n{LONG}\n\nAna Vale covers the lake."
    assert [line for _, line in by_rule(text)] == ["Author: Ana Vale", "Leaders meet", "Ana Vale covers the lake."]


def test_the_words_for_the_rule_are_each_there_once_and_each_kind_is_described():
    table = corpus.read_table("page/page_words.csv", ["kind", "words"])
    assert not table.duplicated().any() and list(dict.fromkeys(table["kind"])) == page.WORDS
    readme = (
        (corpus.DATA / "README.md").read_text(encoding="utf-8").split("`page/page_words.csv`")[1].split("\n\nTrust")[0]
    )
    assert all(f"`{kind}`" in readme for kind in page.WORDS)
    small = table[~table["kind"].isin(["agency"])]["words"]
    assert (small == small.str.lower()).all()


def test_a_list_that_a_teacher_changed_works_and_one_without_a_kind_is_refused(tmp_path, monkeypatch):
    (tmp_path / "page").mkdir()
    file, text = (
        tmp_path / "page" / "page_words.csv",
        (corpus.DATA / "page" / "page_words.csv").read_text(encoding="utf-8"),
    )
    monkeypatch.setattr(corpus, "DATA", tmp_path)
    monkeypatch.setattr(corpus, "changed", [])
    file.write_text(text + "label, Lire Plus \nlabel,\n", encoding="utf-8")
    page.page_words.cache_clear()
    assert in_the_middle("Lire plus") == [("site-furniture", "Lire plus")] and in_the_middle("A heading") == []
    file.write_text("\n".join(line for line in text.split("\n") if not line.startswith("subjects,")), encoding="utf-8")
    page.page_words.cache_clear()
    with pytest.raises(corpus.BadInput, match="no words of the kind subjects"):
        page.page_words()
    page.page_words.cache_clear()


def test_a_label_of_subjects_takes_the_subjects_below_it_and_no_paragraph():
    for label in ("Topics", "Related topics", "Tags:", "Keywords"):
        for between in ("\n", "\n\n"):
            end = between.join([label, "Swimming", "Local government"])
            units, out, _ = intake.read_one(f"{SUBJECTS}\n\n{end}\n".encode())
            assert len(units) == 2 and [row[3] for row in out] == [label, "Swimming", "Local government"], label
    units, *_ = intake.read_one(f"{SUBJECTS}\n\nTags: Swimming\n\nThe mayor will speak to residents today.\n".encode())
    assert len(units) == 3


SUBJECTS = (
    "The council will close the pool in May, the mayor said on Monday evening.\n\n"
    "Residents said that nobody had asked them about the plan to close the pool."
)
