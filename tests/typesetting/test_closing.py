"""署名, date, seals and 版记 by their places."""

from dataclasses import replace
from itertools import pairwise

import pytest

from gongwen import stylesheets
from gongwen.model import Block, BlockKind, Document
from gongwen.typesetting import typeset

K = BlockKind
MM = 72 / 25.4
CELL = 156 / 28
EM = 16.0
PITCH = (225 * MM - EM) / 21 / MM
TEXT = (K.PARAGRAPH, "文。")


def document(*items):
    blocks, place = [], 0
    for kind, text in items:
        blocks.append(Block(kind, text, place, place + len(text)))
        place += len(text) + 1
    return Document(tuple(blocks))


@pytest.fixture
def sealed(general):
    return replace(general, seal=replace(general.seal, kept=True))


def by_text(page):
    return {line.text: line for line in page.lines}


def start(line):
    return line.runs[0].xs[0] / MM


def end(line):
    """Right edge of the last character: its cell in the body's size, else its em."""
    run = line.runs[-1]
    width = {"日": CELL, "府": CELL, "局": CELL, "国": CELL, "博": CELL}.get(line.text[-1])
    return run.xs[-1] / MM + (width or run.size / MM)


def base(line):
    return line.runs[0].y / MM


def middle(line):
    return (start(line) + end(line)) / 2


# Without a seal.


def test_names_of_a_joint_issue_share_an_edge_and_the_date_steps_in(general):
    names = ["宜城市财政局", "宜城市人力资源和社会保障局", "宜城市教育局"]
    page = typeset(
        document(TEXT, *((K.SIGNATURE, name) for name in names), (K.DATE, "2024年3月5日")), general
    ).pages[0]
    _text, *signed, date = page.lines
    assert [line.text for line in signed] == names
    assert {round(start(line), 3) for line in signed} == {round(start(signed[1]), 3)}
    assert end(signed[1]) == pytest.approx(184 - 2 * CELL, abs=0.1)
    assert start(date) - start(signed[0]) == pytest.approx(2 * CELL, abs=0.1)
    steps = [(base(b) - base(a)) / PITCH for a, b in pairwise(page.lines)]
    assert steps == pytest.approx([2, 1, 1, 1])


def test_names_apart_by_blanks_are_names_of_their_own(general):
    page = typeset(
        document(TEXT, (K.SIGNATURE, "宜城市财政局　　宜城市教育局"), (K.DATE, "2024年3月5日")), general
    ).pages[0]
    assert [line.text for line in page.lines[1:3]] == ["宜城市财政局", "宜城市教育局"]


# With seals.


def test_with_a_seal_the_name_is_centred_above_the_date(sealed):
    page = typeset(document(TEXT, (K.SIGNATURE, "宜城市人民政府"), (K.DATE, "2024年3月5日")), sealed).pages[0]
    text, name, date = page.lines
    assert end(date) == pytest.approx(184 - 4 * CELL, abs=0.1)
    assert middle(name) == pytest.approx(middle(date), abs=0.1)
    assert base(date) - base(name) == pytest.approx(PITCH)
    seal_middle = (base(name) + base(date)) / 2 - 0.38 * EM / MM - 1.5  # name and date a little below it
    seal_top = seal_middle - 45 / 2
    assert 0 <= seal_top - (base(text) + 0.12 * EM / MM) <= 10.4


def test_seals_of_a_joint_issue_do_not_touch(sealed):
    names = [f"宜城市{char}事务管理局" for char in "甲乙丙丁戊"]
    page = typeset(
        document(TEXT, *((K.SIGNATURE, name) for name in names), (K.DATE, "2024年3月5日")), sealed
    ).pages[0]
    lines = by_text(page)
    places = [(middle(lines[name]), base(lines[name])) for name in names]
    for index, (x, y) in enumerate(places):
        assert x - 22.5 >= 28
        assert x + 22.5 <= 184
        for other_x, other_y in places[:index]:
            assert abs(x - other_x) >= 45 or abs(y - other_y) >= 45
    assert middle(lines[names[-1]]) == pytest.approx(middle(lines["2024年3月5日"]), abs=0.1)
    assert sorted(places, key=lambda place: (round(place[1]), place[0])) == places


