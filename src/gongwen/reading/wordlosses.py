"""What the body of a Word file has that no layout of ours keeps, counted so that it can be told."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from lxml import etree

from ..i18n import gettext as _
from ..model import Notice
from .numbering import W, is_on
from .wordmath import M

_SWITCHES = tuple(W + tag for tag in ("b", "i", "strike", "dstrike"))
_VALUES = {
    **dict.fromkeys((W + "u", W + "highlight", W + "em", W + "bdr"), "none"),
    W + "color": "auto",
}
"""Properties of a run by what they say where there is nothing."""
_BLACK = ("auto", "000000")
_WHITE = ("auto", "FFFFFF", "ffffff")
_UPRIGHT = ("lrTb", "lrTbV", "tb", "tbV")
"""Directions of text in a cell that are the usual one."""
_OF_CONTENTS = "_Toc"
_REVISIONS = tuple(W + tag for tag in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"))
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


def losses(*parts: etree._Element) -> Iterator[Notice]:
    """What is not kept of body and notes, each kind with its count."""
    for code, counted, message in (
        ("docx.emphasis", _emphasised, _("{count} passages lost their bold type, underline or color.")),
        ("docx.objects", _objects, _("{count} embedded objects are kept as their pictures at most.")),
        ("docx.readings", partial(_count, W + "ruby"), _("{count} readings above characters were left out.")),
        ("docx.references", _references, _("{count} links to places in the file became plain text.")),
        ("docx.revisions", _revisions, _("{count} tracked changes of the file are taken as accepted.")),
        ("docx.formulas", partial(_count, M + "oMath"), _("{count} formulas became text on a line.")),
        ("docx.controls", _controls, _("{count} content controls became plain text.")),
        ("docx.shapes", _shapes, _("{count} drawn lines and shapes were left out.")),
        ("docx.shading", _shaded, _("{count} cells of tables lost their shading.")),
        ("docx.directions", _turned, _("The text of {count} cells stands upright that was turned.")),
        ("docx.leaders", _leaders, _("{count} lines lost the dots before their last words.")),
        (
            "docx.breaks",
            _breaks,
            _("{count} page and section breaks were left out; the layout sets its own."),
        ),
    ):
        if count := sum(map(counted, parts)):
            yield Notice(code, message.format(count=count))


def _count(tag: str, body: etree._Element) -> int:
    return sum(1 for _element in body.iter(tag))


def _shaded(body: etree._Element) -> int:
    return sum(_is_shaded(shading) for shading in body.iterfind(f".//{W}tcPr/{W}shd"))


def _is_shaded(shading: etree._Element) -> bool:
    """Whether there is a colour or pattern behind the text."""
    pattern = shading.get(W + "val", "clear")
    return shading.get(W + "fill", "auto") not in _WHITE or pattern not in ("clear", "nil")


def _turned(body: etree._Element) -> int:
    """Cells with text that runs from top to bottom or the other way."""
    found = body.iterfind(f".//{W}tcPr/{W}textDirection")
    return sum(direction.get(W + "val", "lrTb") not in _UPRIGHT for direction in found)


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


def _leaders(body: etree._Element) -> int:
    """Paragraphs with a tab that draws dots or a line, those of a table of contents left out."""
    stops = (stop for stop in body.iter(W + "tab") if stop.get(W + "leader", "none") != "none")
    led = {paragraph for stop in stops for paragraph in stop.iterancestors(W + "p")}
    return sum(one.find(f".//{W}r/{W}tab") is not None and not _leads_to_page(one) for one in led)


def _leads_to_page(paragraph: etree._Element) -> bool:
    return any("PAGEREF" in (code.text or "") for code in paragraph.iter(W + "instrText"))


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
    if child.tag == W + "shd":
        return _is_shaded(child)
    nothing = _VALUES.get(str(child.tag))
    if nothing is None:
        return False
    value = child.get(W + "val", nothing)
    return value not in (_BLACK if nothing == "auto" else (nothing,))
