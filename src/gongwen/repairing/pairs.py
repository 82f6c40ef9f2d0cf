"""What one character costs behind another: usual pairs are kept, what others cost is worked out.

A row of bits for each character says what usually stands behind it, another what stands before it; how many
bits are set before one's own says where its surprise lies in a list. A table of all pairs would take ten
times as much memory in every process.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from .ngrams import LOG_STEP

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from .ngrams import Floats, Ids, Places

    Asked = Places | Ids | int
    Bits = npt.NDArray[np.uint64]
    Steps = npt.NDArray[np.uint8]

UNUSUAL = 255
"""Stands for a pair that is not usual; of those that are the dearest is far cheaper."""
_WORD, _MASK = 6, 63
"""Two to the power of the first are the bits of a word; the second tells the bit of a place."""
_ROWS = 512
"""Rows of what all characters cost that are kept; one takes some 4 KB."""


@dataclass(frozen=True, eq=False)
class Pairs:
    """The usual pairs, sorted, and what tells the cost of the others."""

    first: Places
    second: Places
    steps: Steps
    """-log10 p of the second behind the first, in steps of LOG_STEP."""
    unigrams: Floats
    """For each id its log10 p and the log10 of its back-off weight."""

    def costs(self, before: Asked, after: Asked) -> Steps:
        """-log10 p of the second of each two ids behind the first, in steps of LOG_STEP."""
        import numpy as np  # noqa: PLC0415  # heavy

        is_usual, place = self._find(before, after)
        unseen = self.unigrams[:, 1].take(before) + self.unigrams[:, 0].take(after)
        return np.where(is_usual, self.steps.take(place, mode="clip"), _in_steps(unseen))

    def usual_steps(self, before: Asked, after: Asked) -> Steps:
        """The same, but UNUSUAL where the pair is not usual."""
        import numpy as np  # noqa: PLC0415

        is_usual, place = self._find(before, after)
        return np.where(is_usual, self.steps.take(place, mode="clip"), np.uint8(UNUSUAL))

    def between(
        self, before: Ids, after: Ids, limits: Floats, allowed: npt.NDArray[np.bool_]
    ) -> tuple[Places, Ids, Floats]:
        """The allowed ids that usually stand between two others, and cost no more in digits than a limit.

        Returns:
            Between which two, the ids in order, and what they cost with what then stands behind them.
        """
        import numpy as np  # noqa: PLC0415

        shared = self._behind.take(before, axis=0)
        shared &= self._before.take(after, axis=0)
        shared &= _bits(allowed)
        which, ids = _positions(shared)
        steps = self.steps.take(self._places(before[which], ids))
        near = np.flatnonzero(digits().take(steps) <= limits[which])
        which, ids = which[near], ids[near]
        costs = digits().take(steps[near]) + digits().take(self.steps.take(self._places(ids, after[which])))
        chosen = np.flatnonzero(costs <= limits[which])
        return which[chosen], ids[chosen].astype(np.uint16), costs[chosen]

    def all_between(self, before: int, after: int) -> npt.NDArray[np.int16]:
        """What every id costs between two, with the second behind it."""
        import numpy as np  # noqa: PLC0415

        return np.add(_row(self, before), _column(self, after), dtype=np.int16)

    def row(self, before: int) -> Steps:
        """What every id costs behind one."""
        own = slice(*self._starts[before : before + 2].tolist())
        row = _in_steps(self.unigrams[before, 1] + self.unigrams[:, 0])
        row[self.second[own]] = self.steps[own]
        return row

    def column(self, after: int) -> Steps:
        """What one id costs behind every other."""
        _words, ids = _positions(self._before[after : after + 1])
        column = _in_steps(self.unigrams[:, 1] + self.unigrams[after, 0])
        column[ids] = self.steps[self._places(ids, after)]
        return column

    def _find(self, before: Asked, after: Asked) -> tuple[npt.NDArray[np.bool_], Places]:
        """Which pairs are usual, and the place in the list of those that are."""
        import numpy as np  # noqa: PLC0415

        cell = np.multiply(before, self._behind.shape[1], dtype=np.int64) + np.right_shift(after, _WORD)
        bit = _powers().take(np.bitwise_and(after, _MASK))
        # A word and its rank are taken as one number of sixteen bytes, which is what numpy gathers fastest.
        taken = self._ranked.take(cell)[..., None].view(np.uint64)
        word, rank = taken[..., 0], taken[..., 1].view(np.int64)
        return (word & bit).astype(np.bool_), rank + np.bitwise_count(word & (bit - np.uint64(1)))

    def _places(self, before: Asked, after: Asked) -> Places:
        """The place in the list of pairs that are usual."""
        return self._find(before, after)[1]

    @cached_property
    def _behind(self) -> Bits:
        """For each id a row of bits: what usually stands behind it."""
        return _set_bits(len(self.unigrams), self.first, self.second)

    @cached_property
    def _before(self) -> Bits:
        """For each id a row of bits: what usually stands before it."""
        return _set_bits(len(self.unigrams), self.second, self.first)

    @cached_property
    def _ranked(self) -> npt.NDArray[np.complex128]:
        """The words of `_behind`, each with the number of pairs before it, as eight bytes and eight."""
        import numpy as np  # noqa: PLC0415

        words = self._behind.ravel()
        ranks = np.cumsum(np.bitwise_count(words), dtype=np.uint64) - np.bitwise_count(words)
        return np.column_stack([words, ranks]).view(np.complex128).ravel()

    @cached_property
    def _starts(self) -> Places:
        """The place in the list of the first pair of each id, and behind the last."""
        import numpy as np  # noqa: PLC0415

        return np.searchsorted(self.first, np.arange(len(self.unigrams) + 1))


@lru_cache(maxsize=1)
def digits() -> Floats:
    """-log10 p by the steps of `usual_steps`."""
    import numpy as np  # noqa: PLC0415

    steps = np.arange(UNUSUAL + 1, dtype=np.float32) * np.float32(LOG_STEP)
    steps[UNUSUAL] = np.inf
    return steps


@lru_cache(maxsize=_ROWS)
def _row(pairs: Pairs, before: int) -> Steps:
    return pairs.row(before)


@lru_cache(maxsize=_ROWS)
def _column(pairs: Pairs, after: int) -> Steps:
    return pairs.column(after)


@lru_cache(maxsize=1)
def _powers() -> Bits:
    """A word with each of its bits set."""
    import numpy as np  # noqa: PLC0415

    return np.asarray(1 << np.arange(1 << _WORD, dtype=np.uint64), np.uint64)


def _in_steps(logs: Floats) -> Steps:
    """log10 p in steps of LOG_STEP, as the byte of a slot holds it."""
    import numpy as np  # noqa: PLC0415

    return np.asarray(np.clip(logs / -LOG_STEP, 0, 255), np.uint8)


def _set_bits(size: int, rows: Places, columns: Places) -> Bits:
    """A square of bits, those set that are named by row and column."""
    import numpy as np  # noqa: PLC0415

    square = np.zeros((size, -(-size >> _WORD)), np.uint64)
    np.bitwise_or.at(square, (rows, columns >> _WORD), _powers().take(columns & _MASK))
    return square


def _bits(flags: npt.NDArray[np.bool_]) -> Bits:
    """Flags as one row of bits."""
    import numpy as np  # noqa: PLC0415

    bits = np.packbits(flags, bitorder="little")
    return np.pad(bits, (0, -len(bits) % 8)).view("<u8").astype(np.uint64)


def _positions(rows: Bits) -> tuple[Places, Places]:
    """The rows and columns of all bits that are set, in order."""
    import numpy as np  # noqa: PLC0415

    words = rows.reshape(-1)
    some = np.flatnonzero(words)
    bits = np.flatnonzero(np.unpackbits(words[some].astype("<u8").view(np.uint8), bitorder="little"))
    row, word = np.divmod(some[bits >> _WORD], rows.shape[1])
    return row, (word << _WORD) + (bits & _MASK)
