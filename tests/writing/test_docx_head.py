"""版头, 版记, closings and sections of the Word file, by clause."""

import dataclasses
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wordfile import W, WordFile, block, text_of

from gongwen import stylesheets
from gongwen.model import BlockKind, Document, mm, pt
from gongwen.typesetting import typeset
from gongwen.writing.docx import write_docx
from properties import examples

K = BlockKind
MM = 1440 / 25.4
HEAD = (
    block(K.COPY_NUMBER, "000012"),
    block(K.SECRET_LEVEL, "机密★5年"),
    block(K.URGENCY, "特急"),
    block(K.ISSUER_MARK, "某某市人民政府文件"),
    block(K.DOCUMENT_NUMBER, "某政发〔2024〕12号"),
    block(K.TITLE, "某某市人民政府关于做好防汛工作的通知"),
    block(K.SALUTATION, "各县（市、区）人民政府："),
    block(K.PARAGRAPH, "汛期将至，现就有关事项通知如下。" * 3),
)
IMPRINT = (
    block(K.COPY_TO, "抄送：市委办公室。"),
    block(K.ISSUED_BY, "某某市人民政府办公室  2024年3月6日印发"),
)


def values(made, paragraph):
    """Space above, height of a line, space below, in twips."""
    return [int(made.effective(paragraph, "pPr/spacing", n)) for n in ("before", "line", "after")]


def tops(made, paragraphs, start):
    """Where the line of each paragraph begins, in twips from the sheet's upper edge."""
    found, y = [], start
    for paragraph in paragraphs:
        before, line, after = values(made, paragraph)
        found.append(y + before)
        border = made.find(paragraph, "pPr/pBdr/bottom")
        style = made.styles[made.style_of(paragraph)]
        border = border if border is not None else made.find(style, "pPr/pBdr/bottom")
        rule = (
            int(border.get(W + "space")) * 20 + int(border.get(W + "sz")) / 8 * 20
            if border is not None
            else 0
        )
        y += before + line + after + rule
    return found


