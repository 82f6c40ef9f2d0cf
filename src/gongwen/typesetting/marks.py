"""What characters may do in a line: the classes of `data/marks.toml` and those of Unicode."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
_TABLE = tomllib.loads((DATA / "marks.toml").read_text(encoding="utf-8"))

NOT_AT_START = frozenset(_TABLE["not_at_start"])
NOT_AT_END = frozenset(_TABLE["not_at_end"])
DOUBLED = frozenset(_TABLE["doubled"])
UNITS = frozenset(_TABLE["units"])
UNIT_PAIRS = frozenset(_TABLE["unit_pairs"])
FULL_CELL = frozenset(_TABLE["full_cell"])
INK_RIGHT = frozenset(_TABLE["ink_right"])
INK_LEFT = frozenset(_TABLE["ink_left"])
SPANNING = frozenset(_TABLE["spanning"])
SQUEEZE_ORDER = tuple(frozenset(group) for group in _TABLE["squeeze_order"])
SQUEEZABLE = frozenset().union(*SQUEEZE_ORDER)
TITLE_NOT_FIRST = frozenset(_TABLE["title_not_first"])
TITLE_NOT_LAST = frozenset(_TABLE["title_not_last"])
TITLE_PAUSES = frozenset(_TABLE["title_pauses"])
SURNAMES = frozenset(_TABLE["surnames"])
TITLE_SINGLE = frozenset(_TABLE["title_single"])
SQUEEZE_RANK = {char: rank for rank, group in enumerate(SQUEEZE_ORDER) for char in group}
RELUCTANT = SQUEEZE_ORDER[-1]
PAIRS = {pair[0]: pair[1] for pair in _TABLE["pairs"]}

BLANKS = "".join(char for char in map(chr, range(0x3001)) if char.isspace() and char != "\u00a0")
"""Blanks hang into the margin at the end of a line; a no-break space does not."""
_BLANK = re.compile(f"[{BLANKS}]")


def is_blank(char: str) -> bool:
    """Whether the character is a blank that may stand beyond the end of a line."""
    return char in BLANKS


def blank_places(text: str) -> list[int]:
    """The places of the blanks in a text."""
    if len(text.split(maxsplit=1)) == 1 and not text[0].isspace() and not text[-1].isspace():
        return []  # most paragraphs, seen in a tenth of the time
    return [blank.start() for blank in _BLANK.finditer(text)]


@lru_cache(maxsize=4096)
def is_undrawn(char: str) -> bool:
    """Control and format characters: they belong to the text and leave no mark on the page."""
    if char in "\t\u00ad":
        return char == "\u00ad"
    is_selector = "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
    return is_selector or unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp"}


@lru_cache(maxsize=8192)
def is_full_width(char: str) -> bool:
    """Whether the character takes a whole cell."""
    return char in FULL_CELL or unicodedata.east_asian_width(char) in {"W", "F"}


@lru_cache(maxsize=8192)
def is_word_char(char: str) -> bool:
    """A letter or digit of a script that is written in words: Latin, Greek, Cyrillic and others."""
    return (char.isalpha() or char.isdecimal()) and not is_full_width(char)
