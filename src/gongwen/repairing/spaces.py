"""`space.cjk`: blanks that surely do not belong where they stand in Chinese text.

A blank between two Han characters is right in one clean paragraph out of five: names (龚　正), 第一条　,
目　录, columns. So only those are removed that something proves wrong: a blank beside a full-width mark or
a mask, blanks at a regular distance (a page width, flattened into one line), and words spaced out
character by character.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from ..i18n import gettext as _
from ..model import Change
from . import masks
from .stage import Context

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_BLANK = "[ \u00a0\u2002\u2003\u2009]"
_BEFORE_MARK = re.compile(rf"(?<=[{_HAN}0-9A-Za-z%”’）》]){_BLANK}+(?=[，。、；：！？”’）》])")
_AFTER_MARK = re.compile(
    rf"(?<=[，、；]){_BLANK}+(?=[{_HAN}“‘《（])|(?<=[（《“‘]){_BLANK}+(?=[{_HAN}A-Za-z0-9])"
)
_SPACED_OUT = re.compile(
    rf"(?<![{_HAN}])(?:[{_HAN}]{_BLANK}(?:[，。、；：]{_BLANK}?)?){{5,}}(?:[{_HAN}](?![{_HAN}])|(?<=[，。、；：]))"
)
_MASKED_NAME = re.compile(rf"(?:^|\n)[{_HAN}]{{2,12}}$")
_SET_APART = re.compile(rf"(?<![{_HAN}])[{_HAN}]{_BLANK}[{_HAN}]$")
_SINGLE = re.compile(
    rf"(?<=[{_HAN}，。、；：！？“”‘’（）《》—…0-9A-Za-z%]) (?=[{_HAN}，。、；：！？“”‘’（）《》—…0-9A-Za-z])"
)
_COLUMN = 3
"""Blanks that may part two columns."""
_LATIN = re.compile(r"[A-Za-z]")
_WIDTHS = range(15, 61)
"""Lengths of a line, in characters, that a page can have."""
_TOLERANCE = 2
_FEWEST_WRAPS = 4
_REGULAR = 0.6
"""Part of all distances between blanks that must agree before they are taken for a page's width."""


def find(text: str, context: Context) -> Iterator[Change]:
    """Deletions of blanks, in order and apart from each other."""
    found: dict[int, Change] = {}
    for rule in (_beside_masks, _beside_marks, _spaced_out, _flattened_wraps):
        for change in rule(text):
            found.setdefault(change.start, change)
    place = 0
    for start in sorted(found):
        if start >= place:
            yield found[start]
            place = found[start].end


def _deletion(start: int, end: int, confidence: float, reason: str) -> Change:
    return Change(start, end, "", "space.cjk", confidence, reason)


def _beside_masks(text: str) -> Iterator[Change]:
    """The blank in `x 崛起` and `与 xx 大学`."""
    reason = _("A blank between a mask and the word it belongs to")
    for start, end in masks.spans(text):
        before = re.search(rf"(?<=[{_HAN}]){_BLANK}+$", text[max(0, start - 4) : start])
        after = re.match(rf"{_BLANK}+(?=[{_HAN}])", text[end : end + 4])
        if before and text[start] != "_" and not _is_apart(text, start - len(before.group()), end):
            yield _deletion(start - len(before.group()), start, 0.95, reason)
        if after and text[end - 1] != "_":
            yield _deletion(end, end + after.end(), 0.95, reason)


def _is_apart(text: str, head: int, end: int) -> bool:
    """Whether the blank before a mask is meant: a post with its holder (县长 ×××), or a title set apart."""
    before = text[max(0, head - 14) : head]
    rest = text[end : end + 20].partition("\n")[0]
    is_name = (
        (len(before) < 14 or "\n" in before)
        and _MASKED_NAME.search(before)
        and not rest.strip("xX×*＊ \u3000")
    )
    return bool(is_name or _SET_APART.search(before))


def _beside_marks(text: str) -> Iterator[Change]:
    """A blank before a full-width mark, or after one inside a sentence; wide gaps part columns."""
    reason = _("A blank beside a full-width mark")
    for match in _BEFORE_MARK.finditer(text):
        yield _deletion(*match.span(), 0.99, reason)
    for match in _AFTER_MARK.finditer(text):
        if match.end() - match.start() < _COLUMN:
            yield _deletion(*match.span(), 0.95, reason)


def _spaced_out(text: str) -> Iterator[Change]:
    """`协 调 委 员 会 议`: at least six characters, each with one blank behind it."""
    reason = _("Characters set apart one by one")
    for match in _SPACED_OUT.finditer(text):
        for blank in re.finditer(_BLANK, match.group()):
            yield _deletion(match.start() + blank.start(), match.start() + blank.end(), 0.95, reason)


def _flattened_wraps(text: str) -> Iterator[Change]:
    """Blanks at a regular distance inside paragraphs: the line ends of a page, flattened."""
    if " " not in text:
        return
    lines = [(m.start(), m.group()) for m in re.finditer(r"[^\n]+", text)]
    width = _width([[m.start() for m in _SINGLE.finditer(line)] for _start, line in lines])
    if width is None:
        return
    reason = _("A blank where a line of the page ended: they come every {width} characters").format(
        width=width
    )
    for start, line in lines:
        last = -1
        for match in _SINGLE.finditer(line):
            place = match.start()
            is_wrap = abs(place - last - 1 - width) <= _TOLERANCE + 1
            if is_wrap and not (_LATIN.match(line[place - 1]) and _LATIN.match(line[place + 1])):
                yield _deletion(start + place, start + place + 1, 0.93, reason)
                last = place


def _width(blanks: list[list[int]]) -> int | None:
    """The distance at which most blanks follow each other, if there is one."""
    distances = Counter(b - a - 1 for places in blanks for a, b in pairwise([-1, *places]))
    if distances.total() < _FEWEST_WRAPS:
        return None
    near = range(-_TOLERANCE, _TOLERANCE + 1)
    width = max(distances, key=lambda d: (distances[d], sum(distances[d + k] for k in near), -d))
    agreeing = sum(distances[width + k] for k in near)
    return width if width in _WIDTHS and agreeing > _REGULAR * distances.total() else None
