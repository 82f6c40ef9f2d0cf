"""Pages of placed characters (PDF, OFD) to lines: what stands on one baseline, in the order of the page.

A line keeps the indent that it is printed with as ideographic blanks, and a wide gap above it as a blank
line: that is what is left of its paragraphs, and what the joining of lines goes by.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from .columns import in_columns
from .flow import Flow, ReadCell
from .furniture import Placed, split_furniture
from .grids import Grid, grids
from .shifted import SUPERSCRIPT

_SAME_LINE = 0.35
"""Baselines that differ by less of a character's size are one line."""
_WORD_GAP = 0.18
"""The gap between Latin letters, in sizes, that is a blank."""
_HAN_GAP = 0.45
_WIDE_GAP = 0.75
"""Gaps from here on are as many ideographic blanks as fit."""
_COLUMN_GAP = 3.5
"""A gap so wide, in sizes, parts two columns of a table without rules."""
_CELL_GAP = 1.2
_CELL_GAPS = 3
"""Where there is such a gap, or there are several of these, the smaller ones part columns too."""
_TWIN = 0.4
"""The same character again within so much of its width is the same one."""
_RAISED = 0.8
_SMALL = 0.75
_DIGITS = "0123456789"
_PARAGRAPH_GAP = 1.8
"""Line pitches from which a gap is a blank line."""
_FULL = 0.85
_SAME_EDGE = 4.0
"""Points by which the beginnings of lines at one edge differ at most."""
_SUPPORT = 0.25
"""A left edge has so many lines, of those at the edge that has most."""
_LEAST_FULL = 3
"""A page with more full lines has a left edge of its own: those of left and right pages differ."""
_MOST_BLANKS = 30
_LATIN = re.compile(r"[!-~\u00a1-\u024f]")
_RAGGED = 2.0
"""A line that ends so many characters short of its cell ends a paragraph."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character on a page; lengths in points from the upper left corner."""

    text: str
    x0: float
    x1: float
    y: float
    """Its baseline."""
    size: float
    spaced: bool = False
    """A blank that the file writes stands in front of it."""


@dataclass(slots=True)
class Sheet:
    """What stands on one page."""

    height: float
    glyphs: list[Glyph]
    rules: list[tuple[float, float, float, float]]
    """Lines drawn level or upright: x0, y0, x1, y1."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a table."""

    y: float
    cells: list[Flow]
    grid: Grid


@dataclass(slots=True)
class _Sheet:
    """A page taken apart."""

    lines: list[Placed]
    rows: list[_Row]


def flow_of(sheets: Sequence[Sheet]) -> tuple[Flow, list[str]]:
    """The lines of all pages, and the running headers, footers and page numbers left out of them."""
    pages = [_apart(sheet) for sheet in sheets]
    bodies, furniture = split_furniture(
        [page.lines for page in pages],
        [sheet.height for sheet in sheets],
        [[row.y for row in page.rows] for page in pages],
    )
    flow = Flow()
    edge = _left_edge([line for body in bodies for line in body])
    for page, body in zip(pages, bodies, strict=True):
        if any(line.column for line in body):
            for run in _runs(body):
                _compose(flow, run, [], edge if not run[0].column else min(line.x0 for line in run))
            _add_tables(flow, list(page.rows), float("inf"))
        else:
            _compose(flow, body, page.rows, edge)
    return flow, furniture


def _apart(sheet: Sheet) -> _Sheet:
    """The lines outside of tables, and the rows of the tables."""
    left = sheet.glyphs
    rows: list[_Row] = []
    for grid in grids(sheet.rules):
        inside, left = grid.split(left)
        cells = grid.cells(inside)
        if cells:
            rows += [_Row(y, [_cell(c, right) for c, right in row], grid) for y, row in cells]
        else:
            left = left + inside
    return _Sheet(lines_of(left, columns=True), rows)


def _cell(glyphs: Sequence[Glyph], right: float) -> Flow:
    """The paragraphs of a cell: its lines joined where they reach its right edge."""
    flow = Flow()
    text = ""
    for line in lines_of(glyphs):
        glue = " " if text and _LATIN.match(text[-1]) and _LATIN.match(line.text[0]) else ""
        text += glue + line.text
        if right - line.x1 > _RAGGED * line.size:
            flow.line(text)
            text = ""
    if text:
        flow.line(text)
    return flow


def lines_of(glyphs: Iterable[Glyph], *, columns: bool = False) -> list[Placed]:
    """Lines from top to bottom; those of two columns apart, if `columns` are looked for."""
    found: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: (g.y, g.x0)):
        if found and glyph.y - found[-1][0].y < _SAME_LINE * max(glyph.size, found[-1][0].size):
            found[-1].append(glyph)
        else:
            found.append([glyph])
    lines = list(_with_raised(found))
    if not columns:
        return [_line(line) for line in lines]
    return [replace(_line(line), column=column) for column, line in in_columns(lines)]