def test_room_for_the_seal_stays_on_the_page(sealed):
    """Name and date that just fit go to the next page with text, where the seal fits too."""
    for count in range(10, 22):
        items = [(K.PARAGRAPH, "国" * 26)] * count
        last = typeset(
            document(*items, (K.SIGNATURE, "宜城市人民政府"), (K.DATE, "2024年3月5日")), sealed
        ).pages[-1]
        lines = by_text(last)
        below = (base(lines["宜城市人民政府"]) + base(lines["2024年3月5日"])) / 2 - 0.38 * EM / MM + 45 / 2
        assert below <= 262 + 1
        assert any(line.block < count for line in last.lines)


# Post and personal seal.


def test_a_post_with_a_name_stands_four_characters_from_the_right(general):
    page = typeset(document(TEXT, (K.SIGNATURE, "市长　张建国"), (K.DATE, "2024年6月10日")), general).pages[0]
    text, name, date = page.lines
    assert end(name) == pytest.approx(184 - 4 * CELL, abs=0.1)
    assert end(date) == pytest.approx(184 - 4 * CELL, abs=0.1)
    post, person = name.runs[0].xs[0], name.runs[0].xs[2]
    assert (person - post) / MM == pytest.approx(2 * CELL + 2 * CELL, abs=0.1)
    assert [round((base(b) - base(a)) / PITCH, 3) for a, b in ((text, name), (name, date))] == [3, 2]


def test_several_posts_and_names_are_aligned(general):
    page = typeset(
        document(
            TEXT,
            (K.SIGNATURE, "市长　张建国"),
            (K.SIGNATURE, "司令员　欧阳文博"),
            (K.DATE, "2024年6月10日"),
        ),
        general,
    ).pages[0]
    _, one, two, _ = page.lines
    assert start(one) == pytest.approx(start(two))
    assert one.runs[0].xs[2] == pytest.approx(two.runs[0].xs[3])
    assert base(two) - base(one) == pytest.approx(PITCH)


# 版记.

COPIES = (K.COPY_TO, "抄送：市委办公室，" + "市人大常委会办公室，" * 4 + "市政协办公室。")
ISSUED = (K.ISSUED_BY, "宜城市人民政府办公室  2024年3月5日印发")


def test_imprint_stands_between_its_rules_at_the_foot_of_an_even_page(general):
    pages = typeset(document(TEXT, COPIES, ISSUED), general).pages
    assert len(pages) == 2
    page = pages[1]
    rules = page.rules
    assert [round(rule.width / MM, 3) for rule in rules] == [0.35, 0.25, 0.35]
    assert all((rule.x0 / MM, rule.x1 / MM) == (pytest.approx(28), pytest.approx(184)) for rule in rules)
    assert rules[-1].y0 / MM == pytest.approx(262)
    *copies, issued = page.lines
    assert start(copies[0]) == pytest.approx(28 + CELL)
    assert start(copies[1]) == pytest.approx(start(copies[0]) + 3 * 14 / MM, abs=0.01)
    assert start(issued) == pytest.approx(28 + CELL)
    assert end(issued) == pytest.approx(184 - CELL, abs=0.1)
    assert base(copies[-1]) < rules[1].y0 / MM < base(issued)
    assert page.footer


