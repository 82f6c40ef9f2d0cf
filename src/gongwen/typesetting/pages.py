"""Pagination: units on the lines of the grid, page numbers outside, an outline of the headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..model import Block, BlockKind, BlockStyle, Bookmark, Document, Line, Page, Pages, Run, Style
from .composing import ASCENT, Composer, Unit
from .glyphs import opened
from .setting import Setter, Span

_DASH = "—"


@dataclass(slots=True)
class _Sheet:
    """A page that is being filled: units with the grid line at which each begins."""

    placed: list[tuple[int, Unit]] = field(default_factory=list)
    used: int = 0

    def room(self, lines: int) -> int:
        """Grid lines left."""
        return lines - self.used

    def put(self, unit: Unit) -> None:
        """Place a unit below what is there; blank lines at the top of a page are left out."""
        if self.placed:
            self.used += unit.gap
        self.placed.append((self.used, unit))
        self.used += unit.rows


def paginate(document: Document, style: Style, setter: Setter) -> Pages:
    """The pages of a document; every block stands on them."""
    units = Composer(document, style, setter).units()
    sheets = _filled(units, style.grid.lines)
    pages = tuple(_page(sheet, number, style, setter) for number, sheet in enumerate(sheets, 1))
    return Pages(
        width=style.page.width,
        height=style.page.height,
        pages=pages,
        title=document.title,
        outline=_outline(sheets, document, style),
        blocks=document.blocks,
        notices=tuple(setter.case.notices()),
    )


def _filled(units: Sequence[Unit], lines: int) -> list[_Sheet]:
    """The units on sheets; what keeps with the next stays with it unless a page cannot hold both."""
    sheets = [_Sheet()]
    for index, unit in enumerate(units):
        sheet = sheets[-1]
        chain = _chain_length(units, index)
        gap = unit.gap if sheet.placed else 0
        fits = gap + unit.rows <= sheet.room(lines)
        chain_fits = gap + chain <= sheet.room(lines)
        starts_page = bool(sheet.placed) and (
            unit.new_page or not fits or (not chain_fits and chain <= lines)
        )
        if starts_page:
            sheets.append(_Sheet())
        sheets[-1].put(unit)
    return sheets


def _chain_length(units: Sequence[Unit], index: int) -> int:
    """Grid lines of a unit and of those it keeps with."""
    length = units[index].rows
    while units[index].keep and index + 1 < len(units) and not units[index + 1].new_page:
        index += 1
        length += units[index].gap + units[index].rows
    return length


def _page(sheet: _Sheet, number: int, style: Style, setter: Setter) -> Page:
    lines: list[Line] = []
    for row, unit in sheet.placed:
        top = style.page.top + row * style.pitch
        for baseline, line in unit.lines:
            lines += line.lines(style.page.left, top + baseline)
    return Page(tuple(lines), number=number, footer=_footer(number, style, setter))


def _footer(number: int, style: Style, setter: Setter) -> tuple[Run, ...]:
    """The page number: odd pages right, even pages left, or centred (GB/T 9704 7.5)."""
    form = style.number
    block = BlockStyle(role=form.role, size=form.size)
    line = setter.paragraph([Span(0, form.form.format(n=number), block)])[0]
    width = sum(char.width for char in line.chars)
    inset = form.inset * form.size
    if form.centered:
        x = (style.page.text_width - width) / 2
    elif number % 2:
        x = style.page.text_width - inset - width
    else:
        x = inset
    baseline = style.page.height - style.page.bottom + form.below + _dash_centre(block, setter) * form.size
    placed = line.moved(x - line.start).lines(style.page.left, baseline)
    return tuple(run for part in placed for run in part.runs)


def _dash_centre(block: BlockStyle, setter: Setter) -> float:
    """Height of the middle of the dash above the baseline, in em."""
    glyph = setter.case.glyph(block.role, _DASH)
    _, _, lower, upper = opened(glyph.face).ink(glyph.id)
    return (lower + upper) / 2


def _outline(sheets: Sequence[_Sheet], document: Document, style: Style) -> tuple[Bookmark, ...]:
    """Title and headings; a level that is left out in the text is closed up."""
    entries: list[Bookmark] = []
    open_levels: list[int] = []
    for page, sheet in enumerate(sheets):
        for row, unit in sheet.placed:
            for index in unit.blocks:
                level = _level(document.blocks[index])
                if level is None:
                    continue
                while open_levels and open_levels[-1] >= level:
                    open_levels.pop()
                text = document.blocks[index].text.replace("\n", "")
                y = style.page.top + row * style.pitch
                entries.append(Bookmark(len(open_levels), text, page, y))
                open_levels.append(level)
    return tuple(entries)


def _level(block: Block) -> int | None:
    """Where a block stands in the outline; None is nowhere."""
    if block.kind is BlockKind.HEADING:
        return block.level or 1
    return 0 if block.kind in (BlockKind.TITLE, BlockKind.ATTACHMENT_TITLE) else None


__all__ = ["ASCENT", "paginate"]
