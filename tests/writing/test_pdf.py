"""What stands in the finished file, read back from it by others."""

import io
import random
import re
import subprocess
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from shutil import which

import pdfplumber
import pylopdf_fonts_zh_cn as shipped
import pypdfium2
import pytest
import reportlab
from pdfminer.high_level import extract_text
from pdfminer.pdftypes import resolve1

from gongwen import stylesheets
from gongwen.model import Block, BlockKind, Document, Face, FontError, Line, Page, Pages, Role, Rule, Run
from gongwen.typesetting import fonts, typeset
from gongwen.typesetting.glyphs import opened
from gongwen.writing import pdfsubset
from gongwen.writing.pdf import write_pdf

K = BlockKind
MM = 72 / 25.4
CELL = 156 * MM / 28
HAN = "国务院关于推进全面依法治国若干意见通知各省自治区直辖市人民政府发展经济社会文化建设"


def document(*items):
    blocks, place = [], 0
    for kind, text, *more in items:
        blocks.append(Block(kind, text, place, place + len(text), **(more[0] if more else {})))
        place += len(text) + 1
    return Document(tuple(blocks))


def speech(paragraphs=24, seed=5):
    choose = random.Random(seed)
    forms = ["《{}》", "“{}”", "{}——", "{}……", "（{}）", "{}，", "{}。", "{}", "{}2024年", "98.5%{}", "GDP{}"]
    items = [(K.TITLE, "在全市科技创新大会暨高新技术企业授牌仪式上的讲话"), (K.DATE_LINE, "（2024年3月5日）")]
    items += [(K.SALUTATION, "同志们："), (K.PARAGRAPH, "国" * 150)]
    for number in range(paragraphs):
        if number % 8 == 0:
            items.append((K.HEADING, "一二三"[number // 8] + "、提高认识", {"level": 1}))
        text = ""
        while len(text) < choose.randint(80, 300):
            text += choose.choice(forms).format("".join(choose.choices(HAN, k=choose.randint(2, 8))))
        items.append((K.PARAGRAPH, text + "。"))
    return document(*items)


def written(pages):
    buffer = io.BytesIO()
    write_pdf(pages, buffer)
    return buffer.getvalue()


@pytest.fixture(params=["shipped", "system"])
def faces(request, monkeypatch, tmp_path):
    """The faces that are shipped, and those of this machine."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    if request.param == "shipped":
        monkeypatch.setenv("GONGWEN_FONT_PATH", "")
    else:
        monkeypatch.delenv("GONGWEN_FONT_PATH", raising=False)
    fonts._chains.cache_clear()
    yield request.param
    fonts._chains.cache_clear()


@pytest.fixture(params=["word", "fine"])
def pages(request, faces):
    return typeset(speech(), stylesheets.load("speech"), request.param)


@pytest.fixture
def content(pages):
    return written(pages)


def lines_of(page):
    """Baselines from the top of the sheet with the characters on each, from left to right."""
    lines = defaultdict(list)
    for char in page.chars:
        lines[round(float(page.height) - char["matrix"][5], 1)].append(char)
    return [(y, sorted(chars, key=lambda c: c["matrix"][4])) for y, chars in sorted(lines.items())]


def text_of(chars):
    return "".join(char["text"] for char in chars)


def expected_lines(pages):
    """The text of every line, as it is drawn, page by page; the page number last."""
    for page in pages.pages:
        lines = defaultdict(str)
        for line in page.lines:
            lines[line.runs[0].y] += line.text
        yield [text.strip() for text in lines.values()] + ["".join(run.text for run in page.footer)]


def test_body_lines_stand_where_the_standard_wants_them(pages, content):
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) == len(pages.pages) >= 4
        for number, page in enumerate(pdf.pages, 1):
            *body, (number_y, footer) = lines_of(page)
            assert text_of(footer) == f"— {number} —"
            ys = [y for y, chars in body if chars[0]["size"] == pytest.approx(16, abs=0.01)]
            assert {round(b - a, 1) for a, b in pairwise(ys) if b - a < 40} <= {29.6, 29.7}
            if 1 < number < len(pages.pages):
                assert len(ys) == 22
                assert (ys[0] - 0.88 * 16) / MM == pytest.approx(37, abs=0.1)
                assert (ys[-1] + 0.12 * 16) / MM == pytest.approx(262, abs=0.1)
            assert 262 + 5 < number_y / MM < 262 + 10
            for _, chars in body:
                assert chars[0]["matrix"][4] / MM >= (27.4 if chars[0]["text"] == "—" else 27.99)
                assert chars[-1]["matrix"][4] / MM <= 184


def test_pure_han_lines_hold_28_characters_at_the_pitch_of_the_cells(content):
    seen = 0
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            for _, chars in lines_of(page):
                if len(chars) > 20 and set(text_of(chars)) <= set(HAN) and chars[0]["size"] < 17:
                    xs = [char["matrix"][4] for char in chars]
                    if xs[0] < 29 * MM and xs[-1] > 150 * MM:
                        seen += 1
                        assert len(chars) == 28
                        assert xs == pytest.approx([28 * MM + i * CELL for i in range(28)], abs=0.05)
    assert seen >= 4


def test_no_line_begins_or_ends_with_what_is_forbidden(content):
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        texts = [text_of(chars) for page in pdf.pages for _, chars in lines_of(page)[:-1]]
    assert len(texts) > 80
    for line, following in pairwise(texts):
        assert line[0] not in "，。、；：？！）》”%"
        assert line[-1] not in "（《“"
        assert not (line[-1] in "—…" and line[-1] == following[0])


def test_the_page_number_dash_is_7_mm_below_the_text_and_the_number_at_the_outer_edge(content):
    document = pypdfium2.PdfDocument(content)
    scale = 400 / 72
    for index in range(2):
        bitmap = document[index].render(scale=scale, grayscale=True).to_numpy()
        below = bitmap[int(263 * MM * scale) :]
        rows, columns = (below < 128).nonzero()
        left, right = columns.min() / scale / MM, columns.max() / scale / MM
        dash = rows[columns < columns.min() + 4 * scale]
        centre = (dash.min() + dash.max()) / 2 / scale / MM + int(263 * MM * scale) / scale / MM
        assert centre == pytest.approx(269, abs=0.2)
        if index == 0:
            assert right == pytest.approx(184 - 14 / MM, abs=0.4)
        else:
            assert left == pytest.approx(28 + 14 / MM, abs=0.4)


def test_pdfium_extracts_the_text_line_by_line(pages, content):
    pdf = pypdfium2.PdfDocument(content)
    for page, lines in zip(pdf, expected_lines(pages), strict=True):
        extracted = page.get_textpage().get_text_bounded().replace("\r", "")
        assert [line.strip() for line in extracted.split("\n") if line.strip()] == lines


@pytest.mark.skipif(not which("pdftotext"), reason="poppler is not installed")
def test_poppler_extracts_the_text_line_by_line(pages, content, tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    command = ["pdftotext", "-raw", "-enc", "UTF-8", str(path), "-"]
    extracted = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    for page, lines in zip(extracted.split("\f"), expected_lines(pages), strict=False):
        assert [line.strip() for line in page.split("\n") if line.strip()] == lines


def test_pdfminer_extracts_the_text(pages, content):
    extracted = "".join(extract_text(io.BytesIO(content)).split())
    assert extracted == "".join("".join(lines) for lines in expected_lines(pages)).replace(" ", "")


def test_every_face_is_embedded_once_as_a_subset_with_to_unicode(pages, content):
    found = {}
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        used = {char["fontname"] for page in pdf.pages for char in page.chars}
        for page in pdf.pages:
            for font in resolve1(page.page_obj.resources["Font"]).values():
                entry = resolve1(font)
                found[entry["BaseFont"].name] = entry
    assert set(found) == used
    for name, entry in found.items():
        assert re.fullmatch(r"[A-Z]{6}\+\S+", name)
        assert (entry["Subtype"].name, entry["Encoding"].name) == ("Type0", "Identity-H")
        assert b"beginbfchar" in resolve1(entry["ToUnicode"]).get_data()
        descendant = resolve1(resolve1(entry["DescendantFonts"])[0])
        assert {"FontFile2", "FontFile3"} & set(resolve1(descendant["FontDescriptor"]))
    files = {
        (run.face.path, run.face.index) for page in pages.pages for line in page.lines for run in line.runs
    }
    files |= {(run.face.path, run.face.index) for page in pages.pages for run in page.footer}
    assert len(found) == len(files)
    assert b"Helvetica" not in content


def test_the_same_pages_give_the_same_bytes(pages, content):
    again = typeset(speech(), stylesheets.load("speech"), "word")
    assert written(pages) == content
    assert written(again) == written(again)


def test_faces_laid_out_for_many_files_give_the_same_bytes(pages, content, monkeypatch):
    pdfsubset._source.cache_clear()
    monkeypatch.setattr(pdfsubset, "_SELDOM", 0)
    assert written(pages) == content
    pdfsubset._source.cache_clear()


def test_what_the_file_says_of_itself(pages, content):
    pdf = pypdfium2.PdfDocument(content)
    assert pdf.get_metadata_value("Title") == pages.title
    assert [(item.level, item.get_title()) for item in pdf.get_toc()] == [
        (e.level, e.text) for e in pages.outline
    ]
    assert b"/Lang (zh-CN)" in content
    assert b"/DisplayDocTitle true" in content
    assert b"/PrintScaling /None" in content
    assert b"/Duplex /DuplexFlipLongEdge" in content
    assert b"ASCII85" not in content
    assert b"/MediaBox" in content


def test_bookmarks_lead_to_their_headings(pages, content):
    pdf = pypdfium2.PdfDocument(content)
    for entry, item in zip(pages.outline, pdf.get_toc(), strict=True):
        destination = item.get_dest()
        assert destination.get_index() == entry.page
        _, position = destination.get_view()
        assert position[1] == pytest.approx(pages.height - entry.y, abs=0.5)


def test_a_truetype_face_is_embedded_as_one():
    face = Face(Role.SONG, "Vera", str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"))
    font = opened(face)
    glyphs = tuple(font.glyph(char, False).id for char in "Word")
    run = Run("Word", face, 40.0, glyphs, (100.0, 150.0, 180.0, 200.0), 200.0)
    content = written(Pages(595.0, 842.0, (Page((Line(0, (run,), "Word"),)),)))
    assert b"CIDFontType2" in content
    assert b"FontFile2" in content
    page = pypdfium2.PdfDocument(content)[0]
    assert page.get_textpage().get_text_bounded() == "Word"
    rows, columns = (page.render(grayscale=True).to_numpy() < 128).nonzero()
    assert (columns.min(), rows.max()) == pytest.approx((100, 200), abs=2)


def test_characters_without_a_glyph_keep_their_text(faces):
    text = "甲\ue123乙\ue124丙\ue125丁"
    made = typeset(document((K.PARAGRAPH, text)), stylesheets.load("general"))
    content = written(made)
    assert pypdfium2.PdfDocument(content)[0].get_textpage().get_text_bounded().split()[0] == text
    assert any(notice.code == "font.missing-character" for notice in made.notices)


def test_rare_characters_are_not_lost_from_spread_lines(faces):
    text = ("国" * 24 + "𠮷" + "high-tech") * 3
    content = written(typeset(document((K.PARAGRAPH, text)), stylesheets.load("general")))
    extracted = pypdfium2.PdfDocument(content)[0].get_textpage().get_text_bounded()
    assert extracted.count("𠮷") == 3


def test_halves_of_surrogate_pairs_and_control_characters_do_no_harm(faces):
    doc = document(
        (K.TITLE, "标\ud800题\x07"),
        (K.HEADING, "一、\udfff\x00", {"level": 1}),
        (K.PARAGRAPH, "文\ud83d\u200b字😀。"),
    )
    content = written(typeset(doc, stylesheets.load("general")))
    extracted = pypdfium2.PdfDocument(content)[0].get_textpage().get_text_bounded()
    assert "文" in extracted
    assert "字" in extracted


def test_pages_without_text_and_with_rules():
    empty = Pages(595.0, 842.0, (Page((), rules=(Rule(80, 100, 520, 100, 1.5, "#ff0000"),)),))
    bitmap = pypdfium2.PdfDocument(written(empty))[0].render(scale=2).to_numpy()
    red = (bitmap[:, :, 2] > 200) & (bitmap[:, :, 0] < 50)
    rows, columns = red.nonzero()
    assert rows.mean() / 2 == pytest.approx(100, abs=1)
    assert (columns.min() / 2, columns.max() / 2) == pytest.approx((80, 520), abs=1)


def test_a_path_may_be_given(tmp_path):
    write_pdf(Pages(595.0, 842.0, (Page(()),)), tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_a_damaged_font_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("GONGWEN_LANG", "en")
    damaged = tmp_path / "damaged.otf"
    whole = shipped.serif_path().read_bytes()
    damaged.write_bytes(whole[: len(whole) // 2])
    run = Run("国", Face(Role.SONG, "Serif", str(damaged)), 16.0, (5000,), (100.0,), 100.0)
    with pytest.raises(FontError, match=r"damaged\.otf"):
        written(Pages(595.0, 842.0, (Page((Line(0, (run,), "国"),)),)))
