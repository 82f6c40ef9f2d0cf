"""Fields of a Word file: what they show stays as text, what Word draws from the code alone is worked out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from .datafiles import toml
from .marks import Marks
from .numbering import W, circled, is_on
from .wordkept import field_address

_LINKS_AND_CONTENTS = ("HYPERLINK", "TOC", "PAGEREF")
_LOST_SIGN = "□"
_TICKED, _EMPTY = "☑", "□"
_SYMBOL = re.compile(r'\s*SYMBOL\s+(\d+|0x[\dA-F]+)(?:.*?\\f\s*"?([^"\\]+?)"?\s*(?:\\|$))?', re.I)
_EQUATION = re.compile(r"\s*EQ\b", re.I)
_ENCLOSED = re.compile(r"\\o\s*\\ac\s*\(\s*[○〇◯]\s*[,，;；]\s*([^()]*?)\s*\)", re.I)
_FRACTION = re.compile(r"\\f\s*\(([^(),，;；]*)[,，;；]([^()]*)\)", re.I)
_SWITCH = re.compile(r"\\[a-z]+\s*\d*", re.I)
_ARGUMENTS = re.compile(r"[(),;]")


@dataclass(slots=True)
class _Field:
    """A field that is open."""

    code: str = ""
    target: str = ""
    """Where it leads to, if it is a link."""
    data: etree._Element | None = None
    """What an old form field says of itself."""
    has_result: bool = False
    is_shown: bool = False
    """Whether its result has any text."""
    is_code: bool = False
    """Whether it is part of the code of another field: { IF { PAGE } = 1 … }."""


class Fields:
    """The fields that are open while the text of a file is walked over."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self._open: list[_Field] = []
        self.results = 0
        """Fields of which only what they show is kept."""

    @property
    def in_contents(self) -> bool:
        """Whether the field of a table of contents is open."""
        return any(field.code.lstrip().startswith("TOC") for field in self._open)

    def add_code(self, text: str) -> None:
        """A piece of the instruction of the field that was opened last."""
        if self._open:
            self._open[-1].code += text

    def text(self, text: str) -> str:
        """A piece of text, which is noted as shown by the fields around it; nothing within a code."""
        if self._open and self._open[-1].is_code:
            return ""
        for field in self._open:
            field.is_shown = field.is_shown or bool(text and field.has_result)
        return text

    def sign(self, element: etree._Element) -> str:
        """What a `w:fldChar` adds to the text: the sign of a link at either end, or what the field draws."""
        kind = element.get(W + "fldCharType", "")
        if kind == "begin":
            is_code = bool(self._open) and _is_within_code(self._open[-1], element)
            self._open.append(_Field(data=element.find(W + "ffData"), is_code=is_code))
        elif kind == "separate" and self._open:
            field = self._open[-1]
            field.has_result = True
            if field.is_code:
                return ""
            field.target = field_address(field.code)
            self.results += not field.code.strip().startswith(_LINKS_AND_CONTENTS)
            return self._marks.opening(field.target) if field.target else ""
        elif kind == "end" and self._open:
            return self._end(self._open.pop())
        return ""

    def _end(self, field: _Field) -> str:
        if field.target:
            return self._marks.closing(field.target)
        if field.is_shown or field.is_code:
            return ""
        text = drawn(field.code, field.data)
        self.results += bool(text) and not field.has_result
        return text

    def simple(self, element: etree._Element, text: str) -> str:
        """The text of a `w:fldSimple`, or what it draws."""
        code = element.get(W + "instr", "")
        self.results += not code.strip().startswith(_LINKS_AND_CONTENTS)
        target = field_address(code)
        return self._marks.link(text, target) if target else text or drawn(code, element.find(W + "ffData"))


def _is_within_code(outer: _Field, begin: etree._Element) -> bool:
    """Whether a field that begins is part of the code of the one around it, whose result is still to come."""
    paragraph = next(begin.iterancestors(W + "p"), None)
    if outer.is_code or outer.has_result or paragraph is None:
        return outer.is_code
    depth, is_behind = 0, False
    for sign in paragraph.iter(W + "fldChar"):
        is_behind = is_behind or sign is begin
        kind = sign.get(W + "fldCharType") if is_behind else None
        if kind == "separate" and depth == 0:
            return True
        depth += {"begin": 1, "end": -1}.get(kind or "", 0)
    return False


def drawn(code: str, data: etree._Element | None) -> str:
    """What Word shows of a field without a result: a box or choice of a form, a sign, a formula."""
    name = code.strip().split(" ", 1)[0].upper()
    if name == "FORMCHECKBOX":
        return _box(data)
    if name == "FORMDROPDOWN":
        return _choice(data)
    found = _SYMBOL.match(code)
    if found:
        return symbol(int(found[1], 0), found[2] or "")
    return _equation(code[found.end() :]) if (found := _EQUATION.match(code)) else ""


def _box(data: etree._Element | None) -> str:
    box = data.find(W + "checkBox") if data is not None else None
    if box is None:
        return _EMPTY
    own = box.find(W + "checked")
    state = own if own is not None else box.find(W + "default")
    return _TICKED if state is not None and is_on(state) else _EMPTY


def _choice(data: etree._Element | None) -> str:
    entries = data.find(W + "ddList") if data is not None else None
    if entries is None:
        return ""
    chosen = entries.find(W + "result")
    chosen = entries.find(W + "default") if chosen is None else chosen
    number = int(chosen.get(W + "val", "0")) if chosen is not None else 0
    names = [entry.get(W + "val", "") for entry in entries.findall(W + "listEntry")]
    return names[number] if 0 <= number < len(names) else ""


def _equation(code: str) -> str:
    """A formula of the old kind in one line: ① of a digit in a circle, a/b of a fraction."""
    text = _ENCLOSED.sub(lambda found: _in_circle(found[1]), code)
    text = _FRACTION.sub(lambda found: f"{found[1].strip()}/{found[2].strip()}", text)
    return _ARGUMENTS.sub("", _SWITCH.sub("", text)).strip()


def _in_circle(text: str) -> str:
    return circled(int(text)) if text.isdecimal() else text


def symbol(code: int, font: str) -> str:
    """A sign of a sign font, as the character that looks like it where there is one."""
    signs = toml("symbols.toml").get(font, {})
    known = signs.get(f"{code & 0xFF:02X}") if code & 0xFF00 in (0, 0xF000) else None
    is_character = 0x20 <= code < 0xD800 or 0xE000 <= code < 0x10000
    return str(known or (chr(code) if is_character else _LOST_SIGN))
