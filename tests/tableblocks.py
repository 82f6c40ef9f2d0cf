"""Blocks with tables, for tests of what sets and what writes them."""

from __future__ import annotations

from gongwen.model import Block, BlockKind, Cell, Row, Table


def table_of(
    rows: list[list[str]], *, heads: int = 0, ruled: bool = True, widths: tuple[float, ...] = ()
) -> Block:
    """A block of rows of cells without merged ones."""
    text = "\n".join("\t".join(row) for row in rows)
    place, made = 0, []
    for number, row in enumerate(rows):
        cells = []
        for column, cell in enumerate(row):
            cells.append(Cell(place, place + len(cell), column))
            place += len(cell) + 1
        made.append(Row(tuple(cells), number < heads))
    table = Table(0, len(text), tuple(made), widths, ruled)
    return Block(BlockKind.TABLE, text, 0, len(text), table=table)
