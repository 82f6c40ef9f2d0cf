"""Characters: those lost throughout, single doubts; quality on damaged texts, false alarms on clean ones.

python benchmarks/characters.py              prints the tables and writes benchmarks/results/characters.json
python benchmarks/characters.py deletions    only that part (deletions, doubts, openings, alarms, speed)

Learned from are only the texts that `tools/corpus.py` does not hold out; measured is only on those it does,
doubts on that half of them on which their weights were not fitted either.
"""

from __future__ import annotations

import json
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))

import single_characters
from corpus import SETS, held_out
from gongwen.model import Change, Source
from gongwen.repairing import words
from gongwen.repairing.encoding import characters, script
from gongwen.repairing.language import Language
from gongwen.repairing.marks import punctuation, spaces
from gongwen.repairing.stage import Context, Stage
from gongwen.repairing.wording import deletions, doubts, ending, masks, openings

RESULTS = Path(__file__).parent / "results" / "characters.json"
STAGES: dict[str, Stage] = {
    "characters": characters.find,
    "script": script.find,
    "spaces": spaces.find,
    "punctuation": punctuation.find,
    "deletions": deletions.find,
    "doubts": doubts.find,
    "masks": masks.find,
    "ending": ending.find,
}
FOLDED = str.maketrans("，；：！？（）", ",;:!?()")


def changes(stage: Stage, text: str) -> list[Change]:
    """What a stage finds in a text that nothing else was done to."""
    return list(stage(text, Context(Source.from_text(text))))


# Characters lost throughout ------------------------------------------------------------------------------

FILTERED = (
    "色习会党特法性枪藏民主自由权产业军警战争政府领导人事情报告公开"
    "安全新疆台湾宗教改革发展科技农村经济文化教育"
)
SIZES = {"1": (1, 1), "2": (2, 2), "3-5": (3, 5), "6-15": (6, 15), "16+": (16, 60)}


def long_texts(most: int = 120) -> list[str]:
    """Held-out documents of more than 1,000 characters, cut at 15,000."""
    chosen = []
    for name in ("xwlb", "provinces", "work-reports", "speeches", "govcn-policy", "laws", "essays"):
        texts = ["\n".join(document)[:15000] for document in held_out(name)]
        texts = [text for text in texts if len(text) > 1000]
        random.Random(7).shuffle(texts)
        chosen += texts[:most]
    return chosen


def without(text: str, character: str) -> tuple[str, set[int]]:
    """The text without the character, and where it had stood."""
    places = [i for i, c in enumerate(text) if c == character]
    return text.replace(character, ""), {place - k for k, place in enumerate(places)}


def measure_deletions() -> dict[str, Any]:
    """Two of the filtered characters taken out of each text in turn; and the texts as they are."""
    texts = long_texts()
    rng = random.Random(7)
    alarms = sum(any(c.confidence >= 0.9 for c in changes(deletions.find, text)) for text in texts)
    scores: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        possible = [c for c in sorted(set(FILTERED)) if 1 <= text.count(c) <= 60]
        for character in rng.sample(possible, min(2, len(possible))):
            damaged, places = without(text, character)
            size = next(s for s, (low, high) in SIZES.items() if low <= len(places) <= high)
            found = [c for c in changes(deletions.find, damaged) if c.confidence >= 0.9]
            right = sum(c.after == character and c.start in places for c in found)
            scores[size] += Counter(
                cases=1, found=right > 0, places=len(places), right=right, wrong=len(found) - right
            )
    result: dict[str, Any] = {"clean texts": len(texts), "clean texts with a false alarm": alarms}
    print(f"clean texts {len(texts)}, with a false alarm {alarms}")
    for size in SIZES:
        s = scores[size]
        row = {
            "cases": s["cases"],
            "found": round(s["found"] / max(1, s["cases"]), 3),
            "places put back": round(s["right"] / max(1, s["places"]), 3),
            "precision": round(s["right"] / max(1, s["right"] + s["wrong"]), 4),
        }
        result[size] = row
        print(f"places {size:5s}", row)
    return result


# Items that open with half a word -------------------------------------------------------------------------


def measure_openings() -> dict[str, Any]:
    """一要…二是…: every item whole, and with the first character of its first word taken away."""
    language = Language.load()
    texts = ["\n".join(p) for name in SETS for p in held_out(name)]
    score: Counter[str] = Counter()
    for text in texts:
        for item in re.finditer("[一二三四五六七八九十][要是]", text):
            end = item.end()
            before, after = text[max(0, end - 6) : end], text[end : end + 8]
            score["whole"] += 1
            score["alarms"] += any(o.place == len(before) for o in openings.find(language, before + after))
            if words.is_word(after[:2]):
                score["cases"] += 1
                for found in openings.find(language, before + after[1:]):
                    score["found"] += found.place == len(before)
                    score["named"] += found.place == len(before) and after[0] in found.characters
    print(dict(score))
    return dict(score)


# False alarms and speed ----------------------------------------------------------------------------------


def measure_alarms() -> dict[str, Any]:
    """What the stages find in 500 held-out items of the cleanest set, by rule, in 10,000 characters."""
    items = ["\n".join(document) for document in held_out("xwlb")[:500]]
    size = sum(map(len, items))
    counts: Counter[str] = Counter()
    for item in items:
        for stage in STAGES.values():
            for change in changes(stage, item):
                kind = "noted" if change.note else "applied" if change.confidence >= 0.9 else "suggested"
                counts[f"{kind} {change.rule}"] += 1
    rates = {rule: round(n / size * 1e4, 3) for rule, n in sorted(counts.items())}
    applied = sum(n for rule, n in counts.items() if rule.startswith("applied"))
    print(f"{size} characters, applied in 10,000: {applied / size * 1e4:.3f}; all:", rates)
    return {
        "items": len(items),
        "characters": size,
        "applied per 10,000": round(applied / size * 1e4, 3),
        **rates,
    }


def measure_speed() -> dict[str, Any]:
    """Characters a second of each stage, on folded news; the language is loaded before."""
    text = "\n".join("\n".join(document) for document in held_out("xwlb")[:12]).translate(FOLDED)
    result: dict[str, Any] = {}
    Language.load().surprise(text)
    for name, stage in {"language": lambda t, _: [Language.load().surprise(t)], **STAGES}.items():
        list(stage(text, Context(Source.from_text(text))))
        start = time.perf_counter()
        list(stage(text, Context(Source.from_text(text))))
        result[name] = round(len(text) / (time.perf_counter() - start))
        print(f"{name:12s}{result[name]:12,d} characters/s")
    return result


PARTS: dict[str, Callable[[], dict[str, Any]]] = {
    "deletions": measure_deletions,
    **single_characters.PARTS,
    "openings": measure_openings,
    "alarms": measure_alarms,
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
