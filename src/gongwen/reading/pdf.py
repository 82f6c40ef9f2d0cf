"""PDF, by the places of its characters. A scan, which has none, is refused with advice."""

from __future__ import annotations

import ctypes
import math
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from ..i18n import gettext as _
from ..model import Notice, Source, UnreadableInput
from .limits import MIB, PART, DamagedError, TooLargeError, encrypted
from .sheets import Glyph, Sheet, flow_of, is_wide

_PAGES = 5_000
_GLYPHS = 200_000
"""The most characters of one page."""
_OBJECTS = 20_000
"""The most objects of one page that are looked at for rules."""
_FEW = 8
"""Characters a page below which a file with pictures is a scan."""
_STREAM = re.compile(rb"stream\r?\n(?=[\x08-\x78][\x01\x5e\x9c\xda])")
"""What begins a compressed stream."""
_LAYERS = 2
_UNFOLDED = 4096 * MIB
"""The most that all streams together unfold to while they are looked at; that takes some seconds."""
_UNMAPPED_SHARE = 0.2
_SCAN_SHARE = 0.3
_LINE_HEIGHT = 1.2
_SMALLEST = 0.5
_HYPHEN = 2
"""What PDFium gives for a hyphen at the end of a line."""
_SEGMENTS = 5_000
_SLOPE = 1.0
_SHORT = 4.0
_ASKEW = 0.02
_Box = tuple[float, float, float, float]
_UNMAPPED = frozenset((0, 0xFFFD, 0xFFFE, 0xFFFF))
_LOCK = Lock()
"""PDFium is not safe beside itself."""


@dataclass(frozen=True, slots=True)
class _Character:
    """A character as PDFium tells it, in points from the lower left corner."""

    text: str
    box: _Box
    origin: tuple[float, float]
    spaced: bool


def read_pdf(data: bytes, name: str) -> Source:
    """The lines of a PDF as they are printed, without running headers, footers and page numbers.

    Raises:
        DamagedError: it cannot be opened.
        UnreadableInput: it is encrypted, a scan, or its characters cannot be told.
    """
    _check_streams(data)
    with _LOCK:
        document = _open(data, name)
        try:
            if len(document) > _PAGES:
                message = _("{name} has more than {limit} pages; split it first.")
                raise UnreadableInput(message.format(name=name, limit=_PAGES))
            reader = _Reader()
            sheets = [reader.sheet(document, index) for index in range(len(document))]
        finally:
            document.close()
    _check_text(sheets, reader, name)
    flow, furniture = flow_of(sheets)
    text, kept = flow.text()
    return Source(text, encoding="pdf", notices=_notices(sheets, reader, furniture), kept=kept)


