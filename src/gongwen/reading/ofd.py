"""OFD (GB/T 33190), by the places of its characters, as PDF is read.

Own reading on the XML that lxml parses: what is wanted is text with places, which is a small part of what
the libraries for OFD do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from posixpath import dirname, join, normpath

from lxml import etree

from ..i18n import gettext as _
from ..model import Notice, Source, UnreadableInput
from .limits import Archive, DamagedError
from .safexml import parse_xml
from .sheets import Glyph, Sheet, flow_of, is_wide

_POINTS = 72 / 25.4
"""Points in a millimetre, the unit of OFD."""
_PAGES = 5_000
_GLYPHS = 200_000
_SMALLEST = 0.5
_FAR = 1e5
"""Points within which characters are believed to be."""
_LATIN_WIDTH = 0.5
_MATRIX = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_DEPTH = 20
"""Composite objects inside each other."""
_A4 = (0.0, 0.0, 210.0, 297.0)
_FLAT = 0.3
"""Millimetres below which a path is a rule."""

Matrix = tuple[float, float, float, float, float, float]


def read_ofd(data: bytes, name: str) -> Source:
    """The lines of an OFD file as they are printed, without running headers, footers and page numbers.

    Raises:
        DamagedError: it cannot be unpacked or understood.
        UnreadableInput: it is a scan, encrypted, or unfolds to more than is read.
    """
    package = _Package(Archive(data, name))
    sheets: list[Sheet] = []
    try:
        for page, resources in package.pages():
            if len(sheets) >= _PAGES:
                message = _("{name} has more than {limit} pages; split it first.")
                raise UnreadableInput(message.format(name=name, limit=_PAGES))
            sheets.append(package.sheet(page, resources))
    except (ValueError, OverflowError):  # a number that is none
        raise DamagedError from None
    if package.pictures and not any(sheet.glyphs for sheet in sheets):
        message = _("{name} is a scan without text; recognise its text (OCR) first and give that.")
        raise UnreadableInput(message.format(name=name))
    flow, furniture = flow_of(sheets)
    text, kept = flow.text()
    return Source(text, encoding="ofd", notices=_notices(package, furniture), kept=kept)


def _notices(package: _Package, furniture: list[str]) -> tuple[Notice, ...]:
    found = []
    if furniture:
        message = _("{count} running headers, footers and page numbers were left out: {examples}")
        examples = _(", ").join(list(dict.fromkeys(furniture))[:5])
        found.append(Notice("ofd.furniture", message.format(count=len(furniture), examples=examples)))
    if package.pictures:
        message = _("{count} pictures were not read.")
        found.append(Notice("picture.unread", message.format(count=package.pictures)))
    return tuple(found)


class _Package:
    """The parts of the archive; names of elements count without their prefix, which writers choose freely."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._folded = {name.lower(): name for name in archive.names()}
        self._parsed: dict[str, etree._Element] = {}
        self.pictures = 0

    def pages(self) -> Iterator[tuple[etree._Element, _Document]]:
        """Each page with what its document lends it."""
        for root in _children(self._xml("OFD.xml"), "DocBody", "DocRoot"):
            place = (root.text or "").strip()
            document = _Document(self, self._path("", place))
            for page in document.pages:
                yield page, document

    def sheet(self, page: etree._Element, document: _Document) -> Sheet:
        """The characters and rules of a page, those of its templates below it."""
        area = next(iter(_children(page, "Area", "PhysicalBox")), None)
        box = _numbers(area.text) if area is not None else document.box
        x, y, _width, height = box if len(box) == 4 else _A4
        sheet = Sheet(height * _POINTS, [], [])
        drawing = _Drawing(sheet, (_POINTS, 0, 0, _POINTS, -x * _POINTS, -y * _POINTS), document)
        for template in _children(page, "Template"):
            root = document.templates.get(template.get("TemplateID", ""))
            if root is not None:
                drawing.draw(root)
        drawing.draw(page)
        self.pictures += drawing.pictures
        return sheet

    def part(self, folder: str, place: str) -> etree._Element | None:
        """A part by its place, None where it is missing or no XML."""
        try:
            return self._xml(self._path(folder, place))
        except DamagedError:
            return None

    def _path(self, folder: str, place: str) -> str:
        place = place.replace("\\", "/")
        return normpath(place if place.startswith("/") else join("/", folder, place)).lstrip("/")

    def _xml(self, path: str) -> etree._Element:
        if path not in self._parsed:
            self._parsed[path] = parse_xml(self._archive.read(self._folded.get(path.lower(), path)))
        return self._parsed[path]


class _Document:
    """One document of the package: pages, templates, composite objects, the size of a page."""

    def __init__(self, package: _Package, path: str) -> None:
        folder = dirname(path)
        root = package.part("", path)
        if root is None:
            raise DamagedError
        area = next(iter(_children(root, "CommonData", "PageArea", "PhysicalBox")), None)
        self.box = _numbers(area.text) if area is not None else _A4
        found = (package.part(folder, e.get("BaseLoc", "")) for e in _children(root, "Pages", "Page"))
        self.pages = [page for page in found if page is not None]
        self.templates = {
            e.get("ID", ""): part
            for e in _children(root, "CommonData", "TemplatePage")
            if (part := package.part(folder, e.get("BaseLoc", ""))) is not None
        }
        self.composites: dict[str, etree._Element] = {}
        for kind in ("PublicRes", "DocumentRes"):
            for place in _children(root, "CommonData", kind):
                resources = package.part(folder, (place.text or "").strip())
                if resources is not None:
                    for unit in _children(resources, "CompositeGraphicUnits", "CompositeGraphicUnit"):
                        self.composites[unit.get("ID", "")] = unit


