"""The package a Word file starts from and the way it is saved: the same bytes for the same document.

python-docx's own template is Letter paper, carries two copies of its styles, a thumbnail and a date of
2013 (X-08, X-13, X-16); ours is the few parts under `data/docx`, filled from the style sheet once for each
layout.
"""

from __future__ import annotations

import io
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml

from ..model import Role, Style
from .wordextras import styles
from .wordpage import set_up
from .wordsettings import with_settings
from .wordstyles import face_of
from .wordxml import Element, w

_DATA = Path(__file__).parent / "data"
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_DEFAULTS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
}
_LAYOUTS = 16
"""Layouts whose package is kept ready."""

_ready: list[tuple[Style, bytes]] = []


def new_package(style: Style) -> WordDocument:
    """An empty Word document with the styles, faces and settings of the layout."""
    package = next((package for layout, package in _ready if layout == style), None)
    if package is None:
        if len(_ready) >= _LAYOUTS:
            _ready.clear()
        package = _filled(style)
        _ready.append((style, package))
    word: WordDocument = docx.Document(io.BytesIO(package))
    return word


def _filled(style: Style) -> bytes:
    """The base package with what the layout adds to it: parts, sheet, footers."""
    word = docx.Document(io.BytesIO(_package(style)))
    set_up(word, style)
    whole = io.BytesIO()
    save(word, whole)
    return whole.getvalue()


def _package(style: Style) -> bytes:
    fillers = {
        "word/fontTable.xml": lambda xml: _with(xml, _faces(style)),
        "word/styles.xml": lambda xml: _with(xml, styles(style)),
        "word/settings.xml": lambda xml: with_settings(xml, style),
    }
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_STORED) as archive:
        for name, xml in _parts().items():
            archive.writestr(name, fillers[name](xml) if name in fillers else xml)
    return package.getvalue()


def save(word: WordDocument, file: BinaryIO) -> None:
    """Write the package with fixed dates in the zip, its parts in the order of their relations."""
    package = word.part.package
    parts = list(package.iter_parts())
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        _write(archive, "[Content_Types].xml", _content_types(parts))
        _write(archive, "_rels/.rels", package.rels.xml)
        for part in parts:
            _write(archive, part.partname.membername, part.blob)
            if len(part.rels):
                _write(archive, part.partname.rels_uri.membername, part.rels.xml)


def add_company(word: WordDocument, name: str) -> None:
    """The office of a document, among the properties that office programs show."""
    from lxml import etree  # noqa: PLC0415

    names: Any = {None: _EXTENDED}
    root = etree.Element(f"{{{_EXTENDED}}}Properties", nsmap=names)
    etree.SubElement(root, f"{{{_EXTENDED}}}Company").text = name
    blob = bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
    package = word.part.package
    part = Part(PackURI("/docProps/app.xml"), CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, blob, package)
    package.relate_to(part, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)


def _write(archive: zipfile.ZipFile, name: str, data: bytes | str) -> None:
    entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, data)


def _content_types(parts: Iterable[Part]) -> bytes:
    """What each part is: XML parts by name, pictures by their suffix."""
    from lxml import etree  # noqa: PLC0415

    defaults, overrides = dict(_DEFAULTS), {}
    for part in parts:
        if part.partname.ext in ("xml", ""):
            overrides[str(part.partname)] = part.content_type
        else:
            defaults[part.partname.ext.lower()] = part.content_type
    names: Any = {None: _CONTENT_TYPES}
    root = etree.Element(f"{{{_CONTENT_TYPES}}}Types", nsmap=names)
    for tag, key, entries in (("Default", "Extension", defaults), ("Override", "PartName", overrides)):
        for name, content_type in sorted(entries.items()):
            element = etree.SubElement(root, f"{{{_CONTENT_TYPES}}}{tag}")
            element.set(key, name)
            element.set("ContentType", content_type)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


@lru_cache(maxsize=1)
def _parts() -> dict[str, bytes]:
    folder = _DATA / "docx"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _with(xml: bytes, elements: Iterable[Element]) -> bytes:
    """A part with further elements at its end."""
    from lxml import etree  # noqa: PLC0415

    root = parse_xml(xml)
    root.extend(elements)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _faces(style: Style) -> Iterator[Element]:
    """An entry for each face of the layout: what Word takes in its place where it is missing."""
    known = tomllib.loads((_DATA / "word_faces.toml").read_text("utf-8"))
    for face in sorted({face_of(role, style) for role in Role}):
        entry = known.get(face, {})
        element = w("font", name=face)
        if "alternative" in entry:
            element.append(w("altName", val=entry["alternative"]))
        if "panose" in entry:
            element.append(w("panose1", val=entry["panose"]))
        element.append(w("charset", val=entry.get("charset", "86")))
        element.append(w("family", val=entry.get("family", "auto")))
        element.append(w("pitch", val=entry.get("pitch", "default")))
        yield element
