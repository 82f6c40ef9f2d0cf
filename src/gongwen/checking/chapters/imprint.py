"""版记: its rules, 主送, 抄送, 印发 (7.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...i18n import gettext as _
from ..faults import (
    Checks,
    Fault,
    Faults,
    at_left,
    at_right,
    from_left,
    from_top,
    left_edge,
    look_faults,
    mm,
    nothing,
    quoted,
    right_edge,
)
from ..lines import CELL, PT
from ..paragraphs import Document, Kind, Paragraph
from ..pdffile import Rule
from ..rulebook import tolerance
from .closing import is_date

_KINDS = (Kind.MAIN_TO, Kind.COPY_TO, Kind.ISSUED_BY)
_BOTTOM = 262.0
_THICK, _THIN, _SLACK = 0.35, 0.25, 0.06
_INDENT = (4.6, 5.9)
"""One character of 四号 or of 三号, in millimetres."""
_WORD_THICK, _WORD_THIN = ("8",), ("4", "6")


def imprint(document: Document) -> list[Paragraph]:
    """The paragraphs of the 版记."""
    return document.of(*_KINDS)


def imprint_rules(document: Document) -> list[Rule]:
    """The rules of the 版记 of a PDF, from the top."""
    parts = [p for p in imprint(document) if p.lines]
    if not parts:
        return []
    page, top = parts[0].lines[0].page, parts[0].top - 7
    found = [r for r in document.rules if r.page == page and r.y > top and r.right - r.left > 80]
    return sorted(found, key=lambda rule: rule.y)


def _pdf_rules(document: Document) -> Faults:
    """I-01."""
    parts = imprint(document)
    if not parts or document.layout == "letter":
        return None
    rules = imprint_rules(document)
    if len(rules) < 2:
        return [Fault(parts[0], _("{count} rules").format(count=len(rules)), _("first and last rule"))]
    left, right = left_edge(document, rules[0].page), right_edge(document, rules[0].page)
    limit = tolerance("I-01") + 0.5
    faults = [
        Fault(rule, f"{rule.left:.1f}–{rule.right:.1f} mm", f"{left:.1f}–{right:.1f} mm")
        for rule in rules
        if abs(rule.left - left) > limit or abs(rule.right - right) > limit
    ]
    for index, rule in enumerate(rules):
        wanted = _THICK if index in (0, len(rules) - 1) else _THIN
        if abs(rule.thickness - wanted) > _SLACK:
            faults.append(Fault(rule, f"{rule.thickness:.2f} mm", f"{wanted} mm", general=True))
    return faults


def _word_rules(document: Document) -> Faults:
    parts = imprint(document)
    if not parts or document.layout == "letter" or not document.word:
        return None
    borders = _word_borders(document)
    if not borders.get("top") or not borders.get("bottom"):
        return [] if document.word.has_shapes else [Fault(parts[0], nothing(), _("first and last rule"))]
    sizes: list[tuple[str, tuple[str, ...]]] = [
        (borders["top"], _WORD_THICK),
        (borders["bottom"], _WORD_THICK),
    ]
    if borders.get("insideH"):
        sizes.append((borders["insideH"], _WORD_THIN))
    return [
        Fault(parts[0], mm(float(size) / 8 * PT), mm(float(wanted[-1]) / 8 * PT), general=True)
        for size, wanted in sizes
        if size not in wanted
    ]


def _word_borders(document: Document) -> dict[str, str]:
    """`w:sz` of the first, last and inner rules: borders of the table, or of the paragraphs themselves."""
    assert document.word
    if document.word.rules:
        return document.word.rules[-1]
    sides = [p.word.borders for p in imprint(document) if p.word]
    found: dict[str, str] = {}
    if sides and "top" in sides[0]:
        found["top"] = sides[0]["top"]["sz"]
    if sides and "bottom" in sides[-1]:
        found["bottom"] = sides[-1]["bottom"]["sz"]
    inner = [
        s[k]["sz"]
        for i, s in enumerate(sides)
        for k in ("top", "bottom", "between")
        if k in s and _inner(i, k, sides)
    ]
    if inner:
        found["insideH"] = inner[0]
    return found


def _inner(index: int, side: str, sides: list[dict[str, dict[str, str]]]) -> bool:
    return not (index == 0 and side == "top") and not (index == len(sides) - 1 and side == "bottom")


def _pdf_last_rule(document: Document) -> Faults:
    """I-02."""
    rules, parts = imprint_rules(document), imprint(document)
    if not rules or document.layout == "letter":
        return None
    faults = []
    if abs(rules[-1].y - _BOTTOM) > tolerance("I-02") + rules[-1].thickness / 2:
        faults.append(Fault(rules[-1], from_top(rules[-1].y), from_top(_BOTTOM)))
    if rules[0].y > parts[0].top + 0.5:
        faults.append(Fault(rules[0], from_top(rules[0].y), f"≤ {mm(parts[0].top)}"))
    if rules[-1].page != document.page_count:
        faults.append(Fault(rules[-1].page, str(rules[-1].page), str(document.page_count)))
    return faults


def _word_last_rule(document: Document) -> Faults:
    parts = imprint(document)
    if not parts or document.layout == "letter" or not document.word:
        return None
    tables = document.word.rules
    framed = any(p.word and p.word.props.frame and p.word.props.frame[1] == "bottom" for p in parts)
    if framed or any(table.get("spec") == "bottom" for table in tables):
        return []
    return [Fault(parts[0], _("in the flow of the text"), _("at the bottom margin"), general=True)]


def _copies(document: Document) -> Faults:
    """I-03."""
    copies = document.of(Kind.COPY_TO)
    if not copies:
        return None
    faults = [f for p in copies for f in look_faults(p, p.look, "仿宋", "四号")]
    first, text = copies[0], copies[-1].text.strip()
    if not first.text.strip().startswith("抄送："):
        faults.append(Fault(first, quoted(first.text[:4]), "抄送："))
    if not text.endswith("。"):
        faults.append(Fault(copies[-1], quoted(text[-4:]), "。"))
    return faults + list(_indent_faults(first)) + list(_hanging_fault(first))


def _indent_faults(paragraph: Paragraph) -> Iterator[Fault]:
    if not _INDENT[0] <= paragraph.first * CELL <= _INDENT[1]:
        yield Fault(paragraph, at_left(paragraph.first), at_left(1))
    if paragraph.word and not _INDENT[0] - 0.5 <= paragraph.right * CELL <= _INDENT[1]:
        yield Fault(paragraph, at_right(paragraph.right), at_right(1))


def _hanging_fault(paragraph: Paragraph) -> Iterator[Fault]:
    if len(paragraph.lines) > 1:
        wanted, found = paragraph.lines[0].glyphs[3].x, paragraph.lines[1].left
        if abs(found - wanted) > tolerance("I-03") + 0.1:
            yield Fault(paragraph.lines[1], from_left(found), from_left(wanted))


def _moved_addressee(document: Document) -> Faults:
    """I-04."""
    moved, copies = document.first(Kind.MAIN_TO), document.first(Kind.COPY_TO)
    if not moved:
        return None
    faults = list(look_faults(moved, moved.look, "仿宋", "四号")) + list(_indent_faults(moved))
    if copies and document.paragraphs.index(copies) < document.paragraphs.index(moved):
        faults.append(Fault(moved, "抄送、主送", "主送、抄送"))
    elif copies and copies.lines:
        between = [r for r in imprint_rules(document) if moved.bottom - 1 < r.y < copies.top + 1]
        faults += [Fault(rule, _("{count} rules").format(count=1), nothing()) for rule in between]
    return faults


def _issued(document: Document) -> Faults:
    """I-05."""
    issued = document.first(Kind.ISSUED_BY)
    if not issued or document.layout == "letter":
        return None
    faults = list(look_faults(issued, issued.look, "仿宋", "四号"))
    text = issued.text.strip()
    found = re.search(r"(\d{4}\s*年.*)$", text)
    if not found or not found[1].endswith("印发") or not is_date(found[1].removesuffix("印发")):
        faults.append(Fault(issued, quoted(found[1] if found else text), "2020年1月5日印发"))
    if not _INDENT[0] <= issued.first * CELL <= _INDENT[1]:
        faults.append(Fault(issued, at_left(issued.first), at_left(1)))
    if issued.lines and not _INDENT[0] <= issued.right * CELL <= _INDENT[1]:
        faults.append(Fault(issued, at_right(issued.right), at_right(1)))
    return faults


def _pdf_divided(document: Document) -> Faults:
    """I-06."""
    issued = document.first(Kind.ISSUED_BY)
    above = document.of(Kind.COPY_TO, Kind.MAIN_TO)
    if not issued or not above or document.layout == "letter" or not issued.lines:
        return None
    between = [r for r in imprint_rules(document) if above[-1].bottom - 1 < r.y < issued.top + 1]
    return [] if len(between) == 1 else [Fault(issued, _("{count} rules").format(count=len(between)), "1")]


def _word_divided(document: Document) -> Faults:
    issued, above = document.first(Kind.ISSUED_BY), document.of(Kind.COPY_TO, Kind.MAIN_TO)
    if not issued or not above or document.layout == "letter" or not document.word:
        return None
    inner = _word_borders(document).get("insideH")
    return [] if inner or document.word.has_shapes else [Fault(issued, nothing(), _("a thin rule"))]


def _even_page(document: Document) -> Faults:
    """I-07; that of a letter stands on its last page (10.1)."""
    parts = [p for p in imprint(document) if p.page]
    if not parts or document.layout == "letter":
        return None
    page = parts[-1].page or 1
    return (
        [] if page % 2 == 0 else [Fault(parts[-1], _("page {number}").format(number=page), _("an even page"))]
    )


def _subject_words(document: Document) -> Faults:
    """I-08."""
    return [
        Fault(p, quoted(p.text), nothing())
        for p in document.paragraphs
        if re.match(r"主题词\s*[：:]", p.text)
    ]


def _even_count(document: Document) -> Faults:
    """R-06."""
    if not imprint(document) or not document.pdf or document.layout == "letter":
        return None
    count = document.page_count
    text = _("{count} pages")
    return [Fault(None, text.format(count=count), text.format(count=count + 1))] if count % 2 else []


_BOTH: Checks = {"I-03": _copies, "I-04": _moved_addressee, "I-05": _issued, "I-08": _subject_words}
PDF: Checks = _BOTH | {
    "I-01": _pdf_rules,
    "I-02": _pdf_last_rule,
    "I-06": _pdf_divided,
    "I-07": _even_page,
    "R-06": _even_count,
}
WORD: Checks = _BOTH | {"I-01": _word_rules, "I-02": _word_last_rule, "I-06": _word_divided}
