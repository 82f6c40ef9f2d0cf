"""署名 and 成文日期 in the Word file: without a seal, with seals, or with a personal one (7.3.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from ..model import Align, Block, BlockKind, Style
from ..model.parts import personal_signature
from .wordplaces import Indents, cells, measure

_WIDE_BLANK = re.compile(r"[ \t\u3000]+")
_SHORTEST_NAME = 4
"""Characters of an authority's name; shorter parts are those of one name."""
_SPARE = 2
"""Cells that a date near the edge may reach over it, should a reader set its figures wider."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A line of a closing: parts divided by tabs, and where it stands."""

    block: Block
    parts: tuple[str, ...]
    indents: Indents | None = None
    """None where it stands as its style says."""
    stops: tuple[tuple[str, float], ...] = ()
    """Tab stops: kind, place in cells."""
    gap: float | None = None
    """Blank lines above; None is what the layout has between such blocks."""


def closing_lines(blocks: Sequence[Block], style: Style) -> list[Signed]:
    """The lines of a run of signatures and the date below them."""
    names = [block for block in blocks if block.kind is BlockKind.SIGNATURE]
    date = next((block for block in blocks if block.kind is BlockKind.DATE), None)
    posts = [personal_signature(block.text, style.personal_seal.posts) for block in names]
    if posts and all(posts):
        return _personal(names, [post for post in posts if post], date, style)
    if style.seal.kept and date is not None and names:
        return _sealed(_all_names(names), date, style)
    return _plain(_all_names(names), date, style)


def _all_names(blocks: Sequence[Block]) -> list[tuple[Block, str]]:
    """The names, several in one block divided by blanks."""
    found: list[tuple[Block, str]] = []
    for block in blocks:
        for line in block.text.split("\n"):
            parts = [part for part in _WIDE_BLANK.split(line.strip()) if part]
            several = len(parts) > 1 and all(len(part) >= _SHORTEST_NAME for part in parts)
            found += [(block, part) for part in (parts if several else [line.strip()]) if part]
    return found


# Without a seal (7.3.5.2).


def _plain(names: Sequence[tuple[Block, str]], date: Block | None, style: Style) -> list[Signed]:
    """S-05, S-06: names under each other, the longest so far from the right, the date `step` after them.

    A date that is longer keeps the distance from the right, and the names give way to the left. Placed from
    the left, so that this holds whatever width a reader gives to figures.
    """
    entry = style.block(BlockKind.SIGNATURE)
    widest = max((cells(text, style) for _, text in names), default=0.0)
    start = measure(style) - entry.right_indent - widest
    moved = len(names) > 1 and entry.align is Align.RIGHT and start >= 0
    found = _date(date, start, widest, bool(names), style) if date else None
    if found and found.indents is None and date and names and style.block(BlockKind.DATE).step is not None:
        own = style.block(BlockKind.DATE)
        shifted = measure(style) - own.right_indent - cells(date.text, style) - (own.step or 0.0)
        moved, start = moved or shifted < start, min(start, shifted)
    place = Indents(Align.LEFT, left=max(0.0, start)) if moved else None
    lines = [Signed(block, (text,), place) for block, text in names]
    return lines + ([found] if found else [])


def _date(date: Block, start: float, widest: float, has_names: bool, style: Style) -> Signed:
    entry = style.block(BlockKind.DATE)
    width = cells(date.text, style)
    right_aligned = (entry.align, style.block(BlockKind.SIGNATURE).align) == (Align.RIGHT, Align.RIGHT)
    if not has_names or entry.step is None or width > widest or not right_aligned:
        return Signed(date, (date.text,))
    left = max(0.0, start + entry.step)
    over = left + width + _SPARE > measure(style)
    return Signed(date, (date.text,), Indents(Align.LEFT, left=left, right=-_SPARE if over else 0))


# With a post and a personal seal (7.3.5.3).


def _personal(
    blocks: Sequence[Block], signed: Sequence[tuple[str, str]], date: Block | None, style: Style
) -> list[Signed]:
    """S-08, S-09: post and name on a line, several under each other with both aligned; the date below."""
    seal = style.personal_seal
    name_at = measure(style) - seal.right_indent - max(cells(name, style) for _, name in signed)
    post_at = max(0.0, name_at - seal.apart - max(cells(post, style) for post, _ in signed))
    lines = [
        Signed(block, (post, name), Indents(Align.LEFT, left=post_at), (("left", name_at),), 0)
        for block, (post, name) in zip(blocks, signed, strict=True)
    ]
    lines[0] = replace(lines[0], gap=seal.before)
    if date:
        place = Indents(Align.RIGHT, right=seal.right_indent)
        lines.append(Signed(date, (date.text,), place, gap=seal.date_before))
    return lines


# With seals (7.3.5.1).


def _sealed(names: Sequence[tuple[Block, str]], date: Block, style: Style) -> list[Signed]:
    """S-01, S-02, S-04: the last name centred above the date, others left of it and above, a seal apart."""
    seal, line = style.seal, style.word.line
    width, whole = cells(date.text, style), measure(style)
    cell = (style.page.width - style.word.left - style.word.right) / whole
    widest = max(cells(text, style) for _, text in names)
    half = max(widest, seal.size / cell) / 2
    middle = min(whole - seal.right_indent - width / 2, whole - half)
    step = max((seal.size + seal.apart) / cell, widest + 1)
    columns = 1 + max(0, int((middle - half) / step))
    count = ceil(len(names) / columns)
    columns = ceil(len(names) / count)
    lines_each = ceil((seal.size + seal.apart) / line)
    rows = list(_rows(list(names), columns))
    lines = [
        _sealed_row(row, middle, step, style, seal.before if n == 0 else lines_each - 1)
        for n, row in enumerate(rows)
    ]
    return [*lines, Signed(date, (date.text,), Indents(Align.RIGHT, right=seal.right_indent), gap=0)]


def _rows(names: list[tuple[Block, str]], columns: int) -> Iterator[list[tuple[Block, str]]]:
    """The names in rows, the first of which may be short."""
    first = len(names) % columns or columns
    yield names[:first]
    for start in range(first, len(names), columns):
        yield names[start : start + columns]


def _sealed_row(
    row: Sequence[tuple[Block, str]], middle: float, step: float, style: Style, gap: float
) -> Signed:
    block, whole = row[0][0], measure(style)
    if len(row) == 1:
        sides = (2 * middle - whole, 0.0) if middle > whole / 2 else (0.0, whole - 2 * middle)
        return Signed(block, (row[0][1],), Indents(Align.CENTER, *sides), gap=gap)
    parts = tuple(text for _, text in row)
    places = [middle - (len(row) - 1 - n) * step for n in range(len(row))]
    left = max(0.0, places[0] - cells(parts[0], style) / 2)
    stops = tuple(("center", place) for place in places[1:])
    return Signed(block, parts, Indents(Align.LEFT, left=left), stops, gap)
