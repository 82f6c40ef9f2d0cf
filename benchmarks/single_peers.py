"""Other ways to correct single characters, on the same language tables and the same confusions.

`gain`         the plain n-gram: the best proposal of each place whose gain exceeds a fixed number
`pycorrector`  the rule-based way of pycorrector (Apache-2.0): characters whose n-gram score is an outlier by
               the median of deviations, exchanged for the one alike that makes the text likeliest
`jieba`        the dictionary's way: characters that the likeliest division leaves alone, exchanged where that
               makes a word of them
All answer with changes, as a stage does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from gongwen.model import Change
from gongwen.repairing.lexicon import Lexicon
from gongwen.repairing.wording import proposals
from gongwen.repairing.wording.screening import Screen, screen

GAIN = 3.0
"""Digits that the plain n-gram wants."""
OUTLIER, HALF_NORMAL = 1.4, 0.6745
"""Limits of pycorrector's detector: deviation from the median in units of the median deviation."""
WORD_COST = 6.5
"""-log10 p of a word that the dictionary's way still believes in."""


def by_gain(text: str) -> list[Change]:
    """The plain n-gram, for all kinds of damage."""
    seen = screen(text)
    found = [_changes(seen, one, GAIN) for one in proposals.of_kinds(seen).values()]
    return _apart(change for changes in found for change in changes)


def by_outliers(text: str) -> list[Change]:
    """The rule-based way of pycorrector."""
    seen = screen(text)
    if len(text) < 2:
        return []
    pairs = seen.language.surprise_of_rows(np.stack([seen.ids[:-1], seen.ids[1:]], axis=1))[:, 1]
    scores = -(np.append(pairs, pairs[-1]) + np.append(pairs[0], pairs)) / 2
    deviation = np.abs(scores - np.median(scores))
    unusual = HALF_NORMAL * deviation / (np.median(deviation) + 1e-6) > OUTLIER
    unusual &= (scores < np.median(scores)) & seen.han
    found = proposals.of_kinds(seen)["wrong"]
    return _apart(_changes(seen, found.where(unusual[found.starts]), GAIN / 2))


def by_words(text: str) -> list[Change]:
    """The dictionary's way."""
    seen = screen(text)
    found = proposals.of_kinds(seen)["wrong"]
    points = np.concatenate([np.zeros(4, np.uint32), seen.points, np.zeros(4, np.uint32)])
    old = points[found.starts[:, None] + np.arange(9)]
    new = old.copy()
    new[:, 4] = [ord(seen.language.characters[i]) for i in found.new[:, 0].tolist()]
    lexicon = Lexicon.load()
    is_alone = lexicon.words(old).cover(4, 5)[0] == 0
    length, cost = lexicon.words(new).cover(4, 5)
    return _apart(_changes(seen, found.where(is_alone & (length > 1) & (cost < WORD_COST)), 0))


PEERS: dict[str, Callable[[str], list[Change]]] = {
    "n-gram gain": by_gain,
    "pycorrector's way": by_outliers,
    "jieba's way": by_words,
}


def _changes(seen: Screen, found: proposals.Proposals, least: float) -> Iterator[Change]:
    for start, new, gain in zip(found.starts.tolist(), found.new.tolist(), found.gains.tolist(), strict=True):
        if gain >= least:
            after = "".join(seen.language.characters[i] for i in new)
            yield Change(start, start + found.width, after, found.kind, min(gain / 100, 0.89), "")


def _apart(changes: Iterator[Change]) -> list[Change]:
    """The best changes of which no two touch."""
    taken: list[Change] = []
    places: set[int] = set()
    for change in sorted(changes, key=lambda c: (-c.confidence, c.start)):
        touched = range(change.start, change.end + 1)
        if places.isdisjoint(touched):
            places.update(touched)
            taken.append(change)
    return taken
