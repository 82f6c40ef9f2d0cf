"""Marks and blanks together: traps as data, list numbers, remarks, and what must hold for any text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from running import changes, repaired

from gongwen.model import EditLog, Level, Source, apply_edits
from gongwen.repairing.encoding import characters
from gongwen.repairing.marks import advice, numbers, punctuation, spaces
from gongwen.repairing.stage import Context, Stage
from properties import examples

CASES = Path(__file__).parent / "cases"
ROOM: tuple[Stage, ...] = (characters.find, spaces.find, punctuation.find, numbers.find)
ALPHABET = st.sampled_from(
    [
        *"全市工作一二十年月李等",
        *"，。、；：！？“”‘’（）《》〈〉〔〕—…·～",
        *",;:!?().\"'-~<>[]•・＂",
        *" \u3000\n",
        *"aB09%",
        *[
            "——",
            "……",
            "--",
            "...",
            "''",
            "（一）、",
            "1、",
            "1.",
            "<<",
            ">>",
            "国发[2020]1号",
            "1,234",
            "10:30",
        ],
    ]
)
PROSE = st.sampled_from(
    [
        *[
            "全面建",
            "设",
            "现代化",
            "发展",
            "总则",
            "第三条",
            "县长周",
            "明",
            "李",
            "强",
            "至诚山东",
            "近悦远来",
        ],
        *["，", "。", "、", "：", "“", "”", "《", "》", "（", "）", ",", ".", "\n"],
        *["2024", "5.2", "12", "年", "月", "个", "%", "x", "GDP"],
        *[" ", " ", " ", " ", "  ", "\u00a0", "\u3000"],
    ]
)
TEXTS = st.one_of(st.lists(ALPHABET, max_size=30), st.lists(PROSE, max_size=40)).map("".join)


def rows(name: str) -> Iterator[object]:
    for line in (CASES / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            text, after, note = line.split("\t")
            yield pytest.param(text, after or text, id=f"{text} ({note})")


def through(text: str) -> str:
    for stage in ROOM:
        text = repaired(stage, text)
    return text


@pytest.mark.parametrize(("text", "after"), rows("marks.tsv"))
def test_trap(text: str, after: str) -> None:
    assert through(text) == after


@pytest.mark.xfail(strict=True, reason="known failure")
@pytest.mark.parametrize(("text", "after"), rows("marks-known-failures.tsv"))
def test_known_failure(text: str, after: str) -> None:
    assert through(text) == after


def cases() -> Iterator[object]:
    for case in tomllib.loads((CASES / "marks.toml").read_text("utf-8"))["case"]:
        yield pytest.param(case, id=case["name"])


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, str]) -> None:
    stage = {"numbers": numbers.find, "advice": advice.find, "punctuation": punctuation.find}[case["stage"]]
    text = case["text"]
    found = changes(stage, text)
    shown = [
        f"{'=' if c.note else '?' if c.confidence < 0.9 else '!'}{text[c.start : c.end]}{c.after}"
        for c in found
    ]
    assert shown == case["shown"]
    assert {c.rule for c in found} <= {case.get("rule", "")}


@pytest.mark.parametrize("stage", [*ROOM, advice.find], ids=lambda stage: stage.__module__)
@pytest.mark.parametrize("level", list(Level))
@examples(120)
@given(text=TEXTS)
@example(text="全，,•••")
def test_a_second_run_finds_nothing_and_the_log_leads_from_the_source_to_the_result(
    stage: Stage, level: Level, text: str
) -> None:
    context = Context(Source.from_text(text))
    log = EditLog(text, level)
    log.add(stage(text, context))
    assert apply_edits(text, log.edits()) == log.text
    again = EditLog(log.text, level)
    assert not again.add(stage(log.text, context))


@examples(150)
@given(text=TEXTS)
def test_nothing_but_marks_and_blanks_is_touched(text: str) -> None:
    for stage in (punctuation.find, spaces.find, numbers.find):
        for change in changes(stage, text):
            before = text[change.start : change.end]
            assert "".join(filter(str.isalnum, before)) == "".join(filter(str.isalnum, change.after))
