"""First readings: what is kept and never lost, what comes back, a class put together; and a text read by keyboard alone."""

import html
import re
import subprocess
import sys

import nbformat
import pytest
import rules
from playwright.sync_api import expect
from sidebyside import corpus, files, intake, reading, reading_desk, reading_files, texts
from sidebyside.corpus import BadInput
from test_browser import PATIENCE, SCREENSHOTS, browser, choose, lab, open_lab, tab_to  # noqa: F401 (two of these are fixtures)
from test_desk import beside, notebook_of, rows

UNITS = corpus.load_units()
HEAD = "source,id,when,what,words\n"
ROW = ["source", "id", "when", "what", "words"]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "_put_by", set())  # as in a kernel that has just begun
    return tmp_path / "reading"


@pytest.fixture
def said(capsys):
    def words():
        return " ".join(capsys.readouterr().out.split())

    return words


def kept(folder, reader="me"):
    return [tuple(row[name] for name in ROW) for row in rows(folder / f"{reader}.csv")]


# -- what is kept ------------------------------------------------------------------------------------------------------


def test_three_answers_are_kept_said_and_shown_again(folder, said):
    reading.first("e", believe="He asked Trump.", stopped="e8: who says so?", know="who wrote it", folder=folder)
    assert (
        said()
        == "Kept in me.csv (E): what you believe, where you stopped and what you want to know. Nobody judges this."
    )
    assert kept(folder) == [
        ("E", "", "first", "believe", "He asked Trump."),
        ("E", "E08", "first", "stopped", "e8: who says so?"),
        ("E", "", "first", "know", "who wrote it"),
    ]
    reading.again("E", folder=folder)
    told = said()
    for words in ("believe: “He asked Trump.”", "stopped: “e8: who says so?”", "Would you write the first line again?"):
        assert words in told


def test_a_guess_before_reading_comes_back_with_it(folder, said):
    reading.guess("E", ..., folder=folder)
    assert "What do you expect of E?" in said() and not folder.exists()
    reading.guess("E", "many quotations", folder=folder)
    reading.first("E", believe="x", folder=folder)
    reading.first("E", believe="y", folder=folder)  # a guess fixes nothing
    said()
    reading.again("E", folder=folder)
    told = said()
    assert told.index("Before reading E, you wrote: guess: “many quotations”") < told.index(
        "After reading E, you wrote: believe: “y”"
    )
    reading.together("E", folder=folder)
    assert "what do you expect? “many quotations”" in said()


def test_a_later_line_is_beside_a_first_one_only_where_there_is_one(folder, said):
    reading.now("B", believe="calm", folder=folder)
    assert "(B): what you believe. " in said()
    reading.first("E", believe="vague", folder=folder)
    said()
    reading.now("E", believe="new", folder=folder)
    assert "(E, beside what you wrote first): what you believe. " in said()


def test_what_is_blank_is_asked_for_and_nothing_is_written(folder, said):
    for blank in (..., "", "  ", "...", "…"):
        reading.first("E", believe=blank, stopped=..., know=..., folder=folder)
        told = said()
        assert told.startswith("Nothing is kept yet.") and all(
            question in told for question in reading_files.QUESTIONS.values()
        )
    reading.now("E", believe=..., because=..., folder=folder)
    assert said().startswith("Nothing is kept yet.")
    reading.mark(..., ..., note=..., folder=folder)
    reading.mark("E08", ..., folder=folder)
    assert said().count("Nothing is kept yet.") == 2
    reading.again("E", folder=folder)
    reading.again(folder=folder)
    reading.together(folder=folder)
    reading.desk("E", folder=folder)
    assert not folder.exists()


def test_one_answer_alone_is_kept_and_the_dots_are_named(folder, said):
    reading.first("E", believe="x", stopped=..., folder=folder)
    told = said()
    assert (
        "Still blank is `stopped`: At which unit did you stop" in told and "know" not in told and len(kept(folder)) == 1
    )


def test_an_answer_that_names_no_unit_is_kept_as_it_is(folder, said):
    reading.first("E", stopped="near the end, at A02", folder=folder)
    assert "`stopped` names no unit of E" in said() and kept(folder) == [
        ("E", "", "first", "stopped", "near the end, at A02")
    ]


