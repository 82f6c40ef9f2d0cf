"""Where lines end and how they are spread (GB/T 15834 5.1, CLREQ): from the lines of a PDF."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from itertools import pairwise

from ...i18n import gettext as _
from ..faults import Checks, Fault, Faults, ems, from_left, quoted
from ..kinds import DATA
from ..lines import CELL, PT, Line, is_han
from ..paragraphs import Document, Kind, Paragraph
from ..rulebook import tolerance

_MARKS = tomllib.loads((DATA / "breaking.toml").read_text(encoding="utf-8"))
_SPREAD = 0.5
"""Points by which gaps between Han characters of one line may differ."""
_SCRIPT_GAP = 0.30
_DASH = 1.9


def _prose(document: Document) -> list[Paragraph]:
    return document.of(Kind.BODY, Kind.HEADING)


def _turns(document: Document) -> Iterator[tuple[Line, Line]]:
    """Each line of a paragraph with the next one."""
    for paragraph in _prose(document):
        yield from pairwise(paragraph.lines)


def _at_turns(document: Document, fault: Callable[[Line, Line], Fault | None]) -> Faults:
    turns = list(_turns(document))
    if not turns:
        return None
    return [found for line, following in turns if (found := fault(line, following))]


def _start(document: Document) -> Faults:
    """K-01."""
    return _at_turns(
        document,
        lambda line, below: (
            Fault(below, quoted(below.text[:4]), _("on the line above"))
            if below.text[0] in _MARKS["not_at_start"]
            else None
        ),
    )


def _end(document: Document) -> Faults:
    """K-02."""
    return _at_turns(
        document,
        lambda line, below: (
            Fault(line, quoted(line.text[-4:]), _("on the line below"))
            if line.text[-1] in _MARKS["not_at_end"]
            else None
        ),
    )


def _whole(document: Document) -> Faults:
    """K-04."""

    def fault(line: Line, below: Line) -> Fault | None:
        divided = line.text[-1] == below.text[0] and line.text[-1] in _MARKS["whole"]
        even = (len(line.text) - len(line.text.rstrip(line.text[-1]))) % 2 == 0
        return (
            Fault(line, f"{line.text[-3:]} / {below.text[:3]}", line.text[-1] * 2)
            if divided and not even
            else None
        )

    return _at_turns(document, fault)


def _numbers(document: Document) -> Faults:
    """K-10."""

    def fault(line: Line, below: Line) -> Fault | None:
        after = below.text[0]
        divided = (
            line.text[-1].isdigit()
            and line.text[-1].isascii()
            and (after.isdigit() or after in _MARKS["units"])
        )
        return Fault(line, f"{line.text[-4:]} / {below.text[:4]}", _("on one line")) if divided else None

    return _at_turns(document, fault)


def _inner_lines(document: Document) -> Iterator[Line]:
    """Lines that are not the last of their paragraph."""
    for paragraph in _prose(document):
        yield from paragraph.lines[:-1]


def _half_cell(document: Document) -> Faults:
    """K-05."""
    lines = [line for line in _inner_lines(document) if line.text[-1] in _MARKS["full_width_marks"]]
    if not lines:
        return None
    return [
        Fault(line, from_left(line.right), f"≤ {from_left(document.right[line.page] + CELL / 2)}")
        for line in lines
        if line.right > document.right[line.page] + 0.55 * line.size * PT
        and line.glyphs[-1].x < document.right[line.page] - 0.1 * line.size * PT
    ]


def _hanging(document: Document) -> Faults:
    """K-12."""
    lines = list(_inner_lines(document))
    if not lines:
        return None
    return [
        Fault(line, quoted(line.text[-3:]), _("inside the text block"))
        for line in lines
        if line.text[-1] in _MARKS["full_width_marks"]
        and line.glyphs[-1].x > document.right[line.page] - 0.1 * line.size * PT
    ]


def _openings(document: Document) -> Faults:
    """K-07."""
    offsets = [
        (line, ems(line.left - document.left[line.page], line.size))
        for paragraph in _prose(document)
        for line in paragraph.lines[1:]
        if line.text[0] in "《（〈【〔"
    ]
    if len(offsets) < 2:
        return None
    first = offsets[0][1]
    text = _("{value} em")
    return [
        Fault(line, text.format(value=f"{offset:.2f}"), text.format(value=f"{first:.2f}"))
        for line, offset in offsets
        if abs(offset - first) > 0.25
    ]


def _flush(document: Document) -> Faults:
    """K-09: the right edge, with a line-end mark whole or half, and even gaps."""
    lines = [line for line in _inner_lines(document) if "\t" not in line.text]
    if not lines:
        return None
    faults = []
    for line in lines:
        right, size = document.right[line.page], line.size * PT
        mark = line.text[-1] in _MARKS["full_width_marks"]
        ends = (line.right, line.right - 0.5 * size, line.glyphs[-1].x) if mark else (line.right,)
        if all(abs(end - right) > tolerance("K-09") for end in ends):
            faults.append(Fault(line, from_left(line.right), from_left(right)))
        elif _unevenness(line) > _SPREAD:
            faults.append(Fault(line, f"{_unevenness(line):.1f} pt", f"≤ {_SPREAD} pt"))
    return faults


def _unevenness(line: Line) -> float:
    """By how much the distances of neighbouring Han characters differ, in points."""
    steps = [b.x - a.x for a, b in pairwise(line.glyphs) if is_han(a.char) and is_han(b.char)]
    return (max(steps) - min(steps)) / PT if len(steps) > 1 else 0.0


def _script_gaps(document: Document) -> Faults:
    """K-11."""
    seen, faults = False, []
    for line in document.body_lines():
        for left, right in pairwise(line.glyphs):
            if (is_han(left.char) and _is_latin(right.char)) or (_is_latin(left.char) and is_han(right.char)):
                seen = True
                gap = ems(right.x - left.end, line.size)
                if gap > _SCRIPT_GAP:
                    faults.append(Fault(line, _("{value} em").format(value=f"{gap:.2f}"), "≤ ¼ em"))
                    break
    return faults if seen else None


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _lone(document: Document) -> Faults:
    """K-13."""
    long = [p for p in document.of(Kind.BODY, Kind.HEADING) if len(p.lines) > 1]
    if not long:
        return None
    return [
        Fault(p.lines[-1], quoted(p.lines[-1].text), _("two characters and more"))
        for p in long
        if sum(is_han(char) or char.isalnum() for char in p.lines[-1].text) <= 1
    ]


def _widow(document: Document) -> Faults:
    """K-14."""
    turned = [p for p in _prose(document) if len(p.lines) > 1 and p.lines[0].page != p.lines[-1].page]
    if not turned:
        return None
    return [
        Fault(p.lines[-1], quoted(p.lines[-1].text), _("two lines and more"))
        for p in turned
        if p.lines[-2].page != p.lines[-1].page
    ]


def _dashes(document: Document) -> Faults:
    """K-17."""
    pairs = [
        (line, index)
        for line in document.body_lines()
        for index in range(len(line.text) - 2)
        if line.text[index : index + 2] == "——" and line.text[index + 2] != "—"
    ]
    if not pairs:
        return None
    found = [(line, ems(line.glyphs[i + 2].x - line.glyphs[i].x, line.size)) for line, i in pairs]
    text = _("{value} em")
    return [
        Fault(line, text.format(value=f"{w:.2f}"), text.format(value=2)) for line, w in found if w < _DASH
    ]


PDF: Checks = {
    "K-01": _start,
    "K-02": _end,
    "K-04": _whole,
    "K-05": _half_cell,
    "K-07": _openings,
    "K-09": _flush,
    "K-10": _numbers,
    "K-11": _script_gaps,
    "K-12": _hanging,
    "K-13": _lone,
    "K-14": _widow,
    "K-17": _dashes,
}
WORD: Checks = {}
