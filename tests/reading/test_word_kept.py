"""Tables, pictures, notes and links of a Word file."""

from __future__ import annotations

import struct
import zlib

import pytest
from makers import zipped

from gongwen.model import Align, NoteKind, Source
from gongwen.reading import read

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINES = '<w:tblBorders><w:insideH w:val="single"/></w:tblBorders>'


def png(width: int = 4, height: int = 2) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def word(body: str, *, links: dict[str, tuple[str, str]] | None = None, **parts: str | bytes) -> Source:
    """What is read of a body, with relations by id: kind and target, an address or a part of the file.

    Parts are named as in the file, `__` for a slash and `_xml` for the suffix.
    """
    entries = "".join(
        f'<Relationship Id="{name}" Type="{RELATIONS}/{kind}" Target="{target}" '
        f'TargetMode="{"External" if ":" in target else "Internal"}"/>'
        for name, (kind, target) in (links or {}).items()
    )
    space = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f"<Relationships {space}>{entries}</Relationships>",
    }
    for name, content in parts.items():
        path = name.replace("__", "/").replace("_xml", ".xml").replace("_png", ".png")
        members["word/" + path] = content
    return read(zipped(members), name="a.docx")


def p(text: str = "", inner: str = "", properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r>{inner}</w:p>"


def tc(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str, grid: tuple[int, ...] = (), properties: str = LINES) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def shape(source: Source) -> list[list[tuple[str, int, int, int]]]:
    (table,) = source.kept.tables
    return [
        [("/".join(cell.paragraphs(source.text)), cell.column, cell.columns, cell.rows) for cell in row.cells]
        for row in table.rows
    ]


def test_spans_heads_widths_and_paragraphs_of_cells() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = tbl(
        tr(tc(p("单位"), down), tc(p("人数"), '<w:gridSpan w:val="2"/>'), properties="<w:tblHeader/>"),
        tr(tc(p(), on), tc(p("男", properties='<w:jc w:val="center"/>')), tc(p("女"))),
        tr(tc(p("东库") + p("西库")), tc(p()), tc(p("3"))),
        tr(tc(p()), tc(p()), tc(p())),
        grid=(200, 100, 100),
    )
    source = word(p("名单") + table + p("完"))
    assert source.text == "名单\n单位\t人数\n\t男\t女\n东库 西库\t\t3\n完"
    assert shape(source) == [
        [("单位", 0, 1, 2), ("人数", 1, 2, 1)],
        [("男", 1, 1, 1), ("女", 2, 1, 1)],
        [("东库/西库", 0, 1, 1), ("", 1, 1, 1), ("3", 2, 1, 1)],
        [("", 0, 1, 1), ("", 1, 1, 1), ("", 2, 1, 1)],
    ]
    (table_read,) = source.kept.tables
    assert [row.is_head for row in table_read.rows] == [True, False, False, False]
    assert table_read.widths == (0.5, 0.25, 0.25)
    assert table_read.rows[1].cells[0].align is Align.CENTER
    assert table_read.is_ruled


def test_a_cell_with_long_paragraphs_is_a_cell_all_the_same() -> None:
    long = "各单位要认真落实安全生产责任制，逐项检查仓库的消防设施，发现隐患立即整改，不得拖延，并报办公室。"
    source = word(tbl(tr(tc(p("要求")), tc(p(long) + p("按时报送。"))), tr(tc(p("时限")), tc(p("五月")))))
    assert source.text == f"要求\n{long}\n按时报送。\n时限\t五月"
    assert shape(source) == [
        [("要求", 0, 1, 1), (f"{long}/按时报送。", 1, 1, 1)],
        [("时限", 0, 1, 1), ("五月", 1, 1, 1)],
    ]


def test_a_box_of_one_cell_is_a_table_where_lines_are_drawn_around_it() -> None:
    assert len(word(tbl(tr(tc(p("专栏"))))).kept.tables) == 1
    assert not word(tbl(tr(tc(p("专栏"))), properties="")).kept.tables


def test_a_table_in_a_cell_becomes_its_text_and_is_told() -> None:
    inner = tbl(tr(tc(p("1")), tc(p("2"))))
    source = word(tbl(tr(tc(p("甲")), tc(inner + p()))))
    assert source.text == "甲\t1 2"
    assert [n.code for n in source.notices] == ["table.nested"]
    assert len(source.kept.tables) == 1


def drawing(name: str = "i1", size: str = 'cx="1270000" cy="635000"') -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent {size}/><wp:docPr id="1" name="a" descr="一 张图"/>'
        f'<a:graphic><a:blip r:embed="{name}"/></a:graphic></wp:inline></w:drawing></w:r>'
    )


