"""Repairs as revisions: refusing all gives the source, accepting all the file as it is without them."""

import io
import time
import zipfile
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, given
from lxml import etree
from revisedcases import TEXT, edit, edits_of, laid_out, repaired_of, repairs, revised
from revisedfile import RevisedFile, W

import gongwen
from gongwen.model import apply_edits
from gongwen.writing.wordxml import writable
from properties import examples


@pytest.fixture(scope="module")
def notice():
    return repaired_of(TEXT, edits_of(TEXT))


class TestAll:
    def test_refused_it_is_the_source(self, notice):
        assert revised(notice).text(accept=False) == TEXT

    def test_accepted_it_is_the_file_without_revisions(self, notice):
        plain = RevisedFile(laid_out(notice))
        made = revised(notice)
        assert made.text(accept=True) == plain.text(accept=True)
        assert made.styles() == plain.styles()

    def test_each_class_of_repair_has_its_author(self, notice):
        authors = revised(notice).authors()
        assert set(authors) == {"boilerplate", "punct", "wrap", "char", "paragraph", "layout"}
        assert authors["wrap"] == 1
        assert authors["punct"] == 4  # two repairs, each with what is gone and what has come

    def test_a_joined_line_is_a_deleted_mark_and_a_split_an_inserted_one(self, notice):
        body = revised(notice).body
        marks = {
            tag: [m.get(W + "author") for m in body.iterfind(f".//{W}pPr/{W}rPr/{W}{tag}")]
            for tag in ("ins", "del")
        }
        assert "wrap" in marks["del"]
        assert marks["ins"] == ["paragraph"]

    def test_every_part_of_a_joined_paragraph_has_its_style(self, notice):
        body = revised(notice).body
        paragraphs = list(body.iter(W + "p"))
        joined = next(p for p in paragraphs if "现就有关" in "".join(p.itertext()))
        style = joined.find(f"{W}pPr/{W}pStyle").get(W + "val")
        assert joined.getnext().find(f"{W}pPr/{W}pStyle").get(W + "val") == style

    def test_what_is_to_be_looked_at_is_commented_on(self, notice):
        assert revised(notice).comments() == [
            ("马汰效应", "usually 马太效应\n→ 马太效应"),
            ("x月x日", "a masked date\n→ x月x日"),
            ("", "breaks off\n→ "),
        ]

    def test_no_text_stands_in_what_is_deleted(self, notice):
        body = revised(notice).body
        assert not [t for d in body.iter(W + "del") for t in d.iter(W + "t")]
        assert not [t for t in body.iter(W + "delText") if next(t.iterancestors(W + "del"), None) is None]

    def test_two_runs_give_the_same_bytes(self, notice):
        made = revised(notice)
        assert made.data == revised(notice).data
        assert made.dates == {(1980, 1, 1, 0, 0, 0)}

    def test_revisions_have_numbers_and_dates_of_their_own(self, notice):
        body = revised(notice).body
        changes = [e for tag in ("ins", "del") for e in body.iter(W + tag)]
        assert len({e.get(W + "id") for e in changes}) == len(changes)
        dates = {}
        for change in changes:
            dates.setdefault(change.get(W + "date"), set()).add(change.get(W + "author"))
        assert all(len(authors) == 1 for authors in dates.values())
        assert len(dates) == 8  # seven applied edits and the layout


class TestDoubtful:
    def test_certain_repairs_and_the_layout_are_taken_as_done(self, notice):
        made = revised(notice, doubtful_only=True)
        assert set(made.authors()) == {"boilerplate", "wrap", "char", "paragraph"}
        assert made.text(accept=True) == RevisedFile(laid_out(notice)).text(accept=True)
        refused = made.text(accept=False)
        assert "现就有关事项通知如\n下。" in refused
        assert "（市、区）" in refused
        assert "发布评论" not in refused
        assert refused.startswith("发布时间")

    def test_comments_are_there_too(self, notice):
        assert len(revised(notice, doubtful_only=True).comments()) == 3


def test_the_office_programs_accept_the_file(notice, tmp_path):
    audit = pytest.importorskip("openxml_audit")
    path = tmp_path / "revised.docx"
    path.write_bytes(revised(notice).data)
    assert not list(audit.OpenXmlValidator().validate(str(path)).errors)


