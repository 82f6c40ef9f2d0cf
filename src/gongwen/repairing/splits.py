"""`paragraph.split`: paragraphs that lost the break between them.

A heading behind a stop is set off where its number is the one that the headings at line starts are short
of; a title is parted from the salutation that was glued to it. Less plain seams are suggested.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..i18n import gettext as _
from ..model import Change
from .lines import Line, lines_of
from .stage import Context

RULE = "paragraph.split"
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0}
_SERIES = (
    re.compile("(?P<n>[一二三四五六七八九十]{1,3})、"),
    re.compile("（(?P<n>[一二三四五六七八九十]{1,3})）"),
    re.compile("第(?P<n>[一二三四五六七八九十百]{1,5})条(?=[ \u3000])"),
)
_BEHIND_STOP = "(?<=[。！？])(?:[”’）]?)"
_LEAST_APART = 30
"""Characters of text between two headings."""
_TITLE_END = "(?:讲话|发言|报告|致辞|主持词|演讲|讲话稿|发言稿|演讲稿)"
_DATED = "(?:（[^（）]{4,30}）)?"
_SALUTATION = "(?:尊敬的|各位|同志们|女士们|先生们|朋友们|老师们|同学们)[^。；！]{0,40}?[：！]"
_GLUED_TITLE = re.compile(f"(?P<title>[^。，；：]{{2,60}}{_TITLE_END}{_DATED})(?P<rest>{_SALUTATION})")


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading number: its place, its value, and whether a line begins with it."""

    start: int
    number: int
    opens_line: bool


def find(text: str, context: Context) -> list[Change]:
    """Breaks to be put in."""
    lines = lines_of(text)
    changes = [
        _break(place, 0.94, _("A title and a salutation were run together")) for place in _titles(lines)
    ]
    for pattern in _SERIES:
        changes += _headings(lines, pattern)
    return sorted({change.start: change for change in changes}.values(), key=lambda change: change.start)


def _break(place: int, confidence: float, reason: str) -> Change:
    return Change(place, place, "\n", RULE, confidence, reason)


def _titles(lines: Sequence[Line]) -> Iterator[int]:
    """Where the first line goes over from a title into a salutation."""
    found = _GLUED_TITLE.match(lines[0].folded) if lines else None
    if found:
        yield lines[0].start + found.start("rest")


def _headings(lines: Sequence[Line], pattern: re.Pattern[str]) -> Iterator[Change]:
    """Numbers behind a stop: likely headings where they fit between those at line starts."""
    series = list(_numbers(lines, pattern))
    if not any(heading.opens_line for heading in series):
        return
    for i, heading in enumerate(series):
        if heading.opens_line:
            continue
        before, after = series[i - 1] if i else None, series[i + 1] if i + 1 < len(series) else None
        fits = before is not None and before.number == heading.number - 1 and before.opens_line
        goes_on = after is not None and after.number == heading.number + 1 and after.opens_line
        apart = before is not None and heading.start - before.start >= _LEAST_APART
        if fits and goes_on and apart:
            yield _break(
                heading.start, 0.95, _("The heading that the numbers are short of stands behind a stop")
            )
        elif fits and apart:
            yield _break(heading.start, 0.7, _("A heading number stands behind a stop"))


def _numbers(lines: Sequence[Line], pattern: re.Pattern[str]) -> Iterator[_Heading]:
    behind_stop = re.compile(_BEHIND_STOP + pattern.pattern)
    for line in lines:
        first = pattern.match(line.folded)
        if first:
            yield _Heading(line.start, _value(first["n"]), opens_line=True)
        for found in behind_stop.finditer(line.folded, 1):
            start = line.start + found.start("n") - (found.string[found.start("n") - 1] in "（第")
            yield _Heading(start, _value(found["n"]), opens_line=False)


def _value(numeral: str) -> int:
    """The number a Chinese numeral below a thousand stands for."""
    total = digit = 0
    for c in numeral:
        if c in "十百":
            total += (digit or 1) * (10 if c == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS[c]
    return total + digit
