"""The development texts, split by a hash of each document into what is learned from and what is kept apart.

The folder is named by `GONGWEN_DATA`, else it is `../shared/data` beside the project. What is held out here
is never learned from, so that the benchmarks measure the very tables that are shipped.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HELD_OUT = 38
"""Documents whose first hash byte is below this are held out: 38 of 256, about 15 in a hundred."""

SETS = {
    "laws": "laws/laws.jsonl.gz",
    "xwlb": "xwlb/xwlb.jsonl.gz",
    "work-reports": "work-reports/national-and-congress.jsonl.gz",
    "provinces": "work-reports/provinces2026-dirty.jsonl.gz",
    "speeches": "speeches/xi2020-flattened.jsonl.gz",
    "govcn-policy": "govcn-policy/govcn.jsonl.gz",
    "peoples-daily": "peoples-daily-199801/pd199801.jsonl.gz",
    "essays": "shenlun-essays/essays.jsonl.gz",
}
_CLOSED = re.compile(r"[。！？：；…”’）》〉】〕」』]\s*$")
_CLOSERS = '。！？：；”）…】》—.!?:;)"』」’'
_PREFIX = re.compile(r"^央视网消息（新闻联播）：")


def data_folder() -> Path:
    """Where the development texts are."""
    return Path(os.environ.get("GONGWEN_DATA", ROOT.parent / "shared" / "data"))


def records(path: str) -> Iterator[dict[str, Any]]:
    """The records of a `.jsonl.gz` file of the data folder."""
    with gzip.open(data_folder() / path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def documents(name: str) -> Iterator[tuple[bool, list[str]]]:
    """Each document of a set as (held out?, paragraphs); duplicates are dropped."""
    seen = set()
    for record in records(SETS[name]):
        paragraphs = record["paragraphs"] if "paragraphs" in record else re.split(r"[\r\n]+", record["raw"])
        if name == "work-reports":
            paragraphs = rejoined(record["raw"].split("\n")[: record["tail_start"]])
        paragraphs = [_PREFIX.sub("", p.strip()) for p in paragraphs]
        paragraphs = [p for p in paragraphs if p]
        digest = hashlib.sha256("\n".join(paragraphs).encode()).digest()
        if digest not in seen:
            seen.add(digest)
            yield digest[0] < HELD_OUT, paragraphs


def held_out(name: str) -> list[list[str]]:
    """The documents of a set that nothing was learned from."""
    return [paragraphs for kept_apart, paragraphs in documents(name) if kept_apart]


def training(name: str) -> list[list[str]]:
    """The documents of a set that the tables are learned from."""
    return [paragraphs for kept_apart, paragraphs in documents(name) if not kept_apart]


def is_whole(paragraphs: list[str]) -> bool:
    """Whether its own paragraphs look undamaged: none opens with a comma, few long ones lack a stop."""
    if len(paragraphs) < 4 or any(p[0] in "，。、；：！？）》”,.;" or "\n" in p for p in paragraphs):
        return False
    long = [p for p in paragraphs if len(p) > 45]
    return sum(p[-1] not in _CLOSERS for p in long) <= 0.02 * len(long)


def rejoined(lines: list[str]) -> list[str]:
    """Paragraphs of a page whose hyperlinks broke its lines: long lines are joined up to a closing mark."""
    paragraphs: list[str] = []
    is_open = False
    for line in (text.strip() for text in lines):
        if is_open and paragraphs:
            paragraphs[-1] += line
        else:
            paragraphs.append(line)
        is_open = bool(line) and len(paragraphs[-1]) > 40 and not _CLOSED.search(line)
    return paragraphs
