"""Space above and below each paragraph of the Word file, and the height of its lines, in twips.

The body stands on the line grid. The head of a text and the titles of attachments are larger: their lines
give way a little so that they take whole lines of the grid together and the body meets it again, as
many as on the typeset page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil

from ..model import HEAD, Block, BlockKind, BlockStyle, Length, Style
from ..model.parts import IMPRINT
from .wordplaces import line_count

DISPLAY = HEAD | {BlockKind.ATTACHMENT_TITLE}
"""The kinds that are set at distances of their own."""
HEAD_LINE = 1.2
"""Height of a line of the 版头 by its size; see `wordhead`."""
OFFICE_BASELINE = 0.8
"""Where LibreOffice puts the baseline of a line of exact height, from its top, by its height."""
ASCENT, DESCENT = 0.88, 0.12
"""The em box above and below the baseline, by the size."""
INK_ABOVE, INK_BELOW = 0.85, 0.07
"""How far the ink of Han characters reaches from the baseline, by the size."""
LINE_BELOW = HEAD_LINE * (1 - OFFICE_BASELINE) - DESCENT
"""Of a line of the 版头, between em box and lower edge, by the size."""
INK_LINE_BELOW = HEAD_LINE * (1 - OFFICE_BASELINE) - INK_BELOW
"""The same from the ink of Han characters."""
_SPARE = 6  # twips by which the body stands higher than the grid, that rounding pushes no line off the page
_ALMOST = 0.1  # of a grid line, that may be missing
_OVERHANG = 0.3  # of a grid line, by which larger type may reach into the space between lines


@dataclass(frozen=True, slots=True)
class Space:
    """Space above and below one paragraph, and the exact height of its lines."""

    before: int
    after: int
    line: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """What makes one Word paragraph: its first and last block (a heading may run into its text), its text."""

    first: Block
    last: Block
    text: str
    gap: float | None = None
    """Blank lines above; None is what the layout has between such blocks."""
    lines: int | None = None
    """How many lines it takes, if the typeset page tells."""

    def count(self, size: Length, style: Style) -> int:
        """How many lines it takes, characters being of that size."""
        return self.lines or line_count(self.text, size, style)


@dataclass(frozen=True, slots=True)
class Start:
    """Where the flow begins below a 版头; places are points from the sheet's upper edge."""

    y: float
    """Where the first paragraph begins if it has no space above it."""
    bottom: float
    """Lower edge of the last em box or rule above."""
    baseline: float | None = None
    """Where the first line stands on the typeset page; None where that is not known."""
    row: int | None = None
    """The line of the grid, from 0, on which the body begins."""


def style_space(block: Block, style: Style) -> Space:
    """The space that the block's Word style holds."""
    entry, line = style.block(block.kind, block.level), style.word.line.twips
    before = 0 if block.kind in IMPRINT else round(entry.before * line)  # it stands in a table
    return Space(before, round(entry.after * line), line_height(block.kind, entry, style))


def line_height(kind: BlockKind, entry: BlockStyle, style: Style) -> int:
    """Height of one line: the pitch in a display group, elsewhere as many grid lines as the type needs."""
    line = style.word.line.twips
    if kind in DISPLAY:
        return (entry.pitch or style.word.line).twips
    if kind in IMPRINT:
        return style.imprint.pitch.twips
    if kind is BlockKind.ATTACHMENT_MARK:  # its em box at the upper edge of the text block: see `HEAD_LINE`
        lower = max(0.0, style.page.top - style.word.top)
        return round((HEAD_LINE * entry.size + lower / OFFICE_BASELINE) * 20)
    larger = entry.size - style.body.size
    return line if larger <= 0 else line * max(1, ceil(larger / style.pitch - _OVERHANG) + 1)


def spaces(stretches: Sequence[Stretch], style: Style, start: Start | None = None) -> list[Space]:
    """The space around each paragraph.

    Between two paragraphs only one of them holds space: readers do not agree whether `after` and
    `before` add up.

    Args:
        stretches: The paragraphs, in order.
        style: The layout.
        start: Where the first one begins, below a 版头.
    """
    found = [replace(style_space(s.last, style), before=0, after=0) for s in stretches]
    above: Block | None = None
    for index, stretch in enumerate(stretches):
        lines = style.blank_lines(above, stretch.first) if stretch.gap is None else stretch.gap
        gap = round(lines * style.word.line.twips)
        if above and above.kind is BlockKind.ATTACHMENT_MARK:
            gap += style.word.line.twips - style_space(above, style).line
        if above and gap == style_space(above, style).after:
            found[index - 1] = replace(found[index - 1], after=gap)
        else:
            found[index] = replace(found[index], before=gap)
        above = stretch.last
    for first, end in _display_groups(stretches):
        if first or not start:
            _Display(stretches, first, end, style).fit(found)
    if start and stretches:
        _begin(stretches, found, style, start)
    return found


