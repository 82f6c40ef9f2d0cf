"""Files whose lines are in different encodings: UTF-8 pasted or appended to a legacy file, or the reverse."""

from __future__ import annotations

import re

from ..charsets.decoding import STAND_IN, Decoded, Rejected, decode
from .detecting import line_loglik
from .realign import decode_tolerantly, is_odd, realigned

_UTF8_RUN = re.compile(rb"(?:[\xe3-\xe9\xef][\x80-\xbf][\x80-\xbf]){2,}")
"""Han as UTF-8; short runs occur in legacy text by chance."""
_LINE_ENCODINGS = ("utf-8", "gb18030", "big5")
_LONG = 16_384
"""Bytes of a line from which on what a lost byte disturbs cannot change what the line is in."""
_CHANGE = -6.0
"""Log-prior of a line that is not in the encoding of most."""


def voters(data: bytes) -> bytes | None:
    """The lines by which the encoding is told: those that are UTF-8 have no vote on that of the others.

    None if most of the file is UTF-8: then that is its encoding, whatever the others are in.
    """
    if not _UTF8_RUN.search(data):
        return data
    rest = [line for line in data.split(b"\n") if not line.isascii() and not _is_utf8_han(line)]
    utf8 = [line for line in data.split(b"\n") if _is_utf8_han(line)]
    if not utf8 or not rest:
        return data
    return None if sum(map(len, rest)) < sum(map(len, utf8)) else b"\n".join(rest)


def may_be_mixed(data: bytes, decoded: Decoded, encoding: str) -> bool:
    """Whether some line gives reason to look at the lines one by one."""
    if encoding not in _LINE_ENCODINGS:
        return False
    if encoding == "utf-8" or decoded.rejected:
        return bool(decoded.rejected)
    return _UTF8_RUN.search(data) is not None or is_odd(decoded.text)


def decode_lines(data: bytes, encoding: str) -> tuple[Decoded, set[str]]:
    """Decode line by line; a line that does not fit `encoding` is read under the likeliest one.

    Returns:
        The text, and the encodings that were used beside `encoding`.
    """
    lines = data.split(b"\n")
    texts = decode(data, encoding).text.split("\n")
    home = _legacy_home(lines) if encoding == "utf-8" else encoding
    rejected: list[Rejected] = []
    others: set[str] = set()
    offset = 0
    for index, line in enumerate(lines):
        if not _fits(line, texts[index], encoding):
            used = _encoding_of(line, encoding, home)
            texts[index], bad = _decode_line(line, used)
            rejected += [Rejected(offset + r.offset, r.data) for r in bad]
            if used != encoding:
                others.add(used)
        offset += len(line) + 1
    return Decoded("\n".join(texts), rejected), others


def _fits(line: bytes, text: str, encoding: str) -> bool:
    """Whether nothing speaks against a line being in the encoding of the file."""
    if text.isascii():
        return True
    if STAND_IN in text:
        return False
    if encoding == "utf-8":
        return any(c >= "\u0800" for c in text)
    return not (is_odd(text) or _UTF8_RUN.search(line))


def _decode_line(line: bytes, encoding: str) -> Decoded:
    """One line under its encoding, cut anew where it holds UTF-8 or bytes seem to be missing."""
    if encoding != "utf-8" and _UTF8_RUN.search(line):
        return realigned(line, encoding, decode(line, encoding))
    return decode_tolerantly(line, encoding)


def _encoding_of(line: bytes, encoding: str, home: str) -> str:
    if encoding != "utf-8" and STAND_IN not in decode(line, encoding).text and not _is_utf8_han(line):
        return encoding
    priors = {
        e: 0.0 if e == encoding else _CHANGE if e in ("utf-8", home) else 2 * _CHANGE for e in _LINE_ENCODINGS
    }
    tolerant = len(line) <= _LONG and not any(_is_sound(decode(line, e)) for e in _LINE_ENCODINGS)
    return max(_LINE_ENCODINGS, key=lambda e: line_loglik(line, e, tolerant=tolerant) + priors[e])


def _is_sound(decoded: Decoded) -> bool:
    return not decoded.rejected and not is_odd(decoded.text)


def _legacy_home(lines: list[bytes]) -> str:
    """The legacy encoding of the lines of a UTF-8 file that are not UTF-8."""
    rest = b"\n".join(line for line in lines if STAND_IN in decode(line, "utf-8").text)
    return max(("gb18030", "big5"), key=lambda e: line_loglik(rest, e))


def _is_utf8_han(line: bytes) -> bool:
    return _UTF8_RUN.search(line) is not None and STAND_IN not in decode(line, "utf-8").text
