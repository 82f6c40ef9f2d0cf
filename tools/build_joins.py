"""Learns the weights by which `wrap.join` judges line breaks: `src/gongwen/repairing/data/joins.json`.

Whole documents of the training side are damaged by the models of `line_damage`; a logistic model of the
features of `joinmodel` is fitted, for every regime and for breaks behind a stop and others, to whether the
paragraph goes on. The documents are halved, and the features of each half are read with language tables that
were learned from the other, for tables that know a text by heart are surer of it than of any new one.
Deterministic. Run as `python tools/build_joins.py`; `--without GENRE … --to FILE` builds a variant that has
never seen texts of a genre, to measure how the repair does on such.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

import numpy as np

import build_language
from corpus import ROOT, is_whole, training
from gongwen.model.edit import CERTAIN_FROM, LIKELY_FROM
from gongwen.repairing.joining.boundary import Boundary, Leaning, Paragraph, Verdict
from gongwen.repairing.joining.joinmodel import GROUPS, RUNNING, STATIC, Model, running_features
from gongwen.repairing.joining.joinrules import ruling
from gongwen.repairing.language import Language
from gongwen.repairing.lines.habits import Habits
from gongwen.repairing.lines.lines import Regime, boundaries, layout_of
from line_damage import MODELS, bare_text
from official import framed

OUTPUT = ROOT / "src/gongwen/repairing/data/joins.json"
SIZES = {
    "govcn-policy": 60,
    "work-reports": 60,
    "provinces": 60,
    "speeches": 60,
    "essays": 80,
    "xwlb": 120,
    "laws": 80,
}
"""Documents of each genre: statutes and news are many and would drown the rest."""
FRAMED = 20
"""Documents of each genre that are made official ones besides."""
DAMAGE = {"clean": 1, "a": 2, "a-keep": 1, "b": 2, "c": 3, "d": 1, "d2": 1, "e": 1, "f": 2, "h": 1}
"""How often a document is damaged in each way; its breaks weigh as if it were once."""
MOST_BREAKS = 100
"""Breaks of a group that one damaged document may give."""
SHARES = {
    "laws": 0.25,
    "xwlb": 0.4,
    "work-reports": 1.0,
    "provinces": 1.0,
    "speeches": 1.0,
    "govcn-policy": 1.0,
    "peoples-daily": 0.5,
}
"""Part of half the documents that the tables of the fit are learned from."""
ENTRIES = 1_000_000
"""N-grams of those tables."""
RIDGE = 2.0
FLOORS = {Regime.WRAPPED: 0.6, Regime.PUNCTUATED: 0.7, Regime.FREE: 0.6}
"""Least chance of a join that is applied; highest where many lines are whole sentences anyway."""
SEED = "joins"
WORKERS = 2
_tables: list[Language] = []
"""Of each process: the tables for documents of the first half and of the second."""


@dataclass
class Rows:
    """What a set of weights is fitted to."""

    features: list[np.ndarray] = field(default_factory=list)
    joins: list[bool] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    halves: list[int] = field(default_factory=list)
    settled: list[bool] = field(default_factory=list)
    """Whether the rules speak against a join."""

    def add(self, found: Break, weight: float, half: int) -> None:
        """One more break."""
        self.features.append(found.features)
        self.joins.append(found.joins)
        self.weights.append(weight)
        self.halves.append(half)
        self.settled.append(found.against)

    def extend(self, rows: Rows) -> None:
        """The breaks of one more document."""
        for name, values in vars(rows).items():
            getattr(self, name).extend(values)


@dataclass(frozen=True)
class Break:
    """A line break that no rule settles."""

    group: str
    features: np.ndarray
    joins: bool
    """The truth."""
    against: bool
    """Whether the rules lean towards keeping it."""


def half_of(paragraphs: Sequence[str]) -> int:
    """Which half a document belongs to, by the second byte of its hash; the first tells what is held out."""
    return hashlib.sha256("\n".join(paragraphs).encode()).digest()[1] % 2


@dataclass(frozen=True)
class Choice:
    """What a build learns from."""

    without: Sequence[str] = ()
    """Genres that are left out altogether."""
    part: float = 1.0
    """Of the large genres, so that a variant is built quickly."""


def build_tables(folder: Path, choice: Choice, halves: Sequence[int] = (0, 1)) -> Language:
    """Small language tables, learned from halves of the documents."""
    shares = {
        name: share if share == 1 else share * choice.part
        for name, share in SHARES.items()
        if name not in choice.without
    }
    texts = build_language.texts(shares, lambda paragraphs: half_of(paragraphs) in halves)
    build_language.build(folder, texts, ENTRIES)
    return Language.load_from(folder)


@dataclass(frozen=True)
class Whole:
    """A document that is to be damaged."""

    name: str
    paragraphs: list[str]
    half: int


def documents(choice: Choice) -> Iterator[Whole]:
    """Whole documents, the same ones each time; some of them once more in an official frame."""
    for genre, most in SIZES.items():
        if genre in choice.without:
            continue
        whole = [paragraphs for paragraphs in training(genre) if is_whole(paragraphs)]
        random.Random(SEED + genre).shuffle(whole)
        for i, paragraphs in enumerate(whole[: int(most * choice.part)]):
            name, half = f"{genre}-{i}", half_of(paragraphs)
            yield Whole(name, paragraphs, half)
            if i < FRAMED * choice.part:
                yield Whole(f"{name} framed", framed(paragraphs, random.Random(SEED + name)), half)


def open_breaks(text: str, wanted: set[int], language: Language) -> Iterator[Break]:
    """Every break that no rule settles; paragraphs are joined as they should be."""
    layout = layout_of(text)
    habits = Habits(layout)
    model = Model(habits, language)
    paragraph = Paragraph.of(0, layout.lines[0])
    for index, (first, second) in enumerate(boundaries(layout.lines)):
        joins = first.end in wanted
        leaning = ruling(Boundary(first, second, paragraph, habits, model, index))
        if isinstance(leaning, Leaning):
            running = np.array(running_features(habits, index, paragraph, model.seam(index)), np.float32)
            features = np.concatenate([model.features[index], running])
            yield Break(model.group(index), features, joins, leaning.towards is Verdict.BREAK)
        paragraph = paragraph.plus(second) if joins else Paragraph.of(index + 1, second)


def breaks_of(document: Whole, language: Language) -> dict[str, Rows]:
    """The open breaks of one document, damaged in all ways, by group."""
    groups: dict[str, Rows] = defaultdict(Rows)
    for damage, times in DAMAGE.items():
        for turn in range(times):
            chance = random.Random(f"{SEED} {document.name} {damage} {turn}")
            text, wanted = bare_text(MODELS[damage](document.paragraphs, chance))
            found = list(open_breaks(text, wanted, language))
            for group in GROUPS:
                of_group = [at for at in found if at.group == group]
                for at in chance.sample(of_group, min(len(of_group), MOST_BREAKS)):
                    groups[group].add(at, 1 / times, document.half)
    return groups


def collect(choice: Choice, folders: Sequence[Path]) -> dict[str, Rows]:
    """The open breaks of all documents, by group; the folders hold the tables of the two halves."""
    groups: dict[str, Rows] = defaultdict(Rows)
    with ProcessPoolExecutor(
        WORKERS, mp_context=get_context("spawn"), initializer=_load, initargs=[folders]
    ) as pool:
        for found in pool.map(_breaks_of, documents(choice), chunksize=4):
            for group, rows in found.items():
                groups[group].extend(rows)
    return groups


def _load(folders: Sequence[Path]) -> None:
    _tables[:] = [Language.load_from(folder) for folder in folders]


def _breaks_of(document: Whole) -> dict[str, Rows]:
    return breaks_of(document, _tables[document.half])


def fit(x: np.ndarray, right: np.ndarray, weigh: np.ndarray) -> np.ndarray:
    """Weights of a logistic model (Newton's method with a ridge)."""
    weights = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (weigh * (right - p)) - RIDGE * weights
        curve = (x * (weigh * p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(x.shape[1])
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-4:
            break
    return weights


def fitted(rows: Rows) -> tuple[np.ndarray, np.ndarray]:
    """Weights of a group, the first one the constant, and each break's chance by those of the other half."""
    x = np.column_stack([np.ones(len(rows.joins)), np.stack(rows.features)]).astype(float)
    right, weigh, halves = np.array(rows.joins, float), np.array(rows.weights), np.array(rows.halves)
    chances = np.zeros(len(right))
    for half in (0, 1):
        others = fit(x[halves != half], right[halves != half], weigh[halves != half])
        chances[halves == half] = 1 / (1 + np.exp(-np.clip(x[halves == half] @ others, -30, 30)))
    return fit(x, right, weigh), chances


def least_likely(regime: Regime, found: list[tuple[Rows, np.ndarray]]) -> float:
    """The least chance so that of the joins that are likely, not certain, the share wanted is right."""
    chance = np.concatenate([chances for _, chances in found])
    right = np.concatenate([rows.joins for rows, _ in found])
    weigh = np.concatenate([rows.weights for rows, _ in found])
    offered = ~np.concatenate([rows.settled for rows, _ in found])
    if regime is Regime.WRAPPED:
        offered &= chance < CERTAIN_FROM
    for least in np.arange(FLOORS[regime], LIKELY_FROM, 0.01):
        at = offered & (chance >= least)
        share = float((weigh * right)[at].sum() / weigh[at].sum())
        if share >= LIKELY_FROM:
            print(f"{regime.value}: likely from {least:.2f}, {share:.3f} of {at.sum()} right")
            return round(float(least), 2)
    return LIKELY_FROM


def build(output: Path, choice: Choice) -> None:
    """Fit the weights of every group and write them."""
    with tempfile.TemporaryDirectory() as folder:
        folders = [Path(folder) / str(half) for half in (0, 1)]
        for half, place in enumerate(folders):
            build_tables(place, choice, (1 - half,))
        groups = collect(choice, folders)
    names = ["constant", *STATIC, *RUNNING]
    weights = {}
    chances: dict[str, list[tuple[Rows, np.ndarray]]] = defaultdict(list)
    for group, rows in sorted(groups.items()):
        print(f"{group}: {len(rows.joins)} breaks, {sum(rows.joins)} joins")
        values, by_other_half = fitted(rows)
        chances[group.split()[0]].append((rows, by_other_half))
        weights[group] = {n: round(float(v), 3) for n, v in zip(names, values, strict=True) if abs(v) >= 5e-4}
    likely = {regime.value: least_likely(regime, chances[regime.value]) for regime in Regime}
    output.parent.mkdir(parents=True, exist_ok=True)
    data = {"likely": likely, "weights": weights}
    output.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", "utf-8")


def main() -> None:
    """Build the weights that are shipped, or a variant."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", nargs="*", default=[], metavar="GENRE")
    parser.add_argument("--to", type=Path, default=OUTPUT)
    arguments = parser.parse_args()
    build(arguments.to, Choice(arguments.without))


if __name__ == "__main__":
    main()
