"""Places where a character may be missing, and the characters that would make the text likelier there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..language import Language
from ..ngrams import PAD

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

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


def guess(language: Language, ids: Ids, places: Places, allowed: npt.NDArray[np.bool_]) -> Guesses:
    """All allowed characters that usually stand between the two at each place, with their gains."""
    import numpy as np  # noqa: PLC0415

    barred = np.where(allowed, np.float32(0), np.float32(np.inf))
    behind = {before: language.behind(before) + barred for before in set(ids[places - 1].tolist())}
    ahead = {after: language.ahead(after) for after in set(ids[places].tolist())}
    rows = np.stack([ids[places - 1], ids[places]], axis=1).reshape(-1, 2)
    limits = language.surprise_of_rows(rows)[:, 1] - _PAIR_GAIN
    chosen = [
        np.flatnonzero(behind[before] + ahead[after] <= limit)
        for (before, after), limit in zip(rows.tolist(), limits.tolist(), strict=True)
    ]
    characters = np.concatenate([np.zeros(0, np.uint16), *chosen]).astype(np.uint16)
    at = np.repeat(places, [len(c) for c in chosen])
    return Guesses(at, characters, language.gain(ids, at, at, characters))


def gain_apart(language: Language, ids: Ids, places: Places, characters: Ids) -> Floats:
    """The gain when a word ends with the character and what comes behind is judged by itself.

    A word seldom seen before another (特色 before 技术) is worth more than the n-grams across the two tell.
    """
    import numpy as np  # noqa: PLC0415

    reach = 4
    padded = np.concatenate([np.full(reach, PAD, np.uint16), ids, np.full(reach, PAD, np.uint16)])
    left = padded[places[:, None] + np.arange(reach)]
    right = padded[places[:, None] + np.arange(reach, 2 * reach)]
    behind = language.surprise_of_rows(right)
    behind[right == PAD] = 0
    own = language.surprise_of_rows(np.concatenate([left, characters[:, None]], axis=1))[:, -1]
    total = np.concatenate([[0.0], np.cumsum(language.surprise_of(ids), dtype=np.float64)])
    was = total[np.minimum(places + reach, len(ids))] - total[places]
    return np.asarray(was - own - behind.sum(axis=1), np.float32)


def best_of_each(guesses: Guesses) -> Guesses:
    """The guess with the greatest gain at each place."""
    import numpy as np  # noqa: PLC0415

    order = np.lexsort((-guesses.gains, guesses.places))
    first = np.concatenate([[True], np.diff(guesses.places[order]) > 0])[: len(order)]
    best = order[first]
    return Guesses(guesses.places[best], guesses.characters[best], guesses.gains[best])
