"""Pictures in a PDF: photographs as they are, others as pixels, with a mask for what is transparent."""

from __future__ import annotations

import io
from hashlib import sha256
from typing import Any

from ..model import Picture, PlacedPicture
from .pdfcolor import Ink, stroking
from .pdfobjects import PdfFile

_COMPONENTS = {1: "DeviceGray", 3: "DeviceRGB"}
_MOST_PIXELS = 100_000_000
_FRAME = 0.5
"""Width of the frame that stands for a picture no program but Word draws, in points."""


class Images:
    """The pictures of one document; the same bytes are one object."""

    def __init__(self, file: PdfFile, ink: Ink) -> None:
        self._file = file
        self._ink = ink
        self._known: dict[bytes, tuple[str, str] | None] = {}
        self._on_page: dict[str, str] = {}

    def operators(self, placed: PlacedPicture, height: float) -> list[str]:
        """What draws a picture on a page of that height; a frame where it cannot be drawn."""
        width, tall = placed.x1 - placed.x0, placed.y1 - placed.y0
        corner = f"{placed.x0:.3f} {height - placed.y1:.3f}"
        found = self._object(placed.picture)
        if found is None:
            frame = f"{stroking('#000000', self._ink)} {_FRAME} w {corner} {width:.3f} {tall:.3f} re S"
            return [f"q {frame} Q"]
        name, reference = found
        self._on_page[name] = reference
        return [f"q {width:.3f} 0 0 {tall:.3f} {corner} cm /{name} Do Q"]

    def resources(self) -> dict[str, str]:
        """The pictures of the page that was drawn last, by name."""
        found, self._on_page = self._on_page, {}
        return found

    def _object(self, picture: Picture) -> tuple[str, str] | None:
        key = sha256(picture.data).digest()
        if key not in self._known:
            made = _image(picture, self._file, self._ink)
            self._known[key] = None if made is None else (f"Im{len(self._known) + 1}", made)
        return self._known[key]


def _image(picture: Picture, file: PdfFile, ink: Ink) -> str | None:
    """The reference of a picture; None for one that cannot be drawn."""
    from PIL import Image  # noqa: PLC0415  # only where there are pictures

    try:
        with Image.open(io.BytesIO(picture.data)) as image:
            if image.width * image.height > _MOST_PIXELS:
                return None
            bands = len(image.getbands())
            if image.format == "JPEG" and bands in _COMPONENTS and ink is Ink.RGB:
                return _photograph(picture.data, image.size, bands, file)
            return _pixels(image, file, ink)
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, Image.DecompressionBombError):
        return None


def _entries(size: tuple[int, int], space: str) -> dict[str, object]:
    return {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": size[0],
        "Height": size[1],
        "BitsPerComponent": 8,
        "ColorSpace": f"/{space}",
    }


def _photograph(data: bytes, size: tuple[int, int], bands: int, file: PdfFile) -> str:
    """A JPEG file as it is."""
    return file.stream(data, {**_entries(size, _COMPONENTS[bands]), "Filter": "/DCTDecode"}, is_plain=True)


def _pixels(image: Any, file: PdfFile, ink: Ink) -> str:
    """The pixels of a picture; what is transparent in it as a mask of its own."""
    has_alpha = "A" in image.getbands() or "transparency" in image.info
    shown = image.convert("RGBA") if has_alpha else image
    entries: dict[str, object] = {}
    if has_alpha:
        mask = shown.getchannel("A").tobytes()
        entries["SMask"] = file.stream(mask, _entries(image.size, "DeviceGray"))
    is_grey = image.mode in ("1", "L", "LA", "I;16", "I")
    if is_grey:
        return file.stream(image.convert("L").tobytes(), {**_entries(image.size, "DeviceGray"), **entries})
    mode, space = ("RGB", "DeviceRGB") if ink is Ink.RGB else ("CMYK", "DeviceCMYK")
    pixels = shown.convert("RGB").convert(mode).tobytes()
    return file.stream(pixels, {**_entries(image.size, space), **entries})
