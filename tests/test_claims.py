"""Lesson 04's module: agreement by the published tables, codings checked, the keyword rule, and the figure against its data."""

import math
import os
import random
import re

import nbformat
import numpy as np
import pandas as pd
import pytest
from nltk.metrics.agreement import AnnotationTask
from sidebyside import claims, corpus, plots, show_rows
from sidebyside.corpus import BadInput

UNITS = corpus.load_units()
REFERENCE, FIRST, SECOND = (corpus.load_table(f"coding/{name}") for name in ("reference", "first_pass", "second_pass"))


def spread(counts):
    """Two lists of codes that meet as often as a square table of counts says."""
    pairs = [(row, column) for row, line in enumerate(counts) for column, n in enumerate(line) for _ in range(n)]
    return [row for row, _ in pairs], [column for _, column in pairs]


def coders(*lists):
    """A table with one column a coder, from one text each; a dot is missing."""
    return pd.DataFrame(
        {f"coder {n}": [None if code == "." else code for code in codes] for n, codes in enumerate(lists)}
    )


def by_nltk(table):
    """Alpha as NLTK has it, which is given no missing code."""
    return AnnotationTask(
        [(coder, unit, code) for coder in table for unit, code in table[coder].items() if isinstance(code, str)]
    ).alpha()


# -- published values --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "counts, share, expected",
    [
        ([[88, 14, 18], [10, 40, 10], [2, 6, 12]], 0.70, 0.492),  # Cohen 1960 (200 cases, three diagnoses)
        ([[75, 1, 4], [5, 4, 1], [0, 0, 10]], 0.89, 0.676),  # Fleiss, Levin and Paik 2003, table 18.1
        ([[45, 15], [25, 15]], 0.60, 0.130),  # the same agreement by two ways of disagreeing
        ([[25, 35], [5, 35]], 0.60, 0.259),
        ([[90, 5], [5, 0]], 0.90, -0.053),  # nine in ten agree, and less than chance would have it
    ],
)
def test_kappa_of_tables_in_print(counts, share, expected):
    first, second = spread(counts)
    assert round(claims.agreement(first, second), 3) == share
    assert round(claims.kappa(first, second), 3) == expected
    assert claims.agreement_table(first, second).to_numpy().tolist() == counts


