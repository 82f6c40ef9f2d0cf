"""Sheet, margins, line grid and page numbers of the Word file (P-01 … P-06, N-01 … N-03, X-01, X-18)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy

from docx.document import Document as WordDocument
from docx.section import Section, _Footer
from docx.shared import Twips

from ..model import Style
from .worddrawing import lines_on_sheet
from .wordextras import NUMBER_EVEN, NUMBER_ODD
from .wordxml import Element, field, run, w

_FIELDS = {"n": "PAGE", "total": "NUMPAGES"}
PLACES = re.compile(r"(\{(?:n|total)\})")


def set_up(word: WordDocument, style: Style) -> None:
    """Give the only section of a new file its sheet, grid and footers."""
    section, page, own = word.sections[0], style.page, style.word
    section.page_width, section.page_height = Twips(page.width.twips), Twips(page.height.twips)
    section.top_margin, section.bottom_margin = Twips(own.top.twips), Twips(own.bottom.twips)
    section.left_margin, section.right_margin = Twips(own.left.twips), Twips(own.right.twips)
    section.header_distance = section.footer_distance = Twips(own.footer.twips)
    section.gutter = Twips(0)
    fill(section.footer, page_number(NUMBER_ODD, style))
    fill(section.even_page_footer, page_number(NUMBER_EVEN, style))
    if not style.number.first_page:
        section.different_first_page_header_footer = True
        fill(section.first_page_footer, _first_footer(style))
    properties = word.element.body.sectPr
    title_page = properties.find(w("titlePg").tag)
    grid = w("docGrid", type="lines", linePitch=own.line.twips)
    numbers = w("pgNumType", fmt="decimal")
    if title_page is None:
        properties.extend([numbers, grid])
    else:  # the order of the schema
        title_page.addprevious(numbers)
        title_page.addnext(grid)


def fill(footer: _Footer, *content: Element) -> None:
    """Make that all a footer holds."""
    footer.is_linked_to_previous = False
    element = footer._element
    element[:] = content


def page_number(style_id: str, style: Style, *properties: Element) -> Element:
    """The paragraph of a page number: its form with fields for its places."""
    own = w("pPr", w("pStyle", val=style_id), *properties)
    return w("p", own, *_pieces(style.number.form))


def _pieces(form: str) -> Iterator[Element]:
    for piece in PLACES.split(form):
        if PLACES.fullmatch(piece):
            yield from field(_FIELDS[piece.strip("{}")])
        elif piece:
            yield run(piece)


def _first_footer(style: Style) -> Element:
    """The footer of a first page without number: the rule at its foot, if it has one (10.1)."""
    foot = style.letterhead.foot
    top = style.page.height - foot.distance - foot.height
    return w("p", w("pPr", w("pStyle", val="Footer")), *lines_on_sheet(foot, top, style))


def new_section(word: WordDocument, last: Element, *, numbered: bool) -> None:
    """End a section with a paragraph; what follows begins on the next page.

    Args:
        word: The file.
        last: The last paragraph of the section that ends.
        numbered: Whether the pages of the new section show their numbers (N-04).
    """
    whole = word.element.body.sectPr
    ended = deepcopy(whole)
    properties = last.find(w("pPr").tag)
    mark = properties.find(w("rPr").tag)
    properties.append(ended) if mark is None else mark.addnext(ended)
    for found in whole.findall(w("titlePg").tag):
        whole.remove(found)
    last_footer = whole.findall(w("footerReference").tag)[-1]
    last_footer.addnext(w("type", val="nextPage"))
    if not numbered:
        _unnumber(word.sections[-1])


def _unnumber(section: Section) -> None:
    """Empty footers of its own for a section whose pages show no number (N-04)."""
    for reference in section._sectPr.findall(w("footerReference").tag):
        section._sectPr.remove(reference)
    for footer in (section.footer, section.even_page_footer):
        fill(footer, w("p", w("pPr", w("pStyle", val="Footer"))))
