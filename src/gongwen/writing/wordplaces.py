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

from ..model import Align, Block, BlockKind, BlockStyle, Length, Style

_LABEL = re.compile(r"(?!\d)[^：:\s]{1,6}[：:][ \u3000]*")
_NUMBER = re.compile(r"\d{1,2}[.．、][ \u3000]*")


@dataclass(frozen=True, slots=True)
class Indents:
    """Indents of one paragraph in cells; a negative `first` hangs."""

    align: Align
    left: float = 0
    right: float = 0
    first: float = 0


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


def closing_indents(blocks: Sequence[Block], style: Style) -> dict[int, Indents]:
    """S-05, S-06: the date begins so many characters right of the first one of the name above it.

    It is placed from the left, so that this holds whatever width a reader gives to digits. A date
    that is longer than the name stands as far from the right as its style says, and the names give way
    to the left. Only what differs from the styles is returned, by index of the block.
    """
    date_style, name_style = style.block(BlockKind.DATE), style.block(BlockKind.SIGNATURE)
    step = date_style.step
    found: dict[int, Indents] = {}
    if step is None or (name_style.align, date_style.align) != (Align.RIGHT, Align.RIGHT):
        return found
    for index, (name, date) in enumerate(pairwise(blocks)):
        if (name.kind, date.kind) != (BlockKind.SIGNATURE, BlockKind.DATE):
            continue
        start = _start(name, name_style, style)
        if cells(date.text, style) <= cells(name.text, style):
            found[index + 1] = Indents(Align.LEFT, left=max(0.0, start + step))
        else:
            shift = max(0.0, start + step - _start(date, date_style, style))
            for above in _names_above(blocks, index):
                left = _start(blocks[above], name_style, style) - shift
                found[above] = Indents(Align.LEFT, left=max(0.0, left))
    return found


def _start(block: Block, entry: BlockStyle, style: Style) -> float:
    """Where the text of a block begins that ends as far from the right as its style says."""
    word = style.word
    measure = (style.page.width - word.left - word.right) / (style.body.size + word.spacing)
    return measure - entry.right_indent - cells(block.text, style)


def _names_above(blocks: Sequence[Block], last: int) -> Iterator[int]:
    while last >= 0 and blocks[last].kind is BlockKind.SIGNATURE:
        yield last
        last -= 1


LABELLED = frozenset({BlockKind.ATTACHMENT_NOTE, BlockKind.COPY_TO, BlockKind.ATTENDANCE})
"""The kinds that begin with a label (附件：, 抄送：, 出席：) and hang below what follows it."""


class Labels:
    """The hanging indents of labelled items, one after the other in the order of the text.

    A-02, A-03, I-03, M-02: numbers stand under each other; turned lines stand under the first character
    after label and number.
    """

    def __init__(self, style: Style) -> None:
        self._style = style
        self._width = 0.0

    def indents(self, block: Block, item: str) -> Indents:
        """The indents of one item, a line of a labelled block."""
        entry = self._style.block(block.kind)
        label = _LABEL.match(item)
        lead = 0.0
        if label:
            self._width = cells(label[0], self._style)
        elif item is not block.text or block.kind is BlockKind.ATTACHMENT_NOTE:
            lead = self._width
        number = _NUMBER.match(item, label.end() if label else 0)
        start = entry.left_indent + entry.first_indent
        hanging = self._width if label else lead
        hanging += cells(number[0], self._style) if number else 0.0
        return Indents(entry.align, left=start + hanging, right=entry.right_indent, first=lead - hanging)
