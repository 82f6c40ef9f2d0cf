"""Pages to PDF: draws what is placed and decides nothing.

Fonts (`pdffont`), the content of pages (`pdfcontent`), the structure of the text (`pdftags`), the outline
(`pdfoutline`) and what archives ask for (`pdfarchive`) become the objects of a file (`pdfobjects`) here. The
same pages give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from ..model import Page, Pages, Run
from . import pdfarchive, pdfoutline
from .pdfcolor import Ink
from .pdfcontent import Faces, PageContent, key
from .pdffont import EmbeddedFace
from .pdfobjects import PdfFile, array, dictionary, string
from .pdfpictures import Images
from .pdftags import StructureTree, sound

__all__ = ["Ink", "write_pdf"]

_LANGUAGE = "zh-CN"
_PROGRAM = "gongwen"
_NOT_DEFINED = 0
"""The glyph that stands for characters without one; PDF/A forbids it."""
_SHOWN = {
    "DisplayDocTitle": "true",
    "PrintScaling": "/None",
    "Duplex": "/DuplexFlipLongEdge",  # page numbers change sides
}


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
    file = PdfFile()
    faces = _used(pages)
    fonts = {name: font for face in faces.values() for name, font in face.embed(file).items()}
    tree = StructureTree(pages.blocks)
    root, drawn = _page_objects(file, pages, faces, file.add(dictionary(fonts)), tree, ink=ink)
    catalog = {
        "Type": "/Catalog",
        "Pages": root,
        "Lang": string(_LANGUAGE),
        "ViewerPreferences": dictionary(_SHOWN),
        **tree.add_to(file, drawn),
    }
    if pages.outline:
        catalog["Outlines"] = pdfoutline.add_to(file, pages.outline, drawn, pages.height)
    title = sound(pages.title)
    if ink is Ink.RGB and not any(_NOT_DEFINED in run.glyphs for run in _runs(pages.pages)):
        catalog |= pdfarchive.entries_of(file, title, _LANGUAGE, _PROGRAM)
    said = {"Title": title, "Creator": _PROGRAM, "Producer": _PROGRAM}
    info = dictionary({name: string(text) for name, text in said.items() if text})
    return file.written(file.add(dictionary(catalog)), file.add(info))


def _page_objects(
    file: PdfFile, pages: Pages, faces: Faces, fonts: str, tree: StructureTree, *, ink: Ink
) -> tuple[str, list[str]]:
    """Draw all pages; returns the references of their tree and of each."""
    images = Images(file, ink)
    parent = file.reserve()
    made = []
    for page in pages.pages:
        number = tree.open_page()
        operators = PageContent(page, pages.height, faces, ink, tree, images=images).operators()
        resources = {"Font": fonts}
        if pictures := images.resources():
            resources["XObject"] = dictionary(pictures)
        entries = {
            "Type": "/Page",
            "Parent": parent,
            "Resources": dictionary(resources),
            "Contents": file.stream("\n".join(operators).encode("ascii"), {}),
            "StructParents": number,
        }
        made.append(file.add(dictionary(entries)))
    sheet = array((0, 0, f"{pages.width:.4f}", f"{pages.height:.4f}"))
    file.put(
        parent, dictionary({"Type": "/Pages", "MediaBox": sheet, "Kids": array(made), "Count": len(made)})
    )
    return parent, made


def _used(pages: Pages) -> dict[tuple[str, int, object], EmbeddedFace]:
    """Every file and instance that is drawn from, once whatever roles it plays."""
    faces: dict[tuple[str, int, object], EmbeddedFace] = {}
    for run in _runs(pages.pages):
        name = key(run.face)
        if name not in faces:
            faces[name] = EmbeddedFace(run.face, len(faces) + 1)
        faces[name].use(run.glyphs, run.text)
    return faces


def _runs(pages: Iterable[Page]) -> Iterable[Run]:
    for page in pages:
        for line in (*page.lines, *(page.turned.lines if page.turned else ())):
            yield from line.runs
        yield from page.footer
