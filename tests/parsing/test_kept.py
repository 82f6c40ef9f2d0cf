"""Tables, pictures, notes and links of a file, put to the blocks of the document."""

from __future__ import annotations

import pytest

from gongwen import api
from gongwen.model import (
    BlockKind,
    Cell,
    Document,
    Kept,
    Link,
    Note,
    Picture,
    Repaired,
    Row,
    Source,
    Table,
)
from gongwen.parsing import parse

HEAD = "关于做好仓库防火工作的通知\n各科室：\n近日天气干燥，现将清查结果通报如下。\n"
PNG = b"\x89PNG"


def table_at(text: str, rows: list[str]) -> Table:
    """A table of rows that stand in the text one below the other."""
    start = place = text.index("\n".join(rows))
    made = []
    for row in rows:
        cells = []
        for column, cell in enumerate(row.split("\t")):
            cells.append(Cell(place, place + len(cell), column))
            place += len(cell) + 1
        made.append(Row(tuple(cells)))
    return Table(start, place - 1, tuple(made))


def cells_of(document: Document) -> list[list[list[tuple[str, ...]]]]:
    return [
        [[cell.paragraphs(block.text) for cell in row.cells] for row in block.table.rows]
        for block in document.blocks
        if block.table
    ]


def kinds(document: Document) -> list[str]:
    return [block.kind.value for block in document.blocks]


def bare(text: str) -> str:
    return "".join(text.split())


def test_a_table_of_the_file_is_one_block_whatever_its_rows_look_like() -> None:
    rows = ["\t一、东库", "附件：1\t二、西库", "二〇二四年三月一日"]
    text = HEAD + "\n".join(rows) + "\n请各科室认真整改。\n"
    document = parse(text, kept=Kept((table_at(text, rows),)))
    assert kinds(document) == ["title", "salutation", "paragraph", "table", "paragraph"]
    assert cells_of(document) == [
        [[("",), ("一、东库",)], [("附件：1",), ("二、西库",)], [("二〇二四年三月一日",)]]
    ]
    assert bare("".join(block.text for block in document.blocks)) == bare(text)


def test_a_table_of_elements_is_layout() -> None:
    rows = ["抄送：市安全委员会。", "东市仓储局办公室\t2024年3月1日印发"]
    text = HEAD + "请各科室认真整改。\n东市仓储局\n2024年3月1日\n" + "\n".join(rows)
    document = parse(text, kept=Kept((table_at(text, rows),)))
    assert kinds(document)[-4:] == ["signature", "date", "copy_to", "issued_by"]


def test_a_title_below_a_table_at_the_top_is_found() -> None:
    rows = ["密级\t份数", "普通\t12"]
    text = "\n".join(rows) + "\n" + HEAD
    document = parse(text, kept=Kept((table_at(text, rows),)))
    assert kinds(document)[:3] == ["table", "title", "salutation"]


def test_a_heading_above_a_table_stays_one_and_lists_do_not_run_into_it() -> None:
    rows = ["甲\t乙", "丙\t丁"]
    body = "一、清查结果\n" + "\n".join(rows) + "\n二、整改要求\n各科室要认真整改。\n出席：张明、李强\n"
    text = HEAD + body + "\n".join(["库\t人", "东库\t张明"])
    kept = Kept((table_at(text, rows), table_at(text, ["库\t人", "东库\t张明"])))
    document = parse(text, kept=kept)
    assert kinds(document)[3:] == ["heading", "table", "heading", "paragraph", "attendance", "table"]


def test_pictures_stand_between_blocks_and_those_of_cells_in_their_table() -> None:
    rows = ["东库\t西库", "甲\t乙"]
    text = HEAD + "\n".join(rows) + "\n图1 现场\n"
    table = table_at(text, rows)
    pictures = (
        Picture(text.index("近日"), PNG, "image/png"),
        Picture(table.start, PNG, "image/png"),
        Picture(text.index("乙"), PNG, "image/png", cell=(1, 1)),
        Picture(text.index("图1"), b"", "image/png"),
        Picture(len(text), PNG, "image/png"),
    )
    document = parse(text, kept=Kept((table,), pictures))
    expected = ["title", "salutation", "picture", "paragraph", "picture", "table", "paragraph", "picture"]
    assert kinds(document) == expected
    assert all(block.start == block.end for block in document.blocks if block.kind is BlockKind.PICTURE)
    (inside,) = document.blocks[5].pictures
    assert document.blocks[5].text[inside.place :] == "乙"


