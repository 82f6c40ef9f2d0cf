"""Tables on the grid: cells wrapped in their columns, a unit a row, the head repeated on every page.

Each row takes whole lines of the grid, so that the text below meets it again. A table that is too wide for
the text block even in small type is turned: see `turning`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import ceil

from ..model import Align, Block, BlockStyle, Cell, Length, PlacedPicture, Rule, Table, TableLayout
from .matter import Matter
from .pictures import scaled
from .setting import SetLine, Span
from .units import ASCENT, Unit

LINE = 0.5
"""Width of the rules, in points."""
PAD = 4.0
"""Between the rules of a cell and its text, in points."""
_LEADING = 1.3
"""Distance of baselines in a cell, by the size of its type."""
_SIZES = (12.0, 10.5)
"""Smaller types for a table whose columns would be too narrow."""
_SHORT = 12
"""Characters up to which a cell that says nothing of it is centred."""
_FEW = 4
"""Characters of running text that a column is wide enough for at least."""
_MOST_COUNTED = 24
_LONGEST_CAPTION = 40
_LEAST_SHARE = 0.6
_WORD = re.compile(r"[A-Za-z0-9.,:/%+\-]+")
HEAD_SHARE = 0.5
"""Of a page, what a head that is repeated may take at most."""


@dataclass(slots=True)
class _SetCell:
    """A cell with its text wrapped: lines and pictures one below the other."""

    cell: Cell
    row: int
    x: float
    width: float
    size: float
    items: list[tuple[float, list[SetLine], PlacedPicture | None]] = field(default_factory=list)
    """Height, and a line or a picture whose places are from the upper edge of the item."""
    is_tall: bool = False
    """Whether its row is higher than a page: it is set from the top, a line of text a line of the grid."""

    @property
    def height(self) -> float:
        """Height of what it holds."""
        return sum(height for height, _lines, _picture in self.items)


class SetTable:
    """A table of the document, set to a width."""

    def __init__(self, index: int, matter: Matter, width: float, sizes: Sequence[float]) -> None:
        self.index = index
        self.matter = matter
        block = matter.blocks[index]
        assert block.table is not None
        self.table: Table = block.table
        self.text = block.text
        own = matter.block_style(index)
        choices = [own.size, *(Length(size) for size in sizes if size < own.size)]
        needs = [(size, self._least_widths(replace(own, size=size))) for size in choices]
        fitting = [(size, least) for size, least in needs if sum(least) <= width]
        self.fits = bool(fitting)
        size, least = fitting[0] if fitting else needs[-1]
        self.style = replace(own, size=size, first_indent=0, left_indent=0, right_indent=0)  # type: ignore[arg-type]
        self.edges = _edges(self._shares(), least, width)
        self.cells = [
            self._set(cell, number) for number, row in enumerate(self.table.rows) for cell in row.cells
        ]

    def _least_widths(self, style: BlockStyle) -> list[float]:
        """What each column needs: its longest word, or a few characters."""
        least = [style.size + 2 * PAD] * self.table.columns
        for row in self.table.rows:
            for cell in row.cells:
                if cell.columns > 1:
                    continue
                for text in cell.paragraphs(self.text):
                    words = [self.matter.width(word, style) for word in _WORD.findall(text)]
                    need = max([min(len(text), _FEW) * style.size, *words]) + 2 * PAD
                    least[cell.column] = max(least[cell.column], need)
        return least

    def _shares(self) -> list[float]:
        """The share of each column: as the file says, else by the length of what stands in it."""
        if len(self.table.widths) == self.table.columns:
            return list(self.table.widths)
        lengths = [1.0] * self.table.columns
        for row in self.table.rows:
            for cell in row.cells:
                if cell.columns == 1:
                    longest = max(map(len, cell.paragraphs(self.text)), default=0)
                    lengths[cell.column] = max(lengths[cell.column], min(longest, _MOST_COUNTED))
        even = sum(lengths) / len(lengths)
        lengths = [max(length, _LEAST_SHARE * even) for length in lengths]
        return [length / sum(lengths) for length in lengths]

    def _set(self, cell: Cell, row: int) -> _SetCell:
        last = min(cell.column + cell.columns, self.table.columns)
        x, width = self.edges[cell.column], self.edges[last] - self.edges[cell.column]
        made = _SetCell(cell, row, x, width, self.style.size)
        block = self.matter.blocks[self.index]
        inner = width - 2 * PAD
        waiting = [picture for picture in block.pictures if picture.cell == (row, cell.column)]
        for start, end in cell.spans(self.text):
            while waiting and (waiting[0].place < end or end == cell.end):
                picture = waiting.pop(0)
                wide, high = scaled(picture, inner, self.matter.style.page.text_height / 2)
                left = x + (width - wide) / 2
                placed = PlacedPicture(self.index, picture, left, 0.0, left + wide, high)
                made.items.append((high + PAD, [], placed))
            text = self.text[start:end].strip()
            if text:
                made.items += [(self.pitch, [line], None) for line in self._lines(made, text, x + PAD, inner)]
        return made

    @property
    def pitch(self) -> float:
        """Distance of baselines in a cell."""
        return self.style.size * _LEADING

    def _lines(self, made: _SetCell, text: str, x: float, width: float) -> Iterator[SetLine]:
        """The lines of a paragraph of a cell, broken as all text is."""
        cell = made.cell
        whole = self.matter.style.page.text_width
        is_short = len(text) <= _SHORT and len(cell.paragraphs(self.text)) == 1
        align = cell.align or (Align.CENTER if is_short else Align.LEFT)
        indent = (whole - max(width, self.style.size)) / self.matter.style.cell
        style = replace(self.style, align=align, right_indent=indent)  # type: ignore[arg-type]
        for line in self.matter.setter.paragraph([Span(self.index, text, style, (made.row, cell.column))]):
            yield line.moved(x)

    # Heights.

    def heights(self, step: float) -> list[float]:
        """The height of each row: whole steps that hold its cells; the last of merged rows gives way."""
        rows = len(self.table.rows)
        heights = [self._whole(0.0, step)] * rows
        for made in self.cells:
            if made.cell.rows == 1:
                heights[made.row] = max(heights[made.row], self._whole(made.height, step))
        for made in self.cells:
            last = min(made.row + made.cell.rows, rows) - 1
            missing = made.height + PAD - sum(heights[made.row : last + 1])
            if missing > 0:
                heights[last] += ceil(missing / step) * step
        return heights

    def _whole(self, height: float, step: float) -> float:
        """Whole steps that hold lines of that height, at least one line's."""
        wanted = max(height, self.pitch) + 2 * PAD
        # text of one line may use the space between the lines of the grid
        return max(1, ceil((wanted - PAD) / step)) * step

    def loosened(self, heights: Sequence[float], page: float, step: float) -> list[float]:
        """The heights, where rows that are higher than a page are set line by line on the grid."""
        tall = {row for row, height in enumerate(heights) if height > page}
        for made in self.cells:
            if made.row in tall:
                made.is_tall = True
                made.items = [(ceil(height / step) * step, *rest) for height, *rest in made.items]  # type: ignore[misc]
        return self.heights(step) if tall else list(heights)

    def layout(self, heights: Sequence[float], *, above: int | None = None) -> TableLayout:
        """What another program needs to set it alike; `above` as there, None for one that stands upright."""
        widths = tuple(right - left for left, right in pairwise(self.edges))
        is_turned = above is not None
        return TableLayout(self.index, float(self.style.size), widths, tuple(heights), is_turned, above or 0)

    # Units.

    def groups(self) -> list[tuple[int, int]]:
        """Rows that hang together by merged cells, from where to where."""
        rows = len(self.table.rows)
        bound = [False] * (rows + 1)
        for made in self.cells:
            for row in range(made.row + 1, min(made.row + made.cell.rows, rows)):
                bound[row] = True
        starts = [row for row in range(rows) if not bound[row]]
        return list(pairwise([*starts, rows]))

    def heads(self) -> int:
        """How many rows at the top are repeated."""
        return next((n for n, row in enumerate(self.table.rows) if not row.is_head), 0)

    def unit(self, first: int, end: int, heights: Sequence[float], top: float) -> Unit:
        """Rows as one unit whose first rule stands at `top`."""
        tops = [top]
        for height in heights[first:end]:
            tops.append(tops[-1] + height)
        unit = Unit([])
        for made in self.cells:
            if not first <= made.row < end:
                continue
            upper = tops[made.row - first]
            lower = tops[min(made.row + made.cell.rows, end) - first]
            self._place(made, upper, lower, unit)
            if self.table.is_ruled:
                unit.rules += _box(made.x, upper, made.x + made.width, lower)
        return unit

    def _place(self, made: _SetCell, upper: float, lower: float, unit: Unit) -> None:
        """What a cell holds, in the middle of its height."""
        y = upper if made.is_tall else upper + max((lower - upper - made.height) / 2, PAD)
        for height, lines, picture in made.items:
            for line in lines:
                baseline = y + (height - self.style.size) / 2 + ASCENT * self.style.size
                unit.lines.append((baseline, line))
            if picture:
                unit.pictures.append(replace(picture, y0=y, y1=y + picture.y1))
            y += height