class _Drawing:
    """Places what a page draws."""

    def __init__(self, sheet: Sheet, base: Matrix, document: _Document) -> None:
        self._sheet = sheet
        self._base = base
        self._document = document
        self.pictures = 0

    def draw(self, root: etree._Element) -> None:
        """Everything below a page."""
        self._draw(root, self._base, 0)

    def _draw(self, root: etree._Element, matrix: Matrix, depth: int) -> None:
        for element in root.iter("{*}TextObject", "{*}PathObject", "{*}ImageObject", "{*}CompositeObject"):
            if element.get("Visible") == "false" or len(self._sheet.glyphs) > _GLYPHS:
                continue
            boundary = (*_numbers(element.get("Boundary")), 0.0, 0.0)[:2]
            own = _product(_matrix(element.get("CTM")), (1, 0, 0, 1, boundary[0], boundary[1]))
            inner = _product(own, matrix)
            kind = etree.QName(element).localname
            if kind == "TextObject":
                self._text(element, inner)
            elif kind == "PathObject":
                self._path(element, inner)
            elif kind == "ImageObject":
                self.pictures += 1
            elif depth < _DEPTH:
                unit = self._document.composites.get(element.get("ResourceID", ""))
                if unit is not None:
                    self._draw(unit, inner, depth + 1)

    def _text(self, element: etree._Element, matrix: Matrix) -> None:
        size = float(element.get("Size", "4"))
        scaled = _product((float(element.get("HScale", "1")), 0, 0, 1, 0, 0), matrix)
        x = y = 0.0
        for code in element.iterchildren("{*}TextCode"):
            text = (code.text or "").replace("\n", "").replace("\r", "")
            x, y = float(code.get("X", x)), float(code.get("Y", y))
            steps = list(_deltas(code.get("DeltaX"), len(text)))
            downs = list(_deltas(code.get("DeltaY"), len(text)))
            spaced = False
            for index, character in enumerate(text):
                wide = size * (1 if is_wide(character) else _LATIN_WIDTH)
                if wide < size and index < len(steps) and steps[index] > 0:
                    wide = min(steps[index], size)  # what a letter takes is where the next one stands
                if character.isprintable() and not character.isspace():
                    at = _on_point(matrix, x, y)
                    self._glyph(character, at, _scaled(scaled, wide, size), spaced=spaced)
                spaced = character.isspace()
                x += steps[index] if index < len(steps) else 0.0 if downs else wide
                y += downs[index] if index < len(downs) else 0.0

    def _glyph(self, text: str, at: tuple[float, float], size: tuple[float, float], *, spaced: bool) -> None:
        x, y = at
        width, height = size
        if _SMALLEST < height < _FAR and abs(x) < _FAR and abs(y) < _FAR and width < _FAR:
            self._sheet.glyphs.append(Glyph(text, x, x + width, y, height, spaced))

    def _path(self, element: etree._Element, matrix: Matrix) -> None:
        """The rules among the lines of a path."""
        data = next((e.text or "" for e in element.iterchildren("{*}AbbreviatedData")), "")
        before: tuple[float, float] | None = None
        start: tuple[float, float] | None = None
        tokens = data.replace(",", " ").split()
        for index, token in enumerate(tokens):
            if token in ("M", "S", "L"):
                here = _on_point(matrix, *map(float, (*tokens[index + 1 : index + 3], "0", "0")[:2]))
                if token == "L" and before is not None:
                    self._rule(before, here)
                else:
                    start = here
                before = here
            elif token == "C" and before is not None and start is not None:
                self._rule(before, start)

    def _rule(self, a: tuple[float, float], b: tuple[float, float]) -> None:
        width, height = abs(a[0] - b[0]), abs(a[1] - b[1])
        if min(width, height) < _FLAT * _POINTS < _FLAT * _POINTS * 5 < max(width, height):
            x, y = sorted((a[0], b[0])), sorted((a[1], b[1]))
            self._sheet.rules.append((x[0], y[0], x[1], y[1]))


def _children(element: etree._Element, *path: str) -> list[etree._Element]:
    """The descendants along a path of names."""
    found = [element]
    for name in path:
        found = [child for parent in found for child in parent.iterchildren("{*}" + name)]
    return found


def _numbers(text: str | None) -> tuple[float, ...]:
    return tuple(float(part) for part in (text or "").split())


def _matrix(text: str | None) -> Matrix:
    numbers = _numbers(text)
    return numbers if len(numbers) == 6 else _MATRIX


def _product(first: Matrix, then: Matrix) -> Matrix:
    """One matrix that does `first`, then `then`."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _on_point(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _scaled(matrix: Matrix, width: float, height: float) -> tuple[float, float]:
    """How wide and high something is once it is drawn."""
    a, b, c, d, _e, _f = matrix
    return (a * a + b * b) ** 0.5 * width, (c * c + d * d) ** 0.5 * height


def _deltas(text: str | None, most: int) -> Iterator[float]:
    """The steps from character to character; `g 5 3.2` stands for five times 3.2."""
    parts: Sequence[str] = (text or "").split()
    place = given = 0
    while place < len(parts) and given < most:
        if parts[place] == "g" and place + 2 < len(parts):
            for _step in range(min(int(parts[place + 1]), most)):
                yield float(parts[place + 2])
                given += 1
            place += 3
        else:
            yield float(parts[place])
            given += 1
            place += 1
