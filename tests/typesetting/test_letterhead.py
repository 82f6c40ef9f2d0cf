"""版头 by its places: the mark by its ink, number, signers, red rules, and the body that meets the grid."""

from dataclasses import replace
from itertools import pairwise

import pytest

from gongwen import stylesheets
from gongwen.model import Block, BlockKind, Document, Lines, mm
from gongwen.typesetting import typeset
from gongwen.typesetting.outlines import ink_heights

K = BlockKind
MM = 72 / 25.4
CELL = 156 * MM / 28
EM = 16.0
PITCH = (225 * MM - EM) / 21
LEFT, RIGHT, TOP = 28 * MM, 184 * MM, 37 * MM
TITLE = "宜城市人民政府关于做好当前工作的通知"
BODY = [(K.SALUTATION, "各县（市、区）人民政府："), (K.PARAGRAPH, "现将有关事项通知如下。")]


def document(*items):
    blocks, place = [], 0
    for kind, text in items:
        blocks.append(Block(kind, text, place, place + len(text)))
        place += len(text) + 1
    return Document(tuple(blocks))


def first_page(*items, style="general"):
    style = stylesheets.load(style) if isinstance(style, str) else style
    return typeset(document(*items, *BODY), style).pages[0]


def lines_of(page, text):
    return [line for line in page.lines if text in line.text]


def ink(lines):
    """Upper and lower edge of the ink of some lines, in mm."""
    edges = [
        (run.y - upper * run.size, run.y - lower * run.size)
        for line in lines
        for run in line.runs
        for glyph in run.glyphs
        for lower, upper in [ink_heights(run.face, glyph)]
    ]
    return min(top for top, _ in edges) / MM, max(bottom for _, bottom in edges) / MM


def em_top(line):
    run = line.runs[0]
    return (run.y - 0.88 * run.size) / MM


def em_bottom(line):
    run = line.runs[0]
    return (run.y + 0.12 * run.size) / MM


def ends(line):
    """Left edge of the first cell and right edge of the last, in mm."""
    first, last = line.runs[0], line.runs[-1]
    return first.xs[0] / MM, (last.xs[-1] + last.size * last.stretch) / MM


@pytest.mark.parametrize(
    "name",
    ["宜城市人民政府文件", "国务院文件", "中共宜城市委关于文件", "宜城市人力资源和社会保障局办公室文件"],
)
def test_the_mark_stands_by_its_ink_and_fits_the_line(name):
    page = first_page((K.ISSUER_MARK, name), (K.DOCUMENT_NUMBER, "宜政发〔2024〕1号"), (K.TITLE, TITLE))
    mark = lines_of(page, name)
    top, bottom = ink(mark)
    assert top == pytest.approx(72, abs=0.05)
    assert bottom - top < 22
    start, end = ends(mark[0])
    assert start > 27.9
    assert end < 184.5
    assert (start + end) / 2 == pytest.approx(106, abs=0.6)
    assert all(run.color == "#FF0000" for line in mark for run in line.runs)


def test_several_blocks_of_one_name_are_one_mark():
    one = first_page((K.ISSUER_MARK, "宜城市人民政府文件"), (K.TITLE, TITLE))
    two = first_page((K.ISSUER_MARK, "宜城市人民政府"), (K.ISSUER_MARK, "文件"), (K.TITLE, TITLE))
    assert [line.text for line in two.lines[:2]] == ["宜城市人民政府", "文件"]
    assert [line.block for line in two.lines[:2]] == [0, 1]
    places = [x for line in two.lines[:2] for x in line.runs[0].xs]
    assert places == pytest.approx(list(one.lines[0].runs[0].xs))
    assert two.lines[0].runs[0].y == two.lines[1].runs[0].y


@pytest.mark.parametrize("apart", [True, False])
def test_joint_issuers_stand_under_each_other_with_the_word_beside_their_middle(apart):
    names = ["宜城市发展和改革委员会", "宜城市财政局", "宜城市人力资源和社会保障局"]
    marks = [*names, "文件"] if apart else [*names[:-1], names[-1] + "文件"]
    page = first_page(*((K.ISSUER_MARK, text) for text in marks), (K.TITLE, TITLE))
    rows = [line for name in names for line in page.lines if line.text in (name, name + "文件")][:3]
    runs = [line.runs[0] for line in rows]
    assert {round(run.xs[0], 2) for run in runs} == {round(runs[0].xs[0], 2)}
    last = len(names[2]) - 1
    assert runs[0].xs[-1] == pytest.approx(runs[1].xs[-1]) == pytest.approx(runs[2].xs[last])
    assert runs[1].y - runs[0].y == pytest.approx(runs[2].y - runs[1].y)
    word = next(run for line in page.lines for run in line.runs if run.text.endswith("文件"))
    assert word.y == pytest.approx((runs[0].y + runs[2].y) / 2, abs=0.5)
    assert word.xs[-2] > runs[2].xs[last]


