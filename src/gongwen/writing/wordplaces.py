"""Widths and indents that depend on the text: the items of 附件说明, 抄送 and 出席 below their label.

All in cells of the grid, a Word cell being a full-width character of the body with its spacing.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from math import ceil

from ..model import Align, Block, BlockKind, Length, Style
from ..model.parts import ITEM, label_length


@dataclass(frozen=True, slots=True)
class Indents:
    """Indents of one paragraph in cells; a negative `first` hangs."""

    align: Align
    left: float = 0
    right: float = 0
    first: float = 0


def cell_twips(style: Style) -> float:
    """Width of a full-width character of the body with its spacing, in twips."""
    return (style.body.size + style.word.spacing) * 20


def measure(style: Style) -> float:
    """Width of the text block in cells."""
    return (style.page.width - style.word.left - style.word.right) * 20 / cell_twips(style)


def line_count(text: str, size: Length, style: Style) -> int:
    """How many lines a text of that size takes between the margins, each of its own lines for itself."""
    return sum(max(1, ceil(ems(line) * size / style.page.text_width)) for line in text.split("\n"))


def cells(text: str, style: Style) -> float:
    """Width of the longest line of a text in the body's size."""
    spacing = style.word.spacing
    widths = (ems(line) * style.body.size + len(line) * spacing for line in text.split("\n"))
    return float(max(widths) / (style.body.size + spacing))


def ems(text: str) -> float:
    """Width of a text by its size: full-width characters one, others half."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


class Labels:
    """The hanging indents of labelled items, one after the other in the order of the text.

    A-02, A-03, I-03, M-02: numbers stand under each other; turned lines stand under the first character
    after label and number.
    """

    def __init__(self, style: Style) -> None:
        self._style = style
        self._width = 0.0

    def indents(self, block: Block, item: str, *, is_first: bool) -> Indents:
        """The indents of one item of a labelled block."""
        entry = self._style.block(block.kind)
        em = entry.size / self._style.body.size
        label = label_length(item)
        lead = 0.0
        if label:
            self._width = cells(item[:label], self._style) * em
        elif not is_first or block.kind is BlockKind.ATTACHMENT_NOTE:
            lead = self._width
        number = ITEM.match(item, label)
        start = entry.left_indent + entry.first_indent
        hanging = self._width if label else lead
        hanging += cells(number[0], self._style) * em if number else 0.0
        return Indents(entry.align, left=start + hanging, right=entry.right_indent, first=lead - hanging)
