"""`boilerplate.inline`: what a page leaves inside a line of the text.

Behind the last stop of a line, what is a line of residue elsewhere goes; in mid-sentence only what no
sentence can hold, such as a tag, and the address of a site where the words close up without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ...i18n import gettext as _
from ...model import Change
from ..language import Language
from ..lines.lines import Line
from .pagewords import Patterns, one_of, page_words, patterns, settings

RULE = "boilerplate.inline"
_REACH = 240
"""Characters from the end of a line within which residue behind its last sentence is looked for."""
_STOPS = re.compile("[。！？；…”）](?![”’」』）】])")
_PARAGRAPH_ENDS = "。！？；：”…"
_SURE, _DOUBTFUL = 0.94, 0.6
_MAY_NAME_A_SITE = re.compile(
    "www|\\.c|\\.net|\\.org|\\.top|\\.vip|范文|文秘|公文网|文库|文档网|课件|公务员之家|资料网|作文网"
)
_MAY_BE_MARKED_UP = re.compile(r"[<{\[［【$@]|x0|nbsp|document")
_LEAST_BUTTON = 4
"""Characters of a button that no sentence ends with by chance."""
_TITLE_LINES, _LEAST_TITLE = 2, 8
_LAST_LINES = 2
"""Lines at the end of a text whose source is the page's; further up a paragraph may cite its own."""
_SIDE = 8
_SEAM = 3
"""Characters behind a piece that must follow well from those before it."""
_KEPT = 512
"""Lines of which it is kept what they end with."""
_CLOSES_UP = 4.0
"""Surprise (-log10 p) of these together up to which the words close up."""


@lru_cache(maxsize=1)
def _behind() -> Patterns:
    return patterns(settings()["behind"])


@lru_cache(maxsize=16)
def _pattern(name: str) -> re.Pattern[str]:
    value = settings()["glued"][name]
    return re.compile(value) if isinstance(value, str) else one_of(value)


def glued(lines: Sequence[Line], text: str) -> Iterator[tuple[str, Change]]:
    """The kind of each piece of residue inside the lines, and the change that takes it out."""
    for index, line in enumerate(lines):
        found = _suffix(line, index, text) or _at_end(line, last=index >= len(lines) - _LAST_LINES)
        if found:
            yield found
        limit = found[1].start if found else line.end
        yield from _marked_up(line, limit)
        yield from _addresses(line, limit)


def _take(line: Line, start: int, sure: float, after: str = "", end: int | None = None) -> Change:
    reason = _("A piece of the web page inside a line")
    stop = line.end if end is None else line.start + end
    return Change(line.start + start, stop, after, RULE, sure, reason)


def _at_end(line: Line, *, last: bool) -> tuple[str, Change] | None:
    """Residue from behind a stop to the end of the line; the longest such piece."""
    found = _ending(line.folded, last=last)
    if found is None:
        return None
    kind, start, sure = found
    return kind, _take(line, start, sure)


@lru_cache(maxsize=_KEPT)
def _ending(folded: str, *, last: bool) -> tuple[str, int, float] | None:
    """Its kind, where it begins and how sure that is; kept, for a text is looked at more than once."""
    offset = max(0, len(folded) - _REACH)
    tail = folded[offset:]
    if not _pattern("trigger").search(tail):
        return _button(folded)
    for stop in _STOPS.finditer(tail):
        start = offset + stop.end()
        rest = folded[start:].lstrip()
        if rest and (kind := _behind().kind_of(rest)):
            sure = last or kind != "source" or _pattern("medium").search(rest) is not None
            return kind, start, _SURE if sure else _DOUBTFUL
    closing = _pattern("closing").search(tail)
    if closing and offset + closing.start():
        return "editor", offset + closing.start(), _SURE
    return _button(folded)


def _button(folded: str) -> tuple[str, int, float] | None:
    stop = max(map(folded.rfind, "。！？；"))
    rest = folded[stop + 1 :]
    if stop < 0 or not rest or len(rest) > 60 or not page_words().buttons.fullmatch(rest):
        return None
    sure = any(len(word) >= _LEAST_BUTTON for word in re.split(r"[\s|｜【】［］]+", rest))
    return "tool", stop + 1, _SURE if sure else _DOUBTFUL


def _suffix(line: Line, index: int, text: str) -> tuple[str, Change] | None:
    """The name of the site behind the title, as the head of a page has it."""
    if index >= _TITLE_LINES or line.stops or line.width > 60:
        return None
    match = _pattern("suffix").search(line.text)
    if not match or match.start() < _LEAST_TITLE:
        return None
    before = line.text[: match.start()]
    known = text.count(before) > 1 or re.search("[网库站]|人民政府", match.group()) is not None
    return "source", _take(line, match.start(), _SURE if known else _DOUBTFUL)


def _marked_up(line: Line, limit: int) -> Iterator[tuple[str, Change]]:
    """Tags, styles, scripts and escapes."""
    if not _MAY_BE_MARKED_UP.search(line.text):
        return
    taken: list[tuple[int, int]] = []
    for name in ("breaks", "inside"):
        for match in _pattern(name).finditer(line.text):
            start, end = match.span()
            if line.start + end > limit or any(a < end and start < b for a, b in taken):
                continue
            taken.append((start, end))
            yield "code", _take(line, start, 0.96, _break(line.text, match) if name == "breaks" else "", end)


def _break(text: str, match: re.Match[str]) -> str:
    """A line break where tags end a paragraph: behind a stop, or between two tags, or where they say so."""
    if not match.start() or match.end() == len(text):
        return ""
    says_so = _pattern("breaking").search(match.group()) is not None
    return "\n" if says_so or text[match.start() - 1] in _PARAGRAPH_ENDS else ""


def _addresses(line: Line, limit: int) -> Iterator[tuple[str, Change]]:
    """Addresses and names of sites in mid-sentence; sure where the words around them close up."""
    if not _MAY_NAME_A_SITE.search(line.text):
        return
    for match in _pattern("address").finditer(line.text[: limit - line.start]):
        before, behind = line.text[: match.start()], line.text[match.end() :]
        bracketed = match.group()[0] in "（(【[［"
        if not before or not behind or (not bracketed and _pattern("given").search(before)):
            continue
        if not _pattern("official").search(match.group()):
            marked = not match.group().isalpha() or match.group().isascii()
            sure = _SURE if marked and _closes_up(before, behind) else _DOUBTFUL
            yield "advert", _take(line, match.start(), sure, end=match.end())


def _closes_up(before: str, behind: str) -> bool:
    left, right = before[-_SIDE:], behind[:_SEAM]
    if len(right) < _SEAM or not all("\u4e00" <= c <= "\u9fff" for c in left[-2:] + right):
        return False
    return float(Language.load().surprise(left + right)[len(left) :].sum()) <= _CLOSES_UP
