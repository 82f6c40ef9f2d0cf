"""The head of a text: letterhead, title, date, speaker, and the address under them."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Block, BlockKind
from .letterhead import page_table, parse_letterhead
from .lines import TextLine, span
from .patterns import is_whole, matches
from .shapes import is_number, is_numbered, is_organisation, is_salutation, is_speaker
from .title import title_at

_MAX_ADDRESS_LINES = 6
_TWICE = (BlockKind.SPEAKER, BlockKind.DATE_LINE)
_MAX_AUTHORS = 4
_MAX_REMARK = 30
_MAX_ADOPTION = 200
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
    table, place = page_table(lines, place) if title else ([], place)
    below += table
    if title and place < len(lines) and _bare(lines[place].text) == _bare(title[0].text):
        below.append(lines[place].block(BlockKind.TITLE))  # a public page has it above its data and the text
        more, place = _below_title(lines, place + 1, titled=True)
        below += more
    return blocks + title + below, place


def _bare(text: str) -> str:
    return "".join(text.split())


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
    remark = _long_remark(lines, place) if titled else place
    if remark > place:
        blocks.append(span(BlockKind.DATE_LINE, lines, place, remark))
        below, place = _below_title(lines, remark, titled=titled)
        return blocks + below, place
    address = _long_address(lines, place) if titled else place
    if address > place:
        blocks.append(span(BlockKind.SALUTATION, lines, place, address))
    return blocks, address


def _below_title_kind(lines: Sequence[TextLine], place: int) -> BlockKind | None:
    text = lines[place].text
    last = place + 1 == len(lines)
    is_remark = matches("in_brackets", text) and len(text) <= _MAX_REMARK and not last
    kinds = {
        BlockKind.DOCUMENT_NUMBER: is_number(text) or is_whole("order_number", text),
        BlockKind.ISSUER_MARK: matches("mark_of_its_own", text)
        and not last
        and is_whole("order_number", lines[place + 1].text),
        BlockKind.DATE_LINE: matches("date_line", text)
        or (matches("adoption_line", text) and len(text) < _MAX_ADOPTION),
        BlockKind.SUBTITLE: matches("subtitle", text),
        BlockKind.SALUTATION: (is_salutation(text) or matches("recipients_bare", text)) and not last,
        BlockKind.SPEAKER: (is_speaker(text) or _is_author(lines, place)) and not last,
    }
    found = next((kind for kind, is_so in kinds.items() if is_so), None)
    return BlockKind.DATE_LINE if found is None and is_remark else found


def _is_author(lines: Sequence[TextLine], place: int) -> bool:
    """Whether an authority stands between title and date, number or address (公报, surveys, public pages)."""
    for at in range(place, min(place + _MAX_AUTHORS, len(lines))):
        text = lines[at].text
        if at > place and (_is_short_date(text) or is_number(text) or is_salutation(text)):
            return True
        if not is_organisation(text) or lines[at].stops:
            repeated = {_bare(line.text) for line in lines[:place]}
            return at > place and _bare(text) in repeated
    return False


def _is_short_date(text: str) -> bool:
    return matches("date_line", text) and len(text) <= _MAX_REMARK


def _long_remark(lines: Sequence[TextLine], place: int) -> int:
    """Index behind 题注 in brackets that go on in the next line: a meeting that passed the text."""
    if place + 2 >= len(lines) or lines[place].text[0] not in "（(" or lines[place].text[-1] in "）)":
        return place
    both = lines[place].text + lines[place + 1].text
    return (
        place + 2
        if matches("adoption_line", both) and both.count("（") < 2 and len(both) < _MAX_ADOPTION
        else place
    )


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
