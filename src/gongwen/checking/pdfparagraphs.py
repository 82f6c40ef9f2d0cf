"""Lines of a PDF to paragraphs: edges of the text, page numbers, and where a paragraph begins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from .kinds import PATTERNS
from .lines import CELL, PT, Glyph, Line, Look, is_han, is_red
from .paragraphs import Document, Kind, Paragraph
from .pdffile import PdfFile, PdfPage

_SHORT = 2.3
"""Cells by which a line ends before the edge when its paragraph ends with it."""
_INDENTED = (1.3, 2.9)
_MIRRORED = 4.0
"""Millimetres by which mirrored margins differ at most."""
_RAGGED = 0.8
"""Millimetres by which the ends of full lines may differ."""
_FOOT = 0.86
"""Page numbers stand below this part of the sheet."""
_OPENERS = re.compile(
    "|".join(
        f"(?:{PATTERNS[name]})"
        for name in ("attachment_mark", "unbound_mark", "copy_to", "main_to", "issued_by", "attachment_note")
    )
)
_LABELLED = re.compile(
    "|".join(f"(?:{PATTERNS[name]})" for name in ("attachment_note", "attendance", "copy_to", "main_to"))
)
_PRINTED = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*印发")
"""印发日期 on a line of its own, below an office that is too long."""
_IMPRINT = re.compile("|".join(f"(?:{PATTERNS[name]})" for name in ("copy_to", "main_to", "issued_by")))
_ITEM = re.compile(r"\d{1,2}[.．、]")


def paragraphs_of(pdf: PdfFile) -> Document:
    """The document of a PDF, its paragraphs of no kind yet but page numbers and tables."""
    document = Document([], pdf=pdf)
    texts = {page.number: _without_number(page, document) for page in pdf.pages}
    every = [line for lines in texts.values() for line in lines if not line.in_table]
    every = _without_imprint(every)
    document.size = _common(_weighted_sizes(every), 16.0)
    body = [line for line in every if abs(line.size - document.size) < 0.6]
    _find_edges(document, body, texts)
    steps = [round(below.base - line.base, 2) for line, below in pairwise(body) if line.page == below.page]
    document.pitch = _common([step for step in steps if 0 < step < 3 * document.size * PT], 10.42)
    for page in pdf.pages:
        document.paragraphs += _paragraphs(texts[page.number], document, page)
    _join_across_pages(document)
    return document


def _without_imprint(lines: list[Line]) -> list[Line]:
    """The lines above the 版记, which is smaller and, with many authorities, longer than the text."""
    last = lines[-1].page if lines else 0
    for index, line in enumerate(lines):
        if line.page == last and _IMPRINT.match(line.text.strip()) and index:
            return lines[:index]
    return lines


def _without_number(page: PdfPage, document: Document) -> list[Line]:
    """The lines of a page without its page number, which is kept with the document."""
    lines = page.lines
    last = lines[-1] if lines else None
    if last and last.top > _FOOT * page.height and re.match(PATTERNS["page_number"], last.text.strip()):
        document.numbers[page.number] = last
        return lines[:-1]
    return list(lines)


def _weighted_sizes(lines: Iterable[Line]) -> Counter[float]:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes


def _common(values: Counter[float] | list[float], default: float) -> float:
    found = Counter(values).most_common(1)
    return found[0][0] if found else default


def _find_edges(document: Document, body: list[Line], texts: dict[int, list[Line]]) -> None:
    """The edges of the text of odd and of even pages: where usual lines begin and full ones end."""
    found = {odd: [line for line in body if line.page % 2 == odd] for odd in (0, 1)}
    lefts = _without_indents({odd: _by_rules(_left_edge(found[odd]), document, odd) for odd in found})
    rights = {odd: _right_edge(_flowing(lines, lefts[odd])) for odd, lines in found.items()}
    for page in texts:
        odd = page % 2
        left = lefts[odd] or lefts[1 - odd] or 28.0
        document.left[page] = left
        document.right[page] = rights[odd] or rights[1 - odd] or left + 28 * CELL
        if rights[odd]:
            document.full.add(page)


def _left_edge(lines: list[Line]) -> float | None:
    """The leftmost place at which a tenth of the lines begin."""
    if not lines:
        return None
    lefts = Counter(round(line.left, 1) for line in lines)
    left = min(left for left, count in lefts.items() if count >= min(max(lefts.values()), 0.1 * len(lines)))
    exact = [line.left for line in lines if abs(line.left - left) < 0.11]
    return sum(exact) / len(exact)


def _by_rules(left: float | None, document: Document, odd: int) -> float | None:
    """Where all lines are indented, the edge is that of the rules that are as long as a line of 28 cells."""
    pages = document.pdf.pages if document.pdf else []
    rules = [rule for page in pages if page.number % 2 == odd for rule in page.rules]
    for rule in rules:
        is_whole = abs(rule.right - rule.left - 28 * CELL) < _RAGGED
        if is_whole and left and left - rule.left > _INDENTED[0] * CELL:
            return rule.left
    return left


def _without_indents(lefts: dict[int, float | None]) -> dict[int, float | None]:
    """Where odd or even pages hold nothing but indented lines, the edge is that of the others."""
    least = min((left for left in lefts.values() if left), default=None)
    return {
        odd: left if least is None or left is None or left < least + _MIRRORED else None
        for odd, left in lefts.items()
    }


def _flowing(lines: list[Line], left: float | None) -> list[Line]:
    """Lines that begin at the edge or a paragraph's indent: signatures and dates say nothing of the right."""
    return [line for line in lines if left is None or line.left < left + _INDENTED[1] * CELL]