class TestWhatStandsBesideText:
    """What is in the laid out file besides text stays where it is, whatever is revised around it."""

    @staticmethod
    def changed(docx, change):
        """The laid out file with its body changed before it is revised."""
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            parts = {n: archive.read(n) for n in archive.namelist()}
        document = etree.fromstring(parts["word/document.xml"])
        change(document)
        parts["word/document.xml"] = etree.tostring(document)
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
        return file.getvalue()

    @staticmethod
    def run_with(document, text):
        return next(r for r in document.iter(W + "r") if text in "".join(r.itertext()))

    def test_a_note_in_the_middle_of_a_run(self, notice):
        def put_note(document):
            run = self.run_with(document, "现就有关")
            text = next(run.iter(W + "t"))
            before, after = text.text.split("现就")
            text.text = before
            etree.SubElement(run, W + "footnoteReference", {W + "id": "7"})
            etree.SubElement(run, W + "t").text = "现就" + after

        made = revised(notice, self.changed(laid_out(notice), put_note))
        (note,) = made.body.iter(W + "footnoteReference")
        paragraph = next(note.iterancestors(W + "p"))
        signs = list(paragraph.iter(W + "t", W + "delText", W + "footnoteReference"))
        before = "".join(e.text or "" for e in signs[: signs.index(note)])
        assert before == "　　汛期将至,"
        assert next(note.iterancestors(W + "ins"), None) is next(note.iterancestors(W + "del"), None) is None
        assert made.text(accept=False) == TEXT

    def test_a_line_end_within_a_link_is_a_deleted_break(self, notice):
        def put_link(document):
            run = self.run_with(document, "现就有关")
            link = etree.Element(W + "hyperlink")
            run.addprevious(link)
            link.append(run)

        made = revised(notice, self.changed(laid_out(notice), put_link))
        link = next(made.body.iter(W + "hyperlink"))
        assert [e.getparent().getparent().tag for e in link.iter(W + "br")] == [W + "del"]
        assert made.text(accept=False) == TEXT
        assert "通知如下。各级" in made.text(accept=True)

    def test_a_section_ends_where_it_ended(self, notice):
        def end_section(document):
            paragraph = next(self.run_with(document, "现就有关").iterancestors(W + "p"))
            etree.SubElement(paragraph.find(W + "pPr"), W + "sectPr")

        made = revised(notice, self.changed(laid_out(notice), end_section))
        (section,) = (s for s in made.body.iter(W + "sectPr") if s.getparent().tag == W + "pPr")
        assert "各级要落实" in "".join(next(section.iterancestors(W + "p")).itertext())
        assert made.text(accept=False) == TEXT


class TestWhatWasGivenBesideTheText:
    """Elements that the source lacks are the layout's: refused, nothing of them is left."""

    GIVEN: ClassVar = {
        "secrecy": "秘密",
        "issuer": ["临河县人民政府", "临河县水务局"],
        "number": "临政发〔2025〕1号",
        "copies": "市水务局。",
    }
    SOURCE = "关于防汛的通知\n各乡镇:\n　　汛期将至,要加强值\n守。\n\n临河县人民政府\n2025年6月1日\n"

    @pytest.fixture
    def made(self, tmp_path):
        path = tmp_path / "made.docx"
        gongwen.convert(gongwen.read_text(self.SOURCE), path, meta=self.GIVEN, revisions="all")
        return RevisedFile(path.read_bytes())

    def test_refused_it_is_the_source(self, made):
        assert made.text(accept=False).rstrip("\n") == self.SOURCE.rstrip("\n")

    def test_accepted_it_stands_in_its_tables(self, made):
        lines = made.text(accept=True).split("\n")
        assert lines[:3] == ["秘密", "临河县人民政府\t文件", "临河县水务局\t"]
        assert "抄送：市水务局。" in lines

    def test_rows_of_the_source_are_no_revisions(self, tmp_path):
        path = tmp_path / "made.docx"
        text = "关于防汛的通知\n　　汛期将至,要加强值守。\n\n抄送：市水务局。\n"
        given = {"printed_by": "临河县人民政府办公室", "printed_on": "2025年6月2日"}
        gongwen.convert(gongwen.read_text(text), path, meta=given, revisions="all")
        made = RevisedFile(path.read_bytes())
        signed = [row.find(f"{W}trPr/{W}ins") is not None for row in made.body.iter(W + "tr")]
        assert signed == [False, True]
        assert made.text(accept=False).rstrip("\n") == text.rstrip("\n")


