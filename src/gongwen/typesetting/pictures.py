"""Pictures on the grid: scaled to the text block, on whole lines, with the caption below."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from ..i18n import gettext as _
from ..model import Document, Notice, Picture, PlacedPicture
from .matter import Matter
from .units import Unit

_UNKNOWN = 200.0
"""Points of a side of a picture that does not say how large it is."""


_OF_WINDOWS = ("image/x-emf", "image/x-wmf")


def undrawn(document: Document) -> Iterator[Notice]:
    """That pictures in formats of Windows' own are frames on the page; the Word file has them."""
    count = sum(p.media_type in _OF_WINDOWS for block in document.blocks for p in block.pictures)
    if count:
        message = _("{count} pictures in EMF or WMF are empty frames in the PDF; the Word file has them.")
        yield Notice("picture.frame", message.format(count=count))


def scaled(picture: Picture, width: float, height: float) -> tuple[float, float]:
    """Width and height of a picture, no larger than so many points."""
    own = picture.width or _UNKNOWN, picture.height or _UNKNOWN
    scale = min(1.0, width / own[0], height / own[1])
    return own[0] * scale, own[1] * scale


def picture_units(index: int, matter: Matter) -> list[Unit]:
    """A picture in the middle of the text block; what stands below, its caption, stays with it."""
    style = matter.style
    pitch, body = style.pitch, style.body.size
    units: list[Unit] = []
    for picture in matter.blocks[index].pictures:
        wide, high = scaled(picture, style.page.text_width, (style.grid.lines - 2) * pitch + body)
        rows = max(1, ceil((high - body) / pitch - 1e-6) + 1)
        left = (style.page.text_width - wide) / 2
        upper = ((rows - 1) * pitch + body - high) / 2
        placed = PlacedPicture(index, picture, left, upper, left + wide, upper + high)
        units.append(Unit([], rows, keep=True, pictures=[placed], blocks=[] if units else [index]))
    if index + 1 >= len(matter.blocks):
        units[-1].keep = False
    return units
