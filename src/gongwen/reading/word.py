"""The text of a .docx as its reader sees it: automatic numbers in, deletions and hidden text out.

An own walk over the XML, because the usual readers lose insertions, content controls, text boxes and
every automatic number. Headers, footers and comments are left out; footnotes are named in a notice.
"""

from __future__ import annotations

import re
from posixpath import dirname, join, normpath

from lxml import etree

from ..i18n import gettext as _
from ..model import Notice, Source
from .flow import Flow
from .limits import Archive, DamagedError
from .numbering import Numbering, W, inherited
from .safexml import parse_xml

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = W[1:-1].encode()
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_OUT = {
    *(
        W + tag
        for tag in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "delInstrText", "rt", "sdtPr")
    ),
    _COMPATIBILITY + "Fallback",
}
_BLOCK_WRAPPERS = {W + tag for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
_SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_PICTURES = ("}blip", "}imagedata", "}chart", "/diagram}relIds")
"""Pictures, charts and diagrams, by the end of their tags."""
_FOREIGN = (W + "altChunk", W + "subDoc")
_NOT_SHOWN = ("0", "false", "off")
_HAN = re.compile(r"[\u3400-\u9fff]")
_BLANK = re.compile(r"\s+")
_TITLE_HAN = 4


def read_docx(data: bytes, name: str) -> Source:
    """The text of a Word file.

    Raises:
        DamagedError: it cannot be unpacked or understood.
        UnreadableInput: it is encrypted, or unfolds to more than is read.
    """
    package = _Package(Archive(data, name))
    body = package.part("document").find(W + "body")
    flow = Flow()
    try:
        numbering = Numbering(package.optional("numbering"), package.optional("styles"))
        walker = _Walker(numbering, package.hidden_styles())
        if body is not None:
            walker.blocks(body, flow)
    except ValueError:  # a number that is none
        raise DamagedError from None
    text, regions = flow.text()
    title = _meaningful(package.title(), text)
    notices = walker.notices() + flow.notices()
    return Source(text, encoding="docx", title=title, notices=notices, regions=regions)


def _meaningful(title: str, text: str) -> str | None:
    """The title property, if the text bears it out: most files carry that of the file they were made from."""
    title = _BLANK.sub(" ", title).strip()
    if len(_HAN.findall(title)) < _TITLE_HAN or _BLANK.sub("", title) not in _BLANK.sub("", text):
        return None
    return title


class _Package:
    """The parts of the archive."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._main = self._target("_rels/.rels", "/officeDocument") or "word/document.xml"
        folder = dirname(self._main)
        self._relations = join(folder, "_rels", self._main.rsplit("/", 1)[-1] + ".rels")

    def part(self, kind: str) -> etree._Element:
        """A part by kind: `document`, `numbering` or `styles`."""
        name = self._main if kind == "document" else self._target(self._relations, "/" + kind)
        return self._xml(name or join(dirname(self._main), f"{kind}.xml"))

    def optional(self, kind: str) -> etree._Element | None:
        """A part that may be missing."""
        name = self._target(self._relations, "/" + kind) or join(dirname(self._main), f"{kind}.xml")
        return self._xml(name) if self._archive.get(name) else None

    def title(self) -> str:
        """The title among the core properties."""
        try:
            return self._xml("docProps/core.xml").findtext(_DC_TITLE) or ""
        except DamagedError:
            return ""

    def hidden_styles(self) -> frozenset[str]:
        """The styles whose text is hidden, by their own setting or the one they are based on."""
        settings = inherited(self.optional("styles"), lambda style: style.find(f"{W}rPr/{W}vanish"))
        return frozenset(name for name, (_origin, vanish) in settings.items() if _is_on(vanish))

    def _xml(self, name: str) -> etree._Element:
        return parse_xml(self._archive.read(name).replace(_STRICT, _TRANSITIONAL))

    def _target(self, relations: str, kind: str) -> str | None:
        """Where a relation of a part leads."""
        if relations not in self._archive.names():
            return None
        root = self._xml(relations)
        base = dirname(dirname(relations))
        for relation in root.iter(_RELATIONSHIP):
            if relation.get("Type", "").endswith(kind):
                return normpath(join("/", base, relation.get("Target", ""))).lstrip("/")
        return None


class _Walker:
    """Walks the body in order."""

    def __init__(self, numbering: Numbering, hidden_styles: frozenset[str]) -> None:
        self._numbering = numbering
        self._hidden = hidden_styles
        self._footnotes = 0
        self._foreign = 0

    def notices(self) -> tuple[Notice, ...]:
        """What was met and is not in the text."""
        found = []
        if self._footnotes:
            message = _("The text of {count} footnotes or endnotes was not read.")
            found.append(Notice("docx.footnotes", message.format(count=self._footnotes)))
        if self._foreign:
            message = _("{count} documents that are embedded or linked in the file were not read.")
            found.append(Notice("docx.embedded", message.format(count=self._foreign)))
        return tuple(found)

    def blocks(self, parent: etree._Element, flow: Flow) -> None:
        """Add the lines of a body, cell, text box or wrapper."""
        merged = ""
        for element in parent:
            if element.tag == W + "p":
                boxes: list[etree._Element] = []
                line = merged + self._paragraph(element, boxes, flow, numbered=not merged)
                merged = ""
                if _mark_is_deleted(element):
                    merged = line
                else:
                    flow.line(line)
                for box in boxes:
                    self.blocks(box, flow)
            elif element.tag == W + "tbl":
                self._table(element, flow)
            elif element.tag in _BLOCK_WRAPPERS:
                self.blocks(element, flow)
            elif element.tag == _COMPATIBILITY + "AlternateContent":
                for choice in element.findall(_COMPATIBILITY + "Choice"):
                    self.blocks(choice, flow)
            self._foreign += element.tag in _FOREIGN
        if merged:
            flow.line(merged)

    def _paragraph(
        self, element: etree._Element, boxes: list[etree._Element], flow: Flow, *, numbered: bool
    ) -> str:
        properties = element.find(W + "pPr")
        style = properties.find(W + "pStyle") if properties is not None else None
        if style is not None and style.get(W + "val") in self._hidden:
            return ""
        text = self._inline(element, boxes, flow).strip("\n")
        label = (
            self._numbering.label(properties) if numbered and (text or not _mark_is_deleted(element)) else ""
        )
        return label + text if text else ""

    def _table(self, table: etree._Element, flow: Flow) -> None:
        with flow.table():
            for row in table.iter(W + "tr"):
                is_nested = next(row.iterancestors(W + "tbl")) is not table
                if not is_nested and row.find(f"{W}trPr/{W}del") is None:
                    cells = [c for c in row.iter(W + "tc") if next(c.iterancestors(W + "tr")) is row]
                    flow.row([self._cell(cell) for cell in cells])

    def _cell(self, cell: etree._Element) -> Flow:
        flow = Flow()
        self.blocks(cell, flow)
        return flow

    def _inline(self, parent: etree._Element, boxes: list[etree._Element], flow: Flow) -> str:
        """The text of a paragraph or what stands in it; text boxes are collected aside."""
        parts: list[str] = []
        for element in parent:
            tag = element.tag
            if not isinstance(tag, str) or tag in _OUT:
                continue
            if tag in (W + "t", _MATH_TEXT):
                parts.append(element.text or "")
            elif tag in _SIGNS:
                parts.append(_SIGNS[tag])
            elif tag == W + "sym":
                parts.append(chr(int(element.get(W + "char", "25A1"), 16)))
            elif tag == W + "txbxContent":
                boxes.append(element)
            elif tag != W + "r" or not self._is_hidden(element):
                self._footnotes += tag in (W + "footnoteReference", W + "endnoteReference")
                if tag.endswith(_PICTURES):
                    flow.picture()
                parts.append(self._inline(element, boxes, flow))
        return "".join(parts)

    def _is_hidden(self, run: etree._Element) -> bool:
        vanish = run.find(f"{W}rPr/{W}vanish")
        if vanish is not None:
            return _is_on(vanish)
        style = run.find(f"{W}rPr/{W}rStyle")
        return style is not None and style.get(W + "val") in self._hidden


def _is_on(element: etree._Element) -> bool:
    return element.get(W + "val") not in _NOT_SHOWN


def _mark_is_deleted(paragraph: etree._Element) -> bool:
    """Whether the end of the paragraph is deleted, so that the next one goes on in its line."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None
