"""Grows the small boosted trees of `gongwen.repairing.wording.judging` in plain numpy.

Gradient boosting on the logistic loss (Friedman 2001) with second-order leaves; every level of a tree asks
one question of all its branches, as in CatBoost (Prokhorenkova et al. 2018), which keeps few examples from
being learned by heart. Most rows are proposals that are plainly wrong: questions are chosen by the rows that
the trees so far judge worst and by a few of the others, which count for all (gradient-based one-side
sampling, Ke et al. 2017). Deterministic.
"""

from __future__ import annotations

import numpy as np

from gongwen.repairing.wording.judging import Trees

BINS = 48
RATE, RIDGE = 0.12, 8.0
"""Part of each tree that is taken, and what a leaf's weight is divided by besides its curvature."""
WORST, OTHERS = 0.12, 0.12
"""Part of the rows that are judged worst, and of the others, by which questions are chosen."""


def grow(rows: np.ndarray, right: np.ndarray, *, count: int = 250, depth: int = 6) -> Trees:
    """Trees that tell the right rows from the others."""
    rng = np.random.default_rng(9704)
    edges = [np.unique(np.quantile(column, np.linspace(0, 1, BINS)[1:-1])) for column in rows.T]
    bins = np.stack([np.searchsorted(e, c) for e, c in zip(edges, rows.T, strict=True)]).astype(np.uint8)
    constant = float(np.log(right.mean() / (1 - right.mean())))
    sums = np.full(len(rows), constant)
    size = 1 << depth
    features, limits, leaves = [], [], []
    for _ in range(count):
        chance = 1 / (1 + np.exp(-sums))
        slope, curve = right - chance, chance * (1 - chance)
        questions = chosen_questions(bins, slope, curve, depth, rng)
        leaf = np.zeros(len(rows), np.int64)
        for feature, split in questions:
            leaf = leaf * 2 + (bins[feature] > split)
        values = RATE * np.bincount(leaf, slope, size) / (np.bincount(leaf, curve, size) + RIDGE)
        sums += values[leaf]
        features.append([feature for feature, _ in questions])
        limits.append([edges[feature][split] for feature, split in questions])
        leaves.append(values)
    return Trees(
        np.array(features, np.uint8), np.array(limits, np.float32), np.array(leaves, np.float32), constant
    )


def chosen_questions(
    bins: np.ndarray, slope: np.ndarray, curve: np.ndarray, depth: int, rng: np.random.Generator
) -> list[tuple[int, int]]:
    """For each level of a tree the feature and the bin behind which to split."""
    least = np.quantile(np.abs(slope), 1 - WORST)
    is_bad = np.abs(slope) >= least
    rows = np.flatnonzero(is_bad | (rng.random(len(slope)) < OTHERS))
    weight = np.where(is_bad[rows], 1.0, 1 / OTHERS)
    bins, slope, curve = bins[:, rows], slope[rows] * weight, curve[rows] * weight
    leaf = np.zeros(len(rows), np.int64)
    questions = []
    for level in range(depth):
        feature, split = best_question(bins, leaf, slope, curve, 1 << level)
        questions.append((feature, split))
        leaf = leaf * 2 + (bins[feature] > split)
    return questions


def best_question(
    bins: np.ndarray, leaf: np.ndarray, slope: np.ndarray, curve: np.ndarray, leaves: int
) -> tuple[int, int]:
    """The feature and the bin behind which to split all leaves so that most is gained."""
    best, chosen = -np.inf, (0, 0)
    for feature, column in enumerate(bins):
        size = int(column.max()) + 1
        if size < 2:
            continue
        at = leaf * size + column
        g = np.bincount(at, slope, leaves * size).reshape(leaves, size).cumsum(axis=1)
        h = np.bincount(at, curve, leaves * size).reshape(leaves, size).cumsum(axis=1)
        left = g[:, :-1] ** 2 / (h[:, :-1] + RIDGE)
        rest, weight = g[:, -1:] - g[:, :-1], h[:, -1:] - h[:, :-1]
        gain = (left + rest**2 / (weight + RIDGE)).sum(axis=0) - (g[:, -1] ** 2 / (h[:, -1] + RIDGE)).sum()
        split = int(gain.argmax())
        if gain[split] > best:
            best, chosen = float(gain[split]), (feature, split)
    return chosen
