"""Undamaged texts of many kinds, of own writing: villages, names, judgments, verses, lists, spoken language.

The tables know none of their names; what is doubted in them is doubted wrongly.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from running import changes

from gongwen.model import Source, Status
from gongwen.repairing import repair
from gongwen.repairing.folders import glance, together
from gongwen.repairing.wording import deletions, doubts, proving

TEXTS = sorted((Path(__file__).parent / "cases" / "sound").glob("*.txt"))
BORNE = 4.0
"""Wrong suggestions in 10,000 characters that are put up with."""


@cache
def text_of(path: Path) -> str:
    return path.read_text("utf-8")


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_nothing_is_applied(path: Path) -> None:
    assert changes(doubts.sure, text_of(path)) == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_nothing_is_missing_throughout(path: Path) -> None:
    assert changes(deletions.find, text_of(path)) == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_the_whole_pipeline_puts_nothing_in(path: Path) -> None:
    edits = repair(Source.from_text(text_of(path))).edits
    put_in = [edit for edit in edits if "char.missing" in edit.rules and edit.status is Status.APPLIED]
    assert put_in == []


def test_nothing_is_missing_throughout_a_folder_of_parts() -> None:
    texts = [text_of(path) for path in TEXTS]
    parts = [text[start : start + 400] for text in texts for start in range(0, len(text), 400)]
    assert not together([glance(part) for part in parts]).deleted
    assert sum(len(changes(deletions.find, part)) for part in parts) <= 5


def test_several_of_them_in_one_text_prove_nothing() -> None:
    texts = [text_of(path) for path in TEXTS]
    for start in range(0, len(texts), 4):
        found = changes(deletions.find, "\n".join(texts[start : start + 4]))
        assert [change for change in found if change.confidence >= 0.9] == []


def test_what_is_odd_does_not_make_a_text_strange() -> None:
    plain = "会议指出，要大力发展农业，带动群众增收致富，确保全年任务圆满完成。" * 3
    place = plain.index("农业")
    damaged = plain[:place] + "鬣" + plain[place:]
    own = deletions.ground(damaged)
    assert own.surprise[place] > 4
    assert proving.by_strangeness(own, [(1.0, place)], {place}) == 0
    verses = deletions.ground("鬣狗嗥兮蘅芜，夔牛吼兮沅沚，羿射九乌坠，娲炼五彩石。" * 3)
    assert proving.by_strangeness(verses, [(1.0, 20)], {20}) > 1


def test_little_is_suggested() -> None:
    found = sum(len(changes(doubts.find, text_of(path))) for path in TEXTS)
    assert found <= BORNE * sum(len(text_of(path)) for path in TEXTS) / 10_000
