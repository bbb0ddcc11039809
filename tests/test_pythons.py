"""The same on every Python from 3.11.0 on, and one sentence on an older one.

python tests/test_pythons.py      stores anew what the rules read in the five sources, if a change is meant
"""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import rules

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "notebooks" / "sidebyside"
READ = Path(__file__).with_suffix(".txt")
sys.path.insert(0, str(ROOT / "notebooks"))

from sidebyside import corpus, python, voices, words

# ---------------------------------------------------------------- what the rules read


def read_by_rule():
    """The sentences of the five sources, one a line, a space between their tokens; and their quotations."""
    lines = []
    for source in corpus.load_sources().itertuples():
        lines.append(f"== {source.id}: sentences, and their tokens")
        lines += [" ".join(words.tokens(sentence)) for sentence in words.sentences(source.text)]
        lines.append(f"== {source.id}: quotations")
        for row in voices.quotations(source.text).itertuples():
            lines.append(
                " | ".join([f"{row.start}-{row.end}", row.kind, row.speaker, row.verb, " ".join(row.text.split())])
            )
    return lines


def test_the_rules_read_the_five_sources_as_stored():
    stored, found = READ.read_text(encoding="utf-8").splitlines(), read_by_rule()
    differ = [(place, old, new) for place, (old, new) in enumerate(zip(stored, found), start=1) if old != new]
    assert not differ, "line {} of test_pythons.txt has\n  {}\nand now it is\n  {}".format(*differ[0])
    assert len(stored) == len(found)


# ---------------------------------------------------------------- patterns that every Python matches alike

# ++, *+, ?+ and {…}+ after a bracket that closes a group, and (?>…): wrong up to Python 3.11.4 (CPython gh-100061, gh-106052)
ROUND_A_GROUP = re.compile(r"\(\?>|(?<!\\)\)(?:[*+?]|\{[\d,]*\})\+")
SET = re.compile(r"(?<!\\)\[\^?\]?(?:\\.|[^\]\\])*\]")  # [abc]: brackets in it are characters


