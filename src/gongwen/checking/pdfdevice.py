"""The device that pdfminer draws on: it keeps places instead of drawing.

Imported only when a PDF is read, for pdfminer takes a tenth of a second.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from typing import Any

from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.utils import MATRIX_IDENTITY, mult_matrix

from .lines import BLACK, PT, Color, Glyph, Look
from .pdffile import FontFact
from .verdict import Box

_THINNEST_AREA = 1.2
"""Filled rectangles lower than this, in millimetres, are rules (PR-4)."""
_USUAL_RISE = 0.88
_USABLE_RISES = (0.84, 0.92)
_STROKED_MODES = (2, 6)
_INVISIBLE_MODES = (3, 7)

Matrix = tuple[float, float, float, float, float, float]


class Places(PDFDevice):
    """Glyphs, rules and pictures of one page after another, in millimetres from the upper left."""

    def __init__(self, manager: Any) -> None:
        super().__init__(manager)
        self._fonts: dict[int, _Font] = {}
        self._looks: dict[tuple[Any, ...], Look] = {}
        self.width = self.height = 0.0
        self._clear()

    def _clear(self) -> None:
        self.glyphs: list[Glyph] = []
        self.rules: list[tuple[Box, float, Color]] = []
        self.uprights: list[Box] = []
        self.images: list[Box] = []

    @property
    def _ctm(self) -> Matrix:
        return self.ctm or MATRIX_IDENTITY

    def fonts(self) -> list[FontFact]:
        """The fonts that drew something, each once."""
        used = [font.fact for font in self._fonts.values() if font.used]
        return list(dict.fromkeys(used))

    def begin_page(self, page: Any, ctm: Matrix) -> None:
        """Start a page; its size is that of the sheet as it is shown."""
        x0, y0, x1, y1 = (float(v) for v in page.mediabox)
        width, height = abs(x1 - x0) * PT, abs(y1 - y0) * PT
        turned = page.rotate in (90, 270)
        self.width, self.height = (height, width) if turned else (width, height)
        self._clear()

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Keep where each glyph of a string stands."""
        font = self._font(textstate.font)
        a, b, c, d, e, f = mult_matrix(textstate.matrix, self._ctm)
        size = textstate.fontsize * math.hypot(c, d)
        look = self._look(font, size, textstate, graphicstate)
        scaling = textstate.scaling * 0.01
        per_unit = textstate.fontsize * scaling
        slope = math.copysign(math.inf, b) if abs(a) < 1e-9 else b / a
        x, y = textstate.linematrix
        rise = font.rise
        for piece in seq:
            if isinstance(piece, int | float):
                x -= piece * 0.001 * per_unit
                continue
            if not isinstance(piece, bytes):
                continue
            for code in textstate.font.decode(piece):
                advance = font.width(code) * per_unit
                text = font.text(code)
                if look and text:
                    left, base = (a * x + c * y + e) * PT, self.height - (b * x + d * y + f) * PT
                    end = left + a * advance * PT
                    for char in text:
                        self.glyphs.append(Glyph(char, left, end, base, look, rise, slope))
                x += advance + textstate.charspace * scaling
                if code == 32 and not textstate.font.is_multibyte():
                    x += textstate.wordspace * scaling
        textstate.linematrix = (x, y)

    def _font(self, font: Any) -> _Font:
        if id(font) not in self._fonts:
            self._fonts[id(font)] = _Font(font)
        return self._fonts[id(font)]

    def _look(self, font: _Font, size: float, textstate: Any, state: Any) -> Look | None:
        """How the string looks; None where it is drawn invisibly."""
        if textstate.render in _INVISIBLE_MODES or not size:
            return None
        font.used = True
        bold = textstate.render in _STROKED_MODES
        key = (font.name, round(size, 2), _hashable(state.ncolor), bold)
        if key not in self._looks:
            self._looks[key] = Look(font.name, round(size, 2), _color(state.ncolor), bold)
        return self._looks[key]

    def paint_path(self, state: Any, stroke: bool, fill: bool, evenodd: bool, path: Any) -> None:
        """Keep straight rules: stroked lines and thin filled rectangles."""
        points = [self._at(values[-2:]) for _op, *values in _flat(path)]
        if len(points) < 2:
            return
        box = Box(
            min(x for x, _ in points),
            min(y for _, y in points),
            max(x for x, _ in points),
            max(y for _, y in points),
        )
        scale = math.sqrt(abs(self._ctm[0] * self._ctm[3] - self._ctm[1] * self._ctm[2]))
        if stroke and len(points) == 2:
            self._keep(box, float(state.linewidth) * scale * PT, _color(state.scolor))
        elif fill and min(box.width, box.height) < _THINNEST_AREA:
            self._keep(box, min(box.width, box.height), _color(state.ncolor))
        elif stroke and box.width > 2 and box.height > 2:
            self.uprights.append(box)  # the frame of a table

    def _keep(self, box: Box, thickness: float, color: Color) -> None:
        if box.width >= box.height and box.width > 2:
            self.rules.append((box, thickness, color))
        elif box.height > 3:
            self.uprights.append(box)

    def render_image(self, name: str, stream: Any) -> None:
        """Keep the box of a picture: the unit square under the current matrix."""
        corners = [self._at(corner) for corner in ((0, 0), (1, 0), (0, 1), (1, 1))]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        self.images.append(Box(min(xs), min(ys), max(xs), max(ys)))

    def _at(self, point: Sequence[float]) -> tuple[float, float]:
        a, b, c, d, e, f = self._ctm
        x, y = (float(v) for v in point)
        return (a * x + c * y + e) * PT, self.height - (b * x + d * y + f) * PT


