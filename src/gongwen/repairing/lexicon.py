"""Words of the language with their frequencies, in one sorted array: looked up for many windows at a time.

`words` divides single stretches of text and knows the 40,000 words of official language; the lexicon has ten
times as many, the general dictionary among them, and answers for whole arrays. Built by
`tools/build_lexicon.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from . import words

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from .ngrams import Floats, Keys

    Points = npt.NDArray[np.uint32]

LONGEST = 5
COST_STEP = 0.04
"""The lowest byte of an entry: -log10 p of the word in steps; the others are its key."""
UNKNOWN = 9.0
"""-log10 p of a single character that is no word."""
_OWN_STEPS = 100
"""Cost of a word of the user, in steps: that of one word in 10,000."""
_FILE = Path(__file__).parent / "data" / "lexicon.npy"
_MULTIPLIER = 0x9E3779B97F4A7C15
_BEGINNING = 64 - 21
"""Bits of a key behind those that are its beginning."""


def word_keys(points: Points) -> Keys:
    """A key for the word along the last axis of code points, its lowest byte 0."""
    import numpy as np  # noqa: PLC0415  # heavy

    keys = np.zeros(points.shape[:-1], np.uint64)
    for column in range(points.shape[-1]):
        keys = _with_next(keys, points[..., column])
    return keys & ~np.uint64(0xFF)


def _with_next(keys: Keys, points: Points) -> Keys:
    """The keys of words that are longer by a character, from those without it."""
    import numpy as np  # noqa: PLC0415

    longer: Keys = (keys + points) * np.uint64(_MULTIPLIER)
    longer ^= longer >> np.uint64(29)
    return longer


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The words as loaded by `Lexicon.load()`."""

    entries: npt.NDArray[np.uint64]
    """Keys with the costs in their lowest byte, sorted."""

    @classmethod
    def load(cls) -> Lexicon:
        """The words shipped with the package, read once a process, and the user's."""
        return _with(words.own()) if words.own() else _load()

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
        keys = word_keys(points)
        return self._costs_of(keys.reshape(-1)).reshape(keys.shape)

    def __contains__(self, word: str) -> bool:
        """Whether a word is listed."""
        import numpy as np  # noqa: PLC0415

        if not word:
            return False
        points = np.array([[ord(character) for character in word]], np.uint32)
        return bool(np.isfinite(self.costs(points))[0])

    def words(self, points: Points) -> Words:
        """The words in each row of code points."""
        import numpy as np  # noqa: PLC0415

        columns = np.ascontiguousarray(points.T)
        width = len(columns)
        keys = _with_next(np.zeros(columns.shape, np.uint64), columns)
        by_size = []
        for size in range(2, min(LONGEST, width) + 1):
            keys = _with_next(keys[:-1], columns[size - 1 :])
            by_size.append(keys)
        found = self._costs_of(np.concatenate([keys[:0].reshape(-1), *(one.reshape(-1) for one in by_size)]))
        longer, done = [], 0
        for keys in by_size:
            longer.append(found[done : done + keys.size].reshape(keys.shape))
            done += keys.size
        return Words((self._singles.take(columns, mode="clip"), *longer))

    def words_together(self, tables: Sequence[Points]) -> Words:
        """`words` of tables whose rows may be longer or shorter, as one: many small ones cost more."""
        import numpy as np  # noqa: PLC0415

        # What a row is filled up with is no Han, and costs nothing.
        points = np.zeros((sum(map(len, tables)), max(table.shape[1] for table in tables)), np.uint32)
        ends = np.cumsum([len(table) for table in tables]).tolist()
        for table, end in zip(tables, ends, strict=True):
            points[end - len(table) : end, : table.shape[1]] = table
        return self.words(points)

    def _costs_of(self, keys: Keys) -> Floats:
        """-log10 p of the words with the keys, their lowest byte still in; infinite where there is none."""
        import numpy as np  # noqa: PLC0415

        keys &= ~np.uint64(0xFF)
        costs = np.full(keys.shape, np.inf, np.float32)
        likely = np.flatnonzero(self._begun.take((keys >> np.uint64(_BEGINNING)).view(np.int64)))
        entries = self.entries.take(np.searchsorted(self.entries, keys[likely]), mode="clip")
        right = np.flatnonzero(entries & ~np.uint64(0xFF) == keys[likely])
        costs[likely[right]] = (entries[right] & np.uint64(0xFF)).astype(np.float32) * np.float32(COST_STEP)
        return costs

    @cached_property
    def _begun(self) -> npt.NDArray[np.bool_]:
        """Which beginnings keys of words have: one in eight of all, so that few others are looked for."""
        import numpy as np  # noqa: PLC0415

        begun = np.zeros(1 << (64 - _BEGINNING), np.bool_)
        begun[self.entries >> np.uint64(_BEGINNING)] = True
        return begun


