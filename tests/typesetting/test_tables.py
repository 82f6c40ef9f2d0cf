"""Tables and pictures on the pages: wrapped, ruled, repeated, turned, nothing lost."""

from __future__ import annotations

from collections import Counter

import pytest

from gongwen import stylesheets
from gongwen.model import Block, BlockKind, Cell, Document, Length, Page, Pages, Picture, Row, Table
from gongwen.typesetting import typeset
from tableblocks import table_of

STYLE = stylesheets.load("general")
WIDTH = STYLE.page.text_width
LONG = "各单位要认真落实安全生产责任制，逐项检查仓库的消防设施，发现隐患立即整改。"


def paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text, 0, len(text))


def pages_of(*blocks: Block) -> Pages:
    return typeset(Document(blocks), STYLE)


def shown(page: Page, block: int | None = None) -> str:
    lines = [*page.lines, *(page.turned.lines if page.turned else ())]
    return "".join(line.text for line in lines if block is None or line.block == block)


def edges(page: Page) -> list[float]:
    return sorted({round(rule.x0 - STYLE.page.left, 2) for rule in page.rules if rule.x0 == rule.x1})


@pytest.mark.parametrize(
    "rows", [[["甲", "乙"], ["", "丁"]], [["库", LONG], ["东库", "3"]], [[LONG] * 3] * 4]
)
def test_every_character_stands_once_within_its_column(rows: list[list[str]]) -> None:
    (page,) = pages_of(table_of(rows)).pages
    assert Counter(shown(page)) == Counter("".join(map("".join, rows)))
    bounds = edges(page)
    assert (bounds[0], bounds[-1]) == pytest.approx((0, WIDTH), abs=0.1)
    for line in page.lines:
        for run in line.runs:
            first, last = run.xs[0] - STYLE.page.left, run.xs[-1] + run.size - STYLE.page.left
            column = max(edge for edge in bounds if edge <= first + 0.1)
            assert last <= min(edge for edge in bounds if edge > column) + 0.1


def test_columns_are_as_wide_as_the_file_says() -> None:
    (page,) = pages_of(table_of([["甲", "乙"]], widths=(0.25, 0.75))).pages
    assert edges(page) == pytest.approx([0, WIDTH / 4, WIDTH], abs=0.02)


def test_the_head_stands_on_every_page_and_rows_are_not_divided() -> None:
    rows = [["库名", "情况"], *([f"第{n}库", LONG] for n in range(40))]
    pages = pages_of(table_of(rows, heads=1)).pages
    assert len(pages) > 2
    assert all("库名" in shown(page) for page in pages)
    assert sum(shown(page).count(LONG) for page in pages) == 40
    lowest = STYLE.page.height - STYLE.page.bottom + STYLE.pitch
    assert all(rule.y1 <= lowest for page in pages for rule in page.rules)


def test_text_below_a_table_stands_on_the_grid() -> None:
    (page,) = pages_of(paragraph("上"), table_of([["甲", LONG]]), paragraph("下")).pages
    above, below = page.lines[0].runs[0].y, page.lines[-1].runs[0].y
    assert (below - above) / STYLE.pitch == pytest.approx(round((below - above) / STYLE.pitch), abs=0.01)


def test_a_merged_cell_has_no_rule_within_and_its_rows_share_a_page() -> None:
    text = "单位\t男\n\t女"
    table = Table(0, 6, (Row((Cell(0, 2, rows=2), Cell(3, 4, 1))), Row((Cell(6, 7, 1),))))
    filler = [paragraph("字" * 19 + "。") for _ in range(STYLE.grid.lines - 1)]
    pages = pages_of(*filler, Block(BlockKind.TABLE, text, 0, 7, table=table)).pages
    assert shown(pages[1]) == "单位男女"
    level = [rule for rule in pages[1].rules if rule.y0 == rule.y1]
    middle = sorted({round(rule.y0, 2) for rule in level})[1]
    assert all(rule.x0 > STYLE.page.left + 1 for rule in level if round(rule.y0, 2) == middle)


