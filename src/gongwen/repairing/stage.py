"""What a stage of repair is: a function from a text to the changes that one kind of damage calls for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..model import Change, Source
from .wording.scorer import Scorer


@dataclass(frozen=True, slots=True)
class Context:
    """What a stage may know besides the current text."""

    source: Source
    script: str = "auto"
    """`auto`, `keep` or `simplified`."""
    words: frozenset[str] = frozenset()
    """The user's dictionary: people, places, offices, fixed phrases."""
    untouched: frozenset[str] = frozenset()
    """Phrases that stay as they are; the edit log sees to it."""
    recurring: frozenset[str] = frozenset()
    """Lines that other files of the same folder have too: evidence of headers, no proof."""
    deleted: frozenset[str] = frozenset()
    """Characters and words that all files of the folder together show to be taken out throughout."""
    uniform_masks: bool = False
    """Whether all masks are to be written with one sign."""
    scorer: Scorer | None = None
    """A second opinion on doubts."""


Stage = Callable[[str, Context], Iterable[Change]]
"""Pure: finds changes on the text given, as if it were alone; a second run on its result finds none."""
