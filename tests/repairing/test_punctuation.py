"""Marks: traps as data, with the known failures in a file of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import changes, repaired

from gongwen.repairing.marks import punctuation

CASES = Path(__file__).parent / "cases"


def traps(name: str) -> list[tuple[str, str]]:
    lines = (CASES / name).read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(row[0], row[-1]) for row in rows]


@pytest.mark.parametrize(("text", "after"), traps("punctuation.tsv"))
def test_trap(text: str, after: str) -> None:
    assert repaired(punctuation.find, text) == after


@pytest.mark.xfail(strict=True, reason="known failure")
@pytest.mark.parametrize(("text", "after"), traps("punctuation-known-failures.tsv"))
def test_known_failure(text: str, after: str) -> None:
    assert repaired(punctuation.find, text) == after


def test_a_quotation_mark_without_mate_is_only_suggested() -> None:
    (change,) = changes(punctuation.find, '要坚持"绿色发展，推动转型。')
    assert (change.rule, change.after) == ("punct.quote", "“")
    assert change.confidence < 0.9


def test_a_lone_dot_in_a_text_with_full_stops_goes_by_the_language() -> None:
    text = "会议指出，要加强领导。会议强调，要落实责任.各级党委要高度重视。会议由美国总统唐纳德.特朗普主持。"
    after = repaired(punctuation.find, text)
    assert "落实责任。各级" in after
    assert "唐纳德.特朗普" in after
    assert [c.after for c in changes(punctuation.find, text) if c.confidence < 0.9] == ["·"]


def test_each_rule_has_its_name() -> None:
    text = '要做到:"稳"字当头--国发[2020]1号...'
    assert {c.rule for c in changes(punctuation.find, text)} == {
        "punct.width",
        "punct.quote",
        "punct.dash",
        "punct.bracket",
        "punct.ellipsis",
    }