def test_marks_add_up_and_can_be_taken_back(folder, said):
    reading.mark("e 8", "i object", "Somebody’s view", note="who?", folder=folder)
    reading.mark("E08", "an advert", folder=folder)
    reading.mark("E08", "so long", folder=folder)
    assert {row[3]: row[4] for row in kept(folder)} == {
        "I object": "yes", "somebody's view": "yes", "note": "who?", "in my words": "an advert; so long"
    }  # fmt: skip
    reading.mark("E08", "I object", "an advert", take_back=True, folder=folder)
    assert said().endswith("Taken back from me.csv (E08): “I object” and words of your own.")
    assert {row[3]: row[4] for row in kept(folder)} == {
        "somebody's view": "yes",
        "note": "who?",
        "in my words": "so long",
    }
    reading.again("E", folder=folder)
    assert "E08: somebody's view, so long. “who?”" in said()


def test_a_later_line_stands_beside_the_first_and_the_first_is_then_fixed(folder, said):
    reading.first("E", believe="old", folder=folder)
    reading.first("E", believe="older", folder=folder)
    assert "Before, you had written: “old”" in said()
    reading.now("E", believe="new", because="I counted", lesson=3, folder=folder)
    reading.now("E", because="it stays", lesson=10, folder=folder)
    reading.now("E", believe="angry", lesson=9.1, folder=folder)  # twice in one lesson, and neither is lost
    reading.now("E", believe="calm", lesson=9.2, folder=folder)
    with pytest.raises(BadInput, match="stays as it is.*reading.now"):
        reading.first("E", believe="other", folder=folder)
    reading.first("E", believe="older", folder=folder)  # the same cell, run again
    assert [row[2:] for row in kept(folder)] == [
        ("first", "believe", "older"),
        ("lesson 3", "believe", "new"),
        ("lesson 3", "because", "I counted"),
        ("lesson 10", "because", "it stays"),
        ("lesson 9.1", "believe", "angry"),
        ("lesson 9.2", "believe", "calm"),
    ]
    said()
    reading.again("E", folder=folder)
    told = said()
    assert told.index("“older”") < told.index("In lesson 3") < told.index("“new”") < told.index("In lesson 9.1")
    assert told.index("“angry”") < told.index("In lesson 9.2") < told.index("“calm”") < told.index("In lesson 10")
    reading.first("E", believe="old", reader="ana", folder=folder)
    reading.again("E", lesson=9.2, reader="ana", folder=folder)
    assert 'lesson=9.2, reader="ana")` keeps it' in said()
    reading.first("A", believe="of A", folder=folder)
    said()
    reading.again(lesson=10, folder=folder)
    told = said()
    assert "text: A · after reading it: of A · lesson 3: · lesson 10:" in told
    assert (
        "text: E · after reading it: older · lesson 3: new Because: I counted · lesson 10: (as it was) Because: it stays"
        in told
    )
    assert "What changed the others?" in told


