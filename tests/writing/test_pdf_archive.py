"""The file for archives and for those who read by ear: tags, PDF/A, inks; Apache PDFBox is the judge."""

import io
import re
import subprocess
from pathlib import Path
from shutil import which

import pdfplumber
import pypdfium2
import pytest
from pdfminer.pdftypes import resolve1

import gongwen
from gongwen.model import Face, Line, Page, Pages, Role, Rule, Run
from gongwen.writing.pdf import write_pdf
from gongwen.writing.pdfcolor import Ink, filling
from gongwen.writing.pdftags import sound

TEXT = """某某市人民政府办公室关于做好防汛工作的通知

各县（市、区）人民政府：

汛期将至，现就有关事项通知如下。

一、加强值守

各级各部门要落实值班制度，水位超过警戒线0.5米的，24小时值守。

（一）明确责任。每个堤段都要有人负责——昼夜巡查……不留死角。

{long}

附件：值班表

某某市人民政府办公室
2024年3月5日

附件

值班表

各单位值班人员名单另发。
"""
JARS = [
    "preflight",
    "pdfbox2",
    "fontbox2",
    "xmpbox",
    "commons-logging",
    "commons-io",
    "javax.activation",
    "jaxb-api",
]
JAVA = [Path("/usr/share/java") / f"{name}.jar" for name in JARS]


@pytest.fixture(scope="module")
def pages():
    long = "坚持“安全第一、预防为主”，把《防汛条例》落到实处；" * 40
    return gongwen.typeset(gongwen.parse(TEXT.format(long=long)))


@pytest.fixture(scope="module")
def content(pages):
    return written(pages)


def written(pages, **options):
    buffer = io.BytesIO()
    write_pdf(pages, buffer, **options)
    return buffer.getvalue()


def catalog(content):
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        yield from (pdf.doc.catalog, pdf)


def elements(catalog):
    whole = resolve1(resolve1(catalog["StructTreeRoot"])["K"])
    return [resolve1(kid) for kid in whole["K"]]


def test_every_block_is_an_element_in_the_order_of_the_text(pages, content):
    root, _ = catalog(content)
    assert resolve1(root["MarkInfo"]) == {"Marked": True}
    kinds = [element["S"].name for element in elements(root)]
    assert len(kinds) == len(pages.blocks)
    assert kinds[0] == "H1"
    assert [kinds[i] for i, block in enumerate(pages.blocks) if block.kind == "heading"] == ["H2", "H3"]
    assert [kinds[i] for i, block in enumerate(pages.blocks) if block.kind == "attachment_title"] == ["H1"]


def test_the_elements_hold_the_whole_text_and_the_page_numbers_none_of_it(pages, content):
    pieces = {}
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        numbers = {page.page_obj.pageid: number for number, page in enumerate(pdf.pages)}
        for number, page in enumerate(pdf.pages):
            for char in page.chars:
                if char["mcid"] is not None:
                    pieces.setdefault((number, char["mcid"]), []).append(char["text"])
        unmarked = "".join(c["text"] for page in pdf.pages for c in page.chars if c["mcid"] is None)
        said = []
        for element in elements(pdf.doc.catalog):
            first = numbers[element["Pg"].objid]
            places = [
                (first, kid)
                if isinstance(kid, int)
                else (numbers[resolve1(kid)["Pg"].objid], resolve1(kid)["MCID"])
                for kid in element["K"]
            ]
            said.append("".join(char for place in places for char in pieces.pop(place)))
    assert not pieces
    assert ["".join(text.split()) for text in said] == ["".join(block.text.split()) for block in pages.blocks]
    assert re.fullmatch(r"(— \d —)+", unmarked)


def test_a_paragraph_goes_on_over_the_page(content):
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        over = [e for e in elements(pdf.doc.catalog) if not all(isinstance(kid, int) for kid in e["K"])]
        assert len(over) == 1
        assert resolve1(over[0]["K"][-1])["Type"].name == "MCR"


