"""Where a piece that is missing throughout a text had stood: every place judged by itself and by others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...i18n import gettext as _
from ...model import Change
from ..lexicon import Lexicon
from . import pieces
from .pieces import Gaps, Ground
from .strangeness import strangeness

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from ..ngrams import Floats

_MOST_THIN, _MOST_SUGGESTED, _LEAST_APPLIED, _MOST = 0.6, 0.89, 0.91, 0.985
"""Confidence that places have at most for which the evidence is thin (where something was taken out 68 in 100
of them are right, else none), or that are suggested; at least, and at most, that are applied."""
_PRIOR = 0.6
"""Digits by which a place may be less sure where filters are known to take out the piece."""
_BY_HABIT_FROM, _APART_FROM, _FEWEST_OTHERS = -1.0, -0.7, 3
"""Gain, gain of the word by itself, and number of sure places behind the same neighbour, at least twice those
still open, from which the text's own habit settles a place."""
_SPLITTING_FROM, _SPLIT_APART_FROM = 1.0, -1.0
"""Where the piece would split a word: gain, or gain of the word by itself, from which it may."""
_BY_STRANGENESS = 0.75
"""Digits that a place must be surer for each digit of strangeness of the text round it."""
_SHOWN_FROM = -0.8
"""Digits of odds from which a place of a piece that is missing throughout is suggested."""
_THIN_FROM, _MOST_OF_THIN = 0.0, 5
"""The same where the evidence is thin, and how many places are shown then."""


def places(own: Ground, piece: str, *, is_sure: bool, is_expected: bool) -> Iterator[Change]:
    """Every place of a piece that is missing throughout, as sure as it is there.

    Args:
        own: The text.
        piece: What is missing.
        is_sure: Whether it is proven that it is missing throughout; else its places are only suggested.
        is_expected: Whether filters are known to take it out.
    """
    gaps, features = own.asked(piece)
    if is_sure:
        reason = _("“{character}” is missing throughout this text").format(character=piece)
    else:
        reason = _("“{character}” may be missing throughout this text").format(character=piece)
    scores = pieces.scores("places", features)
    applied_from = pieces.applied_from(piece) + _by_strangeness(own, gaps)
    applied = is_sure & (scores >= applied_from)
    if is_expected and is_sure:
        unfinished = ~_behind_word(own, gaps)
        applied |= unfinished & (scores >= applied_from - _PRIOR)
        applied |= applied.any() & unfinished & _by_habit(own, gaps, applied, features)
    applied &= ~_splits_word(own, gaps) | _reads_on(features)
    least = _shown_from(scores, is_sure=is_sure)
    for place, score, is_applied in zip(gaps.places.tolist(), scores.tolist(), applied.tolist(), strict=True):
        if score >= least or is_applied:
            confidence = _confidence(score, is_sure=is_sure, is_applied=is_applied)
            yield Change(place, place, piece, "char.missing", round(confidence, 3), reason)


def _by_strangeness(own: Ground, gaps: Gaps) -> Floats:
    """How much surer each place must be because the text round it is strange to the language."""
    odd = gaps.places[gaps.gains > 0].tolist()
    return strangeness(own, gaps.places, odd) * _BY_STRANGENESS


def _behind_word(own: Ground, gaps: Gaps) -> npt.NDArray[np.bool_]:
    """Before which gaps a word ends that lacks nothing: 奇特, 独特."""
    import numpy as np  # noqa: PLC0415

    lexicon = Lexicon.load()
    return np.array([own.text[max(0, end - 2) : end] in lexicon for end in gaps.places.tolist()], bool)


def _splits_word(own: Ground, gaps: Gaps) -> npt.NDArray[np.bool_]:
    """Across which gaps a word stands that lacks nothing: 特产 in 特产业税."""
    import numpy as np  # noqa: PLC0415

    lexicon = Lexicon.load()
    return np.array([own.text[place - 1 : place + 1] in lexicon for place in gaps.places.tolist()], bool)


def _reads_on(features: Floats) -> npt.NDArray[np.bool_]:
    """Where the text reads on well behind the piece, a split word aside: 特色|技术, not 特色|产业税."""
    import numpy as np  # noqa: PLC0415

    gain, ends = (features[:, pieces.FEATURES.index(name)] for name in ("gain", "ends"))
    return np.asarray((gain >= _SPLITTING_FROM) | (ends >= _SPLIT_APART_FROM))


def _shown_from(scores: Floats, *, is_sure: bool) -> float:
    """The score from which a place is shown; where the evidence is thin a few places do to ask by."""
    if is_sure:
        return _SHOWN_FROM
    best = sorted(scores.tolist(), reverse=True)[:_MOST_OF_THIN]
    return max(_THIN_FROM, best[-1] if best else 0.0)


def _by_habit(
    own: Ground, gaps: Gaps, applied: npt.NDArray[np.bool_], features: Floats
) -> npt.NDArray[np.bool_]:
    """The places that the text's own habit settles: behind the same neighbour the others are sure."""
    import numpy as np  # noqa: PLC0415

    neighbours = own.ids[gaps.places - 1]
    sure = np.bincount(neighbours[applied], minlength=len(own.language.characters))[neighbours]
    alike = np.bincount(neighbours, minlength=len(own.language.characters))[neighbours]
    gain, ends = (features[:, pieces.FEATURES.index(name)] for name in ("gain", "ends"))
    is_habit = (sure >= _FEWEST_OTHERS) & (sure >= 2 * (alike - sure))
    return np.asarray(is_habit & (gain >= _BY_HABIT_FROM) & (ends >= _APART_FROM))


def _confidence(score: float, *, is_sure: bool, is_applied: bool) -> float:
    """How often a score is right, kept on its side of what is applied."""
    chance = 1 / (1 + 10 ** -min(score, 3.0))
    if is_applied:
        return min(max(chance, _LEAST_APPLIED), _MOST)
    return min(chance, _MOST_SUGGESTED if is_sure else _MOST_THIN)
