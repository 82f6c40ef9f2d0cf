"""The text behind front matter as a source of its own, and its edits back in the coordinates of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..model import Edit, Refusal, Source


def source_behind(source: Source, length: int) -> Source:
    """The source without its first characters; places that it names are moved."""
    return replace(
        source,
        text=source.text[length:],
        damage=tuple(
            replace(d, start=d.start - length, end=d.end - length) for d in source.damage if d.start >= length
        ),
        kept=source.kept.behind(length),
        review=None,
    )


def refusals_behind(refusals: Sequence[Refusal], length: int) -> tuple[Refusal, ...]:
    """The refusals of places behind the first characters."""
    return tuple(
        replace(r, start=r.start - length, end=r.end - length) for r in refusals if r.start >= length
    )


def edits_behind(edits: Sequence[Edit], length: int) -> tuple[Edit, ...]:
    """The edits of such a source as edits of the whole."""
    return tuple(replace(e, start=e.start + length, end=e.end + length) for e in edits)
