"""What stands in the Word file, rule by rule (ids as in the layout standard), and that it holds any text."""

import dataclasses
import io
import re
from itertools import pairwise

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wordfile import W, block, text_of

from gongwen import stylesheets
from gongwen.model import BlockKind, Document, Genre, Role, pt
from gongwen.model.parts import IMPRINT, LETTERHEAD
from gongwen.typesetting import typeset
from gongwen.writing.docx import write_docx
from properties import examples

K = BlockKind


class TestPackage:
    def test_two_runs_give_the_same_bytes(self, word, speech):
        assert word(speech).data == word(speech).data

    def test_carries_nothing_of_the_template_of_python_docx(self, word, speech):
        made = word(speech)
        assert not [n for n in made.names if "Effects" in n or "thumbnail" in n or "customXml" in n]
        core = made.parts["docProps/core.xml"].decode()
        assert "python-docx" not in core
        assert "2013" not in core
        assert made.dates == {(1980, 1, 1, 0, 0, 0)}

    def test_says_its_title_and_language(self, word, notice):
        core = docx.Document(io.BytesIO(word(notice).data)).core_properties
        assert core.title == "某某市人民政府办公室关于做好防汛工作的通知"
        assert core.language == "zh-CN"

    def test_says_its_kind_and_its_office(self, word):
        blocks = (block(K.TITLE, "关于防火的通知"), block(K.SIGNATURE, "东市仓储局"))
        made = word(Document(blocks, genre=Genre.NOTICE))
        core = docx.Document(io.BytesIO(made.data)).core_properties
        assert (core.subject, core.category, core.author) == ("通知", "通知", "东市仓储局")
        assert made.xml("docProps/app.xml")[0].text == "东市仓储局"
        assert "docProps/app.xml" not in word(Document(blocks[:1])).names

    def test_minutes_are_of_the_office_that_issues_them(self, word):
        blocks = (
            block(K.ISSUER_MARK, "东市仓储局会议纪要"),
            block(K.DOCUMENT_NUMBER, "〔2024〕7号"),
            block(K.DATE_LINE, "东市仓储局办公室  2024年7月2日"),
        )
        core = docx.Document(io.BytesIO(word(Document(blocks, genre=Genre.MINUTES)).data)).core_properties
        assert core.author == "东市仓储局办公室"

    def test_a_title_longer_than_a_property_may_be(self, word):
        made = docx.Document(io.BytesIO(word(Document((block(K.TITLE, "长" * 400),))).data))
        assert len(made.core_properties.title) == 255
        assert made.paragraphs[0].text == "长" * 400

    def test_names_every_face_with_what_stands_in_for_it(self, word, speech):
        made = word(speech)
        faces = {f.get(W + "name"): f for f in made.xml("word/fontTable.xml").iter(W + "font")}
        used = {v for s in made.styles.values() for f in s.iter(W + "rFonts") for v in f.attrib.values()}
        assert used <= faces.keys()
        assert made.value(faces["仿宋_GB2312"], "altName") == "仿宋"
        assert {made.value(f, "charset") for f in faces.values()} == {"86"}

    @pytest.mark.parametrize(
        "tag", ["evenAndOddHeaders", "compat/useFELayout", "compat/doNotExpandShiftReturn"]
    )
    def test_settings(self, word, speech, tag):
        made = word(speech)
        assert made.find(made.xml("word/settings.xml"), tag) is not None

    def test_compatibility_is_that_of_word_2013(self, word, speech):
        made = word(speech)
        found = made.xml("word/settings.xml").iter(W + "compatSetting")
        assert {s.get(W + "name"): s.get(W + "val") for s in found}["compatibilityMode"] == "15"

    def test_marks_may_be_squeezed_and_the_language_is_chinese(self, word, speech):
        made = word(speech)
        set_up = made.xml("word/settings.xml")
        assert made.value(set_up, "characterSpacingControl") == "compressPunctuation"
        assert made.value(set_up, "themeFontLang", "eastAsia") == "zh-CN"
        defaults = made.xml("word/styles.xml").find(f".//{W}rPrDefault//{W}lang")
        assert defaults.get(W + "eastAsia") == "zh-CN"

    def test_a_validator_finds_nothing(self, word, speech, notice, tmp_path):
        audit = pytest.importorskip("openxml_audit", reason="openxml-audit is not installed")
        every = Document(tuple(block(k, "文字——\n1\t2", 1 if k is K.HEADING else None) for k in BlockKind))
        for number, document in enumerate((speech, notice, every, Document(()))):
            path = tmp_path / f"{number}.docx"
            path.write_bytes(word(document).data)
            assert not list(audit.OpenXmlValidator().validate(str(path)).errors)


