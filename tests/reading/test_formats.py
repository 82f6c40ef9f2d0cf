"""What a file is, by its content; what is refused; one reader a format behind the door."""

from __future__ import annotations

import subprocess
import sys
import zlib
from pathlib import Path
from quopri import encodestring

import pytest
from makers import LINES, docx, mail, odt, ofd, page, pdf, rtf, simple_mail, simple_ofd, simple_pdf, zipped
from makers import zipped_by_windows as windows

from gongwen.model import GongwenError, UnreadableInput, UnsupportedFormat
from gongwen.reading import members, read, suffixes

TEXT = "\n".join(LINES)
MAKERS = {
    "docx": docx,
    "odt": odt,
    "rtf": rtf,
    "pdf": simple_pdf,
    "ofd": simple_ofd,
    "html": page,
    "eml": simple_mail,
    "txt": lambda: TEXT.encode("gbk"),
    "zip": lambda: zipped({"a/b.docx": docx()}),
}


@pytest.mark.parametrize("suffix", MAKERS)
def test_the_same_text_from_every_format(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(MAKERS[suffix]())
    source = read(path)
    assert source.text == TEXT
    assert source.name == str(path)
    assert source.size == path.stat().st_size
    assert [n.code for n in source.notices if n.code != "html.whole-page"] == []


@pytest.mark.parametrize("suffix", [s for s in MAKERS if s != "txt"])
def test_content_counts_and_a_wrong_suffix_is_told(suffix: str) -> None:
    source = read(MAKERS[suffix](), name="a.doc")
    assert source.text == TEXT
    codes = [n.code for n in source.notices if n.code != "html.whole-page"]
    assert codes == ([] if suffix == "zip" else ["format.suffix"])


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.TXT", "讲话", "讲话.稿", "2024.5.3讲话", "-", "a.html"])
def test_text_needs_no_suffix(name: str) -> None:
    source = read(TEXT.encode(), name=name)
    assert source.text == TEXT
    assert source.notices == ()


def test_every_suffix_has_a_reader() -> None:
    assert {".txt", ".docx", ".doc", ".wps", ".rtf", ".pdf", ".ofd", ".eml", ".mht", ".zip"} <= set(
        suffixes()
    )


@pytest.mark.parametrize(
    ("head", "advice"),
    [
        (b"\x89PNG\r\n\x1a\n", "copy its text"),
        (b"Rar!\x1a\x07\x00", "unpack"),
        (b"7z\xbc\xaf\x27\x1c", "unpack"),
        (b"\x7fELF", "not a document"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "Workbook".encode("utf-16-le"), "copy its text"),
    ],
)
def test_other_files_are_refused_by_name(head: bytes, advice: str) -> None:
    with pytest.raises(UnsupportedFormat, match=advice):
        read(head + bytes(50))


def test_only_the_library_of_the_format_is_imported() -> None:
    code = (
        "import sys; from gongwen.reading import read; read('各位同志'.encode());"
        "print([m for m in ('lxml', 'pypdfium2', 'email', 'gongwen.reading.rtf') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


# Archives.


def test_names_in_gbk_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(windows({"讲话/开幕.txt": TEXT.encode("gbk"), "图.png": b"\x89PNG"}))
    assert members(path) == (["讲话/开幕.txt"], ["图.png"])
    assert read(path).text == TEXT


def test_several_files_are_told_and_a_path_leads_to_each(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(windows({"甲.txt": TEXT.encode("gbk"), "乙/丙.txt": "第二份".encode()}))
    with pytest.raises(UnsupportedFormat, match=r"2 files \(甲\.txt, 乙/丙\.txt\)"):
        read(path)
    source = read(path / "乙" / "丙.txt")
    assert (source.text, source.name) == ("第二份", str(path / "乙" / "丙.txt"))
    with pytest.raises(UnreadableInput, match="does not exist"):
        read(path / "丁.txt")


@pytest.mark.parametrize("name", ["word/讲话.txt", "ppt/讲话.txt", "xl/讲话.txt", "讲话\\讲话.txt"])
def test_folders_of_any_name_and_slashes_of_any_kind(name: str) -> None:
    assert read(zipped({name: TEXT})).text == TEXT


def test_slashes_that_are_halves_of_characters() -> None:
    data = windows(
        {"誠\\乗.txt": TEXT.encode("gbk")}
    )  # in GBK both end in the byte of a backslash or near it
    assert read(data).text == TEXT


@pytest.mark.parametrize(
    "members_",
    [{"..\\a.txt": "文"}, {}, {"a.bin": b"x"}, {"../a.txt": "文"}, {".a.txt": "文"}, {"C:/a.txt": "文"}],
)
def test_archives_with_nothing_to_read(members_: dict[str, bytes]) -> None:
    with pytest.raises(GongwenError, match="unpack it"):
        read(zipped(members_), name="a.zip")


def test_an_archive_in_an_archive_is_not_opened() -> None:
    inner = zipped({"a.txt": "文"})
    for name in ("b.zip", "b.txt"):
        with pytest.raises(GongwenError):
            read(zipped({name: inner}))


# Bounds.


def refused(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableInput, match=words):
        read(data, name="a")


def test_a_bomb_is_refused_unopened() -> None:
    refused(zipped({"word/document.xml": b" " * 70_000_000}), "unfolds")
    refused(zipped({"a.txt": b" " * 20_000_000}), "unfolds")


def test_a_member_that_lies_about_its_size_is_refused() -> None:
    data = zipped({"word/document.xml": b" " * 70_000_000})
    small = (1000).to_bytes(4, "little")
    with pytest.raises(UnreadableInput):
        read(data.replace((70_000_000).to_bytes(4, "little"), small), name="a")


def test_too_many_members() -> None:
    refused(zipped({f"{n}.txt": "" for n in range(20_001)}, compress=False), "unfolds")


ENTITIES = '<!DOCTYPE d [<!ENTITY a "1234567890">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9)
)


@pytest.mark.parametrize(
    "doctype", [ENTITIES + "]>", '<!DOCTYPE d [<!ENTITY j SYSTEM "file:///etc/hostname">]>']
)
def test_entities_are_refused(doctype: str) -> None:
    xml = doctype + '<w:document xmlns:w="x"><w:body><w:t>&j;</w:t></w:body></w:document>'
    refused(zipped({"word/document.xml": xml}), "damaged|nests")
    refused(zipped({"OFD.xml": xml}), "damaged|nests")
    refused(
        zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": xml}), "damaged|nests"
    )


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body>" + b"<div>" * 100_000 + "<p>文</p>".encode(),
        b"<html><body>" + b"<table><tr><td>" * 10_000 + "文".encode(),
        b"{\\rtf1 " + b"{" * 200_000 + b"text}",
        zipped({"word/document.xml": b"<a>" * 100_000}),
        b"".join(
            b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n)
            for n in range(3000)
        ),
    ],
    ids=["divs", "tables", "rtf", "xml", "mail"],
)
def test_nesting_without_end_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableInput):
        read(data)


