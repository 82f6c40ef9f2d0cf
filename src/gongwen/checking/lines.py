"""Lines of a page: characters on one baseline with their places, in millimetres unless named pt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from .verdict import Box

PT = 25.4 / 72
"""Millimetres in a point."""
CELL = 156 / 28
"""Width of a cell of the 28-character grid (GB/T 9704 5.2.3)."""

Color = tuple[float, ...]
"""One component is grey, three are red, green and blue, four are inks."""

BLACK: Color = (0.0,)


def is_han(char: str) -> bool:
    """A Han character."""
    return (
        "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf" or char in "〇々" or char >= "\U00020000"
    )


def is_black(color: Color) -> bool:
    """PR-5: all of RGB or grey at most .1, or black ink at least .9."""
    if len(color) == 4:
        return color[3] >= 0.9 or min(color[:3]) >= 0.9
    return max(color, default=0.0) <= 0.1


def is_red(color: Color) -> bool:
    """PR-5: red at least .8 with little green and blue, or magenta and yellow without cyan and black."""
    if len(color) == 3:
        return color[0] >= 0.8 and color[1] <= 0.25 and color[2] <= 0.25
    return len(color) == 4 and min(color[1:3]) >= 0.75 and max(color[0], color[3]) <= 0.15


def shown_color(color: Color) -> str:
    """A colour as people write it: #RRGGBB, or the four inks."""
    if len(color) == 4:
        return "CMYK " + " ".join(f"{value:.0%}" for value in color)
    rgb = color if len(color) == 3 else color[:1] * 3
    return "#" + "".join(f"{round(min(1, max(0, value)) * 255):02X}" for value in rgb)


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """How characters are drawn; made once for all that look alike, so that two are the same or differ."""

    face: str
    size: float
    """In points."""
    color: Color = BLACK
    bold: bool = False
    """Made bold by drawing the outline too, or said to be bold in a Word file."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character: its origin, its advance and its look."""

    char: str
    x: float
    end: float
    base: float
    look: Look
    rise: float = 0.88
    """Part of the em above the baseline."""
    slope: float = 0.0
    """Rise of the baseline per unit of its length; 1 and more is turned text."""


@dataclass
class Line:
    """Characters on one baseline, from left to right; a wide gap is one tab in the text."""

    page: int
    glyphs: list[Glyph]
    in_table: bool = False
    text: str = field(init=False)

    def __post_init__(self) -> None:
        self.text = "".join(glyph.char for glyph in self.glyphs)

    @property
    def left(self) -> float:
        """Origin of the first character."""
        return self.glyphs[0].x

    @property
    def right(self) -> float:
        """End of the last character's cell."""
        return self.glyphs[-1].end

    @property
    def center(self) -> float:
        """Middle of the line."""
        return (self.left + self.right) / 2

    @property
    def base(self) -> float:
        """The baseline."""
        return self.glyphs[0].base

    @cached_property
    def look(self) -> Look:
        """How most of its characters look."""
        return self.looks.most_common(1)[0][0]

    @property
    def size(self) -> float:
        """Size of most of its characters, in points."""
        return self.look.size

    @property
    def top(self) -> float:
        """Upper edge of the em box (PR-1)."""
        return self.base - self.glyphs[0].rise * self.size * PT

    @property
    def bottom(self) -> float:
        """Lower edge of the em box."""
        return self.top + self.size * PT

    @property
    def box(self) -> Box:
        """The em boxes of all its characters."""
        return Box(self.left, self.top, self.right, self.bottom)

    @cached_property
    def looks(self) -> Counter[Look]:
        """How many characters look how; only Han characters count where there are any."""
        han = Counter(glyph.look for glyph in self.glyphs if is_han(glyph.char))
        return han or Counter(glyph.look for glyph in self.glyphs if not glyph.char.isspace())

    def part(self, start: int, end: int | None = None) -> Line:
        """Some of its characters as a line."""
        return Line(self.page, self.glyphs[start:end], self.in_table)

    def parts(self) -> list[Line]:
        """What stands between its wide gaps."""
        found, start = [], 0
        for index, glyph in enumerate([*self.glyphs, None]):
            if glyph is None or glyph.char == "\t":
                if index > start:
                    found.append(self.part(start, index))
                start = index + 1
        return found


def lines_of(glyphs: Sequence[Glyph], page: int) -> list[Line]:
    """Glyphs clustered by baseline, from the top of the sheet down (PR-2)."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: g.base):
        if rows and glyph.base - rows[-1][0].base <= max(0.11, 0.05 * glyph.look.size * PT):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    lines = [_with_tabs(_without_doubles(sorted(row, key=lambda g: g.x))) for row in rows]
    return [Line(page, row) for row in lines if row]


def _without_doubles(row: list[Glyph]) -> list[Glyph]:
    """Without characters drawn twice at one place to look bold, and without blanks at the ends."""
    kept: list[Glyph] = []
    for glyph in row:
        if not (kept and kept[-1].char == glyph.char and glyph.x - kept[-1].x < 0.2 * glyph.look.size * PT):
            kept.append(glyph)
    start = next((i for i, g in enumerate(kept) if not g.char.isspace()), len(kept))
    end = next((i for i in range(len(kept), 0, -1) if not kept[i - 1].char.isspace()), 0)
    return kept[start:end]


def _with_tabs(row: list[Glyph]) -> list[Glyph]:
    """A tab for each gap of two ems and more, whether blanks fill it or not."""
    made: list[Glyph] = []
    for glyph in row:
        last = next((g for g in reversed(made) if not g.char.isspace()), None)
        if last and glyph.x - last.end > 1.9 * last.look.size * PT and not glyph.char.isspace():
            while made[-1] is not last:
                made.pop()
            made.append(Glyph("\t", last.end, glyph.x, last.base, last.look, last.rise))
        made.append(glyph)
    return made