@pytest.mark.parametrize(
    "words",
    [
        "=1+1",
        "@x",
        "-5",
        'a "quoted" word, and; more',
        "two\nlines\r\nthree",
        "šta ћ ë 🙂",
        "a\0b\x0bc\x1b",
        "\ud800",
        "<b>&amp;",
    ],
)
def test_any_words_are_found_again_and_the_file_stays_readable(folder, said, words):
    reading.first("E", believe=words, folder=folder)
    reading.mark("E08", "I object", note=words, folder=folder)
    mine = reading_files.kept("me", folder)
    expected = re.sub(r"[\0\x0b\x1b]", " ", words.replace("\r\n", "\n").replace("\ud800", "?")).strip()
    assert mine.problems == [] and reading_files.of(mine.readings, "E")["believe"] == expected
    assert reading_files.of(mine.readings, "E", unit="E08") == {"I object": "yes", "note": expected}
    assert not re.search(r"^[^,]*,[^,]*,[^,]*,[^,]*,[=@+-]", (folder / "me.csv").read_text(encoding="utf-8"), re.M)


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda folder: reading.first("Z", believe="x", folder=folder), 'There is no source "Z"'),
        (lambda folder: reading.first(3, believe="x", folder=folder), 'such as "A", not by a whole number'),
        (
            lambda folder: reading.first("E", believe=3, folder=folder),
            "between quotation marks; this is a whole number",
        ),
        (
            lambda folder: reading.first("E", believe="x" * 5001, folder=folder),
            "Shorten `believe`: it has 5,001 letters",
        ),
        (lambda folder: reading.first("E", believe="x", reader="../me", folder=folder), "cannot be the name of a file"),
        (lambda folder: reading.first("E", believe="x", reader="", folder=folder), 'reader="ana"'),
        (lambda folder: reading.mark("E99", "I object", folder=folder), "There is no unit E99"),
        (lambda folder: reading.mark("E08", folder=folder), "The marks are `I could check this`"),
        (lambda folder: reading.mark("E08", ["I object"], folder=folder), "this is a list"),
        (lambda folder: reading.now("E", believe="x", lesson="last", folder=folder), "lesson=5"),
        (lambda folder: reading.again("E08", folder=folder), 'There is no source "E08"'),
        (lambda folder: reading.desk("E", part=2, folder=folder), "one part"),
        (lambda folder: reading.desk("Z", folder=folder), 'There is no source "Z"'),
        (lambda folder: reading.desk("E", units=UNITS, folder=folder), "sources=sources"),
        (lambda folder: reading.again("E", units=3, folder=folder), "have to be a table"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_sentence(folder, call, words):
    with pytest.raises(BadInput) as refused:
        call(folder)
    assert words in str(refused.value) and "\n" not in str(refused.value) and not folder.exists()


# -- the file ----------------------------------------------------------------------------------------------------------


def test_what_else_a_file_has_is_kept(folder):
    folder.mkdir()
    (folder / "me.csv").write_text(
        "Source;id;when;what;words;colour\ne;;;believe;x;red\nG;G01;first;I object;yes;\n", encoding="utf-8-sig"
    )
    reading.mark("A02", "I object", folder=folder)
    assert rows(folder / "me.csv") == [
        {"source": "e", "id": "", "when": "", "what": "believe", "words": "x", "colour": "red"},
        {"source": "G", "id": "G01", "when": "first", "what": "I object", "words": "yes", "colour": ""},
        {"source": "A", "id": "A02", "when": "first", "what": "I object", "words": "yes", "colour": ""},
    ]
    assert beside(folder / "me.csv") == ["me.before.csv", "me.csv"]


@pytest.mark.parametrize(
    "data", [b"", b"\0\1\2", b"milk, eggs\n", HEAD.encode() + b'E,,first,believe,"no end\n'], ids=repr
)
def test_a_damaged_file_is_kept_aside_and_said(folder, said, data):
    folder.mkdir()
    (folder / "me.csv").write_bytes(data)
    reading.again("E", folder=folder)
    assert (
        "me.csv: " in (told := said())
        and "It will be kept as me.kept-1.csv" in told
        and beside(folder / "me.csv") == ["me.csv"]
    )
    reading.first("E", believe="x", folder=folder)
    assert "The old me.csv was no reading that can be used: it is kept as me.kept-1.csv." in said()
    assert (folder / "me.kept-1.csv").read_bytes() == data and kept(folder) == [("E", "", "first", "believe", "x")]


def test_rows_that_cannot_count_are_said_and_stay_in_the_file(folder, said):
    folder.mkdir()
    (folder / "me.csv").write_text(HEAD + "E,E99,first,I object,yes\nE,,first,believe,one\nE,,first,believe,two\n")
    reading.again("E", folder=folder)
    told = said()
    assert (
        "There is no unit E99" in told and "E has two rows for believe; the first counts." in told and "“one”" in told
    )
    reading.mark("E08", "I object", folder=folder)
    assert len(kept(folder)) == 4


def test_what_cannot_be_written_is_said(tmp_path):
    (tmp_path / "mine").write_text("a file where the folder should be")
    with pytest.raises(BadInput, match="^This answer was not saved"):
        reading.first("E", believe="x", folder=tmp_path / "mine")


def test_two_sessions_lose_nothing(folder):
    code = """if True:
        import sys
        from sidebyside import reading
        for n in range(1, 13):
            reading.mark(f"{sys.argv[1]}{n:02d}", "I object", note=f"note {n}", folder=sys.argv[2])
    """
    sessions = [
        subprocess.Popen(
            [sys.executable, "-c", code, source, str(folder)], cwd=rules.ROOT / "notebooks", stdout=subprocess.DEVNULL
        )
        for source in "AC"
    ]
    assert [session.wait() for session in sessions] == [0, 0]
    assert len(kept(folder)) == 48 and {row[1] for row in kept(folder)} == {
        f"{source}{n:02d}" for source in "AC" for n in range(1, 13)
    }


def test_own_texts_and_a_mark_goes_with_its_sentence(folder, tmp_path, said):
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "one.txt").write_text(
        "The bridge was closed on Monday. Nobody was told why. The mayor was away.\n\nA boat now crosses the river.\n"
    )
    (texts / "two.txt").write_text(
        "The boat is free. It crosses the river twice in every hour until the evening comes.\n"
    )
    sources, units = intake.read_folder(texts)
    source = units["source"].iloc[0]
    unit = units.loc[units["text"] == "Nobody was told why.", "id"].item()
    reading.mark(unit, "I object", folder=folder, units=units)
    reading.first(source, believe="a bridge", stopped=f"{unit}, why", folder=folder, units=units)
    said()
    reading.desk(source, folder=folder, units=units, sources=sources)
    told = said()
    assert "The reading desk works in JupyterLab only." in told and told.count(", units=units)`") == 2
    reading.mark(..., units=units, folder=folder)
    reading.again(source, lesson=11, units=units, folder=folder)
    assert said().count(", units=units)`") == 2
    (texts / "one.txt").write_text(
        "Rain fell. The bridge was closed on Monday. Nobody was told why. The mayor was away.\n"
    )
    sources, units = intake.read_folder(texts)
    moved = units.loc[units["text"] == "Nobody was told why.", "id"].item()
    said()
    reading.together(source, folder=folder, units=units, sources=sources)
    told = said()
    assert (
        moved != unit
        and f"{moved} · 1 stopped here; 1 objected" in told
        or f"{moved}: 1 stopped here; 1 objected" in told
    )
    reading.again(source, lesson=11, units=units, folder=folder)
    told = said()
    assert f"“{unit}, why” (now {moved})" in told and "1 mark has another id here" in told
    other = units.loc[units["source"] != source, "source"].iloc[0]
    reading.first(other, know="who pays", folder=folder, units=units)
    said()
    reading.again(other, lesson=11, units=units, folder=folder)
    told = said()
    assert "another id" not in told and "You wrote no first line" in told and "write the first line again" not in told
    reading.mark(moved, "I object", take_back=True, folder=folder, units=units)
    assert [row[3] for row in kept(folder)][:2] == ["believe", "stopped"]
    (texts / "one.txt").write_text("Rain fell. The mayor was away.\n")
    _, units = intake.read_folder(texts)
    reading.again(source, lesson=11, units=units, folder=folder)
    assert f"“{unit}, why” (that sentence is no longer in the text)" in said()


