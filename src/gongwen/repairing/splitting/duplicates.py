"""`text.duplicate`: text that stands twice, as pages leave it that show it in two places or overlap.

Taken out is what stands twice in a row (lines, blocks, the whole text), a title that comes again at the head,
the opening of a text that comes again behind its end, a long block that comes again, and the end of a page
that the next page begins with. Elsewhere a text may repeat itself for good reason (chapter titles in the
contents, forms, refrains): that is suggested at most. Nothing goes that does not stand elsewhere word for
word, but for the name of a site behind a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ...i18n import gettext as _
from ...model import Change
from ..lines.lines import BLANKS, Line, lines_of
from ..lines.shapes import has_shape, is_heading, stands_alone
from ..stage import Context

RULE = "text.duplicate"
_LEAST = 20
"""Characters of a line that hardly stands twice in a row on purpose."""
_LEAST_BLOCK = 40
"""The same for several lines."""
_LEAST_APART = 40
"""Characters of a block that is worth a suggestion when it comes again further below."""
_SURE_LINES, _SURE_APART = 5, 300
"""Lines and characters of a block that hardly comes again on purpose."""
_TAIL_LINES, _TAIL = 3, 60
"""Lines and characters of an opening that comes again behind the end."""
_HEAD, _LONGEST_HEAD_LINE = 5, 60
"""Lines, of so many cells at most, that may stand between a title and where it comes again."""
_LEAST_TITLE = 6
_MOST_OFFERED = 5
_KEY, _LEAST_OVERLAP, _LONGEST_OVERLAP = 8, 12, 400
"""Characters that an overlap of two pages is found by, and how long it is."""
_DOUBTFUL = 0.6
_RAGGED, _LEAST_ALIKE = 4, 2
"""Cells by which lines differ that were broken at the same width, and how many without a stop tell that."""
_WITHIN = re.compile("[，。；]")
_SITE = re.compile(r"[ \u3000]*(?:_+|[|｜]|-|－|–|—(?!—))[ \u3000]*[^。，；：]{2,30}$")
"""What the name of a site looks like behind the title of a page."""


@dataclass(frozen=True, slots=True)
class _Repeat:
    """Lines `first:last` of a text that repeat others."""

    first: int
    last: int
    confidence: float


def find(text: str, context: Context) -> list[Change]:
    """The second of two equal stretches."""
    lines = lines_of(text)
    if not lines:
        return []
    repeats = [*_titles(lines), *(_unless_wrapped(lines, repeat) for repeat in _blocks(lines))]
    sure = [r for r in repeats if r.confidence > 0.9]
    offered = [r for r in repeats if r.confidence <= 0.9][:_MOST_OFFERED]
    changes = [_change(text, lines, repeat) for repeat in [*sure, *offered]]
    return list(_apart([*_site_names(text, lines), *changes, *_overlaps(text, lines)]))


def _apart(changes: Sequence[Change]) -> Iterator[Change]:
    """Changes in order; of two that overlap the surer one."""
    kept: list[Change] = []
    for change in sorted(changes, key=lambda c: -c.confidence):
        if all(change.end <= other.start or other.end <= change.start for other in kept):
            kept.append(change)
    yield from sorted(kept, key=lambda c: c.start)


def _titles(lines: Sequence[Line]) -> Iterator[_Repeat]:
    """Where the title comes again, with nothing but short lines in between.

    Three equal lines in a row are no title but a slogan or the verse of a song.
    """
    if not _may_be_title(lines[0]) or _is_refrain(lines):
        return
    for i in _head(lines):
        if lines[i].text == lines[0].text:
            yield _Repeat(i, i + 1, 0.93)


def _is_refrain(lines: Sequence[Line]) -> bool:
    texts = [line.text for line in lines[: _HEAD + 3]]
    return any(texts[0] == a == b == c for a, b, c in zip(texts, texts[1:], texts[2:], strict=False))


def _head(lines: Sequence[Line]) -> Iterator[int]:
    """The lines behind the first one that belong to the head, so far as that can be said."""
    others = 0
    for i, line in enumerate(lines[1:], start=1):
        yield i
        others += line.text != lines[0].text
        if others > _HEAD or (line.text != lines[0].text and _is_text(line)):
            return


def _is_text(line: Line) -> bool:
    return line.stops or line.width > _LONGEST_HEAD_LINE or is_heading(line.folded)


def _may_be_title(line: Line) -> bool:
    """Whether it may be a title; the name of an office may be a letterhead above one that begins with it."""
    long_enough = len(line.text) >= _LEAST_TITLE and not line.stops
    if not long_enough or is_heading(line.folded) or stands_alone(line.folded):
        return False
    return has_shape("title", line.folded) or not has_shape("signature", line.folded)


def _site_names(text: str, lines: Sequence[Line]) -> Iterator[Change]:
    """A first line that is the title below it and the name of a site."""
    for i in _head(lines):
        title = lines[i]
        behind = lines[0].text[len(title.text) :]
        if lines[0].text.startswith(title.text) and _may_be_title(title) and _SITE.match(behind):
            reason = _("The title below, with the name of the site")
            yield Change(lines[0].start, lines[1].start, "", RULE, 0.95, reason)
            return


def _blocks(lines: Sequence[Line]) -> Iterator[_Repeat]:
    """Runs of lines that stood above, whole: in a row, behind the end, or further below."""
    places: dict[str, list[int]] = {}
    kept: list[int] = []
    i = 0
    while i < len(lines):
        repeat = _repeat_at(lines, kept, places.get(lines[i].text, []), i)
        if repeat:
            yield repeat
        last = repeat.last if repeat else i + 1
        if repeat is None or repeat.confidence <= 0.9:
            for k in range(i, last):
                places.setdefault(lines[k].text, []).append(len(kept))
                kept.append(k)
        i = last


def _unless_wrapped(lines: Sequence[Line], repeat: _Repeat) -> _Repeat:
    """A single line that may be a part of a wrapped paragraph repeats no paragraph for sure."""
    width = lines[repeat.first].width
    alike = sum(not line.stops and abs(line.width - width) <= _RAGGED for line in lines)
    if repeat.last - repeat.first > 1 or repeat.last == len(lines) or alike < _LEAST_ALIKE:
        return repeat
    return replace(repeat, confidence=min(repeat.confidence, _DOUBTFUL))


def _repeat_at(lines: Sequence[Line], kept: list[int], above: Sequence[int], i: int) -> _Repeat | None:
    """The surest repeat that begins at a line; the latest of equal ones above is looked at first."""
    found = [_judged(lines, kept, start, i) for start in above[:-4:-1]]
    return max((r for r in found if r), key=lambda r: r.confidence, default=None)


def _judged(lines: Sequence[Line], kept: list[int], start: int, i: int) -> _Repeat | None:
    size = 0
    length = 0
    while (
        start + size < len(kept)
        and i + size < len(lines)
        and lines[kept[start + size]].text == lines[i + size].text
    ):
        length += len(lines[i + size].text)
        size += 1
    if start + size == len(kept) and length >= (_LEAST if size == 1 else _LEAST_BLOCK):
        return _Repeat(i, i + size, 0.95)
    if start <= _HEAD and i + size == len(lines) and size >= _TAIL_LINES and length >= _TAIL:
        return _Repeat(i, i + size, 0.93)
    if size >= _SURE_LINES and length >= _SURE_APART:
        return _Repeat(i, i + size, 0.92)
    return _Repeat(i, i + size, _DOUBTFUL) if length >= _LEAST_APART else None


def _change(text: str, lines: Sequence[Line], repeat: _Repeat) -> Change:
    start = text.rfind("\n", 0, lines[repeat.first].start)
    reason = (
        _("The text above stands here a second time")
        if repeat.confidence > 0.9
        else _("This paragraph stood above")
    )
    return Change(start, lines[repeat.last - 1].end, "", RULE, repeat.confidence, reason)


def _overlaps(text: str, lines: Sequence[Line]) -> Iterator[Change]:
    """What a page repeats from the end of the one before.

    That is sure where the page tears a sentence: a paragraph may begin as the one above it ends.
    """
    taken = 0
    for first, second in pairwise(lines):
        if first.end < taken or len(second.text) < _KEY or not _WITHIN.search(first.folded):
            continue
        end = _overlap(text, first.end, second.start)
        if end:
            reason = _("The end of the page above stands here a second time")
            sure = 0.94 if not first.stops else _DOUBTFUL
            yield Change(first.end, end, "", RULE, sure, reason)
            taken = end


def _overlap(text: str, end: int, start: int) -> int:
    """Where the stretch ends that begins at `start` and equals the one before `end`; 0 if there is none.

    The breaks within it may fall differently.
    """
    before = _bare(text[max(0, end - _LONGEST_OVERLAP - _LONGEST_OVERLAP // 4) : end])
    key = _bare(text[start : start + 2 * _KEY])[:_KEY]
    behind = _bare(text[start : start + _LONGEST_OVERLAP + _LONGEST_OVERLAP // 4])
    place = before.find(key)
    while place >= 0:
        again = before[place:]
        least = _LEAST if text[end - 1] in "。！？；：”" else _LEAST_OVERLAP
        if behind.startswith(again) and least <= len(again) <= _LONGEST_OVERLAP:
            return _place_behind(text, start, len(again))
        place = before.find(key, place + 1)
    return 0


def _bare(text: str) -> str:
    return "".join(text.split())


def _place_behind(text: str, start: int, count: int) -> int:
    """The place behind so many characters that are no blanks."""
    place = start
    while count:
        count -= text[place] not in BLANKS + "\n"
        place += 1
    return place