def _right_edge(lines: list[Line]) -> float | None:
    """The rightmost place at which a tenth of the lines end, with a Han character where there are such."""
    ends = sorted((line.right for line in lines if is_han(line.text[-1])), reverse=True)
    ends = ends or sorted((line.right for line in lines), reverse=True)
    wanted = max(2, round(0.1 * len(lines)))
    for start, end in enumerate(ends):
        group = [other for other in ends[start : start + 4 * wanted] if end - other <= _RAGGED]
        if len(group) >= wanted:
            return sum(group) / len(group)
    return None


def _paragraphs(lines: list[Line], document: Document, page: PdfPage) -> Iterator[Paragraph]:
    """The paragraphs of a page; one that goes on from the page before is joined later."""
    group: list[Line] = []
    for line in _apart(lines):
        if group and not _goes_on(group, line, document, page):
            yield _paragraph(group, document, page)
            group = []
        group.append(line)
    if group:
        yield _paragraph(group, document, page)


def _apart(lines: list[Line]) -> Iterator[Line]:
    """Lines with a document number or signers beside something else become one line for each."""
    for line in lines:
        parts = line.parts() if "\t" in line.text and not line.in_table else []
        apart = any(_is_numbering(part) for part in parts)
        yield from _rejoined(parts) if apart else [line]


def _is_numbering(line: Line) -> bool:
    return any(re.match(PATTERNS[name], line.text) for name in ("document_number", "signer"))


def _rejoined(parts: list[Line]) -> Iterator[Line]:
    """The number and the signers beside it, however far they stand from each other.

    Signers without their label go on from the line above, so they come first.
    """
    numbers = [part for part in parts if re.match(PATTERNS["document_number"], part.text)]
    own = [part for part in parts if part not in numbers]
    glyphs = [glyph for part in own for glyph in _after_tab(part, own[0])]
    signers = [Line(own[0].page, glyphs)] if own else []
    labelled = any(re.match(PATTERNS["signer"], part.text) for part in own)
    yield from [*numbers, *signers] if labelled else [*signers, *numbers]


def _after_tab(part: Line, first: Line) -> list[Glyph]:
    if part is first:
        return part.glyphs
    start = part.glyphs[0]
    return [replace(start, char="\t", end=start.x), *part.glyphs]


def _goes_on(group: list[Line], line: Line, document: Document, page: PdfPage) -> bool:
    """Whether a line belongs to the paragraph of those above it."""
    last = group[-1]
    if line.in_table or last.in_table:
        return line.in_table and last.in_table
    if _PRINTED.fullmatch(line.text.strip()):
        return not _LABELLED.match(group[0].text) and not _is_apart(last, line, document, page)
    if _is_parted(last, line, document, page):
        return False
    if _is_display(last, document) or _is_display(line, document):
        return _is_display(last, document) and _is_display(line, document)
    left, right = document.left[page.number], document.right[page.number]
    indent = (line.left - left) / CELL
    if _is_hanging(group, left):
        return indent > _INDENTED[1] and not _ITEM.match(line.text)
    return last.right > right - _SHORT * CELL and indent < _INDENTED[0]


