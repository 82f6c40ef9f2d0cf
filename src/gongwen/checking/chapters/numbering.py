"""Page numbers (7.5) and pages with tables set sideways (8)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ...i18n import gettext as _
from ..faults import (
    Checks,
    Fault,
    Faults,
    aligned,
    at_left,
    at_right,
    face_class,
    from_left,
    from_top,
    has_size,
    left_edge,
    mm,
    nothing,
    pt,
    quoted,
    right_edge,
    width_of,
)
from ..lines import PT, Line
from ..paragraphs import Document
from ..rulebook import tolerance
from ..verdict import Box
from ..wordfile import Footer, Section
from .imprint import imprint

_FORM = re.compile(r"—\s*\d+\s*—")
_DASH_AT = 269.0
_INSET = (4.94, 5.57)
_WIDEST = 0.6
"""Ems between dash and digit: half a cell and what the glyphs leave of theirs."""
_DASH_DOWN = 0.456
"""Where the dash stands in an exact line of a footer, from below, as part of its height (measured)."""
_ONE_PAGE = 20
_TWIP = PT / 20


def _form(document: Document) -> Faults:
    """N-01."""
    if not document.numbers:
        if document.page_count < 2:
            return None
        return [Fault(1, nothing(), "— 1 —")]
    faults = []
    for line in document.numbers.values():
        text = line.text.strip()
        if not _FORM.fullmatch(text):
            faults.append(Fault(line, quoted(text), "— 1 —"))
        if not has_size(line.size, "四号"):
            faults.append(Fault(line, pt(line.size), pt(14), general=True))
        if face_class(_digit_face(line)) != "宋体":
            faults.append(Fault(line, _digit_face(line), "宋体", general=True))
    return faults


def _digit_face(line: Line) -> str:
    return next((glyph.look.face for glyph in line.glyphs if glyph.char.isdigit()), line.look.face)


def _footers(document: Document) -> list[Footer]:
    assert document.word
    return [footer for section in document.word.sections for footer in section.footers]


def _numbered(document: Document) -> list[Footer]:
    return [footer for footer in _footers(document) if "PAGE" in footer.fields.upper()]


def _word_form(document: Document) -> Faults:
    numbered = _numbered(document)
    if not numbered:
        return [Fault(None, nothing(), "— 1 —")] if _estimated_lines(document) > _ONE_PAGE else None
    faults = []
    for footer in numbered:
        paragraph = next(p for p in footer.paragraphs if "PAGE" in p.fields.upper())
        text = paragraph.text.strip()
        bare = re.sub(r"\d+", "", text).replace(" ", "")
        if bare != "——":
            faults.append(Fault(None, quoted(text), "— 1 —"))
        size = paragraph.runs[0].props.size if paragraph.runs else paragraph.props.size
        if not has_size(size, "四号"):
            faults.append(Fault(None, pt(size), pt(14), general=True))
        props = paragraph.runs[0].props if paragraph.runs else paragraph.props
        if face_class(props.east_asia) != "宋体":
            faults.append(Fault(None, props.east_asia, "宋体", general=True))
    return faults


def _estimated_lines(document: Document) -> int:
    """Lines of 28 characters that the text of a Word file takes."""
    return sum(int(width_of(p.text) // 28) + 1 for p in document.paragraphs)


def _height(document: Document) -> Faults:
    """N-02: by the ink of the dash, measured once for each look of the number."""
    if not document.numbers or not document.pdf:
        return None
    offsets: dict[object, float] = {}
    faults = []
    for page, line in document.numbers.items():
        if line.look not in offsets:
            dash = line.glyphs[0]
            region = Box(dash.x, line.top - 1, dash.end, line.bottom + 1)
            ink = document.pdf.ink.dark(page, region) if dash.char in "—―–-－" else None
            if not ink:
                continue
            offsets[line.look] = (ink.top + ink.bottom) / 2 - line.base
        found = line.base + offsets[line.look]
        if abs(found - _DASH_AT) > tolerance("N-02") and not _is_wide(document, page):
            faults.append(Fault(line, from_top(found), from_top(_DASH_AT)))
    return faults


def _is_wide(document: Document, page: int) -> bool:
    """Whether a page lies on its long side; T-01 says where its number stands."""
    sheet = document.pdf.pages[page - 1] if document.pdf else None
    return bool(sheet and sheet.width > sheet.height + 10)


def _word_height(document: Document) -> Faults:
    """N-02: what the footer's distance and line come to; a matter of layout, so only a warning."""
    numbered = _numbered(document)
    if not numbered or not document.word:
        return None
    section = document.word.sections[0]
    props = numbered[0].paragraphs[-1].props
    line = props.line if props.line_rule == "exact" else 333
    found = 297 - section.footer * _TWIP - _DASH_DOWN * line * _TWIP
    if abs(found - _DASH_AT) <= tolerance("N-02") + 0.6:
        return []
    return [Fault(None, from_top(found), from_top(_DASH_AT), general=True)]


