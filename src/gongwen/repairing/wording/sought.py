"""Words that may be missing throughout a text, made ready once to be tried at the places of any."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from ..language import Language
    from ..ngrams import Floats, Ids, Places

_BY_PAIRS, _BY_PAIRS_OF_EXPECTED = 1.5, 3.0
"""Digits that the pairs at the ends of a word, and of one that is expected to be missing, may be less likely
than the pair that stands there."""

_MARKS, _SPREAD = 1 << 16, 40503
"""How many numbers two ids may have, and what spreads them over these."""


@dataclass(frozen=True, eq=False)
class Sought:
    """Words that are looked for, made ready to be tried at places."""

    words: tuple[str, ...]
    lengths: Places
    ids: Ids
    """One row each, filled up with `PAD`."""
    spans: Floats
    """Digits that the pairs at the ends may be less likely than the pair that stands there."""
    heads: npt.NDArray[np.uint8]
    """`usual_steps` behind each id of what words begin with; `head` says which of these each word has."""
    head: Places
    tails: npt.NDArray[np.uint8]
    """The same of each id behind what words end with, and `tail`."""
    tail: Places

    def lacking(self, text: str, ids: Ids) -> npt.NDArray[np.bool_]:
        """Which of the words a text, given with its ids, does not have."""
        import numpy as np  # noqa: PLC0415

        seen = np.zeros(_MARKS, np.bool_)
        seen[_mark(ids[:-1], ids[1:])] = True
        lacking = np.ones(len(self.words), np.bool_)
        # Hardly a word that begins as some word of the text does is not there.
        for i in np.flatnonzero(seen[_mark(self.ids[:, 0], self.ids[:, 1])]).tolist():
            lacking[i] = self.words[i] not in text
        return lacking


def _mark(first: Ids, second: Ids) -> Ids:
    """A number for two ids side by side that few others have."""
    import numpy as np  # noqa: PLC0415

    return first * np.uint16(_SPREAD) + second


@lru_cache(maxsize=2)
def made_ready(language: Language, words: tuple[str, ...], expected: frozenset[str]) -> Sought:
    """Those of some words that have more than one character; which of them are `expected` to be missing."""
    import numpy as np  # noqa: PLC0415  # heavy

    found = tuple(word for word in dict.fromkeys(words) if len(word) > 1)
    lengths = np.array([len(word) for word in found], np.int64)
    width = max(lengths.tolist())
    ids = language.encode("".join(word.ljust(width, "\1") for word in found)).reshape(-1, width)
    spans = np.array([_BY_PAIRS_OF_EXPECTED if w in expected else _BY_PAIRS for w in found], np.float32)
    begun, head = np.unique(ids[:, 0], return_inverse=True)
    ended, tail = np.unique(ids[np.arange(len(found)), lengths - 1], return_inverse=True)
    every = np.arange(len(language.characters))[:, None]
    # Of both tables one row an id, for that is what is asked for together.
    heads, tails = language.pairs.usual_steps(every, begun), language.pairs.usual_steps(ended, every)
    return Sought(found, lengths, ids, spans, heads, head, tails, tail)
