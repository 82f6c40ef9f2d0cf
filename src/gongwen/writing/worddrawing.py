"""Lines drawn at a place of the sheet."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from docx.oxml.parser import parse_xml

from ..model import RuleStyle, Style
from .wordxml import Element, w

_EMU = 12700
"""Units of DrawingML to the point."""
_NAME = "红线 {number}"
_LINE = Path(__file__).parent / "data" / "drawn_line.xml"


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
        xml = _template().format(
            id=number,
            name=_NAME.format(number=number),
            x=round(x * _EMU),
            y=round((top + thickness / 2) * _EMU),
            width=round(width * _EMU),
            thickness=round(thickness * _EMU),
            color=rule.color.lstrip("#").upper(),
        )
        yield w("r", parse_xml(xml))
        top += thickness + rule.between


@lru_cache(maxsize=1)
def _template() -> str:
    """A line with places for its numbers, without the blanks that make the file readable."""
    return "".join(line.strip() for line in _LINE.read_text("utf-8").splitlines())
