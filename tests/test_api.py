"""The Python API: contracts over whole texts, and what it says to wrong calls."""

from __future__ import annotations

import io
import json
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gongwen
from gongwen.model import Status, apply_edits
from properties import examples

SAMPLES = sorted(
    p for p in (Path(__file__).resolve().parent.parent / "samples" / "input").rglob("*") if p.is_file()
)
LINES = [line for path in SAMPLES if path.suffix == ".txt" for line in gongwen.read(path).text.split("\n")]
NOISE = [
    "",
    "　　",
    "发布评论",
    "— 3 —",
    "第1页 共10页",
    "x月x日,x市",
    'He said: "Hello, world!"',
    "１.加强领导。",
]


@st.composite
def damaged_texts(draw: st.DrawFn) -> str:
    """Lines of the samples, some cut in two, some joined, with noise between."""
    lines = draw(st.lists(st.sampled_from(LINES) | st.sampled_from(NOISE), max_size=8))
    parts = []
    for line in lines:
        cut = draw(st.integers(0, len(line)))
        parts += [line[:cut], line[cut:]] if draw(st.booleans()) else [line]
    return draw(st.sampled_from(["\n", "\n\n", "\r\n", "\n　　"])).join(parts)


def check(repaired: gongwen.Repaired) -> None:
    source = repaired.source.text
    assert apply_edits(source, repaired.edits) == repaired.text
    for edit in repaired.edits:
        assert source[edit.start : edit.end] == edit.before
        assert (edit.after == edit.before) == (edit.status is Status.NOTED)
    assert all(a.end <= b.start for a, b in pairwise(repaired.edits))


@given(damaged_texts(), st.sampled_from(["certain", "likely", "all"]))
@examples(60)
def test_the_log_leads_to_the_result_and_a_second_run_changes_nothing(text: str, level: str) -> None:
    repaired = gongwen.repair(gongwen.read_text(text), level=level)
    check(repaired)
    blocks = gongwen.parse(repaired).blocks
    assert "".join("".join(b.text for b in blocks).split()) == "".join(repaired.text.split())
    again = gongwen.repair(gongwen.read_text(repaired.text), level=level)
    assert again.text == repaired.text


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.name)
def test_what_is_refused_stays_refused(path: Path) -> None:
    source = gongwen.read(path)
    repaired = gongwen.repair(source)
    applied = [e for e in repaired.edits if e.status is Status.APPLIED]
    for refused in applied[:: max(1, len(applied) // 8)]:
        again = gongwen.repair(source, reject=[refused])
        check(again)
        assert not any(
            e.status is Status.APPLIED
            and set(e.rules) & set(refused.rules)
            and (refused.start <= e.start and e.end <= refused.end)
            for e in again.edits
        )


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.name)
def test_convert_reports_what_it_did(path: Path, tmp_path: Path) -> None:
    result = gongwen.convert(path, [tmp_path / "a.docx", tmp_path / "a.pdf", tmp_path / "a.txt"])
    assert all(p.stat().st_size > 0 for p in result.paths)
    report = json.loads(json.dumps(result.report))
    assert report["format"] == "gongwen-report/1"
    assert report["source"]["text"] == result.source.text
    assert report["result"]["text"] == result.repaired.text
    assert len(report["edits"]) == len(result.repaired.edits)


def test_one_target_may_stand_alone(tmp_path: Path) -> None:
    result = gongwen.convert(SAMPLES[0], tmp_path / "a.txt")
    assert result.paths == (tmp_path / "a.txt",)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: gongwen.read(None),
        lambda: gongwen.read(io.StringIO("公文")),
        lambda: gongwen.read_text(None),
        lambda: gongwen.repair("公文"),
        lambda: gongwen.repair(gongwen.read_text("公文"), level="most"),
        lambda: gongwen.repair(gongwen.read_text("公文"), script="traditional"),
        lambda: gongwen.repair(gongwen.read_text("公文"), reject=[{"rules": ["wrap.join"]}]),
        lambda: gongwen.write(gongwen.parse("公文"), "a.xls"),
        lambda: gongwen.typeset(gongwen.parse("公文"), style="no-such-style"),
        lambda: gongwen.typeset(gongwen.parse("公文"), mode="best"),
    ],
)
def test_wrong_calls_get_one_clear_line(wrong) -> None:
    with pytest.raises(gongwen.GongwenError) as caught:
        wrong()
    assert str(caught.value)
    assert "\n" not in str(caught.value)


def test_one_document_may_want_otherwise_than_its_style():
    document = gongwen.parse(
        "关于开会的通知\n\n各单位：\n\n" + "请按时参加。" * 300 + "\n\n市委办公室\n2024年1月5日\n"
    )
    usual = gongwen.typeset(document)
    duplex = gongwen.typeset(document, adapt=gongwen.Adaptation(duplex=True))
    sealed = gongwen.typeset(document, adapt=gongwen.Adaptation(seal=True))
    left = [min(run.xs[0] for line in pages.pages[1].lines for run in line.runs) for pages in (usual, duplex)]
    assert left[0] - left[1] == pytest.approx(2 * 72 / 25.4, abs=0.01)  # 28 and 26 mm
    assert _line(usual, "市委办公室") != _line(sealed, "市委办公室")
    with pytest.raises(gongwen.StyleError, match=r"9704, 33476\.2"):
        gongwen.typeset(document, adapt=gongwen.Adaptation(margins="none"))


def _line(pages, text):
    lines = (line for page in pages.pages for line in page.lines if line.text == text)
    return next((line.runs[0].xs[0], line.runs[0].y) for line in lines)


def test_margins_of_the_word_file(tmp_path):
    document = gongwen.parse("关于开会的通知\n\n各单位：\n\n请按时参加。\n")
    for margins, top in (("9704", 37), ("33476.2", 34.58)):
        path = gongwen.write(
            document, tmp_path / f"{margins}.docx", adapt=gongwen.Adaptation(margins=margins)
        )
        assert docx.Document(str(path)).sections[0].top_margin.mm == pytest.approx(top, abs=0.05)
