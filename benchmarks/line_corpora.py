"""Clean documents as lists of paragraphs, from the data folder (`GONGWEN_DATA` or `../shared/data`)."""

from __future__ import annotations

import gzip
import json
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATA = Path(os.environ.get("GONGWEN_DATA") or Path(__file__).parents[2] / "shared" / "data")

_CLOSERS = "。！？：；”）…】》—.!?:;)\"』」’"
_SETS = {
    "xwlb": ("xwlb/xwlb.jsonl.gz", 60),
    "govcn": ("govcn-policy/govcn.jsonl.gz", 29),
    "laws": ("laws/laws.jsonl.gz", 50),
    "reports": ("work-reports/national-and-congress.jsonl.gz", 45),
    "provinces": ("work-reports/provinces2026-dirty.jsonl.gz", 16),
    "speeches": ("speeches/xi2020-flattened.jsonl.gz", 29),
}


@dataclass(frozen=True, slots=True)
class CleanDocument:
    """A text known to be whole."""

    name: str
    genre: str
    title: str
    paragraphs: list[str]


def records(path: str) -> Iterator[dict[str, Any]]:
    """The records of one `.jsonl.gz` file of the data folder."""
    with gzip.open(DATA / path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def clean_documents(*genres: str, most: int | None = None) -> list[CleanDocument]:
    """Documents of some genres (all without any), the same ones each time."""
    found = []
    for genre in genres or tuple(_SETS):
        path, usual = _SETS[genre]
        documents = [d for d in map(_document(genre), records(path)) if _is_whole(d.paragraphs)]
        random.Random(genre).shuffle(documents)
        found += documents[: most or usual]
    return found


def _document(genre: str) -> Any:
    def made(record: dict[str, Any]) -> CleanDocument:
        paragraphs = [p.strip(" \t\u3000\xa0\r\n") for p in record["paragraphs"]]
        return CleanDocument(record["id"], genre, record.get("title", ""), [p for p in paragraphs if p])

    return made


def _is_whole(paragraphs: list[str]) -> bool:
    """Whether its own paragraphs look undamaged: none opens with a comma, few long ones lack a stop."""
    long = [p for p in paragraphs if len(p) > 45]
    if len(paragraphs) < 4 or any(p[0] in "，。、；：！？）》”,.;" for p in paragraphs) or any("\n" in p for p in paragraphs):
        return False
    return sum(p[-1] not in _CLOSERS for p in long) <= 0.02 * len(long)
