"""Web pages: main text, lines, title, damage."""

from __future__ import annotations

import tomllib
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest

from gongwen.model import About, UnreadableInput
from gongwen.reading import read

CASES = tomllib.loads((Path(__file__).parent / "pages.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16"])
def test_page(case: dict[str, Any], codec: str) -> None:
    source = read(case["html"].encode(codec))
    assert source.text == case["want"]
    assert source.title == case.get("title", source.title)
    assert [n.code for n in source.notices] == case.get("notices", [])


@pytest.mark.parametrize("charset", ["iso-8859-1", "big5", "utf-8", "no-such-charset"])
def test_a_wrong_charset_is_not_believed(charset: str) -> None:
    html = CASES[0]["html"].replace(
        "<head>", f'<head><meta http-equiv="Content-Type" content="text/html; charset={charset}">'
    )
    source = read(html.encode("gbk"))
    assert source.encoding == "gb18030"
    assert source.text == CASES[0]["want"]


def test_damage_is_followed_into_the_main_text() -> None:
    html = CASES[0]["html"]
    head, tail = html.split("做好今年", 1)
    data = (
        head.replace("首页", "首X页").encode("gbk").replace(b"X", b"\xff")
        + b"\xff"
        + ("做好今年" + tail).encode("gbk")
    )
    source = read(data)
    assert len(source.damage) == 1
    damage = source.damage[0]
    assert source.text[damage.start - 2 : damage.end + 2] == "切实�做好"
    assert data[damage.byte_offset] == 0xFF
    assert damage.byte_offset > 200


def test_suffix_and_content(tmp_path: Path) -> None:
    page = "<p>甲</p><p>乙</p>"
    for suffix, expected in ((".html", "甲\n乙"), (".txt", page), (".md", page)):
        path = tmp_path / f"a{suffix}"
        path.write_text(page, "utf-8")
        assert read(path).text == expected
    text = tmp_path / "plain.html"
    text.write_text("只有文字，没有标记。", "utf-8")
    assert read(text).text == "只有文字，没有标记。"
    page_as_text = tmp_path / "saved.txt"
    page_as_text.write_text(CASES[0]["html"], "utf-8")
    assert read(page_as_text).text == CASES[0]["want"]


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(UnreadableInput):
        read(b"<html><body><script>var a = 1;</script></body></html>")


def test_many_remarks_in_front_take_no_time() -> None:
    text = "<!-- pad -->\n" * 20000 + "正文内容"
    assert read(text.encode()).text == text


def test_deep_nesting() -> None:
    sentence = "各县（市、区）人民政府，市政府各部门、各直属机构，各有关单位："
    page = "<html><body>" + "<div>" * 1500 + f"<p>{sentence}</p>" + "</div>" * 1500 + "</body></html>"
    assert read(page.encode()).text == sentence


SENTENCE = "为保障行人和车辆的安全，东门大桥自明日起封闭施工，为期三个月，请过往行人绕行。"
BODY = f'<div id="zoom"><p>{SENTENCE}</p></div>'
TABLES = {
    "cells": """<table><tr><td><b>索 引 号：</b></td><td>0001</td>
<td><b>发文机关：</b></td><td>江城县人民政府</td></tr>
<tr><td>标　　题：</td><td colspan=3>关于修桥的通告</td></tr><tr><td>发文字号：</td><td>江政告〔2024〕3号</td>
<td>成文日期：</td><td>2024年5月3日</td></tr>
<tr><td>主题词：</td><td></td><td>发布日期</td><td>2024-05-06</td></tr></table>""",
    "list": """<ul><li><span>发文机关：</span>江城县人民政府</li><li>标题：关于修桥的通告</li>
<li><label>文号</label>：<em>江政告〔2024〕3号</em></li><li><i>成文日期：</i><i>2024年5月3日</i></li>
<li>发布日期：2024-05-06</li></ul>""",
    "definitions": """<dl><dt>发文机关</dt><dd>江城县人民政府</dd><dt>标题</dt><dd>关于修桥的通告</dd>
<dt>发文字号</dt><dd>江政告〔2024〕3号</dd><dt>成文日期</dt><dd>2024年5月3日</dd>
<dt>发布日期</dt><dd>2024-05-06</dd></dl>""",
}


