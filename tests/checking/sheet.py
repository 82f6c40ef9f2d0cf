"""PDF files out of things with places, in millimetres: what a mutation moves is all that moves."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import faces
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFStream
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

MM = 72 / 25.4
PT = 1 / MM
CELL = 156 / 28
LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0
PITCH = (225 - 16 * PT) / 21
BLACK, RED = (0.0, 0.0, 0.0), (1.0, 0.0, 0.0)


def slot(index: float) -> float:
    """Upper edge of the em boxes on a line of the grid, from 0."""
    return TOP + PITCH * index


@dataclass(frozen=True)
class Text:
    """Characters from `x`, the em box's upper edge at `top`."""

    tag: str
    page: int
    text: str
    x: float
    top: float
    face: str = "仿宋"
    size: float = 16.0
    color: tuple[float, ...] = BLACK
    cell: float = CELL
    """Distance of full-width characters."""
    bold: bool = False
    slope: float = 0.0
    faces: tuple[tuple[int, str], ...] = ()
    """Other faces from a character on."""

    @property
    def width(self) -> float:
        return sum(self.cell * (0.5 if faces.is_half(c) else 1) for c in self.text)

    @property
    def base(self) -> float:
        return self.top + faces.ASCENT / faces.EM * self.size * PT

    def places(self) -> Iterator[tuple[str, float, str]]:
        x, face, others = self.x, self.face, dict(self.faces)
        for index, char in enumerate(self.text):
            face = others.get(index, face)
            yield char, x, face
            x += self.cell * (0.5 if faces.is_half(char) else 1)


@dataclass(frozen=True)
class Bar:
    tag: str
    page: int
    left: float
    right: float
    y: float
    thickness: float = 0.35
    color: tuple[float, ...] = BLACK


@dataclass(frozen=True)
class Seal:
    tag: str
    page: int
    left: float
    top: float
    side: float = 42.0
    color: tuple[int, int, int] = (255, 0, 0)


Item = Text | Bar | Seal


@dataclass
class Sheet:
    """A document of items; every method gives a new one."""

    items: list[Item] = field(default_factory=list)
    size: tuple[float, float] = (210.0, 297.0)
    title: str = "标题"
    language: str = "zh-CN"
    settings: dict[str, str] = field(
        default_factory=lambda: {
            "DisplayDocTitle": "true",
            "PrintScaling": "None",
            "Duplex": "DuplexFlipLongEdge",
        }
    )
    archival: bool = True
    tagged: bool = True
    landscape: tuple[int, ...] = ()
    encrypted: str = ""

    def named(self, *tags: str) -> list[Item]:
        return [item for item in self.items if any(matches(item.tag, tag) for tag in tags)]

    def change(self, tag: str, **values: object) -> Sheet:
        """Other values for the items of a tag; `dx`, `dy` move them."""
        assert self.named(tag), tag
        return replace(self, items=[_changed(i, values) if matches(i.tag, tag) else i for i in self.items])

    def move(self, tag: str, dx: float = 0.0, dy: float = 0.0) -> Sheet:
        return self.change(tag, dx=dx, dy=dy)

    def drop(self, tag: str) -> Sheet:
        assert self.named(tag), tag
        return replace(self, items=[item for item in self.items if not matches(item.tag, tag)])

    def add(self, *items: Item) -> Sheet:
        return replace(self, items=[*self.items, *items])

    def onto(self, tag: str, page: int) -> Sheet:
        return self.change(tag, page=page)

    def bytes(self) -> bytes:
        return _drawn(self)


def matches(tag: str, wanted: str) -> bool:
    """`body` names `body.1` too; `*` all."""
    return wanted in ("*", tag) or tag.startswith(wanted + ".")


def _changed(item: Item, values: dict[str, object]) -> Item:
    values = dict(values)
    dx, dy = float(values.pop("dx", 0)), float(values.pop("dy", 0))
    if isinstance(item, Text):
        moved = replace(item, x=item.x + dx, top=item.top + dy)
    elif isinstance(item, Bar):
        moved = replace(item, left=item.left + dx, right=item.right + dx, y=item.y + dy)
    else:
        moved = replace(item, left=item.left + dx, top=item.top + dy)
    return replace(moved, **{k: v for k, v in values.items() if k in moved.__dataclass_fields__})


_XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def _drawn(sheet: Sheet) -> bytes:
    file = io.BytesIO()
    encrypt = StandardEncryption(sheet.encrypted, canPrint=1) if sheet.encrypted else None
    width, height = (side * MM for side in sheet.size)
    canvas = Canvas(file, pagesize=(width, height), lang=sheet.language or None, invariant=1, encrypt=encrypt)
    if sheet.title:
        canvas.setTitle(sheet.title)
    for key, value in sheet.settings.items():
        canvas.setViewerPreference(key, value)
    _declare(canvas, sheet)
    names = _register(sheet)
    last = max(item.page for item in sheet.items)
    for page in range(1, last + 1):
        if page in sheet.landscape:
            canvas.setPageSize((height, width))
        else:
            canvas.setPageSize((width, height))
        tall = width if page in sheet.landscape else height
        for item in sheet.items:
            if item.page == page:
                _draw(canvas, item, tall, names)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _declare(canvas: Canvas, sheet: Sheet) -> None:
    catalog = canvas._doc.Catalog
    catalog.__NoDefault__ = [
        *catalog.__NoDefault__,
        "OutputIntents",
        "MarkInfo",
        "StructTreeRoot",
        "Metadata",
    ]
    if sheet.archival:
        stream = PDFStream(
            content=_XMP.encode(), dictionary=PDFDictionary({"Type": "/Metadata", "Subtype": "/XML"})
        )
        stream.filters = []
        catalog.Metadata = canvas._doc.Reference(stream)
        catalog.OutputIntents = PDFArray([PDFDictionary({"Type": "/OutputIntent", "S": "/GTS_PDFA1"})])
    if sheet.tagged:
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        catalog.StructTreeRoot = PDFDictionary({"Type": "/StructTreeRoot"})


def _register(sheet: Sheet) -> dict[str, str]:
    """A font for each face, with the characters of the sheet."""
    texts: dict[str, str] = {}
    for item in sheet.items:
        if isinstance(item, Text):
            for char, _x, face in item.places():
                texts[face] = texts.get(face, "") + char
    names = {}
    for face, text in texts.items():
        if face == "Helvetica":
            names[face] = face  # not embedded
            continue
        data = faces.font(face, "".join(sorted(set(text))))
        name = f"{face}-{len(_REGISTERED)}"
        if data not in _REGISTERED:
            _REGISTERED[data] = name
            pdfmetrics.registerFont(TTFont(name, io.BytesIO(data)))
        names[face] = _REGISTERED[data]
    return names


_REGISTERED: dict[bytes, str] = {}


def _draw(canvas: Canvas, item: Item, height: float, names: dict[str, str]) -> None:
    if isinstance(item, Text):
        _draw_text(canvas, item, height, names)
    elif isinstance(item, Bar):
        canvas.setStrokeColorRGB(*item.color) if len(item.color) == 3 else canvas.setStrokeColorCMYK(
            *item.color
        )
        canvas.setLineWidth(item.thickness * MM)
        y = height - item.y * MM
        canvas.line(item.left * MM, y, item.right * MM, y)
    else:
        image = Image.new("RGB", (60, 60), item.color)
        image.paste((255, 255, 255), (8, 8, 52, 52))
        side = item.side * MM
        canvas.drawImage(
            ImageReader(image), item.left * MM, height - item.top * MM - side, side, side, mask=[255] * 6
        )


def _draw_text(canvas: Canvas, item: Text, height: float, names: dict[str, str]) -> None:
    fill = canvas.setFillColorRGB if len(item.color) == 3 else canvas.setFillColorCMYK
    fill(*item.color)
    for char, x, face in item.places():
        text = canvas.beginText()
        base = height - item.base * MM + (x - item.x) * MM * item.slope
        if item.slope:
            text.setTextTransform(1, item.slope, -item.slope, 1, x * MM, base)
        else:
            text.setTextOrigin(x * MM, base)
        text.setFont(names[face], item.size)
        text.setTextRenderMode(2 if item.bold else 0)
        text.textOut(char)
        canvas.drawText(text)


def settings_of(sheet: Sheet, **values: object) -> Sheet:
    """A sheet with other settings."""
    return replace(sheet, **values)
