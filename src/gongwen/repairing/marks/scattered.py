"""Blanks strewn over running text: inside of words, beside figures, at the outer side of marks.

Official text has none of them: of two million characters of laws not one blank stands beside a figure. But
names (李 明), slogans of two halves, columns and captions have blanks that are meant. So only running text is
looked at, lines that have pauses; a blank between two Han goes where a word goes over it, and any of them
only where that is so throughout the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...i18n import gettext as _
from ...model import Change
from .. import words

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_BLANK = "[ \u00a0]"
_LINE = re.compile("[^\n]+")
_A_BLANK = re.compile(_BLANK)
_PAUSE = re.compile("[，。；,;]")
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}]){_BLANK}(?=[{_HAN}])")
_BEFORE, _BEHIND = re.compile(f"[{_HAN}]*$"), re.compile(f"[{_HAN}]*")
_ARTICLE = re.compile("第[一二三四五六七八九十百千零〇0-9]{1,6}[条章节编款]$")
_POST = re.compile("[长席理记任员官使表授师者人][\u4e00-\u9fff]$|[、：；，][\u4e00-\u9fff]$")
"""A post and a family name, or one name of several."""
_QUOTED = re.compile("“[^“”\n]{1,40}”|《[^《》\n]{1,60}》")
"""Slogans and titles, which may have two halves."""
_REACH = 4
_GAIN = 1.5
"""Digits by which the words must be likelier with the blank gone."""
_FEWEST, _PART = 3, 0.2
"""Blanks inside of words, and their part of all, from which on no blank of the text is meant."""
_UNIT = "年月日号时点分秒个万亿元人户次名项家件吨亩度度米公千百周岁例台套条期届号册份所座处倍天篇%％℃"
_NUMBER = r"\d[\d.,]*"
_BESIDE_FIGURES = re.compile(
    rf"(?<=[{_HAN}，。；：、“（《])(?P<before>{_BLANK}?){_NUMBER}(?P<behind>{_BLANK}?)(?=[{_UNIT}])"
)
_DATE = re.compile(
    rf"(?<![\d.])(?:19|20)\d\d{_BLANK}?年{_BLANK}?\d{{1,2}}{_BLANK}?月(?:{_BLANK}?\d{{1,2}}{_BLANK}?日)?"
)
_BEFORE_OPENING = re.compile(rf"(?<=[{_HAN}]){_BLANK}(?=[“‘《（])")


@dataclass(frozen=True, slots=True)
class _Gap:
    """A blank between two Han of running text."""

    start: int
    end: int
    inside: bool
    """Whether a word goes over it."""
    meant: bool
    """Whether it may part the halves of a slogan or stand in a name."""


def find(text: str) -> Iterator[Change]:
    """Deletions of blanks."""
    if not _A_BLANK.search(text):
        return
    gaps: list[_Gap] = []
    for match in _LINE.finditer(text):
        line, start = match.group(), match.start()
        if not _A_BLANK.search(line):
            continue
        yield from _dates(line, start)
        if _PAUSE.search(line):
            yield from _beside_figures(line, start)
            yield from _before_opening(line, start)
            gaps += _gaps(line, start)
    yield from _between_han(gaps)


def _deletion(start: int, end: int, reason: str) -> Change:
    return Change(start, end, "", "space.cjk", 0.92, reason)


def _dates(line: str, offset: int) -> Iterator[Change]:
    """2024 年 5 月 6 日 → 2024年5月6日, in any line."""
    for match in _DATE.finditer(line):
        for blank in _A_BLANK.finditer(match.group()):
            start = offset + match.start() + blank.start()
            yield _deletion(start, start + 1, _("A blank beside a figure"))


def _beside_figures(line: str, offset: int) -> Iterator[Change]:
    """增长 5.2 %、12 个 → 增长5.2%、12个: a figure with its unit, not the number of a heading or a page."""
    for match in _BESIDE_FIGURES.finditer(line):
        for name in ("before", "behind"):
            start, end = match.span(name)
            if end > start:
                yield _deletion(offset + start, offset + end, _("A blank beside a figure"))


def _before_opening(line: str, offset: int) -> Iterator[Change]:
    """简称 “六大系统” → 简称“六大系统”; behind a closing mark a blank may part a headline."""
    for match in _BEFORE_OPENING.finditer(line):
        start, end = match.span()
        if not _ARTICLE.search(line, max(0, start - 10), start):
            yield _deletion(offset + start, offset + end, _("A blank beside a full-width mark"))


def _gaps(line: str, offset: int) -> Iterator[_Gap]:
    quoted = [match.span() for match in _QUOTED.finditer(line)]
    for match in _BETWEEN_HAN.finditer(line):
        start, end = match.span()
        before, behind = line[max(0, start - 12) : start], line[end : end + 12]
        left, right = _run(_BEFORE, before), _run(_BEHIND, behind)
        if _ARTICLE.search(before) or (len(left) == 1 and len(right) == 1):
            continue
        meant = any(a < start < b for a, b in quoted)
        meant = meant or len(left) == 1 or len(right) == 1 or _POST.search(before) is not None
        inside = _goes_over(left[-_REACH:], right[:_REACH])
        yield _Gap(offset + start, offset + end, inside, meant)


def _run(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match.group() if match else ""


def _goes_over(left: str, right: str) -> bool:
    """Whether the words are much likelier without the blank."""
    return words.cost(left) + words.cost(right) - words.cost(left + right) >= _GAIN


def _between_han(gaps: list[_Gap]) -> Iterator[Change]:
    inside = sum(gap.inside for gap in gaps)
    is_strewn = inside >= _FEWEST and inside >= _PART * len(gaps)
    for gap in gaps:
        if gap.inside and not gap.meant:
            yield _deletion(gap.start, gap.end, _("A blank in the middle of a word"))
        elif is_strewn and (gap.inside or not gap.meant):
            yield _deletion(
                gap.start, gap.end, _("A blank between Chinese characters; the text has them everywhere")
            )
