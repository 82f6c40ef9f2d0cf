"""The named styles of the Word file, made from a style sheet."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from docx.oxml.ns import qn

from ..model import Align, Block, BlockKind, BlockStyle, Length, Role, Style
from .wordspaces import line_height
from .wordxml import Element, on, w

ALIGN = {Align.JUSTIFY: "both", Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right"}
DASH_STYLE = "GongwenDash"
NUMBER_ODD, NUMBER_EVEN = "GongwenNumberOdd", "GongwenNumberEven"


@dataclass(frozen=True, slots=True)
class WordName:
    """Id and name of a Word style; `outline` is its level in Word's navigation, from 0."""

    id: str
    name: str
    outline: int | None = None

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


def name_of(block: Block, style: Style) -> WordName:
    """The Word style that a block is set in; that of the paragraph where the layout names none."""
    key = f"heading{block.level}" if block.kind is BlockKind.HEADING else block.kind.value
    return word_names()[key if key in style.blocks else BlockKind.PARAGRAPH.value]


def cell_twips(style: Style) -> float:
    """Width of a full-width character of the body with its spacing, in twips."""
    return (style.body.size + style.word.spacing) * 20


def face_of(role: Role, style: Style) -> str:
    """The face that a role names in the Word file; roles are called what faces of their class are."""
    return style.word.faces.get(role, role.value)


def styles(style: Style) -> Iterator[Element]:
    """All styles of the layout, each before those that build on it."""
    yield _normal(style)
    for key, block in style.blocks.items():
        yield _paragraph_style(key, block, style)
        if word_names()[key].outline is not None:
            yield _run_in_style(word_names()[key], block, style)
    yield _dash_style()
    yield from _number_styles(style)


def _normal(style: Style) -> Element:
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
        w("spacing", before=0, after=0, line=style.word.line.twips, lineRule="exact"),
        w("jc", val="both"),
    )
    return w(
        "style",
        w("name", val="Normal"),
        w("qFormat"),
        paragraph,
        _run_properties(style.body, style),
        type="paragraph",
        default=1,
        styleId="Normal",
    )


def _paragraph_style(key: str, block: BlockStyle, style: Style) -> Element:
    name = word_names()[key]
    element = w(
        "style", w("name", val=name.name), w("basedOn", val="Normal"), type="paragraph", styleId=name.id
    )
    if name.ours:
        element.set(qn("w:customStyle"), "1")
    if block is not style.body:
        element.append(w("next", val=word_names()[BlockKind.PARAGRAPH.value].id))
    if name.outline is not None:
        element.append(w("link", val=name.run_id))
    element.extend([w("uiPriority", val=1), w("qFormat")])
    element.append(_paragraph_properties(key, block, style))
    element.append(_run_properties(block, style))
    return element


def _paragraph_properties(key: str, block: BlockStyle, style: Style) -> Element:
    name = word_names()[key]
    kind = BlockKind.HEADING if name.outline is not None else BlockKind(key)
    height = line_height(kind, block, style)
    properties = w("pPr")
    if block.keep_with_next:
        properties.extend([on("keepNext"), on("keepLines")])
    if block.page_break_before:
        properties.append(on("pageBreakBefore"))
    if height % style.word.line.twips:
        properties.append(on("snapToGrid", False))  # else a line of 22 pt takes two of the grid
    line = style.word.line.twips
    before, after = round(block.before * line), round(block.after * line)
    properties.append(w("spacing", before=before, after=after, line=height, lineRule="exact"))
    properties.append(
        indent(style, block.size, left=block.left_indent, right=block.right_indent, first=block.first_indent)
    )
    properties.append(w("jc", val=ALIGN[block.align]))
    if name.outline is not None:
        properties.append(w("outlineLvl", val=name.outline))
    return properties


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


def _run_properties(block: BlockStyle, style: Style) -> Element:
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


def _run_in_style(name: WordName, block: BlockStyle, style: Style) -> Element:
    """The heading's face as a character style, for a heading that its paragraph goes on with."""
    return w(
        "style",
        w("name", val=f"{name.name.capitalize()} Char"),
        w("basedOn", val="DefaultParagraphFont"),
        w("link", val=name.id),
        w("uiPriority", val=1),
        _run_properties(block, style),
        type="character",
        customStyle=1,
        styleId=name.run_id,
    )


def _dash_style() -> Element:
    """Dashes and ellipses of two cells, kept whole (K-04).

    LibreOffice divides —— and …… where their language is Chinese, and not where they have none; for
    Word, which has no rule that divides them, the language is one of proofing only.
    """
    return w(
        "style",
        w("name", val="公文破折号"),
        w("basedOn", val="DefaultParagraphFont"),
        w("uiPriority", val=99),
        w("rPr", w("lang", val="x-none", eastAsia="x-none")),
        type="character",
        customStyle=1,
        styleId=DASH_STYLE,
    )


def _number_styles(style: Style) -> Iterator[Element]:
    """The page number's: face and size in Word's own Footer, the side in two of ours (N-01, N-03)."""
    number = style.number
    block = BlockStyle(role=number.role, size=number.size)
    yield w(
        "style",
        w("name", val="footer"),
        w("basedOn", val="Normal"),
        w("uiPriority", val=99),
        w(
            "pPr",
            on("snapToGrid", False),
            w("spacing", before=0, after=0, line=number.size.twips, lineRule="exact"),
        ),
        _run_properties(block, style),
        type="paragraph",
        styleId="Footer",
    )
    inset = round(number.inset * number.size * 20)
    for id_, name, side in ((NUMBER_ODD, "公文单页页码", "right"), (NUMBER_EVEN, "公文双页页码", "left")):
        placed = (
            [w("jc", val="center")] if number.centered else [w("ind", **{side: inset}), w("jc", val=side)]
        )
        yield w(
            "style",
            w("name", val=name),
            w("basedOn", val="Footer"),
            w("uiPriority", val=99),
            w("pPr", *placed),
            type="paragraph",
            customStyle=1,
            styleId=id_,
        )
