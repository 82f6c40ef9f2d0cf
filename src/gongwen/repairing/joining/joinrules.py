"""What rules say of a line break: settled one way or the other, or a leaning that the model may follow.

What the marks on both sides say comes first, then what indents and empty lines say, then what the regime of
the text says: in wrapped text the width of a line tells, in free text whether it stops in mid-sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ..lines.elements import Element
from ..lines.habits import Kind
from ..lines.lines import CLOSING, OPENING, PAUSING, Regime, is_indented
from ..lines.shapes import has_shape, is_heading
from .apart import HEAD_LINES, ended_on_purpose
from .boundary import Boundary, Judgement, Leaning, Paragraph, Verdict

_LEAST_PARAGRAPH = 45
"""Cells. What is shorter and lacks a stop is a heading or a title rather than half a sentence."""
_SLACK = 1.5
"""Cells by which a full line may fall short: marks carried over, words kept whole."""
_DEEPEST = 5
_SEAM_PLAIN = 3.0
_SEAM_BEHIND_STOP = 2.5
_SEAM_OF_TEXT = 4.5
"""From it on a line at the head and the long sentence below it are one, not a title and its text."""
_LEAST_TEXT = 60
_LEAST_TITLE = 6
_DRAWN = re.compile("[-=_*~#]{3,}")
_SEAM_OF_CUT_ELEMENT = 2.5
_REST_OF_NAME = 2
"""Cells of what may be left of a signer's name, the one thing that goes on behind it."""
_SEAM_OF_SUBTITLE = 6.0
_SEAM_OF_COLUMN, _COLUMN_SLACK = 2.5, 2.5
_SEAM_OF_BARE_LINE = 2.2
_MOST_STOP, _NEARLY_ALL_STOP = 0.7, 0.9
_SEAM_CHANCE = 0.5
"""Below it the next line hardly goes on with the sentence in free text."""
_RAGGED = 7
"""Cells by which the lines of a text that is wrapped may vary."""
_SHORT_LINE = 30
_EMPTIEST = -2.5
"""Logarithm of the odds, by its width alone, that a line goes on, below which nothing else can say so."""
_NO_START = frozenset(PAUSING + CLOSING) - frozenset("％：")
_BRACKETS = "）】〕］"
_PAUSE = re.compile("[，。；：！？、]")

Ruling = Judgement | Leaning


def ruling(at: Boundary) -> Ruling:
    """What the first rule that applies says, else that of the regime."""
    if at.stops and at.layout.regime is Regime.FREE and not _may_join_behind_stop(at):
        return _break(0.95, "stop")
    for rule in _RULES:
        judgement = rule(at)
        if judgement is not None:
            return judgement
    return _REGIMES[at.layout.regime](at)


def _may_join_behind_stop(at: Boundary) -> bool:
    """Whether any rule could join a line of free text that stops; most lines of most texts are such."""
    return at.second.folded[0] in _NO_START or has_shape("dash", at.first.folded)


def _join(confidence: float, reason: str) -> Judgement:
    return Judgement(Verdict.JOIN, confidence, reason)


def _break(confidence: float, reason: str) -> Judgement:
    return Judgement(Verdict.BREAK, confidence, reason)


# ---- settled by the marks, the shapes and the layout


def _title_again(at: Boundary) -> Judgement | None:
    """The title, which stands between two lines as a header of the page does, is no part of either."""
    lines = at.layout.lines
    for k in (at.index, at.index + 1):
        if lines[k].stops or lines[k].width < _LEAST_TITLE:
            continue
        if lines[k].folded in [line.folded for line in lines[: min(k, HEAD_LINES)]]:
            return _break(0.95, "title again")
    return None


def _ruled(at: Boundary) -> Judgement | None:
    """A line drawn with hyphens or stars."""
    if _DRAWN.fullmatch(at.first.text) or _DRAWN.fullmatch(at.second.text):
        return _break(0.99, "drawn")
    return None


def _table_row(at: Boundary) -> Judgement | None:
    """Cells are set apart by tabs; nothing says that a row goes on in the next line."""
    rows = at.layout.rows
    return _break(0.995, "row") if rows[at.index] or rows[at.index + 1] else None


def _closing_mark(at: Boundary) -> Judgement | None:
    if at.second.folded[0] in _NO_START:
        return _join(0.999, "closing mark")
    return None


