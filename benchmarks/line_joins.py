"""Joining lines: damage models on clean texts, wraps of real tools, breaks of real pages."""

from __future__ import annotations

import json
import math
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

from gongwen.model import Level
from gongwen.repairing.joining import joins
from gongwen.repairing.joining.boundary import Boundary, Paragraph, Verdict
from gongwen.repairing.joining.joinmodel import Model
from gongwen.repairing.joining.joinrules import ruling
from gongwen.repairing.lines.habits import Habits
from gongwen.repairing.lines.lines import Layout, boundaries, layout_of
from gongwen.repairing.lines.shapes import is_heading
from line_corpora import CleanDocument, data_folder, records
from line_damage import MODELS, bare_text
from line_scores import Score, applied, context, table

Joiner = Callable[[str], set[int]]
"""Text → the ends of those lines that are joined to the next."""

# ---- joining: what others do, in a few lines each

_UNWRAPS = re.compile(r"[\u4e00-\u9fffA-Za-z，,、；;：:）)]$")
_STOP = re.compile(r"[。！？!?…：:；;][”’\"」』）)》】]*$")


def _by(keep: Callable[[Layout, int], bool]) -> Joiner:
    def join(text: str) -> set[int]:
        layout = layout_of(text)
        return {a.end for k, a in enumerate(layout.lines[:-1]) if not keep(layout, k)}

    return join


def _mode(layout: Layout) -> int:
    counts = Counter(len(line.text) for line in layout.lines)
    return max(counts, key=lambda n: (counts[n], n))


def _closing_heading_length(layout: Layout, k: int) -> bool:
    a, b = layout.lines[k], layout.lines[k + 1]
    heading = is_heading(b.folded) or (is_heading(a.folded) and len(a.text) < 40)
    return bool(_STOP.search(a.text)) or heading or len(a.text) <= 20


