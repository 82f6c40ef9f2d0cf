"""Builds `openings.txt` of `src/gongwen/repairing/data/`: the words that follow 要 and 是.

Items of a speech are counted off with 一要…二要…三是…; the word behind opens the item. Needs jieba (MIT
licence), which cuts the training side of the development texts into words. One row a pair: 要 or 是, the
word, its count.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import jieba

from build_language import OF_WORDS, texts
from corpus import ROOT

TARGET = ROOT / "src/gongwen/repairing/data/openings.txt"
HEADS = "要是"
LONGEST = 3
LEAST = 2


def main() -> None:
    """Count and write, the most frequent first."""
    counts: Counter[tuple[str, str]] = Counter()
    for text in texts(OF_WORDS):
        for head, word in pairwise(jieba.lcut(text, HMM=False)):
            is_han = all("\u4e00" <= c <= "\u9fff" for c in word)
            if len(head) == 1 and head in HEADS and len(word) <= LONGEST and is_han:
                counts[head, word] += 1
    rows = sorted((-n, head, word) for (head, word), n in counts.items() if n >= LEAST)
    lines = [f"{head}\t{word}\t{-n}" for n, head, word in rows]
    TARGET.write_text("\n".join(lines) + "\n", "utf-8")
    print(len(lines), "pairs")


if __name__ == "__main__":
    main()
