"""How likely a proposal is right: small boosted trees over its features, one set for each kind.

All splits of one level of a tree are the same, so a tree is a list of questions whose answers, read as a
binary number, name a leaf. `tools/build_doubts.py` grows the trees and sets the two limits of each kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from . import features, proposals
from .strangeness import beyond_familiar

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from ..ngrams import Floats
    from .screening import Screen

_FILE = Path(__file__).parent.parent / "data" / "doubts.npz"
LEARNED_RATE, LIFE_RATE = 1 / 80, 1 / 2000
"""Damaged characters, of all kinds, in the texts that the trees were grown on, and expected in any text."""
_FIRM = 60
"""So many characters of a text say as much of its rate of damage as is expected of any text."""
_LEAST, _MOST = -3.0, 3.0
"""Bounds of what the rest of a text adds to the logarithm of the odds."""
_LEAST_LOSING = -2.0
"""The lower bound for gaps in a text that has lost characters elsewhere, as what was put back proves.

That much else stands there unharmed says little then: of the losses of one in a thousand in texts with a
word taken out 44 in 100 are named for 40, of what is named 64 in 100 are right for 66."""
_ROUNDS = 3
_INFECTION = 0.5
"""Part that is taken of what other mistakes add: they are a sign of more, but no more is chance a mistake."""
_DOUBTED, _SPOILT = -1.0, 4
"""Odds from which a place does not tell how familiar a text is, and how many characters behind it do not."""
_VICINITY = 300
"""Characters on either side that tell how familiar the language knows a text to be."""
_FIRM_NEAR = 200
"""Number of them that say as much of it as is expected of any text."""
_BY_STRANGENESS = 2.0
"""Odds that a proposal loses for each digit that the text round it is more surprising in the mean.

