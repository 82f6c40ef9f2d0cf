"""Markdown: marks of headings go, tables become tables, and no word is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import gongwen
from gongwen.model import BlockKind
from gongwen.reading.markdown import read_markdown

TABLE = "| 项目 | 数量 | 备注 |\n|---|:-:|--:|\n| 展位 | 200 | 标准\\|普通 |\n| 论坛 |  | 含主论坛 |"


def test_a_table_is_rows_apart_by_tabs() -> None:
    text, kept = read_markdown(f"# 关于博览会的函\n\n省厅：\n\n{TABLE}\n\n妥否，请函复。")
    assert text.split("\n") == [
        *("关于博览会的函", "", "省厅：", ""),
        *("项目\t数量\t备注", "展位\t200\t标准|普通", "论坛\t\t含主论坛", "", "妥否，请函复。"),
    ]
    (table,) = kept.tables
    assert text[table.start : table.end].startswith("项目\t")
    assert [row.is_head for row in table.rows] == [True, False, False]
    cells = [[text[cell.start : cell.end] for cell in row.cells] for row in table.rows]
    assert cells[1] == ["展位", "200", "标准|普通"]


def test_strokes_without_a_border_below_and_rules_are_text() -> None:
    text = "甲|乙\n丙|丁\n\n第一部分\n---\n完"
    assert read_markdown(text)[0] == text
    assert not read_markdown(text)[1].tables


def test_the_table_is_set_as_one() -> None:
    source = gongwen.read(f"# 关于举办博览会的通知\n\n{TABLE}\n\n请遵照执行。\n".encode(), name="a.md")
    kinds = [block.kind for block in gongwen.parse(gongwen.repair(source)).blocks]
    assert kinds.count(BlockKind.TABLE) == 1


@given(st.text(st.sampled_from("甲乙| -:\n#\\"), max_size=60))
def test_no_word_is_lost(text: str) -> None:
    found, _kept = read_markdown(text)
    assert [c for c in found if c in "甲乙"] == [c for c in text if c in "甲乙"]
