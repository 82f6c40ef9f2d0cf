"""The namespaces of OpenDocument."""

from __future__ import annotations

_NS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TEXT, TABLE, DRAW, STYLE, SVG, FO = (
    _NS % name
    for name in ("office", "text", "table", "drawing", "style", "svg-compatible", "xsl-fo-compatible")
)
XLINK = "{http://www.w3.org/1999/xlink}"
