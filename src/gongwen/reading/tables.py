"""Tables in the making: a row as lines of text, and where its cells stand in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from ..model import Align, Table

if TYPE_CHECKING:
    from .flow import Flow

MOST_COLUMNS = 100
"""Beyond so many columns, merged cells count as one."""
_BREAKS = re.compile(r"[\t\n]+")
"""What a cell may not hold: it would be a cell or a row of its own."""
_PARAGRAPH = 40
"""Characters from which a line of a cell with several lines is running text."""

Place = tuple[int, int]
"""Index of a line and offset in it."""


@dataclass(slots=True)
class ReadCell:
    """A cell as it was read."""

    flow: Flow
    columns: int = 1
    rows: int = 1
    align: Align | None = None
    continues: bool = False
    """Whether it goes on with the cell above it, as merged cells do in Word files."""


@dataclass(slots=True)
class PlacedCell:
    """A cell with its place in the grid and among the lines of a flow."""

    column: int
    columns: int
    rows: int
    align: Align | None
    start: Place
    end: Place
    breaks: list[Place] = field(default_factory=list)
    tables: tuple[Table, ...] = ()
    """Those in it; their places are counts of characters of the cell that are no blanks."""

    def move(self, lines: int) -> None:
        """Take note that the lines stand so many further down."""
        self.start, self.end = (self.start[0] + lines, self.start[1]), (self.end[0] + lines, self.end[1])
        self.breaks = [(line + lines, offset) for line, offset in self.breaks]


@dataclass(slots=True)
class ReadTable:
    """A table as it was read."""

    first: int
    """Index of its first line."""
    last: int = 0
    """Index behind its last line."""
    rows: list[list[PlacedCell]] = field(default_factory=list)
    heads: set[int] = field(default_factory=set)
    """Indices of the rows that are repeated on every page."""
    widths: tuple[float, ...] = ()
    is_ruled: bool = True
    has_data: bool = False
    """Whether a row has several cells on one line."""
    _reach: dict[int, int] = field(default_factory=dict)
    """By column: rows that a cell above still reaches down."""
    _above: dict[int, PlacedCell] = field(default_factory=dict)
    """By column: the last cell that begins in it."""

    def slots(self, cells: Sequence[ReadCell]) -> list[ReadCell | None]:
        """The cells by column of the grid; None where one spans more columns or reaches down from above.

        A cell that is alone in its row has no cells beside it, whatever it spans.
        """
        found: list[ReadCell | None] = []
        for cell in cells:
            found += self._reached(len(found))
            width = max(1, min(cell.columns, MOST_COLUMNS - len(found))) if len(cells) > 1 else 1
            found += [cell, *[None] * (width - 1)]
        return found + self._reached(len(found))

    def _reached(self, column: int) -> list[ReadCell | None]:
        found: list[ReadCell | None] = []
        while self._reach.get(column + len(found), 0) and column + len(found) < MOST_COLUMNS:
            self._reach[column + len(found)] -= 1
            found.append(None)
        return found

    def add(self, row: RowLines, slots: Sequence[ReadCell | None], first: int) -> None:
        """Take in the cells of a row whose lines begin at index `first`."""
        is_alone = sum(cell is not None for cell in slots) == 1
        placed: list[PlacedCell] = []
        for column, cell in enumerate(slots):
            if cell is None:
                continue
            above = self._above.get(column)
            if cell.continues and above and not any(line.strip() for line in cell.flow.lines):
                above.rows += 1
                continue
            width = max(1, min(cell.columns, MOST_COLUMNS - column)) if is_alone else _width(slots, column)
            made = PlacedCell(column, width, cell.rows, cell.align, *row.extents[column])
            made.move(first)
            made.tables = cell.flow.as_nested()
            placed.append(made)
            self._above[column] = made
            self._reach |= {column + step: cell.rows - 1 for step in range(width) if cell.rows > 1}
        self.rows.append(placed)

    def move(self, lines: int) -> None:
        """Take note that the lines stand so many further down."""
        self.first, self.last = self.first + lines, self.last + lines
        for row in self.rows:
            for cell in row:
                cell.move(lines)

    @property
    def columns(self) -> int:
        """Columns of the grid."""
        return max((cell.column + cell.columns for row in self.rows for cell in row), default=0)


def _width(slots: Sequence[ReadCell | None], column: int) -> int:
    """Columns of the cell that begins at `column`: its own, and no more than are free."""
    cell = slots[column]
    width = 1
    while cell and width < cell.columns and column + width < len(slots) and slots[column + width] is None:
        width += 1
    return width


@dataclass(slots=True)
class RowLines:
    """The lines of one row."""

    lines: list[str]
    extents: list[tuple[Place, Place, list[Place]]]
    """For each slot: where its cell begins and ends, and the blanks in it that stand for line ends."""
    is_data: bool
    """Whether the row is one line with its cells apart by tabs."""


def row_lines(cells: Sequence[Sequence[str]]) -> RowLines:
    """The lines of one row.

    Cells are separated by tabs, of which one stands behind a row with nothing but its first cell: it is a
    row all the same and no line of text. Several lines of a cell are joined by a blank. Where the row has a
    single cell, or a cell holds paragraphs, each paragraph keeps its line.
    """
    filled = [[line for line in cell if line.strip()] for cell in cells]
    if len(cells) == 1 or any(_is_running_text(cell) for cell in filled):
        return RowLines([line for cell in filled for line in cell], list(_stacked(filled)), is_data=False)
    flat = [_flat(cell) for cell in filled]
    row = "\t".join(text for text, _breaks in flat).rstrip("\t")
    if not row.strip():
        return RowLines([], [((0, 0), (0, 0), [])] * len(cells), is_data=False)
    extents = list(_side_by_side(flat, len(row)))
    return RowLines([row if "\t" in row else row + "\t"], extents, is_data=len(cells) > 1)


def _stacked(cells: Sequence[Sequence[str]]) -> Iterator[tuple[Place, Place, list[Place]]]:
    """Where cells are whose lines stand one below the other."""
    line = 0
    for cell in cells:
        end = (line + len(cell) - 1, len(cell[-1])) if cell else (line, 0)
        yield (line, 0), end, []
        line += len(cell)


def _flat(lines: Sequence[str]) -> tuple[str, list[int]]:
    """The lines of a cell as one, and the blanks in it that stand for their ends."""
    text = "\n".join(line.strip() for line in lines)
    found = list(_BREAKS.finditer(text))
    lost = accumulate((len(match[0]) - 1 for match in found), initial=0)
    breaks = [match.start() - so_far for match, so_far in zip(found, lost, strict=False) if "\n" in match[0]]
    return _BREAKS.sub(" ", text), breaks


def _side_by_side(
    cells: Sequence[tuple[str, list[int]]], length: int
) -> Iterator[tuple[Place, Place, list[Place]]]:
    """Where cells are that stand on one line; those that were cut off at its end are empty."""
    place = 0
    for text, breaks in cells:
        end = place + len(text)
        yield (0, min(place, length)), (0, min(end, length)), [(0, place + offset) for offset in breaks]
        place = end + 1


def _is_running_text(lines: Sequence[str]) -> bool:
    return len(lines) > 1 and any(len(line) >= _PARAGRAPH for line in lines)
