"""The table of n-grams: where one lies, and what its slot says.

An n-gram is found by hashing: two candidate buckets of four slots, each slot 32 bits that hold a fingerprint
of the n-gram, its log-probability and the back-off weight of it as a context. All look-ups are done for whole
arrays at a time.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Ids = npt.NDArray[np.uint16]
    Keys = npt.NDArray[np.uint64]
    Places = npt.NDArray[np.int64]
    Slots = npt.NDArray[np.uint32]

ORDER = 5
SLOTS = 4
UNKNOWN, PAD, BREAK = 0, 1, 2
"""Ids of a character outside the vocabulary, of what lies outside the text, and of a paragraph boundary."""
LOG_STEP, BACKOFF_STEP, BACKOFF_OFFSET = 0.03, 0.0125, 0.5
"""The bytes of a slot: log10 p = -LOG_STEP * byte, log10 of the back-off = OFFSET - BACKOFF_STEP * byte."""
_BLOCK = 1 << 14
"""N-grams that are looked up at a time, so that what is worked out on the way stays in the cache."""
MULTIPLIERS = (
    0x9E3779B97F4A7C15,
    0xC2B2AE3D27D4EB4F,
    0x165667B19E3779F9,
    0xD6E8FEB86659FD93,
    0xA0761D6478BD642F,
)


def hash_keys(ids: Ids, order: int) -> Keys:
    """A 64-bit key for each n-gram of the order in a text; the n-gram of `ids[i:i + order]` is at `i`."""
    import numpy as np  # noqa: PLC0415  # heavy

    length = len(ids) - order + 1
    keys = np.zeros(max(length, 0), np.uint64)
    for back in range(order):
        start = order - 1 - back
        keys += ids[start : start + length] * np.uint64(MULTIPLIERS[back])
    return keys


def row_keys(rows: Ids) -> Keys:
    """The key of the n-gram in each row, as `hash_keys` makes it."""
    import numpy as np  # noqa: PLC0415

    multipliers = np.array(MULTIPLIERS[: rows.shape[1]][::-1], np.uint64)
    keys: Keys = (rows * multipliers).sum(axis=1, dtype=np.uint64)
    return keys


def places(keys: Keys, buckets: int) -> tuple[Places, Places, Slots]:
    """The two buckets where an n-gram may lie, and its fingerprint of 16 bits, never 0."""
    import numpy as np  # noqa: PLC0415

    mixed = _mixed(keys)
    prints = np.maximum(mixed & np.uint64(0xFFFF), np.uint64(1)).astype(np.uint32)
    return _first(mixed, buckets), _second(mixed, buckets), prints


def _mixed(keys: Keys) -> Keys:
    import numpy as np  # noqa: PLC0415

    mixed = keys >> np.uint64(31)
    mixed ^= keys
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0x94D049BB133111EB)
    return mixed


def _first(mixed: Keys, buckets: int) -> Places:
    import numpy as np  # noqa: PLC0415

    bucket = mixed >> np.uint64(40)
    bucket *= np.uint64(buckets)
    bucket >>= np.uint64(24)
    return bucket.view(np.int64)


def _second(mixed: Keys, buckets: int) -> Places:
    import numpy as np  # noqa: PLC0415

    bucket = mixed >> np.uint64(16)
    bucket &= np.uint64(0xFFFFFF)
    bucket *= np.uint64(buckets)
    bucket >>= np.uint64(24)
    return bucket.view(np.int64)


def lookup(table: Slots, keys: Keys) -> Slots:
    """The slot of each n-gram, or 0 where the table does not hold it."""
    import numpy as np  # noqa: PLC0415

    if len(keys) > _BLOCK:
        blocks = range(0, len(keys), _BLOCK)
        return np.concatenate([lookup(table, keys[start : start + _BLOCK]) for start in blocks])
    mixed = _mixed(keys)
    prints = np.maximum(mixed.astype(np.uint16), np.uint16(1))
    found = np.zeros(len(keys), np.uint32)
    rows, slots = _match(table, _first(mixed, len(table)), prints)
    found[rows] = slots
    missed = np.flatnonzero(found == 0)
    rows, slots = _match(table, _second(mixed[missed], len(table)), prints[missed])
    found[missed[rows]] = slots
    return found


def _match(table: Slots, buckets: Places, prints: Ids) -> tuple[Places, Slots]:
    """The slots with the fingerprints, and which of the n-grams they belong to, in order."""
    import numpy as np  # noqa: PLC0415

    # A bucket is taken as one number of sixteen bytes, which is what numpy gathers fastest.
    taken = table.view(np.complex128).ravel().take(buckets).view(np.uint32)
    hits = np.flatnonzero((taken >> np.uint32(16)).reshape(-1, SLOTS) == prints[:, None])
    return hits // SLOTS, taken[hits]


def log_probability(slots: Slots) -> Floats:
    """log10 p of the n-grams in the slots."""
    import numpy as np  # noqa: PLC0415

    return _logs()[0].take(slots >> np.uint32(8) & np.uint32(0xFF))


def log_backoff(slots: Slots) -> Floats:
    """log10 of the back-off weights of the contexts in the slots."""
    import numpy as np  # noqa: PLC0415

    return _logs()[1].take(slots & np.uint32(0xFF))


@lru_cache(maxsize=1)
def _logs() -> tuple[Floats, Floats]:
    """What the bytes stand for."""
    import numpy as np  # noqa: PLC0415

    steps = np.arange(256, dtype=np.float32)
    return steps * np.float32(-LOG_STEP), np.float32(BACKOFF_OFFSET) - steps * np.float32(BACKOFF_STEP)
