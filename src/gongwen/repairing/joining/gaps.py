"""`word.missing`: breaks at which a word seems to have been dropped.

A scraper that takes the text of links for none of its business leaves a line break where a word was:
只会引起人们⏎上的反感. The break is rightly joined, and what comes out does not read. Nobody can tell the
word, so the place is noted and nothing else. What tells: no word runs across the break, what follows it is
unusual behind what precedes it, and some word put in between would make it less so. Page ends break
sentences too, but not twice within a page: a break nearer to the last one is noted sooner.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from ...i18n import gettext as _
from ...model import Change
from .. import words
from ..language import Language
from ..lines.lines import Line, Regime, boundaries, is_han, layout_of
from ..lines.shapes import is_heading, stands_alone
from ..ngrams import ORDER
from ..splitting.seams import best_seam
from ..stage import Context

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

RULE = "word.missing"
_FILE = Path(__file__).parent.parent / "data" / "gaps.json"
_LEAST_LINE = 12
"""Characters of a line that may be half a paragraph."""
_PAUSES = "、，"
_MARK = re.compile("[，。；！？]")
_HAN_AT_END = re.compile("[\u4e00-\u9fff]{0,4}$")
_HAN_AT_START = re.compile("[\u4e00-\u9fff]{0,4}")
_LIMITS = ("least", "least near", "least behind pause")
_CRUMB, _PAGE = 12, 400
"""Characters between two breaks within sentences: what lies between these is neither a page nor the few
characters that some pages carry over."""
_MANY, _SHARE = 8, 0.5
"""Of the breaks within sentences this part must look like gaps. Where most fit, something that drops no words
broke the text: then only what is sure is noted, and nothing among so many."""
_WIDEST, _ALIKE = 70, 2.5
"""Cells of lines that may have been wrapped, and by how much those differ that were wrapped at one width."""
_REACH = 6
_BEHIND = ORDER - 1
"""Characters behind a break whose surprise depends on what stands before it."""
_BRIDGES = {2: 3000, 3: 600}
"""How many words of each length are tried in a gap, the most frequent ones."""
MOST_ACROSS = 1.5
"""Digits by which a word that runs across the break may make the text likelier, if one is missing there."""
_MOST_BREAK = -1.5
"""How much likelier (log10) the text may be as two paragraphs, one that lacks its stop before another."""
FEATURES = ("bias", "odd", "oddest", "first", "bridge", "across", "pause", "mark")
"""In the order of `features`, with the weights of `data/gaps.json`."""


@dataclass(frozen=True, slots=True)
class Break:
    """What stands on both sides of a line break, folded."""

    before: str
    behind: str


@dataclass(frozen=True, slots=True)
class _Model:
    weights: tuple[float, ...]
    """Of `FEATURES`."""
    least: float
    """The chance from which on a break is noted that a page end may have left."""
    least_near: float
    """The same where the text since the last break is too short for a page."""
    least_behind_pause: float
    """The same behind a comma."""


def find(text: str, context: Context) -> Iterator[Change]:
    """A note behind each line where a word seems to be missing."""
    if "\n" not in text:
        return
    layout = layout_of(text)
    if layout.regime is not Regime.FREE:
        return
    reason = _("A word may be missing where the line breaks")
    for place, chance in _gaps(layout.lines, context.source.text):
        yield Change(place, place, "", RULE, round(chance, 3), reason, note=True)


def _gaps(lines: Sequence[Line], source: str) -> list[tuple[int, float]]:
    """The ends of lines behind which a word seems to be missing, with the chance of it.

    A break that the source does not have was put in by another repair.
    """
    breaks = [at for at in _breaks(lines) if at[0].text[-_REACH:] + at[1].text[:_REACH] not in source]
    judged = [
        (first, probability(Break(first.folded[-_REACH:], second.folded[:_REACH])), apart)
        for first, second, apart in breaks
    ]
    sure = [(first.end, p) for first, p, _apart in judged if p >= _least(first, near=False)]
    found = [(first.end, p) for first, p, apart in judged if p >= _least(first, near=_CRUMB < apart < _PAGE)]
    telling = sum(first.folded[-1] not in _PAUSES for first, _p, _apart in judged)
    if len(found) >= _SHARE * telling:
        return found
    return sure if telling < _MANY else []


def _least(first: Line, *, near: bool) -> float:
    """The chance from which on a break is noted; behind a comma anything may follow."""
    model = _model()
    if first.folded[-1] in _PAUSES:
        return model.least_behind_pause
    return model.least_near if near else model.least


def _breaks(lines: Sequence[Line]) -> list[tuple[Line, Line, int]]:
    """The breaks within sentences that no width explains, with the characters since the last one."""
    found = []
    apart = 0
    for first, second in boundaries(lines):
        apart += len(first.text)
        if _is_within(first, second):
            found.append((first, second, apart))
            apart = 0
    widths = sorted(first.width for first, _second, _apart in found if first.width < _WIDEST)
    wrapped = {w for a, b in pairwise(widths) if b - a <= _ALIKE for w in (a, b)}
    return [at for at in found if at[0].width not in wrapped]


def _is_within(first: Line, second: Line) -> bool:
    """Whether a break between two lines of text stands within a sentence."""
    ends, opens = first.folded[-1], second.folded[0]
    plain = (is_han(ends) or ends in "、，“" or ends.isdigit()) and (is_han(opens) or opens in "，。、；”")
    if not plain or len(first.text) < _LEAST_LINE or second.gap:
        return False
    if is_heading(second.folded) or stands_alone(second.folded) or stands_alone(first.folded):
        return False
    return bool(_MARK.search(first.folded)) and bool(_MARK.search(second.folded))


def probability(at: Break) -> float:
    """The chance that a word is missing at a break; what is dear to reckon is so only where it may be."""
    if _across(at) > MOST_ACROSS:
        return 0.0
    seam = best_seam(at.before + at.behind, [len(at.before)])
    if seam and seam.gain > _MOST_BREAK:
        return 0.0
    score = sum(w * x for w, x in zip(_model().weights, features(at), strict=True))
    return 1 / (1 + math.exp(-score))


def features(at: Break) -> Sequence[float]:
    """What tells a gap from a break that a page end left; see `FEATURES`."""
    language = Language.load()
    before = language.encode(at.before.rjust(_REACH))
    behind = language.encode(at.behind[:_REACH].ljust(_REACH))
    odd = _surprise(language, before, behind)
    total = float(odd.sum())
    return (
        1.0,
        total / _BEHIND,
        float(odd.max()),
        float(odd[0]),
        total - _cheapest(language, before, behind),
        _across(at),
        float(at.before[-1] in _PAUSES),
        float(at.behind[0] in "，。、；"),
    )


def _across(at: Break) -> float:
    """Digits by which words that run across the break make the text likelier."""
    left, right = _HAN_AT_END.search(at.before), _HAN_AT_START.match(at.behind)
    before, behind = left.group() if left else "", right.group() if right else ""
    return words.cost(before) + words.cost(behind) - words.cost(before + behind)


def _surprise(
    language: Language, before: npt.NDArray[np.uint16], behind: npt.NDArray[np.uint16]
) -> npt.NDArray[np.float32]:
    """Of the characters behind the break."""
    import numpy as np  # noqa: PLC0415  # heavy

    return language.surprise_of_rows(np.concatenate([before, behind]))[_REACH : _REACH + _BEHIND]


def _cheapest(language: Language, before: npt.NDArray[np.uint16], behind: npt.NDArray[np.uint16]) -> float:
    """The surprise of the best word between, and of what follows it."""
    import numpy as np  # noqa: PLC0415

    costs = []
    for bridges in _bridges():
        count = len(bridges)
        rows = np.concatenate(
            [np.tile(before[-_BEHIND:], (count, 1)), bridges, np.tile(behind[:_BEHIND], (count, 1))], axis=1
        )
        costs.append(float(language.surprise_of_rows(rows)[:, _BEHIND:].sum(axis=1).min()))
    return min(costs)


@lru_cache(maxsize=1)
def _bridges() -> tuple[npt.NDArray[np.uint16], ...]:
    """The words that are tried, encoded, by length."""
    import numpy as np  # noqa: PLC0415

    language = Language.load()
    usual = words.most_frequent()
    return tuple(
        np.array([language.encode(w) for w in [w for w in usual if len(w) == length][:most]])
        for length, most in _BRIDGES.items()
    )


@lru_cache(maxsize=1)
def _model() -> _Model:
    data = json.loads(_FILE.read_text("utf-8"))
    return _Model(tuple(data["weights"][name] for name in FEATURES), *(data[name] for name in _LIMITS))