def strings(code):
    """Every text in the code; in one put together, ")" stands for each value, since that may be a group."""
    tree = ast.parse(code)
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield node.lineno, "".join(part.value if isinstance(part, ast.Constant) else ")" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            yield node.lineno, node.value if not re.match(r"[*+?]\+", node.value) else ")" + node.value


def round_a_group(code):
    return [(line, text) for line, text in strings(code) if ROUND_A_GROUP.search(SET.sub("[]", text))]


def test_no_pattern_holds_on_to_a_group():
    found = {path.name: round_a_group(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")}
    assert len(found) > 20 and {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize("wrong", [
    r'r"(?>a|b)"', r'r"(a|b)*+"', r'r"(?:ab)?+c"', r'r"(ab){2,3}+"', r'rf"{part}(?:{inside}{part})*+|x"', r'rf"x{part}++"', r'part + r"*+"',
    r'rf"[{marks}](a)*+"', r'r"[)](a)*+"',
])  # fmt: skip
def test_such_a_pattern_is_found(wrong):
    assert len(round_a_group(f"x = {wrong}")) == 1


@pytest.mark.parametrize("right", [r'r"[ab)]*+"', r'r"\)*+"', r'r"[^\W_]++(?:x)*"', r'rf"[{marks}]++"', r'"a ++ b"'])
def test_one_round_a_single_character_is_left_alone(right):
    assert round_a_group(f"x = {right}") == []


# ---------------------------------------------------------------- a Python that is too old, and a home that is none

TOO_OLD = r"This course needs Python 3\.11 or newer, and this is Python {}: install .+\."
OLD = "import runpy, sys; sys.version_info = (3, 10, 13, 'final', 0); sys.modules['pandas'] = None; "  # as if it were


def run(*command, **environment):
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, timeout=100
    )


def test_the_commands_of_the_readme_ask_for_the_python_first():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert (
        re.findall(r"^(.+) -m venv \.venv && ", readme, re.M) == ["python3 notebooks/sidebyside python && python3"] * 2
    )
    assert re.findall(r"`(.+?)py -m venv \.venv; .+ }`", readme) == [r"py notebooks\sidebyside python; if ($?) { "]


@pytest.mark.parametrize("command", ["python", "handouts"])
def test_an_old_python_is_told_so_by_the_commands(command):
    code = f"{OLD}sys.argv = ['', '{command}']; sys.path.insert(0, 'notebooks/sidebyside'); "
    done = run(sys.executable, "-c", f"{code}runpy.run_path('notebooks/sidebyside/__main__.py', run_name='__main__')")
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(TOO_OLD.format(r"3\.10\.13"), done.stderr.strip())


def test_an_old_python_is_told_so_by_a_lesson():
    for path in rules.NOTEBOOKS:  # before pandas, which it may not have
        assert rules.code_cells(rules.read(path))[0].source.startswith("from sidebyside import "), path.name
    code = f"{OLD}from IPython.core.interactiveshell import InteractiveShell as Shell; "
    done = run(sys.executable, "-c", f"{code}Shell().run_cell('from sidebyside import check')", PYTHONPATH="notebooks")
    assert re.fullmatch(TOO_OLD.format(r"3\.10\.13"), done.stdout.strip()), done.stdout


def test_an_old_python_can_read_what_tells_it():
    for name in ["__init__.py", "__main__.py", "python.py"]:
        ast.parse((PACKAGE / name).read_text(encoding="utf-8"), feature_version=(3, 7))
    for old in filter(None, map(shutil.which, [f"python3.{minor}" for minor in range(6, 11)])):  # where there are any
        if run(old, "-V", PYTHONPATH="").returncode:
            continue  # a name that stands for no Python
        done = run(old, "notebooks/sidebyside", "python", PYTHONPATH="")
        assert done.returncode == 1 and re.fullmatch(TOO_OLD.format(r"3\.\d+\.\d+"), done.stderr.strip()), done.stderr


def test_this_python_is_told_nothing():
    done = run(sys.executable, "notebooks/sidebyside", "python")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_home_that_cannot_be_written_to_is_said_in_one_sentence(tmp_path):
    home = tmp_path / "file"
    home.touch()
    own = dict.fromkeys(["HOME", "USERPROFILE", "APPDATA", "XDG_DATA_HOME"], str(home))
    os_own = {"JUPYTER_RUNTIME_DIR": str(home / "runtime"), "JUPYTER_DATA_DIR": str(home / "data")}
    done = run(sys.executable, "-m", "jupyterlab", "--config=.jupyter/lab.py", "--no-browser", **own, **os_own)
    assert done.returncode == 1
    assert re.fullmatch(
        r"JupyterLab cannot start, .+ set HOME to a folder that you can write to, and start again\.",
        done.stderr.strip(),
    )


if __name__ == "__main__":
    READ.write_text("\n".join(read_by_rule()) + "\n", encoding="utf-8")


def test_python_looks_for_rubbish_less_often_and_keeps_to_what_somebody_chose():
    import gc

    from sidebyside import python

    before = gc.get_threshold()
    try:
        for own, then in ((700, 20000), (50000, 50000), (0, 0)):
            gc.set_threshold(own, 10, 10)
            python.collect_less_often()
            assert gc.get_threshold() == (then, 10, 10)
    finally:
        gc.set_threshold(*before)


def test_python_leaves_without_looking_for_rubbish_once_more():
    code = "import atexit, gc; atexit.register(lambda: print(gc.get_freeze_count() > 10_000)); import sidebyside"
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=rules.ROOT / "notebooks", capture_output=True, text=True, encoding="utf-8"
    )
    assert said.stdout == "True\n"


# ---------------------------------------------------------------- a space that is left behind a # that was taken away


def test_a_line_without_its_sign_works_with_the_space_left_and_nothing_else_is_touched():
    for cell, mended in {
        "a = 1\n show(a)\n": "a = 1\nshow(a)\n",
        " one()\n two()\nthree()\n": "one()\ntwo()\nthree()\n",
        "def f():\n    return 1\n f()\n": "def f():\n    return 1\nf()\n",
        "if True:\n  show(1)\n": None,
        "a = 1\n  show(a)\n": None,
        'text = """\n one\n"""\n': None,
        "a = (\n 1)\n": None,
        "a = \n show(a)\n": None,
        "%time a\n show(a)\n": None,
    }.items():
        lines = cell.splitlines(keepends=True)
        assert "".join(python.without_one_space(lines)) == (mended or cell), cell
    code = "from IPython.core.interactiveshell import InteractiveShell as Shell; s = Shell.instance(); "
    code += "s.run_cell('from sidebyside import check'); s.run_cell('a = 1\\n print(a + 41)')"
    assert run(sys.executable, "-c", code, PYTHONPATH="notebooks").stdout.strip() == "42"
