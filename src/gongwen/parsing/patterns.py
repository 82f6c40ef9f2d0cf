"""The patterns of `data/patterns.toml`, compiled once."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources


@lru_cache(maxsize=1)
def _data() -> dict[str, dict[str, object]]:
    text = resources.files(__package__).joinpath("data", "patterns.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The pattern of that name."""
    return re.compile(str(_data()["patterns"][name]))


@cache
def words(name: str) -> tuple[str, ...]:
    """The list of that name."""
    entry = _data()["lists"][name]
    assert isinstance(entry, list)
    return tuple(str(word) for word in entry)


def matches(name: str, line: str) -> bool:
    """Whether the pattern of that name is found in the line."""
    return pattern(name).search(line) is not None
