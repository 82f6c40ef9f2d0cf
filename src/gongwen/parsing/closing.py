"""What closes a document: attachment note, signature, date, note, attachments, 版记."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Block, BlockKind
from .lines import TextLine
from .patterns import matches, pattern

Found = dict[int, list[Block]]
"""Blocks by the index of the line they stand on."""

_MAX_SIGNATURE = 40
_MAX_SIGNATURES = 12


def parse_closing(lines: Sequence[TextLine], first: int) -> Found:
    """The closing elements among the lines from `first` on."""
    found: Found = {}
    for index in range(first, len(lines)):
        if index in found:
            continue
        _attachment_note(lines, index, found)
        _date(lines, index, first, found)
        _plain(lines, index, found)
        _attachment(lines, index, found)
    return found


def _attachment_note(lines: Sequence[TextLine], index: int, found: Found) -> None:
    """附件：1.… with the items on the lines below it."""
    if not matches("attachment_note", lines[index].text) or lines[index].stops:
        return
    found[index] = [lines[index].block(BlockKind.ATTACHMENT_NOTE)]
    for below in range(index + 1, len(lines)):
        line = lines[below]
        if not matches("attachment_item", line.text) or line.stops:
            break
        found[below] = [line.block(BlockKind.ATTACHMENT_NOTE)]


def _date(lines: Sequence[TextLine], index: int, first: int, found: Found) -> None:
    """成文日期 alone on its line with 署名 above it, or both on one line."""
    line = lines[index]
    both = pattern("signed_and_dated").match(line.text)
    if both and matches("organisation", both["name"]):
        found[index] = [
            line.part(BlockKind.SIGNATURE, *both.span("name")),
            line.part(BlockKind.DATE, *both.span("date")),
        ]
        return
    if not matches("date", line.text):
        return
    signatures = _signatures(lines, index, first, found)
    if signatures or index >= len(lines) - 3:
        found[index] = [line.block(BlockKind.DATE)]
        for above in signatures:
            found[above] = [lines[above].block(BlockKind.SIGNATURE)]


def _signatures(lines: Sequence[TextLine], index: int, first: int, found: Found) -> list[int]:
    """The lines above a date that sign the document."""
    above = index - 1
    signatures: list[int] = []
    while above > first and above not in found and len(signatures) < _MAX_SIGNATURES:
        line = lines[above]
        text = line.text
        ordinary = line.stops or line.trails_off or len(text) > _MAX_SIGNATURE
        numbered = any(matches(f"heading{n}", text) for n in (1, 2, 3, 4))
        if ordinary or numbered or (signatures and not matches("organisation", text)):
            break
        signatures.append(above)
        above -= 1
    return signatures


def _plain(lines: Sequence[TextLine], index: int, found: Found) -> None:
    """Lines that one pattern tells: notes, 抄送, 印发, 出席."""
    text = lines[index].text
    for kind in (BlockKind.NOTE, BlockKind.COPY_TO, BlockKind.ISSUED_BY, BlockKind.ATTENDANCE):
        if index not in found and matches(kind.value, text):
            found[index] = [lines[index].block(kind)]


def _attachment(lines: Sequence[TextLine], index: int, found: Found) -> None:
    """附件1 alone on its line and the title under it; a title right behind the date of a covering notice."""
    if matches("attachment_mark", lines[index].text):
        found[index] = [lines[index].block(BlockKind.ATTACHMENT_MARK)]
        if index + 1 < len(lines) and _may_be_title(lines[index + 1]):
            found[index + 1] = [lines[index + 1].block(BlockKind.ATTACHMENT_TITLE)]
        return
    behind = [b.kind for b in found.get(index, [])]
    if behind[-1:] in ([BlockKind.DATE], [BlockKind.NOTE]) and index + 2 < len(lines):
        below = lines[index + 1]
        if _may_be_title(below) and not any(matches(k, below.text) for k in ("note", "copy_to", "issued_by")):
            found[index + 1] = [below.block(BlockKind.ATTACHMENT_TITLE)]


def _may_be_title(line: TextLine) -> bool:
    return (
        len(line.text) <= 60
        and not line.stops
        and not line.trails_off
        and not any(matches(f"heading{n}", line.text) for n in (1, 2, 3, 4))
        and not matches("attachment_mark", line.text)
        and not matches("date", line.text)
    )
