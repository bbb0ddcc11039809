"""Figures look the same whatever style of matplotlib the reader has set, and leave that as it is."""

import ast
import importlib
from pathlib import Path

import matplotlib
import pytest
from matplotlib import style

from sidebyside import corpus, output, plots, tone, words

UNITS = corpus.load_units()
DRAW = {
    "dots": lambda: tone.draw_sentiment(UNITS, corpus.load_table("coding/reference")),
    "bars": lambda: tone.draw_density(tone.density(UNITS)),
    "strips": lambda: words.draw_spread(UNITS, ["peace", "deal"]),
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
        tone.draw_density(UNITS)
    assert dict(matplotlib.rcParams) == before


def test_all_that_draws_draws_in_one_style():
    found = set()
    for path in Path(plots.__file__).parent.glob("*.py"):
        for function in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(function, ast.FunctionDef) and not function.name.startswith("_") and path.stem != "plots":
                if function.name.startswith("draw_") or "plots.present(" in ast.unparse(function):
                    found.add(f"{path.stem}.{function.name}")
    modules = {name: importlib.import_module(f"sidebyside.{name.partition('.')[0]}") for name in found}
    bare = [name for name, module in modules.items() if not hasattr(getattr(module, name.partition(".")[2]), "__wrapped__")]
    assert len(found) > 12 and bare == []
