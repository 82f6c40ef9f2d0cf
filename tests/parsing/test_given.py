"""Elements given beside the text: where they are put, and what is said where the text has another wording."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.metadata import of_mapping
from gongwen.metadata.elements import keys
from gongwen.parsing import parse

TEXT = """江城市财政局关于增拨经费的请示
市人民政府：
我局急需经费。
一、基本情况
经费不足。
江城市财政局
2026年3月1日
附件
经费表
略。
"""
ALL = {
    "份号": 12,
    "密级": "机密★1年",
    "紧急程度": "特急",
    "发文机关": "江城市财政局",
    "发文字号": "江财〔2026〕3号",
    "签发人": ["王大力", "李小明"],
    "附件说明": "经费表",
    "附注": "联系人：张三",
    "抄送": "省财政厅",
    "印发机关": "江城市财政局办公室",
    "印发日期": "2026-03-02",
}


def kinds(document):
    return [block.kind.value + ("*" if block.given else "") for block in document.blocks]


def test_what_the_text_lacks_stands_where_it_belongs():
    document = parse(TEXT, given=(of_mapping(ALL),))
    wanted = (
        "copy_number* secret_level* urgency* issuer_mark* document_number* signer* title salutation paragraph"
        " heading paragraph attachment_note* signature date note* attachment_mark attachment_title paragraph"
        " copy_to* issued_by*"
    )
    assert kinds(document) == wanted.split()
    assert document.blocks[3].text == "江城市财政局文件"
    assert document.layout == "upward"
    assert not document.notices
    starts = [block.start for block in document.blocks]
    assert starts == sorted(starts)


def test_without_the_given_blocks_the_document_is_the_text():
    document = parse(TEXT, given=(of_mapping(ALL),))
    own = "".join(block.text for block in document.blocks if not block.given)
    assert "".join(own.split()) == "".join(TEXT.split())


def test_the_same_wording_changes_nothing():
    same = of_mapping({"标题": "江城市财政局关于增拨经费的请示", "主送": "市人民政府", "date": "2026-03-01"})
    assert parse(TEXT, given=(same,)) == parse(TEXT)


def test_another_wording_prevails_and_is_told():
    document = parse(
        TEXT, given=(of_mapping({"成文日期": "2026-03-05", "署名": "江城市财政局、江城市教育局"}),)
    )
    assert kinds(document)[5:8] == ["signature*", "signature*", "date*"]
    assert [notice.code for notice in document.notices] == ["meta.differs"] * 2
    assert "2026年3月1日" in document.notices[1].message
    assert "2026年3月5日" in document.notices[1].message


def test_the_signature_of_an_attachment_is_not_that_of_the_document():
    text = "关于甲的通知\n各单位：\n请做好。\n附件1\n乙方案\n说乙。\n江城市教育局\n2025年1月1日\n"
    document = parse(text, given=(of_mapping({"署名": "江城市财政局"}),))
    assert [b.text for b in document.blocks if b.kind.value == "signature"] == [
        "江城市财政局",
        "江城市教育局",
    ]
    assert kinds(document)[3] == "signature*"


@pytest.mark.parametrize(
    ("title", "number", "mark"),
    [
        ("关于修路的通知", "江政发〔2026〕1号", ["江城市人民政府文件"]),
        ("关于修路的函", "江政函〔2026〕1号", ["江城市人民政府"]),
        ("江城市人民政府令", "第1号", ["江城市人民政府令"]),
    ],
)
def test_a_mark_has_the_word_that_its_kind_of_document_asks_for(title, number, mark):
    document = parse(
        f"{title}\n{number}\n为了修路，制定本文。\n", given=(of_mapping({"发文机关": "江城市人民政府"}),)
    )
    assert [b.text for b in document.blocks if b.kind.value == "issuer_mark"] == mark


def test_a_joint_mark_has_its_word_on_a_line_of_its_own():
    document = parse("关于修路的通知\n", given=(of_mapping({"发文机关": ["江城市财政局", "江城市教育局"]}),))
    marks = [b.text for b in document.blocks if b.kind.value == "issuer_mark"]
    assert marks == ["江城市财政局", "江城市教育局", "文件"]


@given(
    st.dictionaries(
        st.sampled_from(sorted({key.names[0] for key in keys().values()} - {"mark"})), st.text(min_size=1)
    ),
    st.lists(st.sampled_from([*TEXT.split("\n"), "抄送：甲。", "出席：乙", "第一章　总则"]), max_size=12),
)
def test_whatever_is_given_the_text_stays_or_its_loss_is_told(values, lines):
    text = "\n".join(lines)
    document = parse(text, given=(of_mapping(values),))
    own = "".join("".join(b.text for b in document.blocks if not b.given).split())
    assert document.notices or own == "".join(text.split())
    starts = [block.start for block in document.blocks]
    assert starts == sorted(starts)
    assert all(text[b.start : b.end].split() == b.text.split() for b in document.blocks if not b.given)
