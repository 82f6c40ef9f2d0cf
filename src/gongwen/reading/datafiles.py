"""The tables of the reading room: tab-separated or TOML files in `data/`, `#` starts a remark."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any


def _text(name: str) -> str:
    return (files(__package__) / "data" / name).read_text("utf-8")


@lru_cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a tab-separated file."""
    lines = _text(name).split("\n")
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("# "))


@lru_cache
def toml(name: str) -> dict[str, Any]:
    """The content of a TOML file."""
    return tomllib.loads(_text(name))
