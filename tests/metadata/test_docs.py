"""The page on given elements names keys that there are, and every element."""

from __future__ import annotations

import re
from pathlib import Path

from gongwen.metadata.elements import key_of, keys

PAGE = Path(__file__).parents[2] / "docs" / "command-line.md"


def test_the_page_lists_the_keys():
    section = (
        PAGE.read_text(encoding="utf-8").split("## Elements that the text does not hold")[1].split("\n## ")[0]
    )
    rows = [row for row in section.split("\n") if row.startswith("| ")][2:]
    named = [name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[2])]
    assert all(key_of(name) for name in named)
    assert {key_of(name) for name in named} == set(keys().values())
