"""The words and patterns of web pages, as `data/residue.toml` has them, compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..lines.lines import fold

_FILE = Path(__file__).parent.parent / "data" / "residue.toml"
_PROSE = ("notice", "advert", "preview", "caption")
"""Kinds of residue that are written in sentences."""
_GAP = "[\\s|｜：·>＞»《》—_/【】［］（）\\-]*"


@dataclass(frozen=True, slots=True)
class Patterns:
    """Kinds of residue and the pattern of each, as one: most lines are none of them."""

    pattern: re.Pattern[str]
    """A named group for each kind."""
    kinds: Mapping[str, str]
    """By the name of the group."""

    def kind_of(self, text: str) -> str | None:
        """The first kind whose pattern fits the whole text."""
        match = self.pattern.fullmatch(text)
        return self.kinds[match.lastgroup or ""] if match else None


@lru_cache(maxsize=1)
def settings() -> dict[str, Any]:
    """The patterns and words of the file."""
    with _FILE.open("rb") as file:
        return tomllib.load(file)


def patterns(rules: Sequence[dict[str, Any]]) -> Patterns:
    """The compiled patterns of a table of rules."""
    groups = {f"kind{number}": rule for number, rule in enumerate(rules)}
    pattern = "|".join(f"(?P<{name}>{'|'.join(rule['patterns'])})" for name, rule in groups.items())
    return Patterns(re.compile(pattern), {name: rule["kind"] for name, rule in groups.items()})


def one_of(alternatives: Sequence[str]) -> re.Pattern[str]:
    """A pattern that fits what any of them fits."""
    return re.compile("|".join(f"(?:{p})" for p in alternatives))


@dataclass(frozen=True, slots=True)
class PageWords:
    """What lines of pages look like."""

    buttons: re.Pattern[str]
    button: frozenset[str]
    weak: re.Pattern[str]
    bar: frozenset[str]
    core: frozenset[str]
    beside: re.Pattern[str]
    day: re.Pattern[str]
    signs: re.Pattern[str]
    path: re.Pattern[str]
    label: re.Pattern[str]
    value: re.Pattern[str]
    anywhere: Patterns
    prose: Patterns
    code: Patterns
    edge: Patterns
    tail: re.Pattern[str]
    licence: re.Pattern[str]
    licence_sure: re.Pattern[str]
    menu: frozenset[str]


@lru_cache(maxsize=1)
def page_words() -> PageWords:
    """The compiled file."""
    data = settings()
    return PageWords(
        buttons=_words(data["buttons"]),
        button=frozenset(map(fold, data["buttons"].split())),
        weak=_words(data["weak"]),
        bar=frozenset(map(fold, data["weak"].split())),
        core=frozenset(map(fold, data["core"].split())),
        beside=re.compile(data["beside"]),
        day=re.compile(data["day"]),
        signs=re.compile(data["signs"]),
        path=re.compile(data["path"]),
        label=re.compile(data["label"]),
        value=re.compile(data["value"]),
        anywhere=patterns(data["line"]),
        prose=patterns([rule for rule in data["line"] if rule["kind"] in _PROSE]),
        code=patterns(data["code"]),
        edge=patterns(data["edge"]),
        tail=one_of(data["tail"]["patterns"]),
        licence=one_of(data["licence"]["patterns"]),
        licence_sure=re.compile(data["licence"]["sure"]),
        menu=frozenset(data["menu"]["words"].split()),
    )


def _words(listing: str) -> re.Pattern[str]:
    word = "|".join(re.escape(fold(w)) for w in sorted(listing.split(), key=len, reverse=True))
    return re.compile(f"{_GAP}(?:{word})(?:{_GAP}(?:{word}))*{_GAP}")
