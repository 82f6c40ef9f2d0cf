"""Made-up documents of all 15 kinds, whose every part is known."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.documents.generator import GENRES, make

from gongwen.model import BlockKind
from gongwen.parsing import parse


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("seed", range(4 * len(GENRES)))
def test_every_part_is_found(seed):
    made = make(seed)
    document = parse(made.text)
    found = [
        (f"heading{b.level}" if b.kind is BlockKind.HEADING else b.kind.value, bare(b.text))
        for b in document.blocks
    ]
    assert sorted(found) == sorted((kind, bare(text)) for kind, text in made.parts)
    assert document.genre is not None
    assert document.genre.value == made.genre
