import random
from dataclasses import replace
from itertools import groupby, pairwise

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import strategies as st

from gongwen import stylesheets
from gongwen.model import Block, BlockKind, Document, Role, UsageError, pt
from gongwen.model.parts import as_main_recipient
from gongwen.typesetting import marks, typeset
from properties import examples

K = BlockKind
MM = 72 / 25.4
EM = 16.0
CELL = 156 * MM / 28
PITCH = (225 * MM - EM) / 21
LEFT, RIGHT, TOP, BOTTOM = 28 * MM, 184 * MM, 37 * MM, 262 * MM


def document(*items):
    """A document of (kind, text) or (kind, text, {level, run_in})."""
    blocks, place = [], 0
    for kind, text, *more in items:
        blocks.append(Block(kind, text, place, place + len(text), **(more[0] if more else {})))
        place += len(text) + 1
    return Document(tuple(blocks))


def prose(paragraphs, seed=1):
    """Paragraphs that are dense in marks, figures and Latin."""
    choose = random.Random(seed)
    han = "国务院关于推进全面依法治国若干意见通知各省自治区直辖市人民政府发展经济社会文化建设"
    forms = ["《{}》", "“{}”", "{}——", "{}……", "（{}）", "{}，", "{}。", "{}", "{}2024年", "98.5%{}", "GDP{}"]
    texts = []
    for _ in range(paragraphs):
        text = ""
        while len(text) < choose.randint(80, 300):
            text += choose.choice(forms).format("".join(choose.choices(han, k=choose.randint(2, 8))))
        texts.append(text + "。")
    return texts


def baselines(page):
    """Baselines of a page with the lines on each."""
    for y, lines in groupby(page.lines, key=lambda line: round(line.runs[0].y, 3)):
        yield y, list(lines)


def em_top(y):
    return y - 0.88 * EM


def cell_ends(lines):
    """Left edge of the first cell and right edge of the last, in points."""
    runs = [run for line in lines for run in line.runs]
    return runs[0].xs[0], runs[-1].xs[-1]


@pytest.fixture(params=["word", "fine"])
def mode(request):
    return request.param


def test_full_pages_hold_22_lines_from_37_to_262_mm(general, mode):
    pages = typeset(document(*((K.PARAGRAPH, text) for text in prose(60))), general, mode).pages
    assert len(pages) > 5
    for page in pages[:-1]:
        ys = [y for y, _ in baselines(page)]
        assert len(ys) == 22
        assert em_top(ys[0]) == pytest.approx(TOP, abs=0.01)
        assert em_top(ys[-1]) + EM == pytest.approx(BOTTOM, abs=0.01)
        assert {round(b - a, 2) for a, b in pairwise(ys)} == {round(PITCH, 2)}


def test_pure_han_lines_hold_28_characters_on_the_cells(general, mode):
    text = "国" * 200
    page = typeset(document((K.PARAGRAPH, text)), general, mode).pages[0]
    first, *rest = page.lines
    assert len(first.text) == 26
    assert first.runs[0].xs[0] == pytest.approx(LEFT + 2 * CELL)
    for line in rest[:-1]:
        assert len(line.text) == 28
        assert line.runs[0].xs == pytest.approx([LEFT + i * CELL for i in range(28)], abs=0.01)


def test_every_line_but_the_last_is_flush_right(general, mode):
    texts = prose(40, seed=2)
    pages = typeset(document(*((K.PARAGRAPH, text) for text in texts)), general, mode).pages
    seen = dict.fromkeys(range(len(texts)), "")
    for page in pages:
        for line in page.lines:
            seen[line.block] += line.text
            if seen[line.block] != texts[line.block]:
                last = line.text.rstrip()[-1]
                x = line.runs[-1].xs[-1]
                if marks.is_full_width(last) and last not in marks.SQUEEZABLE | marks.SPANNING:
                    assert x + CELL == pytest.approx(RIGHT, abs=0.05)
                else:
                    assert RIGHT - 1.2 * CELL <= x < RIGHT
    assert list(seen.values()) == texts


def test_no_forbidden_line_ends_and_no_divided_dash(general, mode):
    texts = prose(60, seed=3)
    pages = typeset(document(*((K.PARAGRAPH, text) for text in texts)), general, mode).pages
    lines = [line for page in pages for line in page.lines]
    for line, following in pairwise(lines):
        if line.block == following.block:
            assert following.text[0] not in "，。、；：？！）》”%"
            assert line.text[-1] not in "（《“"
            assert not (line.text[-1] == following.text[0] and line.text[-1] in "—…")


