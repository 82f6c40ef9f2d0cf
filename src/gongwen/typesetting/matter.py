"""The matter to be set: blocks with their style and the setter, asked for by the index of a block."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from ..model import Block, BlockStyle, Style
from ..model.parts import label_length
from .setting import SetLine, Setter, Span


@dataclass(frozen=True, slots=True)
class Piece:
    """Text with a place of its own on a line, spread to a width where one is given."""

    text: str
    style: BlockStyle
    x: float
    width: float | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """The blocks of a document, their layout, and what sets them."""

    blocks: Sequence[Block]
    style: Style
    setter: Setter

    def block_style(self, index: int) -> BlockStyle:
        """The style of a block."""
        block = self.blocks[index]
        return self.style.block(block.kind, block.level)

    def spans(self, index: int, text: str | None = None) -> list[Span]:
        """The text of a block, or another one in its place, its label in the face of labels."""
        text = self.blocks[index].text if text is None else text
        style = self.block_style(index)
        label = label_length(text) if style.label else 0
        if not (label and style.label):
            return [Span(index, text, style)]
        rest = [Span(index, text[label:], style)] if text[label:] else []
        return [Span(index, text[:label], replace(style, role=style.label)), *rest]

    def gap_above(self, index: int) -> int:
        """Blank lines of the grid above a block."""
        above = self.blocks[index - 1] if index else None
        return ceil(self.style.blank_lines(above, self.blocks[index]))

    def width(self, text: str, style: BlockStyle) -> float:
        """Width of a text on one line, in points."""
        return self.setter.width(text, style)

    def line(self, index: int, pieces: Sequence[Piece]) -> SetLine:
        """A line of a block whose pieces stand where they say."""
        spans = [Span(index, " ".join(piece.text.split("\t")), piece.style) for piece in pieces]
        set_lines = [self.setter.row(span, [0.0]) for span in spans]
        xs = array("d")
        for piece, own in zip(pieces, set_lines, strict=True):
            xs.extend(_spread(own, piece))
        chars = [char for own in set_lines for char in own.chars]
        return SetLine(spans, chars, xs, [len(own.chars) for own in set_lines])


def joined(first: SetLine, second: SetLine) -> SetLine:
    """Two parts of a line as one."""
    chars = [*first.chars, *second.chars]
    counts = [*(first.counts or [len(first.chars)]), *(second.counts or [len(second.chars)])]
    return SetLine([*first.spans, *second.spans], chars, first.xs + second.xs, counts)


def _spread(line: SetLine, piece: Piece) -> list[float]:
    """Places of the characters of a piece, from its first cell to its last."""
    natural = sum(char.width for char in line.chars)
    spare = (piece.width or natural) - natural
    step = spare / (len(line.chars) - 1) if spare > 0 and len(line.chars) > 1 else 0.0
    return [piece.x + x + number * step for number, x in enumerate(line.xs)]