def _sides(document: Document) -> Faults:
    """N-03; a speech may have its numbers in the middle (Y-10)."""
    if not document.numbers or document.layout == "speech":
        return None
    faults = []
    for page, line in document.numbers.items():
        number = int(re.sub(r"\D", "", line.text) or page)
        if _is_wide(document, page):
            continue
        inset = (
            right_edge(document, page) - line.right if number % 2 else line.left - left_edge(document, page)
        )
        if not _INSET[0] - tolerance("N-03") <= inset <= _INSET[1] + tolerance("N-03"):
            side = (
                right_edge(document, page) - _INSET[0]
                if number % 2
                else left_edge(document, page) + _INSET[0]
            )
            faults.append(Fault(line, from_left(line.right if number % 2 else line.left), from_left(side)))
    return faults


def _word_sides(document: Document) -> Faults:
    numbered = _numbered(document)
    if not numbered or document.layout == "speech" or not document.word:
        return None
    settings = document.word.settings
    if settings is None or settings.find("{*}evenAndOddHeaders") is None:
        return [Fault(None, _("odd and even pages alike"), _("odd right, even left"))]
    faults = []
    for footer in numbered:
        paragraph = next(p for p in footer.paragraphs if "PAGE" in p.fields.upper())
        wanted = {"default": "right", "even": "left"}.get(footer.kind)
        props = paragraph.props
        framed = props.frame is not None or paragraph.in_box
        if (
            wanted
            and props.align != wanted
            and not framed
            and not (wanted == "left" and props.align == "both")
        ):
            faults.append(Fault(None, aligned(props.align), aligned(wanted)))
        elif wanted:
            inset = props.right if wanted == "right" else props.left + props.first
            chars = props.right_chars if wanted == "right" else props.left_chars or props.first_chars
            blank = paragraph.text != paragraph.text.strip()
            if not (chars or blank or framed or _INSET[0] - 0.7 <= inset * _TWIP <= _INSET[1] + 0.7):
                show = at_right if wanted == "right" else at_left
                faults.append(Fault(None, show(inset * _TWIP / _INSET[0]), show(1)))
    return faults


def _blank_pages(document: Document) -> Faults:
    """N-04."""
    if not document.pdf or not imprint(document) or document.page_count < 2:
        return None
    last = document.page_count
    held = {line.page for p in document.paragraphs if p not in imprint(document) for line in p.lines}
    alone = last not in held and imprint(document)[-1].page == last
    blank = [page.number for page in document.pdf.pages[1:] if _is_blank(document, page.number)]
    if not (alone or blank):
        return None
    faults = [Fault(page, _("a number"), nothing()) for page in blank if page in document.numbers]
    if alone and blank and last in document.numbers:
        faults.append(Fault(document.numbers[last], _("a number"), nothing()))
    if alone and not blank and last not in document.numbers:
        faults.append(Fault(last, nothing(), f"— {last} —"))
    return faults


def _is_blank(document: Document, number: int) -> bool:
    assert document.pdf
    page = document.pdf.pages[number - 1]
    lines = len(page.lines) - (number in document.numbers)
    return not (lines or page.images or page.turned or page.rules)


