"""Builds `src/gongwen/repairing/data/lexicon.npy`: words of official language and of the dictionary of jieba.

Needs jieba (MIT licence). The words that jieba cuts the training side of the development texts into count in
full, those that only its dictionary has count a part of the frequency given there; names of people are taken
from neither.
"""

from __future__ import annotations

from collections import Counter

import jieba
import numpy as np

from build_language import OF_WORDS, texts
from corpus import ROOT
from gongwen.repairing.lexicon import COST_STEP, LONGEST, word_keys

OUTPUT = ROOT / "src/gongwen/repairing/data/lexicon.npy"
SHARE = 0.02
"""What a use of a word in jieba's own corpus counts beside one in official texts."""
RAREST_CUT, RAREST_LISTED = 2, 3
"""Count from which a word is taken from the texts, and from the dictionary."""


def is_word(word: str) -> bool:
    """Whether a piece is Han throughout and no longer than what is looked up."""
    return len(word) <= LONGEST and all("\u4e00" <= c <= "\u9fff" for c in word)


def words() -> dict[str, float]:
    """Every word with its count."""
    cut: Counter[str] = Counter()
    for text in texts(OF_WORDS):
        cut.update(jieba.cut(text, HMM=False))
    counts = {word: float(n) for word, n in cut.items() if n >= RAREST_CUT and is_word(word)}
    for line in jieba.get_dict_file().read().decode("utf-8").splitlines():
        word, frequency, tag = line.split()
        is_name = tag.startswith("nr") and word not in counts
        if is_word(word) and int(frequency) >= RAREST_LISTED and not is_name:
            counts[word] = counts.get(word, 0) + SHARE * int(frequency)
    return counts


def main() -> None:
    """Write the sorted entries."""
    counts = words()
    total = sum(counts.values())
    entries = []
    for length in range(1, LONGEST + 1):
        chosen = [word for word in counts if len(word) == length]
        points = np.array([[ord(c) for c in word] for word in chosen], np.uint32).reshape(-1, length)
        cost = np.log10(total) - np.log10([counts[word] for word in chosen])
        steps = np.clip(np.rint(cost / COST_STEP), 0, 255).astype(np.uint64)
        entries.append(word_keys(points) | steps)
    table = np.sort(np.concatenate(entries))
    np.save(OUTPUT, table)
    print(len(counts), "words,", table.nbytes, "bytes")


if __name__ == "__main__":
    main()
