"""How JupyterLab opens this course: `jupyter lab --config=.jupyter/lab.py`.

Nothing is called outside and nothing pops up. What a reader changes in JupyterLab's own Settings goes to the reader's
home folder, as always, and wins over `overrides.json` beside this file.
"""

import os
import sys
from pathlib import Path

import zmq
from jupyter_core.paths import jupyter_config_dir, jupyter_runtime_dir

HERE = Path(__file__).resolve().parent

try:
    Path(jupyter_runtime_dir()).mkdir(mode=0o700, parents=True, exist_ok=True)
except OSError:
    sys.exit(
        f"JupyterLab cannot start, since it keeps its own notes in your home folder and cannot make {jupyter_runtime_dir()}: "
        "set HOME to a folder that you can write to, and start again."
    )

# Kernels as in `kernels/`: with -P, a student's re.py beside a lesson cannot stop a kernel from starting; the course then names it.
os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [str(HERE), os.environ.get("JUPYTER_PATH")]))

c = get_config()  # noqa: F821
c.ServerApp.root_dir = str(HERE.parent)
c.ServerApp.allow_root = True  # as the containers of some schools need
c.LabApp.default_url = "/lab/tree/notebooks/00_start.ipynb"
c.LabApp.app_settings_dir = str(HERE)
c.LabApp.workspaces_dir = str(HERE / "workspaces")  # which files were open; not in git
c.LabApp.custom_css = True
c.ServerApp.tornado_settings = {"static_custom_path": [str(Path(jupyter_config_dir()) / "custom"), str(HERE / "custom")]}  # a reader's own first
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.handlers.announcements.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"
c.LanguageServerManager.autodetect = False  # it would start npm, to look for what the course does not use
if zmq.has("curve"):
    c.KernelManager.transport_encryption = "auto"  # without it, each kernel warns in the terminal
