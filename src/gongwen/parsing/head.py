"""The head of a text: letterhead, title, date, speaker, and the address under them."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Block, BlockKind
from .letterhead import parse_letterhead
from .lines import TextLine
from .patterns import is_whole, matches
from .shapes import is_number, is_numbered, is_organisation, is_salutation, is_speaker
from .title import title_at

_MAX_ADDRESS_LINES = 6
_TWICE = (BlockKind.SPEAKER, BlockKind.DATE_LINE)
_MAX_AUTHORS = 4
_MAX_REMARK = 30
_OFFICIAL = frozenset(
    {BlockKind.ISSUER_MARK, BlockKind.DOCUMENT_NUMBER, BlockKind.SECRET_LEVEL, BlockKind.SIGNER}
)


def parse_head(lines: Sequence[TextLine]) -> tuple[list[Block], int]:
    """The blocks of the head and the index of the first line behind it."""
    blocks, place = parse_letterhead(lines)
    official = any(block.kind in _OFFICIAL for block in blocks)
    title, place = title_at(lines, place, official=official)
    titled = bool(title) or any(block.kind is not BlockKind.TABLE for block in blocks)
    below, place = _below_title(lines, place, titled=titled)
    return blocks + title + below, place


def _below_title(lines: Sequence[TextLine], place: int, *, titled: bool) -> tuple[list[Block], int]:
    """Number, subtitle, date and speaker in any order, then the address; without a title only that."""
    blocks: list[Block] = []
    while place < len(lines):
        kind = _below_title_kind(lines, place)
        seen = [b.kind for b in blocks].count(kind) if kind else 0
        if kind is None or seen > (kind in _TWICE):
            break
        if not titled and kind is not BlockKind.SALUTATION:
            break
        blocks.append(lines[place].block(kind))
        place += 1
        if kind is BlockKind.SALUTATION:
            return blocks, place
    address = _long_address(lines, place) if titled else place
    if address > place:
        text = "\n".join(line.text for line in lines[place:address])
        blocks.append(Block(BlockKind.SALUTATION, text, lines[place].start, lines[address - 1].end))
    return blocks, address


def _below_title_kind(lines: Sequence[TextLine], place: int) -> BlockKind | None:
    text = lines[place].text
    last = place + 1 == len(lines)
    if is_number(text) or is_whole("order_number", text):
        return BlockKind.DOCUMENT_NUMBER
    if matches("date_line", text) or (matches("adoption_line", text) and len(text) < 200):
        return BlockKind.DATE_LINE
    if matches("subtitle", text):
        return BlockKind.SUBTITLE
    if (is_salutation(text) or matches("recipients_bare", text)) and not last:
        return BlockKind.SALUTATION
    if (is_speaker(text) or _is_author(lines, place)) and not last:
        return BlockKind.SPEAKER
    if matches("in_brackets", text) and len(text) <= _MAX_REMARK and not last:
        return BlockKind.DATE_LINE
    return None


def _is_author(lines: Sequence[TextLine], place: int) -> bool:
    """Whether an authority stands between title and date (公报, reports of surveys)."""
    for at in range(place, min(place + _MAX_AUTHORS, len(lines))):
        text = lines[at].text
        if at > place and matches("date_line", text) and len(text) <= _MAX_REMARK:
            return True
        if not is_organisation(text) or lines[at].stops:
            return False
    return False


def _long_address(lines: Sequence[TextLine], place: int) -> int:
    """Index behind an address of several lines: all but the last break in the middle of a list."""
    for at in range(place, min(place + _MAX_ADDRESS_LINES, len(lines))):
        line = lines[at]
        if line.stops or is_numbered(line.text) or len(line.text) > 80:
            break
        so_far = "".join(one.text for one in lines[place : at + 1])
        if line.text[-1] in "：:":
            return at + 1 if is_salutation(so_far) else place
        if not any(mark in so_far for mark in "，、,"):
            break
    return place
