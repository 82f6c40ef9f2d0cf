"""Numbered headings that were run into their text: `一、总体要求以习近平新时代…`.

A heading gives itself away by how much likelier the text is with a break at one place before its first stop
than without any (`seams`). One seam says little, those of a series say much: headings that follow each other
either all have their text behind them on the line, or none. What else tells: a heading of the series on a
line of its own, with as many clauses, and a first point that opens the text (一要…, 首先…).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

from ...i18n import gettext as _
from ..lines.lines import Line
from ..lines.shapes import has_shape
from .seams import Cut, Seam, best_seam, may_part

_LEAST_LINE = 36
"""Characters of a numbered line that may be a heading with text behind it."""
_LEAST_HEADING, _LONGEST_HEADING = 5, 44
_STOP = re.compile("[。；：！？]")
_END = re.compile(f"{_STOP.pattern}|（[一二三四五六七八九十1-9]")
"""What no heading goes beyond: a stop, or the number of a heading below it."""
_FIRST = re.compile("（?一[）、]")
_POINT = re.compile("(?:[一1][是要]|首先|第一|其一)(?![个些步定])")
_ADDRESS = re.compile(
    "(?:(?<![级地位门镇省市县区村])各(?:级|地|单位|部门|乡镇|[省市县区镇村])|全[省市县区镇乡]各?级?)"
)
_SURE, _SURE_BESIDE, _SURE_AMONG = 2.0, 0.0, -1.0
"""Least gain of a seam that is likely: by itself, beside a heading on its own line, in a series of seams."""
_DOUBTFUL, _DOUBTFUL_BESIDE, _DOUBTFUL_AMONG = -1.0, -3.0, -2.5
"""Least gain of a seam that is suggested."""
_MARGIN, _MARGIN_BESIDE = 2.0, 1.0
"""How much a seam must surpass all others of its line: by itself, and beside a heading on its own line."""
_SERIES, _SERIES_DOUBTFUL, _NO_SERIES = -1.0, -1.6, -2.0
"""Median gain of a series that surely has its seams, that may have them, and that hardly has any."""
_OF_POINT = 2.0
"""Gain that the first of several points adds which opens the text."""
_OF_ADDRESS = 1.5
"""The same where the text opens with whom it tells to do something."""
_OF_LENGTH, _NEAR = 1.0, 2
"""Gain that a heading adds which is as long as another of its series, and how nearly, in characters."""
_NONE = -8.0
"""Gain of a line without any seam."""


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What the headings of one series say about each other."""

    alone: bool
    """Whether any stands on a line of its own."""
    seams: int
    """Lines that may have a seam."""
    median: float
    """Of their gains."""


def run_into_text(lines: Sequence[Line]) -> Iterator[Cut]:
    """Where numbered headings go over into the text."""
    for series in _series([line for line in lines if has_shape("heading", line.folded)]):
        alone = tuple(line.folded for line in series if _stands_alone(line))
        long = [line for line in series if len(line.folded) >= _LEAST_LINE and line.folded[-1] != "；"]
        seams = [heading_seam(line.folded, alone) for line in long]
        gains = [seam.gain if seam else _NONE for seam in seams]
        evidence = _Evidence(bool(alone), len(long), median(gains) if gains else _NONE)
        for line, seam in zip(long, seams, strict=True):
            if seam:
                yield from _cut(line, seam, evidence)


def _series(numbered: Sequence[Line]) -> Iterator[list[Line]]:
    """Headings of one level that belong together: a first one begins a new series."""
    current: dict[bool, list[Line]] = {}
    for line in numbered:
        level = line.folded[0] == "（"
        if _FIRST.match(line.folded) and level in current:
            yield current.pop(level)
        current.setdefault(level, []).append(line)
    yield from current.values()


def _cut(line: Line, seam: Seam, evidence: _Evidence) -> Iterator[Cut]:
    """The seam, if it is likely or worth a suggestion."""
    place = line.start + seam.place
    if _is_likely(seam, evidence):
        yield Cut(place, 0.92, _("A heading and the text were run together"))
    elif _is_doubtful(seam, evidence):
        yield Cut(place, 0.7, _("A heading and the text seem to be run together"))


def _is_likely(seam: Seam, evidence: _Evidence) -> bool:
    if seam.gain >= _SURE:
        return True
    beside = evidence.alone and seam.gain >= _SURE_BESIDE and seam.margin >= _MARGIN_BESIDE
    among = evidence.seams > 1 and evidence.median >= _SERIES and seam.gain >= _SURE_AMONG
    return beside or among


def _is_doubtful(seam: Seam, evidence: _Evidence) -> bool:
    if evidence.seams > 1 and evidence.median >= _SERIES_DOUBTFUL and seam.gain >= _DOUBTFUL_AMONG:
        return True
    if evidence.seams > 2 and evidence.median < _NO_SERIES:
        return False
    if evidence.alone:
        return seam.gain >= _DOUBTFUL_BESIDE and seam.margin >= _MARGIN_BESIDE
    return seam.gain >= _DOUBTFUL and seam.margin >= _MARGIN


def _stands_alone(line: Line) -> bool:
    return len(line.folded) <= _LONGEST_HEADING and not _STOP.search(line.folded)


def _clauses(heading: str) -> int:
    return heading.count("，") + 1


@lru_cache(maxsize=256)
def heading_seam(folded: str, alike: tuple[str, ...] = ()) -> Seam | None:
    """The likeliest end of a heading before the first stop of its line; kept for the lines of last.

    Args:
        folded: The line.
        alike: Whole headings of its series; it has as many clauses as one of them.
    """
    stop = _END.search(folded, 4)
    last = min(stop.start() if stop else _LONGEST_HEADING, _LONGEST_HEADING, len(folded) - 4)
    clauses = {_clauses(heading) for heading in alike}
    places = [
        place
        for place in range(_LEAST_HEADING, last)
        if may_part(folded, place) and (not clauses or _clauses(folded[:place]) in clauses)
    ]
    return best_seam(folded, places, {place: _further(folded, place, alike) for place in places})


def _further(folded: str, place: int, alike: Sequence[str]) -> float:
    """What else speaks for a place, as gain."""
    of_length = any(abs(len(heading) - place) <= _NEAR for heading in alike)
    return (
        _OF_LENGTH * of_length
        + _OF_POINT * bool(_POINT.match(folded, place))
        + _OF_ADDRESS * bool(_ADDRESS.match(folded, place))
    )