def test_number_rule_and_title_keep_their_distances():
    page = first_page(
        (K.COPY_NUMBER, "000001"),
        (K.SECRET_LEVEL, "秘密★1年"),
        (K.URGENCY, "特急"),
        (K.ISSUER_MARK, "宜城市人民政府文件"),
        (K.DOCUMENT_NUMBER, "宜政发〔2024〕1号"),
        (K.TITLE, TITLE),
    )
    assert [round((em_top(line) - 37) / (PITCH / MM), 3) for line in page.lines[:3]] == [0, 1, 2]
    assert all(ends(line)[0] == pytest.approx(28) for line in page.lines[:3])
    number, title = lines_of(page, "宜政发")[0], lines_of(page, "关于")[0]
    assert 20.3 <= em_top(number) - ink(lines_of(page, "文件"))[1] <= 26.2
    (rule,) = page.rules
    assert (rule.x0 / MM, rule.x1 / MM, rule.color) == (pytest.approx(28), pytest.approx(184), "#FF0000")
    assert (rule.y0 - rule.width / 2) / MM - em_bottom(number) == pytest.approx(4, abs=0.01)
    assert 20.3 <= em_top(title) - rule.y0 / MM <= 26.2
    title_end = em_bottom([line for line in page.lines if line.block == 5][-1])
    address = lines_of(page, "各县")[0]
    assert 9.9 <= em_top(address) - title_end <= 15.8
    row = (em_top(address) * MM - TOP) / PITCH
    assert row == pytest.approx(round(row), abs=1e-6)


@pytest.mark.parametrize("number_first", [True, False])
def test_number_left_on_the_line_of_the_last_signer(number_first):
    numbers = [(K.DOCUMENT_NUMBER, "宜政〔2024〕1号")]
    signers = [(K.SIGNER, "签发人：王强　欧阳文"), (K.SIGNER, "李芳")]
    middle = numbers + signers if number_first else signers + numbers
    page = first_page((K.ISSUER_MARK, "宜城市人民政府文件"), *middle, (K.TITLE, TITLE), style="upward")
    number, first, last = (lines_of(page, text)[0] for text in ("宜政〔", "签发人", "李芳"))
    assert number.runs[0].y == last.runs[0].y
    assert last.runs[0].y - first.runs[0].y == pytest.approx(PITCH)
    assert ends(number)[0] == pytest.approx(28 + CELL / MM)
    assert ends(first)[1] == pytest.approx(184 - CELL / MM, abs=0.3)
    faces = [run.face.role.value for run in first.runs]
    assert (faces[0], faces[-1]) == ("仿宋", "楷体")
    names = [x for run in first.runs for char, x in zip(run.text, run.xs, strict=True) if char == "王"]
    assert last.runs[0].xs[0] == pytest.approx(names[0])
    assert (page.rules[0].y0 - page.rules[0].width / 2) / MM - em_bottom(number) == pytest.approx(4, abs=0.01)


def test_one_signer_beside_the_number():
    page = first_page(
        (K.ISSUER_MARK, "宜城市人民政府文件"),
        (K.DOCUMENT_NUMBER, "宜政〔2024〕1号"),
        (K.SIGNER, "签发人：张建国"),
        (K.TITLE, TITLE),
        style="upward",
    )
    number, signer = lines_of(page, "宜政〔")[0], lines_of(page, "签发人")[0]
    assert number.runs[0].y == signer.runs[0].y
    assert ends(signer)[1] == pytest.approx(184 - CELL / MM, abs=0.3)