def _open(data: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise encrypted(name) from None
        raise DamagedError from None


def _check_streams(data: bytes) -> None:
    """Refuse a file with a stream that unfolds to more than memory can bear: PDFium would unfold it.

    Raises:
        TooLargeError: there is one.
    """
    left = _UNFOLDED
    for match in _STREAM.finditer(data):
        packed = memoryview(data)[match.end() :]
        for _layer in range(_LAYERS):
            unpacker = zlib.decompressobj()
            try:
                unpacked = unpacker.decompress(packed, PART)
            except zlib.error:
                break
            if unpacker.unconsumed_tail and len(unpacked) >= PART:
                raise TooLargeError
            left -= len(unpacked)
            if left < 0:
                raise TooLargeError
            packed = memoryview(unpacked)


def _check_text(sheets: list[Sheet], reader: _Reader, name: str) -> None:
    """Refuse scans, and text whose characters have no code."""
    count = sum(len(sheet.glyphs) for sheet in sheets)
    if reader.unmapped > _UNMAPPED_SHARE * (count + reader.unmapped):
        message = _("The characters of {name} have no code, only shapes; recognise its text (OCR) first.")
        raise UnreadableInput(message.format(name=name))
    if count < _FEW * max(1, len(reader.scanned)) and reader.scanned:
        message = _("{name} is a scan without text; recognise its text (OCR) first and give that.")
        raise UnreadableInput(message.format(name=name))


def _notices(sheets: list[Sheet], reader: _Reader, furniture: list[str]) -> tuple[Notice, ...]:
    found = []
    if furniture:
        message = _("{count} running headers, footers and page numbers were left out: {examples}")
        examples = _(", ").join(list(dict.fromkeys(furniture))[:5])
        found.append(Notice("pdf.furniture", message.format(count=len(furniture), examples=examples)))
    scanned = [page for page in reader.scanned if len(sheets[page].glyphs) < _FEW]
    if scanned:
        message = _("These pages are pictures without text and were not read: {pages}")
        pages = _(", ").join(str(page + 1) for page in scanned)
        found.append(Notice("pdf.scanned-pages", message.format(pages=pages)))
    if reader.broken:
        message = _("These pages are damaged and were not read: {pages}")
        pages = _(", ").join(str(page + 1) for page in reader.broken)
        found.append(Notice("pdf.damaged-pages", message.format(pages=pages)))
    if reader.turned:
        message = _("{count} slanting characters, such as a watermark's, were left out.")
        found.append(Notice("pdf.slanting", message.format(count=reader.turned)))
    if reader.unmapped:
        message = _("{count} characters have no code and were left out.")
        found.append(Notice("pdf.unmapped", message.format(count=reader.unmapped)))
    if reader.pictures:
        message = _("{count} pictures were not read.")
        found.append(Notice("picture.unread", message.format(count=reader.pictures)))
    return tuple(found)


class _Reader:
    """Takes pages apart; counts what it cannot use."""

    def __init__(self) -> None:
        self.unmapped = 0
        self.turned = 0
        self.pictures = 0
        self.scanned: list[int] = []
        self.broken: list[int] = []

    def sheet(self, document: pypdfium2.PdfDocument, index: int) -> Sheet:
        """The characters and rules of a page, turned so that most of its text is level."""
        try:
            page = document[index]
            textpage = page.get_textpage()
        except pypdfium2.PdfiumError:
            self.broken.append(index)
            return Sheet(0.0, [], [])
        try:
            found = list(self._characters(textpage.raw))
            turns = Counter(turn for turn, *_rest in found)
            turn = max(range(4), key=lambda t: turns[t])
            self.turned += sum(turns.values()) - turns[turn]
            frame = _turned(page.get_bbox(), turn)
            rules = [_turned(rule, turn) for rule in self._rules(page)]
            self._count_pictures(page, index, turns[turn])
        finally:
            textpage.close()
            page.close()
        left, top = frame[0], frame[3]
        glyphs = [_glyph(character, turn, left, top) for t, character in found if t == turn]
        return Sheet(
            frame[3] - frame[1],
            [glyph for glyph in glyphs if glyph.x1 > glyph.x0],
            [(x0 - left, top - y1, x1 - left, top - y0) for x0, y0, x1, y1 in rules],
        )

    def _characters(self, textpage: Any) -> Iterator[tuple[int, _Character]]:
        """Each character that is printed, and its turn in quarters or -1."""
        box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        lead, spaced = 0, False
        count = pdfium.FPDFText_CountChars(textpage)
        if count > _GLYPHS:
            raise TooLargeError
        for place in range(count):
            if pdfium.FPDFText_IsGenerated(textpage, place) == 1:
                continue
            code = pdfium.FPDFText_GetUnicode(textpage, place)
            if 0xD800 <= code < 0xDC00:
                lead = code
                continue
            if lead and 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((lead - 0xD800) << 10) + code - 0xDC00
            lead = 0
            if code in _UNMAPPED or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
                self.unmapped += 1
                continue
            text = "-" if code == _HYPHEN else chr(code)
            if not text.isprintable() or text.isspace():
                spaced = True
                continue
            pdfium.FPDFText_GetLooseCharBox(textpage, place, ctypes.byref(box))
            pdfium.FPDFText_GetCharOrigin(textpage, place, ctypes.byref(x), ctypes.byref(y))
            corners = (box.left, box.bottom, box.right, box.top)
            turn = _turn(pdfium.FPDFText_GetCharAngle(textpage, place))
            yield turn, _Character(text, corners, (x.value, y.value), spaced)
            spaced = False

    def _count_pictures(self, page: pypdfium2.PdfPage, index: int, glyphs: int) -> None:
        """Note the pictures of a page; one over most of a page without text is a scan."""
        left, bottom, right, top = page.get_bbox()
        area = abs((right - left) * (top - bottom))
        for count, found in enumerate(page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)):
            if count > _OBJECTS:
                break
            x0, y0, x1, y1 = found.get_bounds()
            if glyphs < _FEW and (x1 - x0) * (y1 - y0) > _SCAN_SHARE * area:
                self.scanned.append(index)
                break
            self.pictures += 1

    def _rules(self, page: pypdfium2.PdfPage) -> Iterator[_Box]:
        """The lines that are drawn level or upright, and the edges of boxes."""
        for count, found in enumerate(page.get_objects([pdfium.FPDF_PAGEOBJ_PATH], max_depth=1)):
            if count > _OBJECTS:
                return
            matrix = found.get_matrix()
            before: tuple[float, float] | None = None
            start: tuple[float, float] | None = None
            for index in range(min(pdfium.FPDFPath_CountSegments(found.raw), _SEGMENTS)):
                segment = pdfium.FPDFPath_GetPathSegment(found.raw, index)
                kind = pdfium.FPDFPathSegment_GetType(segment)
                here = matrix.on_point(*_point(segment))
                if kind == pdfium.FPDF_SEGMENT_MOVETO:
                    start = here
                elif kind == pdfium.FPDF_SEGMENT_LINETO and before is not None:
                    yield from _rule(before, here)
                if pdfium.FPDFPathSegment_GetClose(segment) and start is not None:
                    yield from _rule(here, start)
                before = here


