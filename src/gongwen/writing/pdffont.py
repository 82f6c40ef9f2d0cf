"""Faces as PDF objects: one subset each, CFF and TrueType alike, as a Type0 font with ToUnicode.

reportlab embeds TrueType only and splits a Chinese text into many fonts of 256 glyphs; HarfBuzz subsets
either kind in a few milliseconds, and a page addresses its glyphs by number.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from ..i18n import gettext as _
from ..model import Face, FontError
from .pdfstream import stream
from .pdfsubset import opened, subset

_DEFAULT_ASCENT, _DEFAULT_DESCENT = 880, -120
_REPLACEMENT = "\ufffd"


class _Widths(dict[int, int]):
    """Advance of each glyph of a face in thousandths of an em, as the file states it; asked for once."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._font = opened(face)
        self._upem = self._font.face.upem or 1000

    def __missing__(self, glyph: int) -> int:
        width: int = round(self._font.get_glyph_h_advance(glyph) * 1000 / self._upem)
        self[glyph] = width
        return width


@lru_cache(maxsize=64)
def _widths(face: Face) -> _Widths:
    return _Widths(face)


class EmbeddedFace:
    """One face of a document: takes the glyphs that are used, then becomes PDF objects.

    A glyph may stand for several characters (空 boxes, the same shape under two code points); ToUnicode
    knows one. Further characters of a glyph go to further fonts over the same file, `layers`.
    """

    def __init__(self, face: Face, number: int) -> None:
        self.face = face
        self.number = number
        self.codes: dict[int, str] = {}
        """The number of each glyph in the embedded file, as four hexadecimal digits."""
        self.widths: Mapping[int, int] = _widths(face)
        self._font = opened(face)
        self._upem = self._font.face.upem or 1000
        self._layers: list[dict[int, str]] = []
        self._layer_of: dict[tuple[int, str], int] = {}
        self._new_ids: dict[int, int] = {}

    def use(self, glyphs: Iterable[int], text: str) -> None:
        """Take the glyphs that draw a text."""
        self._layer_of.update(dict.fromkeys(zip(glyphs, text, strict=True), 0))

    def _settle(self) -> None:
        """Settle which font each pair of glyph and character is addressed in, whatever order they came in."""
        pairs = sorted(self._layer_of)
        layer = dict(pairs)
        if len(layer) == len(pairs):
            self._layers = [layer]
            return
        for glyph, char in pairs:
            self._layer_of[glyph, char] = self._place(glyph, char)

    def _place(self, glyph: int, char: str) -> int:
        for number, layer in enumerate(self._layers):
            if layer.setdefault(glyph, char) == char:
                return number
        self._layers.append({glyph: char})
        return len(self._layers) - 1

    @property
    def is_layered(self) -> bool:
        """Whether glyphs stand for several characters."""
        return len(self._layers) > 1

    def layer(self, glyph: int, char: str) -> int:
        """Which of its fonts a glyph is addressed in."""
        return self._layer_of[glyph, char]

    def resource(self, layer: int) -> str:
        """The name of a font."""
        return f"F{self.number}" if not layer else f"F{self.number}x{layer}"

    def embed(self, document: Any) -> None:
        """Add the face to a reportlab document."""
        from reportlab.pdfbase import pdfdoc as pdf  # noqa: PLC0415  # see writing.pdf

        self._settle()
        data = self._subset()
        is_cff = data[:4] == b"OTTO"
        name = self._base_name()
        descendant = document.Reference(self._descendant(document, pdf, name, data, is_cff))
        fonts = document.idToObject["BasicFonts"].dict
        for number, layer in enumerate(self._layers):
            entries = {
                "Type": pdf.PDFName("Font"),
                "Subtype": pdf.PDFName("Type0"),
                "BaseFont": pdf.PDFName(name),
                "Encoding": pdf.PDFName("Identity-H"),
                "DescendantFonts": pdf.PDFArray([descendant]),
                "ToUnicode": document.Reference(stream(self._to_unicode(layer), {})),
            }
            fonts[self.resource(number)] = document.Reference(pdf.PDFDictionary(entries))

    def _subset(self) -> bytes:
        """The font file with the used glyphs only; fills the new glyph numbers and the widths."""
        used = {glyph for layer in self._layers for glyph in layer}
        try:
            data, self._new_ids = subset(self.face, used)
        except RuntimeError as error:
            message = _(
                "The font file {file} is damaged and cannot be embedded: remove it or install it anew."
            )
            raise FontError(message.format(file=self.face.path)) from error
        self.codes = {glyph: f"{new:04X}" for glyph, new in self._new_ids.items()}
        return data

    def _base_name(self) -> str:
        """PostScript name with the tag of a subset; the same glyphs give the same tag."""
        own = self._font.face.get_name(6, "en") or self.face.family or "Face"
        plain = "".join(c for c in own if c.isascii() and (c.isalnum() or c == "-")) or "Face"
        used = ",".join(map(str, sorted(self._new_ids)))
        digest = hashlib.sha256(f"{self.face.path}:{self.face.index}:{used}".encode()).digest()
        tag = "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
        return f"{tag}+{plain}"

    def _descendant(self, document: Any, pdf: Any, name: str, data: bytes, is_cff: bool) -> Any:
        """The CIDFont with its descriptor and file."""
        info = {"Registry": pdf.PDFString("Adobe"), "Ordering": pdf.PDFString("Identity"), "Supplement": 0}
        entries = {
            "Type": pdf.PDFName("Font"),
            "Subtype": pdf.PDFName("CIDFontType0" if is_cff else "CIDFontType2"),
            "BaseFont": pdf.PDFName(name),
            "CIDSystemInfo": pdf.PDFDictionary(info),
            "FontDescriptor": document.Reference(self._descriptor(document, pdf, name, data, is_cff)),
            "DW": 1000,
            "W": pdf.PDFArray(self._width_array(pdf)),
        }
        if not is_cff:
            entries["CIDToGIDMap"] = pdf.PDFName("Identity")
        return pdf.PDFDictionary(entries)

    def _descriptor(self, document: Any, pdf: Any, name: str, data: bytes, is_cff: bool) -> Any:
        file = _table(data, b"CFF ") if is_cff else data
        kind = {"Subtype": pdf.PDFName("CIDFontType0C")} if is_cff else {"Length1": len(file)}
        ascent, descent = self._vertical_extent()
        glyphs = len(self._new_ids) + 1
        all_of_them = ((1 << glyphs) - 1) << (-glyphs % 8)
        entries = {
            "Type": pdf.PDFName("FontDescriptor"),
            "FontName": pdf.PDFName(name),
            "Flags": 4,
            "FontBBox": pdf.PDFArray(self._box()),
            "ItalicAngle": 0,
            "Ascent": ascent,
            "Descent": descent,
            "CapHeight": 700,
            "StemV": 80,
            "CIDSet": document.Reference(stream(all_of_them.to_bytes((glyphs + 7) // 8, "big"), {})),
            "FontFile3" if is_cff else "FontFile2": document.Reference(
                stream(file, kind, repeats=not is_cff)
            ),
        }
        return pdf.PDFDictionary(entries)

    def _width_array(self, pdf: Any) -> list[Any]:
        """Widths other than 1000, by new glyph number."""
        widths = self.widths
        others = sorted((new, widths[glyph]) for glyph, new in self._new_ids.items() if widths[glyph] != 1000)
        return [part for new, width in others for part in (new, pdf.PDFArray([width]))]

    def _vertical_extent(self) -> tuple[int, int]:
        """Ascender and descender of the em box (OS/2 sTypoAscender, sTypoDescender), in thousandths."""
        table = self._source_table("OS/2")
        if len(table) < 72:
            return _DEFAULT_ASCENT, _DEFAULT_DESCENT
        ascender, descender = struct.unpack(">hh", table[68:72])
        return round(ascender * 1000 / self._upem), round(descender * 1000 / self._upem)

    def _box(self) -> list[int]:
        table = self._source_table("head")
        if len(table) < 44:
            return [0, _DEFAULT_DESCENT, 1000, _DEFAULT_ASCENT]
        return [round(edge * 1000 / self._upem) for edge in struct.unpack(">hhhh", table[36:44])]

    def _source_table(self, tag: str) -> bytes:
        face = self._font.face
        return bytes(face.reference_table(tag).data) if tag in face.table_tags else b""

    def _to_unicode(self, layer: Mapping[int, str]) -> bytes:
        """The CMap from glyph numbers to characters."""
        rows = sorted(f"<{self.codes[glyph]}> <{_utf16(char)}>" for glyph, char in layer.items())
        blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
        ranges = [f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks]
        return _CMAP.format(ranges="\n".join(ranges)).encode("ascii")


_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{ranges}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


@lru_cache(maxsize=1 << 15)
def _utf16(char: str) -> str:
    """The character for ToUnicode; half of a surrogate pair is no character."""
    is_surrogate = 0xD800 <= ord(char) <= 0xDFFF
    return (_REPLACEMENT if is_surrogate else char).encode("utf-16-be").hex().upper()


def _table(font: bytes, tag: bytes) -> bytes:
    """A table of an OpenType file."""
    for entry in range(int.from_bytes(font[4:6], "big")):
        own_tag, _checksum, offset, length = struct.unpack(">4sIII", font[12 + 16 * entry : 28 + 16 * entry])
        if own_tag == tag:
            return font[offset : offset + length]
    raise ValueError(tag)
