"""The edit-log invariant over random texts, random stages and random refusals."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from gongwen.model import Change, EditLog, Level, Refusal, Status, apply_edits
from properties import examples

TEXT = st.text(alphabet="甲乙丙丁，。\nab 　", max_size=30)


@st.composite
def change_on(draw, length):
    start = draw(st.integers(0, length))
    end = draw(st.integers(start, min(length, start + 5)))
    return Change(
        start=start,
        end=end,
        after=draw(st.text(alphabet="天地，\n", max_size=4)),
        rule=draw(st.sampled_from(["wrap.join", "punct.width", "char.missing"])),
        confidence=draw(st.sampled_from([1.0, 0.99, 0.95, 0.5])),
        reason=draw(st.sampled_from(["one", "two"])),
        note=draw(st.booleans()) if draw(st.integers(0, 4)) == 0 else False,
    )


def check(log: EditLog, source: str) -> None:
    edits = log.edits()
    assert apply_edits(source, edits) == log.text
    for edit in edits:
        assert source[edit.start : edit.end] == edit.before
        assert edit.rules
        if edit.status is Status.NOTED:
            assert edit.after == edit.before
        else:
            assert edit.after != edit.before
    for a, b in pairwise(edits):
        assert a.end <= b.start
        assert (a.start, a.end) != (b.start, b.end)


@given(st.data(), TEXT, st.sampled_from(list(Level)))
@examples(500)
def test_log_applied_to_source_gives_result(data, source, level):
    log = EditLog(source, level)
    for _ in range(data.draw(st.integers(0, 5))):
        before = log.text
        changed = log.add(data.draw(st.lists(change_on(len(log.text)), max_size=6)))
        assert changed or log.text == before
        check(log, source)


@given(st.data(), TEXT)
@examples(300)
def test_what_was_refused_stays_refused(data, source):
    stage = data.draw(st.lists(change_on(len(source)), max_size=6))
    log = EditLog(source)
    log.add(stage)
    refused = [
        Refusal(rule, e.start, e.end, e.before)
        for e in log.edits()
        if e.status is Status.APPLIED
        for rule in e.rules
    ]
    again = EditLog(source, refused=refused)
    again.add([c for c in stage if Level.of(c.confidence) >= Level.LIKELY])
    assert again.text == source or not refused


def test_two_repairs_of_one_place_are_one_edit_with_two_rules():
    log = EditLog("整合特技术,做强")
    log.add([Change(5, 6, "，", "punct.width", 1.0, "a")])
    log.add([Change(5, 6, "；", "char.wrong", 0.95, "b")])
    (edit,) = log.edits()
    assert (edit.before, edit.after) == (",", "；")
    assert edit.rules == ("punct.width", "char.wrong")
    assert edit.confidence == 0.95


def test_a_repair_undone_leaves_no_edit():
    log = EditLog("甲乙")
    log.add([Change(1, 1, "丙", "char.missing", 1.0, "in")])
    log.add([Change(1, 2, "", "char.extra", 1.0, "out")])
    assert log.edits() == ()


def test_neighbours_stay_apart():
    log = EditLog("甲\n,乙")
    log.add([Change(1, 2, "", "wrap.join", 1.0, "")])
    log.add([Change(1, 2, "，", "punct.width", 1.0, "")])
    assert [(e.start, e.end, e.after) for e in log.edits()] == [(1, 2, ""), (2, 3, "，")]


def test_a_suggestion_inside_an_applied_repair_adds_its_reason_to_it():
    log = EditLog("组\n开展")
    log.add([Change(1, 2, "", "wrap.join", 1.0, "broken line")])
    log.add([Change(1, 1, "织", "char.missing", 0.5, "perhaps 组织")])
    assert [e.rules for e in log.edits()] == [("wrap.join",), ("char.missing",)]
    assert log.edits()[1].start == 2
    assert log.text == "组开展"


def test_where_something_was_put_in_nothing_else_is_proposed():
    log = EditLog("绿发展")
    log.add([Change(1, 1, "色", "char.missing", 0.95, "“色” is missing throughout this text")])
    log.add([Change(2, 2, "能", "char.missing", 0.5, "“能” seems to be missing")])
    assert [(e.after, e.reason) for e in log.edits()] == [("色", "“色” is missing throughout this text")]


def test_remarks_on_one_place_come_in_the_order_in_which_they_were_found():
    reasons = [f"reason {number}" for number in range(12)]
    log = EditLog("积极组开展")
    for reason in reasons:
        log.add([Change(3, 3, "织", "char.missing", 0.6, reason)])
    (edit,) = log.edits()
    assert edit.reason == "; ".join(reasons)
