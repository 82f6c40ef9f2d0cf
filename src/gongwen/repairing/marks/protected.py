"""Stretches of a line that no repair of marks may touch: addresses, file names, numbers, formulas, masks."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from ..wording import masks

_DATA = Path(__file__).parent.parent / "data" / "protected.toml"


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    spans = tomllib.loads(_DATA.read_text("utf-8"))["span"]
    return re.compile("|".join(f"(?:{span['pattern']})" for span in spans), re.VERBOSE)


def protected(line: str) -> bytearray:
    """For each character of the line whether (1) or not (0) it stands in a protected stretch."""
    marked = bytearray(len(line))
    for start, end in [m.span() for m in _pattern().finditer(line)] + masks.spans(line):
        marked[start:end] = b"\1" * (end - start)
    return marked