@pytest.mark.parametrize("kind", TABLES)
def test_what_stands_beside_the_document(kind: str) -> None:
    source = read(f"<html><body>{TABLES[kind]}{BODY}</body></html>".encode())
    assert source.title == "关于修桥的通告"
    assert source.about == About("江城县人民政府", "江政告〔2024〕3号", "2024年5月3日", "2024-05-06")
    assert source.text == SENTENCE


@pytest.mark.parametrize("value", ["", "<td></td>", "<td>文号：</td>", f"<td>{'长' * 90}</td>"])
def test_a_label_without_a_value_says_nothing(value: str) -> None:
    source = read(
        f"<html><body><table><tr><td>发文机关：</td>{value}</tr></table>{BODY}</body></html>".encode()
    )
    assert source.about == About()


def test_tables_of_data_keep_their_place() -> None:
    inner = "<table><tr><td>序号</td><td>路段</td></tr><tr><td>1</td><td>东门</td></tr></table>"
    layout = f'<table><tr><td id="zoom"><p>{SENTENCE}</p>{inner}<p>完</p></td></tr></table>'
    source = read(f"<html><body>{layout}</body></html>".encode())
    assert [source.text[r.start : r.end] for r in source.regions] == ["序号\t路段\n1\t东门"]


def test_tables_links_and_pictures_of_a_page_are_kept() -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(8) + (80).to_bytes(4, "big") + (40).to_bytes(4, "big")
    inline = f'<img alt="一图" src="data:image/png;base64,{b64encode(picture).decode()}">'
    table = (
        '<table><thead><tr><th rowspan="2">单位</th><th colspan="2">人数</th></tr>'
        "<tr><th>男</th><th>女</th></tr></thead><tr><td>东库</td><td>3</td><td>4</td></tr></table>"
    )
    links = (
        '<p>各单位要认真整改，详见<a href="http://example.cn/a">防火工作\n的通知</a>和<a href="#x">上文</a>，'
        '不得<a href="javascript:x()">拖延</a>，并将结果报局办公室备案。</p>'
    )
    body = f"<div id='zoom'><p>关于防火工作情况的通报如下，请认真阅读。</p>{table}{links}{inline}"
    source = read(f"<html><body>{body}<img src='a.png'></div></body></html>".encode(), name="a.html")
    (found,) = source.kept.tables
    assert [[(c.column, c.columns, c.rows) for c in row.cells] for row in found.rows] == [
        [(0, 1, 2), (1, 2, 1)],
        [(1, 1, 1), (2, 1, 1)],
        [(0, 1, 1), (1, 1, 1), (2, 1, 1)],
    ]
    assert [row.is_head for row in found.rows] == [True, True, False]
    shown = [(source.text[k.start : k.end], k.target) for k in source.kept.links]
    assert shown == [("防火工作的通知", "http://example.cn/a")]
    kept, linked = source.kept.pictures
    assert (kept.data, kept.alt, kept.width, kept.height) == (picture, "一图", 60, 30)
    assert linked.data == b""
    assert "picture.named" in [notice.code for notice in source.notices]


def test_pictures_that_are_only_named_and_those_that_cannot_be_read_are_told_apart() -> None:
    text = "为保障行人和车辆的安全，东门大桥自明日起封闭施工，请过往行人按下图所示的路线绕行。"
    images = ("http://example.cn/a.png", "//example.cn/b.png", "images/c.png", "data:image/png;base64,AAAA")
    shown = "".join(f'<img src="{source}" alt="路线">' for source in images)
    source = read(
        f"<html><body><div id='zoom'><p>{text}</p>{shown}</div></body></html>".encode(), name="a.html"
    )
    told = {notice.code: str(notice.message) for notice in source.notices}
    assert told["picture.named"].startswith("3 pictures")
    assert "none was fetched" in told["picture.named"]
    assert told["picture.unread"].startswith("1 pictures")
    assert not any(picture.data for picture in source.kept.pictures)


def test_a_picture_behind_blank_lines_at_the_end_stands_at_the_end() -> None:
    data = (
        "<html><body><p>甲乙丙丁。</p><pre>\n\n \n</pre><img src='a.png' width='99'></body></html>".encode()
    )
    source = read(data, name="a.html")
    assert source.text == "甲乙丙丁。"
    assert [picture.place for picture in source.kept.pictures] == [len(source.text)]
