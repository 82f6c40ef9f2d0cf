"""False alarms: what the whole pipeline changes in text that is clean, named by rule.

500 broadcast items and the official documents that nothing was learned from, and the same broadcast items
as a clerk would have them: with indents of two ideographic spaces, and with blank lines between paragraphs.
Every change is a false alarm or a real flaw of the source; `--show` prints them to be read.

    python benchmarks/clean.py [--show]        writes benchmarks/results/clean.json
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.corpus import held_out  # noqa: E402

import gongwen  # noqa: E402
from gongwen.model import Edit, Status  # noqa: E402

ITEMS = 500
LAWS = 100


def main() -> None:
    """Measure, print, keep."""
    items = held_out("xwlb")[:ITEMS]
    sets = {
        "xwlb": ("\n".join(p) for p in items),
        "xwlb, indented": ("\n".join("　　" + line for line in p) for p in items),
        "xwlb, blank lines": ("\n\n".join(p) for p in items),
        "laws": ("\n".join(p) for p in held_out("laws")[:LAWS]),
        "work-reports": ("\n".join(p) for p in held_out("work-reports")),
        "govcn-policy": ("\n".join(p) for p in held_out("govcn-policy")),
    }
    rows = {name: measure(texts) for name, texts in sets.items()}
    for name, row in rows.items():
        print(f"{name:<18} {row}")
    target = ROOT / "benchmarks" / "results" / "clean.json"
    target.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def measure(texts: Iterable[str]) -> dict[str, object]:
    """What was changed in these texts."""
    counts: dict[Status, Counter[str]] = {status: Counter() for status in Status}
    characters = untouched = documents = again = 0
    for text in texts:
        repaired = gongwen.repair(gongwen.read_text(text))
        documents += 1
        characters += len(text)
        untouched += repaired.text == text
        if repaired.text != text:
            again += gongwen.repair(gongwen.read_text(repaired.text)).text != repaired.text
        for edit in repaired.edits:
            counts[edit.status].update(edit.rules)
            if "--show" in sys.argv and edit.status is not Status.NOTED:
                print(shown(text, edit))
    applied = sum(counts[Status.APPLIED].values())
    return {
        "documents": documents,
        "characters": characters,
        "documents untouched": untouched,
        "applied per 10,000": round(applied * 10_000 / characters, 3),
        "suggested per 10,000": round(sum(counts[Status.SUGGESTED].values()) * 10_000 / characters, 3),
        "changed by a second run": again,
        **{status.value: dict(counter.most_common()) for status, counter in counts.items()},
    }


def shown(text: str, edit: Edit) -> str:
    """One edit in its context."""
    left, right = text[max(0, edit.start - 10) : edit.start], text[edit.end : edit.end + 10]
    place = f"{left}[{edit.before}→{edit.after}]{right}".replace("\n", "⏎")
    return f"  {edit.status.value:<9} {','.join(edit.rules):<18} {place}"


if __name__ == "__main__":
    main()
