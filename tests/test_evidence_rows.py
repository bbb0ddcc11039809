"""Rows that open: the cells as they are, below them the very sentences, and nothing that a notebook takes away."""

import html
import re

import pandas as pd
import pytest
from sidebyside import compare, corpus, evidence_rows
from sidebyside.corpus import BadInput
from sidebyside.evidence_rows import LOOKS, show_counts, show_rows, show_stances
from sidebyside.stances import IN_A_WORD

UNITS = corpus.load_units().set_index("id")["text"]
STANCES = corpus.load_table("stances")
CLAIMS = corpus.load_table("propositions")


@pytest.fixture
def shown(monkeypatch):
    pairs = []
    monkeypatch.setattr("sidebyside.output.show_both", lambda plain, rich: pairs.append((plain, rich)))
    return pairs


def words_of(rich):
    return " ".join(html.unescape(re.sub("<[^>]+>", " ", rich)).split())


def rows_of(rich):
    """Each row of the page as (closed, opened); opened is empty where a row does not open."""
    rows = re.split(rf'<(?:details|div) style="{re.escape(evidence_rows.LINE)}[^"]*">', rich)[1:]
    return [row.split("</summary>", 1) if "</summary>" in row else (row, "") for row in rows]


def test_the_matrix_has_each_claim_with_a_word_for_each_source(shown):
    show_stances()
    [(plain, rich)] = shown
    cells, clashing = compare.matrix(), set()
    for first in cells:
        clashing |= {pid for second in cells if second != first for pid in compare.clashes(first, second)["pid"]}
    rows = rows_of(rich)
    assert len(rows) == len(CLAIMS) and 0 < len(clashing) < len(CLAIMS)
    for (closed, _), claim in zip(rows, CLAIMS.itertuples(), strict=True):
        said = " ".join(f"{source} {IN_A_WORD[stance]}" for source, stance in cells.loc[claim.pid].items())
        sign = "≠ " if claim.pid in clashing else ""
        told = " (a clash)" if sign else ""  # the sign in words, for whoever hears it
        assert words_of(closed) == f"{sign}{claim.pid}{told} {claim.text} {said}"
    assert re.findall(r"^▸ (?:≠ )?(P\d\d) · ", plain, re.M) == CLAIMS["pid"].tolist()
    assert set(re.findall(r"^▸ ≠ (P\d\d) · ", plain, re.M)) == clashing


def test_the_clashes_alone_are_few_enough_for_one_look(shown):
    show_stances(clashes=True)
    [(plain, rich)] = shown
    clashing = compare.clashing()
    assert re.findall(r"^▸ ≠ (P\d\d) · ", plain, re.M) == clashing and len(rows_of(rich)) == len(clashing) < 15
    show_stances("economy", clashes=True)
    assert re.findall(r"^▸ ≠ (P\d\d) · ", shown[-1][0], re.M) == ["P33", "P34"]
    with pytest.raises(BadInput, match="No claim on this subject clashes"):
        show_stances("israel", clashes=True)


def test_a_row_opens_into_the_sentences_of_those_who_speak(shown):
    show_stances()
    [(plain, rich)] = shown
    for (_, opened), pid in zip(rows_of(rich), CLAIMS["pid"], strict=True):
        own = STANCES[(STANCES["pid"] == pid) & (STANCES["stance"] != "silent")]
        heads = re.findall(r'border-bottom:3px solid">(.*?)</div>', opened)
        assert heads == [f"{source} {IN_A_WORD[stance]}" for source, stance in zip(own["source"], own["stance"])]
        sentences = re.sub("<details>.*?</details>", "", opened)
        ids = " ".join(own["unit_ids"]).split()
        assert re.findall(r"<b>([A-E]\d\d)</b>", sentences) == ids
        assert all(" ".join(UNITS[unit].split()) in words_of(sentences) for unit in ids)
    flat = " ".join(plain.split())
    assert re.findall(r"^([A-E]\d\d)  ", plain, re.M) == " ".join(filter(None, STANCES["unit_ids"])).split()
    assert all(" ".join(UNITS[unit].split()) in flat for unit in set(" ".join(STANCES["unit_ids"]).split()))


def test_each_stance_has_a_look_that_is_not_colour_alone():
    assert list(IN_A_WORD) == list(compare.STANCES) and len(set(IN_A_WORD.values())) == len(IN_A_WORD)
    assert list(LOOKS) == [stance for stance in compare.STANCES if stance != "silent"] and len(
        set(LOOKS.values())
    ) == len(LOOKS)


