"""发文机关标志: names as large as the line allows, made narrower first, then smaller (GB/T 9704 7.2.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..model import BlockStyle
from ..model.parts import Mark
from .letters import Char
from .matter import Matter, Piece
from .outlines import ink_heights
from .setting import SetLine
from .stacking import Box

_BESIDE = 0.4
"""Blank between the names and 文件, in ems."""


def mark_box(mark: Mark, matter: Matter, scale: float) -> Box | None:
    """The lines of a mark, from the upper to the lower edge of their ink; None where no line holds them.

    Args:
        mark: Names and what stands beside them.
        matter: The document.
        scale: Part of the largest size that may be used, so that the page keeps room for the body.
    """
    head = matter.style.letterhead
    style = matter.block_style(mark.names[0][0])
    count = len(mark.names)
    size = min(float(style.size), head.joint_height / (1 + (count - 1) * head.joint_pitch))
    size = max(min(float(head.smallest), float(style.size)), min(size, style.size) * scale)
    limit = min(head.mark_width, matter.style.page.text_width)
    natural = _natural_width(mark, matter, style)
    if natural * size / style.size * head.narrowest > limit:
        size = limit / head.narrowest / natural * style.size
        if size < min(head.smallest, style.size) - 1e-6:
            return None
    ratio = min(1.0, limit / (natural * size / style.size))
    own = replace(style, size=type(style.size)(size))
    lines = _lines(mark, matter, own, ratio)
    return _from_ink(lines, matter, own)


def _natural_width(mark: Mark, matter: Matter, style: BlockStyle) -> float:
    names = max(matter.width(name, style) for _, name in mark.names)
    beside = matter.width(mark.beside[1], style) + _BESIDE * style.size if mark.beside else 0.0
    return max(names + beside, 1e-6)


def _lines(mark: Mark, matter: Matter, style: BlockStyle, ratio: float) -> list[tuple[float, SetLine]]:
    """The names under each other, each spread to the longest, 文件 beside their middle; centred."""
    pitch = style.size * matter.style.letterhead.joint_pitch
    widest = max(matter.width(name, style) for _, name in mark.names) * ratio
    whole = _natural_width(mark, matter, style) * ratio
    left = (matter.style.page.text_width - whole) / 2
    if mark.parts:
        return [(0.0, line) for line in _one_line(mark, matter, style, ratio, left)]
    lines = []
    for number, (index, name) in enumerate(mark.names):
        natural = matter.width(name, style)
        line = matter.line(index, [Piece(name, style, 0.0, widest / ratio if natural else None)])
        lines.append((number * pitch, _narrowed(line, ratio).moved(left)))
    if mark.beside:
        index, word = mark.beside
        line = _narrowed(matter.line(index, [Piece(word, style, 0.0)]), ratio)
        lines.append(((len(mark.names) - 1) * pitch / 2, line.moved(left + whole - _end(line))))
    return lines


def _one_line(mark: Mark, matter: Matter, style: BlockStyle, ratio: float, left: float) -> Iterator[SetLine]:
    """A single name, in as many pieces as blocks hold it."""
    for index, text in mark.parts:
        yield _narrowed(matter.line(index, [Piece(text, style, 0.0)]), ratio).moved(left)
        left += matter.width(text, style) * ratio


def _end(line: SetLine) -> float:
    return line.xs[-1] + line.chars[-1].width if line.xs else 0.0


def _narrowed(line: SetLine, ratio: float) -> SetLine:
    """The line with all its characters and blanks so much narrower."""
    if ratio == 1.0:
        return line
    known: dict[int, Char] = {}
    chars = [known.setdefault(id(char), _narrow(char, ratio)) for char in line.chars]
    return replace(line, chars=chars, xs=type(line.xs)("d", [x * ratio for x in line.xs]))


def _narrow(char: Char, ratio: float) -> Char:
    glyph = char.glyph
    if glyph is None:
        return char
    narrow = replace(
        glyph, advance=glyph.advance * ratio, shift=glyph.shift * ratio, stretch=glyph.stretch * ratio
    )
    return replace(char, glyph=narrow, width=char.width * ratio, look=(glyph.face, narrow.stretch))


def _from_ink(lines: Sequence[tuple[float, SetLine]], matter: Matter, style: BlockStyle) -> Box:
    """The lines with baselines from the highest ink, in a box as high as their ink."""
    inks = []
    for y, line in lines:
        for char in line.chars:
            if char.glyph and char.text.strip():
                lower, upper = ink_heights(char.glyph.face, char.glyph.id)
                inks.append((y - upper * style.size, y - lower * style.size))
    top = min((upper for upper, _ in inks), default=0.0)
    bottom = max((lower for _, lower in inks), default=0.0)
    return Box(bottom - top, [(y - top, line) for y, line in lines])
