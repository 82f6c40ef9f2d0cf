"""Quotation marks made into pairs of curly ones, by parity within a line and by context.

Straight marks (`"`, `'`, `''` and the full-width ＂ ＇), the 〝 〞 of old fonts, and curly ones that stand
the wrong way round: `”发展“`, `“发展“`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_OPENS_AFTER = "（(：:，,。.；;、！!？?《“‘—…\u3000 "
_CLOSES_BEFORE = "，,。.；;、：:！!？?）)》”’…—-\u3000 "
_DOUBLE = re.compile("(?<!')''(?!')|[\"＂〝〞〟“”]")
_SINGLE = re.compile("(?<!')'(?!')|[＇‘’]")
_ELLIPSIS = re.compile(r"…|\.{3}|。{3}")
_YEAR = re.compile(r"(?<![0-9A-Za-z])['＇](?=[0-9０-９]{2}[\u4e00-\u9fff])")
"""The apostrophe of ’97."""
_ASTRAY = 40
"""Characters between two marks that open; farther apart the second may open a quotation of its own."""
_OLD = {"〝": True, "〞": False, "〟": False}


@dataclass(frozen=True, slots=True)
class Quote:
    """What a mark should be; `sure` where it is one of a pair."""

    start: int
    end: int
    mark: str
    sure: bool


@dataclass(frozen=True, slots=True)
class _Kind:
    """Double or single marks: how they are found and what they become."""

    found: re.Pattern[str]
    opening: str
    closing: str


_KINDS = (_Kind(_DOUBLE, "“", "”"), _Kind(_SINGLE, "‘", "’"))


def resolve(line: str, spared: bytearray, *, ends_later: bool = False) -> list[Quote]:
    """The curly mark for each that is not, or stands the wrong way; nothing for a line without Han.

    Args:
        line: The line.
        spared: For each character whether it is protected.
        ends_later: Whether a quotation that is open at the end of the line is closed in a later one.
    """
    if not _HAN.search(line):
        return []
    return [quote for kind in _KINDS for quote in _pairs(line, spared, kind, ends_later=ends_later)]


def _pairs(line: str, spared: bytearray, kind: _Kind, *, ends_later: bool) -> Iterator[Quote]:
    found = [m.span() for m in kind.found.finditer(line)]
    years = [span for span in found if _YEAR.match(line, span[0])]
    if years and (len(years) == len(found) or len(found) % 2):
        yield from (Quote(*span, kind.closing, sure=True) for span in years if not spared[span[0]])
        found = [span for span in found if span not in years]
    spans = [(a, b) for a, b in found if not spared[a] and not _is_sign(line, a, b, len(found))]
    opens, is_sure = _settled(line, spans, kind)
    for (start, end), is_opening in zip(spans, opens, strict=True):
        mark = kind.opening if is_opening else kind.closing
        if line[start:end] == mark:
            continue
        is_last = (start, end) == spans[-1]
        at_end = _is_at_end(line, start, end, is_opening=is_opening) or (
            is_last and is_opening and ends_later
        )
        yield Quote(start, end, mark, is_sure or (at_end and line[start] not in (kind.opening, kind.closing)))


def _settled(line: str, spans: Sequence[tuple[int, int]], kind: _Kind) -> tuple[list[bool], bool]:
    """Whether each mark opens, and whether that is sure.

    As drawn and as the neighbours have it, if that makes pairs; else in turn, if that does and those that are
    drawn otherwise may stand the wrong way round.
    """
    given = _alternated([_opens(line, span, kind) for span in spans])
    if len(spans) % 2:
        return given, False
    if _is_sound(line, spans, given):
        return given, True
    in_turn = [index % 2 == 0 for index in range(len(spans))]
    if not _is_sound(line, spans, in_turn):
        return given, False
    return in_turn, all(_may_turn(line, spans, index, kind) for index in range(len(spans)))


def _may_turn(line: str, spans: Sequence[tuple[int, int]], index: int, kind: _Kind) -> bool:
    """Whether a mark is not curly, or stands as it should, or so that it may well be turned round."""
    drawn = [line[a] == kind.opening if line[a] in (kind.opening, kind.closing) else None for a, _b in spans]
    start, end = spans[index]
    is_opening = index % 2 == 0
    if drawn[index] is None or drawn[index] is is_opening:
        return True
    told = _by_context(line, start, end)
    if told is not None:
        return told is is_opening
    mate = spans[index + 1 if is_opening else index - 1]
    return abs(mate[0] - start) <= _ASTRAY and (len(spans) == 2 or not any(drawn[::2]))


def _opens(line: str, span: tuple[int, int], kind: _Kind) -> bool | None:
    """Whether a mark opens: as it is drawn, or as its neighbours leave no choice; else None."""
    mark = line[span[0]]
    if mark in (kind.opening, kind.closing):
        return mark == kind.opening
    return _OLD.get(mark, _by_context(line, *span))


def _alternated(opens: Sequence[bool | None]) -> list[bool]:
    """Where nothing is known, a mark does the contrary of the one before it."""
    given: list[bool] = []
    for known in opens:
        given.append((not given or not given[-1]) if known is None else known)
    return given


def _is_sound(line: str, spans: Sequence[tuple[int, int]], opens: Sequence[bool]) -> bool:
    """Whether the marks open and close in turn and their neighbours allow it."""
    return all(
        is_opening == (index % 2 == 0) and _fits(line, *span, is_opening=is_opening)
        for index, (span, is_opening) in enumerate(zip(spans, opens, strict=True))
    )


def _by_context(line: str, start: int, end: int) -> bool | None:
    """Whether a mark opens, where its neighbours leave no choice; else None."""
    before, after = line[:start].rstrip()[-1:], line[end : end + 1]
    if not after or not line[end:].strip():
        return False if before else None
    is_cut = after not in _CLOSES_BEFORE or _ELLIPSIS.match(line, end) is not None
    if (not before or before in "（(《：:") and is_cut:
        return True
    if after in _CLOSES_BEFORE and not _ELLIPSIS.match(line, end) and before and before not in _OPENS_AFTER:
        return False
    return None


def _fits(line: str, start: int, end: int, *, is_opening: bool) -> bool:
    """Whether the neighbours allow the mark to open or to close."""
    if is_opening:
        after = line[end : end + 1]
        return bool(after) and (
            after not in "，,。.；;、：:！!？?）)》”" or _ELLIPSIS.match(line, end) is not None
        )
    before = line[start - 1 : start]
    return bool(before) and before not in "（(《“"


def _is_at_end(line: str, start: int, end: int, *, is_opening: bool) -> bool:
    """Whether the mark opens the line or closes a sentence at its end: so much is sure without a mate."""
    if is_opening:
        return not line[:start].strip() and _fits(line, start, end, is_opening=True)
    return not line[end:].strip() and line[start - 1 : start] in tuple("。.！!？?")


def _is_sign(line: str, start: int, end: int, count: int) -> bool:
    """An apostrophe between Latin letters; minutes, seconds, feet, inches behind a digit."""
    if end - start > 1 or line[start] not in "'’\"＇":
        return False
    before, after = line[start - 1 : start], line[end : end + 1]
    if line[start] != '"' and before.isascii() and before.isalnum() and after.isascii() and after.isalnum():
        return True
    return count % 2 == 1 and before.isdigit()
