"""What the converter writes conforms; LibreOffice's PDF of our Word file gets the verdict of our own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import gongwen

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "benchmarks"))  # office.py: LibreOffice and what it made
OUTPUTS = sorted(p for p in (ROOT / "samples/output").rglob("*") if p.suffix in (".pdf", ".docx"))
FACES = {"F-01", "B-01", "B-10", "N-01"}
"""Rules about faces, which hang on what is installed."""


def errors(path_or_bytes) -> set[str]:
    return {finding.rule for finding in gongwen.check(path_or_bytes).of("error")}


@pytest.mark.parametrize("path", OUTPUTS, ids=lambda p: p.name)
def test_the_samples_conform(path):
    verdict = gongwen.check(path)
    assert {finding.rule for finding in verdict.of("error")} == set()
    assert {finding.rule for finding in verdict.of("warning")} <= FACES
    assert verdict.margins == "9704"


def test_a_speech_of_ours_has_no_error(tmp_path):
    text = (
        "在全市工作会议上的讲话\n（2024年3月5日）\n同志们：\n"
        + "各地各部门要认真学习贯彻会议精神，抓好落实。" * 60
    )
    targets = [tmp_path / "a.docx", tmp_path / "a.pdf"]
    source = gongwen.read_text(text)
    gongwen.convert(source, targets)
    assert [errors(path) for path in targets] == [set(), set()]


@pytest.mark.office
def test_libreoffice_gives_the_verdict_of_our_own_pdf(tmp_path):
    office = pytest.importorskip("office")
    if not office.soffice():
        pytest.skip("no LibreOffice")
    text = (ROOT / "samples/output/speech.txt").read_text(encoding="utf-8")
    targets = [tmp_path / "a.docx", tmp_path / "a.pdf"]
    gongwen.convert(gongwen.read_text(text), targets)
    (tmp_path / "office").mkdir()
    other = office.render([targets[0]], tmp_path / "office")[0]
    ours, theirs = gongwen.check(targets[1]), gongwen.check(other)
    assert theirs.layout == ours.layout
    assert theirs.of("error") == ours.of("error") == []
    body = ("G-01", "G-02", "F-02", "B-08", "B-09", "P-01", "P-03", "P-04", "K-01", "K-02", "K-04")
    for rule in body:
        assert (rule in theirs.broken) == (rule in ours.broken), rule
