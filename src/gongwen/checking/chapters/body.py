"""Paragraphs and headings of the body (7.3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..elements import heading_text, runs_in
from ..faults import (
    Checks,
    Fault,
    Faults,
    at_left,
    look_faults,
    quoted,
    start_fault,
)
from ..lines import CELL, Look
from ..paragraphs import Document, Kind, Paragraph
from ..rulebook import tolerance

_FORMS = (
    re.compile(r"[一二三四五六七八九十百]+、"),
    re.compile(r"（[一二三四五六七八九十百]+）(?![、，.．])"),
    re.compile(r"\d+[.．](?!\d)"),
    re.compile(r"（\d+）(?![、，.．])"),
)
_LONGEST_HEADING = 45
_EXAMPLES = ("一、", "（一）", "1.", "（1）")
_FACES = ("黑体", "楷体", "仿宋", "仿宋")


def main_text(document: Document) -> list[Paragraph]:
    """The paragraphs before the first attachment."""
    mark = document.first(Kind.ATTACHMENT_MARK)
    if not mark:
        return document.paragraphs
    return document.paragraphs[: document.paragraphs.index(mark)]


def _flowing(document: Document, kind: Kind) -> list[Paragraph]:
    """Paragraphs of running text; what is centred or stands right is displayed, not indented."""
    return [p for p in main_text(document) if p.kind is kind and p.align not in ("center", "right")]


def _indents(document: Document) -> Faults:
    """B-08."""
    bodies = _flowing(document, Kind.BODY)
    if not bodies:
        return None
    return [fault for p in bodies for fault in indent_faults(p, tolerance("B-08"))]


def indent_faults(paragraph: Paragraph, limit: float) -> Iterator[Fault]:
    """Faults where the first line is not two characters in, or another one not flush."""
    if paragraph.word and paragraph.word.text[:1] in ("\u3000", " ", "\u00a0"):
        yield Fault(paragraph, f"U+{ord(paragraph.word.text[0]):04X}", at_left(2))
        return
    yield from start_fault(paragraph, 2, limit)
    flush = abs(paragraph.rest) * CELL <= limit + 0.15
    if (paragraph.word or len(paragraph.lines) > 1) and not flush and not _opens(paragraph):
        yield Fault(paragraph, at_left(paragraph.rest), at_left(0))


def _opens(paragraph: Paragraph) -> bool:
    """Whether an opening mark, whose left half may be gone, begins the second line."""
    return len(paragraph.lines) > 1 and paragraph.lines[1].text[:1] in "“‘《〈（〔【「『"


def _levels(document: Document) -> Faults:
    """B-09: numbers in their forms; no level above that of the first heading."""
    headings = [p for p in main_text(document) if p.kind is Kind.HEADING]
    if not headings:
        return None
    faults = [
        Fault(p, quoted(p.text[:6]), _EXAMPLES[p.level - 1], general=True)
        for p in headings
        if not _FORMS[p.level - 1].match(p.text.strip())
    ]
    first = headings[0].level
    higher = next((p for p in headings if p.level < first), None)
    if higher:
        faults.append(
            Fault(higher, f"{_EXAMPLES[first - 1]} → {_EXAMPLES[higher.level - 1]}", " → ".join(_EXAMPLES))
        )
    return faults


def _heading_faces(document: Document) -> Faults:
    """B-10."""
    headings = [p for p in document.of(Kind.HEADING) if not _is_item(p)]
    if not headings:
        return None
    return [
        fault
        for p in headings
        if (look := _heading_look(p))
        for fault in look_faults(p, look, _FACES[p.level - 1], "三号")
    ]


def _is_item(paragraph: Paragraph) -> bool:
    """Whether a numbered paragraph is an item of a list: a sentence of its own, no heading."""
    words = heading_text(paragraph)
    whole = len(words) == len(paragraph.text.strip())
    return len(words) > _LONGEST_HEADING or (paragraph.level > 1 and whole and words[-1] in "；。，")


def _heading_look(paragraph: Paragraph) -> Look | None:
    """How the words of a heading look, without its number."""
    text = heading_text(paragraph)
    number = re.match(r"[（(]?[\d一二三四五六七八九十百]+[）)]?[、.．，,]?\s*", text)
    start = number.end() if number else 0
    looks = paragraph.characters()[start : len(text)]
    return max(set(looks), key=looks.count) if looks else None


def _heading_indents(document: Document) -> Faults:
    """B-12."""
    headings = _flowing(document, Kind.HEADING)
    if not headings:
        return None
    return [fault for p in headings for fault in indent_faults(p, tolerance("B-12"))]


def _heading_ends(document: Document) -> Faults:
    """B-13."""
    alone = [p for p in document.of(Kind.HEADING) if p.level < 3 and not runs_in(p)]
    if not alone:
        return None
    return [
        Fault(p, quoted(p.text[-4:]), quoted(p.text.strip()[-4:-1]))
        for p in alone
        if p.text.strip()[-1] in "。；，"
    ]


PDF: Checks = {
    "B-08": _indents,
    "B-09": _levels,
    "B-10": _heading_faces,
    "B-12": _heading_indents,
    "B-13": _heading_ends,
}
WORD: Checks = PDF
