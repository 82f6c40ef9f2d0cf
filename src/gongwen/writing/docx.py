"""The Word file: real styles on a line grid that Word and LibreOffice both fill with 28 × 22 characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.section import _Footer
from docx.shared import Twips

from ..model import Block, BlockKind, Document, Style
from .wordbase import new_package, save
from .wordplaces import LABELLED, Indents, Labels, closing_indents
from .wordspaces import Space, Stretch, spaces, style_space
from .wordstyles import ALIGN, DASH_STYLE, NUMBER_EVEN, NUMBER_ODD, indent, name_of
from .wordxml import Element, field, run, w, writable

_LONGEST_TITLE = 255  # of a core property, in characters

DASHES = re.compile("(—{2,}|…{2,})")

LineBreaks = Mapping[int, Sequence[str]]


def write_docx(
    document: Document, style: Style, file: BinaryIO, line_breaks: LineBreaks | None = None
) -> None:
    """Write the document as .docx; the same input gives the same bytes.

    Control characters and lone surrogates, which no XML file can hold, are left out.

    Args:
        document: What to write.
        style: The layout; its `word` part says how Word gets the same grid.
        file: Open for binary writing.
        line_breaks: For titles, by index of the block: their lines as they stand on the page, so that
            the Word file breaks them where the PDF does. Other titles are left to Word.
    """
    word = new_package(style)
    word.core_properties.title = writable(document.title)[:_LONGEST_TITLE]
    word.core_properties.language = "zh-CN"
    _set_up_page(word, style)
    body = word.element.body
    paragraphs = _paragraphs(document.blocks, style, line_breaks or {})
    for place, element in enumerate(_elements(paragraphs, style)):
        body.insert(place, element)
    save(word, file)


def _set_up_page(word: WordDocument, style: Style) -> None:
    """Sheet, margins, line grid and page numbers (P-01 … P-06, X-01, X-18)."""
    section = word.sections[0]
    section.page_width, section.page_height = Twips(style.page.width.twips), Twips(style.page.height.twips)
    section.top_margin, section.bottom_margin = Twips(style.word.top.twips), Twips(style.word.bottom.twips)
    section.left_margin, section.right_margin = Twips(style.word.left.twips), Twips(style.word.right.twips)
    section.header_distance = section.footer_distance = Twips(style.word.footer.twips)
    section.gutter = Twips(0)
    _write_number(section.footer, NUMBER_ODD, style.number.form)
    _write_number(section.even_page_footer, NUMBER_EVEN, style.number.form)
    word.element.body.sectPr.append(w("pgNumType", fmt="decimal"))
    word.element.body.sectPr.append(w("docGrid", type="lines", linePitch=style.word.line.twips))


def _write_number(footer: _Footer, style_id: str, form: str) -> None:
    footer.is_linked_to_previous = False
    before, _, after = form.partition("{n}")
    paragraph = w("p", w("pPr", w("pStyle", val=style_id)))
    paragraph.extend([run(before)] if before else [])
    paragraph.extend(field("PAGE"))
    paragraph.extend([run(after)] if after else [])
    element = footer._element
    element[:] = [paragraph]


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """What makes one Word paragraph: a block, or a heading and what runs on after it."""

    block: Block
    text: str
    indents: Indents | None = None
    heading: Block | None = None


def _paragraphs(blocks: Sequence[Block], style: Style, line_breaks: LineBreaks) -> list[_Paragraph]:
    """The document cut into Word paragraphs; blocks without anything that can be written make none."""
    placed = closing_indents(blocks, style)
    labels = Labels(style)
    paragraphs: list[_Paragraph] = []
    heading: Block | None = None
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if block.kind is BlockKind.HEADING and following and following.run_in and not heading:
            heading = block
            continue
        if block.kind in LABELLED and not heading:
            made = [_Paragraph(block, item, labels.indents(block, item)) for item in block.text.split("\n")]
        else:
            text = _broken(block.text, line_breaks.get(index))
            made = [_Paragraph(block, text, placed.get(index), heading)]
        paragraphs += [p for p in made if writable(p.text) or p.heading]
        heading = None
    return paragraphs


def _broken(text: str, lines: Sequence[str] | None) -> str:
    """The text with the line breaks of the page; with its own where the page's lines are another text."""
    if lines is None or "".join("".join(lines).split()) != "".join(text.split()):
        return text
    return "\n".join(line.strip() for line in lines)


def _elements(paragraphs: Sequence[_Paragraph], style: Style) -> Iterator[Element]:
    around = spaces([Stretch(p.heading or p.block, p.block, p.text) for p in paragraphs], style)
    for paragraph, space in zip(paragraphs, around, strict=True):
        yield w("p", _properties(paragraph, space, style), *_runs(paragraph, style))


def _properties(paragraph: _Paragraph, space: Space, style: Style) -> Element:
    """The style, and over it only what hangs on the text or on the neighbours."""
    block, indents = paragraph.block, paragraph.indents
    entry = style.block(block.kind, block.level)
    properties = w("pPr", w("pStyle", val=name_of(block, style).id))
    if space != style_space(block, style):
        properties.append(_spacing(space, style_space(block, style)))
    if indents is not None:
        properties.append(
            indent(style, entry.size, left=indents.left, right=indents.right, first=indents.first)
        )
        if indents.align is not entry.align:
            properties.append(w("jc", val=ALIGN[indents.align]))
    return properties


def _spacing(space: Space, of_style: Space) -> Element:
    attributes = {"before": space.before, "after": space.after}
    if space.line != of_style.line:
        attributes |= {"line": space.line}
    element = w("spacing", **attributes)
    if space.line != of_style.line:
        element.set(qn("w:lineRule"), "exact")
    return element


def _runs(paragraph: _Paragraph, style: Style) -> Iterator[Element]:
    """A heading before its run-in text keeps its face by the style that is linked to the heading's own."""
    if paragraph.heading:
        yield run(paragraph.heading.text, style=name_of(paragraph.heading, style).run_id)
    for piece in DASHES.split(paragraph.text):
        if piece:
            yield run(piece, style=DASH_STYLE if DASHES.fullmatch(piece) else None)
