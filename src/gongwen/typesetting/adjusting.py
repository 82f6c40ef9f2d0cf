"""Bringing a line to its measure: what its blanks give up, and which gaps grow.

Widths are in cells of the grid. `before` and `after` hold what is added on either side of each character.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from . import marks
from .letters import Char
from .neighbours import ScriptChange, adjacent_places, script_changes, widening_places

_SHARED = 0.5
"""What two adjacent marks give up between them [K-06]."""
_WORD_SPACE = 0.5
"""The widest word space, in em, before other gaps grow [K-09]."""
_SCRIPT_GAP = 0.25
"""The widest gap between Han and Latin, in em, before all gaps grow [K-09, K-11]."""
_WIDEST_GAP = 1.0
"""Lines that would need wider gaps than this stay ragged."""
_NOTHING = 1e-6


class Pinch(NamedTuple):
    """Two adjacent marks that share a blank half: what each gives up of it."""

    place: int
    """Of the left one."""
    of_left: float
    of_right: float


def pinches(text: str, chars: Sequence[Char]) -> list[Pinch]:
    """The adjacent marks of a text, `（）` aside: what stands in brackets stays next to them [K-06]."""
    found = []
    for place in adjacent_places(text):
        of_left = min(_SHARED, chars[place].trim_right)
        of_right = min(_SHARED - of_left, chars[place + 1].trim_left)
        found.append(Pinch(place, of_left, of_right))
    return found


class Adjustment:
    """What is added before and behind the characters of one line."""

    def __init__(self, chars: Sequence[Char]) -> None:
        self.chars = chars
        self.text = "".join([char.text for char in chars])
        self.before = [0.0] * len(chars)
        self.after = [0.0] * len(chars)

    def share(self, pairs: Sequence[Pinch], start: int) -> None:
        """Let adjacent marks share a blank half; the line begins at `start` of their text."""
        for pair in pairs:
            self.after[pair.place - start] -= pair.of_left
            self.before[pair.place - start + 1] -= pair.of_right

    def squeeze(self, amount: float, end_is_half: bool) -> None:
        """Take an amount out of the blanks: of the end's mark first, then by `SQUEEZE_ORDER` [K-08].

        The left half of a mark at the line's start stays [K-07]. `end_is_half` says that the mark at the
        end has given up its half already.
        """
        last = len(self.chars) - 1
        inner = [[i for i in range(last) if self.text[i] in group] for group in marks.SQUEEZE_ORDER]
        for members in ([last], *inner):
            rooms = list(self._rooms(members, last if end_is_half else -1))
            room = sum(own for _, _, own in rooms)
            if room <= 0:
                continue
            share = min(1.0, amount / room)
            for side, i, own in rooms:
                side[i] -= own * share
            amount -= room * share
            if amount <= _NOTHING:
                return
        for i in range(last):  # a line that fits by a hair's breadth in the Word file
            self.after[i] -= amount / last

    def _rooms(self, members: Sequence[int], half: int) -> Iterator[tuple[list[float], int, float]]:
        """The sides of characters that can give way, and by how much."""
        for i in members:
            char = self.chars[i]
            if i:
                yield self.before, i, max(0.0, char.trim_left + self.before[i])
            if i != half:
                yield self.after, i, max(0.0, char.trim_right + self.after[i])

    def spread(self, amount: float) -> None:
        """Put an amount into word spaces, then into gaps between scripts, then into all others [K-09]."""
        gaps = widening_places(self.text)
        if not gaps or amount / len(gaps) > _WIDEST_GAP:
            return
        spaces = [(i, _WORD_SPACE - self.chars[i].cells) for i in gaps if self.text[i] == " "]
        letters = {i for i, change in script_changes(self.text) if change is ScriptChange.LETTERS}
        scripts = [(i, _SCRIPT_GAP) for i in gaps if i in letters]
        for rooms in (spaces, scripts):
            room = sum(max(0.0, own) for _, own in rooms)
            share = min(1.0, amount / room) if room else 0.0
            for i, own in rooms:
                self.after[i] += max(0.0, own) * share
            amount -= room * share
        if amount > _NOTHING:
            filled = {i for i, _ in (*spaces, *scripts)}
            others = [i for i in gaps if i not in filled] or gaps
            for i in others:
                self.after[i] += amount / len(others)

    def steps(self) -> list[float]:
        """The distance of each character from the next; nothing is added before the first."""
        befores = [*self.before[1:], 0.0]
        return [c.cells + a + b for c, a, b in zip(self.chars, self.after, befores, strict=True)]
