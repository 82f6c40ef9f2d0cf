"""The likeliest way in which a line was read under a wrong encoding.

A wrong reading decoded bytes of the encoding `right` under the encoding `wrong`. To undo it each character is
either kept or taken back to its bytes under `wrong`, which are read under `right`; the path through the
line that the character model likes best (Viterbi) says which stretches were misread, and as what.

Bytes get lost on the way: U+FFFD and `?` stand for bytes that `wrong` has no character for, five bytes of
Windows-1252 have none at all, and its no-break space (A0) becomes a blank. What stood there is guessed among
the characters that the bytes around allow; guesses are kept apart, for the caller to judge.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ...charsets.charmodel import char_model
from ...charsets.decoding import STAND_IN, decode, encode

LOST_CHARACTER = "\ufffd"
LOST = -14.0
"""Log-probability (nats) of bytes that stay unread."""
_ENTER, _LEAVE = -9.0, -3.0
"""Log-priors of a misread stretch beginning and ending."""
_KEPT, _MOST = -4.0, 0.6
"""Log-prior of a character that is kept in a line of which more than this share was misread."""
_GUESSED, _DROPPED, _BLANKED = -8.0, -5.0, -4.0
"""Log-priors of an unknown byte, of a byte that left no trace, of A0 that became a blank."""

_UNKNOWN, _OPTIONAL, _ASKED = -1, -2, -3
"""In the place of bytes: one that is unknown, one that may be absent, one shown as a question mark."""
_NOTHING = -4
"""In the place of a byte: a character that `wrong` does not have."""
_HOLES = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
"""Bytes for which Windows-1252 has no character."""
_LEADS = (*range(0xE2, 0xEA), 0xEF)
_MARKS = {0xE2: "“”‘’—…", 0xE3: "、。《》〈〉「」『』【】〔〕\u3000", 0xEF: "，：；（）？！．％～"}
"""By the first of three bytes: the marks among which the other two are guessed."""
_LETTERS = {c: i for i in range(0x80, 0x100) for c in {chr(i), bytes([i]).decode("cp1252", "ignore")} if c}
"""Characters of Latin-1 and Windows-1252 and their bytes."""


@dataclass(frozen=True, slots=True)
class Misreading:
    """Bytes of the encoding `right` that were read under `wrong`, which may be `latin1`."""

    wrong: str
    right: str

    @property
    def rule(self) -> str:
        """The name of the repair, such as `mojibake.utf8-as-gbk`."""
        short = {"utf-8": "utf8", "gb18030": "gbk"}
        return f"mojibake.{short.get(self.right, self.right)}-as-{short.get(self.wrong, self.wrong)}"


class Piece(NamedTuple):
    """One character that was read anew."""

    text: str
    rivals: tuple[str, ...] = ()
    """All characters that the bytes allow, where some of them are unknown."""


class Stretch(NamedTuple):
    """`line[start:end]` was misread and stands for the pieces."""

    start: int
    end: int
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """What it stands for, best guesses included."""
        return "".join(piece.text for piece in self.pieces)


class _Step(NamedTuple):
    end: int
    logp: float
    piece: Piece


def stretches(line: str, misreading: Misreading) -> list[Stretch]:
    """The stretches of a line that were probably misread in this way, in order; not yet judged.

    Where most of the line was misread, a usual character in the midst of it (策 for 習) was so, too.
    """
    taken = _taken_back(line, misreading.wrong)
    found = _walk_back(_best_paths(taken, misreading, 0.0), taken)
    turned = sum(_count_foreign(line[s.start : s.end]) for s in found)
    foreign = _count_foreign(line)
    if not foreign * _MOST < turned < foreign:
        return found
    return _walk_back(_best_paths(taken, misreading, _KEPT), taken)


class _Bytes(NamedTuple):
    """A line taken back to bytes under the wrong encoding."""

    line: str
    cells: list[tuple[int, ...]]
    """The bytes of each character."""
    data: list[int]
    starts: dict[int, int]
    """By the place among the bytes where a character begins: its place in the line."""


def _taken_back(line: str, wrong: str) -> _Bytes:
    cells = [_cell(line, place, wrong) for place in range(len(line))]
    starts, length = {}, 0
    for place, cell in enumerate(cells):
        starts[length] = place
        length += len(cell)
    starts[length] = len(line)
    return _Bytes(line, cells, [byte for cell in cells for byte in cell], starts)


def _cell(line: str, place: int, wrong: str) -> tuple[int, ...]:
    """The bytes behind one character under the wrong encoding."""
    character = line[place]
    if character == LOST_CHARACTER:
        return (_UNKNOWN,) if wrong == "latin1" else (_UNKNOWN, _OPTIONAL)
    if wrong == "latin1":
        return (_LETTERS.get(character, ord(character) if character < "\x80" else _NOTHING),)
    if character == "?" and _is_foreign(line[place - 1 : place]):
        return (_ASKED, _OPTIONAL)
    if character == "€" and wrong == "gb18030":
        return (0x80,)
    return _encoded(character, wrong)


@lru_cache(maxsize=1 << 14)
def _encoded(character: str, wrong: str) -> tuple[int, ...]:
    return tuple(encode(character, wrong) or (_NOTHING,))


def _is_foreign(character: str) -> bool:
    return character > "\x7f" and character not in "“”‘’—…·"


class _Node(NamedTuple):
    """The best way to a place: its likelihood, the place and state before it, what was read between."""

    logp: float
    before: int = -1
    turned_before: bool = False
    piece: Piece | None = None


_Paths = tuple[dict[int, _Node], dict[int, _Node]]
"""The best nodes by place among the bytes, of characters that are kept and of bytes that are read anew."""


def _best_paths(taken: _Bytes, misreading: Misreading, kept_prior: float) -> _Paths:
    line, cells, data, starts = taken
    model = char_model()
    kept, turned = {0: _Node(0.0)}, dict[int, _Node]()

    def put(nodes: dict[int, _Node], place: int, node: _Node) -> None:
        if place not in nodes or node.logp > nodes[place].logp:
            nodes[place] = node

    for at in range(len(data) + 1):
        place = starts.get(at)
        if place is not None and at in turned:
            put(kept, at, _Node(turned[at].logp + _LEAVE, at, True))
        if at == len(data):
            break
        if place is not None and at in kept:
            node = kept[at]
            is_foreign = line[place] > "\x7f"
            logp = model.logp(line[place]) + (kept_prior if is_foreign else 0.0)
            put(kept, at + len(cells[place]), _Node(node.logp + logp, at))
            if is_foreign and data[at] != _NOTHING and not node.turned_before:
                put(turned, at, _Node(node.logp + _ENTER, at))
        if at in turned and data[at] != _NOTHING:
            for step in _steps(data, at, misreading):
                put(turned, step.end, _Node(turned[at].logp + step.logp, at, True, step.piece))
    return kept, turned


def _walk_back(paths: _Paths, taken: _Bytes) -> list[Stretch]:
    kept, turned = paths
    starts, length = taken.starts, len(taken.data)
    found: list[Stretch] = []
    at, is_turned, end = length, False, 0
    pieces: list[Piece] = []
    while at > 0 or is_turned:
        node = turned[at] if is_turned else kept[at]
        if is_turned and not node.turned_before:
            found.append(Stretch(starts[at], end, tuple(reversed(pieces))))
        elif is_turned:
            pieces.append(node.piece or Piece(""))
        elif node.turned_before:
            end, pieces = starts[at], []
        at, is_turned = node.before, node.turned_before
    return found[::-1]


def _steps(data: Sequence[int], at: int, misreading: Misreading) -> Iterator[_Step]:
    """The ways to read one character on from a byte."""
    byte = data[at]
    if 0 <= byte < 0x80:
        yield _certain(at + 1, chr(byte))
        return
    if byte == _OPTIONAL:
        yield _Step(at + 1, 0.0, Piece(""))
    if byte == _ASKED:
        yield _certain(at + 1, "?")
    if misreading.right == "utf-8":
        yield from _utf8_steps(data, at, misreading.wrong)
    elif byte >= 0:
        yield from _legacy_steps(data, at, misreading.right)
    yield _Step(at + 1, LOST if byte >= 0 else LOST + 4.0, Piece(LOST_CHARACTER))


def _certain(end: int, text: str) -> _Step:
    return _Step(end, sum(map(char_model().logp, text)), Piece(text))


def _legacy_steps(data: Sequence[int], at: int, right: str) -> Iterator[_Step]:
    for width in (2, 4) if right == "gb18030" else (2,):
        values = tuple(data[at : at + width])
        if len(values) == width and min(values) >= 0 and (width == 2 or 0x30 <= values[1] <= 0x39):
            text = _read(values, right)
            if text:
                yield _certain(at + width, text)


def _utf8_steps(data: Sequence[int], at: int, wrong: str) -> Iterator[_Step]:
    lead = data[at]
    width = 3 if lead < 0 else 2 if 0xC2 <= lead < 0xE0 else 3 if 0xE0 <= lead < 0xF0 else 4
    if 0 <= lead < 0xC2 or lead > 0xF4:
        return
    for values, end in _taken(data, at, width):
        unknown = sum(value < 0 for value in values)
        if not unknown:
            text = _read(values, "utf-8")
            if text:
                yield _certain(end, text)
            elif wrong == "latin1" and 0x20 in values[1:]:
                whole = tuple(0xA0 if value == 0x20 else value for value in values)
                yield from _guessed(end, [_read(whole, "utf-8")], _BLANKED)
        elif width == 3 and all(value < 0 or 0x80 <= value < 0xC0 for value in values[1:]):
            yield from _guessed(end, _filled(values), _GUESSED * (1.0 if unknown == 1 else 1.3))
            yield _Step(end, LOST - 2.0, Piece(LOST_CHARACTER))
    if wrong == "latin1" and width == 3 and lead >= 0 and 0x80 <= _known(data, at + 1) < 0xC0:
        pairs = [((lead, hole, data[at + 1]), (lead, data[at + 1], hole)) for hole in _HOLES]
        yield from _guessed(at + 2, [_read(v, "utf-8") for pair in pairs for v in pair], _DROPPED)


def _known(data: Sequence[int], at: int) -> int:
    return data[at] if at < len(data) else _NOTHING


def _guessed(end: int, texts: Sequence[str], prior: float) -> Iterator[_Step]:
    """The likeliest of the characters, with its rivals."""
    logp = char_model().logp
    rivals = sorted({text for text in texts if text}, key=lambda c: (-logp(c), c))
    if len(rivals) == 1:
        yield _Step(end, logp(rivals[0]) + prior, Piece(rivals[0]))
    elif rivals:
        yield _Step(end, logp(rivals[0]) + prior, Piece(rivals[0], tuple(rivals)))


def _taken(data: Sequence[int], at: int, width: int) -> Iterator[tuple[tuple[int, ...], int]]:
    """The ways to take so many bytes, known or not: their values and the place behind them."""
    if width == 0:
        yield (), at
        return
    value = _known(data, at)
    if value == _NOTHING:
        return
    if value == _OPTIONAL:
        yield from _taken(data, at + 1, width)
    for rest, end in _taken(data, at + 1, width - 1):
        yield (value, *rest), end


@lru_cache(maxsize=4096)
def _filled(values: tuple[int, int, int]) -> list[str]:
    """The characters of three bytes of which one is unknown, or marks where two are."""
    gaps = [place for place, value in enumerate(values) if value < 0]
    if len(gaps) > 1:
        return list(_MARKS.get(values[0], ""))
    options = _LEADS if gaps == [0] else range(0x80, 0xC0)
    return [_read((*values[: gaps[0]], byte, *values[gaps[0] + 1 :]), "utf-8") for byte in options]


@lru_cache(maxsize=65536)
def _read(values: tuple[int, ...], encoding: str) -> str:
    """What the bytes say, or an empty string if the encoding rejects them."""
    text = decode(bytes(values), encoding).text
    return "" if STAND_IN in text or (encoding != "utf-8" and text.isascii()) else text


def peeled(text: str, wrong: str) -> str:
    """One layer of UTF-8 read under `wrong` taken off a text that has such layers throughout, or ''."""
    cells = [_cell(text, place, wrong) for place in range(len(text))]
    data = bytearray()
    for value in (value for cell in cells for value in cell if value != _OPTIONAL):
        if value == _NOTHING:
            return ""
        data.append(value if value >= 0 else 0xFF)
    again = data.decode("utf-8", "replace")
    return again if again.count(LOST_CHARACTER) * 8 < _count_foreign(again) else ""


def _count_foreign(text: str) -> int:
    return sum(character > "\x7f" for character in text)


def mean_logp(text: str) -> float:
    """The mean log-probability (nats) of the characters beyond ASCII."""
    foreign = "".join(c for c in text if c > "\x7f" and c != LOST_CHARACTER)
    return char_model().loglik(foreign) / len(foreign) if foreign else -math.inf
