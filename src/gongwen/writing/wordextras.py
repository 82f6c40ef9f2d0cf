"""Styles beside those of the blocks: parts of lines, ruled lines, run-in headings, tables, page numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..model import BlockKind, BlockStyle, RuleUnder, Style
from ..model.style import NONE
from .wordrules import below_line, border, eighths
from .wordstyles import has_run_style, label_style, normal_style, paragraph_style, run_properties, word_names
from .wordxml import Element, on, w

DASH_STYLE = "GongwenDash"
NUMBER_ODD, NUMBER_EVEN = "GongwenNumberOdd", "GongwenNumberEven"
RULED_MARK = "GongwenRuledMark"
ANCHOR = "GongwenAnchor"
ANCHOR_LINE = 0.5
"""Height in points of a paragraph that is there for a table only."""
HEAD_TABLE, IMPRINT_TABLE = "GongwenHeadTable", "GongwenImprintTable"
RULED_LINES = {
    BlockKind.DOCUMENT_NUMBER.value: ("GongwenRuledNumber", "公文发文字号（加红线）"),
    BlockKind.DATE_LINE.value: ("GongwenRuledDateLine", "公文题注日期（加红线）"),
}
"""Id and name of the last line of a 版头, with the rule below it; all its lines look like 发文字号."""
_RUN_IN = ("GongwenRunIn{level}", "公文{numeral}级标题（接排）")
_NUMERALS = "一二三四"


def run_in_style(level: int) -> str:
    """Id of the paragraph style of a heading that its text runs on after."""
    return _RUN_IN[0].format(level=level)


def anchor(*, new_page: bool = False) -> Element:
    """A paragraph as good as nothing: for a table, a blank page, or the end of a section behind a table."""
    properties = w("pPr", w("pStyle", val=ANCHOR))
    if new_page:
        properties.append(on("pageBreakBefore"))
    return w("p", properties)


def is_anchor(element: Element | None) -> bool:
    """Whether an element is such a paragraph."""
    if element is None:
        return False
    style = element.find(f"{w('pPr').tag}/{w('pStyle').tag}")
    return style is not None and style.get(style.keys()[0]) == ANCHOR


def styles(style: Style) -> Iterator[Element]:
    """All styles of the layout, each before those that build on it."""
    yield normal_style(style)
    for key, block in style.blocks.items():
        yield paragraph_style(key, block, style)
        if has_run_style(key):
            yield _run_style(key, block, style)
        label = label_style(key, style)
        if label and block.label:
            yield _character(label, f"{word_names()[key].name}标签", replace(block, role=block.label), style)
    yield from _run_in_styles(style)
    yield _dash_style()
    yield from _ruled_styles(style)
    yield _anchor_style()
    yield from _number_styles(style)
    yield _table_style(HEAD_TABLE, "公文版头表")
    yield _table_style(IMPRINT_TABLE, "公文版记表", _imprint_borders(style))


def _derived(id_: str, name: str, based_on: str, *properties: Element) -> Element:
    """A paragraph style of ours that builds on another."""
    return w(
        "style",
        w("name", val=name),
        w("basedOn", val=based_on),
        w("uiPriority", val=2),
        w("qFormat"),
        w("pPr", *properties),
        type="paragraph",
        customStyle=1,
        styleId=id_,
    )


def _run_style(key: str, block: BlockStyle, style: Style) -> Element:
    """The face of a block as a character style, for one that is only part of its paragraph."""
    name = word_names()[key]
    element = _character(name.run_id, f"{name.name.capitalize()} Char", block, style)
    element.insert(2, w("link", val=name.id))
    return element


def _character(id_: str, name: str, block: BlockStyle, style: Style) -> Element:
    return w(
        "style",
        w("name", val=name),
        w("basedOn", val="DefaultParagraphFont"),
        w("uiPriority", val=1),
        run_properties(block, style),
        type="character",
        customStyle=1,
        styleId=id_,
    )


def _run_in_styles(style: Style) -> Iterator[Element]:
    """Paragraphs that begin with a heading: body text with the outline level of the heading.

    Word's style separator would keep heading and text apart in the outline, but LibreOffice before 24.2 sets
    them on two lines. One paragraph with a level is in the navigation of both.
    """
    body = word_names()[BlockKind.PARAGRAPH.value].id
    for level, numeral in enumerate(_NUMERALS, 1):
        if f"heading{level}" in style.blocks:
            id_, name = run_in_style(level), _RUN_IN[1].format(numeral=numeral)
            yield _derived(id_, name, body, w("outlineLvl", val=level - 1))


def _dash_style() -> Element:
    """Dashes and ellipses of two cells, kept whole (K-04).

    LibreOffice divides —— and …… where their language is Chinese, and not where they have none; for
    Word, which has no rule that divides them, the language is one of proofing only.
    """
    return w(
        "style",
        w("name", val="公文破折号"),
        w("basedOn", val="DefaultParagraphFont"),
        w("uiPriority", val=99),
        w("rPr", w("lang", val="x-none", eastAsia="x-none")),
        type="character",
        customStyle=1,
        styleId=DASH_STYLE,
    )


# Rules and tables.


def _ruled_styles(style: Style) -> Iterator[Element]:
    """The lines of a 版头 that carry its rule; that of a mark hangs on its size."""
    head = style.letterhead
    if head.rule.strokes and head.rule_under is RuleUnder.NUMBER:
        for key, (id_, name) in RULED_LINES.items():
            if key in style.blocks:
                yield _ruled_line(id_, name, style)
    if head.rule.strokes and head.rule_under is RuleUnder.MARK:
        yield _derived(RULED_MARK, "公文发文机关标志（加红线）", word_names()["issuer_mark"].id)


def _ruled_line(id_: str, name: str, style: Style) -> Element:
    """The rule reaches from edge to edge, so the line is indented by its first line only."""
    entry, rule = style.block(BlockKind.DOCUMENT_NUMBER), style.letterhead.rule
    first = round((entry.left_indent + entry.first_indent) * 100)
    return _derived(
        id_,
        name,
        word_names()[BlockKind.DOCUMENT_NUMBER.value].id,
        w("pBdr", border("bottom", rule, below_line(rule, entry.size))),
        w("ind", leftChars=0, left=0, firstLineChars=first, firstLine=round(first / 100 * entry.size * 20)),
    )


def _anchor_style() -> Element:
    """The paragraph that Word wants behind the table of the 版记: as good as nothing."""
    line = w("spacing", before=0, after=0, line=round(ANCHOR_LINE * 20), lineRule="exact")
    element = _derived(ANCHOR, "公文版记锚点", "Normal", on("snapToGrid", False), line)
    element.append(w("rPr", w("sz", val=2), w("szCs", val=2)))
    return element


def _table_style(id_: str, name: str, borders: Element | None = None) -> Element:
    margins = w("tblCellMar", *(w(side, w=0, type="dxa") for side in ("top", "left", "bottom", "right")))
    properties = w("tblPr", *([borders] if borders is not None else []), margins)
    return w(
        "style",
        w("name", val=name),
        w("basedOn", val="TableNormal"),
        w("uiPriority", val=99),
        properties,
        type="table",
        customStyle=1,
        styleId=id_,
    )


def _imprint_borders(style: Style) -> Element | None:
    """The first and the last rule of the 版记 (7.4.1); the one above 印发 is its row's."""
    own = style.imprint
    if own.outer <= NONE:
        return None
    sides = (w(s, val="single", sz=eighths(own.outer), space=0, color="000000") for s in ("top", "bottom"))
    return w("tblBorders", *sides)


# Page numbers.


def _number_styles(style: Style) -> Iterator[Element]:
    """The page number's: face and size in Word's own Footer, the side in two of ours (N-01, N-03)."""
    number = style.number
    block = BlockStyle(role=number.role, size=number.size)
    yield w(
        "style",
        w("name", val="footer"),
        w("basedOn", val="Normal"),
        w("uiPriority", val=99),
        w(
            "pPr",
            on("snapToGrid", False),
            w("spacing", before=0, after=0, line=number.size.twips, lineRule="exact"),
        ),
        run_properties(block, style),
        type="paragraph",
        styleId="Footer",
    )
    inset = round(number.inset * number.size * 20)
    for id_, name, side in ((NUMBER_ODD, "公文单页页码", "right"), (NUMBER_EVEN, "公文双页页码", "left")):
        centered = [w("jc", val="center")]
        placed = centered if number.centered else [w("ind", **{side: inset}), w("jc", val=side)]
        yield _derived(id_, name, "Footer", *placed)
