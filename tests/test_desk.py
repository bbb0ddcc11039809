"""The coding desk: what it saves and what it never loses; and three units coded by keyboard alone in a real JupyterLab."""

import io
import os
import re

import nbformat
import pandas as pd
import pytest
import rules
from playwright.sync_api import expect
from sidebyside import claims, corpus, desk, files
from sidebyside.corpus import BadInput
from test_browser import PATIENCE, SCREENSHOTS, browser, choose, lab, open_lab, tab_to  # noqa: F401 (two of these are fixtures)
from test_files import other

UNITS = corpus.load_units()


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "_put_by", set())  # as in a kernel that has just begun
    return desk.coder_file("Ana", tmp_path / "coding")


def rows(file):
    return pd.read_csv(file, dtype=str, keep_default_na=False).to_dict("records")


def beside(file):
    return sorted(path.name for path in file.parent.iterdir())


# -- a coder's name ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name, expected",
    [
        ("ana", "ana"),
        ("a_b-2", "a_b-2"),
        (" Ana  Marija ", "ana-marija"),
        ("Јелена", "јелена"),
        ("Zoe\u0308", "zoë"),
        ("हिन्दी",) * 2,
    ],
)
def test_a_name_is_made_fit_for_a_file(name, expected, tmp_path):
    assert desk.coder_file(name, tmp_path) == tmp_path / f"{expected}.csv"


@pytest.mark.parametrize(
    "name",
    [
        "",
        "  ",
        "../ana",
        "a/b",
        "a\\b",
        ".ana",
        "ana.before",
        "-rf",
        "a\0b",
        "CON",
        "a:b",
        "x" * 41,
        "…",
        None,
        7,
        ["ana"],
    ],
    ids=repr,
)
def test_an_impossible_name_is_refused_in_one_sentence(name, tmp_path):
    with pytest.raises(BadInput) as refused:
        desk.coder_file(name, tmp_path)
    assert "\n" not in str(refused.value) and list(tmp_path.iterdir()) == []


def test_without_a_folder_named_it_is_the_students_own():
    assert desk.coder_file("ana") == corpus.DATA / "mine" / "coding" / "ana.csv"


# -- saving ------------------------------------------------------------------------------------------------------------


def test_choices_are_saved_one_by_one_and_found_again(file):
    assert desk.load(file)[0].empty and not file.parent.exists()
    for choice in ["A02 kind record", "A02 certainty plain", "C13 kind value", "A02 kind cause"]:
        assert desk.save_choice(file, *choice.split()) == []
        assert [path.suffix for path in file.parent.iterdir()] == [".csv"]
    assert rows(file) == [
        {"id": "A02", "kind": "cause", "certainty": "plain"},
        {"id": "C13", "kind": "value", "certainty": ""},
    ]
    table, problems = desk.load(file)
    assert problems == [] and desk.coded(table, UNITS, ["kind", "certainty"]) == (
        {"A02": {"kind": "cause", "certainty": "plain"}, "C13": {"kind": "value"}}, []
    )  # fmt: skip
    assert claims.read_codings(file.parent)[0]["value"].tolist() == ["cause", "plain", "value"]


def test_a_choice_can_be_taken_back(file):
    desk.save_choice(file, "A02", "kind", "record")
    desk.save_choice(file, "A02", "kind", "")
    assert desk.coded(desk.load(file)[0], UNITS, ["kind"]) == ({"A02": {}}, [])


def test_what_else_the_file_has_is_kept(file):
    file.parent.mkdir()
    file.write_text(
        "id;kind;note\nA02;record;šta; \nX9;value;\nA02;cause;\n".replace("; \n", "\n"), encoding="utf-8-sig"
    )
    desk.save_choice(file, "A02", "frame", "law")
    assert rows(file) == [
        {"id": "A02", "kind": "record", "note": "šta", "frame": "law"},
        {"id": "X9", "kind": "value", "note": "", "frame": ""},
        {"id": "A02", "kind": "cause", "note": "", "frame": ""},
    ]
    assert (
        len(desk.coded(desk.load(file)[0], UNITS, ["kind", "frame"])[1]) == 2
    )  # there is no X9, and A02 is there twice


