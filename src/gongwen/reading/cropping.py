"""Pictures of which a Word file shows a part only, or that it shows turned or mirrored."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from PIL.Image import Image

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SIDES = ("l", "t", "r", "b")
_VML_SIDES = ("cropleft", "croptop", "cropright", "cropbottom")
_WHOLE = 100_000
"""A whole in DrawingML, in thousandths of a percent."""
_VML_WHOLE = 65_536
_NUMBER = re.compile(r"\s*(-?\d+(?:\.\d*)?|-?\.\d+)\s*([f%]?)")
_LEAST = 0.005
"""Less than this share of a side is no crop."""
_QUALITY = 95

_DEGREE = 60_000
"""A degree in DrawingML; VML has degrees, or (fd) 65,536ths of them."""
_ROTATION = re.compile(r"rotation\s*:\s*(-?\d+(?:\.\d*)?)\s*(fd)?", re.I)
_FLIP = re.compile(r"flip\s*:\s*([xy]+)", re.I)
_STRAIGHT = 0.5
"""Degrees that nobody sees."""

Crop = tuple[float, float, float, float]
"""The share of a picture that is cut off at the left, top, right and bottom."""


def crop_of(element: etree._Element) -> Crop | None:
    """What is cut off a picture, by its `a:blip` or `v:imagedata`; None where all of it is shown."""
    if element.tag == _A + "blip":
        source = element.getparent()
        rect = None if source is None else source.find(_A + "srcRect")
        shares = [_share(rect.get(side, "0"), _WHOLE) for side in _SIDES] if rect is not None else []
    else:
        shares = [_share(element.get(side, "0"), 1) for side in _VML_SIDES]
    if not shares or max(shares) < _LEAST or shares[0] + shares[2] >= 1 or shares[1] + shares[3] >= 1:
        return None
    left, top, right, bottom = shares
    return left, top, right, bottom


def _share(value: str, whole: int) -> float:
    """A share that the file gives; nothing where the picture is set into a larger frame."""
    found = _NUMBER.match(value)
    if not found:
        return 0.0
    return max(0.0, float(found[1]) / {"f": _VML_WHOLE, "%": 100}.get(found[2], whole))


def cropped(data: bytes, crop: Crop) -> bytes | None:
    """The part of a picture that is shown, in its own format; None where it cannot be cut."""

    def cut(image: Image) -> Image:
        width, height = image.size
        left, top, right, bottom = crop
        return image.crop(
            (
                round(left * width),
                round(top * height),
                max(round((1 - right) * width), round(left * width) + 1),
                max(round((1 - bottom) * height), round(top * height) + 1),
            )
        )

    return _changed(data, cut)


@dataclass(frozen=True, slots=True)
class Turn:
    """How a picture is shown: mirrored first, then turned clockwise."""

    degrees: float
    is_mirrored: bool = False
    """Left and right changed."""
    is_upended: bool = False
    """Top and bottom changed."""

    @property
    def quarters(self) -> int | None:
        """Quarters of a turn; None where it is none of them."""
        quarters = round(self.degrees / 90)
        return quarters % 4 if abs(self.degrees - 90 * quarters) <= _STRAIGHT else None


def turn_of(element: etree._Element) -> Turn | None:
    """How a picture is turned, by its `a:blip` or `v:imagedata`; None where it stands as it is."""
    turn = _turn_in_drawing(element) if element.tag == _A + "blip" else _turn_in_vml(element)
    return turn if turn.quarters != 0 or turn.is_mirrored or turn.is_upended else None


def _turn_in_drawing(blip: etree._Element) -> Turn:
    picture = next((e for e in blip.iterancestors() if e.tag.endswith("}pic")), None)
    frame = None if picture is None else next(picture.iter(_A + "xfrm"), None)
    if frame is None:
        return Turn(0.0)
    found = _NUMBER.match(frame.get("rot", "0"))
    flips = (frame.get(name) in ("1", "true") for name in ("flipH", "flipV"))
    return Turn(float(found[1]) / _DEGREE if found else 0.0, *flips)


def _turn_in_vml(image: etree._Element) -> Turn:
    shape = image.getparent()
    style = "" if shape is None else shape.get("style", "")
    found, flip = _ROTATION.search(style), _FLIP.search(style)
    degrees = float(found[1]) / (_VML_WHOLE if found[2] else 1) if found else 0.0
    flips = flip[1].lower() if flip else ""
    return Turn(degrees, "x" in flips, "y" in flips)


def turned(data: bytes, turn: Turn) -> bytes | None:
    """A picture as it is shown, in its own format; None where it cannot be turned so."""
    from PIL.Image import Transpose  # noqa: PLC0415  # only where a picture is turned

    if turn.quarters is None:
        return None
    steps = [Transpose.FLIP_LEFT_RIGHT] if turn.is_mirrored else []
    steps += [Transpose.FLIP_TOP_BOTTOM] if turn.is_upended else []
    steps += [[], [Transpose.ROTATE_270], [Transpose.ROTATE_180], [Transpose.ROTATE_90]][turn.quarters]

    def change(image: Image) -> Image:
        for step in steps:
            image = image.transpose(step)
        return image

    return _changed(data, change)


def _changed(data: bytes, change: Callable[[Image], Image]) -> bytes | None:
    """A picture changed, in its own format; None where that is not possible."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  # only where a picture is changed

    try:
        with Image.open(io.BytesIO(data)) as image:
            file = io.BytesIO()
            how = {"quality": _QUALITY} if image.format == "JPEG" else {}
            change(image).save(file, image.format, **how)
            return file.getvalue()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, KeyError, SyntaxError):
        return None
