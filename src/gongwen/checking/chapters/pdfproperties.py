"""What a PDF should hold to be printed, searched and kept."""

from __future__ import annotations

from ...i18n import gettext as _
from ..faults import Checks, Fault, Faults, nothing
from ..paragraphs import Document
from ..pdffile import PdfFile


def _file(document: Document) -> PdfFile:
    assert document.pdf
    return document.pdf


def _fonts(document: Document) -> Faults:
    """Z-01."""
    fonts = _file(document).fonts
    faults = [Fault(None, font.name, _("embedded")) for font in fonts if not font.embedded]
    return faults + [
        Fault(None, font.name, _("with a table of characters")) for font in fonts if not font.mapped
    ]


def _description(document: Document) -> Faults:
    """Z-02."""
    said = _file(document).properties
    faults = []
    if not said.language.lower().startswith("zh"):
        faults.append(Fault(None, said.language or nothing(), "zh-CN"))
    if not said.title.strip():
        faults.append(Fault(None, _("no title"), _("the title of the document")))
    elif not said.shows_title:
        faults.append(Fault(None, _("off"), "DisplayDocTitle"))
    return faults


def _printing(document: Document) -> Faults:
    """Z-03."""
    said = _file(document).properties
    faults = (
        []
        if said.print_scaling == "None"
        else [Fault(None, said.print_scaling or nothing(), "PrintScaling None")]
    )
    if document.page_count > 1 and said.duplex != "DuplexFlipLongEdge":
        faults.append(Fault(None, said.duplex or nothing(), "DuplexFlipLongEdge"))
    return faults


def _archive(document: Document) -> Faults:
    """Z-04."""
    said = _file(document).properties
    faults = (
        [] if said.archival and said.has_intent else [Fault(None, said.archival or nothing(), "PDF/A-2B")]
    )
    return faults + ([Fault(None, _("encrypted"), _("not encrypted"))] if said.encrypted else [])


def _tags(document: Document) -> Faults:
    """Z-05."""
    return [] if _file(document).properties.tagged else [Fault(None, nothing(), "StructTreeRoot")]


PDF: Checks = {"Z-01": _fonts, "Z-02": _description, "Z-03": _printing, "Z-04": _archive, "Z-05": _tags}
WORD: Checks = {}