@examples(60, HealthCheck.function_scoped_fixture)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(list(K)),
            st.text(alphabet="国务院，。《》“”—…aB1 \n\t\u200b\x07😀\ud800", max_size=120),
        ),
        max_size=12,
    ),
    st.sampled_from(["word", "fine"]),
)
@example([(K.SALUTATION, "1"), (K.ATTACHMENT_MARK, ""), (K.HEADING, "")], "word")
@example([(K.ISSUER_MARK, "—1B——————")], "word")
def test_any_document_is_set_and_nothing_of_it_lost(items, chosen_mode):
    """All of each block as it stands on the pages: addressees may have gone to the foot as 主送 (7.3.2).

    The origin of a dash that fills its cell lies in front of the cell, by a part of its size.
    """
    doc = document(*((kind, text, {"level": 1 if kind is K.HEADING else None}) for kind, text in items))
    made = typeset(doc, stylesheets.load("general"), chosen_mode)
    texts = [""] * len(doc.blocks)
    for page in made.pages:
        assert page.number
        for line in page.lines:
            texts[line.block] += line.text
            for run in line.runs:
                assert len(run.text) == len(run.glyphs) == len(run.xs)
                assert all(28 * MM - 0.1 * run.size < x < 184.1 * MM for x in run.xs)
                assert 36 * MM < run.y < 263 * MM + 0.88 * max(0.0, run.size - 16)  # larger type stands lower
    for block, own, text in zip(doc.blocks, made.blocks, texts, strict=True):
        assert own == block or (block.kind is K.SALUTATION and own == as_main_recipient(block))
        assert "".join(text.split()) == "".join(own.text.split())


def test_headings_keep_with_what_follows(general):
    body = "国" * 26
    for before in range(15, 30):
        items = [(K.PARAGRAPH, body)] * before + [
            (K.HEADING, "一、总体要求", {"level": 1}),
            (K.HEADING, "（一）目标", {"level": 2}),
        ]
        pages = typeset(document(*items, *[(K.PARAGRAPH, body)] * 30), general).pages
        for page in pages[:-1]:
            assert page.lines[-1].block not in (before, before + 1)


def test_a_run_in_heading_goes_on_in_its_line(general):
    doc = document(
        (K.HEADING, "（一）基本原则。", {"level": 2}),
        (K.PARAGRAPH, "坚持问题导向，" * 10, {"run_in": True}),
        (K.PARAGRAPH, "下一段。"),
    )
    first, second, third, *_ = typeset(doc, general).pages[0].lines
    assert (first.block, second.block) == (0, 1)
    assert first.runs[0].y == second.runs[0].y < third.runs[0].y
    assert (first.runs[0].face.role.value, second.runs[0].face.role.value) == ("楷体", "仿宋")
    assert first.runs[0].xs[0] == pytest.approx(LEFT + 2 * CELL)
    assert third.runs[0].xs[0] == pytest.approx(LEFT)


@pytest.mark.parametrize(
    "title",
    [
        "关于做好工作的通知",
        "关于" + "做好全市科技工作" * 3 + "的通知",
        "关于" + "做好全市科技工作" * 6 + "的通知",
        "关于" + "做好科技工作" * 12 + "的通知",
    ],
)
def test_the_body_below_the_head_stands_on_the_grid(general, title):
    for extra in (
        [],
        [(K.DATE_LINE, "（2024年3月5日）")],
        [(K.SUBTITLE, "——在会上的讲话"), (K.DATE_LINE, "（2024年3月5日）"), (K.SPEAKER, "张三")],
    ):
        page = typeset(
            document((K.TITLE, title), *extra, (K.SALUTATION, "同志们："), (K.PARAGRAPH, "文。")), general
        ).pages[0]
        head = [line for line in page.lines if line.block <= len(extra)]
        body = [line for line in page.lines if line.block > len(extra)]
        row = (em_top(body[0].runs[0].y) - TOP) / PITCH
        assert row == pytest.approx(round(row), abs=1e-6)
        last = head[-1].runs[0]
        gap = em_top(body[0].runs[0].y) - (last.y + 0.12 * last.size)
        assert 9.9 * MM <= gap <= 15.8 * MM
        assert head[0].runs[0].y - 0.88 * 22 == pytest.approx(TOP, abs=0.01)
        steps = [b.runs[0].y - a.runs[0].y for a, b in pairwise(head) if a.block == b.block == 0]
        assert all(30 <= step <= 42 for step in steps)
        for line in head:
            start, end = line.runs[0].xs[0], line.runs[-1].xs[-1] + line.runs[-1].size
            assert (start + end) / 2 == pytest.approx(106 * MM, abs=0.6 * line.runs[0].size)


