"""From places of the source to places of the repaired text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from .edit import Edit, Repaired, Status
from .kept import Kept

_SEPARATOR = re.compile(r"[\t\n]")


class PlaceMap:
    """Where the places of a source stand after the applied ones of its edits.

    Both maps are monotone, and exact for every place outside of the edits. They differ where text was
    inserted (`first` stays in front of it, `last` goes behind it) and inside of what was replaced.
    """

    def __init__(self, edits: Iterable[Edit]) -> None:
        self._edits = [edit for edit in edits if edit.status is Status.APPLIED]
        self._starts = [edit.start for edit in self._edits]
        self._shifts = [0]
        for edit in self._edits:
            self._shifts.append(self._shifts[-1] + len(edit.after) - (edit.end - edit.start))

    def first(self, place: int) -> int:
        """Where what begins at `place` begins."""
        return self._span(place)[0]

    def last(self, place: int) -> int:
        """Where what ends at `place` ends."""
        return self._span(place)[1]

    def is_amid(self, place: int) -> bool:
        """Whether a place of the repaired text stands amid what one of the edits put in."""
        starts = (edit.start + shift for edit, shift in zip(self._edits, self._shifts, strict=False))
        return any(
            start < place < start + len(edit.after) for start, edit in zip(starts, self._edits, strict=True)
        )

    def _span(self, place: int) -> tuple[int, int]:
        index = bisect_right(self._starts, place) - 1
        if index < 0 or self._edits[index].end < place:
            shifted = place + self._shifts[index + 1]
            return shifted, shifted
        first, last = self._at(index, place)
        if self._edits[index].start == place and index and self._edits[index - 1].end == place:
            first = self._at(index - 1, place)[0]
        return first, last

    def _at(self, index: int, place: int) -> tuple[int, int]:
        """The span for a place that an edit touches."""
        edit = self._edits[index]
        start = edit.start + self._shifts[index]
        if edit.start == edit.end:
            return start, start + len(edit.after)
        first, last = _inside(edit.before, edit.after, place - edit.start)
        return start + first, start + last


def _inside(before: str, after: str, place: int) -> tuple[int, int]:
    """The span of `after` that a place of `before` became.

    Tabs and line ends that are the same in both keep their places, and so does what is the same at both ends
    of what stands between them.
    """
    new_offset = 0
    is_same_shape = _SEPARATOR.findall(before) == _SEPARATOR.findall(after)
    if is_same_shape:
        index = len(_SEPARATOR.findall(before, 0, place))
        offset, before = _piece(before, index)
        new_offset, after = _piece(after, index)
        place -= offset
    if place in (0, len(before)):
        first, last = (len(after) if place else 0), (len(after) if place == len(before) else 0)
        return new_offset + first, new_offset + last
    same = _same(before, after)
    if place <= same:
        return new_offset + place, new_offset + place
    most = min(len(before), len(after)) - same
    same_end = min(_same(before[::-1], after[::-1]), most)
    if len(before) - place <= same_end:
        new = new_offset + len(after) - (len(before) - place)
        return new, new
    end = new_offset + len(after) - same_end
    return (new_offset + same if is_same_shape else end), end  # of a row that is gone nothing is left


def _piece(text: str, index: int) -> tuple[int, str]:
    """The text between two separators, and where it begins."""
    pieces = _SEPARATOR.split(text)
    return sum(len(piece) + 1 for piece in pieces[:index]), pieces[index]


def _same(a: str, b: str) -> int:
    """How many characters both begin with."""
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def kept_in(repaired: Repaired) -> Kept:
    """What the file holds beside its characters, by places of the repaired text."""
    kept = repaired.source.kept
    if not kept:
        return kept
    places = PlaceMap(repaired.edits)
    return kept.moved(places.first, places.last)
