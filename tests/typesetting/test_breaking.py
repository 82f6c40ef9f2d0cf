from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gongwen.typesetting import marks
from gongwen.typesetting.breaking import Mode, Paragraph, break_lines, resized
from gongwen.typesetting.neighbours import may_break, script_changes
from properties import examples

HAN = "国务院关于推进依法治国意见通知发展经济社会文化建设创新"
MARKS = "，。、；：？！）》”’·～（《“‘—…〔〕%"
LATIN = "abcXYZ0123456789.,-/ "
WILD = "😀\u200b\u0301\ud800\x00\x07\t\u3000\u00a0é中"
MODES = list(Mode)


def width_of(char):
    if marks.is_undrawn(char):
        return 0.0
    return 1.0 if marks.is_full_width(char) else 0.5


def paragraph(text, first=26.0, rest=28.0):
    trims = [0.5 if char in marks.SQUEEZABLE and width_of(char) == 1.0 else 0.0 for char in text]
    return Paragraph(text, [width_of(char) for char in text], trims, first, rest)


def broken(text, mode=Mode.WORD, **measures):
    return [text[line.start : line.end] for line in break_lines(paragraph(text, **measures), mode)]


texts = st.one_of(
    st.text(alphabet=HAN * 3 + MARKS + LATIN, max_size=300),
    st.text(alphabet=MARKS, max_size=120),
    st.text(alphabet=HAN + LATIN + WILD, max_size=200),
    st.text(max_size=100).map(lambda text: text.replace("\n", "")),
)


@examples(300)
@given(
    text=texts,
    mode=st.sampled_from(MODES),
    first=st.sampled_from([1.0, 2.0, 10.0, 26.0]),
    rest=st.sampled_from([2.0, 12.0, 28.0]),
)
@example(text="", mode=Mode.FINE, first=26.0, rest=28.0)
@example(text="。", mode=Mode.FINE, first=26.0, rest=28.0)
@example(text="。" * 500, mode=Mode.WORD, first=26.0, rest=28.0)
@example(text="（" * 500, mode=Mode.FINE, first=26.0, rest=28.0)
@example(text="—" * 501, mode=Mode.FINE, first=26.0, rest=28.0)
@example(text=" " * 200, mode=Mode.FINE, first=26.0, rest=28.0)
def test_every_character_once_and_no_line_too_wide(text, mode, first, rest):
    given_paragraph = paragraph(text, first, rest)
    lines = break_lines(given_paragraph, mode)
    assert "".join(text[line.start : line.end] for line in lines) == text
    assert all(line.start < line.end for line in lines) or text == ""
    for number, line in enumerate(lines):
        measure = first if number == 0 else rest
        own = text[line.start : line.end]
        natural = sum(map(width_of, own.rstrip("\t \u3000")))
        room = sum(given_paragraph.trims[line.start : line.end])
        drawn = [char for char in own if width_of(char) and not marks.is_blank(char)]
        assert natural <= measure + (room if mode is Mode.FINE else 0) + 1e-6 or len(drawn) == 1
        if natural > measure + 1e-6 and len(drawn) > 1:
            assert line.slack == pytest.approx(measure - natural)


def avoidable(text, place):
    """Whether a break here breaks a rule although the stretch around it would fit on a line."""
    start = end = place
    while start > 0 and not may_break(text, start):
        start -= 1
    while end < len(text) and not may_break(text, end):
        end += 1
    return sum(map(width_of, text[start:end].rstrip())) <= 26.0


@examples(300)
@given(text=st.text(alphabet=HAN * 3 + MARKS + LATIN, max_size=400), mode=st.sampled_from(MODES))
def test_no_forbidden_start_or_end_where_it_can_be_avoided(text, mode):
    place = 0
    for line in broken(text, mode)[:-1]:
        place += len(line)
        if not may_break(text, place):
            assert not avoidable(text, place), (text[place - 3 : place], text[place : place + 3])