def test_a_letter_has_double_rules_and_stands_on_the_lower_one():
    body = [(K.PARAGRAPH, "国" * 900)]
    pages = typeset(
        document(
            (K.URGENCY, "特急"),
            (K.ISSUER_MARK, "宜城市人民政府办公室"),
            (K.DOCUMENT_NUMBER, "宜政办函〔2024〕1号"),
            (K.TITLE, "宜城市人民政府办公室关于同意的函"),
            *body,
        ),
        stylesheets.load("letter"),
    ).pages
    page = pages[0]
    top, bottom = ink(lines_of(page, "宜城市人民政府办公室")[:1])
    assert top == pytest.approx(30, abs=0.05)
    rules = sorted(page.rules, key=lambda rule: rule.y0)
    assert [rule.width for rule in rules] == [2, 0.75, 0.75, 2]
    assert all((rule.x0 / MM, rule.x1 / MM) == (pytest.approx(20), pytest.approx(190)) for rule in rules)
    assert rules[0].y0 / MM - rules[0].width / MM / 2 - bottom == pytest.approx(4, abs=0.05)
    assert (rules[3].y0 + rules[3].width / 2) / MM == pytest.approx(277)
    urgency, number = lines_of(page, "特急")[0], lines_of(page, "宜政办函")[0]
    below = (rules[1].y0 + rules[1].width / 2) / MM
    assert em_top(urgency) - below == pytest.approx(14 / MM)
    assert urgency.runs[0].y == number.runs[0].y
    assert ends(urgency)[0] == pytest.approx(28)
    assert ends(number)[1] == pytest.approx(184, abs=0.3)
    assert 20.3 <= em_top(lines_of(page, "关于同意")[0]) - em_bottom(number) <= 26.2
    above = (rules[2].y0 - rules[2].width / 2) / MM
    assert above - em_bottom(page.lines[-1]) == pytest.approx(14 / MM)
    assert page.footer == ()
    assert pages[1].footer
    assert pages[1].rules == ()


def test_an_order_has_no_rule_and_its_text_two_lines_below_the_number():
    page = typeset(
        document((K.ISSUER_MARK, "宜城市人民政府令"), (K.DOCUMENT_NUMBER, "第68号"), (K.PARAGRAPH, "文。")),
        stylesheets.load("order"),
    ).pages[0]
    mark, number, text = page.lines
    assert ink([mark])[0] == pytest.approx(57, abs=0.05)
    assert page.rules == ()
    assert 20.3 <= em_top(number) - ink([mark])[1] <= 26.2
    assert 20.3 <= em_top(text) - em_bottom(number) <= 26.2


def test_office_and_date_of_minutes_stand_above_the_rule():
    page = first_page(
        (K.ISSUER_MARK, "宜城市人民政府常务会议纪要"),
        (K.DOCUMENT_NUMBER, "〔2024〕7号"),
        (K.DATE_LINE, "宜城市人民政府办公室　　2024年7月2日"),
        (K.TITLE, "研究防汛工作"),
        style="minutes",
    )
    dated = lines_of(page, "办公室")[0]
    assert ends(dated)[0] == pytest.approx(28 + CELL / MM)
    assert ends(dated)[1] == pytest.approx(184 - CELL / MM, abs=0.3)
    assert (page.rules[0].y0 - page.rules[0].width / 2) / MM - em_bottom(dated) == pytest.approx(4, abs=0.01)


@pytest.mark.parametrize("count", [2, 4, 6, 8, 10])
def test_the_first_page_shows_body_text_however_many_issue(count):
    """7.3.3: the mark gets smaller rather than push the text out."""
    names = [(K.ISSUER_MARK, f"宜城市{char}事务管理局") for char in "甲乙丙丁戊己庚辛壬癸"[:count]]
    number, title = (K.DOCUMENT_NUMBER, "宜甲〔2024〕1号"), (K.TITLE, "宜城市甲事务管理局等部门" + TITLE[7:])
    page = first_page(*names, (K.ISSUER_MARK, "文件"), number, title)
    assert lines_of(page, "现将")
    rows = [line for line in page.lines if line.runs[0].color == "#FF0000" and "文件" not in line.text]
    assert all(b.runs[0].y > a.runs[0].y for a, b in pairwise(rows))


def test_without_a_mark_number_and_rule_stand_at_the_top():
    page = first_page((K.DOCUMENT_NUMBER, "宜政发〔2024〕1号"), (K.TITLE, TITLE))
    assert em_top(page.lines[0]) == pytest.approx(37)
    assert (page.rules[0].y0 - page.rules[0].width / 2) / MM - em_bottom(page.lines[0]) == pytest.approx(
        4, abs=0.01
    )


def test_the_numbers_are_those_of_the_style():
    style = stylesheets.load("general")
    own = replace(
        style,
        letterhead=replace(
            style.letterhead,
            mark_top=mm(60),
            after=Lines(1),
            rule=replace(style.letterhead.rule, distance=mm(6), color="#0000FF"),
        ),
    )
    page = first_page(
        (K.ISSUER_MARK, "宜城市人民政府文件"),
        (K.DOCUMENT_NUMBER, "宜政发〔2024〕1号"),
        (K.TITLE, TITLE),
        style=own,
    )
    assert ink(lines_of(page, "文件"))[0] == pytest.approx(60, abs=0.05)
    assert page.rules[0].color == "#0000FF"
    number = lines_of(page, "宜政发")[0]
    assert (page.rules[0].y0 - page.rules[0].width / 2) / MM - em_bottom(number) == pytest.approx(6, abs=0.01)
    assert 9.9 <= em_top(lines_of(page, "关于")[0]) - page.rules[0].y0 / MM <= 15.8


