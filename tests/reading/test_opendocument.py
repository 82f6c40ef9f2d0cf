"""OpenDocument texts, made of XML here."""

from __future__ import annotations

import io
import zipfile

import pytest
from makers import odt, zipped

from gongwen.reading import read

LISTS = (
    '<text:list-style style:name="L">'
    '<text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/>'
    '<text:list-level-style-number text:level="2" style:num-format="一, 二, 三, ..." style:num-prefix="（"'
    ' style:num-suffix="）"/>'
    '<text:list-level-style-number text:level="3" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="4" style:num-format="1" text:display-levels="2"/>'
    '</text:list-style><text:list-style style:name="B"><text:list-level-style-bullet text:level="1"/>'
    '</text:list-style><style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="H2" style:parent-style-name="H"/>'
    '<style:style style:name="Up"><style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="Down"><style:text-properties style:text-position="-33% 58%"/></style:style>'
)


def items(*parts: str, attributes: str = "") -> str:
    inner = "".join(f"<text:list-item>{part}</text:list-item>" for part in parts)
    return f"<text:list {attributes}>{inner}</text:list>"


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


CASES = {
    "blanks, tabs and breaks": (
        p('a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d\n   e<text:s/>f'),
        "a   b\tc\nd e f",
    ),
    "spans, links and fields": (
        p('各<text:span>位</text:span><text:a>同</text:a><text:page-number>志</text:page-number>'),
        "各位同志",
    ),
    "hidden text, by a style and by one based on it": (
        p('a<text:span text:style-name="H">b</text:span><text:span text:style-name="H2">c</text:span>d')
        + '<text:p text:style-name="H">e</text:p><text:section text:display="none">'
        + p("f") + "</text:section>",
        "ad",
    ),
    "deletions are out, insertions are in": (
        "<text:tracked-changes><text:changed-region><text:deletion>" + p("旧") + "</text:deletion>"
        "</text:changed-region></text:tracked-changes>" + p('<text:change-start text:change-id="1"/>新'),
        "新",
    ),
    "phonetic guides are out": (
        p("蚌<text:ruby><text:ruby-base>埠</text:ruby-base><text:ruby-text>bù</text:ruby-text></text:ruby>"),
        "蚌埠",
    ),
    "digits above and below the line": (
        p('m<text:span text:style-name="Up">2</text:span>CO<text:span text:style-name="Down">2</text:span>'),
        "m²CO₂",
    ),
    "numbers of three levels": (
        items(
            p("总体要求") + items(p("指导思想"), p("目标") + items(p("近期"), p("远期"))),
            p("任务") + items(p("领导")),
            attributes='text:style-name="L"',
        ),
        "一、总体要求\n（一）指导思想\n（二）目标\n1.近期\n2.远期\n二、任务\n（一）领导",
    ),
    "a list that goes on, one that starts anew": (
        items(p("甲"), attributes='text:style-name="L"')
        + p("中间")
        + items(p("乙"), attributes='text:style-name="L" text:continue-numbering="true"')
        + items(p("丙"), attributes='text:style-name="L"'),
        "一、甲\n中间\n二、乙\n一、丙",
    ),
    "only the first paragraph of an item bears its number": (
        items(p("甲") + p("续"), p("乙"), attributes='text:style-name="L"'),
        "一、甲\n续\n二、乙",
    ),
    "bullets are no numbers": (items(p("甲"), attributes='text:style-name="B"'), "甲"),
    "a table with repeated and covered cells": (
        '<table:table><table:table-header-rows><table:table-row><table:table-cell '
        + 'table:number-columns-spanned="3">' + p("a") + '</table:table-cell>'
        + '<table:covered-table-cell table:number-columns-repeated="2"/><table:table-cell>'
        + p("b") + "</table:table-cell></table:table-row></table:table-header-rows></table:table>" + p("c"),
        "a\t\t\tb\nc",
    ),
    "a text box": (
        p("前<draw:frame><draw:text-box>" + p("框") + "</draw:text-box></draw:frame>后"),
        "前后\n框",
    ),
    "a shape with text": (p("前<draw:custom-shape>" + p("形") + "</draw:custom-shape>"), "前\n形"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_odt(case: str) -> None:
    body, want = CASES[case]
    source = read(odt(body, styles=LISTS))
    assert source.text == want
    assert source.notices == ()


def test_what_is_not_read_is_told() -> None:
    body = p("甲<text:note><text:note-body>" + p("注") + "</text:note-body></text:note>")
    body += p("<draw:frame><draw:image/></draw:frame>") + p("乙<office:annotation>批注</office:annotation>")
    body += f"<text:table-of-content>{p('目录')}{p('一、总则 1')}</text:table-of-content>"
    source = read(odt(body))
    assert source.text == "甲\n\n乙"
    assert [n.code for n in source.notices] == [
        *("odt.comments", "odt.contents"),
        "picture.unread",
    ]
    assert [(r.kind, r.start) for r in source.regions] == [("picture", 2)]
    assert [(n.place, n.text, n.kind.value) for n in source.kept.notes] == [(1, "注", "footnote")]


@pytest.mark.parametrize("place", ["http://example.cn/a.png", "../a.png"])
def test_a_picture_that_is_only_named_is_told_so(place: str) -> None:
    image = f'<draw:image xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="{place}"/>'
    source = read(odt(p("甲") + p(f"<draw:frame>{image}</draw:frame>")))
    assert [n.code for n in source.notices] == ["picture.named"]


def test_tables_pictures_and_links_are_kept() -> None:
    def cell(text: str, attributes: str = "") -> str:
        return f'<table:table-cell table:style-name="C" {attributes}>{p(text)}</table:table-cell>'

    covered = "<table:covered-table-cell/>"
    rows = [
        cell("单位", 'table:number-rows-spanned="2"')
        + cell("人数", 'table:number-columns-spanned="2"')
        + covered,
        covered + cell("男") + cell("女"),
        cell("东库") + cell("") + cell("3"),
    ]
    made = [f"<table:table-row>{row}</table:table-row>" for row in rows]
    columns = '<table:table-column table:style-name="W"/><table:table-column table:style-name="N" '
    columns += 'table:number-columns-repeated="2"/>'
    head = f"<table:table-header-rows>{made[0]}{made[1]}</table:table-header-rows>"
    table = f"<table:table>{columns}{head}{made[2]}</table:table>"
    frame = (
        '<draw:frame svg:width="2cm" svg:height="1in"><draw:image xlink:href="Pictures/a.png"/>'
        "<svg:desc>一图</svg:desc></draw:frame>"
    )
    link = '<text:a xlink:href="http://example.cn/">网</text:a>'
    styles = (
        '<style:style style:name="C"><style:table-cell-properties fo:border="0.5pt solid"/></style:style>'
        '<style:style style:name="W"><style:table-column-properties style:column-width="4cm"/></style:style>'
        '<style:style style:name="N"><style:table-column-properties style:column-width="20mm"/></style:style>'
    )
    data = odt(table + p(frame) + p("见" + link + "。"), styles=styles)
    space = (
        ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
        'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
        'xmlns:xlink="http://www.w3.org/1999/xlink"'
    )
    picture = b"\x89PNG\r\n\x1a\n" + bytes(8) + (4).to_bytes(4, "big") * 2
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read("content.xml").decode()
    content = content.replace("<office:document-content", "<office:document-content" + space, 1)
    mimetype = "application/vnd.oasis.opendocument.text"
    source = read(zipped({"mimetype": mimetype, "content.xml": content, "Pictures/a.png": picture}))
    assert source.text == "单位\t人数\n\t男\t女\n东库\t\t3\n\n见网。"
    (found,) = source.kept.tables
    assert [[(c.column, c.columns, c.rows) for c in row.cells] for row in found.rows] == [
        [(0, 1, 2), (1, 2, 1)],
        [(1, 1, 1), (2, 1, 1)],
        [(0, 1, 1), (1, 1, 1), (2, 1, 1)],
    ]
    assert [row.is_head for row in found.rows] == [True, True, False]
    assert found.widths == pytest.approx((0.5, 0.25, 0.25))
    assert found.is_ruled
    (shown,) = source.kept.pictures
    assert (shown.data, shown.alt, round(shown.width), round(shown.height)) == (picture, "一图", 57, 72)
    assert [(source.text[k.start : k.end], k.target) for k in source.kept.links] == [
        ("网", "http://example.cn/")
    ]
