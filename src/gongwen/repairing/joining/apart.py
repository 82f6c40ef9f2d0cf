"""Lines that were ended on purpose, however well the next one seems to go on from them."""

from __future__ import annotations

from collections.abc import Callable

from ..lines.lines import Line, Regime, is_han
from ..lines.shapes import has_shape
from .boundary import Boundary

HEAD_LINES = 4
"""Lines at the start of a text among which its titles are."""
_LONGEST_VERSE = 9
"""Cells of a line of seven characters and its mark, and a little more."""
_VERSE_LINES = 4
"""Short lines in a row that are verse."""
_SCRIPT = 8
"""Characters on each side of a break that tell the script."""


def ended_on_purpose(at: Boundary) -> str | None:
    """The reason why the first line is whole; None where nothing says so."""
    return next((reason for applies, reason in _REASONS if applies(at)), None)


def _is_record(at: Boundary) -> bool:
    """Lines that say when a law was adopted and amended, and the law below them."""
    first, second = at.first.folded, at.second.folded
    if has_shape("record_start", second) and has_shape("record_end", first):
        return True
    return at.paragraph.lines == 1 and has_shape("record", first) and second[0] not in "的《〈"


def _is_subtitle(at: Boundary) -> bool:
    """A line with a dash at the head, such as ——在全县工作会议上的讲话."""
    if at.index >= HEAD_LINES or at.paragraph.open:
        return False
    first, second = at.first.folded, at.second.folded
    return has_shape("subtitle", second) or (has_shape("subtitle", first) and has_shape("title", first))


def _are_items(at: Boundary) -> bool:
    """Labels with their values one under another, such as 主办：… and 承办：…."""
    return (
        has_shape("item", at.first.folded) and has_shape("item", at.second.folded) and not at.paragraph.open
    )


def _is_of_another_script(at: Boundary) -> bool:
    """Between two words of another script nothing says what a line is, unless the text was wrapped."""
    start = at.second.text[0]
    if not (start.isascii() and start.isalpha() and at.first.text[-1].isascii()):
        return False
    plain = not any(is_han(c) for c in at.first.text[-_SCRIPT:] + at.second.text[:_SCRIPT])
    return plain and at.layout.regime is not Regime.WRAPPED


def _is_verse(at: Boundary) -> bool:
    """Two short lines as long as each other and what follows, or four of any length, each with its mark."""
    if not _is_short(at.first) or at.layout.measure <= 2 * _LONGEST_VERSE:
        return False
    lines = at.layout.lines
    neighbours = (at.second, lines[at.index - 1]) if at.index else (at.second,)
    if any(_is_short(line) and at.first.width == line.width for line in neighbours):
        return True
    starts = range(max(0, at.index - _VERSE_LINES + 2), at.index + 1)
    stretches = (lines[start : start + _VERSE_LINES] for start in starts)
    return any(len(stretch) == _VERSE_LINES and all(map(_is_short, stretch)) for stretch in stretches)


def _is_short(line: Line) -> bool:
    return line.width <= _LONGEST_VERSE and line.folded[-1] in "，；。！？"


_REASONS: tuple[tuple[Callable[[Boundary], bool], str], ...] = (
    (_is_record, "record"),
    (_is_subtitle, "subtitle"),
    (_are_items, "items"),
    (_is_of_another_script, "other script"),
    (_is_verse, "verse"),
)
