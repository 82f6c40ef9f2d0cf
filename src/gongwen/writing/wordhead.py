"""版头 of the Word file: paragraphs and tables that stay editable, each at its place on the first sheet.

Every line of it is 1.2 times as high as its characters: there Word, which centres characters in a line of
exact height, and LibreOffice, which puts the baseline at four fifths of it, agree. So a place that is given
for ink or for an em box is met in both by the space above the line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from docx.oxml.ns import qn

from ..model import Block, BlockKind, RuleUnder, Style
from ..model.parts import issued_by, mark_of
from .wordextras import RULED_LINES, RULED_MARK
from .wordmark import SetMark, fitted, joint_table, mark_runs, placed_table
from .wordpages import FirstPage
from .wordplaces import cell_twips, measure
from .wordrules import below_line, border, border_place
from .wordsigners import number_lines
from .wordspaces import (
    ASCENT,
    DESCENT,
    HEAD_LINE,
    INK_ABOVE,
    INK_BELOW,
    INK_LINE_BELOW,
    OFFICE_BASELINE,
)
from .wordstyles import name_of_key
from .wordxml import Element, run, tab, w, writable

_BASELINE = OFFICE_BASELINE * HEAD_LINE
"""From the top of a line, by the size."""
_SMALL = (BlockKind.COPY_NUMBER, BlockKind.SECRET_LEVEL, BlockKind.URGENCY)
_ORDER = ("framePr", "pBdr", "tabs", "spacing", "ind", "jc")


@dataclass
class Head:
    """What has been written of the 版头; places are points from the sheet's upper edge."""

    y: float
    """Where the next paragraph begins if it has no space above it."""
    bottom: float
    """Lower edge of the last em box or rule."""
    elements: list[Element] = field(default_factory=list)

    def lead(self, em_top: float, size: float) -> float:
        """Points above a line whose em box begins there, or as far up as it can."""
        return max(0.0, em_top - (_BASELINE - ASCENT) * size - self.y)

    def put(self, style_id: str, runs: Sequence[Element], size: float, em_top: float, *more: Element) -> None:
        """A line of the flow, with properties that hang on the text."""
        lead = self.lead(em_top, size)
        spacing = w("spacing", before=round(lead * 20), after=0, line=_line(size), lineRule="exact")
        self.elements.append(paragraph(style_id, runs, spacing, *more))
        self.y += lead + HEAD_LINE * size
        self.bottom = self.y - (HEAD_LINE - _BASELINE - DESCENT) * size


def _line(size: float) -> int:
    return round(HEAD_LINE * size * 20)


def paragraph(style_id: str, runs: Sequence[Element], *more: Element) -> Element:
    """A paragraph with properties over its style, in the order of the schema."""
    named = sorted(more, key=lambda e: _ORDER.index(e.tag.rpartition("}")[2]))
    return w("p", w("pPr", w("pStyle", val=style_id), *named), *runs)


def write_head(blocks: Sequence[Block], style: Style, page: FirstPage | None) -> Head:
    """The 版头 of a document.

    Args:
        blocks: Those of the 版头, see `parts.letterhead_end`.
        style: The layout.
        page: Where they stand on the typeset page, if that is known.
    """
    head = Head(style.word.top, style.word.top)
    found = mark_of(blocks, len(blocks), style.letterhead.word)
    mark = fitted(found, style) if found else None
    if mark and page and page.mark:
        mark = replace(mark, size=page.mark[0], ratio=page.mark[1])
    if mark and style.letterhead.rule_under is RuleUnder.MARK:
        _letter(head, blocks, mark, style, page)
        return head
    for row, block in enumerate(_small(blocks)):
        _put(head, block, style.page.top + row * style.pitch, style)
    if mark:
        _mark(head, mark, style)
    _numbers(head, blocks, style, page)
    return head


def _small(blocks: Sequence[Block]) -> list[Block]:
    """份号, 密级 and 紧急程度, in the order of the standard."""
    shown = (b for b in blocks if b.kind in _SMALL and writable(b.text).strip())
    return sorted(shown, key=lambda b: _SMALL.index(b.kind))


def _put(head: Head, block: Block, em_top: float, style: Style) -> None:
    head.put(name_of_key(block.kind.value).id, [run(block.text)], style.block(block.kind).size, em_top)


def _mark(head: Head, mark: SetMark, style: Style) -> None:
    """The mark with its ink at the place that the layout gives."""
    ink = style.letterhead.mark_top
    em_top = ink - (ASCENT - INK_ABOVE) * mark.size
    if mark.beside:
        lead = head.lead(em_top, mark.size)
        inner = lead
        if head.elements:
            head.elements[-1].find(f"{qn('w:pPr')}/{qn('w:spacing')}").set(
                qn("w:after"), str(round(lead * 20))
            )
            inner = 0.0
        head.elements.append(joint_table(mark, inner, style))
        pitch = style.letterhead.joint_pitch * mark.size
        head.y += lead + pitch * len(mark.names)
        head.bottom = ink + pitch * (len(mark.names) - 1) + (INK_ABOVE + INK_BELOW) * mark.size
        return
    style_id = name_of_key(BlockKind.ISSUER_MARK.value).id
    for number, name in enumerate(mark.names):
        em = em_top + number * style.letterhead.joint_pitch * mark.size
        head.put(style_id, mark_runs(name, mark), mark.size, em)
        head.bottom = em + (ASCENT + INK_BELOW) * mark.size


