"""What the lines of one text have in common beyond their layout: what tells whole lines from cut ones here.

`Layout` says how the lines were broken; this says how the lines of a kind usually end in this very text,
how full a line is when the next one goes on from it, and how long paragraphs seem to be.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from enum import IntEnum
from functools import cached_property

from .lines import OPENING, Layout, Line, Regime, is_han, width
from .shapes import has_shape, stands_alone

_UNIT = re.compile(r"[0-9A-Za-z][0-9A-Za-z.,:%/\-]*[0-9A-Za-z%]|[" + OPENING + "]?.", re.DOTALL)
_NUMBERS = frozenset("一二三四五六七八九十（第其—―-")
_LEAD = 2.0
"""Cells by which the first line of a paragraph is set in."""
_NEAR = 8
"""Cells below the measure within which a line counts as one that was cut."""
_SURPLUS = 0.1
"""Part of a neighbouring half-cell that counts for a width, for measures are not always kept."""
_UNSEEN = 0.05
"""Lines that every width is taken to have been seen more often than it was."""


class Kind(IntEnum):
    """What a line opens with."""

    PLAIN = 0
    HEADING = 1
    """一、"""
    BRACKETED = 2
    """（一）"""
    NUMBERED = 3
    """1. （1） ①"""
    CLAUSE = 4
    """第一条"""
    CHAPTER = 5
    """第一章"""
    POINT = 6
    """一是, 第一，, ——"""
    ALONE = 7
    """A date, a salutation, an imprint and the like."""


def kind_of(folded: str, *, alone: bool) -> Kind:
    """The kind of a line, by how it starts; `alone`: it is never part of a paragraph."""
    c = folded[0]
    if c in _NUMBERS or c.isdigit() or "①" <= c <= "⑳":
        if has_shape("heading", folded):
            return Kind.BRACKETED if c == "（" else Kind.HEADING
        if has_shape("numbered", folded):
            return Kind.NUMBERED
        if has_shape("article", folded):
            return Kind.CLAUSE if "条" in folded[:8] else Kind.CHAPTER
        if has_shape("point", folded) or has_shape("dash", folded):
            return Kind.POINT
    return Kind.ALONE if alone else Kind.PLAIN


def unit_width(folded: str) -> float:
    """Cells of what cannot be broken at the start of a line: a word, a number or a single character."""
    if is_han(folded[0]):
        return 1.0
    unit = _UNIT.match(folded)
    return width(unit.group()) if unit else 0.0


class Habits:
    """Statistics of the lines of one text; each is reckoned when first asked for."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout

    @cached_property
    def stops(self) -> list[bool]:
        """Whether each line ends as a paragraph ends."""
        return [line.stops for line in self.layout.lines]

    @cached_property
    def kinds(self) -> list[Kind]:
        """The kind of each line."""
        lines = self.layout.lines
        return [kind_of(line.folded, alone=alone) for line, alone in zip(lines, self.alone, strict=True)]

    @cached_property
    def alone(self) -> list[bool]:
        """Whether each is a line that is never part of a paragraph."""
        return [stands_alone(line.folded) for line in self.layout.lines]

    @cached_property
    def _endings(self) -> tuple[Counter[Kind], Counter[Kind]]:
        kinds = Counter(self.kinds)
        stopped = Counter(kind for kind, stops in zip(self.kinds, self.stops, strict=True) if stops)
        return kinds, stopped

    def share_stopped(self, index: int) -> float:
        """How many of the other lines of its kind end with a stop; a half where there are none."""
        kind = self.kinds[index]
        kinds, stopped = self._endings
        own = self.stops[index]
        return (stopped[kind] - own + 1) / (kinds[kind] + 1)

    @cached_property
    def _followed(self) -> tuple[Counter[Kind], Counter[Kind]]:
        """How often a line of each kind that ends with a stop has a next one, and a plain next one."""
        pairs = [
            (kind, after)
            for kind, after, stops in zip(self.kinds, self.kinds[1:], self.stops, strict=False)
            if stops
        ]
        plain = Counter(kind for kind, after in pairs if after is Kind.PLAIN)
        return Counter(kind for kind, _ in pairs), plain

    def share_followed_by_plain(self, index: int) -> float:
        """How often lines of the kind that end with a stop are followed by one without a number."""
        kind = self.kinds[index]
        followed, plain = self._followed
        return (plain[kind] + 0.5) / (followed[kind] + 1)

    @cached_property
    def share_of_stops(self) -> float:
        """Of lines that end with a stop."""
        return sum(self.stops) / max(1, len(self.stops))

    # ---- wrapped text

    def need(self, index: int, *, opens: bool) -> float:
        """Cells by which a line and the next unit overrun the measure; `opens`: it opens a paragraph."""
        first, second = self.layout.lines[index : index + 2]
        lead = self.lead if opens and first.indent < 1 else 0.0
        return first.width + lead + unit_width(second.folded) - self.layout.measure

    @cached_property
    def lead(self) -> float:
        """Cells of an indent that first lines have lost; 0 if they never had one."""
        rooms: dict[bool, list[float]] = {True: [], False: []}
        lines, short = self.layout.lines, self.layout.measure - 3
        for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
            near = line.width > self.layout.measure - _NEAR and not line.stops
            if near:
                rooms[before.stops and before.width < short].append(line.width + unit_width(after.folded))
        if min(map(len, rooms.values())) < 2:
            return _LEAD
        first, other = (sorted(rooms[opens])[len(rooms[opens]) // 2] for opens in (True, False))
        return _LEAD if first < other - 0.75 else 0.0

    @cached_property
    def _needs(self) -> Counter[int]:
        """Half-cells over the measure of the lines that were cut."""
        lines, short = self.layout.lines, self.layout.measure - 3
        found: Counter[int] = Counter()
        for k in range(len(lines) - 1):
            if not self.stops[k] and lines[k].width > self.layout.measure - _NEAR:
                opens = k == 0 or (self.stops[k - 1] and lines[k - 1].width < short)
                found[round(2 * self.need(k, opens=opens))] += 1
        return found

    def fill(self, need: float) -> float:
        """How much likelier (natural log) a line so full is when cut than when it ends its paragraph."""
        at = round(2 * need)
        needs = self._needs
        seen = needs[at] + _SURPLUS * (needs[at - 1] + needs[at + 1]) + _UNSEEN
        return math.log(seen / (needs.total() + 1) * 2 * self.layout.measure)

    @cached_property
    def typical(self) -> float:
        """Cells of a usual paragraph, as far as the sure ends of paragraphs tell."""
        lines = self.layout.lines
        if self.layout.regime is Regime.FREE:
            whole = sorted(line.width for line, stops in zip(lines, self.stops, strict=True) if stops)
            return whole[len(whole) // 2] if whole else 100.0
        ends = sum(1 for line, stops in zip(lines, self.stops, strict=True) if stops and self.is_short(line))
        return sum(line.width for line in lines) / (ends + 1)

    @cached_property
    def _starts(self) -> Counter[str]:
        """The first two characters of the lines behind sure ends of paragraphs."""
        lines = self.layout.lines
        sure = (k for k in range(len(lines) - 1) if self.stops[k] and self.is_short(lines[k]))
        return Counter(lines[k + 1].folded[:2] for k in sure)

    def starts_alike(self, index: int) -> bool:
        """Whether a line behind a sure end, not this one, starts with the same two characters."""
        line, before = self.layout.lines[index], self.layout.lines[index - 1]
        own = self.stops[index - 1] and self.is_short(before)
        return self._starts[line.folded[:2]] > own

    def is_short(self, line: Line) -> bool:
        """Whether a line is shorter than any that was cut."""
        if self.layout.regime is Regime.WRAPPED:
            return line.width < self.layout.measure - 4
        return line.width < self.layout.shortest_piece