def test_the_file_of_the_session_before_is_kept_once(file, monkeypatch):
    desk.save_choice(file, "A02", "kind", "record")
    assert beside(file) == ["ana.csv"]
    monkeypatch.setattr(files, "_put_by", set())  # the kernel is restarted
    earlier = file.read_bytes()
    desk.save_choice(file, "A02", "kind", "value")
    desk.save_choice(file, "A02", "kind", "cause")
    assert beside(file) == ["ana.before.csv", "ana.csv"]
    assert file.with_suffix(".before.csv").read_bytes() == earlier
    assert claims.read_codings(file.parent)[0].to_numpy().tolist() == [["ana", "A02", "kind", "cause"]]


@pytest.mark.parametrize("data", [b"", b"\0\1\2", b"milk, eggs\n", b"id,kind\nA01,record,plain\n"], ids=repr)
def test_a_file_that_is_no_coding_is_kept_under_another_name(file, data):
    file.parent.mkdir()
    file.write_bytes(data)
    file.with_suffix(".kept-1.csv").write_text("an earlier one")
    table, [said] = desk.load(file)
    assert table.empty and "kept as ana.kept-2.csv" in said and beside(file) == ["ana.csv", "ana.kept-1.csv"]
    [said] = desk.save_choice(file, "A02", "kind", "record")
    assert said == "The old ana.csv was no coding that can be used: it is kept as ana.kept-2.csv."
    assert (
        file.with_suffix(".kept-2.csv").read_bytes() == data
        and file.with_suffix(".kept-1.csv").read_text() == "an earlier one"
    )
    assert rows(file) == [{"id": "A02", "kind": "record"}]


def test_a_link_or_a_folder_of_that_name_is_not_written_through(file, tmp_path):
    file.parent.mkdir()
    other = tmp_path / "other.csv"
    other.write_text("id,kind\nA01,value\n")
    os.symlink(other, file)
    desk.save_choice(file, "A02", "kind", "record")
    assert other.read_text() == "id,kind\nA01,value\n" and not file.is_symlink() and rows(file)[0]["id"] == "A02"
    file.unlink()
    file.mkdir()
    assert "ana.kept-2.csv" in desk.save_choice(file, "A02", "kind", "record")[0]
    assert rows(file) == [{"id": "A02", "kind": "record"}]


def test_what_was_saved_elsewhere_in_between_is_not_lost(file):
    desk.save_choice(file, "A02", "kind", "record")
    file.write_text("id,kind\nA02,value\nA03,cause\n")  # in another window, say
    desk.save_choice(file, "A01", "kind", "record")
    assert [row["id"] for row in rows(file)] == ["A02", "A03", "A01"] and rows(file)[0]["kind"] == "value"


@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
def test_the_file_is_written_whole_or_not_at_all(file, monkeypatch, step):
    desk.save_choice(file, "A02", "kind", "record")
    whole = file.read_bytes()

    def full(*arguments):
        raise OSError(28, "No space left on device")

    def open_full(path, mode):
        if mode == "rb":
            return open(path, mode)

        class Full(io.FileIO):
            def write(self, data):
                super().write(data[:5])
                full()

        return Full(path, "w")

    if step == "open":
        monkeypatch.setattr(files, "open", open_full, raising=False)
    else:
        monkeypatch.setattr(os, step, full)
    with pytest.raises(BadInput) as refused:
        desk.save_choice(file, "A02", "kind", "value")
    assert str(refused.value) == "This choice was not saved: ana.csv cannot be written (No space left on device)."
    assert file.read_bytes() == whole and beside(file) == ["ana.csv"]


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "mine").write_text("a file where the folder should be")
    with pytest.raises(BadInput, match="^This choice was not saved"):
        desk.save_choice(desk.coder_file("ana", tmp_path / "mine"), "A02", "kind", "record")


