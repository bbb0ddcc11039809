"""A notebook run from the top to the bottom, in a kernel of its own."""

from nbclient import NotebookClient


def execute(notebook, folder=None, **options):
    """Run all cells of a notebook in place, with `folder` as the place where it stands; options as for `NotebookClient`.

    A kernel is given its ports before it takes them: where another program has taken one in between, it ends at once, and a new
    one is started.
    """
    place = {"metadata": {"path": str(folder)}} if folder else {}
    for tries_left in (2, 1, 0):
        try:
            return NotebookClient(notebook, kernel_name="python3", resources=place, **options).execute()
        except RuntimeError as failed:
            if not tries_left or "died before replying" not in str(failed):
                raise
