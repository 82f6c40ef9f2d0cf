"""Sheet, margins, grid, faces and colour of the body (5.1 to 5.2.4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from ...i18n import gettext as _
from ..faults import (
    Checks,
    Fault,
    Faults,
    from_left,
    from_top,
    is_product,
    look_faults,
    mm,
    pt,
)
from ..lines import PT, Line, is_black, is_han, shown_color
from ..paragraphs import Document, Kind, Paragraph
from ..rulebook import tolerance
from ..wordfile import Section
from .body import main_text

_SHEET = (210.0, 297.0)
_TOP, _BOTTOM, _LEFT, _RIGHT = 37.0, 262.0, 28.0, 184.0
_LETTER_BOTTOM = 275.0
_CELL_PT = (15.65, 15.89)
"""Pitch of 28 characters to a line: 15.79 ± .1 pt, 15.75 ± .1 pt in Word's files."""
_TWIP = PT / 20
_PROFILES = {"9704": (37.0, 35.0, 28.0, 26.0), "33476.2": (34.58, 32.58, 28.0, 26.0)}
"""Margins in Word's dialog: top, bottom, left, right."""


def margins_of(document: Document) -> str:
    """The set of margins that a file follows, empty where it follows none."""
    if document.word:
        section = document.word.sections[0]
        found = [v * _TWIP for v in (section.top, section.bottom, section.left, section.right)]
        fits = [
            name
            for name, wanted in _PROFILES.items()
            if all(abs(a - b) <= 0.5 for a, b in zip(found, wanted, strict=True))
        ]
        return fits[0] if fits else ""
    checks = (_pdf_top, _pdf_left)
    return "" if any(list(check(document) or ()) for check in checks) else "9704"


def _pdf_sheet(document: Document) -> Faults:
    """P-01."""
    limit = tolerance("P-01")
    assert document.pdf
    for page in document.pdf.pages:
        sides = sorted((page.width, page.height))
        if any(abs(a - b) > limit for a, b in zip(sides, _SHEET, strict=True)):
            yield Fault(page.number, f"{page.width:.1f} × {page.height:.1f} mm", "210 × 297 mm")


def _word_sheet(document: Document) -> Faults:
    for section in _sections(document):
        sides = sorted((section.width * _TWIP, section.height * _TWIP))
        if any(abs(a - b) > tolerance("P-01") for a, b in zip(sides, _SHEET, strict=True)):
            yield Fault(
                None, f"{section.width * _TWIP:.1f} × {section.height * _TWIP:.1f} mm", "210 × 297 mm"
            )


def _sections(document: Document) -> list[Section]:
    assert document.word
    return document.word.sections


def _pdf_top(document: Document) -> Faults:
    """P-02: the first line of later pages; on the first page only what stands too high."""
    limit = tolerance("P-02")
    tops = _first_lines(document)
    later = [line for line in tops if line.page > 1]
    highest = min(later, key=lambda line: line.top, default=None)
    first = [line for line in tops if line.page == 1 and line.top < _TOP - limit]
    if not tops:
        return None
    bad = highest and not abs(highest.top - _TOP) <= limit
    return [
        Fault(line, from_top(line.top), from_top(_TOP))
        for line in [*first, *([highest] if bad and highest else [])]
    ]


def _first_lines(document: Document) -> list[Line]:
    """The first line of each page; marks have places of their own."""
    own_places = (Kind.MARK, Kind.COPY_NUMBER, Kind.ISSUED_BY, Kind.COPY_TO, Kind.MAIN_TO)
    found: dict[int, Line] = {}
    for paragraph in document.paragraphs:
        for line in paragraph.lines:
            if line.page not in found and paragraph.kind not in own_places:
                found[line.page] = line
    if document.layout == "letter":
        found.pop(1, None)
    return [line for line in found.values() if abs(line.size - document.size) < 7]


def _word_top(document: Document) -> Faults:
    return [
        Fault(None, mm(section.top * _TWIP), f"{mm(_TOP)} / {mm(34.58)}")
        for section in _sections(document)
        if not section.landscape
        and abs(section.top * _TWIP - _TOP) > tolerance("P-02")
        and not (abs(section.top * _TWIP - 34.58) <= 0.5 and section.grid)
    ]


def _pdf_left(document: Document) -> Faults:
    """P-03: at 28 mm on odd pages, at 28 or (mirrored) 26 mm on even ones."""
    limit = tolerance("P-03")
    if not list(document.body_lines()):
        return None
    found = []
    for page, left in _edges(document, document.left).items():
        wanted = (_LEFT,) if page % 2 else (_LEFT, _LEFT - 2)
        if all(abs(left - value) > limit for value in wanted):
            found.append(Fault(page, from_left(left), from_left(_LEFT)))
    return found


