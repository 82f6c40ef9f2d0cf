"""What may be a header cut into a text, and what is known of headers.

`sites` finds the pieces, `excisions` weighs them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import PurePath

from ..lines.lines import Line, fold
from ..lines.shapes import has_shape
from ..stage import Context
from . import recurring

LEAST, LEAST_SHARED = 2, 4
"""Characters of a header, and of a known one that tell it."""
SIDE = 4
"""Characters that a seam is judged by on either side: as far as the model of the language reaches."""
ECHO = 3
"""Characters that two places must share for one to be an echo of the other."""
_TITLE_LINES = 3
_LONGEST_TITLE = 45


class Place(StrEnum):
    """Where a header stands."""

    TAIL = "tail"
    """At the end of a line, before the break."""
    HEAD = "head"
    """At the start of a line, behind the break."""
    OWN = "own"
    """A line of its own."""
    INSIDE = "inside"
    """In the middle of a line."""


@dataclass(frozen=True, slots=True)
class Piece:
    """`text[start:end]` may be a header; `text[cut[0]:cut[1]]` goes with it."""

    start: int
    end: int
    cut: tuple[int, int]
    place: Place
    torn: bool = True
    """Whether it tears a sentence, or repeats where there is no break a header that stands at one."""
    known: int = 0
    """Characters in a row that a title has."""
    found: int = 0
    """Characters in a row that a header has which was found elsewhere."""
    whole: bool = False
    """Whether it is a header that was found elsewhere, from end to end."""
    echoed: int = 0
    """Characters in a row that stand beside other breaks, too."""
    echoes: int = 0
    """Breaks beside which they stand."""
    before: str = ""
    """What precedes its known part in the header, if it opens with that."""


Site = list[Piece]
"""Candidates of which one at most is a header."""


class Known:
    """Headers that are known, and what they have in common with a stretch of text."""

    def __init__(self, titles: Iterable[str], found: Iterable[str] = ()) -> None:
        """`titles` may have been headers; `found` were, in other places of the text."""
        self.titles = _Shared(titles)
        self.found = _Shared(found)

    def plus(self, found: Iterable[str]) -> Known:
        """With headers that were found."""
        return Known(self.titles.headers, (*self.found.headers, *found))

    @cached_property
    def entries(self) -> frozenset[str]:
        """What pieces inside a line are found by."""
        headers = self.titles.headers + self.found.headers
        return frozenset(h[i : i + LEAST_SHARED] for h in headers for i in range(len(h) - LEAST_SHARED + 1))


class _Shared:
    """A few short texts, and how much of another they have."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.headers = tuple(dict.fromkeys(t for t in texts if len(t) >= LEAST))
        self._text = "\n".join(self.headers)

    def reach(self, window: str) -> list[int]:
        """For each character how far the window goes on from there as one of the texts does."""
        text, end = self._text, len(window)
        if not text:
            return [0] * end
        sizes = []
        size = 0
        for start in range(end):
            size = size - 1 if size else 0
            while start + size < end and window[start : start + size + 1] in text:
                size += 1
            sizes.append(size)
        return sizes

    def before(self, part: str) -> str:
        """What precedes the part in one of the texts."""
        at = self._text.find(part)
        return self._text[max(0, at - 4) : max(0, at)].rpartition("\n")[2]


def known_headers(lines: Sequence[Line], context: Context) -> Known:
    """What the pages may have been headed with: titles, the file's name, lines that other files have, too."""
    titles = [line.folded for line in title_lines(lines)]
    name = PurePath(context.source.name).stem if context.source.name else ""
    beside = recurring.headers(context.recurring)
    of_sites = [line for line in beside if recurring.names_site(line)]
    return Known([*titles, fold(context.source.title or ""), fold(name), *beside], of_sites)


def title_lines(lines: Sequence[Line]) -> list[Line]:
    """The first lines, as far as they may be a title."""
    head = []
    for line in lines[:_TITLE_LINES]:
        if line.stops or line.width > _LONGEST_TITLE or line.folded.count("，") > 1:
            break
        if has_shape("record", line.folded) or has_shape("record_start", line.folded):
            break
        head.append(line)
    return head


class Measured:
    """A stretch of text measured against known headers and other places."""

    def __init__(self, window: str, known: Known, echoes: Counter[str]) -> None:
        self._window = window
        self._known = known
        self._titles = known.titles.reach(window)
        self._found = known.found.reach(window)
        self._peaks = max(self._titles, default=0), max(self._found, default=0)
        self._others = [max(0, echoes[window[i : i + ECHO]] - 1) for i in range(len(window) - ECHO + 1)]

    def piece(
        self, first: int, last: int, start: int, cut: tuple[int, int], place: Place, *, torn: bool = True
    ) -> Piece:
        """The candidate that `window[first:last]` is, at `start` of the text."""
        others = self._others[first : max(first, last - ECHO + 1)]
        found = _longest(self._found, self._peaks[1], first, last)
        run = longest = 0
        for count in others:
            run = run + 1 if count else 0
            longest = max(longest, run)
        return Piece(
            start,
            start + last - first,
            cut,
            place,
            torn and (place is not Place.INSIDE or found >= LEAST_SHARED),
            _longest(self._titles, self._peaks[0], first, last),
            found,
            self._window[first:last] in self._known.found.headers,
            longest + ECHO - 1 if longest else 0,
            max(others, default=0),
            self._before(first, last),
        )

    def _before(self, first: int, last: int) -> str:
        for shared, reach in ((self._known.titles, self._titles), (self._known.found, self._found)):
            size = min(reach[first], last - first)
            if size >= LEAST:
                return shared.before(self._window[first : first + size])
        return ""


def _longest(reach: Sequence[int], peak: int, first: int, last: int) -> int:
    """How far any place of the stretch reaches within it; `peak` is the most that any place reaches."""
    if peak < LEAST:
        return max(reach[first:last], default=0)
    return max(map(min, reach[first:last], range(last - first, 0, -1)), default=0)
