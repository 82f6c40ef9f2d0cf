"""A break between two lines, with what a judgement of it may rest on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from ...model import Level
from ..lines.habits import Habits
from ..lines.lines import OPENING, Layout, Line, is_han, open_pairs
from .joinmodel import Model

_REACH = 400
"""Characters before a boundary in which an open bracket is looked for."""
_LATIN_MARKS = ",.;:!?)"
_STOP = re.compile("[。；！？]")
_MARK = re.compile("[，。；！？]")


class Verdict(Enum):
    """What a boundary is taken for."""

    JOIN = "join"
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, how sure it is (0 to 1), and why."""

    verdict: Verdict
    confidence: float
    reason: str
    """Its name among `reasons.REASONS`."""

    @property
    def joins(self) -> bool:
        """Whether it is sure enough a join to be applied."""
        return self.verdict is Verdict.JOIN and Level.of(self.confidence) >= Level.LIKELY


@dataclass(frozen=True, slots=True)
class Leaning:
    """What the rules make of a boundary that they do not settle; the model has a say."""

    towards: Verdict | None
    """Nothing where the rules have no opinion."""
    if_joined: str
    """Reason to give if the lines are joined, by its name."""
    if_kept: str
    """Reason to give if they are not."""


@dataclass(frozen=True)
class Paragraph:
    """The lines joined so far, of which a boundary may be the end or not."""

    start: int
    """Index of its first line."""
    head: str
    """Its first line, folded."""
    tail: str
    """Its last characters, folded."""
    width: float
    lines: int
    has_stop: bool
    has_mark: bool

    @classmethod
    def of(cls, index: int, line: Line) -> Paragraph:
        """The paragraph that a line opens."""
        folded = line.folded
        has_stop = _STOP.search(folded) is not None
        has_mark = has_stop or "，" in folded
        return cls(index, folded, folded[-_REACH:], line.width, 1, has_stop, has_mark)

    def plus(self, line: Line) -> Paragraph:
        """The paragraph with one more line."""
        tail = (self.tail + line.folded)[-_REACH:]
        has_stop = self.has_stop or _STOP.search(line.folded) is not None
        has_mark = self.has_mark or _MARK.search(line.folded) is not None
        width = self.width + line.width
        return Paragraph(self.start, self.head, tail, width, self.lines + 1, has_stop, has_mark)

    @cached_property
    def open(self) -> str:
        """The closing mark that is missing at its end, if one is."""
        missing = open_pairs(self.tail)
        return missing[-1] if missing else ""


@dataclass(frozen=True)
class Boundary:
    """A line break and what stands on both sides of it."""

    first: Line
    second: Line
    paragraph: Paragraph
    """What `first` ends: itself and the lines that it goes on from."""
    habits: Habits
    model: Model
    index: int

    @property
    def layout(self) -> Layout:
        """What the lines of the text have in common."""
        return self.habits.layout

    @property
    def stops(self) -> bool:
        """Whether the first line ends as a paragraph ends."""
        return self.habits.stops[self.index]

    @property
    def seam(self) -> float:
        """How much likelier (log10) the text is without the break than with it."""
        return self.model.seam(self.index)

    @property
    def readable(self) -> bool:
        """Whether Chinese stands on both sides, so that the seam says something."""
        return self.readable_before and _reads(self.second.folded[0], OPENING + "0123456789")

    @property
    def readable_before(self) -> bool:
        """Whether Chinese stands before the break."""
        return _reads(self.first.folded[-1], "，、")

    @cached_property
    def need(self) -> float:
        """Cells by which the line and the next unit would overrun the measure: full from 0."""
        return self.habits.need(self.index, opens=self.paragraph.lines == 1)

    @cached_property
    def fill(self) -> float:
        """How much likelier (natural log) a line so full is when cut than when it ends its paragraph."""
        return self.habits.fill(self.need)


def _reads(c: str, marks: str) -> bool:
    return is_han(c) or c in marks


def glue(first: Line, second: Line) -> str:
    """Nothing between Chinese; a blank behind a word of Latin letters or its mark and before the next."""
    mark = first.text[-1] in _LATIN_MARKS and len(first.text) > 1 and first.text[-2].isascii()
    return " " if (mark or _is_latin(first.text[-1])) and _is_latin(second.text[0]) else ""


def _is_latin(c: str) -> bool:
    return c.isascii() and c.isalpha()
