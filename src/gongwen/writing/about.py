"""What a document says of itself in the properties of its files: title, issuer, kind, number, date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from ..model import BlockKind, Document, DocumentKind, Genre
from ..model.parts import issued_by, letterhead_end, mark_of

_WORD = "文件"
_SPEECH = "讲话"
_DATE = re.compile(r"((?:19|20)\d{2})年\s*(\d{1,2})月\s*(\d{1,2})日")
_DATED = (BlockKind.DATE, BlockKind.DATE_LINE)


@dataclass(frozen=True, slots=True)
class About:
    """The properties; what the document does not tell is empty."""

    title: str = ""
    issuer: str = ""
    """Who issues it or speaks; several divided by 、."""
    kind: str = ""
    """文种, or 讲话."""
    keywords: tuple[str, ...] = ()
    """发文字号 and 密级."""
    date: datetime | None = None
    """成文日期, or the one below the title."""


def about(document: Document) -> About:
    """What a document says of itself."""
    genre = document.genre.value if document.genre else ""
    speech = document.kind is DocumentKind.SPEECH
    return About(
        title=document.title,
        issuer="、".join(dict.fromkeys(_issuers(document))),
        kind=_SPEECH if speech else genre,
        keywords=tuple(_texts(document, BlockKind.DOCUMENT_NUMBER, BlockKind.SECRET_LEVEL)),
        date=next(_dates(document), None),
    )


def _texts(document: Document, *kinds: BlockKind) -> Iterator[str]:
    for block in document.blocks:
        if block.kind in kinds and block.text.strip():
            yield " ".join(block.text.split())


def _issuers(document: Document) -> list[str]:
    """Who signs or issues the minutes, else whose mark it bears, else who speaks."""
    signed = list(_texts(document, BlockKind.SIGNATURE))
    if signed:
        return signed
    if document.genre is Genre.MINUTES:
        offices = [issued_by(text)[0] for text in _texts(document, BlockKind.DATE_LINE)]
        if any(offices):
            return list(filter(None, offices))
    end = letterhead_end(document.blocks)
    mark = mark_of(document.blocks, end, _WORD)
    if mark:
        return [name.removesuffix(_WORD) for _, name in mark.names]
    return list(_texts(document, BlockKind.SPEAKER))


def _dates(document: Document) -> Iterator[datetime]:
    """The dates of its closing, then those below its title; what is in no calendar is none."""
    for kind in _DATED:
        for text in _texts(document, kind):
            found = _DATE.search(text)
            if found:
                year, month, day = map(int, found.groups())
                with suppress(ValueError):
                    yield datetime(year, month, day)
