"""Tables in cells of tables: read, repaired around, written, read back."""

from __future__ import annotations

import io

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wordfile import W, WordFile

import gongwen
from gongwen.model import Source, Table
from properties import examples

LONG = "各单位要认真落实安全生产责任制，逐项检查仓库的消防设施，发现隐患立即整改，不得有误。"
WORDS = st.sampled_from(["甲库", "乙库", "", "12.5", "张明", LONG, "共3处,其中东库1处."])


@st.composite
def word_files(draw) -> bytes:
    """A Word file with tables in cells down to the third level."""
    file = docx.Document()
    file.add_paragraph("关于做好防汛工作的通知")
    file.add_paragraph("各乡镇人民政府：")
    _fill(file.add_table(draw(st.integers(1, 3)), draw(st.integers(2, 3)), style="Table Grid"), draw, 2)
    file.add_paragraph("特此通知。")
    held = io.BytesIO()
    file.save(held)
    return held.getvalue()


def _fill(table, draw, depth: int) -> None:
    for row in table.rows:
        for cell in row.cells:
            cell.text = draw(WORDS)
            if depth and draw(st.integers(0, 3)) == 0:
                _fill(cell.add_table(draw(st.integers(1, 2)), draw(st.integers(2, 3))), draw, depth - 1)
                cell.add_paragraph(draw(WORDS))


def shape(table: Table, text: str) -> list[object]:
    """What stands in the cells of a table and of those in them; tables that hold nothing left out."""
    return [
        [("".join(text[c.start : c.end].split()), [shape(t, text) for t in c.tables]) for c in row.cells]
        for row in table.rows
    ]


def shapes(source: Source) -> list[object]:
    return [shape(table, source.text) for table in source.kept.tables]


@examples(40)
@given(word_files())
def test_they_are_tables_again_and_the_text_is_what_it_was(tmp_path_factory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("nested")
    source = gongwen.read(data, name="a.docx")
    made = gongwen.convert(source, folder / "b.docx", level="certain")
    back = gongwen.read(folder / "b.docx")
    assert "".join(back.text.split()) == "".join(made.repaired.text.split())
    (block,) = [block for block in made.document.blocks if block.table]
    (table,) = back.kept.tables
    assert shape(table, back.text) == shape(block.table, block.text)
    word = WordFile((folder / "b.docx").read_bytes())
    assert all(cell[-1].tag == W + "p" for cell in word.document.iter(W + "tc"))


@examples(20)
@given(word_files())
def test_with_revisions_they_are_text_that_refusing_gives_back(tmp_path_factory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("nested")
    source = gongwen.read(data, name="a.docx")
    gongwen.convert(source, folder / "b.docx", revisions="all")
    assert gongwen.read(folder / "b.docx").text == source.text


def test_one_among_paragraphs_of_its_cell(tmp_path) -> None:
    file = docx.Document()
    file.add_paragraph("关于做好防汛工作的通知")
    outer = file.add_table(1, 2, style="Table Grid")
    outer.cell(0, 0).text = "库房"
    outer.cell(0, 1).text = "情况如下："
    inner = outer.cell(0, 1).add_table(2, 2)
    for number, text in enumerate(("东库", "3处", "西库", "")):
        inner.cell(*divmod(number, 2)).text = text
    outer.cell(0, 1).add_paragraph("以上情况属实。")
    file.save(tmp_path / "a.docx")
    source = gongwen.read(tmp_path / "a.docx")
    assert shapes(source) == [
        [
            [
                ("库房", []),
                (
                    "情况如下：东库3处西库以上情况属实。",
                    [[[("东库", []), ("3处", [])], [("西库", []), ("", [])]]],
                ),
            ]
        ]
    ]
    assert [n.code for n in source.notices] == ["table.nested"]
    gongwen.convert(source, tmp_path / "b.docx")
    (cell,) = [c for c in docx.Document(str(tmp_path / "b.docx")).tables[0]._cells if c.tables]
    assert [p.text for p in cell.paragraphs] == ["情况如下：", "以上情况属实。"]
    assert [c.text for c in cell.tables[0]._cells] == ["东库", "3处", "西库", ""]


@pytest.mark.parametrize("text", ["", "\t", "　"])
def test_an_empty_one_is_none(tmp_path, text: str) -> None:
    file = docx.Document()
    file.add_paragraph("关于做好防汛工作的通知")
    outer = file.add_table(1, 2, style="Table Grid")
    outer.cell(0, 0).text = "库房"
    outer.cell(0, 1).add_table(1, 2).cell(0, 0).text = text
    file.save(tmp_path / "a.docx")
    assert not any(cell.tables for cell in gongwen.read(tmp_path / "a.docx").kept.tables[0].rows[0].cells)
