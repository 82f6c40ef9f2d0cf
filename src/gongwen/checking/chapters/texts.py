"""Punctuation (GB/T 15834) and numerals (GB/T 15835) in the text; patterns lie in data/texts.toml.

What a pattern finds may be right in its place, so that nothing of this is an error.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial

from ...i18n import gettext as _
from ..faults import Checks, Fault, Faults, quoted
from ..kinds import DATA
from ..paragraphs import Document, Kind, Paragraph

_HAN = "\\u3400-\\u9fff〇"
_IN_CLASS = re.compile(r"\[[^\]\[]*HAN[^\]]*\]")
_PAIRS = {"“": "”", "‘": "’", "（": "）", "《": "》", "〈": "〉", "〔": "〕", "【": "】"}
_OPENINGS = {closing: opening for opening, closing in _PAIRS.items()}
_HAN_DIGITS = "一二三四五六七八九十"
_QUOTES = "“‘"
_NESTED = {"“": "‘ ’", "《": "〈 〉"}
_SKIPPED = (Kind.PAGE_NUMBER, Kind.NUMBER, Kind.COPY_NUMBER)
_AROUND = 5


@dataclass(frozen=True, slots=True)
class _Pattern:
    found: re.Pattern[str]
    wanted: str
    unless: re.Pattern[str] | None
    kinds: tuple[str, ...]
    no_heading: bool


@lru_cache(maxsize=1)
def patterns() -> dict[str, list[_Pattern]]:
    """The patterns of each rule."""
    table = tomllib.loads((DATA / "texts.toml").read_text(encoding="utf-8"))
    return {name: [_pattern(entry) for entry in entries] for name, entries in table.items()}


def _pattern(entry: dict[str, str]) -> _Pattern:
    inside = _IN_CLASS.sub(lambda found: found[0].replace("HAN", _HAN), entry["pattern"])
    expression = inside.replace("HAN", f"[{_HAN}]")
    unless = entry.get("unless")
    return _Pattern(
        re.compile(expression),
        entry["wanted"],
        re.compile(unless.replace("HAN", f"[{_HAN}]")) if unless else None,
        tuple(entry.get("kinds", ())),
        entry.get("level") == "not heading",
    )


def text_faults(rule: str, paragraph: Paragraph) -> Iterator[Fault]:
    """What the patterns of a rule find in a paragraph."""
    for pattern in patterns()[rule]:
        if pattern.kinds and paragraph.kind not in pattern.kinds:
            continue
        if pattern.no_heading and paragraph.kind is Kind.HEADING and paragraph.text[:1] != "（":
            continue
        if pattern.unless and pattern.unless.search(paragraph.text):
            continue
        for found in pattern.found.finditer(paragraph.text):
            start, end = max(0, found.start() - _AROUND), found.end() + _AROUND
            yield Fault(paragraph, quoted(paragraph.text[start:end]), pattern.wanted, general=True)


def _texts(document: Document) -> list[Paragraph]:
    return [p for p in document.paragraphs if p.kind not in _SKIPPED]


def _checked(rule: str, document: Document) -> Faults:
    texts = _texts(document)
    return [fault for p in texts for fault in text_faults(rule, p)] if texts else None


def _pairs(document: Document) -> Faults:
    """Q-03: straight marks by pattern, then the balance of pairs and their nesting."""
    texts = _texts(document)
    if not texts:
        return None
    counts = {mark: sum(p.text.count(mark) for p in texts) for pair in _PAIRS.items() for mark in pair}
    open_for_good = {opening for opening, closing in _PAIRS.items() if counts[opening] != counts[closing]}
    faults = list(_checked("Q-03", document) or ())
    for paragraph in texts:
        faults += _pair_faults(paragraph, open_for_good)
    return faults


def _pair_faults(paragraph: Paragraph, uneven: set[str]) -> Iterator[Fault]:
    """One fault at most; quotations may run over several paragraphs, so they are counted in all."""
    text = paragraph.text
    stack: list[str] = []
    for index, char in enumerate(text):
        wanted = ""
        if char in _PAIRS:
            wanted = _NESTED.get(char, "") if stack[-1:] == [char] else ""
            stack.append(char)
        elif char in _OPENINGS:
            opening = _OPENINGS[char]
            if stack[-1:] == [opening]:
                stack.pop()
            elif (opening in uneven or opening not in _QUOTES) and not _ends_ordinal(text, index):
                wanted = f"{opening} {char}"
        if wanted:
            yield Fault(
                paragraph, quoted(text[max(0, index - _AROUND) : index + _AROUND]), wanted, general=True
            )
            return
    left = [mark for mark in stack if mark in uneven or mark not in _QUOTES]
    if left:
        message = _("{mark} is not closed").format(mark=left[-1])
        yield Fault(paragraph, message, f"{left[-1]} {_PAIRS[left[-1]]}", general=True)


def _ends_ordinal(text: str, index: int) -> bool:
    """Whether a closing bracket belongs to an ordinal such as 1）."""
    return text[index] == "）" and index > 0 and (text[index - 1].isdigit() or text[index - 1] in _HAN_DIGITS)


PDF: Checks = {rule: partial(_checked, rule) for rule in patterns()} | {"Q-03": _pairs}
WORD: Checks = PDF
