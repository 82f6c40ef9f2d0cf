"""信函, 命令 and 纪要 (10.1 to 10.3)."""

from __future__ import annotations

from itertools import pairwise

from ...i18n import gettext as _
from ..faults import (
    Checks,
    Fault,
    Faults,
    aligned,
    at_left,
    at_right,
    centered,
    face_class,
    from_top,
    gap_fault,
    mm,
    nothing,
    quoted,
    start_fault,
)
from ..lines import CELL, is_red
from ..paragraphs import Document, Kind, Paragraph
from ..pdffile import Rule
from ..rulebook import tolerance
from .closing import closing_of, signing_faults
from .head import mark_centered, mark_ink, mark_top_fault
from .imprint import imprint, imprint_rules

_LETTER_MARK, _ORDER_MARK, _MINUTES_MARK = 30.0, 57.0, 72.0
_SEVEN_EIGHTHS = (4.84, 4.94)
_LOWER = 277.0
_CLOSE = 2.5
_WIDTH = 170.0
_CENTERED = (18.8, 22.2)
"""Left ends of 170 mm centred on the sheet (20) or the text block (21), ± 1.2 mm."""


def _double_rules(document: Document, page: int = 1) -> list[tuple[Rule, Rule]]:
    """Pairs of long red rules close to each other, the upper one first."""
    red = sorted(
        (r for r in document.rules if r.page == page and is_red(r.color) and r.right - r.left > 140),
        key=lambda rule: rule.y,
    )
    return [(a, b) for a, b in pairwise(red) if b.y - a.y < _CLOSE]


def _upper(document: Document) -> tuple[Rule, Rule] | None:
    return next((pair for pair in _double_rules(document) if pair[0].y < 150), None)


def _lower(document: Document) -> tuple[Rule, Rule] | None:
    return next((pair for pair in _double_rules(document) if pair[0].y > 150), None)


def _is_letter(document: Document) -> bool:
    return document.layout == "letter"


def _letter_mark(document: Document) -> Faults:
    """L-01."""
    if not _is_letter(document):
        return None
    mark = document.first(Kind.MARK)
    faults = list(mark_top_fault(document, _LETTER_MARK, "L-01") or ())
    if mark and mark.text.strip().endswith("文件"):
        faults.append(Fault(mark, quoted(mark.text), quoted(mark.text.strip()[:-2])))
    return faults


def _letter_rules(document: Document) -> Faults:
    """L-02."""
    if not _is_letter(document):
        return None
    upper, lower, mark = _upper(document), _lower(document), document.first(Kind.MARK)
    faults = [Fault(1, nothing(), _("a red double rule")) for pair in (upper, lower) if pair is None]
    for pair, thick in ((upper, 0), (lower, 1)):
        if pair is None:
            continue
        rule = pair[thick]
        if rule.thickness <= pair[1 - thick].thickness:
            wanted = _("thin above thick") if thick else _("thick above thin")
            faults.append(Fault(rule, f"{pair[0].thickness:.2f} / {pair[1].thickness:.2f} mm", wanted))
        faults += _length_faults(rule)
    ink = mark_ink(document)
    if upper and mark and ink:
        gap = upper[0].y - upper[0].thickness / 2 - ink.bottom
        if abs(gap - 4) > tolerance("L-02") + 0.3:
            faults.append(Fault(upper[0], mm(gap), mm(4)))
    if lower and abs(lower[1].y - _LOWER) > 1.2:
        faults.append(Fault(lower[1], from_top(lower[1].y), from_top(_LOWER)))
    return faults


def _length_faults(rule: Rule) -> list[Fault]:
    right = rule.left + _WIDTH
    if abs(rule.right - right) <= tolerance("L-02") and _CENTERED[0] <= rule.left <= _CENTERED[1]:
        return []
    return [Fault(rule, f"{rule.left:.1f}–{rule.right:.1f} mm", "20.0–190.0 mm")]


def _letter_thickness(document: Document) -> Faults:
    """L-03."""
    pairs = _double_rules(document) if _is_letter(document) else []
    if not pairs:
        return None
    spans = [(a, b.y + b.thickness / 2 - a.y + a.thickness / 2) for a, b in pairs]
    return [Fault(rule, mm(span), "0.7–1.7 mm") for rule, span in spans if not 0.7 <= span <= 1.7]


