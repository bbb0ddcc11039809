"""Sources as pages to be read, and texts beside each other: nothing lost, nothing taken for markup, the same in words alone."""

import html
import re
from itertools import groupby

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sidebyside import beside, columns, compare, corpus, intake, read, texts

UNITS, SOURCES = corpus.load_units(), corpus.load_sources()
KNOWN = columns.known_units(None)
OWN = """Title: A bridge & <b>more</b>

Bridge closed for $5 million and $7 million

The bridge is closed. <script>alert(1)</script> It stays so &amp; nobody knows why.
Sign up for our newsletter
A second paragraph, with one sentence."""


@pytest.fixture
def shown(monkeypatch):
    """Pairs of what is shown as words and what is shown as a page."""
    pairs = []
    monkeypatch.setattr("sidebyside.output.show_both", lambda plain, rich: pairs.append((plain, rich)))
    return pairs


@pytest.fixture
def own(tmp_path, capsys):
    (tmp_path / "one.txt").write_text(OWN, encoding="utf-8")
    sources, units = intake.read_folder(tmp_path)
    return {"units": units, "sources": sources}


LABEL = re.compile(rf'(?<=<span style="{texts.GLUE}">)<span style="position:absolute;[^"]*">(\S+) </span>')


def lines_of(rich):
    """The lines of a page as they are shown, those that are folded among them, without their labels."""
    blocks = re.findall(r'<div style="[^"]*white-space:pre-wrap">(.*?)</div>', rich)
    return [html.unescape(re.sub("<[^>]+>", "", LABEL.sub("", block))) for block in blocks]


def of_units(rich):
    """Each label of a page, and what stands from there to the next, or to the end of its line."""
    found = [(match[1], rich[match.end() :]) for match in LABEL.finditer(rich)]
    own = [(unit, re.split(r'</div>|(?=<span style="white-space:nowrap)', after)[0]) for unit, after in found]
    return [(unit, html.unescape(re.sub("<[^>]+>", "", words))) for unit, words in own]


def parts_of(source, shown, **options):
    """All that `read` shows of a source, part after part."""
    many = {"C": 3}.get(source, 1)
    for part in range(1, many + 1):
        read(source, part=part, **options)
    return list(shown)


def refused(function, *given, **options):
    with pytest.raises(corpus.BadInput) as error:
        function(*given, **options)
    [told] = error.value._render_traceback_()
    return told


# ---------------------------------------------------------------- a source as a page


