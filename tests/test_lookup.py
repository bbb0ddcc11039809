"""What a student judges and finds: kept whole, first verdicts first, and brought back beside the ledger; the sheet to take along."""

import html
import os
import re

import pandas as pd
import pytest
from sidebyside import corpus, files, lookup, output, record
from sidebyside.corpus import BadInput

LEDGER = corpus.load_table("ledger").set_index("claim_id")


@pytest.fixture
def mine(tmp_path, monkeypatch):
    """A folder of a student's own, in place of data/mine."""
    monkeypatch.setattr(lookup, "_mine", lambda: tmp_path / "mine")
    monkeypatch.setattr(files, "_put_by", set())
    return tmp_path / "mine"


@pytest.fixture
def shown(monkeypatch):
    kept = []
    monkeypatch.setattr(output, "show_both", lambda plain, rich: kept.append((plain, rich)))
    return kept


def verdicts(**given):
    return pd.DataFrame({"claim": [name.replace("_", "-") for name in given], "verdict": list(given.values())})


def table(folder, reader="me"):
    return files.read_csv(folder / "record" / f"{reader}.csv", "claim")[0].set_index("claim")


# -- kept and brought back ---------------------------------------------------------------------------------------------


def test_the_first_verdict_stays_and_the_next_stands_beside_it(mine, capsys):
    lookup.keep(verdicts(A02_1="disputed", D04_1=..., D15_1=" Partly "))
    told = capsys.readouterr().out
    assert "Kept in data/mine/record/me.csv: your verdict on A02-1 and D15-1. Nobody judges this." in told
    lookup.keep(verdicts(D04_1="contradicted", D15_1="not-settled-then", A02_1="disputed"))
    assert (
        "Your first verdict on D15-1 stays: partly. Beside it is what you say now: not-settled-then."
        in capsys.readouterr().out
    )
    rows = table(mine)
    assert rows["verdict"].to_dict() == {"A02-1": "disputed", "D15-1": "partly", "D04-1": "contradicted"}
    assert rows["now"].to_dict() == {"A02-1": "", "D15-1": "not-settled-then", "D04-1": ""}
    lookup.keep(verdicts(D15_1="partly"))  # and back again
    assert table(mine).loc["D15-1", ["verdict", "now"]].tolist() == ["partly", "partly"]


def test_what_was_found_is_kept_and_what_is_blank_leaves_it(mine, capsys):
    lookup.found("D01-1", who="=the White House", others=..., evidence=None, now="Contradicted")
    told = capsys.readouterr().out
    assert "Still open is `others`: What do others say?" in told and "`who`" not in told
    lookup.found("d01-1", others="two accounts", address="https://example.org/a")
    lookup.found("C25", who="a think tank", reader="Ana")
    row = table(mine).loc["D01-1"]
    assert (row["who"].strip(), row["others"], row["now"]) == ("=the White House", "two accounts", "contradicted")
    assert row["who"][0] == " "  # no formula in a spreadsheet
    assert list(table(mine, "ana").index) == ["C25"]


def test_it_comes_back_beside_the_ledger_and_nothing_of_the_ledger_before(mine, shown):
    lookup.again()
    assert shown[-1][0].startswith("Nothing is kept under the name me")
    lookup.keep(verdicts(D04_1="supported"))
    lookup.found("C25", who="<b>who</b>", address="https://example.org")
    del shown[:]
    lookup.again()
    [(plain, rich)] = shown
    own = LEDGER.loc["D04-1"]
    words = " ".join(plain.split())
    assert "you: supported · the ledger: partly" in words and own["why"] in words and own["record"] in words
    assert "the ledger: has no row" in words and "Who is behind it: <b>who</b>" in words
    assert "<b>who</b>" not in rich and html.escape("<b>who</b>") in rich
    others = [claim for claim in LEDGER.index if claim != "D04-1" and LEDGER.loc[claim, "why"] in words]
    assert not others


def test_what_a_student_typed_into_the_file_counts_or_is_named(mine, shown):
    (mine / "record").mkdir(parents=True)
    rows = [
        "claim;verdict;who;note",
        "d04-1;partly;;mine",
        "D04-1;disputed;;",
        "D99-1;partly;;",
        "C73;soon;;",
        "C78;;a;",
    ]
    (mine / "record" / "me.csv").write_text("\n".join(rows), encoding="utf-8")
    lookup.again()
    said = "\n".join(plain for plain, _ in shown)
    for told in ("D04-1 has two rows; the first counts.", 'no claim "D99-1"', 'no verdict "soon"'):
        assert told in said
    lookup.found("C78", others="b")
    text = (mine / "record" / "me.csv").read_text(encoding="utf-8")
    assert "d04-1,partly,,mine" in text and "D99-1,partly" in text and "C73,soon" in text
    assert table(mine).loc["C78", ["who", "others"]].tolist() == ["a", "b"]


