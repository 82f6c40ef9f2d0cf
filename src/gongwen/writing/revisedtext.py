"""What the Word file holds and what the source held, as one text: the order in which revisions are written.

The Word file of the result is taken as it was laid out: its text is laid over that of the result, character
by character. What the layout left out (blank lines, blanks in front of paragraphs) is gone; what it added is
come; neither belongs to an edit.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..comparing import GAP, matches
from ..model.redline import Fate, Piece
from .wordxml import writable

LAYOUT = None
"""In the place of an edit's number: what the layout left out or added."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text of one fate, or a place where comments begin or end.

    `place` is where its first character stands in the text of the Word file, -1 for what is gone.
    """

    text: str
    fate: Fate
    edit: int | None
    place: int = -1
    begin: tuple[int, ...] = ()
    end: tuple[int, ...] = ()

    @property
    def is_mark(self) -> bool:
        """Whether it is a place where comments begin or end."""
        return bool(self.begin or self.end)


@dataclass(frozen=True, slots=True)
class Remark:
    """A stretch of the source that a comment is about."""

    number: int
    start: int
    end: int


def weave(
    strand: Sequence[Piece],
    text: str,
    ends: Container[int],
    remarks: Sequence[Remark] = (),
    *,
    silent_layout: bool,
) -> Iterator[Token]:
    """The Word file's text and what is gone from it, in order.

    Args:
        strand: Source and result as one text, cut where remarks begin and end.
        text: The Word file's text, a line feed for the end of each paragraph.
        ends: Places in it of ends of paragraphs; each is a token of its own.
        remarks: What is commented on.
        silent_layout: Whether what the layout left out is left out here too, and what it added is kept.
    """
    weaver = _Weaver(strand, text, ends, silent_layout)
    marks = _marks(remarks)
    for piece in strand:
        if piece.of_source:
            yield from _due(marks, piece.start)
        yield from weaver.piece(piece)
    yield from _due(marks, None)
    yield from weaver.rest()


class _Weaver:
    def __init__(self, strand: Sequence[Piece], text: str, ends: Container[int], silent_layout: bool) -> None:
        result = "".join(piece.text for piece in strand if piece.fate is not Fate.GONE)
        kept = [p.fate is Fate.KEPT for p in strand if p.fate is not Fate.GONE for _ in p.text]
        self._text = text
        self._ends = ends
        self._silent = silent_layout
        self._over = [-1] * len(result)
        for place, under in enumerate(matches(text, _held(result), lambda _, under: kept[under])):
            if under >= 0:
                self._over[under] = place
        self._next = 0  # in the text of the Word file
        self._under = 0  # in the result

    def piece(self, piece: Piece) -> Iterator[Token]:
        """The tokens of one piece, and before them what the layout added."""
        if piece.fate is Fate.GONE:
            yield from _gone(piece.text, piece.edit)
            return
        first = self._under
        self._under += len(piece.text)
        for start, end in self._stretches(first, self._under):
            place = self._over[start]
            if place < 0:
                if piece.fate is Fate.KEPT and not self._silent:
                    yield from _gone(piece.text[start - first : end - first], LAYOUT)
                continue
            yield from self._added(place)
            edit = piece.edit if piece.fate is Fate.COME else None
            yield Token(self._text[place : place + end - start], piece.fate, edit, place)
            self._next = place + end - start

    def rest(self) -> Iterator[Token]:
        """What the layout added behind everything."""
        yield from self._added(len(self._text))

    def _stretches(self, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """The result from `start` to `stop` in stretches that stand together in the Word file."""
        while start < stop:
            end = start + 1
            place = self._over[start]
            if place not in self._ends:
                while end < stop and self._follows(end, place + end - start if place >= 0 else -1):
                    end += 1
            yield start, end
            start = end

    def _follows(self, under: int, wanted: int) -> bool:
        return self._over[under] == wanted and wanted not in self._ends

    def _added(self, stop: int) -> Iterator[Token]:
        fate = Fate.KEPT if self._silent else Fate.COME
        start = self._next
        while start < stop:
            end = start + 1
            while start not in self._ends and end < stop and end not in self._ends:
                end += 1
            yield Token(self._text[start:end], fate, LAYOUT, start)
            start = end
        self._next = max(self._next, stop)


def _held(text: str) -> str:
    """The text with a gap for each character that no XML can hold."""
    return text if writable(text) == text else "".join(char if writable(char) else GAP for char in text)


def _gone(text: str, edit: int | None) -> Iterator[Token]:
    """What is gone, as far as XML can hold it; each line end a token of its own."""
    for part in re.findall("[^\n]+|\n", writable(text)):
        yield Token(part, Fate.GONE, edit)


Marks = list[tuple[int, int, int]]


def _marks(remarks: Iterable[Remark]) -> Marks:
    """Where comments begin (1) and end (0), the last first; an end comes before a beginning.

    A comment on a mere place begins and ends there.
    """
    found: Marks = []
    for remark in remarks:
        is_point = remark.start == remark.end
        found.append((remark.start, 1, remark.number))
        found.append((remark.end, 2 if is_point else 0, remark.number))
    return sorted(found, reverse=True)


def _due(marks: Marks, place: int | None) -> Iterator[Token]:
    """Tokens for the marks at or before a place of the source; all that are left for None."""
    while marks and (place is None or marks[-1][0] <= place):
        _, kind, number = marks.pop()
        numbers = (number,)
        if kind == 1:
            yield Token("", Fate.KEPT, None, begin=numbers)
        else:
            yield Token("", Fate.KEPT, None, end=numbers)