class TestPage:
    def test_sheet_margins_and_line_grid(self, word, speech, general):
        made = word(speech)
        section = made.find(made.document, "body/sectPr")
        assert (made.value(section, "pgSz", "w"), made.value(section, "pgSz", "h")) == ("11906", "16838")
        margins = {n: int(made.value(section, "pgMar", n)) for n in ("top", "bottom", "left", "right")}
        assert margins == {n: getattr(general.word, n).twips for n in ("top", "bottom", "left", "right")}
        grid = made.find(section, "docGrid")
        assert grid.get(W + "type") == "lines"  # a character grid halves the line in LibreOffice
        assert grid.get(W + "linePitch") == "579"
        assert grid.get(W + "charSpace") is None

    def test_22_lines_and_28_characters_fit(self, general):
        set_up = general.word
        height = (general.page.height - set_up.top - set_up.bottom) * 20
        width = (general.page.width - set_up.left - set_up.right) * 20
        assert 22 * set_up.line.twips <= height < 23 * set_up.line.twips
        cell = (general.body.size + set_up.spacing) * 20
        assert 28 * cell <= width < 29 * cell

    def test_follows_the_style_sheet(self, word, speech, general):
        set_up = dataclasses.replace(general.word, margins="33476.2")
        made = word(speech, dataclasses.replace(general, word=set_up))
        section = made.find(made.document, "body/sectPr")
        assert made.value(section, "pgMar", "top") == "1960"
        assert made.value(section, "docGrid", "linePitch") == "592"
        assert made.style_value("GongwenBody", "pPr/spacing", "line") == "240"  # a single line of the grid
        assert made.style_value("GongwenBody", "pPr/spacing", "lineRule") == "auto"

    def test_page_numbers_stand_at_the_outer_corners(self, word, speech):
        made = word(speech)
        section = made.find(made.document, "body/sectPr")
        assert made.value(section, "pgNumType", "fmt") == "decimal"
        kinds = {r.get(W + "type") for r in section.iter(W + "footerReference")}
        assert kinds == {"default", "even"}
        footers = [made.xml(n) for n in made.names if "footer" in n]
        sides = {made.style_of(f.find(W + "p")): f for f in footers}
        assert sides.keys() == {"GongwenNumberOdd", "GongwenNumberEven"}
        for style_id, side in (("GongwenNumberOdd", "right"), ("GongwenNumberEven", "left")):
            assert made.style_value(style_id, "pPr/jc") == side
            assert made.style_value(style_id, "pPr/ind", side) == "280"  # one character of 14 pt
            assert made.style_value(style_id, "rPr/sz") == "28"
            assert made.style_value(style_id, "rPr/rFonts", "eastAsia") == "宋体"
            assert text_of(sides[style_id]) == "— 1 —"
            assert "".join(sides[style_id].itertext(W + "instrText")).strip() == "PAGE"

    def test_a_centred_page_number(self, word, speech, general):
        number = dataclasses.replace(general.number, centered=True)
        made = word(speech, dataclasses.replace(general, number=number))
        assert made.style_value("GongwenNumberOdd", "pPr/jc") == "center"
        assert made.style_value("GongwenNumberOdd", "pPr/ind", "right") is None