@pytest.mark.parametrize(
    "kept",
    [TABLE.encode("utf-16") for TABLE in ["id;kind;;\r\nA02;record;;\r\n;;;\r\n"]] + [b"sep=;\rid;kind\rA02;record\r"],
)
def test_what_a_spreadsheet_saved_is_gone_on_with(file, kept):
    file.parent.mkdir()
    file.write_bytes(kept)
    assert desk.save_choice(file, "A03", "kind", "value") == []
    assert rows(file) == [{"id": "A02", "kind": "record"}, {"id": "A03", "kind": "value"}]
    assert file.with_suffix(".before.csv").read_bytes() == kept


def test_a_file_whose_letters_may_be_wrong_is_kept_as_it_was(file):
    file.parent.mkdir()
    old = "id,kind,note\nA02,record,šta je već\n".encode("cp1250")
    file.write_bytes(old)
    assert "was read as Windows-1250" in desk.load(file)[1][0]
    assert desk.save_choice(file, "A03", "kind", "value") == [
        "The old ana.csv was not in UTF-8: as it was, it is kept as ana.kept-1.csv."
    ]
    assert desk.save_choice(file, "A04", "kind", "value") == []
    assert file.with_suffix(".kept-1.csv").read_bytes() == old and [row["id"] for row in rows(file)] == [
        "A02",
        "A03",
        "A04",
    ]


def test_a_read_only_file_is_not_written_over(file):
    desk.save_choice(file, "A02", "kind", "record")
    file.chmod(0o444)
    with pytest.raises(
        BadInput, match="^This choice was not saved: ana.csv cannot be written .the file is read-only.\\.$"
    ):
        desk.save_choice(file, "A02", "kind", "value")
    assert rows(file) == [{"id": "A02", "kind": "record"}] and beside(file) == ["ana.csv"]


SAVE = """
import sys
from pathlib import Path
from sidebyside import corpus, desk
for unit in corpus.load_units()["id"][int(sys.argv[2]) :: 2][:60]:
    desk.save_choice(Path(sys.argv[1]), unit, "kind", "record")
"""


def test_two_sessions_with_one_name_lose_nothing(file):
    file.parent.mkdir()
    both = [other(SAVE, file, start) for start in (0, 1)]
    assert [session.wait() for session in both] == [0, 0]
    assert sorted(row["id"] for row in rows(file)) == sorted(UNITS["id"].head(120))
    assert not [name for name in beside(file) if name not in ("ana.csv", "ana.before.csv")]


# -- texts of one's own ------------------------------------------------------------------------------------------------


def of(*texts):
    return pd.DataFrame({"id": [f"F{n:02}" for n in range(1, len(texts) + 1)], "source": "F", "text": list(texts)})


def test_a_code_for_a_text_of_ones_own_has_its_sentence_and_goes_by_it(file):
    old, new = of("It rains.", "=It is late.", "Go."), of("A new one.", "It rains!", "=It is late.", "Go.")
    desk.save_choice(file, "F01", "kind", "record", old)
    desk.save_choice(file, "F02", "kind", "value", old)
    assert rows(file) == [
        {"id": "F01", "kind": "record", "sentence": "It rains."}, {"id": "F02", "kind": "value", "sentence": " =It is late."},
    ]  # fmt: skip
    codes, problems = desk.coded(desk.load(file)[0], new, ["kind"])
    assert (
        codes == {"F02": {"kind": "record"}, "F03": {"kind": "value"}} and "2 codes have another id here" in problems[0]
    )
    desk.save_choice(file, "F02", "frame", "law", new)  # a session that knows the text as it is now
    desk.save_choice(file, "F01", "kind", "cause", new)
    desk.save_choice(file, "F03", "frame", "none", old)  # and one that does not
    codes, _ = desk.coded(desk.load(file)[0], new, ["kind", "frame"])
    assert codes == {
        "F01": {"kind": "cause"}, "F02": {"kind": "record", "frame": "law"}, "F03": {"kind": "value"}, "F04": {"frame": "none"},
    }  # fmt: skip
    assert claims.read_codings(file.parent, new)[0]["id"].tolist() == ["F02", "F02", "F03", "F01", "F04"]


