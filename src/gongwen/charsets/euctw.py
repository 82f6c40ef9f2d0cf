"""EUC-TW, well enough to recognise a text in it; it is not read.

The Han of its first plane are those of Big5's first level in the same order, but for five that moved; rare
ones of the other planes become a stand-in.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .decoding import STAND_IN, Decoded, Rejected

_MOVED = ((1836, "耄"), (3713, "銬"), (4626, "薦"), (4900, "嚨"), (4955, "繳"))
"""Characters that stand elsewhere than in Big5, with their place."""
_COLUMNS, _FIRST_MARK, _FIRST_HAN = 94, 0xA1, 0xC4
_RARE = "\u3436"
"""A rare character, in the place of those beyond the first plane."""
_UNIT = re.compile(rb"\x8e[\xa1-\xa7][\xa1-\xfe]{2}|[\xa1-\xfd][\xa1-\xfe]|[\x00-\x7f]+", re.DOTALL)


def decode(data: bytes) -> Decoded:
    """Decode `data` roughly; marks and Han of the first plane are right."""
    parts: list[str] = []
    rejected: list[Rejected] = []
    place = 0
    while place < len(data):
        match = _UNIT.match(data, place)
        if match is None:
            rejected.append(Rejected(place, data[place : place + 1]))
            parts.append(STAND_IN)
            place += 1
            continue
        unit = match.group()
        is_ascii = unit[0] < 0x80
        parts.append(
            unit.decode("ascii") if is_ascii else _RARE if len(unit) > 2 else _pairs().get(unit, _RARE)
        )
        place = match.end()
    return Decoded("".join(parts), rejected)


@lru_cache(maxsize=1)
def _pairs() -> dict[bytes, str]:
    """The characters of two bytes."""
    table = {}
    for first, characters in ((_FIRST_MARK, _of_big5(0xA1, 0xA4)), (_FIRST_HAN, _first_level())):
        for index, character in enumerate(characters):
            row, column = divmod(index, _COLUMNS)
            table[bytes((first + row, 0xA1 + column))] = character
    return table


def _first_level() -> list[str]:
    characters = [c for c in _of_big5(0xA4, 0xC7)[:5401] if c not in dict(_MOVED).values()]
    for place, character in _MOVED:
        characters.insert(place, character)
    return characters


def _of_big5(first: int, end: int) -> list[str]:
    """The characters of rows of Big5 in their order."""
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    return [
        character
        for lead in range(first, end)
        for trail in trails
        if (character := bytes((lead, trail)).decode("big5", "ignore"))
    ]
