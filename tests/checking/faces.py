"""Faces made for tests: the classes' names, a bar or a square for every glyph, so that ink is known.

Every Han character and full-width mark is a square of .92 em (.04 … .96 across, -.08 … .84 up), a dash a
bar as wide as its cell at .38 em, digits and Latin are half as wide. sTypoAscender is .88 em.
"""

from __future__ import annotations

import io
import zlib
from functools import cache

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

NAMES = {
    "仿宋": "FangSong_GB2312",
    "楷体": "KaiTi_GB2312",
    "黑体": "SimHei",
    "小标宋": "FZXBSJW--GB1-0",
    "宋体": "SimSun",
    "圆体": "YouYuan",
}
EM = 1000
ASCENT, DESCENT = 880, -120
INK_TOP, INK_BOTTOM = 0.84, -0.08
DASH = 0.38
_DASHES = "—―–"


def is_half(char: str) -> bool:
    """Whether a character takes half a cell."""
    return ord(char) < 0x2000 and char != "·"


def _glyph(char: str):
    pen = TTGlyphPen(None)
    right = 460 if is_half(char) else 960
    left, low, high = 40, -80, 840
    if char in _DASHES:
        left, right, low, high = 0, 1000, 360, 400
    elif char.isspace():
        return pen.glyph()
    for index, point in enumerate(((left, low), (left, high), (right, high), (right, low))):
        (pen.lineTo if index else pen.moveTo)(point)
    pen.closePath()
    return pen.glyph()


@cache
def font(role: str, characters: str) -> bytes:
    """A TrueType font with these characters, named as a face of that class."""
    chars = sorted(set(characters) | set(" 0—"))
    names = [".notdef", *(f"u{ord(char):04X}" for char in chars)]
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(char): f"u{ord(char):04X}" for char in chars})
    empty = TTGlyphPen(None).glyph()
    builder.setupGlyf({".notdef": empty, **{f"u{ord(c):04X}": _glyph(c) for c in chars}})
    widths = {".notdef": (1000, 0), **{f"u{ord(c):04X}": (500 if is_half(c) else 1000, 0) for c in chars}}
    builder.setupHorizontalMetrics(widths)
    builder.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    digest = zlib.crc32("".join(chars).encode())
    name = f"{NAMES.get(role, role)}-{digest:08x}"  # reportlab keeps the first font of a name for good
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name, "fullName": name})
    builder.setupOS2(sTypoAscender=ASCENT, sTypoDescender=DESCENT, usWinAscent=ASCENT, usWinDescent=-DESCENT)
    builder.setupPost()
    file = io.BytesIO()
    builder.save(file)
    return file.getvalue()
