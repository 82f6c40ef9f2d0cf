"""The language tables: they are probabilities, and every way to ask gives the same answer."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.repairing.language import Language
from gongwen.repairing.ngrams import BREAK
from gongwen.repairing.pairs import UNUSUAL, digits

TEXTS = st.text(st.sampled_from("全市科技工作要加强领导，落实责任。\nab12，,色"), max_size=20)


@pytest.fixture(scope="module")
def language() -> Language:
    return Language.load()


@pytest.mark.parametrize("context", ["", "我们要加强", "全面贯彻落实", "饕餮饕餮", "\n"])
def test_probabilities_sum_to_about_one(language: Language, context: str) -> None:
    before = np.concatenate([np.array([BREAK], np.uint16), language.encode(context)])[-4:]
    size = len(language.characters)
    rows = np.column_stack([np.tile(before, (size, 1)), np.arange(size, dtype=np.uint16)])
    total = (10.0 ** -language.surprise_of_rows(rows)[:, -1]).sum()
    assert 0.95 < total < 1.05


@given(TEXTS)
def test_many_is_as_one(text: str) -> None:
    language = Language.load()
    for one, alone in zip(language.surprise_many([text, "中间", text]), [text, "中间", text], strict=True):
        np.testing.assert_allclose(one, language.surprise(alone), atol=1e-5)


@given(TEXTS, st.integers(0, 20), st.sampled_from("科的，。色饕"), st.booleans())
def test_gain_is_what_the_whole_text_gains(text: str, place: int, candidate: str, inserts: bool) -> None:
    language = Language.load()
    start = min(place, len(text) if inserts else len(text) - 1)
    if start < 0:
        return
    end = start if inserts else start + 1
    changed = text[:start] + candidate + text[end:]
    expected = language.surprise(text).sum() - language.surprise(changed).sum()
    found = language.gain(
        language.encode(text), np.array([start]), np.array([end]), language.encode(candidate)
    )
    np.testing.assert_allclose(found[0], expected, atol=1e-3)


def test_official_language_is_more_usual_than_its_characters_shuffled(language: Language) -> None:
    usual = language.surprise("全面贯彻落实党中央、国务院决策部署").mean()
    shuffled = language.surprise("院落部央贯署务策党实中国、全彻决面").mean()
    assert usual < 1
    assert shuffled > 2


def test_marks_of_both_widths_score_alike(language: Language) -> None:
    np.testing.assert_array_equal(
        language.surprise("加强领导,落实2020年责任"), language.surprise("加强领导，落实1999年责任")
    )


def test_what_lies_outside_the_basic_plane_is_unknown_not_an_error(language: Language) -> None:
    assert len(language.surprise("𠮷😀\ud800")) == 3


def test_empty(language: Language) -> None:
    assert language.surprise("").tolist() == []
    assert language.surprise_many([]) == []


def test_pairs_cost_the_same_however_they_are_asked_for(language: Language) -> None:
    pairs, ids = language.pairs, np.unique(language.encode("全国人大常委会的了，。色饕0a"))
    every = np.arange(len(language.characters))
    table = pairs.costs(ids[:, None], every)
    for one, row in zip(ids.tolist(), table, strict=True):
        np.testing.assert_array_equal(pairs.row(one), row)
        np.testing.assert_array_equal(pairs.column(one), pairs.costs(every, one))
    usual = pairs.usual_steps(ids[:, None], every)
    assert (usual < UNUSUAL).any()
    np.testing.assert_array_equal(table[usual < UNUSUAL], usual[usual < UNUSUAL])


def test_what_stands_between_two_is_what_is_usual_on_both_sides(language: Language) -> None:
    pairs, before, after = language.pairs, language.encode("全的人"), language.encode("展工党")
    limits, every = np.array([7.0, 5.0, np.inf], np.float32), np.arange(len(language.characters))
    allowed = np.array([character >= "\u4e00" for character in language.characters])
    which, ids, costs = pairs.between(before, after, limits, allowed)
    assert len(ids) > 10
    for number, (one, other) in enumerate(zip(before, after, strict=True)):
        steps = [pairs.usual_steps(int(one), every), pairs.usual_steps(every, int(other))]
        both = digits().take(steps[0]) + digits().take(steps[1])
        wanted = np.flatnonzero(allowed & np.isfinite(both) & (both <= limits[number]))
        assert ids[which == number].tolist() == wanted.tolist()
        np.testing.assert_array_equal(costs[which == number], both[wanted])
