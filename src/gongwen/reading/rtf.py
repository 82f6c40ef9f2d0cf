"""RTF as its reader sees it: automatic numbers in, deletions, hidden text and page furniture out.

Own reading, because the small libraries print hidden and deleted text, lose old automatic numbers and put
signs of their own between the cells of a table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..i18n import gettext as _
from ..model import Notice, Source
from .datafiles import toml
from .flow import Flow, ReadCell
from .limits import NestingError
from .shifted import shifted

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)|\\", re.S
)
_CODEPAGE = re.compile(rb"\\ansicpg(\d{1,6})")
_PAIRS = re.compile(rb"(?:\\'[89a-fA-F][0-9a-fA-F]\\'[0-9a-fA-F]{2}){2,}")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_HAN_SHARE = 0.8
_SYMBOLS = "symbols"
"""The encoding of fonts of signs: byte 0xNN is U+F0NN, as in Word."""
_WESTERN = "western"
"""The encoding of Western fonts: Word puts Chinese bytes behind them all the same."""
_WIDE = ("gb18030", "big5hkscs", "cp932", "cp949")
_CUT = re.compile(rb"(?:[\0-\x7f]|[\x81-\xfe][\x40-\xfe])*[\x81-\xfe]")
"""Bytes of which the last is half a character."""
_PAIRED = re.compile(rb"(?:[\0-\x7f]|[\x81-\xfe][\x80-\xfe])*")
_GROUPS = 100_000


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits and its end undoes."""

    sink: str = "body"
    """Where text goes: `body`, `label` (an automatic number), `fonts`, or `` for nowhere."""
    outer: str = "body"
    """Where text goes around a pair of old and Unicode text (`upr`)."""
    skip: int = 1
    """Characters that stand behind a Unicode one for readers that do not know it."""
    font: int = -1
    place: str = ""
    """`super` or `sub`: above or below the line."""
    hidden: bool = False
    deleted: bool = False
    box: bool = False
    """The group is the text of a text box."""


def read_rtf(data: bytes, _name: str) -> Source:
    """The text of an RTF file.

    Raises:
        NestingError: its groups nest without end.
    """
    reader = _Reader(_codec(data))
    reader.take(data)
    text, kept = reader.flow.text()
    return Source(text, encoding="rtf", notices=reader.notices(), kept=kept)


def _codec(data: bytes) -> str:
    """The encoding of the file: what it says, unless that is Western and its bytes are Chinese."""
    match = _CODEPAGE.search(data, 0, 4096)
    declared: str = toml("rtf.toml")["codepages"].get(match[1].decode(), "cp1252") if match else "cp1252"
    if declared == "cp1252":
        pairs = bytes.fromhex(b"".join(_PAIRS.findall(data[: 1 << 20])).replace(b"\\'", b"").decode())
        try:
            text = pairs.decode("gb18030")
        except UnicodeDecodeError:
            return declared
        if text and len(_HAN.findall(text)) >= _HAN_SHARE * len(text):
            return "gb18030"
    return declared


