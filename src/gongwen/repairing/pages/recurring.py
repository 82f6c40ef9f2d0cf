"""Lines that several files of a folder have: which of them may be headers, and where they are some.

That a line recurs proves nothing: 各位代表： and 一、总体要求 stand in every other document. Such a line is
a header where it stands between the halves of a sentence, or names a site.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from ..language import Language
from ..lines.lines import OPENING, PAUSING, STOPS, Line, fold, open_pairs
from ..lines.shapes import has_shape, is_heading, stands_alone
from .furniture import settings

LEAST, LONGEST = 4, 30
"""Characters of a header."""
_TITLE_LINES = 3
_SEEN, _TOLD, _CLEARLY = 12, 3, 1.0
"""Characters before a seam and behind it by which it is judged, and digits of likelihood between two."""
_FULL = 15
"""Characters of a line from which it is a sentence that goes on, where no mark ends it."""


def headers(recurring: Collection[str]) -> list[str]:
    """Of the lines that recur, folded, those that may be headers."""
    return sorted(line for line in map(fold, recurring) if may_be_header(line))


def may_be_header(folded: str) -> bool:
    """Whether a line may be one by its shape: short, no sentence, no heading, no part of a document."""
    if not LEAST <= len(folded) <= LONGEST or folded[-1] in STOPS + PAUSING or folded[0] in "（(《“":
        return False
    if is_heading(folded) or stands_alone(folded):
        return False
    is_signature = has_shape("signature", folded) and not has_shape("title", folded)
    return not is_signature or names_site(folded)


def names_site(folded: str) -> bool:
    """Whether a line names a site of the net, or gives its address."""
    return _site().search(folded) is not None


def lines_of_headers(
    lines: Sequence[Line], recurring: Collection[str], numbers: Mapping[int, float]
) -> dict[int, float]:
    """The lines that are such headers, by index, and how sure that is."""
    known = set(headers(recurring))
    found = {}
    for i, line in enumerate(lines):
        if line.folded in known and i not in numbers:
            if _tears(lines, i):
                found[i] = 0.95
            elif names_site(line.folded):
                found[i] = 0.93
    return found


def _tears(lines: Sequence[Line], i: int) -> bool:
    """Whether a line stands between the halves of a sentence."""
    if not _TITLE_LINES <= i < len(lines) - 1:
        return False
    before, behind = lines[i - 1], lines[i + 1]
    is_open = not before.stops and before.width >= _FULL and before.folded[-1] not in "：」』）》】"
    goes_on = behind.folded[0] not in OPENING + PAUSING + STOPS and not is_heading(behind.folded)
    if not is_open or not goes_on or stands_alone(behind.folded) or stands_alone(before.folded):
        return False
    return not open_pairs(before.folded) and _reads_on(before.folded, lines[i].folded, behind.folded)


def _reads_on(before: str, line: str, behind: str) -> bool:
    """Whether the halves fit each other better than the first fits the line: it is no broken part of them."""
    language, before = Language.load(), before[-_SEEN:]
    whole, broken = language.surprise_many([before + behind[:_TOLD], before + line[:_TOLD]])
    return float(whole[len(before) :].sum()) + _CLEARLY < float(broken[len(before) :].sum())


@lru_cache(maxsize=1)
def _site() -> re.Pattern[str]:
    return re.compile("|".join(settings()["sites"]))


def sites_in(text: str) -> set[str]:
    """Everything in a text that may be the name of a site, with more and with less of what is before it."""
    return {match[1] for match in _named().finditer(fold(text))}


@lru_cache(maxsize=1)
def _named() -> re.Pattern[str]:
    return re.compile(settings()["named_site"])
