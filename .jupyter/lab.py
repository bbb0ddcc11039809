"""How JupyterLab opens this course: `jupyter lab --config=.jupyter/lab.py`.

Nothing is called outside and nothing pops up. What a reader changes in JupyterLab's own Settings goes to the reader's
home folder, as always, and wins over `overrides.json` beside this file.
"""

import os
from pathlib import Path

import zmq

HERE = Path(__file__).resolve().parent

# Kernels as in `kernels/`: with -P, a student's re.py beside a lesson cannot stop a kernel from starting; the course then names it.
os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [str(HERE), os.environ.get("JUPYTER_PATH")]))

c = get_config()  # noqa: F821
c.ServerApp.root_dir = str(HERE.parent)
c.ServerApp.allow_root = True  # as the containers of some schools need
c.LabApp.default_url = "/lab/tree/notebooks/00_start.ipynb"
c.LabApp.app_settings_dir = str(HERE)
c.LabApp.workspaces_dir = str(HERE / "workspaces")  # which files were open; not in git
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.handlers.announcements.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"
c.LanguageServerManager.autodetect = False  # it would start npm, to look for what the course does not use
if zmq.has("curve"):
    c.KernelManager.transport_encryption = "auto"  # without it, each kernel warns in the terminal
