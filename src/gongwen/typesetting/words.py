"""Where words begin in a line of Chinese, well enough not to break a title inside one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import log

from .marks import DATA

_SINGLE = 11.0
"""Cost of a character that is no part of a known word: that of a rare word."""
_LONGEST = 4


def cut(text: str, costs: Mapping[str, float]) -> list[str]:
    """The cheapest way to cut the text into words and single characters."""
    best = [0.0] + [float("inf")] * len(text)
    start_of = [0] * (len(text) + 1)
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - _LONGEST), end):
            own = _SINGLE if end - start == 1 else costs.get(text[start:end], float("inf"))
            if best[start] + own < best[end]:
                best[end], start_of[end] = best[start] + own, start
    words = []
    end = len(text)
    while end:
        words.append(text[start_of[end] : end])
        end = start_of[end]
    return words[::-1]


def words_of(text: str) -> list[str]:
    """The words of a text, in order."""
    return cut(text, _costs())


def is_word(text: str) -> bool:
    """Whether the list has the word."""
    return text in _costs()


@lru_cache(maxsize=1)
def _costs() -> dict[str, float]:
    """The words of `data/words.txt`, each with the negative logarithm of its share."""
    lines = (DATA / "words.txt").read_text(encoding="utf-8").split("\n")
    counts = {word: int(count) for word, count in (line.split(" ") for line in lines if line)}
    total = sum(counts.values())
    return {word: log(total / count) for word, count in counts.items()}
