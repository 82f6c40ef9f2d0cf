"""From blocks to units: what stands together on a page, and how many lines of the grid it takes.

The body stands on the grid. The head of a text and the titles of attachments are larger: they are set as
one unit at natural distances that takes a whole number of grid lines, so that the body below meets the
grid again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil, floor

from ..model import HEAD, Block, BlockKind, BlockStyle, Document, Shape, Style
from .setting import SetLine, Setter, Span
from .titles import relined

ASCENT = 0.88
"""From the upper edge of the em box to the baseline, in em: what Chinese faces are drawn to."""

_DISPLAY = HEAD | {BlockKind.ATTACHMENT_TITLE}
_HANGING_KINDS = frozenset({BlockKind.ATTACHMENT_NOTE, BlockKind.COPY_TO, BlockKind.ATTENDANCE})
_LABEL = re.compile(r"[^：:\s]{1,6}[：:][ \u3000]*")
_NUMBER = re.compile(r"\d{1,2}[.．、][ \u3000]*")
_CLOSING = frozenset({BlockKind.SIGNATURE, BlockKind.ATTACHMENT_NOTE})


@dataclass(slots=True)
class Unit:
    """What is never divided between pages."""

    lines: list[tuple[float, SetLine]]
    """Lines with their baselines, in points from the upper edge of the unit's first grid line."""
    rows: int = 1
    gap: int = 0
    """Blank lines of the grid above, left out at the top of a page."""
    keep: bool = False
    """Stays on the page of the next unit."""
    new_page: bool = False
    blocks: list[int] = field(default_factory=list)
    """Indices of the blocks that begin here."""


