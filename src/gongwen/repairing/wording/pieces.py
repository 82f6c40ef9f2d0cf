"""Pieces of text, a character or a word, that may be missing at a place, and what speaks for it in numbers.

The same numbers are taken when the weights are learned (`tools/build_deletions.py`) and when they are used.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..language import Language
from ..lexicon import Lexicon
from ..ngrams import BREAK, LOG_STEP, ORDER, PAD
from ..passage import Passage
from . import fitting, insertions

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from ..ngrams import Floats, Ids, Places

_DATA = Path(__file__).parent.parent / "data"
FEATURES = (
    "gain",  # digits of likelihood that the text gains
    "ends",  # the same when a word ends with the piece: what comes behind is judged by itself
    "begins",  # the same when a word begins with it: the piece and what comes behind without what is before
    "here",  # surprise of the character behind the gap
    "next",  # surprise of the one behind that
    "pair",  # surprise at the pair of characters that now touch
    "words",  # digits gained by the likeliest division into words
    "lead",  # how far the same piece at the best of the four places next to this one is behind
    "habit",  # logarithm of the other places behind the same neighbour where the piece is wanted
    "open",  # ... and of those where it is not
    "fits",  # how well the piece fits here by what stands eight characters on either side
)
IN_FULL = 3
"""So many of the last of them are worked out only where all is asked."""
_KNOTS = {"gain": (0, 1, 2, 4), "words": (0, 2, 4), "lead": (0, 2), "fits": (-2, -1, 0, 1)}
"""Where the weight of a feature may change."""
_REACH = 6
"""Characters on either side that are divided into words."""
_SURE = 1.0
"""Gain from which a piece is taken to be wanted at other places."""
_PAIR_GAIN = -4.5
"""Gain by pairs of characters below which a place hardly ever has a gain worth having."""
_HOPELESS = -3.0
"""Gain below which it is settled that nothing is missing at a place."""
_WORTH_ASKING, _UNASKED = -1.5, -1.0
"""Gain from which it is asked how well the piece fits, and what is taken for the answer elsewhere."""
_WORTH = 0.3
"""Gain from which it is asked what the piece would gain at the places next to this one."""
_BESIDE = (-2, -1, 1, 2)
"""Those places: 展 may be 开展 or 展开."""


@dataclass(frozen=True)
class Gaps:
    """Pieces of one length that may be missing: `pieces[i]` (a row of ids) before `places[i]`."""

    places: Places
    pieces: Ids
    gains: Floats
    after: Floats
    """Surprise, the piece put in, of each of its ids and of the four behind it."""

    def where(self, chosen: npt.NDArray[np.bool_] | Places) -> Gaps:
        """The gaps that are chosen."""
        return Gaps(self.places[chosen], self.pieces[chosen], self.gains[chosen], self.after[chosen])


@dataclass(frozen=True)
class Ground:
    """A text made ready for questions."""

    language: Language
    text: str
    ids: Ids
    passage: Passage
    masked: npt.NDArray[np.bool_]
    """For each place, the end of the text among them, whether a mask stands there."""

    @property
    def surprise(self) -> Floats:
        """-log10 p of each character."""
        return self.passage.surprise

    def gaps(self, places: Places, pieces: Ids, after: Floats | None = None) -> Gaps:
        """Pieces at places with what the text gains by them; `after` where they have been tried already."""
        if after is None:
            after = self.passage.spliced(places, places, pieces)
        return Gaps(places, pieces, self._was(places) - after.sum(axis=1), after)

    def wanted(self, piece: str) -> Gaps:
        """All places beside Han, outside masks, where the piece may be missing."""
        import numpy as np  # noqa: PLC0415  # heavy

        own = self.language.encode(piece)
        han = insertions.is_han(self.text)
        beside = (han[1:] | han[:-1]) & ~self.masked[1:-1]
        places = np.flatnonzero(beside) + 1
        places = places[self._pair_gain(places, own) > _PAIR_GAIN]
        found = self.gaps(places, np.repeat(own[None], len(places), axis=0))
        return found.where(found.gains > _HOPELESS)

    def asked(self, piece: str) -> tuple[Gaps, Floats]:
        """What is `wanted`, and the features of these places in full: worked out once for each piece."""
        if piece not in self._asked:
            gaps = self.wanted(piece)
            (features,) = self.features_of([gaps], in_full=True)
            self._asked[piece] = gaps, features
        return self._asked[piece]

    @cached_property
    def _asked(self) -> dict[str, tuple[Gaps, Floats]]:
        """What the text said of the pieces that it was asked for."""
        return {}

    def _pair_gain(self, places: Places, piece: Ids) -> Floats:
        """Digits that places gain by a piece, judged by the pairs at its ends alone."""
        import numpy as np  # noqa: PLC0415

        pairs = self.language.pairs
        costs = pairs.costs(self.ids[places - 1], piece[:1]).astype(np.float32)
        costs += pairs.costs(piece[-1:], self.ids[places])
        return self.passage.pairs[places] - costs * np.float32(LOG_STEP)

    def features_of(self, groups: Sequence[Gaps], *, in_full: bool) -> list[Floats]:
        """For each group of gaps one row a gap, one column for each of `FEATURES`.

        The last three, which the text as a whole or a costly question answers, are 0 but `in_full`.
        """
        import numpy as np  # noqa: PLC0415

        surprise = np.append(self.surprise, [0, 0])
        found = []
        told = zip(groups, self._apart(groups), self._by_words(groups), self._lead(groups), strict=True)
        for gaps, apart, by_words, lead in told:
            columns = [
                gaps.gains,
                *apart,
                surprise[gaps.places],
                surprise[gaps.places + 1],
                self.passage.pairs[gaps.places],
                by_words,
                lead,
                *(self._in_full(gaps) if in_full else np.zeros((IN_FULL, len(gaps.places)))),
            ]
            found.append(np.column_stack(columns).astype(np.float32))
        return found

    def _in_full(self, gaps: Gaps) -> Sequence[Floats]:
        return *_habit(self.ids[gaps.places - 1], gaps.gains), self._fits(gaps)

    def _fits(self, gaps: Gaps) -> Floats:
        """How well the pieces fit here, words by their characters on average; asked where it may matter."""
        import numpy as np  # noqa: PLC0415

        fits = np.full(len(gaps.places), _UNASKED, np.float32)
        asked = gaps.gains > _WORTH_ASKING
        fits[asked] = self._fits_of(gaps.where(asked))
        return fits

    def _fits_of(self, gaps: Gaps) -> Floats:
        import numpy as np  # noqa: PLC0415

        reach, length = fitting.REACH, gaps.pieces.shape[1]
        beyond = np.full(reach, BREAK, np.uint16)
        around = np.concatenate([beyond, self.ids, beyond])[gaps.places[:, None] + np.arange(2 * reach)]
        rows = np.concatenate([around[:, :reach], gaps.pieces, around[:, reach:]], axis=1)
        windows = [rows[:, start : start + 2 * reach + 1] for start in range(length)]
        odds = fitting.Network.load().odds(np.concatenate(windows))
        fits: Floats = odds.reshape(length, len(rows)).mean(axis=0)
        return fits

    def _was(self, places: Places) -> Floats:
        """The surprise at the four characters behind each place as the text stands."""
        import numpy as np  # noqa: PLC0415

        total = self.passage.total
        return np.asarray(total[np.minimum(places + ORDER - 1, len(self.ids))] - total[places], np.float32)

    def _lead(self, groups: Sequence[Gaps]) -> Iterator[Floats]:
        """What the piece gains here beyond what it would gain next to here, of the gaps of each group."""
        import numpy as np  # noqa: PLC0415

        asked = []
        for gaps in groups:
            worth = np.flatnonzero(gaps.gains > _WORTH)
            at = (gaps.places[worth, None] + np.array(_BESIDE)).ravel()
            inside = (at > 0) & (at < len(self.ids))
            asked.append((at[inside], np.repeat(worth, len(_BESIDE))[inside]))
        pieces = [gaps.pieces[chosen] for gaps, (_at, chosen) in zip(groups, asked, strict=True)]
        tried = self.passage.spliced_all([(at, at, ids) for (at, _), ids in zip(asked, pieces, strict=True)])
        for gaps, (at, chosen), ids, after in zip(groups, asked, pieces, tried, strict=True):
            rival = np.full(len(gaps.places), _HOPELESS, np.float32)
            np.maximum.at(rival, chosen, self.gaps(at, ids, after).gains)
            yield gaps.gains - rival

    def _apart(self, groups: Sequence[Gaps]) -> Iterator[tuple[Floats, Floats]]:
        """The gains when a word ends with the piece, and when one begins with it, of each group."""
        import numpy as np  # noqa: PLC0415

        reach, longest = ORDER - 1, max(gaps.pieces.shape[1] for gaps in groups)
        rows = np.full((sum(len(gaps.places) for gaps in groups), 1 + longest + reach), PAD, np.uint16)
        done = 0
        for gaps in groups:
            length, end = gaps.pieces.shape[1], done + len(gaps.places)
            rows[done:end, 1 : length + 1] = gaps.pieces
            behind = gaps.places[:, None] + np.arange(reach, 2 * reach)
            rows[done:end, length + 1 : length + 1 + reach] = self.passage.padded[behind]
            done = end
        begun, done = self.language.surprise_of_rows(rows), 0
        begun[rows == PAD] = 0
        for gaps in groups:
            length, end, was = gaps.pieces.shape[1], done + len(gaps.places), self._was(gaps.places)
            own, behind = gaps.after[:, :length].sum(axis=1), self.passage.anew(gaps.places).sum(axis=1)
            yield was - own - behind, was - begun[done:end, 1 : length + 1 + reach].sum(axis=1)
            done = end

    def _by_words(self, groups: Sequence[Gaps]) -> Iterator[Floats]:
        """Digits that the likeliest division into words gains, of the gaps of each group."""
        import numpy as np  # noqa: PLC0415

        edge = np.zeros(_REACH, np.uint32)
        points = np.concatenate([edge, _points(self.text), edge])
        windows = []
        for gaps in groups:
            around = points[gaps.places[:, None] + np.arange(2 * _REACH)]
            pieces = self.language.points[gaps.pieces]
            windows += [around, np.concatenate([around[:, :_REACH], pieces, around[:, _REACH:]], axis=1)]
        ends = np.cumsum([len(window) for window in windows])
        divided = np.split(Lexicon.load().words_together(windows).division(), ends[:-1])
        for without, proposed in zip(divided[::2], divided[1::2], strict=True):
            yield without - proposed


def expand(features: Floats) -> Floats:
    """The columns that the weights belong to: features, what they have beyond their knots, and a constant."""
    import numpy as np  # noqa: PLC0415

    bent = [
        np.maximum(features[:, FEATURES.index(name)] - knot, 0)
        for name, knots in _KNOTS.items()
        for knot in knots
    ]
    return np.column_stack([features, *bent, np.ones(len(features), np.float32)])


def scores(name: str, features: Floats) -> Floats:
    """How sure a place is of a piece, in digits of odds, as the model of a name judges it."""
    judged: Floats = expand(features) @ _models()[name][0]
    return judged


def applied_from(piece: str) -> float:
    """The score from which a place is repaired where the piece is missing throughout."""
    _weights, of_characters, of_words = _models()["places"]
    return of_words if len(piece) > 1 else of_characters


@lru_cache(maxsize=1)
def _models() -> dict[str, tuple[Floats, float, float]]:
    """Of each model the weights of `expand`, and scores from which characters, and words, are put in."""
    import numpy as np  # noqa: PLC0415

    models = json.loads((_DATA / "deletions.json").read_text("utf-8"))
    return {
        name: (
            np.array([model[column] for column in names()], np.float32),
            model["applied from"],
            model["words applied from"],
        )
        for name, model in models.items()
    }


def names() -> list[str]:
    """What the columns of `expand` are called."""
    return [
        *FEATURES,
        *(f"{name} > {knot}" for name, knots in _KNOTS.items() for knot in knots),
        "constant",
    ]


def _points(text: str) -> npt.NDArray[np.uint32]:
    import numpy as np  # noqa: PLC0415

    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _habit(neighbours: Ids, gains: Floats) -> Floats:
    """For each gap how many others behind the same neighbour are sure, and how many are open (log)."""
    import numpy as np  # noqa: PLC0415

    sure = gains >= _SURE
    counts = {flag: Counter(neighbours[sure == flag].tolist()) for flag in (True, False)}
    rows: Sequence[tuple[int, int]] = [
        (counts[True][one] - is_sure, counts[False][one] - (not is_sure))
        for one, is_sure in zip(neighbours.tolist(), sure.tolist(), strict=True)
    ]
    return np.log1p(np.array(rows, np.float32).reshape(-1, 2).T)
