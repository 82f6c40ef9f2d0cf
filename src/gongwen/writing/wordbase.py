"""The package a Word file starts from and the way it is saved: the same bytes for the same document.

python-docx's own template is Letter paper, carries two copies of its styles, a thumbnail and a date of
2013 (X-08, X-13, X-16); ours is the few parts under `data/docx`, filled from the style sheet.
"""

from __future__ import annotations

import io
import tomllib
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

import docx
from docx.document import Document as WordDocument
from docx.oxml.parser import parse_xml

from ..model import Role, Style
from .wordstyles import face_of, styles
from .wordxml import Element, w

_DATA = Path(__file__).parent / "data"
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def new_package(style: Style) -> WordDocument:
    """An empty Word document with the styles and faces of the layout."""
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_STORED) as archive:
        for name, xml in _parts().items():
            archive.writestr(name, _with_faces(xml, style) if name == "word/fontTable.xml" else xml)
    word: WordDocument = docx.Document(package)
    word.styles.element.extend(styles(style))
    return word


def save(word: WordDocument, file: BinaryIO) -> None:
    """Write the package with fixed dates in the zip."""
    package = io.BytesIO()
    word.save(package)
    with zipfile.ZipFile(package) as source, zipfile.ZipFile(file, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))


@lru_cache(maxsize=1)
def _parts() -> dict[str, bytes]:
    folder = _DATA / "docx"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _with_faces(xml: bytes, style: Style) -> bytes:
    from lxml import etree  # noqa: PLC0415

    table = parse_xml(xml)
    table.extend(_faces(style))
    return bytes(etree.tostring(table, xml_declaration=True, encoding="UTF-8", standalone=True))


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
