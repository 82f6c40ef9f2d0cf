"""One word in two spellings is noted or the standard's form suggested; nothing is applied."""

import re

import pytest
from running import changes

from gongwen.repairing.wording import spellings


def noted(text: str) -> list[str]:
    found = changes(spellings.find, text)
    assert all(change.note == (change.after == text[change.start : change.end]) for change in found)
    assert all(change.note or change.confidence < 0.9 for change in found)
    return [text[change.start : change.end] for change in found]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("文字要凝练。表述更凝炼。", ["凝炼"]),
        ("表述更凝炼。", []),
        ("帐户里的钱，账户外的钱，帐户。", ["帐户", "帐户"]),
        ("为全县作出贡献，也做出贡献。", ["做出"]),
        ("作出决定，做出样子。", []),
        ("人才引进，传承人材料要齐全。", []),
        ("仔细研究电子细胞。", []),
        ("", []),
    ],
)
def test_places(text, places):
    assert noted(text) == places


def test_only_some_places_of_each_are_shown():
    assert len(noted("账本。" + "帐本。" * 20)) == 3


def test_the_standard_form_is_named():
    (change,) = changes(spellings.find, "文字要凝练。表述更凝炼。")
    assert "凝练" in change.reason
    assert "《第一批异形词整理表》" in change.reason
    (change,) = changes(spellings.find, "账目清楚，帐目不清。")
    assert "《现代汉语词典》" in change.reason


def test_a_form_that_hardly_anybody_writes_is_suggested_to_be_replaced():
    (change,) = changes(spellings.find, "文字要凝练。表述更凝炼。")
    assert (change.note, change.after) == (False, "凝练")
    (change,) = changes(spellings.find, "为全县作出贡献，也做出贡献。")
    assert change.note


def test_the_table_has_no_form_that_is_also_the_preferred_one():
    rows = [line.split("\t") for line in spellings._DATA.read_text("utf-8").splitlines() if line[0] != "#"]
    assert {row[2] for row in rows} == {"table", "dictionary", "usage"}
    assert not {row[0] for row in rows} & {row[1] for row in rows}
    assert all(re.fullmatch("[\u4e00-\u9fff]{2,5}", word) for row in rows for word in row[:2])
