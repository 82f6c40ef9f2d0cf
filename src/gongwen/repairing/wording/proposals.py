"""What might stand in a text instead of what does: one lost, wrong, stray or displaced character at a time.

Only places are looked at where the text reads on in a surprising way, and of what could stand there only
what the neighbours usually have beside them. Everything is done for all places of a text at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..keys import distinct, grouped
from ..language import Language
from ..passage import REACH
from .insertions import between, completing

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from ..ngrams import Floats, Ids, Places
    from .screening import Screen

KINDS = ("missing", "wrong", "pair", "extra", "swapped")
_DATA = Path(__file__).parent.parent / "data"
_WORTH = {"missing": 0.3, "wrong": 0.3, "pair": 3.0, "extra": 2.0, "swapped": 0.3}
"""Gain from which a proposal is worth weighing."""
_MOST = 16
"""Proposals of a place that are weighed in full, the best by pairs."""
_MISSING, _MISSING_IN_TWO, _MISSING_IN_THREE = 1.8, 3.2, 5.0
_WRONG, _WRONG_IN_TWO = 1.5, 5.0
_ANY_LOSS, _ANY_IN_TWO, _MOST_ANY = 20, 8.0, 6
_PAIR_IN_THREE, _MOST_PAIRS, _LOOSE = 9.0, 8, 150
_EXTRA_IN_TWO = 4.0
_SWAPPED_IN_THREE = 6.0
"""Surprise of a character, and of it and those behind it together, from which it is looked at."""
_STRANGE = 4.0
"""Surprise of a character from which a word of three may lack its end before it."""
_CLOSEST = 16
"""Likeness of what could be mistaken for a character before all others."""

_BLOCK = 16
"""Rows of pairs that are worked out at a time."""
_FEW_SETS = 128
"""Sets of characters that are kept; one takes some 8 KB."""


@dataclass(frozen=True, eq=False)
class Proposals:
    """`text[starts[i]:starts[i] + width]` becomes `new[i]`; sorted by place."""

    kind: str
    width: int
    starts: Places
    new: Ids
    """One row each, of as many characters as take the place."""
    gains: Floats
    after: Floats
    """Surprise, the proposal taken, of what is put in and of the `REACH` characters behind it."""

    @property
    def ends(self) -> Places:
        """Where what is replaced ends."""
        return self.starts + self.width

    def where(self, chosen: npt.NDArray[np.bool_] | npt.NDArray[np.intp]) -> Proposals:
        """The proposals chosen."""
        starts, new = self.starts[chosen], self.new[chosen]
        return Proposals(self.kind, self.width, starts, new, self.gains[chosen], self.after[chosen])


def of_kinds(screen: Screen) -> dict[str, Proposals]:
    """The proposals of each kind that make the text likelier."""
    finders = {"missing": _missing, "wrong": _wrong, "pair": _pair, "extra": _extra, "swapped": _swapped}
    found = {kind: find(screen) for kind, find in finders.items()}
    tried = screen.passage.spliced_all([(at, at + width, new) for width, at, new in found.values()])
    result = {}
    for (kind, (width, starts, new)), after in zip(found.items(), tried, strict=True):
        gains = screen.passage.gained(starts, starts + width, after)
        result[kind] = Proposals(kind, width, starts, new, gains, after).where(gains > _WORTH[kind])
    return result


def _ahead(screen: Screen, count: int) -> Floats:
    """Surprise of each character and those behind it, so many together."""
    import numpy as np  # noqa: PLC0415  # heavy

    total = screen.total
    last = len(screen.ids)
    return np.asarray(total[np.minimum(np.arange(last) + count, last)] - total[:-1], np.float32)


def _between(screen: Screen) -> npt.NDArray[np.bool_]:
    """Which characters have one before them, one of the two Han and neither outside a line of Chinese."""
    import numpy as np  # noqa: PLC0415

    han, fits = screen.han, screen.han | _marks(screen.language)[screen.ids]
    before_han, before_fits = (np.concatenate([[False], x[:-1]]) for x in (han, fits))
    between: npt.NDArray[np.bool_] = (han & before_fits) | (fits & before_han)
    return between


def _missing(screen: Screen) -> tuple[int, Places, Ids]:
    import numpy as np  # noqa: PLC0415

    loud = (screen.surprise > _MISSING) & (_ahead(screen, 2) > _MISSING_IN_TWO)
    loud &= _ahead(screen, 3) > _MISSING_IN_THREE
    places = np.flatnonzero(_between(screen) & loud)
    ids, language = screen.ids, screen.language
    neighbours = ids[places - 1].astype(np.int64) << 16 | ids[places]
    first, which = grouped(neighbours)
    pairs = screen.passage.pairs[places[first]]
    whose, characters, costs = between(language, ids[places[first] - 1], ids[places[first]], pairs)
    best = _cheapest(whose, costs, _MOST)
    at, new = _spread(places, which, whose[best], characters[best])
    strange = places[screen.surprise[places] > _STRANGE]
    ending, ends = completing(language, screen.text, strange)
    keys = distinct(np.concatenate([at << 16 | new, ending << 16 | ends]))
    return 0, keys >> 16, (keys & 0xFFFF).astype(np.uint16)[:, None]


def _spread(places: Places, which: Places, whose: Places, new: Ids) -> tuple[Places, Ids]:
    """Each place with what is new for it: `which` tells its kind, `whose` (in order) that of the new ones."""
    import numpy as np  # noqa: PLC0415

    sizes = np.bincount(whose, minlength=which.max(initial=-1) + 1)
    own = sizes[which]
    starts = (np.cumsum(sizes) - sizes)[which] - (np.cumsum(own) - own)
    return np.repeat(places, own), new[np.repeat(starts, own) + np.arange(own.sum())]


def _wrong(screen: Screen) -> tuple[int, Places, Ids]:
    """Characters that sound or look like the one there; where that is out of all usage, any that fit."""
    import numpy as np  # noqa: PLC0415

    loud = (screen.surprise > _WRONG) | (np.append(screen.surprise[1:], 0) > 2 * _WRONG)
    ahead = _ahead(screen, 2)
    places = np.flatnonzero(screen.han & loud & (ahead > _WRONG_IN_TWO))
    chosen = [alike(screen.language, screen.text[place]) for place in places.tolist()]
    at = np.repeat(places, [len(c) for c in chosen])
    new = np.concatenate([np.zeros(0, np.uint16), *chosen]).astype(np.uint16)
    costs = screen.language.pairs.costs
    left, right = screen.padded[at + REACH - 1], screen.padded[at + REACH + 1]
    old = costs(left, screen.ids[at]).astype(np.int16) + costs(screen.ids[at], right)
    fits = costs(left, new).astype(np.int16) + costs(new, right) < old + _ANY_LOSS
    far, any_new = _fitting(screen, places[ahead[places] > _ANY_IN_TWO])
    at, new = np.concatenate([at[fits], far]), np.concatenate([new[fits], any_new])
    keys = distinct(at << 16 | new)
    return 1, keys >> 16, (keys & 0xFFFF).astype(np.uint16)[:, None]


def _fitting(screen: Screen, places: Places) -> tuple[Places, Ids]:
    """The few characters that stand best between the neighbours of each place."""
    import numpy as np  # noqa: PLC0415

    all_between = screen.language.pairs.all_between
    barred = np.where(_han(screen.language), 0, 1000).astype(np.int16)
    before, behind = (screen.padded[places + step].astype(np.int64) for step in (REACH - 1, REACH + 1))
    first, which = grouped(before << 16 | behind)
    chosen = [
        np.argpartition(barred + all_between(a, b), _MOST_ANY)[:_MOST_ANY].astype(np.uint16)
        for a, b in zip(before[first].tolist(), behind[first].tolist(), strict=True)
    ]
    whose = np.repeat(np.arange(len(chosen)), _MOST_ANY)
    return _spread(places, which, whose, np.concatenate([np.zeros(0, np.uint16), *chosen]))


def _pair(screen: Screen) -> tuple[int, Places, Ids]:
    """Two neighbours, each of which sounds or looks like another: 体表 for 提标."""
    import numpy as np  # noqa: PLC0415

    both = screen.han[:-1] & screen.han[1:]
    places = np.flatnonzero(both & (_ahead(screen, 3)[:-1] > _PAIR_IN_THREE))
    around = [screen.padded[places + step].astype(np.int64) for step in (REACH - 1, REACH + 2)]
    # Han of the basic plane: the four of them are one number.
    columns = [*around, screen.points[places].astype(np.int64), screen.points[places + 1].astype(np.int64)]
    first, which = grouped(columns[0] << 48 | columns[1] << 32 | columns[2] << 16 | columns[3])
    whose, two = _like_two(screen.language, np.stack(columns, axis=1)[first])
    return 2, *_spread(places, which, whose, two)


def _like_two(language: Language, asked: Places) -> tuple[Places, Ids]:
    """The pairs like two characters that stand best between two others.

    Args:
        language: The tables.
        asked: One row each: the ids of what stands before and behind, the code points of the two.

    Returns:
        For which row each pair is, in order, and the pairs.
    """
    import numpy as np  # noqa: PLC0415

    starts = range(0, len(asked), _BLOCK)
    found = [_block_like_two(language, asked[start : start + _BLOCK]) for start in starts]
    whose = [start + own for start, (own, _two) in zip(starts, found, strict=True)]
    nothing = np.zeros(0, np.int64), np.zeros((0, 2), np.uint16)
    return np.concatenate([nothing[0], *whose]), np.concatenate([nothing[1], *(two for _own, two in found)])


def _block_like_two(language: Language, asked: Places) -> tuple[Places, Ids]:
    """The same of a few rows: each has up to some thousand pairs."""
    import numpy as np  # noqa: PLC0415

    sets = [(alike(language, chr(one)), alike(language, chr(two))) for one, two in asked[:, 2:].tolist()]
    nothing = np.zeros(0, np.uint16)
    one = np.concatenate([nothing, *(np.repeat(ones, len(twos)) for ones, twos in sets)])
    two = np.concatenate([nothing, *(np.tile(twos, len(ones)) for ones, twos in sets)])
    whose = np.repeat(np.arange(len(sets)), [len(ones) * len(twos) for ones, twos in sets])
    costs = language.pairs.costs
    inner = costs(one, two)
    usual = np.flatnonzero(inner <= _LOOSE)
    one, two, whose = one[usual], two[usual], whose[usual]
    total = costs(asked[whose, 0], one).astype(np.int16) + inner[usual] + costs(two, asked[whose, 1])
    best = _cheapest(whose, total, _MOST_PAIRS)
    return whose[best], np.stack([one[best], two[best]], axis=1)


def _cheapest(groups: Places, costs: Floats | npt.NDArray[np.int16], most: int) -> Places:
    """Of each group, numbered in order, so many that cost least."""
    import numpy as np  # noqa: PLC0415

    order = np.lexsort((costs, groups))
    groups = groups[order]
    return order[np.arange(len(order)) - np.searchsorted(groups, groups) < most]


def _extra(screen: Screen) -> tuple[int, Places, Ids]:
    import numpy as np  # noqa: PLC0415

    first = np.append(True, screen.ids[1:] != screen.ids[:-1])[: len(screen.ids)]
    places = np.flatnonzero(screen.han & first & (_ahead(screen, 2) > _EXTRA_IN_TWO))
    return 1, places, np.zeros((len(places), 0), np.uint16)


def _swapped(screen: Screen) -> tuple[int, Places, Ids]:
    import numpy as np  # noqa: PLC0415

    ids = screen.ids
    if len(ids) < 2:
        return 2, np.zeros(0, np.int64), np.zeros((0, 2), np.uint16)
    both = screen.han[:-1] & screen.han[1:] & (ids[:-1] != ids[1:])
    places = np.flatnonzero(both & (_ahead(screen, 3)[:-1] > _SWAPPED_IN_THREE))
    return 2, places, np.stack([ids[places + 1], ids[places]], axis=1)


@lru_cache(maxsize=2)
def _han(language: Language) -> npt.NDArray[np.bool_]:
    """Which ids are Han."""
    import numpy as np  # noqa: PLC0415

    return np.array(["\u4e00" <= c <= "\u9fff" for c in language.characters])


@lru_cache(maxsize=2)
def _marks(language: Language) -> npt.NDArray[np.bool_]:
    """Which ids are marks of a Chinese sentence."""
    import numpy as np  # noqa: PLC0415

    return np.array([c in "，。、；：“”（）《》！？—,;:()!?\n" for c in language.characters])


@lru_cache(maxsize=1 << 13)
def alike(language: Language, character: str) -> Ids:
    """The ids of the characters that sound or look like one."""
    import numpy as np  # noqa: PLC0415

    others = sounding_like(character) | looking_like(character)
    found = np.unique(language.encode("".join(sorted(others - {character}))))
    return found[found > 2]


@lru_cache(maxsize=_FEW_SETS)
def sounding_like(character: str) -> frozenset[str]:
    """The characters that are read alike, tones aside; the character itself among them."""
    return frozenset().union(*_groups("sounds.txt").get(character, ()))


@lru_cache(maxsize=_FEW_SETS)
def looking_like(character: str) -> frozenset[str]:
    """The characters that look alike."""
    return frozenset().union(_likenesses().get(character, ""), *_groups("lookalikes.txt").get(character, ()))


def likeness(one: str, other: str) -> int:
    """How much a character looks like another: nothing, or the more the fewer look more like it."""
    if any(other in group for group in _groups("lookalikes.txt").get(one, ())):
        return _CLOSEST
    rank = _likenesses().get(one, "").find(other)
    return max(1, _CLOSEST - rank) if rank >= 0 else 0


@lru_cache(maxsize=1)
def _likenesses() -> dict[str, str]:
    """The line of each character without the character itself; first those that look most like it."""
    lines = (_DATA / "likenesses.txt").read_text("utf-8").splitlines()
    return {line[0]: line[1:] for line in lines}


@lru_cache(maxsize=2)
def _groups(name: str) -> dict[str, list[str]]:
    """For each character of a list of groups the groups that it is in."""
    found: dict[str, list[str]] = {}
    for line in (_DATA / name).read_text("utf-8").splitlines():
        for character in "" if line.startswith("#") else line:
            found.setdefault(character, []).append(line)
    return found
