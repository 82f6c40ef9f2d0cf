"""A line in which bytes are missing or its encoding changes: the likeliest way to cut it into characters.

Where a byte of a two-byte encoding is lost, all behind it is cut wrongly up to the next blank or line end,
and most of it makes characters all the same: rare ones. Among all ways to cut the line, with single bytes
left over and stretches of UTF-8 in it, the one that the character model likes best is found (Viterbi).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ..charsets.charmodel import char_model
from ..charsets.decoding import STAND_IN, Decoded, Rejected, decode

_RARE, _RUN = -11.5, 3
"""So many characters below this log-probability, at most one other between them, are reason to look."""
_ODD_MEAN = -9.8
"""The mean log-probability below which what follows is odd."""
_UP_TO_ASCII = re.compile("[^\x00-\x7f]+")
_AGAIN = -2.0
"""The least log-probability of a character that stood just before."""
_BAD, _NEXT_BAD = -20.0, -6.0
"""Log-priors (nats) of a byte left over and of one behind another."""
_CHANGE = -20.0
"""Log-prior of a change between UTF-8 and the other encoding within a line."""
_GAIN = 10.0
"""By how much the new cut must be likelier than the plain decoding."""
_WINDOW = 4096
"""Bytes of a longer line that are looked at together; a loss is felt up to the next blank at most."""
_KEPT = 3, 4
"""The share of a window cut anew that is kept: at its end the cut does not know how the line goes on."""


def is_odd(text: str) -> bool:
    """Whether somewhere the characters are rare up to the next blank, as in a line that is cut wrongly."""
    model = char_model()
    for match in _odd_run().finditer(text):
        if len(set(match.group())) >= _RUN:
            stretch = _UP_TO_ASCII.match(text, match.start())
            rest = stretch.group() if stretch else ""
            if model.loglik(rest) < _ODD_MEAN * len(rest):
                return True
    return False


@lru_cache(maxsize=1)
def _odd_run() -> re.Pattern[str]:
    usual = "".join(re.escape(c) for c, logp in char_model().characters.items() if logp >= _RARE)
    rare = f"[^\x00-\x7f{usual}]"
    return re.compile(f"{rare}(?:[^\n]?{rare}){{{_RUN - 1}}}")


def realigned(line: bytes, encoding: str, plain: Decoded) -> Decoded:
    """The line cut in the likeliest way, or `plain` if that is not much likelier.

    Args:
        line: the bytes of the line.
        encoding: `gb18030` or `big5`, the encoding of most of the line.
        plain: the line decoded under it.
    """
    if len(line) > _WINDOW:
        return _by_windows(line, encoding)
    best = _Cutter(line, encoding).cut()
    return _of_parts(line, best.parts) if best.loglik > _plain_loglik(plain) + _GAIN else plain


def _by_windows(line: bytes, encoding: str) -> Decoded:
    """A long line window by window; only those in which something is wrong are cut anew."""
    texts: list[str] = []
    rejected: list[Rejected] = []
    place = 0
    while place < len(line):
        window = line[place : place + _WINDOW]
        decoded, taken = _window(window, encoding, is_last=place + len(window) == len(line))
        texts.append(decoded.text)
        rejected += [Rejected(place + r.offset, r.data) for r in decoded.rejected]
        place += taken
    return Decoded("".join(texts), rejected)


def _window(window: bytes, encoding: str, *, is_last: bool) -> tuple[Decoded, int]:
    """The text of a window, and of how many of its bytes, so that the next begins with a character."""
    ends = [len(window) - missing for missing in range(1 if is_last else min(4, len(window)))]
    plain, end = min(((decode(window[:e], encoding), e) for e in ends), key=lambda p: len(p[0].rejected))
    if not plain.rejected and not is_odd(plain.text):
        return plain, end
    best = _Cutter(window, encoding).cut()
    if best.loglik <= _plain_loglik(plain) + _GAIN:
        return plain, end
    if is_last:
        return _of_parts(window, best.parts), len(window)
    kept = max(1, len(best.parts) * _KEPT[0] // _KEPT[1])
    end = best.parts[kept][0] if kept < len(best.parts) else len(window)
    return _of_parts(window, best.parts[:kept]), end


def _of_parts(line: bytes, parts: list[tuple[int, str]]) -> Decoded:
    rejected = [Rejected(start, line[start : start + 1]) for start, text in parts if text == STAND_IN]
    return Decoded("".join(text for _start, text in parts), rejected)


def _plain_loglik(plain: Decoded) -> float:
    return _loglik(plain.text.replace(STAND_IN, "")) + _BAD * sum(len(r.data) for r in plain.rejected)


def _loglik(text: str) -> float:
    """The log-likelihood of a text by the rules of the cutter."""
    logps = [char_model().logp(c) for c in text]
    return sum(
        max(logp, _AGAIN) if place and text[place - 1] == text[place] and text[place] > "\x7f" else logp
        for place, logp in enumerate(logps)
    )


def decode_tolerantly(data: bytes, encoding: str) -> Decoded:
    """Decode lines, each cut in the likeliest way where it is odd; other encodings as `decode` does it."""
    if encoding not in ("gb18030", "big5"):
        return decode(data, encoding)
    parts: list[str] = []
    rejected: list[Rejected] = []
    offset = 0
    for line in data.split(b"\n"):
        decoded = decode(line, encoding)
        if decoded.rejected or is_odd(decoded.text):
            decoded = realigned(line, encoding, decoded)
        parts.append(decoded.text)
        rejected += [Rejected(offset + r.offset, r.data) for r in decoded.rejected]
        offset += len(line) + 1
    return Decoded("\n".join(parts), rejected)


class _Cut(NamedTuple):
    loglik: float
    parts: list[tuple[int, str]]
    """Where each character starts, and the character or `STAND_IN`."""


class _Node(NamedTuple):
    """The best way to a place under an encoding: the place and encoding before it and what was read."""

    loglik: float
    before: int
    encoding_before: str
    text: str


class _Cutter:
    """Finds the likeliest cut of one line."""

    def __init__(self, line: bytes, encoding: str) -> None:
        self.line = line
        self.encoding = encoding
        self.nodes: list[dict[str, _Node]] = [{} for _ in range(len(line) + 1)]

    def cut(self) -> _Cut:
        """The likeliest cut of the whole line."""
        self.nodes[0] = {self.encoding: _Node(0.0, -1, "", ""), "utf-8": _Node(_CHANGE, -1, "", "")}
        for place in range(len(self.line)):
            for encoding, node in self._with_changes(place).items():
                for end, text, logp in self._steps(place, encoding, node):
                    self._put(end, encoding, _Node(node.loglik + logp, place, encoding, text))
        return self._walked_back()

    def _with_changes(self, place: int) -> dict[str, _Node]:
        """The nodes at a place, with those that a change of encoding makes better."""
        nodes = self.nodes[place]
        if not nodes:
            return nodes
        best = max(nodes, key=lambda e: nodes[e].loglik)
        for encoding in (self.encoding, "utf-8"):
            if encoding != best and (
                encoding not in nodes or nodes[encoding].loglik < nodes[best].loglik + _CHANGE
            ):
                nodes[encoding] = nodes[best]._replace(loglik=nodes[best].loglik + _CHANGE)
        return nodes

    def _put(self, place: int, encoding: str, node: _Node) -> None:
        known = self.nodes[place].get(encoding)
        if known is None or node.loglik > known.loglik:
            self.nodes[place][encoding] = node

    def _steps(self, place: int, encoding: str, node: _Node) -> Iterator[tuple[int, str, float]]:
        """The ways to go on: the place behind, the text, its log-probability."""
        lead = self.line[place]
        if lead < 0x80:
            yield place + 1, chr(lead), char_model().logp(chr(lead))
            return
        yield place + 1, STAND_IN, _NEXT_BAD if node.text == STAND_IN else _BAD
        for width in (2, 3, 4) if encoding == "utf-8" else (1, 2, 4):
            data = self.line[place : place + width]
            text = _read(data, encoding)
            if text and len(data) == width:
                logp = sum(map(char_model().logp, text))
                yield place + width, text, max(logp, _AGAIN) if text == node.text else logp

    def _walked_back(self) -> _Cut:
        place = len(self.line)
        encoding = max(self.nodes[place], key=lambda e: self.nodes[place][e].loglik)
        loglik = self.nodes[place][encoding].loglik
        parts: list[tuple[int, str]] = []
        while place > 0:
            node = self.nodes[place][encoding]
            parts.append((node.before, node.text))
            place, encoding = node.before, node.encoding_before
        return _Cut(loglik, parts[::-1])


@lru_cache(maxsize=65536)
def _read(data: bytes, encoding: str) -> str:
    """The one character that the bytes make, or an empty string."""
    text, rejected = decode(data, encoding)
    is_one = not rejected and (len(text) == 1 or (encoding == "big5" and len(data) == 2 and len(text) == 2))
    return text if is_one and text > "\x7f" else ""
