"""Repairs that somebody refused, kept in a file so that they stay refused on the next run.

The file is JSON: a list of edits as they stand in a report, or an object with such a list under
`rejected`; or a whole report in which the `status` of what is refused was set to `rejected`.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from .i18n import gettext as _
from .model import Edit, Refusal, UsageError, reason_of
from .model.review import Review

FORMAT = "gongwen-decisions/1"
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def load_refusals(path: str | os.PathLike[str]) -> tuple[Refusal, ...]:
    """The refusals in a decisions file or a report.

    Raises:
        UsageError: The file cannot be read or has another form.
    """
    return refusals_of(_entries(_load(path), path))


def _load(path: str | os.PathLike[str]) -> object:
    try:
        return json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        message = _("{path} cannot be read as a decisions file: {reason}")
        raise UsageError(message.format(path=path, reason=reason_of(error))) from error


def _entries(data: object, path: str | os.PathLike[str]) -> list[Mapping[str, object]]:
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
    return entries


def beside(target: Path) -> Path:
    """Where the decisions on what is converted to `target` are kept if no other place is named."""
    return target.with_name(f"{target.stem}.decisions.json")


def kept(review: Review, path: Path) -> str:
    """The decisions file with what was refused in a reviewed file, beside what `path` has; else empty.

    Raises:
        UsageError: The file is there and is no decisions file, or holds decisions on another source.
    """
    entries: list[Mapping[str, object]] = []
    if path.exists():
        data = _load(path)
        _check_source(data, review, path)
        entries += _entries(data, path)
    known = set(refusals_of(entries))
    new: list[Mapping[str, object]] = [
        entry for entry in map(_entry, review.decided) if not known.issuperset(refusals_of([entry]))
    ]
    if not entries and not new:
        return ""
    source = {"name": review.origin.name, "sha256": review.origin.sha256}
    data = {"format": FORMAT, "source": source, "rejected": entries + new}
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return _LONE_SURROGATE.sub(lambda m: f"\\u{ord(m[0]):04x}", text) + "\n"


def _check_source(data: object, review: Review, path: Path) -> None:
    source = data.get("source") if isinstance(data, dict) else None
    known = source.get("sha256") if isinstance(source, dict) else None
    if known != review.origin.sha256:
        message = _("{path} holds decisions on another text; name another file with --decisions.")
        raise UsageError(message.format(path=path))


def _entry(refused: Edit | Refusal) -> dict[str, object]:
    """What was refused as a report would have it."""
    place = {"start": refused.start, "end": refused.end, "before": refused.before}
    if isinstance(refused, Refusal):
        return {**place, "rules": [refused.rule]}
    return {**place, "after": refused.after, "rules": list(refused.rules), "reason": refused.reason}


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
