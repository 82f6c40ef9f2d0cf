"""Render a .docx with LibreOffice and read the lines back from glyph positions.

Shared by `parity.py` and the tests marked `office`. LibreOffice runs with a profile of its own and with
stand-ins for the faces that only offices own (`office-fonts.conf`).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FONTS = Path(__file__).with_name("office-fonts.conf")
POINTS_PER_MM = 72 / 25.4
SAME_BASELINE = 1.5  # points


@dataclass(frozen=True)
class Glyph:
    """One glyph on the page; lengths in points, y from the sheet's upper edge."""

    text: str
    x: float
    y: float
    width: float
    size: float


@dataclass(frozen=True)
class OfficeLine:
    """The glyphs of one baseline, from left to right."""

    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        """The line's characters without blanks."""
        return "".join(g.text for g in self.glyphs if not g.text.isspace())

    @property
    def x(self) -> float:
        """Origin of the first glyph."""
        return self.glyphs[0].x

    @property
    def y(self) -> float:
        """Baseline."""
        return self.glyphs[0].y


def soffice() -> str | None:
    """The path of LibreOffice, None where there is none."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def render(docx: Sequence[Path], folder: Path, profile: Path | None = None) -> list[Path]:
    """The PDF files that LibreOffice makes of Word files, in one start."""
    program = soffice()
    if program is None:
        raise RuntimeError("LibreOffice (soffice) is not on the PATH: install it to render Word files")
    with tempfile.TemporaryDirectory() as own:
        subprocess.run(
            [
                program,
                f"-env:UserInstallation={(profile or Path(own)).as_uri()}",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                str(folder),
                *map(str, docx),
            ],
            check=True,
            capture_output=True,
            env=os.environ | {"FONTCONFIG_FILE": str(FONTS)},
            timeout=240,
        )
    return [folder / path.with_suffix(".pdf").name for path in docx]


def read_pages(pdf: Path) -> list[list[OfficeLine]]:
    """The lines of each page from top to bottom, page numbers included."""
    import pdfplumber  # noqa: PLC0415

    pages = []
    with pdfplumber.open(pdf) as file:
        for page in file.pages:
            glyphs = [
                Glyph(c["text"], c["matrix"][4], float(page.height) - c["matrix"][5], c["width"], c["size"])
                for c in page.chars
            ]
            pages.append(_lines(glyphs))
    return pages


def _lines(glyphs: Sequence[Glyph]) -> list[OfficeLine]:
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: g.y):
        if rows and glyph.y - rows[-1][0].y < SAME_BASELINE:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    lines = [OfficeLine(tuple(sorted(row, key=lambda g: g.x))) for row in rows]
    return [line for line in lines if line.text]
