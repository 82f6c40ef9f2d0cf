"""发文字号, 签发人 and the red rule below them (7.2.5 to 7.2.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...i18n import gettext as _
from ..faults import (
    Checks,
    Fault,
    Faults,
    at_right,
    centered,
    face_class,
    from_left,
    from_top,
    gap_fault,
    left_edge,
    look_faults,
    mm,
    nothing,
    quoted,
    right_edge,
    start_fault,
)
from ..lines import CELL, PT, Look, is_red, shown_color
from ..paragraphs import Document, Kind, Paragraph
from ..pdffile import Rule
from ..rulebook import tolerance
from .head import mark_ink

_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,15}〔(19|20)\d{2}〕[1-9]\d*号")
_NEAR = 3
"""Paragraphs below the number, empty ones included, one of which may carry the rule as its border."""
_THICKNESS = (0.35, 1.0)


def _number_place(document: Document) -> Faults:
    """H-10; upward documents have it on the left (H-12), letters on the right (L-05)."""
    number = document.first(Kind.NUMBER)
    mark = document.first(Kind.MARK)
    if not number or document.layout != "general":
        return None
    faults = list(look_faults(number, number.look, "", "三号"))
    if not document.of(Kind.SIGNER) and "签发人" not in number.text:
        faults += centered(number)
        if mark and number.lines:
            ink = mark_ink(document)
            faults += gap_fault(number, 2, number.top - (ink.bottom if ink else mark.bottom))
        elif mark:
            faults += gap_fault(number, 2)
    return faults


def _number_form(document: Document) -> Faults:
    """H-11."""
    numbers = document.of(Kind.NUMBER)
    if not numbers:
        return None
    texts = [(p, re.split(r"\s*签发人|\t", p.text)[0].strip()) for p in numbers]
    wanted = "国办发〔2012〕4号"
    return [Fault(p, quoted(text), wanted) for p, text in texts if not _NUMBER.fullmatch(text)]


def _signers(document: Document) -> list[Paragraph]:
    """The paragraphs with signers; in a Word file the number may share one with them."""
    found = document.of(Kind.SIGNER)
    return found or [p for p in document.of(Kind.NUMBER) if "签发人" in p.text]


def _upward_number(document: Document) -> Faults:
    """H-12."""
    number, signers = document.first(Kind.NUMBER), _signers(document)
    if not number or not signers:
        return None
    faults = list(start_fault(number, 1, tolerance("H-12")))
    if number.lines:
        last = max(p.lines[0].base for p in signers)
        if abs(number.lines[0].base - last) > 0.5:
            faults.append(Fault(number, from_top(number.lines[0].base), from_top(last)))
    return faults


def _signer_look(document: Document) -> Faults:
    """H-13."""
    signers = _signers(document)
    if not signers:
        return None
    faults: list[Fault] = []
    last = min(signers, key=lambda paragraph: paragraph.right)  # a single name below two ends further left
    if last.lines and abs(last.right - 1) > tolerance("H-13") / CELL:
        faults.append(Fault(last, at_right(last.right), at_right(1)))
    for paragraph in signers:
        faults += _signer_faces(paragraph)
        if "签发人" in paragraph.text and "签发人：" not in paragraph.text.replace(" ", ""):
            faults.append(Fault(paragraph, quoted(paragraph.text), "签发人："))
    return faults


def _signer_faces(paragraph: Paragraph) -> Iterator[Fault]:
    """仿宋 for the label, 楷体 for the name."""
    for label, looks in _label_and_name(paragraph):
        wanted = "仿宋" if label else "楷体"
        bad = next((look for look in looks if face_class(look.face) != wanted), None)
        if bad:
            yield Fault(paragraph, bad.face, wanted)


def _label_and_name(paragraph: Paragraph) -> Iterator[tuple[bool, set[Look]]]:
    text = paragraph.text
    start = text.find("签发人")
    colon = next((i for i in range(max(start, 0), len(text)) if text[i] in "：:"), -1)
    looks = paragraph.characters()
    if start >= 0:
        yield True, {looks[i] for i in range(start, min(start + 3, len(looks)))}
    yield False, {looks[i] for i in range(colon + 1, len(looks)) if not text[i].isspace()}


def _several_signers(document: Document) -> Faults:
    """H-14."""
    signers = _signers(document)
    names = [re.sub(r"^.*签发人\s*[：:]", "", p.text).split() for p in signers]
    if sum(map(len, names)) < 2:
        return None
    faults = [Fault(p, "、".join(n), "2") for p, n in zip(signers, names, strict=True) if len(n) > 2]
    starts = [p.lines[0].glyphs[_name_start(p)].x for p in signers if p.lines]
    for paragraph, start in zip(signers[1:], starts[1:], strict=False):
        if abs(start - starts[0]) > tolerance("H-14"):
            faults.append(Fault(paragraph, from_left(start), from_left(starts[0])))
    return faults


def _name_start(paragraph: Paragraph) -> int:
    found = re.match(r".*签发人\s*[：:]\s*", paragraph.text)
    return found.end() if found else 0


# The red rule.


def head_rule(document: Document) -> Rule | None:
    """The first wide rule below the document number."""
    number = document.first(Kind.NUMBER)
    if not number or not number.lines:
        return None
    below = [
        rule
        for rule in document.rules
        if rule.page == 1 and number.bottom - 1 < rule.y < number.bottom + 40 and rule.right - rule.left > 80
    ]
    return min(below, key=lambda rule: rule.y, default=None)


def _pdf_rule(document: Document) -> Faults:
    """H-15."""
    number = document.first(Kind.NUMBER)
    if document.layout not in ("general",) or not number:
        return None
    rule = head_rule(document)
    if not rule:
        return [Fault(number, nothing(), _("a red rule of 156 mm"))]
    limit = tolerance("H-15")
    left, right = left_edge(document, 1), right_edge(document, 1)
    faults = []
    if abs(rule.y - number.bottom - 4) > limit + rule.thickness / 2:
        faults.append(Fault(rule, mm(rule.y - number.bottom), mm(4)))
    if abs(rule.left - left) > limit + 0.5 or abs(rule.right - right) > limit + 0.5:
        text = _("{left}–{right} mm")
        faults.append(
            Fault(
                rule,
                text.format(left=f"{rule.left:.1f}", right=f"{rule.right:.1f}"),
                text.format(left=f"{left:.1f}", right=f"{right:.1f}"),
            )
        )
    if not is_red(rule.color):
        faults.append(Fault(rule, shown_color(rule.color), shown_color((1.0, 0.0, 0.0))))
    return faults


def _word_border(document: Document) -> tuple[bool, dict[str, str]] | None:
    """Whether the number's own paragraph has the rule as its border, and that border; else of one near it."""
    number = document.first(Kind.NUMBER)
    if not number or not number.word or not document.word:
        return None
    start = number.word.number
    for paragraph in document.word.paragraphs:
        sides = ("bottom",) if paragraph.number == start else ("top", "bottom")
        found = [paragraph.borders[side] for side in sides if side in paragraph.borders]
        if start <= paragraph.number <= start + _NEAR and found:
            return paragraph.number == start, found[0]
    return None


