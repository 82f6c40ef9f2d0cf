"""Tables and pictures in the structure of the PDF: rows, cells, heads, figures; PDFBox is the judge."""

from __future__ import annotations

import io
import subprocess

import pdfplumber
import pytest
from pdfminer.pdftypes import resolve1
from PIL import Image
from test_pdf_archive import JAVA, catalog, elements, which, written

from gongwen import stylesheets
from gongwen.model import Block, BlockKind, Cell, Document, Picture, Row, Table
from gongwen.typesetting import typeset


def picture(cell=None, alt="值班室的图"):
    out = io.BytesIO()
    Image.new("RGB", (8, 4), (200, 0, 0)).save(out, "PNG")
    return Picture(0, out.getvalue(), "image/png", alt=alt, cell=cell)


def table_block(rows):
    """A head of two cells, the first over two columns, then rows of three."""
    lines = ["姓名和职务\t电话", *(f"张三{n}\t主任\t{1000 + n}" for n in range(rows))]
    made, place = [], 0
    for number, line in enumerate(lines):
        cells, column = [], 0
        for text in line.split("\t"):
            wide = 2 if number == 0 and column == 0 else 1
            cells.append(Cell(place, place + len(text), column, wide))
            place += len(text) + 1
            column += wide
        made.append(Row(tuple(cells), number == 0))
    text = "\n".join(lines)
    pictures = (picture((1, 2)),)
    return Block(
        BlockKind.TABLE, text, 0, len(text), table=Table(0, len(text), tuple(made)), pictures=pictures
    )


@pytest.fixture(scope="module")
def document():
    text = "现将值班安排印发。"
    return Document(
        (
            Block(BlockKind.TITLE, "关于值班的通知", 0, 0),
            Block(BlockKind.PARAGRAPH, text, 0, len(text)),
            table_block(60),
            Block(BlockKind.PICTURE, "", 0, 0, pictures=(picture(),)),
            Block(BlockKind.PARAGRAPH, text, 0, len(text)),
        )
    )


@pytest.fixture(scope="module")
def content(document):
    return written(typeset(document, stylesheets.load("general")))


def text_of(pdf, element):
    """The text of an element and of all below it."""
    numbers = {page.page_obj.pageid: page for page in pdf.pages}
    own = numbers[element["Pg"].objid] if "Pg" in element else None
    found = ""
    for kid in element.get("K", []):
        if isinstance(kid, int):
            found += "".join(char["text"] for char in own.chars if char["mcid"] == kid)
            continue
        inner = resolve1(kid)
        if "MCID" in inner:
            page = numbers[inner["Pg"].objid]
            found += "".join(char["text"] for char in page.chars if char["mcid"] == inner["MCID"])
        else:
            found += text_of(pdf, inner)
    return found


def kids(element):
    return [resolve1(kid) for kid in element["K"] if not isinstance(kid, int)]


def test_a_table_has_rows_and_cells_with_their_text(document, content):
    root, pdf = catalog(content)
    found = elements(root)
    assert [element["S"].name for element in found] == ["H1", "P", "Table", "Div", "P"]
    block = document.blocks[2]
    rows = kids(found[2])
    assert {row["S"].name for row in rows} == {"TR"}
    assert len(rows) == len(block.table.rows)
    for element, row in zip(rows, block.table.rows, strict=True):
        cells = kids(element)
        assert {cell["S"].name for cell in cells} == {"TH" if row.is_head else "TD"}
        assert [text_of(pdf, cell) for cell in cells] == [
            block.text[cell.start : cell.end] for cell in row.cells
        ]
    head = resolve1(kids(rows[0])[0]["A"])
    assert (head["O"].name, head["ColSpan"], head["Scope"].name) == ("Table", 2, "Column")
    assert "A" not in kids(rows[1])[0]


def test_the_head_on_later_pages_is_no_second_text(content):
    _, pdf = catalog(content)
    marked = ["".join(c["text"] for c in page.chars if c["mcid"] is not None) for page in pdf.pages]
    every = ["".join(char["text"] for char in page.chars) for page in pdf.pages]
    assert sum("姓名和职务" in text for text in every) > 2
    assert sum("姓名和职务" in text for text in marked) == 1


def test_pictures_are_figures_with_what_they_show(content):
    root, _ = catalog(content)
    found = elements(root)
    in_cell = kids(kids(kids(found[2])[1])[2])[0]
    alone = kids(found[3])[0]
    for figure in (in_cell, alone):
        assert figure["S"].name == "Figure"
        assert figure["Alt"].decode("utf-16") == "值班室的图"
        left, lower, right, upper = resolve1(figure["A"])["BBox"]
        assert 0 < left < right < 596
        assert 0 < lower < upper < 842
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        assert all(image["mcid"] is not None for page in pdf.pages for image in page.images)


@pytest.mark.skipif(not which("java") or not all(jar.exists() for jar in JAVA), reason="no Preflight")
def test_preflight_finds_nothing_against_tables_and_pictures(content, tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(content.replace(b"<pdfaid:part>2<", b"<pdfaid:part>1<"))
    command = [
        "java",
        "-cp",
        ":".join(map(str, JAVA)),
        "org.apache.pdfbox.preflight.Validator_A1b",
        str(path),
    ]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "is a valid PDF/A-1b file" in result.stdout, result.stdout
