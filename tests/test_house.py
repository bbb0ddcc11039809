"""The house: each module imports only from what stands below it, drawn from the imports of the package itself."""

import ast
import re
import subprocess
import sys
from pathlib import Path

from sidebyside.exercises import LESSONS

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "notebooks" / "sidebyside"

# From the ground up, and on each floor step by step: a module may import from the steps below its own, and from nothing on it.
# "" is the package itself.
FLOORS = {
    "ground: data, files, figures and what is shown": [
        "python known output",
        "corpus shadows plots",
        "cards decoding locks browser",
        "display files rules rules.letters",
    ],
    "rules: what is found in any text": [
        "rules.sentences rules.quotation_marks rules.passives rules.proper_names rules.quantities rules.shared_wording rules.matching"
        " rules.line_clues rules.mending",
        "rules.speakers rules.citing rules.page_lines",
        "rules.attribution rules.evidence",
        "rules.quotations",
        "rules.review",
    ],
    "lessons: the tables of the collection, and what is asked of them": [
        "moved texts saying chance",
        "page contexts voices claims stances tone record war own_naming",
        "desk",
        "strips",
        "words",
        "compare frames names intake critique columns",
        "paste_box",
        "evidence_rows reading_files",
        "own_voices own_numbers",
        "own_words",
        "own_sources",
        "reading_desk lookup",
        "reading",
    ],
    "exercises: questions and their answers": [
        "exercises.plain",
        "exercises.steps",
        "exercises.kinds",
        "exercises.evidence exercises.noted",
        " ".join(["exercises", *(f"exercises.{lesson}" for lesson in LESSONS.values())]),
    ],
    "objections: to anything that stands below": ["register"],
    "answers: all that a student wrote, taken along, and those of a class": [
        "answers_file",
        "answers_there",
        "answers_back",
        "answers",
    ],
    "teachers: a class, handouts and marking": [
        "marking_safety handout_pages",
        "grading classes",
        "handouts marking site",
    ],
    "the door": [" __main__"],
}
# The module of a new lesson, which no row names, stands with that of the last: it may import all that a lesson can.
NAMED = " ".join(step for steps in FLOORS.values() for step in steps).split(" ")
NEW = [lesson for lesson in LESSONS.values() if lesson not in NAMED and (PACKAGE / f"{lesson}.py").exists()]
STEPS = [step.split(" ") + NEW * ("own_sources" in step.split(" ")) for steps in FLOORS.values() for step in steps]
STEP = {name: number for number, step in enumerate(STEPS) for name in step}

# Slow to load, needed by few, or not on every system: these alone are imported where they are used.
SLOW = set(
    "nltk matplotlib PIL IPython ipywidgets nbformat nbclient nbconvert nbgrader pygments bs4 jinja2 sqlalchemy zmq"
    " vaderSentiment bleach psutil fcntl msvcrt jupyter_core".split()
)
# What reads the tables of the collection: no rule may know it.
LOADERS = set("load_table load_sources load_units read_table read_text DATA TABLES".split())


def name_of(path):
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix("__init__").rstrip(".")


FILES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def imports(name):
    """What a module imports: `(module of the package, or the library; name, or nothing; whether inside a function)`."""
    tree = ast.parse(FILES[name].read_text(encoding="utf-8"))
    hidden = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, (ast.FunctionDef, ast.Lambda))
        for node in ast.walk(function)
    }
    home = name if FILES[name].name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "", id(node) in hidden) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = ["sidebyside", *home.split(".")] if home else ["sidebyside"]
            origin = (
                ".".join([*above[: len(above) + 1 - node.level], *filter(None, [node.module])])
                if node.level
                else node.module
            )
            for alias in node.names:
                whole = f"{origin}.{alias.name}".removeprefix("sidebyside.")
                is_module = origin.startswith("sidebyside") and whole in FILES
                yield (
                    f"sidebyside.{whole}" if is_module else origin,
                    "" if is_module else alias.name,
                    id(node) in hidden,
                )


