"""Colours of a page as PDF operators: for screens and offices as RGB, for print shops as inks."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache


class Ink(StrEnum):
    """What colours are given in."""

    RGB = "rgb"
    CMYK = "cmyk"
    """Black in black ink alone, red of magenta and yellow."""


_PRINTED = {"#000000": (0.0, 0.0, 0.0, 1.0), "#ff0000": (0.0, 0.8, 0.8, 0.0)}
"""Inks of the two colours of official documents (GB/T 9704 6.3): black 100 %, red Y 80 % M 80 %."""


@lru_cache(maxsize=64)
def filling(color: str, ink: Ink) -> str:
    """The operator that sets the colour of text and surfaces; `color` is `#rrggbb`."""
    return f"{_operands(color, ink)} {'rg' if ink is Ink.RGB else 'k'}"


@lru_cache(maxsize=64)
def stroking(color: str, ink: Ink) -> str:
    """The operator that sets the colour of lines."""
    return f"{_operands(color, ink)} {'RG' if ink is Ink.RGB else 'K'}"


def _operands(color: str, ink: Ink) -> str:
    rgb = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    if ink is Ink.RGB:
        return " ".join(f"{part:.3g}" for part in rgb)
    return " ".join(f"{part:.3g}" for part in _PRINTED.get(color.lower()) or _inks(rgb))


def _inks(rgb: list[float]) -> tuple[float, ...]:
    """Cyan, magenta, yellow and black of any other colour, all its grey in black."""
    black = 1 - max(rgb)
    return *((1 - part - black) / (1 - black) for part in rgb), black