def _edges(document: Document, edges: dict[int, float]) -> dict[int, float]:
    """The edge of the first odd and the first even page with body text, for edges are found for all of a kind."""
    pages = sorted({line.page for line in document.body_lines()})
    chosen = [next((p for p in pages if p % 2 == odd), None) for odd in (1, 0)]
    return {page: edges[page] for page in chosen if page}


def _word_left(document: Document) -> Faults:
    return [
        Fault(None, mm(section.left * _TWIP), mm(_LEFT))
        for section in _sections(document)
        if not section.landscape and abs(section.left * _TWIP - _LEFT) > tolerance("P-03")
    ]


def _pdf_block(document: Document) -> Faults:
    """P-04: full lines end at 184 mm, no line of the body stands below 262 mm."""
    limit = tolerance("P-04")
    lines = list(document.body_lines())
    if len(lines) < 4:
        return None
    found = []
    for page, right in _edges(document, document.right).items():
        wanted = (_RIGHT,) if page % 2 else (_RIGHT, _RIGHT - 2)
        if all(abs(right - value) > limit for value in wanted):
            found.append(Fault(page, from_left(right), from_left(_RIGHT)))
    low = [line for line in lines if line.bottom > _lowest(document, line.page) + limit]
    return found + [Fault(line, from_top(line.bottom), from_top(_BOTTOM)) for line in low]


def _lowest(document: Document, page: int) -> float:
    """How far down text may stand; on the first page of a letter down to its second double rule."""
    return _LETTER_BOTTOM if document.layout == "letter" and page == 1 else _BOTTOM


def _word_block(document: Document) -> Faults:
    for section in _sections(document):
        width, height = section.text_width * _TWIP, section.text_height * _TWIP
        if section.landscape:
            continue
        if abs(width - 156) > 0.5 or min(abs(height - 225), abs(height - 229.85)) > tolerance("P-04"):
            yield Fault(None, f"{width:.1f} × {height:.1f} mm", "156 × 225 mm")


def _pdf_duplex(document: Document) -> Faults:
    """P-05: only where the text of even pages does not stand 2 mm further left."""
    edges = _edges(document, document.left)
    even = [page for page in edges if page % 2 == 0]
    if not even or len(edges) < 2:
        return None
    odd = next(page for page in edges if page % 2)
    shift = edges[odd] - edges[even[0]]
    limit = tolerance("P-05")
    return (
        [] if abs(shift - 2) <= limit else [Fault(even[0], from_left(edges[even[0]]), from_left(_LEFT - 2))]
    )


def _word_duplex(document: Document) -> Faults:
    assert document.word
    settings = document.word.settings
    if settings is None or settings.find("{*}evenAndOddHeaders") is None:
        return None
    return [] if settings.find("{*}mirrorMargins") is not None else [Fault(None, _("off"), "mirrorMargins")]


def _word_rest(document: Document) -> Faults:
    """P-06."""
    limit = tolerance("P-06")
    for section in _sections(document):
        bottom, right = section.bottom * _TWIP, section.right * _TWIP
        if section.landscape:
            continue
        if min(abs(bottom - 35), abs(bottom - 32.58)) > limit or abs(right - 26) > limit:
            yield Fault(None, f"{mm(bottom)}, {mm(right)}", f"{mm(35)}, {mm(26)}")


# The grid.


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
    """G-01."""
    pages = list(_full_pages(document))
    if not pages:
        return None
    return [
        Fault(lines[0].page, _("{count} lines").format(count=count), _("{count} lines").format(count=22))
        for lines, count in pages
        if count != 22
    ]


def _word_rows(document: Document) -> Faults:
    section = _sections(document)[0]
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
    section = _sections(document)[0]
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


def _black(document: Document) -> Faults:
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
    "P-01": _pdf_sheet,
    "P-02": _pdf_top,
    "P-03": _pdf_left,
    "P-04": _pdf_block,
    "P-05": _pdf_duplex,
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
    "P-01": _word_sheet,
    "P-02": _word_top,
    "P-03": _word_left,
    "P-04": _word_block,
    "P-05": _word_duplex,
    "P-06": _word_rest,
    "G-01": _word_rows,
    "G-02": _word_columns,
    "G-04": _word_even_lines,
    "F-01": _body_look,
    "F-02": _black,
    "F-04": _bold,
    "F-05": _word_digits,
}
