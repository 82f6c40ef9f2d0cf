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


@dataclass(frozen=True, slots=True)
class SetImprint:
    """A 版记 with places from its upper edge; its lower edge is that of the text block."""

    height: float
    lines: Sequence[tuple[float, SetLine]]
    rules: Sequence[Rule]
    blocks: frozenset[int]


def imprint_of(matter: Matter) -> SetImprint | None:
    """The 版记 of a document; None without one, or where it would take more than half a page."""
    own = [index for index, block in enumerate(matter.blocks) if block.kind in IMPRINT]
    labels = Labels(matter)
    copies = [line for i in own if matter.blocks[i].kind is BlockKind.COPY_TO for line in labels.lines(i)]
    issued = [
        line for i in own if matter.blocks[i].kind is BlockKind.ISSUED_BY for line in _issued(i, matter)
    ]
    style = matter.style.imprint
    height = (len(copies) + len(issued)) * style.pitch
    if not own or height > matter.style.page.text_height / 2:
        return None
    lines = []
    for number, line in enumerate([*copies, *issued]):
        top = number * style.pitch + (style.pitch - line.size) / 2
        lines.append((top + ASCENT * line.size, line))
    rules = _rules(matter, len(copies) if copies and issued else None, height)
    if not rules:  # nothing stands between the last line and the edge
        height -= (style.pitch - lines[-1][1].size) / 2
    return SetImprint(height, lines, rules, frozenset(own))


def _rules(matter: Matter, above_issued: int | None, height: float) -> list[Rule]:
    """First, middle and last rule; the outer ones thicker."""
    style, width = matter.style.imprint, matter.style.page.text_width
    places = [(0.0, style.outer), (height, style.outer)]
    if above_issued is not None:
        places.insert(1, (above_issued * style.pitch, style.inner))
    return [Rule(0.0, y, width, y, thickness) for y, thickness in places if thickness]


def _issued(index: int, matter: Matter) -> list[SetLine]:
    """印发机关 left and 印发日期 right on one line, or what there is of them."""
    style, cell = matter.block_style(index), matter.style.cell
    office, date = issued_by(matter.blocks[index].text)
    left = style.left_indent * cell
    right = matter.style.page.text_width - style.right_indent * cell
    date_at = right - matter.width(date, style)
    if "\n" in office or date_at < left or left + matter.width(office, style) > date_at:
        return matter.setter.paragraph(matter.spans(index))
    pieces = [Piece(office, style, left)] if office or not date else []
    return [matter.line(index, [*pieces, *([Piece(date, style, date_at)] if date else [])])]
