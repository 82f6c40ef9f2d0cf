"""`text.duplicate`: lines that stand twice, as a page leaves them that shows its text in two places.

Twice in a row, or the title twice at the head, is taken out. Elsewhere a text may repeat itself for good
reason (chapter titles in the contents, forms, refrains): that is suggested at most.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..i18n import gettext as _
from ..model import Change
from .lines import Line, lines_of
from .shapes import is_heading, stands_alone
from .stage import Context

RULE = "text.duplicate"
_LEAST = 20
"""Characters of a line that hardly stands twice in a row on purpose."""
_LEAST_APART = 40
_HEAD, _LONGEST_HEAD_LINE = 5, 60
"""Lines, of so many cells at most, that may stand between a title and where it comes again."""
_LEAST_TITLE = 6
_MOST_OFFERED = 5


def find(text: str, context: Context) -> list[Change]:
    """The second of two equal lines."""
    lines = lines_of(text)
    found = {second.start: (first, second, 0.95) for first, second in pairwise(lines) if _same(first, second)}
    found |= {second.start: (first, second, 0.93) for first, second in _titles(lines)}
    changes = [_change(text, *pair) for pair in found.values()]
    apart = [pair for pair in _apart(lines) if pair[1].start not in found]
    changes += [_change(text, first, second, 0.6) for first, second in apart[:_MOST_OFFERED]]
    return sorted(changes, key=lambda change: change.start)


def _same(first: Line, second: Line) -> bool:
    return first.text == second.text and len(first.text) >= _LEAST


def _titles(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """The title and where it comes again, with nothing but short lines in between."""
    if not lines or not _may_be_title(lines[0]):
        return
    others = 0
    for line in lines[1:]:
        if line.text == lines[0].text:
            yield lines[0], line
            continue
        others += 1
        if others > _HEAD or line.stops or line.width > _LONGEST_HEAD_LINE or is_heading(line.folded):
            return


def _may_be_title(line: Line) -> bool:
    long_enough = len(line.text) >= _LEAST_TITLE and not line.stops
    return long_enough and not is_heading(line.folded) and not stands_alone(line.folded)


def _apart(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Long lines that come again somewhere below."""
    seen: dict[str, Line] = {}
    for line in lines:
        if len(line.text) < _LEAST_APART:
            continue
        if line.text in seen:
            yield seen[line.text], line
        seen.setdefault(line.text, line)


def _change(text: str, first: Line, second: Line, confidence: float) -> Change:
    start = text.rfind("\n", 0, second.start)
    reason = (
        _("The line above stands here a second time") if confidence > 0.9 else _("This paragraph stood above")
    )
    return Change(start, second.end, "", RULE, confidence, reason)
