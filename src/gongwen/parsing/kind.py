"""Speech or document; which of the 15 kinds (文种); which layout suits it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import Block, BlockKind, DocumentKind, Genre
from .patterns import layouts, matches, words

_OF_DOCUMENTS = {
    BlockKind.DOCUMENT_NUMBER,
    BlockKind.ISSUER_MARK,
    BlockKind.SECRET_LEVEL,
    BlockKind.SIGNER,
    BlockKind.COPY_TO,
    BlockKind.ISSUED_BY,
    BlockKind.ATTACHMENT_NOTE,
}
_BESIDE = re.compile(r"[（(][^（()）]*[）)]$|[\s　]")
_ORDER = re.compile(r"令(?:[（(]令[）)])?$")


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


def genre_of(blocks: Sequence[Block]) -> Genre | None:
    """文种 by the last word of the title, or of the mark where there is no title or it says nothing."""
    for kind in (BlockKind.TITLE, BlockKind.ISSUER_MARK):
        text = _bare(_text(blocks, kind))
        if _ORDER.search(text):
            return Genre.ORDER
        named = next((genre for genre in Genre if text.endswith(genre.value)), None)
        if named:
            return named
    return None


def layout_of(blocks: Sequence[Block], kind: DocumentKind, genre: Genre | None) -> str:
    """The name of the style that suits the document, after `data/layouts.toml`."""
    if kind is DocumentKind.SPEECH:
        return "speech"
    for rule in layouts():
        if rule.genres and (genre is None or genre.value not in rule.genres):
            continue
        texts = {element: _bare(_text(blocks, BlockKind(element))) for element in rule.elements}
        if all(rule.elements[element].search(text) for element, text in texts.items() if text) and all(
            texts.values()
        ):
            return rule.style
    return "general"


def _text(blocks: Sequence[Block], kind: BlockKind) -> str:
    return "".join(block.text for block in blocks if block.kind is kind)


def _bare(text: str) -> str:
    """Without blanks and without what stands in brackets at the end."""
    return _BESIDE.sub("", text)
