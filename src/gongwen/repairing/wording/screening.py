"""A text as the stages that look for wrong characters see it; worked out once for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from ..language import ORDER, PAD, Language, hash_keys, row_keys

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from ..language import Floats, Ids, Keys, Places

REACH = ORDER - 1
"""Characters on either side that a character's surprise depends on or bears upon."""
_COUNTED = 4
"""Characters of the longest run that is counted."""


@dataclass(frozen=True, eq=False)
class Screen:
    """A text with what the language says of each of its characters."""

    language: Language
    text: str
    ids: Ids
    points: npt.NDArray[np.uint32]
    """Code points."""
    surprise: Floats
    """-log10 p of each character."""

    @cached_property
    def han(self) -> npt.NDArray[np.bool_]:
        """Which characters are Han."""
        return (self.points >= 0x4E00) & (self.points <= 0x9FFF)

    @cached_property
    def total(self) -> npt.NDArray[np.float64]:
        """Surprise of all characters before each place."""
        import numpy as np  # noqa: PLC0415  # heavy

        return np.concatenate([[0.0], np.cumsum(self.surprise, dtype=np.float64)])

    @cached_property
    def padded(self) -> Ids:
        """The ids with what lies before and behind the text."""
        return self.language.padded(self.ids)

    def around(self, starts: Places, ends: Places, new: Ids) -> Ids:
        """For each proposal a row: what stands before, what is new (one row each), what stands behind."""
        import numpy as np  # noqa: PLC0415

        left = self.padded[starts[:, None] + np.arange(REACH)]
        right = self.padded[ends[:, None] + np.arange(REACH, 2 * REACH)]
        return np.concatenate([left, new, right], axis=1)

    def scores(self, starts: Places, ends: Places, new: Ids) -> Floats:
        """Surprise, were the proposals taken, of what is new and of the `REACH` characters behind it."""
        rows = self.around(starts, ends, new)
        after = self.language.surprise_of_rows(rows)[:, REACH:]
        after[:, new.shape[1] :][rows[:, REACH + new.shape[1] :] == PAD] = 0
        return after

    def gains(self, starts: Places, ends: Places, new: Ids) -> Floats:
        """How much likelier (log10) the text becomes by each proposal."""
        import numpy as np  # noqa: PLC0415

        was = self.total[np.minimum(ends + REACH, len(self.ids))] - self.total[starts]
        gains: Floats = np.asarray(was - self.scores(starts, ends, new).sum(axis=1), np.float32)
        return gains

    @cached_property
    def _runs(self) -> list[Keys]:
        """The keys of all runs of one character, two, three and four, sorted."""
        import numpy as np  # noqa: PLC0415

        return [np.sort(hash_keys(self.ids, length)) for length in range(1, _COUNTED + 1)]

    def count(self, runs: Ids) -> Places:
        """How often the text has each run of up to four characters, given one a row."""
        import numpy as np  # noqa: PLC0415

        known, keys = self._runs[runs.shape[1] - 1], row_keys(runs)
        counts: Places = np.searchsorted(known, keys, "right") - np.searchsorted(known, keys, "left")
        return counts


@lru_cache(maxsize=2)
def screen(text: str) -> Screen:
    """What the language shipped with the package says of a text."""
    return screen_by(Language.load(), text)


def screen_by(language: Language, text: str) -> Screen:
    """What other tables say of a text."""
    import numpy as np  # noqa: PLC0415

    ids = language.encode(text)
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return Screen(language, text, ids, points, language.surprise_of(ids))
