"""The grid of 22 lines and 28 characters, faces and colour of the body (5.2.2 to 5.2.4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from ...i18n import gettext as _
from ..faults import Checks, Fault, Faults, is_product, look_faults, pt
from ..lines import PT, Line, is_black, is_han, shown_color
from ..paragraphs import Document, Kind, Paragraph
from ..rulebook import tolerance
from ..wordfile import Section
from .body import main_text

_TOP, _BOTTOM = 37.0, 262.0
_FEW = 3
_CELL_PT = (15.65, 15.89)
"""Pitch of 28 characters to a line: 15.79 ± .1 pt, 15.75 ± .1 pt in Word's files."""


def _section(document: Document) -> Section:
    assert document.word
    return document.word.sections[0]


def _full_pages(document: Document) -> Iterator[tuple[list[Line], int]]:
    """Pages full of body lines, neither first nor last, each with the lines that fit on it."""
    by_page: dict[int, list[Line]] = {}
    for line in document.body_lines():
        by_page.setdefault(line.page, []).append(line)
    assert document.pdf
    for page in document.pdf.pages[1:-1]:
        lines = by_page.get(page.number, [])
        held = len(page.lines) - (page.number in document.numbers)
        if (
            len(lines) != held
            or len(lines) < 10
            or any(abs(line.size - document.size) > 0.6 for line in lines)
        ):
            continue
        steps = [(below.base - line.base) / document.pitch for line, below in pairwise(lines)]
        if all(abs(step - round(step)) < 0.1 for step in steps) and _is_full(lines, page.number, document):
            yield lines, 1 + sum(round(step) for step in steps)


def _is_full(lines: list[Line], page: int, document: Document) -> bool:
    """Whether the text flows on: its last line reaches near the foot or runs on over the turn."""
    last = lines[-1]
    runs_on = any(last in paragraph.lines and paragraph.lines[-1].page > page for paragraph in document.prose)
    return runs_on or last.bottom > _BOTTOM - 1.5 * document.pitch


def _pdf_rows(document: Document) -> Faults:
    """G-01; a page in front of the date may have given lines to it, so that it stands with text (7.3.5.5)."""
    pages = list(_full_pages(document))
    if not pages:
        return None
    giving = {page - 1 for page in _with_few_lines(document)}
    return [
        Fault(lines[0].page, _("{count} lines").format(count=count), _("{count} lines").format(count=22))
        for lines, count in pages
        if count > 22 or (count < 22 and lines[0].page not in giving)
    ]


def _with_few_lines(document: Document) -> Iterator[int]:
    """Pages with the date on which few lines of the body stand."""
    held = Counter(line.page for line in document.body_lines())
    for paragraph in document.of(Kind.DATE):
        if paragraph.page and held[paragraph.page] <= _FEW:
            yield paragraph.page


def _word_rows(document: Document) -> Faults:
    section = _section(document)
    bodies = _bodies(document)
    if not bodies:
        return None
    line = _line_height(bodies, section)
    if not line:
        return [Fault(bodies[0], _("no exact line and no grid"), _("{count} lines").format(count=22))]
    count = int(section.text_height / line + 0.005)
    if count == 22:
        return []
    found = _("{count} lines of {size}").format(count=count, size=pt(line / 20))
    return [Fault(bodies[0], found, _("{count} lines").format(count=22))]


def _bodies(document: Document) -> list[Paragraph]:
    return [paragraph for paragraph in document.of(Kind.BODY) if paragraph.word]


def _line_height(bodies: list[Paragraph], section: Section) -> float:
    """Height of a body line in twips, 0 where the face decides."""
    props = Counter(
        (p.word.props.line, p.word.props.line_rule, p.word.props.snap) for p in bodies if p.word
    ).most_common(1)[0][0]
    line, rule, snap = props
    if rule == "exact" or (rule == "atLeast" and line > 400):
        return float(line)
    return float(section.pitch) * line / 240 if snap and section.grid in ("lines", "linesAndChars") else 0.0


def _pdf_columns(document: Document) -> Faults:
    """G-02: lines of Han characters only, from edge to edge."""
    seen, found = False, []
    for paragraph in document.of(Kind.BODY):
        for index, line in enumerate(paragraph.lines[:-1]):
            right = document.right[line.page]
            if abs(line.right - right) > 0.6 or not all(map(is_han, line.text)) or len(line.text) < 10:
                continue
            seen = True
            wanted = 26 if index == 0 and paragraph.first > 1.5 else 28
            pitch = (line.glyphs[-1].x - line.left) / (len(line.text) - 1) / PT
            if len(line.text) != wanted or not _CELL_PT[0] <= pitch <= _CELL_PT[1]:
                found.append(_columns_fault(line, len(line.text) + 28 - wanted))
    return found if seen else None


def _columns_fault(where: Line | Paragraph, count: int) -> Fault:
    text = _("{count} characters a line")
    return Fault(where, text.format(count=count), text.format(count=28))


