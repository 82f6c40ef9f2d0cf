"""Single characters: quality on damaged texts, false alarms on clean ones (lost throughout: deletions.py).

python benchmarks/characters.py              prints the tables and writes benchmarks/results/characters.json
python benchmarks/characters.py alarms       only that part (doubts, openings, alarms, speed …)

Learned from are only the texts that `tools/corpus.py` does not hold out; measured is only on those it does,
doubts on that half of them on which their weights were not fitted either.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
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
    **single_characters.PARTS,
    "openings": measure_openings,
    "alarms": measure_alarms,
    "speed": measure_speed,
}


def main() -> None:
    """Measure the parts named on the command line, or all."""
    result = json.loads(RESULTS.read_text("utf-8")) if sys.argv[1:] and RESULTS.exists() else {}
    for name in sys.argv[1:] or PARTS:
        print(f"\n== {name}")
        result[name] = PARTS[name]()
        RESULTS.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
