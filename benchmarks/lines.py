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

from line_corpora import CleanDocument, clean_documents, data_folder, records
from line_damage import MODELS, Labelled

from gongwen.model import Change, Level, Source
from gongwen.repairing import joins
from gongwen.repairing.lines import Layout, layout_of
from gongwen.repairing.shapes import is_heading
from gongwen.repairing.stage import Context

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
        self.hits += len(wanted & got)
        self.false += len(got - wanted)
        self.missed += len(wanted - got)
        self.kept += boundaries - len(wanted | got)
        self.documents += 1
        self.exact += wanted == got

    def report(self) -> dict[str, float]:
        join = _prf(self.hits, self.false, self.missed)
        keep = _prf(self.kept, self.missed, self.false)
        names = ("precision", "recall", "f")
        return {f"join_{n}": v for n, v in zip(names, join, strict=True)} | {
            f"break_{n}": v for n, v in zip(names, keep, strict=True)
        } | {"exact": round(self.exact / max(1, self.documents), 4), "documents": self.documents}


def _prf(right: int, false: int, missed: int) -> tuple[float, float, float]:
    precision = right / (right + false) if right + false else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    f = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return round(precision, 4), round(recall, 4), round(f, 4)


def applied(changes: Sequence[Change]) -> list[Change]:
    """Those that are made without asking."""
    return [c for c in changes if Level.of(c.confidence) >= Level.LIKELY and not c.note]


def context(text: str, title: str = "") -> Context:
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
    _table("ours by genre, JOIN P / R", by_genre, lambda r: f"{r['join_precision']:.3f}/{r['join_recall']:.3f}")
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


PARTS: dict[str, Callable[[], dict[str, Any]]] = {
    "joins": lambda: bench_joins(clean_documents()),
}


def main(names: list[str]) -> None:
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
