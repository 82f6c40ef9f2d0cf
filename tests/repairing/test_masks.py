"""Masked names, numbers and dates: listed with their places, never filled in; in one form on request."""

from __future__ import annotations

import pytest
from running import changes

from gongwen import read_text, repair
from gongwen.repairing.wording import masks


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("x月x日，xx大学张**同志到会。", "×月×日，××大学张××同志到会。"),
        ("20xx年*月，X市召开会议。", "20××年×月，××市召开会议。"),
        ("县委、县__领导，某县某局。", "县委、县××领导，某县某局。"),
        ("xxxx研究院等x多所。", "××研究院等××多所。"),
        ("　年　月　日", "　年　月　日"),
        ("长4×100米，X光机，a×b", "长4×100米，X光机，a×b"),
        ("××同志于20××年×月到任。", "××同志于20××年×月到任。"),
    ],
)
def test_one_form_on_request_only(text: str, after: str) -> None:
    assert repair(read_text(text)).text == text
    once = repair(read_text(text), uniform_masks=True)
    assert once.text == after
    assert {e.rules for e in once.edits if e.status == "applied"} <= {("mask.form",)}
    assert repair(read_text(after), uniform_masks=True).text == after


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("王某与李某某到某县某公司。", ["某", "某某", "某", "某"]),
        ("某些同志在某种程度上、某个方面、某一时期还有差距。", []),
        ("赵某些微受伤。", []),
        ("电话：138****5678，证号4527************18。", ["138****5678", "4527************18"]),
        ("面积3×4×5米，评为5*级，共3xxx元。", ["3xxx"]),
    ],
)
def test_nameless_people_and_places_are_listed(text: str, listed: list[str]) -> None:
    found = changes(masks.find, text)
    assert all(change.note and change.rule == "mask.placeholder" for change in found)
    assert [text[c.start : c.end] for c in found] == listed