@pytest.mark.parametrize("as_received", [False, True])
@pytest.mark.parametrize("source", "ABCDE")
def test_each_line_stands_on_the_page_as_it_was_received(source, as_received, shown):
    text = SOURCES.set_index("id")["text"][source]
    pages = parts_of(source, shown, as_received=as_received)
    assert [line for _, rich in pages for line in lines_of(rich)] == [line for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize("source", "ABCDE")
def test_each_unit_is_there_once_in_order_and_whole(source, shown):
    own = UNITS[UNITS["source"] == source]
    pages = parts_of(source, shown)
    found = [(unit, words) for _, rich in pages for unit, words in of_units(rich) if unit[0] != "L"]
    assert [unit for unit, _ in found] == own["id"].tolist()
    words = [words.removesuffix(" |").rstrip() for _, words in found]
    assert words == [text.removesuffix(" |") for text in own["text"]]


@pytest.mark.parametrize("source", "ABCDE")
def test_the_words_alone_say_the_same_in_the_same_order(source, shown):
    own = UNITS[UNITS["source"] == source]
    plain = "\n".join(plain for plain, _ in parts_of(source, shown))
    assert all(len(line) <= 70 for line in plain.split("\n") if not line.startswith("Source "))
    assert re.findall(r"^([A-E]\d\d)  \S", plain, re.M) == own["id"].tolist()
    for unit, text in zip(own["id"], own["text"]):
        written = re.search(rf"^{unit}  (.*(?:\n     .*)*)", plain, re.M)[1]
        assert " ".join(written.split()).startswith(" ".join(text.split()))
    others = [line for line in SOURCES.set_index("id")["text"][source].split("\n") if line.strip()]
    of = corpus.load_table("anatomy").query("source == @source")
    folded = [
        line
        for line, role in zip(others, of["role"])
        if role in ("byline", "credit", "site-furniture", "related-links")
    ]
    assert not any(f"\n{line}" in plain or f"     {line}" in plain for line in folded)


def test_what_is_not_the_article_is_folded_in_its_place_and_counted(shown):
    read("B")
    [(plain, rich)] = shown
    folds = re.findall(r"<details[^>]*><summary><small>(.*?)</small></summary>(.*?)</details>", rich)
    assert [told for told, _ in folds] == [
        "not the article: 7 lines (caption, credit, byline and site furniture)",
        "not the article: 5 lines (site furniture and related links)",
    ]
    assert [len(lines_of(inside)) for _, inside in folds] == [7, 5] and "open" not in re.findall(
        "<details[^>]*>", rich
    )[0]
    assert rich.index("B01 ") < rich.index("<details") < rich.index("B02 ") and rich.rindex("<details") > rich.index(
        "B28 "
    )
    said = [" ".join(part.split()) for part in re.findall(r"\[not the article[^\]]*\]", plain)]
    assert said == [f'[{told}; read("B", as_received=True) shows them]' for told, _ in folds]


def test_as_received_nothing_is_folded_and_no_look_gives_the_article_away(shown):
    read("B", as_received=True)
    [(plain, rich)] = shown
    assert (
        "<details" not in rich
        and "not the article" not in plain
        and "font-size" not in rich
        and "font-weight" not in rich
    )
    labels = [label for label, _ in of_units(rich)]
    assert labels[:4] == ["B01", "L3", "L4", "L5"] and labels[-1] == "L60" and len(set(labels)) == len(labels)
    assert re.findall(r"^([BL]\d+) +\S", plain, re.M) == labels and "L7   Share this articleComments" in plain


def test_broken_markup_is_shown_as_the_text_that_it_is(shown):
    read("E")
    [(plain, rich)] = shown
    assert "- < li >< strong >< Active" in plain and "-</span> &lt; li &gt;&lt; strong &gt;&lt; Active" in rich
    assert "Exchanges:Â\xa0Â\xa0Improved" in rich or "Exchanges:Â Â Improved" in rich
    assert "\n     |---|---|\nE16  | Create" in plain and ">|---|---|<" in rich and "<details" not in rich
    assert set(re.findall(r"</?([a-z]+)", rich)) == {"div", "span"}


@pytest.mark.parametrize("source, told", [
    ("A", "Source A · 327 words, about 3 minutes at 120 words a minute"),
    ("B", "Source B · 585 words, about 5 minutes at 120 words a minute"),
    ("C", "Source C · no title was received · part 1 of 3 · 598 of 1,996 words, about 5 minutes at 120 words a minute"),
    ("D", "Source D · 346 words, about 3 minutes at 120 words a minute"),
    ("E", "Source E · 728 words, about 6 minutes at 120 words a minute"),
])  # fmt: skip
def test_the_head_says_how_long_it_takes(source, told, shown):
    read(source.lower())
    assert shown[0][0].split("\n")[0] == told and f">{told}</div>" in shown[0][1]


def test_a_long_source_says_how_to_go_on(shown):
    read("C")
    read("C", part=3)
    assert shown[0][0].endswith('This was part 1 of 3. `read("C", part=2)` goes on.')
    assert '<code>read("C", part=2)</code> goes on.' in html.unescape(shown[0][1]) and "goes on" not in "".join(
        shown[1]
    )


ROLES = st.sampled_from(["headline", "heading", "body", "list", "table", "markup", "caption"])


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(ROLES, st.integers(1, 900)), min_size=1, max_size=40))
def test_parts_are_whole_paragraphs_of_about_the_same_length(given):
    lines = []
    for n, (role, words) in enumerate(given, start=1):
        article = role not in ("markup", "caption")
        lines.append(texts.Line(n, "x", role, {0: f"X{n}"} if article else {}, words if article else 0))
    parts = texts.parts_of(lines)
    assert [line for part in parts for line in part] == lines
    assert len(parts) <= max(1, round(sum(line.words for line in lines) / texts.SITTING))
    for before, after in zip(parts, parts[1:]):
        assert before[-1].role not in ("headline", "heading")
        assert not (before[-1].role in texts.CLOSE and after[0].role in texts.CLOSE)
        assert after[0].units and any(line.words for line in before)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(1, 100), min_size=60, max_size=200))
