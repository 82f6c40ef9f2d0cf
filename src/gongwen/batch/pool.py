"""A pool of supervised worker processes: a task that hangs, dies or eats memory costs itself and no other.

Each worker is a plain child process with a thread here that gives it one task at a time and waits for the
answer. A task that takes too long is ended with its worker; a worker that dies is replaced and its task
tried once more. Threads, pipes and subprocesses alone: the same on every system, and nothing is forked.

Use it as a context manager: when the block ends, every worker has ended.
"""

from __future__ import annotations

import math
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from queue import Empty, SimpleQueue
from typing import Any

from ..i18n import gettext as _
from ..i18n import language
from ..model import UsageError
from .jobs import Limits

_BOOT = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); "
    "from gongwen.batch.worker import main; main()"
)
_TICK = 0.1
"""Seconds between two looks at the deadlines; also how late an interrupt is noticed on Windows."""
_START_UP = 120.0
"""Seconds that a worker may take until it is ready."""
_LAST_WORDS = 2.0
"""Seconds that a worker is given to clean up when it is told to end."""
_GRACE = 10.0
"""Seconds that the tasks under way are given when the batch is interrupted."""
_ATTEMPTS = 2


class Failure(StrEnum):
    """Why there is no answer."""

    TIMEOUT = "timeout"
    MEMORY = "memory"
    DIED = "died"


@dataclass(frozen=True, slots=True)
class Ended:
    """A task and its answer, or why there is none."""

    task: Any
    answer: Any = None
    failure: Failure | None = None
    seconds: float = 0.0


class Pool:
    """Workers that call one function, given by name, for each task."""

    def __init__(self, function: str, workers: int, limits: Limits, speaks: str = "") -> None:
        """Remember what to do; nothing is started yet.

        Args:
            function: `module:name`; it takes a task and returns the answer, both of which can be pickled.
            workers: how many processes work side by side.
            limits: seconds and memory for each task.
            speaks: the language of messages; default: that of this process.
        """
        self._function = function
        self._limits = limits
        self._todo: deque[Any] = deque()
        self._done: SimpleQueue[Ended | None] = SimpleQueue()
        self._broken: BaseException | None = None
        self._stopping = threading.Event()
        self._workers = [_Worker(function, limits, speaks or language()) for _ in range(workers)]
        self._threads: list[threading.Thread] = []
        self._working = 0

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_error: object) -> None:
        self._stopping.set()
        for worker in self._workers:
            worker.close()
        for thread in self._threads:
            thread.join()

    def start(self, tasks: Iterable[Any]) -> None:
        """Set the workers to work."""
        self._todo.extend(tasks)
        for worker in self._workers:
            thread = threading.Thread(target=self._serve, args=(worker,), daemon=True)
            thread.start()
            self._threads.append(thread)
            self._working += 1

    def stop(self) -> None:
        """Begin nothing more; tasks under way have a few seconds to end, and `ended` gives their answers."""
        self._stopping.set()
        for worker in self._workers:
            worker.hurry(_GRACE)

    def ended(self) -> Iterator[Ended]:
        """The tasks as they end, until none is left.

        Raises:
            UsageError: no worker can be started any more.
        """
        while self._working:
            for worker in self._workers:
                worker.end_if_late()
            with suppress(Empty):
                item = self._done.get(timeout=_TICK)
                if item is None:
                    self._working -= 1
                else:
                    yield item
        if self._broken and self._todo and not self._stopping.is_set():
            raise self._broken

    def _serve(self, worker: _Worker) -> None:
        """In a thread: one task after the other for one worker."""
        try:
            while not self._stopping.is_set():
                try:
                    task = self._todo.popleft()
                except IndexError:
                    break
                try:
                    self._done.put(self._attempt(worker, task))
                except UsageError as error:
                    self._todo.appendleft(task)  # for another worker, if there is one
                    self._broken = error
                    break
        finally:
            worker.end()
            self._done.put(None)

    def _attempt(self, worker: _Worker, task: Any) -> Ended:
        ended = worker.do(task)
        for _again in range(1, _ATTEMPTS):
            if ended.failure not in (Failure.DIED, Failure.MEMORY) or self._stopping.is_set():
                break
            ended = worker.do(task)
        return ended


