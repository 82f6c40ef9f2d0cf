"""Setting paragraphs: from text and block style to lines whose every character has its place.

Places are points from the left edge of the text block. Characters of the body's size stand on the cells
of the grid; other sizes have their natural width.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from ..model import Align, BlockStyle, Line, Role, Run, Shape, Style
from . import marks
from .breaking import Break, Mode, Paragraph, break_lines, resized
from .fonts import TypeCase
from .glyphs import Glyph
from .titles import balanced_breaks

_TAB_CELLS = 2.0
_WIDEST_GAP = 1.0
"""Lines that would need wider gaps than this, in cells, stay ragged."""
_WORD_SPACE = 0.18
"""What a word space may grow by, in cells, before all gaps grow [K-09]."""


@dataclass(frozen=True, slots=True)
class Span:
    """Text of one block in one style; a run-in heading and its paragraph are two spans of one line."""

    block: int
    """Index of the block in the document."""
    text: str
    style: BlockStyle


@dataclass(frozen=True, slots=True)
class Char:
    """One character with its glyph and width in points; `glyph` is None where nothing is drawn."""

    text: str
    span: int
    glyph: Glyph | None
    width: float


@dataclass(slots=True)
class SetLine:
    """A line with its place across the page, not yet down the page."""

    spans: Sequence[Span]
    chars: Sequence[Char]
    xs: list[float] = field(default_factory=list)
    """Left edge of each drawn character's cell; those behind the last are not drawn."""

    @property
    def size(self) -> float:
        """Size of the largest type on the line."""
        return max(span.style.size for span in self.spans)

    @property
    def start(self) -> float:
        """Where the first character's cell begins."""
        return self.xs[0] if self.xs else 0.0

    def moved(self, distance: float) -> SetLine:
        """The line that far to the right."""
        return SetLine(self.spans, self.chars, [x + distance for x in self.xs])

    def lines(self, left: float, baseline: float) -> Iterator[Line]:
        """The line at its place on the page: one `Line` a block."""
        numbered = list(enumerate(self.chars))
        for span_index, group in groupby(numbered, key=lambda item: item[1].span):
            members = list(group)
            span = self.spans[span_index]
            runs = self._runs([(c, self.xs[i]) for i, c in members if i < len(self.xs)], span, left, baseline)
            yield Line(span.block, tuple(runs), "".join(c.text for _, c in members))
        if not numbered:
            yield Line(self.spans[0].block, (), "")

    @staticmethod
    def _runs(placed: list[tuple[Char, float]], span: Span, left: float, baseline: float) -> Iterator[Run]:
        drawn = [(c.text, c.glyph, x) for c, x in placed if c.glyph is not None]
        for (face, stretch), group in groupby(drawn, key=lambda item: (item[1].face, item[1].stretch)):
            members = list(group)
            size = span.style.size
            yield Run(
                text="".join(text for text, _, _ in members),
                face=face,
                size=size,
                glyphs=tuple(glyph.id for _, glyph, _ in members),
                xs=tuple(left + x + glyph.shift * size for _, glyph, x in members),
                y=baseline,
                color=span.style.color,
                stretch=stretch,
            )


