"""The files of a student: read however they were saved, written whole or not at all, kept when they cannot be read."""

import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
import rules
from hypothesis import given
from hypothesis import strategies as st
from sidebyside import files
from sidebyside.corpus import BadInput

# -- reading -----------------------------------------------------------------------------------------------------------

TABLE = "id,kind,note\nF01,record,šta\nF02,value,\n"
ROWS = [["F01", "record", "šta"], ["F02", "value", ""]]

SAVED = {
    "as it was": TABLE,
    "with a mark": TABLE.encode("utf-8-sig"),
    "semicolons": TABLE.replace(",", ";"),
    "tabs": TABLE.replace(",", "\t"),
    "Unicode text": TABLE.replace(",", "\t").encode("utf-16"),
    "UTF-16, the other way": b"\xfe\xff" + TABLE.encode("utf-16-be"),
    "UTF-16 without a mark": TABLE.encode("utf-16-le"),
    "UTF-16, the other way, without a mark": TABLE.encode("utf-16-be"),
    "sep": "sep=;\r\n" + TABLE.replace(",", ";"),
    "sep in UTF-16": ("sep=;\n" + TABLE.replace(",", ";")).encode("utf-16"),
    "sep in a field": '"sep=;"\n' + TABLE.replace(",", ";"),
    "an old Mac": TABLE.replace("\n", "\r"),
    "Windows": TABLE.replace("\n", "\r\n"),
    "empty columns and rows": "\n,,,,\n" + TABLE.replace("\n", ",,\n") + ",,,,\n,,,,\n",
    "empty columns, semicolons": ("\n" + TABLE.replace("\n", ",,\n") + ",,,,\n").replace(",", ";"),
    "quotation marks": '"id";"kind";"note"\n"F01";"record";"šta"\n"F02";"value";""\n',
    "other headings": TABLE.replace("id,kind,note", " ID ,Kind,NOTE"),
    "short rows": TABLE.replace("value,", "value"),
    "no last line end": TABLE.strip() + ",",
}


@pytest.mark.parametrize("how", SAVED)
def test_a_table_is_read_however_it_was_saved(how, tmp_path):
    path = tmp_path / "ana.csv"
    path.write_bytes(SAVED[how].encode() if isinstance(SAVED[how], str) else SAVED[how])
    table, remark = files.read_csv(path, "id kind")
    assert list(table) == ["id", "kind", "note"] and table.to_numpy().tolist() == ROWS and remark == ""


def test_what_may_have_been_read_wrongly_is_said_and_fields_are_whole(tmp_path):
    path = tmp_path / "ana.csv"
    path.write_bytes('id;note;;\nF01;"one; ""two"",\nthree";;naïve\n'.encode("cp1252"))
    table, remark = files.read_csv(path, "id")
    assert table.to_dict("records") == [{"id": "F01", "note": 'one; "two",\nthree', "column 4": "naïve"}]
    assert (
        remark
        == "ana.csv: This file is not in UTF-8 and was read as Windows-1252: if letters look wrong, save it again in UTF-8."
    )


NO_TABLE = {
    "empty": b"",
    "blank": b" \n\t\r\n",
    "noughts": b"id,kind\0\nF01,record\n",
    "an Excel file": b"PK\3\4\x14\0\6\0",
    "no id": b"name,age\nx,3\n",
    "twice": b"id,kind,Kind\nF01,record,value\n",
    "wider": b"id,kind\nF01,record,plain\n",
    "an open mark": b'id,kind\n"F01,record\nF02,value\n',
    "no encoding": b"id,note\nF01,\x81\x8d\n",
    "half a character": b"\xff\xfei\0d\0\n\0\x00\xd8",
    "a field without end": b"id\n" + b"x" * 200_000,
}


