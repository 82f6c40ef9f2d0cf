"""Proposals of all kinds in one table: what is worked out for many small ones costs several times as much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from ..passage import REACH

if TYPE_CHECKING:
    from ..ngrams import Floats, Ids, Places
    from .proposals import Proposals
    from .screening import Screen

ORDER = ("extra", "wrong", "missing", "pair", "swapped")
"""The kinds: those that take out as many characters stand together, and so do those that put in as many."""
_MOST = 2
"""Characters that a proposal puts in or takes out."""


@dataclass(frozen=True, eq=False)
class Together:
    """Proposals, one row each, and what stands round them."""

    parts: Sequence[Proposals]
    """In an order as of `ORDER`."""
    starts: Places
    ends: Places
    width: Places
    """How many characters each takes out."""
    size: Places
    """How many it puts in."""
    gains: Floats
    after: Floats
    """Surprise, the proposal taken, of what is put in (two columns, of one character the second) and of what
    stands behind."""
    left: Ids
    """What stands before each place."""
    right: Ids
    """What stands behind it."""
    here: Ids
    """The first character of what is taken out, else what stands behind."""
    last: Ids
    """The last, else what stands before."""
    head: Ids
    """The first character that is put in, else what stands behind."""
    tail: Ids
    """The last, else what stands before."""

    @classmethod
    def of(cls, screen: Screen, parts: Sequence[Proposals]) -> Together:
        """The table of proposals for a text, given in the order of the kinds."""
        import numpy as np  # noqa: PLC0415  # heavy

        counts = [len(part.starts) for part in parts]
        starts = np.concatenate([part.starts for part in parts])
        width = np.repeat([part.width for part in parts], counts)
        size = np.repeat([part.new.shape[1] for part in parts], counts)
        ends = starts + width
        after = np.zeros((len(starts), _MOST + REACH), np.float32)
        left, right = screen.padded.take(starts + (REACH - 1)), screen.padded.take(ends + REACH)
        head, tail = right.copy(), left.copy()
        done = 0
        for part, count in zip(parts, counts, strict=True):
            rows, done = slice(done, done + count), done + count
            after[rows, _MOST - part.new.shape[1] :] = part.after
            if part.new.shape[1]:
                head[rows], tail[rows] = part.new[:, 0], part.new[:, -1]
        here, last = screen.padded.take(starts + REACH), screen.padded.take(ends + (REACH - 1))
        gains = np.concatenate([part.gains for part in parts])
        return cls(parts, starts, ends, width, size, gains, after, left, right, here, last, head, tail)

    def by_size(self) -> Iterator[tuple[int, slice, Ids]]:
        """How many characters are put in, the rows, and the characters."""
        import numpy as np  # noqa: PLC0415

        done = 0
        for size, parts in groupby(self.parts, key=lambda part: part.new.shape[1]):
            new = np.concatenate([part.new for part in parts])
            yield size, slice(done, done + len(new)), new
            done += len(new)

    def by_width(self) -> Iterator[tuple[int, slice]]:
        """How many characters are taken out, and the rows."""
        done = 0
        for width, parts in groupby(self.parts, key=lambda part: part.width):
            count = sum(len(part.starts) for part in parts)
            yield width, slice(done, done + count)
            done += count

    @property
    def changed(self) -> Ids:
        """The first character that is put in, else that is taken out."""
        import numpy as np  # noqa: PLC0415

        changed: Ids = np.where(self.size > 0, self.head, self.here)
        return changed

    def rows_of(self, kind: str) -> slice:
        """The rows of a kind."""
        done = 0
        for part in self.parts:
            if part.kind == kind:
                return slice(done, done + len(part.starts))
            done += len(part.starts)
        return slice(done, done)
