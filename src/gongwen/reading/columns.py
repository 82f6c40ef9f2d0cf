"""Pages set in two columns: where the gutter is, and which side of it a line belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Protocol, TypeVar

_GUTTER = 1.2
"""The least gap between columns, in sizes of a character."""
_MIDDLE = (0.3, 0.7)
"""The part of the width of the text in which the gutter is sought."""
_STEPS = 60
_ACROSS = 0.2
"""The most lines, of all, that may run across the gutter: titles, headings."""
_LEAST_LINES = 8
"""Lines that each column has at least."""
_LEAST_WIDTH = 8.0
"""Sizes that the lines of a column are wide by half at least: narrower ones are cells of a table."""
_FLUSH = 0.5
"""The share of a column's lines that end at its right edge: those of a table are ragged."""
_NEAR_EDGE = 1.5


class _Glyph(Protocol):
    @property
    def x0(self) -> float: ...
    @property
    def x1(self) -> float: ...
    @property
    def size(self) -> float: ...


G = TypeVar("G", bound=_Glyph)


def in_columns(lines: Sequence[list[G]]) -> list[tuple[int, list[G]]]:
    """Lines with their column: 1 and 2, or 0 for one that runs over both or where there are no columns."""
    whole = [(0, line) for line in lines]
    if len(lines) < _LEAST_LINES:
        return whole
    parts = [_parts(line) for line in lines]
    gutter = _gutter(parts)
    if gutter is None:
        return whole
    found: list[tuple[int, list[G]]] = []
    for line in lines:
        left, right = [g for g in line if g.x1 <= gutter], [g for g in line if g.x0 >= gutter]
        is_apart = not left or not right or right[0].x0 - left[-1].x1 >= _GUTTER * line[0].size
        if len(left) + len(right) < len(line) or not is_apart:
            found.append((0, line))
        else:
            found += [(column, side) for column, side in ((1, left), (2, right)) if side]
    is_prose = all(_is_prose([line for column, line in found if column == side]) for side in (1, 2))
    return found if is_prose else whole


def _parts(line: list[G]) -> list[tuple[float, float]]:
    """A line as the pieces that wide gaps leave of it."""
    line.sort(key=lambda g: g.x0)
    parts = [(line[0].x0, line[0].x1)]
    for before, glyph in pairwise(line):
        if glyph.x0 - before.x1 < _GUTTER * glyph.size:
            parts[-1] = (parts[-1][0], max(parts[-1][1], glyph.x1))
        else:
            parts.append((glyph.x0, glyph.x1))
    return parts


def _gutter(lines: Sequence[list[tuple[float, float]]]) -> float | None:
    """The place near the middle that fewest lines run across, if they are few."""
    left = min(line[0][0] for line in lines)
    width = max(line[-1][1] for line in lines) - left
    start, end = _MIDDLE
    places = [left + width * (start + (end - start) * step / _STEPS) for step in range(_STEPS + 1)]
    across = [sum(any(x0 < place < x1 for x0, x1 in line) for line in lines) for place in places]
    fewest = min(across)
    if fewest > _ACROSS * len(lines):
        return None
    best = [place for place, count in zip(places, across, strict=True) if count == fewest]
    return best[len(best) // 2]


def _is_prose(lines: Sequence[list[G]]) -> bool:
    """Whether lines are those of a column: enough of them, wide, and flush on the right."""
    if len(lines) < _LEAST_LINES:
        return False
    size = median(line[0].size for line in lines)
    edge = max(line[-1].x1 for line in lines)
    flush = sum(edge - line[-1].x1 < _NEAR_EDGE * size for line in lines)
    wide = median(line[-1].x1 - line[0].x0 for line in lines) >= _LEAST_WIDTH * size
    return wide and flush >= _FLUSH * len(lines)
