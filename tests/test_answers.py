"""All that a student wrote, taken along in one file and brought back: whole, unasked over nothing, and whoever made the file."""

import importlib
import json
import os
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sidebyside import answers, browser, corpus, exercises, objection, output, reading
from sidebyside.answers_back import KEYS, put_together
from sidebyside.answers_file import CHANGED, EXERCISE, FILE, OWN, Piece, read, written
from sidebyside.answers_there import LARGEST, as_they_came, gathered, is_safe, place_in_mine
from sums import cells

taken_along = importlib.import_module("sidebyside.answers").taken_along
QUESTIONS = exercises.all_questions()
CHECK = re.compile(r'^check\("([^"]+)"', re.MULTILINE)


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A copy of the course, as it came, in the place of the real one."""
    corpus.copy_course(tmp_path)
    monkeypatch.setattr(corpus, "NOTEBOOKS", tmp_path / "notebooks")
    monkeypatch.setattr(corpus, "DATA", tmp_path / "data")
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    monkeypatch.chdir(tmp_path / "notebooks")
    return tmp_path


@pytest.fixture
def said(monkeypatch):
    """What was said since it was asked last; of a page, its words."""
    shown = []
    monkeypatch.setattr(output, "show_both", lambda plain, rich: shown.append((plain, rich)))

    def since():
        text = "\n".join(plain for plain, _ in shown)
        shown.clear()
        return text

    since.pages = shown
    return since


def page(course, name="00_start"):
    return course / "notebooks" / f"{name}.ipynb"


def of(path):
    return json.loads(path.read_text(encoding="utf-8"))


def change(path, edit):
    notebook = of(path)
    edit(notebook["cells"])
    path.write_text(json.dumps(notebook), encoding="utf-8")


def write(path, cell_id, text):
    """Put a text into the cell of a notebook, and save it."""

    def edit(there):
        [cell] = [cell for cell in there if cell["id"] == cell_id]
        cell["source"] = text.splitlines(keepends=True)

    change(path, edit)


def sources(path):
    return [(cell["id"], cell["cell_type"], "".join(cell["source"])) for cell in of(path)["cells"]]


def text_of(path, cell_id):
    return next(text for name, _, text in sources(path) if name == cell_id)


def new_cell(cell_id, text, kind="code"):
    more = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return {"cell_type": kind, "id": cell_id, "metadata": {}, "source": text.splitlines(keepends=True)} | more


def notebooks(course):
    return {path.name: sources(path) for path in sorted((course / "notebooks").glob("*.ipynb"))}


def in_mine(course):
    mine = course / "data" / "mine"
    return {
        path.relative_to(mine).as_posix(): path.read_bytes()
        for path in sorted(mine.rglob("*"))
        if path.is_file() and not path.name.endswith(".before.csv") and "answers" not in path.parts
    }


def saved(course, reader="me"):
    """Save the file as a browser would, beside the lessons; gives its name."""
    name, text, _, _ = taken_along(reader)
    (course / "notebooks" / name).write_bytes(text.encode("utf-8"))
    return name


def wipe(course, keep=()):
    """The course as it came, on another machine."""
    for path in (course / "notebooks").glob("*.ipynb"):
        path.unlink()
    for path in (Path(__file__).resolve().parent.parent / "notebooks").glob("*.ipynb"):
        if not path.name.startswith("my_"):
            shutil.copy(path, course / "notebooks" / path.name)
    shutil.rmtree(course / "data" / "mine", ignore_errors=True)


ODD = "a line with spaces  \n\n| a bar\n=== end\n--- own x\n: {}\ttab\r\n \u2028 \x00 \ud800 </script> $x$ “š”\n"


def fill(course):
    """Every exercise answered, cells added and changed in every lesson, and something of everything in data/mine."""
    for path in sorted((course / "notebooks").glob("[0-9][0-9]_*.ipynb")):

        def edit(there):
            for cell in there:
                text = "".join(cell["source"])
                if cell["cell_type"] == "code" and (found := CHECK.search(text)):
                    cell["source"] = f"{QUESTIONS[found[1]].solved}\n{text[found.start() :]}".splitlines(keepends=True)
            there.insert(0, new_cell("at-the-top", f"first of {path.stem}", "markdown"))
            there.insert(4, new_cell("0a1b2c3d", ODD, "markdown"))
            there.insert(5, new_cell("0a1b2c3e", "x = 1"))
            there.append(new_cell("0a1b2c3f", ODD, "raw"))
            there[7]["source"] = [*there[7]["source"], " and a line of mine"]

        change(path, edit)
    own = of(page(course, "01_page"))
    (course / "notebooks" / "my_01_page.ipynb").write_text(json.dumps(own), encoding="utf-8")
    reading.first("A", "That talks go on.", "A05: who says so?", "Who pays.")
    reading.mark("A02", "I object", note="§ – “so-called”")
    objection("kosovo", "Write it with a star.")
    mine = course / "data" / "mine"
    for home, data in {
        "coding/me.csv": b"id,kind\nA02,value\n",
        "texts/1 Nachbar.txt": "Title: Zürich\r\nEin Satz.\r\n".encode("cp1252"),
        "texts/2.txt": b"\xef\xbb\xbfA text with a mark.",
        "texts/3.txt": "In two bytes.".encode("utf-16"),
        "critiques/ana.txt": "Said (A02).".encode(),
        "critiques/ana.csv": b"step,question,answer\n1,x,\n",
        "own_coding/me.csv": b"id,kind,sentence\nF01,value,So.\n",
        "letters.csv": b"file,letter\n2.txt,F\n",
        "units.csv": b"file,id,text\n2.txt,F01,A text.\n",
        "matrix.csv": b"pid,F\nM1,asserts F01\n",
        "reading/me.kept-1.csv": b"source,id\n",
        "checks.csv": b"n,exercise,outcome,mistake\n1,fewest-units,right,\n",
        "empty.txt": b"",
    }.items():
        (mine / home).parent.mkdir(parents=True, exist_ok=True)
        (mine / home).write_bytes(data)


# ---------------------------------------------------------------- whole


def test_every_cell_and_every_file_comes_back_as_it_was(course, said):
    fill(course)
    was, mine = notebooks(course), in_mine(course)
    lessons = [cells_ for name, cells_ in was.items() if not name.startswith("my_")]
    answered = {name for cells_ in lessons for name, kind, text in cells_ if kind == "code" and CHECK.search(text)}
    assert len(answered) == len(QUESTIONS) > 70 and len(mine) == 15
    name = saved(course)
    assert (course / "notebooks" / name).stat().st_size < 120_000
    wipe(course)
    assert notebooks(course) != was and not in_mine(course)
    said()
    answers(name)
    told = said()
    assert (
        f"Put in: {len(QUESTIONS)} answers, 11 cells of the course that you changed" in told
        and "15 files of data/mine" in told
    )
    assert notebooks(course) == was and in_mine(course) == mine
    stored = {path: path.read_bytes() for path in (course / "notebooks").glob("*.ipynb")}
    answers(name)
    assert "Put in" not in said() and stored == {path: path.read_bytes() for path in stored}
    assert taken_along()[1] == (course / "notebooks" / name).read_text(encoding="utf-8")


def test_a_lesson_that_was_put_into_is_a_notebook_with_no_old_reply_in_it(course, said):
    import nbformat

    write(page(course), "ex-fewest-units", 'fewest = 13\ncheck("0.1", fewest)')
    name = saved(course)
    wipe(course)
    answers(name)
    notebook = nbformat.read(page(course), as_version=4)
    nbformat.validate(notebook)
    [cell] = [cell for cell in notebook.cells if cell.id == "ex-fewest-units"]
    assert cell.outputs == [] and cell.execution_count is None
    as_stored = nbformat.read(page(Path(__file__).resolve().parent.parent), as_version=4)
    for there, stored in zip(notebook.cells, as_stored.cells, strict=True):
        assert (there == stored) == (there.id != "ex-fewest-units"), there.id


def test_the_file_can_be_read_by_a_person(course):
    write(page(course), "ex-fewest-units", 'fewest = 13\ncheck("0.1", fewest)')
    lines = taken_along("ana")[1].splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("--- exercise fewest-units · 0.1 · code"))
    assert lines[at].endswith("How many units has the shortest…") and lines[at - 2] == "=== notebook 00_start"
    assert lines[at + 1 : at + 3] == ["| fewest = 13", '| check("0.1", fewest)']
    assert lines[0] == "SIDE BY SIDE · MY ANSWERS · 1" and 'answers("answers-ana.txt")' in " ".join(lines[:6])


def test_a_course_as_it_came_has_nothing_to_take_along(course, said):
    assert gathered() == ([], [])
    answers()
    assert said().startswith("Nothing of yours is here yet.") and not said.pages


def test_the_list_of_cells_is_that_of_the_notebooks():
    there = (corpus.DATA / "cells.txt").read_text(encoding="utf-8")
    assert there == cells(), "run python tests/sums.py, and commit data/cells.txt"
    known = as_they_came()
    assert len(known) == 13 and all(
        f"ex-{name}" in {cell for of_ in known.values() for cell in of_} for name in exercises.named_questions()
    )


def test_the_link_holds_the_file_and_no_markup_of_a_student(course, said):
    import base64

    write(page(course), "ex-fewest-units", 'fewest = "<img src=x onerror=alert(1)>"\ncheck("0.1", fewest)')
    answers(reader="ana")
    [(plain, rich)] = said.pages
    found = re.search(r'<a download="answers-ana.txt" href="data:text/plain;charset=utf-8;base64,([^"]+)">', rich)
    assert base64.b64decode(found[1]).decode("utf-8") == taken_along("ana")[1]
    assert "<img" not in rich and "Download answers-ana.txt (1 KB)" in plain


@settings(max_examples=200)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([EXERCISE, CHANGED, OWN, FILE]), st.text(), st.text(alphabet="abc-", min_size=1, max_size=9)
        ),
        max_size=5,
    )
)
def test_whatever_is_written_is_read_again(tmp_path_factory, given_):
    pieces = [
        Piece(kind, f"a/{n}.csv" if kind == FILE else "00_start", text, "" if kind == FILE else name)
        for n, (kind, text, name) in enumerate(given_)
    ]
    path = tmp_path_factory.mktemp("any") / "x.txt"
    path.write_bytes(written(pieces, "x.txt").encode("utf-8"))
    assert [piece[:4] for piece in read(path)[0]] == [piece[:4] for piece in pieces] and read(path)[1] == []


# ---------------------------------------------------------------- over nothing unasked


def test_what_is_there_and_different_stays_until_it_is_asked_for(course, said):
    write(page(course), "ex-fewest-units", 'fewest = 17\ncheck("0.1", fewest)')
    (course / "data" / "mine" / "critiques").mkdir(parents=True)
    critique = course / "data" / "mine" / "critiques" / "ana.txt"
    critique.write_text("old", encoding="utf-8")
    name = saved(course)
    write(page(course), "ex-fewest-units", 'fewest = 13\ncheck("0.1", fewest)')
    critique.write_text("new", encoding="utf-8")
    before = notebooks(course), in_mine(course)
    answers(name)
    told = said()
    assert (
        "Something else stands there, and stays: exercise 0.1 (fewest-units) in lesson 00 and data/mine/critiques/ana.txt."
        in told
    )
    assert f'answers("{name}", replace=True)' in told and (notebooks(course), in_mine(course)) == before
    answers(name, replace=True)
    assert text_of(page(course), "ex-fewest-units").startswith("fewest = 17") and critique.read_text() == "old"
    assert "kept in data/mine/answers/kept.txt" in said()
    answers("kept.txt", replace=True)
    assert (notebooks(course), in_mine(course)) == before
    assert len(list((course / "data" / "mine" / "answers").iterdir())) == 2  # and what was put aside stays


@pytest.mark.parametrize("yes", [1, "yes", "False", None, ...])
def test_only_true_replaces(course, said, yes):
    write(page(course), "ex-fewest-units", "fewest = 17")
    name = saved(course)
    write(page(course), "ex-fewest-units", "fewest = 13")
    answers(name, replace=yes)
    assert text_of(page(course), "ex-fewest-units") == "fewest = 13"


def test_nothing_is_replaced_if_the_old_version_cannot_be_put_aside(course, said):
    write(page(course), "ex-fewest-units", "fewest = 17")
    name = saved(course)
    write(page(course), "ex-fewest-units", "fewest = 13")
    (course / "data" / "mine").mkdir()
    (course / "data" / "mine" / "answers").write_text("in the way", encoding="utf-8")
    answers(name, replace=True)
    assert "kept.txt was not written" in said() and text_of(page(course), "ex-fewest-units") == "fewest = 13"


def test_a_look_writes_nothing(course, said):
    fill(course)
    name = saved(course)
    wipe(course)
    before = notebooks(course)
    said()
    answers(name, look=True)
    told = said()
    assert "Nothing is written yet." in told and f"Put in: {len(QUESTIONS)} answers" in told
    assert notebooks(course) == before and not in_mine(course)


def test_two_versions_of_a_table_are_put_together_row_by_row(course, said):
    reading.first("A", "at home", None, None)
    reading.mark("A02", "I object")
    objection("kosovo", "One.")
    name = saved(course)
    shutil.rmtree(course / "data" / "mine")
    reading.first("A", "at school", "A05", None)
    reading.first("B", "at school", None, None)
    objection("kosovo", "Two.")
    said()
    answers(name)
    told = said()
    assert "Something else stands there, and stays: data/mine/reading/me.csv." in told
    assert "Put together with what was there, row by row: data/mine/objections/me.csv." in told
    readings = reading.kept().readings
    assert set(readings["words"]) == {"at school", "A05", "yes"} and len(readings) == 4
    answers(name, replace=True)
    words = dict(reading.kept().readings.set_index(["source", "what"])["words"])
    assert words == {
        ("A", "believe"): "at home",
        ("A", "stopped"): "A05",
        ("B", "believe"): "at school",
        ("A", "I object"): "yes",
    }


def test_versions_put_together():
    assert set(KEYS) == {"reading", "coding", "own_coding", "objections", "checks.csv"}
    there, given_ = (
        "id,kind,voice\nA01,value,\nA02,record,x\n",
        "id,kind,voice\nA01,value,own\nA02,cause,x\nA03,value,\n",
    )
    assert put_together(there, given_, "coding/me.csv") == (
        "id,kind,voice\nA01,value,own\nA02,record,x\nA03,value,\n",
        1,
    )
    assert put_together(there, given_, "coding/me.csv", replace=True)[0].splitlines()[2] == "A02,cause,x"
    assert put_together(there, there + "\n", "coding/me.csv") == (there, 0)
    assert put_together(there, given_, "matrix.csv") == (there, 1)  # no table of ours
    assert put_together("id,kind\nA01,a\nA01,b\n", "id,kind\nA02,c\n", "coding/me.csv")[0].count("A01") == 2
    for damaged in ("", "\x00", 'id,"kind\n', "id;kind\n", "a\nb,c\n", "id,kind\n1,2,3\n1,2,3\n"):
        assert put_together(there, damaged, "coding/me.csv") == (there, 1), damaged
        assert put_together(damaged, there, "coding/me.csv") == (damaged, 1), damaged
    # A sentence of one's own text tells rows apart as well: ids move when a text is edited.
    rows = "id,kind,sentence\nF01,value,So.\n", "id,kind,sentence\nF01,cause,Then.\n"
    assert put_together(*rows, "own_coding/me.csv") == ("id,kind,sentence\nF01,value,So.\nF01,cause,Then.\n", 0)
    head = "n,exercise,outcome,mistake\n"
    noted = head + "1,a,right,\n2,b,not yet right,x\n3,b,right,\n"
    assert put_together(head + "1,b,not yet right,x\n2,b,right,\n", noted, "checks.csv") == (
        head + "1,a,right,\n2,b,not yet right,x\n3,b,right,\n",
        0,
    )
    assert put_together(noted, noted.replace("3,b,right,\n", ""), "checks.csv") == (noted, 0)


# ---------------------------------------------------------------- after an update


def test_an_exercise_that_moved_is_found_by_its_name_and_has_its_number_of_today(course, said, monkeypatch):
    write(
        page(course, "06_names"), "ex-who-began", 'began = "a"\ncheck("6.3", began)\n# hint("6.3")\nshow("B10")  # 6.3'
    )
    name = saved(course)
    wipe(course)
    moved = {"who-began": "5.9"}
    number_of = exercises.number_of
    monkeypatch.setattr(exercises, "number_of", lambda asked: moved.get(asked) or number_of(asked))

    def to_lesson_five():
        [cell] = [cell for cell in of(page(course, "06_names"))["cells"] if cell["id"] == "ex-who-began"]
        cell["source"] = "".join(cell["source"]).replace('"6.3"', '"5.9"')
        change(
            page(course, "06_names"),
            lambda there: there.__delitem__(next(n for n, one in enumerate(there) if one["id"] == "ex-who-began")),
        )
        change(page(course, "05_compare"), lambda there: there.append(cell))
        (course / "data" / "cells.txt").write_text(cells(course / "notebooks"), encoding="utf-8")

    to_lesson_five()
    said()
    answers(name)
    assert (
        text_of(page(course, "05_compare"), "ex-who-began")
        == 'began = "a"\ncheck("5.9", began)\n# hint("5.9")\nshow("B10")  # 6.3'
    )
    assert "ex-who-began" not in dict((one[0], one) for one in sources(page(course, "06_names")))
    answers(name)
    assert "There already: 1 answer." in said()


def test_an_exercise_that_is_gone_is_said_and_kept(course, said):
    write(page(course), "ex-fewest-units", 'fewest = 17\ncheck("0.1", fewest)')
    name = saved(course)
    wipe(course)
    change(
        page(course),
        lambda there: there.__delitem__(next(n for n, one in enumerate(there) if one["id"] == "ex-fewest-units")),
    )
    (course / "data" / "cells.txt").write_text(cells(course / "notebooks"), encoding="utf-8")
    said()
    answers(name)
    assert (
        "No longer in the course, so that yours stand at the end: exercise 0.1 (fewest-units) in lesson 00." in said()
    )
    assert sources(page(course))[-1] == ("ex-fewest-units", "code", 'fewest = 17\ncheck("0.1", fewest)')
    answers(name)
    assert "There already: 1 answer." in said() and len(notebooks(course)) == 13
    assert [piece.text for piece in gathered()[0]] == ['fewest = 17\ncheck("0.1", fewest)']


def test_a_cell_that_the_update_has_changed_too_stays_and_the_students_stands_below(course, said):
    write(page(course), "show-in-place", 'show("A01")')
    name = saved(course)
    wipe(course)
    write(page(course), "show-in-place", 'show("A11", mark="said")')
    (course / "data" / "cells.txt").write_text(cells(course / "notebooks"), encoding="utf-8")
    said()
    answers(name)
    assert "The course has changed these cells since" in said()
    there = sources(page(course))
    at = next(n for n, one in enumerate(there) if one[0] == "show-in-place")
    assert there[at][2] == 'show("A11", mark="said")' and there[at + 1] == ("show-in-place-mine", "code", 'show("A01")')
    answers(name)
    assert "Put in" not in said() and sources(page(course)) == there


def test_what_stood_in_a_lesson_that_is_not_there_has_a_notebook_of_its_own(course, said):
    write(page(course), "show-in-place", 'show("A01")')
    change(page(course), lambda there: there.append(new_cell("0a1b", "x = 1")))
    name = saved(course)
    wipe(course)
    page(course).unlink()
    answers(name)
    assert [text for *_, text in sources(page(course, "my_00_start"))] == ['show("A01")', "x = 1"] and not page(
        course
    ).exists()


def test_a_lesson_in_an_old_form_without_ids_is_read_and_written(course, said):
    write(page(course), "ex-fewest-units", 'fewest = 17\ncheck("0.1", fewest)')
    name = saved(course)
    notebook = of(page(course))
    notebook["nbformat_minor"] = 4
    for cell in notebook["cells"]:
        del cell["id"]
    page(course).write_text(json.dumps(notebook), encoding="utf-8")
    assert [piece[:4] for piece in gathered()[0]] == [
        (EXERCISE, "00_start", 'fewest = 17\ncheck("0.1", fewest)', "fewest-units")
    ]
    answers(name)
    assert "There already: 1 answer." in said()


# ---------------------------------------------------------------- what is open


def test_the_lesson_one_is_in_is_left_and_named(course, said, monkeypatch):
    for lesson, exercise in (("00_start", "fewest-units"), ("01_page", "made-by-the-site")):
        write(page(course, lesson), f"ex-{exercise}", f'x = 1\ncheck("{exercises.number_of(exercise)}", x)')
    name = saved(course)
    wipe(course)
    before = page(course).read_bytes()
    monkeypatch.setenv("JPY_SESSION_NAME", str(page(course)))
    said()
    answers(name)
    told = said()
    assert "00_start.ipynb is the lesson you are in" in told and "what is still missing: 1 answer." in told
    assert page(course).read_bytes() == before and text_of(page(course, "01_page"), "ex-made-by-the-site").startswith(
        "x = 1"
    )
    monkeypatch.setenv("JPY_SESSION_NAME", str(page(course, "02_words")))
    answers(name)
    assert text_of(page(course), "ex-fewest-units").startswith("x = 1") and "lesson you are in" not in said()


def test_other_lessons_that_run_are_left_and_named(course, said, monkeypatch, tmp_path):
    write(page(course), "ex-fewest-units", "fewest = 17")
    name = saved(course)
    wipe(course)
    run = tmp_path / "runtime"
    run.mkdir()
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(run))
    monkeypatch.setenv("JPY_SESSION_NAME", str(page(course, "05_compare")))
    (run / "kernel-old.json").write_text(json.dumps({"jupyter_session": str(page(course))}))
    os.utime(run / "kernel-old.json", (1, 1))  # of a server that is gone
    (run / "kernel-odd.json").write_text("[]")
    (run / f"jpserver-{os.getppid()}.json").write_text("{}")
    (run / "kernel-now.json").write_text(json.dumps({"jupyter_session": str(page(course))}))
    answers(name)
    assert "Open as well, and so left as it is: 00_start.ipynb." in said()
    assert text_of(page(course), "ex-fewest-units") != "fewest = 17"
    (run / "kernel-now.json").unlink()
    answers(name)
    assert "Put in: 1 answer." in said() and text_of(page(course), "ex-fewest-units") == "fewest = 17"


def test_an_answer_that_was_run_and_not_saved_is_said(course, said, monkeypatch):
    class Shell:
        class history_manager:
            input_hist_raw = ["", 'x = 1\ncheck("0.1", x)', 'fewest = 17\ncheck("0.1", fewest)']

    monkeypatch.setattr("IPython.get_ipython", lambda: Shell)
    answers()
    assert "As you last ran it, your answer to 0.1 is not in it: press Ctrl + S" in said()
    write(page(course), "ex-fewest-units", 'fewest = 17\ncheck("0.1", fewest)')
    answers()
    assert "As you last ran it" not in said()


# ---------------------------------------------------------------- files that are none, or mean harm


def refused(course, said, data, name="x.txt"):
    before = notebooks(course), in_mine(course)
    (course / "notebooks" / name).write_bytes(data)
    said()
    answers(name)
    told = said()
    assert (notebooks(course), in_mine(course)) == before and len(told) < 400 and "\n" not in told, told
    return told


def test_what_is_no_file_of_answers_gets_one_sentence(course, said):
    write(page(course), "ex-fewest-units", "fewest = 17")
    good = taken_along()[1].encode("utf-8")
    wipe(course)
    for data, told in [
        (b"", "This file is empty."),
        (b"hello", "This is no file of answers"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "x.txt: "),
        (b"PK\3\4 zip", "This is no text"),
        (b"\xff\xfe\0", "x.txt: "),
        (b"{}" * 3_000_000, "This is far too large"),
        (good.replace(b"\xc2\xb7 1\n", b"\xc2\xb7 2\n", 1), "of a newer form"),
        (good[:-40], "The end of this file is missing"),
        (good.replace(b"=== notebook 00_start", b"=== picture 00_start"), "is damaged"),
        (good.replace(b"--- exercise ", b"--- exercise \xc2\xb7"), "is damaged"),
        (good.replace(b"| fewest", b": fewest"), "is damaged"),
        (good.replace(b"| fewest", b": [[[["), "is damaged"),
        (good.replace(b"=== notebook 00_start", b"| so"), "Line 7 of this file is damaged"),
        (good.replace(b"| fewest", b"=== file a.csv\n" * 5_001 + b"| "), "more than 5,000 parts"),
    ]:
        assert told in refused(course, said, data), told
    assert "This is no text file" in refused(course, said, good, "x.csv")


@pytest.mark.parametrize(
    "name", [7, ["x"], ..., "", " … ", None.__class__, "no such file", "a\0b", "x" * 10_000, "../../etc/passwd.no"]
)
def test_a_name_that_is_none_gets_one_sentence(course, said, name):
    answers(name)
    told = said()
    assert (
        ("Name the file that answers() made" in told or "There is no file " in told)
        and "\n" not in told
        and len(told) < 300
    )


def test_a_folder_or_a_link_is_no_file(course, said, tmp_path):
    (course / "notebooks" / "x.txt").mkdir()
    answers("x.txt")
    assert "x.txt: " in said()
    (tmp_path / "real.txt").write_text("hello")
    (course / "notebooks" / "y.txt").symlink_to(tmp_path / "real.txt")
    answers("y.txt")
    assert "This is a link" in said()


OUTSIDE = [
    "../evil.txt", "../../evil.csv", "/etc/evil.txt", "reading/../../evil.csv", "C:\\evil.txt", "c:evil.txt", "texts\\..\\evil.txt", "~/evil.txt",
    ".hidden.txt", "texts/.hidden.txt", "reading//x.csv", "texts/x.py", "texts/x.html", "x.csv.exe", "answers/x.txt", "handouts/x.txt", "marking/x.csv",
    "con.txt", "a/b/c/d.txt", "texts/x.txt.", "a\u202etxt.csv", "texts/" + "x" * 200 + ".txt", "checks.csv/x.csv/../../y.csv", "nul/x.txt", "",
]  # fmt: skip


def test_no_place_in_a_file_leads_out_of_data_mine(course, said, tmp_path):
    there = sorted(path for path in tmp_path.rglob("*"))
    pieces = [Piece(FILE, home, "evil") for home in OUTSIDE if home] + [
        Piece(OWN, f"../{home}", "evil", "x") for home in ("a", "../b", "c/d")
    ]
    (course / "notebooks" / "x.txt").write_text(written(pieces, "x.txt"), encoding="utf-8")
    answers("x.txt")
    assert "Left out, since it has no place here" in said()
    assert sorted(path for path in tmp_path.rglob("*") if path.name != "x.txt") == there
    assert (
        not any(place_in_mine(home) for home in OUTSIDE)
        and place_in_mine("texts/ö 1.txt") == course / "data" / "mine" / "texts" / "ö 1.txt"
    )
    assert is_safe("my_01_page.ipynb") and not is_safe("LPT1.ipynb")


def test_no_link_is_followed(course, said, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.csv").write_text("id,kind\n", encoding="utf-8")
    mine = course / "data" / "mine"
    mine.mkdir()
    (mine / "texts").symlink_to(outside)
    (mine / "notes.txt").symlink_to(outside / "secret.csv")
    pieces, problems = gathered()
    assert pieces == [] and "notes.txt and texts" in problems[0]
    evil = [
        Piece(FILE, "texts/x.txt", "evil"),
        Piece(FILE, "texts/secret.csv", "evil"),
        Piece(FILE, "notes.txt", "evil"),
    ]
    shutil.move(page(course), tmp_path / "elsewhere.ipynb")
    page(course).symlink_to(tmp_path / "elsewhere.ipynb")
    before = (tmp_path / "elsewhere.ipynb").read_bytes()
    evil += [Piece(OWN, "00_start", "evil", "x")]
    (course / "notebooks" / "x.txt").write_text(written(evil, "x.txt"), encoding="utf-8")
    answers("x.txt", replace=True)
    assert [path.name for path in outside.iterdir()] == ["secret.csv"] and (
        outside / "secret.csv"
    ).read_text() == "id,kind\n"
    assert (tmp_path / "elsewhere.ipynb").read_bytes() == before and page(course).is_symlink()


def test_a_file_does_not_flood_the_folder(course, said):
    pieces = [Piece(OWN, f"note {number}", "x", "x") for number in range(4_000)]
    (course / "notebooks" / "x.txt").write_text(written(pieces, "x.txt"), encoding="utf-8")
    answers("x.txt")
    assert len(notebooks(course)) == 13 + 20 and "your cell x in note 20" in said()


def test_nothing_in_a_file_is_markup_or_run(course, said):
    evil = '<img src=x onerror=alert(1)>`b`\nimport os\nos.makedirs("ran")'
    pieces = [
        Piece(OWN, "<b>x</b>", evil, "x", "markdown"),
        Piece(OWN, "00_start", evil, "y"),
        Piece(FILE, "<i>.txt", evil),
        Piece(FILE, "a.txt", evil),
    ]
    (course / "notebooks" / "x.txt").write_text(written(pieces, "x.txt"), encoding="utf-8")
    answers("x.txt")
    assert not any(tag in rich for _, rich in said.pages for tag in ("<img", "<b>x", "<i>."))
    assert not (course / "notebooks" / "ran").exists()
    [cell] = [cell for cell in of(page(course))["cells"] if cell["id"] == "y"]
    assert cell["outputs"] == [] and "trusted" not in json.dumps(cell["metadata"])


def test_a_notebook_that_cannot_be_read_is_named_and_left(course, said):
    write(page(course), "ex-fewest-units", "fewest = 17")
    name = saved(course)
    for data in (
        b"",
        b"{}",
        b'{"cells": [1]}',
        b'{"cells": [{"cell_type": "code", "source": [1]}]}',
        b"[" * 100_000,
        b"\xff",
    ):
        page(course).write_bytes(data)
        said()
        answers(name)
        told = said()
        assert "00_start.ipynb cannot be read as a notebook: it is left as it is." in told and "Left out" in told
        assert page(course).read_bytes() == data
        assert "00_start.ipynb cannot be read" in gathered()[1][0]


def test_what_cannot_be_written_is_named(course, said):
    write(page(course), "ex-fewest-units", "fewest = 17")
    objection("kosovo", "No.")
    name = saved(course)
    wipe(course)
    (course / "data" / "mine").write_text("in the way", encoding="utf-8")
    page(course).chmod(0o444)
    said()
    answers(name)
    told = said()
    assert "00_start was not written" in told and "data/mine/objections/me.csv" in told and "Put in" not in told
    page(course).chmod(0o644)


def test_what_was_saved_in_between_is_not_written_over(course, said, monkeypatch):
    write(page(course), "ex-fewest-units", "fewest = 17")
    objection("kosovo", "No.")
    name = saved(course)
    wipe(course)
    file = course / "data" / "mine" / "objections" / "me.csv"

    def meanwhile():
        file.parent.mkdir(parents=True)
        file.write_text("about,words\nA02,Yes.\n", encoding="utf-8")
        write(page(course), "what-this-is", "mine")
        return []

    back = importlib.import_module("sidebyside.answers_back")
    fit = back._fit
    monkeypatch.setattr(back, "_fit", lambda *given_: (meanwhile() if not file.exists() else None, fit(*given_))[1])
    said()
    answers(name)
    told = said()
    assert "00_start was not written (it was saved at the same time: run this again)" in told
    assert text_of(page(course), "what-this-is") == "mine" and "fewest = 17" not in page(course).read_text()
    answers(name)
    assert text_of(page(course), "ex-fewest-units") == "fewest = 17" and text_of(page(course), "what-this-is") == "mine"
    assert file.read_text(encoding="utf-8").count("\n") == 3


def test_what_is_too_large_is_named_and_the_rest_is_taken_along(course, said):
    texts = course / "data" / "mine" / "texts"
    texts.mkdir(parents=True)
    for name, size in (
        ("huge", LARGEST + 1),
        ("a", 290_000),
        ("b", 290_000),
        ("c", 290_000),
        ("d", 290_000),
        ("e", 290_000),
        ("small", 9),
    ):
        (texts / f"{name}.txt").write_text("x" * size, encoding="utf-8")
    (texts / "picture.png").write_bytes(b"\x89PNG")
    name, text, pieces, problems = taken_along()
    assert len(text.encode("utf-8")) < 1_400_000 and {piece.home for piece in pieces} >= {
        "texts/small.txt",
        "texts/a.txt",
    }
    assert (
        len(problems) == 1
        and all(word in problems[0] for word in ("texts/huge.txt", "texts/picture.png", "texts/e.txt"))
        and problems[0] in text
    )


def test_in_a_browser_lessons_are_written_in_their_place_and_no_other_notebook_is_made(course, said, monkeypatch):
    fill(course)
    was, name = notebooks(course), saved(course)
    wipe(course)
    there = course / "notebooks" / "01_page.ipynb"
    lessons, place = set(notebooks(course)), there.stat().st_ino
    monkeypatch.setattr(browser, "IS_HERE", True)
    said()
    answers(name)
    told = said()
    assert there.stat().st_ino == place and notebooks(course) == {home: was[home] for home in lessons}
    assert "Left out, since it has no place here: " in told and "in my_01_page" in told
