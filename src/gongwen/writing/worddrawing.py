"""Lines drawn at a place of the sheet."""

from __future__ import annotations

from collections.abc import Iterator

from docx.oxml.parser import parse_xml

from ..model import RuleStyle, Style
from .wordxml import Element, w

_EMU = 12700
"""Units of DrawingML to the point."""
_LINE = """<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{id}" behindDoc="1" locked="0"
 layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"
><wp:posOffset>{x}</wp:posOffset></wp:positionH><wp:positionV relativeFrom="page"
><wp:posOffset>{y}</wp:posOffset></wp:positionV><wp:extent cx="{width}" cy="0"/><wp:wrapNone/><wp:docPr id="{id}"
 name="{name}"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData
 uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvCnPr/><wps:spPr><a:xfrm
><a:off x="0" y="0"/><a:ext cx="{width}" cy="0"/></a:xfrm><a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln
 w="{thickness}"><a:solidFill><a:srgbClr val="{color}"/></a:solidFill></a:ln></wps:spPr><wps:bodyPr/></wps:wsp
></a:graphicData></a:graphic></wp:anchor></w:drawing>"""
_NAME = "红线 {number}"


def lines_on_sheet(rule: RuleStyle, top: float, style: Style) -> Iterator[Element]:
    """A run for each stroke of a rule.

    Args:
        rule: Its strokes.
        top: Of the first stroke, in points from the sheet's upper edge.
        style: The layout.
    """
    width = rule.length or style.page.text_width
    x = (style.page.width - width) / 2 if rule.length else style.page.left
    for number, thickness in enumerate(rule.strokes, 1):
        xml = _LINE.format(
            id=number,
            name=_NAME.format(number=number),
            x=round(x * _EMU),
            y=round((top + thickness / 2) * _EMU),
            width=round(width * _EMU),
            thickness=round(thickness * _EMU),
            color=rule.color.lstrip("#").upper(),
        )
        yield w("r", parse_xml(xml.replace("\n", "")))
        top += thickness + rule.between