def test_no_part_is_longer_than_another_by_more_than_the_longest_paragraph(given):
    parts = texts.parts_of([texts.Line(n, "x", "body", {0: f"X{n}"}, words) for n, words in enumerate(given, start=1)])
    lengths = [sum(line.words for line in part) for part in parts]
    assert len(parts) == max(1, round(sum(given) / texts.SITTING)) and max(lengths) - min(lengths) <= 2 * max(given)


def test_a_text_of_ones_own_is_read_in_the_same_way(own, shown):
    read("f", **own)
    [(plain, rich)] = shown
    assert plain.startswith("Source F · 34 words, about 1 minute at 120 words a minute\n\n     Title:\nF01  A bridge")
    here = 'read("F", as_received=True, units=units, sources=sources)'
    assert f"[not the article: 1 line; {here} shows it]" in " ".join(plain.split())
    assert (
        lines_of(rich) == [line for line in own["sources"]["text"][0].split("\n") if line.strip()]
        and "<script" not in rich
    )
    assert [unit for unit, _ in of_units(rich) if unit[0] == "F"] == own["units"]["id"].tolist()
    assert "&lt;script&gt;" in rich and "&amp;amp;" in rich


def test_a_title_that_was_given_is_the_first_unit(tmp_path, capsys, shown):
    (tmp_path / "one.txt").write_text("Title: <i>Bridge</i>\n\nThe bridge is closed. It stays so.", encoding="utf-8")
    sources, units = intake.read_folder(tmp_path)
    shown.clear()  # what was said of the folder
    read("F", units=units, sources=sources)
    assert "Title:\nF01  <i>Bridge</i>\n" in shown[0][0] and "&lt;i&gt;Bridge&lt;/i&gt;" in shown[0][1]
    assert "<i>Bridge" not in shown[0][1]


def test_words_are_marked_and_notes_stand_beside_their_units(shown):
    read("E", mark=["he", "U.S."], notes={"e08": "3 stopped <here>", "A02": "of another source"})
    [(plain, rich)] = shown
    assert "E08  **He** emphasized that **U.S.** mediation" in plain and "the " in plain and "t**he**" not in plain
    assert f'<u style="{texts.MARK}">He</u></span> emphasized' in rich and "E08: 3 stopped &lt;here&gt;</div>" in rich
    assert re.search(r"far\.\n     \[E08: 3 stopped <here>\]\n", plain) and "another source" not in plain + rich


