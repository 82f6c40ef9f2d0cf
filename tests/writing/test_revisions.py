"""Repairs as revisions: refusing all gives the source, accepting all the file as it is without them."""

import io
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from revisedfile import RevisedFile, W

import gongwen
from gongwen import stylesheets
from gongwen.model import Edit, Repaired, Source, Status, apply_edits
from gongwen.writing.docx import write_docx
from gongwen.writing.revisions import Markup, write_revisions
from gongwen.writing.wordxml import writable

TEXT = (
    "发布时间：2024-03-05 字号：大 中 小\n关于做好防汛工作的通知\n\n各县(市、区)人民政府:\n"
    "　　汛期将至,现就有关事项通知如\n下。各级要落实特产业值班制度。一、加强值守\n"
    "　　马汰效应要防止,x月x日前报送。\n发布评论\n某某市人民政府\n2024年3月5日\n"
)


def edit(  # noqa: PLR0917
    start, before, after, rule="punct.width", confidence=0.995, status=Status.APPLIED, reason="why"
):
    return Edit(start, start + len(before), before, after, (rule,), confidence, status, reason)


def edits_of(text):
    def one(before, after, *rest):
        return edit(text.index(before), before, after, *rest)

    found = [
        one("发布时间：2024-03-05 字号：大 中 小\n", "", "boilerplate.line", 0.96),
        one("(市、区)", "（市、区）", "punct.width", 0.999),
        one(":\n", "：\n"),
        one("如\n下", "如下", "wrap.join", 0.95),
        one("特产业", "特色产业", "char.missing", 0.92),
        one("一、加强", "\n一、加强", "paragraph.split", 0.93),
        one("马汰效应", "马太效应", "char.wrong", 0.8, Status.SUGGESTED, "usually 马太效应"),
        one("x月x日", "x月x日", "mask.placeholder", 1, Status.NOTED, "a masked date"),
        one("\n发布评论", "", "boilerplate.line", 0.995),
        edit(len(text), "", "", "end.truncated", 1, Status.NOTED, "breaks off"),
    ]
    return tuple(sorted(found, key=lambda e: e.start))


def repaired_of(text, edits):
    return Repaired(Source.from_text(text, "通知.txt"), apply_edits(text, edits), tuple(edits))


def markup_of(repaired, **options):
    return Markup(
        [e.rules[0].partition(".")[0] for e in repaired.edits],
        [f"{e.reason}\n→ {e.after}" for e in repaired.edits],
        "layout",
        **options,
    )


def laid_out(repaired):
    file = io.BytesIO()
    write_docx(gongwen.parse(repaired), stylesheets.load("general"), file)
    return file.getvalue()


def revised(repaired, docx=None, **options):
    file = io.BytesIO()
    write_revisions(docx or laid_out(repaired), repaired, markup_of(repaired, **options), file)
    return RevisedFile(file.getvalue())


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


def test_text_without_any_block():
    made = revised(repaired_of("发布评论\n", (edit(0, "发布评论\n", "", "boilerplate.line"),)))
    assert made.text(accept=False) == "发布评论\n"
    assert made.text(accept=True) == ""


def test_what_no_xml_can_hold_is_left_out():
    text = "一\x00二\x0b三\ud800四。"
    made = revised(repaired_of(text, (edit(1, "\x00", ""), edit(3, "\x0b", "，"))))
    assert made.text(accept=False) == "一二三四。"
    assert made.text(accept=True) == "一二，三四。"


CHARS = st.sampled_from('中文，,一二三、（)(:：。.“"—… \t\n\n\n\u3000\x00\x0bab\U00020000\u00ad')
TEXTS = st.text(CHARS, max_size=60)


@st.composite
def repairs(draw):
    text = draw(TEXTS)
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=16)))
    found = []
    for start, end in zip(places[::2], places[1::2], strict=False):
        if found and start <= found[-1].end:
            continue
        status = draw(st.sampled_from([*[Status.APPLIED] * 3, Status.SUGGESTED, Status.NOTED]))
        before = text[start:end]
        after = before if status is Status.NOTED else draw(st.text(CHARS, max_size=8))
        confidence = draw(st.sampled_from([0.5, 0.95, 0.999]))
        rule = draw(st.sampled_from(["punct.width", "wrap.join", "char.missing"]))
        found.append(edit(start, before, after, rule, confidence, status))
    return repaired_of(text, found)


PROPERTY = settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


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