KRIPPENDORFF = [
    (("0100000010", "1110010000"), 0.095),  # A: two observers, two values
    (("aabbdcccedda", "babbbccceddd"), 0.692),  # B: two observers, five values
    (("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 0.743),  # C: four, some codes missing
]


@pytest.mark.parametrize("lists, expected", KRIPPENDORFF)
def test_alpha_of_the_tables_in_print(lists, expected):
    table = coders(*lists)
    assert round(claims.alpha(table), 3) == expected
    assert math.isclose(claims.alpha(table), by_nltk(table))


def test_alpha_is_that_of_nltk_on_any_table(case):
    for seed in range(40):
        with case(seed):
            chance = random.Random(seed)
            codes = "abcdef"[: chance.randint(2, 6)] + "." * chance.randint(0, 3)
            table = coders(*("".join(chance.choices(codes, k=40)) for _ in range(chance.randint(2, 6))))
            assert math.isclose(claims.alpha(table), by_nltk(table), abs_tol=1e-12)


# By PyPI's krippendorff 0.9.0: random.Random(7), three coders, 30 units, the codes a to d and a blank.
def test_alpha_is_that_of_another_package():
    chance = random.Random(7)
    table = coders(*("".join(chance.choices("abcd.", k=30)) for _ in range(3)))
    assert round(claims.alpha(table), 6) == 0.10593


def test_kappa_of_the_two_passes_is_that_of_nltk():
    for name in claims.VARIABLES:
        task = AnnotationTask(
            [(c, i, code) for c, t in (("1", FIRST), ("2", SECOND)) for i, code in zip(t["id"], t[name])]
        )
        assert math.isclose(claims.kappa(FIRST[name], SECOND[name]), task.kappa())


# -- what is left out, and what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize("blank", [None, float("nan"), np.nan, pd.NA, pd.NaT, "", "  ", "...", "…", ...], ids=repr)
def test_a_blank_is_left_out(blank):
    first, second = ["a", "b", "a", "b", blank], ["a", "b", "b", "b", "c"]
    assert claims.kappa(first, second) == claims.kappa(first[:4], second[:4]) == 0.5
    assert list(claims.agreement_table(first, second)) == ["a", "b"]
    table = pd.DataFrame({"x": first, "y": second})
    assert claims.alpha(table) == claims.alpha(table.head(4))


@pytest.mark.parametrize("make", [list, tuple, pd.Series, np.array, pd.Categorical, iter])
def test_any_list_will_do(make):
    assert claims.kappa(make(["a", "b", "a", "b"]), make(["a", "b", "b", "b"])) == 0.5


def test_numbers_are_codes_too():
    assert claims.kappa([1, 2, 1, 2], [1.0, 2.0, 2.0, 2.0]) == 0.5
    assert list(claims.agreement_table([10, 9, 2], [10, 2, 9])) == [2, 9, 10]


@pytest.mark.parametrize(
    "first, second, said",
    [
        ("record", "record", "not a text"),
        (5, ["a"], "not a whole number"),
        (["a"], None, "second coding has to be a list"),
        ({"a", "b"}, ["a", "b"], "not a set"),
        ({"a": 1}, ["a"], "not a dictionary"),
        (REFERENCE, REFERENCE, "not a table"),
        (["a", "b"], ["a"], "2 codes and the second 1"),
        ([], [], "no unit that both"),
        (["a", None], ["", "a"], "no unit that both"),
        (["1", "2"], [1, 2], 'texts ("1") and others are not (1)'),
        ([["a"], ["b"]], ["a", "b"], "a list of several"),
        (pd.Series("ab", index=[1, 2]).str[:1], pd.Series(["a", "b"], index=[2, 1]), "in different orders"),
    ],
    ids=range(12),
)
def test_what_cannot_be_compared_is_refused(first, second, said):
    for measure in (claims.kappa, claims.agreement, claims.agreement_table):
        with pytest.raises(BadInput) as refused:
            measure(first, second)
        assert said in str(refused.value) and str(refused.value).count(".") <= 3 and "\n" not in str(refused.value)


def test_one_code_for_everything_has_no_kappa():
    with pytest.raises(BadInput, match='"plain" to every unit: .* kappa is not defined'):
        claims.kappa(["plain"] * 3, ["plain"] * 3)
    assert claims.agreement(["plain"] * 3, ["plain"] * 3) == 1
    assert claims.kappa(["a", "a"], ["b", "b"]) == 0
    assert claims.kappa(["a", "a"], ["a", "b"]) == 0


@pytest.mark.parametrize(
    "table, said",
    [
        (coders("aaa", "aaa"), '"a": where nothing differs'),
        (coders("aaab", "aaa."), '"a": where nothing differs'),
        (coders("abc"), "two coders or more"),
        (coders(), "two coders or more"),
        (coders("a", "b"), "Only one unit (0)"),
        (coders("ab", "a."), "Only one unit (0)"),
        (coders("ab..", "..ab"), "No unit was coded by two"),
        (coders("...", "..."), "every cell is blank"),
        (coders("", ""), "every cell is blank"),
        (coders("ab", "ba").assign(id=["A01", "A02"]), 'set_index("id")'),
        (pd.DataFrame({"x": ["1", "2"], "y": [1, 2]}), "write them all in the same way"),
        ([["a", "b"], ["a", "b"]], "not a list"),
        ("ab", "not a text"),
    ],
    ids=range(13),
)
def test_what_has_no_alpha_is_refused(table, said):
    with pytest.raises(BadInput) as refused:
        claims.alpha(table)
    assert said in str(refused.value) and "\n" not in str(refused.value)


def test_many_values_take_no_more_room_than_the_codes():
    names = [f"code {n}" for n in range(60_000)]
    table = pd.DataFrame({"x": names, "y": names[::-1]})
    assert -0.001 < claims.alpha(table) < 0.001  # a table of every unit by every value would have 3,600,000,000 cells


# -- the codebook ------------------------------------------------------------------------------------------------------


def test_the_codebook_has_the_values_that_were_given():
    table = claims.codebook()
    assert list(table["variable"].unique()) == claims.VARIABLES
    for name, part in table.groupby("variable"):
        assert set(part["value"]) == set(REFERENCE[name]), name
    assert table.map(lambda text: bool(text.strip()) and "`" not in text).all().all()
    table["value"] = "changed"
    assert "changed" not in set(claims.codebook()["value"])


def test_a_damaged_codebook_is_named(monkeypatch):
    claims._codebook.cache_clear()
    monkeypatch.setattr(corpus, "read_text", lambda file: "## kind: what?\n\n| `record` | something |\n")
    with pytest.raises(BadInput, match="data/coding/codebook.md is damaged: the values of kind"):
        claims.codebook()
    claims._codebook.cache_clear()


# -- codings of one's own ----------------------------------------------------------------------------------------------


def test_the_reference_has_nothing_wrong_with_it():
    good, problems = claims.check_codings(REFERENCE, UNITS)
    assert problems == [] and good.equals(REFERENCE[["id", *claims.VARIABLES]])


def test_the_lesson_says_in_words_how_many_report_and_how_many_foretell_or_advise():
    lesson = nbformat.read(corpus.DATA.parent / "notebooks" / "04_claims.ipynb", as_version=4)
    [shown] = [cell.outputs[0]["data"]["text/plain"] for cell in lesson.cells if cell.id == "firm"]
    kinds = corpus.load_table("coding/reference").set_index("id")["kind"]
    for source, own in kinds.groupby(kinds.index.str[0]):
        asked = own.isin(["prediction", "prescription"]).sum()
        assert f"text: {source} · reference: {(own == 'record').sum()} report, {asked} foretell or advise" in shown
    assert not re.search(r"\d+ : \d+", shown)


def check(*rows, columns=("id", "kind", "certainty"), **options):
    return claims.check_codings(pd.DataFrame(rows, columns=list(columns)), UNITS, **options)


@pytest.mark.parametrize(
    "row, said",
    [
        (("A99", "record", "plain"), "There is no unit A99: the units of source A run from A01 to A13."),
        (("A31", "record", "plain"), "There is no unit A31. Did you mean A13?"),
        (("X", "record", "plain"), "Did you mean"),
        (("A02", "recrod", "plain"), 'A02 has "recrod" as kind, which is not in the list: did you mean record?'),
        (("A02", "record", "sure"), 'A02 has "sure" as certainty, which is not in the list'),
        (("A02", 3, "plain"), 'A02 has "3" as kind'),
        (("A01", "value", "hedged"), "A01 is there twice; the first row counts."),
        (("A02", "", "plain"), "No kind yet for A02."),
        (("A02", ..., "plain"), "No kind yet for A02."),
        (("A02", pd.NA, "plain"), "No kind yet for A02."),
        ((None, "record", "plain"), "A row has codes but no id"),
    ],
)
def test_one_sentence_for_what_is_wrong_and_the_rest_counts(row, said):
    good, problems = check(("A01", "record", "plain"), row, ("B01", "value", "hedged"))
    assert len(problems) == 1 and said in problems[0]
    assert ["A01", "record", "plain"] in good.to_numpy().tolist() and [
        "B01",
        "value",
        "hedged",
    ] in good.to_numpy().tolist()
    kept = good[good["id"] == "A02"].to_dict("records")
    assert kept in (
        [],
        [{"id": "A02", "kind": "record", "certainty": ""}],
        [{"id": "A02", "kind": "", "certainty": "plain"}],
    )


def test_many_blanks_are_one_sentence_a_variable():
    rows = [(unit, "", "plain") for unit in UNITS["id"].head(12)]
    assert check(*rows)[1] == ["No kind yet for A01, A02, A03, A04, A05 and 7 more units."]
    assert check(*rows[:3])[1] == ["No kind yet for A01, A02 and A03."]
    assert check(*rows, blanks=False)[1] == []


def test_ids_and_values_are_read_in_any_usual_form():
    good, problems = check(("a 1", " Record ", "PLAIN"), ("b-02", "value", "plain"))
    assert good.to_numpy().tolist() == [["A01", "record", "plain"], ["B02", "value", "plain"]] and problems == []


def test_other_columns_are_left_out_and_an_unknown_one_is_named():
    good, problems = check(("A01", "record", "x", "y"), columns=["id", "kind", "text", "certanty"])
    assert list(good) == ["id", "kind"]
    assert problems == ['"certanty" is no variable of the codebook (did you mean certainty?), and is left out.']


def test_a_list_of_values_of_ones_own():
    good, problems = check(
        ("A01", "good"), ("A02", "bad"), columns=["id", "mood"], codebook_values={"mood": ["good", "fair"]}
    )
    assert good["mood"].tolist() == ["good", ""] and len(problems) == 1


@pytest.mark.parametrize(
    "table, said",
    [
        ([["A01", "record"]], "not a list"),
        (pd.DataFrame({"kind": ["record"]}), "no column id"),
        (pd.DataFrame({"id": ["A01"], "text": ["record"]}), "none of the columns"),
        (pd.DataFrame([["A01", "value", "cause"]], columns=["id", "kind", "kind"]), "has two columns kind"),
    ],
    ids=range(4),
)
def test_what_is_no_coding_is_refused(table, said):
    with pytest.raises(BadInput, match=said):
        claims.check_codings(table, UNITS)


def test_without_a_folder_there_are_no_codings(tmp_path):
    table, problems = claims.read_codings(tmp_path / "none")
    assert list(table) == ["coder", "id", "variable", "value"] and table.empty and problems == []
    assert list(tmp_path.iterdir()) == []


def test_good_files_of_a_class_are_used_and_bad_ones_named(tmp_path):
    files = {
        "ana.csv": b"id,kind,certainty\nA01,record,plain\nA02,value,\n",
        "bob.csv": b"\xef\xbb\xbfID;Kind;Note\r\na1;Record;\xc4\x8d\r\nA02;recrod;\r\n",  # as a spreadsheet saves it
        "eve.csv": b"id,kind,note\nA01,cause,na\xefve, I think\n".replace(b", I", b" I"),  # Windows-1252
        "ana.before.csv": b"id,kind\nA01,cause\n",
        "ana.kept-1.csv": b"?",
        ".ana.csv.7.tmp": b"id",
        "empty.csv": b"",
        "zeros.csv": b"id\0",
        "other.csv": b"name,age\nx,3\n",
        "twice.csv": b"id,kind,Kind\nA01,record,record\n",
        "wide.csv": b"id,kind\nA01,record,plain\n",
        "quote.csv": b'id,kind\n"A01,record\n',
        "nothing.csv": b"id,kind\n",
        "table.xlsx": b"PK\3\4",
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "large.csv").write_bytes(b"id,kind\n" + b"A01,record\n" * 200_000)
    os.symlink(__file__, tmp_path / "link.csv")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    table, problems = claims.read_codings(tmp_path)
    assert table.to_numpy().tolist() == [
        ["ana", "A01", "kind", "record"], ["ana", "A01", "certainty", "plain"], ["ana", "A02", "kind", "value"],
        ["bob", "A01", "kind", "record"], ["eve", "A01", "kind", "cause"],
    ]  # fmt: skip
    named = [problem.partition(": ")[0] for problem in problems]
    assert sorted(named) == sorted(
        "ana.csv bob.csv empty.csv eve.csv folder.csv large.csv link.csv other.csv quote.csv table.xlsx twice.csv wide.csv zeros.csv".split()
    )
    assert 'bob.csv: A02 has "recrod" as kind, which is not in the list: did you mean record?' in problems
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


def test_the_codings_of_a_class_give_an_alpha(tmp_path):
    (tmp_path / "ana.csv").write_text("id,kind\nA01,record\nA02,value\nA03,value\n")
    (tmp_path / "bob.csv").write_text("id,kind\nA02,value\nA01,record\nA04,cause\n")
    table, problems = claims.read_codings(tmp_path)
    assert problems == [] and claims.alpha(table.pivot(index="id", columns="coder", values="value")) == 1


def test_the_table_of_a_class_by_hand():
    reference = pd.DataFrame(
        {"id": ["A01", "A02", "A03"], "kind": ["record", "value", "cause"], "frame": ["law", "law", "none"]}
    )
    rows = [("ana", "A01", "kind", "record"), ("ana", "A02", "kind", "cause"), ("bob", "A01", "kind", "record"), ("bob", "A02", "kind", "value"),
            ("ana", "A03", "frame", "law")]  # fmt: skip
    codings = pd.DataFrame(rows, columns=["coder", "id", "variable", "value"])
    table = claims.class_table(codings, reference)
    alpha = round(claims.alpha(coders("rc", "rv")), 2)
    assert table.to_numpy().tolist() == [
        ["kind", "ana", 2, 0.5], ["kind", "bob", 2, 1.0], ["kind", "alpha of 2 coders", 2, alpha], ["frame", "ana", 1, 0.0],
    ]  # fmt: skip
    assert claims.class_table(codings.iloc[:0], reference).empty
    assert claims.class_table(codings).to_numpy().tolist() == [["kind", "alpha of 2 coders", 2, alpha]]


def test_where_coders_split_is_said_unit_by_unit_with_who_gave_which_code(capsys):
    rows = [("ana", "A01", "record"), ("ben", "A01", "record"), ("cem", "A01", "value"), ("ana", "A02", "cause"), ("ben", "A02", "record"),
            ("ana", "A03", "value"), ("ben", "A03", "value"), ("cem", "A04", "cause")]  # fmt: skip
    codings = pd.DataFrame(rows, columns=["coder", "id", "value"]).assign(variable="kind")
    codings.loc[len(codings)] = ["<b>", "A02", "value", "kind"]
    table = claims.splits(codings)
    assert table.to_numpy().tolist() == [
        ["kind", "A02", "cause: ana · record: ben · value: <b>"], ["kind", "A01", "record: ana, ben · value: cem"],
    ]  # fmt: skip
    assert list(table) == ["variable", "unit_id", "codes"]
    show_rows(table, context=False)
    assert "A02 · variable: kind" in " ".join(capsys.readouterr().out.split())
    assert claims.splits(codings.iloc[:0]).empty


def test_where_the_two_passes_split_is_where_their_codes_differ():
    passes = [corpus.load_table(f"coding/{name}") for name in ("first_pass", "second_pass")]
    long = pd.concat([one.assign(coder=str(n)) for n, one in enumerate(passes)]).melt(
        ["coder", "id"], ["kind", "frame"]
    )
    for variable, its in claims.splits(long).groupby("variable"):
        first, second = (one.set_index("id")[variable] for one in passes)
        assert list(its["unit_id"]) == list(first.index[first != second[first.index]])


# -- the keyword rule, and the figure ----------------------------------------------------------------------------------


def test_the_keyword_rule_is_what_it_says():
    made = pd.DataFrame(
        [("X01", "heading", "You must read this"), ("X02", "body", "They MUST act, as it may clearly fail."),
         ("X03", "body", "It may fail."), ("X04", "body", "He willingly goodbyes."), ("X05", "body", "It is good, never great.")],
        columns=["id", "role", "text"],
    )  # fmt: skip
    assert claims.keyword_rule(made).to_numpy().tolist() == [
        ["X01", "none", "none"], ["X02", "prescription", "hedged"], ["X03", "prediction", "hedged"],
        ["X04", "record", "plain"], ["X05", "value", "boosted"],
    ]  # fmt: skip


def test_the_keyword_rule_agrees_less_than_one_coder_with_itself():
    rule = claims.keyword_rule(UNITS)
    assert rule["id"].equals(UNITS["id"])
    values = claims.codebook().groupby("variable")["value"].agg(set)
    for name in ("kind", "certainty"):
        assert set(rule[name]) <= values[name]
        assert 0.2 < claims.kappa(rule[name], REFERENCE[name]) < claims.kappa(FIRST[name], SECOND[name]) - 0.2


def test_the_figure_has_a_square_for_each_claim(drawn):
    from matplotlib.colors import to_hex

    claims.draw_claims(REFERENCE, UNITS)
    [(fig, sentence)] = drawn
    ax = fig.axes[0]
    boxes, dots = ax.collections
    looks = [
        (to_hex(face), to_hex(edge)) for face, edge in zip(boxes.get_facecolor(), boxes.get_edgecolor(), strict=True)
    ]
    assert (
        len(boxes.get_paths()) == len(looks) and len(dots.get_offsets()) + len(looks) == len(UNITS) + 4
    )  # and the key
    dot_looks = [to_hex(face) for face in dots.get_facecolor()]
    both = UNITS.merge(REFERENCE, on="id")
    for source, own in both.groupby("source"):
        outline = plots.outline(plots.colour(source)).lower()
        squares = [face for face, edge in looks if edge == outline]
        for certainty, colour in (
            ("plain", plots.colour(source).lower()),
            ("hedged", "#ffffff"),
            ("boosted", "#000000"),
        ):
            assert squares.count(colour) == (own["certainty"] == certainty).sum(), (source, certainty)
        assert dot_looks.count(outline) == (own["certainty"] == "none").sum()
    counts = [int(text.get_text()) for text in ax.texts if text.get_text().isdigit()]
    expected = pd.crosstab(both["source"], both["kind"])[
        ["record", "cause", "prediction", "value", "prescription", "none"]
    ]
    assert counts == expected.to_numpy().ravel().tolist()
    assert "record in A (9 of 13), B (13 of 28) and D (10 of 17)" in sentence
    assert "hedged are 1 in A, 1 in B, 16 in C, 1 in D, 8 in E" in sentence


def test_a_figure_of_a_few_units_of_ones_own(drawn):
    coding = pd.DataFrame({"id": ["X01", "X02"], "kind": ["value", "cause"], "certainty": ["plain", "hedged"]})
    claims.draw_claims(coding, pd.DataFrame({"id": ["X01", "X02"], "source": ["mine", "yours"]}))
    assert "value in mine (1 of 1); cause in yours (1 of 1)" in drawn[0][1]


# -- copies of a coder's file ------------------------------------------------------------------------------------------


def test_copies_of_a_coders_file_are_one_coder_and_said(tmp_path):
    same, changed = "id,kind\nA01,record\nA02,value\n", "id;kind\nA01;record\nA02;cause\nA03;cause\n"
    (tmp_path / "ana.csv").write_text(same)
    for name in ("ana (1)", "ana - Kopie", "ana-kopija", "ana (conflicted copy 2026-01-31)", "ana-LAPTOP123", "Ana"):
        (tmp_path / f"{name}.csv").write_text(same)
    (tmp_path / "ben.csv").write_text(same)
    (tmp_path / "ben - Copy.csv").write_text(changed)
    (tmp_path / "ben.sync-conflict-20260131-101010-ABCDEFG.csv").write_text("nothing of the kind")
    codings, problems = claims.read_codings(tmp_path)
    reference = pd.DataFrame({"id": ["A01", "A02"], "kind": ["record", "value"]})
    assert "alpha of 2 coders" in set(claims.class_table(codings, reference)["coder"]) and len(codings) == 4
    own = "Ana.csv" if (tmp_path / "Ana.csv") < (tmp_path / "ana.csv") else "ana.csv"
    assert (
        sum(
            problem.endswith(f": This is a copy of {own} with the same codes, and is not counted.")
            for problem in problems
        )
        == 6
    )
    assert (
        "ben - Copy.csv: This looks like a copy of ben.csv and is not counted, but 2 codes differ: put into ben.csv what is to count, "
        "and delete this one; if it is another person's, give it that person's name."
    ) in problems
    assert sum(problem.startswith("ben.sync-conflict") for problem in problems) == 1 and len(problems) == 8


def test_a_copy_counts_where_the_file_itself_is_not_there(tmp_path):
    (tmp_path / "ana (1).csv").write_text("id,kind\nA01,record\n")
    (tmp_path / "ana (2).csv").write_text("id,kind\nA01,record\n")
    codings, problems = claims.read_codings(tmp_path)
    assert codings.to_numpy().tolist() == [["ana", "A01", "kind", "record"]]
    assert problems == [
        "ana (1).csv: By its name a copy; it counts as the coding of ana, since there is none of that name to be used.",
        "ana (2).csv: This is a copy of ana (1).csv with the same codes, and is not counted.",
    ]


def test_codings_as_other_programs_save_them_and_under_any_name(tmp_path):
    text = "id,kind,,\nA01,record,,\n,,,\n"
    for name, data in {
        "a": text.encode("utf-16"),
        "b": ("sep=;\n" + text.replace(",", ";")).encode(),
        "c": text.replace("\n", "\r").encode(),
    }.items():
        (tmp_path / f"{name}.csv").write_bytes(data)
    with open(os.fsencode(tmp_path) + b"/d\xff.csv", "wb") as file:
        file.write(text.encode())
    with open(os.fsencode(tmp_path) + b"/e\xff.csv", "wb") as file:
        file.write(b"nothing")
    codings, problems = claims.read_codings(tmp_path)
    assert codings.to_numpy().tolist() == [[coder, "A01", "kind", "record"] for coder in ("a", "b", "c", r"d\udcff")]
    assert [problem.partition(":")[0] for problem in problems] == ["e�.csv"] and "".join(problems).encode()


def test_a_place_of_codings_that_is_no_folder_is_said(tmp_path):
    (tmp_path / "coding").write_text("a file")
    codings, problems = claims.read_codings(tmp_path / "coding")
    assert codings.empty and problems == ["coding is no folder: give it another name, and make a folder of that name."]