@pytest.mark.parametrize("given, options, told", [
    (("G",), {}, 'There is no source "G": the sources are A, B, C, D and E. For a text of your own, give its tables too'),
    (("A02",), {}, 'A02 is a unit: `show("A02")` shows it in its place, and `read("A")` all of A.'),
    (("a 2",), {}, 'A02 is a unit: `show("A02")` shows it in its place, and `read("A")` all of A.'),
    ((1,), {}, 'A source is named by its letter between quotation marks, such as "A", not by a whole number.'),
    ((["A"],), {}, 'A source is named by its letter between quotation marks, such as "A", not by a list.'),
    ((), {}, 'Say which source you want to read, by its letter: `read("A")`.'),
    (("",), {}, 'There is no source "": the sources are A, B, C, D and E.'),
    (("C",), {"part": 7}, "C has 3 parts: part=1 to part=3, not 7."),
    (("C",), {"part": 0}, "C has 3 parts: part=1 to part=3, not 0."),
    (("C",), {"part": True}, "C has 3 parts: part=1 to part=3, not True."),
    (("C",), {"part": "2"}, "C has 3 parts: part=1 to part=3, not 2."),
    (("A",), {"part": 2}, "A is short and has one part: leave out part, not 2."),
    (("A",), {"notes": ["x"]}, 'The notes have to be a dictionary, such as {"E08": "I stopped here"}, not a list.'),
    (("A",), {"notes": {"A99": "x"}}, "The notes cannot be placed. There is no unit A99: the units of source A run from"),
    (("A",), {"notes": {"A02": 3}}, "The note on A02 is a whole number: a short text is expected."),
    (("A",), {"units": UNITS}, "A text of your own needs both its tables, units=units and sources=sources, and sources is missing."),
    (("A",), {"units": UNITS, "sources": pd.concat([SOURCES, SOURCES])}, "The sources have A twice"),
    (("A",), {"units": UNITS.drop(columns="line"), "sources": SOURCES}, "The units have no column line"),
    (("A",), {"units": UNITS, "sources": SOURCES[["id", "text"]]}, "The sources have no column title"),
    (("A",), {"units": UNITS, "sources": SOURCES.assign(text="x")}, "The unit A01 does not stand in its source where its row says"),
    (("A",), {"units": UNITS.head(20), "sources": SOURCES.tail(2)}, "The unit A01 does not stand in its source"),
])  # fmt: skip
def test_what_cannot_be_read_is_said_in_a_sentence(given, options, told, shown):
    assert told in refused(read, *given, **options) and not shown


# ---------------------------------------------------------------- texts beside each other


def lettered(rich):
    """The marked stretches of each column, as (words, letter)."""
    body = re.split(r'<div style="[^"]*min-width:0[^"]*">', rich)[1:]
    pattern = rf'<u style="{re.escape(texts.MARK)}">(.*?)</u><sup style="line-height:0"><b>&nbsp;(.*?)</b></sup>'
    return [[(html.unescape(words), letter) for words, letter in re.findall(pattern, column)] for column in body]


def letters(*given, n=5):
    """The letters that stand in each column, in order, with the words that they mark."""
    table = {f"t{n}": text for n, text in enumerate(given)}
    made = [columns.column(name, text, n, KNOWN) for n, (name, text) in enumerate(table.items(), start=1)]
    return [
        [(column.text[a:b], letter) for a, b, letter in marks]
        for column, marks in zip(made, columns._lettered(made, n))
    ]


def test_the_footbridge_has_six_runs_and_one_of_them_in_all_three(shown):
    beside(compare.origins())
    [(plain, rich)] = shown
    assert [[letter for _, letter in column] for column in lettered(rich)] == [list("abcdef"), list("bacdef"), ["d"]]
    assert re.findall(r"\[([a-z]+): ", plain) == [*"abcdef", *"bacdef", "d"]
    assert "“[d: Many people cross here every day, and we will open again as soon\nas it is safe],” said" in plain
    for name, text in compare.origins().items():
        assert f"\n{name}\n" in f"\n{plain}" and f">{name}</div>" in rich
        assert " ".join(text.split()) in " ".join(re.sub(r"\[[a-z]+: |\]", "", plain).split())


def test_units_sources_and_texts_stand_beside_each_other(shown):
    beside("a 2", ["C69", "C71"], "Kosovo’s declaration of independence violated neither international law.", "D")
    [(plain, rich)] = shown
    assert re.findall(r"^([A-Z]\d\d)  ", plain, re.M) == ["A02", "C69", "C71", *UNITS.loc[UNITS["source"] == "D", "id"]]
    assert re.findall(r"<small><b>(\S+)</b></small> ", rich) == re.findall(r"^([A-Z]\d\d)  ", plain, re.M)
    assert re.findall(r'3px solid">(.*?)</div>', rich) == ["A", "C", "text 3", "D"]
    assert (
        lettered(rich)[1:3] == [[("Kosovo’s declaration of independence violated neither international law", "a")]] * 2
    )


