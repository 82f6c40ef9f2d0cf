"""`punct.width`: half-width marks of Chinese text made full-width; what decides is the text around them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Change
from .line import A_HAN, CHINESE, HAN, Line, is_chinese, is_han

_HALF = re.compile(r"[,;:!?().．]")
_FULL = dict(zip(",;:!?()", "，；：！？（）", strict=True))
_PAUSES = frozenset(",;:!?")
_ONE_BLANK = re.compile(r" (?=\S)")
_EITHER_WIDTH = re.compile("[,;:!?().．·•・‧∙⋅･\"'＂＇〝〞〟―─–－，；：！？（）。“”‘’—…-]")
"""Marks with what they are made by any rule, so that none is judged by what another has not become yet."""
_LIST_NUMBER = re.compile(r"(?:^|[\s，。；：、！？,;:!?（(“\"])[(（]?(?:\d{1,3}|[A-Za-z])$")
_ITEM = re.compile(r"(?:^|[\s，。；：、,;:])[0-9a-zA-Z]{1,2}$")
_AMOUNT = re.compile(rf"[{HAN}](?:\d[\d./:∶]*\d|\d*[A-Za-z]+)$")
_LIST_MARK = re.compile(
    r"\s*(?:[０-９]{1,3}|[Ａ-Ｚａ-ｚⅠ-Ⅻ①-⑳]|[(（](?:[０-９\d]{1,3}|[Ａ-Ｚａ-ｚA-Za-zⅠ-Ⅻ])[)）])"
)
_HAN_LIST_NUMBER = re.compile(r"\s*[一二三四五六七八九十]{1,3}$")
_LONGEST_NUMBER = 12
"""Places from the head of a line at which the mark of a number may stand, indents counted."""
_NUMERAL = re.compile("[一二三四五六七八九十\\d]")
_ENDS = frozenset('%％‰℃°)")”’）》】〕」』')
_LATIN_BEFORE = re.compile(r"[A-Za-z][A-Za-z0-9' .&-]*$")
_LATIN_BEHIND = re.compile(r"\s+[A-Za-z\"'(“‘]|[\"”'’]")
_DOTTED_LETTER = re.compile(r"[A-Za-z]\.[A-Za-z]$")
_LOST = re.compile("[,.;:，。；：](?![.…])")


def find(line: Line) -> Iterator[Change]:
    """Half-width marks that belong to Chinese text."""
    text = line.text
    end = len(text) - 1
    for match in _HALF.finditer(text):
        place = match.start()
        mark = text[place]
        if line.spares(place):
            continue
        if mark not in _PAUSES:
            confidence = _RULES[mark](line, place)
        elif 0 < place < end and is_han(text[place - 1]) and is_han(text[place + 1]):
            confidence = 0.995
        else:
            confidence = _pause(line, place)
        if confidence:
            after = _behind_number(line, place) if mark in ".．," else _FULL[mark]
            is_before_blank = text[place + 1 : place + 2] == " " and mark in _PAUSES
            has_blank = is_before_blank and _ONE_BLANK.match(text, place + 1)
            reason = line.say("stop" if after == "。" else "punct.width")
            yield Change(place, place + (2 if has_blank else 1), after, "punct.width", confidence, reason)


def _pause(line: Line, place: int) -> float:
    """Confidence that , ; : ! ? should be full-width; 0 for not at all."""
    before, after = line.neighbour(place, -1), line.neighbour(place, 1)
    if is_chinese(before) and is_chinese(after):
        return 0.995
    is_latin = line.is_english or (_in_latin(line.text, place) and not is_chinese(before))
    if is_latin or _stands_for_something(line.text, place):
        return 0
    if is_chinese(before) or is_chinese(after):
        return 0.98
    if not before:
        return 0
    if _EITHER_WIDTH.match(before):
        return 0.97 if not after or _EITHER_WIDTH.match(after) else 0
    return 0.93


def _stands_for_something(text: str, place: int) -> bool:
    """A colon between digits, or a question mark in the place of a character that was lost (`1?。`)."""
    if text[place] == ":":
        around = text[place - 1 : place] + text[place + 1 : place + 2]
        return len(around) == 2 and around.isdigit()
    return text[place] == "?" and _LOST.match(text, place + 1) is not None


def _in_latin(text: str, place: int) -> bool:
    """Whether the mark stands inside Latin text: words on both sides and a blank behind it."""
    before = _LATIN_BEFORE.search(text[max(0, place - 40) : place].rstrip())
    return before is not None and _LATIN_BEHIND.match(text, place + 1) is not None


def _bracket(line: Line, place: int) -> float:
    """Brackets by pair: full-width when the mate, the inside or the outside is Chinese."""
    mate = line.mates.get(place)
    if mate is None:
        return _half_bracket(line, place)
    start, end = min(place, mate), max(place, mate)
    if line.spares(start) and line.spares(end):
        return 0
    if CHINESE.search(line.text, start + 1, end):
        return 0.995
    if line.text[mate] in "（）":
        return 0.96
    before, after = line.neighbour(start, -1), line.neighbour(end, 1)
    if is_chinese(before) and is_chinese(after):
        return 0.97
    return 0 if line.is_english else _bracket_by_sides(line.text, start, before, after)


def _bracket_by_sides(text: str, start: int, before: str, after: str) -> float:
    """Brackets round Latin text or figures, in a Chinese line: `GDP(PPP)` is Latin, `6.5%(2019)。` is not."""
    if before.isascii() and before.isalnum() and text[start - 1] != " ":
        return 0.95 if is_chinese(after) or not after else 0
    is_beside = is_chinese(before) or is_chinese(after)
    return 0.97 if is_beside or _EITHER_WIDTH.match(before or after) else 0


def _half_bracket(line: Line, place: int) -> float:
    """A bracket without mate beside Chinese text; `1)` at the head of an item is left."""
    text = line.text
    if text[place] == ")" and _ITEM.search(text[max(0, place - 4) : place]):
        return 0
    sides = text[place - 1 : place] if place else "", text[place + 1 : place + 2]
    return 0.93 if any(is_chinese(side) for side in sides) else 0


def _is_plain_stop(line: Line, place: int) -> bool:
    """Whether a dot stands between two Han, or behind the last one, and behind no number: most of them do."""
    text = line.text
    is_behind = place >= _LONGEST_NUMBER and is_han(text[place - 1])
    return is_behind and (place + 1 == len(text) or is_han(text[place + 1])) and not line.is_english


def _dot(line: Line, place: int) -> float:
    """Confidence that a dot ends a Chinese sentence, or belongs to a number 一."""
    text = line.text
    if _is_plain_stop(line, place):
        return 0.95
    is_list_mark = _LIST_MARK.fullmatch(text[max(0, place - 12) : place]) is not None
    around = text[max(0, place - 1) : place + 2]
    is_one_of_some = around.count(text[place]) > 1 or around.endswith("…")
    if line.is_english or is_list_mark or is_one_of_some:
        return 0
    before, after = line.neighbour(place, -1), line.neighbour(place, 1)
    follower = text[place + 1 : place + 2]
    if _HAN_LIST_NUMBER.fullmatch(text[:place]):
        return 0.95 if follower and not follower.isdigit() else 0
    if is_chinese(before) or text[max(0, place - 1)] in _ENDS:
        is_joined = (follower.isascii() and follower.islower()) or text.startswith(".NET", place)
        return 0 if is_joined else 0.95
    return _behind_latin(line, place, before, after)


def _behind_latin(line: Line, place: int, before: str, after: str) -> float:
    """Confidence that a dot behind a letter or figure ends a sentence, no number or abbreviation."""
    text = line.text
    follower = text[place + 1 : place + 2]
    if not (before.isascii() and before.isalnum()) or _LIST_NUMBER.search(text[max(0, place - 9) : place]):
        return 0
    ends = not after or (follower in "”’\"'）)" and not line.neighbour(place + 1, 1))
    if ends and len(A_HAN.findall(text)) > 6:
        return 0 if _DOTTED_LETTER.search(text[:place]) else 0.94
    is_amount = place > 12 and _AMOUNT.search(text[max(0, place - 40) : place])
    return 0.91 if is_amount and is_chinese(follower) else 0


def _wide_dot(line: Line, place: int) -> float:
    """The full-width dot is a stop of older texts; between figures and behind a list number it is no stop."""
    before, follower = line.text[max(0, place - 1) : place], line.text[place + 1 : place + 2]
    if not (is_han(before) or before in tuple("”’）》")) or follower in tuple(".．"):
        return 0
    return 0 if follower.isalnum() and not is_han(follower) else _dot(line, place)


def _behind_number(line: Line, place: int) -> str:
    """What a dot or comma becomes: 一. and 一, at the head of a line are 一、."""
    is_number = place < _LONGEST_NUMBER and _HAN_LIST_NUMBER.fullmatch(line.text, 0, place)
    if is_number and not _NUMERAL.match(line.text, place + 1):
        return "、"
    return "，" if line.text[place] == "," else "。"


_RULES = {"(": _bracket, ")": _bracket, ".": _dot, "．": _wide_dot}
