"""Tables: those that the file knows, and those that tabs in the text tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from ..model import HEAD, Block, BlockKind, Cell, Row, Table
from .lines import Found, TextLine
from .patterns import is_whole, matches

_CELLS = re.compile(r"\S\t+\S")
_MAX_BESIDE = 40
"""Characters of a row that has one cell only."""
_LONGEST_HEAD = 15
"""Characters of a cell of the row that names the columns."""
_ELEMENTS = HEAD | {
    BlockKind.COPY_NUMBER,
    BlockKind.SECRET_LEVEL,
    BlockKind.URGENCY,
    BlockKind.ISSUER_MARK,
    BlockKind.DOCUMENT_NUMBER,
    BlockKind.SIGNER,
    BlockKind.SALUTATION,
    BlockKind.SIGNATURE,
    BlockKind.DATE,
    BlockKind.NOTE,
    BlockKind.COPY_TO,
    BlockKind.ISSUED_BY,
    BlockKind.ATTENDANCE,
}


def real_tables(tables: Sequence[Table], blocks: Sequence[Block]) -> tuple[Table, ...]:
    """The tables that hold data: one whose lines are all elements of a document is there for layout.

    Letterheads, signatures and 版记 are often set as tables without meaning any.

    Args:
        tables: As the file has them.
        blocks: The text, parsed as if there were none.
    """
    return tuple(table for table in tables if table.start < table.end and not _is_layout(table, blocks))


def _is_layout(table: Table, blocks: Sequence[Block]) -> bool:
    own = [block for block in blocks if block.start < table.end and block.end > table.start]
    if any(block.start < table.start or block.end > table.end for block in own):
        return False
    kinds = {block.kind for block in own}
    is_like_title = kinds <= HEAD | {BlockKind.SALUTATION} and table.columns > 1
    return bool(kinds) and kinds <= _ELEMENTS and not is_like_title


def guessed(lines: Sequence[TextLine], free: Sequence[int]) -> Found:
    """Two or more rows with cells apart by tabs, one below the other, are one table."""
    found: Found = {}
    for rows in _runs(lines, free):
        found[rows[0]] = [_block([lines[index] for index in rows])]
        found.update({index: [] for index in rows[1:]})
    return found


def _runs(lines: Sequence[TextLine], free: Sequence[int]) -> Iterator[list[int]]:
    """Lines one below the other of which two at least are surely rows."""
    run: list[int] = []
    for index in [*free, -1]:
        if index >= 0 and _may_be_row(lines[index]) and (not run or run[-1] == index - 1):
            run.append(index)
            continue
        sure = [place for place in run if _CELLS.search(lines[place].text)]
        if len(sure) > 1:
            yield _within(run, sure)
        run = [index] if index >= 0 and _may_be_row(lines[index]) else []


def _within(run: Sequence[int], sure: Sequence[int]) -> list[int]:
    """The rows from the first sure one on, with one unsure row above it at most, as a head may be."""
    first = max(run[0], sure[0] - 1)
    return [index for index in run if first <= index <= sure[-1] + 1]


def _may_be_row(line: TextLine) -> bool:
    """Whether a tab stands between cells, or beside the only one that is filled."""
    if _CELLS.search(line.text):
        return True
    return "\t" in line.lead + line.trail and len(line.text) <= _MAX_BESIDE and not line.stops


def _block(lines: Sequence[TextLine]) -> Block:
    """Rows as a block; a tab that all of them begin with is an indent and no empty cell."""
    indent = min(line.lead.count("\t") for line in lines)
    pieces = ["\t" * (line.lead.count("\t") - indent) + line.text for line in lines]
    columns = max(piece.count("\t") for piece in pieces) + 1
    rows, place = [], 0
    for piece in pieces:
        rows.append(Row(tuple(_cells(piece, place, columns))))
        place += len(piece) + 1
    is_data = _names_columns(*([cell.strip() for cell in piece.split("\t")] for piece in pieces))
    rows[0] = replace(rows[0], is_head=is_data)
    table = Table(0, place - 1, tuple(rows), is_ruled=is_data)
    return Block(BlockKind.TABLE, "\n".join(pieces), lines[0].start, lines[-1].end, table=table)


def _names_columns(head: Sequence[str], *rows: Sequence[str]) -> bool:
    """Whether the first row says what stands in the columns: then it is a table of data, with rules.

    Other rows with tabs are lists of names or lines of a form, which have none.
    """
    is_like_head = all(0 < len(cell) <= _LONGEST_HEAD and not matches("column_entry", cell) for cell in head)
    if not is_like_head or any(len(row) > len(head) for row in rows):
        return False
    columns = [list(filter(None, cells)) for cells in zip_longest(*rows, fillvalue="")]
    is_counted = any(cells and all(is_whole("figure", cell) for cell in cells) for cells in columns)
    return is_counted or 2 * sum(matches("column_name", cell) for cell in head) >= len(head)


def _cells(row: str, place: int, columns: int) -> Iterator[Cell]:
    """The cells of a row; empty ones at its end have no tab of their own."""
    for column, text in enumerate(row.split("\t")):
        yield Cell(place, place + len(text), column)
        place += len(text) + 1
    end = place - 1
    yield from (Cell(end, end, column) for column in range(row.count("\t") + 1, columns))


def with_tables(lines: Sequence[TextLine], text: str, tables: Sequence[Table]) -> list[TextLine]:
    """The lines with each table as one line that is like no other: a stop that nothing goes on to."""
    rest = [line for line in lines if not any(t.start <= line.start < t.end for t in tables)]
    made = [TextLine("。", t.start, table=t, content=text[t.start : t.end]) for t in tables]
    return sorted([*rest, *made], key=lambda line: line.start)


def table_block(line: TextLine) -> Block:
    """The table that a line stands for."""
    assert line.table is not None

    def move(place: int) -> int:
        return place - line.start

    table = line.table.moved(move, move)
    return Block(BlockKind.TABLE, line.content, line.start, line.end, table=table)
