"""How likely a text is as Chinese official prose: log-probabilities of single characters.

The decoding under which the bytes of a file are most likely is taken for its encoding. One model
scores all candidates, so the scores compare.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from .tables import rows

_UNKNOWN_BLOCK = -17.0


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of another language and their mean log-probability in its texts."""

    first: str
    last: str
    logp: float
    neighbours: float = 0.0
    """Added for each two letters side by side."""
    others: float = 0.0
    """The most that any other character beyond ASCII can have: Korean has no Chinese punctuation."""
    usual: frozenset[str] = frozenset()
    """The usual letters where there are so many that most are rare; none: all are usual."""
    rare: float = 0.0
    """The mean log-probability of the others."""

    def logp_of(self, character: str, model: CharModel) -> float:
        """The log-probability of a character in a text of the language."""
        if self.first <= character <= self.last:
            return self.logp if not self.usual or character in self.usual else self.rare
        logp = model.logp(character)
        return min(logp, self.others) if character > "\x7f" else logp


@dataclass(frozen=True, slots=True)
class CharModel:
    """Log-probabilities in nats: of common characters one by one, of the others by Unicode block."""

    characters: dict[str, float]
    starts: list[int]
    ends: list[int]
    floors: list[float]

    def logp(self, character: str) -> float:
        """The log-probability of one character."""
        known = self.characters.get(character)
        if known is not None:
            return known
        code = ord(character)
        block = bisect_right(self.starts, code) - 1
        return self.floors[block] if block >= 0 and code <= self.ends[block] else _UNKNOWN_BLOCK

    def loglik(self, text: str, letters: Letters | None = None) -> float:
        """The log-likelihood of a text; `letters` are scored as in a text of their language."""
        total = _neighbours(text, letters) if letters and letters.neighbours else 0.0
        for character, count in Counter(text).items():
            total += (letters.logp_of(character, self) if letters else self.logp(character)) * count
        return total


def _neighbours(text: str, letters: Letters) -> float:
    count = sum(
        letters.first <= a <= letters.last and letters.first <= b <= letters.last for a, b in pairwise(text)
    )
    return letters.neighbours * count


@lru_cache(maxsize=1)
def char_model() -> CharModel:
    """The model shipped with the package."""
    characters: dict[str, float] = {}
    for name in ("extra.tsv", "characters.tsv"):
        for logp, group in rows(name):
            characters.update(dict.fromkeys(json.loads(f'"{group}"'), float(logp)))
    blocks = sorted(
        (int(first, 16), int(last, 16), float(logp)) for first, last, logp, _ in rows("blocks.tsv")
    )
    return CharModel(characters, [b[0] for b in blocks], [b[1] for b in blocks], [b[2] for b in blocks])
