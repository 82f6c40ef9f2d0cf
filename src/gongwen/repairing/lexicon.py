"""Words of the language with their frequencies, in one sorted array: looked up for many windows at a time.

`words` divides single stretches of text and knows the 40,000 words of official language; the lexicon has ten
times as many, the general dictionary among them, and answers for whole arrays. Built by
`tools/build_lexicon.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from .ngrams import Floats

    Points = npt.NDArray[np.uint32]

LONGEST = 5
COST_STEP = 0.04
"""The lowest byte of an entry: -log10 p of the word in steps; the others are its key."""
UNKNOWN = 9.0
"""-log10 p of a single character that is no word."""
_FILE = Path(__file__).parent / "data" / "lexicon.npy"
_MULTIPLIER = 0x9E3779B97F4A7C15


def word_keys(points: Points) -> npt.NDArray[np.uint64]:
    """A key for the word along the last axis of code points, its lowest byte 0."""
    import numpy as np  # noqa: PLC0415  # heavy

    keys = np.zeros(points.shape[:-1], np.uint64)
    for column in range(points.shape[-1]):
        keys = (keys + points[..., column]) * np.uint64(_MULTIPLIER)
        keys ^= keys >> np.uint64(29)
    return keys & ~np.uint64(0xFF)


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The words as loaded by `Lexicon.load()`."""

    entries: npt.NDArray[np.uint64]
    """Keys with the costs in their lowest byte, sorted."""

    @classmethod
    def load(cls) -> Lexicon:
        """The words shipped with the package; read once a process."""
        return _load()

    @cached_property
    def _singles(self) -> Floats:
        """-log10 p of each code point by itself; 0 of what is no Han."""
        import numpy as np  # noqa: PLC0415

        costs = np.zeros(0xA001, np.float32)
        han = np.arange(0x4E00, 0x9FFF + 1, dtype=np.uint32)
        costs[han] = np.minimum(self.costs(han[:, None]), np.float32(UNKNOWN))
        return costs

    def costs(self, points: Points) -> Floats:
        """-log10 p of the word along the last axis; infinite where it is none."""
        import numpy as np  # noqa: PLC0415

        keys = word_keys(points)
        at = np.minimum(np.searchsorted(self.entries, keys), len(self.entries) - 1)
        entries = self.entries[at]
        steps = (entries & np.uint64(0xFF)).astype(np.float32)
        return np.where(entries & ~np.uint64(0xFF) == keys, steps * np.float32(COST_STEP), np.float32(np.inf))

    def __contains__(self, word: str) -> bool:
        """Whether a word is listed."""
        import numpy as np  # noqa: PLC0415

        if not word:
            return False
        points = np.array([[ord(character) for character in word]], np.uint32)
        return bool(np.isfinite(self.costs(points))[0])

    def division(self, points: Points) -> Floats:
        """-log10 p of the likeliest division of each row into words; what is no Han divides for nothing."""
        import numpy as np  # noqa: PLC0415

        rows, width = points.shape
        best = np.zeros((width + 1, rows), np.float32)
        singles = self._singles.take(points, mode="clip")
        words = {size: self._words(points, size) for size in range(2, min(LONGEST, width) + 1)}
        for end in range(1, width + 1):
            best[end] = best[end - 1] + singles[:, end - 1]
            for start in range(max(0, end - LONGEST), end - 1):
                np.minimum(best[end], best[start] + words[end - start][start], out=best[end])
        return best[width]

    def _words(self, points: Points, size: int) -> Floats:
        """-log10 p of the words of a size: first by the column where they begin, then by row."""
        import numpy as np  # noqa: PLC0415

        windows = np.lib.stride_tricks.sliding_window_view(points.T, size, axis=0)
        return self.costs(windows)

    def cover(self, points: Points, start: int, end: int) -> tuple[Floats, Floats]:
        """The longest word of each row that has the columns `start:end` in it: its length and its cost."""
        import numpy as np  # noqa: PLC0415

        length = np.zeros(len(points), np.float32)
        cost = np.full(len(points), UNKNOWN, np.float32)
        for size in range(max(2, end - start), LONGEST + 1):
            first, last = max(0, end - size), min(start, points.shape[1] - size)
            for found in self._words(points[:, first : last + size], size) if last >= first else ():
                better = np.isfinite(found) & ((size > length) | (found < cost))
                length[better], cost[better] = size, found[better]
        return length, cost


@lru_cache(maxsize=1)
def _load() -> Lexicon:
    import numpy as np  # noqa: PLC0415

    return Lexicon(np.load(_FILE, mmap_mode="r").view(np.ndarray))
