"""A line as the rules of marks see it: what stands beside a mark, what is protected, which brackets pair."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from .protected import protected

HAN = "\u3400-\u4dbf\u4e00-\u9fff\u3007"
A_HAN = re.compile(f"[{HAN}]")
CHINESE = re.compile(f"[{HAN}、《》〈〉【】〔〕０-９Ａ-Ｚａ-ｚ]")
"""Han, or a mark or full-width letter that only Chinese text has."""
_LATIN = re.compile("[A-Za-z]")
_LATIN_WORD = re.compile("[A-Za-z]+")
_REACHING = re.compile(r"\\|\.[A-Za-z]")
"""Paths and file names: protected stretches that may hold marks between two Han."""
_BRACKETS = re.compile("[()（）]")
_THROUGH_LEFT = frozenset("”’）)》〉】〕」』")
_THROUGH_RIGHT = frozenset("“‘（(《〈【〔「『")


@dataclass(eq=False)
class Line:
    """A line and what its marks are judged by; all of it is the same after a repair as before."""

    text: str
    say: Callable[[str], str]
    """The reason, in the user's language, for the name of a rule."""
    taken: set[int] = field(default_factory=set)
    """Places that another rule has changed."""

    @cached_property
    def spared(self) -> bytearray:
        """For each character whether it stands in a protected stretch."""
        return protected(self.text)

    @cached_property
    def _is_reached(self) -> bool:
        return _REACHING.search(self.text) is not None

    def spares(self, place: int) -> bool:
        """Whether the character is protected or changed already; between two Han hardly any is."""
        text = self.text
        if place in self.taken:
            return True
        if not self._is_reached and 0 < place < len(text) - 1 and text[place - 1] > "\xff" < text[place + 1]:
            return False
        return bool(self.spared[place])

    @cached_property
    def is_english(self) -> bool:
        """Whether there are more Latin words than Han, addresses and the like not counted."""
        if not _LATIN.search(self.text):
            return False
        words = sum(not self.spared[match.start()] for match in _LATIN_WORD.finditer(self.text))
        return words > len(A_HAN.findall(self.text))

    @cached_property
    def mates(self) -> dict[int, int]:
        """For each bracket that has one, the place of its mate; both widths count alike."""
        stack: list[int] = []
        mates: dict[int, int] = {}
        for match in _BRACKETS.finditer(self.text):
            if match.group() in "(（":
                stack.append(match.start())
            elif stack:
                opening = stack.pop()
                mates[opening], mates[match.start()] = match.start(), opening
        return mates

    def neighbour(self, place: int, step: int) -> str:
        """The nearest character that is no blank, or nothing at an end of the line.

        Closing marks are looked through to the left, opening ones to the right: `（市、区）,`.
        """
        text, end = self.text, len(self.text)
        through = _THROUGH_LEFT if step < 0 else _THROUGH_RIGHT
        place += step
        while 0 <= place < end and (text[place] in through or text[place].isspace()):
            place += step
        return text[place] if 0 <= place < end else ""


def is_han(char: str) -> bool:
    """Whether a character is Han, and none of the rare ones."""
    return "\u4e00" <= char <= "\u9fff"


def is_chinese(char: str) -> bool:
    """Han, or a mark or full-width letter that only Chinese text has."""
    return "\u4e00" <= char <= "\u9fff" or CHINESE.match(char) is not None
