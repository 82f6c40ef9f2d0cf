"""Tables that are too wide for the upright sheet: sections of their own, the sheet laid on its side (T-01).

The sheet is bound and numbered as the upright ones are (GB/T 9704 8): the head of the table is at its left
edge, and the page number stays where it is on every other page, turned with the sheet. It stands in a cell
with turned text, which the footer places on the sheet: LibreOffice loses the place of a box with turned text.
There a footer of odd pages is as high as that cell is long, wherever it stands. So the cell is short and the
line of the footer low, else the table would end far above the foot of its page.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Twips

from ..model import Length, Style
from ..model.style import PageSetup
from .wordextras import HEAD_TABLE, anchor, is_anchor
from .wordpage import PLACES, fill, page_number
from .wordplaces import ems
from .wordxml import Element, w

_SPARE = 0.3
"""Em that the cell of a page number is longer than the number."""
_HUNDREDS = "000"
"""A page number as long as they come."""
_FOOTER = Length(1)
"""Of the footer's line, which is empty, from the edge of the sheet."""
_SECTION = w("sectPr").tag
_PARAGRAPH = w("p").tag


@dataclass(frozen=True, slots=True)
class Turned:
    """A table to be turned."""

    first: Element
    """The first of its captions, or the table."""
    table: Element


def turn(word: WordDocument, tables: Sequence[Turned], style: Style) -> None:
    """Give each of the tables, which are in the body already, a section of its own."""
    footers: list[Element] = []
    for one in tables:
        own = _section_of(word, one)
        _lay(Section(own, word.part), footers, style)


def _section_of(word: WordDocument, one: Turned) -> Element:
    """The properties of a new section around a table and its captions; what stands in front ends its own."""
    below = _properties_below(word, one.table)
    above = one.first.getprevious()
    if above is not None and _properties_in(above) is None:
        if above.tag != _PARAGRAPH:
            above = anchor()
            one.first.addprevious(above)
        _end(above, deepcopy(below))
    if above is not None:
        _begin_page(below)
    return _ended_behind(one.table, below)


def _ended_behind(table: Element, below: Element) -> Element:
    """The properties of a section that ends behind a table: those below, if nothing else stands there."""
    last = table.getnext()
    if not is_anchor(last):
        last = anchor()
        table.addnext(last)
    elif _properties_in(last) is below or last.getnext() is below:
        return below
    own = deepcopy(below)
    _end(last, own)
    _begin_page(below)
    return own


def _properties_below(word: WordDocument, table: Element) -> Element:
    """The properties of the section that a table stands in."""
    for element in table.itersiblings():
        found = _properties_in(element)
        if found is not None:
            return found
    return word.element.body.sectPr


def _properties_in(element: Element) -> Element | None:
    return next(element.iter(_SECTION), None) if element.tag == _PARAGRAPH else None


def _end(paragraph: Element, properties: Element) -> None:
    """Make a paragraph the last of a section; nothing keeps it with what follows on another page."""
    own = paragraph.find(w("pPr").tag)
    kept = own.find(w("keepNext").tag)
    if kept is not None:
        own.remove(kept)
    mark = own.find(w("rPr").tag)
    own.append(properties) if mark is None else mark.addnext(properties)


def _begin_page(properties: Element) -> None:
    """Make a section one that goes on with the next page, and is not the first."""
    for tag in ("titlePg", "type"):
        for found in properties.findall(w(tag).tag):
            properties.remove(found)
    properties.findall(w("footerReference").tag)[-1].addnext(w("type", val="nextPage"))


def _lay(section: Section, footers: list[Element], style: Style) -> None:
    """Lay the sheet of a section on its side; its footers are those of the first such section."""
    page, properties = style.page, section._sectPr
    section.page_width, section.page_height = Twips(page.height.twips), Twips(page.width.twips)
    section.orientation = WD_ORIENT.LANDSCAPE
    left, right, top, bottom = _margins(page)
    section.left_margin, section.right_margin = Twips(left), Twips(right)
    section.top_margin, section.bottom_margin = Twips(top), Twips(bottom)
    section.header_distance = section.footer_distance = Twips(_FOOTER.twips)
    for grid in properties.findall(w("docGrid").tag):
        properties.remove(grid)
    for reference in properties.findall(w("footerReference").tag):
        properties.remove(reference)
    if footers:
        properties[:0] = map(deepcopy, footers)
        return
    for number, footer in enumerate((section.footer, section.even_page_footer)):
        fill(footer, *_number(number, style))
    footers += map(deepcopy, properties.findall(w("footerReference").tag))


def _margins(page: PageSetup) -> tuple[int, int, int, int]:
    """Left, right, top and bottom of the sheet on its side, in twips.

    For print on both sides Word exchanges left and right of even pages, where the text block would have to
    move up instead. So it stands between both places, a millimetre from each, as far as 6.1 allows.
    """
    if not page.mirrored:
        return page.bottom.twips, page.top.twips, page.left.twips, page.right.twips
    side, end = (page.bottom + page.top) / 2, (page.left + page.right) / 2
    return round(side * 20), round(side * 20), round(end * 20), round(end * 20)


def _number(number: int, style: Style) -> Sequence[Element]:
    """The footer of odd (0) or even (1) pages: a cell at its place, and the paragraph it hangs on."""
    page, own = style.page, style.number
    inset, left = own.inset * own.size, page.left_of(number + 1)
    length = (ems(PLACES.sub(_HUNDREDS, own.form)) + _SPARE) * own.size
    side = ("right", "left")[number]
    if own.centered:
        side, y = "center", left + (page.text_width - length) / 2
    else:
        y = left + (inset if number else page.text_width - inset - length)
    wide, x = own.size.twips, page.bottom - own.below - own.size / 2
    place = w("tblpPr", leftFromText=0, rightFromText=0, vertAnchor="page", horzAnchor="page")
    for name, point in (("tblpX", x), ("tblpY", y)):
        place.set(qn(f"w:{name}"), str(round(point * 20)))
    width = w("tblW", w=wide, type="dxa")
    properties = w("tblPr", w("tblStyle", val=HEAD_TABLE), place, width, w("tblLayout", type="fixed"))
    cell = w("tcPr", w("tcW", w=wide, type="dxa"), w("textDirection", val="tbRl"), w("vAlign", val="center"))
    high = w("trPr", w("cantSplit"), w("trHeight", val=round(length * 20), hRule="exact"))
    text = page_number("Footer", style, w("jc", val=side))
    row = w("tr", high, w("tc", cell, text))
    table = w("tbl", properties, w("tblGrid", w("gridCol", w=wide)), row)
    return [table, anchor()]
