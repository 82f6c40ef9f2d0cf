"""The user's words, which are known, and phrases that no repair may change."""

from __future__ import annotations

import pytest

from gongwen import read_text, repair
from gongwen.batch import Recipe, agenda, plan
from gongwen.model import Status, UsageError
from gongwen.repairing import words

DAMAGED = "做强特产业,做优特农业,发展特旅游,建设特小镇,打造特品牌。\n"


def test_words_are_known_while_a_text_is_repaired() -> None:
    name = "尉迟小荷"
    before = words.cost(name)
    assert not words.is_word(name)
    with words.known(frozenset([name])):
        assert words.is_word(name)
        assert words.cost(name) < before
        assert words.cost("同志" + name) < words.cost("同志") + before
    assert not words.is_word(name)
    assert words.cost(name) == before


def test_no_character_is_put_into_a_word_of_the_user() -> None:
    assert "特产业" not in repair(read_text(DAMAGED)).text
    text = repair(read_text(DAMAGED), words=["特产业"]).text
    assert "特产业，" in text  # its marks are repaired all the same
    assert text.count("特色") == 4


def test_an_untouched_phrase_is_changed_by_no_stage() -> None:
    text = repair(read_text(DAMAGED), untouched=["特产业,做"]).text
    assert "特产业,做优特色农业，" in text


@pytest.mark.parametrize("level", ["certain", "likely", "all"])
def test_nor_is_it_remarked_on(level: str) -> None:
    source = read_text("我們在x月x日凝炼，又凝练。\n各单位:請落實。\n")
    phrases = ["我們", "x月x日", "凝炼", "单位:"]
    found = repair(source, level=level, untouched=phrases)
    assert all(phrase in found.text for phrase in phrases)
    assert not any(edit.before in phrases for edit in found.edits)
    assert any(edit.status is Status.NOTED for edit in repair(source, level=level).edits)


def test_a_phrase_that_a_break_parts_is_joined_first() -> None:
    halves = (
        "过去一年，全县上下坚持稳中求进工作总基调，扎实推进各项工作，做强特产\n业，城乡面貌发生了可喜变化。\n"
    )
    text = repair(read_text(halves + DAMAGED), untouched=["特产业"]).text
    assert "做强特产业，城乡" in text


def test_with_front_matter() -> None:
    text = "---\n标题: 通知\n---\n" + DAMAGED
    assert "特产业" in repair(read_text(text), untouched=["特产业"]).text


def test_a_text_is_no_list() -> None:
    with pytest.raises(UsageError, match="words"):
        repair(read_text(DAMAGED), words="特产业")
    with pytest.raises(UsageError, match="untouched"):
        repair(read_text(DAMAGED), untouched=[3])  # type: ignore[list-item]


def test_they_are_part_of_a_batch_and_its_keys(tmp_path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text(DAMAGED, encoding="utf-8")
    jobs = plan([tmp_path / "in"], ["txt"], tmp_path / "out").jobs
    recipes = [Recipe(), Recipe(words=("甲",)), Recipe(untouched=("甲",)), Recipe(uniform_masks=True)]
    keys = [agenda(jobs, recipe).keys[jobs[0]] for recipe in recipes]
    assert len(set(keys)) == len(recipes)
