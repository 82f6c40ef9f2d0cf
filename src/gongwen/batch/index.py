"""The index of an output folder: every file of the run in one table, what needs a look first.

As a page that needs no network, `gongwen-index.html`, and for spreadsheets and programs, `gongwen-index.csv`.
"""

from __future__ import annotations

import csv
import io
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..files import write_atomically
from ..i18n import gettext as _
from .desk import Desk
from .jobs import Outcome, State
from .similar import groups

PAGE, SHEET = "gongwen-index.html", "gongwen-index.csv"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A spreadsheet takes a cell that begins so for a formula, a Chinese one the wide forms, too."""
_OF_THE_MACHINE = frozenset({"font.stand-in"})
"""Warnings that tell nothing of a single file: said once, above the table."""
_TWINS = 3
"""So many duplicates of a file are named."""


@dataclass(frozen=True, slots=True)
class Row:
    """One file."""

    outcome: Outcome
    source: str
    """Its path below the folder that all sources have in common."""
    twins: tuple[str, ...]
    """Likely duplicates of it."""
    remarks: tuple[str, ...]
    """Why it failed, or the warnings that are neither those of every file nor of the machine."""

    @property
    def needs_a_look(self) -> bool:
        """Whether a person should open it."""
        return bool(self.outcome.error or self.outcome.suggested or self.twins or self.remarks)


@dataclass(frozen=True, slots=True)
class Index:
    """The rows of a folder, and what is to be said of all."""

    root: Path
    rows: tuple[Row, ...]
    warnings: tuple[str, ...]
    stale: tuple[str, ...] = ()
    """Outputs of earlier runs that are still there, though nothing of this one makes them."""


def write_indexes(
    outcomes: Sequence[Outcome], desk: Desk | None = None, stale: Mapping[Path, tuple[str, ...]] | None = None
) -> list[Path]:
    """Write page and sheet into each output folder of a run; returns the pages.

    Args:
        outcomes: what became of the files.
        desk: where files are that are behind URLs.
        stale: for each folder what is left there of earlier runs.
    """
    desk = desk or Desk()
    from .indexpage import render  # noqa: PLC0415

    roots = dict.fromkeys(outcome.job.root for outcome in outcomes if outcome.job.root)
    for root in roots:
        index = build(root, [outcome for outcome in outcomes if outcome.job.root == root])
        index = replace(index, stale=(stale or {}).get(root, ()))
        _write(root / PAGE, render(index, desk.address).encode("utf-8", "replace"))
        _write(root / SHEET, sheet(index).encode("utf-8-sig", "replace"))
        desk.keep(root / PAGE)
        desk.keep(root / SHEET)
    return [root / PAGE for root in roots]


def build(root: Path, outcomes: Sequence[Outcome]) -> Index:
    """The rows: failures first, then by the places to look at."""
    common = _common_folder([outcome.job.source for outcome in outcomes])
    names = [os.path.relpath(outcome.job.source, common) for outcome in outcomes]
    twins = _twins(outcomes, names)
    messages = Counter(m for o in outcomes for m in {notice.message for notice in o.notices})
    good = sum(not outcome.error for outcome in outcomes)
    of_all = {message for message, count in messages.items() if count == good > 1}
    of_all |= {n.message for outcome in outcomes for n in outcome.notices if n.code in _OF_THE_MACHINE}
    rows = [
        Row(outcome, name, twins.get(place, ()), _remarks(outcome, of_all))
        for place, (outcome, name) in enumerate(zip(outcomes, names, strict=True))
    ]
    rows.sort(key=lambda row: (-bool(row.outcome.error), -row.outcome.suggested, not row.needs_a_look))
    return Index(root, tuple(rows), tuple(sorted(of_all)))


def _common_folder(sources: Iterable[Path]) -> str:
    try:
        return os.path.commonpath([source.absolute().parent for source in sources])
    except ValueError:  # on several drives of Windows
        return os.curdir


def _twins(outcomes: Sequence[Outcome], names: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """For each file the names of those it is like, the first of them where they are many."""
    found = {}
    for group in groups([b"" if outcome.error else outcome.sketch for outcome in outcomes]):
        shown = [names[place] for place in group[: _TWINS + 1]]
        for place in group:
            others = [name for name in shown if name != names[place]][:_TWINS]
            rest = len(group) - 1 - len(others)
            found[place] = (*others, *([_("and {count} more").format(count=rest)] if rest else []))
    return found


def _remarks(outcome: Outcome, of_all: set[str]) -> tuple[str, ...]:
    if outcome.error:
        return (outcome.error,)
    messages = dict.fromkeys(notice.message for notice in outcome.notices)
    return tuple(message for message in messages if message not in of_all)


def state_names() -> dict[State, str]:
    """What a state is called."""
    return {
        State.CONVERTED: _("converted"),
        State.UNCHANGED: _("unchanged"),
        State.FAILED: _("failed"),
        State.EARLIER: _("left out this time"),
    }


def headings() -> tuple[str, ...]:
    """The columns of page and sheet."""
    return (
        _("File"),
        _("Outputs"),
        _("Title"),
        _("State"),
        _("To look at"),
        _("Changed"),
        _("Noted"),
        _("Characters"),
        _("Seconds"),
        _("Likely duplicate of"),
        _("Remarks"),
    )


def sheet(index: Index) -> str:
    """The rows as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings())
    names = state_names()
    for row in index.rows:
        told = row.outcome
        outputs = [] if told.error else [t.relative_to(index.root).as_posix() for t in told.job.targets]
        cells = (row.source, "\n".join(outputs), told.title, names[told.state])
        numbers = (told.suggested, told.changed, told.noted, told.characters, round(told.seconds, 2))
        last = ("\n".join(row.twins), "\n".join(row.remarks))
        writer.writerow([*map(_harmless, cells), *numbers, *map(_harmless, last)])
    for name in index.stale:
        writer.writerow(["", _harmless(name), "", _("left by an earlier run"), *[""] * 7])
    return text.getvalue()


def _harmless(cell: str) -> str:
    return "'" + cell if cell.startswith(_FORMULA) else cell


def _write(path: Path, data: bytes) -> None:
    with write_atomically(path) as file:
        file.write(data)
