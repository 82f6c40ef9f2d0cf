"""Pictures in a PDF: photographs as they are, others as pixels, with a mask for what is transparent."""

from __future__ import annotations

import io
from hashlib import sha256
from typing import Any

from ..model import Picture, PlacedPicture
from .pdfcolor import Ink, stroking
from .pdfstream import stream

_COMPONENTS = {1: "DeviceGray", 3: "DeviceRGB"}
_MOST_PIXELS = 100_000_000
_FRAME = 0.5
"""Width of the frame that stands for a picture no program but Word draws, in points."""


class Images:
    """The pictures of one document; the same bytes are one object."""

    def __init__(self, document: Any, ink: Ink) -> None:
        self._document = document
        self._ink = ink
        self._known: dict[bytes, tuple[str, Any] | None] = {}
        self._on_page: dict[str, Any] = {}

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

    def resources(self) -> dict[str, Any]:
        """The pictures of the page that was drawn last, by name."""
        found, self._on_page = self._on_page, {}
        return found

    def _object(self, picture: Picture) -> tuple[str, Any] | None:
        key = sha256(picture.data).digest()
        if key not in self._known:
            made = _image(picture, self._document, self._ink)
            reference = None if made is None else self._document.Reference(made)
            self._known[key] = None if made is None else (f"Im{len(self._known) + 1}", reference)
        return self._known[key]


def _image(picture: Picture, document: Any, ink: Ink) -> Any:
    """The object of a picture; None for one that cannot be drawn."""
    from PIL import Image  # noqa: PLC0415  # only where there are pictures

    try:
        with Image.open(io.BytesIO(picture.data)) as image:
            if image.width * image.height > _MOST_PIXELS:
                return None
            bands = len(image.getbands())
            if image.format == "JPEG" and bands in _COMPONENTS and ink is Ink.RGB:
                return _photograph(picture.data, image.size, bands)
            return _pixels(image, document, ink)
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, Image.DecompressionBombError):
        return None


def _entries(size: tuple[int, int], space: str) -> dict[str, Any]:
    from reportlab.pdfbase import pdfdoc as pdf  # noqa: PLC0415  # see writing.pdf

    return {
        "Type": pdf.PDFName("XObject"),
        "Subtype": pdf.PDFName("Image"),
        "Width": size[0],
        "Height": size[1],
        "BitsPerComponent": 8,
        "ColorSpace": pdf.PDFName(space),
    }


def _photograph(data: bytes, size: tuple[int, int], bands: int) -> Any:
    """A JPEG file as it is."""
    from reportlab.pdfbase import pdfdoc as pdf  # noqa: PLC0415  # see writing.pdf

    entries = {**_entries(size, _COMPONENTS[bands]), "Filter": pdf.PDFName("DCTDecode")}
    return stream(data, entries, is_plain=True)


def _pixels(image: Any, document: Any, ink: Ink) -> Any:
    """The pixels of a picture; what is transparent in it as a mask of its own."""
    has_alpha = "A" in image.getbands() or "transparency" in image.info
    shown = image.convert("RGBA") if has_alpha else image
    entries: dict[str, Any] = {}
    if has_alpha:
        mask = stream(shown.getchannel("A").tobytes(), _entries(image.size, "DeviceGray"))
        entries["SMask"] = document.Reference(mask)
    is_grey = image.mode in ("1", "L", "LA", "I;16", "I")
    if is_grey:
        return stream(image.convert("L").tobytes(), {**_entries(image.size, "DeviceGray"), **entries})
    mode, space = ("RGB", "DeviceRGB") if ink is Ink.RGB else ("CMYK", "DeviceCMYK")
    pixels = shown.convert("RGB").convert(mode).tobytes()
    return stream(pixels, {**_entries(image.size, space), **entries})
