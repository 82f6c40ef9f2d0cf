"""What a Word file holds beside its text: pictures, notes, addresses of links, shapes of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from lxml import etree

from ..model import Align, NoteKind, Picture
from .cropping import crop_of, cropped, turn_of, turned
from .flow import Flow, ReadCell
from .images import NAMED, Album, is_kept
from .limits import DamagedError, NestingError, TooLargeError
from .numbering import W, inherited
from .tables import MOST_COLUMNS
from .wordpackage import Package

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_EMU = 12_700
"""English metric units in a point."""
_LENGTH = re.compile(r"(width|height)\s*:\s*([\d.]+)\s*(pt|in|cm|mm|px)?", re.I)
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75, "": 0.75}
_WIDTH = re.compile(r"\s*(\d+(?:\.\d*)?|\.\d+)\s*([a-z%]*)\s*")
_TWIPS = {"pt": 20.0, "pi": 240.0, "pc": 240.0, "in": 1440.0, "cm": 1440 / 2.54, "mm": 144 / 2.54}
_ALIGNS = {"center": Align.CENTER, "right": Align.RIGHT, "end": Align.RIGHT, "left": Align.LEFT}
_NO_LINE = ("nil", "none", None)
_ADDRESS = re.compile(r"(?:https?|ftp|mailto|tel):[^\s\x00-\x1f]+", re.I)
_HYPERLINK = re.compile(r'\s*HYPERLINK\s+(?:"([^"]*)"|([^\s"\\]+))')
_REFERENCES = {
    W + "footnoteReference": (NoteKind.FOOTNOTE, "footnote"),
    W + "endnoteReference": (NoteKind.ENDNOTE, "endnote"),
}


def address(text: str | None) -> str:
    """An address that a link may lead to; empty for one inside of the file or that runs something."""
    return text if text and _ADDRESS.fullmatch(text) else ""


def field_address(instruction: str) -> str:
    """The address of a HYPERLINK field."""
    found = _HYPERLINK.match(instruction)
    return address(found[1] or found[2]) if found else ""


class Belongings:
    """Looks up what the body of a Word file refers to."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._album = Album()
        self._relations = package.relations()
        self._notes: dict[str, dict[str, etree._Element]] = {}
        self._ruled_styles = _ruled_styles(package)
        self.uncropped = 0
        """Pictures of which more is shown than the file shows."""
        self.unturned = 0
        """Pictures that stand upright though the file shows them turned or mirrored."""

    def target(self, link: etree._Element) -> str:
        """Where a `w:hyperlink` leads to; empty for a place in the file."""
        relation = self._relations.get(link.get(_R + "id", ""))
        return address(relation.target) if relation and relation.is_external else ""

    def note(self, reference: etree._Element) -> tuple[NoteKind, etree._Element] | None:
        """The footnote or endnote that a sign refers to."""
        kind, tag = _REFERENCES[reference.tag]
        if tag not in self._notes:
            self._notes[tag] = {}
            with suppress(DamagedError, NestingError):
                part = self._package.optional(tag + "s")
                self._notes[tag] = {} if part is None else {e.get(W + "id", ""): e for e in part}
        found = self._notes[tag].get(reference.get(W + "id", ""))
        return None if found is None else (kind, found)

    def picture(self, element: etree._Element) -> Picture:
        """The picture that an `a:blip` or `v:imagedata` stands for."""
        relation = self._relations.get(element.get(_R + "embed", "") or element.get(_R + "id", ""))
        data = None
        if (relation is None and element.get(_R + "link")) or (relation and relation.is_external):
            return Picture(0, media_type=NAMED)
        if relation:
            with suppress(DamagedError, TooLargeError):
                data = self._package.data(relation.target)
        width, height, alt = _drawn(element) if element.tag == _A + "blip" else _drawn_in_vml(element)
        crop = crop_of(element)
        if crop and data and is_kept(data):
            part = cropped(data, crop)
            if part is None:  # all of it is shown, no part larger than it was
                self.uncropped += 1
                width, height = width / (1 - crop[0] - crop[2]), height / (1 - crop[1] - crop[3])
            data = part or data
        turn = turn_of(element)
        if turn and data and is_kept(data):
            shown = turned(data, turn)
            self.unturned += shown is None
            if shown and turn.quarters in (1, 3):
                width, height = _unturned(element) or (width, height)
                width, height = height, width
            data = shown or data
        return self._album.picture(data, width, height, alt)

    def is_ruled(self, table: etree._Element) -> bool:
        """Whether lines are drawn around the cells of a table, by itself, its style or a cell."""
        own = table.find(f"{W}tblPr/{W}tblBorders")
        if own is not None:
            return _has_lines(own)
        style = table.find(f"{W}tblPr/{W}tblStyle")
        if style is not None and style.get(W + "val") in self._ruled_styles:
            return True
        return any(_has_lines(borders) for borders in table.iter(W + "tcBorders"))


def _ruled_styles(package: Package) -> frozenset[str]:
    with suppress(DamagedError, NestingError):
        settings = inherited(package.optional("styles"), lambda style: style.find(f"{W}tblPr/{W}tblBorders"))
        return frozenset(name for name, (_origin, borders) in settings.items() if _has_lines(borders))
    return frozenset()


def _has_lines(borders: etree._Element) -> bool:
    return any(side.get(W + "val") not in _NO_LINE for side in borders)


