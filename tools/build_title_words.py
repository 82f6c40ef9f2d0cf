"""Builds `src/gongwen/typesetting/data/words.txt`: words and their counts, by which titles are broken.

Nothing tells words from other strings but the texts themselves: a word holds together (its parts meet
more often than by chance) and is free on both sides (many different characters stand before and behind
it). What passes is then counted again by cutting the texts with it, and what is hardly used is dropped.
Deterministic. Run as `python tools/build_title_words.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from math import log

import numpy as np

from corpus import ROOT, training
from gongwen.typesetting.words import cut

SETS = ("laws", "xwlb", "work-reports", "provinces", "speeches", "govcn-policy", "peoples-daily")
TARGET = ROOT / "src/gongwen/typesetting/data/words.txt"
LONGEST = 4
MIN_COUNT = 20
MIN_COHESION = {2: 2.2, 3: 3.2, 4: 3.8}
"""Least logarithm of how much more often the parts meet than by chance."""
MIN_FREEDOM = 1.6
"""Least entropy of the characters on the poorer side, in nats."""
KEPT = 20_000
_HAN_RUN = re.compile(r"[㐀-鿿]{2,}")
_STOP = frozenset("的了是在和与及或等将把被也就都而并对以于之着过")
_FLAG = 1 << 16


def main() -> None:
    """Build the list."""
    runs = [
        run
        for name in SETS
        for paragraphs in training(name)
        for p in paragraphs
        for run in _HAN_RUN.findall(p)
    ]
    found = candidates(runs)
    counted = recount(runs, found)
    kept = sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:KEPT]
    lines = [
        f"{word} {count}\n" for word, count in sorted(kept, key=lambda item: item[0]) if count >= MIN_COUNT
    ]
    TARGET.write_text("".join(lines), encoding="utf-8")
    print(len(runs), "runs", len(found), "candidates", len(lines), "words")


def candidates(runs: Iterable[str]) -> dict[str, int]:
    """Strings of two to four characters that hold together and are free on both sides."""
    codes = np.frombuffer("\0".join(["", *runs, ""]).encode("utf-16-le"), dtype="<u2").astype(np.uint64)
    singles = np.bincount(codes.astype(np.int64), minlength=_FLAG).astype(float)
    total = singles[1:].sum()
    words: dict[str, int] = {}
    logs = {1: {}}
    for size in range(2, LONGEST + 1):
        grams = np.zeros(len(codes) - size + 1, dtype=np.uint64)
        whole = np.ones(len(grams), dtype=bool)
        for k in range(size):
            part = codes[k : len(codes) - size + 1 + k]
            grams = (grams << np.uint64(16)) | part
            whole &= part != 0
        places = np.flatnonzero(whole)
        values, inverse, counts = np.unique(grams[places], return_inverse=True, return_counts=True)
        left = _entropy(inverse, codes[places - 1], counts)
        right = _entropy(inverse, codes[np.minimum(places + size, len(codes) - 1)], counts)
        logs[size] = {}
        frequent = np.flatnonzero(counts >= MIN_COUNT)
        for i in frequent:
            word = _text(int(values[i]), size)
            share = log(counts[i] / total)
            logs[size][word] = share
            if min(left[i], right[i]) < MIN_FREEDOM or word[0] in _STOP or word[-1] in _STOP:
                continue
            parts = (
                _share(word[:k], logs, singles, total) + _share(word[k:], logs, singles, total)
                for k in range(1, size)
            )
            if share - max(parts) >= MIN_COHESION[size]:
                words[word] = int(counts[i])
    return words


def _share(part: str, logs: dict[int, dict[str, float]], singles: np.ndarray, total: float) -> float:
    if len(part) == 1:
        return log(singles[ord(part)] / total)
    return logs[len(part)][part]


def _entropy(grams: np.ndarray, neighbours: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Entropy of the neighbours of every string; the edge of a run counts as a new neighbour each time."""
    edge = neighbours == 0
    keys = (grams.astype(np.uint64) << np.uint64(16)) | neighbours
    pairs, amounts = np.unique(keys[~edge], return_counts=True)
    owners = (pairs >> np.uint64(16)).astype(np.int64)
    shares = amounts / counts[owners]
    entropy = np.bincount(owners, weights=-shares * np.log(shares), minlength=len(counts))
    edges = np.bincount(grams[edge].astype(np.int64), minlength=len(counts))
    return entropy + edges / counts * np.log(counts)


def _text(code: int, size: int) -> str:
    return "".join(chr(code >> (16 * k) & 0xFFFF) for k in reversed(range(size)))


def recount(runs: Iterable[str], words: dict[str, int]) -> dict[str, int]:
    """How often each word is used when the texts are cut with the words."""
    costs = _costs(words)
    counts: Counter[str] = Counter()
    for run in runs:
        counts.update(cut(run, costs))
    return {word: count for word, count in counts.items() if len(word) > 1}


def _costs(words: dict[str, int]) -> dict[str, float]:
    total = sum(words.values())
    return {word: log(total / count) for word, count in words.items()}


if __name__ == "__main__":
    main()
