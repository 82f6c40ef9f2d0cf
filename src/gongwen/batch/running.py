"""The batch itself: tasks to supervised workers, outcomes to the manifest and to whoever watches."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ..files import sweep
from ..i18n import gettext as _
from . import carrying
from .jobs import Limits, Outcome, Task
from .manifest import NAME, Manifest
from .pool import Ended, Failure, Pool
from .resuming import Agenda

if TYPE_CHECKING:
    from .cluster import Cluster

CONVERT = "gongwen.batch.converting:convert_one"
Report = Callable[[Outcome], None]


def run(
    agenda: Agenda,
    workers: int,
    done: Report = lambda _outcome: None,
    limits: Limits | None = None,
    cluster: Cluster | None = None,
) -> list[Outcome]:
    """Convert what is left to do; whatever happens to one file, all others are converted.

    An interrupt lets the files under way end, takes note of them and drops the others.

    Args:
        agenda: what is to do; its folders exist.
        workers: how many processes work side by side.
        done: called for each file as it is finished, settled ones first.
        limits: what one file may take.
        cluster: machines that do it instead of this one.

    Returns:
        What became of the files, in the order of the jobs.

    Raises:
        UnwritableOutput: another run is writing into the same folder.
        UsageError: the cluster was lost.
    """
    limits = limits or Limits()
    outcomes = dict(agenda.settled)
    for outcome in agenda.settled.values():
        done(outcome)
    with _manifests(agenda) as manifests, _clean_folders(agenda):

        def take(outcome: Outcome) -> None:
            outcomes[outcome.job] = outcome
            if outcome.job.root and not outcome.error:
                manifests[outcome.job.root].note(outcome, agenda.keys[outcome.job])
                agenda.desk.keep(outcome.job.root / NAME, now=False)
            done(outcome)

        if cluster and agenda.tasks:
            cluster.convert(CONVERT, agenda.tasks, limits, take)
        else:
            _convert(agenda.tasks, workers, limits, take)
    return [outcomes[job] for job in agenda.jobs]


def default_workers() -> int:
    """One for each processor that this process may use."""
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else os.cpu_count() or 1


def _convert(tasks: Sequence[Task], workers: int, limits: Limits, take: Report) -> None:
    """Give what becomes of each task to `take`; after an interrupt of those under way, then raise it."""
    tasks, failed = carrying.fetch(tasks)
    for outcome in failed:
        take(outcome)
    if not tasks:
        return
    with Pool(CONVERT, min(workers, len(tasks)), limits) as pool, carrying.Porters() as porters:
        pool.start(tasks)
        try:
            take_all(pool, porters, limits, take)
        except (KeyboardInterrupt, SystemExit):
            pool.stop()
            take_all(pool, porters, limits, take)
            raise


def take_all(pool: Pool, porters: carrying.Porters, limits: Limits, take: Report) -> None:
    """Give what becomes of the tasks of a pool to `take`, once it is where it belongs."""
    for ended in pool.ended():
        for outcome in porters.carry(ended.task, outcome_of(ended, limits)):
            take(outcome)
    for outcome in porters.arrived():
        take(outcome)


def outcome_of(ended: Ended, limits: Limits) -> Outcome:
    """What the pool tells of a task, for the user."""
    if ended.failure is None:
        answer: Outcome = ended.answer
        return answer
    reasons = {
        Failure.TIMEOUT: _("it took longer than {seconds} seconds; allow more with --timeout"),
        Failure.MEMORY: _("it needs more than {memory} MB of memory; allow more with --memory"),
        Failure.DIED: _("the process that converted it died, twice; perhaps memory ran out"),
    }
    reason = reasons[ended.failure].format(seconds=f"{limits.timeout:g}", memory=limits.memory)
    return Outcome(ended.task.job, reason, seconds=ended.seconds)


@contextmanager
def _manifests(agenda: Agenda) -> Iterator[dict[Path, Manifest]]:
    """The manifests of all folders, in which is noted what begins."""
    with ExitStack() as stack:
        manifests = {root: stack.enter_context(Manifest(root)) for root in agenda.roots}
        for root, manifest in manifests.items():
            if begins := [task.job for task in agenda.tasks if task.job.root == root]:
                manifest.begin(begins)
                agenda.desk.keep(root / NAME)
        try:
            yield manifests
        finally:
            for root in manifests:
                agenda.desk.keep(root / NAME)


@contextmanager
def _clean_folders(agenda: Agenda) -> Iterator[None]:
    """Without temporary files of runs that were killed, and of workers that this run kills."""
    folders = {target.parent for job in agenda.jobs for target in job.targets}
    sweep(folders, agenda.leftovers)
    try:
        yield
    finally:
        sweep(folders, {os.getpid()})
