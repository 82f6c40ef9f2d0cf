"""The report as one JSON object, format `gongwen-report/1`."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TypedDict

from ..model import Document, Edit, Notice, Repaired, Source

FORMAT = "gongwen-report/1"
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class SourceEntry(TypedDict):
    """What was read."""

    name: str
    bytes: int
    sha256: str
    encoding: str
    text: str


class ResultEntry(TypedDict):
    """What came out."""

    text: str


class EditEntry(TypedDict):
    """One repair; offsets are code points of the source's text, `line` counts from 1."""

    start: int
    end: int
    before: str
    after: str
    rules: list[str]
    confidence: float
    status: str
    reason: str
    line: int


class BlockEntry(TypedDict):
    """One part of the document."""

    kind: str
    level: int | None
    text: str


class WarningEntry(TypedDict):
    """Something to know that is tied to no single place."""

    code: str
    message: str


class Report(TypedDict):
    """The whole object; applying the `applied` edits to `source.text` gives `result.text`."""

    format: str
    source: SourceEntry
    result: ResultEntry
    edits: list[EditEntry]
    blocks: list[BlockEntry]
    warnings: list[WarningEntry]


def build(repaired: Repaired, document: Document, notices: Sequence[Notice] = ()) -> Report:
    """The report of one text; `notices` may hold those of the source once more."""
    return {
        "format": FORMAT,
        "source": _source(repaired.source),
        "result": {"text": repaired.text},
        "edits": _edits(repaired.source.text, repaired.edits),
        "blocks": [{"kind": b.kind.value, "level": b.level, "text": b.text} for b in document.blocks],
        "warnings": [
            {"code": notice.code, "message": notice.message}
            for notice in dict.fromkeys((*repaired.source.notices, *notices))
        ],
    }


def to_json(report: Report) -> str:
    """The object as UTF-8 can carry it: Han as they are, lone surrogates escaped."""
    text = json.dumps(report, ensure_ascii=False, indent=1)
    return _LONE_SURROGATE.sub(lambda m: f"\\u{ord(m[0]):04x}", text) + "\n"


def _source(source: Source) -> SourceEntry:
    return {
        "name": source.name,
        "bytes": source.size,
        "sha256": source.sha256,
        "encoding": source.encoding,
        "text": source.text,
    }


def _edits(text: str, edits: Iterable[Edit]) -> list[EditEntry]:
    ends = [place for place, character in enumerate(text) if character == "\n"]
    return [
        {
            "start": edit.start,
            "end": edit.end,
            "before": edit.before,
            "after": edit.after,
            "rules": list(edit.rules),
            "confidence": edit.confidence,
            "status": edit.status.value,
            "reason": edit.reason,
            "line": bisect_right(ends, edit.start - 1) + 1,
        }
        for edit in edits
    ]
