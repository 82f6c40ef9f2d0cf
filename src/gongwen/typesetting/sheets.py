"""Filling pages: units on the lines of the grid, 版记 at the foot of the last page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..model import Style
from .imprint import SetImprint
from .units import Frame, Unit, frame_of


@dataclass(slots=True)
class Sheet:
    """A page that is being filled: units with the grid line at which each begins."""

    frame: Frame
    placed: list[tuple[int, Unit]] = field(default_factory=list)
    used: int = 0
    """Grid lines that are set."""
    kept: int = 0
    """The grid line down to which room is kept: for a seal."""
    imprint: SetImprint | None = None
    is_blank: bool = False
    """A page without text in front of that with the 版记."""

    @property
    def room(self) -> int:
        """Grid lines left."""
        return self.frame.rows - self.used

    def put(self, unit: Unit) -> None:
        """Place a unit below what is there; blank lines at the top of a page are left out."""
        if self.placed:
            self.used += unit.gap
        elif unit.repeated:
            self._put(unit.repeated)
        self._put(unit)

    def _put(self, unit: Unit) -> None:
        self.placed.append((self.used, unit))
        self.used = self.frame.rows if unit.turned else self.used + unit.rows
        self.kept = max(self.kept, self.used + unit.room)


def filled(units: Sequence[Unit], first: Frame, style: Style) -> list[Sheet]:
    """The units on sheets; what keeps with the next stays with it unless a page cannot hold both.

    Args:
        units: Of the whole document.
        first: The grid of the first page.
        style: The layout.
    """
    sheets = [Sheet(first)]
    rows = style.grid.lines
    for index, unit in enumerate(units):
        sheet = sheets[-1]
        if sheet.placed and not _fits(units, index, sheet, rows):
            sheets.append(Sheet(frame_of(style)))
        sheets[-1].put(unit)
    return sheets


def _fits(units: Sequence[Unit], index: int, sheet: Sheet, rows: int) -> bool:
    """Whether a unit goes on a page that holds something, together with what it keeps with."""
    unit = units[index]
    if unit.new_page or unit.turned or sheet.placed[-1][1].turned:
        return False
    if unit.gap + unit.rows > sheet.room:
        return False
    chain = _chain_length(units, index)
    return unit.gap + chain <= sheet.room or chain > rows


def _chain_length(units: Sequence[Unit], index: int) -> int:
    """Grid lines of a unit and of those it keeps with."""
    length = units[index].rows
    need = length + units[index].room
    while units[index].keep and index + 1 < len(units) and not units[index + 1].new_page:
        index += 1
        length += units[index].gap + units[index].rows
        need = max(need, length + units[index].room)
    return need


def with_imprint(sheets: list[Sheet], imprint: SetImprint, style: Style) -> list[Sheet]:
    """The 版记 at the foot of the last page, which is an even one (7.4, GB/T 33476.2).

    Where it does not fit there or the page is odd, a page is added; where that one would be odd, a blank page
    in front of it.
    """
    last = sheets[-1]
    used = max(last.used, last.kept)
    end = last.frame.top + (used - 1) * style.pitch + style.body.size if used else 0.0
    fits = end + style.pitch <= last.frame.bottom - imprint.height and not (
        last.placed and last.placed[-1][1].turned
    )
    even = len(sheets) % 2 == 0 or not style.imprint.even_page
    if not (fits and even):
        if len(sheets) % 2 == 0 and style.imprint.even_page:
            sheets.append(Sheet(frame_of(style), is_blank=True))
        sheets.append(Sheet(frame_of(style)))
    sheets[-1] = replace(sheets[-1], imprint=imprint)
    return sheets
