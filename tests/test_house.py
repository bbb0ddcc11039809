"""The house: each module imports only from the floors below its own, drawn from the imports of the package itself."""

import ast
import re
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "notebooks" / "sidebyside"

# From the ground up: a module may import from any floor below its own, and from nothing on it. "" is the package itself.
FLOORS = [
    "python known output",
    "corpus shadows plots",
    "display files",
    "rules rules.sentences rules.quotation_marks rules.passives rules.proper_names rules.shared_wording rules.review",
    "rules.speakers",
    "rules.quotations",
    "moved texts",
    "page words voices claims stances frames tone record war own_naming",
    "compare names desk intake critique columns",
    "own_sources evidence_rows reading_files",
    "reading",
    "exercises.plain",
    "exercises.steps",
    "exercises.kinds",
    "exercises.evidence",
    "exercises exercises.start exercises.page exercises.words exercises.voices exercises.claims exercises.compare exercises.names"
    " exercises.frames exercises.tone exercises.record exercises.critique exercises.own_sources",
    "marking_safety handout_pages",
    "grading",
    "handouts marking",
    " __main__",
]
FLOOR = {name: number for number, row in enumerate(FLOORS) for name in row.split(" ")}

# Slow to load, needed by few, or not on every system: these alone are imported where they are used.
SLOW = set("nltk matplotlib PIL IPython ipywidgets nbformat nbclient nbconvert nbgrader pygments bs4 jinja2 sqlalchemy zmq"
           " vaderSentiment bleach psutil fcntl msvcrt".split())
# What reads the tables of the collection: no rule may know it.
LOADERS = set("load_table load_sources load_units read_table read_text DATA TABLES".split())


def name_of(path):
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix("__init__").rstrip(".")


FILES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def imports(name):
    """What a module imports: `(module of the package, or the library; name, or nothing; whether inside a function)`."""
    tree = ast.parse(FILES[name].read_text(encoding="utf-8"))
    hidden = {id(node) for function in ast.walk(tree) if isinstance(function, (ast.FunctionDef, ast.Lambda)) for node in ast.walk(function)}
    home = name if FILES[name].name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "", id(node) in hidden) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = ["sidebyside", *home.split(".")] if home else ["sidebyside"]
            origin = ".".join([*above[: len(above) + 1 - node.level], *filter(None, [node.module])]) if node.level else node.module
            for alias in node.names:
                whole = f"{origin}.{alias.name}".removeprefix("sidebyside.")
                is_module = origin.startswith("sidebyside") and whole in FILES
                yield f"sidebyside.{whole}" if is_module else origin, "" if is_module else alias.name, id(node) in hidden


def below(name):
    """The modules of the package that a module imports from."""
    found = {module.removeprefix("sidebyside").lstrip(".") for module, *_ in imports(name) if re.match(r"sidebyside\b", module)}
    return found - {""} if name else found


def upwards(name):
    """The modules that a module imports from, and that are not below it."""
    return [f"{name or 'sidebyside'} imports {other}" for other in sorted(below(name)) if FLOOR[other] >= FLOOR[name]]


def hidden(name):
    """What a module imports inside a function, though it is not slow."""
    inside = sorted({module.partition(".")[0] for module, _, is_hidden in imports(name) if is_hidden} - SLOW)
    return [f"{name or 'sidebyside'} hides an import of {library}" for library in inside]


def test_each_module_stands_on_one_floor():
    assert sorted(name for row in FLOORS for name in row.split(" ")) == sorted(FILES)


def test_a_module_imports_only_from_the_floors_below():
    assert not [wrong for name in FILES for wrong in upwards(name)]


def test_no_import_is_hidden_in_a_function_but_that_of_a_slow_library():
    assert not [wrong for name in FILES for wrong in hidden(name)]


def test_an_import_that_runs_up_and_one_that_is_hidden_are_found(monkeypatch, tmp_path):
    (tmp_path / "page.py").write_text("from . import plots\nfrom .exercises import check\n\n\ndef late():\n    from .corpus import kind_of\n")
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
