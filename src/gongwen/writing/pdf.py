"""Pages to PDF: draws what is placed and decides nothing.

The canvas of reportlab makes pages, outline and document information; fonts and text are written here
(see `pdffont`). The same pages give the same bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, BinaryIO

from ..model import Bookmark, Face, Page, Pages, Rule, Run
from .pdffont import EmbeddedFace

_LANGUAGE = "zh-CN"
_PROGRAM = "gongwen"
_LAST_OF_PLANE_0 = "\uffff"
"""pdfium loses characters beyond it from a text that stands beside a line, not from the line itself."""
_UNEVEN = 0.08
"""Readers take a gap of a tenth of an em for a blank, and an overlap of as much for the next line."""


def write_pdf(pages: Pages, target: str | Path | BinaryIO) -> None:
    """Write the pages to a file or a binary file object, every face embedded as a subset.

    Raises:
        OSError: the file cannot be written.
    """
    content = _drawn(pages)
    if isinstance(target, str | Path):
        Path(target).write_bytes(content)
    else:
        target.write(content)


def _drawn(pages: Pages) -> bytes:
    canvas = _canvas(pages)
    faces = _embedded(pages, canvas)
    bookmarks: dict[int, list[Bookmark]] = {}
    for bookmark in pages.outline:
        bookmarks.setdefault(bookmark.page, []).append(bookmark)
    for index, page in enumerate(pages.pages):
        for number, bookmark in enumerate(bookmarks.get(index, ())):
            key = f"{index}-{number}"
            canvas.bookmarkHorizontalAbsolute(key, pages.height - bookmark.y)
            canvas.addOutlineEntry(_sound(bookmark.text), key, bookmark.level, closed=False)
        canvas._code.extend(_page_operators(page, pages.height, faces))
        canvas.showPage()
    content: bytes = canvas.getpdfdata()
    return content


def _canvas(pages: Pages) -> Any:
    """A reportlab canvas with what the document says of itself."""
    from reportlab.pdfbase.pdfdoc import (  # noqa: PLC0415  # reportlab takes 0.1 s to load
        PDFDictionary,
        PDFInfo,
        PDFString,
        PDFZCompress,
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
            entries = {key: PDFString(text) for key, text in said.items() if text}
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
    canvas._doc.defaultStreamFilters = [PDFZCompress]  # compressed, but without reportlab's ASCII85
    canvas._doc.info = PlainInfo(_sound(pages.title))
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.setViewerPreference("PrintScaling", "None")
    canvas.setViewerPreference("Duplex", "DuplexFlipLongEdge")  # page numbers change sides
    return canvas


def _sound(text: str) -> str:
    """Text that can be encoded: halves of surrogate pairs become replacement characters."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _embedded(pages: Pages, canvas: Any) -> dict[tuple[str, int, object], EmbeddedFace]:
    """Every file and instance that is drawn from, embedded once whatever roles it plays."""
    faces: dict[tuple[str, int, object], EmbeddedFace] = {}
    for run in _runs(pages.pages):
        key = _key(run.face)
        if key not in faces:
            faces[key] = EmbeddedFace(run.face, len(faces) + 1)
        faces[key].use(run.glyphs, run.text)
    for face in faces.values():
        face.embed(canvas._doc)
    return faces


def _key(face: Face) -> tuple[str, int, object]:
    return face.path, face.index, face.variations


def _runs(pages: Iterable[Page]) -> Iterable[Run]:
    for page in pages:
        for line in page.lines:
            yield from line.runs
        yield from page.footer


def _page_operators(
    page: Page, height: float, faces: dict[tuple[str, int, object], EmbeddedFace]
) -> list[str]:
    """The content of a page: rules, then lines in reading order, the page number last."""
    operators = [_rule(rule, height) for rule in page.rules]
    for runs in [*(line.runs for line in page.lines), page.footer]:
        shown = _text(runs, height, faces)
        text = "".join(run.text for run in runs)
        is_plain = _is_even(runs, faces) or max(text) > _LAST_OF_PLANE_0
        operators += shown if is_plain else _with_actual_text(text, shown)
    return operators


def _is_even(runs: Sequence[Run], faces: dict[tuple[str, int, object], EmbeddedFace]) -> bool:
    """Whether the glyphs of a line stand so evenly that readers see neither blanks nor two lines in it."""
    end, limit = None, 0.0
    for run in runs:
        face = faces[_key(run.face)]
        for glyph, x in zip(run.glyphs, run.xs, strict=True):
            if end is not None and abs(x - end) > limit:
                return False
            end, limit = x + face.width(glyph) / 1000 * run.size * run.stretch, _UNEVEN * run.size
    return True


def _with_actual_text(text: str, shown: list[str]) -> list[str]:
    """A spread or squeezed line with its text beside it, for those who copy or search."""
    encoded = _sound(text).encode("utf-16-be").hex().upper()
    return [f"/Span <</ActualText <FEFF{encoded}>>> BDC", *shown, "EMC"]


def _rule(rule: Rule, height: float) -> str:
    ends = f"{rule.x0:.3f} {height - rule.y0:.3f} m {rule.x1:.3f} {height - rule.y1:.3f} l S"
    return f"q {_color(rule.color)} RG {rule.width:.3f} w {ends} Q"


def _color(color: str) -> str:
    """`#rrggbb` as three operands."""
    return " ".join(f"{int(color[i : i + 2], 16) / 255:.3g}" for i in (1, 3, 5))


def _text(
    runs: Sequence[Run], height: float, faces: dict[tuple[str, int, object], EmbeddedFace]
) -> list[str]:
    """One text object for a line."""
    if not runs:
        return []
    operators = ["BT"]
    for run in runs:
        face = faces[_key(run.face)]
        fonts = [face.resource(glyph, char) for glyph, char in zip(run.glyphs, run.text, strict=True)]
        for font, group in groupby(zip(fonts, run.glyphs, run.xs, strict=True), key=itemgetter(0)):
            places = [(glyph, x) for _, glyph, x in group]
            scale = f"{run.stretch:.5g}" if run.stretch != 1.0 else "1"
            operators.append(f"{_color(run.color)} rg /{font} {run.size:g} Tf")
            operators.append(f"{scale} 0 0 1 {places[0][1]:.3f} {height - run.y:.3f} Tm")
            operators.append(_shown(places, run.size, run.stretch, face))
    operators.append("ET")
    return operators


def _shown(places: Sequence[tuple[int, float]], size: float, stretch: float, face: EmbeddedFace) -> str:
    """Glyphs at their places: the usual distance as character spacing, what differs as adjustments."""
    scale = size * stretch
    widths = [face.width(glyph) / 1000 for glyph, _ in places]
    xs = [(x - places[0][1]) / scale for _, x in places]
    gaps = [right - left - width for left, right, width in zip(xs, xs[1:], widths, strict=False)]
    spacing = Counter(round(gap * size, 3) for gap in gaps).most_common(1)[0][0] if gaps else 0.0
    parts = []
    pen = 0.0
    for (glyph, _), width, x in zip(places, widths, xs, strict=True):
        adjustment = round((pen - x) * 1000, 1)
        if abs(adjustment) >= 0.5:
            parts.append(f">{adjustment:g}<")
            pen -= adjustment / 1000
        parts.append(face.code(glyph))
        pen += width + spacing / size
    return f"{spacing:g} Tc [<{''.join(parts)}>] TJ"