@pytest.mark.parametrize(
    "what", [*NO_TABLE, "a folder", "a link", "a link to nowhere", "a pipe", "50 MB", "another ending"]
)
def test_what_is_no_table_is_refused_in_one_sentence_and_left_as_it_was(what, tmp_path):
    path = tmp_path / ("ana.txt" if what == "another ending" else "ana.csv")
    if what in NO_TABLE or what == "another ending":
        path.write_bytes(NO_TABLE.get(what, TABLE.encode()))
    elif what == "a folder":
        path.mkdir()
    elif what == "a pipe":
        os.mkfifo(path)
    elif what == "50 MB":
        with open(path, "wb") as file:
            file.truncate(50_000_000)
    else:
        (tmp_path / "other").write_text(TABLE)
        path.symlink_to(tmp_path / ("none" if what == "a link to nowhere" else "other"))
    before = os.lstat(path)
    with pytest.raises(BadInput) as refused:
        files.read_csv(path, "id kind", what="coding")
    said = str(refused.value)
    assert said.startswith(f"{path.name}: ") and "\n" not in said and len(said) < 200 and str(tmp_path) not in said
    assert os.lstat(path).st_mtime_ns == before.st_mtime_ns and len(os.listdir(tmp_path)) == 1 + what.startswith(
        "a link"
    )