class TestLetterhead:
    @pytest.fixture
    def made(self, word, general):
        return word(Document(HEAD), general)

    def test_every_element_is_a_paragraph_of_its_style(self, made):
        assert [made.style_of(p) for p in made.paragraphs[:5]] == [
            "GongwenCopyNumber",
            "GongwenSecretLevel",
            "GongwenUrgency",
            "GongwenIssuerMark",
            "GongwenRuledNumber",
        ]

    def test_small_elements_stand_on_the_first_lines(self, made, general):
        """H-01 … H-03: the em box of a line that is 1.2 times as high begins .08 em below its top."""
        for row, top in enumerate(tops(made, made.paragraphs[:3], general.word.top * 20)):
            assert top / 20 + 0.08 * 16 == pytest.approx(general.page.top + row * general.pitch, abs=1.5)

    def test_the_ink_of_the_mark_begins_at_72_mm(self, made, general):
        """H-05: the baseline .96 em below the top of the line, the ink .85 em above it."""
        top = tops(made, made.paragraphs[:4], general.word.top * 20)[3]
        size, _scale = made.mark
        assert top / 20 + (0.96 - 0.85) * size == pytest.approx(mm(72), abs=1)

    def test_a_mark_that_is_too_wide_gets_narrower(self, made):
        assert made.mark == (54, 90)  # 442.2 of 9 × 54 pt

    def test_its_size_is_that_of_its_style(self, made):
        """So no run of the body has one of its own, and what is typed in beside it looks alike."""
        assert made.style_of(made.paragraphs[3]) == "GongwenIssuerMark"
        assert not list(made.document.iter(W + "sz", W + "w"))
        assert [made.find(made.styles["GongwenIssuerMark"], f"rPr/{tag}") is None for tag in ("sz", "w")] == [
            False,
            False,
        ]

    def test_a_mark_that_is_very_long_gets_smaller_as_well(self, word, general):
        blocks = (block(K.ISSUER_MARK, "某某" * 12 + "文件"), block(K.DOCUMENT_NUMBER, "某〔2024〕1号"))
        size, scale = word(Document((*blocks, *HEAD[5:])), general).mark
        assert scale == 55
        assert 26 * size * scale / 100 <= general.page.text_width

    def test_the_number_two_lines_below_and_the_rule_below_it(self, made, general):
        """H-10, H-15: 20.3 … 26.2 mm below the ink; the rule 4 mm below the em box, from edge to edge."""
        mark, number = tops(made, made.paragraphs[:5], general.word.top * 20)[3:]
        ink = mark / 20 + (0.96 + 0.07) * 54
        assert 20.3 <= (number / 20 + 0.08 * 16 - ink) / 72 * 25.4 <= 26.2
        style = made.styles["GongwenRuledNumber"]
        border = made.find(style, "pPr/pBdr/bottom")
        assert border.get(W + "color") == "FF0000"
        assert int(border.get(W + "sz")) / 8 == pytest.approx(mm(0.5), abs=0.1)
        lower_edge_of_line = 1.2 * 16 - (0.96 + 0.12) * 16
        assert (int(border.get(W + "space")) + lower_edge_of_line) / 72 * 25.4 == pytest.approx(4, abs=0.5)
        assert made.value(style, "pPr/ind", "left") == "0"

    def test_the_body_stands_where_it_does_on_the_typeset_page(self, word, general):
        document = Document(HEAD)
        pages = typeset(document, general)
        made = word(document, general, pages=pages)
        body = next(line for line in pages.pages[0].lines if line.block == 6)
        row = round((body.runs[0].y - 0.88 * 16 - general.page.top) / general.pitch)
        top = tops(made, made.paragraphs[:7], general.word.top * 20)[6]
        assert top == pytest.approx(general.word.top * 20 + row * 579, abs=12)

    def test_no_rule_below_a_number_under_the_title(self, word):
        made = word(Document((HEAD[5], HEAD[4], *HEAD[6:])))
        assert made.style_of(made.paragraphs[1]) == "GongwenDocumentNumber"

    def test_office_and_date_of_minutes(self, word):
        dated = block(K.DATE_LINE, "某某市人民政府办公室  2024年7月2日")
        minutes = stylesheets.load("minutes")
        made = word(Document((*HEAD[3:5], dated, *HEAD[5:])), minutes)
        assert made.style_of(made.paragraphs[2]) == "GongwenRuledDateLine"
        assert text_of(made.paragraphs[2]) == "某某市人民政府办公室\t2024年7月2日"
        assert made.find(made.paragraphs[2], "pPr/tabs/tab").get(W + "val") == "right"

    def test_office_and_date_of_minutes_look_like_their_number(self, word):
        """Where the typeset page has them: in its face, a line of the grid below it."""
        dated = block(K.DATE_LINE, "某某市人民政府办公室  2024年7月2日")
        made = word(Document((*HEAD[3:5], dated, *HEAD[5:])), stylesheets.load("minutes"))
        number, date = made.paragraphs[1:3]
        faces = [made.style_value(made.style_of(p), "rPr/rFonts", "eastAsia") for p in (number, date)]
        assert faces[0] == faces[1]
        assert [made.effective(p, "pPr/snapToGrid") for p in (number, date)] == ["0", "0"]
        assert made.effective(date, "pPr/keepNext") is None


