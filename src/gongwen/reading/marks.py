"""Signs that hold the place of a note or a link in a line until the text is whole.

They are pairs of lone surrogates: no parser of XML or HTML gives any, and every pattern for blanks, marks and
characters passes them by.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from ..model import Link, Note, NoteKind

_SIGN = re.compile("[\ud800-\udbff][\udc00-\udfff]")
SIGNS = "(?:[\ud800-\udbff][\udc00-\udfff])*"
"""Pattern for any number of them."""
_MOST = 1 << 20


@dataclass(frozen=True, slots=True)
class _Said:
    """What a sign stands for: a note, or the beginning or end of a link."""

    text: str
    kind: NoteKind | None = None
    is_end: bool = False


class Marks:
    """The signs of one file."""

    def __init__(self) -> None:
        self._said: list[_Said] = []

    def note(self, text: str, kind: NoteKind) -> str:
        """The sign for a note."""
        return self._sign(_Said(text, kind))

    def link(self, text: str, target: str) -> str:
        """The text between the signs of a link."""
        return self.opening(target) + text + self.closing(target)

    def opening(self, target: str) -> str:
        """The sign for the beginning of a link."""
        return self._sign(_Said(target))

    def closing(self, target: str) -> str:
        """The sign for its end."""
        return self._sign(_Said(target, is_end=True))

    def _sign(self, said: _Said) -> str:
        if len(self._said) >= _MOST:
            return ""
        self._said.append(said)
        number = len(self._said) - 1
        return chr(0xD800 + number // 0x400) + chr(0xDC00 + number % 0x400)

    def found_in(self, lines: list[str], starts: list[int]) -> tuple[tuple[Note, ...], tuple[Link, ...]]:
        """The notes and links of lines that begin at `starts` of the text without signs."""
        notes: list[Note] = []
        links: list[Link] = []
        opened: tuple[int, str] | None = None
        for line, start in zip(lines, starts, strict=False):
            for number, found in enumerate(_SIGN.finditer(line)):
                place = start + found.start() - 2 * number
                said = self._said[(ord(found[0][0]) - 0xD800) * 0x400 + ord(found[0][1]) - 0xDC00]
                if said.kind:
                    notes.append(Note(place, said.text, said.kind))
                elif not said.is_end:
                    opened = (place, said.text)
                elif opened and opened[1] == said.text:
                    links += [Link(opened[0], place, said.text)] if opened[0] < place else []
                    opened = None
        return tuple(notes), tuple(links)


def bare(text: str) -> str:
    """The text without signs."""
    return _SIGN.sub("", text)


def offset_in_bare(line: str, offset: int) -> int:
    """Where an offset of a line stands in the line without signs."""
    return offset - 2 * bisect_left([found.start() for found in _SIGN.finditer(line)], offset)
