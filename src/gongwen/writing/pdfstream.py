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

    coding = {} if is_plain else {"Filter": pdf.PDFName("FlateDecode")}
    data = content if is_plain else zlib.compress(content, _COMPRESSION)
    return _class()(pdf.PDFDictionary({**entries, **coding}), data, [])


@lru_cache(maxsize=1)
def _class() -> Any:
    from reportlab.pdfbase import pdfdoc as pdf  # noqa: PLC0415  # see writing.pdf

    class Stream(pdf.PDFStream):  # type: ignore[misc]
        """A stream whose `endstream` stands on a line of its own (ISO 19005-2, 6.1.7.1)."""

        def format(self, document: Any) -> bytes:
            written: bytes = super().format(document)
            return written.removesuffix(b"endstream\n") + b"\nendstream\n"

    return Stream
