"""The flow of the Word file: blocks as paragraphs of named styles, what hangs on the text over them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..model import Block, BlockKind, Style
from ..model.parts import HANGING, closings, items_of, label_length
from .wordclosing import Signed, closing_lines
from .wordextras import DASH_STYLE, run_in_style
from .wordplaces import Indents, Labels, cell_twips
from .wordspaces import Space, Start, Stretch, spaces, style_space
from .wordstyles import ALIGN, indent, label_style, name_of, spacing
from .wordxml import Element, on, run, tab, w, writable

DASHES = re.compile("(—{2,}|…{2,})")

_CLOSING = frozenset({BlockKind.SIGNATURE, BlockKind.DATE})
LineBreaks = Mapping[int, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a paragraph: text in the face of a character style; a tab where it says so."""

    text: str
    style: str | None = None
    is_tab: bool = False
    block: int | None = None
    """Index of the block whose text it is; None where it is a part of it or made of it."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What makes one Word paragraph: a block, or a heading and what runs on after it."""

    first: Block
    last: Block
    parts: tuple[Part, ...]
    indents: Indents | None = None
    stops: tuple[tuple[str, float], ...] = ()
    gap: float | None = None
    """Blank lines above; None is what the layout has between such blocks."""
    lines: int | None = None
    """How many lines it takes, if the typeset page tells."""
    keep: bool = False
    """Whether its last line stays on the page of what follows."""
    new_page: bool = False

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(part.text for part in self.parts)

    @property
    def is_written(self) -> bool:
        """Whether there is anything to write, be it a picture or a table without text."""
        has_kept = self.last.table is not None or bool(self.last.pictures)
        return has_kept or bool(writable(self.text).strip())

    @property
    def style_id(self) -> str | None:
        """Its style, where it is not that of the block."""
        level = self.first.level
        return run_in_style(level) if self.first is not self.last and level else None


class Flow:
    """Cuts blocks into Word paragraphs, in order."""

    def __init__(self, blocks: Sequence[Block], style: Style, line_breaks: LineBreaks) -> None:
        self.blocks = blocks
        self.style = style
        self.line_breaks = line_breaks
        self.divided: Collection[int] = ()
        """Blocks that go on from a full page to the next one."""
        self.new_page: int | None = None
        """The block that begins a page so that the names below it have room."""
        self._labels = Labels(style)
        self._closings = {group[0]: group for group in closings(blocks)}

    def paragraphs(self, indices: Sequence[int]) -> list[Paragraph]:
        """The paragraphs of the blocks of those indices; blocks without anything to write make none."""
        found: list[Paragraph] = []
        done: set[int] = set()
        for place, index in enumerate(indices):
            if index in done:
                continue
            following = indices[place + 1] if place + 1 < len(indices) else None
            group = [index]
            if index in self._closings:
                group = [i for i in self._closings[index] if i in indices]
                found += self._signed(group)
            elif self._runs_on(index, following):
                group.append(following or 0)
                found.append(self._run_in(index, following or 0))
            else:
                found += self._block(index)
            done.update(group)
        return self._kept([paragraph for paragraph in found if paragraph.is_written])

    def _runs_on(self, index: int, following: int | None) -> bool:
        if following is None or self.blocks[index].kind is not BlockKind.HEADING:
            return False
        return self.blocks[following].run_in

    def _run_in(self, index: int, following: int) -> Paragraph:
        heading, block = self.blocks[index], self.blocks[following]
        parts = (
            Part(heading.text, name_of(heading, self.style).run_id, block=index),
            Part(block.text, block=following),
        )
        return Paragraph(heading, block, parts)

    def _block(self, index: int) -> Iterator[Paragraph]:
        block = self.blocks[index]
        if block.kind not in HANGING:
            text = _broken(block.text, self.line_breaks.get(index))
            count = text.count("\n") + 1 if index in self.line_breaks else None
            yield Paragraph(block, block, (Part(text, block=index),), lines=count)
            return
        for number, item in enumerate(items_of(block)):
            indents = self._labels.indents(block, item, is_first=number == 0)
            yield Paragraph(block, block, self._labelled(block, item), indents)

    def _labelled(self, block: Block, item: str) -> tuple[Part, ...]:
        """The label in its own face, where the layout gives it one."""
        own = label_style(block.kind.value, self.style)
        length = label_length(item) if own else 0
        if not length:
            return (Part(item),)
        return (Part(item[:length], own), Part(item[length:]))

    def _signed(self, group: Sequence[int]) -> Iterator[Paragraph]:
        for line in closing_lines([self.blocks[index] for index in group], self.style):
            yield _of_signed(line)

    def _kept(self, paragraphs: list[Paragraph]) -> list[Paragraph]:
        """What stands above names and date keeps with them, so that they share a page with text (S-11).

        Not where it has lines on their page anyhow: LibreOffice moves all of what is kept.
        """
        for index, (above, below) in enumerate(pairwise(paragraphs)):
            own = self.style.block(above.last.kind, above.last.level).keep_with_next
            if below.first.kind in _CLOSING and not own and above.parts[-1].block not in self.divided:
                paragraphs[index] = replace(above, keep=True)
        for index, paragraph in enumerate(paragraphs):
            if self.new_page in {part.block for part in paragraph.parts} - {None}:
                paragraphs[index] = replace(paragraph, new_page=True)
        return paragraphs


