"""Words typed twice and letters left in a sentence: suggested, and what is meant is left."""

from __future__ import annotations

import pytest
from running import changes

from gongwen.repairing.wording import doubts, strays

SUGGESTED = {
    "全面推进推进依法治国。": "全面推进依法治国。",
    "会议对有关问题进行进行研究。": "会议对有关问题进行研究。",
    "人民法院法院依法审理。": "人民法院依法审理。",
    "会议强调工作d要求，认真落实。": "会议强调工作要求，认真落实。",
    "会议 a决定，成立领导小组。": "会议决定，成立领导小组。",
}
LEFT = [
    "一项一项抓落实，很多很多群众参加。",
    "本规定规定的行政处罚，上一年度年度报告。",
    "大家坐下来商量商量。",
    "任命他为市公安局禁毒支队支队长。",
    "设变量n的值为3，n为整数。",
    "国内A股市场回暖，张x同志参加了会议。",
    "维生素e乳膏，c罗进了球。",
    "俄罗斯罗斯托夫州发生火灾。",
]


@pytest.mark.parametrize(("text", "after"), SUGGESTED.items())
def test_what_is_in_the_way_is_suggested_to_go(text: str, after: str) -> None:
    assert changes(doubts.sure, text) == []
    assert after in {text[: c.start] + c.after + text[c.end :] for c in changes(doubts.find, text)}


@pytest.mark.parametrize("text", LEFT)
def test_what_is_meant_is_left(text: str) -> None:
    assert list(strays.find(text)) == []


def test_what_a_text_does_often_is_its_own() -> None:
    assert list(strays.find("全面推进推进依法治国。" * 3)) == []
    assert list(strays.find("工作d要求，会议d决定。")) == []