def test_a_row_of_stances_has_each_note_below_its_sentences(shown):
    show_stances()
    [(plain, rich)] = shown
    for (_, opened), pid in zip(rows_of(rich), CLAIMS["pid"], strict=True):
        own = STANCES[(STANCES["pid"] == pid) & (STANCES["note"] != "")]
        told = [f"our note on {source}: {' '.join(note.split())}" for source, note in zip(own["source"], own["note"])]
        notes = re.findall(r"<small><b>our note.*?</div>", opened)
        assert [words_of(note) for note in notes] == told and "our note" not in opened.split("<small><b>our note")[0]
        assert all(line in " ".join(plain.split()) for line in told)


def test_the_paragraph_is_there_unless_it_is_not_wanted(shown):
    show_stances("independence")
    show_stances("independence", context=False)
    (plain, rich), (short, short_rich) = shown
    assert plain == short and "the paragraph" not in plain
    assert "<summary><small>the paragraph of C71</small></summary>" in rich and "the paragraph" not in short_rich
    assert words_of(short_rich) in words_of(re.sub("<details><summary><small>.*?</details>", "", rich))


def test_any_table_with_unit_ids_opens(shown):
    why, ids = ["$5 and $7 " + "long " * 20, ""], ["A02 C69 C71 A06", ""]
    show_rows(pd.DataFrame({"name": ["<b>x</b> & y", "z"], "why": why, "units": ids}))
    [(plain, rich)] = shown
    (closed, opened), (other, nothing) = rows_of(rich)
    assert "<b>&lt;b&gt;x&lt;/b&gt; &amp; y</b>" in closed and words_of(other) == "z" and nothing == ""
    assert re.findall(r'3px solid">(.*?)</div>', opened) == ["A", "C"]
    assert re.findall(r"<b>([A-E]\d\d)</b>", re.sub("<details>.*?</details>", "", opened)) == [
        "A02",
        "A06",
        "C69",
        "C71",
    ]
    assert plain.startswith("▸ <b>x</b> & y · $5 and $7 long") and plain.endswith("\n▸ z ·")


def test_columns_that_stand_inside_are_seen_when_a_row_is_opened(shown):
    table = pd.DataFrame({"n": ["x", "y"], "what_for": ["<i>", ""], "units": ["A02", ""]})
    show_rows(table, inside="what_for")
    [(plain, rich)] = shown
    (closed, opened), (other, nothing) = rows_of(rich)
    assert (
        words_of(closed) == "x"
        and "<b>what for:</b></small> &lt;i&gt;" in opened
        and (words_of(other), nothing) == ("y", "")
    )
    assert "what for: <i>" in plain


def test_a_row_on_one_unit_begins_with_its_id_and_a_blank_has_a_dash(shown):
    show_rows(
        pd.DataFrame(
            {"what": ["words " * 20, "short"], "said_of_it": ["", "x"], "n": [1, 2], "unit_id": ["A02", "C69"]}
        )
    )
    [(first, _), (second, _)] = rows_of(shown[0][1])
    assert (
        words_of(first) == f"A02 {('words ' * 20).strip()} said of it: – n: 1"
        and words_of(second) == "C69 short said of it: x n: 2"
    )


def test_a_row_with_words_inside_and_no_ids_opens(shown):
    show_rows(pd.DataFrame({"n": ["x"], "why": ["because"], "units": [""]}), inside=["why"])
    [(closed, opened)] = rows_of(shown[0][1])
    assert words_of(closed) == "x" and words_of(opened) == "why: because"


@pytest.mark.parametrize(
    "name, by, ids", [("ledger", "verdict", None), ("predictions", "outcome", None), ("coding/reference", "kind", "id")]
)
def test_counts_are_those_of_the_table_and_open_into_each_unit(name, by, ids, shown):
    table = corpus.load_table(name)
    show_counts(table, by, ids=ids)
    seen = {}
    for closed, opened in rows_of(shown[0][1]):
        value, many, counts = re.fullmatch(r"(.+?) all: (\d+) ((?:[A-E] \d+(?:, )?)+)", words_of(closed)).groups()
        own = table[table[by].str.replace("-", " ") == value.replace("-", " ")]
        column = own[ids or "unit_id"]
        assert int(many) == len(own) and counts == ", ".join(
            f"{s} {n}" for s, n in column.str[0].value_counts().sort_index().items()
        )
        assert re.findall(r"<b>([A-E]\d\d)</b>", opened) == sorted(set(column))
        seen[value] = len(own)
    assert sum(seen.values()) == len(table)


