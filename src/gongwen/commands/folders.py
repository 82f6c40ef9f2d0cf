"""`gongwen convert` with several files, folders, archives, or what is behind a URL."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from ..files import check_target, make_folder
from ..i18n import gettext as _
from ..model import UnwritableOutput, UsageError
from . import several, streams

if TYPE_CHECKING:
    from rich.console import Console

    from ..batch import Agenda, Desk, Job, Outcome, Plan
    from ..batch.cluster import Cluster
    from .order import Order

SOME_FAILED = 1


def convert_many(order: Order) -> int:
    """Convert all inputs; returns the exit code."""
    from ..batch import desk, write_indexes  # noqa: PLC0415

    with ExitStack() as stack:
        own: Desk = stack.enter_context(desk(order.limits.timeout))
        console = streams.messages(quiet=order.quiet, shown=own.shown)
        cluster = _cluster(order, stack)
        planned = _plan(order, own, console)
        if cluster:
            _check(cluster, planned.jobs, order, own)
        todo = _agenda(order, planned, own)
        outcomes = _convert(order, todo, cluster, console)
        pages: list[Path] = []
        try:
            pages += write_indexes([*outcomes, *todo.earlier], own, todo.stale)
        finally:  # what came of the files is told on a full disk, too
            stale = sum(map(len, todo.stale.values()))
            told = several.Told(pages, stale, len(todo.earlier))
            several.conclude(outcomes, told, console, full=order.verbose > 0)
    return SOME_FAILED if any(outcome.error for outcome in outcomes) else 0


def _cluster(order: Order, stack: ExitStack) -> Cluster | None:
    """The cluster, asked before anything is read or written."""
    if not order.scheduler:
        return None
    from ..batch.cluster import connect  # noqa: PLC0415

    return stack.enter_context(connect(order.scheduler))


def _plan(order: Order, desk: Desk, console: Console) -> Plan:
    """What becomes what; files behind URLs are here afterwards."""
    from ..batch import is_url, plan, worth_fetching  # noqa: PLC0415

    if order.directory is None and any(map(is_url, order.inputs)):
        raise UsageError(_("Give a folder with -d, here or behind a URL, for what is made of a URL."))
    inputs = [desk.source(name) for name in order.inputs]
    directory = desk.output(order.directory) if order.directory else None
    odd = desk.fetch(worth_fetching)
    if odd:
        message = _("Left out, for no file here can have such a name: {names}")
        console.print(message.format(names=_(", ").join(map(repr, odd))), soft_wrap=True)
    planned = plan(inputs, order.formats, directory, include=order.include, exclude=order.exclude)
    several.announce(planned, console)
    return planned


def _check(cluster: Cluster, jobs: Sequence[Job], order: Order, desk: Desk) -> None:
    """Ask the machines whether they see the first input, the model and where the outputs go."""
    first = jobs[0]
    source = next(path for path in (first.source, *first.source.parents) if path.exists())
    model = [Path(order.recipe.model)] if order.recipe.model else []
    cluster.check([source, *model], first.root or first.targets[0].parent, desk.mounts)


def _agenda(order: Order, planned: Plan, desk: Desk) -> Agenda:
    """What is left to do; nothing stands in its way."""
    from ..batch import agenda, survey  # noqa: PLC0415

    known = survey(planned.jobs, order.jobs, order.limits)
    todo = agenda(planned.jobs, order.recipe, known, desk, planned.aside)
    _check_fresh([target for target in todo.fresh if desk.is_there(target)], order)
    _check_targets([target for target in todo.fresh if target.parent.is_dir()], order)
    return todo


def _convert(order: Order, todo: Agenda, cluster: Cluster | None, console: Console) -> list[Outcome]:
    from ..batch import run  # noqa: PLC0415

    for folder in dict.fromkeys(target.parent for job in todo.jobs for target in job.targets):
        make_folder(folder)
    progress = several.Progress(len(todo.jobs), console)
    try:
        with progress:
            return run(todo, order.jobs, progress.done, order.limits, cluster)
    except (KeyboardInterrupt, SystemExit):
        progress.tell_stop()
        raise


def _check_fresh(existing: Sequence[Path], order: Order) -> None:
    """Say before any work which files are there that are none of ours.

    Raises:
        UnwritableOutput: for the first of them.
    """
    if len(existing) > 1 and not order.recipe.overwrite:
        message = _("{path} and {count} other files exist already; give --force to replace them.")
        raise UnwritableOutput(message.format(path=existing[0], count=len(existing) - 1))
    if existing and not order.recipe.overwrite:
        message = _("{path} exists already; give --force to replace it, or another name.")
        raise UnwritableOutput(message.format(path=existing[0]))


def _check_targets(paths: Sequence[Path], order: Order) -> None:
    for path in paths:
        check_target(path, overwrite=order.recipe.overwrite)