def test_pictures_with_size_and_alternative_text() -> None:
    links = {"i1": ("image", "media/a.png"), "i2": ("image", "http://a.cn/b.png")}
    body = p("现场", drawing()) + p("", drawing("i2")) + p("完", drawing("i9"))
    source = word(body, links=links, media__a_png=png())
    first, *others = source.kept.pictures
    assert (first.place, first.data, first.media_type) == (0, png(), "image/png")
    assert (first.width, first.height, first.alt) == (100, 50, "一 张图")
    assert [(picture.place, picture.data) for picture in others] == [(3, b""), (4, b"")]
    assert [n.code for n in source.notices] == ["picture.named", "picture.unread"]


def test_a_picture_that_unfolds_to_a_bomb_is_not_kept() -> None:
    bomb = png()[:16] + struct.pack(">II", 60_000, 60_000) + png()[24:]
    source = word(p("图", drawing()), links={"i1": ("image", "media/a.png")}, media__a_png=bomb)
    assert [picture.data for picture in source.kept.pictures] == [b""]


def test_a_picture_in_a_cell_stays_there() -> None:
    body = tbl(tr(tc(p("甲")), tc(p("乙", drawing()))))
    source = word(body, links={"i1": ("image", "media/a.png")}, media__a_png=png())
    (picture,) = source.kept.pictures
    assert picture.cell == (0, 1)
    assert source.text[picture.place :] == "乙"


def test_the_picture_of_an_old_drawing() -> None:
    shown = '<v:shape style="width:1in;height:36pt" alt="旧图"><v:imagedata r:id="i1"/></v:shape>'
    inner = f"<w:r><w:pict>{shown}</w:pict></w:r>"
    source = word(p("图", inner), links={"i1": ("image", "media/a.png")}, media__a_png=png())
    (picture,) = source.kept.pictures
    assert (picture.width, picture.height, picture.alt) == (72, 36, "旧图")


def note(kind: str, number: int, text: str) -> str:
    return f'<w:{kind}s {SPACES}><w:{kind} w:id="{number}">{p(text)}{p("二段")}</w:{kind}></w:{kind}s>'


def test_notes_stand_where_their_signs_are() -> None:
    up = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    inner = (
        f'<w:r>{up}<w:footnoteReference w:id="2"/></w:r><w:r><w:t>，认真</w:t></w:r>'
        '<w:r><w:endnoteReference w:id="3"/></w:r><w:r><w:t>。</w:t><w:footnoteReference w:id="9"/></w:r>'
    )
    links = {"f": ("footnotes", "footnotes.xml"), "e": ("endnotes", "endnotes.xml")}
    source = word(
        p("要自查", inner),
        links=links,
        footnotes_xml=note("footnote", 2, "脚注文"),
        endnotes_xml=note("endnote", 3, "尾注文"),
    )
    assert source.text == "要自查，认真。"
    assert [(n.place, n.text, n.kind) for n in source.kept.notes] == [
        (3, "脚注文\n二段", NoteKind.FOOTNOTE),
        (6, "尾注文\n二段", NoteKind.ENDNOTE),
    ]
    assert [n.code for n in source.notices] == ["docx.footnotes"]


def test_a_note_with_a_sign_of_its_own_gets_a_number() -> None:
    own = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>※</w:t></w:r>'
    notes = {"footnotes_xml": note("footnote", 2, "※ 脚注文"), "links": {"f": ("footnotes", "footnotes.xml")}}
    source = word(p("要自查", own + "<w:r><w:t>。</w:t></w:r>"), **notes)
    assert source.text == "要自查。"
    assert [(n.place, n.text) for n in source.kept.notes] == [(3, "脚注文\n二段")]
    assert [n.code for n in source.notices] == ["docx.note-signs"]
    numbered = word(p("要自查", own.replace('"1"', '"0"')), **notes)
    assert numbered.text == "要自查※"
    assert not numbered.notices