def _numbers(head: Head, blocks: Sequence[Block], style: Style, page: FirstPage | None) -> None:
    """发文字号, 签发人, office and date, and the rule below the last of them (7.2.5 to 7.2.7)."""
    size = style.block(BlockKind.DOCUMENT_NUMBER).size
    has_mark = any(block.kind is BlockKind.ISSUER_MARK for block in blocks)
    before = style.block(BlockKind.DOCUMENT_NUMBER).before * style.pitch if has_mark else 0.0
    em_top = page.numbers - ASCENT * size if page and page.numbers else head.bottom + before
    lines = [
        (line.runs, [line.tabs] if line.tabs is not None else []) for line in number_lines(blocks, style)
    ]
    dated = [b for b in blocks if b.kind is BlockKind.DATE_LINE]
    keys = [BlockKind.DOCUMENT_NUMBER.value] * len(lines) + [BlockKind.DATE_LINE.value] * len(dated)
    lines += [_office_and_date(block, style) for block in dated]
    rule = style.letterhead.rule
    for row, ((runs, more), key) in enumerate(zip(lines, keys, strict=True)):
        is_last = row == len(lines) - 1
        style_id = RULED_LINES[key][0] if is_last and rule.strokes else name_of_key(key).id
        head.put(style_id, runs, size, em_top + row * style.pitch, *more)
    if lines and rule.strokes:
        space, thickness = border_place(rule, below_line(rule, size))
        head.y += space + thickness
        head.bottom = head.y


def _office_and_date(block: Block, style: Style) -> tuple[list[Element], list[Element]]:
    """Office left and date right, one character in from both sides, as minutes have them."""
    office, date = issued_by(block.text)
    if not (office and date):
        return [run(block.text)], []
    stop = round((measure(style) - 1) * cell_twips(style))
    more = [
        w("tabs", w("tab", val="right", pos=stop)),
        w("ind", left=0, firstLineChars=100, firstLine=round(cell_twips(style))),
        w("jc", val="left"),
    ]
    return [run(office), tab(), run(date)], more


# Letters: mark and rule above the text block, at a place of the sheet (10.1).


def _letter(head: Head, blocks: Sequence[Block], mark: SetMark, style: Style, page: FirstPage | None) -> None:
    """The mark with its rule in a table on the sheet; below it 份号 … flush left and 发文字号 flush right."""
    rule = style.letterhead.rule
    ink = style.letterhead.mark_top
    height = (HEAD_LINE + (len(mark.names) - 1) * style.letterhead.joint_pitch) * mark.size
    top = ink - (_BASELINE - INK_ABOVE) * mark.size
    distance = rule.distance - INK_LINE_BELOW * mark.size
    if page and page.rule:
        distance = page.rule - top - height
    head.elements.append(placed_table(_mark_lines(mark, style, distance), rule, top, style))
    head.bottom = top + height + (sum(border_place(rule, distance)) if rule.strokes else 0.0)
    em_top = head.bottom + style.letterhead.under_rule
    numbers = [b for b in blocks if b.kind is BlockKind.DOCUMENT_NUMBER]
    small = _small(blocks)
    others = [b for b in blocks if b.kind in (BlockKind.SIGNER, BlockKind.DATE_LINE)]
    if small and numbers:
        size = style.block(BlockKind.DOCUMENT_NUMBER).size
        y = em_top - (_BASELINE - ASCENT) * size
        place = w(
            "framePr",
            hSpace=0,
            wrap="around",
            vAnchor="page",
            hAnchor="margin",
            xAlign="right",
            y=round(y * 20),
        )
        runs = [run(" ".join(b.text.split("\n"))) for b in numbers]
        spacing = w("spacing", before=0, after=0, line=_line(size), lineRule="exact")
        head.elements.append(paragraph(name_of_key(BlockKind.DOCUMENT_NUMBER.value).id, runs, place, spacing))
        numbers = []
    for row, block in enumerate([*small, *numbers, *others]):
        _put(head, block, em_top + row * style.pitch, style)


def _mark_lines(mark: SetMark, style: Style, distance: float) -> Iterator[Element]:
    """The lines of a letter's mark, the last with the rule as far below it."""
    rule = style.letterhead.rule
    for number, name in enumerate(mark.names, 1):
        is_last = number == len(mark.names)
        step = HEAD_LINE if is_last else style.letterhead.joint_pitch
        spacing = w("spacing", before=0, after=0, line=round(step * mark.size * 20), lineRule="exact")
        if is_last and rule.strokes:
            ruled = w("pBdr", border("bottom", rule, distance))
            yield paragraph(RULED_MARK, mark_runs(name, mark), spacing, ruled)
        else:
            yield paragraph(name_of_key(BlockKind.ISSUER_MARK.value).id, mark_runs(name, mark), spacing)