def test_a_card_stands_beside_units_and_nothing_in_it_is_marked(shown):
    says = corpus.load_table("documents").set_index("id").loc["DOC-09", "says"]
    beside("C71", {"the same words": says, "the Court": "doc 9"}, "DOC-16")
    [(plain, rich)] = shown
    assert re.findall(r'3px (\w+)">(.*?)</div>', rich) == [
        ("solid", "C"), ("solid", "the same words"), ("dashed", "the Court"), ("dashed", "a card of a document")
    ]  # fmt: skip
    assert f"In our words, no quotation: {says}" in plain and plain.count("▤ DOC-") == rich.count("▤ DOC-") == 2
    assert lettered(rich) == [[]] * 4 and plain.endswith("No 5 words in a row stand in more than one of these texts.")
    beside("A02", "DOC-09")
    beside("DOC-09", "DOC-16", n=None)
    assert "words in a row" not in shown[1][0] + shown[2][0]


@pytest.mark.parametrize("source", "ABCDE")
def test_a_whole_source_loses_nothing(source, shown):
    beside(source, "")
    plain, rich = shown[0]
    column = re.split(r'<div style="[^"]*min-width:0[^"]*">', rich)[1]
    column = html.unescape(re.sub("<[^>]+>", "", re.sub(r"<small><b>\S+</b></small> ", "", column)))
    units = "".join(UNITS.loc[UNITS["source"] == source, "text"])
    assert "".join(column.split()) == source + "".join(units.split()) and "(no words)" in plain and "(no words)" in rich


def test_without_shared_words_that_is_said(shown):
    beside("A", "D")
    assert (
        shown[0][0].endswith("\nNo 5 words in a row stand in more than one of these texts.")
        and "<u " not in shown[0][1]
    )


def test_the_same_words_have_the_same_letter_wherever_and_however_they_are_written():
    first = "“It’s the well-known café,” he said – twice."
    second = "And IT'S THE\n\nwell-known cafe\u0301 he said, and it's the Well-known café he said"
    assert letters(first, second, n=5) == [
        [("It’s the well-known café,” he said", "a")],
        [("IT'S THE\n\nwell-known cafe\u0301 he said", "a"), ("it's the Well-known café he said", "a")],
    ]


def test_where_a_third_text_leaves_a_run_a_letter_ends():
    assert letters("x a b c d e f g h y", "z a b c d e f g h", "a b c d e w", n=5) == [
        [("a b c d e", "a"), ("f g h", "b")], [("a b c d e", "a"), ("f g h", "b")], [("a b c d e", "a")],
    ]  # fmt: skip
    # Two runs that overlap in one text: what they have in common is in all three.
    assert letters("a b c d e f g h", "a b c d e f w", "c d e f g h", n=4) == [
        [("a b", "a"), ("c d e f", "b"), ("g h", "c")], [("a b", "a"), ("c d e f", "b")], [("c d e f", "b"), ("g h", "c")],
    ]  # fmt: skip


def test_letters_go_on_after_z():
    run = [" ".join(f"w{n}x{k}" for k in range(5)) for n in range(60)]
    here, there = letters(" . ".join(f"{words} q{n}" for n, words in enumerate(run)), " ; ".join(reversed(run)))
    assert [letter for _, letter in here][24:29] == ["y", "z", "aa", "ab", "ac"] and here[-1][1] == "bh"
    assert there == here[::-1]


WORDS = st.integers(2, 5).flatmap(
    lambda size: st.lists(st.text("abcde"[:size], max_size=14).map(" ".join), min_size=2, max_size=4)
)