class _Worker:
    """One child process at a time; a new one where the last one ended."""

    def __init__(self, function: str, limits: Limits, speaks: str) -> None:
        self._function = function
        self._speaks = speaks
        self._limits = limits
        self._lock = threading.Lock()  # between its own thread and the one that watches the deadlines
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._deadline: float | None = None
        self._late = False
        self._last = math.inf
        """The latest deadline: none, but for an interrupt."""

    def do(self, task: Any) -> Ended:
        """Let the process do a task."""
        if self._process is None:
            self._start()
        began = time.monotonic()
        answer, memory = self._ask(task, self._limits.timeout)
        seconds = time.monotonic() - began
        if self._late or memory or answer is None:
            self.end()
            failure = Failure.TIMEOUT if self._late else Failure.MEMORY if memory else Failure.DIED
            if answer is None:
                return Ended(task, failure=failure, seconds=seconds)
        return Ended(task, answer, seconds=seconds)

    def _start(self) -> None:
        """Start a process and wait until it is ready.

        Raises:
            UsageError: it dies of it, more than once.
        """
        for _attempt in range(_ATTEMPTS):
            try:
                process = self._process = _spawn()
                setup = (self._function, self._limits.memory, self._limits.timeout, self._speaks)
                pickle.dump(sys.path, process.stdin)  # type: ignore[arg-type]
                ready, _memory = self._ask(setup, _START_UP)
            except OSError:
                ready = None
            if ready is not None and not self._late:
                return
            self.end()
        message = _("The worker processes cannot start; allow more memory (--memory) or fewer of them (-j).")
        raise UsageError(message)

    def _ask(self, question: object, seconds: float) -> tuple[Any, bool]:
        """The answer to a message and whether memory ran out over it; no answer where the process ended."""
        with self._lock:
            process = self._process
            if self._closed or process is None:
                return None, False
            self._deadline, self._late = min(time.monotonic() + seconds, self._last), False
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            pickle.dump(question, process.stdin)
            process.stdin.flush()
            answer, memory = pickle.load(process.stdout)
        except Exception:  # the pipe broke, or ends within the answer
            answer, memory = None, False
        with self._lock:
            self._deadline = None
        return answer, memory

    def hurry(self, seconds: float) -> None:
        """Bring the deadline forward, of the task under way and of one that is just beginning."""
        with self._lock:
            self._last = time.monotonic() + seconds
            if self._deadline is not None:
                self._deadline = min(self._deadline, self._last)

    def end_if_late(self) -> None:
        """End the process where its task takes too long: politely, then by force."""
        with self._lock:
            if self._deadline is None or time.monotonic() < self._deadline or self._process is None:
                return
            with suppress(OSError):
                if not self._late:
                    self._late = True
                    self._deadline = time.monotonic() + _LAST_WORDS
                    _ask_to_end(self._process)
                else:
                    self._process.kill()

    def close(self) -> None:
        """End the process and start no other."""
        with self._lock:
            self._closed = True
        self.end()

    def end(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            process, self._process = self._process, None
        if process is None:
            return
        with suppress(OSError):
            _ask_to_end(process)
        try:
            process.wait(_LAST_WORDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()


_spawning = threading.Lock()
"""On Windows a process that starts may inherit the pipes of one that starts at the same time."""


def _spawn() -> subprocess.Popen[bytes]:
    """A Python that waits for the path to import from, out of reach of the terminal's Ctrl-C."""
    environment = os.environ | {
        "PYTHONUTF8": str(sys.flags.utf8_mode),
        "OPENBLAS_NUM_THREADS": "1",  # the files are worked on side by side already
        "OMP_NUM_THREADS": "1",
    }
    options: dict[str, Any] = {"process_group": 0}
    if sys.platform == "win32":
        options = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    with _spawning:
        return subprocess.Popen(
            [sys.executable, "-P", "-c", _BOOT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            **options,
        )


def _ask_to_end(process: subprocess.Popen[bytes]) -> None:
    """Let it remove its temporary files and end the programs that it started."""
    if sys.platform == "win32":
        command = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
        if process.poll() is None:
            subprocess.run(command, check=False, capture_output=True)
    else:
        process.send_signal(signal.SIGTERM)