# -- a class -----------------------------------------------------------------------------------------------------------

ANA = (
    HEAD
    + """E,E08,first,I object,yes
E,E08,first,note,who <b>says</b> so? $5 and $7
E,E02,first,I could check this,yes
E,,first,believe,zebras
E,E08,first,stopped,"E08, crucial"
E,,lesson 3,believe,none
"""
)
BEN = (
    HEAD
    + """E,E08,first,somebody's view,yes
E,E02,first,I could check this,yes
E,,first,believe,apples
A,A02,first,I object,yes
"""
)


@pytest.fixture
def a_class(folder):
    folder.mkdir()
    (folder / "ana.csv").write_text(ANA)
    (folder / "ben.csv").write_text(BEN)
    return folder


def test_a_class_sees_where_its_readers_stopped_and_part_and_nobody_is_named(a_class, said):
    reading.together("E", folder=a_class)
    told = said()
    assert (
        "[E08: ≠ 1 stopped here; 1 called it somebody's view; 1 objected]" in told
        and "[E02: 2 could check this]" in told
    )
    assert "ana" not in re.findall(r"\w+", told) and "ben" not in re.findall(r"\w+", told)
    assert told.index("“apples”") < told.index("“zebras”")  # by the alphabet, and not by the names
    assert (
        told.index("E01 Prime Minister")
        < told.index("E41 As historical")
        < told.index("What do you believe now")
        < told.index("Later:")
    )
    reading.together("E", folder=a_class, names=True)
    told = said()
    assert "E08: ≠ ana stopped here; ben called it somebody's view; ana objected" in told and "ben: “apples”" in told
    reading.together(folder=a_class)
    told = said()
    assert "text: A · readers: 1 · where they stopped: at no unit · where their marks differ: at no unit" in told
    assert "text: E · readers: 2 · where they stopped: E08 · where their marks differ: E08" in told


