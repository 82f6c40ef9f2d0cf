"""附件说明, attachments, 附注 (7.3.4, 7.3.6, 7.3.7)."""

from __future__ import annotations

import re

from ...i18n import gettext as _
from ..faults import (
    Checks,
    Fault,
    Faults,
    at_left,
    centered,
    face_class,
    from_left,
    from_top,
    gap_fault,
    look_faults,
    pt,
    quoted,
    start_fault,
    width_of,
)
from ..lines import CELL
from ..paragraphs import Document, Kind, Paragraph
from ..rulebook import tolerance
from .body import indent_faults, main_text

_TOP, _PITCH = 37.0, 10.446
_ITEM = re.compile(r"(?:附件：)?(\d+)[.．]\s*")
_TITLE_SLACK = 3.0
"""Millimetres by which the larger characters of a title may stand higher than the third line."""


def _note_place(document: Document) -> Faults:
    """A-01."""
    note = document.first(Kind.ATTACHMENT_NOTE)
    if not note:
        return None
    faults = list(start_fault(note, 2, tolerance("A-01")))
    if not note.text.startswith("附件："):
        faults.append(Fault(note, quoted(note.text[:4]), "附件："))
    if note.gap is not None and not (note.lines and note.new_page):
        faults += gap_fault(note, 1)
    return faults


def _note_form(document: Document) -> Faults:
    """A-02."""
    notes = document.of(Kind.ATTACHMENT_NOTE)
    if not notes:
        return None
    items = [p.text.strip() for p in notes]
    faults = [Fault(p, quoted(p.text[-4:]), _("no mark")) for p in notes if p.text.strip()[-1] in "。；，、"]
    numbers = [_ITEM.match(text) for text in items]
    if len(notes) == 1:
        if re.match(r"附件[：:]\s*\d+\s*[.．、]", items[0]):
            faults.append(Fault(notes[0], quoted(items[0][:8]), _("no number")))
        return faults
    for expected, (paragraph, found) in enumerate(zip(notes, numbers, strict=True), 1):
        if not found or int(found[1]) != expected:
            faults.append(Fault(paragraph, quoted(paragraph.text[:8]), f"{expected}."))
    return faults + _misaligned_numbers(notes)


def _misaligned_numbers(notes: list[Paragraph]) -> list[Fault]:
    """Where a number does not stand below the first one."""
    start = 3
    first = notes[0]
    if first.lines:
        if len(first.text) <= start:
            return []
        wanted = first.lines[0].glyphs[start].x
        return [
            Fault(p, from_left(p.lines[0].left), from_left(wanted))
            for p in notes[1:]
            if abs(p.lines[0].left - wanted) > 0.6
        ]
    wanted = first.first + start
    return [Fault(p, at_left(p.first), at_left(wanted)) for p in notes[1:] if abs(p.first - wanted) > 0.15]


def _note_turnover(document: Document) -> Faults:
    """A-03."""
    notes = document.of(Kind.ATTACHMENT_NOTE)
    long = [p for p in notes if len(p.lines) > 1 or (p.word and p.first + width_of(p.text) > 28)]
    if not long:
        return None
    faults = []
    for paragraph in long:
        start = _name_start(paragraph.text)
        if paragraph.lines:
            wanted, found = paragraph.lines[0].glyphs[start].x, paragraph.lines[1].left
            if abs(found - wanted) > tolerance("A-03") + 0.3:
                faults.append(Fault(paragraph.lines[1], from_left(found), from_left(wanted)))
        else:
            wanted = paragraph.first + width_of(paragraph.text[:start])
            if abs(paragraph.rest - wanted) > 0.6:
                faults.append(Fault(paragraph, at_left(paragraph.rest), at_left(wanted)))
    return faults


def _name_start(text: str) -> int:
    found = re.match(r"(附件[：:])?\s*(\d+[.．、])?\s*", text)
    return found.end() if found else 0


# Attachments proper.


