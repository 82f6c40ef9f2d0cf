"""Pages as data: where every glyph, rule and page number stands.

Lengths are points, the origin is the sheet's upper left corner, y grows downwards. What draws a page
(PDF now, OFD and the preview later) decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .document import Block
from .source import Notice
from .style import Role

if TYPE_CHECKING:
    from .kept import Picture


@dataclass(frozen=True, slots=True)
class Face:
    """One face of one font file, as chosen for a role on this machine."""

    role: Role
    family: str
    path: str
    index: int = 0
    variations: tuple[tuple[str, float], ...] = ()
    stand_in: bool = False
    """True when the face is not of the class that the role asks for."""


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one face and size on one baseline; `text`, `glyphs` and `xs` have the same length."""

    text: str
    face: Face
    size: float
    glyphs: tuple[int, ...]
    xs: Sequence[float]
    """Origin of each glyph, from the sheet's left edge."""
    y: float
    """Baseline, from the sheet's upper edge."""
    color: str = "#000000"
    stretch: float = 1.0
    """Horizontal scale of the glyphs: a dash that is narrower than its cell is drawn as wide as the cell."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one block; `text` is what it holds of the block, blanks at its ends included.

    A heading and the run-in paragraph after it may share a line of the page: two `Line`s on one baseline.
    """

    block: int
    """Index of the block in the document."""
    runs: tuple[Run, ...]
    text: str
    cell: tuple[int, int] | None = None
    """Row of the table and column of its grid that it stands in; None outside of tables."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line or bar."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float
    color: str = "#000000"


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture in its place."""

    block: int
    """Index of the block in the document."""
    picture: Picture
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Turned:
    """What stands on a page turned by 90° anticlockwise: a wide table (GB/T 9704 8).

    Its origin is the sheet's lower left corner, x grows up the sheet and y to the right.
    """

    lines: tuple[Line, ...] = ()
    rules: tuple[Rule, ...] = ()
    pictures: tuple[PlacedPicture, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet side."""

    lines: tuple[Line, ...]
    rules: tuple[Rule, ...] = ()
    number: int | None = None
    """Its number, counted from 1 over all pages, whether it is shown or not; None is a blank page's."""
    footer: tuple[Run, ...] = ()
    """The page number's runs: page furniture, no part of the text."""
    pictures: tuple[PlacedPicture, ...] = ()
    turned: Turned | None = None


@dataclass(frozen=True, slots=True)
class TableLayout:
    """How a table is set, for a file whose reader sets it anew; lengths in points."""

    block: int
    """Index of the block in the document."""
    size: float
    """Of its type."""
    widths: tuple[float, ...]
    """Of its columns."""
    heights: tuple[float, ...]
    """Of its rows."""
    is_turned: bool = False
    above: int = 0
    """How many of the blocks in front of it, its captions, stand on its first turned page."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline."""

    level: int
    text: str
    page: int
    """Index into `Pages.pages`."""
    y: float


@dataclass(frozen=True, slots=True)
class Pages:
    """A document set on pages."""

    width: float
    height: float
    pages: tuple[Page, ...]
    title: str = ""
    outline: tuple[Bookmark, ...] = ()
    blocks: tuple[Block, ...] = ()
    """What the lines are lines of, for the structure that a file tells readers of."""
    tables: tuple[TableLayout, ...] = ()
    """How the tables are set whose cells have places of their own."""
    notices: tuple[Notice, ...] = ()
    """Stand-in faces and characters that no face has."""
