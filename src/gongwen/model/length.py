"""Lengths as types: absolute ones in points, relative ones in cells and lines of the grid."""

from __future__ import annotations

from typing import NewType, Self

POINTS_PER_MM = 72 / 25.4


class Length(float):
    """An absolute length, held in points (1/72 inch)."""

    __slots__ = ()

    @classmethod
    def from_mm(cls, value: float) -> Self:
        """A length given in millimetres."""
        return cls(value * POINTS_PER_MM)

    @property
    def pt(self) -> float:
        """The length in points."""
        return float(self)

    @property
    def mm(self) -> float:
        """The length in millimetres."""
        return float(self) / POINTS_PER_MM

    @property
    def twips(self) -> int:
        """The length in twentieths of a point, the unit of OOXML."""
        return round(float(self) * 20)


def mm(value: float) -> Length:
    """`value` millimetres."""
    return Length.from_mm(value)


def pt(value: float) -> Length:
    """`value` points."""
    return Length(value)


Cells = NewType("Cells", float)
"""Width in cells of the character grid (GB/T 9704: 28 cells to 156 mm)."""

Lines = NewType("Lines", float)
"""Height in lines of the grid (GB/T 9704: 22 lines to 225 mm)."""