ADDRESS = "各县（市、区）人民政府，市政府各部门、各直属机构，"


def layout_notices(pages):
    return [n.code for n in pages.notices if n.code.startswith("layout")]


def test_addressees_that_leave_no_room_for_text_stand_in_the_foot():
    """7.3.2, 7.4.2: 主送 above 抄送, no rule between, with a stop in place of the colon."""
    blocks = [
        (K.ISSUER_MARK, "宜城市人民政府文件"),
        (K.TITLE, TITLE),
        (K.SALUTATION, ADDRESS * 20 + "各企业："),
    ]
    blocks += [
        BODY[1],
        (K.COPY_TO, "抄送：市委办公室。"),
        (K.ISSUED_BY, "宜城市人民政府办公室 2024年3月5日印发"),
    ]
    for style in (stylesheets.load("general"), stylesheets.load("letter")):
        pages = typeset(document(*blocks), style)
        assert layout_notices(pages) == ["layout.recipients"]
        assert any(line.block == 3 for line in pages.pages[0].lines)
        last = pages.pages[-1].lines
        moved = [line for line in last if line.block == 2]
        assert "".join(line.text for line in moved) == f"主送：{ADDRESS * 20}各企业。"
        copies = next(line for line in last if line.block == 4)
        assert max(line.runs[0].y for line in moved) < copies.runs[0].y
        assert not [r for r in pages.pages[-1].rules if moved[-1].runs[0].y < r.y0 < copies.runs[0].y]
        assert min(line.runs[0].y for line in moved) > 37 * MM
    fine = typeset(document(*blocks[:2], *BODY), stylesheets.load("general"))
    assert not layout_notices(fine)


def test_a_head_that_leaves_no_room_for_text_is_reported():
    blocks = [
        (K.ISSUER_MARK, "宜城市人民政府文件"),
        (K.TITLE, TITLE),
        (K.SALUTATION, ADDRESS * 40 + "各企业："),
    ]
    pages = typeset(document(*blocks, BODY[1]), stylesheets.load("general"))
    assert layout_notices(pages) == ["layout.first-page"]
    assert "".join(t.text for p in pages.pages for t in p.lines if t.block == 2) == blocks[2][1]


def test_the_last_name_of_signers_ends_at_the_indent_whatever_is_in_the_first_column():
    """7.2.6: the names end one character from the right; each column is as wide as its own names."""
    signers = "签发人：王强　李芳\n欧阳文博　张三\n李四　赵六\n钱七"
    page = first_page(
        (K.ISSUER_MARK, "宜城市人民政府文件"),
        (K.SIGNER, signers.replace("\n", "　")),
        (K.DOCUMENT_NUMBER, "宜政〔2024〕1号"),
        (K.TITLE, TITLE),
        style=stylesheets.load("upward"),
    )
    ends = [line.runs[-1].xs[-1] / MM + 156 / 28 for line in page.lines if line.block == 1]
    assert len(ends) == 4
    assert ends[:3] == pytest.approx([184 - 156 / 28] * 3, abs=0.1)


def test_a_long_list_of_attachments_fills_its_pages():
    notes = [(K.ATTACHMENT_NOTE, f"附件：{n}.甲" if n == 1 else f"{n}.任务分解表") for n in range(1, 25)]
    blocks = [
        (K.TITLE, TITLE),
        (K.PARAGRAPH, "一" * 250),
        *notes,
        (K.SIGNATURE, "某局"),
        (K.DATE, "2024年3月5日"),
    ]
    pages = typeset(document(*blocks), stylesheets.load("general")).pages
    assert len(pages) == 2
    assert len(pages[0].lines) > 18


def test_many_issuers_and_a_long_title_keep_their_letterhead():
    """Page 1 has the names, the number and the rule at their places; what it has no room for follows."""
    names = [f"宜城市第{n}工业和信息化管理局" for n in "一二三四五六七八九十"] + [
        "宜城市教育局",
        "宜城市水利局",
    ]
    blocks = [(K.ISSUER_MARK, "\n".join(names) + "文件"), (K.DOCUMENT_NUMBER, "宜发〔2024〕1号")]
    blocks += [(K.TITLE, "　".join(names) + "关于做好粮食生产工作的通知"), *BODY]
    pages = typeset(document(*blocks), stylesheets.load("general"))
    first = pages.pages[0]
    assert {line.block for line in first.lines} == {0, 1}
    assert ink(lines_of(first, "宜城市第一"))[0] == pytest.approx(72, abs=0.05)
    assert [rule.color for rule in first.rules] == ["#FF0000"]
    assert layout_notices(pages) == ["layout.first-page"]
