"""Traditional to Simplified: the trap words, each in its form of the Mainland, and what stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import changes, repaired

from gongwen.repairing.encoding import script

TRAPS = [
    line.split("\t")
    for line in (Path(__file__).parent / "cases" / "script-traps.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("traditional", "simplified"), TRAPS)
def test_trap(traditional: str, simplified: str) -> None:
    assert script.simplify(traditional) == simplified


@pytest.mark.parametrize("simplified", sorted({s for _t, s in TRAPS}))
def test_what_is_simplified_stays(simplified: str) -> None:
    assert script.simplify(simplified) == simplified


@pytest.mark.parametrize(
    "text",
    [
        "本身分布不均，自身分析不足，终身分期缴纳。",
        "每份量表一式两份，各单位份额见附件，这份子公司报告已收到。",
        "帐篷、营帐、蚊帐等救灾物资覆盖全部受灾群众，覆土绿化。",
        "乾隆年间的瞭望塔，著名学者的著作，显著成效。",
    ],
)
def test_words_that_hold_a_pattern_by_chance(text: str) -> None:
    assert script.simplify(text) == text
    assert not changes(script.find, text)


def test_a_traditional_paragraph_in_a_simplified_text_is_converted_alone() -> None:
    simplified = "我们要全面贯彻新发展理念，坚持稳中求进，成绩显著。"
    traditional = "會議強調，要認真學習貫徹，隨著改革深入，著力推進各項工作。"
    after = repaired(script.find, f"{simplified}\n{traditional}\n{simplified}")
    assert after == f"{simplified}\n会议强调，要认真学习贯彻，随着改革深入，着力推进各项工作。\n{simplified}"