def test_a_file_that_may_not_be_opened_is_no_empty_one(tmp_path, monkeypatch):
    (tmp_path / "ana.csv").write_text(TABLE)

    def locked(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(files, "open", locked, raising=False)
    with pytest.raises(BadInput, match="^ana.csv: This file cannot be opened .Permission denied.: close it"):
        files.read_csv(tmp_path / "ana.csv", "id")


@pytest.mark.parametrize("text", ["The mayors\0 met.", "ab\0c", "\0\1", "a\0b\0cde,f\ng", "PK\3\4\0\0\0\0"])
def test_bytes_with_noughts_in_them_are_not_taken_for_utf_16(text):
    assert files.decoded(text.encode())[0] == text


@pytest.mark.parametrize(
    "text",
    ["Мост је затворен, а река није.\nДа.", "Ura u mbyll, thanë ata.\n", "“It was time,” she said.\r\n", "a,b\n1,2\n"],
)
def test_utf_16_is_known_without_its_mark(text):
    for encoding in ("utf-16-le", "utf-16-be"):
        assert files.decoded(text.encode(encoding))[0] == text


def test_a_folder_that_is_none_is_said_and_one_that_is_not_there_is_empty(tmp_path, monkeypatch):
    assert files.listed(tmp_path / "none") == []
    (tmp_path / "coding").write_text("a file")
    (tmp_path / "away").symlink_to(tmp_path / "nowhere")
    for name, said in {"coding": "coding is no folder: give it", "away": "away is a link that leads nowhere"}.items():
        with pytest.raises(BadInput, match=f"^{said}"):
            files.listed(tmp_path / name)

    def closed(folder):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", closed)
    with pytest.raises(BadInput, match="cannot be opened .Permission denied"):
        files.listed(tmp_path)


# -- names -------------------------------------------------------------------------------------------------------------


@given(st.text(st.characters(exclude_characters="\0/"), min_size=1) | st.binary(min_size=1).map(os.fsdecode))
def test_any_name_can_be_written_and_read_again(name):
    text = files.escaped(name)
    assert files.unescaped(text.encode("utf-8").decode("utf-8")) == name


def test_names_that_are_two_stay_two():
    names = ["\udcff", "\\udcff", "\\\udcff", "\\\\udcff", "č", "a\\b"]
    assert len(set(map(files.escaped, names))) == len(names) and files.escaped("bridge č.txt") == "bridge č.txt"


COPIES = [
    "ana (1)", "ana(2)", "ana - Copy", "ana - Copy (2)", "Copy of ana", "ana (copy)", "ana (another copy)", "ana (3rd copy)",
    "ana (conflicted copy 2026-01-31)", "ana (Ben's conflicted copy 2026-01-31)", "ana (Case Conflict)", "ana (conflicted copy 2026-01-31 101010)",
    "ana - Kopie", "ana – Kopie (2)", "Kopie von ana", "ana (kopja)", "ana - Kopja", "ana-kopija", "ana - kopija", "ana (копија)", "ana copy", "ana copy 2",
    "ana (Konflikt 2026)", "ana.sync-conflict-20260131-101010-ABCDEFG", "ana_conflict-20260131-101010", "ana-LAPTOP123", "ana-DESKTOP-4F5G6H", "ana 2",
    "ana - Copie", "ana - Copia", "ana (1) - Copy", "Ana (1)",
]  # fmt: skip


@pytest.mark.parametrize("stem", COPIES)
def test_a_copy_is_known_by_its_name(stem):
    assert files.plain(files.copy_of(stem, ["ana", "ben", stem])) == "ana"


@pytest.mark.parametrize(
    "stem",
    [
        "ana",
        "ana-2",
        "ana-b",
        "ana marija",
        "ana-pc",
        "copy",
        "kopija",
        "ana_2",
        "anacopy",
        "laptop123",
        "ana-marija-kopija",
        "ben copy",
        "ben 2",
    ],
)
def test_a_name_that_a_person_may_have_is_no_copy(stem):
    assert files.copy_of(stem, ["ana", "cem", stem]) is None


# -- writing -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("umask, expected", [(0o022, 0o644), (0o002, 0o664), (0o077, 0o600)])
def test_a_new_file_is_as_the_users_others_and_an_old_one_as_it_was(umask, expected, tmp_path):
    before = os.umask(umask)
    try:
        files.write(tmp_path / "a.csv", b"id")
        assert stat.S_IMODE((tmp_path / "a.csv").stat().st_mode) == expected
        (tmp_path / "a.csv").chmod(0o640)
        files.write(tmp_path / "a.csv", b"id,kind")
    finally:
        os.umask(before)
    assert (
        stat.S_IMODE((tmp_path / "a.csv").stat().st_mode) == 0o640 and (tmp_path / "a.csv").read_bytes() == b"id,kind"
    )
    assert os.listdir(tmp_path) == ["a.csv"]


def test_a_file_that_somebody_made_read_only_is_not_written_over(tmp_path):
    (tmp_path / "a.csv").write_text("id")
    (tmp_path / "a.csv").chmod(0o444)
    with pytest.raises(BadInput, match="^a.csv was not written .the file is read-only."):
        files.write_page(tmp_path / "a.csv", "other")
    assert (tmp_path / "a.csv").read_text() == "id" and os.listdir(tmp_path) == ["a.csv"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_what_cannot_be_written_leaves_everything_as_it_was(step, tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_text("id")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(BadInput, match="^a.csv was not written .No space left on device.\\.$"):
        files.write_page(tmp_path / "a.csv", "other")
    assert (tmp_path / "a.csv").read_text() == "id" and os.listdir(tmp_path) == ["a.csv"]


def test_what_is_kept_aside_is_whole_and_never_written_over(tmp_path):
    for number, text in enumerate(["one", "two"], start=1):
        (tmp_path / "a.b.csv").write_text(text)
        kept = files.keep_aside(tmp_path / "a.b.csv")
        assert kept.name == f"a.b.kept-{number}.csv" and kept.read_text() == text and files.is_aside(kept)
    assert sorted(os.listdir(tmp_path)) == ["a.b.kept-1.csv", "a.b.kept-2.csv"]


# -- two sessions ------------------------------------------------------------------------------------------------------


def other(code, *arguments):
    """Another process, with the course's modules at hand, that answers in lines."""
    environment = os.environ | {"PYTHONPATH": str(rules.ROOT / "notebooks")}
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)], env=environment, stdout=subprocess.PIPE, text=True
    )


COUNT = """
import sys
from pathlib import Path
from sidebyside import files
path = Path(sys.argv[1])
for _ in range(60):
    with files.alone(path):
        number = int(path.read_text())
        files.write(path, str(number + 1).encode())
"""


def test_two_processes_wait_for_each_other(tmp_path):
    (tmp_path / "n.csv").write_text("0")
    both = [other(COUNT, tmp_path / "n.csv") for _ in range(2)]
    assert [one.wait() for one in both] == [0, 0]
    assert (tmp_path / "n.csv").read_text() == "120" and os.listdir(tmp_path) == ["n.csv"]


