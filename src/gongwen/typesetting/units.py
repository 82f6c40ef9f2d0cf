"""What stands together on a page: lines, rules and pictures that take so many lines of the grid."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil

from ..model import PlacedPicture, Rule, Style, TableLayout
from .setting import SetLine

ASCENT = 0.88
"""From the upper edge of the em box to the baseline, in em: what Chinese faces are drawn to."""
_OVERHANG = 0.3
"""Part of a grid line by which larger type may reach into the space between lines."""


@dataclass(slots=True)
class Unit:
    """What is never divided between pages.

    Places are points from the left edge of the text block and from the upper edge of the unit's first line.
    A table is a unit a row, with `repeated` for its head; a turned unit has a page of its own, on whose text
    block, turned by 90° anticlockwise, its places are.
    """

    lines: list[tuple[float, SetLine]]
    """Lines with their baselines."""
    rows: int = 1
    gap: int = 0
    """Blank lines of the grid above, left out at the top of a page."""
    keep: bool = False
    """Stays on the page of the next unit."""
    new_page: bool = False
    blocks: list[int] = field(default_factory=list)
    """Indices of the blocks that begin here."""
    rules: list[Rule] = field(default_factory=list)
    pictures: list[PlacedPicture] = field(default_factory=list)
    room: int = 0
    """Lines below that the page must still have, whatever is set in them: a seal reaches down there."""
    repeated: Unit | None = None
    """Set once more above it where it begins a page: the head of a table."""
    turned: bool = False
    table: TableLayout | None = None
    """How the table is set that begins here."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The lines of the grid on a page: where the first one's em boxes begin, and how many there are."""

    top: float
    """From the upper edge of the sheet, in points."""
    rows: int
    bottom: float
    """Down to where text may stand."""


def frame_of(style: Style) -> Frame:
    """The grid on an ordinary page."""
    return Frame(style.page.top, style.grid.lines, style.page.height - style.page.bottom)


def first_frame(style: Style, *, has_mark: bool) -> Frame:
    """The grid on the first page; above a rule at its foot it stands as a letter asks (10.1)."""
    foot = style.letterhead.foot
    if not (has_mark and foot.strokes):
        return frame_of(style)
    bottom = style.page.height - foot.distance - foot.height - style.letterhead.above_foot
    rows = int((bottom - style.body.size - style.page.top) / style.pitch + 1e-6) + 1
    return Frame(bottom - style.body.size - (rows - 1) * style.pitch, rows, bottom)


def row(line: SetLine, style: Style) -> Unit:
    """A line on the grid; type that is larger than the body takes as many grid lines as it needs."""
    body = style.body.size
    if line.size <= body:
        return Unit([(ASCENT * body, line)])
    rows = max(1, ceil((line.size - body) / style.pitch - _OVERHANG) + 1)
    return Unit([((rows - 1) * style.pitch + ASCENT * body, line)], rows)
