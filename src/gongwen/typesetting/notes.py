"""Notes on the typeset page: a number in a circle where each belongs, their text below the document's.

Offices print documents whose notes, where there are any, stand at the end; in the Word file they are real
footnotes, which move with the text that a clerk edits.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace

from ..model import Block, BlockKind, Document, Note

_CIRCLED = "".join(map(chr, (*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0))))


def number_sign(number: int) -> str:
    """The sign of a note: ① to ㊿, then a number in brackets."""
    return _CIRCLED[number - 1] if number <= len(_CIRCLED) else f"〔{number}〕"


def with_notes(document: Document) -> Document:
    """The document with the signs of its notes in the text, and their text in paragraphs behind it."""
    if not any(block.notes for block in document.blocks):
        return document
    blocks: list[Block] = []
    notes: list[Note] = []
    for block in document.blocks:
        blocks.append(_signed(block, len(notes)) if block.notes else block)
        notes += block.notes
    end = max(block.end for block in blocks)
    for number, note in enumerate(notes, 1):
        blocks.append(Block(BlockKind.PARAGRAPH, number_sign(number) + note.text, end, end))
    return replace(document, blocks=tuple(blocks))


def _signed(block: Block, before: int) -> Block:
    """A block with the signs of its notes; what stands at places of its text moves with it."""
    places = [note.place for note in block.notes]
    signs = [number_sign(before + number) for number in range(1, len(places) + 1)]
    lengths = [0]
    for sign in signs:
        lengths.append(lengths[-1] + len(sign))
    parts, start = [], 0
    for place, sign in zip(places, signs, strict=True):
        parts += [block.text[start:place], sign]
        start = place

    def first(place: int) -> int:
        return place + lengths[bisect_left(places, place)]

    def last(place: int) -> int:
        return place + lengths[bisect_right(places, place)]

    return replace(
        block,
        text="".join(parts) + block.text[start:],
        table=block.table.moved(first, last) if block.table else None,
        pictures=tuple(picture.moved(first) for picture in block.pictures),
        notes=(),
        links=tuple(link.moved(last, first) for link in block.links),
    )