def test_copies_count_once_and_damaged_files_are_named(a_class, said):
    (a_class / "ana (1).csv").write_text(ANA)
    (a_class / "ben-kopija.csv").write_text(BEN.replace("apples", "pears"))
    (a_class / "old (2).csv").write_text(HEAD + "E,,first,know,why\n")
    (a_class / "cy.csv").write_text("nonsense")
    (a_class / "ana.before.csv").write_text(ANA)
    readings, problems = reading_files.class_readings(a_class)
    assert readings["reader"].drop_duplicates().tolist() == ["ana", "ben", "old"] and "pears" not in set(
        readings["words"]
    )
    assert [text.partition(": ")[0] for text in problems] == ["cy.csv", "ana (1).csv", "ben-kopija.csv", "old (2).csv"]
    assert (
        "with the same answers" in problems[1]
        and "1 answer differs" in problems[2]
        and "it counts as the reading of old" in problems[3]
    )
    reading.together("E", folder=a_class)
    assert "3 readers of E." in said()


def test_what_readers_wrote_is_never_markup(a_class, monkeypatch):
    shown = []
    monkeypatch.setattr("sidebyside.output.show_both", lambda plain, rich: shown.append(rich))
    reading.together("E", folder=a_class, names=True)
    reading.again("E", reader="ana", folder=a_class)
    pages = [rich for rich in shown if 'class="mathjax_ignore"' in rich]  # the rest are sentences of ours
    assert len(pages) >= 2 and all("<b>says" not in rich for rich in shown)
    assert sum("who &lt;b&gt;says&lt;/b&gt; so?" in rich for rich in shown) == 2


def test_marks_of_a_second_reading_stand_beside_the_first(folder, said):
    reading.mark("D05", "I object", folder=folder)
    reading.mark("D05", "somebody's view", "too loud", note="whose?", again=True, folder=folder)
    reading.mark("D06", "I could check this", again=True, folder=folder)
    found = kept(folder)
    assert ("D", "D05", "first", "I object", "yes") in found and ("D", "D05", "again", "note", "whose?") in found
    assert ("D", "D06", "again", "I could check this", "yes") in found and len(found) == 5
    said()
    reading.again("D", folder=folder)
    told = said()
    assert "You marked 2 units:" in told and "In again" not in told
    assert "D05: I object; again: somebody's view, too loud. “whose?”" in told
    assert "D06: again: I could check this" in told
    readings, problems = reading_files.class_readings(folder)
    assert not problems and reading_files.heard(readings, ["D06"])["D06"][0] == "1 could check this"
    reading.now("D", believe="x", folder=folder)
    reading.mark("D05", "somebody's view", take_back=True, again=True, folder=folder)
    assert ("D", "D05", "first", "I object", "yes") in kept(folder)


def test_a_new_sitting_begins_with_how_each_paragraph_before_it_began(folder, said, monkeypatch):
    reading.mark("c10", "I object", note="why?", folder=folder)
    reading.mark("C30", "I object", folder=folder)
    shown = []
    monkeypatch.setattr("sidebyside.output.show_both", lambda plain, rich: shown.append((plain, rich)))
    first = UNITS[UNITS["source"] == "C"].drop_duplicates("line")
    for part, end in [(2, "C28"), (3, "C61")]:
        reading.so_far("C", part=part, folder=folder)
        plain, rich = shown[-1]
        begun = first[first["id"] < end]
        assert re.findall(r"^    ([A-Z]\d\d): (.*)", plain, re.M) == list(zip(begun["id"], begun["text"]))
        assert "    you at C10: I object. “why?”" in plain and ("you at C30" in plain) == (part == 3)
        assert rich.count("<details>") == 1 and "<details open" not in rich
    said()
    reading.so_far("C", part=1, folder=folder)
    assert "it is the first" in shown[-1][0]
    for call in [("C", 4), ("Z", 1), ("A", 2)]:
        with pytest.raises(BadInput):
            reading.so_far(*call, folder=folder)


