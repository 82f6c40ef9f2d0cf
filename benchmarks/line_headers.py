"""Page headers cut into sentences, page numbers and running heads: how many are found, what else is taken."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

from gongwen.model import Change
from gongwen.repairing import headers
from gongwen.repairing.lines import lines_of
from line_corpora import CleanDocument
from line_damage import MODELS, with_headers
from line_joins import bare_text
from line_scores import applied, context, prf


def bench_headers(documents: list[CleanDocument]) -> dict[str, Any]:
    """Phrases of the title put in where pages end: how many are cut out exactly, and what else is."""
    counts: Counter[str] = Counter()
    for document in (d for d in documents if d.title):
        _headers_in(document, counts)
    results = {**_header_figures(counts), **counts}
    for name, value in results.items():
        print(f"headers: {name}: {value}")
    return results


def _headers_in(document: CleanDocument, counts: Counter[str]) -> None:
    text, spans = with_headers(document.title, document.paragraphs, random.Random(document.name))
    changes = headers.find(text, context(text))
    wanted = {_core(text, span) for span in spans}
    counts["wanted"] += len(spans)
    counts["wanted at a break"] += sum("\n" in text[a:b] for a, b in spans)
    for level, found in (
        ("applied", applied(changes)),
        ("suggested", [c for c in changes if c not in applied(changes)]),
    ):
        for change in found:
            core = _core(text, (change.start, change.end))
            touched = any(change.start < b and a < change.end for a, b in spans)
            counts[f"{level} " + ("exact" if core in wanted else "inexact" if touched else "false")] += 1
            counts[f"{level} exact at a break"] += core in wanted and "\n" in text[change.start : change.end]
    for damage in ("clean", "c", "a"):
        chance = random.Random(document.name + damage)
        other, _ = bare_text(MODELS[damage]([document.title, *document.paragraphs], chance))
        counts[f"false without headers, {damage}"] += len(applied(headers.find(other, context(other))))
        counts["characters of clean text"] += len(other) * (damage == "clean")


def _core(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """The span without the white space around it."""
    start, end = span
    body = text[start:end]
    return start + len(body) - len(body.lstrip()), end - len(body) + len(body.rstrip())


def _header_figures(counts: Counter[str]) -> dict[str, float]:
    found = counts["applied exact"] + counts["applied inexact"] + counts["applied false"]
    breaks = max(1, counts["wanted at a break"])
    return {
        "precision of exact spans": round(counts["applied exact"] / max(1, found), 4),
        "recall": round(counts["applied exact"] / max(1, counts["wanted"]), 4),
        "recall at breaks": round(counts["applied exact at a break"] / breaks, 4),
    }


def bench_pages(documents: list[CleanDocument]) -> dict[str, Any]:
    """Page numbers and running heads of printed pages (damage e): found, and true lines that are taken."""
    right = false = missed = 0
    for document in documents:
        labelled = MODELS["e"](document.paragraphs, random.Random(document.name + "e"))
        text = "\n".join(line for line, _ in labelled)
        found = {text.count("\n", 0, c.start + (text[c.start] == "\n")) for c in _own_lines(text)}
        noise = {i for i, (line, label) in enumerate(labelled) if label == "N" and lines_of(line)}
        right, false, missed = (
            right + len(found & noise),
            false + len(found - noise),
            missed + len(noise - found),
        )
    precision, recall, f = prf(right, false, missed)
    print(f"page numbers and heads: P {precision} R {recall} F {f} of {right + missed}")
    return {"precision": precision, "recall": recall, "f": f, "lines": right + missed}


def _own_lines(text: str) -> list[Change]:
    return [c for c in applied(headers.find(text, context(text))) if c.rule == headers.LINE]
