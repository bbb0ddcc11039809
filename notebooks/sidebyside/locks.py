"""The lock of a file that two sessions may want: the system's own, where there is one."""

import os


def hold(lock):
    """The lock's file, open and locked, or None as long as another has it."""
    try:
        handle = os.open(lock, os.O_CREAT | os.O_RDWR, 0o666)
    except PermissionError:
        if os.name == "nt" and os.access(lock.parent, os.W_OK):  # another is deleting it
            return None
        raise
    try:
        if _take(handle) and _is_still(handle, lock):
            return handle
    except BaseException:
        os.close(handle)
        raise
    os.close(handle)
    return None


def _take(handle):
    """Lock an open file, and say whether that could be done: not if another has it."""
    try:
        from fcntl import LOCK_EX, LOCK_NB, flock  # in a browser, the module is there, and empty
    except ImportError:
        try:
            import msvcrt
        except ImportError:
            return True
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    try:
        flock(handle, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a disk without locks
        return True
    return True


def _is_still(handle, lock):
    """Whether the file that was locked is still the one of that name: who had it may have deleted it meanwhile."""
    try:
        there = os.stat(lock)
    except FileNotFoundError:
        return False
    mine = os.fstat(handle)
    return (mine.st_dev, mine.st_ino) == (there.st_dev, there.st_ino)
