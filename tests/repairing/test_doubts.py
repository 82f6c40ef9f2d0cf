"""Single wrong characters: cases as data, and what must hold for any text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from time import process_time

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from running import changes, repaired

import gongwen
from gongwen.model import Level, Source, Status
from gongwen.repairing.pipeline import repair
from gongwen.repairing.wording import doubts, judging, proposals, screening
from properties import examples

CASES = tomllib.loads((Path(__file__).parent / "cases" / "doubts.toml").read_text("utf-8"))
PIECES = st.sampled_from(
    [
        *"的地得了一二三四五，。；“”《》\n",
        *[
            "坚持以人民为中心",
            "高质量展发",
            "观彻落实",
            "重重庆市",
            "组积开展",
            "生态环",
            "党的二十大",
            "在孵企业",
        ],
        *["张××同志", "x月x日", "国发〔2020〕1号", "GDP", "中中中", "马汰效应", "𠮷", "�"],
    ]
)
TEXTS = st.lists(PIECES, max_size=25).map("".join)


def shown(text: str) -> list[str]:
    """What is suggested, as `before→after` at a place."""
    return [
        f"{text[: c.start]}[{text[c.start : c.end]}→{c.after}]{text[c.end :]}"
        for c in changes(doubts.find, text)
    ]


def named(group: str) -> Iterator[object]:
    for case in CASES[group]:
        marks = [pytest.mark.xfail(reason=case["fails"], strict=True)] if "fails" in case else []
        yield pytest.param(case["text"], case.get("after", ""), id=case["text"][:24], marks=marks)


@pytest.mark.parametrize(("text", "after"), list(named("applied")))
def test_what_is_sure_is_applied(text: str, after: str) -> None:
    assert repaired(doubts.sure, text) == after


@pytest.mark.parametrize(("text", "after"), list(named("suggested")))
def test_what_is_likely_is_suggested(text: str, after: str) -> None:
    assert repaired(doubts.sure, text) == text
    results = {text[: c.start] + c.after + text[c.end :] for c in changes(doubts.find, text)}
    assert after in results


@pytest.mark.parametrize(("text", "after"), list(named("left")))
def test_what_is_sound_is_left(text: str, after: str) -> None:
    assert repaired(doubts.sure, text) == text
    assert shown(text) == []


@pytest.mark.parametrize(("text", "after"), list(named("never_applied")))
def test_what_may_be_meant_is_never_applied(text: str, after: str) -> None:
    assert repaired(doubts.sure, text) == text


@examples(80)
@given(text=TEXTS, level=st.sampled_from(list(Level)))
@example(text="的的，，的的的", level=Level.DOUBTFUL)
@example(text="高质量展发得了的马汰效应", level=Level.DOUBTFUL)
def test_a_second_run_applies_nothing_at_any_level(text: str, level: Level) -> None:
    once = repair(Source.from_text(text), level=level)
    again = repair(Source.from_text(once.text), level=level)
    assert again.text == once.text


@examples(80)
@given(text=TEXTS)
def test_the_edits_give_the_text(text: str) -> None:
    result = gongwen.repair(gongwen.read_text(text))
    parts, place = [], 0
    for edit in result.edits:
        assert result.source.text[edit.start : edit.end] == edit.before
        if edit.status is Status.APPLIED:
            parts += [result.source.text[place : edit.start], edit.after]
            place = edit.end
    assert "".join([*parts, result.source.text[place:]]) == result.text


@examples(50)
@given(before=TEXTS, after=TEXTS)
def test_masks_and_document_numbers_stay(before: str, after: str) -> None:
    text = f"{before}\n张××同志于x月x日签发国发〔2020〕1号文件\n{after}"
    result = repaired(doubts.sure, text)
    assert "张××同志" in result
    assert "x月x日" in result
    assert "国发〔2020〕1号" in result


def test_the_user_s_words_stay() -> None:
    text = "要全面观彻落实党的二十大精神，奋力推进现代化建设。"
    assert repair(Source.from_text(text)).text != text
    kept = repair(Source.from_text(text), words=["观彻落实"])
    assert kept.text == text
    assert not any(e.before == "观" for e in kept.edits)


def test_suggestions_are_few_on_a_page() -> None:
    lines = "要全面观彻落实会议精神，推动经济高质展发。坚持以人民为中中心的发展思想，改善生态环。"
    text = "\n".join(lines[i:] + lines[:i] for i in range(0, len(lines), 2))
    found = changes(doubts.find, text)
    pages = [change.start // 600 for change in found]
    assert found
    assert max(pages.count(page) for page in set(pages)) <= 6


def test_where_characters_were_put_back_a_long_text_says_less_against_gaps() -> None:
    both = [judging.Judged("missing", 1000, 1000, "织", 0.4), judging.Judged("wrong", 3000, 3001, "太", 0.4)]
    surprise = np.full(4000, 1.3, np.float32)
    gap, mistake = judging.by_text(both, surprise)
    gap_of_losing, mistake_of_losing = judging.by_text(both, surprise, is_losing=True)
    assert gap < gap_of_losing < 0
    assert mistake == mistake_of_losing


def test_reasons_name_the_evidence() -> None:
    (change,) = changes(doubts.find, "要坚持以人民为中心的发展思想，持续改善生态环，增进民生福祉。")
    assert (change.rule, change.after) == ("char.missing", "境")
    assert "生态环境" in change.reason
    text = "推进乡村振兴战略，实施乡村振兴战略。继续推进乡材振兴战略。"
    (change,) = changes(doubts.find, text)
    assert change.after == "村"
    assert "“乡村" in change.reason
    assert "2" in change.reason


@pytest.mark.parametrize("text", ["中" * 100_000, "中国" * 50_000, "的" * 50_000, "龘" * 50_000])
def test_long_repetitions_take_no_longer_than_a_text(text: str) -> None:
    start = process_time()
    list(doubts.sure(text, _context(text)))
    list(doubts.find(text, _context(text)))
    assert process_time() - start < 5


def _context(text: str) -> doubts.Context:
    return doubts.Context(Source.from_text(text))


@given(text=TEXTS)
@examples(60)
def test_gains_are_what_the_whole_text_gains(text: str) -> None:
    seen = screening.screen(text)
    for found in proposals.of_kinds(seen).values():
        for i in range(min(3, len(found.starts))):
            start, new = int(found.starts[i]), found.new[i]
            ids = [*seen.ids[:start], *new, *seen.ids[start + found.width :]]
            after = seen.language.surprise_of(seen.language.encode("") if not ids else _ids(ids))
            assert float(found.gains[i]) == pytest.approx(float(seen.surprise.sum() - after.sum()), abs=2e-3)


def _ids(ids: list[int]) -> object:
    return np.array(ids, np.uint16)
