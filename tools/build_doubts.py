"""Grows the trees by which single characters are judged: `src/gongwen/repairing/data/doubts.npz`.

Characters are lost, exchanged, doubled and displaced in texts that the language tables were not learned from
(one half of the held-out documents; the benchmark uses the other half), one in eighty, and trees are grown
that tell the proposals which undo a damage from all others. One genre, the essays, is kept out altogether.
Names that no table knows are put into the texts (`tools/unusual_names.py`), lest they be taken for damage.

Limits are set by trees grown without the texts that they judge (two folds): `sure` is the lowest from which
`RIGHT` of the proposals are right if one character in a thousand is damaged, and as few false alarms as
`FALSE_SURE` are left in undamaged texts; `shown` is where as many are as a report bears. About four
minutes of processor time; deterministic.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from char_damage import Damage, damage, is_right
from corpus import ROOT, SETS, held_out
from gongwen.repairing.wording import exempt, features, judging, proposals
from gongwen.repairing.wording.judging import Judged, Trees
from gongwen.repairing.wording.screening import screen
from growing import grow
from unusual_names import with_names

OUTPUT = ROOT / "src/gongwen/repairing/data/doubts.npz"
SIZES = {
    "xwlb": 500,
    "provinces": 99,
    "work-reports": 99,
    "speeches": 99,
    "govcn-policy": 99,
    "laws": 60,
    "essays": 60,
}
"""Documents of each set in one half of what is held out, for quick measuring."""
ALL = {**SIZES, "xwlb": 1000, "laws": 90, "peoples-daily": 300}
"""The same for growing."""
UNSEEN = "essays"
RATES = dict.fromkeys(proposals.KINDS, judging.LEARNED_RATE / len(proposals.KINDS))
FALSE_SURE = dict.fromkeys(proposals.KINDS, 0.02) | {"missing": 0.05}
FALSE_SHOWN = {"missing": 0.35, "wrong": 0.4, "pair": 0.1, "extra": 0.1, "swapped": 0.12}
"""False alarms in 10,000 characters of undamaged text that are put up with."""
LEAST_SURE = {"missing": 4.0, "wrong": 4.1, "pair": 4.5, "extra": 4.5, "swapped": 4.0}
"""Odds below which nothing is sure: genres that were not learned from have words of their own, and names are
written with unusual characters (制皂厂 is no 制造厂)."""
FOLDS, PASSES = 2, 3
RIGHT, LIFE = 0.99, 1 / 1000
Examples = dict[str, tuple[np.ndarray, np.ndarray, np.ndarray]]
"""Features of proposals of each kind, which of them are right, and which are near a damage."""


def half(second: bool, sizes: dict[str, int] = SIZES) -> list[str]:
    """The texts of one half of the held-out documents."""
    return [text for name in SETS for text in half_of(name, second, sizes.get(name, 0))]


def half_of(name: str, second: bool, size: int) -> list[str]:
    """The same for one set."""
    texts = ["\n".join(document)[:12000] for document in held_out(name)[: size * 2]]
    return [text for text in texts[int(second) :: 2] if len(text) > 200]


def examples(texts: Sequence[str]) -> Examples:
    """All proposals in texts that are damaged anew on every pass."""
    rng = random.Random(9704)
    rows: dict[str, list[np.ndarray]] = {kind: [] for kind in proposals.KINDS}
    right: dict[str, list[bool]] = {kind: [] for kind in proposals.KINDS}
    close: dict[str, list[bool]] = {kind: [] for kind in proposals.KINDS}
    for text in [*texts] * PASSES:
        damaged, damages = damage(text, RATES, rng)
        seen = screen(damaged)
        found = proposals.of_kinds(seen)
        near = neighbourhood(damages)
        for kind, (best, numbers) in features.of(seen, found).items():
            rows[kind].append(numbers)
            for start, new in zip(best.starts.tolist(), best.new.tolist(), strict=True):
                close[kind].append(start in near)
                put_in = "".join(seen.language.characters[i] for i in new)
                right[kind].append(
                    start in near and is_right(damaged, start, start + best.width, put_in, near[start])
                )
    return {
        kind: (np.concatenate(rows[kind]), np.array(right[kind], float), np.array(close[kind]))
        for kind in proposals.KINDS
    }


def neighbourhood(damages: Sequence[Damage], reach: int = 4) -> dict[int, list[Damage]]:
    """The damages near each place."""
    near: dict[int, list[Damage]] = {}
    for one in damages:
        for place in range(one.start - reach, one.end + reach + 1):
            near.setdefault(place, []).append(one)
    return near


def grown(parts: Sequence[Examples]) -> dict[str, Trees]:
    """Trees of each kind from the examples of several folds."""
    return {
        kind: grow(np.concatenate([p[kind][0] for p in parts]), np.concatenate([p[kind][1] for p in parts]))
        for kind in proposals.KINDS
    }


def false_alarms(texts: Sequence[str], forest: dict[str, Trees]) -> dict[str, list[tuple[float, float]]]:
    """Odds of what is proposed for undamaged texts: by itself, and with what the rest of the text adds."""
    found: dict[str, list[tuple[float, float]]] = {kind: [] for kind in proposals.KINDS}
    for text in texts:
        judged: list[Judged] = judging.apart(judging.judge(screen(text), forest))
        spared = exempt.places(text)
        for one, more in zip(judged, judging.by_text(judged, screen(text).surprise), strict=True):
            if not any(spared[one.start : one.end + 1]):
                found[one.kind].append((one.odds, one.odds + more))
    return found


def sure_from(odds: np.ndarray, right: np.ndarray, near: np.ndarray) -> float:
    """The lowest odds from which all above are right as often as asked for, at the rate of damage of life.

    Near a damage everything is as frequent as damages are, elsewhere as frequent as text is.
    """
    order = np.argsort(-odds, kind="stable")
    weight = np.where(near[order], LIFE / judging.LEARNED_RATE * len(proposals.KINDS), 1.0)
    share = np.cumsum(weight * right[order]) / np.cumsum(weight)
    enough = np.flatnonzero(share >= RIGHT)
    return float(odds[order][enough[-1]]) if len(enough) else float(odds.max()) + 1


def limit(odds: list[float], allowed: float) -> float:
    """The odds that no more than the allowed number exceed."""
    ranked = sorted(odds, reverse=True)
    return ranked[min(int(allowed), len(ranked) - 1)] + 0.01


def main() -> None:
    """Grow the trees, set the limits, write both."""
    rng = random.Random(9704)
    texts = [with_names(t, rng) for t in half(False, {n: size for n, size in ALL.items() if n != UNSEEN})]
    folds = [texts[i::FOLDS] for i in range(FOLDS)]
    parts = [examples(fold) for fold in folds]
    alarms: dict[str, list[tuple[float, float]]] = {kind: [] for kind in proposals.KINDS}
    judged: dict[str, list[np.ndarray]] = {kind: [] for kind in proposals.KINDS}
    for i, fold in enumerate(folds):
        others = grown([p for j, p in enumerate(parts) if j != i])
        for kind, odds in false_alarms(fold, others).items():
            alarms[kind] += odds
            judged[kind].append(others[kind].odds(parts[i][kind][0]))
    size = sum(map(len, texts)) / 1e4
    tables: dict[str, np.ndarray] = {}
    for kind, trees in grown(parts).items():
        right, near = (np.concatenate([part[kind][i] for part in parts]) for i in (1, 2))
        sure = max(
            sure_from(np.concatenate(judged[kind]), right, near),
            limit([odds for odds, _ in alarms[kind]], FALSE_SURE[kind] * size),
            LEAST_SURE.get(kind, -np.inf),
        )
        shown = limit([odds for _, odds in alarms[kind]], FALSE_SHOWN[kind] * size)
        done = replace(trees, sure=sure, shown=shown)
        tables |= {f"{kind}.{name}": getattr(done, name) for name in ("features", "limits", "leaves")}
        tables[f"{kind}.numbers"] = np.array([done.constant, sure, shown])
        counts = len(parts[0][kind][1]) + len(parts[1][kind][1])
        print(f"{kind:8s} {counts} proposals, sure from {sure:.2f}, shown from {shown:.2f}", flush=True)
    np.savez_compressed(OUTPUT, **tables)


if __name__ == "__main__":
    main()