def _colon(at: Boundary) -> Judgement | None:
    """A colon hardly ever opens a line; it does in lists that were made of markup."""
    if at.second.folded[0] == "：" and not at.stops and at.readable_before and at.seam >= _SEAM_PLAIN:
        return _join(0.93, "closing mark")
    return None


def _bare_number(at: Boundary) -> Judgement | None:
    """（六） with nothing behind it, where the other lines of its kind go on behind their numbers."""
    if at.paragraph.lines > 1 or not has_shape("bare_number", at.first.folded):
        return None
    kinds, lines = at.habits.kinds, at.layout.lines
    if kinds[at.index + 1] is not Kind.PLAIN or at.layout.elements[at.index + 1]:
        return None
    others = [k for k in range(len(lines)) if kinds[k] is kinds[at.index] and k != at.index]
    bare = sum(has_shape("bare_number", lines[k].folded) for k in others)
    return _join(0.95, "bare number") if others and not bare else None


def _opening_mark(at: Boundary) -> Judgement | None:
    if at.first.folded[-1] in OPENING:
        return _join(0.999, "opening mark")
    return None


def _element(at: Boundary) -> Judgement | None:
    """A number, a signer, a name, a date, an address: never part of anything else."""
    first, second = at.layout.elements[at.index : at.index + 2]
    if first is second is None or (first is Element.FORMULA and second is None):
        return None
    if at.second.folded[0] == "：":
        return None
    is_whole = first is Element.DATE or at.first.folded.endswith("印发")
    if _goes_through(at) and not (is_whole and second is Element.LABELLED):  # 15日⏎出席：
        return None
    if first not in (None, Element.LABELLED) or second is not None:
        return _break(0.98, "element")
    return None


def _goes_through(at: Boundary) -> bool:
    """Whether an element was cut itself, or the words of a sentence only look like one."""
    if at.stops or not at.readable:
        return False
    if has_shape("signed", at.first.folded) and not _may_be_rest_of_name(at):
        return False
    if at.layout.regime is Regime.WRAPPED and at.need >= -_SLACK:
        return at.seam >= _SEAM_OF_CUT_ELEMENT
    return at.seam >= _SEAM_OF_TEXT


def _may_be_rest_of_name(at: Boundary) -> bool:
    return at.second.width <= _REST_OF_NAME and at.layout.elements[at.index + 1] is not Element.LETTERHEAD


def _line_alone(at: Boundary) -> Judgement | None:
    if _runs_on(at):
        return None
    alone = at.habits.alone
    if alone[at.index + 1] or (at.paragraph.lines == 1 and alone[at.index] and not _may_be_cut(at)):
        return _break(0.99, "alone")
    return None


def _may_be_cut(at: Boundary) -> bool:
    """Whether it is a long line such as 抄送：… that was wrapped."""
    if at.layout.regime is not Regime.WRAPPED or at.stops or at.need < -_SLACK:
        return False
    return at.layout.elements[at.index] is Element.LABELLED and at.seam > 0


def _title(at: Boundary) -> Judgement | None:
    """A title that is whole, 关于…的通知, or what stands below 附件1: nothing goes on from it."""
    if not at.layout.title_zone[at.paragraph.start] or at.stops or at.paragraph.has_mark:
        return None
    if has_shape("whole_title", at.paragraph.tail):
        return None if at.seam >= _SEAM_OF_SUBTITLE else _break(0.95, "whole")
    text_below = _PAUSE.search(at.second.folded) is not None
    if has_shape("title", at.paragraph.tail) and at.seam < (_SEAM_OF_SUBTITLE if text_below else _SEAM_PLAIN):
        return _break(0.9, "whole")
    below = at.paragraph.start and has_shape("attachment_mark", _line_above(at))
    return _break(0.9, "whole") if below and at.seam < _SEAM_BEHIND_STOP else None


def _line_above(at: Boundary) -> str:
    return at.layout.lines[at.paragraph.start - 1].folded


def _heading(at: Boundary) -> Judgement | None:
    """A number that opens a heading or an article, unless the sentence before it goes on into it."""
    second = at.second.folded
    if not Kind.PLAIN < at.habits.kinds[at.index + 1] < Kind.POINT or at.first.folded[-1] in "、，":
        return None
    if _runs_on(at) and not second[0].isdigit():
        return None
    if not at.stops and has_shape("cited", second):
        return None
    if at.paragraph.open == "）" and second[0].isdigit() and "）" in second[:3]:
        return None
    return _break(0.99, "heading")


