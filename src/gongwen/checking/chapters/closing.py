"""署名, 成文日期 and 印章 (7.3.5).

A file seldom shows whether a seal will be pressed. Where a picture of one stands at the date, or the
signature is centred above a date four characters from the right, the rules with a seal apply; else those
without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from ...i18n import gettext as _
from ..faults import (
    Checks,
    Fault,
    Faults,
    at_left,
    at_right,
    end_of,
    from_top,
    gap_fault,
    left_edge,
    mm,
    nothing,
    quoted,
    right_edge,
    start_of,
)
from ..kinds import PATTERNS
from ..lines import CELL
from ..paragraphs import Document, Kind, Paragraph
from ..rulebook import tolerance
from ..verdict import Box

_DATE = re.compile(r"((?:19|20)\d{2})年(1[0-2]|[1-9])月(3[01]|[12]\d|[1-9])日")
_SEAL = (20.0, 75.0)
_LINE = 10.4
_ESTIMATE = 1.5
"""Millimetres more for places in Word files, which are computed from widths of characters."""


@dataclass(frozen=True, slots=True)
class _Closing:
    date: Paragraph
    signatures: list[Paragraph]
    seals: list[Box]
    sealed: bool
    personal: bool
    """Signed with a post and a personal seal (7.3.5.3)."""


def closing_of(document: Document) -> _Closing | None:
    """The closing of a document that is none of a speech."""
    day = document.first(Kind.DATE)
    if not day or document.layout == "speech":
        return None
    signatures = document.of(Kind.SIGNATURE)
    personal = any(re.match(PATTERNS["posts"], p.text.strip()) for p in signatures)
    seals = _seals(document, day)
    sealed = bool(seals) or _has_drawing(document) or _looks_sealed(day, signatures, document)
    return _Closing(day, signatures, seals, sealed and not personal, personal)


def _seals(document: Document, day: Paragraph) -> list[Box]:
    """Squarish pictures of the size of a seal on the page of the date."""
    if not document.pdf or not day.page:
        return []
    return [
        box
        for box in document.pdf.pages[day.page - 1].images
        if _SEAL[0] <= box.width <= _SEAL[1] and 0.7 < box.width / max(box.height, 1) < 1.4
    ]


def _has_drawing(document: Document) -> bool:
    near = document.of(Kind.SIGNATURE, Kind.DATE)
    return any(_SEAL[0] <= d.width <= _SEAL[1] for p in near if p.word for d in p.word.drawings)


def _looks_sealed(day: Paragraph, signatures: list[Paragraph], document: Document) -> bool:
    """Whether the places are nearer to those with a seal than to those without."""
    end = end_of(day, document)
    if not signatures:
        return abs(end - 4) < 0.5
    name = signatures[-1]
    with_seal = abs(end - 4) + abs(_center(name, document) - _center(day, document))
    step = start_of(day, document) - start_of(signatures[0], document) - 2
    without = abs(_outer(day, signatures, document) - 2) + abs(step)
    return with_seal < without


def _outer(day: Paragraph, signatures: list[Paragraph], document: Document) -> float:
    """Cells right of the longest name, or of the date where that is longer still (7.3.5.2)."""
    ends = {28 - start_of(p, document) - end_of(p, document): end_of(p, document) for p in [day, *signatures]}
    return ends[max(ends)]


def _center(paragraph: Paragraph, document: Document) -> float:
    """The middle of a paragraph in cells from the left."""
    return (start_of(paragraph, document) + 28 - end_of(paragraph, document)) / 2


def _limit(rule: str, paragraph: Paragraph) -> float:
    """The tolerance in cells."""
    return (tolerance(rule) + (_ESTIMATE if paragraph.word else 0.05)) / CELL


def _sealed_date(document: Document) -> Faults:
    """S-01."""
    closing = closing_of(document)
    if not closing or not closing.sealed:
        return None
    return list(_right_fault(closing.date, 4, "S-01", document))


def _right_fault(paragraph: Paragraph, cells: float, rule: str, document: Document) -> Iterator[Fault]:
    end = end_of(paragraph, document)
    if abs(end - cells) > _limit(rule, paragraph):
        yield Fault(paragraph, at_right(end), at_right(cells))


def _sealed_name(document: Document) -> Faults:
    """S-02: of a single authority."""
    closing = closing_of(document)
    if not closing or not closing.sealed or len(closing.signatures) != 1:
        return None
    name = closing.signatures[0]
    found, wanted = _center(name, document), _center(closing.date, document)
    if abs(found - wanted) <= _limit("S-02", name):
        return []
    text = _("centre {value} characters from the left")
    return [Fault(name, text.format(value=f"{found:.1f}"), text.format(value=f"{wanted:.1f}"))]


def _seal_place(document: Document) -> Faults:
    """S-03."""
    closing = closing_of(document)
    if not closing or not closing.seals or not document.pdf or not closing.date.page:
        return None
    page = closing.date.page
    above = [
        line
        for p in document.prose + document.of(Kind.ATTACHMENT_NOTE)
        for line in p.lines
        if line.page == page
    ]
    faults = []
    for seal in closing.seals:
        if document.pdf.ink.red(page, seal) is None:
            faults.append(Fault(page, _("no red ink"), _("red")))
    last = closing.seals[-1]
    day = closing.date.lines[0]
    if not last.top < day.top < last.bottom:
        faults.append(Fault(closing.date, from_top(day.top), f"{last.top:.1f}–{last.bottom:.1f} mm"))
    elif (day.top + day.bottom) / 2 < (last.top + last.bottom) / 2:
        faults.append(Fault(closing.date, from_top(day.top), _("below the middle of the seal")))
    if above and closing.seals[0].top - max(line.bottom for line in above) > _LINE:
        gap = closing.seals[0].top - max(line.bottom for line in above)
        faults.append(Fault(page, mm(gap), f"≤ {mm(_LINE)}"))
    return faults


def _word_seal(document: Document) -> Faults:
    drawings = [(p, d) for p in document.of(Kind.SIGNATURE, Kind.DATE) if p.word for d in p.word.drawings]
    if not drawings:
        return None
    return [Fault(p, _("in the line"), _("anchored over the text")) for p, d in drawings if not d.anchored]


def _several_seals(document: Document) -> Faults:
    """S-04."""
    closing = closing_of(document)
    if not closing or len(closing.seals) < 2:
        return None
    page = closing.date.page or 1
    faults = [
        Fault(page, f"{a.left:.1f}–{a.right:.1f} / {b.left:.1f}–{b.right:.1f} mm", _("apart"))
        for a, b in combinations(closing.seals, 2)
        if a.meets(b)
    ]
    left, right = left_edge(document, page), right_edge(document, page)
    outside = [s for s in closing.seals if s.left < left - 1 or s.right > right + 1]
    return faults + [
        Fault(page, f"{s.left:.1f}–{s.right:.1f} mm", f"{left:.1f}–{right:.1f} mm") for s in outside
    ]


def _plain_name(document: Document) -> Faults:
    """S-05: the name ends two characters from the right, or moves left where the date is longer."""
    closing = _unsealed(document)
    if not closing or not closing.signatures:
        return None
    names = closing.signatures
    faults = list(gap_fault(names[0], 1)) if not names[0].new_page else []
    end = _outer(closing.date, names, document)
    if abs(end - 2) > _limit("S-05", names[-1]):
        faults.append(Fault(names[-1], at_right(end), at_right(2)))
    return faults


def _unsealed(document: Document) -> _Closing | None:
    closing = closing_of(document)
    return closing if closing and not closing.sealed and not closing.personal else None


def _plain_date(document: Document) -> Faults:
    """S-06."""
    closing = _unsealed(document)
    if not closing or not closing.signatures:
        return None
    name = closing.signatures[0]
    wanted = start_of(name, document) + 2
    found = start_of(closing.date, document)
    faults = []
    if abs(found - wanted) > _limit("S-06", closing.date):
        faults.append(Fault(closing.date, at_left(found), at_left(wanted)))
    return faults + list(gap_fault(closing.date, 0))


def _host_first(document: Document) -> Faults:
    """S-07: the host is named first in the mark or the title."""
    names = [_bare(p.text) for p in document.of(Kind.SIGNATURE)]
    heads = [_bare(p.text) for p in document.of(Kind.MARK)] + [_bare(p.text) for p in document.of(Kind.TITLE)]
    if len(names) < 2 or not heads:
        return None
    starts = [name for head in heads for name in names if head.startswith(name)]
    if not starts:
        return None
    paragraph = document.of(Kind.SIGNATURE)[0]
    return [] if starts[0] == names[0] else [Fault(paragraph, quoted(names[0]), quoted(starts[0]))]


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _personal(document: Document) -> _Closing | None:
    closing = closing_of(document)
    return closing if closing and closing.personal else None


def _signed(document: Document) -> Faults:
    """S-08; an order is C-03's."""
    closing = _personal(document)
    return None if not closing or document.layout == "order" else signing_faults(closing, document, "S-08")