# -- the desk ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", "ABCDE")
def test_the_page_of_the_desk_has_every_unit_once_and_each_hears_a_click(source):
    lines = texts.lines_of(source, UNITS, corpus.load_sources(), False)
    own = UNITS[UNITS["source"] == source].set_index("id")
    lines = [line._replace(text=line.text.replace("a", "<", 1)) if source == "A" else line for line in lines]
    chosen, beside, blocks = reading_desk._page(lines, own)
    assert list(chosen) == list(beside) == own.index.tolist()
    for unit, box in chosen.items():
        assert re.findall(r">([A-E]\d\d) </span>", box.description) == [unit]
        assert box.description.count('class="unit"') == 1
        assert set(re.findall(r"<\s*/?\s*(\w+)", box.description)) == {"span"}
        plain = " ".join(html.unescape(re.sub("<[^>]+>", "", box.description)).split())
        if source != "A":
            assert " ".join(own.loc[unit, "text"].split()) in plain
    block = beside[unit][0]
    assert block in blocks and chosen[unit] in block.children[0].children
    reading_desk._show_beside(block, [(unit, "<script>alert(1)</script>")])
    note = block.children[1].value
    assert "<script" not in note and f"<b>{unit}</b>" in note
    reading_desk._show_beside(block, [(unit, "")])
    assert len(block.children) == 1


def test_the_stored_output_is_the_same_whatever_was_kept_and_opening_writes_nothing(folder):
    from executed import execute

    outputs = []
    for _ in range(2):
        code = (
            f"from sidebyside import reading\nfor part in (1, 3): reading.desk('C', part=part, folder={str(folder)!r})"
        )
        notebook = notebook_of(code)
        execute(notebook, rules.ROOT / "notebooks")
        outputs.append([output["data"]["text/plain"] for output in notebook.cells[0].outputs])
        if not outputs[1:]:
            assert not folder.exists()
            folder.mkdir()
            (folder / "me.csv").write_text(HEAD + "C,C30,first,I object,yes\nC,,first,believe,x\n")
    what = "A reading desk for source C, part {} of 3, {} units. Run this cell in JupyterLab to open it."
    assert outputs == [[what.format(1, 27), what.format(3, 25)]] * 2


def test_without_jupyterlab_a_sentence_says_what_to_do(folder, said):
    reading.desk("C", part=2, folder=folder)
    assert 'reading.mark("C28", "I object", note="…")' in (told := said()) and 'reading.first("C", believe="…"' in told


