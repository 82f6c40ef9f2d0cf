"""What the Word file holds and what the source held, as one text: the order in which revisions are written.

The Word file of the result is taken as it was laid out: its text is laid over that of the result, character
by character. What the layout left out (blank lines, blanks in front of paragraphs) is gone; what it added is
come; neither belongs to an edit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..comparing import GAP, matches, rising
from ..model.redline import Fate, Piece
from .wordxml import writable

Span = tuple[int, int]

_LIKE = 0.5
"""How much a given line has in common with the one that it is taken to replace."""
_SURELY = 9
"""More than any other two line ends are like each other."""

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
    given: Iterable[Span] = (),
    *,
    silent_layout: bool,
) -> Iterator[Token]:
    """The Word file's text and what is gone from it, in order.

    Args:
        strand: Source and result as one text, cut where remarks begin and end.
        text: The Word file's text, a line feed for the end of each paragraph.
        ends: Places in it of ends of paragraphs; each is a token of its own.
        remarks: What is commented on.
        given: Stretches of the Word file's text that are no text of the source, however like it they look.
        silent_layout: Whether what the layout left out is left out here too, and what it added is kept.
    """
    weaver = _Weaver(strand, text, ends, given, silent_layout)
    marks = _marks(remarks)
    for piece in strand:
        if piece.of_source and marks and marks[-1][0] <= piece.start:
            yield from weaver.waiting()
            yield from _due(marks, piece.start)
        yield from weaver.piece(piece)
    yield from _due(marks, None)
    yield from weaver.rest()


class _Weaver:
    def __init__(
        self,
        strand: Sequence[Piece],
        text: str,
        ends: Container[int],
        given: Iterable[Span],
        silent_layout: bool,
    ) -> None:
        result = "".join(piece.text for piece in strand if piece.fate is not Fate.GONE)
        self._text = text
        self._ends = ends
        self._silent = silent_layout
        self._over = [-1] * len(result)
        given = list(given)
        replaced = replaced_lines(text, given, result)
        weights = _weights(strand, result)

        def likes(place: int, under: int) -> int:
            return _SURELY if replaced.get(place) == under else weights[under]

        for place, under in enumerate(matches(_without(text, given, replaced), _held(result), likes)):
            if under >= 0:
                self._over[under] = place
        starts = {text.find("\n", end): start for start, end in given if not text[start:end].isspace()}
        self._replaced = {under: starts[end] for end, under in replaced.items()}
        self._result = result
        self._moot = _moot(strand, _held(result), self._over)
        self._blanks: list[Token] = []  # that are gone and wait for what they stand in front of
        self._next = 0  # in the text of the Word file
        self._under = 0  # in the result

    def piece(self, piece: Piece) -> Iterator[Token]:
        """The tokens of one piece, and before them what the layout added."""
        if piece.fate is Fate.GONE:
            yield from self.waiting()
            if piece.edit not in self._moot:
                yield from _gone(piece.text, piece.edit)
            elif not self._silent:
                yield from _gone(piece.text, LAYOUT)
            return
        first = self._under
        self._under += len(piece.text)
        for start, end in self._stretches(first, self._under):
            place = self._over[start]
            if place < 0:
                if piece.fate is Fate.KEPT and not self._silent:
                    yield from self._lost(start, end)
                continue
            yield from self._added(place)
            yield from self.waiting()
            edit = piece.edit if piece.fate is Fate.COME else None
            yield Token(self._text[place : place + end - start], piece.fate, edit, place)
            self._next = place + end - start

    def rest(self) -> Iterator[Token]:
        """What the layout added behind everything."""
        yield from self.waiting()
        yield from self._added(len(self._text))

    def _lost(self, start: int, end: int) -> Iterator[Token]:
        """What the layout left out: blanks stay with the text behind them, a line with what replaces it."""
        text = self._result[start:end]
        tokens = list(_gone(text, LAYOUT))
        if text.isspace():
            self._blanks += tokens
            return
        beside = self._replaced.get(self._result.find("\n", start))
        if beside is not None:
            following = next((place for place in self._over[end:] if place >= 0), beside)
            yield from self._added(min(beside, following))
        yield from self.waiting()
        yield from tokens

    def waiting(self) -> Iterator[Token]:
        """Blanks that are gone and wait for the text behind them."""
        yield from self._blanks
        self._blanks = []

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


def _weights(strand: Sequence[Piece], result: str) -> bytearray:
    """How likely each character of the result, if it is a line end, ends a line of the Word file.

    Rather one that was there before than one that has come, and rather that of a line with text.
    """
    weights = bytearray(2 * (p.fate is Fate.KEPT) for p in strand if p.fate is not Fate.GONE for _ in p.text)
    is_inked = False
    for place, char in enumerate(result):
        weights[place] += is_inked
        is_inked = char != "\n" and (is_inked or not char.isspace())
    return weights


def _moot(strand: Sequence[Piece], result: str, over: Sequence[int]) -> frozenset[int]:
    """Edits within what the Word file does not have: given elements stand in its place, or it was moved."""
    lost = [place < 0 for place in over]
    moot: set[int] = set()
    there: set[int] = set()
    under = 0
    for piece in strand:
        start = under
        under += 0 if piece.fate is Fate.GONE else len(piece.text)
        if piece.edit is not None and piece.fate is not Fate.KEPT:
            beside = [*_beside(result, start - 1, -1), *_beside(result, under, 1)]
            is_lost = bool(beside) and all(lost[place] for place in beside)
            has_come = any(over[place] >= 0 for place in range(start, under))
            (moot if is_lost and not has_come else there).add(piece.edit)
    return frozenset(moot - there)


def _beside(text: str, place: int, step: int) -> Iterator[int]:
    """The place of the nearest character of the line in a direction, if there is one."""
    while 0 <= place < len(text) and text[place] != "\n":
        if not text[place].isspace() and text[place] != GAP:
            yield place
            return
        place += step


def given_spans(text: str, parts: Iterable[tuple[str, bool]]) -> Iterator[Span]:
    """Where in the Word file's text what was given stands, from start to end.

    Args:
        text: The text.
        parts: The parts of the document in order, and whether each was given.
    """
    ink = [place for place, char in enumerate(text) if not char.isspace()]
    bare = "".join(text[place] for place in ink)
    here = 0
    for part, is_given in parts:
        own = "".join(writable(part).split())
        found = bare.find(own, here)
        while found >= 0 and not _is_apart(text, ink, found, found + len(own)):
            found = bare.find(own, found + 1)
        if own and found >= 0:
            here = found + len(own)
            if is_given:
                yield ink[found], ink[here - 1] + 1


def _is_apart(text: str, ink: Sequence[int], start: int, end: int) -> bool:
    """Whether a stretch of ink has blanks or ends of paragraphs at both sides."""
    is_before = start == 0 or text[ink[start] - 1].isspace()
    return is_before and (end >= len(ink) or end == 0 or text[ink[end - 1] + 1].isspace())


def replaced_lines(text: str, given: Sequence[Span], result: str) -> dict[int, int]:
    """Where a given line replaces one that is like it: its end in the file, and that one's in the result."""
    if not given:
        return {}
    lines = ((end, text[start:end]) for start, end in given)
    spans = {text.find("\n", end): line for end, line in lines if not line.isspace()}
    known = {"".join(line.split()) for line in _without(text, given, {}).split("\n")}
    ends: dict[int, Counter[str]] = {}
    place = 0
    for line in result.split("\n")[:-1]:
        place += len(line) + 1
        bare = "".join(line.split())
        if bare and bare not in known:
            ends[place - 1] = Counter(bare)
    found = []
    for end, line in spans.items():
        own = Counter("".join(line.split()))
        best = max(ends, key=lambda place: _likeness(own, ends[place]), default=None)
        if end >= 0 and best is not None and _likeness(own, ends[best]) >= _LIKE:
            found.append((end, best))
    return dict(rising(sorted(found)))


def _likeness(a: Counter[str], b: Counter[str]) -> float:
    """From 0 to 1, by the characters that two lines have in common."""
    return 2 * (a & b).total() / (a.total() + b.total())


def _without(text: str, given: Iterable[Span], replaced: Container[int]) -> str:
    """The text with gaps for what was given, and for its line ends if it takes the place of no line."""
    chars = list(text)
    for start, end in given:
        chars[start:end] = GAP * (end - start)
        if text[end : end + 1] == "\n" and end not in replaced:
            chars[end] = GAP
    return "".join(chars)


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
