"""The tables of the character sets: tab-separated files in `data/`, `#` starts a remark."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files


@lru_cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a tab-separated file."""
    lines = (files(__package__) / "data" / name).read_text("utf-8").split("\n")
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("# "))