class TestUpward:
    def line(self, word, *signers):
        blocks = (HEAD[3], HEAD[4], *(block(K.SIGNER, text) for text in signers), *HEAD[5:])
        made = word(Document(blocks), stylesheets.load("upward"))
        return made, [p for p in made.paragraphs if p.find(f".//{W}tabs") is not None]

    def test_number_left_and_signer_right_on_one_line(self, word):
        """H-12, H-13: one character in from both sides; the label in 仿宋, the name in 楷体."""
        made, (line,) = self.line(word, "签发人：张三丰")
        assert text_of(line) == "某政发〔2024〕12号\t签发人：张三丰"
        assert made.effective(line, "pPr/ind", "firstLineChars") == "100"
        stop = made.find(line, "pPr/tabs/tab")
        assert stop.get(W + "val") == "right"
        assert (8844 - int(stop.get(W + "pos"))) == pytest.approx(315, abs=3)
        faces = {text_of(r): made.value(r, "rPr/rStyle") for r in line.iter(W + "r")}
        label, name = faces["签发人："], faces["张三丰"]
        assert made.style_value(label, "rPr/rFonts", "eastAsia") == "仿宋_GB2312"
        assert made.style_value(name, "rPr/rFonts", "eastAsia") == "楷体_GB2312"

    def test_several_signers_stand_under_each_other(self, word):
        """H-14: two a line; the number on the last one."""
        made, lines = self.line(word, "签发人：张三  李四光", "王五")
        assert [text_of(p) for p in lines] == ["\t签发人：张三\t李四光", "某政发〔2024〕12号\t王五"]
        stops = [[int(t.get(W + "pos")) for t in p.iter(W + "tab") if t.get(W + "pos")] for p in lines]
        assert stops[1][0] - stops[0][0] == pytest.approx(4 * 315, abs=3)  # behind the label
        spread = next(r for r in lines[1].iter(W + "r") if text_of(r) == "王")
        assert int(made.value(spread, "rPr/spacing")) > 200


class TestJointIssue:
    @pytest.fixture
    def made(self, word, general):
        names = [block(K.ISSUER_MARK, t) for t in ("某某市财政局", "某某市教育局文件")]
        return word(Document((*names, *HEAD[4:])), general)

    def test_names_and_the_word_beside_them(self, made):
        """H-08: a table without borders, the word in a cell of all rows, vertically centred."""
        table = made.document.find(f".//{W}tbl")
        rows = [[text_of(c) for c in row.iter(W + "tc")] for row in table.iter(W + "tr")]
        assert rows == [["某某市财政局", "文件"], ["某某市教育局", ""]]
        merges = [m.get(W + "val") for m in table.iter(W + "vMerge")]
        assert merges == ["restart", None]

    def test_a_longer_name_that_is_typed_in_is_not_cut(self, made):
        table = made.document.find(f".//{W}tbl")
        assert {h.get(W + "hRule") for h in table.iter(W + "trHeight")} == {"atLeast"}
        assert {v.get(W + "val") for v in table.iter(W + "vAlign")} == {"center"}
        assert table.find(f".//{W}tblBorders") is None

    def test_columns_hold_their_text(self, made):
        for row in made.document.iter(W + "tr"):
            for cell in row.iter(W + "tc"):
                size, scale = made.mark
                width = len(text_of(cell)) * size * scale / 100
                assert width * 20 < int(cell.find(f".//{W}tcW").get(W + "w"))

    def test_the_first_name_at_the_place_of_a_mark(self, made, general):
        size, _scale = made.mark
        lead = int(made.document.find(f".//{W}tcMar/{W}top").get(W + "w")) / 20
        ink = general.word.top + lead + (0.96 - 0.85) * size
        assert ink == pytest.approx(mm(72), abs=1)