class Setter:
    """Sets the paragraphs of one document."""

    def __init__(self, style: Style, mode: Mode) -> None:
        self.style = style
        self.mode = mode
        self.case = TypeCase()
        self._known: dict[tuple[int, Role, float], dict[str, Char]] = {}

    def paragraph(self, spans: Sequence[Span], hang: float = 0.0, lead: float = 0.0) -> list[SetLine]:
        """The lines of a paragraph; the first span's style decides on indents and alignment.

        `lead` moves the first line in by that many points, `hang` all others.
        """
        lines: list[SetLine] = []
        part: list[Span] = []
        for index, span in enumerate(spans):
            pieces = span.text.split("\n")
            for number, piece in enumerate(pieces):
                part.append(Span(span.block, piece, span.style))
                if number < len(pieces) - 1 or index == len(spans) - 1:
                    lines += self._unbroken(part, first=not lines, hang=hang, lead=lead)
                    part = []
        return lines

    def row(self, span: Span, columns: Sequence[float]) -> SetLine:
        """One row of a table: cells, divided by tabs, begin where their columns do."""
        chars = self._chars([span])
        column, x = 0, columns[0]
        xs = []
        for char in chars:
            xs.append(x)
            x += char.width
            if char.text == "\t":
                column += 1
                x = columns[column]
        return SetLine([span], chars, xs)

    def width(self, text: str, block: BlockStyle) -> float:
        """Width of a text on one line, in points."""
        return sum(char.width for char in self._chars([Span(0, text, block)]))

    def _unbroken(self, spans: Sequence[Span], first: bool, hang: float, lead: float) -> list[SetLine]:
        """The lines of a text without line breaks of its own."""
        block = spans[0].style
        cell = self.style.cell
        left = block.left_indent * cell
        measure = self.style.page.text_width - left - block.right_indent * cell
        indent = (
            block.first_indent * cell + lead if first and block.align in (Align.JUSTIFY, Align.LEFT) else hang
        )
        chars = self._chars(spans)
        breaks = self._breaks(chars, block, measure - indent, measure - hang)
        lines = []
        for number, line in enumerate(breaks):
            own_indent = indent if number == 0 else hang
            lines.append(self._placed(spans, chars, line, left + own_indent, measure - own_indent))
        return lines

    def _breaks(self, chars: Sequence[Char], block: BlockStyle, first: float, rest: float) -> list[Break]:
        cell = self.style.cell
        text = "".join(char.text for char in chars)
        widths = [char.width / cell for char in chars]
        if block.shape is Shape.BALANCED:
            return balanced_breaks(text, widths, rest / cell)
        trims = [self._trim(char) / cell for char in chars]
        own = Paragraph(text, widths, trims, first / cell, rest / cell)
        if block.align is Align.JUSTIFY and self.mode is Mode.FINE:
            return break_lines(own, Mode.FINE)
        return resized(break_lines(self._in_word_file(own, chars, block), Mode.WORD), own)

    def _in_word_file(self, own: Paragraph, chars: Sequence[Char], block: BlockStyle) -> Paragraph:
        """The paragraph with the widths that it has in the Word file: its lines end at the same places.

        Its characters have a spacing of their own, which is left out where the script changes; between Han
        and Latin or digits stands a gap (see `WordSetup`). None of this is drawn.
        """
        cell = self.style.cell
        tracking = self._tracking(block)
        spacing = self.style.word.spacing if tracking else 0.0
        gap = self.style.word.script_gap * block.size / self.style.body.size
        gaps_at = {
            marks.ScriptChange.NONE: 0.0,
            marks.ScriptChange.MARKS: -spacing / cell,
            marks.ScriptChange.LETTERS: (gap - spacing) / cell,
        }
        widths = [(char.width - tracking + spacing) / cell if char.width else 0.0 for char in chars]
        gaps = [gaps_at[marks.script_change(a, b)] for a, b in pairwise(own.text)]
        return replace(own, widths=widths, gaps=[*gaps, 0.0] if chars else ())

    def _trim(self, char: Char) -> float:
        glyph = char.glyph
        return (glyph.trim_left + glyph.trim_right) * char.width if glyph else 0.0

    def _placed(
        self, spans: Sequence[Span], chars: Sequence[Char], line: Break, left: float, measure: float
    ) -> SetLine:
        """The line with its characters in their places."""
        own = chars[line.start : line.end]
        shown = len(own)
        while shown and marks.is_blank(own[shown - 1].text):
            shown -= 1
        align = spans[0].style.align
        slack = line.slack * self.style.cell
        adjusted = [0.0] * (shown + 1), [0.0] * (shown + 1)
        if slack < 0:
            _squeeze(own[:shown], -slack, *adjusted)
        elif slack > 0 and align is Align.JUSTIFY:
            _spread(own[:shown], slack, self.style.cell, adjusted[1])
        xs = []
        x = left
        for char, before, after in zip(own[:shown], *adjusted, strict=False):
            x += before
            xs.append(x)
            x += char.width + after
        spare = left + measure - x
        offset = {Align.CENTER: spare / 2, Align.RIGHT: spare}.get(align, 0.0)
        return SetLine(spans, own, [x + offset for x in xs] if offset else xs)

    def _chars(self, spans: Sequence[Span]) -> list[Char]:
        chars: list[Char] = []
        for index, span in enumerate(spans):
            known = self._known.setdefault((index, span.style.role, span.style.size), {})
            for place, text in enumerate(span.text):
                char = known.get(text)
                if char is None:
                    char = known[text] = self._char(text, index, span.style)
                chars.append(char)
                if text == "’" and _is_apostrophe(span.text, place):
                    chars[-1] = self._char(text, index, span.style, full_cell=False)
        return chars

    def _char(self, text: str, span: int, block: BlockStyle, full_cell: bool | None = None) -> Char:
        if marks.is_undrawn(text):
            return Char(text, span, None, 0.0)
        is_latin = marks.is_word_char(text)
        role = self.style.latin if self.style.latin and is_latin else block.role
        glyph = self.case.glyph(role, text, full_cell)
        if text == "\t":
            return Char(text, span, glyph, _TAB_CELLS * self.style.cell)
        width = glyph.advance * block.size
        return Char(text, span, glyph, max(0.0, width + self._tracking(block)) if width else 0.0)

    def _tracking(self, block: BlockStyle) -> float:
        """What brings a character of the body's size to the width of its cell."""
        is_body_size = abs(block.size - self.style.body.size) < 0.5
        return self.style.cell - block.size if is_body_size else 0.0


