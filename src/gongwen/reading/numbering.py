"""Automatic numbers of Word as the text a reader sees: 一、 （一） 1. (1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_LEGAL = str.maketrans("〇一二三四五六七八九十百千万", "零壹贰叁肆伍陆柒捌玖拾佰仟万")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        "M CM D CD C XC L XL X IX V IV I".split(),  # noqa: SIM905  # a list of words, not of strings
        strict=True,
    )
)


def chinese(n: int) -> str:
    """A number as it is said: 一, 十二, 一百零五."""
    if n >= 10_000:
        return chinese(n // 10_000) + "万" + (_rest(n % 10_000, 1000) if n % 10_000 else "")
    for unit, name in ((1000, "千"), (100, "百")):
        if n >= unit:
            return _DIGITS[n // unit] + name + (_rest(n % unit, unit // 10) if n % unit else "")
    if n >= 20:
        return _DIGITS[n // 10] + "十" + (_DIGITS[n % 10] if n % 10 else "")
    if n >= 10:
        return "十" + (_DIGITS[n % 10] if n % 10 else "")
    return _DIGITS[n]


def _rest(n: int, unit: int) -> str:
    """What follows a larger unit: 零 for a gap, 一十 for ten."""
    return ("零" if n < unit else "") + ("一" if 10 <= n < 20 else "") + chinese(n)


def _letter(n: int) -> str:
    return chr(ord("A") + (n - 1) % 26) * ((n - 1) // 26 + 1)


def _roman(n: int) -> str:
    parts = []
    for value, sign in _ROMAN:
        parts.append(sign * (n // value))
        n %= value
    return "".join(parts)


def circled(n: int) -> str:
    """The number in a circle, as far as there are such characters."""
    return chr(0x2460 + n - 1) if 1 <= n <= 20 else chr(0x3251 + n - 21) if 21 <= n <= 35 else str(n)


_DEPTH = 9
"""The levels of a list."""
_HUGE = 32_768
"""Word counts no further; letters and Roman numbers would fill the memory."""
_NOT_SHOWN = ("0", "false", "off")

_FORMS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "japaneseCounting",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
        ),
        chinese,
    ),
    "ideographDigital": lambda n: "".join(_DIGITS[int(d)] for d in str(n)),
    "japaneseDigitalTenThousand": lambda n: "".join(_DIGITS[int(d)] for d in str(n)),
    "chineseLegalSimplified": lambda n: (("一" if 10 <= n < 20 else "") + chinese(n)).translate(_LEGAL),
    "ideographTraditional": lambda n: _STEMS[(n - 1) % len(_STEMS)],
    "ideographZodiac": lambda n: _BRANCHES[(n - 1) % len(_BRANCHES)],
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalFullWidth": lambda n: "".join(chr(ord(d) + 0xFEE0) for d in str(n)),
    "decimalFullWidth2": lambda n: "".join(chr(ord(d) + 0xFEE0) for d in str(n)),
    "decimalEnclosedParen": lambda n: chr(0x2474 + n - 1) if n <= 20 else f"({n})",
    "decimalEnclosedFullstop": lambda n: chr(0x2488 + n - 1) if n <= 20 else f"{n}.",
    "decimalZero": lambda n: f"{n:02d}",
    "upperLetter": _letter,
    "lowerLetter": lambda n: _letter(n).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "none": lambda _n: "",
}


def is_on(element: etree._Element) -> bool:
    """Whether a switch of Word is on: it is where it stands without a value."""
    return element.get(W + "val") not in _NOT_SHOWN


def rendered(n: int, form: str) -> str:
    """A number in one of the formats of Word (ST_NumberFormat); unknown ones and huge ones are decimal."""
    return _FORMS.get(form, str)(n) if 0 < n < _HUGE else str(n)


def inherited(
    styles: etree._Element | None, find: Callable[[etree._Element], etree._Element | None]
) -> dict[str, tuple[str, etree._Element]]:
    """For each style what `find` finds in it or in the nearest one it is based on, and in which."""
    elements = {} if styles is None else {s.get(W + "styleId", ""): s for s in styles.findall(W + "style")}
    settled: dict[str, tuple[str, etree._Element] | None] = {}
    for name in elements:
        chain: list[str] = []
        here = name
        while here in elements and here not in settled:
            settled[here] = None  # a style based on itself ends here
            chain.append(here)
            own = find(elements[here])
            if own is not None:
                settled[here] = here, own
                break
            here = _value(elements[here], "basedOn") or ""
        for link in chain:
            settled[link] = settled.get(here)
    return {name: entry for name, entry in settled.items() if entry is not None}


@dataclass(slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    """The level that starts this one anew; None is any higher one, 0 never."""
    is_legal: bool = False
    """Whether the numbers of all levels are Arabic in it (isLgl): 1.1 in chapter 一."""


@dataclass(slots=True)
class _List:
    """A numbered list (`w:num`): levels, starts of its own, and the definition whose counters it shares."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts through the numbered paragraphs of one document, in order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._of_style: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()
        self._level_of_style: dict[tuple[str, str], int] = {}
        if numbering is not None:
            self._read_lists(numbering)
        if styles is not None:
            self._read_styles(styles)

    def label(self, properties: etree._Element | None) -> str:
        """The number of a paragraph with what separates it from the text; counts it."""
        place = self._place(properties)
        if place is None or place[0] not in self._lists:
            return ""
        number, depth = place
        entry = self._lists[number]
        level = entry.levels.get(depth, _Level(form="none"))
        counts = self._counts.setdefault(entry.abstract, {})
        self._count(number, entry, depth, counts)
        if level.form == "bullet":
            return ""
        text = level.text
        for upper in range(min(depth + 1, _DEPTH)):
            shown = entry.levels.get(upper, _Level())
            form = "decimal" if level.is_legal else shown.form
            text = text.replace(f"%{upper + 1}", rendered(counts.get(upper, shown.start), form))
        gap = " " if text and text[-1].isalnum() and level.suffix != "nothing" else ""
        return text + gap

    def _count(self, number: str, entry: _List, depth: int, counts: dict[int, int]) -> None:
        if depth in entry.starts and (number, depth) not in self._started:
            self._started.add((number, depth))
            counts.pop(depth, None)
        start = entry.starts.get(depth, entry.levels.get(depth, _Level()).start)
        counts[depth] = counts[depth] + 1 if depth in counts else start
        for deeper in [d for d in counts if d > depth]:
            restart = entry.levels.get(deeper, _Level()).restart
            if restart is None or (restart and depth < restart):
                del counts[deeper]

    def _place(self, properties: etree._Element | None) -> tuple[str, int] | None:
        """The list and the level of a paragraph: its own, else its style's."""
        if properties is None:
            return None
        style = _value(properties, "pStyle")
        inherited = self._of_style.get(style or "")
        own = properties.find(W + "numPr")
        if own is None:
            return inherited
        number = _value(own, "numId") or (inherited[0] if inherited else None)
        if number in (None, "0"):
            return None
        depth = _value(own, "ilvl")
        return str(number), int(depth) if depth else (inherited[1] if inherited else 0)

    def _read_lists(self, root: etree._Element) -> None:
        abstract: dict[str, dict[int, _Level]] = {}
        links: dict[str, str] = {}
        for definition in root.findall(W + "abstractNum"):
            key = definition.get(W + "abstractNumId", "")
            abstract[key] = {int(e.get(W + "ilvl", "0")): _level(e) for e in definition.findall(W + "lvl")}
            if _value(definition, "styleLink"):
                links[_value(definition, "styleLink") or ""] = key
            for element in definition.findall(W + "lvl"):
                if style := _value(element, "pStyle"):
                    self._level_of_style[key, style] = int(element.get(W + "ilvl", "0"))
        for definition in root.findall(W + "abstractNum"):
            linked = links.get(_value(definition, "numStyleLink") or "")
            if linked is not None:
                abstract[definition.get(W + "abstractNumId", "")] = abstract[linked]
        for element in root.findall(W + "num"):
            key = _value(element, "abstractNumId") or ""
            entry = _List(key, dict(abstract.get(key, {})))
            for override in element.findall(W + "lvlOverride"):
                depth = int(override.get(W + "ilvl", "0"))
                if (start := _value(override, "startOverride")) is not None:
                    entry.starts[depth] = int(start)
                if (own := override.find(W + "lvl")) is not None:
                    entry.levels[depth] = _level(own)
            self._lists[element.get(W + "numId", "")] = entry

    def _read_styles(self, root: etree._Element) -> None:
        levels, numbered = inherited(root, _levelled), inherited(root, _numbered)
        for name, (origin, properties) in numbered.items():
            number = _value(properties, "numId")
            if number is None or number == "0":
                continue
            depth, above = None, ""
            if name in levels:
                depth, above = _value(levels[name][1], "ilvl"), levels[name][0]
            if numbered.get(above, ("",))[0] != origin:  # further up than the style that names the list
                depth = self._linked_level(number, origin) or depth
            self._of_style[name] = number, int(depth or 0)

    def _linked_level(self, number: str, style: str) -> str | None:
        """The level that names a style as its own."""
        entry = self._lists.get(number)
        found = self._level_of_style.get((entry.abstract, style)) if entry else None
        return None if found is None else str(found)


def _value(element: etree._Element, child: str) -> str | None:
    found = element.find(W + child)
    return None if found is None else found.get(W + "val")


def _numbered(style: etree._Element) -> etree._Element | None:
    """The number properties of a style if they name a list."""
    properties = style.find(f"{W}pPr/{W}numPr")
    return properties if properties is not None and _value(properties, "numId") is not None else None


def _levelled(style: etree._Element) -> etree._Element | None:
    """The number properties of a style if they name a level; the list may be that of the style below it."""
    properties = style.find(f"{W}pPr/{W}numPr")
    return properties if properties is not None and _value(properties, "ilvl") is not None else None


def _level(element: etree._Element) -> _Level:
    restart = _value(element, "lvlRestart")
    return _Level(
        start=int(_value(element, "start") or "1"),
        form=_value(element, "numFmt") or "decimal",
        text=_value(element, "lvlText") or "",
        suffix=_value(element, "suff") or "tab",
        restart=int(restart) if restart is not None else None,
        is_legal=(legal := element.find(W + "isLgl")) is not None and is_on(legal),
    )
