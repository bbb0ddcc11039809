"""The lessons as a site: a browser runs them, and nothing is installed. JupyterLite is the notebook, Pyodide the Python.

The site is files alone. Any web server has room for it, and no program runs there; what a visitor writes stays in the visitor's
browser. It has the lessons, the package, the data (without `data/mine`), the settings of `.jupyter/`, and those packages of
`.locked/run.txt` that Pyodide lacks or has in other versions, all loaded before the first cell. Pyodide itself, with NumPy, Matplotlib
and IPython in its own versions, comes from its public address, or from the site if a copy is given.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from importlib import metadata, util
from pathlib import Path

from . import browser, corpus, files
from .corpus import BadInput

PYODIDE = "0.27.7"
PUBLIC = f"https://cdn.jsdelivr.net/pyodide/v{PYODIDE}/full/"
CORE = ["pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"]
# Of Pyodide's own packages, by their names there. A kernel looks only into a cell for what it imports, so each is named.
THEIRS = ["micropip", "ssl", "sqlite3", "ipython", "jedi", "numpy", "matplotlib", "regex"]
# Of .locked/run.txt: pandas has a wheel for this Pyodide, the others are plain Python.
OURS = ["pandas", "tzdata", "nltk", "click", "joblib", "tqdm", "defusedxml", "vadersentiment", "comm", "ipywidgets"]
WHEELS_FOR = "--python-version 3.12 --implementation cp --abi cp312 --platform pyemscripten_2024_0_wasm32".split()
KERNEL, WIDGETS = "@jupyterlite/pyodide-kernel-extension", "@jupyter-widgets/jupyterlab-manager"
MADE = "made-by-side-by-side.txt"

INDEX = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Side by Side</title>
<script id="jupyter-config-data" type="application/json" data-jupyter-lite-root=".">{}</script>
<p id="told">Side by Side opens here. It needs JavaScript.</p>
<script>
  if (isSecureContext && navigator.serviceWorker && location.protocol.startsWith("http")) {
    location.replace("lab/index.html?path=notebooks/00_start.ipynb");
  } else {
    document.getElementById("told").textContent =
      "This browser does not run the course from this address. It needs an address that begins with https, "
      + "or http://127.0.0.1 on the machine where the site lies; and no private window.";
  }
</script>
</html>
"""

# For the page of JupyterLab: how a lesson is used there as it is where JupyterLab is installed.
HEAD = r"""<script>
  // Here JupyterLab's shortcuts come before the keys of a desk or a box: what is pressed there stays there.
  addEventListener("keydown", key => {
    const box = key.target.closest && key.target.closest(".jupyter-widgets");
    const leads = key.ctrlKey || key.metaKey || key.altKey || key.key === "Escape" || key.shiftKey && key.key === "Enter";
    if (!box) return;
    key.target.toggleAttribute("data-lm-suppress-shortcuts", !leads);
    if (key.key === "Enter" && key.target.matches("input[type=text]"))  // the line is done
      setTimeout(() => key.target.dispatchEvent(new Event("change", { bubbles: true })));
  }, true);
  // A page that is loaded again shows the lesson that was open.
  const open = () => {
    const tab = document.querySelector("#jp-main-dock-panel .lm-mod-current .lm-TabBar-tabLabel");
    return tab && /^[\w-]+\.ipynb$/.test(tab.textContent) && tab.textContent;
  };
  addEventListener("pagehide", () => open() && sessionStorage.setItem("lesson", open()));
  const lesson = sessionStorage.getItem("lesson");
  if (lesson && !location.search.includes("path=")) location.replace("index.html?path=notebooks/" + lesson);
</script>
<link rel="stylesheet" href="../custom.css">
"""

TOLD = """{folder} has the site: {count} files, {size:.0f} MB. {python_from}

To try it, on this machine:
   {python} -m http.server 8000 --bind 127.0.0.1 --directory {folder}
and open http://127.0.0.1:8000/ in a browser. Ctrl + C ends it.

To publish it, put all that is in the folder on a web server with https: your school's, or one for static pages. Browsers refuse to run
it from anywhere else: by a double click, from an address with http alone, or from this machine's address in a local network.
It has the five texts in full; their rights stay with their holders. It has your lessons as they are now, your answers with them."""