@pytest.mark.parametrize("mode", MODES)
def test_a_word_of_ten_thousand_letters_is_broken_by_force(mode):
    lines = broken("中文" + "a" * 10_000 + "。", mode)
    assert "".join(lines) == "中文" + "a" * 10_000 + "。"
    assert max(len(line) for line in lines[1:]) == 56
    assert not lines[-1].startswith("。")


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("shift", range(30))
def test_pairs_and_quantities_stay_whole(mode, shift):
    filler = "国" * shift
    for whole in (
        "——",
        "……",
        "2025年",
        "98.5%",
        "12月",
        "100万元",
        "3万亿",
        "GB/T",
        "37℃",
        "￥500",
        "《甲》",
        "“三”",
    ):
        lines = broken(
            filler + "国" * 24 + whole + "后来的文字还有很多很多很多很多很多很多很多很多很多很多", mode
        )
        assert sum(whole in line for line in lines) == 1


def test_word_mode_pushes_out_and_fine_mode_squeezes():
    text = "国" * 26 + "1" + "国" * 27 + "。" + "国" * 20
    assert broken(text, Mode.WORD)[1] == "1" + "国" * 26
    squeezed = break_lines(paragraph(text), Mode.FINE)[1]
    assert text[squeezed.start : squeezed.end] == "1" + "国" * 27 + "。"
    assert squeezed.slack == pytest.approx(-0.5)


def test_first_fit_is_the_longest_line_that_ends_well():
    text = "国" * 25 + "（国）" + "国" * 40
    assert broken(text)[0] == "国" * 25
    assert broken("国" * 24 + "（国）" + "国" * 40)[0] == "国" * 24
    assert broken("国" * 23 + "（国）" + "国" * 40)[0] == "国" * 23 + "（国）"


def test_fine_mode_leaves_no_single_character_behind():
    text = "国" * 26 + "国" * 27 + "，" + "国" * 13 + "，" + "国" * 14 + "国"
    assert broken(text, Mode.WORD)[-1] == "国"
    assert len(broken(text, Mode.FINE)[-1]) > 1


def test_a_connector_begins_no_line_and_a_dash_may():
    assert not may_break("甲—乙", 1)
    assert may_break("甲——乙", 1)
    assert not may_break("甲——乙", 2)
    assert may_break("甲——乙", 3)
    assert may_break("甲……", 1)


def test_last_lines_keep_their_width():
    lines = break_lines(paragraph("国" * 30), Mode.WORD)
    assert [(line.end - line.start, line.slack) for line in lines] == [(26, 0.0), (4, 0.0)]


def test_blanks_hang_at_the_end_of_a_line():
    assert broken("国" * 26 + "   " + "国" * 5) == ["国" * 26 + "   ", "国" * 5]


@pytest.mark.parametrize(
    ("pair", "change"),
    [
        ("国1", "LETTERS"),
        ("x国", "LETTERS"),
        ("（1", "MARKS"),
        ("%国", "MARKS"),
        ("“1", "NONE"),
        ("—1", "NONE"),
        ("国 ", "NONE"),
        ("国家", "NONE"),
        ("ab", "NONE"),
        ("①国", "NONE"),
        ("国①", "NONE"),
    ],
)
def test_changes_of_script_as_office_programs_see_them(pair, change):
    assert [found.name for _, found in script_changes(pair)] == ([] if change == "NONE" else [change])


def test_lines_keep_their_ends_under_other_widths():
    wide = paragraph("国" * 27 + "1" * 10 + "国" * 30)
    narrow = Paragraph(wide.text, [width * 0.9 for width in wide.widths], wide.trims, wide.first, wide.rest)
    lines = break_lines(wide, Mode.WORD)
    again = resized(lines, narrow)
    assert [(line.start, line.end) for line in again] == [(line.start, line.end) for line in lines]
    assert all(new.slack > old.slack for new, old in list(zip(again, lines, strict=True))[:-1])


def test_a_gap_counts_inside_a_line_and_not_at_its_end():
    text = "国" * 40
    gaps = [0.0] * 40
    gaps[25] = 0.9
    given = replace(paragraph(text), gaps=gaps)
    assert [line.end for line in break_lines(given, Mode.WORD)] == [26, 40]
    gaps[24], gaps[25] = 0.9, 0.0
    assert [line.end for line in break_lines(replace(given, gaps=gaps), Mode.WORD)] == [25, 40]
    assert break_lines(replace(given, gaps=gaps), Mode.WORD)[0].slack == pytest.approx(1.0)
