"""Where ink really stands on a page, by drawing a part of it (PR-3).

Glyph boxes say where a character's cell is; the mark of the issuer and the dashes of a page number are
measured by what is seen, and a mark may be a picture.
"""

from __future__ import annotations

from typing import Any

from .lines import PT
from .verdict import Box

_DPI = 300
_RED_MIN, _RED_OTHERS = 150, 110
_DARK_SUM = 380


class Ink:
    """The pages of a PDF as pictures; nothing is drawn before something is asked."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document: Any = None

    def red(self, page: int, region: Box) -> Box | None:
        """The box of the red ink in a region of a page (counted from 1), None where there is none."""
        pixels = self._drawn(page, region)
        if pixels is None:
            return None
        red = (pixels[..., 0] > _RED_MIN) & (pixels[..., 1] < _RED_OTHERS) & (pixels[..., 2] < _RED_OTHERS)
        return _box_of(red, region)

    def dark(self, page: int, region: Box) -> Box | None:
        """The box of the black ink in a region."""
        pixels = self._drawn(page, region)
        if pixels is None:
            return None
        return _box_of(pixels.astype("uint16").sum(axis=2) < _DARK_SUM, region)

    def close(self) -> None:
        """Let go of the file."""
        if self._document is not None:
            self._document.close()
            self._document = None

    def _drawn(self, page: int, region: Box) -> Any:
        """Pixels of a region as an array of height × width × RGB; None where pdfium cannot draw it."""
        import pypdfium2  # noqa: PLC0415  # 0.1 s

        try:
            if self._document is None:
                self._document = pypdfium2.PdfDocument(self._data)
            sheet = self._document[page - 1]
            width, height = (points * PT for points in sheet.get_size())
            left, top = max(0.0, region.left), max(0.0, region.top)
            right, bottom = max(0.0, width - region.right), max(0.0, height - region.bottom)
            crop = tuple(length / PT for length in (left, bottom, right, top))
            bitmap = sheet.render(scale=_DPI / 72, crop=crop)
            pixels = bitmap.to_numpy()[..., :3][..., ::-1].copy()
            bitmap.close()
            sheet.close()
        except (pypdfium2.PdfiumError, ValueError, RuntimeError):
            return None
        return pixels


def _box_of(mask: Any, region: Box) -> Box | None:
    """The box of the true pixels of a mask, in millimetres on the sheet."""
    rows, columns = mask.any(axis=1).nonzero()[0], mask.any(axis=0).nonzero()[0]
    if not len(rows):
        return None
    step = 25.4 / _DPI
    left, top = max(0.0, region.left), max(0.0, region.top)
    return Box(
        left + float(columns[0]) * step,
        top + float(rows[0]) * step,
        left + float(columns[-1] + 1) * step,
        top + float(rows[-1] + 1) * step,
    )