def write(folder, pyodide=None):
    """Make the site in `folder`, and say how large it is, how to try it and how to publish it.

    `pyodide` is a folder with a copy of Pyodide's release: the site then has what it needs of it, and calls nothing outside. A site that
    was made before and not changed is replaced, whole or not at all. Refuses, with a `BadInput`, a folder with anything else in it,
    and what is missing: JupyterLite in the version of `.locked/site.txt`, a package that cannot be fetched, a file of Pyodide.
    """
    browser.refuse("Sites")
    folder = Path(folder).absolute()
    _refuse_what_is_there(folder)
    _refuse_other_versions()
    theirs = _of_pyodide(Path(pyodide)) if pyodide else []
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{folder.name[:20]}.", dir=folder.parent) as work:
            made = _built(Path(work), fetched(Path(work) / "wheels"), "static/pyodide/" if pyodide else PUBLIC)
            for path in theirs:
                (made / "static" / "pyodide").mkdir(parents=True, exist_ok=True)
                shutil.copy(path, made / "static" / "pyodide")
            files.write(made / MADE, _signature(made))
            if folder.exists():
                shutil.rmtree(folder)
            made.chmod(0o755)
            made.rename(folder)
    except OSError as failed:
        raise BadInput(f"{folder.name} was not written ({files.reason(failed)}): name another folder.") from None
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    python_from = f"Python comes from {'the site itself' if pyodide else PUBLIC}, in the browser of whoever opens it."
    told = dict(folder=folder, count=len(sizes), size=sum(sizes) / 1e6, python=sys.executable, python_from=python_from)
    print(TOLD.format(**told))


# ---------------------------------------------------------------- what is refused


def _refuse_what_is_there(folder):
    if os.path.lexists(folder) and (folder.is_symlink() or not folder.is_dir()):
        raise BadInput(f"{folder.name} is no folder: name one that is new or empty.")
    if folder.is_dir() and any(folder.iterdir()):
        made = folder / MADE
        if not made.is_file() or made.read_bytes() != _signature(folder):
            raise BadInput(
                f"The folder {folder.name} has other things in it, or a site that was changed since: nothing was written; "
                "name a folder that is new or empty."
            )


