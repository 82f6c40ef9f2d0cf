"""Speech or document."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Block, BlockKind, DocumentKind
from .patterns import matches, words

_OF_DOCUMENTS = {
    BlockKind.DOCUMENT_NUMBER,
    BlockKind.ISSUER_MARK,
    BlockKind.SECRET_LEVEL,
    BlockKind.COPY_TO,
    BlockKind.ISSUED_BY,
    BlockKind.ATTACHMENT_NOTE,
}


def document_kind(blocks: Sequence[Block]) -> DocumentKind:
    """What the elements say; a letterhead outweighs a title, a title a salutation."""
    if any(b.kind in _OF_DOCUMENTS for b in blocks):
        return DocumentKind.DOCUMENT
    head = "".join(b.text for b in blocks if b.kind in {BlockKind.TITLE, BlockKind.SUBTITLE}).rstrip("》”）)")
    if head.endswith(words("speeches")):
        return DocumentKind.SPEECH
    greeting = next((b.text for b in blocks if b.kind is BlockKind.SALUTATION), "")
    if matches("salutation_people", greeting) or matches("salutation_bare", greeting):
        return DocumentKind.SPEECH
    return DocumentKind.DOCUMENT