def _begin(stretches: Sequence[Stretch], found: list[Space], style: Style, start: Start) -> None:
    """Space below a 版头: above the title at its place, above the body so that it meets the grid."""
    end = next((end for first, end in _display_groups(stretches) if first == 0), 0)
    grid, top = style.word.line.twips / 20, style.word.top
    y, em_bottom = start.y, start.bottom
    blank = style.letterhead.after
    if end:
        entries = [style.block(s.last.kind, s.last.level) for s in stretches[:end]]
        line, size = found[0].line / 20, entries[0].size
        natural = start.bottom + blank * style.pitch + ASCENT * size
        above = max(0.0, (start.baseline or natural) - OFFICE_BASELINE * line - y)
        found[0] = replace(found[0], before=round(above * 20))
        found[end - 1] = replace(found[end - 1], after=0)
        for stretch, entry, space in zip(stretches, entries, found, strict=False):
            y += (space.before + space.after + space.line * stretch.count(entry.size, style)) / 20
        em_bottom = y - (1 - OFFICE_BASELINE) * found[end - 1].line / 20 + DESCENT * entries[-1].size
        if end == len(stretches):
            return
        blank = style.blank_lines(stretches[end - 1].last, stretches[end].first)
    least = em_bottom + blank * style.pitch - (OFFICE_BASELINE * grid - ASCENT * style.body.size)
    row = ceil((least - top) / grid - _ALMOST) if start.row is None else start.row
    before = top + row * grid - y - _SPARE / 20
    if before < 0 and end:  # the title gives way
        found[0] = replace(found[0], before=max(0, found[0].before + round(before * 20)))
    found[end] = replace(found[end], before=max(0, round(before * 20)))


def _display_groups(stretches: Sequence[Stretch]) -> Iterator[tuple[int, int]]:
    """The paragraphs that are set at distances of their own: a head, the title of an attachment."""
    start = 0
    while start < len(stretches):
        end = start + 1
        kind = stretches[start].last.kind
        while kind in HEAD and end < len(stretches) and stretches[end].last.kind in HEAD:
            end += 1
        if kind in DISPLAY:
            yield start, end
        start = end


class _Display:
    """One display group: how many lines of the grid it takes, and how its own lines give way to that."""

    def __init__(self, stretches: Sequence[Stretch], start: int, end: int, style: Style) -> None:
        self.style = style
        self.start, self.end = start, end
        blocks = [stretch.last for stretch in stretches[start:end]]
        self.entries = [style.block(block.kind, block.level) for block in blocks]
        self.counts = [
            stretch.count(entry.size, style)
            for stretch, entry in zip(stretches[start:end], self.entries, strict=True)
        ]
        self.blanks = [ceil(style.blank_lines(*pair)) for pair in pairwise(blocks)]
        follower = stretches[end].first if end < len(stretches) else None
        self.blank_below = ceil(style.blank_lines(blocks[-1], follower)) if follower else 0

    def fit(self, found: list[Space]) -> None:
        """Set line heights and the space below the group so that it takes whole lines of the grid."""
        line = self.style.word.line.twips
        rows, share = self._rows_and_share()
        used = sum(self.blanks) * line
        for index, entry, count in zip(range(self.start, self.end), self.entries, self.counts, strict=True):
            size = entry.size.twips
            height = size + round((found[index].line - size) * (1 + share))
            found[index] = replace(found[index], line=height)
            used += height * count
        rows = max(rows, ceil(used / line))
        last = self.end - 1
        found[last] = replace(found[last], after=rows * line - used)
        if self.end < len(found):
            found[self.end] = replace(found[self.end], before=0)

    def _rows_and_share(self) -> tuple[int, float]:
        """Grid lines down to the body, blank ones included, and how much the inner distances change.

        Both readings of 空一行 are allowed: at least the height of the blank lines must stay clear
        under the group, at most what the grid leaves free in them.
        """
        pitch, body = self.style.pitch, self.style.body.size
        gaps = self._natural_gaps()
        sizes = sum(e.size * n for e, n in zip(self.entries, self.counts, strict=True))
        natural = sizes + gaps
        least = self.blank_below * pitch if self.blank_below else pitch - body
        most = (self.blank_below + 1) * pitch - body
        options = []
        for rows in range(1, ceil((natural + most) / pitch) + 2):
            height = min(max(natural, rows * pitch - most), rows * pitch - least)
            options.append((abs(height - natural), rows, height))
        change, rows, height = min(options)
        if change and not gaps:
            return ceil((natural + least) / pitch - 1e-6), 0.0
        return rows, (height - natural) / gaps if gaps else 0.0

    def _natural_gaps(self) -> float:
        """The distances between the em boxes of the group's lines, together."""
        inner = sum(self._leading(e) * (n - 1) for e, n in zip(self.entries, self.counts, strict=True))
        between = sum(self._leading(e) for e in self.entries[:-1])
        return inner + between + sum(self.blanks) * self.style.pitch

    def _leading(self, entry: BlockStyle) -> float:
        return float(entry.pitch - entry.size if entry.pitch else self.style.pitch - self.style.body.size)
