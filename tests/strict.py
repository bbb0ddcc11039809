"""A plugin of pytest that makes strict nbval stricter: every notebook runs under two hash seeds, and pictures are compared.

Of a cell that draws, nbval by itself compares nothing but the text.
"""

import base64
import io
import os

import numpy as np
import pytest
from nbval.plugin import IPyNbCell, IPyNbFile
from PIL import Image

FIRST_SEED, SECOND_SEED = "1", "2"
TOLERANCE = 0.1  # of 255, on average over the picture: what another machine's rounding may add


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
        if alternative_text(before) != alternative_text(after):
            yield f"alternative text: stored {alternative_text(before)!r}, now {alternative_text(after)!r}"
        old, new = pixels(before["data"]["image/png"]), pixels(after["data"]["image/png"])
        if old.shape != new.shape:
            yield f"picture: stored {old.shape[1]} x {old.shape[0]}, drawn {new.shape[1]} x {new.shape[0]}"
        elif (mean := abs(old - new).mean()) > TOLERANCE:
            yield f"picture: differs by {mean:.2f} of 255 on average; at most {TOLERANCE} is allowed"


def pictures(outputs):
    return [output for output in outputs if "image/png" in output.get("data", {})]


def alternative_text(output):
    """What the picture's metadata say of it to someone who cannot see it."""
    metadata = output.get("metadata", {})
    return metadata.get("image/png", {}).get("alt") or metadata.get("alt") or ""


def pixels(png):
    """The picture, given as a notebook stores it, as an array of height x width x (red, green, blue)."""
    image = Image.open(io.BytesIO(base64.b64decode(png))).convert("RGBA")
    white = Image.new("RGBA", image.size, "white")
    return np.asarray(Image.alpha_composite(white, image).convert("RGB"), dtype=float)
