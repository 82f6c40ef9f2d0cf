"""Digits above and below the line as characters: m² and CO₂ must not become m2 and CO2."""

from __future__ import annotations

_DIGITS = "0123456789"
SUPERSCRIPT = str.maketrans(_DIGITS, "⁰¹²³⁴⁵⁶⁷⁸⁹")
SUBSCRIPT = str.maketrans(_DIGITS, "₀₁₂₃₄₅₆₇₈₉")
_PLACES = {
    **dict.fromkeys(("super", "superscript", "sup"), SUPERSCRIPT),
    **dict.fromkeys(("sub", "subscript"), SUBSCRIPT),
}


def shifted(text: str, place: str) -> str:
    """The text as it stands above or below the line; anything but digits has no such characters and stays.

    Args:
        text: what is shifted.
        place: `super` or `sub`, or what a format calls them; anything else is on the line.
    """
    table = _PLACES.get(place)
    return text.translate(table) if table and text.isascii() and text.strip().isdigit() else text
