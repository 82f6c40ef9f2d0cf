"""settings.xml: what a layout switches on for the document as a whole."""

from __future__ import annotations

from docx.oxml.parser import parse_xml

from ..model import Style
from .wordxml import w


def with_settings(xml: bytes, style: Style) -> bytes:
    """The settings of the base package with those of the layout (X-11: before `evenAndOddHeaders`)."""
    from lxml import etree  # noqa: PLC0415

    root = parse_xml(xml)
    if style.page.mirrored:
        root.insert(1, w("mirrorMargins"))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
