"""Grows the small boosted trees of `gongwen.repairing.wording.judging` in plain numpy.

Gradient boosting on the logistic loss (Friedman 2001) with second-order leaves; every level of a tree asks
one question of all its branches, as in CatBoost (Prokhorenkova et al. 2018), which keeps few examples from
being learned by heart. Deterministic.
"""

from __future__ import annotations

import numpy as np

from gongwen.repairing.wording.judging import Trees

BINS = 48
RATE, RIDGE = 0.12, 8.0
"""Part of each tree that is taken, and what a leaf's weight is divided by besides its curvature."""


def grow(rows: np.ndarray, right: np.ndarray, *, count: int = 150, depth: int = 5) -> Trees:
    """Trees that tell the right rows from the others."""
    edges = [np.unique(np.quantile(column, np.linspace(0, 1, BINS)[1:-1])) for column in rows.T]
    bins = np.stack([np.searchsorted(e, c) for e, c in zip(edges, rows.T, strict=True)]).astype(np.int64)
    constant = float(np.log(right.mean() / (1 - right.mean())))
    sums = np.full(len(rows), constant)
    features, limits, leaves = [], [], []
    for _ in range(count):
        chance = 1 / (1 + np.exp(-sums))
        slope, curve = right - chance, chance * (1 - chance)
        leaf = np.zeros(len(rows), np.int64)
        questions = []
        for level in range(depth):
            feature, split = best_question(bins, leaf, slope, curve, 1 << level)
            questions.append((feature, edges[feature][split]))
            leaf = leaf * 2 + (bins[feature] > split)
        size = 1 << depth
        values = RATE * np.bincount(leaf, slope, size) / (np.bincount(leaf, curve, size) + RIDGE)
        sums += values[leaf]
        features.append([f for f, _ in questions])
        limits.append([limit for _, limit in questions])
        leaves.append(values)
    return Trees(
        np.array(features, np.uint8), np.array(limits, np.float32), np.array(leaves, np.float32), constant
    )


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