def _calibre(text: str) -> set[int]:
    """Length and last character, where most lines are about as long; with Han among the letters."""
    layout = layout_of(text)
    sizes = [len(line.text) for line in layout.lines]
    buckets = Counter(size // 100 for size in sizes if 20 < size < 1900)
    kinds = sorted(set(sizes))
    kinds = [size for size in kinds if size <= math.ceil(sum(kinds) / len(kinds) * 2)]
    least = kinds[max(0, int(len(kinds) * 0.4) - 1)]
    if not buckets or max(buckets.values()) < 0.55 * len(sizes):
        return set()
    return {a.end for a in layout.lines[:-1] if len(a.text) >= least and _UNWRAPS.search(a.text)}


BASELINES: dict[str, Joiner] = {
    "never": _by(lambda d, k: True),
    "no closing mark": _by(lambda d, k: bool(_STOP.search(d.lines[k].text))),
    "empty line = paragraph": _by(lambda d, k: d.lines[k + 1].gap),
    "as long as most": _by(lambda d, k: len(d.lines[k].text) < _mode(d) - 1),
    "stop or < 25": _by(lambda d, k: d.lines[k].text.endswith("。") or len(d.lines[k].text) < 25),
    "mark + heading + length": _by(_closing_heading_length),
    "calibre, with Han": _calibre,
}


def ours(text: str) -> set[int]:
    """The joins that the stage applies."""
    return {c.start for c in applied(joins.find(text, context(text)))}


def bench_joins(documents: list[CleanDocument]) -> dict[str, Any]:
    """Joins and breaks of every damage model, ours beside the baselines."""
    scores: dict[tuple[str, str], Score] = defaultdict(Score)
    by_genre: dict[tuple[str, str], Score] = defaultdict(Score)
    reasons: dict[str, Counter[str]] = defaultdict(Counter)
    for document in documents:
        for model, damage in MODELS.items():
            text, wanted = bare_text(damage(document.paragraphs, random.Random(document.name + model)))
            count = len(layout_of(text).lines) - 1
            _count_reasons(text, wanted, reasons)
            for name, join in {**BASELINES, "ours": ours}.items():
                got = join(text)
                scores[name, model].add(wanted, got, count)
                if name == "ours":
                    by_genre[document.genre, model].add(wanted, got, count)
    table("JOIN F / BREAK F", scores, lambda r: f"{r['join_f']:.3f}/{r['break_f']:.3f}")
    table("exact documents", scores, lambda r: f"{r['exact']:.3f}")
    ours_only = {("ours", m): s for (n, m), s in scores.items() if n == "ours"}
    table("ours, JOIN P / R", ours_only, lambda r: f"{r['join_precision']:.4f}/{r['join_recall']:.4f}")
    table(
        "ours by genre, JOIN P / R", by_genre, lambda r: f"{r['join_precision']:.3f}/{r['join_recall']:.3f}"
    )
    figures = {f"{name}|{model}": score.report() for (name, model), score in {**scores, **by_genre}.items()}
    changed = [_changed(d) for d in documents]
    clean = {level.name.lower(): sum(level in levels for levels in changed) for level in Level}
    print(f"clean documents with a change of each level: {clean} of {len(changed)}")
    return figures | {"by reason": _by_reason(reasons), "clean changed": clean, "speed": _speeds(documents)}


def _count_reasons(text: str, wanted: set[int], reasons: dict[str, Counter[str]]) -> None:
    """Count how each reason for a join or a break, as judged in the first round, is borne out."""
    for at, judgement in joins.judge(layout_of(text)):
        name = judgement.verdict.value if judgement.joins or judgement.verdict is Verdict.BREAK else "suggest"
        goes_on = at.first.end in wanted
        reasons[f"{name}: {judgement.reason}"]["right" if goes_on == (name != "break") else "wrong"] += 1


def _by_reason(reasons: dict[str, Counter[str]]) -> dict[str, dict[str, float]]:
    total = sum(counts["right"] for name, counts in reasons.items() if not name.startswith("break"))
    found = {
        name: {
            "cases": counts.total(),
            "precision": round(counts["right"] / counts.total(), 4),
            "share": round(counts["right"] / total, 4) if not name.startswith("break") else 0.0,
        }
        for name, counts in sorted(reasons.items())
    }
    print("\nby reason, precision and share of all joins")
    for name, figures in found.items():
        print(f"{name:36}{figures['cases']:>8}{figures['precision']:>9.4f}{figures['share']:>9.4f}")
    return found


def _changed(document: CleanDocument) -> set[Level]:
    text = "\n".join(document.paragraphs)
    return {Level.of(c.confidence) for c in joins.find(text, context(text)) if not c.note}


def _speeds(documents: list[CleanDocument]) -> dict[str, int]:
    """Characters a second: statistics and rules alone, then all of the stage, once the tables are warm."""
    speeds = {}
    for model in ("clean", "a", "c", "f"):
        texts = [bare_text(MODELS[model](d.paragraphs, random.Random(d.name)))[0] for d in documents]
        size = sum(map(len, texts))
        start = time.process_time()
        for text in texts:
            _rule(text)
        rules = time.process_time() - start
        start = time.process_time()
        for text in texts:
            joins.find(text, context(text))
        speeds |= {
            f"{model}, rules": round(size / rules),
            f"{model}, with model": round(size / (time.process_time() - start)),
        }
    print("characters a second:", speeds)
    return speeds


def _rule(text: str) -> None:
    """What statistics and rules take, the language tables being asked nothing."""
    layout = layout_of(text)
    habits = Habits(layout)
    model = Model(habits)
    model.__dict__["_seams"] = [0.0] * len(layout.lines)
    for index, (first, second) in enumerate(boundaries(layout.lines)):
        ruling(Boundary(first, second, Paragraph.of(index, first), habits, model, index))


def bench_extracted() -> dict[str, Any]:
    """Real wraps: what catdoc and antiword made of Word files, against the text without wrapping."""
    results = {}
    for gold in sorted((data_folder() / "extracted-wraps").glob("*.gold.txt")):
        for tool in ("catdoc", "antiword"):
            text = gold.with_name(gold.name.replace(".gold.", f".{tool}.")).read_text("utf-8", "replace")
            score = Score()
            wanted, count = _aligned(text, gold.read_text("utf-8", "replace"))
            got = {e for e in ours(text) if e in wanted}
            score.add({e for e, is_join in wanted.items() if is_join}, got, count)
            results[f"{gold.name.split('__')[2][:16]}|{tool}"] = score.report()
            print(f"{gold.name.split('__')[2][:16]} {tool}: {json.dumps(score.report())}")
    return results


def bench_real() -> dict[str, Any]:
    """Breaks in real pages that a reader labelled: sentences cut by markup, and where words were dropped."""
    hits = false = missed = 0
    for record in records("work-reports/provinces2026-dirty.jsonl.gz"):
        lines = record["raw"].split("\n")
        kept = [i for i in range(len(lines)) if i not in set(record["drop_lines"])]
        text = "\n".join(lines[i] for i in kept)
        got = {kept[text.count("\n", 0, end) + 1] for end in ours(text)}
        wanted = set(record["join_with_previous"])
        hits, false, missed = hits + len(got & wanted), false + len(got - wanted), missed + len(wanted - got)
    raw = {r["id"]: r["raw"].replace("\r", "") for r in records("shenlun-essays/essays.jsonl.gz")}
    sites = [
        json.loads(line)
        for line in (data_folder() / "shenlun-essays/real-dropped-words.jsonl").open(encoding="utf-8")
    ]
    gaps = sum(_end_of(raw[s["id"]], s["left"]) in ours(raw[s["id"]]) for s in sites)
    print(f"provinces: {hits} joined, {missed} missed, {false} false")
    print(f"dropped words: {gaps} of {len(sites)} breaks joined")
    return {"joined": hits, "missed": missed, "false": false, "gaps joined": gaps, "gaps": len(sites)}


def _end_of(text: str, left: str) -> int:
    return text.find(left[-16:]) + len(left[-16:])


def _aligned(text: str, gold: str) -> tuple[dict[int, bool], int]:
    """For each line end of the text whether the gold goes on there, where the two can be aligned."""
    bare = "".join(gold.split())
    ends, place = set(), 0
    for line in gold.split("\n"):
        place += len("".join(line.split()))
        ends.add(place)
    found, place = {}, 0
    lines = layout_of(text).lines
    for line in lines[:-1]:
        piece = "".join(line.text.split())
        at = bare.find(piece, place, place + len(piece) + 40)
        if at >= 0:
            place = at + len(piece)
            found[line.end] = place not in ends
    return found, len(found)