def _point(segment: Any) -> tuple[float, float]:
    x, y = ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
    return x.value, y.value


def _rule(a: tuple[float, float], b: tuple[float, float]) -> Iterator[_Box]:
    """A line from point to point, if it is level or upright and long enough to part anything."""
    width, height = abs(a[0] - b[0]), abs(a[1] - b[1])
    if min(width, height) < _SLOPE and max(width, height) > _SHORT:
        yield min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])


def _turn(angle: float) -> int:
    """A clockwise angle in quarters of a circle, counter-clockwise; -1 for a slanting one."""
    if not math.isfinite(angle):
        return -1
    quarters = angle / (math.pi / 2)
    return -round(quarters) % 4 if abs(quarters - round(quarters)) < _ASKEW else -1


def _turned(box: _Box, turn: int) -> _Box:
    """A box after a turn of the page that makes text of that turn level."""
    x0, y0, x1, y1 = box
    if turn == 1:
        x0, y0, x1, y1 = y0, -x1, y1, -x0
    elif turn == 2:
        x0, y0, x1, y1 = -x1, -y1, -x0, -y0
    elif turn == 3:
        x0, y0, x1, y1 = -y1, x0, -y0, x1
    return x0, y0, x1, y1


def _glyph(character: _Character, turn: int, left: float, top: float) -> Glyph:
    """A character on the turned page; a wide one is as large as it is wide."""
    x0, y0, x1, y1 = _turned(character.box, turn)
    y = _turned((*character.origin, *character.origin), turn)[1]
    size = x1 - x0 if is_wide(character.text) else (y1 - y0) / _LINE_HEIGHT
    return Glyph(character.text, x0 - left, x1 - left, top - y, max(size, _SMALLEST), character.spaced)
