"""How strange a text is to the language round its places: names, products, verses, the speech of a village.

Where all is unfamiliar, what is unfamiliar is no sign that something is missing (土产 is no 土[特]产).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from .pieces import Ground

if TYPE_CHECKING:
    from ..ngrams import Floats, Places

_VICINITY, _SPOILT = 200, range(-1, 4)
"""Characters on either side of a place that tell how familiar the language knows a text to be, and those
near an odd place that do not."""
_FAMILIAR, _FAMILIAR_FOR = 1.3, 50
"""Mean surprise up to which a text is as familiar as official ones, and the number of characters that say as
much as is expected of any."""


def strangeness(own: Ground, places: Places, odd: Collection[int]) -> Floats:
    """Digits that the characters round each place are more surprising, in the mean, than in official texts.

    Args:
        own: The text.
        places: Where it is asked for.
        odd: Places that are taken to be damaged. What stands at them does not count.
    """
    import numpy as np  # noqa: PLC0415  # heavy

    surprise = own.surprise
    is_told = np.ones(len(surprise), np.bool_)
    spoilt = np.array(sorted(odd), np.int64)[:, None] + np.array(_SPOILT)
    is_told[spoilt[(spoilt >= 0) & (spoilt < len(surprise))]] = False
    sums = [np.concatenate([[0.0], np.cumsum(row)]) for row in (np.where(is_told, surprise, 0.0), is_told)]
    first, last = np.maximum(places - _VICINITY, 0), np.minimum(places + _VICINITY, len(surprise))
    total, count = (s[last] - s[first] for s in sums)
    mean = (total + _FAMILIAR * _FAMILIAR_FOR) / (count + _FAMILIAR_FOR)
    return np.asarray(np.maximum(mean - _FAMILIAR, 0), np.float32)
