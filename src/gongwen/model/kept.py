"""What a file holds beside its characters: tables, pictures, notes and links, each at its place in the text.

Nothing of it stands in the text as a sign of its own. Places are code points of the text that the owner says:
of `Source.text` in a `Source`, of the repaired text behind the repair, of `Block.text` in a `Block`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from .length import Length
from .style import NONE, Align

Move = Callable[[int], int]
"""From a place of one text to the same place of another."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: `text[start:end]` is what it holds, a line feed in it ends a paragraph."""

    start: int
    end: int
    column: int = 0
    """The column of the table's grid that it begins in, from 0."""
    columns: int = 1
    """How many columns it takes (gridSpan)."""
    rows: int = 1
    """How many rows it takes (vMerge)."""
    align: Align | None = None
    """None where the file does not say."""
    breaks: tuple[int, ...] = ()
    """Places of blanks that stand for the end of a paragraph: a row of data is one line of the text."""
    tables: tuple[Table, ...] = ()
    """Tables in the cell, whose rows are paragraphs of it and their cells apart by blanks."""

    def paragraphs(self, text: str) -> tuple[str, ...]:
        """The paragraphs of the cell, without the blanks around them."""
        return tuple(text[start:end].strip() for start, end in self.spans(text))

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where each paragraph of the cell stands."""
        start = self.start
        for place in range(self.start, self.end):
            if text[place] == "\n" or place in self.breaks:
                yield start, place
                start = place + 1
        yield start, self.end


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; cells that reach down into it from above are not among its own."""

    cells: tuple[Cell, ...]
    is_head: bool = False
    """Whether it is repeated on every page (tblHeader)."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `text[start:end]` are its rows.

    A row of data is a line with its cells apart by tabs, one for each column of the grid; a cell with longer
    paragraphs has a line for each of them.
    """

    start: int
    end: int
    rows: tuple[Row, ...]
    widths: tuple[float, ...] = ()
    """Share of each column in the width of the table; empty where the file does not say."""
    is_ruled: bool = True
    """Whether lines are drawn around its cells."""

    @property
    def columns(self) -> int:
        """Columns of the grid."""
        return max((c.column + c.columns for row in self.rows for c in row.cells), default=0)

    def flattened(self) -> Self:
        """The table where those in its cells are mere text of them."""
        rows = (replace(row, cells=tuple(replace(c, tables=()) for c in row.cells)) for row in self.rows)
        return replace(self, rows=tuple(rows))

    def moved(self, first: Move, last: Move) -> Self:
        """The table in another text; `first` moves the places at which something begins, `last` ends."""
        rows = tuple(
            replace(row, cells=tuple(_moved(c, first, last) for c in row.cells)) for row in self.rows
        )
        return replace(self, start=first(self.start), end=last(self.end), rows=rows)


def _moved(cell: Cell, first: Move, last: Move) -> Cell:
    tables = (table.moved(first, last) for table in cell.tables)
    return replace(
        cell,
        start=first(cell.start),
        end=last(cell.end),
        breaks=tuple(first(place) for place in cell.breaks),
        tables=tuple(table for table in tables if table.start < table.end),
    )


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that stands in front of the line at `place`, or in the cell around it."""

    place: int
    data: bytes = field(default=b"", repr=False)
    """As in the file; empty for one that the file does not hold or that cannot be shown."""
    media_type: str = ""
    """Such as `image/png`."""
    width: Length = NONE
    """As the file shows it; 0 where it does not say."""
    height: Length = NONE
    alt: str = ""
    """What it shows, for those who cannot see it."""
    cell: tuple[int, int] | None = None
    """Row and column of the cell that it stands in, of the table around `place`; None outside of tables."""

    def moved(self, move: Move) -> Self:
        """The picture in another text."""
        return replace(self, place=move(self.place))


class NoteKind(StrEnum):
    """Where a note is set."""

    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote; its mark stands behind the character before `place`."""

    place: int
    text: str
    """Paragraphs apart by line feeds."""
    kind: NoteKind = NoteKind.FOOTNOTE

    def moved(self, move: Move) -> Self:
        """The note in another text."""
        return replace(self, place=move(self.place))


@dataclass(frozen=True, slots=True)
class Link:
    """`text[start:end]` leads to an address."""

    start: int
    end: int
    target: str

    def moved(self, first: Move, last: Move) -> Self:
        """The link in another text."""
        return replace(self, start=first(self.start), end=last(self.end))


@dataclass(frozen=True, slots=True)
class Kept:
    """All that a file holds beside its characters, each kind in the order of the text."""

    tables: tuple[Table, ...] = ()
    pictures: tuple[Picture, ...] = ()
    notes: tuple[Note, ...] = ()
    links: tuple[Link, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.tables or self.pictures or self.notes or self.links)

    def moved(self, first: Move, last: Move) -> Kept:
        """The same in another text; tables and links of which nothing is left are left out.

        Args:
            first: Moves a place in front of which nothing is added that belongs to what begins there.
            last: Moves a place behind what ends there, with what was added to it.
        """
        links = (link.moved(last, first) for link in self.links)
        tables = ((table, table.moved(first, last)) for table in self.tables)
        return Kept(
            tuple(new for old, new in tables if new.start < new.end or old.start == old.end),
            tuple(picture.moved(first) for picture in self.pictures),
            tuple(note.moved(first) for note in self.notes),
            tuple(link for link in links if link.start < link.end),
        )

    def shifted(self, distance: int) -> Kept:
        """The same in a text to which so many characters were added in front."""

        def move(place: int) -> int:
            return place + distance

        return self.moved(move, move)

    def behind(self, start: int) -> Kept:
        """What stands from a place on, in the text behind it."""
        left = Kept(
            tuple(table for table in self.tables if table.start >= start),
            tuple(picture for picture in self.pictures if picture.place >= start),
            tuple(note for note in self.notes if note.place > start),
            tuple(link for link in self.links if link.start >= start),
        )
        return left.shifted(-start)


NOTHING = Kept()
"""Of text that came from no file, or from one that holds nothing else."""
