"""The title: which lines, one to five, are it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import Block, BlockKind
from .lines import TextLine, span
from .patterns import matches, words
from .shapes import is_number, is_organisation, is_salutation, is_speaker, is_title_end, may_be_title

_MAX_LINES = 5
_WANTS_MORE = re.compile(r"(?:关于|印发|转发|批转|的|和|与|及|、|，|开展|加强|推进|进一步|暨)$")
_GOES_ON = re.compile(r"的|和|与|及|、|关于|暨|》|”")
_VISIBLE = re.compile(r"\w")
_BETWEEN_CELLS = re.compile(r"\S\t+(?=\S)")
_ABOUT = re.compile(r"关于|印发|转发")


def title_at(lines: Sequence[TextLine], place: int, *, official: bool) -> tuple[list[Block], int]:
    """The title that begins at `place`, if one does, and the index of the first line behind it.

    Args:
        lines: All lines of the text.
        place: Index of the first line behind the letterhead.
        official: Whether a letterhead stands above; all up to the address is then the title.
    """
    end = place
    while end < len(lines) and end - place < _MAX_LINES:
        so_far = "".join(line.text for line in lines[place:end])
        if so_far and matches("title_form", lines[end].text):
            end += 1
            break
        if _is_row(lines, end):
            break
        dated = _is_begun(so_far)
        if not may_be_title(lines[end], dated=dated) or (so_far and not _goes_on(so_far, lines, end)):
            break
        end += 1
    if official:
        end = max(end, _official_end(lines, place, end))
    if end == place or not is_title_end(lines[end - 1].text):
        end = max(end, _above(lines, place))
    if end == place or (end == len(lines) and not is_title_end(lines[end - 1].text)):
        return [], place
    title = span(BlockKind.TITLE, lines, place, end)
    return ([title], end) if _VISIBLE.search(title.text) else ([], place)


def _is_row(lines: Sequence[TextLine], place: int) -> bool:
    """Whether a line and the one below it are rows of a table, their cells apart by tabs."""
    cells = [_BETWEEN_CELLS.findall(line.text) for line in lines[place : place + 2]]
    return len(cells) == 2 and all(cells)


def _official_end(lines: Sequence[TextLine], place: int, end: int) -> int:
    """Below a letterhead the title goes on to where it ends as titles do, or else to the address."""
    so_far = "".join(line.text for line in lines[place:end])
    if end == place or _is_whole(so_far):
        return end
    last = end
    for at in range(end, min(len(lines), place + _MAX_LINES)):
        if not may_be_title(lines[at], dated=_is_begun(so_far)):
            return at if is_salutation(lines[at].text) else last
        so_far += lines[at].text
        if is_title_end(so_far):
            last = at + 1
    return last


def _above(lines: Sequence[TextLine], first: int) -> int:
    """All short lines above a 发文字号 or a subtitle are the title, whatever they end with."""
    for place in range(first, min(first + _MAX_LINES, len(lines))):
        if is_number(lines[place].text) or matches("subtitle", lines[place].text):
            return place
        if not may_be_title(lines[place]):
            break
    return first


def _goes_on(so_far: str, lines: Sequence[TextLine], place: int) -> bool:
    """Whether the line at `place` is a further line of the title `so_far`."""
    text = lines[place].text
    if is_title_end(so_far + text) and not is_title_end(so_far):
        return True
    if is_speaker(text) and not (_ABOUT.search(so_far) or is_organisation(so_far)):
        return False
    if _WANTS_MORE.search(so_far) or _GOES_ON.match(text) or _is_open(so_far):
        return True
    if is_title_end(so_far):
        return so_far.endswith(text) or (not _is_whole(so_far) and "的" in text and is_title_end(text))
    far = _ABOUT.search(so_far + text) is not None or is_organisation(text)
    return is_title_end(text) or _ends_soon(lines, place, 3 if far else 1)


def _ends_soon(lines: Sequence[TextLine], place: int, reach: int) -> bool:
    for at in range(place + 1, min(place + 1 + reach, len(lines))):
        if not may_be_title(lines[at], dated=reach > 1):
            return False
        if is_title_end(lines[at].text):
            return True
    return False


def _is_open(text: str) -> bool:
    return text.count("《") > text.count("》") or text.count("（") > text.count("）")


def _is_begun(text: str) -> bool:
    """Whether a title has come to its 关于 and not to its end."""
    return _ABOUT.search(text) is not None and not _is_whole(text)


def _is_whole(text: str) -> bool:
    """Whether a title that may end here does: 关于 asks for the 文种, which mostly stands behind 的."""
    if not is_title_end(text) or _is_open(text):
        return False
    if not _ABOUT.search(text):
        return True
    bare = re.sub(r"[（(][^（()）]*[）)]$|\s", "", text)
    kind = next((word for word in sorted(words("kinds"), key=len, reverse=True) if bare.endswith(word)), "")
    return bool(kind) and bare[: -len(kind)].endswith(("的", "补充", "紧急", "联合", "实施"))