def closing(name, date):
    general = stylesheets.load("general")
    page = typeset(document((K.PARAGRAPH, "文。"), (K.SIGNATURE, name), (K.DATE, date)), general).pages[0]
    by_block = {line.block: line for line in page.lines}
    return by_block[0], by_block[1], by_block[2]


def test_date_two_characters_right_of_the_name():
    text, name, date = closing("宜城市人民政府办公室", "2024年3月5日")
    assert name.runs[-1].xs[-1] + CELL == pytest.approx(RIGHT - 2 * CELL, abs=0.3)
    assert date.runs[0].xs[0] - name.runs[0].xs[0] == pytest.approx(2 * CELL, abs=0.3)
    assert name.runs[0].y - text.runs[0].y == pytest.approx(2 * PITCH)
    assert date.runs[0].y - name.runs[0].y == pytest.approx(PITCH)


def test_a_date_longer_than_the_name_keeps_its_distance_and_the_name_moves():
    _, name, date = closing("市科技局", "2024年12月25日")
    assert date.runs[-1].xs[-1] + CELL == pytest.approx(RIGHT - 2 * CELL, abs=0.3)
    assert date.runs[0].xs[0] - name.runs[0].xs[0] == pytest.approx(2 * CELL, abs=0.3)


def test_name_and_date_never_stand_alone_on_a_page(general):
    for lines in range(18, 24):
        items = [(K.PARAGRAPH, "国" * 26)] * lines + [
            (K.SIGNATURE, "宜城市人民政府"),
            (K.DATE, "2024年3月5日"),
        ]
        last = typeset(document(*items), general).pages[-1]
        assert any(line.block < lines for line in last.lines)
        assert {lines, lines + 1} <= {line.block for line in last.lines}


def test_attachment_note_hangs_under_its_names(general):
    note = "附件：1.2024年度任务分解表\n2." + "关于进一步优化营商环境的若干措施" * 3 + "\n3.名单"
    lines = [
        line
        for line in typeset(document((K.PARAGRAPH, "文。"), (K.ATTACHMENT_NOTE, note)), general)
        .pages[0]
        .lines
        if line.block
    ]
    starts = [line.runs[0].xs[0] for line in lines]
    first = lines[0].runs[0]
    number_at = dict(zip(first.text, first.xs, strict=False))["1"]
    name_at = lines[1].runs[0].xs[2]
    assert starts[0] == pytest.approx(LEFT + 2 * CELL)
    assert starts[1] == pytest.approx(number_at, abs=0.01)
    assert starts[2] == pytest.approx(name_at, abs=0.3 * MM)
    assert starts[-1] == pytest.approx(number_at, abs=0.01)
    in_blocks = document((K.PARAGRAPH, "文。"), *((K.ATTACHMENT_NOTE, item) for item in note.split("\n")))
    again = [line for line in typeset(in_blocks, general).pages[0].lines if line.block]
    assert [line.runs[0].xs[0] for line in again] == pytest.approx(starts)


def test_attachments_begin_pages_with_their_title_on_the_third_line(general):
    doc = document(
        (K.PARAGRAPH, "文。"),
        (K.ATTACHMENT_MARK, "附件1"),
        (K.ATTACHMENT_TITLE, "任务分解表"),
        (K.PARAGRAPH, "文。"),
    )
    pages = typeset(doc, general).pages
    assert len(pages) == 2
    mark, title, _ = pages[1].lines
    assert mark.runs[0].xs[0] == pytest.approx(LEFT)
    assert mark.runs[0].face.role.value == "黑体"
    assert title.runs[0].y - 0.88 * 22 == pytest.approx(TOP + 2 * PITCH, abs=0.01)


def test_page_numbers_stand_outside_and_at_the_outer_edge(general):
    pages = typeset(document(*[(K.PARAGRAPH, "国" * 600)] * 3), general).pages
    for page in pages:
        runs = page.footer
        assert "".join(run.text for run in runs) == f"— {page.number} —"
        assert all(run.size == 14 and run.face.role.value == "宋体" for run in runs)
        if page.number % 2:
            assert runs[-1].xs[-1] - (runs[0].xs[0]) > 0
            assert runs[-1].xs[-1] + 14 == pytest.approx(RIGHT - 14, abs=1.5)
        else:
            assert runs[0].xs[0] == pytest.approx(LEFT + 14, abs=1.5)
        assert BOTTOM + 5 * MM < runs[0].y < BOTTOM + 10 * MM