class TestStyles:
    def test_body_stands_on_the_grid(self, word, speech):
        made = word(speech)

        def of(path, name="val"):
            return made.style_value("GongwenBody", path, name)

        assert (of("pPr/spacing", "line"), of("pPr/spacing", "lineRule")) == ("579", "exact")
        assert (of("pPr/spacing", "before"), of("pPr/spacing", "after")) == ("0", "0")
        assert (of("rPr/sz"), of("rPr/spacing")) == ("32", "-5")
        assert (of("pPr/ind", "firstLineChars"), of("pPr/ind", "firstLine")) == ("200", "630")
        assert of("pPr/jc") == "both"
        switches = {n: of(f"pPr/{n}") for n in ("kinsoku", "autoSpaceDE", "autoSpaceDN", "widowControl")}
        assert switches == {"kinsoku": "1", "autoSpaceDE": "0", "autoSpaceDN": "0", "widowControl": "0"}

    @pytest.mark.parametrize(
        ("style_id", "face", "size"),
        [
            ("Title", "方正小标宋简体", "44"),
            ("Heading1", "黑体", "32"),
            ("Heading2", "楷体_GB2312", "32"),
            ("Heading3", "仿宋_GB2312", "32"),
            ("Heading4", "仿宋_GB2312", "32"),
            ("GongwenBody", "仿宋_GB2312", "32"),
            ("GongwenDateLine", "楷体_GB2312", "32"),
        ],
    )
    def test_faces_and_sizes(self, word, speech, style_id, face, size):
        made = word(speech)
        for slot in ("ascii", "hAnsi", "eastAsia", "cs"):
            assert made.style_value(style_id, "rPr/rFonts", slot) == face
        assert made.style_value(style_id, "rPr/sz") == size
        assert made.style_value(style_id, "rPr/b") is None  # F-04

    def test_latin_in_a_face_of_its_own(self, word, speech, general):
        made = word(speech, dataclasses.replace(general, latin=Role.SONG))
        assert made.style_value("GongwenBody", "rPr/rFonts", "ascii") == "宋体"
        assert made.style_value("GongwenBody", "rPr/rFonts", "eastAsia") == "仿宋_GB2312"

    def test_a_role_without_a_face_names_its_class(self, word, speech, general):
        made = word(speech, dataclasses.replace(general, word=dataclasses.replace(general.word, faces={})))
        assert made.style_value("Heading2", "rPr/rFonts", "eastAsia") == "楷体"

    def test_headings_are_words_own_with_their_levels(self, word, notice):
        made = word(notice)
        for level in range(1, 5):
            assert made.value(made.styles[f"Heading{level}"], "name") == f"heading {level}"
            assert made.style_value(f"Heading{level}", "pPr/outlineLvl") == str(level - 1)
            assert made.style_value(f"Heading{level}", "pPr/keepNext") == "1"
        used = [made.style_of(p) for p in made.paragraphs]
        assert [s for s in used if s.startswith("Heading")] == ["Heading1", "Heading3", "Heading4"]

    def test_styles_of_ours_have_chinese_names(self, word, notice):
        made = word(notice)
        ours = [s for i, s in made.styles.items() if i.startswith("Gongwen")]
        assert all(s.get(W + "customStyle") == "1" for s in ours)
        assert all(re.search("[一-龥]", made.value(s, "name")) for s in ours)

    def test_every_style_that_is_named_is_there(self, word, speech, notice):
        for document in (speech, notice):
            made = word(document)
            named = {e.get(W + "val") for e in made.document.iter(W + "pStyle", W + "rStyle")}
            linked = {made.value(s, tag) for s in made.styles.values() for tag in ("basedOn", "next", "link")}
            assert named | linked - {None} <= made.styles.keys()

    def test_every_kind_of_block_has_a_style(self, word, general):
        for kind in BlockKind:
            made = word(Document((block(kind, "文字", 1 if kind is K.HEADING else None),)))
            named = kind is K.HEADING or kind.value in general.blocks
            paragraph = made.paragraph("文字")
            assert (made.style_of(paragraph) != "GongwenBody") == (named and kind is not K.PARAGRAPH)


