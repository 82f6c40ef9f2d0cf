"""Formulas of Word in one line, as they are typed: (a+b)/c, x², √(y)."""

from __future__ import annotations

from lxml import etree

from .shifted import shifted

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def formula(element: etree._Element) -> str:
    """The text of a formula or a part of one; fractions, powers, indices and roots keep their sense."""
    tag = element.tag
    if tag == M + "f":
        return _grouped(_part(element, "num")) + "/" + _grouped(_part(element, "den"))
    if tag == M + "rad":
        return _part(element, "deg") + "√" + _grouped(_part(element, "e"))
    if tag in (M + "sSup", M + "sSub", M + "sSubSup"):
        below, above = _part(element, "sub"), _part(element, "sup")
        return _part(element, "e") + _beside(below, "sub", "_") + _beside(above, "super", "^")
    if tag == M + "d":
        parts = [_all(child) for child in element.iterchildren(M + "e")]
        return _sign(element, "begChr", "(") + ",".join(parts) + _sign(element, "endChr", ")")
    if tag == M + "t" or (isinstance(tag, str) and tag.endswith("}t")):
        return element.text or ""
    return _all(element)


def _all(element: etree._Element) -> str:
    return "".join(formula(child) for child in element)


def _part(element: etree._Element, name: str) -> str:
    part = element.find(M + name)
    return "" if part is None else _all(part)


def _sign(element: etree._Element, name: str, usual: str) -> str:
    """A bracket of the formula: round where it names none."""
    sign = element.find(f"{M}dPr/{M}{name}")
    return usual if sign is None else sign.get(M + "val", "")


def _grouped(text: str) -> str:
    return text if len(text) <= 1 or text.isalnum() else f"({text})"


def _beside(text: str, place: str, mark: str) -> str:
    """A power or an index: by its own characters where there are any, else behind a mark."""
    if not text:
        return ""
    own = shifted(text, place)
    return own if own != text else mark + _grouped(text)
