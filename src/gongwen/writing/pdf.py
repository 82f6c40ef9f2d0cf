"""Pages to PDF: draws what is placed and decides nothing.

The canvas of reportlab makes pages, outline and document information; fonts (`pdffont`), the content of
pages (`pdfcontent`), the structure of the text (`pdftags`) and what archives ask for (`pdfarchive`) are
ours. The same pages give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from ..model import Bookmark, Page, Pages, Run
from . import pdfarchive
from .pdfcolor import Ink
from .pdfcontent import Faces, PageContent, key
from .pdffont import EmbeddedFace
from .pdfpictures import Images
from .pdfstream import stream
from .pdftags import StructureTree, sound

__all__ = ["Ink", "write_pdf"]

_LANGUAGE = "zh-CN"
_PROGRAM = "gongwen"
_NOT_DEFINED = 0
"""The glyph that stands for characters without one; PDF/A forbids it."""


def write_pdf(pages: Pages, target: str | Path | BinaryIO, ink: Ink = Ink.RGB) -> None:
    """Write the pages to a file or a binary file object, every face embedded as a subset.

    The file is tagged and, in RGB and where every character has a glyph, PDF/A-2b.

    Args:
        pages: What to draw.
        target: A path, or a file open for writing bytes.
        ink: `CMYK` for a print shop: black in black ink alone, red as magenta and yellow.

    Raises:
        OSError: the file cannot be written.
    """
    content = _drawn(pages, ink)
    if isinstance(target, str | Path):
        Path(target).write_bytes(content)
    else:
        target.write(content)


def _drawn(pages: Pages, ink: Ink) -> bytes:
    canvas = _canvas(pages)
    faces = _embedded(pages, canvas)
    images = Images(canvas._doc, ink)
    tree = StructureTree(pages.blocks)
    bookmarks: dict[int, list[Bookmark]] = {}
    for bookmark in pages.outline:
        bookmarks.setdefault(bookmark.page, []).append(bookmark)
    for index, page in enumerate(pages.pages):
        for number, bookmark in enumerate(bookmarks.get(index, ())):
            name = f"{index}-{number}"
            canvas.bookmarkHorizontalAbsolute(name, pages.height - bookmark.y)
            canvas.addOutlineEntry(sound(bookmark.text), name, bookmark.level, closed=False)
        number = tree.open_page()
        operators = PageContent(page, pages.height, faces, ink, tree, images=images).operators()
        canvas.showPage()
        _fill(canvas._doc.Pages.pages[-1], operators, number, images.resources())
    document = canvas._doc
    tree.add_to(document, [document.Reference(page) for page in document.Pages.pages])
    if ink is Ink.RGB and not any(_NOT_DEFINED in run.glyphs for run in _runs(pages.pages)):
        pdfarchive.add_to(document, sound(pages.title), _LANGUAGE, _PROGRAM)
    content: bytes = canvas.getpdfdata()
    return content


def _fill(drawn: Any, operators: Sequence[str], number: int, pictures: Mapping[str, Any]) -> None:
    """Give a page of reportlab its content, its pictures and its number in the structure tree."""
    from reportlab.pdfbase.pdfdoc import PDFDictionary  # noqa: PLC0415  # see _canvas

    if pictures:
        drawn.XObjects = PDFDictionary(dict(pictures))
    drawn.Contents = stream("\n".join(operators).encode("ascii"), {})
    drawn.StructParents = number
    drawn.__NoDefault__ = (*drawn.__NoDefault__, "StructParents")


def _canvas(pages: Pages) -> Any:
    """A reportlab canvas with what the document says of itself."""
    from reportlab.pdfbase.pdfdoc import (  # noqa: PLC0415  # reportlab takes 0.1 s to load
        PDFDictionary,
        PDFInfo,
        PDFString,
    )
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    class PlainCanvas(Canvas):  # type: ignore[misc]
        """A canvas without the initial font, which would stand in the file unembedded."""

        def _make_preamble(self) -> None:
            self._preamble = ""

    class PlainInfo(PDFInfo):  # type: ignore[misc]
        """Title and program, no dates: the same document gives the same bytes."""

        def __init__(self, title: str) -> None:
            super().__init__()
            self.title, self.creator, self.producer = title, _PROGRAM, _PROGRAM

        def format(self, document: Any) -> bytes:
            said = {"Title": self.title, "Creator": self.creator, "Producer": self.producer}
            entries = {name: PDFString(text) for name, text in said.items() if text}
            content: bytes = PDFDictionary(entries).format(document)
            return content

    canvas = PlainCanvas(
        "",
        pagesize=(pages.width, pages.height),
        pageCompression=0,
        invariant=1,
        pdfVersion=(1, 7),
        lang=_LANGUAGE,
    )
    document = canvas._doc
    document.info = PlainInfo(sound(pages.title))
    document.Catalog.__NoDefault__ = (*document.Catalog.__NoDefault__, "OutputIntents")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.setViewerPreference("PrintScaling", "None")
    canvas.setViewerPreference("Duplex", "DuplexFlipLongEdge")  # page numbers change sides
    return canvas


def _embedded(pages: Pages, canvas: Any) -> Faces:
    """Every file and instance that is drawn from, embedded once whatever roles it plays."""
    faces: dict[tuple[str, int, object], EmbeddedFace] = {}
    for run in _runs(pages.pages):
        name = key(run.face)
        if name not in faces:
            faces[name] = EmbeddedFace(run.face, len(faces) + 1)
        faces[name].use(run.glyphs, run.text)
    for face in faces.values():
        face.embed(canvas._doc)
    return faces


def _runs(pages: Iterable[Page]) -> Iterable[Run]:
    for page in pages:
        for line in (*page.lines, *(page.turned.lines if page.turned else ())):
            yield from line.runs
        yield from page.footer