def test_markup_that_would_fill_the_memory_is_refused() -> None:
    refused(docx("<w:p/>" * 6_100_000), "unfolds")
    refused(b"<html><body>" + b"<p>" * 6_100_000, "unfolds")


def test_cells_merged_without_end_are_bounded() -> None:
    row = "<tr>" + '<td colspan="999999" rowspan="999999">文</td>' * 3 + "</tr>"
    text = read(f"<html><body><table>{row * 3}</table></body></html>".encode()).text
    assert 3 <= text.count("文") <= 9
    assert len(text) < 1000


@pytest.mark.parametrize("body", ["<script>var a = '文'</script>", "<iframe src='a'></iframe>"])
def test_a_page_whose_text_is_elsewhere(body: str) -> None:
    refused(f"<html><body>{body}</body></html>".encode(), "open it in a browser")


def test_a_page_of_a_pdf_with_more_characters_than_any_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongwen.reading.pdf._GLYPHS", 10)
    refused(simple_pdf(), "more than can be read")


def test_streams_of_a_pdf_that_together_unfold_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = b"stream\n" + zlib.compress(bytes(1 << 20)) + b"endstream\n"
    monkeypatch.setattr("gongwen.reading.pdf._UNFOLDED", 4 << 20)
    refused(b"%PDF-1.4\n" + stream * 5, "more than can be read")


