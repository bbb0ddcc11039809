"""What a reader sees: units in their place, escaped, and to be read without colour."""

import html
import re

import pandas as pd
import pytest
from sidebyside import corpus, display, glossary, output, show, show_table

UNITS = corpus.load_units()


@pytest.fixture
def shown(monkeypatch):
    """Pairs of what is shown as words and what is shown as a page."""
    pairs = []
    monkeypatch.setattr(output, "show_both", lambda plain, rich: pairs.append((plain, rich)))
    return pairs


def words_of(rich):
    return html.unescape(re.sub(r"<[^>]+>", "", rich))


def test_each_unit_is_shown_in_full_with_its_neighbours(case, shown):
    for unit in UNITS.to_dict("records"):
        with case(unit["id"]):
            show(unit["id"])
            plain, rich = shown.pop()
            assert not shown
            own = UNITS[UNITS["source"] == unit["source"]].reset_index()
            n = own.index[own["id"] == unit["id"]][0]
            expected = own["id"][max(n - 1, 0) : n + 2].tolist()
            assert re.findall(r"^(?:> |  )([A-E]\d\d) · line", plain, flags=re.M) == expected
            assert re.findall(r"^> ([A-E]\d\d)", plain, flags=re.M) == [unit["id"]]
            for text in own["text"][max(n - 1, 0) : n + 2]:
                assert text in plain and text in words_of(rich)


def test_nothing_in_a_source_is_taken_for_markup(shown):
    show("E35")
    [(_, rich)] = shown
    assert "< li >" in UNITS.set_index("id")["text"]["E35"] and "&lt; li &gt;" in rich
    assert not re.search(r"<\s*(li|strong|ul|p)\b", rich)


def test_the_unit_that_was_asked_for_is_marked_without_colour(shown):
    show("C13", mark="so-called")
    [(plain, rich)] = shown
    assert "> C13" in plain and "**so-called**" in plain
    assert "▶ C13" in rich and "<mark><b><u>so-called</u></b></mark>" in rich
    assert "color" not in rich.lower()


def test_marks_are_whole_words_and_no_patterns(shown):
    show("E08", mark=["He", "(", "U.S."], around=0)
    assert "**He** emphasized" in shown[0][0] and "given the" in shown[0][0] and "**U.S.** mediation" in shown[0][0]


@pytest.mark.parametrize("given", ["c13", " C 13", "C-13", ["C13"], ("C13",), pd.Series(["C13"]), {"C13"}], ids=repr)
def test_an_id_is_read_in_any_usual_form(given, shown):
    show(given, around=0)
    assert [plain[:5] for plain, _ in shown] == ["> C13"]


def test_neighbours_are_shown_once(shown):
    show("A04", "A05")
    [(plain, _)] = shown
    assert re.findall(r"[A-E]\d\d(?= ·)", plain) == ["A03", "A04", "A05", "A06"]


def test_units_come_in_the_order_asked_for(shown):
    show("C02", "A02", "C01", around=0)
    assert [plain[2:5] for plain, _ in shown] == ["C02", "A02", "C01"]


@pytest.mark.parametrize(
    "wrong, told",
    [
        ("B32", "Did you mean B23?"),
        ("A14", "from A01 to A13"),
        ("C", "C is a source"),
        ("X01", "Did you mean"),
        (13, "Did you mean"),
        (None, "Did you mean"),
        ("<b>", "Did you mean"),
        ("", "Did you mean"),
    ],
)
def test_an_id_that_does_not_exist_is_one_sentence(wrong, told, shown):
    show(wrong, "A02", around=0)
    assert told in shown[0][0] and len(shown) == 2 and shown[1][0].startswith("> A02")
    assert "<b>>" not in shown[0][1] and '"<b>"' not in shown[0][1]


def test_a_card_has_a_look_of_its_own_and_is_whole(case, shown):
    for card in corpus.load_table("documents").to_dict("records"):
        with case(card["id"]):
            show(card["id"])
            plain, rich = shown.pop()
            assert not shown and plain.startswith(f"▤ {card['id']} · ") and "dashed" in rich
            for column in set(card) - {"rows", "seen"}:
                assert card[column] in plain and card[column] in words_of(rich)
            ours = "In our words, no quotation: "
            assert (f"{ours}{card['says']}" in plain) == (card["seen"] != "not seen") == (ours.strip() in rich)
            assert plain.count("“") == rich.count("<q>") == bool(card["phrase"])


