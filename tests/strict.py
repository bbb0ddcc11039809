"""A plugin of pytest that makes strict nbval stricter: every notebook runs under two hash seeds, and pictures are compared.

Of a picture, nbval by itself compares nothing, or, in a page, each byte. Here the words of the page around it are compared by
nbval, alternative text and caption among them, and the pictures as pictures, which may differ by what another machine's rounding
adds. Only another Matplotlib than the locked one may draw other pixels: no other size, no other words, not one picture more or less.
"""

import base64
import html
import io
import os
import re
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from nbval.plugin import IPyNbCell, IPyNbFile
from PIL import Image

FIRST_SEED, SECOND_SEED = "1", "2"
TOLERANCE = 0.1  # of 255, on average over the picture: what another machine's rounding may add
LOCKED = Path(__file__).resolve().parent.parent / ".locked" / "run.txt"
# What nbval is not to compare in a page that begins with a figure: the bytes of that one picture.
BYTES = re.compile(r'(\A<div class="mathjax_ignore"><figure[^>]*><img [^>]*src="data:image/png;base64,)[^"]*')


class Picture(NamedTuple):
    alt: str  # what it says of itself to someone who cannot see it
    png: str  # its bytes, in base64


class UnderSecondSeed(IPyNbFile):
    """A notebook whose kernel has another hash seed than the one that nbval runs by itself."""

    def setup(self):
        first = os.environ.get("PYTHONHASHSEED", FIRST_SEED)
        os.environ["PYTHONHASHSEED"] = SECOND_SEED
        super().setup()  # starts the kernel
        os.environ["PYTHONHASHSEED"] = first


def pytest_collect_file(file_path, parent):
    if file_path.suffix == ".ipynb" and parent.config.option.nbval:
        name = os.path.relpath(file_path, parent.config.rootpath).replace(os.sep, "/")
        return UnderSecondSeed.from_parent(parent, path=file_path, nodeid=f"{name} (second seed)")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    if isinstance(item, IPyNbCell):
        item.parent.sanitize_patterns[BYTES] = r"\1"
    result = yield
    if isinstance(item, IPyNbCell):
        if found := list(differences(item.cell.outputs, item.test_outputs)):
            item.raise_cell_error("; ".join(found))
    return result


def differences(stored, fresh):
    """What is not the same in the pictures of two lists of outputs, as sentences."""
    stored, fresh = pictures(stored), pictures(fresh)
    if len(stored) != len(fresh):
        yield f"{len(stored)} pictures are stored, {len(fresh)} were drawn"
    for before, after in zip(stored, fresh):
        if before.alt != after.alt:
            yield f"alternative text: stored {before.alt!r}, now {after.alt!r}"
        old, new = pixels(before.png), pixels(after.png)
        if old.shape != new.shape:
            yield f"picture: stored {old.shape[1]} x {old.shape[0]}, drawn {new.shape[1]} x {new.shape[0]}"
        elif is_locked("matplotlib") and (mean := abs(old - new).mean()) > TOLERANCE:
            yield f"picture: differs by {mean:.2f} of 255 on average; at most {TOLERANCE} is allowed"


def is_locked(package):
    """Whether the version that is installed is the one with which the notebooks were stored."""
    return f"\n{package}=={metadata.version(package)} " in f"\n{LOCKED.read_text(encoding='utf-8')}"


def pictures(outputs):
    """The pictures among the outputs of a cell, those inside of a page too, in order."""
    found = []
    for output in outputs:
        data, said = output.get("data", {}), output.get("metadata", {})
        if "image/png" in data:
            found.append(Picture(said.get("image/png", {}).get("alt") or said.get("alt") or "", data["image/png"]))
        for tag in re.findall(r"<img [^>]*>", "".join(data.get("text/html", ""))):
            if png := re.search(r'src="data:image/png;base64,([^"]*)', tag):
                alt = re.search(r'alt="([^"]*)', tag)
                found.append(Picture(html.unescape(alt[1]) if alt else "", png[1]))
    return found


def pixels(png):
    """The picture, given as a notebook stores it, as an array of height x width x (red, green, blue)."""
    image = Image.open(io.BytesIO(base64.b64decode(png))).convert("RGBA")
    white = Image.new("RGBA", image.size, "white")
    return np.asarray(Image.alpha_composite(white, image).convert("RGB"), dtype=np.int16)
