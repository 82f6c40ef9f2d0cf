"""Lines: joining, stray lines, headers; quality on damaged texts, false alarms on clean ones.

python benchmarks/lines.py            prints the tables and writes benchmarks/results/lines.json
python benchmarks/lines.py joins      only that part
"""

from __future__ import annotations

import json
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gongwen.model import Change, Level, Source
from gongwen.repairing import duplicates, headers, joins, residue, splits
from gongwen.repairing.lines import Layout, layout_of
from gongwen.repairing.shapes import is_heading
from gongwen.repairing.stage import Context
from line_corpora import GENRES, CleanDocument, clean_documents, data_folder, records
from line_damage import MODELS, Labelled, with_headers

_RESULTS = Path(__file__).parent / "results" / "lines.json"
Joiner = Callable[[str], set[int]]
"""Text → the ends of those lines that are joined to the next."""


@dataclass
class Score:
    """Right and wrong decisions, joins being what is looked for."""

    hits: int = 0
    false: int = 0
    missed: int = 0
    kept: int = 0
    documents: int = 0
    exact: int = 0

    def add(self, wanted: set[int], got: set[int], boundaries: int) -> None:
        """Count one document."""
        self.hits += len(wanted & got)
        self.false += len(got - wanted)
        self.missed += len(wanted - got)
        self.kept += boundaries - len(wanted | got)
        self.documents += 1
        self.exact += wanted == got

    def report(self) -> dict[str, float]:
        """Precision, recall and F of joins and of breaks, and the share of faultless documents."""
        join = _prf(self.hits, self.false, self.missed)
        keep = _prf(self.kept, self.missed, self.false)
        names = ("precision", "recall", "f")
        return (
            {f"join_{n}": v for n, v in zip(names, join, strict=True)}
            | {f"break_{n}": v for n, v in zip(names, keep, strict=True)}
            | {"exact": round(self.exact / max(1, self.documents), 4), "documents": self.documents}
        )


def _prf(right: int, false: int, missed: int) -> tuple[float, float, float]:
    precision = right / (right + false) if right + false else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    f = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return round(precision, 4), round(recall, 4), round(f, 4)


def applied(changes: Sequence[Change]) -> list[Change]:
    """Those that are made without asking."""
    return [c for c in changes if Level.of(c.confidence) >= Level.LIKELY and not c.note]


def context(text: str, title: str = "") -> Context:
    """What a stage knows of a text that comes from nowhere."""
    return Context(Source.from_text(text, name=title))


# ---- joining: what others do, in a few lines each

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


BASELINES: dict[str, Joiner] = {
    "never": _by(lambda d, k: True),
    "no closing mark": _by(lambda d, k: bool(_STOP.search(d.lines[k].text))),
    "empty line = paragraph": _by(lambda d, k: d.lines[k + 1].gap),
    "as long as most": _by(lambda d, k: len(d.lines[k].text) < _mode(d) - 1),
    "stop or < 25": _by(lambda d, k: d.lines[k].text.endswith("。") or len(d.lines[k].text) < 25),
    "mark + heading + length": _by(_closing_heading_length),
}


def ours(text: str) -> set[int]:
    """The joins that the stage applies."""
    return {c.start for c in applied(joins.find(text, context(text)))}


def bench_joins(documents: list[CleanDocument]) -> dict[str, Any]:
    """Joins and breaks of every damage model, ours beside the baselines."""
    scores: dict[tuple[str, str], Score] = defaultdict(Score)
    by_genre: dict[tuple[str, str], Score] = defaultdict(Score)
    for document in documents:
        for model, damage in MODELS.items():
            text, wanted = _text(damage(document.paragraphs, random.Random(document.name + model)))
            count = len(layout_of(text).lines) - 1
            for name, join in {**BASELINES, "ours": ours}.items():
                got = join(text)
                scores[name, model].add(wanted, got, count)
                if name == "ours":
                    by_genre[document.genre, model].add(wanted, got, count)
    _table("JOIN F / BREAK F", scores, lambda r: f"{r['join_f']:.3f}/{r['break_f']:.3f}")
    _table("exact documents", scores, lambda r: f"{r['exact']:.3f}")
    ours_only = {("ours", m): s for (n, m), s in scores.items() if n == "ours"}
    _table("ours, JOIN P / R", ours_only, lambda r: f"{r['join_precision']:.4f}/{r['join_recall']:.4f}")
    _table(
        "ours by genre, JOIN P / R", by_genre, lambda r: f"{r['join_precision']:.3f}/{r['join_recall']:.3f}"
    )
    return {f"{name}|{model}": score.report() for (name, model), score in {**scores, **by_genre}.items()}


def _text(labelled: Labelled) -> tuple[str, set[int]]:
    """The text of labelled lines without noise, and the ends of lines that the next one goes on from."""
    lines = [(line, label) for line, label in labelled if label != "N"]
    wanted, place, end = set(), 0, 0
    for line, label in lines:
        if label == "C":
            wanted.add(end)
        place += len(line) + 1
        if label:
            end = place - 1 - (len(line) - len(line.rstrip()))
    return "\n".join(line for line, _ in lines), wanted


def _table(title: str, scores: dict[tuple[str, str], Score], cell: Callable[[dict[str, float]], str]) -> None:
    names = list(dict.fromkeys(name for name, _ in scores))
    models = list(dict.fromkeys(model for _, model in scores))
    print(f"\n{title}\n{'':24}" + "".join(f"{m:>14}" for m in models))
    for name in names:
        cells = [cell(scores[name, m].report()) for m in models]
        print(f"{name:24}" + "".join(f"{c:>14}" for c in cells))


# ---- page headers cut into the text


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
        other, _ = _text(MODELS[damage]([document.title, *document.paragraphs], chance))
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
        noise = {i for i, (_, label) in enumerate(labelled) if label == "N"}
        right, false, missed = (
            right + len(found & noise),
            false + len(found - noise),
            missed + len(noise - found),
        )
    precision, recall, f = _prf(right, false, missed)
    print(f"page numbers and heads: P {precision} R {recall} F {f} of {right + missed}")
    return {"precision": precision, "recall": recall, "f": f, "lines": right + missed}


def _own_lines(text: str) -> list[Change]:
    return [c for c in applied(headers.find(text, context(text))) if c.rule == headers.LINE]


# ---- stray lines, and false alarms on clean text


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
    precision, recall, f = _prf(right, false, missed)
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


PARTS: dict[str, Callable[[], dict[str, Any]]] = {
    "joins": lambda: bench_joins(clean_documents()),
    "headers": lambda: bench_headers(clean_documents("xwlb", "laws", "work-reports", "govcn-policy")),
    "pages": lambda: bench_pages(clean_documents()),
    "residue": bench_residue,
    "clean": bench_clean,
    "extracted": bench_extracted,
    "real": bench_real,
}


def main(names: list[str]) -> None:
    """Measure all parts or those named, print them and keep them."""
    if not data_folder().exists():
        sys.exit(f"No data at {data_folder()}: set GONGWEN_DATA.")
    results = json.loads(_RESULTS.read_text()) if _RESULTS.exists() else {}
    for name in names or list(PARTS):
        start = time.perf_counter()
        results[name] = PARTS[name]()
        print(f"\n{name}: {time.perf_counter() - start:.0f} s")
    _RESULTS.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
