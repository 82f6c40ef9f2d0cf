"""What of a page stands among the lines of a text: the kind of residue that each line is, if it is one.

Some lines are residue wherever they stand; some only above or below the text; some, such as 下载 or a lone
大, only beside surer residue; labels and dates that a text has too (`labels`) only where both hold; menus
and the titles of other pages by their place on the page (`surroundings`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..lines.lines import CLOSING, Line
from ..lines.shapes import has_shape, is_heading, stands_alone
from .labels import label_kind, only_title, page_labels
from .pagewords import page_words
from .surroundings import (
    beyond_end,
    doubtful_ends,
    doubtful_heads,
    likely_end,
    menu_lines,
    page_end,
    record_rows,
)

_BODY = 40
"""Cells from which a line with a pause or a stop is taken for text."""
_LEAST_SENTENCE = 10
_SENTENCE_END = ("。", "！", "？", "；")
_LINK = 50
"""Cells up to which a line without a stop may be a link."""
_MOST_LINKS = 40
_HEAD_LINES = 12
"""Lines at either end that may be page furniture in a text that has no body line."""
_BAR = re.compile("[\\s|｜·/／【】［］（），！：]+")
_LONGEST_BAR, _LONGEST_COUNT, _LONGEST_VALUE, _LONGEST_TWICE = 80, 4, 24, 12
"""Cells of tools side by side, of a bare count, of what a label says, of a step of a path said twice."""
_LEAST_RUN = 3
_KEPT = 512
"""Lines of which it is kept what they are."""
_LONGEST_LABEL, _LONGEST = 60, 420
"""Characters from which a line that ends in a stop can only be a notice, and from which it is no residue."""


@dataclass(frozen=True, slots=True)
class Found:
    """What kind of residue each line is that is one, by its index; stretches of lines that may be some."""

    kinds: dict[int, str]
    doubtful: list[tuple[int, int]]


def judge(lines: Sequence[Line]) -> Found:
    """What of a page stands among the lines of a text."""
    words = page_words()
    kinds = {i: kind for i, line in enumerate(lines) if (kind := _kind(line))}
    kinds |= {i: "tool" for i in range(len(lines) - 1) if _opens_path(lines[i], lines[i + 1])}
    record, repeated = record_rows(lines)
    if repeated:
        kinds |= record
    first, last = _body(lines, kinds | record)
    kinds |= {i: "tool" for i in range(len(lines)) if i not in kinds and _is_bar(lines[i])}
    bottom = min(last, likely_end(lines, kinds))
    edges = [i for i in range(len(lines)) if not first <= i <= bottom]
    kinds |= {i: k for i in edges if i not in kinds and (k := words.edge.kind_of(lines[i].folded))}
    _add_neighbours(lines, kinds)
    labels = page_labels(lines, kinds, edges)
    kinds |= labels.sure
    if labels.sure:
        _add_neighbours(lines, kinds)
    kinds |= menu_lines(lines, kinds, first)
    _add_tail(lines, kinds)
    kinds |= beyond_end(lines, kinds, last)
    _add_neighbours(lines, kinds)
    title = only_title(lines, kinds)
    kinds = {i: kind for i, kind in kinds.items() if i != title}
    doubtful = {*labels.doubtful, *(() if repeated else record)} - kinds.keys()
    spans = [(i, i) for i in sorted(doubtful)] + doubtful_heads(lines, kinds, first)
    return Found(kinds, _apart([*spans, *doubtful_ends(lines, kinds)]))


def _apart(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those that overlap none before them, the longest first."""
    kept: list[tuple[int, int]] = []
    for first, last in sorted(spans, key=lambda span: span[0] - span[1]):
        if all(last < a or b < first for a, b in kept):
            kept.append((first, last))
    return sorted(kept)


def _kind(line: Line) -> str | None:
    """What a line is wherever it stands."""
    if len(line.text) > _LONGEST:
        return None
    return _kind_of(line.folded, line.text if _may_be_code(line.text) else "", stops=line.stops)


@lru_cache(maxsize=_KEPT)
def _kind_of(folded: str, code: str, *, stops: bool) -> str | None:
    """The same; kept, for a text is looked at again when its marks have been repaired."""
    if len(folded) > _LONGEST_LABEL and stops:
        return page_words().prose.kind_of(folded)
    if page_words().buttons.fullmatch(folded):
        return "tool"
    kind = page_words().anywhere.kind_of(folded)
    return kind or (page_words().code.kind_of(code) if code else None)


def _may_be_code(text: str) -> bool:
    return text[0] in "<}])#@!$(_{[.*-" or text[0].isascii()


def _is_bar(line: Line) -> bool:
    """Whether it is buttons and words of a tool bar side by side, with counts: 收藏 微博 微信 分享 106."""
    if line.width > _LONGEST_BAR or line.stops:
        return False
    words = [word for word in (part.rstrip("0123456789") for part in _BAR.split(line.folded)) if word]
    if len(words) < 2:
        return False
    strong = sum(word in page_words().button for word in words)
    known = strong + sum(word in page_words().bar for word in words)
    return known >= max(2, 0.75 * len(words)) and (strong >= 1 or known >= 3)


def _opens_path(line: Line, following: Line) -> bool:
    """Whether 首页 and > on two lines begin a path of links."""
    return bool(page_words().path.fullmatch(following.folded) and page_words().weak.fullmatch(line.folded))


