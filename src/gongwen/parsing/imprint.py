"""版记 (抄送, 印发) and the attendance of minutes (出席, 请假, 列席): a label and what belongs to it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import BlockKind
from .lines import Found, TextLine, span
from .patterns import matches
from .shapes import is_numbered, is_organisation

_MAX_LINES = 8
_NEAR_END = 8
_MAX_PART = 20
_PARTS = re.compile(r"[\s　、，；,;]+")


def copy_to(lines: Sequence[TextLine], index: int, _first: int, found: Found) -> bool:
    """抄送：… to its stop."""
    text = lines[index].text
    short = matches("sent_to", text) and index >= len(lines) - _NEAR_END
    if not matches("copy_to", text) and not short:
        return False
    end = index + 1
    while end < len(lines) and end - index < _MAX_LINES and _list_goes_on(lines, end):
        end += 1
    _take(BlockKind.COPY_TO, lines, index, end, found)
    return True


def _list_goes_on(lines: Sequence[TextLine], place: int) -> bool:
    """Whether a list of authorities goes on from the line above: it has not come to its stop."""
    above, line = lines[place - 1], lines[place]
    if line.table or above.text[-1] in "。." or is_numbered(line.text):
        return False
    if _is_other(line.text) or _is_imprint(lines, place):
        return False
    return above.text[-1] in "，、,；;：:" or line.text[0] in "，、" or (line.stops and len(line.text) <= 60)


def _is_other(text: str) -> bool:
    others = ("copy_to", "sent_to", "attachment_mark", "date", "attendance")
    return any(matches(name, text) for name in others)


def _is_imprint(lines: Sequence[TextLine], place: int) -> bool:
    return matches("issued_by", lines[place].text) or (
        place + 1 < len(lines)
        and is_organisation(lines[place].text)
        and matches("issued_by", lines[place + 1].text)
    )


def issued_by(lines: Sequence[TextLine], index: int, _first: int, found: Found) -> bool:
    """印发机关 and 印发日期 on one line or two, and how many were printed."""
    if _is_imprint(lines, index) and not lines[index].stops:
        end = index + 1 if matches("issued_by", lines[index].text) else index + 2
        _take(BlockKind.ISSUED_BY, lines, index, end, found)
        return True
    if matches("copies_printed", lines[index].text) and index >= len(lines) - _NEAR_END:
        _take(BlockKind.ISSUED_BY, lines, index, index + 1, found)
        return True
    return False


def attendance(lines: Sequence[TextLine], index: int, _first: int, found: Found) -> bool:
    """出席：… with the lines of names below it."""
    line = lines[index]
    if not matches("attendance", line.text):
        return False
    end = index + 1
    while end < len(lines) and end - index < _MAX_LINES and _names_go_on(lines, end):
        end += 1
    _take(BlockKind.ATTENDANCE, lines, index, end, found)
    return True


def _names_go_on(lines: Sequence[TextLine], place: int) -> bool:
    above, line = lines[place - 1], lines[place]
    if (
        line.table
        or _is_other(line.text)
        or _is_imprint(lines, place)
        or above.text[-1] in "。."
        or "：" in line.text
    ):
        return False
    others = ("signed_and_dated", "in_brackets", "attachment_note", "attachment_named", "copies_printed")
    if is_numbered(line.text) or is_organisation(line.text):
        return False
    if any(matches(name, line.text) for name in others):
        return False
    return all(len(part) <= _MAX_PART for part in _PARTS.split(line.text.rstrip("。")))


def _take(kind: BlockKind, lines: Sequence[TextLine], start: int, end: int, found: Found) -> None:
    found[start] = [span(kind, lines, start, end)]
    found.update({at: [] for at in range(start + 1, end)})