def _word_rule(document: Document) -> Faults:
    number = document.first(Kind.NUMBER)
    if document.layout != "general" or not number or not document.word:
        return None
    found = _word_border(document)
    if not found:
        return [] if document.word.has_shapes else [Fault(number, nothing(), _("a red rule of 156 mm"))]
    is_own, border = found
    faults = []
    color = word_color(border["color"])
    if not is_red(color):
        faults.append(Fault(number, shown_color(color), shown_color((1.0, 0.0, 0.0))))
    space = float(border["space"] or 0)
    if is_own and abs(space * PT - 4) > tolerance("H-15"):
        faults.append(Fault(number, mm(space * PT), mm(4)))
    return faults


def word_color(text: str) -> tuple[float, ...]:
    """A colour of a Word file; `auto` is black."""
    try:
        return tuple(int(text[i : i + 2], 16) / 255 for i in (0, 2, 4))
    except ValueError:
        return (0.0,)


def _pdf_thickness(document: Document) -> Faults:
    """H-16."""
    rule = head_rule(document) if document.layout == "general" else None
    return [*_thickness(rule, rule.thickness)] if rule else None


def _thickness(where: Rule | Paragraph, value: float) -> Iterator[Fault]:
    if not _THICKNESS[0] - 0.02 <= value <= _THICKNESS[1] + 0.05:
        yield Fault(where, f"{value:.2f} mm", f"{_THICKNESS[0]}–{_THICKNESS[1]} mm")


def _word_thickness(document: Document) -> Faults:
    number = document.first(Kind.NUMBER)
    found = _word_border(document) if document.layout == "general" else None
    return [*_thickness(number, float(found[1]["sz"] or 0) / 8 * PT)] if found and number else None


_BOTH: Checks = {
    "H-10": _number_place,
    "H-11": _number_form,
    "H-12": _upward_number,
    "H-13": _signer_look,
    "H-14": _several_signers,
}
PDF: Checks = _BOTH | {"H-15": _pdf_rule, "H-16": _pdf_thickness}
WORD: Checks = _BOTH | {"H-15": _word_rule, "H-16": _word_thickness}
