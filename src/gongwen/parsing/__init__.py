"""text → Document: what each line is.

The head (letterhead, title, date, speaker, address) is read from the top, the closing (attachment note,
signature, date, attachments, 版记) by its patterns, the body (headings, paragraphs) from what is left. No
character is lost: the blocks' texts in order, white space aside, are the text; blocks that were given beside
the text stand among them and are marked as such.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..model import NOTHING, Block, Document, DocumentKind, Given, Kept, Notice
from .body import parse_body
from .closing import parse_closing
from .given import with_given
from .head import parse_head
from .keeping import with_kept
from .kind import document_kind, genre_of, layout_of
from .lines import TextLine, split
from .tables import real_tables, with_tables

__all__ = ["parse"]


def parse(text: str, start: int = 0, given: tuple[Given, ...] = (), kept: Kept = NOTHING) -> Document:
    """Tell what each line of a repaired text is.

    Args:
        text: The repaired text.
        start: Where the document begins; what stands before is no part of it.
        given: Elements given beside the text; later ones prevail.
        kept: What the file holds beside its characters, by places of `text`.
    """
    blocks = _told(split(text, start))
    if tables := real_tables(kept.tables, blocks):
        blocks = _told(with_tables(split(text, start), text, tables))
    notices: list[Notice] = []
    for elements in given:
        blocks, said = with_given(blocks, elements, len(text))
        notices += said
    kind = document_kind(blocks)
    genre = genre_of(blocks) if kind is DocumentKind.DOCUMENT else None
    layout = layout_of(blocks, kind, genre)
    return Document(tuple(with_kept(blocks, kept, text)), kind, genre, layout, tuple(notices))


def _told(lines: Sequence[TextLine]) -> list[Block]:
    """The blocks that lines are."""
    head, first = parse_head(lines)
    closing = parse_closing(lines, first)
    body = parse_body(lines, first, closing)
    found = {**closing, **body}
    return head + [block for index in range(first, len(lines)) for block in found[index]]
