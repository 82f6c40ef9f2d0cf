"""Tables, pictures, notes and links in the Word file, read back from it."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

import pytest

from gongwen import api
from gongwen.model import (
    Block,
    BlockKind,
    Cell,
    Document,
    Kept,
    Length,
    Link,
    Note,
    NoteKind,
    Picture,
    Row,
    Source,
    Table,
)
from gongwen.writing.docx import write_docx


def png(width: int = 4, height: int = 2) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


PICTURE = Picture(0, png(), "image/png", Length(100), Length(50), "库房 <东>")
ROWS = "单位\t人数\t\n\t男\t女\n东库 西库\t3\t见图"
TABLE = Table(
    0,
    len(ROWS),
    (
        Row((Cell(0, 2, rows=2), Cell(3, 5, 1, 2)), is_head=True),
        Row((Cell(8, 9, 1), Cell(10, 11, 2)), is_head=True),
        Row((Cell(12, 17, breaks=(14,)), Cell(18, 19, 1), Cell(20, 22, 2))),
    ),
    (0.5, 0.25, 0.25),
)
TEXT = "各  库要自查，认真——整改。"


def document() -> Document:
    blocks = (
        Block(BlockKind.TITLE, "关于防火的通知", 0, 7, notes=(Note(7, "标题注"),)),
        Block(
            BlockKind.PARAGRAPH,
            TEXT,
            8,
            22,
            notes=(Note(7, "脚注\n二段"), Note(len(TEXT), "尾注", NoteKind.ENDNOTE)),
            links=(Link(4, 6, "http://example.cn/a?b=1&c=2"), Link(7, 10, "mailto:a@example.cn")),
        ),
        Block(
            BlockKind.TABLE,
            ROWS,
            23,
            23 + len(ROWS),
            table=TABLE,
            pictures=(Picture(20, png(2, 2), "image/png", Length(20), Length(20), cell=(2, 2)),),
            notes=(Note(22, "表注"),),
            links=(Link(12, 14, "http://example.cn/"),),
        ),
        Block(BlockKind.PICTURE, "", 60, 60, pictures=(PICTURE,)),
        Block(BlockKind.PARAGRAPH, "图1 东库", 60, 65),
    )
    return Document(blocks)


@pytest.fixture(scope="module")
def written() -> bytes:
    file = io.BytesIO()
    write_docx(document(), api.style_for(document()), file)
    return file.getvalue()


@pytest.fixture(scope="module")
def found(written: bytes) -> Source:
    return api.read(written, name="a.docx")


def test_the_shape_of_a_table_comes_back(found: Source) -> None:
    (table,) = found.kept.tables
    shapes = [
        [(c.column, c.columns, c.rows, c.paragraphs(found.text)) for c in row.cells] for row in table.rows
    ]
    assert shapes == [
        [(0, 1, 2, ("单位",)), (1, 2, 1, ("人数",))],
        [(1, 1, 1, ("男",)), (2, 1, 1, ("女",))],
        [(0, 1, 1, ("东库", "西库")), (1, 1, 1, ("3",)), (2, 1, 1, ("见图",))],
    ]
    assert [row.is_head for row in table.rows] == [True, True, False]
    assert table.is_ruled
    assert table.widths == pytest.approx((0.5, 0.25, 0.25), abs=0.001)


def test_pictures_come_back_with_their_size_and_text(found: Source) -> None:
    in_cell, alone = found.kept.pictures
    assert in_cell.cell == (2, 2)
    assert (alone.data, alone.alt) == (png(), "库房 <东>")
    assert (alone.width, alone.height) == pytest.approx((100, 50), abs=0.1)
    assert found.text[alone.place :].lstrip("\n") == "图1 东库"


def test_notes_and_links_come_back_at_their_places(found: Source) -> None:
    notes = [(found.text[: n.place][-2:], n.text, n.kind.value) for n in found.kept.notes]
    assert notes == [
        ("通知", "标题注", "footnote"),
        ("自查", "脚注\n二段", "footnote"),
        ("改。", "尾注", "endnote"),
        ("见图", "表注", "footnote"),
    ]
    links = [(found.text[link.start : link.end], link.target) for link in found.kept.links]
    assert links == [
        ("要自", "http://example.cn/a?b=1&c=2"),
        ("，认真", "mailto:a@example.cn"),
        ("东库", "http://example.cn/"),
    ]


def test_footnotes_have_the_signs_of_the_page_endnotes_others(written: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        body = archive.read("word/document.xml").decode()
    found = re.findall(r'<w:(\w+notePr)><w:numFmt w:val="(\w+)"/>', body)
    assert found == [("footnotePr", "decimalEnclosedCircleChinese"), ("endnotePr", "lowerRoman")]
    assert body.rindex("footerReference") < body.index("footnotePr") < body.index("pgSz")


def test_the_text_is_that_of_the_document(found: Source) -> None:
    want = "".join("".join(block.text for block in document().blocks).split())
    assert "".join(found.text.split()) == want
    assert "各  库" in found.text


def test_word_accepts_the_file(written: bytes, tmp_path) -> None:
    audit = pytest.importorskip("openxml_audit")
    path = tmp_path / "a.docx"
    path.write_bytes(written)
    assert not list(audit.OpenXmlValidator().validate(str(path)).errors)


def test_the_same_document_gives_the_same_bytes(written: bytes) -> None:
    file = io.BytesIO()
    write_docx(document(), api.style_for(document()), file)
    assert file.getvalue() == written


def test_one_part_for_the_same_picture(tmp_path) -> None:
    twice = Document((document().blocks[3], document().blocks[3]))
    file = io.BytesIO()
    write_docx(twice, api.style_for(twice), file)
    with zipfile.ZipFile(file) as archive:
        assert [n for n in archive.namelist() if "media" in n] == ["word/media/image1.png"]


def test_a_file_that_holds_nothing_else_has_no_parts_for_it() -> None:
    plain = Document((Block(BlockKind.PARAGRAPH, TEXT, 0, len(TEXT)),))
    file = io.BytesIO()
    write_docx(plain, api.style_for(plain), file)
    with zipfile.ZipFile(file) as archive:
        assert not [name for name in archive.namelist() if "notes" in name or "media" in name]


def test_two_tables_stay_two_and_a_blank_form_stays_a_form() -> None:
    form = Table(0, 0, (Row((Cell(0, 0), Cell(0, 0, 1))), Row((Cell(0, 0), Cell(0, 0, 1)))))
    tables = [Block(BlockKind.TABLE, "", 0, 0, table=form) for _ in range(2)]
    blocks = (Block(BlockKind.PARAGRAPH, "表", 0, 1), *tables)
    file = io.BytesIO()
    write_docx(Document(blocks), api.style_for(Document(blocks)), file)
    again = api.read(file.getvalue(), name="a.docx").kept.tables
    assert [[len(row.cells) for row in table.rows] for table in again] == [[2, 2], [2, 2]]


def test_through_the_front_door(written: bytes, tmp_path) -> None:
    result = api.convert(written, tmp_path / "b.docx")
    again = api.read(tmp_path / "b.docx")
    kept: Kept = again.kept
    assert [len(part) for part in (kept.tables, kept.pictures, kept.notes, kept.links)] == [1, 2, 4, 3]
    assert result.repaired.edits == () or "".join(again.text.split())


def test_notes_below_the_typeset_text_do_not_disturb_the_file(tmp_path) -> None:
    lines = ["东市仓储局文件", "东仓〔2024〕3号", "关于防火的通知", "各科室：", "现将有关事项通知如下。"]
    lines += ["东市仓储局", "2024年3月1日", "抄送：市安委会。", "东市仓储局办公室  2024年3月1日印发"]
    text = "\n".join(lines)
    notes = (Note(text.index("事项") + 2, "事项注"), Note(text.index("通知") + 2, "题注"))
    source = Source(text, kept=Kept(notes=notes))
    api.convert(source, [tmp_path / "a.docx", tmp_path / "a.pdf"])
    again = api.read(tmp_path / "a.docx")
    assert sorted(note.text for note in again.kept.notes) == ["事项注", "题注"]
    assert "".join(again.text.split()) == "".join(text.split())


def test_endnotes_stand_in_front_of_an_imprint_on_a_page_of_its_own(tmp_path) -> None:
    """Word sets them at the end of the section before it; those of sections further up wait for that one."""
    lines = ["东市仓储局文件", "东仓〔2024〕3号", "关于防火的通知", "各科室：", "现将有关事项通知如下。"]
    closing = ["东市仓储局", "2024年3月1日"]
    imprint = ["抄送：市安委会。", "东市仓储局办公室  2024年3月1日印发"]
    for text, places in (("\n".join(lines + closing + imprint), 1), ("\n".join(lines + closing), 0)):
        notes = (Note(text.index("事项") + 2, "尾注", NoteKind.ENDNOTE),)
        path = tmp_path / f"{places}.docx"
        api.convert(Source(text, kept=Kept(notes=notes)), path)
        with zipfile.ZipFile(path) as archive:
            settings, body = (archive.read(f"word/{name}.xml").decode() for name in ("settings", "document"))
        assert settings.count('<w:endnotePr><w:pos w:val="sectEnd"/></w:endnotePr><w:compat>') == places
        assert body.count("<w:sectPr>") == 1 + places
        assert "noEndnote" not in body


def test_pictures_that_a_text_file_cannot_hold_are_told(written: bytes, tmp_path) -> None:
    codes = [notice.code for notice in api.convert(written, tmp_path / "b.txt").notices]
    assert "picture.text-only" in codes
    assert "picture.text-only" not in [n.code for n in api.convert(written, tmp_path / "b.md").notices]


def test_a_table_of_many_columns_has_the_small_type_of_the_page() -> None:
    """Its text is in a style of that size, that of other tables in the usual one."""
    styles = []
    for columns in (3, 14):
        row = "\t".join(["人数统计"] * columns)
        cells = tuple(Cell(5 * c, 5 * c + 4, c) for c in range(columns))
        block = Block(BlockKind.TABLE, row, 0, len(row), table=Table(0, len(row), (Row(cells),)))
        made = Document((Block(BlockKind.PARAGRAPH, "见表。", 0, 3), block))
        style = api.style_for(made)
        file = io.BytesIO()
        write_docx(made, style, file, pages=api.typeset(made, style=style))
        with zipfile.ZipFile(file) as archive:
            body, sheet = (archive.read(f"word/{name}.xml").decode() for name in ("document", "styles"))
        used = set(re.findall(r'pStyle w:val="(GongwenTableText\d*)"', body))
        assert len(used) == 1
        styles += used
        assert f'styleId="{styles[-1]}"' in sheet
    assert styles[0] == "GongwenTableText"
    assert 7 <= int(styles[1].removeprefix("GongwenTableText")) / 10 <= 12


def test_a_picture_above_the_names_is_no_empty_line(tmp_path) -> None:
    """The checker counts it as what it is."""
    lines = ["关于防火的通知", "各科室：", "现将有关事项通知如下。", "东市仓储局", "2024年3月1日"]
    text = "\n".join(lines)
    picture = Picture(text.index("东市"), png(40, 20), "image/png", Length(100), Length(50), "现场")
    made = api.convert(Source(text, kept=Kept(pictures=(picture,))), tmp_path / "a.docx")
    assert [block.kind.value for block in made.document.blocks].count("picture") == 1
    verdict = api.check(tmp_path / "a.docx")
    assert "S-05" in verdict.passed
    assert not verdict.of("error")
