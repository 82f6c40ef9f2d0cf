"""text → Document: what each line is.

The head (letterhead, title, date, speaker, address) is read from the top, the closing (attachment note,
signature, date, attachments, 版记) by its patterns, the body (headings, paragraphs) from what is left. No
character is lost: the blocks' texts in order, white space aside, are the text; blocks that were given beside
the text stand among them and are marked as such.
"""

from __future__ import annotations

from ..model import Document, DocumentKind, Given, Notice
from .body import parse_body
from .closing import parse_closing
from .given import with_given
from .head import parse_head
from .kind import document_kind, genre_of, layout_of
from .lines import split

__all__ = ["parse"]


def parse(text: str, start: int = 0, given: tuple[Given, ...] = ()) -> Document:
    """Tell what each line of a repaired text is.

    Args:
        text: The repaired text.
        start: Where the document begins; what stands before is no part of it.
        given: Elements given beside the text; later ones prevail.
    """
    lines = split(text, start)
    head, first = parse_head(lines)
    closing = parse_closing(lines, first)
    body = parse_body(lines, first, closing)
    found = {**closing, **body}
    blocks = head + [block for index in range(first, len(lines)) for block in found[index]]
    notices: list[Notice] = []
    for elements in given:
        blocks, said = with_given(blocks, elements, len(text))
        notices += said
    kind = document_kind(blocks)
    genre = genre_of(blocks) if kind is DocumentKind.DOCUMENT else None
    return Document(tuple(blocks), kind, genre, layout_of(blocks, kind, genre), tuple(notices))
