"""Tables in the Word file as they stand on the typeset page: columns, rows, and wide ones on their side."""

from __future__ import annotations

import io
import re

import pytest
from wordfile import W, WordFile, block, text_of

from gongwen import api, stylesheets
from gongwen.model import Block, BlockKind, Document, Length, Pages, Picture
from gongwen.model.style import Adaptation
from gongwen.writing.docx import write_docx
from office import POINTS_PER_MM, read_pages, render, soffice
from tableblocks import table_of

MM = 1440 / 25.4
TEXT = block(BlockKind.PARAGRAPH, "各单位要认真落实安全生产责任制，逐项检查仓库的消防设施。" * 3)
IMPRINT = (
    block(BlockKind.COPY_TO, "抄送：市委办公室。"),
    block(BlockKind.ISSUED_BY, "青山市人民政府办公室　2024年5月6日印发"),
)


def table(rows: list[list[str]], *, heads: int = 1, widths: tuple[float, ...] = ()) -> Block:
    return table_of(rows, heads=heads, widths=widths)


def wide(rows: int) -> Block:
    head = [f"第{column}项指标" for column in range(18)]
    return table([head, *([str(n * 1000 + c) for c in range(18)] for n in range(rows))])


def caption(text: str = "表1　仓库情况") -> Block:
    return block(BlockKind.PARAGRAPH, text)


def made(*blocks: Block, duplex: bool | None = None) -> tuple[WordFile, Pages]:
    document = Document(blocks)
    style = api.style_for(document).adapted(Adaptation(duplex=duplex))
    pages = api.typeset(document, style=style)
    file = io.BytesIO()
    write_docx(document, style, file, pages=pages)
    return WordFile(file.getvalue()), pages


def sections(word: WordFile) -> list[str]:
    """`u` for each upright section, `t` for each turned one."""
    sizes = word.document.iter(W + "pgSz")
    return ["t" if size.get(W + "orient") == "landscape" else "u" for size in sizes]


@pytest.mark.parametrize(
    ("blocks", "wanted"),
    [
        ((TEXT, wide(4), TEXT), "utu"),
        ((TEXT, wide(4)), "ut"),
        ((wide(4), TEXT), "tu"),
        ((wide(4),), "t"),
        ((TEXT, wide(4), wide(5), TEXT), "uttu"),
        ((TEXT, caption(), wide(4), caption(), wide(5), TEXT), "uttu"),
        ((TEXT, table([["甲", "乙"]]), wide(4), table([["甲", "乙"]])), "utu"),
        ((TEXT, wide(4), *IMPRINT), "utu"),
        ((TEXT, wide(30), *IMPRINT), "utu"),
        ((TEXT, table([["甲", "乙"]])), "u"),
    ],
)
def test_a_wide_table_has_a_section_of_its_own(blocks: tuple[Block, ...], wanted: str) -> None:
    word, pages = made(*blocks)
    assert "".join(sections(word)) == wanted
    assert any(page.turned for page in pages.pages) == ("t" in wanted)
    numbers = word.document.iter(W + "pgNumType")
    assert not any(number.get(W + "start") for number in numbers)


def test_its_sheet_is_bound_like_the_others() -> None:
    word, _pages = made(TEXT, wide(4), TEXT)
    margins = [s.find(W + "pgMar") for s in word.document.iter(W + "sectPr")]
    upright, turned, last = (
        {side: round(int(m.get(W + side)) / MM, 1) for side in ("top", "bottom", "left", "right")}
        for m in margins
    )
    assert upright == last == {"top": 37, "bottom": 35, "left": 28, "right": 26}
    assert turned == {"left": 35, "right": 37, "top": 28, "bottom": 26}
    (grid,) = (g for g in word.document.iter(W + "tblGrid"))
    width = sum(int(c.get(W + "w")) for c in grid) / MM
    assert width == pytest.approx(225, abs=0.2)


def test_its_captions_stand_on_its_page() -> None:
    word, pages = made(TEXT, caption(), caption("单位：万元"), wide(4), TEXT)
    breaks = [text_of(p) for p in word.paragraphs if p.find(f"{W}pPr/{W}sectPr") is not None]
    assert breaks[0] == TEXT.text
    assert [line.text for line in pages.pages[1].turned.lines][:2] == ["表1　仓库情况", "单位：万元"]
    assert not any("表1" in line.text for line in pages.pages[0].lines)
    assert pages.tables[0].above == 2


