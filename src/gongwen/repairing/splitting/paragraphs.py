"""`paragraph.split`: text that lost its paragraph breaks altogether.

Where the source had a whole speech on one line, or most of it on a few huge ones, what is left of such a
line (`unbroken`) is cut where a new paragraph reads likely to begin. Which breaks belong together is decided
at once: of all ways to cut a line the likeliest is taken, the chance of each break depending on the words
around it and on how much stands in its paragraph (`cues`). What comes out is a guess at what the writer did,
so it is suggested and never applied unasked.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ...i18n import gettext as _
from ...model import Change
from ..lines import cues
from ..lines.lines import Regime, layout_of
from ..stage import Context
from .cuts import divided, origin
from .unbroken import Unbroken, unbroken

RULE = "paragraph.split"
_LEAST = 80
"""Characters of a line that may still be several paragraphs, if its source lost its breaks."""
_LONGEST = 1000
"""Characters of a paragraph that are reckoned with."""
_EAGER = 0.7
"""Log-odds added to each break: a missing break hurts a reader more than one too many."""
_SUREST = 0.89

_Step = tuple[int, float]
"""Where a paragraph ends, and the log-chance of it."""


def find(text: str, context: Context) -> list[Change]:
    """Breaks that are suggested, so many that the text reads like one with paragraphs."""
    lost = unbroken(text, context.source.text)
    if not lost.lines:
        return []
    reason = _("The text lost its paragraph breaks; a new paragraph seems to begin here")
    return [
        Change(place, place, "\n", RULE, min(_SUREST, chance), reason)
        for place, chance in sorted(_breaks(text, lost).items())
    ]


def _breaks(text: str, lost: Unbroken) -> dict[int, float]:
    """Places of breaks with their chances; cut there, the text asks for no others."""
    found: dict[int, float] = {}
    while True:
        cuts = sorted(found)
        layout = layout_of(divided(text, cuts))
        if layout.regime is not Regime.FREE:
            return found
        more = [
            (line.start + place, chance)
            for line in layout.lines
            if len(line.text) >= _LEAST and lost.holds(line)
            for place, chance in segment(line.folded)
        ]
        if not more:
            return found
        found |= {origin(place, cuts): chance for place, chance in more}


@lru_cache(maxsize=128)
def segment(folded: str, eager: float = _EAGER) -> tuple[tuple[int, float], ...]:
    """The breaks of the likeliest way to cut a line into paragraphs, with the chance of each."""
    stops = cues.stops(folded)
    if not stops:
        return ()
    line = _Sentences(
        [0, *(stop.place for stop in stops), len(folded)],
        [cues.opening_of(folded), *(stop.opening for stop in stops)],
        [cues.weights().of_stop(stop) + eager for stop in stops],
    )
    steps = [list(line.paragraphs_from(begin)) for begin in range(len(stops) + 1)]
    chances = _chances(steps)
    return tuple((line.places[k], chances[k]) for k in _likeliest(steps))


@dataclass(frozen=True, slots=True)
class _Sentences:
    """The sentences of a line, from the places where paragraphs may begin and end."""

    places: Sequence[int]
    """The start of the line, its stops, and its end."""
    openings: Sequence[str]
    """What stands behind each place but the last."""
    odds: Sequence[float]
    """Log-odds of a paragraph end at each stop, the paragraph aside."""

    def paragraphs_from(self, begin: int) -> Iterator[_Step]:
        """Each place where a paragraph may end that begins at one, and the log-chance that it does.

        At the end of the line every paragraph ends.
        """
        weights = cues.weights()
        last = len(self.places) - 1
        goes_on = 0.0
        for end in range(begin + 1, last):
            size = self.places[end] - self.places[begin]
            score = self.odds[end - 1] + weights.of_paragraph(
                size, end - begin, self.openings[begin], self.openings[end]
            )
            yield end, goes_on + _log_logistic(score)
            goes_on += _log_logistic(-score)
            if size > _LONGEST:
                return
        yield last, goes_on


def _likeliest(steps: Sequence[Sequence[_Step]]) -> list[int]:
    """The places where the best division breaks."""
    best = [0.0] + [-math.inf] * len(steps)
    origin = [0] * len(best)
    for begin, ends in enumerate(steps):
        for end, chance in ends:
            if best[begin] + chance > best[end]:
                best[end], origin[end] = best[begin] + chance, begin
    breaks = []
    place = origin[-1]
    while place:
        breaks.append(place)
        place = origin[place]
    return breaks[::-1]


def _chances(steps: Sequence[Sequence[_Step]]) -> list[float]:
    """For each place the chance that a paragraph ends there, over all divisions."""
    ahead = [0.0] + [-math.inf] * len(steps)
    for begin, ends in enumerate(steps):
        for end, chance in ends:
            ahead[end] = _log_sum(ahead[end], ahead[begin] + chance)
    behind = [-math.inf] * len(steps) + [0.0]
    for begin in range(len(steps) - 1, -1, -1):
        for end, chance in steps[begin]:
            behind[begin] = _log_sum(behind[begin], chance + behind[end])
    return [math.exp(min(0.0, a + b - ahead[-1])) for a, b in zip(ahead, behind, strict=True)]


def _log_sum(a: float, b: float) -> float:
    high, low = max(a, b), min(a, b)
    return high if low == -math.inf else high + math.log1p(math.exp(low - high))


def _log_logistic(score: float) -> float:
    return -math.log1p(math.exp(-score)) if score >= 0 else score - math.log1p(math.exp(score))
