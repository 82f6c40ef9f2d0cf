"""Web pages: main text, lines, title, damage."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from gongwen.model import UnreadableInput
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
