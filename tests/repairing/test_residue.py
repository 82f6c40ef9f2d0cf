"""What holds for any text among the lines of any page."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.model import Change, EditLog, Level, Source
from gongwen.repairing.pages import residue
from gongwen.repairing.pages.pagewords import settings as page_settings
from gongwen.repairing.stage import Context
from properties import examples

SENTENCES = (
    "同志们：",
    "今天召开全县工作会议，主要任务是分析形势，统一思想，部署今年的工作。",
    "要坚持问题导向和目标导向相统一，切实把各项任务落到实处，不断开创工作新局面。",
    "一、提高认识，增强做好工作的责任感和紧迫感",
    "（一）突出重点，推动各项任务落实",
    "附件：1.任务分工表",
    "（此件公开发布）",
    "某某县人民政府办公室",
    "2024年3月5日",
    "联系人：李明",
)
PAGE = (
    "网站首页",
    "政务公开",
    "当前位置：首页 > 政务公开 > 领导讲话",
    "来源：某某日报",
    "2024-03-05 10:21:11",
    "【字体：大 中 小】",
    "打印本页",
    "下载",
    "责任编辑：张三",
    "相关阅读：",
    "全县两会胜利闭幕",
    "浏览次数：1024次",
    "京ICP备12345678号",
    "</p>",
    "还剩13页未读，继续阅读",
    "9",
)
GLUED = ("", "【责任编辑：张三】", "打印本页", "（来源：某某新闻网）", "<br>")
lines = st.lists(
    st.one_of(
        st.builds(lambda a, b: a + b, st.sampled_from(SENTENCES), st.sampled_from(GLUED)),
        st.sampled_from(PAGE),
        st.just(""),
    ),
    min_size=1,
    max_size=30,
)


def found(text: str) -> list[Change]:
    return list(residue.find(text, Context(Source.from_text(text))))


def repaired(text: str) -> str:
    log = EditLog(text)
    log.add(found(text))
    return log.text


@examples(300)
@given(lines)
def test_a_page_settles_is_never_emptied_and_keeps_its_lines(parts: list[str]) -> None:
    text = "\n".join(parts)
    rounds = [text]
    for _ in range(6):
        rounds.append(repaired(rounds[-1]))
    assert rounds[-1] == rounds[-2]
    assert rounds[-1].strip() or not text.strip()
    kept = iter(text.split("\n"))
    assert all(
        any(line.startswith(part) or line.endswith(part) for line in kept)
        for part in rounds[1].split("\n")
        if part
    )


@examples(200)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=20))
def test_nothing_is_taken_from_a_text_without_a_page(parts: list[str]) -> None:
    text = "\n".join(parts)
    assert repaired(text) == text


@pytest.mark.parametrize("words", ["buttons", "weak"])
def test_no_word_is_listed_twice(words: str) -> None:
    listed = page_settings()[words].split()
    assert sorted(listed) == sorted(set(listed))


def levels(text: str) -> list[tuple[str, Level]]:
    return [(text[c.start : c.end].strip(), Level.of(c.confidence)) for c in found(text) if not c.note]


BODY = "今天召开全县工作会议，主要任务是分析形势，统一思想，部署今年的工作，动员全县上下真抓实干。"


def test_comments_below_the_page_end_are_suggested_as_one_cut() -> None:
    text = f"{BODY}\n{BODY}\n责任编辑：张三\n热心网友\n说得很好，支持县委的决定，希望早日看到成效。\n路人甲"
    cut = "热心网友\n说得很好，支持县委的决定，希望早日看到成效。\n路人甲"
    assert levels(text) == [("责任编辑：张三", Level.LIKELY), (cut, Level.DOUBTFUL)]


def test_a_record_that_alone_names_the_document_is_suggested() -> None:
    record = "索 引 号：0142/2023\n生成日期：2023-05-11\n文号：某政办发〔2023〕5号\n公开方式：主动公开\n"
    assert {level for _, level in levels(record + BODY)} == {Level.DOUBTFUL}
    named = f"{record}某政办发〔2023〕5号\n{BODY}"
    assert repaired(named) == f"某政办发〔2023〕5号\n{BODY}"


@pytest.mark.parametrize(
    ("before", "behind", "level"),
    [
        ("各级各部门要认真贯彻落实中央经济", "工作会议精神，确保取得实效。", Level.LIKELY),
        ("各级各部门要认真贯彻，", "我们将全力支持县里的工作。", Level.DOUBTFUL),
    ],
)
def test_the_address_of_a_site_goes_where_the_words_close_up(before: str, behind: str, level: Level) -> None:
    assert levels(f"{before}www.fanwen123.com{behind}\n{BODY}") == [("www.fanwen123.com", level)]


@pytest.mark.parametrize("text", ["请登录www.fanwen123.com查询。", "请查阅信息公开栏www.abc.gov.cn并反馈。"])
def test_an_address_that_the_text_gives_stays(text: str) -> None:
    assert levels(f"{text}\n{BODY}") == []


def test_the_name_of_the_site_behind_the_title() -> None:
    title = "在全县经济工作会议上的讲话"
    assert repaired(f"{title}-某某范文网\n{BODY}") == f"{title}\n{BODY}"
    assert levels(f"{title} | 经济\n{BODY}") == [("| 经济", Level.DOUBTFUL)]
    assert levels(f"二〇二四年政府工作报告——某某县人民政府\n{BODY}") == []


def test_data_has_no_pattern_that_takes_a_usual_line() -> None:
    """Every phrase that official language has as a line of its own, from the tests of other stages."""
    cases = (Path(__file__).parent / "cases" / "joins.toml").read_text("utf-8")
    usual = [
        line for line in cases.split("\n") if line and not line.startswith(("[", "name", "text", "after"))
    ]
    assert len(usual) > 50
    assert levels("\n".join(usual)) == []


@pytest.mark.parametrize(
    "unit", ["1   ", "<p>   ", "大 ", "下载 ", "编辑： 张 ", "首页 > ", "a > ", "【", "www.a", "记者 "]
)
def test_no_line_makes_a_pattern_try_without_end(unit: str) -> None:
    line = (unit * 400)[:400] + "国"
    start = time.process_time()
    found(f"{BODY}\n{line}\n{BODY}")
    assert time.process_time() - start < 1
