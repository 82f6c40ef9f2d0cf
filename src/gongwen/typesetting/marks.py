"""What characters may do in a line: the classes of `data/marks.toml` and those of Unicode."""

from __future__ import annotations

import tomllib
import unicodedata
from enum import Enum
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
TITLE_SINGLE = frozenset(_TABLE["title_single"])
PAIRS = {pair[0]: pair[1] for pair in _TABLE["pairs"]}

_EITHER_SCRIPT = frozenset("“”‘’—")
_WORD_JOINERS = frozenset("-'_.,:/@&+%~=?#’‑")
_TIED_CATEGORIES = frozenset({"Mn", "Mc", "Me", "Cf"})


def is_blank(char: str) -> bool:
    """Blanks hang into the margin at the end of a line; a no-break space does not."""
    return char.isspace() and char != "\u00a0"


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


def _is_asian(char: str) -> bool:
    """Full-width characters, and signs of either width (①, Ⅳ, ×), which Chinese faces draw in a cell."""
    is_sign = unicodedata.east_asian_width(char) == "A" and not char.isalpha()
    return is_full_width(char) or is_sign


class ScriptChange(Enum):
    """What happens to the script between two characters, as office programs see it."""

    NONE = 0
    MARKS = 1
    """From one script to the other, with a mark on one side at least."""
    LETTERS = 2
    """From a Han character to a letter or digit, or back."""


@lru_cache(maxsize=1 << 16)
def script_change(left: str, right: str) -> ScriptChange:
    """The change between two neighbours; quotes and dashes belong to either script, blanks to none."""
    if left in _EITHER_SCRIPT or right in _EITHER_SCRIPT or is_blank(left) or is_blank(right):
        return ScriptChange.NONE
    if _is_asian(left) == _is_asian(right):
        return ScriptChange.NONE
    letters = left.isalnum() and right.isalnum()
    return ScriptChange.LETTERS if letters else ScriptChange.MARKS


@lru_cache(maxsize=8192)
def _is_tied(char: str) -> bool:
    """Whether the character is part of the one before it."""
    return unicodedata.category(char) in _TIED_CATEGORIES or "\U0001f3fb" <= char <= "\U0001f3ff"


def is_inside_word(left: str, right: str) -> bool:
    """Whether no line ends here because two parts of one word, number or quantity meet [K-10]."""
    if is_word_char(left) and is_word_char(right):
        return True
    if is_word_char(left) and right in _WORD_JOINERS:
        return True
    if left in _WORD_JOINERS and is_word_char(right):
        return True
    return (left.isdigit() and right in UNITS) or left + right in UNIT_PAIRS


def may_break(text: str, place: int) -> bool:
    """Whether a line may end before `text[place]` [K-01, K-02, K-04, K-10]; `0 < place < len(text)`."""
    right = text[place]
    return _may_part(text[place - 1], right) and (right not in DOUBLED or _may_stand_first(text, place))


def may_break_by_force(text: str, place: int) -> bool:
    """The same where a word that is longer than the line has to be broken."""
    right = text[place]
    is_possible = _may_be_forced(text[place - 1], right)
    return is_possible and (right not in DOUBLED or _may_stand_first(text, place))


@lru_cache(maxsize=1 << 16)
def _may_part(left: str, right: str) -> bool:
    """What two neighbours say of a break between them; of dashes and ellipses only where they end."""
    return not is_inside_word(left, right) and _may_be_forced(left, right)


@lru_cache(maxsize=1 << 12)
def _may_be_forced(left: str, right: str) -> bool:
    if is_blank(right) or left in NOT_AT_END or _is_tied(right) or left == "\u200d":
        return False
    return right in DOUBLED or right not in NOT_AT_START


def _may_stand_first(text: str, place: int) -> bool:
    """Whether a dash or ellipsis may begin a line: the half of a pair may, a connector may not [K-03]."""
    char = text[place]
    head = text[:place]
    halves_before = len(head) - len(head.rstrip(char))
    if halves_before:
        return halves_before % 2 == 0
    return text[place : place + 2] == char * 2 or char not in NOT_AT_START