class TestLetter:
    @pytest.fixture
    def made(self, word):
        return word(
            Document((*HEAD[:3], block(K.ISSUER_MARK, "某某市人民政府"), *HEAD[4:], *IMPRINT[:1])),
            stylesheets.load("letter"),
        )

    def test_mark_and_rule_on_the_sheet(self, made):
        """L-01, L-02: ink at 30 mm, the rule 170 mm long, thick above thin."""
        table = made.document.find(f".//{W}tbl")
        place, (size, _scale) = table.find(f".//{W}tblpPr"), made.mark
        assert int(place.get(W + "tblpY")) / 20 + (0.96 - 0.85) * size == pytest.approx(mm(30), abs=1)
        assert int(place.get(W + "tblpX")) / MM == pytest.approx(20, abs=0.2)
        assert int(table.find(f".//{W}tblW").get(W + "w")) / MM == pytest.approx(170, abs=0.2)
        assert table.find(f".//{W}pBdr/{W}bottom").get(W + "val") == "thickThinSmallGap"

    def test_number_beside_the_copy_number(self, made):
        """L-04, L-05."""
        number = made.paragraph("某政发")
        place = made.find(number, "pPr/framePr")
        assert place.get(W + "xAlign") == "right"
        table = made.document.find(f".//{W}tbl")
        border = table.find(f".//{W}pBdr/{W}bottom")
        mark = values(made, next(table.iter(W + "p")))[1]
        rule = int(border.get(W + "space")) * 20 + round((2 + 2 * 0.75) * 20)
        below = int(table.find(f".//{W}tblpPr").get(W + "tblpY")) + mark + rule + 10
        assert made.style_of(made.paragraphs[1]) == "GongwenAnchor"  # without space above: below the table
        top = below + values(made, made.paragraph("000012"))[0]
        assert int(place.get(W + "y")) == pytest.approx(top, abs=2)

    def test_the_first_page_has_no_number_but_a_rule(self, made):
        """L-02, L-08: two red strokes 20 mm above the lower edge, on the first page only."""
        section = made.find(made.document, "body/sectPr")
        assert made.find(section, "titlePg") is not None
        first = next(made.xml(n) for n in made.names if "footer" in n and b"posOffset" in made.parts[n])
        assert "PAGE" not in "".join(first.itertext(W + "instrText"))
        assert len([e for e in first.iter() if e.tag.endswith("}srgbClr") and e.get("val") == "FF0000"]) == 2

    def test_its_imprint_has_no_rules(self, made):
        tables = list(made.document.iter(W + "tbl"))
        assert text_of(tables[-1]).startswith("抄送")
        assert tables[-1].find(f".//{W}tblBorders") is None


class TestImprint:
    def test_a_table_at_the_foot_of_the_page(self, word, general):
        """I-01, I-02, I-06."""
        made = word(Document((*HEAD, *IMPRINT)), general)
        table = made.document.find(f".//{W}tbl")
        place = table.find(f".//{W}tblpPr")
        assert (place.get(W + "tblpYSpec"), place.get(W + "vertAnchor")) == ("bottom", "margin")
        sizes = {e.tag.rpartition("}")[2]: e.get(W + "sz") for e in table.find(f".//{W}tblBorders")}
        assert sizes == {"top": "8", "bottom": "8", "insideH": "6"}
        assert [text_of(row) for row in table.iter(W + "tr")] == [
            "抄送：市委办公室。",
            "某某市人民政府办公室\t2024年3月6日印发",
        ]

    def test_on_a_page_of_its_own_where_the_text_ends_on_an_odd_one(self, word, general):
        """I-07: this text ends on page 1."""
        document = Document((*HEAD, *IMPRINT))
        made = word(document, general, pages=typeset(document, general))
        sections = list(made.document.iter(W + "sectPr"))
        assert len(sections) == 2
        assert made.find(sections[1], "type").get(W + "val") == "nextPage"
        footers = [{r.attrib.values()[1] for r in s.iter(W + "footerReference")} for s in sections]
        assert footers[0] == footers[1]

    def test_behind_a_blank_page_neither_has_a_number(self, word, general):
        """N-04: this text fills page 2, so that the 版记 is on page 4."""
        text = tuple(block(K.PARAGRAPH, "各地各部门要抓好落实。") for _ in range(60))
        for count in range(20, 60):
            document = Document((*HEAD, *text[:count], *IMPRINT))
            pages = typeset(document, general)
            if len(pages.pages) == 4 and not pages.pages[2].lines:
                break
        made = word(document, general, pages=pages)
        names = {
            r.get(key)
            for r in list(made.document.iter(W + "sectPr"))[1]
            for key in r.attrib
            if key.endswith("}id")
        }
        rels = {r.get("Id"): r.get("Target") for r in made.xml("word/_rels/document.xml.rels")}
        own = [made.parts["word/" + rels[name]] for name in names]
        assert len(own) == 2
        assert not any(b"PAGE" in part for part in own)
        assert sum(p.find(f".//{W}pageBreakBefore") is not None for p in made.paragraphs) == 1

    def test_lower_margin_of_33476(self, word, general):
        """The last rule stays on the lower edge of the text block, 2.42 mm above the margin."""
        style = dataclasses.replace(general, word=dataclasses.replace(general.word, margins="33476.2"))
        made = word(Document((*HEAD, *IMPRINT)), style)
        rows = list(made.document.iter(W + "tr"))
        height = rows[-1].find(f".//{W}trHeight")
        assert int(height.get(W + "val")) / MM == pytest.approx(2.42, abs=0.02)
        assert rows[-1].find(f".//{W}tcBorders/{W}top").get(W + "sz") == "8"