def test_a_code_whose_sentence_is_gone_is_kept_said_and_given_to_no_other(file):
    desk.save_choice(file, "F01", "kind", "record", of("It rains.", "Go."))
    new = of("It pours.", "Go.")
    codes, [said] = desk.coded(desk.load(file)[0], new, ["kind"])
    assert codes == {} and said == "No longer in the text, so that what was said of it is left out: F01 “It rains.”."
    desk.save_choice(file, "F01", "kind", "cause", new)
    assert [tuple(row.values()) for row in rows(file)] == [
        ("F01", "record", "It rains."),
        ("F01", "cause", "It pours."),
    ]
    assert desk.coded(desk.load(file)[0], new, ["kind"])[0] == {"F01": {"kind": "cause"}}


def test_the_five_have_no_sentences_beside_their_codes(file):
    desk.save_choice(file, "A02", "kind", "record", UNITS)
    assert rows(file) == [{"id": "A02", "kind": "record"}]


# -- what the desk says and shows --------------------------------------------------------------------------------------


def test_progress_counts_units_with_every_code():
    codes = {
        "A01": {"kind": "record", "certainty": "plain"},
        "A02": {"kind": "value"},
        "A03": {"kind": "", "certainty": "plain"},
    }
    ids, both = ["A01", "A02", "A03"], ["kind", "certainty"]
    assert desk.progress(codes, ids, both) == "1 of 3 units coded."
    assert desk.progress(codes, ["A01"], both) == "1 of 1 units coded: all of them."
    assert desk.next_uncoded(codes, ids, both) == "A02" and desk.next_uncoded(codes, ids, ["certainty"]) == "A02"
    assert desk.next_uncoded(codes, ["A01"], both) is None and desk.next_uncoded({}, ids, both) == "A01"


def test_a_unit_stands_in_its_context_and_nothing_is_taken_for_markup(case):
    for unit in UNITS["id"]:
        with case(unit):
            shown = desk.in_context(UNITS, unit)
            n = UNITS.index[UNITS["id"] == unit][0]
            own = UNITS[(UNITS["source"] == unit[0]) & UNITS.index.isin([n - 1, n, n + 1])]
            assert re.findall(r"[A-E]\d\d(?= ·)", shown) == own["id"].tolist()
            assert shown.count("▶") == 1 and f"▶ {unit} · source {unit[0]}" in shown
            assert set(re.findall(r"<\s*/?\s*(\w+)", shown)) <= {"div", "p", "small", "b", "br"} and shown.startswith(
                '<div class="mathjax_ignore">'
            )


@pytest.mark.parametrize(
    "options, said",
    [
        ({"coder": ""}, "needs a name"),
        ({"variables": ["knd"]}, 'no variable "knd". Did you mean "kind"'),
        ({"variables": []}, "at least one variable"),
        ({"ids": ["Z99"]}, 'no unit "Z99"'),
        ({"ids": []}, "no unit to code"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_desk_that_cannot_be_set_up_is_refused(options, said, tmp_path):
    with pytest.raises(BadInput, match=said):
        desk.desk(UNITS, **({"coder": "ana", "folder": tmp_path} | options))


def test_without_jupyterlab_a_sentence_says_what_to_do(tmp_path, capsys):
    desk.desk(UNITS, coder="ana", folder=tmp_path / "none")
    assert "fill in a table with the columns id, kind, certainty" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


# -- in a real JupyterLab ----------------------------------------------------------------------------------------------

CELL = """from sidebyside import corpus, desk

units = corpus.load_units()
desk.desk(units, ids=["E35", "B20", "C10", "C21"], coder="By Keyboard")"""


def notebook_of(code):
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)], metadata={"kernelspec": kernel})


def test_the_stored_output_is_the_same_whatever_was_coded_before(tmp_path):
    from executed import execute

    outputs = []
    for _ in range(2):
        code = f"from sidebyside import corpus, desk\ndesk.desk(corpus.load_units(), coder='ana', folder={str(tmp_path)!r})"
        notebook = notebook_of(code)
        execute(notebook, rules.ROOT / "notebooks")
        [output] = notebook.cells[0].outputs
        outputs.append(output["data"]["text/plain"])
        if not outputs[1:]:
            assert list(tmp_path.iterdir()) == []  # nothing is written before the first choice
            (tmp_path / "ana.csv").write_text("id,kind\nA01,record\nA01,\n")
    assert outputs == ["A coding desk for 189 units: kind, certainty. Run this cell in JupyterLab to open it."] * 2


