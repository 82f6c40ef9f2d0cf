"""Joining lines: what the statistics of a text say, and how rules and the model come to agree."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.model import Level, Source
from gongwen.repairing.joining import joinmodel, joins
from gongwen.repairing.joining.boundary import Verdict
from gongwen.repairing.joining.reasons import REASONS, explain
from gongwen.repairing.lines.habits import Habits, Kind, kind_of
from gongwen.repairing.lines.lines import Regime, layout_of, width
from gongwen.repairing.stage import Context
from properties import examples

PARAGRAPHS = [
    "各级各部门要各司其职，密切配合，形成工作合力。要切实把思想和行动统一到县委的决策部署上来，进一步增强责任感。"
    "今年以来，全县上下认真贯彻落实中央和省委决策部署，各项工作取得明显成效。",
    "大力推进农田水利、农村公路和人居环境整治，确保按期完成。有关情况应当及时向上级主管部门报告。"
    "我们面临的形势依然复杂严峻，任务十分繁重。必须坚持问题导向，抓住主要矛盾，一件一件抓落实。",
    "全年完成固定资产投资128.6亿元，增长9.5%。城镇居民人均可支配收入增长6.2%，农村居民收入增长更快。"
    "财政收入稳步增长，民生支出占比继续提高。群众的获得感明显增强，社会大局保持稳定。",
]


def applied(text: str) -> str:
    parts, place = [], 0
    for change in joins.find(text, Context(Source.from_text(text))):
        if Level.of(change.confidence) >= Level.LIKELY:
            parts += [text[place : change.start], change.after]
            place = change.end
    return "".join(parts) + text[place:]


def wrapped(paragraphs: list[str], measure: int, lead: int = 0) -> str:
    lines = []
    for paragraph in paragraphs:
        starts = [0, *range(measure - lead, len(paragraph), measure), len(paragraph)]
        lines += [paragraph[a:b] for a, b in pairwise(starts) if a < b]
    return "\n".join(lines)


def broken_behind(paragraphs: list[str], marks: str, least: int = 15) -> str:
    lines = []
    for paragraph in paragraphs:
        line = ""
        for c in paragraph:
            line += c
            if c in marks and len(line) >= least:
                lines.append(line)
                line = ""
        lines += [line] if line else []
    return "\n".join(lines)


# ---- statistics


@given(st.text(st.sampled_from("中文，。“”（）·—…aZ19 .,%\t\u3000①é"), max_size=80))
def test_width_counts_half_for_what_is_not_chinese(text: str) -> None:
    assert width(text) == sum(0.5 if ord(c) < 0x2000 and c != "·" else 1.0 for c in text)


def test_text_broken_behind_stops_only_is_known_by_what_its_lines_lack() -> None:
    """Every line is one sentence: no paragraph of several is left whole, however short the first ones."""
    long = [p.replace("。", "，并且认真抓好贯彻落实工作，务求取得实实在在的成效。") for p in PARAGRAPHS]
    assert layout_of(broken_behind(long * 2, "。；")).regime is Regime.PUNCTUATED
    assert layout_of("\n".join(long * 4)).regime is Regime.FREE


def test_the_shortest_piece_lies_between_early_and_late_marks() -> None:
    layout = layout_of(broken_behind(PARAGRAPHS, "，。；", least=15))
    assert layout.breaks_at_commas
    assert 8 <= layout.shortest_piece <= 16


def test_first_lines_tell_of_a_lost_indent() -> None:
    text = [PARAGRAPHS[0], PARAGRAPHS[1], PARAGRAPHS[2]] * 3
    assert Habits(layout_of(wrapped(text, 24, lead=2))).lead == 2.0
    assert Habits(layout_of(wrapped(text, 24))).lead == 0.0


def test_a_line_is_full_as_those_are_that_were_cut() -> None:
    habits = Habits(layout_of(wrapped(PARAGRAPHS * 3, 24)))
    assert habits.fill(1.0) > 1
    assert habits.fill(-4.0) < habits.fill(1.0) - 2


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("一、总体要求", Kind.HEADING),
        ("（二）基本原则", Kind.BRACKETED),
        ("3．加强组织领导", Kind.NUMBERED),
        ("第十二条 本法自公布之日起施行。", Kind.CLAUSE),
        ("第三章 附则", Kind.CHAPTER),
        ("一是要提高认识。", Kind.POINT),
        ("一些地方认识不足。", Kind.PLAIN),
    ],
)
def test_kinds_of_lines(line: str, kind: Kind) -> None:
    assert kind_of(line, alone=False) is kind


# ---- rules and model


def test_weights_are_those_of_the_features() -> None:
    names = {"constant", *joinmodel.STATIC, *joinmodel.RUNNING}
    data = json.loads(joinmodel._WEIGHTS.read_text("utf-8"))
    assert all(set(weights) <= names for weights in data["weights"].values())
    assert set(data["weights"]) <= set(joinmodel.GROUPS)
    assert set(data["likely"]) == {regime.value for regime in Regime}


def test_every_break_has_its_features() -> None:
    layout = layout_of(wrapped(PARAGRAPHS, 20))
    model = joinmodel.Model(Habits(layout))
    assert model.features.shape == (len(layout.lines) - 1, len(joinmodel.STATIC))
    for at, _judgement in joins.judge(layout):
        running = joinmodel.running_features(at.habits, at.index, at.paragraph, at.seam)
        assert len(running) == len(joinmodel.RUNNING)


def test_a_wrapped_text_is_put_together_but_for_its_coin_flips() -> None:
    text = wrapped(PARAGRAPHS, 26)
    rest = set(applied(text).split("\n"))
    assert all(
        any(paragraph.startswith(line) or line in paragraph for paragraph in PARAGRAPHS) for line in rest
    )
    assert len(rest) <= len(PARAGRAPHS) + 2


def test_a_paragraph_over_a_page_end_goes_on_and_its_neighbours_stay() -> None:
    text = "\n".join(PARAGRAPHS)
    place = text.index("主要矛盾") + 2
    assert applied(text[:place] + "\n" + text[place:]) == text


def test_an_article_of_a_law_cut_behind_its_first_words_goes_on() -> None:
    """Other articles end with a stop, so a short one that does not is no heading."""
    articles = [
        f"第{n}条 国家鼓励和支持有关单位开展宣传教育活动，提高公众的参与意识。" for n in "一二三四五六七八"
    ]
    text = "\n".join(articles)
    place = text.index("第五条") + len("第五条 国家鼓励和支持有关")
    assert applied(text[:place] + "\n" + text[place:]) == text


def test_a_label_below_a_bracket_stays() -> None:
    text = (
        "请结合给定资料，谈谈你对这一问题的认识，自拟题目，写一篇文章。（40分）\n"
        "要求：观点明确，联系实际，内容充实，语言流畅，字数在一千字左右。"
    )
    assert applied(text) == text


# ---- what must hold for any text

texts = st.one_of(
    st.builds(
        broken_behind, st.lists(st.sampled_from(PARAGRAPHS), min_size=2, max_size=6), st.just("，。；")
    ),
    st.builds(broken_behind, st.lists(st.sampled_from(PARAGRAPHS), min_size=3, max_size=6), st.just("。；")),
    st.builds(
        wrapped,
        st.lists(st.sampled_from(PARAGRAPHS), min_size=2, max_size=5),
        st.integers(18, 40),
        st.just(2),
    ),
    st.text(st.sampled_from("甲乙丙，。、：“”（）()1 9aZ\n\n　—第条一、"), max_size=200),
)
BY_MARKS = {"closing mark", "opening mark", "pair closed", "not indented"}


@examples(60)
@given(texts)
def test_a_second_run_changes_nothing(text: str) -> None:
    once = applied(text)
    assert "".join(once.split()) == "".join(text.split())
    assert applied(once) == once


@examples(60)
@given(texts)
def test_words_alone_make_nothing_certain_in_free_text(text: str) -> None:
    layout = layout_of(text)
    for _at, judgement in joins.judge(layout):
        sure = judgement.verdict is Verdict.JOIN and Level.of(judgement.confidence) is Level.CERTAIN
        if sure and layout.regime is not Regime.WRAPPED:
            assert judgement.reason in BY_MARKS
        assert 0 <= judgement.confidence <= 1
        assert explain(judgement.reason)


def test_reasons_differ() -> None:
    assert len({reason() for reason in REASONS.values()}) == len(REASONS)
