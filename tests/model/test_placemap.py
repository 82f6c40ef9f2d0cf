"""Places of the source in the repaired text: monotone, exact outside of edits, true to separators within."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongwen.model import (
    Cell,
    Change,
    EditLog,
    Kept,
    Link,
    Note,
    PlaceMap,
    Repaired,
    Row,
    Source,
    Status,
    Table,
    kept_in,
)
from properties import examples

TEXT = st.text(alphabet="甲乙丙丁，。\n\tab 　", max_size=30)


@st.composite
def log_on(draw, source):
    """A log of some rounds of random changes."""
    log = EditLog(source)
    for _ in range(draw(st.integers(0, 4))):
        changes = []
        for _ in range(draw(st.integers(0, 4))):
            start = draw(st.integers(0, len(log.text)))
            end = draw(st.integers(start, min(len(log.text), start + 6)))
            changes.append(Change(start, end, draw(TEXT)[:5], "wrap.join", 1.0, "why"))
        log.add(changes)
    return log


@given(st.data(), TEXT)
@examples(500)
def test_both_maps_are_monotone_and_meet_the_ends(data, source):
    log = data.draw(log_on(source))
    places = log.places()
    firsts = [places.first(place) for place in range(len(source) + 1)]
    lasts = [places.last(place) for place in range(len(source) + 1)]
    assert firsts == sorted(firsts)
    assert lasts == sorted(lasts)
    assert all(0 <= first <= last <= len(log.text) for first, last in zip(firsts, lasts, strict=True))
    assert (firsts[0], lasts[-1]) == (0, len(log.text))


@given(st.data(), TEXT)
@examples(500)
def test_outside_of_edits_every_character_keeps_its_place(data, source):
    log = data.draw(log_on(source))
    edits = log.edits()
    places = PlaceMap(edits)
    touched = {n for e in edits if e.status is Status.APPLIED for n in range(e.start, e.end)}
    for place in set(range(len(source))) - touched:
        assert log.text[places.last(place)] == source[place]
        assert places.first(place + 1) == places.last(place) + 1, edits


@given(st.data(), TEXT)
@examples(300)
def test_what_is_found_between_two_places_is_all_that_came_of_it(data, source):
    log = data.draw(log_on(source))
    places = log.places()
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, len(source)))
    before, after = log.text[: places.first(start)], log.text[places.last(end) :]
    assert len(before) + len(after) <= len(log.text)


def test_a_row_repaired_as_a_whole_keeps_its_cells():
    source = "l\tAA，\t3"
    log = EditLog(source)
    log.add([Change(0, len(source), "1\tBB;\t3", "mojibake.line", 1.0, "why")])
    places = log.places()
    assert [places.first(n) for n in (0, 1, 2, 5, 6, 7)] == [0, 1, 2, 5, 6, 7]


def test_kept_things_move_with_the_text():
    source = "关于 表\n甲\t乙乙\n见注。"
    table = Table(5, 9, (Row((Cell(5, 6), Cell(7, 9, 1))),))
    kept = Kept((table,), (), (Note(12, "注文"),), (Link(0, 2, "http://a.cn"), Link(2, 3, "http://b.cn")))
    log = EditLog(source)
    log.add([Change(2, 3, "", "space.han", 1.0, "x"), Change(9, 9, "丙", "char.missing", 1.0, "x")])
    moved = kept_in(Repaired(Source(source, kept=kept), log.text, log.edits()))
    (found,) = moved.tables
    assert [log.text[c.start : c.end] for c in found.rows[0].cells] == ["甲", "乙乙丙"]
    assert log.text[moved.notes[0].place - 1] == "注"
    assert [(log.text[link.start : link.end], link.target) for link in moved.links] == [
        ("关于", "http://a.cn")
    ]