def below(name):
    """The modules of the package that a module imports from."""
    found = {
        module.removeprefix("sidebyside").lstrip(".")
        for module, *_ in imports(name)
        if re.match(r"sidebyside\b", module)
    }
    return found - {""} if name else found


def upwards(name):
    """The modules that a module imports from, and that are not below it."""
    return [f"{name or 'sidebyside'} imports {other}" for other in sorted(below(name)) if STEP[other] >= STEP[name]]


def hidden(name):
    """What a module imports inside a function, though it is not slow."""
    inside = sorted({module.partition(".")[0] for module, _, is_hidden in imports(name) if is_hidden} - SLOW)
    return [f"{name or 'sidebyside'} hides an import of {library}" for library in inside]


def test_each_module_stands_on_one_step():
    assert sorted(name for step in STEPS for name in step) == sorted(FILES)


def test_a_module_imports_only_from_the_steps_below():
    assert not [wrong for name in FILES for wrong in upwards(name)]


def test_no_import_is_hidden_in_a_function_but_that_of_a_slow_library():
    assert not [wrong for name in FILES for wrong in hidden(name)]


def test_an_import_that_runs_up_and_one_that_is_hidden_are_found(monkeypatch, tmp_path):
    (tmp_path / "page.py").write_text(
        "from . import plots\nfrom .exercises import check\n\n\ndef late():\n    from .corpus import kind_of\n"
    )
    monkeypatch.setitem(FILES, "page", tmp_path / "page.py")
    assert upwards("page") == ["page imports exercises"] and hidden("page") == ["page hides an import of sidebyside"]


def test_no_file_is_longer_than_500_lines():
    assert not [name for name, path in FILES.items() if len(path.read_text(encoding="utf-8").splitlines()) > 500]


def test_a_rule_knows_no_table_of_the_collection():
    for name in FILES:
        if name.startswith("rules"):
            tree = ast.parse(FILES[name].read_text(encoding="utf-8"))
            used = {getattr(node, "attr", getattr(node, "id", None)) for node in ast.walk(tree)}
            assert not LOADERS & (used | {what for _, what, _ in imports(name)}), name


def used(name):
    """The names that a module uses, of functions and methods."""
    tree = ast.walk(ast.parse(FILES[name].read_text(encoding="utf-8")))
    return {getattr(node.func, "attr", getattr(node.func, "id", "")) for node in tree if isinstance(node, ast.Call)}


def test_the_files_of_a_student_have_one_reader_and_one_writer():
    assert [name for name in FILES if {"reader", "DictReader"} & used(name)] == [
        "files",
        "known",
    ]  # `known` reads those of the course
    writes = re.compile(r"""\.write_(?:text|bytes)\(|\bopen\([^()]*["'][wax]b?["']|\bos\.replace\(""")
    found = [name for name, path in FILES.items() if writes.search(path.read_text(encoding="utf-8"))]
    assert found == ["files", "marking"]  # a whole folder of the teacher's, and nothing of a student's


def test_what_is_refused_everywhere_is_refused_in_one_place():
    texts = {name: path.read_text(encoding="utf-8") for name, path in FILES.items()}
    for sentence in (
        "There is no source ",
        "A text is expected here",
        "has to be a list of {",
        "has no column {missing}",
        "is an empty list",
    ):
        assert [name for name, text in texts.items() if sentence in text] in ([], ["corpus"]), sentence
    defined = [
        node.name.strip("_")
        for text in texts.values()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef)
    ]
    for helper in (
        "is_blank",
        "shortened",
        "one_source",
        "one_of",
        "interval",
        "opposed",
        "saying_verbs",
        "need_text",
        "short",
        "known_source",
    ):
        assert defined.count(helper) == (helper not in ("short", "known_source")), helper


def test_the_code_is_laid_out_and_checked_as_its_settings_say():
    for command in (["format", "--check"], ["check"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--no-cache", "."], cwd=ROOT, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{done.stdout}{done.stderr}\nrun: python -m ruff {command[0]} ."
