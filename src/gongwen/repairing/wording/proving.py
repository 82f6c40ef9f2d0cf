"""Whether a text proves that a piece is missing throughout it.

The places that made the piece noticed are a choice of the best. So the whole text is read for it once more:
what all places say counts as much as those. Where it has but one neighbour, the two may be a word that this
text alone writes so (奶畜 is no 奶畜[禽]), however often it stands there; that proves little.

The stranger a text is to the language round the places that speak for a piece, the more they must say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from ..lexicon import Lexicon
from . import pieces
from .pieces import Ground
from .strangeness import strangeness

Vote = tuple[float, int]
"""How sure a place is of a piece, in digits of odds beyond the toll, and the place."""
TOLL = 0.5
"""Digits of odds that a place has by chance."""
_OWN_USE = 1.5
"""What each use of a piece in the text takes off the sum."""
_OF_LISTS = "、：（(\n"
"""Marks behind which a member of a list stands."""
_CLEAR = 0.5
"""Digits beyond the toll from which a place clearly wants the piece."""
_ENOUGH, _ENOUGH_BESIDE_ONE, _ENOUGH_ALONE, _ENOUGH_OF_WORDS = 2.5, 4.2, 3.6, 3.0
"""Sum of what is beyond the toll from which a character is taken to be missing throughout; one that is
missing beside one and the same character (人[员]); between one pair of neighbours, which are no word as they
stand (港台); and a word."""
_ENOUGH_OF_EXPECTED, _ENOUGH_OF_EXPECTED_ONCE, _ENOUGH_OF_EXPECTED_WORDS = 1.6, 3.6, 2.3
"""The same of characters that filters are known to take out, of those that one place alone clearly wants,
and of words that filters are known to take out."""
_OTHERS = 0.5
"""Sum without the best neighbour on either side from which a piece has more than one."""
_LIKELY, _LIKELY_BESIDE_ONE, _LIKELY_ONCE, _LIKELY_OF_EXPECTED = 1.3, 2.6, 2.6, 1.0
"""Sums from which places are suggested."""
_BY_STRANGENESS = 1.5
"""What each digit of strangeness round the places takes off the sum."""


@dataclass(frozen=True)
class Case:
    """What speaks for it that a piece is missing throughout a text."""

    piece: str
    first: float
    """What the places say that made it noticed, less what is due to the strangeness of the text."""
    witnesses: int
    """In how many contexts these stand."""
    everywhere: float
    """What all places say, less the same."""
    clear: int
    """How many of them clearly want the piece."""
    pairs: tuple[str, ...]
    """Pairs of neighbours between which it is wanted at all."""
    others: float
    """What is said without the best neighbour on either side."""
    is_expected: bool
    """Whether filters are known to take it out."""

    @property
    def both(self) -> float:
        """What the first places and all say, on average."""
        return (self.first + self.everywhere) / 2

    @property
    def is_proven(self) -> bool:
        """Whether it is sure that the piece is missing."""
        if len(self.piece) > 1:
            return self.first >= (_ENOUGH_OF_EXPECTED_WORDS if self.is_expected else _ENOUGH_OF_WORDS)
        if self.is_expected:
            return self.both >= (_ENOUGH_OF_EXPECTED if self.clear > 1 else _ENOUGH_OF_EXPECTED_ONCE)
        if self.clear < 2:
            return False
        if len(self.pairs) < 2:
            return self.first >= _ENOUGH_ALONE and not any(pair in Lexicon.load() for pair in self.pairs)
        return self.both >= _ENOUGH if self.others > _OTHERS else self.first >= _ENOUGH_BESIDE_ONE

    @property
    def is_likely(self) -> bool:
        """Whether it is worth asking whether the piece is missing."""
        if len(self.piece) > 1:
            return self.first >= _LIKELY and self.witnesses > 0
        if self.is_expected:
            return self.both >= _LIKELY_OF_EXPECTED
        if self.clear < 2:
            return self.both >= _LIKELY_ONCE
        return self.both >= (_LIKELY if self.others > 0 else _LIKELY_BESIDE_ONE)


def case(
    own: Ground,
    piece: str,
    noticed: Collection[Vote],
    odd: Collection[int],
    explained: Collection[int],
    *,
    is_expected: bool,
) -> Case:
    """Hear what a text says for it that a piece is missing.

    Args:
        own: The text.
        piece: The character or word.
        noticed: The places that made it noticed.
        odd: All places that want any piece.
        explained: Places that are odd because something else is missing there.
        is_expected: Whether filters are known to take the piece out.
    """
    gaps, features = own.asked(piece)
    scores = pieces.scores("places", features)
    told = zip(scores.tolist(), gaps.places.tolist(), strict=True)
    votes = [(score - TOLL, place) for score, place in told if score > 0 and place not in explained]
    less = by_strangeness(own, noticed, odd)
    first, witnesses = weight(own, piece, noticed)
    everywhere, _witnesses = weight(own, piece, [vote for vote in votes if vote[0] > 0])
    clear = sum(score >= _CLEAR for score, _place in votes)
    pairs = {own.text[place - 1 : place + 1] for _score, place in votes}
    others = _without_best_neighbour(own.text, votes)
    return Case(
        piece, first - less, witnesses, everywhere - less, clear, tuple(sorted(pairs)), others, is_expected
    )


def by_strangeness(own: Ground, votes: Collection[Vote], odd: Collection[int]) -> float:
    """What is taken off the sum of votes because the text round their places is unfamiliar all over.

    Args:
        own: The text.
        votes: The places that speak for a piece.
        odd: All places that want any piece.
    """
    import numpy as np  # noqa: PLC0415  # heavy

    places = np.array([place for _score, place in votes], np.int64)
    return _BY_STRANGENESS * float(strangeness(own, places, odd).mean())


def _without_best_neighbour(text: str, votes: Iterable[Vote]) -> float:
    """The best votes by neighbour added up, the best of all left out: of those before, or of those behind."""
    sums = []
    for side in (-1, 0):
        best: defaultdict[str, float] = defaultdict(float)
        for score, place in votes:
            best[text[place + side]] = max(best[text[place + side]], score)
        sums.append(sum(best.values()) - max(best.values(), default=0.0))
    return min(sums)


def weight(own: Ground, piece: str, votes: Iterable[Vote]) -> tuple[float, int]:
    """What places say for a piece, less what the text's own uses say against it; and in how many contexts."""
    total, witnesses = _sum_of_contexts(own.text, votes)
    return total - _OWN_USE * own.text.count(piece), witnesses


def _sum_of_contexts(text: str, votes: Iterable[Vote]) -> tuple[float, int]:
    """Votes added up, and how many stand in a context of their own.

    Neighbours that come again say nothing new (港台 is no 港澳台); a place that shares two characters on one
    side with another says half as much. So does a member of a list: the list reads on whole, and what is
    wanted may be a part that all its members do without (、宣传部、统战部, where others say 、中央宣传部).
    """
    total, witnesses = 0.0, 0
    seen: set[tuple[str, str]] = set()
    for score, place in sorted(votes, reverse=True):
        touching = ("touching", text[place - 1 : place + 1])
        sides = {("after", text[place : place + 2])}
        if text[place - 1] not in _OF_LISTS:
            sides.add(("before", text[place - 2 : place]))
        new = 0 if touching in seen else len(sides - seen)
        total += score * new / 2
        witnesses += new == 2
        seen |= sides | {touching}
    return total, witnesses
