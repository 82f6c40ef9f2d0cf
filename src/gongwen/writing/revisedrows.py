"""Rows of tables that the layout added whole, such as the letterhead of an issuer that was given.

Refusing what stands in their cells would leave empty tables; so the rows are revisions themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from docx.oxml.ns import qn

from ..model.redline import Fate
from .revisedbody import Body, Stamp
from .revisedtext import LAYOUT, Token
from .wordxml import Element, w

_P, _TABLE, _ROW, _ROW_PROPERTIES = (qn("w:" + n) for n in ("p", "tbl", "tr", "trPr"))
_BEHIND_ROW = {qn("w:" + n) for n in ("tblPrEx",)}
_OBJECTS = {qn("w:" + n) for n in ("drawing", "pict", "object", "footnoteReference", "endnoteReference")}


def revise_rows(body: Body, tokens: Sequence[Token], stamp: Stamp) -> None:
    """Sign the rows that the layout added; a paragraph above a table of such rows may go with it."""
    added = bytearray(len(body.text) + 1)
    for token in tokens:
        if token.place >= 0 and token.fate is Fate.COME and token.edit is LAYOUT:
            added[token.place : token.place + len(token.text)] = b"\1" * len(token.text)
    spans = {id(p.element): (p.start, p.end) for p in body.paragraphs}
    rows = [row for table in _tables(body) for row in table.iter(_ROW) if _is_added(row, spans, added)]
    for row in rows:
        _properties(row).append(stamp.revision("ins", LAYOUT))
    known = {id(row) for row in rows}
    for index, paragraph in enumerate(body.paragraphs):
        below = paragraph.element.getnext()
        if below is not None and below.tag == _TABLE and known.issuperset(map(id, below.iter(_ROW))):
            body.paragraphs[index] = replace(paragraph, is_fixed=False)


def _tables(body: Body) -> Iterator[Element]:
    """The tables of a body, those in cells left out."""
    seen: set[int] = set()
    for paragraph in body.paragraphs:
        table = next(paragraph.element.iterancestors(_TABLE), None)
        if table is not None and id(table) not in seen:
            seen.add(id(table))
            yield table


def _is_added(row: Element, spans: dict[int, tuple[int, int]], added: bytearray) -> bool:
    """Whether all that stands in a row is of the layout, and there is something."""
    own = [spans[id(paragraph)] for paragraph in row.iter(_P)]
    has_text = any(start < end for start, end in own)
    has_objects = next(row.iter(*_OBJECTS), None) is not None
    return has_text and not has_objects and all(all(added[start:end]) for start, end in own)


def _properties(row: Element) -> Element:
    """The properties of a row, made where it has none."""
    found = row.find(_ROW_PROPERTIES)
    if found is None:
        found = w("trPr")
        row.insert(sum(child.tag in _BEHIND_ROW for child in row), found)
    return found