@pytest.mark.parametrize("given", ["doc 9", "DOC-09", "Doc9", " doc-9 ", "DOC 009"])
def test_a_card_is_named_in_any_usual_form_and_stands_after_the_units(given, shown):
    show(given, "A02", around=0)
    assert [plain[:8] for plain, _ in shown] == ["> A02 · ", "▤ DOC-09"]


def test_cards_as_a_table_names_them_and_one_that_is_not_there(shown):
    show("DOC-01 DOC-99 DOC-02")
    assert [plain[:8] for plain, _ in shown] == ["There is", "▤ DOC-01", "▤ DOC-02"]
    assert "There is no card DOC-99: the cards run from DOC-01 to DOC-" in shown[0][0]


def test_nothing_on_a_card_is_taken_for_markup(monkeypatch, shown):
    table = corpus.load_table("documents").assign(says="<b>bold</b>", phrase="<i>", where="<script>", document="<u>")
    monkeypatch.setattr("sidebyside.cards.load_table", lambda name: table)
    show("DOC-01")
    assert not re.search(r"<(b>bold|i>|script|u>)", shown[0][1]) and "<b>bold</b>" in words_of(shown[0][1])


def test_a_table_to_read_is_escaped_and_in_full(shown):
    show_table(pd.DataFrame({"what": ["<b>" + "long " * 99], "n": [1]}))
    plain, rich = shown[0]
    assert "&lt;b&gt;" in rich and rich.count("long") == 99 == plain.count("long") and "n: 1" in plain


def test_a_folded_table_is_opened_by_its_sentence_and_loses_nothing(shown):
    table = pd.DataFrame({"a": ["one", "two"]})
    show_table(table, folded="Both rows & <b>", caption="Two")
    show_table(table, caption="Two")
    (plain, rich), (unfolded_plain, unfolded) = shown
    assert rich.startswith("<details><summary>Both rows &amp; &lt;b&gt;</summary><table") and unfolded in rich
    assert plain.split("\n") == ["Both rows & <b>", *unfolded_plain.split("\n")] and "<details" not in unfolded


def test_the_glossary_answers_and_names_the_nearest(shown):
    glossary("unit")
    glossary("precison")
    glossary()
    assert shown[0][0].startswith("unit: ") and 'Did you mean "precision"?' in shown[1][0]
    assert all(term in shown[2][0] for term in corpus.load_table("glossary")["term"])


def test_outside_of_a_notebook_the_words_are_printed(capsys):
    show("A08", around=0)
    assert (
        capsys.readouterr().out
        == "> A08 · line 14 · body\n>     The EU-led reconciliation talks have made little progress.\n"
    )


def test_several_ids_in_one_text_are_all_shown(capsys):
    show("A02 B03, C13", around=0)
    shown = capsys.readouterr().out
    assert [line.split(" · ")[0] for line in shown.splitlines() if line.startswith("> ") and " · line " in line] == [
        "> A02",
        "> B03",
        "> C13",
    ]


def test_a_long_list_of_ids_is_cut_in_a_table(capsys):
    show_table(pd.DataFrame({"name": ["x", "y"], "units": ["A01 A02 A03", "A01 A02"]}), most_ids=2)
    assert capsys.readouterr().out == "name: x · units: A01 A02 and 1 more\nname: y · units: A01 A02\n"


def refused(call):
    with pytest.raises(corpus.BadInput) as caught:
        call()
    told = str(caught.value)
    assert told[0].isupper() and told.endswith(".") and "\n" not in told and len(told) < 160
    return told


@pytest.mark.parametrize(
    "around", ["x", "1", -1, None, 1.5, float("inf"), float("nan"), True, [1], ..., UNITS, "long " * 99]
)
def test_an_odd_number_of_neighbours_is_refused(around):
    assert "(around) has to be a whole number, 0 or more, not " in refused(lambda: show("C13", around=around))


