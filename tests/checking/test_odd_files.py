"""Files that nobody would hand in: one clear line about each, and no more findings than a page holds."""

from __future__ import annotations

import contextlib
import io
import time
import zipfile

import bases
import docx
import pytest
import wordbases
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from sheet import Seal, Sheet, settings_of

import gongwen
from gongwen.checking import check
from gongwen.model import GongwenError, UnreadableInput, UnsupportedFormat

PDF = bases.order().bytes()
WORD = wordbases.order().bytes()


def canvas_bytes(draw) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file)
    draw(canvas)
    canvas.save()
    return file.getvalue()


def zipped(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, text in parts.items():
            package.writestr(name.replace("__", "/") + ".xml", text)
    return file.getvalue()


def scan() -> bytes:
    return Sheet([Seal("scan", 1, 0, 0, 200)]).bytes()


UNREADABLE = {
    "empty": b"",
    "password": settings_of(bases.order(), encrypted="secret").bytes(),
    "scan": scan(),
    "blank pdf": canvas_bytes(lambda canvas: canvas.showPage()),
    "head of a pdf": PDF[:600],
    "pdf of noise": b"%PDF-1.7\n" + bytes(range(256)) * 40,
    "head of a docx": WORD[: len(WORD) // 2],
    "zip without a document": zipped(a="<x/>"),
    "docx of broken xml": zipped(word__document="<w:document><w:body>"),
    "docx without a body": zipped(word__document="<document/>"),
    "old doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_what_cannot_be_read_is_said_in_one_line(kind):
    with pytest.raises(UnreadableInput) as caught:
        gongwen.check(UNREADABLE[kind], name="a.pdf")
    assert "a.pdf" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("data", [b"hello", "通知".encode("gb18030"), b"\x89PNG\r\n"])
def test_other_formats_are_refused(data):
    with pytest.raises(UnsupportedFormat):
        gongwen.check(data, name="a.txt")


@pytest.mark.parametrize("step", range(1, 20))
def test_damage_anywhere_is_no_traceback(step):
    for data in (PDF, WORD):
        place = len(data) * step // 20
        for damaged in (
            data[:place],
            data[:place] + b"\xff" * 40 + data[place + 40 :],
            data[:place] + data[place + 99 :],
        ):
            with contextlib.suppress(GongwenError):
                check(damaged, "a")


def test_owner_passwords_do_not_stop_the_check():
    file = io.BytesIO()
    canvas = Canvas(file, encrypt=StandardEncryption("", ownerPassword="owner"))
    canvas.drawString(100, 700, "Hello")
    canvas.save()
    verdict = gongwen.check(file.getvalue())
    assert "Z-04" in verdict.broken


def test_a_page_in_english_is_not_drowned():
    def draw(canvas):
        for page in range(5):
            for line in range(50):
                canvas.drawString(
                    72, 760 - 14 * line, f"{page} The quick brown fox jumps over the lazy dog, {line} times."
                )
            canvas.showPage()

    verdict = gongwen.check(canvas_bytes(draw))
    assert verdict.layout == "plain"
    assert {"P-03", "N-01", "B-08"} <= {f.rule for f in verdict.of("error")}
    assert len(verdict) < 40


def test_a_word_file_of_python_docx_is_read():
    file = io.BytesIO()
    document = docx.Document()
    document.add_heading("Report", 0)
    document.add_paragraph("Hello.")
    document.add_table(2, 2)
    document.save(file)
    verdict = gongwen.check(file.getvalue())
    assert {"P-01", "P-02", "X-08", "X-16"} <= set(verdict.broken)


def test_entities_of_a_word_file_are_not_followed():
    bomb = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    text = f'{bomb}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>'
    verdict = gongwen.check(zipped(word__document=text))
    assert verdict.kind == "docx"


@pytest.mark.slow
def test_many_pages_in_reasonable_time(tmp_path):
    """30 s of CPU for 1,000 pages leave 6 s for 200."""
    sentence = "各地各部门要认真学习贯彻会议精神，结合实际抓好落实；确保“各项任务”按期完成——这是第3次部署。"
    text = "\n".join(["在全市工作会议上的讲话", *[sentence * 6] * 400])
    path = gongwen.write(gongwen.parse(text), tmp_path / "long.pdf")
    start = time.process_time()
    verdict = gongwen.check(path)
    assert time.process_time() - start < 6
    assert len(verdict) < 40
