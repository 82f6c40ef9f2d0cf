"""Numbers that stand for something, each once: np.unique takes longer over a few than what asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from .ngrams import Keys, Places


def distinct(keys: Places) -> Places:
    """Each key once, sorted."""
    import numpy as np  # noqa: PLC0415  # heavy

    keys = np.sort(keys)
    return keys[_is_new(keys)]


def grouped(keys: Keys | Places) -> tuple[Places, Places]:
    """Where each key comes first, by their size; and for each key which of these it is."""
    import numpy as np  # noqa: PLC0415

    order = np.argsort(keys, kind="stable")
    new = _is_new(keys[order])
    which = np.empty(len(keys), np.int64)
    which[order] = np.cumsum(new) - 1
    return order[new], which


def _is_new(keys: Keys | Places) -> npt.NDArray[np.bool_]:
    """Which of some sorted keys are others than those before them."""
    import numpy as np  # noqa: PLC0415

    new = np.ones(len(keys), np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=new[1:])
    return new