def test_the_parent_tree_leads_from_each_piece_to_its_element(content):
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        nums = resolve1(resolve1(pdf.doc.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
        rows = dict(zip(nums[::2], nums[1::2], strict=True))
        for page in pdf.pages:
            pieces = {char["mcid"] for char in page.chars} - {None}
            assert len(rows[page.page_obj.attrs["StructParents"]]) == len(pieces)


@pytest.mark.skipif(not which("pdfinfo"), reason="poppler is not installed")
def test_poppler_reads_whole_paragraphs_from_the_structure(pages, content, tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    command = ["pdfinfo", "-enc", "UTF-8", "-struct-text", str(path)]
    told = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    assert "".join(re.findall(r'^ *"(.*)"$', told, re.M)) == "".join(
        block.text.replace("\n", "") for block in pages.blocks
    )


def test_metadata_say_what_the_information_dictionary_says(pages, content):
    root, _ = catalog(content)
    packet = resolve1(root["Metadata"]).get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in packet
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in packet
    assert f">{pages.title}<" in packet
    intent = resolve1(resolve1(root["OutputIntents"])[0])
    assert resolve1(intent["DestOutputProfile"]).get_data()[36:40] == b"acsp"


@pytest.mark.skipif(
    not which("java") or not all(jar.exists() for jar in JAVA),
    reason="Apache PDFBox Preflight is not installed",
)
def test_preflight_finds_nothing_against_it(content, tmp_path):
    """Preflight knows part 1 alone, which asks for more than part 2 in all that our files hold."""
    path = tmp_path / "a.pdf"
    path.write_bytes(content.replace(b"<pdfaid:part>2<", b"<pdfaid:part>1<"))
    program = "org.apache.pdfbox.preflight.Validator_A1b"
    command = ["java", "-cp", ":".join(map(str, JAVA)), program, str(path)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "is a valid PDF/A-1b file" in result.stdout, result.stdout


def test_a_file_with_characters_that_have_no_glyph_makes_no_claim_for_archives():
    content = written(gongwen.typeset(gongwen.parse("标题\n\n甲\ue123乙。\n")))
    root, _ = catalog(content)
    assert "Metadata" not in root
    assert "StructTreeRoot" in root


def test_inks_of_a_print_shop():
    rule = Page((), rules=(Rule(80, 100, 520, 100, 40, "#FF0000"), Rule(80, 300, 520, 300, 40, "#000000")))
    content = written(Pages(595.0, 842.0, (rule,)), ink=Ink.CMYK)
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        assert [line["stroking_color"] for line in pdf.pages[0].lines] == [(0, 0.8, 0.8, 0), (0, 0, 0, 1)]
        assert "OutputIntents" not in pdf.doc.catalog
    bitmap = pypdfium2.PdfDocument(content)[0].render().to_numpy()
    blue, green, red = (int(part) for part in bitmap[100, 300, :3])
    assert red > 180
    assert max(green, blue) < 100


@pytest.mark.parametrize(
    ("color", "wanted"), [("#ffffff", "0 0 0 0 k"), ("#808080", "0 0 0 0.498 k"), ("#00ff00", "1 0 1 0 k")]
)
def test_other_colors_in_inks(color, wanted):
    assert filling(color, Ink.CMYK) == wanted


def test_lines_of_no_block_are_drawn_unmarked(pages):
    run = pages.pages[0].lines[0].runs[0]
    content = written(Pages(595.0, 842.0, (Page((Line(7, (run,), run.text),)),)))
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        assert "".join(char["text"] for char in pdf.pages[0].chars) == run.text
        assert {char["mcid"] for char in pdf.pages[0].chars} == {None}


def test_one_glyph_for_two_characters_keeps_both():
    """空 boxes and shapes under two code points: the text is right whichever font of the file names it."""
    made = gongwen.typeset(gongwen.parse("标题\n\n" + "〇○〇○一—" * 3 + "。\n"))
    content = written(made)
    text = pypdfium2.PdfDocument(content)[0].get_textpage().get_text_bounded()
    assert "〇○〇○一—" * 3 in "".join(text.split())


def test_sound_text_has_no_halves_of_pairs():
    assert sound("a\ud800b😀") == "a\ufffdb😀"


def test_faces_may_be_shared_by_roles(pages):
    run = pages.pages[0].lines[0].runs[0]
    other = Run(run.text, Face(Role.KAI, *_rest(run.face)), run.size, run.glyphs, run.xs, run.y + 30)
    content = written(Pages(595.0, 842.0, (Page((Line(0, (run,), ""), Line(0, (other,), ""))),)))
    assert content.count(b"/FontDescriptor ") == content.count(b"/Type /FontDescriptor") == 1


def _rest(face):
    return face.family, face.path, face.index, face.variations, face.stand_in
