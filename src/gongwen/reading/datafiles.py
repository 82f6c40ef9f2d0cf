"""The tables of the reading room: TOML files in `data/`."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache
def toml(name: str) -> dict[str, Any]:
    """The content of a TOML file."""
    return tomllib.loads((files(__package__) / "data" / name).read_text("utf-8"))
