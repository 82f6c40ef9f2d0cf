"""The objects of a PDF: where they stand in the file, and how text stands in them."""

import io
import re

import pypdfium2
import pytest
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1

from gongwen.model import Bookmark, Page, Pages
from gongwen.writing.pdf import write_pdf
from gongwen.writing.pdfobjects import PdfFile, array, dictionary, string


def made(**entries):
    file = PdfFile()
    later = file.reserve()
    packed = file.stream(b"q Q " * 100, {"Kind": "/Repeats"})
    plain = file.stream(bytes(range(256)), {}, is_plain=True)
    single = file.stream(bytes(range(256)) * 9, {}, repeats=False)
    file.put(later, dictionary({"Type": "/Pages", "Kids": "[]", "Count": 0}))
    root = file.add(dictionary({"Type": "/Catalog", "Pages": later, "All": array((packed, plain, single))}))
    return file.written(root, file.add(dictionary(entries)))


def test_the_table_says_where_each_object_begins():
    content = made()
    start = int(re.search(rb"startxref\n(\d+)\n%%EOF\n$", content)[1])
    head, *rows = content[start:].split(b"\n")[1:-6]
    rows = rows[: int(head.split()[1])]
    assert rows[0] == b"0000000000 65535 f "
    for number, row in enumerate(rows[1:], 1):
        offset = int(row.split()[0])
        assert content[offset:].startswith(b"%d 0 obj\n" % number)
        assert row.endswith(b" 00000 n ")
    assert content.count(b" 0 obj\n") == len(rows) - 1 == 6


def test_others_read_what_is_in_it():
    document = PDFDocument(PDFParser(io.BytesIO(made(Title=string("讲话 (二)")))))
    packed, plain, single = (resolve1(item) for item in document.catalog["All"])
    assert packed.get_data() == b"q Q " * 100
    assert plain.get_data() == bytes(range(256))
    assert single.get_data() == bytes(range(256)) * 9
    assert document.info[0]["Title"].decode("utf-16") == "讲话 (二)"


@pytest.mark.parametrize("text", ["", "a(b)c\\", "))((", "line\nbreak", "国务院", "𠀀", "tab\t"])
def test_text_comes_back(text):
    document = PDFDocument(PDFParser(io.BytesIO(made(Title=string(text)))))
    found = document.info[0]["Title"]
    assert (found.decode("utf-16") if found[:2] == b"\xfe\xff" else found.decode("ascii")) == text


def test_the_same_objects_give_the_same_file():
    assert made() == made()
    assert made() != made(Title="(other)")


def test_an_outline_of_several_levels_is_unfolded():
    levels = [0, 1, 2, 2, 1, 0, 1]
    outline = tuple(Bookmark(level, f"第{n}个", n % 2, 100.0 + n) for n, level in enumerate(levels))
    buffer = io.BytesIO()
    write_pdf(Pages(595.0, 842.0, (Page(()), Page(())), outline=outline), buffer)
    found = list(pypdfium2.PdfDocument(buffer.getvalue()).get_toc())
    assert [item.level for item in found] == levels
    assert [item.get_title() for item in found] == [entry.text for entry in outline]
    assert [item.get_dest().get_index() for item in found] == [entry.page for entry in outline]
    assert [item.get_count() for item in found] == [4, 2, 0, 0, 0, 1, 0]
