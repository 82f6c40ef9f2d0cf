"""Learns the weights by which `doubts` judges single characters: `src/gongwen/repairing/data/doubts.json`.

One character in a thousand is taken out of, or exchanged in, texts that the language tables were not
learned from (one half of the held-out documents; the benchmark uses the other half). A logistic model of
`evidence.FEATURES` is fitted to whether the best proposal at a place is what had stood there.
"""

from __future__ import annotations

import json
import random

import numpy as np

from corpus import ROOT, SETS, held_out
from gongwen.repairing.language import BREAK, Language
from gongwen.repairing.wording import evidence

OUTPUT = ROOT / "src/gongwen/repairing/data/doubts.json"
RATE = 1 / 250
"""Part of the Han characters that are damaged: more than in life; the constant is corrected for it."""
LIFE = 1 / 3000
RIDGE = 1.0
SIZES = {
    "xwlb": 500,
    "provinces": 99,
    "work-reports": 99,
    "speeches": 99,
    "govcn-policy": 99,
    "laws": 60,
    "essays": 60,
}


def half(second: bool) -> list[str]:
    """The texts of one half of the held-out documents."""
    texts = []
    for name in SETS:
        documents = ["\n".join(d)[:12000] for d in held_out(name)[: SIZES.get(name, 0) * 2]]
        texts += [d for d in documents[int(second) :: 2] if len(d) > 200]
    return texts


def damage(
    text: str, kind: str, language: Language, rng: random.Random, rate: float = RATE
) -> tuple[str, dict[int, str]]:
    """The text with characters lost or exchanged, and what had stood at each place of it."""
    parts: list[str] = []
    truth = {}
    length = 0
    for character in text:
        new = character
        if "\u4e00" <= character <= "\u9fff" and rng.random() < rate:
            new = "" if kind == "gaps" else replacement(character, language, rng)
        if new != character:
            truth[length] = character
        parts.append(new)
        length += len(new)
    return "".join(parts), truth


def replacement(character: str, language: Language, rng: random.Random) -> str:
    """A usual character that sounds or looks alike, or the character itself where there is none."""
    others = evidence.alike(language, int(language.encode(character)[0]))
    usual = [language.characters[i] for i in others if BREAK < i < 3000]
    return rng.choice(usual) if usual else character


def examples(texts: list[str], kind: str, language: Language) -> tuple[np.ndarray, np.ndarray]:
    """Features of all proposals in damaged texts, and whether each is right."""
    rng = random.Random(9704)
    rows, right = [], []
    for text in texts:
        damaged, truth = damage(text, kind, language, rng)
        found = (evidence.of_gaps if kind == "gaps" else evidence.of_mistakes)(language, damaged)
        rows.append(found.features)
        right += [
            truth.get(int(p)) == language.characters[c]
            for p, c in zip(found.starts, found.characters, strict=True)
        ]
    return np.concatenate(rows), np.array(right, float)


def fit(rows: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Weights of a logistic model, the last one the constant (Newton's method with a ridge)."""
    x = np.column_stack([rows, np.ones(len(rows))]).astype(float)
    weights = np.zeros(x.shape[1])
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (right - p) - RIDGE * weights
        curve = (x * (p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(x.shape[1])
        weights += np.linalg.solve(curve, slope)
    return weights


def main() -> None:
    """Fit both models and write them."""
    language = Language.load()
    texts = half(second=False)
    models = {}
    for kind in ("gaps", "mistakes"):
        rows, right = examples(texts, kind, language)
        weights = fit(rows, right)
        weights[-1] += np.log(LIFE / RATE)
        models[kind] = dict(zip([*evidence.FEATURES, "constant"], np.round(weights, 4).tolist(), strict=True))
        print(kind, len(right), int(right.sum()), models[kind])
    OUTPUT.write_text(json.dumps(models, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
