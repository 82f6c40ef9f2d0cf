"""Converting many files in worker processes; one bad file, or one that kills its worker, stops nothing.

A pool whose worker dies is broken and loses what was under way: what is left then goes on in a fresh
process for each file, so that only the file that kills is lost.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import traceback
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from ..files import sweep
from ..i18n import gettext as _
from ..model import GongwenError, Notice
from .planning import Job


@dataclass(frozen=True, slots=True)
class Recipe:
    """How every file of a batch is converted; the arguments of `gongwen.convert`."""

    style: str = "auto"
    mode: str = "word"
    level: str = "likely"
    script: str = "auto"
    overwrite: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    job: Job
    error: str = ""
    """One line for the user; empty when all went well."""
    changed: int = 0
    suggested: int = 0
    noted: int = 0
    notices: tuple[Notice, ...] = ()


Report = Callable[[Outcome], None]


def run(jobs: Sequence[Job], recipe: Recipe, workers: int, done: Report) -> list[Outcome]:
    """Convert all files; `done` is called as each is finished, the result is in the order of `jobs`.

    An interrupt lets the files under way end and drops the others.
    """
    outcomes: dict[Job, Outcome] = {}
    try:
        with closing(_all(jobs, recipe, workers)) as results:
            for outcome in results:
                outcomes[outcome.job] = outcome
                done(outcome)
    finally:
        sweep({target.parent for job in jobs for target in job.targets})
    return [outcomes[job] for job in jobs]


def convert_one(job: Job, recipe: Recipe) -> Outcome:
    """Convert one file; whatever goes wrong is told in the outcome."""
    from ..api import convert  # noqa: PLC0415  # imported in the worker, not at start
    from ..model import Status  # noqa: PLC0415

    try:
        result = convert(
            job.source,
            job.targets,
            style=recipe.style,
            mode=recipe.mode,
            level=recipe.level,
            script=recipe.script,
            overwrite=recipe.overwrite,
        )
    except GongwenError as error:
        return Outcome(job, " ".join(str(error).split()))
    except Exception as error:  # a defect of ours must not stop the batch
        frame = traceback.extract_tb(error.__traceback__)[-1]
        message = _("something unexpected happened ({error} in {place}); please report it")
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        return Outcome(job, message.format(error=type(error).__name__, place=place))
    status = [edit.status for edit in result.repaired.edits]
    return Outcome(
        job,
        changed=status.count(Status.APPLIED),
        suggested=status.count(Status.SUGGESTED),
        noted=status.count(Status.NOTED),
        notices=result.notices,
    )


def _all(jobs: Sequence[Job], recipe: Recipe, workers: int) -> Generator[Outcome, None, None]:
    left = dict.fromkeys(jobs)
    with closing(_side_by_side(jobs, recipe, workers)) as results:
        for outcome in results:
            del left[outcome.job]
            yield outcome
    # What a worker had finished when it died may be there without our knowing: it is ours to replace.
    again = replace(recipe, overwrite=True)
    for job in left:
        with closing(_side_by_side([job], again, 1)) as results:
            yield next(results, None) or _died(job)


def _side_by_side(jobs: Sequence[Job], recipe: Recipe, workers: int) -> Generator[Outcome, None, None]:
    """The outcomes as they come; those that a broken pool lost are missing."""
    context = multiprocessing.get_context("spawn")  # the same on every system, and safe beside threads
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_ignore_interrupts)
    futures: list[Future[Outcome]] = []
    try:
        with suppress(BrokenProcessPool):
            for job in jobs:
                futures.append(pool.submit(convert_one, job, recipe))
        for future in as_completed(futures):
            with suppress(BrokenProcessPool):
                yield future.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _died(job: Job) -> Outcome:
    return Outcome(job, _("the process that converted it died; perhaps memory ran out"))


def _ignore_interrupts() -> None:
    """In a worker: leave Ctrl-C to the process that started it, so that no file is left in half."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def default_workers() -> int:
    """One for each processor that this process may use."""
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else os.cpu_count() or 1
