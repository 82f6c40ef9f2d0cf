"""What an OpenDocument file holds beside its text: pictures, addresses of links, shapes of tables."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Iterable, Iterator
from contextlib import suppress
from posixpath import normpath

from lxml import etree

from ..model import Picture
from .flow import MOST_COLUMNS, Flow, ReadCell
from .images import NAMED, Album
from .limits import Archive, DamagedError, TooLargeError
from .odtnames import FO, OFFICE, STYLE, SVG, TABLE, XLINK
from .wordkept import address as _allowed

_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(pt|in|cm|mm|px|pc)?")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75, "pc": 12.0, None: 1.0}
_REPEATED = 200
"""The most that a cell is repeated: real ones are few, a hostile file has billions."""
_MOST_ROWS = 1000


def address(link: etree._Element) -> str:
    """Where a link leads to; empty for a place in the file."""
    return _allowed(link.get(XLINK + "href"))


def repeated(element: etree._Element) -> int:
    """How often a cell or a column is there."""
    return max(1, min(int(element.get(TABLE + "number-columns-repeated", "1")), _REPEATED))


def spanning(cell: etree._Element, content: Flow) -> ReadCell:
    """A cell with the columns and rows that it takes."""
    columns, rows = (int(cell.get(f"{TABLE}number-{name}-spanned", "1")) for name in ("columns", "rows"))
    return ReadCell(content, max(1, columns), max(1, min(rows, _MOST_ROWS)))


def _points(length: str | None) -> float:
    found = _LENGTH.fullmatch(length or "")
    return float(found[1]) * _POINTS[found[2]] if found else 0.0


class Belongings:
    """Looks up what the text of an OpenDocument file refers to."""

    def __init__(self, archive: Archive, roots: Iterable[etree._Element]) -> None:
        self._archive = archive
        self._album = Album()
        self._widths: dict[str, float] = {}
        self._ruled: set[str] = set()
        for root in roots:
            for style in root.iter(STYLE + "style"):
                self._note_style(style)

    def _note_style(self, style: etree._Element) -> None:
        name = style.get(STYLE + "name", "")
        column, cell = (style.find(f"{STYLE}table-{part}-properties") for part in ("column", "cell"))
        if column is not None:
            relative = column.get(STYLE + "rel-column-width", "").rstrip("*")
            wide = _points(column.get(STYLE + "column-width"))
            self._widths[name] = wide or (float(relative) if relative.isdigit() else 0.0)
        if cell is not None:
            borders = (str(value) for key, value in cell.items() if str(key).startswith(FO + "border"))
            if any(border != "none" for border in borders):
                self._ruled.add(name)

    def picture(self, frame: etree._Element, image: etree._Element) -> Picture:
        """The picture in a frame, if the file itself holds it."""
        data = None
        inline = image.findtext(OFFICE + "binary-data")
        place = image.get(XLINK + "href", "")
        if "://" in place or place.startswith("../"):  # beside the file, or far away
            return Picture(0, media_type=NAMED)
        name = normpath(place)
        with suppress(DamagedError, TooLargeError, Error, ValueError):
            data = b64decode(inline) if inline else self._archive.get(name)
        around = next(
            (e for e in (image.getparent(), frame) if e is not None and e.get(SVG + "width")), frame
        )
        width, height = (_points(around.get(SVG + part)) for part in ("width", "height"))
        said = (frame.findtext(f".//{SVG}{part}") for part in ("desc", "title"))
        return self._album.picture(data, width, height, next((text for text in said if text), ""))

    def widths(self, table: etree._Element) -> tuple[float, ...]:
        """The share of each column."""
        found: list[float] = []
        for column in _columns(table):
            wide = self._widths.get(column.get(TABLE + "style-name", ""), 0.0)
            found += [wide] * repeated(column)
        whole = sum(found[:MOST_COLUMNS])
        return tuple(wide / whole for wide in found[:MOST_COLUMNS]) if whole and all(found) else ()

    def is_ruled(self, table: etree._Element) -> bool:
        """Whether lines are drawn around a cell of a table."""
        return any(cell.get(TABLE + "style-name") in self._ruled for cell in table.iter(TABLE + "table-cell"))


def _columns(table: etree._Element) -> Iterator[etree._Element]:
    for column in table.iter(TABLE + "table-column"):
        if next(column.iterancestors(TABLE + "table")) is table:
            yield column