def _attachment_head(document: Document) -> Faults:
    """A-04."""
    marks = [p for p in document.of(Kind.ATTACHMENT_MARK) if "〔" not in p.text]
    if not marks:
        return None
    faults = []
    for mark in marks:
        if not mark.new_page:
            faults.append(Fault(mark, _("on the page of what stands above"), _("a new page")))
        elif mark.lines and abs(mark.top - _TOP) > tolerance("A-04"):
            faults.append(Fault(mark, from_top(mark.top), from_top(_TOP)))
        faults += look_faults(mark, mark.look, "黑体", "三号", general=False)
        faults += start_fault(mark, 0, tolerance("A-04"))
        faults += _attachment_title(mark, document.after(mark))
    return faults


def _attachment_title(mark: Paragraph, title: Paragraph | None) -> list[Fault]:
    if not title or title.kind is not Kind.ATTACHMENT_TITLE:
        return []
    faults = centered(title)
    wanted = mark.top + 2 * _PITCH if mark.lines else 0.0
    if title.lines and mark.new_page and abs(title.top - wanted) > _TITLE_SLACK:
        faults.append(Fault(title, from_top(title.top), from_top(wanted)))
    if title.word and title.gap is not None and abs(title.gap - 1) > 0.7:
        faults += gap_fault(title, 1)
    return faults


def _attachment_names(document: Document) -> Faults:
    """A-05."""
    notes, titles = document.of(Kind.ATTACHMENT_NOTE), document.of(Kind.ATTACHMENT_TITLE)
    marks = document.of(Kind.ATTACHMENT_MARK)
    if not notes or not marks:
        return None
    named = [_bare(re.sub(r"^(附件[：:])?\s*(\d+[.．、])?|[。；，、]$", "", p.text.strip())) for p in notes]
    faults = [
        Fault(p, quoted(p.text), quoted("、".join(named))) for p in titles if _bare(p.text) not in named
    ]
    for expected, mark in enumerate(marks, 1):
        number = re.search(r"\d+", mark.text)
        single = len(notes) == 1
        if (int(number[0]) if number else 0) != (0 if single else expected):
            faults.append(Fault(mark, quoted(mark.text), "附件" if single else f"附件{expected}"))
    return faults


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _attachment_body(document: Document) -> Faults:
    """A-06: size and indents are those of the body; one that is not bound in says what it belongs to."""
    mark = document.first(Kind.ATTACHMENT_MARK)
    if not mark:
        return None
    after = document.paragraphs[document.paragraphs.index(mark) + 1 :]
    bodies = [p for p in after if p.kind is Kind.BODY and p.align in ("left", "both")]
    faults = [
        Fault(p, pt(p.look.size), pt(document.size)) for p in bodies if abs(p.look.size - document.size) > 0.6
    ]
    main = next((p for p in main_text(document) if p.kind is Kind.BODY), None)
    faults += [Fault(p, p.look.face, main.look.face) for p in bodies if main and _other_face(p, main)]
    faults += [fault for p in bodies for fault in indent_faults(p, 0.3)]
    if document.paragraphs[0] is mark and abs(mark.first) * CELL > 1:
        faults.append(Fault(mark, at_left(mark.first), at_left(0)))
    return faults


def _other_face(paragraph: Paragraph, main: Paragraph) -> bool:
    """Whether a paragraph is neither in 仿宋 nor in the face of the body."""
    return face_class(paragraph.look.face) not in ("仿宋", face_class(main.look.face))


def _annotation(document: Document) -> Faults:
    """N-00: on the next line (9704), or one line below (33476.2)."""
    notes = document.of(Kind.NOTE)
    if not notes:
        return None
    note = notes[0]
    faults = list(start_fault(note, 2, tolerance("N-00")))
    if not re.fullmatch("（.*）", note.text.strip()):
        faults.append(Fault(note, quoted(note.text), "（……）"))
    near = list(gap_fault(note, 0))
    if near and list(gap_fault(note, 1)):
        faults += near
    return faults


PDF: Checks = {
    "A-01": _note_place,
    "A-02": _note_form,
    "A-03": _note_turnover,
    "A-04": _attachment_head,
    "A-05": _attachment_names,
    "A-06": _attachment_body,
    "N-00": _annotation,
}
WORD: Checks = PDF