class TestClosing:
    def test_joint_names_begin_under_each_other(self, word, general):
        """S-05, S-07: the longest ends two characters from the right."""
        blocks = (
            block(K.SIGNATURE, "某某市财政局"),
            block(K.SIGNATURE, "某某市人力资源局"),
            block(K.DATE, "2024年3月5日"),
        )
        made = word(Document(blocks))
        lefts = [int(made.effective(p, "pPr/ind", "left")) for p in made.paragraphs]
        assert lefts[0] == lefts[1]
        assert lefts[0] == pytest.approx(8844 - 630 - 8 * 315, abs=3)
        assert lefts[2] - lefts[0] == pytest.approx(630, abs=2)

    def test_a_date_at_the_edge_is_not_turned(self, word):
        """A reader may set figures wider: it has room over the edge."""
        made = word(Document((block(K.SIGNATURE, "市人民政府"), block(K.DATE, "2024年3月5日"))))
        assert made.effective(made.paragraphs[1], "pPr/jc") == "right"  # longer than the name
        made = word(Document((block(K.SIGNATURE, "某市人民政府"), block(K.DATE, "2024年3月5日"))))
        assert int(made.effective(made.paragraphs[1], "pPr/ind", "right")) < 0

    def test_post_and_name_of_a_person(self, word):
        """S-08: two lines below the text, four characters from the right; the date one line below."""
        blocks = (
            block(K.PARAGRAPH, "现予公布。"),
            block(K.SIGNATURE, "市长　张三丰"),
            block(K.DATE, "2024年3月5日"),
        )
        made = word(Document(blocks), stylesheets.load("order"))
        _, name, date = made.paragraphs
        assert text_of(name) == "市长\t张三丰"
        assert [values(made, p)[0] for p in (name, date)] == [2 * 579, 579]
        assert made.effective(date, "pPr/ind", "right") == "1260"
        stop = int(made.find(name, "pPr/tabs/tab").get(W + "pos"))
        assert stop == pytest.approx(8844 - 7 * 315, abs=4)

    def test_room_for_a_seal(self, word, general):
        """S-01, S-02: the date four characters from the right, the name centred above it."""
        style = dataclasses.replace(general, seal=dataclasses.replace(general.seal, kept=True))
        made = word(Document((block(K.SIGNATURE, "某某市财政局"), block(K.DATE, "2024年3月5日"))), style)
        name, date = made.paragraphs
        assert made.effective(date, "pPr/ind", "rightChars") == "400"
        left, right = (int(made.effective(name, "pPr/ind", side)) for side in ("left", "right"))
        middle = (left + 8844 - right) / 2
        width = (7 * 0.5 + 0 + 3) * 320 - 9 * 5
        assert middle == pytest.approx(8844 - 1260 - width / 2, abs=130)

    def test_text_that_makes_room_for_seals_takes_its_heading_along(self, word, general):
        style = dataclasses.replace(general, seal=dataclasses.replace(general.seal, kept=True))
        text = "各单位要认真落实安全生产责任制，逐项检查仓库的消防设施，发现隐患立即整改。" * 3
        names = [block(K.SIGNATURE, f"某某市{office}局") for office in ("财政", "水利", "民政")]
        moved = []
        for lines in range(8, 20):
            filler = [block(K.PARAGRAPH, "一行。")] * lines
            heading = block(K.HEADING, "二、申报程序", 1)
            blocks = (*filler, heading, block(K.PARAGRAPH, text), *names, block(K.DATE, "2024年3月5日"))
            made = word(Document(blocks), style, pages=typeset(Document(blocks), style))
            moved += [text_of(p) for p in made.paragraphs if made.find(p, "pPr/pageBreakBefore") is not None]
        assert "二、申报程序" in moved
        assert text not in moved

    def test_text_stays_with_the_names(self, word):
        made = word(Document((block(K.PARAGRAPH, "现予公布。"), block(K.SIGNATURE, "某某市财政局"))))
        assert made.find(made.paragraphs[0], "pPr/keepNext") is not None