def test_a_text_is_read_by_keyboard_alone_and_found_again(lab, browser):  # noqa: F811
    address, refused = lab
    course = refused.parent / "course"
    nbformat.write(
        notebook_of('from sidebyside import reading\nreading.desk("E")'), course / "notebooks" / "reading_alone.ipynb"
    )
    saved = course / "data" / "mine" / "reading" / "me.csv"
    page = browser.new_page(viewport={"width": 1024, "height": 768})
    page.set_default_timeout(PATIENCE)
    open_lab(page, f"{address}/lab/workspaces/reading/tree/notebooks/reading_alone.ipynb?token=open")
    notebook = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    box = notebook.locator(".reading-desk")
    text, focus, told = (
        box.get_by_role("region", name="the text"),
        box.locator(".here .unit"),
        box.get_by_role("status"),
    )

    page.keyboard.press("ControlOrMeta+Enter")
    expect(focus).to_contain_text("Prime Minister of Kosovo Seeks", timeout=PATIENCE)
    expect(box).to_contain_text("< li >< strong ><")  # the source's stray tags, as text
    expect(box.locator("li, strong")).to_have_count(0)
    assert page.evaluate("document.activeElement.closest('.reading-desk')") is None  # it took no focus by itself
    assert not saved.exists()

    tab_to(page, text)
    for unit in range(2, 9):
        page.keyboard.press("ArrowDown")
        expect(told.first).to_contain_text(f"unit {unit} of 41")
    page.keyboard.press("3")
    expect(told.last).to_contain_text("Kept: E08, “I object”.")
    expect(text).to_be_focused()
    expect(box.locator(".told")).to_have_text(re.compile("E08 I object"))

    order = [("checkbox", "could check"), ("checkbox", "view"), ("checkbox", "I object"), ("checkbox", "understand")]
    order += [
        ("textbox", "words of your own"),
        ("textbox", "note"),
        ("button", "Next unit"),
        ("button", "Previous unit"),
    ]
    order += [("textbox", question) for question in reading_files.QUESTIONS.values()]
    for role, name in order:
        page.keyboard.press("Tab")
        expect(box.get_by_role(role, name=name)).to_be_focused()
        if name == "understand":
            page.keyboard.press("Space")
            expect(told.last).to_contain_text("Kept: E08, “I do not understand”.")
        elif name == "note":
            page.keyboard.type("x who says so? <b>$5</b>")  # x would cut the cell, outside
            expect(told.last).to_contain_text("Kept: E08, note.")
    for role, name in reversed(order[6:-1]):
        page.keyboard.press("Shift+Tab")
        expect(box.get_by_role(role, name=name)).to_be_focused()
    page.keyboard.press("Enter")  # Next unit: on to where one goes on reading
    expect(told.first).to_contain_text("E09 · unit 9 of 41")
    expect(text).to_be_focused()
    expect(box.get_by_role("checkbox", name="understand")).not_to_be_checked()
    for unit in range(10, 42):
        page.keyboard.press("Enter")
        expect(told.first).to_contain_text(f"unit {unit} of 41")
    page.keyboard.press("Enter")
    expect(box.get_by_role("textbox", name="believe now")).to_be_focused()
    for words in ("He asked.", "E08, who says so", "Who wrote it?"):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    expect(told.last).to_contain_text("Kept: E, what you want to know.")
    expected = [
        ("E", "E08", "first", "I object", "yes"),
        ("E", "E08", "first", "I do not understand", "yes"),
        ("E", "E08", "first", "note", "x who says so? <b>$5</b>"),
        ("E", "", "first", "believe", "He asked."),
        ("E", "E08", "first", "stopped", "E08, who says so"),
        ("E", "", "first", "know", "Who wrote it?"),
    ]
    for _ in range(100):
        if sorted(found := kept(saved.parent)) == sorted(expected):
            break
        page.wait_for_timeout(100)
    assert sorted(found) == sorted(expected)
    expect(notebook.locator(".jp-Cell")).to_have_count(1)

    choose(page, "Kernel", "Restart Kernel and Run All Cells…")
    page.locator(".jp-Dialog").get_by_role("button", name="Confirm Kernel Restart").press("Enter")
    expect(told.last).to_contain_text("What you kept before was found in data/mine/reading/me.csv.", timeout=PATIENCE)
    expect(told.first).to_contain_text("E08 · unit 8 of 41")
    expect(box.get_by_role("checkbox", name="I object")).to_be_checked()
    expect(box.get_by_role("textbox", name="note")).to_have_value("x who says so? <b>$5</b>")
    expect(box.get_by_role("textbox", name="want to know")).to_have_value("Who wrote it?")
    assert not refused.exists(), refused.read_text()
    SCREENSHOTS.mkdir(exist_ok=True)
    box.get_by_role("textbox", name="note").focus()
    notebook.screenshot(path=SCREENSHOTS / "reading_desk.png")
    page.close()


