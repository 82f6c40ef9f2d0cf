"""A PDF as facts: characters with their places, rules, pictures, and what the file says of itself.

pdfminer.six interprets the pages. Its own layout analysis is not used: it takes boxes from declared
descents (PR-1) and is slow; the device below keeps the origin and advance of each glyph.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from ..i18n import gettext as _
from ..model import UnreadableInput
from .ink import Ink
from .lines import Color, Glyph, Line, lines_of
from .verdict import Box


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal rule; `y` is its middle."""

    page: int
    left: float
    right: float
    y: float
    thickness: float
    color: Color

    @property
    def box(self) -> Box:
        """What it covers."""
        return Box(self.left, self.y - self.thickness / 2, self.right, self.y + self.thickness / 2)


@dataclass
class PdfPage:
    """One page, as it is shown."""

    number: int
    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    uprights: list[Box] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    turned: list[Glyph] = field(default_factory=list)
    """Characters of text that runs up or down the sheet."""
    skew: float = 0.0
    """Rise of the text's baselines per unit of length."""


@dataclass(frozen=True, slots=True)
class FontFact:
    """A font that draws something."""

    name: str
    embedded: bool
    mapped: bool
    """Whether its codes can be turned into text."""


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself."""

    title: str = ""
    author: str = ""
    subject: str = ""
    language: str = ""
    shows_title: bool = False
    print_scaling: str = ""
    duplex: str = ""
    archival: str = ""
    """The part and level of PDF/A that it declares, such as 2B."""
    has_intent: bool = False
    tagged: bool = False
    encrypted: bool = False


@dataclass
class PdfFile:
    """All facts of a PDF."""

    name: str
    pages: list[PdfPage]
    fonts: list[FontFact]
    properties: Properties
    ink: Ink


def read_pdf(data: bytes, name: str) -> PdfFile:
    """The facts of a PDF.

    Raises:
        UnreadableInput: It is damaged, wants a password, or holds no text.
    """
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect  # noqa: PLC0415

    try:
        found = _interpret(data, name)
    except PDFPasswordIncorrect as error:
        message = _("{name} opens with a password only; save a copy without one and check that.")
        raise UnreadableInput(message.format(name=name)) from error
    except PDFEncryptionError as error:
        message = _("{name} is encrypted in a way that is not read; save a copy without encryption.")
        raise UnreadableInput(message.format(name=name)) from error
    except MemoryError:
        raise
    except Exception as error:  # a damaged file makes pdfminer raise whatever its parser stumbles over
        message = _("{name} is damaged or no PDF; export it again from the program that made it.")
        raise UnreadableInput(message.format(name=name)) from error
    if not found.pages:
        message = _("{name} is damaged or no PDF; export it again from the program that made it.")
        raise UnreadableInput(message.format(name=name))
    if not any(page.lines or page.turned for page in found.pages):
        raise UnreadableInput(_textless(found).format(name=name))
    return found


def _textless(found: PdfFile) -> str:
    if any(page.images for page in found.pages):
        return _("{name} is a scan: pictures without text. Check the file it was printed from.")
    return _("{name} holds no text.")


def _interpret(data: bytes, name: str) -> PdfFile:
    from pdfminer.pdfdocument import PDFDocument  # noqa: PLC0415
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager  # noqa: PLC0415
    from pdfminer.pdfpage import PDFPage  # noqa: PLC0415
    from pdfminer.pdfparser import PDFParser  # noqa: PLC0415

    from .pdfdevice import Places  # noqa: PLC0415
    from .pdfproperties import properties_of  # noqa: PLC0415

    document = PDFDocument(PDFParser(io.BytesIO(data)))
    manager = PDFResourceManager()
    device = Places(manager)
    interpreter = PDFPageInterpreter(manager, device)
    pages: list[PdfPage] = []
    for sheet in PDFPage.create_pages(document):
        interpreter.process_page(sheet)
        pages.append(_page(device, len(pages) + 1))
    return PdfFile(name, pages, device.fonts(), properties_of(document), Ink(data))


def _page(device: Any, number: int) -> PdfPage:
    page = PdfPage(number, device.width, device.height)
    page.turned = [glyph for glyph in device.glyphs if abs(glyph.slope) >= 1]
    level = [glyph for glyph in device.glyphs if abs(glyph.slope) < 1]
    page.lines = lines_of(level, number)
    page.skew = median(glyph.slope for glyph in level) if level else 0.0
    page.rules = [
        Rule(number, box.left, box.right, (box.top + box.bottom) / 2, thickness, color)
        for box, thickness, color in device.rules
    ]
    page.uprights, page.images = device.uprights, device.images
    for line in page.lines:
        line.in_table = _in_table(line, page)
    return page


def _in_table(line: Line, page: PdfPage) -> bool:
    """Whether upright rules stand beside the line: no official document has such but around its tables."""
    middle = (line.top + line.bottom) / 2
    return any(upright.top <= middle <= upright.bottom for upright in page.uprights)
