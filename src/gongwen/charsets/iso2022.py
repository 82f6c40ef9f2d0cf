"""ISO-2022-CN (RFC 1922): GB 2312 in seven bits, between shift characters.

Its other half, the planes of CNS 11643, is not read: `is_readable` tells which is used.
"""

from __future__ import annotations

import re

ISO_2022 = "iso-2022-cn"
_TOKEN = re.compile(rb"\x1b\$[)*+]?.|\x0e|\x0f|\n|[^\x1b\x0e\x0f\n]+|\x1b", re.DOTALL)
_GB_2312 = (b"\x1b$)A", b"\x1b$)E")
"""Designations of GB 2312 and of its supplement ISO-IR-165."""
_SHIFT_OUT, _SHIFT_IN = b"\x0e", b"\x0f"


def is_readable(data: bytes) -> bool:
    """Whether GB 2312, and nothing else, is shifted to."""
    designations = {token for token in _TOKEN.findall(data) if token.startswith(b"\x1b$")}
    return bool(designations) and designations <= set(_GB_2312) and _SHIFT_OUT in data


def high_bytes(data: bytes) -> tuple[bytes, list[int]]:
    """The text in GBK, its shifts taken out, and where in `data` each byte stood."""
    out = bytearray()
    offsets: list[int] = []
    shifted = False
    for match in _TOKEN.finditer(data):
        token = match.group()
        if token.startswith(b"\x1b$"):
            continue
        if token in (_SHIFT_OUT, _SHIFT_IN):
            shifted = token == _SHIFT_OUT
            continue
        shifted = shifted and token != b"\n"  # a line ends in ASCII
        out += bytes(b | 0x80 if shifted and b > 0x20 else b for b in token)
        offsets += range(match.start(), match.end())
    return bytes(out), offsets
