"""Words that may be missing throughout a text, made ready once to be tried at the places of any."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..language import Language
    from ..ngrams import Floats, Ids, Places

_BY_PAIRS, _BY_PAIRS_OF_EXPECTED = 1.5, 3.0
"""Digits that the pairs at the ends of a word, and of one that is expected to be missing, may be less likely
than the pair that stands there."""


@dataclass(frozen=True, eq=False)
class Sought:
    """Words that are looked for, made ready to be tried at places."""

    words: tuple[str, ...]
    lengths: Places
    ids: Ids
    """One row each, filled up with `PAD`."""
    spans: Floats
    """Digits that the pairs at the ends may be less likely than the pair that stands there."""
    heads: Floats
    """-log10 p behind each id of what words begin with; `head` says which of these each word has."""
    head: Places
    tails: Floats
    """The same of each id behind what words end with, and `tail`."""
    tail: Places


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
    heads = np.stack([language.ahead(one) for one in begun.tolist()], axis=1)
    tails = np.stack([language.behind(one) for one in ended.tolist()], axis=1)
    return Sought(found, lengths, ids, spans, heads, head, tails, tail)
