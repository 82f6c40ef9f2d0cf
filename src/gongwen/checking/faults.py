"""What rules are made of: faults, and the words for what was found and what is wanted."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from ..i18n import gettext as _
from .kinds import DATA
from .lines import CELL, PT, Line, Look, is_han
from .paragraphs import Document, Paragraph
from .pdffile import Rule

_FACES = tomllib.loads((DATA / "faces.toml").read_text(encoding="utf-8"))
_CLASSES = {name: re.compile(pattern) for name, pattern in _FACES["classes"].items()}
GAPS = ((3.8, 6.5), (9.9, 15.8), (20.3, 26.2))
"""Millimetres between em boxes that count as no, one and two lines: both readings of "空 n 行"."""
_SLACK = 0.3
CENTER = (104.0, 107.0)
"""The middle of the text block (106) or of the sheet (105), ± 1 mm."""

Where = Paragraph | Line | Rule | int | None
"""Where a fault is: something that has a place, a page, or the file as a whole."""


class Fault(NamedTuple):
    """One place where a rule is broken."""

    where: Where
    found: str
    wanted: str
    general: bool = False
    """Whether it breaks only that part of the rule that may be adapted."""


Faults = Iterable[Fault] | None
"""None: the file holds nothing that the rule speaks of."""
Check = Callable[[Document], Faults]
Checks = dict[str, Check]


def mm(value: float) -> str:
    """Millimetres as people write them."""
    return f"{value:.1f} mm"


def pt(value: float) -> str:
    """Points as people write them."""
    return f"{value:g} pt"


def from_left(value: float) -> str:
    """A place across the sheet."""
    return _("{value} mm from the left edge").format(value=f"{value:.1f}")


def from_top(value: float) -> str:
    """A place down the sheet."""
    return _("{value} mm from the upper edge").format(value=f"{value:.1f}")


def in_cells(value: float) -> str:
    """An indent."""
    return _("{value} characters in").format(value=f"{round(value, 1) + 0:g}")


def at_left(count: float) -> str:
    """An indent from the left edge of the text."""
    return _("{value} characters from the left").format(value=f"{round(count, 1) + 0:g}")


def at_right(count: float) -> str:
    """A distance from the right edge of the text."""
    return _("{value} characters from the right").format(value=f"{round(count, 1) + 0:g}")


def quoted(text: str) -> str:
    """Text of the file, its middle left out where it is long."""
    text = " ".join(text.split())
    return f"“{text}”" if len(text) <= 30 else f"“{text[:18]}…{text[-8:]}”"


def aligned(value: str) -> str:
    """How a paragraph of a Word file stands, in words."""
    names = {
        "left": _("flush left"),
        "both": _("justified"),
        "center": _("centred"),
        "right": _("flush right"),
        "distribute": _("spread over the line"),
    }
    return names.get(value, value)


def nothing() -> str:
    """What is found where something is missing."""
    return _("nothing")


def face_class(face: str) -> str:
    """仿宋, 小标宋, 楷体, 黑体 or 宋体 by the name of a face; empty where the name does not tell."""
    return next((name for name, pattern in _CLASSES.items() if pattern.search(face)), "")


def is_product(face: str, kind: str) -> bool:
    """Whether a face is one of those that offices own."""
    return bool(re.match(_FACES["products"][kind], face))


def has_size(size: float, name: str) -> bool:
    """Whether a size is the one of that name."""
    low, high = _FACES["sizes"][name]
    return bool(low <= size <= high)


def look_faults(
    paragraph: Paragraph, look: Look, face: str, size: str, *, general: bool = True
) -> Iterator[Fault]:
    """Faults of face and size."""
    if face and face_class(look.face) != face:
        yield Fault(paragraph, look.face or nothing(), face, general)
    if size and not has_size(look.size, size):
        high = _FACES["sizes"][size][1]
        yield Fault(paragraph, pt(look.size), f"{size} ({pt(round(high) if high > 15 else 14)})", general)


def gap_fault(paragraph: Paragraph, lines: int, gap: float | None = None) -> Iterator[Fault]:
    """A fault where not so many lines are left empty above a paragraph."""
    gap = paragraph.gap if gap is None else gap
    if gap is None:
        return
    if paragraph.word:
        if abs(gap - lines) > 0.7:
            yield Fault(paragraph, _lines(gap), _lines(lines))
        return
    low, high = GAPS[lines]
    if not low - _SLACK <= gap <= high + _SLACK:
        yield Fault(
            paragraph,
            _("{value} mm of space above").format(value=f"{gap:.1f}"),
            _("{low}–{high} mm ({lines} lines)").format(low=low, high=high, lines=lines),
        )


def _lines(count: float) -> str:
    return _("{count} empty lines above").format(count=f"{count:.1f}".removesuffix(".0"))


def start_fault(paragraph: Paragraph, wanted: float, tolerance: float) -> Iterator[Fault]:
    """A fault where a paragraph does not begin so many cells from the left; tolerance in millimetres."""
    limit = tolerance / CELL + 0.03
    if paragraph.text[:1] in "“‘《〈（〔【「『" and paragraph.lines:
        limit = max(limit, 0.7)  # the blank half of an opening mark may be gone, or the glyph narrow
    if abs(paragraph.first - wanted) > limit:
        yield Fault(paragraph, at_left(paragraph.first), at_left(wanted))


def start_of(paragraph: Paragraph, document: Document) -> float:
    """Cells between the left edge of the text and the first character, estimated in a Word file."""
    if paragraph.lines:
        return paragraph.first
    width = width_of(paragraph.text, paragraph.look.size)
    if paragraph.align == "right":
        return 28 - paragraph.right - width
    if paragraph.align == "center":
        return (28 + paragraph.first - paragraph.right - width) / 2
    return paragraph.first


def end_of(paragraph: Paragraph, document: Document) -> float:
    """Cells between the last character and the right edge, estimated in a Word file."""
    if paragraph.lines:
        return paragraph.right
    if paragraph.align == "right":
        return paragraph.right
    return 28 - start_of(paragraph, document) - width_of(paragraph.text, paragraph.look.size)


def width_of(text: str, size: float = 16.0) -> float:
    """Width in cells of 三号: Han and full-width marks a whole one, digits and Latin half."""
    wide = sum(1.0 if is_han(char) or ord(char) > 0x2000 else 0.5 for char in text)
    return wide * size / 16


def left_edge(document: Document, page: int) -> float:
    """Left edge of the text of a page of a PDF."""
    return document.left.get(page, 28.0)


def right_edge(document: Document, page: int) -> float:
    """Right edge of the text of a page of a PDF."""
    return document.right.get(page, 184.0)


def ems(value: float, size: float) -> float:
    """Millimetres as ems of a size."""
    return value / (size * PT)


@lru_cache(maxsize=1)
def office_faces() -> re.Pattern[str]:
    """The names of faces that offices own."""
    return re.compile(_FACES["products"]["office"])


def centered(paragraph: Paragraph) -> list[Fault]:
    """Faults of lines that do not stand in the middle of text block or sheet.

    On an even page with mirrored margins the middle of the text block is 104 mm.
    """
    if paragraph.word:
        return (
            []
            if paragraph.align == "center"
            else [Fault(paragraph, aligned(paragraph.align), aligned("center"))]
        )
    text = _("centre at {value}")
    return [
        Fault(line, text.format(value=mm(line.center)), text.format(value=mm(106)))
        for line in paragraph.lines
        if not CENTER[0] - (line.page % 2 == 0) <= line.center <= CENTER[1]
    ]
