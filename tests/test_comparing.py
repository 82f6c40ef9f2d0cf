"""Which characters of one text are those of another."""

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from gongwen.comparing import GAP, matches

TEXTS = st.text(st.sampled_from("一二三四，。 \n\u3000"), max_size=40)


@given(TEXTS, TEXTS)
def test_pairs_are_alike_and_rise(a, b):
    found = matches(a, b)
    assert len(found) == len(a)
    assert all(b[j] == a[i] for i, j in enumerate(found) if j >= 0)
    places = [j for j in found if j >= 0]
    assert places == sorted(set(places))


@given(TEXTS)
def test_a_text_is_itself(text):
    assert matches(text, text) == list(range(len(text)))


@given(TEXTS)
def test_ink_is_found_whatever_the_blanks(text):
    bare = "".join(text.split())
    assert [text[j] for j in matches(bare, text)] == list(bare)


def test_a_gap_is_like_nothing():
    assert matches(GAP + "一", GAP + "一") == [-1, 1]


def test_of_several_line_ends_the_one_that_is_liked():
    assert matches("一\n二", "一\n\n二", lambda _, j: j == 2) == [0, 2, 3]


def test_a_line_that_is_more_is_more_as_a_whole():
    a = "通知如下。\n抄送：市委办公室。"
    assert [a[i] for i, j in enumerate(matches(a, "通知如下。")) if j < 0] == list("\n抄送：市委办公室。")
    b = "发布评论\n发展特色产业\n"
    found = matches("发展特色产业\n", b)
    assert found == list(range(5, 12))


def test_what_was_typed_in_between_is_left_out():
    a = "汛期将至，现就有关事项通知如下。各级要落实值班制度。"
    b = "汛期将至，根据上级要求，现就有关事项通知如下。各要落实值班值守制度。"
    found = matches(a, b)
    assert "".join(b[j] for j in found if j >= 0) == a.replace("各级", "各")
    assert [a[i] for i, j in enumerate(found) if j < 0] == ["级"]


def test_a_long_text_with_changes_everywhere():
    choose = random.Random(7)
    a = "".join(choose.choices("国务院关于推进全面依法治国若干意见通知各省自治区直辖市人民政府", k=60_000))
    kept = [char for char in a if choose.random() > 0.05]
    b = "".join(char + ("，" if choose.random() < 0.05 else "") for char in kept)
    began = time.process_time()
    found = matches(a, b)
    assert time.process_time() - began < 10
    assert sum(j >= 0 for j in found) > 0.93 * len(a)


def test_a_text_that_says_the_same_over_and_over():
    line = "要落实值班制度，做好物资储备：加强巡查。"
    found = matches(line * 1500, "\n".join([line.replace("，", ",")] * 1500))
    assert sum(j >= 0 for j in found) == (len(line) - 1) * 1500


def test_lines_that_say_the_same_and_differ_here_and_there_are_paired_in_order():
    choose = random.Random(3)
    line = "要落实值班制度，做好物资储备：加强巡查。"
    lines = [line.replace(choose.choice(line), choose.choice(["", "某", "具体的"])) for _ in range(2000)]
    lines = [typed if choose.random() < 0.2 else line for typed in lines]
    a = "\n".join(lines)
    began = time.process_time()
    found = matches(a, "\n".join([line] * 2000))
    assert time.process_time() - began < 4
    ends = [j for char, j in zip(a, found, strict=True) if char == "\n"]
    assert ends == list(range(len(line), (len(line) + 1) * 1999, len(line) + 1))


def test_what_is_gone_is_one_stretch_where_it_can_be():
    b = "关于防汛工作的通知。\n各单位：汛期将至。"
    assert [b[j] for j in matches("汛期将至。", b)] == list("汛期将至。")
    assert min(j for j in matches("汛期将至。", b)) == b.index("汛期")