@pytest.mark.parametrize(("length", "lines"), [(19, 1), (21, 2), (29, 2), (40, 3)])
def test_a_long_office_has_its_date_on_a_line_below_at_the_right(general, length, lines):
    issued = (K.ISSUED_BY, "某" * length + "  2024年3月5日印发")
    page = typeset(document(TEXT, issued), general).pages[-1]
    assert len(page.lines) == lines
    assert {round(start(line), 1) for line in page.lines[: max(1, lines - 1)]} == {round(28 + CELL, 1)}
    assert page.lines[-1].text.endswith("2024年3月5日印发")
    assert end(page.lines[-1]) == pytest.approx(184 - CELL, abs=0.1)


@pytest.mark.parametrize(
    ("lines", "pages", "numbered"),
    [
        (10, 2, [1, 2]),  # 版记 alone on the back
        (30, 2, [1, 2]),  # room on page 2
        (43, 4, [1, 2]),  # none: a blank page, and neither it nor the 版记's shows a number
        (50, 4, [1, 2, 3, 4]),
    ],
)
def test_pages_in_front_of_the_imprint(general, lines, pages, numbered):
    made = typeset(document(*[(K.PARAGRAPH, "国" * 26)] * lines, COPIES, ISSUED), general).pages
    assert len(made) == pages
    assert [page.number for page in made if page.footer] == numbered
    assert made[-1].rules
    assert not any(page.rules for page in made[:-1])


def test_imprint_stands_behind_attachments_whatever_the_order(general):
    items = [TEXT, COPIES, ISSUED, (K.ATTACHMENT_MARK, "附件"), (K.ATTACHMENT_TITLE, "名单"), TEXT]
    pages = typeset(document(*items), general).pages
    assert len(pages[0].lines) == 1
    assert {line.block for line in pages[-1].lines} >= {1, 2}


def test_imprint_of_a_letter_has_no_rules_and_stands_on_its_last_page():
    letter = stylesheets.load("letter")
    pages = typeset(
        document((K.ISSUER_MARK, "宜城市人民政府"), (K.TITLE, "宜城市人民政府关于同意的函"), TEXT, COPIES),
        letter,
    ).pages
    assert len(pages) == 1
    page = pages[0]
    assert len(page.rules) == 4
    assert base(page.lines[-1]) + 0.12 * 14 / MM == pytest.approx(
        min(rule.y0 for rule in page.rules if rule.y0 > 200 * MM) / MM - 0.75 / 2 / MM - 14 / MM
    )


# Kept with the text.


def test_the_whole_list_of_attachments_stays_with_name_and_date(general):
    note = (K.ATTACHMENT_NOTE, "附件：1.任务分解表\n2.名单\n3.联系方式")
    for count in range(12, 24):
        items = [(K.PARAGRAPH, "国" * 26)] * count
        doc = document(*items, note, (K.SIGNATURE, "宜城市人民政府"), (K.DATE, "2024年3月5日"))
        last = typeset(doc, general).pages[-1]
        held = [line.block for line in last.lines]
        assert held.count(count) == 3
        assert min(held) < count


def test_mirrored_margins(general):
    style = replace(general, page=replace(general.page, mirrored=True))
    pages = typeset(document(*[(K.PARAGRAPH, "国" * 500)] * 3), style).pages
    lefts = [min(run.xs[0] for line in page.lines for run in line.runs) / MM for page in pages]
    assert lefts[:2] == [pytest.approx(28), pytest.approx(26)]
    assert pages[1].footer[0].xs[0] / MM == pytest.approx(26 + 14 / MM, abs=0.5)


def test_attendance_has_its_label_in_hei_and_turns_under_the_names(general):
    page = typeset(document(TEXT, (K.ATTENDANCE, "出席：" + "张建国、" * 12 + "李明。")), general).pages[0]
    first, second = page.lines[1:3]
    assert [run.face.role.value for run in first.runs][:1] == ["黑体"]
    assert {run.face.role.value for run in first.runs[1:]} == {"仿宋"}
    name = next(x for run in first.runs for char, x in zip(run.text, run.xs, strict=True) if char == "张")
    assert second.runs[0].xs[0] == pytest.approx(name, abs=0.01)
