"""What a line looks like: a heading, a date, a salutation … The patterns are data, in `data/shapes.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).parent.parent / "data" / "shapes.toml"
_ALONE = ("date", "salutation", "addressee", "attachment", "imprint", "thanks")
_LONGEST_ALONE = 60


@lru_cache(maxsize=1)
def _shapes() -> dict[str, re.Pattern[str]]:
    with _FILE.open("rb") as file:
        shapes = tomllib.load(file)
    return {name: re.compile("|".join(f"(?:{p})" for p in patterns)) for name, patterns in shapes.items()}


def has_shape(name: str, folded: str) -> bool:
    """Whether the start of a folded line has the shape of that name."""
    return _shapes()[name].match(folded) is not None


def is_heading(folded: str) -> bool:
    """Whether it opens with a heading number of any level, or as a division of a law."""
    return any(has_shape(name, folded) for name in ("heading", "numbered", "article"))


def stands_alone(folded: str) -> bool:
    """Whether it is a line that is never part of a paragraph: a date, a salutation, an imprint."""
    if has_shape("addressee", folded):
        return True
    return len(folded) <= _LONGEST_ALONE and any(has_shape(name, folded) for name in _ALONE)