def _word_columns(document: Document) -> Faults:
    assert document.word
    bodies = _bodies(document)
    if not bodies:
        return None
    section = _section(document)
    (size, spacing), _count = Counter(
        (run.props.size, run.props.spacing) for p in bodies if p.word for run in p.word.runs
    ).most_common(1)[0]
    cell = size + spacing / 20
    if section.grid == "linesAndChars":
        cell = (
            document.word.styles.of(document.word.styles.default_paragraph).size + section.char_space / 4096
        )
    count = int(section.text_width / 20 / max(cell, 1) + 0.005)
    return [] if count == 28 else [_columns_fault(bodies[0], count)]


def _pdf_fills(document: Document) -> Faults:
    """G-03."""
    limit = tolerance("G-03")
    pages = [lines for lines, count in _full_pages(document) if count == 22]
    if not pages:
        return None
    text = _("{top}–{bottom} mm")
    wanted = text.format(top=_TOP, bottom=_BOTTOM)
    return [
        Fault(lines[0].page, text.format(top=f"{lines[0].top:.1f}", bottom=f"{lines[-1].bottom:.1f}"), wanted)
        for lines in pages
        if abs(lines[-1].bottom - _BOTTOM) > limit
    ]


def _pdf_even_lines(document: Document) -> Faults:
    """G-04: the steps inside paragraphs."""
    steps = [
        (line, (below.base - line.base) / PT)
        for paragraph in document.of(Kind.BODY)
        for line, below in pairwise(paragraph.lines)
        if line.page == below.page
    ]
    if not steps:
        return None
    usual = Counter(round(step, 1) for _line, step in steps).most_common(1)[0][0]
    limit = tolerance("G-04") + 0.05
    return [Fault(line, pt(round(step, 2)), pt(usual)) for line, step in steps if abs(step - usual) > limit]


def _word_even_lines(document: Document) -> Faults:
    bodies = [(p, p.word.props) for p in _bodies(document) if p.word]
    if not bodies:
        return None
    usual = Counter((props.line, props.line_rule) for _p, props in bodies).most_common(1)[0][0]
    text = _("line {line}, before {before}, after {after}")
    return [
        Fault(
            paragraph,
            text.format(line=pt(props.line / 20), before=pt(props.before / 20), after=pt(props.after / 20)),
            text.format(line=pt(usual[0] / 20), before=pt(0), after=pt(0)),
        )
        for paragraph, props in bodies
        if (props.line, props.line_rule) != usual or props.before or props.after
    ]


# Faces and colour.


def _body_look(document: Document) -> Faults:
    """F-01; attachments are A-06's."""
    bodies = [p for p in main_text(document) if p.kind is Kind.BODY]
    if not bodies:
        return None
    return [f for p in bodies for f in look_faults(p, p.look, "仿宋", "三号")]


def _black(document: Document) -> Iterator[Fault]:
    """F-02."""
    for paragraph in document.paragraphs:
        if paragraph.kind is Kind.MARK:
            continue
        for look, count in paragraph.looks().items():
            if count and not is_black(look.color):
                yield Fault(paragraph, shown_color(look.color), shown_color((0.0,)))
                break


def _product(document: Document) -> Faults:
    """F-03: said of a 仿宋 only; another class is F-01's."""
    bodies = [p for p in document.of(Kind.BODY) if "仿宋" in p.look.face or "ang" in p.look.face]
    if not bodies:
        return None
    return [
        Fault(paragraph, paragraph.look.face, "仿宋_GB2312")
        for paragraph in bodies
        if not is_product(paragraph.look.face, "仿宋")
    ]


def _bold(document: Document) -> Faults:
    """F-04."""
    titles = document.of(Kind.TITLE, Kind.HEADING, Kind.ATTACHMENT_TITLE)
    if not titles:
        return None
    return [Fault(p, _("bold"), _("not bold")) for p in titles if any(look.bold for look in p.looks())]


def _pdf_digits(document: Document) -> Faults:
    """F-05."""
    faces: Counter[str] = Counter()
    for paragraph in document.of(Kind.BODY):
        for line in paragraph.lines:
            faces.update(g.look.face for g in line.glyphs if g.char.isascii() and g.char.isalnum())
    return _one_face(faces)


def _word_digits(document: Document) -> Faults:
    faces: Counter[str] = Counter()
    for paragraph in _bodies(document):
        for run in paragraph.word.runs if paragraph.word else ():
            faces[run.props.ascii] += sum(c.isascii() and c.isalnum() for c in run.text)
    return _one_face(+faces)


def _one_face(faces: Counter[str]) -> Faults:
    if not faces:
        return None
    usual = faces.most_common(1)[0][0]
    return [] if len(faces) == 1 else [Fault(None, ", ".join(sorted(faces)), usual)]


PDF: Checks = {
    "G-01": _pdf_rows,
    "G-02": _pdf_columns,
    "G-03": _pdf_fills,
    "G-04": _pdf_even_lines,
    "F-01": _body_look,
    "F-02": _black,
    "F-03": _product,
    "F-04": _bold,
    "F-05": _pdf_digits,
}
WORD: Checks = {
    "G-01": _word_rows,
    "G-02": _word_columns,
    "G-04": _word_even_lines,
    "F-01": _body_look,
    "F-02": _black,
    "F-04": _bold,
    "F-05": _word_digits,
}
