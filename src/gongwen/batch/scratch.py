"""Temporary folders; those of processes that were killed go when the next one comes."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .locking import is_free, lock

_PREFIX = "gongwen-batch-"
_LOCK = ".lock"
_YOUNG = 60.0
"""Seconds in which a folder may not have its lock yet."""


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder that is removed at the end, or by the next process if this one is killed."""
    _sweep(Path(tempfile.gettempdir()))
    place = Path(tempfile.mkdtemp(prefix=_PREFIX)).resolve()
    try:
        with (place / _LOCK).open("ab", buffering=0) as file:
            with suppress(OSError):  # a file system without locks
                lock(file)
            yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def is_abandoned(place: Path) -> bool:
    """Whether the process that made a folder has ended."""
    return is_free(place / _LOCK)


def _sweep(home: Path) -> None:
    for place in home.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if time.time() - place.lstat().st_mtime > _YOUNG and is_abandoned(place):
                shutil.rmtree(place, ignore_errors=True)
