"""Marks in the form that Chinese text wants (GB/T 15834—2011).

Every line is looked at alone, but for two things: where a text has its 。, a lone dot may as well be dirt or
the dot of a foreign name, and the language decides; and a quotation that goes over several paragraphs ends
where one has a mark too many. What decides on a mark is the text around it, never the width of the other
marks, so that a second run finds nothing. Addresses, file names, times, ratios, numbers, formulas and masks
are left alone, and so is a line without Chinese characters or marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache

from ...i18n import gettext as _
from ...i18n import language as messages_in
from ...model import Change
from ..language import Language
from ..stage import Context
from . import quotes, strokes, widths
from .line import A_HAN, CHINESE, HAN, Line

_SUSPECT = re.compile("[,;:!?().\"'\\[\\]【】［~＂＇〝〞〟•・‧∙⋅･．…]")
_SUSPECT_PAIRS = ("。。", "···", "<<", "）、")
_SUSPECT_STROKES = re.compile("[-―─–—－][-―─–—－]")
_SUSPECT_NUMBER = re.compile(r"（\d{4}[)）]")
_DOT_OF_HAN = re.compile(rf"(?<=[{HAN}])[.．](?=[{HAN}])")
_SEEN = 12
"""Characters on either side of a dot that the language sees; it looks no farther than four."""
_Rule = Callable[[Line], Iterator[Change]]
_RULES: tuple[tuple[frozenset[str], _Rule], ...] = (
    (frozenset("[(（【〔［"), strokes.of_numbers),
    (frozenset(".…。·．•・"), strokes.ellipses),
    (frozenset("-―─–—－"), strokes.dashes),
    (frozenset("~∼"), strokes.tildes),
    (frozenset("•・‧∙⋅･"), strokes.middle_dots),
    (frozenset("<"), strokes.titles),
    (frozenset("、"), strokes.ordinals),
)
"""The rules for strokes, each with the marks of which a line must hold one."""
_QUOTES = re.compile("[\"'＂＇〝〞〟]")
_ODD = re.compile("“[^“”]*(?:“|$)|^[^“”]*”|”[^“”]*”|‘[^‘’]*‘")
"""Curly marks that do not open and close in turn."""
_CLOSED_LATER = re.compile('[。.！!？?…]["”]\\s*$')
_PARAGRAPHS = 12
"""Over which a quotation may go."""


def find(text: str, context: Context) -> Iterator[Change]:
    """Changes of marks, in order."""
    if not (_is_suspect(text) or "”" in text or "“" in text):
        return
    say = _reasons(messages_in()).__getitem__
    has_stops = text.count("。") > len(_DOT_OF_HAN.findall(text))
    lines = text.split("\n")
    start = 0
    for index, line in enumerate(lines):
        if (_is_suspect(line) or _ODD.search(line)) and CHINESE.search(line):
            later = lines[index + 1 : index + 1 + _PARAGRAPHS]
            for change in _of_line(line, later, say, has_stops=has_stops):
                yield _moved(change, start)
        start += len(line) + 1


def _is_suspect(text: str) -> bool:
    """Whether it has a mark that one of the rules is about; plain tests of one kind each are the fastest."""
    if _SUSPECT.search(text) or any(pair in text for pair in _SUSPECT_PAIRS):
        return True
    return _SUSPECT_STROKES.search(text) is not None or _SUSPECT_NUMBER.search(text) is not None


@lru_cache(maxsize=2)
def _reasons(_language: str) -> dict[str, str]:
    """Why, by what is done."""
    return {
        "punct.width": _("Marks of Chinese text are full-width"),
        "stop": _("A sentence of Chinese text ends with 。"),
        "punct.bracket": _("The year of a document number stands in 〔 〕"),
        "punct.ellipsis": _("An ellipsis is six dots on two cells"),
        "punct.dash": _("A dash is one stroke on two cells"),
        "range": _("Between the ends of a range stands ～"),
        "punct.dot": _("The dot in a name is ·"),
        "punct.ordinal": _("Nothing stands behind a number in brackets"),
        "punct.title": _("Titles stand in 《 》"),
        "pair": _("Quotation marks come in pairs"),
        "turned": _("A quotation mark that stands the wrong way round"),
        "alone": _("A quotation mark without its mate"),
    }


def _moved(change: Change, by: int) -> Change:
    return Change(
        change.start + by, change.end + by, change.after, change.rule, change.confidence, change.reason
    )


def _of_line(text: str, later: list[str], say: Callable[[str], str], *, has_stops: bool) -> list[Change]:
    """The changes of one line; quotation marks first, for the other marks are judged by them."""
    found: list[Change] = []
    origin: list[int] | None = None
    if _QUOTES.search(text) or _ODD.search(text):
        found = list(_quotes(Line(text, say), later))
        text, origin = _settled(text, found)
    line = Line(text, say)
    present = set(text)
    changes: list[Change] = []
    for marks, rule in _RULES:
        if not marks.isdisjoint(present):
            changes += rule(line)
            line.taken = {place for change in changes for place in range(change.start, change.end)}
    changes += widths.find(line)
    if has_stops:
        changes = [_judged(text, change) for change in changes]
    if origin is not None:
        changes = [_back(change, origin) for change in changes]
    return sorted(found + changes, key=lambda change: change.start)


def _settled(text: str, changes: list[Change]) -> tuple[str, list[int]]:
    """The text after changes, none of which makes it longer, and where each of its characters stood."""
    parts: list[str] = []
    origin: list[int] = []
    place = 0
    for change in sorted(changes, key=lambda change: change.start):
        parts += [text[place : change.start], change.after]
        origin += range(place, change.start + len(change.after))
        place = change.end
    return "".join([*parts, text[place:]]), [*origin, *range(place, len(text) + 1)]


def _back(change: Change, origin: list[int]) -> Change:
    end = origin[change.end - 1] + 1
    return replace(change, start=origin[change.start], end=end)


def _quotes(line: Line, later: list[str]) -> Iterator[Change]:
    """Marks made pairs; where a mate is missing nothing is done but suggested."""
    text = line.text
    ends_later = any(_CLOSED_LATER.search(other) and len(re.findall('["“”]', other)) % 2 for other in later)
    found = quotes.resolve(text, line.spared, ends_later=ends_later)
    for quote in _chinese_pairs(line, found):
        is_turned = text[quote.start] in "“”‘’"
        reason = line.say("alone" if not quote.sure else "turned" if is_turned else "pair")
        confidence = (0.92 if is_turned else 0.96) if quote.sure else 0.6
        yield Change(quote.start, quote.end, quote.mark, "punct.quote", confidence, reason)


def _chinese_pairs(line: Line, found: list[quotes.Quote]) -> list[quotes.Quote]:
    """The quotation marks that belong to Chinese text: in an English line both of a pair stand beside Han."""
    if not line.is_english:
        return found
    kept = [A_HAN.search(line.text[max(0, quote.start - 1) : quote.end + 1]) is not None for quote in found]
    for index in range(len(found) - 1):
        if (found[index].mark, found[index + 1].mark) in (("“", "”"), ("‘", "’")):
            kept[index] = kept[index + 1] = kept[index] and kept[index + 1]
    return [quote for quote, is_kept in zip(found, kept, strict=True) if is_kept]


def _judged(text: str, change: Change) -> Change:
    """A lone dot between Han in a text that has its 。: a full stop only where the language expects one."""
    is_lone = change.after == "。" and _DOT_OF_HAN.match(text, change.start)
    if not is_lone:
        return change
    stop, joint = _gains(text, change.start)
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
