"""What is known of a text from the files beside it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Folder:
    """What the other files of a folder tell of each of its texts."""

    recurring: frozenset[str] = frozenset()
    """Lines that stand in several files that are no copies of each other."""
    deleted: frozenset[str] = frozenset()
    """Characters and words that are missing throughout, as far as all files together show."""
