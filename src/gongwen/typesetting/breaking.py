"""Line breaking: where the lines of a paragraph end, and how much each is too short or too long.

`word` is first fit, as Word and LibreOffice break: what does not fit goes to the next line. `fine` finds
the best breaks over the whole paragraph (CLREQ, GB/T 15834 5.1.11: squeeze the blank halves of marks
first, then spread).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import accumulate, pairwise
from operator import add

from . import marks

_TOLERANCE = 1e-6
_SHORTEST = 4.0
"""`fine` looks at lines that are shorter than the measure by this many cells at most …"""
_LONGEST = 3.0
"""… and longer by as many, so far as blank halves can take it up."""

# What lines cost in `fine` mode. Only their proportions count: the end mark's blank half is given up
# gladly [K-05], any other change is seen; spreading costs by the square of the gap, squeezing by the square
# of the share that is used up.
_COST_OF_END_MARK = 0.12
_COST_OF_CHANGE = 0.3
_COST_OF_SQUEEZING = 2.0
_COST_OF_SPREADING = 15.0
_COST_OF_LONELY_END = 3.0
_LONELY = 2
"""A last line of so many characters looks forgotten [K-13]."""


class Mode(StrEnum):
    """How lines are broken."""

    WORD = "word"
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class Break:
    """One line, `text[start:end]`, blanks at its end included.

    `slack` is what is left of the measure, in cells: spread over the line, or squeezed out of it where
    negative. The last line of a paragraph keeps its natural width: its slack is 0, or negative.
    """

    start: int
    end: int
    slack: float = 0.0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What breaking needs to know: a text without line breaks, and widths in cells."""

    text: str
    widths: Sequence[float]
    trims: Sequence[float]
    """How much of each character's cell may be squeezed out."""
    first: float
    """Measure of the first line."""
    rest: float
    """Measure of the other lines."""
    gaps: Sequence[float] = ()
    """What stands behind each character where another follows on the same line."""


def break_lines(paragraph: Paragraph, mode: Mode = Mode.WORD) -> list[Break]:
    """The lines of a paragraph, in order; together they hold every character once.

    A paragraph without text is one empty line. What cannot be divided and is longer than the line (an
    address, five hundred marks) is broken by force; no line is wider than its measure.
    """
    if not paragraph.text:
        return [Break(0, 0)]
    breaker = _Breaker(paragraph)
    return breaker.best() if mode is Mode.FINE else breaker.first_fit()


def resized(lines: Sequence[Break], paragraph: Paragraph) -> list[Break]:
    """The same lines with the slack that they have by other widths."""
    breaker = _Breaker(paragraph)
    return [breaker.line(line.start, line.end) for line in lines]


