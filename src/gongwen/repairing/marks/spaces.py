"""`space.cjk`: blanks that surely do not belong where they stand in Chinese text.

A blank between two Han characters is right in one clean paragraph out of five: names (龚　正), 第一条　,
目　录, columns. So only those are removed that something proves wrong: a blank beside a full-width mark or
a mask, blanks at a regular distance (a page width, flattened into one line), words spaced out character by
character, and what `scattered` finds in running text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ...i18n import gettext as _
from ...model import Change
from .. import words
from ..splitting import flattened
from ..stage import Context
from ..wording import masks
from . import scattered

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_BLANK = "[ \u00a0\u2002\u2003\u2009]"
_A_BLANK = re.compile(_BLANK)
_SHORT_LINES = re.compile(r"\n[ \u3000]*[^\n][ \u3000]*\n[ \u3000]*[^\n][ \u3000]*\n")
_BEFORE_MARK = re.compile(
    rf"{_BLANK}(?<=[{_HAN}0-9A-Za-z%”’）》].){_BLANK}*(?=[，。、；：！？”’）》])"
    rf"|{_BLANK}(?<=[{_HAN}”’）》].){_BLANK}*(?=[,;][{_HAN}“‘《（])"
)
_AFTER_MARK = re.compile(
    rf"{_BLANK}(?<=[，、；].){_BLANK}*(?=[{_HAN}“‘《（])|{_BLANK}(?<=[（《“‘].){_BLANK}*(?=[{_HAN}A-Za-z0-9])"
)
_SPACED_OUT = re.compile(
    rf"(?<![{_HAN}])(?:[{_HAN}]{_BLANK}(?:[，。、；：]{_BLANK}?)?){{3,}}(?:[{_HAN}](?![{_HAN}])|(?<=[，。、；：]))"
)
_MASKED_NAME = re.compile(rf"(?:^|\n)[{_HAN}]{{2,12}}$")
_SET_APART = re.compile(rf"(?<![{_HAN}])[{_HAN}]{_BLANK}[{_HAN}]$")
_COLUMN = 3
"""Blanks that may part two columns."""
_ONE_A_LINE = re.compile(
    rf"(?:(?<=\n)|^)(?:[ \u3000]*[{_HAN}，。、；：！？“”（）][ \u3000]*\n){{7,}}"
    rf"[ \u3000]*[{_HAN}。！？”）](?=[ \u3000]*(?:\n|$))"
)
_WORDS = 0.7
"""Part of the characters that must belong to words."""
_VARIED = 0.6
"""Part of the characters that must differ: a column of 男 and 女 is no text."""
_SPACED_LINE = re.compile(rf"(?m)^[ \u3000]*\S(?:{_BLANK}(?:{_BLANK}{{2}})?[^\s\u3000]){{7,}}[ \u3000]*$")
"""A line with a blank, or the three that a blank became, behind each character."""
_SHORT_SPACED_LINE = re.compile(_SPACED_LINE.pattern.replace("{7,}", "+"))
_GAPS = re.compile(rf"(?<=\S)({_BLANK}(?:{_BLANK}{{2}})?)(?=\S)")
_LONG_LINE = re.compile(r"(?m)^.*\S.{13,}\S.*$")
_MOST = 0.9
"""Part of the lines that must be set so before a text as a whole was."""
_LEAST_HAN, _DIFFERENT = 0.5, 40
"""Part of the characters of such a text that must be Han, and how many different ones are enough."""
_LEAST_GAIN = 1.0
"""Digits for each character by which a run must be likelier as words."""


def find(text: str, context: Context) -> Iterator[Change]:
    """Deletions of blanks, in order and apart from each other."""
    found: dict[int, Change] = {}
    for rule in _RULES if _A_BLANK.search(text) else (_one_a_line,):
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
    for start, end in _masks_in_lines_with_blanks(text):
        before = re.search(rf"(?<=[{_HAN}]){_BLANK}+$", text[max(0, start - 4) : start])
        after = re.match(rf"{_BLANK}+(?=[{_HAN}])", text[end : end + 4])
        if before and text[start] != "_" and not _is_apart(text, start - len(before.group()), end):
            yield _deletion(start - len(before.group()), start, 0.95, reason)
        if after and text[end - 1] != "_":
            yield _deletion(end, end + after.end(), 0.95, reason)


def _masks_in_lines_with_blanks(text: str) -> Iterator[tuple[int, int]]:
    for line in re.finditer("[^\n]+", text):
        if _A_BLANK.search(line.group()):
            for start, end in masks.spans(line.group()):
                yield line.start() + start, line.start() + end


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
    """`协 调 委 员 会 议`: characters set apart that make words; 一 二 三 四 五 六 日 do not."""
    reason = _("Characters set apart one by one")
    for match in _SPACED_OUT.finditer(text):
        if not _makes_words(match.group()):
            continue
        for blank in re.finditer(_BLANK, match.group()):
            yield _deletion(match.start() + blank.start(), match.start() + blank.end(), 0.95, reason)


def _letterspaced(text: str) -> Iterator[Change]:
    """A text that has a blank behind each character, figures and marks too: `2 0 2 4 年 4 月`.

    A blank of the text itself became three; one of them stays.
    """
    spaced = list(_SPACED_LINE.finditer(text))
    characters = sum(len(match.group()) for match in spaced)
    if not spaced or characters < _MOST * sum(len(m.group()) for m in _LONG_LINE.finditer(text)):
        return
    whole = "".join(match.group() for match in spaced)
    han = len(re.findall(f"[{_HAN}]", whole))
    varied = min(_VARIED, _DIFFERENT / max(han, 1))
    if han < _LEAST_HAN * characters / 2 or not _makes_words(whole, varied):
        return
    reason = _("Characters set apart one by one")
    for line in _SHORT_SPACED_LINE.finditer(text):
        for gap in _GAPS.finditer(line.group()):
            start = line.start() + gap.start() + (len(gap.group()) > 1)
            yield _deletion(start, line.start() + gap.end(), 0.95, reason)


def _flattened_wraps(text: str) -> Iterator[Change]:
    """Blanks at a regular distance inside paragraphs: the line ends of a page, flattened."""
    cells, wraps = flattened.find(text)
    if not wraps:
        return
    reason = _("A blank where a line of the page ended: they come every {width} characters").format(
        width=round(cells)
    )
    for wrap in wraps:
        if wrap.ends:
            end = _("A short line of the page ended here, and a paragraph with it")
            yield Change(wrap.place, wrap.place + 1, "\n", "paragraph.split", 0.93, end)
        else:
            yield _deletion(wrap.place, wrap.place + 1, 0.6 if wrap.doubtful else 0.93, reason)


def _one_a_line(text: str) -> Iterator[Change]:
    """A vertical text layer: one character a line, and they make words."""
    reason = _("One character a line: the text was set vertically")
    for match in _ONE_A_LINE.finditer(text) if _SHORT_LINES.search(text) else ():
        if _makes_words(match.group()):
            for gap in re.finditer(r"\s+(?=\S)", match.group()):
                yield Change(
                    match.start() + gap.start(), match.start() + gap.end(), "", "wrap.join", 0.93, reason
                )


def _makes_words(spaced: str, least_varied: float = _VARIED) -> bool:
    """Whether characters that stand apart are words when they are closed up."""
    runs = re.findall(f"[{_HAN}]+", "".join(spaced.split()))
    characters = sum(map(len, runs))
    if len(set("".join(runs))) < least_varied * characters:
        return False
    return sum(len(run) for run in runs if _divides(run)) >= _WORDS * characters


def _divides(run: str) -> bool:
    """Whether a run of Han is likelier as words than as single characters."""
    return len(run) > 1 and words.cost(run) < sum(words.cost(c) for c in run) - _LEAST_GAIN * len(run)


_RULES: tuple[Callable[[str], Iterator[Change]], ...] = (
    _letterspaced,
    _flattened_wraps,
    _beside_masks,
    _beside_marks,
    _one_a_line,
    _spaced_out,
    scattered.find,
)
"""In the order of their right to a place; all but one look at blanks."""