def _is_apostrophe(text: str, place: int) -> bool:
    """Whether a single quote stands between two letters and takes no cell of its own: it’s."""
    neighbours = text[place - 1 : place] + text[place + 1 : place + 2]
    return len(neighbours) == 2 and all(map(marks.is_word_char, neighbours))


def _squeeze(chars: Sequence[Char], amount: float, before: list[float], after: list[float]) -> None:
    """Take `amount` points out of blank halves: the mark at the line's end first, then by `SQUEEZE_ORDER`.

    The left half of a mark at the line's start stays [K-07].
    """
    last = len(chars) - 1
    groups = [[last], *([i for i in range(last) if chars[i].text in group] for group in marks.SQUEEZE_ORDER)]
    for members in groups:
        rooms = [(i, chars[i].glyph, chars[i].width) for i in members]
        left = [(i, glyph.trim_left * width) for i, glyph, width in rooms if glyph and i]
        right = [(i, glyph.trim_right * width) for i, glyph, width in rooms if glyph]
        room = sum(own for _, own in left + right)
        if room <= 0:
            continue
        share = min(1.0, amount / room)
        for i, own in left:
            before[i] -= own * share
        for i, own in right:
            after[i] -= own * share
        amount -= room * share
        if amount <= 1e-6:
            return
    for i in range(last):  # a line that fits by a hair's breadth in the Word file
        after[i] -= amount / last


def _spread(chars: Sequence[Char], amount: float, cell: float, after: list[float]) -> None:
    """Put `amount` points into word spaces, up to their limit, and the rest into all gaps alike [K-09]."""
    text = "".join(char.text for char in chars)
    gaps = [i for i in range(len(chars) - 1) if _may_widen(text, i + 1)]
    if not gaps or amount / len(gaps) > _WIDEST_GAP * cell:
        return
    spaces = [i for i in gaps if i and text[i] == " "]
    if spaces:
        share = min(amount / len(spaces), _WORD_SPACE * cell)
        for i in spaces:
            after[i - 1] += share / 2
            after[i] += share / 2
        amount -= share * len(spaces)
    for i in gaps:
        after[i] += amount / len(gaps)


def _may_widen(text: str, place: int) -> bool:
    """Whether the line may grow between two characters: not in words, doubled marks and before blanks."""
    left, right = text[place - 1], text[place]
    if left == right and left in marks.DOUBLED:
        return False
    if marks.is_blank(right) or marks.is_undrawn(right):
        return False
    return not marks.is_inside_word(left, right) or (left.isdigit() and right in marks.UNITS)
