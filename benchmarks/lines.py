"""Lines: joining, splitting, stray lines, headers; quality on damaged texts, false alarms on clean ones.

python benchmarks/lines.py            prints the tables and writes benchmarks/results/lines.json
python benchmarks/lines.py joins      only that part
python benchmarks/lines.py unseen     genres never seen in building; a quarter of an hour, only when named
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from line_corpora import GENRES, clean_documents, data_folder
from line_flattened import bench_flattened
from line_headers import bench_headers, bench_pages
from line_joins import bench_extracted, bench_joins, bench_real
from line_official import bench_official
from line_residue import bench_clean, bench_residue
from line_splits import bench_blanks, bench_duplicates, bench_gaps, bench_paragraphs, bench_splits
from line_survival import bench_survival
from line_unseen import bench_unseen
from line_whole import bench_whole

_RESULTS = Path(__file__).parent / "results" / "lines.json"

PARTS: dict[str, Callable[[], dict[str, Any]]] = {
    "joins": lambda: bench_joins(clean_documents()),
    "unseen": bench_unseen,
    "whole": lambda: bench_whole(clean_documents(most=12)),
    "official": bench_official,
    "headers": lambda: bench_headers(clean_documents(*GENRES, "essays", most=120)),
    "pages": lambda: bench_pages(clean_documents()),
    "survival": bench_survival,
    "residue": bench_residue,
    "clean": bench_clean,
    "extracted": bench_extracted,
    "real": bench_real,
    "splits": bench_splits,
    "flattened": bench_flattened,
    "paragraphs": bench_paragraphs,
    "gaps": bench_gaps,
    "duplicates": bench_duplicates,
    "blanks": bench_blanks,
}

_LONG = ("unseen",)
"""Parts that are measured only when they are named."""


def main(names: list[str]) -> None:
    """Measure all parts or those named, print them and keep them."""
    if not data_folder().exists():
        sys.exit(f"No data at {data_folder()}: set GONGWEN_DATA.")
    for name in names or [part for part in PARTS if part not in _LONG]:
        start = time.perf_counter()
        _keep(name, PARTS[name]())
        print(f"\n{name}: {time.perf_counter() - start:.0f} s")


def _keep(name: str, figures: dict[str, Any]) -> None:
    """Put one part in its place among the results."""
    results = json.loads(_RESULTS.read_text("utf-8")) if _RESULTS.exists() else {}
    ordered = {part: figures if part == name else results.get(part) for part in PARTS}
    kept = {part: found for part, found in ordered.items() if found is not None}
    _RESULTS.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
