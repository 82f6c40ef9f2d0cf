"""Marks that the standard would set otherwise, and such as lack their mate: remarks on the final text.

`punct.balance`      noted: a bracket, title mark or quotation mark without its mate; none is ever put in
`punct.enumeration`  suggested: no 、 between “ ” “ ” or 《 》 《 》 (GB/T 15834 4.5.3.5), before 等 (B.1.2)
`punct.ending`       suggested: one mark where there are two, 。 in a bracket in mid-sentence (B.2)
`punct.ordinal`      suggested: 第一， for 第一、 (B.3.2); noted: 1） (B.3.4)
`punct.dash`         suggested: a dash of which one half is lost

Official texts differ in most of these, so nothing is done but shown, and of each a few places only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ...i18n import gettext as _
from ...model import Change
from ..language import Language
from ..stage import Context
from .line import HAN

_MOST = 3
"""Places that are shown of each kind."""
_PAIRS = {
    "）": "（",
    "》": "《",
    "〉": "〈",
    "】": "【",
    "〕": "〔",
    "”": "“",
    "’": "‘",
    "」": "「",
    "』": "『",
}
_BALANCED = re.compile(rf"[{''.join(_PAIRS)}{''.join(_PAIRS.values())}()\n]")
_ITEM = re.compile(r"(?:^|[\s，。；：、,;:])[0-9a-zA-Z一二三四五六七八九十①-⑳]{1,3}$")
_NUMERALS = "一二三四五六七八九十"
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])’|’(?=[0-9０-９]{2})")
_PARAGRAPHS = {"“": 12, "《": 3, "（": 3, "〈": 3}
"""Over which a quotation may go, and a title or remark whose lines are broken."""
_STARTS = re.compile("(?:^|\n)[ \u3000]*$")
_LONE_DASH = re.compile(rf"[—―－](?<=[{HAN}]{{4}}.)(?=[{HAN}]{{4}})")
_SEEN, _GAIN = 12, 0.5
"""Characters on either side of a stroke that the language sees; digits by which two must be likelier."""


@dataclass(frozen=True, slots=True)
class _Advice:
    """A pattern whose group `mark` (or all of it) should become `after`; nothing to become: a note."""

    needs: tuple[str, ...]
    """Of which every text has one that the pattern fits."""
    pattern: re.Pattern[str]
    rule: str
    after: str | None
    reason: Callable[[], str]


_ADVICE = (
    _Advice(
        ("”、“", "》、《"),
        re.compile("(?<=”)、(?=“)|(?<=》)、(?=《)"),
        "punct.enumeration",
        "",
        lambda: _("Between quotations or titles that are enumerated 、 may go"),
    ),
    _Advice(
        ("、等",),
        re.compile(rf"、(?=等(?:[，。；）]|等|[{_NUMERALS}百千万\d]+[个项种类家名]))"),
        "punct.enumeration",
        "",
        lambda: _("No 、 stands before 等"),
    ),
    _Advice(
        ("……等",),
        re.compile("……(?=等(?:[，。；）]|等))"),
        "punct.enumeration",
        None,
        lambda: _("…… and 等 say the same; one of them is enough"),
    ),
    _Advice(
        ("，，", "、、", "；；", "：：", "。。"),
        re.compile(r"(?P<one>[，、；：])(?P<mark>(?P=one)+)|(?<!。)。(?P<stop>。)(?!。)"),
        "punct.ending",
        "",
        lambda: _("The same mark twice"),
    ),
    _Advice(
        (*(f"{pause}。" for pause in "，、；："), *(stop + pause for stop in "。！？" for pause in "，、；")),
        re.compile("(?P<mark>[，、；：])(?=。)|(?<=[。！？])(?P<stop>[，、；])(?!。)"),
        "punct.ending",
        None,
        lambda: _("Two marks where one can stand"),
    ),
    _Advice(
        ("。）",),
        re.compile(rf"(?<=[{HAN}])（[^（）\n。]*(?P<mark>。)）(?=[，。；、{HAN}])"),
        "punct.ending",
        "",
        lambda: _("A remark in brackets within a sentence has no 。"),
    ),
    _Advice(
        ("。”，", "。”。", "。”；"),
        re.compile("(?P<mark>。)”(?=[。，；])"),
        "punct.ending",
        "",
        lambda: _("A quotation within a sentence has no 。 of its own"),
    ),
    _Advice(
        tuple(f"第{numeral}、" for numeral in _NUMERALS),
        re.compile(rf"(?:^|[。；])第[{_NUMERALS}](?P<mark>、)(?=[{HAN}])(?![{_NUMERALS}第])", re.MULTILINE),
        "punct.ordinal",
        "，",
        lambda: _("Behind 第一 stands a comma"),
    ),
    _Advice(
        (")", "）"),
        re.compile(rf"^[ \u3000]*\d{{1,2}}(?P<mark>[)）])(?=[{HAN}])", re.MULTILINE),
        "punct.ordinal",
        None,
        lambda: _("Numbers of items are 1. or （1）, not 1）"),
    ),
)


def find(text: str, context: Context) -> Iterator[Change]:
    """Notes and suggestions, in order."""
    found = [
        change
        for advice in _ADVICE
        if any(part in text for part in advice.needs)
        for change in _advised(text, advice)
    ]
    found += [*_unbalanced(text), *_lone_dashes(text)]
    yield from sorted(found, key=lambda change: change.start)


def _advised(text: str, advice: _Advice) -> Iterator[Change]:
    for count, match in enumerate(advice.pattern.finditer(text)):
        if count == _MOST:
            return
        groups = match.groupdict()
        name = next((name for name in ("mark", "stop") if groups.get(name)), 0)
        start, end = match.span(name)
        is_note = advice.after is None
        after = text[start:end] if advice.after is None else advice.after
        yield Change(start, end, after, advice.rule, 0.6, advice.reason(), note=is_note)


@dataclass(slots=True)
class _Open:
    """What is open at a place of the text."""

    paragraph: int = 0
    marks: list[tuple[str, int, int]] = field(default_factory=list)
    """Opening marks of this paragraph, and of earlier ones that may be closed yet: mark, place, paragraph."""
    alone: list[int] = field(default_factory=list)

    def open(self, mark: str, place: int, *, starts: bool) -> None:
        """Take an opening mark; a quotation of several paragraphs opens each of them and is closed once."""
        if mark == "“" and starts:
            self.marks = [entry for entry in self.marks if entry[0] != "“"]
        self.marks.append((mark, place, self.paragraph))

    def close(self, mark: str, place: int) -> None:
        """Take a closing mark: what was opened inside of its pair stays without mate."""
        opening = _PAIRS[mark]
        for index in range(len(self.marks) - 1, -1, -1):
            if self.marks[index][0] == opening:
                self.alone += [where for _mark, where, _since in self.marks[index + 1 :]]
                del self.marks[index:]
                return
        self.alone.append(place)

    def end_paragraph(self) -> None:
        """Some marks may be closed in a later paragraph; others may not."""
        self.paragraph += 1
        late = [entry for entry in self.marks if self.paragraph - entry[2] > _PARAGRAPHS.get(entry[0], 0)]
        self.alone += [where for _mark, where, _since in late]
        self.marks = [entry for entry in self.marks if entry not in late]

    def end(self) -> None:
        """Nothing more can close what is open."""
        self.alone += [where for _mark, where, _since in self.marks]


def _unbalanced(text: str) -> Iterator[Change]:
    """Marks without their mate, in order."""
    apostrophes = {match.start() for match in _APOSTROPHE.finditer(text)} if "’" in text else set()
    if not apostrophes and _is_balanced("".join(_BALANCED.findall(text))):
        return
    state = _Open()
    for match in _BALANCED.finditer(text):
        mark, place = match.group(), match.start()
        mark = {"(": "（", ")": "）"}.get(mark, mark)
        if mark == "\n":
            state.end_paragraph()
        elif mark not in _PAIRS:
            state.open(mark, place, starts=_STARTS.search(text, max(0, place - 3), place) is not None)
        elif not (place in apostrophes or (mark == "）" and _is_item(text, place, state))):
            state.close(mark, place)
    state.end()
    reason = _("A mark without its mate; look whether one is missing")
    for place in sorted(state.alone)[:_MOST]:
        if re.search(f"[{HAN}]", text[max(0, place - 12) : place + 12]):
            yield Change(place, place + 1, text[place], "punct.balance", 0.9, reason, note=True)


def _is_balanced(marks: str) -> bool:
    """Whether every mark has its mate in its own paragraph; what is left else must be looked at closely."""
    marks = marks.replace("(", "（").replace(")", "）")
    before = ""
    while marks != before:
        before = marks
        for closing, opening in _PAIRS.items():
            marks = marks.replace(opening + closing, "")
    return not marks.strip("\n")


def _is_item(text: str, place: int, state: _Open) -> bool:
    """Whether a closing bracket stands behind the number of an item: `1）`."""
    is_open = any(entry[0] == "（" for entry in state.marks)
    return not is_open and _ITEM.search(text[max(0, place - 5) : place]) is not None


def _lone_dashes(text: str) -> Iterator[Change]:
    """头脑—以更加 → 头脑——以更加, where the language finds it much likelier; 中国—东盟 stays."""
    for count, match in enumerate(_LONE_DASH.finditer(text)):
        if count == 2 * _MOST:
            return
        if _doubled_gain(text, match.start()) >= _GAIN:
            reason = _("A dash is two strokes; one may be lost")
            yield Change(*match.span(), "——", "punct.dash", 0.6, reason)


def _doubled_gain(text: str, place: int) -> float:
    """How much likelier (log10) the text is with two strokes there than with one."""
    before, behind = text[max(0, place - _SEEN) : place], text[place + 1 : place + 1 + _SEEN]
    before, behind = before.rpartition("\n")[2], behind.partition("\n")[0]
    one, two = Language.load().surprise_many([before + "—" + behind, before + "——" + behind])
    return float(one.sum() - two.sum())
