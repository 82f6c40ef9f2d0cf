"""署名 and 成文日期: without a seal, with seals, or with a personal one (GB/T 9704 7.3.5)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from ..model import BlockKind, BlockStyle
from ..model.parts import personal_signature
from .matter import Matter, Piece
from .setting import SetLine
from .units import ASCENT, Unit, row

_WIDE_BLANK = re.compile(r"[ \t\u3000]+")
_SHORTEST_NAME = 4
"""Characters of an authority's name; shorter parts are those of one name."""
_SPREAD_NAMES = 3.0
"""Cells to which a name of two characters is spread beside longer ones."""
_ABOVE_MIDDLE = 2.0
"""Points by which name and date stand below the middle of their seal."""

Name = tuple[int, str]
"""Index of a block and one of the names in it."""


@dataclass(frozen=True, slots=True)
class Closing:
    """The names that sign a document and its date."""

    matter: Matter
    names: Sequence[int]
    """Indices of the blocks of names."""
    date: int | None

    @classmethod
    def of(cls, group: Sequence[int], matter: Matter) -> Closing:
        """The closing that a run of blocks makes."""
        names = [i for i in group if matter.blocks[i].kind is BlockKind.SIGNATURE]
        dates = [i for i in group if matter.blocks[i].kind is BlockKind.DATE]
        return cls(matter, names, dates[0] if dates else None)

    def units(self) -> list[Unit]:
        """Its lines; they stay together, the first unit has the blank lines above."""
        style = self.matter.style
        posts = [personal_signature(self._text(i), style.personal_seal.posts) for i in self.names]
        if posts and all(posts) and self._fits(style.personal_seal.right_indent, self.names):
            return self._personal([post for post in posts if post])
        dated = self.date is not None and self._text(self.date).strip()
        if style.seal.kept and dated and self._fits(style.seal.right_indent, ()):
            sealed = self._sealed()
            if sealed:
                return [sealed]
        return self._plain()

    def _fits(self, indent: float, names: Sequence[int]) -> bool:
        """Whether some names and the date each fit on a line that ends so many cells from the right."""
        room = self._measure - indent * self.matter.style.cell
        every = [*names, *([self.date] if self.date is not None else [])]
        return all(self.matter.width(self._text(i), self._style(i)) <= room for i in every)

    def _text(self, index: int) -> str:
        return self.matter.blocks[index].text

    def _style(self, index: int) -> BlockStyle:
        return self.matter.block_style(index)

    @property
    def _measure(self) -> float:
        return self.matter.style.page.text_width

    def _all_names(self) -> list[Name]:
        """The names, several in one block divided by blanks."""
        found: list[Name] = []
        for index in self.names:
            for line in self._text(index).split("\n"):
                parts = [part for part in _WIDE_BLANK.split(line.strip()) if part]
                several = len(parts) > 1 and all(len(part) >= _SHORTEST_NAME for part in parts)
                found += [(index, part) for part in (parts if several else [line.strip()]) if part]
        return found

    def _kept(self, rows: Sequence[Unit], gap: int) -> list[Unit]:
        """The units as one that is not divided."""
        for unit in rows[:-1]:
            unit.keep = True
        rows[0].gap = gap
        seen: set[int] = set()
        for unit in rows:
            own = [index for index in dict.fromkeys(self._blocks_of(unit)) if index not in seen]
            unit.blocks, seen = own, seen | set(own)
        return list(rows)

    @staticmethod
    def _blocks_of(unit: Unit) -> list[int]:
        return [line.spans[0].block for _, line in unit.lines]

    # Without a seal (7.3.5.2).

    def _plain(self) -> list[Unit]:
        """Names under each other, the longest so far from the right, the date `step` right of their start.

        A date that is longer than the names keeps the distance from the right and the names move left.
        """
        matter = self.matter
        names = [matter.setter.paragraph(matter.spans(index, text)) for index, text in self._all_names()] or [
            matter.setter.paragraph(matter.spans(index)) for index in self.names
        ]
        single = [lines[0] for lines in names if len(lines) == 1 and lines[0].xs]
        if len(single) == len(names) and names:
            start = min(line.start for line in single)
            names = [[line.moved(start - line.start)] for line in single]
        date: list[SetLine] = []
        if self.date is not None:
            date = matter.setter.paragraph(matter.spans(self.date))
            names, date = self._stepped(names, date)
        rows = [row(line, matter.style) for lines in [*names, date] for line in lines]
        first = self.names[0] if self.names else self.date
        return self._kept(rows, matter.gap_above(first) if first is not None else 0)

    def _stepped(
        self, names: list[list[SetLine]], date: list[SetLine]
    ) -> tuple[list[list[SetLine]], list[SetLine]]:
        style = self._style(self.date) if self.date is not None else None
        if style is None or style.step is None or len(date) != 1 or not names or not names[-1][-1].xs:
            return names, date
        step = style.step * self.matter.style.cell
        last = names[-1][-1]
        if _width(date[0]) <= max(_width(line) for lines in names for line in lines):
            start = min(last.start + step, self._measure - _width(date[0]))
            return names, [date[0].moved(start - date[0].start)]
        room = min(line.start for lines in names for line in lines)
        shift = max(min(0.0, date[0].start - step - last.start), -room)
        return [[line.moved(shift) for line in lines] for lines in names], date

    # With a post and a personal seal (7.3.5.3).

    def _personal(self, signed: Sequence[tuple[str, str]]) -> list[Unit]:
        """Post and name on a line, several under each other with both aligned; the date below."""
        matter, personal = self.matter, self.matter.style.personal_seal
        style, cell = self._style(self.names[0]), self.matter.style.cell
        right = self._measure - personal.right_indent * cell
        name_width = max(matter.width(name, style) for _, name in signed)
        post_width = max(matter.width(post, style) for post, _ in signed)
        name_at = right - name_width
        post_at = max(0.0, name_at - personal.apart * cell - post_width)
        rows = []
        for index, (post, name) in zip(self.names, signed, strict=True):
            spread = min(name_width, _SPREAD_NAMES * cell)
            pieces = [Piece(post, style, post_at), Piece(name, style, name_at, spread)]
            rows.append(row(matter.line(index, pieces), matter.style))
        rows[0].gap = ceil(personal.before)
        if self.date is not None:
            rows.append(row(self._date_line(personal.right_indent), matter.style))
            rows[-1].gap = ceil(personal.date_before)
        return self._kept(rows, ceil(personal.before))

    def _date_line(self, indent: float) -> SetLine:
        """The date so many cells from the right."""
        assert self.date is not None
        style, text = self._style(self.date), self._text(self.date).replace("\n", "")
        x = self._measure - indent * self.matter.style.cell - self.matter.width(text, style)
        return self.matter.line(self.date, [Piece(text, style, max(0.0, x))])

    # With seals (7.3.5.1).

    def _sealed(self) -> Unit | None:
        """Names in rows, the last centred above the date, with room for a seal on each.

        Returns:
            None where there are so many that a page does not hold them.
        """
        matter, seal, pitch = self.matter, self.matter.style.seal, self.matter.style.pitch
        date = self._date_line(seal.right_indent)
        names = self._all_names()
        widths = [matter.width(text, self._style(index)) for index, text in names]
        if widths and max(widths) > self._measure:
            return None
        half = max([*widths, float(seal.size)]) / 2
        middle = min(date.start + _width(date) / 2, self._measure - half)
        step = max(seal.size + seal.apart, max(widths, default=0.0) + matter.style.cell)
        columns = 1 + max(0, int((middle - half) / step))
        lines_each = ceil((seal.size + seal.apart) / pitch)
        count = max(1, ceil(len(names) / columns))
        columns = max(1, ceil(len(names) / count))
        unit = Unit([], (count - 1) * lines_each + (2 if names else 1))
        top = ASCENT * matter.style.body.size
        for number, (name, width) in enumerate(zip(reversed(names), reversed(widths), strict=True)):
            line, column = divmod(number, columns)
            x = middle - column * step - width / 2
            y = (count - 1 - line) * lines_each * pitch
            piece = Piece(name[1], self._style(name[0]), x)
            unit.lines.insert(0, (top + y, matter.line(name[0], [piece])))
        unit.lines.append((top + (unit.rows - 1) * pitch, date))
        below = seal.size / 2 - _ABOVE_MIDDLE - pitch / 2 - matter.style.body.size / 2
        unit.room = ceil(max(0.0, below) / pitch)
        if unit.rows + unit.room + ceil(seal.before) >= matter.style.grid.lines:
            return None
        return self._kept([unit], ceil(seal.before))[0]


def _width(line: SetLine) -> float:
    return sum(char.width for char in line.chars)
