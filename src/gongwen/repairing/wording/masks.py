"""Names, numbers and dates that the publisher masked: x月x日, xx大学, 张××, 20xx年, 138****5678, __.

They are content. They are never filled in, only shown to the user. On request all of them are written with
one sign: ×月×日, ××大学, 张××, 20××年, ××.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...i18n import gettext as _
from ...model import Change
from ..stage import Context

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_UNIT = "省市县区乡镇村街旗州盟局厅部处科委办院校所站镇年月日时分个万亿元人名家户项条次号同某"
_FIGURE = rf"""
    (?<![A-Za-z0-9])(?:19|20)\d?[xX×*＊_—-]{{1,3}}(?=\s?年)        # 20xx年 202x年 20--年
  | (?<![A-Za-z0-9.])\d{{1,10}}[*＊×xX]{{3,14}}\d{{0,6}}(?![A-Za-z0-9]) # 138****5678, of telephones, of cards
  | (?<![A-Za-z0-9.])(?:
        x{{1,6}} | [X×]{{2,6}} | [*＊]{{2,6}}                      # xx大学 张×× **局长
      | X(?=[{_UNIT}]) | ×(?=[{_UNIT}]) | [*＊](?=[{_UNIT}])        # X市 ×月 *局长
    )(?![A-Za-z0-9])
  | (?<![A-Za-z0-9_.])_{{2,}}(?![A-Za-z0-9.])                         # 县__ for a filtered word
  | [○〇]{{2,}}(?=[省市县区乡镇村局同])                             # ○○县
"""
_NAMELESS = re.compile(
    r"某{2,}|某(?=[省市县区乡镇村街州局厅部处院校站公企单工厂银学男女])"
    r"|(?<=[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗])某(?![些种个一类项方时日年月天次])"
)
"""某 where it stands for a name: 某县, 某某, 王某; not 某些, 某种, 某个."""
_SIGNS = re.compile("[xX×*＊_—○〇-]+")
_SIGN, _OF_NAMES = "×", 2
"""The sign of the one form, and how many of them stand for a name of whatever length."""
MASK = re.compile(
    rf"(?:{_FIGURE})(?:[年月日时分][xX×*＊_—-]{{1,4}}(?=[年月日时分]))*[年月日时分]?", re.VERBOSE
)
_PARTS_OF_DATES = frozenset("年月日时分")
_BLANK_DATE = re.compile(
    r"(?<![\d一二三四五六七八九十〇xX×])(?:[—_]{2,4}|[ \u3000]{0,40})年[ \u3000]{1,40}月[ \u3000]{1,40}日"
)
_PLAIN_SIGNS = "xX×*＊_"
_OTHER_SIGNS = re.compile(r"[○〇](?<=[○〇]{2})|年(?:(?<=[—-]年)|(?<=[—-]\s年))")
"""What every text with a sign has: one of these, or what this finds."""
_BESIDE = re.compile(rf"[{_HAN}，。、；：！？“”‘’（）《》〔〕,;:!?()\s]")
_TIMES = re.compile(r"[\d)）.%]\s?$|[A-Za-z]\($")
_FORMULA = re.compile(r"\s?[=+*/^<>≤≥-]|\s?[轴坐方函变]")


def find(text: str, context: Context) -> Iterator[Change]:
    """Notes for each masked place."""
    reason = _("A masked name, number or date; it stays as it is")
    for start, end in spans(text):
        yield Change(start, end, text[start:end], "mask.placeholder", 1.0, reason, note=True)

    for match in _NAMELESS.finditer(text) if "某" in text else ():
        yield Change(*match.span(), match[0], "mask.placeholder", 1.0, reason, note=True)


def uniform(text: str, context: Context) -> Iterator[Change]:
    """On request: masks that are written otherwise in the one form; blank dates and 某 stay."""
    if not context.uniform_masks:
        return
    reason = _("All masks are written with one sign, as was asked for")
    for start, end in _signs(text):
        for run in _SIGNS.finditer(text, start, end):
            after = _SIGN * _count(text, run)
            if after != run[0]:
                yield Change(*run.span(), after, "mask.form", 1.0, reason)


def _count(text: str, run: re.Match[str]) -> int:
    """How many signs: those of a year and of a month or day as they are, two for any name."""
    if text[run.start() - 1 : run.start()].isdigit():
        return len(run[0])
    is_one = len(run[0]) == 1 and text[run.end() : run.end() + 1] in _PARTS_OF_DATES
    return 1 if is_one else _OF_NAMES


def spans(text: str) -> list[tuple[int, int]]:
    """Where signs and blanks stand for something, in order."""
    dates = _BLANK_DATE.finditer(text) if "年 " in text or "年\u3000" in text else ()
    return sorted(_signs(text) + [match.span() for match in dates])


def _signs(text: str) -> list[tuple[int, int]]:
    if not any(sign in text for sign in _PLAIN_SIGNS) and not _OTHER_SIGNS.search(text):
        return []
    return [m.span() for m in MASK.finditer(text) if _is_mask(text, *m.span())]


def _is_mask(text: str, start: int, end: int) -> bool:
    """Whether a run of mask characters stands in Chinese text and is no multiplication or unknown."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if text[start].isdigit():
        return True
    if _FORMULA.match(after) or _TIMES.search(before):
        return False
    line = text[text.rfind("\n", 0, start) + 1 : start] + text[end : end + 40].partition("\n")[0]
    is_beside = all(not side or _BESIDE.match(side) for side in (before[-1:], after[:1]))
    return is_beside and re.search(rf"[{_HAN}]", line) is not None
