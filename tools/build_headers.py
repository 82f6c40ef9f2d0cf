"""Learns by what headers cut into texts are known: `src/gongwen/repairing/data/headers.json`.

Headers are put into one half of the documents that the language tables were not learned from (the benchmark
uses the other half, other genres, and other phrases). At each place where a header may stand, a conditional
logistic model is fitted to which of the candidates it is, if any. The probabilities from which on a header
is applied or suggested are read off texts that the weights were not fitted to. Deterministic. Run as
`python tools/build_headers.py`.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus import ROOT, SETS, held_out, records
from gongwen.model import Source
from gongwen.repairing.pages import excisions
from gongwen.repairing.pages.excisions import FEATURES, Weighed
from gongwen.repairing.pages.headers import sure_somewhere
from gongwen.repairing.pages.pieces import Known, Place, known_headers
from gongwen.repairing.pages.sites import Sites
from gongwen.repairing.stage import Context
from header_damage import (
    Injected,
    leaves_the_same,
    paged,
    visible,
    with_headers,
    with_headers_wrapped,
    wrapped,
)

OUTPUT = ROOT / "src/gongwen/repairing/data/headers.json"
SIZES = {"xwlb": 200, "laws": 60, "essays": 120}
LEAST = 700
"""Characters of a document that pages are made of."""
REPEATS = 3
RIDGE = 3.0
PRECISION = {"likely": 0.996, "doubtful": 0.7}
"""Least share of right ones among the headers that are applied, and among those suggested besides."""
LOWEST = {"likely": 0.9, "doubtful": 0.2}
"""What is less probable is not applied, for other texts are less like these than these are like each other;
or not worth a reader's time."""

CALIBRATED_FROM = 0.1
"""Probability from which on it is measured how often the likeliest candidate is right."""

Decision = tuple[float, bool, bool]
"""A probability, whether it is of a header, and whether that may be applied."""
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A place: the features of its candidates, and which of them are right (the last stands for none)."""

    features: Floats
    right: npt.NDArray[np.bool_]
    torn: tuple[bool, ...]
    """Which candidates may be applied if they are likely enough."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text with headers in it, and those."""

    text: str
    headers: list[Injected]


def learning(name: str) -> list[tuple[str, list[str]]]:
    """Title and paragraphs of the documents that are learned from."""
    titles = {
        r["paragraphs"][-1].strip(): r.get("title") or "" for r in records(SETS[name]) if r.get("paragraphs")
    }
    half = [p for p in held_out(name)[1::2] if sum(map(len, p)) >= LEAST and len(p) > 1]
    return [(titles.get(p[-1], ""), visible(p)) for p in half[: SIZES[name]]]


def texts() -> Iterator[tuple[int, Text]]:
    """The texts learned from, damaged in several ways, with the number of their document."""
    number = 0
    for name in SIZES:
        for title, paragraphs in learning(name):
            number += 1
            chance = random.Random(f"{name} {number}")
            for _ in range(REPEATS):
                yield number, Text(*with_headers(title, paragraphs, chance, "learning"))
            yield number, Text(*with_headers_wrapped(title, paragraphs, chance, "learning"))
            yield number, Text(paged(title, paragraphs, chance), [])
            yield number, Text(wrapped(title, paragraphs, chance), [])
            yield number, Text("\n".join([title, *paragraphs]).lstrip(), [])


def examples(text: Text, weights: Floats | None) -> list[Example]:
    """The places of a text; with weights, as they look once the surest headers are known."""
    sites = Sites(text.text)
    known = known_headers(sites.lines, Context(Source.from_text(text.text)))
    if weights is None:
        return [_example(sites, site, text) for site in _weighed(sites, known)]
    found = []
    for site in _weighed(sites, known):
        chances = probabilities(_rows(site), weights)[:-1]
        piece = site[int(chances.argmax())].piece
        if piece.place is not Place.INSIDE:
            found.append((float(chances.max()), sites.folded[piece.start : piece.end]))
    again = _weighed(sites, known.plus(sure_somewhere(found)))
    return [_example(sites, site, text) for site in again]


def _weighed(sites: Sites, known: Known) -> list[list[Weighed]]:
    return excisions.weigh(sites, list(sites.sites(known)))


def _rows(site: Sequence[Weighed]) -> Floats:
    return np.array([*(w.features for w in site), [0.0] * len(FEATURES)])


def _example(sites: Sites, site: Sequence[Weighed], text: Text) -> Example:
    right = [any(leaves_the_same(text.text, w.piece.cut, header) for header in text.headers) for w in site]
    return Example(_rows(site), np.array([*right, not any(right)]), tuple(w.piece.torn for w in site))


