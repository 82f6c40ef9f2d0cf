"""Tables in the Word file: real rows and cells, merged as in the file they came from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from docx.oxml.ns import qn

from ..model import Align, Block, BlockStyle, Cell, Row, Style, Table
from .wordstyles import ALIGN, run_properties
from .wordxml import Element, on, w

RULED_TABLE, PLAIN_TABLE, TABLE_TEXT = "GongwenRuledTable", "GongwenPlainTable", "GongwenTableText"
MARGIN = 80
"""Twips between the rules of a cell and its text."""
_CENTERED = 12
"""Characters up to which a cell that says nothing of it is centred."""
_LEAST_SHARE = 0.6
"""Of an even share, the least that a column has where the file does not say."""
_MOST_COUNTED = 24
"""Characters of a cell that make its column wider."""

Content = Callable[[int, Cell, float], Sequence[Element]]
"""The paragraphs of a cell, from the number of its row; it is so many points wide."""


def table_width(style: Style) -> int:
    """Width of a table, in twips: that of the text block."""
    return round((style.page.width - style.word.left - style.word.right) * 20)


def write_table(block: Block, style: Style, content: Content) -> Element:
    """A table as wide as the text block.

    Args:
        block: With its table.
        style: The layout.
        content: Makes the paragraphs of a cell.
    """
    table = block.table
    assert table is not None
    widths = [round(share * table_width(style)) for share in column_shares(table, block.text)]
    properties = w(
        "tblPr",
        w("tblStyle", val=RULED_TABLE if table.is_ruled else PLAIN_TABLE),
        w("tblW", w=sum(widths), type="dxa"),
        w("jc", val="center"),
        w("tblLayout", type="fixed"),
    )
    grid = w("tblGrid", *(w("gridCol", w=width) for width in widths))
    return w("tbl", properties, grid, *_rows(table, widths, content, style.word.line.twips))


def column_shares(table: Table, text: str) -> list[float]:
    """The share of each column: as the file says, else by the length of what stands in it."""
    if len(table.widths) == table.columns:
        return list(table.widths)
    lengths = [1.0] * table.columns
    for row in table.rows:
        for cell in row.cells:
            if cell.columns == 1:
                longest = max(map(len, cell.paragraphs(text)), default=0)
                lengths[cell.column] = max(lengths[cell.column], min(longest, _MOST_COUNTED))
    even = sum(lengths) / len(lengths)
    lengths = [max(length, _LEAST_SHARE * even) for length in lengths]
    return [length / sum(lengths) for length in lengths]


def _rows(table: Table, widths: Sequence[int], content: Content, line: int) -> Iterator[Element]:
    """The rows, none lower than a line of the grid, as on the typeset page."""
    heads = next((n for n, row in enumerate(table.rows) if not row.is_head), 0)
    reaching: dict[int, tuple[int, int]] = {}
    for number, row in enumerate(table.rows):
        properties = w("trPr", w("cantSplit"), w("trHeight", val=line, hRule="atLeast"))
        if number < heads:
            properties.append(w("tblHeader"))
        own = partial(content, number)
        yield w("tr", properties, *_cells(row, widths, own, reaching, len(table.rows) - number))


def _cells(
    row: Row,
    widths: Sequence[int],
    content: Callable[[Cell, float], Sequence[Element]],
    reaching: dict[int, tuple[int, int]],
    rows_left: int,
) -> Iterator[Element]:
    """The cells of a row; `reaching` holds by column how far a cell still reaches down, and its columns."""
    own = {cell.column: cell for cell in row.cells}
    column = 0
    while column < len(widths):
        cell = own.get(column)
        left, span = reaching.pop(column, (0, 1))
        if cell is None and left:
            if left > 1:
                reaching[column] = (left - 1, span)
            yield w("tc", _properties(widths[column : column + span], w("vMerge")), w("p", _plain()))
        elif cell is None:
            yield w("tc", _properties(widths[column : column + 1]), w("p", _plain()))
            span = 1
        else:
            span = _free(cell, own, len(widths))
            merge = []
            if min(cell.rows, rows_left) > 1:
                reaching[column] = (min(cell.rows, rows_left) - 1, span)
                merge.append(w("vMerge", val="restart"))
            own_widths = widths[column : column + span]
            paragraphs = content(cell, (sum(own_widths) - 2 * MARGIN) / 20)
            yield w("tc", _properties(own_widths, *merge), *paragraphs)
        column += span


def _free(cell: Cell, own: dict[int, Cell], columns: int) -> int:
    """Columns that a cell takes: no more than are there and no other begins in."""
    span = 1
    while span < cell.columns and cell.column + span < columns and cell.column + span not in own:
        span += 1
    return span


def _properties(widths: Sequence[int], *merge: Element) -> Element:
    span = [w("gridSpan", val=len(widths))] if len(widths) > 1 else []
    return w("tcPr", w("tcW", w=sum(widths), type="dxa"), *span, *merge, w("vAlign", val="center"))


def _plain() -> Element:
    return w("pPr", w("pStyle", val=TABLE_TEXT))


def cell_properties(cell: Cell, text: str, style_id: str = TABLE_TEXT) -> Element:
    """Style and alignment of the paragraphs of a cell."""
    paragraphs = cell.paragraphs(text)
    is_short = len(paragraphs) == 1 and len(paragraphs[0]) <= _CENTERED
    align = cell.align or (Align.CENTER if is_short else Align.LEFT)
    properties = w("pPr", w("pStyle", val=style_id))
    if align is not Align.JUSTIFY:
        properties.append(w("jc", val=ALIGN[align]))
    return properties


def small_text(size: float) -> str:
    """The style of text of that size in a table of many columns."""
    return f"{TABLE_TEXT}{size * 10:.0f}"


def table_entry(style: Style) -> BlockStyle:
    """What the layout says of the text of tables."""
    return style.blocks.get("table", style.body)


def table_styles(style: Style, small: Sequence[float] = ()) -> Iterator[Element]:
    """A table with rules and one without, the text in their cells, and that text in smaller sizes."""
    lines = [
        w(side, val="single", sz=4, space=0, color="000000")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    ]
    yield _table_style(RULED_TABLE, "公文表格", w("tblBorders", *lines))
    yield _table_style(PLAIN_TABLE, "公文无线表格")
    entry = table_entry(style)
    properties = [on("snapToGrid", False), _line(entry.size), w("ind", firstLineChars=0, firstLine=0)]
    yield w(
        "style",
        w("name", val="公文表格文字"),
        w("basedOn", val="Normal"),
        w("uiPriority", val=2),
        w("qFormat"),
        w("pPr", *properties),
        run_properties(entry, style),
        type="paragraph",
        customStyle=1,
        styleId=TABLE_TEXT,
    )
    yield from map(_small_style, small)


def _small_style(size: float) -> Element:
    id_ = small_text(size)
    return w(
        "style",
        w("name", val=f"公文表格文字 {size:g} 磅"),
        w("basedOn", val=TABLE_TEXT),
        w("uiPriority", val=2),
        w("pPr", _line(size)),
        w("rPr", w("spacing", val=0), w("sz", val=round(size * 2)), w("szCs", val=round(size * 2))),
        type="paragraph",
        customStyle=1,
        styleId=id_,
    )


def _line(size: float) -> Element:
    return w("spacing", before=0, after=0, line=round(size * 1.3 * 20), lineRule="atLeast")


def _table_style(id_: str, name: str, borders: Element | None = None) -> Element:
    sides = (("top", 40), ("left", MARGIN), ("bottom", 40), ("right", MARGIN))
    margins = w("tblCellMar", *(w(side, w=width, type="dxa") for side, width in sides))
    element = w("style", w("name", val=name), w("basedOn", val="TableNormal"), w("uiPriority", val=99))
    element.append(w("tblPr", *([borders] if borders is not None else []), margins))
    for key, value in (("type", "table"), ("customStyle", "1"), ("styleId", id_)):
        element.set(qn(f"w:{key}"), value)
    return element