def _below_rule(document: Document, paragraph: Paragraph, rule: str) -> list[Fault]:
    """A fault where a paragraph is not 7/8 of 三号 below the first double rule."""
    upper = _upper(document)
    if not upper or not paragraph.lines:
        return []
    gap = paragraph.top - upper[1].y - upper[1].thickness / 2
    limit = tolerance(rule) + 0.3
    if _SEVEN_EIGHTHS[0] - limit <= gap <= _SEVEN_EIGHTHS[1] + limit:
        return []
    return [Fault(paragraph, mm(gap), mm(_SEVEN_EIGHTHS[0]))]


def _letter_left(document: Document) -> Faults:
    """L-04."""
    parts = document.of(Kind.COPY_NUMBER, Kind.SECRECY, Kind.URGENCY)
    if not _is_letter(document) or not parts:
        return None
    return [*_below_rule(document, parts[0], "L-04"), *(f for p in parts for f in start_fault(p, 0, 1.0))]


def _letter_number(document: Document) -> Faults:
    """L-05."""
    number = document.first(Kind.NUMBER)
    if not _is_letter(document) or not number:
        return None
    if number.word:
        return [] if number.align == "right" else [Fault(number, aligned(number.align), aligned("right"))]
    faults = _below_rule(document, number, "L-05")
    if abs(number.right) * CELL > tolerance("L-05") + 0.5:
        faults.append(Fault(number, at_right(number.right), at_right(0)))
    return faults


def _letter_title(document: Document) -> Faults:
    """L-06."""
    title = document.first(Kind.TITLE)
    if not _is_letter(document) or not title:
        return None
    return centered(title) + (list(gap_fault(title, 2)) if title.gap is not None else [])


def _letter_last_line(document: Document) -> Faults:
    """L-07: of a line that stands right above the lower double rule."""
    lower = _lower(document)
    if not _is_letter(document) or not lower or not document.pdf:
        return None
    top = lower[0].y - lower[0].thickness / 2
    near = [line for line in document.pdf.pages[0].lines if top - 10 < line.bottom < top + 2]
    if not near:
        return None
    gap = top - near[-1].bottom
    limit = tolerance("L-07") + 0.1
    if gap >= _SEVEN_EIGHTHS[0] - limit:
        return []
    return [Fault(near[-1], mm(gap), mm(_SEVEN_EIGHTHS[0]))]


def _letter_no_number(document: Document) -> Faults:
    """L-08."""
    if not _is_letter(document):
        return None
    return (
        [Fault(document.numbers[1], quoted(document.numbers[1].text), nothing())]
        if 1 in document.numbers
        else []
    )


def _word_letter_no_number(document: Document) -> Faults:
    if not _is_letter(document) or not document.word:
        return None
    section = document.word.sections[0]
    first = next((f for f in section.footers if f.kind == "first"), None)
    if section.title_page and not (first and "PAGE" in first.fields.upper()):
        return []
    if not any("PAGE" in f.fields.upper() for f in section.footers):
        return []
    return [Fault(None, "— 1 —", nothing())]


def _letter_imprint(document: Document) -> Faults:
    """L-09."""
    parts = imprint(document)
    if not _is_letter(document) or not parts:
        return None
    faults = [Fault(p, quoted(p.text), nothing()) for p in document.of(Kind.ISSUED_BY)]
    black = [rule for rule in imprint_rules(document) if not is_red(rule.color)]
    faults += [Fault(rule, _("{count} rules").format(count=len(black)), nothing()) for rule in black[:1]]
    if document.word and document.word.rules and document.word.rules[-1].get("top"):
        faults.append(Fault(parts[0], _("{count} rules").format(count=1), nothing()))
    return faults


def _letter_once(document: Document) -> Faults:
    """L-10."""
    if not _is_letter(document) or document.page_count < 2:
        return None
    pages = range(2, document.page_count + 1)
    return [
        Fault(pair[0], _("a red double rule"), nothing())
        for n in pages
        for pair in _double_rules(document, n)
    ]