@settings(max_examples=100, deadline=None)
@given(WORDS, st.integers(2, 4))
def test_marked_is_what_is_shared_and_a_letter_is_the_same_words(given, n):
    made = [columns.Column(f"t{k}", text, [(0, len(text))], {}, [], {}) for k, text in enumerate(given)]
    marks = columns._lettered(made, n)
    runs = compare.shared_runs(dict(enumerate(given)), n)
    shared = {(run.first, run.first_start + k) for run in runs.itertuples() for k in range(len(run.text))}
    shared |= {(run.second, run.second_start + k) for run in runs.itertuples() for k in range(len(run.text))}
    marked, of = set(), {}
    for place, own in enumerate(marks):
        assert all(one[1] < two[0] for one, two in zip(own, own[1:]))
        for start, end, letter in own:
            marked |= {(place, k) for k in range(start, end)}
            assert of.setdefault(letter, given[place][start:end]) == given[place][start:end]
    spaces = {(place, k) for place, text in enumerate(given) for k, sign in enumerate(text) if sign == " "}
    assert marked - spaces == shared - spaces
    where = {letter: sum(letter in [mark[2] for mark in own] for own in marks) for letter in of}
    assert all(count > 1 for count in where.values())


def test_no_run_goes_from_one_unit_to_another_that_does_not_follow_it():
    units = pd.DataFrame(
        [
            ("F01", "F", 1, 0, 13, "one two three"),
            ("F02", "F", 1, 14, 22, "not this"),
            ("F03", "F", 1, 23, 36, "four five six"),
        ],
        columns=["id", "source", "line", "start", "end", "text"],
    )
    units = columns.known_units(units)
    for ids, marked in ((["F01", "F03"], []), (["F01", "F02"], []), (["F03"], [])):
        made = [columns.column(None, ids, 1, units), columns.column(None, "one two three four five six", 2, units)]
        assert [[made[0].text[a:b] for a, b, _ in own] for own in columns._lettered(made, 5)][0] == marked
    made = [columns.column(None, ["F01", "F02"], 1, units), columns.column(None, "two three not this", 2, units)]
    assert [made[0].text[a:b] for a, b, _ in columns._lettered(made, 4)[0]] == ["two three\n\nnot this"]


def test_the_paragraph_is_there_on_request(shown):
    beside("A02", ["C69", "C70", "C71"], context=True)
    beside("A02", ["C69", "C70", "C71"])
    (plain, rich), (short, short_rich) = shown
    [inside] = re.findall(
        r"<details><summary><small>the paragraph of C71</small></summary>(.*?)</details>", rich
    )  # A02 is all of its own
    assert re.findall(r"<b>(C\d\d)</b>", inside) == ["C69", "C70", "C71", "C72", "C73"]
    assert rich.index("C71") < rich.index("<details>") and "     the paragraph of C71: C69 This" in plain
    assert "paragraph" not in short + short_rich


def test_a_line_without_units_is_named_as_the_tables_name_it(shown):
    beside("B:L6", "A02")
    assert shown[0][0].replace("\xa0", " ").startswith("B\nB:L6 By Jorgen Samso with AP\n\nA\nA02  PRISTINA")


def test_own_units_stand_beside_those_of_the_five(own, shown):
    beside("F01", "F", "A02", units=own["units"])
    assert re.findall(r"^([A-Z]\d\d)  ", shown[0][0], re.M) == ["F01", *own["units"]["id"], "A02"]
    assert "<script" not in shown[0][1]


