"""Stretches of a line that no repair of marks may touch: addresses, file names, numbers, formulas, masks."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from ..wording import masks

_DATA = Path(__file__).parent.parent / "data" / "protected.toml"
_MASKING = re.compile(r"[xX×*＊_○〇]|[—-]\s?年|年[ \u3000]")
"""What every mask has."""


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What a file name ends with; all stretches; those that are left where there is no file name.

    Every stretch but a file name starts with an ASCII character, which is asked first.
    """
    table = tomllib.loads(_DATA.read_text("utf-8"))
    before, named, behind = (
        "|".join(f"(?:{span['pattern']})" for span in table.get(part, []))
        for part in ("span", "named", "rest")
    )
    every = rf"(?=[!-~])(?:{before}) | {named} | (?=[!-~])(?:{behind})"
    plain = rf"(?=[!-~])(?:{before} | {behind})"
    ending = re.compile(rf"\.(?:{table['endings']})", re.VERBOSE)
    return ending, re.compile(every, re.VERBOSE), re.compile(plain, re.VERBOSE)


def protected(line: str) -> bytearray:
    """For each character of the line whether (1) or not (0) it stands in a protected stretch."""
    ending, every, plain = _patterns()
    marked = bytearray(len(line))
    pattern = every if ending.search(line) else plain
    spans = [m.span() for m in pattern.finditer(line)]
    if _MASKING.search(line):
        spans += masks.spans(line)
    for start, end in spans:
        marked[start:end] = b"\1" * (end - start)
    return marked