def test_titles_right_above_it_stand_on_its_page_too() -> None:
    mark, title = block(BlockKind.ATTACHMENT_MARK, "附件1"), block(BlockKind.ATTACHMENT_TITLE, "库房情况表")
    word, pages = made(TEXT, mark, title, caption("单位：万元"), wide(4), mark, title, TEXT)
    assert "".join(sections(word)) == "utu"
    assert [page.turned is not None for page in pages.pages] == [False, True, False]
    assert [line.text for line in pages.pages[1].turned.lines][:3] == ["附件1", "库房情况表", "单位：万元"]
    assert [mark.text for mark in pages.outline] == ["库房情况表", "库房情况表"]
    _word, pages = made(block(BlockKind.TITLE, "库房情况表"), wide(4), TEXT)
    assert pages.pages[0].turned.lines[0].text == "库房情况表"


def test_what_belongs_to_a_picture_above_or_goes_on_as_text_stays_there() -> None:
    picture = Picture(0, b"\x89PNG", "image/png", Length(100), Length(50))
    shown = Block(BlockKind.PICTURE, "", 0, 0, pictures=(picture,))
    pages = api.typeset(Document((TEXT, shown, caption("图1　仓库外观"), wide(4))))
    assert pages.tables[0].above == 0
    pages = api.typeset(Document((TEXT, caption("请看下表。"), wide(4))))
    assert pages.tables[0].above == 0


def test_its_page_number_is_in_a_cell_turned_with_the_sheet() -> None:
    word, _pages = made(TEXT, wide(4), TEXT)
    footers = [word.xml(name) for name in word.names if re.fullmatch(r"word/footer\d+\.xml", name)]
    turned = [f for f in footers if f.find(f".//{W}textDirection") is not None]
    assert len(turned) == 2
    for footer in turned:
        place = footer.find(f".//{W}tblpPr")
        cell = int(footer.find(f".//{W}tcW").get(W + "w"))
        middle = (int(place.get(W + "tblpX")) + cell / 2) / MM
        assert middle == pytest.approx(35 - 7, abs=0.2)
        assert "PAGE" in footer.find(f".//{W}instrText").text
    assert {footer.find(f".//{W}jc").get(W + "val") for footer in turned} == {"left", "right"}


def test_the_cell_of_its_page_number_holds_the_number_and_no_more() -> None:
    """LibreOffice makes a footer as high as the cell is long, and the table ends above it."""
    word, _pages = made(TEXT, wide(4), TEXT)
    footers = [word.xml(name) for name in word.names if re.fullmatch(r"word/footer\d+\.xml", name)]
    heights = [int(e.get(W + "val")) / 20 for f in footers for e in f.iter(W + "trHeight")]
    assert heights == pytest.approx([4.8 * 14] * 2, abs=0.1)  # — 000 — and a little


def test_columns_and_rows_are_those_of_the_page() -> None:
    """A column that a word would not fit into is wider than the file says, as on the page."""
    rows = [["项目", "说明"], ["ABCDEFGHIJKL", "安全生产责任制" * 12], ["乙", "短"]]
    word, pages = made(TEXT, table(rows, widths=(0.05, 0.95)))
    (layout,) = pages.tables
    widths = [int(c.get(W + "w")) / 20 for c in word.document.iter(W + "gridCol")]
    assert widths == pytest.approx(layout.widths, abs=0.1)
    assert widths[0] > 0.05 * sum(widths) * 1.5
    heights = [int(h.get(W + "val")) / 579 for h in word.document.iter(W + "trHeight")]
    assert heights == pytest.approx([1, round(heights[1]), 1], abs=0.01)
    assert heights[1] > 2


def test_a_row_that_no_page_holds_goes_on_over_it() -> None:
    word, _pages = made(TEXT, table([["甲", "安全生产责任制" * 200], ["乙", "短"]], heads=0))
    divisible = [row.find(f"{W}trPr/{W}cantSplit") is None for row in word.document.iter(W + "tr")]
    assert divisible == [True, False]


