"""The batch on a cluster: chunks of tasks to the workers of a dask scheduler, each supervised where it runs.

A chunk runs in a pool of its own on the machine that takes it (see `pool`), so a hanging file ends there. A
machine that is lost loses the chunks that it had; dask gives them to others, and files that it had finished
are found and accepted. Inputs and outputs lie in a folder that all machines see under the same path, or
behind URLs: then each machine fetches and delivers by itself.
"""

from __future__ import annotations

import logging
import platform
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from .. import __version__
from ..files import real, temporary_prefix
from ..i18n import gettext as _
from ..i18n import language, speaking
from ..model import UnwritableOutput, UsageError, reason_of
from . import carrying
from .jobs import Job, Limits, Outcome, Task
from .mounts import Mount, mount_of, opened, without_secret
from .patience import in_time
from .pool import Ended, Failure, Pool
from .running import outcome_of, take_all
from .scratch import scratch

_MOST = 50
"""Files in a chunk: a lost one costs no more, and starting its worker process is 4 % of the work."""
_ROUNDS = 4
"""Chunks for each thread of the cluster, so that all end at about the same time."""
_TALKERS = ("distributed", "distributed.client", "distributed.core", "distributed.comm")
_PATIENCE = 20
"""Seconds in which a scheduler answers."""


class Cluster:
    """The workers of a dask scheduler."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def check(self, inputs: Sequence[Path], output: Path, mounts: Sequence[Mount]) -> None:
        """Ask every machine for its version and whether it sees what this one sees.

        Args:
            inputs: files that all machines read.
            output: the folder they write into, or the one that it is going to lie in.
            mounts: local folders that stand for some behind URLs.

        Raises:
            UsageError: one has another version, does not see a file or folder, or cannot open a URL.
            UnwritableOutput: nothing can be written into the folder.
        """
        here = [real(path) for path in inputs if not mount_of(path, mounts)]
        urls = [(mount.url, mount.patience) for mount in mounts]
        with ExitStack() as stack:
            if not mount_of(output, mounts):
                here.append(stack.enter_context(_probe(output)))
            _judge(self._client.run(_tell, [str(path) for path in here], urls).values())

    def convert(
        self,
        function: str,
        tasks: Sequence[Task],
        limits: Limits,
        take: Callable[[Outcome], None],
    ) -> None:
        """Give what becomes of each task to `take`.

        Args:
            function: what a worker calls for a task, `module:name`.
            tasks: what to do.
            limits: what one file may take.
            take: called in this process.

        Raises:
            UsageError: the scheduler was lost; what ended before is taken.
        """
        client = self._client
        futures = {
            client.submit(
                run_chunk, function, [_absolute(task) for task in chunk], limits, language(), pure=False
            ): chunk
            for chunk in _chunks(tasks, sum(client.nthreads().values()))
        }
        try:
            self._collect(futures, limits, take)
        finally:
            client.cancel(list(futures))

    def _collect(
        self, futures: dict[Any, Sequence[Task]], limits: Limits, take: Callable[[Outcome], None]
    ) -> None:
        from distributed import CancelledError, KilledWorker, as_completed  # noqa: PLC0415

        for future in as_completed(futures):
            chunk = futures[future]
            try:
                outcomes: list[Outcome] = future.result()
            except KilledWorker:  # several machines were lost over it
                outcomes = [outcome_of(Ended(task, failure=Failure.DIED), limits) for task in chunk]
            except (CancelledError, OSError) as error:
                raise UsageError(_lost(self._client.scheduler_info().get("address", ""))) from error
            for task, outcome in zip(chunk, outcomes, strict=True):
                take(replace(outcome, job=task.job))


def run_chunk(function: str, tasks: Sequence[Task], limits: Limits, speaks: str) -> list[Outcome]:
    """On a machine of the cluster: do some tasks in a supervised process that speaks the user's language."""
    with speaking(speaks), scratch() as place:
        own = [carrying.at(place, task) if task.mounts else task for task in tasks]
        ready, failed = carrying.fetch(own)
        outcomes = {outcome.job: outcome for outcome in failed}
        with Pool(function, 1, limits, speaks) as pool, carrying.Porters() as porters:
            pool.start(ready)
            take_all(pool, porters, limits, lambda outcome: outcomes.update({outcome.job: outcome}))
        return [outcomes[task.job] for task in own]