def signing_faults(closing: _Closing, document: Document, rule: str) -> list[Fault]:
    """Faults of a post with a personal seal and its date."""
    first = closing.signatures[0]
    faults = list(_right_fault(closing.date, 4, rule, document))
    if not first.new_page:
        faults += gap_fault(first, 2)
    return faults + list(gap_fault(closing.date, 1))


def _signed_in_rows(document: Document) -> Faults:
    """S-09."""
    closing = _personal(document)
    if not closing or len(closing.signatures) < 2:
        return None
    starts = [start_of(p, document) for p in closing.signatures]
    return [
        Fault(p, at_left(start), at_left(starts[0]))
        for p, start in zip(closing.signatures[1:], starts[1:], strict=True)
        if abs(start - starts[0]) > _limit("S-09", p)
    ]


def _date_form(document: Document) -> Faults:
    """S-10."""
    dates = document.of(Kind.DATE)
    if not dates:
        return None
    return [Fault(p, quoted(p.text), "2020年1月5日") for p in dates if not is_date(p.text.strip())]


def is_date(text: str) -> bool:
    """Whether a date is written as 7.3.5.4 asks and is in the calendar."""
    found = _DATE.fullmatch(text)
    if not found:
        return False
    try:
        date(*(int(part) for part in found.groups()))
    except ValueError:
        return False
    return True


