"""`wrap.join`: line breaks that no paragraph ends at.

Every boundary between two lines is judged JOIN or BREAK, with a reason and a confidence. What the marks on
both sides say comes first, then what indents and empty lines say, then what the regime of the text says:
in wrapped text the width of a line tells, in free text whether it stops in mid-sentence.

Joining changes the statistics that the judgement rests on. So the joined lines are judged again until
nothing more is to be joined; a second run then finds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from ..i18n import gettext as _
from ..model import Change, Level
from .apart import HEAD_LINES, ended_on_purpose
from .boundary import Boundary, Paragraph, Seams, glue
from .lines import (
    CLOSING,
    OPENING,
    PAUSING,
    Layout,
    Line,
    Regime,
    boundaries,
    is_indented,
    joined,
    layout_of,
)
from .shapes import has_shape, is_heading, stands_alone
from .stage import Context

RULE = "wrap.join"
_LEAST_PARAGRAPH = 45
"""Cells. What is shorter and lacks a stop is a heading or a title rather than half a sentence."""
_SHORT = 60
"""Cells of a paragraph that, broken at punctuation, is likely to go on behind a stop."""
_SLACK = 1.5
"""Cells by which a full line may fall short: marks carried over, words kept whole."""
_DEEPEST = 5
_SEAMS = {
    "paragraph": (1.5, 0.0),
    "bracket": (3.0, 2.0),
    "line": (3.0, 2.0),
    "column": (2.5, 1.5),
    "short": (4.5, 3.5),
    "heading": (6.0, 4.5),
    "on purpose": (99.0, 99.0),
}
"""Least seam (log10) of a likely and of a doubtful join in free text, by what the line looks like.

A title or verse is broken on purpose, however well its lines run on."""
_SEAM_PLAIN = 3.0
_SEAM_BEHIND_STOP = 2.5
_SEAM_CHANCE = -1.5
"""Below it hardly any break is one within a paragraph."""
_RAGGED = 6
"""Cells by which the lines of a text that is wrapped may vary."""
_SHORT_LINE = 30
_NO_START = frozenset(PAUSING + CLOSING) - frozenset("％：")
_PAUSE = re.compile("[，。；：！？、]")
_MARK = re.compile("[，。；！？]")
_FEWEST_OFFERED = 5
_CHARACTERS_AN_OFFER = 1000


class Verdict(Enum):
    """What a boundary is taken for."""

    JOIN = "join"
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, how sure it is (0 to 1), and why."""

    verdict: Verdict
    confidence: float
    reason: str

    @property
    def joins(self) -> bool:
        """Whether it is sure enough a join to be applied."""
        return self.verdict is Verdict.JOIN and Level.of(self.confidence) >= Level.LIKELY


def find(text: str, context: Context) -> list[Change]:
    """Breaks to be taken out; of the doubtful ones the likeliest are suggested."""
    layout = layout_of(text)
    applied: dict[int, Change] = {}
    doubtful: dict[int, Change] = {}
    while True:
        judged = [(b, j) for b, j in judge(layout) if j.verdict is Verdict.JOIN]
        certain = {b.first.end: _change(b, j) for b, j in judged if j.joins}
        if not applied:
            doubtful = {b.first.end: _change(b, j) for b, j in judged if not j.joins}
        if not certain:
            break
        applied |= certain
        layout = _rejoined(layout, certain)
    offered = [change for end, change in doubtful.items() if end not in applied]
    return sorted([*applied.values(), *_likeliest(offered, len(text))], key=lambda c: c.start)


def judge(layout: Layout) -> Iterator[tuple[Boundary, Judgement]]:
    """Every boundary between two lines, judged in order; what is joined counts as one paragraph."""
    if not layout.lines:
        return
    seams = Seams(layout)
    paragraph = Paragraph.of(layout.lines[0])
    for index, (first, second) in enumerate(boundaries(layout.lines)):
        boundary = Boundary(first, second, paragraph, layout, seams, index)
        judgement = _judge(boundary)
        yield boundary, judgement
        paragraph = paragraph.plus(second) if judgement.joins else Paragraph.of(second)


def _judge(boundary: Boundary) -> Judgement:
    for rule in _RULES:
        judgement = rule(boundary)
        if judgement is not None:
            return judgement
    return _REGIMES[boundary.layout.regime](boundary)


def _join(confidence: float, reason: str) -> Judgement:
    return Judgement(Verdict.JOIN, confidence, reason)


def _break(confidence: float, reason: str) -> Judgement:
    return Judgement(Verdict.BREAK, confidence, reason)


def _closing_mark(at: Boundary) -> Judgement | None:
    if at.second.folded[0] in _NO_START:
        return _join(0.999, _("The next line starts with a mark that cannot start a line"))
    return None


