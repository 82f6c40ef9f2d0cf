"""`char.missing`: a character that a word filter took out everywhere (特[色]产业, 各具特[色]).

One gap proves little; many gaps that all want the same character, in a text that never has it, prove it.
Each place speaks for the character that fits it best of those the text lacks. What a place gains beyond
`_TOLL` digits of likelihood is added up over different contexts; the text's own uses of the character count
against it. Once a character is known to have been taken out, every place is judged by itself: the text with
the character there and the text without are equally possible sources of what is left, so the gain is the
logarithm of their odds, raised where the text's other gaps have the same neighbour.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...i18n import gettext as _
from ...model import Change
from ..language import Language
from ..stage import Context
from . import insertions, masks
from .insertions import Guesses

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from ..language import Ids

_TOLL = 1.0
"""Digits of likelihood that a place gains by chance."""
_ENOUGH = 3.0
"""Sum of the gains beyond the toll from which a character is taken to be missing throughout."""
_FEWEST = 2
"""Different contexts that must speak for it."""
_OWN_USE = 1.5
"""What each use of the character in the text takes off the sum."""
_MOST_USES = 2
_APPLIED_FROM = 1.0
"""Gain from which the character is put in: odds of ten to one."""
_HOPELESS = -3.0
"""Gain below which it is settled that nothing is missing at a place."""
_BY_HABIT_FROM, _APART_FROM, _FEWEST_OTHERS = -1.0, -0.7, 3
"""Gain, gain of the word by itself, and number of sure places behind the same neighbour, at least twice those
still open, from which the text's own habit settles a place: right in 92 of 100 on held-out texts."""
_OPTIONAL = "〇一二三四五六七八九十百千万亿两几零的地得了着过之其者或等们个于与和及以而且则也并照是在有为"
"""Numerals, which any text may lack, and particles, which style may leave out."""


def find(text: str, context: Context) -> Iterator[Change]:
    """Insertions of the characters that are missing throughout, in order."""
    language = Language.load()
    ids = language.encode(text)
    places = insertions.suspicious(text, language.surprise_of(ids))
    places = places[~_masked(text)[places]]
    allowed = _lacking(language, text)
    guesses = insertions.guess(language, ids, places, allowed)
    missing = _missing(text, language, insertions.best_of_each(guesses.where(guesses.gains > 0)))
    if not missing:
        return
    for place, character, confidence in _restored(language, ids, text, missing):
        after = language.characters[character]
        reason = _("“{character}” is missing throughout this text").format(character=after)
        yield Change(place, place, after, "char.missing", round(confidence, 3), reason)


def _masked(text: str) -> npt.NDArray[np.bool_]:
    """Places in or beside a mask."""
    import numpy as np  # noqa: PLC0415

    masked = np.zeros(len(text) + 1, bool)
    for start, end in masks.spans(text):
        masked[start : end + 1] = True
    return masked


def _lacking(language: Language, text: str) -> npt.NDArray[np.bool_]:
    """For each id whether it is a Han character that the text lacks, or nearly so."""
    import numpy as np  # noqa: PLC0415

    lacking = insertions.is_han(language.characters)
    counts = np.bincount(language.encode(text), minlength=len(lacking))
    lacking &= counts <= _MOST_USES
    lacking[language.encode(_OPTIONAL)] = False
    return lacking


def _missing(text: str, language: Language, best: Guesses) -> list[int]:
    """The characters that enough places speak for, by their ids."""
    speaking: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for place, character, gain in zip(*_lists(best), strict=True):
        if gain > _TOLL:
            speaking[character].append((gain - _TOLL, place))
    missing = []
    for character, votes in speaking.items():
        total, witnesses = _sum_of_contexts(text, votes)
        uses = text.count(language.characters[character])
        if witnesses >= _FEWEST and total - _OWN_USE * uses >= _ENOUGH:
            missing.append(character)
    return missing


def _sum_of_contexts(text: str, votes: list[tuple[float, int]]) -> tuple[float, int]:
    """Votes added up, and how many stand in a context of their own.

    A phrase that comes again says nothing new; one that shares a side with another says half as much.
    """
    total, witnesses = 0.0, 0
    seen: set[tuple[str, str]] = set()
    for gain, place in sorted(votes, reverse=True):
        sides = {("before", text[place - 2 : place]), ("after", text[place : place + 2])}
        new = len(sides - seen)
        total += gain * new / 2
        witnesses += new == 2
        seen |= sides
    return total, witnesses


def _lists(guesses: Guesses) -> tuple[list[int], list[int], list[float]]:
    return guesses.places.tolist(), guesses.characters.tolist(), guesses.gains.tolist()


def _restored(language: Language, ids: Ids, text: str, known: list[int]) -> Iterator[tuple[int, int, float]]:
    """Every place of the known characters: place, id, and how sure it is, from 0 to 1."""
    guesses = insertions.best_of_each(_possible(language, ids, text, known))
    apart = insertions.gain_apart(language, ids, guesses.places, guesses.characters).tolist()
    neighbours = ids[guesses.places - 1].tolist()
    settled: Counter[tuple[int, int]] = Counter()
    unsettled: Counter[tuple[int, int]] = Counter()
    rows = list(zip(*_lists(guesses), neighbours, apart, strict=True))
    for _place, character, gain, neighbour, _apart in rows:
        (settled if gain >= _APPLIED_FROM else unsettled)[neighbour, character] += 1
    for place, character, gain, neighbour, gain_apart in rows:
        others, open_ones = settled[neighbour, character], unsettled[neighbour, character]
        is_habit = others >= _FEWEST_OTHERS and others >= 2 * open_ones
        confidence = _confidence(gain)
        if is_habit and gain >= _BY_HABIT_FROM and gain_apart >= _APART_FROM:
            confidence = max(confidence, 0.9)
        if confidence > 0.5:
            yield place, character, confidence


def _confidence(gain: float) -> float:
    """The gain is the logarithm of the odds; measured, it is right as often as it says."""
    odds = 10 ** min(gain, 3.0)
    confidence = min(odds / (1 + odds), 0.985)
    return max(confidence, 0.91) if gain >= _APPLIED_FROM else min(confidence, 0.89)


def _possible(language: Language, ids: Ids, text: str, known: list[int]) -> Guesses:
    """All places beside Han, outside masks, whose neighbours usually stand beside one of the characters."""
    import numpy as np  # noqa: PLC0415

    han = insertions.is_han(text)
    beside = (han[1:] | han[:-1]) & ~_masked(text)[1:-1]
    places, characters = [], []
    for character in known:
        leads, follows = np.isfinite(language.ahead(character)), np.isfinite(language.behind(character))
        fits = leads[ids[:-1]] & follows[ids[1:]]
        places.append(np.flatnonzero(fits & beside) + 1)
        characters.append(np.full(len(places[-1]), character, np.uint16))
    at, candidates = np.concatenate(places), np.concatenate(characters)
    guesses = Guesses(at, candidates, language.gain(ids, at, at, candidates))
    return guesses.where(guesses.gains > _HOPELESS)
