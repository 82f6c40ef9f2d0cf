"""Learns how sure it is that a piece that is missing throughout a text is missing at a place.

Characters and words are taken out of texts that the language tables were not learned from (one half of the
held-out documents; `benchmarks/deletions.py` measures on others). A logistic model of `pieces.FEATURES` is
fitted to whether the piece had stood at a place; from which score on it is applied is where all that is
surer is right as often as `PRECISION` says, of characters and of words. Writes
`src/gongwen/repairing/data/deletions.json`.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate

import numpy as np

import build_doubts
from corpus import ROOT
from gongwen.repairing import words
from gongwen.repairing.language import Language
from gongwen.repairing.ngrams import BREAK
from gongwen.repairing.wording import deletions, pieces

OUTPUT = ROOT / "src/gongwen/repairing/data/deletions.json"
FEWEST, MOST, SHORTEST = 3, 100, 500
CHARACTERS, WORDS = 8, 3
"""How many are taken out of each text in turn."""
PRECISION = 0.995
RIDGE = 1.0


def gone(text: str, language: Language, rng: random.Random) -> Iterator[str]:
    """Characters and words of a text that are taken out."""
    counts = Counter(text)
    usual = [
        c
        for c in sorted(counts)
        if "\u4e00" <= c <= "\u9fff"
        and FEWEST <= counts[c] <= MOST
        and c not in deletions.OPTIONAL
        and language.encode(c)[0] > BREAK
    ]
    yield from rng.sample(usual, min(CHARACTERS, len(usual)))
    frequent = [w for w in words.most_frequent()[:3000] if len(w) > 1 and FEWEST <= text.count(w) <= MOST]
    yield from rng.sample(frequent, min(WORDS, len(frequent)))


def without(text: str, piece: str) -> tuple[str, set[int]]:
    """The text without the piece, and where it had stood."""
    parts = text.split(piece)
    ends = accumulate(map(len, parts[:-1]))
    return "".join(parts), set(ends)


def examples(texts: list[str], language: Language) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features of all gaps, whether the piece had stood there, and whether it is a word."""
    rng = random.Random(9704)
    rows, right, is_word = [], [], []
    for text in texts:
        for piece in gone(text, language, rng):
            damaged, places = without(text, piece)
            ground = deletions.ground(damaged)
            found = ground.wanted(piece)
            rows += ground.features_of([found], in_full=True)
            right += [place in places for place in found.places.tolist()]
            is_word += [len(piece) > 1] * len(found.places)
    return np.concatenate(rows), np.array(right, float), np.array(is_word)


def fit(rows: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Weights of a logistic model (Newton's method with a ridge)."""
    x = pieces.expand(rows).astype(float)
    weights = np.zeros(x.shape[1])
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (right - p) - RIDGE * weights
        curve = (x * (p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(x.shape[1])
        weights += np.linalg.solve(curve, slope)
    return weights


def limit(scores: np.ndarray, right: np.ndarray) -> float:
    """The score from which on all that is surer is right as often as asked."""
    order = np.argsort(-scores)
    precision = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    last = np.flatnonzero(precision >= PRECISION)[-1]
    print(len(right), int(right.sum()), "recall", right[order][: last + 1].sum() / right.sum())
    return round(float(scores[order][last]), 3)


def main() -> None:
    """Fit and write: all features for places, the quick ones for telling what is missing."""
    language = Language.load()
    texts = [text for text in build_doubts.half(second=False) if len(text) > SHORTEST]
    rows, right, is_word = examples(texts, language)
    models = {}
    every = len(pieces.FEATURES)
    for name, columns in (("places", every), ("evidence", every - pieces.IN_FULL)):
        chosen = np.where(np.arange(rows.shape[1]) < columns, rows, 0)
        weights = fit(chosen, right) / np.log(10)
        models[name] = dict(zip(pieces.names(), np.round(weights, 4).tolist(), strict=True))
        scores = pieces.expand(chosen) @ weights
        models[name]["applied from"] = limit(scores[~is_word], right[~is_word])
        models[name]["words applied from"] = limit(scores[is_word], right[is_word])
    OUTPUT.write_text(json.dumps(models, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
