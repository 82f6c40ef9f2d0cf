"""The rules by chapter: each module has tables of functions, one for PDF and one for Word files."""

from __future__ import annotations

from ..faults import Checks
from . import (
    attachments,
    body,
    breaking,
    closing,
    grid,
    head,
    imprint,
    numbering,
    numberline,
    page,
    pdfproperties,
    special,
    speech,
    texts,
    titles,
    wholes,
    wordsettings,
)

_CHAPTERS = (
    page,
    grid,
    head,
    numberline,
    titles,
    body,
    attachments,
    closing,
    imprint,
    numbering,
    special,
    speech,
    wholes,
    texts,
    breaking,
    wordsettings,
    pdfproperties,
)
PDF: Checks = {name: check for chapter in _CHAPTERS for name, check in chapter.PDF.items()}
WORD: Checks = {name: check for chapter in _CHAPTERS for name, check in chapter.WORD.items()}
