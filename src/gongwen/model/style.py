"""A layout as data: page, grid, and for every block its face, size, indent, spacing and alignment.

The numbers stand in `styles/*.toml`, each with the clause it comes from; nothing that typesets or
writes knows a number of GB/T 9704.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from ..i18n import gettext as _
from .document import Block, BlockKind
from .errors import StyleError
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
    mirrored: bool = False
    """For duplex print: even pages have the binding margin on their right [P-05]."""

    @property
    def text_width(self) -> Length:
        """Width of the text block."""
        return Length(self.width - self.left - self.right)

    @property
    def text_height(self) -> Length:
        """Height of the text block."""
        return Length(self.height - self.top - self.bottom)

    def left_of(self, number: int) -> Length:
        """Left edge of the text block on the page of that number, counted from 1."""
        return self.right if self.mirrored and number % 2 == 0 else self.left


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
    label: Role | None = None
    """Face of the label that ends in a colon (签发人：, 出席：); None is the block's own."""


@dataclass(frozen=True, slots=True)
class RuleStyle:
    """A rule across the page, or two and more close to each other; without strokes there is none."""

    strokes: tuple[Length, ...] = ()
    """Thickness of each stroke, from above."""
    distance: Length = NONE
    """From the edge it belongs to: to the upper edge of a rule below something, to the lower one of a rule
    above something."""
    between: Length = NONE
    """Blank between two strokes."""
    length: Length | None = None
    """Centred on the sheet; None is the text block from edge to edge."""
    color: str = "#000000"

    @property
    def height(self) -> Length:
        """From the upper edge of the first stroke to the lower one of the last."""
        return Length(sum(self.strokes) + self.between * max(0, len(self.strokes) - 1))


class RuleUnder(StrEnum):
    """What the rule of the letterhead stands under."""

    NUMBER = "number"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """版头, as far as its places are not those of blocks (GB/T 9704 7.2, 10.1)."""

    mark_top: Length
    """From the sheet's upper edge to the ink of the 发文机关标志."""
    mark_width: Length
    """The mark is made to fit this width: first its characters narrower, then smaller."""
    narrowest: float
    """Width of a character of the mark by its height."""
    smallest: Length
    """No mark is made smaller than this."""
    joint_height: Length
    """The names of a joint issue are at most so high together, where they stay above `smallest`."""
    joint_pitch: float
    """Distance of the names of a joint issue by their size."""
    word: str
    """What stands beside the names of a joint issue, vertically centred (文件)."""
    rule: RuleStyle
    """Its distance is that from the number (7.2.7) or the mark (10.1)."""
    rule_under: RuleUnder
    under_rule: Length
    """From a rule under the mark to the em boxes of 份号 and 发文字号 below it (10.1: 7/8 of 三号)."""
    after: Lines
    """Blank lines between its last element or rule and the title, or the body where there is none."""
    signers: int
    """签发人 on a line."""
    foot: RuleStyle
    """The rule at the foot of the first page; its distance is that from the sheet's lower edge (10.1)."""
    above_foot: Length
    """From the em box of the last line on the first page to that rule."""


@dataclass(frozen=True, slots=True)
class Seal:
    """Room for the seals of those who sign (GB/T 9704 7.3.5.1)."""

    kept: bool
    """Whether the document will be sealed: names centred above the date, room around them."""
    size: Length
    """Diameter of a seal."""
    apart: Length
    """Least distance of two seals."""
    before: Lines
    """Blank lines between the text and the first name, so that a seal begins within a line of the text."""
    right_indent: Cells
    """Of the date."""


@dataclass(frozen=True, slots=True)
class PersonalSeal:
    """签名章: a document signed with a post and the name of a person (GB/T 9704 7.3.5.3)."""

    posts: tuple[str, ...]
    """What posts end in: a signature of such a word, a blank and a name is of this kind."""
    before: Lines
    """Blank lines above."""
    right_indent: Cells
    """Of name and date."""
    apart: Cells
    """Between post and name."""
    date_before: Lines
    """Blank lines above the date."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记 at the foot of the last page (GB/T 9704 7.4)."""

    outer: Length
    """Thickness of the first and the last rule, which lies on the lower edge of the text block; 0 is none."""
    inner: Length
    """Thickness of the rule above 印发; 0 is none."""
    pitch: Length
    """Distance of baselines."""
    even_page: bool
    """Whether it stands on an even page (GB/T 33476.2)."""


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
    first_page: bool = True
    """Whether page 1 shows its number (not in letters, 10.1)."""


@dataclass(frozen=True, slots=True)
class WordMargins:
    """One way to write the text block into Word's dialog."""

    top: Length
    bottom: Length
    line: Length
    """Line pitch of the document grid, and height of a body line."""
    snapped: bool = False
    """Whether body lines are single lines that snap to the grid; else they are exactly `line` high."""


@dataclass(frozen=True, slots=True)
class WordSetup:
    """What a Word file needs to show the same grid (see docs/architecture.md, "Word's grid")."""

    margins: str
    """The one of `profiles` that is used."""
    profiles: Mapping[str, WordMargins]
    """Margins by the standard that names them."""
    left: Length
    right: Length
    spacing: Length
    """Character spacing of the body, negative: 28 characters of 16 pt in 156 mm."""
    footer: Length
    """Distance of the footer from the lower edge of the sheet."""
    faces: Mapping[Role, str]
    """The face each role names in the Word file; none is embedded."""
    script_gap: Length = NONE
    """What LibreOffice leaves between Han and Latin or digits of the body's size, whatever the file says."""

    @property
    def profile(self) -> WordMargins:
        """The margins that are used."""
        return self.profiles[self.margins]

    @property
    def top(self) -> Length:
        """Upper margin."""
        return self.profile.top

    @property
    def bottom(self) -> Length:
        """Lower margin."""
        return self.profile.bottom

    @property
    def line(self) -> Length:
        """Line pitch of the document grid, and height of a body line."""
        return self.profile.line


@dataclass(frozen=True, slots=True)
class Adaptation:
    """What one document wants otherwise than its style says; None leaves it as it is there."""

    duplex: bool | None = None
    """Margins mirrored for print on both sides [P-05]."""
    seal: bool | None = None
    """Room for the seals of those who sign (GB/T 9704 7.3.5.1)."""
    margins: str | None = None
    """Name of the margins of the Word file, of `WordSetup.profiles`."""


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
    letterhead: Letterhead
    seal: Seal
    personal_seal: PersonalSeal
    imprint: Imprint
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

    def adapted(self, adaptation: Adaptation) -> Style:
        """The style as one document wants it.

        Raises:
            StyleError: it has no margins of that name.
        """
        duplex, seal, margins = adaptation.duplex, adaptation.seal, adaptation.margins
        if margins is not None and margins not in self.word.profiles:
            message = _("there is no profile “{name}”{hint}; there are: {names}.")
            raise StyleError(message.format(name=margins, hint="", names=", ".join(self.word.profiles)))
        return replace(
            self,
            page=self.page if duplex is None else replace(self.page, mirrored=duplex),
            seal=self.seal if seal is None else replace(self.seal, kept=seal),
            word=self.word if margins is None else replace(self.word, margins=margins),
        )

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
