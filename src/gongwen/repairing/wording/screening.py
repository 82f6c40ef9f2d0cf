"""A text as the stages that look for wrong characters see it; worked out once for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from ..language import Language
from ..ngrams import hash_keys, row_keys
from ..passage import Passage

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from ..ngrams import Floats, Ids, Keys, Places

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
    passage: Passage
    """What the language read."""

    @property
    def surprise(self) -> Floats:
        """-log10 p of each character."""
        return self.passage.surprise

    @cached_property
    def han(self) -> npt.NDArray[np.bool_]:
        """Which characters are Han."""
        return (self.points >= 0x4E00) & (self.points <= 0x9FFF)

    @property
    def total(self) -> npt.NDArray[np.float64]:
        """Surprise of all characters before each place."""
        return self.passage.total

    @property
    def padded(self) -> Ids:
        """The ids with what lies before and behind the text."""
        return self.passage.padded

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
    return Screen(language, text, ids, points, language.read(ids))
