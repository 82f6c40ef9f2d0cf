"""Undamaged texts of many kinds, of own writing: villages, names, judgments, verses, lists, spoken language.

The tables know none of their names; what is doubted in them is doubted wrongly.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from running import changes

from gongwen.repairing.wording import doubts

TEXTS = sorted((Path(__file__).parent / "cases" / "sound").glob("*.txt"))
BORNE = 4.0
"""Wrong suggestions in 10,000 characters that are put up with."""


@cache
def text_of(path: Path) -> str:
    return path.read_text("utf-8")


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_nothing_is_applied(path: Path) -> None:
    assert changes(doubts.sure, text_of(path)) == []


def test_little_is_suggested() -> None:
    found = sum(len(changes(doubts.find, text_of(path))) for path in TEXTS)
    assert found <= BORNE * sum(len(text_of(path)) for path in TEXTS) / 10_000