@pytest.mark.parametrize("given, options, told", [
    ((), {}, 'Beside each other stand two texts or more, and none was given: `beside("A", "D")`.'),
    (("A",), {}, 'Beside each other stand two texts or more, and only one was given: `beside("A", "D")`.'),
    (({"one": "x"},), {}, "only one was given"),
    (("A", "C99"), {}, "There is no unit C99: the units of source C run from C01 to C90."),
    (("A", "G"), {}, 'There is no source "G": the sources are A, B, C, D and E.'),
    (("A", 7), {}, "A column is a unit id, a source letter, a text, or a list of ids, and not a whole number."),
    (("A", None), {}, "and not nothing."),
    (("A", []), {}, "and not an empty list."),
    (("A", ["A02", 3]), {}, "A list has to hold ids of units between quotation marks, and 3 is none."),
    (("A", ["A02", "a longer text"]), {}, 'A list has to hold ids of units between quotation marks, and "a longer text" is none.'),
    (("A", "DOC-99"), {}, "There is no card DOC-99: the cards run from DOC-01 to DOC-"),
    (("A", ["A02", "DOC-09"]), {}, 'A card has a column of its own: `beside("A09", "DOC-44")`.'),
    (("A", "A02 DOC-09"), {}, "A card has a column of its own"),
    (("A02", "DOC-09"), {"n": 0}, "How many words a run must have (n) has to be a whole number, 1 or more, not 0."),
    (("A", "B"), {"n": 0}, "How many words a run must have (n) has to be a whole number, 1 or more, not 0."),
    (("A", "B"), {"units": UNITS[["id", "source", "text"]]}, "The units have no column line"),
    (("A", "B"), {"units": "x"}, "The units have to be a table"),
])  # fmt: skip
def test_what_cannot_stand_beside_is_said_in_a_sentence(given, options, told, shown):
    assert told in refused(beside, *given, **options) and not shown


def test_two_labels_of_one_line_stand_beside_each_other():
    places = texts.places_in_margin({0: "D07", 35: "D08", 200: "D09", 210: "D10", 220: "D11"})
    assert [places[at] for at in (0, 35, 200)] == [(-4.5, 0.0), (-2.3, 0.0), (-4.5, 0.0)]
    assert len({places[at] for at in (200, 210, 220)}) == 3
    rich = texts.set_rich("One. Two.", (0, 9), [], {0: "X1", 5: "X2"}, texts.MARGIN)
    assert re.findall(r'nowrap"><span style="[^"]*">X(\d) </span>(\w+)\.?</span>', rich) == [("1", "One"), ("2", "Two")]


def test_a_text_is_cut_between_words():
    assert corpus.shortened("reconciliation between Belgrade", 26) == "reconciliation between…"
    assert corpus.shortened("reconciliation", 14) == "reconciliation" and corpus.shortened("x" * 40) == "x" * 29 + "…"
    text = "Highways, new rail links and air traffic."
    assert corpus.excerpt(text, 18, 23, 14) == "…new rail links and air…"
    assert corpus.excerpt(text, 0, 8, 99) == text and corpus.excerpt(text, 10, 13, 12) == "Highways, new rail links…"


# ---------------------------------------------------------------- what a notebook leaves of it


def test_pages_hold_up_when_they_are_not_trusted(own, shown):
    for source in "ABCDE":
        read(source)
    read("A", as_received=True, notes={"A02": "x"}, mark="Thaci")
    read("F", **own)
    beside(compare.origins())
    beside("A", ["C69", "C71"], context=True)
    for _, rich in shown:
        assert rich.startswith('<div class="mathjax_ignore"')
        assert not re.search(r"<(?:style|script|svg|h\d)|aria-|role=|var\(|currentColor|inherit| id=", rich)
        assert {
            key for style in re.findall('style="([^"]*)"', rich) for key in re.findall(r"([a-z-]+):", style)
        } <= KEPT
        opened = [(kind, sum(1 for _ in group)) for kind, group in groupby(sorted(re.findall(r"</?([a-z]+)", rich)))]
        assert all(rich.count(f"<{kind}") == rich.count(f"</{kind}>") for kind, _ in opened)


# What JupyterLab 4.6.6 leaves of `style` in an output that it does not trust, of all that stands on these pages.
KEPT = set(
    """align-self background border-bottom border-left clear column-gap display flex flex-wrap float font font-size
font-weight gap grid-template-columns left line-height margin margin-left max-width min-width overflow-wrap padding-left
padding-top position white-space width""".split()
)
