"""Repairs that somebody refused, kept in a file so that they stay refused on the next run.

The file is JSON: a list of edits as they stand in a report, or an object with such a list under
`rejected`; or a whole report in which the `status` of what is refused was set to `rejected`.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from .i18n import gettext as _
from .model import Refusal, UsageError

FORMAT = "gongwen-decisions/1"


def load_refusals(path: str | os.PathLike[str]) -> tuple[Refusal, ...]:
    """The refusals in a decisions file or a report.

    Raises:
        UsageError: The file cannot be read or has another form.
    """
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise UsageError(
            _("{path} cannot be read as a decisions file: {reason}").format(path=path, reason=error)
        ) from error
    entries = data
    if isinstance(data, dict):
        entries = data.get("rejected", None)
        if entries is None and isinstance(data.get("edits"), list):
            entries = [e for e in data["edits"] if isinstance(e, dict) and e.get("status") == "rejected"]
    if not isinstance(entries, list):
        raise UsageError(
            _('{path} is no decisions file: it must hold a list of edits, or one under "rejected".').format(
                path=path
            )
        )
    return tuple(
        refusal for number, entry in enumerate(entries, 1) for refusal in _refusals(path, number, entry)
    )


def _refusals(path: str | os.PathLike[str], number: int, entry: object) -> list[Refusal]:
    """One for each rule of an entry."""
    if isinstance(entry, dict):
        rules = entry.get("rules", [entry.get("rule")])
        start, end, before = entry.get("start"), entry.get("end"), entry.get("before")
        if (
            isinstance(rules, list)
            and all(isinstance(rule, str) for rule in rules)
            and isinstance(start, int)
            and isinstance(end, int)
            and isinstance(before, str)
        ):
            return [Refusal(rule, start, end, before) for rule in rules]
    raise UsageError(
        _(
            "{path}: entry {number} is no edit; it needs rules, start, end and before as a report has them."
        ).format(path=path, number=number)
    )
