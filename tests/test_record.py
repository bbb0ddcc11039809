"""Lesson 09's module: every row reached from its unit, the figures against the tables, and what is refused."""

import csv
import json
import re

import pandas as pd
import pytest
from matplotlib.colors import to_hex
from sidebyside import corpus, exercises, plots, record
from sidebyside.corpus import BadInput

ALL = {unit: record.rows_of(unit) for unit in corpus.load_units()["id"]}
UNITS = {unit["id"]: unit for unit in corpus.load_units().to_dict("records")}


def rows(name):
    with open(corpus.DATA / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


LEDGER, WIRE, PREDICTIONS = rows("ledger"), rows("wire"), rows("predictions")
# Units that only the claim of another unit's row names: "D05-D12", "also in A06".
ALSO = {
    "ledger": "B16 B25 D06 D07 D08 D09 D10 D11 D12 E07 E09 E10 E11 E16 E17",
    "predictions": "E20 E21 E22 E23 E24 E25 E26 E27",
}


# -- from a unit to its rows -------------------------------------------------------------------------------------------


def test_one_call_shows_each_row_of_a_unit(capsys):
    shown = {}
    for name in ("ledger", "wire", "predictions"):
        for row in rows(name):
            unit = row["unit_id"]
            if unit not in shown:
                record.of_unit(unit)
                shown[unit] = capsys.readouterr().out
            assert UNITS[unit]["text"] in shown[unit]
            for column in set(row) - {"source", "known_at_time", "unit_id"}:
                assert row[column] in shown[unit], (name, unit, column)
            if name == "ledger":
                known = {"yes": "could be known", "no": "could not be known"}[row["known_at_time"]]
                assert known in shown[unit].split(f"ledger {row['claim_id']}:")[1].split("\nledger ")[0]


def test_the_rows_of_all_units_are_the_tables_and_nothing_else():
    for name, key in zip(record.RECORD, ("claim_id", "what_it_does", "what_happened", "oid")):
        reached = {(unit, row) for unit in UNITS for row in ALL[unit][name][key]}
        own = {(unit, row[key]) for row in rows(name) for unit in (row.get("unit_id") or row["unit_ids"]).split()}
        own -= {pair for pair in own if ":" in pair[0]}  # a line, not a unit
        assert own <= reached
        assert {unit for unit, _ in reached} - {unit for unit, _ in own} == set(ALSO.get(name, "").split())
    assert list(record.rows_of("d 07")["ledger"]["claim_id"]) == ["D05-1"]
    assert list(record.rows_of("A06")["ledger"]["claim_id"]) == ["A02-2", "A06-1"]


def test_a_unit_without_a_row_says_so(capsys):
    some = {unit for unit in UNITS if any(len(table) for table in ALL[unit].values())}
    assert "C78" not in some
    record.of_unit("c78")
    assert (
        f"no row on C78. That says nothing about the unit: {len(some)} of the 189 units have one."
        in capsys.readouterr().out
    )


def test_the_cards_on_a_row_of_the_record():
    assert record.documents().to_dict("records") == rows("documents")
    for claim in LEDGER:
        assert " ".join(record.documents(claim["claim_id"])["id"]) == claim["documents"]
    assert set(record.documents("1999-04-23")["seen"]) == {"official", "secondary"}
    for wrong in ("A02", "2010", "", 7, "DOC-01"):
        with pytest.raises(BadInput, match="^No row of the record is .* Did you mean"):
            record.documents(wrong)


def test_what_is_revealed_is_the_table():
    assert record.reveal().to_dict("records") == [
        {column: row[column] for column in ("id", "title", "outlet_found", "date_found", "what_it_is")}
        for row in rows("sources")
    ]


# -- A beside the agency report ----------------------------------------------------------------------------------------


def test_step_two_is_the_table_and_step_one_says_nothing_of_the_third_text():
    second = record.wire(2)
    assert second.to_dict("records") == [{column: row[column] for column in second.columns} for row in WIRE]
    first = record.wire()
    assert list(first.columns) == ["unit_id", "change", "words_here", "words_in_wire", "what_it_does"]
    assert first.drop(columns="what_it_does").equals(second[first.columns[:4]])
    for less, more in zip(first["what_it_does"], second["what_it_does"]):
        assert not re.search("portuguese|translat", less, re.I)
        assert (less == more) == (not re.search("portuguese|translat", more, re.I))
        assert len(less) > 20 and less.endswith(".")
        for sentence in less.split(". "):
            assert sentence.rstrip(".") in more


@pytest.fixture
def drawn(drawn):
    """The figures of `record` are looked over as well, once a test is done with them."""
    yield drawn
    for fig, _ in drawn:
        fig.canvas.draw()
        frame = fig.bbox
        assert frame.width <= 1000
        extents = [text.get_window_extent() for text in fig.axes[0].texts]
        for text, box in zip(fig.axes[0].texts, extents):
            assert text.get_fontsize() >= 9
            assert 0 <= box.x0 and box.x1 <= frame.width and 0 <= box.y0 and box.y1 <= frame.height, text
        assert not [(a, b) for n, a in enumerate(extents) for b in extents[:n] if a.overlaps(b)]


@pytest.mark.parametrize("step", [1, 2])
def test_the_figure_of_a_has_a_box_for_each_difference(drawn, step):
    record.draw_wire(step)
    [(fig, sentence)] = drawn
    boxes, words = fig.axes[0].patches, [text.get_text().replace("\n", " ") for text in fig.axes[0].texts]
    assert len(boxes) == len(WIRE) == 19
    for box, row in zip(boxes, WIRE):
        own = step == 1 or row["likely_from"].startswith("this text")
        assert (to_hex(box.get_facecolor()).upper() == plots.colour("A")) == own
        assert bool(box.get_hatch()) == (step == 2 and row["likely_from"].startswith("translation"))
    for column in ("unit_id", "words_here", "words_in_wire") + ("likely_from",) * (step == 2):
        for value in {row[column] for row in WIRE if row[column]}:
            assert words.count(value) == sum(row[column] == value for row in WIRE), value
    assert any("translation" in text for text in words) == (step == 2)
    change = [row["change"] for row in WIRE]
    assert (
        f"lists {len(WIRE)} differences between A and the agency report: words are changed in {change.count('changed')}, "
        f"added in {change.count('added')} and cut in {change.count('cut')}"
    ) in sentence
    origin = [row["likely_from"] for row in WIRE]
    told = (
        f"explain {origin.count('translation')}, and probably {origin.count('translation, probably')} more; "
        f"{origin.count('this text')} seem to be A's own, and probably {origin.count('this text, probably')} more; "
        f"for {origin.count('not known')} it"
    )
    assert (told in sentence) == (step == 2)
    fig.canvas.draw()
    for box, row in zip(boxes, WIRE):  # the words stay inside their box
        for text in fig.axes[0].texts:
            if text.get_position()[0] == 4.75 and box.get_y() < text.get_position()[1] < box.get_y() + box.get_height():
                assert text.get_window_extent().x1 <= box.get_window_extent().x1


# -- the ledger and the predictions ------------------------------------------------------------------------------------


def test_the_ledger_is_filtered():
    assert len(record.ledger()) == len(LEDGER)
    picked = record.ledger(" c ", "Disputed", known="yes")
    assert list(picked["claim_id"]) == [
        row["claim_id"]
        for row in LEDGER
        if (row["source"], row["verdict"], row["known_at_time"]) == ("C", "disputed", "yes")
    ]
    assert len(record.ledger(known="no")) == sum(row["known_at_time"] == "no" for row in LEDGER) > 0


def test_verdicts_are_those_of_the_dictionary():
    page = (corpus.DATA / "README.md").read_text(encoding="utf-8")
    listed = page.split("- `verdict`: one of\n")[1].split("- `why`")[0]
    assert re.findall(r"  - `([\w-]+)`: (.+)", listed) == list(record.VERDICTS.items())
    assert set(record.OUTCOMES) == {row["outcome"] for row in PREDICTIONS}


def test_verdicts_are_counted_with_the_looking():
    also = ALSO["ledger"].split()
    for row in record.verdicts().to_dict("records"):
        own = [line for line in LEDGER if line["source"] == row["source"]]
        units = [unit for unit in UNITS if unit[0] == row["source"]]
        assert (row["rows"], row["units"]) == (len(own), len(units))
        looked_at = {line["unit_id"] for line in own} | {unit for unit in also if unit[0] == row["source"]}
        assert row["units_looked_at"] == len(looked_at)
        assert row["rows_per_10_units"] == round(10 * len(own) / len(units), 1)
        assert {verdict: row[verdict] for verdict in record.VERDICTS} == {
            verdict: sum(line["verdict"] == verdict for line in own) for verdict in record.VERDICTS
        }


def test_how_closely_each_was_looked_at_stands_wherever_the_ledger_compares():
    many = {source: sum(unit[0] == source for unit in UNITS) for source in "ABCDE"}
    rates = [f"{s} {10 * sum(row['source'] == s for row in LEDGER) / n:.1f}" for s, n in many.items()]
    assert ", ".join(rates) in record.looks()
    notebooks = corpus.DATA.parent / "notebooks"
    compares = re.compile(r"show_counts\(record\.ledger|record\.verdicts\(|dossier\(")
    for path in notebooks.glob("[0-9]*.ipynb"):
        if path.name[:2] == "11":  # a student's own texts have no ledger
            continue
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            code = "".join(cell["source"])
            if cell["cell_type"] == "code" and compares.search(code):
                assert "record.looks()" in code or "record.verdicts()" in code, (path.name, cell["id"])
    teachers = (notebooks / "for_teachers.ipynb").read_text(encoding="utf-8")
    told = re.search(r"A ([\d.]+) rows of the ledger for ten units, (.+?)\. A's", teachers)
    assert ", ".join([f"A {told[1]}", told[2]]) == ", ".join(rates)


def test_what_the_exercise_on_rows_says_of_three_ways_to_count_is_so():
    """as-closely-as-a: C by number, D by share, A with `partly`; and 50 rows of E, at A's rate, in place of 7."""
    table = record.verdicts().set_index("source")
    share = (table["partly"] + table["contradicted"]) / table["rows"]
    assert share.idxmax() == "A" and (table["partly"] + table["contradicted"])["A"] == 7
    assert table["contradicted"].idxmax() == "C" and (table["contradicted"] / table["rows"]).idxmax() == "D"
    assert table.loc[["A", "E"], ["units", "rows"]].to_numpy().tolist() == [[13, 16], [41, 7]]
    told = exercises.named_questions("9")["as-closely-as-a"]
    assert told.solved == f"rows_of_e = {round(41 * 16 / 13, 1)}" and "50 rows, in place of 7" in told.judge(50).text


def test_a_verdict_on_status_is_answered_alike_whichever_side_it_leans_to():
    judge = exercises.named_questions("9")["first-verdicts"].judge
    right = {"A02-1": "disputed", "E03-1": "disputed", "D04-1": "partly", "D15-1": "not-settled-then"}
    for verdict in set(record.VERDICTS) - {"disputed"}:
        replies = []
        for claim, other in (("A02-1", "E03-1"), ("E03-1", "A02-1")):
            given = {**right, claim: verdict}
            reply = judge(pd.DataFrame({"claim": list(given), "verdict": list(given.values())}))
            assert reply.outcome == "not yet right"
            replies.append(reply.text.replace(other, "the other").replace(claim, "this"))
        assert replies[0] == replies[1]


def test_the_first_verdicts_are_asked_before_the_ledger_is_shown():
    cells = json.loads((corpus.DATA.parent / "notebooks" / "09_record.ipynb").read_text(encoding="utf-8"))["cells"]
    ids = [cell["id"] for cell in cells]
    before = cells[: ids.index("ex-first-verdicts")]
    asked = ("A02-1", "E03-1", "D04-1", "D15-1")
    for row in LEDGER:
        told = [cell["id"] for cell in before if row["claim_id"] in asked and row["why"][:40] in json.dumps(cell)]
        assert not told, (row["claim_id"], told)
    code = "".join(cells[ids.index("ex-first-verdicts")]["source"])
    assert code.index("lookup.keep(") < code.index("check(")


def test_hindsight_is_kept_apart():
    assert list(record.predictions(outcome=False).columns) == ["unit_id", "source", "prediction", "horizon"]
    assert [row["what_happened"] for row in PREDICTIONS] == list(record.predictions()["what_happened"])
    assert set(record.predictions("d")["source"]) == {"D"} and len(record.predictions("d")) == 6


def test_one_rule_for_every_status_word():
    table = record.status_words()
    judged = table[table["claim_id"] != ""]
    assert list(judged["claim_id"]) == ["A02-1", "B19-3", "C03-1", "D02-1", "D16-2", "E03-1"] and len(table) == 20
    assert set(judged["verdict"]) == {"disputed"} and set(table["verdict"]) == {"disputed", ""}
    for row in table.itertuples():
        assert row.words in UNITS[row.unit_id]["text"]
    # whoever calls Kosovo a country or a nation is in it, wherever that is
    for unit in UNITS.values():
        if re.search(r"\b(?:two|both) (?:countries|nations?|\w+ states)\b", unit["text"], re.I):
            assert unit["id"] in set(table["unit_id"]), unit["id"]


# -- what is refused ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "call, told",
    [
        (lambda: record.of_unit("A14"), "There is no unit A14: the units of source A run from A01 to A13."),
        (lambda: record.rows_of(None), 'There is no unit "None". A unit id is a letter and two digits.'),
        (lambda: record.rows_of("C"), "C is a source, not a unit: its units run from C01 to C90."),
        (lambda: record.wire(3), "There are two steps: 1 for A beside the agency report, 2 with the Portuguese"),
        (lambda: record.draw_wire(True), "There are two steps: 1 for A"),
        (lambda: record.ledger("F"), 'There is no source "F": the sources are A, B, C, D and E.'),
        (
            lambda: record.ledger(verdict="false"),
            'There is no verdict "false": choose one of supported, partly, contradicted',
        ),
        (lambda: record.ledger(known=True), 'The known_at_time has to be a text, such as "yes", not True or False.'),
        (lambda: record.predictions("Z"), 'There is no source "Z"'),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(call, told):
    with pytest.raises(BadInput) as refused:
        call()
    assert str(refused.value).startswith(told) and "\n" not in str(refused.value)
