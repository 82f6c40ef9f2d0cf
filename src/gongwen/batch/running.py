"""The batch itself: tasks to supervised workers, outcomes to the manifest and to whoever watches."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from ..files import sweep
from ..i18n import gettext as _
from .jobs import Limits, Outcome, Task
from .manifest import Manifest
from .pool import Ended, Failure, Pool
from .resuming import Agenda

CONVERT = "gongwen.batch.converting:convert_one"
Report = Callable[[Outcome], None]


def run(
    agenda: Agenda,
    workers: int,
    done: Report = lambda _outcome: None,
    limits: Limits | None = None,
    scheduler: str = "",
) -> list[Outcome]:
    """Convert what is left to do; whatever happens to one file, all others are converted.

    An interrupt lets the files under way end, takes note of them and drops the others.

    Args:
        agenda: what is to do; its folders exist.
        workers: how many processes work side by side.
        done: called for each file as it is finished, settled ones first.
        limits: what one file may take.
        scheduler: address of a dask scheduler whose workers do it; the folders are seen by all of them.

    Returns:
        What became of the files, in the order of the jobs.

    Raises:
        UnwritableOutput: another run is writing into the same folder.
        UsageError: the cluster cannot be used.
    """
    limits = limits or Limits()
    outcomes = dict(agenda.settled)
    for outcome in agenda.settled.values():
        done(outcome)
    with _manifests(agenda) as manifests, _clean_folders(agenda):

        def take(ended: Ended) -> None:
            outcome = outcomes[ended.task.job] = _outcome(ended, limits)
            if outcome.job.root and not outcome.error:
                manifests[outcome.job.root].note(outcome, agenda.keys[outcome.job])
            done(outcome)

        if scheduler and agenda.tasks:
            from . import cluster  # noqa: PLC0415  # dask is an extra, and takes a second to load

            cluster.convert(CONVERT, scheduler, agenda.tasks, limits, take)
        else:
            _convert(agenda.tasks, workers, limits, take)
    return [outcomes[job] for job in agenda.jobs]


def default_workers() -> int:
    """One for each processor that this process may use."""
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else os.cpu_count() or 1


def _convert(tasks: list[Task], workers: int, limits: Limits, take: Callable[[Ended], None]) -> None:
    """Give each task as it ends to `take`; after an interrupt those that are under way, then raise it."""
    if not tasks:
        return
    with Pool(CONVERT, min(workers, len(tasks)), limits) as pool:
        pool.start(tasks)
        try:
            for ended in pool.ended():
                take(ended)
        except (KeyboardInterrupt, SystemExit):
            pool.stop()
            for ended in pool.ended():
                take(ended)
            raise


def _outcome(ended: Ended, limits: Limits) -> Outcome:
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
        yield manifests


@contextmanager
def _clean_folders(agenda: Agenda) -> Iterator[None]:
    """Without temporary files of runs that were killed, and of workers that this run kills."""
    folders = {target.parent for job in agenda.jobs for target in job.targets}
    sweep(folders, agenda.leftovers)
    try:
        yield
    finally:
        sweep(folders, {os.getpid()})
