"""Characters as they are set: glyph, width and blanks of each on one grid, worked out once a process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ..model import Face, Role
from . import marks
from .fonts import TypeCase, chain, look_up
from .glyphs import Glyph

_TAB_CELLS = 2.0


@dataclass(frozen=True, slots=True)
class Char:
    """One character of one type; widths are in cells of the grid unless they are said to be points."""

    text: str
    glyph: Glyph | None
    """None where nothing is drawn."""
    width: float
    """In points."""
    cells: float
    word_cells: float
    """Width in the Word file."""
    trim_left: float
    """Blank that may be squeezed out on the left …"""
    trim_right: float
    """… and on the right."""
    trim: float
    """What lines are saved by: both, but nothing of a full stop [K-08]."""
    look: tuple[Face, float] | None
    """Face and stretch of the glyph; None where nothing is drawn."""


@dataclass(frozen=True, slots=True)
class Type:
    """What the glyph and the width of a character hang on; lengths are points."""

    font_path: str | None
    """The folders of fonts, as the environment names them."""
    role: Role
    latin: Role | None
    """Role that sets letters and digits; None is `role`."""
    size: float
    cell: float
    """Width of a cell of the grid."""
    tracking: float
    """What brings a character of the body's size to the width of its cell …"""
    spacing: float
    """… and what it has instead in the Word file."""

    def role_of(self, text: str) -> Role:
        """The role that draws a character."""
        return self.latin if self.latin and marks.is_word_char(text) else self.role


class Letters(dict[str, Char]):
    """The characters of one type in one document; what is odd about them is noted in its type case."""

    def __init__(self, own: Type, case: TypeCase) -> None:
        super().__init__()
        self.type = own
        self.case = case
        self.shelf = _shelf(own)

    def __missing__(self, text: str) -> Char:
        char = self[text] = self.made(text)
        return char

    def made(self, text: str, full_cell: bool | None = None) -> Char:
        """The character; `full_cell` overrides what its class says of its cell."""
        full = marks.is_full_width(text) if full_cell is None else full_cell
        found = self.shelf.get((text, full))
        if found is None:
            found = self.shelf[text, full] = _made(self.type, text, full)
        char, role, is_usual = found
        if char.look:
            self.case.use(role)
            if not is_usual:
                self.case.note(role, text, full)
        return char


@lru_cache(maxsize=64)
def _shelf(_own: Type) -> dict[tuple[str, bool], tuple[Char, Role, bool]]:
    """The characters of a type made in this process: each with its role, and whether that has it itself."""
    return {}


def _made(own: Type, text: str, full: bool) -> tuple[Char, Role, bool]:
    role = own.role_of(text)
    if marks.is_undrawn(text):
        return Char(text, None, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, None), role, True
    glyph, is_box = look_up(own.font_path, role, text, full)
    natural = glyph.advance * own.size
    width = max(0.0, natural + own.tracking) if natural else 0.0
    if text == "\t":
        width = _TAB_CELLS * own.cell
    left, right = glyph.trim_left * width / own.cell, glyph.trim_right * width / own.cell
    char = Char(
        text,
        glyph,
        width,
        width / own.cell,
        (width - own.tracking + own.spacing) / own.cell if width else 0.0,
        left,
        right,
        0.0 if text in marks.RELUCTANT else left + right,
        _look(glyph.face, glyph.stretch),
    )
    return char, role, not is_box and glyph.face == chain(role)[0]


@lru_cache(maxsize=256)
def _look(face: Face, stretch: float) -> tuple[Face, float]:
    """One object for each look: lines are divided into runs by it."""
    return face, stretch