def test_a_file_that_cannot_be_used_is_kept_aside(mine, capsys):
    (mine / "record").mkdir(parents=True)
    (mine / "record" / "me.csv").write_text("no table of verdicts\n", encoding="utf-8")
    lookup.keep(verdicts(A02_1="partly"))
    assert "it is kept as me.kept-1.csv" in capsys.readouterr().out
    assert (mine / "record" / "me.kept-1.csv").read_text(encoding="utf-8") == "no table of verdicts\n"


def test_blanks_write_nothing(mine, capsys):
    lookup.keep(verdicts(A02_1=..., D04_1=""))
    lookup.found("D01-1", who=..., others=..., evidence=..., now=...)
    told = capsys.readouterr().out
    assert told.startswith("Nothing is kept yet.") and "`who`: Who is behind it?" in told and not mine.exists()


# -- the sheet ---------------------------------------------------------------------------------------------------------


def test_a_sheet_asks_and_does_not_answer():
    rows = lookup.sheet("A06", ["C78", "c73"], "a 6", "D01-1").set_index("claim_id")
    assert list(rows.index) == ["A02-2", "A06-1", "C78", "C73-1", "D01-1"]
    assert rows.loc["C78", "claim"] == f"“{record.load_units().set_index('id').loc['C78', 'text']}”"
    assert "https://press.un.org/en/2008/ga10764.doc.htm" in rows.loc["C73-1", "addresses"].split()
    for verdict in record.VERDICTS:
        assert verdict not in set(rows.to_numpy().flat)
    assert set(lookup.LOOK_FOR) == set(LEDGER["reference_type"])


def test_a_page_to_take_has_the_questions_the_addresses_and_the_way_back(mine, monkeypatch, capsys):
    assert lookup.take("D01-1", "C78") is lookup.take("C78") is None  # a notebook would show it
    told = capsys.readouterr().out
    assert "data/mine/questions.html" in told and "data/mine/questions-2.html" in told
    page = (mine / "questions.html").read_text(encoding="utf-8")
    assert page.endswith("</html>\n") and "<script" not in page
    for question in (*lookup.QUESTIONS.values(), *lookup.ASKED.values()):
        assert page.count(html.escape(question, quote=False)) == 2, question
    links = re.findall(r'<a href="([^"]*)">', page)
    assert links and all(link.startswith("http") for link in links)
    calls = [html.unescape(call) for call in re.findall("<code>(.*?)</code>", page)]
    assert [call.partition(",")[0] for call in calls] == ['lookup.found("D01-1"', 'lookup.found("C78"']
    for call in calls:  # as it stands it can be pasted, and says that it is blank
        eval(call, {"lookup": lookup})
    assert capsys.readouterr().out.count("Nothing is kept yet") == 2
    assert LEDGER.loc["D01-1", "why"] not in html.unescape(page)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(BadInput, match=r"questions-3\.html was not written \(No space left on device\)\."):
        lookup.take("C78")
    assert len(list(mine.iterdir())) == 2


def test_addresses_of_the_cards_stand_each_alone():
    every = lookup.sheet(*LEDGER.index)
    assert list(every["claim_id"]) == list(LEDGER.index)
    for row in every.itertuples():
        assert all(re.match(r"https?://\S+$", address) for address in row.addresses.split()), row.claim_id
        assert bool(row.addresses) == bool(LEDGER.loc[row.claim_id, "documents"])


# -- what is refused ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "call, told",
    [
        (lambda: lookup.keep("D04-1"), "Verdicts are kept from a table with the columns claim and verdict."),
        (lambda: lookup.keep(verdicts(D04_1="true")), 'There is no verdict "true": choose one of supported, partly'),
        (lambda: lookup.keep(verdicts(D04_1=3)), "Write a verdict as words between quotation marks"),
        (lambda: lookup.keep(verdicts(D09_9="partly")), 'The ledger has no claim "D09-9". Did you mean'),
        (lambda: lookup.found("C24", who="x"), "The ledger has several claims on C24: C24-1 and C24-2. Say which"),
        (lambda: lookup.found("D01-1", who=["x"]), "Write `who` as words between quotation marks"),
        (lambda: lookup.found("A14", who="x"), "There is no unit A14"),
        (lambda: lookup.sheet(), "A sheet needs claims or units: give their ids"),
        (lambda: lookup.sheet(7), 'There is no unit "7"'),
        (lambda: lookup.take("C78", name="../x"), "The sheet needs a name of letters"),
        (lambda: lookup.again(reader="a/b"), '"a/b" cannot be the name of a file'),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(call, told, mine):
    with pytest.raises(BadInput) as refused:
        call()
    assert str(refused.value).startswith(told) and "\n" not in str(refused.value)
    assert not mine.exists()
