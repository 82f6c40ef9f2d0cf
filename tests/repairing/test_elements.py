"""Elements of official documents: lines that are never joined to anything, whatever else the text is like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from running import repaired

from gongwen.model import Source
from gongwen.repairing import repair
from gongwen.repairing.joining import joins
from gongwen.repairing.lines.elements import Element
from gongwen.repairing.lines.lines import layout_of
from properties import examples

ORGANS = [
    "东陵区教育体育局",
    "南屏省统计局",
    "西柳镇人民政府",
    "中共东陵区委组织部",
    "东陵区志愿者协会",
    "清水湾供水集团有限公司",
]
TITLES = [
    ["关于开展暑期防溺水专项检查的通知"],
    ["东陵区教育体育局", "关于报送二○二四年度工作总结的函"],
    ["东陵区教育体育局关于印发", "《学校体育场地开放办法》的通知"],
    ["东陵区第三次全国土壤普查工作领导小组会议纪要"],
]
HEADS = [
    [],
    ["东教函〔2024〕7号"],
    ["000007", "加急", "东陵区教育体育局文件", "东教发〔2024〕17号　　签发人：陈志"],
]
ADDRESSES = [[], ["各中小学、幼儿园："], ["区政府："], ["各镇人民政府，各街道办事处，区直有关部门："]]
BODY = [
    "暑期将至，学生溺水事故进入易发期。为切实做好防范工作，区里决定在全区开展一次专项检查，"
    "请各单位认真组织，抓好落实。",
    "一、检查内容",
    "重点检查河流、水库、坑塘等水域的警示标志和救援设备，看责任是否到人，"
    "看巡查是否到位，看宣传教育是否覆盖到每一名学生。",
    "（一）自查阶段",
    "各学校对照检查内容逐项自查，建立台账，能够立即整改的立即整改，一时难以整改的要明确时限和责任人。",
    "本次检查由区教育体育局牵头，公安、水务等部门配合。",
]
CLOSINGS = [
    [],
    ["特此通知。"],
    ["妥否，请批示。"],
    ["附件：检查情况汇总表"],
    ["附件：1.检查情况汇总表", "2.联系人名单"],
]
ENDS = [
    [],
    ["（此件公开发布）"],
    ["抄送：区政府办公室。", "东陵区教育体育局办公室　　2024年6月2日印发"],
]

documents = st.builds(
    lambda head, title, address, body, closing, organs, end: [
        *head, *title, *address, *body, *closing, *organs, "2024年6月1日", *end
    ],
    st.sampled_from(HEADS),
    st.sampled_from(TITLES),
    st.sampled_from(ADDRESSES),
    st.lists(st.sampled_from(BODY), min_size=2, max_size=6, unique=True).filter(lambda b: "。" in b[0]),
    st.sampled_from(CLOSINGS),
    st.lists(st.sampled_from(ORGANS), min_size=1, max_size=4, unique=True),
    st.sampled_from(ENDS),
)  # fmt: skip


@examples(150)
@given(documents, st.sampled_from(["\n", "\n\n", "\n　　"]))
def test_a_document_in_order_stays_as_it_is(lines: list[str], between: str) -> None:
    text = between.join(lines)
    assert repaired(joins.find, text) == text


@examples(150)
@given(documents, st.integers(18, 42))
def test_wrapped_text_is_never_glued_to_the_elements_around_it(lines: list[str], measure: int) -> None:
    """Only paragraphs are wrapped; what is short stands on a line of its own, before and after."""
    text = "\n".join(
        "\n".join(line[at : at + measure] for at in range(0, len(line), measure)) if "。" in line else line
        for line in lines
    )
    found = repaired(joins.find, text).split("\n")
    assert [line for line in lines if "。" not in line] == [
        line for line in found if line in lines and "。" not in line
    ]


def test_what_the_lines_of_a_letterhead_and_a_closing_are() -> None:
    head = ["000007", "东陵区教育体育局", "文　件", "东教发〔2024〕17号", "签发人：陈志　韩梅", "李思远"]
    text = ["关于开展检查的请示", "区政府：", "现将有关情况报告如下。", "特此报告。"]
    lines = [*head, *text, "东陵区教育体育局", "南屏省统计局", "2024年6月1日"]
    e = Element
    assert layout_of("\n".join(lines)).elements == [
        *(e.LETTERHEAD, e.NAME, e.LETTERHEAD, e.NUMBER, e.SIGNER, e.SIGNER, None, e.ADDRESS, None),
        *(e.FORMULA, e.NAME, e.NAME, e.DATE),
    ]


def test_the_words_of_a_name_in_running_text_are_none() -> None:
    text = "会议听取了东陵区教育体育局\n南屏省统计局的汇报，并提出了要求。\n会议决定由区财政局"
    assert layout_of(text).elements == [None] * 3


@pytest.mark.parametrize("blank", ["", "  "])
def test_the_rows_of_a_table_outlive_the_whole_repair(blank: str) -> None:
    rows = ["序号\t单位名称\t金额", "1\t东陵区教育体育局\t", "\t南屏省统计局\t12.5", f"{blank}合计\t\t"]
    lines = [
        "各单位的资金安排见下表，请按照表中的数额执行，不得挪作他用。",
        *rows,
        "请于年底前将执行情况报区财政局。",
    ]
    assert [line.split() for line in repair(Source.from_text("\n".join(lines))).text.split("\n") if line] == [
        line.split() for line in lines
    ]
