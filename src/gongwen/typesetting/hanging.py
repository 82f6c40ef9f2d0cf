"""Elements with a label: 附件说明, 抄送 and 出席, each item under the first, turned lines under its words.

Turned lines stand under the first character behind label and number (7.3.4, 7.4.2, 10.3); items below the
first, in the same block or the next, have their number under its number.
"""

from __future__ import annotations

from ..model import BlockKind
from ..model.parts import ITEM, items_of, label_length
from .matter import Matter, Piece, joined
from .setting import SetLine, Span


class Labels:
    """The lines of labelled blocks, one block after the other in the order of the text."""

    def __init__(self, matter: Matter) -> None:
        self._matter = matter
        self._width = 0.0

    def lines(self, index: int) -> list[SetLine]:
        """The lines of a block."""
        lines: list[SetLine] = []
        for number, item in enumerate(items_of(self._matter.blocks[index])):
            lines += self._item(index, item, is_first=number == 0)
        return lines

    def _item(self, index: int, item: str, *, is_first: bool) -> list[SetLine]:
        """The lines of an item; label and number keep their width where the line is spread."""
        matter = self._matter
        style, cell = matter.block_style(index), matter.style.cell
        label = label_length(item)
        lead = 0.0
        if label:
            self._width = sum(matter.width(s.text, s.style) for s in matter.spans(index, item[:label]))
        elif not is_first or matter.blocks[index].kind is BlockKind.ATTACHMENT_NOTE:
            lead = self._width
        number = ITEM.match(item, label)
        front = number.end() if number else label
        start = style.first_indent * cell + lead
        if not front or front == len(item):
            return matter.setter.paragraph(matter.spans(index, item), start, lead)
        pieces, x = [], style.left_indent * cell + start
        for span in matter.spans(index, item[:front]):
            pieces.append(Piece(span.text, span.style, x))
            x += matter.width(span.text, span.style)
        hang = x - style.left_indent * cell
        rest = matter.setter.paragraph(
            [Span(index, item[front:], style)], hang, hang - style.first_indent * cell
        )
        return [joined(matter.line(index, pieces), rest[0]), *rest[1:]]
