"""What the tests start, strict nbval's kernels among it, has no network and a fixed hash seed, and draws as a reader's does."""

import os
from pathlib import Path

import pytest
import strict

os.environ["PYTHONPATH"] = str(Path(__file__).parent / "offline")
os.environ["PYTHONHASHSEED"] = strict.FIRST_SEED
os.environ.pop("MPLBACKEND", None)


def pytest_configure(config):
    if not config.pluginmanager.is_registered(strict):
        config.pluginmanager.register(strict)  # a hook of this file would not reach ../notebooks


@pytest.fixture
def drawn(monkeypatch):
    """The figures that a function presents, each with its sentence, left open to be looked at."""
    from sidebyside import plots

    kept = []
    monkeypatch.setattr(plots, "present", lambda fig, sentence: kept.append((fig, sentence)))
    return kept
