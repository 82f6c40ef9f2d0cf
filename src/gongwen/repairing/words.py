"""How well a short stretch of text divides into usual words: a second opinion beside the n-grams."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "data"
_LONGEST = 5
_REACH = 6
"""Characters on either side of a place that are divided into words with it."""
_HAN_AT_END = re.compile("[\u4e00-\u9fff]*$")
_HAN_AT_START = re.compile("[\u4e00-\u9fff]*")
_OF_THREE = 3
_RAREST = 0.2
"""Count that a single character is given which is no word of the list."""
_OWN = 100
"""Count that a word of the user's dictionary is given."""
_own: ContextVar[frozenset[str]] = ContextVar("own", default=frozenset())


@contextmanager
def known(words: frozenset[str]) -> Iterator[None]:
    """Within, these words are known beside those of the list."""
    token = _own.set(words)
    try:
        yield
    finally:
        _own.reset(token)


def own() -> frozenset[str]:
    """The user's words."""
    return _own.get()


@lru_cache(maxsize=1)
def _costs() -> tuple[dict[str, float], float]:
    """-log10 p of each word, and of a character that is none."""
    import numpy as np  # noqa: PLC0415  # heavy

    all_words, *fields = (_FOLDER / "words.txt").read_text("utf-8").split()
    total = math.log10(int(all_words))
    costs = dict.fromkeys((_FOLDER / "phrases.txt").read_text("utf-8").split(), total)
    counts = np.array(fields[1::2], np.int64)
    costs.update(zip(fields[::2], (total - np.log10(counts)).tolist(), strict=True))
    return costs, total - math.log10(_RAREST)


def cost(text: str) -> float:
    """-log10 p of the likeliest division of a run of Han into words."""
    return _cost(text, _own.get())


@lru_cache(maxsize=1 << 13)
def _cost(text: str, own: frozenset[str]) -> float:
    costs, unknown, longest = _costs_with(own) if own else (*_costs(), _LONGEST)
    best = [0.0]
    for end in range(1, len(text) + 1):
        single = best[end - 1] + costs.get(text[end - 1], unknown)
        longer = (
            best[start] + costs[text[start:end]]
            for start in range(max(0, end - longest), end - 1)
            if text[start:end] in costs
        )
        best.append(min([single, *longer]))
    return best[-1]


@lru_cache(maxsize=2)
def _costs_with(own: frozenset[str]) -> tuple[dict[str, float], float, int]:
    """The costs with the user's words among them, and the length of the longest word."""
    costs, unknown = _costs()
    of_own = unknown + math.log10(_RAREST) - math.log10(_OWN)
    added = {word: min(of_own, costs.get(word, of_own)) for word in own}
    return costs | added, unknown, max(_LONGEST, *map(len, own))


def gain(text: str, start: int, end: int, after: str) -> float:
    """Digits by which the words round a place get likelier when `text[start:end]` becomes `after`."""
    before_run = _HAN_AT_END.search(text[max(0, start - _REACH) : start])
    behind_run = _HAN_AT_START.match(text[end : end + _REACH])
    before = before_run.group() if before_run else ""
    behind = behind_run.group() if behind_run else ""
    return cost(before + text[start:end] + behind) - cost(before + after + behind)


def is_word(text: str) -> bool:
    """Whether the text is in the list, or in the user's."""
    return text in _costs()[0] or text in _own.get()


def most_frequent() -> list[str]:
    """The words of the list, the most frequent first."""
    _all_words, *fields = (_FOLDER / "words.txt").read_text("utf-8").split()
    return fields[::2]


@lru_cache(maxsize=1)
def thirds() -> dict[str, str]:
    """For the first two characters of words of three, the third ones: 习近 is followed by 平."""
    found: dict[str, str] = {}
    for word in most_frequent():
        if len(word) == _OF_THREE:
            found[word[:2]] = found.get(word[:2], "") + word[2]
    return found
