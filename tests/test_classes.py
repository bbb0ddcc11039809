"""What `check` replied, noted in a student's own file; and the answer files of a class in one table."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from sidebyside import answers_file, check, corpus, exercises, output
from sidebyside.answers_file import EXERCISE, FILE, Piece
from sidebyside.classes import class_answers, example
from sidebyside.corpus import BadInput
from sidebyside.exercises import noted

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = exercises.named_questions()
HEAD = "n,exercise,outcome,mistake\n"


@pytest.fixture
def mine(tmp_path, monkeypatch):
    """A folder `data/mine` that is not there yet, in a notebook that somebody has opened."""
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("mine"))
    monkeypatch.setattr(corpus, "DATA", tmp_path / "data")
    monkeypatch.setenv("JPY_SESSION_NAME", "/somewhere/00_start.ipynb")
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    return tmp_path / "data" / "mine"


@pytest.fixture
def shown(monkeypatch):
    """The pages that were shown, as words and as HTML."""
    pages = []
    monkeypatch.setattr(output, "show_both", lambda plain, rich: pages.append((plain, rich)))
    return pages


def value_of(code):
    names = {"pd": pd}
    exec(code, names)
    return list(names.values())[-1]


# ---------------------------------------------------------------- noted


def test_each_foreseen_mistake_has_a_name_of_its_own_and_is_met_by_it(case):
    for name, question in QUESTIONS.items():
        with case(name):
            known = noted.mistakes(question)
            assert len(known) == len({words for _, words in question.foreseen}) and all(known)
            for mistake, (code, _) in known.items():
                reply = exercises.judge(question, value_of(code))
                assert noted.mistake_met(question, reply) == mistake, code
            for code in (question.solved, *(code for code, _ in question.defensible)):
                assert noted.mistake_met(question, exercises.judge(question, value_of(code))) == ""


def test_a_reply_is_noted_once_and_never_what_was_typed(mine, capsys):
    for answer in (..., 987654, 987654, 17, 13, 13, 17, ...):
        check("0.1", answer)
    text = (mine / "checks.csv").read_text(encoding="utf-8")
    assert text == (
        f"{HEAD}1,fewest-units,not yet right,\n2,fewest-units,not yet right,that-is-source-d-have-you\n"
        "3,fewest-units,right,\n4,fewest-units,not yet right,that-is-source-d-have-you\n"
    )
    assert "987654" not in text and [path.name for path in mine.iterdir()] == ["checks.csv"]


def test_two_lessons_at_once_note_in_one_order(mine, capsys):
    check("0.1", 13)
    with open(mine / "checks.csv", "a", encoding="utf-8") as other:
        other.write("2,who-began,right,\n")
    check("0.2", {"A01", "C01"})
    assert (mine / "checks.csv").read_text().splitlines()[2:] == [
        "2,who-began,right,",
        "3,who-is-unnamed,not yet right,one-office-is-still-missing-who",
    ]


def said(capsys, answer=17):
    check("0.1", answer)
    return capsys.readouterr().out


def test_where_nothing_can_be_noted_the_reply_is_the_same(mine, capsys, monkeypatch):
    usual = said(capsys)
    shutil.rmtree(mine)
    mine.write_text("in the way", encoding="utf-8")
    assert said(capsys) == usual and mine.read_text() == "in the way"
    mine.unlink()
    mine.mkdir()
    (mine / "checks.csv").mkdir()
    assert said(capsys) == usual
    (mine / "checks.csv").rmdir()
    (mine / "elsewhere.csv").write_text(HEAD)
    (mine / "checks.csv").symlink_to(mine / "elsewhere.csv")
    assert said(capsys) == usual and (mine / "elsewhere.csv").read_text() == HEAD
    (mine / "checks.csv").unlink()
    for other in ("n;exercise;outcome;mistake\n", "", HEAD.strip(), "\x00"):  # another program has saved it
        (mine / "checks.csv").write_text(other)
        assert said(capsys) == usual and (mine / "checks.csv").read_text() == other
    (mine / "checks.csv").write_text(HEAD + "x" * 1_000_000 + "\n")
    assert said(capsys) == usual and (mine / "checks.csv").stat().st_size == len(HEAD) + 1_000_001
    (mine / "checks.csv").unlink()
    monkeypatch.setattr(noted, "mistake_met", lambda *_: 1 / 0)
    assert said(capsys) == usual and not (mine / "checks.csv").exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="for this user no folder is read-only")
def test_a_folder_that_is_read_only(mine, capsys):
    mine.parent.chmod(0o555)
    try:
        assert "✗ 0.1" in said(capsys) and not mine.exists()
    finally:
        mine.parent.chmod(0o755)


@pytest.mark.parametrize(
    "name, value", [("JPY_SESSION_NAME", None), ("NBGRADER_EXECUTION", "autograde"), ("NBGRADER_EXECUTION", "validate")]
)
def test_nothing_is_noted_in_a_test_nor_where_work_is_marked(mine, capsys, monkeypatch, name, value):
    monkeypatch.delenv(name) if value is None else monkeypatch.setenv(name, value)
    said(capsys)
    assert not mine.exists()


def test_a_notebook_that_is_run_by_a_program_notes_nothing(tmp_path):
    """As strict nbval and refresh run it, with an answer in it."""
    import nbformat
    from executed import execute

    corpus.copy_course(tmp_path)
    notebook = nbformat.read(tmp_path / "notebooks" / "00_start.ipynb", as_version=4)
    notebook.cells = [cell for cell in notebook.cells if cell.id in ("imports", "ready", "sizes", "ex-fewest-units")]
    notebook.cells[-1].source = 'check("0.1", 13)'
    execute(notebook, tmp_path / "notebooks")
    assert "✓ 0.1" in notebook.cells[-1].outputs[0].data["text/plain"] and not (tmp_path / "data" / "mine").exists()


def test_in_a_notebook_of_a_person_it_is_noted(tmp_path):
    corpus.copy_course(tmp_path)
    code = "from sidebyside import check; check('0.1', 13)"
    env = os.environ | {
        "JPY_SESSION_NAME": str(tmp_path / "notebooks" / "00_start.ipynb"),
        "PYTHONPATH": str(tmp_path / "notebooks"),
    }
    env.pop("NBGRADER_EXECUTION", None)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path / "notebooks", env=env, capture_output=True, text=True
    )
    assert done.stdout.startswith("✓ 0.1") and not done.stderr
    assert (tmp_path / "data" / "mine" / "checks.csv").read_text() == f"{HEAD}1,fewest-units,right,\n"


# ---------------------------------------------------------------- a class


def put(folder, name, *pieces):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(answers_file.written([Piece(*piece) for piece in pieces], name), encoding="utf-8")


def checks(*rows):
    return FILE, "checks.csv", HEAD + "".join(f"{n},{row}\n" for n, row in enumerate(rows, start=1))


D, ALL_UNITS = "that-is-source-d-have-you", "that-is-all-units-together-of"


@pytest.fixture
def a_class(tmp_path):
    folder = tmp_path / "class"
    put(
        folder, "answers-ana.txt",
        checks(f"fewest-units,not yet right,{D}", f"fewest-units,not yet right,{ALL_UNITS}", "fewest-units,right,", "bad row"),
        (FILE, "reading/me.csv", "source,id,when,what,words\nA,A02,first,I object,yes\nA,A05,first,stopped,Why <b>?\n"),
        (FILE, "objections/me.csv", "about,words\nkosovo,A star.\n"),
    )  # fmt: skip
    put(
        folder, "answers-ben.txt",
        checks(f"fewest-units,not yet right,{D}", "who-is-unnamed,defensible,", "never-asked,right,", "fewest-units,<b>,"),
        (EXERCISE, "06_names", 'began = "a"', "who-began"),
        (FILE, "reading/ben.csv", "source,id,when,what,words\nA,A02,first,could,yes\nA,A02,first,I could check this,yes\n"),
    )  # fmt: skip
    put(folder, "answers-cem.txt", (FILE, "checks.csv", "\0"), (FILE, "reading/me.csv", "no such table\n"))
    put(folder, "answers-ben (1).txt", checks("fewest-units,right,"))
    (folder / "answers-dora.txt").write_text("SIDE BY SIDE · MY ANSWERS · 1\ncut off", encoding="utf-8")
    (folder / "holiday.jpg").write_bytes(b"\xff\xd8")
    return folder


def test_a_class_in_one_table(a_class, shown):
    class_answers(a_class)
    words = [plain for plain, _ in shown]
    text = "\n".join(words)
    assert sum("answers-dora.txt: The end of this file is missing" in one for one in words) == 1
    assert (
        sum(one.startswith("holiday.jpg: ") for one in words) == 1
        and "answers-ben (1).txt: This looks like a copy of answers-ben.txt" in text
    )
    assert "What check replied to cem cannot be read" in text
    [table] = [one for one in words if one.startswith("Replies to 3 students")]
    rows = table.splitlines()
    assert rows[1] == (
        "exercise: 0.1 fewest-units · ✓ right: 1 · ● evidence found:  · ◐ defensible:  · ✗ not yet right: 1 · written, not checked:  · "
        "○ not answered yet: 1"
    )
    assert (
        rows[2].startswith("exercise: 0.2 who-is-unnamed")
        and "◐ defensible: 1" in rows[2]
        and rows[2].endswith("○ not answered yet: 2")
    )
    assert [row for row in rows if "who-began" in row][0].endswith("written, not checked: 1 · ○ not answered yet: 2")
    assert len(rows) == 1 + 2 + len(exercises.named_questions("6"))  # the lessons that somebody has begun, whole
    [mistakes] = [one for one in words if one.startswith("Foreseen mistakes")]
    assert mistakes.splitlines()[1:] == [
        "exercise: 0.1 · students: 2 · what check says to it: That is source D. Have you compared it with each of the other four?",
        "exercise: 0.1 · students: 1 · what check says to it: That is all units together, of the five sources. Here it is those of one source.",
    ]
    assert (
        "text: A · readers: 2 · where they stopped: A05 · where their marks differ: A02" in text and "A star." in text
    )
    assert not any(name in line for line in words if "·" in line for name in ("ana", " ben", "cem"))
    assert not any("<b>?" in rich or "<b>," in rich for _, rich in shown)


def test_names_are_shown_when_they_are_asked_for(a_class, shown):
    class_answers(a_class, names=True)
    text = "\n".join(plain for plain, _ in shown)
    assert (
        "✓ right: ana" in text and "✗ not yet right: ben" in text and "who: ana, ben" in text and "reader: ana" in text
    )


def test_one_lesson_or_one_text(a_class, shown):
    class_answers(a_class, "06")
    tables = [plain for plain, _ in shown if plain.startswith("Replies to")]
    assert len(tables) == 1 and "fewest-units" not in tables[0] and "who-began" in tables[0]
    shown.clear()
    class_answers(a_class, "a")
    page = next(rich for plain, rich in shown if plain.startswith("Source A"))
    assert "A02: ≠ 1 could check this; 1 objected" in page and "A05: 1 stopped here" in page and "<b>?" not in page
    for about in ("Z", "77", "", 1.5, ["A"], "<b>"):
        with pytest.raises(BadInput, match="Say what you want to see by a lesson"):
            class_answers(a_class, about)


def test_no_file_and_no_folder(tmp_path, shown, mine):
    for folder in (None, tmp_path / "none", str(tmp_path / "none")):
        shown.clear()
        assert class_answers(folder) is None and shown[-1][0].startswith("No file of answers is here yet")
    (tmp_path / "file").write_text("x")
    class_answers(tmp_path / "file")
    assert "file is no folder" in "\n".join(plain for plain, _ in shown)


def test_files_that_mean_harm_do_none(tmp_path, shown):
    folder = tmp_path / "class"
    put(
        folder, "<img src=x>.txt",
        checks("fewest-units,not yet right,<img src=x>", f"fewest-units,not yet right,{D}' + __import__('os').system('touch ran')"),
        (FILE, "reading/../../../evil.csv", "x"), (FILE, "reading/<i>.csv", "source,id,when,what,words\nA,A02,first,note,<script>x</script>\n"),
        (FILE, "reading/" + "y" * 90 + ".csv", "x"), (FILE, "objections/me.csv", "about,words\n<u>,<script>\n"),
    )  # fmt: skip
    (folder / "link.txt").symlink_to("/etc/passwd")
    before = sorted(tmp_path.rglob("*"))
    class_answers(folder, names=True)
    class_answers(folder, "A", names=True)
    assert sorted(tmp_path.rglob("*")) == before and not Path("ran").exists()
    assert not any(tag in rich for _, rich in shown for tag in ("<img", "<i>", "<script", "<u>:"))


def test_a_page_to_print(a_class, mine, shown):
    assert class_answers(a_class, page="class 7") is None
    page = (mine / "class 7.html").read_text(encoding="utf-8")
    assert page.count("<h2>") == 4 and page.count("<table") == 4
    assert (
        "that-is" not in page
        and "Have you compared it" in page
        and "default-src 'none'" in page
        and "ana" not in page.partition("<main")[2]
    )
    class_answers(a_class, page="class 7")
    assert (mine / "class 7-2.html").exists()
    with pytest.raises(BadInput):
        class_answers(a_class, page="../x")


def test_the_example_shows_each_part(tmp_path, shown):
    example(tmp_path)
    class_answers(tmp_path)
    assert [plain.partition("\n")[0] for plain, _ in shown] == [
        "Replies to 3 students", "Foreseen mistakes, each met by how many", "First readings", "Objections",
    ]  # fmt: skip
    assert all(len(plain.splitlines()) > 1 for plain, _ in shown)


def test_a_whole_class_is_read(tmp_path, shown):
    every = [f"{name},not yet right,{mistake}" for name in QUESTIONS for mistake in noted.mistakes(QUESTIONS[name])]
    for number in range(30):
        put(tmp_path / "class", f"answers-{number:02d}.txt", checks(*every))
    class_answers(tmp_path / "class")
    [mistakes] = [plain for plain, _ in shown if plain.startswith("Foreseen")]
    assert len(mistakes.splitlines()) == 1 + len(every) and mistakes.count("students: 30") == len(every)
