"""text → Document: what each line is.

The head (letterhead, title, date, speaker, salutation) is read from the top, the closing (attachment
note, signature, date, 版记) by its patterns, the body (headings, paragraphs) from what is left. No
character is lost: the blocks' texts in order, white space aside, are the text.
"""

from __future__ import annotations

from ..model import Document, DocumentKind
from .body import parse_body
from .closing import parse_closing
from .head import parse_head
from .kind import document_kind, genre_of, layout_of
from .lines import split

__all__ = ["parse"]


def parse(text: str) -> Document:
    """Tell what each line of a repaired text is."""
    lines = split(text)
    head, first = parse_head(lines)
    closing = parse_closing(lines, first)
    body = parse_body(lines, first, closing)
    found = {**closing, **body}
    blocks = head + [block for index in range(first, len(lines)) for block in found[index]]
    kind = document_kind(blocks)
    genre = genre_of(blocks) if kind is DocumentKind.DOCUMENT else None
    return Document(tuple(blocks), kind, genre, layout_of(blocks, kind, genre))
