"""Pagination: units on the lines of the grid, page numbers outside, an outline of the headings."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ..model import (
    Block,
    BlockKind,
    BlockStyle,
    Bookmark,
    Document,
    Line,
    Page,
    Pages,
    PlacedPicture,
    Rule,
    Run,
    Style,
    Turned,
)
from .composing import Composer
from .glyphs import opened
from .matter import Matter
from .setting import SetLine, Setter, Span
from .sheets import Sheet, filled, with_imprint
from .units import ASCENT, Unit

_DASH = "—"


def paginate(document: Document, style: Style, setter: Setter) -> Pages:
    """The pages of a document; every block stands on them."""
    composer = Composer(Matter(document.blocks, style, setter))
    sheets = filled(composer.units(), composer.first, style)
    if composer.imprint:
        sheets = with_imprint(sheets, composer.imprint, style)
    silent = _unnumbered(sheets, style)
    notices = setter.case.notices()
    outline = _outline(sheets, document, style)
    tables = tuple(unit.table for sheet in sheets for _row, unit in sheet.placed if unit.table)
    pages = tuple(_pages(sheets, silent, style, setter))
    return Pages(
        width=style.page.width,
        height=style.page.height,
        pages=pages,
        title=document.title,
        outline=outline,
        blocks=document.blocks,
        tables=tables,
        notices=tuple(notices),
    )


def _pages(sheets: list[Sheet], silent: set[int], style: Style, setter: Setter) -> Iterator[Page]:
    """The pages, first to last; every sheet is given up when its page is made, for a book has many."""
    sheets.reverse()
    for number in range(1, len(sheets) + 1):
        yield _page(sheets.pop(), number, style, () if number in silent else _footer(number, style, setter))


def _unnumbered(sheets: Sequence[Sheet], style: Style) -> set[int]:
    """Pages that show no number: a blank one and the 版记's behind it (7.5), the first of a letter (10.1)."""
    silent = {number for number, sheet in enumerate(sheets, 1) if sheet.is_blank}
    silent |= {number + 1 for number in silent}
    return silent if style.number.first_page else silent | {1}


# One page.


def _page(sheet: Sheet, number: int, style: Style, footer: tuple[Run, ...]) -> Page:
    left = style.page.left_of(number)
    lines: list[Line] = []
    rules: list[Rule] = []
    pictures: list[PlacedPicture] = []
    turned = None
    for row, unit in sheet.placed:
        if unit.turned:
            turned = _turned(unit, style)
            continue
        top = sheet.frame.top + row * style.pitch
        lines += _lines(unit.lines, left, top)
        rules += _moved_rules(unit.rules, left, top)
        pictures += [_moved_picture(picture, left, top) for picture in unit.pictures]
    if sheet.imprint:
        top = sheet.frame.bottom - sheet.imprint.height
        lines += _lines(sheet.imprint.lines, left, top)
        rules += _moved_rules(sheet.imprint.rules, left, top)
    return Page(tuple(lines), tuple(rules), number, footer, tuple(pictures), turned)


def _lines(placed: Iterable[tuple[float, SetLine]], left: float, top: float) -> Iterator[Line]:
    """The lines at their places; what several spans of one block make of a line is one."""
    for baseline, line in placed:
        joined: Line | None = None
        for part in line.lines(left, top + baseline):
            if joined and joined.block == part.block:
                runs = tuple(_joined_runs([*joined.runs, *part.runs]))
                joined = Line(part.block, runs, joined.text + part.text, part.cell)
                continue
            if joined:
                yield joined
            joined = part
        if joined:
            yield joined


def _joined_runs(runs: Iterable[Run]) -> Iterator[Run]:
    """Neighbouring runs that look alike as one."""
    last: Run | None = None
    for run in runs:
        if last and _look(last) == _look(run):
            last = replace(
                last,
                text=last.text + run.text,
                glyphs=last.glyphs + run.glyphs,
                xs=array("d", [*last.xs, *run.xs]),
            )
            continue
        if last:
            yield last
        last = run
    if last:
        yield last


def _look(run: Run) -> tuple[object, ...]:
    return run.face, run.size, run.color, run.stretch, run.y


def _moved_rules(rules: Iterable[Rule], left: float, top: float) -> list[Rule]:
    return [replace(r, x0=r.x0 + left, x1=r.x1 + left, y0=r.y0 + top, y1=r.y1 + top) for r in rules]


def _moved_picture(picture: PlacedPicture, left: float, top: float) -> PlacedPicture:
    return replace(
        picture, x0=picture.x0 + left, x1=picture.x1 + left, y0=picture.y0 + top, y1=picture.y1 + top
    )


def _turned(unit: Unit, style: Style) -> Turned:
    """A unit on the text block as it lies when the sheet is turned: its left edge is the block's lower one.

    Seen so, the head of a table is at the sheet's left edge, on odd and on even pages (8).
    """
    left, top = style.page.bottom, style.page.left
    return Turned(
        tuple(_lines(unit.lines, left, top)),
        tuple(_moved_rules(unit.rules, left, top)),
        tuple(_moved_picture(picture, left, top) for picture in unit.pictures),
    )


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
    placed = line.moved(x - line.start).lines(style.page.left_of(number), baseline)
    return tuple(run for part in placed for run in part.runs)


def _dash_centre(block: BlockStyle, setter: Setter) -> float:
    """Height of the middle of the dash above the baseline, in em."""
    glyph = setter.case.glyph(block.role, _DASH)
    ink = opened(glyph.face).ink(glyph.id)
    return (ink[2] + ink[3]) / 2


# The outline.


def _outline(sheets: Sequence[Sheet], document: Document, style: Style) -> tuple[Bookmark, ...]:
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
                y = sheet.frame.top + row * style.pitch + _upper_edge(index, unit)
                entries.append(Bookmark(len(open_levels), text, page, y))
                open_levels.append(level)
    return tuple(entries)


def _upper_edge(index: int, unit: Unit) -> float:
    """Where in a unit the first line of a block has the upper edge of its em boxes."""
    own = (y - ASCENT * line.size for y, line in unit.lines if any(s.block == index for s in line.spans))
    return next(own, 0.0)


def _level(block: Block) -> int | None:
    """Where a block stands in the outline; None is nowhere."""
    if block.kind is BlockKind.HEADING:
        return block.level or 1
    return 0 if block.kind in (BlockKind.TITLE, BlockKind.ATTACHMENT_TITLE) else None
