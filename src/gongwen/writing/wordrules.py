"""Rules as borders: a stroke, or two close to each other as one compound line."""

from __future__ import annotations

from math import ceil

from ..model import RuleStyle, Style
from .wordspaces import LINE_BELOW
from .wordxml import Element, w

_EIGHTHS = 8
"""Units of `w:sz` to the point."""
_THIN = 0.75
"""Points of the thinner stroke of a compound line, and of the gap in it."""
_LARGEST_SPACE = 31
"""Points that a border may be away from its text."""


def border(side: str, rule: RuleStyle, distance: float) -> Element:
    """The border of a paragraph.

    Two strokes become one of Word's compound lines, whose thinner stroke and gap are .75 pt; which is called
    `thickThin` where the thick one is next to the text.

    Args:
        side: `top` or `bottom`.
        rule: Its strokes from above, and its colour.
        distance: Points from the line of text to the rule.
    """
    kind, thick = "single", max(rule.strokes, default=0.0)
    if len(rule.strokes) > 1:
        is_first_thick = rule.strokes[0] >= rule.strokes[-1]
        near_is_thick = is_first_thick if side == "bottom" else not is_first_thick
        kind = "thickThinSmallGap" if near_is_thick else "thinThickSmallGap"
    space, _ = border_place(rule, distance)
    return w(side, val=kind, sz=eighths(thick), space=space, color=rule.color.lstrip("#").upper())


def below_line(rule: RuleStyle, size: float) -> float:
    """Points from the lower edge of a line of the 版头 to a rule at its distance from the em box."""
    return ceil(rule.distance - LINE_BELOW * size)


def border_place(rule: RuleStyle, distance: float) -> tuple[int, float]:
    """The points that a border can be away from the text, for a rule at that distance, and its thickness."""
    thick = eighths(max(rule.strokes, default=0.0)) / _EIGHTHS
    others = 2 * _THIN if len(rule.strokes) > 1 else 0.0
    return round(min(max(distance, 0.0), _LARGEST_SPACE)), thick + others


def eighths(thickness: float) -> int:
    """A thickness in eighths of a point, as borders have it."""
    return max(2, round(thickness * _EIGHTHS))


def outset(rule: RuleStyle, style: Style) -> tuple[int, int]:
    """How far a rule reaches over the text block on the left and on the right, in twips."""
    if rule.length is None:
        return 0, 0
    side = (style.page.width - rule.length) / 2
    return round((style.word.left - side) * 20), round((style.word.right - side) * 20)
