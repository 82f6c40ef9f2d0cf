"""版头: what stands above the red rule on the first page (7.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...i18n import gettext as _
from ..faults import (
    Checks,
    Fault,
    Faults,
    at_right,
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
from ..lines import CELL, PT, Line, Look, is_red, shown_color
from ..paragraphs import Document, Kind, Paragraph
from ..pdffile import Rule
from ..rulebook import tolerance
from ..verdict import Box

_TOP, _PITCH = 37.0, 10.446
_CENTER = (104.0, 107.0)
"""The middle of the text block (106) or of the sheet (105), ± 1 mm."""
_MARK_TOP = 72.0
_HIGHEST = 22.0
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,15}〔(19|20)\d{2}〕[1-9]\d*号")
_SECRECY = re.compile(r"(绝密|机密|秘密)(★\d+(年|个月))?")
_LIMITS = {"绝密": 30, "机密": 20, "秘密": 10}
_URGENCY = ("特急", "加急", "特提", "平急")
_THICKNESS = (0.35, 1.0)


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
    return [line for paragraph in document.of(Kind.MARK) for line in paragraph.lines]


def _side_word(document: Document) -> Line | None:
    """文件 beside the names of a joint issue."""
    return next((line for line in _mark_lines(document) if line.text.strip() == "文件"), None)


def mark_centered(document: Document) -> Faults:
    """H-04; the names of a joint issue stand beside 文件, which H-08 measures."""
    marks = document.of(Kind.MARK)
    if not marks:
        return None
    if document.word:
        return [Fault(p, p.align, "center") for p in marks if p.align != "center"]
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
        if not _CENTER[0] <= center <= _CENTER[1]
    ]


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
    names = [line for line in _mark_lines(document) if line is not word]
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


# 发文字号 and 签发人.


def _number_place(document: Document) -> Faults:
    """H-10; upward documents have it on the left (H-12), letters on the right (L-05)."""
    number = document.first(Kind.NUMBER)
    mark = document.first(Kind.MARK)
    if not number or document.layout != "general":
        return None
    faults = list(look_faults(number, number.look, "", "三号"))
    if not document.of(Kind.SIGNER) and "签发人" not in number.text:
        faults += _not_centered(number)
        if mark and number.lines:
            ink = mark_ink(document)
            faults += gap_fault(number, 2, number.top - (ink.bottom if ink else mark.bottom))
        elif mark:
            faults += gap_fault(number, 2)
    return faults


def _not_centered(paragraph: Paragraph) -> Iterator[Fault]:
    if paragraph.word:
        if paragraph.align != "center":
            yield Fault(paragraph, paragraph.align, "center")
        return
    center = paragraph.lines[0].center
    if not _CENTER[0] <= center <= _CENTER[1]:
        yield Fault(
            paragraph,
            _("centre at {value}").format(value=mm(center)),
            _("centre at {value}").format(value=mm(106)),
        )


def _number_form(document: Document) -> Faults:
    """H-11."""
    numbers = document.of(Kind.NUMBER)
    if not numbers:
        return None
    texts = [(p, re.split(r"\s*签发人", p.text)[0].strip()) for p in numbers]
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
    for paragraph in signers:
        faults += _signer_faces(paragraph)
        if paragraph.lines and abs(paragraph.right - 1) > tolerance("H-13") / CELL:
            faults.append(Fault(paragraph, at_right(paragraph.right), at_right(1)))
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
    looks = characters(paragraph)
    if start >= 0:
        yield True, {looks[i] for i in range(start, min(start + 3, len(looks)))}
    yield False, {looks[i] for i in range(colon + 1, len(looks)) if not text[i].isspace()}


def characters(paragraph: Paragraph) -> list[Look]:
    """The look of each character of a paragraph's text."""
    if paragraph.word:
        from ..paragraphs import word_look  # noqa: PLC0415

        every = [
            word_look(r.props.east_asia, r.props.size, r.props.color, bold=r.props.bold)
            for r in paragraph.word.runs
            for _char in r.text
        ]
        start = len(paragraph.word.text) - len(paragraph.word.text.lstrip())
        return every[start : start + len(paragraph.text)]
    return [glyph.look for line in paragraph.lines for glyph in line.glyphs]


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
        return [Fault(number, nothing(), "156 mm")]
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


def _word_border(document: Document) -> tuple[Paragraph, dict[str, str]] | None:
    """The border below the number, or around what stands next to it."""
    number = document.first(Kind.NUMBER)
    if not number:
        return None
    near = [number, document.after(number)]
    for paragraph, side in ((near[0], "bottom"), (near[1], "top")):
        if paragraph and paragraph.word and side in paragraph.word.borders:
            return paragraph, paragraph.word.borders[side]
    return None


def _word_rule(document: Document) -> Faults:
    number = document.first(Kind.NUMBER)
    if document.layout != "general" or not number or not document.word:
        return None
    found = _word_border(document)
    if not found:
        return [] if document.word.has_shapes else [Fault(number, nothing(), "156 mm")]
    paragraph, border = found
    faults = []
    color = word_color(border["color"])
    if not is_red(color):
        faults.append(Fault(paragraph, shown_color(color), shown_color((1.0, 0.0, 0.0))))
    space = float(border["space"] or 0)
    if abs(space * PT - 4) > tolerance("H-15"):
        faults.append(Fault(paragraph, mm(space * PT), mm(4)))
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
    found = _word_border(document) if document.layout == "general" else None
    return [*_thickness(found[0], float(found[1]["sz"] or 0) / 8 * PT)] if found else None


_BOTH: Checks = {
    "H-01": _copy_number,
    "H-02": _secrecy,
    "H-02b": _secrecy_period,
    "H-03": _urgency,
    "H-04": mark_centered,
    "H-06": _mark_look,
    "H-07": _mark_size,
    "H-10": _number_place,
    "H-11": _number_form,
    "H-12": _upward_number,
    "H-13": _signer_look,
    "H-14": _several_signers,
}
PDF: Checks = _BOTH | {
    "H-05": _mark_top,
    "H-08": _joint_mark,
    "H-09": _body_on_first_page,
    "H-15": _pdf_rule,
    "H-16": _pdf_thickness,
}
WORD: Checks = _BOTH | {"H-15": _word_rule, "H-16": _word_thickness}
