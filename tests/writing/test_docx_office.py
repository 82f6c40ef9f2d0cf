"""The Word file as LibreOffice shows it: the grid, the corners, and the lines of the typeset pages."""

import itertools
import random

import pytest
from wordfile import block

from gongwen import stylesheets
from gongwen.model import BlockKind, Document
from gongwen.typesetting import typeset
from gongwen.writing.docx import write_docx
from office import POINTS_PER_MM, read_pages, render, soffice

K = BlockKind
HAN = "国务院关于推进全面依法治国若干意见通知各省自治区直辖市人民政府发展经济社会文化建设"

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(soffice() is None, reason="LibreOffice (soffice) is not installed"),
]


def long_text(choose, length, forms):
    text = ""
    while len(text) < length:
        text += choose.choice(forms).format("".join(choose.choices(HAN, k=choose.randint(2, 9))))
    return text + "。"


def han():
    return Document((block(K.PARAGRAPH, HAN * 40),))


FORMS = ["《{}》", "“{}”", "{}——", "（{}）", "{}，", "{}、", "{}。", "{}", "{}：“", "{}！”"]


def marks():
    """Paragraphs dense in marks and dashes: every rule of line breaking meets a line end."""
    choose = random.Random(9704)
    paragraphs = [block(K.PARAGRAPH, long_text(choose, 260, FORMS)) for _ in range(12)]
    head = [block(K.TITLE, "关于进一步做好全市科技创新工作和高新技术企业培育工作的若干意见")]
    return Document((*head, block(K.SALUTATION, "各部门："), *paragraphs))


def ellipses():
    """For themselves: office programs begin no line with ……, which GB/T 15834 allows."""
    choose = random.Random(15834)
    return Document(tuple(block(K.PARAGRAPH, long_text(choose, 260, [*FORMS, "{}……"])) for _ in range(8)))


def closing():
    return Document(
        (
            block(K.TITLE, "关于做好防汛工作的通知"),
            block(K.PARAGRAPH, "汛期将至，现就有关事项通知如下。" * 4),
            block(K.ATTACHMENT_NOTE, "附件：1." + "值班安排和物资储备" * 4),
            block(K.ATTACHMENT_NOTE, "2.物资清单"),
            block(K.SIGNATURE, "某某市人民政府办公室"),
            block(K.DATE, "2024年3月5日"),
        )
    )


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """Each document with its typeset pages and LibreOffice's, page numbers apart."""
    folder = tmp_path_factory.mktemp("office")
    style = stylesheets.load("general")
    documents = {"han": han(), "marks": marks(), "ellipses": ellipses(), "closing": closing()}
    pages, files = {}, []
    for name, document in documents.items():
        pages[name] = typeset(document, style)
        titles = [
            line.text for line in pages[name].pages[0].lines if document.blocks[line.block].kind is K.TITLE
        ]
        files.append(folder / f"{name}.docx")
        with files[-1].open("wb") as file:
            write_docx(document, style, file, {0: titles} if titles else None)
    office = dict(zip(documents, map(read_pages, render(files, folder)), strict=True))
    return pages, office


def without_number(page):
    return [line for line in page if line.y < 262 * POINTS_PER_MM]


def test_28_characters_and_22_lines(shown):
    for page in shown[1]["han"][:-1]:
        lines = without_number(page)
        assert len(lines) == 22
        assert {len(line.text) for line in lines[1:]} == {28}


def test_lines_fill_the_text_block(shown):
    lines = without_number(shown[1]["han"][0])
    for line in lines[1:]:
        assert line.x == pytest.approx(28 * POINTS_PER_MM, abs=0.5)
        end = line.glyphs[-1].x + line.glyphs[-1].width
        assert end == pytest.approx(184 * POINTS_PER_MM, abs=1.5)
    assert lines[0].x == pytest.approx((28 + 2 * 5.571) * POINTS_PER_MM, abs=1)
    steps = {round(below.y - above.y, 1) for above, below in itertools.pairwise(lines)}
    assert max(steps) - min(steps) < 0.2


def test_page_numbers_stand_outside_the_text_block(shown):
    """N-01 … N-03; the dash's centre is about a third of the size above the baseline."""
    for number, page in enumerate(shown[1]["han"], start=1):
        last = page[-1]
        assert last.text == f"—{number}—"
        assert last.glyphs[0].size == pytest.approx(14, abs=0.1)
        assert last.y / POINTS_PER_MM == pytest.approx(269 + 0.28 * 14 / POINTS_PER_MM, abs=0.5)
        if number % 2:
            end = last.glyphs[-1].x + last.glyphs[-1].width
            assert end / POINTS_PER_MM == pytest.approx(184 - 4.94, abs=0.7)
        else:
            assert last.x / POINTS_PER_MM == pytest.approx(28 + 4.94, abs=0.7)


def test_lines_and_pages_are_those_of_the_typeset_pages(shown):
    for name in ("han", "marks"):
        typeset_pages, office = shown[0][name].pages, shown[1][name]
        mine = [["".join(line.text.split()) for line in page.lines] for page in typeset_pages]
        theirs = [[line.text for line in without_number(page)] for page in office]
        assert theirs == mine


@pytest.mark.parametrize("name", ["marks", "ellipses"])
def test_no_dash_or_ellipsis_is_split(shown, name):
    lines = [line.text for page in shown[1][name] for line in without_number(page)]
    assert sum("——" in line or "……" in line for line in lines) > 20
    halves = [(len(line) - len(line.rstrip(mark))) % 2 for line in lines for mark in "—…"]
    assert not any(halves)


def test_name_date_and_attachments_stand_where_the_standard_wants_them(shown):
    lines = {line.text[:3]: line for page in shown[1]["closing"] for line in without_number(page)}
    name, date = lines["某某市"], lines["202"]
    end = name.glyphs[-1].x + name.glyphs[-1].width
    assert end / POINTS_PER_MM == pytest.approx(184 - 11.14, abs=0.6)  # S-05
    assert (date.x - name.x) / POINTS_PER_MM == pytest.approx(11.14, abs=0.6)  # S-06
    first, second = lines["附件："], lines["2.物"]
    assert first.x / POINTS_PER_MM == pytest.approx(28 + 11.14, abs=0.6)
    one = next(g for g in first.glyphs if g.text == "1")
    assert second.x == pytest.approx(one.x, abs=2)
    assert (second.y - date.y) < 0
