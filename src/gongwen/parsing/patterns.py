"""The patterns of `data/patterns.toml` and the rules of `data/layouts.toml`, compiled once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources


@lru_cache(maxsize=1)
def _data() -> dict[str, dict[str, object]]:
    return tomllib.loads(_read("patterns.toml"))


def _read(name: str) -> str:
    return resources.files(__package__).joinpath("data", name).read_text(encoding="utf-8")


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


@cache
def surnames() -> frozenset[str]:
    """What the names of people begin with."""
    return frozenset("".join(str(_data()["lists"]["surnames"]).split()) + "×xX")


def matches(name: str, line: str) -> bool:
    """Whether the pattern of that name is found in the line."""
    return pattern(name).search(line) is not None


def is_whole(name: str, line: str) -> bool:
    """Whether the pattern of that name is the whole line."""
    return pattern(name).fullmatch(line) is not None


@dataclass(frozen=True, slots=True)
class Layout:
    """When a style suits a document."""

    style: str
    genres: tuple[str, ...]
    """文种 that it is for; empty for any."""
    elements: Mapping[str, re.Pattern[str]]
    """Elements that the document must have, by kind of block, and what is found in them."""


@lru_cache(maxsize=1)
def layouts() -> tuple[Layout, ...]:
    """The rules in their order."""
    rules = tomllib.loads(_read("layouts.toml"))["layout"]
    return tuple(
        Layout(
            rule["style"],
            tuple(rule.get("genres", ())),
            {kind: re.compile(found) for kind, found in rule["elements"].items()},
        )
        for rule in rules
    )
