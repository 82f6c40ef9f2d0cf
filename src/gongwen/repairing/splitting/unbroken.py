"""Whether a source lost its paragraph breaks: all of it on one line, or most of it on a few huge ones.

What is left of such a line once it was cut at its headings looks like an ordinary paragraph. So the source is
asked, and a line of the text is looked at by where it comes from.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ..lines.lines import Layout, Line, Regime, layout_of

_LEAST_ALONE = 300
"""Characters of a line that is all of a text, from which on it seems to have lost its breaks."""
_LEAST_AMONG = 1000
"""The same for a line in a text that has others; paragraphs of official texts hardly get so long."""
_OTHERS = 0.25
"""Part of a text that may stand in other lines (title, date, salutation) if one line is all of it."""
_MOST = 0.5
"""Part of a text that must stand in huge lines: one that has paragraphs may have a very long one."""
_ENDS = 10
"""Characters by which a line is known to come from another."""


@dataclass(frozen=True, slots=True)
class Unbroken:
    """The lines of a source that lost their breaks, folded."""

    lines: tuple[str, ...]

    def holds(self, line: Line) -> bool:
        """Whether a line of the text comes from one of them: its opening or its end stands there."""
        opening, end = line.folded[:_ENDS], line.folded[-_ENDS:]
        return any(opening in whole or end in whole for whole in self.lines)


def unbroken(text: str, source: str) -> Unbroken:
    """What lost its breaks in a text as it is now, or as it was read."""
    return Unbroken((*_unbroken(source), *(() if text == source else _unbroken(text))))


@lru_cache(maxsize=8)
def _unbroken(text: str) -> tuple[str, ...]:
    if max(map(len, text.split("\n"))) < _LEAST_ALONE:
        return ()
    return tuple(line.folded for line in _lines(layout_of(text)))


def _lines(layout: Layout) -> list[Line]:
    if layout.regime is not Regime.FREE:
        return []
    size = sum(len(line.text) for line in layout.lines)
    alone = [line for line in layout.lines if len(line.text) >= max(_LEAST_ALONE, (1 - _OTHERS) * size)]
    huge = [line for line in layout.lines if len(line.text) >= _LEAST_AMONG]
    return alone or (huge if sum(len(line.text) for line in huge) >= _MOST * size else [])
