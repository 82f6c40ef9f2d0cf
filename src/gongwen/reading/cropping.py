"""Pictures of which a Word file shows a part only."""

from __future__ import annotations

import io
import re

from lxml import etree

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SIDES = ("l", "t", "r", "b")
_VML_SIDES = ("cropleft", "croptop", "cropright", "cropbottom")
_WHOLE = 100_000
"""A whole in DrawingML, in thousandths of a percent."""
_VML_WHOLE = 65_536
_NUMBER = re.compile(r"\s*(-?\d+(?:\.\d*)?|-?\.\d+)\s*(f?)")
_LEAST = 0.005
"""Less than this share of a side is no crop."""
_QUALITY = 95

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
    return max(0.0, float(found[1]) / (_VML_WHOLE if found[2] else whole))


def cropped(data: bytes, crop: Crop) -> bytes | None:
    """The part of a picture that is shown, in its own format; None where it cannot be cut."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  # only where a picture is cropped

    try:
        with Image.open(io.BytesIO(data)) as image:
            width, height = image.size
            left, top, right, bottom = crop
            box = (
                round(left * width),
                round(top * height),
                max(round((1 - right) * width), round(left * width) + 1),
                max(round((1 - bottom) * height), round(top * height) + 1),
            )
            file = io.BytesIO()
            how = {"quality": _QUALITY} if image.format == "JPEG" else {}
            image.crop(box).save(file, image.format, **how)
            return file.getvalue()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, KeyError, SyntaxError):
        return None
