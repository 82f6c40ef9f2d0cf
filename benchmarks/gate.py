"""The quality gate: run the benchmarks again and compare with the limits of `figures.toml`.

    python benchmarks/gate.py              all of them, some minutes
    python benchmarks/gate.py --kept       only compare what `results/` holds

Needs the development texts (`GONGWEN_DATA`, else `../shared/data`); without them there is nothing to
measure on, and the gate says so.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from tools.corpus import data_folder  # noqa: E402

import figures  # noqa: E402

BENCHMARKS = (
    "structure",
    "html_pages",
    "layout",
    "encodings",
    "mojibake",
    "script",
    "lines",
    "characters",
    "punctuation",
    "clean",
    "sample",
    "parity",
)


def main() -> int:
    """Exit status 1 when a figure is beyond its limit."""
    if "--kept" not in sys.argv:
        if not data_folder().is_dir():
            print(f"gate: skipped, no development texts at {data_folder().name}; set GONGWEN_DATA to measure")
            return 0
        for name in BENCHMARKS:
            started = time.monotonic()
            subprocess.run([sys.executable, str(HERE / f"{name}.py")], check=True, stdout=subprocess.DEVNULL)
            print(f"gate: {name} measured in {time.monotonic() - started:.0f} s", flush=True)
    failures = [line for figure in figures.load() for line in figure.failures()]
    for line in failures:
        print("gate: " + line)
    print(f"gate: {len(failures)} of {len(figures.load())} figures beyond their limit")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())
