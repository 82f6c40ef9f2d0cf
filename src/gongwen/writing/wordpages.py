"""What the Word file takes from the typeset pages: sizes and places that hang on the length of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..model import Block, BlockKind, Document, Line, Page, Pages, Style, TableLayout
from ..model.parts import IMPRINT, as_main_recipient
from .wordspaces import ASCENT

_ALMOST = 1.0
"""Points by which a line may stand higher than the last one of the grid."""
_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.TABLE})
_NUMBERED = (BlockKind.DOCUMENT_NUMBER, BlockKind.SIGNER, BlockKind.DATE_LINE)


@dataclass(frozen=True, slots=True)
class FirstPage:
    """Places on the first page with a 版头; baselines in points from the sheet's upper edge."""

    mark: tuple[float, float] | None
    """Size of the mark's characters and how much narrower they are."""
    numbers: float | None
    """Baseline of the first line of numbers and signers."""
    rule: float | None
    """Upper edge of the first rule."""
    following: float | None
    """Baseline of the first line below the 版头."""
    row: int | None
    """The line of the grid, from 0, on which the body begins; None where it does not on this page."""


def first_page(pages: Pages, blocks: Sequence[Block], end: int, body: int, style: Style) -> FirstPage:
    """The places on the first page.

    Args:
        pages: The document as it is set.
        blocks: Of the document.
        end: How many of them are the 版头.
        body: Index of the first block on the grid behind it.
        style: The layout.
    """
    lines = pages.pages[0].lines if pages.pages else ()
    marks = [line for line in lines if line.runs and _kind(line, blocks, end) is BlockKind.ISSUER_MARK]
    mark = (marks[0].runs[0].size, marks[0].runs[0].stretch) if marks else None
    numbers = [line for line in lines if line.runs and _kind(line, blocks, end) in _NUMBERED]
    following = [line.runs[0].y for line in lines if line.runs and line.block >= end]
    on_grid = [line.runs[0].y for line in lines if line.runs and line.block == body]
    row = None
    if on_grid:
        row = round((min(on_grid) - ASCENT * style.body.size - style.page.top) / style.pitch)
    rules = [rule.y0 - rule.width / 2 for rule in pages.pages[0].rules] if pages.pages else []
    return FirstPage(
        mark,
        min((line.runs[0].y for line in numbers), default=None),
        min(rules, default=None),
        min(following, default=None),
        row,
    )


def _kind(line: Line, blocks: Sequence[Block], end: int) -> BlockKind | None:
    return blocks[line.block].kind if line.block < end else None


def as_laid_out(document: Document, pages: Pages | None) -> Document:
    """The document with 主送机关 in the 版记 where the pages have them there (7.3.2)."""
    if pages is None or len(pages.blocks) < len(document.blocks):
        return document
    blocks = tuple(
        as_main_recipient(own) if own.kind is BlockKind.SALUTATION and set_.kind in IMPRINT else own
        for own, set_ in zip(document.blocks, pages.blocks, strict=False)
    )
    return replace(document, blocks=blocks)


@dataclass(frozen=True, slots=True)
class ImprintPage:
    """Where the 版记 stands: pages counted from 1."""

    text: int
    """Last page of what stands before it."""
    own: int
    pitch: float | None
    """Distance of baselines; None where it has no more than one line."""
    issued: int
    """Lines of 印发机关 and 印发日期."""


def imprint_page(pages: Pages, blocks: Sequence[Block]) -> ImprintPage | None:
    """The page of the 版记 and the last one before it; None where there is none."""
    own, text = 0, 0
    for number, page in enumerate(pages.pages, 1):
        for index in _blocks_on(page):
            if blocks[index].kind in IMPRINT:
                own = number
            else:
                text = number
    if not own:
        return None
    lines = (line for line in pages.pages[own - 1].lines if line.runs and blocks[line.block].kind in IMPRINT)
    places = sorted({round(line.runs[0].y, 2) for line in lines})
    steps = [below - above for above, below in pairwise(places)]
    printed = (line for line in pages.pages[own - 1].lines if line.runs)
    issued = {round(x.runs[0].y, 2) for x in printed if blocks[x.block].kind is BlockKind.ISSUED_BY}
    return ImprintPage(text, own, min(steps, default=None), len(issued))


def _blocks_on(page: Page) -> set[int]:
    turned = page.turned.lines if page.turned else ()
    placed = page.pictures + (page.turned.pictures if page.turned else ())
    return {line.block for line in (*page.lines, *turned)} | {picture.block for picture in placed}


def table_layouts(pages: Pages | None, blocks: Sequence[Block]) -> dict[int, TableLayout]:
    """How the tables are set, by the identity of their blocks."""
    return {id(blocks[table.block]): table for table in (pages.tables if pages else ())}


def divided(pages: Pages, blocks: Sequence[Block], style: Style) -> frozenset[int]:
    """Blocks that go on from a full page to the next one, or are the only body text of the first page."""
    found: set[int] = set()
    for number, (page, following) in enumerate(pairwise(pages.pages)):
        own = _blocks_on(page)
        text = {index for index in own if blocks[index].kind in _TEXT}
        if _is_full(page, style) or (number == 0 and len(text) == 1):
            found |= own & _blocks_on(following)
    return frozenset(found)


def room_for_seals(pages: Pages, blocks: Sequence[Block], style: Style) -> int | None:
    """The text that goes on a new page with the names though the old one is not full: seals need room."""
    if not style.seal.kept:
        return None
    for page, following in pairwise(pages.pages):
        below = _blocks_on(following)
        signed = any(blocks[index].kind is BlockKind.SIGNATURE for index in below)
        if signed and not _is_full(page, style):
            text = [index for index in below if blocks[index].kind in _TEXT]
            return _with_headings(min(text), blocks) if text else None
    return None


def _with_headings(index: int, blocks: Sequence[Block]) -> int:
    """The first of the headings right above a block, which moves as a whole in Word; else that block."""
    while index and blocks[index - 1].kind is BlockKind.HEADING:
        index -= 1
    return index


def _is_full(page: Page, style: Style) -> bool:
    """Whether the last line of the grid is used."""
    last = style.page.top + (style.grid.lines - 1) * style.pitch + ASCENT * style.body.size
    return any(run.y > last - _ALMOST for line in page.lines for run in line.runs)
