"""Line breaking: where the lines of a paragraph end, and how much each is too short or too long.

`word` is first fit, as Word and LibreOffice break: what does not fit goes to the next line. `fine` finds
the best breaks over the whole paragraph (CLREQ, GB/T 15834 5.1.11: squeeze the blank halves of marks
first, then spread).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from heapq import heappop, heappush
from itertools import accumulate, pairwise
from operator import add

from . import marks
from .neighbours import Rules, break_places

_TOLERANCE = 1e-6
_EXACT = 1e-3
"""A line that is longer or shorter by so little, in cells, is neither."""
_SHORTEST = 4.0
"""`fine` looks at lines that are shorter than the measure by this many cells at most …"""
_LONGEST = 3.0
"""… and longer by as many, so far as blank halves can take it up."""

# What lines cost in `fine` mode; only their proportions count. Spreading costs by the square of the gaps
# (1 where each grows by `_LOOSE`), squeezing by the square of what is taken, shared by the marks that
# give it: half a cell is rather squeezed out of two marks than spread over the gaps [K-09].
_LOOSE = 0.04
_COST_OF_SQUEEZING = 0.1
_COST_OF_SQUEEZED_CELL = 1.2
_COST_OF_LONELY_END = 4.0
_LONELY = 1
"""Characters before the closing marks of a last line that looks forgotten [K-13]."""


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
    """What stands behind each character where another follows on the same line; less than nothing where
    two marks share a blank half [K-06]."""
    ends: Sequence[float] = ()
    """What each character gives up of its width where a line ends behind it [K-05]."""


def break_lines(paragraph: Paragraph, mode: Mode = Mode.WORD, rules: Rules = Rules.STANDARD) -> list[Break]:
    """The lines of a paragraph, in order; together they hold every character once.

    A paragraph without text is one empty line. What cannot be divided and is longer than the line (an
    address, five hundred marks) is broken by force; no line is wider than its measure.
    """
    if not paragraph.text:
        return [Break(0, 0)]
    breaker = _Breaker(paragraph, rules)
    return breaker.best() if mode is Mode.FINE else breaker.first_fit()


def resized(lines: Sequence[Break], paragraph: Paragraph) -> list[Break]:
    """The same lines with the slack that they have by other widths, of a paragraph without gaps."""
    sums = [0.0, *accumulate(paragraph.widths)]
    new = []
    for line in lines:
        shown = line.start + len(paragraph.text[line.start : line.end].rstrip(marks.BLANKS))
        measure = paragraph.rest if line.start else paragraph.first
        slack = measure - (sums[shown] - sums[line.start])
        new.append(Break(line.start, line.end, _told(slack, line.end == len(paragraph.text))))
    return new


def _told(slack: float, is_last: bool) -> float:
    """The slack as a `Break` tells it: nothing where it is not seen, or left over on the last line."""
    return 0.0 if abs(slack) < _EXACT or (is_last and slack > 0) else slack


class _Breaker:
    """The widths of a paragraph as sums, and its places to break."""

    def __init__(self, paragraph: Paragraph, rules: Rules) -> None:
        self.text = paragraph.text
        self.length = len(paragraph.text)
        self.first, self.rest = paragraph.first, paragraph.rest
        self.paragraph = paragraph
        self.rules = rules
        steps = map(add, paragraph.widths, paragraph.gaps) if paragraph.gaps else paragraph.widths
        self.sums: list[float] = [0.0, *accumulate(steps)]
        self.dropped = self._dropped()

    def _dropped(self) -> list[float]:
        """For each place what is left out of a line that ends there: blanks, or the last gap."""
        gaps = self.paragraph.gaps or [0.0] * self.length
        widths = [0.0, *(map(add, gaps, self.paragraph.ends) if self.paragraph.ends else gaps)]
        for place in marks.blank_places(self.text):
            widths[place + 1] = widths[place] + self.sums[place + 1] - self.sums[place]
        return widths

    @cached_property
    def trim_sums(self) -> list[float]:
        """How much of the text up to each place may be squeezed out."""
        return [0.0, *accumulate(self.paragraph.trims)]

    @cached_property
    def allowed(self) -> list[bool]:
        """For each place whether a line may end there; more where a stretch is longer than a line."""
        allowed = break_places(self.text, self.rules)
        if stretches := self._too_long(allowed):
            forced = break_places(self.text, Rules.FORCED)
            for start, end in stretches:
                allowed[start:end] = forced[start:end]
            for start, end in self._too_long(allowed):
                allowed[start:end] = [True] * (end - start)
        return allowed

    def _too_long(self, allowed: Sequence[bool]) -> list[tuple[int, int]]:
        """The stretches without a place to break that no line can hold."""
        narrowest = min(self.first, self.rest) + _TOLERANCE
        ends = [place for place, is_allowed in enumerate(allowed) if is_allowed]
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
        limit = self.sums[start] + self.measure(start) + _TOLERANCE
        end = bisect_right(self.sums, limit) - 1
        while end < self.length and self.sums[end + 1] - self.dropped[end + 1] <= limit:
            end += 1  # a blank, or a mark that gives up its half
        while end > start and not self.allowed[end]:
            end -= 1
        return end if end > start else self.allowed.index(True, start + 1)

    def line(self, start: int, end: int) -> Break:
        """The line between two breaks with what is to be spread or squeezed."""
        slack = self.measure(start) - self.width(start, end)
        return Break(start, end, _told(slack, end == self.length))

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
        """The breaks with the least cost over the whole paragraph.

        The cheapest way from the start of the text to its end, cheapest ways first: where lines come out
        well, few others are looked at.
        """
        before: dict[int, int] = {}
        costs = {0: 0.0}
        waiting = [(0.0, 0, 0)]
        while waiting:
            cost, place, start = heappop(waiting)
            if place in before:
                continue
            before[place] = start
            if place == self.length:
                break
            for end, own in self._ways(place):
                if cost + own < costs.get(end, float("inf")):
                    costs[end] = cost + own
                    heappush(waiting, (cost + own, end, place))
        ends = [self.length]
        while ends[-1]:
            ends.append(before[ends[-1]])
        return [self.line(start, end) for start, end in pairwise(ends[::-1])]

    def _ways(self, start: int) -> Iterator[tuple[int, float]]:
        """The ends worth trying for a line from `start` and what each costs; first fit is always one."""
        measure = self.measure(start)
        fit = self.fit(start)
        yield fit, self._cost(start, fit)
        origin = self.sums[start]
        nearest = max(start + 1, bisect_left(self.sums, origin + measure - _SHORTEST))
        farthest = min(self.length, bisect_right(self.sums, origin + measure + _LONGEST))
        for end in range(nearest, farthest + 1):
            if end == fit or not self.allowed[end]:
                continue
            extra = self.sums[end] - origin - self.dropped[end] - measure
            if -_SHORTEST < extra <= 0 or (extra > 0 and extra <= self._room(start, end) + _TOLERANCE):
                yield end, self._cost(start, end)

    def _room(self, start: int, end: int) -> float:
        """How far the line can be squeezed; an opening mark at its start keeps its cell [K-07].

        What the mark at its end gives up anyway is not counted.
        """
        first = start + 1 if self.text[start] in marks.INK_RIGHT else start
        given = (
            min(self.paragraph.trims[end - 1], self.paragraph.ends[end - 1]) if self.paragraph.ends else 0.0
        )
        return self.trim_sums[end] - self.trim_sums[first] - given

    def _cost(self, start: int, end: int) -> float:
        """How bad a line is: nothing if natural, little if little gives way, else more."""
        extra = self.width(start, end) - self.measure(start)
        is_last = end == self.length
        cost = _COST_OF_LONELY_END if is_last and start and self._is_lonely(start) else 0.0
        if extra > _EXACT:
            return (
                cost
                + _COST_OF_SQUEEZING
                + _COST_OF_SQUEEZED_CELL * extra**2 / max(self._room(start, end), 0.5)
            )
        if is_last or extra > -_EXACT:
            return cost
        return float(cost + (extra / max(1, end - start - 1) / _LOOSE) ** 2)

    def _is_lonely(self, start: int) -> bool:
        """Whether the last line holds a single character, marks aside."""
        text = self.text[start : start + 2 * _LONELY + 8].rstrip()
        return sum(char not in marks.NOT_AT_START for char in text) <= _LONELY
