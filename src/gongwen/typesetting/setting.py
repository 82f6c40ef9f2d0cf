"""Setting paragraphs: from text and block style to lines whose every character has its place.

Places are points from the left edge of the text block. Characters of the body's size stand on the cells
of the grid; other sizes have their natural width.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, islice
from operator import attrgetter

from ..model import Align, BlockStyle, Line, Role, Run, Shape, Style
from . import marks
from .adjusting import Adjustment, Pinch, pinches
from .breaking import Break, Mode, Paragraph, break_lines, resized
from .fonts import TypeCase
from .letters import Char, Letters, Type
from .neighbours import Rules, ScriptChange, apostrophes, script_changes
from .titles import balanced_breaks

_text = attrgetter("text")
_glyph_id = attrgetter("glyph.id")
_shift = attrgetter("glyph.shift")
_look = attrgetter("look")
_cells = attrgetter("cells")
_word_cells = attrgetter("word_cells")
_trim = attrgetter("trim")
_trim_right = attrgetter("trim_right")


@dataclass(frozen=True, slots=True)
class Span:
    """Text of one block in one style; a run-in heading and its paragraph are two spans of one line."""

    block: int
    """Index of the block in the document."""
    text: str
    style: BlockStyle
    cell: tuple[int, int] | None = None
    """Row and column of the table that the text stands in."""


@dataclass(slots=True)
class SetLine:
    """A line with its place across the page, not yet down the page."""

    spans: Sequence[Span]
    chars: Sequence[Char]
    xs: array[float]
    """Left edge of each drawn character's cell; those behind the last are not drawn."""
    counts: Sequence[int] = ()
    """How many characters are of each span; all of the first if there is nothing here."""

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
        return replace(self, xs=array("d", [x + distance for x in self.xs]))

    def lines(self, left: float, baseline: float) -> Iterator[Line]:
        """The line at its place on the page: one `Line` a block."""
        start = 0
        for span, count in zip(self.spans, self.counts or (len(self.chars),), strict=False):
            chars = self.chars[start : start + count]
            if chars or not self.chars:
                text = "".join(map(_text, chars))
                xs = [left + x for x in self.xs[start : start + count]]
                yield Line(span.block, tuple(_runs(text, chars, xs, span, baseline)), text, span.cell)
            if not self.chars:
                return
            start += count


def _runs(
    text: str, chars: Sequence[Char], xs: Sequence[float], span: Span, baseline: float
) -> Iterator[Run]:
    """The drawn characters, those of one face and stretch together."""
    start = 0
    size = span.style.size
    for look, group in groupby(map(_look, islice(chars, len(xs)))):
        end = start + len(list(group))
        if look is not None:
            own, places = chars[start:end], xs[start:end]
            shifts = list(map(_shift, own))
            if any(shifts):
                places = [x + shift * size for x, shift in zip(places, shifts, strict=True)]
            yield Run(
                text=text[start:end],
                face=look[0],
                size=size,
                glyphs=tuple(map(_glyph_id, own)),
                xs=array("d", places),
                y=baseline,
                color=span.style.color,
                stretch=look[1],
            )
        start = end


@dataclass(frozen=True, slots=True)
class _Piece:
    """A text without line breaks of its own, ready to be set."""

    text: str
    chars: Sequence[Char]
    block: BlockStyle
    """The style that decides on indents and alignment."""
    is_fine: bool
    """Whether marks share their blanks, and lines are broken by what they cost."""
    pinched: Sequence[Pinch]

    def steps(self, line: Break, end: int, is_spread: bool) -> Iterable[float]:
        """The distance of each character of a line from the next, up to `end`, in cells."""
        chars = self.chars[line.start : end]
        pinched = [pinch for pinch in self.pinched if line.start <= pinch.place < end - 1]
        if not pinched and (line.slack == 0 or (line.slack > 0 and not is_spread)):
            return map(_cells, chars)
        adjustment = Adjustment(chars)
        adjustment.share(pinched, line.start)
        if line.slack < 0:
            adjustment.squeeze(-line.slack, end_is_half=self.is_fine)
        elif is_spread:
            adjustment.spread(line.slack)
        return adjustment.steps()


