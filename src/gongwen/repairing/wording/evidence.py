"""What speaks for and against a single character being missing or wrong: numbers for `doubts` to weigh.

The same numbers are taken when the weights are learned (`tools/build_doubts.py`) and when they are used.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from .. import words
from ..language import BREAK, Language
from . import insertions

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from ..language import Floats, Ids, Places

FEATURES = (
    "gain",  # digits of likelihood gained by the proposal
    "lead",  # how far the next best proposal is behind, words counted in
    "here",  # surprise of the character at the place as it stands
    "next",  # surprise of the one behind it
    "own",  # surprise of the proposed character
    "left pair",  # surprise of the proposed character given only the one before it
    "right pair",  # surprise of the one behind given only the proposed character
    "old pair",  # surprise, as it stands, of the pair that the proposal breaks
    "phrase before",  # the text has the two characters before with the proposed one elsewhere
    "phrase around",  # ... the proposed one between its neighbours
    "phrase behind",  # ... the proposed one with the two behind
    "pair before",  # ... the one before and the proposed one
    "pair behind",  # ... the proposed one and the one behind
    "old phrase",  # ... what the proposal breaks
    "old term",  # ... what stands before it (or with it, if wrong), other than with the proposed character
    "words",  # digits gained by the likeliest division into words
    "particle",  # the proposed character is one that style may leave out
)
_PARTICLES = (
    "〇一二三四五六七八九十百千万亿两几零"
    "的地得了着过之其者或等们个于与和及以而且则也并照是在有为中上不将都又还更这那该各所对"
)
_LOUD = 4.0
"""Surprise of a character and the next, added up, from which the character may be wrong."""
_STRANGE = 4.0
"""Surprise of a character from which it may spoil a set phrase."""
_PHRASE_BY_WORDS, _PHRASE_GAIN = 5.0, 1.0
"""Digits that a set phrase must gain by its words and by n-grams."""
_WORTH = 0.0
"""Gain that a proposal must have to be looked at."""
_CLOSE, _SAY_OF_WORDS = 2.0, 0.5
"""Gain behind the best up to which the words have a say, and its weight beside the n-grams."""
_DATA = Path(__file__).parent.parent / "data"


@dataclass(frozen=True)
class Evidence:
    """The best proposal at each place: `text[starts[i]:ends[i]]` becomes the id `characters[i]`."""

    starts: Places
    ends: Places
    characters: Ids
    features: Floats
    """One row a place, one column for each of `FEATURES`."""
    rivals: list[str]
    """Other characters that would do nearly as well, best first."""


def of_gaps(language: Language, text: str) -> Evidence:
    """Characters that may be missing between two Han characters."""
    ids = language.encode(text)
    places = insertions.suspicious(text, language.surprise_of(ids))
    found = insertions.guess(language, ids, places, insertions.is_han(language.characters))
    return _weigh(language, text, ids, found, 0)


def of_mistakes(language: Language, text: str) -> Evidence:
    """Characters that may stand for another that sounds or looks alike."""
    import numpy as np  # noqa: PLC0415  # heavy

    ids = language.encode(text)
    surprise = np.append(language.surprise_of(ids), [0, 0])[: len(text) + 1]
    loud = insertions.is_han(text) & (surprise[:-1] + surprise[1:] > _LOUD)
    places = np.flatnonzero(loud)
    places = places[(places > 0) & (places < len(text) - 1)]
    chosen = [alike(language, int(ids[place])) for place in places]
    characters = np.concatenate([np.zeros(0, np.uint16), *chosen])
    at = np.repeat(places, [len(c) for c in chosen])
    gain = _pairs(language, ids, at, ids[at], 1) - _pairs(language, ids, at, characters, 1)
    at, characters = at[gain > _WORTH - 1], characters[gain > _WORTH - 1]
    gains = language.gain(ids, at, at + 1, characters)
    return _weigh(language, text, ids, insertions.Guesses(at, characters, gains), 1)


def _pairs(language: Language, ids: Ids, at: Places, characters: Ids, width: int) -> Floats:
    """Surprise of the characters behind their left neighbours and of their right neighbours behind them."""
    import numpy as np  # noqa: PLC0415

    rows = language.surprise_of_rows(np.stack([ids[at - 1], characters, ids[at + width]], axis=1))
    total: Floats = rows[:, 1] + rows[:, 2]
    return total


def _weigh(language: Language, text: str, ids: Ids, found: insertions.Guesses, width: int) -> Evidence:
    """The best guess at each place with its features; `width` characters are replaced."""
    import numpy as np  # noqa: PLC0415

    worth = found.where(found.gains > _WORTH)
    ranks = _ranks(language, text, worth, width)
    order = np.lexsort((-ranks, worth.places))
    at, characters, gains = worth.places[order], worth.characters[order], worth.gains[order]
    ranks = ranks[order]
    is_first = np.append(True, np.diff(at) > 0)[: len(at)]
    is_second = np.append(False, is_first)[: len(at)] & ~is_first
    best = np.flatnonzero(is_first)
    lead = ranks[best]
    lead[np.searchsorted(best, np.flatnonzero(is_second) - 1)] -= ranks[is_second]
    starts, best_characters = at[best], characters[best]
    numbers = _numbers(language, ids, starts, best_characters, width)
    pairs = zip(starts.tolist(), best_characters.tolist(), strict=True)
    counts = _counts(text)
    phrases = [_phrases(text, counts, place, language.characters[id_], width) for place, id_ in pairs]
    said = np.array(phrases, np.float32).reshape(len(best), len(FEATURES) - 8)
    features = np.column_stack([gains[best], np.minimum(lead, 3), *numbers, said]).astype(np.float32)
    rivals = _rivals(language, at, characters, gains, best)
    return Evidence(starts, starts + width, best_characters, features, rivals)


def _ranks(language: Language, text: str, found: insertions.Guesses, width: int) -> Floats:
    """What the proposals of one place are ranked by: gain, and words for those close to the best."""
    import numpy as np  # noqa: PLC0415

    best = np.zeros(len(text) + 1, np.float32)
    np.maximum.at(best, found.places, found.gains)
    ranks = found.gains.copy()
    for index in np.flatnonzero(found.gains > best[found.places] - _CLOSE).tolist():
        place, character = int(found.places[index]), language.characters[found.characters[index]]
        ranks[index] += _SAY_OF_WORDS * words.gain(text, place, place + width, character)
    return ranks


def _numbers(language: Language, ids: Ids, starts: Places, characters: Ids, width: int) -> list[Floats]:
    """The features that the language alone gives, from `here` to `old pair`."""
    import numpy as np  # noqa: PLC0415

    padded = np.concatenate([np.full(3, BREAK, np.uint16), ids, np.full(3, BREAK, np.uint16)])
    surprise = np.append(language.surprise_of(ids), [0, 0, 0])
    before = padded[starts[:, None] + np.arange(-1, 3)]
    own = language.surprise_of_rows(np.concatenate([before, characters[:, None]], axis=1))[:, -1]
    left, behind = padded[starts + 2], padded[starts + 3 + width]
    new = language.surprise_of_rows(np.stack([left, characters, behind], axis=1)[:, :2])[:, 1]
    right = language.surprise_of_rows(np.stack([characters, behind], axis=1))[:, 1]
    old = language.surprise_of_rows(np.stack([left, padded[starts + 3]], axis=1))[:, 1]
    return [surprise[starts], surprise[starts + 1], own, new, right, old]


def _counts(text: str) -> Counter[str]:
    """How often the text has each run of one to three characters; looked up instead of searched for."""
    counts = Counter(text)
    counts.update(map("".join, pairwise(text)))
    counts.update(map("".join, zip(text, text[1:], text[2:], strict=False)))
    return counts


def _phrases(text: str, counts: Counter[str], place: int, character: str, width: int) -> list[float]:
    """The features that the rest of the text and its words give, from `phrase before` to `particle`."""
    before, behind = text[max(0, place - 2) : place], text[place + width : place + width + 2]
    old = text[place - 1 : place + 1] if width == 0 else text[place - 1 : place + 2]
    looked_for = [
        before + character,
        before[-1:] + character + behind[:1],
        character + behind,
        before[-1:] + character,
        character + behind[:1],
    ]
    said = [float(phrase in counts) for phrase in looked_for]
    is_repeated = counts[old] > 1
    term = before if width == 0 else text[place - 1 : place + 1]
    is_term = counts[term] - counts[term + character] > 1
    by_words = words.gain(text, place, place + width, character)
    return [*said, float(is_repeated), float(is_term), by_words, float(character in _PARTICLES)]


def _rivals(
    language: Language, at: Places, characters: Ids, gains: Floats, best: npt.NDArray[np.int64]
) -> list[str]:
    """For each place the characters whose gain is less than one digit below the best."""
    bounds = [*best.tolist(), len(at)]
    return [
        "".join(
            language.characters[characters[i]] for i in range(start + 1, end) if gains[i] > gains[start] - 1
        )[:3]
        for start, end in pairwise(bounds)
    ]


def of_phrases(language: Language, text: str) -> list[tuple[int, str, str]]:
    """Set phrases of four characters with one that only sounds or looks right: place, character, phrase."""
    import numpy as np  # noqa: PLC0415

    ids = language.encode(text)
    han = insertions.is_han(text)
    found = []
    for place in np.flatnonzero(han & (language.surprise_of(ids) > _STRANGE)).tolist():
        starts = [
            s for s in range(max(0, place - 3), place + 1) if s + 4 <= len(text) and han[s : s + 4].all()
        ]
        for id_ in alike(language, int(ids[place])).tolist() if starts else ():
            character = language.characters[id_]
            for start in starts:
                phrase = text[start:place] + character + text[place + 1 : start + 4]
                if words.is_word(phrase) and _is_spoilt(language, text, ids, place, id_):
                    found.append((place, character, phrase))
    return found


def _is_spoilt(language: Language, text: str, ids: Ids, place: int, id_: int) -> bool:
    """Whether words and n-grams alike prefer the character that the phrase has."""
    import numpy as np  # noqa: PLC0415

    if words.gain(text, place, place + 1, language.characters[id_]) < _PHRASE_BY_WORDS:
        return False
    at = np.array([place])
    return float(language.gain(ids, at, at + 1, np.array([id_], np.uint16))[0]) >= _PHRASE_GAIN


@lru_cache(maxsize=1 << 12)
def alike(language: Language, id_: int) -> Ids:
    """The ids of the characters that sound or look like one."""
    import numpy as np  # noqa: PLC0415

    character = language.characters[id_]
    others = _groups("sounds.txt").get(character, set()) | _groups("lookalikes.txt").get(character, set())
    return np.sort(language.encode("".join(others - {character})))


def is_variant(one: str, other: str) -> bool:
    """Whether two characters both sound and look alike, as the two ways to write one word do (炼 and 练)."""
    return other in _groups("sounds.txt").get(one, set()) & _groups("lookalikes.txt").get(one, set())


@lru_cache(maxsize=2)
def _groups(name: str) -> dict[str, set[str]]:
    """For each character of a list of groups all that share a group with it."""
    groups: dict[str, set[str]] = {}
    for line in (_DATA / name).read_text("utf-8").splitlines():
        for character in "" if line.startswith("#") else line:
            groups.setdefault(character, set()).update(line)
    return groups
