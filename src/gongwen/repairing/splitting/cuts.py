"""Breaks put into a text, and where what is found in the result stands in the text as it was."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise


def divided(text: str, cuts: Sequence[int]) -> str:
    """The text with a line break at each place of a sorted list."""
    return "\n".join(text[a:b] for a, b in pairwise([0, *cuts, len(text)]))


def origin(place: int, cuts: Sequence[int]) -> int:
    """The place in the text of a place in the text divided: one less for each break before it."""
    return place - sum(cut + before < place for before, cut in enumerate(cuts))
