"""What a line looks like: a heading, a date, a salutation … The patterns are data, in `data/shapes.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).parent.parent / "data" / "shapes.toml"
_HEADING = ("heading", "numbered", "article")
_ALONE = ("date", "salutation", "addressee", "attachment", "imprint", "thanks")
_LONGEST_ALONE, _ALONE_AND_LONG = 60, ("addressee",)


@lru_cache(maxsize=1)
def _shapes() -> dict[str, list[str]]:
    with _FILE.open("rb") as file:
        return tomllib.load(file)


@lru_cache(maxsize=64)
def _matcher(*names: str) -> Callable[[str], re.Match[str] | None]:
    """What matches the start of a line that has one of the shapes."""
    return re.compile("|".join(f"(?:{p})" for name in names for p in _shapes()[name])).match


def has_shape(name: str, folded: str) -> bool:
    """Whether the start of a folded line has the shape of that name."""
    return _matcher(name)(folded) is not None


def has_one_of(names: tuple[str, ...], folded: str) -> bool:
    """Whether the start of a folded line has one of several shapes."""
    return _matcher(*names)(folded) is not None


def is_heading(folded: str) -> bool:
    """Whether it opens with a heading number of any level, or as a division of a law."""
    return has_one_of(_HEADING, folded)


def stands_alone(folded: str) -> bool:
    """Whether it is a line that is never part of a paragraph: a date, a salutation, an imprint."""
    return has_one_of(_ALONE if len(folded) <= _LONGEST_ALONE else _ALONE_AND_LONG, folded)
