"""A text as the stages that look for wrong characters see it; worked out once for all of them."""

from __future__ import annotations

from collections.abc import Sequence
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
    def uses(self) -> Places:
        """How often the text has each id."""
        import numpy as np  # noqa: PLC0415

        return np.bincount(self.ids, minlength=len(self.language.characters))

    @cached_property
    def _runs(self) -> Keys:
        """The keys of all runs of two characters, three and four, sorted."""
        import numpy as np  # noqa: PLC0415

        keys = [hash_keys(self.ids, length) + _salt(length) for length in range(2, _COUNTED + 1)]
        return np.sort(np.concatenate(keys))

    def counts(self, asked: Sequence[Ids]) -> list[Places]:
        """How often the text has runs of two to four characters, given one a row in each table."""
        import numpy as np  # noqa: PLC0415

        keys = np.concatenate([row_keys(runs) + _salt(runs.shape[1]) for runs in asked])
        counts = np.searchsorted(self._runs, keys, "right") - np.searchsorted(self._runs, keys, "left")
        return np.split(counts, np.cumsum([len(runs) for runs in asked[:-1]]))


def _salt(length: int) -> np.uint64:
    """What is added to the keys of runs of a length, so that no run has the key of a longer one."""
    import numpy as np  # noqa: PLC0415

    return np.uint64(length * 0x2545F4914F6CDD1D & 0xFFFFFFFFFFFFFFFF)


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
