"""Characters and words that a filter took out everywhere: what comes back, and false alarms in whole texts.

python benchmarks/deletions.py              prints the tables and writes benchmarks/results/deletions.json
python benchmarks/deletions.py characters   only that part (characters, unseen, words, whole, speed)

Texts are held-out documents on which no table was learned and no weight fitted. The twenty characters are
eight that filters are known to take out, and twelve out of all that stand three times in twenty of the
documents, at even distances by frequency; what the stage leaves to chance (numerals, particles) is not among
them. Each is taken out of twenty documents, of every genre in turn.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))

import build_doubts
from build_deletions import without
from corpus import SETS, held_out
from gongwen.model import Change, Source
from gongwen.repairing.language import Language
from gongwen.repairing.stage import Context
from gongwen.repairing.wording import deletions

RESULTS = Path(__file__).parent / "results" / "deletions.json"
FILTERED = "色性党习毒军独黄"
OTHERS, DOCUMENTS, FEWEST = 12, 20, 3
WORDS = (
    "特色",
    "中央",
    "台湾",
    "政府",
    "民主",
    "毒品",
    "宗教",
    "领导",
    "军队",
    "计划",
    "改革",
    "监督",
    "总理",
    "警察",
)
"""All but three (特色, 改革 and 监督 stand for words that no list of filters holds) are known to filters."""
OFFICIAL = ("xwlb", "laws", "provinces", "work-reports", "speeches", "govcn-policy")
UNSEEN = ("essays",)
"""A genre that no table was learned from."""
LONGEST, SHORTEST = 12000, 500
SIZES = {"3-5": 5, "6-15": 15, "16+": 10**6}
Text = tuple[str, str]
"""Genre and text."""


def kept_apart() -> list[Text]:
    """Held-out documents that no weight was fitted on either, in a fixed random order."""
    fitted = set(build_doubts.half(second=False))
    texts = [(name, "\n".join(d)[:LONGEST]) for name in SETS for d in held_out(name)]
    texts = [(name, text) for name, text in texts if len(text) > SHORTEST and text not in fitted]
    random.Random(11).shuffle(texts)
    return texts


def twenty(texts: Iterable[Text]) -> list[str]:
    """The characters that are taken out."""
    total: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    for _name, text in texts:
        counts = Counter(text)
        total.update(counts)
        spread.update(c for c, n in counts.items() if n >= FEWEST)
    usual = [
        c
        for c, _n in sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))
        if "\u4e00" <= c <= "\u9fff" and spread[c] >= DOCUMENTS and c not in deletions.OPTIONAL
    ]
    return [*FILTERED, *usual[:: len(usual) // OTHERS + 1]]


def chosen(texts: Sequence[Text], gone: str, most: int = DOCUMENTS) -> list[str]:
    """Documents that have it three times, of each genre in turn."""
    by_genre: defaultdict[str, list[str]] = defaultdict(list)
    for name, text in texts:
        if text.count(gone) >= FEWEST:
            by_genre[name].append(text)
    ranked = sorted((rank, name) for name, found in by_genre.items() for rank in range(len(found)))
    return [by_genre[name][rank] for rank, name in ranked[:most]]


def found(text: str, context: Context | None = None) -> list[Change]:
    """What the stage finds."""
    return list(deletions.find(text, context or Context(Source.from_text(text))))


def score(changes: Iterable[Change], gone: str, places: set[int]) -> Counter[str]:
    """Right and wrong, applied and suggested."""
    result: Counter[str] = Counter(places=len(places), cases=1)
    for change in changes:
        kind = "applied" if change.confidence >= 0.9 else "suggested"
        result[kind] += 1
        result[f"{kind} right"] += change.after == gone and change.start in places
    result["found"] += result["applied right"] > 0
    return result


def row(total: Counter[str]) -> dict[str, float]:
    """The figures of a sum of scores."""
    places = max(1, total["places"])
    return {
        "cases": total["cases"],
        "places": total["places"],
        "found": round(total["found"] / max(1, total["cases"]), 3),
        "precision": round(total["applied right"] / max(1, total["applied"]), 4),
        "recall": round(total["applied right"] / places, 3),
        "recall with suggestions": round((total["applied right"] + total["suggested right"]) / places, 3),
        "precision of suggestions": round(total["suggested right"] / max(1, total["suggested"]), 3),
    }


def measure(gone_of: Iterable[str], texts: Sequence[Text]) -> dict[str, Any]:
    """Each of them taken out of its documents in turn: all together, by places, by what was taken out."""
    parts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for gone in gone_of:
        for text in chosen(texts, gone):
            damaged, places = without(text, gone)
            one = score(found(damaged), gone, places)
            size = next(name for name, most in SIZES.items() if len(places) <= most)
            for key in ("all", size, gone):
                parts[key] += one
    result = {key: row(total) for key, total in sorted(parts.items(), key=lambda p: (len(p[0]) < 3, p[0]))}
    for key, figures in result.items():
        print(f"{key:5s}", *figures.values())
    return result


def of_sets(names: Sequence[str]) -> list[Text]:
    """The texts of some sets."""
    return [(name, text) for name, text in kept_apart() if name in names]


def measure_characters() -> dict[str, Any]:
    """The twenty characters, in official documents."""
    return measure(twenty(kept_apart()), of_sets(OFFICIAL))


def measure_unseen() -> dict[str, Any]:
    """The same in a genre that no table was learned from."""
    return measure(twenty(kept_apart()), of_sets(UNSEEN))


def measure_words() -> dict[str, Any]:
    """Whole words."""
    return measure(WORDS, of_sets(OFFICIAL))


def measure_whole() -> dict[str, Any]:
    """Insertions into texts that lost nothing."""
    texts = [text for _name, text in kept_apart()]
    size = sum(map(len, texts))
    applied = [c for text in texts for c in found(text) if c.confidence >= 0.9]
    suggested = [c for text in texts for c in found(text) if c.confidence < 0.9]
    result = {
        "texts": len(texts),
        "characters": size,
        "applied": len(applied),
        "applied per 1,000,000": round(len(applied) / size * 1e6, 2),
        "suggested per 1,000,000": round(len(suggested) / size * 1e6, 2),
    }
    print(result)
    return result


def measure_speed() -> dict[str, Any]:
    """Characters a second of CPU time, the language loaded before; the best of three."""
    texts = [text for _name, text in kept_apart()[:40]]
    damaged = [text.replace("色", "").replace("党", "") for text in texts]
    Language.load().surprise(texts[0])
    result = {}
    for name, group in {"whole": texts, "damaged": damaged}.items():
        seconds = []
        for _ in range(3):
            start = time.process_time()
            for text in group:
                found(text)
            seconds.append(time.process_time() - start)
        result[name] = round(sum(map(len, group)) / min(seconds))
        print(f"{name:10s}{result[name]:12,d} characters/s")
    return result


PARTS: dict[str, Callable[[], dict[str, Any]]] = {
    "characters": measure_characters,
    "unseen": measure_unseen,
    "words": measure_words,
    "whole": measure_whole,
    "speed": measure_speed,
}


def main() -> None:
    """Measure the parts named on the command line, or all."""
    result = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    for name in sys.argv[1:] or PARTS:
        print(f"\n== {name}")
        result[name] = PARTS[name]()
    RESULTS.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
