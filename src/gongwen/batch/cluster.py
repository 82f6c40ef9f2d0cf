"""The batch on a cluster: chunks of tasks to the workers of a dask scheduler, each supervised where it runs.

A chunk runs in a pool of its own on the machine that takes it (see `pool`), so a hanging file ends there. A
machine that is lost loses the chunks that it had; dask gives them to others, and files that it had finished
are found and accepted. Inputs and outputs lie in a folder that all machines see under the same path.
"""

from __future__ import annotations

import logging
import platform
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .. import __version__
from ..i18n import gettext as _
from ..i18n import language
from ..model import UsageError
from .jobs import Job, Limits, Outcome, Task
from .pool import Ended, Failure, Pool

_MOST = 50
"""Files in a chunk: a lost one costs no more, and starting its worker process is 4 % of the work."""
_ROUNDS = 4
"""Chunks for each thread of the cluster, so that all end at about the same time."""
_TALKERS = ("distributed", "distributed.client", "distributed.core", "distributed.comm")
_PATIENCE = 20
"""Seconds in which a scheduler answers."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What became of one task of a chunk."""

    outcome: Outcome | None
    failure: Failure | None
    seconds: float


def convert(
    function: str, scheduler: str, tasks: Sequence[Task], limits: Limits, take: Callable[[Ended], None]
) -> None:
    """Give each task as it ends to `take`.

    Args:
        function: what a worker calls for a task, `module:name`.
        scheduler: address of the scheduler, such as `tcp://10.0.0.1:8786`.
        tasks: what to do.
        limits: what one file may take.
        take: called in this process.

    Raises:
        UsageError: dask is not installed, the scheduler does not answer, a machine has another version of
            gongwen or does not see the folders; what ended before is taken.
    """
    with _client(scheduler) as client:
        _check(client, tasks)
        chunks = list(_chunks(tasks, sum(client.nthreads().values())))
        futures = {
            client.submit(
                run_chunk, function, [_absolute(task) for task in chunk], limits, language(), pure=False
            ): chunk
            for chunk in chunks
        }
        try:
            _collect(client, futures, take)
        finally:
            client.cancel(list(futures))


def _collect(client: Any, futures: dict[Any, Sequence[Task]], take: Callable[[Ended], None]) -> None:
    from distributed import CancelledError, KilledWorker, as_completed  # noqa: PLC0415

    for future in as_completed(futures):
        chunk = futures[future]
        try:
            answers: list[_Answer] = future.result()
        except KilledWorker:  # several machines were lost over it
            answers = [_Answer(None, Failure.DIED, 0.0)] * len(chunk)
        except (CancelledError, OSError) as error:
            raise UsageError(_lost(client.scheduler_info().get("address", ""))) from error
        for task, answer in zip(chunk, answers, strict=True):
            outcome = replace(answer.outcome, job=task.job) if answer.outcome else None
            take(Ended(task, outcome, answer.failure, answer.seconds))


def run_chunk(function: str, tasks: Sequence[Task], limits: Limits, speaks: str) -> list[_Answer]:
    """On a machine of the cluster: do some tasks in a supervised process that speaks the user's language."""
    ended: dict[Job, Ended] = {}
    with Pool(function, 1, limits, speaks) as pool:
        pool.start(tasks)
        for one in pool.ended():
            ended[one.task.job] = one
    return [_Answer(one.answer, one.failure, one.seconds) for one in (ended[task.job] for task in tasks)]


def _absolute(task: Task) -> Task:
    """The task with paths that mean the same on every machine."""
    job = task.job
    root = job.root.resolve() if job.root else None
    targets = tuple(target.resolve() for target in job.targets)
    ours = tuple(path.resolve() for path in task.ours)
    return replace(task, job=Job(job.source.resolve(), targets, root), ours=ours)


def _chunks(tasks: Sequence[Task], threads: int) -> Iterator[Sequence[Task]]:
    size = max(1, min(_MOST, len(tasks) // (max(threads, 1) * _ROUNDS)))
    for start in range(0, len(tasks), size):
        yield tasks[start : start + size]


@contextmanager
def _client(scheduler: str) -> Iterator[Any]:
    """A connection to the scheduler, with at least one worker behind it."""
    try:
        from distributed import Client  # noqa: PLC0415  # takes a second
    except ImportError as error:
        raise UsageError(_("A cluster needs dask: pip install 'gongwen[dask]'.")) from error
    for name in _TALKERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what went wrong is said in one line
    try:
        client = Client(scheduler, timeout=_PATIENCE)
    except (OSError, ValueError) as error:
        message = _("The scheduler {address} does not answer; start it with: dask scheduler")
        raise UsageError(message.format(address=scheduler)) from error
    with client:
        if not client.nthreads():
            message = _("The scheduler {address} has no workers; start some with: dask worker {address}")
            raise UsageError(message.format(address=scheduler))
        yield client


def _check(client: Any, tasks: Sequence[Task]) -> None:
    """Ask every machine for its version and whether it sees the first input and the output folder.

    Raises:
        UsageError: as `_judge`.
    """
    first = _absolute(tasks[0]).job
    seen_here = [next(path for path in (first.source, *first.source.parents) if path.exists())]
    seen_here.append(first.root or first.targets[0].parent)
    _judge(client.run(_tell, [str(path) for path in seen_here]).values())


def _judge(machines: Iterable[tuple[str, str, Sequence[str]]]) -> None:
    """All must be of our version and see the paths.

    Raises:
        UsageError: one is not, or does not.
    """
    for host, version, missing in machines:
        if version != __version__:
            message = _("{host} has gongwen {theirs}, this machine {ours}; install the same on all.")
            raise UsageError(message.format(host=host, theirs=version, ours=__version__))
        if missing:
            message = _("{host} does not see {path}; a cluster needs a folder that all machines share.")
            raise UsageError(message.format(host=host, path=missing[0]))


def _tell(paths: Sequence[str]) -> tuple[str, str, list[str]]:
    """On a machine of the cluster: its name, its version, and which paths it does not see."""
    return platform.node(), __version__, [path for path in paths if not Path(path).exists()]


def _lost(address: str) -> str:
    message = _("The scheduler {address} was lost; the same command goes on where it stopped.")
    return message.format(address=address)
