"""What each line is, over cases kept as files, and that no character is lost."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.model import BlockKind
from gongwen.parsing import parse

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["case"]


def shown(block) -> str:
    kind = f"heading{block.level}" if block.kind is BlockKind.HEADING else block.kind.value
    return f"{kind}{'+' if block.run_in else ''}"


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_case(case):
    document = parse(case["text"])
    assert [shown(b) for b in document.blocks] == case["blocks"].split()
    assert document.kind.value == case["kind"]


LINES = st.sampled_from([line for case in CASES for line in case["text"].split("\n")] + ["", "  ", "　　"])


@given(st.lists(LINES | st.text(max_size=20), max_size=25))
def test_no_character_is_lost(lines):
    text = "\n".join(lines)
    blocks = parse(text).blocks
    assert "".join("".join(b.text for b in blocks).split()) == "".join(text.split())
    for block in blocks:
        assert text[block.start : block.end].split() == block.text.split()
        assert block.text
    assert [b.start for b in blocks] == sorted(b.start for b in blocks)
