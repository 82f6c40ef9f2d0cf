"""What speaks for and against a proposal, in numbers.

The same numbers are taken when the trees are grown (`tools/build_doubts.py`) and when they are asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from ..lexicon import Lexicon, Words
from ..passage import REACH
from . import surroundings
from .proposals import Proposals, alike, likeness, sounding_like

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from ..ngrams import Floats
    from .screening import Screen

NAMES = (
    "gain",  # digits of likelihood gained
    "lead",  # how far the next best proposal of the kind at the place is behind
    "rivals",  # how many proposals of the kind there are at the place
    "other",  # gain of the best proposal of another kind that touches the place
    "before",  # surprise, as it stands, of the character before the place
    "here",  # ... of the one at it
    "next",  # ... of the one behind it
    "after next",  # ... of the one behind that
    "new",  # surprise, the proposal taken, of what is put in
    "new next",  # ... of the one behind it
    "new after next",  # ... of the one behind that
    "new worst",  # ... of the most surprising of all that it bears upon
    "new left pair",  # surprise of what is put in given only the one before
    "new right pair",  # surprise of the one behind given only what is put in
    "old left pair",  # the same for what stands there
    "old right pair",
    "usual before",  # mean surprise of the eight characters before those it bears upon
    "usual behind",  # ... of the eight behind
    "words",  # digits gained by the likeliest division into words
    "new word",  # length of the longest word of the lexicon over the place, the proposal taken
    "new word cost",  # its -log10 p
    "old word",  # the same as it stands
    "old word cost",
    "said around",  # how often the text has what is put in between its neighbours
    "said before",  # ... behind the two before
    "said behind",  # ... before the two behind
    "said pair before",  # ... behind the one before
    "said pair behind",
    "old around",  # how often the text has what is there between its neighbours
    "old pair before",
    "old pair behind",
    "new own",  # -log10 p of what is put in by itself
    "old own",  # ... of what is taken out
    "new uses",  # how often the text has what is put in
    "old uses",
    "sound",  # whether the two are read alike
    "shape",  # how much they look alike
    "doubled",  # whether what is taken out, or put in, is what stands beside it
    "opens",  # whether a mark or a line end stands before the place
    "closes",  # ... behind it
    "text",  # mean surprise of the whole text
    "ends",  # length of the longest word that ends before the place
    "ends cost",  # its -log10 p
    "begins",  # length of the longest word that begins behind the place
    "begins cost",
    *surroundings.NAMES,
)
_FOREMOST, _CLOSE = 3, 2.0
"""Proposals of a place that are weighed, and digits up to which they may be behind the best."""
_STRANGE, _PHRASE_GAIN, _PHRASE, _PHRASE_RANK = 4.0, 1.0, 4, 3.0
"""Surprise of a character that may spoil a set phrase, the gain that the right one needs, the length of such
a phrase, and the digits that making one is worth in the ranking."""
_LIKE_RANK = 2.0
"""Digits that likeness is worth in the ranking: slips are hardly ever to any character at all."""
_FEW = 5.0
"""Digits beyond which a number says no more."""
_AROUND = 8
_WINDOW = 5
"""Characters on either side that are divided into words with the place."""


def of(screen: Screen, found: Proposals, others: Iterable[Proposals]) -> tuple[Proposals, Floats]:
    """The few best proposals of each place and the features of each, one row for each."""
    import numpy as np  # noqa: PLC0415  # heavy

    if not len(found.starts):
        return found, np.zeros((0, len(NAMES)), np.float32)
    best, lead, counts = _foremost(found, _rank(screen, found))
    columns = [best.gains, np.clip(lead, -_FEW, _FEW), np.minimum(counts, 8), _other(screen, best, others)]
    columns += _of_language(screen, best)
    of_words, beside = _of_words(screen, best)
    columns += of_words
    columns += _of_text(screen, best)
    columns += _of_characters(screen, best)
    columns += beside
    columns += surroundings.of(screen, best)
    return best, np.column_stack([np.asarray(column, np.float32) for column in columns])


def _rank(screen: Screen, found: Proposals) -> Floats:
    """What a proposal of the kind `wrong` is ranked higher by beside its gain.

    For likeness in sound or shape (法津: 法律 before 法院), and for making a set phrase (马汰效应).
    """
    import numpy as np  # noqa: PLC0415

    ranks = np.zeros(len(found.starts), np.float32)
    if found.kind == "wrong":
        ranks[_is_alike(screen, found)] = _LIKE_RANK
        loud = np.flatnonzero((screen.surprise[found.starts] > _STRANGE) & (found.gains > _PHRASE_GAIN))
        _, new = _windows(screen, found.where(loud))
        for first in range(_WINDOW - _PHRASE + 1, _WINDOW + 1):
            made = np.isfinite(Lexicon.load().costs(new[:, first : first + _PHRASE]))
            ranks[loud[made]] = _PHRASE_RANK
    return ranks


def _is_alike(screen: Screen, found: Proposals) -> npt.NDArray[np.bool_]:
    """Which proposals put in a character that sounds or looks like the one there."""
    import numpy as np  # noqa: PLC0415

    old = screen.points[found.starts].astype(np.int64) << 16
    known = [
        point << 16 | alike(screen.language, chr(point)).astype(np.int64)
        for point in set((old >> 16).tolist())
    ]
    return np.isin(old | found.new[:, 0], np.concatenate([np.zeros(0, np.int64), *known]))


def _foremost(found: Proposals, ranks: Floats) -> tuple[Proposals, Floats, npt.NDArray[np.intp]]:
    """The few best proposals of each place, how far each is before the others, and how many there are."""
    import numpy as np  # noqa: PLC0415

    order = np.lexsort((-(found.gains + ranks), found.starts))
    starts, gains = found.starts[order], (found.gains + ranks)[order]
    first = np.flatnonzero(np.append(True, np.diff(starts) > 0)[: len(order)])
    counts = np.diff(np.append(first, len(order)))
    rank = np.arange(len(order)) - np.repeat(first, counts)
    top = np.repeat(gains[first], counts)
    after = np.append(gains[1:], 0)
    second = np.where(np.repeat(counts, counts) > 1, np.repeat(after[first], counts), 0)
    lead = np.where(rank == 0, gains - second, gains - top)
    kept = np.flatnonzero((rank < _FOREMOST) & (lead > -_CLOSE))
    return found.where(order[kept]), lead[kept], np.repeat(counts, counts)[kept]


def _other(screen: Screen, best: Proposals, others: Iterable[Proposals]) -> Floats:
    """The gain of the best proposal of another kind within two characters of each place."""
    import numpy as np  # noqa: PLC0415

    highest = np.zeros(len(screen.ids) + 6, np.float32)
    for other in others:
        if other.kind != best.kind:
            for place in range(-1, other.width + 1):
                np.maximum.at(highest, other.starts + place + 2, other.gains)
    found = highest[best.starts + 2]
    for place in range(1, best.width + 1):
        found = np.maximum(found, highest[best.starts + place + 2])
    return found


def _of_language(screen: Screen, best: Proposals) -> list[Floats]:
    import numpy as np  # noqa: PLC0415

    far = np.full(_AROUND + REACH, _mean(screen), np.float32)
    surprise = np.concatenate([far, screen.surprise, far])
    at = best.starts + len(far)
    old = [surprise[at + i] for i in (-1, 0, 1, 2)]
    after, size = best.after, best.new.shape[1]
    own = after[:, :size].sum(axis=1) if size else np.zeros(len(after), np.float32)
    new = [own, after[:, size], after[:, size + 1], after.max(axis=1) if len(after) else own]
    pairs = screen.language.pair_costs
    left, right = screen.padded[best.starts + REACH - 1], screen.padded[best.ends + REACH]
    head, tail = (best.new[:, 0], best.new[:, -1]) if size else (right, left)
    here, last = screen.padded[best.starts + REACH], screen.padded[best.ends + REACH - 1]
    of_pairs = [pairs[left, head], pairs[tail, right], pairs[left, here], pairs[last, right]]
    total = np.concatenate([[0.0], np.cumsum(surprise, dtype=np.float64)])
    usual = [
        (total[at - 1] - total[at - 1 - _AROUND]) / _AROUND,
        (total[at + best.width + REACH + _AROUND - 1] - total[at + best.width + REACH - 1]) / _AROUND,
    ]
    return [*old, *new, *of_pairs, *usual]


def _windows(screen: Screen, best: Proposals) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
    """Code points round each place as it stands and as proposed."""
    import numpy as np  # noqa: PLC0415

    edge = np.zeros(_WINDOW, np.uint32)
    points = np.concatenate([edge, screen.points, edge])
    old = points[best.starts[:, None] + np.arange(2 * _WINDOW + best.width)]
    new = np.concatenate(
        [old[:, :_WINDOW], screen.language.points[best.new], old[:, _WINDOW + best.width :]], axis=1
    )
    return old, new


def _of_words(screen: Screen, best: Proposals) -> tuple[list[Floats], list[Floats]]:
    """Digits gained, the longest words over each place, as proposed and as it stands; and those beside it."""
    import numpy as np  # noqa: PLC0415

    lexicon = Lexicon.load()
    old, new = _windows(screen, best)
    _, first, place = np.unique(best.starts, return_index=True, return_inverse=True)
    standing, proposed = lexicon.words_of([old[first], new])
    divided, *longest = (column[place] for column in (standing.division(), *_cover(standing, best.width)))
    beside = (*standing.ending(_WINDOW), *standing.beginning(_WINDOW + best.width))
    gained = [divided - proposed.division(), *_cover(proposed, best.new.shape[1]), *longest]
    return gained, [column[place] for column in beside]


def _cover(words: Words, size: int) -> tuple[Floats, Floats]:
    """The longest word over so many characters in the middle, or across it, and its cost."""
    across = 0 if size else 1
    return words.cover(_WINDOW - across, _WINDOW + max(size, across))


def _of_text(screen: Screen, best: Proposals) -> list[Floats]:
    """How often the text has runs round the place, as proposed and as it stands."""
    import numpy as np  # noqa: PLC0415

    whole = screen.padded[best.starts[:, None] + REACH + np.arange(best.width)]
    new = screen.passage.around(best.starts, best.ends, best.new)
    old = screen.passage.around(best.starts, best.ends, whole)
    size, width = best.new.shape[1], best.width
    # Where nothing is put in, or nothing stands, a run across the place takes in the neighbour.
    first, last = REACH - (size == 0), REACH + max(size, 1)
    old_first, old_last = REACH - (width == 0), REACH + max(width, 1)
    runs = [
        new[:, REACH - 1 : last + (size > 0)],
        new[:, REACH - 2 : last],
        new[:, first : REACH + size + 2],
        new[:, REACH - 1 : last],
        new[:, first : REACH + size + 1],
        old[:, REACH - 1 : REACH + width + 1],
        old[:, REACH - 1 : old_last],
        old[:, old_first : REACH + width + 1],
    ]
    return [np.minimum(screen.count(run), 8).astype(np.float32) for run in runs]


def _of_characters(screen: Screen, best: Proposals) -> list[Floats]:
    import numpy as np  # noqa: PLC0415

    size = best.new.shape[1]
    nothing = np.zeros(len(best.starts), np.float32)
    one = screen.padded[best.starts + REACH]
    left, right = screen.padded[best.starts + REACH - 1], screen.padded[best.ends + REACH]
    new = best.new[:, 0] if size else one
    own = -screen.language.unigrams[:, 0]
    others = np.concatenate([[True], ~screen.han, [True]])
    changed = one if best.kind == "extra" else new
    return [
        own[new] if size else nothing,
        own[one] if best.width else nothing,
        np.minimum(screen.count(new[:, None]), 20),
        np.minimum(screen.count(one[:, None]), 20) if best.width else nothing,
        *_likenesses(screen, best),
        (changed == left) | (changed == right),
        others[best.starts],
        others[best.ends + 1],
        np.full(len(one), _mean(screen), np.float32),
    ]


def _likenesses(screen: Screen, best: Proposals) -> Floats:
    """Whether what is put in for one character sounds like it, and how much it looks like it."""
    import numpy as np  # noqa: PLC0415

    if best.kind != "wrong":
        return np.zeros((2, len(best.starts)), np.float32)
    characters = screen.language.characters
    pairs = [
        _likeness(screen.text[place], characters[new])
        for place, new in zip(best.starts.tolist(), best.new[:, 0].tolist(), strict=True)
    ]
    return np.array(pairs, np.float32).reshape(-1, 2).T


@lru_cache(maxsize=1 << 14)
def _likeness(one: str, other: str) -> tuple[bool, int]:
    return other in sounding_like(one), likeness(one, other)


def _mean(screen: Screen) -> float:
    """The mean surprise of the text."""
    return float(screen.surprise.mean()) if len(screen.surprise) else 0.0