class TestProperties:
    def test_from_the_elements(self, word, general):
        blocks = (*HEAD, block(K.SIGNATURE, "某某市人民政府"), block(K.DATE, "2024年3月5日"))
        core = word(Document(blocks), general).parts["docProps/core.xml"].decode()
        assert "<dc:creator>某某市人民政府</dc:creator>" in core
        assert "某政发〔2024〕12号" in core
        assert core.count("2024-03-05T00:00:00Z") == 2

    def test_a_speech_has_its_speaker(self, word, speech):
        assert "<dc:creator>王某某</dc:creator>" in word(speech).parts["docProps/core.xml"].decode()


class TestPageNumbers:
    @pytest.mark.parametrize("form", ["— {n} —", "{n}", "第 {n} 页"])
    def test_every_form_is_text_around_a_field(self, word, speech, general, form):
        style = dataclasses.replace(general, number=dataclasses.replace(general.number, form=form))
        made = word(speech, style)
        for name in made.names:
            if "footer" in name:
                footer = made.xml(name)
                assert text_of(footer) == form.format(n=1)
                assert [e.text.strip() for e in footer.iter(W + "instrText")] == ["PAGE"]

    def test_mirrored_margins(self, word, speech, general):
        page = dataclasses.replace(general.page, mirrored=True)
        settings = word(speech, dataclasses.replace(general, page=page)).xml("word/settings.xml")
        tags = [e.tag.rpartition("}")[2] for e in settings]
        assert tags.index("mirrorMargins") < tags.index("evenAndOddHeaders")
        assert "mirrorMargins" not in [
            e.tag.rpartition("}")[2] for e in word(speech).xml("word/settings.xml")
        ]

    def test_a_size_of_its_own(self, word, speech, general):
        number = dataclasses.replace(general.number, size=pt(12))
        assert (
            word(speech, dataclasses.replace(general, number=number)).style_value(
                "GongwenNumberOdd", "rPr/sz"
            )
            == "24"
        )


ANY = st.text("某市文件〔2024〕1号第：、　 \n签发人抄送印月日a", max_size=30)
BLOCKS = st.lists(
    st.builds(block, st.sampled_from(BlockKind), ANY, st.integers(1, 4), st.booleans()), max_size=9
)


@examples(60)
@given(BLOCKS, st.sampled_from(["general", "upward", "letter", "order", "minutes", "speech"]), st.booleans())
def test_any_document_on_its_pages_in_any_layout(blocks, name, seal):
    """Whatever stands in a 版头 or 版记: it is written, none of it lost, and two runs are alike."""
    style = stylesheets.load(name)
    style = dataclasses.replace(style, seal=dataclasses.replace(style.seal, kept=seal))
    document = Document(tuple(blocks))
    pages = typeset(document, style)
    files = [io.BytesIO(), io.BytesIO()]
    for file in files:
        write_docx(document, style, file, pages=pages)
    assert files[0].getvalue() == files[1].getvalue()
    made = WordFile(files[0].getvalue())
    found = "".join(text_of(made.find(made.document, "body")).split())
    assert sorted(found) == sorted("".join("".join(b.text for b in blocks).split()))
