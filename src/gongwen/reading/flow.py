"""Lines as a reader meets them, with the places of tables and pictures among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate

from ..i18n import gettext as _
from ..model import BlockKind, Notice, Region
from .tables import row_lines

MOST_COLUMNS = 100
"""Beyond so many columns, merged cells count as one."""


class Flow:
    """Collects lines; a cell of a table is a flow of its own that its row takes in."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._tables: list[tuple[int, int]] = []
        self._pictures: list[int] = []

    def line(self, text: str) -> None:
        """A line, or several with line feeds between them."""
        self.lines.append(text)

    def picture(self) -> None:
        """A picture in front of the next line."""
        self._pictures.append(len(self.lines))

    @contextmanager
    def table(self) -> Iterator[None]:
        """What is added within is a table."""
        first = len(self.lines)
        yield
        self.end_table(first)

    def end_table(self, first: int) -> None:
        """The lines from `first` on are a table."""
        if len(self.lines) > first:
            self._tables.append((first, len(self.lines)))

    def row(self, cells: Sequence[Flow], spans: Sequence[int] = ()) -> bool:
        """Take in a row of a table; False where its cells are there for layout and keep their lines.

        Then tables inside of them stay tables, else their rows are text of the cell.

        Args:
            cells: what they hold.
            spans: how many columns each takes; default one. Those it spans are empty cells behind it.
        """
        if len(cells) > 1 and spans:
            cells = _spread(cells, spans)
        first = len(self.lines)
        self.lines += row_lines([cell.lines for cell in cells])
        is_data = len(self.lines) == first + 1 and len(cells) > 1
        for cell in cells:
            kept = list(accumulate((bool(line.strip()) for line in cell.lines), initial=first))
            if is_data:
                self._pictures += [first] * len(cell._pictures)
            else:
                self._pictures += [kept[place] for place in cell._pictures]
                self._tables += [(kept[a], kept[b]) for a, b in cell._tables]
                first = kept[-1]
        return is_data

    def text(self) -> tuple[str, tuple[Region, ...]]:
        """The lines without blank ones around them, and the regions in them."""
        lines = "\n".join(self.lines).strip("\n")
        skipped = len("\n".join(self.lines)) - len("\n".join(self.lines).lstrip("\n"))
        starts = [0]
        for line in self.lines:
            starts.append(starts[-1] + len(line) + 1)

        def place(index: int, back: int = 0) -> int:
            return min(max(starts[index] - back - skipped, 0), len(lines))

        tables = [Region(BlockKind.TABLE, place(a), place(b, 1)) for a, b in self._tables]
        pictures = [Region(BlockKind.PICTURE, place(a), place(a)) for a in self._pictures]
        return lines, tuple(sorted(tables + pictures, key=lambda r: (r.start, r.end)))

    def notices(self) -> tuple[Notice, ...]:
        """That pictures were met: they are not in the text."""
        if not self._pictures:
            return ()
        message = _("{count} pictures were not read.")
        return (Notice("picture.unread", message.format(count=len(self._pictures))),)


def _spread(cells: Sequence[Flow], spans: Sequence[int]) -> list[Flow]:
    """The cells of a row, with empty ones for the columns that a cell spans beyond its own."""
    found: list[Flow] = []
    for cell, span in zip(cells, spans, strict=True):
        found += [cell, *[Flow()] * min(span - 1, max(0, MOST_COLUMNS - len(found) - 1))]
    return found
