"""How likely a paragraph goes on across each line break of a text: a logistic model.

What can be said of a break by its two lines and by the text as a whole (`STATIC`) is reckoned for all breaks
at once; what depends on the lines joined so far (`RUNNING`) is added while the text is gone through. Each
regime has weights of its own, for breaks behind a stop and for others. They are learned by
`tools/build_joins.py`, which takes the same features.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from .. import words
from ..language import Language
from ..lines import cues
from ..lines.habits import Habits, Kind
from ..lines.lines import CLOSING, OPENING, Line, Regime, boundaries, is_han, is_indented
from ..lines.shapes import has_shape
from ..ngrams import BREAK, PAD

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from ..ngrams import Floats
    from .boundary import Paragraph

_WEIGHTS = Path(__file__).parent.parent / "data" / "joins.json"
_MARK = re.compile("[，。；：！？、]")
_TAIL = 4
"""Characters on each side that the language model sees of a break."""
_ENDS = ("，", "、", "；", "：", "。", "！", "closed", "han", "digit", "latin", "other")
_STARTS = ("quote", "title", "bracket", "digit", "latin", "han", "other")
_FIRST_WIDTHS = (5, 9, 16, 25, 35, 45, 60, 90)
_SECOND_WIDTHS = (3, 6, 12, 25, 45)
_NEXT_MARKS = (4, 9, 16)
_KINDS = tuple(kind.name.lower() for kind in Kind)
_SPANS = ((1, 1), (2, 1), (1, 2), (2, 2), (3, 1), (1, 3))
"""Characters of a word before and behind a break."""

STATIC = (
    *(f"ends {name}" for name in _ENDS),
    *(f"starts {name}" for name in _STARTS),
    *(f"next {name}" for name in _KINDS),
    *(f"width < {cells}" for cells in _FIRST_WIDTHS),
    "wide",
    *(f"next width < {cells}" for cells in _SECOND_WIDTHS),
    "next wide",
    "seam",  # digits of likelihood that the text gains without the break, clipped
    "seam high",
    "seam low",
    "seam of short",  # the seam of a line of less than 25 cells
    "seam of middling",  # ... of 25 to 60 cells
    "end",  # surprise at a paragraph ending behind the first line
    "start",  # surprise at a paragraph starting with the second
    "going on",  # surprise at the second line's first character behind the first
    "unread",  # no Chinese on one of the sides: the seam says little
    "word",  # a usual word lies across the break
    "empty line",  # one stands between, in a text where not all lines are set apart
    "indented",
    "less indented",  # than the line before
    "first line",
    "head",  # one of the first four
    "next stops",
    "stops here",  # part of the lines that end with a stop
    "next kind stops",  # ... of those of the second's kind
    "next short",
    "next whole",  # a short one that stops: a paragraph of one line if the break stays
    "starts alike",  # a sure paragraph of the text starts with the same two characters
    "early",  # cells that a line broken at punctuation is shorter than the others, over 4
    "at commas",  # the text is broken at commas
    "lines",  # logarithm of their number
    "text seam",  # mean seam behind the stops of the text
    *(f"next mark < {characters}" for characters in _NEXT_MARKS),  # the second line's first mark
    "element",  # one of the lines may be an element of an official document
    "title zone",
)
_PARAGRAPHS = (16, 30, 45, 80, 150, 300)
RUNNING = (
    *(f"opened by {name}" for name in _KINDS),
    *(f"paragraph < {cells}" for cells in _PARAGRAPHS),
    "long paragraph",
    "single",  # the paragraph is one line so far
    "against typical",  # logarithm of its width over the usual one
    "open",  # a quotation or bracket is open
    "closes",  # ... and the second line closes it
    "unstopped",  # no stop stands in the paragraph so far
    "unmarked",  # no mark at all
    "kind stops",  # part of the other lines opened alike that end with a stop
    "plain follows",  # part of them that a line without number follows
    "bare heading",  # it is one numbered line without marks
    "unstopped against kind",  # the line does not stop, though lines of its kind do
    "fill",  # how much likelier a line so full is when cut
    "full",
    "far from full",
    "cohesion",  # part of the second line's pairs of characters that the paragraph has, behind a stop
    "ends by cues",  # log-odds that a paragraph ends between two such sentences
    "seam of bare heading",
    "seam of kind",  # the seam of a line that does not stop, by the part of its kind that do
    "bare number",  # it is nothing but a heading number
)
GROUPS = tuple(f"{regime.value}{end}" for regime in Regime for end in ("", " behind a stop"))
"""Names of the sets of weights."""


@dataclass(frozen=True, eq=False)
class Weights:
    """What each feature adds to the log-odds of a join, by group."""

    static: dict[str, Floats]
    running: dict[str, list[float]]
    likely: dict[str, float]
    """For each regime the chance from which joins are likely: nine of ten of those are right."""

    @classmethod
    def load(cls) -> Weights:
        """Those shipped with the package; read once a process."""
        return _load(_WEIGHTS)

    @classmethod
    def load_from(cls, path: Path) -> Weights:
        """Those of a file that the tool wrote."""
        return _load(path)


@lru_cache(maxsize=8)
def _load(path: Path) -> Weights:
    import numpy as np  # noqa: PLC0415  # heavy

    data = json.loads(path.read_text("utf-8"))
    groups: dict[str, dict[str, float]] = data["weights"]
    static = {
        group: np.array([weights["constant"], *(weights.get(name, 0.0) for name in STATIC)], np.float32)
        for group, weights in groups.items()
    }
    running = {group: [weights.get(name, 0.0) for name in RUNNING] for group, weights in groups.items()}
    return Weights(static, running, data["likely"])


class Model:
    """The chances of the breaks of one text."""

    def __init__(self, habits: Habits, language: Language | None = None) -> None:
        self._habits = habits
        self._lines = habits.layout.lines
        self._given = language

    def chance(self, index: int, paragraph: Paragraph) -> float:
        """That the paragraph goes on behind the line of that index."""
        group = self.group(index)
        weights = Weights.load().running[group]
        running = running_features(self._habits, index, paragraph, self.seam(index))
        logit = self._logits[index] + sum(w * x for w, x in zip(weights, running, strict=True) if x)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))

    @property
    def likely(self) -> float:
        """The chance from which joins of the text's regime are likely."""
        return Weights.load().likely[self._habits.layout.regime.value]

    def group(self, index: int) -> str:
        """Which set of weights a break is judged by."""
        end = " behind a stop" if self._habits.stops[index] else ""
        return self._habits.layout.regime.value + end

    def seam(self, index: int) -> float:
        """How much likelier (log10) the text is without the break than with it."""
        return self._seams[index]

    @cached_property
    def _seams(self) -> list[float]:
        seams: list[float] = self.reading[:, 0].tolist()
        return seams

    @cached_property
    def _logits(self) -> list[float]:
        import numpy as np  # noqa: PLC0415

        weights = Weights.load().static
        logits = np.zeros(len(self._lines) - 1, np.float32)
        groups = np.array([self.group(index) for index in range(len(logits))])
        for group in set(groups.tolist()) & weights.keys():
            of_group = groups == group
            logits[of_group] = self.features[of_group] @ weights[group][1:] + weights[group][0]
        values: list[float] = logits.tolist()
        return values

    @cached_property
    def reading(self) -> Floats:
        """For each break the seam, and the surprises at an end, at a start, and at going on."""
        import numpy as np  # noqa: PLC0415

        language = self._given or Language.load()
        before = "".join([("\1\1\1\n" + a.text)[-_TAIL:] for a in self._lines[:-1]])
        behind = "".join([(b.text[:_TAIL] + "\1\1\1")[:_TAIL] for b in self._lines[1:]])
        left = language.encode(before).reshape(-1, _TAIL)
        right = language.encode(behind).reshape(-1, _TAIL)
        gap = np.full((len(left), 1), BREAK, np.uint16)
        on = language.surprise_of_rows(np.concatenate([left, right], axis=1))[:, _TAIL:]
        off = language.surprise_of_rows(np.concatenate([left, gap, right], axis=1))[:, _TAIL:]
        on[right == PAD] = 0
        off[:, 1:][right == PAD] = 0
        seam = off.sum(axis=1) - on.sum(axis=1)
        columns: Floats = np.stack([seam, off[:, 0], off[:, 1:].sum(axis=1), on[:, 0]], axis=1)
        return columns

    @cached_property
    def features(self) -> Floats:
        """A row for each break, a column for each of `STATIC`."""
        import numpy as np  # noqa: PLC0415

        widths = np.array([line.width for line in self._lines], np.float32)
        pairs = boundaries(self._lines)
        blocks = [
            _one_of(len(_ENDS), [_end(a, s) for (a, _), s in zip(pairs, self._habits.stops, strict=False)]),
            _one_of(len(_STARTS), [_start(b) for _, b in pairs]),
            _one_of(len(_KINDS), [int(kind) for kind in self._habits.kinds[1:]]),
            _one_of(len(_FIRST_WIDTHS) + 1, np.searchsorted(_FIRST_WIDTHS, widths[:-1], "right")),
            _one_of(len(_SECOND_WIDTHS) + 1, np.searchsorted(_SECOND_WIDTHS, widths[1:], "right")),
            self._of_language(widths[:-1]),
            self._of_layout(),
        ]
        rows: Floats = np.concatenate(blocks, axis=1)
        return rows

    def _of_language(self, widths: Floats) -> Floats:
        import numpy as np  # noqa: PLC0415

        seam, end, start, on = self.reading.T
        clipped = np.clip(seam, -8, 8) / 4
        unread = [not (_reads(a.folded[-1]) and _reads(b.folded[0])) for a, b in boundaries(self._lines)]
        across = [_word_lies_across(a.text, b.text) for a, b in boundaries(self._lines)]
        columns = (
            clipped,
            np.clip(seam - 4, 0, 6) / 4,
            np.clip(-1 - seam, 0, 6) / 4,
            clipped * (widths < 25),
            clipped * ((widths >= 25) & (widths < 60)),
            np.minimum(end, 5) / 2,
            np.minimum(start, 16) / 4,
            np.minimum(on, 5) / 2,
            unread,
            across,
        )
        return np.stack([np.asarray(column, np.float32) for column in columns], axis=1)

    def _of_layout(self) -> Floats:
        import numpy as np  # noqa: PLC0415

        habits, layout = self._habits, self._habits.layout
        count = len(self._lines) - 1
        stops = np.array(habits.stops, np.float32)
        others = (stops.sum() - stops[:-1] + 1) / (count + 1)
        informs = not layout.double_spaced
        at_stops = np.clip(self.reading[:, 0][stops[:-1] > 0], -6, 6)
        mean = float(at_stops.sum() / (len(at_stops) + 2)) if layout.regime is not Regime.WRAPPED else 0.0
        short = np.array([habits.is_short(b) for b in self._lines[1:]], np.float32)
        marks = [_first_mark(b.folded) for b in self._lines[1:]]
        early = layout.shortest_piece if layout.regime is Regime.PUNCTUATED else 0.0
        columns = (
            [informs and b.gap for b in self._lines[1:]],
            [is_indented(b) for b in self._lines[1:]],
            [b.indent < a.indent - 0.9 for a, b in boundaries(self._lines)],
            [k == 0 for k in range(count)],
            [k < 4 for k in range(count)],
            stops[1:],
            others,
            [habits.share_stopped(k) for k in range(1, count + 1)],
            short,
            short * stops[1:],
            [habits.starts_alike(k) for k in range(1, count + 1)],
            np.clip([(early - a.width) / 4 if early else 0.0 for a in self._lines[:-1]], -4, 4),
            np.full(count, layout.regime is Regime.PUNCTUATED and layout.breaks_at_commas),
            np.full(count, math.log(count + 1) / 4),
            np.full(count, mean / 2),
            *(np.array(marks) < characters for characters in _NEXT_MARKS),
            [bool(a or b) for a, b in pairwise(layout.elements)],
            layout.title_zone[:-1],
        )
        return np.stack([np.asarray(column, np.float32) for column in columns], axis=1)


