"""A text that the language has read: what it would say of it, were a place changed, without reading it anew.

A change makes new n-grams only where they take in what is new, or the seam; what the table holds of all
others is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from .ngrams import MULTIPLIERS, ORDER, PAD, log_backoff, log_probability, lookup

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from .language import Language
    from .ngrams import Floats, Ids, Places, Slots

REACH = ORDER - 1
"""Characters on either side that a character's surprise depends on or bears upon."""
_BLOCK = 4096
"""Changes that are tried at a time, so that what is worked out on the way stays in the cache."""


@dataclass(frozen=True, eq=False)
class Passage:
    """An encoded text with the slots of its n-grams; made by `Language.read`."""

    language: Language
    padded: Ids
    """The ids with `REACH` ids of what lies before and behind the text."""
    slots: tuple[Slots, ...]
    """For each order from two to `REACH` the slot of the n-gram that ends with each id, or 0."""
    surprise: Floats
    """-log10 p of each character. Read only."""

    @cached_property
    def total(self) -> npt.NDArray[np.float64]:
        """Surprise of all characters before each place."""
        import numpy as np  # noqa: PLC0415  # heavy

        return np.concatenate([[0.0], np.cumsum(self.surprise, dtype=np.float64)])

    @cached_property
    def pairs(self) -> Floats:
        """-log10 p of each character given only the one before it."""
        import numpy as np  # noqa: PLC0415

        ids, unigrams, slots = self.padded, self.language.unigrams, self.slots[0]
        unseen = unigrams[:, 0].take(ids[1:]) + unigrams[:, 1].take(ids[:-1])
        of_pairs = -np.where(slots[1:] != 0, log_probability(slots[1:]), unseen)
        return of_pairs[REACH - 1 : -REACH]

    def anew(self, places: Places) -> Floats:
        """Surprise of the `REACH` ids behind each place, one row each, as though they began a text.

        What lies behind the text costs nothing.
        """
        import numpy as np  # noqa: PLC0415

        at = places + np.arange(REACH, 2 * REACH)[:, None]
        ids, unigrams = self.padded.take(at), self.language.unigrams
        scores, backoffs = unigrams[:, 0].take(ids), unigrams[:, 1].take(ids)
        for n in range(1, REACH):
            slots = self.slots[n - 1].take(at[n:])
            known = slots != 0
            scores[n:] = np.where(known, log_probability(slots), scores[n:] + backoffs[:-1])
            backoffs = np.where(known, log_backoff(slots), np.float32(0))
        np.negative(scores, out=scores)
        scores[ids == PAD] = 0
        return np.ascontiguousarray(scores.T)

    def around(self, starts: Places, ends: Places, new: Ids) -> Ids:
        """For each change a row: what stands before, what is new (one row each), what stands behind."""
        import numpy as np  # noqa: PLC0415

        left = self.padded[starts[:, None] + np.arange(REACH)]
        right = self.padded[ends[:, None] + np.arange(REACH, 2 * REACH)]
        return np.concatenate([left, new, right], axis=1)

    def spliced(self, starts: Places, ends: Places, new: Ids) -> Floats:
        """Surprise, were `text[start:end]` to become what is new, of that and of the `REACH` ids behind it.

        What lies behind the text costs nothing.
        """
        import numpy as np  # noqa: PLC0415

        if len(starts) > _BLOCK:
            blocks = [slice(start, start + _BLOCK) for start in range(0, len(starts), _BLOCK)]
            return np.concatenate([self.spliced(starts[one], ends[one], new[one]) for one in blocks])
        cells = np.ascontiguousarray(self.around(starts, ends, new).T)
        surprise = self._climb(cells, starts, ends)
        np.negative(surprise, out=surprise)
        surprise[-REACH:][cells[-REACH:] == PAD] = 0
        return np.ascontiguousarray(surprise.T)

    def spliced_all(self, changes: Sequence[tuple[Places, Places, Ids]]) -> list[Floats]:
        """`spliced` for changes that put in more or fewer ids, in one go: many small arrays cost more."""
        import numpy as np  # noqa: PLC0415

        size = max(new.shape[1] for _starts, _ends, new in changes)
        starts, ends, rows = [], [], []
        for start, end, new in changes:
            # All put in as many: those that do not repeat what stands before. (Before the first id is the
            # end of the array, which holds nothing either.)
            before = np.arange(new.shape[1] - size, 0)
            starts.append(start + (new.shape[1] - size))
            ends.append(end)
            rows.append(np.concatenate([self.padded[start[:, None] + (before + REACH)], new], axis=1))
        after = self.spliced(np.concatenate(starts), np.concatenate(ends), np.concatenate(rows))
        found, done = [], 0
        for start, _end, new in changes:
            found.append(np.ascontiguousarray(after[done : done + len(start), size - new.shape[1] :]))
            done += len(start)
        return found

    def gains(self, starts: Places, ends: Places, new: Ids) -> Floats:
        """How much likelier (log10) the text becomes by each change."""
        return self.gained(starts, ends, self.spliced(starts, ends, new))

    def gained(self, starts: Places, ends: Places, after: Floats) -> Floats:
        """`gains` of changes that have been tried: `after` is what `spliced` says of them."""
        import numpy as np  # noqa: PLC0415

        was = self.total[np.minimum(ends + REACH, len(self.surprise))] - self.total[starts]
        gains: Floats = np.asarray(was - after.sum(axis=1), np.float32)
        return gains

    def _climb(self, cells: Ids, starts: Places, ends: Places) -> Floats:
        """log10 p of the cells behind the first `REACH` of each column, order by order."""
        import numpy as np  # noqa: PLC0415

        size, unigrams = len(cells), self.language.unigrams
        scores = unigrams[:, 0].take(cells[REACH:])
        backoffs = unigrams[:, 1].take(cells[REACH - 1 : -1])
        found = cells[REACH - 1 :] > PAD
        keys = cells[REACH:] * np.uint64(MULTIPLIERS[0])
        for n in range(1, ORDER):
            keys += cells[REACH - n : size - n] * np.uint64(MULTIPLIERS[n])
            fresh = size - 2 * REACH + n
            slots = self._kept(n, fresh, starts, ends, (size - REACH + 1, len(starts)))
            # An n-gram is in the table only if both its parts are: look up no others.
            wanted = np.flatnonzero(found[1 : fresh + 1] & found[:fresh])
            slots[1 : fresh + 1].reshape(-1)[wanted] = lookup(
                self.language.ngrams, keys[:fresh].reshape(-1)[wanted]
            )
            scores += backoffs
            found = slots != 0
            np.copyto(scores, log_probability(slots[1:]), where=found[1:])
            backoffs = np.where(found[:-1], log_backoff(slots[:-1]), np.float32(0))
        return scores

    def _kept(self, n: int, fresh: int, starts: Places, ends: Places, shape: tuple[int, int]) -> Slots:
        """Slots of the n-grams of order `n + 1` that a change leaves alone; those of the others are 0."""
        import numpy as np  # noqa: PLC0415

        slots = np.zeros(shape, np.uint32)
        if n < REACH:
            own = self.slots[n - 1]
            slots[0] = own.take(starts + (REACH - 1))
            slots[fresh + 1 :] = own.take(ends + np.arange(REACH + n, 2 * REACH)[:, None])
        return slots
