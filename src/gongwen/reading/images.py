"""What the bytes of a picture say of themselves: their format and size, without unpacking them."""

from __future__ import annotations

import struct

from ..model import Length, Picture

MOST = 2_000
"""Pictures that are kept of one file."""
MOST_BYTES = 128 * 1024 * 1024
"""Bytes of pictures that are kept of one file."""
_MOST_PIXELS = 100_000_000
"""A picture that unfolds to more is no picture of a document."""
NAMED = "text/uri-list"
"""In place of a media type, of a picture that a file only names: by an address or another file."""
_PIXEL = 0.75
"""Points of a pixel where nothing else is said: 96 to the inch."""
_JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\x01\x00\x00\x00", "image/x-emf"),
    (b"\xd7\xcd\xc6\x9a", "image/x-wmf"),
    (b"\x01\x00\x09\x00", "image/x-wmf"),
)


class Album:
    """The pictures of one file, as many as are kept."""

    def __init__(self) -> None:
        self._left = MOST
        self._bytes_left = MOST_BYTES

    def picture(self, data: bytes | None, width: float = 0.0, height: float = 0.0, alt: str = "") -> Picture:
        """A picture of that size in points; one without bytes where they are none that are kept."""
        if not data or not is_kept(data) or self._left < 1 or len(data) > self._bytes_left:
            return Picture(0, alt=alt)
        kind = media_type(data)
        size = pixels(data, kind)
        self._left -= 1
        self._bytes_left -= len(data)
        if size and min(size) > 0 and not (width > 0 and height > 0):
            width, height = _scaled(width, height, size)
        return Picture(
            0, data, kind, Length(max(width, 0.0)), Length(max(height, 0.0)), " ".join(alt.split())
        )


def is_kept(data: bytes) -> bool:
    """Whether it is a picture of a format that is kept, and none that unfolds beyond measure."""
    kind = media_type(data)
    size = pixels(data, kind)
    return bool(kind) and (size is None or size[0] * size[1] <= _MOST_PIXELS)


def _scaled(width: float, height: float, size: tuple[int, int]) -> tuple[float, float]:
    """Width and height from the pixels, or from the one of them that is said."""
    if width > 0:
        return width, width * size[1] / size[0]
    if height > 0:
        return height * size[0] / size[1], height
    return size[0] * _PIXEL, size[1] * _PIXEL


def media_type(data: bytes) -> str:
    """The format by the first bytes; empty where it is none that a Word file may hold."""
    return next((kind for signature, kind in _SIGNATURES if data.startswith(signature)), "")


def pixels(data: bytes, kind: str) -> tuple[int, int] | None:
    """Width and height in pixels, None where they cannot be told."""
    try:
        if kind == "image/png":
            return struct.unpack(">II", data[16:24])
        if kind == "image/gif":
            return struct.unpack("<HH", data[6:10])
        if kind == "image/bmp":
            width, height = struct.unpack("<ii", data[18:26])
            return abs(width), abs(height)
        return _jpeg(data) if kind == "image/jpeg" else None
    except struct.error:
        return None


def _jpeg(data: bytes) -> tuple[int, int] | None:
    place = 2
    while place + 9 <= len(data) and data[place] == 0xFF:
        marker, length = data[place + 1], struct.unpack(">H", data[place + 2 : place + 4])[0]
        if marker in _JPEG_SIZES:
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return width, height
        place += 1 if marker == 0xFF else 2 + length
    return None
