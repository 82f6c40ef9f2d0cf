"""Single lost, wrong, stray, displaced characters: damage made, sentences that others corrected, clean text.

What is applied and what is suggested are counted apart; a suggestion at a place where something is applied
does not count. Measured on documents that neither the tables nor the trees were learned from, on a genre
that neither of them saw (essays, whose own slips count as false alarms), and beside other ways.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from functools import partial
from typing import Any

import build_doubts
from char_damage import Damage, damage, is_right
from corpus import records
from gongwen.model import Change, Source
from gongwen.repairing.stage import Context
from gongwen.repairing.wording import doubts, proposals, screening
from single_peers import PEERS

APPLIED = 0.9
"""Confidence from which a change is applied."""
KINDS = {"gaps": "missing", "mistakes": "wrong", "pairs": "pair", "stray": "extra", "swapped": "swapped"}
RATE = 1 / 1000
COPIES = {"gaps": 12}
"""Copies of each text that are damaged, each in its own way: as many as it takes to apply some hundreds."""
SOME = 2
"""Copies for other kinds; other ways are measured on one."""
FEWER = {"xwlb": 350, "laws": 40}
"""Documents of the large sets that are damaged."""
UNSEEN = {build_doubts.UNSEEN: 60}
CORRECTED = ("ecspell-odw", "ecspell-law", "midu-ctc", "lemon-v2", "nacgec", "mucgec-dev")
SENTENCES = 1500
"""Sentences of a set that are measured."""
Tool = Callable[[str], list[Change]]


def found_by_us(text: str) -> list[Change]:
    """What is applied, and what is suggested elsewhere."""
    context = Context(Source.from_text(text))
    applied = list(doubts.sure(text, context))
    taken = {place for change in applied for place in range(change.start, change.end + 1)}
    others = (c for c in doubts.find(text, context) if taken.isdisjoint(range(c.start, c.end + 1)))
    return applied + list(others)


def tally(text: str, changes: Sequence[Change], damages: Sequence[Damage]) -> Counter[str]:
    """Right and found changes, applied and all; damages that were found."""
    score: Counter[str] = Counter(truth=len(damages))
    for change in changes:
        near = [d for d in damages if d.start - 6 < change.start < d.end + 6]
        right = is_right(text, change.start, change.end, change.after, near) or _undoes(change, damages)
        healed = max(1, _undoes(change, damages)) if right else 0
        score += Counter(found=1, right=bool(right), healed=healed)
        if change.confidence >= APPLIED:
            score += Counter(applied=1, applied_right=bool(right), applied_healed=healed)
    return score


def _undoes(change: Change, damages: Sequence[Damage]) -> int:
    """How many damages of one character each a change of several characters undoes, all it touches."""
    was = {d.start: d.was for d in damages if d.end == d.start + 1 and len(d.was) == 1}
    if len(change.after) != change.end - change.start:
        return 0
    places = range(change.start, change.end)
    right = [was.get(place) == after for place, after in zip(places, change.after, strict=True)]
    return sum(right) if all(right) else 0


def row(score: Counter[str]) -> dict[str, float]:
    """Precision of what is applied and of all, and the share of the damage that either heals."""
    return {
        "cases": score["truth"],
        "recall": _share(score["healed"], score["truth"]),
        "precision": _share(score["right"], score["found"]),
        "applied": score["applied"],
        "applied recall": _share(score["applied_healed"], score["truth"]),
        "applied precision": _share(score["applied_right"], score["applied"], 4),
    }


def _share(part: int, whole: int, digits: int = 3) -> float:
    return round(part / max(1, whole), digits)


def held_out_texts() -> list[str]:
    """Texts of all genres but the unseen one."""
    return build_doubts.half(second=True, sizes={**build_doubts.SIZES, **FEWER, build_doubts.UNSEEN: 0})


def measure_damage() -> dict[str, Any]:
    """Every kind of damage in texts of genres that were learned from."""
    texts = held_out_texts()
    return {name: damaged(name, kind, texts) for name, kind in KINDS.items()}


def measure_unseen() -> dict[str, Any]:
    """Every kind of damage in a genre that was not."""
    texts = build_doubts.half(second=True, sizes=UNSEEN)
    return {name: damaged(name, kind, texts) for name, kind in KINDS.items()}


def measure_clean() -> dict[str, Any]:
    """False alarms."""
    return {name: clean(name) for name in ("xwlb", "govcn-policy", "work-reports", "laws")}


def measure_own() -> dict[str, float]:
    """False alarms in undamaged texts of own writing: villages, names, judgments, verses, spoken language."""
    folder = build_doubts.ROOT / "tests/repairing/cases/sound"
    return alarms("own", [path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))])


def measure_speed() -> dict[str, int]:
    """Speed of the stage."""
    return speed(held_out_texts())


def damaged(name: str, kind: str, texts: Sequence[str]) -> dict[str, Any]:
    """One damage of a kind in 1,000 characters, and what each way finds of it."""
    rng = random.Random(5)
    copies = COPIES.get(name, SOME)
    spoilt = [damage(text, {kind: RATE}, rng) for _ in range(copies) for text in texts]
    tools: dict[str, Tool] = {"gongwen": found_by_us}
    if kind in ("missing", "wrong"):
        tools |= PEERS if kind == "wrong" else {"n-gram gain": PEERS["n-gram gain"]}
    rows = {
        tool: over(find, spoilt if tool == "gongwen" else spoilt[: len(texts)])
        for tool, find in tools.items()
    }
    for tool, figures in rows.items():
        print(f"{name:10s}{tool:20s}", figures)
    ours = rows.pop("gongwen")
    return {**ours, **({"others": rows} if rows else {})}


def over(find: Tool, spoilt: Sequence[tuple[str, list[Damage]]]) -> dict[str, float]:
    """What a way finds in damaged texts."""
    return row(sum((tally(text, find(text), made) for text, made in spoilt), Counter[str]()))


def clean(name: str) -> dict[str, float]:
    """Repairs and suggestions in 10,000 characters of text that is as it was published.

    Of the four policy documents that are held out for the tables two served to grow the trees.
    """
    halves = (True, False) if name == "govcn-policy" else (True,)
    texts = [
        text for half in halves for text in build_doubts.half_of(name, half, 500 if name == "xwlb" else 99)
    ]
    return alarms(name, texts)


def alarms(name: str, texts: Sequence[str]) -> dict[str, float]:
    """What is found in undamaged texts, in 10,000 characters."""
    size = sum(map(len, texts)) / 1e4
    changes = [change for text in texts for change in found_by_us(text)]
    applied = sum(change.confidence >= APPLIED for change in changes)
    figures = {
        "characters": round(size * 1e4),
        "applied per 10,000": round(applied / size, 3),
        "suggested per 10,000": round((len(changes) - applied) / size, 3),
    }
    print(f"clean {name:15s}", figures)
    return figures


def corrected(name: str) -> dict[str, Any]:
    """Sentence pairs; what is beyond single characters is not counted, a sound sentence stays in."""
    pairs = [(r["source"], r["target"]) for r in records(f"correction-benchmarks/{name}.jsonl.gz")][
        :SENTENCES
    ]
    singles = [(source, list(differences(source, target))) for source, target in pairs]
    tools: dict[str, Tool] = {"gongwen": found_by_us, **(PEERS if name.startswith("ecspell") else {})}
    rows = {}
    for tool, find in tools.items():
        score: Counter[str] = Counter()
        for source, made in singles:
            changes = find(source)
            score += tally(source, changes, made)
            score += Counter(clean=not made, alarmed=not made and bool(changes))
            gaps = [d for d in made if d.kind == "missing"]
            inserted = [c for c in changes if c.start == c.end]
            score += Counter({f"gap {k}": v for k, v in tally(source, inserted, gaps).items()})
        rows[tool] = row(score) | {"sound sentences": score["clean"], "of them doubted": score["alarmed"]}
        if score["gap truth"]:
            gap_score = Counter({k.removeprefix("gap "): v for k, v in score.items() if k.startswith("gap ")})
            rows[tool] |= {"missing characters": row(gap_score)}
        print(f"{name:12s}{tool:20s}", rows[tool])
    ours = rows.pop("gongwen")
    return {**ours, **({"others": rows} if rows else {})}


def differences(source: str, target: str) -> Iterable[Damage]:
    """The single characters that a correction exchanges, puts in or takes out."""
    if len(source) == len(target):
        for place, (now, was) in enumerate(zip(source, target, strict=True)):
            if now != was:
                yield Damage("wrong", place, place + 1, was)
        return
    for tag, a, b, c, d in SequenceMatcher(None, source, target, autojunk=False).get_opcodes():
        if tag != "equal" and b - a <= 1 and d - c <= 1:
            kind = "missing" if a == b else "extra" if c == d else "wrong"
            yield Damage(kind, a, b, target[c:d])


def speed(texts: Sequence[str]) -> dict[str, int]:
    """Characters a second of processor time, with the screening; one long text, and one of one character."""
    figures = {}
    for name, text in (("texts as one", "\n".join(texts)[:300_000]), ("one character", "中" * 100_000)):
        best = float("inf")
        for _ in range(3):
            screening.screen.cache_clear()
            doubts._judged_with.cache_clear()
            start = time.process_time()
            found_by_us(text)
            best = min(best, time.process_time() - start)
        figures[name] = round(len(text) / best)
        print(f"{name:15s}{figures[name]:10,d} characters/s")
    return figures


PARTS: dict[str, Callable[[], dict[str, Any]]] = {
    "doubts": measure_damage,
    "doubts, unseen genre": measure_unseen,
    "doubts, clean": measure_clean,
    "doubts, clean, own writing": measure_own,
    **{f"corrected: {name}": partial(corrected, name) for name in CORRECTED},
    "doubts, speed": measure_speed,
}
"""What is measured, and kept when it is done, one after another."""

assert set(KINDS.values()) == set(proposals.KINDS)
