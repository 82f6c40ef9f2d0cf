"""The order of the stages: which look at a text again, and which need not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import gongwen
from gongwen.model import Change, Level
from gongwen.repairing import pipeline
from gongwen.repairing.lines.lines import layout_of, lines_of
from gongwen.repairing.stage import Context, Stage


def watched(stage: Stage, seen: list[str]) -> Stage:
    """The stage, which notes what it is given."""

    def find(text: str, context: Context) -> list[Change]:
        seen.append(text)
        return list(stage(text, context))

    return find


def shortened(text: str, context: Context) -> Iterator[Change]:
    """Takes the first of two equal characters away: as many rounds as there are too many."""
    place = text.find("甲甲")
    if place >= 0:
        yield Change(place, place + 1, "", "char.control", 1.0, "twice")


def remarked(text: str, context: Context) -> Iterator[Change]:
    """Suggests the same thing whenever it is asked."""
    place = text.find("甲")
    yield Change(place, place + 1, "乙", "word.spelling", 0.6, "perhaps")


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """What two stages are given, one that changes the text and one behind it that does not."""
    given: dict[str, list[str]] = {"first": [], "last": []}
    stages = (watched(shortened, given["first"]), watched(remarked, given["last"]))
    monkeypatch.setattr(pipeline, "REPAIRS", stages)
    monkeypatch.setattr(pipeline, "GUESSES", ())
    monkeypatch.setattr(pipeline, "REMARKS", ())
    return given


@pytest.mark.parametrize("level", [Level.LIKELY, Level.DOUBTFUL])
def test_a_stage_is_given_no_text_twice(seen: dict[str, list[str]], level: Level) -> None:
    repaired = pipeline.repair(gongwen.read_text("甲甲甲乙"), level=level)
    assert "甲甲" not in repaired.text
    for texts in seen.values():
        assert len(texts) == len(set(texts))


def test_a_stage_sees_every_text_that_another_made(seen: dict[str, list[str]]) -> None:
    pipeline.repair(gongwen.read_text("甲甲甲乙"))
    assert seen["first"] == ["甲甲甲乙", "甲甲乙", "甲乙"]
    assert seen["last"] == ["甲甲乙", "甲乙"]


def test_a_suggestion_is_made_once(seen: dict[str, list[str]]) -> None:
    edits = pipeline.repair(gongwen.read_text("甲丙甲甲乙")).edits
    assert [(edit.start, edit.after, edit.rules) for edit in edits] == [
        (0, "乙", ("word.spelling",)),
        (2, "", ("char.control",)),
    ]


def test_lines_of_a_text_are_found_once_and_no_other_text_gets_them() -> None:
    text = "　　第一段。\n\n第二段，\t\n"
    assert lines_of(text) is lines_of(text)
    assert layout_of(text).lines == lines_of(text)
    other = [line.text for line in lines_of(text.replace("一", "三"))]
    assert other == ["第三段。", "第二段，"]


def test_a_line_knows_its_blanks_marks_and_stops() -> None:
    first, second = lines_of(" 　a(1),是。” \n\n\t二\u200b")
    assert (first.text, first.folded, first.stops) == ("a(1),是。”", "a（1），是。”", True)
    assert (first.start, first.end, first.indent, first.gap, first.tabbed) == (2, 10, 1.5, False, False)
    assert (second.text, second.indent, second.gap) == ("二", 2.0, True)
    assert (second.tabbed, second.stops) == (True, False)
