"""What a PDF says of itself: catalogue, document information, XMP."""

from __future__ import annotations

import re
from typing import Any

from .pdffile import Properties

_PART = re.compile(rb"pdfaid:part(?:>|=[\"'])\s*(\d)")
_LEVEL = re.compile(rb"pdfaid:conformance(?:>|=[\"'])\s*(\w)")


def properties_of(document: Any) -> Properties:
    """The properties of an open pdfminer document."""
    from pdfminer.pdftypes import dict_value, resolve1  # noqa: PLC0415

    catalog = document.catalog
    information: dict[str, Any] = {}
    for entry in document.info:
        information |= entry
    preferences = dict_value(catalog.get("ViewerPreferences") or {})
    marks = dict_value(catalog.get("MarkInfo") or {})
    return Properties(
        title=_text(resolve1(information.get("Title"))),
        author=_text(resolve1(information.get("Author"))),
        subject=_text(resolve1(information.get("Subject"))),
        language=_text(resolve1(catalog.get("Lang"))),
        shows_title=resolve1(preferences.get("DisplayDocTitle")) is True,
        print_scaling=_name(resolve1(preferences.get("PrintScaling"))),
        duplex=_name(resolve1(preferences.get("Duplex"))),
        archival=_archival(resolve1(catalog.get("Metadata"))),
        has_intent=bool(resolve1(catalog.get("OutputIntents"))),
        tagged=resolve1(marks.get("Marked")) is True and "StructTreeRoot" in catalog,
        encrypted=document.encryption is not None,
    )


def _text(value: Any) -> str:
    """A PDF text string; names and everything else as they print."""
    if isinstance(value, bytes):
        if value.startswith(b"\xfe\xff"):
            return value[2:].decode("utf-16-be", "replace")
        if value.startswith(b"\xef\xbb\xbf"):
            return value[3:].decode("utf-8", "replace")
        return value.decode("latin-1")
    return _name(value)


def _name(value: Any) -> str:
    if value is None:
        return ""
    name = getattr(value, "name", value)
    return name.decode("latin-1") if isinstance(name, bytes) else str(name)


def _archival(metadata: Any) -> str:
    """`2B` for a file that declares PDF/A-2b in its XMP."""
    if not hasattr(metadata, "get_data"):
        return ""
    data = metadata.get_data()
    part, level = _PART.search(data), _LEVEL.search(data)
    return (part[1] + (level[1] if level else b"")).decode().upper() if part else ""
