"""What lies in samples/output is what comes out of samples/input today."""

from __future__ import annotations

from pathlib import Path

import pytest

import gongwen

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
OUTPUTS = sorted((SAMPLES / "output").rglob("*.txt"))


def source_of(output: Path) -> Path:
    """`a.html.txt` came from `a.html`, `a.txt` from `a.txt`."""
    place = SAMPLES / "input" / output.relative_to(SAMPLES / "output")
    return place if place.exists() else place.with_suffix("")


def test_every_input_has_its_output() -> None:
    inputs = {p for p in (SAMPLES / "input").rglob("*") if p.is_file()}
    assert {source_of(output) for output in OUTPUTS} == inputs


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda p: p.name)
def test_output_is_that_of_today(output: Path, tmp_path: Path) -> None:
    gongwen.convert(source_of(output), tmp_path / "result.txt")
    assert (tmp_path / "result.txt").read_text("utf-8") == output.read_text("utf-8")