class Setter:
    """Sets the paragraphs of one document."""

    def __init__(self, style: Style, mode: Mode) -> None:
        self.style = style
        self.mode = mode
        self.case = TypeCase()
        self._cell = style.cell
        self._text_width = style.page.text_width
        self._body_size = style.body.size
        self._known: dict[tuple[Role, float], Letters] = {}

    def paragraph(self, spans: Sequence[Span], hang: float = 0.0, lead: float = 0.0) -> list[SetLine]:
        """The lines of a paragraph; the first span's style decides on indents and alignment.

        `lead` moves the first line in by that many points, `hang` all others.
        """
        lines: list[SetLine] = []
        part: list[Span] = []
        for index, span in enumerate(spans):
            pieces = span.text.split("\n")
            for number, piece in enumerate(pieces):
                part.append(replace(span, text=piece))
                if number < len(pieces) - 1 or index == len(spans) - 1:
                    lines += self._unbroken(part, first=not lines, hang=hang, lead=lead)
                    part = []
        return lines

    def row(self, span: Span, columns: Sequence[float]) -> SetLine:
        """One row of a table: cells, divided by tabs, begin where their columns do."""
        chars = self._chars([span])
        column, x = 0, columns[0]
        xs = array("d")
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
        cell = self._cell
        left = block.left_indent * cell
        measure = self._text_width - left - block.right_indent * cell
        indent = (
            block.first_indent * cell + lead if first and block.align in (Align.JUSTIFY, Align.LEFT) else hang
        )
        piece = self._piece(spans)
        breaks = self._breaks(piece, (measure - indent) / cell, (measure - hang) / cell)
        ends = list(accumulate(len(span.text) for span in spans))
        lines = []
        for number, line in enumerate(breaks):
            own_indent = indent if number == 0 else hang
            xs = self._places(piece, line, left + own_indent, measure - own_indent)
            counts = (
                [
                    max(0, min(end, line.end) - max(end - len(span.text), line.start))
                    for span, end in zip(spans, ends, strict=True)
                ]
                if len(spans) > 1
                else ()
            )
            lines.append(SetLine(spans, piece.chars[line.start : line.end], xs, counts))
        return lines

    def _piece(self, spans: Sequence[Span]) -> _Piece:
        """The characters of a text; adjacent marks share a blank in `fine` mode, in Word they do not."""
        text = "".join([span.text for span in spans])
        chars, block = self._chars(spans), spans[0].style
        is_fine = self.mode is Mode.FINE and block.align is Align.JUSTIFY
        return _Piece(text, chars, block, is_fine, pinches(text, chars) if is_fine else [])

    def _breaks(self, piece: _Piece, first: float, rest: float) -> list[Break]:
        """Where the lines end; measures are in cells."""
        widths = list(map(_cells, piece.chars))
        if piece.block.shape is Shape.BALANCED:
            return balanced_breaks(piece.text, widths, rest)
        own = Paragraph(piece.text, widths, list(map(_trim, piece.chars)), first, rest)
        if piece.is_fine:
            return break_lines(_with_shared_blanks(own, piece), Mode.FINE)
        lines = break_lines(self._in_word_file(own, piece), Mode.WORD, Rules.OFFICE)
        return resized(lines, own)

    def _in_word_file(self, own: Paragraph, piece: _Piece) -> Paragraph:
        """The paragraph with the widths that it has in the Word file: its lines end at the same places.

        Its characters have a spacing of their own, which is left out where the script changes; between Han
        and Latin or digits stands a gap (see `WordSetup`). None of this is drawn.
        """
        cell = self._cell
        spacing = self.style.word.spacing if self._tracking(piece.block) else 0.0
        gap = self.style.word.script_gap * piece.block.size / self._body_size
        gaps = [0.0] * len(own.text)
        for place, change in script_changes(own.text):
            gaps[place] = ((gap if change is ScriptChange.LETTERS else 0.0) - spacing) / cell
        return replace(own, widths=list(map(_word_cells, piece.chars)), gaps=gaps)

    def _places(self, piece: _Piece, line: Break, left: float, measure: float) -> array[float]:
        """Left edges of the characters of a line; those of blanks at its end are left out."""
        end = line.start + len(piece.text[line.start : line.end].rstrip(marks.BLANKS))
        align = piece.block.align
        steps = piece.steps(line, end, is_spread=align is Align.JUSTIFY)
        cell = self._cell
        xs = list(accumulate(steps, initial=0.0))
        spare = measure - xs.pop() * cell
        left += {Align.CENTER: spare / 2, Align.RIGHT: spare}.get(align, 0.0)
        return array("d", [left + x * cell for x in xs])

    def _chars(self, spans: Sequence[Span]) -> list[Char]:
        chars: list[Char] = []
        for span in spans:
            letters = self._letters(span.style)
            start = len(chars)
            chars += map(letters.__getitem__, span.text)
            for place in apostrophes(span.text):
                chars[start + place] = letters.made("’", full_cell=False)
        return chars

    def _letters(self, block: BlockStyle) -> Letters:
        known = self._known.get((block.role, block.size))
        if known is None:
            style, tracking = self.style, self._tracking(block)
            own = Type(
                font_path=self.case.font_path,
                role=block.role,
                latin=style.latin,
                size=block.size,
                cell=self._cell,
                tracking=tracking,
                spacing=style.word.spacing if tracking else 0.0,
            )
            known = self._known[block.role, block.size] = Letters(own, self.case)
        return known

    def _tracking(self, block: BlockStyle) -> float:
        """What brings a character of the body's size to the width of its cell."""
        is_body_size = abs(block.size - self._body_size) < 0.5
        return self._cell - block.size if is_body_size else 0.0


def _with_shared_blanks(own: Paragraph, piece: _Piece) -> Paragraph:
    """The paragraph as `fine` sets it: marks at line ends and side by side give up a half [K-05, K-06]."""
    gaps, trims = [0.0] * len(own.text), list(own.trims)
    for pinch in piece.pinched:
        gaps[pinch.place] = -pinch.of_left - pinch.of_right
        trims[pinch.place] = max(0.0, trims[pinch.place] - pinch.of_left)
        trims[pinch.place + 1] = max(0.0, trims[pinch.place + 1] - pinch.of_right)
    return replace(own, trims=trims, gaps=gaps, ends=list(map(_trim_right, piece.chars)))
