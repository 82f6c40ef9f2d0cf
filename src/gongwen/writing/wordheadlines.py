"""Lines of the 版头 one under the other, each at the place that is given for its em box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..model import Block, BlockKind, Style
from .wordspaces import ASCENT, DESCENT, HEAD_LINE, OFFICE_BASELINE
from .wordstyles import name_of_key
from .wordxml import Element, run, w, writable

BASELINE = OFFICE_BASELINE * HEAD_LINE
"""From the top of a line, by the size."""
_SMALL = (BlockKind.COPY_NUMBER, BlockKind.SECRET_LEVEL, BlockKind.URGENCY)
_ORDER = ("framePr", "pBdr", "tabs", "spacing", "ind", "jc")


@dataclass
class Head:
    """What has been written of the 版头; places are points from the sheet's upper edge."""

    style: Style
    y: float
    """Where the next paragraph begins if it has no space above it."""
    bottom: float
    """Lower edge of the last em box or rule."""
    elements: list[Element] = field(default_factory=list)

    def lead(self, em_top: float, size: float) -> float:
        """Points above a line whose em box begins there, or as far up as it can."""
        return max(0.0, em_top - (BASELINE - ASCENT) * size - self.y)

    def put(self, style_id: str, runs: Sequence[Element], size: float, em_top: float, *more: Element) -> None:
        """A line of the flow, with properties that hang on the text."""
        lead = self.lead(em_top, size)
        spacing = w("spacing", before=round(lead * 20), after=0, line=line_height(size), lineRule="exact")
        self.elements.append(paragraph(style_id, runs, spacing, *more))
        self.y += lead + HEAD_LINE * size
        self.bottom = self.y - (HEAD_LINE - BASELINE - DESCENT) * size

    def put_block(self, block: Block, em_top: float) -> None:
        """A line that is a block."""
        size = self.style.block(block.kind).size
        self.put(name_of_key(block.kind.value).id, [run(block.text)], size, em_top)


def line_height(size: float) -> int:
    """Height of a line of the 版头 in twips."""
    return round(HEAD_LINE * size * 20)


def paragraph(style_id: str, runs: Sequence[Element], *more: Element) -> Element:
    """A paragraph with properties over its style, in the order of the schema."""
    named = sorted(more, key=lambda e: _ORDER.index(e.tag.rpartition("}")[2]))
    return w("p", w("pPr", w("pStyle", val=style_id), *named), *runs)


def small(blocks: Sequence[Block]) -> list[Block]:
    """份号, 密级 and 紧急程度, in the order of the standard."""
    shown = (b for b in blocks if b.kind in _SMALL and writable(b.text).strip())
    return sorted(shown, key=lambda b: _SMALL.index(b.kind))
