"""What the file holds beside its characters, put to the blocks it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..model import Block, BlockKind, Kept, Picture, Table


def with_kept(blocks: Sequence[Block], kept: Kept, text: str) -> list[Block]:
    """The blocks with their notes, links and pictures, and a block for each picture and blank table.

    Args:
        blocks: The document; its tables are known.
        kept: By places of `text`.
        text: What was parsed.
    """
    if not kept:
        return list(blocks)
    found = list(blocks)
    _add_notes(found, kept, text)
    _add_links(found, kept, text)
    for table in kept.tables:
        if table.start == table.end:
            _insert(found, Block(BlockKind.TABLE, "", table.start, table.end, table=_at_home(table)))
    for picture in kept.pictures:
        if picture.data:
            _add_picture(found, picture)
    return found


def _at_home(table: Table) -> Table:
    def move(place: int) -> int:
        return place - table.start

    return table.moved(move, move)


def _add_notes(blocks: list[Block], kept: Kept, text: str) -> None:
    for note in kept.notes:
        index = _holder(blocks, note.place)
        if index is not None:
            place = _offset(blocks[index], note.place, text)
            blocks[index] = replace(blocks[index], notes=(*blocks[index].notes, replace(note, place=place)))


def _add_links(blocks: list[Block], kept: Kept, text: str) -> None:
    """A link that runs over two blocks becomes a link in each."""
    for link in kept.links:
        for index, block in enumerate(blocks):
            if block.given or block.end <= link.start or block.start >= link.end:
                continue
            start, end = (_offset(block, place, text) for place in (link.start, link.end))
            if block.text[start:end].strip():
                made = replace(link, start=start, end=end)
                blocks[index] = replace(block, links=(*block.links, made))


def _add_picture(blocks: list[Block], picture: Picture) -> None:
    """A picture in a cell of a table is one of the table, others are blocks."""
    for index, block in enumerate(blocks):
        if block.table and picture.cell and block.start <= picture.place <= block.end:
            place = picture.place - block.start
            inside = replace(picture, place=place, cell=_cell(block.table, picture.cell, place))
            blocks[index] = replace(block, pictures=(*block.pictures, inside))
            return
    here = replace(picture, place=0)
    _insert(blocks, Block(BlockKind.PICTURE, "", picture.place, picture.place, pictures=(here,)))


def _cell(table: Table, told: tuple[int, int], place: int) -> tuple[int, int]:
    """The cell of a picture: the one that was told, or where there is none the first around the place."""
    cells = [(number, cell) for number, row in enumerate(table.rows) for cell in row.cells]
    around = ((number, cell.column) for number, cell in cells if cell.start <= place <= cell.end)
    if told in {(number, cell.column) for number, cell in cells}:
        return told
    return next(around, (cells[0][0], cells[0][1].column) if cells else told)


def _insert(blocks: list[Block], made: Block) -> None:
    """Put a block without text in front of what begins at its place or behind it."""
    index = next(
        (
            n
            for n, block in enumerate(blocks)
            if block.start >= made.start and not (block.given or block.run_in or block.start == block.end)
        ),
        len(blocks),
    )
    blocks.insert(index, made)


def _holder(blocks: Sequence[Block], place: int) -> int | None:
    """The block of the text that the character before a place is in, or else the one above or below."""
    own = [n for n, block in enumerate(blocks) if not block.given]
    above = [n for n in own if blocks[n].start < place]
    return above[-1] if above else next(iter(own), None)


def _offset(block: Block, place: int, text: str) -> int:
    """Where a place of the text stands in the text of a block, which may have lost blanks."""
    if block.table and block.text == text[block.start : block.end]:
        return min(max(place - block.start, 0), len(block.text))
    count = len("".join(text[block.start : place].split()))
    offset = 0
    while count and offset < len(block.text):
        count -= not block.text[offset].isspace()
        offset += 1
    return offset
