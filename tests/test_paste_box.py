"""The box to paste a text into: what it saves, what it says, what it refuses; and its form, pressed from Python."""

import os
import re
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from playwright.sync_api import expect
from sidebyside import desk, files, intake, output, own_sources, paste_box
from sidebyside.corpus import BadInput
from test_browser import PATIENCE, SCREENSHOTS, browser, lab, open_lab, tab_to  # noqa: F401 (two of these are fixtures)
from test_desk import notebook_of

ROOT = Path(__file__).resolve().parent.parent
TEXT = (
    "The old bridge is closed\nBy Mara Lind\n\nThe old bridge was closed on Friday. “Nobody asked us,” said Ana Lee.\n\n"
    "Advertisement\n\nThe town council had promised in the spring that it would stay open.\n"
)


@pytest.fixture
def said(monkeypatch):
    kept = []
    monkeypatch.setattr(paste_box, "say", kept.append)
    return kept


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_text_becomes_a_file_and_what_was_read_of_it_is_said(tmp_path, said):
    folder = tmp_path / "mine" / "texts"
    own_sources.paste(
        TEXT,
        title="Old bridge closed!",
        kind="report",
        outlet="The  Herald",
        date="3 May 2024",
        author="",
        folder=folder,
    )
    assert (folder / "old-bridge-closed.txt").read_text(encoding="utf-8") == (
        f"Title: Old bridge closed!\nKind: report\nDate: 3 May 2024\nOutlet: The Herald\n\n{TEXT}"
    )
    assert said == [
        "Saved as old-bridge-closed.txt in texts.",
        "Kept: 3 sentences, and the headline “Old bridge closed!”.",
        "Left out: line 7, “By Mara Lind” (byline: who wrote it); line 11, “Advertisement” (site-furniture: a label of the site).",
        "It is read as English.",
    ]


def test_what_it_said_is_what_is_read_of_the_folder(tmp_path, said, monkeypatch):
    paste_box.paste(TEXT, folder=tmp_path)
    paste_box.paste("Most je zatvoren. Niko nas nije pitao, rekla je Ana.", date="2024-05-12", folder=tmp_path)
    assert names(tmp_path) == ["most-je-zatvoren.txt", "the-old-bridge-is-closed.txt"]
    monkeypatch.setattr(intake, "say", lambda _: None)
    sources, units = intake.read_folder(tmp_path)
    assert (units["role"] == "body").sum() == 3 + 2 and sources["date"].tolist() == ["2024-05-12", ""]
    assert "No line was left out." in said and "Kept: 2 sentences; no line looks like a headline." in said


def test_no_file_is_written_over(tmp_path, said):
    for n in range(3):
        paste_box.paste(f"It is text number {n}.", title="Bridge", folder=tmp_path)
    assert names(tmp_path) == ["bridge-2.txt", "bridge-3.txt", "bridge.txt"]
    with pytest.raises(BadInput, match="^This text is saved already, as bridge-2.txt"):
        paste_box.paste("It is text number 1.", title="Bridge", folder=tmp_path)
    assert len(names(tmp_path)) == 3 and "number 0" in (tmp_path / "bridge.txt").read_text()


@pytest.mark.parametrize(
    "title, stem",
    [
        ("A/B: ../c\\d", "a-b-c-d"), ("CON", "text-con"), ("Мост је затворен", "мост-је-затворен"), ("Ç" + "x" * 80, "ç" + "x" * 39),
        ("…!", "text"), ("Zoe\u0308 left", "zoë-left"), ("one " * 30, "-".join(["one"] * 10)), (".hidden ~x", "hidden-x"),
    ],
)  # fmt: skip
def test_the_name_of_the_file_is_made_of_the_title(title, stem, tmp_path, said):
    paste_box.paste("It rained.", title=title, folder=tmp_path)
    assert names(tmp_path) == [f"{stem}.txt"] and len(stem) <= 45


