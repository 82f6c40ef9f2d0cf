"""Paragraphs of a Word file to paragraphs of a document; empty ones become the gap above the next."""

from __future__ import annotations

import re
from collections import Counter

from .kinds import PATTERNS
from .lines import Look
from .paragraphs import Document, Kind, Paragraph, cells, word_look
from .wordfile import WordFile, WordParagraph
from .wordprops import Properties

_GRID_LINE = 579


def paragraphs_of(word: WordFile) -> Document:
    """The document of a Word file, its paragraphs of no kind yet but tables."""
    document = Document([], word=word)
    sizes: Counter[float] = Counter()
    gap, after, section = 0.0, 0, 0
    fresh, in_frame = True, False
    for paragraph in word.paragraphs:
        fresh = fresh or paragraph.breaks_page or paragraph.section != section
        section = paragraph.section
        if paragraph.drawings and not paragraph.text.strip():  # no empty line
            gap, after, fresh = 0.0, paragraph.props.after, False
            continue
        if not paragraph.text.strip():
            gap += 0 if paragraph.in_table else _height(paragraph.props) / _GRID_LINE
            continue
        made = _paragraph(paragraph)
        made.new_page = fresh
        framed, in_frame = in_frame, paragraph.props.frame is not None
        flows = not (framed or in_frame)  # what stands in a frame is not above or below anything
        made.gap = gap + (paragraph.props.before + after) / _GRID_LINE if flows else None
        document.paragraphs.append(made)
        for run in paragraph.runs:
            sizes[run.props.size] += 0 if paragraph.in_table else len(run.text.strip())
        gap, after, fresh = 0.0, paragraph.props.after, False
    if sizes:
        document.size = sizes.most_common(1)[0][0]
    return document


def _height(props: Properties) -> float:
    """Height of a line in twips; automatic ones as multiples of the grid."""
    return props.line if props.line_rule != "auto" else props.line / 240 * _GRID_LINE


def _paragraph(paragraph: WordParagraph) -> Paragraph:
    props = paragraph.props
    size = paragraph.runs[0].props.size if paragraph.runs else props.size
    left = _indent(props.left_chars, props.left, size)
    first = _indent(props.first_chars, props.first, size)
    blanks = _blanks_before(paragraph.text)
    return Paragraph(
        text=paragraph.text.strip(),
        look=_look(paragraph),
        align=props.align,
        first=left + first + blanks,
        rest=left,
        right=_indent(props.right_chars, props.right, size),
        word=paragraph,
        in_table=paragraph.in_table,
        kind=Kind.TABLE if paragraph.in_table and not _is_element(paragraph) else Kind.BODY,
    )


def _blanks_before(text: str) -> float:
    """Cells that the blanks before a text take."""
    blanks = text[: len(text) - len(text.lstrip(" \u00a0\u3000"))]
    return sum(1.0 if blank == "\u3000" else 0.5 for blank in blanks)


def _is_element(paragraph: WordParagraph) -> bool:
    """Whether a paragraph of a table is a part of the 版头 or 版记, which are often set in tables."""
    text = paragraph.text.strip()
    red = bool(paragraph.runs) and paragraph.runs[0].props.color.upper() == "FF0000"
    return red or any(re.match(PATTERNS[name], text) for name in ("copy_to", "main_to", "issued_by"))


def _indent(chars: int | None, twips: int, size: float) -> float:
    """An indent in cells of 三号; characters are those of the paragraph's size."""
    return chars / 100 * size / 16 if chars is not None else cells(twips)


def _look(paragraph: WordParagraph) -> Look:
    looks: Counter[Look] = Counter()
    for run in paragraph.runs:
        p = run.props
        looks[word_look(p.east_asia, p.size, p.color, bold=p.bold)] += len(run.text.strip())
    return looks.most_common(1)[0][0]
