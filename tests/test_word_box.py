"""The box to look for a word, by keyboard alone in a real JupyterLab."""

import nbformat
from playwright.sync_api import expect
from test_browser import PATIENCE, SCREENSHOTS, browser, lab, open_lab, tab_to  # noqa: F401 (two of these are fixtures)
from test_desk import notebook_of


def test_a_word_is_guessed_and_looked_for_by_keyboard_alone(lab, browser):  # noqa: F811
    address, refused = lab
    course = refused.parent / "course"
    nbformat.write(
        notebook_of("from sidebyside import words\n\nwords.look()"), course / "notebooks" / "word_box_alone.ipynb"
    )
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE)
    open_lab(page, f"{address}/lab/workspaces/words/tree/notebooks/word_box_alone.ipynb?token=open")
    box = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .word-box")
    guess, word = (
        box.get_by_role("textbox", name=name) for name in ("which texts never say it", "A word, or its beginning")
    )
    status = box.locator("[role=status]")

    page.keyboard.press("ControlOrMeta+Enter")
    expect(status).to_contain_text("Think of a word", timeout=PATIENCE)
    tab_to(page, guess)
    page.keyboard.insert_text("c")
    page.keyboard.press("Tab")
    expect(word).to_be_focused()
    page.keyboard.insert_text("peace")
    page.keyboard.press("Enter")
    expect(status.get_by_role("img", name="Uses of “peace”")).to_be_visible(timeout=PATIENCE)
    expect(status).to_contain_text("C had none in 0 of the shuffles. Your guess: C. Never there: C.")
    expect(word).to_be_focused()
    SCREENSHOTS.mkdir(exist_ok=True)
    box.screenshot(path=SCREENSHOTS / "word_box.png")
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.insert_text("<b>peace</b> $5 (")
    page.keyboard.press("Enter")
    expect(status).to_contain_text("is no regular expression", timeout=PATIENCE)
    expect(box.locator("[role=status] b, [role=status] .MathJax")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(word).not_to_be_focused()
    page.close()
