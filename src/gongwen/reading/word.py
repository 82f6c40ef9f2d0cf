"""The text of a .docx as its reader sees it: automatic numbers in, deletions and hidden text out.

An own walk over the XML, because the usual readers lose insertions, content controls, text boxes and
every automatic number. Headers, footers and comments are left out; footnotes are named in a notice.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from posixpath import dirname, join, normpath

from lxml import etree

from ..i18n import gettext as _
from ..model import Notice, Source, UnreadableInput
from .numbering import Numbering, W
from .tables import row_lines

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = W[1:-1].encode()
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_SIZE_LIMIT = 256 * 1024 * 1024
_OUT = {
    *(
        W + tag
        for tag in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "delInstrText", "rt", "sdtPr")
    ),
    _COMPATIBILITY + "Fallback",
}
_BLOCK_WRAPPERS = {W + tag for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
_SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_NOT_SHOWN = ("0", "false", "off")
_HAN = re.compile(r"[\u3400-\u9fff]")
_BLANK = re.compile(r"\s+")
_TITLE_HAN = 4


def read_docx(data: bytes, name: str) -> Source:
    """The text of a Word file.

    Raises:
        UnreadableInput: the file is damaged, encrypted or empty.
    """
    try:
        package = _Package(data)
        body = package.part("document").find(W + "body")
        walker = _Walker(
            Numbering(package.optional("numbering"), package.optional("styles")), package.hidden_styles()
        )
        text = "\n".join(walker.blocks(body)) if body is not None else ""
        title = package.title()
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError, EOFError, OSError):
        message = _("{name} is a damaged Word file or archive; open it in Word and save it anew.")
        raise UnreadableInput(message.format(name=name)) from None
    except RuntimeError:  # what zipfile raises for a password
        raise UnreadableInput(
            _("{name} is encrypted; save it without a password first.").format(name=name)
        ) from None
    text = text.strip("\n")
    if not text.strip():
        raise UnreadableInput(_("{name} is empty; there is nothing to read.").format(name=name))
    return Source(text, encoding="docx", title=_meaningful(title, text), notices=walker.notices())


def _meaningful(title: str, text: str) -> str | None:
    """The title property, if the text bears it out: most files carry that of the file they were made from."""
    title = _BLANK.sub(" ", title).strip()
    if len(_HAN.findall(title)) < _TITLE_HAN or _BLANK.sub("", title) not in _BLANK.sub("", text):
        return None
    return title


class _Package:
    """The parts of the archive."""

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._main = self._target("_rels/.rels", "/officeDocument") or "word/document.xml"
        folder = dirname(self._main)
        self._relations = join(folder, "_rels", self._main.rsplit("/", 1)[-1] + ".rels")

    def part(self, kind: str) -> etree._Element:
        """A part by kind: `document`, `numbering` or `styles`."""
        name = self._main if kind == "document" else self._target(self._relations, "/" + kind)
        return self._xml(name or join(dirname(self._main), f"{kind}.xml"))

    def optional(self, kind: str) -> etree._Element | None:
        """A part that may be missing."""
        try:
            return self.part(kind)
        except KeyError:
            return None

    def title(self) -> str:
        """The title among the core properties."""
        try:
            return self._xml("docProps/core.xml").findtext(_DC_TITLE) or ""
        except (KeyError, etree.XMLSyntaxError):
            return ""

    def hidden_styles(self) -> frozenset[str]:
        """The styles whose text is hidden, by their own setting or the one they are based on."""
        root = self.optional("styles")
        styles = {} if root is None else {s.get(W + "styleId", ""): s for s in root.findall(W + "style")}
        hidden = set()
        for name in styles:
            chain, seen = name, set[str]()
            while chain in styles and chain not in seen:
                seen.add(chain)
                vanish = styles[chain].find(f"{W}rPr/{W}vanish")
                if vanish is not None:
                    if _is_on(vanish):
                        hidden.add(name)
                    break
                based = styles[chain].find(W + "basedOn")
                chain = based.get(W + "val", "") if based is not None else ""
        return frozenset(hidden)

    def _xml(self, name: str) -> etree._Element:
        if self._archive.getinfo(name).file_size > _SIZE_LIMIT:
            raise ValueError(name)
        data = self._archive.read(name).replace(_STRICT, _TRANSITIONAL)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        return etree.fromstring(data, parser)

    def _target(self, relations: str, kind: str) -> str | None:
        """Where a relation of a part leads."""
        try:
            root = self._xml(relations)
        except KeyError:
            return None
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
        self._pictures = 0

    def notices(self) -> tuple[Notice, ...]:
        """What was met and is not in the text."""
        found = []
        if self._footnotes:
            message = _("The text of {count} footnotes or endnotes was not read.")
            found.append(Notice("docx.footnotes", message.format(count=self._footnotes)))
        if self._pictures:
            found.append(
                Notice("docx.pictures", _("{count} pictures were not read.").format(count=self._pictures))
            )
        return tuple(found)

    def blocks(self, parent: etree._Element) -> Iterator[str]:
        """The lines of a body, cell, text box or wrapper."""
        merged = ""
        for element in parent:
            if element.tag == W + "p":
                boxes: list[etree._Element] = []
                line = merged + self._paragraph(element, boxes, numbered=not merged)
                merged = ""
                if _mark_is_deleted(element):
                    merged = line
                else:
                    yield line
                for box in boxes:
                    yield from self.blocks(box)
            elif element.tag == W + "tbl":
                yield from self._table(element)
            elif element.tag in _BLOCK_WRAPPERS:
                yield from self.blocks(element)
            elif element.tag == _COMPATIBILITY + "AlternateContent":
                for choice in element.findall(_COMPATIBILITY + "Choice"):
                    yield from self.blocks(choice)
        if merged:
            yield merged

    def _paragraph(self, element: etree._Element, boxes: list[etree._Element], *, numbered: bool) -> str:
        properties = element.find(W + "pPr")
        style = properties.find(W + "pStyle") if properties is not None else None
        if style is not None and style.get(W + "val") in self._hidden:
            return ""
        text = self._inline(element, boxes).strip("\n")
        label = (
            self._numbering.label(properties) if numbered and (text or not _mark_is_deleted(element)) else ""
        )
        return label + text if text else ""

    def _table(self, table: etree._Element) -> Iterator[str]:
        for row in table.iter(W + "tr"):
            if next(row.iterancestors(W + "tbl")) is not table or row.find(f"{W}trPr/{W}del") is not None:
                continue
            cells = [c for c in row.iter(W + "tc") if next(c.iterancestors(W + "tr")) is row]
            yield from row_lines([list(self.blocks(cell)) for cell in cells])

    def _inline(self, parent: etree._Element, boxes: list[etree._Element]) -> str:
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
                self._note(tag)
                parts.append(self._inline(element, boxes))
        return "".join(parts)

    def _is_hidden(self, run: etree._Element) -> bool:
        vanish = run.find(f"{W}rPr/{W}vanish")
        if vanish is not None:
            return _is_on(vanish)
        style = run.find(f"{W}rPr/{W}rStyle")
        return style is not None and style.get(W + "val") in self._hidden

    def _note(self, tag: str) -> None:
        self._footnotes += tag in (W + "footnoteReference", W + "endnoteReference")
        self._pictures += tag.endswith(("}blip", "}imagedata"))


def _is_on(element: etree._Element) -> bool:
    return element.get(W + "val") not in _NOT_SHOWN


def _mark_is_deleted(paragraph: etree._Element) -> bool:
    """Whether the end of the paragraph is deleted, so that the next one goes on in its line."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None
