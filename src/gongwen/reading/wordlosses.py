"""What the body of a Word file has that no layout of ours keeps, counted so that it can be told."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from lxml import etree

from ..i18n import gettext as _
from ..model import Notice
from .numbering import W
from .wordmath import M
from .wordpackage import is_on

_SWITCHES = tuple(W + tag for tag in ("b", "i", "strike", "dstrike"))
_VALUES = {W + "u": "none", W + "highlight": "none", W + "em": "none", W + "color": "auto"}
"""Properties of a run by what they say where there is nothing."""
_BLACK = ("auto", "000000")
_OF_CONTENTS = "_Toc"
_REVISIONS = tuple(W + tag for tag in ("ins", "del", "moveFrom", "moveTo"))
_VML = "{urn:schemas-microsoft-com:vml}"
_DRAWN = (
    *(_VML + tag for tag in ("shape", "line", "rect", "roundrect", "oval", "polyline", "arc", "curve")),
    "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}wsp",
    "{http://schemas.microsoft.com/office/word/2010/wordml}contentPart",
)
_SAYING = (W + "txbxContent", _VML + "textpath", _VML + "imagedata")
"""What makes a shape more than a drawing: its text, or the picture that it shows."""
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARTS_OF_WORD = f"{W}sdtPr/{W}docPartObj"
"""Controls that Word makes around what it generates, such as a table of contents."""


def losses(body: etree._Element) -> Iterator[Notice]:
    """What is not kept, each kind with its count."""
    for code, count, message in (
        ("docx.emphasis", _emphasised(body), _("{count} passages lost their bold type, underline or color.")),
        ("docx.objects", _objects(body), _("{count} embedded objects are kept as their pictures at most.")),
        ("docx.readings", _count(body, W + "ruby"), _("{count} readings above characters were left out.")),
        ("docx.references", _references(body), _("{count} links to places in the file became plain text.")),
        ("docx.revisions", _revisions(body), _("{count} tracked changes of the file are taken as accepted.")),
        ("docx.formulas", _count(body, M + "oMath"), _("{count} formulas became text on a line.")),
        ("docx.controls", _controls(body), _("{count} content controls became plain text.")),
        ("docx.shapes", _shapes(body), _("{count} drawn lines and shapes were left out.")),
        (
            "docx.breaks",
            _breaks(body),
            _("{count} page and section breaks were left out; the layout sets its own."),
        ),
    ):
        if count:
            yield Notice(code, message.format(count=count))


def _count(body: etree._Element, tag: str) -> int:
    return sum(1 for _element in body.iter(tag))


def _objects(body: etree._Element) -> int:
    return sum(1 for element in body.iter(tag=etree.Element) if etree.QName(element).localname == "OLEObject")


def _references(body: etree._Element) -> int:
    """Links to bookmarks, those of a table of contents left out."""
    anchors = (link.get(W + "anchor", "") for link in body.iter(W + "hyperlink"))
    return sum(bool(anchor) and not anchor.startswith(_OF_CONTENTS) for anchor in anchors)


def _revisions(body: etree._Element) -> int:
    return sum(1 for _element in body.iter(*_REVISIONS))


def _controls(body: etree._Element) -> int:
    return sum(control.find(_PARTS_OF_WORD) is None for control in body.iter(W + "sdt"))


def _shapes(body: etree._Element) -> int:
    """Shapes without text or picture; of several forms of the same one the first counts."""
    return sum(
        next(shape.iter(*_SAYING), None) is None and next(shape.iterancestors(_FALLBACK), None) is None
        for shape in body.iter(*_DRAWN)
    )


def _breaks(body: etree._Element) -> int:
    """Breaks of pages and sections between paragraphs."""
    pages = sum(mark.get(W + "type") == "page" for mark in body.iter(W + "br"))
    return pages + sum(1 for _end in body.iterfind(f".//{W}pPr/{W}sectPr"))


def _emphasised(body: etree._Element) -> int:
    """Passages that stand out of their paragraph; a paragraph that looks the same throughout has none."""
    count = 0
    for paragraph in body.iter(W + "p"):
        runs = (run for run in paragraph.iter(W + "r") if any(t.text for t in run.findall(W + "t")))
        looks = [look for look, _runs in groupby(map(_look, runs))]
        count += sum(bool(look) for look in looks) if len(looks) > 1 else 0
    return count


def _look(run: etree._Element) -> frozenset[str]:
    """In what a run is set otherwise than plainly, by itself."""
    properties = run.find(W + "rPr")
    if properties is None:
        return frozenset()
    return frozenset(str(child.tag) for child in properties if _stands_out(child))


def _stands_out(child: etree._Element) -> bool:
    if child.tag in _SWITCHES:
        return is_on(child)
    nothing = _VALUES.get(str(child.tag))
    if nothing is None:
        return False
    value = child.get(W + "val", nothing)
    return value not in (_BLACK if nothing == "auto" else (nothing,))
