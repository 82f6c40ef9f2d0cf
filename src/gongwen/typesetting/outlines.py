"""How high the ink of a glyph really is: extents of CFF faces reach to the points that pull their curves."""

from __future__ import annotations

from functools import lru_cache
from math import sqrt

from ..model import Face
from .glyphs import opened


@lru_cache(maxsize=4096)
def ink_heights(face: Face, glyph: int) -> tuple[float, float]:
    """Lower and upper edge of a glyph's ink from the baseline, in em; 0, 0 where it has none."""
    import uharfbuzz as hb  # noqa: PLC0415

    reached = _Reached()
    functions = hb.DrawFuncs()
    functions.set_move_to_func(lambda x, y, to: to.line(y))
    functions.set_line_to_func(lambda x, y, to: to.line(y))
    functions.set_quadratic_to_func(lambda cx, cy, x, y, to: to.quadratic(cy, y))
    functions.set_cubic_to_func(lambda ax, ay, bx, by, x, y, to: to.cubic(ay, by, y))
    functions.set_close_path_func(lambda to: None)
    own = opened(face)
    own.draw(glyph, functions, reached)
    return reached.lower / own.units, reached.upper / own.units


class _Reached:
    """The lowest and the highest point of an outline; only its heights are followed."""

    def __init__(self) -> None:
        self.lower = self.upper = self.at = 0.0
        self.seen = False

    def line(self, y: float) -> None:
        """To a point."""
        self.lower = min(self.lower, y) if self.seen else y
        self.upper = max(self.upper, y) if self.seen else y
        self.at, self.seen = y, True

    def quadratic(self, control: float, y: float) -> None:
        """To a point, pulled by one other."""
        self.cubic(self.at + 2 / 3 * (control - self.at), y + 2 / 3 * (control - y), y)

    def cubic(self, first: float, second: float, y: float) -> None:
        """To a point, pulled by two others; the curve turns where its derivative is zero."""
        start = self.at
        a = -start + 3 * first - 3 * second + y
        b = 2 * (start - 2 * first + second)
        c = first - start
        for t in _roots(a, b, c):
            if 0 < t < 1:
                s = 1 - t
                self.line(s**3 * start + 3 * s * s * t * first + 3 * s * t * t * second + t**3 * y)
        self.line(y)


def _roots(a: float, b: float, c: float) -> tuple[float, ...]:
    """Where a·t² + b·t + c is zero."""
    if abs(a) < 1e-9:
        return (-c / b,) if abs(b) > 1e-9 else ()
    under = b * b - 4 * a * c
    return ((-b - sqrt(under)) / (2 * a), (-b + sqrt(under)) / (2 * a)) if under >= 0 else ()
