"""Boxes under each other with blanks that give way, so that what follows meets the grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..model import Rule, RuleStyle, Style
from .setting import SetLine

_GIVES = 1.2
"""Points by which blank lines may be lower than they are: 空二行 is 20.3 to 26.2 mm high."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A blank between two boxes, in points."""

    natural: float = 0.0
    least: float = 0.0
    most: float = 0.0


@dataclass(slots=True)
class Box:
    """Lines and rules with places from its upper edge."""

    height: float
    lines: list[tuple[float, SetLine]] = field(default_factory=list)
    """With their baselines."""
    rules: list[Rule] = field(default_factory=list)


def fixed(height: float) -> Gap:
    """A blank that does not give way."""
    return Gap(height, height, height)


def blank_lines(count: float, style: Style) -> Gap:
    """So many blank lines, edge to edge at least; at most what the grid leaves free in them."""
    pitch = style.pitch
    if not count:
        return fixed(pitch - style.body.size)
    return Gap(count * pitch, count * pitch - _GIVES, (count + 1) * pitch - style.body.size)


def shared(gaps: Sequence[Gap], change: float) -> tuple[list[float], float]:
    """The heights of blanks that grow or shrink by `change` together, and what they could not take."""
    rooms = [gap.most - gap.natural if change > 0 else gap.natural - gap.least for gap in gaps]
    room = sum(rooms)
    taken = max(-room, min(room, change))
    part = taken / room if room else 0.0
    heights = [gap.natural + own * part for gap, own in zip(gaps, rooms, strict=True)]
    return heights, change - taken


def rules_at(top: float, rule: RuleStyle, left: float, style: Style) -> list[Rule]:
    """The strokes of a rule whose upper edge is at `top`; `left` is that of the text block."""
    width = rule.length or style.page.text_width
    x0 = (style.page.width - width) / 2 - left if rule.length else 0.0
    strokes = []
    for thickness in rule.strokes:
        middle = top + thickness / 2
        strokes.append(Rule(x0, middle, x0 + width, middle, thickness, rule.color))
        top += thickness + rule.between
    return strokes