def _with_raised(lines: Sequence[list[Glyph]]) -> Iterator[list[Glyph]]:
    """Lines with the small raised digits above them, which are the marks of notes, as ¹²³."""
    raised: list[Glyph] = []
    for line in lines:
        size, y = median(g.size for g in line), line[0].y
        inside = [g for g in raised if y - g.y < _RAISED * size and g.size < _SMALL * size]
        if raised and not inside:
            yield raised
        elif inside:
            line += [replace(g, text=g.text.translate(SUPERSCRIPT), y=y) for g in inside]
        raised = []
        if all(g.text in _DIGITS for g in line):
            raised = line
        else:
            yield line
    if raised:
        yield raised


def _once(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Characters from left to right, those that are printed twice for boldness or a shadow once."""
    found: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda g: g.x0):
        twin = next((g for g in found[-2:] if g.text == glyph.text), None)
        if twin is None or glyph.x0 - twin.x0 > _TWIN * (twin.x1 - twin.x0):
            found.append(glyph)
    return found


def _line(characters: Sequence[Glyph]) -> Placed:
    glyphs = _once(characters)
    size = median(g.size for g in glyphs)
    gaps = [(g.x0 - before.x1) / size for before, g in pairwise(glyphs)]
    is_row = max(gaps, default=0) >= _COLUMN_GAP or sum(gap >= _CELL_GAP for gap in gaps) >= _CELL_GAPS
    column = _CELL_GAP if is_row else _COLUMN_GAP
    parts = [glyphs[0].text]
    for before, glyph, gap in zip(glyphs, glyphs[1:], gaps, strict=False):
        parts += ["\t" if gap >= column else _blanks(before, glyph, gap), glyph.text]
    return Placed("".join(parts), glyphs[0].x0, max(g.x1 for g in glyphs), min(g.y for g in glyphs), size)


def _blanks(before: Glyph, glyph: Glyph, gap: float) -> str:
    """What stands between two characters that are `gap` sizes apart: nothing, a blank, or as many as fit."""
    if _LATIN.match(before.text[-1]) and _LATIN.match(glyph.text[0]):
        return " " if gap >= _WORD_GAP or glyph.spaced else ""
    if gap < _HAN_GAP:
        return " " if glyph.spaced and gap >= _WORD_GAP else ""
    return "\u3000" * round(gap) if gap >= _WIDE_GAP else " "


def _left_edge(lines: Sequence[Placed]) -> float:
    """Where full lines begin: the leftmost place where not only a header or two begin."""
    widest = _width(lines)
    begins = Counter(round(line.x0 / _SAME_EDGE) for line in lines)
    places = {
        line.x0: sum(begins[round(line.x0 / _SAME_EDGE) + step] for step in (-1, 0, 1))
        for line in lines
        if line.x1 - line.x0 >= _FULL * widest
    }
    enough = _SUPPORT * max(places.values(), default=0)
    return min((place for place, count in places.items() if count >= enough), default=0.0)


def _compose(flow: Flow, lines: Sequence[Placed], rows: Sequence[_Row], edge: float) -> None:
    """Add a page: its lines and tables from top to bottom."""
    widest = _width(lines)
    has_own = sum(line.x1 - line.x0 >= _FULL * widest for line in lines) > _LEAST_FULL
    left = _left_edge(lines) if has_own else edge
    pitches = [b.y - a.y for a, b in pairwise(lines) if b.y - a.y < 4 * b.size]
    pitch = median(pitches) if pitches else 0.0
    above: float | None = None
    waiting = list(rows)
    for line in lines:
        if waiting and waiting[0].y < line.y:
            waiting = _add_tables(flow, waiting, line.y)
            above = None
        if above is not None and pitch and line.y - above > _PARAGRAPH_GAP * pitch:
            flow.line("")
        indent = min(max(round((line.x0 - left) / line.size), 0), _MOST_BLANKS)
        flow.line("\u3000" * indent + line.text)
        above = line.y
    _add_tables(flow, waiting, float("inf"))


def _runs(lines: Sequence[Placed]) -> Iterator[list[Placed]]:
    """The lines of a page in two columns as they are read: over both, the left, the right, and so on."""
    waiting: list[Placed] = []
    for line in lines:
        if line.column:
            waiting.append(line)
            continue
        yield from _sides(waiting)
        waiting = []
        yield [line]
    yield from _sides(waiting)


def _sides(lines: Sequence[Placed]) -> Iterator[list[Placed]]:
    """The left lines, then the right ones."""
    for side in (1, 2):
        if found := [line for line in lines if line.column == side]:
            yield found


def _width(lines: Sequence[Placed]) -> float:
    return max((line.x1 - line.x0 for line in lines), default=0.0)


def _add_tables(flow: Flow, rows: list[_Row], until: float) -> list[_Row]:
    """Add the rows above a place, table by table; returns the others."""
    while rows and rows[0].y < until:
        grid = rows[0].grid
        with flow.table():
            while rows and rows[0].grid is grid:
                flow.row([ReadCell(cell) for cell in rows.pop(0).cells])
    return rows


def is_wide(text: str) -> bool:
    """Whether a character fills a square."""
    return unicodedata.east_asian_width(text[0]) in "WF"
