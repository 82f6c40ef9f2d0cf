"""Phrases that no repair may touch."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.model import Change, EditLog, Spared


def change(start: int, end: int, after: str, *, note: bool = False) -> Change:
    return Change(start, end, after, "test.rule", 1.0, "", note=note)


@pytest.mark.parametrize(
    ("made", "forbidden"),
    [
        (change(3, 3, "色"), True),  # opens it
        (change(2, 2, "的"), False),  # before it
        (change(5, 5, "的"), False),  # behind it
        (change(4, 5, "品"), True),
        (change(0, 3, ""), True),  # takes its first character
        (change(0, 2, ""), False),
        (change(5, 6, ""), False),
        (change(0, 6, "发展特产业，"), False),  # gives it back whole
        (change(0, 6, "发展特色产业，"), True),
        (change(2, 5, "", note=True), True),
        (change(0, 6, "", note=True), False),
    ],
)
def test_what_a_phrase_forbids(made: Change, forbidden: bool) -> None:
    assert Spared(["特产业"]).forbids(made, "发展特产业,") is forbidden


def test_the_text_may_change_between_two_questions() -> None:
    spared = Spared(["特产业"])
    assert not spared.forbids(change(1, 1, "色"), "特产\n业")
    assert spared.forbids(change(1, 1, "色"), "特产业")


def test_overlapping_places_are_all_spared() -> None:
    spared = Spared(["人人", "一个很长很长的短语"])
    assert spared.forbids(change(2, 2, "x"), "人人人")
    assert spared.forbids(change(1, 1, "x"), "人人人")


def test_no_phrase_forbids_nothing() -> None:
    assert not Spared(["", ""]).forbids(change(0, 1, ""), "甲乙")


@given(st.data())
def test_phrases_survive_any_changes(data: st.DataObject) -> None:
    text = data.draw(st.text("甲乙丙\n", min_size=1, max_size=40))
    phrases = data.draw(st.lists(st.text("甲乙丙\n", min_size=1, max_size=4), max_size=3))
    log = EditLog(text, untouched=phrases)
    for _stage in range(3):
        before = log.text
        ends = sorted(data.draw(st.lists(st.integers(0, len(log.text)), min_size=2, max_size=8)))
        log.add(
            change(start, end, data.draw(st.text("甲乙", max_size=2)))
            for start, end in zip(ends[::2], ends[1::2], strict=False)
        )
        for phrase in phrases:
            assert log.text.count(phrase) >= before.count(phrase)
