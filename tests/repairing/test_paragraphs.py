"""Lost paragraph breaks, words dropped at a break, and what holds of splits and duplicates for any text."""

from __future__ import annotations

import math
from collections import Counter
from itertools import combinations, pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from running import changes, repaired

from gongwen.model import Change, EditLog, Level, Source, Status
from gongwen.repairing import repair
from gongwen.repairing.joining import gaps
from gongwen.repairing.marks import spaces
from gongwen.repairing.splitting import duplicates, flattened, paragraphs, splits
from gongwen.repairing.stage import Context, Stage
from properties import examples

PARAGRAPHS = (
    "今天，县委、县政府召开全县农村工作会议，主要任务是总结去年工作，分析当前形势，部署今年任务。",
    "去年，全县上下认真贯彻落实中央和省、市委的决策部署，克服了干旱等不利因素影响，取得了新的成绩。"
    "粮食总产量达到二十八万吨，比上年增长百分之三。",
    "做好今年的工作，要突出抓好以下三个方面。",
    "第一，要稳定粮食生产。要压实粮食安全党政同责，稳定播种面积，加强高标准农田建设。"
    "各乡镇要把任务分解到村、落实到户。",
    "第二，要壮大特色产业。要做强茶叶、食用菌两个主导产业，延长产业链条，让农民更多分享增值收益。",
    "第三，要改善人居环境。要继续推进厕所革命、污水治理和垃圾分类，建设宜居宜业和美乡村。",
    "同志们！做好农村工作责任重大、使命光荣。让我们真抓实干、奋勇争先，为全面推进乡村振兴作出新的更大贡献！",
)
ONE_LINE = "".join(PARAGRAPHS)
TITLE = "在全县农村工作会议上的讲话"


def everything(text: str) -> str:
    return repair(Source.from_text(text), level=Level.DOUBTFUL).text


# ---- lost paragraph breaks


def test_breaks_of_a_text_on_one_line_are_suggested_and_not_made() -> None:
    result = repair(Source.from_text(ONE_LINE))
    offered = [e for e in result.edits if e.status is Status.SUGGESTED and e.rules == ("paragraph.split",)]
    assert result.text == ONE_LINE
    assert {e.start for e in offered} & {ONE_LINE.index(p) for p in PARAGRAPHS[3:6]}
    assert all(e.after == "\n" and e.before == "" for e in offered)


def test_level_all_makes_the_breaks() -> None:
    lines = everything(f"{TITLE}\n{ONE_LINE}").split("\n")
    assert lines[0] == TITLE
    assert set(PARAGRAPHS[3:5]) <= set(lines)
    assert "".join(lines[1:]) == ONE_LINE


def test_a_text_with_paragraphs_is_left_alone() -> None:
    assert changes(paragraphs.find, "\n".join([TITLE, *PARAGRAPHS])) == []


def test_what_is_left_of_a_line_without_breaks_is_looked_at_further() -> None:
    left = f"一、认清形势\n{PARAGRAPHS[1]}{PARAGRAPHS[6]}"
    of = Context(Source.from_text("一、认清形势" + "".join(PARAGRAPHS[:2]) + ONE_LINE))
    offered = list(paragraphs.find(left, of))
    assert [c.start for c in offered] == [left.index(PARAGRAPHS[6])]
    assert all(Level.of(c.confidence) is Level.DOUBTFUL for c in offered)
    assert changes(paragraphs.find, left) == []


def test_one_long_paragraph_among_others_is_no_text_without_breaks() -> None:
    others = "\n".join(PARAGRAPHS * 6)
    assert changes(paragraphs.find, f"{ONE_LINE * 4}\n{others}") == []


def test_a_short_text_is_one_paragraph() -> None:
    assert changes(paragraphs.find, PARAGRAPHS[1]) == []


def test_a_quotation_is_not_broken() -> None:
    quoted = "他说：“" + ONE_LINE[:220] + "”" + ONE_LINE[220:]
    assert all(c.start > 220 for c in changes(paragraphs.find, quoted))


chances = st.lists(st.floats(0.02, 0.98), min_size=10, max_size=10)