def _signature(folder):
    """What the file `MADE` of a site says: a digest of all the other files, by which the next run knows that nobody changed one."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != MADE:
            name = path.relative_to(folder).as_posix().encode("utf-8", "surrogateescape")
            digest.update(name + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return f"Side by Side, made as a site; do not change it by hand.\n{digest.hexdigest()}\n".encode()


def _refuse_other_versions():
    locked = _locked("site")
    for package in ("jupyterlite-core", "jupyterlite-pyodide-kernel"):
        try:
            there = metadata.version(package)
        except metadata.PackageNotFoundError:
            there = None
        if there != (needed := re.match(r"\S+==(\S+)", locked[package])[1]):
            raise BadInput(
                f"The site is made with {package} {needed}, and {f'{there} is' if there else 'it is not'} installed: "
                f"{sys.executable} -m pip install -r .locked/site.txt"
            )
    if not util.find_spec("pip"):
        raise BadInput("The site takes packages by pip, which is not here: python -m ensurepip installs it.")


def _locked(name):
    """The entry of each package in `.locked/NAME.txt`, with its hashes."""
    text = (corpus.NOTEBOOKS.parent / ".locked" / f"{name}.txt").read_text(encoding="utf-8")
    return {entry[1]: entry[0] for entry in re.finditer(r"^([\w.-]+)==.*\n(?: .*\n)*", text, re.MULTILINE)}


# ---------------------------------------------------------------- the parts


def fetched(folder):
    """The wheels of `OURS` for the browser, fetched by pip into a new folder, each as `.locked/run.txt` has it."""
    folder.mkdir()
    locked, wanted = _locked("run"), folder / "wanted.txt"
    files.write(wanted, "".join(locked[name] for name in OURS).encode())
    options = ["--no-deps", "--only-binary", ":all:", "--require-hashes", *WHEELS_FOR, "-d", folder, "-r", wanted]
    _run(
        "pip",
        "download",
        "-q",
        "--disable-pip-version-check",
        *options,
        what="The packages of the site could not be fetched",
    )
    wanted.unlink()
    return sorted(folder.iterdir())


def _of_pyodide(folder):
    """The files that are needed of a copy of Pyodide: its core, and of its packages `THEIRS` with all that they need."""
    lock = folder / "pyodide-lock.json"
    whole = f"unpack there what Pyodide's release {PYODIDE} has as pyodide-{PYODIDE}.tar.bz2"
    try:
        known = json.loads(lock.read_text(encoding="utf-8"))
        version, packages = known["info"]["version"], known["packages"]
    except (OSError, ValueError, KeyError, TypeError):
        raise BadInput(f"The folder {folder.name} has no Pyodide that can be read: {whole}.") from None
    if version != PYODIDE:
        raise BadInput(f"The folder {folder.name} has Pyodide {version}, and the site needs {PYODIDE}: {whole}.")
    needed, todo = {}, list(THEIRS)
    while todo:
        name = re.sub(r"[-_.]+", "-", todo.pop()).lower()
        if name not in needed:
            needed[name] = packages[name]
            todo += packages[name]["depends"]
    digests = dict.fromkeys(CORE) | {package["file_name"]: package["sha256"] for package in needed.values()}
    for name, digest in digests.items():
        path = folder / name
        if not path.is_file() or digest not in (None, hashlib.sha256(path.read_bytes()).hexdigest()):
            raise BadInput(f"The folder {folder.name} has no {name} as Pyodide {PYODIDE} has it: {whole}.")
    return [folder / name for name in digests]


def _built(work, wheels, python):
    """The site in a folder of `work`, with these wheels, and Python from this address, or this place in it."""
    course, lite, made = corpus.NOTEBOOKS.parent, work / "lite", work / "made"
    contents = lite / "contents"
    (contents / "notebooks").mkdir(parents=True)
    for path in sorted(corpus.NOTEBOOKS.glob("[0-9][0-9]_*.ipynb")):
        shutil.copy(path, contents / "notebooks")
    hidden = shutil.ignore_patterns("__pycache__", ".*")
    shutil.copytree(corpus.NOTEBOOKS / "sidebyside", contents / "notebooks" / "sidebyside", ignore=hidden)
    shutil.copytree(corpus.DATA, contents / "data", ignore=shutil.ignore_patterns("mine", ".*"))
    shutil.copy(course / ".jupyter" / "overrides.json", lite)

    # A worker reads these places as seen from its own, which is in the folder of the kernel's extension.
    packages = [*THEIRS, *(f"../../../../wheels/{path.name}" for path in wheels)]
    kernel = {
        "pyodideUrl": f"{'' if python == PUBLIC else './'}{python}pyodide.js",
        "disablePyPIFallback": True,
        "loadPyodideOptions": {"packages": packages},
    }
    site = {"appName": "Side by Side", "litePluginSettings": {f"{KERNEL}:kernel": kernel}}
    _write_json(lite / "jupyter-lite.json", {"jupyter-lite-schema-version": 0, "jupyter-config-data": site})
    extensions = Path(sys.prefix, "share", "jupyter", "labextensions")
    how = {
        "apps": ["lab"],
        "contents": [str(contents)],
        "output_dir": str(made),
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
        "ignore_sys_prefix": True,  # others that are installed may need a server
        "federated_extensions": [str(extensions / name) for name in (KERNEL, WIDGETS)],
    }
    _write_json(lite / "jupyter_lite_config.json", {"LiteBuildConfig": how})
    _run("jupyterlite_core", "build", cwd=lite, what="JupyterLite could not make the site")

    shutil.copytree(work / "wheels", made / "wheels")
    shutil.copy(course / ".jupyter" / "custom" / "custom.css", made)
    page = made / "lab" / "index.html"
    files.write(page, page.read_bytes().replace(b"</head>", HEAD.encode() + b"</head>", 1))
    files.write(made / "index.html", INDEX.encode())
    return made


def _write_json(path, content):
    files.write(path, json.dumps(content, indent=1).encode())


def _run(module, *arguments, what, cwd=None):
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments)], cwd=cwd, capture_output=True, text=True, errors="replace"
    )
    if done.returncode:
        lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        raise BadInput(f"{what}: {lines[-1].strip() if lines else 'nothing was said'}")
