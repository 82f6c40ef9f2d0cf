"""Word files, made of XML here and by python-docx."""

from __future__ import annotations

import contextlib
import io
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest

from gongwen import model
from gongwen.model import UnreadableInput, UnsupportedFormat
from gongwen.reading import read
from gongwen.reading.numbering import chinese, rendered

CASES = tomllib.loads((Path(__file__).parent / "word.toml").read_text("utf-8"))["case"]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def package(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name, xml in parts.items():
            archive.writestr(f"word/{name}.xml", xml)
    return out.getvalue()


def word_file(case: dict[str, Any]) -> bytes:
    parts = {"document": f"<w:document {NAMESPACES}><w:body>{case['body']}</w:body></w:document>"}
    for name in ("numbering", "styles"):
        if name in case:
            parts[name] = f"<w:{name} {NAMESPACES}>{case[name]}</w:{name}>"
    return package(**parts)


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_word(case: dict[str, Any]) -> None:
    data = word_file(case)
    if "error" in case:
        with pytest.raises(getattr(model, case["error"])):
            read(data)
        return
    source = read(data)
    assert source.text == case["want"]
    assert source.encoding == "docx"
    assert [n.code for n in source.notices] == case.get("notices", [])


def test_strict_namespace_reads_the_same() -> None:
    data = word_file({"body": "<w:p><w:r><w:t>严格格式</w:t></w:r></w:p>"})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("word/document.xml").decode()
    assert (
        read(package(document=xml.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main"))).text
        == "严格格式"
    )


def made_by_python_docx(title: str) -> bytes:
    document = docx.Document()
    document.core_properties.title = title
    document.sections[0].header.paragraphs[0].text = "页眉文字"
    document.sections[0].footer.paragraphs[0].text = "页脚文字"
    document.add_heading("关于加强防汛工作的通知", 0)
    document.add_paragraph("各县人民政府：")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("关于加强防汛工作的通知", "关于加强防汛工作的通知"),
        ("去年的另一个通知标题", None),
        ("Word Document", None),
        ("", None),
    ],
)
def test_title_is_believed_if_the_text_bears_it_out(title: str, expected: str | None) -> None:
    source = read(made_by_python_docx(title))
    assert source.title == expected
    assert source.text == "关于加强防汛工作的通知\n各县人民政府："


def test_damaged_word_files() -> None:
    data = word_file({"body": "<w:p><w:r><w:t>内容</w:t></w:r></w:p>"})
    bad = [
        data[: len(data) // 2],
        package(document="<w:document"),
        package(other="<x/>"),
        data.replace(b"<w:body", b"<w:b\x00dy"),
    ]
    for one in bad:
        with pytest.raises(UnreadableInput):
            read(one, name="a.docx")


def test_encrypted_word_file() -> None:
    container = (
        bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512) + "EncryptedPackage".encode("utf-16-le") + bytes(100)
    )
    with pytest.raises(UnreadableInput, match=r"encrypted|密"):
        read(container, name="a.docx")


def test_entities_are_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密", "utf-8")
    xml = (
        f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>前&x;后</w:t></w:r></w:p></w:body></w:document>'
    )
    with contextlib.suppress(UnreadableInput):
        assert "机密" not in read(package(document=xml)).text


@pytest.mark.parametrize(
    "member", ["xl/workbook.xml", "ppt/presentation.xml", "META-INF/container.xml", "a.bin"]
)
def test_other_archives(member: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(member, "内容")
    with pytest.raises(UnsupportedFormat):
        read(out.getvalue(), name="a.docx")


@pytest.mark.parametrize(
    ("n", "text"),
    [
        *(
            (1, "一"),
            (10, "十"),
            (11, "十一"),
            (20, "二十"),
            (100, "一百"),
            (101, "一百零一"),
            (110, "一百一十"),
        ),
        *((215, "二百一十五"), (1001, "一千零一"), (1010, "一千零一十"), (10000, "一万")),
        (12345, "一万二千三百四十五"),
    ],
)
def test_chinese_numbers(n: int, text: str) -> None:
    assert chinese(n) == text


@pytest.mark.parametrize(
    ("form", "n", "text"),
    [
        ("chineseCounting", 12, "十二"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 12, "亥"),
        ("ideographDigital", 20, "二〇"),
        ("decimalEnclosedCircleChinese", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalFullWidth", 12, "１２"),
        ("upperLetter", 27, "AA"),
        ("lowerRoman", 14, "xiv"),
        ("decimalZero", 3, "03"),
        ("none", 3, ""),
        ("something new", 3, "3"),
    ],
)
def test_number_formats(form: str, n: int, text: str) -> None:
    assert rendered(n, form) == text


def test_tables_and_pictures_keep_their_place() -> None:
    def paragraph(text: str, inner: str = "") -> str:
        return f"<w:p><w:r><w:t>{text}</w:t>{inner}</w:r></w:p>"

    picture = '<w:drawing><a:blip xmlns:a="a"/></w:drawing>'
    cell = "<w:tc>{}</w:tc>".format
    rows = [("序号", "名称"), ("1", "铁锹")]
    table = "".join(f"<w:tr>{''.join(cell(paragraph(t)) for t in row)}</w:tr>" for row in rows)
    body = (
        f"{paragraph('')}{paragraph('清单')}<w:tbl>{table}</w:tbl>{paragraph('图', picture)}{paragraph('完')}"
    )
    source = read(word_file({"body": body}))
    assert source.text == "清单\n序号\t名称\n1\t铁锹\n图\n完"
    found = [(r.kind.value, source.text[r.start : r.end]) for r in source.regions]
    assert found == [("table", "序号\t名称\n1\t铁锹"), ("picture", "")]
    assert source.text[source.regions[1].start :] == "图\n完"


PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def test_headers_are_told_if_they_say_more_than_a_page_number() -> None:
    def part(text: str) -> str:
        return f"<w:hdr {NAMESPACES}><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:hdr>"

    names = ("header1", "footer1", "footer2", "header9")
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{RELATIONS}/{name[:6]}" Target="{name}.xml"/>'
        for n, name in enumerate(names)
    )
    data = word_file({"body": "<w:p><w:r><w:t>正文</w:t></w:r></w:p>"})
    parts = {"header1": part("内部资料"), "footer1": part("第 1 页 共 2 页"), "footer2": part("- 1 -")}
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>'
        )
        for name, xml in parts.items():
            archive.writestr(f"word/{name}.xml", xml)
    source = read(out.getvalue())
    assert source.text == "正文"
    assert [n.code for n in source.notices] == ["docx.furniture"]
    assert "内部资料" in source.notices[0].message
    assert "1" in source.notices[0].message.split("内部资料")[0]


@pytest.mark.parametrize(
    ("rule", "codes"),
    [
        ('w:edit="readOnly" w:enforcement="1"', ["docx.macros", "docx.protected"]),
        ('w:edit="readOnly" w:enforcement="0"', ["docx.macros"]),
        ('w:edit="forms"', ["docx.macros"]),
    ],
)
def test_macros_and_protection_are_told(rule: str, codes: list[str]) -> None:
    data = io.BytesIO(word_file({"body": "<w:p><w:r><w:t>正文</w:t></w:r></w:p>"}))
    link = f'<Relationship Id="r1" Type="{RELATIONS}/vbaProject" Target="vbaProject.bin"/>'
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{PACKAGE}">{link}</Relationships>'
        )
        archive.writestr(
            "word/settings.xml", f'<w:settings xmlns:w="{W}"><w:documentProtection {rule}/></w:settings>'
        )
    source = read(data.getvalue())
    assert source.text == "正文"
    assert [n.code for n in source.notices] == codes


def test_parts_in_other_encodings_and_names_with_backslashes() -> None:
    xml = f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>严格</w:t></w:r></w:p></w:body></w:document>'
    strict = xml.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    declared = f'<?xml version="1.0" encoding="UTF-16"?>{strict}'.encode("utf-16")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word\\document.xml", declared)
    assert read(out.getvalue()).text == "严格"


def test_long_chains_of_styles_take_no_time() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="S{n}"><w:basedOn w:val="S{n + 1}"/></w:style>'
        for n in range(20_000)
    )
    body = '<w:p><w:pPr><w:pStyle w:val="S0"/></w:pPr><w:r><w:t>文</w:t></w:r></w:p>'
    assert read(word_file({"body": body, "styles": styles})).text == "文"
