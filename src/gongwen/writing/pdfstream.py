"""Streams of a PDF: compressed without ASCII85, and ended as archives want them."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

_COMPRESSION = 1
"""Fonts, most of a file, hardly grow smaller at higher levels (2 of 100 at 6), and take twice the time."""


def stream(content: bytes, entries: Mapping[str, Any], *, is_plain: bool = False) -> Any:
    """A stream for a reportlab document; `is_plain` leaves it uncompressed, as XMP has to be."""
    from reportlab.pdfbase import pdfdoc as pdf  # noqa: PLC0415  # see writing.pdf

    if is_plain:
        return _class()(content, entries)
    return _class()(zlib.compress(content, _COMPRESSION), {**entries, "Filter": pdf.PDFName("FlateDecode")})


@lru_cache(maxsize=1)
def _class() -> Any:
    from reportlab.pdfbase import pdfdoc as pdf  # noqa: PLC0415  # see writing.pdf

    class Stream(pdf.PDFObject):  # type: ignore[misc]
        """A stream whose `endstream` stands on a line of its own (ISO 19005-2, 6.1.7.1)."""

        __RefOnly__ = 1

        def __init__(self, content: bytes, entries: Mapping[str, Any]) -> None:
            self.content = content
            self.entries = entries

        def format(self, document: Any) -> bytes:
            entries = pdf.PDFDictionary({**self.entries, "Length": len(self.content)})
            head: bytes = entries.format(document)
            return b"\n".join((head, b"stream", self.content, b"endstream\n"))

    return Stream
