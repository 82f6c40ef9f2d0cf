"""Repairs that somebody refused, kept in a file so that they stay refused on the next run.

The file is JSON: a list of edits as they stand in a report, or an object with such a list under
`rejected`; or a whole report in which the `status` of what is refused was set to `rejected`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from .i18n import gettext as _
from .model import Edit, Refusal, UsageError

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
    return refusals_of(entries)


def refusals_of(entries: Sequence[Refusal | Edit | Mapping[str, object]]) -> tuple[Refusal, ...]:
    """Refusals out of edits, or of entries as a report has them; one for each rule.

    Raises:
        UsageError: An entry is none of these.
    """
    return tuple(refusal for number, entry in enumerate(entries, 1) for refusal in _refusals(number, entry))


def _refusals(number: int, entry: object) -> list[Refusal]:
    if isinstance(entry, Refusal):
        return [entry]
    if isinstance(entry, Edit):
        return [Refusal(rule, entry.start, entry.end, entry.before) for rule in entry.rules]
    if isinstance(entry, Mapping):
        rules = entry.get("rules", [entry.get("rule")])
        start, end, before = entry.get("start"), entry.get("end"), entry.get("before")
        is_list = isinstance(rules, list) and all(isinstance(rule, str) for rule in rules)
        if is_list and isinstance(start, int) and isinstance(end, int) and isinstance(before, str):
            return [Refusal(rule, start, end, before) for rule in rules]
    message = _("Entry {number} of what was refused is no edit: it needs rules, start, end and before.")
    raise UsageError(message.format(number=number))