def _body(lines: Sequence[Line], kinds: dict[int, str]) -> tuple[int, int]:
    """Indices of the first and the last line that is plainly text.

    Headings and the like below what a page writes under its text are the titles of other pages.
    """
    own = [i for i in range(len(lines)) if i not in kinds]
    first = next((i for i in own if _is_sentence(lines[i]) or _is_alone(lines[i])), None)
    if first is None:
        return min(_HEAD_LINES, len(lines)), len(lines) - _HEAD_LINES
    last = next((i for i in reversed(own) if _is_sentence(lines[i])), None)
    if last is None:
        return first, next(i for i in reversed(own) if _is_alone(lines[i]))
    end = page_end(lines, kinds, last)
    return first, next((i for i in reversed(own) if last < i < end and _is_alone(lines[i])), last)


def _is_sentence(line: Line) -> bool:
    if line.width >= _BODY and re.search("[，。；]", line.folded) and "摄" not in line.folded[-2:]:
        return True
    bare = line.folded.rstrip(CLOSING)
    return bare[-1:] in _SENTENCE_END and line.width >= _LEAST_SENTENCE and not label_kind(line)


def _is_alone(line: Line) -> bool:
    return is_heading(line.folded) or stands_alone(line.folded)


def _add_neighbours(lines: Sequence[Line], kinds: dict[int, str]) -> None:
    """Words, signs, steps of a path and values of labels that stand beside residue, from there on."""
    for order in (range(len(lines)), range(len(lines) - 1, -1, -1)):
        step = order.step
        for i in order:
            if i not in kinds and i - step in kinds and _belongs(lines, kinds, i, step):
                kinds[i] = kinds[i - step] if kinds[i - step] != "preview" else "tool"
    _add_runs(lines, kinds)


def _belongs(lines: Sequence[Line], kinds: dict[int, str], i: int, step: int) -> bool:
    """Whether a line beside residue, which is the line a step before, is residue too."""
    words, line = page_words(), lines[i].folded
    if any(pattern.fullmatch(line) for pattern in (words.weak, words.signs, words.label, words.beside)):
        return True
    if words.day.fullmatch(line):
        return kinds[i - step] in ("source", "date")
    if line.isdigit():
        return lines[i].width <= _LONGEST_COUNT and (i == 0 or i + step in kinds)
    return step > 0 and _follows(lines, kinds, i)


def _follows(lines: Sequence[Line], kinds: dict[int, str], i: int) -> bool:
    """Whether a line is a step of the path, a value of the label or the same as the residue above it."""
    words, line, above = page_words(), lines[i].folded, lines[i - 1].folded
    if lines[i].stops or lines[i].width > _LONGEST_VALUE:
        return False
    if words.label.fullmatch(above) and words.value.fullmatch(line):
        return _is_value(lines, kinds, i)
    return words.path.fullmatch(above) is not None or (line == above and lines[i].width <= _LONGEST_TWICE)


def _is_value(lines: Sequence[Line], kinds: dict[int, str], i: int) -> bool:
    """Whether it is what the label above it says; above the text itself it may be the title."""
    if has_shape("title", lines[i].folded):
        return False
    if i + 1 in kinds or any(c.isdigit() for c in lines[i].text):
        return True
    return i + 1 < len(lines) and page_words().label.fullmatch(lines[i + 1].folded) is not None


def _add_runs(lines: Sequence[Line], kinds: dict[int, str]) -> None:
    """Three and more words of a tool bar in a row, though nothing surer stands beside them."""
    words = page_words()
    if len(words.core.intersection(line.folded for line in lines)) < _LEAST_RUN:
        return
    run: list[int] = []
    for i in range(len(lines) + 1):
        if i < len(lines) and i not in kinds and words.weak.fullmatch(lines[i].folded):
            run.append(i)
            continue
        if len({lines[k].folded for k in run} & words.core) >= _LEAST_RUN:
            kinds.update(dict.fromkeys(run, "tool"))
        run = []


def _add_tail(lines: Sequence[Line], kinds: dict[int, str]) -> None:
    """Links under 相关报道 and the like, and the licence that an archive adds: to the end of the text."""
    rules = page_words()
    for i, line in list(enumerate(lines))[1:]:
        rest = range(i + 1, len(lines))
        if rules.tail.fullmatch(line.folded) and len(rest) <= _MOST_LINKS:
            links = all(k in kinds or _is_link(lines[k]) for k in rest)
            kind, ends = "link", links and _is_below(lines, kinds, i)
        elif rules.licence.fullmatch(line.folded):
            kind, ends = "notice", any(rules.licence_sure.fullmatch(lines[k].folded) for k in rest)
        else:
            continue
        if ends:
            kinds.update({k: kinds.get(k, kind) for k in range(i, len(lines))})
            return


def _is_below(lines: Sequence[Line], kinds: dict[int, str], i: int) -> bool:
    """Whether most of the text stands above the line."""
    sizes = [0 if k in kinds else len(line.text) for k, line in enumerate(lines)]
    return any(map(_is_sentence, lines[:i])) and sum(sizes[:i]) >= sum(sizes[i:])


def _is_link(line: Line) -> bool:
    return (
        line.width <= _LINK
        and not line.stops
        and not stands_alone(line.folded)
        and not has_shape("heading", line.folded)
        and not has_shape("article", line.folded)
    )
