"""Tables by the rules drawn around their cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

_NEAR = 3.0
"""Points by which rules that meet may miss each other."""
_MOST_RULES = 3_000
"""A page with more is a drawing."""
_LEAST_RULES = 2

Segment = tuple[float, float, float, float]


class _Placed(Protocol):
    @property
    def x0(self) -> float: ...
    @property
    def x1(self) -> float: ...
    @property
    def y(self) -> float: ...
    @property
    def size(self) -> float: ...


G = TypeVar("G", bound=_Placed)


@dataclass(frozen=True, slots=True)
class Grid:
    """Rules that touch: level ones as (y, x0, x1), upright ones as (x, y0, y1), sorted."""

    level: list[tuple[float, float, float]]
    upright: list[tuple[float, float, float]]

    def split(self, glyphs: Sequence[G]) -> tuple[list[G], list[G]]:
        """Characters inside of the grid and outside of it."""
        top, bottom = self.level[0][0], self.level[-1][0]
        left, right = self.upright[0][0], self.upright[-1][0]
        inside: list[G] = []
        outside: list[G] = []
        for glyph in glyphs:
            x, y = _centre(glyph)
            (inside if top < y < bottom and left < x < right else outside).append(glyph)
        return inside, outside

    def cells(self, glyphs: Sequence[G]) -> list[tuple[float, list[tuple[list[G], float]]]]:
        """The rows from top to bottom: where each begins, the characters of its cells and their right edges.

        A cell that is merged over rows stands in the first of them. Empty where the grid has one cell only.
        """
        found: dict[tuple[float, float], list[G]] = defaultdict(list)
        for glyph in glyphs:
            x, y = _centre(glyph)
            found[_last(self.level, y, x), _last(self.upright, x, y)].append(glyph)
        if len(found) < _LEAST_RULES:
            return []
        rows = []
        tops = sorted({top for top, _left in found})
        for top in tops:
            below = min((y for y, x0, x1 in self.level if y > top + _NEAR), default=top)
            middle = (top + below) / 2
            edges = _merged([x for x, y0, y1 in self.upright if y0 - _NEAR <= middle <= y1 + _NEAR])
            edges = sorted({*edges, *(left for t, left in found if t == top)})
            rights = [*edges[1:], self.upright[-1][0]]
            cells = [
                (found.get((top, edge), []), right)
                for edge, right in zip(edges, rights, strict=True)
                if edge < self.upright[-1][0] - _NEAR
            ]
            rows.append((top, cells))
        return rows


def grids(rules: Sequence[Segment]) -> list[Grid]:
    """The tables of a page from top to bottom: rules that touch, at least two of each direction."""
    if len(rules) > _MOST_RULES:
        return []
    found = []
    for group in _touching(rules):
        level = [(y0, x0, x1) for x0, y0, x1, y1 in group if x1 - x0 > y1 - y0]
        upright = [(x0, y0, y1) for x0, y0, x1, y1 in group if x1 - x0 <= y1 - y0]
        if (
            len(_merged([r[0] for r in level])) >= _LEAST_RULES
            and len(_merged([r[0] for r in upright])) >= _LEAST_RULES
        ):
            found.append(Grid(_aligned(level), _aligned(upright)))
    return sorted(found, key=lambda grid: grid.level[0][0])


def _touching(rules: Sequence[Segment]) -> list[list[Segment]]:
    """Rules in groups that hang together."""
    groups: list[tuple[Segment, list[Segment]]] = []
    for rule in sorted(rules, key=lambda r: (r[1], r[0])):
        box, members = rule, [rule]
        apart = []
        for other, others in groups:
            if any(_meet(rule, member) for member in others) if _meet(box, other) else False:
                box = (
                    min(box[0], other[0]),
                    min(box[1], other[1]),
                    max(box[2], other[2]),
                    max(box[3], other[3]),
                )
                members += others
            else:
                apart.append((other, others))
        groups = [*apart, (box, members)]
    return [members for _box, members in groups]


def _meet(a: Segment, b: Segment) -> bool:
    return a[0] <= b[2] + _NEAR and b[0] <= a[2] + _NEAR and a[1] <= b[3] + _NEAR and b[1] <= a[3] + _NEAR


def _merged(places: Sequence[float]) -> list[float]:
    """Places in order, those that are near each other once."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


def _aligned(rules: Sequence[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Rules whose places are near each other at one and the same place, in order."""
    places = _merged([rule[0] for rule in rules])
    return sorted((max(p for p in places if p <= rule[0]), rule[1], rule[2]) for rule in rules)


def _last(rules: Sequence[tuple[float, float, float]], place: float, across: float) -> float:
    """Where the last rule before a place stands that runs past it."""
    found = rules[0][0]
    for at, start, end in rules:
        if at > place:
            break
        if start - _NEAR <= across <= end + _NEAR:
            found = at
    return found


def _centre(glyph: _Placed) -> tuple[float, float]:
    return (glyph.x0 + glyph.x1) / 2, glyph.y - 0.35 * glyph.size
