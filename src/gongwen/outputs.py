"""A document as files: its pages are set once, and what is written of them appears together or not at all."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from .files import write_atomically
from .i18n import gettext as _
from .model import Document, Notice, Pages, Shape, Style, UnsupportedFormat, UsageError

FORMATS = ("docx", "pdf", "txt", "md")
"""What can be written, by suffix."""
_ON_PAGES = {"docx", "pdf"}

WriteWord = Callable[..., None]
"""Writes a finished .docx, given as bytes, once more into `file`."""


def format_of(path: Path) -> str:
    """The format that a target's suffix names.

    Raises:
        UnsupportedFormat: It names none that can be written.
    """
    suffix = path.suffix.lower().lstrip(".")
    if suffix not in FORMATS:
        message = _("Cannot write {name}: name a file ending in {formats}.")
        raise UnsupportedFormat(message.format(name=path.name, formats=", ".join("." + f for f in FORMATS)))
    return suffix


def need_pages(paths: Sequence[Path]) -> bool:
    """Whether one of the targets is of pages: the titles of .docx and .pdf break alike."""
    return not _ON_PAGES.isdisjoint(map(format_of, paths))


def write_all(
    document: Document,
    paths: Sequence[Path],
    style: Style,
    pages: Pages | None,
    *,
    overwrite: bool,
    colors: str = "rgb",
    write_word: WriteWord | None = None,
) -> tuple[Notice, ...]:
    """Write every target, all of them or none; returns what is to be said of pages and files.

    Args:
        document: What is written.
        paths: The targets, each of the format that its suffix names.
        style: The layout that the pages were set in.
        pages: The document on pages, where `need_pages`.
        overwrite: Whether files that are there are replaced.
        colors: Of a PDF: `rgb`, or `cmyk` for a print shop.
        write_word: Is given the finished .docx, to write it with revisions.

    Raises:
        UsageError: There are no such colors.
        UnsupportedFormat: A suffix names no format.
        UnwritableOutput: A place cannot be written.
    """
    if colors not in ("rgb", "cmyk"):
        raise UsageError(_("Unknown colors {colors}: use rgb or cmyk.").format(colors=colors))
    formats = {path: format_of(path) for path in paths}
    with ExitStack() as stack:
        for path, format_ in formats.items():
            file = stack.enter_context(write_atomically(path, overwrite=overwrite))
            if format_ == "pdf" and pages:
                _write_pdf(pages, colors, file)
            elif format_ == "docx" and pages:
                written = document if write_word is None else _flattened(document)
                (write_word or _copy)(_word(written, style, pages), file=file)
            else:
                from .writing import plain  # noqa: PLC0415

                (plain.write_text if format_ == "txt" else plain.write_markdown)(document, file)
    return (*(pages.notices if pages else ()), *(_left_out(document) if "txt" in formats.values() else ()))


def balanced_lines(document: Document, pages: Pages, style: Style) -> dict[int, list[str]]:
    """The lines of the titles as they stand on the pages, by index of the block."""
    balanced = {
        index
        for index, block in enumerate(document.blocks)
        if style.block(block.kind, block.level).shape is Shape.BALANCED
    }
    found: dict[int, list[str]] = {}
    for page in pages.pages:
        for line in page.lines:
            if line.block in balanced:
                found.setdefault(line.block, []).append(line.text)
    return found


def _write_pdf(pages: Pages, colors: str, file: BinaryIO) -> None:
    from .writing.pdf import Ink, write_pdf  # noqa: PLC0415

    write_pdf(pages, file, Ink(colors))


def _word(document: Document, style: Style, pages: Pages) -> bytes:
    """The finished .docx."""
    from .writing.docx import write_docx  # noqa: PLC0415

    laid_out = io.BytesIO()
    breaks = balanced_lines(document, pages, style)
    write_docx(document, style, laid_out, line_breaks=breaks, pages=pages)
    return laid_out.getvalue()


def _flattened(document: Document) -> Document:
    """The document without tables in cells: the revisions of a cell are those of its text."""
    blocks = (
        replace(block, table=block.table.flattened()) if block.table else block for block in document.blocks
    )
    return replace(document, blocks=tuple(blocks))


def _copy(docx: bytes, file: BinaryIO) -> None:
    file.write(docx)


def _left_out(document: Document) -> Iterator[Notice]:
    """What a text file cannot hold of a document."""
    pictures = sum(len(block.pictures) for block in document.blocks)
    if pictures:
        message = _("{count} pictures are not in the .txt file; write .docx, .pdf or .md to keep them.")
        yield Notice("picture.text-only", message.format(count=pictures))
