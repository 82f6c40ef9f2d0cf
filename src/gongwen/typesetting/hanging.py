"""Elements with a label: 附件说明, 抄送 and 出席, each item under the first, turned lines under its words.

Turned lines stand under the first character behind label and number (7.3.4, 7.4.2, 10.3); items below the
first, in the same block or the next, have their number under its number.
"""

from __future__ import annotations

from ..model import BlockKind
from ..model.parts import ITEM, items_of, label_length
from .matter import Matter
from .setting import SetLine


class Labels:
    """The lines of labelled blocks, one block after the other in the order of the text."""

    def __init__(self, matter: Matter) -> None:
        self._matter = matter
        self._width = 0.0

    def lines(self, index: int) -> list[SetLine]:
        """The lines of a block."""
        items = items_of(self._matter.blocks[index])
        lines: list[SetLine] = []
        for number, item in enumerate(items):
            lead, hang = self._indents(index, item, is_first=number == 0)
            lines += self._matter.setter.paragraph(self._matter.spans(index, item), hang, lead)
        return lines

    def _indents(self, index: int, item: str, *, is_first: bool) -> tuple[float, float]:
        """How far the first line of an item and its others are moved in."""
        matter = self._matter
        style = matter.block_style(index)
        label = label_length(item)
        lead = 0.0
        if label:
            self._width = matter.width(item[:label], style)
        elif not is_first or matter.blocks[index].kind is BlockKind.ATTACHMENT_NOTE:
            lead = self._width
        number = ITEM.match(item, label)
        hang = style.first_indent * matter.style.cell + (self._width if label else lead)
        return lead, hang + (matter.width(number[0], style) if number else 0.0)