def test_three_units_by_keyboard_alone_and_found_again(lab, browser):  # noqa: F811
    address, refused = lab
    course = refused.parent / "course"
    nbformat.write(notebook_of(CELL), course / "notebooks" / "desk_alone.ipynb")
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE)
    open_lab(page, f"{address}/lab/workspaces/desk/tree/notebooks/desk_alone.ipynb?token=open")
    notebook = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    box, status = notebook.locator(".coding-desk"), notebook.locator(".coding-desk [role=status]")
    kind, certainty = (box.get_by_role("listbox", name=name) for name in ("kind", "certainty"))

    page.keyboard.press("ControlOrMeta+Enter")
    expect(status).to_contain_text("Unit 1 of 4: E35. 0 of 4 units coded.", timeout=PATIENCE)
    expect(box).to_contain_text("< li >< strong ><")  # the source's stray tags, as text
    expect(box.locator("li, strong")).to_have_count(0)
    assert not (course / "data" / "mine" / "coding" / "by-keyboard.csv").exists()
    assert page.evaluate("document.activeElement.closest('.coding-desk')") is None  # it took no focus by itself

    tab_to(page, kind)
    answers = [("E35", "prescription", "plain"), ("B20", "value", "plain"), ("C10", "prescription", "boosted")]
    for n, (unit, what, how) in enumerate(answers):
        expect(status).to_contain_text(f"{unit}. {n} of 4 units coded.")
        for choices, value in ((kind, what), (certainty, how)):
            expect(choices).to_be_focused()
            expect(choices.locator("option:checked")).to_have_text(re.compile("not.coded.yet"))
            for _ in range(choices.locator("option").all_inner_texts().index(value)):
                page.keyboard.press("ArrowDown")
            expect(status).to_contain_text(f"{value}.")
            page.keyboard.press("Tab")
        expect(box.get_by_role("button", name="Next unit")).to_be_focused()
        page.keyboard.press("x")  # which would cut the cell, outside
        page.keyboard.press("Enter")
        expect(kind).to_be_focused()  # of the next unit, which can be coded at once
    expect(status).to_contain_text("Unit 4 of 4: C21. 3 of 4 units coded.")
    saved = course / "data" / "mine" / "coding" / "by-keyboard.csv"
    assert [tuple(row.values()) for row in rows(saved)] == answers
    expect(notebook.locator(".jp-Cell")).to_have_count(1)

    choose(page, "Kernel", "Restart Kernel and Run All Cells…")
    page.locator(".jp-Dialog").get_by_role("button", name="Confirm Kernel Restart").press("Enter")
    expect(status).to_contain_text("Codings saved as by-keyboard.csv were found.", timeout=PATIENCE)
    expect(status).to_contain_text("Unit 4 of 4: C21. 3 of 4 units coded.")
    for n, (unit, what, how) in reversed(list(enumerate(answers, start=1))):
        box.get_by_role("button", name="Previous unit").press("Enter")
        expect(status).to_contain_text(f"Unit {n} of 4: {unit}.")
        for choices, value in ((kind, what), (certainty, how)):
            expect(choices.locator("option:checked")).to_have_text(value)
    assert [tuple(row.values()) for row in rows(saved)] == answers

    box.get_by_role("button", name="First uncoded unit").click()  # and by mouse
    expect(status).to_contain_text("Unit 4 of 4: C21.")
    kind.select_option("cause")
    expect(status).to_contain_text("Saved: C21, kind, cause.")
    assert rows(saved)[-1] == {"id": "C21", "kind": "cause", "certainty": ""}
    assert not refused.exists(), refused.read_text()
    SCREENSHOTS.mkdir(exist_ok=True)
    certainty.focus()
    notebook.screenshot(path=SCREENSHOTS / "desk.png")
    page.close()
