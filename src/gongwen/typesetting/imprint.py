"""版记: 抄送 and 印发 between their rules, at the foot of the text block (GB/T 9704 7.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..model import BlockKind, Rule
from ..model.parts import IMPRINT, issued_by
from .hanging import Labels
from .matter import Matter, Piece
from .setting import SetLine
from .units import ASCENT

_LEAST_PITCH = 1.35
"""By the size of the type."""
_APART = 1.0
"""Em between office and date on one line, at least."""


@dataclass(frozen=True, slots=True)
class SetImprint:
    """A 版记 with places from its upper edge; its lower edge is that of the text block."""

    height: float
    lines: Sequence[tuple[float, SetLine]]
    rules: Sequence[Rule]
    blocks: frozenset[int]


def imprint_of(matter: Matter) -> SetImprint | None:
    """The 版记 of a document; None without one, or where a page does not hold it."""
    own = [index for index, block in enumerate(matter.blocks) if block.kind in IMPRINT]
    labels = Labels(matter)
    copies = [line for i in own if matter.blocks[i].kind is BlockKind.COPY_TO for line in labels.lines(i)]
    issued = [
        line for i in own if matter.blocks[i].kind is BlockKind.ISSUED_BY for line in _issued(i, matter)
    ]
    every = [*copies, *issued]
    pitch = _pitch(every, matter)
    if not every or pitch is None:
        return None
    height = len(every) * pitch
    lines = []
    for number, line in enumerate(every):
        top = number * pitch + (pitch - line.size) / 2
        lines.append((top + ASCENT * line.size, line))
    rules = _rules(matter, len(copies) * pitch if copies and issued else None, height)
    if not rules:  # nothing stands between the last line and the edge
        height -= (pitch - lines[-1][1].size) / 2
    return SetImprint(height, lines, rules, frozenset(own))


def _pitch(lines: Sequence[SetLine], matter: Matter) -> float | None:
    """Distance of baselines: the style's, less for many lines; None where no page holds them."""
    room = matter.style.page.text_height / max(1, len(lines))
    least = _LEAST_PITCH * max((line.size for line in lines), default=0.0)
    return min(matter.style.imprint.pitch, room) if room >= least else None


def _rules(matter: Matter, above_issued: float | None, height: float) -> list[Rule]:
    """First, middle and last rule; the outer ones thicker."""
    style, width = matter.style.imprint, matter.style.page.text_width
    places = [(0.0, style.outer), (height, style.outer)]
    if above_issued is not None:
        places.insert(1, (above_issued, style.inner))
    return [Rule(0.0, y, width, y, thickness) for y, thickness in places if thickness]


def _issued(index: int, matter: Matter) -> list[SetLine]:
    """印发机关 left and 印发日期 right on one line, on two where it is too long, or what there is of them."""
    style, cell = matter.block_style(index), matter.style.cell
    office, date = issued_by(matter.blocks[index].text)
    left = style.left_indent * cell
    right = matter.style.page.text_width - style.right_indent * cell
    date_at = right - matter.width(date, style)
    if "\n" in office or date_at < left:
        return matter.setter.paragraph(matter.spans(index))
    if office and date and left + matter.width(office, style) + _APART * style.size > date_at:
        above = matter.setter.paragraph(matter.spans(index, office))
        return [*above, matter.line(index, [Piece(date, style, date_at)])]
    pieces = [Piece(office, style, left)] if office or not date else []
    return [matter.line(index, [*pieces, *([Piece(date, style, date_at)] if date else [])])]
