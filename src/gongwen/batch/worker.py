"""The child process of the pool: reads tasks from stdin, answers on stdout, never outlives its parent."""

from __future__ import annotations

import ctypes
import gc
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from queue import SimpleQueue
from typing import Any, BinaryIO, NoReturn

_READY = "ready"
_LAST_WORDS = 2.0
OBJECTS = 5_000
"""New ones after which the collector looks for circles: after 700, as is usual, it takes 3 ms a file."""
_TASKS = 16
"""Tasks after which memory that is free is given back: it takes 2 ms."""
_BACKSTOP = 30
"""Seconds after its time limit at which the system ends a worker that nobody ends any more."""


def main() -> None:
    """Work until the parent closes the pipe or ends the process."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what some library prints must not come between the answers
    if sys.platform != "win32":
        signal.signal(signal.SIGTERM, _end)
    try:
        _work(answers)
    finally:
        os._exit(1)  # at once: the other thread may wait for stdin for ever


def _work(answers: BinaryIO) -> NoReturn:
    name, memory, timeout, speaks = pickle.load(sys.stdin.buffer)
    os.environ["GONGWEN_LANG"] = speaks
    _limit_memory(memory)
    gc.set_threshold(OBJECTS)
    module, _colon, function = name.partition(":")
    work: Callable[[Any], Any] = getattr(import_module(module), function)
    tasks: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=_receive, args=(tasks,), daemon=True).start()
    _answer(answers, _READY)
    done = 0
    while True:
        task = tasks.get()
        _set_backstop(timeout)
        try:
            _answer(answers, work(task))
        except MemoryError:
            _answer(answers, None, memory=True)
        done += 1
        if done % _TASKS == 0:
            give_back()


def give_back() -> None:
    """Return to the system what is free: glibc keeps it between what is not, some 30 MB after 200 files."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # other libraries have no such function
            ctypes.CDLL(None).malloc_trim(0)


def _answer(answers: BinaryIO, answer: object, *, memory: bool = False) -> None:
    pickle.dump((answer, memory), answers)
    answers.flush()


def _receive(tasks: SimpleQueue[Any]) -> NoReturn:
    """In a thread: tasks as they come, and the end of the parent, whatever the main thread is doing."""
    with suppress(Exception):
        while True:
            tasks.put(pickle.load(sys.stdin.buffer))
    if sys.platform != "win32":
        os.kill(os.getpid(), signal.SIGTERM)  # the main thread cleans up, if it still can
        threading.Event().wait(_LAST_WORDS)
    os._exit(1)


def _end(_signal: int, _frame: object) -> NoReturn:
    raise SystemExit(1)


def _set_backstop(timeout: float) -> None:
    """Let the system end the process where neither the parent nor our own threads can any more."""
    if hasattr(signal, "alarm"):
        signal.alarm(int(timeout) + _BACKSTOP)


def _limit_memory(mebibytes: int) -> None:
    """Bound what may be allocated; not on Windows and macOS, which have no such bound."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  # not there on Windows

    # What is only mapped, such as fonts and tables, counts in the address space but not as data.
    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    _soft, hard = resource.getrlimit(kind)
    limit = mebibytes << 20
    with suppress(OSError, ValueError):
        resource.setrlimit(kind, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
