"""Lines that are elements of an official document (GB/T 9704) rather than text, told by where they stand.

A name of an authority is an element only among the lines that close a document (other names, a date) or
open it (a number, 文件); the same words end many a line of text. So the shape of a line says what it may be,
and its neighbours whether it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING

from .shapes import has_one_of, has_shape, is_heading

if TYPE_CHECKING:
    from .lines import Line

_LONGEST = 45
"""Cells of a line that is a number, a name or an address."""
_LONGEST_NAME = 26
_ADDRESS_LINES = 5
_MOST_NAMES = 12
"""Names in a row: those of a joint document, or signers."""
_HEAD = 20
"""Lines from the start within which the letterhead, the title and the address are."""
_MARK = re.compile("[，。；！？：]")


class Element(Enum):
    """What a line is, if it is an element of its own."""

    LETTERHEAD = auto()
    """份号, 密级, 紧急程度, 文件 alone."""
    NUMBER = auto()
    """发文字号, with or without 签发人 behind it."""
    SIGNER = auto()
    NAME = auto()
    """An authority or person that issues or signs."""
    DATE = auto()
    ADDRESS = auto()
    """主送机关."""
    FORMULA = auto()
    """此复。 特此通知。"""
    LABELLED = auto()
    """抄送：…, 附件：…, 出席：…: may be long enough to be wrapped."""


def elements_of(lines: Sequence[Line]) -> list[Element | None]:
    """What each line is by its shape and its neighbours; nothing for lines of text and titles."""
    found = [_by_shape(line) for line in lines]
    _mark_address(found, lines)
    names = [_may_be_name(line, place) for place, line in enumerate(lines)]
    for place, element in enumerate(found):
        if element is Element.DATE:
            _mark_names(found, names, range(place - 1, max(-1, place - 1 - _MOST_NAMES), -1))
        if place < _HEAD and element in (Element.NUMBER, Element.LETTERHEAD):
            _mark_names(found, names, range(place - 1, -1, -1))
            _mark_names(found, names, range(place + 1, min(len(lines), _HEAD)), only_shape=True)
        if place < _HEAD and element is Element.SIGNER:
            _mark_signers(found, lines, place + 1)
    return found


def _by_shape(line: Line) -> Element | None:
    folded = line.folded
    if line.width > _LONGEST:
        return Element.LABELLED if has_shape("labelled", folded) else None
    if not has_one_of(tuple(_SHAPES), folded):
        return None
    return next(element for name, element in _SHAPES.items() if has_shape(name, folded))


_SHAPES = {
    "letterhead": Element.LETTERHEAD,
    "number": Element.NUMBER,
    "signer": Element.SIGNER,
    "bare_date": Element.DATE,
    "labelled": Element.LABELLED,
    "formula": Element.FORMULA,
}


def _may_be_name(line: Line, place: int) -> int:
    """2 if the line looks like the name of an authority or a person with a post, 1 if it may be any name."""
    if line.width > _LONGEST_NAME or line.stops or is_heading(line.folded):
        return 0
    if has_shape("organ", line.folded) or has_shape("person", line.folded):
        return 2
    short = line.width <= _LONGEST_NAME / 2 and place > 3
    return int(short and _MARK.search(line.folded) is None)


def _mark_names(
    found: list[Element | None], names: Sequence[int], places: range, *, only_shape: bool = False
) -> None:
    """Take lines for names from a place on, as long as they may be; what may be any name next to it only."""
    for count, place in enumerate(places):
        if found[place] is not None or names[place] < (2 if count or only_shape else 1):
            return
        found[place] = Element.NAME


def _mark_address(found: list[Element | None], lines: Sequence[Line]) -> None:
    """The first line with a mark below a title, and the next ones if it is too long for one."""
    marked = (k for k, line in enumerate(lines[:_HEAD]) if found[k] is None and _MARK.search(line.folded))
    start = next(marked, None)
    if not start:
        return
    for place in range(start, min(len(lines), start + _ADDRESS_LINES)):
        folded = lines[place].folded
        if has_shape("address", folded):
            found[place] = Element.ADDRESS
        if found[place] or "。" in folded or "：" in folded:
            return


def _mark_signers(found: list[Element | None], lines: Sequence[Line], place: int) -> None:
    """Rows of names below 签发人：."""
    while place < len(lines) and found[place] is None and has_shape("people", lines[place].folded):
        found[place] = Element.SIGNER
        place += 1


def title_zone(lines: Sequence[Line], found: Sequence[Element | None]) -> list[bool]:
    """Whether each line stands where a title does: above the first text, or below the mark of an 附件."""
    zone: list[bool] = []
    inside = True
    for place, (line, element) in enumerate(zip(lines, found, strict=True)):
        if place >= _HEAD and not zone[-1]:
            inside = False
        if has_shape("attachment_mark", line.folded) or (
            place and _closes(lines[place - 1], found[place - 1])
        ):
            inside = True
        elif element is None and (_MARK.search(line.folded) or is_heading(line.folded)):
            inside = False
        zone.append(inside)
    return zone


def _closes(line: Line, element: Element | None) -> bool:
    """Whether it is the date or the note at the end of a document; what comes below may have a title too."""
    return element is Element.DATE or has_shape("note", line.folded)
