"""Where no character is doubted: masks, protected stretches, lists of names."""

from __future__ import annotations

import re
from functools import lru_cache

from ..marks.protected import protected
from . import masks

_NAME = re.compile("[\u4e00-\u9fff·]{2,4}|[\u4e00-\u9fff]+(?:·[\u4e00-\u9fff]+)+")
_IN_BRACKETS = re.compile("[（(][^（）()]*[）)]")
_FEWEST, _SHARE = 5, 0.7
"""Names, parted by blanks, that make a line a list, and their share of what the blanks part."""


@lru_cache(maxsize=2)
def places(text: str) -> bytes:
    """For each character of a text, and the end, whether it is exempt; beside masks their neighbours are."""
    spared = bytearray(b"\0".join(map(_of_line, text.split("\n")))) + b"\0"
    for start, end in masks.spans(text):
        spared[max(0, start - 1) : end + 1] = b"\1" * (min(end + 1, len(spared)) - max(0, start - 1))
    return bytes(spared)


def _of_line(line: str) -> bytes:
    return b"\1" * len(line) if _lists_names(line) else bytes(protected(line))


def _lists_names(line: str) -> bool:
    """Whether a line is a list of people, parted by blanks: 刘强　刘捷（女）　才让太（藏族）."""
    if line.count(" ") + line.count("\u3000") < _FEWEST - 1:
        return False
    parts = _IN_BRACKETS.sub("", line).split()
    names = sum(_NAME.fullmatch(part) is not None for part in parts)
    return names >= max(_FEWEST, _SHARE * len(parts))
