"""版记 of the Word file: a table at the foot of its page, with the rules as its borders (7.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import floor

from ..model import Block, BlockKind, Style
from ..model.parts import issued_by, items_of
from .wordextras import IMPRINT_TABLE, anchor
from .wordpages import ImprintPage
from .wordplaces import Labels, cell_twips, ems, line_count, measure
from .wordrules import eighths
from .wordspaces import HEAD_LINE
from .wordstyles import indent, name_of_key
from .wordxml import Element, run, tab, w, writable

_APART = 1.0
"""Em between office and date on one line, at least."""
_HAIR = 0.1
"""A difference of distances that nobody sees, in points."""


def write_imprint(blocks: Sequence[Block], style: Style, page: ImprintPage | None = None) -> list[Element]:
    """The table and the paragraph that it hangs on, which Word wants behind it.

    Args:
        blocks: 抄送 and 印发.
        style: The layout.
        page: How it stands on the typeset page, if that is known: by the number of the page its left edge
            where margins are mirrored; the distance of its baselines, less than the style has for many lines.
    """
    rows = [row for row in (_copies(blocks, style), _issued(blocks, style, page)) if row]
    if not rows:
        return []
    width = round(style.page.text_width * 20)
    even = style.page.mirrored and page is not None and page.own % 2 == 0
    left = style.word.right if even else style.word.left
    place = w(
        "tblpPr",
        leftFromText=0,
        rightFromText=0,
        vertAnchor="margin",
        horzAnchor="page",
        tblpX=left.twips,
        tblpYSpec="bottom",
    )
    properties = w(
        "tblPr",
        w("tblStyle", val=IMPRINT_TABLE),
        place,
        w("tblW", w=width, type="dxa"),
        *_borders(style),
        w("tblLayout", type="fixed"),
    )
    pitch = page.pitch if page else None
    if pitch is not None and pitch < style.imprint.pitch - _HAIR:
        for paragraph in (paragraph for row in rows for paragraph in row):
            line = w("spacing", before=0, after=0, line=floor(pitch * 20), lineRule="exact")
            paragraph.find(w("pPr").tag).find(w("pStyle").tag).addnext(line)
    if style.imprint.outer <= 0:
        _lower(rows[-1][-1], style)
    made = [_row(row, width) for row in rows]
    below = round((style.page.bottom - style.word.bottom) * 20)
    if below > 0:
        made.append(_foot(width, below, style))
    return [w("tbl", properties, w("tblGrid", w("gridCol", w=width)), *made), anchor()]


def _lower(paragraph: Element, style: Style) -> None:
    """A last line without a rule below it ends where the text block does, if it is all of its paragraph."""
    size = style.block(BlockKind.COPY_TO).size
    text = "".join(t.text or "" for t in paragraph.iter(w("t").tag))
    if line_count(text, size, style) == 1:
        line = w("spacing", before=0, after=0, line=round(HEAD_LINE * size * 20), lineRule="exact")
        paragraph.find(w("pPr").tag).find(w("pStyle").tag).addnext(line)


def _borders(style: Style) -> Iterator[Element]:
    own = style.imprint
    sides = (("top", own.outer), ("bottom", own.outer), ("insideH", own.inner))
    drawn = [_border(side, thickness) for side, thickness in sides if thickness > 0]
    if drawn:
        yield w("tblBorders", *drawn)


def _border(side: str, thickness: float) -> Element:
    return w(side, val="single", sz=eighths(thickness), space=0, color="000000")


def _row(paragraphs: Sequence[Element], width: int) -> Element:
    return w("tr", w("trPr", w("cantSplit")), w("tc", w("tcPr", w("tcW", w=width, type="dxa")), *paragraphs))


def _foot(width: int, height: int, style: Style) -> Element:
    """What reaches below the last rule where the margin does (GB/T 33476.2): a row of that height."""
    sides = [w("bottom", val="nil")]
    if style.imprint.outer > 0:
        sides.insert(0, _border("top", style.imprint.outer))
    properties = w("tcPr", w("tcW", w=width, type="dxa"), w("tcBorders", *sides))
    row = w("trPr", w("cantSplit"), w("trHeight", val=height, hRule="exact"))
    return w("tr", row, w("tc", properties, anchor()))


def _copies(blocks: Sequence[Block], style: Style) -> list[Element]:
    """抄送, each item hanging below its label (7.4.2)."""
    labels = Labels(style)
    entry = style.block(BlockKind.COPY_TO)
    found = []
    for block in blocks:
        if block.kind is not BlockKind.COPY_TO:
            continue
        for number, item in enumerate(items_of(block)):
            place = labels.indents(block, item, is_first=number == 0)
            if writable(item).strip():
                own = indent(style, entry.size, left=place.left, right=place.right, first=place.first)
                found.append(_paragraph(block, [run(item)], own))
    return found


def _issued(blocks: Sequence[Block], style: Style, page: ImprintPage | None) -> list[Element]:
    """印发机关 left and 印发日期 right on a line, on two where it is too long (7.4.3)."""
    entry = style.block(BlockKind.ISSUED_BY)
    stop = round((measure(style) - entry.right_indent) * cell_twips(style))
    found = []
    for block in blocks:
        if block.kind is not BlockKind.ISSUED_BY or not writable(block.text).strip():
            continue
        office, date = issued_by(block.text)
        if not (office and date):
            found.append(_paragraph(block, [run(office or date)]))
            continue
        stops = w("tabs", w("tab", val="right", pos=stop))
        if page.issued == 1 if page else _fits(office + date, style):
            right = w("ind", right=0, rightChars=0)
            found.append(_paragraph(block, [run(office), tab(), run(date)], stops, right))
        else:
            found.append(_paragraph(block, [run(office + "\n"), tab(), run(date)], stops))
    return found


def _fits(text: str, style: Style) -> bool:
    """Whether 印发机关 and 印发日期 have room beside each other."""
    entry = style.block(BlockKind.ISSUED_BY)
    room = (measure(style) - entry.left_indent - entry.right_indent) * cell_twips(style) / 20
    return "\n" not in text and (ems(text) + _APART) * entry.size <= room


def _paragraph(block: Block, runs: Sequence[Element], *more: Element) -> Element:
    return w("p", w("pPr", w("pStyle", val=name_of_key(block.kind.value).id), *more), *runs)
