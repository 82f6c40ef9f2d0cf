"""How well a character fits where it stands: a small network that looks at eight on either side.

The n-grams know what comes next; this knows what both sides together ask for (纪委监[察]办). It costs a
thousand times as much, so it is asked of few places only. Built by `tools/build_fitting.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..ngrams import Floats, Ids

REACH = 8
"""Characters on either side that it looks at."""
_FILE = Path(__file__).parent.parent / "data" / "fitting.npz"


@dataclass(frozen=True, eq=False)
class Network:
    """Two layers over what stands for the characters."""

    characters: Floats
    """A row for each id of the language."""
    first: tuple[Floats, Floats]
    second: tuple[Floats, Floats]
    last: tuple[Floats, Floats]
    """Weights of the layers and their biases."""

    @classmethod
    def load(cls) -> Network:
        """The network shipped with the package; read once a process."""
        return _load()

    def odds(self, windows: Ids) -> Floats:
        """Digits of odds that the id in the middle of each row belongs there; `REACH` ids are beside it."""
        import numpy as np  # noqa: PLC0415  # heavy

        seen = self.characters[windows].reshape(len(windows), self.first[0].shape[1])
        for weights, bias in (self.first, self.second):
            seen = np.maximum(seen @ weights.T + bias, 0)
        weights, bias = self.last
        odds: Floats = (seen @ weights.T + bias)[:, 0] / np.float32(np.log(10))
        return odds


@lru_cache(maxsize=1)
def _load() -> Network:
    import numpy as np  # noqa: PLC0415

    with np.load(_FILE) as stored:
        found = {name: stored[name].astype(np.float32) for name in stored.files}
    first, second, last = (
        (found[f"{name}.weight"], found[f"{name}.bias"]) for name in ("first", "second", "last")
    )
    return Network(found["characters.weight"], first, second, last)
