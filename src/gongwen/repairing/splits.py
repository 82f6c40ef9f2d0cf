"""`paragraph.split`: paragraphs that lost the break between them.

A heading behind a stop is set off where its number is the one that the headings at line starts are short
of; a title, a salutation or a heading is parted from what was glued to it (`seams`). Less plain seams are
suggested.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..i18n import gettext as _
from ..model import Change, Level
from . import seams
from .cuts import divided, origin
from .lines import Line, Regime, layout_of, open_pairs
from .stage import Context

RULE = "paragraph.split"
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0}
_NUMERAL = "[一二三四五六七八九十]"
_BLANK = "[ \u3000]"


@dataclass(frozen=True, slots=True)
class _Series:
    """One way to number headings, and how long each item must be to be no item of a list in a paragraph."""

    pattern: re.Pattern[str]
    least: int
    """Characters of an item that stands behind a stop."""
    sentences: int
    """Stops that it must have."""
    restarts: bool
    """Whether the numbers begin anew in the same text, below each heading of a higher level."""
    gaps: bool = False
    """Whether a number may be missing in between, its heading glued to something else."""


_SERIES = (
    _Series(re.compile(f"(?P<n>{_NUMERAL}{{1,3}})、(?!{_NUMERAL})"), 30, 1, restarts=False),
    _Series(re.compile(f"（(?P<n>{_NUMERAL}{{1,3}})）"), 60, 2, restarts=True),
    _Series(re.compile("(?P<n>[1-9][0-9]?)[.．、](?![0-9])"), 60, 2, restarts=True),
    _Series(
        re.compile(f"第(?P<n>[一二三四五六七八九十百]{{1,5}})条(?={_BLANK})"),
        10,
        1,
        restarts=False,
        gaps=True,
    ),
    _Series(re.compile(f"第(?P<n>{_NUMERAL}{{1,3}})章(?={_BLANK})"), 10, 0, restarts=False, gaps=True),
)
_CHAPTER = f"第{_NUMERAL}{{1,3}}[章节]{_BLANK}+[^。，；：]{{2,20}}?"
_BEHIND = f"(?:(?:^|(?<=[。！？])){_CHAPTER}|(?<=[。！？])[”’）]?)"
"""What precedes a glued heading: a stop, or the title of a chapter before its first article."""
_LEAST_APART = 30
"""Characters of text between two headings."""
_LEAST_RUN, _SURE_RUN = 2, 3
"""How many headings that count up are a series, and how many are a sure one without any at a line start."""
_STOP = re.compile("[。！？]")
_INDENT = re.compile("(?<=[^\n\u3000])(?:\u3000{2,4}|[ \u00a0]{4,8}|\u2003{2})(?=[^\\s\u3000])")
_BEHIND_STOP = frozenset("。！？：；”")
_FEWEST_INDENTS = 3
_INDENTED = 0.9
"""Part of all gaps in lines that must stand behind stops, to be taken for indents of lost paragraphs."""


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading number: its place, its value, whether a line begins with it, and the text behind it."""

    start: int
    number: int
    opens_line: bool
    quoted: bool
    rest: str
    """Up to the end of the line."""


def find(text: str, context: Context) -> list[Change]:
    """Breaks to be put in; where those that are made let others be seen, these too."""
    made: dict[int, Change] = {}
    while True:
        cuts = sorted(made)
        found = [
            replace(c, start=place, end=place)
            for c in _once(divided(text, cuts))
            if (place := origin(c.start, cuts)) not in made
        ]
        sure = {c.start: c for c in found if Level.of(c.confidence) >= Level.LIKELY}
        if not sure:
            return sorted([*made.values(), *found], key=lambda change: change.start)
        made |= sure


def _once(text: str) -> list[Change]:
    """The breaks that can be seen at first sight, one at a place."""
    layout = layout_of(text)
    lines = layout.lines
    changes = [_break(cut.place, cut.confidence, cut.reason) for cut in seams.heads(lines)]
    if layout.regime is Regime.FREE:
        changes += [_break(cut.place, cut.confidence, cut.reason) for cut in seams.headings(lines)]
    for series in _SERIES:
        headings = list(_numbers(lines, series.pattern))
        changes += [*_missing(headings), *_glued(headings, series)]
    changes += _indents(text)
    surest = sorted(changes, key=lambda change: change.confidence)
    return list({change.start: change for change in surest}.values())


