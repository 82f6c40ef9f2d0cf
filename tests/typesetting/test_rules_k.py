"""Line breaking and justification rule by rule, K-01 … K-17 (CLREQ, GB/T 15834, GB/T 15835)."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen import stylesheets
from gongwen.model import Block, BlockKind, Document, Role
from gongwen.typesetting import fonts, marks, typeset
from gongwen.typesetting.adjusting import Adjustment
from gongwen.typesetting.fonts import TypeCase
from gongwen.typesetting.glyphs import opened
from gongwen.typesetting.letters import Letters, Type
from gongwen.typesetting.neighbours import ScriptChange, script_changes
from properties import examples

MM = 72 / 25.4
LEFT, RIGHT = 28 * MM, 184 * MM
CELL = 156 * MM / 28
EM = 16.0
GENERAL = stylesheets.load("general")
BOTH = ["word", "fine"]
HAN = "国务院关于推进依法治国意见通知发展经济社会文化建设创新"

prose = st.lists(
    st.one_of(
        st.text(alphabet=HAN, min_size=1, max_size=12),
        st.sampled_from(
            ["，", "。", "、", "——", "……", "《甲》", "“乙”", "（丙）", "2024年", "98.5%", "5G", "·"]
        ),
    ),
    min_size=1,
    max_size=60,
).map("".join)


def lines_of(text, mode):
    """The lines of a paragraph as they stand on the page: text and left edges of the cells, in points."""
    document = Document((Block(BlockKind.PARAGRAPH, text, 0, len(text)),))
    placed = []
    for page in typeset(document, GENERAL, mode).pages:
        for line in page.lines:
            xs = {}
            for run in line.runs:
                for char, glyph, x in zip(run.text, run.glyphs, run.xs, strict=True):
                    xs[len(xs)] = (char, x - shift_of(run.face, char, glyph) * run.size)
            placed.append((line.text, [x for _, x in xs.values()]))
    return placed


def shift_of(face, char, glyph):
    found = opened(face).glyph(char, marks.is_full_width(char))
    return found.shift if found.id == glyph else 0.0


def at_every_place(unit, mode):
    """The lines of texts in which a unit comes to every place of a line."""
    for before in range(20, 60):
        yield from pairwise([text for text, _ in lines_of("国" * before + unit + "家" * 40, mode)])


@pytest.mark.parametrize("mode", BOTH)
@pytest.mark.parametrize("mark", "、。，．：；！？）〕］｝〉》」』】〗”’·—～–/％‰℃")
def test_k01_never_first_on_a_line(mark, mode):
    for _, following in at_every_place(mark, mode):
        assert not following.startswith(mark)


@pytest.mark.parametrize("mode", BOTH)
@pytest.mark.parametrize("mark", "（〔［｛〈《「『【〖“‘")
def test_k02_never_last_on_a_line(mark, mode):
    for line, _ in at_every_place(mark, mode):
        assert not line.endswith(mark)


def test_k02_a_separator_is_neither_first_nor_last_in_fine_mode():
    for mark in "/／":
        for line, following in at_every_place(mark, "fine"):
            assert not line.endswith(mark)
            assert not following.startswith(mark)


@pytest.mark.parametrize("mode", BOTH)
@pytest.mark.parametrize("pair", ["——", "……"])
def test_k03_a_dash_or_ellipsis_may_begin_a_line(pair, mode):
    assert lines_of("国" * 26 + pair + "国" * 40, mode)[1][0].startswith(pair)


@examples(60)
@given(prose, st.sampled_from(BOTH))
def test_k04_a_dash_or_ellipsis_is_never_divided(text, mode):
    for (line, _), (following, _) in pairwise(lines_of(text, mode)):
        for mark in "—…":
            tail = len(line) - len(line.rstrip(mark))
            assert tail % 2 == 0 or not following.startswith(mark)


@examples(60)
@given(prose)
def test_k05_a_mark_at_the_end_of_a_line_takes_half_a_cell(text):
    for line, xs in lines_of(text, "fine")[:-1]:
        if line[-1] in "，。、》”）" and xs[-1] > RIGHT - 3 * CELL:
            half = chars_of(line[-1])[0].trim_right
            assert 0.45 < half <= 0.5
            assert xs[-1] + (1 - half) * CELL == pytest.approx(RIGHT, abs=0.05)


@pytest.mark.parametrize("pair", ["。”", "》，", "，“", "：“", "》《", "“《", "）（", "）。"])
def test_k06_adjacent_marks_take_a_cell_and_a_half(pair):
    text = f"国家{pair}国家"
    ((_, fine),) = lines_of(text, "fine")
    ((_, word),) = lines_of(text, "word")
    assert word[3] - word[2] == pytest.approx(CELL)
    assert fine[3] - fine[2] == pytest.approx(CELL / 2, abs=0.02 * EM)
    assert fine[5] - fine[2] == pytest.approx(2.5 * CELL, abs=0.02 * EM)


def test_k06_what_stands_in_brackets_keeps_its_distance_from_them():
    ((_, xs),) = lines_of("国（家）国（）国", "fine")
    assert [round((b - a) / CELL, 3) for a, b in pairwise(xs)] == [1.0] * 7


@examples(40)
@given(prose, st.sampled_from(BOTH))
def test_k07_an_opening_mark_at_the_start_of_a_line_keeps_its_cell(text, mode):
    for number, (line, xs) in enumerate(lines_of("“" + text, mode)):
        if line[0] in marks.INK_RIGHT:
            assert xs[0] == pytest.approx(LEFT + (0 if number else 2 * CELL), abs=0.01)


def chars_of(text):
    own = Type("", Role.FANGSONG, None, EM, CELL, CELL - EM, 0.0)
    letters = Letters(own, TypeCase())
    return [letters[char] for char in text]


def given_up(text, amount):
    """What each character of a line gives up, in cells, when so much has to go."""
    adjustment = Adjustment(chars_of(text))
    adjustment.squeeze(amount, end_is_half=False)
    return [-before - after for before, after in zip(adjustment.before, adjustment.after, strict=True)]


def test_k08_blanks_give_way_in_their_order():
    text = "国。国，国（国）国·国，"
    ends, dots, brackets, commas, stops = [11], [9], [5, 7], [3], [1]
    order = [ends, dots, brackets, commas, stops]
    full = given_up(text, 99.0)
    rooms = [sum(min(full[i], 0.5) for i in group) for group in order]
    for step in range(1, 12):
        amount = min(step * 0.25, sum(rooms) - 0.01)
        taken = given_up(text, amount)
        assert sum(taken) == pytest.approx(amount)
        left = amount
        for group, room in zip(order, rooms, strict=True):
            assert sum(taken[i] for i in group) == pytest.approx(min(left, room), abs=1e-6)
            left = max(0.0, left - room)


def test_k08_no_mark_gives_up_ink_and_none_more_than_half_a_cell():
    for role in Role:
        for char in "，。、：；！？（）《》“”‘’·":
            glyph = TypeCase().glyph(role, char)
            left, right, _, _ = opened(glyph.face).ink(glyph.id)
            assert glyph.trim_left <= max(0.0, left + glyph.shift)
            assert glyph.trim_right <= max(0.0, 1 - right - glyph.shift)
            assert max(glyph.trim_left, glyph.trim_right) <= 0.5


def test_k09_squeezed_first_then_pushed_out():
    """Two commas rather give up a half together than that 27 gaps grow."""
    text = "国" * 26 + "国" * 9 + "，" + "国" * 9 + "，" + "国" * 8 + "，" + "国" * 20
    lines = [line for line, _ in lines_of(text, "fine")]
    assert lines[1] == "国" * 9 + "，" + "国" * 9 + "，" + "国" * 8 + "，"
    assert [line for line, _ in lines_of(text, "word")][1] != lines[1]


@examples(60)
@given(prose, st.sampled_from(BOTH))
def test_k09_all_gaps_of_han_grow_alike_and_the_right_edge_is_flush(text, mode):
    for line, xs in lines_of(text, mode)[:-1]:
        steps = [b - a for a, b, x, y in zip(xs, xs[1:], line, line[1:], strict=False) if {x, y} <= set(HAN)]
        assert not steps or max(steps) - min(steps) < 0.01
        if line[-1] in HAN and xs[-1] > RIGHT - 3 * CELL:
            assert xs[-1] + CELL == pytest.approx(RIGHT, abs=0.05)


@pytest.mark.parametrize("whole", ["——", "……", "2024", "GDP", "3—5", "1～9", "甲/乙"])
def test_k09_nothing_grows_in_what_is_whole_or_beside_connectors(whole):
    chars = chars_of("国家" + whole + "国家")
    adjustment = Adjustment(chars)
    adjustment.spread(1.0)
    assert sum(adjustment.after) == pytest.approx(1.0)
    assert adjustment.after[2 : 1 + len(whole)] == [0.0] * (len(whole) - 1)


@pytest.mark.parametrize(
    "whole",
    [
        *("2025年", "98.5%", "12月", "31日", "100万", "3万亿", "500元", "37℃", "￥500", "¥3.2", "1,234.5"),
        *("二〇二四年", "GB/T", "5‰", "100～150"),
    ],
)
def test_k10_numbers_stay_with_their_units_in_fine_mode(whole):
    for before in range(20, 60):
        lines = [line for line, _ in lines_of("国" * before + whole + "家" * 40, "fine")]
        kept = whole if "～" not in whole else whole.split("～")[0]
        assert sum(kept in line for line in lines) == 1


def test_k10_word_mode_parts_them_where_word_does_and_no_number():
    text = "国" * 23 + "2024年" + "家" * 30
    assert lines_of(text, "word")[1][0].startswith("年")
    assert lines_of(text, "fine")[1][0].startswith("2024年")
    for before in range(20, 60):
        lines = [line for line, _ in lines_of("国" * before + "12345年" + "家" * 40, "word")]
        assert sum("12345" in line for line in lines) == 1


def test_k11_no_gap_between_han_and_digits_unless_a_line_is_short():
    ((_, xs),) = lines_of("国2024年12月3日家GDP增长", "word")
    natural = [char.width for char in chars_of("国2024年12月3日家GDP增长")]
    assert [b - a for a, b in pairwise(xs)] == pytest.approx(natural[:-1])


@examples(60)
@given(prose, st.sampled_from(BOTH))
def test_k11_a_gap_between_scripts_is_a_quarter_em_at_most(text, mode):
    for line, xs in lines_of(text, mode)[:-1]:
        natural = chars_of(line)
        for i, change in script_changes(line):
            has_room = i + 1 < len(xs) and xs[-1] > RIGHT - 3 * CELL
            if has_room and change is ScriptChange.LETTERS:
                others = [x for x, y in pairwise(line) if {x, y} <= set(HAN)]
                assert len(others) < 6 or xs[i + 1] - xs[i] - natural[i].width <= 0.25 * CELL + 0.01


@examples(60)
@given(prose, st.sampled_from(BOTH))
def test_k12_no_mark_hangs_beyond_the_text_block(text, mode):
    for line, xs in lines_of(text, mode):
        drawn = line.rstrip()
        if drawn:
            last = chars_of(drawn[-1])[0]
            assert xs[-1] + (1 - last.trim_right) * last.width <= RIGHT + 0.05


@pytest.mark.parametrize("length", range(55, 300, 28))
def test_k13_no_lone_character_on_the_last_line_in_fine_mode(length):
    for tail in ("", "。", "。”"):
        assert lines_of("国" * length + tail, "word")[-1][0].rstrip("。”") == "国"
        assert len(lines_of("国" * length + tail, "fine")[-1][0].rstrip("。”")) >= 2


@examples(60)
@given(st.lists(st.text(alphabet=HAN, min_size=3, max_size=14), min_size=4, max_size=40))
def test_k13_prose_ends_without_a_lone_character(clauses):
    last = lines_of("，".join(clauses) + "。", "fine")[-1][0]
    assert len(last.rstrip("。")) >= 2


def test_k13_last_lines_keep_their_natural_width():
    for mode in BOTH:
        _, xs = lines_of("国" * 40, mode)[-1]
        assert [b - a for a, b in pairwise(xs)] == pytest.approx([CELL] * 13)


def test_k14_pages_hold_22_lines_though_one_begins_with_the_end_of_a_paragraph():
    """Pulling a line over would leave a page of 21: the grid comes first."""
    texts = ["国" * 26] * 21 + ["国" * 30] + ["国" * 26] * 10
    blocks = tuple(Block(BlockKind.PARAGRAPH, text, 0, len(text)) for text in texts)
    first, second = typeset(Document(blocks), GENERAL, "fine").pages
    assert len(first.lines) == 22
    assert second.lines[0].block == first.lines[-1].block == 21


@pytest.mark.parametrize("mode", BOTH)
def test_k15_every_paragraph_begins_two_characters_in(mode):
    for text in ("国家", "“国家", "——国家", "2024年", "  "):
        for _, xs in lines_of(text, mode)[:1]:
            assert not xs or xs[0] == pytest.approx(LEFT + 2 * CELL)


@pytest.mark.parametrize("mode", BOTH)
def test_k16_lines_of_han_stand_on_the_cells_and_others_need_not(mode):
    lines = lines_of("国" * 55 + "，国5G" + "国" * 60, mode)
    assert lines[1][1] == pytest.approx([LEFT + i * CELL for i in range(28)])
    assert any(abs((x - LEFT) / CELL - round((x - LEFT) / CELL)) > 0.01 for x in lines[2][1])


def test_k17_two_dashes_make_one_line_of_two_cells_in_every_face(monkeypatch):
    monkeypatch.delenv("GONGWEN_FONT_PATH")
    for role in Role:
        for face in fonts.chain(role):
            if not opened(face).has("—"):
                continue
            dash = opened(face).glyph("—", full_cell=True)
            left, right, _, _ = opened(face).ink(dash.id)
            assert dash.advance == 1.0
            assert dash.shift + left * dash.stretch <= 0.02, face
            assert dash.shift + right * dash.stretch >= 0.98, face
