"""发文机关标志 in the Word file: one line, or the names of a joint issue as a table with 文件 beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import floor

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from ..model import BlockKind, RuleStyle, Style
from ..model.parts import Mark
from .wordextras import HEAD_TABLE
from .wordplaces import ems
from .wordrules import outset
from .wordstyles import name_of_key
from .wordxml import Element, run, w

_BESIDE = 0.4
"""Blank between the names and 文件, in ems."""
_SPARE = 20
"""Twips that a column is wider than its text, so that no reader turns the line."""
_LOOK = (qn("w:w"), qn("w:sz"), qn("w:szCs"))
"""Width and size of the characters of a run."""


@dataclass(frozen=True, slots=True)
class SetMark:
    """A mark with the size of its characters and how much narrower they are."""

    names: tuple[str, ...]
    beside: str
    """文件, or nothing."""
    size: float
    ratio: float

    def rounded(self) -> SetMark:
        """The mark in a size that Word can hold: whole half points, not larger."""
        return replace(self, size=floor(self.size * 2) / 2)

    @property
    def scale(self) -> int:
        """Width of the characters in percent."""
        return int(self.ratio * 100)


def fitted(mark: Mark, style: Style) -> SetMark:
    """The mark as large as its line allows: made narrower first, then smaller."""
    head, entry = style.letterhead, style.block(BlockKind.ISSUER_MARK)
    count = len(mark.names)
    names = tuple(name for _, name in mark.names)
    beside = mark.beside[1] if mark.beside else ""
    natural = max(map(ems, names)) + (ems(beside) + _BESIDE if beside else 0.0)
    size = min(float(entry.size), head.joint_height / (1 + (count - 1) * head.joint_pitch))
    size = max(min(float(head.smallest), float(entry.size)), size)
    limit = min(head.mark_width, style.page.text_width)
    size = min(size, limit / head.narrowest / natural)
    return SetMark(names, beside, size, min(1.0, limit / (natural * size))).rounded()


def mark_runs(text: str, mark: SetMark) -> list[Element]:
    """The run of one line of a mark."""
    return [run(text, size=mark.size, scale=mark.scale)]


def into_style(word: WordDocument) -> None:
    """Give the style of the mark the size and width of its characters, where all its lines have the same.

    They hang on the length of the names; what is typed in beside them is then set as they are.
    """
    sizes = list(word.element.body.iter(qn("w:sz")))
    looks = {tuple(child.get(qn("w:val")) for child in size.getparent().iter(*_LOOK)) for size in sizes}
    style_id = name_of_key(BlockKind.ISSUER_MARK.value).id
    found = word.styles.element.find(f"{qn('w:style')}[@{qn('w:styleId')}='{style_id}']/{qn('w:rPr')}")
    if len(looks) != 1 or found is None:
        return
    for old in list(found.iter(*_LOOK)):
        found.remove(old)
    for number, size in enumerate(sizes):
        own = size.getparent()
        for child in list(own.iter(*_LOOK)):
            own.remove(child) if number else found.append(child)


def joint_table(mark: SetMark, lead: float, style: Style) -> Element:
    """The names under each other, spread to the longest, and 文件 beside their middle (7.2.4).

    Args:
        mark: More than one name.
        lead: Points above the first name: a margin of its cell, for a table has no space above it.
        style: The layout.
    """
    em = mark.size * mark.scale / 5  # twips
    widths = [round(max(map(ems, mark.names)) * em) + _SPARE]
    if mark.beside:
        widths += [round((ems(mark.beside) + _BESIDE) * em) + _SPARE]
    pitch = round(mark.size * style.letterhead.joint_pitch * 20)
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val=HEAD_TABLE),
            w("tblW", w=sum(widths), type="dxa"),
            w("jc", val="center"),
            w("tblLayout", type="fixed"),
        ),
        w("tblGrid", *(w("gridCol", w=width) for width in widths)),
        *_rows(mark, widths, pitch, round(lead * 20)),
    )


def _rows(mark: SetMark, widths: list[int], pitch: int, lead: int) -> Iterator[Element]:
    for number, name in enumerate(mark.names):
        above = 0 if number else lead
        cells = [_cell(_line(name, "distribute", mark, pitch), widths[0], above)]
        if mark.beside:
            text = "" if number else mark.beside
            merge = w("vMerge") if number else w("vMerge", val="restart")
            cells.append(_cell(_line(text, "right", mark, pitch), widths[1], above, merge))
        height = w("trHeight", val=pitch + above, hRule="atLeast")
        yield w("tr", w("trPr", w("cantSplit"), height), *cells)


def _cell(line: Element, width: int, above: int, merge: Element | None = None) -> Element:
    properties = w("tcPr", w("tcW", w=width, type="dxa"))
    if merge is not None:
        properties.append(merge)
    if above:
        properties.append(w("tcMar", w("top", w=above, type="dxa")))
    if merge is not None:
        properties.append(w("vAlign", val="center"))
    return w("tc", properties, line)


def _line(text: str, align: str, mark: SetMark, pitch: int) -> Element:
    spacing = w("spacing", before=0, after=0, line=pitch, lineRule="exact")
    style_id = name_of_key(BlockKind.ISSUER_MARK.value).id
    properties = w("pPr", w("pStyle", val=style_id), spacing, w("jc", val=align))
    return w("p", properties, *(mark_runs(text, mark) if text else []))


def placed_table(lines: Iterable[Element], rule: RuleStyle, top: float, style: Style) -> Element:
    """A table of one cell at its place on the sheet, as wide as the rule.

    Args:
        lines: What it holds.
        rule: The rule that stands in it.
        top: Points from the sheet's upper edge.
        style: The layout.
    """
    left, right = outset(rule, style)
    width = round(style.page.text_width * 20) + left + right
    place = w(
        "tblpPr",
        leftFromText=0,
        rightFromText=0,
        vertAnchor="page",
        horzAnchor="page",
        tblpX=round(style.word.left * 20) - left,
        tblpY=round(top * 20),
    )
    size = w("tblW", w=width, type="dxa")
    properties = w("tblPr", w("tblStyle", val=HEAD_TABLE), place, size, w("tblLayout", type="fixed"))
    cell = w("tc", w("tcPr", w("tcW", w=width, type="dxa")), *lines)
    return w("tbl", properties, w("tblGrid", w("gridCol", w=width)), w("tr", w("trPr", w("cantSplit")), cell))