def _apart(at: Boundary) -> Judgement | None:
    reason = ended_on_purpose(at)
    return _break(0.95, reason) if reason else None


def _runs_on(at: Boundary) -> bool:
    """Whether a sentence so plainly runs across the break that the look of the next line is chance."""
    return not at.stops and at.readable and at.seam >= _SEAM_PLAIN


def _title_lines(at: Boundary) -> Judgement | None:
    """Two lines at the head without any mark: a title that was broken on purpose, or wrapped."""
    if at.layout.regime is Regime.FREE or at.index >= HEAD_LINES or at.paragraph.lines > 1:
        return None
    if _PAUSE.search(at.first.folded) or _PAUSE.search(at.second.folded) or is_heading(at.first.folded):
        return None
    if at.seam >= _SEAM_BEHIND_STOP:
        return _join(0.7, "mid-sentence")
    return _break(0.9, "whole")


def _indent(at: Boundary) -> Judgement | None:
    if not at.layout.indented:
        return None
    if is_indented(at.second):
        return _break(0.99, "indented")
    flush = at.second.indent < 1 and at.first.indent <= _DEEPEST and not at.stops
    if at.layout.regime is Regime.WRAPPED and flush and at.need >= -_SLACK:
        return _join(0.995, "not indented")
    return None


def _open_pair(at: Boundary) -> Judgement | None:
    """A quotation or bracket that the next line closes; quoted paragraphs of their own end with a stop."""
    mark = at.paragraph.open
    if not mark or mark not in at.second.folded[:60] or (at.layout.regime is Regime.FREE and _is_title(at)):
        return None
    if not at.stops:
        return _join(0.995, "pair closed")
    if at.layout.regime is Regime.WRAPPED and at.need >= 0:
        return _join(0.95, "pair closed")
    return None


def _empty_line(at: Boundary) -> Judgement | None:
    """An empty line ends a paragraph, but where all lines are set apart and where a page ended."""
    if not at.second.gap or at.layout.regime is Regime.FREE or at.layout.double_spaced or _runs_on(at):
        return None
    return _break(0.98, "empty line")


def _cut_subtitle(at: Boundary) -> Judgement | None:
    """A line with a dash, such as ——在省第十四届, that the next one so plainly ends that it was cut."""
    if at.paragraph.lines == 1 and has_shape("dash", at.first.folded) and at.seam >= _SEAM_OF_SUBTITLE:
        return _join(0.93, "goes on")
    return None


def _in_column(at: Boundary) -> Judgement | None:
    """A line as long as those of a part of the text that was wrapped narrower than the rest, no heading."""
    column = at.layout.column
    if at.stops or not column or abs(at.first.width - column) > _COLUMN_SLACK or not at.readable:
        return None
    if at.layout.regime is Regime.WRAPPED and at.need >= -_SLACK:
        return None
    heading = at.paragraph.lines == 1 and is_heading(at.paragraph.head)
    return None if heading or at.seam < _SEAM_OF_COLUMN else _join(0.95, "column")


_RULES: tuple[Callable[[Boundary], Judgement | None], ...] = (
    _title_again,
    _ruled,
    _table_row,
    _closing_mark,
    _opening_mark,
    _colon,
    _bare_number,
    _element,
    _line_alone,
    _heading,
    _apart,
    _title,
    _title_lines,
    _indent,
    _open_pair,
    _empty_line,
    _cut_subtitle,
    _in_column,
)

# ---- by regime


def _wrapped(at: Boundary) -> Ruling:
    """A full line goes on where it does not stop; a shorter one ends its paragraph."""
    if at.stops:
        return _stopped(at)
    if at.need >= -_SLACK:
        labelled = at.seam < _SEAM_PLAIN and has_shape("label", at.second.folded)
        return Leaning(Verdict.BREAK if labelled else Verdict.JOIN, "full line", "does not go on")
    if at.need >= -_RAGGED and at.readable:
        return Leaning(None, "goes on", "does not go on")
    if at.seam >= _least_seam(at):
        return Leaning(Verdict.BREAK, "mid-sentence", "short line")
    return _break(0.99, "short line")


