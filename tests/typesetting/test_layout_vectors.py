"""Layout vectors of the standard, read back from our own PDF: 22 lines of 28 characters from 37 to 262 mm."""

import io
from dataclasses import replace
from itertools import groupby, pairwise

import pdfplumber
import pytest

from gongwen.model import Block, BlockKind, Document, pt
from gongwen.typesetting import typeset
from gongwen.typesetting.titles import _shape_cost
from gongwen.writing.pdf import write_pdf

MM = 72 / 25.4
ASCENT, DESCENT = 0.88, 0.12
"""The em box of the shipped faces (OS/2 sTypoAscender and sTypoDescender)."""


def pages_of(style, mode):
    """The lines of each page of the PDF from top to bottom, as pdfplumber's characters; no page numbers."""
    blocks = tuple(Block(BlockKind.PARAGRAPH, "国" * 600, 0, 600) for _ in range(4))
    target = io.BytesIO()
    write_pdf(typeset(Document(blocks), style, mode), target)
    pages = []
    with pdfplumber.open(target) as file:
        for page in file.pages:
            body = [c for c in page.chars if c["text"] == "国"]
            rows = groupby(
                sorted(body, key=lambda c: -c["matrix"][5]), key=lambda c: round(c["matrix"][5], 2)
            )
            pages.append([sorted(row, key=lambda c: c["matrix"][4]) for _, row in rows])
    return pages


def below_edge(line):
    """Baseline of a line from the upper edge of the sheet, in millimetres."""
    return 297 - line[0]["matrix"][5] / MM


@pytest.mark.parametrize("mode", ["word", "fine"])
@pytest.mark.parametrize("size", [16.0, 15.75])
def test_22_lines_of_28_characters_fill_the_text_block(general, mode, size):
    body = replace(general.blocks["paragraph"], size=pt(size))
    style = replace(general, blocks={**general.blocks, "paragraph": body})
    pages = pages_of(style, mode)
    em = size / MM
    for page in pages[:-1]:
        assert len(page) == 22
        assert below_edge(page[0]) - ASCENT * em == pytest.approx(37.00, abs=0.01)
        assert below_edge(page[-1]) + DESCENT * em == pytest.approx(262.00, abs=0.01)
        pitches = [below_edge(below) - below_edge(above) for above, below in pairwise(page)]
        assert pitches == pytest.approx([(225 - em) / 21] * 21, abs=0.01)
    full = [line for page in pages for line in page if len(line) > 26]
    assert len(full) > 60
    for line in full:
        assert len(line) == 28
        assert line[0]["matrix"][4] / MM == pytest.approx(28.00, abs=0.01)
        assert line[-1]["matrix"][4] / MM + 156 / 28 == pytest.approx(184.00, abs=0.01)
        steps = [right["matrix"][4] - left["matrix"][4] for left, right in pairwise(line)]
        assert steps == pytest.approx([156 / 28 * MM] * 27, abs=0.02)


def test_the_numbers_of_the_standard(general):
    """Cell and pitch as section 2 of the layout standard derives them."""
    assert general.cell == pytest.approx(15.793, abs=0.001)
    assert general.pitch == pytest.approx(29.61, abs=0.005)
    assert pages_of(general, "word")[0][0][0]["matrix"][4] / MM == pytest.approx(28 + 2 * 156 / 28, abs=0.01)


@pytest.mark.parametrize("widths", [(10, 14), (14, 10), (10, 16, 10), (8, 12, 16)])
def test_shapes_of_titles_that_pass(widths):
    assert _shape_cost(widths) == 0


@pytest.mark.parametrize("widths", [(16, 10, 16), (12, 12), (12, 12, 12)])
def test_shapes_of_titles_that_fail(widths):
    assert _shape_cost(widths) > 0
