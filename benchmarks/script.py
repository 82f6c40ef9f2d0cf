"""Traditional to Simplified, beside opencc alone: trap words, Simplified text, texts there and back.

    python benchmarks/script.py

The trap words are those of `tests/repairing/cases/script-traps.tsv`, with the form that the Mainland
writes. On laws every change is a false alarm. There and back: held-out texts are made Traditional by
opencc and must come back as they were; in a mixed text every other paragraph is Traditional. Prints, and
writes `results/script.json`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

from build_charmodel import TAIWAN_QUOTES
from corpus import documents, held_out
from gongwen.model import Change, EditLog, Source
from gongwen.repairing.encoding import script
from gongwen.repairing.stage import Context

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results" / "script.json"
TRAPS = HERE.parent / "tests" / "repairing" / "cases" / "script-traps.tsv"
CONFIGS = ("t2s", "tw2s", "tw2sp", "hk2s")
Convert = Callable[[str], str]


def opencc(config: str) -> Convert:
    """The conversion of opencc, without characters that most fonts lack."""
    from opencc import OpenCC  # noqa: PLC0415

    convert: Convert = OpenCC(config, include_tofu_risk_dictionaries=False).convert
    return convert


def changes(text: str) -> list[Change]:
    """What the stage changes in a text by itself."""
    return list(script.find(text, Context(Source.from_text(text))))


def repaired(text: str) -> str:
    """The text with these changes."""
    log = EditLog(text)
    log.add(changes(text))
    return log.text


def traps() -> dict[str, list[int]]:
    """Trap words that come out as the Mainland writes them, and all."""
    lines = [line for line in TRAPS.read_text("utf-8").splitlines() if not line.startswith("#")]
    pairs = [line.split("\t") for line in lines]
    tools: dict[str, Convert] = {"gongwen": script.simplify} | {name: opencc(name) for name in CONFIGS}
    for word, wanted in pairs:
        if script.simplify(word) != wanted:
            print("  ", word, script.simplify(word), wanted)
    return {name: [sum(f(word) == wanted for word, wanted in pairs), len(pairs)] for name, f in tools.items()}


def clean() -> dict[str, dict[str, float]]:
    """Characters changed in Simplified texts, each judged by itself, per million."""
    table = {}
    for name in ("laws", "xwlb", "essays", "speeches"):
        texts = ["\n".join(paragraphs) for _held_out, paragraphs in documents(name)]
        found = [(text, c) for text in texts for c in changes(text)]
        for text, change in found[:10]:
            around = text[max(0, change.start - 8) : change.end + 8].replace("\n", "⏎")
            print(f"   {name}: {around} -> {change.after} ({change.confidence})")
        count = sum(map(len, texts))
        changed = sum(change.end - change.start for _text, change in found)
        table[name] = {"characters": count, "changed per million": round(1e6 * changed / count, 3)}
        convert = opencc("t2s")
        sample = texts[:: max(1, len(texts) // 300)]
        altered = sum(a != b for text in sample for a, b in zip(text, convert(text), strict=False))
        table[name]["t2s, changed per million"] = round(1e6 * altered / sum(map(len, sample)), 3)
    return table


def there_and_back() -> dict[str, dict[str, float]]:
    """Shares of characters and of paragraphs that come back as they were."""
    table = {}
    for name in ("laws", "xwlb", "essays"):
        for config in ("s2t", "s2tw", "s2hk"):
            to_traditional = opencc(config)
            right = count = lines = exact = 0
            for mixed in (False, True):
                for paragraphs in held_out(name)[:60]:
                    given = [
                        p if mixed and i % 2 else to_traditional(p).translate(TAIWAN_QUOTES)
                        for i, p in enumerate(paragraphs)
                    ]
                    for back, truth in zip(repaired("\n".join(given)).split("\n"), paragraphs, strict=True):
                        right += sum(a == b for a, b in zip(back, truth, strict=False))
                        count += len(truth)
                        lines += 1
                        exact += back == truth
            table[f"{name}, {config}"] = {"characters": right / count, "paragraphs": exact / lines}
    return table


def main() -> None:
    """Measure, print and keep."""
    results = {"traps": traps(), "clean": clean(), "there and back": there_and_back()}
    print(json.dumps(results, ensure_ascii=False, indent=1))
    text = json.dumps(results, ensure_ascii=False, indent=1, sort_keys=True)
    RESULTS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