def _stopped(at: Boundary) -> Ruling:
    """A line that ends with a stop: if it is full, a paragraph ends there as often as not."""
    if at.fill < _EMPTIEST or at.need < -_RAGGED:
        return _break(0.99, "short line")
    if at.layout.spaced or at.layout.indented:
        if at.need >= 0:
            return _join(0.97, "not set apart")
        return Leaning(None, "not set apart", "stop")
    towards = None if at.need >= 0 or at.fill > 0 else Verdict.BREAK
    return Leaning(towards, "full line with stop", "stop")


def _punctuated(at: Boundary) -> Ruling:
    if at.first.folded[-1] not in PAUSING and not at.stops:
        whole = at.paragraph.lines == 1 and is_heading(at.paragraph.head)
        return _break(0.95, "whole") if whole else _free(at)
    if not at.stops:
        return Leaning(Verdict.JOIN, "broken at commas", "does not go on")
    if at.first.width < at.layout.shortest_piece:
        return _break(0.95, "short line")
    return Leaning(None, "broken at stops", "stop")


def _free(at: Boundary) -> Ruling:
    """A line is a paragraph, unless it stops in mid-sentence and the next one goes on with it."""
    if at.stops:
        return _break(0.95, "stop")
    against = at.seam < _least_seam_of_free_line(at) or _is_on_purpose(at)
    return Leaning(Verdict.BREAK if against else Verdict.JOIN, "goes on", "whole")


_REGIMES: dict[Regime, Callable[[Boundary], Ruling]] = {
    Regime.WRAPPED: _wrapped,
    Regime.PUNCTUATED: _punctuated,
    Regime.FREE: _free,
}


def _least_seam(at: Boundary) -> float:
    """From which seam on a line far too short for its text may still be a cut one."""
    if _is_on_purpose(at) or _is_whole_heading(at.paragraph):
        return 4.5
    return _SEAM_PLAIN


def _least_seam_of_free_line(at: Boundary) -> float:
    """From which seam on a line of free text may be a cut one: more where it ends or the next starts anew."""
    phrase = at.paragraph.width < _SHORT_LINE and at.first.folded[-1] == "，"
    if phrase or at.first.folded[-1] in _BRACKETS or has_shape("label", at.second.folded):
        return _SEAM_PLAIN
    if at.paragraph.has_mark or _opens_a_sentence(at):
        return _SEAM_CHANCE
    return _SEAM_OF_SUBTITLE if _is_whole_heading(at.paragraph) else _SEAM_OF_BARE_LINE


def _opens_a_sentence(at: Boundary) -> bool:
    """Whether other lines that are numbered like the paragraph are sentences that stop."""
    start = at.paragraph.start
    numbered = at.habits.kinds[start] is not Kind.PLAIN
    numbers = Kind.HEADING <= at.habits.kinds[start] <= Kind.NUMBERED
    least = _NEARLY_ALL_STOP if numbers and _is_whole_heading(at.paragraph) else _MOST_STOP
    return numbered and at.habits.share_stopped(start) >= least


def _is_on_purpose(at: Boundary) -> bool:
    """Whether the line was ended there: a title, a short phrase with its mark, a saying with its author."""
    first, short = at.first.folded, at.paragraph.width < _SHORT_LINE
    return (
        _is_title(at)
        or (short and (first[-1] == "：" or not (at.readable or at.seam >= _SEAM_OF_TEXT)))
        or (short and "，" not in first and has_shape("item", first))
        or has_shape("attributed", first)
    )


def _is_title(at: Boundary) -> bool:
    """A title may be broken over several lines on purpose, and above it stands more of its kind."""
    first = at.first.folded
    if at.seam >= _SEAM_OF_TEXT and at.second.stops and at.second.width >= _LEAST_TEXT:
        return False
    above = at.index < HEAD_LINES or at.layout.title_zone[at.index]
    if not above or at.paragraph.lines > 1 or first.count("，") > 1 or has_shape("dash", first):
        return False
    return at.paragraph.width < _LEAST_PARAGRAPH or has_shape("title", at.first.folded)


def _is_whole_heading(paragraph: Paragraph) -> bool:
    return paragraph.lines == 1 and is_heading(paragraph.head) and not paragraph.has_mark