def _of_signed(line: Signed) -> Paragraph:
    parts = []
    for number, text in enumerate(line.parts):
        parts += [Part("\t", is_tab=True)] if number else []
        parts += [Part(text)] if text else []
    return Paragraph(line.block, line.block, tuple(parts), line.indents, line.stops, line.gap)


def _broken(text: str, lines: Sequence[str] | None) -> str:
    """The text with the line breaks of the page; with its own where the page's lines are another text."""
    if lines is None or "".join("".join(lines).split()) != "".join(text.split()):
        return text
    return "\n".join(line.strip() for line in lines)


def write_paragraphs(
    paragraphs: Sequence[Paragraph], style: Style, start: Start | None = None
) -> Iterator[tuple[Paragraph, Element]]:
    """Each paragraph as an element.

    Args:
        paragraphs: Of the flow, in order.
        style: The layout.
        start: Where the first one begins, below a 版头.
    """
    around = spaces([Stretch(p.first, p.last, p.text, p.gap, p.lines) for p in paragraphs], style, start)
    for paragraph, space in zip(paragraphs, around, strict=True):
        yield paragraph, w("p", _properties(paragraph, space, style), *_runs(paragraph))


def _properties(paragraph: Paragraph, space: Space, style: Style) -> Element:
    """The style, and over it only what hangs on the text or on the neighbours."""
    block, indents = paragraph.last, paragraph.indents
    entry = style.block(block.kind, block.level)
    properties = w("pPr", w("pStyle", val=paragraph.style_id or name_of(block, style).id))
    if paragraph.keep:
        properties.append(on("keepNext"))
    if paragraph.new_page:
        properties.append(on("pageBreakBefore"))
    if paragraph.stops:
        cell = cell_twips(style)
        stops = (w("tab", val=kind, pos=round(place * cell)) for kind, place in paragraph.stops)
        properties.append(w("tabs", *stops))
    if space != style_space(block, style):
        properties.append(spacing(style, before=space.before, after=space.after, line=space.line))
    if indents is not None:
        properties.append(
            indent(style, entry.size, left=indents.left, right=indents.right, first=indents.first)
        )
        if indents.align is not entry.align:
            properties.append(w("jc", val=ALIGN[indents.align]))
    return properties


def _runs(paragraph: Paragraph) -> Iterator[Element]:
    for part in paragraph.parts:
        if part.is_tab:
            yield tab()
        elif part.style:
            yield run(part.text, style=part.style)
        else:
            yield from text_runs(part.text)


def text_runs(text: str) -> Iterator[Element]:
    """Runs of body text; dashes and ellipses are runs of their own, which no reader divides."""
    for piece in DASHES.split(text):
        if piece:
            yield run(piece, style=DASH_STYLE if DASHES.fullmatch(piece) else None)
