"""How strange a text is to the language round its places: names, products, verses, the speech of a village.

Where all is unfamiliar, what is unfamiliar is no sign that something is missing (土产 is no 土[特]产).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from .pieces import Ground

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from ..ngrams import Floats, Places

_VICINITY, _SPOILT = 200, range(-1, 4)
"""Characters on either side of a place that tell how familiar the language knows a text to be, and those
near an odd place that do not."""
_FIRM = 50
"""Number of characters that say as much as is expected of any text."""
_FAMILIAR = 1.3
"""Mean surprise of official texts."""


def strangeness(own: Ground, places: Places, odd: Collection[int]) -> Floats:
    """Digits that the characters round each place are more surprising, in the mean, than in official texts.

    Args:
        own: The text.
        places: Where it is asked for.
        odd: Places that are taken to be damaged. What stands at them does not count.
    """
    import numpy as np  # noqa: PLC0415  # heavy

    is_told = np.ones(len(own.surprise), np.bool_)
    spoilt = np.array(sorted(odd), np.int64)[:, None] + np.array(_SPOILT)
    is_told[spoilt[(spoilt >= 0) & (spoilt < len(is_told))]] = False
    vicinity = places - _VICINITY, places + _VICINITY
    more = beyond_familiar(own.surprise, is_told, vicinity, (places, places), _FIRM)
    return np.asarray(np.maximum(more, 0), np.float32)


def beyond_familiar(
    surprise: Floats,
    is_told: npt.NDArray[np.bool_],
    vicinity: tuple[Places, Places],
    without: tuple[Places, Places],
    firm: int,
) -> npt.NDArray[np.float64]:
    """Digits that the mean surprise of each stretch of a text is above that of official texts.

    Args:
        surprise: Of each character, -log10 p.
        is_told: Which characters count.
        vicinity: Where the stretches start and end.
        without: What within them does not count.
        firm: Number of characters that say as much as is expected of any text.
    """
    import numpy as np  # noqa: PLC0415

    sums = [np.concatenate([[0.0], np.cumsum(row)]) for row in (np.where(is_told, surprise, 0.0), is_told)]
    first, last, inner, outer = (np.clip(ends, 0, len(surprise)) for ends in (*vicinity, *without))
    total, count = (s[last] - s[first] - (s[outer] - s[inner]) for s in sums)
    return np.asarray((total + _FAMILIAR * firm) / (count + firm) - _FAMILIAR)
