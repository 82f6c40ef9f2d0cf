"""Write the tables of docs/batch.md from `benchmarks/results/`: what was measured, and a million files by it.

python tools/batch_figures.py            write
python tools/batch_figures.py --check    exit status 1 if a table is not what the results say
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "batch.md"
FILES = 1_000_000
CORES = (8, 160)
"""Of one machine, and of ten."""
CABLE = 110
"""MB a second over a network of 1 Gbit/s."""


def result(name: str) -> dict[str, Any]:
    """What a benchmark wrote."""
    rows: dict[str, Any] = json.loads((ROOT / "benchmarks/results" / f"{name}.json").read_text("utf-8"))
    return rows


def measured() -> list[tuple[str, ...]]:
    """What one file takes, and lists of many."""
    speed, batch = result("speed"), result("batch")
    index, sizes, worker = batch["index"], batch["sizes"], speed["worker"]
    small = worker["sketch"] + worker["digest"] + worker["rest"]
    rooms = [
        f"{room} {worker[name]:.0f}"
        for room, name in (("repair", "repairing"), ("pdf", "pdf"), ("docx", "docx"))
    ]
    rooms += [f"typesetting {worker['typesetting']:.0f}", f"all else {worker['parsing'] + small:.0f}"]
    megabytes = index["MB"]
    return [
        ("", ""),
        ("a file in a worker", f"{worker['all']:.0f} ms of the processor: {', '.join(rooms)}"),
        ("the survey, a file", f"{sizes['survey, ms a file']:.1f} ms of the processor"),
        ("memory of a worker", f"{speed['ours']['MB of the largest process']} MB"),
        (
            f"manifest of {index['files']:,} files",
            f"{megabytes['gongwen-manifest.jsonl']:.0f} MB; {index['manifest written, s']:.0f} s to write, "
            f"{index['manifest read, s']:.0f} s to read",
        ),
        (
            f"index of {index['files']:,} files",
            f"{index['index, s']:.0f} s; page {megabytes['gongwen-index.html']:.1f} MB, sheet "
            f"{megabytes['gongwen-index.csv']:.1f} MB; {index['MB of the process']} MB of memory in the "
            "process that makes it",
        ),
        ("outputs, a file", f".docx {sizes['KB a file']['docx']} KB, .pdf {sizes['KB a file']['pdf']} KB"),
    ]


def million() -> list[tuple[str, ...]]:
    """What follows from it by multiplication, with the processors of one machine and of ten."""
    speed, batch = result("speed"), result("batch")
    index, sizes = batch["index"], batch["sizes"]
    work = [speed["worker"]["all"] / 1e3 * FILES / cores for cores in CORES]
    times = FILES / index["files"]
    kept = (index["manifest written, s"] + index["manifest read, s"]) * times
    survey = sizes["survey, ms a file"] / 1e3 * FILES / CORES[0]
    megabytes = sum(sizes["KB a file"].values()) / 1e3 * FILES
    listed = f"{span(index['index, s'] * times)}, {index['MB of the process'] * times / 1e3:.0f} GB"
    return [
        ("", "one machine, 8 cores", "10 machines of 16 cores"),
        ("work", *map(span, work)),
        ("survey, on 8 cores of the machine of the command", *[span(survey)] * 2),
        ("manifest: read, and written beside the work", *[span(kept)] * 2),
        ("index, and memory of the process that makes it", *[listed] * 2),
        (
            "outputs",
            *(f"{megabytes / 1e3:.0f} GB, {megabytes / seconds:.0f} MB a second" for seconds in work),
        ),
        ("the outputs alone over one cable of 1 Gbit/s", *[span(megabytes / CABLE)] * 2),
    ]


def span(seconds: float) -> str:
    """A time as one says it."""
    if seconds < 100:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes" if seconds < 6000 else f"{seconds / 3600:.1f} hours"


def table(rows: list[tuple[str, ...]]) -> str:
    """The rows as a Markdown table, the first of them as its head."""
    ruled = [rows[0], ("---",) * len(rows[0]), *rows[1:]]
    return "".join(f"| {' | '.join(row)} |\n" for row in ruled)


def main() -> int:
    """Write, or with `--check` compare."""
    old = new = DOCUMENT.read_text(encoding="utf-8")
    for name, rows in (("measured", measured()), ("million", million())):
        block = re.compile(rf"(<!-- {name}:begin -->\n).*?(<!-- {name}:end -->)", re.DOTALL)
        new = block.sub(lambda found, rows=rows: found[1] + table(rows) + found[2], new)
    if "--check" not in sys.argv:
        DOCUMENT.write_text(new, encoding="utf-8")
        return 0
    if new != old:
        print("docs/batch.md: a table is not what benchmarks/results says; run tools/batch_figures.py")
    return int(new != old)


if __name__ == "__main__":
    sys.exit(main())
