"""Dashes, dots and brackets that have one right form in Chinese text, written in another.

`punct.dash`     -- ―― ── between Han become ——; the ~ of a range becomes ～
`punct.ellipsis` ... and 。。。 become ……
`punct.dot`      the • ・ ‧ of a name becomes ·
`punct.bracket`  the year of a document number (发文字号) stands in 〔 〕
`punct.ordinal`  nothing stands behind （一）
`punct.title`    << >> round Han become 《 》
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Change
from .line import CHINESE, HAN, Line

_DOTS = re.compile(
    rf"(?=[.．…。·•・])(?<=[{HAN}，。！？、；：,!?;:)”’）》\"“‘a-zA-Z0-9%％])(?!(?:……|…………)(?![.…]))"
    r"(?:[.…]*(?:…|\.{3})[.…]*|(?:。{3,}|·{3,}|．{3,}|•{3,}|・{3,})[.…]*)"
)
_LEADER = re.compile(r"[.…·．•・]{4,}\s*\d+\s*$")
"""Dots that lead from a title of the contents to its page."""
_DASHES = re.compile(
    rf"(?=[-―─–—－\s])(?:(?<=[{HAN}”’》）)，。；：？！,.;:?!])|(?<=[0-9A-Za-z])(?=[^\n]+[{HAN}])"
    rf"|^\s*|(?<=[。！？；，.!?;,] ))(?:-{{2,}}(?![a-z]{{2}})|[―─–－]{{2,}}|—[―─–－-]+|—{{3}})"
    rf"(?=[{HAN}“‘《（(\"0-9A-Za-z])"
)
_TILDE = re.compile(rf"(?<=[\d%％℃万亿元年月日时])[~∼](?=\d[\d.]*[%％℃{HAN}]|\d[\d.]*$)")
_MIDDLE_DOT = re.compile(
    rf"[•・‧∙⋅･](?:(?<=[{HAN}].)(?=[{HAN}A-Za-z])|(?<=[A-Za-z].)(?=(?:[A-Z][•・‧∙⋅･·])?[{HAN}]))"
)
_KANA = re.compile("[\u3040-\u30fa\u30fc-\u30ff]")
_YEAR = r"(?:19|20)\d{2}"
_NOT_OF_DOCUMENTS = "楼院线门馆坑井机台房路船店厅桥仓库岗位桩炉车"
_NUMBER_YEAR = re.compile(
    rf"(?P<before>\s?)[\[(（【〔［]\s?{_YEAR}\s?[\])）】〕］](?P<behind>\s?)(?=(?:第\s?)?\d{{1,5}}\s?号(?![{_NOT_OF_DOCUMENTS}]))"
)
_ISSUER = re.compile(rf"[{HAN}]{{2}}$")
_NUMERALS = "一二三四五六七八九十"
_ORDINAL = re.compile(
    rf"^[ \u3000]*[(（][{_NUMERALS}]{{1,3}}[)）](?P<mark>、)(?=[{HAN}“《])(?![{_NUMERALS}]+[)）、])"
)
_TITLE = re.compile(rf"<<(?=[{HAN}])([^<>\n]{{2,60}})>>")


def of_numbers(line: Line) -> Iterator[Change]:
    """国发[2020]1号 → 国发〔2020〕1号 (GB/T 9704 7.2.5); blanks beside the brackets go with them."""
    if "号" not in line.text:
        return
    for match in _NUMBER_YEAR.finditer(line.text):
        if not _ISSUER.search(line.text, 0, match.start()):
            continue
        year = re.sub(r"[^\d]", "", match.group())
        after = f"〔{year}〕"
        if match.group() != after:
            start, end = match.span()
            yield Change(start, end, after, "punct.bracket", 0.95, line.say("punct.bracket"))


def ellipses(line: Line) -> Iterator[Change]:
    """Dots in a row, behind Chinese text."""
    for match in _DOTS.finditer(line.text):
        if line.is_english and not CHINESE.match(line.text[match.start() - 1]):
            continue
        if _LEADER.match(line.text, match.start()) or any(line.spared[match.start() : match.end()]):
            continue
        after = "。……" if match.group() == "......." else "……"
        yield Change(*match.span(), after, "punct.ellipsis", 0.96, line.say("punct.ellipsis"))


def dashes(line: Line) -> Iterator[Change]:
    """Strokes in a row, but for those between figures."""
    for match in _DASHES.finditer(line.text):
        before, after = line.text[: match.start()], line.text[match.end() :]
        is_range = before[-1:].isdigit() and after[:1].isdigit()
        if not is_range and not any(line.spared[match.start() : match.end()]):
            start = match.end() - len(match.group().lstrip())
            yield Change(start, match.end(), "——", "punct.dash", 0.97, line.say("punct.dash"))


def tildes(line: Line) -> Iterator[Change]:
    """5~10 → 5～10 in Chinese text (GB/T 15834 4.13.3.3)."""
    for match in _TILDE.finditer(line.text):
        if not line.spared[match.start()] and not line.is_english:
            yield Change(*match.span(), "～", "punct.dash", 0.92, line.say("range"))


def middle_dots(line: Line) -> Iterator[Change]:
    """卡尔•马克思 → 卡尔·马克思 (GB/T 15834 4.14); Japanese has a dot of its own."""
    if _KANA.search(line.text):
        return
    for match in _MIDDLE_DOT.finditer(line.text):
        yield Change(*match.span(), "·", "punct.dot", 0.96, line.say("punct.dot"))


def titles(line: Line) -> Iterator[Change]:
    """<<民法典>> → 《民法典》."""
    for match in _TITLE.finditer(line.text):
        if not line.spared[match.start()]:
            for place, mark in ((match.start(), "《"), (match.end() - 2, "》")):
                yield Change(place, place + 2, mark, "punct.title", 0.95, line.say("punct.title"))


def ordinals(line: Line) -> Iterator[Change]:
    """（一）、 → （一）: nothing stands behind a number in brackets (GB/T 15834 B.3.4)."""
    for match in _ORDINAL.finditer(line.text):
        yield Change(*match.span("mark"), "", "punct.ordinal", 0.92, line.say("punct.ordinal"))
