"""版头 of the Word file: paragraphs and tables that stay editable, each at its place on the first sheet.

Every line of it is 1.2 times as high as its characters: there Word, which centres characters in a line of
exact height, and LibreOffice, which puts the baseline at four fifths of it, agree. So a place that is given
for ink or for an em box is met in both by the space above the line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from docx.oxml.ns import qn

from ..model import Block, BlockKind, RuleUnder, Style
from ..model.parts import mark_of
from .wordextras import RULED_LINES
from .wordheadlines import Head, small
from .wordletter import write_letter_head
from .wordmark import SetMark, fitted, joint_table, mark_runs
from .wordpages import FirstPage
from .wordrules import below_line, border_place
from .wordsigners import number_lines, office_and_date
from .wordspaces import ASCENT, INK_ABOVE, INK_BELOW
from .wordstyles import name_of_key


def write_head(blocks: Sequence[Block], style: Style, page: FirstPage | None) -> Head:
    """The 版头 of a document.

    Args:
        blocks: Those of the 版头, see `parts.letterhead_end`.
        style: The layout.
        page: Where they stand on the typeset page, if that is known.
    """
    head = Head(style, style.word.top, style.word.top)
    found = mark_of(blocks, len(blocks), style.letterhead.word)
    mark = fitted(found, style) if found else None
    if mark and page and page.mark:
        mark = replace(mark, size=page.mark[0], ratio=page.mark[1]).rounded()
    if mark and style.letterhead.rule_under is RuleUnder.MARK:
        write_letter_head(head, blocks, mark, page)
        return head
    for row, block in enumerate(small(blocks)):
        head.put_block(block, style.page.top + row * style.pitch)
    if mark:
        _mark(head, mark, style)
    _numbers(head, blocks, style, page)
    return head


def _mark(head: Head, mark: SetMark, style: Style) -> None:
    """The mark with its ink at the place that the layout gives."""
    ink = style.letterhead.mark_top
    em_top = ink - (ASCENT - INK_ABOVE) * mark.size
    if mark.beside:
        _joint_mark(head, mark, head.lead(em_top, mark.size), style)
        head.bottom = ink + (INK_ABOVE + INK_BELOW) * mark.size
        head.bottom += style.letterhead.joint_pitch * mark.size * (len(mark.names) - 1)
        return
    style_id = name_of_key(BlockKind.ISSUER_MARK.value).id
    for number, name in enumerate(mark.names):
        em = em_top + number * style.letterhead.joint_pitch * mark.size
        head.put(style_id, mark_runs(name, mark), mark.size, em)
        head.bottom = em + (ASCENT + INK_BELOW) * mark.size


def _joint_mark(head: Head, mark: SetMark, lead: float, style: Style) -> None:
    """A table has no space above it: the paragraph before it has some below, or its first cells a margin."""
    head.elements.append(joint_table(mark, 0.0 if head.elements else lead, style))
    if len(head.elements) > 1:
        spacing = head.elements[-2].find(f"{qn('w:pPr')}/{qn('w:spacing')}")
        spacing.set(qn("w:after"), str(round(lead * 20)))
    head.y += lead + style.letterhead.joint_pitch * mark.size * len(mark.names)


def _numbers(head: Head, blocks: Sequence[Block], style: Style, page: FirstPage | None) -> None:
    """发文字号, 签发人, office and date, and the rule below the last of them (7.2.5 to 7.2.7)."""
    entry = style.block(BlockKind.DOCUMENT_NUMBER)
    has_mark = any(block.kind is BlockKind.ISSUER_MARK for block in blocks)
    em_top = head.bottom + (entry.before * style.pitch if has_mark else 0.0)
    if page and page.numbers:
        em_top = page.numbers - ASCENT * entry.size
    lines = [(BlockKind.DOCUMENT_NUMBER, line) for line in number_lines(blocks, style)]
    dated = (block for block in blocks if block.kind is BlockKind.DATE_LINE)
    lines += [(BlockKind.DATE_LINE, office_and_date(block, style)) for block in dated]
    rule, plain = style.letterhead.rule, name_of_key(BlockKind.DOCUMENT_NUMBER.value).id
    for row, (kind, line) in enumerate(lines, 1):
        is_ruled = row == len(lines) and bool(rule.strokes)
        style_id = RULED_LINES[kind.value][0] if is_ruled else plain
        head.put(style_id, line.runs, entry.size, em_top + (row - 1) * style.pitch, *line.more)
    if lines and rule.strokes:
        head.y += sum(border_place(rule, below_line(rule, entry.size)))
        head.bottom = head.y
