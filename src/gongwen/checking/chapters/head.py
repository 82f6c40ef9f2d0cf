"""版头: 份号 to 发文机关标志 (7.2.1 to 7.2.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...i18n import gettext as _
from ..faults import (
    CENTER,
    Checks,
    Fault,
    Faults,
    aligned,
    face_class,
    from_left,
    from_top,
    look_faults,
    mm,
    nothing,
    quoted,
    start_fault,
)
from ..lines import PT, Line, is_red, shown_color
from ..paragraphs import Document, Kind, Paragraph
from ..rulebook import tolerance
from ..verdict import Box

_TOP, _PITCH = 37.0, 10.446
_MIDDLE = ("center", "distribute")
_MARK_TOP = 72.0
_HIGHEST = 22.0
_SECRECY = re.compile(r"(绝密|机密|秘密)(★\d+(年|个月))?")
_SIDE_WORDS = ("文件", "命令", "令")
"""What stands beside the names of a joint issue."""
_LIMITS = {"绝密": 30, "机密": 20, "秘密": 10}
_URGENCY = ("特急", "加急", "特提", "平急")


def _copy_number(document: Document) -> Faults:
    """H-01."""
    number, secrecy = document.first(Kind.COPY_NUMBER), document.first(Kind.SECRECY)
    if not number:
        return [Fault(secrecy, nothing(), "000001")] if secrecy else None
    faults = (
        [] if re.fullmatch(r"\d{6}", number.text.strip()) else [Fault(number, quoted(number.text), "000001")]
    )
    if document.layout != "letter":
        faults += [*start_fault(number, 0, tolerance("H-01")), *_row_fault(number, 0, "H-01")]
    return [*faults, *look_faults(number, number.look, "", "三号")]


def _row_fault(paragraph: Paragraph, row: int, rule: str) -> Iterator[Fault]:
    """A fault where a paragraph of a PDF is not on that line of the text block."""
    wanted = _TOP + row * _PITCH
    if paragraph.lines and abs(paragraph.top - wanted) > tolerance(rule):
        yield Fault(paragraph, from_top(paragraph.top), from_top(wanted))


def _secrecy(document: Document) -> Faults:
    """H-02."""
    paragraph = document.first(Kind.SECRECY)
    if not paragraph:
        return None
    text = paragraph.text.strip()
    faults = [] if _SECRECY.fullmatch(text) else [Fault(paragraph, quoted(text), "秘密★1年")]
    faults += look_faults(paragraph, paragraph.look, "黑体", "三号")
    if document.layout != "letter":
        faults += start_fault(paragraph, 0, tolerance("H-02"))
        faults += _row_fault(paragraph, 1, "H-02") if document.of(Kind.COPY_NUMBER) else ()
    return faults


def _secrecy_period(document: Document) -> Faults:
    """H-02b."""
    paragraph = document.first(Kind.SECRECY)
    found = re.match(r"(绝密|机密|秘密)★(\d+)年", paragraph.text.strip()) if paragraph else None
    if not found:
        return None
    limit = _LIMITS[found[1]]
    return [Fault(paragraph, quoted(found[0]), f"≤ {limit} 年")] if int(found[2]) > limit else []


def _urgency(document: Document) -> Faults:
    """H-03."""
    paragraph = document.first(Kind.URGENCY)
    if not paragraph:
        return None
    text = paragraph.text.strip()
    faults = (
        []
        if text in _URGENCY
        else [Fault(paragraph, quoted(text), _("{a} or {b}").format(a="特急", b="加急"))]
    )
    faults += look_faults(paragraph, paragraph.look, "黑体", "三号")
    order = [p.kind for p in document.of(Kind.COPY_NUMBER, Kind.SECRECY, Kind.URGENCY)]
    if order != sorted(order, key=[Kind.COPY_NUMBER, Kind.SECRECY, Kind.URGENCY].index):
        faults.append(Fault(paragraph, "、".join(order), "份号、密级、紧急程度"))
    if document.layout != "letter":
        faults += start_fault(paragraph, 0, tolerance("H-03"))
    return faults


# The mark.


def _mark_lines(document: Document) -> list[Line]:
    """The lines of the mark; 文件 beside a name on the same baseline is a line of its own."""
    lines = [line for paragraph in document.of(Kind.MARK) for line in paragraph.lines]
    return [part for line in lines for part in _without_side_word(line, lines)]


def _without_side_word(line: Line, lines: list[Line]) -> list[Line]:
    word = next((word for word in _SIDE_WORDS if line.text.endswith(word)), "")
    start = len(line.glyphs) - len(word)
    others = [other.right for other in lines if other is not line]
    if not (word and start and others) or line.glyphs[start].x < max(others) - 0.5:
        return [line]
    names = line.part(0, start)
    while names.text[-1:] == "\t":
        names = names.part(0, -1)
    return [names, line.part(start)]


def _side_word(document: Document) -> Line | None:
    """文件 beside the names of a joint issue."""
    return next((line for line in _mark_lines(document) if line.text.strip() in _SIDE_WORDS), None)


def mark_centered(document: Document) -> Faults:
    """H-04; the names of a joint issue stand beside 文件, which H-08 measures."""
    marks = document.of(Kind.MARK)
    if not marks:
        return None
    if document.word:
        return [
            Fault(p, aligned(p.align), aligned("center"))
            for p in marks
            if p.align not in _MIDDLE and not _is_placed(p)
        ]
    lines = _mark_lines(document)
    if _side_word(document):
        ends = min(line.left for line in lines), max(line.right for line in lines)
        centers = [(lines[0], sum(ends) / 2)]
    else:
        centers = [(line, line.center) for line in lines]
    return [
        Fault(
            line,
            _("centre at {value}").format(value=mm(center)),
            _("centre at {value}").format(value=mm(106)),
        )
        for line, center in centers
        if not CENTER[0] <= center <= CENTER[1]
    ]


def _is_placed(paragraph: Paragraph) -> bool:
    """Whether a table or a frame holds a paragraph of a Word file in its place."""
    return paragraph.in_table or bool(paragraph.word and paragraph.word.props.frame)


def mark_ink(document: Document) -> Box | None:
    """The ink of the mark: red above the document number, or above the first rule."""
    marks, number = document.of(Kind.MARK), document.first(Kind.NUMBER, Kind.ORDER_NUMBER)
    if not marks or not document.pdf:
        return None
    bottom = max(paragraph.bottom for paragraph in marks) + 2
    if number and number.lines and number.page == 1:
        bottom = min(bottom, max(number.top, marks[0].top + 5))
    return document.pdf.ink.red(1, Box(0, 0, 210, bottom))


def mark_top_fault(document: Document, wanted: float, rule: str) -> Faults:
    """A fault where the mark's ink does not begin so far from the upper edge of the sheet."""
    mark = document.first(Kind.MARK)
    if not mark or not mark.lines:
        return None
    ink = mark_ink(document)
    top = ink.top if ink else mark.top
    return [] if abs(top - wanted) <= tolerance(rule) else [Fault(mark, from_top(top), from_top(wanted))]


