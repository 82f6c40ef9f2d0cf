"""Likely duplicates: copies of one text, and what is no copy."""

import random
from itertools import pairwise

import pytest

from gongwen.batch.similar import ALIKE, groups, resemblance, sketch

HAN = [chr(c) for c in range(0x4E00, 0x4E00 + 800)]


def text(seed: int, length: int = 2000) -> str:
    return "".join(random.Random(seed).choices(HAN, k=length))


def shared(a: str, b: str) -> float:
    runs = [{t[i : i + 5] for i in range(len(t) - 4)} for t in (a, b)]
    return len(runs[0] & runs[1]) / len(runs[0] | runs[1])


def test_marks_blanks_and_line_ends_make_no_difference():
    one = text(1)
    other = "，\n".join(one[i : i + 30] for i in range(0, len(one), 30)) + " abc"
    assert sketch(one) == sketch(other)


@pytest.mark.parametrize("kept", [1900, 1600, 1200, 600])
def test_sketches_agree_in_about_the_share_of_runs_in_common(kept):
    found = [
        resemblance(sketch(a), sketch(b)) - shared(a, b)
        for seed in range(20)
        for a, b in [(text(seed), text(seed)[:kept] + text(seed + 100, 2000 - kept))]
    ]
    assert abs(sum(found) / len(found)) < 0.04
    assert max(map(abs, found)) < 0.25


def test_copies_with_residue_and_lost_characters_are_found_among_others():
    texts = [text(seed) for seed in range(200)]
    places = random.Random(3).sample(range(2000), 10)
    copy = "首页要闻" + "".join(c for i, c in enumerate(texts[7]) if i not in places) + "责任编辑张三"
    assert shared(copy, texts[7]) > ALIKE
    assert groups([sketch(t) for t in [*texts, copy, texts[9], copy[100:]]]) == [[7, 200, 202], [9, 201]]


def test_short_texts_are_not_told():
    assert sketch("特此通知") == b""
    assert groups([b"", b"", sketch(text(1)), sketch(text(2))]) == []


def test_a_crowd_of_copies_is_one_group_and_takes_no_age():
    same = sketch(text(5))
    assert groups([same] * 3000) == [list(range(3000))]


def test_a_sketch_is_128_bytes_and_texts_apart_agree_in_none_of_them():
    sketches = [sketch(text(seed)) for seed in range(200)]
    assert {len(one) for one in sketches} == {128}
    agree = [resemblance(a, b) for a, b in pairwise(sketches)]
    assert sum(agree) / len(agree) < 0.001