@given(chances)
def test_the_best_division_and_its_chances_are_those_of_all_divisions(given_chances: list[float]) -> None:
    """Four places and the end, every division reckoned one by one."""
    table = iter(given_chances)
    steps = [[(end, math.log(next(table))) for end in range(begin + 1, 5)] for begin in range(4)]
    weights = {
        inner: math.exp(sum(dict(steps[a])[b] for a, b in pairwise([0, *inner, 4])))
        for size in range(4)
        for inner in combinations(range(1, 4), size)
    }
    best = paragraphs._likeliest(steps)
    assert weights[tuple(best)] == pytest.approx(max(weights.values()))
    for place in range(1, 4):
        share = sum(w for inner, w in weights.items() if place in inner) / sum(weights.values())
        assert paragraphs._chances(steps)[place] == pytest.approx(share)


# ---- dropped words


def test_a_dropped_word_is_noted_and_the_note_outlives_the_join() -> None:
    text = (
        "打造美丽乡村样板不是追求形式上的好看，如果靠政府花钱搞千孔一面，只会引起人们\n"
        "上的反感。美丽乡村建设是一场乡村生产生活方式的革新，要因地制宜、稳步推进。"
    )
    place = text.index("\n")
    for level in (Level.LIKELY, Level.DOUBTFUL):
        edits = repair(Source.from_text(text), level=level).edits
        notes = [e for e in edits if e.rules == (gaps.RULE,)]
        assert [(e.start, e.status, e.before == e.after) for e in notes] == [(place, Status.NOTED, True)]
    assert "\n" not in everything(text)


def test_a_page_end_within_a_word_is_no_gap() -> None:
    text = (
        "各级各部门要把思想统一到县委的决策部署上来，切实增强做好工作的责任感和使\n"
        "命感，一级抓一级，层层抓落实，确保各项任务落到实处。"
    )
    assert changes(gaps.find, text) == []


def test_behind_a_comma_a_clause_may_begin_anyhow() -> None:
    text = (
        "（三）抓治理。健全党组织领导的自治、法治、德治相结合的乡村治理体系，\n"
        "推广积分制、清单制。各级各部门要把乡村振兴摆在突出位置。"
    )
    assert changes(gaps.find, text) == []


def test_a_heading_that_was_parted_from_its_text_lacks_no_word() -> None:
    glued_text = "三、压实责任，形成齐抓共管的合力全县各级各部门要严格落实责任制，一级抓一级。"
    text = glued_text.replace("全县", "\n全县", 1)
    assert list(gaps.find(text, Context(Source.from_text(glued_text)))) == []


def test_lines_that_are_whole_have_no_gaps() -> None:
    assert changes(gaps.find, "\n".join([TITLE, "（2021年3月12日）", *PARAGRAPHS])) == []


# ---- blanks that were line ends


def pieces(text: str, measure: int) -> list[str]:
    return [text[i : i + measure] for i in range(0, len(text), measure)]


@pytest.mark.parametrize("measure", [20, 28, 40])
def test_articles_keep_the_blank_behind_their_number(measure: int) -> None:
    articles = [
        f"第{n}条 各级人民政府应当加强对相关工作的领导，建立健全协调机制，将所需经费列入财政预算，"
        "并对工作中做出突出成绩的单位和个人给予表彰和奖励。"
        for n in "一二三四五"
    ]
    text = "\n".join(" ".join(pieces(article, measure)) for article in articles)
    assert repaired(spaces.find, text) == "\n".join(articles)


def test_on_one_line_a_short_piece_behind_a_stop_ends_a_paragraph() -> None:
    parts = [p for p in PARAGRAPHS if len(p) > 40]
    text = " ".join(" ".join(pieces(p, 26)) for p in parts)
    assert repaired(spaces.find, text).split("\n") == parts


