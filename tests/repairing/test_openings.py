"""Items counted off that open with half a word."""

from __future__ import annotations

import pytest

from gongwen.repairing.language import Language
from gongwen.repairing.wording import openings


@pytest.mark.parametrize(
    ("text", "place", "named"),
    [
        ("一要强化意识，二要准切入点，三要盯住重点。", 9, "找"),
        ("一是善工作机制；二是强组织领导。", 2, "完"),
        ("一是完善工作机制；二是强组织领导。", 11, "加"),
    ],
)
def test_the_lost_half_is_named(text: str, place: int, named: str) -> None:
    found = {o.place: o.characters for o in openings.find(Language.load(), text)}
    assert named in found[place]


@pytest.mark.parametrize(
    "text",
    [
        "一要学习政策，二要准备材料，三要抓好落实。",
        "一是为人民服务，二是对群众负责，三是要讲团结。",
        "一要准，二要快。",
        "",
        "一要",
    ],
)
def test_whole_items_are_left_alone(text: str) -> None:
    assert list(openings.find(Language.load(), text)) == []
