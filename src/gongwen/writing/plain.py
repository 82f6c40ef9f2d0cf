"""The repaired document as plain text and as Markdown, UTF-8."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO

from ..model import HEAD, Block, BlockKind, Document, Note, Picture, Table

_MARKUP = re.compile(r"[\\`*_\[\]<>#|~$&]")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d{1,9}(?=[.)]))")
_BETWEEN_WORDS = re.compile(r"(?<=[A-Za-z0-9])\n(?=[A-Za-z0-9])")
_HEADINGS = {BlockKind.TITLE: 1, BlockKind.ATTACHMENT_TITLE: 1}


def write_text(document: Document, file: BinaryIO) -> None:
    """Write one block a line, a run-in paragraph on the line of its heading.

    A blank line stands between the head (title to speaker) and what follows; titles and addresses
    of several lines keep them. Notes have a number in brackets and stand below the text.
    """
    notes: list[Note] = []
    text = "".join(_text_pieces(document, notes))
    below = "".join(f"[{number}] {_on_one_line(note.text)}\n" for number, note in enumerate(notes, 1))
    file.write(_encoded(f"{text}\n{below}" if notes else text))


def write_markdown(document: Document, file: BinaryIO) -> None:
    """Write the title as `#`, headings of the four levels as `##` to `#####`, blank lines between blocks.

    Characters that Markdown would read as markup are escaped. Tables are tables, notes footnotes; pictures
    stand in the file themselves, as data.
    """
    notes: list[Note] = []
    shown = (block for block in document.blocks if block.text or block.pictures)
    blocks = [_markdown(block, notes) for block in shown]
    blocks += [f"[^{number}]: {_escaped(_on_one_line(note.text))}\n" for number, note in enumerate(notes, 1)]
    file.write(_encoded("\n".join(blocks)))


def _encoded(text: str) -> bytes:
    """UTF-8; lone surrogates, which no encoding holds, are left out."""
    return text.encode("utf-8", "ignore")


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _text_pieces(document: Document, notes: list[Note]) -> Iterator[str]:
    blocks = document.blocks
    for block, below in pairwise([*blocks, None]):
        if block is None:
            continue
        place = 0
        for note in block.notes:
            notes.append(note)
            yield f"{block.text[place : note.place]}[{len(notes)}]"
            place = note.place
        yield block.text[place:]
        if below and below.run_in and block.kind is BlockKind.HEADING:
            continue
        yield "\n"
        if below and block.kind in HEAD and below.kind not in HEAD:
            yield "\n"


def _markdown(block: Block, notes: list[Note]) -> str:
    if block.table and block.text:
        return _table(block, block.table, notes)
    if not block.text:
        return "".join(_picture(picture) + "\n" for picture in block.pictures)
    level = 1 + block.level if block.level else _HEADINGS.get(block.kind)
    text = _marked(block, 0, len(block.text), notes)
    if level:
        one_line = _BETWEEN_WORDS.sub(" ", text).replace("\n", "")
        return f"{'#' * level} {_escaped_start(one_line)}\n"
    return "\\\n".join(_escaped_start(line) for line in text.split("\n") if line) + "\n"


def _table(block: Block, table: Table, notes: list[Note]) -> str:
    """Rows with bars between cells; a merged cell stands in the first of its places, the others are empty."""
    rows = []
    for number, row in enumerate(table.rows):
        cells = [""] * table.columns
        for cell in row.cells:
            pictures = [_picture(p) for p in block.pictures if p.cell == (number, cell.column)]
            texts = [_marked(block, start, end, notes).strip() for start, end in cell.spans(block.text)]
            cells[cell.column] = "<br>".join(part for part in (*pictures, *texts) if part)
        rows.append(f"| {' | '.join(cells)} |\n")
    rows.insert(1, "|" + " --- |" * table.columns + "\n")
    return "".join(rows)


def _picture(picture: Picture) -> str:
    data = b64encode(picture.data).decode("ascii")
    return f"![{_escaped(picture.alt)}](data:{picture.media_type};base64,{data})"


def _marked(block: Block, start: int, end: int, notes: list[Note]) -> str:
    """A stretch of a block's text, escaped, with its links and the numbers of its notes."""
    opened = {max(link.start, start): "[" for link in block.links if link.start < end and link.end > start}
    closed = {min(link.end, end): f"](<{link.target}>)" for link in block.links if start < link.end}
    own = [note for note in block.notes if start < note.place <= end or note.place == start == 0]
    places = sorted({start, end, *(p for p in (*opened, *closed) if p <= end), *(n.place for n in own)})
    parts = []
    for place, following in zip(places, [*places[1:], end], strict=True):
        parts.append(closed.get(place, "") if place > start else "")
        for note in own:
            if note.place == place:
                notes.append(note)
                parts.append(f"[^{len(notes)}]")
        parts += [opened.get(place, "") if place < end else "", _marked_up(block.text[place:following])]
    return "".join(parts)


def _marked_up(text: str) -> str:
    """The text with a backslash before what CommonMark or GitHub take as markup."""
    return _MARKUP.sub(r"\\\g<0>", text)


def _escaped(text: str) -> str:
    """The text with a backslash before markup, and before what would begin a list or a rule."""
    return _escaped_start(_marked_up(text))


def _escaped_start(text: str) -> str:
    return _LINE_START.sub(lambda m: m[1] + (m[2] + "\\" if m[2].isdigit() else "\\" + m[2]), text)