HOLD = """
import sys, time
from pathlib import Path
from sidebyside import files
with files.alone(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


def test_one_that_keeps_a_file_is_said_and_one_that_died_lets_go_of_it(tmp_path, monkeypatch):
    holder = other(HOLD, tmp_path / "n.csv")
    try:
        assert holder.stdout.readline() == "held\n"
        monkeypatch.setattr(files, "PATIENCE", 0)
        with (
            pytest.raises(BadInput, match="^n.csv is in use by another session of this course"),
            files.alone(tmp_path / "n.csv"),
        ):
            pass
    finally:
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        holder.stdout.close()
    with files.alone(tmp_path / "n.csv"):
        assert os.listdir(tmp_path) == [".n.csv.lock"]
    assert os.listdir(tmp_path) == []


def test_it_locks_as_windows_does_and_goes_on_where_there_are_no_locks(tmp_path, monkeypatch):
    held = []

    def locking(handle, mode, size):
        if held:
            held.pop()
            raise OSError(13, "Permission denied")
        assert (mode, size) == ("not waiting", 1)

    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(locking=locking, LK_NBLCK="not waiting"))
    held.append("by another")
    with files.alone(tmp_path / "n.csv"):
        assert held == []
    monkeypatch.setitem(sys.modules, "msvcrt", None)
    for fcntl in (None, SimpleNamespace()):  # in a browser the module is there, and empty
        monkeypatch.setitem(sys.modules, "fcntl", fcntl)
        with files.alone(tmp_path / "n.csv"):
            pass
    assert os.listdir(tmp_path) == []


# -- what JupyterLab saves ---------------------------------------------------------------------------------------------


def test_a_notebook_is_saved_every_few_seconds():
    docmanager = "docmanager-extension:plugin"
    settings = json.loads((rules.ROOT / ".jupyter" / "overrides.json").read_text())[f"@jupyterlab/{docmanager}"]
    schema = Path(sys.prefix, "share", "jupyter", "lab", "schemas", "@jupyterlab", *docmanager.split(":")).with_suffix(
        ".json"
    )
    known = json.loads(schema.read_text())["properties"]
    assert 5 <= settings["autosaveInterval"] <= 20 and "in seconds" in known["autosaveInterval"]["description"]
    assert settings.get("autosave", known["autosave"]["default"]) is True


def test_no_digit_turns_a_cell_into_a_heading():
    overrides = json.loads((rules.ROOT / ".jupyter" / "overrides.json").read_text())
    off = overrides["@jupyterlab/shortcuts-extension:shortcuts"]["shortcuts"]
    schema = Path(sys.prefix, "share/jupyter/lab/schemas/@jupyterlab/notebook-extension/tracker.json")
    known = [row for row in json.loads(schema.read_text())["jupyter.lab.shortcuts"] if "to-heading" in row["command"]]
    assert off == [row | {"disabled": True} for row in known] and [row["keys"] for row in known] == [
        [n] for n in "123456"
    ]


@pytest.mark.parametrize(
    "module",
    "claims critique desk handouts moved own_sources own_voices reading reading_desk reading_files lookup record".split(),
)
def test_files_of_a_student_are_read_and_written_in_one_place(module):
    text = (rules.ROOT / "notebooks" / "sidebyside" / f"{module}.py").read_text("utf-8")
    own = [
        word
        for word in ("csv.reader", "read_csv(io", "os.replace", "write_bytes", "write_text", "cp1252")
        if word in text
    ]
    assert not own, f"{module}.py has a way of its own: see files.py"


def test_a_table_of_texts_is_one_of_texts(tmp_path):
    (tmp_path / "a.csv").write_text("id,kind\n01,NA\n")
    assert files.read_csv(tmp_path / "a.csv", "id")[0].equals(pd.DataFrame({"id": ["01"], "kind": ["NA"]}, dtype=str))
