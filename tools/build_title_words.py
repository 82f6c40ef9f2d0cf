"""Builds `words.txt` and `bonds.txt` of `src/gongwen/typesetting/data/`, by which titles are broken.

Needs jieba (MIT licence), which cuts the training side of the development texts into words. `words.txt` has
one word a line with its count, single characters too; `bonds.txt` two words that stand side by side much more
often than by chance (特别 行政区), with the logarithm of how much more often. Deterministic.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from itertools import pairwise
from math import log

import jieba

from corpus import ROOT, training

SETS = ("laws", "xwlb", "work-reports", "provinces", "speeches", "govcn-policy", "peoples-daily")
DATA = ROOT / "src/gongwen/typesetting/data"
LONGEST = 8
MIN_WORD = 10
MIN_PAIR = 20
MIN_BOND = 4.5
"""Bonds are 90 times as frequent as chance would have it."""
_HAN_RUN = re.compile(r"[㐀-鿿]+")


def main() -> None:
    """Count, and write what is frequent enough."""
    jieba.setLogLevel(logging.WARNING)
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for name in SETS:
        for paragraphs in training(name):
            for run in (run for paragraph in paragraphs for run in _HAN_RUN.findall(paragraph)):
                cut = jieba.lcut(run, HMM=False)
                words.update(cut)
                pairs.update(pairwise(cut))
    kept = {word: count for word, count in words.items() if count >= MIN_WORD and len(word) <= LONGEST}
    total = pairs.total()
    bonds = {pair: bond for pair in pairs if (bond := strength(pair, pairs, words, total)) >= MIN_BOND}
    (DATA / "words.txt").write_text("".join(f"{w} {n}\n" for w, n in sorted(kept.items())), "utf-8")
    lines = (f"{left} {right} {bond:.1f}\n" for (left, right), bond in sorted(bonds.items()))
    (DATA / "bonds.txt").write_text("".join(lines), "utf-8")
    print(len(kept), "words,", len(bonds), "bonds")


def strength(
    pair: tuple[str, str], pairs: Counter[tuple[str, str]], words: Counter[str], total: int
) -> float:
    """Pointwise mutual information of two neighbouring words of two characters and more, in nats."""
    left, right = pair
    if pairs[pair] < MIN_PAIR or min(len(left), len(right)) < 2:
        return 0.0
    return log(pairs[pair] * total / (words[left] * words[right]))


if __name__ == "__main__":
    main()
