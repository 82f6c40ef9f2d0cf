"""A break between two lines, with what a judgement of it may rest on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from .language import Language
from .lines import OPENING, Layout, Line, boundaries, is_han, open_pairs, width

_REACH = 400
"""Characters before a boundary in which an open bracket is looked for."""
_SEAM = 8
"""Characters on each side that decide how usual a seam is; the model looks back four."""
_LATIN_MARKS = ",.;:!?)"
_UNIT = re.compile(r"[0-9A-Za-z][0-9A-Za-z.,:%/\-]*[0-9A-Za-z%]|[" + OPENING + "]?.", re.DOTALL)


@dataclass(frozen=True)
class Paragraph:
    """The lines joined so far, of which a boundary may be the end or not."""

    head: str
    """Its first line, folded."""
    tail: str
    """Its last characters, folded."""
    width: float
    lines: int

    @classmethod
    def of(cls, line: Line) -> Paragraph:
        """The paragraph that a line opens."""
        return cls(line.folded, line.folded[-_REACH:], line.width, 1)

    def plus(self, line: Line) -> Paragraph:
        """The paragraph with one more line."""
        tail = (self.tail + line.folded)[-_REACH:]
        return Paragraph(self.head, tail, self.width + line.width, self.lines + 1)

    @cached_property
    def open(self) -> str:
        """The closing mark that is missing at its end, if one is."""
        missing = open_pairs(self.tail)
        return missing[-1] if missing else ""


@dataclass(frozen=True, slots=True)
class Boundary:
    """A line break and what stands on both sides of it."""

    first: Line
    second: Line
    paragraph: Paragraph
    """What `first` ends: itself and the lines that it goes on from."""
    layout: Layout
    seams: Seams
    index: int

    @property
    def seam(self) -> float:
        """How much likelier (log10) the text is without the break than with it."""
        return self.seams[self.index]

    @property
    def readable(self) -> bool:
        """Whether Chinese stands on both sides, so that the seam says something."""
        return _reads(self.first.folded[-1], "，、") and _reads(self.second.folded[0], OPENING + "0123456789")

    @property
    def room(self) -> float:
        """Cells by which the next unit of the second line would have overrun the measure: full from 0."""
        indent = 2.0 if self.paragraph.lines == 1 and self.first.indent < 1 else 0.0
        return self.first.width + indent + _unit_width(self.second.folded) - self.layout.measure


class Seams:
    """For each boundary how much likelier the text is without the break; reckoned when first asked for."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def __getitem__(self, index: int) -> float:
        return self._scores[index]

    @cached_property
    def _scores(self) -> list[float]:
        language = Language.load()
        pairs = [(a.text[-_SEAM:] + glue(a, b), b.text[:_SEAM]) for a, b in boundaries(self._layout.lines)]
        whole = language.surprise_many([a + b for a, b in pairs])
        broken = language.surprise_many([f"{a.rstrip()}\n{b}" for a, b in pairs])
        return [
            float(cut[len(a.rstrip()) :].sum() - one[len(a.rstrip()) :].sum())
            for (a, _b), one, cut in zip(pairs, whole, broken, strict=True)
        ]


def _unit_width(folded: str) -> float:
    """Cells of what cannot be broken at the start of a line: a word, a number or a single character."""
    unit = _UNIT.match(folded)
    return width(unit.group()) if unit else 0.0


def _reads(c: str, marks: str) -> bool:
    return is_han(c) or c in marks


def glue(first: Line, second: Line) -> str:
    """Nothing between Chinese; a blank behind a word of Latin letters or its mark and before the next."""
    mark = first.text[-1] in _LATIN_MARKS and len(first.text) > 1 and first.text[-2].isascii()
    return " " if (mark or _is_latin(first.text[-1])) and _is_latin(second.text[0]) else ""


def _is_latin(c: str) -> bool:
    return c.isascii() and c.isalpha()
