"""Objections: kept and never lost, gathered from a class, and answered in a register in which every row can be followed."""

import csv
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
import sidebyside
from sidebyside import corpus, exercises, files, intake, objection, objections, register
from sidebyside.corpus import BadInput
from sidebyside.marking_safety import copy_of_the_course

ROOT = Path(__file__).resolve().parent.parent
REGISTER = corpus.load_table("objections")
CELLS = {
    path.stem: {cell["id"] for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]}
    for path in sorted((ROOT / "notebooks").glob("*.ipynb"))
    if not path.name.startswith("my_")
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "_put_by", set())  # as in a kernel that has just begun
    return tmp_path / "objections"


@pytest.fixture
def said(capsys):
    return lambda: " ".join(capsys.readouterr().out.split())


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def kept(folder, reader="me"):
    return [(row["about"], row["words"]) for row in rows(folder / f"{reader}.csv")]


# -- what is kept ------------------------------------------------------------------------------------------------------


def test_it_takes_just_what_a_reply_names(monkeypatch, tmp_path, said):
    monkeypatch.setattr(corpus, "DATA", tmp_path / "data")
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("mine"))
    objection("3.1", "C29 is a label without a speaker.")
    assert said().startswith("Kept in data/mine/objections/me.csv: your objection to exercise 3.1 (scare-quotes).")
    assert kept(tmp_path / "data" / "mine" / "objections") == [("scare-quotes", "C29 is a label without a speaker.")]


@pytest.mark.parametrize(
    "given, about",
    [("3.1", "scare-quotes"), (3.1, "scare-quotes"), ("scare-quotes", "scare-quotes"), ("Scare quotes", "scare-quotes"),
     ("exercise 3.1", "scare-quotes"), ("A07", "A07"), (" a 7 ", "A07"), ("a02-2", "A02-2"), ("p12", "P12"), ("P7", "P07"),
     ("Q13", "Q13"), ("O01", "O01"), ("1999-01-15", "1999-01-15"), ("kosovo", "kosovo"), ("06", "names"), (6, "names"),
     ("06_names.ipynb", "names"), ("lesson 6", "names"), ("names", "names"), ("ledger.csv", "ledger"), ("tone/loaded", "tone/loaded")],
)  # fmt: skip
def test_whatever_has_a_name_can_be_objected_to(folder, said, given, about):
    objection(given, "No.", folder=folder)
    assert kept(folder) == [(about, "No.")] and said().startswith("Kept in me.csv: your objection to ")


def test_a_line_too_short_to_be_answered_is_kept_and_more_is_asked_for(folder, said):
    for words in ("x", "because …", "Not so."):
        objection("10.5", words, folder=folder)
        assert (
            "So short, it cannot be answered: say in a sentence what you claim, why, and which unit shows it." in said()
        )
    objection("10.5", "A02 judges less than A07.", folder=folder)
    assert "So short" not in said() and len(kept(folder)) == 4


def test_many_rows_of_the_register_are_folded_and_few_are_not(monkeypatch):
    pages = []
    monkeypatch.setattr("sidebyside.output.show_both", lambda plain, rich: pages.append(rich))
    objections("10")
    objections("kosovo")
    assert (
        f"<summary>The register on lesson 10: {len(register.on('critique'))} objections, with their answers</summary>"
        in pages[0]
    )
    assert "<details>" not in pages[1]


def test_no_two_things_have_one_name():
    named = [*exercises.named_questions(), *corpus.load_units()["id"], *corpus.TABLES, *exercises.LESSONS.values()]
    named += [str(row) for table, (column, _) in register.ROWS.items() for row in load_once(table, column)]
    assert len(named) == len(set(named)) == len(register.things())


def load_once(table, column):
    return corpus.load_table(table)[column].unique()


