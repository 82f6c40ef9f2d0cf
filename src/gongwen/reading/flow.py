"""Lines as a reader meets them, with the places of tables and pictures among them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import accumulate

from ..i18n import gettext as _
from ..model import Cell, Kept, Notice, Picture, Row, Table
from .images import NAMED
from .marks import Marks, bare, offset_in_bare
from .tables import MOST_COLUMNS, Place, ReadCell, ReadTable, RowLines, row_lines

__all__ = ["MOST_COLUMNS", "Flow", "ReadCell"]

_UNREAD = Picture(0)


class Flow:
    """Collects lines; a cell of a table is a flow of its own that its row takes in."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._open: list[ReadTable] = []
        self._tables: list[ReadTable] = []
        self._pictures: list[tuple[Place, Picture]] = []
        self._flattened = 0

    def line(self, text: str) -> None:
        """A line, or several with line feeds between them."""
        self.lines.append(text)

    def picture(self, picture: Picture = _UNREAD) -> None:
        """A picture in front of the next line; one without bytes cannot be kept."""
        self._pictures.append(((len(self.lines), 0), picture))

    @contextmanager
    def table(self) -> Iterator[ReadTable]:
        """What is added within is a table."""
        table = self.begin_table()
        yield table
        self.end_table()

    def begin_table(self) -> ReadTable:
        """Rows that are added from here on are rows of a table."""
        self._open.append(ReadTable(len(self.lines)))
        return self._open[-1]

    def end_table(self, *, is_table: bool | None = None) -> None:
        """The table that was begun last ends; it is one if it has several columns, or if it is said to be.

        Tables in its cells are part of their text then; else they are tables of their own.
        """
        table = self._open.pop()
        table.last = len(self.lines)
        if not any(table.rows) or not (table.columns > 1 if is_table is None else is_table):
            return
        inner = [other for other in self._tables if other.first >= table.first]
        self._tables = [other for other in self._tables if other.first < table.first]
        self._flattened += len(inner)
        self._tables.append(table)

    def row(self, cells: Sequence[ReadCell], *, is_head: bool = False) -> bool:
        """Take in a row of a table; False where its cells keep their lines.

        Then tables inside of them stay tables, else their rows are text of the cell.
        """
        table = self._open[-1] if self._open else ReadTable(len(self.lines))
        slots = table.slots(cells)
        row = row_lines([cell.flow.lines if cell else [] for cell in slots])
        first = len(self.lines)
        self.lines += row.lines
        if is_head:
            table.heads.add(len(table.rows))
        table.add(row, slots, first)
        table.has_data = table.has_data or row.is_data
        for column, cell in enumerate(slots):
            if cell is not None:
                self._take_in(cell.flow, row, row.extents[column], (first, len(table.rows) - 1, column))
        return row.is_data

    def _take_in(
        self, cell: Flow, row: RowLines, extent: tuple[Place, Place, list[Place]], own: tuple[int, int, int]
    ) -> None:
        """The pictures and tables of a cell, at their places among the lines of its row.

        `own` are the first line of the row, its number and the column of the cell.
        """
        first = own[0]
        kept = list(accumulate((bool(line.strip()) for line in cell.lines), initial=0))
        start, end, breaks = extent
        for place, picture in cell._pictures:
            line = kept[min(place[0], len(kept) - 1)]
            if not row.is_data:
                at = (first + start[0] + line, 0)
            elif line and line <= len(breaks):
                at = (first, breaks[line - 1][1] + 1)
            else:
                at = (first, end[1] if line else start[1])
            in_cell = own[1:] if row.is_data else picture.cell or own[1:]
            self._pictures.append((at, replace(picture, cell=in_cell)))
        self._flattened += cell._flattened + (len(cell._tables) if row.is_data else 0)
        if not row.is_data:
            for table in cell._tables:
                lines = first + start[0]
                table.last = kept[table.last] - kept[table.first] + table.first
                table.move(lines + kept[table.first] - table.first)
                self._tables.append(table)

    def text(self, marks: Marks | None = None) -> tuple[str, Kept]:
        """The lines without blank ones around them, and what is kept beside them."""
        lines = self.lines if marks is None else [bare(line) for line in self.lines]
        whole = "\n".join(lines)
        text = whole.strip("\n")
        skipped = len(whole) - len(whole.lstrip("\n"))
        starts = [start - skipped for start in accumulate((len(line) + 1 for line in lines), initial=0)]

        def at(place: Place) -> int:
            line, offset = place
            line = min(line, len(lines))  # behind blank lines that a reader took away
            if marks is not None and line < len(lines):
                offset = offset_in_bare(self.lines[line], offset)
            return min(max(starts[line] + offset, 0), len(text))

        made = (_made(table, at, partial(_in_cell, text)) for table in self._tables)
        tables = sorted(made, key=lambda t: (t.start, t.end))
        pictures = [replace(p, place=self._inside(place, p, at)) for place, p in self._pictures]
        notes, links = marks.found_in(self.lines, starts) if marks else ((), ())
        notes = tuple(replace(note, place=min(max(note.place, 0), len(text))) for note in notes)
        return text, Kept(tuple(tables), tuple(sorted(pictures, key=lambda p: p.place)), notes, links)

    def as_nested(self) -> tuple[Table, ...]:
        """Its tables for the cell that it is; places are counts of characters that are no blanks."""
        if not self._tables:
            return ()
        counts = list(accumulate((_ink(bare(line)) for line in self.lines), initial=0))

        def at(place: Place) -> int:
            line, offset = min(place[0], len(self.lines)), max(place[1], 0)
            if line == len(self.lines):
                return counts[-1]
            return counts[line] + _ink(bare(self.lines[line])[: offset_in_bare(self.lines[line], offset)])

        return tuple(_made(table, at, _counted_on) for table in self._tables)

    def _inside(self, place: Place, picture: Picture, at: Callable[[Place], int]) -> int:
        """Where a picture stands; one in a row without text stands at the end of its table."""
        for table in self._tables:
            if picture.cell and table.first <= place[0] <= table.last and table.first < table.last:
                return min(at(place), at((table.last, -1)))
        return at(place)

    def notices(self) -> tuple[Notice, ...]:
        """What was met that is not kept."""
        found = []
        absent = [picture for _place, picture in self._pictures if not picture.data]
        named = sum(picture.media_type == NAMED for picture in absent)
        if named:
            message = _(
                "{count} pictures are not in the file, which only says where they are; none was fetched."
            )
            found.append(Notice("picture.named", message.format(count=named)))
        if unread := len(absent) - named:
            message = _("{count} pictures were not read.")
            found.append(Notice("picture.unread", message.format(count=unread)))
        if self._flattened:
            message = _(
                "{count} tables in cells of other tables stay tables in a Word file without revisions; "
                "elsewhere they are text of the cell."
            )
            found.append(Notice("table.nested", message.format(count=self._flattened)))
        return tuple(found)