def test_a_picture_within_a_paragraph_stands_behind_it() -> None:
    text = HEAD + "一、要求。认真\n整改到位。\n"
    document = parse(text, kept=Kept(pictures=(Picture(text.index("要求"), PNG),)))
    at = kinds(document).index("picture")
    assert "要求" in document.blocks[at - 1].text or document.blocks[at - 1].run_in


def test_notes_and_links_lie_in_their_blocks() -> None:
    text = HEAD + "（一）查隐患。各库  要自查。\n（二）严整改。责任到人。\n"
    places = [text.index("通知") + 2, text.index("查隐患。") + 4, text.index("自查") + 2]
    notes = tuple(Note(place, str(n)) for n, place in enumerate(places))
    link = Link(text.index("隐患"), text.index("自查"), "http://example.cn/")
    document = parse(text, kept=Kept(notes=notes, links=(link,)))
    before = [(b.text[: n.place][-2:], n.text) for b in document.blocks for n in b.notes]
    assert before == [("通知", "0"), ("患。", "1"), ("自查", "2")]
    linked = [b.text[one.start : one.end] for b in document.blocks for one in b.links]
    assert linked == ["隐患。", "各库  要"]


def test_a_blank_form_keeps_its_shape() -> None:
    text = HEAD
    form = Table(len(HEAD), len(HEAD), (Row((Cell(len(HEAD), len(HEAD)), Cell(len(HEAD), len(HEAD), 1))),))
    document = parse(text, kept=Kept((form,)))
    assert kinds(document)[-1] == "table"
    assert document.blocks[-1].table.columns == 2


def test_an_empty_first_cell_of_plain_text_keeps_its_column() -> None:
    document = parse(HEAD + "\t东库\t西库\n灭火器\t3\t4\n\t具\t具\n")
    assert cells_of(document) == [
        [[("",), ("东库",), ("西库",)], [("灭火器",), ("3",), ("4",)], [("",), ("具",), ("具",)]]
    ]


def test_a_tab_before_every_row_is_an_indent() -> None:
    document = parse(HEAD + "\t库\t人\n\t东库\t张明\n\t以上各库要认真做好整改工作。\n")
    assert cells_of(document) == [[[("库",), ("人",)], [("东库",), ("张明",)]]]
    assert kinds(document)[-1] == "paragraph"


@pytest.mark.parametrize(
    ("rows", "is_data"),
    [
        ("序号\t工作任务\t责任单位\n1\t修订预案\t应急局\n2\t开展演练\t水利局", True),
        ("县区\t受灾人口（人）\n清河\t1208\n云岭\t—", True),
        ("事项\t说明\n开办企业\t全程网办", True),
        ("项目\t金额（万元）\t\n修路\t50\n合计\t", True),
        ("刘思源\t陈晨\t欧阳静\n赵敏\t孙刚\t周涛", False),
        ("联系人：张明\t电话：5567890\n传真：5567891\t邮编：071000", False),
        ("清河\t1208\n云岭\t960", False),
        ("事项\t说明\n开办企业\t全程网办\t已办结", False),
    ],
)
def test_a_table_whose_first_row_names_its_columns_has_rules_and_repeats_it(rows: str, is_data: bool) -> None:
    table = parse(HEAD + rows + "\n").blocks[-1].table
    assert table.is_ruled is is_data
    assert [row.is_head for row in table.rows] == [is_data] + [False] * (len(table.rows) - 1)
    assert {len(row.cells) for row in table.rows} == {table.columns}


def test_a_row_with_a_tab_behind_it_is_one_where_there_are_others() -> None:
    document = parse(HEAD + "库\t人\n东库\t\n西库\t李强\n")
    assert cells_of(document) == [[[("库",), ("人",)], [("东库",), ("",)], [("西库",), ("李强",)]]]
    assert kinds(parse(HEAD + "东库\t\n西库很好。\n"))[-2:] == ["paragraph", "paragraph"]


def test_repair_moves_what_the_front_door_gives() -> None:
    rows = ["东库\t张明", "西库\t李强"]
    text = "关于做好仓库防火工作的通知\n各科室：\n现将\ufeff结果通报如下。\n" + "\n".join(rows) + "\n"
    repaired = api.repair(Source(text, kept=Kept((table_at(text, rows),))))
    assert isinstance(repaired, Repaired)
    assert len(repaired.text) < len(text)
    document = api.parse(repaired)
    assert cells_of(document) == [[[("东库",), ("张明",)], [("西库",), ("李强",)]]]
