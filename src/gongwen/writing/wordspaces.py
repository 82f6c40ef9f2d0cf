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

from ..model import HEAD, Block, BlockKind, BlockStyle, Style
from .wordplaces import line_count

DISPLAY = HEAD | {BlockKind.ATTACHMENT_TITLE}
"""The kinds that are set at distances of their own."""
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


def style_space(block: Block, style: Style) -> Space:
    """The space that the block's Word style holds."""
    entry, line = style.block(block.kind, block.level), style.word.line.twips
    return Space(round(entry.before * line), round(entry.after * line), line_height(block.kind, entry, style))


def line_height(kind: BlockKind, entry: BlockStyle, style: Style) -> int:
    """Height of one line: the pitch in a display group, elsewhere as many grid lines as the type needs."""
    line = style.word.line.twips
    if kind in DISPLAY:
        return (entry.pitch or style.word.line).twips
    larger = entry.size - style.body.size
    return line if larger <= 0 else line * max(1, ceil(larger / style.pitch - _OVERHANG) + 1)


def spaces(stretches: Sequence[Stretch], style: Style) -> list[Space]:
    """The space around each paragraph.

    Between two paragraphs only one of them holds space: readers do not agree whether `after` and
    `before` add up.
    """
    found = [replace(style_space(s.last, style), before=0, after=0) for s in stretches]
    above: Block | None = None
    for index, stretch in enumerate(stretches):
        gap = round(style.blank_lines(above, stretch.first) * style.word.line.twips)
        if above and gap == style_space(above, style).after:
            found[index - 1] = replace(found[index - 1], after=gap)
        else:
            found[index] = replace(found[index], before=gap)
        above = stretch.last
    for start, end in _display_groups(stretches):
        _Display(stretches, start, end, style).fit(found)
    return found


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
            line_count(stretch.text, entry.size, style)
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
