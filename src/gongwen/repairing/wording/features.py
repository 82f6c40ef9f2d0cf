"""What speaks for and against a proposal, in numbers.

The same numbers are taken when the trees are grown (`tools/build_doubts.py`) and when they are asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from ..lexicon import Lexicon, Words
from ..passage import REACH
from . import surroundings
from .proposals import Proposals, alike, likeness, sounding_like
from .together import ORDER, Together

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from ..ngrams import Floats, Places
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


def of(screen: Screen, found: Mapping[str, Proposals]) -> dict[str, tuple[Proposals, Floats]]:
    """Of each kind the few best proposals of each place and the features of each, one row for each."""
    import numpy as np  # noqa: PLC0415  # heavy

    kinds = [kind for kind in ORDER if len(found[kind].starts)]
    rows = {kind: (one, np.zeros((0, len(NAMES)), np.float32)) for kind, one in found.items()}
    if not kinds:
        return rows
    parts, lead, counts = _foremost(screen, [found[kind] for kind in kinds])
    best = Together.of(screen, parts)
    columns = [best.gains, np.clip(lead, -_FEW, _FEW), np.minimum(counts, 8), _other(screen, best, found)]
    columns += _of_language(screen, best)
    of_words, beside = _of_words(screen, best)
    columns += [*of_words, *_of_text(screen, best), *_of_characters(screen, best), *beside]
    columns += surroundings.of(screen, best)
    table = np.empty((len(columns), len(best.starts)), np.float32)
    for row, column in zip(table, columns, strict=True):
        row[:] = column
    numbers = np.ascontiguousarray(table.T)
    return rows | {part.kind: (part, numbers[best.rows_of(part.kind)]) for part in parts}


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


def _foremost(
    screen: Screen, found: Sequence[Proposals]
) -> tuple[list[Proposals], Floats, npt.NDArray[np.intp]]:
    """Of each kind the few best of each place, how far each is before the others, and how many there are."""
    import numpy as np  # noqa: PLC0415

    ends = np.cumsum([len(one.starts) for one in found])
    # Places of different kinds are different places.
    places = np.concatenate([one.starts + i * len(screen.ids) for i, one in enumerate(found)])
    ranked = np.concatenate([one.gains + _rank(screen, one) for one in found])
    order = np.lexsort((-ranked, places))
    places, gains = places[order], ranked[order]
    first = np.flatnonzero(np.append(True, np.diff(places) > 0))
    counts = np.diff(np.append(first, len(order)))
    rank = np.arange(len(order)) - np.repeat(first, counts)
    top = np.repeat(gains[first], counts)
    after = np.append(gains[1:], 0)
    second = np.where(np.repeat(counts, counts) > 1, np.repeat(after[first], counts), 0)
    lead = np.where(rank == 0, gains - second, gains - top)
    kept = np.flatnonzero((rank < _FOREMOST) & (lead > -_CLOSE))
    parts = np.split(order[kept], np.searchsorted(kept, ends[:-1]))
    begun = [0, *ends[:-1].tolist()]
    best = [one.where(chosen - start) for one, chosen, start in zip(found, parts, begun, strict=True)]
    return best, lead[kept], np.repeat(counts, counts)[kept]


def _other(screen: Screen, best: Together, found: Mapping[str, Proposals]) -> Floats:
    """The gain of the best proposal of another kind within two characters of each place."""
    import numpy as np  # noqa: PLC0415

    highest = {}
    for kind, one in found.items():
        highest[kind] = np.zeros(len(screen.ids) + 6, np.float32)
        for place in range(-1, one.width + 1):
            np.maximum.at(highest[kind], one.starts + place + 2, one.gains)
    other = np.zeros(len(best.starts), np.float32)
    for part in best.parts:
        of_others = np.max([gains for kind, gains in highest.items() if kind != part.kind], axis=0)
        at = part.starts[:, None] + np.arange(2, part.width + 3)
        other[best.rows_of(part.kind)] = of_others[at].max(axis=1)
    return other


def _of_language(screen: Screen, best: Together) -> list[Floats]:
    import numpy as np  # noqa: PLC0415

    far = np.full(_AROUND + REACH, _mean(screen), np.float32)
    surprise = np.concatenate([far, screen.surprise, far])
    at = best.starts + len(far)
    old = [surprise[at + i] for i in (-1, 0, 1, 2)]
    after = best.after
    new = [after[:, 0] + after[:, 1], after[:, 2], after[:, 3], after.max(axis=1)]
    pairs = screen.language.pairs.costs
    of_pairs = [
        pairs(best.left, best.head),
        pairs(best.tail, best.right),
        pairs(best.left, best.here),
        pairs(best.last, best.right),
    ]
    total = np.concatenate([[0.0], np.cumsum(surprise, dtype=np.float64)])
    behind = at + best.width + (REACH - 1)
    usual = [
        (total[at - 1] - total[at - 1 - _AROUND]) / _AROUND,
        (total[behind + _AROUND] - total[behind]) / _AROUND,
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


def _of_words(screen: Screen, best: Together) -> tuple[list[Floats], list[Floats]]:
    """Digits gained, the longest words over each place, as proposed and as it stands; and those beside it."""
    import numpy as np  # noqa: PLC0415

    windows = [_windows(screen, part) for part in best.parts]
    count, rows = len(best.starts), sum(len(part.starts) for part in best.parts)
    words = Lexicon.load().words_together([old for old, _ in windows] + [new for _, new in windows])
    divided = words.division()
    over, beside = np.zeros((4, count), np.float32), np.zeros((4, count), np.float32)
    for size, at, _new in best.by_size():
        over[:2, at] = _cover(words.of_rows(rows + at.start, rows + at.stop), size)
    for width, at in best.by_width():
        standing = words.of_rows(at.start, at.stop)
        over[2:, at] = _cover(standing, width)
        beside[:2, at] = standing.ending(_WINDOW)
        beside[2:, at] = standing.beginning(_WINDOW + width)
    return [divided[:rows] - divided[rows:], *over], [*beside]


def _cover(words: Words, size: int) -> tuple[Floats, Floats]:
    """The longest word over so many characters in the middle, or across it, and its cost."""
    across = 0 if size else 1
    return words.cover(_WINDOW - across, _WINDOW + max(size, across))


def _of_text(screen: Screen, best: Together) -> list[Places]:
    """How often the text has runs round the place, as proposed and as it stands."""
    import numpy as np  # noqa: PLC0415

    runs, asked = [], []
    for size, at, ids in best.by_size():
        new = screen.passage.around(best.starts[at], best.ends[at], ids)
        # Where nothing is put in, or nothing stands, a run across the place takes in the neighbour.
        first, last, behind = REACH - (size == 0), REACH + max(size, 1), REACH + size
        spans = [(REACH - 1, last + (size > 0)), (REACH - 2, last), (first, behind + 2), (REACH - 1, last)]
        runs += [new[:, a:b] for a, b in [*spans, (first, behind + 1)]]
        asked += [(row, at) for row in range(5)]
    for width, at in best.by_width():
        old = screen.padded[best.starts[at, None] + np.arange(REACH - 1, REACH + width + 1)]
        first, last = int(width > 0), 1 + max(width, 1)
        runs += [old, old[:, :last], old[:, first:]]
        asked += [(row, at) for row in range(5, 8)]
    found = np.zeros((8, len(best.starts)), np.int64)
    for (row, at), counts in zip(asked, screen.counts(runs), strict=True):
        found[row, at] = np.minimum(counts, 8)
    return [*found]


def _of_characters(screen: Screen, best: Together) -> list[Floats]:
    import numpy as np  # noqa: PLC0415

    own, uses = -screen.language.unigrams[:, 0], screen.uses
    puts_in, takes_out = best.size > 0, best.width > 0
    others = np.concatenate([[True], ~screen.han, [True]])
    changed = best.changed
    return [
        np.where(puts_in, own[best.head], np.float32(0)),
        np.where(takes_out, own[best.here], np.float32(0)),
        np.minimum(uses[changed], 20),
        np.where(takes_out, np.minimum(uses[best.here], 20), 0),
        *_likenesses(screen, best),
        (changed == best.left) | (changed == best.right),
        others[best.starts],
        others[best.ends + 1],
        np.full(len(changed), _mean(screen), np.float32),
    ]


def _likenesses(screen: Screen, best: Together) -> Floats:
    """Whether what is put in for one character sounds like it, and how much it looks like it."""
    import numpy as np  # noqa: PLC0415

    found = np.zeros((2, len(best.starts)), np.float32)
    at = best.rows_of("wrong")
    characters = screen.language.characters
    pairs = [
        _likeness(screen.text[place], characters[new])
        for place, new in zip(best.starts[at].tolist(), best.head[at].tolist(), strict=True)
    ]
    found[:, at] = np.array(pairs, np.float32).reshape(-1, 2).T
    return found


@lru_cache(maxsize=1 << 14)
def _likeness(one: str, other: str) -> tuple[bool, int]:
    return other in sounding_like(one), likeness(one, other)


def _mean(screen: Screen) -> float:
    """The mean surprise of the text."""
    return float(screen.surprise.mean()) if len(screen.surprise) else 0.0
