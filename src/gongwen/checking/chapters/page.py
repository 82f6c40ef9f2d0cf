"""Sheet, margins, grid, faces and colour of the body (5.1 to 5.2.4)."""

from __future__ import annotations

from collections.abc import Iterator

from ...i18n import gettext as _
from ..faults import (
    Checks,
    Fault,
    Faults,
    from_left,
    from_top,
    mm,
)
from ..lines import PT, Line
from ..paragraphs import Document, Kind
from ..rulebook import tolerance
from ..wordfile import Section

_SHEET = (210.0, 297.0)
_TOP, _BOTTOM, _LEFT, _RIGHT = 37.0, 262.0, 28.0, 184.0
_LETTER_BOTTOM = 275.0
_CELL_PT = (15.65, 15.89)
"""Pitch of 28 characters to a line: 15.79 ± .1 pt, 15.75 ± .1 pt in Word's files."""
_TWIP = PT / 20
_IN_LINE = 4.8
"""Millimetres by which a line of the grid is higher than 三号."""
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
    faults = [*(_pdf_top(document) or ()), *(_pdf_left(document) or ())]
    return "" if any(not fault.general for fault in faults) else "9704"


def _pdf_sheet(document: Document) -> Iterator[Fault]:
    """P-01."""
    limit = tolerance("P-01")
    assert document.pdf
    for page in document.pdf.pages:
        sides = sorted((page.width, page.height))
        if any(abs(a - b) > limit for a, b in zip(sides, _SHEET, strict=True)):
            yield Fault(page.number, f"{page.width:.1f} × {page.height:.1f} mm", "210 × 297 mm")


def _word_sheet(document: Document) -> Iterator[Fault]:
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
    """P-02: the first line of later pages; on the first page only what stands too high.

    Where the 37 mm are those of Word's dialog they reach to the line, its characters stand lower: no error.
    """
    limit = tolerance("P-02")
    tops = _first_lines(document)
    later = [line for line in tops if line.page > 1]
    highest = min(later, key=lambda line: line.top, default=None)
    first = [line for line in tops if line.page == 1 and line.top < _TOP - limit]
    if not tops:
        return None
    faults = [Fault(line, from_top(line.top), from_top(_TOP)) for line in first]
    if highest and abs(highest.top - _TOP) > limit:
        in_line = _TOP < highest.top <= _TOP + _IN_LINE
        faults.append(Fault(highest, from_top(highest.top), from_top(_TOP), general=in_line))
    return faults


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
    """The edge of the first odd and the first even page with body text; all of a kind share one."""
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
        if page in document.full and all(abs(right - value) > limit for value in wanted):
            found.append(Fault(page, from_left(right), from_left(_RIGHT)))
    low = [line for line in lines if line.bottom > _lowest(document, line.page) + limit]
    return found + [Fault(line, from_top(line.bottom), from_top(_BOTTOM)) for line in low]


def _lowest(document: Document, page: int) -> float:
    """How far down text may stand; on the first page of a letter down to its second double rule."""
    return _LETTER_BOTTOM if document.layout == "letter" and page == 1 else _BOTTOM


def _word_block(document: Document) -> Iterator[Fault]:
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


def _word_rest(document: Document) -> Iterator[Fault]:
    """P-06."""
    limit = tolerance("P-06")
    for section in _sections(document):
        bottom, right = section.bottom * _TWIP, section.right * _TWIP
        if section.landscape:
            continue
        if min(abs(bottom - 35), abs(bottom - 32.58)) > limit or abs(right - 26) > limit:
            yield Fault(None, f"{mm(bottom)}, {mm(right)}", f"{mm(35)}, {mm(26)}")


PDF: Checks = {
    "P-01": _pdf_sheet,
    "P-02": _pdf_top,
    "P-03": _pdf_left,
    "P-04": _pdf_block,
    "P-05": _pdf_duplex,
}
WORD: Checks = {
    "P-01": _word_sheet,
    "P-02": _word_top,
    "P-03": _word_left,
    "P-04": _word_block,
    "P-05": _word_duplex,
    "P-06": _word_rest,
}