def _with_body(document: Document) -> Faults:
    """S-11."""
    empty = [p for p in document.paragraphs if "此页无正文" in p.text]
    day = document.first(Kind.DATE)
    if not day and not empty:
        return None
    faults = [Fault(p, quoted(p.text), nothing()) for p in empty]
    if day and day.page:
        texts = document.prose + document.of(Kind.ATTACHMENT_NOTE, Kind.ATTENDANCE)
        if not any(line.page == day.page for p in texts for line in p.lines):
            faults.append(Fault(day, _("no body text on the page"), _("body text on the page")))
    names = [p for p in document.of(Kind.SIGNATURE) if p.word and not p.word.props.keep_next]
    return faults + [Fault(p, _("may part from the date"), "keepNext") for p in names]


def _is_sealed(document: Document) -> Faults:
    """S-13."""
    signatures = document.of(Kind.SIGNATURE)
    closing = closing_of(document)
    if not signatures or not closing or not document.has_head:
        return None
    shown = closing.seals or _has_drawing(document)
    return [] if shown else [Fault(signatures[0], _("no seal in the file"), _("a seal pressed on the print"))]


_BOTH: Checks = {
    "S-01": _sealed_date,
    "S-02": _sealed_name,
    "S-05": _plain_name,
    "S-06": _plain_date,
    "S-07": _host_first,
    "S-08": _signed,
    "S-09": _signed_in_rows,
    "S-10": _date_form,
    "S-11": _with_body,
    "S-13": _is_sealed,
}
PDF: Checks = _BOTH | {"S-03": _seal_place, "S-04": _several_seals}
WORD: Checks = _BOTH | {"S-03": _word_seal}