def _opening_mark(at: Boundary) -> Judgement | None:
    if at.first.folded[-1] in OPENING:
        return _join(0.999, _("The line ends with an opening mark"))
    return None


def _line_alone(at: Boundary) -> Judgement | None:
    if _runs_on(at):
        return None
    if stands_alone(at.second.folded) or (at.paragraph.lines == 1 and stands_alone(at.first.folded)):
        return _break(0.99, _("A date, salutation, signature or the like stands alone"))
    return None


def _heading(at: Boundary) -> Judgement | None:
    """A number that opens a heading or an article, unless the sentence before it goes on into it."""
    second = at.second.folded
    if not is_heading(second) or at.first.folded[-1] in "、，":
        return None
    if _runs_on(at) and not second[0].isdigit():
        return None
    if not at.first.stops and has_shape("cited", second):
        return None
    return _break(0.99, _("The next line opens with a heading number"))


def _apart(at: Boundary) -> Judgement | None:
    reason = ended_on_purpose(at)
    return _break(0.95, reason) if reason else None


def _runs_on(at: Boundary) -> bool:
    """Whether a sentence so plainly runs across the break that the look of the next line is chance."""
    return not at.first.stops and at.readable and at.seam >= _SEAM_PLAIN


def _title_lines(at: Boundary) -> Judgement | None:
    """Two lines at the head without any mark: a title that was broken on purpose, or wrapped."""
    if at.layout.regime is Regime.FREE or at.index >= HEAD_LINES or at.paragraph.lines > 1:
        return None
    if _PAUSE.search(at.first.folded) or _PAUSE.search(at.second.folded) or is_heading(at.first.folded):
        return None
    if at.seam >= _SEAM_BEHIND_STOP:
        return _join(0.7, _("The line stops in mid-sentence"))
    return _break(0.9, _("A line without a stop that is whole: a heading, a title, an item"))


def _indent(at: Boundary) -> Judgement | None:
    if not at.layout.indented:
        return None
    if is_indented(at.second):
        return _break(0.99, _("The next line is indented"))
    flush = at.second.indent < 1 and at.first.indent <= _DEEPEST and not at.first.stops
    if at.layout.regime is Regime.WRAPPED and flush and at.room >= -_SLACK:
        return _join(0.995, _("The next line is not indented, as first lines of paragraphs are here"))
    return None


def _open_pair(at: Boundary) -> Judgement | None:
    """A quotation or bracket that the next line closes; quoted paragraphs of their own end with a stop."""
    mark = at.paragraph.open
    if not mark or mark not in at.second.folded[:60] or (at.layout.regime is Regime.FREE and _is_title(at)):
        return None
    if not at.first.stops:
        return _join(0.995, _("A quotation or bracket is closed in the next line"))
    if at.layout.regime is Regime.WRAPPED and at.room >= 0:
        return _join(0.95, _("A quotation or bracket is closed in the next line"))
    return None


def _empty_line(at: Boundary) -> Judgement | None:
    """An empty line ends a paragraph, but where all lines are set apart and where a page ended."""
    if not at.second.gap or at.layout.regime is Regime.FREE or at.layout.double_spaced or _runs_on(at):
        return None
    return _break(0.98, _("An empty line stands between"))


def _wrapped(at: Boundary) -> Judgement:
    """A full line goes on where it does not stop; a shorter one ends its paragraph."""
    full = at.room >= (-_SLACK if not at.first.stops else 0)
    if not full and (at.first.stops or at.seam < _least_seam_of_short_line(at)):
        return _break(0.99, _("The line is shorter than the others"))
    if at.first.stops:
        return _stopped(at)
    if at.seam < _SEAM_CHANCE:
        return _break(0.9, _("The next line does not go on with the sentence"))
    if at.seam < (2.0 if at.first.folded[-1] in CLOSING else 0.0):
        return _join(0.7, _("A full line that stops in mid-sentence"))
    return _join(0.995, _("A full line that stops in mid-sentence"))


def _least_seam_of_short_line(at: Boundary) -> float:
    """Lines may vary by some cells; what is much shorter is a heading or an item rather than half a line."""
    if at.room >= -_RAGGED and at.index >= HEAD_LINES and at.readable:
        return _SEAM_PLAIN
    return _least_seam(at)[0]


def _stopped(at: Boundary) -> Judgement:
    """A full line that ends with a stop: a paragraph ends there as often as not."""
    if _opens(at.second):
        return _break(0.9, _("The line ends a sentence"))
    if at.layout.spaced or at.layout.indented:
        return _join(0.97, _("A full line, and nothing sets the next one apart"))
    if at.seam >= _SEAM_BEHIND_STOP:
        return _join(0.93, _("A full line, and the next one goes on in the same paragraph"))
    if at.seam >= _SEAM_CHANCE:
        return _join(0.5, _("A full line that ends a sentence: the paragraph may go on"))
    return _break(0.9, _("The line ends a sentence"))


