"""Bytes to text under one given encoding: tolerant, and every rejected byte accounted for.

GB2312 and GBK are read as GB 18030 and Big5 as Big5-HKSCS, the larger tables of the two families, put
right where the codecs of Python follow older editions.
"""

from __future__ import annotations

import codecs
import threading
from functools import lru_cache
from typing import NamedTuple

from .iso2022 import ISO_2022, high_bytes
from .tables import rows

STAND_IN = "\udc00"
"""Stands for rejected bytes until the end; no decoder gives a lone surrogate."""

_CODECS = {
    "big5": ("big5hkscs", "gongwen-any"),
    "gb18030": ("gb18030", "gongwen-gb"),
    "utf-8": ("utf-8", "gongwen-utf8"),
}
_WINDOWS_EURO = 0x80
_LATIN_NO_BREAK_SPACE = 0xA0


class Rejected(NamedTuple):
    """Bytes that the decoder rejected and where they stood."""

    offset: int
    data: bytes


class Decoded(NamedTuple):
    """A text in which `STAND_IN` holds the place of each rejected piece, and these pieces in order."""

    text: str
    rejected: list[Rejected]


class _Log(threading.local):
    def __init__(self) -> None:
        self.rejected: list[Rejected] = []


_log = _Log()


def decode(data: bytes, encoding: str) -> Decoded:
    """Decode all of `data`; nothing is dropped and nothing raised for what the bytes are."""
    if encoding == ISO_2022:
        return _decode_iso2022(data)
    codec, handler = _CODECS.get(encoding, (encoding, "gongwen-any"))
    _log.rejected = []
    text = data.decode(codec, handler)
    if encoding in ("gb18030", "big5"):
        text = text.translate(_table(encoding))
    return Decoded(text, _log.rejected)


def _decode_iso2022(data: bytes) -> Decoded:
    """`decode` of seven-bit text; what is rejected keeps its offset in `data`."""
    raised, offsets = high_bytes(data)
    text, rejected = decode(raised, "gb18030")
    return Decoded(text, [Rejected(offsets[offset], piece) for offset, piece in rejected])


@lru_cache
def _table(encoding: str) -> dict[int, int]:
    """Code points to put right after Python's codec."""
    name = "private-use.tsv" if encoding == "gb18030" else "big5-symbols.tsv"
    return {int(codec, 16): int(standard, 16) for codec, standard, _ in rows(name)}


def encode(character: str, encoding: str) -> bytes | None:
    """The bytes that `decode` turns into one character, or None where the encoding lacks it."""
    codec = _CODECS.get(encoding, (encoding,))[0]
    try:
        return _codec_side(encoding).get(character, character).encode(codec)
    except UnicodeEncodeError:
        return None


def private_characters() -> dict[str, str]:
    """Private-use code points of older GB tables and the characters that they stand for."""
    return {chr(private): chr(standard) for private, standard in _table("gb18030").items()}


@lru_cache
def _codec_side(encoding: str) -> dict[str, str]:
    """What Python's codec calls the characters that `_table` puts right."""
    if encoding not in ("gb18030", "big5"):
        return {}
    return {chr(standard): chr(codec) for codec, standard in _table(encoding).items()}


def _reject(error: UnicodeError, length: int | None = None) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    end = error.end if length is None else error.start + length
    _log.rejected.append(Rejected(error.start, error.object[error.start : end]))
    return STAND_IN, end


def _reject_gb(error: UnicodeError) -> tuple[str, int]:
    """Two bytes that Windows and the Web use beside GB 18030; else one byte, so that the next can lead."""
    if isinstance(error, UnicodeDecodeError):
        byte = error.object[error.start]
        if byte == _WINDOWS_EURO:
            return "€", error.start + 1
        if byte == _LATIN_NO_BREAK_SPACE:
            return "\u00a0", error.start + 1
    return _reject(error, 1)


def _reject_utf8(error: UnicodeError) -> tuple[str, int]:
    """Surrogate pairs that were written as two UTF-8 sequences (CESU-8) are one character."""
    if isinstance(error, UnicodeDecodeError):
        six = error.object[error.start : error.start + 6]
        pair = six.decode("utf-8", "surrogatepass") if _is_cesu8(six) else ""
        if pair:
            return pair.encode("utf-16-le", "surrogatepass").decode("utf-16-le"), error.start + 6
    return _reject(error)


def _is_cesu8(six: bytes) -> bool:
    return (
        len(six) == 6
        and six[0] == six[3] == 0xED
        and 0xA0 <= six[1] <= 0xAF
        and 0xB0 <= six[4] <= 0xBF
        and 0x80 <= six[2] <= 0xBF
        and 0x80 <= six[5] <= 0xBF
    )


codecs.register_error("gongwen-any", _reject)
codecs.register_error("gongwen-gb", _reject_gb)
codecs.register_error("gongwen-utf8", _reject_utf8)