def test_a_table_has_columns(general):
    table = "序号\t指标名称\t时限\n1\t开办企业\t6月底\n10\t电\t9月底"
    lines = typeset(document((K.TABLE, table)), general).pages[0].lines
    last_column = [
        run.xs[run.text.rindex("月") - 1] if "月" in run.text else run.xs[run.text.index("时")]
        for line in lines
        for run in line.runs
    ]
    assert last_column == pytest.approx([last_column[0]] * 3, abs=0.01)
    assert [line.text for line in lines] == table.split("\n")


def test_outline_has_no_jumps_in_level(general):
    doc = document(
        (K.TITLE, "讲话"),
        (K.HEADING, "（一）甲", {"level": 2}),
        (K.HEADING, "1.乙", {"level": 3}),
        (K.HEADING, "一、丙", {"level": 1}),
        (K.HEADING, "（1）丁", {"level": 4}),
        (K.PARAGRAPH, "文。"),
    )
    outline = typeset(doc, general).outline
    assert [(entry.level, entry.text) for entry in outline] == [
        (0, "讲话"),
        (1, "（一）甲"),
        (2, "1.乙"),
        (1, "一、丙"),
        (2, "（1）丁"),
    ]


def test_an_empty_document_is_one_page(general):
    pages = typeset(Document(()), general)
    assert [page.number for page in pages.pages] == [1]
    assert pages.pages[0].lines == ()


def test_a_title_longer_than_a_page_is_set(general):
    pages = typeset(document((K.TITLE, "国" * 900), (K.PARAGRAPH, "文。")), general).pages
    assert sum(len(line.text) for page in pages for line in page.lines) == 902
    assert all(run.y < BOTTOM for page in pages for line in page.lines for run in line.runs)


def test_an_unknown_mode_is_refused(general):
    with pytest.raises(UsageError, match="word, fine"):
        typeset(Document(()), general, "best")


def test_word_mode_counts_the_gap_that_office_programs_leave_and_draws_none(general):
    """26 Han and 3 digits fit on 28 cells; with gaps on either side of the digits they do not."""
    text = "国" * 26 + "国" * 13 + "12国3" + "国" * 30
    without = replace(general, word=replace(general.word, script_gap=pt(0)))

    def second_line(style, mode):
        return typeset(document((K.PARAGRAPH, text)), style, mode).pages[0].lines[1].text

    assert second_line(without, "word") == second_line(general, "fine") == "国" * 13 + "12国3" + "国" * 12
    assert second_line(general, "word") == "国" * 13 + "12国3" + "国" * 11
    drawn = typeset(document((K.PARAGRAPH, text)), general, "word").pages[0].lines[1].runs[0]
    steps = [right - left for left, right in pairwise(drawn.xs)]
    assert max(steps[:12]) - min(steps[:12]) < 0.01
    assert drawn.xs[-1] + CELL == pytest.approx(RIGHT, abs=0.01)


def test_a_line_that_fits_only_in_the_word_file_is_drawn_within_the_margins(general):
    narrow = replace(general, word=replace(general.word, spacing=pt(-0.4)))
    page = typeset(document((K.PARAGRAPH, "国" * 26 + "国" * 58)), narrow, "word").pages[0]
    assert len(page.lines[1].text) == 28
    for line in page.lines:
        assert line.runs[0].xs[-1] + EM <= RIGHT + 0.5


def test_a_style_may_set_latin_in_a_face_of_its_own(general):
    text = "到2025年GDP增长5%。"
    own = typeset(document((K.PARAGRAPH, text)), replace(general, latin=Role.HEI)).pages[0].lines[0]
    assert [(run.text, run.face.role.value) for run in own.runs][:4] == [
        ("到", "仿宋"),
        ("2025", "黑体"),
        ("年", "仿宋"),
        ("GDP", "黑体"),
    ]
    assert {
        run.face.role for run in typeset(document((K.PARAGRAPH, text)), general).pages[0].lines[0].runs
    } == {Role.FANGSONG}


def test_the_page_number_may_be_centred(general):
    centred = replace(general, number=replace(general.number, centered=True))
    for page in typeset(document(*[(K.PARAGRAPH, "国" * 600)] * 3), centred).pages:
        start, end = page.footer[0].xs[0], page.footer[-1].xs[-1] + 14
        assert (start + end) / 2 == pytest.approx(106 * MM, abs=2)
