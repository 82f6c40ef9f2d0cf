"""Lines and what the lines of a text have in common: how they were broken, indented, set apart.

Nothing is judged here about a single boundary; `joins` does that with what is measured here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import pairwise

from .elements import Element, elements_of, title_zone
from .shapes import has_shape, is_heading

BLANKS = " \t\r\f\v\u00a0\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200C)))
STOPS = "。！？…：；"
"""Marks that may end a paragraph."""
CLOSING = "”’」』）》】〉〕］"
OPENING = "“‘「『（《【〈〔［"
PAUSING = "，。、；：！？％"
_FOLD = tuple(zip(",;:!?()[]%", "，；：！？（）［］％", strict=True))
_NARROW = re.compile("[\0-\xb6\xb8-\u1fff]")
_PAIR_MARK = re.compile(f"[{OPENING}{CLOSING}]")
_INNER_STOP = re.compile(f"[。；！？](?![{PAUSING}{CLOSING}…])")
_INNER_MARK = re.compile(f"[，。；！？](?![{PAUSING}{CLOSING}…])")
_LONGEST_LEAST = 30
"""Characters from which on any text broken behind stops is broken at the next one."""
_FEWEST_SENTENCES = 8
"""Lines with a single sentence that tell broken text from a few short paragraphs."""
_PAIRS = dict(zip(OPENING, "”’」』）》】〉〕］", strict=True))
_LONGEST_NUMBER = 8
"""Characters of a heading number or a bullet: 第一百二十条."""
_NARROWEST_WRAP, _WIDEST_WRAP = 18, 64
"""Cells. Lines of other widths were not broken to fit a page or a screen."""


class Regime(StrEnum):
    """How the lines of a text came to end where they end."""

    WRAPPED = "wrapped"
    """Broken at a width, wherever that fell."""
    PUNCTUATED = "punctuated"
    """Broken behind commas and stops."""
    FREE = "free"
    """A line is a paragraph, but for a few breaks left by page ends."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that has more than blanks; offsets are those of the whole text."""

    start: int
    """Of the first character that is no blank."""
    end: int
    """Behind the last character that is no blank."""
    text: str
    """Without the blanks around it."""
    folded: str
    """`text` with half-width marks made full-width, so that rules need to know one kind only."""
    indent: float
    """Cells of blank before `start`."""
    gap: bool
    """Whether an empty line stands before this one."""
    width: float
    """Cells of `text`."""
    tabbed: bool
    """Whether a tab stands at either side: an empty cell, if this is a row of a table."""
    stops: bool
    """Whether it ends as a paragraph ends, closing quotes and brackets aside."""


def _stops(folded: str) -> bool:
    bare = folded.rstrip(CLOSING)
    return bool(bare) and (bare[-1] in STOPS or _latin_stop(bare))


def _latin_stop(text: str) -> bool:
    return text[-1] == "." and len(text) > 1 and not text[-2].isdigit()


def width(text: str) -> float:
    """Width in cells: a Han character or full-width mark is one, a Latin letter or digit half."""
    return len(text) - len(_NARROW.findall(text)) / 2


def fold(text: str) -> str:
    """The text with half-width marks made full-width; every character keeps its place."""
    for narrow, wide in _FOLD:
        text = text.replace(narrow, wide)
    return text


@lru_cache(maxsize=4)
def lines_of(text: str) -> tuple[Line, ...]:
    """All lines that have more than blanks, in order; kept for the last few texts, as stages ask in turn."""
    found = []
    folded = fold(text)
    place = 0
    gap = False
    for raw in text.split("\n"):
        body = raw.strip(BLANKS)
        if body:
            lead = 0 if body is raw else raw.index(body[0])
            sides = raw[:lead] + raw[lead + len(body) :] if body is not raw else ""
            start, end = place + lead, place + lead + len(body)
            bare, indent = folded[start:end], _indent(sides[:lead])
            found.append(Line(start, end, body, bare, indent, gap, width(body), "\t" in sides, _stops(bare)))
        gap = not body
        place += len(raw) + 1
    return tuple(found)