class TestParagraphs:
    def test_no_blank_lines_and_no_leading_blanks(self, word, speech, notice):
        for document in (speech, notice):
            texts = [text_of(p) for p in word(document).paragraphs]
            assert all(t and t == t.strip() for t in texts)

    def test_what_a_style_holds_is_not_repeated(self, word, notice):
        made = word(notice)
        assert [e.tag for e in made.paragraph("汛期")[0]] == [W + "pStyle"]
        assert [e.tag for e in made.paragraph("一、")[0]] == [W + "pStyle"]

    def test_run_in_heading_and_text_are_one_paragraph(self, word, speech):
        made = word(speech)
        paragraph = made.paragraph("（一）统一思想。思想是行动的先导。")
        assert made.style_of(paragraph) == "GongwenRunIn2"
        assert made.style_value("GongwenRunIn2", "pPr/outlineLvl") == "1"  # navigation finds it
        assert made.style_value("GongwenRunIn2", "pPr/keepNext") is None
        assert made.style_value("GongwenRunIn2", "rPr/rFonts", "eastAsia") == "仿宋_GB2312"
        first, second = list(paragraph.iter(W + "r"))[:2]
        assert text_of(first) == "（一）统一思想。"
        assert made.value(first, "rPr/rStyle") == "Heading2Char"
        assert made.value(second, "rPr/rStyle") is None
        assert made.value(made.styles["Heading2Char"], "link") == "Heading2"
        assert made.style_value("Heading2Char", "rPr/rFonts", "eastAsia") == "楷体_GB2312"

    def test_shared_marks_take_the_chinese_face(self, word):
        made = word(Document((block(K.PARAGRAPH, "“甲”·乙"), block(K.PARAGRAPH, "It’s"))))
        hints = [made.value(r, "rPr/rFonts", "hint") for r in made.document.iter(W + "r")]
        assert hints == ["eastAsia", None]

    def test_dashes_and_ellipses_are_kept_whole(self, word, speech):
        made = word(speech)
        kept = [r for r in made.document.iter(W + "r") if made.value(r, "rPr/rStyle") == "GongwenDash"]
        assert {text_of(r) for r in kept} == {"——", "……"}
        assert made.style_value("GongwenDash", "rPr/lang", "eastAsia") == "x-none"

    def test_title_breaks_where_the_page_does(self, word, notice):
        lines = ["某某市人民政府办公室", "关于做好防汛工作的通知"]
        made = word(notice, line_breaks={0: lines})
        assert text_of(made.paragraphs[0]) == "\n".join(lines)

    def test_lines_of_another_text_are_not_taken(self, word, notice):
        made = word(notice, line_breaks={0: ["别的标题"]})
        assert text_of(made.paragraphs[0]) == notice.blocks[0].text

    def test_attachments_hang_below_the_first_name(self, word, notice):
        """A-02, A-03: 2 characters in, then 附件：, then the number."""
        made = word(notice)
        cell = 315
        indents = [
            {n: int(v) for n in ("left", "hanging") if (v := made.value(p, "pPr/ind", n))}
            for p in (made.paragraph("附件："), made.paragraph("2."))
        ]
        assert [(round(i["left"] / cell, 1), round(i["hanging"] / cell, 1)) for i in indents] == [
            (6.0, 4.0),
            (6.0, 1.0),
        ]

    def test_items_of_one_block_become_paragraphs(self, word):
        text = "附件：1.甲\n2.乙"
        made = word(Document((block(K.ATTACHMENT_NOTE, text),)))
        assert [text_of(p) for p in made.paragraphs] == ["附件：1.甲", "2.乙"]

    def test_date_two_characters_right_of_the_name(self, word, notice, general):
        """S-05, S-06: the name ends two characters from the right, the date begins two after it."""
        made = word(notice)
        name, date = made.paragraph("某某市人民政府办公室"), made.paragraph("2024年3月5日")
        name = next(p for p in made.paragraphs if made.style_of(p) == "GongwenSignature")
        assert made.effective(name, "pPr/jc") == "right"
        assert made.effective(name, "pPr/ind", "right") == "630"
        width = (general.page.width - general.word.left - general.word.right) * 20
        name_start = width - 2 * 315 - 10 * 315
        assert made.effective(date, "pPr/jc") == "left"
        assert abs(int(made.effective(date, "pPr/ind", "left")) - name_start - 630) <= 2

    def test_name_gives_way_to_a_longer_date(self, word):
        made = word(Document((block(K.SIGNATURE, "市政府"), block(K.DATE, "2024年12月25日"))))
        name, date = made.paragraphs
        assert made.effective(date, "pPr/ind", "right") == "630"
        assert made.effective(name, "pPr/jc") == "left"
        em_widths = 8 * 0.5 * 320 + 3 * 320 - 11 * 5  # eight digits, three Han, spacing
        start = (210 - 28 - 26) / 25.4 * 1440 - 630 - em_widths - 630
        assert abs(int(made.effective(name, "pPr/ind", "left")) - start) <= 3

    def test_attachment_begins_a_page(self, word):
        made = word(Document((block(K.PARAGRAPH, "正文。"), block(K.ATTACHMENT_MARK, "附件1"))))
        assert made.effective(made.paragraphs[1], "pPr/pageBreakBefore") == "1"


def height_of(made, paragraph):
    """Lines times pitch, and the space around, in twips."""
    lines = text_of(paragraph).count("\n") + 1
    own = {n: int(made.effective(paragraph, "pPr/spacing", n)) for n in ("before", "line", "after")}
    return own["before"] + lines * own["line"] + own["after"]