class Composer:
    """Turns the blocks of a document into units."""

    def __init__(self, document: Document, style: Style, setter: Setter) -> None:
        self.blocks = document.blocks
        self.style = style
        self.setter = setter
        self._label_width = 0.0

    def units(self) -> list[Unit]:
        """The units of the whole document, in order."""
        units: list[Unit] = []
        for group in self._groups():
            first = self.blocks[group[0]]
            if first.kind in _DISPLAY:
                made = self._display(group)
            elif first.kind in (BlockKind.SIGNATURE, BlockKind.DATE):
                made = self._closing(group)
            else:
                made = self._body(group)
            made[0].gap = self._gap_above(group[0])
            made[0].new_page = self._style(group[0]).page_break_before
            if units and first.kind in _CLOSING:
                units[-1].keep = True
            units += made
        return units

    def _groups(self) -> Iterator[list[int]]:
        """Blocks that are set together: head lines, a heading with its run-in text, name and date."""
        group: list[int] = []
        for index, block in enumerate(self.blocks):
            if group and not self._continues(self.blocks[group[-1]], block):
                yield group
                group = []
            group.append(index)
        if group:
            yield group

    def _continues(self, above: Block, below: Block) -> bool:
        if above.kind in HEAD and below.kind in HEAD:
            return True
        if above.kind is BlockKind.HEADING and below.run_in:
            return True
        return above.kind is BlockKind.SIGNATURE and below.kind in (BlockKind.SIGNATURE, BlockKind.DATE)

    def _style(self, index: int) -> BlockStyle:
        block = self.blocks[index]
        return self.style.block(block.kind, block.level)

    def _span(self, index: int) -> Span:
        return Span(index, self.blocks[index].text, self._style(index))

    def _gap_above(self, index: int) -> int:
        above = self.blocks[index - 1] if index else None
        return ceil(self.style.blank_lines(above, self.blocks[index]))

    # The body: line by line on the grid.

    def _body(self, group: Sequence[int]) -> list[Unit]:
        spans = [self._span(index) for index in group]
        kind = self.blocks[group[0]].kind
        if kind in _HANGING_KINDS:
            lines = self._hanging(spans[0])
        elif kind is BlockKind.TABLE:
            lines = self._table(spans[0])
        else:
            lines = self.setter.paragraph(spans)
        keep = spans[-1].style.keep_with_next
        is_heading = kind is BlockKind.HEADING
        units = []
        for number, line in enumerate(lines):
            is_last = number == len(lines) - 1
            unit = self._row(line)
            unit.keep = keep if is_last else is_heading and len(group) == 1
            unit.blocks = [] if number else list(group)
            units.append(unit)
        return units

    def _row(self, line: SetLine) -> Unit:
        """A line on the grid; type that is larger than the body takes as many grid lines as it needs."""
        body = self.style.body.size
        rows = max(1, ceil((line.size - body) / self.style.pitch - 0.3) + 1) if line.size > body else 1
        baseline = ASCENT * body if line.size <= body else (rows - 1) * self.style.pitch + ASCENT * body
        return Unit([(baseline, line)], rows)

    def _hanging(self, span: Span) -> list[SetLine]:
        """The lines of a block with a label, each item under the first and turnover under its name.

        Turnover stands under the first glyph after label and number (7.3.4 附件说明, 7.4.2 抄送, 10.3
        出席); items below the first, in this block or the next, stand under its number.
        """
        lines: list[SetLine] = []
        for item in span.text.split("\n"):
            lead, hang = self._indents(item, span)
            lines += self.setter.paragraph([Span(span.block, item, span.style)], hang, lead)
        return lines

    def _indents(self, item: str, span: Span) -> tuple[float, float]:
        """How far the first line of an item and its others are moved in."""
        label = _LABEL.match(item)
        continues = span.text is not item or self.blocks[span.block].kind is BlockKind.ATTACHMENT_NOTE
        lead = 0.0
        if label:
            self._label_width = self.setter.width(label[0], span.style)
        elif continues:
            lead = self._label_width
        number = _NUMBER.match(item[label.end() :] if label else item)
        indent = span.style.first_indent * self.style.cell
        hang = indent + (self._label_width if label else lead)
        return lead, hang + (self.setter.width(number[0], span.style) if number else 0.0)

    def _table(self, span: Span) -> list[SetLine]:
        """Rows with their cells under each other where the sheet is wide enough, else as paragraphs."""
        rows = span.text.split("\n")
        cells = [row.split("\t") for row in rows]
        columns = [0.0]
        for number in range(max(map(len, cells))):
            widest = max(self.setter.width(row[number], span.style) for row in cells if number < len(row))
            columns.append(columns[-1] + widest + self.style.cell)
        if columns[-1] - self.style.cell > self.style.page.text_width:
            return self.setter.paragraph([span])
        return [self.setter.row(Span(span.block, row, span.style), columns) for row in rows]

    # Name and date (7.3.5.2).

    def _closing(self, group: Sequence[int]) -> list[Unit]:
        """署名 and 成文日期: the date begins `step` cells right of the name.

        If it is the longer one, it keeps its own distance from the right edge and the name moves left.
        """
        set_blocks = [self.setter.paragraph([self._span(index)]) for index in group]
        date = self._style(group[-1])
        if len(group) > 1 and self.blocks[group[-1]].kind is BlockKind.DATE and date.step is not None:
            self._align_date(set_blocks, date)
        units = []
        for index, lines in zip(group, set_blocks, strict=True):
            rows = [self._row(line) for line in lines]
            rows[0].blocks = [index]
            for row in rows:
                row.keep = True
            units += rows
        units[-1].keep = (
            self._style(group[-1]).keep_with_next and self.blocks[group[-1]].kind is BlockKind.DATE
        )
        return units

    def _align_date(self, set_blocks: list[list[SetLine]], date_style: BlockStyle) -> None:
        step = (date_style.step or 0.0) * self.style.cell
        names, date = set_blocks[-2], set_blocks[-1]
        if len(date) != 1 or not date[0].xs or not names[-1].xs:
            return
        date_width = sum(char.width for char in date[0].chars)
        name_width = sum(char.width for char in names[-1].chars)
        if date_width > name_width:
            shift = date[0].start - step - names[-1].start
            for lines in set_blocks[:-1]:
                lines[:] = [line.moved(min(shift, 0.0)) for line in lines]
        else:
            date[0] = date[0].moved(names[-1].start + step - date[0].start)

    # The head: natural distances, a whole number of grid lines in all.

    def _display(self, group: Sequence[int]) -> list[Unit]:
        placed: list[tuple[float, SetLine]] = []
        gaps: list[float] = []
        for index in group:
            style = self._style(index)
            for number, line in enumerate(self.setter.paragraph([self._display_span(index)])):
                if placed:
                    above = placed[-1][1]
                    extra = 0.0 if number else self._gap_above(index) * self.style.pitch
                    gaps.append(self._distance(above, style, number > 0) + extra)
                placed.append((0.0, line))
        rows = self._fit(gaps, placed, self._lines_below(group[-1]))
        if rows > self.style.grid.lines:
            return [self._row(line) for _, line in placed]
        unit = Unit(self._stacked(placed, gaps), rows, keep=True, blocks=list(group))
        return [unit]

    def _display_span(self, index: int) -> Span:
        span = self._span(index)
        if span.style.shape is not Shape.BALANCED or "\n" not in span.text:
            return span
        cell = self.style.cell
        indents = (span.style.left_indent + span.style.right_indent) * cell
        widths = [self.setter.width(char, span.style) if char != "\n" else 0.0 for char in span.text]
        return Span(index, relined(span.text, widths, self.style.page.text_width - indents), span.style)

    def _distance(self, above: SetLine, below: BlockStyle, same_block: bool) -> float:
        """Between em box and em box of two lines of the head."""
        style = below if same_block else above.spans[0].style
        return (style.pitch or self.style.pitch - self.style.body.size + style.size) - style.size

    def _lines_below(self, last: int) -> int:
        return self._gap_above(last + 1) if last + 1 < len(self.blocks) else 0

    def _fit(self, gaps: list[float], placed: list[tuple[float, SetLine]], blank: int) -> int:
        """Grid lines that the unit takes; its inner distances give way so that they come out whole.

        Below the unit so many blank lines must stay clear: at least their height, at most what the grid
        leaves free in them (both readings of 空一行).
        """
        pitch, body = self.style.pitch, self.style.body.size
        natural = sum(line.size for _, line in placed) + sum(gaps)
        least = blank * pitch if blank else pitch - body
        most = (blank + 1) * pitch - body
        first = max(1, floor((natural + least) / pitch) - 1)
        options = []
        for rows in range(first, first + 4):
            height = min(max(natural, rows * pitch - most), rows * pitch - least)
            options.append((abs(height - natural), rows, height))
        change, rows, height = min(options)
        if gaps and change:
            share = (height - natural) / sum(gaps)
            gaps[:] = [gap * (1 + share) for gap in gaps]
        elif change:
            rows = ceil((natural + least) / pitch - 1e-6)
        return max(1, rows - blank)

    def _stacked(
        self, placed: Sequence[tuple[float, SetLine]], gaps: Sequence[float]
    ) -> list[tuple[float, SetLine]]:
        top = 0.0
        stacked = []
        for (_, line), gap in zip(placed, [*gaps, 0.0], strict=True):
            stacked.append((top + ASCENT * line.size, line))
            top += line.size + gap
        return stacked