def _break(place: int, confidence: float, reason: str) -> Change:
    return Change(place, place, "\n", RULE, confidence, reason)


def _indents(text: str) -> Iterator[Change]:
    """Indents within lines: paragraphs that were run together and kept what they began with."""
    places = [found.start() for found in _INDENT.finditer(text)]
    behind_stops = sum(text[place - 1] in _BEHIND_STOP for place in places)
    if behind_stops < max(_FEWEST_INDENTS, _INDENTED * len(places)):
        return
    for place in places:
        confidence = 0.97 if text[place - 1] in _BEHIND_STOP else 0.7
        yield _break(place, confidence, _("An indent stands within a line: a paragraph began there"))


def _missing(headings: Sequence[_Heading]) -> Iterator[Change]:
    """Numbers behind a stop: likely headings where they fit between those at line starts."""
    if not any(heading.opens_line for heading in headings):
        return
    for i, heading in enumerate(headings):
        if heading.opens_line:
            continue
        before, after = headings[i - 1] if i else None, headings[i + 1] if i + 1 < len(headings) else None
        fits = before is not None and before.number == heading.number - 1 and before.opens_line
        goes_on = after is not None and after.number == heading.number + 1 and after.opens_line
        apart = before is not None and heading.start - before.start >= _LEAST_APART
        if fits and goes_on and apart:
            yield _break(
                heading.start, 0.95, _("The heading that the numbers are short of stands behind a stop")
            )
        elif fits and apart:
            yield _break(heading.start, 0.7, _("A heading number stands behind a stop"))


def _glued(headings: Sequence[_Heading], series: _Series) -> Iterator[Change]:
    """Numbers behind stops that count up from one, with items too long for a list within a paragraph."""
    runs = _runs([heading for heading in headings if not heading.quoted])
    if not series.restarts and len(runs) > 1:
        rising = [heading for run in runs for heading in run]
        if not series.gaps or any(b.number <= a.number for a, b in pairwise(rising)):
            return
        runs = [rising]
    for run in runs:
        inline = [(heading, _item(run, i)) for i, heading in enumerate(run) if not heading.opens_line]
        if run[0].number != 1 or len(run) < _LEAST_RUN or not inline:
            continue
        long = [
            len(item) >= series.least and len(_STOP.findall(item)) >= series.sentences for _h, item in inline
        ]
        if not any(long):
            continue
        confidence = 0.93 if all(long) and _is_whole(run) else 0.7
        for heading, _text in inline:
            yield _break(heading.start, confidence, _("Headings counted from one stand behind stops"))


def _runs(headings: Sequence[_Heading]) -> list[list[_Heading]]:
    """Stretches that count up by one."""
    runs: list[list[_Heading]] = []
    for heading in headings:
        if runs and heading.number == runs[-1][-1].number + 1:
            runs[-1].append(heading)
        else:
            runs.append([heading])
    return runs


def _is_whole(run: Sequence[_Heading]) -> bool:
    """Whether the series is long enough to be sure of, or line starts carry it too."""
    return len(run) >= _SURE_RUN or any(heading.opens_line for heading in run)


def _item(run: Sequence[_Heading], i: int) -> str:
    """What belongs to a number: up to the next one, at most to the end of its line."""
    rest = run[i].rest
    return rest[: run[i + 1].start - run[i].start] if i + 1 < len(run) else rest


def _numbers(lines: Sequence[Line], pattern: re.Pattern[str]) -> Iterator[_Heading]:
    behind = re.compile(f"{_BEHIND}(?P<heading>{pattern.pattern})")
    for line in lines:
        first = pattern.match(line.folded)
        if first:
            yield _Heading(line.start, _value(first["n"]), opens_line=True, quoted=False, rest=line.folded)
        for found in behind.finditer(line.folded):
            place = found.start("heading")
            if place:
                quoted = bool(open_pairs(line.folded[:place]))
                rest = line.folded[place:]
                yield _Heading(line.start + place, _value(found["n"]), False, quoted, rest)


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
