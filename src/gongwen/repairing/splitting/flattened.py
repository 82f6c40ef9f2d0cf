"""Line ends of a page that became blanks: `…加快构建新 发展格局着力推动…`, one every so many cells.

A page that was wrapped at a width and flattened has no piece between two blanks that is longer than the
width, and most are just as long. Where the whole text is one line, a blank at a shorter distance behind a
stop is where a paragraph ended.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..lines.lines import fold, width
from ..lines.shapes import is_heading

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_BLANK = re.compile(
    rf"(?<=[{_HAN}，。、；：！？“”‘’（）《》—…0-9A-Za-z%]) (?=[{_HAN}，。、；：！？“”‘’（）《》—…0-9A-Za-z])"
)
_NUMBERED = re.compile("第[一二三四五六七八九十百千零〇0-9]{1,6}[条章节编款]$")
_STOPS = frozenset("。！？；：”")
_LATIN = re.compile("[A-Za-z]")
_WIDTHS = range(15, 64)
"""Cells of a line that a page can have."""
_SHORT, _OVER, _INDENT = 3.5, 1.5, 2.0
"""Cells by which a line may fall short (words kept whole), be over (marks carried), and be indented."""
_FEWEST = 4
_REGULAR = 0.6
"""Part of all blanks that must come at the distance."""
_TRIED = 6
_FEW_LINES = 3
"""A text of fewer lines has lost its own line ends, too."""


@dataclass(frozen=True, slots=True)
class Wrap:
    """A blank that was the end of a line."""

    place: int
    ends: bool
    """Whether a paragraph ended there, too."""
    doubtful: bool
    """Whether a paragraph may have ended there."""


@dataclass(slots=True)
class _Walk:
    """What a width makes of the blanks of a text."""

    wraps: list[Wrap] = field(default_factory=list)
    odd: int = 0
    """Blanks at another distance."""
    long: int = 0
    """Pieces longer than the width."""

    @property
    def regular(self) -> bool:
        """Whether the width explains the text."""
        count = sum(not wrap.ends for wrap in self.wraps)
        return count >= _FEWEST and count >= _REGULAR * (count + self.odd) and self.long <= 0.1 * count


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands before a blank that may have been a line end."""

    place: int
    """Of the blank, in the text."""
    cells: float
    """Since the blank before it or the start of the line."""
    stops: bool
    heading: bool
    """Whether a numbered heading or item follows it."""


def find(text: str) -> tuple[float, list[Wrap]]:
    """The width of the page in cells and the blanks that were line ends; 0 and none where there are none."""
    if text.count(" ") < _FEWEST:
        return 0.0, []
    lines = [_pieces(m.start(), m.group()) for m in re.finditer("[^\n]+", text)]
    counts = Counter(round(piece.cells) for line in lines for piece in line[:-1])
    usual = sorted(
        (w for w in _WIDTHS if counts[w]), key=lambda w: (-sum(counts[w + k] for k in (-1, 0, 1)), -w)
    )
    loose = len(lines) < _FEW_LINES
    walks = [(w, _walk(lines, w, loose=loose)) for w in usual[:_TRIED]]
    regular = [(len(walk.wraps), w, walk.wraps) for w, walk in walks if walk.regular]
    if not regular:
        return 0.0, []
    _count, cells, wraps = max(regular, key=lambda found: found[:2])
    if all(text[wrap.place - 1] in _STOPS for wrap in wraps):  # sentences of one length are no page
        wraps = [replace(wrap, doubtful=not wrap.ends) for wrap in wraps]
    return cells, wraps


def _pieces(start: int, line: str) -> list[_Piece]:
    """The pieces between the blanks of a line, the last one being its rest."""
    pieces = []
    last = 0
    for match in _BLANK.finditer(line):
        place = match.start()
        latin = _LATIN.match(line[place - 1]) and _LATIN.match(line[place + 1])
        if not latin and not _NUMBERED.search(line[max(0, place - 10) : place]):
            opens = is_heading(fold(line[place + 1 : place + 13]))
            pieces.append(_Piece(start + place, width(line[last:place]), line[place - 1] in _STOPS, opens))
            last = place + 1
    return [*pieces, _Piece(start + len(line), width(line[last:]), stops=True, heading=False)]


def _walk(lines: Sequence[Sequence[_Piece]], cells: float, *, loose: bool) -> _Walk:
    walk = _Walk()
    for pieces in lines:
        for wrap in _line_ends(pieces, cells, loose=loose):
            if wrap is None:
                walk.odd += 1
            else:
                walk.wraps.append(wrap)
        walk.long += _too_long(pieces, cells)
    return walk


def _line_ends(pieces: Sequence[_Piece], cells: float, *, loose: bool) -> Iterator[Wrap | None]:
    """For each blank of a line the line end that it was, or None."""
    since, first = 0.0, True
    other: float = _WIDTHS.stop
    for piece in pieces[:-1]:
        since, other = since + piece.cells, other + piece.cells
        if loose and piece.stops and piece.heading:
            yield Wrap(piece.place, ends=True, doubtful=False)
            since, first, other = 0.0, True, _WIDTHS.stop
            continue
        full = cells - _SHORT - _INDENT * first <= since <= cells + _OVER
        if full or (loose and cells - _SHORT - _INDENT <= other <= cells + _OVER):
            yield Wrap(piece.place, ends=False, doubtful=loose and piece.stops)
            since, first, other = 0.0, False, _WIDTHS.stop
        elif loose and piece.stops and since < cells:
            yield Wrap(piece.place, ends=True, doubtful=False)
            since, first, other = 0.0, True, _WIDTHS.stop
        else:
            yield None
            # A heading may have ended here: the next line may be reckoned from it as well.
            other = 0.0


def _too_long(pieces: Sequence[_Piece], cells: float) -> int:
    return sum(piece.cells > cells + _OVER for piece in pieces)