def test_what_was_mended_and_another_language_are_said_at_once(tmp_path, said):
    paste_box.paste("The ofﬁcials of the two govern-\nments said &amp; did it.\r\nIt rained.\r", folder=tmp_path)
    assert {
        "1 ligature was parted into letters, such as ﬁ.",
        "1 word was broken by a hyphen at the end of a line and joined.",
    } <= set(said)
    text = "Përfaqësuesit e dy qeverive u takuan të hënën në qytet për të folur për ndërtimin e një ure të re. " * 3
    paste_box.paste(text, title="Ura", folder=tmp_path)
    assert intake.NO_ENGLISH in said and said[-1] != "It is read as English."


@pytest.mark.parametrize("date, is_one", [("2024-05-12", True), ("12.5.2024.", True), ("12 May 2024", True), ("May 12, 2024", True),
                                          ("12. maj 2024.", True), ("last week", False), ("2024", False), ("", True)])  # fmt: skip
def test_a_date_that_is_none_is_kept_as_written_and_said(date, is_one, tmp_path, said):
    paste_box.paste("It rained.", title="Rain", date=date, folder=tmp_path)
    assert (f"The date “{date}” is kept as written" in said[-1]) != is_one
    assert f"Date: {date}\n" in (tmp_path / "rain.txt").read_text() or not date