def test_counts_come_in_the_order_that_was_asked_for(shown):
    table = pd.DataFrame({"it_is": ["x", "y"], "units": ["A02", "A02 C69"]})
    show_counts(table, "it_is", order=["z", "y", "x"])
    assert [words_of(closed) for closed, _ in rows_of(shown[0][1])] == ["y all: 1 A 1", "x all: 1 A 1"]


@pytest.mark.parametrize(
    "name, ids", [("ledger", "unit_id"), ("inconsistencies", "unit_ids"), ("predictions", "unit_id")]
)
def test_tables_of_the_collection_open(name, ids, shown):
    table = corpus.load_table(name)
    show_rows(table)
    assert len(rows_of(shown[0][1])) == len(table) and shown[0][0].count("▸ ") == len(table)
    opened = [set(re.findall(r"<b>([A-E](?:\d\d|:L\d+))</b>", inside)) for _, inside in rows_of(shown[0][1])]
    assert all(set(cell.split()) <= own for cell, own in zip(table[ids], opened))


def test_a_table_on_ones_own_units(shown):
    units = pd.DataFrame([("F01", "F", 1, 0, 4, "Left")], columns=["id", "source", "line", "start", "end", "text"])
    show_rows(pd.DataFrame({"n": [1], "where": ["F01 A02"]}), ids="where", units=units)
    assert "F01  Left" in shown[0][0] and "A02  PRISTINA" in shown[0][0]


@pytest.mark.parametrize("given, options, told", [
    ("x", {}, "Rows that open need a table with a column of unit ids, not a text."),
    (CLAIMS, {}, "The table has no column units: say which of its columns has the unit ids"),
    (CLAIMS, {"ids": "where"}, 'The table has no column "where"'),
    (pd.DataFrame({"n": [1], "units": ["A99"]}), {}, "There is no unit A99: the units of source A run from A01 to A13."),
    (pd.DataFrame({"n": [1], "units": ["so_on"]}), {}, "A list has to hold ids of units"),
    (pd.DataFrame({"n": [1], "units": ["A02"]}), {"inside": "why"}, 'The table has no column "why" to stand inside the rows. It has'),
    (pd.DataFrame({"units": ["A02"]}), {}, "The table has no other column than units: there is nothing to show"),
])  # fmt: skip
def test_what_cannot_open_is_said_in_a_sentence(given, options, told, shown):
    with pytest.raises(corpus.BadInput) as error:
        show_rows(given, **options)
    assert told in str(error.value) and not shown


@pytest.mark.parametrize("given, by, told", [
    ("x", "verdict", "have to stand in a table with that column, not in a text"),
    (CLAIMS, "colour", "with that column, not in one with pid"),
    (CLAIMS, "topic", "The table has no column units"),
])  # fmt: skip
def test_what_cannot_be_counted_is_said_in_a_sentence(given, by, told, shown):
    with pytest.raises(corpus.BadInput) as error:
        show_counts(given, by)
    assert told in str(error.value) and not shown


def test_a_table_without_rows_says_so(shown):
    show_rows(pd.DataFrame({"n": [], "units": []}))
    assert [plain for plain, _ in shown] == ["The table has no rows."]


def test_a_subject_without_a_claim_is_refused():
    with pytest.raises(corpus.BadInput, match='^No proposition has a word that begins with "bananas"'):
        show_stances("bananas")


def test_rows_hold_up_when_they_are_not_trusted(shown):
    show_stances()
    show_rows(corpus.load_table("ledger"), inside=["record", "why"])
    show_counts(corpus.load_table("ledger"), "verdict")
    for _, rich in shown:
        assert rich.startswith('<div class="mathjax_ignore"')
        assert not re.search(r"<(?:style|script|svg|table|h\d)|aria-|role=|var\(|currentColor|inherit| id=", rich)
        assert {
            key for style in re.findall('style="([^"]*)"', rich) for key in re.findall(r"([a-z-]+):", style)
        } <= KEPT
        assert all(rich.count(f"<{kind}") == rich.count(f"</{kind}>") for kind in ("div", "span", "details", "summary"))


# What JupyterLab 4.6.6 leaves of `style` in an output that it does not trust, of all that stands in these rows.
KEPT = set(
    """background border border-bottom color display flex flex-wrap font-weight gap grid-template-columns line-height margin max-width
min-width overflow-wrap padding vertical-align white-space width""".split()
)