# 命令.


def _order_mark(document: Document) -> Faults:
    """C-01."""
    if document.layout != "order":
        return None
    return [*(mark_top_fault(document, _ORDER_MARK, "C-01") or ()), *_mark_look(document)]


def _mark_look(document: Document) -> list[Fault]:
    faults = list(mark_centered(document) or ())
    marks = document.of(Kind.MARK)
    return faults + [
        Fault(p, p.look.face, "小标宋", general=True) for p in marks if face_class(p.look.face) != "小标宋"
    ]


def _order_number(document: Document) -> Faults:
    """C-02."""
    number, mark = document.first(Kind.ORDER_NUMBER), document.first(Kind.MARK)
    if document.layout != "order":
        return None
    if not number:
        return [Fault(mark, nothing(), "第1号")]
    faults = centered(number)
    if number.lines and mark:
        ink = mark_ink(document)
        faults += gap_fault(number, 2, number.top - (ink.bottom if ink else mark.bottom))
    elif mark:
        faults += gap_fault(number, 2)
    body = document.first(Kind.BODY)
    return faults + (list(gap_fault(body, 2)) if body and document.before(body) is number else [])


def _order_signed(document: Document) -> Faults:
    """C-03."""
    closing = closing_of(document)
    if document.layout != "order" or not closing:
        return None
    if not closing.personal:
        return (
            [Fault(closing.date, nothing(), _("post and personal seal of the signer"))]
            if not closing.signatures
            else []
        )
    return signing_faults(closing, document, "C-03")


# 纪要.


def _minutes_mark(document: Document) -> Faults:
    """M-01."""
    if document.layout != "minutes":
        return None
    return [*(mark_top_fault(document, _MINUTES_MARK, "M-01") or ()), *_mark_look(document)]


def _attendance(document: Document) -> Faults:
    """M-02."""
    parts = document.of(Kind.ATTENDANCE)
    if not parts or document.layout not in ("minutes", "plain", "general"):
        return None
    faults = list(gap_fault(parts[0], 1)) if not (parts[0].lines and parts[0].new_page) else []
    for paragraph in parts:
        faults += start_fault(paragraph, 2, 0.5)
        colon = max(paragraph.text.find("："), paragraph.text.find(":"))
        looks = paragraph.characters()
        label = looks[0]
        if face_class(label.face) != "黑体":
            faults.append(Fault(paragraph, label.face, "黑体", general=True))
        names = looks[colon + 1 : colon + 2]
        if names and face_class(names[0].face) != "仿宋":
            faults.append(Fault(paragraph, names[0].face, "仿宋", general=True))
        faults += _attendance_turnover(paragraph, colon)
    return faults


def _attendance_turnover(paragraph: Paragraph, colon: int) -> list[Fault]:
    if len(paragraph.lines) > 1:
        wanted = paragraph.lines[0].glyphs[colon + 1].x
        found = paragraph.lines[1].left
        if abs(found - wanted) > 0.6:
            return [Fault(paragraph.lines[1], at_left(paragraph.rest), at_left(paragraph.first + colon + 1))]
    if (
        paragraph.word
        and len(paragraph.text) > 26
        and abs(paragraph.rest - paragraph.first - colon - 1) > 0.3
    ):
        return [Fault(paragraph, at_left(paragraph.rest), at_left(paragraph.first + colon + 1))]
    return []


_BOTH: Checks = {
    "L-05": _letter_number,
    "L-06": _letter_title,
    "L-09": _letter_imprint,
    "C-02": _order_number,
    "C-03": _order_signed,
    "M-02": _attendance,
}
PDF: Checks = _BOTH | {
    "L-01": _letter_mark,
    "L-02": _letter_rules,
    "L-03": _letter_thickness,
    "L-04": _letter_left,
    "L-07": _letter_last_line,
    "L-08": _letter_no_number,
    "L-10": _letter_once,
    "C-01": _order_mark,
    "M-01": _minutes_mark,
}
WORD: Checks = _BOTH | {"L-08": _word_letter_no_number}