@lru_cache(maxsize=64)
def _indent(blanks: str) -> float:
    cells = {"\u3000": 1.0, "\u2003": 1.0, "\t": 2.0, "\r": 0.0, "\f": 0.0, "\v": 0.0, "\ufeff": 0.0}
    return sum((cells.get(c, 0.5) for c in blanks), 0.0)


def joined(lines: Sequence[Line], glues: Mapping[int, str]) -> Line:
    """The lines as one; `glues` says what comes between two of them, by the end of the first."""
    if len(lines) == 1:
        return lines[0]
    text = "".join(line.text + glues.get(line.end, "") for line in lines[:-1]) + lines[-1].text
    first, last, folded = lines[0], lines[-1], fold(text)
    return Line(
        first.start, last.end, text, folded, first.indent, first.gap, width(text), False, _stops(folded)
    )


def open_pairs(folded: str) -> list[str]:
    """The closing marks still missing at the end of the text, innermost last."""
    missing: list[str] = []
    for c in _PAIR_MARK.findall(folded):
        if c in _PAIRS:
            missing.append(_PAIRS[c])
        elif missing and c == missing[-1]:
            missing.pop()
    return missing


@dataclass(frozen=True)
class Layout:
    """What the lines of one text have in common."""

    lines: tuple[Line, ...]

    @cached_property
    def regime(self) -> Regime:
        """Wrapped at a width, broken at punctuation, or free."""
        if self._wrap is not None:
            return Regime.WRAPPED
        lines = self.lines
        if len(lines) < 6:
            return Regime.FREE
        pauses = sum(line.folded[-1] in "，、" for line in lines) / len(lines)
        cut = sum(is_han(line.text[-1]) and len(line.text) > 12 for line in lines) / len(lines)
        wide = sorted(line.width for line in lines)[int(len(lines) * 0.9)]
        behind_commas = pauses >= 0.15 and wide < 130
        return Regime.PUNCTUATED if cut < 0.2 and (behind_commas or self._behind_stops) else Regime.FREE

    @cached_property
    def _behind_stops(self) -> bool:
        """Whether lines with more than a sentence are missing: then hardly any line is a paragraph."""
        long = [line for line in self.lines if len(line.text) > _LONGEST_LEAST + 1]
        whole = sum(
            bool(_INNER_STOP.search(line.folded, _LONGEST_LEAST, len(line.folded) - 1)) for line in long
        )
        return len(long) >= _FEWEST_SENTENCES and whole <= 0.03 * len(long)

    @property
    def measure(self) -> float:
        """The width, in cells, that lines were wrapped at; infinite in text that is not wrapped."""
        return float("inf") if self._wrap is None else self._wrap

    @cached_property
    def _wrap(self) -> float | None:
        lines = self.lines
        counts = Counter(round(line.width) for line in lines if line.width >= 10)
        total = sum(counts.values())
        if len(lines) < 4 or not total:
            return None
        best = max(counts, key=lambda w: (_mass(counts, w), w))
        near = [line for line in lines if abs(line.width - best) <= 2.5]
        wider = sum(n for w, n in counts.items() if w > best + 4)
        cut = sum(not line.stops for line in near)
        if not _NARROWEST_WRAP <= best <= _WIDEST_WRAP or cut < 3 or len(near) < 0.35 * total:
            return None
        return float(best) if wider <= 0.08 * total and cut >= 0.4 * len(near) else None

    @cached_property
    def elements(self) -> list[Element | None]:
        """Which lines are elements of an official document that are no text."""
        return elements_of(self.lines)

    @cached_property
    def title_zone(self) -> list[bool]:
        """Which lines stand where a title does."""
        return title_zone(self.lines, self.elements)

    @cached_property
    def rows(self) -> list[bool]:
        """Which lines are rows of a table: a tab stands between cells, or, next to such a row, beside one."""
        sure = [_is_row(line) for line in self.lines]
        beside = [*sure[1:], False], [False, *sure[:-1]]
        return [
            row or (line.tabbed and (before or behind))
            for row, line, before, behind in zip(sure, self.lines, *beside, strict=True)
        ]

    @cached_property
    def column(self) -> float:
        """The width that a part of the text was wrapped at, in a text that as a whole was not; 0 if none."""
        plain = [line for line in self.lines if not is_heading(line.folded)]
        counts = Counter(round(line.width) for line in plain if not line.stops)
        best = max(counts, key=lambda w: (_mass(counts, w), w), default=0)
        there = [line for line in plain if abs(line.width - best) <= 2.5]
        enough = sum(not line.stops for line in there) >= max(8, 0.5 * len(there))
        return float(best) if enough and _NARROWEST_WRAP <= best <= _WIDEST_WRAP else 0.0

    @cached_property
    def indented(self) -> bool:
        """Whether an indent tells the first line of a paragraph from the others."""
        return self._tells([is_indented(line) for line in self.lines])

    @cached_property
    def spaced(self) -> bool:
        """Whether an empty line tells where a paragraph begins."""
        return self._tells([line.gap for line in self.lines])

    @cached_property
    def double_spaced(self) -> bool:
        """Whether empty lines stand between nearly all lines and say nothing."""
        return not self.spaced and sum(line.gap for line in self.lines[1:]) >= 0.75 * (len(self.lines) - 1)

    def _tells(self, marked: Sequence[bool]) -> bool:
        """Whether a sign stands before nearly every line behind a sure end, and not before most others."""
        if sum(marked) < 3 or sum(marked) > 0.97 * len(marked):
            return False
        short = self.measure - 6
        sure, cut = [], []
        text = [not (zone or element) for zone, element in zip(self.title_zone, self.elements, strict=True)]
        for first, sign, is_text in zip(self.lines, marked[1:], text, strict=False):
            if first.stops and first.width < short:
                sure.append(sign)
            elif is_text and not first.stops and first.width >= short:
                cut.append(sign)
        return sum(sure) >= 0.8 * len(sure) and sum(cut) <= 0.1 * len(cut)

    @cached_property
    def breaks_at_commas(self) -> bool:
        """Whether, of text broken at punctuation, lines end with commas."""
        return sum(line.folded[-1] in "，、" for line in self.lines) >= 0.1 * len(self.lines)

    @cached_property
    def shortest_piece(self) -> float:
        """Cells that a line has, in text broken at punctuation, before a mark breaks it.

        Marks that stand inside lines came too early to break them; lines that end with a comma came late
        enough. What lies between is decided for the former.
        """
        mark = _INNER_MARK if self.breaks_at_commas else _INNER_STOP
        early = sorted(_last_inner(mark, line.folded) for line in self.lines)
        late = sorted(line.width for line in self.lines if line.folded[-1] in "，、")
        least = early[int(0.97 * (len(early) - 1))] + 0.5 if early else 0.0
        return min(least, late[len(late) // 20]) if late else least


@lru_cache(maxsize=4)
def layout_of(text: str) -> Layout:
    """The lines of a text and what they have in common; kept for the last few texts."""
    return Layout(lines_of(text))


def _last_inner(mark: re.Pattern[str], folded: str) -> float:
    """Cells up to and with the last mark inside the line."""
    last = 0
    for found in mark.finditer(folded, 0, len(folded) - 1):
        last = found.end()
    return width(folded[:last])


def _is_row(line: Line) -> bool:
    """Whether a tab stands between cells, not between a heading number and its text."""
    head, tab, rest = line.text.partition("\t")
    return bool(tab) and ("\t" in rest or not _is_number(fold(head.strip(BLANKS))))


def _is_number(head: str) -> bool:
    return len(head) <= _LONGEST_NUMBER and (
        is_heading(head) or has_shape("dash", head) or not head.isalnum()
    )


def is_indented(line: Line) -> bool:
    """Whether the indent is one of a paragraph, not that of a centred line."""
    return 1.5 <= line.indent <= 5


def boundaries(lines: Sequence[Line]) -> list[tuple[Line, Line]]:
    """Each line with the next."""
    return list(pairwise(lines))


_BESIDE = ((0, 1.0), (1, 0.8), (-1, 0.8), (2, 0.5), (-2, 0.5))
"""Cells by which lines may be longer than the measure, and how much each then counts towards it."""


def _mass(counts: Counter[int], w: int) -> float:
    return sum([share * counts.get(w + step, 0) for step, share in _BESIDE])


def is_han(c: str) -> bool:
    """Whether it is a Chinese character of the basic block."""
    return "\u4e00" <= c <= "\u9fff"
