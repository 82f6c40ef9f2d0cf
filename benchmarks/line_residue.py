"""Stray lines of real pages with labels, and what every stage of the lines does to clean text."""

from __future__ import annotations

from collections import Counter
from typing import Any

from gongwen.repairing import duplicates, headers, joins, residue, splits
from line_corpora import GENRES, clean_documents, records
from line_scores import applied, context, prf


def bench_residue() -> dict[str, Any]:
    """Stray lines of sixteen real pages with labels, and what is hit in clean text."""
    right = false = missed = 0
    for record in records("work-reports/provinces2026-dirty.jsonl.gz"):
        raw = record["raw"]
        found = {
            raw.count("\n", 0, c.start + (raw[c.start] == "\n"))
            for c in applied(residue.find(raw, context(raw)))
        }
        wanted = {i for i in record["drop_lines"] if raw.split("\n")[i].strip()}
        right, false, missed = (
            right + len(found & wanted),
            false + len(found - wanted),
            missed + len(wanted - found),
        )
    precision, recall, f = prf(right, false, missed)
    print(
        f"residue, provinces2026-dirty (developed on them): P {precision} R {recall}, {right + missed} lines"
    )
    return {"precision": precision, "recall": recall, "f": f, "lines": right + missed}


STAGES = {
    "residue": residue.find,
    "headers": headers.find,
    "joins": joins.find,
    "splits": splits.find,
    "duplicates": duplicates.find,
}


def bench_clean() -> dict[str, Any]:
    """Edits by rule in clean texts, applied and suggested, per 10,000 characters."""
    results: dict[str, Any] = {}
    for genre in GENRES:
        documents = clean_documents(genre, most=500)
        edits: Counter[str] = Counter()
        size = 0
        for document in documents:
            text = "\n".join(document.paragraphs)
            size += len(text)
            for stage in STAGES.values():
                found = list(stage(text, context(text)))
                edits.update(c.rule for c in applied(found))
                edits.update(f"{c.rule} (suggested)" for c in found if c not in applied(found))
        rates = {rule: round(n / size * 10_000, 4) for rule, n in sorted(edits.items())}
        results[genre] = {
            "documents": len(documents),
            "characters": size,
            "edits": dict(edits),
            "per 10,000": rates,
        }
        print(f"clean {genre}: {len(documents)} documents, {size:,} characters: {dict(edits)}")
    return results