def _is_parted(last: Line, line: Line, document: Document, page: PdfPage) -> bool:
    """Whether look, words, space or a rule part two lines whatever their places."""
    return (
        "\t" in line.text + last.text
        or bool(_OPENERS.match(line.text))
        or abs(line.base - last.base) < line.size * PT / 2
        or _is_apart(last, line, document, page)
    )


def _is_apart(last: Line, line: Line, document: Document, page: PdfPage) -> bool:
    """Whether look, space or a rule part two lines."""
    return (
        abs(line.size - last.size) > 1
        or is_red(line.look.color) != is_red(last.look.color)
        or line.base - last.base > 1.45 * max(document.pitch, line.size * PT * 1.5)
        or any(last.base < rule.y < line.top + 1 for rule in page.rules)
    )


def _is_display(line: Line, document: Document) -> bool:
    """Larger than the body: lines of a title or mark belong together whatever their widths."""
    return line.size > document.size + 3


def _is_hanging(group: list[Line], left: float) -> bool:
    """Whether further lines of a paragraph stand below its words, not at the edge."""
    first = group[0]
    if _LABELLED.match(first.text):
        return True
    deep = _INDENTED[1] * CELL
    return (len(group) > 1 and group[1].left > left + deep) or (
        bool(_ITEM.match(first.text)) and first.left > left + deep
    )


def _paragraph(lines: list[Line], document: Document, page: PdfPage) -> Paragraph:
    left, right = document.left[page.number], document.right[page.number]
    first, last = lines[0], lines[-1]
    made = Paragraph(
        text="".join(line.text for line in lines),
        look=_look(lines),
        align=_align(lines, left, right, display=_is_display(first, document)),
        first=(first.left - left) / CELL,
        rest=(lines[1].left - left) / CELL if len(lines) > 1 else 0.0,
        right=(right - last.right) / CELL,
        page=page.number,
        lines=list(lines),
        in_table=first.in_table,
    )
    above = [line for line in page.lines if line.base < first.base - 0.5]
    made.new_page = not above
    if above:
        made.gap = first.top - above[-1].bottom
    if made.in_table:
        made.kind = Kind.TABLE
    return made


def _look(lines: list[Line]) -> Look:
    looks: Counter[Look] = Counter()
    for line in lines:
        for look, count in line.looks.items():
            looks[look] += count
    return looks.most_common(1)[0][0] if looks else lines[0].look


def _align(lines: list[Line], left: float, right: float, *, display: bool) -> str:
    """How lines stand: centred when both sides are as far from the edges, unless an indent explains it."""
    line = lines[0]
    before, behind = (line.left - left) / CELL, (right - line.right) / CELL
    if len(lines) > 1 and lines[1].left < left + 0.5 * CELL and behind < _SHORT:
        return "left"
    if abs(before - behind) < 0.5 and (display or (before > 0.4 and not 1.7 < before < 2.3)):
        return "center"
    if before > 8 and behind < before / 2:
        return "right"
    return "left"


def _join_across_pages(document: Document) -> None:
    """Paragraphs that a page turn divides become one."""
    joined: list[Paragraph] = []
    for paragraph in document.paragraphs:
        last = joined[-1] if joined else None
        if last and paragraph.new_page and _continues(last, paragraph, document):
            last.text += paragraph.text
            last.lines += paragraph.lines
            if len(last.lines) == len(paragraph.lines) + 1:
                last.rest = paragraph.first
            last.right = paragraph.right
        else:
            joined.append(paragraph)
    document.paragraphs = joined


def _continues(last: Paragraph, paragraph: Paragraph, document: Document) -> bool:
    end = last.lines[-1]
    return (
        not (last.in_table or paragraph.in_table)
        and end.page + 1 == paragraph.page
        and abs(last.look.size - paragraph.look.size) < 1
        and abs(paragraph.first) < 0.7
        and end.right > document.right[end.page] - _SHORT * CELL
        and not _OPENERS.match(paragraph.text)
        and last.align == "left"
        and not _is_display(end, document)
    )