@pytest.mark.parametrize(
    "about, words, reply",
    [("A77", "x", "There is no unit A77: the units of source A run from A01 to A13."), ("whos-began", "x", "Did you mean \"who-began\"?"),
     ("3.11", "x", "Did you mean \"3.1\"?"), ("", "x", "Nothing is kept yet. Say what your objection is about"),
     (..., "x", "Did you mean"), (None, "x", "Did you mean"), ("F03", "x", "give its units too: units=units."),
     ("A07", "", "Nothing is kept yet. Write your objection to A07"), ("A07", ..., "Nothing is kept yet."), ("A07", " … ", "Nothing is kept yet."),
     ("A07", 7, "Write your objection as words between quotation marks; this is a whole number."),
     ("A07", ["x"], "this is a list."), ("A07", pd.DataFrame({"a": [1]}), "this is a table."), ("A07", objection, "this is a function."),
     ("A07", "x" * 10_000_000, "Shorten your objection."), ("A07", "x" * 5_001, "Shorten your objection"), ("x" * 10_000_000, "x", "something very long")],
)  # fmt: skip
def test_bad_input_gets_a_sentence_and_nothing_is_written(folder, said, about, words, reply):
    assert objection(about, words, folder=folder) is None
    told = said()
    assert reply in told and len(told) < 600 and not folder.exists()


class Hostile(str):
    def __eq__(self, other):
        raise RuntimeError

    __hash__ = str.__hash__

    def replace(self, *given):
        raise RuntimeError

    def __str__(self):
        raise RuntimeError


def test_an_object_that_lies_is_read_as_what_it_is(folder, said):
    objection(Hostile("A07"), Hostile("No."), folder=folder)
    assert kept(folder) == [("A07", "No.")]


def test_words_come_back_as_they_were_written_and_no_spreadsheet_runs_them(folder, said):
    words = '=2+2, „şö“ <b>x</b>\n\tand \ud800 more; "quoted"'
    objection("A07", words, folder=folder)
    [(_, there)] = kept(folder)
    assert there == " " + words.replace("\ud800", "?")
    objection("A07", words, folder=folder)
    assert "was kept before" in said() and len(kept(folder)) == 1


def test_several_on_one_thing_are_all_kept_and_one_can_be_taken_back(folder, said):
    for words in ("one", "two", "one"):
        objection("A07", words, folder=folder)
    assert kept(folder) == [("A07", "one"), ("A07", "two")]
    said()
    objection("A07", "three", take_back=True, folder=folder)
    assert "There is no such objection to A07 in me.csv" in said() and len(kept(folder)) == 2
    objection("a07", "one", take_back=True, folder=folder)
    assert said() == "Taken back from me.csv: your objection to A07." and kept(folder) == [("A07", "two")]


def test_what_cannot_be_used_is_kept_aside_and_what_is_ours_stays(folder, said):
    folder.mkdir()
    (folder / "me.csv").write_bytes(b"PK\3\4 a spreadsheet")
    objection("A07", "x", folder=folder)
    assert (
        "it is kept as me.kept-1.csv" in said() and (folder / "me.kept-1.csv").read_bytes() == b"PK\3\4 a spreadsheet"
    )
    (folder / "ana.csv").write_text("about;words;my column\nA07;old;mine\n", encoding="utf-8")
    objection("A08", "new", reader="Ana", folder=folder)
    assert [(row["about"], row["words"], row["my column"]) for row in rows(folder / "ana.csv")] == [
        ("A07", "old", "mine"),
        ("A08", "new", ""),
    ]
    assert "my column" in (folder / "ana.before.csv").read_text(encoding="utf-8")


SESSION = """
import sys
from pathlib import Path
from sidebyside import objection
for n in range(15):
    objection("A07", f"{sys.argv[2]} {n}", folder=Path(sys.argv[1]))
"""


def test_two_sessions_at_once_lose_nothing(folder):
    two = [
        subprocess.Popen(
            [sys.executable, "-c", SESSION, str(folder), who], cwd=ROOT / "notebooks", stdout=subprocess.DEVNULL
        )
        for who in ("one", "other")
    ]
    assert [session.wait(timeout=120) for session in two] == [0, 0]
    assert sorted(kept(folder)) == sorted(("A07", f"{who} {n}") for who in ("one", "other") for n in range(15))


def test_where_nothing_can_be_written_it_only_says_so(folder, said, monkeypatch):
    def refused(path, data):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(files, "write", refused)
    objection("3.1", "x", folder=folder)
    assert said() == "This objection was not saved: me.csv cannot be written (Permission denied)."
    folder.write_text("a file in the place of a folder") if not folder.exists() else None
    objection("3.1", "x", reader="../x", folder=folder)
    assert "cannot be the name of a file" in said()