def _sequence(document: Document) -> Faults:
    """N-05."""
    values = [(page, int(re.sub(r"\D", "", line.text) or 0)) for page, line in document.numbers.items()]
    if len(values) < 2:
        return None
    return [
        Fault(document.numbers[page], str(value), str(before + page - previous))
        for (previous, before), (page, value) in pairwise(values)
        if value - before != page - previous
    ]


def _word_sequence(document: Document) -> Faults:
    assert document.word
    later = document.word.sections[1:]
    if not later:
        return None
    return [
        Fault(None, _("numbers start anew"), _("numbers run on")) for section in later if section.restarts
    ]


def _spaces(document: Document) -> Faults:
    """N-06."""
    lines = [line for line in document.numbers.values() if _FORM.fullmatch(line.text.strip())]
    if not lines:
        return None
    return [Fault(line, quoted(line.text), "— 1 —") for line in lines if _widest_gap(line) > _WIDEST]


def _widest_gap(line: Line) -> float:
    """The widest gap between the characters of a number, in ems."""
    shown = [glyph for glyph in line.glyphs if not glyph.char.isspace()]
    gaps = [(right.x - left.end) / (line.size * PT) for left, right in pairwise(shown)]
    return max(gaps, default=0.0)


def _word_spaces(document: Document) -> Faults:
    numbered = _numbered(document)
    if not numbered:
        return None
    faults = [Fault(None, "numberInDash", "— 1 —") for f in numbered if "NUMBERINDASH" in f.fields.upper()]
    for footer in numbered:
        text = "".join(p.text for p in footer.paragraphs).strip()
        if re.search(r"[—\-]\s{2,}|[—\-]\u3000", text):
            faults.append(Fault(None, quoted(text), "— 1 —"))
    return faults


# Tables set sideways.


def _turned(document: Document) -> Faults:
    """T-01: the sheet stays upright, its content is turned anticlockwise."""
    assert document.pdf
    faults: list[Fault] = []
    seen = False
    for page in document.pdf.pages:
        if _is_wide(document, page.number):
            seen = True
            line = document.numbers.get(page.number)
            if line:
                faults.append(Fault(line, _("along the long edge"), _("where upright pages have it")))
        elif len(page.turned) > 5:
            seen = True
            if sum(glyph.slope < 0 for glyph in page.turned) > len(page.turned) / 2:
                faults.append(Fault(page.number, _("turned clockwise"), _("turned anticlockwise")))
    return faults if seen else None


def _word_turned(document: Document) -> Faults:
    assert document.word
    wide = [section for section in document.word.sections if section.landscape]
    if not wide:
        return None
    return list(_unframed(wide))


def _unframed(sections: list[Section]) -> Iterator[Fault]:
    for section in sections:
        for footer in section.footers:
            numbers = [p for p in footer.paragraphs if "PAGE" in p.fields.upper()]
            if any(p.props.frame is None and not p.in_box for p in numbers):
                yield Fault(None, _("along the long edge"), _("where upright pages have it"))
                return


def _same_height(document: Document) -> Faults:
    """R-03."""
    upright = [line for page, line in document.numbers.items() if not _is_wide(document, page)]
    if len(upright) < 2:
        return None
    return [
        Fault(right, mm(abs(right.base - left.base)), f"≤ {mm(tolerance('R-03'))}")
        for left, right in pairwise(upright)
        if abs(right.base - left.base) > tolerance("R-03")
    ]


PDF: Checks = {
    "N-01": _form,
    "N-02": _height,
    "N-03": _sides,
    "N-04": _blank_pages,
    "N-05": _sequence,
    "N-06": _spaces,
    "T-01": _turned,
    "R-03": _same_height,
}
WORD: Checks = {
    "N-01": _word_form,
    "N-02": _word_height,
    "N-03": _word_sides,
    "N-05": _word_sequence,
    "N-06": _word_spaces,
    "T-01": _word_turned,
}
