"""Stages that deal with characters and blanks: cases as data, and what must hold for any text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from running import changes, repaired

from gongwen.model import Damage, Source
from gongwen.repairing.encoding import characters, escapes, script
from gongwen.repairing.marks import punctuation, spaces
from gongwen.repairing.marks.protected import protected
from gongwen.repairing.stage import Context, Stage
from gongwen.repairing.wording import deletions, doubts, ending, masks
from properties import examples

CASES = Path(__file__).parent / "cases"
STAGES: dict[str, Stage] = {
    "characters": characters.find,
    "spaces": spaces.find,
    "script": script.find,
}
ALL: dict[str, Stage] = STAGES | {
    "punctuation": punctuation.find,
    "deletions": deletions.find,
    "sure": doubts.sure,
    "doubts": doubts.find,
    "masks": masks.find,
    "ending": ending.find,
}
PIECES = st.sampled_from(
    [
        *"全市科技工作特产业的一二三、，。；：！？“”‘’（）《》—…·",
        *",;:!?().\"'-[]【】 \n\u3000\u200b\rx×X_*年月日",
        *[
            "——",
            "……",
            "--",
            "...",
            "x月x日",
            "20xx年",
            "xx大学",
            "2020",
            "1,234",
            "3.14",
            "10:30",
            "国发[2020]1号",
            "GDP",
        ],
        *["http://a.cn/b,c", "a@b.cn", "f(x)=1", "創意", "隨著", "同誌", "⼯", "二○二○年", "�"],
        "Hello, world",
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


def cases() -> Iterator[object]:
    for name, stage in STAGES.items():
        for case in tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))["case"]:
            yield pytest.param(
                stage, case["text"], case.get("after", case["text"]), id=f"{name}: {case['name']}"
            )


@pytest.mark.parametrize(("stage", "text", "after"), list(cases()))
def test_case(stage: Stage, text: str, after: str) -> None:
    assert repaired(stage, text) == after


@pytest.mark.parametrize("stage", ALL.values(), ids=ALL)
@examples(150)
@given(text=TEXTS)
@example(text="")
@example(text="\n")
@example(text='"')
def test_changes_fit_the_text_and_a_second_run_finds_none(stage: Stage, text: str) -> None:
    found = changes(stage, text)
    place = 0
    for change in sorted((c for c in found if not c.note), key=lambda c: (c.start, c.end)):
        assert place <= change.start <= change.end <= len(text)
        place = change.end
    after = repaired(stage, text)
    assert repaired(stage, after) == after


@pytest.mark.parametrize("stage", ALL.values(), ids=ALL)
@examples(60)
@given(before=TEXTS, after=TEXTS)
def test_masks_are_never_altered(stage: Stage, before: str, after: str) -> None:
    text = f"{before}。\n在x月x日，与xx工业大学、张××同志\n{after}"
    result = repaired(stage, text)
    assert "x月x日" in result
    assert "xx工业大学" in result
    assert "张××同志" in result


def test_keep_keeps_the_script() -> None:
    assert repaired(script.find, "我們要全面貫徹", "keep") == "我們要全面貫徹"


def test_mixed_text_is_judged_by_paragraph() -> None:
    text = "我们要全面贯彻新发展理念，坚持稳中求进，推动高质量发展。\n" * 3 + "會議強調，要認真學習貫徹"
    assert repaired(script.find, text).endswith("会议强调，要认真学习贯彻")


def test_script_changes_are_local() -> None:
    text = "各位代表：現在，我代表市人民政府，向大會報告工作，請予審議。"
    assert max(len(c.after) for c in changes(script.find, text)) <= 4


def test_what_could_not_be_decoded_is_noted() -> None:
    text = "全市\ufffd\ufffd工作"
    source = Source(text=text, damage=(Damage(2, 4, "ff", 6),))
    (note,) = characters.find(text, Context(source))
    assert (note.rule, note.start, note.end, note.note) == ("decode.lost", 2, 4, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("传达了x月x日省政府在x召开的会议", ["x月x日", "x"]),
        ("xx工业大学、xxxx物质研究院等x多所", ["xx", "xxxx", "x"]),
        ("张××同志于20××年到任", ["××", "20××年"]),
        ("20--年", ["20--年"]),
        ("县委、县__", ["__"]),
        ("长4×100米，X光机，a×b，f(x)=x+1，X射线", []),
        ("plain xx text", []),
        ("　年　月　日", ["　年　月　日"]),
    ],
)
def test_masks(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in masks.spans(text)] == expected
    assert all(change.note and change.rule == "mask.placeholder" for change in changes(masks.find, text))


@pytest.mark.parametrize(
    "text", ["a" * 40000, "." * 40000, " " * 40000 + "中", "-" * 40000 + "中", "1" * 40000]
)
def test_a_long_run_of_one_character_takes_no_longer_than_a_text(text: str) -> None:
    start = process_time()
    assert not any(protected(text + "中"))
    assert masks.spans(text) == []
    assert process_time() - start < 3


@pytest.mark.parametrize(
    ("stage", "text", "after"),
    [
        (escapes, "答：&nbsp;&ldquo;一网通办&rdquo;", "答：“一网通办”"),
        (escapes, "a&nbsp;b &amp;lt; R&D;中", "a b < R&D;中"),
        (spaces, "各 乡 镇 党 委 ，县 直 各 单 位 ：", "各乡镇党委，县直各单位："),
        (spaces, "中 共 ××县委员会文件", "中 共 ××县委员会文件"),
        (spaces, "县委副书记 x x", "县委副书记 x x"),
        (punctuation, "１.加强领导。", "１.加强领导。"),
        (punctuation, "（１）.加强领导。", "（１）.加强领导。"),
        (punctuation, 'Word、Excel、"Hello, world!"他说。', 'Word、Excel、"Hello, world!"他说。'),
        (punctuation, "我们要做到: (1)加强", "我们要做到：（1）加强"),
        (punctuation, "答：&foo;一", "答：&foo;一"),
        (
            script,
            "坚持「三農」問題导向，认真学习贯彻落实讲话精神。",
            "坚持「三農」問題导向，认真学习贯彻落实讲话精神。",
        ),
    ],
)
def test_all_or_nothing(stage: Any, text: str, after: str) -> None:
    assert repaired(stage.find, text) == after


def test_a_date_set_apart_is_no_truncation() -> None:
    text = "各单位要高度重视这项工作，切实加强组织领导，确保完成任务目标。\n2 0 2 4 年 1 月 5 日"
    assert not changes(ending.find, text)


def test_what_is_not_strange_is_left_by_the_rules_that_are_skipped() -> None:
    ordinary = "".join(c for c in map(chr, range(0x10000)) if not characters._STRANGE.match(c))
    assert len(ordinary) > 20000
    skipped = ("_line_ends", "_invisible", "_compatible", "_wide", "_pinyin", "_lost")
    assert not [change for name in skipped for change in getattr(characters, name)(ordinary)]
