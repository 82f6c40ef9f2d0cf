"""Tables in the Word file: real rows and cells, merged as in the file they came from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from docx.oxml.ns import qn

from ..model import Align, Block, BlockStyle, Cell, Row, Style, Table, TableLayout
from .wordstyles import ALIGN, run_properties
from .wordxml import Element, on, w

RULED_TABLE, PLAIN_TABLE, TABLE_TEXT = "GongwenRuledTable", "GongwenPlainTable", "GongwenTableText"
MARGIN = 80
"""Twips between the rules of a cell and its text."""
_RULE = 3
"""Twips by which rows are lower than on the page, for their rules take room of their own here."""
_CENTERED = 12
"""Characters up to which a cell that says nothing of it is centred."""
_LEAST_SHARE = 0.6
"""Of an even share, the least that a column has where the file does not say."""
_MOST_COUNTED = 24
"""Characters of a cell that make its column wider."""

Content = Callable[[int, Cell, float], Sequence[Element]]
"""The paragraphs of a cell, from the number of its row; it is so many points wide."""


def table_width(style: Style) -> float:
    """Width of a table, in points: that of the text block."""
    return style.page.width - style.word.left - style.word.right


def write_table(
    block: Block,
    style: Style,
    content: Content,
    layout: TableLayout | None = None,
    width: float | None = None,
) -> Element:
    """A table as wide as the text block.

    Args:
        block: With its table.
        style: The layout.
        content: Makes the paragraphs of a cell.
        layout: How the table is set on the typeset page: its columns are as wide here, its rows no lower.
            Without it columns have the shares that the file says, and rows a line of the grid at least.
        width: Of a table in a cell, in points; its rows are as high as their text.
    """
    table = block.table
    assert table is not None
    widths, heights = _measures(block, table, style, layout)
    if width is not None:
        widths = [round(share * width * 20) for share in column_shares(table, block.text)]
        heights = [None] * len(table.rows)
    properties = w(
        "tblPr",
        w("tblStyle", val=RULED_TABLE if table.is_ruled else PLAIN_TABLE),
        w("tblW", w=sum(widths), type="dxa"),
        w("jc", val="center"),
        w("tblLayout", type="fixed"),
    )
    grid = w("tblGrid", *(w("gridCol", w=width) for width in widths))
    return w("tbl", properties, grid, *_rows(table, widths, heights, content))


def _measures(
    block: Block, table: Table, style: Style, layout: TableLayout | None
) -> tuple[list[int], list[int | None]]:
    """The widths of columns and the least heights of rows, in twips; None is a row that may be divided."""
    if layout is None:
        whole = table_width(style) * 20
        widths = [round(share * whole) for share in column_shares(table, block.text)]
        return widths, [style.word.line.twips] * len(table.rows)
    # a line of the grid in Word is a little lower than on the page
    pitch = 1.0 if layout.is_turned else style.word.line / style.pitch
    most = (style.page.text_width if layout.is_turned else style.page.text_height) * pitch
    heights = [height * pitch for height in layout.heights]
    return [round(width * 20) for width in layout.widths], [
        None if height > most else int(height * 20) - _RULE for height in heights
    ]


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


def _rows(
    table: Table, widths: Sequence[int], heights: Sequence[int | None], content: Content
) -> Iterator[Element]:
    """The rows, each as high as on the typeset page at least; one that no page holds goes on over it."""
    heads = next((n for n, row in enumerate(table.rows) if not row.is_head), 0)
    reaching: dict[int, tuple[int, int]] = {}
    for number, (row, height) in enumerate(zip(table.rows, heights, strict=True)):
        properties = w("trPr")
        if height is not None:
            properties.extend([w("cantSplit"), w("trHeight", val=height, hRule="atLeast")])
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
