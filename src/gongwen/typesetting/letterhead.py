"""版头: 份号 to the red rule, at places of the sheet, and the title below it (GB/T 9704 7.2, 10.1, 10.2).

The boxes of the head stand under each other from the ink of the mark down; the blank lines between them give
way a little, so that the body below meets the grid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..model import BlockKind, Rule, RuleUnder
from ..model.parts import issued_by, letterhead_end, mark_of, signers_of
from .marklines import mark_box
from .matter import Matter, Piece
from .setting import SetLine
from .stacking import Box, Gap, blank_lines, fixed, rules_at, shared
from .units import ASCENT, Frame, Unit

_SCALES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4)
_SMALL = (BlockKind.COPY_NUMBER, BlockKind.SECRET_LEVEL, BlockKind.URGENCY)
_SPREAD_NAMES = 3.0
"""Cells to which a name of two characters is spread beside longer ones."""

Stack = list[tuple[Gap, Box]]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The blocks of a 版头 and how they are set on the first page."""

    matter: Matter
    end: int
    """How many blocks are of it."""
    frame: Frame

    @classmethod
    def of(cls, matter: Matter, frame: Frame) -> Letterhead | None:
        """The 版头 of a document, if it has one."""
        end = letterhead_end(matter.blocks)
        return cls(matter, end, frame) if end else None

    def unit(self, title: Stack, blocks: list[int], below: float, room: int) -> Unit | None:
        """The head as one unit at the top of the first page; None where it does not fit on a page.

        Args:
            title: Boxes of title and what belongs to it, each with the blank above it.
            blocks: Indices of all blocks that are set.
            below: Blank lines below it.
            room: Lines that the page must keep below it, so that it shows body text (7.3.3).
        """
        unit = None
        for scale in _SCALES:
            stack = self._stack(scale)
            if stack is None:
                return None
            unit = self._placed(stack, title, below)
            if unit.rows + room <= self.frame.rows:
                break
        if unit is None or unit.rows >= self.frame.rows:
            return None
        unit.blocks = blocks
        unit.keep = True
        return unit

    def _placed(self, stack: tuple[float, Stack], title: Stack, below: float) -> Unit:
        """Mark, number, rule and title under each other; blanks give way until the body meets the grid."""
        top, boxes = stack
        style = self.matter.style
        after = blank_lines(style.letterhead.after, style)
        if title:
            boxes = [*boxes, (after, title[0][1]), *title[1:]]
        gaps = [gap for gap, _ in boxes]
        gaps.append(blank_lines(below, style) if title else after)
        natural = top + sum(gap.natural for gap in gaps) + sum(box.height for _, box in boxes)
        first = int((natural - self.frame.top) / style.pitch)
        options = []
        for rows in (first, first + 1, first + 2):
            heights, left_over = shared(gaps, self.frame.top + rows * style.pitch - natural)
            if abs(left_over) < 1e-6:
                options.append((sum(abs(h - g.natural) for h, g in zip(heights, gaps, strict=True)), rows))
        rows = min(options)[1] if options else first + 1
        heights, _ = shared(gaps, self.frame.top + rows * style.pitch - natural)
        unit = Unit([], rows)
        for box, gap in zip((box for _, box in boxes), heights, strict=False):
            top += gap
            self._put(box, top, unit)
            top += box.height
        for box, y in self._above():
            self._put(box, y, unit)
        unit.lines.sort(key=lambda placed: placed[1].spans[0].block)
        if style.letterhead.foot.strokes and self._has_mark():
            unit.rules += self._foot()
        return unit

    def _put(self, box: Box, top: float, unit: Unit) -> None:
        top -= self.frame.top
        unit.lines += [(top + baseline, line) for baseline, line in box.lines]
        unit.rules += [replace(rule, y0=rule.y0 + top, y1=rule.y1 + top) for rule in box.rules]

    def _has_mark(self) -> bool:
        return mark_of(self.matter.blocks, self.end, self.matter.style.letterhead.word) is not None

    def _foot(self) -> list[Rule]:
        """The rule near the lower edge of the first page of a letter (10.1)."""
        style = self.matter.style
        foot = style.letterhead.foot
        top = style.page.height - foot.distance - foot.height - self.frame.top
        return rules_at(top, foot, style.page.left, style)

    def _above(self) -> list[tuple[Box, float]]:
        """份号, 密级 and 紧急程度 on the first lines of the page; in letters they stand below the rule."""
        style = self.matter.style
        if style.letterhead.rule_under is RuleUnder.MARK and self._has_mark():
            return []
        lines = self._lines_of(*_SMALL)
        return [(self._column(lines), style.page.top)] if lines else []

    # From the mark down.

    def _stack(self, scale: float) -> tuple[float, Stack] | None:
        """Where the first box begins, and the boxes down to the rule, each with the blank above it."""
        style = self.matter.style
        head = style.letterhead
        rule: Stack = []
        if head.rule.strokes:
            strokes = rules_at(0.0, head.rule, style.page.left, style)
            rule = [(fixed(head.rule.distance), Box(head.rule.height, rules=strokes))]
        numbers = self._numbers()
        mark = mark_of(self.matter.blocks, self.end, head.word)
        if mark is None:
            return self._below_above(), [*([(fixed(0.0), numbers)] if numbers.lines else []), *rule]
        box = mark_box(mark, self.matter, scale)
        if box is None:
            return None
        stack: Stack = [(fixed(0.0), box)]
        if head.rule_under is RuleUnder.MARK:
            sides = self._sides(numbers)
            below = [(fixed(head.under_rule), sides)] if sides.lines else []
            return float(head.mark_top), [*stack, *rule, *below]
        if numbers.lines:
            before = style.block(BlockKind.DOCUMENT_NUMBER).before
            stack.append((blank_lines(before, style), numbers))
        return max(float(head.mark_top), self._below_above()), [*stack, *rule]

    def _below_above(self) -> float:
        """Where the next line would begin below 份号, 密级 and 紧急程度."""
        count = len(self._lines_of(*_SMALL))
        pitch = self.matter.style.pitch
        leading = pitch - self.matter.style.body.size if self._has_mark() and count else 0.0
        return self.matter.style.page.top + count * pitch - leading / 2

    def _indices(self, *kinds: BlockKind) -> list[int]:
        return [i for i in range(self.end) if self.matter.blocks[i].kind in kinds]

    def _lines_of(self, *kinds: BlockKind) -> list[SetLine]:
        """The lines of the blocks of some kinds, in the order of the standard."""
        indices = sorted(self._indices(*kinds), key=lambda i: kinds.index(self.matter.blocks[i].kind))
        setter = self.matter.setter
        return [line for i in indices for line in setter.paragraph(self.matter.spans(i))]

    def _column(self, lines: Sequence[SetLine]) -> Box:
        """Lines at the grid's distance."""
        style = self.matter.style
        rows = [(y * style.pitch + ASCENT * style.body.size, line) for y, line in enumerate(lines)]
        return Box((len(lines) - 1) * style.pitch + style.body.size if lines else 0.0, rows)

    def _sides(self, right: Box) -> Box:
        """份号 … flush left and 发文字号 flush right below the rule of a letter (10.1)."""
        left = self._column(self._lines_of(*_SMALL))
        return Box(max(left.height, right.height), left.lines + right.lines)

    # 发文字号 and 签发人 (7.2.5, 7.2.6).

    def _numbers(self) -> Box:
        """Number and signers, and the line of office and date that minutes have below them."""
        rows = self._signers()
        numbers = self._lines_of(BlockKind.DOCUMENT_NUMBER)
        if rows and len(numbers) == 1 and _end(numbers[0]) < rows[-1][0].start:
            rows[-1].append(numbers[0])
        else:
            rows += [[line] for line in numbers]
        rows += [[line] for i in self._indices(BlockKind.DATE_LINE) for line in self._office_and_date(i)]
        style = self.matter.style
        placed = [
            (y * style.pitch + ASCENT * style.body.size, line) for y, row in enumerate(rows) for line in row
        ]
        return Box((len(rows) - 1) * style.pitch + style.body.size if rows else 0.0, placed)

    def _signers(self) -> list[list[SetLine]]:
        """签发人, so many a line, the names under each other; line by line."""
        matter = self.matter
        named = [(i, *signers_of(matter.blocks[i].text)) for i in self._indices(BlockKind.SIGNER)]
        if not named:
            return []
        names = [(i, name) for i, _, own in named for name in own]
        if not names or any(not own for _, _, own in named):
            return [[line] for line in self._lines_of(BlockKind.SIGNER)]
        style = matter.block_style(named[0][0])
        cell = matter.style.cell
        label = replace(style, role=style.label) if style.label else style
        columns = min(matter.style.letterhead.signers, len(names))
        least = _SPREAD_NAMES * cell if len(names) > 1 else 0.0
        widths = [
            max([least, *(matter.width(name, style) for _, name in names[column::columns])])
            for column in range(columns)
        ]
        first = matter.style.page.text_width - style.right_indent * cell
        first -= sum(widths) + (columns - 1) * cell
        if any(first < matter.width(text, label) for _, text, _ in named):
            return [[line] for line in self._lines_of(BlockKind.SIGNER)]
        labels = {i: text for i, text, _ in named}
        return [
            self._signer_line(names[start : start + columns], labels, first, widths)
            for start in range(0, len(names), columns)
        ]

    def _signer_line(
        self, names: Sequence[tuple[int, str]], labels: dict[int, str], first: float, widths: Sequence[float]
    ) -> list[SetLine]:
        """The names of a line, as one set line for each of their blocks; labels stand left of the first."""
        matter = self.matter
        lines: list[SetLine] = []
        for block in dict.fromkeys(index for index, _ in names):
            style = matter.block_style(block)
            pieces = []
            label = labels.pop(block, "")
            if label:
                own = replace(style, role=style.label) if style.label else style
                pieces.append(Piece(label, own, first - matter.width(label, own)))
            for column, (index, name) in enumerate(names):
                if index == block:
                    x = first + sum(widths[:column]) + column * matter.style.cell
                    spread = min(widths[column], _SPREAD_NAMES * matter.style.cell)
                    pieces.append(Piece(name, style, x, spread if len(name) > 1 else None))
            lines.append(matter.line(block, pieces))
        return lines

    def _office_and_date(self, index: int) -> list[SetLine]:
        """Office left and date right, one character in from both sides; alone, what there is is centred."""
        matter = self.matter
        style = matter.style.block(BlockKind.DOCUMENT_NUMBER)
        office, date = issued_by(matter.blocks[index].text)
        if not (office and date):
            return matter.setter.paragraph(matter.spans(index))
        cell = matter.style.cell
        right = matter.style.page.text_width - cell - matter.width(date, style)
        if cell + matter.width(office, style) > right:
            return matter.setter.paragraph(matter.spans(index))
        return [matter.line(index, [Piece(office, style, cell), Piece(date, style, right)])]


def _end(line: SetLine) -> float:
    return line.xs[-1] + line.chars[len(line.xs) - 1].width if line.xs else 0.0