def test_a_click_chooses_the_sentence_and_its_id_stands_beside_its_first_line(lab, browser):  # noqa: F811
    address, refused = lab
    course = refused.parent / "course"
    two = notebook_of('from sidebyside import reading\nreading.desk("A", reader="mouse")')
    two.cells += notebook_of('reading.desk("D", reader="mouse", again=True)').cells
    two.cells.insert(0, nbformat.v4.new_markdown_cell("Stays as it is."))
    nbformat.write(two, course / "notebooks" / "reading_clicked.ipynb")
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE)
    open_lab(page, f"{address}/lab/workspaces/clicked/tree/notebooks/reading_clicked.ipynb?token=open")
    notebook = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    page.keyboard.press("1")  # in JupyterLab, a Markdown cell becomes a heading
    choose(page, "Run", "Run All Cells")
    desks = notebook.locator(".reading-desk")
    box, told = desks.first, desks.first.get_by_role("status")
    expect(told.first).to_contain_text("A01 · unit 1 of 13", timeout=PATIENCE)
    expect(notebook.locator(".jp-MarkdownCell h1")).to_have_count(0)
    expect(notebook.locator(".jp-MarkdownCell").first).not_to_contain_text("#")
    expect(box.locator(".words")).to_have_count(11)

    place = box.get_by_role("textbox", name="believe now").bounding_box()["y"]
    box.locator(".unit", has_text="Russia has veto power").click()
    expect(told.first).to_contain_text("A06 · unit 6 of 13")
    expect(box.locator(".here .unit")).to_have_text(re.compile("^A06 Russia has veto"))
    page.keyboard.press("3")
    expect(told.last).to_contain_text("Kept: A06, “I object”.")
    expect(box.get_by_role("checkbox", name="I object")).to_be_checked()
    assert box.get_by_role("textbox", name="believe now").bounding_box()["y"] == place
    box.locator(".unit", has_text="Russia has veto power").click()  # once more: it stays chosen
    expect(told.first).to_contain_text("A06 · unit 6 of 13")
    assert kept(course / "data" / "mine" / "reading", "mouse") == [("A", "A06", "first", "I object", "yes")]

    SCREENSHOTS.mkdir(exist_ok=True)
    for number, desk in enumerate(desks.all()):
        desk.screenshot(path=SCREENSHOTS / f"reading_desk_{number}.png")
    for desk in desks.all():  # each id at the height of its first word, and no two upon each other
        found = desk.evaluate(WHERE_IDS_STAND)
        assert len(found) == desk.locator(".unit").count()
        assert not [unit for unit, off, _, _ in found if off > 4]
        assert not [
            (one[0], two[0])
            for one, two in zip(found, found[1:])
            if abs(one[3] - two[3]) < 8 and two[2]["left"] < one[2]["right"] - 1
        ]
        assert not [
            (unit, place)
            for unit, _, place, _ in found
            if place["right"] > place["text"] or place["left"] < place["page"]
        ]

    last = box.get_by_role("textbox", name="want to know")
    last.fill("Who?")
    last.press("Shift+Enter")
    expect(last).not_to_be_focused()
    expect(last).to_have_value("Who?")
    last.focus()
    page.keyboard.press("Escape")
    expect(notebook.locator(".jp-Cell").nth(1)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(notebook.locator(".jp-Cell").nth(2)).to_have_class(re.compile("jp-mod-active"))

    desks.nth(1).locator(".unit", has_text="Very expect").click()
    expect(desks.nth(1).get_by_role("status").first).to_contain_text("D07")
    expect(desks.nth(1).locator(".here .unit")).to_have_text(re.compile("^D07 Very expect"))
    desks.nth(1).get_by_role("region", name="the text").press(
        "1"
    )  # on a busy machine the click may not have led there yet
    expect(desks.nth(1).get_by_role("status").last).to_contain_text("Kept: D07, “I could check this”.")
    expect(desks.nth(1).locator(".told")).to_have_text("D07 again: I could check this")
    page.close()


# Of each id: how far its middle is from that of the first line of its words, where it stands, and at what height.
WHERE_IDS_STAND = """desk => [...desk.querySelectorAll('.unit')].map(unit => {
    const id = unit.firstChild.firstChild, at = id.getBoundingClientRect(), range = document.createRange();
    range.selectNodeContents(unit.firstChild); range.setStartAfter(id);
    const word = [...range.getClientRects()].at(0), page = unit.closest('.words').getBoundingClientRect();
    return [id.textContent.trim(), Math.abs(at.top + at.bottom - word.top - word.bottom) / 2,
            { left: at.left, right: at.right, text: page.left, page: unit.closest('.reading-page').getBoundingClientRect().left }, at.top] })"""


def test_a_sheet_has_the_text_and_at_its_end_the_questions(capsys):
    for part in (None, 3):
        reading.sheet("A" if part is None else "C", part=part)
        out = capsys.readouterr().out
        assert [line for line in out.split("\n") if line.endswith("?") and line in reading.QUESTIONS.values()] == list(
            reading.QUESTIONS.values()
        )
        assert len(re.findall("^_{70}$", out, re.M)) == 9
    reading.sheet("C", part=1)
    out = capsys.readouterr().out
    assert "C01" in out and "____" not in out and not any(question in out for question in reading.QUESTIONS.values())
