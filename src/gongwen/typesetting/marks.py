"""What characters may do in a line: the classes of `data/marks.toml` and those of Unicode."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from enum import Enum, IntEnum
from functools import lru_cache
from itertools import islice
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
SQUEEZE_RANK = {char: rank for rank, group in enumerate(SQUEEZE_ORDER) for char in group}
RELUCTANT = SQUEEZE_ORDER[-1]
PAIRS = {pair[0]: pair[1] for pair in _TABLE["pairs"]}

_EITHER_SCRIPT = frozenset("“”‘’—")
_WORD_JOINERS = frozenset("-'_.,:/@&+%~=?#’‑")
_QUOTE = re.compile("(?<=.)’(?=.)", re.DOTALL)
_SEPARATORS = frozenset("/／")
_CONNECTORS = _SEPARATORS | frozenset("～–‐-")
_LONE_DASH = re.compile("(?<!—)—(?!—)")
_DOUBLED_RUN = re.compile(rf"([{re.escape(_TABLE['doubled'])}])\1*")
_HAN_YEAR = re.compile("[〇○零一二三四五六七八九]{4}年")
_ADJACENT = re.compile(
    r"[{left}](?=[{left}{right}])|[{right}](?=[{right}])".format(
        left=re.escape(_TABLE["ink_left"]), right=re.escape(_TABLE["ink_right"])
    )
)
_TIED_CATEGORIES = frozenset({"Mn", "Mc", "Me", "Cf"})


BLANKS = "".join(char for char in map(chr, range(0x3001)) if char.isspace() and char != "\u00a0")
"""Blanks hang into the margin at the end of a line; a no-break space does not."""


_BLANK = re.compile(f"[{BLANKS}]")


def is_blank(char: str) -> bool:
    """Whether the character is a blank that may stand beyond the end of a line."""
    return char in BLANKS


def blank_places(text: str) -> list[int]:
    """The places of the blanks in a text."""
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


def _is_asian(char: str) -> bool:
    """Full-width characters, and signs of either width (①, Ⅳ, ×), which Chinese faces draw in a cell."""
    is_sign = unicodedata.east_asian_width(char) == "A" and not char.isalpha()
    return is_full_width(char) or is_sign


def apostrophes(text: str) -> list[int]:
    """The places of single quotes between two letters, which take no cell of their own: it’s."""
    return [
        quote.start()
        for quote in _QUOTE.finditer(text)
        if is_word_char(text[quote.start() - 1]) and is_word_char(text[quote.end()])
    ]


class ScriptChange(IntEnum):
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
    """Whether two parts of one word or number meet here."""
    if is_word_char(left):
        return is_word_char(right) or right in _WORD_JOINERS
    return left in _WORD_JOINERS and is_word_char(right)


def is_inside_quantity(left: str, right: str) -> bool:
    """Whether a number meets its unit here, or one half of a unit the other [K-10]."""
    return (left.isdigit() and right in UNITS) or left + right in UNIT_PAIRS


def widening_places(text: str) -> list[int]:
    """The characters of a line behind which it may grow [K-09].

    Not in words and doubled marks, beside connectors and separators, or where nothing is drawn; a
    number and its unit are neighbours like others.
    """
    places = [i for i, may in enumerate(map(_may_widen, text, islice(text, 1, None))) if may]
    beside = {i for dash in _LONE_DASH.finditer(text) for i in (dash.start() - 1, dash.start())}
    return [i for i in places if i not in beside] if beside else places


@lru_cache(maxsize=1 << 16)
def _may_widen(left: str, right: str) -> bool:
    if left == right and left in DOUBLED:
        return False
    if is_blank(right) or is_undrawn(right) or is_inside_word(left, right):
        return False
    return left not in _CONNECTORS and right not in _CONNECTORS


def adjacent_places(text: str) -> list[int]:
    """The marks that another follows which may share its blank half [K-06]."""
    return [pair.start() for pair in _ADJACENT.finditer(text)]


class Rules(Enum):
    """By which rules a line may end; each allows all that the one before it allows."""

    STANDARD = 0
    """K-01, K-02, K-04, K-10."""
    OFFICE = 1
    """What Word and LibreOffice keep to: they part numbers from their units."""
    FORCED = 2
    """For a word that is longer than the line."""


def break_places(text: str, rules: Rules = Rules.STANDARD) -> list[bool]:
    """For each place of a text whether a line may end before it; its start and its end are places too."""
    allowed = [True, *map(_PARTING[rules], text, islice(text, 1, None)), True]
    for run in _DOUBLED_RUN.finditer(text):
        start, end = run.span()
        for place in range(max(start, 1), end):
            allowed[place] &= _may_begin_with(text[start], place - start, end - place)
    if rules is Rules.STANDARD:
        for year in _HAN_YEAR.finditer(text):
            start, end = year.span()
            allowed[start + 1 : end] = [False] * (end - start - 1)
    return allowed


def may_break(text: str, place: int) -> bool:
    """Whether a line may end before `text[place]` [K-01, K-02, K-04, K-10]; `0 < place < len(text)`."""
    return break_places(text)[place]


@lru_cache(maxsize=1 << 16)
def _may_part(left: str, right: str) -> bool:
    """What two neighbours say of a break between them; of dashes and ellipses only where they end."""
    if is_inside_quantity(left, right) or left in _SEPARATORS or right in _SEPARATORS:
        return False
    return _may_part_in_office(left, right)


@lru_cache(maxsize=1 << 16)
def _may_part_in_office(left: str, right: str) -> bool:
    return not is_inside_word(left, right) and _may_be_forced(left, right)


@lru_cache(maxsize=1 << 16)
def _may_be_forced(left: str, right: str) -> bool:
    if is_blank(right) or left in NOT_AT_END or _is_tied(right) or left == "\u200d":
        return False
    return right in DOUBLED or right not in NOT_AT_START


def _may_begin_with(char: str, before: int, after: int) -> bool:
    """Whether a line may begin in a row of dashes or ellipses, with so many of them before and after.

    A pair may begin a line and is never divided [K-03, K-04]; a single dash is a connector and may not
    [K-01].
    """
    return before % 2 == 0 and (after > 1 or char not in NOT_AT_START)


_PARTING = {
    Rules.STANDARD: _may_part,
    Rules.OFFICE: _may_part_in_office,
    Rules.FORCED: _may_be_forced,
}