def _mark_top(document: Document) -> Faults:
    """H-05."""
    return mark_top_fault(document, _MARK_TOP, "H-05") if document.layout == "general" else None


def _mark_look(document: Document) -> Faults:
    """H-06."""
    marks = document.of(Kind.MARK)
    if not marks:
        return None
    faults = [Fault(p, p.look.face, "小标宋") for p in marks if face_class(p.look.face) != "小标宋"]
    pale = [p for p in marks if not is_red(p.look.color)]
    return faults + [Fault(p, shown_color(p.look.color), shown_color((1.0, 0.0, 0.0))) for p in pale]


def _mark_size(document: Document) -> Faults:
    """H-07."""
    marks = document.of(Kind.MARK)
    if not marks:
        return None
    return [
        Fault(p, mm(p.look.size * PT), f"≤ {mm(_HIGHEST)}")
        for p in marks
        if p.look.size * PT > _HIGHEST + 0.2
    ]


def _joint_mark(document: Document) -> Faults:
    """H-08."""
    word = _side_word(document)
    names = [line for line in _mark_lines(document) if line.text.strip() not in _SIDE_WORDS]
    if not word or len(names) < 2:
        return None
    middle = (min(line.top for line in names) + max(line.bottom for line in names)) / 2
    own = (word.top + word.bottom) / 2
    faults = []
    if abs(own - middle) > tolerance("H-08"):
        faults.append(Fault(word, from_top(own), from_top(middle)))
    if word.left < max(line.right for line in names) - 0.5:
        faults.append(Fault(word, from_left(word.left), from_left(max(line.right for line in names))))
    return faults


def _body_on_first_page(document: Document) -> Faults:
    """H-09."""
    if document.page_count < 2 or not (document.has_head or document.of(Kind.TITLE)) or not document.prose:
        return None
    shown = any(line.page == 1 for line in document.body_lines())
    return [] if shown else [Fault(1, nothing(), "正文")]


_BOTH: Checks = {
    "H-01": _copy_number,
    "H-02": _secrecy,
    "H-02b": _secrecy_period,
    "H-03": _urgency,
    "H-04": mark_centered,
    "H-06": _mark_look,
    "H-07": _mark_size,
}
PDF: Checks = _BOTH | {"H-05": _mark_top, "H-08": _joint_mark, "H-09": _body_on_first_page}
WORD: Checks = _BOTH
