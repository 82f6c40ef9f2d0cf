"""The numbers of headings wherever they stand in a line: 一、, （一）, 1., （1）, 第一条."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from ..lines.lines import Line, open_pairs
from .unbroken import Unbroken

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0}
_NUMERAL = "[一二三四五六七八九十]"
_BLANK = "[ \u3000]"
_FIRST = f"{_NUMERAL}{{1,3}}、"
_SECOND = f"（{_NUMERAL}{{1,3}}）"
_THIRD = "[1-9][0-9]?[.．、](?![0-9])"
_TEXT = "[^。；：！？]{2,44}"
"""Of a heading that has no stop."""
_BEHIND_STOP = re.compile("[。！？](?:[”’）]|（[^（）。！？]{4,80}）)?$")
"""A note in brackets may follow the stop: （财政部负责）."""
_SENTENCE = re.compile("[。！？：；]")
_REACH = 240
"""Characters in which an opening quote is looked for, in a line that is no paragraph."""


class Standing(Enum):
    """What stands before a number."""

    LINE = "line"
    """Nothing: it opens a line."""
    STOP = "stop"
    COLON = "colon"
    HEADING = "heading"
    """A heading of a higher level, and nothing else."""


@dataclass(frozen=True, slots=True)
class Series:
    """One way to number headings, and how long each item must be to be no item of a list in a paragraph."""

    pattern: re.Pattern[str]
    above: re.Pattern[str]
    """A heading of a higher level and its text."""
    least: int
    """Characters of an item that stands behind a stop."""
    sentences: int
    """Stops that it must have."""
    restarts: bool
    """Whether the numbers begin anew in the same text, below each heading of a higher level."""
    gaps: bool = False
    """Whether a number may be missing in between, its heading glued to something else."""


def _series(
    number: str, above: str, least: int, sentences: int, *, restarts: bool = False, gaps: bool = False
) -> Series:
    return Series(re.compile(number), re.compile(above), least, sentences, restarts=restarts, gaps=gaps)


_CHAPTER = f"第{_NUMERAL}{{1,3}}[章节]{_BLANK}+[^。，；：]{{2,20}}"
_NEVER = "(?!)"
SERIES = (
    _series(f"(?P<n>{_NUMERAL}{{1,3}})、(?!{_NUMERAL})", _NEVER, 30, 1),
    _series(f"（(?P<n>{_NUMERAL}{{1,3}})）", f"{_FIRST}{_TEXT}", 60, 2, restarts=True),
    _series("(?P<n>[1-9][0-9]?)[.．、](?![0-9])", f"(?:{_FIRST}|{_SECOND}){_TEXT}", 60, 2, restarts=True),
    _series("（(?P<n>[1-9][0-9]?)）", f"(?:{_FIRST}|{_SECOND}|{_THIRD}){_TEXT}", 60, 2, restarts=True),
    _series(f"第(?P<n>[一二三四五六七八九十百]{{1,5}})条(?={_BLANK})", _CHAPTER, 10, 1, gaps=True),
    _series(f"第(?P<n>{_NUMERAL}{{1,3}})章(?={_BLANK})", _NEVER, 10, 0, gaps=True),
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading number: its place, its value, what stands before it and behind it."""

    start: int
    number: int
    standing: Standing
    quoted: bool
    unbroken: bool
    """Whether its line comes from one that lost its breaks."""
    rest: str
    """Up to the end of the line."""

    @property
    def opens_line(self) -> bool:
        """Whether a line begins with it."""
        return self.standing is Standing.LINE


def headings(lines: Sequence[Line], series: Series, lost: Unbroken) -> Iterator[Heading]:
    """The numbers of a series that may be headings, in order."""
    for line, found in _numbers(lines, series.pattern):
        for place, number in found:
            standing = _standing(line.folded, place, number, series)
            if standing is None:
                continue
            unbroken = lost.holds(line)
            since = max(0, place - _REACH) if unbroken else 0
            quoted = bool(open_pairs(line.folded[since:place]))
            rest = line.folded[place:]
            yield Heading(line.start + place, number, standing, quoted, unbroken, rest)


def _numbers(lines: Sequence[Line], pattern: re.Pattern[str]) -> Iterator[tuple[Line, list[tuple[int, int]]]]:
    """The lines that have numbers, with the place in the line and the value of each."""
    text = "\n".join([line.folded for line in lines])
    index, start, end = -1, 0, 0
    of_line: list[tuple[int, int]] = []
    for found in pattern.finditer(text):
        if found.start() >= end:
            if of_line:
                yield lines[index], of_line
            of_line = []
        while found.start() >= end:
            index += 1
            start, end = end, end + len(lines[index].folded) + 1
        of_line.append((found.start() - start, _value(found["n"])))
    if of_line:
        yield lines[index], of_line


def _standing(folded: str, place: int, number: int, series: Series) -> Standing | None:
    """What stands before a number, if it may be that of a heading.

    Behind a colon only a first one may; below a heading of a higher level the numbers may go on.
    """
    if not place:
        return Standing.LINE
    before = folded[max(0, place - 100) : place]
    last = [0, *(stop.end() for stop in _SENTENCE.finditer(before))]
    whole = last[-1] > 0 or place <= len(before)
    if whole and series.above.fullmatch(before[last[-1] :]):
        return Standing.HEADING
    if _BEHIND_STOP.search(before):
        below = len(last) > 1 and number == 1 and series.above.fullmatch(before[last[-2] : last[-1] - 1])
        return Standing.HEADING if below else Standing.STOP
    return Standing.COLON if number == 1 and before[-1] == "：" else None


def runs(found: Sequence[Heading]) -> list[list[Heading]]:
    """Stretches that count up by one."""
    runs: list[list[Heading]] = []
    for heading in found:
        if runs and heading.number == runs[-1][-1].number + 1:
            runs[-1].append(heading)
        else:
            runs.append([heading])
    return runs


def item(run: Sequence[Heading], i: int) -> str:
    """What belongs to a number: up to the next one, at most to the end of its line."""
    rest = run[i].rest
    return rest[: run[i + 1].start - run[i].start] if i + 1 < len(run) else rest


def _value(numeral: str) -> int:
    """The number that figures or a Chinese numeral below a thousand stand for."""
    if numeral.isdigit():
        return int(numeral)
    total = digit = 0
    for c in numeral:
        if c in "十百":
            total += (digit or 1) * (10 if c == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS[c]
    return total + digit
