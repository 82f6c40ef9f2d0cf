"""Items counted off with 一要…二要…三是… that open with half a word: 二要[找]准切入点.

What opens such an item is a word; where a single character stands that hardly ever follows 要 or 是 by
itself, but is the second half of words that do, the first half seems to be missing. Several words may
fit, so all of them are named. On held-out texts: 6 of 10 lost first halves found, the lost one named in
9 of 10 of these, no alarm at 257 items that are whole (`benchmarks/characters.py openings`).
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .. import words
from ..language import Language

_DATA = Path(__file__).parent.parent / "data" / "openings.txt"
_ITEM = re.compile("[一二三四五六七八九十]([要是])(?=[\u4e00-\u9fff]{3})")
_LEAST = 0.8
"""Digits by which words with the half must surpass the half alone."""
_UNSEEN = 0.5
"""Count of what was never seen."""
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Opening:
    """A place where the first half of a word seems to be missing, and what may stand there, best first."""

    place: int
    characters: str


def find(language: Language, text: str) -> Iterator[Opening]:
    """The items that open with half a word."""
    for item in _ITEM.finditer(text):
        place, head = item.end(), item[1]
        if _begins_word(text, place):
            continue
        halves = _halves().get((head, text[place]), [])
        whole = sum(count for count, _character in halves)
        if whole and math.log10(whole) - math.log10(_alone(head, text[place])) >= _LEAST:
            yield Opening(place, "".join(_best(language, text, place, halves)[:_NAMED]))


def _best(language: Language, text: str, place: int, halves: list[tuple[int, str]]) -> list[str]:
    """The first halves in the order of how usual they are here: before what follows, and behind 要 or 是."""
    import numpy as np  # noqa: PLC0415  # heavy

    ids = language.encode("".join(character for _count, character in halves))
    places = np.full(len(halves), place)
    gains = language.gain(language.encode(text), places, places, ids).tolist()
    ranked = [(math.log10(n) + gain, c) for (n, c), gain in zip(halves, gains, strict=True)]
    return [character for _rank, character in sorted(ranked, reverse=True)]


def _begins_word(text: str, place: int) -> bool:
    """Whether the item opens with a word as it is, or goes on with none behind the first character."""
    across = (text[place - 2 : place], text[place - 1 : place + 1], text[place - 2 : place + 1])
    opens = (text[place : place + 2], text[place : place + 3])
    follows = (text[place + 1 : place + 3], text[place + 1 : place + 4])
    return any(map(words.is_word, across + opens)) or not any(map(words.is_word, follows))


def _alone(head: str, character: str) -> float:
    return _counts().get((head, character), 0) + _UNSEEN


@lru_cache(maxsize=1)
def _counts() -> dict[tuple[str, str], int]:
    """How often a word follows 要 or 是."""
    rows = (line.split("\t") for line in _DATA.read_text("utf-8").splitlines())
    return {(head, word): int(count) for head, word, count in rows}


@lru_cache(maxsize=1)
def _halves() -> dict[tuple[str, str], list[tuple[int, str]]]:
    """By what comes before and by second half: the first halves of words of two characters, with counts."""
    found: defaultdict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for (head, word), count in _counts().items():
        if len(word) == 2:
            found[head, word[1]].append((count, word[0]))
    return {key: sorted(halves, reverse=True) for key, halves in found.items()}