def test_links_of_elements_and_fields_but_none_that_run_anything() -> None:
    def field(code: str, text: str) -> str:
        return (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f"<w:r><w:instrText> {code} </w:instrText></w:r>"
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{text}</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    inner = (
        '<w:hyperlink r:id="h1"><w:r><w:t>官网</w:t></w:r></w:hyperlink>'
        '<w:hyperlink w:anchor="_x"><w:r><w:t>上文</w:t></w:r></w:hyperlink>'
        '<w:hyperlink r:id="h2"><w:r><w:t>坏</w:t></w:r></w:hyperlink>'
        + field('HYPERLINK "https://b.cn/x"', "邮箱")
        + '<w:fldSimple w:instr="HYPERLINK &quot;mailto:a@b.cn&quot;"><w:r><w:t>信</w:t></w:r></w:fldSimple>'
    )
    links = {"h1": ("hyperlink", "http://a.cn/"), "h2": ("hyperlink", "javascript:x()")}
    source = word(p("见", inner) + tbl(tr(tc(p("网", inner)), tc(p("完")))), links=links)
    found = [(source.text[link.start : link.end], link.target) for link in source.kept.links]
    expected = [("官网", "http://a.cn/"), ("邮箱", "https://b.cn/x"), ("信", "mailto:a@b.cn")]
    assert found == expected * 2
    (table,) = source.kept.tables
    assert [cell.paragraphs(source.text) for cell in table.rows[0].cells] == [
        ("网官网上文坏邮箱信",),
        ("完",),
    ]


def test_a_cell_that_is_merged_across_by_the_older_mark() -> None:
    first, next_ = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    source = word(
        tbl(tr(tc(p("甲"), first), tc(p(), next_), tc(p("乙"))), tr(tc(p("1")), tc(p("2")), tc(p("3"))))
    )
    assert shape(source)[0] == [("甲", 0, 2, 1), ("乙", 2, 1, 1)]


def cropped(data: bytes, crop: str, name: str = "a_png") -> Source:
    drawing = (
        '<w:r><w:drawing><wp:inline><wp:extent cx="1270000" cy="635000"/><wp:docPr id="1" name="x"/>'
        f'<a:graphic><a:graphicData><a:blipFill><a:blip r:embed="p1"/><a:srcRect {crop}/></a:blipFill>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    links = {"p1": ("image", "media/a.png")}
    return word(p("上文") + p("", drawing), links=links, media__a_png=data)


def test_of_a_cropped_picture_only_what_is_shown_is_kept() -> None:
    source = cropped(png(40, 20), 'l="25000" r="25000" b="50000"')
    (picture,) = source.kept.pictures
    assert struct.unpack(">II", picture.data[16:24]) == (20, 10)
    assert (picture.width, picture.height) == (100, 50)
    assert not source.notices


def test_a_picture_that_cannot_be_cropped_is_kept_whole_and_told() -> None:
    emf = b"\x01\0\0\0" + b"\0" * 96
    source = cropped(emf, 'l="25000" r="25000"')
    (picture,) = source.kept.pictures
    assert (picture.data, picture.width, picture.height) == (emf, 200, 50)
    assert [notice.code for notice in source.notices] == ["docx.uncropped"]


def test_a_crop_that_leaves_nothing_or_adds_a_frame_is_none() -> None:
    for crop in ('l="60000" r="40000"', 'l="-20000"', 't="x"', ""):
        assert cropped(png(40, 20), crop).kept.pictures[0].data == png(40, 20)


def cell(text: str, width: str = "", span: int = 1) -> str:
    said = f"<w:tcW {width}/>" if width else ""
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f"<w:tc><w:tcPr>{said}{spans}</w:tcPr>{p(text)}</w:tc>"


def grid(*widths: int) -> str:
    return "<w:tblGrid>" + "".join(f'<w:gridCol w:w="{width}"/>' for width in widths) + "</w:tblGrid>"


def dxa(width: int) -> str:
    return f'w:w="{width}" w:type="dxa"'


def pct(width: int) -> str:
    return f'w:w="{width}" w:type="pct"'


@pytest.mark.parametrize(
    ("columns", "rows", "wanted"),
    [
        ((1, 1), [[cell("甲", dxa(1000)), cell("乙", dxa(3000))]], (0.25, 0.75)),
        ((1, 3), [[cell("甲"), cell("乙")]], (0.25, 0.75)),
        ((1, 3), [[cell("甲", dxa(1000)), cell("乙", dxa(1000))]], (0.25, 0.75)),
        ((1, 1), [[cell("甲", 'w:w="0" w:type="auto"'), cell("乙", dxa(500))]], (0.5, 0.5)),
        ((1, 1), [[cell("甲", pct(1000)), cell("乙", pct(4000))]], (0.2, 0.8)),
        ((1, 1), [[cell("甲", dxa(9)), cell("乙", pct(20))]], (0.5, 0.5)),
        ((1, 1), [[cell("总", dxa(4), 2)], [cell("甲", dxa(3)), cell("乙", dxa(1))]], (0.75, 0.25)),
        ((1, 3, 4), [[cell("甲"), cell("乙")], [cell("丙"), cell("丁")]], (0.25, 0.75)),
    ],
    ids=[
        "cells",
        "grid",
        "both",
        "not all",
        "percent",
        "units mixed",
        "a cell that spans",
        "columns left over",
    ],
)
def test_columns_are_as_wide_as_word_shows_them(
    columns: tuple[int, ...], rows: list[list[str]], wanted: tuple[float, ...]
) -> None:
    body = "".join("<w:tr>" + "".join(cells) + "</w:tr>" for cells in rows)
    (table,) = word(f"<w:tbl>{grid(*columns)}{body}</w:tbl>").kept.tables
    assert table.widths == pytest.approx(wanted)
