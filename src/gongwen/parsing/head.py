"""The head of a text: letterhead lines, title, date, speaker, and the salutation under them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import Block, BlockKind
from .lines import TextLine
from .patterns import matches, pattern, words

_LETTERHEAD = (
    BlockKind.COPY_NUMBER,
    BlockKind.SECRET_LEVEL,
    BlockKind.URGENCY,
    BlockKind.DOCUMENT_NUMBER,
    BlockKind.SIGNER,
)
_MAX_TITLE_LINES = 4
_MAX_TITLE = 60
_MAX_WHOLE_TITLE = 150
"""Characters of a title on one line that ends as titles do."""
_HAN = r"[\u4e00-\u9fff×xX]"
_NAME = re.compile(r"[\u4e00-\u9fff×xX]{2,4}|[\u4e00-\u9fff][\s　]{1,2}[\u4e00-\u9fff]")
_CONNECTS = re.compile(
    r"(?:关于|印发|转发|的|和|与|及|、|，|开展|加强|推进|进一步|暨)$|^(?:的|和|与|及|、|关于)"
)


def parse_head(lines: Sequence[TextLine]) -> tuple[list[Block], int]:
    """The blocks of the head and the index of the first line behind it."""
    blocks, place = _letterhead(lines, 0)
    title, place = _title(lines, place)
    below, place = _below_title(lines, place, titled=bool(title or blocks))
    return blocks + title + below, place


def _letterhead(lines: Sequence[TextLine], place: int) -> tuple[list[Block], int]:
    blocks: list[Block] = []
    while place < len(lines):
        found = _letterhead_line(lines, place)
        if not found:
            break
        blocks += found
        place += 1
    return blocks, place


def _letterhead_line(lines: Sequence[TextLine], place: int) -> list[Block]:
    """What a line above the title is; nothing if it is none of the elements of 版头."""
    line = lines[place]
    both = pattern("number_with_signer").match(line.text)
    if both:
        return [
            line.part(BlockKind.DOCUMENT_NUMBER, *both.span("number")),
            line.part(BlockKind.SIGNER, *both.span("signer")),
        ]
    for kind in _LETTERHEAD:
        if matches(kind.value, line.text):
            return [line.block(kind)]
    if matches("issuer_mark", line.text) and place + 1 < len(lines):
        below = lines[place + 1].text
        if matches("order_number", below) or _ends_with(line.text, ("文件", "文 件")) or _is_number(below):
            return [line.block(BlockKind.ISSUER_MARK)]
    if matches("order_number", line.text) and place:
        return [line.block(BlockKind.DOCUMENT_NUMBER)]
    return []


def _is_number(text: str) -> bool:
    return matches("document_number", text) or matches("number_with_signer", text)


def _ends_with(text: str, endings: Sequence[str]) -> bool:
    return text.rstrip("》”）)").endswith(tuple(endings))


def is_title_end(text: str) -> bool:
    """Whether a title may end here: with a kind of document or of speech."""
    bare = re.sub(r"[（(][^（()）]*[）)]$|\s", "", text)
    return _ends_with(bare, words("kinds")) or _ends_with(bare, words("speeches"))


def _title(lines: Sequence[TextLine], place: int) -> tuple[list[Block], int]:
    first = place
    while place < len(lines) and place - first < _MAX_TITLE_LINES:
        so_far = "".join(line.text for line in lines[first:place])
        if not _may_be_title(lines[place]) or (so_far and not _goes_on(so_far, lines, place)):
            break
        place += 1
    place = max(place, _above(lines, first))
    if place == first or (place == len(lines) and not is_title_end(lines[place - 1].text)):
        return [], first
    start, end = lines[first].start, lines[place - 1].end
    text = "\n".join(line.text for line in lines[first:place])
    return [Block(BlockKind.TITLE, text, start, end)], place


def _above(lines: Sequence[TextLine], first: int) -> int:
    """All short lines above a 发文字号 or a subtitle are the title, whatever they end with."""
    for place in range(first, min(first + _MAX_TITLE_LINES + 1, len(lines))):
        if _is_number(lines[place].text) or matches("subtitle", lines[place].text):
            return place
        if not _may_be_title(lines[place]):
            break
    return first


def _may_be_title(line: TextLine) -> bool:
    text = line.text
    if is_title_end(text) and len(text) <= _MAX_WHOLE_TITLE and text[0] not in "（(—-―":
        return not (any(matches(f"heading{n}", text) for n in (1, 2, 3, 4)) or "。" in text)
    return not (
        len(text) > _MAX_TITLE
        or (line.stops and text[-1] not in "！？!?…")
        or line.trails_off
        or any(matches(f"heading{n}", text) for n in (1, 2, 3, 4))
        or matches("subtitle", text)
        or matches("salutation_people", text)
        or matches("salutation_bare", text)
        or matches("date_line", text)
        or matches("adoption_line", text)
        or _is_number(text)
    )


def _goes_on(so_far: str, lines: Sequence[TextLine], place: int) -> bool:
    """Whether the line at `place` is a further line of the title `so_far`."""
    text = lines[place].text
    if is_title_end(so_far + text) and not is_title_end(so_far):
        return True
    if _is_speaker(text):
        return False
    if _CONNECTS.search(so_far) or _CONNECTS.search(text) or so_far.count("《") > so_far.count("》"):
        return True
    if is_title_end(so_far):
        return so_far.endswith(text)
    return is_title_end(text) or (
        place + 1 < len(lines) and _may_be_title(lines[place + 1]) and is_title_end(lines[place + 1].text)
    )


def _is_speaker(text: str) -> bool:
    if text in words("not_names") or re.sub(r"[\s　]", "", text) in words("not_names"):
        return False
    if _NAME.fullmatch(text):
        return True
    posts = "|".join(words("posts"))
    return bool(
        len(text) <= 40
        and re.fullmatch(
            rf"[^，。；：的了在]*(?:{posts})[\s　]*(?:{_HAN}{{1,3}}[\s　]*{_HAN}{{1,3}})?",
            text,
        )
    )


def _below_title(lines: Sequence[TextLine], place: int, *, titled: bool) -> tuple[list[Block], int]:
    """Number, subtitle, date and speaker in any order, then the salutation; without a title only that."""
    blocks: list[Block] = []
    while place < len(lines):
        kind = _below_title_kind(lines, place)
        seen = [b.kind for b in blocks].count(kind) if kind else 0
        if kind is None or seen > (kind is BlockKind.SPEAKER):
            break
        if not titled and kind is not BlockKind.SALUTATION:
            break
        blocks.append(lines[place].block(kind))
        place += 1
        if kind is BlockKind.SALUTATION:
            break
    return blocks, place


def _below_title_kind(lines: Sequence[TextLine], place: int) -> BlockKind | None:
    text = lines[place].text
    last = place + 1 == len(lines)
    if _is_number(text):
        return BlockKind.DOCUMENT_NUMBER
    if matches("date_line", text) or (matches("adoption_line", text) and len(text) < 200):
        return BlockKind.DATE_LINE
    if matches("subtitle", text):
        return BlockKind.SUBTITLE
    if _is_salutation(text) and not last:
        return BlockKind.SALUTATION
    if _is_speaker(text) and not last:
        return BlockKind.SPEAKER
    return None


def _is_salutation(text: str) -> bool:
    if any(matches(f"salutation_{form}", text) for form in ("people", "bare", "person")):
        return True
    if not matches("recipients", text) or any(matches(f"heading{n}", text) for n in (1, 2, 3, 4)):
        return False
    head = text[:-1].rstrip("。")
    return bool(pattern("recipient_words").search(head)) and not re.search(
        r"如下|通知|意见|决定|要求|认为|指出|强调", head
    )
