"""The files of one task from and to places behind URLs, on whatever machine converts it.

A worker process knows local files alone; whoever has the pool fetches before and delivers behind it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from dataclasses import replace
from pathlib import Path

from ..decisions import beside
from ..files import digest
from ..i18n import gettext as _
from ..model import GongwenError, UnwritableOutput
from .jobs import Job, Outcome, Task
from .mounts import Mount, mount_of, shown

_SIDE_BY_SIDE = 8
"""Files that are delivered at the same time."""
_ON_THEIR_WAY = 32
"""Files that may wait for it: they take room here."""


def at(place: Path, task: Task) -> Task:
    """The task with local folders below `place`, for a machine that does not have those of another."""
    mounts = {mount: replace(mount, local=place / str(n)) for n, mount in enumerate(task.mounts)}

    def moved(path: Path) -> Path:
        mount = mount_of(path, mounts)
        return mounts[mount].local / path.relative_to(mount.local) if mount else path

    job = task.job
    targets = tuple(map(moved, job.targets))
    return replace(
        task,
        job=Job(moved(job.source), targets, moved(job.root) if job.root else None),
        ours=tuple(map(moved, task.ours)),
        foreign=tuple(map(moved, task.foreign)),
        mounts=tuple(mounts.values()),
    )


def fetch(tasks: Iterable[Task]) -> tuple[list[Task], list[Outcome]]:
    """Fetch sources that are not here; returns the tasks that can be done, and what became of the others."""
    ready: list[Task] = []
    failed: list[Outcome] = []
    for task in tasks:
        try:
            _fetch(task)
            ready.append(task)
        except (GongwenError, OSError) as error:
            failed.append(Outcome(task.job, " ".join(str(error).split())))
    return ready, failed


def _fetch(task: Task) -> None:
    for target in task.job.targets:
        if mount_of(target, task.mounts):
            target.parent.mkdir(parents=True, exist_ok=True)
    decisions = beside(task.job.targets[0])
    place = mount_of(decisions, task.mounts)
    if task.decided and place:
        place.fetch(decisions)
    mount = mount_of(task.job.source, task.mounts)
    file = _file_of(task.job.source, mount) if mount else None
    if mount and file and not (file.is_file() and file.stat().st_size):
        file.parent.mkdir(parents=True, exist_ok=True)
        mount.fetch(file)


class Porters:
    """Threads that deliver what is made while other files are worked on; nothing waits where all lies here.

    Use it as a context manager: when the block ends, what has set out has ended, and what waits is left.
    """

    def __init__(self) -> None:
        self._hands = ThreadPoolExecutor(_SIDE_BY_SIDE)
        self._under_way: deque[Future[Outcome]] = deque()

    def __enter__(self) -> Porters:
        return self

    def __exit__(self, *_error: object) -> None:
        self._hands.shutdown(cancel_futures=True)

    def carry(self, task: Task, outcome: Outcome) -> Iterator[Outcome]:
        """Set out with one; gives those that have arrived, and waits where too many are on their way."""
        if not task.mounts:
            yield outcome
            return
        self._under_way.append(self._hands.submit(copy_context().run, deliver, task, outcome))
        yield from self.arrived(_ON_THEIR_WAY)

    def arrived(self, most: int = 0) -> Iterator[Outcome]:
        """Those that have arrived, in the order they set out, until no more than so many are on their way."""
        while self._under_way and (len(self._under_way) > most or self._under_way[0].done()):
            outcome = self._under_way[0].result()  # an interrupt here loses none
            self._under_way.popleft()
            yield outcome


def deliver(task: Task, outcome: Outcome) -> Outcome:
    """Put what was made where it belongs; messages call it by its URL."""
    if not task.mounts:
        return outcome
    made = [path for path in task.job.targets if mount_of(path, task.mounts)]
    decisions = beside(task.job.targets[0])
    try:
        if not outcome.error:
            _check_foreign(task)
            for path in (*made, *([decisions] if mount_of(decisions, task.mounts) else [])):
                mount = mount_of(path, task.mounts)
                if mount and path.is_file() and path not in task.foreign:
                    mount.deliver(path)
    except GongwenError as error:
        outcome = Outcome(outcome.job, str(error), seconds=outcome.seconds)
    finally:
        for path in (*made, decisions):
            if mount_of(path, task.mounts):
                with suppress(OSError):
                    path.unlink(missing_ok=True)
    return replace(outcome, error=shown(outcome.error, task.mounts)) if outcome.error else outcome


def _check_foreign(task: Task) -> None:
    """What is there already, and is not known to be ours, must be just what was made.

    Raises:
        UnwritableOutput: It is not.
    """
    for path in task.foreign:
        mount = mount_of(path, task.mounts)
        if mount and mount.digest(path) != digest(path):
            message = _("{path} exists already and is not from this batch; give --force to replace it.")
            raise UnwritableOutput(message.format(path=path))


def _file_of(source: Path, mount: Mount) -> Path:
    """The file itself, or the archive that it lies in: the first that ends like one."""
    inside: Sequence[Path] = [p for p in reversed(source.parents) if p.is_relative_to(mount.local)]
    return next((p for p in inside if p.suffix.lower() == ".zip" and not p.is_dir()), source)
