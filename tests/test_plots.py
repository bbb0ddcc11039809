"""Figures look the same whatever style of matplotlib the reader has set, and leave that as it is."""

import ast
import importlib
import io
import logging
import re
from pathlib import Path

import matplotlib
import pytest
import strict
from matplotlib import style
from PIL import Image
from sidebyside import chance, corpus, names, output, plots, words

DRAW = {
    "boxes": lambda: names.draw_namings("kosovo"),
    "heaps": lambda: chance.draw([2, 3, 3, 4, 4, 4, 5, 5, 6], 5, "uses"),
    "strips": lambda: words.look("peace"),
}


@pytest.fixture
def pictures(monkeypatch):
    """Each picture that is presented, as a page."""
    kept = []
    monkeypatch.setattr(output, "show_both", lambda plain, rich: kept.append(rich))
    return kept


@pytest.mark.parametrize("name", DRAW)
def test_the_readers_style_neither_shows_nor_goes(name, pictures):
    DRAW[name]()
    with style.context(["dark_background", {"font.size": 30, "axes.titlelocation": "center", "hatch.linewidth": 9}]):
        before = dict(matplotlib.rcParams)
        DRAW[name]()
        assert dict(matplotlib.rcParams) == before
    assert pictures[0] == pictures[1] and len(pictures[0]) > 10_000


def test_nothing_stays_behind_where_drawing_is_refused():
    before = dict(matplotlib.rcParams)
    with pytest.raises(corpus.BadInput):
        names.draw_namings("nobody")
    assert dict(matplotlib.rcParams) == before


def test_all_that_draws_draws_in_one_style():
    found = set()
    for path in Path(plots.__file__).parent.glob("*.py"):
        for function in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(function, ast.FunctionDef) and not function.name.startswith("_") and path.stem != "plots":
                if function.name.startswith("draw_") or "plots.present(" in ast.unparse(function):
                    found.add(f"{path.stem}.{function.name}")
    modules = {name: importlib.import_module(f"sidebyside.{name.partition('.')[0]}") for name in found}
    bare = [
        name for name, module in modules.items() if not hasattr(getattr(module, name.partition(".")[2]), "__wrapped__")
    ]
    assert len(found) >= 10 and bare == []


# ---------------------------------------------------------------- what is presented


def test_a_figure_is_one_page_with_its_words_as_alternative_text_and_as_caption(pictures, monkeypatch):
    plains = []
    monkeypatch.setattr(output, "show_both", lambda plain, rich: (plains.append(plain), pictures.append(rich)))
    fig, ax = plots.figure(3, 2)
    ax.plot([1, 2], color=plots.colour("B"))
    plots.present(fig, 'Two <b> "words" & more.')
    [rich], [shown] = pictures, strict.pictures([{"data": {"text/html": pictures[0]}}])
    assert plains == ['<Figure: Two <b> "words" & more.>'] and shown.alt == 'Two <b> "words" & more.'
    assert "<b>" not in rich and re.search(
        r"<figcaption[^>]*>Two &lt;b&gt; &quot;words&quot; &amp; more.</figcaption>", rich
    )
    assert 'width="300"' in rich and strict.pixels(shown.png).shape == (400, 600, 3)  # two dots to each


def test_few_colours_are_kept_and_the_common_ones_stay_what_they_are():
    fig, ax = plots.sheet(3, 2)
    ax.barh([0.5, 1], [1, 2], color=[plots.colour("B"), "#F0F0F0"])
    ax.imshow([[n / 40 * m / 40 for n in range(40)] for m in range(40)], cmap="viridis", extent=(2, 3, 2, 1))
    image = Image.open(io.BytesIO(plots._png(fig)))
    assert image.mode == "P" and len(image.getcolors()) <= 256
    colours = {colour for _, colour in image.convert("RGB").getcolors(10**6)}
    assert {(255, 255, 255), (240, 240, 240), (0xE6, 0x9F, 0)} <= colours


def test_no_letter_is_in_a_colour_and_each_outline_can_be_seen_on_white():
    """The colours of B, C and D have less than 4.5 to 1 on white, which letters need; a mark needs 3 to 1."""
    for path in Path(plots.__file__).parent.glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", "") in ("text", "set_color", "annotate"):
                told = [ast.unparse(word.value) for word in call.keywords if word.arg == "color"]
                told += [ast.unparse(part) for part in call.args if call.func.attr == "set_color"]
                assert not [words for words in told if "colour" in words], (path.name, call.lineno)
    for colour in plots.COLOURS.values():
        parts = [int(plots.outline(colour)[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        light = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        assert 1.05 / (sum(a * b for a, b in zip((0.2126, 0.7152, 0.0722), light)) + 0.05) >= 3, colour


def test_dollars_in_a_figure_are_no_formula_and_its_letters_are_in_the_font_that_matplotlib_brings(drawn):
    @plots.in_one_style
    def draw():
        fig, ax = plots.sheet(4, 1)
        plots.present(fig, ax.text(0.1, 0.5, "$5 million to Kosovo and $7 million").get_text())
        return fig.axes[0].texts[0]

    text = draw()
    assert not text.get_parse_math() and text.get_fontname() == "DejaVu Sans"


def test_of_its_list_of_fonts_matplotlib_says_nothing_and_of_a_missing_font_it_does(caplog):
    fonts = logging.getLogger("matplotlib.font_manager")
    fonts.warning("Matplotlib is building the font cache; this may take a moment.")
    fonts.warning("findfont: Font family %r not found.", "Nowhere")
    assert [record.getMessage() for record in caplog.records] == ["findfont: Font family 'Nowhere' not found."]
