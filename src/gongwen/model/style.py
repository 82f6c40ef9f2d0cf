"""A layout as data: page, grid, and for every block its face, size, indent, spacing and alignment.

The numbers stand in `styles/*.toml`, each with the clause it comes from; nothing that typesets or
writes knows a number of GB/T 9704.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from .document import Block, BlockKind
from .length import Cells, Length, Lines

HEAD = frozenset({BlockKind.TITLE, BlockKind.SUBTITLE, BlockKind.DATE_LINE, BlockKind.SPEAKER})
"""The kinds that make up the head of a text: set as one group above the body."""

NONE = Length(0)


class Role(StrEnum):
    """What a face is asked for by: a class of design, not a product."""

    FANGSONG = "仿宋"
    XIAOBIAOSONG = "小标宋"
    KAI = "楷体"
    HEI = "黑体"
    SONG = "宋体"


class Align(StrEnum):
    """Where the lines of a block stand between the edges of the text block."""

    JUSTIFY = "justify"
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Shape(StrEnum):
    """How the lines of a centred block are balanced (GB/T 9704 7.3.1: 梯形 or 菱形)."""

    NONE = "none"
    BALANCED = "balanced"


@dataclass(frozen=True, slots=True)
class PageSetup:
    """Sheet and margins; the text block (版心) is what the margins leave."""

    width: Length
    height: Length
    top: Length
    bottom: Length
    left: Length
    right: Length

    @property
    def text_width(self) -> Length:
        """Width of the text block."""
        return Length(self.width - self.left - self.right)

    @property
    def text_height(self) -> Length:
        """Height of the text block."""
        return Length(self.height - self.top - self.bottom)


@dataclass(frozen=True, slots=True)
class Grid:
    """So many lines a page of so many characters each."""

    lines: int
    cells: int


@dataclass(frozen=True, slots=True)
class BlockStyle:
    """How one kind of block is set; indents are in cells of the grid, spacing in its lines."""

    role: Role
    size: Length
    align: Align = Align.JUSTIFY
    first_indent: Cells = Cells(0)
    left_indent: Cells = Cells(0)
    right_indent: Cells = Cells(0)
    before: Lines = Lines(0)
    """Blank lines above; see `Style.blank_lines`."""
    after: Lines = Lines(0)
    """Blank lines below; see `Style.blank_lines`."""
    pitch: Length | None = None
    """Distance of baselines; None is the grid's."""
    shape: Shape = Shape.NONE
    color: str = "#000000"
    keep_with_next: bool = False
    page_break_before: bool = False
    step: Cells | None = None
    """Distance of the first glyph from that of the signature above (GB/T 9704 7.3.5.2, the date)."""


@dataclass(frozen=True, slots=True)
class PageNumber:
    """The page number outside the text block (GB/T 9704 7.5)."""

    role: Role
    size: Length
    form: str
    """Text with `{n}` for the number."""
    below: Length
    """From the lower edge of the text block to the centre of the dashes."""
    inset: Cells
    """Distance from the outer edge of the text block, in characters of the page number's own size."""
    centered: bool = False


@dataclass(frozen=True, slots=True)
class WordSetup:
    """What a Word file needs to show the same grid (see docs/architecture.md, "Word's grid")."""

    top: Length
    bottom: Length
    left: Length
    right: Length
    line: Length
    """Exact line spacing of the body and line pitch of the document grid."""
    spacing: Length
    """Character spacing of the body, negative: 28 characters of 16 pt in 156 mm."""
    footer: Length
    """Distance of the footer from the lower edge of the sheet."""
    faces: Mapping[Role, str]
    """The face each role names in the Word file; none is embedded."""
    script_gap: Length = NONE
    """What LibreOffice leaves between Han and Latin or digits of the body's size, whatever the file says."""


@dataclass(frozen=True, slots=True)
class Style:
    """One layout.

    `blocks` holds an entry for every `BlockKind` that the layout sets, headings as `heading1` to
    `heading4`; `body` is the paragraph's.
    """

    name: str
    labels: Mapping[str, str]
    """Name for people by language, `zh_CN` and `en`."""
    page: PageSetup
    grid: Grid
    blocks: Mapping[str, BlockStyle]
    number: PageNumber
    word: WordSetup
    latin: Role | None = None
    """Role that sets Latin letters and digits; None is the block's own."""

    @property
    def body(self) -> BlockStyle:
        """The style of a paragraph."""
        return self.blocks[BlockKind.PARAGRAPH.value]

    @property
    def cell(self) -> Length:
        """Width of one cell of the grid."""
        return Length(self.page.text_width / self.grid.cells)

    @property
    def pitch(self) -> Length:
        """Distance of baselines at which the first and the last line's glyphs touch the text block."""
        return Length((self.page.text_height - self.body.size) / (self.grid.lines - 1))

    def blank_lines(self, above: Block | None, below: Block) -> Lines:
        """Blank lines between two neighbouring blocks.

        The greater of what the upper wants below itself and the lower above itself. Within the head (title,
        subtitle, date line, speaker) only the lower one counts: `after` of a head block is its distance
        from the body. Between two blocks of one kind only `after` counts (names under names, 请假
        under 出席).
        A 发文字号 below the title, as public pages have it, is part of the head.
        Nothing stands above the first block, and a run-in paragraph has no line of its own.
        """
        if above is None or below.run_in:
            return Lines(0)
        before = self.block(below.kind, below.level).before
        if above.kind in HEAD and below.kind in HEAD:
            return before
        if BlockKind.DOCUMENT_NUMBER in (above.kind, below.kind) and self._is_below_title(above, below):
            return Lines(0) if above.kind in HEAD else self.block(BlockKind.TITLE).after
        after = self.block(above.kind, above.level).after
        return after if above.kind is below.kind else max(after, before)

    @staticmethod
    def _is_below_title(above: Block, below: Block) -> bool:
        """Whether a 发文字号 stands below the title: a head block above it, or the text right below."""
        if below.kind is BlockKind.DOCUMENT_NUMBER:
            return above.kind in HEAD
        return below.kind not in HEAD | {BlockKind.SIGNER}

    def block(self, kind: BlockKind, level: int | None = None) -> BlockStyle:
        """The style of a block; kinds that the layout does not name are set as paragraphs."""
        key = f"heading{level}" if kind is BlockKind.HEADING else kind.value
        return self.blocks.get(key, self.body)