def _absolute(task: Task) -> Task:
    """The task with paths that mean the same on every machine."""
    job = task.job
    root = real(job.root) if job.root else None
    targets = tuple(map(real, job.targets))
    ours = tuple(map(real, task.ours))
    model = str(real(Path(task.recipe.model))) if task.recipe.model else ""
    recipe = replace(task.recipe, model=model)
    return replace(task, job=Job(real(job.source), targets, root), recipe=recipe, ours=ours)


def _chunks(tasks: Sequence[Task], threads: int) -> Iterator[Sequence[Task]]:
    size = max(1, min(_MOST, len(tasks) // (max(threads, 1) * _ROUNDS)))
    for start in range(0, len(tasks), size):
        yield tasks[start : start + size]


@contextmanager
def connect(scheduler: str) -> Iterator[Cluster]:
    """The cluster behind a scheduler, which has at least one worker.

    Args:
        scheduler: address of the scheduler, such as `tcp://10.0.0.1:8786`.

    Raises:
        UsageError: dask is not installed, the scheduler does not answer, or it has no workers.
    """
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
        yield Cluster(client)


@contextmanager
def _probe(output: Path) -> Iterator[Path]:
    """A folder that is there for a moment, in the nearest one above the output that exists."""
    above = next(path for path in (output, *output.absolute().parents) if path.is_dir())
    try:
        with TemporaryDirectory(prefix=temporary_prefix(), dir=real(above)) as place:
            yield Path(place)
    except OSError as error:
        message = _("{path} cannot be written ({reason}); choose another place.")
        raise UnwritableOutput(message.format(path=above, reason=reason_of(error))) from error


def _judge(machines: Iterable[_Told]) -> None:
    """All must be of our version, see the paths and open the URLs.

    Raises:
        UsageError: one is not, or does not.
    """
    for told in machines:
        if told.version != __version__:
            message = _("{host} has gongwen {theirs}, this machine {ours}; install the same on all.")
            raise UsageError(message.format(host=told.host, theirs=told.version, ours=__version__))
        if told.missing:
            message = _("{host} does not see {path}; a cluster needs a folder that all machines share.")
            raise UsageError(message.format(host=told.host, path=told.missing[0]))
        for url, reason in told.closed:
            message = _("{host} cannot open {url} ({reason}); install what it needs on all machines.")
            raise UsageError(message.format(host=told.host, url=without_secret(url), reason=reason))


@dataclass(frozen=True, slots=True)
class _Told:
    """What a machine tells of itself."""

    host: str
    version: str
    missing: Sequence[str]
    """Paths that it does not see."""
    closed: Sequence[tuple[str, str]]
    """URLs that it cannot open, and why."""


def _tell(paths: Sequence[str], urls: Sequence[tuple[str, float]]) -> _Told:
    """On a machine of the cluster: of URLs each with the seconds that it may take."""
    closed = []
    for url, patience in urls:
        try:
            in_time(patience, partial(opened, url))
        except Exception as error:  # what a protocol raises where a package is missing or nobody answers
            cause = error.__cause__ if isinstance(error.__cause__, Exception) else error
            closed.append((url, reason_of(cause) or type(cause).__name__))
    missing = [path for path in paths if not Path(path).exists()]
    return _Told(platform.node(), __version__, missing, closed)


def _lost(address: str) -> str:
    message = _("The scheduler {address} was lost; the same command goes on where it stopped.")
    return message.format(address=address)