def test_any_number_of_neighbours_will_do(shown):
    show("B03", around=UNITS["line"].min() * 0)
    show("B03", around=10**30)
    assert len(shown[0][0].splitlines()) == 2 and len(shown[1][0].splitlines()) == 2 * (UNITS["source"] == "B").sum()


def test_a_mark_can_be_a_number_or_nothing(shown):
    for mark in (5, 5.0, None, "", [], [""], (n for n in [2008]), [2008, "independence"], True, ...):
        show("A06", mark=mark, around=0)
    assert ["**2008**" in plain for plain, _ in shown] == [False] * 6 + [True, True, False, False]


@pytest.mark.parametrize(
    "units", ["x", 5, [], {}, pd.DataFrame(), UNITS["text"], UNITS[["id", "source", "text"]], UNITS.assign(text=5)]
)
def test_what_is_no_table_of_units_is_refused(units):
    refused(lambda: show("A01", units=units))


@pytest.mark.parametrize("ids", [(), ([],), ([[], ()],), (pd.Series(dtype=str),), (iter(()),)])
def test_no_id_is_one_sentence(ids, shown):
    show(*ids)
    assert [plain for plain, _ in shown] == ['No unit was asked for: name one, such as `show("C13")`.']


@pytest.mark.parametrize(
    "table", [[1], [[1, 2]], {"a": [1]}, "C13", 5, None, ..., UNITS["text"], show, UNITS.to_numpy()]
)
def test_what_is_no_table_is_refused(table):
    assert refused(lambda: show_table(table)).startswith("A table is expected here")


@pytest.mark.parametrize("most", ["x", 0, -1, 1.5, True, [2], ...])
def test_an_odd_number_of_ids_is_refused(most):
    assert "(most_ids) has to be a whole number" in refused(
        lambda: show_table(pd.DataFrame({"units": ["A01"]}), most_ids=most)
    )


def test_ids_can_be_cut_only_where_there_are_some():
    assert "no column units" in refused(lambda: show_table(UNITS, most_ids=2))


def test_a_table_is_shown_as_it_is(shown):
    show_table(pd.DataFrame([(1, 0.5), (2, 1.5)], columns=["n", "n"]))
    assert shown[0][0] == "n: 1 · n: 0.5\nn: 2 · n: 1.5" and ">1</td>" in shown[0][1]


@pytest.mark.parametrize("term", [["unit"], {"unit"}, {}, 5, 1.5, b"unit", ..., UNITS, glossary])
def test_a_term_that_is_no_text_is_answered(term, shown):
    glossary(term)
    [(plain, _)] = shown
    assert (
        plain.startswith("A term is expected here, between quotation marks")
        and plain.endswith(".")
        and "\n" not in plain
    )


# ---------------------------------------------------------------- the look


def test_each_state_has_a_look_of_its_own_that_is_not_colour_alone(shown):
    for state in output.STATES:
        output.say("Words.", "1.1", state)
    symbols = [plain.removesuffix("1.1 Words.").strip() for plain, _ in shown]
    assert symbols == ["○", "✗", "✓", "●", "◐", "→", ""]
    bars = [re.findall(r"border-\w+: (\d+px \w+)", rich) for _, rich in shown]
    assert len(set(map(tuple, bars))) == len(bars)
    assert all(symbol in words_of(rich) and "<b>1.1</b>" in rich for symbol, (_, rich) in zip(symbols, shown))


def test_what_jupyterlab_takes_away_is_not_used(shown):
    for state in output.STATES:
        output.say("Words with `code`.\nMore.", "1.1", state)
    show("C13")
    show_table(UNITS.head(3), caption="Three units")
    assert not [
        rich for _, rich in shown if re.search(r"<style|<svg|aria-|role=|var\(|currentcolor", rich, re.IGNORECASE)
    ]