def test_in_a_submission_that_is_marked_it_works_and_leaves_nothing_with_the_teacher(tmp_path):
    mine = ROOT / "data" / "mine"
    before = sorted(mine.rglob("*"))
    (tmp_path / "submission").mkdir()
    with copy_of_the_course(tmp_path / "submission") as place:
        code = 'from sidebyside import objection, objections\nobjection("3.1", "x")\nobjections()'
        done = subprocess.run([sys.executable, "-c", code], cwd=place, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0 and not done.stderr and done.stdout.startswith("Kept in data/mine/objections/me.csv")
    assert sorted(mine.rglob("*")) == before


def test_an_objection_to_a_text_of_ones_own_goes_with_its_sentence(folder, tmp_path, said):
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text("The bridge is closed. Nobody was asked.", encoding="utf-8")
    _, units = intake.read_folder(texts)
    objection("f2", "Somebody was asked, says A.", folder=folder, units=units)
    assert said().endswith("Kept in me.csv: your objection to F02.")
    (texts / "a.txt").write_text("It is raining. The bridge is closed. Nobody was asked.", encoding="utf-8")
    _, units = intake.read_folder(texts)
    objections("F03", folder=folder, units=units)
    assert "Somebody was asked, says A." in said()
    objections(folder=folder)
    assert "about: F02 · words: Somebody was asked, says A." in said()


# -- what the register answers -----------------------------------------------------------------------------------------


def test_where_others_have_objected_their_words_and_our_answer_are_shown(folder, said):
    objection("A07-2", "x", folder=folder)
    told, [row] = said(), REGISTER[REGISTER["about"] == "A07-2"].to_dict("records")
    assert (
        f"Others have objected here: {row['objection']} ({row['id']}) Our answer: {row['answer']} Outcome: mended."
        in told
    )
    objection("names", "x", folder=folder)
    assert re.search(r'`?objections\("names"\)`? shows \d+ more', said())
    objection("A09", "x", folder=folder)
    assert "The register of the course has nothing on this yet" in said()


def test_a_unit_has_what_is_said_of_its_rows_and_a_lesson_all_that_is_in_it():
    assert {"A02", "A02-2"} <= set(" ".join(register.on("A02")["about"]).split())
    names = register.on("names")
    assert {"two-names", "names"} <= set(" ".join(names["about"]).split()) and len(names) < len(REGISTER) / 2
    assert len(register.on("ledger")) > 5 and register.on("A09").empty


def test_an_objection_to_a_row_of_the_register_shows_that_row(folder, said):
    for row in REGISTER[REGISTER["id"].isin(["O01", "O26", "O28"])].itertuples():
        objection(row.id, "x", folder=folder)
        told = said()
        assert f"Others have objected here: {row.objection} ({row.id})" in told and "nothing on this" not in told
        objections(row.id, folder=folder)
        assert row.objection in said()
    assert all(register.on(row)["id"].iloc[0] == row for row in REGISTER["id"])


def test_what_was_kept_is_shown_with_the_register(folder, said):
    objections(folder=folder)
    assert "You have kept no objection yet." in said() and not folder.exists()
    objection("two-names", "A02 and D04 are one.", folder=folder)
    said()
    objections(folder=folder)
    assert "(two-names) · words: A02 and D04 are one." in said()
    for about in ("06", "two-names"):
        objections(about, folder=folder)
        told = said()
        assert "A02 and D04 are one." in told and "asks for two namings" in told
    objections("A09", folder=folder)
    assert "The register has nothing on A09 yet." in said()
    objections("zzz", folder=folder)
    assert "There is nothing called" in said()


def test_a_place_is_told_by_its_heading():
    assert register._place("06_names own-see; ledger.csv A02-2") == "lesson 06, “Our own names”; ledger.csv A02-2"
    assert register._place("06_names no-such") == "06_names no-such"


# -- a class -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def a_class(folder):
    for reader, about, words in [("ana", "A07", "<i>no</i>"), ("ben", "A07", "=no"), ("ben", "3.1", "C29 too")]:
        objection(about, words, reader=reader, folder=folder)
    shutil.copy(folder / "ben.csv", folder / "ben (1).csv")
    (folder / "cem.csv").write_text("about,words\nA99,what\n", encoding="utf-8")
    return folder


def test_a_class_is_put_together_by_thing(a_class, said):
    said()
    register.together(a_class)
    told = said()
    assert "ben (1).csv: This is a copy of ben.csv with the same objections, and is not counted." in told
    assert (
        "cem.csv: There is no unit A99: the units of source A run from A01 to A13. It is kept as it is." in told
        and "It is kept as it is." in told
    )
    assert "4 objections, to 3 things" in told
    assert told.index("exercise 3.1 (scare-quotes) · reader: ben · words: C29 too") < told.index(
        "A07 · reader: ana · words: <i>no</i>"
    )
    assert "about: A99 · reader: cem · words: what" in told
    register.together(a_class, names=False)
    assert "ana" not in said().replace("analy", "")


def test_it_is_sent_on_as_one_file_without_names(a_class, said, monkeypatch, tmp_path):
    monkeypatch.setattr(register.corpus, "DATA", tmp_path / "data")
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("mine"))
    assert register.save("class 7", a_class) is register.save("class 7", a_class, names=True) is None
    path, second = (tmp_path / "data" / "mine" / name for name in ("class 7.csv", "class 7-2.csv"))
    assert b"ana" not in path.read_bytes() and b"ana" in second.read_bytes()
    assert [row["words"] for row in rows(second) if row["reader"] == "ben"] == ["C29 too", " =no"]
    with pytest.raises(BadInput, match="no objection to save"):
        register.save(folder=tmp_path / "none")
    register.together(tmp_path / "none")
    assert "No objection is here yet." in said()


