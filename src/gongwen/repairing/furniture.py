"""Page numbers and running heads that stand on lines of their own between the lines of a text."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from .lines import Line

_FILE = Path(__file__).parent / "data" / "headers.toml"
_LEAST_PAGE = 350
"""Characters between two page numbers; what counts up faster is a list or the rows of a table."""
_LONGEST_HEAD = 40
_LEAST_HEADS = 3


@lru_cache(maxsize=1)
def settings() -> dict[str, Any]:
    """The patterns and words of `data/headers.toml`."""
    with _FILE.open("rb") as file:
        return tomllib.load(file)


@lru_cache(maxsize=2)
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p) for p in settings()[name])


def page_numbers(lines: Sequence[Line]) -> dict[int, float]:
    """Which lines are page numbers, by index, and how sure that is."""
    explicit = {i: n for i, line in enumerate(lines) if (n := _number(line, "explicit")) is not None}
    counting = {i: n for i, line in enumerate(lines) if (n := _number(line, "counting")) is not None}
    alone = 0.97 if len(explicit) == 1 else 0.95
    found = dict.fromkeys(explicit, alone)
    return (
        found
        | dict.fromkeys(_rising(lines, explicit, 2), 0.995)
        | dict.fromkeys(_rising(lines, counting, 3), 0.99)
    )


def _number(line: Line, shapes: str) -> int | None:
    matches = (pattern.fullmatch(line.folded) for pattern in _patterns(shapes))
    return next((int(m["n"]) for m in matches if m), None)


def _rising(lines: Sequence[Line], numbers: dict[int, int], least: int) -> list[int]:
    """The lines of the longest runs that count up by one, pages apart, if they are long enough."""
    found: list[int] = []
    run: list[int] = []
    for i, n in numbers.items():
        if run and n == numbers[run[-1]] + 1 and lines[i].start - lines[run[-1]].start >= _LEAST_PAGE:
            run.append(i)
            continue
        found += run if len(run) >= least else []
        run = [i]
    return found + (run if len(run) >= least else [])


def running_heads(lines: Sequence[Line], numbers: dict[int, float]) -> dict[int, float]:
    """Which lines are heads repeated on each page: the same short line again and again beside page numbers.

    The first of them stays where it may be the title itself.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        if line.width <= _LONGEST_HEAD and not line.stops and i not in numbers:
            places[line.text].append(i)
    found: dict[int, float] = {}
    for same in places.values():
        beside = [i for i in same if {i - 1, i + 1} & numbers.keys()]
        if len(same) >= _LEAST_HEADS and len(beside) >= max(2, 0.6 * len(same)):
            found |= dict.fromkeys(beside, 0.97)
    return found
