"""How well a character fits where it stands: a small network that looks at eight on either side.

The n-grams know what comes next; this knows what both sides together ask for (纪委监[察]办). It costs a
thousand times as much, so it is asked of few places only. Built by `tools/build_fitting.py`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..ngrams import Floats, Ids

REACH = 8
"""Characters on either side that it looks at."""
_LAYERS = ("first", "second", "last")
_WEIGHTS, _BIAS = ".weight", ".bias"
_BLOCK = 14
"""Windows at a time: products so small are not shared out among threads, which costs more than it saves."""
_DIGITS = 1 / math.log(10)
_FILE = Path(__file__).parent.parent / "data" / "fitting.npz"


@dataclass(frozen=True, eq=False)
class Network:
    """Two layers over what stands for the characters."""

    characters: Floats
    """A row for each id of the language."""
    first: tuple[Floats, Floats]
    """Weights, those of each place in the window by themselves, and bias."""
    second: tuple[Floats, Floats]
    last: tuple[Floats, Floats]
    """Weights and bias."""

    @classmethod
    def load(cls) -> Network:
        """The network shipped with the package; read once a process."""
        return _load()

    def odds(self, windows: Ids) -> Floats:
        """Digits of odds that the id in the middle of each row belongs there; `REACH` ids are beside it."""
        import numpy as np  # noqa: PLC0415  # heavy

        blocks = range(0, len(windows), _BLOCK)
        odds = [self._odds(windows[start : start + _BLOCK]) for start in blocks]
        together: Floats = np.concatenate([np.zeros(0, np.float32), *odds])
        return together * np.float32(_DIGITS)

    def _odds(self, windows: Ids) -> Floats:
        """Log-odds of a few."""
        import numpy as np  # noqa: PLC0415

        weights, bias = self.first
        seen = np.maximum((self.characters[windows.T] @ weights).sum(axis=0) + bias, 0)
        weights, bias = self.second
        seen = np.maximum(seen @ weights + bias, 0)
        weights, bias = self.last
        odds: Floats = (seen @ weights + bias)[:, 0]
        return odds


@lru_cache(maxsize=1)
def _load() -> Network:
    import numpy as np  # noqa: PLC0415

    with np.load(_FILE) as stored:
        found = {name: stored[name].astype(np.float32) for name in stored.files}
    first, second, last = ((found[name + _WEIGHTS].T, found[name + _BIAS]) for name in _LAYERS)
    characters = found["characters" + _WEIGHTS]
    by_place = np.ascontiguousarray(first[0]).reshape(2 * REACH + 1, characters.shape[1], -1)
    return Network(characters, (by_place, first[1]), second, last)