def running_features(habits: Habits, index: int, paragraph: Paragraph, seam: float) -> list[float]:
    """The values of `RUNNING` for the break behind a line that ends the paragraph as it is so far."""
    layout = habits.layout
    kind = habits.kinds[paragraph.start]
    values = [0.0] * (len(_KINDS) + len(_PARAGRAPHS) + 1)
    values[kind] = 1.0
    place = sum(paragraph.width >= cells for cells in _PARAGRAPHS)
    values[len(_KINDS) + place] = 1.0
    mark = paragraph.open
    kind_stops = habits.share_stopped(paragraph.start)
    fill = need = 0.0
    stops = habits.stops[index]
    bare = paragraph.lines == 1 and not paragraph.has_mark and Kind.PLAIN < kind < Kind.POINT
    clipped = max(-8.0, min(8.0, seam)) / 4
    if layout.regime is Regime.WRAPPED:
        need = habits.need(index, opens=paragraph.lines == 1)
        fill = habits.fill(need)
    return [
        *values,
        float(paragraph.lines == 1),
        max(-2.0, min(2.0, math.log(paragraph.width / habits.typical))),
        float(bool(mark)),
        float(bool(mark) and mark in layout.lines[index + 1].folded[:60]),
        float(not paragraph.has_stop),
        float(not paragraph.has_mark),
        kind_stops,
        habits.share_followed_by_plain(paragraph.start),
        float(bare),
        kind_stops * (not stops),
        max(-4.0, min(4.0, fill)) / 2,
        float(layout.regime is Regime.WRAPPED and need > 0),
        float(layout.regime is Regime.WRAPPED and need < -4),
        _cohesion(paragraph.tail, layout.lines[index + 1].folded) if stops else 0.0,
        _ends_by_cues(paragraph.tail, layout.lines[index + 1 : index + 3]) if stops else 0.0,
        clipped * bare,
        clipped * kind_stops * (not stops),
        float(paragraph.lines == 1 and has_shape("bare_number", paragraph.head)),
    ]


