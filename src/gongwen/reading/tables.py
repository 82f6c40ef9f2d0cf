"""A row of a table as lines: one line for data, the paragraphs themselves where the table is only layout."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BREAKS = re.compile(r"[\t\n]+")
"""What a cell may not hold: it would be a cell or a row of its own."""
_PARAGRAPH = 40
"""Characters from which a line of a cell with several lines is running text."""


def row_lines(cells: Sequence[Sequence[str]]) -> list[str]:
    """The lines of one row.

    Cells are separated by tabs, of which one stands behind a row with nothing but its first cell: it is a
    row all the same and no line of text. Several lines of a cell are joined by a blank. Where the row has a
    single cell, or a cell holds paragraphs, the table is there for layout and each paragraph keeps its line.
    """
    filled = [[line for line in cell if line.strip()] for cell in cells]
    if len(cells) == 1 or any(_is_running_text(cell) for cell in filled):
        return [line for cell in filled for line in cell]
    row = "\t".join(" ".join(_BREAKS.sub(" ", line.strip()) for line in cell) for cell in filled).rstrip("\t")
    if not row.strip():
        return []
    return [row if "\t" in row else row + "\t"]


def _is_running_text(lines: Sequence[str]) -> bool:
    return len(lines) > 1 and any(len(line) >= _PARAGRAPH for line in lines)
