"""Texts, edits on them and the .docx with revisions that comes of it, for the tests of revisions."""

import io

from hypothesis import strategies as st
from revisedfile import RevisedFile

import gongwen
from gongwen import stylesheets
from gongwen.model import Edit, Repaired, Source, Status, apply_edits
from gongwen.writing.docx import write_docx
from gongwen.writing.revisions import Markup, write_revisions

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


CHARS = '中文，,一二三、（)(:：。.“"—… \n\n\n\u3000\x00\x0bab\U00020000\u00ad'
TEXTS = st.text(st.sampled_from("\t" + CHARS), max_size=60)
PUT_IN = st.text(st.sampled_from(CHARS), max_size=8)
"""No repair puts in a tab (tests/whole): it would be a cell of a table, and cells are no revisions."""


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
        after = before if status is Status.NOTED else draw(PUT_IN)
        confidence = draw(st.sampled_from([0.5, 0.95, 0.999]))
        rule = draw(st.sampled_from(["punct.width", "wrap.join", "char.missing"]))
        found.append(edit(start, before, after, rule, confidence, status))
    return repaired_of(text, found)