def _ink(text: str) -> int:
    return sum(map(len, text.split()))


def _counted_on(table: Table, start: int, _end: int) -> Table:
    """A table in a cell that begins behind so many characters."""

    def move(place: int) -> int:
        return start + place

    return table.moved(move, move)


def _in_cell(text: str, table: Table, start: int, end: int) -> Table:
    """A table in the cell `text[start:end]`, its places from counts of characters to those of the text."""
    ink = [place for place in range(start, end) if not text[place].isspace()]

    def last(count: int) -> int:
        return ink[min(count, len(ink)) - 1] + 1 if count and ink else start

    def span(first: int, behind: int) -> tuple[int, int]:
        return (ink[first] if first < min(behind, len(ink)) else last(first)), last(behind)

    def put(table: Table) -> Table:
        rows = (replace(row, cells=tuple(map(put_cell, row.cells))) for row in table.rows)
        start, end = span(table.start, table.end)
        return replace(table, start=start, end=end, rows=tuple(rows))

    def put_cell(cell: Cell) -> Cell:
        start, end = span(cell.start, cell.end)
        breaks = tuple(map(last, cell.breaks))
        return replace(cell, start=start, end=end, breaks=breaks, tables=tuple(map(put, cell.tables)))

    return put(table)


def _made(read: ReadTable, at: Callable[[Place], int], nested: Callable[[Table, int, int], Table]) -> Table:
    """The table with its places in the text; `nested` finds those of a table in a cell."""
    start = at((read.first, 0))
    end = max(start, at((read.last, -1)) if read.last > read.first else start)

    def inside(place: Place) -> int:
        return min(max(at(place), start), end)

    rows = []
    for number, row in enumerate(read.rows):
        cells = []
        for cell in row:
            first, behind = inside(cell.start), inside(cell.end)
            tables = (nested(table, first, behind) for table in cell.tables)
            cells.append(
                Cell(
                    first,
                    behind,
                    cell.column,
                    cell.columns,
                    cell.rows,
                    cell.align,
                    tuple(at(place) for place in cell.breaks),
                    tuple(table for table in tables if table.start < table.end),
                )
            )
        rows.append(Row(tuple(cells), number in read.heads))
    widths = read.widths[: read.columns] if len(read.widths) >= read.columns else ()
    whole = sum(widths)  # columns of the grid behind the last cell are none
    return Table(start, end, tuple(rows), tuple(width / whole for width in widths), read.is_ruled)
