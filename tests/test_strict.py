"""The strict runs are what they say they are: each way in which a cell can go wrong is tried once, and found."""

import base64
import io
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import nbformat
import pytest
import strict
from executed import execute
from hypothesis import settings
from PIL import Image
from strict import FIRST_SEED

TESTS = Path(__file__).resolve().parent

DRAW = "import matplotlib.pyplot as plt\nplt.bar(['A', 'B'], [1, {height}])\nplt.show()"
PAGE = """import base64, io
from matplotlib.figure import Figure
from IPython.display import HTML
fig = Figure(dpi={dpi})
_ = fig.subplots().bar(['A', 'B'], [1, {height}])
fig.savefig(picture := io.BytesIO(), format="png", metadata={{"Software": "{writer}"}})
HTML('<div class="mathjax_ignore"><figure><img alt="{alt}" src="data:image/png;base64,'
     + base64.b64encode(picture.getvalue()).decode() + '"><figcaption>{below}</figcaption></figure></div>')"""
SAME = {"dpi": 50, "height": 2, "writer": "one", "alt": "two bars", "below": "Two bars"}


def page(**changes):
    return PAGE.format(**SAME | changes)


REFUSED = "the network is refused in the tests"
# Each cell: the code whose output is stored, the code that stands there now, what strict nbval must say of it.
CELLS = {
    "nothing changed": (DRAW.format(height=2), DRAW.format(height=2), ""),
    "another picture": (DRAW.format(height=2), DRAW.format(height=2.02), "picture: differs by"),
    "a page with a picture": (page(), page(writer="another"), ""),  # not byte by byte
    "another picture in a page": (page(), page(height=2.1), "picture: differs by"),
    "a larger picture in a page": (page(), page(dpi=60), "picture: stored 320 x 240, drawn 384 x 288"),
    "another alternative text": (page(), page(alt="three bars"), "mismatch 'text/html'"),
    "another caption": (page(), page(below="Three bars"), "mismatch 'text/html'"),
    "no picture any more": (
        page(),
        "from IPython.display import HTML; HTML('<p>Two bars</p>')",
        "mismatch 'text/html'",
    ),
    "other bytes elsewhere": (
        "print('src=\"data:image/png;base64,AAAA\"')",
        "print('src=\"data:image/png;base64,BBBB\"')",
        "mismatch 'stdout'",
    ),
    "another text": ("print('five texts')", "print('six texts')", "mismatch 'stdout'"),
    "an error": ("1", "1 / 0", "division by zero"),
    "a warning": ("1", "import warnings; warnings.warn('careful'); 1", "Unexpected output fields"),
    "a page": ("1", "import urllib.request; urllib.request.urlopen('http://example.org')", REFUSED),
    "a table": ("1", "import pandas; pandas.read_csv('https://example.org/table.csv')", REFUSED),
    "a connection": ("1", "import socket; socket.create_connection(('192.0.2.1', 80))", REFUSED),
    "a packet": ("1", "socket.socket(type=socket.SOCK_DGRAM).sendto(b'', ('192.0.2.1', 53))", REFUSED),
}
SEED = "import os; print(os.environ['PYTHONHASHSEED'], hash('Serbia'))"


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """What strict nbval said of each cell, under each of the seeds: `{(name, is it the second?): its words}`."""
    folder = tmp_path_factory.mktemp("strict")
    changes = {**CELLS, "the seed": (SEED, SEED, "")}
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(stored) for stored, _, _ in changes.values()])
    execute(made)
    for cell, (_, now, _) in zip(made.cells, changes.values()):
        cell.source = now
    nbformat.write(made, folder / "changed.ipynb")

    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(TESTS / "offline"), str(TESTS)])}
    command = [sys.executable, "-m", "pytest", "-p", "strict", "-p", "no:hypothesispytest", "--junitxml=report.xml"]
    command += ["--nbval", "--nbval-current-env", "--color=no", "changed.ipynb"]
    subprocess.run(command, env=env, cwd=folder, stdout=subprocess.DEVNULL, timeout=300)
    words = {}
    for case in ElementTree.parse(folder / "report.xml").iter("testcase"):
        name = list(changes)[int(case.get("name").removeprefix("Cell "))]
        words[name, "second seed" in case.get("classname")] = "".join(part.text for part in case.iter("failure"))
    return words


@pytest.mark.parametrize("second", [False, True], ids=["first seed", "second seed"])
@pytest.mark.parametrize("name", CELLS)
def test_what_changed_is_found(said, name, second):
    complaint = CELLS[name][2]
    assert complaint in said[name, second]
    assert complaint or not said[name, second]


def test_another_matplotlib_may_differ_in_pixels_and_nowhere_else(monkeypatch):
    def of(shade, size=(4, 4), alt="x"):
        Image.new("RGB", size, (shade,) * 3).save(png := io.BytesIO(), "PNG")
        return [
            {
                "data": {
                    "text/html": f'<img alt="{alt}" src="data:image/png;base64,{base64.b64encode(png.getvalue()).decode()}">'
                }
            }
        ]

    monkeypatch.setattr(strict, "is_locked", lambda package: False)
    assert list(strict.differences(of(0), of(200))) == []
    assert (
        len(list(strict.differences(of(0), of(0, (5, 4))))) == len(list(strict.differences(of(0), of(0, alt="y")))) == 1
    )
    assert list(strict.differences(of(0), [])) == ["1 pictures are stored, 0 were drawn"]
    monkeypatch.undo()
    assert len(list(strict.differences(of(0), of(200)))) == strict.is_locked("matplotlib")


def test_the_two_seeds_are_two(said):
    assert os.environ["PYTHONHASHSEED"] == FIRST_SEED  # under which the notebook was stored
    assert not said["the seed", False]
    assert "mismatch 'stdout'" in said["the seed", True]


def test_no_test_asserts_a_time():
    """What a clock says depends on what else the machine does: tests/benchmark.py measures, each thing in a process of its own."""
    clock = re.compile(r"perf_counter|process_time|\btimeit\b|deadline=(?!None)|\btime\.time\b|\bmonotonic\(")
    files = sorted(Path(__file__).parent.glob("test_*.py"))
    assert [
        path.name for path in files if path != Path(__file__) and clock.search(path.read_text(encoding="utf-8"))
    ] == []
    assert settings.default.deadline is None


def test_what_fails_in_a_loop_names_its_case(case):
    with pytest.raises(AssertionError) as caught, case("C13", 2):
        raise AssertionError
    assert caught.value.__notes__ == ["in the case C13, 2"]


def test_a_kernel_whose_port_is_taken_is_started_again(monkeypatch):
    import executed

    started = []

    class Client:
        def __init__(self, notebook, **options):
            started.append(options)

        def execute(self):
            if len(started) < 3:
                raise RuntimeError("Kernel died before replying to kernel_info")
            return "done"

    monkeypatch.setattr(executed, "NotebookClient", Client)
    assert execute(None) == "done" and len(started) == 3
    monkeypatch.setattr(Client, "execute", lambda self: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        execute(None)
    assert len(started) == 4
