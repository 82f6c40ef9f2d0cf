"""The named styles of the Word file that blocks are set in, made from a style sheet."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from docx.oxml.ns import qn

from ..model import Align, Block, BlockKind, BlockStyle, Length, Role, Style
from ..model.parts import IMPRINT, LETTERHEAD
from .wordplaces import cell_twips
from .wordspaces import line_height
from .wordxml import Element, on, w

ALIGN = {Align.JUSTIFY: "both", Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right"}


@dataclass(frozen=True, slots=True)
class WordName:
    """Id and name of a Word style; `outline` is its level in Word's navigation, from 0."""

    id: str
    name: str
    outline: int | None = None
    alias: str = ""
    """A Chinese name of ours beside Word's own."""

    @property
    def ours(self) -> bool:
        """Whether the style is none of Word's own."""
        return self.id.startswith("Gongwen")

    @property
    def run_id(self) -> str:
        """Id of the linked character style, for a heading that runs into its paragraph."""
        return f"{self.id}Char"


@lru_cache(maxsize=1)
def word_names() -> dict[str, WordName]:
    """The Word style of each block, by the block's key in a style sheet."""
    path = Path(__file__).parent / "data" / "word_styles.toml"
    return {key: WordName(**entry) for key, entry in tomllib.loads(path.read_text("utf-8")).items()}


def name_of_key(key: str) -> WordName:
    """The Word style of a key of a style sheet's [blocks]."""
    return word_names()[key]


def run_style(key: str) -> str:
    """Id of the character style with the face of a kind of block."""
    return word_names()[key].run_id


def label_style(key: str, style: Style) -> str | None:
    """Id of the character style of a block's label; None where the label has the block's own face."""
    entry = style.blocks.get(key)
    return f"{word_names()[key].id}Label" if entry and entry.label else None


def name_of(block: Block, style: Style) -> WordName:
    """The Word style that a block is set in; that of the paragraph where the layout names none."""
    key = f"heading{block.level}" if block.kind is BlockKind.HEADING else block.kind.value
    return word_names()[key if key in style.blocks else BlockKind.PARAGRAPH.value]


def face_of(role: Role, style: Style) -> str:
    """The face that a role names in the Word file; roles are called what faces of their class are."""
    return style.word.faces.get(role, role.value)


def normal_style(style: Style) -> Element:
    """The base of all others: body face, grid pitch, and the rules of Chinese line breaking (X-04, X-10).

    `overflowPunct` is on: LibreOffice reads it the wrong way round (on is "no mark hangs"), and on is
    what Word takes as its default.
    """
    paragraph = w(
        "pPr",
        on("widowControl", False),
        on("kinsoku"),
        on("wordWrap"),
        on("overflowPunct"),
        on("topLinePunct", False),
        on("autoSpaceDE", False),
        on("autoSpaceDN", False),
        spacing(style, before=0, after=0, line=style.word.line.twips),
        w("jc", val="both"),
    )
    return w(
        "style",
        w("name", val="Normal"),
        w("qFormat"),
        paragraph,
        run_properties(style.body, style),
        type="paragraph",
        default=1,
        styleId="Normal",
    )


def paragraph_style(key: str, block: BlockStyle, style: Style) -> Element:
    """The style of a kind of block, by its key in the style sheet."""
    name = word_names()[key]
    element = w("style", w("name", val=name.name), type="paragraph", styleId=name.id)
    if name.alias:
        element.append(w("aliases", val=name.alias))
    element.append(w("basedOn", val="Normal"))
    if name.ours:
        element.set(qn("w:customStyle"), "1")
    if block is not style.body:
        element.append(w("next", val=word_names()[BlockKind.PARAGRAPH.value].id))
    if has_run_style(key):
        element.append(w("link", val=name.run_id))
    element.extend([w("uiPriority", val=1), w("qFormat")])
    element.append(_paragraph_properties(key, block, style))
    element.append(run_properties(block, style))
    return element


def has_run_style(key: str) -> bool:
    """Whether a kind of block has a character style too: it may be part of a paragraph."""
    return word_names()[key].outline is not None or key == BlockKind.SIGNER.value


def _paragraph_properties(key: str, block: BlockStyle, style: Style) -> Element:
    name = word_names()[key]
    kind = BlockKind.HEADING if name.outline is not None else BlockKind(key)
    height = line_height(kind, block, style)
    properties = w("pPr")
    if block.keep_with_next:
        properties.extend([on("keepNext"), on("keepLines")])
    if block.page_break_before:
        properties.append(on("pageBreakBefore"))
    if height % style.word.line.twips or kind in LETTERHEAD:
        properties.append(on("snapToGrid", False))  # else a line of 22 pt takes two of the grid
    line = style.word.line.twips
    before = 0 if kind in IMPRINT else round(block.before * line)
    after = round(block.after * line)
    properties.append(spacing(style, before=before, after=after, line=height))
    properties.append(
        indent(style, block.size, left=block.left_indent, right=block.right_indent, first=block.first_indent)
    )
    properties.append(w("jc", val=ALIGN[block.align]))
    if name.outline is not None:
        properties.append(w("outlineLvl", val=name.outline))
    return properties


def spacing(style: Style, *, before: int, after: int, line: int) -> Element:
    """Space above and below in twips, and the height of a line: exact, or a single line of the grid."""
    if style.word.profile.snapped and line == style.word.line.twips:
        return w("spacing", before=before, after=after, line=240, lineRule="auto")
    return w("spacing", before=before, after=after, line=line, lineRule="exact")


def indent(style: Style, size: Length, *, left: float = 0, right: float = 0, first: float = 0) -> Element:
    """Indents given in cells of the grid; a negative `first` hangs.

    In characters and, for readers that know none, in twips (X-14). Characters are those of the
    paragraph's own size, so only blocks of the body's size have them.
    """
    attributes: dict[str, int] = {}
    for name, cells in (
        ("left", left),
        ("right", right),
        ("hanging" if first < 0 else "firstLine", abs(first)),
    ):
        if size == style.body.size:
            attributes[f"{name}Chars"] = round(cells * 100)
        attributes[name] = round(cells * cell_twips(style))
    return w("ind", **attributes)


def run_properties(block: BlockStyle, style: Style) -> Element:
    """Face, colour, spacing and size."""
    han = face_of(block.role, style)
    latin = face_of(style.latin, style) if style.latin else han
    spacing = style.word.spacing if block.size == style.body.size else 0
    size = round(block.size * 2)
    return w(
        "rPr",
        w("rFonts", ascii=latin, hAnsi=latin, eastAsia=han, cs=latin),
        w("color", val=block.color.lstrip("#").upper()),
        w("spacing", val=round(spacing * 20)),
        w("sz", val=size),
        w("szCs", val=size),
    )