def test_a_wide_table_is_turned_on_pages_of_its_own() -> None:
    rows = [[f"第{c}项指标" for c in range(18)], *([str(n * 1000 + c) for c in range(18)] for n in range(40))]
    made = pages_of(paragraph("上。"), table_of(rows, heads=1), paragraph("下"))
    turned = [page for page in made.pages if page.turned]
    assert len(turned) > 1
    assert shown(made.pages[0]) == "上。"
    assert shown(made.pages[-1]) == "下"
    for page in turned:
        assert page.turned is not None
        assert "第17项指标" in shown(page).replace("\n", "")
        assert not page.lines
        assert max(rule.x1 for rule in page.turned.rules) <= STYLE.page.height - STYLE.page.top + 0.1
        assert max(rule.y1 for rule in page.turned.rules) <= STYLE.page.width - STYLE.page.right + 0.1
    below = "".join(shown(page).replace("".join(rows[0]), "", 1) for page in turned)
    assert Counter(below) == Counter("".join(map("".join, rows[1:])))


def test_a_row_higher_than_a_page_goes_on_over_it() -> None:
    made = pages_of(table_of([["甲", LONG * 60]])).pages
    assert len(made) > 2
    assert "".join(shown(page) for page in made).replace("甲", "") == LONG * 60


def test_a_table_without_rules_draws_none() -> None:
    (page,) = pages_of(table_of([["甲", LONG]], ruled=False)).pages
    assert not page.rules


def test_every_table_has_columns_though_it_has_no_rules() -> None:
    rows = [["序号", "项目", "进展"], ["1", LONG, "已开工"]]
    of_a_file = pages_of(table_of(rows, ruled=False, widths=(0.2, 0.6, 0.2)))
    of_lines_with_tabs = pages_of(table_of(rows, ruled=False))
    assert [len(pages.tables) for pages in (of_a_file, of_lines_with_tabs)] == [1, 1]


def picture(width: float, height: float) -> Block:
    own = Picture(0, b"x", "image/png", Length(width), Length(height))
    return Block(BlockKind.PICTURE, "", 0, 0, pictures=(own,))


def test_a_picture_is_scaled_to_the_text_block_and_the_text_below_meets_the_grid() -> None:
    (page,) = pages_of(paragraph("上"), picture(WIDTH * 2, 300), paragraph("图1")).pages
    (placed,) = page.pictures
    assert (placed.x0, placed.x1) == pytest.approx((STYLE.page.left, STYLE.page.left + WIDTH))
    assert placed.y1 - placed.y0 == pytest.approx(150)
    above, below = (line.runs[0].y for line in page.lines)
    assert above < placed.y0 < placed.y1 < below
    assert (below - above) / STYLE.pitch == pytest.approx(round((below - above) / STYLE.pitch), abs=0.01)


def test_a_caption_stays_with_its_picture() -> None:
    filler = [paragraph("字" * 20) for _ in range(STYLE.grid.lines - 6)]
    pages = pages_of(*filler, picture(200, 6 * STYLE.pitch - 10), paragraph("图1 东库")).pages
    assert not pages[0].pictures
    assert len(pages[1].pictures) == 1
    assert shown(pages[1]) == "图1 东库"


def test_a_picture_in_a_cell_stands_between_its_rules() -> None:
    block = table_of([["甲", ""]])
    own = Picture(2, b"x", "image/png", Length(900), Length(300), cell=(0, 1))
    block = Block(BlockKind.TABLE, block.text, 0, 2, table=block.table, pictures=(own,))
    (page,) = pages_of(block).pages
    (placed,) = page.pictures
    bounds = [edge + STYLE.page.left for edge in edges(page)]
    assert bounds[1] < placed.x0 < placed.x1 < bounds[2]
    assert min(r.y0 for r in page.rules) < placed.y0 < placed.y1 < max(r.y1 for r in page.rules)


def test_the_title_of_a_table_stays_with_it() -> None:
    filler = [paragraph("字" * 20) for _ in range(STYLE.grid.lines - 1)]
    pages = pages_of(*filler, paragraph("表1 清查情况"), table_of([["甲", "乙"]])).pages
    assert shown(pages[1]).startswith("表1")