def test_flat_opendocument_is_refused() -> None:
    with pytest.raises(UnsupportedFormat, match="OpenDocument"):
        read(
            b"<?xml version='1.0'?><office:document xmlns:office='o'>" + "文".encode() + b"</office:document>"
        )


def test_a_file_that_is_too_large(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("gongwen.reading.limits.FILE", 1000)
    monkeypatch.setattr("gongwen.reading.door.FILE", 1000)
    path = tmp_path / "a.txt"
    path.write_text("文" * 1000, "utf-8")
    with pytest.raises(UnreadableInput, match="more than can be read"):
        read(path)


def test_a_stream_of_a_pdf_that_unfolds_without_end() -> None:
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(80)) + packer.flush()
    data = simple_pdf() + b"\n9 0 obj\n<</Filter/FlateDecode>>\nstream\n" + packed + b"\nendstream\nendobj\n"
    refused(data, "unfolds")


def test_encrypted_files() -> None:
    refused(pdf([[(100, 100, "文字")]], password="x"), "encrypted")
    manifest = {"META-INF/manifest.xml": "<encryption-data/>", "content.xml": b"\x93\x12"}
    refused(zipped({"mimetype": "application/vnd.oasis.opendocument.text"} | manifest), "encrypted")
    locked = bytearray(zipped({"word/document.xml": "<a/>"}, compress=False))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        place = locked.find(mark) + (6 if mark[2] == 3 else 8)
        locked[place] |= 1
    refused(bytes(locked), "encrypted")


# Mails.


def test_the_richer_part_is_read() -> None:
    plain = ("text/plain; charset=utf-8", "各科室：\n请于本周五前\n报送材料。".encode(), "8bit")
    whole = ("text/html; charset=utf-8", "<p>各科室：</p><p>请于本周五前报送材料。</p>".encode(), "base64")
    poor = ("text/html; charset=utf-8", "<p>请看附件</p>".encode(), "base64")
    assert read(mail(plain, whole, kind="alternative")).text == "各科室：\n请于本周五前报送材料。"
    assert read(mail(plain, poor, kind="alternative")).text == "各科室：\n请于本周五前\n报送材料。"


@pytest.mark.parametrize("declared", ["gb2312", "utf-8", "iso-8859-1", "big5", "no-such-charset", "us-ascii"])
@pytest.mark.parametrize("codec", ["gbk", "utf-8"])
def test_a_wrong_charset_of_a_mail_is_not_believed(declared: str, codec: str) -> None:
    part = (f"text/plain; charset={declared}", TEXT.encode(codec), "base64")
    assert read(mail(part)).text == TEXT


def test_subject_and_attachments() -> None:
    headers = "Subject: =?gb2312?B?udjT2rfAu/C1xM2o1qo=?=\nFrom: a@b.c\n"
    attached = ('application/pdf; name="=?utf-8?B?6ZmE5Lu2LnBkZg==?="', b"%PDF", "base64")
    source = read(mail(("text/plain", TEXT.encode(), "8bit"), attached, headers=headers), name="a.eml")
    assert source.title == "关于防火的通知"
    assert [n.code for n in source.notices] == ["mail.attachments"]
    assert "附件.pdf" in source.notices[0].message


def test_quoted_printable_and_a_plain_header() -> None:
    head = (
        b"From: a@b.c\nTo: d@e.f\nContent-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n"
    )
    assert read(head + encodestring(TEXT.encode("gbk"))).text == TEXT