def test_shares_of_the_file_hold_where_every_column_is_wide_enough() -> None:
    word, _pages = made(table([["甲", "乙", "丙"], ["一", "二", "三"]], widths=(0.2, 0.5, 0.3)))
    widths = [int(c.get(W + "w")) for c in word.document.iter(W + "gridCol")]
    assert [w / sum(widths) for w in widths] == pytest.approx([0.2, 0.5, 0.3], abs=0.002)


@pytest.mark.office
@pytest.mark.skipif(soffice() is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_has_the_same_pages_and_numbers_in_their_places(tmp_path) -> None:
    """Sheets on their side, numbers 7 mm below the text block of the upright sheet, right or left on it."""
    rows = [["库名", "情况"], *([f"第{n}库", "各单位要认真落实安全生产责任制。" * 3] for n in range(30))]
    cases = {
        "imprint": (TEXT, caption(), wide(30), *IMPRINT),
        "long": (TEXT, caption(), wide(70), TEXT),
        "two": (TEXT, wide(40), caption(), wide(10), TEXT),
        "upright": (TEXT, caption(), table(rows), TEXT),
        "attachment": (
            TEXT,
            block(BlockKind.ATTACHMENT_MARK, "附件"),
            block(BlockKind.ATTACHMENT_TITLE, "库房情况表"),
            wide(30),
        ),
    }
    files, wanted = [], []
    for name, blocks in cases.items():
        word, pages = made(*blocks)
        files.append(tmp_path / f"{name}.docx")
        files[-1].write_bytes(word.data)
        wanted.append([page.turned is not None for page in pages.pages])
    for pdf, turned in zip(render(files, tmp_path), wanted, strict=True):
        shown = read_pages(pdf)
        assert len(shown) == len(turned)
        for number, (page, is_turned) in enumerate(zip(shown, turned, strict=True), 1):
            if is_turned:
                dashes = [g for line in page for g in line.glyphs if g.text == "—"]
                place = [number_place(g) for g in dashes]
                assert len(place) == 2
                assert all(x == pytest.approx(26, abs=1.5) for x, _y in place)  # baselines
                first, last = sorted(y for _x, y in place)
                outer = last + 4.9 if number % 2 else first
                assert outer == pytest.approx(179.1 if number % 2 else 32.9, abs=1)


def test_for_print_on_both_sides_it_stands_a_millimetre_from_its_place_on_odd_and_even_pages() -> None:
    word, _pages = made(TEXT, wide(4), TEXT, duplex=True)
    (margins,) = [
        section.find(f"{W}pgMar")
        for section in word.document.iter(W + "sectPr")
        if section.find(f"{W}pgSz").get(W + "orient") == "landscape"
    ]
    left, right, top, bottom = (int(margins.get(W + side)) for side in ("left", "right", "top", "bottom"))
    page = stylesheets.load("general").adapted(Adaptation(duplex=True)).page
    for number, own, other in ((1, left, right), (2, right, left)):  # mirrorMargins exchanges them
        assert abs(own - page.bottom.twips) <= MM + 1
        assert abs(other - page.top.twips) <= MM + 1
        assert abs(top - page.left_of(number).twips) <= MM + 1
    assert left + right == pytest.approx(20 * (page.bottom + page.top), abs=2)
    assert top + bottom == pytest.approx(20 * (page.left + page.right), abs=2)


def number_place(glyph) -> tuple[float, float]:
    return glyph.x / POINTS_PER_MM, glyph.y / POINTS_PER_MM


def test_it_breaks_no_rule_a_validator_finds_nothing_and_two_runs_are_alike(tmp_path) -> None:
    audit = pytest.importorskip("openxml_audit")
    blocks = (TEXT, caption(), wide(30), table([["甲", "乙"]]), wide(4), TEXT, *IMPRINT)
    word, _pages = made(*blocks)
    verdict = api.check(word.data, name="a.docx")
    assert [(f.rule, f.found) for f in verdict.of("error")] == []
    assert "T-01" in verdict.passed
    (tmp_path / "a.docx").write_bytes(word.data)
    assert not list(audit.OpenXmlValidator().validate(str(tmp_path / "a.docx")).errors)
    assert made(*blocks)[0].data == word.data