def _edges(shares: Sequence[float], least: Sequence[float], width: float) -> list[float]:
    """Where columns begin: by their shares, none narrower than it must be where there is room."""
    widths = [share * width for share in shares]
    if sum(least) <= width:
        for _round in shares:
            lacking = {n: least[n] - own for n, own in enumerate(widths) if own < least[n] - 1e-6}
            if not lacking:
                break
            spare = {n: own - least[n] for n, own in enumerate(widths) if own > least[n]}
            part = sum(lacking.values()) / sum(spare.values()) if spare else 0.0
            widths = [
                least[n] if n in lacking else own - spare.get(n, 0.0) * min(part, 1.0)
                for n, own in enumerate(widths)
            ]
    edges = [0.0]
    for own in widths:
        edges.append(edges[-1] + own)
    return edges


def _box(x0: float, y0: float, x1: float, y1: float) -> list[Rule]:
    return [
        Rule(x0, y0, x1, y0, LINE),
        Rule(x0, y1, x1, y1, LINE),
        Rule(x0, y0, x0, y1, LINE),
        Rule(x1, y0, x1, y1, LINE),
    ]


def is_caption(block: Block) -> bool:
    """Whether a line above a table is its title, to stay on its page: a short one without a stop."""
    return 0 < len(block.text) <= _LONGEST_CAPTION and block.text[-1] not in "。！？；"


