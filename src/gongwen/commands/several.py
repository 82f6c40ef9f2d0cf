"""What `gongwen convert` says of many files: what is left out, how far it is, what came of it."""

from __future__ import annotations

import os
import shlex
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..i18n import gettext as _
from ..i18n import ngettext
from . import streams

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Task

    from ..batch import Job, Outcome, Plan

_SLOWEST = 3
_SLOW = 2.0
"""Seconds from which a file is named as slow."""


def announce(planned: Plan, console: Console) -> None:
    """Say before work begins what is passed over and what is called otherwise than expected."""
    if planned.left_out:
        kinds = _(", ").join(f"{suffix} × {count}" for suffix, count in planned.left_out)
        console.print(_("Left out, for they cannot be read: {kinds}").format(kinds=kinds))
    for job in planned.renamed:
        message = _("{source} keeps its full name, for another input has the same: {targets}")
        console.print(message.format(source=job.source, targets=_target_names(job)), soft_wrap=True)


@dataclass(frozen=True, slots=True)
class Told:
    """What the indexes tell beside what came of the files."""

    pages: Sequence[Path] = ()
    stale: int = 0
    """How many files of earlier runs they list that nothing makes any more."""
    earlier: int = 0
    """How many inputs that are left out this time have a row all the same."""


def conclude(outcomes: Sequence[Outcome], index: Told, console: Console, *, full: bool) -> None:
    """What came of it: warnings once each, figures, and even on a quiet console every failure.

    Args:
        outcomes: of all files.
        index: what is told elsewhere.
        console: where it is said.
        full: a line for each file.
    """
    good = [outcome for outcome in outcomes if not outcome.error]
    if full:
        for outcome in good:
            console.print(_line(outcome), soft_wrap=True)
    _tell_notices(good, console)
    for line in (_places(good), _repairs(outcomes), _slow(outcomes)):
        if line:
            console.print(line, soft_wrap=True)
    _tell_index(index, console)
    console.print(_counts(outcomes), style="bold")
    _name_failures([outcome for outcome in outcomes if outcome.error], console)


def _tell_index(index: Told, console: Console) -> None:
    if not index.pages:
        return
    if index.earlier:
        message = _("Left out this time, and in the index as an earlier run made them: {count} files.")
        console.print(message.format(count=index.earlier), soft_wrap=True)
    if index.stale:
        message = _("Left by earlier runs and not made by this one: {count} files.")
        console.print(message.format(count=index.stale), soft_wrap=True)
    console.print(_("Index: {paths}").format(paths=streams.listed(index.pages)), soft_wrap=True)


def _tell_notices(good: Sequence[Outcome], console: Console) -> None:
    notices = Counter(notice.message for outcome in good for notice in outcome.notices)
    for message, count in notices.items():
        files = ngettext("{count} file", "{count} files", count).format(count=count)
        told = _("{message} ({files})").format(message=message, files=files)
        console.print("! " + told, style="yellow", soft_wrap=True)


def _places(good: Sequence[Outcome]) -> str:
    look = [outcome for outcome in good if outcome.suggested]
    if not look:
        return ""
    message = _("To look at: {places} places in {files} files; see them with: {command}")
    command = f"gongwen clean --diff {_quoted(str(look[0].job.source))}"
    places = sum(outcome.suggested for outcome in look)
    return message.format(places=places, files=len(look), command=command)


def _quoted(path: str) -> str:
    """A path as one types it."""
    return f'"{path}"' if os.name == "nt" else shlex.quote(path)


def _repairs(outcomes: Sequence[Outcome]) -> str:
    """The repairs of this run, by class."""
    from ..reporting.marks import family_label  # noqa: PLC0415

    repairs: Counter[str] = Counter()
    for outcome in outcomes:
        if not outcome.unchanged:
            repairs.update(dict(outcome.families))
    told = _(", ").join(f"{family_label(name)} {count}" for name, count in repairs.most_common())
    return _("Repairs by class: {told}").format(told=told) if told else ""


def _slow(outcomes: Sequence[Outcome]) -> str:
    ranked = sorted((o for o in outcomes if not o.unchanged), key=lambda o: -o.seconds)[:_SLOWEST]
    told = [f"{o.job.source} ({o.seconds:.0f} s)" for o in ranked if o.seconds >= _SLOW]
    return _("Slowest: {files}").format(files=_(", ").join(told)) if told else ""


def _counts(outcomes: Sequence[Outcome]) -> str:
    """How many files came out how, and the repairs of this run."""
    names = {
        "converted": _("{count} converted"),
        "unchanged": _("{count} unchanged"),
        "failed": _("{count} failed"),
    }
    states = Counter(outcome.state.value for outcome in outcomes)
    parts = [name.format(count=states[state]) for state, name in names.items() if states[state]]
    changed = sum(outcome.changed for outcome in outcomes if not outcome.unchanged)
    return _("{counts}; {changed} repairs.").format(counts=_(", ").join(parts), changed=changed)


def _name_failures(failed: Sequence[Outcome], console: Console) -> None:
    if failed:
        console.quiet = False
        console.print(_("Not converted:"), style="bold red")
        for outcome in failed:
            told = outcome.error if str(outcome.job.source) in outcome.error else _full(outcome)
            console.print("  " + told.replace("\n", "␊"), soft_wrap=True)


def _full(outcome: Outcome) -> str:
    return _("{source}: {reason}").format(source=outcome.job.source, reason=outcome.error)


def _line(outcome: Outcome) -> str:
    message = _("{source} → {targets}: {changed} changed, {suggested} to look at, {noted} noted.")
    return message.format(
        source=outcome.job.source,
        targets=_target_names(outcome.job),
        changed=outcome.changed,
        suggested=outcome.suggested,
        noted=outcome.noted,
    )


def _target_names(job: Job) -> str:
    return _(", ").join(target.name for target in job.targets)


class Progress:
    """A bar with rate and time left on a terminal, nothing elsewhere."""

    def __init__(self, total: int, console: Console) -> None:
        from rich import progress  # noqa: PLC0415
        from rich.text import Text  # noqa: PLC0415

        class Rate(progress.ProgressColumn):
            def render(self, task: Task) -> Text:
                speed = task.finished_speed or task.speed or 0
                return Text(_("{rate} files/s").format(rate=f"{speed:.1f}"))

        self._console, self._all, self._done = console, total, 0
        self._progress = progress.Progress(
            progress.TextColumn("{task.description}"),
            progress.BarColumn(),
            progress.MofNCompleteColumn(),
            Rate(),
            progress.TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=console.quiet or not console.is_terminal,
        )
        self._task = self._progress.add_task(_("Converting"), total=total)

    def __enter__(self) -> Progress:
        self._progress.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._progress.stop()

    def done(self, outcome: Outcome) -> None:
        """Count one file."""
        self._done += not outcome.error
        self._progress.advance(self._task)

    def tell_stop(self) -> None:
        """Say how far it came until an interrupt."""
        message = _("Stopped: {done} of {all} files are done; the same command does the others.")
        self._console.print(message.format(done=self._done, all=self._all), soft_wrap=True)
