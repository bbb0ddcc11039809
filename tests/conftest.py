"""What the tests start, strict nbval's kernels among it, has no network and a fixed hash seed, and draws as a reader's does."""

import gc
import os
import sys
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import strict
from hypothesis import HealthCheck, settings

os.environ["PYTHONPATH"] = str(Path(__file__).parent / "offline")
os.environ["PYTHONHASHSEED"] = strict.FIRST_SEED
os.environ.pop("MPLBACKEND", None)
# How long an example takes says what else the machine does: no test asserts it.
settings.register_profile("course", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("course")


def pytest_configure(config):
    if not config.pluginmanager.is_registered(strict):
        config.pluginmanager.register(strict)  # a hook of this file would not reach ../notebooks


@pytest.fixture(scope="session", autouse=True)
def small():
    """A worker of the tests stays below 700 MB, so that they can be run on a small machine."""
    yield
    with suppress(ImportError):  # Windows has no such module
        import resource

        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
        assert most < 700, f"the tests of this worker took {most:.0f} MB"


@pytest.fixture
def case():
    """`with case("C13", 2):` around the body of a loop: whatever fails in it names the case."""

    @contextmanager
    def named(*what):
        try:
            yield
        except BaseException as error:
            error.add_note(f"in the case {', '.join(map(str, what))}")
            raise

    return named


@pytest.fixture(scope="module")
def cleared():
    """A figure holds itself, and its picture takes megabytes."""
    yield
    gc.collect()


@pytest.fixture
def drawn(cleared, monkeypatch):
    """The figures that a function presents, each with its sentence and on a canvas that can measure it, to be looked at."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from sidebyside import plots

    kept = []
    monkeypatch.setattr(plots, "present", lambda fig, sentence: kept.append((FigureCanvasAgg(fig).figure, sentence)))
    return kept


@pytest.fixture
def mine(tmp_path, monkeypatch):
    """A collection's data with a folder of the student's own that is empty."""
    from sidebyside import corpus, files

    for file in corpus.DATA.iterdir():
        if file.name != "mine":
            (tmp_path / file.name).symlink_to(file)
    monkeypatch.setattr(corpus, "DATA", tmp_path)
    monkeypatch.setattr(files, "_put_by", set())
    return tmp_path / "mine"


@pytest.fixture
def paged(monkeypatch):
    """All that is shown as words and as a page: `(plain, rich)` each."""
    from sidebyside import output

    kept = []
    monkeypatch.setattr(output, "show_both", lambda plain, rich: kept.append((plain, rich)))
    return kept