def upright_units(index: int, matter: Matter) -> list[Unit] | None:
    """The rows of a table as units; None where it is too wide for the text block."""
    made = SetTable(index, matter, matter.style.page.text_width, _SIZES)
    return _upright(made) if made.fits else None


def _upright(made: SetTable) -> list[Unit]:
    """Rows on the grid: rules stand in the middle between its lines."""
    style = made.matter.style
    pitch = style.pitch
    top = -(pitch - style.body.size) / 2
    page = style.grid.lines * pitch
    heights = made.loosened(made.heights(pitch), page, pitch)
    heads = made.heads()
    head = _head(made, heads, heights, top, page)
    units: list[Unit] = []
    for first, end in _parts(made, heights, page, heads if head else 0):
        unit = made.unit(first, end, heights, top)
        unit.rows = round(sum(heights[first:end]) / pitch)
        unit.keep = end <= heads
        unit.repeated = head if first >= heads else None
        units += _divided(unit, pitch, top) if unit.rows > style.grid.lines else [unit]
    if units:
        units[0].blocks = [made.index]
        units[0].table = made.layout(heights)
    return units


def _head(made: SetTable, heads: int, heights: Sequence[float], top: float, page: float) -> Unit | None:
    """The rows that are repeated, as one unit; None where there are none or they leave no room."""
    if not 0 < heads < len(heights) or sum(heights[:heads]) > HEAD_SHARE * page:
        return None
    head = made.unit(0, heads, heights, top)
    head.rows = round(sum(heights[:heads]) / made.matter.style.pitch)
    return head


def _parts(made: SetTable, heights: Sequence[float], page: float, heads: int) -> Iterator[tuple[int, int]]:
    """Rows that are not divided: those merged with each other, unless they are more than a page holds."""
    if heads:
        yield 0, heads
    for first, end in made.groups():
        start = max(first, heads)
        if start >= end:
            continue
        if sum(heights[start:end]) <= page - sum(heights[:heads]):
            yield start, end
        else:
            yield from ((row, row + 1) for row in range(start, end))


def _divided(unit: Unit, pitch: float, top: float) -> list[Unit]:
    """A row that is higher than a page, line by line of the grid."""
    found = []
    for start in range(unit.rows):
        upper, lower = top + start * pitch, top + (start + 1) * pitch
        part = Unit([])
        part.lines = [(y - start * pitch, line) for y, line in unit.lines if upper < y <= lower]
        part.pictures = [
            replace(p, y0=p.y0 - start * pitch, y1=p.y1 - start * pitch)
            for p in unit.pictures
            if upper <= p.y0 < lower
        ]
        for rule in unit.rules:
            y0, y1 = max(rule.y0, upper), min(rule.y1, lower)
            if y0 < y1 or (rule.y0 == rule.y1 and upper <= rule.y0 <= lower):
                part.rules.append(replace(rule, y0=y0 - start * pitch, y1=y1 - start * pitch))
        found.append(part)
    return found