def test_names_and_columns_are_no_page() -> None:
    text = "\n".join(["王 伟 李 娜 张 敏 刘 洋 陈 静 杨 丽 赵 强 黄 磊"] * 6)
    assert flattened.find(text) == (0.0, [])


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("协 调 委 员 会", "协调委员会"),
        ("张 三 李 四", "张 三 李 四"),
        ("目 录", "目 录"),
        ("\n".join("同志们，今天开会布置工作。"), "同志们，今天开会布置工作。"),
        ("\n".join("男女女男男女男女女男"), "\n".join("男女女男男女男女女男")),
    ],
)
def test_characters_set_apart_are_closed_up_where_they_make_words(text: str, after: str) -> None:
    assert repaired(spaces.find, text) == after


# ---- what must hold for any text

blocks = st.lists(
    st.sampled_from([*PARAGRAPHS, TITLE, "同志们：", "一、提高思想认识", "（一）明确任务"]),
    min_size=1,
    max_size=9,
)
glued = st.builds(lambda parts, glue: glue.join(parts), blocks, st.sampled_from(["", "", "\n", "　　", " "]))
doubled = st.builds(
    lambda parts, start, size: "\n".join(parts + parts[start : start + size]),
    blocks,
    st.integers(0, 5),
    st.integers(0, 9),
)
overlapping = st.builds(
    lambda parts, cut, again: _overlap("\n".join(parts), cut, again),
    blocks,
    st.integers(1, 400),
    st.integers(0, 60),
)
broken = st.builds(
    lambda parts, places: _cut("".join(parts), places), blocks, st.lists(st.integers(1, 700), max_size=6)
)
anything = st.one_of(glued, doubled, overlapping, broken)


def _overlap(text: str, cut: int, again: int) -> str:
    cut %= len(text)
    return text[:cut] + "\n" + text[max(0, cut - again) :]


def _cut(text: str, places: list[int]) -> str:
    for place in sorted({p % len(text) for p in places}, reverse=True):
        text = text[:place] + "\n" + text[place:]
    return text


@examples(80)
@given(anything)
def test_splits_put_in_nothing_but_breaks(text: str) -> None:
    for stage in (splits.find, paragraphs.find):
        assert all((c.start, c.after) == (c.end, "\n") for c in changes(stage, text))


@examples(80)
@given(anything)
def test_what_duplicates_take_out_stands_elsewhere(text: str) -> None:
    found = changes(duplicates.find, text)
    result = "".join(repaired(duplicates.find, text).split())
    for change in found:
        gone = "".join(text[change.start : change.end].split())
        rest = "".join((text[: change.start] + text[change.end :]).split())
        assert change.after == ""
        assert gone in rest or gone in result  # a block may be doubled whose lines were doubled before


OF_ONE_LENGTH = "今天，县委召开全县农村工作会议，主要任务是部署今年任务。"


@examples(60)
@given(anything)
@example(" ".join([*[OF_ONE_LENGTH] * 4, *["做好今年的工作，要突出抓好三个方面。"] * 2, OF_ONE_LENGTH]))
def test_each_stage_is_idempotent(text: str) -> None:
    for stage in (splits.find, spaces.find, paragraphs.find, _made(paragraphs.find)):
        once = repaired(stage, text)
        assert repaired(stage, once) == once


def _made(stage: Stage) -> Stage:
    """A stage all of whose suggestions are made."""

    def find(text: str, context: Context) -> list[Change]:
        return [Change(c.start, c.end, c.after, c.rule, 1.0, c.reason) for c in stage(text, context)]

    return find


@examples(40)
@given(anything, st.sampled_from([Level.LIKELY, Level.DOUBTFUL]))
def test_a_second_repair_changes_nothing(text: str, level: Level) -> None:
    once = repair(Source.from_text(text), level=level).text
    assert repair(Source.from_text(once), level=level).text == once


@examples(40)
@given(glued)
def test_nothing_is_lost_where_nothing_is_doubled(text: str) -> None:
    if max(Counter(text.split("\n")).values()) == 1:
        log = EditLog(text, Level.DOUBTFUL)
        for stage in (spaces.find, gaps.find, splits.find, paragraphs.find):
            log.add(stage(log.text, Context(Source.from_text(text))))
        assert "".join(log.text.split()) == "".join(text.split())
