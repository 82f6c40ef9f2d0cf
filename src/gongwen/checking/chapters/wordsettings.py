"""What a Word file should hold so that Word, WPS and LibreOffice show it alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...i18n import gettext as _
from ..faults import Checks, Fault, Faults, in_cells, nothing, office_faces, pt, quoted
from ..paragraphs import Document, Kind, Paragraph
from ..wordfile import Section
from ..wordprops import W, value
from .page import margins_of

_AMBIGUOUS = "“”‘’—…·"


def _section(document: Document) -> Section:
    assert document.word
    return document.word.sections[0]


def _setting(document: Document, name: str) -> Any:
    assert document.word
    settings = document.word.settings
    return None if settings is None else settings.find(W + name)


def _grid(document: Document) -> Faults:
    """X-01."""
    grid = _section(document).grid
    return [] if grid == "lines" else [Fault(None, grid or nothing(), "lines")]


def _char_space(document: Document) -> Faults:
    """X-02."""
    assert document.word
    section = _section(document)
    if section.grid != "linesAndChars":
        return None
    normal = document.word.styles.of(document.word.styles.default_paragraph).size
    wanted = int((section.text_width / 20 / 28 - normal) * 4096 // 1)
    if abs(section.char_space - wanted) <= 12:
        return []
    return [Fault(None, str(section.char_space), str(wanted))]


def _margins(document: Document) -> Faults:
    """X-05."""
    if margins_of(document):
        return []
    section = _section(document)
    found = [v / 20 * 25.4 / 72 for v in (section.top, section.bottom, section.left, section.right)]
    return [Fault(None, " / ".join(f"{v:.1f}" for v in found) + " mm", "37 / 35 / 28 / 26 mm")]


def _snapping(document: Document) -> Faults:
    """X-06."""
    large = [p for p in document.paragraphs if p.word and p.look.size > 18 and not p.in_table]
    if not large or _section(document).grid not in ("lines", "linesAndChars"):
        return None
    pitch = max(_section(document).pitch, 1)
    return [
        Fault(p, "snapToGrid = 1", "snapToGrid = 0")
        for p in large
        if p.word
        and p.word.props.snap
        and not (p.word.props.line_rule == "exact" and p.word.props.line % pitch == 0)
    ]


def _hints(document: Document) -> Faults:
    """X-07: a face that holds both scripts needs no hint."""
    runs = [
        (p, r) for p in document.prose if p.word for r in p.word.runs if any(c in r.text for c in _AMBIGUOUS)
    ]
    if not runs:
        return None
    return [
        Fault(p, f"{quoted(r.text)}: {r.props.ascii}", r.props.east_asia)
        for p, r in runs
        if r.props.hint != "eastAsia" and r.props.ascii != r.props.east_asia
    ]


def _language(document: Document) -> Faults:
    """X-08."""
    assert document.word
    found = document.word.styles.base.language
    return [] if found == "zh-CN" else [Fault(None, found or nothing(), "zh-CN")]


def _compression(document: Document) -> Faults:
    """X-09."""
    found = value(_setting(document, "characterSpacingControl"))
    return (
        []
        if found.startswith("compressPunctuation")
        else [Fault(None, found or nothing(), "compressPunctuation")]
    )


def _breaking(document: Document) -> Faults:
    """X-10."""
    bodies = [p for p in document.of(Kind.BODY) if p.word]
    if not bodies:
        return None
    faults = []
    for paragraph in bodies:
        props = paragraph.word.props if paragraph.word else None
        if props and not props.kinsoku:
            faults.append(Fault(paragraph, "kinsoku = 0", "kinsoku = 1"))
        if props and props.auto_space:
            faults.append(Fault(paragraph, "autoSpaceDN = 1", "autoSpaceDN = 0"))
    return faults


def _even_and_odd(document: Document) -> Faults:
    """X-11."""
    assert document.word
    kinds = {footer.kind for section in document.word.sections for footer in section.footers}
    element = _setting(document, "evenAndOddHeaders")
    if "even" not in kinds and element is None:
        return None
    faults = []
    if "even" in kinds and element is None:
        faults.append(Fault(None, nothing(), "evenAndOddHeaders"))
    if element is not None and "even" not in kinds:
        faults.append(Fault(None, nothing(), _("a footer for even pages")))
    mirror = _setting(document, "mirrorMargins")
    if mirror is not None and element is not None:
        order = list(document.word.settings)
        if order.index(mirror) > order.index(element):
            faults.append(Fault(None, "evenAndOddHeaders, mirrorMargins", "mirrorMargins, evenAndOddHeaders"))
    return faults


def _compatibility(document: Document) -> Faults:
    """X-12."""
    compat = _setting(document, "compat")
    modes = [] if compat is None else [e for e in compat if value(e, "name") == "compatibilityMode"]
    mode = value(modes[0]) if modes else ""
    return [] if mode and int(mode) >= 15 else [Fault(None, mode or nothing(), "15")]


def _defaults(document: Document) -> Faults:
    """X-13."""
    assert document.word
    base = document.word.styles.base
    if (
        not base.before
        and not base.after
        and base.line in (240, base.line if base.line_rule == "exact" else 240)
    ):
        return []
    found = _("line {line}, before {before}, after {after}").format(
        line=f"{base.line / 240:g}", before=pt(base.before / 20), after=pt(base.after / 20)
    )
    wanted = _("line {line}, before {before}, after {after}").format(line=1, before=pt(0), after=pt(0))
    return [Fault(None, found, wanted)]


def _character_indents(document: Document) -> Faults:
    """X-14."""
    indented = [p for p in document.prose if p.word and p.word.props.first > 0]
    if not indented:
        return None
    return [
        Fault(p, pt(p.word.props.first / 20), in_cells(2))
        for p in indented
        if p.word and p.word.props.first_chars is None
    ]


def _outline(document: Document) -> Faults:
    """X-15."""
    headings = [
        p
        for p in document.of(Kind.HEADING)
        if p.word and p.level < 3 and len(p.text) < 60 and "。" not in p.text
    ]
    counted = [p for p in document.prose if p.word and p.word.props.numbered]
    if not headings and not counted:
        return None
    faults = [Fault(p, _("automatic number"), _("a number typed as text")) for p in counted]
    return faults + [
        Fault(p, _("no outline level"), _("level {level}").format(level=p.level))
        for p in headings
        if p.word and p.word.props.outline is None
    ]


def _core(document: Document) -> Faults:
    """X-16."""
    assert document.word
    core = document.word.core
    faults = (
        [] if core.get("title", "").strip() else [Fault(None, _("no title"), _("the title of the document"))]
    )
    if core.get("creator", "") == "python-docx":
        faults.append(Fault(None, "python-docx", _("the issuing office")))
    return faults


def _faces(document: Document) -> Faults:
    """X-17."""
    assert document.word
    faults = [Fault(None, _("embedded fonts"), nothing())] if document.word.fonts_embedded else []
    return faults + list(_foreign_faces(document.paragraphs))


def _foreign_faces(paragraphs: list[Paragraph]) -> Iterator[Fault]:
    seen: set[str] = set()
    for paragraph in paragraphs:
        for look in paragraph.looks():
            if look.face and look.face not in seen and not office_faces().match(look.face):
                seen.add(look.face)
                yield Fault(paragraph, look.face, "仿宋_GB2312, 楷体_GB2312, 黑体, 方正小标宋简体, 宋体")


def _footer_line(document: Document) -> Faults:
    """X-18."""
    assert document.word
    numbers = [
        p
        for section in document.word.sections
        for footer in section.footers
        for p in footer.paragraphs
        if "PAGE" in p.fields.upper()
    ]
    if not numbers:
        return None
    return [Fault(None, p.props.line_rule, "exact") for p in numbers if p.props.line_rule != "exact"]


PDF: Checks = {}
WORD: Checks = {
    "X-01": _grid,
    "X-02": _char_space,
    "X-05": _margins,
    "X-06": _snapping,
    "X-07": _hints,
    "X-08": _language,
    "X-09": _compression,
    "X-10": _breaking,
    "X-11": _even_and_odd,
    "X-12": _compatibility,
    "X-13": _defaults,
    "X-14": _character_indents,
    "X-15": _outline,
    "X-16": _core,
    "X-17": _faces,
    "X-18": _footer_line,
}
