"""Learns what tells a gap where a word was dropped from a mere break: `src/gongwen/repairing/data/gaps.json`.

Texts that the language tables were not learned from (one half of the held-out documents) are cut at random
places, as pages cut them, and at places where a word is taken out. A logistic model of `gaps.FEATURES` is
fitted; the least chance that is noted is the one that `FALSE` of the mere breaks surpass, or `FALSE_NEAR`
where there is no page end to explain the break. Behind a comma anything may follow: there it is the one that
`FALSE_PAUSE` of the mere breaks behind commas surpass.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator

import numpy as np

from build_doubts import half
from corpus import ROOT
from gongwen.repairing import words
from gongwen.repairing.joining.gaps import FEATURES, MOST_ACROSS, Break, features
from gongwen.repairing.lines.lines import fold

OUTPUT = ROOT / "src/gongwen/repairing/data/gaps.json"
FALSE, FALSE_NEAR, FALSE_PAUSE = 0.035, 0.2, 0.01
EACH = 4
"""Breaks of either kind a document."""
RIDGE = 1.0
_PLAIN = re.compile("[\u4e00-\u9fff、，][\u4e00-\u9fff，。、；]")
_RUN = re.compile("[\u4e00-\u9fff]+")
_REACH = 6
_MARGIN = 20
"""Characters of a paragraph that stay on either side of a break."""


def divide(run: str) -> Iterator[tuple[int, str]]:
    """The words of a run of Han and their places, the longest first."""
    place = 0
    while place < len(run):
        word = next((run[place : place + n] for n in (4, 3, 2) if words.is_word(run[place : place + n])), "")
        word = word or run[place]
        yield place, word
        place += len(word)


def gap(paragraph: str, chance: random.Random) -> Break | None:
    """A word of the paragraph taken out."""
    found = [
        (run.start() + place, word)
        for run in _RUN.finditer(paragraph)
        for place, word in divide(run.group())
        if 2 <= len(word) <= 3 and _MARGIN <= run.start() + place <= len(paragraph) - _MARGIN
    ]
    if not found:
        return None
    place, word = chance.choice(found)
    return at(paragraph, place, place + len(word))


def cut(paragraph: str, chance: random.Random) -> Break | None:
    """A place in the paragraph that a page may end at."""
    place = chance.randint(_MARGIN, len(paragraph) - _MARGIN)
    return at(paragraph, place, place)


def at(paragraph: str, start: int, end: int) -> Break | None:
    """The break that is left when a stretch is taken out, if both sides may be parts of a sentence."""
    before, behind = paragraph[max(0, start - _REACH) : start], paragraph[end : end + _REACH]
    return Break(before, behind) if _PLAIN.match(before[-1] + behind[0]) else None


def examples(texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Features of breaks, and whether a word is missing at each."""
    chance = random.Random(9704)
    rows, missing = [], []
    for text in texts:
        long = [p for p in fold(text).split("\n") if len(p) > 3 * _MARGIN]
        for make in (gap, cut) if long else ():
            for _ in range(EACH):
                found = make(chance.choice(long), chance)
                if found:
                    rows.append(features(found))
                    missing.append(make is gap)
    return np.array(rows), np.array(missing)


def fit(rows: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Weights of a logistic model, by Newton's method."""
    weights = np.zeros(rows.shape[1])
    for _ in range(30):
        chances = 1 / (1 + np.exp(-rows @ weights))
        bend = (rows * (chances * (1 - chances))[:, None]).T @ rows + RIDGE * np.eye(len(weights))
        weights -= np.linalg.solve(bend, rows.T @ (chances - wanted) + RIDGE * weights)
    return weights


def main() -> None:
    """Learn, set the threshold, write."""
    rows, missing = examples(half(second=False))
    weights = fit(rows, missing)
    chances = 1 / (1 + np.exp(-rows @ weights))
    chances[rows[:, FEATURES.index("across")] > MOST_ACROSS] = 0
    least, near = (float(np.quantile(chances[~missing], 1 - share)) for share in (FALSE, FALSE_NEAR))
    pauses = ~missing & (rows[:, FEATURES.index("pause")] > 0)
    pause = float(np.quantile(chances[pauses], 1 - FALSE_PAUSE))
    named = dict(zip(FEATURES, weights.round(3).tolist(), strict=True))
    limits = {"least": least, "least near": near, "least behind pause": pause}
    data = {"weights": named} | {name: round(chance, 3) for name, chance in limits.items()}
    OUTPUT.write_text(json.dumps(data, indent=1) + "\n", "utf-8")
    print(f"{missing.sum()} gaps, {(~missing).sum()} breaks, {pauses.sum()} of them behind commas")
    print(f"{(chances[missing] >= least).mean():.3f} found")


if __name__ == "__main__":
    main()