def _ends_by_cues(before: str, lines: Sequence[Line]) -> float:
    """Log-odds, clipped, that a paragraph ends here, by the sentences on both sides."""
    behind = "".join(line.folded for line in lines)
    return max(-2.0, min(2.0, cues.weights().of_stop(cues.stop_between(before, behind)) / 2))


def _first_mark(folded: str) -> int:
    """Characters before the first mark of a line."""
    found = _MARK.search(folded)
    return found.start() if found else len(folded)


def _cohesion(before: str, line: str) -> float:
    pairs = {a + b for a, b in pairwise(line) if is_han(a) and is_han(b)}
    return sum(pair in before for pair in pairs) / (len(pairs) + 4)


def _one_of(count: int, places: list[int] | npt.NDArray[np.int64]) -> Floats:
    """A row for each place, with a one there."""
    import numpy as np  # noqa: PLC0415

    return np.eye(count, dtype=np.float32)[np.asarray(places, np.int64)]


def _end(line: Line, stops: bool) -> int:
    """Which of `_ENDS` a line ends with."""
    c = line.folded[-1]
    if c in CLOSING:
        bare = line.folded.rstrip(CLOSING)[-1:]
        return _ENDS.index(bare) if stops and bare in _ENDS else _ENDS.index("closed")
    if c in _ENDS:
        return _ENDS.index(c)
    if is_han(c):
        return _ENDS.index("han")
    if c.isdigit():
        return _ENDS.index("digit")
    return _ENDS.index("！" if stops else "latin" if c.isalpha() else "other")


def _start(line: Line) -> int:
    """Which of `_STARTS` a line starts with."""
    c = line.folded[0]
    if is_han(c):
        return _STARTS.index("han")
    if c in OPENING:
        return _STARTS.index("title" if c == "《" else "bracket" if c in "（〔［【" else "quote")
    return _STARTS.index("digit" if c.isdigit() else "latin" if c.isalpha() else "other")


def _reads(c: str) -> bool:
    return is_han(c) or c in "，、；" or c in OPENING or c.isdigit()


def _word_lies_across(first: str, second: str) -> bool:
    """Whether a usual word of up to four characters has one end on either side."""
    if not (is_han(first[-1]) and is_han(second[0])):
        return False
    return any(words.is_word(first[-a:] + second[:b]) for a, b in _SPANS)
