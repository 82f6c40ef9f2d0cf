"""`boilerplate.line`: what a web page leaves between the lines of a text.

Rules are patterns for whole lines, kept in `data/residue.toml`. Some lines are residue wherever they
stand; some only above or below the text; some, such as 下载 or a lone 大, only beside surer residue; labels
and dates that a text has too (`labels`) only where both hold, else they are suggested. A line goes with its
break, never all lines; of a line that stays only a button behind its last stop is touched, by a suggestion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..i18n import gettext as _
from ..model import Change
from .labels import Patterns, label_kind, one_of, page_labels, patterns, settings
from .lines import CLOSING, Line, fold, lines_of
from .shapes import is_heading, stands_alone
from .stage import Context

RULE, TRUNCATED = "boilerplate.line", "end.truncated"
_BODY = 40
"""Cells from which a line with a pause or a stop is taken for text."""
_SENTENCE_END = ("。", "！", "？", "；")
_DOUBTFUL = 0.6
_LINK = 50
"""Cells up to which a line without a stop may be a link."""
_MOST_LINKS = 40
_HEAD_LINES = 12
"""Lines at either end that may be page furniture in a text that has no body line."""
_GAP = "[\\s|｜：·>＞»《》—_/【】［］（）\\-]*"


@dataclass(frozen=True, slots=True)
class _Rules:
    """The compiled patterns."""

    buttons: re.Pattern[str]
    weak: re.Pattern[str]
    signs: re.Pattern[str]
    path: re.Pattern[str]
    label: re.Pattern[str]
    value: re.Pattern[str]
    anywhere: Patterns
    edge: Patterns
    tail: re.Pattern[str]
    licence: re.Pattern[str]
    licence_sure: re.Pattern[str]


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    data = settings()
    return _Rules(
        buttons=_words(data["buttons"]),
        weak=_words(data["weak"]),
        signs=re.compile(data["signs"]),
        path=re.compile(data["path"]),
        label=re.compile(data["label"]),
        value=re.compile(data["value"]),
        anywhere=patterns(data["line"]),
        edge=patterns(data["edge"]),
        tail=one_of(data["tail"]["patterns"]),
        licence=one_of(data["licence"]["patterns"]),
        licence_sure=re.compile(data["licence"]["sure"]),
    )


def _words(listing: str) -> re.Pattern[str]:
    word = "|".join(re.escape(fold(w)) for w in sorted(listing.split(), key=len, reverse=True))
    return re.compile(f"{_GAP}(?:{word})(?:{_GAP}(?:{word}))*{_GAP}")


def find(text: str, context: Context) -> list[Change]:
    """Lines that belong to the page and not to the text."""
    lines = lines_of(text)
    kinds, doubtful = _kinds(lines)
    if len(kinds) == len(lines):
        return []
    doubtful = doubtful if len(kinds) + len(doubtful) < len(lines) else {}
    changes = []
    for index, kind in sorted((kinds | doubtful).items()):
        start, end = _span(text, lines, kinds, index)
        sure = _CONFIDENCE[kind] if index in kinds else _DOUBTFUL
        changes.append(Change(start, end, "", RULE, sure, _reason(kind)))
    changes += [c for i, line in enumerate(lines) if i not in kinds for c in _glued(line)]
    return changes + _truncations(lines, kinds)


def _glued(line: Line) -> Iterator[Change]:
    """A button behind the last stop of a line: suggested, for it is a part of a line."""
    stop = max(line.folded.rfind(mark) for mark in _SENTENCE_END)
    if 0 <= stop < len(line.folded) - 1 and _rules().buttons.fullmatch(line.folded, stop + 1):
        yield Change(line.start + stop + 1, line.end, "", RULE, _DOUBTFUL, _reason("tool"))


def _truncations(lines: Sequence[Line], kinds: dict[int, str]) -> list[Change]:
    """A note on the last character of what is shown before a notice that the rest is not."""
    notes = []
    for index in (i for i, kind in kinds.items() if kind == "preview"):
        end = next((lines[k].end for k in range(index - 1, -1, -1) if k not in kinds), 0)
        if end:
            reason = _("The site says here that it shows a part only: {notice}")
            filled = reason.format(notice=lines[index].text)
            notes.append(Change(end - 1, end, "", TRUNCATED, _CONFIDENCE["preview"], filled, note=True))
    return notes


def _kinds(lines: Sequence[Line]) -> tuple[dict[int, str], dict[int, str]]:
    """What kind of residue each line is that is one, by its index; and each that may be one."""
    kinds = {i: kind for i, line in enumerate(lines) if (kind := _kind(line, _rules().anywhere))}
    kinds |= {i: "tool" for i in range(len(lines) - 1) if _opens_path(lines[i], lines[i + 1])}
    first, last = _body(lines, kinds)
    edges = [i for i in range(len(lines)) if not first <= i <= last]
    for i in edges:
        if i not in kinds and (kind := _kind(lines[i], _rules().edge)):
            kinds[i] = kind
    _add_neighbours(lines, kinds)
    labels = page_labels(lines, kinds, edges)
    kinds |= labels.sure
    if labels.sure:
        _add_neighbours(lines, kinds)
    _add_tail(lines, kinds)
    return kinds, {i: kind for i, kind in labels.doubtful.items() if i not in kinds}


def _kind(line: Line, rules: Patterns) -> str | None:
    if rules is _rules().anywhere and _rules().buttons.fullmatch(line.folded):
        return "tool"
    return next((kind for kind, pattern in rules if pattern.fullmatch(line.folded)), None)


def _opens_path(line: Line, following: Line) -> bool:
    """Whether 首页 and > on two lines begin a path of links."""
    return bool(_rules().path.fullmatch(following.folded) and _rules().weak.fullmatch(line.folded))


def _body(lines: Sequence[Line], kinds: dict[int, str]) -> tuple[int, int]:
    """Indices of the first and the last line that is plainly text."""
    body = [i for i, line in enumerate(lines) if i not in kinds and _is_text(line)]
    return (body[0], body[-1]) if body else (_HEAD_LINES, len(lines) - _HEAD_LINES)


def _is_text(line: Line) -> bool:
    if line.width >= _BODY and re.search("[，。；]", line.folded) and "摄" not in line.folded[-2:]:
        return True
    if line.folded.rstrip(CLOSING)[-1:] in _SENTENCE_END and not label_kind(line):
        return True
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
    rules, line, beside = _rules(), lines[i].folded, lines[neighbour].folded
    if any(pattern.fullmatch(line) for pattern in (rules.weak, rules.signs, rules.label)):
        return True
    if not forward or lines[i].stops or lines[i].width > 24:
        return False
    if rules.path.fullmatch(beside) or (rules.label.fullmatch(beside) and rules.value.fullmatch(line)):
        return True
    return line == beside and lines[i].width <= 12


def _add_runs(lines: Sequence[Line], kinds: dict[int, str]) -> None:
    """Three and more words of a tool bar in a row, though nothing surer stands beside them."""
    rules = _rules()
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
    rules = _rules()
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
    }[kind]
