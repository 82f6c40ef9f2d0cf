"""`boilerplate.line`: what a web page leaves between the lines of a text.

Rules are patterns for whole lines, kept in `data/residue.toml`. Some lines are residue wherever they
stand; some only above or below the text; some, such as 下载 or a lone 大, only beside surer residue; labels
and dates that a text has too (`labels`) only where both hold, else they are suggested. A line goes with its
break, never all lines; of a line that stays only a button behind its last stop is touched, by a suggestion.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..i18n import gettext as _
from ..model import Change
from .glued import glued
from .labels import label_kind, page_labels
from .lines import CLOSING, Line, lines_of
from .pagewords import Patterns, page_words
from .shapes import is_heading, stands_alone
from .stage import Context
from .surroundings import beyond_end, doubtful_ends, doubtful_heads, menu_lines, page_end, record_rows

RULE, TRUNCATED = "boilerplate.line", "end.truncated"
_BODY = 40
"""Cells from which a line with a pause or a stop is taken for text."""
_LEAST_SENTENCE = 10
_SENTENCE_END = ("。", "！", "？", "；")
_DOUBTFUL = 0.6
_LINK = 50
"""Cells up to which a line without a stop may be a link."""
_MOST_LINKS = 40
_HEAD_LINES = 12
"""Lines at either end that may be page furniture in a text that has no body line."""
_BAR = re.compile("[\\s|｜·/／【】［］（），！]+")
_LONGEST = 420
"""Characters from which a line is no residue; most patterns reach less far."""


def find(text: str, context: Context) -> list[Change]:
    """Lines that belong to the page and not to the text, and what of a page stands inside the lines."""
    lines = lines_of(text)
    found = _judge(lines)
    kinds = found.kinds
    if len(kinds) == len(lines):
        return []
    changes = [_change(text, lines, kinds, i, _CONFIDENCE[kind]) for i, kind in sorted(kinds.items())]
    taken = len(kinds) + sum(last - first + 1 for first, last in found.doubtful)
    if taken < len(lines):
        changes += [_cut(text, lines, kinds, *span) for span in found.doubtful]
    inside = list(glued([line for i, line in enumerate(lines) if i not in kinds], text))
    changes += [change for _kind, change in inside]
    return changes + _truncations(lines, kinds, [c for kind, c in inside if kind == "preview"])


@dataclass(frozen=True, slots=True)
class _Found:
    """What kind of residue each line is that is one, by its index; stretches of lines that may be some."""

    kinds: dict[int, str]
    doubtful: list[tuple[int, int]]


def _change(text: str, lines: Sequence[Line], kinds: dict[int, str], index: int, sure: float) -> Change:
    start, end = _span(text, lines, kinds, index)
    return Change(start, end, "", RULE, sure, _reason(kinds[index]))


def _cut(text: str, lines: Sequence[Line], kinds: dict[int, str], first: int, last: int) -> Change:
    """A suggestion to take lines out; where only residue follows, its breaks go with the residue."""
    start = text.rfind("\n", 0, lines[first].start) + 1
    end = text.find("\n", lines[last].end) + 1
    ends = all(k in kinds for k in range(last + 1, len(lines)))
    end = lines[last].end if ends or not end else end
    reason = _("This may be part of the page around the text")
    return Change(start, end, "", RULE, _DOUBTFUL, reason)


def _truncations(lines: Sequence[Line], kinds: dict[int, str], inside: Sequence[Change]) -> list[Change]:
    """A note on the last character of what is shown before a notice that the rest is not."""
    notes = []
    for index in (i for i, kind in kinds.items() if kind == "preview"):
        end = next((lines[k].end for k in range(index - 1, -1, -1) if k not in kinds), 0)
        notes += [_truncation(end, lines[index].text)] if end else []
    shown = {
        change.start: line for change in inside for line in lines if line.start < change.start < line.end
    }
    return notes + [_truncation(place, line.text[place - line.start :]) for place, line in shown.items()]


def _truncation(end: int, notice: str) -> Change:
    reason = _("The site says here that it shows a part only: {notice}").format(notice=notice)
    return Change(end - 1, end, "", TRUNCATED, _CONFIDENCE["preview"], reason, note=True)


def _judge(lines: Sequence[Line]) -> _Found:
    words = page_words()
    kinds = {i: kind for i, line in enumerate(lines) if (kind := _kind(line))}
    kinds |= {i: "tool" for i in range(len(lines) - 1) if _opens_path(lines[i], lines[i + 1])}
    record, repeated = record_rows(lines)
    if repeated:
        kinds |= record
    first, last = _body(lines, kinds | record)
    kinds |= {i: "tool" for i in range(len(lines)) if i not in kinds and _is_bar(lines[i])}
    edges = [i for i in range(len(lines)) if not first <= i <= last]
    kinds |= {i: k for i in edges if i not in kinds and (k := _one_of(lines[i].folded, words.edge))}
    _add_neighbours(lines, kinds)
    labels = page_labels(lines, kinds, edges)
    kinds |= labels.sure
    if labels.sure:
        _add_neighbours(lines, kinds)
    kinds |= menu_lines(lines, kinds, first)
    _add_tail(lines, kinds)
    kinds |= beyond_end(lines, kinds, last)
    _add_neighbours(lines, kinds)
    doubtful = {*labels.doubtful, *(() if repeated else record)} - kinds.keys()
    spans = [(i, i) for i in sorted(doubtful)] + doubtful_heads(lines, kinds, first)
    return _Found(kinds, _apart([*spans, *doubtful_ends(lines, kinds)]))


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
    if page_words().buttons.fullmatch(line.folded):
        return "tool"
    kind = _one_of(line.folded, page_words().anywhere)
    return kind or (_one_of(line.text, page_words().code) if _may_be_code(line.text) else None)


def _may_be_code(text: str) -> bool:
    return text[0] in "<}])#@!$(_{[.*-" or text[0].isascii()


def _is_bar(line: Line) -> bool:
    """Whether it is buttons and words of a tool bar side by side, with counts: 收藏 微博 微信 分享 106."""
    words = [word for word in _BAR.split(line.folded) if word and not word.isdigit()]
    if len(words) < 2 or line.width > 80:
        return False
    strong = sum(word in page_words().button for word in words)
    known = strong + sum(word in page_words().bar for word in words)
    return known >= max(2, 0.75 * len(words)) and (strong >= 1 or known >= 3)


def _one_of(text: str, rules: Patterns) -> str | None:
    return next((kind for kind, pattern in rules if pattern.fullmatch(text)), None)


def _opens_path(line: Line, following: Line) -> bool:
    """Whether 首页 and > on two lines begin a path of links."""
    return bool(page_words().path.fullmatch(following.folded) and page_words().weak.fullmatch(line.folded))


def _body(lines: Sequence[Line], kinds: dict[int, str]) -> tuple[int, int]:
    """Indices of the first and the last line that is plainly text.

    Headings and the like below what a page writes under its text are the titles of other pages.
    """
    own = [i for i in range(len(lines)) if i not in kinds]
    body = [i for i in own if _is_sentence(lines[i]) or _is_alone(lines[i])]
    if not body:
        return _HEAD_LINES, len(lines) - _HEAD_LINES
    last = max((i for i in own if _is_sentence(lines[i])), default=body[-1])
    return body[0], max(last, *(i for i in body if i < page_end(lines, kinds, last)))


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
            if i not in kinds and i - step in kinds and _belongs(lines, i, i - step, forward=step > 0):
                kinds[i] = kinds[i - step] if kinds[i - step] != "preview" else "tool"
    _add_runs(lines, kinds)


def _belongs(lines: Sequence[Line], i: int, neighbour: int, *, forward: bool) -> bool:
    """Whether a line beside residue is residue too."""
    rules, line, beside = page_words(), lines[i].folded, lines[neighbour].folded
    if any(pattern.fullmatch(line) for pattern in (rules.weak, rules.signs, rules.label)):
        return True
    if line.isdigit() and lines[i].width <= 4 and (i == 0 or i == len(lines) - 1 or neighbour != i - 1):
        return forward is False
    if rules.beside.fullmatch(line) and not lines[i].stops:
        return True
    if not forward or lines[i].stops or lines[i].width > 24:
        return False
    if rules.path.fullmatch(beside) or (rules.label.fullmatch(beside) and rules.value.fullmatch(line)):
        return True
    return line == beside and lines[i].width <= 12


def _add_runs(lines: Sequence[Line], kinds: dict[int, str]) -> None:
    """Three and more words of a tool bar in a row, though nothing surer stands beside them."""
    rules = page_words()
    run: list[int] = []
    for i in range(len(lines) + 1):
        if i < len(lines) and i not in kinds and rules.weak.fullmatch(lines[i].folded):
            run.append(i)
            continue
        if len({lines[k].folded for k in run}) >= 3:
            kinds.update(dict.fromkeys(run, "tool"))
        run = []


def _add_tail(lines: Sequence[Line], kinds: dict[int, str]) -> None:
    """Links under 相关报道 and the like, and the licence that an archive adds: to the end of the text."""
    rules = page_words()
    for i, line in list(enumerate(lines))[1:]:
        rest = range(i + 1, len(lines))
        if rules.tail.fullmatch(line.folded) and len(rest) <= _MOST_LINKS:
            kind, ends = "link", all(k in kinds or _is_link(lines[k]) for k in rest)
        elif rules.licence.fullmatch(line.folded):
            kind, ends = "notice", any(rules.licence_sure.fullmatch(lines[k].folded) for k in rest)
        else:
            continue
        if ends:
            kinds.update({k: kinds.get(k, kind) for k in range(i, len(lines))})
            return


def _is_link(line: Line) -> bool:
    return (
        line.width <= _LINK
        and not line.stops
        and not stands_alone(line.folded)
        and not is_heading(line.folded)
    )


def _span(text: str, lines: Sequence[Line], kinds: dict[int, str], index: int) -> tuple[int, int]:
    """The line with its break: the one behind it, or the one before where only residue follows."""
    start = text.rfind("\n", 0, lines[index].start) + 1
    end = text.find("\n", lines[index].end)
    end = len(text) if end < 0 else end
    if all(k in kinds for k in range(index, len(lines))) and start:
        return start - 1, end
    return start, min(end + 1, len(text))


_CONFIDENCE = {
    "tool": 0.99,
    "count": 0.98,
    "editor": 0.97,
    "link": 0.97,
    "source": 0.96,
    "date": 0.96,
    "notice": 0.97,
    "advert": 0.96,
    "preview": 0.99,
    "caption": 0.93,
    "code": 0.97,
    "record": 0.94,
    "menu": 0.94,
    "contact": 0.95,
}


def _reason(kind: str) -> str:
    return {
        "tool": _("A button or label of the web page"),
        "count": _("A visitor count of the web page"),
        "editor": _("Who edited the web page"),
        "link": _("A link to another page"),
        "source": _("Where and when the web page was published"),
        "date": _("Where and when the web page was published"),
        "notice": _("A notice of the site, not of the text"),
        "advert": _("An advertisement of the site"),
        "preview": _("The site showed a part of the text only"),
        "caption": _("The caption of a picture that is not here"),
        "code": _("A piece of the program or markup of the page"),
        "record": _("What the site records of the document"),
        "menu": _("A menu of the site"),
        "contact": _("Where the site can be reached"),
    }[kind]
