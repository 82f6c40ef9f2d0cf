"""`end.truncated`, noted: the text stops before its end. What is missing is never made up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from ...i18n import gettext as _
from ...model import Change
from ..language import Language
from ..stage import Context

_DATA = Path(__file__).parent.parent / "data" / "incomplete.txt"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_CLOSED = re.compile(r"[。！？!?…；;”’\"）)》〉】〕」』.]\s*$")
_PAUSED = re.compile(r"[，、,：:“‘（(《—]\s*$")
_FURNITURE = re.compile(
    r"""
      \d{4}\s?年.{0,12}日\s*$ | [〇○零一二三四五六七八九十]{2,}年.*日\s*$ | \d{4}[-./]\d+[-./]\d+  # date
    | ^\s*(?:附件|附：|附:|抄送|主送|印发|联系|来源|责任编辑|编辑|作者|记者|签发|会签|校对|电话|地址|邮编)
    | \d{5,}\s*$ | [|\t] | ^\s*[（(]   # table, note
    | ^\s*(?:第[一二三四五六七八九十百零\d]+[章节编条]|[一二三四五六七八九十]+、|\d{1,3}[.、．])    # heading
    """,
    re.VERBOSE,
)
_SPACED = re.compile(r"(?<=\S)[ \u3000]+(?=\S)")
_SPACES = 4
"""Blanks inside a line from which its characters are taken to be set apart: 2 0 2 4 年 1 月 5 日."""
_LONG = 30
"""A line of so many characters is a paragraph and should end with a mark."""
_UNUSUAL = 2.5
"""-log10 p of a paragraph's end from which an end there surprises."""
_SHOWN = 8
"""Characters of the end that the note is tied to."""


def find(text: str, context: Context) -> Iterator[Change]:
    """At most one note, on the last characters."""
    end = len(text.rstrip())
    if not end:
        return
    reason = _reason(text[:end], context.source.text)
    if reason:
        start = max(text.rfind("\n", 0, end) + 1, end - _SHOWN)
        yield Change(start, end, text[start:end], "end.truncated", 0.95, reason, note=True)


def _reason(text: str, source: str) -> str:
    if _notices().search(source[-600:]):
        return _("The site says that it shows only a part of the text")
    lines = [line for line in text.split("\n") if line.strip()]
    if _stops_short(lines):
        return _("The text stops in the middle of a sentence; what is missing is not made up")
    return ""


def _stops_short(lines: list[str]) -> bool:
    """Whether the last line is a sentence cut off, in a text whose paragraphs end with a mark."""
    last = _SPACED.sub("", lines[-1]) if len(_SPACED.findall(lines[-1])) >= _SPACES else lines[-1]
    if _CLOSED.search(last) or not re.search(f"[{_HAN}]", last):
        return False
    paragraphs = [line for line in lines[:-1] if len(line) >= _LONG]
    closed = sum(_CLOSED.search(line) is not None for line in paragraphs)
    if closed < 0.6 * len(paragraphs) or len(lines) < 2:
        return False
    if _PAUSED.search(last):
        return True
    if _FURNITURE.search(last) and not re.search("[，。；,;]", last):
        return False
    is_sentence = len(last) >= _LONG and re.search("[，。；：,;:]", last) is not None
    return is_sentence or (len(paragraphs) > 0 and _surprises(last))


def _surprises(last: str) -> bool:
    """Whether a short line stops where no heading or signature would."""
    if len(last) < 5:
        return False
    return float(Language.load().surprise(last + "\n")[-1]) > _UNUSUAL


@lru_cache(maxsize=1)
def _notices() -> re.Pattern[str]:
    lines = _DATA.read_text("utf-8").splitlines()
    return re.compile("|".join(line for line in lines if line and not line.startswith("#")))
