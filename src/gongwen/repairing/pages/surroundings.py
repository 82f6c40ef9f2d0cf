"""What stands around a text on a page: menus, the record of a document, all that follows the page's own end.

A line of a menu or the title of another page says nothing by itself. It is told by its company and its
place: above the path that leads to the page, in a row of the words that menus have, below the line that
names the editor. Where that is not enough the lines are suggested as one cut, never taken out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from ..lines.lines import Line
from ..lines.shapes import has_shape, is_heading, stands_alone
from .labels import label_kind
from .pagewords import page_words, settings

_MENU_LINE, _MENU_WORD = 14, 8
"""Cells of the longest line among the words of a menu, and of a word alone."""
_LEAST_MENU, _BAR_WORDS = 4, 3
_KNOWN_SHARE = 0.4
"""Part of the words of a menu that are words that menus have."""
_TITLE_LINES = 3
_RECORD_LINES = 60
"""Lines at the head of a text in which a record of it may stand."""
_LEAST_RECORD, _LONGEST_ROW = 3, 60
_BEHIND_LABEL = ("", "：", " ", "\u3000", "\t")
_END_KINDS = ("editor", "link", "notice", "count", "tool", "advert", "preview", "file")
"""Kinds of residue below which a page has nothing more of the text."""
_SURE_END_KINDS = ("editor", "link", "notice", "advert")
_LEAST_TEXT_ABOVE = 0.6
"""Part of the text that stands above what may be the end of it."""
_BULLETS = "[•·●◆■\\-\\s]*"
_BETWEEN_HAN = re.compile("(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])")
_TOKENS = re.compile("[\\s|｜·/／]+")
_VALUE = re.compile("\\s*：?\\s*([^\\s：]{4,})(?!\\s*：)")
_DATE = re.compile("[12][0-9]{3}[-/年.][0-9]{1,2}[-/月.][0-9]{1,2}日?.{0,12}")
_OWN = re.compile(
    "（.*）|附.{0,12}[：:].*|.*附件.*|.*\\.(?:docx?|xlsx?|pdf|zip|rar|pptx?|wps|et|ofd|jpe?g|png)\\S{0,12}"
    "|(?!作者|文/)[^，。；：]{1,8}：.*"
)
"""What a text may have below its last sentence: notes, attachments, labels of its own."""


@lru_cache(maxsize=4)
def _record(name: str) -> re.Pattern[str]:
    """A pattern of the record; blanks may stand between the characters of a label."""
    return re.compile(_BULLETS + _BETWEEN_HAN.sub(r"\\s*", settings()["record"][name]))


# ---- above the text


def record_rows(lines: Sequence[Line]) -> tuple[dict[int, str], bool]:
    """Rows of the record that an office keeps of a document, with their values.

    Returns:
        The lines, and whether nothing is lost with them: a title or number that the record alone
        gives is not the page's to take away.
    """
    best: list[int] = []
    run: list[int] = []
    for i in range(min(_RECORD_LINES, len(lines))):
        if _is_row(lines[i]):
            run.append(i)
            continue
        if run and _is_bare(lines[i - 1]) and _is_value(lines, i):
            run.append(i)
            continue
        best, run = (run if _is_record(lines, run) else best), []
    best = run if not best and _is_record(lines, run) else best
    return dict.fromkeys(best, "record"), _repeated(lines, best)


def _squeezed(line: Line) -> str:
    return "".join(line.folded.split())


def _is_row(line: Line) -> bool:
    if line.width < _LONGEST_ROW and _record("sure").match(line.folded):
        return True
    match = _record("label").match(line.folded)
    return match is not None and line.folded[match.end() : match.end() + 1] in _BEHIND_LABEL


def _is_bare(line: Line) -> bool:
    return _record("label").fullmatch(line.folded.rstrip("： ")) is not None


def _is_value(lines: Sequence[Line], i: int) -> bool:
    """Whether the line is what the label above it says: one more label follows, or it is a date."""
    if lines[i].width > 90 or lines[i].folded.endswith(("。", "：")):
        return False
    if _record("value").fullmatch(lines[i].folded):
        return True
    return _DATE.fullmatch(lines[i].folded) is not None or (i + 1 < len(lines) and _is_row(lines[i + 1]))


def _is_record(lines: Sequence[Line], run: Sequence[int]) -> bool:
    rows = [i for i in run if _is_row(lines[i])]
    return len(rows) >= _LEAST_RECORD and any(_record("sure").match(lines[i].folded) for i in rows)


def _repeated(lines: Sequence[Line], run: Sequence[int]) -> bool:
    """Whether the titles and numbers of a record stand in the text below it as well."""
    rest = "".join(_squeezed(lines[i]) for i in range(len(lines)) if i not in run)
    joined = "\n".join(lines[i].folded for i in run)
    told = (joined[match.end() :] for match in _record("telling").finditer(joined))
    values = [value[1] for text in told if (value := _VALUE.match(text))]
    return all(value in rest for value in values)


def menu_lines(lines: Sequence[Line], kinds: Mapping[int, str], first: int) -> dict[int, str]:
    """Lines of menus above the text, which begins at line `first`."""
    found: dict[int, str] = {}
    run: list[int] = []
    for i in range(min(first, len(lines)) + 1):
        if i < min(first, len(lines)) and (i in kinds or _may_be_menu(lines[i])):
            run.append(i)
            continue
        found |= _menu(lines, kinds, run)
        run = []
    found |= {i: "menu" for i in range(min(first, len(lines))) if _is_menu_bar(lines[i])}
    return {i: kind for i, kind in (found | _above(lines, kinds, first)).items() if i not in kinds}


def _above(lines: Sequence[Line], kinds: Mapping[int, str], first: int) -> dict[int, str]:
    """The head of the page: what stands above the path that leads to it, or above the record."""
    path = max((i for i in kinds if i < first and _is_path(lines[i], kinds[i])), default=-1)
    record = min((i for i in kinds if i < first and kinds[i] == "record"), default=-1)
    head = lines[: max(path, record, 0)]
    if any(_is_sentence(line) for line in head) or _has_number(head, kinds):
        return {}
    below = {line.text for line in lines[max(path, record) + 1 :]}
    titled = any(i not in kinds and not stands_alone(lines[i].folded) for i in range(path + 1, first))
    found: dict[int, str] = {}
    for i, line in enumerate(head):
        is_title = has_shape("title", line.folded) or (not titled and line.width > _MENU_WORD)
        bar = len(line.text.split()) >= _BAR_WORDS
        if line.text in below or (not is_title and (i < path or bar)):
            found[i] = "menu"
    return found


def _has_number(head: Sequence[Line], kinds: Mapping[int, str]) -> bool:
    """Whether a 发文字号 stands there alone: then the document has begun, and its letterhead is no menu."""
    return any(i not in kinds and has_shape("number", line.folded) for i, line in enumerate(head))


def _may_be_menu(line: Line) -> bool:
    return line.width <= _MENU_LINE and not line.stops and not re.search("[，。；：“”《》]", line.folded)


def _menu(lines: Sequence[Line], kinds: Mapping[int, str], run: Sequence[int]) -> dict[int, str]:
    """The lines of a run that are a menu: enough of them menu words; what may be the title stays."""
    words = page_words().menu
    own = [i for i in run if i not in kinds]
    for _ in range(_TITLE_LINES):
        if own and (lines[own[-1]].text not in words or has_shape("title", lines[own[-1]].folded)):
            own.pop()
    known = [i for i in own if lines[i].text in words]
    if len(own) < _LEAST_MENU or len(known) < max(3, _KNOWN_SHARE * len(own)):
        return {}
    return dict.fromkeys((i for i in own if i in known or own[0] < i < own[-1]), "menu")


def _is_menu_bar(line: Line) -> bool:
    tokens = [token for token in _TOKENS.split(line.text) if token]
    known = sum(token in page_words().menu for token in tokens)
    return len(tokens) >= 3 and known >= max(3, 0.6 * len(tokens)) and max(map(len, tokens)) <= _MENU_WORD


def _is_path(line: Line, kind: str) -> bool:
    return kind == "tool" and ("位置" in line.folded or re.search("[>＞»›]", line.folded) is not None)


def _is_sentence(line: Line) -> bool:
    return line.width >= 24 and (line.stops or re.search("[，。；]", line.folded) is not None)


# ---- below the text


def page_end(lines: Sequence[Line], kinds: Mapping[int, str], last: int) -> int:
    """The first line below the last sentence with which a page ends its text; else behind all lines.

    A page has most of its text above its end: below a stray line at the head of an outline there is none.
    """
    marks = (i for i in sorted(kinds) if i > last and kinds[i] in _END_KINDS)
    mark = next(marks, len(lines))
    sizes = [0 if i in kinds else len(line.text) for i, line in enumerate(lines)]
    return mark if sum(sizes[:mark]) >= _LEAST_TEXT_ABOVE * sum(sizes) else len(lines)


def beyond_end(lines: Sequence[Line], kinds: Mapping[int, str], last: int) -> dict[int, str]:
    """Lines below the last line of text, `last`, that follow what a page writes under its text."""
    mark = page_end(lines, kinds, last)
    rest = [i for i in range(mark + 1, len(lines)) if i not in kinds]
    own = max((i for i in rest if _is_own(lines[i])), default=-1)
    if own > mark:
        mark = next((i for i in sorted(kinds) if i > own and kinds[i] in _END_KINDS), len(lines))
    return {i: "link" for i in rest if i > mark}


def _is_own(line: Line) -> bool:
    if stands_alone(line.folded) or _DATE.fullmatch(line.folded):
        return True
    return _OWN.fullmatch(line.folded) is not None and not label_kind(line)


def likely_end(lines: Sequence[Line], kinds: Mapping[int, str]) -> int:
    """The first line that ends a page and has most of the text above it; else behind all lines."""
    sizes = [0 if i in kinds else len(line.text) for i, line in enumerate(lines)]
    total, above = sum(sizes), 0
    for i, size in enumerate(sizes):
        above += size
        if kinds.get(i) in _SURE_END_KINDS and above >= _LEAST_TEXT_ABOVE * total:
            return i
    return len(lines)


def doubtful_ends(lines: Sequence[Line], kinds: Mapping[int, str]) -> list[tuple[int, int]]:
    """First and last line of the stretches below the page's own end that are no sure residue."""
    end = likely_end(lines, kinds)
    return _stretches([i for i in range(end + 1, len(lines)) if i not in kinds])


def doubtful_heads(lines: Sequence[Line], kinds: Mapping[int, str], first: int) -> list[tuple[int, int]]:
    """Stretches of short lines above the title that are menus by their look only."""
    head = [i for i in range(min(first, len(lines))) if i not in kinds]
    marked = [i for i, kind in kinds.items() if i < first and kind in ("source", "date", "tool", "count")]
    if not marked:
        return []
    above = [i for i in head[:-_TITLE_LINES] if i < max(marked) and _may_be_menu(lines[i])]
    above = [i for i in above if not is_heading(lines[i].folded) and not stands_alone(lines[i].folded)]
    return [(a, b) for a, b in _stretches(above) if b - a + 1 >= _LEAST_MENU]


def _stretches(indices: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for i in indices:
        if runs and runs[-1][1] == i - 1:
            runs[-1] = (runs[-1][0], i)
        else:
            runs.append((i, i))
    return runs
