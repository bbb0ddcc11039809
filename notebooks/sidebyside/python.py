"""Which Python the course needs. An old one has to be able to read this file, and `__init__.py` and `__main__.py`."""

import ast
import atexit
import gc
import sys

OLDEST = (3, 11)


class TooOld(ImportError):
    """The Python that runs is too old for the course. A notebook shows the message alone, without the trail of code."""

    def _render_traceback_(self):
        return [str(self)]


def check():
    """Do nothing, or raise `TooOld` with one sentence that says which Python this is and what to do."""
    if sys.version_info < OLDEST:
        raise TooOld(
            "This course needs Python %d.%d or newer, and this is Python %d.%d.%d: install a newer one (python.org has it), "
            "and write its name, such as python3.12, for python3 in the command of README.md (on Windows, py -3.12 for py)."
            % (OLDEST + tuple(sys.version_info[:3]))
        )


def collect_less_often():
    """Let Python look for rubbish at every 20,000th new thing, and not at every 700th.

    Pandas, Matplotlib and a figure make a hundred thousand things that stay: the looking took a tenth of a lesson's time.
    """
    threshold, *others = gc.get_threshold()
    if 0 < threshold < 20000:  # 0 is not at all
        gc.set_threshold(20000, *others)


def leave_at_once():
    """At its end let Python not look through everything for rubbish once more: all of it goes with the process.

    The looking took a third of a second, for which whoever restarts a kernel waits.
    """
    atexit.register(gc.freeze)


def forgive_a_space():
    """Let a line of a cell work of which the `#` was taken away, and the space behind it was not."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is not None and without_one_space not in shell.input_transformers_cleanup:
        shell.input_transformers_cleanup.append(without_one_space)


def without_one_space(lines):
    """The lines of a cell without a single space that begins a line and without which Python can read it; else as they are."""
    mended = list(lines)
    for _ in lines:
        try:
            ast.parse("".join(mended))
        except IndentationError as wrong:
            at = (wrong.lineno or 0) - 1
            if not 0 <= at < len(mended) or mended[at][:1] != " " or mended[at][1:2].isspace():
                return lines
            mended[at] = mended[at][1:]
        except (SyntaxError, ValueError):
            return lines
        else:
            return mended
    return lines
