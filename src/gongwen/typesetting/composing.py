"""From blocks to units: what stands together on a page, and how many lines of the grid it takes.

The body stands on the grid. The head of a text and the titles of attachments are larger: they are set as
one unit at natural distances that takes a whole number of grid lines, so that the body below meets the
grid again. A 版头 has places of the sheet; 版记 is set apart, for it belongs to the foot of the last page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model import HEAD, Block, BlockKind
from ..model.parts import HANGING
from .closing import Closing
from .hanging import Labels
from .heads import head_boxes, head_unit
from .imprint import SetImprint, imprint_of
from .letterhead import Letterhead
from .matter import Matter
from .pictures import picture_units
from .setting import SetLine, Span
from .tables import is_caption
from .turning import table_units
from .units import Frame, Unit, first_frame, frame_of, row

_DISPLAY = HEAD | {BlockKind.ATTACHMENT_TITLE}
_SIGNING = frozenset({BlockKind.SIGNATURE, BlockKind.DATE})
_CLOSING = _SIGNING | {BlockKind.ATTACHMENT_NOTE, BlockKind.NOTE}
_LONGEST_KEPT = 6
"""Lines of 附件说明 that stay on one page; a longer one would leave pages half empty."""
_TURNED_OVER = frozenset({BlockKind.SALUTATION})
"""Kinds whose lines go on in the next as one text."""


class Composer:
    """Turns the blocks of a document into units."""

    def __init__(self, matter: Matter) -> None:
        self.matter = matter
        self.blocks = matter.blocks
        self.style = matter.style
        self.setter = matter.setter
        self.imprint: SetImprint | None = imprint_of(matter)
        self.first: Frame = frame_of(matter.style)
        """The grid of the first page."""
        self._labels = Labels(matter)

    def units(self) -> list[Unit]:
        """The units of the whole document but the 版记, in order."""
        groups = list(self._groups())
        head = self._letterhead(groups)
        if head is None:
            return self._units(groups)
        rest = self._units([group for group in groups if group[0] > head.blocks[-1]])
        if rest:
            rest[0].gap = 0
        return [head, *rest]

    def _units(self, groups: Sequence[Sequence[int]]) -> list[Unit]:
        units: list[Unit] = []
        for group in groups:
            first = self.blocks[group[0]]
            made = self._made(group)
            made[0].new_page = self.matter.block_style(group[0]).page_break_before
            if units and first.kind in _CLOSING and not self._goes_on_listing(group[0]):
                _keep_with_text(units)
            if made[0].turned:
                _take_captions(units, made[0])
            elif units and first.table and is_caption(self.blocks[group[0] - 1]):
                units[-1].keep = True
            if first.kind is BlockKind.ATTACHMENT_NOTE and len(made) <= _LONGEST_KEPT:
                for unit in made[:-1]:
                    unit.keep = True
            units += made
        return units

    def _goes_on_listing(self, index: int) -> bool:
        """Whether a block is a further one of a long 附件说明."""
        notes = [i for i, block in enumerate(self.blocks) if block.kind is BlockKind.ATTACHMENT_NOTE]
        return len(notes) > _LONGEST_KEPT and index in notes[1:]

    def _made(self, group: Sequence[int]) -> list[Unit]:
        kind = self.blocks[group[0]].kind
        if kind in _SIGNING:
            return Closing.of(group, self.matter).units()
        made = head_unit(group, self.matter, self._below(group)) if kind in _DISPLAY else self._text(group)
        made[0].gap = self.matter.gap_above(group[0])
        return made

    def _groups(self) -> Iterator[list[int]]:
        """Blocks that are set together: head lines, a heading with its run-in text, name and date."""
        group: list[int] = []
        apart = self.imprint.blocks if self.imprint else frozenset()
        for index, block in enumerate(self.blocks):
            if index in apart:
                continue
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
        return above.kind is BlockKind.SIGNATURE and below.kind in _SIGNING

    def _below(self, group: Sequence[int]) -> int:
        """Blank lines below a group."""
        following = group[-1] + 1
        return self.matter.gap_above(following) if following < len(self.blocks) else 0

    # 版头 and title on the first page.

    def _letterhead(self, groups: Sequence[Sequence[int]]) -> Unit | None:
        """The 版头 with the title below it; None without one, or where it leaves no room on a page."""
        has_mark = any(block.kind is BlockKind.ISSUER_MARK for block in self.blocks)
        frame = first_frame(self.style, has_mark=has_mark)
        head = Letterhead.of(self.matter, frame)
        if head is None:
            return None
        below = next((g for g in groups if g[-1] >= head.end), [])
        title = [i for i in below if i >= head.end and self.blocks[i].kind in HEAD]
        own = [*range(head.end), *title]
        rest = [group for group in groups if group[0] > own[-1]]
        unit = head.unit(
            head_boxes(title, self.matter), own, self._below(own) if title else 0, self._room(rest)
        )
        if unit is None and title:  # many names and a long title: the title stands on the next page
            unit = head.unit([], [*range(head.end)], 0, 0)
        if unit:
            self.first = frame
        return unit

    def _room(self, groups: Sequence[Sequence[int]]) -> int:
        """Grid lines down to the first line of body text: what the first page must show (7.3.3)."""
        lines = 0
        for number, group in enumerate(groups):
            units = self._units([group])
            if self.blocks[group[-1]].kind is BlockKind.PARAGRAPH:
                return lines + (units[0].gap if number else 0) + 1
            lines += sum(unit.rows + unit.gap for unit in units) - (0 if number else units[0].gap)
            if lines >= self.style.grid.lines:
                break
        return min(lines, self.style.grid.lines - 1)

    # The body: line by line on the grid.

    def _text(self, group: Sequence[int]) -> list[Unit]:
        block = self.blocks[group[0]]
        if block.kind is BlockKind.PICTURE and block.pictures:
            return picture_units(group[0], self.matter)
        if block.table:
            return table_units(group[0], self.matter)
        return self._body(group)

    def _body(self, group: Sequence[int]) -> list[Unit]:
        kind = self.blocks[group[0]].kind
        if kind in HANGING:
            lines = self._labels.lines(group[0])
        elif kind is BlockKind.TABLE:
            lines = self._table(group[0])
        else:
            lines = self.setter.paragraph([span for index in group for span in self._spans(index)])
        keep = self.matter.block_style(group[-1]).keep_with_next
        is_heading = kind is BlockKind.HEADING
        units = []
        for number, line in enumerate(lines):
            is_last = number == len(lines) - 1
            unit = row(line, self.style)
            unit.keep = keep if is_last else is_heading and len(group) == 1
            unit.blocks = [] if number else list(group)
            units.append(unit)
        return units

    def _spans(self, index: int) -> list[Span]:
        block = self.blocks[index]
        joined = block.text.replace("\n", "") if block.kind in _TURNED_OVER else None
        return self.matter.spans(index, joined)

    def _table(self, index: int) -> list[SetLine]:
        """Rows with their cells under each other where the sheet is wide enough, else as paragraphs."""
        span = self.matter.spans(index)[0]
        rows = span.text.split("\n")
        cells = [row.split("\t") for row in rows]
        columns = [0.0]
        for number in range(max(map(len, cells))):
            widest = max(self.setter.width(row[number], span.style) for row in cells if number < len(row))
            columns.append(columns[-1] + widest + self.style.cell)
        if columns[-1] - self.style.cell > self.style.page.text_width:
            return self.setter.paragraph([span])
        return [self.setter.row(Span(span.block, row, span.style), columns) for row in rows]


def _take_captions(units: list[Unit], table: Unit) -> None:
    """Take out the captions of a turned table, which stand on its page."""
    captions = set(table.blocks[:-1])
    while captions and units:
        captions.difference_update(units.pop().blocks)


def _keep_with_text(units: Sequence[Unit]) -> None:
    """Keep what closes a text with its last two lines, or the last of a short paragraph (7.3.5.5)."""
    units[-1].keep = True
    if len(units) > 1 and not (units[-1].blocks or units[-2].blocks):
        units[-2].keep = True