def _flat(path: Any) -> list[tuple[Any, ...]]:
    """The segments of a path that go somewhere."""
    return [segment for segment in path if len(segment) >= 3]


def _hashable(color: Any) -> Any:
    return tuple(map(str, color)) if isinstance(color, list | tuple) else str(color)


def _color(color: Any) -> Color:
    """The components of a colour; patterns count as black."""
    values = color if isinstance(color, list | tuple) else [color]
    numbers = tuple(float(v) for v in values if isinstance(v, int | float))
    return numbers if len(numbers) in (1, 3, 4) else BLACK


class _Font:
    """What is asked of a font again and again."""

    def __init__(self, font: Any) -> None:
        self._font = font
        self._texts: dict[int, str] = {}
        self._widths: dict[int, float] = {}
        self.name = _plain_name(font)
        self.rise = _rise(font)
        self.used = False
        descriptor = getattr(font, "descriptor", None) or {}
        embedded = any(key in descriptor for key in ("FontFile", "FontFile2", "FontFile3"))
        embedded = embedded or type(font).__name__ == "PDFType3Font"
        self.fact = FontFact(self.name, embedded, _is_mapped(font))

    def width(self, code: int) -> float:
        """Advance of a glyph in ems."""
        if code not in self._widths:
            self._widths[code] = float(self._font.char_width(code))
        return self._widths[code]

    def text(self, code: int) -> str:
        """The characters that a code stands for; empty where nobody says."""
        if code not in self._texts:
            self._texts[code] = _text(self._font, code)
        return self._texts[code]


def _text(font: Any, code: int) -> str:
    try:
        text: str = font.to_unichr(code)
    except PDFUnicodeNotDefined:
        return "\ufffd"
    return text.replace("\x00", "")


def _plain_name(font: Any) -> str:
    """The name of a font without the prefix of a subset; names in GBK are decoded."""
    name = getattr(font, "basefont", None) or getattr(font, "fontname", None) or ""
    if isinstance(name, bytes):
        name = name.decode("gb18030", "replace")
    name = str(name)
    return name[7:] if len(name) > 7 and name[6] == "+" and name[:6].isupper() else name


def _is_mapped(font: Any) -> bool:
    has_table = getattr(font, "unicode_map", None) is not None
    return has_table or not font.is_multibyte()


def _rise(font: Any) -> float:
    """Part of the em above the baseline: sTypoAscender of the embedded font, where it is a usable one."""
    descriptor = getattr(font, "descriptor", None) or {}
    try:
        data = descriptor["FontFile2"].resolve().get_data() if "FontFile2" in descriptor else b""
        rise = _typo_ascender(data)
    except (struct.error, ZeroDivisionError, AttributeError, KeyError, TypeError, ValueError):
        rise = None
    return rise if rise and _USABLE_RISES[0] <= rise <= _USABLE_RISES[1] else _USUAL_RISE


def _typo_ascender(data: bytes) -> float | None:
    """From the tables OS/2 and head of a TrueType font, in ems."""
    if len(data) < 12:
        return None
    tables = {}
    for index in range(struct.unpack(">H", data[4:6])[0]):
        tag, _, offset, _length = struct.unpack(">4sLLL", data[12 + 16 * index : 28 + 16 * index])
        tables[tag] = offset
    if b"OS/2" not in tables or b"head" not in tables:
        return None
    ascender = struct.unpack(">h", data[tables[b"OS/2"] + 68 : tables[b"OS/2"] + 70])[0]
    em = struct.unpack(">H", data[tables[b"head"] + 18 : tables[b"head"] + 20])[0]
    return float(ascender / em)
