"""Builds `words.txt` and `phrases.txt` of `src/gongwen/repairing/data/`: the words of official language.

Needs jieba (MIT licence), which cuts the training side of the development texts into words. `words.txt` has
the count of all words in its first line, then one word a line with a tab and its count; `phrases.txt` the
words of four characters that jieba lists besides, no names, most of them set phrases.
"""

from __future__ import annotations

from collections import Counter

import jieba

from build_language import OF_WORDS, texts
from corpus import ROOT

DATA = ROOT / "src/gongwen/repairing/data"
KEPT = 40_000
LONGEST = 5


def is_word(word: str) -> bool:
    """Whether a piece of the cut is Han throughout and of a length that is looked up."""
    return len(word) <= LONGEST and all("\u4e00" <= c <= "\u9fff" for c in word)


def set_phrases() -> set[str]:
    """Jieba's words of four characters, names apart."""
    entries = (line.split() for line in jieba.get_dict_file().read().decode("utf-8").splitlines())
    return {
        word
        for word, frequency, tag in entries
        if len(word) == 4
        and is_word(word)
        and int(frequency) >= 3
        and tag[0] in "nilv"
        and not tag.startswith(("nr", "ns", "nt", "nz"))
    }


def main() -> None:
    """Count the words and write the most frequent ones."""
    counts: Counter[str] = Counter()
    for text in texts(OF_WORDS):
        counts.update(word for word in jieba.cut(text, HMM=False) if is_word(word))
    best = sorted(counts, key=lambda word: (-counts[word], word))[:KEPT]
    lines = [str(counts.total()), *(f"{word}\t{counts[word]}" for word in best)]
    (DATA / "words.txt").write_text("\n".join(lines) + "\n", "utf-8")
    phrases = sorted(set_phrases() - set(best))
    (DATA / "phrases.txt").write_text("\n".join(phrases) + "\n", "utf-8")
    print(len(best), "words,", len(phrases), "phrases")


if __name__ == "__main__":
    main()