class _Reader:
    """Walks the tokens; a group is a state that its end takes back."""

    def __init__(self, codec: str) -> None:
        self.flow = Flow()
        self._codec = codec
        self._charsets: dict[int, str] = {}
        self._table = toml("rtf.toml")
        self._state = _State()
        self._stack: list[_State] = []
        self._starred = False
        self._to_skip = 0
        self._trail = False
        self._bytes = bytearray()
        self._half = b""
        self._is_cut = False
        self._line: list[str] = []
        self._label: list[str] = []
        self._boxes: list[str] = []
        self._outer: list[list[str]] = []
        self._default_font = -1
        self._in_table = False
        self._rows: list[list[Flow]] = []
        self._cells: list[Flow] = []
        self._cell = Flow()
        self._nested: list[Flow] = []
        self._footnotes = self._comments = self._damaged = 0

    def notices(self) -> tuple[Notice, ...]:
        """What was met and is not in the text."""
        found = []
        if self._footnotes:
            message = _("The text of {count} footnotes or endnotes was not read.")
            found.append(Notice("rtf.footnotes", message.format(count=self._footnotes)))
        if self._comments:
            message = _("{count} comments were left out.")
            found.append(Notice("rtf.comments", message.format(count=self._comments)))
        if self._is_cut:
            message = _("The file is cut off; compare the text with the original.")
            found.append(Notice("rtf.cut-off", message))
        if self._damaged:
            message = _("{count} characters could not be decoded and stand as �.")
            found.append(Notice("rtf.damaged", message.format(count=self._damaged)))
        return (*found, *self.flow.notices())

    def take(self, data: bytes) -> None:
        """Read the whole file."""
        place = 0
        while match := _TOKEN.match(data, place):
            place = match.end()
            word, number, code, symbol, brace, text = match.groups()
            if word == b"bin":
                place += max(0, int(number or 0))
            elif word:
                self._word(word.decode(), None if number is None else int(number))
            elif code or text:
                self._text(bytes.fromhex(code.decode()) if code else text)
            elif brace == b"{":
                self._flush()
                self._stack.append(self._state)
                self._state = replace(self._state, box=False)
                self._starred, self._to_skip = False, 0
                if len(self._stack) > _GROUPS:
                    raise NestingError
            elif brace:
                self._close()
            elif symbol:
                self._symbol(symbol)
        self._is_cut = bool(self._stack)
        self._flush()
        self._state = _State()
        self._flush(whole=True)
        self._end_paragraph(only_if_text=True)
        self._end_row()
        self._end_table()

    def _text(self, data: bytes) -> None:
        """Bytes of text, without those that repeat a Unicode character."""
        skipped = min(self._to_skip, len(data))
        self._to_skip -= skipped
        is_lead = skipped == len(data) == self._state.skip == 1 and data[0] > 0x80
        if is_lead and self._codec in _WIDE and not self._trail:
            self._to_skip = 1  # some count a character where the specification counts bytes
        self._trail = is_lead and not self._trail
        if self._state.sink:
            self._bytes += data[skipped:]

    def _flush(self, *, whole: bool = False) -> None:
        """Decode the bytes that were met in one font.

        Half a character at their end waits for the other half: some programs write formatting in between.
        If they are the `whole` of a line, nothing waits.
        """
        if self._half and self._is_shown() and (self._bytes or whole):
            self._bytes[:0] = self._half
            self._half = b""
        if not self._bytes:
            return
        codec = self._charsets.get(self._state.font, self._codec)
        if codec == _WESTERN:
            codec = self._codec if _PAIRED.fullmatch(self._bytes) else "cp1252"
        if codec == _SYMBOLS:
            text = "".join(chr(0xF000 + b) if b >= 0x80 else chr(b) for b in self._bytes)
        else:
            data = bytes(self._bytes)
            if codec in _WIDE and not whole and self._is_shown() and _CUT.fullmatch(data):
                self._half, data = data[-1:], data[:-1]
            text = data.decode(codec, "replace")
            self._damaged += text.count("\ufffd") if self._is_shown() else 0
        self._bytes.clear()
        self._add(text)

    def _is_shown(self) -> bool:
        return self._state.sink == "body" and not (self._state.hidden or self._state.deleted)

    def _add(self, text: str) -> None:
        if self._state.sink == "label":
            self._label.append(text)
        elif self._is_shown():
            self._line.append(shifted(text, self._state.place))

    def _symbol(self, symbol: bytes) -> None:
        sign = symbol.decode("latin-1")
        if sign == "*":
            self._starred = True
        elif sign in "\r\n":
            self._word("par", None)
        elif self._to_skip:
            self._to_skip -= 1
        elif sign in self._table["signs"]:
            self._flush(whole=True)
            self._add(self._table["signs"][sign])

    def _word(self, word: str, number: int | None) -> None:
        if word == "u" and number is not None:
            self._flush(whole=True)
            self._add(chr(number % 0x10000))
            self._to_skip = self._state.skip
            return
        self._flush()
        self._to_skip = 0
        if word in self._table["signs"]:
            self._flush(whole=True)
            self._add(self._table["signs"][word])
        elif word in _ENDS:
            self._flush(whole=True)
            self._end(word)
        elif not self._destination(word):
            self._set(word, number)
        self._starred = False

    def _destination(self, word: str) -> bool:
        """Whether a word says what its group is for."""
        if word == "ud":
            self._state = replace(self._state, sink=self._state.outer)
        elif word in ("listtext", "pntext"):
            self._state = replace(self._state, sink="label" if self._is_shown() else "")
        elif word == "fonttbl":
            self._state = replace(self._state, sink="fonts")
        elif word == "shptxt" and self._state.sink == "body":
            self._outer.append(self._line)
            self._line = []
            self._state = replace(self._state, box=True)
        elif word == "annotation":
            self._comments += self._state.sink == "body"
            self._state = replace(self._state, sink="")
        elif word in self._table["skipped"] or (self._starred and word not in self._table["starred"]):
            self._state = replace(self._state, sink="", outer=self._state.sink)
        elif word in self._table["notes"]:
            self._footnotes += self._state.sink == "body"
            self._state = replace(self._state, sink="")
        elif word == "pict":
            if self._is_shown():
                self.flow.picture()
            self._state = replace(self._state, sink="")
        else:
            return False
        return True

    def _set(self, word: str, number: int | None) -> None:
        """A property of what follows."""
        is_on = number != 0
        if word == "f" and number is not None:
            self._state = replace(self._state, font=number)
        elif word == "fcharset" and self._state.sink == "fonts":
            special = {0: _WESTERN, 2: _SYMBOLS}.get(number or 0)
            self._charsets[self._state.font] = special or self._table["charsets"].get(
                str(number), self._codec
            )
        elif word == "deff" and number is not None:
            self._default_font = number
        elif word == "plain":
            self._state = replace(self._state, place="", hidden=False, deleted=False, font=self._default_font)
        elif word in ("super", "sub", "nosupersub"):
            self._state = replace(self._state, place=word if is_on else "")
        elif word == "v":
            self._state = replace(self._state, hidden=is_on)
        elif word == "deleted":
            self._state = replace(self._state, deleted=is_on)
        elif word == "uc":
            self._state = replace(self._state, skip=min(max(number or 0, 0), 100))
        elif word == "pard":
            self._in_table = False
        elif word == "intbl" and self._state.sink == "body":
            self._in_table = True

    def _close(self) -> None:
        self._flush()
        self._to_skip = 0
        if self._state.box:
            self._boxes.append(self._taken())
            self._line = self._outer.pop()
        self._state = self._stack.pop() if self._stack else _State()

    def _end(self, word: str) -> None:
        """The end of a paragraph, cell or row."""
        if self._state.sink != "body":
            return
        if word in ("par", "sect", "page", "column"):
            if self._outer:
                self._line.append("\n")
            elif not (self._state.deleted and word == "par"):
                self._end_paragraph(only_if_text=word != "par")
        elif word in ("cell", "nestcell"):
            self._in_table = True
            self._end_paragraph(only_if_text=True)
            if word == "cell":
                self._end_nested()
            (self._cells if word == "cell" else self._nested).append(self._cell)
            self._cell = Flow()
        elif word == "nestrow":
            self._end_nested()
        else:
            self._end_row()

    def _end_nested(self) -> None:
        """The end of a row of a table in a table."""
        if self._nested:
            self._cell.row([ReadCell(cell) for cell in self._nested])
            self._nested = []

    def _end_paragraph(self, *, only_if_text: bool) -> None:
        text = self._taken()
        label = "".join(self._label).strip()
        self._label.clear()
        if text and any(c.isalnum() for c in label):
            text = label + (" " if label[-1].isalnum() else "") + text
        if not self._in_table:
            self._end_table()
        target = self._cell if self._in_table else self.flow
        if text or not only_if_text:
            target.line(text)
        for box in self._boxes:
            target.line(box)
        self._boxes.clear()

    def _taken(self) -> str:
        """The line so far, which is then empty; surrogates that two Unicode words gave are one character."""
        text = "".join(self._line)
        self._line.clear()
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").strip("\n")

    def _end_row(self) -> None:
        self._end_nested()
        if self._cell.lines:
            self._cells.append(self._cell)
            self._cell = Flow()
        if self._cells:
            self._rows.append(self._cells)
            self._cells = []

    def _end_table(self) -> None:
        self._end_row()
        if self._rows:
            with self.flow.table():
                for row in self._rows:
                    self.flow.row([ReadCell(cell) for cell in row])
            self._rows = []


_ENDS = frozenset(("par", "sect", "page", "column", "cell", "nestcell", "row", "nestrow"))
