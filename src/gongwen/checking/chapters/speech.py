"""讲话稿: what is usual, not what is demanded."""

from __future__ import annotations

import re
from collections import Counter

from ..faults import (
    Checks,
    Fault,
    Faults,
    centered,
    face_class,
    from_left,
    look_faults,
    nothing,
    pt,
    quoted,
    start_fault,
)
from ..lines import PT
from ..paragraphs import Document, Kind, Paragraph
from ..rulebook import tolerance
from .imprint import imprint

_DATE = re.compile(r"（\d{4}年\d{1,2}月\d{1,2}日.*）")
_PITCH = (28.0, 30.0)
_NUMBERED_LEVELS = 2


def _is_speech(document: Document) -> bool:
    return document.layout == "speech"


def _title(document: Document) -> Faults:
    """Y-01."""
    titles = document.of(Kind.TITLE)
    if not _is_speech(document) or not titles:
        return None
    faults = [fault for p in titles for fault in centered(p)]
    return faults + [Fault(p, p.look.face, "小标宋") for p in titles if face_class(p.look.face) != "小标宋"]


def _subtitle(document: Document) -> Faults:
    """Y-02."""
    parts = document.of(Kind.SUBTITLE)
    if not _is_speech(document) or not parts:
        return None
    return [Fault(p, quoted(p.text[:4]), "——") for p in parts if not p.text.strip().startswith("——")]


def _date(document: Document) -> Faults:
    """Y-03."""
    dates = document.of(Kind.DATE_LINE)
    if not _is_speech(document) or not dates:
        return None
    faults = [
        Fault(p, quoted(p.text), "（2020年10月28日）") for p in dates if not _DATE.fullmatch(p.text.strip())
    ]
    return faults + [fault for p in dates for fault in _usual(p)]


def _usual(paragraph: Paragraph) -> list[Fault]:
    return [*centered(paragraph), *look_faults(paragraph, paragraph.look, "楷体", "三号")]


def _speaker(document: Document) -> Faults:
    """Y-04."""
    speakers = document.of(Kind.SPEAKER)
    if not _is_speech(document) or not speakers:
        return None
    return [fault for p in speakers for fault in _usual(p)]


def _no_imprint(document: Document) -> Faults:
    """Y-05."""
    if not _is_speech(document):
        return None
    return [Fault(p, quoted(p.text), nothing()) for p in imprint(document)]


def _salutation(document: Document) -> Faults:
    """Y-06."""
    salutation = document.first(Kind.ADDRESSEE)
    if not _is_speech(document) or not salutation:
        return None
    faults = list(start_fault(salutation, 0, tolerance("Y-06")))
    if not salutation.text.strip().endswith("："):
        faults.append(Fault(salutation, quoted(salutation.text[-3:]), "："))
    return faults


def _levels(document: Document) -> Faults:
    """Y-08."""
    headings = document.of(Kind.HEADING)
    if not _is_speech(document) or not headings:
        return None
    levels = sorted({p.level for p in headings})
    if len(levels) <= _NUMBERED_LEVELS:
        return []
    deepest = next(p for p in headings if p.level == levels[-1])
    return [Fault(deepest, str(len(levels)), f"≤ {_NUMBERED_LEVELS}")]


def _pitch(document: Document) -> Faults:
    """Y-09."""
    if not _is_speech(document) or not document.prose:
        return None
    first = document.prose[0]
    if document.word:
        lines = Counter(
            p.word.props.line for p in document.prose if p.word and p.word.props.line_rule == "exact"
        )
        if not lines:
            return None
        found = lines.most_common(1)[0][0] / 20
    else:
        found = document.pitch / PT
    if _PITCH[0] - 0.2 <= found <= _PITCH[1] + 0.2:
        return []
    return [Fault(first, pt(round(found, 1)), f"{_PITCH[0]:g}–{_PITCH[1]:g} pt")]


def _number(document: Document) -> Faults:
    """Y-10."""
    if not _is_speech(document) or not document.numbers:
        return None
    limit = tolerance("Y-10")
    faults = []
    for page, line in document.numbers.items():
        middle = (document.left[page] + document.right[page]) / 2
        outer = document.right[page] - line.right if page % 2 else line.left - document.left[page]
        if abs(line.center - middle) > limit and abs(line.center - 105) > limit and not 3 <= outer <= 7:
            faults.append(Fault(line, from_left(line.center), from_left(middle)))
    return faults


_BOTH: Checks = {
    "Y-01": _title,
    "Y-02": _subtitle,
    "Y-03": _date,
    "Y-04": _speaker,
    "Y-05": _no_imprint,
    "Y-06": _salutation,
    "Y-08": _levels,
    "Y-09": _pitch,
}
PDF: Checks = _BOTH | {"Y-10": _number}
WORD: Checks = _BOTH
