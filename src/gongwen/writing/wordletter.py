"""The 版头 of a letter: mark and rule above the text block, number and 份号 below them (10.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model import Block, BlockKind, Style
from .wordextras import ANCHOR_LINE, RULED_MARK, anchor
from .wordheadlines import BASELINE, Head, line_height, paragraph, small
from .wordmark import SetMark, mark_runs, placed_table
from .wordpages import FirstPage
from .wordrules import border, border_place
from .wordspaces import ASCENT, HEAD_LINE, INK_ABOVE, INK_LINE_BELOW
from .wordstyles import name_of_key
from .wordxml import Element, run, w


def write_letter_head(head: Head, blocks: Sequence[Block], mark: SetMark, page: FirstPage | None) -> None:
    """The mark with its rule in a table on the sheet; below it 份号 … flush left and 发文字号 flush right."""
    letterhead, rule = head.style.letterhead, head.style.letterhead.rule
    height = (HEAD_LINE + (len(mark.names) - 1) * letterhead.joint_pitch) * mark.size
    top = letterhead.mark_top - (BASELINE - INK_ABOVE) * mark.size
    distance = rule.distance - INK_LINE_BELOW * mark.size
    if page and page.rule:
        distance = page.rule - top - height
    lines = _mark_lines(mark, head.style, distance)
    head.bottom = top + height + (sum(border_place(rule, distance)) if rule.strokes else 0.0)
    # Its paragraph has no space above: programs differ in whether such space begins below a placed table.
    head.elements += [placed_table(lines, rule, top, head.style), anchor()]
    head.y = max(head.y, head.bottom + ANCHOR_LINE)
    em_top = head.bottom + letterhead.under_rule
    left = small(blocks)
    numbers = [block for block in blocks if block.kind is BlockKind.DOCUMENT_NUMBER]
    others = [block for block in blocks if block.kind in (BlockKind.SIGNER, BlockKind.DATE_LINE)]
    if left and numbers:
        head.elements.append(_number_beside(numbers, em_top, head.style))
        numbers = []
    for row, block in enumerate([*left, *numbers, *others]):
        head.put_block(block, em_top + row * head.style.pitch)


def _number_beside(blocks: Sequence[Block], em_top: float, style: Style) -> Element:
    """The number in a frame at the right edge, on the line of 份号."""
    size = style.block(BlockKind.DOCUMENT_NUMBER).size
    y = round((em_top - (BASELINE - ASCENT) * size) * 20)
    place = w("framePr", hSpace=0, wrap="around", vAnchor="page", hAnchor="margin", xAlign="right", y=y)
    runs = [run(" ".join(block.text.split("\n"))) for block in blocks]
    spacing = w("spacing", before=0, after=0, line=line_height(size), lineRule="exact")
    return paragraph(name_of_key(BlockKind.DOCUMENT_NUMBER.value).id, runs, place, spacing)


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
