"""What no repair may break: the cells of tables, and the line breaks at which pictures stand."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from .edit import Change
from .kept import Kept
from .placemap import PlaceMap

_SEPARATOR = re.compile(r"[\t\n]")


@dataclass(frozen=True, slots=True)
class _Fixture:
    """A table, or the place of a picture (`start == end`), in the current text."""

    start: int
    end: int
    breaks: frozenset[int]
    """Blanks in cells that stand for the end of a paragraph."""

    def forbids(self, change: Change, text: str) -> bool:
        """Whether it would be broken; what is inserted at its very edge could fall to either side."""
        if change.start == change.end and change.start in (self.start, self.end):
            return True
        if change.start <= self.start and self.end <= change.end and self.start < self.end:
            return bool(change.after)  # all of it may go
        if change.start < self.start < change.end or change.start < self.end < change.end:
            return self._is_cut(change, text)
        if change.end == self.start and change.start < self.start:
            return not _is_line_start(text[: change.start][-1:], change.after)
        if change.start == self.end and change.end > self.end:
            return (change.after + text[change.end : change.end + 1])[:1] not in ("\n", "")
        return self.start < self.end and self._mixes_cells(change, text)

    def _is_cut(self, change: Change, text: str) -> bool:
        """Whether a change over its edge breaks it: whole lines above and below a picture may go."""
        if self.start < self.end or change.after:
            return True
        sides = text[: change.start][-1:], text[change.end : change.end + 1]
        return not any(side in ("\n", "") for side in sides)

    def _mixes_cells(self, change: Change, text: str) -> bool:
        before = text[change.start : change.end]
        if any(change.start <= place < change.end for place in self.breaks):
            return True
        return _SEPARATOR.findall(before) != _SEPARATOR.findall(change.after)


def _is_line_start(before: str, after: str) -> bool:
    return (before + after)[-1:] in ("\n", "")


class Fixtures:
    """The tables and pictures of a source, in the text as it is now."""

    def __init__(self, kept: Kept, places: PlaceMap) -> None:
        found = [_Fixture(places.first(p.place), places.first(p.place), frozenset()) for p in kept.pictures]
        for table in kept.tables:
            cells = (cell for row in table.rows for cell in row.cells)
            breaks = frozenset(places.last(place) for cell in cells for place in cell.breaks)
            found.append(_Fixture(places.first(table.start), places.last(table.end), breaks))
        self._places = places
        self._found = sorted(found, key=lambda fixture: fixture.start)
        self._starts = [fixture.start for fixture in self._found]
        self._ends = list(accumulate((fixture.end for fixture in self._found), max))

    def allowed(self, changes: Sequence[Change], text: str) -> list[Change]:
        """The changes of the text that break none of them; notes change nothing.

        A change at the edge of one relies on what stands beside it, so it waits if that is changed as well.

        Args:
            changes: They do not overlap.
            text: The current text.
        """
        touched = Counter(place for c in changes if not c.note for place in {c.start, c.end})
        return [change for change in changes if change.note or self._allows(change, text, touched)]

    def _allows(self, change: Change, text: str, touched: Mapping[int, int]) -> bool:
        near = list(self._near(change))
        inside = all(fixture.start <= change.start and change.end <= fixture.end for fixture in near)
        is_crowded = touched[change.start] > 1 or touched[change.end] > 1
        if near and is_crowded and not inside:
            return False
        return not any(
            fixture.forbids(change, text) or self._parts_a_repair(change, fixture) for fixture in near
        )

    def _parts_a_repair(self, change: Change, fixture: _Fixture) -> bool:
        """Whether what goes with the lines round a picture leaves a part of an earlier repair.

        The two become one edit, and nothing tells on which side of that part the picture stood.
        """
        is_over = change.start < fixture.start == fixture.end < change.end
        return is_over and (self._places.is_amid(change.start) or self._places.is_amid(change.end))

    def _near(self, change: Change) -> Iterator[_Fixture]:
        first = bisect_left(self._ends, change.start)
        for index in range(first, bisect_right(self._starts, change.end)):
            yield self._found[index]