Two of three wrong suggestions in undamaged stories, letters, verses and lists of names go with it, and one
right one in a hundred."""
_PHRASE, _PHRASE_BY_WORDS, _PHRASE_GAIN = 4, 5.0, 1.0
"""Characters of a set phrase, and digits that it must gain by the division into words and by n-grams."""
_OF_PHRASE = 2.0
"""Odds of a proposal that makes one."""
_BLOCK = 64
"""Rows that are asked about at a time, so that they stay in the cache."""


@dataclass(frozen=True, eq=False)
class Trees:
    """Trees of one depth; their leaves add up to the natural logarithm of the odds."""

    features: npt.NDArray[np.uint8]
    """(trees, depth): which feature is asked for."""
    limits: Floats
    """(trees, depth): whether it exceeds this."""
    leaves: Floats
    """(trees, 2 ** depth)."""
    constant: float
    sure: float = 0.0
    """Odds from which 99 in 100 are right."""
    shown: float = 0.0
    """Odds from which a reader should look."""

    def odds(self, rows: Floats) -> Floats:
        """The natural logarithm of the odds that each row is right, at the rate of damage learned from."""
        import numpy as np  # noqa: PLC0415  # heavy

        columns = np.ascontiguousarray(rows.T)
        sums = np.empty(len(rows), np.float32)
        for start in range(0, len(rows), _BLOCK):
            leaves = self._leaves_of(columns[:, start : start + _BLOCK])
            leaves[0] += np.float32(self.constant)
            # One after the other, as floats of 32 bits: the sum shall not depend on how many rows there are.
            sums[start : start + _BLOCK] = np.cumsum(leaves, axis=0)[-1]
        return sums

    def _leaves_of(self, columns: Floats) -> Floats:
        """For each tree, and each row given as a column, the value of the leaf that it falls on."""
        import numpy as np  # noqa: PLC0415

        trees, depth = self.features.shape
        answers = columns.take(self.features.T, axis=0) > self.limits.T[:, :, None]
        leaf = np.zeros((trees, columns.shape[1]), np.uint16)
        for answer in answers:
            leaf += leaf
            leaf += answer
        values: Floats = self.leaves.take(leaf + np.arange(0, trees << depth, 1 << depth)[:, None])
        return values


@dataclass(frozen=True, slots=True)
class Judged:
    """A proposal: `text[start:end]` becomes `new`."""

    kind: str
    start: int
    end: int
    new: str
    odds: float
    """Natural logarithm of the odds that it is right, at the rate of damage that the trees learned."""

    @property
    def chance(self) -> float:
        """How likely it is right in any text, by itself."""
        import math  # noqa: PLC0415

        return 1 / (1 + math.exp(-(self.odds + math.log(LIFE_RATE / LEARNED_RATE))))


def judge(screen: Screen, forest: dict[str, Trees], least: float = -3.0) -> list[Judged]:
    """All proposals for a text with odds worth the mention, the best first."""
    import numpy as np  # noqa: PLC0415  # heavy

    found = proposals.of_kinds(screen)
    characters = screen.language.characters
    judged = []
    for kind, (best, rows) in features.of(screen, found).items():
        odds = forest[kind].odds(rows)
        if kind == "wrong":
            odds[_makes_phrase(rows)] = np.maximum(odds[_makes_phrase(rows)], _OF_PHRASE)
        for i in (odds > least).nonzero()[0].tolist():
            start = int(best.starts[i])
            new = "".join(characters[id_] for id_ in best.new[i].tolist())
            judged.append(Judged(kind, start, start + best.width, new, float(odds[i])))
    return sorted(judged, key=lambda one: (-one.odds, one.start))


def _makes_phrase(rows: Floats) -> npt.NDArray[np.bool_]:
    """Which proposals make a set phrase of what sounds or looks like one: 马汰效应. The tables know few."""
    column = {name: rows[:, i] for i, name in enumerate(features.NAMES)}
    is_phrase = (column["new word"] >= _PHRASE) & (column["old word"] < 2)
    is_phrase &= (column["sound"] > 0) | (column["shape"] > 0)
    return is_phrase & (column["words"] >= _PHRASE_BY_WORDS) & (column["gain"] >= _PHRASE_GAIN)


def apart(judged: Sequence[Judged]) -> list[Judged]:
    """The best proposals of which no two touch each other."""
    taken: list[Judged] = []
    places: set[int] = set()
    for one in judged:
        touched = range(one.start, one.end + 1)
        if not places.intersection(touched):
            taken.append(one)
            places.update(touched)
    return taken


def by_text(judged: Sequence[Judged], surprise: Floats, is_losing: bool = False) -> list[float]:
    """What the rest of a text adds to the logarithm of the odds of each proposal, given how surprising it is.

    Texts differ in how much is wrong with them: where one mistake is evident another is likelier, and in a
    long text without any, what looks like one is likelier chance. And where all is unfamiliar, names and
    verses and spoken language, what is unfamiliar is no sign of a mistake.

    Args:
        judged: Proposals that do not touch each other.
        surprise: Of each character of the text, -log10 p.
        is_losing: Whether the text is proven to have lost characters, so that more gaps are no wonder.
    """
    rows = zip(judged, _by_others(judged, len(surprise)), _less_familiar(judged, surprise), strict=True)
    added = []
    for one, more, less in rows:
        least = _LEAST_LOSING if is_losing and one.kind == "missing" else _LEAST
        added.append((max(more, least) if more < 0 else more * _INFECTION) - less)
    return added


def _by_others(judged: Sequence[Judged], size: int) -> list[float]:
    """What the other proposals for a text of a size add (a Gamma-Poisson estimate of the rate of damage)."""
    import math  # noqa: PLC0415

    added = [0.0] * len(judged)
    start = math.log(LIFE_RATE / LEARNED_RATE)
    for _ in range(_ROUNDS):
        chances = [
            1 / (1 + math.exp(-(one.odds + start + more))) for one, more in zip(judged, added, strict=True)
        ]
        total = sum(chances)
        for i, chance in enumerate(chances):
            rate = (_FIRM * LIFE_RATE + total - chance) / (_FIRM + size)
            added[i] = min(max(math.log(rate / LIFE_RATE), _LEAST), _MOST)
    return added


def _less_familiar(judged: Sequence[Judged], surprise: Floats) -> list[float]:
    """What each proposal loses by how surprising the text round it is; it and other doubts do not count."""
    import numpy as np  # noqa: PLC0415  # heavy

    if not judged:
        return []
    starts, ends = np.array([(one.start, one.end) for one in judged]).T
    is_told = np.ones(len(surprise), np.bool_)
    for one in judged:
        if one.odds > _DOUBTED:
            is_told[max(0, one.start - 1) : one.end + _SPOILT] = False
    vicinity, near = (starts - _VICINITY, ends + _VICINITY), (starts - 1, ends + _SPOILT)
    more = beyond_familiar(surprise, is_told, vicinity, near, _FIRM_NEAR)
    less: list[float] = (_BY_STRANGENESS * more).tolist()
    return less


@lru_cache(maxsize=1)
def forest() -> dict[str, Trees]:
    """The trees of each kind."""
    import numpy as np  # noqa: PLC0415

    with np.load(_FILE) as file:
        return {
            kind: Trees(
                file[f"{kind}.features"],
                file[f"{kind}.limits"],
                file[f"{kind}.leaves"],
                *file[f"{kind}.numbers"].tolist(),
            )
            for kind in proposals.KINDS
        }