class TestGrid:
    @pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
    @pytest.mark.parametrize("name", ["general", "speech"])
    def test_head_takes_as_many_lines_as_on_the_typeset_page(self, word, name, count):
        style = stylesheets.load(name)
        title = "\n".join("关于" + "做好" * (n + 3) + "工作" for n in range(count))  # a trapezoid
        blocks = (
            block(K.TITLE, title),
            block(K.DATE_LINE, "（2024年3月5日）"),
            block(K.PARAGRAPH, "正文。" * 30),
        )
        for chosen in (blocks, (blocks[0], blocks[2])):
            document = Document(chosen)
            page = typeset(document, style).pages[0]
            lines = [line.text for line in page.lines if line.block == 0]
            body = next(line for line in page.lines if line.block == len(chosen) - 1)
            rows = (body.runs[0].y - 0.88 * style.body.size - style.page.top) / style.pitch
            made = word(document, style, line_breaks={0: lines})
            assert len(lines) == count
            assert sum(height_of(made, p) for p in made.paragraphs[:-1]) == round(rows) * 579
            assert abs(rows - round(rows)) < 0.01

    @pytest.mark.parametrize("size", [14, 16, 22, 32, 48])
    def test_larger_type_takes_as_many_lines_as_on_the_typeset_page(self, word, general, size):
        entry = dataclasses.replace(general.block(K.NOTE), size=pt(size), pitch=pt(59))
        style = dataclasses.replace(general, blocks={**general.blocks, "note": entry})
        document = Document((block(K.NOTE, "某某市人民政府"), block(K.PARAGRAPH, "正文。")))
        body = typeset(document, style).pages[0].lines[1]
        rows = (body.runs[0].y - 0.88 * style.body.size - style.page.top) / style.pitch
        made = word(document, style)
        assert height_of(made, made.paragraphs[0]) == round(rows) * 579

    def test_only_one_of_two_neighbours_holds_space(self, word, notice):
        made = word(notice)
        around = [
            (int(made.effective(p, "pPr/spacing", "before")), int(made.effective(p, "pPr/spacing", "after")))
            for p in made.paragraphs
        ]
        assert all(not (above[1] and below[0]) for above, below in pairwise(around))

    def test_one_blank_line_above_attachments_and_name(self, word, notice):
        made = word(notice)
        before = {text_of(p)[:3]: made.effective(p, "pPr/spacing", "before") for p in made.paragraphs}
        assert (before["附件："], before["2.物"], before["202"]) == ("579", "0", "0")
        signature = next(p for p in made.paragraphs if made.style_of(p) == "GongwenSignature")
        assert made.effective(signature, "pPr/spacing", "before") == "579"


ANY_TEXT = st.text(
    st.characters(categories=["Lo", "Lu", "Nd", "Po", "Ps", "Pe", "Zs", "Cc", "Cs", "Co", "Cn"]), max_size=40
) | st.text("甲，“”——……1a\t\n\x0b\ud800\ufffe\x00 　", max_size=40)
BLOCKS = st.lists(
    st.builds(block, st.sampled_from(BlockKind), ANY_TEXT, st.integers(1, 4), st.booleans()), max_size=8
)


def holdable(text):
    """What XML 1.0 can hold, by the standard's own list of characters, blanks aside."""

    def is_char(c):
        return 0x20 <= c <= 0xD7FF or 0xE000 <= c <= 0xFFFD or c >= 0x10000

    return "".join(c for c in text if is_char(ord(c)) and not c.isspace())


@examples(150)
@given(BLOCKS)
def test_holds_every_character_of_any_document(blocks):
    document = Document(tuple(blocks))
    file = io.BytesIO()
    write_docx(document, stylesheets.load("general"), file)
    made = docx.Document(io.BytesIO(file.getvalue()))
    found, wanted = holdable(text_of(made.element.body)), holdable("".join(b.text for b in blocks))
    assert sorted(found) == sorted(wanted)
    if not {b.kind for b in blocks} & (LETTERHEAD | IMPRINT):  # they have places of their own
        assert found == wanted


def test_blanks_inside_a_text_are_kept(word):
    text = "姓名　 电话\t地址  备注"
    assert text_of(word(Document((block(K.PARAGRAPH, text),))).paragraphs[0]) == text


@pytest.mark.parametrize(("length", "breaks"), [(20, 0), (21, 1), (40, 1)])
def test_a_long_office_has_its_date_on_a_line_below_at_the_right(word, length, breaks):
    issued = block(K.ISSUED_BY, "某" * length + "  2024年3月5日印发")
    made = word(Document((block(K.PARAGRAPH, "正文。"), issued)))
    line = made.paragraph("某某")
    assert text_of(line) == "某" * length + "\n" * breaks + "\t2024年3月5日印发"
    assert made.value(line, "pPr/tabs/tab") == "right"