@pytest.mark.parametrize(
    "given, told",
    [
        ({"text": " \n\t"}, "There is no text yet: copy the words"),
        ({"text": 7}, "The text has to be written between quotation marks, not a whole number."),
        ({"text": "It rained.", "title": None}, "The title has to be written between quotation marks, not nothing."),
        ({"text": "It rained. " * 100_000}, "This text is too large for an article"),
        ({"text": "<!DOCTYPE html><p>It rained.</p>"}, "This is the code of a web page"),
        ({"text": "1999 2000"}, "There is no sentence in this file"),
        ({"text": "Subscribe now"}, "Every line of this text looks like a site's own"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_sentence_and_nothing_is_written(given, told, tmp_path, said):
    with pytest.raises(BadInput) as refused:
        paste_box.paste(**given, folder=tmp_path / "texts")
    assert str(refused.value).startswith(told) and "\n" not in str(refused.value)
    assert said == [] and not (tmp_path / "texts").exists()


def test_a_folder_in_which_nothing_can_be_written_is_said(tmp_path, said, monkeypatch):
    (tmp_path / "texts").write_text("a file where the folder should be")
    with pytest.raises(BadInput, match="not written|not saved|no folder"):
        paste_box.paste("It rained.", folder=tmp_path / "texts")
    folder = tmp_path / "full"
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(BadInput, match="No space left on device"):
        paste_box.paste("It rained.", folder=folder)
    assert names(folder) == []


def test_text_that_is_pasted_is_shown_and_never_markup(tmp_path, monkeypatch):
    shown = []
    monkeypatch.setattr(output, "show_both", lambda plain, rich: shown.append(rich))
    paste_box.paste(
        "<img src=x onerror=alert(1)>\nBy <b>Mara</b>\n\nIt rained all day.", title="<b>x</b>", folder=tmp_path
    )
    assert shown and not [rich for rich in shown if "<img" in rich or "<b>x" in rich or "<b>Mara" in rich]


# -- the form ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def form(tmp_path, monkeypatch):
    """The parts of the box, opened on a folder, by their labels."""
    shown = []
    monkeypatch.setattr(desk, "live", lambda: True)
    monkeypatch.setattr(desk, "show_desk", lambda parts, what, *look: shown.append((parts, what)))
    paste_box.paste(folder=tmp_path / "texts")
    [(parts, what)] = shown
    assert what == "A box to paste a text into. Run this cell in JupyterLab to open it."
    text, title, kind, outlet, date, author, save, status = parts
    monkeypatch.setattr(type(text), "focus", lambda box: None)
    return SimpleNamespace(
        text=text, title=title, kind=kind, outlet=outlet, date=date, author=author, save=save, status=status
    )


def test_the_form_saves_says_so_and_is_empty_for_the_next(form, tmp_path):
    boxes = [form.text, form.title, form.kind, form.outlet, form.date, form.author]
    assert all(box.description.strip() for box in [*boxes, form.save])  # a label, which is read out
    assert not (tmp_path / "texts").exists() and "Nothing is saved before" in form.status.value
    form.text.value, form.title.value, form.author.value = TEXT, "<i>Old</i> bridge", "Mara Lind"
    form.kind.value = "opinion"
    form.save.click()
    assert names(tmp_path / "texts") == ["i-old-i-bridge.txt"]
    assert "\nKind: opinion\n" in (tmp_path / "texts" / "i-old-i-bridge.txt").read_text()
    assert 'role="status"' in form.status.value and "Saved as i-old-i-bridge.txt" in form.status.value
    assert "&lt;i&gt;Old" in form.status.value and "<i>Old" not in form.status.value
    assert [box.value for box in boxes] == [""] * 6
    form.save.click()
    assert "There is no text yet" in form.status.value and len(names(tmp_path / "texts")) == 1


def test_what_is_refused_stays_in_the_form(form, tmp_path):
    form.text.value, form.title.value = "Subscribe now", "Bridge"
    form.save.click()
    assert "looks like a site" in form.status.value and (form.text.value, form.title.value) == (
        "Subscribe now",
        "Bridge",
    )
    assert not (tmp_path / "texts").exists()


def test_the_box_asks_for_the_head_that_the_lesson_names(form):
    lesson = nbformat.read(ROOT / "notebooks" / "11_own_sources.ipynb", 4)
    [named] = [cell.source for cell in lesson.cells if cell.id == "bringing"]
    fields = re.findall(r"`(\w+): ([^`]+)`", named)
    assert sorted(name.lower() for name, _ in fields) == ["author", "date", "kind", "outlet", "title"]
    assert all(getattr(form, name.lower()).description.startswith(name) for name, _ in fields)
    assert dict(fields)["Date"] in form.date.description and paste_box._DATE.fullmatch(dict(fields)["Date"])


def test_without_widgets_a_sentence_says_how_to_call_it(said, tmp_path):
    own_sources.paste()
    [told] = said
    assert "own_sources.paste(" in told and files.listed(tmp_path) == []


# -- in a real JupyterLab ----------------------------------------------------------------------------------------------


def test_a_text_is_pasted_and_saved_by_keyboard_alone(lab, browser):  # noqa: F811
    address, refused = lab
    course = refused.parent / "course"
    nbformat.write(
        notebook_of("from sidebyside import own_sources\n\nown_sources.paste()"),
        course / "notebooks" / "box_alone.ipynb",
    )
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE)
    open_lab(page, f"{address}/lab/workspaces/box/tree/notebooks/box_alone.ipynb?token=open")
    box = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .paste-box")
    words, title = (box.get_by_role("textbox", name=name) for name in ("The words of the article", "Title"))
    save, status = box.get_by_role("button", name="Save the text"), box.locator("[role=status]")

    page.keyboard.press("ControlOrMeta+Enter")
    expect(status).to_contain_text("Nothing is saved before you choose the button.", timeout=PATIENCE)
    tab_to(page, words)
    page.keyboard.insert_text(TEXT)
    page.keyboard.press("Tab")
    expect(title).to_be_focused()
    page.keyboard.insert_text("<b>Bridge</b> closed: $5 and $7")
    for part in ("Kind", "Outlet", "Date", "Author"):
        page.keyboard.press("Tab")
        expect(box.get_by_role("textbox", name=part)).to_be_focused()
    page.keyboard.press("Tab")
    expect(save).to_be_focused()
    page.keyboard.press("Enter")
    expect(status).to_contain_text("Saved as b-bridge-b-closed-5-and-7.txt in data/mine/texts.", timeout=PATIENCE)
    expect(status).to_contain_text("Kept: 3 sentences, and the headline “<b>Bridge</b> closed: $5 and $7”.")
    expect(status).to_contain_text("line 4, “By Mara Lind” (byline: who wrote it)")
    expect(box.locator("[role=status] b, [role=status] .MathJax")).to_have_count(0)
    expect(words).to_have_value("")
    expect(words).to_be_focused()
    written = course / "data" / "mine" / "texts" / "b-bridge-b-closed-5-and-7.txt"
    assert written.read_text(encoding="utf-8") == f"Title: <b>Bridge</b> closed: $5 and $7\n\n{TEXT}"
    SCREENSHOTS.mkdir(exist_ok=True)
    box.screenshot(path=SCREENSHOTS / "paste_box.png")
    page.close()
    written.unlink()
