"""Likely duplicates: texts that were scraped twice, told by how many runs of characters they share.

A text is the set of its runs of five Han characters and digits; marks, blanks and letters differ between
copies. Its sketch holds, for each of 64 hash functions, the least value over the set (MinHash), of which 16
bits are kept: two sketches agree in about the share of runs that two texts have in common. Texts that agree
in three values next to each other are compared.

Broder: On the resemblance and containment of documents (1997); Li, König: b-bit minwise hashing (2010).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

HASHES = 64
RUN = 5
LEAST_RUNS = 40
"""Shorter texts are alike without being copies."""
ALIKE = 0.6
"""A copy with residue and one character in a hundred lost has more in common in nine of ten cases; of other
texts only the most formulaic pieces of news."""
_BAND = 3
_WIDTH = 2
"""Bytes of a value; two texts agree in one by chance once in 65,536 times."""
_CROWD = 50
"""So many texts in one band are compared only with the first of them."""


def sketch(text: str) -> bytes:
    """The sketch of a text, 64 values of 16 bits; empty for one that is too short to tell."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    points = points[((points >= 0x4E00) & (points <= 0x9FFF)) | ((points >= 0x30) & (points <= 0x39))]
    if len(points) < LEAST_RUNS + RUN:
        return b""
    runs = np.zeros(len(points) - RUN + 1, dtype=np.uint64)
    for place in range(RUN):
        runs = runs * np.uint64(0x100000001B3) + points[place : place + len(runs)]
    runs = _mixed(np.unique(runs))
    least = np.array([_mixed(runs ^ np.uint64(seed)).min() for seed in _SEEDS])
    return least.astype("<u2").tobytes()


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread values over 64 bits (the finaliser of SplitMix64)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


_SEEDS = tuple((0x9E3779B97F4A7C15 * n) & 0xFFFFFFFFFFFFFFFF for n in range(1, HASHES + 1))


def groups(sketches: Sequence[bytes]) -> list[list[int]]:
    """Likely duplicates together, by their places in the list; those without any are left out."""
    leader = list(range(len(sketches)))

    def first(item: int) -> int:
        while leader[item] != item:
            leader[item] = leader[leader[item]]
            item = leader[item]
        return item

    for a, b in _candidates(sketches):
        if first(a) != first(b) and resemblance(sketches[a], sketches[b]) >= ALIKE:
            low, high = sorted((first(a), first(b)))
            leader[high] = low
    found: dict[int, list[int]] = defaultdict(list)
    for item in range(len(sketches)):
        found[first(item)].append(item)
    return [members for members in found.values() if len(members) > 1]


def resemblance(a: bytes, b: bytes) -> float:
    """The share of runs that two texts have in common, as their sketches tell it."""
    return float(np.mean(np.frombuffer(a, "<u2") == np.frombuffer(b, "<u2")))


def _candidates(sketches: Sequence[bytes]) -> Iterator[tuple[int, int]]:
    for start in range(0, HASHES * _WIDTH, _BAND * _WIDTH):
        bands: dict[bytes, list[int]] = defaultdict(list)
        for item, values in enumerate(sketches):
            if values:
                bands[values[start : start + _BAND * _WIDTH]].append(item)
        for members in bands.values():
            yield from _pairs(members)


def _pairs(members: Sequence[int]) -> Iterable[tuple[int, int]]:
    if len(members) > _CROWD:
        return ((members[0], other) for other in members[1:])
    return combinations(members, 2)
