"""Space above and below each paragraph of the Word file, in twips and in whole lines of the grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from ..model import Block, Style
from .wordplaces import line_count


@dataclass(frozen=True, slots=True)
class Space:
    """Space above and below one paragraph."""

    before: int = 0
    after: int = 0


def style_space(block: Block, style: Style) -> Space:
    """The space that the block's Word style holds."""
    entry, line = style.block(block.kind, block.level), style.word.line.twips
    return Space(round(entry.before * line), round(entry.after * line))


def spaces(paragraphs: Sequence[tuple[Block, Block, str]], style: Style) -> list[Space]:
    """The space around each paragraph, given as its first block, its last block and its text.

    Blocks of a pitch of their own (titles) are rounded up to whole lines of the grid, half above, half
    below. Between two paragraphs only one of them holds space: readers do not agree whether
    `after` and `before` add up.
    """
    line = style.word.line.twips
    before, after = [0] * len(paragraphs), [0] * len(paragraphs)
    above: Block | None = None
    rest_above = 0
    for index, (first, last, text) in enumerate(paragraphs):
        rest = _rest(first, text, style)
        gap = round(style.blank_lines(above, first) * line) + rest // 2 + rest_above
        if above and (rest_above or gap == style_space(above, style).after):
            after[index - 1] = gap
        else:
            before[index] = gap
        above, rest_above = last, rest - rest // 2
    if paragraphs:
        after[-1] = rest_above
    return [Space(*pair) for pair in zip(before, after, strict=True)]


def _rest(block: Block, text: str, style: Style) -> int:
    """What is missing to whole lines of the grid under a text set with a pitch of its own."""
    entry, line = style.block(block.kind, block.level), style.word.line.twips
    if entry.pitch is None:
        return 0
    height = line_count(text, entry.size, style) * entry.pitch.twips
    return ceil(height / line) * line - height
