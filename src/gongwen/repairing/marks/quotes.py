"""Straight quotation marks made into pairs of curly ones, by parity within a line and by context."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_OPENS_AFTER = "（(：:，,。.；;、！!？?《“‘—…\u3000 "
_ALIKE = {'"': '["“”]', "'": "['‘’]"}
_CLOSES_BEFORE = "，,。.；;、：:！!？?）)》”’…—-\u3000 "


@dataclass(frozen=True, slots=True)
class Quote:
    """What a straight mark should be; `sure` where it is one of a pair."""

    place: int
    mark: str
    sure: bool


def resolve(line: str, spared: bytearray) -> list[Quote]:
    """The curly mark for each straight one of the line; nothing for a line without Han."""
    if not _HAN.search(line):
        return []
    double = list(_pairs(line, spared, '"', "“", "”"))
    return double + list(_pairs(line, spared, "'", "‘", "’"))


def _pairs(line: str, spared: bytearray, straight: str, opening: str, closing: str) -> Iterator[Quote]:
    marks = [
        m.start()
        for m in re.finditer(f"[{straight}{opening}{closing}]", line)
        if not spared[m.start()] and not _is_sign(line, m.start())
    ]
    if not any(line[place] == straight for place in marks):
        return
    opened, is_sound = False, True
    resolved: list[tuple[int, str]] = []
    for place in marks:
        mark = line[place]
        if mark == straight:
            is_opening = _by_context(line, place)
            mark = opening if (not opened if is_opening is None else is_opening) else closing
            resolved.append((place, mark))
        is_sound &= (mark == opening) != opened and _fits(line, place, mark == opening)
        opened = mark == opening
    for place, mark in resolved:
        yield Quote(place, mark, (is_sound and not opened) or _is_at_end(line, place, mark == opening))


def _by_context(line: str, place: int) -> bool | None:
    """Whether a mark opens, where its neighbours leave no choice; else None."""
    before, after = line[:place].rstrip()[-1:], line[place + 1 : place + 2]
    if (not before or before in "（(《：:") and after and after not in _CLOSES_BEFORE:
        return True
    if (not after or after in _CLOSES_BEFORE) and before and before not in _OPENS_AFTER:
        return False
    return None


def _fits(line: str, place: int, is_opening: bool) -> bool:
    """Whether the neighbours allow the mark to open or to close."""
    if is_opening:
        return line[place + 1 : place + 2] not in tuple("，,。；;、：:！!？?）)》”")
    return line[place - 1 : place] not in tuple("（(《“")


def _is_at_end(line: str, place: int, is_opening: bool) -> bool:
    """Whether the mark opens the line or closes a sentence at its end: so much is sure without a mate."""
    if is_opening:
        return not line[:place].strip() and _fits(line, place, True)
    return not line[place + 1 :].strip() and line[place - 1 : place] in tuple("。.！!？?")


def _is_sign(line: str, place: int) -> bool:
    """An apostrophe between Latin letters, or minutes, seconds, feet, inches behind a digit."""
    before, after = line[place - 1 : place], line[place + 1 : place + 2]
    if line[place] in "'’" and before.isascii() and before.isalnum() and after.isascii() and after.isalnum():
        return True
    return line[place] in "'\"" and before.isdigit() and _is_odd(line, line[place])


def _is_odd(line: str, straight: str) -> bool:
    """Whether one of the marks, straight and curly counted alike, lacks its mate."""
    return len(re.findall(_ALIKE[straight], line)) % 2 == 1