def test_a_saved_page_is_read_as_a_page() -> None:
    html = (
        '<html><head><title>通知_某网</title></head><body><div class="nav"><a href="/">首页</a></div>'
        '<div id="zoom"><p>为保障行人和车辆的安全，东门大桥自明日起封闭施工，为期三个月，请过往行人绕行。</p>'
        "</div></body></html>"
    )
    head = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: http://a.b/c.html\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="XX"\n\n--XX\nContent-Type: text/html\n'
        "Content-Location: http://a.b/c.html\n\n"
    )
    data = head.encode() + html.encode("gbk") + b"\n--XX\nContent-Type: image/png\n"
    data += b"Content-Location: http://a.b/x.png\nContent-Transfer-Encoding: base64\n\niVBORw0=\n--XX--\n"
    source = read(data, name="a.mht")
    assert source.text == "为保障行人和车辆的安全，东门大桥自明日起封闭施工，为期三个月，请过往行人绕行。"
    assert source.title == "通知"
    assert source.notices == ()


def test_a_letter_that_begins_like_a_mail_is_a_text() -> None:
    text = "To: 各科室\nSubject: 防火\n\n请认真落实。"
    assert read(text.encode()).text == text


FORWARDED = (
    b"From: q@example.org\nSubject: original\nContent-Type: text/plain; charset=utf-8\n\n"
    + "转发的另一封信，比正文要长得多，是各科室应当认真执行的通知。".encode()
)


def test_parts_of_a_mail_that_was_cut_are_one_text() -> None:
    parts = [("text/plain", text.encode(), "8bit") for text in ("正文上半。", "正文下半。")]
    source = read(mail(parts[0], ("image/png; name=a.png", b"x", "base64"), parts[1]))
    assert source.text == "正文上半。\n正文下半。"
    assert [n.code for n in source.notices] == ["mail.attachments"]


@pytest.mark.parametrize("kind", ["text/plain", "text/html"])
def test_a_mail_that_is_forwarded_is_told_and_does_not_stand_for_the_mail(kind: str) -> None:
    text = "正文在此，请各科室阅。"
    source = read(mail((kind, text.encode(), "8bit"), ("message/rfc822", FORWARDED, "8bit")))
    assert source.text == text
    assert [n.code for n in source.notices if n.code.startswith("mail")] == ["mail.further"]


def test_nothing_but_a_forwarded_mail_is_that_mail() -> None:
    source = read(mail(("text/plain", b" ", "8bit"), ("message/rfc822", FORWARDED, "8bit")))
    assert source.text.startswith("转发的另一封信")
    assert source.title == "original"


def test_a_mail_damaged_on_its_way_is_told() -> None:
    data = mail(("text/plain; charset=utf-8", "各科室要加强值班。".encode(), "base64"))
    broken = data.replace(b"Transfer-Encoding: base64\n\n", b"Transfer-Encoding: base64\n\n!!")
    assert [n.code for n in read(broken).notices] == ["mail.damaged"]
    assert [n.code for n in read(data[: data.rindex(b"--XX--")]).notices] == ["mail.damaged"]


def test_a_mail_without_text() -> None:
    with pytest.raises(UnreadableInput, match="attached"):
        read(mail(("application/pdf", b"%PDF", "base64")))


def test_ofd_templates_prefixes_and_page_numbers() -> None:
    pages = [[(30, 60 + 10 * n, f"第{p}页第{n}行的文字") for n in range(3)] for p in "一二三"]
    numbered = [[*page, (95, 280, f"— {n + 1} —")] for n, page in enumerate(pages)]
    for prefix in ("ofd:", ""):
        source = read(ofd(numbered, template=[(30, 15, "某市办公室文件")], prefix=prefix))
        assert source.text == "\n".join(line for page in pages for _x, _y, line in page)
        assert [n.code for n in source.notices] == ["ofd.furniture"]
