"""Single characters as a face draws them: glyph, advance, place in the cell, blank halves.

Lengths are in em of the face. Many faces give quotes and dashes less than a cell; asking for the
full-width form repairs most, the others are placed in a full cell here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..model import Face
from . import marks

_INK_MARGIN = 0.04
"""What stays blank beside the ink of a squeezed mark."""
_HALF = 0.5
_NOTDEF = 0
_WORD_SPACE = 0.25
"""What a word space keeps [K-08]."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """How one character is drawn."""

    face: Face
    id: int
    advance: float
    """Width that the character takes."""
    shift: float = 0.0
    """Distance of the glyph's origin from the left edge of its cell."""
    stretch: float = 1.0
    trim_left: float = 0.0
    """Blank that may be squeezed out on the left …"""
    trim_right: float = 0.0
    """… and on the right."""


class OpenFace:
    """A font file opened for measuring."""

    def __init__(self, face: Face) -> None:
        import uharfbuzz as hb  # noqa: PLC0415  # 10 ms, not needed where nothing is typeset

        self.face = face
        self._hb = hb
        self._font: Any = hb.Font(hb.Face(hb.Blob.from_file_path(face.path), face.index))
        self._upem = self._font.face.upem or 1000
        if face.variations:
            self._font.set_variations(dict(face.variations))

    def has(self, char: str) -> bool:
        """Whether the face has a glyph for the character."""
        return bool(self._font.get_nominal_glyph(ord(char)))

    def glyph(self, char: str, full_cell: bool) -> Glyph:
        """The character's glyph, with `full_cell` in a cell of one em."""
        glyph_id = self._font.get_nominal_glyph(ord(char)) or _NOTDEF
        if not full_cell:
            return self._narrow(char, glyph_id)
        if glyph_id and char in marks.FULL_CELL:
            glyph_id = self._full_width_form(char, glyph_id)
        return self._in_cell(char, glyph_id)

    def _narrow(self, char: str, glyph_id: int) -> Glyph:
        """The glyph at its own width; a mark that is drawn in a cell (the apostrophe) at that of its ink."""
        advance = self._advance(glyph_id)
        if char == " ":
            return Glyph(self.face, glyph_id, advance, trim_right=max(0.0, 1 - _WORD_SPACE / advance))
        if char not in marks.FULL_CELL or advance < _HALF:
            return Glyph(self.face, glyph_id, advance)
        left, right, _, _ = self.ink(glyph_id)
        return Glyph(self.face, glyph_id, right - left + 2 * _INK_MARGIN, _INK_MARGIN - left)

    @property
    def units(self) -> float:
        """Units of its outlines in an em."""
        return float(self._upem)

    def draw(self, glyph_id: int, functions: Any, target: Any) -> None:
        """Hand the outline of a glyph, in its units, to HarfBuzz's drawing functions."""
        self._font.draw_glyph(glyph_id, functions, target)

    def ink(self, glyph_id: int) -> tuple[float, float, float, float]:
        """Left, right, lower and upper edge of the ink, from origin and baseline."""
        extents = self._font.get_glyph_extents(glyph_id)
        if extents is None:
            return 0.0, 0.0, 0.0, 0.0
        left, top = extents.x_bearing, extents.y_bearing
        em = self._upem
        return left / em, (left + extents.width) / em, (top + extents.height) / em, top / em

    def _advance(self, glyph_id: int) -> float:
        return float(self._font.get_glyph_h_advance(glyph_id)) / self._upem

    def _full_width_form(self, char: str, nominal: int) -> int:
        """The form for Simplified Chinese and full width, if the face has one (locl, fwid)."""
        buffer = self._hb.Buffer()
        buffer.add_codepoints([ord(char)])
        buffer.direction, buffer.script, buffer.language = "ltr", "Hani", "zh-Hans"
        self._hb.shape(self._font, buffer, {"fwid": True, "kern": False})
        infos = buffer.glyph_infos
        return int(infos[0].codepoint) if len(infos) == 1 and infos[0].codepoint else nominal

    def _in_cell(self, char: str, glyph_id: int) -> Glyph:
        if char not in marks.SQUEEZABLE and char not in marks.SPANNING:  # Han: its ink need not be known
            return Glyph(self.face, glyph_id, 1.0, self._place(char, glyph_id))
        left, right, _, _ = self.ink(glyph_id)
        if char in marks.SPANNING and right > left:
            stretch = max(1.0, 1.0 / (right - left))
            shift = -left * stretch if stretch > 1.0 else 0.0
            return Glyph(self.face, glyph_id, 1.0, shift, stretch)
        shift = self._place(char, glyph_id)
        trim_left, trim_right = self._trims(char, left + shift, 1.0 - right - shift)
        return Glyph(self.face, glyph_id, 1.0, shift, 1.0, trim_left, trim_right)

    def _place(self, char: str, glyph_id: int) -> float:
        """Where a glyph that is narrower than its cell stands in it."""
        spare = 1.0 - self._advance(glyph_id)
        return spare if char in marks.INK_RIGHT else 0.0 if char in marks.INK_LEFT else spare / 2

    @staticmethod
    def _trims(char: str, blank_left: float, blank_right: float) -> tuple[float, float]:
        """What may be squeezed out: the outer half of brackets, the right of stops, both sides of 间隔号."""
        if char not in marks.SQUEEZABLE:
            return 0.0, 0.0
        most_left = _HALF if char in marks.INK_RIGHT else 0.0
        most_right = _HALF if char in marks.INK_LEFT else 0.0
        if not most_left and not most_right:
            most_left = most_right = _HALF / 2
        room_left, room_right = blank_left - _INK_MARGIN, blank_right - _INK_MARGIN
        return max(0.0, min(most_left, room_left)), max(0.0, min(most_right, room_right))


@lru_cache(maxsize=64)
def opened(face: Face) -> OpenFace:
    """The face, opened once a process."""
    return OpenFace(face)