def probabilities(rows: Floats, weights: Floats) -> Floats:
    """Of each candidate and of none."""
    scores = rows @ weights
    odds = np.exp(scores - scores.max())
    shares: Floats = odds / odds.sum()
    return shares


def fit(found: Sequence[Example]) -> Floats:
    """Weights under which the right candidates are likeliest, by Newton's method with a ridge."""
    weights = np.zeros(len(FEATURES))
    rows = np.concatenate([e.features for e in found])
    right = np.concatenate([e.right for e in found])
    places = np.repeat(np.arange(len(found)), [len(e.right) for e in found])
    starts = np.concatenate([[0], np.cumsum([len(e.right) for e in found])[:-1]])
    for _ in range(60):
        step = _step(rows, right, places, starts, weights)
        weights = weights + step
        if np.abs(step).max() < 1e-4:
            break
    return weights


def _step(
    rows: Floats, right: npt.NDArray[np.bool_], places: npt.NDArray[np.int64], starts: Floats, weights: Floats
) -> Floats:
    scores = rows @ weights
    odds = np.exp(scores - np.maximum.reduceat(scores, starts)[places])
    shares = odds / np.add.reduceat(odds, starts)[places]
    wanted = shares * right
    wanted = wanted / np.maximum(1e-300, np.add.reduceat(wanted, starts)[places])
    slope = rows.T @ (wanted - shares) - RIDGE * weights
    means = np.add.reduceat(rows * shares[:, None], starts)
    bend = (rows * shares[:, None]).T @ rows - means.T @ means + RIDGE * np.eye(len(weights))
    step = np.linalg.solve(bend, slope)
    return step / max(1.0, np.abs(step).max() / 2)


def levels(judged: Sequence[Decision]) -> dict[str, float]:
    """From which probabilities on what is taken is right often enough."""
    every = sorted(((chance, ok) for chance, ok, _ in judged), reverse=True)
    torn = sorted(((chance, ok) for chance, ok, torn in judged if torn), reverse=True)
    return {
        name: max(LOWEST[name], _threshold(torn if name == "likely" else every, precision))
        for name, precision in PRECISION.items()
    }


def calibrated(judged: Sequence[Decision]) -> list[float]:
    """Slope and offset by which log odds of the model become those of being right, fitted by Newton."""
    likely = [(chance, ok) for chance, ok, _ in judged if chance >= CALIBRATED_FROM]
    chances = np.clip([chance for chance, _ in likely], 1e-9, 1 - 1e-9)
    rows = np.stack([np.log(chances) - np.log1p(-chances), np.ones(len(likely))], axis=1)
    right = np.array([ok for _, ok in likely], float)
    line = np.array([1.0, 0.0])
    for _ in range(50):
        shares = 1 / (1 + np.exp(-rows @ line))
        bend = (rows * (shares * (1 - shares))[:, None]).T @ rows + 1e-6 * np.eye(2)
        line = line + np.linalg.solve(bend, rows.T @ (right - shares))
    return [round(float(value), 4) for value in line]


def decided(example: Example, weights: Floats) -> Decision:
    """The probability of the best candidate, right ones together; whether it is right, and torn."""
    chances = probabilities(example.features, weights)[:-1]
    right = example.right[:-1]
    best = int(chances.argmax())
    total = chances[right].sum()
    if total >= chances[best]:
        return float(total), bool(right.any()), example.torn[best]
    return float(chances[best]), bool(right[best]), example.torn[best]


def _threshold(judged: Sequence[tuple[float, bool]], precision: float) -> float:
    """The lowest probability from which on the share of right ones is high enough."""
    hits, lowest = 0, 1.0
    for count, (chance, ok) in enumerate(judged, 1):
        hits += ok
        if hits >= precision * count:
            lowest = chance
    return round(lowest, 4)


def main() -> None:
    """Fit, judge, keep."""
    damaged = list(texts())
    print(len(damaged), "texts", sum(len(t.headers) for _, t in damaged), "headers")
    first = fit([e for _, t in damaged for e in examples(t, None)])
    second = fit([e for _, t in damaged for e in examples(t, first)])
    again = [(number, examples(t, second)) for number, t in damaged]
    halves = [[e for n, es in again if n % 2 == side for e in es] for side in (0, 1)]
    crossed = [fit(half) for half in halves]
    weights = fit(halves[0] + halves[1])
    judged = [decided(e, crossed[side]) for side in (0, 1) for e in halves[1 - side]]
    kept: dict[str, object] = {**levels(judged), "calibration": calibrated(judged)}
    kept["weights"] = {n: round(float(w), 4) for n, w in zip(FEATURES, weights, strict=True)}
    OUTPUT.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
    print(json.dumps(kept, indent=1))


if __name__ == "__main__":
    main()
