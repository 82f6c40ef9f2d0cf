"""Plain text and Markdown: nothing lost, structure kept."""

import io
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wordfile import block

from gongwen.model import BlockKind, Document
from gongwen.writing.plain import write_markdown, write_text

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
@settings(max_examples=25, deadline=None)
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
