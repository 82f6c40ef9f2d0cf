"""Stages that deal with lines: cases as data, and what must hold for any text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.model import Change, EditLog, Level, Source, Status
from gongwen.repairing.joining import joins
from gongwen.repairing.joining.boundary import glue
from gongwen.repairing.lines.lines import Regime, layout_of, lines_of
from gongwen.repairing.pages import headers, residue
from gongwen.repairing.splitting import duplicates, seams, splits
from gongwen.repairing.stage import Context, Stage
from properties import examples

STAGES: dict[str, Stage] = {
    "joins": joins.find,
    "residue": residue.find,
    "headers": headers.find,
    "splits": splits.find,
    "duplicates": duplicates.find,
}
CASES = Path(__file__).parent / "cases"


def applied(stage: Stage, text: str) -> str:
    log = EditLog(text)
    log.add(stage(text, Context(Source.from_text(text))))
    return log.text


def cases() -> Iterator[object]:
    for name, stage in STAGES.items():
        for case in tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))["case"]:
            yield pytest.param(
                stage, case["text"], case.get("after", case["text"]), id=f"{name}: {case['name']}"
            )


@pytest.mark.parametrize(("stage", "text", "after"), list(cases()))
def test_case(stage: Stage, text: str, after: str) -> None:
    assert applied(stage, text) == after


@pytest.mark.parametrize(("stage", "text", "after"), list(cases()))
def test_second_run_changes_nothing(stage: Stage, text: str, after: str) -> None:
    once = applied(stage, text)
    assert applied(stage, once) == once


# ---- what must hold for any text

SENTENCES = (
    "要坚持问题导向和目标导向相统一",
    "切实把思想和行动统一到县委的决策部署上来",
    "进一步增强做好“三农”工作的责任感（使命感）",
    "全年完成固定资产投资128.6亿元，增长9.5%",
    "大力推进农田水利、农村公路和人居环境整治",
    "各级各部门要各司其职，密切配合，形成合力",
    "我们面临的形势依然复杂严峻",
    "有关情况应当及时向上级主管部门报告",
)
HEADINGS = (
    "一、提高思想认识",
    "（一）明确目标任务",
    "在全县工作会议上的讲话",
    "同志们：",
    "2021年3月15日",
    "第三条 附则",
)

paragraphs = st.lists(
    st.one_of(
        st.sampled_from(HEADINGS),
        st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=9).map(lambda s: "，".join(s) + "。"),
    ),
    min_size=1,
    max_size=12,
)


def wrapped(parts: list[str], measure: int, indent: str) -> str:
    lines = [
        part[i : i + measure] for part in (indent + p for p in parts) for i in range(0, len(part), measure)
    ]
    return "\n".join(lines)


def cut(parts: list[str], places: list[int]) -> str:
    text = "\n".join(parts)
    for place in sorted(places, reverse=True):
        text = text[: place % len(text)] + "\n" + text[place % len(text) :]
    return text


damaged = st.one_of(
    st.builds(wrapped, paragraphs, st.integers(18, 45), st.sampled_from(["", "　　", "    "])),
    st.builds(cut, paragraphs, st.lists(st.integers(0, 5000), max_size=8)),
    st.builds(lambda p, m: wrapped(p, m, "").replace("\n", "\n\n"), paragraphs, st.integers(18, 45)),
    st.text(st.sampled_from("甲乙丙，。、：“”（）()1 9aZ\n\n　—第条一、"), max_size=300),
)


@examples(150)
@given(damaged)
def test_joining_is_idempotent_and_loses_nothing_but_white_space(text: str) -> None:
    once = applied(joins.find, text)
    assert "".join(once.split()) == "".join(text.split())
    assert applied(joins.find, once) == once


@examples(60)
@given(damaged)
def test_each_stage_settles_and_its_changes_do_not_overlap(text: str) -> None:
    for stage in STAGES.values():
        changes = [c for c in stage(text, Context(Source.from_text(text))) if not c.note]
        assert all(a.end <= b.start for a, b in pairwise(changes))
        assert all(0 <= c.start <= c.end <= len(text) for c in changes)
        once = applied(stage, text)
        assert once.strip() or not text.strip()
        again = applied(stage, once)
        assert applied(stage, again) == again


@given(damaged)
def test_lines_give_their_text_by_their_offsets(text: str) -> None:
    for line in lines_of(text):
        assert text[line.start : line.end] == line.text
        assert len(line.folded) == len(line.text)


# ---- single points


def test_regimes_are_told_apart() -> None:
    sentence = "各级各部门要各司其职密切配合形成工作合力切实把思想和行动统一到决策部署上来"
    assert layout_of("\n".join([sentence[:20]] * 6)).regime is Regime.WRAPPED
    assert layout_of("\n".join([sentence + "。"] * 3 + ["一、总体要求"])).regime is Regime.FREE
    broken = "\n".join(["各级各部门要各司其职，", "密切配合，形成合力，", "确保取得实际成效。"] * 3)
    assert layout_of(broken).regime is Regime.PUNCTUATED


def doubtful(stage: Stage, text: str) -> list[Change]:
    found = stage(text, Context(Source.from_text(text)))
    return [c for c in found if Level.of(c.confidence) is Level.DOUBTFUL and not c.note]


def test_a_full_line_with_a_stop_is_suggested_not_joined() -> None:
    """In wrapped text a full line that ends a sentence ends its paragraph as often as not."""
    lines = [
        "各级各部门要各司其职，密切配合，形成工作",
        "合力，切实维护全县社会和谐稳定的好局面。",
        "群众利益无小事，要带着感情做好信访工作，",
        "把矛盾化解在基层，把问题解决在萌芽状态，",
        "努力让人民群众满意。",
    ]
    text = "\n".join(lines)
    assert applied(joins.find, text) == "".join(lines[:2]) + "\n" + "".join(lines[2:])
    assert [c.start for c in doubtful(joins.find, text)] == [text.index("局面。") + 3]


def test_suggestions_are_few() -> None:
    text = "\n".join(
        ["各级各部门要各司其职，密切配合，形成合力。", "县上下要坚定信心迎难而上奋力夺取全年工作全"] * 40
    )
    assert len(doubtful(joins.find, text)) <= max(5, len(text) // 1000)


def test_a_button_behind_the_last_stop_goes_if_no_sentence_ends_so() -> None:
    text = "我们要进一步转变作风，狠抓落实，确保完成任务。发布评论\n请各单位联系我们。"
    assert applied(residue.find, text) == text.replace("发布评论", "")
    text = text.replace("发布评论", "检索")
    assert [text[c.start : c.end] for c in doubtful(residue.find, text)] == ["检索"]


@pytest.mark.parametrize(
    "text", ["来源：某某日报\n各单位要认真组织，确保活动取得实效。", "各单位要认真组织。\n审核：李明"]
)
def test_a_label_at_an_edge_with_nothing_of_a_page_beside_it_is_suggested(text: str) -> None:
    assert applied(residue.find, text) == text
    assert len(doubtful(residue.find, text)) == 1


def test_a_blank_stays_between_words_of_another_script() -> None:
    first, second, third = lines_of("Yours truly,\nLi Ming\n李明")
    assert glue(first, second) == " "
    assert glue(second, third) == ""


def test_a_preview_notice_goes_and_is_noted() -> None:
    text = "我们要进一步转变作风，狠抓落实，确保全年目标任务圆满完成，同时还要\n试读结束，开通会员阅读全文"
    log = EditLog(text)
    log.add(residue.find(text, Context(Source.from_text(text))))
    assert log.text == text.split("\n", maxsplit=1)[0]
    notes = [e for e in log.edits() if e.status is Status.NOTED]
    assert [e.rules for e in notes] == [("end.truncated",)]
    assert "试读结束" in notes[0].reason


def test_a_header_is_known_by_the_name_of_the_file() -> None:
    text = (
        "各级各部门认真履行职责，狠抓隐患排查整治，全市形势总体平稳，但是我们也要清醒地看到，一些企年度工作总结业的"
        "主体责任没有落实到位，一些地方的监管力量还比较薄弱。\n各级各部门要引起高度重视。"
    )
    named = Context(Source.from_text(text, name="年度工作总结.txt"))
    assert [text[c.start : c.end] for c in headers.find(text, named)] == ["年度工作总结"]
    assert headers.find(text, Context(Source.from_text(text))) == []


def test_no_line_parts_at_its_ends():
    assert not any(seams.may_part("在大会上的讲话", place) for place in (0, 7))
    assert seams.may_part("在大会上的讲话同志们", 7)
