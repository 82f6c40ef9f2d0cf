"""Places where a character may be missing, and the characters that would make the text likelier there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ..passage import REACH, Passage

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from ..language import Language
    from ..ngrams import Floats, Ids, Places

SHORTEST = 4
"""Characters that a text must have to be looked at."""
_SURPRISE = 1.8
"""-log10 p from which the character behind a gap is surprising."""
_SURPRISE_OF_THREE = 5.0
"""The same for three characters together. The two limits keep 96 % of the gaps and 20 % of all places."""
_MARKS = frozenset("，。、；：“”（）《》！？—,;:()!?")
_PAIR_GAIN = -2.0
"""Gain by pairs of characters below which a guess hardly ever has a full gain worth having."""
PAIR_SLACK = 2.5
"""Digits that a character may lose by pairs alone; longer contexts hardly ever win back more."""


@dataclass(frozen=True)
class Guesses:
    """Insertions, sorted by place: `characters[i]` (an id) before `places[i]` gains `gains[i]` digits."""

    places: Places
    characters: Ids
    gains: Floats

    def where(self, chosen: npt.NDArray[np.bool_]) -> Guesses:
        """The guesses that are chosen."""
        return Guesses(self.places[chosen], self.characters[chosen], self.gains[chosen])


def is_han(text: str) -> npt.NDArray[np.bool_]:
    """For each character whether it is Han."""
    import numpy as np  # noqa: PLC0415  # heavy

    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return (points >= 0x4E00) & (points <= 0x9FFF)


def suspicious(text: str, surprise: Floats) -> Places:
    """Places between two Han characters, or one and a mark, where the text reads on in a surprising way."""
    import numpy as np  # noqa: PLC0415

    if len(text) < SHORTEST:
        return np.zeros(0, np.int64)
    of_three = np.convolve(surprise, np.ones(3, np.float32))[2:]
    of_three = np.concatenate([of_three, np.zeros(len(text))])[: len(text)]
    han = is_han(text)
    marks = np.array([c in _MARKS for c in text])
    before = np.concatenate([[False], (han | marks)[:-1]])
    after_han = np.concatenate([[False], han[:-1]])
    between = (han & before) | (marks & after_han)
    return np.flatnonzero(between & (surprise > _SURPRISE) & (of_three > _SURPRISE_OF_THREE))


def guess(passage: Passage, places: Places, allowed: npt.NDArray[np.bool_]) -> Guesses:
    """All allowed characters that usually stand between the two at each place, with their gains."""
    import numpy as np  # noqa: PLC0415

    ids = passage.padded[REACH:]
    pairs = passage.pairs[places]
    found = [
        between(passage.language, *place)
        for place in zip(ids[places - 1].tolist(), ids[places].tolist(), pairs.tolist(), strict=True)
    ]
    sizes = [len(characters) for characters, _costs in found]
    characters = np.concatenate([np.zeros(0, np.uint16), *(characters for characters, _costs in found)])
    costs = np.concatenate([np.zeros(0, np.float32), *(costs for _characters, costs in found)])
    chosen = np.flatnonzero(allowed[characters] & (costs <= np.repeat(pairs - _PAIR_GAIN, sizes)))
    at, characters = np.repeat(places, sizes)[chosen], characters[chosen]
    return Guesses(at, characters, passage.gains(at, at, characters[:, None]))


@lru_cache(maxsize=1 << 12)
def between(language: Language, before: int, after: int, pair: float) -> tuple[Ids, Floats]:
    """The ids of Han that usually stand between two others, and what they cost by pairs.

    Left out are those that lose more than `PAIR_SLACK` digits to what the two cost side by side, `pair`.
    """
    import numpy as np  # noqa: PLC0415

    costs = language.behind(before) + language.ahead(after)
    within = np.flatnonzero(costs <= np.float32(pair) + np.float32(PAIR_SLACK))
    within = within[_han(language)[within]]
    return within.astype(np.uint16), costs[within]


@lru_cache(maxsize=2)
def _han(language: Language) -> npt.NDArray[np.bool_]:
    """Which ids are Han."""
    return is_han(language.characters)


def best_of_each(guesses: Guesses) -> Guesses:
    """The guess with the greatest gain at each place."""
    import numpy as np  # noqa: PLC0415

    order = np.lexsort((-guesses.gains, guesses.places))
    first = np.concatenate([[True], np.diff(guesses.places[order]) > 0])[: len(order)]
    best = order[first]
    return Guesses(guesses.places[best], guesses.characters[best], guesses.gains[best])