@dataclass(frozen=True)
class Words:
    """What the lexicon says of all stretches of some rows of characters."""

    costs: tuple[Floats, ...]
    """-log10 p of the words of one character, of two and so on: by where they begin, then by row."""

    def of_rows(self, start: int, end: int) -> Words:
        """The words of some of the rows."""
        return Words(tuple(costs[:, start:end] for costs in self.costs))

    def division(self) -> Floats:
        """-log10 p of the likeliest division of each row into words; what is no Han divides for nothing."""
        import numpy as np  # noqa: PLC0415

        width, rows = self.costs[0].shape
        ending = np.full((width, LONGEST, rows), np.inf, np.float32)
        for size, costs in enumerate(self.costs, 1):
            ending[size - 1 :, LONGEST - size] = costs
        best = np.full((LONGEST + width, rows), np.inf, np.float32)
        best[LONGEST - 1] = 0
        for end in range(width):
            np.minimum.reduce(best[end : end + LONGEST] + ending[end], axis=0, out=best[end + LONGEST])
        divided: Floats = best[-1]
        return divided

    def cover(self, start: int, end: int) -> tuple[Floats, Floats]:
        """The longest word of each row that has the columns `start:end` in it: its length and its cost."""
        import numpy as np  # noqa: PLC0415

        width, rows = self.costs[0].shape
        length, cost = np.zeros(rows, np.float32), np.full(rows, UNKNOWN, np.float32)
        for size in range(max(2, end - start), len(self.costs) + 1):
            over = self.costs[size - 1][max(0, end - size) : min(start, width - size) + 1]
            if len(over):
                cheapest = over.min(axis=0)
                better = np.isfinite(cheapest)
                length[better], cost[better] = size, cheapest[better]
        return length, cost

    def ending(self, end: int) -> tuple[Floats, Floats]:
        """The longest word of each row that ends before a column: its length and its cost."""
        return self._longest([(size, end - size) for size in range(2, len(self.costs) + 1)])

    def beginning(self, start: int) -> tuple[Floats, Floats]:
        """The longest word of each row that begins at a column: its length and its cost."""
        return self._longest([(size, start) for size in range(2, len(self.costs) + 1)])

    def _longest(self, stretches: list[tuple[int, int]]) -> tuple[Floats, Floats]:
        """The longest of the words of a size, from short to long, that begin at a column."""
        import numpy as np  # noqa: PLC0415

        rows = self.costs[0].shape[1]
        length, cost = np.zeros(rows, np.float32), np.full(rows, UNKNOWN, np.float32)
        for size, start in stretches:
            if 0 <= start < len(self.costs[size - 1]):
                found = self.costs[size - 1][start]
                length[np.isfinite(found)] = size
                np.copyto(cost, found, where=np.isfinite(found))
        return length, cost


@lru_cache(maxsize=1)
def _load() -> Lexicon:
    import numpy as np  # noqa: PLC0415

    return Lexicon(np.load(_FILE, mmap_mode="r").view(np.ndarray))


@lru_cache(maxsize=2)
def _with(own: frozenset[str]) -> Lexicon:
    """The words with those of the user among them."""
    import numpy as np  # noqa: PLC0415

    entries = _load().entries
    added = [
        word_keys(np.array([[ord(character) for character in word]], np.uint32)) | np.uint64(_OWN_STEPS)
        for word in sorted(own)
        if 1 < len(word) <= LONGEST
    ]
    if not added:
        return _load()
    of_own = np.unique(np.concatenate(added))
    listed = np.isin(entries & ~np.uint64(0xFF), of_own & ~np.uint64(0xFF))
    return Lexicon(np.sort(np.concatenate([entries[~listed], of_own])))
