"""Joining lines by the whole repair as it is used: what other stages add, and what they undo."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from random import Random
from typing import Any

from gongwen.model import Edit, Source, Status
from gongwen.repairing import repair
from gongwen.repairing.lines.lines import boundaries, layout_of
from line_corpora import CleanDocument
from line_damage import MODELS, bare_text
from line_scores import Score, table

DAMAGE = ("clean", "a", "b", "c", "d", "f")


def bench_whole(documents: list[CleanDocument]) -> dict[str, Any]:
    """Joins and breaks in what comes out at the usual level; a break put where none was is counted apart."""
    scores: dict[tuple[str, str], Score] = defaultdict(Score)
    added: dict[str, int] = defaultdict(int)
    for document in documents:
        for damage in DAMAGE:
            text, wanted = bare_text(MODELS[damage](document.paragraphs, Random(document.name + damage)))
            edits = [e for e in repair(Source.from_text(text)).edits if e.status is Status.APPLIED]
            scores["whole repair", damage].add(wanted, _joined(text, edits), len(layout_of(text).lines) - 1)
            added[damage] += sum(e.after.count("\n") > e.before.count("\n") for e in edits)
    table("whole repair: JOIN F / BREAK F", scores, lambda r: f"{r['join_f']:.3f}/{r['break_f']:.3f}")
    table("whole repair: JOIN P / R", scores, lambda r: f"{r['join_precision']:.4f}/{r['join_recall']:.4f}")
    print("breaks added:", dict(added))
    return {damage: score.report() | {"added": added[damage]} for (_, damage), score in scores.items()}


def _joined(text: str, edits: list[Edit]) -> set[int]:
    """The ends of the lines behind which no line break is left."""
    ends = [edit.end for edit in edits]
    found = set()
    for first, second in boundaries(layout_of(text).lines):
        breaks = text.count("\n", first.end, second.start)
        for edit in edits[bisect_left(ends, first.end) :]:
            if edit.start > second.start:
                break
            breaks += edit.after.count("\n") - edit.before.count("\n")
        if breaks <= 0:
            found.add(first.end)
    return found
