"""Usual slips from the list: put right where they stand, not where two words only look like one."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import changes, repaired

import gongwen
from gongwen.repairing.wording import doubts, misspellings

LIST = Path(misspellings.__file__).parent.parent / "data" / "misspellings.tsv"
SLIPS = [tuple(line.split("\t")) for line in LIST.read_text("utf-8").splitlines() if not line.startswith("#")]
CASES = {
    "各单位要按装监控设备。": "各单位要安装监控设备。",
    "作品针贬时弊，受到欢迎。": "作品针砭时弊，受到欢迎。",
    "思想上不能有丝毫松驰。": "思想上不能有丝毫松弛。",
    "主要领导要靠前指挥、坐阵一线。": "主要领导要靠前指挥、坐镇一线。",
    "决不允许滥芋充数。": "决不允许滥竽充数。",
    "群众迫不急待地搬进了新居，脸上光采依旧。": "群众迫不及待地搬进了新居，脸上光采依旧。",
    "希望大家再接再励、戒骄戒燥。": "希望大家再接再厉、戒骄戒躁。",
}
SOUND = [
    "全市电力按装机容量排序。",
    "生活污水应当按排污规定处理。",
    "做好预防犯罪工作，以经济建设为中心。",
    "多部暑期影片上映。",
    "拖拉机轻松驰骋在田野。",
    "落实安全责任制，促消费、稳订单。",
    "习惯彻夜工作的人。",
    "大家讨论换届选举和招募后勤人员的事。",
]


@pytest.mark.parametrize(("text", "after"), CASES.items())
def test_a_slip_is_put_right(text: str, after: str) -> None:
    assert repaired(doubts.sure, text) == after


@pytest.mark.parametrize("text", SOUND)
def test_the_seam_of_two_words_is_no_slip(text: str) -> None:
    assert list(misspellings.find(text)) == []


def test_what_is_quoted_is_only_suggested() -> None:
    text = "把“按装”写成了错字，应当注意。"
    assert changes(doubts.sure, text) == []
    assert [(c.start, c.after, c.confidence < 0.9) for c in changes(doubts.find, text)] == [(2, "安", True)]


def test_a_word_of_the_user_is_no_slip() -> None:
    text = "招聘公告由部暑公司发布。"
    assert gongwen.repair(gongwen.read_text(text), words=["部暑"]).text == text


def test_the_list_is_of_slips_alone() -> None:
    wrong = [slip for slip, _right in SLIPS]
    assert len(wrong) == len(set(wrong))
    assert all(len(slip) == len(right) and slip != right for slip, right in SLIPS)
    # What is put in is never itself a slip, or a second run would change it again.
    assert not [right for _slip, right in SLIPS if any(slip in right for slip in wrong)]