def test_a_long_reply_is_in_paragraphs_and_prose_is_no_code(shown):
    output.say('`x = 1`\n`y = "<b>"`\nBecause.\nAnd so.', "1.1 · One solution.\n", "hint or solution")
    output.say('`mine = """Two <b> and `three` words."""`\nBecause.', "1.2 · One solution.\n", "hint or solution")
    (plain, code), (_, prose) = shown
    assert plain == '→ 1.1 · One solution.\n `x = 1`\n`y = "<b>"`\nBecause.\nAnd so.'
    assert '<code>x = 1\ny = "&lt;b&gt;"</code></pre>' in code
    assert [words_of(part) for part in re.findall(r"<p .*?</p>", code)] == [
        "→ 1.1 · One solution.",
        "Because.",
        "And so.",
    ]
    assert (
        re.findall(r"<code>(.*?)</code>", prose) == ['mine = """', '"""']
        and "Two &lt;b&gt; and `three` words." in prose
    )


def test_a_table_has_headings_in_words_and_nothing_where_something_is_missing(shown):
    columns = {"unit_ids": ["A01 A02"], "words_in_wire": [pd.NA], "rows_per_10_units": [1.5], "pid": [None]}
    show_table(pd.DataFrame(columns), caption="What <b>is</b> there")
    [(plain, rich)] = shown
    names = ["units", "words in the agency's report", "rows per 10 units", "number"]
    assert [html.unescape(name) for name in re.findall(r'<th scope="col"[^>]*>(.*?)</th>', rich)] == names
    assert (
        re.findall(r"<td[^>]*>(.*?)</td>", rich) == ["A01 A02", "", "1.5", ""]
        and "NA" not in plain
        and "None" not in plain
    )
    assert (
        plain.startswith("What <b>is</b> there\nunits: A01 A02")
        and "What &lt;b&gt;is&lt;/b&gt; there</caption>" in rich
    )


def test_only_short_words_stay_in_one_piece_and_only_numbers_are_set_from_the_right(shown):
    long = "A claim of more than a hundred characters, " * 3
    show_table(
        pd.DataFrame(
            {
                "claim": [long, "x"],
                "date": ["2008-02-17", ""],
                "n": [3, 1200],
                "share": ["+5 %", "0.5"],
                "web": ["x" * 60, ""],
            }
        )
    )
    looks = re.findall(r'<td style="([^"]*)">', shown[0][1])[:5]
    assert ["nowrap" in look for look in looks] == [False, True, True, False, False]
    assert ["right" in look for look in looks] == [False, False, True, False, False]
    assert ["anywhere" in look for look in looks] == [False, False, False, False, True]
    assert (
        all("line-height: 1.4" in look for look in looks)
        and "nowrap" not in re.findall(r"<thead>.*</thead>", shown[0][1])[0]
    )


# ---------------------------------------------------------------- sums in dollars

DOLLARS = "$5 million to Kosovo and $7 million to Serbia"


def test_sums_in_dollars_are_marked_as_no_formula(monkeypatch):
    pages = []
    monkeypatch.setattr("IPython.get_ipython", lambda: True)
    monkeypatch.setattr("IPython.display.display", lambda data, **_: pages.append(data["text/html"]))
    table = pd.DataFrame({"text": [DOLLARS]})
    show_table(table)
    display.say(DOLLARS)
    show("F01", units=UNITS.head(1).assign(id="F01", source="F", text=DOLLARS))
    assert len(pages) == 3 and all(
        DOLLARS in page and page.startswith('<div class="mathjax_ignore">') for page in pages
    )
    assert re.search(r'<table [^>]*class="[^"]*mathjax_ignore', table._repr_html_())


@pytest.mark.parametrize(
    "text, page",
    [
        ("Is *leader* an office?", "Is <em>leader</em> an office?"),
        ("*not*, and *in turn*.", "<em>not</em>, and <em>in turn</em>."),
        ("`a * b * c`, 5 * 4 * 3", "<code>a * b * c</code>, 5 * 4 * 3"),
        ("*recogni** and `*x*`", "<em>recogni</em>* and <code>*x*</code>"),
        ("*<b>*", "*&lt;b&gt;*"),
    ],
)
def test_a_word_that_is_spoken_of_is_set_off_in_a_reply(text, page):
    assert output.in_html(text) == page


def test_a_table_without_rows_says_so(capsys):
    show_table(pd.DataFrame(columns=["coder", "units"]))
    assert capsys.readouterr().out.strip() == "no rows"
