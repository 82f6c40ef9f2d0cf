"""Words in a line of Chinese, well enough not to break a title inside one."""

from __future__ import annotations

from functools import lru_cache
from math import log

from .marks import DATA

_UNKNOWN = 15.0
"""Cost of a character that is in no word of the list: that of the rarest words."""
_LONGEST = 8


@lru_cache(maxsize=256)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, in order: the likeliest way to cut it."""
    costs = _costs()
    best = [0.0] + [float("inf")] * len(text)
    start_of = [0] * (len(text) + 1)
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - _LONGEST), end):
            word = text[start:end]
            own = costs.get(word, _UNKNOWN if len(word) == 1 else float("inf"))
            if best[start] + own < best[end]:
                best[end], start_of[end] = best[start] + own, start
    words = []
    end = len(text)
    while end:
        words.append(text[start_of[end] : end])
        end = start_of[end]
    return tuple(words[::-1])


def is_word(text: str) -> bool:
    """Whether the list has the word."""
    return text in _costs()


def bond(left: str, right: str) -> float:
    """How much more often than by chance two words stand side by side, as a logarithm; 0 if hardly."""
    return _bonds().get(f"{left} {right}", 0.0)


@lru_cache(maxsize=1)
def _costs() -> dict[str, float]:
    """The words of `data/words.txt`, each with the negative logarithm of its share."""
    columns = _table("words.txt")
    counts = dict(zip(columns[::2], map(int, columns[1::2]), strict=True))
    total = sum(counts.values())
    return {word: log(total / count) for word, count in counts.items()}


@lru_cache(maxsize=1)
def _bonds() -> dict[str, float]:
    """The pairs of `data/bonds.txt`, each as one string: as two they take three times the memory."""
    columns = _table("bonds.txt")
    pairs = map(" ".join, zip(columns[::3], columns[1::3], strict=True))
    return dict(zip(pairs, map(float, columns[2::3]), strict=True))


def _table(name: str) -> list[str]:
    """All fields of a table, row by row."""
    return (DATA / name).read_text(encoding="utf-8").split()
