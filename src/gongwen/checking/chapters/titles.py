"""The title and what stands between it and the body (7.3.1, 7.3.2)."""

from __future__ import annotations

import re
from itertools import pairwise

from ...i18n import gettext as _
from ..elements import kind_of
from ..faults import (
    Checks,
    Fault,
    Faults,
    centered,
    gap_fault,
    look_faults,
    nothing,
    pt,
    quoted,
    start_fault,
    width_of,
)
from ..lines import PT
from ..paragraphs import Document, Kind, Paragraph
from ..rulebook import tolerance
from .numberline import head_rule

_EVEN = 0.5
"""Cells by which lines must differ not to count as equally long."""
_PITCH = (30.0, 42.0)
_PAIRS = {"《": "》", "“": "”", "（": "）", "(": ")", "〈": "〉"}


def _titles(document: Document) -> list[Paragraph]:
    return document.of(Kind.TITLE)


def _title_place(document: Document) -> Faults:
    """B-01."""
    title = document.first(Kind.TITLE)
    if not title or document.layout == "speech":
        return None
    faults = [f for p in _titles(document) for f in look_faults(p, p.look, "小标宋", "二号")]
    faults += centered(title)
    if document.layout != "general":
        return faults
    rule = head_rule(document)
    if rule and title.page == 1:
        faults += gap_fault(title, 2, title.top - rule.y)
    elif title.word and document.of(Kind.NUMBER):
        faults += gap_fault(title, 2)
    return faults


def title_lines(paragraphs: list[Paragraph]) -> list[str]:
    """The lines of a title as they stand; those of a Word file are the ones broken by hand."""
    lines: list[str] = []
    for paragraph in paragraphs:
        lines += [line.text for line in paragraph.lines] or paragraph.text.split("\n")
    return [line.strip() for line in lines if line.strip()]


def _shape(document: Document) -> Faults:
    """B-02: no hourglass and no rectangle."""
    lines = title_lines(_titles(document))
    if len(lines) < 2:
        return None
    title = _titles(document)[0]
    widths = [width_of(line) for line in lines]
    hourglass = any(
        widths[i - 1] > widths[i] + _EVEN and widths[i + 1] > widths[i] + _EVEN
        for i in range(1, len(widths) - 1)
    )
    rectangle = max(widths) - min(widths) < _EVEN
    if not (hourglass or rectangle):
        return []
    return [Fault(title, " / ".join(f"{width:g}" for width in widths), _("trapezium or rhombus"))]


def _line_breaks(document: Document) -> Faults:
    """B-02b."""
    titles = _titles(document)
    lines = title_lines(titles)
    if len(lines) < 2:
        return None
    return [
        Fault(titles[0], f"{line[-6:]} / {following[:6]}", _("whole words, marks in pairs and numbers"))
        for index, (line, following) in enumerate(pairwise(lines))
        if following[0] in "的了和与及" or _divides("".join(lines[: index + 1]), following)
    ]


def _divides(before: str, following: str) -> bool:
    """Whether a line ends inside a pair of marks or a number."""
    inside = any(before.count(opening) > before.count(closing) for opening, closing in _PAIRS.items())
    number = before[-1].isdigit() and (following[0].isdigit() or following[0] in "年月日%号")
    return inside or number


def _pdf_pitch(document: Document) -> Faults:
    """B-03."""
    lines = [line for paragraph in _titles(document) for line in paragraph.lines]
    steps = [(line, (below.base - line.base) / PT) for line, below in pairwise(lines)]
    if not steps:
        return None
    return [
        Fault(line, pt(round(step, 1)), f"{_PITCH[0]:g}–{_PITCH[1]:g} pt")
        for line, step in steps
        if not _PITCH[0] - 0.2 <= step <= _PITCH[1] + 0.2
    ]


def _word_pitch(document: Document) -> Faults:
    exact = [p for p in _titles(document) if p.word and p.word.props.line_rule == "exact"]
    if not exact:
        return None
    return [
        Fault(p, pt(p.word.props.line / 20), f"{_PITCH[0]:g}–{_PITCH[1]:g} pt")
        for p in exact
        if p.word and not _PITCH[0] <= p.word.props.line / 20 <= _PITCH[1]
    ]


def _title_end(document: Document) -> Faults:
    """B-04."""
    titles = _titles(document) + document.of(Kind.ATTACHMENT_TITLE)
    if not titles:
        return None
    return [
        Fault(p, quoted(p.text[-4:]), _("no mark")) for p in titles if p.text.strip()[-1:] in "。，；：、"
    ]


def _addressee(document: Document) -> Faults:
    """B-05; the salutation of a speech is Y-06's."""
    addressee = document.first(Kind.ADDRESSEE)
    if not addressee or document.layout == "speech":
        return None
    faults = list(start_fault(addressee, 0, tolerance("B-05")))
    if len(addressee.lines) > 1 and abs(addressee.rest) > 0.15:
        faults += [Fault(addressee.lines[1], f"{addressee.rest:.1f}", "0")]
    if not addressee.text.strip().endswith("："):
        faults.append(Fault(addressee, quoted(addressee.text[-4:]), "：" + _(" (full-width)")))
    before = document.before(addressee)
    if before and before.kind is Kind.TITLE and addressee.gap is not None:
        faults += gap_fault(addressee, 1)
    return faults


def _addressee_leaves_room(document: Document) -> Faults:
    """B-06."""
    addressee = document.first(Kind.ADDRESSEE)
    if not addressee or not addressee.lines or document.layout == "speech" or not document.prose:
        return None
    shown = any(line.page == 1 for line in document.body_lines())
    return [] if shown else [Fault(addressee, nothing(), "正文")]


def _body_follows(document: Document) -> Faults:
    """B-07."""
    addressee = document.first(Kind.ADDRESSEE)
    body = document.after(addressee) if addressee else None
    if not addressee or not body or document.layout == "speech" or body.kind not in (Kind.BODY, Kind.HEADING):
        return None
    if body.gap is None or (body.lines and body.new_page):
        return None
    return list(gap_fault(body, 0))


def _ends_with_kind(document: Document) -> Faults:
    """D-02: of documents with a number."""
    title = document.first(Kind.TITLE)
    if not title or not document.of(Kind.NUMBER):
        return None
    text = "".join(p.text for p in _titles(document))
    if kind_of(document) or re.search(r"(办法|规定|条例|细则|方案|规划|要点)$", text):
        return []
    return [Fault(title, quoted(text), _("决定, 通知, 报告, 请示, 函 …"))]


_BOTH: Checks = {
    "B-01": _title_place,
    "B-02": _shape,
    "B-02b": _line_breaks,
    "B-04": _title_end,
    "B-05": _addressee,
    "B-07": _body_follows,
    "D-02": _ends_with_kind,
}
PDF: Checks = _BOTH | {"B-03": _pdf_pitch, "B-06": _addressee_leaves_room}
WORD: Checks = _BOTH | {"B-03": _word_pitch}
