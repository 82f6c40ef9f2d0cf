"""What two neighbours say of the place between them: may a line end there or grow, does the script change.

Every character is written as the letter of its class, so that the rules are patterns over a text of
letters. A place is named by the character on its right where a line may end, by the one on its left
where something is added behind it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from enum import Enum

from . import marks

_JOINERS = frozenset("-'_.,:/@&+%~=?#’‑")
"""What belongs to a word or number of Latin letters and digits when it stands in it."""
_EITHER_SCRIPT = frozenset("“”‘’—")
_ZERO_WIDTH_JOINER = "\u200d"
_TIED_CATEGORIES = frozenset({"Mn", "Mc", "Me", "Cf"})
_SKIN_TONES = range(0x1F3FB, 0x1F400)


class Rules(Enum):
    """By which rules a line may end; each allows all that the one before it allows."""

    STANDARD = 0
    """K-01, K-02, K-04, K-10."""
    OFFICE = 1
    """What Word and LibreOffice keep to: they part numbers from their units."""
    FORCED = 2
    """For a word that is longer than the line."""


class ScriptChange(Enum):
    """What happens to the script between two characters, as office programs see it."""

    MARKS = 1
    """From one script to the other, with a mark on one side at least."""
    LETTERS = 2
    """From a Han character to a letter or digit, or back."""


class _Classes(dict[int, str]):
    """Characters to the letters of their classes, worked out when first asked for."""

    def __init__(self, class_of: Callable[[str], str]) -> None:
        super().__init__()
        self.class_of = class_of

    def __missing__(self, code: int) -> str:
        letter = self[code] = self.class_of(chr(code))
        return letter


def _breaking_class(char: str) -> str:
    """The class by which lines are broken; the letters are those of the patterns below."""
    never_first, never_last = char in marks.NOT_AT_START, char in marks.NOT_AT_END
    classes = {
        "b": marks.is_blank(char),
        "z": char == _ZERO_WIDTH_JOINER,
        "t": _is_tied(char),
        "d": char in marks.DOUBLED,
        "0": marks.is_word_char(char) and char.isdecimal(),
        "w": marks.is_word_char(char),
        "/": char == "/",
        "J": char in _JOINERS and never_first,
        "K": char in _JOINERS and never_last,
        "j": char in _JOINERS,
        "x": never_first and never_last,
        "s": never_first,
        "e": never_last,
        "n": char.isdigit(),
        "u": char in marks.UNITS,
    }
    return next((letter for letter, is_of_it in classes.items() if is_of_it), "h")


def _is_tied(char: str) -> bool:
    """Whether the character is part of the one before it, or nothing is drawn of it."""
    is_part = unicodedata.category(char) in _TIED_CATEGORIES or ord(char) in _SKIN_TONES
    return is_part or marks.is_undrawn(char)


def _script_class(char: str) -> str:
    """Its script, `a` for Han or `l` for Latin, as a capital for letters and digits; `n` is neither."""
    if char in _EITHER_SCRIPT or marks.is_blank(char):
        return "n"
    is_sign = unicodedata.east_asian_width(char) == "A" and not char.isalpha()
    letter = "a" if marks.is_full_width(char) or is_sign else "l"
    return letter.upper() if char.isalnum() else letter


_BREAKING = _Classes(_breaking_class)
_SCRIPTS = _Classes(_script_class)

_NEVER = r".(?=[bztsJ/x])|[eKxz](?=.)"
_IN_WORDS = r"[w0](?=[w0jJK/])|[jJK/](?=[w0])"
_IN_QUANTITIES = r"[0n](?=u)|/(?=.)"
_FORBIDDEN = {
    Rules.STANDARD: re.compile("|".join((_NEVER, _IN_WORDS, _IN_QUANTITIES))),
    Rules.OFFICE: re.compile("|".join((_NEVER, _IN_WORDS))),
    Rules.FORCED: re.compile(_NEVER),
}
_CLOSED = re.compile(rf".(?=[bzt])|{_IN_WORDS}")
_SCRIPT_CHANGE = re.compile("[Aa](?=[Ll])|[Ll](?=[Aa])")
_LETTERS_MEET = re.compile("AL|LA")

_DOUBLED_RUN = re.compile(rf"([{re.escape(''.join(marks.DOUBLED))}])\1*")
_CONNECTOR = re.compile(r"[-～–‐/／]|(?<!—)—(?!—)")
_HAN_YEAR = re.compile("[〇○零一二三四五六七八九]{4}年")
_UNIT_PAIR = re.compile("|".join(f"{pair[0]}(?={pair[1]})" for pair in sorted(marks.UNIT_PAIRS)))
_ADJACENT = re.compile(
    "[{left}](?=[{left}{right}])|[{right}](?=[{right}])".format(
        left=re.escape("".join(marks.INK_LEFT)), right=re.escape("".join(marks.INK_RIGHT))
    )
)
_QUOTE = re.compile("(?<=.)’(?=.)", re.DOTALL)


def break_places(text: str, rules: Rules = Rules.STANDARD) -> list[bool]:
    """For each place of a text whether a line may end before it; its start and its end are places too."""
    allowed = [True] * (len(text) + 1)
    for pair in _FORBIDDEN[rules].finditer(text.translate(_BREAKING)):
        allowed[pair.start() + 1] = False
    for run in _DOUBLED_RUN.finditer(text):
        start, end = run.span()
        for place in range(max(start, 1), end):
            allowed[place] &= _may_begin_with(text[start], place - start, end - place)
    if rules is Rules.STANDARD:
        for pair in _UNIT_PAIR.finditer(text):
            allowed[pair.start() + 1] = False
        for year in _HAN_YEAR.finditer(text):
            allowed[year.start() + 1 : year.end()] = [False] * 4
    return allowed


def _may_begin_with(char: str, before: int, after: int) -> bool:
    """Whether a line may begin in a row of dashes or ellipses, with so many of them before and after.

    A pair may begin a line and is never divided [K-03, K-04]; a single dash is a connector and may not
    [K-01].
    """
    return before % 2 == 0 and (after > 1 or char not in marks.NOT_AT_START)


def may_break(text: str, place: int) -> bool:
    """Whether a line may end before `text[place]` [K-01, K-02, K-04, K-10]; `0 < place < len(text)`."""
    return break_places(text)[place]


def widening_places(text: str) -> list[int]:
    """The characters of a line behind which it may grow [K-09].

    Not in words and doubled marks, beside connectors and separators, or where nothing is drawn; a
    number and its unit are neighbours like others.
    """
    closed = {pair.start() for pair in _CLOSED.finditer(text.translate(_BREAKING))}
    for connector in _CONNECTOR.finditer(text):
        closed |= {connector.start() - 1, connector.start()}
    for run in _DOUBLED_RUN.finditer(text):
        closed.update(range(run.start(), run.end() - 1))
    return [place for place in range(len(text) - 1) if place not in closed]


def adjacent_places(text: str) -> list[int]:
    """The marks behind which another stands that may share a blank half with them [K-06]."""
    return [pair.start() for pair in _ADJACENT.finditer(text)]


def script_changes(text: str) -> Iterator[tuple[int, ScriptChange]]:
    """The characters behind which the script changes; quotes and dashes are of either, blanks of none."""
    classes = text.translate(_SCRIPTS)
    for change in _SCRIPT_CHANGE.finditer(classes):
        place = change.start()
        letters = _LETTERS_MEET.match(classes, place)
        yield place, ScriptChange.LETTERS if letters else ScriptChange.MARKS


def apostrophes(text: str) -> list[int]:
    """The places of single quotes between two letters, which take no cell of their own: it’s."""
    places = [quote.start() for quote in _QUOTE.finditer(text)]
    return [i for i in places if marks.is_word_char(text[i - 1]) and marks.is_word_char(text[i + 1])]