def test_text_without_any_block():
    made = revised(repaired_of("发布评论\n", (edit(0, "发布评论\n", "", "boilerplate.line"),)))
    assert made.text(accept=False) == "发布评论\n"
    assert made.text(accept=True) == ""


def test_what_no_xml_can_hold_is_left_out():
    text = "一\x00二\x0b三\ud800四。"
    made = revised(repaired_of(text, (edit(1, "\x00", ""), edit(3, "\x0b", "，"))))
    assert made.text(accept=False) == "一二三四。"
    assert made.text(accept=True) == "一二，三四。"


PROPERTY = examples(150, HealthCheck.data_too_large)


@PROPERTY
@given(repairs())
def test_any_edits_can_be_refused_and_accepted(repaired):
    docx = laid_out(repaired)
    made = revised(repaired, docx)
    assert made.text(accept=False) == writable(repaired.source.text)
    assert made.text(accept=True) == RevisedFile(docx).text(accept=True)
    assert _ink(made.text(accept=True)) == _ink(writable(repaired.text))
    assert not [t for d in made.body.iter(W + "del") for t in d.iter(W + "t")]


@PROPERTY
@given(repairs())
def test_of_any_edits_only_the_doubtful_are_shown(repaired):
    docx = laid_out(repaired)
    made = revised(repaired, docx, doubtful_only=True)
    certain = tuple(e for e in repaired.edits if e.confidence >= 0.99)
    assert made.text(accept=True) == RevisedFile(docx).text(accept=True)
    assert _ink(made.text(accept=False)) == _ink(writable(apply_edits(repaired.source.text, certain)))


def _ink(text):
    return "".join(text.split())


@pytest.mark.slow
def test_five_thousand_edits_take_no_two_seconds():
    line = "　　要落实值班制度,做好物资储\n备:加强巡查。\n"
    text = line * 1700
    edits = []
    for start in range(0, len(text), len(line)):
        edits += [
            edit(start + line.index(","), ",", "，"),
            edit(start + line.index("\n"), "\n", "", "wrap.join"),
            edit(start + line.index(":"), ":", "：", "punct.width", 0.95),
        ]
    repaired = repaired_of(text, edits)
    assert len(edits) > 5000
    docx = laid_out(repaired)
    times = []
    for _ in range(2):
        began = time.process_time()
        made = revised(repaired, docx)
        times.append(time.process_time() - began)
    assert min(times) < 2
    assert made.text(accept=False) == text
    assert etree.fromstring(made.parts["word/document.xml"]) is not None


def test_what_was_given_is_one_insertion_and_what_it_replaces_one_deletion(tmp_path):
    path = tmp_path / "made.docx"
    text = (
        "关于做好2025年防汛工作的通知\n各乡镇人民政府、县直各单位：\n　　汛期将至，要加强值守。\n"
        "临河县人民政府\n2025年6月1日\n抄送：县委办公室，县人大办公室。\n"
    )
    given = {
        "title": "关于切实做好2025年度防汛备汛工作的通知",
        "to": ["各乡（镇）人民政府", "县政府各部门"],
        "date": "2025年6月3日",
        "copies": ["县委办公室", "县政协办公室"],
    }
    gongwen.convert(gongwen.read_text(text), path, meta=given, revisions="all")
    made = RevisedFile(path.read_bytes())
    assert made.text(accept=False).rstrip("\n") == text.rstrip("\n")
    said = {
        tag: ["".join(e.itertext()) for e in made.body.iter(W + tag) if "".join(e.itertext()).strip()]
        for tag in ("ins", "del")
    }
    assert said["ins"] == [
        "关于切实做好2025年度防汛备汛工作的通知",
        "各乡（镇）人民政府，县政府各部门：",
        "2025年6月3日",
        "抄送：县委办公室，县政协办公室。",
    ]
    assert said["del"] == [
        "关于做好2025年防汛工作的通知",
        "各乡镇人民政府、县直各单位：",
        "2025年6月1日",
        "抄送：县委办公室，县人大办公室。",
    ]
