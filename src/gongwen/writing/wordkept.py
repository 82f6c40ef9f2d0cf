"""What the file held beside its text, in the Word file: called for each paragraph of the flow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from ..model import Block, BlockKind, Cell, Document, Pages, Style, Table, TableLayout
from .wordbody import Paragraph, text_runs
from .wordextras import anchor
from .wordnotes import Mark, Notes, bare_length
from .wordpictures import Pictures
from .wordtables import TABLE_TEXT, cell_properties, small_text, table_entry, table_styles, write_table
from .wordturned import Turned
from .wordxml import Element, w, writable

_LONGEST_CAPTION = 40


class Belongings:
    """Tables, pictures, notes and links of one Word file."""

    def __init__(self, word: WordDocument, style: Style, tables: Mapping[int, TableLayout]) -> None:
        """Begin with nothing written.

        Args:
            word: The file.
            style: The layout.
            tables: How the tables are set on the typeset page, by the identity of the block.
        """
        self._word = word
        self._tables = tables
        self._style = style
        self._notes = Notes(word, style)
        self._pictures = Pictures(word, style)
        self._has_tables = False
        self._small_sizes: set[float] = set()
        self.turned: list[Turned] = []
        """The tables that have to be turned."""
        self._written: dict[int, int] = {}
        """Characters of a block, by its identity, that stand in paragraphs above."""

    def elements(self, paragraph: Paragraph, element: Element, above: Sequence[Element]) -> list[Element]:
        """A paragraph of the flow as it stands in the file: a table, a picture, or itself with its marks.

        Args:
            paragraph: Of the flow.
            element: As it is if it is text.
            above: What stands in front of it in the file.
        """
        block = paragraph.last
        if block.table:
            return [self._table(block, above)]
        if block.kind is BlockKind.PICTURE and block.pictures:
            page = self._style.page
            size = page.text_width, page.text_height - 2 * self._style.pitch
            return [self._pictures.paragraph(picture, *size) for picture in block.pictures]
        self._notes.put(element, self._marks(paragraph))
        return [element]

    def _table(self, block: Block, above: Sequence[Element]) -> Element:
        self._has_tables = True
        layout = self._layout(block)
        content = partial(self._cell, block, self._text_style(block))
        table = write_table(block, self._style, content, layout)
        if layout and layout.is_turned:
            captions = above[len(above) - layout.above :]
            self.turned.append(Turned(captions[0] if captions else table, table))
        return table

    def _layout(self, block: Block) -> TableLayout | None:
        """How the table of a block is set on the typeset page, if that is known."""
        return self._tables.get(id(block))

    def finish(self, blocks: Sequence[Block]) -> None:
        """Put the marks of letterhead and 版记 to their text; add parts and styles that were called for."""
        for block in blocks:
            if (block.notes or block.links) and id(block) not in self._written and not block.table:
                self._mark_elsewhere(block)
        if self._has_tables:
            self._word.styles.element.extend(table_styles(self._style, sorted(self._small_sizes)))
        self._pictures.finish()
        self._notes.finish()

    def _marks(self, paragraph: Paragraph) -> list[Mark]:
        """The notes and links of the blocks in a paragraph, by characters of the paragraph."""
        whole = bare_length(paragraph.text)
        if paragraph.first is paragraph.last:
            return self._of_block(paragraph.last, 0, whole)
        head = bare_length(paragraph.first.text)
        return self._of_block(paragraph.first, 0, head) + self._of_block(paragraph.last, head, whole - head)

    def _of_block(self, block: Block, before: int, length: int) -> list[Mark]:
        """The marks within the next characters of a block, `before` of the paragraph standing in front."""
        above = self._written.get(id(block), 0)
        self._written[id(block)] = above + length
        if not (block.notes or block.links):
            return []
        marks = []
        for note in block.notes:
            place = bare_length(block.text[: note.place]) - above
            if 0 < place <= length or (place == 0 and not above):
                marks.append(Mark(before + place, note))
        for link in block.links:
            start, end = (bare_length(block.text[:place]) - above for place in (link.start, link.end))
            if start < length and end > 0:
                marks.append(Mark(before + max(start, 0), link, before + min(end, length)))
        return marks

    def _mark_elsewhere(self, block: Block) -> None:
        """Marks of a block that is not in the flow: in the first paragraph that holds its text."""
        wanted = "".join(writable(block.text).split())
        for paragraph in self._word.element.body.iter(qn("w:p")):
            text = "".join("".join(t.text or "" for t in paragraph.iter(qn("w:t"))).split())
            if wanted in text:
                self._notes.put(paragraph, self._of_block(block, text.index(wanted), len(wanted)))
                return

    def _cell(self, block: Block, style_id: str, row: int, cell: Cell, width: float) -> Sequence[Element]:
        """What a cell holds: its pictures and tables where they stand, its text with its marks."""
        found: list[Element] = []
        waiting = [picture for picture in block.pictures if picture.cell == (row, cell.column)]
        for start, end, table in _pieces(cell, block.text):
            while waiting and (waiting[0].place < end or end == cell.end):
                tall = self._style.page.text_height / 2
                found.append(self._pictures.paragraph(waiting.pop(0), width, tall))
            text = block.text[start:end].strip()
            if table:
                found.append(self._nested(block, style_id, table, width))
            elif text or not found:
                paragraph = w(
                    "p", cell_properties(cell, block.text, style_id), *text_runs(text.replace("\n", " "))
                )
                self._notes.put(paragraph, _within(block, start, end))
                found.append(paragraph)
        if not found:
            return [w("p", w("pPr", w("pStyle", val=style_id)))]
        return found if found[-1].tag == qn("w:p") else [*found, anchor()]

    def _nested(self, block: Block, style_id: str, table: Table, width: float) -> Element:
        """A table in a cell, in type of the size of the table around it."""
        inner = replace(block, table=table, pictures=())
        return write_table(inner, self._style, partial(self._cell, inner, style_id), width=width)

    def _text_style(self, block: Block) -> str:
        """The style of the text of a table, which may be smaller than usual."""
        layout = self._layout(block)
        if layout is None or layout.size >= table_entry(self._style).size:
            return TABLE_TEXT
        self._small_sizes.add(layout.size)
        return small_text(layout.size)


def _pieces(cell: Cell, text: str) -> Iterator[tuple[int, int, Table | None]]:
    """The paragraphs of a cell and the tables among them, in order, from where to where."""
    for start, end in cell.spans(text):
        here = start
        for table in cell.tables:
            if table.start < end and start < table.end:
                if here < table.start:
                    yield here, table.start, None
                if start <= table.start:
                    yield table.start, table.end, table
                here = max(here, min(table.end, end))
        if here < end or start == end:
            yield here, end, None


def of_document(pages: Pages | None, document: Document) -> Pages | None:
    """The pages without the notes that stand below the text there: Word sets its own."""
    count = len(document.blocks)
    if pages is None or len(pages.blocks) <= count:
        return pages
    own = (
        replace(page, lines=tuple(line for line in page.lines if line.block < count)) for page in pages.pages
    )
    return replace(pages, pages=tuple(own))


def apart(elements: Sequence[Element]) -> list[Element]:
    """The elements of the body with a paragraph behind each table that would else be one with the next."""
    found: list[Element] = []
    for element, below in pairwise([*elements, None]):
        found.append(element)
        if below is not None and below.tag == qn("w:tbl") and element.tag == qn("w:p"):
            _keep_caption(element)
        if element.tag == qn("w:tbl") and (below is None or below.tag == qn("w:tbl")):
            found.append(anchor())
    return found


def _keep_caption(paragraph: Element) -> None:
    """Keep a short line without a stop, the title of the table below it, on the table's page."""
    text = "".join(t.text or "" for t in paragraph.iter(qn("w:t"))).strip()
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    is_kept = paragraph.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None
    if style is not None and not is_kept and 0 < len(text) <= _LONGEST_CAPTION and text[-1] not in "。！？；":
        style.addnext(w("keepNext"))


def _within(block: Block, start: int, end: int) -> list[Mark]:
    """The marks of a stretch of a block's text."""

    def place(at: int) -> int:
        return bare_length(block.text[start : max(start, min(at, end))])

    notes = [Mark(place(n.place), n) for n in block.notes if start < n.place <= end]
    links = [
        Mark(place(one.start), one, place(one.end))
        for one in block.links
        if one.start < end and one.end > start
    ]
    return notes + links
