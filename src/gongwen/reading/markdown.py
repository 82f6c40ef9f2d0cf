"""Markdown: the marks of its headings are no text, and its tables are tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import NOTHING, Kept
from .flow import Flow, ReadCell

_HEADING_MARK = re.compile("#{1,6}[ \\t]+")
_BORDER = re.compile(r"[ \t]{0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\r?")
"""The line below the head of a table: |---|:-:|"""
_BETWEEN = re.compile(r"(?<!\\)\|")


def read_markdown(text: str) -> tuple[str, Kept]:
    """The text without the marks of headings, cells of tables apart by tabs; and the tables."""
    lines = [_HEADING_MARK.sub("", line, count=1) if line[:1] == "#" else line for line in text.split("\n")]
    heads = [at for at in range(len(lines) - 1) if _is_head(lines[at], lines[at + 1])]
    if not heads:
        return "\n".join(lines), NOTHING
    flow, done = Flow(), 0
    for head in heads:
        if head < done:
            continue
        for line in lines[done:head]:
            flow.line(line)
        done = _end(lines, head + 2)
        _add_table(flow, [lines[head], *lines[head + 2 : done]])
    for line in lines[done:]:
        flow.line(line)
    return flow.text()


def _is_head(line: str, below: str) -> bool:
    """Whether a line names the columns that the border below it has."""
    has_border = "|" in below and _BORDER.fullmatch(below) is not None
    return has_border and len(_cells(line)) == len(_cells(below))


def _end(lines: Sequence[str], first: int) -> int:
    """The first line from there on that is no row."""
    return next((at for at in range(first, len(lines)) if "|" not in lines[at]), len(lines))


def _add_table(flow: Flow, rows: Sequence[str]) -> None:
    with flow.table():
        for number, row in enumerate(rows):
            flow.row([_cell(text) for text in _cells(row)], is_head=number == 0)


def _cells(row: str) -> list[str]:
    """What stands between the strokes; an escaped one is text."""
    cells = _BETWEEN.split(row.strip())
    inner = cells[cells[0] == "" : len(cells) - (cells[-1] == "" and len(cells) > 1)]
    return [cell.replace("\\|", "|").strip() for cell in inner]


def _cell(text: str) -> ReadCell:
    flow = Flow()
    flow.line(text)
    return ReadCell(flow)