def _punctuated(at: Boundary) -> Judgement:
    if at.first.folded[-1] not in PAUSING and not at.first.stops:
        return _free(at)
    if not at.first.stops:
        return _join(0.97, _("The text is broken at punctuation, and the sentence goes on"))
    if at.first.width >= at.layout.shortest_pause and at.paragraph.width < _SHORT and not _opens(at.second):
        return _join(0.6, _("The text is broken at punctuation; the paragraph may go on"))
    return _break(0.9, _("The line ends a sentence"))


def _free(at: Boundary) -> Judgement:
    """A line is a paragraph, unless it stops in mid-sentence and the next one goes on with it."""
    if at.first.stops:
        return _break(0.95, _("The line ends a sentence"))
    likely, doubtful = _least_seam(at)
    if at.seam >= likely:
        return _join(0.97, _("The line stops in mid-sentence, and the next one goes on with it"))
    if at.seam >= doubtful:
        return _join(0.7, _("The line stops in mid-sentence"))
    return _break(0.9, _("A line without a stop that is whole: a heading, a title, an item"))


def _least_seam(at: Boundary) -> tuple[float, float]:
    """From which seam on a line is likely cut, and from which it may be; most for what looks like a title."""
    first, short = at.first.folded, at.paragraph.width < _SHORT_LINE
    looks = (
        ("column", at.readable and _is_in_column(at)),
        ("on purpose", _is_on_purpose(at, short=short)),
        ("heading", _is_whole_heading(at.paragraph) or (short and has_shape("signature", first))),
        ("short", short),
        ("paragraph", bool(at.paragraph.open)),
        ("bracket", first[-1] in CLOSING),
        ("line", at.paragraph.width < _LEAST_PARAGRAPH or not _MARK.search(at.paragraph.tail)),
    )
    return _SEAMS[next((look for look, is_so in looks if is_so), "paragraph")]


def _is_on_purpose(at: Boundary, *, short: bool) -> bool:
    """Whether the line was ended there: a title, a short phrase with its mark, a saying with its author."""
    first = at.first.folded
    return (
        _is_title(at)
        or (short and (first[-1] in "，：" or not at.readable))
        or has_shape("attributed", first)
    )


def _is_in_column(at: Boundary) -> bool:
    """Whether the line is as long as those of a part of the text that was wrapped, and no heading."""
    heading = at.paragraph.lines == 1 and is_heading(at.paragraph.head)
    return bool(at.layout.column) and abs(at.first.width - at.layout.column) <= 2.5 and not heading


def _is_title(at: Boundary) -> bool:
    """A title may be broken over several lines on purpose, and above it stands more of its kind."""
    first = at.first.folded
    if at.index >= HEAD_LINES or at.paragraph.lines > 1 or first.count("，") > 1 or has_shape("dash", first):
        return False
    return at.paragraph.width < _LEAST_PARAGRAPH or has_shape("title", at.first.folded)


def _is_whole_heading(paragraph: Paragraph) -> bool:
    return (
        paragraph.lines == 1 and is_heading(paragraph.head) and not re.search("[，。；！？]", paragraph.head)
    )


def _opens(line: Line) -> bool:
    return has_shape("point", line.folded) or has_shape("dash", line.folded)


_RULES: tuple[Callable[[Boundary], Judgement | None], ...] = (
    _closing_mark,
    _opening_mark,
    _line_alone,
    _heading,
    _apart,
    _title_lines,
    _indent,
    _open_pair,
    _empty_line,
)
_REGIMES: dict[Regime, Callable[[Boundary], Judgement]] = {
    Regime.WRAPPED: _wrapped,
    Regime.PUNCTUATED: _punctuated,
    Regime.FREE: _free,
}


def _change(at: Boundary, judgement: Judgement) -> Change:
    between = glue(at.first, at.second)
    return Change(at.first.end, at.second.start, between, RULE, judgement.confidence, judgement.reason)


def _rejoined(layout: Layout, certain: dict[int, Change]) -> Layout:
    """The lines of the text with the breaks taken out; offsets stay those of the text as it was."""
    groups: list[list[Line]] = []
    for line in layout.lines:
        if groups and groups[-1][-1].end in certain:
            groups[-1].append(line)
        else:
            groups.append([line])
    glues = {end: change.after for end, change in certain.items()}
    return Layout(tuple(joined(group, glues) for group in groups))


def _likeliest(changes: list[Change], length: int) -> list[Change]:
    """So many suggestions as somebody may want to look at."""
    most = max(_FEWEST_OFFERED, length // _CHARACTERS_AN_OFFER)
    return sorted(changes, key=lambda c: (-c.confidence, c.start))[:most]
