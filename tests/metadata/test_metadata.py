"""Elements given beside a text: what keys and values become, and what is refused with its place."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.metadata import front_matter, load, of_mapping
from gongwen.metadata.elements import keys
from gongwen.model import BlockKind, MetadataError


def values(elements, kind):
    return [value for element in elements if element.kind is kind for value in element.values]


@pytest.mark.parametrize(
    ("key", "value", "kind", "wanted"),
    [
        ("份号", 12, "copy_number", ["000012"]),
        ("copy_number", "000012", "copy_number", ["000012"]),
        ("密级", "机密★1年", "secret_level", ["机密★1年"]),
        ("签发人", "王大力、李小明", "signer", ["签发人：王大力　李小明"]),
        ("signers", ["王大力", "李小明"], "signer", ["签发人：王大力　李小明"]),
        ("签发人", "签发人：王大力", "signer", ["签发人：王大力"]),
        ("发文机关", "江城市财政局、江城市教育局", "issuer_mark", ["江城市财政局", "江城市教育局"]),
        ("文号", "江政发[2026]3号", "document_number", ["江政发〔2026〕3号"]),
        ("主送", ["各县人民政府", "市政府各部门"], "salutation", ["各县人民政府，市政府各部门："]),
        ("主送", "各单位:", "salutation", ["各单位："]),
        ("抄送", "省财政厅", "copy_to", ["抄送：省财政厅。"]),
        ("附件", "防汛物资清单", "attachment_note", ["附件：防汛物资清单"]),
        ("附件", ["清单", "名单"], "attachment_note", ["附件：1.清单", "2.名单"]),
        ("成文日期", datetime.date(2026, 3, 1), "date", ["2026年3月1日"]),
        ("date", "2026-03-01", "date", ["2026年3月1日"]),
        ("附注", "此件公开发布", "note", ["（此件公开发布）"]),
        ("列席", "王大力，李小明", "attendance", ["列席：王大力　李小明"]),
        ("标题", ["关于修路", "的通知"], "title", ["关于修路\n的通知"]),
    ],
)
def test_values_stand_as_the_document_has_them(key, value, kind, wanted):
    assert values(of_mapping({key: value}), BlockKind(kind)) == wanted


def test_printer_and_day_are_one_element():
    for keys_ in (("印发机关", "印发日期"), ("printed_on", "printed_by")):
        given_ = {keys_[0]: "江城市政府办公室", keys_[1]: "2026-03-02"}
        if keys_[0] == "printed_on":
            given_ = {"printed_on": "2026-03-02", "printed_by": "江城市政府办公室"}
        assert values(of_mapping(given_), BlockKind.ISSUED_BY) == ["江城市政府办公室　　2026年3月2日印发"]


def test_every_name_of_a_key_is_its_own():
    names = [name for key in set(keys().values()) for name in key.names]
    assert len(names) == len(set(names))


def test_a_file_is_toml_with_bare_han_keys(tmp_path):
    path = tmp_path / "meta.toml"
    text = '发文字号 = "江政发〔2026〕3号"\nsigner = ["王大力"]\ndate = 2026-03-01\n'
    path.write_text(text, encoding="utf-8")
    elements = load(path)
    assert values(elements, BlockKind.DOCUMENT_NUMBER) == ["江政发〔2026〕3号"]
    assert values(elements, BlockKind.DATE) == ["2026年3月1日"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('title = "a"\n发文字好 = "b"\n', ["meta.toml:2", "发文字好", "发文字号"]),
        ('title = "a"\n\nsigner = 1.5\n', ["meta.toml:3"]),
        ('title = "a"\nsigner = \n', ["meta.toml", "line 2"]),
        ('文号 = "a"\nnumber = "b"\n', ["meta.toml:2", "文号", "number"]),
        ('[title]\nx = "a"\n', ["meta.toml:1"]),
    ],
)
def test_mistakes_are_told_with_their_line(tmp_path, text, words):
    path = tmp_path / "meta.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MetadataError) as error:
        load(path)
    assert all(word in str(error.value) for word in words)
    assert "\n" not in str(error.value)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(MetadataError, match=r"no\.toml"):
        load(tmp_path / "no.toml")


FRONT = """---
# what the text lacks
发文字号：江政发〔2026〕3号
签发人: [王大力, 李小明]
抄送:
  - 省财政厅
  - 省教育厅   # by post
title: "关于修路的请示"
layout: post
---
"""


def test_front_matter():
    found = front_matter(FRONT + "市政府：\n")
    assert found.length == len(FRONT)
    assert values(found.given, BlockKind.SIGNER) == ["签发人：王大力　李小明"]
    assert values(found.given, BlockKind.COPY_TO) == ["抄送：省财政厅，省教育厅。"]
    assert values(found.given, BlockKind.TITLE) == ["关于修路的请示"]
    assert [notice.code for notice in found.notices] == ["meta.unknown"]
    assert "9" in found.notices[0].message


def test_front_matter_as_toml():
    text = '+++\n签发人 = ["王大力"]\n+++\n正文。\n'
    assert front_matter(text).length == text.index("正文")
    with pytest.raises(MetadataError, match="line 3"):
        front_matter('+++\n签发人 = ["王大力"]\nnumber = \n+++\n')


@pytest.mark.parametrize(
    "text",
    [
        "正文。\n---\ntitle: a\n---\n",
        "---\n去年以来：各地认真落实。\n---\n今年要继续努力。\n",
        "---\ntitle: a\n没有结尾。\n",
        "——\ntitle: a\n——\n",
        "---",
        "",
    ],
)
def test_what_is_no_front_matter(text):
    assert front_matter(text).length == 0


@pytest.mark.parametrize(
    ("text", "line"), [("---\ntitle: a\n签发仁: b\n---\n", "3"), ("---\ntitle: a\n正文在此\n---\n", "3")]
)
def test_slips_in_front_matter_are_told_with_their_line(text, line):
    with pytest.raises(MetadataError, match=line):
        front_matter(text)


@given(st.text(alphabet="-+ab:：\n 题标#[]\"'=", max_size=80))
def test_any_beginning_is_front_matter_text_or_a_mistake(text):
    for opening in ("---\n标题: a\n", "+++\n", ""):
        try:
            found = front_matter(opening + text)
        except MetadataError:
            continue
        assert 0 <= found.length <= len(opening + text)
