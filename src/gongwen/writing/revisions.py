"""Repairs as revisions of Word: a finished .docx, and in it what stood in the source.

Accepting all revisions gives the file as it was laid out; refusing all gives the source. What needs a look
stands in comments, and a custom part keeps the record by which the reviewed file is read back.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml import etree

from ..model import Edit, Level, Refusal, Repaired, Status
from ..model.redline import Fate, cut, pieces
from ..model.review import NAMESPACE, Record, date_of
from .revisedbody import Body, Stamp, revise
from .revisedrows import given_in, place_in_text, revise_rows
from .revisedtext import Remark, weave
from .wordxml import Element, w, writable

_EPOCH = (1980, 1, 1, 0, 0, 0)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_STYLES = Path(__file__).parent / "data" / "comment_styles.xml"
_PARTS = Path(__file__).parent / "data" / "review"
_DOCUMENT, _STYLE_SHEET, _TYPES = "word/document.xml", "word/styles.xml", "[Content_Types].xml"
_LINKS = "word/_rels/document.xml.rels"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_INITIALS = "公文"


@dataclass(frozen=True, slots=True)
class Markup:
    """What is shown as a revision, and in whose name.

    `authors` and `comments` have an entry for each edit: its author, and what a comment on it says (of those
    that are not applied). `layout` is the author of what the layout left out or added.
    """

    authors: Sequence[str]
    comments: Sequence[str]
    layout: str
    doubtful_only: bool = False
    """Certain repairs and the layout are taken as done; else every one is a revision."""
    refused: Sequence[Refusal] = ()
    """What was refused before; the file remembers it."""
    parts: Sequence[tuple[str, bool]] = ()
    """The text of each part of the document, and whether it was given beside the source."""


def write_revisions(docx: bytes, repaired: Repaired, markup: Markup, file: BinaryIO) -> None:
    """Write a finished .docx once more, with the repairs as revisions; the same input gives the same bytes.

    Args:
        docx: The result, as `write_docx` made it.
        repaired: The source and the edits.
        markup: What is shown, and in whose name.
        file: Open for binary writing.
    """
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    document = parse_xml(parts[_DOCUMENT])
    stamp = Stamp((*markup.authors, markup.layout))
    remarks = _remarks(repaired)
    shown = _revise(document.find(qn("w:body")), repaired, markup, remarks, stamp)
    parts[_DOCUMENT] = _bytes(document)
    if remarks:
        _add_comments(parts, remarks, markup)
    _add_record(parts, repaired, markup, shown)
    with zipfile.ZipFile(file, "w") as target:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, data)


def _is_silent(edit: Edit, markup: Markup) -> bool:
    return markup.doubtful_only and edit.status is Status.APPLIED and edit.level is Level.CERTAIN


def _remarks(repaired: Repaired) -> list[Remark]:
    """What is commented on: suggestions, and places to know of."""
    return [
        Remark(number, *_to_be_seen(edit, repaired.source.text))
        for number, edit in enumerate(repaired.edits)
        if edit.status is not Status.APPLIED
    ]


def _revise(
    body: Element, repaired: Repaired, markup: Markup, remarks: Sequence[Remark], stamp: Stamp
) -> frozenset[int]:
    """Write revisions and marks of comments into the body; returns which edits can be seen there."""
    if body.find(qn("w:p")) is None and body.find(qn("w:tbl")) is None:
        body.insert(0, w("p"))
    laid_out = Body(body)
    strand = pieces(repaired.source.text, repaired.edits, lambda edit: _is_silent(edit, markup))
    places = {place for remark in remarks for place in (remark.start, remark.end)}
    tokens = list(
        weave(
            list(cut(strand, places)),
            laid_out.text,
            laid_out.ends,
            remarks,
            given_in(laid_out, markup.parts),
            silent_layout=markup.doubtful_only,
        )
    )
    revise(laid_out, revise_rows(laid_out, tokens, stamp), stamp)
    place_in_text(body)
    return frozenset(t.edit for t in tokens if t.edit is not None and t.fate is not Fate.KEPT)


def _to_be_seen(edit: Edit, source: str) -> tuple[int, int]:
    """What a comment is about; of a mere place the characters beside it in its line."""
    start, end = edit.start, edit.end
    if start == end:
        start -= start > 0 and source[start - 1] != "\n"
        end += end < len(source) and source[end] != "\n"
    return start, end


# The other parts of the package.


def _add_comments(parts: dict[str, bytes], remarks: Sequence[Remark], markup: Markup) -> None:
    comments = w("comments", *(_comment(remark.number, markup) for remark in remarks))
    parts["word/comments.xml"] = _bytes(comments)
    _declare(parts, "/word/comments.xml", _COMMENTS_TYPE)
    _link(parts, "comments", "comments.xml")
    sheet = parse_xml(parts[_STYLE_SHEET])
    known = {style.get(qn("w:styleId")) for style in sheet.iter(qn("w:style"))}
    for style in parse_xml(_STYLES.read_bytes()):
        if style.get(qn("w:styleId")) not in known:
            sheet.append(style)
    parts[_STYLE_SHEET] = _bytes(sheet)


def _comment(number: int, markup: Markup) -> Element:
    """A comment, a paragraph a line."""
    comment = w("comment", id=number, author=markup.authors[number], date=date_of(number), initials=_INITIALS)
    for index, line in enumerate(markup.comments[number].split("\n")):
        text = w("t")
        text.text = writable(line)
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        reference = [] if index else [w("r", _style("r", "CommentReference"), w("annotationRef"))]
        comment.append(w("p", _style("p", "CommentText"), *reference, w("r", text)))
    return comment


def _style(kind: str, name: str) -> Element:
    return w(f"{kind}Pr", w(f"{kind}Style", val=name))


def _add_record(parts: dict[str, bytes], repaired: Repaired, markup: Markup, shown: frozenset[int]) -> None:
    source = repaired.source
    record = Record(
        source.text,
        repaired.edits,
        (*markup.authors, markup.layout),
        tuple(e.status is Status.APPLIED and n not in shown for n, e in enumerate(repaired.edits)),
        tuple(markup.refused),
        source.name,
        source.sha256,
        source.review.origin if source.review else None,
    )
    item = etree.Element(f"{{{NAMESPACE}}}review", nsmap={"gw": NAMESPACE})
    item.text = record.to_json()
    parts["customXml/item1.xml"] = _bytes(item)
    for path in sorted(_PARTS.rglob("*.xml*")):
        parts[f"customXml/{path.relative_to(_PARTS).as_posix()}"] = path.read_bytes()
    _declare(parts, "/customXml/itemProps1.xml", _PROPERTIES_TYPE)
    _link(parts, "customXml", "../customXml/item1.xml")


def _declare(parts: dict[str, bytes], name: str, content_type: str) -> None:
    types = etree.fromstring(parts[_TYPES])
    etree.SubElement(types, f"{{{etree.QName(types).namespace}}}Override").attrib.update(
        {"PartName": name, "ContentType": content_type}
    )
    parts[_TYPES] = _bytes(types)


def _link(parts: dict[str, bytes], kind: str, target: str) -> None:
    links = etree.fromstring(parts[_LINKS])
    entry = etree.SubElement(links, f"{{{etree.QName(links).namespace}}}Relationship")
    entry.attrib.update({"Id": f"gongwen-{kind}", "Type": _RELATIONS + kind, "Target": target})
    parts[_LINKS] = _bytes(links)


def _bytes(element: Element) -> bytes:
    return bytes(etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True))
