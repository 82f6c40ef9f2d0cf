"""Tables that are too wide for the text block: turned, on pages of their own (GB/T 9704 8).

What stands above such a table as its title, or as the unit of its figures, goes with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..model import Block, BlockKind
from .matter import Matter
from .setting import Span
from .tables import HEAD_SHARE, SetTable, is_caption, upright_units
from .units import ASCENT, Unit

_SIZES = (12.0, 10.5, 9.0, 7.5)
"""Types for a table whose columns are too narrow even so."""
_MOST_CAPTIONS = 2


def table_units(index: int, matter: Matter) -> list[Unit]:
    """The rows of a table as units; those of one that has to be turned, a unit a page."""
    return upright_units(index, matter) or _turned(index, matter)


def captions_of(index: int, matter: Matter) -> range:
    """The blocks above a turned table that belong to it: short lines without a stop, titles right above."""
    first = index
    while first and index - first < _MOST_CAPTIONS and _is_caption(first - 1, matter.blocks):
        first -= 1
    if first and matter.blocks[first - 1].kind is BlockKind.ATTACHMENT_TITLE:
        first -= 1
        if first and matter.blocks[first - 1].kind is BlockKind.ATTACHMENT_MARK:
            first -= 1
    elif first == 1 and matter.blocks[0].kind is BlockKind.TITLE:
        first = 0
    return range(first, index)


def _is_caption(index: int, blocks: Sequence[Block]) -> bool:
    """Whether a block is the title of what stands below it, and not of a picture above."""
    block = blocks[index]
    if block.kind is not BlockKind.PARAGRAPH or block.run_in or not is_caption(block):
        return False
    return not index or blocks[index - 1].kind is not BlockKind.PICTURE


def _turned(index: int, matter: Matter) -> list[Unit]:
    """As many rows on a page as it holds, each page with the head, the first with the captions."""
    made = SetTable(index, matter, matter.style.page.text_height, _SIZES)
    captions = captions_of(index, matter)
    top, above = _caption(captions, index, matter)
    room = matter.style.page.text_width
    heights = made.heights(made.pitch)
    heads = made.heads()
    head = sum(heights[:heads])
    if head > HEAD_SHARE * room:
        heads, head = 0, 0.0
    units: list[Unit] = []
    start = heads
    for first, end in made.groups():
        used = head + (0.0 if units else above)
        if first > start and used + sum(heights[start:end]) > room:
            units.append(_page_of(made, (start, first), heads, heights, 0.0 if units else above))
            start = first
    units.append(_page_of(made, (start, len(heights)), heads, heights, 0.0 if units else above))
    units[0].lines[:0] = top.lines
    units[0].blocks = [*captions, index]
    units[0].table = made.layout(heights, above=len(captions))
    return units


def _page_of(made: SetTable, rows: tuple[int, int], heads: int, heights: Sequence[float], top: float) -> Unit:
    """A page of a turned table from `top` on: the head, and rows below it."""
    unit = made.unit(0, heads, heights, top) if heads else Unit([])
    below = made.unit(*rows, heights, top + sum(heights[:heads]))
    unit.lines += below.lines
    unit.rules += below.rules
    unit.pictures += below.pictures
    unit.turned = True
    unit.rows = made.matter.style.grid.lines
    return unit


def _caption(blocks: Sequence[int], index: int, matter: Matter) -> tuple[Unit, float]:
    """The captions as lines of the turned text block, and how far down they reach."""
    style = matter.style
    wider = (style.page.text_height - style.page.text_width) / style.cell
    unit, y = Unit([]), 0.0
    for block in blocks:
        y += matter.gap_above(block) * style.pitch if y else 0.0
        own = matter.block_style(block)
        wide = replace(own, right_indent=own.right_indent - wider)  # type: ignore[arg-type]
        text = matter.blocks[block].text.replace("\n", "")
        for line in matter.setter.paragraph([Span(block, text, wide)]):
            unit.lines.append((y + ASCENT * own.size, line))
            y += own.pitch or style.pitch
    return unit, y + matter.gap_above(index) * style.pitch if y else 0.0
