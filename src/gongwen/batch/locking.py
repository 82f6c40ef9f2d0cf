"""Locks on open files that go with the process, however that ends."""

from __future__ import annotations

import sys
from io import FileIO
from pathlib import Path

_PLACE = 1 << 30
"""The byte that is locked on Windows, where a locked one cannot be read."""


def lock(file: FileIO) -> None:
    """Lock an open file until it is closed or the process ends.

    Raises:
        BlockingIOError, PermissionError: another one holds it.
        OSError: the file system knows no locks, as some shared folders do.
    """
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415

        file.seek(_PLACE)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def is_free(path: Path) -> bool:
    """Whether nobody holds the lock of a file: it is not there, or whoever held it has ended."""
    try:
        with path.open("r+b", buffering=0) as file:
            lock(file)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True
