"""A student's function, called so that it cannot hang `check`, stop the kernel, or reach what it is compared with.

Steps are counted, an instruction of Python each, which works on every system and in a browser. What cannot be counted is work inside
one step: `10**10**9`, `"x" * 10**12`, `list(range(10**10))`, `time.sleep`, some regular expressions. Nor can what a function
does with threads of its own or with `sys.settrace`, or after it has taken the exception that was to end it and kept it, or
has gone into itself as deep as Python lets it. The stop button ends these, as ever.
"""

import copy
import dis
import os
import sys
from typing import NamedTuple

from .plain import TooMuch, plain

MOST_STEPS = 300_000  # for all calls of one check: less than a second; the answers need some hundreds

_COURSE = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep  # its own steps are not counted


class Stopped(NamedTuple):
    """A call that gave nothing back: the name of what stopped it, and its message. It is `endless` if we did."""

    kind: str
    message: str
    endless: bool = False


class TooManySteps(BaseException):
    """Raised in a function that does not come to an end. No Exception, so that `except Exception` lets it pass.

    Python ends a trace that raises. So where a bare `except:` takes this, the trace begins again once it is let go, and
    raises at the next step: sooner or later at one that is outside of every `try`.
    """

    def __init__(self, again):
        self.again = again

    def __del__(self):
        self.again(sys._getframe().f_back)


def call_each(function, cases):
    """What a function gives back for each of the arguments, as plain data, or a `Stopped`; none after one that is endless."""
    results = []
    counted = _Counted()
    for arguments in cases:
        results.append(_call(function, copy.deepcopy(arguments), counted))
        if counted.left < 0:
            results[-1] = Stopped("", "", endless=True)
            break
    return results


def _call(function, arguments, counted):
    problem = None
    try:
        try:
            return plain(counted(function, arguments))
        except TooMuch as too_much:
            return Stopped("", str(too_much))
        except KeyboardInterrupt as stopped:
            if not _raised_by_code(stopped):
                raise
            problem = stopped
        except SystemExit:
            return Stopped("RuntimeError", "it tried to leave Python")
        except BaseException as raised:  # GeneratorExit, or one of the student's own making
            problem = raised
        return Stopped(plain(type(problem).__name__), plain(counted(_words, [problem])))
    except KeyboardInterrupt as stopped:
        if not _raised_by_code(stopped):
            raise
    except BaseException:  # even its message fails
        pass
    return Stopped(type(problem).__name__, "")


def _words(problem):
    return str(problem)[:100]


def _raised_by_code(interrupt):
    """Whether a KeyboardInterrupt comes of a `raise`, and not of the stop button, which can come at any other instruction."""
    trail = interrupt.__traceback__
    while trail.tb_next:
        trail = trail.tb_next
    return dis.opname[trail.tb_frame.f_code.co_code[trail.tb_lasti]] == "RAISE_VARARGS"


class _Counted:
    """Calls functions and counts their steps, all together; what traced before, such as a debugger, goes on afterwards."""

    def __init__(self):
        self.left, self.running = MOST_STEPS, False

    def __call__(self, function, arguments):
        earlier, self.running = sys.gettrace(), True
        sys.settrace(self._trace)
        try:
            return function(*arguments)
        finally:
            self.running = False
            sys.settrace(earlier)

    def _trace(self, frame, event, _):
        if not self.running or frame.f_code.co_filename.startswith(_COURSE):
            return None
        frame.f_trace_opcodes = True  # `while True: pass` is one line, and one instruction, that never ends
        self.left -= 1
        if self.left < 0:
            raise TooManySteps(self._again)
        return self._trace

    def _again(self, frame):
        if self.running:
            while frame is not None and not frame.f_code.co_filename.startswith(_COURSE):
                frame.f_trace = self._trace
                frame = frame.f_back
            sys.settrace(self._trace)
