"""The head of a text and the titles of attachments: larger type at natural distances, whole lines in all."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

from ..model import BlockKind, BlockStyle, Shape
from .matter import Matter
from .setting import SetLine, Span
from .stacking import Box, Gap, fixed
from .titles import relined
from .units import ASCENT, Unit, row

Placed = list[tuple[float, SetLine]]


def head_lines(group: Sequence[int], matter: Matter) -> tuple[list[SetLine], list[float]]:
    """The lines of some blocks and the natural distances between their em boxes."""
    lines: list[SetLine] = []
    gaps: list[float] = []
    for index in group:
        style = matter.block_style(index)
        for number, line in enumerate(matter.setter.paragraph([_span(index, matter)])):
            if lines:
                extra = 0.0 if number else matter.gap_above(index) * matter.style.pitch
                gaps.append(_distance(lines[-1], style, number > 0, matter) + extra)
            lines.append(line)
    return lines, gaps


def head_unit(group: Sequence[int], matter: Matter, below: int) -> list[Unit]:
    """A head at the top of a page or an attachment's title; more than a page is set line by line."""
    lines, gaps = head_lines(group, matter)
    rows = _fit(gaps, lines, below, matter)
    if rows > matter.style.grid.lines:
        return [row(line, matter.style) for line in lines]
    return [Unit(_stacked(lines, gaps), rows, keep=True, blocks=list(group))]


def head_boxes(group: Sequence[int], matter: Matter) -> list[tuple[Gap, Box]]:
    """The lines of a head as boxes with the blanks above them, for a page with a 版头."""
    lines, gaps = head_lines(group, matter)
    boxes = []
    for line, gap in zip(lines, [0.0, *gaps], strict=False):
        boxes.append((fixed(gap), Box(line.size, [(ASCENT * line.size, line)])))
    return boxes


def _span(index: int, matter: Matter) -> Span:
    """The text of a block, its own line breaks kept where they make a good shape."""
    text, style = matter.blocks[index].text, matter.block_style(index)
    if style.shape is not Shape.BALANCED or "\n" not in text:
        return Span(index, text, style)
    cell = matter.style.cell
    indents = (style.left_indent + style.right_indent) * cell
    if matter.blocks[index].kind is BlockKind.DATE_LINE:
        return Span(index, text.replace("\n", ""), style)
    widths = [matter.width(char, style) if char != "\n" else 0.0 for char in text]
    return Span(index, relined(text, widths, matter.style.page.text_width - indents), style)


def _distance(above: SetLine, below: BlockStyle, same_block: bool, matter: Matter) -> float:
    """Between em box and em box of two lines of the head."""
    style = below if same_block else above.spans[0].style
    grid = matter.style.pitch - matter.style.body.size
    return (style.pitch or grid + style.size) - style.size


def _fit(gaps: list[float], lines: Sequence[SetLine], blank: int, matter: Matter) -> int:
    """Grid lines that a head takes; its inner distances give way so that they come out whole.

    Below it so many blank lines must stay clear: at least their height, at most what the grid leaves free
    in them (both readings of 空一行).
    """
    pitch, body = matter.style.pitch, matter.style.body.size
    natural = sum(line.size for line in lines) + sum(gaps)
    least = blank * pitch if blank else pitch - body
    most = (blank + 1) * pitch - body
    first = max(1, floor((natural + least) / pitch) - 1)
    options = []
    for rows in range(first, first + 4):
        height = min(max(natural, rows * pitch - most), rows * pitch - least)
        options.append((abs(height - natural), rows, height))
    change, rows, height = min(options)
    if gaps and change:
        share = (height - natural) / sum(gaps)
        gaps[:] = [gap * (1 + share) for gap in gaps]
    elif change:
        rows = ceil((natural + least) / pitch - 1e-6)
    return max(1, rows - blank)


def _stacked(lines: Sequence[SetLine], gaps: Sequence[float]) -> Placed:
    top = 0.0
    stacked = []
    for line, gap in zip(lines, [*gaps, 0.0], strict=True):
        stacked.append((top + ASCENT * line.size, line))
        top += line.size + gap
    return stacked
