"""Marks in the form that Chinese text wants (GB/T 15834—2011).

`punct.width`    , ; : ! ? ( ) . beside Chinese text become full-width
`punct.quote`    straight quotation marks become pairs of curly ones
`punct.dash`     -- ―― ── between Han become ——
`punct.ellipsis` ... and 。。。 become ……
`punct.bracket`  the year of a document number (发文字号) stands in 〔 〕

Every line is looked at alone, but for the dots: where a text has its 。, a lone dot may as well be dirt or
the dot of a foreign name, and the language decides. What decides on a mark is the text around it, never the
width of the other marks, so that a second run finds nothing. Addresses, file names, times, ratios, numbers,
formulas and masks are left alone, and so is a line without Han.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...i18n import gettext as _
from ...model import Change
from ..language import Language
from ..stage import Context
from . import quotes
from .protected import protected

_H = "\u3400-\u4dbf\u4e00-\u9fff\u3007"
_HAN = re.compile(f"[{_H}]")
_LATIN_WORD = re.compile("[A-Za-z]+")
_SUSPECT = re.compile(r"[,;:!?().\"'\[\]【】]|[-―─–—－]{2}|…|。。|·{3}|[（(]\d{4}[)）]")
_FULL = str.maketrans(",;:!?()", "，；：！？（）")
_PAUSES = ",;:!?"

_DOTS = re.compile(
    rf"(?<=[{_H}，。！？、；：,!?;:)”’）》a-zA-Z0-9%％])(?!(?:……|…………)(?![.…]))"
    r"(?:[.…]*(?:…|\.{3})[.…]*|(?:。{3,}|·{3,})[.…]*)"
)
_LEADER = re.compile(r"[.…·]{4,}\s*\d+\s*$")
"""Dots that lead from a title of the contents to its page."""
_DASHES = re.compile(
    rf"(?=[-―─–—－\s])(?:(?<=[{_H}”’》）)，。；：？！,.;:?!])|(?<=[0-9A-Za-z])(?=[^\n]+[{_H}])|^\s*)"
    rf"(?:-{{2,}}|[―─–－]{{2,}}|—[―─–－-]+|—{{3}})(?=[{_H}“‘《（(\"0-9A-Za-z])"
)
_DOT_OF_HAN = re.compile(rf"(?<=[{_H}])\.(?=[{_H}])")
_YEAR = r"(?:19|20)\d{2}"
_NUMBER_YEAR = re.compile(
    rf"(?<=[{_H}])[\[\(（【〔［]({_YEAR})[\]\)）】〕］](?=\s?(?:第\s?)?\d{{1,5}}号(?![楼线院门馆坑井机台房路船店厅桥馆]))"
)
_LIST_NUMBER = re.compile(r"(?:^|[\s，。；：、！？,;:!?（(“\"])[(（]?(?:\d{1,3}|[A-Za-z])$")
_AMOUNT = re.compile(rf"[{_H}](?:\d[\d./:∶]*\d|\d*[A-Za-z]+)$")
_LIST_MARK = re.compile(
    r"\s*(?:[０-９]{1,3}|[Ａ-Ｚａ-ｚⅠ-Ⅻ①-⑳]|[(（](?:[０-９\d]{1,3}|[Ａ-Ｚａ-ｚA-Za-zⅠ-Ⅻ])[)）])"
)
_SEEN = 12
"""Characters on either side of a dot that the language sees; it looks no farther than four."""
_HAN_LIST_NUMBER = re.compile(r"\s*[一二三四五六七八九十]{1,3}$")


def find(text: str, context: Context) -> Iterator[Change]:
    """Changes of marks, in order."""
    has_stops = text.count("。") > len(_DOT_OF_HAN.findall(text))
    for match in re.finditer(r"[^\n]+", text):
        line = match.group()
        if _SUSPECT.search(line) and _HAN.search(line):
            for change in _of_line(line, has_stops):
                yield _moved(change, match.start())


def _moved(change: Change, by: int) -> Change:
    return replace(change, start=change.start + by, end=change.end + by)


def _of_line(line: str, has_stops: bool) -> list[Change]:
    """The changes of one line; quotation marks first, for the other marks are judged by them."""
    spared = protected(line)
    is_english = _is_english(line, spared)
    changes = list(_quotes(line, spared, is_english))
    settled = list(line)
    for change in changes:
        settled[change.start] = change.after
    line = "".join(settled)
    for rule in (_brackets_of_numbers, _ellipses, _dashes):
        changes += rule(line, spared)
        for change in changes:
            spared[change.start : change.end] = b"\1" * (change.end - change.start)
    changes += _widths(_Line(line, spared, is_english, _mates(line)))
    if has_stops:
        changes = [_judged(line, change) for change in changes]
    return sorted(changes, key=lambda change: change.start)


def _judged(line: str, change: Change) -> Change:
    """A lone dot between Han in a text that has its 。: a full stop only where the language expects one."""
    is_lone = change.after == "。" and _DOT_OF_HAN.match(line, change.start)
    if not is_lone:
        return change
    stop, joint = _gains(line, change.start)
    if stop >= 0:
        return replace(change, confidence=0.92)
    after = "·" if joint > stop + 1 else "。"
    reason = _("A dot between Chinese characters: a full stop, the dot of a name, or dirt")
    return replace(change, after=after, confidence=0.6, reason=reason)


def _gains(line: str, place: int) -> tuple[float, float]:
    """How much likelier the line is with 。 and with · in the place of the dot than without it."""
    import numpy as np  # noqa: PLC0415  # heavy, and dots are rare

    language = Language.load()
    before, behind = line[max(0, place - _SEEN) : place], line[place + 1 : place + 1 + _SEEN]
    ids = language.encode(before + behind)
    places = np.array([len(before), len(before)])
    stop, joint = language.gain(ids, places, places, language.encode("。·"))
    return float(stop), float(joint)


def _brackets_of_numbers(line: str, spared: bytearray) -> Iterator[Change]:
    """国发[2020]1号 → 国发〔2020〕1号 (GB/T 9704 7.2.5)."""
    reason = _("The year of a document number stands in 〔 〕")
    for match in _NUMBER_YEAR.finditer(line):
        for place, mark in ((match.start(), "〔"), (match.end() - 1, "〕")):
            if line[place] != mark:
                yield Change(place, place + 1, mark, "punct.bracket", 0.95, reason)


def _ellipses(line: str, spared: bytearray) -> Iterator[Change]:
    reason = _("An ellipsis is six dots on two cells")
    is_english = _is_english(line, spared)
    for match in _DOTS.finditer(line):
        belongs = not is_english or _CHINESE.match(line[match.start() - 1])
        if _LEADER.match(line, match.start()):
            continue
        if belongs and not any(spared[match.start() : match.end()]):
            after = "。……" if match.group() == "......." else "……"
            yield Change(*match.span(), after, "punct.ellipsis", 0.96, reason)


def _dashes(line: str, spared: bytearray) -> Iterator[Change]:
    reason = _("A dash is one stroke on two cells")
    for match in _DASHES.finditer(line):
        before, after = line[: match.start()], line[match.end() :]
        is_range = before[-1:].isdigit() and after[:1].isdigit()
        if not is_range and not any(spared[match.start() : match.end()]):
            start = match.end() - len(match.group().lstrip())
            yield Change(start, match.end(), "——", "punct.dash", 0.97, reason)


def _quotes(line: str, spared: bytearray, is_english: bool) -> Iterator[Change]:
    """Straight marks into pairs; where a mate is missing nothing is done but suggested."""
    for quote in _chinese_pairs(line, quotes.resolve(line, spared), is_english):
        reason = _("Quotation marks come in pairs") if quote.sure else _("A quotation mark without its mate")
        confidence = 0.96 if quote.sure else 0.6
        yield Change(quote.place, quote.place + 1, quote.mark, "punct.quote", confidence, reason)


def _chinese_pairs(line: str, found: list[quotes.Quote], is_english: bool) -> list[quotes.Quote]:
    """The quotation marks that belong to Chinese text: in an English line both of a pair stand beside Han."""
    if not is_english:
        return found
    kept = [_HAN.search(line[max(0, quote.place - 1) : quote.place + 2]) is not None for quote in found]
    for index in range(len(found) - 1):
        if (found[index].mark, found[index + 1].mark) in (("“", "”"), ("‘", "’")):
            kept[index] = kept[index + 1] = kept[index] and kept[index + 1]
    return [quote for quote, is_kept in zip(found, kept, strict=True) if is_kept]


def _is_english(line: str, spared: bytearray) -> bool:
    """Whether there are more Latin words than Han, addresses and the like not counted."""
    words = sum(not spared[match.start()] for match in _LATIN_WORD.finditer(line))
    return words > len(_HAN.findall(line))


@dataclass(frozen=True, slots=True)
class _Line:
    """A line and what its marks are judged by; all of it is the same after a repair as before."""

    text: str
    spared: bytearray
    is_english: bool
    mates: dict[int, int]

    def neighbour(self, place: int, step: int) -> str:
        """The nearest character that is no blank: `han`, `latin` (letters, digits, signs), `edge` or a mark.

        Closing marks are looked through to the left, opening ones to the right: `（市、区）,`.
        """
        through = "”’）)》〉】〕」』" if step < 0 else "“‘（(《〈【〔「『"
        place += step
        while 0 <= place < len(self.text) and (self.text[place].isspace() or self.text[place] in through):
            place += step
        return self.text[place] if 0 <= place < len(self.text) else ""


def _widths(line: _Line) -> Iterator[Change]:
    """Half-width marks that belong to Chinese text."""
    for match in re.finditer(r"[,;:!?().]", line.text):
        place, mark = match.start(), match.group()
        confidence = 0 if line.spared[place] else _RULES[mark](line, place)
        if confidence:
            after = _full_stop(line, place) if mark == "." else mark.translate(_FULL)
            has_blank = mark in _PAUSES and re.match(r" (?=\S)", line.text[place + 1 : place + 3])
            yield Change(
                place, place + (2 if has_blank else 1), after, "punct.width", confidence, _reason(after)
            )


def _reason(after: str) -> str:
    if after == "。":
        return _("A sentence of Chinese text ends with 。")
    return _("Marks of Chinese text are full-width")


def _mates(line: str) -> dict[int, int]:
    """For each bracket that has one, the place of its mate; both widths count alike."""
    stack: list[int] = []
    mates: dict[int, int] = {}
    for match in re.finditer(r"[()（）]", line):
        if match.group() in "(（":
            stack.append(match.start())
        elif stack:
            opening = stack.pop()
            mates[opening], mates[match.start()] = match.start(), opening
    return mates


_CHINESE = re.compile(f"[{_H}、《》〈〉【】〔〕０-９Ａ-Ｚａ-ｚ]")
_MARKS_OF_EITHER_WIDTH = re.compile(r"[,;:!?().\"'，；：！？（）。“”‘’—…-]")


def _is_chinese(char: str) -> bool:
    """Han, or a mark or full-width letter that only Chinese text has."""
    return _CHINESE.match(char) is not None


def _pause(line: _Line, place: int) -> float:
    """Confidence that , ; : ! ? should be full-width; 0 for not at all."""
    before, after = line.neighbour(place, -1), line.neighbour(place, 1)
    if _is_chinese(before) and _is_chinese(after):
        return 0.995
    is_latin = line.is_english or (_in_latin(line.text, place) and not _is_chinese(before))
    if is_latin or _stands_for_something(line.text, place):
        return 0
    if _is_chinese(before) or _is_chinese(after):
        return 0.98
    if not before:
        return 0
    if _MARKS_OF_EITHER_WIDTH.match(before):
        return 0.97 if not after or _MARKS_OF_EITHER_WIDTH.match(after) else 0
    return 0.93


def _stands_for_something(text: str, place: int) -> bool:
    """A colon between digits, or a question mark in the place of a character that was lost (`1?。`)."""
    around = text[place - 1 : place] + text[place + 1 : place + 2]
    if text[place] == ":":
        return len(around) == 2 and around.isdigit()
    follower = text[place + 1 : place + 3]
    return text[place] == "?" and re.match("[,.;:，。；：](?![.…])", follower) is not None


def _in_latin(text: str, place: int) -> bool:
    """Whether the mark stands inside Latin text: words on both sides and a blank behind it."""
    before = re.search(r"[A-Za-z][A-Za-z' .&-]*$", text[max(0, place - 40) : place].rstrip())
    return before is not None and re.match(r"\s+[A-Za-z\"'(“‘]|[\"”'’]", text[place + 1 :]) is not None


def _bracket(line: _Line, place: int) -> float:
    """Brackets by pair: full-width when the inside or the outside is Chinese."""
    mate = line.mates.get(place)
    if mate is None:
        return _half_bracket(line, place)
    start, end = min(place, mate), max(place, mate)
    if line.spared[start] and line.spared[end]:
        return 0
    if _CHINESE.search(line.text[start + 1 : end]):
        return 0.995
    before, after = line.neighbour(start, -1), line.neighbour(end, 1)
    if _is_chinese(before) and _is_chinese(after):
        return 0.97
    return 0 if line.is_english else _bracket_by_sides(line.text, start, before, after)


def _bracket_by_sides(text: str, start: int, before: str, after: str) -> float:
    """Brackets round Latin text or figures, in a Chinese line: `GDP(PPP)` is Latin, `6.5%(2019)。` is not."""
    if before.isascii() and before.isalnum() and text[start - 1] != " ":
        return 0.95 if _is_chinese(after) or not after else 0
    is_beside = _is_chinese(before) or _is_chinese(after)
    return 0.97 if is_beside or _MARKS_OF_EITHER_WIDTH.match(before or after) else 0


def _half_bracket(line: _Line, place: int) -> float:
    """A bracket without mate beside Chinese text; `1)` at the head of an item is left."""
    if line.text[place] == ")" and re.search(r"(?:^|[\s，。；：、,;:])[0-9a-zA-Z]{1,2}$", line.text[:place]):
        return 0
    sides = line.text[place - 1 : place] if place else "", line.text[place + 1 : place + 2]
    return 0.93 if any(_is_chinese(side) for side in sides) else 0


def _dot(line: _Line, place: int) -> float:
    """Confidence that a dot ends a Chinese sentence, or belongs to a number 一."""
    text = line.text
    is_list_mark = _LIST_MARK.fullmatch(text[max(0, place - 12) : place]) is not None
    if line.is_english or is_list_mark or text[place - 1 : place + 2].count(".") > 1:
        return 0
    before, after = line.neighbour(place, -1), line.neighbour(place, 1)
    follower = text[place + 1 : place + 2]
    if _HAN_LIST_NUMBER.fullmatch(text[:place]):
        return 0.95 if follower and not follower.isdigit() else 0
    if _is_chinese(before) or text[max(0, place - 1)] in '%％℃")”’）':
        is_joined = (follower.isascii() and follower.islower()) or text.startswith(".NET", place)
        return 0 if is_joined else 0.95
    if not (before.isascii() and before.isalnum()) or _LIST_NUMBER.search(text[max(0, place - 9) : place]):
        return 0
    ends = not after or (follower in "”’\"'）)" and not line.neighbour(place + 1, 1))
    if ends and len(_HAN.findall(text)) > 6:
        return 0 if re.search(r"[A-Za-z]\.[A-Za-z]$", text[:place]) else 0.94
    is_amount = place > 12 and _AMOUNT.search(text[max(0, place - 40) : place])
    return 0.91 if is_amount and _is_chinese(follower) else 0


def _full_stop(line: _Line, place: int) -> str:
    return "、" if _HAN_LIST_NUMBER.fullmatch(line.text[:place]) else "。"


_RULES = dict.fromkeys(_PAUSES, _pause) | {"(": _bracket, ")": _bracket, ".": _dot}
