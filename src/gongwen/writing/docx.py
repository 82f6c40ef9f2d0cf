"""The Word file: real styles on a line grid that Word and LibreOffice both fill with 28 × 22 characters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from docx.document import Document as WordDocument

from ..model import Block, Document, Pages, Style
from ..model.parts import IMPRINT, letterhead_end
from .about import about
from .wordbase import add_company, new_package, save
from .wordbody import Flow, LineBreaks, write_paragraphs
from .wordextras import anchor
from .wordhead import write_head
from .wordimprint import write_imprint
from .wordkept import Belongings, apart, of_document
from .wordmark import into_style
from .wordpage import new_section
from .wordpages import as_laid_out, divided, first_page, imprint_page, room_for_seals, table_layouts
from .wordspaces import DISPLAY, Start
from .wordturned import turn
from .wordxml import Element, w, writable

_LONGEST_PROPERTY = 255  # in characters


def write_docx(
    document: Document,
    style: Style,
    file: BinaryIO,
    line_breaks: LineBreaks | None = None,
    pages: Pages | None = None,
) -> None:
    """Write the document as .docx; the same input gives the same bytes.

    Control characters and lone surrogates, which no XML file can hold, are left out.

    Args:
        document: What to write.
        style: The layout; its `word` part says how Word gets the same grid.
        file: Open for binary writing.
        line_breaks: For titles, by index of the block: their lines as they stand on the page, so that
            the Word file breaks them where the PDF does. Other titles are left to Word.
        pages: The document as it is set: how large the mark is, where the body begins below a 版头, on which
            page the 版记 stands. Without them the mark is as large as its line allows, and the 版记 stands on
            the last page whatever its number.
    """
    document = as_laid_out(document, pages)
    pages = of_document(pages, document)
    word = new_package(style)
    _describe(word, document)
    body = word.element.body
    belongings = Belongings(word, style, table_layouts(pages, document.blocks))
    for element in _elements(document.blocks, style, line_breaks or {}, pages, belongings):
        body.sectPr.addprevious(element)
    into_style(word)
    _end_with_imprint(word, document.blocks, style, pages)
    turn(word, belongings.turned, style)
    belongings.finish(document.blocks)
    save(word, file)


def _describe(word: WordDocument, document: Document) -> None:
    """The document's properties, from its own elements (X-16)."""
    said, core = about(document), word.core_properties
    core.title, core.author = _property(said.title), _property(said.issuer)
    core.subject, core.keywords = _property(said.kind), _property("; ".join(said.keywords))
    core.category, core.language = _property(said.kind), "zh-CN"
    if said.issuer:
        add_company(word, _property(said.issuer))
    if said.date:
        core.created = core.modified = said.date


def _property(text: str) -> str:
    return writable(text)[:_LONGEST_PROPERTY]


def _elements(
    blocks: Sequence[Block],
    style: Style,
    line_breaks: LineBreaks,
    pages: Pages | None,
    belongings: Belongings,
) -> list[Element]:
    """版头 and text; the 版记 is no part of the flow."""
    end = letterhead_end(blocks)
    indices = [index for index in range(end, len(blocks)) if blocks[index].kind not in IMPRINT]
    elements, start = [], None
    if end:
        body = next((i for i in indices if blocks[i].kind not in DISPLAY), -1)
        page = first_page(pages, blocks, end, body, style) if pages else None
        head = write_head(blocks[:end], style, page)
        elements = head.elements
        start = Start(head.y, head.bottom, page.following if page else None, page.row if page else None)
    flow = Flow(blocks, style, line_breaks)
    if pages:
        flow.divided = divided(pages, blocks, style)
        flow.new_page = room_for_seals(pages, blocks, style)
    paragraphs = flow.paragraphs(indices)
    for paragraph, element in write_paragraphs(paragraphs, style, start):
        elements += belongings.elements(paragraph, element, elements)
    return apart(elements)


def _end_with_imprint(word: WordDocument, blocks: Sequence[Block], style: Style, pages: Pages | None) -> None:
    """The 版记 at the foot of its page; of a new section where the text does not reach that page."""
    own = [block for block in blocks if block.kind in IMPRINT]
    place = imprint_page(pages, blocks) if pages and own else None
    elements = write_imprint(own, style, place)
    if not elements:
        return
    body = word.element.body
    if place and place.own > place.text > 0:
        last = body.sectPr.getprevious()
        if last is None or last.tag != w("p").tag:
            last = anchor()
            body.sectPr.addprevious(last)
        follows = place.own == place.text + 1
        new_section(word, last, numbered=follows)
        blank = [] if follows else [anchor()]
        # LibreOffice begins no page with a table that is placed, so a paragraph does
        elements = [*blank, anchor(new_page=not follows), *elements]
    for element in elements:
        body.sectPr.addprevious(element)
