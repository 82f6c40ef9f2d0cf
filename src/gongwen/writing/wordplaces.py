"""Indents that depend on the text: the date under the name that signs, the items of 附件说明.

All in cells of the grid, a Word cell being a full-width character of the body with its spacing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from ..model import Align, Block, BlockKind, Length, Style

_LABEL = re.compile(r"附\s*件\s*[：:]\s*")
_NUMBER = re.compile(r"\d+\s*[.．、]\s*")


@dataclass(frozen=True, slots=True)
class Indents:
    """Indents of one paragraph in cells; a negative `first` hangs."""

    align: Align
    left: float = 0
    right: float = 0
    first: float = 0


def places(blocks: Sequence[Block], style: Style) -> dict[int, Indents]:
    """The indents that differ from the block's style, by index of the block."""
    return dict(_closings(blocks, style)) | dict(_attachments(blocks, style))


def line_count(text: str, size: Length, style: Style) -> int:
    """How many lines a text of that size takes between the margins, each of its own lines for itself."""
    return sum(max(1, ceil(_ems(line) * size / style.page.text_width)) for line in text.split("\n"))


def cells(text: str, style: Style) -> float:
    """Width of the longest line of a text in the body's size."""
    spacing = style.word.spacing
    widths = (_ems(line) * style.body.size + len(line) * spacing for line in text.split("\n"))
    return float(max(widths) / (style.body.size + spacing))


def _ems(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def _closings(blocks: Sequence[Block], style: Style) -> Iterator[tuple[int, Indents]]:
    """S-05, S-06: the date begins so many characters right of the first one of the name above it.

    It is placed from the left, so that this holds whatever width a reader gives to digits. A date
    that is longer than the name stands as far from the right as its style says, and the name gives way
    to the left.
    """
    date_style, name_style = style.block(BlockKind.DATE), style.block(BlockKind.SIGNATURE)
    step = date_style.step
    if step is None or (name_style.align, date_style.align) != (Align.RIGHT, Align.RIGHT):
        return
    for index, (name, date) in enumerate(pairwise(blocks)):
        if (name.kind, date.kind) != (BlockKind.SIGNATURE, BlockKind.DATE):
            continue
        name_width, date_width = cells(name.text, style), cells(date.text, style)
        if name_width >= date_width:
            start = style.grid.cells - name_style.right_indent - name_width
            yield index + 1, Indents(Align.LEFT, left=max(0.0, start + step))
        else:
            start = style.grid.cells - date_style.right_indent - date_width
            yield index, Indents(Align.LEFT, left=max(0.0, start - step))


def _attachments(blocks: Sequence[Block], style: Style) -> Iterator[tuple[int, Indents]]:
    """A-02, A-03: numbers stand under each other, turned lines under the first character of the name."""
    label_width = 0.0
    for index, block in enumerate(blocks):
        if block.kind is not BlockKind.ATTACHMENT_NOTE:
            label_width = 0.0
            continue
        label = _LABEL.match(block.text)
        if label:
            label_width = cells(label.group(), style)
        number = _NUMBER.match(block.text, label.end() if label else 0)
        number_width = cells(number.group(), style) if number else 0.0
        entry = style.block(block.kind)
        hanging = number_width + (label_width if label else 0.0)
        yield index, Indents(entry.align, left=entry.left_indent + label_width + number_width, first=-hanging)