def _drawn(blip: etree._Element) -> tuple[float, float, str]:
    """Width and height in points, and the description, of a picture in DrawingML."""
    frame = next(blip.iterancestors(_WP + "inline", _WP + "anchor"), None)
    if frame is None:
        return 0.0, 0.0, ""
    said = frame.find(_WP + "docPr")
    alt = "" if said is None else said.get("descr") or said.get("title") or ""
    size = frame.find(_WP + "extent")
    if sum(1 for _blip in frame.iter(_A + "blip")) > 1:  # one of a group
        around = next((e for e in blip.iterancestors() if e.tag.endswith("}pic")), frame)
        size = next(around.iter(_A + "ext"), size)
    if size is None:
        return 0.0, 0.0, alt
    return int(size.get("cx", "0")) / _EMU, int(size.get("cy", "0")) / _EMU, alt


def _unturned(blip: etree._Element) -> tuple[float, float] | None:
    """The size of a picture in DrawingML before it is turned."""
    around = next((e for e in blip.iterancestors() if e.tag.endswith("}pic")), None)
    size = None if around is None else next(around.iterfind(f".//{_A}xfrm/{_A}ext"), None)
    return None if size is None else (int(size.get("cx", "0")) / _EMU, int(size.get("cy", "0")) / _EMU)


def _drawn_in_vml(image: etree._Element) -> tuple[float, float, str]:
    shape = image.getparent()
    if shape is None:
        return 0.0, 0.0, ""
    sizes = {
        name.lower(): float(number) * _POINTS[(unit or "").lower()]
        for name, number, unit in _LENGTH.findall(shape.get("style", ""))
        if number.count(".") < 2 and number != "."
    }
    return sizes.get("width", 0.0), sizes.get("height", 0.0), shape.get("alt", "")


def rows_of(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table, without those of tables in it and those that are deleted."""
    for row in table.iter(W + "tr"):
        if next(row.iterancestors(W + "tbl")) is table and row.find(f"{W}trPr/{W}del") is None:
            yield row


def cells_of(row: etree._Element) -> Iterator[etree._Element]:
    """The cells of a row, without those of tables in it and those that are deleted."""
    return (
        cell
        for cell in row.iter(W + "tc")
        if next(cell.iterancestors(W + "tr")) is row and cell.find(f"{W}tcPr/{W}cellDel") is None
    )


def is_head(row: etree._Element) -> bool:
    """Whether a row is repeated on every page."""
    head = row.find(f"{W}trPr/{W}tblHeader")
    return head is not None and head.get(W + "val") not in ("0", "false", "off")


def widths(table: etree._Element) -> tuple[float, ...]:
    """The share of each column of the grid.

    Office programs write into the grid what they show; others leave it at equal columns and say what is
    meant in the cells.
    """
    columns = [_number(column) for column in table.findall(f"{W}tblGrid/{W}gridCol")][:MOST_COLUMNS]
    if len(set(columns)) == 1:
        own = _cell_widths(table, len(columns))
        columns = own if own and all(own) else columns
    whole = sum(columns)
    return tuple(column / whole for column in columns) if whole and all(columns) else ()


def _cell_widths(table: etree._Element, count: int) -> list[float]:
    """The widths that cells of one column say, the widest of each column; of one unit, or none."""
    found = [0.0] * count
    units = set()
    for row in rows_of(table):
        column = sum(cell.columns for cell in skipped(row))
        for cell in cells_of(row):
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            taken = 1 if span is None else max(int(span.get(W + "val", "1")), 1)
            said = cell.find(f"{W}tcPr/{W}tcW")
            if taken == 1 and column < count and said is not None and _number(said) > 0:
                units.add(said.get(W + "type", "dxa"))
                found[column] = max(found[column], _number(said))
            column += taken
    return found if len(units) == 1 and units <= {"dxa", "pct"} else []


def _number(element: etree._Element) -> float:
    """What a width says, of twips or fiftieths of a percent; the strict form of the format has units."""
    found = _WIDTH.fullmatch(element.get(W + "w") or "0")
    return float(found[1]) * _TWIPS.get(found[2], 1.0) if found else 0.0


def read_cell(cell: etree._Element, flow: Flow) -> ReadCell:
    """A cell with the columns that it takes and whether it goes on with the one above."""
    properties = cell.find(W + "tcPr")
    span = properties.find(W + "gridSpan") if properties is not None else None
    merge = properties.find(W + "vMerge") if properties is not None else None
    align = cell.find(f"{W}p/{W}pPr/{W}jc")
    return ReadCell(
        flow,
        1 if span is None else max(int(span.get(W + "val", "1")), 1),
        align=None if align is None else _ALIGNS.get(align.get(W + "val", "")),
        continues=merge is not None and merge.get(W + "val") != "restart",
    )


def in_one(cells: Sequence[tuple[etree._Element, ReadCell]]) -> list[ReadCell]:
    """The cells of a row; an empty one that goes on with the cell on its left (hMerge) is one with it."""
    found: list[ReadCell] = []
    for element, cell in cells:
        merge = element.find(f"{W}tcPr/{W}hMerge")
        goes_on = merge is not None and merge.get(W + "val") != "restart"
        if goes_on and found and not any(line.strip() for line in cell.flow.lines):
            found[-1] = replace(found[-1], columns=found[-1].columns + cell.columns)
        else:
            found.append(cell)
    return found


def skipped(row: etree._Element) -> list[ReadCell]:
    """The columns that a row leaves out at its beginning."""
    before = row.find(f"{W}trPr/{W}gridBefore")
    count = 0 if before is None else int(before.get(W + "val", "0"))
    return [ReadCell(Flow(), columns=min(count, MOST_COLUMNS))] if count > 0 else []