class _Breaker:
    """The widths of a paragraph as sums, and its places to break."""

    def __init__(self, paragraph: Paragraph) -> None:
        self.text = paragraph.text
        self.length = len(paragraph.text)
        self.first, self.rest = paragraph.first, paragraph.rest
        self.gaps: Sequence[float] = paragraph.gaps or [0.0] * self.length
        self.sums: list[float] = [0.0, *accumulate(map(add, paragraph.widths, self.gaps))]
        self.trims = paragraph.trims
        self.trim_sums = [0.0, *accumulate(paragraph.trims)]
        self.dropped = self._dropped()

    def _dropped(self) -> list[float]:
        """For each place what is left out of a line that ends there: blanks, or the last gap."""
        widths = [0.0, *self.gaps]
        for i, char in enumerate(self.text):
            if marks.is_blank(char):
                widths[i + 1] = widths[i] + self.sums[i + 1] - self.sums[i]
        return widths

    @cached_property
    def allowed(self) -> list[bool]:
        """For each place whether a line may end there; more where a stretch is longer than a line."""
        allowed = [True, *(marks.may_break(self.text, i) for i in range(1, self.length)), True]
        for may_also in (marks.may_break_by_force, lambda _text, _place: True):
            for start, end in self._too_long(allowed):
                for place in range(start + 1, end):
                    allowed[place] = may_also(self.text, place)
        return allowed

    def _too_long(self, allowed: Sequence[bool]) -> list[tuple[int, int]]:
        """The stretches without a place to break that no line can hold."""
        narrowest = min(self.first, self.rest) + _TOLERANCE
        ends = [i for i, is_allowed in enumerate(allowed) if is_allowed]
        stretches = ((start, end) for start, end in pairwise(ends) if end - start > 1)
        return [(start, end) for start, end in stretches if self.width(start, end) > narrowest]

    def width(self, start: int, end: int) -> float:
        """Natural width of a line, without what is left out at its end."""
        return max(0.0, self.sums[end] - self.sums[start] - self.dropped[end])

    def measure(self, start: int) -> float:
        """Width of the line that begins at `start`."""
        return self.rest if start else self.first

    def fit(self, start: int) -> int:
        """Where the line that begins at `start` ends by first fit; a line holds one character at least."""
        measure = self.measure(start) + _TOLERANCE
        end = bisect_right(self.sums, self.sums[start] + measure) - 1
        while end < self.length and self.width(start, end + 1) <= measure:
            end += 1
        while end > start and not self.allowed[end]:
            end -= 1
        return end if end > start else self.allowed.index(True, start + 1)

    def line(self, start: int, end: int) -> Break:
        """The line between two breaks with what is to be spread or squeezed."""
        slack = self.measure(start) - self.width(start, end)
        if abs(slack) < 1e-3 or (end == self.length and slack > 0):
            slack = 0.0
        return Break(start, end, slack)

    def first_fit(self) -> list[Break]:
        """What does not fit goes to the next line."""
        lines = []
        start = 0
        while start < self.length:
            end = self.fit(start)
            lines.append(self.line(start, end))
            start = end
        return lines

    def best(self) -> list[Break]:
        """The breaks with the least cost over the whole paragraph, by dynamic programming."""
        costs = [float("inf")] * (self.length + 1)
        before = [-1] * (self.length + 1)
        costs[0] = 0.0
        for start in range(self.length):
            if costs[start] == float("inf"):
                continue
            for end in self._ends(start):
                cost = costs[start] + self._cost(start, end)
                if cost < costs[end]:
                    costs[end], before[end] = cost, start
        lines = []
        end = self.length
        while end:
            lines.append(self.line(before[end], end))
            end = before[end]
        return lines[::-1]

    def _ends(self, start: int) -> list[int]:
        """The ends worth trying for a line from `start`; first fit is always one, so a way exists."""
        measure = self.measure(start)
        fit = self.fit(start)
        ends = [fit]
        end = fit
        while end > start + 1 and self.width(start, end) > measure - _SHORTEST:
            end -= 1
            if self.allowed[end] and self.width(start, end) > measure - _SHORTEST:
                ends.append(end)
        end = fit
        while end < self.length and self.width(start, end) < measure + _LONGEST:
            end += 1
            extra = self.width(start, end) - measure
            if self.allowed[end] and extra <= self._room(start, end) + _TOLERANCE:
                ends.append(end)
        return ends

    def _room(self, start: int, end: int) -> float:
        """How far the line can be squeezed; an opening mark at its start keeps its cell [K-07]."""
        first = start + 1 if self.text[start] in marks.INK_RIGHT else start
        return self.trim_sums[end] - self.trim_sums[first]

    def _cost(self, start: int, end: int) -> float:
        """How bad a line is: nothing if natural, little if only its end mark gives way, else more."""
        extra = self.width(start, end) - self.measure(start)
        is_last = end == self.length
        cost = _COST_OF_LONELY_END if is_last and start and end - start <= _LONELY else 0.0
        if extra > 1e-3:
            if extra <= self.trims[end - 1] + _TOLERANCE:
                return cost + _COST_OF_END_MARK
            share = extra / max(self._room(start, end), 0.5)
            return cost + _COST_OF_CHANGE + _COST_OF_SQUEEZING * share**2
        if is_last or extra > -1e-3:
            return cost
        return cost + _COST_OF_CHANGE + _COST_OF_SPREADING * extra**2 / max(1, end - start - 1)