# -- the register ------------------------------------------------------------------------------------------------------


def there(place):
    """Whether a place that the register names is there: a cell, the row of a file, or an exercise."""
    home, _, what = place.partition(" ")
    if home == "exercise":
        return what in exercises.named_questions()
    if home == "data/README.md":
        return re.search(rf"^#+ .*{re.escape(what)}$", (ROOT / home).read_text(encoding="utf-8"), re.MULTILINE)
    if home.endswith(".csv"):
        return any(what == next(iter(row.values())) for row in rows(ROOT / "data" / home))
    return what in CELLS.get(home, ())


@pytest.mark.parametrize("row", REGISTER.to_dict("records"), ids=REGISTER["id"])
def test_a_row_of_the_register_is_whole_and_leads_somewhere(row):
    assert all(row.values()) and row["outcome"] in register.OUTCOMES
    assert not [about for about in row["about"].split() if about not in KNOWN]
    assert not [place for place in row["where"].split("; ") if not there(place)]
    assert not set(row["held_by"].split("; ")) - HOLDERS


KNOWN = register.things()
HOLDERS = {
    "a reader from Pristina", "a reader from Belgrade", "a Serb from Kosovo", "a Serb from Mitrovica", "a reader from Spain", "a linguist",
    "a journalist", "a teacher", "a historian", "a lawyer", "a statistician", "a librarian", "a student",
}  # fmt: skip


def test_the_register_is_in_order_and_hears_both_sides():
    assert list(REGISTER["id"]) == [f"O{n:02d}" for n in range(1, len(REGISTER) + 1)]
    held = REGISTER["held_by"].str
    assert held.contains("Pristina").sum() >= 10 <= held.contains("Belgrade").sum()
    assert set(REGISTER["outcome"]) == set(register.OUTCOMES)


def test_no_answer_of_a_student_has_the_name_of_what_the_course_calls():
    for path in (ROOT / "notebooks").glob("[0-9]*.ipynb"):
        code = "\n".join(
            "".join(cell["source"])
            for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
            if cell["cell_type"] == "code"
        )
        assert not set(re.findall(r"^(\w+) = ", code, re.MULTILINE)) & set(sidebyside.__all__), path.name


def test_each_lesson_has_it_at_hand():
    for path in sorted((ROOT / "notebooks").glob("[0-9]*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        [imports] = ["".join(cell["source"]) for cell in cells if cell["id"] == "imports"]
        assert re.search(r"from sidebyside import .*\bobjection\b", imports), path.name


def test_where_the_page_for_teachers_is_not_there_it_is_named_all_the_same(tmp_path, monkeypatch):
    assert register._place("for_teachers prepare-09") == "for teachers, “09 · Prepare”"
    monkeypatch.setattr(register.corpus, "DATA", tmp_path / "data")
    assert register._place("for_teachers prepare-09; for_teachers talk-06") == "for teachers"
