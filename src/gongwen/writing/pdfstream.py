"""Streams of a PDF: compressed without ASCII85, and ended as archives want them."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

_COMPRESSION = 1
"""Higher levels take two to three times as long; faces, most of a file, are 2 to 10 of 100 smaller then."""


def stream(
    content: bytes, entries: Mapping[str, Any], *, is_plain: bool = False, repeats: bool = True
) -> Any:
    """A stream for a reportlab document.

    Args:
        content: What it holds.
        entries: What its dictionary says of it.
        is_plain: Leave it uncompressed, as XMP has to be.
        repeats: Whether strings return in it. Those of CFF faces do not: not to look for them takes half of
            the time, for 2 to 5 of 100 more bytes.
    """
    from reportlab.pdfbase import pdfdoc as pdf  # noqa: PLC0415  # see writing.pdf

    if is_plain:
        return _class()(content, entries)
    strategy = zlib.Z_DEFAULT_STRATEGY if repeats else zlib.Z_HUFFMAN_ONLY
    packer = zlib.compressobj(_COMPRESSION, strategy=strategy)
    packed = packer.compress(content) + packer.flush()
    return _class()(packed, {**entries, "Filter": pdf.PDFName("FlateDecode")})


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
