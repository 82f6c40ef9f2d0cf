"""Plain text and Markdown: nothing lost, structure kept."""

import io
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wordfile import block

from gongwen.model import Block, BlockKind, Cell, Document, Link, Note, Picture, Row, Table
from gongwen.writing.plain import write_markdown, write_text
from properties import examples

K = BlockKind


def written(write, document):
    file = io.BytesIO()
    write(document, file)
    return file.getvalue().decode("utf-8")


def test_text_is_one_block_a_line(notice):
    assert written(write_text, notice).splitlines() == [
        "某某市人民政府办公室关于做好",
        "防汛工作的通知",
        "",
        "各县（市、区）人民政府，市政府各部门：",
        "汛期将至，现就有关事项通知如下。",
        "一、加强值守",
        "1. 落实责任",
        "（1）明确到人",
        "各级各部门要落实值班制度。",
        "附件：1.值班表",
        "2.物资清单",
        "某某市人民政府办公室",
        "2024年3月5日",
        "（此件公开发布）",
    ]


def test_head_stays_together_and_run_in_text_on_its_line(speech):
    lines = written(write_text, speech).splitlines()
    assert lines[:5] == ["在全市科技创新工作会议上的讲话", "（2024年3月5日）", "王某某", "", "同志们："]
    assert lines[-1].startswith("（一）统一思想。思想是行动的先导。")


def test_markdown_has_titles_and_headings(notice):
    lines = written(write_markdown, notice).split("\n")
    assert lines[0] == "# 某某市人民政府办公室关于做好防汛工作的通知"
    assert [line for line in lines if line.startswith("##")] == [
        "## 一、加强值守",
        "#### 1\\. 落实责任",
        "##### （1）明确到人",
    ]


def test_markdown_joins_words_of_a_title_with_a_blank():
    document = Document((block(K.TITLE, "Report on\nReform"), block(K.PARAGRAPH, "a")))
    assert written(write_markdown, document).startswith("# Report on Reform\n")


def test_lone_surrogates_are_left_out():
    document = Document((block(K.PARAGRAPH, "甲\ud800乙"),))
    assert written(write_text, document) == "甲乙\n"
    assert written(write_markdown, document) == "甲乙\n"


BLOCKS = st.lists(
    st.builds(
        block,
        st.sampled_from([K.TITLE, K.PARAGRAPH, K.SIGNATURE, K.HEADING]),
        st.text("甲乙，。——1234.)(*_#`~<>[]\\|&;$-+= ab\n", min_size=1, max_size=30),
        st.integers(1, 4),
    ),
    min_size=1,
    max_size=6,
)


@given(
    st.lists(st.builds(block, st.sampled_from(BlockKind), st.text(max_size=30), st.just(1), st.booleans()))
)
def test_text_loses_nothing(blocks):
    text = written(write_text, Document(tuple(blocks)))
    kept = "".join(b.text for b in blocks).encode("utf-8", "ignore").decode("utf-8")
    assert "".join(text.split()) == "".join(kept.split())


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
@examples(25)
@given(BLOCKS)
def test_markdown_reads_back_as_the_same_characters(blocks):
    blocks = [b for b in blocks if b.text.strip()]
    text = written(write_markdown, Document(tuple(blocks)))
    plain = subprocess.run(
        ["pandoc", "-f", "commonmark", "-t", "plain", "--wrap=none"],
        input=text,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "".join(plain.split()) == "".join("".join(b.text for b in blocks).split())


def kept_document() -> Document:
    rows = "库|名\t数\n东库 西库\t3"
    shape = Table(
        0,
        len(rows),
        (Row((Cell(0, 3), Cell(4, 5, 1))), Row((Cell(6, 11, breaks=(8,)), Cell(12, 13, 1)))),
    )
    return Document(
        (
            Block(
                BlockKind.PARAGRAPH,
                "要自查，见网。",
                0,
                7,
                notes=(Note(3, "注 一\n二段"), Note(7, "注二")),
                links=(Link(4, 6, "http://example.cn/"),),
            ),
            Block(BlockKind.TABLE, rows, 8, 8 + len(rows), table=shape, notes=(Note(13, "表注"),)),
            Block(BlockKind.PICTURE, "", 30, 30, pictures=(Picture(0, b"abc", "image/png", alt="一图"),)),
        )
    )


def test_markdown_keeps_tables_notes_links_and_pictures():
    out = io.BytesIO()
    write_markdown(kept_document(), out)
    assert out.getvalue().decode() == (
        "要自查[^1]，[见网](<http://example.cn/>)。[^2]\n\n"
        "| 库\\|名 | 数 |\n| --- | --- |\n| 东库<br>西库 | 3[^3] |\n\n"
        "![一图](data:image/png;base64,YWJj)\n\n"
        "[^1]: 注 一 二段\n\n[^2]: 注二\n\n[^3]: 表注\n"
    )


def test_text_numbers_its_notes():
    out = io.BytesIO()
    write_text(kept_document(), out)
    assert out.getvalue().decode() == (
        "要自查[1]，见网。[2]\n库|名\t数\n东库 西库\t3[3]\n\n\n[1] 注 一 二段\n[2] 注二\n[3] 表注\n"
    )
