"""Places where a character may be missing, and the characters that would make the text likelier there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from .. import words
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
SURPRISE_OF_THREE = 5.0
"""The same for three characters together. The two limits keep 96 % of the gaps and 20 % of all places."""
_MARKS = frozenset("，。、；：“”（）《》！？—,;:()!?")
_PAIR_GAIN = -2.0
"""Gain by pairs of characters below which a guess hardly ever has a full gain worth having."""
PAIR_SLACK = 2.5
"""Digits that a character may lose by pairs alone; longer contexts hardly ever win back more."""
_MOST_KEPT = 4096
"""Pairs of which what stands between is kept; one takes some 400 bytes."""


def is_han(text: str) -> npt.NDArray[np.bool_]:
    """For each character whether it is Han."""
    import numpy as np  # noqa: PLC0415  # heavy

    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return (points >= 0x4E00) & (points <= 0x9FFF)


def suspicious(text: str, surprise: Floats, of_three: float = SURPRISE_OF_THREE) -> Places:
    """Places between two Han characters, or one and a mark, where the text reads on in a surprising way.

    Args:
        text: The text.
        surprise: Of each character.
        of_three: Surprise that the three characters behind a place have together at least.
    """
    import numpy as np  # noqa: PLC0415

    if len(text) < SHORTEST:
        return np.zeros(0, np.int64)
    points = np.minimum(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32), 0xFFFF)
    together = np.convolve(surprise, np.ones(3, np.float32))[2:]
    together = np.concatenate([together, np.zeros(len(text))])[: len(text)]
    han, marks = (points >= 0x4E00) & (points <= 0x9FFF), _marks().take(points)
    before = np.concatenate([[False], (han | marks)[:-1]])
    after_han = np.concatenate([[False], han[:-1]])
    between = (han & before) | (marks & after_han)
    return np.flatnonzero(between & (surprise > _SURPRISE) & (together > of_three))


@lru_cache(maxsize=1)
def _marks() -> npt.NDArray[np.bool_]:
    """Which code points of the basic plane are marks."""
    import numpy as np  # noqa: PLC0415

    marks = np.zeros(0x10000, np.bool_)
    marks[[ord(mark) for mark in _MARKS]] = True
    return marks


def guesses(passage: Passage, places: Places, allowed: npt.NDArray[np.bool_]) -> tuple[Places, Ids]:
    """All allowed characters that usually stand between the two at each place: the places, and the ids."""
    import numpy as np  # noqa: PLC0415

    ids, pairs = passage.padded[REACH:], passage.pairs[places]
    which, characters, costs = between(passage.language, ids[places - 1], ids[places], pairs)
    chosen = np.flatnonzero(allowed[characters] & (costs <= pairs[which] - _PAIR_GAIN))
    return places[which[chosen]], characters[chosen]


def completing(language: Language, text: str, places: Places) -> tuple[Places, Ids]:
    """The characters that complete a word of three before each place: the places, and the ids.

    Pairs do not tell of them where one word alone has the pair: 近平 stands only behind 习.
    """
    import numpy as np  # noqa: PLC0415

    thirds = words.thirds()
    found = [(place, thirds.get(text[place - 2 : place], "")) for place in places.tolist()]
    at = np.repeat(np.array([place for place, _ in found], np.int64), [len(third) for _, third in found])
    return at, language.encode("".join(third for _, third in found))


def between(language: Language, before: Ids, after: Ids, pairs: Floats) -> tuple[Places, Ids, Floats]:
    """The Han that usually stand between two others: between which, the ids, and what they cost by pairs.

    Left out are those that lose more than `PAIR_SLACK` digits to what the two cost side by side (`pairs`).
    Two stages ask for the same places, and one text for much that another has asked for.
    """
    import numpy as np  # noqa: PLC0415

    kept, keys = _kept_between(language), (before.astype(np.int64) << 16 | after).tolist()
    if len(kept) + len(keys) > _MOST_KEPT:
        kept.clear()
    new = [i for i, key in enumerate(keys) if key not in kept]
    if new:
        found = zip(new, _between(language, before[new], after[new], pairs[new]), strict=True)
        kept.update({keys[i]: one for i, one in found})
    parts = [kept[key] for key in keys]
    which = np.repeat(np.arange(len(parts)), [len(characters) for characters, _costs in parts])
    nothing = np.zeros(0, np.uint16), np.zeros(0, np.float32)
    characters, costs = (np.concatenate(column) for column in zip(nothing, *parts, strict=True))
    return which, characters, costs


def _between(language: Language, before: Ids, after: Ids, pairs: Floats) -> Iterator[tuple[Ids, Floats]]:
    """The same of each two by themselves, without which they are."""
    import numpy as np  # noqa: PLC0415

    limits = pairs + np.float32(PAIR_SLACK)
    which, characters, costs = language.pairs.between(before, after, limits, _han(language))
    ends = np.searchsorted(which, np.arange(1, len(before)))
    return zip(np.split(characters, ends), np.split(costs, ends), strict=True)


@lru_cache(maxsize=2)
def _kept_between(language: Language) -> dict[int, tuple[Ids, Floats]]:
    """What `_between` found, by both ids."""
    return {}


@lru_cache(maxsize=2)
def _han(language: Language) -> npt.NDArray[np.bool_]:
    """Which ids are Han."""
    return is_han(language.characters)
